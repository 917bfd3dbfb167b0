"""Where everything of a picture stands: nodes, wires and labels, in units of one pixel.

The course's own graph is laid out by hand, as the textbook does: one row per class, a lane above
for S and 1/S, one line per value. Any other graph gets columns by depth.
"""

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

__all__ = [
    "Bracket",
    "Layout",
    "Spot",
    "Wire",
    "boxes_layout",
    "columns_layout",
    "rows_of",
    "rule_layout",
    "softmax_layout",
    "straight",
]

ROW, LANE, FIRST = 98, 50, 154  # distance of class rows; height of the S lane; first class row
UNDER = 64  # room for the labels below the last row
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


def rows_of(classes, middle=2):
    """The drawn classes, from 1, with the height of their rows: all up to four, else the first, one more, the last."""
    if classes <= 4:
        return {k: FIRST + ROW * (k - 1) for k in range(1, classes + 1)}
    return {1: FIRST, middle: FIRST + ROW, classes: FIRST + ROW + 148}


def softmax_layout(classes):
    """The layout of the Softmax-with-Loss graph."""
    rows = rows_of(classes)
    last, count = max(rows.values()), len(rows)
    spread = 20 if count < 4 else 13
    fork_x = {k: 192 - spread * i for i, k in enumerate(rows)}
    drop_x = {k: 396 + (16 if count < 4 else 11) * (count - 1 - i) for i, k in enumerate(rows)}
    middle = (FIRST + last) / 2 if count != 3 else rows[2]
    made = Layout(
        view=(0, 0, 900, last + UNDER + 48),
        brackets=(
            Bracket(56, 488, last + UNDER + 16, "Softmax"),
            Bracket(539, 827, last + UNDER + 16, "Cross-entropy error"),
        ),
        legend=(4, 32),
    )
    nodes, wires, spots, forks = made.nodes, made.wires, made.spots, made.forks

    nodes |= {"S": (192, LANE), "inv": (273, LANE), "sum": (731, middle), "L": (813, middle)}
    wires["S>inv"] = straight(206, 259, LANE)
    wires["inv>fork"] = straight(287, 396, LANE, head=False)
    forks["inv"] = (396, LANE)
    spots |= {"S>inv": Spot(232, LANE), "inv>fork": Spot(341, LANE, length=88)}

    for k, y in rows.items():
        outer = [c for c in rows if c > k]
        nodes |= {f"exp_{k}": (74, y), f"y_{k}": (474, y), f"log_{k}": (557, y), f"tlog_{k}": (640, y)}
        forks[f"exp_{k}"] = (fork_x[k], y)
        wires[f"a_{k}>exp_{k}"] = straight(4, 56, y)
        wires[f"exp_{k}>fork"] = straight(92, fork_x[k], y, [fork_x[c] for c in outer], head=False)
        wires[f"exp_{k}>y_{k}"] = straight(fork_x[k], 460, y, [drop_x[c] for c in outer])
        wires[f"exp_{k}>S"] = into_lane(fork_x[k], y, 192, LANE, 2 if k == count == 2 else list(rows).index(k))
        wires[f"inv>y_{k}"] = _out_of_fork(drop_x[k], y, list(rows).index(k), count)
        wires[f"y_{k}>log_{k}"] = straight(488, 539, y)
        wires[f"log_{k}>tlog_{k}"] = straight(575, 626, y)
        wires[f"t_{k}>tlog_{k}"] = Wire((((640, y - 34), (640, y - 14)),))
        wires[f"tlog_{k}>sum"] = _into_sum(y, middle, list(rows).index(k), count)
        spots |= {
            f"a_{k}>exp_{k}": Spot(30, y, length=46),
            f"exp_{k}>fork": Spot(121, y, shift=-9),
            f"exp_{k}>y_{k}": Spot(318, y, "drop"),
            f"exp_{k}>S": Spot(fork_x[k], y, "side"),
            f"inv>y_{k}": Spot((drop_x[k] + 460) / 2, y - 50, "drop", length=34),
            f"y_{k}>log_{k}": Spot(513, y),
            f"log_{k}>tlog_{k}": Spot(599, y),
            f"t_{k}>tlog_{k}": Spot(640, y - 34, "top"),
            f"tlog_{k}>sum": Spot(688, y),
        }
    wires["sum>L"] = straight(745, 799, middle)
    wires["minus_one>L"] = Wire((((813, middle - 34), (813, middle - 14)),))
    wires["L>out"] = straight(827, 890, middle)
    spots |= {
        "sum>L": Spot(772, middle),
        "minus_one>L": Spot(813, middle - 34, "top"),
        "L>out": Spot(856, middle),
    }
    if classes > count:
        after = [(x, FIRST + ROW + 82, "after") for x in (30, 74, 318, 474, 557)]
        before = [(x, FIRST + ROW / 2 + 6, "before") for x in (65, 557)]
        made = replace(made, ellipses=(*before, *after), classes=classes, middle=2)
    return made


