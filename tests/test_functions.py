"""The functions against SciPy, mpmath and what the appendix says; and what they refuse."""

import mpmath
import numpy as np
import pytest
import scipy.special
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from softmax_lib.functions import cross_entropy, log_softmax, one_hot, softmax, softmax_jacobian
from softmax_lib.fused import FusedSoftmaxWithLoss
from softmax_lib.layers import Softmax, SoftmaxWithLoss
from tests.reference import refusal

A = [0.3, 2.9, 4.0]
T = [0, 0, 1]
BIG = np.finfo(np.float64).max

few = settings(max_examples=60, deadline=None, derandomize=True)
shapes = npst.array_shapes(min_dims=1, max_dims=3, min_side=1, max_side=5)
layer_shapes = npst.array_shapes(min_dims=1, max_dims=2, min_side=1, max_side=6)


def logits(limit, shape=shapes, dtype=np.float64):
    width = np.dtype(dtype).itemsize * 8
    return npst.arrays(dtype, shape, elements=st.floats(-limit, limit, width=width))


@st.composite
def masked_logits(draw):
    """Rows of logits with -inf in some classes, never in all."""
    a = draw(logits(800, layer_shapes))
    mask = draw(npst.arrays(bool, a.shape))
    mask[..., draw(st.integers(0, a.shape[-1] - 1))] = False
    return np.where(mask, -np.inf, a)


def exact_softmax(row):
    """Return y and log y of one row, in 60 digits, then rounded to float64."""
    with mpmath.workdps(60):
        m = max(row)
        shifted = [mpmath.mpf(float(x)) - mpmath.mpf(float(m)) for x in row]
        total = mpmath.fsum(mpmath.exp(s) for s in shifted)
        y = [float(mpmath.exp(s) / total) for s in shifted]
        return y, [float(s - mpmath.log(total)) for s in shifted]


# softmax and log_softmax: values


@few
@given(logits(50), st.integers(0, 2))
def test_softmax_and_log_softmax_equal_scipy_along_every_axis(a, axis):
    axis = axis % a.ndim
    for k in (axis, axis - a.ndim):
        np.testing.assert_allclose(softmax(a, k), scipy.special.softmax(a, k), rtol=1e-13)
        expected = scipy.special.log_softmax(a, k)
        np.testing.assert_allclose(log_softmax(a, k), expected, rtol=1e-13, atol=1e-15)


@few
@given(logits(BIG, layer_shapes) | logits(800, layer_shapes))
def test_softmax_and_log_softmax_are_right_for_every_finite_logit(a):
    y, log_y = softmax(a), log_softmax(a)
    for row, y_row, log_row in zip(np.atleast_2d(a), np.atleast_2d(y), np.atleast_2d(log_y), strict=True):
        expected_y, expected_log = exact_softmax(row)
        np.testing.assert_allclose(y_row, expected_y, rtol=1e-12, atol=1e-300)
        np.testing.assert_allclose(log_row, expected_log, rtol=1e-13, atol=1e-15)


@few
@given(logits(2.0**126, layer_shapes, np.float32) | logits(80, layer_shapes, np.float32))
def test_float32_logits_give_float32_results_as_good_as_float32_allows(a):
    y, log_y = softmax(a), log_softmax(a)
    assert y.dtype == log_y.dtype == np.float32
    np.testing.assert_allclose(y, softmax(a.astype(np.float64)), rtol=5e-5, atol=1e-38)
    np.testing.assert_allclose(log_y, log_softmax(a.astype(float)), rtol=1e-6, atol=1e-6)


@few
@given(masked_logits())
def test_a_masked_class_gets_nothing_and_leaves_the_others_as_if_it_were_absent(a):
    y, log_y = softmax(a), log_softmax(a)
    assert np.all(y[np.isneginf(a)] == 0)
    assert np.all(np.isneginf(log_y[np.isneginf(a)]))
    for row, y_row in zip(np.atleast_2d(a), np.atleast_2d(y), strict=True):
        kept = np.isfinite(row)
        np.testing.assert_allclose(y_row[kept], scipy.special.softmax(row[kept]), rtol=1e-12)


