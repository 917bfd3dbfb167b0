"""A computational graph of single numbers: forward values, backward gradients, one event per edge.

A Graph runs a whole expression forward and backward and writes down everything that happens. Its nodes and their ops
are those of ops.py.
"""

import math
from collections.abc import Iterable
from copy import copy
from typing import NamedTuple

from softmax_lib.ops import OPS, Node

__all__ = ["OPS", "Edge", "Event", "Graph", "Node", "ordered"]


class Edge(NamedTuple):
    """A stretch of wire. ``target`` is a node's name, "fork" (a value on its way to a fork) or "out"."""

    key: str
    source: str
    target: str
    slot: int = 0


class Event(NamedTuple):
    """What happened on one edge.

    ``rule`` is the op at work, "input", "fork" or "start"; ``incoming`` are the numbers that came in, ``local`` is
    the local derivative (backward only), ``outgoing`` is what the edge carries on.
    """

    edge: str
    rule: str
    incoming: tuple
    local: float | None
    outgoing: float


class Graph:
    """A computational graph that ends in one output node.

    ``forward()`` and ``backward()`` return the list of events in order, one per edge. Edges are named
    "source>target"; a value that is used more than once travels to a fork first ("exp_1>fork") and from there along
    one branch per use. ``stretches`` groups the backward edges into named steps, in the order wanted; without it
    every node is one step. ``inputs`` are the graph's inputs in the order wanted, where that is not the order in
    which the output reaches them. Raises ValueError when two nodes share a name, or when ``stretches`` asks for a
    gradient before what it needs has arrived.

    >>> u, v = Node("u", value=2), Node("v", value=5)
    >>> graph = Graph(Node("z", "×", u, v))
    >>> for event in graph.backward():
    ...     print(event.edge, event.rule, event.local, event.outgoing)
    z>out start None 1.0
    u>z × 5.0 5.0
    v>z × 2.0 2.0
    """

    plan = None  # how the graph is shown: graphs/plan.py makes it when it is asked for

    def __init__(self, output: Node, stretches: list | None = None, inputs: Iterable[Node] = ()):
        self.output, self.nodes = output, _in_order(output, inputs)
        self.edges = _edges(self.nodes, output)
        self._from = {name: [e for e in self.edges.values() if e.source == name] for name in self.nodes}
        self._into = {(e.target, e.slot): e.key for e in self.edges.values()}
        self.stretches = stretches or self._node_by_node()
        self.gradients: dict[str, float] = {}
        self.forward()

    @property
    def inputs(self) -> list[Node]:
        """The nodes without an op that are not constants, in order."""
        return [n for n in self.nodes.values() if n.op is None and not n.constant]

    def trunk(self, name: str) -> Edge:
        """The edge on which a node's value leaves it: before the fork, where there is one."""
        edges = self._from[name]
        return next((e for e in edges if e.target == "fork"), edges[0])

    def branches(self, name: str) -> list[Edge]:
        """The edges that leave the fork of a node; empty where its value is used once."""
        edges = self._from[name]
        return [e for e in edges if e.target != "fork"] if len(edges) > 1 else []

    def into(self, name: str) -> list[Edge]:
        """The edges that arrive at a node, in the order of its inputs."""
        return [self.edges[self._into[name, slot]] for slot in range(len(self.nodes[name].inputs))]

    def set(self, **values: float) -> None:
        """Give new values to inputs or constants, by name. Runs nothing; call forward() next."""
        for name, value in values.items():
            if name not in self.nodes or self.nodes[name].op:
                leaves = ", ".join(n.name for n in self.nodes.values() if n.op is None)
                raise ValueError(f"{name!r} is not an input of this graph; its inputs are {leaves}")
            self.nodes[name].value = float(value) + 0.0
        self.gradients = {}

    def forward(self) -> list[Event]:
        """Compute every value; return the events in order.

        Raises ValueError where a node gets what its op does not take, such as the log of 0.
        """
        self.gradients = {}
        events = []
        for node in self.nodes.values():
            came = tuple(n.value for n in node.inputs)
            if node.op:
                node.value = _applied(node, came)
            elif node.value is None:
                raise ValueError(f"input {node.name!r} has no value")
            trunk, branches = self.trunk(node.name), self.branches(node.name)
            events.append(Event(trunk.key, node.op or "input", came, None, node.value))
            events += [Event(e.key, "fork", (node.value,), None, node.value) for e in branches]
        return events

    def backward(self, upstream: float = 1.0) -> list[Event]:
        """Send a gradient back from the output; return the events in order. ``gradients`` keeps them by edge."""
        self.gradients = {}
        return [self._back(key, float(upstream) + 0.0) for _, keys in self.stretches for key in keys]

    def _back(self, key, upstream):
        edge = self.edges[key]
        try:
            if edge.target == "out":
                event = Event(key, "start", (), None, upstream)
            elif edge.target == "fork":
                came = tuple(self.gradients[e.key] for e in self.branches(edge.source))
                event = Event(key, "fork", came, None, self._joined(key, came))
            else:
                node = self.nodes[edge.target]
                came = self.gradients[self.trunk(node.name).key]
                local = self._local(key, edge.slot, tuple(n.value for n in node.inputs), node)
                event = Event(key, node.op, (came,), local, came * local + 0.0)
        except KeyError as missing:
            raise ValueError(f"the step of edge {key} comes before that of {missing}") from None
        except (ArithmeticError, ValueError):  # of the local derivative
            event = None
        if not event or not math.isfinite(event.outgoing):
            node = self.nodes[edge.source if edge.target in ("fork", "out") else edge.target]
            got = ", ".join(f"{n.value:g}" for n in node.inputs)
            takes = f"; {node.op} takes {OPS[node.op].takes}" if node.op else ""
            raise ValueError(f"node {node.name!r} got {got}, where its gradient is not a finite number{takes}")
        self.gradients[key] = event.outgoing
        return event

    def _joined(self, key, came):
        return math.fsum(came)

    def _local(self, key, slot, x, node):
        return OPS[node.op].local(slot, x, node.value)

    def copy(self) -> "Graph":
        """The same graph, with values and gradients of its own."""
        made = copy(self)
        made.nodes = {}
        for name, node in self.nodes.items():
            made.nodes[name] = twin = copy(node)
            twin.inputs = tuple(made.nodes[n.name] for n in node.inputs)
        made.output, made.gradients = made.nodes[self.output.name], dict(self.gradients)
        return made

    def _node_by_node(self):
        steps = [("start", [self.trunk(self.output.name).key])]
        for node in reversed(list(self.nodes.values())):
            if self.branches(node.name) and not node.constant:
                steps.append((f"fork of {node.name}", [self.trunk(node.name).key]))
            arriving = [e.key for e in self.into(node.name) if not self.nodes[e.source].constant]
            if arriving:
                steps.append((node.name, arriving))
        return steps


