"""The graph of a network with one hidden unit and two outputs under squared error."""

from softmax_lib.graph import Node
from softmax_lib.graphs.layout import Layout, bent, falling, path, straight
from softmax_lib.graphs.plan import PlannedGraph, checked, constant, given, planned, row
from softmax_lib.language import N_

__all__ = ["squared_error_graph"]


def squared_error_graph(x=1.5, w=0.8, v=(1.2, -0.6), t=(1, 0)) -> PlannedGraph:
    """Build the graph of a network with one hidden unit and two outputs under squared error, run forward.

    net_h = wx, h = σ(net_h), net_k = v_k·h, y_k = σ(net_k), L = ½ Σ (t_k − y_k)². The input ``x``, the weights
    ``w`` and ``v`` (two) are from −1000 to 1000, the targets ``t`` (two constants) from 0 to 1; raises ValueError or
    TypeError otherwise. Stop 0 are the inputs, 1 to 8 forward, 9 to 20 backward.

    >>> graph = squared_error_graph(x=1.5, w=0.8, v=[1.2, -0.6], t=[1, 0])
    >>> events = graph.backward()
    >>> [round(graph.gradients[key], 4) for key in ("h>fork", "w>net_h")]
    [-0.1245, -0.0332]
    """
    x, w, v = checked("x", x, ()), checked("w", w, ()), checked("v", v, (2,))
    t = checked("t", t, (2,), 0, 1)
    hidden = Node("h", "σ", Node("net_h", "×", Node("x", value=x), Node("w", value=w)))
    outputs = row("y", "σ", row("net", "×", hidden, given("v", v)))
    errors = row("e", "+", outputs, given("minus_t", [-one for one in t], constant=True))
    loss = Node("L", "×", Node("sum", "+", *row("sq", "×", errors, errors)), constant("half", 0.5))
    return planned(
        loss, _TITLE, _FORWARD, _BACKWARD, layout=_layout(), labels=_LABELS, summary=_SUMMARY,
        indices=[{"k": k} for k in (1, 2)],
    )  # fmt: skip


_TITLE = N_("Computational graph of a network with one hidden unit and two outputs under squared error.")

# The stops: the edges that get their number, and what is told.
_FORWARD = {
    "x>net_h w>net_h v_{k}>net_{k} minus_t_{k}>e_{k} half>L": N_(
        "The input arrives from the left, the weights from above. {f:w} leads to the hidden unit, and {f:v_1} and "
        "{f:v_2} lead from there to the two outputs."
    ),
    "net_h>h": N_("‘×’ multiplies the input by the weight: {f:net_h} = {value:net_h>h}."),
    "h>fork h>net_{k}": N_(
        "‘σ’ squeezes it into the range between 0 and 1: {f:h == sigma(net_h)} = {value:h>fork}. This one number goes "
        "to both outputs."
    ),
    "net_{k}>y_{k}": N_(
        "In each output, ‘×’ multiplies it by a weight: {f:net_1 == v_1*h} = {value:net_1>y_1} and {f:net_2 == "
        "v_2*h} = {value:net_2>y_2}."
    ),
    "y_{k}>e_{k}": N_("‘σ’ is applied once more: {f:y_1} = {value:y_1>e_1} and {f:y_2} = {value:y_2>e_2}."),
    "e_{k}>fork e_{k}>sq_{k}#1 e_{k}>sq_{k}#2": N_(
        "‘+’ adds the negative target: {f:y_1 - t_1} = {value:e_1>fork} and {f:y_2 - t_2} = {value:e_2>fork}."
    ),
    "sq_{k}>sum": N_(
        "Both inputs of ‘×’ are this difference, so ‘×’ squares it: {f:(y_1 - t_1)**2} = {value:sq_1>sum} and {f:(y_2 "
        "- t_2)**2} = {value:sq_2>sum}."
    ),
    "sum>L": N_("‘+’ adds the two squares, which gives {f:2*L} = {value:sum>L}."),
    "L>out": N_("Multiply by one half to get the loss: {f:L} = {value:L>out}."),
}
_BACKWARD = {
    "L>out": N_("Backward starts at the end: {b:d(L, L)} = 1."),
    "sum>L": N_("The upstream gradient is 1. ‘×’ multiplies it by its other input, one half, and passes on 0.5."),
    "sq_{k}>sum": N_("‘+’ passes the same 0.5 on to both squares, unchanged."),
    "e_{k}>sq_{k}#1 e_{k}>sq_{k}#2": N_(
        "The upstream gradient is 0.5. ‘×’ multiplies it by its other input, and both inputs are the same number. So "
        "each line gets {b:(y_1 - t_1)/2} = {gradient:e_1>sq_1#1}."
    ),
    "e_{k}>fork": N_(
        "{f:y_1 - t_1} was used twice, so the two halves add: {b:y_1 - t_1} = {gradient:e_1>fork}. This is why the "
        "loss has a factor of one half."
    ),
    "y_{k}>e_{k}": N_("‘+’ passes this gradient on, unchanged: {b:d(L, y_1) == y_1 - t_1} = {gradient:y_1>e_1}."),
    "net_{k}>y_{k}": N_(
        "‘σ’ multiplies the upstream gradient by its output times 1 minus its output: {b:(y_1 - t_1)*y_1*(1 - y_1)} "
        "= {gradient:net_1>y_1}."
    ),
    "v_{k}>net_{k}": N_(
        "Toward a weight, ‘×’ multiplies the upstream gradient by its other input, {f:h}: {b:d(L, v_1) == d(L, "
        "net_1)*h} = {gradient:v_1>net_1}."
    ),
    "h>net_{k}": N_(
        "Toward {f:h}, ‘×’ multiplies the upstream gradient by the weight. That is {b:d(L, net_1)*v_1} = "
        "{gradient:h>net_1} from output 1, and {b:d(L, net_2)*v_2} = {gradient:h>net_2} from output 2."
    ),
    "h>fork": N_(
        "{f:h} was used in both outputs, so its gradient is the sum over the outputs: {b:d(L, h)} = {gradient:h>fork}."
    ),
    "net_h>h": N_(
        "The ‘σ’ of the hidden unit multiplies this gradient by its output times 1 minus its output: {b:d(L, h)*h*(1 "
        "- h)} = {gradient:net_h>h}."
    ),
    "w>net_h x>net_h": N_(
        "Toward {f:w}, ‘×’ multiplies by {f:x}: {b:d(L, w)} = {gradient:w>net_h}. Toward {f:x}, it multiplies by "
        "{f:w}: {b:d(L, x)} = {gradient:x>net_h}."
    ),
}

