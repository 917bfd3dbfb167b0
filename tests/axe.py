"""axe-core (https://github.com/dequelabs/axe-core): what it finds that not every reader could use."""

from tools.browser.packages import npm_package

VERSION = "4.14.1"
INTEGRITY = "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
COLORS = ["color-contrast", "link-in-text-block"]  # the rules that another theme can break
RUN = """async ([include, options]) => {
    const { violations } = await axe.run({ include }, { ...options, preload: false, resultTypes: ["violations"] });
    const told = ({ id, nodes }) => nodes.map((one) => `${id}: ${one.html.slice(0, 200)} ${one.failureSummary}`);
    return violations.flatMap(told);
}"""
STRIP = """() => {
    for (const part of document.querySelectorAll("svg > :not(title, desc)")) part.remove();
    for (const formula of document.querySelectorAll(".katex, mjx-container")) formula.textContent = "x";
    const kinds = new Set();
    for (const token of document.querySelectorAll(".highlight span[class]")) {
        if (kinds.has(token.className)) token.remove();
        kinds.add(token.className);
    }
}"""


def violations(page, within=("html",)):
    """What the rules that no theme can break find in these parts of the page, a line each."""
    return run(page, within, {"rules": {rule: {"enabled": False} for rule in COLORS}})


def color_violations(page, within=("html",)):
    """What the other rules find; nothing but colors can be looked at on this page afterwards.

    Its pictures lose what is in them, its formulas become one letter, and its code one word of each kind: axe takes
    most of its time over them. It can't tell the contrast in a picture, which tests/test_picture.py does; a formula
    has one color, and so has a kind of word.
    """
    page.evaluate(STRIP)
    return run(page, within, {"runOnly": COLORS})


def run(page, within, options):
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(npm_package("axe-core", VERSION, INTEGRITY)["axe.min.js"].decode())
    return page.evaluate(RUN, [[[part] for part in within], options])
