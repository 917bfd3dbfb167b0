"""The graph redrawn from memory: what is right is judged by numbers, and nothing of it is on the page before."""

import json
import math
import re

import numpy as np
import pytest

from softmax_lib import affine_graph, redraw, softmax_with_loss_graph
from softmax_lib.live.page.saved import still
from softmax_lib.live.redraw import _TASKS
from softmax_lib.pictures.text import formulas
from tests.expressions import slope_on
from tests.page import A, T, paints, put, show, state, status, view_of

LETTERS = "ABCDEFGH"
ALL = {
    "05": ["y_3>log_3", "inv>y_3", "inv>fork", "S>inv", "exp_3>S", "exp_3>y_3", "exp_3>fork", "a_3>exp_3"],
    "07": ["exp_3>fork", "exp_3>S", "exp_3>y_3", "S>inv", "inv>fork", "inv>y_3", "y_3>log_3", "log_3>tlog_3"],
    "10": ["p_12>a_2", "b_1>a_1", "w_12>p_12", "w_21>p_21", "x_1>p_11", "x_1>p_12", "x_1>fork", "x_2>fork"],
}
EDGES = ALL["05"]
every_task = pytest.mark.parametrize("name", ALL)


def texts(name):
    """The labels in the order of the bank, as they are printed."""
    return [line.split(": ")[1] for line in repr(redraw(name)).splitlines()[9:]]


def drawn_graphs(name):
    """The graph of a task, at points at which the targets sum to 1."""
    rng = np.random.default_rng(3)
    for _ in range(20):
        if name == "10":
            yield affine_graph(*(rng.uniform(-2, 2, shape) for shape in (2, (2, 2), 2, 2)))
        else:
            yield softmax_with_loss_graph(rng.uniform(-2, 2, 3), rng.dirichlet(np.ones(3)))


def worth(label, graph):
    return eval(label, {"exp": math.exp} | {name: node.value for name, node in graph.nodes.items()})


def fitting(name):
    """For each place the numbers of the labels that give its gradient."""
    graphs, found = [*drawn_graphs(name)], {}
    mine = {n: [worth(one, graph) for graph in graphs] for n, one in enumerate(texts(name), 1)}
    for letter, edge in zip(LETTERS, ALL[name], strict=True):
        right = [slope_on(graph, edge) for graph in graphs]
        found[letter] = [n for n, numbers in mine.items() if np.allclose(numbers, right, rtol=1e-4, atol=1e-6)]
    return found


LABELS = texts("05")
FITS_OF = {name: fitting(name) for name in ALL}
FITS = FITS_OF["05"]


def solution(name="05"):
    """One right way to place all labels."""
    placed = {}
    for letter, numbers in FITS_OF[name].items():
        placed[letter] = next(n for n in numbers if n not in placed.values())
    return placed


def wrong():
    """A full board without one right label."""
    rng = np.random.default_rng(0)
    while True:
        board = dict(zip(LETTERS, rng.permutation(np.arange(1, 11))[:8].tolist(), strict=True))
        if not any(board[x] in FITS[x] for x in LETTERS):
            return board


def place(view, letter):
    return view.locator(f'[data-place="{letter}"]')


def label(view, number):
    return view.locator(f'[data-label="{number}"]')


def check(view):
    view.locator("[data-do=check]").click()


def drawn(view):
    """Number and symbol on each edge that shows a gradient."""
    labels = view.locator("g.sl-label.sl-gradient").evaluate_all(
        """(all) => all.map((one) => [one.dataset.edge, one.querySelector(".sl-num").textContent,
            one.querySelector("title").textContent])"""
    )
    return {edge: texts for edge, *texts in labels}


# --- the task -----------------------------------------------------------------------------------------------------


NOWHERE = {
    "05": ["t_3*S", "y_3 + t_3"],
    "07": ["-t_3*y_3", "1/S + t_3/exp(a_3)"],
    "10": ["b_1*g_1", "g_1*w_11 + g_2*w_21"],
}


@every_task
def test_every_place_has_a_label_that_fits_it_and_two_labels_fit_nowhere(name):
    labels, fits, places = texts(name), FITS_OF[name], _TASKS[name].places
    assert len(labels) == len(set(labels)) == 10
    assert list(places) == list(LETTERS)
    assert [p.edge for p in places.values()] == ALL[name]
    nowhere = set(range(1, 11)) - {n for numbers in fits.values() for n in numbers}
    assert sorted(labels[n - 1] for n in nowhere) == NOWHERE[name]
    twins = {"05": "DE", "07": "BD", "10": ""}[name]  # (t_1 + t_2 + t_3)/S and 1/S
    assert [len(fits[letter]) for letter in LETTERS] == [1 + (letter in twins) for letter in LETTERS]
    assert len({tuple(fits[letter]) for letter in twins}) <= 1


