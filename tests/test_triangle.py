"""LiveTriangle: its numbers, its picture, and the script in a bare page of a real Chromium."""

import math
import re
from functools import cache
from itertools import pairwise, product

import numpy as np
import pytest
from traitlets import link

from softmax_lib import LiveDescent, LiveTriangle, SoftmaxWithLoss, cross_entropy, softmax
from softmax_lib.live.triangle import _said
from softmax_lib.pictures.triangle import FIELD, LABELED, LEVELS, contour, parts, place
from tests.page import (
    A,
    T,
    check_parts,
    check_saved_pictures,
    described,
    drawing,
    in_script,
    out,
    paints,
    parts_of,
    press,
    put,
    state,
    texts_of,
    ticking,
    touch,
    view_of,
)

browser_test = pytest.mark.browser
RATES = [0.1, 0.2, 0.5, 1, 2, 5]
CORNERS = np.eye(3).tolist()
TARGETS = [*CORNERS, [0.5, 0.5, 0.0], [0.0, 0.3, 0.7], [0.6, 0.0, 0.4], [0.2, 0.3, 0.5], [1 / 3] * 3, [0.9, 0.06, 0.04]]


def settings(count, seed=0):
    """Logits as sliders and drags set them, one in four as far as they go; every kind of target, every rate."""
    rng = np.random.default_rng(seed)
    for i in range(count):
        a = rng.choice([-50.0, 0.0, 50.0], 3) if i % 4 == 0 else rng.uniform(-5, 5, 3)
        t = rng.dirichlet(np.ones(3)).tolist() if i % 3 == 0 else TARGETS[i % len(TARGETS)]
        yield a.tolist(), t, RATES[i % len(RATES)]


@cache
def one_view():
    return LiveTriangle()


def view_at(a, t, rate):
    """The one view, set: to make a view takes the picture of its start."""
    view = one_view()
    view.a, view.t, view.rate = a, t, rate
    return view


def reverse(point):
    """The prediction at a place of the picture, by solving for the weights of the corners."""
    corners = np.array([[*place(corner), 1] for corner in CORNERS]).T
    return np.linalg.solve(corners, [*point, 1])


# --- numbers ------------------------------------------------------------------------------------------------------


