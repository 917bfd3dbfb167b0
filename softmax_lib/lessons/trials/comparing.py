"""Compare what a reader's code gives with the right numbers, and refuse what differs."""

import numpy as np

from softmax_lib.language import N_, Sentences
from softmax_lib.lessons.judging.running import is_blank, numbers, short
from softmax_lib.lessons.trials.refused import Raised, Refused, Unanswered

__all__ = [
    "all_right",
    "as_array",
    "compared",
    "differing",
    "near",
    "pasted",
    "refuse_second",
    "same_as",
    "says",
]

TOLD = Sentences(
    {
        "differs": N_("With {what}, {method} gives {came}. Expected is {wanted}."),
        "differs at": N_("With {what}, {method} gives {came} at index {k}. Expected is {wanted}."),
        "shape": N_("With {what}, {method} gives an array of shape {came}. Expected is {wanted}."),
        "one number": N_("a single number"),
        "of shape": N_("the shape {shape}"),
        "no numbers": N_("With {what}, {method} gives {came}, which is not made of numbers."),
        "second": N_(
            "The first backward() is right, but a second one, straight after it, gives other numbers. At index "
            "{k} you have {came}, and before it was {wanted}."
        ),
    }
)


def near(one, right):
    """Equal to single precision: a reader's layer may compute in float32."""
    size = abs(right[np.isfinite(right)]).max(initial=0.0)
    return one.shape == right.shape and np.allclose(one, right, rtol=1e-5, atol=1e-9 + 1e-6 * size, equal_nan=True)


def _fits(found, right):
    """Whether the shape is right; one number may be in any."""
    return found.shape == right.shape or (right.ndim == 0 and found.size == 1)


def says(x):
    return f"{float(x) + 0.0:.4g}"


def pasted(**values):
    """Values as code, by name."""

    def said(x):
        return f"np.array({x.tolist()})" if isinstance(x, np.ndarray) else getattr(x, "source", None) or repr(x)

    return "; ".join(f"{name} = {said(one)}" for name, one in values.items())


def compared(made, right, method, what, at, name="", asks="", more=""):
    """Refuse numbers that are not right."""
    said = {"method": method, "what": what}
    if isinstance(made, Exception):
        raise Raised(made, what, name, at=at, asks=asks, more=more)
    if is_blank(made):
        raise Unanswered(method)
    found, right = numbers(made), np.asarray(right, dtype=float)
    if found is None:
        raise Refused(TOLD["no numbers"].format(came=short(made), **said), name, at)
    if not _fits(found, right):
        wanted = TOLD["of shape"].format(shape=right.shape) if right.ndim else TOLD["one number"]
        if not name and found.size == right.size and near(found.ravel(), right.ravel()):
            name = "shape"
        raise Refused(TOLD["shape"].format(came=found.shape, wanted=wanted, **said), name, at, None, asks, more)
    found = found.astype(float).reshape(right.shape)
    if near(found, right):
        return
    k = _first(found, right)
    said |= {"came": says(found[k]), "wanted": says(right[k]), "k": k if len(k) > 1 else "".join(map(str, k))}
    raise Refused(TOLD["differs at" if k else "differs"].format(**said), name, at, None, asks, more)


def refuse_second(made, right, copied=""):
    """Refuse a second backward that gives something else than the first, which was right.

    ``copied`` says how what the layer stores is copied, if that is not plain.
    """
    if not all_right(made, right):
        name = "gradients-pile-up" if all_right(made, 2 * right) else "changed-in-place"
        more = copied if name == "changed-in-place" else ""
        raise Refused(TOLD["second"].format(**differing(as_array(made), right)), name, more=more)


def _first(found, right):
    """The index of the entry that is furthest off, or of the first that is not finite."""
    off = np.where(np.isfinite(found), abs(found - right), np.inf)
    furthest = (off > off.max() * (1 - 1e-9)) | np.isinf(off)  # the first of several, on every machine
    return tuple(map(int, np.unravel_index(furthest.argmax(), off.shape)))


def all_right(made, right):
    found = None if isinstance(made, Exception) else numbers(made)
    if found is None or not _fits(found, right):
        return False
    return near(found.astype(float).reshape(right.shape), right)


def same_as(made, predicted):
    """Whether a mistake gives what the reader's code gives: the numbers, or an exception of the same kind."""
    if isinstance(made, Exception) or isinstance(predicted, Exception):
        return type(made) is type(predicted) and str(made) == str(predicted)
    found = numbers(made)
    return found is not None and found.size and near(found.astype(float), predicted)


def as_array(made):
    found = numbers(made)
    return np.array(np.nan) if found is None else found


def differing(found, right):
    """Where two tables differ most, and the entries."""
    if found.shape != right.shape:
        return {"k": 0, "came": str(found.shape), "wanted": str(right.shape)}
    k = _first(found, right)
    return {"k": k, "came": says(found[k]), "wanted": says(right[k])}