def straight(x1, x2, y, gaps=(), head=True):
    cuts = sorted(gaps)
    starts, ends = [x1, *(x + 3 for x in cuts)], [*(x - 3 for x in cuts), x2]
    return Wire(tuple(((s, y), (e, y)) for s, e in zip(starts, ends, strict=True)), head)


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


def _out_of_fork(x, y, place, count):
    """From the fork of 1/S down to the × of a class; the wires are nested and never cross."""
    if place == count - 1:
        start = ((396, LANE),)
    elif place == 0:
        start = ((396, LANE), (x, LANE))
    else:
        start = ((396, LANE), (x, LANE + x - 396))
    return Wire(((*start, (x, y - 50), (474, y - 50), (474, y - 14)),))


def _into_sum(y, middle, place, count):
    if y == middle:
        return straight(654, 717, y)
    down = 1 if y < middle else -1
    if 0 < place < count - 1:
        return Wire((((654, y), (719, y), (719, middle - down * 20), (724, middle - down * 12)),))
    return Wire((((654, y), (731, y), (731, middle - down * 14)),))


def boxes_layout(classes):
    """The layout of figure A-1: the layer as two boxes."""
    heights = (120, 200, 280 + 32 * (classes > 4), 360)  # more than four: room for the dots before the last row
    rows = dict(zip(rows_of(classes), heights, strict=False))
    last = max(rows.values())
    middle = (120 + last) / 2
    made = Layout(
        view=(0, 0, 900, last + 56),
        boxes=((180, 80, 180, last - 40, ("Softmax",)), (530, 80, 190, last - 40, ("Cross-entropy", "error"))),
        legend=(4, 30),
    )
    if classes > len(rows):
        ellipses = [(x, 175, "before") for x in (105, 465)] + [(x, last - 36, "after") for x in (105, 445)]
        made = replace(made, ellipses=tuple(ellipses), classes=classes, middle=2)
    for i, (k, y) in enumerate(rows.items()):
        x = 625 + 56 * (i - (len(rows) - 1) / 2)
        made.wires[f"a_{k}>exp_{k}"] = straight(30, 180, y)
        made.wires[f"y_{k}>log_{k}"] = straight(360, 530, y)
        made.wires[f"t_{k}>tlog_{k}"] = Wire((((x, 54), (x, 80)),))
        made.spots[f"a_{k}>exp_{k}"] = Spot(105, y, "line", 96)
        made.spots[f"y_{k}>log_{k}"] = Spot(445, y, "line", 96)
        made.spots[f"t_{k}>tlog_{k}"] = Spot(x, 54, "top")
    made.wires["L>out"] = straight(720, 872, middle)
    made.spots["L>out"] = Spot(796, middle, "line", 96)
    return made


def rule_layout(rule):
    """The layout of a node rule: its inputs on the left, its output on the right, nothing else."""
    if rule == "fork":
        made = Layout(view=(0, 0, 560, 236), forks={"x": (280, 110)})
        made.wires["x>fork"] = straight(4, 280, 110, head=False)
        made.spots["x>fork"] = Spot(140, 110, length=88)
        for key, y in (("x>part_1", 52), ("x>part_2", 168)):
            made.wires[key] = Wire((((280, 110), (280, y), (540, y)),))
            made.spots[key] = Spot(410, y, length=88)
        return made
    inputs = {"u": 52, "v": 168} if rule in ("×", "+") else {"x": 76}
    middle, reach = sum(inputs.values()) / len(inputs), RADIUS.get(rule, 14)
    made = Layout(view=(0, 0, 560, max(inputs.values()) + 80), nodes={"z": (280, middle)})
    for x, y in inputs.items():
        slope = 0.7 * reach * (y > middle) - 0.7 * reach * (y < middle)
        bend = ((236, y), (280 - 0.7 * reach, middle + slope)) if slope else ((280 - reach, y),)
        made.wires[f"{x}>z"] = Wire((((4, y), *bend),))
        made.spots[f"{x}>z"] = Spot(130, y, length=88)
    made.wires["z>L"] = straight(280 + reach, 540, middle)
    made.spots["z>L"] = Spot(410, middle, length=88)
    return made


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
