"""Forward and backward of the layer: this course's two beside what a reader would use instead.

    python -m benchmarks.layers

All run in turns in one process on one thread, so that a busy machine slows all. Says what each does where
it is easy to be wrong, and fails where FusedSoftmaxWithLoss does not keep its promises.
"""

import os

for library in ("OPENBLAS", "OMP", "MKL", "VECLIB"):  # before NumPy is imported
    os.environ[f"{library}_NUM_THREADS"] = "1"

import argparse
import gc
import json
import sys
import time
import tracemalloc
import warnings
from pathlib import Path

import numpy as np
from tqdm import tqdm

from benchmarks import peers
from benchmarks.machine import machine, today, versions
from benchmarks.peers import PEERS

FUSED, TEXTBOOK, FLOOR = "FusedSoftmaxWithLoss", "textbook", "np.exp alone"
SIZES = [(1, 3), (8, 10), (100, 10), (256, 1000), (4096, 1000), (64, 50257)]
TYPES, TARGETS = ("float32", "float64"), ("labels", "one-hot")
# Of FusedSoftmaxWithLoss with labels: times faster than the textbook layer, at least; times np.exp alone, at most
# (float32); arrays beside the logits, at most.
PROMISES = {
    (1, 3): (1.0, None, None),
    (8, 10): (1.0, None, None),
    (100, 10): (1.5, None, None),
    (256, 1000): (2.0, 2.0, 1.05),
    (4096, 1000): (2.5, 2.1, 1.05),
    (64, 50257): (2.0, 2.0, 1.05),
}
SLACK = 1.25  # for a noisy machine; memory gets none
HERE = Path(__file__).parent
RESULTS, PUBLISHED = HERE / "results.json", HERE.parent / "softmax_lib" / "speed.json"

inf, nan = np.inf, np.nan
TRIALS = {
    "a confident wrong row, (40, 0) with label 1": ([[40, 0]], [1]),
    "a masked class, (0, -inf, 0) with label 0": ([[0, -inf, 0]], [0]),
    "a soft target, (1, 0) with (0.3, 0.7)": ([[1, 0]], [[0.3, 0.7]]),
    "weights that sum to 2, (1, 0) with (1, 1)": ([[1, 0]], [[1.0, 1.0]]),
    "label -1": ([[0, 1, 2], [0, 1, 2]], [0, -1]),
    "NaN in row 1": ([[0, 1], [nan, 0]], [0, 0]),
    "+inf in row 1": ([[0, 1], [inf, 0]], [0, 0]),
}


def times(a, t, seconds):
    """Of each peer: the seconds that forward and backward take, one number for each round of all peers."""
    layers = {name: peer() for name, peer in PEERS.items()}
    found = {name: [] for name in layers}
    repeats = {name: max(2, round(1e-3 / timed(layer, a, t, 3))) for name, layer in layers.items()}
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(found[TEXTBOOK]) < 11:
        for name, layer in layers.items():
            timed(layer, a, t, 1)  # not counted: it finds the memory as another left it
            found[name].append(timed(layer, a, t, repeats[name]))
    return {name: np.array(measured) for name, measured in found.items()}


def timed(layer, a, t, repeats):
    start = time.perf_counter()
    for _ in range(repeats):
        layer.forward(a, t)
        layer.backward()
    return (time.perf_counter() - start) / repeats


def spread(numbers):
    """The median, and between what lie eight of ten."""
    return [float(f"{number:.4g}") for number in np.percentile(numbers, [50, 10, 90])]


def arrays(layer, a, t):
    """The memory that a layer needs at its peak beside what it is given, as a multiple of the logits."""
    tracemalloc.start()
    try:
        timed(layer, a, t, 1)
        return round(tracemalloc.get_traced_memory()[1] / a.nbytes, 3)
    finally:
        tracemalloc.stop()


def example(rows, classes, dtype, kind):
    rng = np.random.default_rng(0)
    a = rng.standard_normal((rows, classes)).astype(dtype)
    t = rng.integers(0, classes, rows)
    return a, t if kind == "labels" else np.eye(classes, dtype=dtype)[t]


