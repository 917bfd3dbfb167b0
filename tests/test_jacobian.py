"""LiveJacobian: its numbers, its picture, and the script in a bare page of a real Chromium."""

import re

import numpy as np
import pytest

from softmax_lib import LiveJacobian, softmax, softmax_jacobian
from softmax_lib.live.jacobian import _numbers, _printed
from softmax_lib.pictures.text.formulas import printed
from tests.page import SVG, A, T, described, drawing, in_script, put, settle, view_of
from tests.svg import contrast

browser_test = pytest.mark.browser
SOFT, UNNORMALIZED = [0.2, 0.3, 0.5], [0.5, 0.25, 1.5]


def points(classes, count):
    """Logits, one in four as far as the view takes them, and targets: one-hot, soft, unnormalized."""
    rng = np.random.default_rng(classes)
    a = rng.uniform(-5, 5, (count, classes)) * np.where(np.arange(count) % 4, 1, 10)[:, None]
    kinds = [np.eye(classes)[rng.integers(classes, size=count)], rng.dirichlet(np.ones(classes), count)]
    kinds.append(rng.uniform(0, 3, (count, classes)) * (rng.random((count, classes)) < 0.7))
    return a, np.array(kinds)[np.arange(count) % 3, np.arange(count)]


def told(a, t):
    """What stands in the picture, by name, from NumPy's Jacobian."""
    y, jacobian, t = softmax(a), softmax_jacobian(a), np.array(t, float)
    rows = {f"row {k}": [printed(x, "share") for x in row] for k, row in enumerate(jacobian, 1)}
    for i, row in enumerate(rows.values()):
        row[i] = "+" + row[i]
    zeros = ["0"] * len(y)
    shares, gradient = ([printed(x, "share") for x in numbers] for numbers in (y, y * t.sum() - t))
    return {"y": shares, **rows, "rows": zeros, "columns": zeros, "gradient": gradient}


# --- numbers ------------------------------------------------------------------------------------------------------


every_size = pytest.mark.parametrize("classes", range(2, 11))


@every_size
def test_sums_are_0_and_no_entry_is_at_logits_as_far_apart_as_they_go(classes):
    for a in (np.linspace(-50, 50, classes), [50] + [-50] * (classes - 1), [-50] + [50] * (classes - 1)):
        numbers = _numbers(list(map(float, a)), [1.0] + [0.0] * (classes - 1))
        assert {_printed(name, x) for name in ("rows", "columns") for x in numbers[name]} == {"0"}
        assert all(x != 0 for k in range(1, classes + 1) for x in numbers[f"row {k}"])
        assert all(x != 0 for x in numbers["gradient"])


def test_a_gradient_that_is_zero_is_printed_as_0():
    live = LiveJacobian([0.1, 0.1, 0.1], [1 / 3] * 3)
    assert texts(live)["gradient"] == ["0", "0", "0"]


# --- the picture --------------------------------------------------------------------------------------------------


def texts(live):
    """The numbers of the picture, by name."""
    found = {}
    for node in drawing(live).iter(f"{SVG}text"):
        if name := node.get("data-number"):
            assert int(node.get("data-at")) == len(found.setdefault(name, []))
            found[name].append(node.text)
    return found


def seen(live):
    """Every text of the picture that is shown."""
    root = drawing(live)
    hidden = {text for part in root.iter() if part.get("display") == "none" for text in part.iter()}
    return ["".join(n.itertext()) for n in root.iter(f"{SVG}text") if n not in hidden]


@every_size
def test_the_picture_prints_the_numbers_and_its_description_says_them(classes):
    for a, t in zip(*points(classes, 12), strict=True):
        if abs(a).max() > 5:
            continue
        live, expected = LiveJacobian(a, t), told(a, t)
        assert texts(live) == {name: [x.replace("+≈", "≈") for x in numbers] for name, numbers in expected.items()}
        for numbers in texts(live).values():
            assert f" is {', '.join(numbers)}." in described(live)


def test_the_description_of_the_running_example():
    assert described(LiveJacobian()) == (
        "The Jacobian of softmax: how much each share changes with each logit. y is 0.0182, 0.2452, 0.7366. "
        "Row 1 is +0.0179, −0.0045, −0.0134. Row 2 is −0.0045, +0.1851, −0.1806. Row 3 is −0.0134, −0.1806, +0.1940. "
        "The sum of each row is 0, 0, 0. The sum of each column is 0, 0, 0. "
        "Row 3 times minus 1 over y 3, the gradient y minus t, is 0.0182, 0.2452, −0.2634."
    )


