"""axe-core (https://github.com/dequelabs/axe-core): what it finds that not every reader could use."""

import io
import tarfile
from functools import cache

from tools.build_site import package

VERSION = "4.14.1"
INTEGRITY = "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
RUN = """async ([include, rules]) => {
    const only = rules.length ? { runOnly: rules } : {};
    const { violations } = await axe.run({ include }, { ...only, preload: false, resultTypes: ["violations"] });
    const told = ({ id, nodes }) => nodes.map((one) => `${id}: ${one.html.slice(0, 200)} ${one.failureSummary}`);
    return violations.flatMap(told);
}"""
WITHOUT_PICTURES = """() => {
    for (const part of document.querySelectorAll("svg > :not(title)")) part.remove();
}"""


@cache
def script():
    with tarfile.open(fileobj=io.BytesIO(package("axe-core", VERSION, INTEGRITY))) as archive:
        return archive.extractfile("package/axe.min.js").read().decode()


def violations(page, within=("html",), rules=()):
    """What all rules of axe, or these, find in these parts of the page, a line each."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(script())
    return page.evaluate(RUN, [[[part] for part in within], rules])


def color_violations(page, within=("html",)):
    """What the rules of axe that another theme can break find; the last look at a page.

    Its pictures lose what is in them: axe takes most of its time over their text and can't tell its contrast, which
    tests/test_picture.py does.
    """
    page.evaluate(WITHOUT_PICTURES)
    return violations(page, within, ("color-contrast", "link-in-text-block"))
