"""Nothing answers a prediction before it is made.

A chapter is looked at as it is saved, the way a reader sees it: cells in order, prose, code, outputs with the
descriptions of their pictures, and the captions of views that the reader is told to step through. An output that is
saved folded (metadata: jupyter.outputs_hidden) counts as unseen, and so does what stands in <details> below.

- Above a prediction neither its right value stands, in any rounding, nor the text of its right option, nor a sentence
  of its explanation in nearly the same words; nor the rule of a node, if that is what is asked.
- Right below it, up to the next markdown cell, no output is open; and that markdown cell does not take the answer for
  granted. Whatever comes before the cell that discusses it does not hold the answer either.
"""

import re
from functools import cache
from html import unescape
from typing import NamedTuple

import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from softmax_lib.lessons.bank import Question
from softmax_lib.lessons.questions import QUESTIONS, answered, plain
from tests.chapters import ASKS, VIEW, every_chapter, read, saved_widgets

# What nobody reads as an answer: too common to be one.
COMMON = {1, 2, 3, 4, 5, 10, 100, 1000}
# A sentence that begins so goes on from an answer. Right below a question it gives the answer away.
GOES_ON = re.compile(
    r"(?:And )?(?:So|That is|That was|That's|This is|This was|Yes|No|None|Nor|Neither|Indeed|Hence|Therefore|Exactly|"
    r"Right|It (?:is|was|does|can|can't|did|has)|They (?:do|are|did)|Only|Both|All (?:of|three|four))\b"
)
NODES = {"×": "‘×’", "+": "‘+’", "/": "‘/’", "log": "log node", "exp": "exp node", "ReLU": "ReLU", "σ": "sigmoid"}
PRESSED = re.compile(r"\b(?:[Pp]ress|[Ss]tep (?:on|through)|arrow)")


class Piece(NamedTuple):
    """Something on the page: where it stands, what kind it is (prose, code, output, caption), and its text."""

    place: str
    kind: str
    text: str


class Number(NamedTuple):
    value: float
    decimals: int
    digits: int  # that count: 0.0182 has three, 4,600 two


def numbers(text):
    """The numbers in a text, in order, with the course's minus sign and commas as Python has them."""
    text = text.replace("−", "-").replace("\u202f", "")
    found = []
    pattern = r"(?<![\w.])(-\s?(?=\d))?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d*))?(?:e([+-]?\d+))?"
    for sign, whole, part, power in re.findall(pattern, text):
        whole, power = whole.replace(",", ""), int(power or 0)
        counted = (whole + part).lstrip("0") if part else whole.strip("0")
        found.append(Number(float(f"{sign.strip()}{whole}.{part}e{power}"), max(0, len(part) - power), len(counted)))
    return found


def words(text):
    """The words of a text that say something, formulas as they are spoken, without endings."""
    text = unescape(re.sub(r"<[^>]+>", " ", text))
    text = re.sub(r"\$([^$]*)\$", lambda found: re.sub(r"[\\{}_^&]", " ", found[1]), text)
    found = re.findall(r"[a-z]+|\d+(?:\.\d+)?|[×+/∂]", text.lower())
    return [word.removesuffix("s").removesuffix("e").removesuffix("ed") for word in found if word not in SMALL]


SMALL = """
    a about again all also an and any are as at be been both but by can do does each exactly for from had has have here
    how if in into is it its just like more no not now of on one only or other out over s same so t than that the their
    them then there they this to too under up was what when where which while with you your
"""
SMALL = set(SMALL.split())


def sentences(text):
    return re.split(r"(?<=[.?!:])\s+|\n\n", text)


# --- the page -------------------------------------------------------------------------------------------------------


def folded(cell):
    return bool(cell.metadata.get("jupyter", {}).get("outputs_hidden") or cell.metadata.get("collapsed"))


def shown(cell):
    """What a cell's outputs show as text: printed, or the description of a picture."""
    if folded(cell) or ASKS.search(cell.source):
        return ""
    return "\n".join(output.get("text") or output.get("data", {}).get("text/plain", "") for output in cell.outputs)


