"""A verdict that can be acted on: hints and a solution to open, and nothing that is checked goes unseen."""

import inspect
import re
import subprocess
import sys
from html import unescape

import numpy as np
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from softmax_lib import exercise, softmax
from softmax_lib.lessons.bank import EXERCISES
from softmax_lib.lessons.questions import html
from softmax_lib.lessons.verdicts import disclosed
from tests.axe import color_violations, violations
from tests.lab import NOTEBOOK, open_notebook, save, wait_until, wait_until_idle
from tests.page import paints, show

browser_test = pytest.mark.browser
every_exercise = pytest.mark.parametrize("name", EXERCISES)


def boxes(name):
    """The box of an exercise by its outcome."""
    task, check = EXERCISES[name], exercise(name).check
    wrong = next((letter for letter in task.options or () if letter != task.name), "z")
    return {"unanswered": check(...), "wrong": check(wrong), "right": check(exercise(name).solution().value)}


# --- hints and the solution -------------------------------------------------------------------------------------------


@every_exercise
def test_the_box_has_the_hints_one_in_the_other_and_the_solution_where_it_helps(name):
    hints, code = EXERCISES[name].hints, exercise(name).solution().code
    nested = "".join(
        f"<details><summary>Hint {k} of {len(hints)}</summary><p>{html(hint)}</p>" for k, hint in enumerate(hints, 1)
    )
    solution = "<summary>Show the solution</summary><p>[^<]+</p><details><summary>.*?<pre>(.*)</pre>"
    for outcome, verdict in boxes(name).items():
        box, wrong = verdict._repr_html_(), outcome == "wrong"
        assert (verdict.outcome, verdict.mistakes) == (outcome, ()) or wrong
        assert box.count("<details>") == box.count("</details>")
        behind = "<details>" if EXERCISES[name].trials and wrong else "</details>"
        assert (nested + behind in box) == (outcome != "right")
        assert [*map(unescape, re.findall(solution, box, re.S))] == [code] * wrong
        assert (code in unescape(box)) == wrong
        assert ("Stuck?" in repr(verdict)) == wrong
        assert "Stuck?" not in box
        assert "<details>" not in repr(verdict)


def test_a_formula_of_a_hint_is_set_and_code_stays_what_it_is():
    said = disclosed([html("Look at {m:y_k} where x < 0.")], "a < b & c")
    assert '<span class="sl-math">' in said
    assert "{m:" not in said
    assert "where x &lt; 0." in said
    assert "<pre>a &lt; b &amp; c</pre>" in said


# --- on the page ------------------------------------------------------------------------------------------------------


OPEN = "(open) => { for (const one of document.querySelectorAll('details')) one.open = open; }"


def put(page, *shown):
    """Show boxes on a blank page, with everything open; its summaries."""
    boxes = "".join(one._repr_html_() for one in shown)
    page.evaluate("(boxes) => { document.body.innerHTML = `<main>${boxes}</main>`; }", boxes)
    page.evaluate(OPEN, True)
    return page.locator("summary")


@browser_test
@pytest.mark.parametrize("width", [390, 1000])
def test_a_box_keeps_to_its_page_and_a_finger_finds_its_buttons(new_page, width):
    page = new_page(width=width)
    long = exercise("06.2").check(lambda *x: [[0.0]])
    summaries = put(page, boxes("05.2")["wrong"], boxes("05.4")["wrong"], long)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    assert page.evaluate("() => [...document.querySelectorAll('main *')].every((one) => one.scrollWidth <= innerWidth)")
    heights = [summary.bounding_box()["height"] for summary in summaries.all()]
    assert min(heights) >= (44 if width == 390 else 36)


