"""The predictions: each is well put, its answer is computed, and none is given away."""

import ast
import json
import re
import tomllib
from pathlib import Path

import numpy as np
import pytest

from softmax_lib import predict
from softmax_lib.lessons import bank
from softmax_lib.lessons.bank import EXERCISES, evaluated, prose
from softmax_lib.lessons.questions import QUESTIONS, answered, html
from softmax_lib.live.page.saved import still
from softmax_lib.pictures import figures
from softmax_lib.pictures.text import formulas, marked_text
from tests.page import show

FOLDER = Path(bank.__file__).parent / "chapters"
every_question = pytest.mark.parametrize("name", QUESTIONS)


def texts(question):
    return [question.text, *question.choices, question.why]


def spoken(question):
    """The words of a question's choices and of its explanation, as a screen reader has them."""
    return [
        " ".join(formulas.words(c) if kind == "m" else c for kind, c in marked_text.parts(t)) for t in texts(question)
    ]


@every_question
def test_a_question_offers_a_real_choice(name):
    choices = QUESTIONS[name].choices
    assert 2 <= len(choices) <= 5
    assert len({choice.strip().lower() for choice in choices}) == len(choices)
    assert QUESTIONS[name].text.rstrip().endswith("?") or "?" in QUESTIONS[name].text


@every_question
def test_the_answer_is_the_one_found_by_hand(name):
    answer = answered(QUESTIONS[name])[1]
    assert answer == QUESTIONS[name].by_hand
    assert answered(QUESTIONS[name])[1] == answer  # the same each time


def otherwise(value):
    """Other values of the same shape, by number."""

    def other(number):
        if isinstance(value, tuple):
            return tuple(otherwise(part)((number + place) % 9) for place, part in enumerate(value))
        x = np.asarray(value, dtype=float)
        ramp = np.arange(x.size).reshape(x.shape)
        nan = np.full(x.shape, np.nan)
        made = [-x, 10 * x, 0 * ramp, x + 1, x - 1, x + 10.0 * ramp, nan, 300 + 0 * ramp, x][number]
        return made if x.ndim else made.item()

    return other


@every_question
def test_the_answer_is_computed_and_would_change_with_the_facts(name):
    """Given other values than those of the code, pick names another choice at least once: it is no constant."""
    question = QUESTIONS[name]
    value, answer = answered(question)
    picked = set()
    for other in map(otherwise(value), range(9)):
        try:
            picked.add(int(question.pick(other)))
        except ValueError:  # this value fits no choice
            continue
    assert picked - {answer}
    assert picked <= set(range(len(question.choices)))


@every_question
def test_the_code_is_a_few_short_lines_that_end_in_what_they_show(name):
    code = QUESTIONS[name].code
    assert len(code.splitlines()) <= 4
    assert max(map(len, code.splitlines())) <= 110
    assert isinstance(ast.parse(code).body[-1], ast.Expr)


@every_question
def test_every_formula_can_be_set_read_out_and_every_number_computed(name):
    for text in texts(QUESTIONS[name]):
        for kind, content in marked_text.parts(text):
            assert kind in ("text", "m", "value"), f"{kind} is for narrations"
            if kind == "m":
                assert formulas.html(content)
                assert formulas.words(content)
            elif kind == "value":
                assert np.isfinite(evaluated(content))
            else:
                assert not set("{}<>&") & set(content), "a mark that was not understood, or HTML"


@every_question
def test_the_widget_holds_what_the_page_shows_as_html(name):
    widget = predict(name)
    for text in (widget._question, *widget._choices, *widget._told):
        assert "{" not in text
        tags = re.findall(r"</?([a-z]+)", text)
        assert set(tags) <= {"span", "i", "sub", "sup", "b"}
        assert text.count("<") == text.count(">") == len(tags)
    assert (widget.guess, widget.committed) == (-1, False)
    assert 0 < len(widget._output) <= 100
    assert "np.float64" not in widget._output


