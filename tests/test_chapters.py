"""Each chapter as a reader meets it: a real JupyterLab in a real Chromium."""

import re
from functools import partial
from itertools import islice

import pytest

from tests import axe
from tests.lab import (
    CHAPTERS,
    FAILED,
    NOTEBOOK,
    PATIENCE,
    code_cells,
    drawn_widgets,
    errors,
    executed,
    open_notebook,
    run_all,
    set_theme,
    wait_until,
)
from tests.read_view import check_descent, check_layer, check_matrix, check_nudge, check_pad, check_row, push, reveal

pytestmark = [pytest.mark.browser, pytest.mark.network]  # axe-core comes from the npm registry
every_chapter = pytest.mark.parametrize("chapter", [path.name for path in CHAPTERS])
MOVABLE = ".sl-live:has(input[type=range], .sl-pad)"
NUMBERS = """(view) => [...view.querySelectorAll("svg text, [data-out]")].map((one) => one.textContent)"""

# Markdown cells tagged "move-task" end with a task for the view of the next cell. Of each: how many pixels are missing
# to see at once the task, the view and, in a cell tagged "move-numbers" below it, the first output. A view whose
# controls come first may go on below its controls, numbers and narration.
MISSING = f"""async () => {{
    const {{ content }} = {NOTEBOOK}, tagged = (cell, tag) => cell?.model.getMetadata("tags")?.includes(tag);
    const viewOf = (cell) => cell.node.querySelector("{MOVABLE}");
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
        if pad := view.query_selector(".sl-pad"):
            pad.press("Space")
        else:
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
        elif pad := view.query_selector(".sl-pad"):
            pad.press("Space")
            check_pad(page, view)
        elif warmth := view.query_selector("[data-temperature]"):
            push(page, view, warmth)
            view.query_selector("[data-do=draw]").press("Enter")
            check_row(page, view)
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
    page.wait_for_function(f"() => `${{{size}}}` === '950,679'", timeout=1000 * PATIENCE)
    missing = page.evaluate(MISSING)
    page.set_viewport_size(before)
    return missing


def move_one_of_each(page, view):
    """A logit, the true class, and a weight, by keyboard: the page after each, the kernel after the last.

    Each logit and each class has its turn in tests/test_every_view.py, and on a page of the site.
    """
    view.query_selector("[data-do=reset]").press("Enter")  # a cell may have left the logits between two marks
    if broken := view.query_selector("[data-do=break]"):
        broken.select_option("")  # nothing is broken
    reveal(view)
    check = check_layer
    if view.query_selector("[data-row]"):
        check = check_matrix
    elif view.query_selector("[data-handle]"):
        check = partial(check_layer, kind="LiveTriangle")
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
        views = output.query_selector_all(MOVABLE)
        found += len(views)
        yield from views
    promised = any(re.search(r"\bLive[A-Z]\w*\(", cell["source"]) for cell in code_cells(page))
    assert bool(found) == promised
