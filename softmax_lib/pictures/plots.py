"""Plots shown as Drawings, some drawn by matplotlib: text stays text, colors follow the theme."""

import hashlib
import io
import json
import re
from html import escape
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import LogFormatter

from softmax_lib import arguments
from softmax_lib.language import N_, _, ngettext
from softmax_lib.pictures.drawing import Drawing
from softmax_lib.pictures.svg import coordinate, svg_document
from softmax_lib.pictures.text.formulas import printed
from softmax_lib.pictures.theme import PALETTE, SANS

__all__ = ["plot_bars", "plot_chunks", "plot_curves", "plot_digits", "plot_speed", "plot_weights"]

DATA = Path(__file__).parents[1] / "data"
PUBLISHED, CHUNKS = DATA / "speed.json", DATA / "chunks.json"
SHOWN = {  # the names in the file → what is shown
    "textbook": N_("textbook"),
    "SoftmaxWithLoss": "SoftmaxWithLoss",
    "FusedSoftmaxWithLoss": "FusedSoftmaxWithLoss",
    "np.exp alone": N_("np.exp alone"),
}

_INK, _QUIET, _FORWARD, _BACKWARD = (PALETTE[name][0] for name in ("ink", "ink2", "forward", "backward"))
_STYLE = {
    "svg.fonttype": "none", "svg.hashsalt": "softmax_lib", "font.family": "DejaVu Sans", "font.size": 10,
    "text.color": _INK, "axes.labelcolor": _INK, "axes.edgecolor": _QUIET, "xtick.color": _QUIET,
    "ytick.color": _QUIET, "axes.spines.top": False, "axes.spines.right": False, "axes.unicode_minus": True,
}  # fmt: skip
_LOOKS = ((_FORWARD, "-"), (_BACKWARD, "--"), (_INK, ":"), (_QUIET, "-."))


def plot_bars(rows, labels=None, limits=(0, 1), title=""):
    """Draw one small bar chart for each entry of ``rows``, a dict of name → values, on one scale.

    ``labels`` names the bars (class 1, class 2, … without it); ``limits`` is the scale's range.
    Returns a Drawing. Raises ValueError where the rows differ in length, hold no finite numbers,
    or hold a value outside the limits, whose bar would be cut off.

    >>> plot_bars({"a": [0.2, 0.8], "2a": [0.1, 0.9]}, title="Shares").description
    'Shares. a: 0.2000, 0.8000. 2a: 0.1000, 0.9000.'
    """
    rows = {name: _finite(name, values) for name, values in rows.items()}
    sizes = {len(values) for values in rows.values()}
    if len(sizes) != 1:
        raise ValueError(f"rows must hold lists of one length, got lengths {sorted(sizes)}")
    (size,) = sizes
    labels = [_("class {k}").format(k=k) for k in range(1, size + 1)] if labels is None else list(labels)
    if len(labels) != size:
        raise ValueError(f"labels holds {len(labels)} names for {size} bars")
    low, high = limits
    for value in np.concatenate(list(rows.values())):
        if not low <= value <= high:
            raise ValueError(f"limits from {low} to {high} would cut off a bar of {value:.4g}; make them wider")
    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(9, 2.4), layout="constrained")
        for axes, (name, values) in zip(
            figure.subplots(1, len(rows), sharey=True, squeeze=False)[0], rows.items(), strict=True
        ):
            axes.bar(labels, values, color=_FORWARD, width=0.6)
            axes.set_title(name, pad=16)  # above the number on a bar as high as the scale
            axes.set(ylim=limits)
            for i, value in enumerate(values):
                above = value >= 0
                axes.annotate(printed(value, "share"), (i, value), (0, 3 if above else -3), textcoords="offset points",
                              ha="center", va="bottom" if above else "top", fontsize=9)  # fmt: skip
    said = " ".join(f"{name}: {', '.join(printed(v, 'share') for v in values)}." for name, values in rows.items())
    return _drawing(figure, title or _("Bars"), said)


