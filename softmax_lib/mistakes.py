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


def _all_rows(a):
    return softmax(a.ravel()).reshape(a.shape)


def _any_upstream(a, u):
    return softmax(a) * (u - (u * softmax(a)).sum(axis=-1, keepdims=True))


def _last_arrival(nodes, gradients):
    total = np.zeros(nodes.max() + 1)
    total[nodes] = gradients
    return total


def _nudge(up, down):
    """The difference quotient with these two steps."""
    return lambda f, x: np.array([(f(x + up * e) - f(x - down * e)) / (up + down) for e in np.eye(len(x))])


_STEPS = [m * 10.0**-p for p in range(15) for m in (1, 5)]
_FAR = (
    *(_nudge(h, h) for h in _STEPS if not 1e-8 <= h <= 1e-3),
    *(_nudge(*sides) for h in _STEPS if not 1e-8 <= h <= 1e-6 for sides in ((h, 0), (0, h))),
)


def _nudged_in_place(f, x, h=1e-5):
    def nudged(i, step):
        made = x.copy()
        made[i] += step
        return made

    return np.array([(f(nudged(i, h)) - f(nudged(i, -h))) / (2 * h) for i in range(len(x))])


MISTAKES = {
    1: Mistake(
        "the sign",
        "Every sign is turned around. Ask at one entry: if this number rises, does the loss rise or fall?",
        {
            "gradient of shares": lambda y, t: t - y,
            "rows": lambda a, t: (t - softmax(a)) / len(a),
            "any upstream rows": lambda a, u: -_any_upstream(a, u),
            "temperature": lambda a, t, tau: (t - softmax(a / tau)) / tau,
            "of temperature": lambda a, t, tau: (a * (softmax(a / tau) - t)).sum() / tau**2,
            "class weights": lambda a, t, w: w * t - softmax(a) * (w * t).sum(),
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
            "gradient of shares": lambda y, t: -t * (1 - y),
            "any upstream rows": lambda a, u: u * softmax(a) * (1 - softmax(a)),
            "temperature": lambda a, t, tau: -t * (1 - softmax(a / tau)) / tau,
            "gradient": lambda a, t: -t * (1 - softmax(a)),
            "any upstream": lambda a, u: u * softmax(a) * (1 - softmax(a)),
            "jacobian": lambda a: np.diag(softmax(a) * (1 - softmax(a))),
            "chain": lambda u, J: u * np.diag(J),
            "descent": lambda a, t: a + t * (1 - softmax(a)),
        },
    ),
    3: Mistake(
        "no sum at a fork",
        "One value went out to every class, and only one of the gradients that came back is used, or each is kept "
        "apart. At a fork they are added.",
        {
            "of temperature": lambda a, t, tau: -(a * (softmax(a / tau) - t)) / tau**2,
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
            "gradient of shares": (lambda y, t: -t, lambda y, t: y),
            "any upstream rows": (
                lambda a, u: u * softmax(a),
                lambda a, u: -softmax(a) * (u * softmax(a)).sum(axis=1, keepdims=True),
            ),
            "class weights": (lambda a, t, w: -w * t, lambda a, t, w: softmax(a) * (w * t).sum()),
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
            "shares of sum": lambda e: softmax(e / e.sum()),
            "temperature": lambda a, t, tau: (softmax(softmax(a / tau)) - t) / tau,
            "softmax": lambda a: softmax(softmax(a)),
            "loss of logits": lambda a, t: _entropy(softmax(softmax(a)), t),
            "gradient": lambda a, t: softmax(softmax(a)) * t.sum() - t,
            "descent": lambda a, t: a - (softmax(softmax(a)) * t.sum() - t),
        },
    ),
    10: Mistake(
        "softmax over the wrong axis",
        "Your shares add up to 1 down each column. The classes of one example stand in a row.",
        {"rows": lambda a, t: (softmax(a, axis=0) - t) / len(a)},
    ),
    11: Mistake(
        "one sum for the whole batch",
        "There is one sum for the whole batch. Each row is an example of its own: its sum stays inside the row.",
        {
            "rows": lambda a, t: (_all_rows(a) - t) / len(a),
            "any upstream rows": (
                lambda a, u: softmax(a) * (u - (u * softmax(a)).sum()),
                lambda a, u: _all_rows(a) * (u - (u * _all_rows(a)).sum()),
                lambda a, u: _all_rows(a) * (u - (u * _all_rows(a)).sum(axis=1, keepdims=True)),
            ),
        },
    ),
    12: Mistake(
        "no exp below the line",
        "The numerator has its exp, the denominator has not. Do your shares sum to 1?",
        {"softmax": lambda a: np.exp(a) / a.sum()},
    ),
    13: Mistake(
        "1/N missing, or twice",
        "The loss is the mean over the rows, so what comes back holds a 1/N: once. Look at the ratio to the nudge.",
        {"rows": (lambda a, t: softmax(a) - t, lambda a, t: (softmax(a) - t) / len(a) ** 2)},
    ),
    15: Mistake(
        "divided by the number of classes",
        "The mean is over the rows, and there are N of them. The number of classes, C, has no part in it.",
        {"rows": (lambda a, t: (softmax(a) - t) / a.shape[1], lambda a, t: (softmax(a) - t) / a.size)},
    ),
    16: Mistake(
        "no maximum subtracted",
        "Right for small logits, but large ones overflow. Subtract the largest logit from all of them first.",
        {
            "gradient": lambda a, t: t.sum() * _naive(a) - t,
            "softmax": _naive,
            "loss of logits": lambda a, t: _entropy(_naive(a), t),
        },
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
            "class weights": lambda a, t, w: softmax(a) - w * t,
            "step 3": lambda a, t: 1 / np.exp(a).sum(),
            "gradient": lambda a, t: softmax(a) - t,
            "descent": lambda a, t: a - (softmax(a) - t),
        },
    ),
    23: Mistake(
        "‘=’ where it should be ‘+=’",
        "Where two paths meet, the second gradient has replaced the first. They are added.",
        {"paths": (_last_arrival, lambda nodes, gradients: _last_arrival(nodes[::-1], gradients[::-1]))},
    ),
    26: Mistake(
        "the step of the nudge",
        "Near, but not near enough: the step is too large, and the loss bends, or too small, and only rounding is "
        "left, or the nudge goes to one side only.",
        {"central differences": _FAR},
    ),
    27: Mistake(
        "whole numbers nudged in place",
        "Right for numbers with a point, but an array of whole numbers rounds the nudge away. Make a copy of floats.",
        {"central differences": _nudged_in_place},
    ),
}
