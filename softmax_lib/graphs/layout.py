"""What a picture's places are made of: nodes, wires and labels, in units of one pixel; and columns for any graph."""

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

__all__ = [
    "RADIUS",
    "Bracket",
    "Layout",
    "Spot",
    "Wire",
    "bent",
    "columns_layout",
    "falling",
    "into_lane",
    "middle_of",
    "straight",
]

RADIUS = {"exp": 18, "log": 18, "ReLU": 24, "1/√": 18}  # every other op: 14


class Wire(NamedTuple):
    """A drawn line: polylines (more than one where it has gaps), and whether it ends in an arrowhead."""

    paths: tuple
    head: bool = True


class Spot(NamedTuple):
    """Where the label of an edge goes.

    ``style`` is "row" (value above the line, gradient below), "drop" (the gradient hangs below, the
    value is not repeated), "side" (arrow, symbol, number to the right of a vertical wire), "top"
    (a constant that comes from above) or "line" (symbol and number side by side). ``length`` is
    that of the gradient's arrow; its symbols stand ``shift`` away from x.

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


def middle_of(classes, worked):
    """The class in the middle row, where not all have one: the one that is worked through, or class 2."""
    return None if classes <= 4 else worked if 1 < worked < classes else 2


def straight(x1, x2, y, gaps=(), head=True):
    cuts = sorted(gaps)
    starts, ends = [x1, *(x + 3 for x in cuts)], [*(x - 3 for x in cuts), x2]
    return Wire(tuple(((s, y), (e, y)) for s, e in zip(starts, ends, strict=True)), head)


def falling(x, top, bottom):
    return Wire((((x, top), (x, bottom)),))


def bent(start, x, y, gaps=()):
    """From a fork up or down to a row, and along it to x; with gaps in the row where other wires cross."""
    if start[1] == y:
        return straight(start[0], x, y, gaps)
    cuts = (
        [(start, (start[0], y), (gaps[0] - 3, y)), ((gaps[0] + 3, y), (x, y))]
        if gaps
        else [(start, (start[0], y), (x, y))]
    )
    return Wire(tuple(cuts))


def into_lane(x, y, column, lane, place):
    """From a row up into the "+" of a lane: from below, from lower left, from the left, from upper left."""
    if place == 0:
        end = ((column, lane + 14),)
    elif place == 1:
        end = ((x, lane + 22), (column - 10, lane + 10))
    elif place == 2:
        end = ((x, lane), (column - 14, lane))
    else:
        end = ((x, lane - 20), (column - 16, lane - 20), (column - 7, lane - 12.5))
    return Wire((((x, y), *end),))


def columns_layout(graph):
    """A layout for any small graph: a column per depth, inputs on the left, the output on the right."""
    depth = {}
    for name, node in graph.nodes.items():
        depth[name] = 1 + max((depth[n.name] for n in node.inputs), default=-1)
    leaves = [name for name, node in graph.nodes.items() if node.op is None]
    height = {name: 64 + 116 * i for i, name in enumerate(leaves)}
    for name, node in graph.nodes.items():
        if node.inputs:
            height[name] = sum(height[n.name] for n in node.inputs) / len(node.inputs)
    x = {name: 8 + 180 * d for name, d in depth.items()}
    made = Layout(view=(0, 0, 188 + 180 * max(depth.values()), max(height.values()) + 64))
    for name, node in graph.nodes.items():
        if node.op:
            made.nodes[name] = (x[name], height[name])
    for key, edge in graph.edges.items():
        start, y = x[edge.source], height[edge.source]
        start += RADIUS.get(graph.nodes[edge.source].op, 14) if graph.nodes[edge.source].op else 0
        forked = bool(graph.branches(edge.source))
        if edge.target == "fork":
            made.forks[edge.source] = (start + 76, y)
            made.wires[key] = straight(start, start + 76, y, head=False)
            made.spots[key] = Spot(start + 36, y)
            continue
        if edge.target == "out":
            made.wires[key] = straight(start, start + 120, y)
            made.spots[key] = Spot(start + 60, y)
            continue
        reach = RADIUS.get(graph.nodes[edge.target].op, 14)
        end_x, end_y = x[edge.target], height[edge.target]
        start += 76 if forked else 0
        if end_y == y:
            made.wires[key] = straight(start, end_x - reach, y)
        else:
            down = 1 if end_y > y else -1
            turn = end_x - 34
            made.wires[key] = Wire((((start, y), (turn, y), (end_x - reach * 0.7, end_y - down * reach * 0.7)),))
        made.spots[key] = Spot((start + end_x - 40) / 2, y, "drop" if forked else "row")
    return made
