"""A picture for pages that take its <style> out, as GitHub's display of a notebook does: there it would be black."""

import re
from xml.etree import ElementTree

from softmax_lib.drawing import PALETTE, SANS, STYLE

__all__ = ["with_attributes"]

SVG = "http://www.w3.org/2000/svg"
ElementTree.register_namespace("", SVG)


def with_attributes(svg):
    """The same picture, with what its style says in the light theme written at the elements too, as attributes.

    Any style goes before an attribute (CSS Cascading 4, section 6.3): where there is one, nothing changes. What an
    element has from its parent anyway is not written again.

    >>> from softmax_lib.drawing import svg_document
    >>> line = '<path class="sl-wire" d="M1 1H9"/>'
    >>> with_attributes(svg_document((0, 0, 10, 2), "a line", "", line))[-90:]
    '<path class="sl-wire" d="M1 1H9" fill="none" stroke="#7d8590" stroke-width="1.25" /></svg>'
    """
    root = ElementTree.fromstring(svg)
    root.set("font-family", SANS)  # once for all text
    _write(root, [], {})
    return ElementTree.tostring(root, encoding="unicode")


def _write(element, above, inherited):
    """Give an element and what is in it their attributes; `above` are the names of each element around it."""
    names = {element.tag.removeprefix(f"{{{SVG}}}"), *(f".{name}" for name in element.get("class", "").split())}
    said = {name: _color(value, "var(--sl-{0},{1})") for name, value in element.attrib.items()}
    for _, around, own, declared in _RULES:
        if own <= names and (not around or any(around <= one for one in above)):
            said |= declared
    said |= _declared(element.get("style", ""))
    inherits = {name for name in said.keys() - element.keys() if said[name] == inherited.get(name)}
    element.attrib.update({name: value for name, value in said.items() if name not in inherits})
    for child in element:
        _write(child, [*above, names], {**inherited, **{name: said[name] for name in said if name in _INHERITED}})


def _declared(text):
    """The declarations of a style, as attributes."""
    pairs = (one.partition(":")[::2] for one in text.split(";"))
    return {name.strip(): _color(value.strip(), "{1}") for name, value in pairs if name.strip() in _ATTRIBUTES}


def _color(value, form):
    """A value in which each color of the palette is as it is in the light theme."""
    return re.sub(r"var\(--sl-(\w+)\)", lambda found: form.format(found[1], PALETTE[found[1]][0]), value)


def _rules():
    """The rules of the style, the weakest first: what is around an element, what it is itself, what then holds."""
    for selectors, declarations in re.findall(r"([^{}]+)\{([^{}]*)\}", STYLE):
        for selector in selectors.split(","):
            *around, own = (set(re.findall(r"\.?[\w-]+", part)) for part in selector.split()[1:])
            weight = [sum(name.startswith(".") is kind for part in (*around, own) for name in part) for kind in (1, 0)]
            yield weight, set().union(*around), own, _declared(declarations)


_INHERITED = {
    "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-dashoffset",
    "font-family", "font-size", "font-style", "font-weight", "text-anchor",
}  # fmt: skip
_ATTRIBUTES = {*_INHERITED, "r", "opacity"}
_RULES = sorted(_rules(), key=lambda rule: rule[0])
