"""The chapters in fronts other than JupyterLab: Notebook 7, Voilà, and pages where no widget runs."""

import json
import re
from functools import cache
from html import unescape
from importlib.resources import files
from itertools import pairwise
from urllib.parse import urlsplit
from xml.etree import ElementTree

import nbformat
import pytest
from nbconvert import HTMLExporter

from softmax_lib.pictures.theme import PALETTE
from tests.checkout import ROOT
from tests.lab import (
    CHAPTERS,
    FAILED,
    NOTEBOOK,
    PATIENCE,
    SVG,
    WIDGET,
    drawn_widgets,
    errors,
    executed,
    run_all,
    set_theme,
    wait_until,
    wait_until_open,
)
from tests.read_view import check_layer, in_the_kernel, push, reveal
from tools import build_site

every_chapter = pytest.mark.parametrize("path", CHAPTERS, ids=[path.stem for path in CHAPTERS])
# What Notebook 7 says as it starts, with any notebook: it asks for settings and a command before it has loaded them.
OWN = {
    "page: Cannot read properties of undefined (reading 'schema')",
    "page: Command 'filebrowser:open-path' not registered.",
}
# What Voilà's own page fetches from elsewhere: an icon font, and MathJax. Without them, formulas stay TeX.
VOILA_NEEDS = {"cdn.jsdelivr.net", "cdnjs.cloudflare.com"}


@cache
def read(path):
    return nbformat.read(path, as_version=4)


def chapter(number):
    return next(path for path in CHAPTERS if path.stem.startswith(number))


def outputs(path):
    return [output for cell in read(path).cells for output in cell.get("outputs", []) if "data" in output]