@pytest.mark.parametrize(
    ("t", "label", "symbols"),
    [
        (T, "row 3 × (−1/y3)", "y1−t1"),
        (0, "row 1 × (−1/y1)", "y1−t1"),
        (SOFT, "rows × (−ti/yi), summed", "y1−t1"),
        (UNNORMALIZED, "rows × (−ti/yi), summed", "y1T−t1"),
        ([0, 0, 2], "rows × (−ti/yi), summed", "y1T−t1"),
        ([0, 0, 0], "rows × (−ti/yi), summed", "y1T−t1"),
    ],
)
def test_the_row_below_the_line_says_how_the_gradient_is_made(t, label, symbols):
    shown = seen(LiveJacobian(A, t))
    assert [text for text in shown if text.startswith("row") and "×" in text] == [label]
    assert [text for text in shown if text.startswith("y1") and "t" in text] == [symbols]
    assert ("T: the sum of the targets" in shown) == ("T" in symbols)


def test_both_cases_of_the_derivative_and_the_scale_are_in_print():
    shown = seen(LiveJacobian())
    cases = ["∂yi∂ai=yi(1−yi)", "∂yi∂ak=−yiyk", "own logit: share rises", "another logit (i ≠ k): share falls"]
    assert [shown.count(text) for text in cases] == [1] * 4
    assert {"−0.25", "+0.25"} <= set(shown)


LABELS = """() => [...document.querySelectorAll("svg text")].filter((n) => n.getClientRects().length && n.textContent)
    .map((n) => {
        const { x, y, width, height } = n.getBBox();
        const least = Math.min(...[n, ...n.children].map((one) => parseFloat(getComputedStyle(one).fontSize)));
        return [n.textContent, x, y + 0.18 * height, x + width, y + 0.86 * height, least];
    })"""


ROOM = """() => [...document.querySelectorAll("[data-row]")].map((cell) => {
    const number = document.querySelector(`[data-number="${cell.dataset.row}"][data-at="${cell.dataset.at}"]`);
    const [outer, inner] = [cell, number].map((one) => one.getBBox());
    const left = inner.x - outer.x, top = inner.y - outer.y;
    return [left, outer.width - inner.width - left, top, outer.height - inner.height - top];
})"""


@browser_test
@every_size
def test_no_text_meets_another_leaves_the_picture_or_is_smaller_than_twelve(blank, classes):
    for t in (classes - 1, [2.0] * classes):
        for a in (np.linspace(-1, 1, classes), np.linspace(-5, 5, classes)):
            svg = LiveJacobian(a, t).fallback()["image/svg+xml"]
            blank.evaluate("(svg) => { document.body.innerHTML = svg; }", svg)
            height = float(re.search(r'viewBox="0 0 900 ([\d.]+)"', svg)[1])
            labels, room = blank.evaluate(f"() => [({LABELS})(), ({ROOM})()]")
            assert len(labels) > classes**2
            left, right, top, bottom = np.array(room).T
            assert min(left.min(), right.min(), top.min(), bottom.min()) >= 7
            np.testing.assert_allclose(left, right, atol=0.1)
            np.testing.assert_allclose(top, bottom, atol=2)
            texts, *numbers = zip(*labels, strict=True)
            x1, y1, x2, y2, size = np.array(numbers)
            assert min(size) >= 12, texts[size.argmin()]
            out = (x1 < 2) | (y1 < 2) | (x2 > 898) | (y2 > height - 2)
            assert not out.any(), texts[out.argmax()]
            apart = (x1[:, None] >= x2 + 2) | (y1[:, None] >= y2)
            met = ~(apart | apart.T | np.eye(len(texts), dtype=bool))
            assert not met.any(), [[texts[i] for i in pair] for pair in np.argwhere(met)]


# --- the script ---------------------------------------------------------------------------------------------------


@browser_test
@every_size
def test_the_script_computes_and_prints_every_number_as_python_does(blank, classes):
    """Nine times 300 points."""
    a, t = (x.tolist() for x in points(classes, 300))
    ask = """({ numbers, told }, a, t) => {
        const all = a.map((_, i) => numbers(a[i], t[i]));
        const texts = ([name, values]) => [name, values.map((x) => told(name, x))];
        return [all, all.map((one) => Object.fromEntries(Object.entries(one).map(texts)))];
    }"""
    theirs, texts = in_script(blank, LiveJacobian._source, ask, a, t)
    ours = [_numbers(*point) for point in zip(a, t, strict=True)]
    assert [list(one) for one in theirs] == [list(one) for one in ours]
    assert texts == [{name: [_printed(name, x) for x in values] for name, values in one.items()} for one in ours]
    for name in ours[0]:
        both = ([one[name] for one in which] for which in (theirs, ours))
        np.testing.assert_allclose(*both, rtol=1e-11, atol=1e-13 * (name == "gradient"))


