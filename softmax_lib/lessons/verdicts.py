"""What the checker answers with: a verdict, a hint, a solution, each as text and the first two as a quiet box."""

from dataclasses import dataclass
from html import escape
from pathlib import Path

from softmax_lib import surroundings
from softmax_lib.language import N_, Sentences
from softmax_lib.live.page.script import compact
from softmax_lib.pictures.theme import palette_css

__all__ = ["Hint", "Solution", "Verdict", "disclosed", "unseen"]


# What the checker says.
OUTCOMES = Sentences(
    {
        "unanswered": N_("Not answered yet."),
        "right": N_("Right."),
        "wrong": N_("Not right yet."),
        "mistaken": N_("Not right yet: {title}."),
    }
)

# What opens below it, one after the other.
HELP = Sentences(
    {
        "hint": N_("Hint {number} of {count}"),
        "solution": N_("Show the solution"),
        "sure": N_(
            "Have you used all the hints? An answer that you find yourself teaches you more than one that you read."
        ),
        "anyway": N_("Show it anyway"),
    }
)


@dataclass(frozen=True)
class Verdict:
    """What the checker says: ``outcome`` is "unanswered", "right" or "wrong".

    ``diagnosis`` names what it recognizes: mistakes of the bank, kinds of slips or rules; it is empty where only a
    place is told. ``mistakes`` are the numbers of those in the bank. ``message`` says it in words, ``title`` in short,
    ``at`` is the code of the point that it speaks of. ``note`` is one more line: where a hint is, or that the
    progress could not be noted. In a box ``help`` stands instead of it, as HTML: hints and a solution to open.
    """

    outcome: str
    mistakes: tuple
    message: str
    note: str = ""
    diagnosis: tuple = ()
    title: str = ""
    at: str = ""
    help: str = ""

    def __repr__(self):
        _is_seen(self)
        return "\n".join(filter(None, [f"{self.said()} {self.message}".strip(), self.note]))

    def _repr_html_(self):
        _is_seen(self)
        return _box(self.outcome, self.said(), self.message, self.note, self.at, self.help)

    def said(self):
        """The outcome, and what was recognized."""
        return OUTCOMES["mistaken"].format(title=self.title) if self.title else OUTCOMES[self.outcome]


# --- a verdict that nobody displays is shown when its cell ends -----------------------------------------------------

_unseen = {}  # the last verdict on each exercise in this cell, until it is shown


def unseen(name, verdict):
    """The verdict on an exercise, which IPython shows after this cell, unless the cell itself does."""
    if shell := surroundings.shell():
        _unseen[name] = verdict
        shell.events.register("pre_run_cell", _forget)
        shell.events.register("post_run_cell", _show)
    return verdict


def _is_seen(verdict):
    for name in [name for name, one in _unseen.items() if one is verdict]:
        del _unseen[name]


def _forget(info):
    _unseen.clear()


def _show(result):
    from IPython.display import display

    left = list(_unseen.values())
    _unseen.clear()
    for verdict in left:
        display(verdict)


# --- hints and a solution -------------------------------------------------------------------------------------------


class Hint(str):
    """A hint, which is text. Jupyter shows it in a box, in two parts: its number, and what it says."""

    boxed = ("", "")

    def __repr__(self):
        return str(self)

    def _repr_html_(self):
        return _box("hint", *self.boxed)


_MARKS = {"unanswered": "…", "right": "✓", "wrong": "✗", "hint": "?"}
_FILES = (Path(__file__).with_name(name) for name in ("verdicts.css", "help.css"))
_STYLE = palette_css(".sl-verdict") + compact("\n".join(file.read_text("utf-8") for file in _FILES)).replace("\n", "")


def _box(outcome, said, message, note="", at="", help=""):
    """A quiet box, whose verdict a screen reader reads out; where its style is taken away, lines of text."""
    message, at = escape(message), escape(at)
    message = message.replace(at, f"<code>{at}</code>", 1) if at else message
    note = f"<small>{escape(note)}</small>" if note and not help else ""
    return (
        f'<style>{_STYLE}</style><div class="sl-verdict" data-outcome="{outcome}">'
        f'<span class="sl-sign" aria-hidden="true">{_MARKS[outcome]}</span> '
        f'<div><div role="status"><b>{escape(said)}</b> {message}{note}</div>{help}</div></div>'
    )


def disclosed(hints, solution="", behind=False):
    """Hints, which are HTML, and a solution, which is code, to open one after the other: no script is needed.

    The solution stands beside the hints, or behind the last one.
    """
    solved = ""
    if solution:
        code = _details(HELP["anyway"], f"<pre>{escape(solution)}</pre>")
        solved = _details(HELP["solution"], f"<p>{HELP['sure']}</p>{code}")
    help = solved if behind else ""
    for number, hint in reversed([*enumerate(hints, 1)]):
        help = _details(HELP["hint"].format(number=number, count=len(hints)), f"<p>{hint}</p>{help}")
    help += "" if behind else solved
    return f'<div class="sl-help">{help}</div>'


def _details(summary, content):
    return f"<details><summary>{summary}</summary>{content}</details>"


@dataclass(frozen=True)
class Solution:
    """A solution: ``code`` as text, ``value`` what it defines."""

    code: str
    value: object

    def __repr__(self):
        return self.code
