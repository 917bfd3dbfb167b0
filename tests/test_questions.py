"""The predictions: each is well put, its answer is computed, and none is given away."""

import ast
import contextlib
import json
import re

import numpy as np
import pytest

from softmax_lib import predict
from softmax_lib.lessons.bank import EXERCISES, evaluated, prose
from softmax_lib.lessons.questions import QUESTIONS, answered, html
from softmax_lib.live.page.saved import still
from softmax_lib.pictures import figures
from softmax_lib.pictures.text import formulas, marked_text
from tests.chapters import CONTENT
from tests.page import show

CHOICES = {name: task for name, task in EXERCISES.items() if task.options}
ASKED = {f"{kind} {name}": one for kind, all in (("q", QUESTIONS), ("e", CHOICES)) for name, one in all.items()}
every_question = pytest.mark.parametrize("name", QUESTIONS)
with_every_choice = pytest.mark.parametrize("name", ASKED)


def texts(asked):
    """What is asked, the options, and what is told of them."""
    if asked in QUESTIONS.values():
        return [asked.text, *asked.choices, asked.why]
    return [asked.text, *asked.choices.values(), *asked.options.values()]


@with_every_choice
def test_a_question_offers_a_real_choice(name):
    text, *choices = texts(ASKED[name])[: 1 + len(ASKED[name].choices)]
    assert len({choice.strip().lower() for choice in choices}) == len(choices) <= 5
    assert "?" in text


@every_question
def test_the_answer_is_the_one_found_by_hand(name):
    assert [answered(QUESTIONS[name])[1] for _ in range(2)] == [QUESTIONS[name].by_hand] * 2


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
        with contextlib.suppress(ValueError):  # this value fits no choice
            picked.add(int(question.pick(other)))
    assert picked - {answer}
    assert picked <= set(range(len(question.choices)))


@every_question
def test_the_code_is_a_few_short_lines_that_end_in_what_they_show(name):
    code = QUESTIONS[name].code
    assert len(code.splitlines()) <= 4
    assert max(map(len, code.splitlines())) <= 110
    assert isinstance(ast.parse(code).body[-1], ast.Expr)


@with_every_choice
def test_every_formula_can_be_set_read_out_and_every_number_computed(name):
    for kind, content in (part for text in texts(ASKED[name]) for part in marked_text.parts(text)):
        assert kind in ("text", "m", "value"), f"{kind} is for narrations"
        if kind == "m":
            assert formulas.html(content)
            assert formulas.words(content)
        elif kind == "value":
            assert name[0] == "q", "a choice holds no numbers to compute"
            assert np.isfinite(evaluated(content))
        else:
            assert not set("{}<>&") & set(content), "a mark that was not understood, or HTML"


@every_question
def test_the_widget_holds_what_the_page_shows_as_html(name):
    widget = predict(name)
    for text in (widget._question, *widget._choices, *widget._told):
        assert "{" not in text
        tags = re.findall(r"</?(?:span|i|sub|sup|b)\b", text)
        assert text.count("<") == text.count(">") == len(tags)
    assert (widget.guess, widget.committed) == (-1, False)
    assert 0 < len(widget._output) <= 100
    assert "np.float64" not in widget._output


@every_question
def test_no_answer_is_given_away_by_the_text_that_a_notebook_saves(name):
    question, widget = QUESTIONS[name], predict(name)
    saved, shown = still(widget.fallback()), repr(widget)
    assert saved == still(predict(name).fallback())
    assert set(saved) == {"text/plain", "text/html"}
    assert saved["text/plain"] == shown
    assert re.findall("<li>(.*?)</li>", saved["text/html"]) == widget._choices
    assert not any(told in saved["text/html"] for told in widget._told)
    assert question.code not in shown
    assert question.why not in shown
    *asked, why = (
        " ".join(formulas.words(part) if kind == "m" else part for kind, part in marked_text.parts(text))
        for text in texts(question)
    )
    assert not set(re.findall(r"\w{4,}", why)) <= set(re.findall(r"\w+", shown))
    assert widget._output in " ".join(asked) or len(widget._output) < 4 or widget._output not in shown
    _, *options = shown.splitlines()
    assert len(options) == len(question.choices)
    assert all(re.match(r"  [a-e]\) [^*✓]+$", line) for line in options)  # no choice stands out


