"""A pad to draw a digit on, live: a trained network reads it as you draw, with y and y − t as bars."""

import base64

import numpy as np
import traitlets

from softmax_lib import arguments
from softmax_lib.hidden_layers import Affine, ReLU
from softmax_lib.language import N_, _
from softmax_lib.layers import CrossEntropyError, SquaredError
from softmax_lib.live.page.view import CONTROLS, Checked, View, script, style
from softmax_lib.network import Network
from softmax_lib.pictures.svg import svg_document
from softmax_lib.pictures.text.formulas import printed
from softmax_lib.pictures.text.marked_text import aloud, description

__all__ = ["LiveDigit"]

_PIXELS, _DIGITS = 64, 10

_WORDS = {
    "title": N_("A pad for a digit, and what a network reads in it."),
    "pad": N_("Pad: the arrow keys move the cursor, Space inks a line to it, Enter lifts the pen"),
    "place": N_("Row {row}, column {column}."),
    "lifted": N_("The pen is lifted."),
    "draw": N_("Draw a digit here."),
    "keys": N_(
        "Draw with the mouse or a finger. With keys, the arrows move, Space inks a line and Enter lifts the pen."
    ),
    "seen": N_("What the network sees: 8 by 8 pixels"),
    "made": N_(
        "What the network sees: your lines at full height, made thicker until 310 of 32 by 32 dots are inked, as many "
        "as in the data. Each pixel counts the inked dots in a block of 4 by 4."
    ),
    "clear": N_("Clear"),
    "turn": N_("Upside down"),
    "move": N_("One pixel right"),
    "row": N_("digit {k}"),
    "digit": N_("digit"),
    "prediction": N_("prediction"),
    "mean": N_("you mean"),
    "meant": N_("you mean {k}"),
    "said": N_("The network reads {k}, with the probability {y}. You mean {t}, where y minus t is {g}."),
}


def _image(image):
    image = arguments.finite("image", image, names=("pixel",)).astype(float)
    if image.shape != (_PIXELS,):
        raise ValueError(f"image has shape {image.shape}; the pad takes one image of {_PIXELS} pixels")
    arguments.refuse("image", image, (image < 0) | (image > 1), ("pixel",), "a pixel is a number from 0 to 1")
    return image.tolist()


def _digit(digit):
    digit = arguments.at_least(0, "digit", digit)
    if digit >= _DIGITS:
        raise ValueError(f"digit is {digit}; 0 to {_DIGITS - 1} are accepted")
    return digit


class LiveDigit(View):
    """Show a pad on which you draw a digit, and what a trained network reads in it while you draw.

    ``network`` goes from 64 pixels through Affine and ReLU layers to 10 logits; the view keeps a copy of its
    weights. ``image`` (64 pixels from 0 to 1, as load_digits() returns them) and ``digit`` (0 to 9, the digit that
    you mean) can be read, set, observed and linked. ``y`` (10 probabilities) and ``gradient`` (y − t, 10 numbers)
    follow from them. Raises ValueError or TypeError for anything else.

    Chapter 13.

    >>> from softmax_lib import load_digits
    >>> network = Network([Affine(np.zeros((64, 10)), np.arange(10))])
    >>> pad = LiveDigit(network, load_digits()[0][0], digit=9)
    >>> pad
    LiveDigit(digit=9, read as 9 with 0.63)
    >>> [round(g, 2) for g in pad.gradient[-2:]]
    [0.23, -0.37]
    """

    _source = script("networks/digit.js")
    _look = style("page/live.css", "networks/digit.css")
    _sentences = CONTROLS | _WORDS
    _varies = frozenset({"_program"})  # the last digits of trained weights
    image = Checked([]).tag(sync=True)
    digit = Checked(0).tag(sync=True)
    _lines = Checked([]).tag(sync=True)  # from which the page has made the image, if it has
    _program = traitlets.Dict().tag(sync=True)
    _checks = {"image": _image, "digit": _digit, "_lines": list}

    def __init__(self, network, image=None, digit=0):
        self._network = _copied(network)
        start = {"image": _image(np.zeros(_PIXELS) if image is None else image), "digit": _digit(digit)}
        weights = np.concatenate([p.ravel() for p in self._network.params]).astype("<f8")
        program = {
            "title": _(_WORDS["title"]), "start": start | {"_lines": []},
            "layers": [layer.W.shape if isinstance(layer, Affine) else "ReLU" for layer in self._network.layers],
            "weights": base64.b64encode(weights.tobytes()).decode(),
        }  # fmt: skip
        super().__init__(**start, _program=program)

    def __repr__(self):
        read = int(np.argmax(self.y))
        return f"LiveDigit(digit={self.digit}, read as {read} with {self.y[read]:.2f})"

    @property
    def y(self):
        """The prediction, a list of 10 probabilities."""
        return self._network.shares(self.image).tolist()

    @property
    def gradient(self):
        """y − t, a list of 10 numbers."""
        return [y - (k == self.digit) for k, y in enumerate(self.y)]

    def _still(self):
        read = int(np.argmax(self.y))
        told = {"k": read, "y": printed(self.y[read], "share"), "t": self.digit}
        said = _(_WORDS["said"]).format(**told, g=printed(self.gradient[self.digit], "share"))
        body = [*_drawn_pixels(self.image), *_drawn_rows(self.y, self.gradient, self.digit)]
        return svg_document(
            (0, 0, 900, 312), _(_WORDS["title"]), description(_(_WORDS["title"]), [aloud(said)]), "".join(body)
        )


