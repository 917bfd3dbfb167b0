"""The numerical gradient as a live table: how good it is for a step h, in either precision."""

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import partial

import numpy as np

from softmax_lib import arguments
from softmax_lib.graphs.softmax_with_loss import COUNT
from softmax_lib.language import N_, _, ngettext, translated
from softmax_lib.live.page.view import CONTROLS, Checked, ClassView, script, style
from softmax_lib.pictures.svg import coordinate, shifted, svg_document
from softmax_lib.pictures.text import formulas
from softmax_lib.pictures.text.marked_text import aloud, description

__all__ = ["LiveNudge"]

_PRECISIONS = {"float64": np.float64, "float32": np.float32}
_STEPS = [float(f"1e{power}") for power in range(-15, 1)]
_EXACT = Context(prec=40)


_LOSS = "<i>L</i>(<i>a</i><sub><i>k</i></sub>{})"

# The slider of the step h: the formulas, and the sentences, of which the script fills in the numbers.
_FORMS = {
    "step": "<i>h</i> = 10<sup>{power}</sup>",
    "formula": {"one": formulas.html("y_k - t_k"), "any": formulas.html("y_k*T - t_k")},
    "quotient": {
        "1": f"({_LOSS.format(' + <i>h</i>')} − {_LOSS.format('')}) / <i>h</i>",
        "2": f"({_LOSS.format(' + <i>h</i>')} − {_LOSS.format(' − <i>h</i>')}) / 2<i>h</i>",
    },
    "derivative": formulas.html("d(L, a_1)").replace("1", "§"),
    "scale": ("10<sup>−16</sup>", "10<sup>−8</sup>", "10<sup>0</sup>"),
    "number": "{digit}·10<sup>{power}</sup>",
}
NUDGE = {
    "title": N_("The gradient by formula and by nudging, for a step h."),
    "name": N_("step h"),
    "sides": {"1": N_("one-sided"), "2": N_("two-sided")},
    "row": N_("class"),
    "heads": (N_("by formula"), N_("by nudging"), N_("difference")),
    "said": (
        N_("The gradient by formula is {numbers}."),
        N_("By nudging, the gradient is {numbers}."),
        N_("The difference is {numbers}."),
    ),
    "number said": N_("{digit} times 10 to the {power}"),
    "step said": N_("The step h is 10 to the {power}."),
    "power said": N_("10 to the {power}"),
    "zero": N_("0 exactly"),
    "large": N_("The step is still too large: the loss curves too much over this distance."),
    "best": N_("This is the best step: a larger one suffers from the curve of the loss, a smaller one from rounding."),
    "small": N_("Rounding dominates here, because the two losses agree in almost every digit."),
    "lost": N_(
        "The nudge is lost: <i>a</i> + <i>h</i> rounds to <i>a</i> in every class, so the two losses are the same."
    ),
    "even": N_("Here every step works equally well."),
}


def _words():
    """What stands in the view, in the reader's language."""
    return _FORMS | translated(NUDGE) | {"agree": [_agree(count) for count in range(13)]}


def _agree(count):
    """How many decimals of the worst class agree."""
    if count == 0:
        return _("Worst class: no decimal agrees.")
    said = ngettext("Worst class: {count} decimal agrees.", "Worst class: {count} decimals agree.", count)
    return said.format(count=_(COUNT[count]))


def _step(h):
    number = arguments.real_number("h", h)
    if not 0 < number < math.inf:
        raise ValueError(f"h is {arguments.shown(number)}; a positive finite step is accepted")
    near = [step for step in _STEPS if math.isclose(step, number, rel_tol=1e-6)]
    if not near:
        raise ValueError(f"h is {arguments.shown(number)}; the slider takes the powers of ten from 1e-15 to 1")
    return near[0]


def _choice(name, choices, value):
    if not isinstance(value, str | int | np.integer) or isinstance(value, bool) or value not in choices:
        raise ValueError(f"{name} is {value!r}; it takes {choices[0]!r} or {choices[1]!r}")
    return choices[choices.index(value)]


