"""LiveNudge: its numbers, its picture, and the script in a bare page of a real Chromium."""

import re
from decimal import Decimal
from functools import cache
from types import SimpleNamespace

import numpy as np
import pytest

from softmax_lib import LiveNudge, SoftmaxWithLoss, cross_entropy, numerical_gradient, softmax
from softmax_lib.live import nudge as numbers
from softmax_lib.live.nudge import _agreeing, _decimals, _exactly, _shown
from tests.page import SVG, A, T, described, drawing, in_script, put, texts_of, view_of, walk
from tests.read_view import number

browser_test = pytest.mark.browser
STEPS = [float(f"1e{power}") for power in range(-15, 1)]
WAYS = [("float64", 2), ("float64", 1), ("float32", 2), ("float32", 1)]
BEST = {("float64", 2): 1e-5, ("float64", 1): 1e-8, ("float32", 2): 1e-2, ("float32", 1): 1e-3}


@pytest.fixture(autouse=True, scope="module")
def exact():
    """exp and ln are asked for the same numbers again and again."""
    with pytest.MonkeyPatch.context() as patch:
        exp, ln = (cache(getattr(numbers._EXACT, name)) for name in ("exp", "ln"))
        patch.setattr(numbers, "_EXACT", SimpleNamespace(exp=exp, ln=ln))
        yield


def errors(a, t, precision, sides):
    nudge = LiveNudge(a, t)
    nudge.precision, nudge.sides = precision, sides
    found = []
    for nudge.h in STEPS:
        found.append(nudge.error)
    return np.array(found)


def noise(a, t, h, precision):
    """How far rounding alone can move a measured slope: some roundings of the loss's size, over h.

    A last bit of a logit moves log y by as much as a last bit of log y itself.
    """
    size = max(1, np.abs(a).max(), np.abs(np.log(softmax(a))).max()) * max(1, np.sum(t))
    return 16 * np.finfo(precision).eps * size / h


# --- numbers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("classes", range(2, 11))
def test_the_gradients_are_those_of_the_layer_and_of_numerical_gradient(classes):
    rng, layer = np.random.default_rng(classes), SoftmaxWithLoss()
    nudge = LiveNudge(np.zeros(classes), 0)
    for t in (int(rng.integers(classes)), rng.dirichlet(np.ones(classes)), rng.uniform(0, 3, classes)):
        nudge.a, nudge.t = rng.uniform(-5, 5, classes), t
        layer.forward(nudge.a, nudge.t)
        np.testing.assert_allclose(nudge.gradient, layer.backward(), rtol=1e-12, atol=1e-14)
        for nudge.h in STEPS:
            measured = numerical_gradient(lambda a: cross_entropy(softmax(a), nudge.t), nudge.a, nudge.h)
            bound = noise(nudge.a, nudge.t, nudge.h, "float64")
            np.testing.assert_allclose(nudge.nudged, measured, rtol=1e-9, atol=bound)
        assert nudge.error == max(abs(np.subtract(nudge.nudged, nudge.gradient)))


def test_one_side_is_the_loss_above_less_the_loss_here_over_h():
    nudge = LiveNudge(A, T, h=0.1)
    nudge.sides = 1
    here = cross_entropy(softmax(A), T)
    expected = [(cross_entropy(softmax(A + 0.1 * unit), T) - here) / 0.1 for unit in np.eye(3)]
    np.testing.assert_allclose(nudge.nudged, expected, rtol=1e-12)


@pytest.mark.parametrize("sides", [1, 2])
def test_float32_rounds_every_operation(sides):
    """With NumPy's own float32, which may differ in the last bit of exp and log."""
    nudge = LiveNudge(A, T)
    nudge.precision, nudge.sides = "float32", sides
    f, a = np.float32, np.array(A, np.float32)

    def loss(a):
        exp = np.exp(a - a.max())
        return -np.log(exp[2] / (exp[0] + exp[1] + exp[2]))

    for nudge.h in STEPS:
        h, units = f(nudge.h), np.eye(3, dtype=f)
        rises = [loss(a + h * unit) - loss(a - h * unit * f(sides - 1)) for unit in units]
        assert {x.dtype for x in rises} == {np.dtype(f)}
        bound = noise(A, T, nudge.h, "float32") / 16 * 3
        np.testing.assert_allclose(nudge.nudged, [x / (f(sides) * h) for x in rises], rtol=0, atol=bound)
        assert nudge.nudged == [float(f(x)) for x in nudge.nudged]
    nudge.h = 1e-8
    assert nudge.nudged == [0, 0, 0]
    assert nudge.gradient == LiveNudge(A, T).gradient


every_way = pytest.mark.parametrize("way", WAYS)


