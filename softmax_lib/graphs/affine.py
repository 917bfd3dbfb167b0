"""The graph of an affine layer: two inputs, two logits.

The loss is not drawn: what it sends back, the upstream gradients g, are inputs of the graph like the others, and
come in from the right.
"""

from softmax_lib.graph import Node
from softmax_lib.graphs.layout import Layout, Spot, bent, path, straight
from softmax_lib.graphs.plan import PlannedGraph, checked, given, planned, row, upstream_loss
from softmax_lib.language import N_

__all__ = ["affine_graph"]


def affine_graph(x=(2, -1), W=((0.5, -1), (1.5, 2)), b=(1, 0.5), upstream=(0.8, -0.3)) -> PlannedGraph:
    """Build the graph of an affine layer with two inputs and two logits, a = xW + b, run forward.

    ``x``: two inputs, ``W``: (2, 2), row j for input j, column k for logit k, so that ``W[j, k]`` in code is
    w_jk, counted from 1. ``b``: two biases, ``upstream``: the gradients g_k = ∂L/∂a_k that come back. All from
    −1000 to 1000; raises ValueError or TypeError otherwise. Stop 0 are the inputs, 1 and 2 forward, 3 to 7 backward.

    >>> graph = affine_graph(x=[2, -1], W=[[0.5, -1], [1.5, 2]], b=[1, 0.5], upstream=[0.8, -0.3])
    >>> events = graph.backward()
    >>> round(graph.gradients["w_12>p_12"], 4), round(graph.gradients["x_1>fork"], 4)
    (-0.6, 0.7)
    """
    x, W = checked("x", x, (2,)), checked("W", W, (2, 2))
    b, g = checked("b", b, (2,)), checked("upstream", upstream, (2,))
    x, b = given("x", x), given("b", b)
    weights = [Node(f"w_{j}{k}", value=W[j - 1][k - 1]) for j in (1, 2) for k in (1, 2)]
    products = [Node(w.name.replace("w", "p"), "×", x[i // 2], w) for i, w in enumerate(weights)]
    logits = row("a", "+", products[:2], products[2:], b)
    return planned(
        upstream_loss(logits, g), _TITLE, _FORWARD, _BACKWARD, layout=_layout(), labels=_LABELS, summary=_SUMMARY,
        indices=_INDICES, kind="logit", inputs=[*x, *weights, *b],
    )  # fmt: skip


_INDICES = [{"j": j, "k": k} for j in (1, 2) for k in (1, 2)]  # of the input, and of the logit

_TITLE = N_("Computational graph of an affine layer with two inputs and two logits.")

# The stops: the edges that get their number, and what is told.
_FORWARD = {
    "x_{j}>fork x_{j}>p_{j}{k} w_{j}{k}>p_{j}{k} b_{k}>a_{k} g_{k}>m_{k}": N_(
        "Two inputs arrive from the left, the weights and biases from above. {f:w_12} leads from input 1 to logit 2: "
        "the first index is that of the input, as in W[j, k]."
    ),
    "p_{j}{k}>a_{k}": N_(
        "Every ‘×’ node multiplies an input by a weight. The first of the four products is {f:x_1*w_11} = "
        "{value:p_11>a_1}."
    ),
    "a_{k}>m_{k} m_{k}>L L>out": N_(
        "Every ‘+’ node adds two products and a bias: {f:a_1 == x_1*w_11 + x_2*w_21 + b_1} = {value:a_1>m_1}. In the "
        "same way, {f:a_2} = {value:a_2>m_2}."
    ),
}
_BACKWARD = {
    "L>out m_{k}>L a_{k}>m_{k}": N_(
        "A gradient for each logit arrives from the right: {b:g_1} = {gradient:a_1>m_1} and {b:g_2} = "
        "{gradient:a_2>m_2}. With Softmax-with-Loss after the layer, {b:g_k} would be {m:y_k - t_k}."
    ),
    "p_{j}{k}>a_{k} b_{k}>a_{k}": N_(
        "‘+’ passes the upstream gradient on, unchanged, to both products and to the bias: {b:d(L, b_1) == g_1} = "
        "{gradient:b_1>a_1}."
    ),
    "w_{j}{k}>p_{j}{k}": N_(
        "Toward a weight, ‘×’ multiplies the upstream gradient by the input. So {b:d(L, w_12) == x_1*g_2} = "
        "{gradient:w_12>p_12}, and the other three weights follow the same rule."
    ),
    "x_{j}>p_{j}{k}": N_(
        "Toward an input, ‘×’ multiplies the upstream gradient by the weight. Toward {f:x_1}, that is {b:g_1*w_11} = "
        "{gradient:x_1>p_11} from logit 1, and {b:g_2*w_12} = {gradient:x_1>p_12} from logit 2."
    ),
    "x_{j}>fork": N_(
        "{f:x_1} was used in both logits, so its gradients add: {b:g_1*w_11 + g_2*w_12} = {gradient:x_1>fork}. The "
        "same holds for {f:x_2}."
    ),
}

_SUMMARY = {
    "x": "value x_{j}>fork logit",
    "w": "value w_{j}{k}>p_{j}{k} logit",
    "b": "value b_{k}>a_{k} logit",
    "a": "value a_{k}>m_{k} long",
    "d(L, a)": "gradient a_{k}>m_{k} long",
    "d(L, b)": "gradient b_{k}>a_{k} long",
    "d(L, w)": "gradient w_{j}{k}>p_{j}{k} long",
    "d(L, x)": "gradient x_{j}>fork long",
}


# What stands on each edge: its symbols for the value | and for the gradient.
_LABELS = """
    x_{j}>fork        | x_{j}          | g_1*w_{j}1 + g_2*w_{j}2
    b_{k}>a_{k}       | b_{k}          | g_{k}
    a_{k}>m_{k}       | a_{k}          | g_{k} == d(L, a_{k})
    g_{k}>m_{k}       | g_{k}
    x_{j}>p_{j}{k}    |                | g_{k}*w_{j}{k}
    w_{j}{k}>p_{j}{k} | w_{j}{k}       | x_{j}*g_{k}
    p_{j}{k}>a_{k}    | x_{j}*w_{j}{k} | g_{k}
"""


def _layout():
    """One row per product: x_1 and x_2 fork to both logits, the weights and biases come from above."""
    rows = {"11": 104, "21": 220, "12": 336, "22": 452}
    made = Layout((0, 0, 750, 502), forks={"x_1": (150, rows["11"]), "x_2": (180, rows["22"])}, legend=(4, 40))
    product, total = 350, 545

    for j in "12":
        made.along(f"x_{j}>fork", 74, "row", 88)
    for (j, k), y in rows.items():
        made.nodes[f"p_{j}{k}"] = (product, y)
        gaps = (180,) if j + k == "12" else ()
        made.edge(f"x_{j}>p_{j}{k}", bent(made.forks[f"x_{j}"], product - 14, y, gaps), 255, y, "drop")
        made.fed(f"w_{j}{k}>p_{j}{k}", 64, 39, 42)
        made.spots[f"p_{j}{k}>a_{k}"] = Spot(448, y, length=60)
    for k in "12":
        first, second = rows[f"1{k}"], rows[f"2{k}"]
        made.nodes[f"a_{k}"] = (total, first)
        made.wires[f"p_1{k}>a_{k}"] = straight(product + 14, total - 14, first)
        made.wires[f"p_2{k}>a_{k}"] = path((product + 14, second), (total, second), (total, first + 14))
        made.fed(f"b_{k}>a_{k}", 64, 39, 42)
        made.edge(f"a_{k}>m_{k}", straight(total + 14, 740, first), 655, first, "row", 88)
    return made
