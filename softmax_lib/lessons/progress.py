"""Which exercises are right so far, as a list and as text."""

from html import escape

import traitlets

from softmax_lib.language import N_, _
from softmax_lib.lessons.bank import EXERCISES
from softmax_lib.live.page import record
from softmax_lib.live.page.view import Picture, View, heavy

__all__ = ["Progress", "progress"]


def progress():
    """Show which exercises are right so far. ``print(progress())`` says the same where widgets can't run.

    The file is .progress.txt in the folder of the notebook; the environment variable SOFTMAX_LIB_PROGRESS names
    another. Never raises: a file that can't be read is told in a line.
    """
    return Progress()


PROGRESS = {
    "unrun": N_("Run this cell to list the exercises that you have solved."),
    "repr": N_("Your progress. If you see only this line, run print(progress())."),
    "count": N_("{right} of {all} exercises are right."),
    "right": N_("right"),
    "open": N_("not yet"),
}


class Progress(View):
    """The exercises as a list of chapters; ``right`` holds the names of those that are right."""

    _source = Picture._source
    _picture = heavy(traitlets.Unicode())
    _unrun = traitlets.Unicode().tag(sync=True)

    def __init__(self):
        right = record.read("right")
        self.right = {name for name, task in EXERCISES.items() if task.key in right}
        self._problem = record.problem()
        super().__init__(_picture=self._html(), _unrun=f"<div class='sl-progress'><p>{_(PROGRESS['unrun'])}</p></div>")

    def __repr__(self):
        return _(PROGRESS["repr"])  # the same for every reader: a saved notebook holds no one's progress

    def __str__(self):
        lines = [self._count(), *(f"{chapter}: {self._marks(names)}" for chapter, names in _chapters().items())]
        return "\n".join([*lines, *([self._problem] if self._problem else [])])

    def _count(self):
        return _(PROGRESS["count"]).format(right=len(self.right), all=len(EXERCISES))

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
        said = _(PROGRESS["right" if right else "open"])
        return f"<span class='{'sl-have' if right else 'sl-want'}' title='{said}'>{'✓ ' if right else ''}{name}</span>"


def _chapters():
    """Chapter → the names of its exercises."""
    found = {}
    for name in EXERCISES:
        found.setdefault(name.partition(".")[0], []).append(name)
    return found
