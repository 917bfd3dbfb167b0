"""Ten thousand moves, two hundred reruns, twenty learners: how long the live views last, and for how many.

    python -m benchmarks.endurance [moves] [reruns] [learners]

`moves` and `reruns` watch the memory of a page and of its kernel, which has to level off. `learners` measures one
page while this machine carries the kernels of twenty. Without a name: all three.
"""

import argparse
import asyncio
import contextlib
import itertools
import json
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from uuid import uuid4

import nbformat
import numpy as np
import psutil
from playwright.sync_api import sync_playwright
from tornado.httpclient import AsyncHTTPClient
from tornado.websocket import websocket_connect

from benchmarks.latency import INSTRUMENT, LIVE_JACOBIAN, LIVE_LAYER, drag
from benchmarks.machine import machine, today, versions
from tests.lab import CHAPTERS, NOTEBOOK, ask_kernel, launch, open_notebook, run_all, running_lab, show_cell

FLOAT_SLIDER = "import ipywidgets\nipywidgets.FloatSlider(4.0, min=-5, max=5, step=0.1)"
INT_SLIDER = "import ipywidgets\nipywidgets.IntSlider()"
PLAIN = """
import anywidget, traitlets
class Plain(anywidget.AnyWidget):
    _esm = '''export default { render({ model, el }) {
        const input = document.createElement("input");
        input.type = "range";
        input.addEventListener("input", () => { model.set("value", Number(input.value)); model.save_changes(); });
        el.append(input);
    } };'''
    value = traitlets.Int(50).tag(sync=True)
Plain()
"""
HTML_INPUT = "from IPython.display import HTML\nHTML('<input type=range class=plain>')"
LOGIT = 'input[data-logit="3"]'
# Of each: its cell, and what takes the keys.
OURS = {"LiveLayer": (LIVE_LAYER, LOGIT), "LiveJacobian": (LIVE_JACOBIAN, LOGIT)}
# What the same costs without the course.
CONTROLS = {
    "moves": {"FloatSlider": (FLOAT_SLIDER, ".noUi-handle")},
    "reruns": {
        "plain anywidget": (PLAIN, ".jp-OutputArea-output input"),
        "IntSlider": (INT_SLIDER, ".noUi-handle"),
        "no widget": (HTML_INPUT, "input.plain"),
    },
}
MEMORY = {"heap": "script heap", "page": "page", "kernel": "kernel"}
COUNTED = ("nodes", "listeners", "widgets", "comms")
LEVEL = 0.05  # what may still be added from the middle to the end
LEARNERS = 20
CHAPTER = next(path for path in CHAPTERS if path.stem.startswith("07"))
WALKED = "LiveLayer(a=a, t=[0.2, 0.3, 0.5])"  # the cell of the chapter that every learner moves
MIB = 2**20


def renderers():
    """The pages' processes of the browser that this process has started."""
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if "--type=renderer" in process.cmdline():
                yield process


class Watch:
    """What a page and its kernel hold, sampled along the way."""

    def __init__(self, page):
        self.page, self.rows = page, []
        self.devtools = page.context.new_cdp_session(page)
        self.devtools.send("Performance.enable")
        self.kernel = psutil.Process(ask_kernel(page, "__import__('os').getpid()"))

    def sample(self, events):
        self.page.wait_for_timeout(600)  # a view settles, the kernel hears of it
        widgets = '__import__("ipywidgets.widgets.widget", fromlist=["widget"])._instances'
        counts = ask_kernel(self.page, f"[len({widgets}), len(get_ipython().kernel.comm_manager.comms)]")
        for _ in range(2):
            self.devtools.send("HeapProfiler.collectGarbage")
        told = {one["name"]: one["value"] for one in self.devtools.send("Performance.getMetrics")["metrics"]}
        memory = {
            "heap": told["JSHeapUsedSize"],
            "page": sum(process.memory_info().rss for process in renderers()),
            "kernel": self.kernel.memory_info().rss,
        }
        counted = zip(COUNTED, (told["Nodes"], told["JSEventListeners"], *counts), strict=True)
        self.rows.append({"events": events, **memory, **dict(counted)})


