"""SVG: a document, a placed formula, and a picture whose style is written at its elements too."""

import re
from html import escape
from xml.etree import ElementTree

from softmax_lib.pictures.theme import FORCED_STYLE, PALETTE, SANS, STYLE, palette_css

__all__ = ["coordinate", "italic", "shifted", "svg_document", "symbol", "with_attributes"]


def svg_document(view, title, description, body, scale=1):
    """A complete SVG picture: title and description for a screen reader, style, ground, body."""
    left, top, width, height = view
    wide, high = f"{width * scale:g}", f"{height * scale:g}"
    size = f'width="{wide}" height="{high}" style="--width:{wide}px;max-width:var(--width)"'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" class="sl-svg" role="img" '
        f'viewBox="{left:g} {top:g} {width:g} {height:g}" {size}>'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
        f"<style>{palette_css('.sl-svg')}{STYLE}{FORCED_STYLE}</style>"
        f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}" fill="var(--sl-bg)"/>{body}</svg>'
    )


def coordinate(x):
    """A coordinate as text, with at most two decimals."""
    return f"{x:.2f}".rstrip("0").rstrip(".")


def symbol(box, css=""):
    """A placed formulas.Box as one text of placed runs, and its fraction bars."""
    runs = "".join(
        f'<tspan class="{"sl-it" if italic else "sl-up"}" x="{coordinate(x)}" y="{coordinate(y)}" '
        f'font-size="{coordinate(size)}">{text}</tspan>'
        for x, y, text, italic, size in box.runs
    )
    bars = "".join(
        f'<path class="sl-bar" d="M{coordinate(x1)} {coordinate(y)}H{coordinate(x2)}"/>' for x1, x2, y in box.bars
    )
    return f'<g class="sl-sym {css}"><text>{runs}</text>{bars}</g>'


# --- for pages that take the <style> out, as GitHub is reported to do: there a picture would be black --------

NAMESPACE = "http://www.w3.org/2000/svg"
COLOR = re.compile(r"var\(--sl-(\w+)\)")  # one of the palette's
ElementTree.register_namespace("", NAMESPACE)
ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")  # an HTML page knows it by this name only


def shifted(content, look=""):
    """A line of HTML with its <sub> and <sup> as SVG; what follows is back on the line."""
    for tag, by in (("sub", 3), ("sup", -5)):
        moved = rf'<tspan {look}font-size="12" dy="{by}">\2</tspan><tspan dy="{-by}">\3</tspan>'
        content = re.sub(rf"<({tag})>(.*?)</{tag}>(<i>[^<]*</i>|[^<]*)", moved, content)
    return content


def italic(content):
    """A line of HTML with its <i> as SVG."""
    return content.replace("<i>", '<tspan class="sl-it" font-size="16">').replace("</i>", "</tspan>")


def with_attributes(svg):
    """The same picture, with what its style says in the light theme written at the elements too, as attributes.

    Any style goes before an attribute (CSS Cascading 4, section 6.3): where there is one, nothing changes. What an
    element has from its parent anyway is not written again.

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
    names = {element.tag.removeprefix(f"{{{NAMESPACE}}}"), *(f".{name}" for name in element.get("class", "").split())}
    said = {name: COLOR.sub(_themed, value) for name, value in element.attrib.items()}
    for _, around, own, declared in _RULES:
        if own <= names and (not around or any(around <= one for one in above)):
            said |= declared
    said |= _declared(element.get("style", ""))
    inherits = {name for name in said.keys() - element.keys() if said[name] == inherited.get(name)}
    element.attrib.update({name: value for name, value in said.items() if name not in inherits})
    for child in element:
        _write(child, [*above, names], {**inherited, **{name: said[name] for name in said if name in _INHERITED}})


def _themed(color):
    """A color of the palette where an attribute names it: the theme's if there is one, else the light one."""
    return f"var(--sl-{color[1]},{_light(color)})"


def _light(color):
    return PALETTE[color[1]][0]


def _declared(text):
    """The declarations of a style, as attributes."""
    pairs = (one.partition(":")[::2] for one in text.split(";"))
    return {name.strip(): COLOR.sub(_light, value.strip()) for name, value in pairs if name.strip() in _ATTRIBUTES}


def _rules():
    """The rules of the style: how much each weighs, what is around an element, what it is itself, what then holds."""
    for selectors, declarations in re.findall(r"([^{}]+)\{([^{}]*)\}", STYLE):
        for selector in selectors.split(","):
            *around, own = (set(re.findall(r"\.?[\w-]+", part)) for part in selector.split()[1:])
            around = set().union(*around)
            classes = sum(name.startswith(".") for name in [*around, *own])
            yield (classes, len(around) + len(own) - classes), around, own, _declared(declarations)


_INHERITED = {
    "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-dashoffset",
    "font-family", "font-size", "font-style", "font-weight", "text-anchor",
}  # fmt: skip
_ATTRIBUTES = {*_INHERITED, "r", "opacity"}
_RULES = sorted(_rules(), key=lambda rule: rule[0])  # the weakest first: what comes later holds
