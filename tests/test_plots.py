"""Plots: the same on every run, in the palette's colors, with title and description; and what they refuse."""

import math
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from softmax_lib.datasets import load_digits
from softmax_lib.pictures.plots import plot_bars, plot_curves, plot_digits, plot_weights
from softmax_lib.pictures.theme import PALETTE
from tests.svg import SVG, assert_described

NAN = math.nan


def bars():
    return plot_bars({"a": [0.2, 0.8], "2a": [0.1, 0.9]}, title="Shares")


def signed_bars():
    return plot_bars({"y − t": [0.0182, 0.2452, -0.2634]}, labels=["p", "q", "r"], limits=(-1, 1))


def curves():
    made = {"loss": [2.0, 1.0, 0.25], "held out": [2.5, 1.5, 1.0], "best": [0.5, 0.5, 0.5]}
    return plot_curves(made, xlabel="step", ylabel="loss", title="Training")


def one_curve():
    return plot_curves({"error": [1e-3, 1e-6]}, x=[1e-1, 1e-2], xlabel="h", ylabel="error", log="y")


def small_range():
    return plot_curves({"loss": [0.9, 0.3]}, ylabel="loss", log="y")


CURVES = [curves, one_curve, small_range]
PLOTS = [bars, signed_bars, *CURVES]


def digits():
    return plot_digits(load_digits()[0][:12], titles=range(12), title="Digits")


def weights():
    return plot_digits(np.linspace(-0.5, 0.25, 3 * 64).reshape(3, 64), columns=2)


def one_image():
    return plot_digits(np.eye(1, 64)[0], titles="7 < 9, & more")


def attention():
    return plot_weights([[1, 0, 0], [0.25, 0.75, 0], [0.2, 0.4, 0.4]], ["the", "<cat>", "sat"])


BY_HAND = [digits, weights, one_image, attention]
every_plot = pytest.mark.parametrize("plot", PLOTS)
with_those_drawn_by_hand = pytest.mark.parametrize("plot", [*PLOTS, *BY_HAND])


def body_of(drawing):
    return drawing.svg.split("</style>", 1)[1]


def texts(drawing):
    return ["".join(e.itertext()) for e in ET.fromstring(drawing.svg).iter(f"{SVG}text")]


@with_those_drawn_by_hand
def test_a_plot_is_the_same_on_every_run(plot):
    assert plot().svg == plot().svg


@every_plot
def test_every_color_of_a_plot_is_the_palettes(plot):
    body = body_of(plot())
    assert re.findall(r"(?<!href=\")(?<!url\()#[0-9a-fA-F]{3,8}\b|rgba?\([^)]*\)", body) == []
    colors = set(re.findall(r"(?:fill|stroke): ?([^;\"]+)", body)) - {"none"}
    variables = {f"var(--sl-{name})" for name in PALETTE}
    assert {"var(--sl-bg)", "var(--sl-ink)", "var(--sl-ink2)", "var(--sl-forward)"} <= colors <= variables
    assert not re.search(r"(?:fill|stroke)=\"(?!var|none)", body)


@every_plot
def test_everything_that_is_filled_or_drawn_says_its_color(plot):
    """What says none would be black, also on a dark page."""
    for e in ET.fromstring(plot().svg).iter():
        if e.tag in (f"{SVG}text", f"{SVG}path") and not e.get("class"):
            assert re.search(r"(fill|stroke): ", e.get("style", "")), ET.tostring(e)


@with_those_drawn_by_hand
def test_title_and_description_come_first(plot):
    assert_described(plot())


def test_the_description_tells_the_numbers():
    assert bars().description == "Shares. a: 0.2000, 0.8000. 2a: 0.1000, 0.9000."
    assert signed_bars().description == "Bars. y − t: 0.0182, 0.2452, −0.2634."
    assert curves().description == (
        "Training. loss goes from 2 to 0.25. held out goes from 2.5 to 1. best goes from 0.5 to 0.5."
    )
    assert one_curve().description == "error over h. error goes from 0.001 to 1e−06."


def test_bars_carry_their_numbers_names_and_titles_as_text():
    assert {"class 1", "class 2", "a", "2a", "0.2000", "0.8000", "0.1000", "0.9000"} <= set(texts(bars()))
    assert {"p", "q", "r", "0.0182", "0.2452", "−0.2634", "y − t"} <= set(texts(signed_bars()))


