"""The checker: not answered yet, right, or wrong, and if wrong, which classic mistake it was."""

import copy
import dis
import inspect
import math
import re
import textwrap
import unicodedata
from dataclasses import replace
from functools import cache, cached_property
from numbers import Real

import numpy as np

from softmax_lib.language import N_, Sentences, _
from softmax_lib.lessons.bank import EXERCISES, refused
from softmax_lib.lessons.judging.comparing import same
from softmax_lib.lessons.judging.mistakes import MISTAKES
from softmax_lib.lessons.judging.recognition import Diagnosis, Recognizer
from softmax_lib.lessons.judging.running import Ended, at_points, is_blank, line_of, numbers, printable, short
from softmax_lib.lessons.questions import Predict, html, plain
from softmax_lib.lessons.trials import Refused, Unanswered, tried
from softmax_lib.lessons.trials.comparing import pasted
from softmax_lib.lessons.verdicts import Hint, Solution, Verdict, disclosed, unseen
from softmax_lib.live.page import record

__all__ = ["Exercise", "exercise", "exercises"]

CHECKER = Sentences(
    {
        "unanswered": N_("Put your answer in, and run the cell again."),
        "returns nothing": N_("Your function returns nothing so far. Put your answer after return."),
        "returns nothing here": N_("With {point}, your function returns nothing."),
        "blank": N_("There is still a blank, written as three dots, in your function."),
        "right": N_("Checked at {count} points."),
        "choice": N_("This is a multiple-choice exercise: give one of the letters {letters}. You gave {got}."),
        "alphabet": N_(
            "“{got}” belongs to another alphabet: it is {name}. Switch your keyboard to Latin letters, and give one of "
            "the letters {letters}."
        ),
        "alphabet title": N_("a letter of another alphabet"),
        "built": N_("This check takes {names}, without brackets after a name. You gave {got}."),
        "function": N_("Give the function {name} itself, without brackets and quotation marks. You gave {got}."),
        "shape": N_("With {at}, your answer is {got}. It should be {wanted}."),
        "a number": N_("a single number"),
        "a row": N_("an array of shape {shape}, that is, {count} numbers"),
        "a table": N_("an array of shape {shape}, that is, {rows} rows and {columns} columns"),
        "an array": N_("an array of shape {shape}"),
        "endless": N_(
            "Your code was still running after {seconds} seconds and was interrupted. Is there an endless loop?"
        ),
        "asks": N_(
            "Your function calls input() and would wait for someone to type. Everything that it needs is in its "
            "arguments."
        ),
        "raises": N_("Your code raises {kind}."),
        "raises, saying": N_("Your code raises {kind}: {said}"),
        "a line": N_("{number}, “{code}”"),
        "raises in a line": N_("Your code raises {kind} in line {line}."),
        "raises in a line, saying": N_("Your code raises {kind} in line {line}: {said}"),
        "raises at": N_("{told} This happens with {at}."),
        "changes": N_(
            "Your function changes its inputs. Work on a copy. (Adding a step and subtracting it again does not "
            "always give the same number.)"
        ),
        "no numbers": N_("Your function returns {got}, which does not consist of real numbers."),
        "departs": N_("With {at}: you have {yours}. {hint}"),
        "departs at an index": N_("With {at}: at index {k}, you have {yours}. {hint}"),
        "negative": N_("It should be negative."),
        "positive": N_("It should be positive."),
        "zero": N_("It should be 0."),
        "larger": N_("It should be larger."),
        "smaller": N_("It should be smaller."),
        "farther": N_("It should be farther below 0."),
        "closer": N_("It should be closer to 0."),
        "finite": N_("It should be a finite number."),
        "nearly": N_("That is nearly right, but it has to be right to one part in a million."),
        "unknown": N_("Your answer could not be checked: {kind}."),
        "numbers": N_("Give {count} numbers in a list. You gave {got}."),
        "number": N_("Give one number. You gave {got}."),
        "comma": N_("It looks as if you wrote a decimal comma. Python writes {number}, with a point."),
        "comma title": N_("a decimal comma"),
        "number departs": N_("You have {yours}. {hint}"),
        "number departs at an index": N_("At index {k}, you have {yours}. {hint}"),
        "as it came": N_("Your code still behaves like the code you were given. Change it, and run the cell again."),
        "stuck": N_('Stuck? exercise("{name}").hint() gives a hint.'),
        "hint": N_("Hint {number} of {count}: {hint}"),
        "boxed hint": N_("Hint {number} of {count}."),
        "commit": N_("That is my answer"),
        "again": N_("Answer again"),
        "mine": N_("← your answer"),
        "told": N_("<b>{outcome}</b> {feedback}"),
        "told wrong": N_("<b>{outcome}</b> {feedback} {help}"),
    }
)


