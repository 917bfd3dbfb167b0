"""The course's own times: import, first picture, the graph, each chapter, and the ten slowest cells.

    python -m benchmarks.course

Fails where the graph or its drawing is slower than promised, or where a reader waits longer than 2 s for a cell.
"""

import datetime
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import numpy as np
from nbclient import NotebookClient
from tqdm import tqdm

from benchmarks.machine import machine, today, versions
from softmax_lib import figure, softmax_with_loss_graph

CHAPTERS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
STARTS = {
    "import numpy": "import numpy",
    "from softmax_lib import softmax": "from softmax_lib import softmax",
    "the first picture": "from softmax_lib import figure; figure('A-5').svg",
    "the first live view": "from softmax_lib import LiveLayer; LiveLayer(a=[0.3, 2.9, 4.0], t=[0, 0, 1])",
}
GRAPH, DRAWING, WAIT = 1.0, 5.0, 2.0  # ms, ms, s
ANIMATED = "time.sleep"  # such a cell is slow on purpose: the reader watches it


def median(action, runs):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def starts():
    """Seconds of a fresh Python, less those of one that does nothing."""

    def run(code):
        return median(lambda: subprocess.run([sys.executable, "-c", code], check=True), 7)

    empty = run("")
    return {name: run(code) - empty for name, code in STARTS.items()}


def ten_classes():
    """Milliseconds of forward and backward, and of the whole drawing."""
    a, t = np.linspace(-2, 2, 10), np.eye(10)[9]
    graph = softmax_with_loss_graph(a, t)
    both = median(lambda: (graph.forward(), graph.backward()), 200)
    return 1000 * both, 1000 * median(lambda: figure("A-5", a=a, t=t).svg, 200)


def seconds(cell):
    """From the kernel's start on a cell to its reply."""
    stamps = cell.metadata.execution
    start, end = (
        datetime.datetime.fromisoformat(stamps[name]) for name in ("iopub.status.busy", "shell.execute_reply")
    )
    return (end - start).total_seconds()


def chapters():
    """Of each chapter: the seconds of all its cells, and (seconds, chapter, source) of each."""
    for path in tqdm(CHAPTERS, desc="Chapters", disable=None):
        notebook = nbformat.read(path, 4)
        NotebookClient(notebook, timeout=120, resources={"metadata": {"path": path.parent}}).execute()
        cells = [c for c in notebook.cells if c.cell_type == "code" and "execution" in c.metadata]
        yield path.stem, [(seconds(cell), path.stem, cell.source) for cell in cells]


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SOFTMAX_LIB_PROGRESS"] = f"{folder}/progress.txt"
        graph, drawing = ten_classes()
        broken = []
        for name, taken in starts().items():
            print(f"{name:34}{taken:8.2f} s")
        print(f"{'10 classes, forward and backward':34}{graph:8.2f} ms")
        print(f"{'10 classes, drawing':34}{drawing:8.2f} ms")
        if graph > GRAPH or drawing > DRAWING:
            broken.append(f"promised for 10 classes are {GRAPH:g} ms and {DRAWING:g} ms")
        cells = []
        for chapter, measured in chapters():
            print(f"{chapter:42}{sum(taken for taken, *_ in measured):6.2f} s")
            cells += measured
    print("\nThe ten slowest cells:")
    for taken, chapter, source in sorted(cells, reverse=True)[:10]:
        print(f"{taken:6.2f} s  {chapter[:2]}  {source.splitlines()[0]}")
        if taken > WAIT and ANIMATED not in source:
            broken.append(f"a reader waits {taken:.1f} s for a cell of {chapter}: {source.splitlines()[0]}")
    print(f"\n{today()}, {machine()}, {versions('numpy', 'matplotlib', 'ipywidgets', 'anywidget')}.")
    sys.exit("\n".join(broken) or 0)


if __name__ == "__main__":
    main()
