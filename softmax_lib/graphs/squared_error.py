"""The graph of a network with one hidden unit and two outputs under squared error."""

from softmax_lib.graph import Node
from softmax_lib.graphs.layout import Layout, Spot, Wire, bent, falling, straight
from softmax_lib.graphs.plan import Label, PlannedGraph, checked, constant, each, planned
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
    squares = []
    for k in (1, 2):
        y = Node(f"y_{k}", "σ", Node(f"net_{k}", "×", hidden, Node(f"v_{k}", value=v[k - 1])))
        error = Node(f"e_{k}", "+", y, constant(f"minus_t_{k}", -t[k - 1]))
        squares.append(Node(f"sq_{k}", "×", error, error))
    loss = Node("L", "×", Node("sum", "+", *squares), constant("half", 0.5))
    return planned(_TOLD, loss, _layout(), _labels(), _STOPS, _SUMMARY)


_STOPS = (
    (("x>net_h", "w>net_h", *each("v_{0}>net_{0}"), *each("minus_t_{0}>e_{0}"), "half>L"), ()),
    (("net_h>h",), ()),
    (("h>fork", *each("h>net_{}")), ()),
    (each("net_{0}>y_{0}"), ()),
    (each("y_{0}>e_{0}"), ()),
    ((*each("e_{}>fork"), *each("e_{0}>sq_{0}#1"), *each("e_{0}>sq_{0}#2")), ()),
    (each("sq_{}>sum"), ()),
    (("sum>L",), ()),
    (("L>out",), ()),
    ((), ("L>out",)),
    ((), ("sum>L",)),
    ((), each("sq_{}>sum")),
    ((), (*each("e_{0}>sq_{0}#1"), *each("e_{0}>sq_{0}#2"))),
    ((), each("e_{}>fork")),
    ((), each("y_{0}>e_{0}")),
    ((), each("net_{0}>y_{0}")),
    ((), each("v_{0}>net_{0}")),
    ((), each("h>net_{}")),
    ((), ("h>fork",)),
    ((), ("net_h>h",)),
    ((), ("w>net_h", "x>net_h")),
)

_SUMMARY = {
    "x": ("value", ("x>net_h",), "logit"),
    "w": ("value", ("w>net_h",), "logit"),
    "v": ("value", each("v_{0}>net_{0}"), "logit"),
    "-t": ("value", each("minus_t_{0}>e_{0}"), "weight"),
    "net_h": ("value", ("net_h>h",), "long"),
    "h": ("value", ("h>fork",), "long"),
    "net": ("value", each("net_{0}>y_{0}"), "long"),
    "y": ("value", each("y_{0}>e_{0}"), "share"),
    "y - t": ("value", each("e_{}>fork"), "share"),
    "L": ("value", ("L>out",), "long"),
    "d(L, y)": ("gradient", each("y_{0}>e_{0}"), "share"),
    "d(L, net)": ("gradient", each("net_{0}>y_{0}"), "long"),
    "d(L, v)": ("gradient", each("v_{0}>net_{0}"), "long"),
    "d(L, h)": ("gradient", ("h>fork",), "long"),
    "d(L, net_h)": ("gradient", ("net_h>h",), "long"),
    "d(L, w)": ("gradient", ("w>net_h",), "long"),
    "d(L, x)": ("gradient", ("x>net_h",), "long"),
}


def _labels():
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


