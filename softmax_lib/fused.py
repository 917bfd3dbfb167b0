"""The taught layer again, made fast: the gradient is computed in forward, in the only array there is."""

import math
from contextlib import nullcontext
from functools import lru_cache

import numpy as np

from softmax_lib import checks
from softmax_lib.layers import SoftmaxWithLoss, _finite, _kept

__all__ = ["FusedSoftmaxWithLoss"]

BLOCK = 2**20  # bytes: rows that stay in a core's cache from exp to gradient
SAFE = 40  # while |log S| is below it, exp neither overflows nor loses a share that a float can hold beside 1


class FusedSoftmaxWithLoss:
    """Give what SoftmaxWithLoss gives, up to rounding, in less time and one array.

    It takes the same a and t, and refuses the same with the same words. backward hands its array
    over to the caller, so another backward needs another forward; y and t are not kept.

    Equations (A.1) and (A.2). Chapter 09 measures both layers.

    >>> layer = FusedSoftmaxWithLoss()
    >>> round(layer.forward([0.3, 2.9, 4.0], [0, 0, 1]), 4)
    0.3057
    >>> layer.backward().round(4)
    array([ 0.0182,  0.2452, -0.2634])
    """

    params, grads = (), ()
    _gradient = None

    def forward(self, a, t):
        """Return the loss; raise what `softmax` raises for a, `cross_entropy` for t."""
        a, t = checks.real_array("a", a), checks.array("t", t)
        fill, shape = (_from_weights, a.shape) if t.ndim == a.ndim else (_from_labels, a.shape[:-1])
        if a.ndim not in (1, 2) or t.shape != shape:
            return SoftmaxWithLoss().forward(a, t)  # finds the words, and raises
        rows = a.reshape(-1, a.shape[-1])
        targets = t.reshape(rows.shape if t.ndim == a.ndim else -1)
        gradient, loss, scale = np.empty(rows.shape, rows.dtype), 0.0, 1 / len(rows)
        step = 1 + BLOCK // (rows.shape[1] * rows.itemsize)
        for start in range(0, len(rows), step):
            block = slice(start, start + step)
            loss += fill(gradient[block], rows[block], targets[block], scale)
        if math.isnan(loss):  # NaN, inf or a row of -inf among the logits ends here: nothing is searched for them
            return SoftmaxWithLoss().forward(a, t)
        self._gradient = gradient.reshape(a.shape)
        return max(loss, 0.0)  # rounding may leave -1e-16

    def backward(self, upstream=1.0):
        """Hand dL/da over, times upstream, a finite number; it is the caller's, and forward is due again.

        Raises RuntimeError before forward and the second time, TypeError or ValueError for a wrong upstream.
        """
        gradient, upstream = _kept(self, self._gradient), _finite(upstream)
        self._gradient = None
        if upstream != 1:
            gradient *= upstream
        return gradient


def _from_labels(out, a, labels, scale):
    """Write scale * (y - t) into out; return scale times the loss of all rows, NaN for what is to be refused."""
    if labels.dtype.kind not in "iu":
        return np.nan
    try:  # flat positions: one index is faster than a pair, and a label out of range raises
        at_label = np.ravel_multi_index((np.arange(len(a)), labels.astype(np.intp, copy=False)), a.shape)
    except ValueError:
        return np.nan
    log_s, a = _softmax(out, a, scale)
    out.reshape(-1)[at_label] -= scale
    return float(np.add.reduce(scale * (log_s - a.take(at_label))))


def _from_weights(out, a, t, scale):
    """The same for weights, where the gradient is y sum(t) - t."""
    if not (t.min() >= 0 and t.max() < np.inf):
        return np.nan
    total = t.sum(axis=1, dtype=np.float64)
    log_s, a = _softmax(out, a, scale * total)
    out -= np.multiply(t, scale, dtype=out.dtype)
    with np.errstate(all="ignore"):
        losses = total * log_s - np.einsum("ij,ij->i", t, a, dtype=np.float64)
        if np.isnan(losses).any():  # 0 times the -inf of a masked class, which counts as 0
            losses = np.multiply(t, log_s[:, np.newaxis] - a, out=np.zeros(t.shape), where=t > 0).sum(axis=1)
        return float(np.add.reduce(scale * losses))


def _softmax(out, a, scale):
    """Write scale * softmax(a) into out; return log S, and a less its maxima if they had to be subtracted."""
    # Where no logit is far from 0, no guard is needed. It costs a small batch as much as exp.
    small = a.size < 4096 and np.vdot(a, a) < SAFE**2
    with nullcontext() if small else np.errstate(all="ignore"):
        s = np.exp(a, out=out) @ _ones(a.shape[1], a.dtype)  # a product with ones adds up faster than sum
        log_s = np.log(s, dtype=np.float64)
        if not small and np.fmax.reduce(abs(log_s)) >= SAFE:
            return _softmax(out, a - a.max(axis=1, keepdims=True), scale)
        out *= (scale / s)[:, np.newaxis]
    return log_s, a


@lru_cache(maxsize=1)
def _ones(classes, dtype):
    return np.ones(classes, dtype)
