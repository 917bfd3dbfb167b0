"""Central differences and the comparison of two gradients."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from softmax_lib.functions import cross_entropy, softmax
from softmax_lib.gradient_check import compare_gradients, numerical_gradient, relative_error
from tests.reference import refusal

A = [0.3, 2.9, 4.0]
T = [0, 0, 1]

few = settings(max_examples=60, deadline=None, derandomize=True)
numbers = npst.arrays(
    np.float64,
    npst.array_shapes(min_dims=0, max_dims=3, max_side=4),
    elements=st.just(0.0) | st.floats(1e-100, 1e100) | st.floats(-1e100, -1e-100),
)


def loss(a):
    return cross_entropy(softmax(a), T)


# numerical_gradient


def test_central_differences_of_a_cubic_are_off_by_h_squared():
    x = np.array([1.0, -2.0])
    for h in (1e-2, 1e-3):
        off = numerical_gradient(lambda x: np.sum(x**3), x, h) - 3 * x**2
        np.testing.assert_allclose(off, h**2, rtol=1e-4)


@few
@given(npst.arrays(np.float64, npst.array_shapes(max_dims=3, max_side=3), elements=st.floats(-1, 1)))
def test_the_gradient_of_a_sum_of_squares_has_the_shape_of_x(x):
    gradient = numerical_gradient(lambda x: np.sum(x**2), x)
    assert gradient.shape == x.shape
    assert gradient.dtype == np.float64
    np.testing.assert_allclose(gradient, 2 * x, rtol=0, atol=1e-8)


@pytest.mark.parametrize("x", [3, 3.0, np.array(3.0), np.float32(3)])
def test_a_single_number_may_be_nudged_too(x):
    gradient = numerical_gradient(lambda x: x**2, x)
    assert gradient.shape == ()
    assert float(gradient) == pytest.approx(6, abs=1e-9)


INTEGERS = [[1, 2, 3], np.array([1, 2, 3]), np.array([1, 2, 3], np.uint8)]


@pytest.mark.parametrize("x", [*INTEGERS, np.array(A, np.float32), [0.0, -np.inf, 1.0]])
def test_integers_and_float32_are_nudged_by_h_and_a_masked_class_has_gradient_zero(x):
    expected = softmax(np.float64(x)) - T
    np.testing.assert_allclose(numerical_gradient(loss, x), expected, rtol=0, atol=1e-10)


def test_x_is_never_changed_whatever_f_does_to_what_it_gets():
    x = np.array(A)
    kept = []

    def f(a):
        value = loss(a)
        kept.append(a)
        for array in kept:
            array[...] = np.nan
        return value

    np.testing.assert_allclose(numerical_gradient(f, x), softmax(A) - T, rtol=0, atol=1e-10)
    np.testing.assert_array_equal(x, A)
    assert not any(np.shares_memory(x, array) for array in kept)


def test_f_sees_x_nudged_in_one_entry_at_a_time():
    seen = []
    numerical_gradient(lambda x: seen.append(x) or 0.0, [1.0, 2.0], h=0.5)
    np.testing.assert_array_equal(seen, [[1.5, 2], [0.5, 2], [1, 2.5], [1, 1.5]])


def test_read_only_fortran_and_strided_x_are_taken():
    x = np.arange(6.0).reshape(2, 3)
    for same in (np.asfortranarray(x), np.repeat(x, 2, axis=1)[:, ::2]):
        same.flags.writeable = False
        gradient = numerical_gradient(lambda x: np.sum(x**2), same)
        np.testing.assert_allclose(gradient, 2 * x, rtol=0, atol=1e-8)


@pytest.mark.parametrize("value", [2, 2.0, np.float32(2), np.array(2), True])
def test_f_may_return_any_single_real_number(value):
    np.testing.assert_array_equal(numerical_gradient(lambda x: value, A), [0, 0, 0])


# relative_error


KNOWN = {
    "A, A": 0,
    "[0, 0], [0, 0]": 0,
    "[0.0], [-0.0]": 0,
    "[0, 1], [0, 2]": 0.5,
    "[1.0, 100], [1.1, 100]": 0.1 / 1.1,
    "[0.5], [-0.5]": 2,
    "[0.0], [1e-30]": 1,
    "[1e-320], [0.0]": 1e-320 / np.finfo(float).tiny,
    "[np.inf], [np.inf]": 0,
    "[np.inf], [1.0]": np.inf,
    "[np.inf], [-np.inf]": np.inf,
    "2.0, 1.0": 0.5,
    "[1, 2], np.array([1, 2], np.float32)": 0,
}


@pytest.mark.parametrize(("pair", "expected"), KNOWN.items())
def test_relative_error_of_known_pairs(pair, expected):
    error = relative_error(*eval(pair))
    assert type(error) is float
    assert error == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize("p", [[np.nan, 1], [1, np.nan]])
def test_a_nan_anywhere_makes_the_relative_error_nan(p):
    assert np.isnan(relative_error(p, [1, 1]))
    assert np.isnan(relative_error([1, 1], p))
    assert np.isnan(relative_error(p, p))


@few
@given(numbers, st.floats(1e-12, 1e-1))
def test_relative_error_is_symmetric_and_blind_to_scale(p, part):
    q = p * (1 - part)
    assert relative_error(p, q) == relative_error(q, p)
    assert relative_error(4 * p, 4 * q) == pytest.approx(relative_error(p, q), rel=1e-9, abs=1e-14)
    assert relative_error(p, q) <= part * (1 + 1e-3) + 1e-15


# compare_gradients


def test_gradients_that_agree():
    result = compare_gradients(softmax(A) - T, numerical_gradient(loss, A))
    assert result.agree
    assert result.where is None
    assert result.relative_error < 1e-6
    assert str(result) == repr(result) == result.message == "agree to within 1e-06"


def test_the_comparison_is_as_true_as_its_verdict_and_cannot_be_changed():
    assert compare_gradients([1.0], [1.0])
    other = compare_gradients([1.0], [2.0])
    assert not other
    with pytest.raises(dataclasses.FrozenInstanceError):
        other.agree = True


def test_the_worst_place_is_named():
    p = np.array([[1, 2, 3], [4, 5, 0.5]])
    q = np.array([[1, 2.2, 3], [4, 5, -0.5]])
    result = compare_gradients(p, q)
    assert not result.agree
    assert result.where == (1, 2)
    assert all(type(i) is int for i in result.where)
    assert result.relative_error == 2
    assert str(result) == "differ most at [1, 2]: 0.5 and -0.5, relative error 2"


@pytest.mark.parametrize(
    ("p", "q", "message"),
    [
        ([1, 2, 3], [[1, 2, 3]], "shapes differ: (3,) and (1, 3)"),
        ([1, 2, 3], 1.0, "shapes differ: (3,) and ()"),
        ([np.nan], [[np.nan]], "shapes differ: (1,) and (1, 1)"),
    ],
)
def test_shapes_are_judged_first(p, q, message):
    result = compare_gradients(p, q)
    assert (result.agree, result.relative_error, result.where) == (False, None, None)
    assert str(result) == message


@pytest.mark.parametrize(
    ("p", "q", "where", "message"),
    [
        ([5, np.nan], [-5, 1], (1,), "NaN at [1]: NaN and 1"),
        ([[5, 1]], [[-5, np.nan]], (0, 1), "NaN at [0, 1]: 1 and NaN"),
        ([np.nan, np.nan], [np.nan, np.nan], (0,), "NaN at [0]: NaN and NaN"),
        (np.nan, 1.0, (), "NaN: NaN and 1"),
    ],
)
def test_nan_is_judged_before_values_and_never_agrees(p, q, where, message):
    result = compare_gradients(p, q)
    assert not result.agree
    assert np.isnan(result.relative_error)
    assert result.where == where
    assert str(result) == message


SAID = {
    "0.5, -0.5": "differ: 0.5 and -0.5, relative error 2",
    "[1 / 3], [2 / 3]": "differ most at [0]: 0.333333 and 0.666667, relative error 0.5",
    "[np.inf], [1.0]": "differ most at [0]: inf and 1, relative error inf",
    "np.float32([3]), [4]": "differ most at [0]: 3 and 4, relative error 0.25",
}


@pytest.mark.parametrize(("pair", "message"), SAID.items())
def test_messages_show_six_digits_and_no_numpy_types(pair, message):
    assert str(compare_gradients(*eval(pair))) == message


def test_the_two_tolerances_are_the_callers_to_choose():
    assert not compare_gradients([1.0], [1.01])
    assert str(compare_gradients([1.0], [1.01], relative=0.02)) == "agree to within 0.02"
    assert compare_gradients([0.0], [1e-10])
    assert not compare_gradients([0.0], [1e-10], absolute=0)
    assert compare_gradients([0.0, -np.inf], [0.0, -np.inf], relative=0, absolute=0)


@few
@given(numbers)
def test_a_gradient_agrees_with_itself_and_never_with_its_opposite(p):
    assert compare_gradients(p, p, relative=0, absolute=0)
    if np.any(np.abs(p) > 1e-9):
        assert compare_gradients(p, -p).relative_error == pytest.approx(2)


def test_gradients_are_left_alone():
    p, q = np.array([1.0, 0.0]), np.array([2.0, 0.0])
    p.flags.writeable = q.flags.writeable = False
    compare_gradients(p, q)
    relative_error(p, q)


# refusals

REFUSED = {
    "numerical_gradient(lambda x: np.ones(3), A)": "ValueError: f(x) has shape (3,); a single number is accepted",
    "numerical_gradient(lambda x: [], A)": "ValueError: f(x) is empty, shape (0,)",
    "numerical_gradient(lambda x: None, A)": "TypeError: f(x) is a NoneType with dtype object; only real numbers",
    "numerical_gradient(lambda x: 1j, A)": "TypeError: f(x) is a complex with dtype complex128; only real numbers",
    "numerical_gradient(0.3057, A)": "TypeError: f is a float; a function of x is accepted",
    "numerical_gradient(loss, A, 0)": "ValueError: h is 0; a positive finite step is accepted",
    "numerical_gradient(loss, A, -1e-5)": "ValueError: h is -1e-05; a positive finite step is accepted",
    "numerical_gradient(loss, A, np.nan)": "ValueError: h is NaN; a positive finite step is accepted",
    "numerical_gradient(loss, A, np.inf)": "ValueError: h is inf; a positive finite step is accepted",
    "numerical_gradient(loss, A, [1e-5])": "ValueError: h has shape (1,); a single number is accepted",
    "numerical_gradient(loss, A, None)": "TypeError: h is a NoneType with dtype object; only real numbers are accepted",
    "numerical_gradient(loss, [])": "ValueError: x is empty, shape (0,)",
    "numerical_gradient(loss, [1j])": "TypeError: x is a list with dtype complex128; only real numbers are accepted",
    "numerical_gradient(loss, [[1], [2, 3]])": "ValueError: x is not a rectangular array of numbers",
    "relative_error([1j], [1.0])": "TypeError: p is a list with dtype complex128; only real numbers",
    "relative_error([1.0], None)": "TypeError: q is a NoneType with dtype object; only real numbers",
    "relative_error([], [])": "ValueError: p is empty, shape (0,); at least one number is needed",
    "compare_gradients([1j], [1.0])": "TypeError: p is a list with dtype complex128; only real numbers",
    "compare_gradients([1.0], None)": "TypeError: q is a NoneType with dtype object; only real numbers",
    "compare_gradients([], [])": "ValueError: p is empty, shape (0,); at least one number is needed",
    "relative_error(A, 1.0)": "ValueError: p has shape (3,), q has shape (); they must be equal",
    "relative_error(A, [1.0])": "ValueError: p has shape (3,), q has shape (1,); they must be equal",
    "relative_error(A, [A])": "ValueError: p has shape (3,), q has shape (1, 3); they must be equal",
    "relative_error(A, np.ones((3, 1)))": "ValueError: p has shape (3,), q has shape (3, 1); they must be equal",
}


@pytest.mark.parametrize(("call", "message"), REFUSED.items())
def test_what_is_refused(call, message):
    assert message in refusal(eval, call, globals())
