"""What only the fused and the chunked layer do; all else they share with SoftmaxWithLoss is in test_layers.py."""

import re
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softmax_lib import fused
from softmax_lib.functions import one_hot
from softmax_lib.fused import ChunkedSoftmaxWithLoss, FusedSoftmaxWithLoss
from softmax_lib.hidden_layers import Affine
from softmax_lib.layers import SoftmaxWithLoss
from softmax_lib.network import Network
from tests.chunked import ChunkedSoftmaxWithLossOfLogits, MoreRowsThanThereAre, OneRowAtATime
from tests.reference import refusal

CHUNKED = [OneRowAtATime, ChunkedSoftmaxWithLossOfLogits, MoreRowsThanThereAre]
each_kind = pytest.mark.parametrize("kind", [FusedSoftmaxWithLoss, *CHUNKED])
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


def peak_memory(call):
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def both(kind, a, t, upstream=1.0):
    layer = kind()
    return layer.forward(a, t), layer.backward(upstream)


def assert_twins(a, t, tolerance, kind=FusedSoftmaxWithLoss):
    expected, expected_gradient = both(SoftmaxWithLoss, a.astype(np.float64), t)
    loss, gradient = both(kind, a, t)
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
    monkeypatch.setattr(ChunkedSoftmaxWithLossOfLogits, "rows", rows)
    assert_twins(a, t, tolerance, ChunkedSoftmaxWithLossOfLogits)


@each_kind
@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.floats(-740, 740), st.integers(1, 6), st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_an_offset_of_all_logits_changes_nothing(kind, offset, rows, classes, seed):
    own = np.random.default_rng(seed)
    a = own.standard_normal((rows, classes))
    t = own.integers(0, classes, rows)
    loss, gradient = both(kind, a, t)
    shifted_loss, shifted_gradient = both(kind, a + offset, t)
    assert shifted_loss == pytest.approx(loss, rel=0, abs=2e-13)
    np.testing.assert_allclose(shifted_gradient, gradient, rtol=0, atol=2e-13)


@each_kind
@pytest.mark.parametrize("offset", [-90, -80, -31, -29, 0, 29, 31, 85, 95])
def test_no_share_that_float32_can_hold_is_lost(kind, offset):
    a = np.float32([0, -10, -20, -40]) + np.float32(offset)
    gradient = both(kind, a, 0)[1]
    np.testing.assert_allclose(gradient[1:], both(SoftmaxWithLoss, np.float64(a), 0)[1][1:], rtol=1e-6)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_masked_class_has_a_gradient_of_exactly_0(dtype):
    gradient = both(FusedSoftmaxWithLoss, np.array([[0, -np.inf, 1], [-np.inf, 800, 2]], dtype), [0, 1])[1]
    assert (gradient[0, 1], gradient[1, 0]) == (0, 0)


@each_kind
def test_a_loss_is_never_below_0(kind):
    for a in rng.uniform(-3, 3, 200):
        assert both(kind, [a, a - 60], 0)[0] >= 0


def rows_with(value, *place):
    a = np.zeros((300, 2))
    a[place] = value
    return a, np.zeros(300, int)


WRONG = {
    "NaN": rows_with(np.nan, 259, 1),
    "+inf": rows_with(np.inf, 259, 1),
    "only -inf": rows_with(-np.inf, 259),
    "two kinds": ([[np.nan, 0], [-np.inf, -np.inf]], [0, 0]),
    "label -1": ([[0, 1], [2, 3]], [0, -1]),
    "label C": ([[0, 1], [2, 3]], [2, 0]),
    "huge label": ([0, 1], np.uint64(2**64 - 1)),
    "negative weight": ([[0, 1], [2, 3]], [[0, 1], [-0.5, 1.5]]),
}


@pytest.mark.parametrize(
    ("kind", "a", "t"),
    [(FusedSoftmaxWithLoss, *pair) for pair in WRONG.values()]
    + [(kind, a, t) for kind in CHUNKED for a, t in WRONG.values() if np.isfinite(a).all()],
)
def test_it_refuses_in_the_words_of_the_taught_layer(monkeypatch, kind, a, t):
    monkeypatch.setattr(fused, "BLOCK", 64)
    layer = kind()
    layer.forward([0.3, 2.9, 4.0], 2)
    with pytest.raises((TypeError, ValueError)) as came:
        layer.forward(a, t)
    assert f"{came.typename}: {came.value}" == refusal(SoftmaxWithLoss().forward, a, t)
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


