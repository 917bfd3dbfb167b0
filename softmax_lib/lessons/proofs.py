"""The proofs: true lines to be put in order, and a false one among them to be set aside.

The true lines are those of the course's derivations, and their order is that of the derivations.
"""

import traitlets

from softmax_lib.language import N_, Sentences, _
from softmax_lib.lessons.bank import PROOFS
from softmax_lib.lessons.judging.mistakes import MISTAKES
from softmax_lib.lessons.questions import html, plain
from softmax_lib.live.page import record
from softmax_lib.live.page.kept import Kept
from softmax_lib.live.page.view import Checked, script, sealed, style
from softmax_lib.pictures.text import formulas

__all__ = ["PROOFS", "Prove", "prove"]

LETTERS = "ABCDEFGHIJ"

PROVE = Sentences(
    {
        "asked": N_(
            "<b>Prove:</b> {claim} Put the lines in order, so that each follows from the line above it for the reason "
            "beside it. One line is false: set it aside. Drag a line, or press it and then its new place. With the "
            "keyboard, Enter picks a line, and ↑ and ↓ move it."
        ),
        "repr": N_("Prove: {claim} Which order of the lines is a proof, and which line is false?"),
        "line": N_("{equation} ({reason})"),
        "false": N_("Line {letter} is false: <b>{mistake}.</b> {why}"),
    }
)


def prove(name: str):
    """Ask for one of the course's proofs, for example "06.1": its lines are to be put in order, and one is false.

    ``placed`` holds the letters of the lines in their order, without that of the line which is set aside; ``checked``
    is ``placed`` as it was when it was last checked, and ``tries`` how often it was not yet right. They can be read,
    set and observed. Raises ValueError for an unknown name, ValueError or TypeError for lines that are not there.

    >>> task = prove("06.1")
    >>> task.placed
    'ABCDEFG'
    >>> task.placed = "GFDCBA"
    """
    if name not in PROOFS:
        raise ValueError(f"there is no proof {name!r}; the proofs are {', '.join(PROOFS)}")
    return Prove(PROOFS[name])


class Prove(Kept):
    """The widget of ``prove``."""

    _source = script("../lessons/proofs.js")
    _look = style("../lessons/proofs.css", "../lessons/help.css")
    _keeps = ("placed", "checked", "tries")
    _sentences = {
        "title": N_("A proof to put in order"),
        "lines": N_("The proof"),
        "aside": N_("Set aside as false"),
        "check": N_("Check"),
        "again": N_("Start again"),
        "show": N_("Show the proof"),
        "picked": N_("Line {letter} is picked. Now choose its place, or move it with ↑ and ↓."),
        "moved": N_("Line {letter} is now in place {place} of {all}."),
        "gone": N_("Line {letter} is set aside."),
        "back": N_("All lines are back where they started."),
        "at": N_("Line {letter}, place {place}: {said}"),
        "at_right": N_("Line {letter}, place {place}, right: {said}"),
        "at_wrong": N_("Line {letter}, place {place}, not right: {said}"),
        "out": N_("Line {letter}, set aside: {said}"),
        "out_right": N_("Line {letter}, set aside, right: {said}"),
        "out_wrong": N_("Line {letter}, set aside, not right: {said}"),
        "free": N_("The end of the proof"),
        "free_aside": N_("No line is set aside"),
        "complete": N_("The proof is complete: each line follows from the line above it."),
        "one": N_("The first line is right."),
        "some": N_("The first {lead} lines are right."),
        "start": N_("The proof can’t begin with line {next}."),
        "stray": N_("Line {next} does not follow from line {before} by the reason beside it."),
        "aside_right": N_("The line that you set aside is the false one."),
        "aside_wrong": N_("Line {out}, which you set aside, is true."),
        "aside_none": N_("One line is false, so it must be set aside."),
    }
    placed = Checked("").tag(sync=True)
    checked = Checked("").tag(sync=True)
    tries = traitlets.Int(0).tag(sync=True)
    _asked = traitlets.Unicode().tag(sync=True)
    _lines = traitlets.List().tag(sync=True)
    _sealed = traitlets.Unicode().tag(sync=True)

    def __init__(self, proof):
        self._proof, self._letters = proof, LETTERS[: len(proof.lines)]
        self._solution = "".join(self._letters[place] for place in proof.solution)
        false, mistake = self._letters[proof.false], _(MISTAKES[proof.slip].name)
        told = PROVE["false"].format(letter=false, mistake=mistake, why=html(proof.why))
        super().__init__(
            placed=self._letters,
            checked="",
            _key=proof.key,
            _asked=PROVE["asked"].format(claim=html(proof.text)),
            _lines=[_shown(letter, *line) for letter, line in zip(self._letters, proof.lines, strict=True)],
            _sealed=sealed({"solution": self._solution, "false": false, "told": told}),
        )

    @traitlets.observe("checked")
    def _answered(self, change):
        """Note how it was answered on the page, and not what is recalled before the page sees the view."""
        if change.new and self.comm is not None:
            record.answered(self._key, "right" if change.new == self._solution else "wrong")

    def __repr__(self):
        return "\n  ".join([PROVE["repr"].format(claim=plain(self._proof.text)), *self._listed(plain, formulas.words)])

    def fallback(self):
        said = PROVE["repr"].format(claim=html(self._proof.text))
        lines = "".join(f"<p>{line}</p>" for line in self._listed(html, formulas.span))
        return {"text/plain": repr(self), "text/html": f"<p>{said}</p>{lines}"}

    def _listed(self, text, formula):
        for letter, (equation, reason) in zip(self._letters, self._proof.lines, strict=True):
            yield f"{letter}) {PROVE['line'].format(equation=formula(equation), reason=text(reason))}"

    def accept(self, name, value):
        """The letters of all lines, or of all but one, in any order; none at all for what was not checked yet."""
        if not isinstance(value, str):
            raise TypeError(f"{name} is a {type(value).__name__}; it takes a text such as {self._letters[::-1]!r}")
        if not value and name == "checked":
            return value
        unknown = set(value) - set(self._letters)
        if unknown or len(set(value)) < max(len(value), len(self._letters) - 1):
            raise ValueError(
                f"{name} is {value!r}; it takes each of the letters {self._letters} once, or all of them but one"
            )
        return value


def _shown(letter, equation, reason):
    """A line for the eye, in two parts, and for the ear."""
    said = PROVE["line"].format(equation=formulas.words(equation), reason=plain(reason))
    return {"letter": letter, "equation": formulas.span(equation), "reason": html(reason), "said": said}
