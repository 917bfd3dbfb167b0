"""The scripts in a bare page of a real Chromium: the same numbers as Python, and everything that a reader does."""

import json
import re
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from softmax_lib import (
    Graph,
    LiveBroken,
    LiveGraph,
    LiveLayer,
    Node,
    exercise,
    node_rule,
    predict,
    softmax,
    softmax_with_loss_graph,
    squared_error_graph,
)
from softmax_lib.graphs.plan import plan_of
from softmax_lib.lessons.questions import QUESTIONS
from softmax_lib.pictures.graph_picture import draw, narration
from softmax_lib.pictures.text.formulas import printed
from tests.page import (
    SETTLED,
    A,
    T,
    compare,
    in_script,
    out,
    paints,
    press,
    put,
    settle,
    show,
    state,
    ticking,
    view_of,
)

pytestmark = pytest.mark.browser
TABLE = json.loads((Path(__file__).parent / "printed_numbers.json").read_text(encoding="utf-8"))


# --- the same numbers as Python ---------------------------------------------------------------------------


@pytest.mark.parametrize("classes", range(2, 11))
def test_the_script_computes_every_number_as_python_does(blank, classes):
    """Nine times 336 points: one-hot, soft and unnormalized targets; logits as far as the graph takes them."""
    rng = np.random.default_rng(classes)
    a = rng.uniform(-5, 5, (336, classes)) * np.where(np.arange(336) % 4, 1, 10)[:, None]
    one_hot = np.eye(classes)[rng.integers(classes, size=112)]
    soft = rng.dirichlet(np.ones(classes), 112)
    t = np.concatenate([one_hot, soft, rng.uniform(0, 3, (112, classes)) * (rng.random((112, classes)) < 0.7)])
    layer = LiveLayer(a[0], t[0])
    graph = softmax_with_loss_graph(a[0], t[0])
    graph.backward()
    points = np.hstack([rng.permutation(a), t]).tolist()
    compare(blank, layer._program, layer._source, graph, points)


@pytest.mark.parametrize(("op", "ends"), [("σ", (-50, 50)), ("ReLU", (-5, 5)), ("1/√", (0.001, 50))])
def test_the_script_computes_a_node_rule_as_python_does(blank, op, ends):
    live = LiveGraph(node_rule(op))
    rng = np.random.default_rng(3)
    points = np.column_stack([[*rng.uniform(*ends, 498), ends[0], ends[1]], rng.uniform(-5, 5, 500)]).tolist()
    points += [[0, 2.5]] * (op != "1/√")
    compare(blank, live._program, live._source, live._run(), points)


def print_in(page, numbers):
    ask = "({ printed }, numbers) => numbers.map((given) => printed(...given))"
    return in_script(page, LiveLayer._source, ask, numbers)


def test_the_script_prints_the_table_of_numbers_as_it_stands(blank):
    assert len(TABLE) > 50
    forms = print_in(blank, [[float(x), kind] for x, kind, _ in TABLE])
    assert [[*row[:2], form] for row, form in zip(TABLE, forms, strict=True)] == TABLE


def test_the_script_prints_twenty_thousand_numbers_as_python_does(blank):
    rng = np.random.default_rng(1)
    kinds = ["logit", "weight", "share", "wide", "narrow", "long"]
    sign = rng.choice([-1, 1], 5000)
    anything = sign * 10 ** rng.uniform(-9, 13, 5000)
    ties = sign * rng.integers(1, 4000, 5000) / 2.0 ** rng.integers(1, 15, 5000)
    short = sign * rng.integers(0, 10**6, 5000) / 10.0 ** rng.integers(0, 9, 5000)
    near = np.nextafter(short, sign * np.inf)
    numbers = [float(x) for x in np.concatenate([anything, ties, short, near])]
    assert any(Fraction(x) * 10**4 % 1 == Fraction(1, 2) for x in numbers)  # a true tie
    asked = [[x, str(kind)] for x, kind in zip(numbers, rng.choice(kinds, len(numbers)), strict=True)]
    asked += [[74.12216], [0.0123456]]  # the wide form is the default
    forms = zip(asked, print_in(blank, asked), strict=True)
    assert [(given, form) for given, form in forms if form != printed(*given)] == []


# --- moving things ------------------------------------------------------------------------------------------


def check(view, a, t):
    """The table, its bars and the loss say what NumPy makes of a and t."""
    a, t = np.array(a, dtype=float), np.array(t, dtype=float)
    y = softmax(a)
    gradient, loss = y * t.sum() - t, -(t @ np.log(y))
    seen = view.evaluate(FACE)
    expected = ("a", a, "logit"), ("y", y, "share"), ("t", t, "weight"), ("g", gradient, "share")
    outs = {f"{name}-{k}": [printed(x, kind)] for name, xs, kind in expected for k, x in enumerate(xs, 1)}
    assert seen["outs"].items() >= outs.items()
    assert seen["outs"]["loss"] == [printed(loss, "share")]
    np.testing.assert_allclose(seen["y"], [(0, share) for share in y], atol=0.003)
    pull = np.clip(gradient, -1, 1)
    np.testing.assert_allclose(seen["g"], [(0.5 + min(0, g) / 2, abs(g) / 2) for g in pull], atol=0.003)
    assert seen["numbers"]["forward L>out"] == [printed(loss, "narrow")]
    assert seen["numbers"]["backward a_1>exp_1"] == [printed(gradient[0], "share")]