def assert_alike(a, t, upstream=1.0, kind=FusedSoftmaxWithLoss):
    expected, came = (said(each, a, t, upstream) for each in (SoftmaxWithLoss, kind))
    if isinstance(expected[0], type):
        assert came == expected
        return
    if kind is not FusedSoftmaxWithLoss and not np.isfinite(expected[1]).all():
        return  # a gradient that overflows has no sums that could be compared
    assert came[1].dtype == expected[1].dtype
    assert came[1].shape == expected[1].shape
    tolerance = 4e-7 if came[1].dtype == np.float32 else 1e-14
    size = max(1, np.max(np.asarray(t, np.float64))) * tolerance  # of the rounding in y sum(t) - t
    np.testing.assert_allclose(came[0], expected[0], rtol=tolerance, atol=4 * size)
    np.testing.assert_allclose(came[1], expected[1], rtol=tolerance, atol=size * abs(upstream))


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # by the casts of this test
@pytest.mark.parametrize(
    ("kind", "layout"),
    [
        *((FusedSoftmaxWithLoss, layout) for layout in LAYOUTS),
        *((ChunkedSoftmaxWithLossOfLogits, layout) for layout in (contiguous, strided, unaligned)),
    ],
)
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_the_twins_agree_on_every_type_layout_shape_and_target(monkeypatch, shape, kind, layout):
    monkeypatch.setattr(fused, "BLOCK", 300)
    logits = 3 * np.random.default_rng(4).standard_normal(shape)
    for dtype in REALS:
        a = layout(logits.astype(dtype))
        for target, target_type in kinds_of_target(shape):
            t = layout(target.astype(target_type))
            assert_alike(a, t, kind=kind)
            assert_alike(a, np.atleast_1d(t)[..., :1], upstream=-2.5, kind=kind)  # mostly of a wrong shape


FAR = [[800, -800, 0, 1], [0, -np.inf, 0, 5], [1e308, -1e308, 1, 2], [-700, -701, -np.inf, -702]]


@pytest.mark.parametrize("a", FAR)
def test_the_twins_agree_far_from_0(a):
    for dtype in ("f4", "f8", "g"):
        with np.errstate(over="ignore"):
            rows = np.array([a, a[::-1], [0, 1, 2, 3]], dtype)
        for target, target_type in kinds_of_target(rows.shape):
            with np.errstate(all="ignore"):
                t = target.astype(target_type)
            assert_alike(rows, t, upstream=0.5)
            if np.isfinite(rows).all():
                assert_alike(rows, t, upstream=0.5, kind=ChunkedSoftmaxWithLossOfLogits)


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
    assert peak_memory(lambda: layer.forward(a, t, out) and layer.backward()) <= 0.05 * a.nbytes


def test_after_a_failure_that_wrote_into_out_backward_needs_another_forward():
    layer, out = FusedSoftmaxWithLoss(), np.empty((2, 3))
    layer.forward(np.zeros((2, 3)), [0, 1], out)
    assert "ValueError: a has NaN" in refusal(layer.forward, [[0, 1, np.nan], [0, 1, 2]], [0, 1], out)
    assert re.match("RuntimeError: .*call forward first", refusal(layer.backward))


SHARED = np.zeros((2, 3))
FIXED = np.zeros((2, 3))
FIXED.flags.writeable = False
FITS = "an array of shape (2, 3) and dtype float64 is accepted"


@pytest.mark.parametrize(
    ("out", "message"),
    [
        ([[0.0] * 3] * 2, f"TypeError: out is a list; {FITS}"),
        (np.ma.zeros((2, 3)), f"TypeError: out is a MaskedArray; {FITS}"),
        (np.zeros((3, 2)), f"ValueError: out has shape (3, 2) and dtype float64; {FITS}"),
        (np.zeros((2, 3), np.float32), f"ValueError: out has shape (2, 3) and dtype float32; {FITS}"),
        (np.zeros((2, 3), ">f8"), f"ValueError: out has shape (2, 3) and dtype >f8; {FITS}"),
        (FIXED, "ValueError: out is read-only or not in one piece; np.empty_like(...) makes what is accepted"),
        (np.zeros((3, 2)).T, "ValueError: out is read-only or not in one piece"),
        (np.zeros((2, 6))[:, ::2], "ValueError: out is read-only or not in one piece"),
        (SHARED, "ValueError: out shares its memory with an input, which would be overwritten; give a separate array"),
    ],
)
def test_an_out_that_does_not_fit_is_refused_and_changes_nothing(out, message):
    layer = FusedSoftmaxWithLoss()
    layer.forward([0.3, 2.9, 4.0], 2)
    for a, t in ((SHARED, [0, 1]), (np.ones((2, 3)), SHARED)):
        assert refusal(layer.forward, a, t, out).startswith(message)
    np.testing.assert_allclose(layer.backward(), [0.0182, 0.2452, -0.2634], rtol=0, atol=5e-5)


@pytest.mark.parametrize("kind", [FusedSoftmaxWithLoss, ChunkedSoftmaxWithLossOfLogits])
def test_backward_hands_its_array_over_once(kind):
    layer, name = kind(), kind.__name__.removesuffix("OfLogits")
    for _ in range(2):
        layer.forward([[0.3, 2.9, 4.0]], [2])
        gradient = layer.backward()
        np.testing.assert_allclose(gradient, [[0.0182, 0.2452, -0.2634]], rtol=0, atol=5e-5)
        gradient[...] = 99
        assert refusal(layer.backward) == f"RuntimeError: {name} has nothing to go back from: call forward first"


