"""Numbers as they are printed; formulas as they are drawn, written in HTML and read out."""

import json
import math
import random
import re
from functools import cache
from pathlib import Path

import pytest

from softmax_lib.graphs.plan import plan_of
from softmax_lib.graphs.softmax_with_loss import softmax_with_loss_graph
from softmax_lib.pictures.text import marked_text
from softmax_lib.pictures.text.formulas import box, html, number_width, printed, words
from tests.svg import width_of

KINDS = ("wide", "narrow", "long", "share", "logit", "weight")
TABLE = json.loads(Path(__file__).with_name("printed_numbers.json").read_text("utf-8"))


# printed


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_of_the_shared_table_is_printed_as_it_says(kind):
    rows = [(x, text) for x, of, text in TABLE if of == kind]
    assert len(rows) >= 10
    assert [(x, printed(x, kind)) for x, _ in rows] == rows


def test_the_table_is_plain_numbers_kinds_and_texts_and_names_no_row_twice():
    for x, kind, text in TABLE:
        assert type(x) in (int, float)
        assert math.isfinite(x)
        assert kind in KINDS
        assert type(text) is str
    keys = [(repr(x), kind) for x, kind, _ in TABLE]
    assert len(set(keys)) == len(keys)


def random_numbers(count):
    rng = random.Random(11)
    return [rng.choice([-1, 1]) * 10 ** rng.uniform(-7, 9) for _ in range(count)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_number_and_its_negative_differ_by_one_true_minus(kind):
    for x in map(abs, random_numbers(200)):
        positive, negative = printed(x, kind), printed(-x, kind)
        assert negative == (positive if positive == "≈0" else f"−{positive}")
        assert "-" not in negative


def test_numbers_of_the_sliders_take_at_most_eight_glyphs():
    for x in random_numbers(1000):
        if abs(x) < 1e4:
            assert len(printed(x, "wide")) <= 8
            assert len(printed(x, "narrow")) <= 7


def test_the_width_of_a_number_is_the_sum_of_its_glyphs():
    for _, _, text in TABLE:
        assert number_width(text, 12.5) == pytest.approx(sum(number_width(c, 12.5) for c in text))
    assert number_width("0.0182", 1000) == 5 * 556 + 278
    assert number_width("−1", 10) == pytest.approx(11.4)


# formulas: everything the figures use, and some that are hard to bracket


@cache
def used_formulas():
    """Labels, narration and descriptions for 2, 3 and 10 classes."""
    used = set()
    for classes in (2, 3, 10):
        plan = plan_of(softmax_with_loss_graph([0] * classes, 0))
        used |= {text for label in plan.labels.values() for text in (label.value, label.gradient, label.gradient_any)}
        used |= plan.summary.keys()
        for stop in plan.stops:
            for sentence in stop.narration:
                marks = marked_text.parts(sentence.replace("§", str(classes)))
                used |= {content for kind, content in marks if kind in ("f", "b", "m")}
    return sorted(used - {None})


HARD = """
    a - (b - c); a - (b + c); a + (b - c); a - b + c; a*(b - c); (a + b)*c; -(a + b); -(a - b)/c; -a*(b + c); (a +
    b)/(c - w); 1/(a*b); a/(b*c); a/(b/c); a/b*c; a*b/c; a*(b/c); a/b + c; -a**2; (a + b)**2; (a*b)**2; (a/b)**2;
    (1/S)**2; a**2*b; exp(-a); exp(a - b); exp(a)**2; exp(a*b)*c; log(a*b); log(a) - log(b); -log(a); a*log(b);
    2*a_1 + 3; d(L, a_1); -d(L, y)*a; a == b - c; w_kj*x_j
"""
ALL = [*used_formulas(), *map(str.strip, HARD.split(";"))]
NAMES = sorted(set(re.findall(r"[A-Za-z]+(?:_\w+)?", " ".join(ALL))) - {"exp", "log", "d"})


def meaning(text):
    """What a formula is worth for some values of its letters: a number, or one for each side of =."""
    rng = random.Random(5)
    values = {name: rng.uniform(0.5, 2) for name in NAMES}
    functions = {"exp": math.exp, "log": lambda x: math.log(abs(x)), "d": lambda p, q: 3 * p + 7 * q}
    return [eval(side, functions | values) for side in text.split("==")]


def spelled(tokens):
    """Python for a row of glyphs: what stands side by side is multiplied."""
    out = []
    for token in tokens:
        letter = token[0].isalnum() or token[0] == "("
        if out and letter and (out[-1][-1].isalnum() or out[-1][-1] == ")") and out[-1] not in ("exp", "log"):
            out.append("*")
        if out and out[-1] == "log" and token != "(":
            token = f"({token})"
        out.append({"−": "-", "…": "dots", "=": "==", "·": "*"}.get(token, token))
    return "".join(out)


def from_html(text):
    """The formula behind its HTML, read only from what is written there."""
    text = re.sub(r"<sup>(.*?)</sup>", r"**\1", text)
    text = re.sub(r"<sub>(.*?)</sub>", r"_\1 ", text)
    text = re.sub(r"</?i>", "", text)
    text = re.sub(r"∂(\w+)/∂(\w+)", r"{d(\1,\2)}", text)
    tokens = re.findall(r"\{.*?\}|exp|log|\*\*|[A-Za-z](?:_\w+)?|\d+|…|[-−+=·/()]", text)
    return spelled([f"({t[1:-1]})" if t[0] == "{" else t for t in tokens])


def from_words(text):
    """The formula behind its words."""
    text = text.replace("and so on", "dots")
    text = re.sub(r"\bd (\w)(?: (\d+))? by d (\w)(?: (\d+))?", lambda m: "d({},{})".format(*join_names(m)), text)
    text = re.sub(r"\b([A-Za-z]) (\d+|kj|j)\b", r"\1_\2", text)
    signs = {"minus": "-", "plus": "+", "times": "*", "over": "/", "squared": "**2", "is": "=="}
    text = re.sub(r"\b(minus|plus|times|over|squared|is)\b", lambda m: signs[m[1]], text)
    return re.sub(r"\b(exp of|log) ([A-Za-z]\w*)", lambda m: f"{m[1][:3]}({m[2]})", text).replace("exp of", "exp")


def join_names(match):
    letters = match.groups()
    return tuple("_".join(x for x in letters[i : i + 2] if x) for i in (0, 2))


def from_picture(runs, bars):
    """The formula behind its glyphs and fraction bars, read only from their places."""
    items = []
    bars = sorted(bars, key=lambda bar: bar[0] - bar[1])
    while bars:
        x1, x2, y = bars.pop(0)
        inside = [r for r in runs if x1 <= r[0] < x2]
        inner = [b for b in bars if x1 <= b[0] < x2]
        runs = [r for r in runs if r not in inside]
        bars = [b for b in bars if b not in inner]
        top, bottom = (
            from_picture([r for r in inside if (r[1] < y) == up], [b for b in inner if (b[2] < y) == up])
            for up in (True, False)
        )
        one = f"d({top[1:]},{bottom[1:]})" if top[0] == "∂" else f"(({top})/({bottom}))"
        items.append((x1, one))
    runs = sorted(runs)
    base = runs[0][1] if runs else 0
    for x, y, text, _, size in runs:
        if y > base + 1:
            assert size == 12
            x, before = items.pop()
            items.append((x, f"{before}_{text}"))
        elif y < base - 1:
            assert size == 12
            items.append((x, f"**{text}"))
        else:
            items.append((x, text))
    return spelled([text for _, text in sorted(items)])


def misread(read):
    """The formulas that say something else when they are read back, with what is read."""
    back = {formula: read(formula) for formula in ALL}
    return {f: text for f, text in back.items() if differ(text, f)}


def differ(text, formula):
    try:
        return meaning(text) != pytest.approx(meaning(formula))
    except (NameError, SyntaxError, TypeError):
        return True


every_size = pytest.mark.parametrize("size", [14, 15, 16])


@every_size
def test_the_glyphs_on_the_picture_read_back_say_the_same_formula(size):
    def read(formula):
        drawn = box(formula, size)
        return from_picture(list(drawn.runs), list(drawn.bars))

    assert misread(read) == {}


def test_the_html_read_back_says_the_same_formula():
    assert misread(lambda formula: from_html(html(formula))) == {}


def test_the_words_read_back_say_the_same_formula():
    assert misread(lambda formula: from_words(words(formula))) == {}


@pytest.mark.parametrize(
    ("formula", "as_html", "as_words"),
    [
        ("a_1", "<i>a</i><sub>1</sub>", "a 1"),
        ("-t_3/y_3", "−<i>t</i><sub>3</sub>/<i>y</i><sub>3</sub>", "minus t 3 over y 3"),
        ("exp(a_1)", "exp(<i>a</i><sub>1</sub>)", "exp of a 1"),
        ("log(y_2)", "log <i>y</i><sub>2</sub>", "log y 2"),
        ("d(L, a)", "∂<i>L</i>/∂<i>a</i>", "d L by d a"),
        ("-(1/S)**2", "−(1/<i>S</i>)<sup>2</sup>", "minus (1 over S) squared"),
        ("t_1 + dots + t_5", "<i>t</i><sub>1</sub> + … + <i>t</i><sub>5</sub>", "t 1 plus and so on plus t 5"),
        ("y_1*S == exp(a_1)", "<i>y</i><sub>1</sub><i>S</i> = exp(<i>a</i><sub>1</sub>)", "y 1 times S is exp of a 1"),
    ],
)
def test_a_formula_in_html_and_in_words(formula, as_html, as_words):
    assert html(formula) == as_html
    assert words(formula) == as_words


# geometry


@every_size
def test_every_glyph_and_bar_lies_inside_its_box(size):
    for formula in ALL:
        drawn = box(formula, size)
        assert drawn.runs
        for run in drawn.runs:
            x, y, text, _, run_size = run
            assert run_size >= 12
            assert x >= 0
            assert x + width_of(run) <= drawn.width + 1e-9, (formula, text)
            assert y - 0.68 * run_size >= -drawn.up - 1e-9, (formula, text)
            deep = 0.22 * run_size if set(text) & set("gjpqy(),") else 0
            assert y + deep <= drawn.down + 1e-9, (formula, text)
        for x1, x2, y in drawn.bars:
            assert 0 <= x1 < x2 <= drawn.width + 1e-9
            assert -drawn.up <= y <= drawn.down
        right = max([run[0] + width_of(run) for run in drawn.runs] + [bar[1] for bar in drawn.bars])
        assert right == pytest.approx(drawn.width), formula


def test_no_two_glyphs_of_a_formula_touch():
    for formula in ALL:
        runs = [(x, x + width_of((x, y, text, italic, size)), y - 0.68 * size, y, text)
                for x, y, text, italic, size in box(formula).runs]  # fmt: skip
        for i, one in enumerate(runs):
            for two in runs[i + 1 :]:
                beside = one[1] <= two[0] + 1e-9 or two[1] <= one[0] + 1e-9
                over = one[3] <= two[2] or two[3] <= one[2]
                assert beside or over, (formula, one, two)


@pytest.mark.parametrize("formula", ["1/S", "t_1/exp(a_1)", "S/t"])
def test_a_fraction_has_its_bar_on_the_axis_and_both_parts_centered(formula):
    size = 16
    drawn = box(formula, size)
    ((x1, x2, y),) = drawn.bars
    assert y == pytest.approx(-0.27 * size)
    above, below = ([run for run in drawn.runs if (run[1] < y) == up] for up in (True, False))
    assert above[0][4] == below[0][4] == 15
    ends = [(part[0][0], max(run[0] + width_of(run) for run in part)) for part in (above, below)]
    assert [left + right for left, right in ends] == pytest.approx([x1 + x2] * 2)
    assert x2 - x1 == pytest.approx(max(right - left for left, right in ends) + 4)
    assert 3 <= y - max(run[1] for run in above if run[4] == 15) <= 7
    assert 3 <= min(run[1] - 0.68 * run[4] for run in below if run[4] == 15) - y <= 4


def test_a_subscript_is_twelve_high_a_fifth_lower_and_a_superscript_higher():
    letter, below = box("a_1").runs
    assert letter == (0, 0, "a", True, 16)
    assert below[1:] == (pytest.approx(3.2), "1", False, 12)
    assert below[0] == pytest.approx(8 + 0.4)
    _, above = box("y**2").runs
    assert above[1] == pytest.approx(-0.36 * 16)
    assert above[4] == 12


def test_variables_are_italic_and_all_else_is_upright():
    for formula in ALL:
        for _, _, text, italic, _ in box(formula).runs:
            assert italic == (text.isalpha() and text not in ("exp", "log", "∂")), (formula, text)


def test_a_minus_before_a_fraction_sits_on_the_axis():
    drawn = box("-t_1/y_1")
    ((_, _, y),) = drawn.bars
    assert drawn.runs[0][1:3] == (0, "−")
    assert y == pytest.approx(-0.27 * 16)


def test_a_moved_box_is_the_same_box_elsewhere():
    drawn = box("-t_1/y_1")
    moved = drawn.moved(10, -4)
    assert moved.width == drawn.width
    assert (moved.up, moved.down) == (drawn.up + 4, drawn.down - 4)
    assert [x - 10 for x, *_ in moved.runs] == pytest.approx([x for x, *_ in drawn.runs])
    assert [y + 4 for _, y, *_ in moved.runs] == pytest.approx([y for _, y, *_ in drawn.runs])
    assert moved.bars == tuple((x1 + 10, x2 + 10, y - 4) for x1, x2, y in drawn.bars)
    assert box("-t_1/y_1") == drawn
