"""The predictions: a question, a committed guess, and only then the run that answers it, and why.

An answer is never written down: it is picked from what the question's code gives.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import traitlets

from softmax_lib import formulas, words
from softmax_lib.functions import cross_entropy, softmax
from softmax_lib.live import View

__all__ = ["QUESTIONS", "Predict", "Question", "answered", "predict"]


class Question(NamedTuple):
    """A prediction. ``pick`` names the right choice (from 0), given the value of ``code``.

    Texts may hold formulas, as {m:a_1}, and computed numbers, as {=:softmax(a)[2]}.
    """

    text: str
    choices: tuple
    code: str
    pick: Callable
    why: str


def predict(name):
    """Ask one of the course's predictions, for example "00.1"; the answer shows after a committed guess.

    Raises ValueError for an unknown name.
    """
    if name not in QUESTIONS:
        raise ValueError(f"there is no question {name!r}; the questions are {', '.join(QUESTIONS)}")
    return Predict(name)


class Predict(View):
    """A question as a widget. ``guess`` is the choice (from 0; −1 for none), ``committed`` closes it."""

    _esm = Path(__file__).with_name("ask.js")
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


def answered(question):
    """The value of a question's code, and the place of the right choice."""
    value = _evaluated(question.code)
    return value, int(question.pick(value))


def _evaluated(code):
    with np.errstate(all="ignore"):
        return eval(code, dict(_NAMES))  # our own code, from the table below


def _shown(value):
    """A value as the reader's own cell would print it, in at most four decimals."""
    if isinstance(value, tuple | list | np.ndarray):
        return "(" + ", ".join(_shown(v) for v in np.asarray(value).tolist()) + ")"
    if isinstance(value, bool | int | str) or value == 0:
        return f"{value:g}" if value == 0 else str(value)
    return f"{value:.4f}" if abs(value) >= 0.01 else f"{value:.3g}"


def _html(text):
    return "".join(
        f'<span class="sl-math">{formulas.html(c)}</span>' if kind != "text" else c for kind, c in _parts(text)
    )


def _plain(text):
    return "".join(formulas.words(c) if kind != "text" else c for kind, c in _parts(text))


def _parts(text):
    for kind, content in words.parts(text):
        yield ("text", _shown(_evaluated(content)).replace("-", "−")) if kind == "value" else (kind, content)


def _naive(a):
    """Softmax exactly as equation (A.1) says it, with no care for large numbers."""
    return np.exp(a) / np.exp(a).sum()


def _descend(a, t, rate, steps):
    """Gradient descent on the logits themselves."""
    for _ in range(steps):
        a = a - rate * (softmax(a) - t)
    return a


_A, _T = np.array([0.3, 2.9, 4.0]), np.array([0.0, 0.0, 1.0])
_RANDOM = np.random.default_rng(0).uniform(-5, 5, (1000, 3))
_NAMES = {
    "np": np, "a": _A, "t": _T, "softmax": softmax, "naive": _naive, "descend": _descend,
    "many": _RANDOM, "loss": lambda a, t=_T: cross_entropy(softmax(a), t),
}  # fmt: skip

