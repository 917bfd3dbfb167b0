"""A graph, or a moment of its run, as an SVG picture and as a description in words.

What went forward stands above its line, what comes back hangs below it. The same drawing serves
as a still picture and as the face of the live view, which hides, shows and renews its parts.
"""

from html import escape
from typing import NamedTuple

from softmax_lib import arguments
from softmax_lib.graph import Graph
from softmax_lib.graphs.layout import radius
from softmax_lib.graphs.plan import at_work, plan_of, ran, targets, worked_class
from softmax_lib.language import _
from softmax_lib.pictures.drawing import Drawing
from softmax_lib.pictures.svg import coordinate as _n
from softmax_lib.pictures.svg import svg_document, symbol
from softmax_lib.pictures.text import formulas, marked_text

__all__ = ["Drawing", "draw", "gradient_svg", "live_svg"]

NUMBER = 12.5


def draw(graph: Graph, stop: int | None = None) -> Drawing:
    """Draw a graph as a Drawing: the whole run, or the moment after one stop of it.

    ``stop`` is the number of a stop of the graph's plan; for the Softmax-with-Loss graph 1 to 6 are
    the six steps. Raises ValueError for a stop that the plan does not have.

    >>> from softmax_lib import Graph, Node
    >>> u, v = Node("u", value=2), Node("v", value=5)
    >>> print(draw(Graph(Node("z", "×", u, v))).description)
    A computational graph. u is 2.0000. v is 5.0000. z is 10.0000. d z by d u is 5.0000. d z by d v is 2.0000.
    """
    graph = ran(graph)
    plan = plan_of(graph)
    description, body = describe(graph, stop), _body(graph, stop)
    told = "" if stop is None else _told(graph, stop)
    return Drawing(svg_document(plan.layout.view, plan.title, description, body), description, told)


def live_svg(graph):
    """The picture for the live view: everything is drawn, nothing is lit; its script hides and lights."""
    graph = ran(graph)
    plan = plan_of(graph)
    left, top, width, height = plan.layout.view
    view = (left, top, width, height - 48 * bool(plan.layout.brackets))
    return svg_document(view, plan.title, describe(graph), _body(graph, None, live=True))


def gradient_svg(graph, edge):
    """The gradient's label of one edge, symbol and number, as it stands in the picture."""
    return _label(_placed(graph, edge, plan_of(graph).layout.spots[edge], "gradient", False))


def describe(graph, stop=None):
    """The alternative text: what the picture shows at a stop, in words, with its numbers."""
    graph = ran(graph)
    plan = plan_of(graph)
    values, gradients = plan.known(stop)
    lines = []
    for formula, (way, edges, kind) in plan.summary.items():
        if set(edges) <= (values if way == "value" else gradients):
            numbers = [formulas.printed(_number(graph, way, e), kind) for e in edges]
            lines.append(marked_text.listed(formulas.words(formula), numbers))
    if stop is not None:
        told = plan.stop(stop)
        lines.append(_("{heading}. {narration}").format(heading=told.heading, narration=narration(graph, stop)))
    return marked_text.description(plan.title, lines)


def narration(graph, stop):
    """The sentence that tells what happens at a stop, with this graph's numbers, as plain words."""
    graph = ran(graph)
    return marked_text.narrated(_sentence(graph, stop), worked_class(graph), _numbers(graph))


def _told(graph, stop):
    """The same with its heading and with formulas, for the eye."""
    sentence, printed = _sentence(graph, stop).replace("§", str(worked_class(graph))), _numbers(graph)
    said = marked_text.narrated_html(sentence, lambda way, edge: ("", printed(way, edge)))
    return _("<b>{heading}.</b> {narration}").format(heading=plan_of(graph).stop(stop).heading, narration=said)


def _sentence(graph, stop):
    return plan_of(graph).stop(stop).narration[not sums_to_one(graph)]


def _numbers(graph):
    """What prints the number on an edge."""
    labels = plan_of(graph).labels
    return lambda way, edge: formulas.printed(_number(graph, way, edge), getattr(labels[edge], f"{way}_kind"))


def sums_to_one(graph):
    """Whether the targets sum to 1, which decides which symbols are true."""
    return not targets(graph) or arguments.sums_to_one(targets(graph))


def _number(graph, way, key):
    return graph.nodes[graph.edges[key].source].value if way == "value" else graph.gradients[key]


# --- the drawing -------------------------------------------------------------------------------