class Exercise:
    """One exercise. ``check(answer)`` judges, ``hint()`` gives the next hint, ``solution()`` shows a solution.

    >>> from softmax_lib import exercise
    >>> exercise("05.2").check(lambda a, t: t - np.exp(a) / np.exp(a).sum() * t.sum()).mistakes
    (1,)
    """

    _behind = False  # whether the solution stands behind the last hint

    def __init__(self, name):
        self.name, self._task = name, EXERCISES[name]
        self._hints_given, self._named = 0, ()  # and what was named the last time
        if self._task.points:
            self._try_solution()

    def __repr__(self):
        return f"exercise({self.name!r})"

    def _try_solution(self):
        """Raise ValueError where our own solution gives no numbers: that is told to its author, not to a reader."""
        try:
            with np.errstate(all="ignore"):
                right = self._right
                made = numbers(right(*copy.deepcopy(self._task.points[0]))) if callable(right) else right
            said = "It returns no numbers" if made is None else ""
        except Exception as error:
            said = f"{type(error).__name__}: {error}"
        if said:
            raise refused("raises", f"{self.name[:2]}.toml, exercise {self.name}", field="solution", said=said)

    def hint(self):
        """The next hint, as text; after the last one the last one again."""
        hints = self._hints
        self._hints_given = min(self._hints_given + 1, len(hints))
        told = {"number": self._hints_given, "count": len(hints), "hint": plain(hints[self._hints_given - 1])}
        said = Hint(CHECKER["hint"].format(**told))
        said.boxed = CHECKER["boxed hint"].format(**told), told["hint"]
        return said

    def solution(self):
        """A solution, as a Solution with ``code`` and ``value``."""
        return Solution(self._solved, self._run(self._solved))  # the reader's own

    @property
    def _hints(self):
        """The hints, in their order."""
        return self._task.hints

    @property
    def _solved(self):
        """The solution as text."""
        return self._task.code

    @cached_property
    def _right(self):
        """The right function, or the right numbers."""
        return self._run(self._task.code)

    def _run(self, code):
        """What our own code defines under the exercise's name."""
        names = {"np": np}
        exec(compile(code, f"exercise {self.name}", "exec"), names)
        made = names[self._task.name]
        return made if callable(made) else np.asarray(made)

    def check(self, *answer):
        """Judge an answer: a function, numbers, or the letter of a choice. Returns a Verdict; never raises for one."""
        verdict = self._noted(answer[0] if len(answer) == 1 else list(answer) or None)
        if verdict.outcome == "right":
            return unseen(self.name, verdict)
        return unseen(self.name, replace(verdict, help=self._help(verdict.outcome == "wrong")))

    def _help(self, wrong):
        """What is there to open below a verdict that is not right: hints, and a solution."""
        return disclosed(list(map(html, self._hints)), self._solved if wrong else "", self._behind)

    def _noted(self, answer):
        """The verdict on an answer, which is kept where it is right or wrong."""
        try:
            blank = is_blank(answer)
            verdict = Verdict("unanswered", (), CHECKER["unanswered"]) if blank else self._judged(answer)
        except Exception as error:  # an object that can't even be looked at
            verdict = Verdict("wrong", (), CHECKER["unknown"].format(kind=type(error).__name__))
        noted = record.answered(self._task.key, verdict.outcome) if verdict.outcome in ("right", "wrong") else ""
        if verdict.outcome == "wrong":
            return replace(verdict, note=CHECKER["stuck"].format(name=self.name))
        if verdict.outcome == "right":
            return replace(verdict, note=noted or record.problem())
        return verdict

    def _judged(self, answer):
        if not callable(self._right):
            return self._judged_numbers(answer)
        if not callable(answer):
            return _wrong(CHECKER["function"].format(name=self._task.name, got=short(answer)))
        try:
            return self._judged_function(answer)
        except Ended as ended:
            return self._ended(ended)

    def _judged_numbers(self, answer):
        given, right = numbers(answer), self._right
        if given is not None and given.ndim == 0 and right.size == 1:  # one number needs no list
            given = given.reshape(right.shape)
        if given is None or given.shape != right.shape:
            if number := _with_comma(answer, right.size):
                return _wrong(
                    found=Diagnosis(("decimal-comma",), CHECKER["comma title"], CHECKER["comma"].format(number=number))
                )
            said = CHECKER["numbers" if right.size > 1 else "number"]
            return _wrong(said.format(count=right.size, got=short(answer)))
        if same(given, right):
            return Verdict("right", (), "")
        found = self._recognizer.mistake_in_numbers(given)
        return _wrong(found=found) if found else _wrong(*self._departure([given], [right]))

    def _judged_function(self, answer):
        self._recognizer.prepare()
        given, expected = at_points(answer, self._task.points), self._recognizer.expected
        if all(map(same, given, expected)):
            return Verdict("right", (), CHECKER["right"].format(count=len(expected)))
        if self._task.came and _code(answer) == _code(self._run(self._task.came)):
            return Verdict("unanswered", (), CHECKER["as it came"])
        failed = next((made for made in given if isinstance(made, Exception)), None)
        if failed and _holds_a_blank(answer):
            return Verdict("unanswered", (), CHECKER["blank"])
        found = self._recognizer(answer, given, self._named)
        self._named = found.names if found else ()
        if failed:
            return _wrong(*self._failure(failed, given), found)
        return _wrong(found=found) if found else _wrong(*self._departure(given, expected))

    def _ended(self, ended):
        """The verdict on an answer that could not be run at all points."""
        if ended.reason == "raises":
            return _wrong(*self._failure(ended.said["error"]))
        at = self._at(ended.said["point"]) if "point" in ended.said else ""
        told = CHECKER[ended.reason].format(**{**ended.said, "point": at})
        if ended.reason == "returns nothing":
            return Verdict("unanswered", (), told)
        named = {"changes": ("changes-its-input",), "asks": ("asks-for-input",), "endless": ("endless-loop",)}
        return replace(_wrong(told, at), diagnosis=named.get(ended.reason, ()))

    @cached_property
    def _recognizer(self):
        right = self._right if callable(self._right) else lambda *point: self._right
        return Recognizer(self._task, right)

    def _failure(self, error, given=()):
        """A reader's exception in one line, at their line, and the point at which it was raised."""
        line, code = line_of(error)
        if code:  # a notebook shows no numbers of lines
            line = CHECKER["a line"].format(number=line, code=textwrap.shorten(printable(code), 80, placeholder=" …"))
        try:
            said = textwrap.shorten(printable(str(error)), 300, placeholder=" …")
        except Exception:
            said = ""
        told = CHECKER[f"raises{' in a line' if line else ''}{', saying' if said else ''}"]
        told = told.format(kind=type(error).__name__, line=line, said=said)
        told = told if told.endswith((".", "!", "?", "…")) else f"{told}."
        k = next((k for k, made in enumerate(given) if made is error), 0)
        at = self._at(self._task.points[k]) if k else ""
        return (CHECKER["raises at"].format(told=told, at=at) if at else told), at

    def _departure(self, given, expected):
        """Where an unknown wrong answer departs from the right one: its shape, or the first place and the direction."""
        trials = list(zip(given, expected, map(self._at, self._task.points), strict=True))
        for said, wanted, at in trials:
            if said.shape != wanted.shape:
                return CHECKER["shape"].format(got=_shape(said.shape), wanted=_shape(wanted.shape), at=at), at
        said, wanted, at = next(trial for trial in trials if not same(*trial[:2]))
        first = next(k for k in range(said.size) if not same(said.flat[k : k + 1], wanted.flat[k : k + 1]))
        yours, right = (0.0 if abs(one.flat[first]) < 1e-12 else float(one.flat[first]) for one in (said, wanted))
        told = f"{'' if callable(self._right) else 'number '}departs{' at an index' * (said.size > 1)}"
        k = tuple(map(int, np.unravel_index(first, said.shape)))
        k = k[0] if len(k) == 1 else k  # as a reader writes it
        return CHECKER[told].format(at=at, k=k, yours=f"{yours:.4g}", hint=_direction(yours, right)), at

    def _at(self, point):
        """A point as a reader can paste it into a cell: "a = np.array([0.3, 2.9, 4.0])"."""
        names = inspect.signature(self._right).parameters if callable(self._right) else ()
        return pasted(**dict(zip(names, point, strict=False)))


