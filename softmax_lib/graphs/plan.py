"""What a picture says: the symbols on each edge, how its numbers are printed, and the stops of its run.

A stop is a stretch of the graph's own events; nothing here computes a value.
"""

import math
import re
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from itertools import zip_longest
from typing import NamedTuple

import numpy as np

from softmax_lib import arguments
from softmax_lib.graph import Graph, Node
from softmax_lib.graphs.layout import Layout
from softmax_lib.graphs.machine_layout import machine_layout
from softmax_lib.language import _
from softmax_lib.ops import OPS
from softmax_lib.pictures.text.symbols import formula, gradients, is_number

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
            for one in _used(node, edge.slot):
                light("value", one)
    return nodes, forks, lit


def _used(node, slot):
    """The nodes whose values are in the local derivative of a node: itself, or some of its inputs."""
    op = OPS[node.op]
    if not op.names:
        return node.inputs if "x" in _names(op.locals[0]) else ()
    values = dict(zip([*op.names, "z"], [*node.inputs, node], strict=True))
    return [values[name] for name in values if name in _names(op.locals[slot])]


def _names(formula):
    """The names in a formula, of inputs and of functions."""
    return re.findall(r"\w+", formula)


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


def check_graph(graph):
    """Raise TypeError for what is no graph, such as an expression."""
    if not isinstance(graph, Graph):
        made = 'trace makes one of an expression or a function, as in trace("x * w", x=2, w=1)'
        raise TypeError(f"graph is a {type(graph).__name__}; a Graph is accepted, and {made}")


def plan_of(graph):
    """The graph's own plan, which shows the class that is worked through; a plain one for a graph that has none."""
    check_graph(graph)
    if isinstance(graph, PlannedGraph):
        return graph.showing(worked_class(graph))
    if graph.plan is None:
        graph.plan = _plain(graph)
    return graph.plan


def ran(graph):
    """The graph with its gradients: itself, or a copy that has gone forward and backward."""
    check_graph(graph)
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
    """The plan of any graph: laid out by machine, a stop for each op and each step back."""
    labels, symbols = {}, gradients(graph)
    for key, edge in graph.edges.items():
        node, symbol = graph.nodes[edge.source], symbols.get(key)
        value = "wide" if node.op else "logit"
        if node.constant:
            value = "weight" if abs(node.value) >= 0.001 else "long"
        name = node.name if edge == graph.trunk(edge.source) else None
        if node.constant and is_number(node.name):
            name = None
        number = symbol is not None and is_number(symbol)
        labels[key] = Label(name, None if number else symbol, value, "weight" if number else "wide")
    return Plan(
        _("A computational graph."),
        machine_layout(graph, labels),
        labels,
        _stops(*_story(graph)),
        0,
        _listed(graph),
        {node.name: _ends(node.value) for node in graph.inputs if abs(node.value) > 5},
    )


def _story(graph):
    """The stops of any graph, forward and backward: what is told, and its edges."""
    nodes = graph.nodes
    leaves = tuple(e.key for e in graph.edges.values() if not nodes[e.source].op)
    forward, backward = [(_("The inputs arrive from the left."), leaves)], []
    for node in nodes.values():
        if node.op:
            trunk, branches = graph.trunk(node.name).key, [e.key for e in graph.branches(node.name)]
            out = formula(node)
            out = out if out == node.name else f"{node.name} == {out}"
            told = f"{_(OPS[node.op].told[0])} {{f:{out}}} = {{value:{trunk}}}."
            forward.append((told, (trunk, *branches)))
    for _name, keys_back in graph.stretches:
        edge = graph.edges[keys_back[0]]
        if edge.target == "out":
            told = _("Backward starts at the output, where the gradient is 1.")
        elif edge.target == "fork":
            told = _("{{f:{name}}} was used more than once, so its gradients add: {{gradient:{edge}}}.")
            told = told.format(name=edge.source, edge=edge.key)
        else:
            told = _(OPS[nodes[edge.target].op].told[1])
        if edge.target not in ("fork", "out"):
            gets = _("{{gradient:{edge}}} toward {{f:{name}}}")
            told += f" {', '.join(gets.format(edge=key, name=graph.edges[key].source) for key in keys_back)}."
        backward.append((told, tuple(keys_back)))
    return forward, backward


def _listed(graph):
    """What the description of any graph lists: every value, and the gradient of each input."""
    values, loss = [name for name, node in graph.nodes.items() if not node.constant], graph.output.name
    made = {name: ("value", (graph.trunk(name).key,), "long") for name in values}
    return made | {
        f"d({loss}, {node.name})": ("gradient", (graph.trunk(node.name).key,), "long")
        for node in graph.inputs
        if loss.isidentifier() and node.name.isidentifier()
    }


def _ends(value):
    """The ends of the slider of an input beyond 5."""
    end = 10.0 ** math.ceil(math.log10(abs(value)))
    return -end, end


def _stops(forward, backward):
    """The stops of a run, of what is told at each and its edges; the first are the inputs."""
    made = []
    for place, (told, edges) in enumerate(forward):
        heading = forward_heading(place, len(forward) - 1) if place else _("The inputs")
        made.append(Stop(heading, (told,) * 2, edges))
    for place, (told, edges) in enumerate(backward, 1):
        heading = _("Backward · {place} of {count}").format(place=place, count=len(backward))
        made.append(Stop(heading, (told,) * 2, (), edges))
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
    run = ([(_(told), keys(names, indices)) for names, told in way.items()] for way in (forward, backward))
    stops = _stops(*run)
    stretches = [(place, stop.gradients) for place, stop in enumerate(stops) if stop.gradients]
    graph = PlannedGraph(loss, None, stretches, inputs)
    labels = dict.fromkeys(graph.edges, Label(None, None, kind, kind)) | labeled(labels, indices, kind)
    graph.plan = Plan(_(title), layout, labels, stops, 0, summarized(summary, indices))
    check_edges(graph)
    return graph


_MARKS = "f", "b", "m", "value", "gradient"


def check_edges(graph):
    """Raise ValueError where a plan names an edge that its graph does not have, or a mark that nothing reads."""
    named = [("a label", graph.plan.labels)]
    for stop in graph.plan.stops:
        named.append((f"the stop “{stop.heading}”", (*stop.values, *stop.gradients)))
        for told in stop.narration:
            marks = re.findall(r"\{(\w+):?([^}]*)\}", told.replace("§", "1"))
            if unread := [mark for mark, _content in marks if mark not in _MARKS]:
                raise ValueError(f"“{told}” has the mark {{{unread[0]}}}; the marks are {', '.join(_MARKS)}")
            named.append((f"“{told}”", [edge for mark, edge in marks if mark in ("value", "gradient")]))
    named += [(f"the summary of {formula}", edges) for formula, (_way, edges, _kind) in graph.plan.summary.items()]
    for where, edges in named:
        for edge in edges:
            if edge not in graph.edges:
                near = " or ".join(f'"{one}"' for one in get_close_matches(edge, graph.edges, 2, 0))
                raise ValueError(
                    f'{where} names the edge "{edge}", which the graph does not have; did you mean {near}?'
                )
