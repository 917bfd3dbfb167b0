"""What every layer promises, whatever it computes: its order of calls, what it keeps and what it leaves alone."""

from functools import partial

import numpy as np
import pytest

from softmax_lib.fused import FusedSoftmaxWithLoss
from softmax_lib.hidden_layers import Affine, BatchNorm, ReLU, Sigmoid
from softmax_lib.layers import CrossEntropyError, Softmax, SoftmaxWithLoss, SquaredError
from tests.chunked import ChunkedSoftmaxWithLossOfLogits
from tests.reference import refusal

rng = np.random.default_rng(3)
LOSSES = [CrossEntropyError, SoftmaxWithLoss, SquaredError]
HANDED_OVER = [FusedSoftmaxWithLoss, ChunkedSoftmaxWithLossOfLogits]  # backward gives its array away
MAKES = {kind.__name__: kind for kind in (Softmax, *LOSSES, *HANDED_OVER, Sigmoid, ReLU)} | {
    "Affine": lambda dtype=np.float64: Affine(np.eye(3, 5, 1, dtype) - 2, np.arange(5).astype(dtype)),
    "BatchNorm": lambda dtype=np.float64: BatchNorm(np.array([0.5, -1, 2], dtype), np.array([1, 0, 3], dtype)),
}
X = np.array([[0.2, 0.9, 0.4], [0.7, 0.1, 0.5], [0.3, 0.8, 0.6], [0.5, 0.4, 0.9]])
WEIGHTS = np.array([[0, 0, 1], [0.5, 0.25, 0.25], [0, 1, 1.5], [1, 0, 0]])
with_loss = [kind.__name__ for kind in (*LOSSES, *HANDED_OVER)]
each_layer = pytest.mark.parametrize("name", MAKES)
each_that_keeps = pytest.mark.parametrize("name", [n for n in MAKES if n not in {k.__name__ for k in HANDED_OVER}])


def inputs(name, dtype=np.float64, t=WEIGHTS):
    return (X.astype(dtype), t.copy()) if name in with_loss else (X.astype(dtype),)


def ran(name, dtype=np.float64, t=WEIGHTS):
    """A layer, what it was given, what it returned, and an upstream that fits."""
    layer = MAKES[name](dtype) if name in ("Affine", "BatchNorm") else MAKES[name]()
    given = inputs(name, dtype, t)
    out = layer.forward(*given)
    upstream = 1.5 if name in with_loss else np.sin(np.arange(out.size)).reshape(out.shape).astype(dtype)
    return layer, given, out, upstream


def kept_by(layer):
    return [getattr(layer, n) for n in ("x", "y", "t", "x_hat") if isinstance(getattr(layer, n, None), np.ndarray)]


@each_layer
def test_backward_before_forward_and_after_one_that_failed_says_to_call_forward(name):
    layer = MAKES[name]()
    assert kept_by(layer) == list(layer.grads) == []
    assert len(layer.params) == 2 * (name in ("Affine", "BatchNorm"))
    for _ in range(2):
        with pytest.raises(RuntimeError, match="has nothing to go back from: call forward first"):
            layer.backward(1.0)
        with pytest.raises(ValueError, match="NaN"):
            layer.forward(*([[np.nan, 1, 2]] * 2, [0, 1])[: len(inputs(name))])


@each_that_keeps
@pytest.mark.parametrize("t", [WEIGHTS, np.array([2, 0, 1, 1])], ids=["rows", "labels"])
def test_backward_twice_is_the_same_whatever_happens_in_between(name, t):
    layer, given, out, upstream = ran(name, t=t)
    first = layer.backward(upstream)
    expected, grads = first.copy(), [g.copy() for g in layer.grads]
    for array in (first, *given, *layer.grads, *layer.params, *([] if name in with_loss else [out])):
        array[...] = 99
    np.testing.assert_array_equal(layer.backward(upstream), expected)
    for g, was in zip(layer.grads, grads, strict=True):
        np.testing.assert_array_equal(g, was)
    assert kept_by(MAKES[name]()) == []  # two layers of a kind share nothing


@each_layer
@pytest.mark.parametrize("t", [WEIGHTS, np.array([2, 0, 1, 1])], ids=["rows", "labels"])
def test_read_only_fortran_and_strided_arrays_are_taken_and_left_alone(name, t):
    layer, given, out, upstream = ran(name, t=t)
    expected = layer.backward(upstream)
    for turn in (partial(np.array, order="F"), lambda x: np.repeat(x, 2, axis=-1)[..., ::2] if x.ndim > 1 else x):
        *arrays, u = turned = [turn(np.array(x)) for x in (*given, upstream)]
        for array in turned:
            array.flags.writeable = False
        np.testing.assert_allclose(layer.forward(*arrays), out, rtol=1e-13)
        np.testing.assert_allclose(layer.backward(u), expected, rtol=1e-12, atol=1e-14)
        for array, was in zip(turned, (*given, upstream), strict=True):
            np.testing.assert_array_equal(array, was)
            assert not array.flags.writeable