@few
@given(logits(BIG))
def test_each_row_of_softmax_is_a_distribution_in_the_order_of_its_logits(a):
    y = softmax(a)
    assert np.all(y >= 0)
    np.testing.assert_allclose(y.sum(axis=-1), 1, rtol=0, atol=1e-15 * a.shape[-1])
    order = np.argsort(a, axis=-1)
    assert np.all(np.diff(np.take_along_axis(y, order, axis=-1), axis=-1) >= 0)
    assert np.all(log_softmax(a) <= 0)


@pytest.mark.parametrize(
    ("a", "expected"),
    [
        ([1e308, -1e308], [1, 0]),
        ([-800, -800], [0.5, 0.5]),
        ([709.5, 709.5, 0], [0.5, 0.5, 0]),
        ([-np.inf, 3, -np.inf], [0, 1, 0]),
        ([-np.inf, -1e308], [0, 1]),
    ],
)
def test_softmax_where_the_naive_form_breaks(a, expected):
    np.testing.assert_allclose(softmax(a), expected, rtol=1e-15, atol=1e-300)


def test_the_largest_float32_logits_give_no_warning_either():
    a = np.array([3e38, -3e38], np.float32)
    np.testing.assert_array_equal(softmax(a), [1, 0])
    np.testing.assert_array_equal(log_softmax(a), [0, -np.inf])


def test_log_softmax_is_right_where_softmax_rounds_to_zero():
    a = [0, 800, -1e308, -np.inf]
    assert softmax(a)[0] == 0
    np.testing.assert_array_equal(log_softmax(a), [-800, 0, -1e308, -np.inf])


# cross_entropy


def test_cross_entropy_of_the_running_example_for_each_kind_of_target():
    y = softmax(A)
    assert cross_entropy(y, T) == pytest.approx(0.3057, abs=5e-5)
    for label in (2, np.int8(2), np.array(2, dtype=np.uint64)):
        assert cross_entropy(y, label) == cross_entropy(y, T)
    soft = [0.2, 0.3, 0.5]
    assert cross_entropy(soft, soft) == pytest.approx(1.0297, abs=5e-5)


@few
@given(logits(30, layer_shapes), st.data())
def test_cross_entropy_is_the_mean_over_rows_of_minus_sum_t_log_y(a, data):
    t = data.draw(npst.arrays(np.float64, a.shape, elements=st.floats(0, 10)))
    y = softmax(a)
    rows = zip(np.atleast_2d(y), np.atleast_2d(t), strict=True)
    losses = [-mpmath.fsum(t_k * mpmath.log(y_k) for y_k, t_k in zip(*r, strict=True)) for r in rows]
    expected = float(mpmath.fsum(losses) / len(losses))
    loss = cross_entropy(y, t)
    assert type(loss) is float
    assert loss == pytest.approx(expected, rel=1e-12, abs=1e-15)


@few
@given(logits(30, layer_shapes), st.data())
def test_labels_and_their_one_hot_rows_give_the_same_loss(a, data):
    labels = data.draw(npst.arrays(np.int64, a.shape[:-1], elements=st.integers(0, a.shape[-1] - 1)))
    y = softmax(a)
    assert cross_entropy(y, labels) == cross_entropy(y, one_hot(labels, a.shape[-1]))


def test_a_prediction_need_not_sum_to_one():
    assert cross_entropy([2.0, 0.5], [1, 0]) == pytest.approx(-np.log(2), rel=1e-15)


def test_zero_prediction_counts_only_where_the_target_asks_for_it():
    assert cross_entropy([0.0, 1.0], [0, 1]) == 0
    assert cross_entropy([0.0, 1.0], [1, 0]) == np.inf
    assert cross_entropy([[0.0, 1.0], [0.5, 0.5]], [0, 1]) == np.inf
    assert cross_entropy([0.3, 0.7], [0, 0]) == 0


def test_a_perfect_prediction_has_loss_zero_not_minus_zero():
    for loss in (cross_entropy([0.0, 1.0], 1), cross_entropy([[1.0]], [0])):
        assert str(loss) == "0.0"


# one_hot


@few
@given(
    npst.arrays(
        npst.integer_dtypes() | npst.unsigned_integer_dtypes(),
        npst.array_shapes(min_dims=0, max_dims=3, max_side=4),
        elements=st.integers(0, 6),
    ),
    st.integers(7, 400),
)
def test_one_hot_has_a_single_1_at_the_label(labels, classes):
    rows = one_hot(labels, classes)
    assert rows.dtype == np.float64
    assert rows.shape == (*labels.shape, classes)
    assert np.all(rows.sum(axis=-1) == 1)
    np.testing.assert_array_equal(rows.argmax(axis=-1), labels)