@pytest.fixture
def front(browser, lab):
    """A page of its own: the one of the other tests goes on showing JupyterLab."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        yield page
    lab.end_kernels()
    for kernel in json.loads(lab.answers("/api/kernels")):  # Voilà's have no session
        lab.answers(f"/api/kernels/{kernel['id']}", method="DELETE")


def answer(page):
    """Answer the first prediction with its second choice, by the keyboard."""
    ask = page.locator(".sl-ask").first
    for key in ("Space", "ArrowDown"):
        ask.locator("input").first.press(key)
    assert ask.locator("input").nth(1).is_checked()
    ask.locator("[data-do=commit]").press("Enter")
    assert re.match(r"Right|Not this time", ask.locator(".sl-answer p").text_content())


def press_all_arrows(slider):
    """Each key moves the slider by one mark, and a letter does nothing."""
    value = float(slider.input_value())
    for key, by in {"ArrowLeft": -0.1, "ArrowDown": -0.1, "ArrowUp": 0.1, "ArrowRight": 0.1, "b": 0}.items():
        slider.press(key)
        value += by
        assert float(slider.input_value()) == pytest.approx(value), key


def test_the_page_on_fronts_names_tests_that_exist():
    readme = (ROOT / "docs" / "where_it_runs.md").read_text(encoding="utf-8")
    table = readme.partition("\n## ")[0]
    rows = [row.split("|")[1:-1] for row in table.splitlines() if row.startswith("| ")]
    assert len(rows) == 1 + 9
    assert {len(row) for row in rows} == {3}
    for front, _, checked in rows[1:]:
        tests = re.findall(r"tests/\w+\.py", checked)
        assert tests or "not tried" in checked, front
        assert [name for name in tests if not (ROOT / name).is_file()] == []


# --- Notebook 7 -------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_in_notebook_7_a_chapter_is_there_runs_moves_by_keyboard_and_follows_the_theme(front, lab):
    path = chapter("05")
    front.goto(f"{lab.url}/notebooks/{path.name}?token={lab.token}")
    wait_until_open(front, path.name)
    assert [output for output in drawn_widgets(front) if FAILED in output.text_content()] == []
    assert front.evaluate("() => window.jupyterapp.name") == "Jupyter Notebook"
    assert executed(front) == []
    run_all(front)
    assert executed(front) == [cell.source for cell in read(path).cells if cell.cell_type == "code"]

    cells = front.evaluate(f"() => {NOTEBOOK}.content.widgets.length")
    views = front.locator(".sl-live:has([data-logit])")
    wait_until(front, lambda: views.count() == 2)
    for view in views.element_handles():
        move(front, view)
    answer(front)
    asks = "lessons.questions.Predict", "guess", "committed"
    wait_until(front, lambda: {"guess": 1, "committed": True} in in_the_kernel(front, *asks))
    place_a_label(front)
    assert front.evaluate(f"() => {NOTEBOOK}.content.widgets.length") == cells  # no key inserted or deleted one

    for dark in (True, False):
        set_theme(front, dark)
        assert grounds(front) == {PALETTE["bg"][dark]}
    found = [line for line in errors(front, widgets=False) if line not in OWN]
    for line in refused_fonts(front):
        found.remove(line)
    assert found == []


def refused_fonts(page):
    """Fonts that the server has found for JupyterLab before: it keeps one list of paths for both, and then refuses."""
    for message in page.console_messages():
        if "403" in message.text and re.search(r"/static/notebook/\w+\.woff2?$", message.location["url"]):
            yield f"console: {message.text}"


# Takes the focus until it stays: after a run the front still hands it on to a cell.
KEEPS_FOCUS = """async (control) => {
    for (let frames = 0; frames < 10; frames++) {
        if (document.activeElement !== control) { control.focus(); frames = 0; }
        await new Promise(requestAnimationFrame);
    }
}"""


def move(page, view):
    view.query_selector("[data-do=reset]").click()
    reveal(view)
    last = int(view.get_attribute("data-step"))
    view.query_selector("[data-go=first]").evaluate(KEEPS_FOCUS)
    for key, step in {"ArrowLeft": last - 1, "ArrowRight": last}.items():
        page.keyboard.press(key)
        wait_until(page, lambda step=step: int(view.get_attribute("data-step")) == step)
    slider = view.query_selector("input[data-logit]")
    press_all_arrows(slider)
    push(page, view, slider)
    check_layer(page, view, in_kernel=True)


def place_a_label(page):
    redraw = page.locator(".sl-redraw")
    redraw.locator("[data-label='3']").press("Enter")
    redraw.locator("[data-place=A]").press("Space")

    def known():
        return in_the_kernel(page, "live.redraw.Redraw", "placed", "_recorded")[0]

    wait_until(page, lambda: known()["_recorded"])
    assert known()["placed"] == {"A": 3}
    page.wait_for_timeout(300)  # as the page hears of it
    assert redraw.locator(".sl-status").text_content() == "Placed at A."


def grounds(page):
    """The color of the ground of each live view."""
    colors = "(views) => views.map((view) => getComputedStyle(view).getPropertyValue('--sl-bg'))"
    return set(page.locator(".sl-live").evaluate_all(colors))


# --- Voilà ------------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_in_voila_a_chapter_shows_itself_without_code_moves_by_keyboard_and_answers(front, lab):
    path, elsewhere = chapter("00"), set()

    def fetch(route):
        elsewhere.add(urlsplit(route.request.url).hostname)
        route.fulfill(body="")

    front.route(re.compile("^https:"), fetch)
    front.goto(f"{lab.url}/voila/render/{path.name}?token={lab.token}")
    shown = front.locator(".sl-live, .sl-picture")
    promised = sum(WIDGET in output.data for output in outputs(path))
    shown.nth(promised - 1).wait_for(timeout=1000 * PATIENCE)
    assert shown.count() == promised
    assert front.get_by_text("import").count() == 0
    assert front.locator("[data-mime-type='application/vnd.jupyter.stderr']").all_text_contents() == []
    views = front.locator(".sl-live:has([data-logit])").element_handles()
    assert len(views) == sum(output.data["text/plain"] == "LiveLayer" for output in outputs(path)) > 0
    for view in views:
        reveal(view)
        slider = view.query_selector("input[data-logit]")
        press_all_arrows(slider)
        push(front, view, slider)
        check_layer(front, view)
    answer(front)
    said = [message.text for message in front.console_messages() if message.type == "error"]
    said += [error.stack for error in front.page_errors() if str(error) != "MathJax is not defined"]
    assert said == []
    assert elsewhere <= VOILA_NEEDS


# --- pages where no widget runs ---------------------------------------------------------------------------


def stills(path):
    """What stands in front of each view of a chapter, as it is saved."""
    for cell in read(path).cells:
        said = [output.get("data", {}) for output in cell.get("outputs", [])]
        for still, view in pairwise(said):
            if WIDGET in view:
                yield still


@every_chapter
def test_each_widget_leaves_a_picture_or_words_where_it_does_not_run(path):
    left = list(stills(path))
    assert len(left) == sum(WIDGET in output.data for output in outputs(path)) > 0
    for data in left:
        assert data["text/html"].startswith('<div class="sl-still">')
        said = data["text/plain"]
        if SVG in data:
            check_picture(data[SVG])
        elif re.match(r"Predict: |Prove: |\d\d\.\d+ ", said):
            question, *choices = said.splitlines()
            assert len(question.split()) > 5
            assert len(choices) >= 2
            assert all(re.match(r"  ([a-f]|[A-H])\) \S", choice) for choice in choices)
        else:
            only = r"\. If you see only this line, run print\((progress|skills)\(\)\)\."
            words = rf"(Your progress|What you can do now){only}|Training"
            assert re.match(words, said), said


def check_picture(text):
    svg = ElementTree.fromstring(text)
    told = {one.tag.rpartition("}")[2]: one.text or "" for one in svg if one.tag.endswith(("title", "desc"))}
    for name, least in (("title", 1), ("desc", 3)):
        assert len(re.findall(r"[a-z]{2,}", told.get(name, ""))) >= least
    assert all(80 <= float(svg.get(side)) <= 1280 for side in ("width", "height"))
    assert not {one.tag.rpartition("}")[2] for one in svg.iter()} & {"script", "foreignObject", "image", "a"}
    names = {name.rpartition("}")[2] for one in svg.iter() for name in one.attrib}
    assert [name for name in names if name.startswith("on")] == []
    links = re.findall(r'(?:href|src)="([^"]*)"|url\(([^)]*)\)|(@import)', text)
    assert [link for link in map("".join, links) if not link.startswith("#")] == []


# Of a page as JupyterLab exports it: the alternative text of each picture that can be seen, the text of the page, and
# for each saved view whether it lives, and whether what stands in front of it can be seen.
EXPORTED = """() => ({
    pictures: [...document.images].filter((one) => one.naturalWidth && one.checkVisibility()).map((one) => one.alt),
    text: document.body.innerText,
    views: [...document.querySelectorAll(".jp-OutputArea-child:has(.sl-still)")].map((still) => [
        Boolean(still.nextElementSibling.querySelector(":is(.sl-live, .sl-picture)")?.checkVisibility()),
        still.checkVisibility(),
    ]),
})"""
# What an exported page fetches from elsewhere, and where the same lies here.
FETCHED = {
    r"/require(\.min)?\.js$": lambda: build_site.member("requirejs", "require.js"),
    r"html-manager.*/dist/embed-amd(\.min)?\.js$": lambda: build_site.member(
        "@jupyter-widgets/html-manager", "dist/embed-amd.js"
    ),
    r"anywidget.*/dist/index(\.js)?$": lambda: (files("anywidget") / "nbextension" / "index.js").read_bytes(),
}


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """The committed file of a chapter as JupyterLab's "Save and Export as HTML" writes it."""
    folder = tmp_path_factory.mktemp("exported")

    @cache
    def page(path):
        html, _ = HTMLExporter().from_filename(str(path))
        file = folder / f"{path.stem}.html"
        file.write_text(html, encoding="utf-8")
        return file.as_uri()

    return page