def _applied(node, came):
    """The op of a node, applied to what came in."""
    op = OPS[node.op]
    try:
        value = op.forward(*came) + 0.0
        if math.isfinite(value):
            return value
    except (ArithmeticError, ValueError, TypeError):  # a negative number to the power of 0.5 is complex
        pass
    got = ", ".join(f"{x:g}" for x in came)
    raise ValueError(f"node {node.name!r} got {got}; {node.op} takes {op.takes}")


def ordered(*outputs, inputs=lambda node: node.inputs):
    """Every node that these depend on, each after its inputs (no recursion: chains are long)."""
    order, seen, waiting = [], set(), [*reversed(outputs)]
    while waiting:
        node = waiting[-1]
        missing = [one for one in inputs(node) if id(one) not in seen]
        if missing:
            waiting += reversed(missing)
        elif id(waiting.pop()) not in seen:
            seen.add(id(node))
            order.append(node)
    return order


def _in_order(output, inputs):
    """Every node the output depends on, by name, column by column."""
    done, depth, order = {}, {}, ordered(*inputs, output)
    for node in reversed(order):
        if node.name is None:
            raise ValueError(f"a {node.op} node has no name; trace(…) makes a graph of an expression")
    for node in order:
        if done.setdefault(node.name, node) is not node:
            raise ValueError(f"two nodes are called {node.name!r}; give each its own name")
        depth[node.name] = 1 + max((depth[n.name] for n in node.inputs), default=-1)
    return {name: done[name] for name in sorted(done, key=depth.get)}


def _edges(nodes, output):
    """Every stretch of wire, by key, in the order of the nodes that feed them."""
    uses = {name: [] for name in nodes}
    for node in nodes.values():
        for slot, source in enumerate(node.inputs):
            uses[source.name].append((node.name, slot))
    edges = []
    for name, targets in uses.items():
        if name == output.name:
            targets.append(("out", 0))
        if len(targets) > 1:
            edges.append(Edge(f"{name}>fork", name, "fork"))
        for target, slot in targets:
            twice = sum(t == target for t, _ in targets) > 1
            edges.append(Edge(f"{name}>{target}" + f"#{slot + 1}" * twice, name, target, slot))
    return {edge.key: edge for edge in edges}
