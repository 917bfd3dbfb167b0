"""Answers of people who have not seen the checker's code: answers/05_2.py and the like, and the verdicts on them.

A file holds the answers to one exercise, each under a line that says what it is: "# right | …", "# wrong | … | names".
The names are those that may be told of it, each judged by hand: true of this code, and no search in vain. With "!" in
front of it stands a name that is told today although it is not true: to be mended, and then to be taken out.
"""

import math
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

import softmax_lib
from softmax_lib.lessons.bank import EXERCISES
from softmax_lib.lessons.checker import exercise
from softmax_lib.lessons.judging.mistakes import MISTAKES

FOLDER = Path(__file__).parent / "answers"
WHOLE = sorted((FOLDER / "from_an_empty_file").glob("*.py"))  # right answers to 19.1 to 19.6, in one file
NAMES = [path.stem.replace("_", ".") for path in sorted(FOLDER.glob("*.py"))]
# What the chapters of part III import, beside NumPy.
PART_III = ("softmax", "log_softmax", "one_hot", "cross_entropy", "SoftmaxWithLoss", "ChunkedSoftmaxWithLoss")
IMPORTED = {name: getattr(softmax_lib, name) for name in PART_III}


class Answer(NamedTuple):
    wanted: str
    label: str
    names: set
    untrue: set
    code: str


@cache
def answers(name):
    text = (FOLDER / f"{name.replace('.', '_')}.py").read_text("utf-8")
    found = []
    for block in re.split(r"(?m)^# (?=(?:wrong|right) \| )", text)[1:]:
        head, code = block.split("\n", 1)
        wanted, label, *names = (part.strip() for part in head.split("|"))
        names = {*", ".join(names).split(", ")} - {""}
        untrue = {name[1:] for name in names if name.startswith("!")}
        found.append(Answer(wanted, label, {name for name in names if name[0] != "!"}, untrue, code))
    if EXERCISES[name].trials:
        texts = {path.stem: path.read_text("utf-8") for path in WHOLE}
        made = re.compile(rf"\b{EXERCISES[name].name.split(', ')[0]}\b")
        found += [Answer("right", stem, set(), set(), text) for stem, text in texts.items() if made.search(text)]
    return found


@cache
def judged(name, wanted, every=1):
    """The answers of a sort, all or the first of this many, and the verdicts on them."""
    pairs = []
    for answer in [answer for answer in answers(name) if answer.wanted == wanted][::every]:
        cell = {"np": np, "math": math, "__name__": "__main__"}
        cell |= IMPORTED if name >= "16" else {}
        for other, task in EXERCISES.items():  # what was built before, and what an answer does not build itself
            if EXERCISES[name].trials and task.trials and other[:3] == name[:3]:
                exec(task.code, cell)
        exec(compile(answer.code, answer.label, "exec"), cell)
        pairs.append((answer, exercise(name).check(*map(cell.get, EXERCISES[name].name.split(", ")))))
    return pairs


def ways(name, number):
    """What an exercise's answer would give with one of the bank's mistakes, made in each way."""
    found = MISTAKES[number].gives[EXERCISES[name].asks]
    return found if isinstance(found, tuple) else (found,)
