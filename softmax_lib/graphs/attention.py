"""The graph of one attention head: one query, three keys, three values.

The loss is not drawn: what it sends back, the upstream gradient g, is an input of the graph like the others, and
comes in from the right.
"""

import math

from softmax_lib.graph import Node
from softmax_lib.graphs.layout import Layout, Spot, bent, falling, into_lane, out_of_fork, path, straight
from softmax_lib.graphs.plan import PlannedGraph, checked, given, planned, row
from softmax_lib.language import N_

__all__ = ["attention_graph"]

D = 2  # the entries of a query and of a key


def attention_graph(q=(2, 1), K=((1, 2), (-1, 2), (1, 0)), v=(2, 1, -1), upstream=0.5) -> PlannedGraph:
    """Build the graph of attention for one query, three keys and three values, run forward.

    The output o is the mean of the values v_i, weighted by y = softmax(a) with a_i = q·k_i/√d, where d = 2. ``q``: two
    numbers, ``K``: (3, 2), row i for key i, so that ``K[i, j]`` in code is k_ij, counted from 1. ``v``: three numbers,
    one for each key, ``upstream``: the gradient g = ∂L/∂o that comes back. All from −15 to 15; raises ValueError or
    TypeError otherwise. Stop 0 are the inputs, 1 to 9 forward, 10 to 22 backward.

    >>> graph = attention_graph(q=[2, 1], K=[[1, 2], [-1, 2], [1, 0]], v=[2, 1, -1], upstream=0.5)
    >>> round(graph.nodes["o"].value, 4)
    1.3945
    >>> events = graph.backward()
    >>> [round(graph.gradients[f"q_{j}>fork"], 4) for j in (1, 2)]
    [0.0127, 0.3161]
    """
    q, K = checked("q", q, (D,), -15, 15), checked("K", K, (3, D), -15, 15)
    v, g = checked("v", v, (3,), -15, 15), checked("upstream", upstream, (), -15, 15)
    q, v = given("q", q), given("v", v)
    keys = [Node(f"k_{i}{j}", value=K[i - 1][j - 1]) for i in (1, 2, 3) for j in (1, 2)]
    products = [Node(k.name.replace("k", "p"), "×", q[n % D], k) for n, k in enumerate(keys)]
    roots = given("root", [1 / math.sqrt(D)] * 3, constant=True)
    exps = row("exp", "exp", row("a", "×", row("r", "+", products[::2], products[1::2]), roots))
    weights = row("y", "×", exps, Node("inv", "/", Node("S", "+", *exps)))
    output = Node("o", "+", *row("w", "×", weights, v))
    return planned(
        Node("L", "×", output, Node("g", value=g)), _TITLE, _FORWARD, _BACKWARD, layout=_layout(), labels=_LABELS,
        summary=_SUMMARY, indices=_INDICES, inputs=[*q, *keys, *v],
    )  # fmt: skip


_INDICES = [{"i": i, "j": j} for i in (1, 2, 3) for j in (1, 2)]  # of the key, and of its entry

_TITLE = N_("Computational graph of attention for one query, three keys and three values.")