def test_the_number_on_a_bar_as_high_as_the_scale_stays_below_the_title():
    full = ET.fromstring(plot_bars({"all": [0, 1]}).svg)
    heights = {"".join(e.itertext()): float(e.get("y")) for e in full.iter(f"{SVG}text")}
    assert heights["1.0000"] - 9 > heights["all"]  # the number is 9 high, and both stand on their lines


def test_every_curve_has_its_name_and_a_line_of_its_own():
    drawn = body_of(curves())
    assert {"loss", "held out", "best", "step"} <= set(texts(curves()))
    lines = set(re.findall(r"stroke: (var\(--sl-\w+\)); stroke-width: 1\.5", drawn))
    lines |= set(re.findall(r"stroke-dasharray: [^;]*; [^\"]*stroke: (var\(--sl-\w+\))", drawn))
    assert {"var(--sl-forward)", "var(--sl-backward)", "var(--sl-ink)"} <= lines
    assert len(set(re.findall(r"stroke-dasharray: ([\d.,]+)", drawn))) == 2  # and the first is solid


@every_plot
def test_no_text_of_a_plot_is_smaller_than_twelve_on_the_screen(plot):
    svg = plot().svg
    view, width = re.search(r'viewBox="0 0 ([\d.]+) [\d.]+" width="([\d.]+)"', svg).groups()
    assert float(width) / float(view) == pytest.approx(4 / 3)
    sizes = [float(size) for size in re.findall(r"font(?:-size)?: ([\d.]+)px", body_of(plot()))]
    assert sizes
    assert min(sizes) * 4 / 3 >= 12


def test_the_ticks_of_a_logarithmic_scale_are_plain_text_with_a_true_minus():
    assert {"1e−06", "0.001"} <= set(texts(one_curve()))
    assert len([text for text in texts(small_range()) if text.startswith("0.")]) >= 2


def test_names_with_signs_of_markup_are_written_as_they_are():
    drawing = plot_bars({"a < b & c": [1.0]}, title="<1>")
    assert ET.fromstring(drawing.svg)[0].text == "<1>"
    assert "a < b & c" in texts(drawing)
    assert drawing.description == "<1>. a < b & c: 1.0000."


def test_what_is_passed_in_stays_as_it_was_and_arrays_are_welcome():
    values = np.array([0.25, 0.75], np.float32)
    assert plot_bars({"y": values}).description == "Bars. y: 0.2500, 0.7500."
    assert plot_bars({"y": [0, 1]}, labels=np.array(["p", "q"])).description == "Bars. y: 0, 1.0000."
    assert values.tolist() == [0.25, 0.75]


@pytest.mark.parametrize(
    ("rows", "error", "named"),
    [
        ({"a": [NAN, 1]}, ValueError, r"'a' must be .*finite.*nan"),
        ({"a": [1, 2], "b": [1]}, ValueError, r"rows .*one length.*\[1, 2\]"),
        ({"a": []}, ValueError, "'a' is empty"),
        ({}, ValueError, r"rows .*lengths \[\]"),
        ({"a": [[1, 2], [3]]}, ValueError, "'a' is not a rectangular array"),
        ({"a": ["x"]}, TypeError, "'a' is a list.*real numbers"),
    ],
)
def test_bars_of_no_use_are_refused_by_name(rows, error, named):
    with pytest.raises(error, match=named):
        plot_bars(rows)


@pytest.mark.parametrize("labels", [["p"], ["p", "q", "r"], []])
def test_bars_need_one_label_each(labels):
    with pytest.raises(ValueError, match=f"labels holds {len(labels)} names for 2 bars"):
        plot_bars({"a": [1, 2]}, labels=labels)


@pytest.mark.parametrize(("values", "cut"), [([0.5, -0.75], "-0.75"), ([0.625, -0.5], "0.625")])
def test_no_bar_is_cut_off(values, cut):
    with pytest.raises(ValueError, match=f"limits from -0.5 to 0.5 would cut off a bar of {cut}; make them wider"):
        plot_bars({"a": [0.5, -0.5], "b": values}, limits=(-0.5, 0.5))
    assert plot_bars({"a": [0.5, -0.5]}, limits=(-0.5, 0.5))


