"""The exercises: what each asks, its solution, its hints, and the mistakes that it knows.

The right answer is written down once, as the code of the solution, which is run.
"""

from typing import NamedTuple

import numpy as np

__all__ = ["EXERCISES", "Task"]


class Task(NamedTuple):
    """What an exercise asks for.

    ``asks`` is a key of a mistake's ``gives``; ``code`` defines the answer, a function called ``name``.
    ``points`` are the inputs at which an answer is judged. For a choice ``options`` maps a letter to what
    is told, and ``name`` is the right letter.
    """

    name: str
    asks: str = ""
    code: str = ""
    points: tuple = ()
    mistakes: tuple = ()
    hints: tuple = ()
    options: dict = {}


_A = np.array([0.3, 2.9, 4.0])
_T = np.array([0.0, 0.0, 1.0])
_LOGITS = (_A, np.array([2.0, -1.0, 0.5, 1.0]), np.array([-0.5, 0.25, 1.5, 3.0, 2.0]))
# Class 3, class 1, a soft row.
_EXAMPLES = (
    (_LOGITS[0], _T),
    (_LOGITS[1], np.array([1.0, 0.0, 0.0, 0.0])),
    (_LOGITS[2], np.array([0.1, 0.3, 0.0, 0.2, 0.4])),
)
_UNNORMALIZED = (np.array([1.0, 3.0, -2.0, 0.5]), np.array([0.5, 1.0, 0.0, 2.0]))
_LARGE = (np.array([1000.0, 998.0, 1001.0]), np.array([1.0, 0.0, 0.0]))
_SATURATED = (np.array([800.0, 0.0, -5.0, 3.0]), np.array([0.0, 1.0, 0.0, 0.0]))


def _shares(examples):
    return tuple((np.exp(a) / np.exp(a).sum(), t) for a, t in examples)


