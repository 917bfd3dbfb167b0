"""Three more graphs for the same pictures: the affine layer, a network with squared error, batch normalization.

In the first and the last the loss is not drawn: what it sends back, the upstream gradients g, are inputs of
the graph like the others, and come in from the right.
"""

import numpy as np

from softmax_lib import arguments
from softmax_lib.graph import Graph, Node
from softmax_lib.graphs.network_layouts import affine_layout, batch_norm_layout, squared_error_layout
from softmax_lib.graphs.plan import Label, Plan, Stop
from softmax_lib.pictures import words

__all__ = ["affine_graph", "batch_norm_graph", "squared_error_graph"]

LIMIT = 1000  # beyond this, the products leave the range in which 12 digits are right
EPS = 1e-5  # what batch normalization adds to the variance


def affine_graph(x=(2, -1), W=((0.5, -1), (1.5, 2)), b=(1, 0.5), upstream=(0.8, -0.3)):
    """Build the graph of an affine layer with two inputs and two logits, a = xW + b, run forward.

    ``x``: two inputs, ``W``: (2, 2), row j for input j, column k for logit k, so that ``W[j, k]`` in code is
    w_jk, counted from 1. ``b``: two biases, ``upstream``: the gradients g_k = ∂L/∂a_k that come back. All from
    −1000 to 1000; raises ValueError or TypeError otherwise. Stop 0 are the inputs, 1 and 2 forward, 3 to 7 backward.

    >>> graph = affine_graph(x=[2, -1], W=[[0.5, -1], [1.5, 2]], b=[1, 0.5], upstream=[0.8, -0.3])
    >>> events = graph.backward()
    >>> round(graph.gradients["w_12>p_12"], 4), round(graph.gradients["x_1>fork"], 4)
    (-0.6, 0.7)
    """
    x, W = _checked("x", x, (2,)), _checked("W", W, (2, 2))
    b, g = _checked("b", b, (2,)), _checked("upstream", upstream, (2,))
    x = [Node(f"x_{j}", value=x[j - 1]) for j in (1, 2)]
    W = {f"{j}{k}": Node(f"w_{j}{k}", value=W[j - 1][k - 1]) for j in (1, 2) for k in (1, 2)}
    b = [Node(f"b_{k}", value=b[k - 1]) for k in (1, 2)]
    products = {jk: Node(f"p_{jk}", "×", x[int(jk[0]) - 1], w) for jk, w in W.items()}
    logits = [Node(f"a_{k}", "+", products[f"1{k}"], products[f"2{k}"], b[k - 1]) for k in (1, 2)]
    parts = affine_layout(), _affine_labels(), _AFFINE_STOPS, _AFFINE_SUMMARY
    return _graph("affine", _loss(logits, g), *parts, inputs=[*x, *W.values(), *b])


_JK = ("11", "12", "21", "22")


def _each(pattern, indices="12"):
    return tuple(pattern.format(i) for i in indices)


def _of_weights(pattern):
    """The pattern for each weight w_jk: {0} is j, {1} is k."""
    return tuple(pattern.format(*jk) for jk in _JK)


_AFFINE_STOPS = (
    ((*_each("x_{}>fork"), *_of_weights("x_{0}>p_{0}{1}"), *_of_weights("w_{0}{1}>p_{0}{1}"), *_each("b_{0}>a_{0}"),
      *_each("g_{0}>m_{0}")), ()),
    (_of_weights("p_{0}{1}>a_{1}"), ()),
    ((*_each("a_{0}>m_{0}"), *_each("m_{}>L"), "L>out"), ()),
    ((), ("L>out", *_each("m_{}>L"), *_each("a_{0}>m_{0}"))),
    ((), (*_of_weights("p_{0}{1}>a_{1}"), *_each("b_{0}>a_{0}"))),
    ((), _of_weights("w_{0}{1}>p_{0}{1}")),
    ((), _of_weights("x_{0}>p_{0}{1}")),
    ((), _each("x_{}>fork")),
)  # fmt: skip
_AFFINE_SUMMARY = {
    "x": ("value", _each("x_{}>fork"), "logit"),
    "w": ("value", _of_weights("w_{0}{1}>p_{0}{1}"), "logit"),
    "b": ("value", _each("b_{0}>a_{0}"), "logit"),
    "a": ("value", _each("a_{0}>m_{0}"), "long"),
    "d(L, a)": ("gradient", _each("a_{0}>m_{0}"), "long"),
    "d(L, b)": ("gradient", _each("b_{0}>a_{0}"), "long"),
    "d(L, w)": ("gradient", _of_weights("w_{0}{1}>p_{0}{1}"), "long"),
    "d(L, x)": ("gradient", _each("x_{}>fork"), "long"),
}