@every_question
def test_no_answer_is_given_away_by_the_text_that_a_notebook_saves(name):
    widget = predict(name)
    saved = still(widget.fallback())
    assert saved == still(predict(name).fallback())
    assert saved["text/plain"] == repr(widget)
    assert set(saved) == {"text/plain", "text/html"}
    assert re.findall("<li>(.*?)</li>", saved["text/html"]) == widget._choices
    assert not any(told in saved["text/html"] for told in widget._told)
    shown = repr(widget)
    question = QUESTIONS[name]
    assert question.code not in shown
    assert question.why not in shown
    assert not set(re.findall(r"\w{4,}", spoken(question)[-1])) <= set(re.findall(r"\w+", shown))
    assert shown.count("\n") == len(question.choices)
    asked = " ".join(spoken(question)[:-1])
    assert widget._output in asked or len(widget._output) < 4 or widget._output not in shown
    for line in shown.splitlines()[1:]:
        assert re.match(r"  [a-e]\) [^*✓]+$", line)  # no choice stands out


def test_each_letter_is_right_about_equally_often():
    """A class votes by letter: who always says b gets no more than who thinks a little."""
    predictions = [(len(asked.choices), "abcde"[answered(asked)[1]]) for asked in QUESTIONS.values()]
    exercises = [(len(task.options), task.name) for task in EXERCISES.values()]
    for asked, count in ((predictions, 2), (predictions, 3), (predictions, 4), (exercises, 3)):
        letters = [letter for options, letter in asked if options == count]
        fair = len(letters) / count
        for letter in "abcd"[:count]:  # where there are few, two more or less is chance
            assert abs(letters.count(letter) - fair) <= max(2, 0.35 * fair), (count, letter)


def kept(key, guess, file):
    """A reader's file in which the second edition wrote down which option was chosen, by its place at that time."""
    value = {"guess": guess, "committed": True}
    file.write_text(json.dumps({"v": 1, "kind": "guess", "key": key, "day": "2026-11-20", "at": 5.0, "value": value}))


@every_question
def test_what_was_guessed_before_the_options_were_put_in_another_order_is_still_that_option(name, file):
    entry = next(one for one in entries(name) if one["name"] == name)
    for place, option in enumerate(entry["options"]):
        if not option:  # it was taken out
            continue
        kept(entry["key"], place, file)
        widget = predict(name)
        widget._recall()
        assert widget.committed
        assert widget._choices[widget._keys.index(widget.guess)] == html(prose(option["text"]))


def entries(name):
    content = tomllib.loads((FOLDER / f"{name[:2]}.toml").read_text("utf-8"))
    return [*content["question"], *content.get("warmup", ())]


@pytest.mark.parametrize("number", range(len([*FOLDER.glob("*.toml")])))
def test_a_chapter_warms_up_with_the_chapter_before_and_one_three_or_more_back(number):
    content = tomllib.loads((FOLDER / f"{number:02}.toml").read_text("utf-8"))
    about = [int(entry["chapter"]) for entry in content.get("warmup", ())]
    if number < 2:
        assert about == []
    else:
        assert about[0] == number - 1
        assert about[1:] == [about[1]]
        assert 0 <= about[1] <= max(0, number - 3)


@pytest.mark.parametrize(("name", "guess", "text"), [("00.2", 2, "those at"), ("01.1", 1, "0.67"), ("11.1", 1, "0.6")])
def test_a_record_from_before_names_the_option_that_stood_there(name, guess, text, file):
    """Options may be worded anew and shown in another order. In the file they keep their places: records hold these."""
    kept(QUESTIONS[name].key, guess, file)
    widget = predict(name)
    widget._recall()
    assert text in widget._choices[widget._keys.index(widget.guess)]


@pytest.mark.browser
def test_a_guess_that_is_no_longer_an_option_leaves_the_question_open(blank, file):
    kept(QUESTIONS["01.3"].key, 7, file)
    widget = predict("01.3")
    widget._recall()
    view, _ = show(blank, widget)
    assert view.locator("[data-do=commit]").is_visible()
    assert view.locator("input:enabled").count() == 3


def test_the_numbers_that_the_course_uses_are_those_of_the_running_example():
    a, t = (figures.figure.__defaults__[i] for i in (0, 1))
    assert (*evaluated("a"),) == tuple(a)
    assert (*evaluated("t"),) == tuple(t)


@pytest.mark.parametrize("name", ["7.1", "99.9", "", None])
def test_an_unknown_question_is_refused_in_words_that_name_the_known_ones(name):
    with pytest.raises(ValueError, match=r"there is no question .*the questions are 00\.1, 00\.2"):
        predict(name)


def test_a_question_asked_twice_does_not_share_its_state():
    first, second = predict("00.1"), predict("00.1")
    first.guess, first.committed = 1, True
    assert (second.guess, second.committed) == (-1, False)
