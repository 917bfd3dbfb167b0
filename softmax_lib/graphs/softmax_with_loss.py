"""The course's graphs, with the symbols on their edges, and its figures A-1 to A-5 and steps 1 to 6."""

from dataclasses import replace

from softmax_lib import arguments
from softmax_lib.graph import Graph, Node
from softmax_lib.graphs.layout import boxes_layout, rows_of, softmax_layout
from softmax_lib.graphs.plan import Label, Plan, Stop
from softmax_lib.pictures import words
from softmax_lib.pictures.graph_picture import draw

__all__ = [
    "FIRST_STEP",
    "STEPS",
    "as_figure",
    "check_logits",
    "check_targets",
    "figure",
    "softmax_with_loss_graph",
    "step",
]

LIMIT = 50  # the graph is the naive one: beyond this, exp and 1/S leave the range in which it is exact
STEPS = range(1, 7)


def softmax_with_loss_graph(a, t):
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
    classes = range(1, len(a) + 1)

    logits = [Node(f"a_{k}", value=a[k - 1]) for k in classes]
    targets = [Node(f"t_{k}", value=t[k - 1], constant=True) for k in classes]
    exps = [Node(f"exp_{k}", "exp", n) for k, n in zip(classes, logits, strict=True)]
    inverse = Node("inv", "/", Node("S", "+", *exps))
    shares = [Node(f"y_{k}", "×", n, inverse) for k, n in zip(classes, exps, strict=True)]
    logs = [Node(f"log_{k}", "log", n) for k, n in zip(classes, shares, strict=True)]
    terms = [Node(f"tlog_{k}", "×", *pair) for k, *pair in zip(classes, targets, logs, strict=True)]
    loss = Node("L", "×", Node("sum", "+", *terms), Node("minus_one", value=-1, constant=True))

    return Graph(loss, _stretches(classes), _plan(classes))


def check_logits(a, classes=None):
    """Logits as a list of floats, as many as a view was made for, if any; raises ValueError or TypeError."""
    a = arguments.logits(a, -1)
    if a.ndim != 1 or not 2 <= len(a) <= 10:
        raise ValueError(f"a has shape {a.shape}; the graph takes one example of 2 to 10 classes")
    arguments.refuse(
        "a",
        a,
        abs(a) > LIMIT,
        ("class",),
        f"the graph is the naive one, as in the book, for logits from {-LIMIT} to "
        f"{LIMIT}; softmax and SoftmaxWithLoss take any",
    )
    if classes is not None and len(a) != classes:
        raise ValueError(f"a holds {len(a)} logits; this view was made for {classes} classes")
    return a.tolist()


def check_targets(t, classes):
    """Targets as a list of ``classes`` weights: a label becomes a one-hot list."""
    t = arguments.weights(t, "a", (classes,))
    arguments.refuse("t", t, t > 1e6, ("class",), "the graph takes weights up to a million")
    return t.tolist()


def _per_class(classes, *patterns):
    return tuple(pattern.format(k) for pattern in patterns for k in classes)


def _stretches(classes):
    """The backward run: through cross-entropy, then the six named steps."""
    return [
        ("start", ["L>out"]),
        ("back L", ["sum>L"]),
        ("back sum", _per_class(classes, "tlog_{}>sum")),
        ("back tlog", _per_class(classes, "log_{0}>tlog_{0}")),
        (1, _per_class(classes, "y_{0}>log_{0}")),
        (2, _per_class(classes, "inv>y_{}")),
        (3, ["inv>fork", "S>inv"]),
        (4, _per_class(classes, "exp_{}>S")),
        (5, _per_class(classes, "exp_{0}>y_{0}")),
        (6, _per_class(classes, "exp_{}>fork", "a_{0}>exp_{0}")),
    ]


def _forward_stretches(classes):
    inputs = (*_per_class(classes, "a_{0}>exp_{0}", "t_{0}>tlog_{0}"), "minus_one>L")
    return [
        ("inputs", inputs),
        ("exp", _per_class(classes, "exp_{}>fork", "exp_{}>S", "exp_{0}>y_{0}")),
        ("S", ("S>inv",)),
        ("inv", ("inv>fork", *_per_class(classes, "inv>y_{}"))),
        ("y", _per_class(classes, "y_{0}>log_{0}")),
        ("log", _per_class(classes, "log_{0}>tlog_{0}")),
        ("tlog", _per_class(classes, "tlog_{}>sum")),
        ("sum", ("sum>L",)),
        ("L", ("L>out",)),
    ]