def _body(graph, stop, live=False):
    """All that stands on the ground, back to front."""
    plan = plan_of(graph)
    layout = plan.layout
    values, gradients = (graph.edges, graph.gradients) if live else plan.known(stop)
    nodes, forks, labels = ((), (), ()) if stop is None else at_work(graph, plan.stop(stop))
    going_back = stop is not None and bool(gradients)
    done = {graph.edges[key].target for key in gradients} if going_back else {graph.edges[key].source for key in values}
    known = {"value": values, "gradient": gradients}
    shown = [
        (_placed(graph, key, spot, way, live), (way, key) in labels)
        for key, spot in layout.spots.items()
        for way in known
        if key in known[way] and spot.style not in _SILENT[way]
    ]

    out = [*_legend(layout, graph.output.name), *(() if live else _brackets(layout)), *map(_box, layout.boxes)]
    out += [_tint(label, is_lit) for label, is_lit in shown if is_lit or live]
    for name, (x, y) in layout.nodes.items():
        r, state = radius(graph.nodes[name].op) + 4.5, " sl-lit" if name in nodes else ""
        if state or live:
            out.append(f'<circle class="sl-halo{state}" data-node="{name}" cx="{_n(x)}" cy="{_n(y)}" r="{r}"/>')
    out += [_wire(wire) for wire in layout.wires.values()]
    for x, y, side in layout.ellipses:
        if live or layout.dotted(side):
            out.append(f'<text class="sl-words sl-dots" data-side="{side}" x="{x}" y="{_n(y)}">⋮</text>')
    for name, (x, y) in layout.forks.items():
        state = " sl-work" if name in forks else ""
        out.append(f'<circle class="sl-dot{state}" data-fork="{name}" cx="{_n(x)}" cy="{_n(y)}" r="3.6"/>')
    if any(moment.gradients for moment in plan.stops):
        for key, spot in layout.spots.items():
            if key in graph.gradients and spot.style not in _SILENT["gradient"]:
                out.append(_arrow(key, spot, key in gradients))
    for name, (x, y) in layout.nodes.items():
        working = f" sl-work {'sl-back' if going_back else 'sl-fore'}"
        state = working if name in nodes else "" if name in done else " sl-pale"
        out.append(_node(name, graph.nodes[name].op, x, y, state))
    out += [_label(label) for label, _ in shown]
    return "".join(out)


def _rounded_path(points):
    """A polyline with rounded corners."""
    d = [f"M{_n(points[0][0])} {_n(points[0][1])}"]
    for (x0, y0), (x1, y1), (x2, y2) in zip(points, points[1:], points[2:], strict=False):
        before, after = abs(x1 - x0) + abs(y1 - y0), abs(x2 - x1) + abs(y2 - y1)
        r1, r2 = min(9, before / 2) / before, min(9, after / 2) / after
        d.append(f"L{_n(x1 - (x1 - x0) * r1)} {_n(y1 - (y1 - y0) * r1)}")
        d.append(f"Q{_n(x1)} {_n(y1)} {_n(x1 + (x2 - x1) * r2)} {_n(y1 + (y2 - y1) * r2)}")
    return " ".join([*d, f"L{_n(points[-1][0])} {_n(points[-1][1])}"])


def _head(start, end):
    """An arrowhead, 7 long and 6.4 wide, with its tip at the end of a line."""
    (x0, y0), (x1, y1) = start, end
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    dx, dy = (x1 - x0) / length, (y1 - y0) / length
    bx, by = x1 - 7 * dx, y1 - 7 * dy
    return f"M{_n(x1)} {_n(y1)}L{_n(bx - 3.2 * dy)} {_n(by + 3.2 * dx)}L{_n(bx + 3.2 * dy)} {_n(by - 3.2 * dx)}Z"


def _wire(wire):
    d = " ".join(_rounded_path(p) for p in wire.paths)
    out = f'<path class="sl-wire" d="{d}"/>'
    return out + f'<path class="sl-head" d="{_head(*wire.paths[-1][-2:])}"/>' if wire.head else out


def _arrow_ends(spot):
    """Where the gradient's arrow starts and ends, under its line or beside it."""
    half = spot.length / 2
    match spot.style:
        case "side":
            ends = (7, -41), (7, -9)
        case "fall" | "fed" | "falls":
            ends = (-7, half), (-7, -half)
        case "rise" | "rises":
            ends = (7, -half), (7, half)
        case _:
            ends = (half, 6), (-half, 6)
    return [(spot.x + dx, spot.y + dy) for dx, dy in ends]


def _arrow(key, spot, known):
    (x1, y1), (x2, y2) = ends = _arrow_ends(spot)
    line = f'<path class="sl-dash" d="M{_n(x1)} {_n(y1)}L{_n(x2)} {_n(y2)}"/>'
    return (
        f'<g class="sl-arrow{"" if known else " sl-pale"}" data-edge="{escape(key)}">{line}'
        f'<path class="sl-tip" d="{_head(*ends)}"/></g>'
    )