class Built(Exercise):
    """An exercise that begins with an empty file: ``check`` takes what the reader has built, and tries it."""

    _behind = True

    @property
    def _hints(self):
        """The hint for what the last verdict has named comes first."""
        hints, first = self._task.hints, self._task.first_hint.get(self._named, 1)
        return (hints[first - 1], *hints[: first - 1], *hints[first:])

    def _run(self, code):
        """What the solution defines, with those of the exercises before it: one thing, or a list."""
        names = {"np": np}
        for name, task in EXERCISES.items():
            if task.trials and name[:3] == self.name[:3]:
                exec(compile(task.code, f"exercise {name}", "exec"), names)
            if name == self.name:
                break
        made = [names[name] for name in self._task.name.split(", ")]
        return made if len(made) > 1 else made[0]

    def _judged(self, answer):
        made, names = answer if isinstance(answer, list) else [answer], self._task.name.split(", ")
        before, self._named = self._named, ()
        if len(made) != len(names) or not all(map(callable, made)):
            return _wrong(CHECKER["built"].format(names=self._task.name, got=short(answer)))
        try:
            return Verdict("right", (), tried(self._task.trials, made))
        except Unanswered as nothing:
            return Verdict("unanswered", (), nothing.told)
        except Refused as refused:
            self._named = refused.name
            if refused.name != before:
                self._hints_given = 0
            raised = self._failure(refused.error)[0] if refused.error else ""
            return Verdict(
                "wrong",
                refused.numbers,
                " ".join(filter(None, [raised, refused.told])),
                diagnosis=tuple(filter(None, [refused.name])),
                title=refused.title,
                at=refused.at,
            )
        except Ended as ended:
            return self._ended(ended)


