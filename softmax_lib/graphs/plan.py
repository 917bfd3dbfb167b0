"""What a picture says: the symbols on each edge, how its numbers are printed, and the stops of its run.

A stop is a stretch of the graph's own events; nothing here computes a value.
"""

from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import NamedTuple

import numpy as np

from softmax_lib import arguments
from softmax_lib.graph import Graph, Node
from softmax_lib.graphs.layout import Layout, columns_layout
from softmax_lib.language import N_, _

__all__ = ["Label", "Plan", "PlannedGraph", "Stop", "at_work", "plan_of", "ran"]


class Label(NamedTuple):
    """The symbols of an edge and how its two numbers are printed.

    ``gradient_any`` replaces ``gradient`` where the targets do not sum to 1.
    """

    value: str | None = None
    gradient: str | None = None
    value_kind: str = "wide"
    gradient_kind: str = "wide"
    gradient_any: str | None = None


class Stop(NamedTuple):
    """One moment of the run: the edges that get their value, or their gradient, at this stop."""

    heading: str
    narration: tuple  # for targets that sum to 1, and for others
    values: tuple = ()
    gradients: tuple = ()


@dataclass(frozen=True)
class Plan:
    """How a graph is shown. ``first`` is the number of the first stop.

    ``summary`` is what the description lists: formula → way, edges, kind of number. ``ranges`` are
    the ends of the sliders, by input, where they are not −5 and 5.
    """

    title: str
    layout: Layout
    labels: dict
    stops: tuple
    first: int = 0
    summary: dict = field(default_factory=dict)
    ranges: dict = field(default_factory=dict)

    @property
    def last(self):
        """The number of the last stop."""
        return self.first + len(self.stops) - 1

    def stop(self, number):
        """The stop with this number. Raises ValueError outside first … last."""
        whole = isinstance(number, int) or hasattr(number, "__index__")
        if not whole or not self.first <= number <= self.last:
            raise ValueError(f"step must be a whole number from {self.first} to {self.last}, got {number!r}")
        return self.stops[int(number) - self.first]

    def known(self, number):
        """The edges whose value, and those whose gradient, is known after a stop; without one, after the last."""
        number = self.last if number is None else number
        self.stop(number)
        past = self.stops[: int(number) - self.first + 1]
        return {k for s in past for k in s.values}, {k for s in past for k in s.gradients}


# For graphs without a story of their own: what a node does forward and backward.
RULES = {
    "exp": (N_("The exp node raises e to its input."), N_("exp multiplies the upstream gradient by its own output.")),
    "log": (N_("The log node takes the natural logarithm."),
            N_("log multiplies the upstream gradient by 1 over its input.")),
    "+": (N_("The ‘+’ node adds its inputs."), N_("‘+’ passes the upstream gradient on, unchanged, to every input.")),
    "×": (N_("The ‘×’ node multiplies its inputs."), N_("‘×’ multiplies the upstream gradient by the other input.")),
    "/": (N_("The ‘/’ node takes the reciprocal of its input."),
          N_("‘/’ multiplies the upstream gradient by minus its output squared.")),
    "σ": (N_("The σ node squeezes its input between 0 and 1."),
          N_("σ multiplies the upstream gradient by its output and by 1 minus its output.")),
    "ReLU": (N_("The ReLU node passes on what is above 0, and makes the rest 0."),
             N_("ReLU passes the upstream gradient on where its input is above 0, and stops it elsewhere.")),
    "1/√": (N_("The ‘1/√’ node takes 1 over the square root."),
            N_("‘1/√’ multiplies the upstream gradient by minus half its output cubed.")),
    "fork": ("", N_("One value is used more than once, so its gradients add.")),
    "start": ("", N_("Backward starts at the output, with 1.")),
}  # fmt: skip


def at_work(graph, stop):
    """The nodes and forks at work in a stop, and the labels it uses: (way, edge) pairs."""
    nodes, forks, lit = set(), set(), set()

    def light(way, node):
        lit.add((way, graph.trunk(node.name).key))

    for key in stop.values:
        node = graph.nodes[graph.edges[key].source]
        if node.op and key == graph.trunk(node.name).key:
            nodes.add(node.name)
            for one in node.inputs:
                light("value", one)
    for key in stop.gradients:
        edge = graph.edges[key]
        if edge.target == "fork":
            forks.add(edge.source)
            lit |= {("gradient", e.key) for e in graph.branches(edge.source)}
        elif edge.target != "out":
            node = graph.nodes[edge.target]
            nodes.add(node.name)
            light("gradient", node)
            if node.op in ("exp", "/", "σ", "1/√"):
                light("value", node)
            elif node.op in ("log", "ReLU"):
                light("value", graph.nodes[edge.source])
            elif node.op == "×":
                light("value", node.inputs[1 - edge.slot])
    return nodes, forks, lit


class PlannedGraph(Graph):
    """A graph of the course: a Graph, and the plan of how it is shown."""

    def __init__(self, output, plan, stretches=None, inputs=()):
        super().__init__(output, stretches, inputs)
        self.plan, self._shown = plan, (None, None, None)

    def showing(self, worked):
        """The plan with this class in the middle row. It is kept, because every label of a picture asks for it."""
        plan, kept, _ = self._shown
        if plan is not self.plan or kept != worked:
            layout = self.plan.layout.showing(worked)
            shown = self.plan if layout is self.plan.layout else replace(self.plan, layout=layout)
            self._shown = (self.plan, worked, shown)
        return self._shown[2]


def plan_of(graph):
    """The graph's own plan, which shows the class that is worked through; a plain one for a graph that has none."""
    return graph.showing(worked_class(graph)) if isinstance(graph, PlannedGraph) else _plain(graph)