def _node(name, op, x, y, state):
    r = radius(op)
    x, y = _n(x), _n(y)
    glyph = {
        "+": f'<path class="sl-glyph" d="M{x} {y}m-6 0h12m-6 -6v12"/>',
        "−": f'<path class="sl-glyph" d="M{x} {y}m-6 0h12"/>',
        "×": f'<path class="sl-glyph" d="M{x} {y}m-4.6 -4.6l9.2 9.2m0 -9.2l-9.2 9.2"/>',
        "/": f'<path class="sl-glyph" d="M{x} {y}m-4 5.6l8 -11.2"/>',
        "σ": f'<text class="sl-it sl-name" x="{x}" y="{y}" dy="4">σ</text>',
    }.get(op, f'<text class="sl-up sl-name" x="{x}" y="{y}" dy="4.5">{op}</text>')
    return (
        f'<g class="sl-node{state}" data-node="{name}"><circle class="sl-ring" cx="{x}" cy="{y}" r="{r}"/>{glyph}</g>'
    )


def _box(box):
    x, y, width, height, lines = box
    top = y + height / 2 + 6 - 12 * (len(lines) - 1)
    text = "".join(
        f'<text class="sl-words sl-title" x="{_n(x + width / 2)}" y="{_n(top + 24 * i)}">{line}</text>'
        for i, line in enumerate(lines)
    )
    return f'<rect class="sl-box" x="{x}" y="{y}" width="{width}" height="{height}" rx="8"/>{text}'


def _legend(layout, loss):
    if not layout.legend:
        return
    x, y = layout.legend
    value = _("forward value")
    yield f'<text class="sl-words sl-value" x="{x}" y="{y - 8}">{value}</text>'
    yield f'<path class="sl-wire" d="M{x} {y}h98"/><path class="sl-head" d="{_head((x, y), (x + 104, y))}"/>'
    yield f'<g class="sl-arrow"><path class="sl-dash" d="M{x + 104} {y + 6}h-100"/>'
    yield f'<path class="sl-tip" d="{_head((x + 104, y + 6), (x, y + 6))}"/></g>'
    of_loss = _("gradient of {loss}").format(loss=f'<tspan class="sl-it">{loss}</tspan>')
    yield f'<text class="sl-words sl-gradient" x="{x}" y="{y + 22}">{of_loss}</text>'


def _brackets(layout):
    for left, right, y, text in layout.brackets:
        yield f'<path class="sl-wire" d="M{left} {y - 6}v6H{right}v-6"/>'
        yield f'<text class="sl-words sl-under" x="{_n((left + right) / 2)}" y="{y + 17}">{text}</text>'


# --- labels ------------------------------------------------------------------------------------


class _Placed(NamedTuple):
    """A label with its place: the number, and the symbols, of which a live picture may hold two."""

    edge: str
    way: str
    kind: str
    value: float
    printed: str
    names: tuple  # the symbols in words
    x: float
    y: float
    anchor: str
    symbols: tuple  # (CSS class, Box)


def _placed(graph, key, spot, way, live):
    """The label of an edge for one way."""
    label = plan_of(graph).labels[key]
    kind, value = getattr(label, f"{way}_kind"), _number(graph, way, key)
    printed = formulas.printed(value, kind)
    choices = [("", getattr(label, way))]
    if way == "gradient" and label.gradient_any:
        choices = [("sl-one", label.gradient), ("sl-any", label.gradient_any)]
        choices = choices if live else [("", choices[not sums_to_one(graph)][1])]
    boxes = [(css, formulas.box(text)) for css, text in choices if text]
    x, y, anchor, moves = _PLACES[spot.style](spot, way, [b for _, b in boxes])
    symbols = tuple((css, b.moved(*move)) for (css, b), move in zip(boxes, moves, strict=True))
    names = tuple(formulas.words(text) for _, text in choices if text)
    return _Placed(key, way, kind, value, printed, names, x, y, anchor, symbols)


def _on_row(spot, way, boxes):
    """Number and symbol stacked: upward from the line for a value, downward for a gradient."""
    below = way == "gradient"
    x = spot.x + (spot.shift if below else 0)
    moves = []
    for b in boxes:
        if b.bars:
            base = 26 + b.up if below else -20 - b.down
        else:
            base = 39 if below else -24
        moves.append((x - b.width / 2, spot.y + base))
    return spot.x, spot.y + (21 if below else -7), "middle", moves


