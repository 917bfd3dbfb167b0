"""What no function and no layer may do with its inputs: drop a mask or a unit, or depend on the caller's np.seterr."""

import re
import warnings

import numpy as np
import pytest
import scipy.sparse

import softmax_lib as sl
from tests.reference import refusal

OF_THE_COURSE = {name: getattr(sl, name) for name in sl.__all__}
LOSSES = ("CrossEntropyError", "SoftmaxWithLoss", "FusedSoftmaxWithLoss")
A, T, X = np.array([0.3, 2.9, 4.0]), np.array([0.0, 0.25, 0.75]), np.array([[0.5, -1.0], [2.0, 0.25], [1.0, 3.0]])


def backward(layer, upstream, *given):
    layer.forward(*given)
    return layer.backward(upstream)


def network():
    return sl.Network([sl.Affine(X.T, np.zeros(3))])


def train(x=X, t=(0, 1, 2)):
    return network().train(x, t, epochs=1, batch_size=3, learning_rate=0.1, progress=False)


# Of each argument that takes an array, which is called x here: a call, and an array that it accepts.
ARGUMENTS = {
    "softmax(x)": A,
    "log_softmax(x)": A,
    "softmax_jacobian(x)": A,
    "cross_entropy(x, 2)": T,
    "cross_entropy(T, x)": T,
    "cross_entropy([T, T], x)": np.array([0, 2]),
    "one_hot(x, 3)": np.array([0, 2]),
    "Softmax().forward(x)": A,
    "backward(Softmax(), x, A)": T,
    "SquaredError().forward(x, T)": A,
    "SquaredError().forward(A, x)": T,
    **{f"{loss}().forward(x, 2)": A for loss in LOSSES},
    **{f"{loss}().forward(A, x)": T for loss in LOSSES},
    **{f"{loss}().forward([A, A], x)": np.array([0, 2]) for loss in LOSSES},
    **{f"backward({loss}(), x, A, 2)": np.array(0.5) for loss in LOSSES},
    "Affine(x, A)": X.T,
    "Affine(X.T, x)": A,
    "Affine(X.T, A).forward(x)": X,
    "backward(Affine(X.T, A), x, X)": np.ones((3, 3)),
    "Sigmoid().forward(x)": X,
    "backward(Sigmoid(), x, X)": X,
    "ReLU().forward(x)": X,
    "backward(ReLU(), x, X)": X,
    "BatchNorm(x, [0, 0])": np.ones(2),
    "BatchNorm([1, 1], x)": np.zeros(2),
    "BatchNorm([1, 1], [0, 0]).forward(x)": X,
    "backward(BatchNorm([1, 1], [0, 0]), x, X)": X,
    "network().predict(x)": X,
    "network().accuracy(X, x)": np.array([0, 1, 2]),
    "train(x=x)": X,
    "train(t=x)": np.array([0, 1, 2]),
    "numerical_gradient(lambda a: cross_entropy(softmax(a), 2), x)": A,
    "numerical_gradient(lambda _: x, A)": np.array(1.0),
    "relative_error(x, A)": A,
    "compare_gradients(A, x)": A,
    "softmax_with_loss_graph(x, [0, 0, 1])": A,
    "softmax_with_loss_graph(A, x)": T,
    "LiveLayer(a=x)": A,
    "LiveJacobian(a=x)": A,
    "LiveNudge(a=x)": A,
    "LiveDescent(t=x)": T,
    "LiveTriangle(a=x)": A,
    "LiveDigit(Network([Affine(np.eye(64, 10), np.zeros(10))]), x)": np.ones(64),
    "LiveRow(x)": np.eye(27),
    "affine_graph(x=x)": np.array([1.0, -2.0]),
}
each_argument = pytest.mark.parametrize(("call", "values"), ARGUMENTS.items())


def called(call, **given):
    return eval(call, globals() | OF_THE_COURSE | given)


class Quantity:
    """Numbers with a unit, as pint and astropy have them: NumPy takes the numbers alone."""

    units = property(lambda self: "m")

    def __init__(self, values):
        self.values = values

    def __array__(self, dtype=None, copy=None):
        return np.asarray(self.values, dtype)


class Frame:
    """Nullable columns, as pandas has them: objects for NumPy, unless floats are asked for."""

    def __init__(self, values):
        self.values = values

    def __array__(self, dtype=None, copy=None):
        return np.asarray(self.values, dtype or object)

    def fillna(self, value):
        return self