# softmax_jacobian


@few
@given(logits(5, layer_shapes))
def test_jacobian_equals_central_differences_of_softmax(a):
    h = 1e-6
    jacobian = softmax_jacobian(a)
    assert jacobian.shape == (*a.shape, a.shape[-1])
    for j in range(a.shape[-1]):
        step = h * np.eye(a.shape[-1])[j]
        column = (softmax(a + step) - softmax(a - step)) / (2 * h)
        np.testing.assert_allclose(jacobian[..., j], column, rtol=0, atol=1e-9)


@few
@given(logits(BIG, layer_shapes) | masked_logits())
def test_jacobian_is_symmetric_and_its_rows_sum_to_zero(a):
    jacobian = softmax_jacobian(a)
    np.testing.assert_array_equal(jacobian, np.swapaxes(jacobian, -1, -2))
    np.testing.assert_allclose(jacobian.sum(axis=-1), 0, atol=1e-15 * a.shape[-1])


# types, memory, inputs

OF_LOGITS = [softmax, log_softmax, softmax_jacobian]
LAYERS = {
    "Softmax": lambda a: Softmax().forward(a),
    "SoftmaxWithLoss": lambda a: SoftmaxWithLoss().forward(a, 0),
    "FusedSoftmaxWithLoss": lambda a: FusedSoftmaxWithLoss().forward(a, 0),
}


each_function = pytest.mark.parametrize("function", OF_LOGITS)
along_an_axis = pytest.mark.parametrize("function", [softmax, log_softmax])


@each_function
@pytest.mark.parametrize(
    "a",
    [
        [1, 2, 3],
        (1, 2, 3),
        [True, True, False],
        np.array([1, 2, 3], np.uint8),
        np.array([1, 2, 3], np.float16),
        np.array([1, 2, 3], np.longdouble),
        np.array([1, 2, 3], ">f8"),
    ],
    ids=["list", "tuple", "bool", "uint8", "float16", "longdouble", "big-endian"],
)
def test_every_real_type_but_float32_becomes_float64(function, a):
    result = function(a)
    assert result.dtype == np.float64
    np.testing.assert_array_equal(result, function(np.array(a, dtype=np.float64)))


@each_function
@pytest.mark.parametrize("dtype", ["<f4", ">f4"])
def test_float32_stays_float32(function, dtype):
    assert function(np.array([A, A], dtype)).dtype == np.float32


@each_function
def test_memory_layout_does_not_matter_and_read_only_logits_are_left_alone(function):
    a = np.random.default_rng(0).normal(size=(4, 6))
    expected = function(a)
    strided = np.zeros((4, 12))
    strided[:, ::2] = a
    for same in (np.asfortranarray(a), strided[:, ::2], a[::-1][::-1]):
        same.flags.writeable = False
        np.testing.assert_allclose(function(same), expected, rtol=1e-15)


@each_function
def test_results_share_no_memory_with_the_logits(function):
    a = np.zeros(1)
    assert not np.shares_memory(function(a), a)


def test_cross_entropy_and_one_hot_leave_their_arguments_alone():
    y, t, labels = softmax([A, A]), np.array([T, T], float), np.array([2, 0])
    for array in (y, t, labels):
        array.flags.writeable = False
    assert cross_entropy(np.asfortranarray(y), t) == cross_entropy(y, np.asfortranarray(t))
    cross_entropy(y, labels)
    one_hot(labels, 3)


# refusals: the argument, what came, what is accepted


