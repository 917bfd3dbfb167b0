"""A graph redrawn from memory: the picture without eight of its gradients, and a bank of labels for their places.

No answer is written down: a label fits a place if its formula gives the gradient there.
"""

import math
import operator
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import traitlets

from softmax_lib.graphs.affine import affine_graph
from softmax_lib.graphs.plan import Stop
from softmax_lib.graphs.softmax_with_loss import softmax_with_loss_graph
from softmax_lib.language import N_, _, translated
from softmax_lib.live.page.kept import Kept
from softmax_lib.live.page.view import Checked, heavy, script, sealed, style
from softmax_lib.pictures.graph_picture import draw, gradient_svg
from softmax_lib.pictures.text import formulas

__all__ = ["Redraw", "redraw"]


class Place(NamedTuple):
    """Where a label is missing: where the gradient goes there, and the middle of its button in the picture.

    A long label grows to both sides (``grows`` 0.5), only to the right (0) or only to the left (1).
    """

    edge: str
    goes: str
    x: float
    y: float
    grows: float = 0.5


class Task(NamedTuple):
    """A graph to redraw. ``key`` is what the reader's record calls it, and never changes.

    ``drawn`` makes the graph, and ``generic`` the same with numbers at which only equal formulas give the same.
    ``places`` are named A, B, … in the order in which the backward pass is to be told; ``given`` are the gradients that
    are shown from the start. ``bank`` holds the labels in their order: the place each is taken from, or a formula that
    fits nowhere. ``slot`` says where a place is.
    """

    key: str
    drawn: Callable
    generic: Callable
    places: dict
    given: tuple
    bank: tuple
    told: str
    missing: str
    complete: str
    slot: str = "{goes}"


def _lettered(*places):
    return dict(zip("ABCDEFGH", places, strict=True))


A, SOFT = (0.3, 2.9, 4.0), (0.2, 0.3, 0.5)
_soft = partial(softmax_with_loss_graph, A, SOFT)  # a one-hot target would make −t_3·S and −S·Σt the same
_LOG = Place("y_3>log_3", N_("from log to ‘×’"), 513, 410)
_TIMES = Place("inv>y_3", N_("from ‘×’ to the fork of 1/S"), 435, 326, 1)
_INVERSE = Place("inv>fork", N_("from the fork of 1/S to ‘/’"), 344, 90)
_OVER = Place("S>inv", N_("from ‘/’ to ‘+’"), 228, 90, 0)
_PLUS = Place("exp_3>S", N_("from ‘+’ to the fork of exp(a 3)"), 191, 326, 0)
_ONWARD = Place("exp_3>y_3", N_("from ‘×’ to the fork of exp(a 3)"), 318, 410)
_FORK = Place("exp_3>fork", N_("from the fork of exp(a 3) to exp"), 125, 410, 0)
_LAYER = N_("The gradients of class 3 are missing at eight places.")
_CLASS_3 = N_("{right} of {all} are right. The backward pass of class 3 is complete.")