class Tensor:
    """A PyTorch tensor of a type that NumPy doesn't have."""

    def __init__(self, values):
        pass

    def __array__(self, dtype=None, copy=None):
        raise TypeError("Got unsupported ScalarType BFloat16")

    def detach(self):
        return self


def masked(values):
    return np.ma.array(values, mask=np.arange(values.size).reshape(values.shape) == values.size - 1)


FLOATS = "only real numbers are accepted; np.asarray(x, dtype=float) makes them, or dtype=int for labels"
MASKED = (
    "x has masked entries, which are not numbers; fill them first, as with x.filled(0), or leave their rows out "
    "(-inf masks the class of a logit)"
)
CONTAINERS = {
    "masked": (masked, MASKED),
    "a masked array in a list": (lambda values: [masked(values)], MASKED),
    "a masked number in a list": (lambda values: [*values.ravel()[:-1], np.ma.masked], MASKED),
    "unit": (
        Quantity,
        "x is a Quantity, a number with a unit; only plain numbers are accepted, such as",
    ),
    "units in a list": (lambda values: [Quantity(v) for v in values.ravel()], "x is a Quantity, a number with a unit"),
    "frame": (Frame, f"x is a Frame with dtype object; {FLOATS}"),
    "frame that misses a number": (
        lambda values: Frame([*values.ravel()[:-1], None]),
        "x is a Frame with dtype object; only real numbers are accepted; fill in or leave out what is missing first, "
        "as with x.fillna(0) or x.dropna()",
    ),
    "objects": (lambda values: values.astype(object), "x is a ndarray with dtype object; only real numbers"),
    "fields": (
        lambda values: values.astype([("low", float), ("high", float)]),
        "x is a ndarray with dtype [('low', '<f8'), ('high', '<f8')]; only real numbers are accepted; choose one of "
        "its fields, as with x['low']",
    ),
    "sparse": (
        lambda values: scipy.sparse.csr_array(np.atleast_2d(values)),
        "x is a csr_array with dtype object; only real numbers are accepted; x.toarray() makes an array of them",
    ),
    "tensor": (
        Tensor,
        "x is a Tensor that NumPy cannot read (Got unsupported ScalarType BFloat16); convert it to a NumPy array of "
        "real numbers first, as with x.detach().cpu().float().numpy()",
    ),
}


@pytest.mark.parametrize(("container", "message"), CONTAINERS.values(), ids=CONTAINERS)
@each_argument
def test_numbers_whose_meaning_an_array_would_drop_are_refused_with_a_way_out(call, values, container, message):
    told = refusal(called, call, x=container(values))
    name = re.match(r"TypeError: (\S+) (is|has)", told).group(1)
    pattern = r"(?<![\w.])x(?=[ .,\[]| has| is)"
    assert told.startswith("TypeError: " + re.sub(pattern, lambda _: name, message))


@each_argument
def test_a_masked_array_without_masked_entries_is_taken(call, values):
    assert outcome(call, x=np.ma.array(values)) == outcome(call, x=values)


@pytest.mark.filterwarnings("ignore:the matrix subclass:PendingDeprecationWarning")
def test_a_matrix_is_taken_for_the_array_that_it_holds():
    for call, values in ARGUMENTS.items():
        if values.ndim == 2:
            assert outcome(call, x=np.asmatrix(values)) == outcome(call, x=values)


# The caller's settings


def plain(answer):
    """An answer, or a layer, as something that equals its like."""
    if isinstance(answer, sl.Affine | sl.BatchNorm):
        return [plain(p) for p in answer.params]
    if isinstance(answer, sl.Graph):
        return repr(answer.backward())
    if isinstance(answer, np.ndarray):
        return str(answer.dtype), answer.shape, answer.tobytes()
    return repr(answer)


def outcome(call, **given):
    """What a call answers, or its error."""
    try:
        answer = called(call, **given)
    except (TypeError, ValueError, RuntimeError, ArithmeticError) as error:
        return type(error), str(error)
    return [plain(part) for part in answer] if isinstance(answer, tuple | list) else plain(answer)