REFUSED_LOGITS = {
    "[1, np.nan]": "ValueError: a has NaN in class 1 (counting from 0); logits must be numbers",
    "[[1, 2], [3, 4], [5, np.nan]]": "ValueError: a has NaN in row 2, class 1 (counting from 0)",
    "[[1, np.inf]]": "ValueError: a has inf in row 0, class 1 (counting from 0); logits must",
    "[-np.inf, -np.inf]": "ValueError: a has only -inf; at least one class must have a finite",
    "[[0, 1], [-np.inf] * 2]": "ValueError: a has only -inf in row 1 (counting from 0); at",
    "[]": "ValueError: a is empty, shape (0,); at least one number is needed",
    "np.zeros((0, 3))": "ValueError: a is empty, shape (0, 3)",
    "np.zeros((3, 0))": "ValueError: a is empty, shape (3, 0)",
    "4.0": "ValueError: a has shape (); logits have at least one dimension",
    "[[1, 2], [3]]": "ValueError: a is not a rectangular array of numbers",
    "[1j, 2]": "TypeError: a is a list with dtype complex128; only real numbers are accepted",
    '"abc"': "TypeError: a is a str with dtype <U3; only real numbers are accepted",
    '["1", "2"]': "TypeError: a is a list with dtype <U1; only real numbers are accepted",
    "None": "TypeError: a is a NoneType with dtype object; only real numbers are accepted",
    'np.array([1, 2], "m8[s]")': "TypeError: a is a ndarray with dtype timedelta64[s]",
}


@pytest.mark.parametrize("function", [*OF_LOGITS, *LAYERS.values()], ids=[*(f.__name__ for f in OF_LOGITS), *LAYERS])
@pytest.mark.parametrize(("a", "message"), REFUSED_LOGITS.items())
def test_logits_that_are_refused(function, a, message):
    assert refusal(function, eval(a)).startswith(message)


@along_an_axis
@pytest.mark.parametrize(("bad", "axis"), [((1, 2), 0), ((1, 2, 3), -1)])
def test_where_rows_and_classes_have_no_names_the_index_is_given(function, bad, axis):
    a = np.zeros((2, 3, 4)[: len(bad)])
    a[bad] = np.nan
    assert refusal(function, a, axis).startswith(f"ValueError: a has NaN at {[*bad]}; logits must be numbers")


def test_only_minus_infinity_is_refused_along_the_axis_that_is_asked_for():
    a = np.array([[-np.inf, 0], [-np.inf, 0]])
    np.testing.assert_array_equal(softmax(a), [[0, 1], [0, 1]])
    assert refusal(softmax, a, axis=0).startswith("ValueError: a has only -inf at [:, 0]; at least one class")


@along_an_axis
@pytest.mark.parametrize(
    ("axis", "message"),
    [
        (2, "ValueError: axis is 2; a has shape (2, 3), so -2 to 1"),
        (-3, "ValueError: axis is -3; a has shape (2, 3), so -2 to 1"),
        (None, "TypeError: axis is a NoneType; an integer is accepted"),
        ((0, 1), "TypeError: axis is a tuple; an integer is accepted"),
        (1.0, "TypeError: axis is a float; an integer is accepted"),
        (True, "TypeError: axis is a bool; an integer is accepted"),
    ],
)
def test_axes_that_are_refused(function, axis, message):
    assert refusal(function, np.zeros((2, 3)), axis) == message


@pytest.mark.parametrize("function", [softmax_jacobian, *LAYERS.values()], ids=["softmax_jacobian", *LAYERS])
def test_more_than_a_batch_is_refused(function):
    assert refusal(function, np.zeros((2, 2, 2))) == "ValueError: a has shape (2, 2, 2); (C,) or (N, C) is accepted"


