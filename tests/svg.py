"""A picture read as a reader sees it: where its texts, wires and nodes stand, and what comes too near."""

import math
import re
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise

from softmax_lib import draw
from softmax_lib.graphs.plan import plan_of
from softmax_lib.pictures.text.formulas import box, number_width

SVG = "{http://www.w3.org/2000/svg}"


def width_of(run):
    """The width of a run alone, as its own box says."""
    _, _, text, italic, size = run
    if text == "…":
        return size
    if text == "∂":
        return 0.494 * size
    if italic:
        return sum(box(c, size).width for c in text if c != "\u0302")  # a hat has no width of its own
    if text.isdigit():
        return 0.5 * size * len(text)
    widths = {"exp": 1.444, "log": 1.278, "(": 0.333, ")": 0.333, "·": 0.25, ",": 0.25}
    return widths.get(text, 0.564) * size


def root_of(svg):
    return ET.fromstring(svg)


def assert_described(drawing):
    """What a screen reader is told comes first, once, and Python prints it too."""
    root = root_of(drawing.svg)
    assert root.get("role") == "img"
    assert [e.tag for e in root[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert drawing.svg.count("<desc>") == 1
    assert drawing.description.startswith(root[0].text)
    assert root[1].text == drawing.description == repr(drawing)


def css(element):
    return element.get("class", "").split()


def all_with(root, name):
    return [e for e in root.iter() if name in css(e)]


def label_rects(label):
    """The rectangles of the glyphs and bars of a label, or of some of its elements: (left, top, right, bottom)."""
    for e in label.iter() if isinstance(label, ET.Element) else label:
        if "sl-num" in css(e):
            width, x, y = number_width(e.text, 12.5), float(e.get("x")), float(e.get("y"))
            left = x - width / 2 if e.get("text-anchor") == "middle" else x
            yield left, y - 9, left + width, y
        elif e.tag == f"{SVG}tspan":
            x, y, size = (float(e.get(name)) for name in ("x", "y", "font-size"))
            width = width_of((x, y, e.text, "sl-it" in css(e), size))
            deep = 0.22 * size if set(e.text) & set("gjpqy(),") else 0
            yield x, y - 0.68 * size, x + width, y + deep
        elif "sl-bar" in css(e):
            x, y, end = map(float, re.fullmatch(r"M(\S+) (\S+)H(\S+)", e.get("d")).groups())
            yield x, y - 0.5, end, y + 0.5


def segments(d):
    """The straight pieces of a path of M, L and Q; a curve becomes six of them."""
    at = None
    for command, numbers in re.findall(r"([MLQ])([^MLQZ]*)", d):
        xy = list(map(float, numbers.split()))
        points = list(zip(xy[::2], xy[1::2], strict=True))
        if command == "Q":
            (x0, y0), (x1, y1), (x2, y2) = at, *points
            curve = [i / 6 for i in range(7)]
            path = [((1 - s) ** 2 * x0 + 2 * s * (1 - s) * x1 + s * s * x2,
                     (1 - s) ** 2 * y0 + 2 * s * (1 - s) * y1 + s * s * y2) for s in curve]  # fmt: skip
            yield from pairwise(path)
        elif command == "L":
            yield at, points[0]
        at = points[-1]


def point_distance(rect, x, y):
    left, top, right, bottom = rect
    return math.hypot(max(left - x, 0, x - right), max(top - y, 0, y - bottom))


def segment_distance(rect, start, end):
    """From a rectangle to a piece of line, to a twentieth of a unit."""
    (x0, y0), (x1, y1) = start, end
    count = max(1, math.ceil(math.hypot(x1 - x0, y1 - y0) / 4))
    if x0 == x1 or y0 == y1:
        x, y = (min(max(v, min(p, q)), max(p, q)) for v, p, q in
                (((rect[0] + rect[2]) / 2, x0, x1), ((rect[1] + rect[3]) / 2, y0, y1)))  # fmt: skip
        return min(point_distance(rect, x, y), point_distance(rect, x0, y0), point_distance(rect, x1, y1))
    count *= 40
    steps = (i / count for i in range(count + 1))
    return min(point_distance(rect, x0 + s * (x1 - x0), y0 + s * (y1 - y0)) for s in steps)


def rect_distance(one, two):
    across = max(one[0] - two[2], two[0] - one[2], 0)
    down = max(one[1] - two[3], two[1] - one[3], 0)
    return math.hypot(across, down)


def pieces(paths):
    return [piece for path in paths for piece in segments(path.get("d"))]


def obstacles(root, layout):
    """What labels must keep clear of: (name, edge it belongs to, half its stroke, pieces or circle)."""
    wires = [e for e in all_with(root, "sl-wire") if re.fullmatch(r"[MLQ\d. -]*", e.get("d"))]
    assert len(wires) == len(layout.wires)
    for key, wire in zip(layout.wires, wires, strict=True):
        yield f"wire {key}", key, 0.625, pieces([wire])
    for arrow in all_with(root, "sl-arrow"):
        if arrow.get("data-edge"):
            path = next(e for e in arrow if "sl-dash" in css(e))
            yield f"arrow of {arrow.get('data-edge')}", None, 0.75, pieces([path])
    for node in all_with(root, "sl-node"):
        ring = next(e for e in node if "sl-ring" in css(e))
        yield f"node {node.get('data-node')}", None, float(ring.get("r")) + 0.7, circle(ring)
    for dot in all_with(root, "sl-dot"):
        yield f"fork of {dot.get('data-fork')}", None, 4.6, circle(dot)
    for x, y, text in ((float(e.get("x")), float(e.get("y")), e.text) for e in all_with(root, "sl-dots")):
        yield text, None, 3, [((x, y - 13), (x, y))]
    if layout.legend:
        x, y = layout.legend
        for height in (-14, 0, 6, 19):
            yield "legend", None, 5, [((x, y + height), (x + 104, y + height))]
    for left, right, y, text in layout.brackets:
        yield (
            f"bracket {text}",
            None,
            0.625,
            [((left, y), (right, y)), ((left, y - 6), (left, y)), ((right, y - 6), (right, y))],
        )


def circle(e):
    at = (float(e.get("cx")), float(e.get("cy")))
    return [(at, at)]


def too_close(root, layout, least=1.0, between=1.0):
    """Everything that a label comes nearer to than ``least``, and labels nearer to one another than ``between``."""
    labels = {(e.get("data-way"), e.get("data-edge")): list(label_rects(e)) for e in all_with(root, "sl-label")}
    left, top, width, height = layout.view
    found = []
    for (way, key), rects in labels.items():
        for rect in rects:
            if rect[0] < left or rect[1] < top or rect[2] > left + width or rect[3] > top + height:
                found.append((way, key, "leaves the picture", 0))
    for name, own, half, around in obstacles(root, layout):
        near = (
            min(min(p[0], q[0]) for p, q in around) - half - least,
            max(max(p[0], q[0]) for p, q in around) + half + least,
        )
        for (way, key), rects in labels.items():
            if own == key:
                continue
            rects = [r for r in rects if r[2] > near[0] and r[0] < near[1]]
            gap = min((segment_distance(r, *piece) for r in rects for piece in around), default=99) - half
            if gap < least:
                found.append((way, key, name, round(gap, 2)))
    for (one, first), (two, second) in combinations(labels.items(), 2):
        gap = min(rect_distance(r, s) for r in first for s in second)
        if gap < between:
            found.append((*one, two, round(gap, 2)))
    return found


def crowded(graph, stop=None):
    """The same, in the picture of a graph."""
    return too_close(root_of(draw(graph, stop).svg), plan_of(graph).layout)


def luminance(color):
    """Of a color as CSS writes it (#0d1117) or as a browser computes it (rgb(13, 17, 23))."""
    hexes = [color[i : i + 2] for i in (1, 3, 5)]
    parts = [int(x, 16) for x in hexes] if color.startswith("#") else map(int, re.findall(r"\d+", color)[:3])
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in parts)]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, two):
    dark, light = sorted((luminance(one), luminance(two)))
    return (light + 0.05) / (dark + 0.05)
