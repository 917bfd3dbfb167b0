"""Try an affine layer: its outputs, and the three gradients."""

import copy

import numpy as np

from softmax_lib.language import N_, Sentences, _
from softmax_lib.lessons.judging.slips import given_at
from softmax_lib.lessons.trials.comparing import all_right, compared, pasted, refuse_second, same_as
from softmax_lib.lessons.trials.refused import Refused
from softmax_lib.lessons.trials.running import (
    built,
    method_of,
    refuse_changes,
    refuse_inherited,
    run_code,
    shape_of,
    stored,
    table_of,
    without_the_course,
)

__all__ = ["try_affine"]

TOLD = Sentences(
    {
        "no gradient": N_(
            "After {method} there is no array of the shape {shape}, which would be the gradient {of}. Store it as"
            " {name}."
        ),
        "transposed": N_(
            "A transpose is missing or in the wrong place, or the factors are in the wrong order. Which shapes do the "
            "two tables have, and which shape should their product have?"
        ),
        "entry-by-entry": N_(
            "Two arrays are multiplied entry by entry. Which product takes a row of the first and a column of the "
            "second, and adds up the products of their numbers?"
        ),
        "last-term-only": N_(
            "Only the last term of a sum is left. In a loop “=” replaces what is there, and “+=” adds to it. Which of "
            "your lines should add?"
        ),
        "bias-too-often": N_(
            "The bias is added once for each input. Each output gets its bias once: which loops should be around it?"
        ),
        "other-axis": N_("Each output has a bias of its own. Over which axis should the sum go?"),
        "bias-left-out": N_("That is the product alone. What is added to each row of it?"),
        "affine right": N_("Tried with {count} layers of different shapes, and with two backwards."),
    }
)


def _tables(n, d, c):
    """Numbers with one decimal: with two, a sum of products may lie between two numbers of four digits."""
    x, g = np.sin(1.0 + np.arange(n * d)).round(1).reshape(n, d), np.cos(2.0 * np.arange(n * c)).round(1).reshape(n, c)
    return x, np.sin(3.0 + 2 * np.arange(d * c)).round(1).reshape(d, c), np.cos(1.0 + np.arange(c)).round(1), g


AFFINE = {
    N_("2 rows, 3 inputs and 4 outputs"): _tables(2, 3, 4),
    N_("one row"): _tables(1, 3, 4),
    N_("as many rows as inputs and outputs"): _tables(3, 3, 3),
    N_("a single input"): _tables(2, 1, 5),
}
# What a gradient may be called: dW, self.grad_W, grads["W"], the first of self.grads, and the like.
_MARKS = {
    "W": ("dw", "gradw", "wgrad", "gw", "weightgrad", "gradweight", "grads0", "grad0"),
    "b": ("db", "gradb", "bgrad", "gb", "biasgrad", "gradbias", "grads1", "grad1"),
}


def _parameter_gradient(layer, made, what, right):
    """The gradient of W or b: the one that is called so, or returned third or second, or the one of this shape."""
    if isinstance(made, tuple) and len(made) == 3:
        return made[("W", "b").index(what) + 1]
    kept = {"".join(filter(str.isalnum, name.lower())): one for name, one in stored(layer).items()}
    for name, one in kept.items():
        if any(name.startswith(mark) for mark in _MARKS[what]) and shape_of(one) is not None:
            return one
    alike = [one for one in kept.values() if shape_of(one) == right.shape]
    return next((one for one in alike if all_right(one, right)), None)


