"""Your own expression as a graph: its numbers, symbols and picture, and what is said where it is none."""

import ast
import math
import re
import time
from functools import cache
from itertools import combinations, pairwise

import numpy as np
import pytest

from softmax_lib import Graph, LiveGraph, Node, draw, softmax_with_loss_graph, trace
from softmax_lib.graphs import plan as plans
from softmax_lib.graphs.plan import plan_of
from softmax_lib.pictures.graph_picture import narration
from tests.expressions import expressions, slope_at, value_of
from tests.page import compare
from tests.reference import refusal
from tests.svg import all_with, crowded, root_of

COUNT, IN_THE_BROWSER = 500, 20


def layer_norm(x_1, x_2, x_3, gamma, beta, g_1, g_2, g_3):
    centered = [x - (x_1 + x_2 + x_3) / 3 for x in (x_1, x_2, x_3)]
    deviation = sqrt(sum([c * c for c in centered]) / 3 + 1e-5)  # noqa: F821
    z_1, z_2, z_3 = (gamma * (c / deviation) + beta for c in centered)
    return g_1 * z_1 + g_2 * z_2 + g_3 * z_3


def lstm_gate(x, h, c, w, u, b, g):
    f = sigmoid(w * x + u * h + b)
    return f * c + (1 - f) * tanh(g)  # noqa: F821


def logistic(x, w, b, t):
    y = sigmoid(x * w + b)
    return -(t * log(y) + (1 - t) * log(1 - y))  # noqa: F821


EXAMPLES = {
    "Karpathy's": ("(a*b + c)*f", "a=2, b=-3, c=10, f=-2"),
    "a neuron": ("tanh(x1*w1 + x2*w2 + b)", "x1=2, x2=0, w1=-3, w2=1, b=6.8813735870195432"),
    "logistic": (logistic, "x=2, w=-1, b=0.5, t=1"),
    "layer norm": (layer_norm, "x_1=-1, x_2=0, x_3=4, gamma=1.5, beta=0.5, g_1=0.8, g_2=-1.2, g_3=0.5"),
    "LSTM gate": (lstm_gate, "x=1, h=0.5, c=-0.3, w=0.4, u=0.2, b=1, g=0.6"),
}  # fmt: skip


def numbers(given):
    return eval(f"dict({given})")


@cache
def examples():
    return {name: trace(expression, **numbers(given)) for name, (expression, given) in EXAMPLES.items()}


@cache
def graphs():
    return expressions(COUNT)


@cache
def largest():
    """Those with the most edges, of which the picture is the most crowded."""
    return sorted(graphs(), key=lambda graph: -len(graph.edges))[:IN_THE_BROWSER]


# --- numbers --------------------------------------------------------------------------------------------


def test_every_value_and_every_gradient_is_right():
    for graph in (*graphs(), *examples().values()):
        assert sum(node.op is not None for node in graph.nodes.values()) <= 40
        graph.backward()
        assert graph.output.value == pytest.approx(float(value_of(graph.output)), rel=1e-9, abs=1e-9)
        for leaf in graph.inputs:
            slope = float(slope_at(graph.output, leaf))
            assert graph.gradients[graph.trunk(leaf.name).key] == pytest.approx(slope, rel=1e-6, abs=1e-9)


def test_the_random_expressions_have_every_op_and_every_size():
    nodes = [node for graph in graphs() for node in graph.nodes.values()]
    assert {node.op for node in nodes} >= {*"+−×/σ√", "**", "exp", "log", "tanh", "ReLU", "max"}
    sizes = [sum(node.op is not None for node in graph.nodes.values()) for graph in graphs()]
    assert min(sizes) <= 2
    assert sum(size > 30 for size in sizes) > 10


def sigmoid(x):
    return 1 / (1 + math.exp(-x))


CALLS = {"exp": math.exp, "log": math.log, "tanh": math.tanh, "sqrt": math.sqrt, "max": max, "sigma": sigmoid}
CALLS |= {"ReLU": lambda x: max(x, 0)}