FIRST_STEP = -12  # stop 6 is step 6, stop 0 the moment before step 1, stop −12 the bare inputs


def _plan(classes):
    count = len(classes)
    back = _stretches(classes)
    stops = []
    for place, (moment, edges) in enumerate(_forward_stretches(classes)):
        stops.append(_stop(moment, place, 8, count, values=edges))
    for place, (moment, edges) in enumerate(back, 1):
        stops.append(_stop(moment, place, 4, count, gradients=tuple(edges)))
    return Plan(
        title=f"Computational graph of Softmax-with-Loss for {words.COUNT[count]} classes.",
        layout=softmax_layout(count),
        labels=_labels(classes),
        stops=tuple(stops),
        first=FIRST_STEP,
        summary=_summary(classes),
    )


def _stop(moment, place, of, classes, values=(), gradients=()):
    told = words.NARRATION[moment]
    pair = told if isinstance(told, tuple) else (told, told)
    fill = {"{count}": words.COUNT[classes], "TSUM": words.targets_sum(classes)}
    for mark, text in fill.items():
        pair = tuple(sentence.replace(mark, text) for sentence in pair)
    return Stop(words.heading(moment, place, of), pair, values, gradients)


def _labels(classes):
    total = words.targets_sum(len(classes))
    labels = {
        "S>inv": Label("S", f"({total})/S", "narrow"),
        "inv>fork": Label("1/S", f"-S*({total})"),
        "sum>L": Label("-L", None, "narrow", "weight"),
        "minus_one>L": Label(None, None, "weight"),
        "L>out": Label("L", None, "narrow", "weight"),
    }
    for k in classes:
        labels |= {
            f"a_{k}>exp_{k}": Label(f"a_{k}", f"y_{k} - t_{k}", "logit", "share", f"y_{k}*T - t_{k}"),
            f"exp_{k}>fork": Label(f"exp(a_{k})", f"1/S - t_{k}/exp(a_{k})", gradient_any=f"T/S - t_{k}/exp(a_{k})"),
            f"exp_{k}>S": Label(None, "1/S", gradient_any="T/S"),
            f"exp_{k}>y_{k}": Label(None, f"-t_{k}/exp(a_{k})"),
            f"inv>y_{k}": Label(None, f"-t_{k}*S", gradient_kind="narrow"),
            f"y_{k}>log_{k}": Label(f"y_{k}", f"-t_{k}/y_{k}", "share", "narrow"),
            f"log_{k}>tlog_{k}": Label(f"log(y_{k})", f"-t_{k}", "narrow", "weight"),
            f"t_{k}>tlog_{k}": Label(f"t_{k}", None, "weight"),
            f"tlog_{k}>sum": Label(f"t_{k}*log(y_{k})", None, "narrow", "weight"),
        }
    return labels


def _summary(classes):
    """What the description lists, in order: formula → way, edges, kind of number."""

    def each(pattern):
        return _per_class(classes, pattern)

    total = words.targets_sum(len(classes))
    return {
        "a": ("value", each("a_{0}>exp_{0}"), "logit"),
        "t": ("value", each("t_{0}>tlog_{0}"), "weight"),
        "exp(a)": ("value", each("exp_{}>fork"), "long"),
        "S": ("value", ("S>inv",), "long"),
        "1/S": ("value", ("inv>fork",), "long"),
        "y": ("value", each("y_{0}>log_{0}"), "share"),
        "log(y)": ("value", each("log_{0}>tlog_{0}"), "long"),
        "L": ("value", ("L>out",), "long"),
        "-t/y": ("gradient", each("y_{0}>log_{0}"), "long"),
        "-t*S": ("gradient", each("inv>y_{}"), "long"),
        f"-S*({total})": ("gradient", ("inv>fork",), "long"),
        f"({total})/S": ("gradient", ("S>inv",), "long"),
        "-t/exp(a)": ("gradient", each("exp_{0}>y_{0}"), "long"),
        "d(L, a)": ("gradient", each("a_{0}>exp_{0}"), "share"),
    }