def _ways(x, W, b, g):
    """Mistakes at an affine layer: the part, the name, and what the part is then."""
    return (
        ("forward", "weights-transposed", lambda: x @ W.T + b),
        ("forward", "transposed", lambda: W @ x + b),
        ("forward", "transposed", lambda: W.T @ x + b),
        ("forward", "entry-by-entry", lambda: x * W + b),
        ("forward", "bias-left-out", lambda: x @ W),
        ("forward", "last-term-only", lambda: x[:, -1:] * W[-1:] + b),
        ("forward", "last-term-only", lambda: x[:, -1:] * W[-1:]),
        ("forward", "bias-too-often", lambda: x @ W + len(W) * b),
        ("dx", "weights-transposed", lambda: g @ W),
        ("dx", "transposed", lambda: W @ g),
        ("dx", "transposed", lambda: W.T @ g),
        ("dx", "transposed", lambda: W @ g.T),
        ("dx", "entry-by-entry", lambda: g * W),
        ("dx", "sign", lambda: -g @ W.T),
        ("dx", "one-over-n", lambda: g @ W.T / len(x)),
        ("dx", "last-term-only", lambda: g[:, -1:] * W[:, -1]),
        ("dW", "weights-transposed", lambda: g.T @ x),
        ("dW", "transposed", lambda: x @ g),
        ("dW", "transposed", lambda: x @ g.T),
        ("dW", "transposed", lambda: g @ x),
        ("dW", "entry-by-entry", lambda: x * g),
        ("dW", "sign", lambda: -x.T @ g),
        ("dW", "one-over-n", lambda: x.T @ g / len(x)),
        ("dW", "sum-before-product", lambda: np.outer(x.sum(axis=0), g.sum(axis=0))),
        ("dW", "last-term-only", lambda: x[-1:].T @ g[-1:]),
        ("db", "last-term-only", lambda: g[-1]),
        ("db", "other-axis", lambda: g.sum()),
        ("db", "other-axis", lambda: g.sum(axis=1)),
        ("db", "bias-not-summed", lambda: g),
        ("db", "bias-not-summed", lambda: g.mean(axis=0)),
        ("db", "bias-not-summed", lambda: g.mean(axis=0, keepdims=True)),
        ("db", "sign", lambda: -g.sum(axis=0)),
    )


def try_affine(kind):
    refuse_inherited(kind, "MyAffine")
    first, *others = AFFINE
    found = {first: without_the_course(lambda: _there_and_back(kind, *AFFINE[first], first))}
    found |= {what: _there_and_back(kind, *AFFINE[what], what) for what in others}
    for what, (x, W, b, g) in AFFINE.items():
        once, again = found[what]
        for part, right, at, asks in (
            ("forward", x @ W + b, {"x": x, "W": W, "b": b}, ""),
            ("dx", g @ W.T, {"g": g, "W": W}, "weights"),
            ("dW", x.T @ g, {"x": x, "g": g}, "weights"),
            ("db", g.sum(axis=0), {"g": g}, "biases"),
        ):
            if once[part] is None and part in ("dW", "db"):
                said = {"method": "backward", "shape": right.shape, "of": f"∂L/∂{part[1]}", "name": f"self.{part}"}
                raise Refused(TOLD["no gradient"].format(**said), "missing-part")
            failed = part == "dx" and isinstance(once[part], Exception)  # in whichever line of backward
            name = _way(found, ("dx", "dW", "db") if failed else (part,))
            method = "backward" if part == "dx" else part
            at = {"x": x, "W": W, "g": g} if failed else at
            compared(once[part], right, method, _(what), pasted(**at), name, asks, TOLD.get(name))
            if part != "forward":
                refuse_second(again[part], right)
    return TOLD["affine right"].format(count=len(AFFINE))


def _there_and_back(kind, x, W, b, g, what):
    """What forward and backward give, by part, and a second backward; or exceptions."""
    held = W.copy(), b.copy()
    layer = built(kind, *held)
    for name in ("forward", "backward"):
        method_of(layer, name)
    shape = len(x), len(b)
    out = run_code(lambda x: copy.deepcopy(table_of(layer, lambda: layer.forward(x), shape)), x, what=_(what))
    once, again = (run_code(lambda g: _gradients(layer, g, x, W, b), g, what=_(what)) for _times in range(2))
    refuse_changes(held, (W, b), _(what), "W or b")
    once, again = (
        dict.fromkeys(("dx", "dW", "db"), one) if isinstance(one, Exception) else one for one in (once, again)
    )
    return once | {"forward": out}, again


def _gradients(layer, g, x, W, b):
    """The gradients of x, W and b, as they are now."""
    made = []
    dx = table_of(layer, lambda: made.append(layer.backward(g)) or made[0], x.shape)
    dW, db = _parameter_gradient(layer, made[0], "W", x.T @ g), _parameter_gradient(layer, made[0], "b", g.sum(axis=0))
    return copy.deepcopy({"dx": dx, "dW": dW, "db": db})


def _way(found, parts):
    """The mistake in one of these parts that explains every try: what came, or that there was an exception."""
    for ways in zip(*(_ways(*inputs) for inputs in AFFINE.values()), strict=True):
        part, name, _first = ways[0]
        if part not in parts:
            continue
        pairs = [(found[what][0][part], given_at(way, ())) for what, (*_, way) in zip(AFFINE, ways, strict=True)]
        alike = [isinstance(one, ValueError) if isinstance(by, ValueError) else same_as(one, by) for one, by in pairs]
        if all(alike) and not all(isinstance(by, ValueError) for _one, by in pairs):
            return name
    return ""
