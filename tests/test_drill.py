"""The drills: every number is short and right, every wrong rule has its name, and no wrong number has a wrong name."""

import base64
import json
import re
from fractions import Fraction

import mpmath
import pytest

from softmax_lib import drill
from softmax_lib.lessons.drill import _NAMES, HELD, LEVELS, TOLERANCE, asked, drilled, wrong_rules
from softmax_lib.live.page import record
from softmax_lib.live.page.saved import still
from tests.expressions import slope_on
from tests.page import show, state, status, view_of

# The rules that can be broken at each level.
APPLY = {1: {"sign", "upstream", "left out", "input", "product"}}
APPLY[2] = APPLY[1]
APPLY[3] = APPLY[1] | {"replaced", "branch"}
APPLY[4] = APPLY[1] | {"square", "exp", "log", "/", "ReLU"}
APPLY[5] = APPLY[1] | {"replaced", "branch", "square", "exp", "log", "/"}
SEEDS = range(1, 201)
every_level = pytest.mark.parametrize("level", LEVELS)


@pytest.fixture(scope="module")
def drills():
    return {level: [drilled(level, seed) for seed in SEEDS] for level in LEVELS}


def digits(x, places=10):
    """How many digits a number has, without a zero before the point."""
    text = f"{abs(x):.{places}f}".rstrip("0").rstrip(".")
    return len(text.lstrip("0").replace(".", ""))


@every_level
def test_the_numbers_of_200_drills_are_short_and_exact_and_each_gradient_is_the_slope(drills, level):
    for graph in drills[level]:
        logarithms = set()
        for node in graph.nodes.values():
            if node.op is None and node.name[0] == "a":
                assert digits(float(mpmath.exp(node.value))) <= 2
            elif node.op != "log" and not (node.op != "exp" and any(one in logarithms for one in node.inputs)):
                assert digits(node.value) <= 4
                continue
            logarithms.add(node)
        assert not logarithms or level > 3
        for key, gradient in graph.gradients.items():
            assert digits(gradient) <= 4
            if key in asked(graph):
                assert gradient == pytest.approx(slope_on(graph, key), abs=1e-9)
        assert 4 <= len(asked(graph)) <= 12


@every_level
def test_what_is_printed_has_at_most_four_digits(level):
    task = drill(seed=1, level=level)
    drawn = [task._still(), *(one["drawn"] for one in edges_of(task))]
    texts = re.findall(r'class="sl-num"[^>]*>([^<]+)<', " ".join(drawn))
    assert len(texts) > 8
    assert [text for text in texts if len(re.sub(r"^0|\D", "", text.lstrip("−"))) > 4] == []


# --- the wrong rules, written once more by what a reader would do -----------------------------------------------------


def injected(graph, key):
    """What a reader would type who breaks a rule, as pairs: the rule and the number."""
    edge, right = graph.edges[key], graph.gradients[key]
    yield "sign", 0 - right
    if edge.target == "fork":
        arrived = [k for k in graph.gradients if k in {e.key for e in graph.branches(edge.source)}]
        assert right == pytest.approx(sum(graph.gradients[k] for k in arrived))
        yield "replaced", graph.gradients[arrived[-1]]
        yield from (("branch", graph.gradients[k]) for k in arrived[:-1])
        return
    node = graph.nodes[edge.target]
    upstream, x, z = graph.gradients[graph.trunk(node.name).key], [one.value for one in node.inputs], node.value
    local = {
        "+": lambda: 1, "−": lambda: (1, -1)[edge.slot], "×": lambda: x[1 - edge.slot], "exp": lambda: z,
        "log": lambda: 1 / x[0], "/": lambda: -1 / x[0] ** 2, "ReLU": lambda: float(x[0] > 0),
    }[node.op]()  # fmt: skip
    assert right == pytest.approx(upstream * local)
    yield "upstream", local
    if abs(local) != 1:
        yield "left out", upstream
    match node.op:
        case "×":
            yield "input", upstream * x[edge.slot]
        case "+" | "−":
            yield from (("product", upstream * one) for one in x)
        case "/":
            yield "square", -upstream / x[0]
            yield "/", -upstream * x[0] ** 2
        case "exp" | "log" | "ReLU":
            yield node.op, upstream * x[0]


