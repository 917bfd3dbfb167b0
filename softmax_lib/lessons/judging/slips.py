"""Slips: what a correct solution gives after one edit or variation, as fingerprints.

An answer that gives the same numbers as a slip at all points is told which one it is. The numbers of all slips are
computed in advance (tools/compute_slips.py) and kept as fingerprints in data/slips.npz; an exercise that has changed
since then has its own computed when it is first needed.
"""

import ast
import copy
import sys
import warnings
import zlib
from functools import cache
from pathlib import Path

import numpy as np

from softmax_lib.lessons.judging.edits import Slip, edits
from softmax_lib.lessons.judging.variations import quantities, varied

__all__ = ["FILE", "computed", "fingerprint", "given_at", "slips_of", "tolerance", "version"]

FILE = Path(__file__).parents[2] / "data" / "slips.npz"


def fingerprint(made):
    """What a function gave at a point, an array or an exception, as one number: a sum with weights of no meaning.

    It is linear as long as the numbers are finite: the fingerprint of the negative is the negative.
    """
    if isinstance(made, Exception):
        return 1e20 * (1 + zlib.crc32(f"{type(made).__name__}{_digits(made)}".encode()) / 2**32)
    finite = _finite(made)
    if made.size and not (abs(finite) > 1e-12).any():  # nothing but zeros: the shape alone
        return -1e20 * (1 + zlib.crc32(str(made.shape).encode()) / 2**32)
    return float(finite.ravel() @ _weights(made.shape))


def tolerance(made, relative):
    """How far apart two fingerprints of the same numbers may be."""
    sizes = None if isinstance(made, Exception) else abs(_finite(made))
    if sizes is None or not (sizes > 1e-12).any():
        return 1e14
    return 1e-9 + relative * float(sizes.ravel() @ abs(_weights(made.shape)))


def _finite(made):
    return np.nan_to_num(made, nan=12.5, posinf=56.5, neginf=-56.5)


@cache
def _weights(shape):
    """One weight for each entry, others for another shape."""
    place = 0.7 * len(shape) + sum(0.01 * k * n for k, n in enumerate(shape, 1))
    return np.cos(1 + 2.4 * np.arange(np.prod(shape, dtype=int)) + place)


def _digits(error):
    return "" if isinstance(error, NameError) else "".join(c for c in str(error) if c.isdigit())


def slips_of(task):
    """All slips of an exercise: a list of Slip, and the array of their fingerprints, (slips, points)."""
    with np.load(FILE) as file:
        name = f"{task.key} {version(task)}"
        if name not in file:
            return computed(task)
        lines = file[f"{task.key} slips"].tobytes().decode().split("\n")
        return [Slip(*line.split("\t")) for line in lines], file[name].astype(float)


def computed(task):
    """The same, by running the code of each slip at all points. This takes about a second for an exercise."""
    found, right = {}, _prints(ast.parse(task.code), task)
    for slip, tree in _all(task, right):
        prints = _prints(tree, task)
        if prints is not None and not np.allclose(prints, right, rtol=1e-6, atol=1e-9):
            found[slip, tuple(prints.tolist())] = prints
    return [slip for slip, _prints in found], np.reshape([*found.values()], (len(found), len(task.points)))


def _all(task, right):
    inputs = [arg.arg for arg in ast.parse(task.code).body[0].args.args]
    for code in (task.code, *task.forms):
        yield from edits(code)
        for kind, tree in varied(code, inputs, lambda tree: np.allclose(_prints(tree, task), right, rtol=1e-6)):
            yield Slip(kind), tree
    for name, code in quantities(inputs):
        yield Slip("another-quantity", now=name), ast.parse(f"def {task.name}({', '.join(inputs)}):\n    return {code}")


def _prints(tree, task):
    """The fingerprints of what a piece of code gives at the points; None where it is no program."""
    names = {"np": np}
    try:
        exec(compile(ast.fix_missing_locations(tree), "slip", "exec"), names)
    except (SyntaxError, ValueError):
        return None
    function = _ending(names[task.name])
    with np.errstate(all="ignore"):
        return np.array([fingerprint(given_at(function, point)) for point in task.points]).astype(np.float32)


def _ending(function):
    """The same function, but a loop without an end raises an exception: an edit may have made one."""

    def ending(*point):
        lines = iter(range(2_000))

        def count(frame, event, arg):
            if next(lines, None) is None:
                raise RuntimeError("endless")
            return count

        sys.settrace(count)
        try:
            return function(*point)
        finally:
            sys.settrace(None)

    return ending


def given_at(function, point):
    """What a function of ours gives at a point: an array, or the exception that it raises."""
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings(action="ignore"):
            return np.asarray(function(*copy.deepcopy(point)), dtype=float)
    except Exception as error:
        return error


def version(task):
    """Changes when the code or the points of an exercise change."""
    points = [[x.tolist() if isinstance(x, np.ndarray) else str(x)[:9] for x in point] for point in task.points]
    return zlib.crc32(repr((task.code, task.forms, points)).encode())