_TASKS = {
    "05": Task(
        "redraw",
        drawn=partial(softmax_with_loss_graph, A, (0, 0, 1)),
        generic=_soft,
        places=_lettered(
            _LOG, _TIMES, _INVERSE, _OVER, _PLUS, _ONWARD, _FORK,
            Place("a_3>exp_3", N_("from exp to the input a 3"), 26, 410, 0),
        ),
        given=("L>out", "sum>L", "tlog_3>sum", "log_3>tlog_3"),  # where the backward pass comes from
        bank=("E", "y_3 + t_3", "B", "G", "D", "A", "H", "t_3*S", "F", "C"),
        told=N_(
            "Now from memory, for class 3: put each label back in its place. Pick a label, then a place. The letters "
            "follow the backward pass: A is step 1, B step 2, C and D step 3, E step 4, F step 5, G and H step 6. Two "
            "labels belong nowhere. Labels that are equal whenever the targets sum to 1 may swap places."
        ),
        missing=_LAYER,
        complete=_CLASS_3,
        slot=N_("step {step}, {goes}"),
    ),
    "07": Task(
        "redraw-from-the-result",
        drawn=_soft,
        generic=_soft,
        places=_lettered(
            _FORK, _PLUS, _ONWARD, _OVER, _INVERSE, _TIMES, _LOG._replace(grows=1),
            Place("log_3>tlog_3", N_("from ‘×’ to log"), 599, 410, 0),
        ),
        given=("L>out", "sum>L", "tlog_3>sum", "a_3>exp_3"),
        bank=("C", "E", "1/S + t_3/exp(a_3)", "G", "D", "B", "H", "A", "-t_3*y_3", "F"),
        told=N_(
            "Once more from memory, this time from the result back to the loss. The result for class 3 is at its "
            "logit. Which gradients led to it? Put each label back in its place: pick a label, then a place. A is the "
            "gradient that arrives at exp, and H is the gradient that cross-entropy sends to its log node. Two labels "
            "belong nowhere. Labels that are equal whenever the targets sum to 1 may swap places."
        ),
        missing=_LAYER,
        complete=_CLASS_3,
    ),
    "10": Task(
        "redraw-the-affine-layer",
        drawn=partial(affine_graph, (1, -2), ((0.5, -1), (2, 1.5)), (0.5, 0), (0.2, -0.6)),
        generic=partial(affine_graph, (1.3, -0.7), ((0.6, -1.1), (1.7, 2.3)), (0.9, -0.4), (0.35, -0.8)),
        places=_lettered(
            Place("p_12>a_2", N_("from the lower ‘+’ to the ‘×’ of w 12"), 448, 372),
            Place("b_1>a_1", N_("from the upper ‘+’ to the bias b 1"), 510, 50, 1),
            Place("w_12>p_12", N_("from ‘×’ to the weight w 12"), 314, 296, 1),
            Place("w_21>p_21", N_("from ‘×’ to the weight w 21"), 314, 180, 1),
            Place("x_1>p_11", N_("from the ‘×’ of w 11 to the fork of x 1"), 255, 140),
            Place("x_1>p_12", N_("from the ‘×’ of w 12 to the fork of x 1"), 255, 372),
            Place("x_1>fork", N_("from the fork of x 1 to the input x 1"), 74, 140),
            Place("x_2>fork", N_("from the fork of x 2 to the input x 2"), 74, 488),
        ),
        given=("a_1>m_1", "a_2>m_2"),
        bank=("G", "D", "A", "b_1*g_1", "F", "H", "C", "g_1*w_11 + g_2*w_21", "B", "E"),
        told=N_(
            "Now the backward pass of the affine layer, from memory. Put each label back in its place: pick a label, "
            "then a place. The letters run from the upstream gradients to the inputs. Two labels belong nowhere."
        ),
        missing=N_("The gradients are missing at eight places."),
        complete=N_("{right} of {all} are right. The backward pass of the affine layer is complete."),
    ),
}  # fmt: skip
WIDTH, HEIGHT = 44, 28