def figure(name, a=(0.3, 2.9, 4.0), t=(0, 0, 1)):
    """Draw one of the appendix's figures as a Drawing.

    "A-1": the layer as two boxes. "A-2": softmax, forward. "A-3": cross-entropy error, forward.
    "A-4": cross-entropy error, backward. "A-5": the whole layer, forward and backward.
    Raises ValueError for another name, or where softmax_with_loss_graph does.

    >>> figure("A-5").description[:61]
    'Computational graph of Softmax-with-Loss for three classes. a'
    """
    if name not in _FIGURES:
        raise ValueError(f"there is no figure {name!r}; the figures are {', '.join(_FIGURES)}")
    return draw(as_figure(softmax_with_loss_graph(a, t), name))


def as_figure(graph, name):
    """The Softmax-with-Loss graph, with the plan of one of the figures: what it shows, and where."""
    title, make = _FIGURES[name]
    graph.plan = make(replace(graph.plan, title=title or graph.plan.title), len(graph.inputs))
    return graph


def step(k, a=(0.3, 2.9, 4.0), t=(0, 0, 1)):
    """Draw the graph after step k of the backward pass through softmax, k from 1 to 6, as a Drawing.

    The result of the step is written and the node that did it is still lit.
    Raises ValueError for another k, or where softmax_with_loss_graph does.

    >>> "-74.1222" in step(2).svg
    True
    """
    if k not in STEPS:
        raise ValueError(f"there is no step {k!r}; the steps are 1 to 6")
    return draw(softmax_with_loss_graph(a, t), k)


def _boxes(plan, classes):
    """Figure A-1: only what crosses the border of a box."""
    return _saying(replace(plan, layout=boxes_layout(classes)), "a", "t", "y", "L", "-t/y", "d(L, a)")


def _softmax(plan, classes):
    rows, layout = rows_of(classes, plan.layout.middle), plan.layout
    nodes = {"S", "inv"} | {f"{op}_{k}" for op in ("exp", "y") for k in rows}
    edges = {e for e in layout.wires if e.split(">")[0] in nodes or e.startswith("a_")}
    seen = layout.cropped(nodes, edges, (0, 0, 545, layout.view[3]), layout.brackets[:1])
    stops = tuple(stop._replace(heading=stop.heading.replace("of 8", "of 4")) for stop in plan.stops[:5])
    return _saying(replace(plan, layout=seen, stops=stops), "a", "exp(a)", "S", "1/S", "y")


def _cross_entropy(plan, classes, backward=False):
    rows, layout = rows_of(classes, plan.layout.middle), plan.layout
    nodes = {"sum", "L"} | {f"{op}_{k}" for op in ("log", "tlog") for k in rows}
    edges = {e for e in layout.wires if e.split(">")[-1] in nodes | {"out"}}
    seen = layout.cropped(nodes, edges, (486, 78, 410, layout.view[3] - 78), layout.brackets[1:])
    before = tuple(edge for stop in plan.stops[:5] for edge in stop.values)
    inputs = Stop(words.heading("inputs", 0, 0), (words.NARRATION["shares"],) * 2, before)
    stops = [stop._replace(heading=words.heading("", place, 4)) for place, stop in enumerate(plan.stops[5:9], 1)]
    stops += plan.stops[9:14] if backward else ()
    made = replace(plan, layout=seen, stops=(inputs, *stops), first=plan.first + 4)
    return _saying(made, "t", "y", "log(y)", "L", *["-t/y"] * backward)


def _saying(plan, *formulas):
    return replace(plan, summary={formula: plan.summary[formula] for formula in formulas})


_FIGURES = {
    "A-1": ("The Softmax-with-Loss layer as two boxes.", _boxes),
    "A-2": ("Computational graph of softmax, forward.", _softmax),
    "A-3": ("Computational graph of the cross-entropy error, forward.", _cross_entropy),
    "A-4": (
        "Computational graph of the cross-entropy error, forward and backward.",
        lambda plan, classes: _cross_entropy(plan, classes, backward=True),
    ),
    "A-5": (None, lambda plan, classes: plan),
}
