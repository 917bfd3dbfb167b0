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
    for kind, content, sign in _signed(sentence.replace("§", str(worked))):
        if kind == "text":
            said.append(content)
        elif kind in _NUMBERS:
            printed = number(kind, content)
            said.append(printed if printed.startswith("≈") else sign + printed)
        else:
            said.append(formulas.words(content))
    return "".join(said)


def narrated_html(sentence, number):
    """A narration as HTML; ``number(way, edge)`` gives the attributes of a number, and the number as it is printed."""
    said = []
    for kind, content, sign in _signed(sentence):
        if kind == "text":
            said.append(content)
        elif kind in _NUMBERS:
            attributes, printed = number(kind, content)
            if sign and not printed.startswith("≈"):
                said.append(f'<span class="sl-sign">{sign}</span>')
            said.append(f'<span class="{_NUMBERS[kind]}"{attributes}>{printed}</span>')
        else:
            formula = formulas.html(content.replace("§", "K")).replace("<i>K</i>", "§")
            said.append(f'<span class="sl-math sl-{kind}">{formula}</span>')
    return _EQUATION.sub(r'<span class="sl-eq">\1</span>', "".join(said))


_NUMBERS = {"value": "sl-f", "gradient": "sl-b"}

# A formula, "=" and its number stay on one line.
_EQUATION = re.compile(
    r'(<span class="sl-math [^"]*">(?:(?!</span>).)*</span> (?:<span class="sl-sign">[^<]*</span>)?'
    r'<span class="sl-[fb]"[^>]*>[^<]*</span>[.,]?)'
)


def _signed(sentence):
    """The parts of a narration, each number with the "=" before it, which a number that is ≈0 does without."""
    signed = []
    for kind, content in parts(sentence):
        sign = "= " if kind in _NUMBERS and signed and signed[-1][1].endswith("= ") else ""
        if sign:
            signed[-1] = (signed[-1][0], signed[-1][1].removesuffix(sign), "")
        signed.append((kind, content, sign))
    return signed


def description(title, lines):
    """The alternative text of a picture: its title, then what it shows so far."""
    return " ".join([title, *lines])


def listed(name, numbers):
    """One line of a description: "exp of a is 1.3499, 18.1741, 54.5982."."""
    return f"{name} is {', '.join(numbers)}."