# --- what is accepted -----------------------------------------------------------------------------


def _copied(network):
    """The network that goes on reading as this one does now."""
    if not isinstance(network, Network):
        raise TypeError(f"network is a {type(network).__name__}; the pad takes a Network, trained on the digits")
    others = [layer for layer in network.layers if not isinstance(layer, Affine | ReLU)]
    if others:
        raise ValueError(f"network has a layer {type(others[0]).__name__}; the pad takes Affine and ReLU layers only")
    if isinstance(network.loss_layer, SquaredError | CrossEntropyError):
        raise ValueError("network ends without softmax; the pad takes a network with the loss SoftmaxWithLoss")
    copy = Network([Affine(*one.params) if isinstance(one, Affine) else ReLU() for one in network.layers])
    try:
        outputs = copy.forward(np.zeros(_PIXELS)).shape
    except ValueError as error:
        raise ValueError(f"network does not take the {_PIXELS} pixels of a digit: {error}") from None
    if outputs != (_DIGITS,):
        raise ValueError(
            f"network has an output of shape {outputs}; the pad takes {_DIGITS} logits, one for each digit"
        )
    return copy


# --- the still picture ----------------------------------------------------------------------------

_CELL, _TOP, _ROW = 32, 28, 27  # the side of a pixel, the top of the picture, the height of a row
_NAMES, _Y, _G, _LONG = 320, 344, 640, 170  # where the columns begin, and how long a whole bar is


def _drawn_pixels(image):
    yield f'<rect x="8" y="{_TOP}" width="{8 * _CELL}" height="{8 * _CELL}" fill="none" stroke="var(--sl-line)"/>'
    for i, x in enumerate(image):
        if x:
            place = f'x="{8 + i % 8 * _CELL}" y="{_TOP + i // 8 * _CELL}" width="{_CELL}" height="{_CELL}"'
            yield f'<rect {place} fill="var(--sl-ink)" fill-opacity="{x:.4g}" shape-rendering="crispEdges"/>'


def _drawn_rows(y, gradient, digit):
    heads = {_NAMES: _(_WORDS["digit"]), _Y: _(_WORDS["prediction"]), _G: '<tspan class="sl-it">y − t</tspan>'}
    for x, head in heads.items():
        anchor = "middle" if x == _NAMES else "start"
        yield f'<text x="{x}" y="18" text-anchor="{anchor}" fill="var(--sl-ink2)" class="sl-words">{head}</text>'
    for k, (share, pull) in enumerate(zip(y, gradient, strict=True)):
        top = _TOP + k * _ROW
        bold = ' font-weight="bold"' if k == digit else ""
        yield f'<text x="{_NAMES}" y="{top + 14}" text-anchor="middle" fill="var(--sl-ink)"{bold}>{k}</text>'
        yield _bar(_Y, _Y, top, _LONG * share, "forward", printed(share, "share"))
        left = _G + _LONG / 2 + min(0, pull) * _LONG / 2
        yield _bar(_G, left, top, abs(pull) * _LONG / 2, "backward", printed(pull, "share"))
        yield f'<path d="M{_G + _LONG / 2:g} {top}v18" stroke="var(--sl-ink2)"/>'


def _bar(track, x, top, length, color, number):
    """A bar at x on its track, and its number behind it."""
    return (
        f'<rect x="{track:g}" y="{top}" width="{_LONG}" height="18" fill="var(--sl-track)"/>'
        f'<rect x="{x:.2f}" y="{top}" width="{length:.2f}" height="18" fill="var(--sl-{color})"/>'
        f'<text x="{track + _LONG + 60:g}" y="{top + 14}" text-anchor="end" class="sl-num" '
        f'fill="var(--sl-{color})">{number}</text>'
    )
