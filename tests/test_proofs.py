"""The proofs: their true lines are true in one order only, the false line is false, and nothing is given away."""

import json
from base64 import b64decode
from itertools import permutations

import pytest

from softmax_lib import prove
from softmax_lib.lessons.bank import PROOFS
from softmax_lib.lessons.judging.mistakes import MISTAKES
from softmax_lib.live.page import record
from softmax_lib.live.page.saved import still
from softmax_lib.pictures.text import formulas
from softmax_lib.pictures.text.latex import latex
from tests import axe
from tests.latex import untrue
from tests.page import put, settle, state, status, view_of

every_proof = pytest.mark.parametrize("name", PROOFS)
FIRST = {"06.1": "ECGAFD", "06.2": "CFAHEBG"}  # as it was written with pencil and paper
FALSE = {"06.1": "B", "06.2": "D"}


# --- the lines --------------------------------------------------------------------------------------------------------


def lines(name):
    """The lines as they are shown: letter → equation, reason."""
    return dict(zip("ABCDEFGHIJ", PROOFS[name].lines, strict=False))


@every_proof
def test_each_true_line_is_true_and_the_false_line_is_not(name):
    for letter, (equation, _) in lines(name).items():
        assert bool(untrue(latex(equation), {"sum": True})) == (letter == FALSE[name]), equation


# What a reason does with the line above: the part that it replaces, and by what. A line begins where it has no such
# part: at a definition, or at the chain rule.
STEPS = {
    "equation (A.2)": {},
    "{m:log(y_i) == a_i - log(S)}": {"log(y_i)": "(a_i - log(S))"},
    "multiply out": {
        "-total(t_i*(a_i - log(S)), i)": "log(S)*total(t_i, i) - total(t_i*a_i, i)",
        "-t_k*(1 - y_k) + others(t_i*y_k, i, k)": "t_k*y_k + others(t_i*y_k, i, k) - t_k",
    },
    "the targets sum to 1": {"*total(t_i, i)": ""},
    "{m:d(log(S), a_k)} is {m:1/S} times {m:d(S, a_k)}; the sum contains {m:a_k} only once": {
        "L == log(S) - total(t_i*a_i, i)": "d(L, a_k) == 1/S*exp(a_k) - t_k",
        "L == log(S)*total(t_i, i) - total(t_i*a_i, i)": "d(L, a_k) == 1/S*exp(a_k)*total(t_i, i) - t_k",
        "L == -total(t_i*(a_i - log(S)), i)": "d(L, a_k) == -total(t_i*(d(a_i, a_k) - 1/S*exp(a_k)), i)",
    },
    "equation (A.1): {m:y_k == exp(a_k)/S}": {"1/S*exp(a_k)": "y_k"},
    "chain rule: a logit reaches the loss through every share": {},
    "part 1": {"total(d(L, y_i)*d(y_i, a_k), i)": "-total(t_i/y_i*d(y_i, a_k), i)"},
    "part 2: own class, and the others": {
        "-total(t_i/y_i*d(y_i, a_k), i)": "-t_k/y_k*y_k*(1 - y_k) + others(t_i/y_i*y_i*y_k, i, k)"
    },
    "cancel": {"/y_k*y_k": "", "/y_i*y_i": ""},
    "class k joins the sum": {"t_k*y_k + others(t_i*y_k, i, k)": "y_k*total(t_i, i)"},
}


def after(equation, reason):
    """What the reason makes of an equation; the equation itself where there is nothing to replace."""
    for old, new in STEPS[reason].items():
        equation = equation.replace(old, new)
    return equation


@every_proof
def test_each_line_follows_from_one_line_only_and_the_false_line_from_none(name):
    shown = lines(name)
    before = {
        letter: [other for other, (line, _) in shown.items() if line != equation and after(line, reason) == equation]
        for letter, (equation, reason) in shown.items()
        if letter != FALSE[name]
    }
    first, *rest = FIRST[name]
    assert before == {first: [], **{letter: [above] for above, letter in zip(FIRST[name], rest, strict=False)}}


@every_proof
def test_the_steps_of_the_reasons_hold(name):
    """Each is an equality of the course, so that no line is only said to follow."""
    for _, reason in lines(name).values():
        for old, new in STEPS.get(reason, {}).items():
            if "==" in old:
                said = old
            elif old.startswith(("/", "*")):
                said = f"1{old} == 1"
            else:
                said = f"{old} == {new}"
            assert not untrue(latex(said), {"sum": True}), said


