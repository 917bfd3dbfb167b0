"""The course's graphs, with the symbols on their edges, and its figures A-1 to A-5 and steps 1 to 6."""

from dataclasses import replace

from softmax_lib import arguments
from softmax_lib.graph import Node
from softmax_lib.graphs.layout import Bracket, Layout, into_lane, out_of_fork, path, straight
from softmax_lib.graphs.plan import (
    Plan,
    PlannedGraph,
    Stop,
    check_edges,
    checked,
    constant,
    forward_heading,
    given,
    keys,
    labeled,
    planned,
    row,
    summarized,
)
from softmax_lib.language import N_, _

__all__ = [
    "FIRST_STEP",
    "STEPS",
    "check_logits",
    "check_targets",
    "softmax_with_loss_graph",
    "temperature_graph",
]

LIMIT = 50  # the graph is the naive one: beyond this, exp and 1/S leave the range in which it is exact
STEPS = range(1, 7)

COUNT = (
    N_("zero"), N_("one"), N_("two"), N_("three"), N_("four"), N_("five"), N_("six"), N_("seven"), N_("eight"),
    N_("nine"), N_("ten"), N_("eleven"), N_("twelve"),
)  # fmt: skip

ROW, LANE, FIRST = 98, 50, 154  # distance of class rows; height of the S lane; first class row

UNDER = 64  # room for the labels below the last row

# Key: the moment of the run. A pair holds the sentence for targets that sum to 1, and for others.
NARRATION = {
    "inputs": N_("The logits arrive from the left, one for each class. Nothing has been computed yet."),
    "shares": N_("Softmax is done: the shares arrive from the left, the targets from above."),
    "exp": N_("Every exp node turns its logit into a positive number. In class §: {f:exp(a_§)} = {value:exp_§>fork}."),
    "S": N_("The ‘+’ node adds the exponentials: {f:S} = {value:S>inv}."),
    "inv": N_(
        "The ‘/’ node takes the reciprocal of the sum: {f:1/S} = {value:inv>fork}. This one number goes to {count} "
        "places."
    ),
    "y": N_(
        "Every ‘×’ node multiplies an exponential by {f:1/S}. In class §, {f:exp(a_§)} times {f:1/S} is the share "
        "{f:y_§} = {value:y_§>log_§}."
    ),
    "log": N_("Every log node takes the natural logarithm. In class §: {f:log(y_§)} = {value:log_§>tlog_§}."),
    "tlog": N_("Every ‘×’ node multiplies by its target. In class §: {f:t_§*log(y_§)} = {value:tlog_§>sum}."),
    "sum": N_("The ‘+’ node adds the terms of all classes, which gives {f:-L} = {value:sum>L}."),
    "L": N_("Multiply by −1 to get the loss: {f:L} = {value:L>out}."),
    "start": N_("Backward starts at the end: {f:L} changes exactly as fast as itself, so {b:d(L, L)} = 1."),
    "back L": N_("The upstream gradient is 1. ‘×’ multiplies it by its other input, −1, and passes on −1."),
    "back sum": N_("‘+’ passes the same −1 on to every class, unchanged."),
    "back tlog": N_(
        "The upstream gradient is −1. ‘×’ multiplies it by its other input, the target. In class §, it passes on "
        "{b:-t_§} = {gradient:log_§>tlog_§}."
    ),
    1: N_(
        "The upstream gradient is {b:-t_§}. The log node multiplies it by {f:1/y_§}: {b:-t_§/y_§} = "
        "{gradient:y_§>log_§} leaves cross-entropy and arrives at softmax."
    ),
    2: N_(
        "Toward {f:1/S}, ‘×’ multiplies {b:-t_§/y_§} by its other input, {f:exp(a_§)}. Since {f:exp(a_§)/y_§ == S}, "
        "that is {b:-t_§*S} = {gradient:inv>y_§}."
    ),
    3: N_(
        "{f:1/S} was used {count} times, so its gradients add: {b:-S*(TSUM)} = {gradient:inv>fork}. ‘/’ multiplies it "
        "by minus its output squared, {f:-(1/S)**2}: {b:(TSUM)/S} = {gradient:S>inv}."
    ),
    4: (
        N_(
            "‘+’ passes the upstream gradient on, unchanged, to every class. The targets sum to 1, so {b:(TSUM)/S} is "
            "just {b:1/S} = {gradient:exp_§>S}."
        ),
        N_(
            "‘+’ passes the upstream gradient on, unchanged, to every class. Write {m:T} for {m:TSUM}, which is not 1 "
            "here: {b:T/S} = {gradient:exp_§>S}."
        ),
    ),
    5: N_(
        "Toward {f:exp(a_§)}, ‘×’ multiplies {b:-t_§/y_§} by its other input, {f:1/S}. Since {f:y_§*S == exp(a_§)}, "
        "that is {b:-t_§/exp(a_§)} = {gradient:exp_§>y_§}."
    ),
    6: (
        N_(
            "{f:exp(a_§)} was used twice, so its gradients add: {b:1/S - t_§/exp(a_§)} = {gradient:exp_§>fork}. exp "
            "multiplies that by its own output, {f:exp(a_§)}, which gives {b:exp(a_§)/S - t_§}, and that is {b:y_§ - "
            "t_§} = {gradient:a_§>exp_§}."
        ),
        N_(
            "{f:exp(a_§)} was used twice, so its gradients add: {b:T/S - t_§/exp(a_§)} = {gradient:exp_§>fork}. exp "
            "multiplies that by its own output, {f:exp(a_§)}, which gives {b:exp(a_§)*T/S - t_§}, and that is "
            "{b:y_§*T - t_§} = {gradient:a_§>exp_§}."
        ),
    ),
}


