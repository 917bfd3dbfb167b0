"""What a view in JupyterLab says, and what the kernel knows: for the tests of the chapters and of other fronts."""

import re

import numpy as np
import pytest

from tests.lab import ask_kernel, wait_until

# What the live views of one kind in the kernel have to say.
IN_THE_KERNEL = """[
    {{name: getattr(view, name) for name in {names}}}
    for view in __import__("ipywidgets").widgets.widget._instances.values()
    if isinstance(view, __import__("softmax_lib").{kind})
]"""


def in_the_kernel(page, kind, *names):
    return ask_kernel(page, IN_THE_KERNEL.format(names=names, kind=kind))


INK_OF_A_DOT = 80 / 16  # as many dots of the grid are within 5 of its middle

PAINTED = "() => new Promise(requestAnimationFrame)"  # the view asked for its own before

# All that a check needs to know of a view, in one answer.
READ = """async (view) => {
    await new Promise(requestAnimationFrame);
    const all = (selector) => [...view.querySelectorAll(selector)];
    const texts = (selector) => all(selector).map((one) => one.textContent);
    const values = (selector) => all(selector).map((one) => Number(one.value));
    const shows = (selector) => Boolean(view.querySelector(selector)?.checkVisibility({ visibilityProperty: true }));
    return {
        logits: values("input[data-logit]"),
        weights: shows("input[data-weight]") ? values("input[data-weight]") : [],
        classes: all("input[data-class]").map((one) => one.checked),
        out: Object.fromEntries(all("[data-out]").map((one) => [one.dataset.out, one.textContent])),
        numbers: Object.fromEntries(
            all("[data-number]").map(({ dataset: { number } }) => [number, texts(`[data-number="${number}"]`)])),
        shows_loss: shows("[data-out=loss]"),
    };
}"""

# What may not move while a slider does: place and size in the view.
PLACES = """(view) => {
    const { left, top } = view.getBoundingClientRect();
    return [view, ...view.querySelectorAll("input, button:not(.sl-handle), svg, p, .sl-row, [role=row]")].map((one) => {
        const box = one.getBoundingClientRect();
        return one.checkVisibility() && [box.left - left, box.top - top, box.width, box.height].map(Math.round);
    });
}"""

# The same, and the slider's value, and between what it may be; once it has moved, the same again.
STANDING = f"""([view, slider]) => {{
    slider.focus();
    return [({PLACES})(view), ...[slider.value, slider.min, slider.max].map(Number)];
}}"""

MOVED = f"""async ([view, slider]) => {{
    await ({PAINTED})();
    return [({PLACES})(view), Number(slider.value)];
}}"""


def reveal(view):
    """Commit to a guess where one is asked for, and go to the step after which everything is known."""
    commit, last = view.query_selector("[data-do=commit]"), view.query_selector("[data-go=last]")
    if commit and commit.is_visible():
        commit.click()
        view.evaluate(PAINTED)
    if last and last.is_enabled():
        last.click()


def push(page, view, slider):
    """One step with the keyboard, away from the nearer end; nothing jumps. How far the value went."""
    standing, before, low, high = page.evaluate(STANDING, [view, slider])
    page.keyboard.press("ArrowRight" if before < (low + high) / 2 else "ArrowLeft")
    places, after = page.evaluate(MOVED, [view, slider])
    assert [(was, now) for was, now in zip(standing, places, strict=True) if was and now and was != now] == []
    return after - before


def check_layer(page, view, in_kernel=False, kind="LiveLayer"):
    """What the page prints, and soon what the kernel knows, is what NumPy makes of the sliders and the target."""

    def agrees():
        said = view.evaluate(READ)
        a, t, y = target_of(said)
        expected = {"a": a, "y": y, "loss": -(t @ np.log(y)), "gradient": y * t.sum() - t}
        if not said["shows_loss"]:
            del expected["loss"]
        if "g-1" not in said["out"]:
            del expected["gradient"]
        columns = {"a": "a", "y": "y", "g": "gradient", "n": "gradient"}  # n: by nudging
        printed = [(said["out"]["loss"], expected["loss"])] if "loss" in expected else []
        for column, name in columns.items():
            if f"{column}-1" in said["out"]:
                printed += [(said["out"][f"{column}-{k}"], number) for k, number in enumerate(expected[name], 1)]
        return as_printed(printed) and (not in_kernel or kernel_agrees(page, kind, expected))

    wait_until(page, agrees)


