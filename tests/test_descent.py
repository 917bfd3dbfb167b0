"""LiveDescent: its numbers, its picture, and the script in a bare page of a real Chromium."""

import re
from functools import cache
from types import SimpleNamespace

import numpy as np
import pytest

from softmax_lib import LiveDescent, softmax, softmax_jacobian
from softmax_lib.live.descent import _number, _times, _told, softmax_of
from tests.page import SVG, described, drawing, in_script, paints, put, saved_picture, settle, texts_of, view_of

browser_test = pytest.mark.browser
RATES = [0.1, 0.2, 0.5, 1, 2, 5]
LOSSES = ["cross-entropy", "squared error"]
BAD = [10, 0, 0]


def settings(count, seed=0):
    """Starts as the sliders set them, one in three at their ends; every number of classes, every rate."""
    rng = np.random.default_rng(seed)
    for i in range(count):
        classes = 2 + i % 4
        a = rng.choice([-10.0, 0.0, 10.0], classes) if i % 3 == 0 else rng.integers(-100, 101, classes) / 10
        yield a.tolist(), int(rng.integers(classes)), RATES[int(rng.integers(6))]


@cache
def view_with(classes):
    return LiveDescent(np.zeros(classes), 0)


def view_at(a, true, rate):
    """The one view of so many classes, set: to make a view takes the picture of its start."""
    view = view_with(len(a))
    view.a, view.t, view.rate = a, true, rate
    return view


def descended(loss, points, steps):
    """The shares from each start, one row for each, by NumPy's softmax and the whole Jacobian."""
    a, true, rate = (np.array(column) for column in zip(*points, strict=True))
    a, t, rate, found = a.astype(float), np.eye(a.shape[1])[true], rate[:, np.newaxis], []
    for _ in range(steps + 1):
        y = softmax(a)
        found.append(y[t == 1])
        d = (y - t)[:, :, np.newaxis]
        a -= rate * (d if loss == "cross-entropy" else softmax_jacobian(a).transpose(0, 2, 1) @ d)[:, :, 0]
    return np.transpose(found)


# --- numbers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("classes", range(2, 6))
def test_curves_pulls_and_steps_are_those_of_gradient_descent_by_numpy(classes):
    points = [point for point in settings(100) if len(point[0]) == classes]
    assert len(points) == 25
    by_numpy = {loss: descended(loss, points, 200) for loss in LOSSES}
    for i, (a, true, rate) in enumerate(points):
        view = view_at(a, true, rate)
        curves, found, steps, paths = view.curves, view.pulls, view.steps, view.paths
        y, d = softmax(a), softmax(a) - np.eye(len(a))[true]
        pulls = {"cross-entropy": d[true], "squared error": (softmax_jacobian(a).T @ d)[true]}
        assert list(curves) == list(found) == list(steps) == LOSSES
        for loss in LOSSES:
            np.testing.assert_allclose(softmax(paths[loss])[:, true], curves[loss], rtol=1e-12)
            np.testing.assert_allclose(curves[loss], by_numpy[loss][i], rtol=0, atol=1e-9)
            np.testing.assert_allclose(found[loss], pulls[loss], rtol=1e-9, atol=1e-15)
            above = np.array(curves[loss]) > 0.5
            if steps[loss] is not None and steps[loss] <= 200:
                assert steps[loss] == above.argmax()
                assert above.any()
            else:
                assert not above.any()
        assert np.isclose(curves["cross-entropy"][0], y[true])


def test_the_step_that_passes_one_half_is_found_far_beyond_the_picture():
    expected = {0.5: 9201, 1: 4603, 5: 924}
    by_numpy = descended("squared error", [(BAD, 2, rate) for rate in expected], max(expected.values()))
    for (rate, steps), shares in zip(expected.items(), by_numpy, strict=True):
        assert LiveDescent(BAD, 2, rate).steps["squared error"] == steps
        assert shares[steps - 1] <= 0.5 < shares[steps]
    assert LiveDescent(BAD, 2, 0.2).steps == {"cross-entropy": 28, "squared error": None}
    assert LiveDescent(BAD, 0).steps == dict.fromkeys(LOSSES, 0)
    assert LiveDescent([0, 0], 0).steps == dict.fromkeys(LOSSES, 1)  # 1/2 itself is not above 1/2


