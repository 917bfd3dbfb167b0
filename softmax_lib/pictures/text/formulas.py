"""Formulas: one expression, written in Python's syntax, set as SVG text, as HTML, or read out in words.

``-t_3/y_3`` is minus a fraction, ``exp(a_1)`` an exponential, ``d(L, y_1)`` the derivative ∂L/∂y_1,
``dots`` an ellipsis; ``mu``, ``sigma``, ``xhat`` and the like are μ, σ, x̂. ``total(t_i*a_i, i)`` is the sum over all
i, ``others(…, i, k)`` the sum over all i other than k: these two have no SVG. The same text can be handed to SymPy, so
what is drawn can be checked.
"""

import ast
import json
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from softmax_lib.language import N_, _

__all__ = ["Box", "box", "html", "number_width", "printed", "size", "span", "words"]

# Advance widths per 1000 units, of Times and Arial and of the fonts made to their measure.
_ITALIC = dict(zip("abcdefghijklmnopqrstuvwxyz", (
    500, 500, 444, 500, 444, 278, 500, 500, 278, 278, 444, 278, 722,
    500, 500, 500, 500, 389, 389, 278, 500, 444, 667, 444, 444, 389), strict=True))  # fmt: skip
_ITALIC |= dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (
    611, 611, 667, 722, 611, 611, 722, 722, 333, 444, 667, 556, 833,
    667, 722, 611, 722, 611, 500, 556, 722, 611, 833, 611, 556, 556), strict=True))  # fmt: skip
_ITALIC |= dict.fromkeys("0123456789_", 500)
_ITALIC |= {"β": 498, "γ": 394, "ε": 394, "μ": 502, "σ": 493, "δ": 465, "τ": 358, "\u0302": 0}
_UPRIGHT = {"e": 444, "x": 500, "p": 500, "l": 278, "o": 500, "g": 500, "∂": 494, "…": 1000,
            "(": 333, ")": 333, "+": 564, "−": 564, "=": 564, "·": 250, ",": 250,
            "R": 667, "L": 611, "U": 722, "√": 549, ".": 250,
            "a": 444, "h": 500, "m": 778, "n": 500, "t": 278}  # fmt: skip
_UPRIGHT |= dict.fromkeys("0123456789", 500)
_ARIAL = dict.fromkeys("0123456789", 556) | {"−": 584, ".": 278, "≈": 549, "e": 556}
_DEEP = set("gjpqyβγμ(),")
_OTHER = 722  # a letter that is in none of the tables
_GLYPH = {
    "mu": "μ", "delta": "δ", "sigma": "σ", "gamma": "γ", "beta": "β", "eps": "ε", "tau": "τ", "xhat": "x\u0302",
    "sqrt": "√",
}  # fmt: skip
_SAID = {"eps": N_("epsilon"), "xhat": N_("x hat"), "sqrt": N_("the square root")}


class Box(NamedTuple):
    """A set formula: its width, its reach above and below the baseline, its glyph runs and fraction bars.

    A run is (x, y, text, italic, size); a bar is (x1, x2, y). y grows downward from the baseline.
    """

    width: float
    up: float
    down: float
    runs: tuple = ()
    bars: tuple = ()

    def moved(self, dx, dy=0.0):
        """The same box, shifted."""
        runs = tuple((x + dx, y + dy, *rest) for x, y, *rest in self.runs)
        bars = tuple((x1 + dx, x2 + dx, y + dy) for x1, x2, y in self.bars)
        return Box(self.width, self.up - dy, self.down + dy, runs, bars)


def number_width(text, size):
    """The width of a printed number in Arial."""
    return sum(_ARIAL[c] for c in text) * size / 1000


# For each kind of number, from which size on it has how many decimals; common.js reads the same file.
_FORMS = json.loads(Path(__file__).with_name("number_forms.json").read_text("utf-8"))