@browser_test
def test_by_keyboard_a_hint_opens_and_then_the_next_and_the_solution_asks_twice(blank):
    put(blank, boxes("05.2")["wrong"])
    blank.evaluate(OPEN, False)
    seen = blank.locator("summary:visible")

    def press(*keys):
        for key in keys:
            blank.keyboard.press(key)

    assert seen.all_text_contents() == ["Hint 1 of 3", "Show the solution"]
    press("Tab")
    assert blank.evaluate("() => getComputedStyle(document.activeElement).outlineWidth") == "2px"
    press("Enter", "Tab", "Space")
    assert seen.all_text_contents() == ["Hint 1 of 3", "Hint 2 of 3", "Hint 3 of 3", "Show the solution"]
    assert blank.locator("p:visible").count() == 2
    press("Tab", "Tab", "Enter")
    assert blank.locator("pre:visible").count() == 0
    press("Tab", "Enter")
    assert blank.locator("pre:visible").text_content() == exercise("05.2").solution().code


@browser_test
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_each_theme_a_box_can_be_read_and_used_by_everyone(new_page, scheme):
    page = new_page(color_scheme=scheme)
    put(page, *boxes("05.2").values(), boxes("05.4")["wrong"])
    assert violations(page, ["main"]) == []
    assert color_violations(page, ["main"]) == []


@browser_test
def test_below_a_chosen_option_the_hint_opens_by_keyboard(blank):
    view, _ = show(blank, exercise("09.3").view())
    view.locator("input").first.check()
    view.get_by_role("button", name="That is my answer").press("Enter")
    blank.keyboard.press("Shift+Tab")
    assert blank.evaluate("() => document.activeElement.textContent") == "Hint 1 of 1"
    blank.keyboard.press("Enter")
    paints(blank)
    assert view.locator("details p").is_visible()
    view.get_by_role("button", name="Answer again").click()
    assert view.locator("details").count() == 0


# Where the focus is in the notebook.
FOCUS = f"""() => {{
    const now = document.activeElement, {{ activeCellIndex, mode }} = {NOTEBOOK}.content;
    return [now.tagName === "SUMMARY" ? now.textContent : now.className, activeCellIndex, mode];
}}"""


@browser_test
def test_in_a_notebook_the_buttons_take_their_keys_and_the_cell_those_that_run_it(page, lab, tmp_path):
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [new_code_cell(BEGIN + "one.check(lambda a, t: 2.0 * t)"), new_code_cell("1")]
    save(lab, tmp_path / "verdict.ipynb", new_notebook(cells=cells, metadata={"kernelspec": kernel}))
    open_notebook(page, lab, "verdict.ipynb")
    page.evaluate(f"() => {{ {NOTEBOOK}.content.mode = 'command'; {NOTEBOOK}.content.activeCell.node.focus(); }}")
    page.keyboard.press("Shift+Enter")
    wait_until_idle(page)
    page.locator(".sl-verdict summary").first.wait_for()
    page.keyboard.press("ArrowUp")
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUS)[0] == "Hint 1 of 3":
            break
    assert page.evaluate(FOCUS) == ["Hint 1 of 3", 0, "command"]
    opened = page.locator(".sl-verdict details[open]")
    page.keyboard.press("Enter")
    assert (opened.count(), page.evaluate(FOCUS)) == (1, ["Hint 1 of 3", 0, "command"])
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert (opened.count(), page.evaluate(FOCUS)) == (2, ["Hint 2 of 3", 0, "command"])
    before = page.evaluate("() => window.executed.length")
    page.keyboard.press("Shift+Enter")
    wait_until(page, lambda: page.evaluate("() => window.executed.length") == before + 1)
    assert page.evaluate(FOCUS)[1:] == [1, "command"]
    assert opened.count() == 0  # a new verdict


# --- a verdict that its cell does not display -------------------------------------------------------------------------


