"""Softmax, cross-entropy and what belongs to them, for one example or many at once."""

import numpy as np

__all__ = ["cross_entropy", "log_softmax", "one_hot", "softmax", "softmax_jacobian"]


def softmax(a, axis=-1):
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


def log_softmax(a, axis=-1):
    """Compute log y without computing y, log y_k = a_k - log S.

    Shapes, types and errors are those of `softmax`. No value is above 0, and exp of it is
    `softmax(a, axis)`. Where y is so small that it rounds to 0, log y is still right.

    The logarithm of equation (A.1), with the maximum subtracted from every logit.

    >>> log_softmax([0.3, 2.9, 4.0]).round(4)
    array([-4.0057, -1.4057, -0.3057])
    """
    shifted = _shift(a, axis)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))


def cross_entropy(y, t):
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
    y = _prediction(y)
    with np.errstate(divide="ignore"):
        log_y = np.log(y)
    return _mean_loss(log_y, _weights(t, "y", y.shape))


def one_hot(labels, classes):
    """Write each label as a row of zeros with a single 1.

    labels is an integer or an integer array of any shape, counted from 0; the result is float64
    with one more axis, labels.shape + (classes,), along which it sums to 1.

    Raises TypeError when labels or classes are not integers; ValueError when labels is empty, a
    label is not in 0 .. classes - 1, or classes is less than 1.

    The t of equation (A.2); class 3 of the text is label 2.

    >>> one_hot(2, 3)
    array([0., 0., 1.])
    """
    classes = _integer("classes", classes)
    if classes < 1:
        raise ValueError(f"classes is {classes}; at least 1 is accepted")
    return _one_hot("labels", labels, classes)


def softmax_jacobian(a):
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
    _check_layer_shape("a", y.shape)
    column, row = y[..., :, np.newaxis], y[..., np.newaxis, :]
    return np.eye(y.shape[-1], dtype=y.dtype) * column - column * row


def _shift(a, axis):
    """Subtract the maximum along the axis: the largest logit becomes 0."""
    a = _logits(a, axis)
    with np.errstate(over="ignore"):
        return a - a.max(axis=axis, keepdims=True)


def _mean_loss(log_y, t):
    """Average -sum of t_k log y_k over the rows; 0 times log 0 counts as 0."""
    with np.errstate(over="ignore"):
        terms = np.multiply(t, log_y, out=np.zeros(t.shape), where=t > 0)
        losses = -terms.sum(axis=-1)
        mean = (losses / losses.size).sum()
    return float(mean)


def _one_hot(name, labels, classes):
    labels = _array(name, labels)
    if labels.dtype.kind not in "iu":
        raise TypeError(f"{name} has dtype {labels.dtype}; labels must be integers")
    words = ("row",)[: labels.ndim] if labels.ndim < 2 else None
    wanted = f"the labels of {classes} classes are 0 to {classes - 1}"
    _refuse(name, labels, (labels < 0) | (labels >= classes), words, wanted)
    return (labels[..., np.newaxis] == np.arange(classes)).astype(np.float64)


def _logits(a, axis):
    a = _real_array("a", a)
    if a.ndim == 0:
        raise ValueError("a has shape (); logits have at least one dimension, their classes")
    axis = _integer("axis", axis)
    if not -a.ndim <= axis < a.ndim:
        raise ValueError(f"axis is {axis}; a has shape {a.shape}, so {-a.ndim} to {a.ndim - 1}")
    axis %= a.ndim
    words = _words(a.ndim) if axis == a.ndim - 1 else None
    wanted = "logits must be numbers or -inf for a masked class"
    _refuse("a", a, np.isnan(a) | np.isposinf(a), words, wanted)
    masked = np.isneginf(a).all(axis=axis)
    if masked.any():
        index = np.argwhere(masked)[0].tolist()
        if words is None:
            index.insert(axis, ":")
        place = _place(index, words and words[:-1])
        raise ValueError(f"a has only -inf{place}; at least one class must have a finite logit")
    return a


def _prediction(y):
    y = _real_array("y", y)
    _check_layer_shape("y", y.shape)
    words = _words(y.ndim)
    _refuse("y", y, ~np.isfinite(y), words, "a prediction is finite and >= 0")
    wanted = "a prediction is finite and >= 0. Is y the logits? Then apply softmax first"
    _refuse("y", y, y < 0, words, wanted)
    return y


def _weights(t, name, shape):
    """Turn a target for an array of this name and shape into weights, a float64 copy."""
    t = _array("t", t)
    labels = f"integer labels of shape {shape[:-1]}" if len(shape) > 1 else "an integer label"
    wanted = f"{name} has shape {shape}, so t must be {labels} or weights of shape {shape}"
    if t.shape not in (shape, shape[:-1]):
        raise ValueError(f"t has shape {t.shape}; {wanted}")
    if t.shape == shape[:-1]:
        if t.dtype.kind not in "iu":
            raise TypeError(f"t has shape {t.shape} and dtype {t.dtype}; {wanted}")
        return _one_hot("t", t, shape[-1])
    t = t.astype(np.float64)
    bad = ~np.isfinite(t) | (t < 0)
    _refuse("t", t, bad, _words(t.ndim), "weights must be finite and >= 0")
    return t


def _check_layer_shape(name, shape):
    if len(shape) not in (1, 2):
        raise ValueError(f"{name} has shape {shape}; (C,) or (N, C) is accepted")


def _array(name, values):
    """Turn values into an array of real numbers, not empty, of whatever real type they have."""
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise ValueError(f"{name} is not a rectangular array of numbers: {error}") from None
    if array.dtype.kind not in "biuf":
        came = f"{name} is a {type(values).__name__} with dtype {array.dtype}"
        raise TypeError(f"{came}; only real numbers are accepted")
    if array.size == 0:
        raise ValueError(f"{name} is empty, shape {array.shape}; at least one number is needed")
    return array


def _real_array(name, values):
    """Turn values into floats: float32 stays float32, all else becomes float64."""
    array = _array(name, values)
    dtype = np.float32 if array.dtype.type is np.float32 else np.float64
    return array.astype(dtype, copy=False)


def _real_number(name, value):
    number = _array(name, value)
    if number.ndim != 0:
        raise ValueError(f"{name} has shape {number.shape}; a single number is accepted")
    return float(number)


def _integer(name, value):
    if isinstance(value, (int, np.integer)) and not isinstance(value, bool):
        return int(value)
    raise TypeError(f"{name} is a {type(value).__name__}; an integer is accepted")


def _refuse(name, values, bad, words, wanted):
    """Raise ValueError for the first bad value, if there is one."""
    if bad.any():
        index = np.argwhere(bad)[0].tolist()
        came = _shown(values[tuple(index)])
        raise ValueError(f"{name} has {came}{_place(index, words)}; {wanted}")


def _words(ndim):
    return ("class",) if ndim == 1 else ("row", "class") if ndim == 2 else None


def _place(index, words):
    if words is None:
        return f" at [{', '.join(map(str, index))}]"
    named = ", ".join(f"{word} {i}" for word, i in zip(words, index, strict=True))
    return f" in {named} (counting from 0)" if named else ""


def _shown(number):
    if isinstance(number, np.integer):
        return f"{number}"
    return "NaN" if np.isnan(number) else f"{number:.6g}"
