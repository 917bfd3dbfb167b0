"""The graph of batch normalization: three examples of one unit.

The loss is not drawn: what it sends back, the upstream gradients g, are inputs of the graph like the others, and
come in from the right.
"""

from softmax_lib.graph import Node
from softmax_lib.graphs.layout import Layout, falling, into_lane, out_of_fork, path, straight
from softmax_lib.graphs.plan import PlannedGraph, checked, constant, given, planned, row, upstream_loss
from softmax_lib.language import N_

__all__ = ["batch_norm_graph"]

EPS = 1e-5  # what batch normalization adds to the variance


def batch_norm_graph(x=(-1, 0, 4), gamma=1.5, beta=0.5, upstream=(0.8, -1.2, 0.5)) -> PlannedGraph:
    """Build the graph of batch normalization for three examples of one unit, run forward.

    z_n = γ·x̂_n + β with x̂_n = (x_n − μ)/√(σ² + ε), where μ and σ² are the mean and the variance of the three and
    ε = 0.00001. ``x``: three numbers, ``upstream``: the gradients g_n = ∂L/∂z_n that come back. All from −1000 to
    1000; raises ValueError or TypeError otherwise. Stop 0 are the inputs, 1 to 12 forward, 13 to 27 backward.

    >>> graph = batch_norm_graph(x=[-1, 0, 4], gamma=1.5, beta=0.5, upstream=[0.8, -1.2, 0.5])
    >>> events = graph.backward()
    >>> [round(graph.gradients[f"x_{n}>fork"], 4) for n in (1, 2, 3)]
    [0.6415, -0.8018, 0.1604]
    """
    x, g = checked("x", x, (3,)), checked("upstream", upstream, (3,))
    gamma, beta = checked("gamma", gamma, ()), checked("beta", beta, ())
    x, gamma, beta = given("x", x), Node("gamma", value=gamma), Node("beta", value=beta)
    mean = Node("mu", "×", Node("Nmu", "+", *x), constant("mean_N", 1 / 3))
    minus_mean = Node("minus_mu", "×", mean, constant("minus_one", -1))
    centered = row("c", "+", x, minus_mean)
    squares = row("sq", "×", centered, centered)
    variance = Node("var", "×", Node("Nvar", "+", *squares), constant("var_N", 1 / 3))
    root = Node("root", "1/√", Node("var_eps", "+", variance, constant("eps", EPS)))
    scaled = row("s", "×", row("xhat", "×", centered, root), gamma)
    return planned(
        upstream_loss(row("z", "+", scaled, beta), g), _TITLE, _FORWARD, _BACKWARD, layout=_layout(), labels=_LABELS,
        summary=_SUMMARY, indices=[{"n": n} for n in (1, 2, 3)],
    )  # fmt: skip


_TITLE = N_("Computational graph of batch normalization for three examples of one unit.")