class LiveNudge(ClassView):
    """Show how good the numerical gradient is: a slider for the step h, a choice of precision and of sides.

    ``a`` (2 to 10 logits, −50 to 50), ``t`` (as many weights ≥ 0; a label counted from 0 is accepted),
    ``h`` (a power of ten from 1e-15 to 1), ``precision`` ("float64" or "float32") and ``sides`` (1 nudges up
    only, 2 up and down) can be read, set, observed and linked. ``gradient`` (by formula), ``nudged`` (by
    nudging) and ``error`` (their largest difference) follow from them, with the same digits on every machine.
    Raises ValueError or TypeError for anything else.

    >>> nudge = LiveNudge(a=[0.3, 2.9, 4.0], t=[0, 0, 1], h=1e-3)
    >>> [round(g, 4) for g in nudge.nudged]
    [0.0182, 0.2452, -0.2634]
    >>> nudge.sides = 1
    >>> round(nudge.error, 6)
    9.7e-05
    """

    _source = script("nudge.js")
    _look = style("page/live.css", "nudge.css")
    _sentences = CONTROLS | {"precision": N_("precision"), "sides": N_("sides")}
    h = Checked(1e-3).tag(sync=True)
    precision = Checked("float64").tag(sync=True)
    sides = Checked(2).tag(sync=True)
    _checks = ClassView._checks | {
        "h": _step,
        "precision": partial(_choice, "precision", [*_PRECISIONS]),
        "sides": partial(_choice, "sides", [1, 2]),
    }
    _in_repr = "a", "t", "h"

    def __init__(self, a=(0.3, 2.9, 4.0), t=(0, 0, 1), h=1e-3):
        super().__init__(**self._start(a, t), h=_step(h), _program={"words": _words(), "steps": _STEPS})

    def _still(self):
        return _drawn(self)

    @property
    @arguments.own_errstate
    def gradient(self):
        """The gradient by formula, y Σt − t, in float64: a list of C numbers."""
        exp, t = _exactly("exp", np.array(self.a) - max(self.a)), np.array(self.t)
        return (exp / _total(exp) * _total(t) - t).tolist()

    @property
    @arguments.own_errstate
    def nudged(self):
        """The gradient by nudging each logit by h: a list of C numbers."""
        number = _PRECISIONS[self.precision]
        a, t, h, sides = np.array(self.a, number), np.array(self.t, number), number(self.h), number(self.sides)
        nudges = h * np.eye(self._classes, dtype=number)
        rises = [_loss(a + nudge, t) - _loss(a - nudge * (sides - 1), t) for nudge in nudges]
        return [float(rise / (sides * h)) for rise in rises]

    @property
    def error(self):
        """The largest difference between the two gradients."""
        return max(_differences(self.nudged, self.gradient))


# --- numbers: nudge.js computes and prints them alike ---------------------------------------------


def _loss(a, t):
    """−Σ t_k log y_k, the maximum subtracted, every operation rounded to the type of a."""
    exp = _exactly("exp", a - a.max())
    return -_total(t * _exactly("ln", exp / _total(exp)))


def _exactly(name, x):
    """exp or ln, right to the last bit: NumPy's differ there between processors, and a small h makes it visible.

    So every digit is the same on every machine, noise included, and all of them may stand in a saved picture.
    """
    return np.array([float(getattr(_EXACT, name)(Decimal(float(v)))) for v in x]).astype(x.dtype)


def _total(x):
    """The sum from left to right; NumPy's sum takes another order for eight numbers and more."""
    return np.add.accumulate(x)[-1]


def _differences(p, q):
    return [abs(x - y) for x, y in zip(p, q, strict=True)]


def _decimals(x):
    """A number with 12 decimals; fewer where it has more than one digit before them."""
    places = 13 - len(str(int(abs(x))))
    text = f"{Decimal(abs(x)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    return ("−" if x < 0 and text.strip("0.") else "") + text


def _agreeing(p, q):
    """How many glyphs of two printed numbers agree from the left. 0.4999… agrees with 0.5 as far as it is near."""
    p_text, q_text = _decimals(p), _decimals(q)
    alike = next((i for i, (x, y) in enumerate(zip(p_text, q_text, strict=False)) if x != y), len(q_text))
    point = q_text.index(".") + 1
    near = next((n for n in range(len(q_text) - point, 0, -1) if abs(p - q) < 0.5 * 10.0**-n), 0)
    return point + near if near > max(0, alike - point) + 2 else alike