def named(graph, key, typed):
    """As the page does it: the first rule that gives this number."""
    return next((rule for rule, value in wrong_rules(graph, key) if abs(value - typed) < TOLERANCE), None)


@every_level
def test_every_injected_mistake_is_named_and_no_number_has_a_wrong_name(drills, level):
    met = set()
    for graph in drills[level]:
        for key in asked(graph):
            gives = [*injected(graph, key)]
            for rule, value in gives:
                if abs(value - graph.gradients[key]) > 1e-9:
                    for typed in (value, round(value, 4)):
                        assert named(graph, key, typed) == rule
                    assert {other for other, one in gives if abs(one - value) < TOLERANCE} == {rule}
                    met.add(rule)
            assert named(graph, key, graph.gradients[key]) is None
            strange = graph.gradients[key] + 0.1234
            if all(abs(strange - value) > 1e-3 for _, value in gives):
                assert named(graph, key, strange) is None
    assert met == APPLY[level]


def test_each_rule_has_a_name_and_a_sentence():
    assert set().union(*APPLY.values()) == set(_NAMES) == set(drill(seed=1)._program["rules"])


# --- the task ---------------------------------------------------------------------------------------------------------


def edges_of(task):
    """What the page finds under the seal of the drill that is shown."""
    return json.loads(base64.b64decode(task._program["drills"][str(task.seed)]["_sealed"]))


def solved(task, wrong=()):
    """All gradients typed, those at these places wrong twice."""
    return [[one["right"] + 99] * 2 if i in wrong else [one["right"]] for i, one in enumerate(edges_of(task))]


def test_a_seed_repeats_a_drill_and_chooses_the_level_where_none_is_given():
    assert [drill(seed=seed).level for seed in (1, 3, 5, 6, 8)] == [1, 3, 5, 1, 3]
    assert drill(seed=8)._program == drill(seed=8, level=3)._program != drill(seed=8, level=4)._program
    assert drill(seed=3).fallback() == drill(seed=3).fallback()
    assert len({drill(seed=seed, level=2)._still() for seed in range(1, 21)}) == 20


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"level": 0}, ValueError, "level is 0; a whole number from 1 to 5 is accepted"),
        ({"level": 6}, ValueError, "level is 6; a whole number from 1 to 5 is accepted"),
        ({"level": 2.5}, TypeError, "level is a float; an integer is accepted"),
        ({"seed": 0}, ValueError, "seed is 0; at least 1 is accepted"),
        ({"seed": "3"}, TypeError, "seed is a str; an integer is accepted"),
        ({"seed": True, "level": 1}, TypeError, "seed is a bool; an integer is accepted"),
    ],
)
def test_another_level_or_seed_is_refused(arguments, error, message):
    with pytest.raises(error, match=message):
        drill(**arguments)


def test_the_next_level_is_the_lowest_without_a_drill_solved_unaided(file):
    assert drill().level == 1
    task = drill()
    for typed, then in ((solved(task, wrong=[2]), 1), (solved(task)[:-1], 1), (solved(task), 2)):
        task.typed = {"1": typed}
        assert drill().level == then
    assert {*record.read("wrong")} == {"drill-1"}
    for level, then in ((2, 3), (4, 3), (3, 5), (5, 5)):
        task = drill(level=level)
        task.typed = {"1": solved(task)}
        assert drill().level == then


