"""The taught layer again, made fast and small: forward computes the gradient, in the only array there is."""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from softmax_lib import arguments
from softmax_lib.layers import SoftmaxWithLoss

__all__ = ["FusedSoftmaxWithLoss", "ChunkedSoftmaxWithLoss"]

BLOCK = 2**20  # bytes: rows that stay in a core's cache from exp to gradient
SAFE = 40  # while |log S| is below it, exp neither overflows nor loses a share that a float can hold beside 1
BITS = {size: np.dtype(f"i{size}") for size in (1, 2, 4, 8)}


class FusedSoftmaxWithLoss:
    """Give what SoftmaxWithLoss gives, up to rounding, in less time and one array.

    It takes the same a and t, and refuses the same with the same words. backward hands its array
    over to the caller, so another backward needs another forward; y and t are not kept.

    A loop can keep one array for all its gradients, so that no step takes new memory: forward
    writes into out, an array of the shape and the float type of a, and backward returns it.

    Equations (A.1) and (A.2). Chapter 09 measures both layers.

    >>> layer = FusedSoftmaxWithLoss()
    >>> round(layer.forward([0.3, 2.9, 4.0], [0, 0, 1]), 4)
    0.3057
    >>> layer.backward().round(4)
    array([ 0.0182,  0.2452, -0.2634])
    """

    params, grads = (), ()
    _gradient = None

    @arguments.own_errstate
    def forward(self, a: ArrayLike, t: ArrayLike, out: NDArray | None = None) -> float:
        """Return the loss; raise what `softmax` raises for a, `cross_entropy` for t.

        Raises TypeError or ValueError for an out that does not fit. After any other error, what out holds is undefined.
        """
        a, t = arguments.real_array("a", a), arguments.array("t", t)
        fill, shape = (_from_weights, a.shape) if t.ndim == a.ndim else (_from_labels, a.shape[:-1])
        if a.ndim not in (1, 2) or t.shape != shape:
            return SoftmaxWithLoss().forward(a, t)  # finds the words, and raises
        if out is None:
            out = np.empty(a.shape, a.dtype)
        else:
            _output("out", out, a, t)
            self._gradient = None  # it may be in out
        rows, targets, gradient = (a, t, out) if a.ndim == 2 else (a[np.newaxis], t[np.newaxis], out[np.newaxis])
        scale, step = 1 / len(rows), 1 + BLOCK // (rows.shape[1] * rows.itemsize)
        if len(rows) <= step:
            loss = fill(gradient, rows, targets, scale)
        else:
            blocks = [slice(start, start + step) for start in range(0, len(rows), step)]
            loss = sum(fill(gradient[block], rows[block], targets[block], scale) for block in blocks)
        if not math.isfinite(loss):  # something is to be refused, or too large: nothing is searched for it here
            taught = SoftmaxWithLoss()
            loss = taught.forward(a, t)
            out[...] = taught.backward()
        self._gradient = out
        return max(loss, 0.0)  # rounding may leave -1e-16

    def backward(self, upstream: float = 1.0) -> NDArray:
        """Hand dL/da over, times upstream, a finite number; it is the caller's, and forward is due again.

        Raises RuntimeError before forward and the second time, TypeError or ValueError for a wrong upstream.
        """
        gradient, upstream = arguments.kept(self, self._gradient), arguments.finite_number("upstream", upstream)
        self._gradient = None
        if upstream != 1:
            with np.errstate(all="ignore"):
                gradient *= upstream
        return gradient


# What a small batch takes is the calls into NumPy. There an array.dot takes a third of the time of an @ or a sum, and a
# product of two arrays half of that of an array and a number.


def _from_labels(out, a, labels, scale):
    """Write scale * (y - t) into out; return scale times the loss of all rows, not finite where something is wrong."""
    if labels.dtype.kind not in "iu":
        return math.nan
    try:  # flat positions: one index is faster than a pair, and a label out of range raises
        at_label = np.ravel_multi_index((_counted(len(a), 1), labels.astype(np.intp, copy=False)), a.shape)
    except ValueError:
        return math.nan
    return _from_positions(out, a, at_label, scale)


