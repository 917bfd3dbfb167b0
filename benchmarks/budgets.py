"""What has to fit into a time: an import beside NumPy's own, and what a frame of the screen has to wait for.

    python -m benchmarks.budgets

The quickest of several, in turns: other work on the machine only ever adds time. It fails where the import costs more
than half again what NumPy's does.
"""

import statistics
import subprocess
import sys

from playwright.sync_api import sync_playwright

from benchmarks.machine import machine, today, versions
from softmax_lib import LiveDescent
from tests.lab import ROOT, launch

TURNS = 7
MOST = 1.5  # times what NumPy's import takes
FRAME = 1000 / 60
DESCENT = """async (source) => {
    const { descend } = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" }))), times = [];
    for (let i = 0; i < 40; i++) {
        const begun = performance.now();
        descend("squared error", [10, -10, 3, 1, 0], 1, 0.1, 200, 10000);
        times.push(performance.now() - begun);
    }
    return times;
}"""


def seconds(statement):
    """What a statement takes in a Python of its own."""
    code = f"from time import perf_counter as now; start = now(); {statement}; print(now() - start)"
    return float(subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True))


def imports():
    """The import of the module and that of NumPy alone, in seconds."""
    turns = [(seconds("from softmax_lib import softmax"), seconds("import numpy")) for _ in range(TURNS)]
    return map(min, zip(*turns, strict=True))


def descents():
    """10,000 steps of the view of the descent, in milliseconds, forty times."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        times = browser.new_page().evaluate(DESCENT, LiveDescent._source)
        browser.close()
    return times


def main():
    ours, numpy = imports()
    print(f"import softmax_lib: {1000 * ours:.0f} ms, {ours / numpy:.2f} times NumPy's {1000 * numpy:.0f} ms")
    times = descents()
    least, median = min(times), statistics.median(times)
    print(f"10,000 steps of a descent: {least:.1f} ms, median {median:.1f}, of the {FRAME:.1f} ms of a frame")
    print(f"{today()}, {machine()}, {versions('numpy')}")
    return (
        f"The import takes {ours / numpy:.2f} times what NumPy's does, more than {MOST}." if ours > MOST * numpy else 0
    )


if __name__ == "__main__":
    sys.exit(main())
