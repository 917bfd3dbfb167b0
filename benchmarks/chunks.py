"""Affine and loss over 50,257 classes, forward and backward: all logits at once, and in chunks of rows.

    python -m benchmarks.chunks

Memory is the peak that NumPy takes beside what it is given. Times are those of the processor, measured in turns on one
thread, so that other work on the machine adds little. Fails where ChunkedSoftmaxWithLoss needs more than a tenth of the
memory, is slower, or gives something else.
"""

from benchmarks import layers  # first: it limits the threads before NumPy is imported

import argparse
import json
import sys
import time
import tracemalloc

import numpy as np
from tqdm import tqdm

from benchmarks.machine import machine, today, versions
from softmax_lib import ChunkedSoftmaxWithLoss, FusedSoftmaxWithLoss

ROWS, INPUTS, CLASSES = 512, 64, 50257
CHUNKS = (128, 32, 8)
PROMISED = 32  # rows in a chunk: what ChunkedSoftmaxWithLoss takes by default
MEMORY, EQUAL = 0.1, 1e-6
PUBLISHED = layers.HERE.parent / "softmax_lib" / "data" / "chunks.json"


def all_at_once(x, W, b, t):
    """The least that needs all the logits: one array for them, one for their gradient."""
    a = x @ W
    a += b
    layer = FusedSoftmaxWithLoss()
    loss, gradient = layer.forward(a, t), layer.backward()
    return loss, gradient @ W.T, x.T @ gradient, gradient.sum(axis=0)


def in_chunks(rows):
    def run(*given):
        layer = ChunkedSoftmaxWithLoss(rows)
        return layer.forward(*given), *layer.backward()

    return run


def example(rows, inputs, classes):
    rng = np.random.default_rng(0)
    x, W = (rng.standard_normal(shape).astype(np.float32) for shape in ((rows, inputs), (inputs, classes)))
    return x, W / np.float32(inputs) ** 0.5, np.zeros(classes, np.float32), rng.integers(0, classes, rows)


def measure(rounds, size=(ROWS, INPUTS, CLASSES)):
    """Of each way: the peak in MB, the seconds in each round, and how far from the first its numbers are."""
    given, ways = example(*size), {"all at once": all_at_once, **{f"chunks of {n}": in_chunks(n) for n in CHUNKS}}
    expected, found = all_at_once(*given), {}
    for name, way in ways.items():
        tracemalloc.start()
        came = way(*given)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        off = max(float(np.abs(p - q).max()) for p, q in zip(came, expected, strict=True))
        found[name] = {"megabytes": round(peak / 1e6, 1), "seconds": [], "off by": off}
    for _ in tqdm(range(rounds), desc="Measuring", disable=None):
        for name, way in ways.items():
            start = time.process_time()
            way(*given)
            found[name]["seconds"].append(time.process_time() - start)
    for row in found.values():
        row["seconds"] = layers.spread(row["seconds"])
    return found


def table(ways):
    """The rows of the table in README.md beside this file."""
    first = ways["all at once"]
    for name, row in ways.items():
        part = 100 * row["megabytes"] / first["megabytes"]
        times = row["seconds"][0] / first["seconds"][0]
        yield f"| {name} | {row['megabytes']:.0f} MB | {part:.1f} % | {row['seconds'][0]:.2f} s | {times:.2f} |"


def broken_promises(ways):
    first, chunked = ways["all at once"], ways[f"chunks of {PROMISED}"]
    if chunked["megabytes"] > MEMORY * first["megabytes"]:
        yield f"chunks of {PROMISED} need {chunked['megabytes']} MB, promised is a tenth of {first['megabytes']} MB"
    if chunked["seconds"][0] > first["seconds"][0] * layers.SLACK:
        yield f"chunks of {PROMISED} take {chunked['seconds'][0]} s, promised are {first['seconds'][0]} s"
    for name, row in ways.items():
        if row["off by"] > EQUAL:
            yield f"{name} is off by {row['off by']}, promised is {EQUAL}"


def published(text, results):
    rows = [*table(results["ways"]), f"\n{results['date']}, {results['machine']}, {results['versions']}."]
    return layers.with_table(text, r"(?<=times as long \|\n\|---\|---\|---\|---\|---\|\n).*?\.(?=\n)", rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15, help="of all ways in turns (15)")
    parser.add_argument("--publish", action="store_true", help="put the results into README and into chapter 17")
    options = parser.parse_args()
    results = {
        "date": today(),
        "machine": f"{machine()}, one thread",
        "versions": versions("numpy"),
        "size": [ROWS, INPUTS, CLASSES],
        "ways": measure(options.rounds),
    }
    print(*table(results["ways"]), sep="\n")
    if options.publish:
        PUBLISHED.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
        layers.README.write_text(published(layers.README.read_text(encoding="utf-8"), results), encoding="utf-8")
    sys.exit("\n".join(broken_promises(results["ways"])) or 0)


if __name__ == "__main__":
    main()