def test_each_letter_is_right_about_equally_often():
    """A class votes by letter: who always says b gets no more than who thinks a little."""
    predictions = [(len(asked.choices), "abcde"[answered(asked)[1]]) for asked in QUESTIONS.values()]
    exercises = [(len(task.options), task.name) for task in EXERCISES.values()]
    for asked, count in ((predictions, 2), (predictions, 3), (predictions, 4), (exercises, 3)):
        letters = [letter for options, letter in asked if options == count]
        fair = len(letters) / count
        for letter in "abcd"[:count]:  # where there are few, two more or less is chance
            assert abs(letters.count(letter) - fair) <= max(2, 0.35 * fair), (count, letter)


def recalled(name, guess, file):
    """What is recalled of a file in which the second edition wrote down the chosen option by its place at that time."""
    key = QUESTIONS[name].key
    value = {"guess": guess, "committed": True}
    file.write_text(json.dumps({"v": 1, "kind": "guess", "key": key, "day": "2026-11-20", "at": 5.0, "value": value}))
    widget = predict(name)
    widget._recall()
    return widget


def guessed(widget):
    return widget._choices[widget._keys.index(widget.guess)]


@every_question
def test_what_was_guessed_before_the_options_were_put_in_another_order_is_still_that_option(name, file):
    content = CONTENT[name[:2]]
    (entry,) = [one for one in (*content["question"], *content.get("warmup", ())) if one["name"] == name]
    for place, option in enumerate(entry["options"]):
        if option:  # and was not taken out
            widget = recalled(name, place, file)
            assert widget.committed
            assert guessed(widget) == html(prose(option["text"]))


@pytest.mark.parametrize("number", range(len(CONTENT)))
def test_a_chapter_warms_up_with_the_chapter_before_and_one_three_or_more_back(number):
    about = [int(entry["chapter"]) for entry in CONTENT[f"{number:02}"].get("warmup", ())]
    if number < 2:
        assert about == []
    else:
        before, back = about
        assert before == number - 1
        assert 0 <= back <= max(0, number - 3)


@pytest.mark.parametrize(("name", "guess", "text"), [("00.2", 2, "those at"), ("01.1", 1, "0.67"), ("11.1", 1, "0.6")])
def test_a_record_from_before_names_the_option_that_stood_there(name, guess, text, file):
    """Options may be worded anew and shown in another order. In the file they keep their places: records hold these."""
    assert text in guessed(recalled(name, guess, file))


@pytest.mark.browser
def test_a_guess_that_is_no_longer_an_option_leaves_the_question_open(blank, file):
    view, _ = show(blank, recalled("01.3", 7, file))
    assert view.locator("[data-do=commit]").is_visible()
    assert view.locator("input:enabled").count() == 3


def test_the_numbers_that_the_course_uses_are_those_of_the_running_example():
    assert [list(evaluated(name)) for name in "at"] == [list(given) for given in figures.figure.__defaults__[:2]]


@pytest.mark.parametrize("name", ["7.1", "99.9", "", None])
def test_an_unknown_question_is_refused_in_words_that_name_the_known_ones(name):
    with pytest.raises(ValueError, match=r"there is no question .*the questions are 00\.1, 00\.2"):
        predict(name)


def test_a_question_asked_twice_does_not_share_its_state():
    first, second = predict("00.1"), predict("00.1")
    first.guess, first.committed = 1, True
    assert (second.guess, second.committed) == (-1, False)