def test_a_share_near_one_keeps_its_tiny_pulls():
    """By the pulls' exact forms, −r and −y (r² + Σ y_i²) over the other classes, whose shares sum to r."""
    for a in ([10, -10], [10, -10, -10], [9.5, -10, -9, -8.7]):
        y = softmax(a)
        rest, pulls = y[1:].sum(), LiveDescent(a, 0).pulls
        np.testing.assert_allclose(pulls["cross-entropy"], -rest, rtol=1e-12)
        np.testing.assert_allclose(pulls["squared error"], -y[0] * (rest**2 + (y[1:] ** 2).sum()), rtol=1e-6)


def test_softmax_is_stable_for_large_logits():
    for a in ([1000.0, 999.0], [-1000.0, -1001.0, -999.0], [5e3, -5e3]):
        np.testing.assert_allclose(softmax_of(a), softmax(a), rtol=1e-14)


@pytest.mark.parametrize("rate", RATES)
def test_at_every_rate_of_the_slider_a_last_bit_decides_nothing(rate):
    """Both shares only rise, and starts that differ in a last bit stay together; with squared error and 10, neither."""
    for a, true, _ in settings(40, seed=1):
        curves = view_at(a, true, rate).curves
        near = view_at(np.nextafter(a, 0), true, rate).curves
        for loss in LOSSES:
            assert np.diff(curves[loss]).min() > -1e-12
            np.testing.assert_allclose(near[loss], curves[loss], rtol=0, atol=1e-10)


@pytest.mark.parametrize(
    ("x", "told"),
    [(-0.9999546, "−0.99995"), (-0.25, "−0.25000"), (0.001, "0.00100"), (-9.0783e-5, "−0.0000908"),
     (0.00099999, "0.00100"), (1.5e-5, "0.0000150"), (-4.118e-9, "−4.12·10<sup>−9</sup>"),
     (9.999e-6, "0.0000100"), (9.99e-6, "9.99·10<sup>−6</sup>")],
)  # fmt: skip
def test_a_number_as_it_is_printed(x, told):
    assert _number(x) == told


@pytest.mark.parametrize(
    ("x", "told"),
    [(11014.99, "11,015"), (2, "2.00"), (99.994, "99.99"), (100.4, "100"), (999_999.4, "999,999"),
     (1e6, "1.00·10<sup>6</sup>"), (161_893_176.0, "1.62·10<sup>8</sup>")],
)  # fmt: skip
def test_a_ratio_as_it_is_printed(x, told):
    assert _times(x) == told


# --- the picture --------------------------------------------------------------------------------------------------


def test_the_picture_shows_the_curves_and_prints_the_table():
    for a, true, rate in settings(12, seed=2):
        live = view_at(a, true, rate)
        tree, shares = drawing(live), live.curves
        curves = {n.get("data-curve"): n.get("d") for n in tree.iter(f"{SVG}path") if n.get("data-curve")}
        for loss in LOSSES:
            points = np.array(re.findall(r"[\d.]+", curves[loss]), float).reshape(201, 2)
            np.testing.assert_allclose(points[:, 0], np.linspace(40, 766, 201), atol=0.0051)
            np.testing.assert_allclose((214 - points[:, 1]) / 180, shares[loss], atol=0.0051 / 180)
        told = {re.sub("<.*?>", "", cell) for row in _told(live) for cell in row}
        assert told | {f"predicted probability of the true class, y{true + 1}"} <= {*texts_of(tree)}
    assert "6 steps" in texts_of(drawing(LiveDescent()))


def test_the_labels_stand_at_the_ends_of_their_curves_and_never_on_one_another():
    for a, true, rate in settings(30, seed=3):
        live = view_at(a, true, rate)
        ends = {loss: shares[-1] for loss, shares in live.curves.items()}
        places = {n.get("data-label"): n.get("transform") for n in drawing(live).iter(f"{SVG}g") if n.get("data-label")}
        upper, lower = (float(places[loss].split()[1].rstrip(")")) for loss in LOSSES)
        assert lower - upper > 17.98
        assert upper == pytest.approx(214 - 180 * ends["cross-entropy"], abs=0.01)
        assert lower == pytest.approx(max(upper + 18, 214 - 180 * ends["squared error"]), abs=0.02)
        assert lower <= 214.01