# The stops: the edges that get their number, and what is told.
_FORWARD = {
    "x_{n}>fork x_{n}>Nmu x_{n}>c_{n} gamma>fork gamma>s_{n} beta>fork beta>z_{n} g_{n}>m_{n} "
    "mean_N>mu minus_one>minus_mu var_N>var eps>var_eps": N_(
        "Three examples of one unit arrive from the left, one in each row. All rows share {f:gamma} and {f:beta}, "
        "which are learned."
    ),
    "Nmu>mu": N_("‘+’ adds the three examples, which gives {f:N*mu} = {value:Nmu>mu}."),
    "mu>minus_mu": N_("‘×’ multiplies the sum by {f:1/N}, which gives the mean: {f:mu} = {value:mu>minus_mu}."),
    "minus_mu>fork minus_mu>c_{n}": N_(
        "‘×’ multiplies the mean by −1, so that ‘+’ can subtract it: {f:-mu} = {value:minus_mu>fork}. Every row uses "
        "this one number."
    ),
    "c_{n}>fork c_{n}>sq_{n}#1 c_{n}>sq_{n}#2 c_{n}>xhat_{n}": N_(
        "‘+’ subtracts the mean: {f:x_1 - mu} = {value:c_1>fork}. This difference leaves on three lines: two go up, "
        "and one continues along its row."
    ),
    "sq_{n}>Nvar": N_(
        "Both inputs of each ‘×’ are this difference, so ‘×’ squares it: {f:(x_1 - mu)**2} = {value:sq_1>Nvar}."
    ),
    "Nvar>var": N_("‘+’ adds the squares of all rows, which gives {f:N*sigma**2} = {value:Nvar>var}."),
    "var>var_eps": N_(
        "‘×’ multiplies the sum by {f:1/N}, which gives the variance: {f:sigma**2} = {value:var>var_eps}."
    ),
    "var_eps>root": N_(
        "‘+’ adds a small {f:eps} = {value:eps>var_eps}, so that no later node divides by 0: {f:sigma**2 + eps} = "
        "{value:var_eps>root}."
    ),
    "root>fork root>xhat_{n}": N_(
        "‘1/√’ takes the reciprocal of the square root: {f:1/sqrt(sigma**2 + eps)} = {value:root>fork}. Every row "
        "uses this one number."
    ),
    "xhat_{n}>s_{n}": N_(
        "‘×’ multiplies {f:x_1 - mu} by this number: {f:xhat_1} = {value:xhat_1>s_1}. The three {f:xhat} have mean 0 "
        "and, apart from {f:eps}, variance 1."
    ),
    "s_{n}>z_{n}": N_("‘×’ multiplies {f:xhat_1} by {f:gamma}: {f:gamma*xhat_1} = {value:s_1>z_1}."),
    "z_{n}>m_{n} m_{n}>L L>out": N_("‘+’ adds {f:beta}, which gives the output: {f:z_1} = {value:z_1>m_1}."),
}
_BACKWARD = {
    "L>out m_{n}>L z_{n}>m_{n}": N_(
        "A gradient for each row arrives from the right, {m:g_n == d(L, z_n)}: {b:g_1} = {gradient:z_1>m_1}, {b:g_2} "
        "= {gradient:z_2>m_2} and {b:g_3} = {gradient:z_3>m_3}."
    ),
    "s_{n}>z_{n} beta>z_{n} beta>fork": N_(
        "‘+’ passes the upstream gradient on, unchanged. {f:beta} was used in every row, so its gradients add: "
        "{b:d(L, beta) == g_1 + g_2 + g_3} = {gradient:beta>fork}."
    ),
    "gamma>s_{n} gamma>fork": N_(
        "Toward {f:gamma}, ‘×’ multiplies {b:g_1} by its other input, {f:xhat_1}: {b:g_1*xhat_1} = "
        "{gradient:gamma>s_1}. The fork adds the three rows: {b:d(L, gamma)} = {gradient:gamma>fork}."
    ),
    "xhat_{n}>s_{n}": N_(
        "Toward {f:xhat_1}, ‘×’ multiplies {b:g_1} by {f:gamma}: {b:g_1*gamma} = {gradient:xhat_1>s_1}."
    ),
    "root>xhat_{n}": N_(
        "Toward the root, ‘×’ multiplies the upstream gradient by its other input, {f:x_1 - mu}: {b:g_1*gamma*(x_1 - "
        "mu)} = {gradient:root>xhat_1}. Here the path through the variance begins."
    ),
    "root>fork var_eps>root": N_(
        "The root was used in every row, so its gradients add. ‘1/√’ multiplies the sum by minus half its output "
        "cubed: {b:d(L, sigma**2)} = {gradient:var_eps>root}."
    ),
    "var>var_eps Nvar>var": N_(
        "‘+’ passes this gradient on, unchanged, and ‘×’ multiplies it by {f:1/N}: {b:(1/N)*d(L, sigma**2)} = "
        "{gradient:Nvar>var}."
    ),
    "sq_{n}>Nvar": N_("‘+’ sends the same {gradient:Nvar>var} back to every square, unchanged."),
    "c_{n}>sq_{n}#1 c_{n}>sq_{n}#2": N_(
        "Both inputs of ‘×’ are {f:x_1 - mu}, so ‘×’ multiplies the upstream gradient by {f:x_1 - mu} toward each: "
        "{gradient:c_1>sq_1#1} on both lines."
    ),
    "c_{n}>xhat_{n}": N_(
        "Along the row, ‘×’ multiplies {b:g_1*gamma} by its other input, the root: {b:g_1*gamma/sqrt(sigma**2 + eps)} "
        "= {gradient:c_1>xhat_1}. This is the direct path."
    ),
    "c_{n}>fork": N_(
        "{f:x_1 - mu} was used three times, so its gradients add: {b:d(L, x_1 - mu)} = {gradient:c_1>fork}."
    ),
    "minus_mu>c_{n} x_{n}>c_{n}": N_(
        "‘+’ passes this gradient on, unchanged, to {f:x_1} and to {f:-mu}. At {f:-mu}, the path through the mean "
        "begins."
    ),
    "minus_mu>fork mu>minus_mu": N_(
        "{f:-mu} was used in every row, so its gradients add. ‘×’ multiplies the sum by −1: {b:d(L, mu)} = "
        "{gradient:mu>minus_mu}."
    ),
    "Nmu>mu x_{n}>Nmu": N_(
        "‘×’ multiplies this gradient by {f:1/N}, and ‘+’ passes the result on to every row, unchanged: {b:(1/N)*d(L, "
        "mu)} = {gradient:x_1>Nmu}."
    ),
    "x_{n}>fork": N_(
        "{f:x_1} was used twice, so its gradients add. Now all three paths are together: {b:d(L, x_1)} = "
        "{gradient:x_1>fork}."
    ),
}

