"""What no function and no layer may do with its inputs: drop a mask or a unit, or depend on the caller's np.seterr."""

import re
import warnings

import numpy as np
import pytest
import scipy.sparse

import softmax_lib as sl
from softmax_lib.graphs.affine import affine_graph

A, T, X = np.array([0.3, 2.9, 4.0]), np.array([0.0, 0.25, 0.75]), np.array([[0.5, -1.0], [2.0, 0.25], [1.0, 3.0]])


def _after_forward(layer, *given):
    """The layer's backward, once it has been forward."""
    layer.forward(*given)
    return layer.backward


def _network():
    return sl.Network([sl.Affine(X.T, np.zeros(3))])


def _train(x=X, t=(0, 1, 2)):
    return _network().train(x, t, epochs=1, batch_size=3, learning_rate=0.1, progress=False)


# Of each argument that takes an array: a function of that argument alone, and an array that it accepts.
LOSSES = {kind.__name__: kind for kind in (sl.CrossEntropyError, sl.SoftmaxWithLoss, sl.FusedSoftmaxWithLoss)}
ARGUMENTS = {
    "softmax": (sl.softmax, A),
    "log_softmax": (sl.log_softmax, A),
    "softmax_jacobian": (sl.softmax_jacobian, A),
    "cross_entropy y": (lambda y: sl.cross_entropy(y, 2), T),
    "cross_entropy t": (lambda t: sl.cross_entropy(T, t), T),
    "cross_entropy labels": (lambda t: sl.cross_entropy([T, T], t), np.array([0, 2])),
    "one_hot": (lambda labels: sl.one_hot(labels, 3), np.array([0, 2])),
    "Softmax a": (lambda a: sl.Softmax().forward(a), A),
    "Softmax upstream": (_after_forward(sl.Softmax(), A), T),
    "SquaredError y": (lambda y: sl.SquaredError().forward(y, T), A),
    "SquaredError t": (lambda t: sl.SquaredError().forward(A, t), T),
    **{f"{name} input": (lambda a, kind=kind: kind().forward(a, 2), A) for name, kind in LOSSES.items()},
    **{f"{name} t": (lambda t, kind=kind: kind().forward(A, t), T) for name, kind in LOSSES.items()},
    **{
        f"{name} labels": (lambda t, kind=kind: kind().forward([A, A], t), np.array([0, 2]))
        for name, kind in LOSSES.items()
    },
    **{
        f"{name} upstream": (lambda u, kind=kind: _after_forward(kind(), A, 2)(u), np.array(0.5))
        for name, kind in LOSSES.items()
    },
    "Affine W": (lambda W: sl.Affine(W, A), X.T),
    "Affine b": (lambda b: sl.Affine(X.T, b), A),
    "Affine x": (lambda x: sl.Affine(X.T, A).forward(x), X),
    "Affine upstream": (_after_forward(sl.Affine(X.T, A), X), np.ones((3, 3))),
    "Sigmoid x": (lambda x: sl.Sigmoid().forward(x), X),
    "Sigmoid upstream": (_after_forward(sl.Sigmoid(), X), X),
    "ReLU x": (lambda x: sl.ReLU().forward(x), X),
    "ReLU upstream": (_after_forward(sl.ReLU(), X), X),
    "BatchNorm gamma": (lambda gamma: sl.BatchNorm(gamma, [0, 0]), np.ones(2)),
    "BatchNorm beta": (lambda beta: sl.BatchNorm([1, 1], beta), np.zeros(2)),
    "BatchNorm x": (lambda x: sl.BatchNorm([1, 1], [0, 0]).forward(x), X),
    "BatchNorm upstream": (_after_forward(sl.BatchNorm([1, 1], [0, 0]), X), X),
    "Network.predict": (lambda x: _network().predict(x), X),
    "Network.accuracy labels": (lambda t: _network().accuracy(X, t), np.array([0, 1, 2])),
    "Network.train x": (lambda x: _train(x=x), X),
    "Network.train t": (lambda t: _train(t=t), np.array([0, 1, 2])),
    "numerical_gradient x": (lambda x: sl.numerical_gradient(lambda a: sl.cross_entropy(sl.softmax(a), 2), x), A),
    "numerical_gradient f(x)": (lambda value: sl.numerical_gradient(lambda _: value, A), np.array(1.0)),
    "relative_error": (lambda p: sl.relative_error(p, A), A),
    "compare_gradients": (lambda q: sl.compare_gradients(A, q), A),
    "the graph's a": (lambda a: sl.softmax_with_loss_graph(a, [0, 0, 1]), A),
    "the graph's t": (lambda t: sl.softmax_with_loss_graph(A, t), T),
    "LiveLayer": (lambda a: sl.LiveLayer(a=a), A),
    "LiveJacobian": (lambda a: sl.LiveJacobian(a=a), A),
    "LiveNudge": (lambda a: sl.LiveNudge(a=a), A),
    "LiveDescent": (lambda t: sl.LiveDescent(t=t), T),
    "LiveTriangle": (lambda a: sl.LiveTriangle(a=a), A),
    "LiveDigit": (
        lambda image: sl.LiveDigit(sl.Network([sl.Affine(np.eye(64, 10), np.zeros(10))]), image),
        np.ones(64),
    ),
    "LiveRow": (lambda W: sl.LiveRow(W), np.eye(27)),
    "affine_graph": (lambda x: affine_graph(x=x), np.array([1.0, -2.0])),
}
each_argument = pytest.mark.parametrize(("function", "values"), ARGUMENTS.values(), ids=ARGUMENTS)


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
def test_numbers_whose_meaning_an_array_would_drop_are_refused_with_a_way_out(function, values, container, message):
    with pytest.raises(TypeError) as caught:
        function(container(values))
    name = re.match(r"(\S+) (is|has)", str(caught.value)).group(1)
    pattern = r"(?<![\w.])x(?=[ .,\[]| has| is)"
    assert str(caught.value).startswith(re.sub(pattern, lambda _: name, message))


