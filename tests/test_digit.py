"""LiveDigit: what it reads, how a drawing becomes pixels, and what draws on it, in a real Chromium."""

import json
from functools import cache

import numpy as np
import pytest

from softmax_lib import (
    Affine,
    BatchNorm,
    CrossEntropyError,
    LiveDigit,
    Network,
    ReLU,
    SquaredError,
    load_digits,
    softmax,
)
from softmax_lib.pictures.text.formulas import printed
from tests import axe
from tests.handwriting import DIGITS, curve
from tests.page import in_script, out, paints, press, put, settle, show, state, touch, view_of
from tests.read_view import number

browser_test = pytest.mark.browser
NETWORK = Network(
    [Affine.random(64, 12, np.random.default_rng(1)), ReLU(), Affine.random(12, 10, np.random.default_rng(2))]
)


@cache
def chapter_13():
    """Its network, trained as there, and its held-out images with their labels."""
    images, labels = load_digits()
    order, rng = np.random.default_rng(13).permutation(len(images)), np.random.default_rng(0)
    own, held = order[:1437], order[1437:]
    network = Network([Affine.random(64, 32, rng), ReLU(), Affine.random(32, 10, rng)])
    network.train(images[own], labels[own], epochs=40, batch_size=32, learning_rate=0.1, progress=False)
    return network, images[held], labels[held]


# --- in Python ----------------------------------------------------------------------------------------------------


def test_y_and_the_gradient_are_those_of_the_network_to_the_last_digit():
    network, images, labels = chapter_13()
    pad = LiveDigit(network)
    for image, label in zip(images, labels, strict=True):
        pad.image, pad.digit = image, label
        assert pad.y == network.shares(image).tolist()
        np.testing.assert_array_equal(pad.gradient, network.shares(image) - np.eye(10)[label])


def test_the_pad_reads_on_as_the_network_did_when_it_was_given():
    network = Network([Affine(np.zeros((64, 10)), np.arange(10.0))])
    pad = LiveDigit(network)
    before = pad.y
    network.params[1][:] = 0
    assert pad.y == before == softmax(np.arange(10.0)).tolist()
    network.forward(np.zeros((2, 64)))
    assert pad.y == before


def affine(pixels, logits, *more):
    return [Affine(np.eye(pixels, logits), np.zeros(logits)), *more]


@pytest.mark.parametrize(
    ("network", "error", "message"),
    [
        ("digits", TypeError, "network is a str; the pad takes a Network"),
        (Network(affine(64, 10, BatchNorm(np.ones(10), np.zeros(10)))), ValueError, "BatchNorm"),
        (Network(affine(64, 10), SquaredError()), ValueError, "without softmax"),
        (Network(affine(64, 10), CrossEntropyError()), ValueError, "without softmax"),
        (Network(affine(63, 10)), ValueError, "does not take the 64 pixels of a digit: x has"),
        (Network(affine(64, 9)), ValueError, r"shape \(9,\); the pad takes 10 logits"),
    ],
)
def test_another_network_is_refused(network, error, message):
    with pytest.raises(error, match=message):
        LiveDigit(network)


