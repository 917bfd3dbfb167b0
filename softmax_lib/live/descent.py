"""Gradient descent on the logits themselves, live: two losses side by side from the same start."""

import math
import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import partial
from itertools import islice

import traitlets

from softmax_lib import arguments
from softmax_lib.graphs.softmax_with_loss import check_logits
from softmax_lib.language import N_, _, translated
from softmax_lib.live.page.view import CONTROLS, Checked, ClassView, heavy, script, short, style
from softmax_lib.pictures.svg import coordinate, italic, shifted, svg_document
from softmax_lib.pictures.text.formulas import printed
from softmax_lib.pictures.text.marked_text import aloud, description

__all__ = ["RATES", "LiveDescent", "checked_rate", "softmax_of"]


# Gradient descent on the logits with two losses: what stands in the view; § is the true class.
_POWER = "{digits}·10<sup>{power}</sup>"
DESCENT = {
    "title": N_("Gradient descent on the logits: the predicted probability of the true class, step by step, with "
                "either loss."),
    "losses": (N_("cross-entropy"), N_("squared error")),
    "share": N_("predicted probability of the true class, <i>y</i><sub>§</sub>"),
    "axis": N_("steps"),
    "logits": N_("logits at the start"),
    "true": N_("true class"),
    "rate": N_("learning rate"),
    "row": N_("loss"),
    "heads": (N_("gradient at the start, ∂<i>L</i>/∂<i>a</i><sub>§</sub>"), N_("ratio"),
              N_("until <i>y</i><sub>§</sub> is above 0.5")),
    "times": N_("{} times larger"),
    "power said": N_("{digits} times 10 to the {power}"),
    "count": N_("{} steps"),
    "once": N_("1 step"),
    "never": N_("not within {} steps"),
    "setting": N_("Start at <i>a</i> = ({a}), true class §, learning rate {rate}."),
    "said": (
        N_("At the start the gradient at logit § is {0} with cross-entropy and {1} with squared error: {2}."),
        N_("To raise the predicted probability of class § above 0.5: {3} with cross-entropy, {4} with squared error."),
        N_("In 200 steps, the predicted probability goes from {5} to {6} with cross-entropy, and to {7} with squared "
           "error."),
    ),
}  # fmt: skip

_LOSSES = CROSS_ENTROPY, SQUARED_ERROR = "cross-entropy", "squared error"  # names in code, not what is shown
RATES = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0]  # from 10 on squared error can turn chaotic: a last bit then decides the curve
_SHOWN, _TRIED = 200, 10_000  # steps in the picture, steps in which the share of the true class may pass 1/2
_logits = partial(check_logits, most=5, limit=10, taker="this view", wanted="the sliders take logits from -10 to 10")


def _target(t, classes):
    t = arguments.weights(t, "a", (classes,)).tolist()
    if sorted(t) != [0.0] * (classes - 1) + [1.0]:
        raise ValueError(f"t is {short(t)}; this view takes one true class: a label, or a list with a single 1")
    return t


def checked_rate(rate):
    number = arguments.real_number("rate", rate)
    near = [choice for choice in RATES if math.isclose(choice, number, rel_tol=1e-6)]
    if not near:
        choices = ", ".join(f"{choice:g}" for choice in RATES[:-1])
        raise ValueError(f"rate is {arguments.shown(number)}; the slider takes {choices} and {RATES[-1]:g}")
    return near[0]