@every_proof
def test_the_lines_come_shuffled_and_the_false_line_neither_first_nor_last(name):
    proof = PROOFS[name]
    letters = "".join(lines(name))
    assert letters.index(FALSE[name]) == proof.false not in (0, len(letters) - 1)
    assert [*proof.solution] != sorted(proof.solution)
    follows = [b - a == 1 for a, b in zip(proof.solution, proof.solution[1:], strict=False)]
    assert sum(follows) <= 1  # two lines that belong together stand together once at most
    assert letters[proof.solution[0]] == FIRST[name][0] != "A"


@every_proof
def test_the_false_line_names_its_mistake_and_its_reason_reads_like_the_others(name):
    proof = PROOFS[name]
    equation, reason = proof.lines[proof.false]
    assert MISTAKES[proof.slip].name in {"the exp node", "only the diagonal"}
    assert reason not in {other for _, other in proof.lines[: proof.false] + proof.lines[proof.false + 1 :]}
    assert all(reason for _, reason in proof.lines)
    told = json.loads(b64decode(prove(name)._sealed))["told"]
    assert told.startswith(f"Line {FALSE[name]} is false: <b>{MISTAKES[proof.slip].name}.</b> ")
    assert formulas.html(equation) not in told


# --- in Python --------------------------------------------------------------------------------------------------------


@every_proof
def test_what_a_notebook_saves_is_fixed_and_gives_nothing_away(name):
    task = prove(name)
    first = still(task.fallback())
    task.placed = task.checked = FIRST[name]
    assert still(task.fallback()) == first == still(prove(name).fallback())
    assert repr(task).splitlines()[1].startswith("  A) ")
    state = {key: value for key, value in prove(name).get_state().items() if key not in ("_script", "_esm", "_style")}
    assert FIRST[name] not in json.dumps(state)
    assert MISTAKES[PROOFS[name].slip].name not in json.dumps(state)
    assert json.loads(b64decode(state["_sealed"]))["solution"] == FIRST[name]


def test_an_unknown_proof_is_refused_with_the_names():
    with pytest.raises(ValueError, match=r"there is no proof '6\.1'; the proofs are 06\.1, 06\.2"):
        prove("6.1")


def test_a_check_is_noted_right_or_wrong_and_a_memory_is_not(file):
    task, key = prove("06.1"), PROOFS["06.1"].key
    for checked, noted in (("", []), ("ABCDEFG", ["wrong"]), (FIRST["06.1"], ["right", "wrong"])):
        task.checked = checked
        assert [kind for kind in ("right", "wrong") if key in record.read(kind)] == noted
    file.unlink()
    kept = {"placed": FIRST["06.1"], "checked": FIRST["06.1"], "tries": 3}
    record.write("guess", key, at=5.0, value=kept)
    again = prove("06.1")
    assert {name: getattr(again, name) for name in kept} == kept
    assert record.read("right") == record.read("wrong") == {}


# --- in the browser ---------------------------------------------------------------------------------------------------

browser = pytest.mark.browser


def line(view, letter):
    return view.locator(f"[data-line={letter}]")


def letters(view, css):
    return "".join(view.locator(css).evaluate_all("(all) => all.map((one) => one.dataset.line)"))


def order(view):
    return letters(view, "ol[aria-label] [data-line]:not([data-line=free])")


def check(view, placed):
    put(view.page, placed=placed)
    view.locator("[data-do=check]").click()


def marks(view):
    return [letters(view, f".sl-{mark} button") for mark in ("right", "wrong")]


