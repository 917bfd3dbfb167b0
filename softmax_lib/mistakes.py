"""The bank of mistakes: what each would give for what an exercise asks, and one sentence for whoever made it.

What an exercise asks for is a name, such as "gradient"; a mistake's ``gives`` maps it to one function of
the exercise's inputs, or to several where the mistake can be made in more than one way. The numbers are
those of the course's list of classic mistakes; those that belong to later chapters are not here yet.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from softmax_lib.functions import softmax

__all__ = ["MISTAKES", "Mistake"]


class Mistake(NamedTuple):
    """A classic mistake: its name, what to tell, and what it gives for each thing that can be asked."""

    name: str
    message: str
    gives: dict[str, Callable | tuple[Callable, ...]]


def _naive(a):
    return np.exp(a) / np.exp(a).sum()


def _entropy(y, t):
    return -(t * np.log(y)).sum()


def _binary(y, t):
    return -(t * np.log(y) + (1 - t) * np.log(1 - y)).sum()


MISTAKES = {
    1: Mistake(
        "the sign",
        "Every sign is turned around. Ask at one entry: if this number rises, does the loss rise or fall?",
        {
            "loss": lambda y, t: -_entropy(y, t),
            "loss of logits": lambda a, t: -_entropy(softmax(a), t),
            "step 1": lambda y, t: t / y,
            "step 2": lambda a, t: t / softmax(a) * np.exp(a),
            "step 3": lambda a, t: -t.sum() / np.exp(a).sum(),
            "step 5": lambda a, t: t / np.exp(a),
            "gradient": lambda a, t: t - t.sum() * softmax(a),
            "any upstream": lambda a, u: -softmax(a) * (u - (u * softmax(a)).sum()),
            "jacobian": lambda a: np.outer(softmax(a), softmax(a)) - np.diag(softmax(a)),
            "chain": lambda u, J: -u @ J,
            "descent": lambda a, t: a + t.sum() * softmax(a) - t,
        },
    ),
    2: Mistake(
        "only the diagonal",
        "Each logit is allowed to move its own share only. But a logit moves all the shares, through S.",
        {
            "gradient": lambda a, t: -t * (1 - softmax(a)),
            "any upstream": lambda a, u: u * softmax(a) * (1 - softmax(a)),
            "jacobian": lambda a: np.diag(softmax(a) * (1 - softmax(a))),
            "chain": lambda u, J: u * np.diag(J),
            "descent": lambda a, t: a + t * (1 - softmax(a)),
        },
    ),
    3: Mistake(
        "no sum at a fork",
        "1/S went out to every class, and only one of the gradients that came back is used, or each is kept "
        "apart. At a fork they are added.",
        {
            "step 3": (
                lambda a, t: t / np.exp(a).sum(),
                lambda a, t: t.max() / np.exp(a).sum(),
                lambda a, t: t[-1] / np.exp(a).sum(),
            ),
        },
    ),
    4: Mistake(
        "one branch lost",
        "exp(a) went out two ways, and only one of the two gradients that came back is in your answer.",
        {
            "gradient": (lambda a, t: -t, lambda a, t: t.sum() * softmax(a)),
            "any upstream": (lambda a, u: u * softmax(a), lambda a, u: -softmax(a) * (u * softmax(a)).sum()),
        },
    ),
    5: Mistake(
        "the square at ‘/’ forgotten",
        "‘/’ multiplies by minus its output squared. Your answer looks as if the square were missing.",
        {
            "step 3": lambda a, t: t.sum() * np.ones(()),
            "gradient": lambda a, t: t.sum() * np.exp(a) - t,
        },
    ),
    6: Mistake(
        "the exp node",
        "At the exp node, multiply by its own output, exp(a). It is left out, or a itself stands in its place.",
        {
            "softmax": (lambda a: a / a.sum(),),
            "step 2": lambda a, t: -t / softmax(a) * a,
            "step 5": lambda a, t: -t / a,
            "gradient": (
                lambda a, t: t.sum() / np.exp(a).sum() - t / np.exp(a),
                lambda a, t: (t.sum() / np.exp(a).sum() - t / np.exp(a)) * a,
            ),
        },
    ),
    7: Mistake(
        "binary cross-entropy",
        "That is the cross-entropy of separate yes-or-no questions, with a term for 1 − y. Here one class of "
        "several is chosen, and only t log y counts.",
        {
            "loss": _binary,
            "loss of logits": lambda a, t: _binary(softmax(a), t),
            "step 1": lambda y, t: (y - t) / (y * (1 - y)),
        },
    ),
    8: Mistake(
        "no upstream gradient",
        "The entries of the table are added up as they are, and such sums are always 0. First multiply each row by "
        "what comes back to its share.",
        {"chain": lambda u, J: J.sum(axis=0), "gradient": lambda a, t: np.zeros(len(a))},
    ),
    9: Mistake(
        "softmax twice",
        "Softmax has been applied to something that had already been through it. Look where the logits become shares.",
        {
            "softmax": lambda a: softmax(softmax(a)),
            "loss of logits": lambda a, t: _entropy(softmax(softmax(a)), t),
            "gradient": lambda a, t: softmax(softmax(a)) * t.sum() - t,
            "descent": lambda a, t: a - (softmax(softmax(a)) * t.sum() - t),
        },
    ),
    12: Mistake(
        "no exp below the line",
        "The numerator has its exp, the denominator has not. Do your shares sum to 1?",
        {"softmax": lambda a: np.exp(a) / a.sum()},
    ),
    16: Mistake(
        "no maximum subtracted",
        "Right for small logits, but large ones overflow. Subtract the largest logit from all of them first.",
        {"softmax": _naive, "loss of logits": lambda a, t: _entropy(_naive(a), t)},
    ),
    18: Mistake(
        "log 0",
        "Where a share is rounded to 0, its logarithm is −inf, or a small number added to it hides that. Put softmax "
        "and logarithm together before you compute: log y = a − log S.",
        {
            "loss of logits": (
                lambda a, t: _entropy(softmax(a), t),
                lambda a, t: _entropy(softmax(a) + 1e-7, t),
                lambda a, t: -np.where(t > 0, t * np.log(softmax(a)), 0).sum(),
            ),
        },
    ),
    20: Mistake(
        "takes for granted that the targets sum to 1",
        "Right as long as the targets sum to 1. One of the points where you are checked has other weights.",
        {
            "step 3": lambda a, t: 1 / np.exp(a).sum(),
            "gradient": lambda a, t: softmax(a) - t,
            "descent": lambda a, t: a - (softmax(a) - t),
        },
    ),
}
