"""Layers: forward returns the output, backward returns the gradient for the input.

What forward keeps for backward can be read but not written to, and a forward that fails
changes nothing: backward then still belongs to the last forward that succeeded.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from softmax_lib import arguments
from softmax_lib.functions import cross_entropy, log_softmax, mean_loss, softmax

__all__ = ["CrossEntropyError", "Softmax", "SoftmaxWithLoss", "SquaredError"]


class Softmax:
    """Turn logits into a prediction, for any layer that follows.

    a, y, the upstream and the gradient all have the same shape, (C,) or (N, C). Each row of y
    and of the gradient follows from the same row of a alone; y sums to 1, the gradient to 0.
    `y` is the prediction of the last forward, read-only, and None before it.

    Equation (A.1); backward is steps 1 to 6 for an upstream u: y_k (u_k - sum of u_i y_i).

    >>> layer = Softmax()
    >>> layer.forward([0.3, 2.9, 4.0]).round(4)
    array([0.0182, 0.2452, 0.7366])
    >>> layer.backward([0, 0, -1.3576]).round(4)
    array([ 0.0182,  0.2452, -0.2634])
    """

    params, grads = (), ()
    y = None

    @arguments.own_errstate
    def forward(self, a: ArrayLike) -> NDArray:
        """Return y, the softmax of a; raise what `softmax` raises, ValueError beyond (N, C)."""
        y = softmax(a)
        arguments.layer_shape("a", y.shape)
        self.y = arguments.read_only(y)
        return y.copy()

    @arguments.own_errstate
    def backward(self, upstream: ArrayLike) -> NDArray:
        """Return dL/da for upstream = dL/dy, finite numbers in the shape of y.

        Raises RuntimeError before forward, TypeError or ValueError for a wrong upstream,
        FloatingPointError where it is too large.
        """
        y = arguments.kept(self, self.y)
        u = _upstream_like(y, upstream)
        gradient = y * (u - (u * y).sum(axis=-1, keepdims=True))
        arguments.overflow(self, gradient, "in backward: the upstream is too large")
        return gradient.astype(y.dtype, copy=False)


class CrossEntropyError:
    """Compare a prediction with its target, as the mean loss over the rows.

    y is (C,) or (N, C), finite and >= 0. t is an integer label for each row, shape () or (N,), or
    weights >= 0 in the shape of y. The loss is a float, the gradient has the shape of y: it is 0
    where t = 0, and -inf where t > 0 and y = 0. `y` and `t` (as weights) are those of the last
    forward, read-only, and None before it.

    Equation (A.2); forward is figure A-3, backward figure A-4.

    >>> layer = CrossEntropyError()
    >>> round(layer.forward([0.0182, 0.2452, 0.7366], [0, 0, 1]), 4)
    0.3057
    >>> layer.backward().round(4)
    array([ 0.    ,  0.    , -1.3576])
    """

    params, grads = (), ()
    y = t = None

    @arguments.own_errstate
    def forward(self, y: ArrayLike, t: ArrayLike) -> float:
        """Return the loss; raise what `cross_entropy` raises."""
        loss = cross_entropy(y, t)
        y = arguments.real_array("y", y).copy()
        self.y, self.t = arguments.read_only(y), arguments.read_only(arguments.weights(t, "y", y.shape))
        return loss

    @arguments.own_errstate
    def backward(self, upstream: float = 1.0) -> NDArray:
        """Return dL/dy = -t/y, times upstream, a finite number, over the number of rows.

        Raises RuntimeError before forward, TypeError or ValueError for a wrong upstream.
        """
        y, t = arguments.kept(self, self.y), self.t
        pull = -t * (arguments.finite_number("upstream", upstream) / _rows(y))
        gradient = np.divide(pull, y, out=np.zeros(y.shape), where=pull != 0)
        return gradient.astype(y.dtype, copy=False)


class SoftmaxWithLoss:
    """Join softmax and cross-entropy: logits in, loss out, and y - t back.

    a is (C,) or (N, C). t is an integer label for each row, shape () or (N,), or weights >= 0 in
    the shape of a. The loss is a float, the mean over the rows; the gradient has the shape of a,
    and where the weights of a row sum to 1 the gradient of that row sums to 0. `y` and `t` (as
    weights) are those of the last forward, read-only, and None before it.

    Equations (A.1) and (A.2); figures A-1 and A-5. The loss goes through `log_softmax`, so it
    stays right where y rounds to 0.

    >>> layer = SoftmaxWithLoss()
    >>> round(layer.forward([0.3, 2.9, 4.0], [0, 0, 1]), 4)
    0.3057
    >>> layer.backward().round(4)
    array([ 0.0182,  0.2452, -0.2634])
    """

    params, grads = (), ()
    y = t = None

    @arguments.own_errstate
    def forward(self, a: ArrayLike, t: ArrayLike) -> float:
        """Return the loss; raise what `softmax` raises for a, `cross_entropy` for t."""
        y = softmax(a)
        arguments.layer_shape("a", y.shape)
        t = arguments.weights(t, "a", y.shape)
        loss = mean_loss(log_softmax(a), t)
        self.y, self.t = arguments.read_only(y), arguments.read_only(t)
        return loss

    @arguments.own_errstate
    def backward(self, upstream: float = 1.0) -> NDArray:
        """Return dL/da = y sum(t) - t, times upstream, a finite number, over the number of rows.

        That is (y - t)/N where the weights of each row sum to 1.
        Raises RuntimeError before forward, TypeError or ValueError for a wrong upstream.
        """
        y, t = arguments.kept(self, self.y), self.t
        gradient = y * t.sum(axis=-1, keepdims=True) - t
        return (gradient * (arguments.finite_number("upstream", upstream) / _rows(y))).astype(y.dtype, copy=False)


class SquaredError:
    """Compare a prediction with its target, L = half the sum of (y_k - t_k)^2, the mean over the rows.

    y is (C,) or (N, C), finite. t is an integer label for each row, shape () or (N,), or finite
    numbers in the shape of y. The loss is a float, inf where a square overflows; the gradient has
    the shape of y. `y` and `t` (as numbers) are those of the last forward, read-only, and None
    before it.

    Chapters 11 and 12: the loss that cross-entropy replaces.

    >>> layer = SquaredError()
    >>> round(layer.forward([0.0182, 0.2452, 0.7366], [0, 0, 1]), 4)
    0.0649
    >>> layer.backward().round(4)
    array([ 0.0182,  0.2452, -0.2634])
    """

    params, grads = (), ()
    y = t = None

    @arguments.own_errstate
    def forward(self, y: ArrayLike, t: ArrayLike) -> float:
        """Return the loss; raise TypeError or ValueError for a wrong y or t."""
        y = arguments.finite("y", y, names=("row", "class")).copy()
        arguments.layer_shape("y", y.shape)
        t = arguments.numbers(t, "y", y.shape)
        loss = float(np.square(y - t).sum() / (2 * _rows(y)))
        self.y, self.t = arguments.read_only(y), arguments.read_only(t)
        return loss

    @arguments.own_errstate
    def backward(self, upstream: float = 1.0) -> NDArray:
        """Return dL/dy = y - t, times upstream, a finite number, over the number of rows.

        Raises RuntimeError before forward, TypeError or ValueError for a wrong upstream.
        """
        y, t = arguments.kept(self, self.y), self.t
        return ((y - t) * (arguments.finite_number("upstream", upstream) / _rows(y))).astype(y.dtype, copy=False)


def _rows(y):
    return y.size // y.shape[-1]


def _upstream_like(y, upstream):
    upstream = arguments.real_array("upstream", upstream)
    if upstream.shape != y.shape:
        raise ValueError(f"upstream has shape {upstream.shape}; it must have the shape of y, {y.shape}")
    wanted = "finite numbers are accepted (SoftmaxWithLoss never divides by a y of 0)"
    arguments.refuse("upstream", upstream, ~np.isfinite(upstream), arguments.axis_names(y.ndim), wanted)
    return upstream