@each_argument
def test_a_masked_array_without_masked_entries_is_taken(function, values):
    assert outcome(function, np.ma.array(values)) == outcome(function, values)


@pytest.mark.filterwarnings("ignore:the matrix subclass:PendingDeprecationWarning")
def test_a_matrix_is_taken_for_the_array_that_it_holds():
    for function, values in ARGUMENTS.values():
        if values.ndim == 2:
            assert outcome(function, np.asmatrix(values)) == outcome(function, values)


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


def outcome(function, *given):
    """What a function answers, or its error."""
    try:
        answer = function(*given)
    except (TypeError, ValueError, RuntimeError, ArithmeticError) as error:
        return type(error), str(error)
    return [plain(part) for part in answer] if isinstance(answer, tuple | list) else plain(answer)


def both_ways(layer, upstream, *given):
    """Forward, then backward with this upstream, then the gradients of the parameters."""
    forward = layer.forward(*given)
    if upstream is None:
        upstream = np.resize([1.0, -1e-300, 1e300, -0.5], np.shape(forward))
    return forward, layer.backward(upstream), *layer.grads


def finite(a):
    return np.where(np.isfinite(a), a, -1.0).astype(a.dtype)


tiny, huge = 5e-324, 1.7e308
ROWS = {
    "far apart": [[0, -1000, 3], [88, -104, 0], [-745, 0, 709]],
    "huge": [[huge, -huge, 0], [huge, huge, huge], [-huge, -huge, huge]],
    "tiny": [[tiny, -tiny, 0], [1e-310, 2e-300, -1e-320], [tiny, tiny, tiny]],
    "masked": [[0, -np.inf, 1], [-np.inf, 5, -np.inf], [huge, -np.inf, -huge]],
    "NaN": [[0, np.nan, 1], [0, 1, 2], [0, 1, 2]],
    "inf": [[0, np.inf, 1], [0, 1, 2], [0, 1, 2]],
    "negative": [[0, -1, 1], [-1e-300, 1, 2], [-huge, 1, 2]],
}
WEIGHTS = {
    "labels": np.array([0, 2, 1]),
    "tiny and huge": np.array([[tiny, 1, 0], [huge, huge, 0], [0, 1e-300, 1e300]]),
    "longdouble": np.array([["1e-4900", "1", "0"], ["0", "0", "1"], ["1e4900", "0", "0"]], np.longdouble),
    "rows": np.eye(3),
}
CALLS = {
    "softmax": lambda a, t: sl.softmax(a),
    "log_softmax": lambda a, t: sl.log_softmax(a, 0),
    "softmax_jacobian": lambda a, t: sl.softmax_jacobian(a),
    "cross_entropy": lambda a, t: sl.cross_entropy(abs(a), t),
    "one_hot": lambda a, t: sl.one_hot(t, 3),
    "Softmax": lambda a, t: both_ways(sl.Softmax(), None, a),
    **{
        f"{kind.__name__}, upstream {upstream}": lambda a, t, kind=kind, upstream=upstream: both_ways(
            kind(), upstream, abs(a) if kind is sl.CrossEntropyError else a, t
        )
        for kind in (sl.CrossEntropyError, sl.SoftmaxWithLoss, sl.FusedSoftmaxWithLoss, sl.SquaredError)
        for upstream in (1.0, 1e-300, 1e300, np.longdouble("1e-4900"))
    },
    "Affine of W": lambda a, t: both_ways(sl.Affine(finite(a), a[0]), None, np.eye(3)),
    "Affine of x": lambda a, t: both_ways(sl.Affine(1e-200 * np.eye(3), np.zeros(3)), None, finite(a)),
    "Sigmoid": lambda a, t: both_ways(sl.Sigmoid(), None, a),
    "ReLU": lambda a, t: both_ways(sl.ReLU(), None, a),
    "BatchNorm of x": lambda a, t: both_ways(sl.BatchNorm(np.ones(3), np.zeros(3)), None, finite(a)),
    "BatchNorm of gamma": lambda a, t: both_ways(sl.BatchNorm(finite(a)[0], finite(a)[1], 1e-300), None, np.eye(3)),
    "numerical_gradient": lambda a, t: sl.numerical_gradient(lambda a: sl.SoftmaxWithLoss().forward(a, t), a, 1e-300),
    "relative_error": lambda a, t: sl.relative_error(a, t),
    "compare_gradients": lambda a, t: sl.compare_gradients(a, a[::-1]),
    "Network": lambda a, t: (
        network := sl.Network([sl.Affine(1e-200 * np.eye(3), np.zeros(3)), sl.Sigmoid()]),
        network.train(
            finite(a), t, epochs=2, batch_size=2, learning_rate=1e-200, weight_penalty=1e-200, progress=False
        ),
        *network.params,
    )[1:],
    "the graph": lambda a, t: [repr(event) for event in sl.softmax_with_loss_graph(a[0], t[0]).backward()],
    "LiveJacobian": lambda a, t: sl.LiveJacobian(a[0], t[0]).gradient,
    "LiveDescent": lambda a, t: sl.LiveDescent(a[0], t[0]).fallback(),
    "LiveTriangle": lambda a, t: sl.LiveTriangle(a[0], t[0]).fallback(),
}


class Refusing:
    """Told of an error by NumPy, where the settings say so."""

    def __call__(self, kind, flag):
        raise AssertionError(kind)

    def write(self, text):
        raise AssertionError(text)


@pytest.mark.parametrize("setting", ["raise", "warn", "print", "call", "log"])
@pytest.mark.parametrize("function", CALLS.values(), ids=CALLS)
def test_a_callers_settings_change_no_answer(function, setting, capfd):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for rows in ROWS.values():
            for dtype in (np.float64, np.float32, np.longdouble):
                with np.errstate(all="ignore"):
                    a = np.array(rows, dtype)
                    expected = [outcome(function, a, t) for t in WEIGHTS.values()]
                with np.errstate(all=setting, call=Refusing()):
                    assert [outcome(function, a, t) for t in WEIGHTS.values()] == expected
    assert capfd.readouterr() == ("", "")
