"""The data that comes with the course, digits and names; digits.txt and the head of names.txt say where it is from."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["load_digits", "load_names"]

_DATA = Path(__file__).parent / "data"
LETTERS = ".abcdefghijklmnopqrstuvwxyz"  # of the names; the dot is where a name starts, and where it ends


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
    with np.load(_DATA / "digits.npz", allow_pickle=False) as digits:
        return digits["images"] / 16.0, digits["labels"].astype(np.int64)


def load_names() -> list[str]:
    """Return 395 given names in the order of the alphabet, in lower case, made of the letters a to z.

    They are the names most often given to children born in the United States in 2010. The list is new at each call.

    Data: US Social Security Administration, https://www.ssa.gov/oact/babynames/, in the public domain. Chapter 16.

    >>> names = load_names()
    >>> len(names), names[:4]
    (395, ['aaliyah', 'aaron', 'abigail', 'abraham'])
    """
    lines = (_DATA / "names.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