# What a view says: texts by name, numbers of the graph by way and edge, and of each bar its left end and length
# as shares of its track.
FACE = """(view) => {
    const texts = (css, name) => {
        const found = {};
        for (const node of view.querySelectorAll(css)) (found[name(node.dataset)] ??= []).push(node.textContent);
        return found;
    };
    const bars = (name) => [...view.querySelectorAll(`.sl-${name} .sl-track`)].map((track) => {
        const [all, bar] = [track, track.firstChild].map((one) => one.getBoundingClientRect());
        return [(bar.left - all.left) / all.width, bar.width / all.width];
    });
    return {
        outs: texts("[data-out]", ({ out }) => out),
        numbers: texts("text.sl-num", ({ way, edge }) => `${way} ${edge}`),
        y: bars("y"),
        g: bars("g"),
    };
}"""


def number_at(view, edge, way):
    return view.locator(f'text.sl-num[data-edge="{edge}"][data-way="{way}"]').text_content()


def test_arrow_keys_on_a_slider_change_numbers_bars_and_gradient(blank):
    view = view_of(blank, LiveLayer(A, T))
    slider, a = 'input[data-logit="2"]', list(A)
    for key, change in [("Right", 0.1), ("Up", 0.1), ("Left", -0.1), ("Down", -0.1), ("Down", -0.1)]:
        press(view, slider, f"Arrow{key}")
        a[1] += change
        check(view, a, T)
    press(view, slider, "Home")
    check(view, [0.3, -5, 4], T)
    assert state(blank, "a") == [0.3, -5, 4]
    assert view.locator(slider).get_attribute("aria-valuetext") == "−5.0"


def test_ten_classes_have_ten_rows_that_all_move(blank):
    a, t = np.linspace(-2, 2.5, 10).round(1), [0.1] * 10
    view = view_of(blank, LiveLayer(a, t))
    check(view, a, t)
    put(blank, a=[-x for x in a.tolist()], t=[0] * 9 + [1])
    check(view, -a, [0] * 9 + [1])


def test_a_move_to_where_a_number_is_not_finite_is_refused(blank):
    view = view_of(blank, LiveGraph(Graph(Node("y", "log", Node("x", value=1)))))
    slider = view.get_by_role("slider", name="x")

    def after(key):
        press(view, "input", key)
        return slider.input_value(), out(view, "x"), *state(blank, "values")

    assert after("Home") == ("1", "1.0", 1)  # log of −5
    for _ in range(12):  # log of 0 has no value, and 1/0 no gradient
        then = after("ArrowLeft")
    assert then == ("0.1", "0.1", pytest.approx(0.1))
    assert number_at(view, "y>out", "forward").startswith("−2.30")
    assert blank.evaluate("models[0].saved.every(({ values }) => values[0] > 0)")
    assert after("ArrowRight")[1] == "0.2"


def test_a_graph_can_say_how_far_its_sliders_go(blank):
    live = LiveGraph(Graph(Node("z", "×", Node("u", value=2), Node("v", value=5))))
    live._program = live._program | {"inputs": [live._program["inputs"][0] | {"min": 1, "max": 3}]}
    view = view_of(blank, live)
    slider = view.get_by_role("slider", name="u")
    assert [slider.get_attribute(name) for name in ("min", "max")] == ["1", "3"]
    press(view, "input >> nth=0", "End")
    assert out(view, "u") == "3.0"


def test_values_are_saved_ten_times_a_second_and_the_last_one_is(blank):
    view = view_of(blank, LiveLayer(A, T))
    elapsed, saved = view.locator('input[data-logit="1"]').evaluate(
        """async (slider) => {
            const begin = performance.now();
            for (let move = 0; move < 200; move++) {
                slider.value = -5 + 0.1 * (move % 100);
                slider.dispatchEvent(new Event("input", { bubbles: true }));
                if (move % 5 === 4) await new Promise(requestAnimationFrame);
            }
            const elapsed = performance.now() - begin;
            return [elapsed, models[0].saved.length];
        }"""
    )
    assert 1 <= saved <= elapsed / 100 + 2
    blank.wait_for_function("() => Math.abs(models[0].saved.at(-1).a[0] - 4.9) < 1e-9")


def test_the_kernels_echo_of_an_older_value_does_not_undo_a_move(blank):
    view = view_of(blank, LiveLayer(A, T))
    view.locator('input[data-logit="1"]').evaluate(
        """async (slider) => {
            const move = (value) => {
                slider.value = value;
                slider.dispatchEvent(new Event("input", { bubbles: true }));
            };
            move(1);
            await paints();
            const echo = models[0].get("a");
            move(2);
            await paints();
            models[0].set("a", [...echo]);
        }"""
    )
    assert state(blank, "a")[0] == 2
    blank.wait_for_function("() => models[0].saved.at(-1).a[0] === 2")
    paints(blank)
    assert out(view, "a-1") == "2.0"


