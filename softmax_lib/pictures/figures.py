"""The course's figures A-1 to A-5 and steps 1 to 6: the graph of the layer, or a part of it."""

from dataclasses import replace

from numpy.typing import ArrayLike

from softmax_lib.graphs.layout import Layout, falling, straight
from softmax_lib.graphs.plan import Stop, forward_heading
from softmax_lib.graphs.softmax_with_loss import NARRATION, STEPS, rows_of, softmax_with_loss_graph
from softmax_lib.language import N_, _
from softmax_lib.pictures.drawing import Drawing
from softmax_lib.pictures.graph_picture import draw

__all__ = ["as_figure", "figure", "step"]


def figure(name: str, a: ArrayLike = (0.3, 2.9, 4.0), t: ArrayLike = (0, 0, 1)) -> Drawing:
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
    graph.plan = make(replace(graph.plan, title=_(title) if title else graph.plan.title), len(graph.inputs))
    return graph


def step(k: int, a: ArrayLike = (0.3, 2.9, 4.0), t: ArrayLike = (0, 0, 1)) -> Drawing:
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
    """Figure A-1: what crosses the border of the layer, and the shares between its boxes, without their gradients."""
    return _saying(replace(plan, layout=boxes_layout(classes)), "a", "t", "y", "L", "d(L, a)")


def _softmax(plan, classes):
    rows, layout = rows_of(classes, plan.layout.middle), plan.layout
    nodes = {"S", "inv"} | {f"{op}_{k}" for op in ("exp", "y") for k in rows}
    edges = {e for e in layout.wires if e.split(">")[0] in nodes or e.startswith("a_")}
    seen = layout.cropped(nodes, edges, (0, 0, 545, layout.view[3]), layout.brackets[:1])
    stops = (plan.stops[0], *_renumbered(plan.stops[1:5]))
    return _saying(replace(plan, layout=seen, stops=stops), "a", "exp(a)", "S", "1/S", "y")


def _cross_entropy(plan, classes, backward=False):
    rows, layout = rows_of(classes, plan.layout.middle), plan.layout
    nodes = {"sum", "L"} | {f"{op}_{k}" for op in ("log", "tlog") for k in rows}
    edges = {e for e in layout.wires if e.split(">")[-1] in nodes | {"out"}}
    seen = layout.cropped(nodes, edges, (486, 78, 410, layout.view[3] - 78), layout.brackets[1:])
    before = tuple(edge for stop in plan.stops[:5] for edge in stop.values)
    inputs = Stop(plan.stops[0].heading, (_(NARRATION["shares"]),) * 2, before)
    stops = _renumbered(plan.stops[5:9])
    stops += plan.stops[9:14] if backward else ()
    made = replace(plan, layout=seen, stops=(inputs, *stops), first=plan.first + 4)
    return _saying(made, "t", "y", "log(y)", "L", *["-t/y"] * backward)


def _renumbered(stops):
    """A part of the stops of the forward run, counted on their own."""
    return [stop._replace(heading=forward_heading(i, len(stops))) for i, stop in enumerate(stops, 1)]


def _saying(plan, *formulas):
    return replace(plan, summary={formula: plan.summary[formula] for formula in formulas})


_FIGURES = {
    "A-1": (N_("The Softmax-with-Loss layer as two boxes."), _boxes),
    "A-2": (N_("Computational graph of softmax, forward."), _softmax),
    "A-3": (N_("Computational graph of the cross-entropy error, forward."), _cross_entropy),
    "A-4": (
        N_("Computational graph of the cross-entropy error, forward and backward."),
        lambda plan, classes: _cross_entropy(plan, classes, backward=True),
    ),
    "A-5": (None, lambda plan, classes: plan),
}


def boxes_layout(classes):
    """The layout of figure A-1: the layer as two boxes."""
    heights = (120, 200, 280 + 32 * (classes > 4), 360)  # more than four: room for the dots before the last row
    rows = dict(zip(rows_of(classes), heights, strict=False))
    last = max(rows.values())
    middle = (120 + last) / 2
    made = Layout(
        view=(0, 0, 900, last + 56),
        boxes=(
            (180, 80, 180, last - 40, (_("Softmax"),)),
            (530, 80, 190, last - 40, tuple(_("Cross-entropy\nerror").split("\n"))),
        ),
        legend=(4, 30),
    )
    if classes > len(rows):
        ellipses = [(x, 175, "before") for x in (105, 465)] + [(x, last - 36, "after") for x in (105, 445)]
        made = replace(made, ellipses=tuple(ellipses), classes=classes, middle=2)
    for i, (k, y) in enumerate(rows.items()):
        x = 625 + 56 * (i - (len(rows) - 1) / 2)
        made.edge(f"a_{k}>exp_{k}", straight(30, 180, y), 105, y, "line", 96)
        made.edge(f"y_{k}>log_{k}", straight(360, 530, y), 445, y, "forth", 96)
        made.edge(f"t_{k}>tlog_{k}", falling(x, 54, 80), x, 54, "top")
    made.edge("L>out", straight(720, 872, middle), 796, middle, "line", 96)
    return made
