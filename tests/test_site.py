"""The site: each page from its folder, in a browser without a network, and what it weighs."""

import gzip
import re
from html.parser import HTMLParser

import pytest

from tests import axe, lite
from tests.checkout import ROOT
from tests.lab import PATIENCE, wait_until
from tools import build_site
from tools.browser import packages

pytestmark = pytest.mark.network  # the packages that a page needs, once
NAMES = ["index", *(path.stem for path in build_site.CHAPTERS)]
READY = """() => document.readyState === "complete" && [...document.querySelectorAll(".widget")].every((one) =>
    one.querySelector(".widget-subarea")?.innerText.trim() && !one.previousElementSibling.checkVisibility())"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    build_site.build(folder)
    return folder


@pytest.fixture(scope="module")
def offline(browser):
    with browser.new_context(viewport={"width": 1280, "height": 900}, offline=True) as context:
        yield context


@pytest.fixture
def page(offline):
    page = offline.new_page()
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    yield page
    page.close()


def open_page(page, address):
    page.goto(address)
    page.wait_for_function(READY, timeout=1000 * PATIENCE)


def errors(page):
    return [message.text for message in page.console_messages() if message.type == "error"] + page.page_errors()


@pytest.mark.browser
@pytest.mark.parametrize("name", NAMES)
def test_a_page_works_from_its_folder_without_a_network(page, site, name):
    open_page(page, (site / f"{name}.html").as_uri())
    assert page.locator("h1").count() == 1
    assert page.locator(".katex-error").count() == 0
    assert "$" not in "".join(page.locator(".prose").all_text_contents()).replace("\\$", "")
    assert page.locator("img:not([alt])").count() == 0
    assert not page.evaluate("() => document.documentElement.outerHTML.includes('No description has been provided')")
    for view in page.locator(".sl-live:has(input[type=range])").all():
        slider = view.locator("input[type=range]:visible").first
        before = view.inner_text(), slider.input_value()
        slider.press("ArrowLeft" if float(slider.input_value()) > 0 else "ArrowRight")
        wait_until(page, lambda view=view, before=before: view.inner_text() != before[0])
        assert slider.input_value() != before[1]
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("() => { for (const hidden of document.querySelectorAll('.saved')) hidden.remove(); }")
    assert axe.violations(page) == []
    assert axe.color_violations(page) == []
    page.get_by_role("button", name="Dark theme").click()
    assert axe.color_violations(page) == []
    page.get_by_role("button", name="Light theme").click()  # the site remembers it for the next page
    assert errors(page) == []
    assert [address for address in page.asked if not re.match("file:|blob:|data:", address)] == []


@pytest.mark.browser
def test_a_page_works_from_a_web_server_and_leads_to_the_next(browser, site):
    context = browser.new_context(reduced_motion="reduce", color_scheme="dark")
    with lite.served(site) as address, context:
        page = context.new_page()
        open_page(page, address)
        for name in NAMES[1:6]:
            page.locator("[rel=next]").click()
            page.wait_for_url(f"**/{name}.html")
        page.wait_for_function(READY)
        assert page.evaluate("() => document.documentElement.dataset.jpThemeLight") == "false"
        stepper = page.locator(".sl-live:has([data-go=next]:enabled)").first
        before = stepper.locator(".sl-narration").inner_text()
        stepper.locator("[data-go=next]").press("Enter")
        wait_until(page, lambda: stepper.locator(".sl-narration").inner_text() != before)
        assert errors(page) == []


@pytest.mark.browser
@pytest.mark.parametrize("way", ["without scripts", "on paper"])
def test_a_page_that_cannot_move_shows_what_was_saved(browser, site, way):
    with browser.new_context(java_script_enabled=way != "without scripts") as context:
        page = context.new_page()
        page.goto((site / "04_softmax_backward_steps_1_to_4.html").as_uri())
        if way == "on paper":
            page.wait_for_function(READY)
            page.emulate_media(media="print")
        saved = page.locator(".saved:has(+ .widget)")
        assert saved.count() == page.locator(".widget-subarea").count() or way == "without scripts"
        assert all(one.is_visible() for one in saved.all())
        assert not any(one.is_visible() for one in page.locator(".widget-subarea").all())
        assert page.locator("details:not([open]) li").first.is_visible() or way == "without scripts"


@pytest.mark.browser
def test_each_page_fits_a_sheet_of_a4(browser, site):
    """180 mm between its margins; what is wider can't be scrolled to on paper."""
    cut = """[...document.querySelectorAll(".katex-display, pre, .picture, .html, table")]
        .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent.slice(0, 40))"""
    with browser.new_context(viewport={"width": 680, "height": 1000}) as context:
        page = context.new_page()
        page.emulate_media(media="print")
        for file in sorted(site.glob("[0-9]*.html")):
            page.goto(file.as_uri())
            page.evaluate("() => document.fonts.ready.then(() => {})")
            assert page.evaluate(cut) == [], file.name