def computed(formula, graph, gradients):
    """A formula, with the numbers of the graph; ∂L/∂z is looked up, and so is the letter of a value."""
    known = {node.name: node.value for node in graph.nodes.values() if node.name.isidentifier()}

    def derivative(of, by):
        if of == "L":
            return gradients[graph.trunk(by).key]
        node = graph.nodes[of]
        return sum(
            graph._local(e.key, e.slot, tuple(n.value for n in node.inputs), node)
            for e in graph.into(of)
            if e.source == by
        )

    tree = ast.parse(formula, mode="eval")
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and call.func.id == "d":
            call.func, call.args = ast.Name("derivative", ast.Load()), [ast.Constant(one.id) for one in call.args]
    return eval(compile(ast.fix_missing_locations(tree), "", "eval"), {**CALLS, "derivative": derivative, **known})


def test_every_symbol_is_true():
    count = 0
    for graph in graphs():
        graph.backward()
        for key, label in plan_of(graph).labels.items():
            for formula, number in (
                (label.value, graph.nodes[graph.edges[key].source].value),
                (label.gradient, graph.gradients.get(key)),
            ):
                if formula:
                    count += 1
                    assert computed(formula, graph, graph.gradients) == pytest.approx(number, rel=1e-7, abs=1e-9)
    assert count > 10 * COUNT


@pytest.mark.browser
def test_the_script_computes_every_op_as_python_does(blank):
    for graph in graphs()[::5]:
        live = LiveGraph(graph)
        point = [node.value for node in graph.inputs]
        compare(blank, live._program, live._source, live._run(), [point])


# --- pictures -------------------------------------------------------------------------------------------


def test_no_two_wires_run_on_one_line_but_branches_of_one_value_beside_its_dot():
    for graph in graphs():
        layout = plan_of(graph).layout
        dots = {key: layout.forks.get(edge.source, (None, None)) for key, edge in graph.edges.items()}
        pieces = [
            (key, axis, round(one[1 - axis], 1), *sorted((one[axis], two[axis])))
            for key, wire in layout.wires.items()
            for path in wire.paths
            for one, two in pairwise(path)
            for axis in (0, 1)
            if one[1 - axis] == two[1 - axis] and one != two
        ]
        lines = {}
        for key, axis, at, low, high in pieces:
            lines.setdefault((axis, at), []).append((key, low, high))
        shared = [
            (one[0], two[0])
            for (axis, at), line in lines.items()
            for one, two in combinations(line, 2)
            if one[0] != two[0]
            and min(one[2], two[2]) - max(one[1], two[1]) > 1
            and not (axis == 0 and dots[one[0]] == dots[two[0]] and at == round(dots[one[0]][1] or math.nan, 1))
        ]
        assert shared == []


def test_a_wire_is_level_or_upright_but_where_it_enters_a_node():
    """So that it has a gap wherever it crosses another."""
    for graph in graphs():
        for key, wire in plan_of(graph).layout.wires.items():
            pieces = [piece for path in wire.paths for piece in pairwise(path)]
            assert all(min(abs(x - z), abs(y - end)) < 1e-6 for (x, y), (z, end) in pieces[:-1]), key


def long_chain():
    chain = Node("x", value=0.5)
    for i in range(40):
        chain = chain.tanh() if i % 2 else chain.exp()
    return trace(chain)


def test_a_picture_is_at_most_two_screens_wide():
    assert max(plan_of(graph).layout.view[2] for graph in (*graphs(), long_chain())) <= 2 * 1280


def by_hand():
    """Graphs that no expression makes: only constants, a constant for several nodes, a value taken three times."""
    u, v = Node("u", value=2), Node("v", value=3)
    c, two = Node("c", value=3, constant=True), Node("2", value=2, constant=True)
    yield Graph(Node("z", "+", Node("p", "×", u, c), Node("q", "×", c, c)))
    yield Graph(Node("z", "+", u, c, two))
    yield Graph(Node("z", "exp", c))
    yield Graph(u)
    yield Graph(Node("z", "+", u, u, u))
    yield Graph(Node("z", "max", *(Node(f"x_{k}", value=k) for k in range(12))))
    yield Graph(Node("z", "/", Node("l", "log", Node("m", "+", u, two, Node("d", "×", two, v), Node("e", "exp", v)))))


@pytest.mark.parametrize("graph", [*by_hand(), *examples().values()])
def test_any_graph_is_drawn_with_room_for_every_label(graph):
    for stop in (None, *range(plan_of(graph).last + 1)):
        assert crowded(graph, stop) == []


