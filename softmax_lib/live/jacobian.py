"""The Jacobian of softmax as a live picture: a heatmap with its numbers, its sums, and the gradient that it gives."""

import traitlets

from softmax_lib import arguments
from softmax_lib.functions import softmax
from softmax_lib.language import N_, _
from softmax_lib.live.page.view import CONTROLS, ClassView, heavy, script, style
from softmax_lib.pictures import heatmap
from softmax_lib.pictures.heatmap import JACOBIAN
from softmax_lib.pictures.text import formulas
from softmax_lib.pictures.text.marked_text import description, narrated

__all__ = ["LiveJacobian"]


class LiveJacobian(ClassView):
    """Show the Jacobian of softmax live: sliders for the logits, a choice of the true class.

    ``a`` (2 to 10 logits, −50 to 50) and ``t`` (as many weights ≥ 0; a label counted from 0 is
    accepted) can be read, set, observed and linked. ``y`` (a list of C shares), ``jacobian`` (C lists
    of C numbers, row i the derivatives of y_i) and ``gradient`` (a list of C numbers) follow from them.
    Raises ValueError or TypeError for anything else.

    >>> live = LiveJacobian(a=[0.3, 2.9, 4.0], t=2)
    >>> [round(x, 4) for x in live.jacobian[2]]
    [-0.0134, -0.1806, 0.194]
    >>> [round(g, 4) for g in live.gradient]
    [0.0182, 0.2452, -0.2634]
    """

    _source = script("jacobian.js")
    _look = style("page/live.css", "jacobian.css")
    _sentences = CONTROLS | {
        "picture": N_("Matrix, scrolls sideways"),
        "logits": N_("logits"),
        "true_class": N_("true class"),
    }
    _picture = heavy(traitlets.Unicode())

    def __init__(self, a=(0.3, 2.9, 4.0), t=(0, 0, 1)):
        start = self._start(a, t)
        said = {case: _said(self._classes, case) for case in heatmap.cases(self._classes)}
        program = {"title": _(JACOBIAN["title"]), "said": said, "start": start, "strength": heatmap.STRENGTH}
        super().__init__(**start, _picture=_drawn(**start), _program=program)

    def _still(self):
        return _drawn(self.a, self.t)

    @property
    def y(self):
        """The shares, a list of C numbers."""
        return _numbers(self.a, self.t)["y"]

    @property
    def jacobian(self):
        """The derivatives dy_i/da_j, C lists of C numbers."""
        numbers = _numbers(self.a, self.t)
        return [numbers[f"row {k}"] for k in range(1, self._classes + 1)]

    @property
    def gradient(self):
        """The gradient of the loss at the logits, a list of C numbers."""
        return _numbers(self.a, self.t)["gradient"]


# --- numbers: jacobian.js computes and prints them alike ------------------------------------------


def _numbers(a, t):
    """All numbers of the picture: lists of C numbers by name."""
    y = softmax(a).tolist()
    others = [sum(y[:i] + y[i + 1 :]) for i in range(len(y))]  # 1 − y_i, to the last digit also where y_i is near 1
    rows = [[y_i * others[i] if i == j else -y_i * y_j for j, y_j in enumerate(y)] for i, y_i in enumerate(y)]
    scaled = [[-t_i / y_i * x for x in row] for t_i, y_i, row in zip(t, y, rows, strict=True)]
    return (
        {"y": y}
        | {f"row {k}": row for k, row in enumerate(rows, 1)}
        | {"rows": list(map(_total, rows)), "columns": [_total(column) for column in zip(*rows, strict=True)]}
        | {"gradient": [_total(column) for column in zip(*scaled, strict=True)]}
    )


def _total(terms):
    """The sum; 0 where the terms cancel and what is left is their rounding."""
    total = sum(terms)
    return total if abs(total) > 1e-12 * sum(map(abs, terms)) else 0.0


def _printed(name, x):
    """A number with 4 decimals; an entry of the matrix says its sign also where it is positive."""
    text = formulas.printed(x, "share")
    return f"+{text}" if name.startswith("row ") and x > 0 and text != "≈0" else text


def _case(t):
    """What the row below the line shows, as heatmap.cases has it."""
    if sorted(t) == [0.0] * (len(t) - 1) + [1.0]:
        return str(t.index(1.0) + 1)
    return "one" if arguments.sums_to_one(t) else "any"


def _said(classes, case):
    """What the description says of each list of numbers."""
    below = {"one": "all rows said", "any": "any sum said"}.get(case, "one row said")
    rows = {f"row {k}": _(JACOBIAN["row said"]).replace("{k}", str(k)) for k in range(1, classes + 1)}
    sums = {name: _(JACOBIAN[f"{name} said"]) for name in ("rows", "columns")}
    gradient = narrated(_(JACOBIAN[below]).replace("{k}", case), case, None)
    return {"y": _(JACOBIAN["y said"]), **rows, **sums, "gradient": gradient}


def _drawn(a, t):
    """The picture as SVG."""
    case, numbers = _case(t), _numbers(a, t)
    told = {name: [_printed(name, x) for x in values] for name, values in numbers.items()}
    lines = [said.format(numbers=", ".join(told[name])) for name, said in _said(len(a), case).items()]
    return heatmap.draw_svg(numbers, told, case, description(_(JACOBIAN["title"]), lines))
