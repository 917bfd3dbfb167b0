"""The rules of the nodes, and of the fork, each as a tiny graph to play with.

Behind every rule stands a whole graph that ends in a loss: its last nodes are not drawn, and what
they send back is the upstream gradient, an input like the others.
"""

from softmax_lib.graph import Node
from softmax_lib.graphs.layout import Layout, bent, path, radius, straight
from softmax_lib.graphs.plan import Label, Plan, PlannedGraph, Stop, given, keys, row, summarized
from softmax_lib.language import N_, _
from softmax_lib.ops import OPS
from softmax_lib.pictures.text.symbols import formula, passed_on

__all__ = ["RULES", "node_rule"]

_Z = "d(L, z)"  # the upstream gradient: the name of an input, and its formula

_START = {"u": 3, "v": -2, "x": 2, _Z: 1.5, "g_1": 1.5, "g_2": -0.5}
_RANGES = {"/": {"x": (0.2, 5)}, "log": {"x": (0.1, 5)}, "exp": {"x": (-3, 3)}, "1/√": {"x": (0.1, 5)}}

_HEADINGS = (
    N_("The inputs"),
    N_("Forward"),
    N_("Backward · the upstream gradient"),
    N_("Backward · what it passes on"),
)

_UPSTREAM = N_(
    "From the right comes {b:d(L, z)} = {gradient:z>L}: by how much the loss changes for each unit of {f:z}."
)

_ONE = N_("One number comes in from the left.")
_TWO = N_("Two numbers come in from the left.")
_ABOVE_0 = N_("One number above 0 comes in from the left.")

# What is told of each node rule: of its inputs, forward, and of what it passes on.
_NODES = {
    "×": (
        _TWO,
        N_("‘×’ multiplies them: {f:u*v} = {value:z>L}."),
        N_("Each input gets the upstream gradient times the other input: {b:d(L, z)*v} = {gradient:u>z} toward "
         "{f:u}, and {b:d(L, z)*u} = {gradient:v>z} toward {f:v}."),
    ),
    "+": (
        _TWO,
        N_("‘+’ adds them: {f:u + v} = {value:z>L}."),
        N_("Raise either input by a little, and the sum rises by as much. So both get the upstream gradient, "
         "unchanged: {gradient:u>z} and {gradient:v>z}."),
    ),
    "/": (
        _ONE,
        N_("‘/’ takes its reciprocal: {f:1/x} = {value:z>L}."),
        N_("The local derivative is {f:d(z, x) == -z**2}, minus the output squared. "
         "Times the upstream gradient: {b:d(L, x)} = {gradient:x>z}."),
    ),
    "exp": (
        _ONE,
        N_("exp raises e to it: {f:exp(x)} = {value:z>L}."),
        N_("exp is its own derivative: {f:d(z, x) == z}, the output. "
         "Times the upstream gradient: {b:d(L, x)} = {gradient:x>z}."),
    ),
    "log": (
        _ABOVE_0,
        N_("log takes its natural logarithm: {f:log(x)} = {value:z>L}."),
        N_("The local derivative is {f:d(z, x) == 1/x}, one over the input. "
         "Times the upstream gradient: {b:d(L, x)} = {gradient:x>z}."),
    ),
    "σ": (
        _ONE,
        N_("‘σ’, the sigmoid, squeezes it between 0 and 1: {f:sigma(x) == 1/(1 + exp(-x))} = {value:z>L}."),
        N_("The local derivative is {f:d(z, x) == z*(1 - z)}, at most a quarter, and almost 0 where {f:x} is far "
         "from 0. Times the upstream gradient: {b:d(L, x)} = {gradient:x>z}."),
    ),
    "ReLU": (
        _ONE,
        N_("ReLU passes on what is above 0, and makes the rest 0: {f:ReLU(x)} = {value:z>L}."),
        N_("Where {f:x} is above 0, {f:d(z, x)} is 1, and the upstream gradient passes unchanged. Elsewhere "
         "{f:d(z, x)} is 0, and nothing passes. Here {b:d(L, x)} = {gradient:x>z}."),
    ),
    "1/√": (
        _ABOVE_0,
        N_("‘1/√’ takes 1 over its square root: {f:1/sqrt(x)} = {value:z>L}."),
        N_("The local derivative is {f:d(z, x) == -z**3/2}, minus half the output cubed. "
         "Times the upstream gradient: {b:d(L, x)} = {gradient:x>z}."),
    ),
}  # fmt: skip
_NAMES = {"+": ["u", "v"]}  # the inputs of the ops that take any number of them
_FORK = (
    _ONE,
    N_("It is used twice: the same {f:x} = {value:x>fork} travels along both lines."),
    N_("One gradient comes back along each line: {b:g_1} = {gradient:x>part_1} and {b:g_2} = "
     "{gradient:x>part_2}."),
    N_("A nudge of {f:x} moves the loss along both lines at once. So the two are added: "
     "{b:d(L, x)} = {gradient:x>fork}."),
)  # fmt: skip