_SUMMARY = {
    "x": "value x>net_h logit",
    "w": "value w>net_h logit",
    "v": "value v_{k}>net_{k} logit",
    "-t": "value minus_t_{k}>e_{k} weight",
    "net_h": "value net_h>h long",
    "h": "value h>fork long",
    "net": "value net_{k}>y_{k} long",
    "y": "value y_{k}>e_{k} share",
    "y - t": "value e_{k}>fork share",
    "L": "value L>out long",
    "d(L, y)": "gradient y_{k}>e_{k} share",
    "d(L, net)": "gradient net_{k}>y_{k} long",
    "d(L, v)": "gradient v_{k}>net_{k} long",
    "d(L, h)": "gradient h>fork long",
    "d(L, net_h)": "gradient net_h>h long",
    "d(L, w)": "gradient w>net_h long",
    "d(L, x)": "gradient x>net_h long",
}


# What stands on each edge: its symbols for the value | and for the gradient | and how the two numbers are printed.
_LABELS = """
    x>net_h           | x                  | d(L, net_h)*w                     | logit
    w>net_h           | w                  | d(L, net_h)*x                     | logit
    net_h>h           | net_h              | d(L, h)*h*(1 - h)
    h>fork            | h                  | d(L, net_1)*v_1 + d(L, net_2)*v_2 | share
    sum>L             | 2*L                |                                   | narrow | weight
    half>L            |                    |                                   | weight | wide
    L>out             | L                  |                                   | narrow | weight
    h>net_{k}         |                    | d(L, net_{k})*v_{k}               | share
    v_{k}>net_{k}     | v_{k}              | d(L, net_{k})*h                   | logit
    net_{k}>y_{k}     | net_{k}            | (y_{k} - t_{k})*y_{k}*(1 - y_{k})
    y_{k}>e_{k}       | y_{k}              | y_{k} - t_{k}                     | share  | share
    minus_t_{k}>e_{k} | -t_{k}             |                                   | weight | wide
    e_{k}>fork        | y_{k} - t_{k}      | y_{k} - t_{k}                     | share  | share
    e_{k}>sq_{k}#1    |                    | (y_{k} - t_{k})/2                 | share
    e_{k}>sq_{k}#2    |                    | (y_{k} - t_{k})/2                 | share
    sq_{k}>sum        | (y_{k} - t_{k})**2 |                                   | narrow | weight
"""


def _layout():
    """The hidden unit in the middle, one row for each output, the loss between the rows."""
    rows, middle = {"1": 124, "2": 404}, 264
    made = Layout((0, 0, 900, 542), forks={"h": (342, middle)}, legend=(4, 40))
    edge, along, above, fed = made.edge, made.along, made.above, made.fed

    made.at(middle, {"net_h": 92, "h": 184, "sum": 766, "L": 840})
    along("x>net_h", 40)
    fed("w>net_h", 116, 84, 56)
    along("net_h>h", 138)
    along("h>fork", 269, "row", 88)
    along("sum>L", 803, "row", 36)
    above("half>L")
    edge("L>out", straight(854, 896, middle), 876, middle, "row", 36)
    for k, y in rows.items():
        toward = 1 if y < middle else -1  # from the row to the middle
        loop = y - 84 if k == "1" else y + 72
        made.forks[f"e_{k}"] = (702, y)
        made.at(y, {f"net_{k}": 446, f"y_{k}": 544, f"e_{k}": 630, f"sq_{k}": 766})
        edge(f"h>net_{k}", bent((342, middle), 432, y), 388, y, "drop")
        fed(f"v_{k}>net_{k}", 80, 48, 56)
        along(f"net_{k}>y_{k}", 495)
        along(f"y_{k}>e_{k}", 587)
        above(f"minus_t_{k}>e_{k}")
        along(f"e_{k}>fork", 672)
        along(f"e_{k}>sq_{k}#1", 730, "drop", 34)
        around = path((702, y), (702, loop), (766, loop), (766, y - 14 * toward))
        edge(f"e_{k}>sq_{k}#2", around, 734, loop, "drop", 40)
        inward = falling(766, y + 14 * toward, middle - 14 * toward)
        edge(f"sq_{k}>sum", inward, 766, y + 74 * toward, "fall" if toward > 0 else "rise", 36, 13)
    return made