def _from_positions(out, a, at_label, scale):
    """The same for labels as positions in out, counted through all rows."""
    s, log_s, a = _exponentials(out, a)
    each = _filled(len(a), scale, out.dtype)
    out *= (each / s)[:, np.newaxis]
    out.reshape(-1)[at_label] -= each
    return float((log_s - a.take(at_label)).dot(_filled(len(a), scale, log_s.dtype)))


def _from_weights(out, a, t, scale):
    """The same for weights, where the gradient is y sum(t) - t."""
    if t.itemsize > 8:
        t = t.astype(np.float64)
    total = t.dot(_filled(t.shape[1], 1, out.dtype))
    if _one_hot(t, total):
        return _from_positions(out, a, _counted(len(t), t.shape[1]) + t.argmax(axis=1), scale)
    total = total.astype(out.dtype, copy=False)
    s, log_s, a = _exponentials(out, a)
    share = total / s
    if not (t.min() >= 0 and math.isfinite(share.dot(share))):
        return math.nan
    out *= share[:, np.newaxis]
    out -= t
    out *= scale
    losses = total * log_s - np.vecdot(t, a)
    if np.isnan(losses).any():  # 0 times the -inf of a masked class, which counts as 0
        losses = np.multiply(t, log_s[:, np.newaxis] - a, out=np.zeros(t.shape), where=t > 0).sum(axis=1)
    return float(losses.dot(_filled(len(a), scale, losses.dtype)))


def _one_hot(t, total):
    """Whether each row, of this total, is a single 1 among zeros. As integers they are counted faster."""
    return (
        np.count_nonzero(t.view(BITS[t.itemsize])) == len(t)
        and total.tobytes() == _filled(len(t), 1, total.dtype).tobytes()
    )


def _exponentials(out, a):
    """Write exp(a) into out; return S, log S, and a, less the maximum of each row if that had to be subtracted."""
    s = np.exp(a, out=out).dot(_filled(a.shape[1], 1, out.dtype))
    log_s = np.log(s, dtype=np.float64)
    if log_s.dot(log_s) >= SAFE**2 and np.fmax.reduce(abs(log_s)) >= SAFE:
        return _exponentials(out, a - a.max(axis=1, keepdims=True))
    return s, log_s, a


@lru_cache(maxsize=8)
def _filled(size, value, dtype):
    return np.full(size, value, dtype)


@lru_cache(maxsize=2)
def _counted(rows, step):
    return np.arange(0, rows * step, step)


def _output(name, out, like, apart):
    """An array to write into: of the shape and type of `like`, sharing no memory with it, nor with `apart`."""
    if type(out) is not np.ndarray or out.shape != like.shape or out.dtype != like.dtype:
        wanted = f"an array of shape {like.shape} and dtype {like.dtype} is accepted"
        if type(out) is not np.ndarray:
            raise TypeError(f"{name} is a {type(out).__name__}; {wanted}")
        raise ValueError(f"{name} has shape {out.shape} and dtype {out.dtype}; {wanted}")
    if not (out.flags.c_contiguous and out.flags.writeable):
        raise ValueError(f"{name} is read-only or not in one piece; np.empty_like(...) makes what is accepted")
    if np.may_share_memory(out, like) or np.may_share_memory(out, apart):
        raise ValueError(f"{name} shares its memory with an input, which would be overwritten; give a separate array")
    return out


