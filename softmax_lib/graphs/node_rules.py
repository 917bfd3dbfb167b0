"""The rules of the nodes, and of the fork, each as a tiny graph to play with.

Behind every rule stands a whole graph that ends in a loss: its last nodes are not drawn, and what
they send back is the upstream gradient, an input like the others.
"""

from softmax_lib.graph import Graph, Node
from softmax_lib.graphs.layout import rule_layout
from softmax_lib.graphs.plan import Label, Plan, Stop
from softmax_lib.pictures import words

__all__ = ["RULES", "node_rule"]

_Z = "d(L, z)"  # the upstream gradient: the name of an input, and its formula

# The op: what comes out, and the gradient that goes on toward each input.
_FORMULAS = {
    "×": ("u*v", {"u": f"{_Z}*v", "v": f"{_Z}*u"}),
    "+": ("u + v", {"u": _Z, "v": _Z}),
    "/": ("1/x", {"x": f"-{_Z}*z**2"}),
    "exp": ("exp(x)", {"x": f"{_Z}*z"}),
    "log": ("log(x)", {"x": f"{_Z}*(1/x)"}),
    "σ": ("sigma(x)", {"x": f"{_Z}*z*(1 - z)"}),
    "ReLU": ("ReLU(x)", {"x": f"{_Z}*d(z, x)"}),
    "1/√": ("1/sqrt(x)", {"x": f"-{_Z}*(z**3/2)"}),
}
RULES = (*_FORMULAS, "fork")

_START = {"u": 3, "v": -2, "x": 2, _Z: 1.5, "g_1": 1.5, "g_2": -0.5}
_RANGES = {"/": {"x": (0.2, 5)}, "log": {"x": (0.1, 5)}, "exp": {"x": (-3, 3)}, "1/√": {"x": (0.1, 5)}}


def node_rule(name):
    """Make the graph of one node rule: "×", "+", "/", "exp", "log", "σ", "ReLU", "1/√", or "fork".

    "fork" is a value used twice.
    Its inputs are those of the node and the upstream gradient ∂L/∂z, for the fork two of them.
    Show it with ``LiveGraph(node_rule("×"))``. Raises ValueError for another name.

    >>> graph = node_rule("×")
    >>> graph.set(**{"u": 54.598, "v": 0.01349, "d(L, z)": -1.3576})
    >>> events = graph.forward() + graph.backward()
    >>> round(graph.gradients["v>z"], 2)
    -74.12
    """
    if name not in RULES:
        raise ValueError(f"there is no rule for {name!r}; there is one for {', '.join(RULES)}")
    return _fork() if name == "fork" else _node(name)


def _node(op):
    out, back = _FORMULAS[op]
    inputs = [Node(x, value=_START[x]) for x in back]
    upstream = Node(_Z, value=_START[_Z])
    loss = Node("L", "×", Node("z", op, *inputs), upstream)
    toward = tuple(f"{x}>z" for x in back)
    labels = {f"{x}>z": _label(x, gradient) for x, gradient in back.items()}
    labels |= {"z>L": _label(f"z == {out}", _Z), f"{_Z}>L": _label(_Z), "L>out": _label("L", "d(L, L)")}
    summary = {
        **{x: ("value", (f"{x}>z",), "logit") for x in back},
        "z": ("value", ("z>L",), "logit"),
        _Z: ("gradient", ("z>L",), "logit"),
        **{f"d(L, {x})": ("gradient", (f"{x}>z",), "logit") for x in back},
    }
    return _graph(op, loss, (*toward, f"{_Z}>L"), ("z>L", "L>out"), (("z>L",), toward), labels, summary)


def _fork():
    x = Node("x", value=_START["x"])
    parts = [Node(f"part_{i}", "×", x, Node(f"g_{i}", value=_START[f"g_{i}"])) for i in (1, 2)]
    loss = Node("L", "+", *parts)
    branches = tuple(f"x>part_{i}" for i in (1, 2))
    ends = tuple(f"part_{i}>L" for i in (1, 2))
    labels = {f"x>part_{i}": _label("x", f"g_{i}") for i in (1, 2)}
    labels |= {"x>fork": _label("x", "g_1 + g_2"), "L>out": _label("L", "d(L, L)")}
    labels |= {key: _label() for key in (*ends, "g_1>part_1", "g_2>part_2")}
    summary = {
        "x": ("value", ("x>fork",), "logit"),
        "g": ("gradient", branches, "logit"),
        "d(L, x)": ("gradient", ("x>fork",), "logit"),
    }
    inputs, forward = ("x>fork", "g_1>part_1", "g_2>part_2"), (*branches, *ends, "L>out")
    return _graph("fork", loss, inputs, forward, ((*ends, *branches), ("x>fork",)), labels, summary)


def _graph(rule, loss, inputs, forward, back, labels, summary):
    """The graph with its four stops: what comes in, what goes on, what comes back, what goes back."""
    told = [(heading, (text, text)) for heading, text in words.NODE_RULES[rule]]
    upstream, local = back
    stops = (
        Stop(*told[0], inputs),
        Stop(*told[1], forward),
        Stop(*told[2], (), ("L>out", *upstream)),
        Stop(*told[3], (), local),
    )
    stretches = [("upstream", ["L>out", *upstream]), (rule, [*local])]
    title = "A value used twice." if rule == "fork" else f"The rule of the {rule} node."
    plan = Plan(title, rule_layout(rule), labels, stops, 0, summary, _RANGES.get(rule, {}))
    return Graph(loss, stretches, plan)


def _label(value=None, gradient=None):
    return Label(value, gradient, "logit", "logit")
