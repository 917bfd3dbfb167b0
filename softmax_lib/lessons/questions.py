"""The predictions: a question, a committed guess, and only then the run that answers it, and why.

An answer is never written down: it is picked from what the question's code gives.
"""

import ast

import numpy as np
import traitlets

from softmax_lib.functions import cross_entropy, softmax, softmax_jacobian
from softmax_lib.gradient_check import compare_gradients, numerical_gradient
from softmax_lib.lessons.question_bank import QUESTIONS, Question
from softmax_lib.live.page.kept import Kept
from softmax_lib.live.page.view import script, style
from softmax_lib.pictures.text import formulas, marked_text

__all__ = ["QUESTIONS", "Predict", "Question", "answered", "predict"]


def predict(name):
    """Ask one of the course's predictions, for example "00.1"; the answer shows after a committed guess.

    Raises ValueError for an unknown name.
    """
    if name not in QUESTIONS:
        raise ValueError(f"there is no question {name!r}; the questions are {', '.join(QUESTIONS)}")
    return Predict(name)


class Predict(Kept):
    """A question as a widget. ``guess`` is the choice (from 0; −1 for none), ``committed`` closes it."""

    _source = script("page/kept.js", "page/common.js", "../lessons/questions.js")
    _look = style("../lessons/questions.css")
    guess = traitlets.Int(-1).tag(sync=True)
    committed = traitlets.Bool(False).tag(sync=True)
    _question = traitlets.Unicode().tag(sync=True)
    _choices = traitlets.List(traitlets.Unicode()).tag(sync=True)
    _answer = traitlets.Int().tag(sync=True)
    _code = traitlets.Unicode().tag(sync=True)
    _output = traitlets.Unicode().tag(sync=True)
    _why = traitlets.Unicode().tag(sync=True)

    def __init__(self, name):
        self._asked = asked = QUESTIONS[name]
        value, answer = answered(asked)
        super().__init__(
            _key=asked.key,
            _question=_html(asked.text),
            _choices=[_html(choice) for choice in asked.choices],
            _answer=answer,
            _code=asked.code,
            _output=_shown(value),
            _why=_html(asked.why),
        )

    def __repr__(self):
        choices = "".join(
            f"\n  {letter}) {_plain(text)}" for letter, text in zip("abcdef", self._asked.choices, strict=False)
        )
        return f"Predict: {_plain(self._asked.text)}{choices}"

    def fallback(self):
        choices = "".join(f"<li>{choice}</li>" for choice in self._choices)
        asked = f'<p>{self._question}</p><ol type="a">{choices}</ol>'
        return {"text/plain": repr(self), "text/html": asked}


def answered(question):
    """The value of a question's code, and the place of the right choice."""
    value = _evaluated(question.code)
    return value, int(question.pick(value))


def _evaluated(code):
    """The value of the last line of our own code, from the table below."""
    *lines, last = ast.parse(code).body
    names = dict(_NAMES)
    with np.errstate(all="ignore"):
        exec(compile(ast.Module(lines, []), "question", "exec"), names)
        return eval(compile(ast.Expression(last.value), "question", "eval"), names)


def _shown(value):
    """A value as the reader's own cell would print it, in at most four decimals."""
    if isinstance(value, tuple | list | np.ndarray):
        return "(" + ", ".join(map(_shown, value)) + ")"
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    if isinstance(value, int) or value == 0:
        return str(int(value))
    return f"{value:.4f}" if abs(value) >= 0.01 else f"{value:.3g}"


def _html(text):
    return "".join(
        f'<span class="sl-math">{formulas.html(c)}</span>' if kind != "text" else c for kind, c in _parts(text)
    )


def _plain(text):
    return "".join(formulas.words(c) if kind != "text" else c for kind, c in _parts(text))


def _parts(text):
    for kind, content in marked_text.parts(text):
        yield ("text", _shown(_evaluated(content)).replace("-", "−")) if kind == "value" else (kind, content)


def _naive(a):
    """Softmax exactly as equation (A.1) says it, as chapter 01 defines it."""
    return np.exp(a) / np.exp(a).sum()


# What a reader has at hand in the chapters.
_NAMES = {
    "np": np, "a": np.array([0.3, 2.9, 4.0]), "t": np.array([0, 0, 1]), "naive": _naive,
    "softmax": softmax, "cross_entropy": cross_entropy, "softmax_jacobian": softmax_jacobian,
    "numerical_gradient": numerical_gradient, "compare_gradients": compare_gradients,
}  # fmt: skip
