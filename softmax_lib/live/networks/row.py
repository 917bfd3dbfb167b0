"""One row of a table of logits, live: what may follow a letter, at a temperature, and a button that draws from it."""

import math
import re

import traitlets

from softmax_lib import arguments
from softmax_lib.datasets import LETTERS
from softmax_lib.language import N_, _, translated
from softmax_lib.live.descent import softmax_of
from softmax_lib.live.page.view import CONTROLS, Checked, View, heavy, script, style
from softmax_lib.pictures.svg import coordinate, svg_document
from softmax_lib.pictures.text.formulas import printed
from softmax_lib.pictures.text.marked_text import description

__all__ = ["LiveRow"]

_LIMIT = 50  # of the logits
_COOLEST, _HOTTEST = 0.1, 3
_DIGITS = 6  # of a logit: the page and Python then have the same number
_FIELD = {"zero": 88, "deep": 56, "bottom": 300, "high": 112}  # where both kinds of bars stand, and how long they get
_LEFT, _STEP, _BAR = 92, 24.5, 17
_WIDTH, _HEIGHT = 760, 312

ROW = {
    "title": N_("One row of the table: the logits after a letter, and the probabilities of the next one."),
    "after": N_("after the letter {letter}, at temperature {temperature}"),
    "start": N_("at the start of a name, at temperature {temperature}"),
    "likely": N_("The most probable next letters {after} are {listed}."),
    "drawn": N_("Drawn so far: {drawn}"),
    "end": N_("end"),
}
_AXES = {"logit": N_("logit"), "letter": N_("next letter"), "percent": N_("percent")}
_WORDS = {
    "letter": N_("the letter before"),
    "first": N_("start of a name"),
    "temperature": N_("temperature"),
    "draw": N_("Draw the next letter"),
    "told": N_("The dot is the start and the end of a name."),
}


def _text(drawn):
    if not isinstance(drawn, str):
        raise TypeError(f"drawn is a {type(drawn).__name__}; it takes a text of the letters a to z and the dot")
    if found := re.search("[^a-z.]", drawn):
        raise ValueError(f"drawn has {found[0]!r}; it takes the letters a to z and the dot")
    return drawn


def _warmth(temperature):
    given = arguments.real_array("temperature", temperature)
    if given.ndim or not _COOLEST <= given <= _HOTTEST:
        raise ValueError(f"temperature is {temperature}; the slider takes numbers from {_COOLEST} to {_HOTTEST}")
    return float(given)


class LiveRow(View):
    """Show one row of a table of logits: choose the letter before, move the temperature, draw the next letter.

    ``W`` holds 27 rows of 27 logits (−50 to 50), for the dot that starts and ends a name and for a to z. ``drawn``
    (the text so far, a to z and the dot; its last letter has the row) and ``temperature`` (0.1 to 3) can be read,
    set, observed and linked. ``letter``, ``logits`` and ``y`` (27 probabilities) follow from them.
    Raises ValueError or TypeError for anything else.

    >>> import numpy as np
    >>> row = LiveRow(np.zeros((27, 27)), drawn="em")
    >>> row.letter, round(row.y[0], 4)
    ('m', 0.037)
    """

    _source = script("networks/row.js")
    _look = style("page/live.css", "networks/row.css")
    _sentences = CONTROLS | _WORDS
    drawn = Checked("").tag(sync=True)
    temperature = Checked(1.0).tag(sync=True)
    _program = traitlets.Dict().tag(sync=True)
    _picture = heavy(traitlets.Unicode())
    _checks = {"drawn": _text, "temperature": _warmth}

    def __init__(self, W, drawn="", temperature=1.0):
        start = {"drawn": _text(drawn), "temperature": _warmth(temperature)}
        program = {
            "title": _(ROW["title"]), "said": translated(ROW), "table": _table(W), "field": _FIELD, "start": start,
            "coolest": _COOLEST, "hottest": _HOTTEST,
        }  # fmt: skip
        super().__init__(**start, _program=program)
        self._picture = self._still()

    def __repr__(self):
        return f"LiveRow(W, drawn={self.drawn!r}, temperature={self.temperature:g})"

    @property
    def letter(self):
        """The letter whose row is shown: the last one drawn, or the dot."""
        return self.drawn[-1:] or "."

    @property
    def logits(self):
        """The row, a list of 27 logits."""
        return [*self._program["table"][LETTERS.index(self.letter)]]

    @property
    def y(self):
        """The probabilities of the next letter at this temperature, a list of 27 numbers."""
        return softmax_of([a / self.temperature for a in self.logits])

    def _still(self):
        said = _said(self.y, self.drawn, self.temperature)
        head = _after(self.drawn, self.temperature)
        return _drawn(_parts(self.logits, self.y), head, description(_(ROW["title"]), said))


