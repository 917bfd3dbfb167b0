"""The graph redrawn from memory: figure A-5 without eight of its gradients, and a bank of labels for their places.

No answer is written down: a label fits a place if its formula gives the gradient there.
"""

import json
import math
import operator
from base64 import b64encode
from dataclasses import replace
from typing import NamedTuple

import traitlets

from softmax_lib.graphs.plan import Stop
from softmax_lib.graphs.softmax_with_loss import softmax_with_loss_graph
from softmax_lib.language import N_, _
from softmax_lib.live.page.kept import Kept
from softmax_lib.live.page.view import Checked, heavy, script, style
from softmax_lib.pictures.graph_picture import draw, gradient_svg
from softmax_lib.pictures.text import formulas

__all__ = ["Redraw", "redraw"]

A, T = (0.3, 2.9, 4.0), (0, 0, 1)
SOFT = (0.2, 0.3, 0.5)  # a one-hot target would make −t_3·S and −S·(t_1 + t_2 + t_3) the same
TOLD = N_(
    "Now from memory, for class 3: put each label back at its place. Pick a label, then a place. "
    "The letters follow the backward pass: A is step 1, B step 2, C and D step 3, E step 4, F step 5, G and H step 6. "
    "Two labels belong nowhere. Labels that are equal whenever the targets sum to 1 may change places."
)


class Place(NamedTuple):
    """Where a label is missing: where the gradient goes there, and the middle of its button in the picture.

    A long label grows to both sides (``grows`` 0.5), only to the right (0) or only to the left (1).
    """

    edge: str
    goes: str
    x: float
    y: float
    grows: float = 0.5


# From right to left, as the backward pass meets them.
PLACES = dict(zip("ABCDEFGH", (
    Place("y_3>log_3", N_("from log to ‘×’"), 513, 410),
    Place("inv>y_3", N_("from ‘×’ to the fork of 1/S"), 435, 354, 1),
    Place("inv>fork", N_("from the fork of 1/S to ‘/’"), 344, 90),
    Place("S>inv", N_("from ‘/’ to ‘+’"), 228, 90, 0),
    Place("exp_3>S", N_("from ‘+’ to the fork of exp(a 3)"), 191, 354, 0),
    Place("exp_3>y_3", N_("from ‘×’ to the fork of exp(a 3)"), 318, 410),
    Place("exp_3>fork", N_("from the fork of exp(a 3) to exp"), 125, 410, 0),
    Place("a_3>exp_3", N_("from exp to the input a 3"), 26, 410, 0),
), strict=True))  # fmt: skip
GIVEN = ("L>out", "sum>L", "tlog_3>sum", "log_3>tlog_3")  # where the backward pass comes from
WIDTH, HEIGHT = 44, 28

# The labels in the order of the bank: the place each is drawn at in figure A-5, or one that fits nowhere.
BANK = ("E", "y_3 + t_3", "B", "G", "D", "A", "H", "t_3*S", "F", "C")


def redraw():
    """Ask for the backward pass of figure A-5, class 3, from memory: eight places, ten labels.

    ``placed`` maps a place to a label, each by its letter or number in the text that the widget prints;
    ``checked`` is ``placed`` as it was when it was last checked. Both can be read, set and observed;
    ValueError or TypeError for anything that is not on the list.

    >>> task = redraw()
    >>> task.placed = {"A": 5, "H": 6}
    >>> task.placed
    {'A': 5, 'H': 6}
    """
    return Redraw()