def captions(cell, widgets):
    """What a view says at each of its stops on the way back."""
    for output in cell.get("outputs", ()):
        model = widgets.get(output.get("data", {}).get(VIEW, {}).get("model_id"), {})
        program = model.get("state", {}).get("_program")
        for stop in program.get("stops", ()) if isinstance(program, dict) else ():
            if "ackward" in stop.get("heading", ""):
                yield re.sub(r"<[^>]+>", "", stop["narration"][0])


def pieces(cells, widgets, k):
    """What cell k has on the page."""
    cell = cells[k]
    if cell.cell_type == "markdown":
        yield Piece(cell.id, "prose", cell.source)
        return
    if ASKS.search(cell.source):
        return
    if not cell.metadata.get("jupyter", {}).get("source_hidden"):
        yield Piece(cell.id, "code", cell.source)
    if text := shown(cell):
        yield Piece(cell.id, "output", text)
        around = [cells[i].source for i in (k - 1, k + 1) if 0 <= i < len(cells) and cells[i].cell_type == "markdown"]
        asked_next = k + 1 < len(cells) and 'predict("' in cells[k + 1].source
        if asked_next or any(map(PRESSED.search, around)):
            for caption in captions(cell, widgets):
                yield Piece(cell.id, "caption", caption)


# --- what holds an answer -------------------------------------------------------------------------------------------


def holds(piece, name):
    """How a piece of the page answers a question, or nothing."""
    question, value, option, others = asked(name)
    return _number(piece, option, others, value) or _option(piece, option) or _explanation(piece, question)


@cache
def asked(name):
    """A question, its right value, its right option and the others, as text."""
    value, right = answered(question := QUESTIONS[name])
    others = tuple(plain(choice) for k, choice in enumerate(question.choices) if k != right)
    return question, value, plain(question.choices[right]), others


def _number(piece, option, others, value):
    """The number or the numbers that the right option names, unless the page has those of the wrong ones just so."""
    wanted, found = numbers(option), numbers(piece.text)
    if not wanted or all(n.digits < 2 or n.value in COMMON for n in wanted):
        return None
    exact = np.ravel(value).astype(float) if np.shape(value) in ((), (len(wanted),)) else []
    if len(exact) != len(wanted) or not np.allclose(exact, [n.value for n in wanted], rtol=0.1):
        exact = [n.value for n in wanted]
    for place in range(len(found) - len(wanted) + 1):
        if all(_fits(n, w, x) for n, w, x in zip(found[place:], wanted, exact, strict=False)):
            wrong = [numbers(other) for other in others]
            if wrong and all(w and all(any(_fits(n, one, one.value) for n in found) for one in w) for w in wrong):
                return None  # all options stand there: a list of them, or the numbers from which one is to choose
            return f"the number {', '.join(f'{w.value:g}' for w in wanted)}"
    return None


def _fits(number, wanted, exact):
    """Whether a number on the page is the one wanted, rounded in whatever way."""
    if wanted.digits < 2 or wanted.value in COMMON:
        return number.value == wanted.value
    if number.digits >= 3 and abs(number.value - exact) <= 0.5001 * 10.0**-number.decimals:
        return True
    rounded = round(number.value, wanted.decimals) if wanted.decimals else number.value
    return 2 <= number.digits <= 4 and rounded == wanted.value


def _option(piece, option):
    """The text of the right option, if it has three words or more that say something."""
    wanted = words(option)
    if len(wanted) < 3 or len({*wanted}) < 2 or all(word.isdigit() for word in wanted):
        return None
    said = any(" ".join(wanted) in " ".join(words(sentence)) for sentence in sentences(piece.text))
    return f"the option “{option}”" if said else None


def _explanation(piece, question):
    """A sentence of the explanation, in nearly the same words; no premise (a "So …" follows), and no "In general"."""
    if piece.kind == "code":
        return None
    said = sentences(plain(question.why))
    for why, after in zip(said, [*said[1:], ""], strict=True):
        if after.startswith("So ") or why.startswith("In general"):
            continue
        wanted = {*words(why)} - {*words(plain(question.text))}
        most = max(len(wanted & {*words(sentence)}) for sentence in sentences(piece.text))
        if len(wanted) >= 4 and most >= 0.75 * len(wanted):
            return f"the explanation “{why}”"
    return None


