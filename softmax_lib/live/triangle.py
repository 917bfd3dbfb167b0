"""The triangle of all predictions for three classes, live: y − t as an arrow, and the path of gradient descent."""

import traitlets

from softmax_lib import arguments
from softmax_lib.language import N_, _, translated
from softmax_lib.live.descent import RATES, checked_rate, softmax_of
from softmax_lib.live.graph.walk import WALK, Walk
from softmax_lib.live.page.view import CONTROLS, Checked, heavy, script, short, style
from softmax_lib.pictures.svg import italic
from softmax_lib.pictures.text.formulas import printed
from softmax_lib.pictures.text.marked_text import aloud, description
from softmax_lib.pictures.triangle import FIELD, LABELED, LEVELS, TRIANGLE, draw_svg, loss_of, parts

__all__ = ["LiveTriangle"]

_STEPS = 30  # of gradient descent in the picture
_LIMIT = 50  # of the logits: every class then has a probability above 0

_WORDS = {
    "logits": N_("logits"),
    "target": N_("target"),
    "prediction": N_("prediction"),
    "rate": N_("learning rate"),
    "y point": N_("prediction y"),
    "t point": N_("target t"),
    "told": (
        N_("The line through <i>y</i> joins all predictions with the same loss."),
        N_("The dots are steps of gradient descent on the logits."),
        N_(
            "Drag <i>y</i> or <i>t</i>, or move them with the arrow keys. The logits follow <i>y</i>: "
            "<i>a</i> is log <i>y</i> plus a constant."
        ),
    ),
}
_HEADS = N_("logits"), N_("target"), N_("prediction")
_CLASS, _LOSS, _RATE = N_("class {k}"), N_("Loss {loss}"), N_("Gradient descent with learning rate {rate}")


def _logits(a, classes=None):
    a = arguments.logits(a, -1)
    if a.ndim != 1:
        raise ValueError(f"a has shape {a.shape}; the triangle takes one example of 3 classes")
    if len(a) != 3:
        raise ValueError(f"a has {len(a)} logits; the triangle takes exactly 3 classes, one for each corner")
    wanted = f"the triangle takes logits from -{_LIMIT} to {_LIMIT}"
    arguments.refuse("a", a, abs(a) > _LIMIT, ("class",), wanted)
    return a.tolist()


def _target(t, classes):
    t = arguments.weights(t, "a", (classes,)).tolist()
    if not arguments.sums_to_one(t):
        raise ValueError(f"t is {short(t)}, which sums to {sum(t):g}; the triangle takes targets that sum to 1")
    return t


class LiveTriangle(Walk):
    """Show all predictions for three classes as a triangle, in which y − t is the arrow from t to y.

    ``a`` (3 logits, −50 to 50), ``t`` (a label counted from 0, or 3 weights that sum to 1) and ``rate`` (the
    learning rate: 0.1, 0.2, 0.5, 1, 2 or 5) can be read, set, observed and linked. ``y``, ``loss``,
    ``gradient`` and ``path`` (the logits at each step of the path in the picture) follow from them. The path is
    gradient descent from here, until ``play`` brings another one.
    Raises ValueError or TypeError for anything else.

    >>> triangle = LiveTriangle(a=[0.3, 2.9, 4.0], t=[0, 0, 1])
    >>> [round(g, 4) for g in triangle.gradient]
    [0.0182, 0.2452, -0.2634]
    >>> [round(a, 4) for a in triangle.path[1]]
    [0.2818, 2.6548, 4.2634]
    """

    _source = script("triangle.js")
    _look = style("page/live.css", "triangle.css")
    _sentences = CONTROLS | WALK | _WORDS
    rate = Checked(1.0).tag(sync=True)
    _picture = heavy(traitlets.Unicode())
    _checks = {"a": _logits, "t": _target, "rate": checked_rate}
    _in_repr = "a", "t", "rate"

    def __init__(self, a=(0.3, 2.9, 4.0), t=(0, 0, 1), rate=1.0):
        start = self._start(a, t) | {"rate": checked_rate(rate)}
        program = {
            "title": _(TRIANGLE["title"]), "said": translated(TRIANGLE), "field": FIELD, "levels": LEVELS,
            "labeled": LABELED, "rates": RATES, "steps": _STEPS, "start": start | {"_at": 0},
        }  # fmt: skip
        super().__init__(**start, _program=program)
        self._picture = self._drawn()

    @property
    def y(self):
        """The prediction, a list of 3 probabilities."""
        return softmax_of(self.a)

    @property
    def loss(self):
        """The loss L."""
        return loss_of(self.y, self.t)

    @property
    def gradient(self):
        """y − t, a list of 3 numbers."""
        return _gradient(self.y, self.t)

    @property
    def path(self):
        """The logits at each step of the path in the picture: the walk that is under way, or gradient descent."""
        return self._under_way()[0]

    def _under_way(self):
        """The path, and the place on it."""
        points, at = self._walk.get("points", []), self._at
        made = self._walk.get("t", self.t), self._walk.get("rate", self.rate)
        if at < len(points) and points[at] == self.a and made == (self.t, self.rate):
            return points, at
        return _descent(self.a, self.t, self.rate), 0

    def _still(self):
        rows = [["", *map(_, _HEADS), '<tspan class="sl-it" font-size="16">y − t</tspan>']]
        for k, (a, t, y, g) in enumerate(zip(self.a, self.t, self.y, self.gradient, strict=True), 1):
            numbers = printed(a, "logit"), printed(t, "weight"), printed(y, "share"), printed(g, "share")
            rows.append([_(_CLASS).format(k=k), *numbers])
        lines = [_(_LOSS).format(loss=printed(self.loss, "share")), _(_RATE).format(rate=f"{self.rate:g}")]
        return self._drawn(rows, lines + [italic(line) for line in translated(_WORDS["told"][:2])])

    def _drawn(self, rows=(), lines=()):
        path, at = self._under_way()
        path = [softmax_of(a) for a in path]
        said = [aloud(line) for line in _said(self.y, self.t, path, at)]
        return draw_svg(parts(self.y, self.t, path), description(_(TRIANGLE["title"]), said), rows, lines)


# --- numbers and words: triangle.js computes and tells them alike ---------------------------------


def _gradient(y, t):
    """y − t, to the last digit also where y is near 1."""
    return [-sum(y[:k] + y[k + 1 :]) if t[k] == 1 else y[k] - t[k] for k in range(3)]


def _descent(a, t, rate):
    """The logits of each step of gradient descent, as far as the view takes them."""
    path = [a]
    while len(path) <= _STEPS:
        gradient = _gradient(softmax_of(path[-1]), t)
        path.append([a_k - rate * g_k for a_k, g_k in zip(path[-1], gradient, strict=True)])
        if max(map(abs, path[-1])) > _LIMIT:
            return path[:-1]
    return path


def _said(y, t, path, at):
    """What the picture shows, in words."""
    loss, end = (printed(loss_of(point, t), "share") for point in (path[0], path[-1]))
    levels = ", ".join(f"{level:g}" for level in LEVELS if level > loss_of(t, t))
    told = {
        "points": {"y": _listed(y), "t": ", ".join(printed(x, "weight") for x in t)},
        "arrow": {"d": _listed(_gradient(y, t))},
        "loss": {"loss": printed(loss_of(y, t), "share")},
        "straight" if max(t) == 1 else "around": {"levels": levels},
        "path": {"last": len(path) - 1, "first": loss, "end": end, "at": at},
    }
    return [_(TRIANGLE[name]).format(**numbers) for name, numbers in told.items()]


def _listed(numbers):
    return ", ".join(printed(x, "share") for x in numbers)