# The stops: the edges that get their number, and what is told.
_FORWARD = {
    "q_{j}>fork q_{j}>p_{i}{j} k_{i}{j}>p_{i}{j} root_{i}>a_{i} v_{i}>w_{i} g>L": N_(
        "The query comes in from the left, and the keys and values come in from above. {f:k_12} is entry 2 of key 1: "
        "first index the key, as in K[i, j]."
    ),
    "p_{i}{j}>r_{i}": N_(
        "Every ‘×’ node multiplies an entry of the query by the same entry of a key: {f:q_1*k_11} = {value:p_11>r_1} "
        "and {f:q_2*k_12} = {value:p_12>r_1}."
    ),
    "r_{i}>a_{i}": N_(
        "‘+’ adds the products of each key. The raw scores are {f:r_1 == q_1*k_11 + q_2*k_12} = {value:r_1>a_1}, "
        "{f:r_2} = {value:r_2>a_2} and {f:r_3} = {value:r_3>a_3}."
    ),
    "a_{i}>exp_{i}": N_(
        "‘×’ divides each by the root of {f:d}, the number of entries: {f:a_1 == r_1/sqrt(d)} = {value:a_1>exp_1}. "
        "These scores are the logits."
    ),
    "exp_{i}>fork exp_{i}>S exp_{i}>y_{i}": N_(
        "Here softmax begins. Every exp node makes its score positive: {f:exp(a_1)} = {value:exp_1>fork}."
    ),
    "S>inv": N_("‘+’ adds the three: {f:S} = {value:S>inv}."),
    "inv>fork inv>y_{i}": N_("‘/’ takes the reciprocal, {f:1/S} = {value:inv>fork}, which goes to every key."),
    "y_{i}>w_{i}": N_(
        "‘×’ multiplies, and the weights are there: {f:y_1} = {value:y_1>w_1}, {f:y_2} = {value:y_2>w_2} and {f:y_3} "
        "= {value:y_3>w_3}. They sum to 1."
    ),
    "w_{i}>o": N_("Each value is multiplied by its weight: {f:y_1*v_1} = {value:w_1>o}."),
    "o>L L>out": N_("‘+’ adds them, and the output is the weighted mean of the three values: {f:o} = {value:o>L}."),
}
_BACKWARD = {
    "L>out o>L": N_("From the right comes the upstream gradient at the output: {b:g == d(L, o)} = {gradient:o>L}."),
    "w_{i}>o": N_("‘+’ passes it on to every key, unchanged: {gradient:w_1>o}."),
    "y_{i}>w_{i} v_{i}>w_{i}": N_(
        "‘×’ multiplies it by the other input. Toward a value that is the weight, {b:d(L, v_1) == g*y_1} = "
        "{gradient:v_1>w_1}. Toward a weight it is the value, {b:u_1 == g*v_1} = {gradient:y_1>w_1}: this is what "
        "softmax gets."
    ),
    "inv>y_{i}": N_(
        "From here on softmax does what it did in the six steps, with {b:u_i} in the place of {m:-t_i/y_i}. Toward "
        "{f:1/S}, ‘×’ multiplies by the exponential: {b:S*u_1*y_1} = {gradient:inv>y_1}."
    ),
    "inv>fork S>inv": N_(
        "The fork adds the keys, and the weighted values add up to the output: {b:S*g*o} = {gradient:inv>fork}. ‘/’ "
        "multiplies by minus its output squared: {b:-g*o/S} = {gradient:S>inv}."
    ),
    "exp_{i}>S": N_("‘+’ sends the same {gradient:S>inv} back to every exponential. This is the detour through {f:S}."),
    "exp_{i}>y_{i}": N_("On the straight branch, ‘×’ multiplies {b:u_1} by {f:1/S}: {b:u_1/S} = {gradient:exp_1>y_1}."),
    "exp_{i}>fork a_{i}>exp_{i}": N_(
        "The two branches add, and exp multiplies by its output: {b:d(L, a_1) == y_1*(u_1 - g*o)} = "
        "{gradient:a_1>exp_1}. Each {m:u_i} is compared with the mean of all three."
    ),
    "r_{i}>a_{i}": N_(
        "‘×’ multiplies by {f:1/sqrt(d)} once more, and the gradient at the raw score is {b:delta_1 == d(L, r_1)} = "
        "{gradient:r_1>a_1}."
    ),
    "p_{i}{j}>r_{i}": N_("‘+’ passes it on to both products of a key, unchanged: {gradient:p_11>r_1}."),
    "k_{i}{j}>p_{i}{j}": N_(
        "Toward a key: times the entry of the query, so {b:d(L, k_11) == q_1*delta_1} = {gradient:k_11>p_11}, and so "
        "for all six."
    ),
    "q_{j}>p_{i}{j}": N_(
        "Toward the query: times the entry of the key. {b:k_11*delta_1} = {gradient:q_1>p_11} comes from key 1, and "
        "{b:k_31*delta_3} = {gradient:q_1>p_31} from key 3."
    ),
    "q_{j}>fork": N_(
        "The query was compared with every key, so its gradients add: {b:d(L, q_1)} = {gradient:q_1>fork} and {b:d(L, "
        "q_2)} = {gradient:q_2>fork}."
    ),
}

_SUMMARY = {
    "q": "value q_{j}>fork logit",
    "k": "value k_{i}{j}>p_{i}{j} logit",
    "v": "value v_{i}>w_{i} logit",
    "r": "value r_{i}>a_{i} long",
    "a": "value a_{i}>exp_{i} long",
    "exp(a)": "value exp_{i}>fork long",
    "S": "value S>inv long",
    "y": "value y_{i}>w_{i} share",
    "o": "value o>L long",
    "d(L, o)": "gradient o>L long",
    "d(L, v)": "gradient v_{i}>w_{i} long",
    "d(L, y)": "gradient y_{i}>w_{i} long",
    "d(L, a)": "gradient a_{i}>exp_{i} long",
    "d(L, r)": "gradient r_{i}>a_{i} long",
    "d(L, k)": "gradient k_{i}{j}>p_{i}{j} long",
    "d(L, q)": "gradient q_{j}>fork long",
}