@every_way
def test_the_error_over_h_is_a_v_with_its_foot_where_it_should_be(way):
    found = errors(A, T, *way)
    assert abs(np.log10(STEPS[found.argmin()] / BEST[way])) < 1.5
    if way != ("float32", 2):  # there is no room between its best step and the largest
        np.testing.assert_allclose(found[-2] / found[-3], 10.0 ** way[1], rtol=0.2)  # error ~ h, or ~ h²


def test_the_running_example_is_as_good_as_the_course_says():
    assert 1e-12 < errors(A, T, "float64", 2).min() < 2e-11


@pytest.mark.parametrize("power", range(-15, 1))
def test_h_lands_on_the_sliders_grid(power):
    nudge = LiveNudge(A, T)
    for h in (10.0**power, np.float32(10.0**power), np.logspace(-15, 0, 16)[power + 15]):
        nudge.h = h
        assert (nudge.h, type(nudge.h)) == (float(f"1e{power}"), float)


# --- printed numbers, and which of their digits agree ---------------------------------------------------------------

PAIRS = {
    (0.018211273296, 0.018211276167): ("0.018211276167", "0.01821127"),
    (-0.263403086231, -0.263403101532): ("−0.263403101532", "−0.263403"),
    (0.25, 0.3): ("0.300000000000", "0."),
    (0.25, 0.0): ("0.000000000000", "0."),
    (0.25, -0.25): ("−0.250000000000", ""),
    (0.25, 0.25): ("0.250000000000", "0.250000000000"),
    (0.5, 0.499999999998): ("0.499999999998", "0.49999999999"),  # rounded they are the same, and so they agree
    (-0.5, -0.50000001): ("−0.500000010000", "−0.5000000"),
    (0.25, 14.210854715202): ("14.21085471520", ""),
    (-1e-20, 0.0): ("0.000000000000", "0.000000000000"),
    (2**-13, 2**-13): ("0.000122070313", "0.000122070313"),  # a tie of binary and decimal
}


@pytest.mark.parametrize("pair", PAIRS)
def test_the_digits_that_agree(pair):
    printed, agreeing = PAIRS[pair]
    assert _decimals(pair[1]) == printed
    assert printed[: _agreeing(*pair)] == agreeing


@pytest.mark.parametrize(
    ("x", "shown"),
    [(0, "0 exactly"), (1.6e-11, "2·10<sup>−11</sup>"), (0.25, "3·10<sup>−1</sup>"), (9.6e-5, "1·10<sup>−4</sup>"),
     (1, "1·10<sup>0</sup>"), (14.2, "1·10<sup>1</sup>"), (3.7e-44, "4·10<sup>−44</sup>")],
)  # fmt: skip
def test_a_difference_has_one_digit_and_a_power_of_ten(x, shown):
    assert _shown(x) == shown


@browser_test
def test_the_script_prints_and_compares_numbers_as_python_does(blank):
    rng = np.random.default_rng(0)
    p = np.concatenate([rng.uniform(-1, 1, 1500), rng.choice([0.5, -0.25, 1, 0.1], 500), 2.0 ** -np.arange(50)])
    q = p + 10.0 ** rng.uniform(-15, 2, len(p)) * rng.choice([-1, 0, 1], len(p))
    pairs = [*PAIRS, *zip(p.tolist(), q.tolist(), strict=True)]
    ask = """({ decimals12, agreeing, shownAs }, pairs) => {
        const words = { zero: "0 exactly" }, form = "{digit}·10<sup>{power}</sup>";
        return pairs.map(([p, q]) =>
            [decimals12(q), agreeing(p, q).glyphs, agreeing(p, q).decimals, shownAs(Math.abs(p - q), form, words)]);
    }"""
    answer = in_script(blank, LiveNudge._source, ask, pairs)
    for (p, q), (text, glyphs, count, shown) in zip(pairs, answer, strict=True):
        assert (text, glyphs, shown) == (_decimals(q), _agreeing(p, q), _shown(abs(p - q))), (p, q)
        assert count == len(text[:glyphs].partition(".")[2])


# --- the picture --------------------------------------------------------------------------------------------------


@every_way
@pytest.mark.parametrize("h", [1e-3, 1e-12, 1])
def test_the_picture_prints_the_numbers_and_marks_what_agrees(way, h):
    nudge = LiveNudge(A, T, h)
    nudge.precision, nudge.sides = way
    texts = texts_of(drawing(nudge))
    marked = ["".join(n.itertext()) for n in drawing(nudge).iter(f"{SVG}tspan") if n.get("text-decoration")]
    for k, (p, q) in enumerate(zip(nudge.gradient, nudge.nudged, strict=True)):
        for told in (_decimals(p), _decimals(q), re.sub("<.*?>", "", _shown(abs(p - q)))):
            assert told in texts
        assert marked[k] == _decimals(q)[: _agreeing(p, q)]
    assert f"{way[0]}, {'one' if way[1] == 1 else 'two'}-sided" in texts
    bars = [float(n.get("width")) / 310 for n in drawing(nudge).iter(f"{SVG}rect")][2::2]
    off = abs(np.subtract(nudge.gradient, nudge.nudged))
    np.testing.assert_allclose(bars, np.where(off, 1 + np.log10(off + (off == 0)) / 16, 0), atol=1e-4)