def plot_curves(curves, x=None, xlabel="", ylabel="", title="", log=""):
    """Draw curves, a dict of name → values, over ``x`` (0, 1, 2, … without it). Returns a Drawing.

    ``log`` names the axes with a logarithmic scale: "", "y" or "xy".
    Raises ValueError for values that are not finite numbers, for more than four curves, and for
    another ``log``.
    """
    if len(curves) > len(_LOOKS):
        raise ValueError(f"curves holds {len(curves)} curves; at most {len(_LOOKS)} can be told apart")
    if log not in ("", "y", "xy"):
        raise ValueError(f"log is {log!r}; it takes '', 'y' or 'xy'")
    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(6.4, 3.2), layout="constrained")
        axes = figure.subplots()
        said = []
        for (name, values), (color, line) in zip(curves.items(), _LOOKS, strict=False):
            values = _finite(name, values)
            at = np.arange(len(values)) if x is None else _finite("x", x)
            axes.plot(at, values, line, color=color, label=name)
            said.append(_course(name, at, values))
        if "x" not in log and (at == np.rint(at)).all():
            axes.xaxis.get_major_locator().set_params(integer=True)
        axes.set(xlabel=xlabel, ylabel=ylabel)
        for letter in log:
            axes.set(**{f"{letter}scale": "log"})
            getattr(axes, f"{letter}axis").set(major_formatter=_Plain(), minor_formatter=_Plain())
        if len(curves) > 1:
            axes.legend(frameon=False)
    return _drawing(figure, title or _("{y} over {x}").format(y=ylabel, x=xlabel), " ".join(said))