@contextlib.contextmanager
def one_notebook(source):
    """The watch over a page of a new browser, on a notebook with this one cell, which has run."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [nbformat.v4.new_code_cell(source.strip())]
    with contextlib.ExitStack() as stack:
        file = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "endurance.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), file)
        lab = stack.enter_context(running_lab(file))
        browser = launch(stack.enter_context(sync_playwright()))
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        open_notebook(page, lab, file.name)
        run_all(page)
        yield Watch(page)
        browser.close()


def moves(source, slider, events, every):
    """Hold a key down on the slider, from end to end and back."""
    with one_notebook(source) as watch:
        keyboard = watch.page.keyboard
        watch.page.locator(slider).focus()
        watch.sample(0)
        for count in range(1, events + 1):
            key = "ArrowLeft" if (count - 1) % 200 < 100 else "ArrowRight"
            keyboard.down(key)
            if count % 100 == 0:
                keyboard.up(key)
            if count % every == 0:
                watch.sample(count)
        return watch.rows


def reruns(source, slider, events, every):
    """Run the cell again, and move the slider that it shows."""
    with one_notebook(source) as watch:
        watch.page.locator(slider).wait_for()
        watch.sample(0)
        for count in range(1, events + 1):
            watch.page.locator(slider).evaluate("(old) => old.setAttribute('data-old', '')")
            run_all(watch.page)
            watch.page.locator(f"{slider}:not([data-old])").press("ArrowRight")
            if count % every == 0:
                watch.sample(count)
        return watch.rows


def trend(rows, name):
    """By least squares over the second half: bytes for each event, and the share that is added from middle to end."""
    late = rows[len(rows) // 2 :]
    slope, start = np.polyfit([row["events"] - late[0]["events"] for row in late], [row[name] for row in late], 1)
    return slope, slope * (late[-1]["events"] - late[0]["events"]) / start


def memory_table(part, found):
    yield f"| {part} | " + " | ".join((*MEMORY.values(), *COUNTED)) + " |"
    yield "|" + "---|" * (1 + len(MEMORY) + len(COUNTED))
    for name, rows in found.items():
        for row in (rows[0], rows[len(rows) // 2], rows[-1]):
            sizes = [f"{row[one] / MIB:.1f} MiB" for one in MEMORY]
            yield f"| {name}, {row['events']} | " + " | ".join((*sizes, *(f"{row[one]}" for one in COUNTED))) + " |"
        trends = [trend(rows, one) for one in MEMORY]
        yield f"| {name}, each | " + " | ".join(f"{slope:+.0f} B ({share:+.1%})" for slope, share in trends) + " |"


def not_level(part, found):
    """Where memory does not level off, and grows faster than that of each control."""
    for name, one in itertools.product(OURS, MEMORY):
        slope, share = trend(found[name], one)
        without = max(trend(found[control], one)[0] for control in CONTROLS[part])
        if share > LEVEL and slope > 1.2 * without:
            yield f"{name}, {part}, {MEMORY[one]}: {slope:.0f} bytes each, {share:.1%} from middle to end"
    for name, one in itertools.product(OURS, COUNTED[2:]):
        if found[name][-1][one] != found[name][0][one]:
            yield f"{name}, {part}: {found[name][-1][one]} {one} at the end, {found[name][0][one]} at the start"


# --- twenty learners ------------------------------------------------------------------------------


class Learner:
    """A kernel that has run a chapter, and what the page of someone who moves a slider sends to it."""

    def __init__(self, lab, name):
        self.lab, self.name, self.session = lab, name, uuid4().hex
        self.waiting, self.echoes, self.view = {}, [], None

    async def start(self, cells):
        headers = {"Authorization": f"token {self.lab.token}"}
        body = json.dumps({"path": self.name, "name": "", "type": "notebook", "kernel": {"name": "python3"}})
        asked = f"{self.lab.url}/api/sessions?token={self.lab.token}"
        answer = await AsyncHTTPClient().fetch(asked, method="POST", body=body, headers=headers, request_timeout=120)
        channels = f"/api/kernels/{json.loads(answer.body)['kernel']['id']}/channels?session_id={self.session}"
        url = f"ws://127.0.0.1:{self.lab.port}{channels}&token={self.lab.token}"
        self.socket = await websocket_connect(url, max_message_size=2**26)
        for cell in cells:
            asked = await self.send("execute_request", {"code": cell.source, "silent": False}, {"cellId": cell.id})
            while True:
                message = json.loads(await self.socket.read_message())
                if message["parent_header"].get("msg_id") != asked:
                    continue
                if (
                    message["msg_type"] == "comm_open"
                    and cell.source == WALKED
                    and "a" in message["content"]["data"]["state"]
                ):
                    self.view = message["content"]["comm_id"]
                if message["msg_type"] == "execute_reply":
                    break

    async def send(self, kind, content, metadata=None):
        number = uuid4().hex
        header = {"msg_id": number, "msg_type": kind, "session": self.session, "username": "", "version": "5.3"}
        message = {"header": header, "parent_header": {}, "metadata": metadata or {}, "content": content}
        await self.socket.write_message(json.dumps(message | {"channel": "shell", "buffers": []}))
        return number

    async def move(self):
        """Two to three times a second, without an end."""
        for count in itertools.count():
            await asyncio.sleep(random.uniform(0.3, 0.5))
            a = [0.3, 2.9, round(4 - 0.1 * (count % 50), 1)]
            self.waiting[a[2]] = time.perf_counter()
            data = {"method": "update", "state": {"a": a}, "buffer_paths": []}
            await self.send("comm_msg", {"comm_id": self.view, "data": data})

    async def hear(self):
        while text := await self.socket.read_message():
            data = json.loads(text)["content"].get("data", {})
            if data.get("method") == "echo_update" and "a" in data["state"]:
                self.echoes.append(1000 * (time.perf_counter() - self.waiting.pop(data["state"]["a"][2])))


@contextlib.contextmanager
def other_learners(lab, count):
    """That many learners who move a slider each, in a thread of their own."""
    learners = [Learner(lab, f"learner_{number}.ipynb") for number in range(1, count + 1)]
    loop = asyncio.new_event_loop()
    cells = [cell for cell in nbformat.read(CHAPTER, 4).cells if cell.cell_type == "code"]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    for learner in learners:
        asyncio.run_coroutine_threadsafe(learner.start(cells), loop).result(180)
    for learner in learners:
        for task in (learner.move(), learner.hear()):
            asyncio.run_coroutine_threadsafe(task, loop)
    yield learners
    loop.call_soon_threadsafe(loop.stop)


# When the slider moved, and when the kernel's echo of that value came.
ECHOES = f"""() => {{
    window.echoes = [];
    let moves = [];
    addEventListener("input", ({{ target }}) => {{ moves.push([performance.now(), Number(target.value)]); }}, true);
    {NOTEBOOK}.sessionContext.iopubMessage.connect((_, {{ header, content }}) => {{
        if (header.msg_type !== "comm_msg" || content.data.method !== "echo_update") return;
        const value = content.data.state.a?.[2], at = moves.findLastIndex((move) => move[1] === value);
        echoes.push(...moves.slice(0, at + 1).map(([moved]) => performance.now() - moved));
        moves = moves.slice(at + 1);
    }});
}}"""


def open_chapter(context, lab, name):
    """A page on a chapter that has run; its slider."""
    page = context.new_page()
    page.set_default_timeout(180_000)
    open_notebook(page, lab, name)
    run_all(page)
    index = next(i for i, cell in enumerate(nbformat.read(CHAPTER, 4).cells) if cell.source == WALKED)
    show_cell(page, index)
    cell = f'.jp-Cell[data-windowed-list-index="{index}"]'
    page.locator(f'{cell} [data-out="g-3"]').wait_for()
    page.evaluate(INSTRUMENT, f'{cell} [data-out="g-3"]')
    page.evaluate(ECHOES)
    return page, f"{cell} {LOGIT}"


def press(page, slider, presses):
    """Milliseconds from each of so many key presses to its painting, and to the kernel's echo."""
    page.locator(slider).focus()
    page.evaluate("() => { echoes.length = 0; bench.latencies = []; bench.run(true); }")
    for count in range(presses):
        page.keyboard.press("ArrowLeft" if count % 20 < 10 else "ArrowRight")
        page.wait_for_function("(count) => bench.latencies.length > count", arg=count, timeout=30_000)
        time.sleep(random.uniform(0.3, 0.5))
    return page.evaluate("() => { bench.run(false); return [bench.latencies, echoes]; }")


