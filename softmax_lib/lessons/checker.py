"""The checker: not answered yet, right, or wrong, and if wrong, which classic mistake it was."""

import builtins
import copy
import inspect
import math
import traceback
from dataclasses import replace
from decimal import Decimal
from functools import cache, cached_property
from numbers import Real

import numpy as np

from softmax_lib.lessons.exercise_bank import EXERCISES
from softmax_lib.lessons.mistakes import MISTAKES
from softmax_lib.lessons.time_limit import limited
from softmax_lib.lessons.verdicts import Hint, Solution, Verdict
from softmax_lib.live.page import record

__all__ = ["Exercise", "exercise", "exercises"]

RELATIVE, ABSOLUTE = 1e-6, 1e-9  # answers that differ by no more than this are the same
SECONDS = 5  # then a reader's code is interrupted


CHECKER = {
    "unanswered": "Put your answer in, and run the cell again.",
    "returns nothing": "Your function returns nothing so far. Put your answer after return.",
    "blank": "There is still a blank, written as three dots, in your function.",
    "right": "Checked at {count} points.",
    "choice": "This is a choice: give one of the letters {letters}. What came is {got}.",
    "function": "Give the function {name} itself, without brackets and quotation marks. What came is {got}.",
    "shape": "With {at} your answer has the shape {got}, and it should have {wanted}.",
    "endless": "Your code was still running after {seconds} seconds and was interrupted. Is there an endless loop?",
    "asks": "Your function calls input() and would wait for someone to type. All that it needs is in its arguments.",
    "raises": "Your code raises {kind}{where}{said}",
    "line": " in line {line}",
    "changes": "Your function changes what it is given. Work on a copy. (A step that is added and taken off again need "
    "not give the same number.)",
    "no numbers": "Your function returns {got}, which is not made of real numbers.",
    "departs": "With {at}: {place}you have {yours}. {hint}",
    "entry": "at index {k}, ",
    "negative": "It should be negative.",
    "positive": "It should be positive.",
    "zero": "It should be 0.",
    "larger": "It should be larger in size.",
    "smaller": "It should be smaller in size.",
    "finite": "It should be a finite number.",
    "nearly": "That is nearly right. Is something rounded?",
    "factor": "Every entry is {ratio} times the right one: a factor too many, or too few.",
    "unknown": "This could not be judged: {kind}.",
    "numbers": "Give {count} numbers in a list. What came is {got}.",
    "number departs": "{place}you have {yours}. {hint}",
    "as it came": "This still does what the code did as it came in. Change it, and run the cell again.",
    "stuck": 'Stuck? exercise("{name}").hint() gives a hint.',
    "hint": "Hint {number} of {count}: ",
}


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
        said = CHECKER["hint"].format(number=self._hints_given, count=len(hints))
        return Hint(said + hints[self._hints_given - 1])

    def solution(self):
        """A solution, as a Solution with ``code`` and ``value``; for a choice the value is the letter."""
        task = self._task
        if task.options:
            return Solution(f"{task.name!r}  # {task.options[task.name]}", task.name)
        return Solution(task.code, self._run(task.code))  # the reader's own

    @cached_property
    def _right(self):
        """The right function, or the right numbers."""
        return self._run(self._task.code)

    def _run(self, code):
        """What our own code defines under the exercise's name."""
        names = {"np": np}
        exec(compile(code, f"exercise {self.name}", "exec"), names)
        return names[self._task.name]

    def check(self, *answer):
        """Judge an answer: a function, numbers, or the letter of a choice. Returns a Verdict; never raises for one."""
        try:
            verdict = self._judged(answer[0] if len(answer) == 1 else list(answer) or None)
        except Exception as error:  # an object that can't even be looked at
            verdict = Verdict("wrong", (), CHECKER["unknown"].format(kind=type(error).__name__))
        if verdict.outcome == "wrong":
            return replace(verdict, note=CHECKER["stuck"].format(name=self.name))
        if verdict.outcome == "right":
            return replace(verdict, note=record.write("right", self._task.key) or record.problem())
        return verdict

    def _judged(self, answer):
        if _blank(answer):
            return Verdict("unanswered", (), CHECKER["unanswered"])
        if self._task.options:
            return self._judged_choice(answer)
        if not callable(self._right):
            return self._judged_numbers(answer)
        if not callable(answer):
            return Verdict("wrong", (), CHECKER["function"].format(name=self._task.name, got=_short(answer)))
        return self._judged_function(answer)

    def _judged_choice(self, answer):
        options = self._task.options
        letter = answer.lower().strip(" ()[].:\"'`") if isinstance(answer, str) else ""
        if letter not in options:
            return Verdict("wrong", (), CHECKER["choice"].format(letters=", ".join(options), got=_short(answer)))
        found = (self._task.slips[letter],) if letter in self._task.slips else ()
        return Verdict("right" if letter == self._task.name else "wrong", found, options[letter])

    def _judged_numbers(self, answer):
        given, right = _numbers(answer), self._right
        if given is None or given.shape != right.shape:
            return Verdict("wrong", (), CHECKER["numbers"].format(count=right.size, got=_short(answer)))
        if _same(given, right):
            return Verdict("right", (), "")
        return self._mistaken([given]) or Verdict("wrong", (), self._departure([given], [right]))

    def _judged_function(self, answer):
        given = _at_all(answer, self._task.points)
        if isinstance(given, Verdict):
            return given
        expected = self._at_points(self._right)
        if all(map(_same, given, expected)):
            return Verdict("right", (), CHECKER["right"].format(count=len(expected)))
        if self._task.came and _code(answer) == _code(self._run(self._task.came)):
            return Verdict("unanswered", (), CHECKER["as it came"])
        failed = next((made for made in given if isinstance(made, Exception)), None)
        if failed and _holds_a_blank(answer):
            return Verdict("unanswered", (), CHECKER["blank"])
        said = self._mistaken(given)
        return said or Verdict("wrong", (), _failure(failed) if failed else self._departure(given, expected))

    def _at_points(self, function):
        """What a function of ours gives at each point: an array, or the exception that it raises."""
        made = []
        for point in self._task.points:
            try:
                with np.errstate(all="ignore"):
                    made.append(np.asarray(function(*copy.deepcopy(point)), dtype=float))
            except (ValueError, IndexError) as error:
                made.append(error)
        return made

    def _mistaken(self, given):
        """The verdict that names the mistakes which give these values at all points, or None."""
        found = self._recognised(given)
        if not found:
            return None
        told = [MISTAKES[number].told.get(self._task.asks, MISTAKES[number].message) for number in found]
        return Verdict("wrong", found, " Or: ".join(told))

    def _recognised(self, given):
        """The numbers of the mistakes that give these values at all points."""
        if all(isinstance(made, Exception) for made in given):
            return ()
        return tuple(
            number
            for number, ways in self._made_by_mistake.items()
            if any(all(map(_same, given, made)) for made in ways)
        )

    @cached_property
    def _made_by_mistake(self):
        """What each mistake gives at the points, for each way in which it can be made."""
        found = {}
        for number in self._task.mistakes:
            ways = MISTAKES[number].gives[self._task.asks]
            found[number] = [self._at_points(way) for way in (ways if isinstance(ways, tuple) else (ways,))]
        return found

    def _departure(self, given, expected):
        """Where an unknown wrong answer departs from the right one: its shape, or the first place and the direction."""
        trials = list(zip(given, expected, map(self._named, self._task.points), strict=True))
        for said, wanted, at in trials:
            if said.shape != wanted.shape:
                return CHECKER["shape"].format(got=said.shape, wanted=wanted.shape, at=at)
        said, wanted, at = next(trial for trial in trials if not _same(*trial[:2]))
        first = np.flatnonzero(~np.isclose(said, wanted, rtol=RELATIVE, atol=ABSOLUTE))[0]
        place = CHECKER["entry"].format(k=_place(first, said.shape)) if said.ndim else ""
        told = CHECKER["departs" if callable(self._right) else "number departs"]
        hint = _factor(said, wanted) or _direction(float(said.flat[first]), float(wanted.flat[first]))
        told = told.format(at=at, place=place, yours=f"{said.flat[first]:.4g}", hint=hint)
        return told[0].upper() + told[1:]

    def _named(self, point):
        """A point, as "a = [0.3, 2.9, 4.0], t = [0.0, 0.0, 1.0]"."""
        names = inspect.signature(self._right).parameters if callable(self._right) else ()
        return ", ".join(f"{name} = {_short(x, 45)}" for name, x in zip(names, point, strict=False) if not callable(x))