def check(view, a, t):
    """The face says what NumPy makes of a and t, in bars, colors and controls."""
    outs, bars, fills, sliders, radios = view.evaluate(
        """(view) => {
            const all = (css) => [...view.querySelectorAll(css)];
            const texts = (name) => {
                const found = {};
                for (const node of all(`[data-${name}]`)) (found[node.dataset[name]] ??= []).push(node.textContent);
                return found;
            };
            return [
                texts("out"),
                all("[data-bar]").map((n) => n.getAttribute("width") / n.dataset.length),
                all("[data-row]").map((n) => +n.getAttribute("fill-opacity")),
                all("input[data-logit]").map((n) => [+n.dataset.logit, +n.value]),
                all("input[data-class]").map((n) => [+n.dataset.class, n.checked]),
            ];
        }"""
    )
    np.testing.assert_allclose(bars, softmax(a), atol=1e-4)
    np.testing.assert_allclose(sorted(fills), sorted(abs(softmax_jacobian(a).ravel()) * 1.8), atol=1e-4)
    shown = {f"a-{k}": [printed(x, "logit")] for k, x in enumerate(a, 1)}
    assert outs == shown | {f"t-{k}": [printed(x, "weight")] for k, x in enumerate(t, 1)}
    np.testing.assert_allclose(sliders, [(k, x) for k, x in enumerate(np.clip(a, -5, 5), 1)], rtol=1e-6, atol=1e-12)
    one_hot = sorted(t) == [0] * (len(t) - 1) + [1]
    assert radios == [[k, t_k == 1 and one_hot] for k, t_k in enumerate(t, 1)]


@browser_test
@pytest.mark.parametrize("t", [[1, 0, 0], SOFT, UNNORMALIZED, [0, 0, 0]])
def test_the_face_after_a_change_from_the_kernel_is_the_picture_that_python_draws(blank, t):
    view = view_of(blank, LiveJacobian(A, T))
    put(blank, a=[1.5, -2, 0], t=t)
    check(view, [1.5, -2, 0], t)
    settle(blank)
    assert blank.evaluate("models[0].saved") == []
    flat = """(svg) => [...svg.querySelectorAll("desc, [data-row], [data-bar], text")].map((n) =>
        [n.textContent, n.getAttribute("width"), n.getAttribute("fill-opacity"), n.getClientRects().length])"""
    face = view.locator("svg").evaluate(flat)
    drawn = LiveJacobian([1.5, -2, 0], t).fallback()["image/svg+xml"]
    blank.evaluate("(svg) => { document.body.innerHTML = svg; }", drawn)
    assert face == blank.locator("svg").evaluate(flat)


# --- how it looks -------------------------------------------------------------------------------------------------


def mixed(top, share, ground):
    parts = ([int(x) for x in re.findall(r"\d+", color)[:3]] for color in (top, ground))
    return f"rgb({', '.join(str(round(share * t + (1 - share) * g)) for t, g in zip(*parts, strict=True))})"


@browser_test
@pytest.mark.parametrize("light", ["true", "false"])
def test_every_text_can_be_read_on_its_ground_also_on_the_strongest_cell(blank, light):
    blank.evaluate("(light) => { document.body.dataset.jpThemeLight = light; }", light)
    view = view_of(blank, LiveJacobian([0, 0], 0))  # all entries at ±0.25
    cells = view.locator("[data-row]").evaluate_all(
        """(cells) => cells.map((cell) => [cell, cell.previousSibling].map((n) => getComputedStyle(n).fill)
            .concat(+cell.getAttribute("fill-opacity")))"""
    )
    ink = view.locator('[data-number="row 1"]').first.evaluate("(n) => getComputedStyle(n).fill")
    assert {share for *_, share in cells} == {0.45}
    assert len({color for color, *_ in cells}) == 2
    assert min(contrast(ink, mixed(color, share, box)) for color, box, share in cells) >= 4.5


@browser_test
@pytest.mark.parametrize(("width", "least"), [(1000, 880), (700, 900), (400, 900)])
def test_the_picture_keeps_its_width_where_the_page_is_narrow(new_page, width, least):
    view = view_of(new_page(width), LiveJacobian(A, T))
    assert view.locator("svg").evaluate("(svg) => svg.getBoundingClientRect().width") >= least