def test_the_description_of_the_running_example():
    nudge = LiveNudge()
    assert drawing(nudge).findtext(f"{SVG}title") == "The gradient by formula and by nudging, for a step h."
    assert described(nudge) == (
        "The gradient by formula and by nudging, for a step h. The step h is 10 to the minus 3. "
        "The gradient by formula is 0.018211273296, 0.245191812935, −0.263403086231. "
        "By nudging, the gradient is 0.018211276167, 0.245191828654, −0.263403101532. "
        "The difference is 3 times 10 to the minus 9, 2 times 10 to the minus 8, 2 times 10 to the minus 8."
    )


def test_exp_and_log_are_right_to_the_last_bit_so_that_the_picture_is_the_same_everywhere():
    mpmath = pytest.importorskip("mpmath")
    x = np.random.default_rng(0).uniform(-30, 0, 300)
    with mpmath.workdps(50):
        assert _exactly("exp", x).tolist() == [float(mpmath.exp(v)) for v in x.tolist()]
        assert _exactly("ln", -x).tolist() == [float(mpmath.log(v)) for v in (-x).tolist()]


# --- the script ---------------------------------------------------------------------------------------------------


@browser_test
@pytest.mark.parametrize("classes", [2, 3, 10])
def test_the_script_nudges_as_python_does(blank, classes):
    """Where the curve bends, to 1e-9 of the slope; where rounding rules, within its noise. float32: every digit."""
    rng = np.random.default_rng(classes)
    nudge = LiveNudge(np.zeros(classes), 0)
    points = []
    for i in range(6):
        a = (rng.uniform(-5, 5, classes) * (1 if i % 3 else 10)).tolist()
        t = [np.eye(classes)[0], rng.dirichlet(np.ones(classes)), rng.uniform(0, 3, classes)][i % 3].tolist()
        points += [{"a": a, "t": t, "h": h, "precision": way[0], "sides": way[1]} for h in STEPS for way in WAYS]
    ask = "({ nudged, gradient }, points) => points.map((point) => [nudged(point), gradient(point)])"
    same = []
    for point, (nudged, gradient) in zip(points, in_script(blank, LiveNudge._source, ask, points), strict=True):
        for name, value in point.items():
            setattr(nudge, name, value)
        ours = nudge.nudged
        np.testing.assert_allclose(gradient, nudge.gradient, rtol=1e-13, atol=1e-15 * max(1, sum(nudge.t)))
        bound = noise(point["a"], point["t"], point["h"], point["precision"])
        exact = point["precision"] == "float64" and point["h"] >= 1e-2 and max(map(abs, point["a"])) <= 5
        np.testing.assert_allclose(nudged, ours, rtol=1e-9, atol=1e-12 if exact else bound, err_msg=str(point))
        same += [nudged == ours] if point["precision"] == "float32" else []
    assert np.mean(same) > 0.95


# What a view says: its slider, the step, the choices, the rows with marks and lengths of bars, the sentence.
FACE = """(view) => {
    const only = (css, within = view) => {
        const [one, ...more] = within.querySelectorAll(css);
        if (!one || more.length) throw new Error(`${1 + more.length} of ${css}`);
        return one;
    };
    const slider = only("input[type=range]"), chosen = [...view.querySelectorAll("input[type=radio]:checked")];
    const bars = [...view.querySelectorAll(".sl-fill")].map((bar) => parseFloat(bar.style.width));
    const row = (bar, i) => {
        const [f, n, e] = ["f", "n", "e"].map((name) => only(`[data-out="${name}-${i + 1}"]`));
        return [f.textContent, n.textContent, only("b", n).textContent, e.textContent, bar];
    };
    return {
        slider: [slider.ariaLabel, slider.value, slider.getAttribute("aria-valuetext")],
        step: only(".sl-step .sl-math").innerHTML,
        chosen: chosen.map((radio) => radio.labels[0].textContent),
        rows: bars.map(row),
        sentence: only(".sl-narration").textContent,
    };
}"""