def test_what_is_saved_of_a_pad_is_small():
    """The weights as float64, 8 bytes a number, written in base64, are most of it."""
    pad = LiveDigit(chapter_13()[0])
    assert len(pad._program["weights"]) == 4 * -(-8 * (64 * 32 + 32 + 32 * 10 + 10) // 3)
    assert len(json.dumps(pad.get_state())) < 90_000


# --- the script reads as Python does --------------------------------------------------------------------------------


@browser_test
def test_the_script_reads_every_held_out_image_as_python_does(blank):
    network, images, _ = chapter_13()
    ask = "({ networkOf }, program, images) => images.map(networkOf(program))"
    answer = np.array(in_script(blank, LiveDigit._source, ask, LiveDigit(network)._program, images.tolist()))
    np.testing.assert_allclose(answer, network.forward(images), rtol=0, atol=1e-12)
    np.testing.assert_allclose(softmax(answer), network.shares(images), rtol=0, atol=1e-12)


def numbers(view, name):
    return [number(out(view, f"{name}-{k}")) for k in range(10)]


@browser_test
def test_held_out_images_put_on_the_pad_are_shown_as_python_reads_them(blank):
    network, images, labels = chapter_13()
    view = view_of(blank, LiveDigit(network))
    for image, label in zip(images[:40], labels[:40].tolist(), strict=True):
        put(blank, image=image.tolist(), digit=label)
        y = network.shares(image)
        for name, expected in (("y", y), ("g", y - np.eye(10)[label])):
            assert numbers(view, name) == pytest.approx(expected, abs=5.1e-5)
        for squares in (".sl-pad g rect", ".sl-seen rect"):
            shown = view.locator(squares).evaluate_all("(all) => all.map((one) => one.getAttribute('fill-opacity'))")
            np.testing.assert_allclose(np.array(shown, float), image, atol=5e-5)


# --- lines become pixels as those of the data did ---------------------------------------------------------------------


def pixels(lines):
    """By the rule: enlarged to 32 dots high or 26 wide, the 310 dots nearest to the lines, counted in each block."""
    points = np.vstack(lines)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = ((np.array([26, 32]) - 5) / np.maximum(high - low, 1e-9)).min()
    centers, nearest = np.stack(np.meshgrid(*2 * [np.arange(32) + 0.5]), axis=-1), np.full((32, 32), np.inf)
    for line in lines:
        line = 16 + scale * (np.array(line) - (low + high) / 2)
        for start, end in zip(line, [*line[1:], line[-1]], strict=True):
            along = end - start
            share = np.clip((centers - start) @ along / max(along @ along, 1e-300), 0, 1)
            nearest = np.minimum(nearest, ((centers - start - share[..., None] * along) ** 2).sum(axis=-1))
    inked = nearest <= min(25, np.sort(nearest.ravel())[309]) + 1e-9
    return inked.reshape(8, 4, 8, 4).sum(axis=(1, 3)).ravel() / 16


def pixels_of_script(page, drawings):
    return np.array(in_script(page, LiveDigit._source, "({ pixelsOf }, drawings) => drawings.map(pixelsOf)", drawings))


def scribbles(count):
    rng = np.random.default_rng(0)
    for _ in range(count):
        yield [rng.uniform(0, 32, (rng.integers(1, 8), 2)).round(1).tolist() for _ in range(rng.integers(1, 4))]


@browser_test
def test_a_drawing_becomes_pixels_by_the_rule_that_is_told(blank):
    drawings = [[(0.32 * np.array(line)).tolist() for line in lines] for lines in DIGITS.values()] + [*scribbles(60)]
    made = pixels_of_script(blank, drawings)
    for image, lines in zip(made, drawings, strict=True):
        np.testing.assert_array_equal(image, pixels(lines))


@browser_test
def test_the_pixels_do_not_depend_on_where_and_how_large_a_drawing_is(blank):
    large = [[[3.1, 4.2], [28.3, 5.4], [12.2, 27.6]], [[9.5, 16.1], [22.3, 15.2]]]
    small = [[[x / 4 + 20, y / 4 + 3] for x, y in line] for line in large]
    nothing, one, other = pixels_of_script(blank, [[], large, small])
    assert not nothing.any()
    np.testing.assert_array_equal(one, other)
    assert 16 * one.sum() == 310


@browser_test
def test_a_drawing_has_the_size_and_the_ink_of_the_data(blank):
    """Of which the numbers in digit.js are: the mean ink, all the height, and at most 26 of 32 dots of the width."""
    images, _ = load_digits()
    data = 16 * images.reshape(-1, 8, 8)
    assert data.sum(axis=(1, 2)).mean() == pytest.approx(310, abs=3)
    assert (data.sum(axis=2) > 0).all()
    widths = (data.sum(axis=1) > 0).sum(axis=1)
    assert np.mean(4 * widths <= 28) > 0.99
    drawings = [[(32 * np.array([*curve(line)])).tolist() for line in lines] for lines in DIGITS.values()]
    made = 16 * pixels_of_script(blank, drawings).reshape(-1, 8, 8)
    assert made.sum(axis=(1, 2)) == pytest.approx(310, abs=1)
    assert (made.sum(axis=2) > 0).all()


# --- drawing --------------------------------------------------------------------------------------------------------


def draw(page, view, lines):
    """Along the lines with the pointer; an earlier drawing is cleared."""
    view.locator("[data-do=clear]").click()
    box = view.locator(".sl-pad").bounding_box()
    for line in lines:
        places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in curve(line)]
        page.mouse.move(*places[0])
        page.mouse.down()
        for place in places[1:]:
            page.mouse.move(*place)
        page.mouse.up()
    paints(page, 2)


