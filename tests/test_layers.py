"""The layers: forward and backward apart, against known values, differences and each other."""

import re

import numpy as np
import pytest
import scipy.special
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from softmax_lib.functions import cross_entropy, one_hot, softmax, softmax_jacobian
from softmax_lib.fused import FusedSoftmaxWithLoss
from softmax_lib.gradient_check import numerical_gradient
from softmax_lib.layers import CrossEntropyError, Softmax, SoftmaxWithLoss
from tests.chunked import ChunkedSoftmaxWithLossOfLogits
from tests.reference import refusal

A = [0.3, 2.9, 4.0]
T = [0, 0, 1]
Y_MINUS_T = [0.0182, 0.2452, -0.2634]
U = np.array([0.5, -2.0, 1.25])

taught_and_fused = pytest.mark.parametrize("kind", [SoftmaxWithLoss, FusedSoftmaxWithLoss])
each_twin = pytest.mark.parametrize("kind", [SoftmaxWithLoss, FusedSoftmaxWithLoss, ChunkedSoftmaxWithLossOfLogits])
few = settings(max_examples=50, deadline=None, derandomize=True)
layer_shapes = npst.array_shapes(min_dims=1, max_dims=2, min_side=1, max_side=5)


def arrays(shape, low, high):
    return npst.arrays(np.float64, shape, elements=st.floats(low, high))


@st.composite
def logits_and_weights(draw, limit=5):
    shape = draw(layer_shapes)
    return draw(arrays(shape, -limit, limit)), draw(arrays(shape, 0, 3))


@st.composite
def logits_and_labels(draw):
    a = draw(arrays(layer_shapes, -5, 5))
    labels = npst.arrays(np.int64, a.shape[:-1], elements=st.integers(0, a.shape[-1] - 1))
    return a, draw(labels)


# Softmax


@few
@given(logits_and_weights())
def test_backward_of_softmax_equals_the_jacobian(pair):
    a, u = pair
    layer = Softmax()
    layer.forward(a)
    by_jacobian = np.einsum("...i,...ij->...j", u, softmax_jacobian(a))
    np.testing.assert_allclose(layer.backward(u), by_jacobian, rtol=0, atol=1e-14)


def test_the_gradient_of_softmax_sums_to_zero_in_each_row():
    layer = Softmax()
    layer.forward([A, [800, -800, 0], [0, -np.inf, 2]])
    np.testing.assert_allclose(layer.backward([U, U, U]).sum(axis=-1), 0, atol=1e-15)


def test_an_upstream_that_is_too_large_for_softmax_is_named():
    layer = Softmax()
    layer.forward([10.0, 0.0])
    said = refusal(layer.backward, [1.7e308, -1.7e308])
    assert re.match("FloatingPointError: Softmax reaches .* in backward: the upstream is too large", said)


# CrossEntropyError


@few
@given(logits_and_weights())
def test_backward_of_cross_entropy_error_equals_central_differences(pair):
    a, t = pair
    y = softmax(a) + 0.01
    layer = CrossEntropyError()
    layer.forward(y, t)
    by_nudge = numerical_gradient(lambda y: cross_entropy(y, t), y, h=1e-7)
    np.testing.assert_allclose(layer.backward(), by_nudge, rtol=1e-5, atol=1e-6)


def test_a_prediction_of_zero_pulls_without_end_only_where_the_target_asks():
    layer = CrossEntropyError()
    assert layer.forward([0.0, 0.0, 1.0], [0, 0.5, 0.5]) == np.inf
    np.testing.assert_array_equal(layer.backward(), [0, -np.inf, -0.5])
    np.testing.assert_array_equal(layer.backward(-2), [0, np.inf, 1])
    np.testing.assert_array_equal(layer.backward(0), [0, 0, 0])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_smallest_prediction_of_all_pulls_without_a_warning(dtype):
    y = np.array([np.finfo(dtype).smallest_subnormal, 1])
    layer = CrossEntropyError()
    layer.forward(y.astype(dtype), 0)
    np.testing.assert_array_equal(layer.backward(), [-np.inf, 0])


# SoftmaxWithLoss, and its fused twin


@each_twin
@few
@given(logits_and_weights(limit=50))
def test_loss_equals_log_sum_exp_form(kind, pair):
    a, t = pair
    log_s = scipy.special.logsumexp(a, axis=-1)
    expected = np.mean(t.sum(axis=-1) * log_s - (t * a).sum(axis=-1))
    assert kind().forward(a, t) == pytest.approx(expected, rel=1e-11, abs=1e-11)


