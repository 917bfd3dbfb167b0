"""What the benchmark found: the time of the layer for each number in its table, by size."""

import json
from pathlib import Path

from softmax_lib.pictures.drawing import Drawing
from softmax_lib.pictures.plots import plot_curves

__all__ = ["plot_speed"]

PUBLISHED = Path(__file__).parents[1] / "data" / "speed.json"
SHOWN = ("textbook", "SoftmaxWithLoss", "FusedSoftmaxWithLoss", "np.exp alone")


def plot_speed(file=None) -> Drawing:
    """Draw the time per logit over the number of logits, forward and backward, float32, integer labels.

    file is what `python -m benchmarks.layers` writes; without it, the measurement that comes with
    the course is drawn, and its machine and date are named. Times are medians, in nanoseconds.

    Raises FileNotFoundError where there is no such file, ValueError where it holds something else.
    """
    file = Path(file or PUBLISHED)
    try:
        results = json.loads(file.read_text(encoding="utf-8"))
        cases = [case for case in results["cases"] if (case["dtype"], case["targets"]) == ("float32", "labels")]
        cases.sort(key=lambda case: case["rows"] * case["classes"])
        sizes = [case["rows"] * case["classes"] for case in cases]
        curves = {
            name: [1000 * case["microseconds"][name][0] / size for case, size in zip(cases, sizes, strict=True)]
            for name in SHOWN
        }
        measured = f"{results['machine']}\n{results['versions']}, {results['date']}"
    except (KeyError, TypeError, json.JSONDecodeError):
        raise ValueError(f"{file} is no result of `python -m benchmarks.layers`") from None
    below = f"logits in the batch, N·C\n{measured}"
    return plot_curves(curves, sizes, below, "nanoseconds per logit", "Time per logit", log="xy")
