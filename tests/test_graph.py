"""The computational graph: ops, forks, events, errors; and Softmax-with-Loss against formulas in closed form."""

import math
import re

import numpy as np
import pytest

from softmax_lib.graph import OPS, Graph, Node
from softmax_lib.graphs.softmax_with_loss import softmax_with_loss_graph
from tests.reference import refusal

A = [0.3, 2.9, 4.0]
T = [0, 0, 1]


def is_minus_zero(x):
    return x == 0 and math.copysign(1, x) < 0


def leaf(name, value):
    return Node(name, value=value)


# ops

POINTS = {
    "exp": [(-3.0,), (0.0,), (2.5,)],
    "log": [(0.01,), (1.0,), (7.5,)],
    "/": [(0.2,), (-1.5,), (30.0,)],
    "×": [(2.0, -5.0), (0.0, 3.0), (-0.5, 0.0)],
    "+": [(1.0,), (2.0, -3.0), (0.1, 0.2, 0.3, -4.0)],
    "σ": [(-3.0,), (0.0,), (2.5,), (-40.0,), (40.0,)],
    "ReLU": [(-3.0,), (-0.01,), (0.01,), (2.5,)],
    "1/√": [(0.01,), (1.0,), (30.0,)],
    "√": [(0.01,), (1.0,), (30.0,)],
    "−": [(2.0, -3.0), (0.0, 5.0)],
    "**": [(2.0, 3.0), (0.5, -1.5), (7.0, 0.5)],
    "tanh": [(-3.0,), (0.0,), (2.5,)],
    "max": [(1.0,), (2.0, -3.0), (0.1, 0.2, 0.3, -4.0)],
}


def test_every_op_is_tried():
    assert POINTS.keys() == OPS.keys()


@pytest.mark.parametrize("op", OPS)
def test_the_local_derivative_of_an_op_equals_central_differences(op):
    forward, local = OPS[op].forward, OPS[op].local
    for x in POINTS[op]:
        for i in range(len(x)):
            h = 1e-6 * max(1, abs(x[i]))
            up, down = ((*x[:i], x[i] + d, *x[i + 1 :]) for d in (h, -h))
            expected = (forward(*up) - forward(*down)) / (2 * h)
            assert local(i, x, forward(*x)) == pytest.approx(expected, rel=1e-7, abs=1e-7)


@pytest.mark.parametrize(
    ("op", "inputs", "value"),
    [
        ("log", [math.e], 1),
        ("/", [4], 0.25),
        ("σ", [0], 0.5),
        ("σ", [1], math.e / (1 + math.e)),
        ("σ", [-2], 1 / (1 + math.exp(2))),
        ("σ", [800], 1),
        ("σ", [-800], 0),
        ("ReLU", [2.5], 2.5),
        ("ReLU", [-2.5], 0),
        ("ReLU", [0], 0),
        ("1/√", [4], 0.5),
    ],
)
def test_an_op_computes_what_its_sign_says(op, inputs, value):
    node = Node("z", op, *(leaf(f"x_{i}", x) for i, x in enumerate(inputs)))
    graph = Graph(node)
    assert graph.nodes["z"].value == pytest.approx(value, rel=1e-15)


def test_relu_stops_what_comes_back_at_0_and_below():
    for x, local in ((0.0, 0.0), (-0.0, 0.0), (-1e-300, 0.0), (1e-300, 1.0)):
        node = Node("z", "ReLU", leaf("x", x))
        graph = Graph(node)
        graph.backward(-3.0)
        assert (graph.gradients["x>z"], is_minus_zero(node.value)) == (-3.0 * local, False)
        assert not is_minus_zero(graph.gradients["x>z"])


# forks


def test_a_value_used_twice_by_one_op_has_two_branches():
    graph = Graph(Node("square", "×", *[leaf("u", 3.0)] * 2))
    graph.backward()
    assert list(graph.edges) == ["u>fork", "u>square#1", "u>square#2", "square>out"]
    assert [graph.gradients[k] for k in ("u>square#1", "u>square#2", "u>fork")] == [3, 3, 6]


def test_a_value_used_three_times_by_a_sum_counts_three_times():
    graph = Graph(Node("z", "+", *[leaf("u", 1.25)] * 3))
    graph.backward()
    assert graph.nodes["z"].value == 3.75
    assert graph.gradients["u>fork"] == 3
    assert [e.key for e in graph.branches("u")] == ["u>z#1", "u>z#2", "u>z#3"]


# events


def small_graph():
    u, v = leaf("u", 2.0), leaf("v", 5.0)
    product = Node("p", "×", u, v)
    return Graph(Node("z", "+", product, Node("e", "exp", u)))


