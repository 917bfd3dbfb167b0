"""Each chapter as a reader meets it: a real JupyterLab in a real Chromium."""

import re

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from tests.lab import (
    CHAPTERS,
    FAILED,
    WIDGET,
    ask_kernel,
    code_cells,
    errors,
    executed,
    open_notebook,
    run_all,
    set_theme,
    show_cell,
)

pytestmark = pytest.mark.browser
every_chapter = pytest.mark.parametrize("chapter", [path.name for path in CHAPTERS])
LAYERS_IN_THE_KERNEL = """[
    dict(a=list(w.a), t=list(w.t), y=list(w.y), gradient=list(w.gradient), loss=float(w.loss))
    for w in __import__("ipywidgets").widgets.widget._instances.values()
    if isinstance(w, __import__("softmax_lib").LiveLayer)
]"""


@every_chapter
def test_a_chapter_that_is_run_shows_its_pictures_and_no_error(page, lab, chapter):
    open_notebook(page, lab, chapter)
    run_all(page)
    assert errors(page) == []
    assert executed(page) == [cell["source"] for cell in code_cells(page) if cell["source"].strip()]
    set_theme(page, dark=True)
    assert errors(page) == []


@every_chapter
def test_a_chapter_that_is_opened_and_not_run_shows_its_pictures_and_moves(page, lab, chapter):
    open_notebook(page, lab, chapter)
    assert [cell["source"] for cell in code_cells(page) if cell["source"].strip() and not cell["count"]] == []
    assert errors(page) == []
    for view in live_views(page):
        reveal(view)
        before = view.locator("svg text").all_text_contents()
        assert any(character.isdigit() for character in "".join(before)), "a picture without numbers"
        push(view.locator("input[type=range]:visible").first)
        wait_until(page, lambda view=view, before=before: view.locator("svg text").all_text_contents() != before)
    assert executed(page) == []
    assert errors(page) == []


@every_chapter
def test_a_slider_moved_with_the_keyboard_changes_page_and_kernel_as_python_says(page, lab, chapter):
    open_notebook(page, lab, chapter)
    run_all(page)
    for view in live_views(page):
        if not view.locator("input[data-logit]").count():
            continue  # a graph of another kind
        view.locator("[data-do=reset]").click()  # a cell that set the logits may have left them between two marks
        reveal(view)
        classes = view.locator("input[type=radio][data-class]")
        if classes.count() and not classes.first.is_visible():
            view.locator("[data-do=mode]").click()
        for logit in view.locator("input[data-logit]").all():
            before = float(logit.input_value())
            push(logit)
            assert abs(float(logit.input_value()) - before) == pytest.approx(0.3)
            check_layer(page, view)
        if not classes.count():
            continue  # softmax alone
        for choice in classes.all():
            choice.check()
            check_layer(page, view)
        view.locator("[data-do=mode]").click()  # weights
        push(view.locator("input[data-weight]").first)
        check_layer(page, view)
    assert errors(page) == []


def live_views(page):
    """Each live view of the notebook, scrolled to."""
    found = 0
    for cell in code_cells(page):
        if any(WIDGET in output.get("data", {}) for output in cell["outputs"]):
            views = show_cell(page, cell["index"]).locator(".sl-live:has(svg):has(input[type=range])").all()
            found += len(views)
            yield from views
    promised = any(re.search(r"\bLive[A-Z]\w*\(", cell["source"]) for cell in code_cells(page))
    assert bool(found) == promised


def reveal(view):
    """Commit to a guess where one is asked for, and go to the step after which everything is known."""
    commit, last = view.locator("[data-do=commit]"), view.locator("[data-go=last]")
    if commit.is_visible():
        commit.click()
        view.evaluate("() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))")
    if last.count() and last.is_enabled():
        last.click()


def push(slider):
    """Three steps with the keyboard, away from the nearer end."""
    value, low, high = slider.evaluate("({ value, min, max }) => [value, min, max].map(Number)")
    slider.focus()
    for _ in range(3):
        slider.page.keyboard.press("ArrowRight" if value < (low + high) / 2 else "ArrowLeft")


def check_layer(page, view):
    """What the page prints, and soon what the kernel knows, is what NumPy makes of the sliders and the target."""

    def values(inputs):
        return np.array([float(one.input_value()) for one in view.locator(inputs).all()])

    a = values("input[data-logit]")
    y = np.exp(a) / np.exp(a).sum()
    expected = {"a": a, "y": y}
    if not view.locator("input[data-class]").count():
        t = None
    elif view.locator("input[data-weight]").first.is_visible():
        t = values("input[data-weight]")
    else:
        t = np.array([float(one.is_checked()) for one in view.locator("input[data-class]").all()])
    if t is not None:
        expected |= {"gradient": y * t.sum() - t, "loss": -(t @ np.log(y))}

    def page_agrees():
        printed = {"loss": printed_number(view, "loss")} if "loss" in expected else {}
        for name in expected.keys() - {"loss"}:
            printed[name] = [printed_number(view, f"{name[0]}-{k}") for k in range(1, len(a) + 1)]
        return all(np.allclose(printed[name], expected[name], rtol=0, atol=0.000051) for name in expected)

    def kernel_agrees():
        layers = ask_kernel(page, LAYERS_IN_THE_KERNEL)
        return any(
            all(np.allclose(layer[name], expected[name], rtol=0, atol=1e-9) for name in expected)
            for layer in layers
            if len(layer["a"]) == len(a)
        )

    wait_until(page, page_agrees)
    wait_until(page, kernel_agrees)


def printed_number(view, name):
    text = view.locator(f'[data-out="{name}"]').text_content()
    return float(text.replace("\N{MINUS SIGN}", "-").replace("≈", "").replace("?", "nan"))


def wait_until(page, condition):
    for _ in range(100):
        if condition():
            return
        page.wait_for_timeout(50)
    raise AssertionError("not within five seconds: " + condition.__name__)


def test_errors_and_warnings_in_cells_are_found(page, lab, tmp_path):
    warns, fails = "import warnings; warnings.warn('careful')", "1 / 0"
    save(lab, tmp_path / "faulty.ipynb", notebook_of(warns, fails))
    open_notebook(page, lab, "faulty.ipynb")
    assert errors(page) == []
    run_all(page)
    warning, error = errors(page)
    assert "careful" in warning
    assert "ZeroDivisionError" in error


@pytest.mark.parametrize("state_is_saved", [True, False])
def test_a_widget_shows_itself_only_if_its_state_was_saved(page, lab, tmp_path, state_is_saved):
    notebook = notebook_of("import ipywidgets", "ipywidgets.FloatSlider()")
    NotebookClient(notebook, store_widget_state=state_is_saved).execute()
    save(lab, tmp_path / "saved.ipynb", notebook)
    open_notebook(page, lab, "saved.ipynb")
    found = errors(page)
    assert (found == []) if state_is_saved else any(FAILED in line for line in found)


def test_a_chapter_that_was_run_and_saved_shows_its_pictures_on_another_day(page, lab, tmp_path):
    chapter = next(path for path in CHAPTERS if path.stem.startswith("01"))
    (tmp_path / "mine.ipynb").write_bytes(chapter.read_bytes())
    lab.add(tmp_path / "mine.ipynb")
    open_notebook(page, lab, "mine.ipynb")
    run_all(page)
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    lab.end_kernels()
    page.goto("about:blank")
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
