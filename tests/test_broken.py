"""Break a node: each mistake against its own formula and the bank, the marks, and the page against Python."""

import re
from functools import cache
from itertools import product

import numpy as np
import pytest

from softmax_lib import LiveBroken, LiveLayer, numerical_gradient, softmax_with_loss_graph
from softmax_lib.functions import cross_entropy, softmax
from softmax_lib.lessons.judging.mistakes import MISTAKES
from softmax_lib.live.break_a_node import BREAKS, BROKEN
from softmax_lib.pictures.text.formulas import printed
from softmax_lib.pictures.text.formulas import words as said
from tests.page import (
    FORMULAS,
    NUMBERS,
    QUICK,
    SVG,
    VISIBLE,
    A,
    T,
    check_numbers,
    check_table,
    drawing,
    in_script,
    largest,
    out,
    put,
    seen,
    settle,
    view_of,
    walk,
)
from tests.svg import all_with

BANK = {"sign": 1, "square": 5, "row only": 4, "S only": 4, "no exp": 6, "a for exp": 6, "one class": 2}
every_break = pytest.mark.parametrize("name", BREAKS)


def points(count, classes=(2, 3, 4, 5, 10), seed=0):
    """Random logits with one-hot, soft and unnormalized targets in turn."""
    rng = np.random.default_rng(seed)
    for i in range(count):
        size = int(rng.choice(classes))
        target = (np.eye(size)[rng.integers(size)], rng.dirichlet(np.ones(size)), rng.uniform(0, 2, size))[i % 3]
        yield rng.uniform(-5, 5, size), target


@cache
def layer_with(classes):
    return LiveBroken(np.zeros(classes), 0)


def layer_at(a, t, name=None):
    """The one layer of so many classes, set: to make a layer takes a hundred times as long."""
    layer = layer_with(len(a))
    layer.a, layer.t, layer.broken = a, t, name
    return layer


def gradients(a, t, name):
    """Every gradient of the broken run and of the right one, by edge."""
    return layer_at(a, t, name)._run().gradients, layer_at(a, t)._run().gradients


def differing(a, t, name):
    broken, right = gradients(a, t, name)
    return {e for e in broken if abs(broken[e] - right[e]) > 1e-9 * max(abs(broken[e]), abs(right[e]))}


def marked(tree, css, attribute):
    return {node.get(attribute) for node in all_with(tree, css)}


def labels(tree):
    return [one for one in tree.iter() if one.get("class") == "sl-label sl-gradient"]


STORY = [0.5, -1.5, 2], [0.2, 0.5, 0.6]


@cache
def story(name):
    """The picture at each stop of a broken run."""
    layer, pictures = LiveBroken(*STORY, name), {}
    for layer.step in range(-12, 7):
        pictures[layer.step] = drawing(layer)
    return pictures


# --- the numbers ------------------------------------------------------------------------------------------


@every_break
def test_a_break_gives_what_its_formula_gives(name):
    for a, t in points(60):
        e = np.exp(a)
        expected = FORMULAS[name](a, t, e, e.sum(), t.sum())
        layer = layer_at(a, t, name)
        size = max(1, abs(expected).max())
        np.testing.assert_allclose(layer.gradient, expected, rtol=1e-9, atol=1e-11 * size)
        np.testing.assert_allclose(layer.y, softmax(a), rtol=1e-12)
        np.testing.assert_allclose(layer.loss, cross_entropy(softmax(a), t), rtol=1e-12)


@pytest.mark.parametrize("name", BANK)
def test_a_break_gives_what_the_bank_says_of_the_same_mistake(name):
    """The mistake of the diagonal is that of one ‘+’ where one class is true."""
    for a, t in points(60, seed=1):
        t = largest(t) if name == "one class" else t
        gives = MISTAKES[BANK[name]].gives["gradient"]
        found = layer_at(a, t, name).gradient
        expected = [give(a, t) for give in (gives if isinstance(gives, tuple) else (gives,))]
        fits = [np.allclose(found, one, rtol=1e-9, atol=1e-11 * max(1, abs(one).max())) for one in expected]
        if len(expected) == 2:
            assert fits == [name in ("row only", "no exp"), name in ("S only", "a for exp")]
        assert sum(fits) == 1


def test_a_lost_sum_at_the_fork_gives_step_3_of_the_bank_for_its_first_gradient():
    each_apart = MISTAKES[3].gives["step 3"][0]
    for a, t in points(20):
        found = layer_at(a, t, "first only")._run().gradients["S>inv"]
        np.testing.assert_allclose(found, each_apart(a, t)[0], rtol=1e-12)