def softmax_with_loss_graph(a, t) -> PlannedGraph:
    """Build the graph of Softmax-with-Loss for one example (figure A-5), run forward.

    ``a``: 2 to 10 logits, each from −50 to 50. ``t``: as many weights ≥ 0, or one integer label
    counted from 0. Raises ValueError or TypeError otherwise. Edges: "a_1>exp_1", "exp_1>fork",
    "exp_1>S", "S>inv", "inv>fork", "inv>y_1", "exp_1>y_1", "y_1>log_1", "log_1>tlog_1", …, "L>out".
    The six steps are the last six stretches of the backward run.

    >>> graph = softmax_with_loss_graph([0.3, 2.9, 4.0], [0, 0, 1])
    >>> events = graph.backward()
    >>> round(graph.gradients["a_3>exp_3"], 4)
    -0.2634
    >>> [name for name, edges in graph.stretches][-6:]
    [1, 2, 3, 4, 5, 6]
    """
    a = check_logits(a)
    t = check_targets(t, len(a))
    exps = row("exp", "exp", given("a", a))
    shares = row("y", "×", exps, Node("inv", "/", Node("S", "+", *exps)))
    terms = row("tlog", "×", given("t", t, constant=True), row("log", "log", shares))
    loss = Node("L", "×", Node("sum", "+", *terms), constant("minus_one", -1))
    indices = [{"k": k, "total": targets_sum(len(a))} for k in range(1, len(a) + 1)]
    stretches = [(moment, keys(names, indices)) for moment, names in _BACKWARD.items()]
    graph = PlannedGraph(loss, _plan(indices), stretches)
    check_edges(graph)
    return graph


NAIVE = (
    f"the graph is the naive one, as in the book, for logits from -{LIMIT} to {LIMIT}; softmax and SoftmaxWithLoss "
    "take any"
)


def check_logits(a, classes=None, most=10, limit=LIMIT, taker="the graph", wanted=NAIVE):
    """Logits as a list of floats, as many as a view was made for, if any; raises ValueError or TypeError."""
    a = arguments.logits(a, -1)
    if a.ndim != 1 or not 2 <= len(a) <= most:
        raise ValueError(f"a has shape {a.shape}; {taker} takes one example of 2 to {most} classes")
    arguments.refuse("a", a, abs(a) > limit, ("class",), wanted)
    if classes not in (None, len(a)):
        raise ValueError(f"a holds {len(a)} logits; this view was made for {classes} classes")
    return a.tolist()


def check_targets(t, classes):
    """Targets as a list of ``classes`` weights: a label becomes a one-hot list."""
    t = arguments.weights(t, "a", (classes,))
    arguments.refuse("t", t, t > 1e6, ("class",), "the graph takes weights up to a million")
    return t.tolist()