def read(view):
    return int(np.argmax(numbers(view, "y")))


@browser_test
def test_nineteen_of_twenty_digits_drawn_by_hand_are_read_right(blank):
    network = chapter_13()[0]
    view = view_of(blank, LiveDigit(network))
    misread = {}
    for name, lines in DIGITS.items():
        draw(blank, view, lines)
        assert len(state(blank, "_lines")) == len(lines)
        if read(view) != int(name[0]):
            misread[name] = read(view)
        np.testing.assert_array_equal(state(blank, "image"), pixels(state(blank, "_lines")))
    assert misread == {"4, open": 8}


@browser_test
def test_a_picture_makes_room_for_what_is_drawn_and_comes_back_with_reset(blank):
    image = load_digits()[0][0].tolist()
    view = view_of(blank, LiveDigit(NETWORK, image, 3))

    def seen():
        """The display of the pixels, the line that is drawn, and whether it says where to draw."""
        return view.evaluate(
            """(view) => [
                view.querySelector(".sl-pad g").getAttribute("display"),
                view.querySelector(".sl-ink").getAttribute("d"),
                view.querySelector(".sl-here").checkVisibility({ visibilityProperty: true }),
            ]"""
        )

    assert seen() == ["inline", "", False]
    box = view.locator(".sl-pad").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    blank.mouse.move(x, y)
    blank.mouse.down()
    blank.mouse.move(x + 5000, y - 5000)  # out of the pad: as far as its edge
    blank.mouse.up()
    blank.mouse.move(x, y + 50)  # the pen is lifted
    paints(blank, 2)
    ((start, end),) = state(blank, "_lines")
    assert start == pytest.approx([16, 16], abs=0.1)
    assert end == [32, 0]
    assert seen()[:2] == ["none", f"M{start[0]:g} {start[1]:g}L32 0h0"]
    press(view, "[data-do=reset]")
    assert seen()[:2] == ["inline", ""]
    press(view, "[data-do=clear]")
    assert state(blank, "image") == [0] * 64
    assert seen()[2]


@browser_test
def test_upside_down_and_one_pixel_right(blank):
    image = load_digits()[0][7]
    view = view_of(blank, LiveDigit(NETWORK, image))
    rows = image.reshape(8, 8)
    moved = np.hstack([np.zeros((8, 1)), rows[:, :-1]])
    for name, expected in (("move", moved), ("turn", moved[::-1]), ("turn", moved)):
        press(view, f"[data-do={name}]")
        assert state(blank, "image") == expected.ravel().tolist()
        assert state(blank, "_lines") == []


@browser_test
def test_a_7_is_drawn_with_the_keyboard_and_announced(blank):
    view = view_of(blank, LiveDigit(chapter_13()[0], digit=7))
    pad, say = view.locator(".sl-pad"), view.locator(".sl-say")

    def press_all(*keys):
        for key in keys:
            pad.press({"↑": "ArrowUp", "↓": "ArrowDown", "←": "ArrowLeft", "→": "ArrowRight"}.get(key, key))
        settle(blank)
        return say.text_content()

    assert (say.get_attribute("aria-live"), press_all()) == ("polite", "")
    assert press_all("↑") == "Row 3, column 4. The pen is lifted."
    said = press_all(*"↑↑↑↑↑←", "Space")  # no further than the edge
    assert said.startswith("Row 1, column 3. The network reads ")
    said = press_all(*"→→→", "Space", *"↓↓↓↓↓↓↓←←", "Space")
    assert state(blank, "_lines") == [[[10, 2], [22, 2], [14, 30]]]
    y = np.array(LiveDigit(chapter_13()[0], state(blank, "image")).y)
    assert y.argmax() == 7
    assert said == (
        f"Row 8, column 4. The network reads 7, with the probability {y[7]:.4f}. "
        f"You mean 7, where y minus t is minus {1 - y[7]:.4f}."
    )
    press_all("Enter", "↑", "Space")  # another line
    assert state(blank, "_lines") == [[[10, 2], [22, 2], [14, 30]], [[14, 26]]]


