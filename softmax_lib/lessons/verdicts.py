"""What the checker answers with: a verdict, a hint, a solution, each as text and the first two as a quiet box."""

from dataclasses import dataclass
from html import escape

from softmax_lib.language import N_, Sentences
from softmax_lib.pictures.theme import SANS, palette_css

__all__ = ["Hint", "Solution", "Verdict"]


# What the checker says.
OUTCOMES = Sentences(
    {
        "unanswered": N_("Not answered yet."),
        "right": N_("Right."),
        "wrong": N_("Not right yet."),
        "mistaken": N_("Not right yet: {title}."),
    }
)


@dataclass(frozen=True)
class Verdict:
    """What the checker says: ``outcome`` is "unanswered", "right" or "wrong".

    ``diagnosis`` names what it recognizes: mistakes of the bank, kinds of slips or rules; it is empty where only a
    place is told. ``mistakes`` are the numbers of those in the bank. ``message`` says it in words, ``title`` in short,
    ``note`` is one more line: where a hint is, or that the progress could not be noted.
    """

    outcome: str
    mistakes: tuple
    message: str
    note: str = ""
    diagnosis: tuple = ()
    title: str = ""

    def __repr__(self):
        return "\n".join(filter(None, [f"{self.said()} {self.message}".strip(), self.note]))

    def _repr_html_(self):
        return _box(self.outcome, self.said(), self.message, self.note)

    def said(self):
        """The outcome, and what was recognized."""
        return OUTCOMES["mistaken"].format(title=self.title) if self.title else OUTCOMES[self.outcome]


class Hint(str):
    """A hint, which is text. Jupyter shows it in a box, in two parts: its number, and what it says."""

    boxed = ("", "")

    def __repr__(self):
        return str(self)

    def _repr_html_(self):
        return _box("hint", *self.boxed)


_MARKS = {"unanswered": "…", "right": "✓", "wrong": "✗", "hint": "?"}
_STYLE = f"""<style>{palette_css(".sl-verdict")}
.sl-verdict{{display:flex;gap:12px;max-width:680px;box-sizing:border-box;margin:4px 0;padding:10px 14px;
border-radius:6px;border:1px solid var(--sl-line);background:var(--sl-box);color:var(--sl-ink);font:15px/1.5 {SANS}}}
.sl-verdict .sl-sign{{flex:none;width:24px;height:24px;border-radius:50%;line-height:24px;text-align:center;
font-weight:bold;background:var(--sl-ink2);color:var(--sl-bg)}}
.sl-verdict[data-outcome="right"] .sl-sign{{background:var(--sl-plus)}}
.sl-verdict[data-outcome="wrong"] .sl-sign{{background:var(--sl-backward)}}
.sl-verdict small{{display:block;font-size:13px;color:var(--sl-ink2)}}
</style>""".replace("\n", "")


def _box(outcome, said, message, note=""):
    """A quiet box, which a screen reader reads out; where its style is taken away, a line of text."""
    note = f"<small>{escape(note)}</small>" if note else ""
    return (
        f'{_STYLE}<div role="status" class="sl-verdict" data-outcome="{outcome}">'
        f'<span class="sl-sign" aria-hidden="true">{_MARKS[outcome]}</span> '
        f"<div><b>{escape(said)}</b> {escape(message)}{note}</div></div>"
    )


@dataclass(frozen=True)
class Solution:
    """A solution: ``code`` as text, ``value`` what it defines."""

    code: str
    value: object

    def __repr__(self):
        return self.code
