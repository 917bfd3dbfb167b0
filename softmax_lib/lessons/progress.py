"""Which exercises are right so far, as a list and as text."""

from html import escape

import traitlets

from softmax_lib.language import N_, Sentences, _
from softmax_lib.lessons.bank import EXERCISES
from softmax_lib.live.page import record
from softmax_lib.live.page.view import Picture, View, heavy

__all__ = ["Progress", "Skills", "progress", "skills"]


def progress():
    """Show which exercises are right so far. ``print(progress())`` says the same where widgets can't run.

    The file is .progress.txt in the folder of the notebook; the environment variable SOFTMAX_LIB_PROGRESS names
    another. Never raises: a file that can't be read is told in a line.
    """
    return Progress()


def skills():
    """Show what you can do now: a line for each part of the course, checked where its exercises are right.

    ``print(skills())`` says the same where widgets can't run. It reads the same file as ``progress()``.
    """
    return Skills()


PROGRESS = Sentences(
    {
        "unrun": N_("Run this cell to list the exercises that you have solved."),
        "repr": N_("Your progress. If you see only this line, run print(progress())."),
        "count": N_("{right} of {all} exercises are right."),
        "right": N_("right"),
        "open": N_("not yet"),
        "skills unrun": N_("Run this cell, and it lists what you can do now."),
        "skills repr": N_("What you can do now. If you see only this line, run print(skills())."),
        "skills count": N_("{right} of {all} lines are yours. A line becomes yours when all its exercises are right."),
        "to do": N_("still to do: {names}"),
    }
)
# What a reader can do after the exercises of these chapters, or after these exercises.
SKILLS = {
    N_("compute softmax and its loss, also for logits near 1000"): ("01", "02"),
    N_("go backward through a graph node by node, and check each gradient by a nudge"): ("03", "04", "05", "08"),
    N_("derive y − t on paper, and say where the Jacobian went"): ("06", "07"),
    N_("write the layer for a batch, with 1/N exactly once"): ("09",),
    N_("go backward through weights, activations and batch normalization"): ("10", "11", "14"),
    N_("say why classifiers are trained with cross-entropy"): ("12",),
    N_("train a network, and judge it by images that it has never seen"): ("13",),
    N_("recognize a wrong gradient by its symptoms"): ("15",),
    N_("train a model of the next letter, and say what its loss means"): ("16",),
    N_("read the loss of a large library, option by option"): ("17",),
    N_("go backward through attention"): ("18",),
    N_("write Softmax-with-Loss from an empty file, forward and backward"): ("19.1", "19.2"),
    N_("write an affine layer from an empty file"): ("19.3",),
    N_("write a training loop from an empty file, which learns to read digits"): ("19.4",),
    N_("build a language model of letters from an empty file, and draw names from it"): ("19.5", "19.6"),
    N_("write an engine that finds gradients by itself"): ("19.7",),
}


class Progress(View):
    """The exercises as a list of chapters; ``right`` holds the names of those that are right."""

    _source = Picture._source
    _picture = heavy(traitlets.Unicode())
    _unrun = traitlets.Unicode().tag(sync=True)
    _said = "unrun", "repr"

    def __init__(self):
        right = record.read("right")
        self.right = {name for name, task in EXERCISES.items() if task.key in right}
        self._problem = record.problem()
        unrun = f"<div class='sl-progress'><p>{PROGRESS[self._said[0]]}</p></div>"
        super().__init__(_picture=self._html(), _unrun=unrun)

    def __repr__(self):
        return PROGRESS[self._said[1]]  # the same for every reader: a saved notebook holds no one's progress

    def __str__(self):
        return "\n".join(filter(None, [self._count(), *self._listed(), self._problem]))

    def _listed(self):
        return (f"{chapter}: {self._marks(names)}" for chapter, names in _chapters().items())

    def _count(self):
        return PROGRESS["count"].format(right=len(self.right), all=len(EXERCISES))

    def _marks(self, names):
        return "  ".join(f"{'✓' if name in self.right else '·'} {name}" for name in names)

    def _rows(self):
        for chapter, names in _chapters().items():
            yield f"<tr><th scope='row'>{chapter}</th><td>{''.join(map(self._chip, names))}</td></tr>"

    def _html(self):
        rows = "".join(self._rows())
        problem = f"<p>{escape(self._problem)}</p>" if self._problem else ""
        return f"<div class='sl-progress'><p><b>{self._count()}</b></p>{problem}<table>{rows}</table></div>"

    def _chip(self, name):
        right = name in self.right
        look, said, mark = ("have", "right", "✓ ") if right else ("want", "open", "")
        return f"<span class='sl-{look}' title='{PROGRESS[said]}'>{mark}{name}</span>"


class Skills(Progress):
    """What a reader can do now, as a list; ``right`` holds the names of the exercises that are right."""

    _said = "skills unrun", "skills repr"

    def _lines(self):
        """Each skill, and the names of its exercises that are not right yet."""
        for skill, parts in SKILLS.items():
            names = [name for name in EXERCISES if name in parts or name.partition(".")[0] in parts]
            if names:
                yield _(skill), [name for name in names if name not in self.right]

    def _count(self):
        left = [names for _skill, names in self._lines()]
        return PROGRESS["skills count"].format(right=left.count([]), all=len(left))

    def _listed(self):
        return (self._marked(*line) for line in self._lines())

    @staticmethod
    def _marked(skill, left):
        return f"· {skill} ({PROGRESS['to do'].format(names=', '.join(left))})" if left else f"✓ {skill}"

    def _rows(self):
        for skill, left in self._lines():
            chips = "".join(map(self._chip, left)) or f"<span class='sl-have'>✓ {PROGRESS['right']}</span>"
            yield f"<tr><th scope='row'>{escape(skill)}</th><td>{chips}</td></tr>"


def _chapters():
    """Chapter → the names of its exercises."""
    found = {}
    for name in EXERCISES:
        found.setdefault(name.partition(".")[0], []).append(name)
    return found
