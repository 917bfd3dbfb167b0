"""The predictions: a question, a committed guess, and only then the run that answers it, and why.

An answer is never written down: it is picked from what the question's code gives.
"""

import ast
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import traitlets

from softmax_lib import formulas, words
from softmax_lib.functions import cross_entropy, softmax
from softmax_lib.views import View, script

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

    _esm = script("ask.js")
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
    for kind, content in words.parts(text):
        yield ("text", _shown(_evaluated(content)).replace("-", "−")) if kind == "value" else (kind, content)


def _naive(a):
    """Softmax exactly as equation (A.1) says it, as chapter 01 defines it."""
    return np.exp(a) / np.exp(a).sum()


# What a reader has at hand in the chapters.
_NAMES = {
    "np": np, "a": np.array([0.3, 2.9, 4.0]), "t": np.array([0, 0, 1]), "naive": _naive,
    "softmax": softmax, "cross_entropy": cross_entropy,
}  # fmt: skip

QUESTIONS = {
    "00.1": Question(
        "Class 3 is the true class. You raise {m:a_1} by 0.001 and leave the other two logits alone. "
        "What does the loss {m:L} do?",
        ("it rises", "it falls", "nothing: class 1 is not the true class"),
        "cross_entropy(softmax(a + [0.001, 0, 0]), t) - cross_entropy(softmax(a), t)",
        lambda change: 0 if change > 0 else 1 if change < 0 else 2,
        "The three shares always make one whole. A larger {m:a_1} takes some of the share of class 3, and a "
        "smaller share for the true class is a larger loss.",
    ),
    "00.2": Question(
        "Now let class 1 be the true class: {m:t} = (1, 0, 0). The logits stay as they are. "
        "Which logit has a negative gradient?",
        ("{m:a_1}", "{m:a_2}", "{m:a_3}", "none of them"),
        "(softmax(a) - [1, 0, 0]).round(4)",
        lambda g: next((k for k, x in enumerate(g) if x < 0), 3),
        "Only the logit of the true class lowers the loss when it is raised. Its gradient is "
        "{value:softmax(a)[0] - 1}: class 1 has almost no share yet, so the pull is strong.",
    ),
    "00.3": Question(
        "Take a thousand triples of logits at random, with class 3 as the true class. In how many of them are all "
        "three gradients positive?",
        ("in about half", "in a few", "in none"),
        "many = np.random.default_rng(0).uniform(-5, 5, (1000, 3))\nint((softmax(many) - t > 0).all(axis=1).sum())",
        lambda count: 2 if count == 0 else 1 if count < 250 else 0,
        "The shares {m:y} sum to 1, and the targets {m:t} sum to 1. So the three gradients {m:y - t} always sum to 0, "
        "and they can’t all be positive.",
    ),
    "01.1": Question(
        "One write-up says: softmax gives each class its share of the sum of the inputs. Take the logits 1, 2 and 3. "
        "By that sentence class 3 gets 3/6, one half. What does softmax give it?",
        ("one half: the sentence is right", "more than one half", "less than one half"),
        "softmax([1, 2, 3])[2]",
        lambda share: 0 if abs(share - 0.5) < 0.01 else 1 if share > 0.5 else 2,
        "The sentence has a slip. Softmax gives the share of the sum of the exponentials of the inputs, and "
        "exponentials favor the largest. (With logits that sum to 0, the slip would even divide by 0.)",
    ),
    "01.2": Question(
        "You add 5 to all three logits. Which of the numbers that go forward through the graph change?",
        (
            "all of them",
            "{m:exp(a_k)}, {m:S} and {m:1/S}, but not {m:y_k}",
            "{m:S} and {m:1/S} only",
            "{m:y_k} only",
        ),
        "np.exp(a + 5) / np.exp(a), np.exp(a + 5).sum() / np.exp(a).sum(), (softmax(a + 5) - softmax(a)).round(4)",
        lambda v: 1 if v[0].min() > 1 and v[1] > 1 and not v[2].any() else 0,
        "Every {m:exp(a_k)} and {m:S} grow by the same factor, {m:exp(5)}. In the share the factor cancels, "
        "so the three differences are 0. (What changes on the way back is a question for chapter 04.)",
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
        "naive(np.array([709.5, 709.5, 0]))",
        lambda y: 2 if np.isnan(y).any() else 1 if sum(y) == 0 else 0,
        "Each exponential fits into a float64, but their sum does not: {m:S} is inf, and a finite number over "
        "inf is 0. The shares sum to 0.",
    ),
    "01.5": Question(
        "And at the other end? The naive softmax gets (−800, −801, −802).",
        ("three small shares that sum to 1", "(0, 0, 0)", "(nan, nan, nan)"),
        "naive(np.array([-800.0, -801.0, -802.0]))",
        lambda y: 2 if np.isnan(y).all() else 1 if sum(y) == 0 else 0,
        "Every exponential is too small for a float64 and becomes 0. Then {m:S} is 0 too, and 0 over 0 is nan.",
    ),
    "07.1": Question(
        "The shares are {m:y} = (0.1, 0.2, 0.7), and class 2 is the true class. What is the gradient at {m:a_2}?",
        ("0.2", "−0.2", "0.8", "−0.8"),
        "(np.array([0.1, 0.2, 0.7]) - [0, 1, 0]).round(4)",
        lambda g: (0.2, -0.2, 0.8, -0.8).index(round(float(g[1]), 1)),
        "At the true class {m:t} is 1. The gradient is {m:y_2 - 1}: minus the share that is still missing.",
    ),
    "07.2": Question(
        "So: a loss below 0.1, and a gradient of more than 0.1 in size at the logit of the true class. "
        "Is there such a place?",
        ("yes, with very unequal logits", "yes, with many classes", "nowhere"),
        "1 - np.exp(-0.1)",
        lambda largest: 2 if largest <= 0.1 else 0,
        "{m:L} is minus the logarithm of the share of the true class. So that share is {m:exp(-L)}, and the gradient "
        "has the size {m:1 - exp(-L)}. For a loss of 0.1 that is {value:1 - np.exp(-0.1)}, and for a smaller loss it "
        "is smaller, whatever the other logits are.",
    ),
    "07.3": Question(
        "The logits start at 0.3, 2.9 and 4.0, with the sum 7.2. After a hundred steps with η = 1, what is their sum?",
        ("larger than 7.2", "7.2", "smaller than 7.2"),
        "for _ in range(100):\n    a = a - 1.0 * (softmax(a) - [1, 0, 0])\na.sum()",
        lambda total: 1 if abs(total - 7.2) < 1e-6 else 0 if total > 7.2 else 2,
        "The gradients sum to 0, so each step adds to one logit exactly what it takes from the others.",
    ),
    "07.4": Question(
        "The target is {m:t} = (0.2, 0.3, 0.5). What is the smallest loss that any prediction can reach?",
        ("0", "about 0.31, as with one true class", "more than 1"),
        "cross_entropy([0.2, 0.3, 0.5], [0.2, 0.3, 0.5])",
        lambda loss: 0 if loss < 0.01 else 1 if loss < 1 else 2,
        "The gradient {m:y - t} is 0 where {m:y} equals {m:t}, and there the loss is smallest. It is not 0: people "
        "who disagree can’t all be predicted right.",
    ),
}