def test_nothing_runs_into_a_label():
    for graph in (*graphs()[::200], long_chain()):
        assert crowded(graph) == []


OVERLAPS = """(svg) => {
    const boxes = [...svg.querySelectorAll(".sl-label")].map((label) => [...label.querySelectorAll("text, .sl-bar")]
        .map((part) => part.getBoundingClientRect()));
    const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;  // a line has air above and below
    const rings = [...svg.querySelectorAll(".sl-ring")].map((ring) => [ring.getBoundingClientRect()]);
    const all = [...boxes, ...rings], found = [];
    for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < all.length; j++) {
        if (all[i].some((a) => all[j].some((b) => meet(a, b)))) found.push([i, j]);
    }
    return found;
}"""


ONTO_ANOTHER = """(svg) => {
    const [one, two] = svg.querySelectorAll(".sl-label");
    const [a, b] = [one, two].map((label) => label.querySelector(".sl-num").getBoundingClientRect());
    one.setAttribute("transform", `translate(${b.left - a.left} ${b.top - a.top})`);
}"""


@pytest.mark.browser
def test_no_labels_overlap_as_the_browser_measures_them(blank):
    for graph in largest():
        blank.evaluate("(svg) => { document.body.innerHTML = svg; }", draw(graph).svg)
        assert blank.locator("svg").evaluate(OVERLAPS) == []
    blank.locator("svg").evaluate(ONTO_ANOTHER)
    assert blank.locator("svg").evaluate(OVERLAPS) == [[0, 1]]  # so it would be seen


def test_the_plan_of_a_graph_is_made_once(monkeypatch):
    made, layout = [], plans.machine_layout
    monkeypatch.setattr(plans, "machine_layout", lambda *given: made.append(1) or layout(*given))
    graph = trace("x*w + b", x=2, w=3, b=1)
    graph.backward()
    draw(graph)
    draw(graph, 1)
    LiveGraph(graph).fallback()
    assert len(made) == 1


def seconds(act):
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        act()
        times.append(time.perf_counter() - begin)
    return min(times)


def test_a_large_graph_is_drawn_about_as_fast_as_the_courses_own():
    def own():
        draw(softmax_with_loss_graph([0.3, 2.9, 4.0], [0, 0, 1]))

    def traced():
        graph.plan = None
        draw(graph)

    graph = largest()[0]
    assert seconds(traced) < 60 * seconds(own)


def test_every_label_is_drawn_and_can_be_read_out():
    graph = trace("(a*b + c)*f", a=2, b=-3, c=10, f=-2)
    root = root_of(draw(graph).svg)
    labels = [((one.get("data-way"), one.get("data-edge")), one) for one in all_with(root, "sl-label")]
    said = {key: label.find("{*}title").text for key, label in labels}
    assert said.keys() == {(way, key) for way in ("forward", "backward") for key in graph.edges}
    assert said["forward", "a*b>a*b + c"] == "a times b is −6.000"
    assert said["backward", "a>a*b"] == "f times b is 6.000"
    assert draw(graph).description == (
        "A computational graph. a is 2.0000. b is −3.0000. c is 10.0000. f is −2.0000. a times b is −6.0000. "
        "a times b plus c is 4.0000. L is −8.0000. d L by d a is 6.0000. d L by d b is −4.0000. d L by d c is −2.0000. "
        "d L by d f is 4.0000."
    )


def test_the_run_is_told_with_symbols_and_numbers():
    graph = trace("tanh(x*w + b)", x=2, w=-3, b=7)
    plan = plan_of(graph)
    told = [narration(graph, stop) for stop in range(plan.last + 1)]
    assert [stop.heading for stop in plan.stops] == [
        "The inputs", *(f"Forward · {k} of 3" for k in (1, 2, 3)), *(f"Backward · {k} of 4" for k in (1, 2, 3, 4)),
    ]  # fmt: skip
    assert told[2] == "The ‘+’ node adds its inputs. x times w plus b = 1.000."
    assert (
        told[3]
        == "The tanh node squeezes its input into the range between −1 and 1. L is tanh of (x times w plus b) = 0.7616."
    )
    assert told[-1] == (
        "‘×’ multiplies the upstream gradient by the other input. −1.260 toward x, 0.8399 toward w."
    )  # fmt: skip
    assert narration(trace("x*x", x=3), 4) == "x was used more than once, so its gradients add: 6.000."


