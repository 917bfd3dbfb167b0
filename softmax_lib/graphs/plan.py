"""What a picture says: the symbols on each edge, how its numbers are printed, and the stops of its run.

A stop is a stretch of the graph's own events; nothing here computes a value.
"""

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from softmax_lib.graphs.layout import Layout, columns_layout
from softmax_lib.pictures import words

__all__ = ["Label", "Plan", "Stop", "plan_of"]


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
        """The edges whose value, and those whose gradient, is known after a stop."""
        self.stop(number)
        past = self.stops[: int(number) - self.first + 1]
        return {k for s in past for k in s.values}, {k for s in past for k in s.gradients}


def at_work(graph, stop):
    """The nodes and forks at work in a stop, and the labels it uses: (way, edge) pairs."""
    nodes, forks, lit = set(), set(), set()
    for key in stop.values:
        node = graph.nodes[graph.edges[key].source]
        if node.op and key == graph.trunk(node.name).key:
            nodes.add(node.name)
            lit |= {("value", graph.trunk(n.name).key) for n in node.inputs}
    for key in stop.gradients:
        edge = graph.edges[key]
        if edge.target == "fork":
            forks.add(edge.source)
            lit |= {("gradient", e.key) for e in graph.branches(edge.source)}
        elif edge.target != "out":
            node = graph.nodes[edge.target]
            nodes.add(node.name)
            lit.add(("gradient", graph.trunk(node.name).key))
            if node.op in ("exp", "/", "σ", "1/√"):
                lit.add(("value", graph.trunk(node.name).key))
            elif node.op in ("log", "ReLU"):
                lit.add(("value", graph.trunk(edge.source).key))
            elif node.op == "×":
                lit.add(("value", graph.trunk(node.inputs[1 - edge.slot].name).key))
    return nodes, forks, lit


def plan_of(graph):
    """The graph's own plan, which shows the class that is worked through; a plain one for a graph that has none."""
    if not graph.plan:
        return _plain(graph)
    if graph.plan.layout.middle:
        layout = graph.plan.layout.showing(worked_class(graph))
        if layout is not graph.plan.layout:
            graph.plan = replace(graph.plan, layout=layout)
    return graph.plan


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
    stops = [Stop("The inputs", ("The inputs come in from the left.",) * 2, leaves)]
    ops = [node for node in graph.nodes.values() if node.op]
    for i, node in enumerate(ops, 1):
        keys = (graph.trunk(node.name).key, *(e.key for e in graph.branches(node.name)))
        stops.append(Stop(f"Forward · {i} of {len(ops)}", (words.RULES[node.op][0],) * 2, keys))
    for i, (_, keys) in enumerate(graph.stretches, 1):
        edge = graph.edges[keys[0]]
        rule = {"out": "start", "fork": "fork"}.get(edge.target) or graph.nodes[edge.target].op
        heading = f"Backward · {i} of {len(graph.stretches)}"
        stops.append(Stop(heading, (words.RULES[rule][1],) * 2, (), tuple(keys)))
    labels = {
        e.key: Label(
            e.source if e == graph.trunk(e.source) else None, f"d({graph.output.name}, {e.source})", "logit", "logit"
        )
        for e in graph.edges.values()
    }
    return Plan("A computational graph.", columns_layout(graph), labels, tuple(stops))
