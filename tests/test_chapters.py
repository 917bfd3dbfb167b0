"""Each chapter as a reader meets it: a real JupyterLab in a real Chromium."""

import re
from itertools import islice

import numpy as np
import pytest

from tests import axe
from tests.lab import (
    CHAPTERS,
    FAILED,
    NOTEBOOK,
    ask_kernel,
    code_cells,
    drawn_widgets,
    errors,
    executed,
    open_notebook,
    run_all,
    set_theme,
    wait_until,
)

pytestmark = [pytest.mark.browser, pytest.mark.network]  # axe-core comes from the npm registry
every_chapter = pytest.mark.parametrize("chapter", [path.name for path in CHAPTERS])
# What the live views of one kind in the kernel have to say.
IN_THE_KERNEL = """[
    {{name: getattr(view, name) for name in {names}}}
    for view in __import__("ipywidgets").widgets.widget._instances.values()
    if isinstance(view, __import__("softmax_lib").{kind})
]"""
NUMBERS = """(view) => [...view.querySelectorAll("svg text, [data-out]")].map((one) => one.textContent)"""
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
    return [view, ...view.querySelectorAll("input, button, svg, p, .sl-row, [role=row]")].map((one) => {
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

# Markdown cells tagged "move-task" end with a task for the view of the next cell. Of each: how many pixels are missing
# to see at once the task, the view and, in a cell tagged "move-numbers" below it, the first output. A view whose
# controls come first may go on below its controls, numbers and narration.
MISSING = f"""async () => {{
    const {{ content }} = {NOTEBOOK}, tagged = (cell, tag) => cell?.model.getMetadata("tags")?.includes(tag);
    const viewOf = (cell) => cell.node.querySelector(".sl-live:has(input[type=range])");
    const bottom = (one) => one.getBoundingClientRect().bottom;
    const measure = (task, holder, after) => {{
        const view = viewOf(holder);
        if (!view?.checkVisibility()) return null;
        const parts = view.matches(".sl-tall") ? [...view.querySelectorAll("input, output, .sl-narration")] : [view];
        if (tagged(after, "move-numbers")) parts.push(after.node.querySelector(".jp-OutputArea-child"));
        const top = task.node.querySelector(".jp-RenderedMarkdown").lastElementChild.getBoundingClientRect().top;
        const seen = parts.filter((one) => one.checkVisibility()).map(bottom);
        return Math.ceil(Math.max(...seen) - top - content.outerNode.clientHeight);
    }};
    const missing = {{}};
    for (const [index, cell] of content.widgets.entries()) {{
        if (!tagged(cell, "move-task")) continue;
        content.scrollToItem(index, "start");
        for (let before, tries = 0; missing[index] == null || missing[index] !== before; tries += 1) {{
            if (tries === 200) throw `cell ${{index + 1}}: no live view that keeps its place`;
            await new Promise((done) => setTimeout(done, 100));
            [before, missing[index]] = [missing[index], measure(...content.widgets.slice(index, index + 3))];
        }}
    }}
    return missing;
}}"""


@every_chapter
def test_a_chapter_is_there_when_opened_runs_moves_and_follows_the_theme(page, lab, chapter):
    open_notebook(page, lab, chapter)
    saved = [cell for cell in code_cells(page) if cell["source"].strip()]
    sources = [cell["source"] for cell in saved]
    assert [cell for cell in saved if not cell["count"]] == [cell for cell in saved if "saved-unrun" in cell["tags"]]
    for view in islice(live_views(page), 1):  # saved, not run; test_site.py moves each
        reveal(view)
        before = view.evaluate(NUMBERS)
        assert any(character.isdigit() for character in "".join(before)), "a view without numbers"
        push(page, view, next(one for one in view.query_selector_all("input[type=range]") if one.is_visible()))
        wait_until(page, lambda view=view, before=before: view.evaluate(NUMBERS) != before)
    assert errors(page) == []
    assert executed(page) == []

    run_all(page)
    assert executed(page) == sources
    missing = move_tasks(page)
    assert {index: pixels for index, pixels in missing.items() if pixels > 0} == {}
    assert missing or not any(live_views(page)), "a chapter with sliders has no task for them"
    for view in live_views(page):
        if step := view.query_selector("[data-step=h]"):
            push(page, view, step)
            check_nudge(page, view)
        elif view.query_selector("[data-logit]"):
            move_one_of_each(page, view)
        else:
            for slider in view.query_selector_all("[data-input]"):
                push(page, view, slider)
    assert axe.color_violations(page, [".jp-OutputArea-output"]) == []
    assert axe.violations(page, [".jp-OutputArea-output"]) == []  # what is in the pictures: tests/test_site.py
    dark = page.locator("body[data-jp-theme-light=false]").count() == 1
    set_theme(page, dark=not dark)  # JupyterLab remembers it: the next chapter runs in this one
    assert axe.color_violations(page, [".jp-OutputArea-output"]) == []
    assert errors(page, widgets=False) == []


def move_tasks(page):
    """By cell: how many pixels are missing to see a task and what it needs at once.

    In the notebook that a window of 1280 × 800 leaves beside the file browser: here the browser is closed.
    """
    before = page.viewport_size
    page.set_viewport_size({"width": 1016, "height": 791})
    size = f"[{NOTEBOOK}.content.outerNode.clientWidth, {NOTEBOOK}.content.outerNode.clientHeight]"
    page.wait_for_function(f"() => `${{{size}}}` === '950,679'", timeout=5_000)
    missing = page.evaluate(MISSING)
    page.set_viewport_size(before)
    return missing


def move_one_of_each(page, view):
    """A logit, the true class, and a weight, by keyboard: the page after each, the kernel after the last.

    Each logit and each class has its turn in tests/test_script.py, and on a page of the site.
    """
    view.query_selector("[data-do=reset]").press("Enter")  # a cell may have left the logits between two marks
    if broken := view.query_selector("[data-do=break]"):
        broken.select_option("")  # nothing is broken
    reveal(view)
    check = check_layer
    if view.query_selector("[data-row]"):
        check = check_matrix
    elif view.query_selector("[data-rate]"):
        check = check_descent
    choices, mode = view.query_selector_all("input[type=radio][data-class]"), view.query_selector("[data-do=mode]")
    if choices and not choices[0].is_visible():
        mode.press("Enter")
        choices[0].wait_for_element_state("visible")  # painted: it moves the columns
    assert abs(push(page, view, view.query_selector_all("input[data-logit]")[-1])) == pytest.approx(0.1)
    check(page, view)
    if choices:
        choices[-1].press("Space")
        page.keyboard.press("ArrowRight")  # after the last comes the first
        check(page, view)
    if mode and mode.is_visible():
        mode.press("Enter")  # weights
        weight = view.query_selector("input[data-weight]")
        weight.wait_for_element_state("visible")
        push(page, view, weight)
    check(page, view, in_kernel=True)


def live_views(page):
    """Each live view of the notebook, scrolled to; on the way every widget shows itself."""
    found = 0
    for output in drawn_widgets(page):
        assert FAILED not in output.text_content()
        views = output.query_selector_all(".sl-live:has(input[type=range])")
        found += len(views)
        yield from views
    promised = any(re.search(r"\bLive[A-Z]\w*\(", cell["source"]) for cell in code_cells(page))
    assert bool(found) == promised


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


def check_layer(page, view, in_kernel=False):
    """What the page prints, and soon what the kernel knows, is what NumPy makes of the sliders and the target."""

    def agrees():
        said = view.evaluate(READ)
        a, t = target_of(said)
        y = np.exp(a) / np.exp(a).sum()
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
        return as_printed(printed) and (not in_kernel or kernel_agrees(page, "LiveLayer", expected))

    wait_until(page, agrees)


def check_matrix(page, view, in_kernel=False):
    def agrees():
        said = view.evaluate(READ)
        a, t = target_of(said)
        y = np.exp(a) / np.exp(a).sum()
        expected = {"a": a, "y": y, "jacobian": np.diag(y) - np.outer(y, y), "gradient": y - t}
        names = {"y": y, "gradient": y - t} | {f"row {k}": row for k, row in enumerate(expected["jacobian"], 1)}
        printed = [pair for name in names for pair in zip(said["numbers"][name], names[name], strict=True)]
        return as_printed(printed) and (not in_kernel or kernel_agrees(page, "LiveJacobian", expected))

    wait_until(page, agrees)


def check_descent(page, view, in_kernel=False):
    """The gradient of cross-entropy at the true logit, and the start, which the kernel knows as well."""

    def agrees():
        a, t = target_of(view.evaluate(READ))
        pull = (np.exp(a) / np.exp(a).sum() - t)[t.argmax()]
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


def kernel_agrees(page, kind, expected):
    known = ask_kernel(page, IN_THE_KERNEL.format(names=list(expected), kind=kind))
    sized = [view for view in known if all(np.shape(view[name]) == np.shape(expected[name]) for name in expected)]
    return any(all(np.allclose(view[name], expected[name], rtol=0, atol=1e-9) for name in expected) for view in sized)


def target_of(said):
    """The logits; the weights, or the chosen class as a one-hot target, or the first class where there is no target."""
    a = np.array(said["logits"])
    return a, np.array(said["weights"] or said["classes"] or np.eye(len(a))[0], float)


def as_printed(pairs):
    return all(abs(number(text) - expected) <= 0.000051 for text, expected in pairs)


def number(text):
    return float(text.replace("\N{MINUS SIGN}", "-").replace("≈", "").replace("?", "nan"))