def both_ways(layer, upstream, *given):
    """Forward, then backward with this upstream, then the gradients of the parameters."""
    forward = layer.forward(*given)
    if upstream is None:
        upstream = np.resize([1.0, -1e-300, 1e300, -0.5], np.shape(forward))
    return forward, layer.backward(upstream), *layer.grads


def trained_on(x, t):
    network = sl.Network([sl.Affine(1e-200 * np.eye(3), np.zeros(3)), sl.Sigmoid()])
    rates = {"learning_rate": 1e-200, "weight_penalty": 1e-200}
    return network.train(x, t, epochs=2, batch_size=2, progress=False, **rates), *network.params


def finite(a):
    return np.where(np.isfinite(a), a, -1.0).astype(a.dtype)


tiny, huge = 5e-324, 1.7e308
ROWS = [
    [[0, -1000, 3], [88, -104, 0], [-745, 0, 709]],  # far apart
    [[huge, -huge, 0], [huge, huge, huge], [-huge, -huge, huge]],  # huge
    [[tiny, -tiny, 0], [1e-310, 2e-300, -1e-320], [tiny, tiny, tiny]],  # tiny
    [[0, -np.inf, 1], [-np.inf, 5, -np.inf], [huge, -np.inf, -huge]],  # masked
    [[0, np.nan, 1], [0, 1, 2], [0, 1, 2]],  # NaN
    [[0, np.inf, 1], [0, 1, 2], [0, 1, 2]],  # inf
    [[0, -1, 1], [-1e-300, 1, 2], [-huge, 1, 2]],  # negative
]
WEIGHTS = [
    np.array([0, 2, 1]),
    np.array([[tiny, 1, 0], [huge, huge, 0], [0, 1e-300, 1e300]]),
    np.array([["1e-4900", "1", "0"], ["0", "0", "1"], ["1e4900", "0", "0"]], np.longdouble),
    np.eye(3),
]
UPSTREAMS = ("1.0", "1e-300", "1e300", "np.longdouble('1e-4900')")
CALLS = [
    "softmax(a)",
    "log_softmax(a, 0)",
    "softmax_jacobian(a)",
    "cross_entropy(abs(a), t)",
    "one_hot(t, 3)",
    "both_ways(Softmax(), None, a)",
    *(f"both_ways(CrossEntropyError(), {upstream}, abs(a), t)" for upstream in UPSTREAMS),
    *(f"both_ways({loss}(), {upstream}, a, t)" for loss in (*LOSSES[1:], "SquaredError") for upstream in UPSTREAMS),
    "both_ways(Affine(finite(a), a[0]), None, np.eye(3))",
    "both_ways(Affine(1e-200 * np.eye(3), np.zeros(3)), None, finite(a))",
    "both_ways(Sigmoid(), None, a)",
    "both_ways(ReLU(), None, a)",
    "both_ways(BatchNorm(np.ones(3), np.zeros(3)), None, finite(a))",
    "both_ways(BatchNorm(finite(a)[0], finite(a)[1], 1e-300), None, np.eye(3))",
    "numerical_gradient(lambda a: SoftmaxWithLoss().forward(a, t), a, 1e-300)",
    "relative_error(a, t)",
    "compare_gradients(a, a[::-1])",
    "trained_on(finite(a), t)",
    "[repr(event) for event in softmax_with_loss_graph(a[0], t[0]).backward()]",
    "LiveJacobian(a[0], t[0]).gradient",
    "LiveDescent(a[0], t[0]).fallback()",
    "LiveTriangle(a[0], t[0]).fallback()",
]


class Refusing:
    """Told of an error by NumPy, where the settings say so."""

    def __call__(self, kind, flag):
        raise AssertionError(kind)

    def write(self, text):
        raise AssertionError(text)


@pytest.mark.parametrize("setting", ["raise", "warn", "print", "call", "log"])
@pytest.mark.parametrize("call", CALLS)
def test_a_callers_settings_change_no_answer(call, setting, capfd):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for rows in ROWS:
            for dtype in (np.float64, np.float32, np.longdouble):
                with np.errstate(all="ignore"):
                    a = np.array(rows, dtype)
                    expected = [outcome(call, a=a, t=t) for t in WEIGHTS]
                with np.errstate(all=setting, call=Refusing()):
                    assert [outcome(call, a=a, t=t) for t in WEIGHTS] == expected
    assert capfd.readouterr() == ("", "")