def _affine_labels():
    labels = {"L>out": ()}
    for k in "12":
        labels |= {
            f"x_{k}>fork": (f"x_{k}", f"g_1*w_{k}1 + g_2*w_{k}2"),
            f"b_{k}>a_{k}": (f"b_{k}", f"g_{k}"),
            f"a_{k}>m_{k}": (f"a_{k}", f"g_{k} == d(L, a_{k})"),
            f"g_{k}>m_{k}": (f"g_{k}",),
            f"m_{k}>L": (),
        }
    for j, k in _JK:
        labels |= {
            f"x_{j}>p_{j}{k}": (None, f"g_{k}*w_{j}{k}"),
            f"w_{j}{k}>p_{j}{k}": (f"w_{j}{k}", f"x_{j}*g_{k}"),
            f"p_{j}{k}>a_{k}": (f"x_{j}*w_{j}{k}", f"g_{k}"),
        }
    return {key: Label(*pair)._replace(value_kind="logit", gradient_kind="logit") for key, pair in labels.items()}


def squared_error_graph(x=1.5, w=0.8, v=(1.2, -0.6), t=(1, 0)):
    """Build the graph of a network with one hidden unit and two outputs under squared error, run forward.

    net_h = wx, h = σ(net_h), net_k = v_k·h, y_k = σ(net_k), L = ½ Σ (t_k − y_k)². The input ``x``, the weights
    ``w`` and ``v`` (two) are from −1000 to 1000, the targets ``t`` (two constants) from 0 to 1; raises ValueError or
    TypeError otherwise. Stop 0 are the inputs, 1 to 8 forward, 9 to 20 backward.

    >>> graph = squared_error_graph(x=1.5, w=0.8, v=[1.2, -0.6], t=[1, 0])
    >>> events = graph.backward()
    >>> [round(graph.gradients[key], 4) for key in ("h>fork", "w>net_h")]
    [-0.1245, -0.0332]
    """
    x, w, v = _checked("x", x, ()), _checked("w", w, ()), _checked("v", v, (2,))
    t = _checked("t", t, (2,), 0, 1)
    hidden = Node("h", "σ", Node("net_h", "×", Node("x", value=x), Node("w", value=w)))
    squares = []
    for k in (1, 2):
        y = Node(f"y_{k}", "σ", Node(f"net_{k}", "×", hidden, Node(f"v_{k}", value=v[k - 1])))
        error = Node(f"e_{k}", "+", y, _constant(f"minus_t_{k}", -t[k - 1]))
        squares.append(Node(f"sq_{k}", "×", error, error))
    loss = Node("L", "×", Node("sum", "+", *squares), _constant("half", 0.5))
    return _graph("squared error", loss, squared_error_layout(), _error_labels(), _ERROR_STOPS, _ERROR_SUMMARY)


_ERROR_STOPS = (
    (("x>net_h", "w>net_h", *_each("v_{0}>net_{0}"), *_each("minus_t_{0}>e_{0}"), "half>L"), ()),
    (("net_h>h",), ()),
    (("h>fork", *_each("h>net_{}")), ()),
    (_each("net_{0}>y_{0}"), ()),
    (_each("y_{0}>e_{0}"), ()),
    ((*_each("e_{}>fork"), *_each("e_{0}>sq_{0}#1"), *_each("e_{0}>sq_{0}#2")), ()),
    (_each("sq_{}>sum"), ()),
    (("sum>L",), ()),
    (("L>out",), ()),
    ((), ("L>out",)),
    ((), ("sum>L",)),
    ((), _each("sq_{}>sum")),
    ((), (*_each("e_{0}>sq_{0}#1"), *_each("e_{0}>sq_{0}#2"))),
    ((), _each("e_{}>fork")),
    ((), _each("y_{0}>e_{0}")),
    ((), _each("net_{0}>y_{0}")),
    ((), _each("v_{0}>net_{0}")),
    ((), _each("h>net_{}")),
    ((), ("h>fork",)),
    ((), ("net_h>h",)),
    ((), ("w>net_h", "x>net_h")),
)
_ERROR_SUMMARY = {
    "x": ("value", ("x>net_h",), "logit"),
    "w": ("value", ("w>net_h",), "logit"),
    "v": ("value", _each("v_{0}>net_{0}"), "logit"),
    "-t": ("value", _each("minus_t_{0}>e_{0}"), "weight"),
    "net_h": ("value", ("net_h>h",), "long"),
    "h": ("value", ("h>fork",), "long"),
    "net": ("value", _each("net_{0}>y_{0}"), "long"),
    "y": ("value", _each("y_{0}>e_{0}"), "share"),
    "y - t": ("value", _each("e_{}>fork"), "share"),
    "L": ("value", ("L>out",), "long"),
    "d(L, y)": ("gradient", _each("y_{0}>e_{0}"), "share"),
    "d(L, net)": ("gradient", _each("net_{0}>y_{0}"), "long"),
    "d(L, v)": ("gradient", _each("v_{0}>net_{0}"), "long"),
    "d(L, h)": ("gradient", ("h>fork",), "long"),
    "d(L, net_h)": ("gradient", ("net_h>h",), "long"),
    "d(L, w)": ("gradient", ("w>net_h",), "long"),
    "d(L, x)": ("gradient", ("x>net_h",), "long"),
}


