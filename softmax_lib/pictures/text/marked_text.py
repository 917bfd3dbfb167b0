"""Sentences with formulas and numbers in them, as plain words and as HTML.

A sentence holds them as marks: {f:…} a formula in the forward color, {b:…} in the backward color, {m:…} in ink;
{value:edge} and {gradient:edge} the number on an edge. § stands for the class that is worked through (the one with
the largest target).
"""

import re

from softmax_lib.pictures.text import formulas

__all__ = ["description", "listed", "narrated", "narrated_html", "parts"]

_MARK = re.compile(r"\{(\w+):([^}]*)\}")


def parts(sentence):
    """Split a narration into (kind, content): "text", "f", "b", "m", "value" or "gradient"."""
    pieces = _MARK.split(sentence)
    split = [("text", pieces[0])]
    for kind, content, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        split += [(kind, content), ("text", text)]
    return [(kind, content) for kind, content in split if content]


def narrated(sentence, worked, number):
    """A narration as plain words; ``number(way, edge)`` gives the printed numbers."""
    said = []
    for kind, content in parts(sentence.replace("§", str(worked))):
        if kind == "text":
            said.append(content)
        else:
            said.append(number(kind, content) if kind in ("value", "gradient") else formulas.words(content))
    return "".join(said).replace("= ≈", "≈")


def narrated_html(sentence, number):
    """A narration as HTML; ``number(way, edge)`` gives what follows ``<span class="…"`` where a number stands."""
    said = []
    for kind, content in parts(sentence):
        if kind == "text":
            said.append(content)
        elif kind in ("value", "gradient"):
            said.append(f'<span class="sl-{"f" if kind == "value" else "b"}"{number(kind, content)}</span>')
        else:
            formula = formulas.html(content.replace("§", "K")).replace("<i>K</i>", "§")
            said.append(f'<span class="sl-math sl-{kind}">{formula}</span>')
    return _EQUATION.sub(r'<span class="sl-eq">\1</span>', "".join(said))


# A formula, "=" and its number stay on one line.
_EQUATION = re.compile(
    r'(<span class="sl-math [^"]*">(?:(?!</span>).)*</span> (?:=|is|to get) '
    r'<span class="sl-[fb]"[^>]*>[^<]*</span>[.,]?)'
)


def description(title, lines):
    """The alternative text of a picture: its title, then what it shows so far."""
    return " ".join([title, *lines])


def listed(formula, numbers):
    """One line of a description: "exp of a is 1.3499, 18.1741, 54.5982."."""
    return f"{formula} is {', '.join(numbers)}."
