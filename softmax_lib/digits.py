"""The handwritten digits that come with the course; digits.txt says whose they are."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["load_digits"]

_FILE = Path(__file__).parent / "data" / "digits.npz"


def load_digits() -> tuple[NDArray, NDArray]:
    """Return 1,797 handwritten digits: images, floats (1797, 64), and labels, integers (1797,).

    A row is an image of 8 by 8 pixels, read line by line; 0 is blank and 1 full ink, in steps of
    1/16. The arrays are new at each call.

    Data: E. Alpaydin and C. Kaynak (1998), Optical Recognition of Handwritten Digits, UCI Machine
    Learning Repository, https://doi.org/10.24432/C50P49, CC BY 4.0. Chapter 13.

    >>> images, labels = load_digits()
    >>> images.shape, float(images.max()), labels[:5]
    ((1797, 64), 1.0, array([0, 1, 2, 3, 4]))
    """
    with np.load(_FILE, allow_pickle=False) as digits:
        return digits["images"] / 16.0, digits["labels"].astype(np.int64)
