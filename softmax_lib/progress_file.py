"""Which exercises are right so far: one small file beside the notebooks, and nothing leaves the machine."""

import json
import os
from html import escape
from pathlib import Path

import traitlets

from softmax_lib import words
from softmax_lib.exercise_bank import EXERCISES
from softmax_lib.views import Picture, View

__all__ = ["Progress", "progress", "remember"]


def progress():
    """Show which exercises are right so far. ``print(progress())`` says the same where widgets can't run.

    The file is .progress.json in the folder of the notebook; the environment variable
    SOFTMAX_LIB_PROGRESS names another. Never raises: a file that can't be read is told in a line.
    """
    return Progress()


class Progress(View):
    """The exercises as a list of chapters; ``right`` holds the names of those that are right."""

    _esm = Picture._esm
    _picture = traitlets.Unicode().tag(sync=True)

    def __init__(self):
        try:
            self.right, self._problem = _read()
        except OSError as error:
            self.right, self._problem = set(), _told("not read", error)
        super().__init__(_picture=self._html())

    def __repr__(self):
        return words.PROGRESS["repr"]  # the same for every reader: a saved notebook holds no one's progress

    def __str__(self):
        lines = [self._count(), *(f"{chapter}: {self._marks(names)}" for chapter, names in _chapters().items())]
        return "\n".join([*lines, *([self._problem] if self._problem else [])])

    def _count(self):
        right = [name for name in EXERCISES if name in self.right]
        return words.PROGRESS["count"].format(right=len(right), all=len(EXERCISES))

    def _marks(self, names):
        return "  ".join(f"{'✓' if name in self.right else '·'} {name}" for name in names)

    def _html(self):
        rows = "".join(
            f"<tr><th scope='row'>{chapter}</th><td>{''.join(map(self._chip, names))}</td></tr>"
            for chapter, names in _chapters().items()
        )
        problem = f"<p>{escape(self._problem)}</p>" if self._problem else ""
        return f"<div class='sl-progress'><p><b>{self._count()}</b></p>{problem}<table>{rows}</table></div>"

    def _chip(self, name):
        right = name in self.right
        said = words.PROGRESS["right" if right else "open"]
        return f"<span class='{'sl-have' if right else 'sl-want'}' title='{said}'>{'✓ ' if right else ''}{name}</span>"


def remember(name):
    """Note that an exercise is right. Returns a line for the reader if that fails, and else an empty text."""
    file = _file()
    try:
        right, problem = _read()
        if problem:
            kept = file.with_name(file.name + ".broken")
            os.replace(file, kept)
            problem = words.PROGRESS["kept"].format(problem=problem, kept=kept.name)
        if name not in right:
            written = file.with_name(f"{file.name}.{os.getpid()}")
            written.write_text(json.dumps({"right": sorted({*right, name})}) + "\n", encoding="utf-8")
            os.replace(written, file)
    except OSError as error:
        return _told("not written", error)
    return problem


def _told(what, error):
    return words.PROGRESS[what].format(file=_file().name, reason=error.strerror or error)


def _file():
    return Path(os.environ.get("SOFTMAX_LIB_PROGRESS") or ".progress.json")


def _read():
    """The names in the file, and a line for the reader if it holds something else. Raises OSError."""
    try:
        right = json.loads(_file().read_text(encoding="utf-8"))["right"]
        if not isinstance(right, list) or not all(isinstance(name, str) for name in right):
            raise TypeError
        return set(right), ""
    except FileNotFoundError:
        return set(), ""
    except (ValueError, TypeError, KeyError, RecursionError):
        return set(), words.PROGRESS["broken"].format(file=_file().name)


def _chapters():
    """Chapter → the names of its exercises."""
    found = {}
    for name in EXERCISES:
        found.setdefault(name.partition(".")[0], []).append(name)
    return found
