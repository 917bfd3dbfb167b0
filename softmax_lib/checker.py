"""The checker: not answered yet, right, or wrong, and if wrong, which classic mistake it was."""

import _thread
import copy
import math
import threading
import traceback
from dataclasses import replace
from functools import cache

import numpy as np

from softmax_lib import words
from softmax_lib.exercise_bank import EXERCISES
from softmax_lib.mistakes import MISTAKES
from softmax_lib.progress_file import remember
from softmax_lib.verdicts import Hint, Solution, Verdict

__all__ = ["Exercise", "exercise", "exercises"]

RELATIVE, ABSOLUTE = 1e-6, 1e-9  # answers that differ by no more than this are the same
SECONDS = 5  # then a reader's code is interrupted


class Exercise:
    """One exercise. ``check(answer)`` judges, ``hint()`` gives the next hint, ``solution()`` shows a solution.

    >>> from softmax_lib import exercise
    >>> exercise("05.2").check(lambda a, t: t - np.exp(a) / np.exp(a).sum() * t.sum()).mistakes
    (1,)
    """

    def __init__(self, name):
        self.name, self._task, self._hints_given = name, EXERCISES[name], 0

    def __repr__(self):
        return f"exercise({self.name!r})"

    def hint(self):
        """The next hint, as text; after the last one the last one again."""
        hints = self._task.hints
        self._hints_given = min(self._hints_given + 1, len(hints))
        said = words.CHECKER["hint"].format(number=self._hints_given, count=len(hints))
        return Hint(said + hints[self._hints_given - 1])

    def solution(self):
        """A solution, as a Solution with ``code`` and ``value``; for a choice the value is the letter."""
        task = self._task
        if task.options:
            return Solution(f"{task.name!r}  # {task.options[task.name]}", task.name)
        return Solution(task.code, self._run(task.code))

    def _run(self, code):
        """What our own code defines under the exercise's name."""
        names = {"np": np}
        exec(compile(code, f"exercise {self.name}", "exec"), names)
        return names[self._task.name]

    def check(self, answer):
        """Judge an answer: a function, numbers, or the letter of a choice. Returns a Verdict; never raises for one."""
        verdict = self._judged(answer)
        if verdict.outcome == "wrong":
            return replace(verdict, note=words.CHECKER["stuck"].format(name=self.name))
        return replace(verdict, note=remember(self.name)) if verdict.outcome == "right" else verdict

    def _judged(self, answer):
        if _blank(answer):
            return Verdict("unanswered", (), words.CHECKER["unanswered"])
        if self._task.options:
            return self._judged_choice(answer)
        value = self.solution().value
        if not callable(value):
            given = _numbers(answer)
            if given is None or given.shape != value.shape:
                return Verdict("wrong", (), words.CHECKER["numbers"].format(count=value.size, got=_short(answer)))
            return self._compared([given], [value])
        if not callable(answer):
            return Verdict("wrong", (), words.CHECKER["function"].format(name=self._task.name, got=_short(answer)))
        given = []
        for point in self._task.points:
            said = _called(answer, point)
            if isinstance(said, Verdict):
                return said
            given.append(said)
        return self._compared(given, self._at_points(value))

    def _at_points(self, function):
        with np.errstate(all="ignore"):
            return [np.asarray(function(*point), dtype=float) for point in self._task.points]

    def _judged_choice(self, answer):
        letter, options = str(answer).strip().lower(), self._task.options
        if not isinstance(answer, str) or letter not in options:
            return Verdict("wrong", (), words.CHECKER["choice"].format(letters=", ".join(options), got=_short(answer)))
        return Verdict("right" if letter == self._task.name else "wrong", (), options[letter])

    def _compared(self, given, expected):
        """The verdict on what an answer gives at each point."""
        if all(map(_same, given, expected)):
            return Verdict("right", (), words.CHECKER["right"].format(count=len(expected)) if len(expected) > 1 else "")
        if self._task.came and all(map(_same, given, self._at_points(self._run(self._task.came)))):
            return Verdict("unanswered", (), words.CHECKER["as it came"])
        found = self._recognised(given)
        if found:
            return Verdict("wrong", found, " Or: ".join(MISTAKES[number].message for number in found))
        return Verdict("wrong", (), self._departure(given, expected))

    def _recognised(self, given):
        """The numbers of the mistakes that give these values at all points."""
        found = []
        for number in self._task.mistakes:
            ways = MISTAKES[number].gives[self._task.asks]
            for way in ways if isinstance(ways, tuple) else (ways,):
                if all(map(_same, given, self._at_points(way))):
                    found.append(number)
                    break
        return tuple(found)

    def _departure(self, given, expected):
        """Where an unknown wrong answer departs from the right one: its shape, or the first place and the direction."""
        trials = list(zip(given, expected, map(_shown, self._task.points), strict=True))
        for said, wanted, at in trials:
            if said.shape != wanted.shape:
                return words.CHECKER["shape"].format(got=said.shape, wanted=wanted.shape, at=at)
        said, wanted, at = next(trial for trial in trials if not _same(*trial[:2]))
        first = np.flatnonzero(~np.isclose(said, wanted, rtol=RELATIVE, atol=ABSOLUTE))[0]
        yours, right = float(said.flat[first]), float(wanted.flat[first])
        place = words.CHECKER["entry"].format(k=_place(first, said.shape)) if said.ndim else ""
        told = words.CHECKER["departs" if len(trials) > 1 else "number departs"]
        told = told.format(at=at, place=place, yours=f"{yours:.4g}", hint=_direction(yours, right))
        return told[0].upper() + told[1:]


