"""Run a reader's classes and functions: what a method returns or stores, what it changes, and whose code it calls."""

import copy
import inspect
import os
import sys
from pathlib import Path

import numpy as np

from softmax_lib.language import N_, Sentences
from softmax_lib.lessons.judging.running import numbers
from softmax_lib.lessons.trials.refused import Refused

__all__ = [
    "asks_for_upstream",
    "built",
    "call_backward",
    "may_take_upstream",
    "method_of",
    "number_of",
    "refuse_changes",
    "refuse_inherited",
    "run_code",
    "shape_of",
    "stored",
    "table_of",
    "without_the_course",
]

TOLD = Sentences(
    {
        "made": N_("It was made by {call}."),
        "no method": N_("Your class has no method {method}. Give it one."),
        "changes": N_(
            "Your code changes {whose}, which belongs to the caller. Work on a copy. This happens with {what}."
        ),
        "the input": N_("an array that it was given"),
        "passed off": N_(
            "Your code calls {name} of softmax_lib. Here you begin with an empty file, so write that part "
            "yourself, with NumPy alone."
        ),
        "inherits": N_(
            "Your class is {name} of softmax_lib, or inherits from it. Begin with “class {own}:”, without "
            "brackets, and write each method yourself."
        ),
        "instance": N_("Give the class {own} itself, without brackets behind it."),
    }
)
_HOUSE, _LESSONS = (f"{Path(__file__).parents[k]}{os.sep}" for k in (2, 1))  # the lessons run beside a reader's code


def run_code(call, *inputs, what=""):
    """What a call returns, or the exception that it raises; Refused if an input is changed."""
    given = copy.deepcopy(inputs)
    try:
        with np.errstate(all="ignore"):
            made = call(*given)
    except KeyboardInterrupt:
        raise
    except Exception as error:
        return error
    refuse_changes(given, inputs, what)
    return made


def refuse_changes(now, before, what, whose=""):
    """Refuse arrays of the caller's that are no longer what they were."""
    if not all(map(np.array_equal, now, before)):
        raise Refused(TOLD["changes"].format(whose=whose or TOLD["the input"], what=what), "changes-its-input")


def refuse_inherited(made, name):
    """Refuse a class that is one of the course's, or made from one."""
    if not inspect.isclass(made):
        if inspect.isfunction(made) or inspect.isbuiltin(made):
            return
        raise Refused(TOLD["instance"].format(own=name))
    for base in made.__mro__:
        if base.__module__.partition(".")[0] == "softmax_lib":
            raise Refused(TOLD["inherits"].format(name=base.__name__, own=name), "passed-off")


def without_the_course(call):
    """What a call returns; Refused if the reader's code, on the way, calls code of the course."""
    used = []

    def look(frame, event, arg):
        file, name, caller = frame.f_code.co_filename, frame.f_code.co_name, frame.f_back
        ours = file.startswith(_HOUSE) and not file.startswith(_LESSONS) and name not in ("__getattr__", "<module>")
        if event == "call" and ours and caller and not caller.f_code.co_filename.startswith(_HOUSE):
            used.append(frame.f_code.co_qualname)

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        return call()
    finally:
        sys.setprofile(before)
        if used:
            raise Refused(TOLD["passed off"].format(name=used[0].partition(".")[0]), "passed-off")


def stored(layer):
    """The values that an object keeps, by name; those in a list or dict of it as well."""
    kept = dict(getattr(layer, "__dict__", {}))
    for kind in type(layer).__mro__:
        slots = kind.__dict__.get("__slots__", ())
        kept |= {name: getattr(layer, name, None) for name in ((slots,) if isinstance(slots, str) else slots)}
    for name, one in list(kept.items()):
        inner = one if isinstance(one, dict) else dict(enumerate(one)) if isinstance(one, list | tuple) else {}
        kept |= {f"{name} {key}": value for key, value in inner.items()}
    return kept


def shape_of(one):
    """The shape of numbers; None of what is no array, such as a list of two tables."""
    found = numbers(one)
    return None if found is None else found.shape


def number_of(layer, call):
    """The loss that forward returns, alone or beside others; or stores, where it returns nothing."""
    made, new = _returned(layer, call)
    if isinstance(made, tuple):
        return next((one for one in made if shape_of(one) in ((), (1,), (1, 1))), made)
    found = {name: one for name, one in new.items() if isinstance(one, float | np.floating)}
    named = (one for name, one in found.items() if "loss" in name.lower())
    return next(named, next(iter(found.values()), None)) if made is None else made


def table_of(layer, call, shape):
    """The table that a method returns, alone or beside others; or stores, where it returns nothing."""
    made, new = _returned(layer, call)
    if isinstance(made, tuple):
        return next((one for one in made if shape_of(one) == shape), made)
    found = [one for one in new.values() if shape_of(one) == shape]
    return (found[-1] if found else None) if made is None else made


def _returned(layer, call):
    """What a method returns, and what it has stored anew, by name."""
    before = stored(layer)
    made = call()
    return made, {name: one for name, one in stored(layer).items() if before.get(name) is not one}


def call_backward(layer, upstream=None):
    """backward(), or backward(1) where it asks for an upstream gradient; or with the one that is given."""
    if upstream is None and not asks_for_upstream(layer):
        return layer.backward()
    return layer.backward(1.0 if upstream is None else upstream)


def asks_for_upstream(layer):
    """Whether backward can't be called without an upstream gradient."""
    try:
        inspect.signature(layer.backward).bind()
    except TypeError:
        return True
    return False


def may_take_upstream(layer):
    """Whether the first argument of backward is 1 by default, so that it is meant for an upstream gradient."""
    default = next((one.default for one in inspect.signature(layer.backward).parameters.values()), None)
    return type(default) in (int, float) and default == 1


def built(kind, *inputs):
    """A layer, made anew."""
    layer = run_code(lambda: kind(*inputs))
    if isinstance(layer, Exception):
        raise Refused(TOLD["made"].format(call=f"{kind.__name__}({'W, b' if inputs else ''})"), error=layer)
    return layer


def method_of(layer, name):
    if not callable(getattr(layer, name, None)):
        raise Refused(TOLD["no method"].format(method=name), "missing-part")
    return getattr(layer, name)
