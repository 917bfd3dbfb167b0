"""Check a gradient: measure it by central differences, and say where two gradients differ."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from softmax_lib import arguments

__all__ = ["compare_gradients", "numerical_gradient", "relative_error"]


def numerical_gradient(f: Callable[[NDArray], float], x: ArrayLike, h: float = 1e-5) -> NDArray:
    """Nudge each entry of x by h up and down, and return (f(x + h) - f(x - h)) / 2h.

    f takes an array like x and returns a single number. x has any shape and any real type, and is
    never changed: f receives a float64 copy each time. The gradient is float64, in the shape of x.
    With h = 1e-5 the result is good to about 10 digits after the point when f and x are near 1.

    Raises TypeError when x, h or the value of f is not made of real numbers, or f cannot be
    called; ValueError when x is empty, f returns an array, or h is not positive and finite.

    Chapter 08; its numbers approach the y - t of figure A-5.

    >>> from softmax_lib.functions import cross_entropy, softmax
    >>> numerical_gradient(lambda a: cross_entropy(softmax(a), [0, 0, 1]), [0.3, 2.9, 4]).round(4)
    array([ 0.0182,  0.2452, -0.2634])
    """
    if not callable(f):
        raise TypeError(f"f is a {type(f).__name__}; a function of x is accepted")
    x = _float64("x", x)
    h = arguments.real_number("h", h)
    if not 0 < h < np.inf:
        raise ValueError(f"h is {arguments.shown(h)}; a positive finite step is accepted")
    gradient = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        above, below, entry = x.copy(), x.copy(), float(x[index])
        above[index], below[index] = entry + h, entry - h
        rise = arguments.real_number("f(x)", f(above)) - arguments.real_number("f(x)", f(below))
        gradient[index] = rise / (2 * h)
    return gradient


@arguments.own_errstate
def relative_error(p: ArrayLike, q: ArrayLike) -> float:
    """Return the largest |p - q| / max(|p|, |q|) over all entries, as a float.

    p and q are real numbers or arrays of one shape; nothing is broadcast. Equal entries count 0,
    two zeros included; opposite signs count up to 2; an infinity against anything else counts inf;
    a NaN anywhere makes the result NaN.

    Raises TypeError when p or q is not made of real numbers; ValueError when their shapes differ
    or they are empty.

    Chapter 08.

    >>> round(relative_error([0.0182, 0.2452, -0.2634], [0.0182, 0.2452, 0.7366]), 4)
    1.3576
    """
    p, q = _float64("p", p), _float64("q", q)
    if p.shape != q.shape:
        raise ValueError(f"p has shape {p.shape}, q has shape {q.shape}; they must be equal")
    return float(_errors(p, q, absolute=0.0).max())


@dataclass(frozen=True, repr=False)
class GradientComparison:
    """Tell whether two gradients agree; true when they do, and printed as its message.

    relative_error is that of the worst place, None when the shapes differ; where is the index of
    that place, None when the gradients agree or their shapes differ.

    >>> compare_gradients([0.0182, 0.2452, -0.2634], [0.0182, 0.2452, -0.2634]).agree
    True
    """

    agree: bool
    relative_error: float | None
    where: tuple[int, ...] | None
    message: str

    def __repr__(self):
        return self.message

    def __bool__(self):
        return self.agree


@arguments.own_errstate
def compare_gradients(
    p: ArrayLike, q: ArrayLike, relative: float = 1e-6, absolute: float = 1e-9
) -> "GradientComparison":
    """Say whether the gradients p and q agree, and if not, where they differ most.

    They agree when the relative error is at most `relative` in every entry; entries that differ by
    no more than `absolute` count as equal, because central differences are never exactly 0.
    Shapes are judged first, then NaN, then values. The answer is a `GradientComparison`.

    Raises TypeError when p or q is not made of real numbers, ValueError when one is empty.

    Chapter 08.

    >>> compare_gradients([0.0182, 0.2452, -0.2634], [-0.0182, -0.2452, 0.2634])
    differ most at [0]: 0.0182 and -0.0182, relative error 2
    >>> compare_gradients([0.0182, 0.2452, -0.2634], [[0.0182, 0.2452, -0.2634]])
    shapes differ: (3,) and (1, 3)
    """
    p, q = _float64("p", p), _float64("q", q)
    if p.shape != q.shape:
        return GradientComparison(False, None, None, f"shapes differ: {p.shape} and {q.shape}")
    errors = _errors(p, q, absolute)
    where = tuple(int(i) for i in np.unravel_index(errors.argmax(), errors.shape))
    worst = float(errors[where])
    if worst <= relative:
        return GradientComparison(True, worst, None, f"agree to within {relative:.6g}")
    place = f" at {list(where)}" if where else ""
    pair = f"{arguments.shown(p[where])} and {arguments.shown(q[where])}"
    if np.isnan(worst):
        message = f"NaN{place}: {pair}"
    else:
        message = f"differ{' most' if where else ''}{place}: {pair}, relative error {worst:.2g}"
    return GradientComparison(False, worst, where, message)


def _errors(p, q, absolute):
    """Compute the relative error of each entry; max and argmax then find a NaN first."""
    difference = np.abs(p - q)
    size = np.maximum(np.abs(p), np.abs(q))
    errors = difference / np.maximum(size, np.finfo(np.float64).tiny)
    errors = np.where(np.isinf(size), np.inf, errors)
    return np.where((p == q) | (difference <= absolute), 0.0, errors)


def _float64(name, values):
    return arguments.real_array(name, values).astype(np.float64)