RULES = (*_NODES, "fork")

# The four stops of each node rule: heading, narration.
TOLD = {op: tuple(zip(_HEADINGS, (came, on, _UPSTREAM, back), strict=True)) for op, (came, on, back) in _NODES.items()}
TOLD["fork"] = tuple(zip(_HEADINGS, _FORK, strict=True))


def node_rule(name: str) -> PlannedGraph:
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
    names = OPS[op].names or _NAMES[op]
    inputs = [Node(x, value=_START[x]) for x in names]
    upstream = Node(_Z, value=_START[_Z])
    node = Node("z", op, *inputs)
    loss = Node("L", "×", node, upstream)
    toward = tuple(f"{x}>z" for x in names)
    labels = {f"{x}>z": _label(x, passed_on(node, i, _Z)) for i, x in enumerate(names)}
    labels |= {"z>L": _label(f"z == {formula(node)}", _Z), f"{_Z}>L": _label(_Z), "L>out": _label("L", "d(L, L)")}
    summary = {x: f"value {x}>z logit" for x in names} | {"z": "value z>L logit", _Z: "gradient z>L logit"}
    summary |= {f"d(L, {x})": f"gradient {x}>z logit" for x in names}
    return _graph(
        op, loss, (*toward, f"{_Z}>L"), ("z>L", "L>out"), (("z>L",), toward), labels, summarized(summary, [{}])
    )


def _fork():
    upstream = given("g", (_START["g_1"], _START["g_2"]))
    loss = Node("L", "+", *row("part", "×", Node("x", value=_START["x"]), upstream))
    both = [{"i": 1}, {"i": 2}]
    branches, ends = keys("x>part_{i}", both), keys("part_{i}>L", both)
    labels = dict.fromkeys((*ends, "g_1>part_1", "g_2>part_2"), _label())
    labels |= {"x>fork": _label("x", "g_1 + g_2"), "L>out": _label("L", "d(L, L)")}
    labels |= {f"x>part_{i}": _label("x", f"g_{i}") for i in (1, 2)}
    summary = {"x": "value x>fork logit", "g": "gradient x>part_{i} logit", "d(L, x)": "gradient x>fork logit"}
    inputs, forward = ("x>fork", "g_1>part_1", "g_2>part_2"), (*branches, *ends, "L>out")
    back = (*ends, *branches), ("x>fork",)
    return _graph("fork", loss, inputs, forward, back, labels, summarized(summary, both))


def _graph(rule, loss, inputs, forward, back, labels, summary):
    """The graph with its four stops: what comes in, what goes on, what comes back, what goes back."""
    upstream, local = ("L>out", *back[0]), back[1]
    edges = (inputs, ()), (forward, ()), ((), upstream), ((), local)
    stops = tuple(
        Stop(_(heading), (_(text),) * 2, *two) for (heading, text), two in zip(TOLD[rule], edges, strict=True)
    )
    title = _("A value used twice.") if rule == "fork" else _("The rule of the {op} node.").format(op=rule)
    plan = Plan(title, _layout(rule), labels, stops, 0, summary, _RANGES.get(rule, {}))
    return PlannedGraph(loss, plan, [("upstream", upstream), (rule, local)])


def _label(value=None, gradient=None):
    return Label(value, gradient, "logit", "logit")


def _layout(rule):
    """The layout of a node rule: its inputs on the left, its output on the right, nothing else."""
    if rule == "fork":
        made = Layout(view=(0, 0, 560, 236), forks={"x": (280, 110)})
        made.along("x>fork", 140, "row", 88)
        for i, y in ((1, 52), (2, 168)):
            made.edge(f"x>part_{i}", bent((280, 110), 540, y), 410, y, "row", 88)
        return made
    inputs = {"u": 52, "v": 168} if rule in ("×", "+") else {"x": 76}
    middle, reach = sum(inputs.values()) / len(inputs), radius(rule)
    made = Layout(view=(0, 0, 560, max(inputs.values()) + 80), nodes={"z": (280, middle)})
    for x, y in inputs.items():
        slope = 0.7 * reach * (y > middle) - 0.7 * reach * (y < middle)
        bend = ((236, y), (280 - 0.7 * reach, middle + slope)) if slope else ((280 - reach, y),)
        made.edge(f"{x}>z", path((4, y), *bend), 130, y, "row", 88)
    made.edge("z>L", straight(280 + reach, 540, middle), 410, middle, "row", 88)
    return made
