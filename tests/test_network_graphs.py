"""The graphs of layers: against NumPy, symbol by symbol, stop by stop, and drawn."""

import math
import re
from dataclasses import replace
from functools import cache, partial
from itertools import pairwise, product

import numpy as np
import pytest

from softmax_lib import (
    LiveGraph,
    affine_graph,
    attention_graph,
    batch_norm_graph,
    draw,
    numerical_gradient,
    softmax_with_loss_graph,
    squared_error_graph,
)
from softmax_lib.graphs.plan import Label, check_edges
from softmax_lib.ops import OPS
from softmax_lib.pictures.graph_picture import narration
from softmax_lib.pictures.text import formulas, marked_text
from softmax_lib.pictures.text.latex import latex
from tests.page import compare, show
from tests.reference import chains, refusal
from tests.svg import all_with, crowded, css, obstacles, root_of, segment_distance

MAKES = {
    "affine": affine_graph, "squared error": squared_error_graph, "batch norm": batch_norm_graph,
    "attention": attention_graph,
}  # fmt: skip
every_graph = pytest.mark.parametrize("name", MAKES)
N, EPS = 3, 1e-5


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


# --- the closed forms, in NumPy ------------------------------------------------------------------


def affine(p):
    """The loss, and its derivatives by name, at a point (a dict of the inputs)."""
    x, g = np.array([p["x_1"], p["x_2"]]), np.array([p["g_1"], p["g_2"]])
    W = np.array([[p["w_11"], p["w_12"]], [p["w_21"], p["w_22"]]])
    a = x @ W + [p["b_1"], p["b_2"]]
    known = dict(p) | named("a", a)
    slopes = {"L": 1} | named("a", g) | named("b", g) | named("x", W @ g)
    slopes |= {f"w_{j}{k}": x[j - 1] * g[k - 1] for j in (1, 2) for k in (1, 2)}
    return a @ g, known, slopes


def squared_error(p):
    x, w, v = p["x"], p["w"], np.array([p["v_1"], p["v_2"]])
    t = np.array([p["t_1"], p["t_2"]])
    h = sigmoid(w * x)
    y = sigmoid(v * h)
    L = ((t - y) ** 2).sum() / 2
    by_net = (y - t) * y * (1 - y)
    by_h = by_net @ v
    by_net_h = by_h * h * (1 - h)
    known = dict(p) | {"net_h": w * x, "h": h, "L": L} | named("net", v * h) | named("y", y)
    slopes = {"L": 1, "h": by_h, "net_h": by_net_h, "w": by_net_h * x, "x": by_net_h * w}
    slopes |= named("y", y - t) | named("net", by_net) | named("v", by_net * h)
    return L, known, slopes


def batch_norm(p):
    x, g = (np.array([p[f"{letter}_{n}"] for n in (1, 2, 3)]) for letter in "xg")
    gamma, beta = p["gamma"], p["beta"]
    mu, var = x.mean(), x.var()
    s = np.sqrt(var + EPS)
    hat = (x - mu) / s
    z = gamma * hat + beta
    by_x = gamma / (N * s) * (N * g - g.sum() - hat * (g * hat).sum())
    known = dict(p) | {"mu": mu, "sigma": np.sqrt(var), "eps": EPS, "N": N} | named("xhat", hat) | named("z", z)
    slopes = {"L": 1, "gamma": (g * hat).sum(), "beta": g.sum(), "mu": -gamma * g.sum() / s}
    slopes |= {"sigma**2": -gamma / 2 * (g * (x - mu)).sum() / s**3}
    slopes |= named("z", g) | named("xhat", g * gamma) | named("x", by_x)
    slopes |= {f"x_{n} - mu": by_x[n - 1] + gamma * g.sum() / s / N for n in (1, 2, 3)}
    return z @ g, known, slopes


def attention(p):
    q, g = np.array([p["q_1"], p["q_2"]]), p["g"]
    K = np.array([[p[f"k_{i}{j}"] for j in (1, 2)] for i in (1, 2, 3)])
    v = np.array([p[f"v_{i}"] for i in (1, 2, 3)])
    r = K @ q
    a = r / np.sqrt(2)
    e = np.exp(a)
    y = e / e.sum()
    o = y @ v
    delta = g * y * (v - o) / np.sqrt(2)
    known = dict(p) | {"d": 2, "S": e.sum(), "o": o} | named("r", r) | named("a", a) | named("y", y)
    known |= named("u", g * v) | named("delta", delta)
    slopes = {"L": 1, "o": g} | named("v", g * y) | named("y", g * v) | named("a", g * y * (v - o))
    slopes |= named("r", delta) | named("q", delta @ K)
    slopes |= {f"k_{i}{j}": delta[i - 1] * q[j - 1] for i in (1, 2, 3) for j in (1, 2)}
    return g * o, known, slopes


