"""What only FusedSoftmaxWithLoss does; all else it shares with SoftmaxWithLoss is in test_layers.py."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softmax_lib import fused
from softmax_lib.functions import one_hot
from softmax_lib.fused import FusedSoftmaxWithLoss
from softmax_lib.hidden_layers import Affine
from softmax_lib.layers import SoftmaxWithLoss
from softmax_lib.network import Network

ROWS, CLASSES = 37, 11
rng = np.random.default_rng(0)
LABELS = rng.integers(0, CLASSES, ROWS)
TARGETS = {
    "labels": LABELS,
    "unsigned": LABELS.astype(np.uint64),
    "one-hot": one_hot(LABELS, CLASSES),
    "integer weights": one_hot(LABELS, CLASSES).astype(int),
    "soft": rng.dirichlet(np.ones(CLASSES), ROWS),
    "not normalized": 3 * rng.random((ROWS, CLASSES)) * (rng.random((ROWS, CLASSES)) < 0.5),
    "float32": rng.random((ROWS, CLASSES), np.float32),
}


def both(kind, a, t, upstream=1.0):
    layer = kind()
    return layer.forward(a, t), layer.backward(upstream)


def assert_twins(a, t, tolerance):
    expected, expected_gradient = both(SoftmaxWithLoss, a.astype(np.float64), t)
    loss, gradient = both(FusedSoftmaxWithLoss, a, t)
    assert loss == pytest.approx(expected, rel=tolerance, abs=tolerance)
    np.testing.assert_allclose(gradient, expected_gradient, rtol=0, atol=tolerance)


@pytest.mark.parametrize("t", TARGETS.values(), ids=TARGETS)
@pytest.mark.parametrize(("dtype", "tolerance"), [(np.float64, 1e-14), (np.float32, 1e-6)])
@pytest.mark.parametrize("rows", [1, 3, ROWS])
def test_blocks_of_any_size_give_what_the_taught_layer_gives(monkeypatch, t, dtype, tolerance, rows):
    a = (4 * rng.standard_normal((ROWS, CLASSES))).astype(dtype)
    a[5], a[20, 3], a[30] = 900, 600, np.linspace(-2000, -1000, CLASSES)  # rows that have to be shifted
    monkeypatch.setattr(fused, "BLOCK", (rows - 1) * a[0].nbytes)
    assert_twins(a, t, tolerance)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.floats(-740, 740), st.integers(1, 6), st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_an_offset_of_all_logits_changes_nothing(offset, rows, classes, seed):
    own = np.random.default_rng(seed)
    a = own.standard_normal((rows, classes))
    t = own.integers(0, classes, rows)
    loss, gradient = both(FusedSoftmaxWithLoss, a, t)
    shifted_loss, shifted_gradient = both(FusedSoftmaxWithLoss, a + offset, t)
    assert shifted_loss == pytest.approx(loss, rel=0, abs=2e-13)
    np.testing.assert_allclose(shifted_gradient, gradient, rtol=0, atol=2e-13)


@pytest.mark.parametrize("offset", [-90, -80, -31, -29, 0, 29, 31, 85, 95])
def test_no_share_that_float32_can_hold_is_lost(offset):
    a = np.float32([0, -10, -20, -40]) + np.float32(offset)
    gradient = both(FusedSoftmaxWithLoss, a, 0)[1]
    np.testing.assert_allclose(gradient[1:], both(SoftmaxWithLoss, np.float64(a), 0)[1][1:], rtol=1e-6)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_confident_wrong_row_loses_all_of_40(dtype):
    assert both(FusedSoftmaxWithLoss, np.array([[40, 0]], dtype), [1])[0] == pytest.approx(40, rel=1e-7)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_masked_class_has_a_gradient_of_exactly_0(dtype):
    a = np.array([[0, -np.inf, 1], [-np.inf, 800, 2]], dtype)
    loss, gradient = both(FusedSoftmaxWithLoss, a, [0, 1])
    assert loss == pytest.approx(np.log1p(np.e) / 2)
    assert (gradient[0, 1], gradient[1, 0]) == (0, 0)
    assert both(FusedSoftmaxWithLoss, a, [1, 1])[0] == np.inf
    assert both(FusedSoftmaxWithLoss, a, [[0.5, 0, 0.5], [0, 1, 0]])[0] < np.inf


def test_a_loss_is_never_below_0():
    for a in rng.uniform(-3, 3, 200):
        assert both(FusedSoftmaxWithLoss, [a, a - 60], 0)[0] >= 0


BAD_ROWS = np.zeros((300, 2))
WRONG = {
    "NaN": (np.where(np.arange(600).reshape(300, 2) == 519, np.nan, BAD_ROWS), np.zeros(300, int)),
    "+inf": (np.where(np.arange(600).reshape(300, 2) == 519, np.inf, BAD_ROWS), np.zeros(300, int)),
    "only -inf": (np.where(np.arange(300) == 259, -np.inf, BAD_ROWS.T).T, np.zeros(300, int)),
    "two kinds": ([[np.nan, 0], [-np.inf, -np.inf]], [0, 0]),
    "label -1": ([[0, 1], [2, 3]], [0, -1]),
    "label C": ([[0, 1], [2, 3]], [2, 0]),
    "huge label": ([0, 1], np.uint64(2**64 - 1)),
    "negative weight": ([[0, 1], [2, 3]], [[0, 1], [-0.5, 1.5]]),
}


@pytest.mark.parametrize(("a", "t"), WRONG.values(), ids=WRONG)
def test_it_refuses_in_the_words_of_the_taught_layer(monkeypatch, a, t):
    monkeypatch.setattr(fused, "BLOCK", 64)
    layer = FusedSoftmaxWithLoss()
    layer.forward([0.3, 2.9, 4.0], 2)
    with pytest.raises((TypeError, ValueError)) as expected:
        SoftmaxWithLoss().forward(a, t)
    with pytest.raises(expected.type) as came:
        layer.forward(a, t)
    assert str(came.value) == str(expected.value)
    assert came.value.__context__ is None or came.value.__suppress_context__
    np.testing.assert_allclose(layer.backward(), [0.0182, 0.2452, -0.2634], rtol=0, atol=5e-5)  # the last good forward


# The twins agree on every type, layout, shape and kind of target: both answer, or both refuse


def contiguous(array):
    return array.copy()


def strided(array):
    return np.repeat(array, 2, axis=-1)[..., ::2] if array.ndim else array


def turned(array):
    return np.ascontiguousarray(array[::-1])[::-1] if array.ndim else array


def read_only(array):
    array = np.array(array)
    array.flags.writeable = False
    return array


def unaligned(array):
    memory = np.zeros(array.nbytes + 1, np.uint8)[1:]
    memory[:] = np.frombuffer(array.tobytes(), np.uint8)
    return memory.view(array.dtype).reshape(array.shape)


def in_a_list(array):
    return array.tolist()


LAYOUTS = [contiguous, np.asfortranarray, strided, turned, read_only, unaligned, in_a_list]
SHAPES = [(1,), (4,), (1, 1), (4, 1), (4, 4), (60, 4)]
REALS = ["?", "u2", "i8", "f2", "f4", ">f4", "f8", ">f8", "g"]
INTEGERS = ["i1", "u1", ">i2", "i4", "i8", "u8"]


def kinds_of_target(shape):
    own = np.random.default_rng(3)
    labels = own.integers(0, shape[-1], shape[:-1])
    rows = one_hot(labels, shape[-1])
    worst = rows.copy()
    worst.flat[-1] = -1
    yield from ((labels, dtype) for dtype in INTEGERS)
    yield from ((target, dtype) for target in (rows, 2 * own.random(shape), 0 * rows, worst) for dtype in REALS)
    yield from ((labels - 1, dtype) for dtype in ("i8", "u8", "f8", "?"))
    for number in ("nan", "inf", "-0.0", "1e-4900", "-1e-4900", "1e4900", "1e308", "1e39", "5e-324", "1e-46"):
        unusual = rows.astype(np.longdouble)
        unusual.flat[-1] = np.longdouble(number)
        yield from ((unusual, dtype) for dtype in ("f4", "f8", "g"))


def said(kind, a, t, upstream):
    layer = kind()
    try:
        return layer.forward(a, t), layer.backward(upstream)
    except (TypeError, ValueError) as error:
        return type(error), str(error)


def assert_alike(a, t, upstream=1.0):
    expected, came = (said(kind, a, t, upstream) for kind in (SoftmaxWithLoss, FusedSoftmaxWithLoss))
    if isinstance(expected[0], type):
        assert came == expected
        return
    assert came[1].dtype == expected[1].dtype
    assert came[1].shape == expected[1].shape
    tolerance = 4e-7 if came[1].dtype == np.float32 else 1e-14
    size = max(1, np.max(np.asarray(t, np.float64))) * tolerance  # of the rounding in y sum(t) - t
    np.testing.assert_allclose(came[0], expected[0], rtol=tolerance, atol=4 * size)
    np.testing.assert_allclose(came[1], expected[1], rtol=tolerance, atol=size * abs(upstream))


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # by the casts of this test
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_the_twins_agree_on_every_type_layout_shape_and_target(monkeypatch, shape, layout):
    monkeypatch.setattr(fused, "BLOCK", 300)
    logits = 3 * np.random.default_rng(4).standard_normal(shape)
    for dtype in REALS:
        a = layout(logits.astype(dtype))
        for target, kind in kinds_of_target(shape):
            t = layout(target.astype(kind))
            assert_alike(a, t)
            assert_alike(a, np.atleast_1d(t)[..., :1], upstream=-2.5)  # mostly of a wrong shape


FAR = [[800, -800, 0, 1], [0, -np.inf, 0, 5], [1e308, -1e308, 1, 2], [-700, -701, -np.inf, -702]]


@pytest.mark.parametrize("a", FAR)
def test_the_twins_agree_far_from_0(a):
    for dtype in ("f4", "f8", "g"):
        with np.errstate(over="ignore"):
            rows = np.array([a, a[::-1], [0, 1, 2, 3]], dtype)
        for target, kind in kinds_of_target(rows.shape):
            with np.errstate(all="ignore"):
                t = target.astype(kind)
            assert_alike(rows, t, upstream=0.5)


@pytest.mark.parametrize("classes", [1000, 50257])
@pytest.mark.parametrize("kind", ["labels", "one-hot", "soft"])
def test_float32_keeps_its_digits_over_many_classes(classes, kind):
    own = np.random.default_rng(5)
    a, t = own.standard_normal((5, classes)).astype(np.float32), own.integers(0, classes, 5)
    if kind != "labels":
        t = one_hot(t, classes) if kind == "one-hot" else own.dirichlet(np.ones(classes), 5)
        t = t.astype(np.float32)
    loss, gradient = both(FusedSoftmaxWithLoss, a, t)
    expected, exact = both(SoftmaxWithLoss, a.astype(np.float64), t)
    assert loss == pytest.approx(expected, rel=1e-6)
    np.testing.assert_allclose(gradient, exact, rtol=0, atol=1e-7)


def test_rows_that_are_one_hot_take_the_way_of_labels(monkeypatch):
    taken = []
    way = fused._from_positions
    monkeypatch.setattr(fused, "_from_positions", lambda *given: taken.append(1) or way(*given))
    a = rng.standard_normal((ROWS, CLASSES))
    almost = TARGETS["one-hot"].copy()
    almost[3] = [1e-20, *almost[3, :-1]]
    moved = TARGETS["one-hot"].copy()
    moved[1] += moved[0]
    moved[0] = 0  # as many ones, not one in each row
    for t, expected in ((TARGETS["one-hot"], 1), (TARGETS["integer weights"], 1), (almost, 0), (moved, 0)):
        taken.clear()
        assert_twins(a, t, 1e-14)
        assert len(taken) == expected


# out


@pytest.mark.parametrize("t", TARGETS.values(), ids=TARGETS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_out_receives_the_gradient_and_is_what_backward_returns(t, dtype):
    layer, a = FusedSoftmaxWithLoss(), rng.standard_normal((ROWS, CLASSES)).astype(dtype)
    loss, gradient = both(FusedSoftmaxWithLoss, a, t, upstream=3)
    out = np.full_like(a, np.nan)
    for _ in range(2):
        assert layer.forward(a, t, out=out) == loss
        assert layer.backward(3) is out
        np.testing.assert_array_equal(out, gradient)


def test_out_receives_what_the_taught_layer_has_to_compute():
    layer, out, a, t = FusedSoftmaxWithLoss(), np.empty(2), [0, 1], [1e200, 1e200]
    expected, gradient = both(SoftmaxWithLoss, a, t)
    assert layer.forward(a, t, out) == expected
    assert layer.backward() is out
    np.testing.assert_array_equal(out, gradient)


def test_out_saves_the_only_array():
    a, t, layer = np.zeros((256, 1000), np.float32), np.zeros(256, int), FusedSoftmaxWithLoss()
    out = np.empty_like(a)
    tracemalloc.start()
    try:
        layer.forward(a, t, out)
        layer.backward()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak <= 0.05 * a.nbytes


def test_after_a_failure_that_wrote_into_out_backward_needs_another_forward():
    layer, out = FusedSoftmaxWithLoss(), np.empty((2, 3))
    layer.forward(np.zeros((2, 3)), [0, 1], out)
    with pytest.raises(ValueError, match="a has NaN"):
        layer.forward([[0, 1, np.nan], [0, 1, 2]], [0, 1], out)
    with pytest.raises(RuntimeError, match="call forward first"):
        layer.backward()


SHARED = np.zeros((2, 3))
FIXED = np.zeros((2, 3))
FIXED.flags.writeable = False
FITS = "an array of shape (2, 3) and dtype float64 is accepted"


@pytest.mark.parametrize(
    ("out", "error", "message"),
    [
        ([[0.0] * 3] * 2, TypeError, f"out is a list; {FITS}"),
        (np.ma.zeros((2, 3)), TypeError, f"out is a MaskedArray; {FITS}"),
        (np.zeros((3, 2)), ValueError, f"out has shape (3, 2) and dtype float64; {FITS}"),
        (np.zeros((2, 3), np.float32), ValueError, f"out has shape (2, 3) and dtype float32; {FITS}"),
        (np.zeros((2, 3), ">f8"), ValueError, f"out has shape (2, 3) and dtype >f8; {FITS}"),
        (FIXED, ValueError, "out is read-only or not in one piece; np.empty_like(...) makes what is accepted"),
        (np.zeros((3, 2)).T, ValueError, "out is read-only or not in one piece"),
        (np.zeros((2, 6))[:, ::2], ValueError, "out is read-only or not in one piece"),
        (SHARED, ValueError, "out shares its memory with an input, which would be overwritten; give a separate array"),
    ],
)
def test_an_out_that_does_not_fit_is_refused_and_changes_nothing(out, error, message):
    layer = FusedSoftmaxWithLoss()
    layer.forward([0.3, 2.9, 4.0], 2)
    for a, t in ((SHARED, [0, 1]), (np.ones((2, 3)), SHARED)):
        with pytest.raises(error) as caught:
            layer.forward(a, t, out)
        assert str(caught.value).startswith(message)
    np.testing.assert_allclose(layer.backward(), [0.0182, 0.2452, -0.2634], rtol=0, atol=5e-5)


def test_backward_hands_its_array_over_once():
    layer = FusedSoftmaxWithLoss()
    layer.forward([[0.3, 2.9, 4.0]], [2])
    gradient = layer.backward(2)
    gradient[...] = 99
    with pytest.raises(RuntimeError, match="FusedSoftmaxWithLoss has nothing to go back from: call forward first"):
        layer.backward()
    layer.forward([[0.3, 2.9, 4.0]], [2])
    np.testing.assert_allclose(layer.backward(), [[0.0182, 0.2452, -0.2634]], rtol=0, atol=5e-5)


def test_a_refused_upstream_leaves_the_gradient_where_it_is():
    layer = FusedSoftmaxWithLoss()
    layer.forward([0.3, 2.9, 4.0], 2)
    with pytest.raises(ValueError, match="upstream is nan"):
        layer.backward(np.nan)
    np.testing.assert_allclose(layer.backward(), [0.0182, 0.2452, -0.2634], rtol=0, atol=5e-5)


@pytest.mark.parametrize("shape", [(256, 1000), (64, 50257)])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_it_needs_one_array_beside_its_input(shape, dtype):
    a = np.zeros(shape, dtype)
    t = np.zeros(len(a), int)
    layer = FusedSoftmaxWithLoss()
    tracemalloc.start()
    try:
        layer.forward(a, t)
        layer.backward()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak <= 1.05 * a.nbytes


def test_a_network_learns_the_same_with_it():
    x, t = np.random.default_rng(1).standard_normal((40, 3)), np.arange(40) % 2
    networks = [
        Network([Affine.random(3, 2, np.random.default_rng(2))], loss=kind())
        for kind in (SoftmaxWithLoss, FusedSoftmaxWithLoss)
    ]
    taught, fast = (
        network.train(x, t, epochs=5, batch_size=8, learning_rate=1, progress=False).loss for network in networks
    )
    np.testing.assert_allclose(fast, taught, rtol=1e-12)