def test_two_inputs_of_one_name_are_refused():
    message = "ValueError: two nodes are called 'x'; give each its own name"
    assert message in refusal(trace, Node("x", value=1) * Node("x", value=2))


# --- what an expression means ---------------------------------------------------------------------------


MEANT = [
    ("x*w + b", "x=2, w=3, b=1", 7),
    ("log(exp(x*w + b) + 1)", "x=2, w=-1, b=0.5", math.log(math.exp(-1.5) + 1)),
    ("-x", "x=2", -2),
    ("+x*1.0", "x=2", 2),
    ("2*x", "x=3", 6),
    ("x - 2 - x", "x=3", -2),
    ("x**y", "x=2, y=3", 8),
    ("x**2", "x=-3", 9),
    ("2**x", "x=3", 8),
    ("x**-1", "x=4", 0.25),
    ("1/x", "x=4", 0.25),
    ("x/4", "x=1", 0.25),
    ("x/y", "x=3, y=2", 1.5),
    ("3/x", "x=4", 0.75),
    ("sigmoid(x)", "x=2", sigmoid(2)),
    ("σ(x)", "x=2", sigmoid(2)),
    ("tanh(x)", "x=2", math.tanh(2)),
    ("relu(x)", "x=2", 2),
    ("relu(x)", "x=-2", 0),
    ("sqrt(x)", "x=4", 2),
    ("max(x, y, 1)", "x=2, y=-3", 2),
    ("max([x, 0])", "x=-2", 0),
    ("sum([x, y, 1])", "x=2, y=3", 6),
    ("exp(1)*x", "x=2", 2 * math.e),
    ("(x + 1)*(x + 1)", "x=2", 9),
    (" x +\n 1", "x=2", 3),
    ("mu + exp_1", "mu=1, exp_1=2", 3),
    ("x * 1e-3", "x=2", 0.002),
    ("L * 2", "L=2", 4),
    ("expression - 1", "expression=2", 1),
]


@pytest.mark.parametrize(("text", "given", "wanted"), MEANT)
def test_an_expression_gives_its_value_as_a_string_and_as_a_function(text, given, wanted):
    values = numbers(given)
    function = eval(f"lambda {', '.join(values)}: ({text})", {"np": np})
    for graph in (trace(text, **values), trace(function, **values)):
        assert graph.output.value == pytest.approx(wanted, rel=1e-15)
        assert [node.name for node in graph.inputs] == sorted(values, key=re.findall(r"\w+", text).index)
        assert draw(graph).svg
        assert LiveGraph(graph).values == [float(values[node.name]) for node in graph.inputs]


def test_the_arguments_of_a_function_come_in_their_order_and_may_have_defaults():
    graph = trace(lambda x, w=3, *, b=1: b + w * x, x=2)
    assert [(node.name, node.value) for node in graph.inputs] == [("x", 2), ("w", 3), ("b", 1)]


def test_nodes_can_be_added_and_multiplied_and_their_functions_taken():
    x, w = Node("x", value=2), Node("w", value=-0.5)
    graph = trace(np.tanh(np.float64(2) * x + w) / 3)
    assert graph.output.value == pytest.approx(math.tanh(3.5) / 3, rel=1e-15)
    assert (x.value, w.value) == (2, -0.5)
    assert trace(x * w, x=5).output.value == -2.5
    assert refusal(Graph, x * w).startswith("ValueError: a × node has no name; trace")


def test_a_value_that_is_used_twice_forks_also_where_it_is_written_out_twice():
    for graph in (trace("exp(x) / (exp(x) + 1)", x=1), trace(lambda x: (e := exp(x)) / (e + 1), x=1)):  # noqa: F821
        assert [node.op for node in graph.nodes.values() if node.op == "exp"] == ["exp"]
        assert [edge.key for edge in graph.branches("exp(x)")] == ["exp(x)>exp(x) + 1", "exp(x)>L"]


def test_the_reciprocal_of_a_sum_is_taken_once_as_in_the_course():
    graph = trace("a/(a + b) * (b/(a + b))", a=1, b=2)
    assert [node.op for node in graph.nodes.values()].count("/") == 1


