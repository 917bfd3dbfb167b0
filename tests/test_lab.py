"""JupyterLab itself, and what the tests in it would find: errors, warnings, lost widgets, other hosts."""

import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tests.lab import (
    FAILED,
    NOTEBOOK,
    ask_kernel,
    close_notebooks,
    errors,
    open_notebook,
    run_all,
    save,
    wait_until,
)

pytestmark = pytest.mark.browser


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


MOVE_BOTH = """() => [...document.querySelectorAll(".sl-live input[data-logit='1']")].map((slider, i) => {
    slider.value = i + 1;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
})"""
SHOWN = """() => [...document.querySelectorAll(".sl-live input[data-logit='1']")].map((slider) => slider.value)"""


def test_of_two_views_of_one_model_moved_at_once_the_last_move_counts(page, lab, tmp_path):
    twice = ["from softmax_lib import LiveLayer\nlayer = LiveLayer()\nlayer", "layer"]
    save(lab, tmp_path / "twice.ipynb", notebook_of(*twice))
    open_notebook(page, lab, "twice.ipynb")
    run_all(page)
    wait_until(page, lambda: len(page.evaluate(SHOWN)) == 2)
    page.evaluate(MOVE_BOTH)
    wait_until(page, lambda: page.evaluate(SHOWN) == ["2", "2"])
    wait_until(page, lambda: ask_kernel(page, "layer.a[0]") == 2)
    assert errors(page) == []


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