def test_the_clean_up_ends_everything_that_could_still_paint_or_save(new_page):
    page, view = ticking(new_page, LiveLayer(A, T, step=-2))
    press(view, "[data-go=play]", wait=200)  # a dot is on its way
    assert page.locator(".sl-traveler").count() > 0
    changes = page.evaluate_handle(
        """() => {
            views[0].cleanUp();
            const changes = [];
            new MutationObserver((list) => changes.push(...list)).observe(views[0].el, {
                subtree: true, childList: true, attributes: true, characterData: true,
            });
            return changes;
        }"""
    )
    assert page.locator(".sl-traveler").count() == 0
    saved, step = page.evaluate("models[0].saved.length"), state(page, "step")
    page.evaluate("models[0].set('a', [1, 1, 1])")
    page.clock.run_for(20_000)
    assert changes.evaluate("(changes) => changes.length") == 0
    assert (page.evaluate("models[0].saved.length"), state(page, "step")) == (saved, step)


def test_an_hour_of_moving_keeps_no_timers(new_page):
    page = new_page()
    show(page, LiveLayer(A, T))
    page.evaluate(
        "async () => { for (let i = 0; i < 60; i++) { models[0].set('a', [i / 60, 0, 0]); await paints(0); } }"
    )
    assert page.evaluate("[...coming].filter((one) => one.startsWith('setTimeout')).length") <= 2
    cleared = """() => {
        let count = 0;
        const clear = window.clearTimeout;
        window.clearTimeout = (id) => (count++, clear(id));
        views[0].cleanUp();
        return count;
    }"""
    assert page.evaluate(cleared) <= 2  # nor the numbers of those that are over


# --- the stepper --------------------------------------------------------------------------------------------


def shown_step(view):
    return int(view.evaluate("async (view) => { await paints(); return view.dataset.step; }"))


def test_the_buttons_go_on_back_and_to_both_ends(blank):
    view = view_of(blank, LiveLayer(A, T))
    for name, step in (("first", -12), ("next", -11), ("back", -12), ("last", 6)):
        view.locator(f"[data-go={name}]").click()
        assert shown_step(view) == step == state(blank, "step")
    check(view, A, T)


def test_the_discs_jump_to_the_six_steps(blank):
    view = view_of(blank, LiveLayer(A, T))
    for step in (2, 5, 1, 6):
        view.get_by_role("button", name=f"Step {step}", exact=True).click()
        assert shown_step(view) == step
        assert view.locator(".sl-heading").text_content() == f"Step {step} of 6 · backward"
        assert view.locator(".sl-disc.sl-now[aria-current=step]").all_text_contents() == [str(step)]


def test_the_arrow_keys_in_the_bar_move_the_steps_from_end_to_end(blank):
    view = view_of(blank, LiveLayer(A, T, step=4))
    view.locator("[data-go=next]").focus()
    for key, steps in [("Right", [5, 6, 6]), ("Left", [*range(5, -13, -1), -12]), ("Right", [-11])]:
        for step in steps:
            blank.keyboard.press(f"Arrow{key}")
            assert shown_step(view) == step


def test_what_each_stop_says_and_shows_is_what_python_draws(new_page):
    """Numbers on the graph and the narration of all stops, for weights that sum to 1 and for others."""
    page = new_page(reduced_motion="reduce")
    for t in (T, [0.5, 0.25, 1.5]):
        layer = LiveLayer(A, t)
        view, model = show(page, layer)
        run, plan = layer._run(), plan_of(layer._graph)
        steps = range(-12, 7)
        for step, (told, narrated, numbers) in zip(steps, view.evaluate(TOLD, [model, [*steps]]), strict=True):
            values, gradients = plan.known(step)
            known = {("forward", e) for e in values} | {("backward", e) for e in gradients}
            for way, edge, text, seen in told:
                label = plan.labels[edge]
                number = run.nodes[run.edges[edge].source].value if way == "forward" else run.gradients[edge]
                kind = label.value_kind if way == "forward" else label.gradient_kind
                wanted = (printed(number, kind), "visible") if (way, edge) in known else ("", "hidden")
                assert (text, seen) == wanted, (step, way, edge)
            assert re.sub(r"\s", "", narrated)
            assert all(numbers)


# At each stop: the numbers on the graph, the narration, and its numbers.
TOLD = """async (view, [model, steps]) => {
    const found = [];
    for (const step of steps) {
        models[model].set("step", step);
        await paints();
        const numbers = [...view.querySelectorAll("text.sl-num")].map((n) =>
            [n.dataset.way, n.dataset.edge, n.textContent, getComputedStyle(n).visibility]);
        const [narration, ...more] = view.querySelectorAll(".sl-narration");
        if (more.length) throw new Error("more than one narration");
        const told = [...narration.querySelectorAll("[data-way]")].map((n) => n.textContent);
        found.push([numbers, narration.textContent, told]);
    }
    return found;
}"""


