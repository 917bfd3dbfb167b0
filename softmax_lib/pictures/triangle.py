"""The triangle of all predictions for three classes: a prediction and a target as points, the loss as contours."""

import math

from softmax_lib.language import N_, _
from softmax_lib.pictures.svg import coordinate, svg_document

__all__ = ["FIELD", "LABELED", "LEVELS", "TRIANGLE", "contour", "draw_svg", "loss_of", "parts", "place"]

FIELD = {"left": 30, "bottom": 334, "side": 340, "height": 340 * math.sqrt(3) / 2}
LEVELS = [0.5, 1, 1.5, 2, 2.5, 3]
LABELED = [0.5, 1, 1.5, 2, 3]
_STRETCHES = 16  # of an edge: a ray goes from the target to each of their ends
_WIDTH, _HEIGHT, _WIDE = 400, 384, 900
_LOSS, _SMALL = '<tspan class="sl-it" font-size="14">L</tspan>', 'font-size="12" fill="var(--sl-ink2)"'
_TEXT = {"y name": ("forward", "y"), "t name": ("ink", "t"), "arrow name": ("backward", "y − t")}

TRIANGLE = {
    "title": N_("The triangle of all predictions for three classes."),
    "class": N_("class {k}"),
    "points": N_("The prediction y is {y}, the target t is {t}."),
    "arrow": N_("The arrow from t to y, which is y minus t, is {d}."),
    "loss": N_("The loss L is {loss}."),
    "straight": N_("The contours of the loss, at {levels}, are straight lines."),
    "around": N_("The contours of the loss, at {levels}, go around t."),
    "path": N_("The path has {last} steps, from a loss of {first} to one of {end}; y is at step {at}."),
}


def place(y):
    """Where a prediction is in the picture: corner 1 is at the left, corner 2 at the right, corner 3 at the top."""
    return FIELD["left"] + FIELD["side"] * (y[1] + y[2] / 2), FIELD["bottom"] - FIELD["height"] * y[2]


def loss_of(y, t):
    """The cross-entropy −Σ t_k log y_k; at y = t, the smallest there is."""
    return -sum([t_k * math.log(y_k) for y_k, t_k in zip(y, t, strict=True) if t_k])


def contour(t, level):
    """The predictions with this loss, in the order of a line; none if the loss is nowhere so small.

    From t the loss rises in every direction, without an end toward each edge where a class with a target has no
    probability. So on the way to each point of such an edge there is exactly one prediction with this loss.
    """
    return [_reach(t, end, level) for end in _ends(t)] if level > loss_of(t, t) else []


def _ends(t):
    """Points on the edges around the target, close together at the corners."""
    first = t.index(0) + 1 if 0 in t else 0
    opposite = [k % 3 for k in range(first, first + 3) if t[k % 3]]
    count = 1 if len(opposite) == 1 else _STRETCHES
    points = []
    for k in opposite:
        for i in range(count + 1):
            share, end = (1 - math.cos(math.pi * i / count)) / 2, [0.0, 0.0, 0.0]
            end[(k + 1) % 3], end[(k + 2) % 3] = 1 - share, share
            points.append(end)
    return points


def _reach(t, end, level):
    """The prediction with this loss on the way from the target to an end, found by halving."""
    low, high = 0.0, 1.0
    ways = [(t_k, e_k) for t_k, e_k in zip(t, end, strict=True) if t_k]
    for _half in range(52):
        middle = (low + high) / 2
        if -sum([t_k * math.log((1 - middle) * t_k + middle * e_k) for t_k, e_k in ways]) < level:
            low = middle
        else:
            high = middle
    return [(1 - low) * t_k + low * e_k for t_k, e_k in zip(t, end, strict=True)]


def parts(y, t, path):
    """What depends on the numbers: part of the picture → attributes. triangle.js makes the same."""
    loss, p, q = loss_of(y, t), place(t), place(y)
    drawn = {f"contour {level:g}": {"d": _line(contour(t, level))} for level in LEVELS}
    drawn |= {f"label {level:g}": _label(t, level) for level in LABELED}
    drawn |= {f"sign {level:g}": _sign(t, level) for level in LABELED}
    dots = [place(point) for point in path]
    return drawn | {
        "same": {"d": _line(contour(t, loss))},
        "path": {"d": _joined(dots)},
        "dots": {"d": "".join(f"M{_pair(dot)}h0" for dot in dots)},
        "t": {"cx": coordinate(p[0]), "cy": coordinate(p[1])},
        "y": {"cx": coordinate(q[0]), "cy": coordinate(q[1])},
    } | _arrow(p, q)  # fmt: skip


def _line(points):
    return _joined([place(point) for point in points])


def _joined(places):
    return "M" + " ".join(map(_pair, places)) if places else ""


def _pair(point):
    return f"{coordinate(point[0])} {coordinate(point[1])}"


def _label(t, level):
    """The number of a contour stands on the way to the corner with the smallest target; on an edge, outside of it."""
    corner = t.index(min(t))
    end = [float(k == corner) for k in range(3)]
    if level <= loss_of(t, t) or (level > 2 and min(t) > 0):  # in a corner there is no room
        return _at((0, 0), shown=False)
    x, y = place(_reach(t, end, level))
    if max(t) < 1:
        return _at((x, y + 4))
    return _at((x - 7, y + 4), "end") if t[2] == 1 else _at((x, y + 16))


def _sign(t, level):
    """The first number has "L =" before it."""
    first = next(one for one in LABELED if one > loss_of(t, t))
    return {"display": "inline" if level == first else "none"}