def as_read(text):
    return " ".join(text.split())


@pytest.mark.browser
@every_chapter
@pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "offline and on paper"])
def test_an_exported_page_shows_each_picture_once_with_its_description_and_each_question(
    browser, exported, path, scripts
):
    left = list(stills(path))
    with browser.new_context(java_script_enabled=scripts, offline=scripts) as context:
        page = context.new_page()
        page.goto(exported(path), wait_until="load")
        every = [page.evaluate(EXPORTED)]
        if scripts:
            page.emulate_media(media="print")
            every.append(page.evaluate(EXPORTED))
    for found in every:
        assert found["pictures"] == [still["text/plain"] for still in left if SVG in still]
        assert min(map(len, found["pictures"])) > 20
        assert found["views"] == [[False, True]] * len(left)
        text = as_read(found["text"])
        for still in left:
            if SVG not in still:
                asked = re.findall(r"<(?:p|li)>(.*?)</(?:p|li)>", still["text/html"])
                assert [part for part in asked if as_read(unescape(re.sub("<[^>]+>", "", part))) not in text] == []


@pytest.mark.browser
@pytest.mark.network
@pytest.mark.parametrize("number", ["00", "12"])
def test_an_exported_page_with_scripts_shows_each_view_live_and_no_second_picture(browser, exported, number):
    path = chapter(number)

    def fetch(route):
        found = [bring() for address, bring in FETCHED.items() if re.search(address, route.request.url)]
        route.fulfill(body=found[0], content_type="text/javascript") if found else route.abort()

    with browser.new_context() as context:
        context.route(re.compile("^https:"), fetch)
        page = context.new_page()
        page.goto(exported(path))
        views = len(list(stills(path)))
        page.locator(".sl-live, .sl-picture").nth(views - 1).wait_for(timeout=1000 * PATIENCE)
        assert page.evaluate(EXPORTED)["views"] == [[True, False]] * views
        assert page.evaluate(EXPORTED)["pictures"] == []