def _error_labels():
    labels = {
        "x>net_h": Label("x", "d(L, net_h)*w", "logit", "narrow"),
        "w>net_h": Label("w", "d(L, net_h)*x", "logit", "narrow"),
        "net_h>h": Label("net_h", "d(L, h)*h*(1 - h)", "narrow", "narrow"),
        "h>fork": Label("h", "d(L, net_1)*v_1 + d(L, net_2)*v_2", "share", "narrow"),
        "sum>L": Label("2*L", None, "narrow", "weight"),
        "half>L": Label(None, None, "weight"),
        "L>out": Label("L", None, "narrow", "weight"),
    }
    for k in "12":
        labels |= {
            f"h>net_{k}": Label(None, f"d(L, net_{k})*v_{k}", "share", "narrow"),
            f"v_{k}>net_{k}": Label(f"v_{k}", f"d(L, net_{k})*h", "logit", "narrow"),
            f"net_{k}>y_{k}": Label(f"net_{k}", f"(y_{k} - t_{k})*y_{k}*(1 - y_{k})", "narrow", "narrow"),
            f"y_{k}>e_{k}": Label(f"y_{k}", f"y_{k} - t_{k}", "share", "share"),
            f"minus_t_{k}>e_{k}": Label(f"-t_{k}", None, "weight"),
            f"e_{k}>fork": Label(f"y_{k} - t_{k}", f"y_{k} - t_{k}", "share", "share"),
            f"e_{k}>sq_{k}#1": Label(None, f"(y_{k} - t_{k})/2", "share", "narrow"),
            f"e_{k}>sq_{k}#2": Label(None, f"(y_{k} - t_{k})/2", "share", "narrow"),
            f"sq_{k}>sum": Label(f"(y_{k} - t_{k})**2", None, "narrow", "weight"),
        }
    return labels


def batch_norm_graph(x=(-1, 0, 4), gamma=1.5, beta=0.5, upstream=(0.8, -1.2, 0.5)):
    """Build the graph of batch normalization for three examples of one unit, run forward.

    z_n = γ·x̂_n + β with x̂_n = (x_n − μ)/√(σ² + ε), where μ and σ² are the mean and the variance of the three and
    ε = 0.00001. ``x``: three numbers, ``upstream``: the gradients g_n = ∂L/∂z_n that come back. All from −1000 to
    1000; raises ValueError or TypeError otherwise. Stop 0 are the inputs, 1 to 12 forward, 13 to 27 backward.

    >>> graph = batch_norm_graph(x=[-1, 0, 4], gamma=1.5, beta=0.5, upstream=[0.8, -1.2, 0.5])
    >>> events = graph.backward()
    >>> [round(graph.gradients[f"x_{n}>fork"], 4) for n in (1, 2, 3)]
    [0.6415, -0.8018, 0.1604]
    """
    x, g = _checked("x", x, (3,)), _checked("upstream", upstream, (3,))
    gamma, beta = _checked("gamma", gamma, ()), _checked("beta", beta, ())
    x = [Node(f"x_{n}", value=x[n - 1]) for n in (1, 2, 3)]
    gamma, beta = Node("gamma", value=gamma), Node("beta", value=beta)

    mean = Node("mu", "×", Node("Nmu", "+", *x), _constant("mean_N", 1 / 3))
    minus_mean = Node("minus_mu", "×", mean, _constant("minus_one", -1))
    centered = [Node(f"c_{n}", "+", x[n - 1], minus_mean) for n in (1, 2, 3)]
    squares = [Node(f"sq_{n}", "×", c, c) for n, c in enumerate(centered, 1)]
    variance = Node("var", "×", Node("Nvar", "+", *squares), _constant("var_N", 1 / 3))
    root = Node("root", "1/√", Node("var_eps", "+", variance, _constant("eps", EPS)))
    hats = [Node(f"xhat_{n}", "×", c, root) for n, c in enumerate(centered, 1)]
    scaled = [Node(f"s_{n}", "×", hat, gamma) for n, hat in enumerate(hats, 1)]
    shifted = [Node(f"z_{n}", "+", s, beta) for n, s in enumerate(scaled, 1)]
    return _graph("batch norm", _loss(shifted, g), batch_norm_layout(), _norm_labels(), _NORM_STOPS, _NORM_SUMMARY)


