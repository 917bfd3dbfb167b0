"""What a picture's places are made of: nodes, wires and labels, in units of one pixel."""

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

__all__ = [
    "Bracket",
    "Layout",
    "Spot",
    "Wire",
    "bent",
    "falling",
    "into_lane",
    "middle_of",
    "out_of_fork",
    "path",
    "radius",
    "straight",
]


def radius(op):
    """The radius of a node: by the length of what stands in it."""
    return {1: 14, 2: 14, 3: 18}.get(len(op), 24)


class Wire(NamedTuple):
    """A drawn line: polylines (more than one where it has gaps), and whether it ends in an arrowhead."""

    paths: tuple
    head: bool = True


class Spot(NamedTuple):
    """Where the label of an edge goes.

    ``style`` is "row" (value above the line, gradient below), "drop" (the gradient hangs below, the
    value is not repeated), "side" (arrow, symbol, number to the right of a vertical wire), "top"
    (a constant that comes from above), "line" (symbol and number side by side) or "forth" (so, without
    the gradient). ``length`` is that of the gradient's arrow; its symbols stand ``shift`` away from x.

    Along a vertical wire, whose middle is (x, y), what came forward stands on its left as one goes along
    it, and what comes back on its right: "fall" and "rise" for a wire that goes down or up; "fed" is a
    falling wire with its value on top, "rises" a rising one with both on the right; and for branches,
    where the value is not repeated, "falls" and "side", whose number stands ``shift`` further right.
    """

    x: float
    y: float
    style: str = "row"
    length: float = 44
    shift: float = 0


class Bracket(NamedTuple):
    left: float
    right: float
    y: float
    text: str


@dataclass(frozen=True)
class Layout:
    """The places of a picture; keys are node names and edge keys of its graph.

    ``middle`` is the class in the row between the first and the last, where not all of the ``classes`` are drawn.
    """

    view: tuple  # left, top, width, height
    nodes: dict = field(default_factory=dict)
    wires: dict = field(default_factory=dict)
    spots: dict = field(default_factory=dict)
    forks: dict = field(default_factory=dict)
    boxes: tuple = ()
    brackets: tuple = ()
    ellipses: tuple = ()  # x, y, and whether they stand "before" or "after" the middle row
    legend: tuple | None = None
    classes: int = 0
    middle: int | None = None

    def at(self, y, columns):
        """Place nodes on one height: name → x."""
        self.nodes.update((name, (x, y)) for name, x in columns.items())

    def edge(self, key, wire, *spot):
        """Place an edge: its wire, and the spot of its label."""
        self.wires[key], self.spots[key] = wire, Spot(*spot)

    def along(self, key, x, *spot, gaps=()):
        """Place an edge that runs along a row: from the left border, a node or its fork to a node or its fork.

        Its label is at x; gaps are where other wires cross.
        """
        source, target = re.split("[>#]", key)[:2]
        forking = target == "fork"
        end, y = self.forks[source] if forking else self.nodes[target]
        if source in self.forks and not forking:
            start = self.forks[source][0]
        else:
            start = self.nodes[source][0] + _reach(source) if source in self.nodes else 4
        self.edge(key, straight(start, end if forking else end - _reach(target), y, gaps, not forking), x, y, *spot)

    def above(self, key):
        """Place the edge of a constant, which comes from above."""
        x, y = self.nodes[key.split(">")[1]]
        self.edge(key, falling(x, y - 34, y - 14), x, y - 34, "top")

    def fed(self, key, height, label, length):
        """Place the edge of an input from above: how far above its node it begins and has its label."""
        x, y = self.nodes[key.split(">")[1]]
        self.edge(key, falling(x, y - height, y - 14), x, y - label, "fed", length)

    def dotted(self, side):
        """Whether classes are left out before, or after, the middle row."""
        return self.middle > 2 if side == "before" else self.middle < self.classes - 1

    def showing(self, worked):
        """The same places, with this class in the middle row; the second, where the class has a row of its own."""
        middle = self.middle and middle_of(self.classes, worked)
        if middle == self.middle:
            return self
        old = re.compile(rf"_{self.middle}(?!\d)")
        renamed = {
            part: {old.sub(f"_{middle}", key): place for key, place in getattr(self, part).items()}
            for part in ("nodes", "wires", "spots", "forks")
        }
        return replace(self, middle=middle, **renamed)

    def cropped(self, nodes, edges, view, brackets=()):
        """The part of the picture with these nodes and edges, seen through this window."""

        def keep(table, names):
            return {k: v for k, v in table.items() if k in names}

        return replace(
            self, view=view, nodes=keep(self.nodes, nodes), wires=keep(self.wires, edges),
            spots=keep(self.spots, edges), forks=keep(self.forks, nodes), brackets=brackets,
            ellipses=tuple(p for p in self.ellipses if view[0] < p[0] < view[0] + view[2]), legend=None,
        )  # fmt: skip


def _reach(name):
    """The radius of a node that is named for its op: exp_1, log_2."""
    op = name.partition("_")[0]
    return radius(op) if op in ("exp", "log") else 14


def middle_of(classes, worked):
    """The class in the middle row, where not all have one: the one that is worked through, or class 2."""
    return None if classes <= 4 else worked if 1 < worked < classes else 2


def straight(x1, x2, y, gaps=(), head=True):
    cuts = sorted(gaps)
    starts, ends = [x1, *(x + 3 for x in cuts)], [*(x - 3 for x in cuts), x2]
    return Wire(tuple(((s, y), (e, y)) for s, e in zip(starts, ends, strict=True)), head)


def path(*points, head=True):
    return Wire((points,), head)


def falling(x, top, bottom, head=True):
    return path((x, top), (x, bottom), head=head)


def bent(start, x, y, gaps=()):
    """From a fork up or down to a row, and along it to x; with gaps in the row where other wires cross."""
    if start[1] == y:
        return straight(start[0], x, y, gaps)
    first, *rest = straight(start[0], x, y, gaps).paths
    return Wire(((start, *first), *rest))


def into_lane(x, y, column, lane, place):
    """From a row up into the "+" of a lane: from below, from lower left, from the left, from upper left."""
    ends = (
        ((column, lane + 14),),
        ((x, lane + 22), (column - 10, lane + 10)),
        ((x, lane), (column - 14, lane)),
        ((x, lane - 20), (column - 16, lane - 20), (column - 7, lane - 12.5)),
    )
    return path((x, y), *ends[place])


def out_of_fork(fork, drop, column, y, slanting=True):
    """From a fork to the side and down into a node of a row; the wires to the rows are nested and never cross."""
    x, top = fork
    turn = [] if drop == x else [(drop, top + (drop - x) * slanting)]
    return path(fork, *turn, (drop, y - 50), (column, y - 50), (column, y - 14))