# What looks different in these pictures once <style> and style="" are taken out, and what points to nothing as HTML.
STRIPPED = """(pictures) => {
    const looks = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity",
        "font-family", "font-size", "font-style", "font-weight", "text-anchor", "r"];
    const seen = () => [...document.querySelectorAll("svg *:not(title, desc, style)")].map((one) => {
        const style = getComputedStyle(one);
        return looks.map((look) => `${one.outerHTML.slice(0, 99)} ${look}: ${style.getPropertyValue(look)}`);
    });
    return pictures.flatMap((text) => {
        document.body.innerHTML = text;
        const before = seen();
        document.querySelectorAll("style").forEach((one) => one.remove());
        document.querySelectorAll("[style]").forEach((one) => one.setAttribute("style", ""));
        const other = seen().flatMap((now, i) => now.filter((one, j) => look(one) !== look(before[i][j])));
        const lost = [...document.querySelectorAll("use, image")].filter((one) => !one.href.baseVal);
        return [before.length, ...other, ...lost.map((one) => one.outerHTML)];
    });
    function look(line) { return line.slice(line.lastIndexOf(": ")); }
}"""


@pytest.mark.browser
def test_a_page_that_takes_the_style_out_shows_the_same_pictures(browser):
    pictures = [output.data[SVG] for path in CHAPTERS for output in outputs(path) if SVG in output.data]
    with browser.new_context(color_scheme="light") as context:
        found = context.new_page().evaluate(STRIPPED, pictures)
    elements = [one for one in found if isinstance(one, int)]
    assert len(elements) == len(pictures)
    assert min(elements) > 10
    assert [one for one in found if isinstance(one, str)][:5] == []


# One picture of each kind: its chapter and its place among the chapter's pictures.
KINDS = {
    "graph": ("04", 1), "boxes": ("00", 0), "table": ("06", 0), "node": ("03", 1), "nudge": ("08", 2),
    "curves": ("12", 0), "descent": ("12", 1), "bars": ("09", 0), "digits": ("13", 0), "redraw": ("05", -2),
    "drill": ("05", -1),
}  # fmt: skip
# Of each picture as an <img>: its ground near the corner, and the texts that stand out least from what is around them.
CONTRASTS = """async (pictures) => {
    const light = ([r, g, b]) => [[r, 0.2126], [g, 0.7152], [b, 0.0722]].reduce((sum, [c, part]) => {
        c /= 255;
        return sum + part * (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    }, 0.05);
    const contrast = (one, other) => Math.max(light(one) / light(other), light(other) / light(one));
    const found = [];
    for (const text of pictures) {
        const image = new Image();
        image.src = "data:image/svg+xml," + encodeURIComponent(text);
        await image.decode();
        const canvas = document.createElement("canvas");
        Object.assign(canvas, { width: 3 * image.width, height: 3 * image.height });
        const pen = canvas.getContext("2d", { willReadFrequently: true });
        pen.drawImage(image, 0, 0, canvas.width, canvas.height);
        document.body.innerHTML = text;
        const svg = document.body.firstChild, at = svg.getBoundingClientRect(), texts = [];
        for (const one of svg.querySelectorAll("text")) {
            const { left, top, width, height } = one.getBoundingClientRect();
            if (!width || !one.textContent.trim() || !one.checkVisibility({ visibilityProperty: true })) continue;
            const { data } = pen.getImageData(3 * (left - at.left), 3 * (top - at.top), 3 * width, 3 * height);
            const colors = new Map();
            for (let i = 0; i < data.length; i += 4) {
                const color = data.slice(i, i + 3).join();
                colors.set(color, 1 + (colors.get(color) ?? 0));
            }
            const [[ground]] = [...colors].sort((a, b) => b[1] - a[1]);
            const most = Math.max(...[...colors.keys()].map((color) => contrast(color.split(","), ground.split(","))));
            texts.push([most, one.textContent]);
        }
        found.push([[...pen.getImageData(3, 3, 1, 1).data].slice(0, 3), texts.sort((a, b) => a[0] - b[0])]);
    }
    return found;
}"""


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_as_an_image_of_another_page_a_picture_follows_the_system_and_its_text_can_be_read(browser, scheme):
    pictures = {name: [one.data[SVG] for one in outputs(chapter(number)) if SVG in one.data][place]
                for name, (number, place) in KINDS.items()}  # fmt: skip
    with browser.new_context(color_scheme=scheme) as context:
        found = context.new_page().evaluate(CONTRASTS, list(pictures.values()))
    ground = PALETTE["bg"][scheme == "dark"]
    for name, (corner, texts) in zip(pictures, found, strict=True):
        assert (name, "#" + bytes(corner).hex()) == (name, ground)
        assert texts, name
        assert [text for contrast, text in texts if contrast < 4.5] == [], name