def ran(graph):
    """The graph with its gradients: itself, or a copy that has gone forward and backward."""
    if graph.gradients:
        return graph
    graph = graph.copy()
    graph.forward()
    graph.backward()
    return graph


def targets(graph):
    """The values of the nodes t_1, t_2, …; empty for a graph without targets."""
    return [n.value for n in graph.nodes.values() if n.name.startswith("t_") and n.op is None]


def worked_class(graph):
    """The class that the narration works through: the one with the largest target, from 1."""
    t = targets(graph)
    return 1 + t.index(max(t)) if t else 1


def _plain(graph):
    """Columns by depth, a node's name on its edge, a stop for each op and each step back."""
    leaves = tuple(e.key for e in graph.edges.values() if not graph.nodes[e.source].op)
    forward, backward = [(N_("The inputs come in from the left."), leaves)], []
    for node in graph.nodes.values():
        if node.op:
            edges = (graph.trunk(node.name), *graph.branches(node.name))
            forward.append((RULES[node.op][0], tuple(e.key for e in edges)))
    for _name, keys_back in graph.stretches:
        target = graph.edges[keys_back[0]].target
        rule = {"out": "start", "fork": "fork"}.get(target) or graph.nodes[target].op
        backward.append((RULES[rule][1], tuple(keys_back)))
    labels = {}
    for key, edge in graph.edges.items():
        name = edge.source if edge == graph.trunk(edge.source) else None
        labels[key] = Label(name, f"d({graph.output.name}, {edge.source})", "logit", "logit")
    return Plan(_("A computational graph."), columns_layout(graph), labels, _stops(forward, backward))


def _stops(forward, backward):
    """The stops of a run, of what is told at each and its edges; the first are the inputs."""
    made = []
    for place, (told, edges) in enumerate(forward):
        heading = forward_heading(place, len(forward) - 1) if place else _("The inputs")
        made.append(Stop(heading, (_(told),) * 2, edges))
    for place, (told, edges) in enumerate(backward, 1):
        heading = _("Backward · {place} of {count}").format(place=place, count=len(backward))
        made.append(Stop(heading, (_(told),) * 2, (), edges))
    return tuple(made)


def forward_heading(place, count):
    return _("Forward · {place} of {count}").format(place=place, count=count)


# --- what the graphs of layers have in common -----------------------------------------------------

LIMIT = 1000  # beyond this, the products leave the range in which 12 digits are right


def checked(name, numbers, shape, least=-LIMIT, most=LIMIT):
    """Numbers of this shape from least to most, as nested lists of floats."""
    numbers = arguments.real_array(name, numbers)
    if numbers.shape != shape:
        raise ValueError(f"{name} has shape {numbers.shape}; this graph takes {shape or 'one number'}")
    outside = ~((numbers >= least) & (numbers <= most))
    arguments.refuse(name, numbers, outside, None, f"this graph takes numbers from {least} to {most}")
    return np.asarray(numbers, dtype=float).tolist()


def constant(name, value):
    return Node(name, value=value, constant=True)


def given(name, values, constant=False):
    """One input for each class or example, name_1, name_2, …"""
    return [Node(f"{name}_{k}", value=value, constant=constant) for k, value in enumerate(values, 1)]


def row(name, op, *inputs):
    """One node for each class or example, name_1, name_2, …; an input that is one node goes to all of them."""
    count = max(len(one) for one in inputs if isinstance(one, list))
    columns = zip(*(one if isinstance(one, list) else [one] * count for one in inputs), strict=True)
    return [Node(f"{name}_{k}", op, *column) for k, column in enumerate(columns, 1)]


def upstream_loss(outputs, upstream):
    """A loss of which the gradients at the outputs are the upstream gradients: it is not drawn."""
    return Node("L", "+", *row("m", "×", outputs, given("g", upstream)))


def keys(names, indices):
    """The edges with these names, such as "S>inv a_{k}>exp_{k}", for each of the indices, such as {"k": 1}."""
    return tuple(dict.fromkeys(name.format(**index) for name in names.split() for index in indices))


def summarized(summary, indices):
    """A plan's summary, of a table with one text for each formula: way, edge, kind of number."""
    split = {formula.format(**indices[0]): text.split() for formula, text in summary.items()}
    return {formula: (way, keys(names, indices), kind) for formula, (way, names, kind) in split.items()}


def labeled(labels, indices, kind="wide"):
    """The labels of a table of patterns, for each of the indices; ``kind`` is that of numbers without one.

    The cells are those of a Label after the edge; an empty one is left out.
    """
    made = {}
    for key, *cells in table(labels):
        cells = [cell or default for cell, default in zip_longest(cells, (None, None, kind, kind, None))]
        for index in indices:
            made[key.format(**index)] = Label(*(cell and cell.format(**index) for cell in cells))
    return made


def table(text):
    """A table that is written as text: its rows, and in each the cells between the bars."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def planned(loss, title, forward, backward, *, layout, labels, summary, indices, kind="narrow", inputs=()):
    """The graph with its plan; the steps of the backward run are the stops.

    ``forward`` and ``backward`` hold for each stop the edges that get their number, and what is told. Edges without
    an entry in ``labels`` have no symbols.
    """
    run = ([(told, keys(names, indices)) for names, told in way.items()] for way in (forward, backward))
    stops = _stops(*run)
    stretches = [(place, stop.gradients) for place, stop in enumerate(stops) if stop.gradients]
    graph = PlannedGraph(loss, None, stretches, inputs)
    labels = dict.fromkeys(graph.edges, Label(None, None, kind, kind)) | labeled(labels, indices, kind)
    graph.plan = Plan(_(title), layout, labels, stops, 0, summarized(summary, indices))
    return graph
