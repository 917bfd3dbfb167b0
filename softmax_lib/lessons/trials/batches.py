"""The batches that a layer with its loss is tried with, and what it should give."""

from typing import NamedTuple

import numpy as np

from softmax_lib.functions import softmax
from softmax_lib.language import N_
from softmax_lib.lessons.trials.comparing import pasted

__all__ = ["BATCHES", "ONE_HOT", "PLAIN", "code_for", "gradient_of", "mean_loss"]


class Batch(NamedTuple):
    """What a layer is tried with; ``name`` is the mistake that shows here, if other batches came out right."""

    what: str
    a: np.ndarray
    t: np.ndarray
    name: str = ""


_rows = np.array([[0.5, -1, 2, 0.3], [1.5, 0.2, -0.7, 0.9], [-2, 1, 0.4, 3], [0, 0.6, -1.2, 1.1], [2.5, -0.4, 0.8, -3]])
_soft = np.array([[0.7, 0.1, 0.2], [0.25, 0.5, 0.25]])
BATCHES = (
    Batch(N_("one row"), np.array([[0.3, 2.9, 4.0]]), np.array([2])),
    Batch(N_("five rows and four classes"), _rows, np.array([3, 0, 2, 2, 1])),
    Batch(N_("as many rows as classes"), _rows[:3, :3], np.array([2, 0, 1])),
    Batch(N_("equal logits"), np.array([[2.0, 2.0, 0.0], [1.0, 1.0, 1.0]]), np.array([1, 0])),
    Batch(N_("one-hot rows, of whole numbers"), _rows, np.eye(4, dtype=int)[[3, 0, 2, 2, 1]], "targets-not-taken"),
    Batch(N_("soft targets"), _rows[:2, :3], _soft, "largest-target-only"),
    Batch(
        N_("large logits"),
        np.array([[1000.0, 1001.0, 998.0], [999.0, 1000.0, 1000.0]]),
        np.array([0, 2]),
        "no-maximum-subtracted",
    ),
    Batch(
        N_("rows far from each other"),
        np.array([[0.0, 1.0, 2.0], [1000.0, 1001.0, 1000.0], [-1000.0, -999.0, -1001.0], [3.0, 1.0, 2.0]]),
        np.array([0, 1, 2, 0]),
        "one-maximum-for-the-batch",
    ),
    Batch(
        N_("a true class whose share is rounded to 0"),
        np.array([[800.0, 0.0, -5.0], [0.0, 1.0, 2.0]]),
        np.array([1, 2]),
        "log-of-zero",
    ),
    Batch(
        N_("one-hot rows, and a share that is rounded to 0"),
        np.array([[800.0, 0.0, -5.0], [0.0, 1.0, 2.0]]),
        np.eye(3)[[1, 2]],
        "log-of-zero",
    ),
)  # fmt: skip
PLAIN = range(4)  # the batches at which nothing overflows, with labels
ONE_HOT = 4  # the first batch with rows of targets; nothing overflows there either


def _targets(a, t):
    return np.eye(a.shape[1])[t] if t.ndim == 1 else t


def mean_loss(a, t):
    shifted = a - a.max(axis=1, keepdims=True)
    return np.asarray(
        -(_targets(a, t) * (shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)))).sum(axis=1).mean()
    )


def gradient_of(a, t):
    return (softmax(a) - _targets(a, t)) / len(a)


def code_for(batch):
    return pasted(a=batch.a, t=batch.t)
