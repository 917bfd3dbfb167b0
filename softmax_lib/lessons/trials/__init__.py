"""Try what a reader has built from an empty file, by what it does: a layer with its loss, an affine layer, a training
loop, pairs of letters, a way to draw names, and an engine that finds gradients.

Each trial takes the reader's objects, runs them, and returns a sentence about what it saw. It raises Refused where
something is not right, with what was tried, what came and what was expected. How the code is written is up to the
reader, but what goes from one step to the next must be as the page says: a layer with a forward, and arrays.
"""

from typing import NamedTuple

from softmax_lib.lessons.judging.running import Ended, within
from softmax_lib.lessons.trials.affine import try_affine
from softmax_lib.lessons.trials.drawing import draw_names, endless, endless_draws, try_end, try_sample
from softmax_lib.lessons.trials.engine import try_engine
from softmax_lib.lessons.trials.layer import try_gradient, try_loss
from softmax_lib.lessons.trials.pairs import PAIRS, try_names, try_pairs, try_pairs_pace
from softmax_lib.lessons.trials.refused import Refused, Unanswered
from softmax_lib.lessons.trials.training import DIGITS, TRAINING, too_slow, try_few_rows, try_pace, try_training

__all__ = ["Refused", "TRIALS", "Unanswered", "tried"]


class Trial(NamedTuple):
    """The names of what a trial takes, and what it runs one after the other, each with the seconds that it may take.

    What has None limits itself.
    """

    takes: tuple
    runs: tuple


QUICK = 10  # seconds: loops over rows and classes are slow, and right
TRIALS = {
    "loss": Trial(("MySoftmaxWithLoss",), ((try_loss, QUICK),)),
    "gradient": Trial(("MySoftmaxWithLoss",), ((try_gradient, QUICK),)),
    "affine": Trial(("MyAffine",), ((try_affine, QUICK),)),
    "training": Trial(("my_train",), ((try_few_rows, QUICK), (try_pace, None), (try_training, TRAINING))),
    "pairs": Trial(("my_pairs", "my_train"), ((try_pairs, QUICK), (try_pairs_pace, None), (try_names, TRAINING))),
    "sample": Trial(
        ("my_sample", "my_pairs", "my_train"), ((try_end, QUICK), (try_sample, QUICK), (draw_names, TRAINING))
    ),
    "engine": Trial(("Value",), ((try_engine, QUICK),)),
}


# What is told where a run takes too long, by its seconds; the others say only that it was interrupted.
ENDLESS = {
    try_end: endless,
    try_sample: endless_draws,
    try_training: lambda seconds: too_slow(DIGITS, seconds),
    try_names: lambda seconds: too_slow(PAIRS, seconds),
    draw_names: lambda seconds: too_slow(PAIRS, seconds),
}


def tried(name, made):
    """What was seen in a trial, if all is right. Raises Refused; Ended if the code could not be run."""
    seen = ""
    for run, seconds in TRIALS[name].runs:
        try:
            seen = within(lambda run=run: run(*made), seconds) if seconds else run(*made)
        except Ended as ended:
            if ended.reason == "endless" and run in ENDLESS:
                raise ENDLESS[run](seconds) from None
            raise
    return seen