def exercises():
    """The names of all exercises, in order.

    >>> exercises()[0]
    '01.1'
    """
    return list(EXERCISES)


def exercise(name):
    """Look up an exercise, such as "04.2". Raises ValueError for another name, and lists the names."""
    if not isinstance(name, str) or name not in EXERCISES:
        raise ValueError(f"there is no exercise {name!r}; there are {', '.join(EXERCISES)}")
    return _made(name)


_made = cache(Exercise)  # one for each name: it knows which hints it has given


# --- comparing --------------------------------------------------------------------------------------------


def _same(p, q):
    if isinstance(p, Exception) or isinstance(q, Exception):
        return type(p) is type(q)
    return p.shape == q.shape and np.allclose(p, q, rtol=RELATIVE, atol=ABSOLUTE, equal_nan=True)


def _factor(said, wanted):
    """Where all entries are the same multiple of the right ones, a sentence that says so."""
    if said.size < 2 or not (np.all(np.isfinite(said)) and np.all(said) and np.all(wanted)):
        return ""
    ratio = said / wanted
    same = np.allclose(ratio, ratio.flat[0], rtol=RELATIVE) and abs(ratio.flat[0] - 1) > 1e-3
    return CHECKER["factor"].format(ratio=f"{ratio.flat[0]:.4g}") if same else ""