class LiveDescent(ClassView):
    """Show gradient descent on the logits with cross-entropy and with squared error, from the same start.

    ``a`` (2 to 5 logits, −10 to 10), ``t`` (one true class: a label counted from 0, or a list with a single 1)
    and ``rate`` (0.1, 0.2, 0.5, 1, 2 or 5) can be read, set, observed and linked. ``curves`` (the share of the
    true class at the start and after each of 200 steps), ``paths`` (the logits there, which LiveTriangle can play),
    ``pulls`` (the gradient at the true logit at the start) and ``steps`` (how many it takes until the share is
    above 1/2; None if 10,000 are too few) follow from them, each a dict with "cross-entropy" and "squared error".
    Raises ValueError or TypeError for anything else.

    >>> live = LiveDescent(a=[10, 0, 0], t=[0, 0, 1], rate=1)
    >>> live.steps
    {'cross-entropy': 6, 'squared error': 4603}
    >>> round(live.pulls["cross-entropy"] / live.pulls["squared error"])
    11015
    """

    _source = script("descent.js")
    _look = style("page/live.css", "descent.css")
    _sentences = CONTROLS
    rate = Checked(1.0).tag(sync=True)
    _picture = heavy(traitlets.Unicode())
    _checks = {"a": _logits, "t": _target, "rate": checked_rate}
    _in_repr = "a", "t", "rate"

    def __init__(self, a=(10, 0, 0), t=(0, 0, 1), rate=1.0):
        start = self._start(a, t) | {"rate": checked_rate(rate)}
        program = {
            "words": translated(DESCENT) | {"power": _POWER}, "losses": list(_LOSSES), "start": start, "rates": RATES,
            "shown": _SHOWN, "tried": _TRIED, "edges": [_LEFT, _RIGHT, _TOP, _BOTTOM, _GAP, _AXIS],
        }  # fmt: skip
        super().__init__(**start, _program=program)
        self._picture = _drawn(self)

    def _still(self):
        return _drawn(self, with_table=True)

    @property
    def curves(self):
        """The share of the true class at the start and after each of 200 steps: name → list of 201 numbers."""
        true = self.t.index(1)
        return {name: [y[true] for _a, y in islice(_points(name, self), _SHOWN + 1)] for name in _LOSSES}

    @property
    def paths(self):
        """The logits at the start and after each of 200 steps, for LiveTriangle.play: name → list of 201 lists."""
        return {name: [a for a, _y in islice(_points(name, self), _SHOWN + 1)] for name in _LOSSES}

    @property
    def pulls(self):
        """The gradient of each loss at the true logit at the start: name → number."""
        true = self.t.index(1)
        return {name: _gradient(name, softmax_of(self.a), true)[true] for name in _LOSSES}

    @property
    def steps(self):
        """After how many steps the share of the true class is above 1/2: name → number, or None."""
        true = self.t.index(1)
        tried = {name: enumerate(islice(_points(name, self), _TRIED + 1)) for name in _LOSSES}
        return {name: next((n for n, (_a, y) in points if y[true] > 0.5), None) for name, points in tried.items()}


# --- numbers: descent.js computes and prints them alike -------------------------------------------


def _points(loss, live):
    """The logits and the shares at the start, after one step, after two, … without an end."""
    a, true, rate = live.a, live.t.index(1), live.rate
    while True:
        y = softmax_of(a)
        yield a, y
        a = [a_k - rate * g_k for a_k, g_k in zip(a, _gradient(loss, y, true), strict=True)]


def softmax_of(a):
    most = max(a)
    exp = [math.exp(a_k - most) for a_k in a]
    total = sum(exp)
    return [e / total for e in exp]


def _gradient(loss, y, true):
    """y − t, or the transposed Jacobian of softmax times y − t."""
    d = list(y)
    d[true] = -sum(y[:true] + y[true + 1 :])  # y − 1, to the last digit also where y is near 1
    if loss == CROSS_ENTROPY:
        return d
    mean = sum(d_k * y_k for d_k, y_k in zip(d, y, strict=True))
    return [y_k * (d_k - mean) for d_k, y_k in zip(d, y, strict=True)]


def _number(x):
    """A number with 5 decimals; where these are too few, with 3 digits that count, from 10⁻⁶ on as a power of ten."""
    size, sign = Decimal(abs(x)), "−" if x < 0 else ""
    short = Context(3, ROUND_HALF_UP).create_decimal(size)
    power = short.adjusted()
    if power >= -3:
        return f"{sign}{size.quantize(Decimal('1e-5'), ROUND_HALF_UP):f}"
    if power >= -5:
        return f"{sign}{short:f}"
    return _POWER.format(digits=f"{sign}{short.scaleb(-power)}", power=f"−{-power}")


def _times(x):
    """A ratio: two decimals, or none from 100 on, or three digits and a power of ten from a million on."""
    if x >= 1e6:
        digits, power = f"{Context(3, ROUND_HALF_UP).create_decimal(x):.2e}".split("e")
        return _POWER.format(digits=digits, power=int(power))
    return f"{Decimal(x).quantize(Decimal(1 if x >= 100 else '0.01'), ROUND_HALF_UP):,}"


def _count(steps):
    if steps is None:
        return _(DESCENT["never"]).format(f"{_TRIED:,}")
    return _(DESCENT["once" if steps == 1 else "count"]).format(f"{steps:,}")


# --- the picture: descent.js moves what depends on the numbers, on the true class and on the width ---

_WIDTH, _LEFT, _RIGHT, _TOP, _BOTTOM, _GAP = 900, 40, 134, 34, 214, 18  # the edges of the plot; from label to label
_AXIS = _BOTTOM + 10  # below the line of 0, on which a curve may lie
_SOLID, _DASHED = 'stroke="var(--sl-forward)"', 'stroke="var(--sl-ink)" stroke-dasharray="7 4"'