def _table(W):
    W = arguments.real_array("W", W)
    if W.shape != (27, 27):
        raise ValueError(f"W has shape {W.shape}; it takes 27 rows of 27 logits, for the dot and a to z")
    wanted = f"the view takes logits from -{_LIMIT} to {_LIMIT}"
    arguments.refuse("W", W, ~(abs(W) <= _LIMIT), ("row", "class"), wanted)
    return [[round(x, _DIGITS) for x in row] for row in W.tolist()]


# --- numbers, words and places: row.js has the same ------------------------------------------------


def _after(drawn, temperature):
    """Which row is shown, in words."""
    letter = drawn[-1:] or "."
    return _(ROW["start" if letter == "." else "after"]).format(
        letter=letter, temperature=printed(temperature, "weight")
    )


def _said(y, drawn, temperature):
    """What the picture shows, in words: the five most probable letters, and what was drawn."""
    most = sorted(range(27), key=lambda k: -y[k])[:5]
    listed = ", ".join(f"{LETTERS[k] if k else _(ROW['end'])} {printed(y[k], 'share')}" for k in most)
    likely = _(ROW["likely"]).format(after=_after(drawn, temperature), listed=listed)
    return [likely] + [_(ROW["drawn"]).format(drawn=drawn)] * bool(drawn)


def _parts(row, y):
    """What depends on the numbers: part of the picture → attributes, and the texts among them."""
    drawn, unit = {}, _FIELD["deep"] / max(*map(abs, row), 1)  # each row has its own scale
    for k, (a, share) in enumerate(zip(row, y, strict=True)):
        tall, percent = _FIELD["high"] * share, math.floor(100 * share + 0.5)
        up = _FIELD["bottom"] - tall
        drawn[f"logit {k}"] = {
            "y": coordinate(_FIELD["zero"] - unit * max(a, 0)), "height": coordinate(unit * abs(a))
        }  # fmt: skip
        drawn[f"share {k}"] = {"y": coordinate(up), "height": coordinate(tall)}
        drawn[f"percent {k}"] = {"y": coordinate(up - 4), "text": str(percent or "")}
    return drawn


def _drawn(parts, head, said):
    """The picture: logits above the letters, probabilities below them."""
    zero, bottom = _FIELD["zero"], _FIELD["bottom"]
    letters = zero + _FIELD["deep"] + 20
    out = [f'<text data-part="head" class="sl-words" x="{_LEFT}" y="16" fill="var(--sl-ink)">{head}</text>']
    for name, y in (("logit", zero + 4), ("letter", letters), ("percent", bottom)):
        out.append(f'<text class="sl-words" x="4" y="{y}" fill="var(--sl-ink2)">{_(_AXES[name])}</text>')
    for y in (zero, bottom):
        out.append(f'<path d="M{_LEFT} {y}h{27 * _STEP:g}" stroke="var(--sl-line)"/>')
    for k, letter in enumerate(LETTERS):
        x = _LEFT + (k + 0.5) * _STEP
        for name, color in (("logit", "ink2"), ("share", "forward")):
            place = " ".join(f'{one}="{value}"' for one, value in parts[f"{name} {k}"].items())
            bar = f'x="{coordinate(x - _BAR / 2)}" width="{_BAR}" fill="var(--sl-{color})"'
            out.append(f'<rect data-part="{name} {k}" {bar} {place}/>')
        centered, percent = f'x="{coordinate(x)}" text-anchor="middle" fill="var(--sl-ink)"', parts[f"percent {k}"]
        out.append(f'<text {centered} y="{letters}" font-size="15">{letter}</text>')
        place = f'data-part="percent {k}" {centered} y="{percent["y"]}" font-size="11.5"'
        out.append(f"<text {place}>{percent['text']}</text>")
    return svg_document((0, 0, _WIDTH, _HEIGHT), _(ROW["title"]), said, "".join(out))