def named(letter, numbers):
    return {f"{letter}_{i}": number for i, number in enumerate(numbers, 1)}


CLOSED = {"affine": affine, "squared error": squared_error, "batch norm": batch_norm, "attention": attention}


def point(name, rng):
    """A graph run at a random point, and the point."""
    if name == "affine":
        graph = affine_graph(*(rng.uniform(-5, 5, shape) for shape in (2, (2, 2), 2, 2)))
    elif name == "squared error":
        t = rng.uniform(0, 1, 2)
        graph = squared_error_graph(*(rng.uniform(-3, 3, shape) for shape in ((), (), 2)), t)
    elif name == "attention":
        graph = attention_graph(*(rng.uniform(-3, 3, shape) for shape in (2, (3, 2), 3, ())))
    else:
        graph = batch_norm_graph(*(rng.uniform(-5, 5, shape) for shape in (3, (), (), 3)))
    graph.backward()
    p = {node.name: node.value for node in graph.inputs}
    if name == "squared error":
        p |= named("t", t)
    return graph, p


def test_batch_norm_of_three_equal_examples_is_beta_and_nothing_comes_back():
    graph = batch_norm_graph(x=[2, 2, 2], gamma=3, beta=0.5, upstream=[1, 2, -3])
    graph.backward()
    assert [graph.nodes[f"z_{n}"].value for n in (1, 2, 3)] == [0.5] * 3
    came = [graph.gradients[f"x_{n}>fork"] for n in (1, 2, 3)]
    assert came == pytest.approx([3 * g / EPS**0.5 for g in (1, 2, -3)], rel=1e-9)


def loss_with(graph, key, nudge):
    """The loss, forward by the ops alone, where the number on one edge is another by a nudge."""
    edge, values = graph.edges[key], {}
    whole = edge == graph.trunk(edge.source)
    for node in graph.nodes.values():
        came = [values[one.name] for one in node.inputs]
        if edge.target == node.name and not whole:
            came[edge.slot] += nudge
        values[node.name] = OPS[node.op].forward(*came) if node.op else node.value
        if whole and edge.source == node.name:
            values[node.name] += nudge
    return values["L"]


@every_graph
def test_every_gradient_is_that_of_a_nudge_on_its_edge(name):
    rng = np.random.default_rng(18)
    for _ in range(50):
        graph, p = point(name, rng)
        if name == "batch norm" and np.var([p[f"x_{n}"] for n in (1, 2, 3)]) < 1:
            continue  # a nudge would be too large beside it
        for key, gradient in graph.gradients.items():
            nudged = numerical_gradient(partial(loss_with, graph, key), 0.0)
            assert gradient == pytest.approx(nudged, rel=1e-6, abs=1e-6), key


# --- every symbol -----------------------------------------------------------------------------


@cache
def sides_of(formula):
    """Code for each side of =; a derivative may be by a value that is written as a power, or by a difference."""
    by_name = re.sub(r"d\(L, ([^()]*)\)", r"slopes['\1']", formula)
    return [compile(side.strip(), formula, "eval") for side in by_name.split("==")]


def worth(formula, name, p):
    """What a formula is worth by the closed forms, once for each side of =."""
    _, known, slopes = CLOSED[name](p)
    letters = {"sqrt": math.sqrt, "exp": math.exp, "slopes": slopes} | known
    if "sigma(" in formula:
        letters["sigma"] = sigmoid
    return [float(eval(side, letters)) for side in sides_of(formula)]


def on_edge(graph, way, key):
    return graph.nodes[graph.edges[key].source].value if way == "value" else graph.gradients.get(key)


@every_graph
def test_every_symbol_on_every_edge_says_what_the_engine_has_there(name):
    rng = np.random.default_rng(4)
    for _ in range(400):
        graph, p = point(name, rng)
        assert graph.nodes["L"].value == pytest.approx(CLOSED[name](p)[0], rel=1e-9, abs=1e-12)
        for (key, label), way in product(graph.plan.labels.items(), ("value", "gradient")):
            number, formula = on_edge(graph, way, key), getattr(label, way)
            for side in worth(formula, name, p) if formula else ():
                assert side == pytest.approx(number, rel=1e-9, abs=1e-9), (key, way, formula)