def test_what_was_typed_is_kept_and_a_memory_is_not_noted_again(file):
    task = drill(level=2)
    task.seed = 4
    kept = {"seed": 4, "typed": {"4": solved(task)}}
    record.write("guess", "drill-2", at=5.0, value=kept)
    again = drill(level=2)
    assert (again.seed, again.typed) == (4, kept["typed"])
    assert "4" in again._program["drills"]
    assert record.read("right") == record.read("wrong") == {}
    assert drill(level=2, seed=4).typed == {}


def test_with_a_kernel_the_drills_never_end():
    task = drill(level=1)
    for seed in range(1, 30):
        task.seed = seed
        assert {str(seed), str(seed + 1)} <= task._program["drills"].keys()
        assert len(task._program["drills"]) == HELD


@every_level
def test_nothing_of_a_gradient_is_in_what_is_saved_unsealed(level):
    task = drill(seed=2, level=level)
    saved = still(task.fallback())
    svg = saved["image/svg+xml"].replace("&gt;", ">")
    graph = task._graph(2)
    assert re.findall(r'data-edge="([^"]+)" data-way="backward"', svg) == [graph.trunk("L").key] * 2
    assert " by d " not in saved["text/plain"]


# --- in the browser ---------------------------------------------------------------------------------------------------

browser = pytest.mark.browser


def answer(view, typed):
    view.locator("input").fill(str(typed))
    view.page.keyboard.press("Enter")


def drawn(view):
    """What stands at the gradients, by edge."""
    return dict(view.locator("g.sl-gradient[data-drill]").evaluate_all(
        "(all) => all.map((one) => [one.dataset.edge, one.querySelector('.sl-num').textContent])"
    ))  # fmt: skip


@browser
@every_level
def test_a_drill_is_solved_by_keyboard_alone_and_the_next_one_waits(blank, level):
    task = drill(level=level, seed=1)
    view = view_of(blank, task)
    assert view.locator(".sl-status").get_attribute("aria-live") == "polite"
    edges = edges_of(task)
    for _ in range(9):
        if blank.evaluate("document.activeElement.tagName") == "INPUT":
            break
        blank.keyboard.press("Tab")
    for i, one in enumerate(edges):
        assert list(drawn(view)) == [done["edge"] for done in edges[: i + 1]]
        assert drawn(view)[one["edge"]] == "?"
        assert view.locator("output").text_content() == f"{i + 1} of {len(edges)}"
        blank.keyboard.type(f"{one['right']:g}")
        blank.keyboard.press("Enter")
        assert status(view).startswith(f"{i + 1} of {len(edges)}. Right: ")
        assert "?" not in drawn(view)[one["edge"]]
    assert status(view).endswith(f"You found {len(edges)} of {len(edges)} gradients in this drill.")
    assert view.locator("input").is_disabled()
    assert blank.evaluate("document.activeElement.dataset.do") == "next"  # the focus is not lost
    assert state(blank, "typed") == {"1": [[one["right"]] for one in edges]}
    before = view.locator("svg").inner_html()
    blank.keyboard.press("Enter")
    assert state(blank, "seed") == 2
    assert view.locator("svg").inner_html() != before
    assert status(view) == ""
    assert blank.evaluate("document.activeElement.tagName") == "INPUT"


@browser
def test_wrong_twice_names_the_rule_and_shows_the_way(blank):
    task = drill(level=3, seed=1)
    view = view_of(blank, task)
    edges = edges_of(task)
    told = set()
    for i, one in enumerate(edges):
        rule, value = one["wrong"][i % len(one["wrong"])]
        answer(view, value)
        name = re.sub("<.*?>", "", task._program["rules"][rule])
        assert status(view).endswith(f" is not right: {name}")
        assert drawn(view)[one["edge"]] == "?"
        answer(view, 77.7)
        place = f"{i + 1} of {len(edges)}"
        assert status(view).startswith(f"{place}. 77.7 is not right. The gradient is {printed(one['right'])}. ")
        assert re.sub("<.*?>", "", one["way"]) in status(view)
        assert drawn(view)[one["edge"]] == printed(one["right"])
        told.add(one["way"].split(" Here")[0])
    assert len(told) > 2
    assert status(view).endswith(f" You found 0 of {len(edges)} gradients in this drill.")
    view.locator("[data-do=again]").click()
    assert (status(view), state(blank, "typed")) == ("", {})