@every_task
def test_the_labels_do_not_stand_in_the_order_of_the_places(name):
    order = [n for letter in LETTERS for n in FITS_OF[name][letter]]
    steps = np.diff(order)
    assert max(abs(steps)) > 3
    assert steps.min() <= 0 <= steps.max()


def test_each_task_is_kept_under_a_name_of_its_own_and_another_is_refused():
    assert len({redraw(name)._key for name in ALL}) == len(_TASKS) == len(ALL)
    assert redraw()._key == redraw("05")._key == "redraw"
    with pytest.raises(ValueError, match="there is no graph '5' to redraw; there are '05', '07', '10'"):
        redraw("5")


@every_task
def test_the_description_gives_no_missing_gradient(name):
    svg = still(redraw(name).fallback())["image/svg+xml"]
    drawn = re.findall(r'data-edge="([^"]+)" data-way="backward"', svg.replace("&gt;", ">"))
    assert not set(drawn) & set(ALL[name])
    assert "missing at eight places" in svg


def test_the_steps_of_the_places_can_be_read(blank):
    view = view_of(blank, redraw())
    told = view.locator(".sl-told").text_content()
    assert "A is step 1, B step 2, C and D step 3, E step 4, F step 5, G and H step 6" in told
    for letter, step in zip(LETTERS, "12334566", strict=True):
        assert f"Place {letter}, step {step}, from " in place(view, letter).locator(".sl-say").text_content()


def test_the_saved_text_and_picture_are_fixed_and_give_nothing_away():
    task = redraw()
    first = still(task.fallback())
    task.placed = solution()
    task.checked = solution()
    assert first == still(redraw().fallback())
    svg = first["image/svg+xml"]
    assert re.findall(r'sl-title"[^>]*>(\w)<', svg) == list(LETTERS)


def test_a_label_of_numpy_becomes_a_number_of_python():
    task = redraw()
    task.placed = {"C": np.int64(2)}
    assert task.placed == {"C": 2}
    assert type(task.placed["C"]) is int


# --- in the browser -----------------------------------------------------------------------------------------------

browser = pytest.mark.browser


@browser
def test_all_right_by_mouse_and_the_graph_is_complete(blank):
    task = redraw()
    view = view_of(blank, task)
    for count, (letter, number) in enumerate(solution().items(), 1):
        first, then = (label(view, number), place(view, letter))[:: 1 if count % 2 else -1]  # or the place first
        first.click()
        assert first.get_attribute("aria-pressed") == "true"
        then.click()
        assert state(blank, "placed")[letter] == number
        assert view.locator("[aria-pressed=true]").count() == 0
        assert place(view, letter).inner_html().count(formulas.html(LABELS[number - 1]))
    check(view)
    assert status(view).startswith("8 of 8 are right.")
    assert state(blank, "placed") == state(blank, "checked") == solution()
    assert blank.evaluate("models[0].saved.at(-1).checked") == solution()
    shown = drawn(view)
    for edge, (letter, number) in zip(EDGES, solution().items(), strict=True):
        text, said = shown[edge]
        exact = worth(LABELS[number - 1], softmax_with_loss_graph(A, T))
        assert text.endswith(" ✓")
        assert float(text[:-2].replace("−", "-")) == pytest.approx(exact, rel=1e-3)
        assert said.startswith(formulas.words(LABELS[number - 1]) + " is ")
        assert f"right: {said}" in place(view, letter).locator(".sl-say").text_content()
        assert place(view, letter).is_disabled()
        assert label(view, number).is_disabled()
        assert label(view, number).locator(".sl-tag").text_content() == f"{letter} ✓"
    pale = view.locator(".sl-arrow.sl-pale").evaluate_all("(all) => all.map((one) => one.dataset.edge)")
    assert not set(pale) & set(EDGES)
    view.locator("[data-do=again]").click()
    assert (state(blank, "placed"), state(blank, "checked")) == ({}, {})
    assert not set(drawn(view)) & set(EDGES)
    assert view.locator("button:disabled").count() == 0


@browser
def test_all_right_by_keyboard_alone(blank):
    view = view_of(blank, redraw())

    def press(target, key):
        for _ in range(60):
            if blank.evaluate(
                """([name, value]) => {
                    const now = document.activeElement;
                    return now?.matches(":focus-visible") && now.dataset[name] === value;
                }""",
                target,
            ):
                blank.keyboard.press(key)
                return
            blank.keyboard.press("Tab")
        raise AssertionError(f"{target} was not reached")

    for letter, number in solution().items():
        press(["label", str(number)], "Enter")
        press(["place", letter], "Space")
    press(["label", "2"], "Enter")
    blank.keyboard.press("Escape")
    assert view.locator("[aria-pressed=true]").count() == 0
    press(["do", "check"], "Enter")
    assert status(view).startswith("8 of 8 are right.")
    assert blank.evaluate("document.activeElement.dataset.do") == "check"  # the focus is not lost


