"""Plots, drawn by matplotlib and shown as Drawings: text stays text, and colors follow the theme."""

import io
import re

import matplotlib
import numpy as np
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import LogFormatter

from softmax_lib import checks
from softmax_lib.drawing import PALETTE, SANS, Drawing, svg_document
from softmax_lib.formulas import printed

__all__ = ["plot_bars", "plot_curves"]

_INK, _QUIET, _FORWARD, _BACKWARD = (PALETTE[name][0] for name in ("ink", "ink2", "forward", "backward"))
_STYLE = {
    "svg.fonttype": "none", "svg.hashsalt": "softmax_lib", "font.family": "DejaVu Sans", "font.size": 10,
    "text.color": _INK, "axes.labelcolor": _INK, "axes.edgecolor": _QUIET, "xtick.color": _QUIET,
    "ytick.color": _QUIET, "axes.spines.top": False, "axes.spines.right": False, "axes.unicode_minus": True,
}  # fmt: skip
_LOOKS = ((_FORWARD, "-", "o"), (_BACKWARD, "--", "s"), (_INK, ":", "^"))


def plot_bars(rows, labels=None, limits=(0, 1), title=""):
    """Draw one small bar chart for each entry of ``rows``, a dict of name → values, on one scale.

    ``labels`` names the bars (class 1, class 2, … without it); ``limits`` is the scale's range.
    Returns a Drawing. Raises ValueError where the rows differ in length or hold no finite numbers.

    >>> plot_bars({"a": [0.2, 0.8], "2a": [0.1, 0.9]}, title="Shares").description
    'Shares. a: 0.2000, 0.8000. 2a: 0.1000, 0.9000.'
    """
    rows = {name: _finite(name, values) for name, values in rows.items()}
    sizes = {len(values) for values in rows.values()}
    if len(sizes) != 1:
        raise ValueError(f"rows must hold lists of one length, got lengths {sorted(sizes)}")
    (size,) = sizes
    labels = [f"class {k}" for k in range(1, size + 1)] if labels is None else list(labels)
    if len(labels) != size:
        raise ValueError(f"labels holds {len(labels)} names for {size} bars")
    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(9, 2.4), layout="constrained")
        for axes, (name, values) in zip(
            figure.subplots(1, len(rows), sharey=True, squeeze=False)[0], rows.items(), strict=True
        ):
            axes.bar(labels, values, color=_FORWARD, width=0.6)
            axes.set(title=name, ylim=limits)
            for i, value in enumerate(values):
                above = value >= 0
                axes.annotate(printed(value, "share"), (i, value), (0, 3 if above else -3), textcoords="offset points",
                              ha="center", va="bottom" if above else "top", fontsize=9)  # fmt: skip
    said = " ".join(f"{name}: {', '.join(printed(v, 'share') for v in values)}." for name, values in rows.items())
    return _drawing(figure, title or "Bars", said)


def plot_curves(curves, x=None, xlabel="", ylabel="", title="", log=""):
    """Draw curves, a dict of name → values, over ``x`` (0, 1, 2, … without it). Returns a Drawing.

    ``log`` names the axes with a logarithmic scale: "", "y" or "xy".
    Raises ValueError for values that are not finite numbers, for more than three curves, and for
    another ``log``.
    """
    if len(curves) > len(_LOOKS):
        raise ValueError(f"curves holds {len(curves)} curves; at most {len(_LOOKS)} can be told apart")
    if log not in ("", "y", "xy"):
        raise ValueError(f"log is {log!r}; it takes '', 'y' or 'xy'")
    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(7, 3.2), layout="constrained")
        axes = figure.subplots()
        said = []
        for (name, values), (color, line, _) in zip(curves.items(), _LOOKS, strict=False):
            values = _finite(name, values)
            at = np.arange(len(values)) if x is None else _finite("x", x)
            axes.plot(at, values, line, color=color, label=name)
            said.append(f"{name} goes from {values[0]:.4g} to {values[-1]:.4g}{_bottom(at, values)}.".replace("-", "−"))
        if x is None:
            axes.xaxis.get_major_locator().set_params(integer=True)
        axes.set(xlabel=xlabel, ylabel=ylabel)
        for letter in log:
            axes.set(**{f"{letter}scale": "log"})
            getattr(axes, f"{letter}axis").set(major_formatter=_Plain(), minor_formatter=_Plain())
        if len(curves) > 1:
            axes.legend(frameon=False)
    return _drawing(figure, title or f"{ylabel} over {xlabel}", " ".join(said))


def _bottom(x, values):
    """Where a curve is lowest, in words, unless that is at an end."""
    i = int(values.argmin())
    return f", lowest at {x[i]:.4g} with {values[i]:.4g}" if 0 < i < len(values) - 1 else ""


class _Plain(LogFormatter):
    """Labels of a logarithmic scale as plain numbers: the exponent of a power of ten would be too small."""

    def __call__(self, x, pos=None):
        return super().__call__(x, pos) and f"{x:g}".replace("-", "−")


def _finite(name, values):
    values = checks.array(repr(name), values).astype(float)
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
    body = body.replace("'DejaVu Sans'", SANS.replace('"', "'"))
    for name, (light, _) in PALETTE.items():
        body = body.replace(light, f"var(--sl-{name})")
    view = [float(x) for x in re.search(r'viewBox="([^"]*)"', head)[1].split()]
    description = f"{title}. {said}"
    return Drawing(svg_document(view, title, description, body, scale=4 / 3), description)
