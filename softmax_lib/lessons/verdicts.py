"""What the checker answers with: a verdict, a hint, a solution, each as text and the first two as a quiet box."""

from dataclasses import dataclass
from html import escape

from softmax_lib.lessons.mistakes import MISTAKES
from softmax_lib.pictures.theme import SANS, palette_css

__all__ = ["Hint", "Solution", "Verdict"]


# What the checker says.
OUTCOMES = {"unanswered": "Not answered yet.", "right": "Right.", "wrong": "Not right yet."}


@dataclass(frozen=True)
class Verdict:
    """What the checker says: ``outcome`` is "unanswered", "right" or "wrong".

    ``mistakes`` are the numbers of the mistakes that it recognises, ``message`` says it in words,
    ``note`` is one more line: where a hint is, or that the progress could not be noted.
    """

    outcome: str
    mistakes: tuple
    message: str
    note: str = ""

    def __repr__(self):
        return "\n".join(filter(None, [f"{self._said()} {self.message}".strip(), self.note]))

    def _repr_html_(self):
        return _box(self.outcome, self._said(), self.message, self.note)

    def _said(self):
        names = ", or: ".join(MISTAKES[number].name for number in self.mistakes)
        return OUTCOMES[self.outcome].removesuffix(".") + (f": {names}." if names else ".")


class Hint(str):
    """A hint, which is text. Jupyter shows it in a box."""

    def __repr__(self):
        return str(self)

    def _repr_html_(self):
        number, _, hint = self.partition(": ")
        return _box("hint", f"{number}.", hint)


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
