"""Run a reader's function at the points of an exercise: whatever it does, the check goes on."""

import builtins
import copy
import re
import traceback
from decimal import Decimal
from numbers import Real
from pathlib import Path

import numpy as np

from softmax_lib.lessons.judging.time_limit import limited

__all__ = ["Ended", "at_points", "is_blank", "line_of", "numbers", "printable", "short", "within"]

SECONDS = 5  # then a reader's code is interrupted
_LESSONS = str(Path(__file__).parents[1])


class Ended(Exception):  # noqa: N818 - not an error of ours
    """What ends a check at once: ``reason`` is a key of the checker's sentences, ``said`` are their fields."""

    def __init__(self, reason, **said):
        super().__init__(reason)
        self.reason, self.said = reason, said


class _AsksError(BaseException):
    """Raised when a reader's function calls input(): the answer to it would never come."""


def at_points(answer, points):
    """What a reader's function makes of each point: an array, or the exception that it raises. Raises Ended."""
    made = []

    def run():
        for point in points:
            made.append(_called(answer, point))
            if isinstance(made[-1], Ended):
                break

    within(run, SECONDS)
    if isinstance(made[-1], Ended):
        raise made[-1]
    nothing = [point for point, one in zip(points, made, strict=True) if one is None]
    if len(nothing) == len(made):
        raise Ended("returns nothing")
    if nothing:
        raise Ended("returns nothing here", point=nothing[0])
    return made


def within(run, seconds):
    """What ``run()`` returns, which calls a reader's code. Raises Ended if that takes too long, asks or exits."""
    asked, builtins.input = builtins.input, _asks
    try:
        return limited(run, seconds)
    except TimeoutError:
        raise Ended("endless", seconds=seconds) from None
    except _AsksError:
        raise Ended("asks") from None
    except SystemExit as error:
        raise Ended("raises", error=error) from None
    finally:
        builtins.input = asked


def _asks(*prompt):
    raise _AsksError


def _called(answer, point):
    inputs = copy.deepcopy(point)
    try:
        with np.errstate(all="ignore"):
            said = answer(*inputs)
            array = numbers(said)
    except KeyboardInterrupt:
        raise
    except Exception as error:
        return error
    except _AsksError:
        return Ended("asks")
    except BaseException as error:  # SystemExit and the like
        return Ended("raises", error=error)
    if said is None:
        return None
    if is_blank(said):
        return Ended("returns nothing")
    if any(not np.array_equal(x, y) for x, y in zip(inputs, point, strict=True)):
        return Ended("changes")
    return Ended("no numbers", got=short(said)) if array is None else array


def numbers(said):
    """Numbers as an array of floats, with the precision that they came with; and None for anything else."""
    try:
        array = np.asarray(said)
    except ValueError:  # a ragged list
        return None
    if array.dtype == object and array.size and all(isinstance(x, Real | Decimal) for x in array.flat):
        return array.astype(float)
    if array.dtype.kind not in "biuf":
        return None
    return array if array.dtype in (np.float16, np.float32) else array.astype(float)


def is_blank(answer):
    """Nothing at all, the dots, or dots among the numbers."""
    if answer is None or answer is ... or (isinstance(answer, str) and answer.strip() in ("", "...")):
        return True
    if isinstance(answer, np.ndarray):
        answer = list(answer.flat) if answer.dtype == object else []
    return isinstance(answer, list | tuple) and any(x is ... for x in answer)


def line_of(error):
    """The line of the reader's code that raised an exception, by its number and its text; or None and no text."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if not f.filename.startswith(_LESSONS)]
    own = [f for f in frames if "site-packages" not in f.filename] or frames
    return (own[0].lineno, own[0].line or "") if own else (None, "")


def short(value):
    """A value in at most 60 characters."""
    if isinstance(value, np.ndarray):
        value = value.round(4).tolist() if value.dtype.kind == "f" else value.tolist()
    try:
        text = re.sub(r" object at 0x\w+", "", printable(repr(value)))
    except Exception:
        text = f"a {type(value).__name__}"
    return text if len(text) <= 60 else text[:59] + "…"


def printable(text):
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
