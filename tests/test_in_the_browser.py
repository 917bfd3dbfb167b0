"""The course where nothing is installed: JupyterLite and Pyodide, as `make site` builds them, in a real Chromium."""

import json
import os
import re
import subprocess
import sys
import zipfile

import pytest

from softmax_lib.lessons.bank import EXERCISES, QUESTIONS
from softmax_lib.lessons.questions import answered
from tests import axe, lite
from tests.lab import CHAPTERS, FAILED, NOTEBOOK, PATIENCE, ROOT
from tools import build_site
from tools.browser import course, packages

pytestmark = [pytest.mark.browser, pytest.mark.network]
# All chapters, and all answers, where asked: make browser.
ALL = bool(os.environ.get("ALL_CHAPTERS"))
SOME = [path for path in CHAPTERS if ALL or path.name[:2] in ("00", "08", "13")]
EVERY = 1 if ALL else 10  # answer of each sort to each exercise
every_chapter = pytest.mark.parametrize("path", SOME, ids=lambda path: path.stem)
every_form = pytest.mark.parametrize("app", ["lab", "notebooks"])

# What an answer is told here and not elsewhere: exercise, answer → why.
JUDGED_OTHERWISE = {
    ("06.2", "inverse, as for solving a system"): "the inverse of a singular matrix is rounding alone",
    ("09.1", "long double without a maximum"): "WebAssembly computes a long double as a double",
    ("09.2", "long double without a maximum"): "WebAssembly computes a long double as a double",
}
# What a cell shows here and not elsewhere: the beginning of what it shows → why.
SHOWN_OTHERWISE = {
    "Training on 200 images": "two hundred epochs of training make a difference in the last digit a larger one",
    "Error of the central difference.": "the last digits of exp and log differ, and this picture shows nothing else",
}
# What JupyterLite writes to the console: part of it → why.
SAID_OTHERWISE = {
    "favicon.ico": "the browser asks for the icon of the whole server, which is not the course's",
    "(reading 'observe')": "JupyterLab's list of cells shows one more cell just after it was closed",
}
PATIENTLY = 1000 * PATIENCE


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("browser")
    course.build(folder / "lite")
    return folder


@pytest.fixture(scope="module")
def address(built):
    with lite.served(built) as address:
        yield address + "lite/"


@pytest.fixture
def reader(browser, address):
    """A reader's browser: what it keeps lasts as long as the test. Nothing is asked of another server."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        context.set_default_timeout(2 * PATIENTLY)
        context.asked, context.said = [], []
        context.on("request", lambda request: context.asked.append(request.url))
        context.on("console", lambda line: line.type == "error" and context.said.append(f"{line.text} {line.location}"))
        context.on("weberror", lambda error: context.said.append(str(error.error)))
        yield context
        server = address.removesuffix("softmax/lite/")  # JupyterLite's heartbeat doesn't know of the folder
        assert [url for url in context.asked if not url.startswith((server, "data:", "blob:"))] == []
        assert [line for line in context.said if not any(part in line for part in SAID_OTHERWISE)] == []


# --- Python -----------------------------------------------------------------------------------------------------------


def test_every_answer_is_judged_as_by_the_python_that_runs_the_tests(built):
    """The battery, all solutions, their other forms and their mistakes."""
    judge = "tests/judge_battery.py", str(EVERY)
    said = subprocess.run([sys.executable, *judge], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    here, there = said.splitlines(), in_browser_python(built, *judge)
    asked = [tuple(json.loads(line)[:2]) for line in here]
    different = {answer for answer, a, b in zip(asked, here, there, strict=True) if a != b}
    assert different == JUDGED_OTHERWISE.keys() & {*asked}
    assert {name for name, _ in asked} == {*EXERCISES}
    assert len(asked) > 2500 / EVERY


def in_browser_python(built, *script):
    """The lines that a script prints with the browser's Python."""
    deno = [course.BIN / "deno", "run", "--allow-all", "--no-config", "--v8-flags=--stack-size=4000"]
    python = built / "lite" / "static" / "pyodide"
    command = [*deno, ROOT / "tools" / "browser" / "run.mjs", python, ROOT, *script]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()


def test_the_lock_names_what_is_there_and_each_file_is_the_one_it_names(built):
    folder = built / "lite" / "static" / "pyodide"
    lock = json.loads((folder / "pyodide-lock.json").read_text("utf-8"))["packages"]
    files = {package["file_name"]: package["sha256"] for package in lock.values()}
    assert {file.name for file in folder.glob("*.whl")} == set(files)
    assert all(set(package["depends"]) <= set(lock) for package in lock.values())
    course_json = json.loads((built / "lite" / "course.json").read_text("utf-8"))
    assert course_json["python"] == {file.name: file.stat().st_size for file in folder.iterdir()}
    assert set(course_json["chapters"]) == {path.name for path in CHAPTERS}