ROW = "y has shape (3,), so t must be an integer label or weights of shape (3,)"
BATCH = "y has shape (2, 3), so t must be integer labels of shape (2,) or weights of shape (2, 3)"
row, batch = np.full(3, 1 / 3), np.full((2, 3), 1 / 3)
REFUSED = {
    "cross_entropy([0.5, np.nan], 0)": "ValueError: y has NaN in class 1 (counting from 0); a prediction is finite",
    "cross_entropy([[0.5, np.inf]], 0)": "ValueError: y has inf in row 0, class 1 (counting from 0); a prediction",
    "cross_entropy([-0.3, 2.9], 0)": "ValueError: y has -0.3 in class 0 (counting from 0); a prediction is finite and "
    ">= 0. Is y the logits? Then apply softmax first",
    "cross_entropy(np.ones((1, 2, 2)), 0)": "ValueError: y has shape (1, 2, 2); (C,) or (N, C) is accepted",
    "cross_entropy(0.5, 0)": "ValueError: y has shape (); (C,) or (N, C) is accepted",
    "cross_entropy([], 0)": "ValueError: y is empty, shape (0,)",
    "cross_entropy([0.5, 1j], 0)": "TypeError: y is a list with dtype complex128; only real numbers",
    "cross_entropy(None, 0)": "TypeError: y is a NoneType with dtype object; only real numbers",
    "cross_entropy([[0.5], [0.5, 0.5]], 0)": "ValueError: y is not a rectangular array of numbers",
    "cross_entropy(row, 3)": "ValueError: t has 3; the labels of 3 classes are 0 to 2",
    "cross_entropy(row, -1)": "ValueError: t has -1; the labels of 3 classes are 0 to 2",
    "cross_entropy(batch, [0, 3])": "ValueError: t has 3 in row 1 (counting from 0); the labels of 3",
    "cross_entropy(batch, [-1, 0])": "ValueError: t has -1 in row 0 (counting from 0); the labels of 3",
    "cross_entropy(batch, np.array([0, 255], np.uint8))": "ValueError: t has 255 in row 1 (counting",
    "cross_entropy(row, 2.0)": f"TypeError: t has shape () and dtype float64; {ROW}",
    "cross_entropy(row, True)": f"TypeError: t has shape () and dtype bool; {ROW}",
    "cross_entropy(batch, [0.0, 2.0])": f"TypeError: t has shape (2,) and dtype float64; {BATCH}",
    "cross_entropy(batch, [True, False])": f"TypeError: t has shape (2,) and dtype bool; {BATCH}",
    "cross_entropy(row, [2])": f"ValueError: t has shape (1,); {ROW}",
    "cross_entropy(row, [[0, 0, 1]])": f"ValueError: t has shape (1, 3); {ROW}",
    "cross_entropy(batch, 2)": f"ValueError: t has shape (); {BATCH}",
    "cross_entropy(batch, [0, 0, 1])": f"ValueError: t has shape (3,); {BATCH}",
    "cross_entropy(batch, [[0], [1]])": f"ValueError: t has shape (2, 1); {BATCH}",
    "cross_entropy(batch, np.ones((3, 2)))": f"ValueError: t has shape (3, 2); {BATCH}",
    "cross_entropy(row, [0, -0.5, 1])": "ValueError: t has -0.5 in class 1 (counting from 0); weights must",
    "cross_entropy(row, [0, np.nan, 1])": "ValueError: t has NaN in class 1 (counting from 0); weights must",
    "cross_entropy(batch, [T, [0, np.inf, 1]])": "ValueError: t has inf in row 1, class 1 (counting from 0);",
    "cross_entropy(row, [0, 1j, 1])": "TypeError: t is a list with dtype complex128; only real numbers",
    'cross_entropy(row, "two")': "TypeError: t is a str with dtype <U3; only real numbers are accepted",
    "cross_entropy(row, None)": "TypeError: t is a NoneType with dtype object; only real numbers",
    "cross_entropy(batch, [[0, 1], [2]])": "ValueError: t is not a rectangular array of numbers",
    "cross_entropy(row, [])": "ValueError: t is empty, shape (0,)",
    # A one-hot row for a square batch is not taken for labels.
    "cross_entropy(np.full((3, 3), 1 / 3), [0.0, 0.0, 1.0])": "TypeError: t has shape (3,) and dtype float64; y has "
    "shape (3, 3), so t must be integer labels of shape",
    "one_hot(3, 3)": "ValueError: labels has 3; the labels of 3 classes are 0 to 2",
    "one_hot([0, -1], 3)": "ValueError: labels has -1 in row 1 (counting from 0); the labels of 3",
    "one_hot([[0, 1], [2, 12345678]], 3)": "ValueError: labels has 12345678 at [1, 1]; the labels of",
    "one_hot([0.0, 1.0], 3)": "TypeError: labels has dtype float64; labels must be integers",
    "one_hot([True], 3)": "TypeError: labels has dtype bool; labels must be integers",
    "one_hot([], 3)": "ValueError: labels is empty, shape (0,); at least one number is needed",
    "one_hot(None, 3)": "TypeError: labels is a NoneType with dtype object",
    "one_hot([0], 0)": "ValueError: classes is 0; at least 1 is accepted",
    "one_hot([0], 3.0)": "TypeError: classes is a float; an integer is accepted",
    "one_hot([0], True)": "TypeError: classes is a bool; an integer is accepted",
}


@pytest.mark.parametrize(("call", "message"), REFUSED.items())
def test_predictions_targets_and_labels_that_are_refused(call, message):
    assert refusal(eval, call, globals()).startswith(message)