@pytest.mark.parametrize(
    ("curves", "x", "named"),
    [
        ({"a": [1, NAN]}, None, "'a' must be .*finite"),
        ({"a": [1, 2]}, [0, NAN], "'x' must be .*finite"),
        ({"a": [1, 2]}, [0], r"shapes \(1,\) and \(2,\)"),
        ({"a": [[1, 2], [3]]}, None, "'a' is not a rectangular array"),
        (dict.fromkeys("abcde", (1, 2)), None, "curves holds 5 curves; at most 4"),
    ],
)
def test_curves_of_no_use_are_refused_by_name(curves, x, named):
    with pytest.raises(ValueError, match=named):
        plot_curves(curves, x)


def test_a_curve_that_is_lowest_in_between_is_told_so_and_both_axes_can_be_logarithmic():
    steps = [1e-8, 1e-5, 1e-2]
    drawing = plot_curves({"error": [1e-6, 1e-11, 1e-4]}, x=steps, xlabel="h", ylabel="error", log="xy")
    assert drawing.description == "error over h. error goes from 1e−06 to 0.0001, lowest at 1e−05 with 1e−11."
    assert {"1e−08", "0.01", "1e−10", "0.0001"} <= set(texts(drawing))  # ticks of x and of y
    with pytest.raises(ValueError, match="log is 'x'; it takes '', 'y' or 'xy'"):
        plot_curves({"error": [1, 2]}, log="x")


def test_whole_numbers_on_the_x_axis_have_whole_ticks():
    drawing = plot_curves({"loss": [3, 2, 1]}, x=(1, 2, 3), xlabel="epoch", ylabel="loss")
    assert {"1", "2", "3"} <= set(texts(drawing))
    assert "1.5" not in texts(drawing)[:3]


# digits


def place(e):
    return float(e.get("x")), float(e.get("y"))


def squares(drawing):
    """What is drawn of pixels: color, strength, and the squares as x, y, side."""
    found = []
    for e in ET.fromstring(drawing.svg).iter(f"{SVG}path"):
        places = re.findall(r"M([\d.]+) ([\d.]+)h(\d)v(\d)h-(\d)z", e.get("d"))
        assert "".join(f"M{x} {y}h{a}v{b}h-{c}z" for x, y, a, b, c in places) == e.get("d")
        color = re.fullmatch(r"var\(--sl-(\w+)\)", e.get("fill"))[1]
        found += [(color, float(e.get("fill-opacity")), float(x), float(y), int(a)) for x, y, a, _, _ in places]
    return found


@pytest.mark.parametrize("plot", BY_HAND)
def test_everything_in_a_picture_drawn_by_hand_has_a_color_of_the_palette(plot):
    for e in list(ET.fromstring(plot().svg))[3:]:
        assert re.fullmatch(r"var\(--sl-(\w+)\)", e.get("fill"))[1] in PALETTE
        assert re.fullmatch(r"var\(--sl-(\w+)\)", e.get("stroke", "var(--sl-bg)"))[1] in PALETTE
        assert e.tag != f"{SVG}text" or float(e.get("font-size")) >= 12


