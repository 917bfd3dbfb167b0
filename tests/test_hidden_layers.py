"""Affine, Sigmoid, ReLU, BatchNorm and SquaredError: against differences and known values."""

import numpy as np
import pytest
import scipy.special
from hypothesis import given, settings
from hypothesis import strategies as st

from softmax_lib import numerical_gradient, one_hot
from softmax_lib.hidden_layers import Affine, BatchNorm, ReLU, Sigmoid
from softmax_lib.layers import SquaredError
from tests.reference import assert_agree, assert_parameters_agree, refusal

few = settings(max_examples=30, deadline=None, derandomize=True)
sizes = st.tuples(st.integers(1, 5), st.integers(1, 5), st.integers(1, 5), st.integers(0, 2**32 - 1))


def away_from_zero(rng, shape):
    """Random numbers that a step of 1e-5 does not carry over the bend of ReLU."""
    x = rng.normal(size=shape)
    return x + np.sign(x) * 0.01


def assert_gradients(layer, x, u, forward=None):
    """Backward of a layer, for its input and its parameters, against differences of sum(u y)."""
    run = forward or layer.forward
    run(x)
    dx = layer.backward(u)
    grads = [g.copy() for g in layer.grads]
    assert_agree(dx, numerical_gradient(lambda x: np.sum(u * run(x)), x))
    assert_parameters_agree(layer.params, grads, lambda: np.sum(u * run(x)))


# each layer against central differences


@few
@given(sizes)
@pytest.mark.parametrize("kind", [Affine, Sigmoid, ReLU])
def test_a_layer_against_central_differences(kind, drawn):
    n, d, c, seed = drawn
    rng = np.random.default_rng(seed)
    layer = Affine(rng.normal(size=(d, c)), rng.normal(size=c)) if kind is Affine else kind()
    for shape in ((n, d), (d,)):
        x = away_from_zero(rng, shape)
        assert_gradients(layer, x, rng.normal(size=layer.forward(x).shape))


@few
@given(sizes)
@pytest.mark.parametrize("training", [True, False])
def test_batch_norm_against_central_differences(training, drawn):
    n, d, _, seed = drawn
    rng = np.random.default_rng(seed)
    layer = BatchNorm(rng.normal(size=d), rng.normal(size=d), epsilon=1e-2)
    layer.forward(rng.normal(1, 2, size=(n + 1, d)))  # running values of some use
    for shape in ((n + 1, d),) if training else ((n + 1, d), (d,)):
        x, u = rng.normal(2, 1.5, size=shape), rng.normal(size=shape)
        assert_gradients(layer, x, u, lambda x: layer.forward(x, training))


@few
@given(sizes)
def test_squared_error_against_central_differences(drawn):
    n, _, c, seed = drawn
    rng = np.random.default_rng(seed)
    for shape in ((n, c), (c,)):
        y, t = rng.normal(size=shape), rng.normal(size=shape)
        layer = SquaredError()
        layer.forward(y, t)
        assert_agree(layer.backward(), numerical_gradient(lambda y, t=t: SquaredError().forward(y, t), y))
        np.testing.assert_allclose(layer.backward(-3), -3 * layer.backward(), rtol=1e-15)


# what each is


def test_affine_by_hand_in_components():
    rng = np.random.default_rng(1)
    x, W, b = rng.normal(size=(4, 3)), rng.normal(size=(3, 5)), rng.normal(size=5)
    layer = Affine(W, b)
    by_hand = [[sum(x[n, j] * W[j, k] for j in range(3)) + b[k] for k in range(5)] for n in range(4)]
    np.testing.assert_allclose(layer.forward(x), by_hand, rtol=1e-13)