# What a picture says, in the page or in Python's SVG: which edges have a number, which number, and what each symbol
# reads; where the dots are; what is at work; and the numbers, also of classes, that the description has of the stop.
SAID = r"""(svg) => {
    const known = [...svg.querySelectorAll("g.sl-label:not(.sl-unknown)")];
    const text = (one) => [...one.querySelectorAll(":scope > .sl-sym")].map((part) => part.textContent).join("");
    const number = (one) => one.querySelector(".sl-num").textContent, told = svg.querySelector("desc").textContent;
    const dots = [...svg.querySelectorAll(".sl-dots")].filter((one) => one.style.display !== "none");
    const { classList } = svg, shown = (one) => !one.matches(classList.contains("sl-any-sum") ? ".sl-one" : ".sl-any");
    for (const one of svg.querySelectorAll(".sl-sym")) if (!shown(one)) one.remove();
    const rings = [...svg.querySelectorAll(".sl-work")].map(({ dataset }) => dataset.node ?? dataset.fork);
    return [
        known.map((one) => [one.dataset.way, one.dataset.edge, text(one), number(one)]).sort(),
        dots.map((one) => [one.getAttribute("x"), one.getAttribute("y")]), rings.sort(),
        told.match(/Step \d of 6 · .*?(?= gradient at a 1 |$)/)[0].match(/\d+(\.\d+)?/g),
    ];
}"""


