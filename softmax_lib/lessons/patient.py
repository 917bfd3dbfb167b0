"""The mistake clinic: patients, whose gradients are wrong or only look it, and the list of all known mistakes."""

from html import escape

import numpy as np

from softmax_lib.functions import softmax
from softmax_lib.language import _
from softmax_lib.lessons.judging.mistakes import MISTAKES

__all__ = ["PATIENTS", "known_mistakes", "patient"]

_GIVES = {mistake.key: mistake.gives for mistake in MISTAKES.values()}
PATIENTS = {
    1: _GIVES["only-the-diagonal"]["gradient"],
    2: _GIVES["no-maximum-subtracted"]["gradient"],
    3: lambda a, t: softmax(a) * t.sum() - t,  # nothing is wrong with this one
    4: _GIVES["targets-sum-to-one"]["gradient"],
    5: _GIVES["one-over-n"]["rows"][0],
}


def patient(number):
    """A gradient of Softmax-with-Loss with something wrong in it, as a function of a and t; see chapter 15.

    Patients 1 to 4 take one example, (C,), patient 5 a batch, (N, C). Raises ValueError for another number.

    >>> patient(1)([0.3, 2.9, 4.0], [0, 0, 1]).round(4) + 0.0
    array([ 0.    ,  0.    , -0.2634])
    """
    if number not in PATIENTS:
        raise ValueError(f"there is no patient {number!r}; there are patients {', '.join(map(str, PATIENTS))}")

    @np.errstate(all="ignore")
    def gradient(a, t):
        return PATIENTS[number](np.asarray(a, dtype=float), np.asarray(t, dtype=float))

    return gradient


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