@browser_test
def test_the_cursor_is_seen_only_where_keys_move_it(blank):
    view = view_of(blank, LiveDigit(NETWORK))
    cursor, pad = view.locator(".sl-cursor"), view.locator(".sl-pad")
    assert not cursor.is_visible()
    blank.keyboard.press("Tab")
    assert cursor.is_visible()
    blank.keyboard.press("ArrowDown")
    paints(blank, 2)
    box, inside = pad.bounding_box(), cursor.bounding_box()
    place = [(inside[c] + inside[s] / 2 - box[c]) / box[s] for c, s in (("x", "width"), ("y", "height"))]
    assert place == pytest.approx([3.5 / 8, 4.5 / 8], abs=0.01)


@browser_test
def test_each_key_and_each_move_of_the_pointer_is_painted_in_the_next_frame(blank):
    """No kernel is in the loop, and nothing waits; how many milliseconds a frame takes: benchmarks/latency.py."""
    show(blank, LiveDigit(NETWORK))
    seen = blank.evaluate(
        """async () => {
            const pad = document.querySelector(".sl-pad"), { left, top, width } = pad.getBoundingClientRect();
            const told = () => [...document.querySelectorAll("[data-out]")].map((one) => one.textContent);
            const pointer = (type, i) => pad.dispatchEvent(new PointerEvent(type, {
                bubbles: true, isPrimary: true, pointerId: 1,
                clientX: left + width * (0.1 + 0.04 * i), clientY: top + width * (0.2 + 0.1 * (i % 5)),
            }));
            const key = (name) => pad.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true }));
            pad.setPointerCapture = () => {};
            const acts = [() => pointer("pointerdown", 0)], seen = [];
            for (let i = 1; i < 20; i++) acts.push(() => pointer("pointermove", i));
            for (const name of ["ArrowRight", "ArrowDown"]) acts.push(() => (key(name), key(" ")));
            for (const act of acts) {
                act();
                const image = models[0].get("image");
                await paints(0);
                seen.push([image, told(), pad.querySelector(".sl-ink").getAttribute("d")]);
            }
            return seen;
        }"""
    )
    assert len(seen) == len({line for *_, line in seen}) == 22
    for image, numbers, _ in seen:
        pad = LiveDigit(NETWORK, image)
        assert numbers == [printed(x, "share") for pair in zip(pad.y, pad.gradient, strict=True) for x in pair]


@browser_test
def test_a_finger_draws_and_the_page_stays(new_page):
    page = new_page(400)
    view = view_of(page, LiveDigit(NETWORK))
    box = view.locator(".sl-pad").bounding_box()
    places = [(box["x"] + 60, box["y"] + 30 + 50 * i) for i in range(5)]
    touch(page, *places)
    (line,) = state(page, "_lines")
    np.testing.assert_allclose(line[-1], [60 * 32 / box["width"], 230 * 32 / box["height"]], atol=0.2)
    assert page.evaluate("scrollY") == 0


@browser_test
@pytest.mark.network  # axe-core comes from the npm registry
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1000, 420])
def test_axe_finds_nothing(new_page, width, theme):
    page = new_page(width)
    page.evaluate("(light) => { document.body.dataset.jpThemeLight = light; }", str(theme == "light").lower())
    show(page, LiveDigit(NETWORK, load_digits()[0][0]))
    assert axe.violations(page, [".sl-live"]) == []
    assert axe.color_violations(page, [".sl-live"]) == []
