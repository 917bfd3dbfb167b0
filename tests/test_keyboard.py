"""Whole chapters by keyboard alone, in JupyterLab and in Notebook 7: no key loses the focus."""

from itertools import cycle

import pytest

from tests.lab import CHAPTERS, NOTEBOOK, WIDGET, close_notebooks, open_notebook, wait_until_open

pytestmark = pytest.mark.browser
FRONTS = {"JupyterLab": "doc/tree", "Notebook 7": "notebooks"}
WORKED = [path for path in CHAPTERS if path.stem[:2] in ("00", "01", "02", "03", "07")]

# Once the page rests: no cell is running, what was run shows its widgets, and two frames were painted. What has the
# focus then, as far as a reader can tell; and where it is: in the active cell, or not.
AT_REST = f"""async (widget) => {{
    const {{ content }} = {NOTEBOOK}, end = performance.now() + 20_000;
    const frame = () => new Promise(requestAnimationFrame);
    const drawn = ({{ model, node, outputHidden }}) => {{
        if (outputHidden) return true;  // folded, until the reader opens it
        const promised = [...Array(model.outputs?.length ?? 0).keys()].filter((i) => model.outputs.get(i).data[widget]);
        return node.querySelectorAll(".sl-live, .sl-picture, .sl-progress").length >= promised.length;
    }};
    const ran = new Set([window.lastCell, content.activeCell].filter(Boolean));
    const rests = (cell) => (cell.model.executionState ?? "idle") === "idle" && drawn(cell);
    window.lastCell = content.activeCell;
    await frame();
    while (![...ran].every(rests)) {{
        if (performance.now() > end) throw "a cell does not come to rest";
        await frame();
    }}
    await frame();
    const now = document.activeElement, {{ activeCell, activeCellIndex, mode }} = content, {{ dataset }} = now;
    return {{
        lost: !activeCell.node.contains(now) && now.outerHTML.slice(0, 200), index: activeCellIndex, mode,
        cell: now === activeCell.node, view: Boolean(now.closest(".sl-live")), ask: Boolean(now.closest(".sl-ask")),
        kind: now.type === "range" || now.type === "radio"
            ? now.type : dataset.go ?? dataset.do ?? (now.className || now.localName),
        value: now.type === "radio" ? now.checked : now.value,
    }};
}}"""
# Whether Tab leads out of the view.
IS_LAST = """() => {
    const view = document.activeElement.closest(".sl-live"), controls = "button, input, select, [tabindex]";
    const reached = (one) => !one.disabled && one.checkVisibility() && (one.type !== "radio" || one.checked);
    return [...view.querySelectorAll(controls)].filter(reached).at(-1) === document.activeElement;
}"""
# The controls of a cell's view, if there are any.
CONTROLS = f"""(index) => [...{NOTEBOOK}.content.widgets[index].node.querySelectorAll(".sl-live :is(button, input)")]
    .map((one) => `${{one.type}} ${{JSON.stringify(one.dataset)}}`).join()"""
ACTIVE = f"{NOTEBOOK}.content.activeCell"


class Reader:
    """Someone without a mouse, in an open notebook. After every key the focus is where the reader can go on."""

    def __init__(self, page):
        self.page, self.keys, self.walked = page, [], set()
        self.leaving = cycle(["Escape", "Shift+Enter", "Control+Enter"])
        self.now = self.look()

    def look(self):
        now = self.page.evaluate(AT_REST, WIDGET)
        assert not now["lost"], (self.keys[-6:], now)
        return now

    def press(self, *keys):
        for key in keys:
            self.keys.append((self.now["kind"], key))
            self.page.keyboard.press(key)
            self.now = self.look()
        return self.now

    def in_cell(self, script):
        return self.page.evaluate(f"() => {{ const {{ node, model }} = {ACTIVE}; return {script}; }}")

    def enter_view(self):
        """From a cell in command mode into its output: by way of the cell's own toolbar."""
        for _ in range(4):
            if self.press("Tab")["view"]:
                return
        raise AssertionError(f"Tab does not lead into the view: {self.now}")

    def leave(self):
        """Back to the notebook, one time with Esc, the next by running the cell again. Then the next cell is active."""
        index, key = self.now["index"], next(self.leaving)
        self.press(key)
        assert (self.now["cell"], self.now["mode"]) == (True, "command"), (self.keys[-6:], self.now)
        assert self.now["index"] == index + (key == "Shift+Enter"), (key, self.now)
        if key != "Shift+Enter":
            self.press("ArrowDown")
        assert self.now["index"] == index + 1

    def guess(self):
        """Answer a prediction or a choice exercise, take the answer back, and answer it with the choice above."""
        answer = "node.querySelector('.sl-answer').textContent"
        while self.now["kind"] == "summary":  # of a hint, below an answer that was given in the other front
            assert self.press("Enter")["kind"] == "summary"
            self.press("Tab")
        self.press("Space", "ArrowDown")
        assert self.now["value"] is True
        assert self.press("Tab")["kind"] == "commit"
        assert self.press("Enter")["kind"] == "again"
        assert self.in_cell(answer)
        assert (self.press("Enter")["kind"], self.now["value"]) == ("radio", True)
        assert self.in_cell(answer) == ""
        self.press("ArrowUp", "Tab")
        assert self.press("Space")["kind"] == "again"
        return {"commit"}

    def use(self, controls):
        """From the first control of a view to its last: of each kind, one slider is moved, one button is pressed.

        In a view with the same controls as one before, that is where they are left.
        """
        met = set()
        if controls in self.walked:
            return met
        self.walked.add(controls)
        while True:
            here = self.now["kind"]
            if here not in met:
                met.add(here)
                before = self.now["value"]
                if here == "range":
                    assert self.press("ArrowLeft")["value"] != before
                elif here == "radio":
                    self.press("Space")
                elif here == "play":
                    self.press("Enter", "Enter")
                elif not here.startswith("sl-graph"):
                    self.press("Enter")
                    met.add(self.now["kind"])  # a button that can't be pressed twice hands the focus on
            if self.page.evaluate(IS_LAST):
                break
            self.press("Tab")
        return met


@pytest.fixture(scope="module", params=FRONTS)
def front(request, browser, lab):
    """A front, in which a notebook can be opened."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()

        def opened(name):
            if request.param == "JupyterLab":
                open_notebook(page, lab, name)
            else:
                page.goto(f"{lab.url}/notebooks/{name}?token={lab.token}")
                wait_until_open(page, name)
            return page

        yield opened
        close_notebooks(page, lab)


@pytest.mark.parametrize("path", WORKED, ids=[path.stem for path in WORKED])
def test_a_chapter_is_worked_through_without_a_mouse(front, lab, path):
    page = front(path.name)
    page.evaluate(f"() => {NOTEBOOK}.activate()")  # a front under load may open it without: then a reader tabs to it
    page.wait_for_function("() => document.activeElement.closest('.jp-Cell')")
    reader = Reader(page)
    code = page.evaluate(f"() => {NOTEBOOK}.content.widgets.map((cell) => cell.model.type === 'code')")
    last, met = max(index for index, is_code in enumerate(code) if is_code), []
    while reader.now["index"] < last:
        index = reader.now["index"]
        assert reader.press("Shift+Enter")["index"] == index + 1
        if controls := page.evaluate(CONTROLS, index):
            reader.press("ArrowUp")
            reader.enter_view()
            met += reader.guess() if reader.now["ask"] else reader.use(controls)
            reader.leave()
    assert {"commit", "range"} <= set(met)
    lab.end_kernels()