def states_rule(piece, name, taught):
    """Whether a caption states the rule of a node of which a question asks what it sends, where this rule is taught."""
    text = plain(QUESTIONS[name].text)
    if piece.kind != "caption" or not re.search(r"\bsend|upstream gradient", text):
        return None
    for node in taught:
        if NODES[node] in text and (NODES[node] in piece.text or "∂z/∂" in piece.text):
            return f"the rule of {NODES[node]}: “{piece.text[:70]}…”"
    return None


# --- a page's predictions ------------------------------------------------------------------------------------------


def told_too_early(cells, widgets):
    """For each prediction what answers it before it is made: the question, the cell, and what that cell holds."""
    found, above = [], []
    for k, cell in enumerate(cells):
        taught = [node for node in NODES if _is_asked_first(cells, k, node)]
        for name in re.findall(r'^predict\("([\d.w]+)"\)', cell.source, re.M):
            for piece in above:
                if said := holds(piece, name) or states_rule(piece, name, taught):
                    found.append(f"{name}: {piece.kind} of {piece.place}, above, holds {said}")
            found += below(cells, widgets, k, name)
        above += pieces(cells, widgets, k)
    return found


def _is_asked_first(cells, k, node):
    """Whether the view of a node's rule stands below cell k, or above it with no other prediction between."""
    places = [i for i, cell in enumerate(cells) if f'node_rule("{node}")' in cell.source]
    return bool(places) and not any("predict(" in cell.source for cell in cells[places[0] + 1 : k])


def below(cells, widgets, k, name):
    """What stands too near below the prediction in cell k, in the same section."""
    code_between = False
    for i in range(k + 1, len(cells)):
        cell = cells[i]
        if cell.cell_type == "markdown":
            text = re.sub(r"<details>.*?</details>", "", cell.source, flags=re.S)
            if text.startswith("#"):
                return
            if not code_between:
                if GOES_ON.match(text):
                    yield f"{name}: the sentence right below, in {cell.id}, goes on from the answer: “{text[:60]}…”"
                if said := holds(Piece(cell.id, "prose", text), name):
                    yield f"{name}: prose of {cell.id}, right below, holds {said}"
            elif holds(Piece(cell.id, "prose", text), name):
                return
        elif not ASKS.search(cell.source) and "hide=" not in cell.source:
            open_output = shown(cell)
            since = [one for one in cells[k + 1 : i] if one.cell_type == "markdown"]
            if open_output and not since:
                yield f"{name}: the output of {cell.id}, right below, is open: “{open_output.strip()[:60]}…”"
            elif open_output and (said := holds(Piece(cell.id, "output", open_output), name)) and not code_between:
                yield f"{name}: the output of {cell.id}, below, holds {said}"
            code_between = code_between or bool(cell.outputs)


@every_chapter
def test_nothing_answers_a_prediction_before_it_is_made(path):
    found = told_too_early(read(path).cells, saved_widgets(path))
    assert not found, "\n" + "\n".join(found)


@pytest.fixture
def asking(monkeypatch):
    """Puts a question of our own, its right option first."""

    def asking(right="it rises", other="larger", why="Nobody knows.", text="How large is it?", code="7"):
        told = {"key": "a-test", "text": text, "code": code, "pick": lambda value: 0, "why": why, "by_hand": 0}
        monkeypatch.setitem(QUESTIONS, "99.1", Question(choices=(right, other), keys=(0, 1), **told))
        asked.cache_clear()

    return asking


ASKED = new_code_cell('predict("99.1")')


def told(*cells):
    """What answers the question on a page with these cells; a text is a cell of prose."""
    return told_too_early([new_markdown_cell(cell) if isinstance(cell, str) else cell for cell in cells], {})


def printing(text, folded=False):
    metadata = {"jupyter": {"outputs_hidden": folded}}
    return new_code_cell("print(x)", outputs=[new_output("stream", text=text)], metadata=metadata)