_TOLD = (
    N_("Computational graph of a network with one hidden unit and two outputs under squared error."),
    N_(
        "The input comes in from the left, the weights from above: {f:w} leads to the hidden unit, {f:v_1} and {f:v_2} "
        "lead from it to the two outputs."
    ),
    N_("‘×’ multiplies the input by the weight: {f:net_h} = {value:net_h>h}."),
    N_(
        "‘σ’ squeezes it between 0 and 1: {f:h == sigma(net_h)} = {value:h>fork}. This one number goes to both outputs."
    ),
    N_(
        "In each output, ‘×’ multiplies it by a weight: {f:net_1 == v_1*h} = {value:net_1>y_1} and {f:net_2 == v_2*h} "
        "= {value:net_2>y_2}."
    ),
    N_("‘σ’ again: {f:y_1} = {value:y_1>e_1} and {f:y_2} = {value:y_2>e_2}."),
    N_("‘+’ adds minus the target: {f:y_1 - t_1} = {value:e_1>fork} and {f:y_2 - t_2} = {value:e_2>fork}."),
    N_(
        "Both inputs of ‘×’ are this number, so ‘×’ squares it: {f:(y_1 - t_1)**2} = {value:sq_1>sum} and {f:(y_2 - "
        "t_2)**2} = {value:sq_2>sum}."
    ),
    N_("‘+’ adds the squares of the outputs. That is {f:2*L} = {value:sum>L}."),
    N_("Times one half, and the loss is out: {f:L} = {value:L>out}."),
    N_("Backward starts at the end: {b:d(L, L)} = 1."),
    N_("The upstream gradient is 1. ‘×’ multiplies it by its other input, one half, and passes on 0.5."),
    N_("‘+’ passes the same 0.5 on to both squares, unchanged."),
    N_(
        "The upstream gradient is 0.5. ‘×’ multiplies it by its other input, which is the same number on both wires: "
        "{b:(y_1 - t_1)/2} = {gradient:e_1>sq_1#1} on each."
    ),
    N_(
        "{f:y_1 - t_1} was used twice, so the two halves add: {b:y_1 - t_1} = {gradient:e_1>fork}. That is what the "
        "one half in the loss is for."
    ),
    N_("‘+’ passes it on, unchanged: {b:d(L, y_1) == y_1 - t_1} = {gradient:y_1>e_1}."),
    N_(
        "‘σ’ multiplies the upstream gradient by its output times 1 minus its output: {b:(y_1 - t_1)*y_1*(1 - y_1)} = "
        "{gradient:net_1>y_1}."
    ),
    N_(
        "Toward a weight: the upstream gradient times the other input of ‘×’, {f:h}. So {b:d(L, v_1) == d(L, net_1)*h} "
        "= {gradient:v_1>net_1}."
    ),
    N_(
        "Toward {f:h}: the upstream gradient times the weight. That is {b:d(L, net_1)*v_1} = {gradient:h>net_1} from "
        "output 1, and {b:d(L, net_2)*v_2} = {gradient:h>net_2} from output 2."
    ),
    N_("{f:h} was used in both outputs, so its gradient is the sum over the outputs: {b:d(L, h)} = {gradient:h>fork}."),
    N_(
        "‘σ’ of the hidden unit multiplies by its output times 1 minus its output: {b:d(L, h)*h*(1 - h)} = "
        "{gradient:net_h>h}."
    ),
    N_(
        "Toward {f:w}: times {f:x}, so {b:d(L, w)} = {gradient:w>net_h}. Toward {f:x}: times {f:w}, so {b:d(L, x)} = "
        "{gradient:x>net_h}."
    ),
)


def _layout():
    """The hidden unit in the middle, one row for each output, the loss between the rows."""
    rows, middle = {"1": 124, "2": 404}, 264
    made = Layout((0, 0, 900, 542), forks={"h": (342, middle)}, legend=(4, 40))
    nodes, wires, spots = made.nodes, made.wires, made.spots

    nodes |= {"net_h": (92, middle), "h": (184, middle), "sum": (766, middle), "L": (840, middle)}
    wires |= {
        "x>net_h": straight(4, 78, middle),
        "w>net_h": falling(92, middle - 116, middle - 14),
        "net_h>h": straight(106, 170, middle),
        "h>fork": straight(198, 342, middle, head=False),
        "sum>L": straight(780, 826, middle),
        "half>L": falling(840, middle - 34, middle - 14),
        "L>out": straight(854, 896, middle),
    }
    spots |= {
        "x>net_h": Spot(40, middle),
        "w>net_h": Spot(92, middle - 84, "fed", 56),
        "net_h>h": Spot(138, middle),
        "h>fork": Spot(269, middle, length=88),
        "sum>L": Spot(803, middle, length=36),
        "half>L": Spot(840, middle - 34, "top"),
        "L>out": Spot(876, middle, length=36),
    }
    for k, y in rows.items():
        toward = 1 if y < middle else -1  # from the row to the middle
        loop = y - 84 if k == "1" else y + 72
        made.forks[f"e_{k}"] = (702, y)
        nodes |= {f"net_{k}": (446, y), f"y_{k}": (544, y), f"e_{k}": (630, y), f"sq_{k}": (766, y)}
        wires |= {
            f"h>net_{k}": bent((342, middle), 432, y),
            f"v_{k}>net_{k}": falling(446, y - 80, y - 14),
            f"net_{k}>y_{k}": straight(460, 530, y),
            f"y_{k}>e_{k}": straight(558, 616, y),
            f"minus_t_{k}>e_{k}": falling(630, y - 34, y - 14),
            f"e_{k}>fork": straight(644, 702, y, head=False),
            f"e_{k}>sq_{k}#1": straight(702, 752, y),
            f"e_{k}>sq_{k}#2": Wire((((702, y), (702, loop), (766, loop), (766, y - 14 * toward)),)),
            f"sq_{k}>sum": Wire((((766, y + 14 * toward), (766, middle - 14 * toward)),)),
        }
        spots |= {
            f"h>net_{k}": Spot(388, y, "drop"),
            f"v_{k}>net_{k}": Spot(446, y - 48, "fed", 56),
            f"net_{k}>y_{k}": Spot(495, y),
            f"y_{k}>e_{k}": Spot(587, y),
            f"minus_t_{k}>e_{k}": Spot(630, y - 34, "top"),
            f"e_{k}>fork": Spot(672, y),
            f"e_{k}>sq_{k}#1": Spot(730, y, "drop", 34),
            f"e_{k}>sq_{k}#2": Spot(734, loop, "drop", 40),
            f"sq_{k}>sum": Spot(766, y + 74 * toward, "fall" if toward > 0 else "rise", 36, 13),
        }
    return made
