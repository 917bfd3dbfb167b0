"""From key press to painted number: the live views beside `interact` redrawing a matplotlib figure.

    python -m benchmarks.latency

All are driven in one real JupyterLab in one headless Chromium, in turns, so that a busy machine slows
all: with the server on this machine, and with a network between them that delays each byte.
"""

import argparse
import asyncio
import contextlib
import itertools
import json
import random
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

import nbformat
from playwright.sync_api import sync_playwright

from benchmarks.machine import machine, today, versions
from tests.lab import launch, open_notebook, run_all, running_lab

INTERACT = """
import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import FloatSlider, interact

def draw(a1, a2, a3):
    y = np.exp([a1, a2, a3]) / np.exp([a1, a2, a3]).sum()
    figure, (left, right) = plt.subplots(1, 2, figsize=(8, 2.5))
    left.bar([1, 2, 3], y)
    left.set(title="y", ylim=(0, 1))
    right.bar([1, 2, 3], y - [0, 0, 1])
    right.set(title="y - t", ylim=(-1, 1))
    plt.show()

sliders = [FloatSlider(value, min=-5, max=5, step=0.1) for value in (0.3, 2.9, 4.0)]
interact(draw, a1=sliders[0], a2=sliders[1], a3=sliders[2]);
"""
LIVE_LAYER = """
from softmax_lib import LiveLayer
LiveLayer(a=[0.3, 2.9, 4.0], t=[0, 0, 1])
"""
LIVE_JACOBIAN = """
from softmax_lib import LiveJacobian
LiveJacobian(a=[0.3, 2.9, 4.0], t=[0, 0, 1])
"""
LIVE_DIGIT = """
import numpy as np
from softmax_lib import Affine, LiveDigit, Network, ReLU
rng = np.random.default_rng(0)
LiveDigit(Network([Affine.random(64, 32, rng), ReLU(), Affine.random(32, 10, rng)]))
"""
# Of each variant: its cell, what takes the key, what is dragged along, what shows the result.
VARIANTS = {
    "interact": (INTERACT, ".noUi-handle >> nth=2", ".noUi-base >> nth=2", ".jp-OutputArea-output img"),
    "LiveLayer": (LIVE_LAYER, *['input[data-logit="3"]'] * 2, '[data-out="g-3"]'),
    "LiveJacobian": (LIVE_JACOBIAN, *['input[data-logit="3"]'] * 2, '[data-number="gradient"][data-at="2"]'),
    "LiveDigit": (LIVE_DIGIT, *[".sl-pad"] * 2, ".sl-digit .sl-table"),
}
# On a pad: dots in two corners, so that what follows does not change the size of the drawing, and the way of a line.
CORNERS = ["Enter", *["ArrowLeft", "ArrowUp"] * 7, "Space", "Enter", *["ArrowRight", "ArrowDown"] * 7, "Space", "Enter"]
SNAKE = [*["ArrowLeft"] * 7, "ArrowUp", *["ArrowRight"] * 7, "ArrowUp", *["ArrowLeft"] * 4]
LIVE = [name for name in VARIANTS if name != "interact"]
PROMISED = {"local": 8, "delayed": 15}  # times faster than interact: key press to paint, of 95 in 100 presses
NETWORKS = tuple(PROMISED)
# After each frame is painted: does it show another result than the frame before?
INSTRUMENT = """(selector) => {
    const bench = window.bench = { latencies: [], painted: 0, running: false };
    let pressed = null, node = null, shown = null;
    addEventListener("keydown", () => { pressed = performance.now(); }, true);
    addEventListener("pointermove", () => { pressed ??= performance.now(); }, true);
    const afterPaint = () => {
        const now = performance.now(), result = document.querySelector(selector);
        if (!result || result.complete === false) return;  // between two pictures
        if (result === node && (result.src ?? result.textContent) === shown) return;
        [node, shown] = [result, result.src ?? result.textContent];
        bench.painted += 1;
        if (pressed !== null) bench.latencies.push(now - pressed);
        pressed = null;
    };
    const frame = () => {
        // Called before the frame is painted; the task that it queues comes after.
        scheduler.postTask(afterPaint, { priority: "user-blocking" });
        if (bench.running) requestAnimationFrame(frame);
    };
    bench.run = (running) => {
        bench.running = running;
        pressed = null;
        if (running) requestAnimationFrame(frame);
    };
}"""


