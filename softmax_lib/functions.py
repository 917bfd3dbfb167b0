"""Softmax, cross-entropy and what belongs to them, for one example or many at once."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from softmax_lib import arguments

__all__ = ["cross_entropy", "log_softmax", "one_hot", "softmax", "softmax_jacobian"]


@arguments.own_errstate
def softmax(a: ArrayLike, axis: int = -1) -> NDArray:
    """Turn logits into shares of the whole, y_k = exp(a_k) / S.

    a has any shape with at least one dimension; its classes lie along `axis`, and y has the same
    shape. y is never negative and sums to 1 along the axis. A logit of -inf masks its class:
    y is 0 there. float32 stays float32, every other real type becomes float64.

    Raises TypeError when a is not made of real numbers; ValueError when a is empty, a single
    number, holds NaN or +inf, or has only -inf along the axis.

    Equation (A.1), with the maximum subtracted from every logit: y is the same and exp cannot
    overflow.

    >>> softmax([0.3, 2.9, 4.0]).round(4)
    array([0.0182, 0.2452, 0.7366])
    """
    exp_a = np.exp(_shift(a, axis))
    return exp_a / exp_a.sum(axis=axis, keepdims=True)


@arguments.own_errstate
def log_softmax(a: ArrayLike, axis: int = -1) -> NDArray:
    """Compute log y without computing y, log y_k = a_k - log S.

    Shapes, types and errors are those of `softmax`. No value is above 0, and exp of it is
    `softmax(a, axis)`. Where y is so small that it rounds to 0, log y is still right.

    The logarithm of equation (A.1), with the maximum subtracted from every logit.

    >>> log_softmax([0.3, 2.9, 4.0]).round(4)
    array([-4.0057, -1.4057, -0.3057])
    """
    shifted = _shift(a, axis)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))


@arguments.own_errstate
def cross_entropy(y: ArrayLike, t: ArrayLike) -> float:
    """Measure how far the prediction y is from the target t, L = -sum of t_k log y_k.

    y is (C,) or (N, C). t is an integer label for each row, shape () or (N,), or weights >= 0
    in the shape of y, which need not sum to 1. The result is a float: the mean over the rows.
    A class with t = 0 adds nothing, even where y = 0; y = 0 where t > 0 makes the loss inf.

    Raises TypeError when y or t has a wrong type; ValueError when y is negative, not finite, or
    has another shape, and when t has another shape, a label out of range or a bad weight.

    Equation (A.2), figure A-3.

    >>> round(cross_entropy([0.0182, 0.2452, 0.7366], [0, 0, 1]), 4)
    0.3057
    """
    y = arguments.prediction(y)
    return mean_loss(np.log(y), arguments.weights(t, "y", y.shape))


def one_hot(labels: ArrayLike, classes: int) -> NDArray:
    """Write each label as a row of zeros with a single 1.

    labels is an integer or an integer array of any shape, counted from 0; the result is float64
    with one more axis, labels.shape + (classes,), along which it sums to 1.

    Raises TypeError when labels or classes are not integers; ValueError when labels is empty, a
    label is not in 0 .. classes - 1, or classes is less than 1.

    The t of equation (A.2); class 3 of the text is label 2.

    >>> one_hot(2, 3)
    array([0., 0., 1.])
    """
    classes = arguments.integer("classes", classes)
    if classes < 1:
        raise ValueError(f"classes is {classes}; at least 1 is accepted")
    return arguments.one_hot("labels", labels, classes)


@arguments.own_errstate
def softmax_jacobian(a: ArrayLike) -> NDArray:
    """Collect every derivative of softmax, J_ij = dy_i/da_j, in J = diag(y) - y y^T.

    a is (C,) or (N, C); J is (C, C) or (N, C, C), one matrix for each row of a. J is symmetric,
    and each of its rows and columns sums to 0.

    Raises what `softmax` raises; ValueError when a has more than two dimensions.

    The derivative of equation (A.1): y_i (1 - y_i) for i = j and -y_i y_j for i != j.

    >>> softmax_jacobian([0.3, 2.9, 4.0]).round(4)
    array([[ 0.0179, -0.0045, -0.0134],
           [-0.0045,  0.1851, -0.1806],
           [-0.0134, -0.1806,  0.194 ]])
    """
    y = softmax(a)
    arguments.layer_shape("a", y.shape)
    column, row = y[..., :, np.newaxis], y[..., np.newaxis, :]
    return np.eye(y.shape[-1], dtype=y.dtype) * column - column * row


def _shift(a, axis):
    """Subtract the maximum along the axis: the largest logit becomes 0."""
    a = arguments.logits(a, axis)
    return a - a.max(axis=axis, keepdims=True)


@arguments.own_errstate
def mean_loss(log_y: NDArray, t: NDArray) -> float:
    """Average -sum of t_k log y_k over the rows; 0 times log 0 counts as 0."""
    terms = np.multiply(t, log_y, out=np.zeros(t.shape), where=t > 0)
    losses = -terms.sum(axis=-1)
    return float((losses / losses.size).sum())