def test_forward_tells_one_event_for_each_edge_in_order():
    graph = small_graph()
    events = graph.forward()
    assert [e.edge for e in events] == list(graph.edges)
    e2 = math.exp(2)
    assert [tuple(e) for e in events] == [
        ("u>fork", "input", (), None, 2.0),
        ("u>p", "fork", (2.0,), None, 2.0),
        ("u>e", "fork", (2.0,), None, 2.0),
        ("v>p", "input", (), None, 5.0),
        ("p>z", "×", (2.0, 5.0), None, 10.0),
        ("e>z", "exp", (2.0,), None, e2),
        ("z>out", "+", (10.0, e2), None, 10 + e2),
    ]


def test_backward_tells_one_event_for_each_edge_in_order():
    e2 = math.exp(2)
    assert [tuple(e) for e in small_graph().backward()] == [
        ("z>out", "start", (), None, 1.0),
        ("p>z", "+", (1.0,), 1.0, 1.0),
        ("e>z", "+", (1.0,), 1.0, 1.0),
        ("u>e", "exp", (1.0,), e2, e2),
        ("u>p", "×", (1.0,), 5.0, 5.0),
        ("v>p", "×", (1.0,), 2.0, 2.0),
        ("u>fork", "fork", (5.0, e2), None, 5 + e2),
    ]


def test_what_goes_out_of_an_edge_is_what_came_in_times_the_local_derivative():
    graph = softmax_with_loss_graph(A, [0.2, 0.3, 0.5])
    for event in graph.backward():
        if event.rule == "fork":
            assert event.local is None
            assert event.outgoing == pytest.approx(sum(event.incoming), rel=1e-14)
        elif event.rule != "start":
            (came,) = event.incoming
            assert event.outgoing == came * event.local


def test_the_upstream_gradient_multiplies_everything():
    graph = softmax_with_loss_graph(A, T)
    graph.backward()
    once = dict(graph.gradients)
    graph.backward(-2.0)
    assert graph.gradients == {key: -2 * x if x else 0.0 for key, x in once.items()}


def test_backward_twice_gives_the_same_answer():
    graph = softmax_with_loss_graph(A, [0.2, 0.3, 0.5])
    for run in (graph.backward, graph.forward):
        assert run() == run()


def test_new_inputs_leave_no_trace_of_the_old():
    graph = softmax_with_loss_graph([1, 2, 3], [1, 0, 0])
    graph.backward()
    graph.set(a_1=0.3, a_2=2.9, a_3=4.0, t_1=0, t_3=1)
    assert graph.gradients == {}
    fresh = softmax_with_loss_graph(A, T)
    assert graph.forward() == fresh.forward()
    assert graph.backward() == fresh.backward()


# stretches


def test_without_stretches_every_node_and_every_fork_is_one_step():
    assert small_graph().stretches == [
        ("start", ["z>out"]),
        ("z", ["p>z", "e>z"]),
        ("e", ["u>e"]),
        ("p", ["u>p", "v>p"]),
        ("fork of u", ["u>fork"]),
    ]


def test_nothing_flows_back_to_a_constant():
    c = Node("c", value=3, constant=True)
    graph = Graph(Node("z", "+", Node("p", "×", leaf("u", 2.0), c), Node("q", "×", c, c)))
    graph.backward()
    assert graph.gradients == {"z>out": 1, "p>z": 1, "q>z": 1, "u>p": 3}
    assert [n.name for n in graph.inputs] == ["u"]


def test_stretches_may_take_the_edges_in_another_order():
    u, v = leaf("u", 2.0), leaf("v", 5.0)
    steps = [("first", ["z>out"]), ("v", ["v>z"]), ("u", ["u>z"])]
    assert [e.edge for e in Graph(Node("z", "×", u, v), steps).backward()] == ["z>out", "v>z", "u>z"]


def test_a_step_that_comes_too_early_says_which_edge_is_missing():
    graph = Graph(Node("z", "×", leaf("u", 2), leaf("v", 5)), [("early", ["u>z"]), ("start", ["z>out"])])
    assert re.match("ValueError: .*u>z comes before .*z>out", refusal(graph.backward))


def test_a_fork_that_is_added_too_early_says_which_branch_is_missing():
    steps = [("start", ["z>out"]), ("one", ["u>z#1"]), ("fork", ["u>fork"]), ("two", ["u>z#2"])]
    graph = Graph(Node("z", "×", *[leaf("u", 2)] * 2), steps)
    assert re.match("ValueError: .*u>fork comes before .*u>z#2", refusal(graph.backward))


# errors


def test_an_unknown_op_is_named_with_the_known_ones():
    said = refusal(Node, "z", "sin", leaf("u", 1))
    assert re.match(r"ValueError: .*'z' is 'sin'.*exp, log, \+, −, ×, /", said)