def exercises():
    """The names of all exercises, in order.

    >>> exercises()[0]
    '01.1'
    """
    return list(EXERCISES)


def exercise(name):
    """Look up an exercise, such as "04.2". Raises ValueError for another name, and lists the names."""
    if name not in EXERCISES:
        raise ValueError(f"there is no exercise {name!r}; there are {', '.join(EXERCISES)}")
    return _made(name)


_made = cache(Exercise)  # one for each name: it knows which hints it has given


def _same(p, q):
    return p.shape == q.shape and np.allclose(p, q, rtol=RELATIVE, atol=ABSOLUTE, equal_nan=True)


def _direction(yours, right):
    if not math.isfinite(yours):
        return words.CHECKER["finite"]
    if yours * right < 0:
        return words.CHECKER["negative" if right < 0 else "positive"]
    if right == 0:
        return words.CHECKER["zero"]
    return words.CHECKER["larger" if abs(right) > abs(yours) else "smaller"]


def _blank(answer):
    return answer is None or answer is ... or (isinstance(answer, list | tuple) and any(x is ... for x in answer))


def _place(first, shape):
    """The index of an entry, as a reader writes it."""
    index = np.unravel_index(first, shape)
    return int(index[0]) if len(index) == 1 else tuple(map(int, index))


def _shown(point):
    """The first array of a point."""
    return _short(next(x for x in point if isinstance(x, np.ndarray)))


def _short(value):
    """A value in at most 60 characters."""
    if isinstance(value, np.ndarray):
        value = value.tolist()
    text = " ".join(repr(value).split())
    return text if len(text) <= 60 else text[:57] + "…"


def _called(answer, point):
    """What a reader's function makes of a copy of the inputs, as an array, or the Verdict that ends the check."""
    inputs, late = copy.deepcopy(point), threading.Event()
    timer = threading.Timer(SECONDS, lambda: (late.set(), _thread.interrupt_main()))
    timer.start()
    try:
        with np.errstate(all="ignore"):
            said = answer(*inputs)
    except KeyboardInterrupt:
        if not late.is_set():
            raise  # the reader's own interruption
        return Verdict("wrong", (), words.CHECKER["endless"].format(seconds=SECONDS))
    except (Exception, SystemExit) as error:
        return _failed(error)
    finally:
        timer.cancel()
    if said is None or said is ...:
        return Verdict("unanswered", (), words.CHECKER["returns nothing"])
    if any(not np.array_equal(x, y) for x, y in zip(inputs, point, strict=True)):
        return Verdict("wrong", (), words.CHECKER["changes"])
    array = _numbers(said)
    return Verdict("wrong", (), words.CHECKER["no numbers"].format(got=_short(said))) if array is None else array


def _numbers(said):
    """Numbers as an array of floats, and None for anything else."""
    try:
        array = np.asarray(said)
    except ValueError:  # a ragged list
        return None
    return array.astype(float) if array.dtype.kind in "biuf" else None


def _failed(error):
    """A reader's exception in one line, at their line."""
    if "ellipsis" in str(error):
        return Verdict("unanswered", (), words.CHECKER["blank"])
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename != __file__]
    own = [f for f in frames if "site-packages" not in f.filename] or frames
    where = words.CHECKER["line"].format(line=own[0].lineno) if own else ""
    said = " ".join(str(error).split())[:120]
    return Verdict("wrong", (), words.CHECKER["raises"].format(kind=type(error).__name__, where=where, said=said))