@every_break
def test_what_comes_before_the_break_stays_right_and_something_after_it_goes_wrong(name):
    graph = softmax_with_loss_graph(A, T)
    order = [key for _, keys in graph.stretches for key in keys]
    wrong = differing(*STORY, name)
    first = min(map(order.index, wrong))
    assert re.sub(r"\d", "§", order[first]) in BREAKS[name].edges
    assert {"a_1>exp_1", "a_2>exp_2", "a_3>exp_3"} & wrong


# --- what can be read and set -----------------------------------------------------------------------------


def test_with_nothing_broken_it_is_livelayer():
    for a, t in points(12):
        ours, theirs = LiveBroken(a, t), LiveLayer(a, t)
        assert (ours.y, ours.loss, ours.gradient) == (theirs.y, theirs.loss, theirs.gradient)
        for step in (-12, 0, 3, 6):
            ours.step = theirs.step = step
            assert ours.fallback()["image/svg+xml"] == theirs.fallback()["image/svg+xml"]


def test_the_docstring_and_the_words_name_every_break():
    assert list(BREAKS) == list(BROKEN["breaks"])
    assert set(re.findall(r'"([^"]+)"', LiveBroken.__doc__.split(">>>")[0])) == set(BREAKS)


# --- the picture where widgets can't run ------------------------------------------------------------------


@every_break
@pytest.mark.parametrize("classes", [2, 3, 4, 10])
def test_only_gradients_that_are_known_and_wrong_are_marked(name, classes):
    a, t = np.linspace(-1, 2, classes), np.arange(1, classes + 1) / 20
    wrong, layer = differing(a, t, name), LiveBroken(a, t, name)
    plan = layer._graph.plan
    drawn = set(plan.layout.spots)
    for step in (-12, -4, -3, 0, 1, 2, 3, 4, 5, 6):
        layer.step = step
        tree, known = drawing(layer), plan.known(step)[1]
        assert marked(tree, "sl-wrong", "data-edge") == wrong & known & drawn
        parts = marked(tree, "sl-flaw", "data-part")
        assert {part.split()[1].split("_")[0] for part in parts} == {
            {"sign": "L", "first only": "inv", "square": "inv", "one class": "S", "own input": "y"}.get(name, "exp")
        }
        assert {part.split()[0] for part in parts} == {"fork" if name.endswith("only") else "node"}
        assert plan is layer._graph.plan  # and the graph is as it was


@every_break
def test_the_picture_says_nothing_that_is_not_true(name):
    """The sentence counts; no formula is said to be equal to a wrong number; the symbols stay."""
    wrong, (broken, right) = differing(*STORY, name), gradients(*STORY, name)
    plan = LiveBroken(*STORY)._graph.plan
    for step, tree in story(name).items():
        known = plan.known(step)[1]
        count, text = len(wrong & known), "".join(tree.itertext())
        assert (f"{count} of the {len(known)} gradients so far" in text) == (count > 0)
        assert ("So far every gradient is right" in text) == (count == 0 and len(known) > 0)
        described = tree.findtext(f"{SVG}desc")
        assert "Broken: " in described
        for label in labels(tree):
            edge, title = label.get("data-edge"), label[0].text
            kind = {"share": "narrow"}.get(plan.labels[edge].gradient_kind, plan.labels[edge].gradient_kind)
            number = printed(broken[edge], kind)
            assert [number] == [node.text for node in all_with(label, "sl-num")]
            if edge in wrong:
                assert title == f"{number} is wrong; {printed(right[edge], kind)} is right"
            else:
                assert title.endswith(number)
        for formula, (way, edges, _) in plan.summary.items():
            if way == "gradient" and wrong.intersection(edges):
                assert f"{said(formula)} is" not in described


@pytest.mark.parametrize("classes", [2, 3, 10])
def test_large_wrong_numbers_stay_short(classes):
    """At most seven glyphs and a sign, with sliders at their ends."""
    ends = np.full(classes, 5.0), np.full(classes, -5.0), np.linspace(-5, 5, classes)
    for name, a, target in product(BREAKS, ends, (0, classes - 1)):
        tree = drawing(layer_at(a, target, name))
        assert max(len(n.text.lstrip("−")) for n in all_with(tree, "sl-num")) <= 7, (name, a)


