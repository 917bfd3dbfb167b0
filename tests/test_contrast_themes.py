"""In a contrast theme of the system (Windows has four) every bar, icon and mark still stands out from its ground."""

import io

import numpy as np
import pytest
from PIL import Image

from softmax_lib import (
    Affine,
    LiveBroken,
    LiveDescent,
    LiveDigit,
    LiveJacobian,
    LiveLayer,
    LiveNudge,
    LiveRow,
    LiveTriangle,
    Network,
    drill,
    figure,
    predict,
    prove,
    redraw,
    step,
)
from softmax_lib.live.page.view import Picture
from tests.page import A, T, changed_by, paints, view_of
from tests.svg import contrast

pytestmark = pytest.mark.browser


def walked():
    layer = LiveLayer(A, T, figure="A-1")
    layer.play([[0, 0, 0], [0, 0, 1]])
    return layer


def pad():
    return LiveDigit(Network([Affine.random(64, 10, np.random.default_rng(0))]), np.arange(64) / 64, 2)


VIEWS = {
    "guess": lambda: changed_by(LiveLayer(A, T, hide="gradient"), {"guess": [0.6, 0.1, -0.1], "committed": True}),
    "first stop": lambda: LiveLayer(A, T, step=-12), "walk": walked,
    "broken": lambda: LiveBroken(A, T, "square"), "Jacobian": LiveJacobian, "nudge": LiveNudge,
    "descent": LiveDescent, "triangle": LiveTriangle, "digit": pad, "redraw": redraw,
    "drill": lambda: changed_by(drill(level=3), {"typed": {"1": [[1], [99, 98], [97]]}}),
    "question": lambda: predict("00.1"),
    "proof": lambda: changed_by(prove("06.1"), {"placed": "ECGFAD", "checked": "ECGFAD"}),
    "row": lambda: LiveRow(4 * np.eye(27), "a"),
    "result": lambda: Picture(figure("A-5")), "one step": lambda: Picture(step(2)),
}  # fmt: skip

# Pairs of points on the page that must differ, with the contrast they need and a name: a bar and its track, the mark of
# a guess and what it is on, a disc, a chosen disc and its number, a chart's line. And boxes that hold an icon.
SPOTS = """(view) => {
    const pairs = [], icons = [], box = (one) => one.getBoundingClientRect();
    const shown = (one) => one.checkVisibility() && box(one).width > 0;
    const pair = (name, one, other) => pairs.push([name, one, other]);
    const tracks = [...view.querySelectorAll(".sl-track")].filter(shown);
    for (const track of tracks) {
        const bar = box(track.querySelector(".sl-fill")), all = box(track), y = all.y + all.height / 2;
        const mark = track.querySelector(".sl-mark"), marked = mark && shown(mark) && box(mark);
        const ends = [all.left + 4, all.right - 4].filter((x) => x < bar.left - 2 || x > bar.right + 2);
        if (bar.width > 8 && ends.length) pair("bar on its track", [bar.left + bar.width / 2 + 2, y], [ends[0], y]);
        pair("edge of the track", [all.left + all.width / 3, all.top + 0.5], [all.left + all.width / 3, all.top - 3]);
        if (marked) icons.push(["mark of the guess", [marked.left - 2, y - 2, marked.width + 4, 4]]);
    }
    for (const rect of view.querySelectorAll("[data-bar]")) {
        const bar = box(rect), all = box(rect.previousSibling), y = all.y + all.height / 2;
        if (bar.width > 4) pair("bar in the picture", [bar.left + bar.width / 2, y], [all.right - 4, y]);
    }
    for (const svg of [...view.querySelectorAll("button svg")].filter(shown)) {
        const { x, y, width, height } = box(svg);
        icons.push(["icon", [x, y, width, height]]);
    }
    for (const disc of view.querySelectorAll(".sl-disc.sl-now")) {
        const { x, y, width, height } = box(disc);
        icons.push(["number of the disc", [x + 8, y + 6, width - 16, height - 12]]);
        pair("disc on the page", [x + 4, y + height / 2], [x - 2, y + height / 2]);
    }
    for (const node of view.querySelectorAll(".sl-node")) {
        const { x, y, width, height } = box(node);
        icons.push(["sign of a node", [x + width / 4, y + height / 4, width / 2, height / 2]]);
    }
    for (const line of view.querySelectorAll("[data-curve]")) {
        const { x, y, width, height } = box(line);
        icons.push(["curve", [x + width / 4, y - 2, width / 2, height + 4]]);
    }
    for (const word of [...view.querySelectorAll("output, .sl-num, .sl-commit, label > span")].filter(shown)) {
        const { x, y, width, height } = box(word);
        if (word.textContent.trim() && width > 4) icons.push(["text", [x, y, width, height]]);
    }
    return [pairs, icons];
}"""


def as_hex(pixel):
    return "#{:02x}{:02x}{:02x}".format(*pixel[:3])


def weak_spots(page, view):
    """What does not stand out in a view, from a screenshot: contrast below 3, or below 4.5 for text."""
    pairs, icons = view.evaluate(SPOTS)
    image = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    ends = [(name, [as_hex(image.getpixel((int(x), int(y)))) for x, y in points]) for name, *points in pairs]
    for name, (x, y, width, height) in icons:
        part = image.crop((int(x), int(y), int(x + width) + 1, int(y + height) + 1))
        colors = sorted({as_hex(color) for _, color in part.getcolors(1 << 16)}, key=lambda c: contrast(c, "#000000"))
        ends.append((name, [colors[0], colors[-1]]))
    needed = {"text": 4.5, "number of the disc": 4.5}
    return [(name, *two) for name, two in ends if contrast(*two) < needed.get(name, 3)], {name for name, _ in ends}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", VIEWS)
def test_in_a_contrast_theme_everything_in_a_view_stands_out(new_page, name, scheme):
    page = new_page(color_scheme=scheme, reduced_motion="reduce", forced_colors="active")
    view_of(page, VIEWS[name]())
    paints(page, 2)
    view = page.locator("section > :is(.sl-live, .sl-picture)")
    weak, found = weak_spots(page, view)
    assert weak == []
    wanted = {
        "guess": {"bar on its track", "edge of the track", "mark of the guess", "icon", "number of the disc"},
        "walk": {"icon"}, "Jacobian": {"bar in the picture"}, "nudge": {"bar on its track"}, "descent": {"curve"},
        "result": {"text", "sign of a node"}, "one step": {"text", "sign of a node"},
    }  # fmt: skip
    assert wanted.get(name, {"text"}) <= found