@browser
def test_all_right_by_dragging(blank):
    view = view_of(blank, redraw())
    for letter, number in solution().items():
        label(view, number).drag_to(place(view, letter))
    assert state(blank, "placed") == solution()
    place(view, "A").drag_to(place(view, "B"))
    assert state(blank, "placed")["B"] == solution()["A"]
    assert "A" not in state(blank, "placed")
    place(view, "B").drag_to(label(view, 1))
    assert "B" not in state(blank, "placed")


@browser
@every_task
def test_each_label_is_accepted_where_it_fits_and_nowhere_else(blank, name):
    """All eighty pairs."""
    view = view_of(blank, redraw(name))
    pairs = view.evaluate(
        """(view, letters) => letters.flatMap((letter) => Array.from({ length: 10 }, (_, i) => {
            models[0].set("placed", { [letter]: i + 1 });
            models[0].set("checked", {});
            view.querySelector("[data-do=check]").click();
            const place = view.querySelector(`[data-place="${letter}"]`);
            const edges = [...view.querySelectorAll("g.sl-label.sl-gradient")].map((one) => one.dataset.edge);
            const told = view.querySelector(".sl-status").textContent;
            const faces = [...place.children].map((one) => one.textContent);
            return [letter, i + 1, models[0].get("placed"), told, edges, ...faces];
        }))""",
        list(LETTERS),
    )
    accepted = {letter: [] for letter in LETTERS}
    assert [(letter, number) for letter, number, *_ in pairs] == [(x, n) for x in LETTERS for n in range(1, 11)]
    for letter, number, placed, told, edges, text, said in pairs:
        right = placed == {letter: number}
        if right:
            accepted[letter].append(number)
        assert told.startswith(f"{int(right)} of 8 are right")
        assert told.endswith(f"are right: {letter}." if right else f"Not right, and back in the list: {letter}.")
        assert (ALL[name][LETTERS.index(letter)] in edges) is right
        assert text == ("" if right else f"{letter} ✗")
        assert ("the last label was not right" in said) is not right
    assert accepted == FITS_OF[name]


@browser
def test_right_labels_stay_and_wrong_ones_go_back(blank):
    view = view_of(blank, redraw())
    right = solution()
    board = {**right, "B": right["C"], "C": right["B"]}
    del board["H"]
    put(blank, placed=board)
    check(view)
    assert status(view) == "5 of 8 are right: A, D, E, F, G. Not right, and back in the list: B, C."
    assert state(blank, "placed") == {x: right[x] for x in "ADEFG"}
    assert [place(view, x).locator("[aria-hidden]").text_content() for x in "BCH"] == ["B ✗", "C ✗", "H"]
    assert label(view, right["B"]).get_attribute("aria-pressed") == "false"
    for letter in "BCH":
        label(view, right[letter]).click()
        place(view, letter).click()
    check(view)
    assert status(view).startswith("8 of 8")


@browser
def test_what_is_placed_can_be_taken_back_moved_and_replaced(blank):
    view = view_of(blank, redraw())

    def placed_after(*clicks):
        for one in clicks:
            (label if isinstance(one, int) else place)(view, one).click()
        return state(blank, "placed")

    assert (placed_after(4, "A", "A"), status(view)) == ({}, "Taken back from A.")
    assert placed_after(4, "A", 4, "C") == {"C": 4}
    assert placed_after(2, "C") == {"C": 2}
    assert label(view, 4).locator(".sl-tag").text_content() == ""
    assert placed_after(5, 5, "D") == {"C": 2}  # 5 is put down again
    assert placed_after("D") == {"C": 2}
    assert view.locator("[aria-pressed=true]").count() == 0


@browser
def test_nothing_of_the_answer_is_on_the_page_before_it_is_right(blank):
    task = redraw()
    view = view_of(blank, task)
    numbers = ["-1.358", "−1.358", "−74.12", "-74.12", "−0.01832", "−0.00482", "−0.2634", "-0.2634", "0.26", "1.357"]
    kept = json.dumps(
        {k: v for k, v in task.get_state().items() if k not in ("_script", "_esm", "_style")},
        ensure_ascii=False,
    )

    def given_away():
        page = blank.evaluate("document.body.outerHTML")
        return [x for x in numbers if x in page] + [e for e in EDGES if e in drawn(view)]

    assert given_away() == []
    assert [x for x in numbers if x in kept] == []
    put(blank, placed=wrong())
    assert given_away() == []
    check(view)
    assert status(view).startswith("0 of 8 are right.")
    assert state(blank, "placed") == {}
    assert given_away() == []
    put(blank, placed={"H": FITS["H"][0]})
    assert given_away() == []
    check(view)
    assert set(given_away()) == {"−0.2634", "-0.2634", "0.26", "a_3>exp_3"}


