"""The checker: not answered yet, right, or wrong, and if wrong, which classic mistake it was."""

import _thread
import math
import threading
import traceback
from dataclasses import dataclass
from functools import cache
from html import escape

import numpy as np

from softmax_lib import words
from softmax_lib.exercise_bank import EXERCISES
from softmax_lib.mistakes import MISTAKES

__all__ = ["Exercise", "Solution", "Verdict", "exercise", "exercises"]

RELATIVE, ABSOLUTE = 1e-6, 1e-9  # answers that differ by no more than this are the same
SECONDS = 5  # then a reader's code is interrupted


@dataclass(frozen=True)
class Verdict:
    """What the checker says: ``outcome`` is "unanswered", "right" or "wrong".

    ``mistakes`` are the numbers of the mistakes that it recognises, ``message`` says it in words.
    """

    outcome: str
    mistakes: tuple
    message: str

    def __repr__(self):
        return f"{words.OUTCOMES[self.outcome]} {self.message}".strip()

    def _repr_html_(self):
        bold = f"<b>{words.OUTCOMES[self.outcome]}</b> {escape(self.message)}"
        style = "border-left:3px solid currentColor;padding:4px 12px;max-width:680px"
        return f'<div role="status" class="sl-verdict" data-outcome="{self.outcome}" style="{style}">{bold}</div>'


@dataclass(frozen=True)
class Solution:
    """A solution: ``code`` as text, ``value`` what it defines."""

    code: str
    value: object

    def __repr__(self):
        return self.code


class _Line(str):
    """A line of text that Jupyter shows without quotation marks."""

    def __repr__(self):
        return str(self)


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
        return _Line(f"Hint {self._hints_given} of {len(hints)}: {hints[self._hints_given - 1]}")

    def solution(self):
        """A solution, as a Solution with ``code`` and ``value``; for a choice the value is the letter."""
        task = self._task
        if task.options:
            return Solution(f"{task.name!r}  # {task.options[task.name]}", task.name)
        names = {"np": np}
        exec(compile(task.code, f"solution of {self.name}", "exec"), names)
        return Solution(task.code, names[task.name])

    def check(self, answer):
        """Judge an answer: a function, or the letter of a choice. Returns a Verdict; never raises for an answer."""
        if answer is None or answer is ...:
            return Verdict("unanswered", (), words.CHECKER["unanswered"])
        return self._check_choice(answer) if self._task.options else self._check_function(answer)

    def _check_choice(self, answer):
        letter, options = str(answer).strip().lower(), self._task.options
        if not isinstance(answer, str) or letter not in options:
            return Verdict("wrong", (), words.CHECKER["choice"].format(letters=", ".join(options), got=_short(answer)))
        return Verdict("right" if letter == self._task.name else "wrong", (), options[letter])

    def _check_function(self, answer):
        if not callable(answer):
            return Verdict("wrong", (), words.CHECKER["function"].format(name=self._task.name, got=_short(answer)))
        right, given = self.solution().value, []
        for point in self._task.points:
            said = _called(answer, point)
            if isinstance(said, Verdict):
                return said
            given.append(said)
        expected = [np.asarray(right(*point), dtype=float) for point in self._task.points]
        if all(map(_same, given, expected)):
            return Verdict("right", (), words.CHECKER["right"].format(count=len(expected)))
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
                with np.errstate(all="ignore"):
                    made = [np.asarray(way(*point), dtype=float) for point in self._task.points]
                if all(map(_same, given, made)):
                    found.append(number)
                    break
        return tuple(found)

    def _departure(self, given, expected):
        """Where an unknown wrong answer departs from the right one: its shape, or the first place and the direction."""
        trials = list(zip(given, expected, self._task.points, strict=True))
        for said, wanted, point in trials:
            if said.shape != wanted.shape:
                return words.CHECKER["shape"].format(got=said.shape, wanted=wanted.shape, at=_short(point[0]))
        said, wanted, point = next(trial for trial in trials if not _same(*trial[:2]))
        first = np.flatnonzero(~np.isclose(said, wanted, rtol=RELATIVE, atol=ABSOLUTE))[0]
        yours, right = float(said.flat[first]), float(wanted.flat[first])
        place = words.CHECKER["entry"].format(k=first) if said.ndim else ""
        told = {"at": _short(point[0]), "place": place, "yours": f"{yours:.4g}", "hint": _direction(yours, right)}
        return words.CHECKER["departs"].format(**told)


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


def _short(value):
    """A value in at most 60 characters."""
    if isinstance(value, np.ndarray):
        value = value.tolist()
    text = " ".join(repr(value).split())
    return text if len(text) <= 60 else text[:57] + "…"


def _called(answer, point):
    """What a reader's function makes of a copy of the inputs, as an array, or the Verdict that ends the check."""
    inputs, late = [x.copy() for x in point], threading.Event()
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
    try:
        array = np.asarray(said)
    except ValueError:  # a ragged list
        array = np.asarray("")
    if array.dtype.kind not in "biuf":
        return Verdict("wrong", (), words.CHECKER["no numbers"].format(got=_short(said)))
    return array.astype(float)


def _failed(error):
    """A reader's exception in one line, at their line."""
    if "ellipsis" in str(error):
        return Verdict("unanswered", (), words.CHECKER["blank"])
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename != __file__]
    own = [f for f in frames if "site-packages" not in f.filename] or frames
    where = words.CHECKER["line"].format(line=own[0].lineno) if own else ""
    said = " ".join(str(error).split())[:120]
    return Verdict("wrong", (), words.CHECKER["raises"].format(kind=type(error).__name__, where=where, said=said))