def measure(page, slider, presses):
    before, start = psutil.cpu_times(), time.perf_counter()
    painted, echoed = press(page, slider, presses)
    busy = 1 - (psutil.cpu_times().idle - before.idle) / (time.perf_counter() - start) / os.cpu_count()
    drags = [drag(page, slider) for _ in range(5)]
    return {"painted": painted, "echoed": echoed, "drags": drags, "busy": busy}


def memory_of(lab):
    """Of the server, of each kernel and of each page: the memory that is its own, and its share of what is shared."""
    children = psutil.Process(lab.process.pid).children(recursive=True)
    kernels = [process for process in children if "ipykernel_launcher" in " ".join(process.cmdline())]
    parts = {"server": [psutil.Process(lab.process.pid)], "kernels": kernels, "pages": list(renderers())}
    return {part: [one.memory_full_info() for one in processes] for part, processes in parts.items()}


def learners(presses):
    """One page measured: alone, and with nineteen other learners. What it took."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        files = [folder / f"learner_{number}.ipynb" for number in range(LEARNERS)]
        for file in files:
            file.write_bytes(CHAPTER.read_bytes())
        lab = stack.enter_context(running_lab(*files))
        browser = launch(stack.enter_context(sync_playwright()))
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page, slider = open_chapter(context, lab, files[0].name)
        press(page, slider, 20)  # to warm up
        found = {"alone": measure(page, slider, presses)}
        others = stack.enter_context(other_learners(lab, LEARNERS - 1))
        heard = [len(one.echoes) for one in others]
        found[f"{LEARNERS} kernels"] = measure(page, slider, presses)
        echoes = [echo for one, before in zip(others, heard, strict=True) for echo in one.echoes[before:]]
        found["the others"] = {"echoed": echoes}
        memory = memory_of(lab)
        browser.close()
    return found, memory


def quantiles(numbers):
    return (
        f"{statistics.median(numbers):.0f} ms",
        f"{statistics.quantiles(numbers, n=20, method='inclusive')[-1]:.0f} ms",
    )


def learners_table(found, memory):
    yield "| | key press to paint: median | p95 | painted of a 60-move drag | kernel knows: median | p95 | cores busy |"
    yield "|---|---|---|---|---|---|---|"
    for name, one in found.items():
        echoed = " | ".join(quantiles(one["echoed"]))
        if "painted" in one:
            paints, painted = " | ".join(quantiles(one["painted"])), min(one["drags"])[1]
            yield f"| {name} | {paints} | {painted} | {echoed} | {one['busy']:.0%} |"
        else:
            yield f"| {name} | – | – | – | {echoed} | – |"
    yield ""
    yield "| | processes | own (USS) of one | with its share (PSS) of one | PSS in all |"
    yield "|---|---|---|---|---|"
    for part, infos in memory.items():
        uss, pss = (statistics.median(getattr(info, kind) for info in infos) / MIB for kind in ("uss", "pss"))
        total = sum(info.pss for info in infos) / 2**30
        yield f"| {part} | {len(infos)} | {uss:.0f} MiB | {pss:.0f} MiB | {total:.2f} GiB |"
    yield f"\nThis machine has {psutil.virtual_memory().total / 2**30:.1f} GiB."


def broken_promises(found):
    alone, among = found["alone"], found[f"{LEARNERS} kernels"]
    before, p95 = (statistics.quantiles(one["painted"], n=20, method="inclusive")[-1] for one in (alone, among))
    if p95 > 33 and p95 > 1.2 * before:
        yield f"{LEARNERS} learners: p95 is {p95:.1f} ms, promised are 33 ms, or what it is alone: {before:.1f} ms"
    if min(among["drags"])[1] < 50:
        yield f"{LEARNERS} learners: {min(among['drags'])[1]} of 60 positions painted, promised are 50"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", help="moves, reruns, learners (all three)")
    parser.add_argument("--moves", type=int, default=10_000, help="slider events (10,000)")
    parser.add_argument("--reruns", type=int, default=200, help="runs of the same cell (200)")
    parser.add_argument("--presses", type=int, default=100, help="key presses measured among the learners (100)")
    options = parser.parse_args()
    parts, broken = options.parts or ["moves", "reruns", "learners"], []

    print(f"{today()}, {machine()}; load {os.getloadavg()[0]:.1f} at the start.")
    print(f"{versions('jupyterlab', 'ipywidgets', 'anywidget', 'numpy')}.")
    for part, measured, events in (("moves", moves, options.moves), ("reruns", reruns, options.reruns)):
        if part in parts:
            cases = OURS | CONTROLS[part]
            found = {name: measured(*case, events, events // 10) for name, case in cases.items()}
            print("", *memory_table(part, found), sep="\n", flush=True)
            broken += not_level(part, found)
    if "learners" in parts:
        found, memory = learners(options.presses)
        print("", *learners_table(found, memory), sep="\n", flush=True)
        broken += broken_promises(found)
    print(f"\nLoad {os.getloadavg()[0]:.1f} at the end.")
    sys.exit("\n".join(broken) or 0)


if __name__ == "__main__":
    main()