def check_matrix(page, view, in_kernel=False):
    def agrees():
        said = view.evaluate(READ)
        a, t, y = target_of(said)
        expected = {"a": a, "y": y, "jacobian": np.diag(y) - np.outer(y, y), "gradient": y - t}
        names = {"y": y, "gradient": y - t} | {f"row {k}": row for k, row in enumerate(expected["jacobian"], 1)}
        printed = [pair for name in names for pair in zip(said["numbers"][name], names[name], strict=True)]
        return as_printed(printed) and (not in_kernel or kernel_agrees(page, "LiveJacobian", expected))

    wait_until(page, agrees)


def check_descent(page, view, in_kernel=False):
    """The gradient of cross-entropy at the true logit, and the start, which the kernel knows as well."""

    def agrees():
        a, t, y = target_of(view.evaluate(READ))
        pull = (y - t)[t.argmax()]
        shown = re.search(r"cross-entropy\s+(\S+)", view.query_selector(".sl-pulls").inner_text())[1]
        agreed = number(shown) == pytest.approx(pull, rel=0.005)  # three digits or more
        return agreed and (not in_kernel or kernel_agrees(page, "LiveDescent", {"a": a, "t": t}))

    wait_until(page, agrees)


def check_nudge(page, view):
    """The step is small enough to matter and large enough that no rounding shows in nine decimals."""
    h = 10.0 ** float(view.query_selector("[data-step=h]").input_value())
    nudged = [number(one.text_content()) for one in view.query_selector_all('[data-out^="n-"]')]
    assert 1e-7 < h < 1
    wait_until(page, lambda: kernel_agrees(page, "LiveNudge", {"h": h, "nudged": nudged}))


def check_pad(page, view):
    """Space has inked a single dot; what the page prints of it is soon what the kernel's network says."""

    def agrees():
        out = view.evaluate(READ)["out"]
        (pad,) = in_the_kernel(page, "LiveDigit", "image", "y", "gradient")
        printed = [(out[f"{name[0]}-{k}"], pad[name][k]) for name in ("y", "gradient") for k in range(10)]
        return sum(pad["image"]) == INK_OF_A_DOT and as_printed(printed)

    wait_until(page, agrees)


def check_row(page, view):
    """The text that was drawn, and the percentages, which the kernel knows as well."""

    def agrees():
        drawn = view.query_selector("[data-out=drawn]").text_content()
        percents = [int(one.text_content() or 0) for one in view.query_selector_all("[data-part^=percent]")]
        known = in_the_kernel(page, "LiveRow", "drawn", "y")
        rows = [np.floor(100 * np.array(one["y"]) + 0.5).tolist() for one in known if one["drawn"] == drawn]
        return percents in rows

    wait_until(page, agrees)


def kernel_agrees(page, kind, expected):
    def same(known, expected):
        return np.shape(known) == np.shape(expected) and np.allclose(known, expected, rtol=0, atol=1e-9)

    known = in_the_kernel(page, kind, *expected)
    return any(all(same(view[name], expected[name]) for name in expected) for view in known)


def target_of(said):
    """The logits, the weights or else the chosen class as a one-hot target or what is printed, and the shares."""
    a = np.array(said["logits"])
    printed = [
        number(text) for name, text in said["out"].items() if name.startswith("t-")
    ]  # soft, and no slider for it
    chosen = said["classes"] if any(said["classes"]) else printed
    return a, np.array(said["weights"] or chosen or np.eye(len(a))[0], float), np.exp(a) / np.exp(a).sum()


def as_printed(pairs):
    return all(abs(number(text) - expected) <= 0.000051 for text, expected in pairs)


def number(text):
    return float(text.replace("\N{MINUS SIGN}", "-").replace("≈", "").replace("?", "nan"))