QUESTIONS = {
    "00.1": Question(
        "Class 3 is the true class. You raise {m:a_2} by 0.001 and leave the other two logits alone. "
        "What does the loss {m:L} do?",
        ("it rises", "it falls", "nothing, because class 2 is not the true class"),
        "loss(a + [0, 0.001, 0]) - loss(a)",
        lambda change: 0 if change > 0 else 1 if change < 0 else 2,
        "The three shares always make one whole. A larger {m:a_2} takes some of the share of class 3, and a "
        "smaller share for the true class is a larger loss.",
    ),
    "00.2": Question(
        "Now class 1 is the true class: t = (1, 0, 0). "
        "The logits stay as they are. Which logit has a negative gradient?",
        ("{m:a_1}", "{m:a_2}", "{m:a_3}", "none of them"),
        "softmax(a) - [1, 0, 0]",
        lambda g: next((k for k, x in enumerate(g) if x < 0), 3),
        "Only the logit of the true class lowers the loss when it is raised. Here its gradient is "
        "{value:softmax(a)[0] - 1}: class 1 has almost no share yet, so the pull is strong.",
    ),
    "00.3": Question(
        "Take a thousand triples of logits at random, with class 3 as the true class. In how many of them are all "
        "three gradients positive?",
        ("in about half", "in a few", "in none"),
        "int((softmax(many) - t > 0).all(axis=1).sum())",
        lambda count: 2 if count == 0 else 1 if count < 250 else 0,
        "The shares y sum to 1 and the targets t sum to 1. So the three gradients y − t always sum to 0, and they "
        "can't all be positive.",
    ),
    "01.1": Question(
        "The logits 0.3, 2.9 and 4.0 sum to 7.2, so 4.0 is {value:a[2] / a.sum()} of their sum. "
        "Is the share {m:y_3} that softmax gives to class 3 the same?",
        ("yes, about the same", "no, clearly larger", "no, clearly smaller"),
        "softmax(a)[2]",
        lambda y3: 0 if abs(y3 - 4 / 7.2) < 0.05 else 1 if y3 > 4 / 7.2 else 2,
        "Softmax takes the share of the sum of the exponentials, not of the sum of the inputs, as one "
        "of the sources says by a slip. Exponentials favor the largest.",
    ),
    "01.2": Question(
        "You add 5 to all three logits. Which forward values on the graph change?",
        (
            "all of them",
            "the logits, {m:exp(a_k)}, {m:S} and {m:1/S}, but not {m:y_k}",
            "only {m:S} and {m:1/S}",
            "only the shares {m:y_k}",
        ),
        "np.exp(a + 5).sum(), np.exp(a).sum(), softmax(a + 5)[2], softmax(a)[2]",
        lambda v: 1 if v[0] != v[1] and abs(v[2] - v[3]) < 1e-12 else 0,
        "Every {m:exp(a_k)} grows by the same factor, {m:exp(5)}, and so does {m:S}. In the share the factor cancels. "
        "(What changes on the way back is for chapter 04.)",
    ),
    "01.3": Question(
        "You double all three logits. What happens to the largest share?",
        ("it grows", "it stays the same", "it shrinks"),
        "softmax(a)[2], softmax(2 * a)[2]",
        lambda v: 0 if v[1] > v[0] + 1e-9 else 2 if v[1] < v[0] - 1e-9 else 1,
        "Doubling the logits doubles the distances between them, and only distances count. The shares get sharper.",
    ),
    "01.4": Question(
        "The naive softmax gets (709.5, 709.5, 0). Each of the three exponentials is a finite number. What comes out?",
        ("(0.5, 0.5, 0)", "(0, 0, 0)", "(nan, nan, 0)"),
        "naive([709.5, 709.5, 0])",
        lambda y: 2 if np.isnan(y).any() else 1 if sum(y) == 0 else 0,
        "Each exponential fits into a float64, but their sum does not: {m:S} is inf, and a finite number over "
        "inf is 0. The shares sum to 0.",
    ),
    "07.1": Question(
        "The shares are y = (0.1, 0.2, 0.7) and class 2 is the true class. What is the gradient at {m:a_2}?",
        ("0.2", "−0.2", "0.8", "−0.8"),
        "np.array([0.1, 0.2, 0.7]) - [0, 1, 0]",
        lambda g: (0.2, -0.2, 0.8, -0.8).index(round(float(g[1]), 1)),
        "At the true class t is 1: the gradient is y − 1, minus the share that is still missing.",
    ),
    "07.2": Question(
        "You want a loss below 0.1 and at the same time a gradient of more than 0.1, "
        "in size, at the logit of the true class. Is there such a place?",
        ("yes, with very unequal logits", "yes, with many classes", "no, nowhere"),
        "1 - np.exp(-0.1)",
        lambda largest: 2 if largest <= 0.1 else 0,
        "L is minus the logarithm of the share of the true class. So that share is {m:exp(-L)}, and the gradient has "
        "the size {m:1 - exp(-L)}. For L below 0.1 that is below {value:1 - np.exp(-0.1)}, whatever the other logits are.",
    ),
    "07.3": Question(
        "Class 1 is the true class. You take a hundred steps of gradient descent on the logits themselves. "
        "They started with the sum 7.2. What is their sum now?",
        ("larger than 7.2", "7.2", "smaller than 7.2"),
        "descend(a, [1, 0, 0], rate=1, steps=100).sum()",
        lambda total: 1 if abs(total - 7.2) < 1e-6 else 0 if total > 7.2 else 2,
        "The gradients sum to 0, so each step adds to one logit exactly what it takes from the others.",
    ),
    "07.4": Question(
        "The target is soft: t = (0.2, 0.3, 0.5). At which prediction are all three gradients 0?",
        ("at y = (0, 0, 1)", "at y = (0.2, 0.3, 0.5)", "nowhere"),
        "np.array([0.2, 0.3, 0.5]) - softmax(np.log([0.2, 0.3, 0.5]))",
        lambda g: 1 if np.allclose(g, 0) else 2,
        "y − t is 0 where y equals t. "
        "The loss is not 0 there: it is {value:loss(np.log([0.2, 0.3, 0.5]), [0.2, 0.3, 0.5])}, "
        "and no prediction gets below that.",
    ),
}