# --- the page --------------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("classes", [2, 3, 6, 10])
def test_the_script_computes_every_broken_gradient_as_python_does(blank, classes):
    cases = [(a, t, name) for name in BREAKS for a, t in points(24, (classes,), seed=classes)]
    layer = LiveBroken(*cases[0])
    answer = in_script(
        blank,
        layer._source,
        """({ run, breaking, nudges }, program, cases) => cases.map(([a, t, name]) => {
            const named = (letter, numbers) => numbers.map((x, i) => [`${letter}_${i + 1}`, x]);
            const inputs = Object.fromEntries([...named("a", a), ...named("t", t)]);
            const broken = run(program, inputs, breaking(program, name, t)).gradient;
            return [broken, run(program, inputs).gradient, nudges(program, inputs)];
        })""",
        layer._program, [(a.tolist(), t.tolist(), name) for a, t, name in cases],
    )  # fmt: skip
    for (a, t, name), (broken, right, nudge) in zip(cases, answer, strict=True):
        for found, expected in zip((broken, right), gradients(a, t, name), strict=True):
            assert found.keys() == expected.keys()
            size = max(map(abs, expected.values()))
            np.testing.assert_allclose(
                list(found.values()), [expected[e] for e in found], rtol=1e-10, atol=1e-14 * size
            )
        np.testing.assert_allclose(nudge, softmax(a) * t.sum() - t, atol=3e-8)
        np.testing.assert_allclose(nudge, numerical_gradient(lambda x, t=t: cross_entropy(softmax(x), t), a), atol=3e-8)


STOP = (
    """(view) => {
    const seen = (css) => ("""
    + VISIBLE
    + """)(view.querySelectorAll(css)).map((one) => one.dataset);
    return {
        moving: view.querySelector("svg").getAnimations({ subtree: true }).length,
        wrong: seen(".sl-wrong").map(({ edge }) => edge),
        flaws: seen(".sl-flaw").map(({ part }) => part),
        numbers: [...view.querySelectorAll("text.sl-num")].map((one) =>
            [one.dataset.edge, one.dataset.way, one.textContent]),
        told: [...view.querySelectorAll(".sl-narration")].map((one) => one.textContent),
    };
}"""
)
TITLES = """async (view) => {
    await atRest();
    return [
        [...view.querySelectorAll("g.sl-gradient title")].map((one) => [one.parentNode.dataset.edge, one.textContent]),
        view.querySelector("svg desc").textContent,
    ];
}"""


@pytest.mark.browser
@every_break
def test_what_each_stop_shows_is_what_python_draws(new_page, name):
    """Numbers, marks and the sentence, at every stop, stepping on and sliding."""
    view = view_of(new_page(reduced_motion="reduce"), LiveBroken(A, T, step=-12))
    a, t = STORY
    view.page.evaluate(QUICK)
    stops = walk(view, [{"broken": name, "a": a, "t": t, "step": step} for step in range(-12, 7)], STOP)
    for stop, tree in zip(stops, story(name).values(), strict=True):
        assert stop["moving"] == 0
        assert set(stop["wrong"]) == marked(tree, "sl-wrong", "data-edge")
        assert set(stop["flaws"]) == marked(tree, "sl-flaw", "data-part")
        drawn = [[one.get("data-edge"), one.get("data-way"), one.text] for one in all_with(tree, "sl-num")]
        places = [place for *place, _ in drawn]
        assert sorted(number for number in stop["numbers"] if number[:2] in places) == sorted(drawn)
        caption = " ".join(one.text for one in tree.iter() if one.get("text-anchor") == "end" and one.get("fill"))
        assert stop["told"] == [caption]
    titles, described = view.evaluate(TITLES)
    wrong = marked(tree, "sl-wrong", "data-edge")
    drawn = [[one.get("data-edge"), one[0].text] for one in labels(tree)]
    assert sorted(title for title in titles if title[0] in wrong) == sorted(one for one in drawn if one[0] in wrong)
    assert described.startswith(tree.findtext(f"{SVG}desc").split(" Step 6")[0])


@pytest.mark.browser
def test_the_nudge_stands_beside_what_came_out(blank):
    view = view_of(blank, LiveBroken(A, T))
    check_table(view, A, T, None)
    at = [{"a": a.round(1).tolist(), "t": t.round(2).tolist()} for a, t in points(18, (3,))]
    states = [given | {"broken": name} for given in at for name in BREAKS]
    view.page.evaluate(QUICK)
    for at, numbers in zip(states, walk(view, states, NUMBERS), strict=True):
        check_numbers(numbers, at["a"], at["t"], at["broken"])
    put(blank, a=A, t=T, broken="square", step=5)
    assert [out(view, name) for name in ("g-1", "g-sum", "n-1", "n-3")] == ["?", "?", "0.0182", "−0.2634"]
    put(blank, step=-5)
    assert out(view, "n-1") == "?"  # as long as the loss is not known