def _shown(x, form=_FORMS["number"]):
    """A number with one digit and its power of ten."""
    if x == 0:
        return _(NUDGE["zero"])
    short = Context(1, ROUND_HALF_UP).create_decimal(x)
    power = short.adjusted()
    return form.format(digit=short.scaleb(-power), power=str(power).replace("-", "−"))


# --- the picture where widgets can't run ----------------------------------------------------------

_FORMULA, _NUDGED, _BAR, _LENGTH, _ERROR = 230, 450, 500, 310, 896  # right ends of the numbers; the bars
_PLACES = ((_BAR, "start"), (_BAR + _LENGTH / 2, "middle"), (_BAR + _LENGTH, "end"))


def _drawn(nudge):
    """The table as SVG."""
    formula, nudged = nudge.gradient, nudge.nudged
    errors, sides = _differences(nudged, formula), str(nudge.sides)
    words = _words()
    symbol = words["formula"]["one" if arguments.sums_to_one(nudge.t) else "any"]
    heads = zip(words["heads"], ((_FORMULA, "end"), (_NUDGED, "end"), (_BAR, "start")), strict=True)
    out = [
        _text(_shown(nudge.h, words["step"]), 4, 24, "start", 17),
        _text(f"{nudge.precision}, {words['sides'][sides]}", 100, 24, "start", 14),
        *(_text(head, x, 58, anchor, 13, "ink2") for head, (x, anchor) in heads),
        _text(symbol, _FORMULA, 80, "end", 15),
        _text(words["quotient"][sides], _NUDGED, 80, "end", 15),
        *(_text(mark, x, 80, anchor, 13, "ink2") for mark, (x, anchor) in zip(words["scale"], _PLACES, strict=True)),
    ]
    for k, (p, q, error) in enumerate(zip(formula, nudged, errors, strict=True), 1):
        y, printed, n = 84 + 28 * k, _decimals(q), _agreeing(p, q)
        length = coordinate(_LENGTH * min(1, max(0, 1 + math.log10(error) / 16)) if error else 0)
        out += [
            _text(words["derivative"].replace("§", str(k)), 4, y, "start", 17),
            _text(_decimals(p), _FORMULA, y, "end", 14),
            _text(f"<b>{printed[:n]}</b>{printed[n:]}", _NUDGED, y, "end", 14, "ink2"),
            f'<rect x="{_BAR}" y="{y - 12}" width="{_LENGTH}" height="14" fill="var(--sl-track)"/>',
            f'<rect x="{_BAR}" y="{y - 12}" width="{length}" height="14" fill="var(--sl-ink2)"/>',
            _text(_shown(error), _ERROR, y, "end", 14),
        ]
    said = [aloud(_shown(x, words["number said"])) for x in errors]
    numbers = ([_decimals(x) for x in formula], [_decimals(x) for x in nudged], said)
    lines = [aloud(_shown(nudge.h, words["step said"]))]
    lines += [line.format(numbers=", ".join(told)) for line, told in zip(words["said"], numbers, strict=True)]
    told = description(words["title"], lines)
    return svg_document((0, 0, 900, 100 + 28 * len(formula)), words["title"], told, "".join(out))


def _text(content, x, y, anchor, size, color="ink"):
    """A line of HTML with <i>, <b>, <sub> and <sup> as SVG; one with a variable is set in the serif face."""
    face = 'class="sl-up"' if "<i>" in content else ""
    content = shifted(content)
    for tag, look in _TAGS.items():
        content = content.replace(f"<{tag}>", f"<tspan {look}>").replace(f"</{tag}>", "</tspan>")
    place = f'x="{coordinate(x)}" y="{y}" text-anchor="{anchor}"'
    return f'<text {face} {place} font-size="{size}" fill="var(--sl-{color})">{content}</text>'


_TAGS = {"i": 'class="sl-it"', "b": 'fill="var(--sl-ink)" font-weight="bold" text-decoration="underline"'}