BEGIN = """
from softmax_lib import exercise
one, other = exercise("05.2"), exercise("05.3")
"""
CELLS = {
    "not the last line": ('one.check(None)\n"more"', 1),
    "a semicolon": ("one.check(None);", 1),
    "kept under a name": ("kept = one.check(None)", 1),
    "the last line": ("one.check(None)", 1),
    "printed": ("print(one.check(None))", 0),
    "displayed": ("kept = one.check(None)\ndisplay(kept)\nNone", 1),
    "in a list": ("[one.check(None), other.check(None)]", 0),
    "a hundred answers": ("for k in range(100):\n    one.check(lambda a, t, k=k: k)", 1),
    "two exercises": ("one.check(None)\nother.check(None)", 2),
    "the last of two is displayed": ("one.check(None)\none.check(None)", 1),
    "an error after it": ("one.check(None)\n1 / 0", 1),
    "a loop, of which each is displayed": ("for k in range(3):\n    display(one.check(None))", 3),
    "what was shown before": ("kept;", 0),
    "a click": ('view = exercise("05.4").view()\nview.guess, view.committed = 0, True', 0),
    "a choice": ('exercise("05.4").check("a");', 1),
    "nothing": ("1 + 1", 0),
}


def test_each_cell_shows_the_last_verdict_on_each_exercise_and_none_twice():
    notebook = new_notebook(cells=[new_code_cell(BEGIN), *(new_code_cell(cell) for cell, _ in CELLS.values())])
    NotebookClient(notebook, allow_errors=True).execute()
    assert notebook.cells[0].outputs == []
    for (what, (_, count)), cell in zip(CELLS.items(), notebook.cells[1:], strict=True):
        shown = [output.data["text/html"] for output in cell.outputs if "text/html" in output.get("data", {})]
        assert [box.count('class="sl-verdict"') for box in shown] == count * [1], what
        assert any(output.output_type == "error" for output in cell.outputs) == (what == "an error after it"), what
    hundred = notebook.cells[1 + [*CELLS].index("a hundred answers")]
    assert "Not right yet" in hundred.outputs[0].data["text/plain"]


def test_a_verdict_is_shown_in_the_first_cell_of_a_fresh_kernel_too():
    notebook = new_notebook(cells=[new_code_cell(BEGIN + "one.check(None);"), new_code_cell("1 + 1")])
    NotebookClient(notebook).execute()
    assert [len(cell.outputs) for cell in notebook.cells] == [1, 1]
    assert "Not answered yet." in notebook.cells[0].outputs[0].data["text/plain"]


def test_outside_ipython_nothing_is_shown_or_kept(capfd):
    program = BEGIN + "one.check(None)\nfrom softmax_lib.lessons import verdicts\nassert not verdicts._unseen"
    subprocess.run([sys.executable, "-c", program], check=True)
    assert capfd.readouterr() == ("", "")


# --- the point --------------------------------------------------------------------------------------------------------


FUNCTIONS = [name for name in EXERCISES if EXERCISES[name].code.startswith("def ") and not EXERCISES[name].trials]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_point_stands_in_the_box_as_code_that_can_be_pasted(name):
    one = exercise(name)
    verdict = one.check(lambda *given: np.full((2, 3, 4), 0.5))  # of a shape that no answer has
    assert verdict.at in verdict.message
    [code] = re.findall("<code>(.*?)</code>", verdict._repr_html_(), re.S)
    assert unescape(code) == verdict.at
    names = {"np": np}
    exec(verdict.at, names)
    given = [names[key] for key in inspect.signature(one.solution().value).parameters]
    found = one.solution().value(*given)
    np.testing.assert_array_equal(found, one.solution().value(*EXERCISES[name].points[0]))


def test_where_no_point_is_told_there_is_no_code_and_an_exception_has_its_point():
    for verdict in (exercise("01.3").check([1, 2, 3]), exercise("05.2").check(None), exercise("05.4").check("a")):
        assert verdict.at == ""
        assert "<code>" not in verdict._repr_html_()
    raised = exercise("05.2").check(lambda a, t: 1 / (len(a) - 4) + 0 * a if len(a) > 3 else softmax(a) - t)
    assert raised.message.startswith("Your code raises ZeroDivisionError in line ")
    assert f": division by zero. This happens with {raised.at}." in raised.message
    assert raised.at.startswith("a = np.array([2.0, -1.0, 0.5, 1.0]); t = ")
    assert f"<code>{raised.at}</code>" in raised._repr_html_()