@pytest.mark.browser
def test_after_a_break_that_was_switched_off_everything_is_as_it_was(blank):
    view = view_of(blank, LiveBroken(A, T))
    other = view_of(blank, LiveLayer(A, T))
    put(blank, broken="sign")
    put(blank, broken=None)
    check_table(view, A, T, None)
    assert seen(view, ".sl-wrong, .sl-flaw", "edge") == set()
    assert view.locator(".sl-narration").inner_html() == other.locator(".sl-narration").inner_html()
    assert view.locator("svg .sl-num").all_text_contents() == other.locator("svg .sl-num").all_text_contents()


@pytest.mark.browser
def test_a_mark_comes_with_its_number_and_not_before(new_page):
    page = new_page()
    view = view_of(page, LiveBroken(A, T, "square", step=2))
    assert seen(view, ".sl-wrong", "edge") == set()
    view.locator("[data-go=next]").click()
    page.locator(".sl-traveler").first.wait_for(state="attached")
    assert seen(view, ".sl-wrong", "edge") == set()
    settle(page)
    assert page.locator(".sl-traveler, .sl-late").count() == 0
    assert seen(view, ".sl-wrong", "edge") == {"S>inv"}


# The marks and texts whose boxes overlap, save for the room that a line of text keeps above its digits; and the
# numbers that are not in the frame.
COVERED = (
    """(view) => {
    const visible = """
    + VISIBLE
    + """;
    const boxed = (all) => all.map((one) => [one, one.getBoundingClientRect()]);
    const marks = boxed(visible(view.querySelectorAll("svg .sl-wrong path, svg .sl-flaw")));
    const texts = boxed(
        visible(view.querySelectorAll("svg .sl-num, svg .sl-sym tspan")).filter((one) => one.textContent));
    const touch = (p, q) =>
        Math.min(p.right, q.right) - Math.max(p.left, q.left) > 1 &&
        Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) > 4;
    const name = (mark) => mark.parentNode.dataset.edge ?? mark.dataset.part;
    const frame = view.querySelector(".sl-graph").getBoundingClientRect();
    const numbers = boxed([...view.querySelectorAll("svg .sl-num")]);
    const outside = ({ left, right, width }) => !width || left < frame.left - 0.5 || right > frame.right + 0.5;
    return {
        marks: marks.length,
        numbers: numbers.length,
        wrong: [
            ...marks.flatMap(([mark, p]) =>
                texts.filter(([, q]) => touch(p, q)).map(([text]) => `${name(mark)}: ${text.textContent}`)),
            ...numbers.filter(([, box]) => outside(box)).map(([one]) => `cut off: ${one.textContent}`),
        ],
    };
}"""
)


@pytest.mark.browser
@pytest.mark.parametrize("classes", [2, 3, 4, 10])
def test_no_mark_covers_a_number_or_a_symbol_and_nothing_is_cut_off(new_page, classes):
    ends = np.linspace(-3, 5, classes), np.full(classes, 5.0), np.full(classes, -5.0)
    view = view_of(new_page(reduced_motion="reduce"), LiveBroken(ends[0], np.full(classes, 0.4)))
    states = [{"broken": name, "a": a.tolist()} for name in BREAKS for a in ends]
    view.page.evaluate(QUICK)
    for at, found in zip(states, walk(view, states, COVERED), strict=True):
        assert found["wrong"] == [], at
        assert found["marks"] > 0, at
        assert found["numbers"] > 0


def test_what_chapter_15_says_of_the_breaks():
    sums = {name: sum(LiveBroken(broken=name).gradient) for name in BREAKS}
    assert [name for name, total in sums.items() if abs(total) < 1e-9] == ["sign"]
    for true in range(3):
        t = [float(k == true) for k in range(3)]
        same = np.allclose(LiveBroken(A, t, "first only").gradient, LiveBroken(A, t).gradient)
        assert same == (true == 0)
    assert np.allclose(LiveBroken([0, 0, 0], T, "no exp").gradient, LiveBroken([0, 0, 0], T).gradient)
