"""axe-core (https://github.com/dequelabs/axe-core): what it finds that not every reader could use."""

import io
import tarfile
from functools import cache

from tools.build_site import package

VERSION = "4.14.1"
INTEGRITY = "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
# What is inside a picture, and the formula for the eye: their names are their title and their MathML.
RUN = """async (include) => {
    const exclude = ["svg > *", ".katex-html"];
    const { violations } = await axe.run({ include, exclude }, { preload: false, resultTypes: ["violations"] });
    const told = ({ id, nodes }) => nodes.map((one) => `${id}: ${one.html.slice(0, 200)} ${one.failureSummary}`);
    return violations.flatMap(told);
}"""


@cache
def script():
    with tarfile.open(fileobj=io.BytesIO(package("axe-core", VERSION, INTEGRITY))) as archive:
        return archive.extractfile("package/axe.min.js").read().decode()


def violations(page, within=("html",)):
    """What all rules of axe find in these parts of the page, a line each."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(script())
    return page.evaluate(RUN, [[part] for part in within])