def _drawn(live, with_table=False):
    """The curves as SVG; where they can't move, with a table below."""
    curves, told, grid = live.curves, _told(live), f'class="sl-grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}"'
    out = [_text(_of_class(live, _(DESCENT["share"])), 4, 16, "ink2")]
    for y, color, shown in ((_AXIS, "line", ""), *((_down(share), "pale", f"{share}") for share in (0, 0.5, 1))):
        out.append(f'<line {grid} y1="{y:g}" y2="{y:g}" stroke="var(--sl-{color})"/>')
        out.append(_text(shown, _LEFT - 8, y + 4.5, "ink2", "end"))
    for step in range(0, _SHOWN + 1, 50):
        tick = '<path d="M0 0v5" stroke="var(--sl-line)"/>' + _text(f"{step}", 0, 20, "ink2", "middle")
        tick += _text(_(DESCENT["axis"]), 18, 20, "ink2") if step == _SHOWN else ""
        out.append(f'<g data-step="{step}" transform="translate({coordinate(_across(step))} {_AXIS})">{tick}</g>')
    labels = translated(DESCENT["losses"])
    upper, lower = (_down(curves[name][-1]) for name in _LOSSES)
    heights = upper, max(lower, upper + _GAP)  # the labels stand where their curves end, or one below the other
    for name, label, line, y in zip(_LOSSES, labels, (_SOLID, _DASHED), heights, strict=True):
        line, place = f'fill="none" stroke-width="2.5" {line}', f"translate({_WIDTH - _RIGHT} {coordinate(y)})"
        out.append(f'<path data-curve="{name}" d="{_path(curves[name])}" stroke-linejoin="round" {line}/>')
        out.append(f'<g data-label="{name}" transform="{place}"><path d="M8 0H30" {line}/>{_text(label, 37, 4.5)}</g>')
    if with_table:
        out += _table(live, told)
    view, title = (0, 0, _WIDTH, _AXIS + (142 if with_table else 28)), _(DESCENT["title"])
    return svg_document(view, title, description(title, _said(live, curves, told)), "".join(out))


def _across(step):
    return _LEFT + step / _SHOWN * (_WIDTH - _RIGHT - _LEFT)


def _down(share):
    return _BOTTOM - share * (_BOTTOM - _TOP)


def _path(shares):
    return "M" + " ".join(f"{coordinate(_across(n))} {coordinate(_down(share))}" for n, share in enumerate(shares))


def _told(live):
    """What stands in the two rows of the table: the gradient, how many times larger it is, the number of steps."""
    pulls, times = live.pulls, _times(live.pulls[CROSS_ENTROPY] / live.pulls[SQUARED_ERROR])
    counts = [_count(steps) for steps in live.steps.values()]
    return list(zip(map(_number, pulls.values()), (_(DESCENT["times"]).format(times), ""), counts, strict=True))


def _said(live, curves, told):
    """What the picture shows, in words."""
    (pull, times, count), (other_pull, _no_times, other_count) = told
    start, end, other_end = (_number(x) for x in (curves[CROSS_ENTROPY][0], *(curves[name][-1] for name in _LOSSES)))
    numbers = [pull, other_pull, times, count, other_count, start, end, other_end]
    return [_aloud(_of_class(live, _(line).format(*numbers))) for line in DESCENT["said"]]


def _of_class(live, line):
    return line.replace("§", str(live.t.index(1) + 1))


def _aloud(told):
    """A number as a screen reader should say it."""
    spoken = _(DESCENT["power said"]).format(digits=r"\1", power=r"\2")
    return aloud(re.sub(r"([−\d.]+)·10<sup>(.*?)</sup>", spoken, told))


def _table(live, told):
    """The setting, and the table of the numbers."""
    logits = ", ".join(printed(a_k, "logit") for a_k in live.a)
    yield _text(_of_class(live, _(DESCENT["setting"]).format(a=logits, rate=f"{live.rate:g}")), 4, _AXIS + 56)
    rows = [("", *(_of_class(live, _(head)) for head in DESCENT["heads"]))]
    rows += [(name, *row) for name, row in zip(translated(DESCENT["losses"]), told, strict=True)]
    for y, row in zip((86, 109, 132), rows, strict=True):
        for content, x in zip(row, (4, 130, 350, 560), strict=True):
            yield _text(content, x, _AXIS + y, "ink2" if y == 86 else "ink")


def _text(content, x, y, color="ink", anchor="start"):
    """A line of HTML with <i>, <sub> and <sup> as SVG."""
    content = italic(shifted(content, r'class="sl-up sl-\1" '))
    place = f'x="{x}" y="{coordinate(y)}" text-anchor="{anchor}"'
    return f'<text class="sl-words" {place} fill="var(--sl-{color})">{content}</text>'