EXERCISES = {
    "01.1": Task(
        "shares",
        "softmax",
        "def shares(a):\n    e = np.exp(a - a.max())\n    return e / e.sum()",
        (*((a,) for a in _LOGITS), _LARGE[:1]),
        (6, 9, 12, 16),
        (
            "Equation (A.1) is a fraction. What stands above the line, and what below?",
            "One of the points has logits near 1000. What did the end of the chapter do about that?",
        ),
    ),
    "01.2": Task(
        "b",
        options={
            "a": "That is the factor between logits of 1 and 2 themselves. The shares come from their exponentials.",
            "b": "The sum S is the same for both shares, so their ratio is exp of the distance, about 7.39.",
            "c": "The third logit changes S, and S divides both shares alike: their ratio does not change.",
        },
        hints=("Write down the two shares, one over the other. What cancels?",),
    ),
    "02.1": Task(
        "loss",
        "loss",
        "def loss(y, t):\n    return -(t * np.log(y)).sum()",
        _shares((*_EXAMPLES, _UNNORMALIZED)),
        (1, 7),
        ("Equation (A.2): log, times the target, add, minus.", "Each of the four is one operation of NumPy."),
    ),
    "02.2": Task(
        "loss_of_logits",
        "loss of logits",
        "def loss_of_logits(a, t):\n"
        "    m = a.max()\n"
        "    log_y = a - m - np.log(np.exp(a - m).sum())\n"
        "    return -(t * log_y).sum()",
        (*_EXAMPLES, _UNNORMALIZED, _LARGE, _SATURATED),
        (1, 7, 9, 16, 18),
        (
            "Begin with log y, not with y. What is log y, written with a and S?",
            "One of the points has a logit of 800. Subtract the largest logit before exp, here too.",
        ),
    ),
    "02.3": Task(
        "b",
        options={
            "a": "A share of 0.23 costs −log 0.23, which is about 1.5.",
            "b": "−log 0.1 is log 10, about 2.3. Each further factor of ten costs as much again.",
            "c": "A share of 0.9 costs only about 0.1. The loss is small where the share is large.",
        },
        hints=("With one true class the loss is minus the logarithm of its share.",),
    ),
    "03.1": Task(
        "back_to_shares",
        "step 1",
        "def back_to_shares(y, t):\n    return -t / y",
        _shares((*_EXAMPLES, _UNNORMALIZED)),
        (1, 7),
        (
            "Start with 1, and go back node by node: ‘× (−1)’, ‘+’, ‘×’, log.",
            "log multiplies what comes back by one over its input. What is its input?",
        ),
    ),
    "03.2": Task(
        "b",
        options={
            "a": "Nothing is averaged on the way back. A nudge moves the loss along all three ways at once.",
            "b": "What comes back to a fork is added: 2 − 2 + 4.",
            "c": "One number has one gradient: by how much the loss changes when this number rises.",
        },
        hints=("Raise the number by a little: by how much does the loss change along each of the three ways?",),
    ),
    "04.1": Task(
        "step_2",
        "step 2",
        "def step_2(a, t):\n    e = np.exp(a)\n    y = e / e.sum()\n    return -t / y * e",
        (*_EXAMPLES, _UNNORMALIZED),
        (1, 6),
        ("‘×’ multiplies what comes back by the other input.", "Toward 1/S, the other input is the exponential."),
    ),
    "04.2": Task(
        "step_3",
        "step 3",
        "def step_3(a, t):\n    S = np.exp(a).sum()\n    fork = (-t * S).sum()\n    return fork * -((1 / S) ** 2)",
        (*_EXAMPLES, _UNNORMALIZED),
        (1, 3, 5, 20),
        (
            "Two things happen: at the fork of 1/S, and at ‘/’.",
            "What comes back to a fork is added. ‘/’ multiplies by minus its output squared.",
        ),
    ),
    "04.3": Task(
        "b",
        options={
            "a": "‘+’ does not share out what comes back. Raise one input by a little: by how much does the sum rise?",
            "b": "‘+’ passes what comes back on to every input, whether its class is the true one or not.",
            "c": "That is step 2, the straight way. Through S every class is reached: each exponential is part of S.",
        },
        hints=("What does ‘+’ do with what comes back?",),
    ),
    "05.1": Task(
        "step_5",
        "step 5",
        "def step_5(a, t):\n    e = np.exp(a)\n    S = e.sum()\n    y = e / S\n    return -t / y * (1 / S)",
        (*_EXAMPLES, _UNNORMALIZED),
        (1, 6),
        ("The same ‘×’ node as in step 2, the other direction.", "Toward exp(a), the other input is 1/S."),
    ),
    "05.2": Task(
        "gradient",
        "gradient",
        "def gradient(a, t):\n    e = np.exp(a)\n    return e / e.sum() * t.sum() - t",
        (*_EXAMPLES, _UNNORMALIZED),
        (1, 2, 4, 5, 6, 9, 20),
        (
            "You may write all six steps, a line for each, or only their result.",
            "Two branches meet at exp. Which one does a class get that is not the true one?",
            "One of the points has targets that do not sum to 1. What did step 3 send on then?",
        ),
    ),
    "05.3": Task(
        "any_upstream",
        "any upstream",
        "def any_upstream(a, u):\n    e = np.exp(a)\n    y = e / e.sum()\n    return y * (u - (u * y).sum())",
        tuple((a, u) for a, u in zip(_LOGITS, (_A, np.array([1.0, -2.0, 0.5, 3.0]), np.arange(5.0)), strict=True)),
        (1, 2, 4),
        (
            "Step 1 brings u instead of −t/y. Steps 2 to 6 stay what they are.",
            "Through S comes −(1/S)·Σ u·y for every class, straight back comes u·(1/S).",
        ),
    ),
    "05.4": Task(
        "b",
        options={
            "a": "Without the straight branch the gradient would be y: positive everywhere.",
            "b": "−t is the straight branch alone. What came through S is missing, and with it every y.",
            "c": "Without the exp node the entries would be about 0.0135, 0.0135 and −0.0048.",
        },
        hints=("Which branch brings something to the classes that are not the true one?",),
    ),
    "06.1": Task(
        "table",
        "jacobian",
        "def table(a):\n    e = np.exp(a)\n    y = e / e.sum()\n    return np.diag(y) - np.outer(y, y)",
        tuple((a,) for a in _LOGITS),
        (1, 2),
        (
            "Two cases: own logit on the diagonal, other logits everywhere else.",
            "np.outer(y, y) holds every product of two shares, np.diag(y) the shares on the diagonal.",
        ),
    ),
    "06.2": Task(
        "through_the_table",
        "chain",
        "def through_the_table(u, J):\n    return u @ J",
        tuple((-t / y, np.diag(y) - np.outer(y, y)) for y, t in _shares((*_EXAMPLES, _UNNORMALIZED))),
        (1, 2, 8),
        (
            "The gradient at one logit: for each share, what comes back to it times how it answers. Then add.",
            "That is a product of a row of numbers and a table.",
        ),
    ),
    "06.3": Task(
        "b",
        options={
            "a": "That is why a column sums to 0: one logit moves, and the changes of all shares add up to nothing.",
            "b": "A row belongs to one share. Raise all logits alike: the share stays, so its derivatives add up to 0.",
            "c": "They are largest for even shares and small for clear ones, but their sum is 0 either way.",
        },
        hints=("A row holds the derivatives of one share. What do you do to the logits when you add them up?",),
    ),
    "07.1": Task(
        "one_step",
        "descent",
        "def one_step(a, t):\n    e = np.exp(a)\n    y = e / e.sum()\n    return a - (y * t.sum() - t)",
        (*_EXAMPLES, _UNNORMALIZED),
        (1, 2, 9, 20),
        (
            "Subtract from every logit its gradient, with the learning rate 1.",
            "One of the points has targets that do not sum to 1. What is the gradient then?",
        ),
    ),
    "07.2": Task(
        "a",
        options={
            "a": "The gradient there is 0.2 − 1, and no other is as large in size. Raising this logit lowers the loss.",
            "b": "The gradient there is 0.7: lowering this logit helps almost as much, but not quite.",
            "c": "The gradient there is 0.1. A class that has little can give little.",
        },
        hints=("Compare the sizes of the three gradients, y − t.",),
    ),
    "08.1": Task(
        "relative",
        "relative error",
        "def relative(p, q):\n    return (abs(p - q) / np.maximum(abs(p), abs(q))).max()",
        tuple((a, a[::-1] * np.array([1.0, -1.0, 1.001, 2.0, 1.0])[: len(a)]) for a in _LOGITS),
        (),
        (
            "For each entry: the difference, over the larger of the two sizes.",
            "Sizes have no sign. And of all entries the worst one counts.",
        ),
    ),
    "08.2": Task(
        "b",
        options={
            "a": "That is the best step in float64. In float32 the two losses would agree in nearly all their digits.",
            "b": "About the cube root of the rounding error, which is 10⁻⁷ in float32.",
            "c": "In float32 a + h would be rounded back to a: the nudge would be lost altogether.",
        },
        hints=("Where is the bottom of the dashed line in the plot of this chapter?",),
    ),
}