def _rows(*patterns):
    return tuple(pattern.format(n) for pattern in patterns for n in "123")


_NORM_STOPS = (
    ((*_rows("x_{}>fork", "x_{}>Nmu", "x_{0}>c_{0}"), "gamma>fork", *_rows("gamma>s_{}"), "beta>fork",
      *_rows("beta>z_{}", "g_{0}>m_{0}"), "mean_N>mu", "minus_one>minus_mu", "var_N>var", "eps>var_eps"), ()),
    (("Nmu>mu",), ()),
    (("mu>minus_mu",), ()),
    (("minus_mu>fork", *_rows("minus_mu>c_{}")), ()),
    (_rows("c_{}>fork", "c_{0}>sq_{0}#1", "c_{0}>sq_{0}#2", "c_{0}>xhat_{0}"), ()),
    (_rows("sq_{}>Nvar"), ()),
    (("Nvar>var",), ()),
    (("var>var_eps",), ()),
    (("var_eps>root",), ()),
    (("root>fork", *_rows("root>xhat_{}")), ()),
    (_rows("xhat_{0}>s_{0}"), ()),
    (_rows("s_{0}>z_{0}"), ()),
    ((*_rows("z_{0}>m_{0}", "m_{}>L"), "L>out"), ()),
    ((), ("L>out", *_rows("m_{}>L", "z_{0}>m_{0}"))),
    ((), (*_rows("s_{0}>z_{0}", "beta>z_{}"), "beta>fork")),
    ((), (*_rows("gamma>s_{}"), "gamma>fork")),
    ((), _rows("xhat_{0}>s_{0}")),
    ((), _rows("root>xhat_{}")),
    ((), ("root>fork", "var_eps>root")),
    ((), ("var>var_eps", "Nvar>var")),
    ((), _rows("sq_{}>Nvar")),
    ((), _rows("c_{0}>sq_{0}#1", "c_{0}>sq_{0}#2")),
    ((), _rows("c_{0}>xhat_{0}")),
    ((), _rows("c_{}>fork")),
    ((), _rows("minus_mu>c_{}", "x_{0}>c_{0}")),
    ((), ("minus_mu>fork", "mu>minus_mu")),
    ((), ("Nmu>mu", *_rows("x_{}>Nmu"))),
    ((), _rows("x_{}>fork")),
)  # fmt: skip
_NORM_SUMMARY = {
    "x": ("value", _rows("x_{}>fork"), "logit"),
    "gamma": ("value", ("gamma>fork",), "logit"),
    "beta": ("value", ("beta>fork",), "logit"),
    "mu": ("value", ("mu>minus_mu",), "long"),
    "x - mu": ("value", _rows("c_{}>fork"), "long"),
    "sigma**2": ("value", ("var>var_eps",), "long"),
    "1/sqrt(sigma**2 + eps)": ("value", ("root>fork",), "long"),
    "xhat": ("value", _rows("xhat_{0}>s_{0}"), "long"),
    "z": ("value", _rows("z_{0}>m_{0}"), "long"),
    "d(L, z)": ("gradient", _rows("z_{0}>m_{0}"), "long"),
    "d(L, beta)": ("gradient", ("beta>fork",), "long"),
    "d(L, gamma)": ("gradient", ("gamma>fork",), "long"),
    "d(L, xhat)": ("gradient", _rows("xhat_{0}>s_{0}"), "long"),
    "d(L, sigma**2)": ("gradient", ("var>var_eps",), "long"),
    "d(L, mu)": ("gradient", ("mu>minus_mu",), "long"),
    "d(L, x)": ("gradient", _rows("x_{}>fork"), "long"),
}