def test_the_description_of_the_bad_start():
    assert described(LiveDescent()) == (
        "Gradient descent on the logits: the predicted probability of the true class, step by step, with either loss. "
        "At the start the gradient at logit 3 is minus 0.99995 with cross-entropy and minus 0.0000908 with squared "
        "error: 11,015 times larger. To raise the predicted probability of class 3 above 0.5: 6 steps with "
        "cross-entropy, 4,603 steps with squared error. In 200 steps, the predicted probability goes from 0.0000454 "
        "to 0.99726 with cross-entropy, and to 0.0000476 with squared error."
    )


# --- the script ---------------------------------------------------------------------------------------------------


@browser_test
@pytest.mark.parametrize("classes", range(2, 6))
def test_the_script_descends_and_prints_as_python_does_at_200_settings(blank, classes):
    points = [*settings(196, seed=4), *(([10, *rest], 0, 1) for rest in ([-10], [-9.5], [-10, -9], [-10, -9, -8.7]))]
    points = [point for point in points if len(point[0]) == classes]
    assert len(points) == {2: 51, 3: 50, 4: 50, 5: 49}[classes]
    ask = """({ descend, rowsOf }, points, words) => points.map(([a, k, rate]) => {
        const runs = words.losses.map((loss) => descend(loss, a, k, rate, 200, 10000));
        return [runs, rowsOf(runs, words, 10000)];
    })"""
    answer = in_script(blank, LiveDescent._source, ask, points, LiveDescent()._program["words"])
    passed = []
    for point, (runs, rows) in zip(points, answer, strict=True):
        live = view_at(*point)
        curves, pulls, steps = live.curves, live.pulls, live.steps
        for run, loss in zip(runs, LOSSES, strict=True):
            np.testing.assert_allclose(run["curve"], curves[loss], rtol=0, atol=1e-9)
            np.testing.assert_allclose(run["pull"], pulls[loss], rtol=1e-12 if loss == LOSSES[0] else 1e-6)
            assert run["steps"] == steps[loss], point
        assert list(map(tuple, rows)) == _told(SimpleNamespace(pulls=pulls, steps=steps)), point
        passed.append(steps["squared error"])
    assert None in passed
    assert {0, 1} < set(passed)
    assert any(n and n > 200 for n in passed)


@browser_test
def test_the_script_prints_numbers_as_python_does(blank):
    rng = np.random.default_rng(0)
    numbers = (10 ** rng.uniform(-18, 10, 3000)).tolist()
    numbers += [10.0**n for n in range(-9, 10)] + [2.0**-n for n in range(60)]
    ask = "({ number, times }, numbers, words) => numbers.map((x) => [number(-x, words), times(x, words)])"
    power = {"power": LiveDescent()._program["words"]["power"]}
    answer = in_script(blank, LiveDescent._source, ask, numbers, power)
    assert answer == [[_number(-x), _times(x)] for x in numbers]


MARKS = """(svg) => [...svg.querySelectorAll("[data-curve], [data-label], [data-step], .sl-grid, text, desc")]
    .map((n) => ["d", "transform", "x1", "x2", "y1", "y2", "x", "y", "stroke-dasharray", "fill"]
        .map((name) => n.getAttribute(name)).concat(n.tagName === "g" ? "" : n.textContent))"""


def check(view, live):
    """The face says what Python computes."""
    k = live.t.index(1) + 1
    table = view.get_by_role("table")
    cells = table.get_by_role("row").evaluate_all(
        "(rows) => rows.map((row) => [...row.querySelectorAll('[role=cell]')].map((one) => one.innerHTML))"
    )
    assert cells == [[], *map(list, _told(live))]
    heads = table.get_by_role("columnheader").all_text_contents()
    assert heads == ["loss", f"gradient at the start, ∂L/∂a{k}", "ratio", f"until y{k} is above 0.5"]
    *logits, rate = view.get_by_role("slider").evaluate_all(
        "(all) => all.map((n) => [n.ariaLabel, n.value, n.getAttribute('aria-valuetext')])"
    )
    assert [name for name, _, _ in logits] == [f"logit a {i}" for i in range(1, len(live.a) + 1)]
    np.testing.assert_allclose([float(value) for _, value, _ in logits], live.a, rtol=0, atol=0.051)
    assert view.get_by_role("radio").evaluate_all("(all) => all.map((n) => n.checked)") == [x == 1 for x in live.t]
    assert rate == ["learning rate", str(RATES.index(live.rate)), f"{live.rate:g}"]


