"""What gradients, sentences and refusals are compared with."""

import re

import numpy as np
import pytest

from softmax_lib import numerical_gradient
from softmax_lib.pictures.text import marked_text


def assert_agree(gradient, measured):
    """To 1e-7 of the largest entry: central differences know no small entry better."""
    gradient, measured = np.asarray(gradient), np.asarray(measured)
    assert gradient.shape == measured.shape
    np.testing.assert_allclose(gradient, measured, rtol=1e-7, atol=1e-7 * max(np.abs(measured).max(), 1e-2))


def assert_parameters_agree(params, grads, value):
    """The gradient of each parameter, against differences of ``value()``."""
    for p, g in zip(params, grads, strict=True):
        start = p.copy()

        def nudged(new, p=p):
            p[...] = new
            return value()

        measured = numerical_gradient(nudged, start)
        p[...] = start
        assert_agree(g, measured)


def refusal(call, *given, **named):
    """The error of a call, as the last line of a traceback tells it."""
    with pytest.raises((TypeError, ValueError, RuntimeError, ArithmeticError)) as caught:
        call(*given, **named)
    return f"{caught.typename}: {caught.value}"


def chains(sentence):
    """The marks of a sentence that are said to be equal: "X = 0.5", "X, and so Y = 0.5", "T for t_1 + t_2"."""
    chain = []
    for kind, content in marked_text.parts(sentence):
        if kind == "text":
            if chain and content in (" = ", " is ", " for ", ", and so "):
                continue
            literal = re.match(r" = (\d+)", content)
            if chain and literal:
                chain.append(("b", literal[1]))
            if len(chain) > 1:
                yield chain
            chain = []
        else:
            chain.append((kind, content))
    if len(chain) > 1:
        yield chain
