"""The layers before the loss: forward returns the output, backward the gradient for the input.

A row of x is one example, a column one unit: x is (D,) for a single example, (N, D) for a batch.
`params` holds a layer's own arrays, which training changes in place; `grads` holds the gradient for each of them after
backward. The mean over a batch belongs to the loss, so its 1/N arrives in the upstream and no layer here divides by N
again. A forward that fails changes nothing.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from softmax_lib import arguments

__all__ = ["Affine", "Sigmoid", "ReLU", "BatchNorm"]


class Affine:
    """Weigh and add: y = x W + b.

    x is (D,) or (N, D), W (D, C), b (C,); y is (C,) or (N, C). The layer copies W and b, and keeps float32 where both
    are float32. After backward, `grads` is [dW, db] in the shapes of W and b; each is the sum over the rows. `x` is
    that of the last forward, read-only. Raises TypeError or ValueError when W, b or x has a wrong type or shape or is
    not finite; FloatingPointError where x W + b is too large for a float.

    Chapter 10. The weight from input j to output k is W[j, k] here and w_jk in formulas.

    >>> layer = Affine([[1, 0, 2], [0, 1, -1]], [0.5, 0, 0])
    >>> layer.forward([2.0, 3.0])
    array([2.5, 3. , 1. ])
    >>> layer.backward([1.0, 0, -1])
    array([-1.,  1.])
    >>> layer.grads[0]
    array([[ 2.,  0., -2.],
           [ 3.,  0., -3.]])
    """

    grads: list | tuple = ()
    x = None

    @arguments.own_errstate
    def __init__(self, W: ArrayLike, b: ArrayLike):
        W = arguments.finite("W", W, names=("row", "column"))
        b = arguments.finite("b", b)
        if W.ndim != 2 or b.shape != W.shape[1:]:
            raise ValueError(f"W has shape {W.shape}, b has shape {b.shape}; W must be (D, C) and b (C,)")
        dtype = np.result_type(W, b)
        self.W, self.b = W.astype(dtype), b.astype(dtype)

    @classmethod
    def random(cls, inputs: int, outputs: int, rng: np.random.Generator) -> "Affine":
        """Start with b = 0 and W drawn from a normal distribution of deviation sqrt(2 / inputs).

        With that spread (He et al. 2015, https://arxiv.org/abs/1502.01852) values keep their size
        from one ReLU layer to the next. rng is a `numpy.random.Generator`.

        >>> Affine.random(64, 10, np.random.default_rng(0)).W.shape
        (64, 10)
        """
        inputs, outputs = arguments.at_least(1, "inputs", inputs), arguments.at_least(1, "outputs", outputs)
        if not isinstance(rng, np.random.Generator):
            raise TypeError(f"rng is a {type(rng).__name__}; np.random.default_rng(seed) makes what is accepted")
        return cls(rng.normal(0, np.sqrt(2 / inputs), (inputs, outputs)), np.zeros(outputs))

    @property
    def params(self) -> list[NDArray]:
        return [self.W, self.b]

    @arguments.own_errstate
    def forward(self, x: ArrayLike) -> NDArray:
        """Return x W + b."""
        x = arguments.finite("x", x)
        inputs = len(self.W)
        if x.ndim not in (1, 2) or x.shape[-1] != inputs:
            raise ValueError(
                f"x has shape {x.shape}; W has shape {self.W.shape}, so x must be ({inputs},) or (N, {inputs})"
            )
        y = x @ self.W + self.b
        arguments.overflow(self, y, "x, W or b is too large, or not finite")
        self.x, self._W = arguments.read_only(x.copy()), self.W.copy()
        return y

    @arguments.own_errstate
    def backward(self, upstream: ArrayLike) -> NDArray:
        """Return dL/dx = dL/dy W^T for upstream = dL/dy, and put dL/dW and dL/db into `grads`.

        Raises RuntimeError before forward, TypeError or ValueError for a wrong upstream.
        """
        x, W = arguments.kept(self, self.x), self._W
        u = arguments.upstream_like((*x.shape[:-1], W.shape[1]), upstream)
        rows, u_rows = np.atleast_2d(x), np.atleast_2d(u)
        dW, db, dx = rows.T @ u_rows, u_rows.sum(axis=0), u @ W.T
        arguments.overflow(self, dx, "in backward: W or the upstream is too large")
        self.grads = [dW.astype(W.dtype, copy=False), db.astype(W.dtype, copy=False)]
        return dx.astype(x.dtype, copy=False)


class Sigmoid:
    """Squeeze each number into 0 .. 1, y = 1 / (1 + exp(-x)).

    x is (D,) or (N, D), any numbers, infinities too; y has the same shape. exp is taken of -|x|
    alone, so it cannot overflow. `y` is that of the last forward, read-only, None before it.

    Chapter 11. The slope y (1 - y) is at most 1/4, and 0 where y has rounded to 0 or 1.

    >>> layer = Sigmoid()
    >>> layer.forward([-1000, 0, 2]).round(4)
    array([0.    , 0.5   , 0.8808])
    >>> layer.backward([1.0, 1, 1]).round(4)
    array([0.   , 0.25 , 0.105])
    """

    params, grads = (), ()
    y = None

    @arguments.own_errstate
    def forward(self, x: ArrayLike) -> NDArray:
        """Return y; raise TypeError or ValueError for a wrong x."""
        x = _not_nan(x)
        exp_x = np.exp(-np.abs(x))
        y = np.where(x >= 0, 1, exp_x) / (1 + exp_x)
        self.y = arguments.read_only(y)
        return y.copy()

    @arguments.own_errstate
    def backward(self, upstream: ArrayLike) -> NDArray:
        """Return dL/dx = dL/dy y (1 - y) for upstream = dL/dy; raise as `Affine.backward` does."""
        y = arguments.kept(self, self.y)
        return (arguments.upstream_like(y.shape, upstream) * y * (1 - y)).astype(y.dtype, copy=False)


class ReLU:
    """Pass on what is positive and nothing else, y = max(x, 0).

    x is (D,) or (N, D), any numbers; y has the same shape. At x = 0 there is no derivative; the
    layer takes 0 there, as for negative x. `y` is that of the last forward, read-only, None
    before it.

    Chapter 11.

    >>> layer = ReLU()
    >>> layer.forward([-1.5, 0, 2])
    array([0., 0., 2.])
    >>> layer.backward([5.0, 5, 5])
    array([0., 0., 5.])
    """

    params, grads = (), ()
    y = None

    @arguments.own_errstate
    def forward(self, x: ArrayLike) -> NDArray:
        """Return y; raise TypeError or ValueError for a wrong x."""
        x = _not_nan(x)
        y = np.where(x > 0, x, 0)
        self.y = arguments.read_only(y)
        return y.copy()

    @arguments.own_errstate
    def backward(self, upstream: ArrayLike) -> NDArray:
        """Return dL/dy where x > 0, else 0, for upstream = dL/dy; raise as `Affine.backward` does."""
        y = arguments.kept(self, self.y)
        return np.where(y > 0, arguments.upstream_like(y.shape, upstream), 0).astype(y.dtype, copy=False)


class BatchNorm:
    """Give each unit mean 0 and variance 1 over the batch, then a scale and a shift of its own.

    x is (N, D), gamma and beta (D,); x_hat = (x - mean) / sqrt(variance + epsilon) by columns and
    y = gamma x_hat + beta. In training, mean and variance are those of the batch, which needs two
    rows or more; the variance divides by N, not N - 1. Each training forward also moves
    `running_mean` and `running_variance`, which start at 0 and 1, to momentum times the old plus
    (1 - momentum) times the batch's. Evaluation uses these two instead, and takes (D,) as well.
    After backward, `grads` is [dgamma, dbeta]. `x_hat` is that of the last forward, read-only.

    Raises TypeError or ValueError for what does not fit; FloatingPointError where a variance is
    too large for a float.

    Chapter 14; Ioffe and Szegedy 2015, https://arxiv.org/abs/1502.03167, algorithm 1.

    >>> layer = BatchNorm([1.0, 2.0], [0.0, 1.0])
    >>> layer.forward([[1, 10], [2, 30], [6, 20]]).round(4)
    array([[-0.9258, -1.4495],
           [-0.4629,  3.4495],
           [ 1.3887,  1.    ]])
    >>> layer.backward([[1, 0], [0, 0], [0, 0]]).round(4)
    array([[ 0.1763,  0.    ],
           [-0.2204,  0.    ],
           [ 0.0441,  0.    ]])
    """

    grads: list | tuple = ()
    x_hat = None

    @arguments.own_errstate
    def __init__(self, gamma: ArrayLike, beta: ArrayLike, epsilon: float = 1e-5, momentum: float = 0.9):
        gamma, beta = arguments.finite("gamma", gamma), arguments.finite("beta", beta)
        if gamma.ndim != 1 or beta.shape != gamma.shape:
            raise ValueError(f"gamma has shape {gamma.shape}, beta has shape {beta.shape}; both must be (D,)")
        self.epsilon = arguments.real_number("epsilon", epsilon)
        self.momentum = arguments.real_number("momentum", momentum)
        if not 0 < self.epsilon < np.inf:
            raise ValueError(f"epsilon is {arguments.shown(self.epsilon)}; a positive finite number is accepted")
        if not 0 <= self.momentum <= 1:
            raise ValueError(f"momentum is {arguments.shown(self.momentum)}; 0 to 1 is accepted")
        dtype = np.result_type(gamma, beta)
        self.gamma, self.beta = gamma.astype(dtype), beta.astype(dtype)
        self.running_mean, self.running_variance = np.zeros_like(self.gamma), np.ones_like(self.gamma)

    @property
    def params(self) -> list[NDArray]:
        return [self.gamma, self.beta]

    @arguments.own_errstate
    def forward(self, x: ArrayLike, training: bool = True) -> NDArray:
        """Return y, by the batch's own mean and variance or, without training, by the running ones."""
        x = arguments.finite("x", x)
        units = len(self.gamma)
        shapes = f"(N, {units}) with N >= 2 in training" if training else f"({units},) or (N, {units})"
        if x.shape[-1:] != (units,) or x.ndim not in ((2,) if training else (1, 2)) or (training and len(x) < 2):
            raise ValueError(f"x has shape {x.shape}; gamma has shape {self.gamma.shape}, so x must be {shapes}")
        mean, variance = self.running_mean, self.running_variance
        if training:
            mean, variance = x.mean(axis=0), x.var(axis=0)
            arguments.overflow(self, variance, "x is too large for its variance")
        scale = 1 / np.sqrt(variance + self.epsilon)
        x_hat = (x - mean) * scale
        y = self.gamma * x_hat + self.beta
        arguments.overflow(self, y, "x, gamma or beta is too large, or not finite")
        if training:
            for running, batch in ((self.running_mean, mean), (self.running_variance, variance)):
                running += (1 - self.momentum) * (batch - running)
        self.x_hat, self._scale, self._gamma = arguments.read_only(x_hat), scale, self.gamma.copy()
        self._training, self._dtype = bool(training), x.dtype
        return y

    @arguments.own_errstate
    def backward(self, upstream: ArrayLike) -> NDArray:
        """Return dL/dx for upstream = dL/dy, and put dL/dgamma and dL/dbeta into `grads`.

        In training x reaches y on three paths, directly, through the mean and through the variance, and dL/dx is
        their sum. After an evaluation there is only the direct one. Raises as `Affine.backward` does.
        """
        x_hat = arguments.kept(self, self.x_hat)
        u = arguments.upstream_like(x_hat.shape, upstream)
        dtype = self.gamma.dtype
        grads = [np.atleast_2d(part).sum(axis=0).astype(dtype, copy=False) for part in (u * x_hat, u)]
        dx = u * self._gamma * self._scale
        if self._training:
            through_mean, through_variance = -dx.mean(axis=0), -x_hat * (dx * x_hat).mean(axis=0)
            dx = dx + through_mean + through_variance
        arguments.overflow(self, dx, "in backward: gamma or the upstream is too large")
        self.grads = grads
        return dx.astype(self._dtype, copy=False)


def _not_nan(x):
    x = arguments.real_array("x", x)
    arguments.layer_shape("x", x.shape, "D")
    arguments.refuse("x", x, np.isnan(x), ("row", "unit")[-x.ndim :], "numbers are accepted")
    return x
