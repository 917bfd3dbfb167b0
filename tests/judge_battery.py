"""Judge the answers there are, and print a line of JSON for each: exercise, answer, outcome, what is told.

They are the battery, the solution of each exercise, its other forms and its mistakes: all of them, or with a number the
first of so many of each sort. With any Python: a test compares the one of the browser with the one that runs the tests.
"""

import json
import sys
from dataclasses import replace
from itertools import chain, islice

import numpy as np
from battery import NAMES, judged, ways

from softmax_lib.lessons.bank import EXERCISES
from softmax_lib.lessons.checker import exercise

EVERY = int(sys.argv[1])


def own(name):
    """The answers that stand in the bank."""
    task = EXERCISES[name]
    yield "solution", exercise(name).solution().value
    for number, form in enumerate(task.forms, 1):
        names = {"np": np}
        exec(form, names)
        yield f"form {number}", names[task.name]
    for number in task.mistakes:
        for i, way in enumerate(ways(name, number)):
            yield f"mistake {number}.{i}", way


def answers(name):
    if EXERCISES[name].trials in ("training", "pairs", "sample"):  # what is trained is rounded otherwise elsewhere
        yield "solution", replace(exercise(name).check(exercise(name).solution().value), message="")
        return
    for wanted in ("right", "wrong") if name in NAMES else ():
        yield from ((answer.label, said) for answer, said in judged(name, wanted, EVERY) if "scipy" not in answer.code)
    if EXERCISES[name].code.startswith("def "):
        yield from ((label, exercise(name).check(value)) for label, value in islice(own(name), 0, None, EVERY))
    else:
        yield "solution", exercise(name).check(exercise(name).solution().value)


for name, (label, said) in chain.from_iterable(((name, found) for found in answers(name)) for name in EXERCISES):
    print(json.dumps([name, label, said.outcome, said.title, said.message]))