def printed(x, kind="wide"):
    """Print a number as it stands on the graph, with a true minus; common.js prints it alike.

    ``kind`` is "logit" (1 to 4 decimals), "weight" (0 to 4), "share" (always 4), "wide" or "narrow"
    (fewer decimals for larger numbers; at most 5, or 4) or "long" (4 decimals; 5 below 0.1).
    An exact zero is "0"; anything else that would round to zero is "≈0".

    >>> [printed(x) for x in (74.1222, -0.00482, 1e-9, 0)]
    ['74.12', '−0.00482', '≈0', '0']
    """
    size = abs(x)
    if size == 0:
        return "0" if kind != "logit" else "0.0"
    sign = "−" if x < 0 else ""
    if size >= 1e6:
        short = Context(2, ROUND_HALF_UP).create_decimal(size)
        return f"{sign}{short.scaleb(-short.adjusted())}e{short.adjusted()}"
    digits = next(digits for least, digits in _FORMS[kind] if size >= least)
    text = str(Decimal(size).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
    if kind in ("logit", "weight"):
        text = text.rstrip("0").rstrip(".") or "0"
        text += ".0" if kind == "logit" and "." not in text else ""
    return sign + text if text.strip("0.") else "≈0"


def size(text):
    """The size in which a formula is set at a line of a graph."""
    return 14 if text.count("/") == 2 else 15 if "+" in text else 16


@cache
def box(text, height=None):
    """Set a formula as SVG text: a Box whose baseline is y = 0 and whose left edge is x = 0.

    Without a height of its letters, it is set as at a line of a graph.

    >>> round(box("a_1").width, 1)
    14.4
    """
    return _box(tree(text), height or size(text))


@cache
def html(text):
    """Set a formula as one line of HTML.

    >>> html("-t_3/y_3")
    '−<i>t</i><sub>3</sub>/<i>y</i><sub>3</sub>'
    """
    return _html(tree(text))


def span(text):
    """The same as an element of its own, set as formulas are."""
    return f'<span class="sl-math">{html(text)}</span>'


def words(text):
    """Read a formula out.

    >>> words("-S*(t_1 + t_2)")
    'minus S times (t 1 plus t 2)'
    """
    return _words(tree(text))


@cache
def tree(text):
    return ast.parse(text, mode="eval").body


def unsigned(node):
    """Split a product or fraction into its leading sign and the rest: -t/y is minus (t/y)."""
    if isinstance(node, ast.UnaryOp):
        return True, node.operand
    if is_op(node, ast.Mult | ast.Div):
        minus, left = unsigned(node.left)
        return minus, ast.BinOp(left, node.op, node.right) if minus else node
    return False, node


def is_letter(node):
    return isinstance(node, ast.Name)


def is_op(node, signs):
    return isinstance(node, ast.BinOp) and isinstance(node.op, signs)


def is_sum(node):
    return is_op(node, ast.Add | ast.Sub)


def is_fraction(node):
    return is_call(node, "d") or is_op(node, ast.Div)


def wrapped(node, side):
    """Whether one side of an operation needs brackets on a line of text."""
    if side is node.right and unsigned(side)[0]:
        return True
    if is_sum(side):
        return not is_sum(node) or (side is node.right and isinstance(node.op, ast.Sub))
    return side is node.right and isinstance(node.op, ast.Div) and is_op(side, ast.Mult | ast.Div)


def is_call(node, *names):
    return isinstance(node, ast.Call) and node.func.id in names


def name_of(node):
    """The letter of a name and its subscript, x and 1 of x_1 and of x1."""
    letter, _, below = node.id.partition("_")
    if letter and not below and not node.id.endswith("_"):
        letter = node.id.rstrip("0123456789")
        below = node.id[len(letter) :]
    return letter, below


def is_total(node):
    return is_call(node, "total", "others")


def dotted(left, right):
    """Whether a product needs a dot between its sides: with a fraction, a long name, or a number behind."""
    long = any(
        is_letter(side) and len(_glyph(name_of(side)[0])[0]) > 1 and "hat" not in side.id for side in (left, right)
    )
    return long or is_fraction(left) or is_fraction(right) or isinstance(right, ast.Constant)


def _is_spaced(node):
    """Whether a function stands apart from what is before it."""
    return is_call(node, "total", "others", "log", "tanh", "max")


def _is_bare(call):
    """Whether a function stands before its argument without brackets: log a, √x."""
    return call.func.id in ("log", "sqrt") and is_letter(call.args[0])


def _glyph(name):
    """What is written for a letter or a function, and whether it is italic."""
    return _GLYPH.get(name, name), name not in ("exp", "log", "tanh", "max", "ReLU", "sqrt")


def _number(node):
    text = f"{Decimal(str(node.value)):f}" if 1e-6 <= abs(node.value) < 1e9 else str(node.value)
    return text.removesuffix(".0").replace("-", "−")


def _between(node):
    """The sign between the sides of a sum or a product."""
    if is_sum(node):
        return "+" if isinstance(node.op, ast.Add) else "−"
    return "·" if dotted(node.left, node.right) else ""


# --- SVG ---------------------------------------------------------------------------------------


def _run(text, size, italic=False):
    table = _ITALIC if italic else _UPRIGHT
    width = sum(table.get(c, _OTHER) for c in text) * size / 1000
    down = 0.22 * size if _DEEP & set(text) else 0.0
    return Box(width, 0.68 * size, down, ((0.0, 0.0, text, italic, size),))


def _row(*parts):
    """Boxes side by side; a plain number is a space."""
    x, runs, bars, up, down = 0.0, (), (), 0.0, 0.0
    for part in parts:
        if isinstance(part, Box):
            placed = part.moved(x)
            runs, bars = runs + placed.runs, bars + placed.bars
            up, down, x = max(up, part.up), max(down, part.down), x + part.width
        else:
            x += part
    return Box(x, up, down, runs, bars)


def _bracketed(inner, size):
    return _row(_run("(", size), inner, _run(")", size))


def _fraction(top, bottom, size):
    width, axis, clear = max(top.width, bottom.width) + 4, -0.27 * size, 3.5
    top = top.moved((width - top.width) / 2, axis - clear - top.down)
    bottom = bottom.moved((width - bottom.width) / 2, axis + clear + bottom.up)
    return Box(width, top.up, bottom.down, top.runs + bottom.runs, top.bars + bottom.bars + ((0, width, axis),))


def _small(size):
    return max(12.0, 0.72 * size) if size >= 14 else 12.0


def _box(node, size):
    minus, rest = unsigned(node)
    if minus:
        inner = _box(rest, size)
        return _row(_run("−", size), 0.08 * size, _bracketed(inner, size) if is_sum(rest) else inner)
    match node:
        case ast.Name(id="dots"):
            return _run("…", size)
        case ast.Name():
            letter, below = name_of(node)
            base = _run(_glyph(letter)[0], size, italic=True)
            if not below:
                return base
            return _row(base, 0.4, _run(below, _small(size), italic=below.isalpha()).moved(0, 0.2 * size))
        case ast.Constant():
            return _run(_number(node), size)
        case ast.Call():
            return _box_call(node, size)
        case ast.Compare():
            left, right = _box(node.left, size), _box(node.comparators[0], size)
            return _row(left, 0.27 * size, _run("=", size), 0.27 * size, right)
    left, right = node.left, node.right
    match node.op:
        case ast.Div():
            inner = min(size, 15.0)
            return _fraction(_box(left, inner), _box(right, inner), size)
        case ast.Pow():
            base = _box(left, size)
            base = base if isinstance(left, ast.Name | ast.Constant) else _bracketed(base, size)
            return _row(base, 0.4, _box(right, _small(size)).moved(0, -0.36 * size))
    first, second = (_bracketed(_box(n, size), size) if wrapped(node, n) else _box(n, size) for n in (left, right))
    sign = _between(node)
    if not sign:
        return _row(first, 0.16 * size if _is_spaced(right) else 0.5, second)
    return _row(first, 0.14 * size, _run(sign, size), 0.14 * size, second)


def _listed(boxes, size):
    """Arguments with commas between them."""
    first, *others = boxes
    return _row(first, *(part for one in others for part in (_run(",", size), 0.2 * size, one)))


def _box_call(node, size):
    if is_call(node, "d"):
        return _fraction(*(_row(_run("∂", size), _box(n, size)) for n in node.args), size)
    name, italic = _glyph(node.func.id)
    bare, inner = _is_bare(node), _listed([_box(n, size) for n in node.args], size)
    gap = 0.16 * size if bare and name == "log" else 0
    return _row(_run(name, size, italic), gap, inner if bare else _bracketed(inner, size))


# --- HTML and words ----------------------------------------------------------------------------


def _html(node):
    minus, rest = unsigned(node)
    if minus:
        return f"−({_html(rest)})" if is_sum(rest) else f"−{_html(rest)}"
    match node:
        case ast.Name(id="dots"):
            return "…"
        case ast.Name():
            letter, below = name_of(node)
            below = f"<i>{below}</i>" if below.isalpha() else below
            return f"<i>{_glyph(letter)[0]}</i>" + (f"<sub>{below}</sub>" if below else "")
        case ast.Constant():
            return _number(node)
        case ast.Call() if is_call(node, "d"):
            return "/".join(f"∂{_html(n)}" for n in node.args)
        case ast.Call() if is_total(node):
            term, *indices = node.args
            bracket = is_sum(term) or unsigned(term)[0]
            over = " ≠ ".join(map(_html, indices))
            return f"Σ<sub>{over}</sub> " + (f"({_html(term)})" if bracket else _html(term))
        case ast.Call():
            name, italic = _glyph(node.func.id)
            inner = ", ".join(map(_html, node.args))
            inner = f"({inner})" if not _is_bare(node) else f" {inner}" if name == "log" else inner
            return (f"<i>{name}</i>" if italic else name) + inner
        case ast.Compare():
            return f"{_html(node.left)} = {_html(node.comparators[0])}"
    if isinstance(node.op, ast.Pow):
        left = _html(node.left)
        bare = isinstance(node.left, ast.Name | ast.Constant)
        return (left if bare else f"({left})") + f"<sup>{_html(node.right)}</sup>"
    product = isinstance(node.op, ast.Mult)
    left, right = (
        f"({_html(n)})" if wrapped(node, n) or (product and is_fraction(n)) else _html(n)
        for n in (node.left, node.right)
    )
    if is_fraction(node):
        return f"{left}/{right}"
    if sign := _between(node):
        return f"{left} {sign} {right}"
    if is_call(node.left, "log"):
        left = f"log({_html(node.left.args[0])})"  # without brackets it would be the logarithm of the product
    return f"{left} {right}" if _is_spaced(node.right) else f"{left}{right}"


_SPOKEN = {
    ast.Add: N_("{left} plus {right}"),
    ast.Sub: N_("{left} minus {right}"),
    ast.Mult: N_("{left} times {right}"),
    ast.Div: N_("{left} over {right}"),
    ast.Pow: N_("{left} to the power {right}"),
}
_POWERS = {2: N_("{base} squared"), 3: N_("{base} cubed")}


def _said(name):
    """A letter or a function, as it is read out."""
    return _(_SAID[name]) if name in _SAID else name


def _words(node):
    minus, rest = unsigned(node)
    if minus:
        return _("minus {term}").format(term=f"({_words(rest)})" if is_sum(rest) else _words(rest))
    match node:
        case ast.Name(id="dots"):
            return _("and so on")
        case ast.Name():
            letter, below = name_of(node)
            return " ".join(x for x in (_said(letter), below) if x)
        case ast.Constant():
            return _number(node)
        case ast.Call() if is_call(node, "d"):
            top, bottom = map(_words, node.args)
            return _("d {top} by d {bottom}").format(top=top, bottom=bottom)
        case ast.Call() if is_total(node):
            said = _("the sum over all {1} of ({0})"), _("the sum over all {1} other than {2} of ({0})")
            return said[is_call(node, "others")].format(*map(_words, node.args))
        case ast.Call():
            inner = _words(node.args[0]) if is_letter(node.args[0]) else f"({', '.join(map(_words, node.args))})"
            said = _("log {argument}") if is_call(node, "log") else _("{function} of {argument}")
            return said.format(function=_said(node.func.id), argument=inner)
        case ast.Compare():
            return _("{left} is {right}").format(left=_words(node.left), right=_words(node.comparators[0]))
    if isinstance(node.op, ast.Pow) and isinstance(node.right, ast.Constant) and node.right.value in _POWERS:
        base = _words(node.left) if is_letter(node.left) else f"({_words(node.left)})"
        return _(_POWERS[node.right.value]).format(base=base)
    sides = [f"({_words(n)})" if wrapped(node, n) else _words(n) for n in (node.left, node.right)]
    return _(_SPOKEN[type(node.op)]).format(left=sides[0], right=sides[1])
