"""A notebook gets better by use, never worse: whatever a reader runs, guesses and saves, its pictures are there again.

In a real JupyterLab and a real Notebook 7 with a reader's settings.
"""

import json
from uuid import uuid4

import pytest

from tests.lab import (
    CHAPTERS,
    FAILED,
    NOTEBOOK,
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


@pytest.fixture
def reader(browser, lab, request):
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        yield Reader(page, lab, getattr(request, "param", "JupyterLab"))
    lab.end_kernels()


def chapter(number):
    return next(path for path in CHAPTERS if path.stem.startswith(number))


def guess(page, number, choice):
    """Answer the prediction of this place in the notebook, by mouse."""
    ask = page.locator(".sl-ask").nth(number)
    ask.locator("input").nth(choice).check()
    ask.locator("[data-do=commit]").click()
    ask.locator(".sl-answer p").wait_for()


def guesses(page):
    """Of each prediction on the page: the committed choice, or None."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".sl-ask")].map((ask) =>
            ask.querySelector(".sl-answer p") ? [...ask.querySelectorAll("input")].findIndex((one) => one.checked) : null)"""
    )