# The moments of the run, and the edges that get their number in each: forward, and backward through cross-entropy and
# then in the six named steps.
_FORWARD = {
    "inputs": "a_{k}>exp_{k} t_{k}>tlog_{k} minus_one>L",
    "exp": "exp_{k}>fork exp_{k}>S exp_{k}>y_{k}",
    "S": "S>inv",
    "inv": "inv>fork inv>y_{k}",
    "y": "y_{k}>log_{k}",
    "log": "log_{k}>tlog_{k}",
    "tlog": "tlog_{k}>sum",
    "sum": "sum>L",
    "L": "L>out",
}
_BACKWARD = {
    "start": "L>out",
    "back L": "sum>L",
    "back sum": "tlog_{k}>sum",
    "back tlog": "log_{k}>tlog_{k}",
    1: "y_{k}>log_{k}",
    2: "inv>y_{k}",
    3: "inv>fork S>inv",
    4: "exp_{k}>S",
    5: "exp_{k}>y_{k}",
    6: "exp_{k}>fork a_{k}>exp_{k}",
}
FIRST_STEP = -12  # stop 6 is step 6, stop 0 the moment before step 1, stop −12 the bare inputs

# What stands on each edge: its symbols for the value | and for the gradient | how the two numbers are printed | and
# the symbols for the gradient where the targets sum not to 1 but to T. ``total`` is the sum of the targets in full.
_LABELS = """
    S>inv            | S                | ({total})/S            | narrow
    inv>fork         | 1/S              | -S*({total})
    sum>L            | -L               |                        | narrow | weight
    minus_one>L      |                  |                        | weight
    L>out            | L                |                        | narrow | weight
    a_{k}>exp_{k}    | a_{k}            | y_{k} - t_{k}          | logit  | share  | y_{k}*T - t_{k}
    exp_{k}>fork     | exp(a_{k})       | 1/S - t_{k}/exp(a_{k}) | wide   | wide   | T/S - t_{k}/exp(a_{k})
    exp_{k}>S        |                  | 1/S                    | wide   | wide   | T/S
    exp_{k}>y_{k}    |                  | -t_{k}/exp(a_{k})
    inv>y_{k}        |                  | -t_{k}*S               | wide   | narrow
    y_{k}>log_{k}    | y_{k}            | -t_{k}/y_{k}           | share  | narrow
    log_{k}>tlog_{k} | log(y_{k})       | -t_{k}                 | narrow | weight
    t_{k}>tlog_{k}   | t_{k}            |                        | weight
    tlog_{k}>sum     | t_{k}*log(y_{k}) |                        | narrow | weight
"""

# What the description lists, in order: the way, the edges, the kind of number.
_SUMMARY = {
    "a": "value a_{k}>exp_{k} logit",
    "t": "value t_{k}>tlog_{k} weight",
    "exp(a)": "value exp_{k}>fork long",
    "S": "value S>inv long",
    "1/S": "value inv>fork long",
    "y": "value y_{k}>log_{k} share",
    "log(y)": "value log_{k}>tlog_{k} long",
    "L": "value L>out long",
    "-t/y": "gradient y_{k}>log_{k} long",
    "-t*S": "gradient inv>y_{k} long",
    "-S*({total})": "gradient inv>fork long",
    "({total})/S": "gradient S>inv long",
    "-t/exp(a)": "gradient exp_{k}>y_{k} long",
    "d(L, a)": "gradient a_{k}>exp_{k} share",
}


def _plan(indices):
    count = len(indices)
    runs = ("values", 0, 8, _FORWARD), ("gradients", 1, 4, _BACKWARD)
    stops = tuple(
        _stop(moment, place, of, count, **{way: keys(names, indices)})
        for way, first, of, run in runs
        for place, (moment, names) in enumerate(run.items(), first)
    )
    return Plan(
        title=_("Computational graph of Softmax-with-Loss for {count} classes.").format(count=_(COUNT[count])),
        layout=softmax_layout(count),
        labels=labeled(_LABELS, indices),
        stops=stops,
        first=FIRST_STEP,
        summary=summarized(_SUMMARY, indices),
    )


def _stop(moment, place, of, classes, **edges):
    told = NARRATION[moment]
    pair = told if isinstance(told, tuple) else (told, told)
    total, count = targets_sum(classes), _(COUNT[classes])
    pair = tuple(_(sentence).replace("{count}", count).replace("TSUM", total) for sentence in pair)
    return Stop(heading(moment, place, of), pair, **edges)


def heading(moment, place, count):
    """The line above a narration."""
    if isinstance(moment, int):
        return _("Step {k} of 6 · backward").format(k=moment)
    if moment == "inputs":
        return _("The inputs")
    if moment == "start" or moment.startswith("back"):
        return _("Cross-entropy, backward · {place} of {count}").format(place=place, count=count)
    return forward_heading(place, count)


def targets_sum(classes):
    """The formula t_1 + t_2 + …, shortened for four classes and more."""
    names = [f"t_{k}" for k in range(1, classes + 1)]
    return " + ".join(names if classes <= 3 else [names[0], "dots", names[-1]])