class Redraw(Kept):
    """The widget of ``redraw``."""

    _source = script("redraw.js")
    _look = style("page/live.css", "redraw.css")
    _keeps = ("placed", "checked")
    _sentences = {
        "title": N_("The graph, redrawn from memory"),
        "picture": N_("Graph, scrolls sideways"),
        "labels": N_("Labels"),
        "check": N_("Check"),
        "again": N_("Start again"),
        "placed": N_("Placed at {place}."),
        "taken": N_("Taken back from {place}."),
        "picked": N_("Picked. Now choose its place in the graph."),
        "chosen": N_("Place {place} is chosen. Now pick its label."),
        "back": N_("Everything is back among the labels."),
        "slot": N_("Place {place}, step {step}, {goes}: {state}"),
        "slot_wrong": N_("Place {place}, step {step}, {goes}: {state}, the last one was not right"),
        "right": N_("right: {label}"),
        "empty": N_("empty"),
        "chip": N_("Label {label}"),
        "chip_at": N_("Label {label}, at {place}"),
        "chip_right": N_("Label {label}, at {place}, right"),
        "complete": N_("{right} of {all} are right. The backward pass of class 3 is complete."),
        "left": N_("{left} of {all} places are empty."),
        "filled": N_("All places are filled."),
        "some_right": N_("{right} of {all} are right: {places}."),
        "none_right": N_("{right} of {all} are right."),
        "not_right": N_("Not right, and back below: {places}."),
    }
    placed = Checked({}).tag(sync=True)
    checked = Checked({}).tag(sync=True)
    _told = traitlets.Unicode().tag(sync=True)
    _picture = heavy(traitlets.Unicode())
    _places = traitlets.List().tag(sync=True)
    _labels = traitlets.List().tag(sync=True)
    _sealed = traitlets.Unicode().tag(sync=True)

    def __init__(self):
        graph = _graph()
        places = [p._asdict() | {"letter": x, "step": _step(graph, p), "goes": _(p.goes)} for x, p in PLACES.items()]
        labels = [{"html": formulas.html(label), "said": formulas.words(label)} for label in _labels(graph)]
        sealed = b64encode(json.dumps(_answers(graph)).encode()).decode()  # not to be read by accident
        texts = {"_told": _(TOLD), "_picture": draw(graph).svg, "_sealed": sealed}
        super().__init__(placed={}, checked={}, _key="redraw", _places=places, _labels=labels, **texts)

    def __repr__(self):
        graph = _graph()
        place = _("  {letter}: step {k}, {goes}")
        places = [place.format(letter=x, k=_step(graph, p), goes=_(p.goes)) for x, p in PLACES.items()]
        labels = [f"  {i}: {label}" for i, label in enumerate(_labels(graph), 1)]
        return "\n".join([_("Redraw: which label belongs at which place?"), *places, *labels])

    def _still(self):
        graph = _graph()
        boxes = tuple((p.x - WIDTH / 2, p.y - HEIGHT / 2, WIDTH, HEIGHT, (x,)) for x, p in PLACES.items())
        graph.plan = replace(graph.plan, layout=replace(graph.plan.layout, boxes=boxes))
        return draw(graph).svg

    def accept(self, name, value):
        """A table of places and labels, checked, as a new plain dict."""
        if not isinstance(value, dict):
            raise TypeError(f"{name} is a {type(value).__name__}; it takes a dict such as {{'A': 5}}")
        for place, label in value.items():
            if place not in PLACES:
                raise ValueError(f"{name} names the place {place!r}; the places are {', '.join(PLACES)}")
            if isinstance(label, bool) or not hasattr(label, "__index__") or label not in range(1, len(BANK) + 1):
                raise ValueError(f"{name} puts {label!r} at {place}; the labels are 1 to {len(BANK)}")
        if len(set(value.values())) < len(value):
            raise ValueError(f"{name} has the same label at two places: {value}")
        return {place: operator.index(value[place]) for place in PLACES if place in value}


def _graph():
    """The graph with all its values, and of its gradients only those where the backward pass comes from."""
    graph = softmax_with_loss_graph(A, T)
    plan = graph.plan
    stop = Stop("", ("", ""), tuple(plan.known(plan.last)[0]), GIVEN)
    title = _("{title} The gradients of class 3 are missing at eight places.").format(title=plan.title)
    graph.plan = replace(plan, title=title, stops=(stop,))
    return graph


def _labels(graph):
    return [graph.plan.labels[PLACES[x].edge].gradient if x in PLACES else x for x in BANK]


def _step(graph, place):
    return next(step for step, edges in graph.stretches if place.edge in edges)


def _answers(graph):
    """For each place, the labels that fit it, each as it is then drawn there."""
    soft, plan = softmax_with_loss_graph(A, SOFT), graph.plan
    soft.backward()
    graph.backward()
    names = {node.name: node.value for node in soft.nodes.values()} | {"exp": math.exp}
    answers = {letter: {} for letter in PLACES}
    for number, formula in enumerate(_labels(graph), 1):
        for letter, place in PLACES.items():
            if math.isclose(eval(formula, {}, names), soft.gradients[place.edge]):
                label = plan.labels[place.edge]._replace(gradient=formula)
                graph.plan = replace(plan, labels=plan.labels | {place.edge: label})
                answers[letter][number] = gradient_svg(graph, place.edge)
    graph.plan = plan
    return answers