class Choice(Exercise):
    """An exercise that asks for one of several options: by its letter, or by a click where Jupyter shows it.

    >>> exercise("05.4").check("b").outcome
    'right'
    """

    def __repr__(self):
        return repr(self.view())

    def _ipython_display_(self):
        self.view()._ipython_display_()

    def view(self, kind=Predict):
        """The options to click on. To commit to one counts as much as to check its letter."""
        task, verdicts = self._task, [self._judged(letter) for letter in self._task.options]
        right = [k if verdict.outcome == "right" else -1 for k, verdict in enumerate(verdicts)]
        return kind(
            task.key,
            f"{self.name} {plain(task.text)}",
            f"<b>{self.name}</b> {html(task.text)}",
            list(task.choices.values()),
            told=list(map(self._told, verdicts, task.options.values())),
            right=right,
            words=CHECKER,
            keys=task.keys,
        )

    def _told(self, verdict, feedback):
        return CHECKER["told" if verdict.outcome == "right" else "told wrong"].format(
            outcome=verdict.said(), feedback=html(feedback), help=self._help(False)
        )

    def solution(self):
        """The right letter, as a Solution with ``code`` and ``value``; the code says why."""
        return Solution(self._solved, self._task.name)

    @property
    def _solved(self):
        right = self._task.name
        return f"{right!r}  # {plain(self._task.options[right])}"

    def _judged(self, answer):
        options = self._task.options
        text = unicodedata.normalize("NFKC", answer).lower() if isinstance(answer, str) else ""
        letter, letters = "".join(filter(str.isalnum, text)), ", ".join(options)  # a wide one as a usual one
        if alphabet := _other_alphabet(letter):
            told = CHECKER["alphabet"].format(got=letter, name=alphabet, letters=letters)
            return _wrong(found=Diagnosis(("other-alphabet",), CHECKER["alphabet title"], told))
        if letter not in options:
            return _wrong(CHECKER["choice"].format(letters=letters, got=short(answer)))
        told = plain(options[letter])
        if letter in self._task.slips:
            mistake = MISTAKES[self._task.slips[letter]]
            return _wrong(found=Diagnosis((mistake.key,), _(mistake.name), told))
        return Verdict("right" if letter == self._task.name else "wrong", (), told)


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


