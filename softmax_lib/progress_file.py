"""Which exercises are right so far: one small file beside the notebooks, and nothing leaves the machine."""

import errno
import os
import re
from html import escape
from pathlib import Path

import traitlets

from softmax_lib import words
from softmax_lib.exercise_bank import EXERCISES
from softmax_lib.views import Picture, View

__all__ = ["Progress", "progress", "remember"]

LONGEST = 100_000  # characters: more is no progress file


def progress():
    """Show which exercises are right so far. ``print(progress())`` says the same where widgets can't run.

    The file is .progress.txt in the folder of the notebook, a line for each exercise; the environment variable
    SOFTMAX_LIB_PROGRESS names another. Never raises: a file that can't be read is told in a line.
    """
    return Progress()


class Progress(View):
    """The exercises as a list of chapters; ``right`` holds the names of those that are right."""

    _source = Picture._source
    _picture = traitlets.Unicode().tag(sync=True)

    def __init__(self):
        try:
            self.right, self._problem, _ = _read()
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
    try:
        right, problem, whole_lines = _read()
        if name not in right:
            with _file().open("a", encoding="utf-8") as file:  # what two notebooks append at once stays whole
                file.write(f"{'' if whole_lines else chr(10)}{name}\n")
    except OSError as error:
        return _told("not written", error)
    return problem


def _file():
    return Path(os.environ.get("SOFTMAX_LIB_PROGRESS") or ".progress.txt").expanduser()


def _read():
    """The names in the file, a line for the reader if it holds something else, whether its last line is whole."""
    file = _file()
    if not file.exists():
        return set(), "", True
    if not file.is_file():
        raise OSError(errno.EINVAL, words.PROGRESS["no file"])
    with file.open(encoding="utf-8-sig", errors="replace") as opened:
        text = opened.read(LONGEST + 1)
    if len(text) > LONGEST:
        raise OSError(errno.EFBIG, words.PROGRESS["too long"])
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    right = {line for line in lines if re.fullmatch(r"\d\d\.\d+", line)}
    others = len(lines) - sum(line in right for line in lines)
    problem = words.PROGRESS["broken"].format(file=file, count=others) if others else ""
    return right, problem, not text or text.endswith("\n")


def _told(what, error):
    return words.PROGRESS[what].format(file=_file(), reason=error.strerror or error)


def _chapters():
    """Chapter → the names of its exercises."""
    found = {}
    for name in EXERCISES:
        found.setdefault(name.partition(".")[0], []).append(name)
    return found
