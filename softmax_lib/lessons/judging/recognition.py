"""Recognize what is wrong with an answer: a classic mistake, a slip of one edit, a broken rule, or two at once.

A Recognizer tries them one after another; at most two are named.
"""

import re
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy import allclose  # as it is now: an answer may change it in NumPy

from softmax_lib.language import N_, Sentences, _
from softmax_lib.lessons.judging.comparing import ABSOLUTE, RELATIVE, is_lost, precision, same
from softmax_lib.lessons.judging.edits import KINDS, PLACES, Slip
from softmax_lib.lessons.judging.mistakes import MISTAKES, NUMBERS
from softmax_lib.lessons.judging.reading import HELD, NEEDS, notebook_arrays, unused_inputs, words
from softmax_lib.lessons.judging.slips import fingerprint, given_at, slips_of, tolerance
from softmax_lib.lessons.judging.variations import QUANTITIES, VARIED

__all__ = ["Diagnosis", "Recognizer"]


TOLD = Sentences(
    {
        "kind": N_("One change to correct code gives your numbers: {kind}."),
        "either kind": N_("One change to correct code gives your numbers: {one}, or {other}."),
        "kind and place": N_("One change to correct code gives your numbers: {kind}, {place}."),
        "instead": N_("One change to correct code gives your numbers: {now} in place of {was}."),
        "missing": N_("One change to correct code gives your numbers: {was} is missing."),
        "too much": N_("One change to correct code gives your numbers: {now} should not be there."),
        "quantity": N_("Your numbers are a different quantity from this calculation: {what}."),
        "or": N_("{one} Or: {other}"),
        "and": N_("{one} And: {other}"),
        "title or": N_("{one}, or: {other}"),
        "title and": N_("{one}, and: {other}"),
        "factor": N_("Every number is {ratio} times the right one."),
        "factor that changes": N_(
            "At each point your numbers are a multiple of the right ones, but not always the same multiple: {one} "
            "times at one point, {other} times at another. Is there a count or a sum that you divide by, or forget?"
        ),
        "divided by rows": N_("Your numbers are the right ones divided by the number of rows."),
        "multiplied by rows": N_("Your numbers are the right ones multiplied by the number of rows."),
        "divided by classes": N_("Your numbers are the right ones divided by the number of classes."),
        "multiplied by classes": N_("Your numbers are the right ones multiplied by the number of classes."),
        "divided by entries": N_("Your numbers are the right ones divided by the number of all entries."),
        "multiplied by entries": N_("Your numbers are the right ones multiplied by the number of all entries."),
        "rounded": N_("Your numbers are the right ones rounded to {digits} decimals. Return them as they are."),
        "near": N_(
            "Your numbers are within 3 percent of the right ones, but they have to be right to one part in a million. "
            "An added small number (an ε), a limit, or a difference quotient could be the cause."
        ),
        "shapes": N_(
            "Two tables of shapes {one} and {other} are combined entry by entry, and they don’t fit. Do you want a "
            "matrix product, or a sum over something first?"
        ),
        "shape": N_(
            "Your numbers are right, but not their shape. It is {mine} at the first point, and should be {right}."
        ),
        "transposed": N_(
            "Your table is the right one with its rows as columns. Is a part of it laid along the wrong axis?"
        ),
        "the sum": N_("You return the sum of the right numbers. Return each of them."),
        "the mean": N_("You return the mean of the right numbers. Return each of them."),
        "zeros": N_(
            "Your numbers are 0 at every point: is something subtracted from itself, multiplied by 0, only compared, "
            "or cut to a whole number, or do the terms of a sum cancel?"
        ),
        "nan": N_(
            "Your answer is nan at every point, which means “not a number”. It comes from the logarithm or the root "
            "of a negative number, from 0/0, or from infinity minus infinity."
        ),
        "one side": N_("Your nudge goes to one side only. Raise the entry, lower it, and take the difference."),
        "too large": N_(
            "The step of your nudge is too large: the function curves over that distance. A step near 1e-5 is best."
        ),
        "too small": N_(
            "The step of your nudge is too small, or the nudge is rounded: only rounding errors are left in the "
            "difference. A step near 1e-5 is best."
        ),
        "nothing moves": N_(
            "Your slopes are 0 at every point: both values of f are the same. Is the nudge so small that it is rounded "
            "away, or is the same array nudged both ways?"
        ),
        "unbound": N_("This variable is used before it has a value. Did you mean another one?"),
        "unknown": N_("There is no variable of this name. Is it spelled as in the line that defines it?"),
        "no axis": N_(
            "A list of numbers has only axis 0. A table has axis 0, down its columns, and axis 1, along its rows."
        ),
        "out of range": N_(
            "This index lies outside the array. The first index is 0, and the last one is the length minus 1."
        ),
        "index with decimals": N_(
            "An index has to be a whole number, and this one has decimals. To pick entries by weights such as t, "
            "multiply by the weights and add."
        ),
        "whole array": N_(
            "Here Python wants a single yes or no, and gets a whole array. Python’s max, min and if ask for that. For "
            "the larger of two arrays, entry by entry, there is np.maximum, and for the largest entry np.max."
        ),
        "all masked": N_(
            "In this row every logit is −inf, and softmax needs a finite one. Do you mask what should be kept?"
        ),
        "last wrong": N_("All your numbers are right but the last: does your loop end too early?"),
        "first wrong": N_("All your numbers are right but the first: does your loop begin too late?"),
        "first only": N_("You return only the first part of the answer: does your function return inside the loop?"),
        "last only": N_("You return only the last part of the answer: is it kept in each pass of the loop?"),
        "lengths": N_(
            "One array has {one} entries and the other has {other}. Does your code contain a number that is right for "
            "one of the points only? len gives the length of an input."
        ),
        "misfit": N_(
            "The shapes in a matrix product don’t fit. Write down the shape of each array and of the answer: which "
            "array has to be transposed, and which one comes first?"
        ),
        "notebook": N_(
            "Your function uses {name} from the notebook. Its value differs from point to point, so compute it from "
            "{inputs}."
        ),
        "unused": N_("Your function never uses {name}, and the right numbers depend on it."),
        "hidden zero": N_(
            "If a share is rounded to 0, its logarithm is −inf. Your answer hides that, so the loss is wrong at such "
            "a point. Combine softmax and the logarithm before you compute."
        ),
    }
)
_OVERFLOW, _ZERO, _SIGN, _MEAN = "no-maximum-subtracted", "log-of-zero", "sign", "one-over-n"
# Where several kinds of slips give the same numbers, the first of these is named.
_ORDER = (
    "keepdims", "targets-normalized", "largest-target-only", "sigmoid-for-softmax", "not-normalized",
    "sum-or-mean", "logarithm", "axis", "inputs-exchanged", "plus-or-minus", "times-or-divided",
    "kind-of-product", "power", "replaced", "transposed", "operands-exchanged", "shifted-logits",
    "other-normalization", "other-base", "hard-maximum", "negative-logits", "exp-twice", "clipped", "copy",
    "another-quantity", "factor-left-out", "term-left-out", "index", "function-left-out", "index-left-out",
    "function-twice", "sign-of-a-term", "input-unused", "power-of-an-input", "too-early", "comparison",
    "other-slope", "one-step-too-many", "constant", "function-too-many", "variable", "wrong-function",
    "line-left-out", "plus-or-times", "input-changed",
)  # fmt: skip
_VAGUE = {*_ORDER[_ORDER.index("one-step-too-many") :]}
_ALONE = {*_VAGUE, "function-left-out", "input-unused", "power-of-an-input", "another-quantity"}  # not with another one
_KINDS = {**KINDS, **VARIED}


