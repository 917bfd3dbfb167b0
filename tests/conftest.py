"""The order of the tests, and the browser that some of them need."""

import os

import pytest

from tests import lab as jupyter

BROWSERS = (jupyter.SHELL, *jupyter.BROWSERS)
NO_BROWSER = "no Chromium found. Install chromium or set CHROMIUM=/path/to/it"


# The files that need a JupyterLab, and which one: a worker starts each once.
LABS = {
    "test_chapters.py": "one", "test_keyboard.py": "other", "test_saved.py": "other", "test_lab.py": "one",
    "test_fronts.py": "one",
}  # fmt: skip


def pytest_collection_modifyitems(items):
    """The longest files first: what comes last then ends soon, and no worker waits for another."""
    longest = (*LABS, "test_site.py")
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