async def pipe(reader, writer, seconds):
    """Pass on what comes, in order, each piece so many seconds after it came."""
    clock, pieces = asyncio.get_running_loop().time, asyncio.Queue()

    async def receive():
        with contextlib.suppress(OSError):
            while piece := await reader.read(65536):
                pieces.put_nowait((clock() + seconds, piece))
        pieces.put_nowait((clock() + seconds, b""))

    receiving = asyncio.create_task(receive())
    while True:
        due, piece = await pieces.get()
        await asyncio.sleep(due - clock())
        if not piece:
            break
        writer.write(piece)
    writer.close()
    await receiving


def slow_network(port, seconds):
    """A port that leads to the given one, with a delay each way."""

    async def connect(reader, writer):
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(
            pipe(reader, far_writer, seconds), pipe(far_reader, writer, seconds), return_exceptions=True
        )

    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(asyncio.start_server(connect, "127.0.0.1", 0))
    threading.Thread(target=loop.run_forever, daemon=True).start()
    return server.sockets[0].getsockname()[1]


def focus(page, slider):
    """Bring it to the front; on a pad nothing is drawn but the corners. Whether it is one."""
    page.bring_to_front()
    pad = slider == ".sl-pad"
    if pad:
        page.locator("[data-do=clear]").click()
    page.locator(slider).focus()
    for key in CORNERS * pad:
        page.keyboard.press(key)
    return pad


def press_keys(page, slider):
    """Twenty key presses, each after the one before was painted: milliseconds from key to paint."""
    pad = focus(page, slider)
    page.evaluate("() => { bench.latencies = []; bench.run(true); }")
    for count in range(20):
        if pad:
            page.keyboard.press(SNAKE[count])  # moves the cursor, and no number
        page.keyboard.press("Space" if pad else "ArrowLeft" if count < 10 else "ArrowRight")
        page.wait_for_function("(count) => bench.latencies.length > count", arg=count, timeout=10_000)
        time.sleep(random.uniform(0.05, 0.1))
    return page.evaluate("() => { bench.run(false); return bench.latencies; }")


def drag(page, slider):
    """60 moves of the mouse, one in 1/60 s: the seconds that they took, how many were painted, and how late."""
    if slider == ".sl-pad":
        focus(page, slider)
    page.bring_to_front()
    page.locator(slider).scroll_into_view_if_needed()
    box = page.locator(slider).bounding_box()
    places = [box["x"] + box["width"] * (0.2 + 0.012 * k) for k in range(61)]
    height = box["y"] + box["height"] / 2
    page.mouse.click(places[0], height)  # brings the handle there
    time.sleep(0.5)
    page.mouse.down()
    page.evaluate("() => bench.run(true)")
    time.sleep(1)
    page.evaluate("() => { bench.painted = 0; bench.latencies = []; }")
    start = time.perf_counter()
    for k, place in enumerate(places[1:], 1):
        page.mouse.move(place, height)
        time.sleep(max(0, start + k / 60 - time.perf_counter()))
    seconds = time.perf_counter() - start
    time.sleep(0.5)  # what still comes is counted
    page.mouse.up()
    return seconds, *page.evaluate("() => { bench.run(false); return [bench.painted, bench.latencies]; }")


def round_trip(page):
    """Milliseconds for the smallest question to the server and its answer."""
    ask = "async () => { const start = performance.now(); await fetch('/api'); return performance.now() - start; }"
    return statistics.median(page.evaluate(ask) for _ in range(9))


def write_notebooks(folder):
    """One notebook for each variant and network, so that each has a kernel of its own."""
    scenes = {}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    for network in NETWORKS:
        for variant, (source, *_) in VARIANTS.items():
            file = scenes[variant, network] = folder / f"{variant}_{network}.ipynb"
            cells = [nbformat.v4.new_code_cell(source.strip())]
            nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), file)
    return scenes