@each_layer
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_what_comes_out_has_the_type_of_what_went_in_and_a_loss_is_a_float(name, dtype):
    layer, given, out, upstream = ran(name, dtype)
    gradient = layer.backward(upstream)
    assert gradient.shape == given[0].shape
    found = {a.dtype for a in (gradient, *layer.params, *layer.grads, *kept_by(layer)[:1])}
    assert found == {np.dtype(dtype)}
    assert type(out) is float if name in with_loss else out.dtype == dtype


@each_that_keeps
@pytest.mark.parametrize("bad", [[[np.nan, 1, 2], [1, 2, 3]], np.ones((2, 2, 3)), np.zeros((0, 3)), None, "t"], ids=str)
def test_a_forward_that_fails_changes_nothing(name, bad):
    layer, given, _, upstream = ran(name)
    expected, state = layer.backward(upstream), [x.copy() for x in vars(layer).values() if isinstance(x, np.ndarray)]
    if isinstance(bad, str):
        if name not in with_loss:
            return
        arguments = X[::-1], [0, 1, 2, 3]
    else:
        arguments = bad, *given[1:]
    with pytest.raises((TypeError, ValueError)):
        layer.forward(*arguments)
    for now, was in zip((x for x in vars(layer).values() if isinstance(x, np.ndarray)), state, strict=True):
        np.testing.assert_array_equal(now, was)
    np.testing.assert_array_equal(layer.backward(upstream), expected)


@each_that_keeps
def test_what_a_layer_keeps_cannot_be_written_to(name):
    kept = kept_by(ran(name)[0])
    assert len(kept) == 1 + (name in with_loss)
    for array in kept:
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


REFUSED = {
    "u[:2]": "ValueError: upstream has shape (2, ",
    "u[0]": "ValueError: upstream has shape (",
    "1.0": "ValueError: upstream has shape (); it must have the shape of ",
    "[]": "ValueError: upstream is empty, shape (0,)",
    "np.where(np.arange(u.size).reshape(u.shape) == 1, np.nan, u)": "ValueError: upstream has NaN in row 0",
    "np.where(np.arange(u.size).reshape(u.shape) == 1, -np.inf, u)": "ValueError: upstream has -inf in",
    "u + 1j": "TypeError: upstream is a ndarray with dtype complex128; only real numbers",
    "None": "TypeError: upstream is a NoneType with dtype object",
}


@pytest.mark.parametrize("name", [n for n in MAKES if n not in with_loss])
@pytest.mark.parametrize(("u", "message"), REFUSED.items())
def test_an_upstream_that_is_refused(name, u, message):
    layer, _, _, upstream = ran(name)
    layer.backward(upstream)
    grads = list(layer.grads)
    assert message in refusal(layer.backward, eval(u, {"np": np, "u": upstream}))
    assert all(a is b for a, b in zip(layer.grads, grads, strict=True))


REFUSED_BY_A_LOSS = {
    "np.nan": "ValueError: upstream is nan; a finite number is accepted",
    "-np.inf": "ValueError: upstream is -inf; a finite number is accepted",
    "[1.0]": "ValueError: upstream has shape (1,); a single number is accepted",
    "np.ones((2, 3))": "ValueError: upstream has shape (2, 3); a single number is accepted",
    "1j": "TypeError: upstream is a complex with dtype complex128; only real numbers",
    "None": "TypeError: upstream is a NoneType with dtype object; only real numbers",
    '"1"': "TypeError: upstream is a str with dtype <U1; only real numbers are accepted",
}


@pytest.mark.parametrize("name", with_loss)
@pytest.mark.parametrize(("upstream", "message"), REFUSED_BY_A_LOSS.items())
def test_an_upstream_that_a_loss_refuses(name, upstream, message):
    layer = ran(name)[0]
    assert message in refusal(layer.backward, eval(upstream))
    assert np.isfinite(layer.backward()).all()  # and it leaves the gradient where it is


@pytest.mark.parametrize("name", with_loss)
def test_backward_is_proportional_to_its_upstream(name):
    for upstream in (-2.5, 3, 0, np.float32(0.5), np.array(4)):
        expected = float(upstream) * ran(name)[0].backward()
        np.testing.assert_allclose(ran(name)[0].backward(upstream), expected, rtol=1e-14)
