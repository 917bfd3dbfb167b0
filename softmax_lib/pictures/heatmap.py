"""The picture of a Jacobian: bars of y, a cell for each entry, the sums, and the gradient below a line."""

import re
from typing import NamedTuple

from softmax_lib.language import N_, _
from softmax_lib.pictures.svg import coordinate, svg_document, symbol
from softmax_lib.pictures.text import formulas
from softmax_lib.pictures.text.marked_text import parts

__all__ = ["STRENGTH", "cases", "draw_svg"]

STRENGTH = 0.45 / 0.25  # a color is at 45 % where an entry is ±0.25, the most there is
_TOP = 65


# The picture of the Jacobian: what stands in it, and what its description calls each list of numbers.
JACOBIAN = {
    "title": N_("The Jacobian of softmax: how much each share changes with each logit."),
    "output": N_("softmax output"),
    "logits": N_("change in logit"),
    "rows": N_("row sum"),
    "columns": N_("column sum"),
    "own": N_("own logit: share rises"),
    "other": N_("another logit ({m:i} ≠ {m:k}): share falls"),
    "one row": N_("row {k} × {m:(-1/y_§)}"),
    "all rows": N_("rows × {m:(-t_i/y_i)}, summed"),
    "total": N_("{m:T}: the sum of the targets"),
    "y said": N_("y is {numbers}."),
    "row said": N_("Row {k} is {numbers}."),
    "rows said": N_("The sum of each row is {numbers}."),
    "columns said": N_("The sum of each column is {numbers}."),
    "one row said": N_("Row {k} times {m:-1/y_§}, the gradient {m:y - t}, is {numbers}."),
    "all rows said": N_("Each row i times {m:-t_i/y_i}, added over the rows, the gradient {m:y - t}, is {numbers}."),
    "any sum said": N_("Each row i times {m:-t_i/y_i}, added over the rows, the gradient {m:y*T - t}, is {numbers}."),
}


class _Layout(NamedTuple):
    """Where things stand, for a number of classes."""

    bar: int  # the length of a whole bar
    numbers: int  # where the numbers of the bars end
    left: int  # where the table begins
    width: float  # of a cell and its gap
    height: int
    size: float  # of the numbers
    math: int


def _layout(classes):
    if classes <= 4:
        return _Layout(130, 220, 251, min(112, 368 / classes), 72, 15, 17)
    return _Layout(76, 158, 172, min(92, 670 / classes), 40, 12.5, 15)


def cases(classes):
    """What the row below the line can show: the row of one class, or all, for weights that sum to "one" or "any"."""
    return [*map(str, range(1, classes + 1)), "one", "any"]


def draw_svg(numbers, told, case, description):
    """Draw the picture, 900 wide, as SVG.

    ``numbers`` and ``told`` hold lists of C numbers and of their printed forms: "y", "row 1" to
    "row C", "rows", "columns", "gradient". All cases stand in the picture; only ``case`` is shown.
    """
    classes = len(numbers["y"])
    at = _layout(classes)
    right, bottom = at.left + classes * at.width, _TOP + classes * at.height
    side = (right + 900) / 2 if right > 820 else right + 40
    out = [
        _words(4, 24, "output"),
        _words((at.left + right) / 2, 24, "logits", "middle"),
        _words(side, 50, "rows", "middle"),
        _words(at.numbers, bottom + 26, "columns", "end"),
        f'<path d="M{at.left} {bottom + 46}H{coordinate(right - 2)}" stroke="var(--sl-line)"/>',
    ]

    def number(name, i, x, y, color="ink", anchor="middle"):
        data = f'data-number="{name}" data-at="{i}" font-size="{at.size:g}"'
        out.append(_text(x, y + 0.36 * at.size, told[name][i], color, anchor, data))

    for i in range(classes):
        k, x, y = i + 1, at.left + (i + 0.5) * at.width - 1, _TOP + (i + 0.5) * at.height - 1
        out += [_math(f"y_{k}", at.math, 4, y + 5, 0), _math(f"a_{k}", at.math, x, 50)]
        out += _bar(at, i, y, numbers["y"][i])
        number("y", i, at.numbers, y, "forward", "end")
        for j in range(classes):
            out += _cell(at, i, j, numbers[f"row {k}"][j])
            number(f"row {k}", j, at.left + (j + 0.5) * at.width - 1, y)
        number("rows", i, side, y)
        number("columns", i, x, bottom + 21.5)
        number("gradient", i, x, bottom + 71, "backward")
        for formula, held in ((f"y_{k} - t_{k}", cases(classes)[:-1]), (f"y_{k}*T - t_{k}", ["any"])):
            out.append(_shown(held, case, _math(formula, at.math, x, bottom + 99, color="backward")))
    for one in cases(classes):
        name = "one row" if one.isdigit() else "all rows"
        out.append(_shown([one], case, _words(at.numbers, bottom + 76, name, "end", "ink", one)))
    out.append(_shown(["any"], case, _words(at.numbers, bottom + 99, "total", "end")))
    if classes <= 4:
        x, height = min(right + 113, 700), bottom + 120
        out += [*_rule(x, 90, "own"), *_rule(x, 170, "other"), *_scale(x, 236)]
    else:
        height = bottom + 196
        out += [*_rule(at.left, bottom + 150, "own"), *_rule(at.left + 250, bottom + 150, "other")]
        out += _scale(700, bottom + 138)
    return svg_document((0, 0, 900, height), _(JACOBIAN["title"]), description, "".join(out))