def _direction(yours, right):
    if not math.isfinite(yours):
        return CHECKER["finite"]
    if abs(yours - right) <= 1e-3 * abs(right):
        return CHECKER["nearly"]
    if yours * right < 0:
        return CHECKER["negative" if right < 0 else "positive"]
    if right == 0:
        return CHECKER["zero"]
    return CHECKER["larger" if abs(right) > abs(yours) else "smaller"]


def _place(first, shape):
    """The index of an entry, as a reader writes it."""
    index = np.unravel_index(first, shape)
    return int(index[0]) if len(index) == 1 else tuple(map(int, index))


def _short(value, longest=60):
    """A value in so many characters."""
    if isinstance(value, np.ndarray):
        value = value.round(4).tolist() if value.dtype.kind == "f" else value.tolist()
    try:
        text = _printable(repr(value))
    except Exception:
        text = f"a {type(value).__name__}"
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _printable(text):
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


# --- blanks, and code as it came ----------------------------------------------------------------------------


def _blank(answer):
    """Nothing at all, the dots, or dots among the numbers."""
    if answer is None or answer is ... or (isinstance(answer, str) and answer.strip() in ("", "...")):
        return True
    if isinstance(answer, list | tuple):
        return any(x is ... for x in answer)
    return isinstance(answer, np.ndarray) and answer.dtype == object and any(x is ... for x in answer.flat)


def _holds_a_blank(function):
    return ... in getattr(getattr(function, "__code__", None), "co_consts", ())


def _code(function):
    code = getattr(function, "__code__", None)
    return code and (code.co_code, code.co_consts, code.co_names)


# --- running a reader's function ----------------------------------------------------------------------------


def _at_all(answer, points):
    """What a reader's function makes of each point, an array or an exception; or the Verdict that ends the check."""
    made = []

    def run():
        for point in points:
            made.append(_called(answer, point))
            if isinstance(made[-1], Verdict):
                break

    asked, builtins.input = builtins.input, _asks
    try:
        limited(run, SECONDS)
    except TimeoutError:
        return Verdict("wrong", (), CHECKER["endless"].format(seconds=SECONDS))
    finally:
        builtins.input = asked
    return made[-1] if isinstance(made[-1], Verdict) else made


class _AsksError(BaseException):
    """Raised when a reader's function calls input(): the answer to it would never come."""


def _asks(*prompt):
    raise _AsksError


def _called(answer, point):
    inputs = copy.deepcopy(point)
    try:
        with np.errstate(all="ignore"):
            said = answer(*inputs)
            array = _numbers(said)
    except KeyboardInterrupt:
        raise
    except Exception as error:
        return error
    except _AsksError:
        return Verdict("wrong", (), CHECKER["asks"])
    except BaseException as error:  # SystemExit and the like
        return Verdict("wrong", (), _failure(error))
    if _blank(said):
        return Verdict("unanswered", (), CHECKER["returns nothing"])
    if any(not np.array_equal(x, y) for x, y in zip(inputs, point, strict=True)):
        return Verdict("wrong", (), CHECKER["changes"])
    return Verdict("wrong", (), CHECKER["no numbers"].format(got=_short(said))) if array is None else array


def _numbers(said):
    """Numbers as an array of floats, and None for anything else."""
    try:
        array = np.asarray(said)
    except ValueError:  # a ragged list
        return None
    if array.dtype == object and array.size and all(isinstance(x, Real | Decimal) for x in array.flat):
        return array.astype(float)
    return array.astype(float) if array.dtype.kind in "biuf" else None


def _failure(error):
    """A reader's exception in one line, at their line."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename != __file__]
    own = [f for f in frames if "site-packages" not in f.filename] or frames
    where = CHECKER["line"].format(line=own[0].lineno) if own else ""
    try:
        said = _printable(str(error))[:120]
    except Exception:
        said = ""
    return CHECKER["raises"].format(kind=type(error).__name__, where=where, said=f": {said}" if said else ".")
