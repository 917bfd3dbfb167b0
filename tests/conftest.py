"""The order of the tests, and the browser that some of them need."""

import os

import pytest

from tests import lab as jupyter
from tests.page import ADDRESS, KEPT, open_page

BROWSERS = (jupyter.SHELL, *jupyter.BROWSERS)
NO_BROWSER = "no Chromium found. Install chromium or set CHROMIUM=/path/to/it"

collect_ignore = ["answers", "judge_battery.py"]  # of readers: test_answers.py runs them, the other is a script


# The files that need a JupyterLab, and which one: a worker starts each once.
LABS = {
    "test_chapters.py": "one", "test_keyboard.py": "other", "test_saved.py": "third", "test_lab.py": "one",
    "test_fronts.py": "one", "test_verdicts.py": "one",
}  # fmt: skip


def pytest_collection_modifyitems(items):
    """The longest files first: what comes last then ends soon, and no worker waits for another."""
    longest = (*LABS, "test_in_the_browser.py", "test_site.py")
    items.sort(key=lambda item: longest.index(item.path.name) if item.path.name in longest else len(longest))


@pytest.hookimpl(optionalhook=True)  # of pytest-xdist
def pytest_xdist_make_scheduler(config, log):
    """With `--dist loadfile` one worker works through all files that share a JupyterLab: it is started once."""
    from xdist.scheduler import LoadFileScheduling

    class OneLab(LoadFileScheduling):
        def _split_scope(self, nodeid):
            file = super()._split_scope(nodeid)
            return LABS.get(file.rpartition("/")[2], file)

    return OneLab(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.fixture(scope="session")
def browser():
    if not jupyter.chromium_path(BROWSERS):
        required = os.environ.get("CI", "").lower() in ("1", "true")
        (pytest.fail if required else pytest.skip)(NO_BROWSER)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = jupyter.launch(playwright, BROWSERS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab(browser):
    """JupyterLab with a trusted copy of each chapter."""
    with jupyter.running_lab(*jupyter.CHAPTERS) as lab:
        yield lab


@pytest.fixture(scope="session")
def reader(browser):
    """A page in which JupyterLab stays open from one test to the next."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        context.set_default_timeout(1000 * jupyter.PATIENCE)
        yield context.new_page()


@pytest.fixture
def page(request, reader, lab):
    """The reader's page, with nothing open. After a test that failed it starts afresh."""
    failed = request.session.testsfailed
    yield reader
    if request.session.testsfailed > failed:
        reader.goto("about:blank")
    jupyter.close_notebooks(reader, lab)


def pytest_terminal_summary(terminalreporter):
    skipped = [report for report in terminalreporter.getreports("skipped") if NO_BROWSER in str(report.longrepr)]
    if skipped:
        terminalreporter.section("browser tests", red=True, bold=True)
        terminalreporter.line(f"{len(skipped)} browser tests did NOT run: {NO_BROWSER}.", red=True, bold=True)


@pytest.fixture
def new_page(browser):
    """Makes pages with the scripts' helpers and the course's style. Nothing may go wrong on them."""
    used = []

    def make(width=1000, own_clock=False, color_scheme="light", reduced_motion="no-preference", forced_colors="none"):
        page, wrong = KEPT.pop() if KEPT and not own_clock else open_page(browser, own_clock)
        used.append((page, wrong, own_clock))
        page.evaluate("() => localStorage.clear()")  # what a reader committed to on an earlier page
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=color_scheme, reduced_motion=reduced_motion, forced_colors=forced_colors)
        return page

    yield make
    for page, wrong, own_clock in used:
        if own_clock:
            page.context.close()
            continue
        page.goto(ADDRESS)  # ends whatever still runs there, and everything that went wrong has then been told
        page.context.close() if wrong else KEPT.append((page, wrong))
    assert [text for _, wrong, _ in used for text in wrong] == []


@pytest.fixture
def blank(new_page):
    return new_page()


@pytest.fixture
def file(tmp_path, monkeypatch):
    path = tmp_path / "mine.txt"
    monkeypatch.setenv("SOFTMAX_LIB_PROGRESS", str(path))
    return path