def _text(x, y, content, color, anchor, data):
    place = f'x="{coordinate(x)}" y="{coordinate(y)}" text-anchor="{anchor}"'
    return f'<text {data} {place} fill="var(--sl-{color})">{content}</text>'


def _words(x, y, name, anchor="start", color="ink2", k=""):
    """A line of words, with formulas among them; § stands for class k."""
    out, was = "", 0
    for kind, said in parts(_(JACOBIAN[name]).replace("{k}", k).replace("§", k)):
        for text, style, down in _inline(said) if kind == "m" else [(said, "", 0)]:
            out += f'<tspan {style} dy="{down - was}">{text}</tspan>'
            was = down
    return _text(x, y, out, color, anchor, 'class="sl-words"')


def _inline(formula):
    """The runs of a formula on one line: text, style, how far below the line."""
    html = formulas.html(formula)
    html = f"({html})" if formula.startswith("(") else html
    for sub, italic, text in re.findall("(<sub>)?(<i>)?([^<>]+)(?:</i>)?(?:</sub>)?", html):
        yield text, f'class="{"sl-it" if italic else "sl-up"}" font-size="{12 if sub else 16}"', 3 if sub else 0


def _math(formula, size, x, y, share=0.5, color="ink"):
    """A formula on the baseline y; ``share`` of its width is left of x."""
    box = formulas.box(formula, size)
    return f'<g fill="var(--sl-{color})">{symbol(box.moved(x - share * box.width, y))}</g>'


def _shown(held, case, drawn):
    """A part for some cases; the script shows and hides it alike."""
    hidden = "" if case in held else ' display="none"'
    return f'<g data-when="{" ".join(held)}"{hidden}>{drawn}</g>'


def _bar(at, i, y, share):
    place = f'x="32" y="{y - 7:g}" height="14"'
    yield f'<rect {place} width="{at.bar}" fill="var(--sl-track)"/>'
    width = f'data-length="{at.bar}" width="{share * at.bar:.2f}"'
    yield f'<rect data-bar="{i}" {place} {width} fill="var(--sl-forward)"/>'


def _cell(at, i, j, x):
    """The ground of a number, and over it a color, the stronger the larger the number."""
    place = (
        f'x="{coordinate(at.left + j * at.width)}" y="{_TOP + i * at.height}" '
        f'width="{coordinate(at.width - 2)}" height="{at.height - 2}" rx="2"'
    )
    yield f'<rect {place} fill="var(--sl-box)"/>'
    strength = f'fill-opacity="{abs(x) * STRENGTH:.4f}"'
    yield f'<rect data-row="row {i + 1}" data-at="{j}" {place} fill="var(--sl-{_SIGN[i == j]})" {strength}/>'


_SIGN = {True: "plus", False: "minus"}
_RULES = {"own": "d(y_i, a_i) == y_i*(1 - y_i)", "other": "d(y_i, a_k) == -y_i*y_k"}


def _rule(x, y, name):
    """One case of the derivative over what it means."""
    yield _math(_RULES[name], 17, x, y, 0)
    yield _words(x, y + 32, name)


def _scale(x, y):
    """What the colors mean: 19 steps from −0.25 to +0.25."""
    yield f'<rect x="{coordinate(x)}" y="{y}" width="190" height="12" fill="var(--sl-box)"/>'
    for step in range(-9, 10):
        place = f'x="{coordinate(x + 10 * (step + 9))}" y="{y}" width="10" height="12"'
        strength = f'fill-opacity="{abs(step) / 36 * STRENGTH:.4f}"'
        yield f'<rect {place} fill="var(--sl-{_SIGN[step > 0]})" {strength}/>'
    for share, anchor, text in ((0, "start", "−0.25"), (95, "middle", "0"), (190, "end", "+0.25")):
        yield _text(x + share, y + 30, text, "ink2", anchor, 'class="sl-words"')