@pytest.mark.parametrize("shape", [(256, 1000), (64, 50257)])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_it_needs_one_array_beside_its_input(shape, dtype):
    a, t = np.zeros(shape, dtype), np.zeros(shape[0], int)
    assert peak_memory(lambda: both(FusedSoftmaxWithLoss, a, t)) <= 1.05 * a.nbytes


def test_a_network_learns_the_same_with_it():
    x, t = np.random.default_rng(1).standard_normal((40, 3)), np.arange(40) % 2
    networks = [
        Network([Affine.random(3, 2, np.random.default_rng(2))], loss=kind())
        for kind in (SoftmaxWithLoss, FusedSoftmaxWithLoss)
    ]
    losses = [network.train(x, t, epochs=5, batch_size=8, learning_rate=1, progress=False).loss for network in networks]
    np.testing.assert_allclose(*losses, rtol=1e-12)


# What only the chunked layer does


def affine_example(rows, inputs, classes, dtype=np.float64):
    own = np.random.default_rng(6)
    x, W, b = (own.standard_normal(shape).astype(dtype) for shape in ((rows, inputs), (inputs, classes), classes))
    return x, W, b, own.integers(0, classes, rows)


def unchunked(x, W, b, t):
    affine, loss = Affine(W, b), FusedSoftmaxWithLoss()
    said = loss.forward(affine.forward(x), t)
    return said, affine.backward(loss.backward()), *affine.grads


@pytest.mark.parametrize("rows", [1, 2, 5, 32, 100])
@pytest.mark.parametrize(("dtype", "tolerance"), [(np.float64, 1e-13), (np.float32, 1e-6)])
def test_chunks_of_any_size_give_what_affine_and_loss_give(rows, dtype, tolerance):
    given = affine_example(37, 5, 9001, dtype)  # more classes than two parts of dW hold
    layer = ChunkedSoftmaxWithLoss(rows)
    loss, *expected = unchunked(*given)
    assert layer.forward(*given) == pytest.approx(loss, rel=tolerance)
    for came, wanted in zip(layer.backward(), expected, strict=True):
        assert (came.shape, came.dtype) == (wanted.shape, dtype)
        np.testing.assert_allclose(came, wanted, rtol=0, atol=tolerance)


def test_it_needs_a_tenth_of_the_memory():
    given = affine_example(320, 8, 5000, np.float32)
    layer, fused_layer = ChunkedSoftmaxWithLoss(8), FusedSoftmaxWithLoss()

    def all_at_once():
        a = given[0] @ given[1]
        np.add(a, given[2], out=a)
        fused_layer.forward(a, given[3])
        gradient = fused_layer.backward()
        return gradient @ given[1].T, given[0].T @ gradient, gradient.sum(axis=0)

    def chunked():
        layer.forward(*given)
        return layer.backward()

    assert peak_memory(chunked) <= 0.1 * peak_memory(all_at_once)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("x=[[0, np.nan, 1]]", "ValueError: x has NaN in row 0, unit 1 (counting from 0); finite numbers"),
        ("x=[[0, 1]]", "ValueError: x has shape (1, 2); W has shape (3, 4), so x must be (3,) or (N, 3)"),
        ("x=np.zeros((1, 1, 3))", "ValueError: x has shape (1, 1, 3); W has shape (3, 4), so x must be"),
        ("W=np.zeros(3)", "ValueError: W has shape (3,), b has shape (4,); W must be (D, C) and b (C,)"),
        ("W=np.full((3, 4), np.inf)", "ValueError: W has inf in row 0, column 0"),
        ("b=np.zeros(3)", "ValueError: W has shape (3, 4), b has shape (3,); W must be (D, C) and b (C,)"),
        ("b=[0, 0, -np.inf, 0]", "ValueError: b has -inf in unit 2"),
        ("t=[0, 1]", "ValueError: t has shape (2,); x W + b has shape (1, 4), so t must be integer labels"),
        ("t=[4]", "ValueError: t has 4 in row 0 (counting from 0); the labels of 4 classes are 0 to 3"),
        ("t=[1.0]", "TypeError: t has shape (1,) and dtype float64; x W + b has shape (1, 4)"),
        (
            "x=[[1e308] * 3], W=np.full((3, 4), 9.0)",
            "FloatingPointError: ChunkedSoftmaxWithLoss reaches NaN; x, W, b or t is too large",
        ),
    ],
)
def test_what_the_chunked_layer_refuses(change, message):
    good = {"x": [[1.0, 2.0, 3.0]], "W": np.zeros((3, 4)), "b": np.zeros(4), "t": [2]}
    layer = ChunkedSoftmaxWithLoss()
    layer.forward(**good)
    assert message in refusal(layer.forward, **good | eval(f"dict({change})"))
    np.testing.assert_allclose(layer.backward()[2], [0.25, 0.25, -0.75, 0.25])  # the last good forward


@pytest.mark.parametrize(("rows", "error"), [(0, "ValueError"), (2.0, "TypeError")])
def test_a_chunk_has_at_least_one_row(rows, error):
    assert refusal(ChunkedSoftmaxWithLoss, rows).startswith(f"{error}: rows is ")
