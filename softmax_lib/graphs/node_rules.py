"""The rules of the nodes, and of the fork, each as a tiny graph to play with.

Each rule is a whole graph that ends in a loss. Its last nodes are not drawn, and the gradient that they
send back is the upstream gradient, which is an input like the others.
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
_POSITIVE = {"x": (0.1, 5)}
_RANGES = {
    "/": {"x": (0.2, 5)}, "**": {"u": (0.1, 5), "v": (-3, 3)}, "exp": {"x": (-3, 3)},
    "log": _POSITIVE, "√": _POSITIVE, "1/√": _POSITIVE,
}  # fmt: skip

_HEADINGS = (
    N_("The inputs"),
    N_("Forward"),
    N_("Backward · the upstream gradient"),
    N_("Backward · the gradients at its inputs"),
)

_UPSTREAM = N_(
    "The upstream gradient {b:d(L, z)} = {gradient:z>L} arrives from the right. It says how much the loss changes per "
    "unit of {f:z}."
)

_ONE = N_("One number arrives from the left.")
_TWO = N_("Two numbers arrive from the left.")
_ABOVE_0 = N_("One positive number arrives from the left.")

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
        N_("If you raise either input slightly, the sum rises by the same amount. So both inputs get the upstream "
           "gradient, unchanged: {gradient:u>z} and {gradient:v>z}."),
    ),
    "−": (
        _TWO,
        N_("‘−’ subtracts the second number from the first: {f:u - v} = {value:z>L}."),
        N_("If you raise {f:u} slightly, the difference rises by the same amount. If you raise {f:v}, it falls by the "
           "same amount. So {f:u} gets the upstream gradient unchanged, {gradient:u>z}, and {f:v} gets it with the "
           "sign flipped, {gradient:v>z}."),
    ),
    "/": (
        _ONE,
        N_("‘/’ takes its reciprocal: {f:1/x} = {value:z>L}."),
        N_("The local derivative is {f:d(z, x) == -z**2}, minus the output squared. Multiplied by the upstream "
           "gradient, it gives {b:d(L, x)} = {gradient:x>z}."),
    ),
    "**": (
        N_("Two numbers arrive from the left: the base {f:u}, which is positive, and the exponent {f:v}."),
        N_("‘**’ raises the base to the power of the exponent: {f:u**v} = {value:z>L}."),
        N_("Toward the base, the local derivative is {f:d(z, u) == v*u**(v - 1)}. Toward the exponent, it is "
           "{f:d(z, v) == z*log(u)}. Multiplied by the upstream gradient, they give {b:d(L, u)} = {gradient:u>z} and "
           "{b:d(L, v)} = {gradient:v>z}."),
    ),
    "exp": (
        _ONE,
        N_("exp raises e to this number: {f:exp(x)} = {value:z>L}."),
        N_("exp is its own derivative: {f:d(z, x) == z}, the output. Multiplied by the upstream gradient, it gives "
           "{b:d(L, x)} = {gradient:x>z}."),
    ),
    "log": (
        _ABOVE_0,
        N_("log takes its natural logarithm: {f:log(x)} = {value:z>L}."),
        N_("The local derivative is {f:d(z, x) == 1/x}, one over the input. Multiplied by the upstream gradient, it "
           "gives {b:d(L, x)} = {gradient:x>z}."),
    ),
    "σ": (
        _ONE,
        N_("‘σ’, the sigmoid, squeezes it into the range between 0 and 1: {f:sigma(x) == 1/(1 + exp(-x))} = "
           "{value:z>L}."),
        N_("The local derivative is {f:d(z, x) == z*(1 - z)}. It is at most a quarter, and almost 0 if {f:x} is far "
           "from 0. Multiplied by the upstream gradient, it gives {b:d(L, x)} = {gradient:x>z}."),
    ),
    "tanh": (
        _ONE,
        N_("tanh squeezes it into the range between −1 and 1: {f:tanh(x)} = {value:z>L}."),
        N_("The local derivative is {f:d(z, x) == 1 - z**2}. It is at most 1, and almost 0 if {f:x} is far from 0. "
           "Multiplied by the upstream gradient, it gives {b:d(L, x)} = {gradient:x>z}."),
    ),
    "ReLU": (
        _ONE,
        N_("ReLU passes a positive number on unchanged, and turns any other number into 0: {f:ReLU(x)} = {value:z>L}."),
        N_("If {f:x} is positive, {f:d(z, x)} is 1, and the upstream gradient passes unchanged. Otherwise {f:d(z, x)} "
           "is 0, and nothing passes. Here {b:d(L, x)} = {gradient:x>z}."),
    ),
    "max": (
        _TWO,
        N_("max passes the larger number on: {f:max(u, v)} = {value:z>L}."),
        N_("A nudge of the larger input moves the output by the same amount, so this input gets the upstream gradient, "
           "unchanged. The other input gets 0. Here that is {gradient:u>z} toward {f:u} and {gradient:v>z} toward "
           "{f:v}. Of two equal inputs, the first counts as the larger."),
    ),
    "√": (
        _ABOVE_0,
        N_("‘√’ takes its square root: {f:sqrt(x)} = {value:z>L}."),
        N_("The local derivative is {f:d(z, x) == 1/(2*z)}, one over twice the output. Multiplied by the upstream "
           "gradient, it gives {b:d(L, x)} = {gradient:x>z}."),
    ),
    "1/√": (
        _ABOVE_0,
        N_("‘1/√’ takes the reciprocal of its square root: {f:1/sqrt(x)} = {value:z>L}."),
        N_("The local derivative is {f:d(z, x) == -z**3/2}, minus half the output cubed. Multiplied by the upstream "
           "gradient, it gives {b:d(L, x)} = {gradient:x>z}."),
    ),
}  # fmt: skip
_NAMES = {"+": ["u", "v"], "max": ["u", "v"]}  # the inputs of the ops that take any number of them
_FORK = (
    _ONE,
    N_("It is used twice: the same {f:x} = {value:x>fork} travels along both lines."),
    N_("One gradient arrives along each line: {b:g_1} = {gradient:x>part_1} and {b:g_2} = {gradient:x>part_2}."),
    N_("A nudge of {f:x} moves the loss along both lines at once, so the two gradients add: {b:d(L, x)} = "
       "{gradient:x>fork}."),
)  # fmt: skip

RULES = (*_NODES, "fork")

# The four stops of each node rule: heading, narration.
TOLD = {op: tuple(zip(_HEADINGS, (came, on, _UPSTREAM, back), strict=True)) for op, (came, on, back) in _NODES.items()}
TOLD["fork"] = tuple(zip(_HEADINGS, _FORK, strict=True))


def node_rule(name: str) -> PlannedGraph:
    """Make the graph of one node rule, that of any op of a graph, such as "×", or "fork", a value used twice.

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
    inputs = {"x": 76} if OPS[rule].names == ["x"] else {"u": 52, "v": 168}
    middle, reach = sum(inputs.values()) / len(inputs), radius(rule)
    made = Layout(view=(0, 0, 560, max(inputs.values()) + 80), nodes={"z": (280, middle)})
    for x, y in inputs.items():
        slope = 0.7 * reach * (y > middle) - 0.7 * reach * (y < middle)
        bend = ((236, y), (280 - 0.7 * reach, middle + slope)) if slope else ((280 - reach, y),)
        made.edge(f"{x}>z", path((4, y), *bend), 130, y, "row", 88)
    made.edge("z>L", straight(280 + reach, 540, middle), 410, middle, "row", 88)
    return made