def test_a_random_start_has_the_spread_that_it_says():
    layer = Affine.random(200, 300, np.random.default_rng(0))
    assert layer.W.shape == (200, 300)
    assert layer.W.std() == pytest.approx(np.sqrt(2 / 200), rel=0.02)
    assert layer.W.mean() == pytest.approx(0, abs=2e-3)
    np.testing.assert_array_equal(layer.b, np.zeros(300))
    np.testing.assert_array_equal(Affine.random(200, 300, np.random.default_rng(0)).W, layer.W)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_sigmoid_is_right_at_every_size(dtype):
    x = np.array([-np.inf, -1e300 if dtype == np.float64 else -1e38, -800, -50, -1, -0.0, 0, 1, 50, 800, np.inf], dtype)
    layer = Sigmoid()
    y = layer.forward(x)
    np.testing.assert_allclose(y, scipy.special.expit(x), rtol=4 * np.finfo(dtype).eps)
    slopes = layer.backward(np.ones_like(x))
    assert y.dtype == slopes.dtype == dtype
    np.testing.assert_allclose(slopes[[4, 5, 6, 7]], [0.196612, 0.25, 0.25, 0.196612], rtol=1e-5)
    np.testing.assert_allclose(slopes[[0, 1, 2, 8, 9, 10]], 0, atol=1e-15)


def test_relu_takes_zero_for_value_and_slope_at_zero():
    layer = ReLU()
    y = layer.forward([-np.inf, -1, -0.0, 0.0, 5e-324, 2])
    np.testing.assert_array_equal(y, [0, 0, 0, 0, 5e-324, 2])
    assert not np.signbit(y).any()
    np.testing.assert_array_equal(layer.backward([3.0] * 6), [0, 0, 0, 0, 3, 3])


def test_batch_norm_gives_each_column_the_mean_beta_and_the_deviation_gamma():
    x = np.random.default_rng(0).normal(5, 3, size=(50, 4))
    layer = BatchNorm([1, 2, 0.5, -1], [0, 1, -2, 3], epsilon=1e-12)
    y = layer.forward(x)
    np.testing.assert_allclose(y.mean(axis=0), [0, 1, -2, 3], atol=1e-12)
    np.testing.assert_allclose(y.std(axis=0), [1, 2, 0.5, 1], rtol=1e-9)
    np.testing.assert_allclose(layer.x_hat.mean(axis=0), 0, atol=1e-13)


def test_a_column_of_equal_values_is_no_trouble_to_batch_norm():
    layer = BatchNorm([2.0, 2.0], [1.0, 1.0])
    np.testing.assert_allclose(layer.forward([[3, 1], [3, 2], [3, 3]])[:, 0], 1)
    assert np.isfinite(layer.backward(np.ones((3, 2)))).all()


def test_the_running_values_move_in_training_only_and_serve_evaluation():
    x = np.array([[1.0, 10], [3, 30]])
    layer = BatchNorm([1.0, 2], [0.0, 1], epsilon=1e-5, momentum=0.9)
    layer.forward(x)
    np.testing.assert_allclose(layer.running_mean, [0.2, 2])
    np.testing.assert_allclose(layer.running_variance, [1.0, 0.9 + 0.1 * 100])
    for _ in range(2):
        y = layer.forward([1.0, 10], training=False)
        np.testing.assert_allclose(y, [0.8 / np.sqrt(1 + 1e-5), 2 * 8 / np.sqrt(10.9 + 1e-5) + 1])


def test_squared_error_by_hand_and_with_labels():
    y = [[0.5, 1.0, -2.0], [0.0, 3.0, 1.0]]
    layer = SquaredError()
    loss = layer.forward(y, [[0, 1, 0], [0, 0, -1]])
    assert type(loss) is float
    assert loss == (0.25 + 4 + 9 + 4) / 2 / 2
    np.testing.assert_array_equal(layer.backward(), [[0.25, 0, -1], [0, 1.5, 1]])
    assert SquaredError().forward(y, [1, 2]) == SquaredError().forward(y, one_hot([1, 2], 3))
    assert SquaredError().forward(y[0], 1) == SquaredError().forward(y[0], [0, 1, 0])
    assert SquaredError().forward([1e200, 0.0], 1) == np.inf


