"""The predictions: a question, a committed guess, and only then the run that answers it, and why.

An answer is never written down: it is picked from what the question's code gives.
"""

from html import escape

import numpy as np
import traitlets

from softmax_lib.language import N_, Sentences, _
from softmax_lib.lessons.bank import LETTERS, QUESTIONS, Question, evaluated, value_of
from softmax_lib.live.page import record
from softmax_lib.live.page.kept import Kept
from softmax_lib.live.page.view import script, style
from softmax_lib.pictures.text import formulas, marked_text

__all__ = ["QUESTIONS", "Again", "Predict", "Question", "answered", "html", "plain", "predict", "view"]


# What a question says. A choice exercise asks in the same view, with other words.
PREDICT = Sentences(
    {
        "commit": N_("That is my guess"),
        "again": N_("Guess again"),
        "mine": N_("← your guess"),
        "right": N_("<b>Right: {answer}.</b> {why}"),
        "wrong": N_("<b>Not this time. The answer: {answer}.</b> {why}"),
        "repr": N_("Predict: {text}"),
    }
)


def predict(name):
    """Ask one of the course's predictions, for example "00.1"; the answer shows after a committed guess.

    Raises ValueError for an unknown name.
    """
    if name not in QUESTIONS:
        raise ValueError(f"there is no question {name!r}; the questions are {', '.join(QUESTIONS)}")
    return view(QUESTIONS[name], Predict)


def view(asked, kind):
    """A question as a Predict, or as an Again."""
    value, answer = answered(asked)
    told = {"answer": html(asked.choices[answer]), "why": html(asked.why)}
    return kind(
        asked.key,
        PREDICT["repr"].format(text=plain(asked.text)),
        html(asked.text),
        asked.choices,
        told=[PREDICT["right" if k == answer else "wrong"].format(**told) for k in range(len(asked.choices))],
        right=[answer] * len(asked.choices),
        keys=asked.keys,
        words=PREDICT,
        code=asked.code,
        output=_shown(value),
    )


class Predict(Kept):
    """A question as a widget. ``guess`` is the key of the choice (−1 for none), ``committed`` closes it.

    A choice has its key in the bank, from 0, and keeps it when the choices are shown in another order. For each choice
    ``told`` is what the page shows when it is committed, and ``right`` which choice is marked as the right one: a
    prediction shows the answer in any case, an exercise only to those who have found it.
    """

    _source = script("../lessons/questions.js")
    _look = style("../lessons/questions.css", "../lessons/help.css")
    guess = traitlets.Int(-1).tag(sync=True)
    committed = traitlets.Bool(False).tag(sync=True)
    _question = traitlets.Unicode().tag(sync=True)
    _choices = traitlets.List(traitlets.Unicode()).tag(sync=True)
    _keys = traitlets.List(traitlets.Int()).tag(sync=True)
    _told = traitlets.List(traitlets.Unicode()).tag(sync=True)
    _right = traitlets.List(traitlets.Int()).tag(sync=True)
    _code = traitlets.Unicode().tag(sync=True)
    _output = traitlets.Unicode().tag(sync=True)

    def __init__(self, key, said, question, choices, told, right, words, keys, code="", output=""):
        letters = (f"\n  {letter}) {plain(choice)}" for letter, choice in zip(LETTERS, choices, strict=False))
        self._said, self._asks = "".join([said, *letters]), key
        super().__init__(
            _key=key if self._keeps else "",
            _question=question,
            _choices=[html(choice) for choice in choices],
            _keys=list(keys),
            _told=told,
            _right=right,
            _words={name: words[name] for name in ("commit", "again", "mine")},
            _code=code,
            _output=output,
        )

    @traitlets.observe("committed")
    def _answered(self, change):
        """Note how it was answered on the page, and not what is recalled before the page sees the view."""
        if change.new and self.comm is not None:
            self._note_outcome(self.guess)

    def _note(self, at, value):
        if value["committed"]:
            self._note_outcome(value["guess"])
        return super()._note(at, value)

    def _note_outcome(self, guess):
        if guess in self._keys:
            place = self._keys.index(guess)
            record.answered(self._asks, "right" if self._right[place] == place else "wrong")

    def __repr__(self):
        return self._said

    def fallback(self):
        choices = "".join(f"<li>{choice}</li>" for choice in self._choices)
        asked = f'<p>{self._question}</p><ol type="a">{choices}</ol>'
        return {"text/plain": repr(self), "text/html": asked}


class Again(Predict):
    """A question that is asked once more: nothing of an old guess is shown, and of the new one its outcome is noted."""

    _keeps = ()

    def _recall(self):
        pass


def answered(question):
    """The value of a question's code, and the place of the right choice. Raises ValueError where it has none."""
    name = next((name for name, one in QUESTIONS.items() if one.key == question.key), question.key)
    value = value_of(question.code, f"{name[:2]}.toml, question {name}")
    return value, int(question.pick(value))


def _shown(value):
    """A value as the reader's own cell would print it, in at most four decimals."""
    if isinstance(value, tuple | list | np.ndarray):
        return "(" + ", ".join(map(_shown, value)) + ")"
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    if isinstance(value, int | np.integer) or value == 0:
        return str(int(value))
    return f"{value:.4f}" if abs(value) >= 0.01 else f"{value:.3g}"


def html(text):
    """A text with its formulas, as HTML."""
    return "".join(formulas.span(c) if kind != "text" else escape(c, quote=False) for kind, c in _parts(text))


def plain(text):
    """A text with its formulas in words."""
    return "".join(formulas.words(c) if kind != "text" else c for kind, c in _parts(text))


def _parts(text):
    for kind, content in marked_text.parts(_(text)):
        yield ("text", _shown(evaluated(content)).replace("-", "−")) if kind == "value" else (kind, content)