@browser
def test_the_other_classes_show_no_gradient_but_the_loss_does(blank):
    view = view_of(blank, redraw())
    assert set(drawn(view)) == {"L>out", "sum>L", "tlog_3>sum", "log_3>tlog_3"}
    values = view.locator("g.sl-label.sl-value").count()
    assert values == view.locator("g.sl-label").count() - 4 > 20


@browser
def test_what_is_picked_and_placed_is_announced(blank):
    view = view_of(blank, redraw())
    assert view.locator(".sl-status").get_attribute("aria-live") == "polite"
    label(view, 3).click()
    assert status(view).startswith("Picked.")
    place(view, "E").click()
    put(blank, _recorded=5)  # the kernel has written it into the record
    assert status(view) == "Placed at E."
    put(blank, placed={})  # it was taken back in another view
    assert status(view).startswith("8 of 8 places are empty")


BOXES = """() => [...document.querySelectorAll(`
    .sl-told, .sl-graph, svg, .sl-status, .sl-bank, .sl-chip, .sl-buttons *
`)].map((one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    return `${one.tagName}: ${[x, y + scrollY, width, height].map(Math.round)}`;
})"""


@browser
@pytest.mark.parametrize("width", [1000, 700, 400, 320])
def test_nothing_jumps_and_the_page_never_scrolls_sideways(new_page, width):
    page = new_page(width)
    view = view_of(page, redraw())
    first = page.evaluate(BOXES)
    for placed in ({}, {"B": 4}, wrong(), solution(), {**solution(), "B": 2}):
        put(page, placed=placed, checked={})
        assert page.evaluate(BOXES) == first
        check(view)
        paints(page)
        assert page.evaluate(BOXES) == first, status(view)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    graph = view.locator(".sl-graph")
    assert graph.evaluate("(g) => g.scrollHeight <= g.clientHeight + 1")
    assert graph.evaluate("(g) => g.scrollWidth <= g.clientWidth") is (width >= 900)


MEETINGS = """() => {
    const boxes = (what) => [...document.querySelectorAll(what)].map((one) => one.getBoundingClientRect());
    const faces = boxes(".sl-place [aria-hidden]"), drawn = boxes(".sl-ring, .sl-num, .sl-bar"), [graph] = boxes("svg");
    const met = (p, q) => Math.min(p.right, q.right) - Math.max(p.left, q.left) > 4
        && Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) > 4;
    const found = faces.filter(({ left, right }) => left < graph.left || right > graph.right).map(() => "cut");
    faces.forEach((face, i) => {
        faces.slice(i + 1).forEach((other, j) => met(face, other) && found.push(`${i} on ${i + 1 + j}`));
        drawn.forEach((other, j) => met(face, other) && found.push(`${i} on node or number ${j}`));
    });
    return found;
}"""


@browser
@every_task
@pytest.mark.parametrize("width", [1000, 400])
def test_no_place_covers_another_or_a_node_whatever_it_holds(new_page, width, name):
    page = new_page(width)
    show(page, redraw(name))
    boards = [{}, *({x: (i + shift) % 10 + 1 for i, x in enumerate(LETTERS)} for shift in range(10))]
    met = page.evaluate(
        "(boards) => boards.map((placed) => { models[0].set('placed', placed); return (" + MEETINGS + ")(); })", boards
    )
    assert met == [[]] * 11


@browser
@every_task
@pytest.mark.parametrize("height", [900, 700])
def test_each_place_is_where_its_gradient_is_then_drawn(new_page, name, height):
    """In a low window, too, in which other pictures are smaller."""
    page = new_page()
    page.set_viewport_size({"width": 1000, "height": height})
    view = view_of(page, redraw(name))
    buttons = {letter: box_of(place(view, letter)) for letter in LETTERS}
    put(page, placed=solution(name))
    check(view)
    assert status(view).startswith("8 of 8")
    for letter, edge in zip(LETTERS, ALL[name], strict=True):
        drawn, box = box_of(view.locator(f'g.sl-gradient[data-edge="{edge}"]')), buttons[letter]
        assert max(drawn["left"], box["left"]) < min(drawn["right"], box["right"])
        assert max(drawn["top"], box["top"]) < min(drawn["bottom"], box["bottom"])


def box_of(one):
    """Where something is on the page, however far that has been scrolled."""
    return one.evaluate(
        """(one) => {
            const { left, right, top, bottom } = one.getBoundingClientRect();
            return { left, right, top: top + scrollY, bottom: bottom + scrollY };
        }"""
    )
