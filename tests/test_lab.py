"""JupyterLab itself, and what the tests in it would find: errors, warnings, lost widgets, other hosts."""

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tests.lab import (
    CHAPTERS,
    FAILED,
    NOTEBOOK,
    ask_kernel,
    close_notebooks,
    errors,
    executed,
    open_notebook,
    run_all,
    show_cell,
    wait_until,
)
from tests.page import T, check_table, seen

pytestmark = pytest.mark.browser


def test_in_jupyterlab_a_break_is_chosen_with_the_keyboard_and_the_kernel_knows(page, lab, tmp_path):
    source = "from softmax_lib import LiveBroken\nlayer = LiveBroken(step=3)\nlayer"
    save(lab, tmp_path / "broken.ipynb", notebook_of(source))
    open_notebook(page, lab, "broken.ipynb")
    run_all(page)
    view = show_cell(page, 0).locator(".sl-live")
    view.locator("select").focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.wait_for_function("() => document.querySelector('.sl-narration').textContent.includes('1 of the 16')")
    wait_until(page, lambda: seen(view, ".sl-wrong", "edge") == {"S>inv"})
    view.locator("[data-go=next]").press("Enter")
    page.wait_for_function("() => document.querySelector('.sl-narration').textContent.includes('4 of the 19')")
    view.locator("[data-go=last]").press("Enter")
    view.locator("input[data-logit='1']").press("ArrowRight")
    page.wait_for_function("() => document.querySelector('[data-out=a-1]').textContent === '0.4'")
    check_table(view, [0.4, 2.9, 4.0], T, "square")
    known = "[layer.broken, layer.step, layer.a, [round(g, 4) for g in layer.gradient]]"
    moved = ["square", 6, [0.4, 2.9, 4.0], [1.4918, 18.1741, 53.5982]]
    wait_until(page, lambda: ask_kernel(page, known) == moved)
    ask_kernel(page, "setattr(layer, 'broken', None)")
    page.wait_for_function("() => document.querySelector('.sl-live select').value === ''")
    check_table(view, [0.4, 2.9, 4.0], T, None)
    assert errors(page) == []


# Where the task above a view ends, and the view: pixels from the top of the notebook; and the height of the notebook.
PLACE = f"""(index) => {{
    const {{ outerNode, widgets }} = {NOTEBOOK}.content, top = outerNode.getBoundingClientRect().top;
    const task = widgets[index - 1].node.querySelector(".jp-RenderedMarkdown").lastElementChild;
    const view = widgets[index].node.querySelector(".sl-live")?.getBoundingClientRect();
    return [task.getBoundingClientRect().top - top, view?.bottom - top, outerNode.clientHeight].map(Math.round);
}}"""


def test_after_shift_enter_a_view_and_the_task_above_it_are_on_the_screen(page, lab, tmp_path):
    task = new_markdown_cell("Text above.\n\n1. Move this.\n2. Move that.")
    more = [new_markdown_cell("## More\n\nText.") for _ in range(20)]  # so that the page can scroll both ways
    live = [new_code_cell("from softmax_lib import LiveLayer\nLiveLayer(step=6)")]
    notebook, view = notebook_of(), len(more) // 2 + 1
    notebook.cells = [*more[: view - 1], task, *live, *more[view - 1 :]]
    save(lab, tmp_path / "advance.ipynb", notebook)
    open_notebook(page, lab, "advance.ipynb")
    before = page.viewport_size
    page.set_viewport_size({"width": 1016, "height": 791})
    run_all(page)
    for align in ("start", "end"):
        page.evaluate(
            f"""async ([view, align]) => {{
                const {{ content }} = {NOTEBOOK};
                [content.activeCellIndex, content.mode] = [view, "command"];
                content.scrollToItem(view, align); // its promise may never settle
                await window.jupyterapp.commands.execute("notebook:clear-cell-output");
                content.activeCell.node.focus();
            }}""",
            [view, align],
        )
        page.keyboard.press("Shift+Enter")

        def both_are_seen():
            top, bottom, height = page.evaluate(PLACE, view)
            return bottom is not None and 0 <= top < bottom <= height

        wait_until(page, both_are_seen)
        assert page.evaluate(f"() => {NOTEBOOK}.content.activeCellIndex") == view + 1
    page.set_viewport_size(before)


def test_errors_and_warnings_in_cells_are_found(page, lab, tmp_path):
    warns, fails = "import warnings; warnings.warn('careful')", "1 / 0"
    save(lab, tmp_path / "faulty.ipynb", notebook_of(warns, fails))
    open_notebook(page, lab, "faulty.ipynb")
    assert errors(page) == []
    run_all(page)
    warning, error = errors(page)
    assert "careful" in warning
    assert "ZeroDivisionError" in error


def test_a_widget_shows_itself_only_if_its_state_was_saved(page, lab, tmp_path):
    notebook = notebook_of("import ipywidgets", "ipywidgets.FloatSlider()")
    NotebookClient(notebook).execute()
    save(lab, tmp_path / "saved.ipynb", notebook)
    open_notebook(page, lab, "saved.ipynb")
    assert errors(page) == []
    close_notebooks(page, lab)
    del notebook.metadata["widgets"]
    save(lab, tmp_path / "lost.ipynb", notebook)
    open_notebook(page, lab, "lost.ipynb")
    assert any(FAILED in line for line in errors(page))


def test_a_chapter_that_was_run_and_saved_shows_its_pictures_on_another_day(page, lab, tmp_path):
    chapter = next(path for path in CHAPTERS if path.stem.startswith("01"))
    (tmp_path / "mine.ipynb").write_bytes(chapter.read_bytes())
    lab.add(tmp_path / "mine.ipynb")
    open_notebook(page, lab, "mine.ipynb")
    run_all(page)
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    close_notebooks(page, lab)
    open_notebook(page, lab, "mine.ipynb")
    assert errors(page) == []
    assert executed(page) == []


def test_something_fetched_from_another_host_is_found(page, lab, tmp_path):
    save(
        lab, tmp_path / "far.ipynb", notebook_of("from IPython.display import HTML", "HTML('<img src=//example.org>')")
    )
    open_notebook(page, lab, "far.ipynb")
    run_all(page)
    wait_until(page, lambda: "ERR_NAME_NOT_RESOLVED" in " ".join(errors(page)))


def notebook_of(*cells):
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=[new_code_cell(cell) for cell in cells], metadata={"kernelspec": kernel})


def save(lab, file, notebook):
    nbformat.write(notebook, file)
    lab.add(file)