def rows_of(classes, middle=2):
    """The drawn classes, from 1, with the height of their rows: all up to four, else the first, one more, the last."""
    if classes <= 4:
        return {k: FIRST + ROW * (k - 1) for k in range(1, classes + 1)}
    return {1: FIRST, middle: FIRST + ROW, classes: FIRST + ROW + 148}


def softmax_layout(classes):
    """The layout of the Softmax-with-Loss graph."""
    rows = rows_of(classes)
    last, count = max(rows.values()), len(rows)
    spread = 20 if count < 4 else 13
    fork_x = {k: 192 - spread * i for i, k in enumerate(rows)}
    drop_x = {k: 396 + (16 if count < 4 else 11) * (count - 1 - i) for i, k in enumerate(rows)}
    middle = (FIRST + last) / 2 if count != 3 else rows[2]
    made = Layout(
        view=(0, 0, 900, last + UNDER + 48),
        brackets=(
            Bracket(56, 488, last + UNDER + 16, _("Softmax")),
            Bracket(539, 827, last + UNDER + 16, _("Cross-entropy error")),
        ),
        legend=(4, 32),
    )
    edge, along, above = made.edge, made.along, made.above

    made.at(LANE, {"S": 192, "inv": 273})
    made.at(middle, {"sum": 731, "L": 813})
    made.forks["inv"] = (396, LANE)
    along("S>inv", 232)
    along("inv>fork", 341, "row", 88)
    for place, (k, y) in enumerate(rows.items()):
        fork, drop, outer = fork_x[k], drop_x[k], [c for c in rows if c > k]
        made.at(y, {f"exp_{k}": 74, f"y_{k}": 474, f"log_{k}": 557, f"tlog_{k}": 640})
        made.forks[f"exp_{k}"] = (fork, y)
        along(f"a_{k}>exp_{k}", 30, "row", 46)
        along(f"exp_{k}>fork", 121, "row", 44, -9, gaps=[fork_x[c] for c in outer])
        along(f"exp_{k}>y_{k}", 318, "drop", gaps=[drop_x[c] for c in outer])
        edge(f"exp_{k}>S", into_lane(fork, y, 192, LANE, 2 if k == count == 2 else place), fork, y, "side")
        edge(f"inv>y_{k}", out_of_fork((396, LANE), drop, 474, y, place > 0), (drop + 460) / 2, y - 50, "drop", 34)
        along(f"y_{k}>log_{k}", 513)
        along(f"log_{k}>tlog_{k}", 599)
        above(f"t_{k}>tlog_{k}")
        edge(f"tlog_{k}>sum", _into_sum(y, middle, place, count), 688, y)
    along("sum>L", 772)
    above("minus_one>L")
    edge("L>out", straight(827, 890, middle), 856, middle)
    if classes > count:
        after = [(x, FIRST + ROW + 82, "after") for x in (30, 74, 318, 474, 557)]
        before = [(x, FIRST + ROW / 2 + 6, "before") for x in (65, 557)]
        made = replace(made, ellipses=(*before, *after), classes=classes, middle=2)
    return made


def _into_sum(y, middle, place, count):
    if y == middle:
        return straight(654, 717, y)
    down = 1 if y < middle else -1
    if 0 < place < count - 1:
        return path((654, y), (719, y), (719, middle - down * 20), (724, middle - down * 12))
    return path((654, y), (731, y), (731, middle - down * 14))


# --- softmax with a temperature -------------------------------------------------------------------


def temperature_graph(a=(0.3, 2.9, 4.0), tau=1.0) -> PlannedGraph:
    """Build the graph of softmax with a temperature for three classes, run forward: the shares exp(a_k/τ) / S.

    ``a``: three logits from −5 to 5, ``tau``: from 0.2 to 5. Raises ValueError or TypeError otherwise. Stop 0 are
    the inputs, 1 to 6 forward; there is no backward run.

    >>> graph = temperature_graph(a=[0.3, 2.9, 4.0], tau=2)
    >>> [round(graph.nodes[f"y_{k}"].value, 4) for k in (1, 2, 3)]
    [0.0907, 0.3327, 0.5766]
    """
    logits = given("a", checked("a", a, (3,), -5, 5))
    tau = Node("tau", value=checked("tau", tau, (), 0.2, 5))
    exps = row("exp", "exp", row("s", "×", logits, Node("r", "/", tau)))
    shares = row("y", "×", exps, Node("inv", "/", Node("S", "+", *exps)))
    graph = planned(
        Node("L", "+", *shares), _TEMPERATURE, _WARMED, {}, layout=_temperature_layout(), labels=_WARMED_LABELS,
        summary=_WARMED_SUMMARY, indices=[{"k": k} for k in (1, 2, 3)], inputs=[tau, *logits],
    )  # fmt: skip
    graph.plan = replace(graph.plan, ranges={"tau": (0.2, 5)})
    return graph