_SUMMARY = {
    "x": "value x_{n}>fork logit",
    "gamma": "value gamma>fork logit",
    "beta": "value beta>fork logit",
    "mu": "value mu>minus_mu long",
    "x - mu": "value c_{n}>fork long",
    "sigma**2": "value var>var_eps long",
    "1/sqrt(sigma**2 + eps)": "value root>fork long",
    "xhat": "value xhat_{n}>s_{n} long",
    "z": "value z_{n}>m_{n} long",
    "d(L, z)": "gradient z_{n}>m_{n} long",
    "d(L, beta)": "gradient beta>fork long",
    "d(L, gamma)": "gradient gamma>fork long",
    "d(L, xhat)": "gradient xhat_{n}>s_{n} long",
    "d(L, sigma**2)": "gradient var>var_eps long",
    "d(L, mu)": "gradient mu>minus_mu long",
    "d(L, x)": "gradient x_{n}>fork long",
}


# What stands on each edge: its symbols for the value | and for the gradient | and how the value is printed.
_LABELS = """
    Nmu>mu             | N*mu
    mean_N>mu          | 1/N                    |                                  | weight
    mu>minus_mu        | mu                     | d(L, mu)
    minus_one>minus_mu |                        |                                  | weight
    minus_mu>fork      | -mu
    Nvar>var           | N*sigma**2
    var_N>var          | 1/N                    |                                  | weight
    var>var_eps        | sigma**2
    eps>var_eps        | eps                    |                                  | long
    var_eps>root       | sigma**2 + eps         | d(L, sigma**2)
    root>fork          | 1/sqrt(sigma**2 + eps)
    gamma>fork         | gamma                  | d(L, gamma)                      | logit
    beta>fork          | beta                   | d(L, beta)                       | logit
    x_{n}>fork         | x_{n}                  | d(L, x_{n})                      | logit
    c_{n}>fork         | x_{n} - mu
    c_{n}>xhat_{n}     |                        | g_{n}*gamma/sqrt(sigma**2 + eps)
    xhat_{n}>s_{n}     | xhat_{n}               | g_{n}*gamma
    gamma>s_{n}        |                        | g_{n}*xhat_{n}
    s_{n}>z_{n}        | gamma*xhat_{n}         | g_{n}
    z_{n}>m_{n}        | z_{n}                  | g_{n}
    g_{n}>m_{n}        | g_{n}
"""