def _beside(spot, way, boxes):
    """Arrow, symbol and number side by side, right of a vertical wire."""
    axis = spot.y - 22
    left = spot.x + 14 + spot.shift
    moves = [(left, axis + 0.27 * 16) for b in boxes]
    return left + max((b.width + 6 for b in boxes), default=0), axis + 4.5, "start", moves


def _along(spot, way, boxes):
    """Symbol and number side by side, over or under a line."""
    base = spot.y + (22 if way == "gradient" else -8)
    if way == "gradient" and any(b.bars for b in boxes):
        base = spot.y + 12 + boxes[0].up
    return spot.x + 8, base, "start", [(spot.x - 2 - b.width, base) for b in boxes]


def _on_top(spot, way, boxes):
    """Symbol over number over the start of a wire that comes from above."""
    moves = [(spot.x - b.width / 2, spot.y - (19 + b.down if b.bars else 22)) for b in boxes]
    return spot.x, spot.y - 5, "middle", moves


def _stacked(x, y, boxes):
    """Symbol over number, around the point (x, y)."""
    base = y + (14 if boxes else 4.5)
    moves = [(x - b.width / 2, base - 14 - b.down if b.bars else base - 17) for b in boxes]
    return x, base, "middle", moves


def _on_side(spot, way, boxes):
    """Symbol over number, left or right of a vertical wire; the gradient's arrow stands between."""
    width = max([formulas.number_width("−0.0000", NUMBER), *(b.width for b in boxes)])
    away = (14 - spot.shift if way == "gradient" else 8) + width / 2
    right = (way == "gradient") == (spot.style == "rise")
    return _stacked(spot.x + (away if right else -away), spot.y, boxes)


def _fed(spot, way, boxes):
    """The value over the start of a falling wire, the gradient left of it."""
    if way == "gradient":
        return _on_side(spot, way, boxes)
    return _on_top(spot._replace(y=spot.y - spot.length / 2 - 4), way, boxes)


def _both_right(spot, way, boxes):
    """Right of a rising wire: the value, under it the gradient."""
    left, base = spot.x + 14, spot.y + (13 if way == "gradient" else -4)
    return left + max((b.width + 6 for b in boxes), default=0), base, "start", [(left, base) for b in boxes]


_SILENT = {"value": ("drop", "side", "falls"), "gradient": ("forth",)}  # the styles that leave one of the two out
_PLACES = {
    "row": _on_row, "drop": _on_row, "side": _beside, "line": _along, "forth": _along, "top": _on_top,
    "fall": _on_side, "falls": _on_side, "rise": _on_side, "fed": _fed, "rises": _both_right,
}  # fmt: skip


def _label(label):
    css = "".join(symbol(box, kind) for kind, box in label.symbols)
    edge, way = escape(label.edge), "forward" if label.way == "value" else "backward"
    said = _("{name} is {number}").format(name=label.names[0], number=label.printed) if label.names else label.printed
    names = "".join(f' data-say{"-any" * i}="{escape(name)}"' for i, name in enumerate(label.names or ("",)))
    return (
        f'<g class="sl-label sl-{label.way}" data-edge="{edge}" data-way="{way}"{names}>'
        f"<title>{escape(said)}</title>"
        f'{css}<text class="sl-num" data-edge="{edge}" data-way="{way}" data-kind="{label.kind}" '
        f'data-value="{label.value:.6g}" x="{_n(label.x)}" y="{_n(label.y)}" text-anchor="{label.anchor}">'
        f"{label.printed}</text></g>"
    )


def _tint(label, lit):
    """The ground of a label: 4 wider and 3 higher than its number and symbols."""
    width = formulas.number_width(label.printed, NUMBER)
    if label.symbols and not lit:  # a live label: room for any number
        width = max(width, formulas.number_width("−0.0000", NUMBER))
    left = label.x - width / 2 if label.anchor == "middle" else label.x
    right, top, bottom = left + width, label.y - 9, label.y
    for _css, box in label.symbols:
        start = min([run[0] for run in box.runs] + [bar[0] for bar in box.bars])
        left, right = min(left, start), max(right, start + box.width)
        top, bottom = min(top, -box.up), max(bottom, box.down)
    way = "forward" if label.way == "value" else "backward"
    return (
        f'<rect class="sl-tint{" sl-lit" * lit}" data-edge="{escape(label.edge)}" data-way="{way}" x="{_n(left - 4)}" '
        f'y="{_n(top - 3)}" width="{_n(right - left + 8)}" height="{_n(bottom - top + 6)}" rx="4"/>'
    )