@pytest.mark.parametrize(
    ("right", "code", "above"),
    [
        ("about −74.12", "-74.1222", "The orange number is −74.12."),
        ("about −74.12", "-74.1222", "It is $-74.1222$, as you see."),
        ("about 4,600", "4603", "After 4,603 steps"),
        ("about 2.3", "2.302585", "The loss is 2.30 now."),
        ("(0.5, 0.25, 0.25)", "np.array([0.5, 0.25, 0.25])", "[0.5  0.25 0.25]"),
        ("the curvature hides small errors", "1", "Here the curvature hides a small error."),
    ],
)
def test_an_answer_above_its_question_is_found_in_prose_and_in_outputs(right, code, above, asking):
    asking(right, code=code)
    for cell in (above, printing(above)):
        assert len(told(cell, ASKED)) == 1
        assert told(ASKED, "## Another section", cell) == []
    assert told(printing(above, folded=True), ASKED) == []


@pytest.mark.parametrize(
    ("right", "code", "above"),
    [
        ("2", "2", "The batch has 2 rows, and 2.00 is another number."),
        ("about −0.6", "-0.6", "The upstream gradients are 0.2 and −0.6."),
        ("about 0.25", "0.25", "Here it is −0.25, and there 0.256."),
        ("(nan, nan, nan)", "7", "[nan nan nan]"),
        ("it rises", "7", "It rises here."),
    ],
)
def test_numbers_and_words_that_are_too_common_to_be_an_answer_are_none(right, code, above, asking):
    asking(right, code=code)
    assert told(above, ASKED) == []


def test_a_list_that_holds_the_wrong_options_as_well_gives_nothing_away(asking):
    asking("0.7366", "0.2452", code="0.7366")
    assert told(printing("[0.7366]"), ASKED)
    assert told(printing("[0.2452 0.7366]"), ASKED) == []


def test_an_explanation_above_in_nearly_the_same_words_is_found(asking):
    asking(why="A fork adds the gradients that arrive from its lines.")
    assert told("The fork adds all gradients which arrive on the lines.", ASKED)
    assert told("A fork sends one number two ways.", ASKED) == []
    asking(why="All of the three shares sum to 1 here. So the gradients sum to 0.")
    assert told("The three shares here sum to 1.", ASKED) == []


def test_an_open_output_right_below_a_prediction_is_found_and_a_folded_one_is_not(asking):
    asking()
    assert told(ASKED, ASKED, printing("10 %"))[0].startswith("99.1: the output")
    assert told(ASKED, printing("10 %", folded=True)) == []
    assert told(ASKED, "Now measure it.", printing("10 %")) == []


@pytest.mark.parametrize(
    "text", ["So a sum of 0 is a good sign.", "That is what the half is for.", "Nor can it see more."]
)
def test_a_sentence_right_below_that_goes_on_from_the_answer_is_found(text, asking):
    asking()
    assert told(ASKED, text)
    assert told(ASKED, printing("10 %", folded=True), text) == []
    assert told(ASKED, f"<details>\n\n{text}\n\n</details>") == []


@pytest.mark.parametrize(("told", "found"), [("Press the arrow.", 1), ("Here is the graph.", 0)])
def test_a_caption_that_states_the_rule_that_is_asked_is_found(told, found, asking):
    asking("−3", text="A ‘×’ node has the inputs 3 and −2. What does it send to the first?")
    stop = {"heading": "Backward", "narration": ["‘×’ multiplies it by its <i>other</i> input."]}
    view = new_output("display_data", {"text/plain": "A graph.", VIEW: {"model_id": "m"}})
    shown, rule = new_code_cell("LiveLayer()", outputs=[view]), new_code_cell('LiveGraph(node_rule("×"))')
    widgets = {"m": {"state": {"_program": {"stops": [stop]}}}}
    page = [new_markdown_cell(told), shown, new_markdown_cell("## Rules"), ASKED, new_markdown_cell("Look."), rule]
    assert len(told_too_early(page, widgets)) == found
    later = [*page[:2], rule, new_code_cell('predict("00.1")'), ASKED]
    assert [line for line in told_too_early(later, widgets) if line.startswith("99.1")] == []