def test_sums_of_sums_are_one_node():
    graph = trace("a + b + 1 + (c + 2)", a=1, b=2, c=3)
    assert [(n.op, len(n.inputs)) for n in graph.nodes.values() if n.op] == [("+", 4)]
    assert graph.output.value == 9


def test_a_long_expression_gets_a_letter_that_no_input_has():
    graph = trace("exp(x*w + b) + exp(x*w - b) + z*(x + w + b + z)*(x*w + b)", x=1, w=2, b=3, z=4)
    letters = [name for name in graph.nodes if re.fullmatch(r"[a-z]+_\d", name)]
    assert letters
    assert {name[0] for name in letters} == {"h"}


def test_max_sends_the_gradient_to_the_largest_and_of_two_to_the_first():
    for x, y, wanted in ((2, 1, (1, 0)), (1, 2, (0, 1)), (2, 2, (1, 0))):
        graph = trace("max(x, y)", x=x, y=y)
        graph.backward()
        assert (graph.gradients["x>L"], graph.gradients["y>L"]) == wanted


def test_a_slider_reaches_the_value_it_starts_with():
    live = LiveGraph(trace("x*w + b", x=7, w=-340, b=0.5))
    assert [(one.get("min"), one.get("max")) for one in live._program["inputs"]] == [
        (-10, 10),
        (-1000, 1000),
        (None,) * 2,
    ]


def test_the_neuron_of_micrograd_has_the_gradients_of_its_lecture():
    graph = examples()["a neuron"]
    graph.backward()
    found = [round(graph.gradients[graph.trunk(name).key], 4) for name in ("x1", "w1", "x2", "w2", "b")]
    assert (round(graph.output.value, 4), found) == (0.7071, [-1.5, 1.0, 0.5, 0, 0.5])


# --- what a stranger types ------------------------------------------------------------------------------


def unused(x, y):
    return 2 * x