def _at(point, anchor="middle", shown=True):
    display = "inline" if shown else "none"
    return {"x": coordinate(point[0]), "y": coordinate(point[1]), "text-anchor": anchor, "display": display}


def _arrow(p, q):
    """From the target's ring to the prediction's dot, with the three names."""
    dx, dy = q[0] - p[0], q[1] - p[1]
    length = math.hypot(dx, dy)
    ux, uy = (dx / length, dy / length) if length > 1 else (0.0, -1.0)
    middle = (FIELD["left"] + FIELD["side"] / 2, FIELD["bottom"] - FIELD["height"] / 3)
    turn = -1 if ux * (middle[1] - p[1]) < uy * (middle[0] - p[0]) else 1  # the side of the middle of the triangle
    tip, back = (q[0] - 8 * ux, q[1] - 8 * uy), (q[0] - 18 * ux, q[1] - 18 * uy)
    wings = [(back[0] - 4.5 * side * uy, back[1] + 4.5 * side * ux) for side in (-1, 1)]
    start, long = (p[0] + 8 * ux, p[1] + 8 * uy), length > 28
    half = ((p[0] + q[0]) / 2 - 28 * turn * uy, (p[1] + q[1]) / 2 + 18 * turn * ux + 5)
    return {
        "shaft": {"d": f"M{_pair(start)} {_pair(back)}" if long else ""},
        "head": {"d": f"M{_pair(tip)} {_pair(wings[0])} {_pair(wings[1])}Z" if long else ""},
        "t name": _at((p[0] - 18 * ux, p[1] - 18 * uy + 5)),
        "y name": _at((q[0] + 18 * ux, q[1] + 18 * uy + 5)),
        "arrow name": _at(half, shown=length > 70),
    }


def draw_svg(drawn, description, rows=(), lines=()):
    """The picture as SVG. ``drawn`` comes from parts; where it can't move, with a table and some lines beside it."""
    corners = [place([float(k == j) for j in range(3)]) for k in range(3)]
    told = [_(TRIANGLE["class"]).format(k=k + 1) for k in range(3)]
    names = [
        _words(4, 372, told[0], "(1, 0, 0)"),
        _words(_WIDTH - 4, 372, told[1], "(0, 1, 0)", "end"),
        _words(corners[2][0] + 20, corners[2][1] + 4, told[2], "(0, 0, 1)"),
    ]
    outline = f'<path d="{_joined(corners)}Z" fill="none" stroke="var(--sl-ink)" stroke-width="1.4"/>'
    contours = "".join(_element("path", name, drawn[name]) for name in drawn if name.startswith("contour "))
    shapes = [outline, f'<g fill="none" stroke="var(--sl-line)">{contours}</g>']
    for name, looks in _SHAPES.items():
        shapes.append(_element("circle" if name in "yt" else "path", name, drawn[name], looks))
    texts = [_numbered(f"{level:g}", drawn) for level in LABELED]
    for name, (color, text) in _TEXT.items():
        looks = f'class="sl-it" font-size="17" fill="var(--sl-{color})"'
        texts.append(_element("text", name, drawn[name], looks, text))
    halo = 'stroke="var(--sl-bg)" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
    body = "".join([*shapes, *names, f"<g {halo}>{''.join(texts)}</g>", *_table(rows, lines)])
    width = _WIDE if rows else _WIDTH
    return svg_document((0, 0, width, _HEIGHT), _(TRIANGLE["title"]), description, body)


# How each shape looks, in the order in which they are drawn.
_SHAPES = {
    "same": 'fill="none" stroke="var(--sl-forward)" stroke-width="1.5"',
    "path": 'fill="none" stroke="var(--sl-ink2)"',
    "dots": 'fill="none" stroke="var(--sl-ink2)" stroke-width="5" stroke-linecap="round"',
    "shaft": 'fill="none" stroke="var(--sl-backward)" stroke-width="2" stroke-dasharray="6 3"',
    "head": 'fill="var(--sl-backward)"',
    "t": 'r="7" fill="none" stroke="var(--sl-ink)" stroke-width="2"',
    "y": 'r="5" fill="var(--sl-forward)"',
}


def _element(tag, name, attributes, looks="", inner=""):
    own = " ".join(f'{key}="{value}"' for key, value in attributes.items())
    return f'<{tag} data-part="{name}" {own} {looks}>{inner}</{tag}>'


def _numbered(level, drawn):
    sign = _element("tspan", f"sign {level}", drawn[f"sign {level}"], inner=f"{_LOSS} = ")
    return _element("text", f"label {level}", drawn[f"label {level}"], _SMALL, sign + level)


def _words(x, y, text, more="", anchor="start", color="ink"):
    more = more and f'<tspan fill="var(--sl-ink2)">&#160; {more}</tspan>'
    place = f'x="{coordinate(x)}" y="{coordinate(y)}" text-anchor="{anchor}"'
    return f'<text class="sl-words" {place} fill="var(--sl-{color})">{text}{more}</text>'


def _table(rows, lines):
    """The rows of numbers, below their heads, and the lines below them."""
    for i, row in enumerate(rows):
        for j, (x, text) in enumerate(zip((440, 560, 650, 770, 896), row, strict=True)):
            color = "ink2" if not i else {3: "forward", 4: "backward"}.get(j, "ink")
            yield _words(x, 84 + 28 * i, text, anchor="end" if j else "start", color=color)
    for i, line in enumerate(lines):
        yield _words(440, 84 + 28 * len(rows) + 14 + 26 * i, line, color="ink" if i < 2 else "ink2")
