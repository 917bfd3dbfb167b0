"""The figures: what stands on them, what does not stand on them yet, and that nothing runs into anything else."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from functools import cache
from itertools import product

import pytest

from softmax_lib.graph import Graph, Node
from softmax_lib.graphs.plan import plan_of
from softmax_lib.graphs.softmax_with_loss import FIRST_STEP, softmax_with_loss_graph
from softmax_lib.pictures.figures import _FIGURES, figure, step
from softmax_lib.pictures.graph_picture import draw, live_svg
from softmax_lib.pictures.text.formulas import printed
from softmax_lib.pictures.text.formulas import words as spoken
from softmax_lib.pictures.theme import PALETTE
from tests.svg import (
    SVG,
    all_with,
    assert_described,
    contrast,
    css,
    label_rects,
    obstacles,
    rect_distance,
    root_of,
    segment_distance,
    too_close,
)


def inputs(rows):
    """Name → logits and targets."""
    return {name: tuple(tuple(map(float, part.split())) for part in row.split(";")) for name, row in rows.items()}


FIGURES = ("A-1", "A-2", "A-3", "A-4", "A-5")
EXAMPLES = inputs(
    {
        "running": "0.3 2.9 4; 0 0 1",
        "soft": "0.3 2.9 4; 0.2 0.3 0.5",
        "any": "0.3 2.9 4; 0.2 0.3 2.5",
        "two": "-1.5 2; 1 0",
        "two soft": "0.25 -3; 0.4 0.6",
        "four": "0 1 2 3; 0 1 0 0",
        "four any": "-2.5 3.1 -4 0; 1 2 3 4",
        "five": "0.5 -1 2 0 3; 0 0 0 0 1",
        "ten": "1 -2 3 -4 5 0.5 -1.5 2.5 -3.5 4.5; 0 0 0 1 0 0 0 0 0 0",
        "ten soft": "-5 -4 -3 -2 -1 0 1 2 3 4; 0.1 0.1 0.1 0.1 0.1 0.1 0.1 0.1 0.1 0.1",
    }
)
PICTURES = [*FIGURES, *range(1, 7)]
A, T = EXAMPLES["running"]


@cache
def drawn(which, a, t):
    """A figure, or the picture after a step."""
    return figure(which, a, t) if isinstance(which, str) else step(which, a, t)


def run_graph(a, t):
    graph = softmax_with_loss_graph(a, t)
    graph.backward()
    return graph


def label_keys(root):
    return {(e.get("data-way"), e.get("data-edge")) for e in all_with(root, "sl-label")}


# what stands on a picture


def edges(rows, *patterns):
    return {pattern.format(k) for pattern in patterns for k in rows}


def drawn_classes(t):
    """The classes that have a row: all of four, else the first, the last, and the one with the largest target."""
    classes, worked = len(t), 1 + t.index(max(t))
    if classes <= 4:
        return range(1, classes + 1)
    return (1, worked if 1 < worked < classes else 2, classes)


def expected_labels(which, rows):
    """The labels of a figure, by hand: which edges show their value, and which their gradient.

    Those of the six steps, and the numbers on them, are in tests/test_every_edge.py.
    """
    inputs, y, out = "a_{0}>exp_{0} ", "y_{0}>log_{0} ", "L>out "
    softmax = inputs + "exp_{0}>fork S>inv inv>fork " + y
    end = "log_{0}>tlog_{0} tlog_{0}>sum sum>L " + out + y
    entropy = end + "t_{0}>tlog_{0} minus_one>L "
    forward, backward = {
        "A-1": (inputs + y + "t_{0}>tlog_{0} " + out, inputs + out),
        "A-2": (softmax, ""),
        "A-3": (entropy, ""),
        "A-4": (entropy, end),
        "A-5": (softmax + entropy, softmax + end + "inv>y_{0} exp_{0}>S exp_{0}>y_{0}"),
    }[which]
    ways = (("forward", forward), ("backward", backward))
    return {(way, key) for way, keys in ways for key in edges(rows, *keys.split())}


every_example = pytest.mark.parametrize("example", EXAMPLES)


@every_example
@pytest.mark.parametrize("which", FIGURES)
def test_every_known_edge_has_its_label_and_no_other_has_one(which, example):
    a, t = EXAMPLES[example]
    root = root_of(drawn(which, a, t).svg)
    assert label_keys(root) == expected_labels(which, drawn_classes(t))
    assert len(all_with(root, "sl-label")) == len(label_keys(root))


every_picture = pytest.mark.parametrize("which", PICTURES)


@every_example
@every_picture
def test_every_label_has_its_symbols_and_can_be_read_out(which, example):
    a, t = EXAMPLES[example]
    plan = plan_of(run_graph(a, t))
    for label in all_with(root_of(drawn(which, a, t).svg), "sl-label"):
        of = plan.labels[label.get("data-edge")]
        formula = of.gradient_any if of.gradient_any and abs(sum(t) - 1) > 1e-9 else of.gradient
        formula = of.value if label.get("data-way") == "forward" else formula
        said = spoken(formula) if formula else ""
        number = next(e.text for e in label.iter() if "sl-num" in css(e))
        assert label.get("data-say") == said
        assert label.find(f"{SVG}title").text == (f"{said} is {number}" if said else number)
        assert bool(all_with(label, "sl-sym")) == bool(formula)


@pytest.mark.parametrize("stop", range(FIRST_STEP, 7))
@pytest.mark.parametrize("example", ["soft", "four any"])
def test_at_every_stop_no_unknown_number_stands_anywhere_in_the_file(stop, example):
    graph = run_graph(*EXAMPLES[example])
    plan, drawing = plan_of(graph), draw(graph, stop)
    values, gradients = plan.known(stop)
    allowed, unknown = set(), set()
    for key, label in plan.labels.items():
        numbers = [(graph.nodes[graph.edges[key].source].value, label.value_kind, values)]
        numbers += [(graph.gradients[key], label.gradient_kind, gradients)] if key in graph.gradients else []
        for x, kind, known in numbers:
            texts = allowed if key in known else unknown
            texts |= {printed(x, kind), printed(x, "long"), f"{x:.6g}"}
    written = set(re.findall(r"[−-]?\d+\.\d+", drawing.svg.split("</style>")[1] + drawing.description))
    places = set(re.findall(r'(?:x|y|cx|cy|d|width|height|r)="[^"]*?(-?\d+\.\d+)', drawing.svg))
    assert unknown & written - allowed - places == set()


@pytest.mark.parametrize("classes", [2, 3, 4, 5, 10])
def test_exactly_the_nodes_of_the_step_are_at_work(classes):
    a, t = tuple(0.1 * k for k in range(classes)), (1,) + (0,) * (classes - 1)
    for k, at_work in enumerate(("log_{0}", "y_{0}", "inv", "S", "y_{0}", "exp_{0}"), 1):
        working, names = all_with(root_of(drawn(k, a, t).svg), "sl-work"), edges(drawn_classes(t), at_work)
        assert {e.get("data-node") for e in working} - {None} == names
        assert {e.get("data-fork") for e in working} - {None} == (names if k in (3, 6) else set())
        assert all("sl-back" in css(e) for e in working if e.get("data-node"))
    for which in FIGURES:
        assert all_with(root_of(drawn(which, a, t).svg), "sl-work") == []


def test_what_a_step_uses_stands_on_a_tint():
    expected = {
        1: ("y_{0}>log_{0}", "log_{0}>tlog_{0}"),
        2: ("exp_{0}>fork", "y_{0}>log_{0}"),
        3: ("inv>fork", "inv>fork inv>y_{0}"),
        4: ("", "S>inv"),
        5: ("inv>fork", "y_{0}>log_{0}"),
        6: ("exp_{0}>fork", "exp_{0}>fork exp_{0}>S exp_{0}>y_{0}"),
    }
    for k, ways in expected.items():
        tints = [e for e in all_with(root_of(drawn(k, A, T).svg), "sl-lit") if "sl-tint" in css(e)]
        for way, keys in zip(("forward", "backward"), ways, strict=True):
            found = {e.get("data-edge") for e in tints if e.get("data-way") == way}
            assert found == edges((1, 2, 3), *keys.split())


@every_picture
def test_nodes_and_arrows_are_pale_exactly_where_nothing_has_come_back(which):
    root = root_of(drawn(which, A, T).svg)
    known = {key for way, key in label_keys(root) if way == "backward"}
    arrows = [e for e in all_with(root, "sl-arrow") if e.get("data-edge")]
    assert {e.get("data-edge") for e in arrows if "sl-pale" not in css(e)} == known
    assert bool(arrows) == (which not in ("A-2", "A-3"))
    pale = {e.get("data-node") for e in all_with(root, "sl-node") if "sl-pale" in css(e)}
    order = {1: "y_{0} inv S exp_{0}", 2: "inv S exp_{0}", 3: "S exp_{0}", 4: "exp_{0}", 5: "exp_{0}"}
    assert pale == edges((1, 2, 3), *order.get(which, "").split())


# title and description


@every_example
@every_picture
def test_title_and_description_come_first_and_the_drawing_repeats_the_description(which, example):
    drawing = drawn(which, *EXAMPLES[example])
    assert_described(drawing)
    said = drawing.description.replace("Softmax-with-Loss", "").replace("cross-entropy", "")
    assert not re.search(r"[{}§_-]|TSUM|nan|None", said)


LISTED = {
    "A-1": ("a", "t", "y", "L", "d L by d a"),
    "A-2": ("a", "exp of a", "S", "1 over S", "y"),
    "A-3": ("t", "y", "log y", "L"),
    "A-4": ("t", "y", "log y", "L", "minus t over y"),
}


@every_example
@pytest.mark.parametrize("which", LISTED)
def test_a_part_of_the_graph_is_described_by_its_lines_of_the_whole_one(which, example):
    """Those of the whole graph and of each step are in tests/test_every_edge.py."""
    line = r"(?<=\. )([^.]+?) is ([−≈\d., e]+)(?=\. |\.$)"
    part, whole = (dict(re.findall(line, drawn(name, *EXAMPLES[example]).description)) for name in (which, "A-5"))
    assert part == {name: whole[name] for name in LISTED[which]}


@every_example
@pytest.mark.parametrize("k", range(1, 7))
def test_the_sentence_above_a_step_has_the_words_and_numbers_of_the_description(k, example):
    drawing = drawn(k, *EXAMPLES[example])
    told = ET.fromstring(f"<p>{drawing.told}</p>")
    assert told[0].tag == "b"
    assert told[0].text.startswith(f"Step {k} of 6")
    numbers = [e.text for e in told.iter("span") if set(e.get("class").split()) <= {"sl-f", "sl-b"}]
    said = drawing.description[drawing.description.index(f"Step {k} of 6") :]
    assert numbers == re.findall(r"(?<== )−?[\d.]+(?:e\d+)?(?=[.,; ]|$)(?<!\.)|≈0", said)
    assert not re.search(r"[{}§]|= ≈", "".join(told.itertext()))


def test_targets_that_do_not_sum_to_one_are_told_with_their_sum():
    a, t = EXAMPLES["any"]
    assert "T over S = 0.04047" in step(4, a, t).description
    assert "y 3 times T minus t 3 = −0.2902" in step(6, a, t).description
    assert "T over S" not in step(4, a, EXAMPLES["soft"][1]).description


# the same on every run


SHOWN = f"""
from softmax_lib import figure, plot_bars, step
pictures = [figure(n) for n in {FIGURES}] + [step(k) for k in range(1, 7)] + [figure('A-5', [0.1] * 10, 3)]
print([(p.svg, p.description) for p in [*pictures, plot_bars({{'a': [0.2, 0.8]}})]])
"""


def test_a_picture_is_the_same_on_every_run_and_in_another_process():
    runs = {
        subprocess.check_output([sys.executable, "-c", SHOWN], env={"PYTHONHASHSEED": seed}) for seed in ("1", "77")
    }
    assert len(runs) == 1
    for which in PICTURES:
        assert drawn(which, A, T).svg == (figure(which) if isinstance(which, str) else step(which)).svg


def test_drawing_one_picture_leaves_no_trace_in_the_next():
    graph = run_graph(A, T)
    first = draw(graph).svg
    draw(graph, 3)
    graph.set(a_1=-4)
    draw(graph)
    graph.set(a_1=0.3)
    assert draw(graph).svg == first


def test_no_identifier_stands_in_a_picture():
    """Two pictures on one page must not share ids."""
    for which in PICTURES:
        assert " id=" not in drawn(which, A, T).svg


# errors


@pytest.mark.parametrize(
    ("make", "bad", "message"),
    [
        *((figure, name, "there is no figure {}.*A-1, A-2, A-3, A-4, A-5") for name in ("A-6", "", "a-5", 5, None)),
        *((step, k, "no step {}; the steps are 1 to 6") for k in (0, 7, -1, 1.5, "1", None)),
        *((lambda stop: draw(softmax_with_loss_graph(A, T), stop), stop, f"from {FIRST_STEP} to 6, got {{}}")
          for stop in (FIRST_STEP - 1, 7, 1.0, "1")),
    ],
)  # fmt: skip
def test_a_picture_that_is_not_there_is_refused_with_those_that_are(make, bad, message):
    with pytest.raises(ValueError, match=message.format(re.escape(repr(bad)))):
        make(bad)


# geometry: rectangles of text against nodes, forks, wires, arrows and each other


def layout_of(which, a, t):
    """The layout that a figure was drawn with: the same window, known by its size."""

    plan = plan_of(softmax_with_loss_graph(a, t))
    return _FIGURES[which][1](plan, len(a)).layout if isinstance(which, str) else plan.layout


EXTREMES = {name: EXAMPLES[name] for name in ("running", "soft", "any")} | inputs(
    {
        "low high high": "-5 5 5; 0 0 1",
        "low high high, first": "-5 5 5; 1 0 0",
        "high low low": "5 -5 -5; 0 0 1",
        "high low low soft": "5 -5 -5; 0.125 0.375 0.5",
        "all low": "-5 -5 -5; 0 1 0",
        "mixed": "-2.5 3.1 -4; 0 0 1",
        "mixed any": "-2.5 3.1 -4; 0.1234 10 2.5",
        "two": "-5 5; 1 0",
        "two equal": "5 5; 1 0",
        "two any": "-5 4.9; 10 9.8765",
        "four": "-5 5 -5 5; 1 0 0 0",
        "four any": "5 -2.5 -2.5 5; 0.123 0.123 0 10",
        "five": "5 -2.5 -5 -2.5 0.03; 0 0 0 0 1",
        "ten": "-5 5 -5 5 -5 5 -5 5 -5 5; 0 1 0 0 0 0 0 0 0 0",
        "ten, all low": "-5 -5 -5 -5 -5 -5 -5 -5 -5 -5; 0 0 0 0 0 0 0 0 0 1",
        "ten any": "-2.5 5 -5 -5 -5 5 5 5 5 0.03; 0.123 0.123 0.123 0.123 0.123 0.123 0.123 0.123 0.123 10",
    }
)

every_extreme = pytest.mark.parametrize("extreme", EXTREMES)


@every_extreme
def test_no_label_comes_near_to_a_node_another_wire_or_another_label(extreme):
    a, t = EXTREMES[extreme]
    for which in FIGURES:
        assert too_close(root_of(drawn(which, a, t).svg), layout_of(which, a, t)) == [], which


@every_extreme
def test_a_number_stands_by_its_own_wire_and_its_symbols_by_the_number(extreme):
    a, t = EXTREMES[extreme]
    for which in FIGURES:
        root, layout = root_of(drawn(which, a, t).svg), layout_of(which, a, t)
        own = {key: around for name, key, _, around in obstacles(root, layout) if name.startswith("wire")}
        for label in all_with(root, "sl-label"):
            way, key = label.get("data-way"), label.get("data-edge")
            parts = list(label.iter())
            (number,) = label_rects(next([e] for e in parts if "sl-num" in css(e)))
            symbols = list(label_rects([e for e in parts if "sl-num" not in css(e)]))
            # A value 8 above its line at the most, a gradient 12 below; beside an upright wire stands the symbol first.
            style = layout.spots[key].style
            most = 8 if way == "forward" else {"side": 33, "line": 25}.get(style, 12.1)
            assert min(segment_distance(number, *piece) for piece in own[key]) <= most, (which, way, key)
            assert all(rect_distance(number, r) >= 3.9 for r in symbols), (which, way, key)
            assert not symbols or min(rect_distance(number, r) for r in symbols) <= 11, (which, way, key)


# colors and sizes


def test_the_contrast_of_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#7d8590", "#ffffff") == pytest.approx(3.7, abs=0.05)


INKS = ("ink", "ink2", "forward", "backward")
TEXT_ON = {*product(INKS, ("bg", "tint", "box")), *product(["onwork"], INKS[2:])} - {("ink2", "tint")}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_color_of_text_stands_out_from_its_ground(theme):
    at = ("light", "dark").index(theme)
    ratios = {pair: contrast(*(PALETTE[name][at] for name in pair)) for pair in (*TEXT_ON, ("line", "bg"))}
    assert ratios.pop(("line", "bg")) >= 3
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}


def test_text_takes_its_color_only_from_the_palette_of_text():
    style = drawn(3, A, T).svg.split("<style>")[1].split("</style>")[0]
    rules = re.findall(r"([^{}]*)\{([^{}]*fill:var\(--sl-(\w+)\)[^{}]*)\}", style)
    of_text = {name for selector, _, name in rules if re.search(r"text|title|under|dots|name", selector)}
    assert of_text == {"ink", "ink2", "forward", "backward", "onwork"}
    assert not re.search(r'(?:fill|stroke|style)="(?!var)[^"]*#', drawn(3, A, T).svg.split("</style>")[1])


def test_every_palette_color_is_in_the_style_for_both_themes():
    style = drawn("A-5", A, T).svg.split("<style>")[1].split("</style>")[0]
    for name, (light, dark) in PALETTE.items():
        assert style.count(f"--sl-{name}:{light}") == 1, name
        assert style.count(f"--sl-{name}:{dark}") == 2, name
    used = set(re.findall(r"var\(--sl-(\w+)\)", drawn(3, A, T).svg))
    assert used <= PALETTE.keys()


@every_picture
def test_no_text_is_smaller_than_twelve(which):
    svg = drawn(which, *EXAMPLES["ten"]).svg
    style, body = svg.split("</style>")
    sizes = [float(x) for x in re.findall(r'font-size[:=]"?([\d.]+)', svg)]
    assert min(sizes) >= 12
    for e in root_of(svg).iter(f"{SVG}text"):
        named = [name for name in css(e) if re.search(rf"\.{name}\{{font-size:", style)]
        inner = [float(span.get("font-size") or 12) for span in e.iter(f"{SVG}tspan")]
        assert named or inner, ET.tostring(e)
    assert re.search(r'<svg [^>]*viewBox="([\d.-]+) ([\d.-]+) ([\d.]+) ([\d.]+)" width="\3" height="\4"', svg)
    assert "font-size" in body


def test_text_stays_text_in_fonts_whose_widths_are_known():
    style = drawn("A-5", A, T).svg.split("<style>")[1]
    assert "font-family:Arial,'Liberation Sans'" in style
    assert "font-family:'Times New Roman','Liberation Serif'" in style
    assert "foreignObject" not in style


# the picture of the live view, and other graphs


@pytest.mark.parametrize("classes", [2, 3, 10])
def test_the_live_picture_holds_every_label_and_both_forms_of_a_symbol(classes):
    graph = run_graph((0.1,) * classes, 0)
    root = root_of(live_svg(graph))
    assert label_keys(root) == expected_labels("A-5", drawn_classes([1] + [0] * (classes - 1)))
    assert all_with(root, "sl-work") == []
    for label in all_with(root, "sl-label"):
        any_sum = plan_of(graph).labels[label.get("data-edge")].gradient_any
        both = {"sl-one", "sl-any"} if label.get("data-way") == "backward" and any_sum else {""}
        assert {(css(e)[1:] or [""])[0] for e in all_with(label, "sl-sym")} <= both
    assert len(all_with(root, "sl-tint")) == len(label_keys(root))


def test_in_another_graph_a_value_that_forks_is_written_once_and_each_branch_has_its_gradient():
    u, v = Node("u", value=2), Node("v", value=5)
    graph = Graph(Node("z", "×", Node("w", "+", u, v), Node("r", "/", v)))
    values = {("forward", key) for key in graph.edges.keys() - {"v>w", "v>r"}}
    assert label_keys(root_of(draw(graph).svg)) == values | {("backward", key) for key in graph.edges}
    assert label_keys(root_of(draw(graph, 0).svg)) == {("forward", "u>w"), ("forward", "v>fork")}