def plot_digits(images, titles=None, columns=10, title=""):
    """Draw images of 8 by 8 pixels, the rows of an array (n, 64), with ``columns`` of them in a line.

    All share one scale: 0 is the ground and the largest size of a value, or 1 if none reaches it,
    is full ink, in 16 steps. Where there are negative values, as among weights, positive ones are
    whole squares in one color and negative ones small squares in another, and the largest size is
    full color. ``titles`` holds a line of text for below each image. Returns a Drawing. Raises
    ValueError or TypeError for what does not fit and for more than 200 images.

    >>> plot_digits(np.eye(2, 64), titles=["3", "5"]).description
    'Images. 2 images of 8 by 8 pixels, stronger where the value is larger. Below them: 3; 5.'
    """
    images = _images(images)
    columns = min(arguments.at_least(1, "columns", columns), len(images))
    titles = [] if titles is None else [str(t) for t in ([titles] if isinstance(titles, str) else titles)]
    if len(titles) not in (0, len(images)):
        raise ValueError(f"titles holds {len(titles)} lines for {len(images)} images")
    signed, full = bool((images < 0).any()), float(np.abs(images).max())
    full = full if signed else max(full, 1.0)
    across = max([_SIDE, *map(_text_width, titles)]) + _GAP
    down = _SIDE + _GAP + (_TITLE + 4 if titles else 0)
    corners = [(_GAP + across * (i % columns), _GAP + down * (i // columns)) for i in range(len(images))]
    corners = [(x + (across - _GAP - _SIDE) / 2, y) for x, y in corners]
    body = [_frame(x, y) for x, y in corners]
    body += _pixels(corners, np.rint(images / full * 16).astype(int), signed)
    body += [_line(x + _SIDE / 2, y + _SIDE + _TITLE + 3, t) for (x, y), t in zip(corners, titles, strict=False)]
    width, height = across * columns + _GAP, down * -(-len(images) // columns) + _GAP
    said = _digits_said(len(images))
    if signed:
        legend = _("whole squares: positive; small squares: negative; full color: {value}")
        legend = legend.format(value=printed(full, "share"))
        said = _digits_said(len(images), legend)
        width, height = max(width, _text_width(legend) + 2 * _GAP), height + _TITLE + 4
        body.append(_line(_GAP, height - 10, legend, "start", "ink2"))
    if titles:
        below = ngettext("Below it: {titles}.", "Below them: {titles}.", len(images))
        said += " " + below.format(titles="; ".join(titles))
    title = title or _("Images")
    said = f"{title}. {said}"
    return Drawing(svg_document((0, 0, width, height), title, said, "".join(body)), said)


def _digits_said(count, legend=""):
    """How many images there are, and how to read them."""
    if legend:
        said = ngettext("An image of 8 by 8 pixels; {legend}.", "{count} images of 8 by 8 pixels; {legend}.", count)
    else:
        said = ngettext(
            "An image of 8 by 8 pixels, stronger where the value is larger.",
            "{count} images of 8 by 8 pixels, stronger where the value is larger.",
            count,
        )
    return said.format(count=count, legend=legend)


_PIXEL, _SIDE, _GAP, _TITLE = 8, 64, 8, 13


def _images(images):
    images = np.atleast_2d(arguments.finite("images", images, names=("row", "pixel"))).astype(float)
    if images.ndim != 2 or images.shape[1] != 64:
        hint = "; did you mean its transpose, .T?" if images.ndim == 2 and len(images) == 64 else ""
        raise ValueError(f"images has shape {images.shape}; (n, 64) is accepted, 8 by 8 pixels in each row{hint}")
    if len(images) > 200:
        raise ValueError(f"images holds {len(images)} images; at most 200 are drawn, so pick some: images[:200]")
    return images


def _frame(x, y):
    place = f'x="{coordinate(x)}" y="{coordinate(y)}" width="{_SIDE}" height="{_SIDE}"'
    return f'<rect {place} fill="var(--sl-bg)" stroke="var(--sl-line)"/>'


def _pixels(corners, steps, signed):
    """One path for each strength: its pixels in all images."""
    paths = {}
    for (left, top), image in zip(corners, steps.tolist(), strict=True):
        for pixel, step in enumerate(image):
            size, inset = (_PIXEL, 0) if step > 0 else (_PIXEL - 2, 1)
            x, y = left + pixel % 8 * _PIXEL + inset, top + pixel // 8 * _PIXEL + inset
            paths.setdefault(step, []).append(f"M{coordinate(x)} {coordinate(y)}h{size}v{size}h-{size}z")
    paths.pop(0, None)
    for step, squares in sorted(paths.items()):
        color = ("plus" if step > 0 else "minus") if signed else "ink"
        look = f'fill="var(--sl-{color})" fill-opacity="{abs(step) / 16:g}" shape-rendering="crispEdges"'
        yield f'<path d="{"".join(squares)}" {look}/>'


def plot_weights(weights, words, title=""):
    """Draw attention weights as a heatmap: a row for each query, a column for each key, the stronger the larger.

    ``weights`` has the shape (T, T) and numbers from 0 to 1, ``words`` holds T names; at most 12 are drawn. A weight of
    exactly 0, as a mask makes it, is an empty cell. Returns a Drawing. Raises ValueError or TypeError for what does not
    fit.

    >>> plot_weights([[1, 0], [0.25, 0.75]], ["the", "cat"]).description
    'Attention weights. the looks at: the 1.0000. cat looks at: the 0.2500, cat 0.7500.'
    """
    weights = arguments.finite("weights", weights, names=("row", "column")).astype(float)
    words = [str(word) for word in words]
    count = len(words)
    if weights.shape != (count, count) or not 0 < count <= 12:
        accepted = "one row and one column for each word are accepted, up to 12"
        raise ValueError(f"weights has shape {weights.shape} for {count} words; {accepted}")
    arguments.refuse("weights", weights, (weights < 0) | (weights > 1), ("row", "column"), "weights go from 0 to 1")
    left = max(map(_text_width, [_("query"), *words])) + 2 * _GAP
    across = max(58, *(_text_width(word) + 10 for word in words))
    said = [f"{title or _('Attention weights')}."]
    body = [_line(left - _GAP, 40, _("query"), "end", "ink2"), _line(left, 16, _("key"), "start", "ink2")]
    for i, (word, line) in enumerate(zip(words, weights.tolist(), strict=True)):
        y = 52 + 36 * i
        body += [_line(left - _GAP, y + 22, word, "end"), _line(left + (i + 0.5) * across, 40, word)]
        for k, weight in enumerate(line):
            body += _cell(left + k * across, y, across - 2, weight)
        looks = [f"{key} {printed(weight, 'share')}" for key, weight in zip(words, line, strict=True) if weight]
        said.append(_("{word} looks at: {weights}.").format(word=word, weights=", ".join(looks)))
    said = " ".join(said)
    view = (0, 0, left + count * across + _GAP, 52 + 36 * count + _GAP)
    return Drawing(svg_document(view, title or _("Attention weights"), said, "".join(body)), said)


def _cell(x, y, width, weight):
    """The ground of a weight; unless it is 0, a color over it, at most so strong that its number can be read."""
    place = f'x="{coordinate(x)}" y="{y}" width="{coordinate(width)}" height="34" rx="2"'
    yield f'<rect {place} fill="var(--sl-box)"/>'
    if weight:
        yield f'<rect {place} fill="var(--sl-forward)" fill-opacity="{0.45 * weight:.4f}"/>'
        yield _line(x + width / 2, y + 22, printed(weight, "share"))


def _line(x, y, text, anchor="middle", color="ink"):
    place = f'x="{coordinate(x)}" y="{coordinate(y)}" text-anchor="{anchor}" font-size="{_TITLE}"'
    return f'<text {place} fill="var(--sl-{color})">{escape(text)}</text>'


def _text_width(text):
    return 0.56 * _TITLE * len(text)


def _course(name, x, values):
    """Where a curve begins and ends, and where it is lowest, unless that is at an end."""
    lowest = int(values.argmin())
    said = _("{name} goes from {first} to {last}.")
    if 0 < lowest < len(values) - 1:
        said = _("{name} goes from {first} to {last}, lowest at {place} with {least}.")
    numbers = {"first": values[0], "last": values[-1], "place": x[lowest], "least": values[lowest]}
    return said.format(name=name, **{key: f"{x:.4g}".replace("-", "−") for key, x in numbers.items()})


class _Plain(LogFormatter):
    """Labels of a logarithmic scale as plain numbers: the exponent of a power of ten would be too small."""

    def __call__(self, x, pos=None):
        return super().__call__(x, pos) and f"{x:,.12g}".replace("-", "−")


def _finite(name, values):
    values = arguments.array(repr(name), values).astype(float)
    if values.ndim != 1 or not np.isfinite(values).all():
        raise ValueError(f"{name!r} must be a list of finite numbers, got {values.tolist()}")
    return values + 0.0  # never −0


def _drawing(figure, title, said):
    """The figure as a Drawing: matplotlib's SVG, with the palette's variables for its colors."""
    out = io.StringIO()
    with matplotlib.rc_context(_STYLE):
        FigureCanvasSVG(figure).print_svg(out, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    head, body = re.search(r"<svg([^>]*)>(.*)</svg>", out.getvalue(), re.DOTALL).groups()
    body = re.sub(r'<style type="text/css">.*?</style>|(?<=<g) id="[^"]*"', "", body, flags=re.DOTALL)
    body = body.replace("'DejaVu Sans'", SANS)
    for name, (light, _dark) in PALETTE.items():
        body = body.replace(light, f"var(--sl-{name})")
    body = _with_own_ids(body)
    view = [float(x) for x in re.search(r'viewBox="([^"]*)"', head)[1].split()]
    description = f"{title}. {said}"
    return Drawing(svg_document(view, title, description, body, scale=4 / 3), description)


def _with_own_ids(body):
    """The picture with ids that follow from what it shows: matplotlib's hold the last, unseen digits of the data."""
    ids = dict.fromkeys(re.findall(r'id="(\w+)"', body))
    shown = hashlib.sha256(re.sub("|".join(ids) or "$^", "", body).encode()).hexdigest()[:8]
    for number, name in enumerate(ids):
        body = re.sub(rf"\b{name}\b", f"sl-{shown}-{number}", body)
    return body


def plot_speed(file=None) -> Drawing:
    """Draw the time per logit over the number of logits, forward and backward, float32, integer labels.

    file is what `python -m benchmarks.layers` writes; without it, the measurement that comes with
    the course is drawn, and its machine and date are named. Times are medians, in nanoseconds.

    Raises FileNotFoundError where there is no such file, ValueError where it holds something else.
    """
    file = Path(file or PUBLISHED)
    try:
        results = json.loads(file.read_text(encoding="utf-8"))
        cases = [case for case in results["cases"] if (case["dtype"], case["targets"]) == ("float32", "labels")]
        cases.sort(key=lambda case: case["rows"] * case["classes"])
        sizes = [case["rows"] * case["classes"] for case in cases]
        curves = {
            _(shown): [1000 * case["microseconds"][name][0] / size for case, size in zip(cases, sizes, strict=True)]
            for name, shown in SHOWN.items()
        }
        measured = f"{results['machine']}\n{results['versions']}, {results['date']}"
    except (KeyError, TypeError, json.JSONDecodeError):
        raise ValueError(f"{file} is not a result of `python -m benchmarks.layers`") from None
    below = _("logits in the batch, N·C") + "\n" + measured
    return plot_curves(curves, sizes, below, _("nanoseconds per logit"), _("Time per logit"), log="xy")


def plot_chunks() -> Drawing:
    """Draw the peak of memory beside the time of an affine layer and its loss, all at once and in chunks of rows.

    The measurement comes with the course, from `python -m benchmarks.chunks`; its machine and date are named.
    """
    results = json.loads(CHUNKS.read_text(encoding="utf-8"))
    ways = results["ways"].values()
    names = [_("all at once"), *(_("chunks of {n}").format(n=name.split()[-1]) for name in [*results["ways"]][1:])]
    panels = {
        _("peak memory in MB"): [way["megabytes"] for way in ways],
        _("processor time in seconds"): [way["seconds"][0] for way in ways],
    }
    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(9, 2.6), layout="constrained")
        for axes, (name, values), color in zip(
            figure.subplots(1, 2, sharey=True), panels.items(), (_FORWARD, _BACKWARD), strict=True
        ):
            axes.bar_label(axes.barh(names, values, color=color, height=0.6), [f"{v:.3g}" for v in values], padding=3)
            axes.set(title=name, xlim=(0, 1.15 * max(values)), xticks=[])  # the bars have their numbers
        axes.invert_yaxis()
        rows, inputs, classes = results["size"]
        below = _("{rows} rows, {inputs} inputs, {classes} classes, float32").format(
            rows=rows, inputs=inputs, classes=f"{classes:,}"
        )
        figure.supxlabel(f"{below}\n{results['machine']}, {results['versions']}, {results['date']}", fontsize=9)
    said = " ".join(
        f"{name}: {', '.join(f'{each} {value:.3g}' for each, value in zip(names, values, strict=True))}."
        for name, values in panels.items()
    )
    return _drawing(figure, _("Memory and time"), said)
