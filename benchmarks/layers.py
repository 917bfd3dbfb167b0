"""Forward and backward of the layer: this course's two beside what a reader would use instead.

    python -m benchmarks.layers

All run in turns in one process on one thread, so that a busy machine slows all. Where NumPy uses AVX-512, a second
process measures the same without it, as on a processor with AVX2. Says what each does where it is easy to be wrong,
and fails where FusedSoftmaxWithLoss does not keep the promises for the level of SIMD that it ran on.
"""

import os

for library in ("OPENBLAS", "OMP", "MKL", "VECLIB"):  # before NumPy is imported
    os.environ[f"{library}_NUM_THREADS"] = "1"

import argparse
import gc
import json
import re
import subprocess
import sys
import tempfile
import time
import tracemalloc
import warnings
from pathlib import Path

import numpy as np
from tqdm import tqdm

from benchmarks import peers
from benchmarks.machine import machine, simd, today, versions
from benchmarks.peers import PEERS
from softmax_lib import one_hot, softmax

FUSED, KEPT, TEXTBOOK, FLOOR = "FusedSoftmaxWithLoss", "the same with out=", "textbook", "np.exp alone"
SIZES = [(1, 3), (8, 10), (100, 10), (256, 1000), (4096, 1000), (64, 50257)]
TYPES, TARGETS = ("float32", "float64"), ("labels", "one-hot", "soft")
# Of FusedSoftmaxWithLoss: times faster than the textbook layer, at least, for each of SIZES.
PROMISES = {
    "AVX-512": {
        "labels": (1.2, 1.3, 1.7, 2.2, 2.3, 2.0),
        "one-hot": (1.0, 1.0, 1.2, 1.5, 1.5, 1.5),
        "soft": (None, None, None, 1.2, 1.2, 1.2),
    },
    "AVX2": {
        "labels": (1.2, 1.3, 1.5, 1.7, 1.8, 1.5),
        "one-hot": (1.0, 1.0, 1.1, 1.3, 1.3, 1.3),
        "soft": (None, None, None, 1.1, 1.1, 1.1),
    },
}
# And from LARGE logits on, with labels: times np.exp alone (float32), and arrays beside the logits, at most.
LARGE, TIMES_EXP, ARRAYS = 256 * 1000, 2.1, 1.05
SLACK = 1.25  # for a noisy machine; memory gets none
HERE = Path(__file__).parent
RESULTS, PUBLISHED = HERE / "results.json", HERE.parent / "softmax_lib" / "data" / "speed.json"
README = HERE / "README.md"

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
    if kind == "soft":
        return a, softmax(rng.standard_normal((rows, classes))).astype(dtype)
    t = rng.integers(0, classes, rows)
    return a, t if kind == "labels" else one_hot(t, classes).astype(dtype)


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


def level():
    """The level of SIMD whose promises are judged: AVX-512, or AVX2 for any other."""
    return "AVX-512" if any("AVX512" in name or name == "X86_V4" for name in simd()) else "AVX2"


def measure_with_avx2(seconds):
    """The cases, measured by another process, in which neither NumPy nor OpenBLAS uses AVX-512."""
    without = " ".join(name for name in simd() if "AVX512" in name or name == "X86_V4")
    settings = os.environ | {"NPY_DISABLE_CPU_FEATURES": without, "OPENBLAS_CORETYPE": "Haswell"}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "cases.json")
        command = [sys.executable, "-m", "benchmarks.layers", "--seconds", str(seconds), "--cases", str(file)]
        subprocess.run(command, env=settings, cwd=HERE.parent, check=True)
        return json.loads(file.read_text(encoding="utf-8"))


def by_level(results):
    """Of each level of SIMD that was measured: its name and its cases."""
    yield results["level"], results["cases"]
    if "cases with AVX2" in results:
        yield "AVX2", results["cases with AVX2"]


def tables(results):
    for name, cases in by_level(results):
        for case in cases:
            yield from table(case, name)
    for trial, said in results["answers"].items():
        yield f"\n{trial}"
        yield from (f"  {name:22}{answer}" for name, answer in said.items())


def table(case, level):
    arrays = case["arrays"]
    yield f"\n{case['rows']} x {case['classes']}, {case['dtype']}, {case['targets']}, {level}"
    yield f"  {'':22}{'median':>12}{'times faster than textbook':>34}{'times np.exp':>14}{'arrays':>9}"
    for name, (median, *_) in case["microseconds"].items():
        ratio, low, high = case["times faster than textbook"][name]
        faster = f"{ratio:.2f} ({low:.2f} to {high:.2f})"
        held = f"{arrays[name]:.2f}" if name in arrays else "-"
        yield f"  {name:22}{median:>9.1f} µs{faster:>34}{case['times np.exp'][name][0]:>14.2f}{held:>9}"