FORTY_ONE = "+".join(f"exp({k}*x)" for k in range(2, 22))  # 20 exp, 20 × and a +
REFUSED_OF_2 = {
    "x*y": "y has no value; write one after the expression, as in trace(…, y=2)",
    "x^2": '"x^2" is not understood: a power is written x**2',
    "1 + sin(x)": '"sin(x)" is not understood: an expression is made of numbers, names, + - * / ** ',
    "x if x > 0 else 0": '"x if x > 0 else 0" is not understood: max(x, 0) takes the larger',
    "x > 0": '"x > 0" is not understood: max(x, 0)',
    "math.exp(x)": '"math.exp(x)" is not understood: write exp(…) instead',
    "np.exp(x) + 1": '"np.exp(x)" is not understood: write exp(…) instead',
    "abs(x + 1)": '"abs(x + 1)" is not understood: max(x + 1, -(x + 1)) is the absolute value',
    "x[0]": '"x[0]" is not understood: a vector is written as single numbers, x_1, x_2, x_3',
    "[x, 1]": '"[x, 1]" is not understood: a vector',
    "lambda x: x": "is not understood: give the function itself to trace",
    "exp * x": '"exp" is not understood: exp is a function and takes a number, exp(x)',
    "max()*x": '"max()" is not understood: max takes at least one number, not 0',
    "x // (" + "+".join("x" * 40) + ")": 'x+x…" is not understood',
    "x // 2": '"x // 2" is not understood',
    "x * True": '"True" is not understood',
    "x * 2j": '"2j" is not understood',
    "x *": '"x *" is not an expression (invalid syntax)',
    "y = x": '"y = x" is not an expression',
    "x": "the expression is x alone; it must compute something from it",
    "x / 0": "an expression divides by 0",
    "x * (1 / 0)": '"1 / 0" has no value',
    "x * 10**400": '"10**400" has no value',
    "x * log(-1)": '"log(-1)" is not understood',
    "1 / (x - 2)": '"1/(x - 2)" got 0; / takes any number but 0',
    "(x - 3)**0.5": '"(x - 3)**0.5" got -1, 0.5; ** takes a base above 0, or a whole number',
    lambda x, w: x * w: "w has no value; write one after the function, as in trace(…, w=2)",
    lambda x: x * w: "name 'w' is not defined; an expression is made of",  # noqa: F821
    lambda x: 2: "the function returned a int; it must return one value, computed from its arguments",
    lambda x: (x, x): "the function returned a tuple",
    lambda x: None: "returned a NoneType",
    lambda x: lambda y: x * y: "the function returned a function",
    lambda x: x: "x alone",
    lambda x: x if x > 0 else 0: "a comparison or an if is not an op of a graph; max(x, 0) takes",
    lambda x: x or 1: "a comparison or an if",
    lambda x: x == 0: "a comparison or an if",
    lambda x: math.exp(x): "a function of math is not an op of a graph; write exp(x) for math.exp(x)",
    lambda x: np.sin(x): "sin method; an expression is made of numbers, names",
    lambda x: x.mean(): "no attribute 'mean'; an expression is made of numbers, names",
    lambda x: np.maximum(x, 0): "a comparison or an if",
    lambda x: x[0]: "an index or a loop",
    lambda x: sum(x): "an index or a loop over a value is not an op of a graph; a node holds",
    lambda x: x * np.ones(3): "an expression has a ndarray in it; a graph takes single numbers",
    lambda x: np.ones(3) * x: "the function returned a ndarray",
    lambda x: x * "a": "a str in it",
    lambda x: x * math.inf: "an expression has inf in it; a graph takes finite numbers",
    lambda x: abs(x): "abs is not an op of a graph; max(x, -x) is the absolute value",
    lambda x: x ^ 2: "^ is not an op of a graph; a power is written x**2",
    lambda x: x % 2: "//, % or @ is not an op of a graph",
    lambda x: x(2): "a product is written",
    lambda x: x * 10**400: "the expression has no value",
    lambda x: exp(x, 1): "exp takes one number, not 2",  # noqa: F821
}
REFUSED = [
    *((expression, "x=2", said) for expression, said in REFUSED_OF_2.items()),
    ("x*w", "x=2, w=3, b=1", "b is not used in the expression, which has x, w; leave it out"),
    ("x and w", "x=2, w=1", '"x and w" is not understood'),
    ("'x' * 2", "", "\"'x'\" is not understood"),
    ("x(w + 1)", "x=2, w=1", '"x(w + 1)" is not understood: a product is written x*(…)'),
    ("exp(x, w)", "x=2, w=1", '"exp(x, w)" is not understood: exp takes one number, not 2'),
    ("x @ w", "x=2, w=1", '"x @ w" is not understood'),
    ("", "", '"" is not an expression'),
    ("2 + 3", "", '"2 + 3" has no names in it; a graph needs an input'),
    (FORTY_ONE, "x=0.1", "the expression has 41 nodes; a graph has at most 40. Trace a part of it"),
    ("(" * 300 + "x" + ")" * 300, "x=1", "an expression"),  # too many brackets
    ("x" + " + x" * 5000, "x=1", "the expression is too deep; a graph has at most 40 nodes"),
    ("log(x)", "x=0", '"log(x)" got 0; log takes a number above 0'),
    ("exp(x*x)", "x=30", '"exp(x**2)" got 900; exp takes a number up to 709'),
    ("x**y", "x=-2, y=2", '"x**y" got -2, 2, where its gradient is not a finite number'),
    ("sqrt(x)", "x=0", '"sqrt(x)" got 0, where its gradient is not a finite number'),
    ("x*w", "x=np.ones(3), w=1", "x has shape (3,); a single number is accepted"),
    ("x*w", "x='two', w=1", "x is a str with dtype"),
    ("x*w", "x=math.nan, w=1", "x is nan; a finite number"),
    (unused, "x=2, y=1", "y is not used in the expression, which has x; leave it out"),
    (lambda *x: x[0], "", "the function has *x; name each of its arguments"),
    (max, "", "is not a function written in Python; write it as lambda x: …"),
    (3, "", "expression is a int; a string"),
]


@pytest.mark.parametrize(("expression", "given", "said"), REFUSED, ids=range(len(REFUSED)))
def test_what_is_not_understood_is_quoted_with_what_is(expression, given, said):
    told = refusal(trace, expression, **numbers(given))
    assert told.startswith(("ValueError: ", "TypeError: "))
    assert said in told


@pytest.mark.parametrize("show", [draw, LiveGraph])
def test_an_expression_in_place_of_a_graph_is_refused_and_trace_is_named(show):
    message = "TypeError: graph is a str; a Graph is accepted, and trace makes one of an expression"
    assert refusal(show, "x * w").startswith(message)
