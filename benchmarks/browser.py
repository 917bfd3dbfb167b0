"""How long a reader of the course in the browser waits, and how much is sent.

    python -m benchmarks.browser [visits]

Chapter 01 in Chromium, from a server beside it, with an empty cache and then again with what the first visit kept. A
tenth of a second of each figure is the clock's: the page is asked ten times a second. Median of several visits.
"""

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from benchmarks.machine import machine, today
from tests import lite
from tests.lab import BROWSERS, FLAGS, PATIENCE, chromium_path
from tools.browser import course

NAME = "01_softmax_forward.ipynb"
STAGES = {  # what has to be true of the page
    "the chapter is shown": f"({lite.SHOWN})('{NAME}')",
    "a saved view can be moved": "document.querySelector('.sl-live input, .sl-live button, .sl-ask input')",
}


def visit(context, address):
    """Seconds from the link to each stage, what the first cell takes, and the bytes that were sent."""
    page, times, before = context.new_page(), {}, lite.Handler.sent
    begun = time.perf_counter()
    page.goto(f"{address}notebooks/index.html?path={NAME}", wait_until="commit")
    for stage, true in STAGES.items():
        page.wait_for_function(f"() => {{ try {{ return {true}; }} catch {{ return false; }} }}", polling=100)
        times[stage] = time.perf_counter() - begun
    lite.wait_for_python(page)
    times["Python answers"] = time.perf_counter() - begun
    begun = time.perf_counter()
    lite.run(page, next(iter(lite.code(page))))
    times["the import cell, when Python answers"] = time.perf_counter() - begun
    return times | {"megabytes sent": (lite.Handler.sent - before) / 1e6}


def two_visits(playwright, address):
    """A first visit and, after the browser was closed, a second one."""
    with tempfile.TemporaryDirectory() as profile:
        for _ in range(2):
            browser = playwright.chromium.launch_persistent_context(
                profile, executable_path=chromium_path(BROWSERS), args=FLAGS
            )
            browser.set_default_timeout(1000 * PATIENCE)
            yield visit(browser, address)
            browser.close()


def main(visits=3):
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        course.build(Path(folder) / "lite")
        with lite.served(folder) as address:
            measured = [list(two_visits(playwright, f"{address}lite/")) for _ in range(visits)]
    first, second = zip(*measured, strict=True)
    print("| | first visit | second visit |\n|---|---|---|")
    for what in first[0]:
        unit = "" if "megabytes" in what else " s"
        print(
            f"| {what} |", " | ".join(f"{median(v[what] for v in which):.1f}{unit}" for which in (first, second)), "|"
        )
    print(f"\n{today()}, {machine()}, median of {visits}, `python -m benchmarks.browser`.")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
