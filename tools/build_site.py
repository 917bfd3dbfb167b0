"""Build _site: all chapters as pages in which everything that moves works without a kernel and without a network.

    python -m tools.build_site [folder]

What a page needs comes from the packages below and is put beside it, so that it opens from any web server, and from
the folder itself. In the folder ``lite``, which needs a server, the course runs: see tools/browser/course.py.
"""

import re
import shutil
import sys
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import nbformat
from nbconvert import HTMLExporter
from pygments.formatters import HtmlFormatter
from traitlets.config import Config

from softmax_lib.pictures.theme import palette_css
from tools.browser import course
from tools.browser.course import CHAPTERS
from tools.browser.packages import ROOT, npm_package

HERE = ROOT / "tools" / "site"
# Package → version, integrity as the registry states it, and what is taken from it: file → place below assets/.
PACKAGES = {
    "@jupyter-widgets/html-manager": (
        "1.0.15",
        "sha512-5thBIV6ymNgmPVOHvzx+gGy8ZSKmSazhtGw4/c4xJDVzRhG9PTeQsRjF3FUTopvFi//SABeNz1yp47bCrJ3CQA==",
        {r"dist/embed-amd\.js": "embed-amd.js"},
    ),
    "requirejs": (
        "2.3.8",
        "sha512-7/cTSLOdYkNBNJcDMWf+luFvMriVm7eYxp4BcFCsAX0wF421Vyce5SXP17c+Jd5otXKGNehIonFlyQXSowL6Mw==",
        {r"require\.js": "require.js"},
    ),
    "katex": (
        "0.19.1",
        "sha512-jG8uKntjSEcm2EpQOh0XturpPuuC9r3Sq5HLHdsFdWZT27E672SF19QEi+of0/YeOy15lDgRhKvr5614uRrEfA==",
        {
            r"LICENSE": "katex/LICENSE",
            r"dist/katex\.min\.(js|css)": r"katex/katex.min.\1",
            r"dist/contrib/auto-render\.min\.js": "katex/auto-render.min.js",
            r"dist/fonts/(\w+-\w+\.woff2)": r"katex/fonts/\1",
        },
    ),
}


def build(folder):
    """Write all pages into the folder, which is emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "assets").mkdir(parents=True)
    add_assets(folder / "assets")
    exporter = page_exporter()
    for page in pages():
        (folder / page.href).write_text(export(exporter, page), encoding="utf-8", newline="\n")
    (folder / ".nojekyll").touch()


def pages():
    """The index and the chapters: what each page is called and which come before and after it."""
    found = []
    for path in CHAPTERS:
        notebook = nbformat.read(path, as_version=4)
        first = notebook.cells[0].source
        found.append(
            SimpleNamespace(
                href=f"{path.stem}.html",
                title=first.splitlines()[0].removeprefix("# "),
                description=first.split("\n\n")[1],
                notebook=f"notebooks/{path.name}",
                nb=notebook,
                previous=None,
                next=None,
            )
        )
    for before, after in pairwise(found):
        before.next, after.previous = after, before
    return [index(found), *found]


def index(chapters):
    """The first page: what the course is, its first live view, and the map of the chapters, as README has it."""
    readme = (ROOT / "README.md").read_text("utf-8")
    title, about = readme.split("\n\n")[:2]
    table = re.search(r"^## The chapters\n.*?(?=^## )", readme, re.DOTALL | re.MULTILINE)[0]
    start = chapters[0].nb
    live = next(cell for cell in start.cells if "widget-view" in str(cell.get("outputs"))).copy()
    live.source = ""
    cells = [
        nbformat.v4.new_markdown_cell(f"{title}\n\n{about}\n\nMove the logits. The whole layer answers."),
        live,
        nbformat.v4.new_markdown_cell(table.replace("](notebooks/", "](")),
    ]
    return SimpleNamespace(
        href="index.html",
        title=title.removeprefix("# "),
        description=about,
        notebook=None,
        nb=nbformat.v4.new_notebook(cells=cells, metadata=start.metadata),
        previous=None,
        next=chapters[0],
    )


def page_exporter():
    config = Config()
    config.HTMLExporter.exclude_anchor_links = True
    config.HTMLExporter.exclude_input_prompt = True
    config.HTMLExporter.exclude_output_prompt = True
    return HTMLExporter(template_name=HERE.name, extra_template_basedirs=[str(HERE.parent)], config=config)


def export(exporter, page):
    exporter.environment.globals["page"] = page
    html, _ = exporter.from_notebook_node(page.nb)
    return re.sub(r'href="(\d\d_\w+)\.ipynb', r'href="\1.html', html)


def add_assets(folder):
    for name, (version, integrity, wanted) in PACKAGES.items():
        for inside, content in npm_package(name, version, integrity).items():
            for pattern, place in wanted.items():
                if match := re.fullmatch(pattern, inside):
                    file = folder / match.expand(place)
                    file.parent.mkdir(exist_ok=True)
                    file.write_bytes(content)
    (folder / "anywidget.js").write_bytes((files("anywidget") / "nbextension" / "index.js").read_bytes())
    for script in HERE.glob("*.js"):
        shutil.copy(script, folder)
    (folder / "site.css").write_text(stylesheet(), encoding="utf-8")


def member(name, inside):
    """A file of one of the packages above."""
    version, integrity, _ = PACKAGES[name]
    return npm_package(name, version, integrity)[inside]


def stylesheet():
    """The site's style below the colors of the pictures, and the colors of code in both themes."""
    light, dark = (HtmlFormatter(style=style) for style in ("default", "github-dark"))
    code = [
        colors(light, ".highlight"),
        colors(dark, '[data-jp-theme-light="false"] .highlight'),
        # Without scripts nothing says which theme is shown: it is the system's, as in palette_css.
        "@media (prefers-color-scheme: dark) {",
        colors(dark, "html:not([data-jp-theme-light]) .highlight"),
        "}",
    ]
    return "\n".join([palette_css("body"), *code, (HERE / "site.css").read_text("utf-8")])


def colors(style, selector):
    """A style's rules for code, without its grounds."""
    return "\n".join(line for line in style.get_style_defs(selector).splitlines() if "background" not in line)


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "_site")
    build(target)
    course.build(target / "lite")
    print(f"built {target}: open {target / 'index.html'}")