# what holds for all of them


def test_the_parameters_are_copies_of_what_came_and_the_layers_own_arrays():
    W, b = np.ones((2, 3)), np.zeros(3)
    layer = Affine(W, b)
    W[...], b[...] = 7, 7
    np.testing.assert_array_equal(layer.forward([1.0, 1]), [2, 2, 2])
    layer.params[0][...] = 5
    np.testing.assert_array_equal(layer.forward([1.0, 1]), [10, 10, 10])
    gamma = np.ones(2)
    norm = BatchNorm(gamma, np.zeros(2))
    gamma[...] = 9
    norm.params[1][...] = 4
    np.testing.assert_array_equal(norm.forward([0.0, 0], training=False), [4, 4])


# refusals


def zeros(*shape):
    return np.zeros(shape)


REFUSED = {
    "Affine(zeros(2, 3), zeros(2))": "ValueError: W has shape (2, 3), b has shape (2,); W must be (D, C)",
    "Affine([[np.nan]], [0])": "ValueError: W has NaN in row 0, column 0 (counting from 0); finite",
    "Affine(zeros(2, 3), zeros(3)).forward(zeros(4, 3))":
        "ValueError: x has shape (4, 3); W has shape (2, 3), so x must be (2,) or (N, 2)",
    "Affine(zeros(2, 3), zeros(3)).forward(1.0)": "ValueError: x has shape ()",
    "Affine(zeros(2, 3), zeros(3)).forward([[0, 1], [0, np.inf]])": "ValueError: x has inf in row 1",
    "Affine([[1e200]], [0]).forward([1e200])": "FloatingPointError: Affine reaches inf in unit 0",
    "Affine.random(0, 3, np.random.default_rng())": "ValueError: inputs is 0; at least 1 is accepted",
    "Affine.random(2, 3, 7)": "TypeError: rng is a int; np.random.default_rng(seed) makes",
    "Sigmoid().forward([[0], [np.nan]])": "ValueError: x has NaN in row 1, unit 0",
    "ReLU().forward(3.0)": "ValueError: x has shape (); (D,) or (N, D) is accepted",
    "BatchNorm([1, 1], [0])": "ValueError: gamma has shape (2,), beta has shape (1,); both must be (D,)",
    "BatchNorm([1], [0], epsilon=0)": "ValueError: epsilon is 0; a positive finite number is accepted",
    "BatchNorm([1], [0], momentum=1.5)": "ValueError: momentum is 1.5; 0 to 1 is accepted",
    "BatchNorm([1, 1], [0, 0]).forward([[1, 2]])":
        "ValueError: x has shape (1, 2); gamma has shape (2,), so x must be (N, 2) with N >= 2 in training",
    "BatchNorm([1, 1], [0, 0]).forward([[1], [2]], False)":
        "ValueError: x has shape (2, 1); gamma has shape (2,), so x must be (2,) or (N, 2)",
    "BatchNorm([1], [0]).forward([[1e200], [-1e200]])": "FloatingPointError: BatchNorm reaches inf in",
    "SquaredError().forward([[0.0, 1]], [1.0])":
        "TypeError: t has shape (1,) and dtype float64; y has shape (1, 2), so t must be integer labels of "
        "shape (1,) or numbers",
    "SquaredError().forward([0.0, 1], [np.inf, 0])": "ValueError: t has inf in class 0 (counting from 0)",
    "SquaredError().forward(zeros(2, 2, 2), zeros(2, 2, 2))":
        "ValueError: y has shape (2, 2, 2); (C,) or (N, C) is accepted",
}  # fmt: skip


@pytest.mark.parametrize(("call", "message"), REFUSED.items())
def test_what_is_refused_and_how(call, message):
    assert message in refusal(eval, call, globals())