def _norm_labels():
    labels = {
        "Nmu>mu": ("N*mu",), "mean_N>mu": ("1/N",), "mu>minus_mu": ("mu", "d(L, mu)"), "minus_one>minus_mu": (),
        "minus_mu>fork": ("-mu",), "Nvar>var": ("N*sigma**2",), "var_N>var": ("1/N",), "var>var_eps": ("sigma**2",),
        "eps>var_eps": ("eps",), "var_eps>root": ("sigma**2 + eps", "d(L, sigma**2)"),
        "root>fork": ("1/sqrt(sigma**2 + eps)",), "gamma>fork": ("gamma", "d(L, gamma)"),
        "beta>fork": ("beta", "d(L, beta)"), "L>out": (),
    }  # fmt: skip
    for n in "123":
        labels |= {
            f"x_{n}>fork": (f"x_{n}", f"d(L, x_{n})"), f"x_{n}>Nmu": (), f"x_{n}>c_{n}": (),
            f"minus_mu>c_{n}": (), f"c_{n}>fork": (f"x_{n} - mu",), f"c_{n}>sq_{n}#1": (), f"c_{n}>sq_{n}#2": (),
            f"c_{n}>xhat_{n}": (None, f"g_{n}*gamma/sqrt(sigma**2 + eps)"), f"sq_{n}>Nvar": (),
            f"root>xhat_{n}": (), f"xhat_{n}>s_{n}": (f"xhat_{n}", f"g_{n}*gamma"),
            f"gamma>s_{n}": (None, f"g_{n}*xhat_{n}"), f"s_{n}>z_{n}": (f"gamma*xhat_{n}", f"g_{n}"),
            f"beta>z_{n}": (), f"z_{n}>m_{n}": (f"z_{n}", f"g_{n}"), f"g_{n}>m_{n}": (f"g_{n}",), f"m_{n}>L": (),
        }  # fmt: skip
    kinds = dict.fromkeys(("x_1>fork", "x_2>fork", "x_3>fork", "gamma>fork", "beta>fork"), "logit")
    kinds |= {"mean_N>mu": "weight", "var_N>var": "weight", "minus_one>minus_mu": "weight", "eps>var_eps": "long"}
    both = {key: Label(*pair) for key, pair in labels.items()}
    return {
        key: made._replace(value_kind=kinds.get(key, "narrow"), gradient_kind="narrow") for key, made in both.items()
    }


# --- what the three have in common ---------------------------------------------------------------


def _checked(name, numbers, shape, least=-LIMIT, most=LIMIT):
    """Numbers of this shape from least to most, as nested lists of floats."""
    numbers = arguments.real_array(name, numbers)
    if numbers.shape != shape:
        raise ValueError(f"{name} has shape {numbers.shape}; this graph takes {shape or 'one number'}")
    outside = ~((numbers >= least) & (numbers <= most))
    arguments.refuse(name, numbers, outside, None, f"this graph takes numbers from {least} to {most}")
    return np.asarray(numbers, dtype=float).tolist()


def _constant(name, value):
    return Node(name, value=value, constant=True)


def _loss(outputs, upstream):
    """A loss of which the gradients at the outputs are the upstream gradients: it is not drawn."""
    gradients = [Node(f"g_{k}", value=g) for k, g in enumerate(upstream, 1)]
    pairs = enumerate(zip(outputs, gradients, strict=True), 1)
    return Node("L", "+", *[Node(f"m_{k}", "×", *pair) for k, pair in pairs])


def _graph(name, loss, layout, labels, stops, summary, inputs=()):
    """The graph with its plan; the steps of the backward run are the stops."""
    title, *told = words.NETWORKS[name]
    forward = sum(bool(values) for values, _ in stops) - 1
    headings = ["The inputs"] + [f"Forward · {i} of {forward}" for i in range(1, forward + 1)]
    back = len(stops) - len(headings)
    headings += [f"Backward · {i} of {back}" for i in range(1, back + 1)]
    made = [Stop(heading, (text, text), *edges) for heading, text, edges in zip(headings, told, stops, strict=True)]
    stretches = [(stop.heading, stop.gradients) for stop in made if stop.gradients]
    return Graph(loss, stretches, Plan(title, layout, labels, tuple(made), 0, summary), inputs)
