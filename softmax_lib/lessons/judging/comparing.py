"""Compare what an answer gives with the right numbers, to the precision in which the answer is computed."""

import numpy as np
from numpy import allclose  # as it is now: an answer may change it in NumPy

__all__ = ["ABSOLUTE", "RELATIVE", "is_lost", "precision", "same"]

RELATIVE, ABSOLUTE = 1e-6, 1e-9  # answers that differ by no more than this are the same


def same(one, right):
    """Whether two arrays hold the same numbers, to the precision in which the first is computed."""
    if isinstance(one, Exception) or isinstance(right, Exception):
        return type(one) is type(right)
    relative = precision(one)
    return one.shape == right.shape and allclose(
        one.astype(float), right, rtol=relative, atol=max(ABSOLUTE, 0.1 * relative * _size(one, right)), equal_nan=True
    )


def precision(one):
    """The relative precision that is asked of numbers of this type."""
    wide = getattr(one, "dtype", None) in (np.float16, np.float32)
    return float(np.sqrt(np.finfo(one.dtype).eps)) if wide else RELATIVE


def _size(one, right):
    """The largest of the right numbers, for numbers of less than double precision."""
    finite = right[np.isfinite(right)]
    return float(abs(finite).max(initial=0)) if one.dtype in (np.float16, np.float32) else 0.0


def is_lost(one, right):
    """Whether there is an overflow, nan or infinity, where the right numbers are finite."""
    if isinstance(right, Exception) or not np.isfinite(right).all():
        return False
    if isinstance(one, Exception):
        return isinstance(one, ArithmeticError) or str(one) == "math domain error"
    return not np.isfinite(one).all()