@pytest.mark.parametrize("classes", range(5, 11))
def test_the_class_that_is_told_of_is_drawn_in_python_in_the_view_and_in_its_description(new_page, classes):
    """The true class changes in the view, from each to each other: the middle row follows, and so does Python."""
    page = new_page(own_clock=True, reduced_motion="reduce")
    a = np.linspace(-2, 3, classes).round(1).tolist()
    layer = LiveLayer(a, classes // 2)
    view = view_of(page, layer)
    for k in [*range(1, classes + 1), *range(classes - 1, 0, -3)]:
        view.locator(f"input[data-class='{k}']").check()
        for step in (6, 2):
            layer.t, layer.step = k - 1, step
            view.get_by_role("button", name=f"Step {step}", exact=True).click()
            page.clock.run_for(SETTLED + 100)
            told = page.evaluate(f"(svg) => ({SAID})(svg)", view.locator("svg.sl-svg").evaluate_handle(CLONE))
            assert f"y_{k}>log_{k}" in {edge for _, edge, _, _ in told[0]}
            assert set(re.findall(r"[at](\d+)", view.locator(".sl-narration").text_content())) == {str(k)}
            graph = layer._run() if step == 6 else softmax_with_loss_graph(a, k - 1)
            assert told == page.evaluate(f"(text) => ({SAID})({PARSED})", draw(graph, step).svg), (k, step)


CLONE = "(svg) => svg.cloneNode(true)"
PARSED = "new DOMParser().parseFromString(text, 'image/svg+xml').documentElement"


def test_a_number_that_would_round_to_zero_goes_without_an_equals_sign(blank):
    layer = LiveLayer([-5, -5, 5], 2)
    view = view_of(blank, layer)
    told = view.locator(".sl-narration")
    assert "exp(a3) ≈0." in told.text_content()
    assert "over exp of a 3 ≈0." in narration(layer._run(), 6)
    view.locator('input[data-logit="1"]').fill("4")
    paints(blank)
    assert "= ≈" not in told.text_content()
    assert "exp(a3) = −0.0018" in told.text_content()


def stays(page, view, limit=20_000):
    """For how many milliseconds the stop on the screen stays, within 100; and how many words its sentence has."""
    step, words = view.get_attribute("data-step"), len(view.locator(".sl-narration").text_content().split())
    for passed in range(100, limit, 100):
        page.clock.run_for(100)
        if view.get_attribute("data-step") != step:
            return passed, words
    raise AssertionError(f"step {step} stays")


def test_play_leaves_time_to_read_each_sentence_and_stops_at_the_end(new_page):
    page, view = ticking(new_page, LiveLayer(A, T, step=-5))
    play = view.locator("[data-go=play]")
    press(view, "[data-go=play]", wait=100)
    told = []
    while int(view.get_attribute("data-step")) < 6:
        assert play.get_attribute("aria-label") == "Pause"
        told.append(stays(page, view))
    assert len(told) == 10
    for passed, words in told:
        assert passed == pytest.approx(max(2500, words * 60_000 / 150), abs=300)
    assert len({passed for passed, _ in told}) > 3
    assert play.get_attribute("aria-label") == "Play"
    assert play.is_disabled()


def test_one_button_sets_the_speed_for_all_views_of_the_page(new_page):
    page, view = ticking(new_page, LiveLayer(A, T, step=-12))
    assert view.get_by_role("button", name="Speed: 1 ×").text_content() == "1×"

    def faster(view):
        button = view.locator("[data-do=speed]").first
        button.press("Enter")
        return button.text_content()

    for text, factor in [("2×", 2), ("½×", 0.5), ("1×", 1)]:
        assert faster(view) == text
        press(view, "[data-go=play]", wait=100)
        passed, words = stays(page, view)
        assert passed == pytest.approx(max(2500, words * 400) / factor, abs=300)
        view.locator("[data-go=play]").click()
    assert faster(view) == "2×"
    assert faster(view_of(page, LiveBroken(A, T, step=-12))) == "½×"
    assert view.locator("[data-do=speed]").first.text_content() == "½×"


def walked(new_page, times=1, **emulated):
    """A view that was told to go through four points, after the first frame; and what puts Python's state into it."""
    layer = LiveLayer([0, 0, 1], T, figure="A-1")
    page, view = ticking(new_page, layer, **emulated)
    assert view.locator(".sl-walk").is_hidden()
    for _ in range(times):
        layer.play([[0, 0, k / 2] for k in range(4)])
        page.evaluate(
            "(state) => { for (const name in state) models[0].set(name, state[name]); }",
            {name: getattr(layer, name) for name in ("a", "_at", "_walk")},
        )
        page.clock.run_for(100)
    return page, view


@pytest.mark.parametrize("times", [1, 2])
def test_a_walk_stays_half_a_second_at_each_point_and_can_be_paused_and_stepped(new_page, times):
    page, view = walked(new_page, times)
    seen = []
    for _ in range(5):
        seen.append((out(view, "walk"), out(view, "a-3")))
        page.clock.run_for(500)
    assert seen == [(f"step {k} of 3", text) for k, text in enumerate(["0.0", "0.5", "1.0", "1.5"])] + [seen[3]]
    assert state(page, "a") == [0, 0, 1.5]
    play = view.locator("[data-walk=play]")
    assert play.is_disabled()
    for name, wait, step in [*[("back", 100, None)] * 2, ("back", 100, 0), ("play", 600, None), ("play", 5000, 1)]:
        press(view, f"[data-walk={name}]", wait=wait)
        assert step is None or out(view, "walk") == f"step {step} of 3"
        assert view.locator("[data-walk=back]").is_disabled() == (step == 0)
    press(view, "[data-walk=next]", wait=100)
    assert out(view, "walk") == "step 2 of 3"
    play.click()
    place = play.bounding_box()
    press(view, "input[data-logit='1']", "ArrowRight", wait=5000)
    assert play.bounding_box() == place  # nothing jumps
    assert (out(view, "walk"), state(page, "a")) == ("", [0.1, 0, 1])


def test_a_walk_with_reduced_motion_waits_to_be_stepped(new_page):
    page, view = walked(new_page, reduced_motion="reduce")
    page.clock.run_for(5000)
    assert out(view, "walk") == "step 0 of 3"
    assert view.locator("[data-walk=play]").is_hidden()
    press(view, "[data-walk=next]", wait=100)
    assert (out(view, "walk"), state(page, "a")) == ("step 1 of 3", [0, 0, 0.5])


def test_play_can_be_paused_and_any_other_button_pauses_it(new_page):
    page, view = ticking(new_page, LiveLayer(A, T, step=-12))
    for pause in ("go=play", "go=next", "do=reset"):
        press(view, "[data-go=play]", wait=100)
        press(view, f"[data-{pause}]", wait=100)
        step = view.get_attribute("data-step")
        page.clock.run_for(10_000)
        assert view.get_attribute("data-step") == step
        assert view.locator("[data-go=play]").get_attribute("aria-label") == "Play"


def test_with_reduced_motion_nothing_travels_and_nothing_plays(new_page):
    page = new_page(reduced_motion="reduce")
    view = view_of(page, LiveLayer(A, T, step=5))
    assert view.locator("[data-go=play]").is_hidden()
    traveled = page.evaluate(
        """async () => {
            let seen = 0;
            document.querySelector("[data-go=next]").click();
            for (let i = 0; i < 20; i++) {
                await paints(0);
                seen += document.querySelectorAll(".sl-traveler, .sl-late").length;
            }
            return seen;
        }"""
    )
    assert traveled == 0
    assert shown_step(view) == 6
    assert view.locator(".sl-label").first.evaluate("(label) => getComputedStyle(label).transitionDuration") == "0s"


# --- what is hidden -------------------------------------------------------------------------------------------


# Everything on the page, seen or unseen, save where things stand.
PAGE = """() => {
    const copy = document.body.cloneNode(true);
    for (const one of copy.querySelectorAll("svg, svg *"))
        for (const place of ["x", "y", "d", "cx", "cy", "viewBox", "font-size"]) one.removeAttribute(place);
    return copy.outerHTML;
}"""


def numbers_in(text):
    """Every number with two decimals or more."""
    found = np.array(re.findall(r"\d+\.\d{2,}", text), float)
    return np.hstack([found, found / 100, found / 50])  # percent


def secrets(layer):
    """The numbers that may not be seen: all on edges that come after the last stop the reader can reach."""
    plan, run = plan_of(layer._graph), layer._run()
    values, gradients = plan.known(min(layer._CAPS[what] for what in layer.hide))
    value = {key: run.nodes[edge.source].value for key, edge in run.edges.items()}
    seen, unseen = [0, 1], []
    for numbers, known in ((value, values), (run.gradients, gradients)):
        for key, x in numbers.items():
            (seen if key in known else unseen).append(abs(x))
    return [x for x in unseen if min(abs(x - np.array(seen))) > 2e-3]


@pytest.mark.parametrize("hide", ["y", "loss", "gradient", ["loss", "gradient"]])
def test_what_is_hidden_stands_nowhere_on_the_page_before_the_commit(new_page, hide):
    page = new_page(reduced_motion="reduce")
    layer = LiveLayer([0.3, 2.9, 3.4], [0.2, 0.1, 0.7], hide=hide)
    secret = secrets(layer)
    assert len(secret) > 5

    def told():
        numbers = numbers_in(page.evaluate(PAGE))
        return [x for x in secret if (abs(numbers - x) < (6e-3 if x >= 10 else 6e-4 if x >= 1 else 6e-5)).any()]

    view = view_of(page, layer)
    assert told() == []
    last = min(layer._CAPS[what] for what in layer.hide)
    assert shown_step(view) == last
    assert view.locator("[data-go=next]:disabled, [data-go=last]:disabled").count() == 2
    settle(page)
    assert told() == []
    for step in range(last - 1, -13, -1):
        view.locator("[data-go=back]").click()
        assert (shown_step(view), told()) == (step, [])
    view.locator("[data-go=last]").click()
    for key in ("ArrowRight", "ArrowLeft"):
        view.get_by_role("slider", name="logit a 1").press(key)
    settle(page)
    assert told() == []
    drawn = view.locator(".sl-fill").evaluate_all("(all) => all.filter((fill) => parseFloat(fill.style.width)).length")
    assert drawn == (0 if "y" in layer.hide else 3)
    assert not re.search(r"\d\.\d{4}", " ".join(out(view, f"g-{k}") for k in (1, 2, 3)))
    view.locator("[data-do=commit]").click()
    assert shown_step(view) == max(layer._SHOWS[what] for what in layer.hide)  # at once
    put(page, step=6)
    settle(page)
    assert told() == secret
    check(view, layer.a, layer.t)


def test_a_commit_from_python_sets_the_steps_free(blank):
    view = view_of(blank, LiveLayer(A, T, step=-9, hide="y"))
    assert view.locator("[data-go=next]").is_disabled()
    put(blank, committed=True)
    view.locator("[data-go=next]").click()
    assert shown_step(view) == -8
    assert out(view, "y-3") == "0.7366"


def test_a_guess_is_kept_beside_the_answer_and_can_be_made_again(blank):
    view = view_of(blank, LiveLayer(A, T, hide="gradient"))
    guess = view.locator('input[data-guess="3"]:visible')
    for _ in range(30):
        guess.press("ArrowLeft")
    paints(blank)
    assert out(view, "g-3") == "−0.3"
    assert view.locator(".sl-mark:visible").count() == 0
    press(view, "[data-do=commit]")
    check(view, A, T)
    assert (state(blank, "committed"), state(blank, "guess")) == (True, pytest.approx([0, 0, -0.3]))
    assert view.locator(".sl-mark:visible").count() == 3
    middle = """(mark) => {
        const [track, own] = [mark.parentNode, mark].map((one) => one.getBoundingClientRect());
        return (own.left + own.width / 2 - track.left) / track.width;
    }"""
    assert view.locator(".sl-g .sl-mark >> nth=2").evaluate(middle) == pytest.approx(0.35, abs=0.02)
    press(view, "button:text('Guess again')")
    assert shown_step(view) == -4
    assert out(view, "g-3") == "−0.3"
    assert guess.is_visible()


def test_before_a_tall_picture_each_slider_has_its_gradient_beside_it(blank):
    graph = squared_error_graph(x=1.5, w=0.8, v=(1.2, -0.6), t=(1, 0))
    view = view_of(blank, LiveGraph(graph))
    paints(blank, 2)
    edges = {"x": "x>net_h", "w": "w>net_h", "v_1": "v_1>net_1", "v_2": "v_2>net_2"}
    shown = {name: out(view, f"g-{name}") for name in edges}
    graph.backward()
    assert shown == {name: printed(graph.gradients[edge], "narrow") for name, edge in edges.items()}
    put(blank, step=8)  # forward is done
    assert {out(view, f"g-{name}") for name in edges} == {"?"}
    above = "(view) => [...view.children].map((one) => one.classList[0])"
    assert view.evaluate(above)[:4] == ["sl-inputs", "sl-stepper", "sl-narration", "sl-graph"]


# --- nothing jumps ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1000, 400, 320])
def test_a_page_never_scrolls_sideways_and_a_narrow_graph_follows_the_step(new_page, width):
    page = new_page(width, reduced_motion="reduce")
    view = view_of(page, LiveLayer(A, T))
    show(page, predict("01.2"))
    for step in (-12, 1, 3, 6):
        put(page, step=step)
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        frame, *nodes = view.evaluate(
            """(view) => [".sl-graph", ".sl-node.sl-work"].flatMap((css) => [...view.querySelectorAll(css)])
                .map((one) => one.getBoundingClientRect()).map(({ left, right }) => [left, right])"""
        )
        assert nodes or step in (-12, 6)
        for left, right in nodes if step != 6 else []:
            assert frame[0] <= (left + right) / 2 <= frame[1] or width == 320


# --- weights ----------------------------------------------------------------------------------------------------


def test_weights_bring_a_sum_other_symbols_and_a_way_back(blank):
    view = view_of(blank, LiveLayer(A, T))
    total, normalize = view.locator('[data-out="sum"]'), view.get_by_role("button", name="Make the sum 1")
    symbols = [view.locator(f".sl-sym.{one}").first for one in ("sl-one", "sl-any")]
    name = view.locator(".sl-cell.sl-g .sl-math").first

    def shows(t, told):
        check(view, A, t)
        one = sum(t) == 1
        assert (total.text_content(), normalize.is_visible()) == (told, not one)
        assert [symbol.is_visible() for symbol in symbols] == [one, not one]
        assert name.text_content() == ("y1 − t1" if one else "y1T − t1")

    assert not total.is_visible()
    press(view, "[data-do=mode]")
    assert total.is_visible()
    shows(T, "1")
    for _ in range(10):
        press(view, "input[data-weight='1']", "ArrowRight")
    shows([0.5, 0, 1], "1.5")
    press(view, "[data-do=normalize]")
    shows([1 / 3, 0, 2 / 3], "1")
    press(view, "[data-do=mode]")
    check(view, A, T)
    assert view.locator('input[data-class="3"]').is_visible()


@pytest.mark.parametrize(("figure", "t", "offered"), [("A-1", T, 0), ("A-1", [0.2, 0.3, 0.5], 1), ("A-3", T, 1)])
def test_the_two_boxes_offer_no_soft_targets_to_who_has_one_true_class(figure, t, offered, blank):
    view = view_of(blank, LiveLayer(A, t, figure=figure))
    assert view.locator("[data-do=mode]").is_visible() == offered


def test_all_weights_at_zero_offer_no_division_by_zero(blank):
    view = view_of(blank, LiveLayer(A, [0, 0, 0]))
    assert not view.get_by_role("button", name="Make the sum 1").is_visible()
    check(view, A, [0, 0, 0])


# --- themes and access ------------------------------------------------------------------------------------------


def colors(view):
    return view.evaluate(
        """(view) => [getComputedStyle(view).backgroundColor, getComputedStyle(view).color,
            ...["text.sl-num[data-way=forward]", "text.sl-num[data-way=backward]"]
                .map((one) => getComputedStyle(view.querySelector(one)).fill)]"""
    )


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_theme_of_jupyterlab_decides_and_without_one_that_of_the_system(new_page, system):
    page = new_page(color_scheme=system)
    view = view_of(page, LiveLayer(A, T))
    own = colors(view)
    page.evaluate("document.body.dataset.jpThemeLight = 'true'")
    light = colors(view)
    page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    dark = colors(view)
    assert own == (light if system == "light" else dark)
    assert not set(light) & set(dark)


def test_title_and_description_follow_what_is_seen(blank):
    view = view_of(blank, LiveLayer(A, T))
    put(blank, a=[1, 1, 1], step=6)
    settle(blank)
    description = view.locator("svg desc").text_content()
    assert "Step 6 of 6" in description
    assert "0.3333" in description
    titles = view.locator("g.sl-label:not(.sl-unknown) > title").all_text_contents()
    assert "y 1 is 0.3333" in titles
    assert all(re.search(r"\d", title) for title in titles)
    put(blank, t=[0, 0, 2])  # now a gradient is y T − t, and its tooltip says so
    settle(blank)
    titles = view.locator('g.sl-label[data-edge="a_3>exp_3"][data-way=backward] > title').all_text_contents()
    assert titles == ["y 3 times T minus t 3 is −1.3333"]


# --- keys and focus ---------------------------------------------------------------------------------------------


def focused(page):
    """What has the focus: its name, or its place in the page where it has none."""
    return page.evaluate(
        "(({ dataset, tagName, ariaLabel }) => dataset.go ?? dataset.do ?? dataset.walk ?? ariaLabel ?? tagName)"
        "(document.activeElement)"
    )


def test_no_control_is_hidden_or_disabled_with_the_focus_in_it(blank):
    view = view_of(blank, LiveLayer(A, T))
    for name, then in (("first", "play"), ("last", "back")):
        press(view, f"[data-go={name}]", "Enter")
        assert focused(blank) == then
    put(blank, t=[0.5, 0.5, 0.5])
    press(view, "[data-do=normalize]", "Enter")  # the sum is 1 now, and the button goes
    assert view.locator("[data-do=normalize]").is_hidden()
    assert focused(blank) not in ("BODY", "normalize")
    put(blank, hide=["gradient"])
    view.locator("[data-guess='2']:visible").focus()
    put(blank, committed=True)  # from Python: the slider of the guess goes
    paints(blank, 2)
    assert focused(blank) not in ("BODY", "your guess for the gradient at a 2")


def test_the_focus_goes_nowhere_by_itself(blank):
    """From a control that was left, or while nothing is hidden."""
    view = view_of(blank, LiveLayer(A, T, step=5))
    other = view_of(blank, predict("00.1"))
    view.locator("[data-go=next]").focus()
    other.locator("input").first.focus()
    put(blank, step=6)
    assert focused(blank) == "INPUT"
    blank.evaluate("document.activeElement.blur()")
    put(blank, step=-12)
    assert focused(blank) == "BODY"


def test_outside_a_notebook_the_keys_do_what_the_browser_does_with_them(blank):
    view = view_of(blank, LiveLayer(A, T))
    put(blank, a=[1, 1, 1])
    view.locator("[data-do=reset]").focus()
    blank.keyboard.press("Escape")
    assert focused(blank) == "reset"
    blank.keyboard.press("Shift+Enter")
    paints(blank)
    assert state(blank, "a") == A


# --- questions --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", QUESTIONS)
def test_nothing_of_an_answer_is_on_the_page_before_the_commit(blank, name):
    widget = predict(name)
    view = view_of(blank, widget)
    page, answers, told = view.evaluate(
        """(view, told) => [
            view.outerHTML + view.innerText,
            view.querySelectorAll("pre, .sl-answer > *, .sl-right, .sl-mine").length,
            told.map((one) => Object.assign(document.createElement("p"), { innerHTML: one }).textContent),
        ]""",
        widget._told,
    )
    assert [one for one in (widget._code, *widget._told, *told) if one in page] == []
    assert answers == 0
    assert "sl-ask" in page
    said = " ".join([widget._question, *widget._choices])
    assert len(widget._output) < 4 or widget._output in said or widget._output not in page


@pytest.mark.parametrize("right", [True, False])
def test_a_question_is_answered_with_the_keyboard_only(blank, right):
    widget = predict("13.4")  # shown in another order than in the file
    view = view_of(blank, widget)
    commit, answer = view.locator("[data-do=commit]"), view.locator(".sl-answer[aria-live=polite]")

    def press_all(*keys):
        """What the model then has."""
        for key in keys:
            blank.keyboard.press(key)
        return state(blank, "guess"), state(blank, "committed")

    def focused(one):
        return one.evaluate("(one) => one === document.activeElement")

    assert commit.is_disabled()
    assert answer.text_content() == ""  # it stands there, empty, before it speaks
    place = next(place for place in range(3) if (place == widget._right[0]) == right)
    chosen = widget._keys[place]
    assert press_all("Tab", "Enter") == (-1, False)  # nothing is chosen yet
    assert press_all("Space", *["ArrowDown"] * place) == (chosen, False)
    assert commit.is_enabled()
    assert answer.text_content() == ""
    assert press_all("Alt+Enter") == (chosen, False)  # a notebook's own key
    to_the_button = ["Tab"] * right  # without it, Enter in the list does the same
    assert press_all(*to_the_button, "Enter") == (chosen, True)
    assert blank.evaluate("models[0].saved.at(-1)")["guess"] == chosen
    shown = answer.locator("pre").text_content()
    assert widget._code in shown
    assert shown.endswith(widget._output)
    told = answer.locator("p").text_content()
    assert told.startswith("Right: ") == right
    assert "A confident mistake costs more" in told
    assert not commit.is_visible()
    assert view.locator("input:enabled").count() == 0
    again = view.get_by_role("button", name="Guess again")
    assert focused(again)
    assert press_all("Enter") == (chosen, False)
    assert answer.text_content() == ""
    assert again.is_hidden()
    assert focused(view.locator("input").nth(place))


@pytest.mark.parametrize("letter", ["a", "b", "c"])
def test_a_choice_exercise_tells_of_the_chosen_option_and_marks_the_right_one_only_when_it_is_found(blank, letter):
    one, place = exercise("09.3"), "abc".index(letter)
    verdict = one.check(letter)
    view = view_of(blank, one.view())
    assert not any(told in view.evaluate("(view) => view.outerHTML") for told in one.view()._told)
    view.locator("input").nth(place).check()
    view.get_by_role("button", name="That is my answer").click()
    told = view.locator(".sl-answer").text_content()
    assert told.startswith(f"{verdict.said()} {verdict.message}")
    assert view.locator("pre").count() == 0
    assert view.locator(".sl-right").count() == (verdict.outcome == "right")
    view.get_by_role("button", name="Answer again").click()
    assert view.locator("input:enabled").count() == 3