def readme(results):
    """The rows of the table in README.md beside this file, all of float32, for one level of SIMD after the other."""
    every = [{(c["rows"], c["classes"], c["targets"]): c for c in cases if c["dtype"] == "float32"}
             for _, cases in by_level(results)]  # fmt: skip

    def figures(size, kind, key):
        return " / ".join(f"{key(cases[*size, kind]):.1f}" for cases in every)

    def torch(case):
        return case["microseconds"]["PyTorch"][0] / case["microseconds"][FUSED][0]

    for size in SIZES:
        arrays = every[0][*size, "labels"]["arrays"]
        measured = "PyTorch" in every[0][*size, "labels"]["microseconds"]
        cells = [
            f"{size[0]} × {size[1]}",
            *(figures(size, kind, lambda c: c["times faster than textbook"][FUSED][0]) for kind in TARGETS),
            figures(size, "labels", lambda c: c["times faster than textbook"][KEPT][0]),
            figures(size, "labels", torch) if measured else "–",
            figures(size, "labels", lambda c: c["times np.exp"][FUSED][0]),
            f"{arrays[FUSED]:.2f}" if arrays else "–",
        ]
        yield f"| {' | '.join(cells)} |"
    yield f"\n{results['date']}, {results['machine']}, {results['versions']}; NumPy reports {results['simd']}."


def published(text, results):
    """README's text, with the figures of these results and the promises in their places."""
    promises = [
        f"| {level} | {kind} | {' | '.join('–' if x is None else f'{x}' for x in faster)} |"
        for level, kinds in PROMISES.items() for kind, faster in kinds.items()
    ]  # fmt: skip
    places = {
        r"(?<=beside the logits \|\n\|---\|---\|---\|---\|---\|---\|---\|---\|\n).*?\.(?=\n)": readme(results),
        r"(?<=\| 64 × 50257 \|\n\|---\|---\|---\|---\|---\|---\|---\|---\|\n).*?(?=\n\n)": promises,
    }
    for place, lines in places.items():
        text = with_table(text, place, lines)
    return text


def with_table(text, place, lines):
    """README's text, with these lines where the pattern finds a table."""
    text, found = re.subn(place, lambda _: "\n".join(lines), text, count=1, flags=re.DOTALL)
    if not found:
        raise ValueError(f"README has no table for {place}")
    return text


def broken_promises(results):
    for name, cases in by_level(results):
        for case in cases:
            yield from broken_in(case, name)


def broken_in(case, level):
    size, kind = (case["rows"], case["classes"]), case["targets"]
    where = f"{size[0]} x {size[1]}, {case['dtype']}, {kind}, {level}"
    promised = PROMISES[level][kind][SIZES.index(size)]
    ratio, floor = case["times faster than textbook"][FUSED][0], case["times np.exp"][FUSED][0]
    if promised and ratio < promised / SLACK:
        yield f"{where}: {ratio:.2f} times faster than the textbook layer, promised are {promised}"
    if kind != "labels" or size[0] * size[1] < LARGE:
        return
    if case["dtype"] == "float32" and floor > TIMES_EXP * SLACK:
        yield f"{where}: takes {floor:.2f} times np.exp, promised are {TIMES_EXP}"
    if case["arrays"][FUSED] > ARRAYS:
        yield f"{where}: needs {case['arrays'][FUSED]} arrays, promised are {ARRAYS}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=3, help="for each of 36 cases and each level of SIMD (3)")
    parser.add_argument(
        "--publish", action="store_true", help="put the results into README, and where chapter 09 finds them"
    )
    parser.add_argument("--cases", type=Path, help=argparse.SUPPRESS)  # where the second process writes to
    options = parser.parse_args()

    if peers.torch:
        peers.torch.set_num_threads(1)
    cases = list(measure(options.seconds))
    if options.cases:
        options.cases.write_text(json.dumps(cases), encoding="utf-8")
        return
    results = {
        "date": today(),
        "machine": f"{machine()}, one thread",
        "versions": versions("numpy", "scipy", "torch"),
        "simd": " ".join(simd()),
        "level": level(),
        "cases": cases,
        **({"cases with AVX2": measure_with_avx2(options.seconds)} if level() == "AVX-512" else {}),
        "answers": answers(),
    }
    print(*tables(results), sep="\n")
    print(f"\n{results['date']}, {results['machine']}, {results['versions']}, {results['simd']}.")
    print("In brackets: eight of ten rounds.")
    text = json.dumps(results, indent=1, ensure_ascii=False) + "\n"
    written = {RESULTS: text}
    if options.publish:
        written |= {PUBLISHED: text, README: published(README.read_text(encoding="utf-8"), results)}
    for file, content in written.items():
        file.write_text(content, encoding="utf-8")
        print(f"Written: {file.relative_to(HERE.parent)}")
    sys.exit("\n".join(broken_promises(results)) or 0)


if __name__ == "__main__":
    main()