@every_graph
def test_every_edge_has_a_label(name):
    graph = MAKES[name]()
    assert graph.plan.labels.keys() == graph.edges.keys()


# --- the stops -----------------------------------------------------------------------------------


@every_graph
def test_every_value_and_every_gradient_belongs_to_one_stop_and_comes_after_what_it_needs(name):
    graph = MAKES[name]()
    stops = graph.plan.stops
    values, gradients = ([key for stop in stops for key in getattr(stop, way)] for way in ("values", "gradients"))
    constants = {key for key, edge in graph.edges.items() if graph.nodes[edge.source].constant}
    hidden = {key for key in graph.edges if key.startswith(("g_", "g>"))}
    assert sorted(values) == sorted(graph.edges)
    assert sorted(gradients) == sorted(graph.edges.keys() - constants - hidden)
    known = set()
    for stop in stops:
        for key in stop.values:
            needed = {n.name for n in graph.nodes[graph.edges[key].source].inputs}
            assert needed <= known
            known.add(graph.edges[key].source)
        assert bool(stop.values) != bool(stop.gradients)
    assert {e.edge for e in graph.backward()} == set(gradients)


STOPS = {"affine": (8, 2), "squared error": (21, 8), "batch norm": (28, 12), "attention": (23, 9)}


@every_graph
def test_the_stops_are_numbered_from_the_inputs_on(name):
    plan = MAKES[name]().plan
    count, forward = STOPS[name]
    assert (plan.first, plan.last) == (0, count - 1)
    headings = ["The inputs", *(f"Forward · {i} of {forward}" for i in range(1, forward + 1))]
    back = count - 1 - forward
    assert [stop.heading for stop in plan.stops] == headings + [f"Backward · {i} of {back}" for i in range(1, back + 1)]


def numbers_of(mark, name, graph, p):
    kind, content = mark
    return [on_edge(graph, kind, content)] if kind in ("value", "gradient") else worth(content, name, p)


@every_graph
def test_what_a_sentence_calls_equal_is_equal(name):
    """N formula = number; and a formula that stands alone is a value or gradient of the graph, or a factor."""
    rng, seen = np.random.default_rng(7), 0
    for _ in range(20):
        graph, p = point(name, rng)
        for stop in graph.plan.stops:
            sentence = stop.narration[0]
            for chain in chains(sentence):
                if chain[0][1] == "d(L, L)":
                    continue
                sides = [side for mark in chain for side in numbers_of(mark, name, graph, p)]
                assert sides == pytest.approx([sides[0]] * len(sides), rel=1e-9, abs=1e-9), (stop.heading, chain)
                seen += 1
            for kind, content in marked_text.parts(sentence):
                if kind in ("f", "b") and "==" in content:
                    sides = worth(content, name, p)
                    assert sides[0] == pytest.approx(sides[1], rel=1e-9, abs=1e-9), content
    assert seen > 20 * len(graph.plan.stops) // 2


@every_graph
def test_every_number_of_a_sentence_is_known_at_its_stop_and_new_there(name):
    graph = MAKES[name]()
    for number, stop in enumerate(graph.plan.stops):
        values, gradients = graph.plan.known(number)
        for kind, content in marked_text.parts(stop.narration[0]):
            assert kind not in ("value", "gradient") or content in (values if kind == "value" else gradients)
        marks = {kind for kind, _ in marked_text.parts(stop.narration[0])} & {"value", "gradient"}
        assert marks <= ({"gradient"} if stop.gradients else {"value"}), stop.heading


@every_graph
def test_the_description_says_what_it_is_of_and_the_sentence_of_its_stop(name):
    rng = np.random.default_rng(8)
    for _ in range(10):
        graph, _ = point(name, rng)
        for stop in (None, *range(graph.plan.last + 1)):
            said = draw(graph, stop).description
            assert said.startswith(graph.plan.title)
            assert not re.search(r"[{}§_<>*]|nan|None", said)
            if stop is not None:
                assert said.endswith(narration(graph, stop))