@pytest.mark.parametrize(
    ("op", "count", "wanted"), [("exp", 2, 1), ("×", 1, 2), ("×", 3, 2), ("+", 0, 1), (None, 1, 0)]
)
def test_a_wrong_number_of_inputs_is_named(op, count, wanted):
    said = refusal(Node, "z", op, *(leaf(f"x_{i}", 1) for i in range(count)))
    assert re.match("ValueError: .*'z'", said)
    assert f"{op or 'an input'} takes {wanted} inputs, not {count}" in said


@pytest.mark.parametrize("twins", ["uu", "zv"])
def test_two_nodes_with_one_name_are_refused(twins):
    said = refusal(Graph, Node("z", "×", *(leaf(name, 2) for name in twins)))
    assert said.startswith(f"ValueError: two nodes are called '{twins[0]}'")


def test_an_input_without_a_value_is_named():
    assert re.match("ValueError: .*'v' has no value", refusal(Graph, Node("z", "×", leaf("u", 2), Node("v"))))


@pytest.mark.parametrize("name", ["z", "w", "p"])
def test_only_inputs_can_be_set_and_the_message_lists_them(name):
    assert re.match(f"ValueError: .*'{name}' is not an input .* u, v$", refusal(small_graph().set, **{name: 1}))


# length, and minus zero


def test_a_chain_of_two_thousand_nodes_runs_both_ways():
    node = leaf("x", 1.0)
    half = Node("half", value=0.999, constant=True)
    for i in range(2000):
        node = Node(f"n_{i}", "×", node, half)
    graph = Graph(node)
    assert graph.output.value == pytest.approx(0.999**2000, rel=1e-11)
    assert len(graph.backward()) == 2001
    assert graph.gradients["x>n_0"] == pytest.approx(0.999**2000, rel=1e-11)


def numbers_of(graph, upstream=1.0):
    for event in [*graph.forward(), *graph.backward(upstream)]:
        yield from ((event.edge, x) for x in (*event.incoming, event.local, event.outgoing) if x is not None)
    yield from ((name, node.value) for name, node in graph.nodes.items())


@pytest.mark.parametrize(
    ("a", "t"),
    [(A, T), ([50, -50], 0), ([50, -50], 1), ([0, 0], [0, 0]), ([-0.0, 0.0], [-0.0, 1]), ([40, -40, 0], [0, 0, 3])],
)
def test_no_number_is_ever_minus_zero(a, t):
    graph = softmax_with_loss_graph(a, t)
    for upstream in (1.0, -1.0, 0.0, -0.0):
        assert [edge for edge, x in numbers_of(graph, upstream) if is_minus_zero(x)] == []


def test_an_input_set_to_minus_zero_becomes_zero():
    graph = Graph(Node("z", "×", leaf("u", 2), leaf("v", 5)))
    graph.set(u=-0.0)
    assert not any(is_minus_zero(x) for _, x in numbers_of(graph))


# Softmax-with-Loss


def test_what_is_passed_in_stays_as_it_was():
    a, t = np.array(A), np.array([0.2, 0.3, 0.5])
    graph = softmax_with_loss_graph(a, t)
    graph.set(a_1=1, t_1=2)
    graph.backward()
    assert a.tolist() == A
    assert t.tolist() == [0.2, 0.3, 0.5]


REFUSED = {
    "softmax_with_loss_graph([1], 0)": r"ValueError: a has shape \(1,\).*2 to 10",
    "softmax_with_loss_graph([0] * 11, 0)": r"ValueError: a has shape \(11,\).*2 to 10",
    "softmax_with_loss_graph([0, 50.5], 0)": r"ValueError: a has 50\.5 in class 1.*-50 to 50",
    "softmax_with_loss_graph([-51, 0], 0)": r"ValueError: a has -51 in class 0.*-50 to 50",
    "softmax_with_loss_graph([math.nan, 0], 0)": r"ValueError: a has NaN in class 0",
    "softmax_with_loss_graph([0, -math.inf], 0)": r"ValueError: a has -inf in class 1.*-50 to 50",
    'softmax_with_loss_graph(["a", "b"], 0)': r"TypeError: a is a list with dtype <U1.*real numbers",
    "softmax_with_loss_graph([[0, 1], [1, 0]], 0)": r"ValueError: a has shape \(2, 2\).*one example",
    "softmax_with_loss_graph(A, 3)": r"ValueError: t has 3.*0 to 2",
    "softmax_with_loss_graph(A, 1.0)": r"TypeError: t has shape \(\) and dtype float64.*integer label",
    "softmax_with_loss_graph(A, [0, 1])": r"ValueError: t has shape \(2,\).*shape \(3,\)",
    "softmax_with_loss_graph(A, [0, 0, -0.5])": r"ValueError: t has -0\.5 in class 2.*>= 0",
}


@pytest.mark.parametrize(("call", "named"), REFUSED.items())
def test_bad_input_names_the_argument_and_what_came(call, named):
    assert re.match(named, refusal(eval, call, globals()))