def _layout():
    """One row per example; above them the lanes of the mean and of the variance, γ from above and β from below."""
    lane, second, split = 96, 208, 286  # heights: the lanes, the nodes under their ends, the forks of −μ and 1/√
    rows = {"1": 324, "2": 469, "3": 614}
    center, hat = 250, 616  # columns: where the mean is taken off, and where the root divides
    x_fork = {"1": 92, "2": 76, "3": 60}
    mean_drop = {"1": 200, "2": 188, "3": 176}
    c_fork = {"1": 384, "2": 358, "3": 332}
    root_drop = {"1": 566, "2": 554, "3": 542}
    scale = {"1": 696, "2": 714, "3": 732}
    shift = {"1": 798, "2": 816, "3": 834}
    below = rows["3"] + 88
    made = Layout((0, 0, 900, below + 70), legend=(4, 24))
    forks, edge, along, above = made.forks, made.edge, made.along, made.above

    # the lanes
    made.at(lane, {"Nmu": 92, "mu": 176})
    made.at(second, {"minus_mu": 176})
    made.at(lane, {"Nvar": 384, "var": 460, "var_eps": 542})
    made.at(second, {"root": 542})
    forks |= {"minus_mu": (176, split), "root": (542, split)}
    along("Nmu>mu", 134)
    above("mean_N>mu")
    edge("mu>minus_mu", falling(176, lane + 14, second - 14), 176, 167, "fall", 36)
    edge("minus_one>minus_mu", path((210, second), (190, second)), 220, second + 9, "top")
    edge("minus_mu>fork", falling(176, second + 14, split, head=False), 176, 254, "fall", 34)
    along("Nvar>var", 422)
    above("var_N>var")
    along("var>var_eps", 501)
    above("eps>var_eps")
    edge("var_eps>root", falling(542, lane + 14, second - 18), 542, 165, "fall", 34)
    edge("root>fork", falling(542, second + 18, split, head=False), 542, 265, "fall", 34)

    # γ and β
    forks |= {"gamma": (714, lane), "beta": (816, below)}
    edge("gamma>fork", straight(626, 714, lane, head=False), 670, lane, "row", 60)
    edge("beta>fork", straight(728, 816, below, head=False), 772, below, "row", 60)

    for place, (n, y) in enumerate(rows.items()):
        f, drop, root = c_fork[n], mean_drop[n], root_drop[n]
        branch = y - 50 if place else split  # the height of what comes from −μ and from 1/√
        forks |= {f"x_{n}": (x_fork[n], y), f"c_{n}": (f, y)}
        made.at(y, {f"c_{n}": center})
        made.at(y - 86, {f"sq_{n}": f})
        made.at(y, {f"xhat_{n}": hat, f"s_{n}": scale[n], f"z_{n}": shift[n]})

        def below_this(columns, n=n):
            """The wires to the rows below, which cross this one."""
            return [x for m, x in columns.items() if m > n]

        along(f"x_{n}>fork", 30, gaps=below_this(x_fork))
        edge(f"x_{n}>Nmu", into_lane(x_fork[n], y, 92, lane, place), x_fork[n], y, "side")
        along(f"x_{n}>c_{n}", 136, "drop", gaps=below_this(mean_drop))
        out = _out_of(forks["minus_mu"], drop, center, y, place)
        edge(f"minus_mu>c_{n}", out, (drop + center) / 2, branch, "drop", 34)
        along(f"c_{n}>fork", 294, gaps=below_this(c_fork))
        edge(f"c_{n}>sq_{n}#1", path((f, y), (f - 10, y - 12), (f - 10, y - 76)), f - 10, y - 22, "side", 44, 20)
        edge(f"c_{n}>sq_{n}#2", path((f, y), (f + 10, y - 12), (f + 10, y - 76)), f + 10, y - 4, "side")
        along(f"c_{n}>xhat_{n}", 480, "drop", gaps=below_this(root_drop))
        edge(f"sq_{n}>Nvar", into_lane(f, y - 100, 384, lane, place), f, y - 119, "rises", 34)
        edge(f"root>xhat_{n}", _out_of(forks["root"], root, hat, y, place), (root + hat) / 2, branch, "drop", 34)
        along(f"xhat_{n}>s_{n}", 655)
        edge(f"gamma>s_{n}", _from_fork((714, lane), scale[n], y - 14), scale[n], y - 62, "falls", 34)
        along(f"s_{n}>z_{n}", 758 + 7 * place, gaps=below_this(scale) + [x for m, x in shift.items() if m < n])
        edge(f"beta>z_{n}", _from_fork((816, below), shift[n], y + 14), shift[n], y + 86, "side")
        edge(f"z_{n}>m_{n}", straight(shift[n] + 14, 896, y), 873, y, "row", 36)
    return made


def _out_of(fork, drop, column, y, place):
    """From the fork of a lane down into the node of a row."""
    if place == 0:
        return path(fork, (column, fork[1]), (column, y - 14))
    return out_of_fork(fork, drop, column, y)


def _from_fork(fork, x, y):
    """From a fork straight up or down, or slanting to the side and then up or down."""
    side, on = abs(x - fork[0]), 1 if y > fork[1] else -1
    bend = ((x, fork[1] + on * side),) if side else ()
    return path(fork, *bend, (x, y))