@every_graph
def test_every_line_of_the_description_says_what_the_engine_has(name):
    graph, p = point(name, np.random.default_rng(9))
    for formula, (way, edges, _) in graph.plan.summary.items():
        for key in edges:
            index = re.search(r"_(\d+)", key)[1] if len(edges) > 1 else ""
            one = formula
            if len(edges) > 1:
                one = re.sub(r"\b(x|w|b|a|v|t|y|net|xhat|z|q|k|r)\b(?!_)", rf"\1_{index}", formula)
            assert worth(one, name, p) == [pytest.approx(on_edge(graph, way, key), rel=1e-9, abs=1e-9)], (one, key)


# --- the picture ---------------------------------------------------------------------------------


def stretched(name):
    """Points at which the numbers are long, by the sliders and by random."""
    makes = {
        "affine": [([-5, 4.9876], [[-4.9, 5], [-3.1234, 2.5]], [-5, 4.4321], [-4.9999, -0.0123])],
        "squared error": [(-5, 5, (-4.9, 5), (0.1234, 1)), (5, 5, (5, -5), (0, 1)), (0, 0, (0, 0), (1, 0))],
        "batch norm": [
            ([-5, 5, 4.9], -4.9, 4.8, [-5, -4.9876, 5]), ([5, -5, -4.9], -5, -5, [-5, -5, -5]),
            ([0.01, 0.02, 0.01], 5, 0, [5, -5, 5]), ([0, 0, 0], -5, 5, [-5, 5, -5]),
        ],
        "attention": [
            ([-5, 4.9876], [[-4.9, 5], [5, -5], [-3.1234, 2.5]], [-5, 4.4321, -4.9999], -4.9876),
            ([-1, 0.5], [[-4.9, 0.1], [0.3, -5], [-3.1234, 2.5]], [-5, -4.4321, -4.9999], -5),
            ([0, 0], [[-4.9, 5], [5, -5], [-3.1234, 2.5]], [5, -5, -4.9999], 5),
        ],
    }  # fmt: skip
    rng = np.random.default_rng(10)
    yield from (MAKES[name](*inputs) for inputs in makes[name])
    yield from (point(name, rng)[0] for _ in range(8))


@every_graph
def test_no_label_comes_near_to_a_node_another_wire_or_another_label(name):
    for graph in stretched(name):
        assert crowded(graph) == [], {node.name: node.value for node in graph.inputs}


@every_graph
def test_every_number_on_the_picture_is_the_engines(name):
    graph, _ = point(name, np.random.default_rng(11))
    for stop in range(graph.plan.last + 1):
        root = root_of(draw(graph, stop).svg)
        known = dict(zip(("forward", "backward"), graph.plan.known(stop), strict=True))
        for text in all_with(root, "sl-num"):
            way, key = text.get("data-way"), text.get("data-edge")
            assert key in known[way]
            label = graph.plan.labels[key]
            kind = label.value_kind if way == "forward" else label.gradient_kind
            number = on_edge(graph, {"forward": "value", "backward": "gradient"}[way], key)
            assert text.text == formulas.printed(number, kind)


@every_graph
def test_every_drawn_wire_starts_and_ends_where_its_edge_says(name):
    graph = MAKES[name]()
    layout = graph.plan.layout
    hidden = {key for key in graph.edges if re.match(r"g_|g>|m_|L>out", key)} if name != "squared error" else set()
    assert set(layout.wires) == set(layout.spots) == graph.edges.keys() - hidden
    for key, wire in layout.wires.items():
        edge, points = graph.edges[key], [p for path in wire.paths for p in path]
        source = layout.forks if edge in graph.branches(edge.source) else layout.nodes
        if edge.source in source:
            assert math.dist(points[0], source[edge.source]) <= 18.1, key
        target = layout.forks.get(edge.source) if edge.target == "fork" else layout.nodes.get(edge.target)
        if target:
            assert math.dist(points[-1], target) <= 18.1, key
        assert wire.head == (edge.target != "fork")


LAID_OUT = MAKES | {f"softmax of {n}": partial(softmax_with_loss_graph, [0] * n, 0) for n in (2, 3, 4, 10)}


@pytest.mark.parametrize("name", LAID_OUT)
def test_wires_cross_only_where_the_row_has_a_gap(name):
    layout = LAID_OUT[name]().plan.layout
    lines = [(key, *p) for key, wire in layout.wires.items() for path in wire.paths for p in pairwise(path)]
    upright = [(k, x, *sorted((y0, y1))) for k, (x, y0), (x1, y1) in lines if x == x1]
    level = [(k, *sorted((x0, x1)), y) for k, (x0, y), (x1, y1) in lines if y == y1]
    for key, x, top, bottom in upright:
        for other, left, right, y in level:
            if key.split(">")[0] != other.split(">")[0] and top < y < bottom:
                assert not left - 2.9 < x < right + 2.9, (key, other)
    assert upright