class Diagnosis(NamedTuple):
    """What is wrong: the names of mistakes, kinds of slips or rules; a title and a sentence for the reader."""

    names: tuple
    title: str
    message: str

    @property
    def numbers(self):
        """The numbers of those that are mistakes of the bank."""
        return tuple(NUMBERS[name] for name in self.names if name in NUMBERS)

    def joined(self, other, how):
        titles = [title for title in (self.title, other.title) if title]
        title = TOLD[f"title {how}"].format(one=titles[0], other=titles[1]) if len(titles) == 2 else "".join(titles)
        return Diagnosis((*self.names, *other.names), title, TOLD[how].format(one=self.message, other=other.message))


def _rule(name, told="", /, **said):
    """What a rule tells, by its name or that of another sentence; a mistake of the bank has its title too."""
    title = _(MISTAKES[NUMBERS[name]].name) if name in NUMBERS else ""
    return Diagnosis((name,), title, TOLD[told or name].format(**said))


class Recognizer:
    """Knows all the ways in which the answers to one exercise can be wrong."""

    def __init__(self, task, right: Callable):
        self._task, self.expected = task, [given_at(right, point) for point in task.points]

    @cached_property
    def _ways(self):
        """All ways to be wrong, and their fingerprints, (ways, points): the keys of mistakes first, and then slips."""
        ways, prints = [], []
        for number in self._task.mistakes:
            gives = MISTAKES[number].gives[self._task.asks]
            for way in gives if isinstance(gives, tuple) else (gives,):
                ways.append(MISTAKES[number].key)
                prints.append([fingerprint(given_at(way, point)) for point in self._task.points])
        prints = np.reshape(prints, (len(ways), len(self._task.points)))
        if not self._task.code.startswith("def"):
            return ways, prints
        slips, slip_prints = slips_of(self._task)
        return ways + slips, np.concatenate([prints, slip_prints])

    def prepare(self):
        """Compute all that is needed before the reader's code runs: it may change NumPy."""
        return self._ways

    def __call__(self, answer, given, before=()):
        """A Diagnosis of what an answer gives at the points, or None. ``before`` is what was named the last time."""
        self._words, self._before = words(answer), before
        if any(isinstance(one, np.ndarray) and not one.size for one in given):
            return None
        prints = np.array([fingerprint(one) for one in given])
        near = np.array([tolerance(one, precision(one)) for one in given])
        failed = next((one for one in given if isinstance(one, Exception)), None)  # whose message the reader sees
        return (
            self._shape(given)
            or self._matching(prints, near, given, mistakes_only=True)
            or self._notebook(answer)
            or self._too_large(given)
            or self._summed(given)
            or self._transposed(given)
            or self._not_taken_back(given)
            or self._unused(answer, given)
            or self._matching(prints, near, given)
            or self._too_large(given, prints, near)
            or self._hidden_zero(given)
            or self._two_at_once(given, prints, near)
            or self._factor(given)
            or self._nudge(given)
            or self._empty(given)
            or self._misfit(failed)
            or self._partly(given)
            or self._nearly(given)
            or self._meaning(failed)
        )

    def mistake_in_numbers(self, given):
        """The Diagnosis of numbers that someone has computed by hand, or None."""
        self._words, self._before = set(), ()
        return self._matching(np.array([fingerprint(given)]), np.array([tolerance(given, RELATIVE)]))

    # --- one way, exactly -----------------------------------------------------------------------------------

    def _matching(self, prints, near, given=(), where=slice(None), mistakes_only=False):
        """The ways whose numbers are the same at all points, or at those that are asked for."""
        if given and all(isinstance(one, NameError | TypeError | AttributeError | ImportError) for one in given):
            return None  # which says nothing about the formula
        ways, known = self._ways
        fits = np.flatnonzero((abs(known - prints)[:, where] <= near[where]).all(axis=1))
        both = zip(given, self.expected, strict=False)
        deeper = any(isinstance(one, np.ndarray) and one.ndim > right.ndim for one, right in both)
        says_nothing = all(
            isinstance(one, Exception) or not np.any(np.isfinite(one) & (abs(one) > 1e-12)) for one in given
        )
        slips = sorted((ways[k] for k in fits if isinstance(ways[k], Slip)), key=self._rank)
        slips = [slip for slip in slips if not (deeper and slip.kind in {"index-left-out", *_VAGUE})]
        if given and says_nothing and slips and self._rank(slips[0])[0] >= 0:
            slips = []
        if given and not any(isinstance(one, np.ndarray) and np.isfinite(one).any() for one in given):
            fits = ()
        mistakes = [self._mistake(key) for key in dict.fromkeys(ways[k] for k in fits if isinstance(ways[k], str))]
        if slips and mistakes:  # the answer's own words count more
            if self._rank(slips[0])[0] < 0:
                return self._slips(slips)
            normalized = self._slips([slip for slip in slips if slip.kind == "not-normalized"])
            mistakes += [normalized] if len(mistakes) == 1 and normalized else []
        if given and says_nothing:
            mistakes = [found for found in mistakes if found.names == ("no-upstream-gradient",)]
        if mistakes or mistakes_only or not slips:
            return self._either(mistakes) if mistakes else None
        found = self._slips(slips)
        factor = self._factor(given) if given and found else None
        if factor and found.names[0] == "other-normalization" and factor.names != ("factor-that-changes",):
            return factor  # divided by a count, and not only the exponentials
        return factor if factor and found.names[0] in _VAGUE else found

    def _rank(self, slip):
        """Slips come first whose words the answer has, and last those that need something which it does not have."""
        brought, order = {*slip.brought.split()}, _ORDER.index(slip.kind) if slip.kind in _ORDER else -1
        if not self._words:
            return 1, order
        lacks = not NEEDS.get(slip.kind, self._words) & self._words or not brought <= self._words
        if lacks or (slip.kind == "not-normalized" and "/" in self._words):
            return 2, order
        return (-1 if brought - self._usual and slip.kind not in _VAGUE else 1), order

    def _slips(self, slips):
        """What is told of slips that give the same numbers, the best first: of two kinds at most."""
        best = self._rank(slips[0])[0] if slips else 2
        slips = [slip for slip in slips if best < 2 or slip.kind == "wrong-function"]
        if not slips:
            return None
        kinds = [*dict.fromkeys(slip.kind for slip in slips if self._rank(slip)[0] == best)]
        if kinds[0] in NUMBERS:
            return self._mistake(kinds[0])
        if kinds[0] == "another-quantity":
            return _rule(kinds[0], "quantity", what=QUANTITIES[slips[0].now])
        kinds = [kind for kind in kinds if kind in _KINDS][:2]
        if kinds[0] not in _VAGUE and kinds[-1] in _VAGUE:
            kinds = kinds[:1]
        names = [_KINDS[kind] for kind in kinds]
        if len(kinds) == 2:
            return Diagnosis(tuple(kinds), "", TOLD["either kind"].format(one=names[0], other=names[1]))
        slips = [slip for slip in slips if slip.kind == kinds[0] and self._rank(slip)[0] == best]
        changes, places = {(slip.was, slip.now) for slip in slips}, {slip.place for slip in slips}
        if kinds[0] in self._before and len(changes) == 1 and any(*changes):
            was, now = changes.pop()
            how = "too much" if not was else "instead" if now else "missing"
            return _rule(kinds[0], how, was=was, now=now)
        place = min(places)
        if len(places) > 1 or not HELD.get(place, set()) & self._words or (place == "last" and "loop" in self._words):
            return _rule(kinds[0], "kind", kind=names[0])
        return _rule(kinds[0], "kind and place", kind=names[0], place=PLACES[place])

    @cached_property
    def _usual(self):
        """The words of correct solutions."""
        return {word for code in (self._task.code, *self._task.forms) for word in re.findall(r"\w+", code)}

    @staticmethod
    def _either(found):
        return found[0] if len(found) == 1 else found[0].joined(found[1], "or") if len(found) == 2 else None

    def _mistake(self, key):
        mistake = MISTAKES[NUMBERS[key]]
        return Diagnosis((key,), _(mistake.name), _(mistake.told.get(self._task.asks, mistake.message)))

    # --- rules ----------------------------------------------------------------------------------------------

    def _arrays(self, given):
        """Pairs of what an answer gives and the right numbers; empty where one of them is an exception."""
        pairs = list(zip(given, self.expected, strict=True))
        return [] if any(isinstance(one, Exception) for pair in pairs for one in pair) else pairs

    def _comparable(self, given):
        """The same; empty unless all are finite and of the same shape."""
        pairs = self._arrays(given)
        fit = all(one.shape == right.shape and np.isfinite([one, right]).all() for one, right in pairs)
        return pairs if fit else []

    def _shape(self, given):
        """The right numbers in another shape."""
        pairs = self._arrays(given)
        alike = (one.size == right.size > 1 and same(one.ravel(), right.ravel()) for one, right in pairs)
        if not pairs or any(one.shape == right.shape for one, right in pairs) or not all(alike):
            return None
        return _rule("shape", mine=given[0].shape, right=self.expected[0].shape)

    def _summed(self, given):
        """The sum or the mean of the right numbers."""
        pairs = self._arrays(given)
        if not pairs or any(right.size < 2 for _one, right in pairs):
            return None
        for how in ("sum", "mean"):
            if all(same(one, np.asarray(getattr(right, how)())) for one, right in pairs):
                return _rule("summed", f"the {how}")
        return None

    def _transposed(self, given):
        """The right tables, with rows for columns."""
        pairs = self._comparable(given)
        return (
            _rule("transposed") if pairs and all(one.ndim == 2 and same(one.T, right) for one, right in pairs) else None
        )

    def _notebook(self, answer):
        """A function that uses an array of the notebook, instead of its own inputs."""
        arrays = notebook_arrays(answer)
        if not arrays:
            return None
        inputs = re.findall(r"\w+", self._task.code.partition("(")[2].partition(")")[0])
        return _rule("notebook-variable", "notebook", name=arrays[0], inputs=", ".join(inputs))

    def _unused(self, answer, given):
        """A function that never reads one of its inputs, which all correct solutions do."""
        heads, bodies = zip(*(code.split("\n", 1) for code in (self._task.code, *self._task.forms)), strict=True)
        inputs = re.findall(r"\w+", heads[0].partition("(")[2])
        unused = unused_inputs(answer)
        if len(unused) == len(inputs) or any(isinstance(one, Exception) or not np.any(one) for one in given):
            return None  # no attempt yet, or an exception or the zeros say more
        for place, name in unused:
            if place < len(inputs) and all(re.search(rf"\b{inputs[place]}\b", body) for body in bodies):
                return _rule("input-unused", "unused", name=name)
        return None

    def _too_large(self, given, prints=None, near=None):
        """Right at all points but those at which exp overflows, or at which a share is rounded to 0."""
        lost = [k for k, (one, right) in enumerate(zip(given, self.expected, strict=True)) if is_lost(one, right)]
        kept = [k for k in range(len(given)) if k not in lost]
        if not lost or len(kept) < 2:
            return None
        is_loss = self._task.asks.startswith("loss")
        names = {_ZERO if is_loss and self._vanishes(k, given[k]) else _OVERFLOW for k in lost}
        name = self._mistake(_OVERFLOW if _OVERFLOW in names else _ZERO)
        if all(same(given[k], self.expected[k]) for k in kept):
            return name
        if prints is None:
            return None
        other = self._matching(prints, near, where=kept)
        return (other and len(other.names) == 1 and other.names != name.names and other.joined(name, "and")) or None

    def _vanishes(self, k, one):
        """Whether only a share that is rounded to 0 explains what is lost at this point."""
        if isinstance(one, ValueError):  # math domain error: log 0
            return True
        logits = np.atleast_2d(self._task.points[k][0])
        if isinstance(one, OverflowError) or logits.dtype.kind not in "if":
            return False
        lowest = (logits - logits.max(axis=-1, keepdims=True)).min()
        return bool(lowest < -700) and not (isinstance(one, np.ndarray) and np.isnan(one).all() and one.ndim)

    def _misfit(self, failed):
        """Arrays whose shapes don't fit each other: a row of sums that should be a column, or a missing transpose."""
        message = str(failed) if isinstance(failed, ValueError) else ""
        if "broadcast" in message:
            said = re.findall(r"\((\d+)(?:,(\d+))?,?\)", message)
            tables, rows = [s for s in said if s[1]], [s for s in said if not s[1]]
            if tables and rows and any(row[0] == table[0] for row in rows for table in tables):
                return self._mistake("keepdims-forgotten")
            if len(rows) == 2:
                return _rule("shapes", "lengths", one=rows[0][0], other=rows[1][0])
            if len(tables) == 2:
                one, other = (f"({', '.join(table)})" for table in tables)
                return _rule("shapes", one=one, other=other)
        return _rule("shapes", "misfit") if "matmul" in message or "not aligned" in message else None

    @staticmethod
    def _empty(given):
        """Zeros at all points, or nan."""
        if any(isinstance(one, Exception) or not one.size for one in given):
            return None
        if all(np.isnan(one).any() for one in given):
            return _rule("nan")
        return _rule("zeros") if all((abs(one) <= 1e-12).all() for one in given) else None

    def _overflows(self, k):
        """Whether exp of the logits overflows at a point."""
        logits = np.asarray(self._task.points[k][0])
        return logits.dtype.kind in "if" and bool((logits > 700).any())

    def _hidden_zero(self, given):
        """Right, or nearly, but finite and wrong where exp overflows, or in a loss where a share is rounded to 0."""
        if not self._task.asks.startswith("loss"):
            wrong = [k for k, pair in enumerate(zip(given, self.expected, strict=True)) if not same(*pair)]
            hidden = len(wrong) < len(given) - 1 and all(self._overflows(k) for k in wrong)
            return self._mistake(_OVERFLOW) if hidden else None
        pairs = self._comparable(given)
        if not pairs:
            return None
        ratios = [float(one / right) if right else 1.0 for one, right in pairs]
        wrong = [k for k, ratio in enumerate(ratios) if abs(ratio - 1) > 0.02]
        vanishing = all(self._vanishes(k, None) for k in wrong)
        if wrong and vanishing and len(wrong) < len(pairs) and all(ratios[k] < 1 or ratios[k] > 1e290 for k in wrong):
            return _rule(_ZERO, "hidden zero")
        return None

    def _off(self, given):
        """How far slopes are from the right ones, the last at a product, a parabola, a cube and a kink; or None."""
        pairs = self._comparable(given) if self._task.asks == "central differences" else None
        return pairs and [one - right for one, right in pairs]

    def _not_taken_back(self, given):
        """Slopes of a product of which only the second is wrong: x[0] was still nudged then. A parabola hides that."""
        off = self._off(given)
        if not off or abs(off[-4][[0, 2]]).max() > 1e-6 or abs(off[-4][1]) <= ABSOLUTE or abs(off[-3]).max() > 1e-6:
            return None
        return self._mistake("nudge-not-taken-back")

    def _nudge(self, given):
        """What is wrong with the step of a difference quotient."""
        off = self._off(given)
        if not off:
            return None
        if abs(off[0]).max() > 0.1 and all(abs(one).max() < 0.01 for one in off[1:]):
            return self._mistake("integers-nudged")
        *losses, _product, parabola, cube, kink = off
        bends = allclose(parabola, parabola[0], rtol=0.5) and 0 < abs(parabola[0]) < 1
        if abs(abs(kink[0]) - 1) < 0.1 and abs(kink[1:]).max() < 0.1 and bends:
            how = "one side"
        elif abs(parabola).max() < 1e-6 and allclose(cube, cube[0], rtol=0.1) and abs(cube[0]) > 1e-6:
            how = "too large"
        elif not any(np.any(one) for one in given):
            return _rule("zeros", "nothing moves")
        elif all(abs(one).max() < 0.15 and np.ptp(one) > 0.3 * abs(one).max() for one in (*losses[1:], parabola, cube)):
            how = "too small"
        else:
            return None
        return _rule("step-size", how)

    @staticmethod
    def _meaning(failed):
        """What an exception means."""
        for error, said, name, told in (
            (UnboundLocalError, "", "unbound-variable", "unbound"),
            (NameError, "", "unknown-name", "unknown"),
            (np.exceptions.AxisError, "", "axis", "no axis"),
            (IndexError, "integer", "index", "index with decimals"),
            (IndexError, "out of bounds", "index", "out of range"),
            (IndexError, "out of range", "index", "out of range"),
            (ValueError, "truth value of an array", "truth-value", "whole array"),
            (ValueError, "has only -inf", "mask-turned-around", "all masked"),
        ):
            if isinstance(failed, error) and said in str(failed):
                return _rule(name, told)
        return None

    def _partly(self, given):
        """Numbers of which only the first or the last ones are wrong; or the first or last row alone."""
        found = set()
        if self._task.asks == "two backwards":  # whose parts are not those of a loop
            return None
        for one, right in self._arrays(given):
            if not right.ndim:
                return None
            if one.shape == right.shape and len(right) > 1:
                wrong = [not same(x, y) for x, y in zip(np.asarray(one, float), right, strict=True)]
                if any(wrong):
                    found.add(
                        "" if any(wrong[1:-1]) or wrong[0] == wrong[-1] else f"{'first' if wrong[0] else 'last'} wrong"
                    )
            elif same(one, right[:1]) or same(one, right[0]):
                found.add("first only")
            else:
                found.add("last only" if same(one, right[-1:]) or same(one, right[-1]) else "")
        name = found.pop() if len(found) == 1 else ""
        return _rule("too-early", name) if name else None

    # --- two at once ----------------------------------------------------------------------------------------

    def _two_at_once(self, given, prints, near):
        """A known way with every sign flipped, or divided by N once too often or too seldom."""
        if not all(isinstance(one, np.ndarray) and np.isfinite(one).all() for one in given):
            return None
        rows = np.array([len(np.atleast_1d(point[0])) for point in self._task.points])
        for name, factor in ((_SIGN, -1), (_MEAN, rows), (_MEAN, 1 / rows)):
            if name == _SIGN or "rows" in self._task.asks:
                other = self._matching(factor * prints, abs(factor) * near)
                if other and len(other.names) == 1 and name not in other.names and other.names[0] not in _ALONE:
                    return other.joined(self._mistake(name), "and")
        return None

    def _factor(self, given):
        """The same multiple of the right numbers at all points; or N, C or their product, over or under it."""
        ratios = []
        for one, right in self._comparable(given):
            counts = abs(right) > ABSOLUTE
            if not allclose(one[~counts], 0, atol=ABSOLUTE):
                return None
            mine = (one[counts] / right[counts]).ravel()
            if mine.size and not allclose(mine, mine[0], rtol=RELATIVE, atol=0):
                return None
            ratios.append(mine[0] if mine.size else np.nan)
        ratios = np.array(ratios)
        known = np.isfinite(ratios)
        if known.sum() < 2 or (abs(ratios[known]) < 1e-6).any() or abs(ratios[known] - 1).max() < 1e-3:
            return None
        if allclose(ratios[known], ratios[known][0], rtol=RELATIVE, atol=0):
            return _rule("factor", ratio=f"{ratios[known][0]:.4g}")
        shapes = [np.shape(point[0]) for point in self._task.points]
        counts = {
            "rows": [shape[0] if len(shape) > 1 else 1 for shape in shapes],
            "classes": [shape[-1] if shape else 1 for shape in shapes],
            "entries": [np.prod(shape) for shape in shapes],
        }
        for name, sizes in counts.items():
            if max(sizes) == 1:  # a single number, or one row, counts nothing
                continue
            for how, power in (("multiplied", 1.0), ("divided", -1.0)):
                if allclose(abs(ratios[known]), np.array(sizes)[known] ** power, rtol=RELATIVE, atol=0):
                    found = _rule(f"{how}-by-{name}", f"{how} by {name}")
                    return found if ratios[known][0] > 0 else found.joined(self._mistake(_SIGN), "and")
        if sum(right.size > 1 for right in self.expected) < 2:
            return None  # a number is a multiple of every other
        one, other = (f"{ratio:.4g}" for ratio in ratios[known][[0, -1]])
        return _rule("factor-that-changes", "factor that changes", one=one, other=other)

    def _nearly(self, given):
        """Numbers that are close to the right ones at all points, but not equal."""
        pairs = self._comparable(given)
        if not pairs or any(
            (abs(one - right) / (abs(right).max(initial=0) + 1e-12)).max(initial=0) > 0.03 for one, right in pairs
        ):
            return None
        for digits in range(1, 7):
            if all(allclose(np.round(right, digits), one, rtol=0, atol=1e-12) for one, right in pairs):
                return _rule("rounded", digits=digits)
        return _rule("approximation", "near")