@cache  # one for each name: it knows which hints it has given
def _made(name):
    task = EXERCISES[name]
    return (Choice if task.options else Built if task.trials else Exercise)(name)


# --- what is said -----------------------------------------------------------------------------------------


def _wrong(told="", at="", found=None):
    """The verdict on a wrong answer: what was seen, at which point, and what was recognized."""
    found = found or Diagnosis((), "", "")
    message = " ".join(filter(None, [told, found.message]))
    return Verdict("wrong", found.numbers, message, diagnosis=found.names, title=found.title, at=at)


def _direction(yours, right):
    if not math.isfinite(yours):
        return CHECKER["finite"]
    if abs(yours - right) <= 1e-3 * abs(right):
        return CHECKER["nearly"]
    if yours * right < 0:
        return CHECKER["negative" if right < 0 else "positive"]
    if right == 0:
        return CHECKER["zero"]
    if right < 0:
        return CHECKER["farther" if right < yours else "closer"]
    return CHECKER["larger" if right > yours else "smaller"]


def _shape(shape):
    """A shape in words."""
    kind = ("a number", "a row", "a table", "an array")[min(len(shape), 3)]
    count, columns = (*shape, 0, 0)[:2]
    return CHECKER[kind].format(shape=shape, count=count, rows=count, columns=columns)


# --- what was typed ---------------------------------------------------------------------------------------


def _other_alphabet(letter):
    """The name of a letter that is not Latin, such as the Cyrillic one that looks like an a; else nothing."""
    name = unicodedata.name(letter, "").title() if len(letter) == 1 and letter.isalpha() else ""
    return "" if name.startswith("Latin ") else name


def _with_comma(answer, count):
    """A number with a decimal comma, as Python writes it, where so many numbers are asked; else nothing.

    A list [0,6, 0,3] arrives as [0, 6, 0, 3]: two whole numbers, of which the second has no sign, are one.
    """
    entries = answer if isinstance(answer, list | tuple | np.ndarray) else [answer]
    typed = ",".join(str(one) if isinstance(one, str | Real) else "?" for one in entries[: 2 * count + 1])
    found = re.findall(r"-?\d+,\d+(?![\d.])|[^,;\s]+", typed)
    commas = [one for one in found if "," in one]
    telling = [one for one in commas if re.fullmatch(r"-?0,\d*[1-9]\d*", one)]
    if len(found) != count or not (telling or len(commas) == count):
        return ""
    return (telling or commas)[0].replace(",", ".")


# --- blanks, and code as it came ----------------------------------------------------------------------------


def _holds_a_blank(function):
    """Whether a function holds three dots that are no index, as a[...] is one."""
    code = getattr(function, "__code__", None)
    steps = [(one.opname, one.argval) for one in dis.get_instructions(code)] if code else []
    for k, (_name, value) in enumerate(steps):
        if value is ...:
            after = next((name for name, _value in steps[k + 1 :] if not name.startswith(("LOAD_", "BUILD_"))), "")
            if not after.endswith("_SUBSCR"):
                return True
    return False


def _code(function):
    code = getattr(function, "__code__", None)
    return code and (code.co_code, code.co_consts, code.co_names)