@every_graph
def test_the_picture_is_as_wide_as_the_others_or_less_and_no_wire_runs_through_a_node(name):
    graph = MAKES[name]()
    layout = graph.plan.layout
    assert layout.view[:3] == (0, 0, 750 if name == "affine" else 900)
    root = root_of(draw(graph).svg)
    rings = {e.get("data-node"): next(r for r in e if "sl-ring" in css(r)) for e in all_with(root, "sl-node")}
    for _, key, _, around in obstacles(root, layout):
        if key in layout.wires:
            for node, ring in rings.items():
                x, y, r = (float(ring.get(name)) for name in ("cx", "cy", "r"))
                for piece in around:
                    assert segment_distance((x, y, x, y), *piece) >= r - 0.2, (key, node)


def test_what_is_at_work_at_a_stop_is_what_its_sentence_names():
    at = {
        ("affine", 7): {"fork x_1", "fork x_2"},
        ("squared error", 18): {"fork h"},
        ("squared error", 19): {"node h"},
        ("attention", 14): {"node inv", "fork inv"},
        ("attention", 22): {"fork q_1", "fork q_2"},
        ("batch norm", 18): {"node root", "fork root"},
        ("batch norm", 23): {"fork c_1", "fork c_2", "fork c_3"},
        ("batch norm", 27): {"fork x_1", "fork x_2", "fork x_3"},
    }
    for (name, stop), wanted in at.items():
        working = all_with(root_of(draw(MAKES[name](), stop).svg), "sl-work")
        found = {
            f"{kind} {e.get(f'data-{kind}')}" for e in working for kind in ("node", "fork") if e.get(f"data-{kind}")
        }
        assert found == wanted, (name, stop)


# --- live ----------------------------------------------------------------------------------------


@every_graph
def test_the_sliders_are_the_inputs_in_a_good_order(name):
    live = LiveGraph(MAKES[name]())
    order = {
        "affine": "x_1 x_2 w_11 w_12 w_21 w_22 b_1 b_2 g_1 g_2",
        "squared error": "x w v_1 v_2",
        "batch norm": "x_1 x_2 x_3 gamma beta g_1 g_2 g_3",
        "attention": "q_1 q_2 k_11 k_12 k_21 k_22 k_31 k_32 v_1 v_2 v_3 g",
    }
    assert [one["name"] for one in live._program["inputs"]] == order[name].split()
    assert all(-5 <= value <= 5 for value in live.values)


@pytest.mark.browser
@every_graph
def test_the_script_computes_the_graph_as_python_does(blank, name):
    live = LiveGraph(MAKES[name]())
    points = np.random.default_rng(12).uniform(-5, 5, (300, len(live.values))).tolist()
    if name == "batch norm":  # 1/√ of a variance near ε magnifies the last bit of the mean
        points = [p for p in points if np.var(p[:3]) > 0.1]
    compare(blank, live._program, live._source, live._run(), points)


@pytest.mark.browser
def test_the_affine_graph_fits_into_a_narrow_page(new_page):
    view, _ = show(new_page(620), LiveGraph(affine_graph()))
    assert view.locator(".sl-graph").evaluate("(g) => g.scrollWidth <= g.clientWidth")


# --- what is refused -----------------------------------------------------------------------------


REFUSED = {
    "affine_graph(x=[1, 2, 3])": r"x has shape \(3,\); this graph takes \(2,\)",
    "affine_graph(W=[1, 2])": r"W has shape \(2,\); this graph takes \(2, 2\)",
    "affine_graph(b=[1, np.nan])": "b has NaN.*from -1000 to 1000",
    "affine_graph(upstream=[1, 2000])": "upstream has 2000.*from -1000 to 1000",
    "squared_error_graph(x=[1, 2])": r"x has shape \(2,\); this graph takes one number",
    "squared_error_graph(t=[0, 1.5])": "t has 1.5.*from 0 to 1",
    "batch_norm_graph(x=[1, 2])": r"x has shape \(2,\); this graph takes \(3,\)",
    "attention_graph(K=[[1, 2], [3, 4]])": r"K has shape \(2, 2\); this graph takes \(3, 2\)",
    "attention_graph(q=[1, 16])": "q has 16.*from -15 to 15",
}