def measure(moves, delay):
    """Of each variant and network: latencies, drags, round trip. And the browser's version."""
    with contextlib.ExitStack() as stack:
        files = write_notebooks(Path(stack.enter_context(tempfile.TemporaryDirectory())))
        lab = stack.enter_context(running_lab(*files.values()))
        ports = {"local": lab.port, "delayed": slow_network(lab.port, delay / 1000)}
        browser = launch(stack.enter_context(sync_playwright()))
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        pages, found = {}, {}
        for scene, file in files.items():
            variant, network = scene
            _, key_goes_to, _, result = VARIANTS[variant]
            page = pages[scene] = context.new_page()
            open_notebook(page, lab, file.name, url=f"http://127.0.0.1:{ports[network]}")
            run_all(page)
            page.locator(result).wait_for()
            page.evaluate(INSTRUMENT, result)
            press_keys(page, key_goes_to)  # to warm up
            found[scene] = {"round trip": round_trip(page), "latencies": [], "drags": []}
        for _ in range(-(-moves // 20)):
            for scene, page in pages.items():
                found[scene]["latencies"] += press_keys(page, VARIANTS[scene[0]][1])
        for _ in range(5):
            for scene, page in pages.items():
                found[scene]["drags"].append(drag(page, VARIANTS[scene[0]][2]))
        version = browser.version
        browser.close()
    return found, version


def within(latencies):
    """The time within which 95 % were painted."""
    return statistics.quantiles(latencies, n=20, method="inclusive")[-1]


def summary(found):
    rows = {}
    for scene, one in found.items():
        seconds, painted, _ = min(one["drags"])  # of five, the one that came nearest to a second
        rows[scene] = {
            "median": statistics.median(one["latencies"]),
            "p95": within(one["latencies"]),
            "pointer p95": within([late for *_, latencies in one["drags"] for late in latencies]),
            "painted": painted,
            "seconds": seconds,
            "round trip": one["round trip"],
        }
    return rows


def table(rows):
    yield "| network (round trip) | variant | key to paint: median | p95 | pointer to paint: p95 | painted of 60 (in) |"
    yield "|---|---|---|---|---|---|"
    for network in NETWORKS:
        for variant in VARIANTS:
            row = rows[variant, network]
            yield (
                f"| {network} ({row['round trip']:.0f} ms) | {variant} | {row['median']:.0f} ms | {row['p95']:.0f} ms "
                f"| {row['pointer p95']:.0f} ms | {row['painted']} ({row['seconds']:.2f} s) |"
            )
        slow = rows["interact", network]
        for variant in LIVE:
            ratios = [f"**{slow[name] / rows[variant, network][name]:.1f} ×**" for name in ("median", "p95")]
            yield f"| {network} | interact ÷ {variant} | {ratios[0]} | {ratios[1]} | | |"


def broken_promises(rows):
    """Ratios of one run: a slow or busy machine slows both sides."""
    for (network, least), variant in itertools.product(PROMISED.items(), LIVE):
        slow, fast = rows["interact", network], rows[variant, network]
        if slow["p95"] < least * fast["p95"]:
            ratio = slow["p95"] / fast["p95"]
            yield f"{variant}, {network}: p95 is {ratio:.1f} times below interact's, promised are {least}"
        if fast["painted"] < 50:
            yield f"{variant}, {network}: {fast['painted']} of 60 positions painted, promised are 50"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--delay", type=float, default=80, help="of the network, each way, in ms (80)")
    parser.add_argument("--moves", type=int, default=200, help="key presses of each row, in twenties (200)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep every single measurement")
    options = parser.parse_args()

    found, chromium = measure(options.moves, options.delay)
    rows = summary(found)
    print(*table(rows), sep="\n")
    print(f"\n{today()}, {machine()}; delayed: {options.delay:g} ms each way.")
    print(f"Chromium {chromium}, {versions('jupyterlab', 'ipywidgets', 'anywidget', 'matplotlib', 'numpy')}.")
    if options.json:
        named = {f"{variant}, {network}": one for (variant, network), one in found.items()}
        options.json.write_text(json.dumps(named, indent=1), encoding="utf-8")
    sys.exit("\n".join(broken_promises(rows)) or 0)


if __name__ == "__main__":
    main()
