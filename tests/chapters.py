"""The chapters as they are saved: what several tests read in them."""

import re
import tomllib
from functools import cache
from pathlib import Path

import nbformat
import pytest

from softmax_lib.lessons import bank
from softmax_lib.lessons.bank import EXERCISES
from tests.checkout import ROOT

CHAPTERS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
every_chapter = pytest.mark.parametrize("path", CHAPTERS, ids=[path.stem for path in CHAPTERS])
VIEW, STATE = "application/vnd.jupyter.widget-view+json", "application/vnd.jupyter.widget-state+json"
FOLDER = Path(bank.__file__).parent / "chapters"
CONTENT = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}  # of the bank
ASKS = re.compile(r'^(?:predict|exercise|redraw)\("', re.M)  # a cell that asks the reader


@cache
def read(path):
    return nbformat.read(path, as_version=4)


def cells(path, kind):
    return [cell for cell in read(path).cells if cell.cell_type == kind and cell.source.strip()]


def unrun(cell):
    """Whether a cell is saved without having run: an exercise that comes solved, whose "Right" is for the reader."""
    return "saved-unrun" in cell.metadata.get("tags", [])


def saved_widgets(path):
    return read(path).metadata.get("widgets", {}).get(STATE, {}).get("state", {})


def exercise_in(source):
    """The name of the exercise that a cell asks: a choice is shown, an answer of the reader's is checked."""
    asked = re.search(r'^exercise\("([\d.]+)"\)(\.check\(.*\))?$', source, re.M)
    if asked:
        assert bool(asked[2]) != bool(EXERCISES[asked[1]].options)
    return asked and asked[1]
