"""The predictions: each is well put, its answer is computed, and none is given away."""

import ast
import re

import numpy as np
import pytest

from softmax_lib import predict
from softmax_lib.lessons.questions import QUESTIONS, _evaluated, answered
from softmax_lib.live.page.saved import still
from softmax_lib.pictures import figures
from softmax_lib.pictures.text import formulas, marked_text

every_question = pytest.mark.parametrize("name", QUESTIONS)

# What a second person, with pencil and paper, takes for the right choice (a pattern that fits it and no other).
# A new question needs its line here.
BY_HAND = {
    "00.1": "it rises",  # S grows, so y_3 shrinks
    "00.2": "{m:a_1}",  # y_k − t_k is negative only where t_k is 1
    "00.3": "in none",  # their sum is 0
    "01.1": "more than one half",  # e³/(e + e² + e³) = 1/(1 + 1/e + 1/e²) = 0.67
    "01.2": r".*{m:exp\(a_k\)}.*not {m:y_k}",
    "01.3": "it grows",
    "01.4": r"\(0, 0, 0\)",  # exp(709.5) + exp(709.5) is inf
    "01.5": r"\(nan, nan, nan\)",  # exp(−800) is 0
    "02.1": "nothing",  # −log 0.7 both times
    "02.2": "A has both",  # 0.25 > 0.09
    "02.3": "it rises by about 2.3",  # log 10
    "02.4": "more than 1",  # 0.2 log 5 + 0.3 log(10/3) + 0.5 log 2 = 0.32 + 0.36 + 0.35
    "02.5": "a little less than 0",  # log(1.0000001) > 0
    "03.1": "−3",  # 1.5 · (−2)
    "03.2": "6 to each",
    "03.3": "2",  # 1/0.5
    "03.4": "6",  # (x²)' = 2x
    "03.5": ".*bends.*",  # the second derivative of −log y is 1/y², not 0
    "04.1": ".*−74.12",  # −1.3576 · 54.5982
    "04.2": "−74.12, their sum",
    "04.3": "{m:3/S}",  # Σt / S
    "04.4": "yes: {m:1/S}.*",
    "04.5": "only that of step 1",  # y_3 stays, S becomes e⁵ S
    "05.1": ".*−0.0183",  # −1.3576 · 0.01349
    "05.2": "no, it is positive",  # y_1 − 0
    "05.3": "for all but the true class",  # y against y − t
    "05.4": r"{m:3\*y_k - 1}",  # y_k Σt − t_k
    "06.1": "{m:y_1} and {m:y_3}",  # −y_i y_2 < 0
    "06.2": "0",
    "06.3": ".*one half",  # y(1 − y) has its top at ½
    "06.4": "0, 0 and −0.2634",  # −t(1 − y)
    "06.5": ".*1/3",
    "07.1": "−0.8",  # 0.2 − 1
    "07.2": ".*nowhere",  # 1 − exp(−0.1) = 0.095
    "07.3": r"7\.2",  # what one gains the others lose
    "08.1": "central differences",  # about 1e-11
    "08.2": "it falls to a quarter",  # (h/2)² = h²/4
    "08.3": "it grows again",  # rounding, about 1e-16/h
    "08.4": "no: they agree",  # the chain rule gives the 2
    "09.1": "half of it",  # the mean of two
    "09.2": "no error.*",
    "09.3": "every entry of rows 0 and 1",
    "09.4": "each row’s is halved.*",  # (y − t)/2N, added over 2N rows
    "10.1": "0.7.*",  # 0.2 · 0.5 + 0.6 · 1
    "10.2": "−0.6.*",  # 1 · −0.6
    "10.3": "5, their sum",
    "10.4": "nothing",  # (xW₁)W₂ = x(W₁W₂)
    "11.1": "0",
    "11.2": "at 0, with the slope 1/4",
    "11.3": "{m:y_k - t_k}",  # ½ · 2(y − t)
    "11.4": "the one at 0.5",  # 0.125 > 0.001
    "12.1": "more than 10,000 times",
    "12.2": "at about 1/3",  # (1 − y)²y has its maximum at 1/3
    "12.3": "more than 4,000",
    "13.1": "about 2.3",  # log 10
    "13.2": "0 both times",  # 1 − 1
    "13.3": ".*learns nothing",  # y − t is at most 1, so no step is infinite
    "13.4": ".*then it rises",  # learned by heart
    "14.1": "neither",
    "14.2": "all three",  # x_2 and x_3 are in the mean
    "14.3": r"−0\.0625",  # −½ · 0.5³
    "14.4": "the sum of the gradients",  # what is left is centered
    "15.1": "all three",  # S is in every share
    "15.2": "at one",  # −t is not 0 at the true class only
    "15.3": "4/3 everywhere",  # (y − t)/3 over (y − t)/4
    "15.4": "yes",
}


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
def test_the_answer_is_one_of_the_choices_and_the_one_found_by_hand(name):
    answer = answered(QUESTIONS[name])[1]
    assert answer in range(len(QUESTIONS[name].choices))
    fits = [bool(re.fullmatch(BY_HAND[name], choice)) for choice in QUESTIONS[name].choices]
    assert [place for place, fit in enumerate(fits) if fit] == [answer]
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
                assert np.isfinite(_evaluated(content))
            else:
                assert not set("{}<>&") & set(content), "a mark that was not understood, or HTML"


@every_question
def test_the_widget_holds_what_the_page_shows_as_html(name):
    widget = predict(name)
    for text in (widget._question, *widget._choices, widget._why):
        assert "{" not in text
        tags = re.findall(r"</?([a-z]+)", text)
        assert set(tags) <= {"span", "i", "sub", "sup"}
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
    assert widget._why not in saved["text/html"]
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


def test_the_right_choice_is_not_always_in_the_same_place():
    places = [answered(question)[1] for question in QUESTIONS.values()]
    assert max(places.count(place) for place in places) <= 0.6 * len(places)


def test_the_numbers_that_the_course_uses_are_those_of_the_running_example():
    a, t = (figures.figure.__defaults__[i] for i in (0, 1))
    assert (*_evaluated("a"),) == tuple(a)
    assert (*_evaluated("t"),) == tuple(t)


@pytest.mark.parametrize("name", ["7.1", "99.9", "", None])
def test_an_unknown_question_is_refused_in_words_that_name_the_known_ones(name):
    with pytest.raises(ValueError, match=r"there is no question .*the questions are 00\.1, 00\.2"):
        predict(name)


def test_a_question_asked_twice_does_not_share_its_state():
    first, second = predict("00.1"), predict("00.1")
    first.guess, first.committed = 1, True
    assert (second.guess, second.committed) == (-1, False)