# What stands on each edge: its symbols for the value | and for the gradient | and how the value is printed.
_LABELS = """
    q_{j}>fork      | q_{j}          | d(L, q_{j})         | logit
    q_{j}>p_{i}{j}  |                | k_{i}{j}*delta_{i}
    k_{i}{j}>p_{i}{j} | k_{i}{j}     | q_{j}*delta_{i}     | logit
    p_{i}{j}>r_{i}  | q_{j}*k_{i}{j} | delta_{i}
    r_{i}>a_{i}     | r_{i}          | delta_{i}
    root_{i}>a_{i}  | 1/sqrt(d)      |                     | share
    a_{i}>exp_{i}   | a_{i}          | y_{i}*(u_{i} - g*o)
    exp_{i}>fork    | exp(a_{i})     | (u_{i} - g*o)/S
    exp_{i}>S       |                | -g*o/S
    exp_{i}>y_{i}   |                | u_{i}/S
    S>inv           | S              | -g*o/S
    inv>fork        | 1/S            | S*g*o
    inv>y_{i}       |                | S*u_{i}*y_{i}
    y_{i}>w_{i}     | y_{i}          | u_{i} == g*v_{i}    | share
    v_{i}>w_{i}     | v_{i}          | g*y_{i}             | logit
    w_{i}>o         | y_{i}*v_{i}    | g
    o>L             | o              | g
    g>L             | g
"""


def _layout():
    """Two lines for each key: its products over one another, the scores on the upper one, the weights on the lower."""
    lane, upper, lower = 96, {"1": 118, "2": 360, "3": 602}, {"1": 236, "2": 478, "3": 720}
    made = Layout((0, 0, 900, 790), forks={"q_1": (60, upper["1"]), "q_2": (78, lower["1"])}, legend=(4, 24))
    forks, edge, along = made.forks, made.edge, made.along
    product, total, score = 160, 238, 344
    exp_fork = {"1": 468, "2": 450, "3": 432}
    drop = {"1": 626, "2": 615, "3": 604}
    share, value, output = 688, 762, 839

    along("q_1>fork", 30)
    along("q_2>fork", 30, gaps=(60,))
    made.at(lane, {"S": 468, "inv": 541})
    forks["inv"] = (604, lane)
    along("S>inv", 504)
    along("inv>fork", 577)
    made.nodes["o"] = (output, lower["2"])
    edge("o>L", straight(output + 14, 896, lower["2"]), 876, lower["2"], "row", 36)
    for place, (i, y) in enumerate(lower.items()):
        top, below = upper[i], [other for other in lower if other > i]
        forks[f"exp_{i}"] = (exp_fork[i], y)
        made.at(top, {f"p_{i}1": product, f"r_{i}": total, f"a_{i}": score})
        made.at(y, {f"p_{i}2": product, f"exp_{i}": score, f"y_{i}": share, f"w_{i}": value})
        for j, line in (("1", top), ("2", y)):
            crossed = (78,) if j == "1" and place else ()
            edge(f"q_{j}>p_{i}{j}", bent(forks[f"q_{j}"], product - 14, line, crossed), 113, line, "drop", 34)
            made.fed(f"k_{i}{j}>p_{i}{j}", 56, 35, 34)
        along(f"p_{i}1>r_{i}", 199, "row", 36)
        edge(f"p_{i}2>r_{i}", path((product + 14, y), (total, y), (total, top + 14)), 199, y, "row", 36)
        along(f"r_{i}>a_{i}", 289)
        made.above(f"root_{i}>a_{i}")
        edge(f"a_{i}>exp_{i}", falling(score, top + 14, y - 18), score, top + 62, "fall", 34)
        along(f"exp_{i}>fork", 395, "row", 44, gaps=[exp_fork[n] for n in below])
        edge(f"exp_{i}>S", into_lane(exp_fork[i], y, 468, lane, place), exp_fork[i], y, "side")
        along(f"exp_{i}>y_{i}", 535, "drop", gaps=[drop[n] for n in below])
        out = out_of_fork(forks["inv"], drop[i], share, y, place > 0)
        edge(f"inv>y_{i}", out, (drop[i] + share) / 2 - 4, y - 50, "drop", 34)
        along(f"y_{i}>w_{i}", 725)
        made.fed(f"v_{i}>w_{i}", 84, 62, 34)
        made.spots[f"w_{i}>o"] = Spot(800, y, length=36)
    for i, side in (("1", -14), ("3", 14)):
        made.wires[f"w_{i}>o"] = path((value + 14, lower[i]), (output, lower[i]), (output, lower["2"] + side))
    made.wires["w_2>o"] = straight(value + 14, output - 14, lower["2"])
    return made