@browser
@every_proof
def test_of_all_orders_one_is_accepted(blank, name):
    """Every order of the true lines with the false one set aside, or as many as fit in a second; and with another set
    aside, or none."""
    view = view_of(blank, prove(name))
    all_lines = "".join(lines(name))
    true = all_lines.replace(FALSE[name], "")
    orders = ["".join(one) for one in permutations(true)]
    near = [FIRST[name][:i] + FIRST[name][i + 1] + FIRST[name][i] + FIRST[name][i + 2 :] for i in range(len(true) - 1)]
    swapped = [FIRST[name].replace(letter, FALSE[name]) for letter in true]
    full = [FIRST[name][:i] + FALSE[name] + FIRST[name][i:] for i in range(len(true) + 1)]
    tried = [*orders[:: max(1, len(orders) // 720)], *near, *swapped, *full, FIRST[name]]
    accepted = view.evaluate(
        """(view, tried) => tried.filter((placed) => {
            models[0].set("placed", placed);
            models[0].set("checked", placed);
            return view.querySelector(".sl-status").textContent.startsWith("The proof is complete");
        })""",
        tried,
    )
    assert set(accepted) == {FIRST[name]}
    assert len(set(tried)) > 720


@browser
def test_a_whole_proof_by_keyboard_alone(blank):
    view = view_of(blank, prove("06.1"))

    def press(*keys):
        """The line that has the focus then."""
        for key in keys:
            blank.keyboard.press(key)
        return blank.evaluate("document.activeElement.dataset.line")

    up, down = "ArrowUp", "ArrowDown"
    assert press("Tab") == press(down, up, up) == "A"
    assert press(down) == "B"
    press("Enter")
    assert status(view).startswith("Line B is picked.")
    assert (press(*[down] * 6), status(view), state(blank, "placed")) == ("B", "Line B is set aside.", "ACDEFG")
    assert (press(down), state(blank, "placed")) == ("B", "ACDEFG")  # there is nothing further down
    assert (press(up), state(blank, "placed")) == ("B", "ACDEFGB")
    press(down, "Escape")
    assert view.locator("[aria-pressed=true]").count() == 0
    for place, letter in enumerate(FIRST["06.1"]):
        rows = state(blank, "placed") + "B"
        far = rows.index(letter) - rows.index(press())
        assert press(*[down if far > 0 else up] * abs(far), "Space") == letter
        for _ in range(rows.index(letter) - place):
            assert press(up) == letter
        press("Enter")
    assert (order(view), state(blank, "placed")) == (FIRST["06.1"], FIRST["06.1"])
    for _ in range(10):
        press("Tab")
        if blank.evaluate("document.activeElement.dataset.do") == "check":
            break
    press("Enter")
    assert status(view).startswith("The proof is complete: each line follows from the line above it. Line B is false: ")
    assert blank.evaluate("document.activeElement.dataset.do") == "check"  # the focus is not lost
    assert blank.evaluate("models[0].saved.at(-1).checked") == FIRST["06.1"]


@browser
def test_a_line_is_put_where_another_one_is_by_two_presses(blank):
    view = view_of(blank, prove("06.1"))
    for one, other, then in (
        ("E", "A", "EABCDFG"), ("E", "C", "ABCEDFG"), ("B", "free", "ACEDFG"), ("D", "B", "ACEBFG"),
        ("D", "A", "DACEBFG"), ("B", "free", "DACEFG"), ("A", "free", "DCEFGA"), ("A", "C", "DACEFG"),
        ("B", "free", "DACEFGB"),
    ):  # fmt: skip
        line(view, one).click()
        assert line(view, one).get_attribute("aria-pressed") == "true"
        line(view, other).click()
        assert (state(blank, "placed"), order(view)) == (then, then)
        assert blank.evaluate("document.activeElement.dataset.line") == one
        assert view.locator("[aria-pressed=true]").count() == 0
        there = f"Line {one} is now in place {then.find(one) + 1} of {len(then)}."
        assert status(view) == (there if one in then else f"Line {one} is set aside.")
    line(view, "C").click()
    line(view, "C").click()  # put down again
    assert line(view, "free").is_disabled()
    view.locator("[data-do=again]").click()
    assert (state(blank, "placed"), state(blank, "checked")) == ("ABCDEFG", "")
    assert status(view) == "All lines are back where they started."


@browser
def test_what_the_kernel_records_leaves_the_message_and_what_it_sets_does_not(blank):
    view = view_of(blank, prove("06.1"))
    line(view, "B").click()
    blank.keyboard.press("ArrowDown")
    put(blank, _recorded=state(blank, "_kept_at"))
    assert status(view) == "Line B is now in place 3 of 7."
    assert line(view, "B").get_attribute("aria-pressed") == "true"
    put(blank, placed="GFEDCBA")  # by the reader, in Python
    assert (order(view), status(view)) == ("GFEDCBA", "")


@browser
def test_a_line_that_the_arrows_have_moved_is_put_down_where_another_one_is_pressed(blank):
    view = view_of(blank, prove("06.1"))
    line(view, "B").click()
    blank.keyboard.press("ArrowDown")
    line(view, "E").click()
    assert (line(view, "E").get_attribute("aria-pressed"), state(blank, "placed")) == ("true", "ACBDEFG")
    line(view, "A").click()
    assert state(blank, "placed") == "EACBDFG"


@browser
def test_a_whole_proof_by_dragging(blank):
    view = view_of(blank, prove("06.1"))
    line(view, "B").drag_to(view.locator(".sl-free"))
    assert state(blank, "placed") == "ACDEFG"
    for place, letter in enumerate(FIRST["06.1"]):
        there = state(blank, "placed")[place]
        if there != letter:
            view.locator(f"li:has([data-line={letter}]) > .sl-grip").drag_to(line(view, there))
    assert (state(blank, "placed"), order(view)) == (FIRST["06.1"], FIRST["06.1"])


# What is placed, and what is then told: of the lines at the beginning, of the false line, of the one that is set aside.
WHY = "Line B is false: the exp node. 1/S is the derivative"
TOLD = [
    ("ABCDEFG", ["The proof can’t begin with line A. One line is false, so it must be set aside."], "", "A"),
    ("BACDEFG", [WHY], "", "B"),
    ("ECGAFDB", ["The first 6 lines are right. " + WHY], "ECGAFD", "B"),
    ("EGCAFD", ["The first line is right. Line G does not follow from line E by the reason", WHY], "EB", "G"),
    ("ECGFAD", ["The first 3 lines are right. Line F does not follow from line G by the reason", WHY], "ECGB", "F"),
    ("ECGABD", ["The first 4 lines are right. " + WHY, " Line F, which you set aside, is true."], "ECGA", "BF"),
    ("ECBGAF", ["The first 2 lines are right. " + WHY, " Line D, which you set aside, is true."], "EC", "BD"),
    ("ECGAFD", ["The proof is complete: each line follows from the line above it. " + WHY], "ECGAFDB", ""),
]  # fmt: skip


@browser
def test_what_is_right_so_far_is_told_and_of_the_false_line_why(blank):
    view = view_of(blank, prove("06.1"))
    for placed, told, right, wrong in TOLD:
        check(view, placed)
        assert status(view).startswith(told[0])
        assert all(part in status(view) for part in told)
        assert (WHY in status(view)) == any(WHY in part for part in told)
        assert [sorted(found) for found in marks(view)] == [sorted(right), sorted(wrong)]
        for letter in right:
            assert ", right: " in line(view, letter).locator(".sl-say").text_content()
        for letter in wrong:
            assert ", not right: " in line(view, letter).locator(".sl-say").text_content()


@browser
def test_a_mark_goes_when_its_line_or_one_above_it_moves(blank):
    view = view_of(blank, prove("06.1"))
    check(view, "ECGFAD")
    line(view, "A").click()
    line(view, "F").click()
    assert state(blank, "placed") == "ECGAFD"
    assert marks(view) == ["ECGB", ""]
    line(view, "G").click()
    line(view, "C").click()
    assert marks(view) == ["EB", ""]
    assert status(view) == "Line G is now in place 2 of 6."


@browser
def test_the_proof_is_shown_after_two_tries_and_not_before(blank):
    view = view_of(blank, prove("06.1"))
    shown = view.locator("details")
    for tries, placed in ((1, "ABCDEFG"), (1, "ABCDEFG"), (2, "BACDEFG")):
        assert shown.is_hidden()
        assert shown.locator("li").count() == 0
        check(view, placed)
        assert state(blank, "tries") == tries
    shown.locator("summary").press("Enter")
    shown.locator("li").first.wait_for()
    said = {one["letter"]: one["said"] for one in prove("06.1")._lines}
    assert shown.locator("li .sl-say").all_text_contents() == [said[letter] for letter in FIRST["06.1"]]
    assert "not right" in line(view, "B").locator(".sl-say").text_content()
    check(view, FIRST["06.1"])
    assert state(blank, "tries") == 2
    assert shown.is_hidden()


@browser
def test_nothing_of_the_answer_is_on_the_page_before_a_check(blank):
    view = view_of(blank, prove("06.1"))
    settle(blank)
    page = blank.evaluate("document.body.outerHTML")
    assert "the exp node" not in page
    assert "with respect to" not in page
    assert marks(view) == ["", ""]


@browser
@pytest.mark.parametrize("width", [1000, 640, 400, 320])
@every_proof
def test_no_line_is_cut_and_the_page_never_scrolls_sideways(new_page, name, width):
    page = new_page(width)
    view = view_of(page, prove(name))
    for placed in ("".join(lines(name)), FIRST[name]):
        check(view, placed)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        cut = view.locator(".sl-face, .sl-equation, .sl-reason, .sl-status").evaluate_all(
            "(all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth)"
            ".map((one) => one.textContent)"
        )
        assert cut == []


@browser
@pytest.mark.network  # axe-core comes from the npm registry
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(new_page, scheme):
    page = new_page(color_scheme=scheme)
    view = view_of(page, prove("06.1"))
    page.evaluate("document.documentElement.lang = 'en'; document.title = 'proof'")
    for placed in ("ABCDEFG", "ECGFAD", "BACDEFG", FIRST["06.1"]):
        check(view, placed)
        if view.locator("summary").is_visible():
            view.locator("summary").click()
        assert axe.violations(page, [".sl-proof"]) == []
    assert axe.color_violations(page, [".sl-proof"]) == []