def printed(x):
    return f"{x:g}".replace("-", "−")


READ = [
    ("-3", -3), ("−3", -3), (" 0.5", 0.5), ("0,5", 0.5), (".5", 0.5), ("1/4", 0.25), ("-1 / 4", -0.25), ("+2", 2),
    ("−1,5/3", -0.5), ("3.", 3), ("1/-4", -0.25), *((text, None) for text in
    ("", "x", "1/0", "1/2/3", "1e3", "--3", "1.2.3", "3 4", "Infinity", "1/")),
]  # fmt: skip


@browser
def test_a_number_is_read_as_a_reader_writes_it_and_anything_else_is_no_try(blank):
    view = view_of(blank, drill(level=1, seed=1))
    for text, number in READ:
        blank.evaluate("models[0].set('typed', {})")
        view.locator("input").fill(text)
        view.locator("[data-do=check]").click()
        if number is None:
            assert status(view).startswith(f"“{text.strip()}” is not read as a number.")
            assert state(blank, "typed") == {}
        else:
            assert state(blank, "typed") == {"1": [[float(Fraction(number))]]}


@browser
def test_without_a_kernel_the_drills_go_round_and_each_keeps_what_was_typed(blank):
    view = view_of(blank, drill(level=1))
    seeds = []
    for _ in range(HELD + 1):
        answer(view, "50")
        seeds.append(state(blank, "seed"))
        view.locator("[data-do=next]").click()
    assert seeds == [*range(1, HELD + 1), 1]
    assert blank.evaluate("models[0].saved.at(-1).seed") == 2


@browser
def test_what_was_typed_is_there_after_the_page_is_opened_again(blank):
    task = drill(level=2)
    view = view_of(blank, task)
    edges = edges_of(task)
    answer(view, edges[0]["right"])
    answer(view, 50)
    face = status(view), drawn(view)
    assert face[0].startswith("50 is not right.")
    task._recorded = None  # as it is saved with the course
    again, number = show(blank, task)
    assert (status(again), drawn(again)) == face
    assert state(blank, "typed", number) == {"1": [[edges[0]["right"]], [50]]}


@browser
def test_no_gradient_is_on_the_page_before_it_is_found(blank):
    task = drill(level=5, seed=1)
    view = view_of(blank, task)
    for one in edges_of(task):
        page = view.inner_html()
        assert one["drawn"] not in page
        answer(view, one["right"])


# Where everything stands, how wide the page is, and whether the number that is asked for is inside its frame.
STANDS = """() => {
    const boxes = [...document.querySelectorAll(".sl-told, .sl-graph, label > span, input, button, .sl-status")].map(
        (one) => { const { x, y, width, height } = one.getBoundingClientRect();
                   return `${one.className} ${[x, y + scrollY, width, height].map(Math.round)}`; });
    const asked = document.querySelector(".sl-asked"), inside = !asked || (() => {
        const p = asked.getBoundingClientRect(), q = asked.closest(".sl-graph").getBoundingClientRect();
        return p.left >= q.left && p.right <= q.right;
    })();
    return [boxes, document.documentElement.scrollWidth, inside];
}"""


@browser
@pytest.mark.parametrize("width", [1000, 700, 400, 320])
@every_level
def test_nothing_jumps_and_the_page_never_scrolls_sideways(new_page, width, level):
    page = new_page(width)
    task = drill(level=level, seed=1)
    view = view_of(page, task)
    first, _, _ = page.evaluate(STANDS)
    for one in edges_of(task):
        for typed in (one["wrong"][-1][1], 77.7):
            answer(view, typed)
            boxes, wide, inside = page.evaluate(STANDS)
            assert boxes == first, status(view)
            assert wide <= width
            assert inside