def redraw(name: str = "05"):
    """Ask for a backward pass from memory: eight places in a graph, ten labels.

    "05" is figure A-5 for class 3, "07" the same layer from its result back to the loss, "10" the affine layer; each is
    for the chapter of this number. Raises ValueError for another name.

    ``placed`` maps a place to a label, each by its letter or number in the text that the widget prints;
    ``checked`` is ``placed`` as it was when it was last checked. Both can be read, set and observed;
    ValueError or TypeError for anything that is not on the list.

    >>> task = redraw()
    >>> task.placed = {"A": 5, "H": 6}
    >>> task.placed
    {'A': 5, 'H': 6}
    """
    if name not in _TASKS:
        raise ValueError(f"there is no graph {name!r} to redraw; there are {', '.join(map(repr, _TASKS))}")
    return Redraw(_TASKS[name])


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
        "back": N_("All labels are back in the list."),
        "slot": N_("Place {place}, {goes}: {state}"),
        "slot_wrong": N_("Place {place}, {goes}: {state}, the last label was not right"),
        "right": N_("right: {label}"),
        "empty": N_("empty"),
        "chip": N_("Label {label}"),
        "chip_at": N_("Label {label}, at {place}"),
        "chip_right": N_("Label {label}, at {place}, right"),
        "left": N_("{left} of {all} places are empty."),
        "filled": N_("All places are filled."),
        "some_right": N_("{right} of {all} are right: {places}."),
        "none_right": N_("{right} of {all} are right."),
        "not_right": N_("Not right, and back in the list: {places}."),
    }
    placed = Checked({}).tag(sync=True)
    checked = Checked({}).tag(sync=True)
    _told = traitlets.Unicode().tag(sync=True)
    _picture = heavy(traitlets.Unicode())
    _places = traitlets.List().tag(sync=True)
    _labels = traitlets.List().tag(sync=True)
    _sealed = traitlets.Unicode().tag(sync=True)

    def __init__(self, task):
        self._task, graph = task, _graph(task)
        places = [place._asdict() | {"letter": letter} for letter, place in _told(task, graph).items()]
        labels = [{"html": formulas.html(label), "said": formulas.words(label)} for label in _labels(task, graph)]
        words = translated(self._sentences | {"complete": task.complete})
        super().__init__(
            _told=_(task.told), _picture=draw(graph).svg, _key=task.key, _places=places, _labels=labels, _words=words,
            _sealed=sealed(_answers(task, graph)),
        )  # fmt: skip

    def __repr__(self):
        graph = _graph(self._task)
        places = [f"  {letter}: {place.goes}" for letter, place in _told(self._task, graph).items()]
        labels = [f"  {i}: {label}" for i, label in enumerate(_labels(self._task, graph), 1)]
        return "\n".join([_("Redraw: which label belongs in which place?"), *places, *labels])

    def _still(self):
        graph, places = _graph(self._task), self._task.places
        boxes = tuple((p.x - WIDTH / 2, p.y - HEIGHT / 2, WIDTH, HEIGHT, (x,)) for x, p in places.items())
        graph.plan = replace(graph.plan, layout=replace(graph.plan.layout, boxes=boxes))
        return draw(graph).svg

    def accept(self, name, value):
        """A table of places and labels, checked, as a new plain dict."""
        places, count = self._task.places, len(self._task.bank)
        if not isinstance(value, dict):
            raise TypeError(f"{name} is a {type(value).__name__}; it takes a dict such as {{'A': 5}}")
        for place, label in value.items():
            if place not in places:
                raise ValueError(f"{name} names the place {place!r}; the places are {', '.join(places)}")
            if isinstance(label, bool) or not hasattr(label, "__index__") or label not in range(1, count + 1):
                raise ValueError(f"{name} puts {label!r} at {place}; the labels are 1 to {count}")
        if len(set(value.values())) < len(value):
            raise ValueError(f"{name} has the same label at two places: {value}")
        return {place: operator.index(value[place]) for place in places if place in value}


def _graph(task):
    """The graph with all its values, and of its gradients only those that are given."""
    graph = task.drawn()
    plan = graph.plan
    stop = Stop("", ("", ""), tuple(plan.known(plan.last)[0]), task.given)
    title = _("{title} {missing}").format(title=plan.title, missing=_(task.missing))
    graph.plan = replace(plan, title=title, stops=(stop,))
    return graph


def _labels(task, graph):
    return [graph.plan.labels[task.places[x].edge].gradient if x in task.places else x for x in task.bank]


def _told(task, graph):
    """The places, with where they are in the reader's language."""
    step = {edge: step for step, edges in graph.stretches for edge in edges}
    return {
        letter: place._replace(goes=_(task.slot).format(step=step[place.edge], goes=_(place.goes)))
        for letter, place in task.places.items()
    }


def _answers(task, graph):
    """For each place, the labels that fit it, each as it is then drawn there."""
    generic, plan = task.generic(), graph.plan
    generic.backward()
    graph.backward()
    names = {node.name: node.value for node in generic.nodes.values()} | {"exp": math.exp}
    answers = {letter: {} for letter in task.places}
    for number, formula in enumerate(_labels(task, graph), 1):
        for letter, place in task.places.items():
            if math.isclose(eval(formula, {}, names), generic.gradients[place.edge]):
                label = plan.labels[place.edge]._replace(gradient=formula)
                graph.plan = replace(plan, labels=plan.labels | {place.edge: label})
                answers[letter][number] = gradient_svg(graph, place.edge)
    graph.plan = plan
    return answers
