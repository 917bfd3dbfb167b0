"""A notebook gets better by use, never worse: whatever a reader runs, guesses and saves, its pictures are there again.

In a real JupyterLab and a real Notebook 7 with a reader's settings.
"""

import json
import shutil
import subprocess
from pathlib import Path
from uuid import uuid4

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from softmax_lib.lessons.questions import QUESTIONS, answered
from tests.lab import (
    CHAPTERS,
    FAILED,
    NOTEBOOK,
    PATIENCE,
    WIDGET,
    ask_kernel,
    close_notebooks,
    drawn_widgets,
    open_notebook,
    run_all,
    show_cell,
    wait_until,
    wait_until_idle,
    wait_until_open,
)
from tools.execute_notebooks import execute

pytestmark = pytest.mark.browser
FRONTS = ["JupyterLab", "Notebook 7"]
# Of each output with a view: whether the view, and whether the still picture before it, is to be seen.
SEEN = f"""(number) => {{
    const output = {NOTEBOOK}.content.node.querySelectorAll(".jp-OutputArea-child:has(> .jp-OutputArea-output)");
    const all = [...output], stills = all.filter((one) => one.querySelector(".sl-still"));
    return stills.map((still) => {{
        const view = all[all.indexOf(still) + 1];
        const live = view?.querySelector(".sl-live, .sl-picture, .sl-progress");
        return [Boolean(live?.checkVisibility()), still.checkVisibility(), view?.innerText.includes("{FAILED}")];
    }});
}}"""


class Reader:
    """Someone who works on one notebook, closes it and comes back."""

    def __init__(self, page, lab, front):
        self.page, self.lab, self.front = page, lab, front

    def takes(self, chapter):
        """A copy of a chapter of their own, trusted."""
        self.name = f"{uuid4().hex[:8]}_{chapter.name}"
        (self.lab.home / self.name).write_bytes(chapter.read_bytes())
        self.lab.add(self.lab.home / self.name)
        self.open()
        return self

    def open(self):
        if self.front == "JupyterLab":
            open_notebook(self.page, self.lab, self.name)
        else:
            self.page.goto(f"{self.lab.url}/notebooks/{self.name}?token={self.lab.token}")
            wait_until_open(self.page, self.name)

    def elsewhere(self, context, name=None):
        """The same notebook, or another one, in one more browser."""
        other = Reader(context.new_page(), self.lab, self.front)
        other.name = name or self.name
        other.open()
        return other

    def save(self):
        self.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
        self.page.wait_for_function(f"() => !{NOTEBOOK}.context.model.dirty")

    def reopen(self, restart=True):
        if self.front == "JupyterLab" and restart:
            close_notebooks(self.page, self.lab)
        elif restart:
            self.lab.end_kernels()
            self.page.goto("about:blank")
        self.open()

    def saved(self):
        return json.loads((self.lab.folder / self.name).read_text("utf-8"))

    def run(self, *cells):
        for index in cells:
            self.page.evaluate(f"(i) => {{ {NOTEBOOK}.content.activeCellIndex = i; }}", index)
            self.page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-cell')")
        wait_until_idle(self.page)

    def sees_all(self):
        """Each saved view once: alive, with no still picture beside it and no error."""
        for output in drawn_widgets(self.page):
            assert FAILED not in output.text_content()
        found = self.page.evaluate(SEEN)
        promised = sum(
            WIDGET in output.get("data", {}) for cell in self.saved()["cells"] for output in cell.get("outputs", [])
        )
        assert len(found) <= promised
        assert [one for one in found if one != [True, False, False]] == []
        return len(found)