@browser_test
def test_the_live_picture_is_that_of_the_saved_notebook(blank):
    blank.add_style_tag(content=".sl-live { padding: 0 !important }")  # then it is as wide as the saved one
    live = LiveDescent()
    view = view_of(blank, live)
    for live.a, live.t, live.rate in [(BAD, 2, 1), *(one for one in settings(24, seed=5) if len(one[0]) == 3)]:
        put(blank, a=live.a, t=live.t, rate=live.rate)
        settle(blank)
        shown = view.locator("svg").evaluate(MARKS)
        assert len(shown) > 15
        assert shown == saved_picture(blank, live, MARKS)[: len(shown)]
        check(view, live)


@browser_test
def test_sliders_say_their_numbers_and_a_power_of_ten_is_read_out(blank):
    view = view_of(blank, LiveDescent([-10, 10, -10, 10, -10], 4))
    slider = view.get_by_role("slider", name="logit a 1")
    assert [slider.get_attribute(name) for name in ("min", "max", "step", "type")] == ["-10", "10", "0.1", "range"]
    assert slider.get_attribute("aria-valuetext") == "−10.0"
    assert view.get_by_role("cell", name="minus 1.55 times 10 to the minus 9", exact=True).count() == 1
    put(blank, a=[0, 0, 0, 0, 0])
    assert view.locator("[role=cell][aria-label]").count() == 0


# --- how it looks -------------------------------------------------------------------------------------------------


@browser_test
def test_the_curves_differ_not_by_color_alone(blank):
    view = view_of(blank, LiveDescent())
    for mark in ("[data-curve]", "[data-label] path"):
        dashes = view.locator(mark).evaluate_all("(ns) => ns.map((n) => n.getAttribute('stroke-dasharray'))")
        assert dashes == [None, "7 4"]
    assert view.locator("[data-label]").all_text_contents() == LOSSES


@browser_test
def test_the_picture_takes_the_width_there_is(blank):
    view = view_of(blank, LiveDescent())
    for width in (900, 500, 350, 800):
        blank.evaluate("(width) => { document.querySelector('section').style.width = `${width}px`; }", width)
        paints(blank, 3)
        box = view.locator("svg").evaluate("(svg) => [svg.getBoundingClientRect().width, svg.viewBox.baseVal.width]")
        assert box == [width - 8, width - 8]
        ends = view.locator("[data-curve]").evaluate_all("(ns) => ns.map((n) => n.getAttribute('d').split(' ').at(-2))")
        assert ends == [f"{width - 8 - 134}"] * 2
        assert view.locator("[data-step='200']").get_attribute("transform") == f"translate({width - 8 - 134} 224)"
    assert blank.evaluate("models[0].saved") == []


@browser_test
def test_10_000_steps_compute_each_share_once(blank):
    """In benchmarks/budgets.py they have to fit into a frame."""
    ask = """({ descend }) => {
        const { exp } = Math;
        let count = 0;
        Math.exp = (x) => (count++, exp(x));
        const { steps } = descend("squared error", [10, -10, 3, 1, 0], 1, 0.1, 200, 10000);
        Math.exp = exp;
        return [steps, count];
    }"""
    # The start, 10,000 steps, and the gradient at the start.
    assert in_script(blank, LiveDescent._source, ask) == [None, 5 * 10_001 + 5]


def test_what_chapter_12_says_of_the_steps_and_the_pulls():
    steps = {start: LiveDescent((start, 0, 0)).steps["squared error"] for start in (6.8, 6.9, 7.3)}
    assert steps[6.8] <= 200 < steps[6.9]
    assert steps[7.3] > 300
    assert list(LiveDescent((4.7, 0, 0)).steps.values()) == [3, 30]
    even = LiveDescent((0, 0, 0))
    assert list(even.steps.values()) == [1, 3]
    assert [round(pull, 2) for pull in even.pulls.values()] == [-0.67, -0.22]