class ChunkedSoftmaxWithLoss:
    """Join an affine layer and the loss over many classes, and never hold all the logits.

    x is (D,) or (N, D), W (D, C), b (C,), and t is what SoftmaxWithLoss takes for the logits x W + b. forward takes
    `rows` rows at a time. Their logits become their gradient in the same array, which adds its part to dL/dx, dL/dW
    and dL/db and then makes room for the next rows. Then backward only hands these three arrays over, and another
    backward needs another forward. Beside them the layer needs rows times C numbers, where all logits and their
    gradient would be 2 N C. (With labels, because weights of shape (N, C) are as large as the logits themselves.)

    Equations (A.1) and (A.2). Chapter 17 measures the layer.

    >>> layer = ChunkedSoftmaxWithLoss()
    >>> round(layer.forward([1.0, 2.0], [[0.1, 0.5, 2.0], [0.1, 1.2, 1.0]], [0, 0, 0], 2), 4)
    0.3057
    >>> dx, dW, db = layer.backward()
    >>> db.round(4)
    array([ 0.0182,  0.2452, -0.2634])
    """

    _gradients = None

    def __init__(self, rows: int = 32):
        self.rows = arguments.at_least(1, "rows", rows)

    @arguments.own_errstate
    def forward(self, x: ArrayLike, W: ArrayLike, b: ArrayLike, t: ArrayLike) -> float:
        """Return the loss; raise what `Affine` raises for x, W and b, and SoftmaxWithLoss for t."""
        shape, (x, W, b, t) = np.shape(x), _affine_arguments(x, W, b, t)
        dx, dW, db = np.empty_like(x), np.zeros_like(W), np.zeros_like(b)
        logits = np.empty((min(self.rows, len(x)), len(b)), x.dtype)
        loss = 0.0
        for start in range(0, len(x), self.rows):
            chunk = slice(start, start + self.rows)
            a = np.matmul(x[chunk], W, out=logits[: len(x) - start])
            a += b
            loss += _turn_into_gradient(a, t[chunk], 1 / len(x))
            dx[chunk] = (W @ a.T).T
            db += a.sum(axis=0)
            for first in range(0, len(b), 4096):  # in parts, because x^T a at once would be as large as dW
                classes = slice(first, first + 4096)
                dW[:, classes] += x[chunk].T @ a[:, classes]
        if math.isnan(loss):
            raise FloatingPointError("ChunkedSoftmaxWithLoss reaches NaN; x, W, b or t is too large")
        self._gradients = dx.reshape(shape), dW, db
        return max(loss, 0.0)

    def backward(self, upstream: float = 1.0) -> tuple[NDArray, NDArray, NDArray]:
        """Hand over dL/dx, dL/dW and dL/db, times upstream, a finite number; raise as FusedSoftmaxWithLoss does."""
        gradients, upstream = arguments.kept(self, self._gradients), arguments.finite_number("upstream", upstream)
        self._gradients = None
        if upstream != 1:
            with np.errstate(all="ignore"):
                for gradient in gradients:
                    gradient *= upstream
        return gradients


def _affine_arguments(x, W, b, t):
    """Return x as rows, W and b, all of one type, and t as labels or weights of these rows."""
    x, W = arguments.finite("x", x), arguments.finite("W", W, names=("row", "column"))
    b, t = arguments.finite("b", b), arguments.array("t", t)
    if W.ndim != 2 or b.shape != W.shape[1:]:
        raise ValueError(f"W has shape {W.shape}, b has shape {b.shape}; W must be (D, C) and b (C,)")
    D, C = W.shape
    if x.ndim not in (1, 2) or x.shape[-1] != D:
        raise ValueError(f"x has shape {x.shape}; W has shape {W.shape}, so x must be ({D},) or (N, {D})")
    if t.shape != x.shape[:-1] or t.dtype.kind not in "iu" or t.min() < 0 or t.max() >= C:
        t = arguments.weights(t, "x W + b", (*x.shape[:-1], C))
    x, W, b = (array.astype(np.result_type(x, W, b), copy=False) for array in (x, W, b))
    return (x, W, b, t) if x.ndim == 2 else (x[np.newaxis], W, b, t[np.newaxis])


def _turn_into_gradient(a, t, scale):
    """Turn logits into scale * (y sum(t) - t), in place; return scale times the loss of all rows."""
    a -= a.max(axis=1, keepdims=True)
    if t.ndim == 1:
        at_label, total = (np.arange(len(a)), t), 1.0
        targets = a[at_label]
    else:
        total = t.sum(axis=1)
        targets = np.multiply(t, a, out=np.zeros(a.shape), where=t > 0).sum(axis=1)  # 0 times -inf counts as 0
    s = np.exp(a, out=a).sum(axis=1)
    if t.ndim == 1:
        a *= (scale / s)[:, np.newaxis]
        a[at_label] -= scale
    else:
        a[...] = scale * (a / s[:, np.newaxis] * total[:, np.newaxis] - t)
    return float((scale * (total * np.log(s, dtype=np.float64) - targets)).sum())