def test_who_hands_it_on_hands_on_the_licenses(built):
    """As docs/where_it_runs.md says."""
    for file in (built / "lite" / "static" / "pyodide").glob("*.whl"):
        with zipfile.ZipFile(file) as wheel:
            assert re.search("licen|copying", "\n".join(wheel.namelist()), re.I), file.name
    assert json.loads((built / "lite" / "build" / "third-party-licenses.json").read_text("utf-8"))


def test_compiled_wheels_are_those_that_pyodide_released():
    version, integrity, wanted = packages.pins()
    lock = json.loads(packages.npm_package("pyodide", version, integrity)["pyodide-lock.json"])["packages"]
    compiled = {name for name in wanted if name in lock and packages.is_compiled(lock[name])}
    assert compiled == {"numpy", "matplotlib", "pillow", "kiwisolver", "contourpy"}
    assert all(wanted[name] == (lock[name]["version"], lock[name]["sha256"]) for name in compiled)


def test_the_widgets_are_those_of_the_saved_views():
    pins = (ROOT / "requirements.txt").read_text("utf-8")
    for name in ("ipywidgets", "anywidget", "comm", "psygnal"):
        assert f"\n{name}=={packages.pins()[2][name][0]}\n" in pins


def test_a_wheel_that_no_source_has_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(packages, "CACHE", tmp_path)
    monkeypatch.setattr(packages, "from_pypi", lambda *wanted: ("six-1.0-py3-none-any.whl", b"something else"))
    with pytest.raises(ValueError, match=r"no source has six 1\.0 with sha256 beef: .*: sha256 [0-9a-f]{64}$"):
        packages.wheel("six", "1.0", "beef", "0", None)
    assert not list(tmp_path.rglob("*.whl"))


# --- chapters ---------------------------------------------------------------------------------------------------------


@every_chapter
def test_a_chapter_shows_what_is_saved_before_python_is_there_and_the_same_when_it_runs(reader, address, path):
    page = reader.new_page()
    lite.open_chapter(page, address, path.name)
    page.wait_for_selector(".sl-live, .sl-picture")
    lite.wait_for_python(page)
    assert page.evaluate(f"() => {NOTEBOOK}.context.model.dirty") is False
    saved = json.loads(path.read_text("utf-8"))["cells"]
    different = []
    for number, source in lite.code(page).items():
        if "saved-unrun" in saved[number]["metadata"].get("tags", []):
            continue
        here, there = lite.told(saved[number]["outputs"]), lite.told(lite.run(page, number))
        if here != there and not any(why in part for why in SHOWN_OTHERWISE for part in there):
            different.append((number, source, here, there))
    assert different == []
    assert page.get_by_text(FAILED).count() == 0


PREDICTION = ".jp-Cell:has(.jp-InputArea-editor:has-text('predict(\"01.1\")'))"
WRONG = "def shares(a):\n    return a / a.sum()\n\n\nexercise('01.1').check(shares)"
RIGHT = "def shares(a):\n    e = np.exp(a - a.max())\n    return e / e.sum()\n\n\nexercise('01.1').check(shares)"


@every_form
def test_a_new_reader_guesses_is_corrected_and_finds_all_of_it_the_next_day(reader, address, app):
    page = reader.new_page()
    lite.open_chapter(page, address, "01_softmax_forward.ipynb", app)
    cells = lite.code(page)
    guess = next(number for number, source in cells.items() if 'predict("01.1")' in source)
    answer = next(number for number, source in cells.items() if 'exercise("01.1")' in source)
    # Before Python is there, and before JupyterLab has read what language the chapter is in.
    page.evaluate(f"() => {{ ({lite.RUN})(1); }}")
    show(page, guess)
    asked = page.locator(PREDICTION)
    wrong = 1 - answered(QUESTIONS["01.1"])[1]  # of the first two
    asked.get_by_role("radio").nth(wrong).check()
    asked.get_by_role("button", name="That is my guess").click()
    asked.get_by_text("Not this time. The answer:").wait_for()
    lite.wait_for_python(page)
    assert page.get_by_text("Select kernel for").count() == 0
    lite.run(page, 1)
    lite.run(page, guess)
    lite.write(page, answer, WRONG)
    (output,) = lite.run(page, answer)
    assert "Not right yet: the exp node." in "".join(output["data"]["text/plain"])
    show(page, answer)
    page.locator("details.sl-hint summary, .sl-verdict details summary").first.click()
    lite.write(page, answer, RIGHT)
    (output,) = lite.run(page, answer)
    assert "Right." in "".join(output["data"]["text/plain"])
    lite.save(page)
    page.close()

    page = reader.new_page()
    lite.open_chapter(page, address, "01_softmax_forward.ipynb", app)
    show(page, guess)
    page.locator(PREDICTION).get_by_text("Not this time. The answer:").wait_for()
    assert lite.code(page)[answer] == RIGHT
    lite.wait_for_python(page)
    lite.run(page, 1)
    lite.write(page, 1, "from softmax_lib import progress\nprint(progress())")
    (output,) = lite.run(page, 1)
    assert "✓ 01.1" in output["text"]


def show(page, number):
    page.evaluate(f"(i) => {NOTEBOOK}.content.scrollToItem(i, 'center')", number)