def check_face(face, nudge):
    """The face says what Python computes, within rounding; its marks fit the digits that stand there."""
    power = str(int(np.log10(nudge.h).round()))
    assert face["slider"] == ["step h", power, f"10 to the {power.replace('-', 'minus ')}"]
    assert face["step"] == f"<i>h</i> = 10<sup>{power.replace('-', '−')}</sup>"
    assert face["chosen"] == [nudge.precision, "one-sided" if nudge.sides == 1 else "two-sided"]
    counts = []
    for p, q, (formula, nudged, marked, error, bar) in zip(nudge.gradient, nudge.nudged, face["rows"], strict=True):
        assert formula == _decimals(p)
        theirs = number(nudged)
        assert theirs == pytest.approx(q, rel=1e-9, abs=noise(nudge.a, nudge.t, nudge.h, nudge.precision) + 1e-12)
        # independently of the code under test: by Decimal, digit by digit
        exact = [Decimal(x.replace("−", "-")) for x in (formula, nudged)]
        assert nudged.startswith(marked)
        if marked != formula[: len(marked)]:  # a row of nines
            assert abs(exact[0] - exact[1]) <= Decimal(5).scaleb(-len(marked.partition(".")[2]) - 1)
        elif marked != nudged:
            assert formula[len(marked)] != nudged[len(marked)]
        counts.append(len(marked.partition(".")[2]))
        off = float(abs(exact[0] - exact[1]))
        if off > 1e-10:
            assert bar == pytest.approx(100 * min(1, 1 + np.log10(off) / 16), abs=0.3)
            assert error == re.sub("<.*?>", "", _shown(abs(theirs - p)))
    names = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    verb = "decimal agrees" if min(counts) < 2 else "decimals agree"
    assert face["sentence"].startswith(f"Worst class: {names[min(counts)]} {verb}. ")


@browser_test
@every_way
def test_values_from_the_kernel_and_the_sentence_on_each_side_of_the_best_step(blank, way):
    nudge = LiveNudge(A, T)
    nudge.precision, nudge.sides = way
    view = view_of(blank, nudge)
    verdicts = []
    for nudge.h, face in zip(STEPS, walk(view, [{"h": h} for h in STEPS], FACE), strict=True):
        check_face(face, nudge)
        verdicts.append(re.search("lost|Rounding dominates|best|too large", face["sentence"])[0])
    assert blank.evaluate("models[0].saved") == []
    order = ["lost", "Rounding dominates", "best", "too large"]
    assert sorted(verdicts, key=order.index) == verdicts
    assert verdicts.count("best") == 1
    assert verdicts.count("lost") == (8 if way[0] == "float32" else 0)
    assert abs(np.log10(STEPS[verdicts.index("best")] / BEST[way])) < 1.5


@browser_test
def test_the_symbols_follow_the_sides_and_the_targets(blank):
    view = view_of(blank, LiveNudge(A, T))
    heads = view.get_by_role("columnheader")
    assert heads.all_text_contents() == [
        "class", "by formulayk − tk", "by nudging(L(ak + h) − L(ak − h)) / 2h", "difference10−1610−8100",
    ]  # fmt: skip
    put(blank, sides=1, t=[1, 1, 0])
    assert heads.all_text_contents()[1:3] == ["by formulaykT − tk", "by nudging(L(ak + h) − L(ak)) / h"]
    assert view.get_by_role("rowheader").all_text_contents() == ["∂L/∂a1", "∂L/∂a2", "∂L/∂a3"]
    assert view.get_by_role("cell", name="times 10 to the minus").count() == 3


@browser_test
@pytest.mark.parametrize(
    ("a", "t"), [([0, 0], 0), ([50, -50], 0), ([-50, 50], 0), ([1, 2], [0, 0]), ([1, 2], [1e6, 0])]
)
def test_special_logits_and_targets(blank, a, t):
    nudge = LiveNudge(a, t)
    view = view_of(blank, nudge)
    for nudge.h, face in zip(STEPS, walk(view, [{"h": h} for h in STEPS], FACE), strict=True):
        formula, _, _, errors, _ = zip(*face["rows"], strict=True)
        assert formula == tuple(_decimals(p) for p in nudge.gradient)
        told = face["sentence"]
        assert re.fullmatch(r"Worst class: \w+ decimals? agrees?\. \S.*\.", told)
        if not any(nudge.t):
            assert errors == ("0 exactly", "0 exactly")
            assert told.startswith("Worst class: twelve decimals agree.")


# --- how it looks -------------------------------------------------------------------------------------------------


@browser_test
def test_what_agrees_differs_not_by_color_alone(blank):
    view = view_of(blank, LiveNudge(A, T))
    marked = "(n) => [getComputedStyle(n).fontWeight, getComputedStyle(n).textDecorationLine]"
    assert view.locator('[data-out="n-1"] b').evaluate(marked) == ["700", "underline"]
    assert view.locator('[data-out="n-1"]').evaluate(marked) == ["400", "none"]