def measure(seconds):
    cases = [(*size, dtype, kind) for size in SIZES for dtype in TYPES for kind in TARGETS]
    gc.disable()
    for rows, classes, dtype, kind in tqdm(cases, desc="Measuring", disable=None):
        a, t = example(rows, classes, dtype, kind)
        found = times(a, t, seconds)
        yield {
            "rows": rows, "classes": classes, "dtype": dtype, "targets": kind,
            "microseconds": {name: spread(1e6 * measured) for name, measured in found.items()},
            "times faster than textbook": {name: spread(found[TEXTBOOK] / found[name]) for name in found},
            "times np.exp": {name: spread(found[name] / found[FLOOR]) for name in found},
            "arrays": {
                name: arrays(peer(), a, t) for name, peer in PEERS.items()
                if a.nbytes >= 2**19 and name != "PyTorch"  # which takes its memory elsewhere
            },
        }  # fmt: skip
        gc.collect()
    gc.enable()


def answers():
    """What each layer says in the trials: its loss, or its error."""
    found = {}
    for trial, (a, t) in TRIALS.items():
        found[trial] = {}
        for name, peer in PEERS.items():
            if name == FLOOR:
                continue
            try:
                with warnings.catch_warnings(), np.errstate(all="ignore"):
                    warnings.simplefilter("ignore")
                    found[trial][name] = f"{peer().forward(np.array(a, float), np.array(t)):.4g}"
            except (TypeError, ValueError, IndexError, RuntimeError) as error:
                found[trial][name] = f"{type(error).__name__}: {str(error).splitlines()[0]}"
    return found


def tables(results):
    for case in results["cases"]:
        arrays = case["arrays"]
        yield f"\n{case['rows']} x {case['classes']}, {case['dtype']}, {case['targets']}"
        yield f"  {'':22}{'median':>12}{'times faster than textbook':>34}{'times np.exp':>14}{'arrays':>9}"
        for name, (median, *_) in case["microseconds"].items():
            ratio, low, high = case["times faster than textbook"][name]
            faster = f"{ratio:.2f} ({low:.2f} to {high:.2f})"
            held = f"{arrays[name]:.2f}" if name in arrays else "-"
            yield f"  {name:22}{median:>9.1f} µs{faster:>34}{case['times np.exp'][name][0]:>14.2f}{held:>9}"
    for trial, said in results["answers"].items():
        yield f"\n{trial}"
        yield from (f"  {name:22}{answer}" for name, answer in said.items())


def broken_promises(results):
    for case in results["cases"]:
        if case["targets"] != "labels":
            continue
        faster, times_exp, memory = PROMISES[case["rows"], case["classes"]]
        where = f"{case['rows']} x {case['classes']}, {case['dtype']}"
        ratio, floor = case["times faster than textbook"][FUSED][0], case["times np.exp"][FUSED][0]
        if ratio < faster / SLACK:
            yield f"{where}: {ratio:.2f} times faster than the textbook layer, promised are {faster}"
        if case["dtype"] == "float32" and times_exp and floor > times_exp * SLACK:
            yield f"{where}: takes {floor:.2f} times np.exp, promised are {times_exp}"
        if memory and case["arrays"][FUSED] > memory:
            yield f"{where}: needs {case['arrays'][FUSED]} arrays, promised are {memory}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=3, help="for each of 24 cases (3)")
    parser.add_argument("--publish", action="store_true", help="put the results where chapter 09 finds them")
    options = parser.parse_args()

    if peers.torch:
        peers.torch.set_num_threads(1)
    results = {
        "date": today(),
        "machine": f"{machine()}, one thread",
        "versions": versions("numpy", "scipy", "torch"),
        "cases": list(measure(options.seconds)),
        "answers": answers(),
    }
    print(*tables(results), sep="\n")
    print(f"\n{results['date']}, {results['machine']}, {results['versions']}. In brackets: eight of ten rounds.")
    text = json.dumps(results, indent=1, ensure_ascii=False) + "\n"
    for file in [RESULTS, PUBLISHED] if options.publish else [RESULTS]:
        file.write_text(text, encoding="utf-8")
        print(f"Written: {file.relative_to(HERE.parent)}")
    sys.exit("\n".join(broken_promises(results)) or 0)


if __name__ == "__main__":
    main()