def test_the_pixels_of_digits_stand_where_they_belong_as_strong_as_they_are():
    images = load_digits()[0][:12]
    found = squares(digits())
    frames = [place(e) for e in ET.fromstring(digits().svg).iter(f"{SVG}rect") if e.get("stroke")]
    assert len(frames) == 12
    assert frames[0][1] == frames[9][1] < frames[10][1]  # ten in a line
    assert frames[0][0] == frames[10][0]
    expected = [
        ("ink", value, left + 8 * (k % 8), top + 8 * (k // 8), 8)
        for image, (left, top) in zip(images, frames, strict=True)
        for k, value in enumerate(image)
        if value
    ]
    assert sorted(found) == sorted(expected)
    assert texts(digits()) == [str(i) for i in range(12)]


def test_negative_weights_are_small_squares_in_another_color():
    strengths = {}
    for color, strength, _, _, side in squares(weights()):
        strengths.setdefault((color, side), []).append(strength)
    assert {look: max(found) for look, found in strengths.items()} == {("plus", 8): 0.5, ("minus", 6): 1}
    legend = "whole squares: positive; small squares: negative; full color: 0.5000"
    assert texts(weights()) == [legend]
    assert weights().description == f"Images. 3 images of 8 by 8 pixels; {legend}."


def test_a_line_below_an_image_is_told_and_its_signs_are_escaped():
    assert texts(one_image()) == ["7 < 9, & more"]
    assert one_image().description == (
        "Images. An image of 8 by 8 pixels, stronger where the value is larger. Below it: 7 < 9, & more."
    )


def test_no_image_is_stronger_than_its_value_and_nothing_is_drawn_of_blanks():
    def drawn(value):
        return squares(plot_digits(np.full((1, 64), value)))

    assert [drawn(value)[0][:2] for value in (0.25, 32.0)] == [("ink", 0.25), ("ink", 1)]
    assert [len(drawn(value)) for value in (0.0, -1e308)] == [0, 64]
    images = np.ones((2, 64), np.float32)
    plot_digits(images)
    assert (images == 1).all()


@pytest.mark.parametrize(
    ("images", "options", "message"),
    [
        (np.zeros((64, 50)), {}, r"images has shape \(64, 50\); \(n, 64\).* transpose, .T\?"),
        (np.zeros((3, 8, 8)), {}, r"images has shape \(3, 8, 8\); \(n, 64\) is accepted"),
        (np.zeros((201, 64)), {}, "images holds 201 images; at most 200"),
        ([[0.0] * 63 + [NAN]], {}, "images has NaN in row 0, pixel 63"),
        (np.zeros((2, 64)), {"titles": ["a"]}, "titles holds 1 lines for 2 images"),
        (np.zeros((2, 64)), {"columns": 0}, "columns is 0; at least 1"),
    ],
)
def test_digits_of_no_use_are_refused_by_name(images, options, message):
    with pytest.raises(ValueError, match=message):
        plot_digits(images, **options)


def test_weights_are_as_strong_as_they_are_large_in_the_row_of_their_query_and_a_masked_one_is_empty():
    cells = [e for e in ET.fromstring(attention().svg).iter(f"{SVG}rect") if e.get("fill") == "var(--sl-forward)"]
    strengths = [float(e.get("fill-opacity")) / 0.45 for e in cells]
    assert strengths == pytest.approx([1, 0.25, 0.75, 0.2, 0.4, 0.4], abs=1e-3)
    places = [place(e)[::-1] for e in cells]
    assert places == sorted(places)
    assert [len({*one}) for one in zip(*places, strict=True)] == [3, 3]
    assert {"query", "key", "the", "<cat>", "sat", "0.7500"} <= set(texts(attention()))
    assert attention().description == (
        "Attention weights. the looks at: the 1.0000. <cat> looks at: the 0.2500, <cat> 0.7500. sat looks at: the "
        "0.2000, <cat> 0.4000, sat 0.4000."
    )


@pytest.mark.parametrize(
    ("weights", "words", "message"),
    [
        ([[1.0, 0]], ["a"], r"weights has shape \(1, 2\) for 1 words; one row and one column for each word.*up to 12"),
        (np.eye(13), "abcdefghijklm", r"weights has shape \(13, 13\) for 13 words"),
        ([[NAN]], ["a"], "weights has NaN in row 0, column 0"),
        ([[1, 0], [1.5, -0.5]], "ab", "weights has 1.5 in row 1, column 0.*from 0 to 1"),
    ],
)
def test_weights_of_no_use_are_refused_by_name(weights, words, message):
    with pytest.raises(ValueError, match=message):
        plot_weights(weights, words)


def test_digits_of_the_data_that_can_not_be_seen_leave_no_trace_in_the_file():
    x = np.linspace(0, 1, 9)
    assert plot_curves({"u": x**2}, x=x).svg == plot_curves({"u": x**2 * (1 + 1e-13)}, x=x).svg
    ids = [re.findall(r'id="([^"]*)"', plot_curves({"u": x**power}, x=x).svg) for power in (1, 2)]
    assert ids[0]
    assert not set(ids[0]) & set(ids[1])  # two plots stand on one page


@pytest.mark.parametrize("plot", CURVES)
def test_curves_fit_into_jupyterlab_in_a_window_of_620_pixels(plot):
    width = float(ET.fromstring(plot().svg).get("width"))
    assert 0.8 * width <= 498  # a picture shrinks to 0.8 of its width, and an output is 498 pixels wide there