@browser_test
def test_the_point_is_selected_as_it_is_pasted(new_page):
    page = new_page(width=390)
    verdict = exercise("06.2").check(lambda *given: np.full((2, 3, 4), 0.5))
    put(page, verdict)
    page.locator(".sl-verdict code").click(click_count=3)
    assert verdict.at in page.evaluate("() => getSelection().toString()")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390


# --- what was typed ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ([0, 6, 0, 3, 0, 1], "0.6"), ([0, 60, 0, 30, 0, 10], "0.60"), ((0, 6, 0, 3, 0, 1), "0.6"),
        (np.array([0, 6, 0, 3, 0, 1]), "0.6"), ([0, 6, 0, 3, 0.1], "0.6"), ([0.6, 0, 3, 0, 1], "0.3"),
        ([0, 6, 0, 3, 1], "0.6"),
        ([1, 36, -1, 36, 0, 2], "0.2"), ([1, 36, -1, 36, 2, 1], "1.36"),
        (["0,6", "0,3", "0,1"], "0.6"), ("0,6 0,3 0,1", "0.6"), ("0,6; 0,3; 0,1", "0.6"),
    ],
)  # fmt: skip
def test_a_decimal_comma_is_told_as_one(typed, number):
    for verdict in (exercise("01.3").check(typed), exercise("07.3").check(typed)):
        assert (verdict.outcome, verdict.diagnosis) == ("wrong", ("decimal-comma",))
        assert verdict.message == f"It looks as if you wrote a decimal comma. Python writes {number}, with a point."
    assert exercise("01.3").check(0, 6, 0, 3, 0, 1).diagnosis == ("decimal-comma",)
    assert exercise("12.2").check([-0, 25, 0, 25]).message.endswith("Python writes 0.25, with a point.")


@pytest.mark.parametrize(
    "typed",
    [
        [0.6, 0.3, 0.1, 0.5], [1, 2, 3, 4], [0, -4, 0, 0], [1, -2, 3, -4, 5, -6], [0.5, 1, 2, 3.5], [1, 2],
        list(range(7)), [True, False, True, True], ["a", "b", "c"], "0.6 0.3 0.1", 5, [[0, 6], [0, 3], [0, 1]], [],
        np.zeros((3, 2)), [None, 1],
        10**6 * [0], {"a": 1}, exercise,
    ],
)  # fmt: skip
def test_no_decimal_comma_is_told_where_there_is_none(typed):
    verdict = exercise("01.3").check(typed)
    assert (verdict.outcome, verdict.diagnosis) == ("wrong", ())
    assert verdict.message.startswith("Give 3 numbers in a list. You gave ")


@pytest.mark.parametrize(
    "typed", ["b", "b ", " B\n", "(b)", "b.", "“b”", "„b“", "«b»", "‘b’", "ｂ", "（ｂ）", "b)", "'b'", "b!", "𝐛"]
)
def test_a_letter_is_understood_in_any_dress(typed):
    assert exercise("05.4").check(typed).outcome == "right"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("а", "Cyrillic Small Letter A"),
        ("б", "Cyrillic Small Letter Be"),
        ("С", "Cyrillic Small Letter Es"),
        ("α", "Greek Small Letter Alpha"),
        ("β", "Greek Small Letter Beta"),
        ("(ב)", "Hebrew Letter Bet"),
    ],
)
def test_a_letter_of_another_alphabet_is_told_as_one_and_never_judged(typed, name):
    verdict = exercise("05.4").check(typed)
    assert verdict.diagnosis == ("other-alphabet",)
    assert f"belongs to another alphabet: it is {name}. " in verdict.message
    assert verdict.message.endswith("give one of the letters a, b, c.")


@pytest.mark.parametrize("typed", ["z", "ä", "bc", "1", "not b", "αβ", "✓", 5, ["b"], exercise])
def test_what_is_no_letter_of_the_choice_is_told_what_came(typed):
    verdict = exercise("05.4").check(typed)
    assert verdict.diagnosis == ()
    assert verdict.message.startswith("This is a multiple-choice exercise: give one of the letters a, b, c. You gave ")