_TEMPERATURE = N_("Computational graph of softmax with a temperature.")
_WARMED = {
    "tau>r a_{k}>s_{k}": N_("The temperature {f:tau} arrives at the top, the logits from the left."),
    "r>fork r>s_{k}": N_(
        "The ‘/’ node takes its reciprocal: {f:1/tau} = {value:r>fork}. This one number goes to all three classes."
    ),
    "s_{k}>exp_{k}": N_(
        "Every ‘×’ node multiplies its logit by {f:1/tau}, which divides it by the temperature: "
        "{f:a_3/tau} = {value:s_3>exp_3}."
    ),
    "exp_{k}>fork exp_{k}>S exp_{k}>y_{k}": N_(
        "Every exp node makes the result positive: {f:exp(a_3/tau)} = {value:exp_3>fork}."
    ),
    "S>inv": N_("The ‘+’ node adds the exponentials: {f:S} = {value:S>inv}."),
    "inv>fork inv>y_{k}": N_("The ‘/’ node takes the reciprocal of the sum: {f:1/S} = {value:inv>fork}."),
    "y_{k}>L L>out": N_(
        "Every ‘×’ node multiplies an exponential by {f:1/S}. The shares are {f:y_1} = {value:y_1>L}, {f:y_2} = "
        "{value:y_2>L} and {f:y_3} = {value:y_3>L}."
    ),
}
_WARMED_LABELS = """
    tau>r         | tau          | | logit
    r>fork        | 1/tau        | | weight
    a_{k}>s_{k}   | a_{k}        | | logit
    s_{k}>exp_{k} | a_{k}/tau    | | logit
    exp_{k}>fork  | exp(a_{k}/tau) | | wide
    S>inv         | S            | | narrow
    inv>fork      | 1/S
    y_{k}>L       | y_{k}        | | share
"""
_WARMED_SUMMARY = {
    "tau": "value tau>r logit",
    "a": "value a_{k}>s_{k} logit",
    "a/tau": "value s_{k}>exp_{k} logit",
    "S": "value S>inv long",
    "y": "value y_{k}>L share",
}


def _temperature_layout():
    """As in figure A-2, with one column of nodes before it, fed by 1/τ from a lane of its own."""
    rows = rows_of(3)
    made = Layout((0, 0, 900, max(rows.values()) + UNDER), forks={"r": (150, LANE), "inv": (706, LANE)})
    first, sums, scaled, exps, shares = 68, 480, 228, 344, 784
    made.at(LANE, {"r": first, "S": sums, "inv": 574})
    made.along("tau>r", 28, "row", 44)
    made.along("r>fork", 116, "row", 44)
    made.along("S>inv", 527)
    made.along("inv>fork", 646, "row", 88)
    for place, (k, y) in enumerate(rows.items()):
        fork, lower = {c: sums - 20 * (c - 1) for c in rows}, [c for c in rows if c > k]
        drop = {way: {c: start + 16 * (3 - c) for c in rows} for way, start in (("r", 150), ("inv", 706))}
        made.at(y, {f"s_{k}": scaled, f"exp_{k}": exps, f"y_{k}": shares})
        made.forks[f"exp_{k}"] = (fork[k], y)
        made.along(f"a_{k}>s_{k}", 60, "row", 46, gaps=[drop["r"][c] for c in lower])
        made.along(f"s_{k}>exp_{k}", 284, "row", 46)
        made.along(f"exp_{k}>fork", 400, "row", 44, -9, gaps=[fork[c] for c in lower])
        made.along(f"exp_{k}>y_{k}", 610, "drop", gaps=[drop["inv"][c] for c in lower])
        made.edge(f"exp_{k}>S", into_lane(fork[k], y, sums, LANE, place), fork[k], y, "side")
        for way, start, column in (("r", 150, scaled), ("inv", 706, shares)):
            at = drop[way][k]
            wire = out_of_fork((start, LANE), at, column, y, place > 0)
            made.edge(f"{way}>{'s' if way == 'r' else 'y'}_{k}", wire, (at + column) / 2, y - 50, "drop", 34)
        made.edge(f"y_{k}>L", straight(shares + 14, 890, y), 842, y)
    return made