@pytest.fixture(scope="module")
def window(browser):
    """A page in which JupyterLab stays open from one test to the next."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        yield context.new_page()


@pytest.fixture
def reader(window, lab, request):
    """Someone of whom neither the record nor the browser knows anything yet."""
    Path(lab.environment["SOFTMAX_LIB_PROGRESS"]).unlink(missing_ok=True)
    front, failed = getattr(request, "param", "JupyterLab"), request.session.testsfailed
    if front != "JupyterLab":
        window.goto("about:blank")
    yield Reader(window, lab, front)
    close_notebooks(window, lab)
    if window.url.startswith(lab.url):
        window.evaluate("() => localStorage.clear()")
    if front != "JupyterLab" or request.session.testsfailed > failed:
        window.goto("about:blank")


def chapter(number):
    return next(path for path in CHAPTERS if path.stem.startswith(number))


def executed(folder, *sources):
    """A notebook of these cells, as a run saves it."""
    nbformat.write(new_notebook(cells=[new_code_cell(source) for source in sources]), folder / "own.ipynb")
    execute(folder / "own.ipynb")
    return folder / "own.ipynb"


def guess(page, number, choice):
    """Answer the prediction of this place in the notebook, by mouse."""
    list(drawn_widgets(page))  # a run draws its views anew, and until then the place is another one's
    ask = page.locator(".sl-ask").nth(number)
    ask.locator("input").nth(choice).check()
    ask.locator("[data-do=commit]").click()
    ask.locator(".sl-answer p").wait_for()


def guesses(page):
    """Of each prediction on the page: the committed choice, or None."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".sl-ask")].map((ask) => ask.querySelector(".sl-answer p")
            ? [...ask.querySelectorAll("input")].findIndex((one) => one.checked) : null)"""
    )


@pytest.mark.parametrize("reader", FRONTS, indirect=True)
def test_a_chapter_read_guessed_run_and_saved_is_there_each_time(reader):
    page = reader.takes(chapter("12")).page
    promised = reader.sees_all()
    assert promised == 11

    def comes_back(*guessed):
        """What was guessed is there, and every picture, also when the notebook was closed and is opened again."""
        reader.save()
        assert reader.sees_all() == promised
        reader.reopen()
        assert reader.sees_all() == promised
        assert guesses(page) == [*guessed, None, None, None, None, None]

    comes_back(None, None)  # read
    guess(page, 1, 0)  # not run
    comes_back(None, 0)
    reader.run(*range(8))  # half
    guess(page, 0, 1)
    comes_back(1, 0)
    run_all(page)
    assert guesses(page)[:2] == [1, 0]
    comes_back(1, 0)
    run_all(page)
    page.evaluate(f"() => {NOTEBOOK}.sessionContext.session.kernel.restart()")
    wait_until_idle(page)
    comes_back(1, 0)


def test_what_is_guessed_elsewhere_is_known_where_the_cell_runs_and_again_until_it_is_guessed_again(reader, browser):
    """The record beside the notebook is the same for every browser; a browser keeps what no kernel has heard of."""
    page = reader.takes(chapter("12")).page
    ask = next(i for i, cell in enumerate(reader.saved()["cells"]) if "predict(" in "".join(cell["source"]))
    guess(page, 0, 1)  # not run: no kernel hears of it
    reader.run(1, ask)  # now it does
    assert guesses(page)[0] == 1
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        other = reader.elsewhere(context)
        other.run(1, ask + 3)
        show_cell(other.page, ask)
        other.run(ask)
        wait_until(other.page, lambda: guesses(other.page)[0] == 1)


def test_a_cell_that_was_edited_comes_back_with_its_own_picture(reader):
    page = reader.takes(chapter("12")).page
    cells = reader.saved()["cells"]
    index = max(i for i, cell in enumerate(cells) if "".join(cell["source"]).startswith("LiveDescent("))
    before = cells[index]["outputs"][0]["data"]["text/plain"]
    page.evaluate(
        f"(i) => {NOTEBOOK}.content.widgets[i].model.sharedModel.setSource('LiveDescent(a=[-7, 0, 0], t=[0, 0, 1])')",
        index,
    )
    reader.run(1, index)
    reader.save()
    reader.reopen()
    cell = show_cell(page, index)
    still = cell.locator(".sl-still img")
    still.wait_for()
    assert still.is_visible()
    assert len(still.get_attribute("alt")) > 100
    assert still.get_attribute("alt") != "".join(before)
    assert not cell.get_by_text(FAILED).is_visible()
    assert cell.locator(".sl-live").count() == 0


def test_a_run_in_one_browser_leaves_the_views_of_another_and_of_a_copy(reader, browser, lab):
    """Both are on the same kernel. What shows a view goes on showing it, and moves."""
    page = reader.takes(chapter("12")).page
    run_all(page)
    before = reader.sees_all()
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        other = reader.elsewhere(context)
        run_all(other.page)
        assert other.sees_all() == before
        assert reader.sees_all() == before
        lab.add(shutil.copy(lab.folder / reader.name, lab.home / f"copy_of_{reader.name}"))
        copy = reader.elsewhere(context, f"copy_of_{reader.name}")
        kernel = reader.page.evaluate(f"() => {NOTEBOOK}.sessionContext.session.kernel.model")
        copy.page.evaluate(f"(model) => {NOTEBOOK}.sessionContext.changeKernel(model)", kernel)
        wait_until_idle(copy.page)
        run_all(copy.page)
        assert copy.sees_all() == other.sees_all() == reader.sees_all() == before
    slider = page.locator(".sl-descent input[data-logit]").first
    told = page.locator(".sl-pulls").first.inner_text()
    slider.press("ArrowRight")
    wait_until(page, lambda: page.locator(".sl-pulls").first.inner_text() != told)


def test_a_view_that_another_cell_shows_stays_when_its_maker_runs_again(reader, tmp_path):
    made = "first, second = LiveLayer(), LiveLayer(a=[1, 0, -1], t=0, figure='A-1')\nfirst"
    page = reader.takes(executed(tmp_path, "from softmax_lib import LiveLayer", made, "second")).page
    assert reader.sees_all() == 2
    run_all(page)
    assert reader.sees_all() == 2
    reader.run(1)
    assert reader.sees_all() == 2
    view = show_cell(page, 2).locator(".sl-live")
    view.locator("input[data-logit='1']").press("ArrowRight")  # it moves the one that the kernel has now
    wait_until(page, lambda: ask_kernel(page, "second.a") == [1.1, 0, -1])
    reader.save()
    reader.reopen()
    assert reader.sees_all() == 2


def test_a_notebook_saved_before_its_kernel_answers_keeps_its_views(reader):
    page = reader.takes(chapter("00")).page
    promised = reader.sees_all()
    reader.reopen()
    page.goto(f"{reader.lab.url}/doc/workspaces/{uuid4().hex}/tree/{reader.name}?token={reader.lab.token}")
    page.wait_for_function(f"() => window.jupyterapp && {NOTEBOOK}?.context?.isReady", timeout=1000 * PATIENCE)
    reader.save()
    reader.reopen()
    assert reader.sees_all() == promised


def test_a_chapter_that_was_only_read_is_saved_as_it_was(reader):
    """With another Python its version differs, and nothing else."""
    page = reader.takes(chapter("11")).page
    assert not page.evaluate(f"() => {NOTEBOOK}.context.model.dirty")
    reader.sees_all()
    assert not page.evaluate(f"() => {NOTEBOOK}.context.model.dirty")
    reader.save()
    before = json.loads(chapter("11").read_text("utf-8"))
    before["metadata"]["language_info"] = reader.saved()["metadata"]["language_info"]
    assert json.dumps(reader.saved(), indent=1) == json.dumps(before, indent=1)


def test_an_update_of_a_chapter_meets_no_conflict_with_what_a_reader_has_run_and_saved(reader, tmp_path):
    """git merges a new version, with one view more in the middle, into the reader's file."""
    base, new, mine = (tmp_path / name for name in ("base.ipynb", "12_new.ipynb", "mine.ipynb"))
    shutil.copy(chapter("12"), base)
    notebook = nbformat.read(base, as_version=4)
    notebook.cells.insert(len(notebook.cells) // 2, new_code_cell("LiveDescent(a=[3, 0, 0])", id="12-one-more"))
    nbformat.write(notebook, new)
    execute(new)
    reader.takes(base)
    run_all(reader.page)
    guess(reader.page, 0, 1)
    reader.save()
    shutil.copy(reader.lab.folder / reader.name, mine)
    merged = subprocess.run(["git", "merge-file", "-p", mine, base, new], capture_output=True, text=True, check=False)
    assert merged.returncode == 0
    assert len(json.loads(merged.stdout)["cells"]) == len(notebook.cells)
    mine.write_text(merged.stdout, "utf-8")
    before = len(reader.saved()["cells"])
    reader.reopen()
    reader.takes(mine)
    assert reader.sees_all() == 12
    assert len(reader.saved()["cells"]) == before + 1


def test_a_chapter_that_is_not_trusted_shows_its_pictures_too(reader):
    """JupyterLab runs nothing there and takes scripts and styles out; pictures and questions are read all the same."""
    reader.name = f"{uuid4().hex[:8]}.ipynb"
    text = (
        chapter("12").read_text("utf-8").replace("LiveDescent", "LiveDescent ", 1)
    )  # or a trusted one would vouch for it
    (reader.lab.folder / reader.name).write_text(text, "utf-8")
    reader.open()
    cells = [
        cell for cell in reader.saved()["cells"] if any(WIDGET in o.get("data", {}) for o in cell.get("outputs", []))
    ]
    for cell in cells:
        shown = show_cell(reader.page, reader.saved()["cells"].index(cell))
        still = shown.locator(".sl-still")
        still.wait_for()
        if any("image/svg+xml" in output.get("data", {}) for output in cell["outputs"]):
            assert still.locator("img").evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 300
        assert shown.locator(".sl-live").count() == 0
    assert len(cells) == 11


@pytest.mark.parametrize("reader", FRONTS, indirect=True)
def test_a_notebook_is_saved_by_its_keys_from_inside_a_view(reader):
    page = reader.takes(chapter("12")).page
    run_all(page)
    slider = page.locator(".sl-descent input[data-logit]").first
    slider.scroll_into_view_if_needed()
    slider.press("ArrowRight")
    assert page.evaluate(f"() => {NOTEBOOK}.context.model.dirty")
    page.keyboard.press("Control+s")
    page.wait_for_function(f"() => !{NOTEBOOK}.context.model.dirty")
    assert slider.evaluate("(one) => one === document.activeElement")


def test_a_review_asks_what_was_wrong_until_it_is_right(reader, tmp_path):
    """In the chapter, in the review by keyboard, and in the review again, which has then one question less.

    The kernel is busy while the questions are answered: the review that waits behind it knows the answers all the same.
    """
    asks = "from softmax_lib import predict, review", 'predict("05.1")', 'predict("05.2")', "review()"
    page = reader.takes(executed(tmp_path, *asks)).page
    run_all(page)
    assert show_cell(page, 3).locator("text=There is nothing to review yet.").count() == 1
    page.evaluate(f"""() => {{
        {NOTEBOOK}.sessionContext.session.kernel.requestExecute({{ code: "import time; time.sleep(5)" }});
    }}""")
    for place, name in enumerate(("05.1", "05.2")):
        wrong = next(k for k in range(3) if k != answered(QUESTIONS[name])[1])
        guess(page, place, wrong)
    reader.run(3)
    asked = show_cell(page, 3).locator(".sl-ask")
    wait_until(page, lambda: asked.count() == 2)
    assert asked.locator("input:checked").count() == 0
    first = asked.first.locator("input")
    first.first.press("Space")
    for _ in range(answered(QUESTIONS["05.1"])[1]):
        page.keyboard.press("ArrowDown")
    asked.first.locator("[data-do=commit]").press("Enter")
    wait_until(page, lambda: asked.first.locator(".sl-answer p").inner_text().startswith("Right"))
    reader.save()
    assert reader.sees_all() == 4
    reader.run(3)
    wait_until(page, lambda: asked.count() == 1)
    reader.save()
    reader.reopen()
    cell = show_cell(page, 3)
    cell.locator(".sl-still").wait_for()  # the course was published without this view: its words are there
    assert not cell.get_by_text(FAILED).is_visible()
