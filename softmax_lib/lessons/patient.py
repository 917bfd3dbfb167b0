"""The mistake clinic: patients, whose gradients are wrong or only look it, and the list of all known mistakes."""

from html import escape

import numpy as np

from softmax_lib.functions import cross_entropy, softmax
from softmax_lib.gradient_check import numerical_gradient
from softmax_lib.language import N_, Sentences, _
from softmax_lib.lessons.judging.mistakes import MISTAKES

__all__ = ["INSTRUMENTS", "PATIENTS", "known_mistakes", "patient"]


def _softmax_twice(a, t):
    """The right gradient of the wrong loss: what automatic differentiation gives for cross_entropy(softmax(y), t)."""
    y = softmax(a)
    u = softmax(y) * t.sum() - t
    return y * (u - (u * y).sum())


_GIVES = {mistake.key: mistake.gives for mistake in MISTAKES.values()}
PATIENTS = {
    1: _GIVES["only-the-diagonal"]["gradient"],
    2: _GIVES["no-maximum-subtracted"]["gradient"],
    3: lambda a, t: softmax(a) * t.sum() - t,  # nothing is wrong with this one
    4: _GIVES["targets-sum-to-one"]["gradient"],
    5: _GIVES["one-over-n"]["rows"][0],
    6: _softmax_twice,
}

_EXAMPLE = np.array([0.3, 2.9, 4.0]), np.array([0.0, 0.0, 1.0])
_BATCH = np.random.default_rng(15).normal(size=(4, 3)).round(1), np.eye(3)[[2, 0, 0, 1]]


def _ratio(gradient, a, t):
    return gradient(a, t) / numerical_gradient(lambda a: cross_entropy(softmax(a), t), a)


def _at_target(target):
    return lambda gradient, a, t: _ratio(gradient, a, np.broadcast_to(target, t.shape))


def _at_large_logits(gradient, a, t):
    return gradient(np.broadcast_to([800.0, 0, -5], a.shape), np.broadcast_to([0.0, 0, 1], t.shape))


# What examines a gradient, given an example: what it reads, and what is said of that.
INSTRUMENTS = {
    "sum": (lambda gradient, a, t: gradient(a, t).sum(axis=-1), N_("sum of the gradients")),
    "sign": (lambda gradient, a, t: np.sign(gradient(a, t)), N_("sign of each gradient")),
    "ratio": (_ratio, N_("gradient divided by the nudge, entry by entry")),
    "large logits": (_at_large_logits, N_("gradient at the logits (800, 0, −5), class 3 being true")),
    "soft target": (_at_target([0.2, 0.3, 0.5]), N_("gradient divided by the nudge, at the target (0.2, 0.3, 0.5)")),
    "counts": (_at_target([0.5, 1, 2]), N_("gradient divided by the nudge, at the target (0.5, 1, 2)")),
    "again": (lambda gradient, a, t: gradient(a, t) - gradient(a, t), N_("second call minus first call")),
}

PATIENT = Sentences(
    {
        "choose": N_("Choose an instrument, for example patient({number}).examine({example!r}). There are {known}."),
        "unknown": N_("there is no instrument {came!r}; there are {known}"),
        "found": N_("Patient {number}, {what}:"),
    }
)


def patient(number):
    """A gradient of Softmax-with-Loss with something wrong in it, as a function of a and t; see chapter 15.

    Patients 1 to 4 and 6 take one example, (C,), patient 5 a batch, (N, C). ``examine`` takes the name of an
    instrument and says what it reads. Raises ValueError for another number or name.

    >>> patient(1)([0.3, 2.9, 4.0], [0, 0, 1]).round(4) + 0.0
    array([ 0.    ,  0.    , -0.2634])
    >>> patient(1).examine("sum")
    Patient 1, sum of the gradients:
    -0.2634
    """
    if number not in PATIENTS:
        raise ValueError(f"there is no patient {number!r}; there are patients {', '.join(map(str, PATIENTS))}")
    return _Patient(number)


class _Patient:
    def __init__(self, number):
        self._number = number

    def __repr__(self):
        return f"patient({self._number})"

    @np.errstate(all="ignore")
    def __call__(self, a, t):
        return PATIENTS[self._number](np.asarray(a, dtype=float), np.asarray(t, dtype=float))

    @np.errstate(all="ignore")
    def examine(self, instrument=...):
        """What an instrument of chapter 15 reads; without one, which there are."""
        known = ", ".join(INSTRUMENTS)
        if instrument is ...:
            return _Reading(PATIENT["choose"].format(number=self._number, example="sum", known=known))
        if instrument not in INSTRUMENTS:
            raise ValueError(PATIENT["unknown"].format(came=instrument, known=known))
        reads, what = INSTRUMENTS[instrument]
        found = np.round(reads(self, *(_BATCH if self._number == 5 else _EXAMPLE)), 4) + 0.0
        return _Reading(f"{PATIENT['found'].format(number=self._number, what=_(what))}\n{found}")


class _Reading(str):
    """A text that a notebook shows as it is."""

    __repr__ = str.__str__


def known_mistakes():
    """The list of the mistakes that the checker knows, each with what it says; as text and as a table."""
    return _List()


class _List:
    def __repr__(self):
        return "\n".join(f"{_(one.name)}. {_(one.message)}" for one in MISTAKES.values())

    def _repr_html_(self):
        told = ((escape(_(one.name)), escape(_(one.message))) for one in MISTAKES.values())
        rows = (f"<tr><th>{name}</th><td>{message}</td></tr>" for name, message in told)
        cells = 'style="text-align:left;vertical-align:top;padding-right:12px"'
        return f"<table>{''.join(rows)}</table>".replace("<th>", f"<th {cells}>").replace("<td>", f"<td {cells}>")