@taught_and_fused
@few
@given(logits_and_labels())
def test_labels_and_their_one_hot_rows_give_the_same_loss_and_gradient(kind, pair):
    a, labels = pair
    by_label, by_row = kind(), kind()
    assert by_label.forward(a, labels) == by_row.forward(a, one_hot(labels, a.shape[-1]))
    gradient = by_label.backward()
    np.testing.assert_array_equal(gradient, by_row.backward())
    expected = (softmax(a) - one_hot(labels, a.shape[-1])) / labels.size
    np.testing.assert_allclose(gradient, expected, rtol=0, atol=1e-15)


@each_twin
@few
@given(logits_and_weights(), st.floats(-3, 3))
def test_the_two_layers_one_after_the_other_equal_the_joined_layer(kind, pair, upstream):
    a, t = pair
    first, second, joined = Softmax(), CrossEntropyError(), kind()
    loss = second.forward(first.forward(a), t)
    assert joined.forward(a, t) == pytest.approx(loss, rel=1e-12, abs=1e-14)
    for layer in (first, second, *[joined] * (kind is SoftmaxWithLoss)):
        np.testing.assert_array_equal(layer.y, softmax(a))
    gradient = first.backward(second.backward(upstream))
    np.testing.assert_allclose(joined.backward(upstream), gradient, rtol=0, atol=1e-13)


@each_twin
def test_a_row_alone_is_the_same_as_a_batch_of_one(kind):
    alone, batch = kind(), kind()
    assert alone.forward(A, 2) == batch.forward([A], [2])
    np.testing.assert_array_equal([alone.backward()], batch.backward())


@each_twin
@pytest.mark.parametrize(
    ("a", "t", "loss", "gradient"),
    [
        ([1e308, -1e308, 0], 0, 0, [0, 0, 0]),
        ([1e308, -1e308, 0], 2, 1e308, [1, 0, -1]),
        ([[1e308, 0], [1e308, 0]], [1, 1], 1e308, [[0.5, -0.5], [0.5, -0.5]]),
        ([1e308, 0], [0, 2], np.inf, [2, -2]),
        ([-1e308, 1e308], 0, np.inf, [-1, 1]),
        ([800, -800], 1, 1600, [1, -1]),
        ([7, 7, 7, 7], 3, np.log(4), [0.25, 0.25, 0.25, -0.75]),
        ([3], 0, 0, [0]),
    ],
)
def test_saturated_and_equal_logits(kind, a, t, loss, gradient):
    layer = kind()
    assert layer.forward(a, t) == pytest.approx(loss, rel=1e-15)
    np.testing.assert_allclose(layer.backward(), gradient, rtol=1e-15)


@taught_and_fused
@pytest.mark.parametrize(
    ("a", "t", "loss", "gradient"),
    [([0, -np.inf, 0], 0, np.log(2), [-0.5, 0, 0.5]), ([0, -np.inf], 1, np.inf, [1, -1])],
)
def test_masked_logits(kind, a, t, loss, gradient):
    layer = kind()
    assert layer.forward(a, t) == pytest.approx(loss, rel=1e-15)
    np.testing.assert_allclose(layer.backward(), gradient, rtol=1e-15)


@each_twin
def test_a_loss_of_zero_is_not_minus_zero(kind):
    assert str(kind().forward([800, 0], 0)) == "0.0"


# what every layer does


@each_twin
def test_a_new_forward_replaces_the_old_one_even_in_another_shape(kind):
    layer = kind()
    layer.forward([A, A], [0, 0])
    layer.forward(A, 2)
    np.testing.assert_allclose(layer.backward(), Y_MINUS_T, rtol=0, atol=5e-5)


# refusals


@pytest.mark.parametrize(
    ("kind", "name"), [(CrossEntropyError, "y"), (SoftmaxWithLoss, "a"), (FusedSoftmaxWithLoss, "a")]
)
def test_a_loss_names_its_own_input_when_the_target_does_not_fit(kind, name):
    message = (
        f"ValueError: t has shape (2,); {name} has shape (3,), so t must be an integer label or weights of shape (3,)"
    )
    assert message in refusal(kind().forward, softmax(A), [0, 1])
    message = f"TypeError: t has shape (2,) and dtype float64; {name} has shape (2, 3), so t must be integer"
    assert message in refusal(kind().forward, softmax([A, A]), [0.0, 1.0])


def test_logits_given_to_cross_entropy_error_are_noticed():
    message = "ValueError: y has -1 in class 0 (counting from 0); "
    assert message in refusal(CrossEntropyError().forward, [-1.0, 2.0], 0)