@pytest.mark.parametrize(("call", "message"), REFUSED.items())
def test_a_wrong_argument_is_refused_in_words(call, message):
    assert re.match(f"ValueError: {message}", refusal(eval, call, globals()))


def test_nothing_that_is_passed_in_is_changed():
    x, W = np.array([1.0, 2.0]), np.eye(2)
    affine_graph(x, W).set(x_1=5, w_11=7)
    assert (x.tolist(), W.tolist()) == ([1, 2], [[1, 0], [0, 1]])


# --- the formulas that these graphs brought ------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "html", "said", "tex"),
    [
        ("mu", "<i>μ</i>", "mu", r"\mu"),
        ("-mu", "−<i>μ</i>", "minus mu", r"-\mu"),
        ("q_1*delta_2", "<i>q</i><sub>1</sub><i>δ</i><sub>2</sub>", "q 1 times delta 2", r"q_{1} \, \delta_{2}"),
        ("sigma**2 + eps", "<i>σ</i><sup>2</sup> + <i>ε</i>", "sigma squared plus epsilon",
         r"\sigma^{2} + \varepsilon"),
        ("gamma*xhat_1", "<i>γ</i><i>x\u0302</i><sub>1</sub>", "gamma times x hat 1", r"\gamma \, \hat{x}_{1}"),
        ("1/sqrt(x)", "1/√<i>x</i>", "1 over the square root of x", r"\frac{1}{\sqrt{x}}"),
        ("1/sqrt(sigma**2 + eps)", "1/√(<i>σ</i><sup>2</sup> + <i>ε</i>)",
         "1 over the square root of (sigma squared plus epsilon)", r"\frac{1}{\sqrt{\sigma^{2} + \varepsilon}}"),
        ("net_h", "<i>net</i><sub><i>h</i></sub>", "net h", r"\mathit{net}_{h}"),
        ("sigma(net_1)", "<i>σ</i>(<i>net</i><sub>1</sub>)", "sigma of net 1", r"\sigma(\mathit{net}_{1})"),
        ("ReLU(x)", "ReLU(<i>x</i>)", "ReLU of x", r"\operatorname{ReLU}(x)"),
        ("-z**3/2", "−<i>z</i><sup>3</sup>/2", "minus z cubed over 2", r"-\frac{z^{3}}{2}"),
        ("d(L, sigma**2)", "∂<i>L</i>/∂<i>σ</i><sup>2</sup>", "d L by d sigma squared",
         r"\frac{\partial L}{\partial \sigma^{2}}"),
    ],
)  # fmt: skip
def test_a_formula_with_greek_letters_hats_and_roots(formula, html, said, tex):
    assert (formulas.html(formula), formulas.words(formula), latex(formula)) == (html, said, tex)
    drawn = formulas.box(formula)
    right = max(run[0] for run in drawn.runs)
    assert 0 <= right <= drawn.width
    glyphs = "".join(run[2] for run in sorted(drawn.runs))
    plain = re.sub(r"<[^>]*>|[\s/]", "", html)
    assert sorted(glyphs) == sorted(plain)
    assert all(italic == (text not in ("√", "ReLU", "∂") and text[0].isalpha()) for _, _, text, italic, _ in drawn.runs)


@pytest.mark.parametrize(
    ("of", "changes", "said"),
    [
        ("stop", {"values": ("x_1>forkk",)}, 'the stop “The inputs” names the edge "x_1>forkk", which the'),
        ("stop", {"narration": ("It is {value:p_11>a_7}.",) * 2}, "“It is {value:p_11>a_7}.” names the edge"),
        ("stop", {"narration": ("It is {valeu:x_1>fork}.",) * 2}, "has the mark {valeu}; the marks are f, b"),
        ("plan", {"labels": {"x_3>fork": Label()}}, 'a label names the edge "x_3>fork"'),
        ("plan", {"summary": {"a": ("value", ("a_3>m_3",), "long")}}, 'the summary of a names the edge "a_3>m_3"'),
    ],
)
def test_a_table_that_names_no_edge_of_its_graph_is_refused_and_told_which_is_near(of, changes, said):
    graph = affine_graph()
    check_edges(graph)
    first, *others = graph.plan.stops
    graph.plan = replace(graph.plan, **(changes if of == "plan" else {"stops": (first._replace(**changes), *others)}))
    told = refusal(check_edges, graph)
    assert told.startswith("ValueError: ")
    assert said in told
    assert "has the mark" in said or re.search(r'did you mean "[^"]+" or "[^"]+"\?$', told)