def test_what_never_ends_is_stopped_and_stop_says_what_it_can_not_do(reader, address):
    page = reader.new_page()
    lite.open_chapter(page, address, "00_start_here.ipynb")
    lite.wait_for_python(page)
    number = next(iter(lite.code(page)))
    for body in (
        "while True:\n        pass",
        "while True:\n        try:\n            x = 1\n        except BaseException:\n            pass",
    ):
        code = f"from softmax_lib import exercise\ndef f(a, t):\n    {body}\nexercise('05.2').check(f)"
        lite.write(page, number, code)
        (output,) = lite.run(page, number)
        assert "still running after 5 seconds and was interrupted" in "".join(output["data"]["text/plain"])
    lite.write(page, number, "def f(a, t):\n    return f(a, t)\nexercise('05.2').check(f)")
    (output,) = lite.run(page, number)
    assert "RecursionError" in "".join(output["data"]["text/plain"])
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:interrupt-kernel')")
    line = page.get_by_text("In the browser, Stop does nothing")
    line.wait_for()
    page.get_by_role("button", name="Close this line").last.click()
    line.wait_for(state="hidden")
    # What the line says to do instead.
    page.evaluate(f"async () => await {NOTEBOOK}.context.sessionContext.restartKernel()")
    lite.write(page, number, "print(1 + 1)")
    (output,) = lite.run(page, number)
    assert output["text"] == "2\n"


def test_a_newer_chapter_leaves_the_readers_copy_alone_and_says_so(reader, address, built):
    name = "02_cross_entropy_forward.ipynb"
    page = reader.new_page()
    lite.open_chapter(page, address, name)
    lite.write(page, 1, "# mine")
    lite.save(page)
    assert page.get_by_text("A newer version of this chapter").count() == 0
    page.close()
    file = built / "lite" / "files" / name
    published = built / "lite" / "course.json"
    before = file.read_text("utf-8"), published.read_text("utf-8")
    try:
        (version,) = re.findall(r'"softmax_course":{"version":"(\w+)"}', before[0])
        file.write_text(before[0].replace(version, "123456789abc").replace("# 02 · ", "# 02, new · "), "utf-8")
        published.write_text(before[1].replace(version, "123456789abc"), "utf-8")
        lite.sent.cache_clear()
        page = reader.new_page()
        reader.new_cdp_session(page).send("Network.clearBrowserCache")  # as if what it holds had become too old
        lite.open_chapter(page, address, name)
        assert lite.code(page)[1] == "# mine"
        page.get_by_text("A newer version of this chapter").wait_for()
        # The way that the line names.
        page.evaluate(f"async () => await {NOTEBOOK}.context.rename('mine.ipynb')")
        page.wait_for_function(f"() => {NOTEBOOK}.context.path === 'mine.ipynb'")
        page.close()
        page = reader.new_page()
        lite.open_chapter(page, address, name)
        page.get_by_role("heading", name="02, new").wait_for()
        page.close()
        page = reader.new_page()
        lite.open_chapter(page, address, "mine.ipynb")
        assert lite.code(page)[1] == "# mine"
    finally:
        file.write_text(before[0], "utf-8")
        published.write_text(before[1], "utf-8")
        lite.sent.cache_clear()


def test_a_full_store_is_told_and_nothing_typed_is_lost(reader, address):
    page = reader.new_page()
    lite.open_chapter(page, address, "00_start_here.ipynb")
    number = next(iter(lite.code(page)))
    lite.write(page, number, "# mine")
    # As when the browser refuses: the store of the notebooks throws.
    page.evaluate("""() => {
      IDBObjectStore.prototype.put = () => { throw new DOMException("no room", "QuotaExceededError"); };
    }""")
    page.evaluate("() => { window.jupyterapp.commands.execute('docmanager:save').catch(() => {}); }")
    page.get_by_text("This browser has no room left").wait_for()
    assert lite.code(page)[number] == "# mine"
    page.close()  # nothing more is stored, or said
    assert all("no room" in line for line in reader.said)
    reader.said.clear()  # JupyterLab tells of the refusal that this test makes


@every_form
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (400, "dark")])
def test_nothing_that_the_course_adds_breaks_a_rule_of_accessibility(reader, address, app, width, scheme):
    page = reader.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    lite.open_chapter(page, address, "00_start_here.ipynb", app)
    page.wait_for_selector(".sl-live, .sl-picture")
    page.wait_for_selector(".softmax-course p")
    assert axe.violations(page, (".softmax-course", ".sl-live")) == []


def test_a_page_leads_to_its_chapter_and_the_index_to_the_course(reader, address, built):
    for page in build_site.pages():
        html = build_site.export(build_site.page_exporter(), page)
        (href,) = re.findall(r'<a class="run" href="([^"]+)"', html)
        file, name = re.fullmatch(r"(lite/(?:lab|notebooks)/index\.html)\?path=(\w+\.ipynb)", href).groups()
        assert (built / file).is_file()
        assert (built / "lite" / "files" / name).is_file()