def test_y_loss_and_gradient_are_those_of_the_layer_and_the_path_is_gradient_descent():
    layer = SoftmaxWithLoss()
    for a, t, rate in settings(200):
        live = view_at(a, t, rate)
        np.testing.assert_allclose(live.y, softmax(a), rtol=1e-12)
        np.testing.assert_allclose(live.loss, layer.forward(a, t), rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(live.gradient, layer.backward(), rtol=0, atol=1e-12)
        path = np.array(live.path)
        assert path[0].tolist() == a
        assert len(path) == 31 or abs(path[-1] - rate * (softmax(path[-1]) - t)).max() > 50
        for before, after in pairwise(path):
            np.testing.assert_allclose(after, before - rate * (softmax(before) - t), rtol=0, atol=1e-12)


def test_a_prediction_close_to_a_corner_keeps_its_tiny_gradient():
    assert LiveTriangle([50, 0, 0], 0).gradient[0] == -sum(LiveTriangle([50, 0, 0], 0).y[1:]) < 0


# --- geometry -----------------------------------------------------------------------------------------------------


def test_the_triangle_is_equilateral_and_places_are_barycentric():
    sides = [math.dist(place(CORNERS[i]), place(CORNERS[i - 1])) for i in range(3)]
    np.testing.assert_allclose(sides, FIELD["side"], rtol=1e-14)
    for y in np.random.default_rng(0).dirichlet(np.ones(3), 100):
        np.testing.assert_allclose(place(y), y @ [place(corner) for corner in CORNERS], rtol=1e-13)
        np.testing.assert_allclose(reverse(place(y)), y, rtol=0, atol=1e-13)


@pytest.mark.parametrize("t", TARGETS)
def test_each_point_of_a_contour_has_its_loss_and_the_line_goes_all_around_the_target(t):
    lowest = cross_entropy(np.array(t), np.array(t)) if min(t) > 0 else -sum(x * math.log(x) for x in t if x)
    for level in LEVELS:
        points = np.array(contour(t, level))
        assert len(points) == (0 if level <= lowest else {1: 51, 2: 34, 3: 2}[1 + t.count(0)])
        if not len(points):
            continue
        np.testing.assert_allclose(points.sum(axis=1), 1, rtol=1e-14)
        assert points.min() >= 0
        for way, side in ((-1e-12, -1), (1e-12, 1)):  # a hair closer the loss is smaller, a hair further it is larger
            near = (1 + way) * points - way * np.array(t)
            loss = -np.sum(np.array(t) * np.log(np.maximum(near, 1e-300)), axis=1)
            assert (side * (loss - level) > 0).all()
        ends = points[0], points[-1]
        if min(t) > 0:
            np.testing.assert_allclose(*ends, atol=1e-14)
            angles = np.unwrap([math.atan2(*np.subtract(place(point), place(t))) for point in points])
            assert (np.diff(angles) < 1e-9).all() or (np.diff(angles) > -1e-9).all()
            np.testing.assert_allclose(abs(angles[-1] - angles[0]), 2 * math.pi)
        else:  # from one side of the triangle to another, or to another place of the same
            assert [end.min() for end in ends] == [0, 0]


def test_between_two_points_of_a_contour_the_drawn_line_is_not_half_a_unit_from_the_true_one():
    """The point with the loss on the ray through the middle of a chord, and its distance from that chord."""
    targets = [*TARGETS, *np.random.default_rng(1).dirichlet(np.ones(3) / 2, 20).tolist()]
    for t, level in product(targets, LEVELS):
        points = contour(t, level)
        for one, other in pairwise(points):
            low, high, along = 0.0, 1.0, np.add(one, other) / 2 - t
            high = min([t_k / -by for t_k, by in zip(t, along, strict=True) if by < -1e-12], default=1)
            for _ in range(50):
                y = t + (low + high) / 2 * along
                loss = -sum(t_k * math.log(y_k) for t_k, y_k in zip(t, y, strict=True) if t_k)
                low, high = ((low + high) / 2, high) if loss < level else (low, (low + high) / 2)
            p, q, r = map(np.array, (place(one), place(other), place(t + low * along)))
            area = np.linalg.det([q - p, r - p])
            assert abs(area) < 0.5 * max(np.linalg.norm(q - p), 1e-6), (t, level)


# --- the picture --------------------------------------------------------------------------------------------------


def test_y_and_t_and_the_path_are_where_they_belong_and_the_arrow_goes_from_t_to_y():
    for a, t, rate in settings(60, seed=2):
        live = view_at(a, t, rate)
        drawn = parts_of(live)
        p, q = ([float(drawn[name].get(c)) for c in ("cx", "cy")] for name in ("t", "y"))
        np.testing.assert_allclose([p, q], [place(t), place(live.y)], atol=0.0051)
        dots = np.array(re.findall(r"M([\d.]+) ([\d.]+)h0", drawn["dots"].get("d")), float)
        np.testing.assert_allclose(dots, [place(softmax(point)) for point in live.path], atol=0.0051)
        if math.dist(p, q) > 30:
            start, back = np.array(re.findall(r"[\d.]+", drawn["shaft"].get("d")), float).reshape(2, 2)
            tip = np.array(re.findall(r"[\d.]+", drawn["head"].get("d")), float)[:2]
            along = np.subtract(q, p) / math.dist(p, q)
            for point, by in ((start, 8), (back, math.dist(p, q) - 18), (tip, math.dist(p, q) - 8)):
                np.testing.assert_allclose(point, p + by * along, atol=0.03)
        else:
            assert (drawn["shaft"].get("d") == "") == (math.dist(p, q) < 28)


def test_the_saved_picture_prints_the_numbers_and_the_live_one_comes_without_them():
    live = LiveTriangle(A, T, 0.5)
    told = {"4.0", "0.2452", "−0.2634", "Loss 0.3057", "Gradient descent with learning rate 0.5"}
    assert told <= {*texts_of(drawing(live))}
    assert "Loss" not in live._picture
    assert drawing(live).get("viewBox").split()[2] == "900"


def test_what_the_description_says():
    assert described(LiveTriangle()) == (
        "The triangle of all predictions for three classes. The prediction y is 0.0182, 0.2452, 0.7366, the target t "
        "is 0, 0, 1. The arrow from t to y, which is y minus t, is 0.0182, 0.2452, minus 0.2634. The loss L is 0.3057. "
        "The contours of the loss, at 0.5, 1, 1.5, 2, 2.5, 3, are straight lines. The path has 30 steps, from "
        "a loss of 0.3057 to one of 0.0182; y is at step 0."
    )
    assert "The contours of the loss, at 1.5, 2, 2.5, 3, go around t." in described(LiveTriangle(t=[0.2, 0.3, 0.5]))


@pytest.mark.parametrize("t", TARGETS)
def test_the_first_number_of_a_contour_says_what_is_numbered(t):
    drawn = parts([1 / 3] * 3, t, [t])
    labels = [level for level in LABELED if drawn[f"label {level:g}"]["display"] == "inline"]
    signs = [level for level in LABELED if drawn[f"sign {level:g}"]["display"] == "inline"]
    assert signs == labels[:1]
    assert set(labels) >= {1.5, 2}
    assert all(drawn[f"contour {level:g}"]["d"] for level in labels)


# --- a walk -------------------------------------------------------------------------------------------------------


WALK = [[0.0, 0.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 1.0]]


def test_the_path_is_the_walk_until_someone_leaves_it():
    live = LiveTriangle([0, 0, 0], 0)
    ours = live.path
    live.play(WALK)
    assert live.path == WALK
    assert "The path has 2 steps, from a loss of 1.0986 to one of 0.8620; y is at step 0." in described(live)
    live.a, live._at = WALK[2], 2
    assert live.path == WALK
    live.a = [0, 0, 1.5]
    assert live.path[0] == [0, 0, 1.5]
    live.a = [0, 0, 0]
    assert live.path == ours


def test_a_descent_that_it_is_linked_to_is_its_path_and_it_plays_that_of_the_other_loss():
    descent, triangle = LiveDescent([5, 0, 0], 2), LiveTriangle()
    for name in ("a", "t", "rate"):
        link((descent, name), (triangle, name))
    descent.rate = 2
    assert (triangle.a, triangle.t, triangle.rate) == ([5, 0, 0], [0, 0, 1], 2)
    shares = [softmax(a)[2] for a in triangle.path]
    np.testing.assert_allclose(shares, descent.curves["cross-entropy"][:31], rtol=0, atol=1e-12)
    walk = descent.paths["squared error"]
    triangle.play(walk)
    assert triangle.path == walk != descent.paths["cross-entropy"]


# --- the script ---------------------------------------------------------------------------------------------------


@browser_test
def test_the_script_computes_draws_and_says_what_python_does_at_200_settings(blank):
    points = [*settings(200, seed=3)]
    program = LiveTriangle()._program
    answer = in_script(
        blank,
        LiveTriangle._source.replace("function softmax", "export function softmax", 1),
        """(made, points, program) => points.map(([a, t, rate]) => {
            const path = made.descent(a, t, rate, program.steps), y = made.softmax(a), g = made.gradient(y, t);
            const ys = path.map(made.softmax);
            return {
                path, y, g, loss: made.lossOf(y, t), contours: program.levels.map((x) => made.contour(t, x)),
                parts: { ...made.contoursOf(t, program), ...made.pointsOf(y, t, ys, program) },
                said: made.saidOf({ y, t, g, path: ys, at: 7 }, program),
            };
        })""",
        points, program,
    )  # fmt: skip
    for (a, t, rate), theirs in zip(points, answer, strict=True):
        live = view_at(a, t, rate)
        for name, ours in (("path", live.path), ("y", live.y), ("g", live.gradient), ("loss", live.loss)):
            np.testing.assert_allclose(theirs[name], ours, rtol=0, atol=1e-12, err_msg=f"{name} {a} {t} {rate}")
        for level, points_of_it in zip(LEVELS, theirs["contours"], strict=True):
            np.testing.assert_allclose(points_of_it, contour(t, level), rtol=0, atol=1e-12)
        ys = [softmax(point).tolist() for point in live.path]
        assert theirs["said"] == _said(live.y, t, ys, 7)
        check_parts(theirs["parts"], parts(live.y, t, ys))


@browser_test
def test_a_place_in_the_picture_is_a_prediction_and_that_is_logits_with_the_sum_of_before(blank):
    rng = np.random.default_rng(4)
    ys = [*rng.dirichlet(np.ones(3), 200).tolist(), [0.998, 0.001, 0.001], [0.001, 0.001, 0.998]]
    before = [*rng.uniform(-5, 5, (200, 3)).tolist(), [50] * 3, [-50] * 3]
    ask = """({ logitsOf, predictionAt }, ys, before, places, field) =>
        ys.map((y, i) => [predictionAt(places[i], field), logitsOf(y, before[i])])"""
    answer = in_script(blank, LiveTriangle._source, ask, ys, before, [*map(place, ys)], FIELD)
    for y, a, (at, logits) in zip(ys, before, answer, strict=True):
        np.testing.assert_allclose(at, y, rtol=0, atol=1e-12)
        np.testing.assert_allclose(softmax(logits), y, rtol=1e-12)
        if abs(np.array(a)).max() <= 5:
            np.testing.assert_allclose(sum(logits), sum(a), rtol=0, atol=1e-12)
        view_at(logits, 0, 1)  # takes them


@browser_test
def test_outside_of_the_triangle_the_nearest_prediction_is_taken(blank):
    rng = np.random.default_rng(6)
    places = [(y + rng.normal(size=3)).tolist() for y in rng.dirichlet(np.ones(3), 200)]
    places = [[*y[:2], 1 - y[0] - y[1]] for y in places]
    ask = "({ nearest }, places) => places.map((y) => [nearest(y, 0), nearest(y, 0.001)])"
    answer = in_script(blank, LiveTriangle._source, ask, places)
    grid = np.array([[i, j, 100 - i - j] for i in range(101) for j in range(101 - i)]) / 100
    for y, both in zip(places, answer, strict=True):
        for found, least in zip(both, (0, 0.001), strict=True):
            assert min(found) >= least - 1e-15
            np.testing.assert_allclose(sum(found), 1, rtol=1e-14)
            others = least + (1 - 3 * least) * grid
            assert math.dist(found, y) <= min(np.linalg.norm(others - y, axis=1)) + 1e-12


@browser_test
def test_a_target_is_rounded_to_hundredths_that_sum_to_1(blank):
    targets = np.random.default_rng(5).dirichlet(np.ones(3), 500).tolist()
    targets += [[0.505, 0.495, 0], [0.005, 0.005, 0.99]]
    ask = "({ inHundredths }, targets) => targets.map(inHundredths)"
    rounded = in_script(blank, LiveTriangle._source, ask, targets)
    for t, given in zip(rounded, targets, strict=True):
        assert view_at(A, t, 1).t == t
        np.testing.assert_allclose(t, given, atol=0.0101)
        assert all(round(x, 2) == x >= 0 for x in t)


MARKS = """(svg) => [...svg.querySelectorAll("[data-part], desc")].map((n) => [
    n.tagName, n.dataset.part, ...["d", "cx", "cy", "x", "y", "text-anchor", "display"].map((a) => n.getAttribute(a)),
    n.tagName === "desc" && n.textContent,
])"""


@browser_test
def test_the_live_picture_is_that_of_the_saved_notebook(blank):
    live, given = LiveTriangle(), [dict(zip(("a", "t", "rate"), one, strict=True)) for one in settings(30, seed=6)]
    for view in check_saved_pictures(blank, live, given, MARKS):
        told = [float(out(view, f"y-{k}").replace("≈", "")) for k in (1, 2, 3)]
        assert told == pytest.approx(live.y, abs=6e-5)


def point_of(view, name):
    """Where a point of the picture is on the page."""
    box = view.locator(f"[data-part={name}]").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def pull(page, start, *places):
    page.mouse.move(*start)
    page.mouse.down()
    for one in places:
        page.mouse.move(*one)
    paints(page, 2)


@browser_test
@pytest.mark.parametrize("width", [1000, 360])
def test_y_is_dragged_and_stays_inside_and_the_logits_follow(new_page, width):
    page = new_page(width)
    view = view_of(page, LiveTriangle(A, T))
    scale = view.locator("svg").first.bounding_box()["width"] / 400
    x, y = point_of(view, "y")
    pull(page, (x + 5, y + 5), (x + 5 - 40 * scale, y + 5 + 60 * scale))  # not on its middle
    np.testing.assert_allclose(point_of(view, "y"), (x - 40 * scale, y + 60 * scale), atol=0.6)
    moved = np.array(state(page, "a"))
    np.testing.assert_allclose(moved.sum(), sum(A))
    px, py = place(softmax(A))
    np.testing.assert_allclose(place(softmax(moved)), (px - 40, py + 60), atol=0.6)
    page.mouse.move(x, y + 5000)
    page.mouse.up()
    page.mouse.move(x, y)
    paints(page, 2)
    assert softmax(state(page, "a")).min() == pytest.approx(0.001, rel=0.01)


@browser_test
def test_t_is_dragged_onto_a_corner_and_into_the_triangle(blank):
    view = view_of(blank, LiveTriangle(A, T))
    x, y = point_of(view, "t")
    pull(blank, (x, y), (x, y + 3000), (x - 2000, y + 1000))
    assert state(blank, "t") == [1, 0, 0]
    assert view.locator("[data-class='1']").is_checked()
    blank.mouse.move(x, y + 180)
    paints(blank, 2)
    t = state(blank, "t")
    assert min(t) > 0.1
    assert LiveTriangle(t=t).t == t
    assert view.locator("[data-class]:checked").count() == 0
    blank.mouse.up()


@browser_test
@pytest.mark.parametrize(
    ("key", "to", "axis", "sign"),
    [("ArrowLeft", [0.02, -0.02, 0], 0, -1), ("ArrowRight", [-0.02, 0.02, 0], 0, 1),
     ("ArrowUp", [-0.01, -0.01, 0.02], 1, -1), ("ArrowDown", [0.01, 0.01, -0.02], 1, 1)],
)  # fmt: skip
def test_arrow_keys_move_a_point_in_their_direction(blank, key, to, axis, sign):
    view = view_of(blank, LiveTriangle([0, 0, 0], [0.2, 0.3, 0.5]))
    for name, label in (("y", "prediction y"), ("t", "target t")):
        handle = view.get_by_role("slider", name=label)
        before, told = point_of(view, name), handle.get_attribute("aria-valuetext")
        handle.press(key)
        paints(blank, 2)
        moved = np.subtract(point_of(view, name), before)
        assert sign * moved[axis] > 4
        assert abs(moved[1 - axis]) < 0.5
        assert handle.get_attribute("aria-valuetext") != told
    np.testing.assert_allclose(softmax(state(blank, "a")), np.add([1 / 3] * 3, to), rtol=1e-9)
    np.testing.assert_allclose(state(blank, "t"), np.add([0.2, 0.3, 0.5], to), rtol=1e-12)


@browser_test
def test_a_key_never_leaves_the_triangle(blank):
    view = view_of(blank, LiveTriangle([5, -5, -5], 0))
    for name in ("y", "t"):
        for key in ["ArrowDown", "ArrowLeft"] * 4:
            press(view, f"[data-handle={name}]", key)
    assert state(blank, "t") == [1, 0, 0]
    assert softmax(state(blank, "a"))[1:].min() == pytest.approx(0.001, rel=0.01)


@browser_test
def test_a_handle_is_on_its_point_and_says_all_three_numbers(blank):
    view = view_of(blank, LiveTriangle(A, [0.2, 0.3, 0.5]))
    for name, told in (("y", "0.0182, 0.2452, 0.7366"), ("t", "0.2000, 0.3000, 0.5000")):
        handle = view.locator(f"[data-handle={name}]")
        box = handle.bounding_box()
        np.testing.assert_allclose((box["x"] + 22, box["y"] + 22), point_of(view, name), atol=0.3)
        assert handle.get_attribute("aria-valuetext") == told


def put_later(page, live, *names):
    """Set what a view in Python has, in a page with a clock of its own."""
    given = {name: getattr(live, name) for name in names}
    page.evaluate("(given) => { for (const name in given) models[0].set(name, given[name]); }", given)


@browser_test
def test_step_by_step_and_by_itself_y_goes_along_the_path_which_stays(new_page):
    page, view = ticking(new_page, LiveTriangle(A, 0))
    path, dots = LiveTriangle(A, 0).path, view.locator("[data-part=dots]")
    drawn = dots.get_attribute("d")
    assert out(view, "walk") == "step 0 of 30"
    for name, wait, step in (("next", 200, 1), ("play", 1300, 3), ("back", 200, 2)):
        press(view, f"[data-walk={name}]", wait=wait)
        assert (out(view, "walk"), dots.get_attribute("d")) == (f"step {step} of 30", drawn)
        np.testing.assert_allclose(state(page, "a"), path[step], atol=1e-12)
    now = LiveTriangle(state(page, "a"), 0, 2)
    put_later(page, now, "rate")  # another path begins here
    page.clock.run_for(500)
    assert out(view, "walk") == "step 0 of 30"
    assert dots.get_attribute("d") == parts(now.y, now.t, softmax(now.path).tolist())["dots"]["d"]


@browser_test
@pytest.mark.parametrize("what", ["input[data-logit='1']", "[data-handle=t]", "[data-do=reset]"])
def test_what_is_moved_by_hand_ends_the_walk(new_page, what):
    page, view = ticking(new_page, LiveTriangle(A, 0))
    press(view, "[data-walk=play]", wait=1300)
    assert out(view, "walk") == "step 2 of 30"
    is_reset = what == "[data-do=reset]"
    press(view, what, "Enter" if is_reset else "ArrowRight", wait=100)
    before = state(page, "a")
    page.clock.run_for(3000)
    assert state(page, "a") == before
    assert out(view, "walk") == "step 0 of 30"
    assert (before == A) == is_reset
    assert view.locator("[data-walk=play]").get_attribute("aria-label") == "Play the walk"


@browser_test
def test_a_walk_of_python_begins_to_play_and_python_knows_where_it_is(new_page):
    live = LiveTriangle(A, 0)
    page, view = ticking(new_page, live)
    live.play(WALK)
    put_later(page, live, "a", "_at", "_walk")
    page.clock.run_for(700)
    assert out(view, "walk") == "step 1 of 2"
    live.a, live._at = state(page, "a"), state(page, "_at")
    assert live.path == WALK
    assert view.locator("[data-part=dots]").get_attribute("d").count("M") == 3
    page.clock.run_for(1500)
    assert out(view, "walk") == "step 2 of 2"


@browser_test
@pytest.mark.parametrize("t", TARGETS)
def test_every_name_and_number_is_in_the_picture_and_numbers_of_contours_do_not_meet(blank, t):
    view = view_of(blank, LiveTriangle([0, 0, 0], t))
    texts = """(svg) => [...svg.querySelectorAll("text")].filter((n) => n.getClientRects().length).map((n) => {
        const { x, y, width, height } = n.getBBox();
        return [n.dataset.part ?? n.textContent, x, y + 0.2 * height, x + width, y + 0.8 * height];
    })"""
    for a, _, _ in settings(40, seed=7):
        put(blank, a=a)
        names, *boxes = zip(*view.locator("svg").first.evaluate(texts), strict=True)
        left, top, right, bottom = np.array(boxes)
        inside = (left >= 0) & (top >= 0) & (right <= 400) & (bottom <= 384)
        assert inside.all(), names[inside.argmin()]
        apart = (right[:, None] < left) | (bottom[:, None] < top)
        apart |= apart.T | np.eye(len(names), dtype=bool)
        fixed = [i for i, name in enumerate(names) if not name.endswith(" name")]
        assert apart[np.ix_(fixed, fixed)].all()
        corners = [i for i, name in enumerate(names) if name.startswith("class ")]
        assert apart[names.index("t name"), corners].all()
        assert names.count("t name") == 1


@browser_test
def test_a_finger_drags_y_and_not_the_page(new_page):
    page = new_page(400)
    view = view_of(page, LiveTriangle(A, T))
    x, y = point_of(view, "y")
    places = [(x, y), (x - 20, y + 40), (x - 40, y + 80), (x - 60, y + 120)]
    touch(page, *places)
    np.testing.assert_allclose(point_of(view, "y"), places[-1], atol=0.6)
    assert page.evaluate("[scrollY, document.documentElement.scrollHeight > innerHeight + 50]") == [0, True]