@pytest.mark.browser
def test_without_scripts_a_page_can_be_read_in_the_systems_theme(browser, site):
    with browser.new_context(color_scheme="dark") as context:
        context.route("**/*.js", lambda route: route.abort())  # axe itself needs scripts
        page = context.new_page()
        page.goto((site / "09_batches.html").as_uri())
        assert page.get_by_text("Scripts are off here").is_visible()
        assert axe.color_violations(page) == []


class Links(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found += [value for name, value in attributes if name in ("href", "src") and value != "data:,"]


def test_every_link_leads_somewhere_and_only_prose_leads_elsewhere(site):
    for name in NAMES:
        for link in Links((site / f"{name}.html").read_text("utf-8")).found:
            if link.startswith("lite/"):  # built beside the pages: tests/test_in_the_browser.py
                continue
            if not link.startswith(("https://", "#")):
                assert (site / link.partition("#")[0]).is_file(), f"{name}: {link}"
            assert ".ipynb" not in link


def test_the_index_maps_all_chapters_with_their_questions(site):
    text = re.sub(r">\s+<", "><", (site / "index.html").read_text("utf-8"))
    rows = re.findall(r"^\| \[(.+?)\]\(notebooks/(\w+)\.ipynb\) \| (.+?) \| (\d+) \|$", README, re.MULTILINE)
    assert [stem for _, stem, _, _ in rows] == NAMES[1:]
    for title, stem, question, minutes in rows:
        assert f'<a href="{stem}.html">{title}</a></td><td>{question}</td><td>{minutes}</td>' in text


README = (ROOT / "README.md").read_text("utf-8")
FRONTS = (ROOT / "docs" / "where_it_runs.md").read_text("utf-8")


def test_the_page_on_fronts_says_what_the_site_weighs(site):
    """In kilobytes, as files and as a server sends them, compressed."""
    pages = [(site / f"{name}.html").read_bytes() for name in NAMES]
    shared = [file.read_bytes() for file in (site / "assets").rglob("*") if file.is_file()]
    numbers = re.findall(r"\d[\d,]*", re.search(r"^A page of the site weighs.*?;", FRONTS, re.M | re.S)[0])
    said = [int(number.replace(",", "")) for number in numbers]
    sizes = [len(page) for page in pages], [len(gzip.compress(page)) for page in pages]
    measured = [min(sizes[0]), max(sizes[0]), min(sizes[1]), max(sizes[1])]
    measured += [sum(map(len, shared)), sum(len(gzip.compress(file)) for file in shared)]
    assert said == pytest.approx([size / 1000 for size in measured], rel=0.05)


def test_another_package_than_the_known_one_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(packages, "CACHE", tmp_path)
    (tmp_path / "npm").mkdir()
    (tmp_path / "npm" / "katex-0.0.tgz").write_bytes(b"something else")
    with pytest.raises(ValueError, match=r"katex-0\.0\.tgz has sha512-.*, expected sha512-x; delete it"):
        packages.npm_package("katex", "0.0", "sha512-x")
