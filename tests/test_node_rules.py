"""The node rules: graphs of one node, and the fork, whose numbers, symbols and sentences are held against SymPy."""

import re

import pytest
import sympy as sp

from softmax_lib import Graph, LiveGraph, Node, draw, node_rule
from softmax_lib.graphs.node_rules import RULES, TOLD
from softmax_lib.ops import OPS
from softmax_lib.pictures.graph_picture import narration
from tests.reference import refusal

every_rule = pytest.mark.parametrize("name", RULES)
Z = "d(L, z)"
X, U, V, G = sp.symbols("x u v G")
RULE = {
    "×": (U * V, {"u": U, "v": V}),
    "+": (U + V, {"u": U, "v": V}),
    "−": (U - V, {"u": U, "v": V}),
    "/": (1 / X, {"x": X}),
    "**": (U**V, {"u": U, "v": V}),
    "exp": (sp.exp(X), {"x": X}),
    "log": (sp.log(X), {"x": X}),
    "σ": (1 / (1 + sp.exp(-X)), {"x": X}),
    "tanh": (sp.tanh(X), {"x": X}),
    "ReLU": (sp.Max(X, 0), {"x": X}),
    "max": (sp.Max(U, V), {"u": U, "v": V}),
    "√": (sp.sqrt(X), {"x": X}),
    "1/√": (1 / sp.sqrt(X), {"x": X}),
}
FUNCTIONS = {"sigma": lambda x: 1 / (1 + sp.exp(-x)), "ReLU": lambda x: sp.Max(x, 0), "max": sp.Max}


def test_at_the_fork_what_comes_back_is_added():
    graph = node_rule("fork")
    graph.set(x=3, g_1=0.25, g_2=-4)
    graph.forward()
    graph.backward()
    assert graph.gradients["x>fork"] == -3.75
    assert graph.nodes["L"].value == 3 * (0.25 - 4)


def as_sympy(formula, known):
    left, _, right = formula.replace(Z, "G").partition("==")
    slope = {"d": lambda z, x: sp.diff(known[z], x)}
    return sp.sympify(f"{left} - ({right or 0})", locals={"G": G} | FUNCTIONS | slope).subs(known)


@pytest.mark.parametrize("op", RULE)
def test_the_symbols_of_a_rule_are_true(op):
    out, inputs = RULE[op]
    labels = node_rule(op).plan.labels
    known = {sp.Symbol("z"): out}
    assert sp.simplify(as_sympy(labels["z>L"].value, known)) == 0
    assert labels["z>L"].gradient == Z
    for name, symbol in inputs.items():
        assert sp.simplify(as_sympy(labels[f"{name}>z"].gradient, known) - G * sp.diff(out, symbol)) == 0


@pytest.mark.parametrize("op", RULE)
def test_the_local_derivative_that_is_told_is_true(op):
    out, _ = RULE[op]
    for told in (text for _, text in TOLD[op]):
        for name, said in re.findall(r"\{f:d\(z, (\w)\) == ([^}]*)\}", told):
            assert sp.simplify(sp.sympify(said).subs({sp.Symbol("z"): out}) - sp.diff(out, sp.Symbol(name))) == 0
        for said in re.findall(r"\{f:([^}]*)\} = \{value:z>L\}", told):
            for side in said.split("=="):
                assert sp.simplify(as_sympy(side, {}) - out) == 0
    assert op in ("×", "+", "−", "ReLU", "max") or "== " in TOLD[op][3][1]


def test_every_op_that_a_graph_can_draw_has_its_rule():
    assert set(RULES) == {*OPS, "fork"}


def test_relu_is_told_as_its_two_cases():
    told = TOLD["ReLU"][3][1]
    assert "If {f:x} is positive, {f:d(z, x)} is 1" in told
    assert "Otherwise {f:d(z, x)} is 0" in told


@every_rule
def test_every_stop_is_told_with_its_numbers_and_drawn(name):
    graph = node_rule(name)
    for stop in range(4):
        told = narration(graph, stop)
        assert "{" not in told
        assert told in draw(graph, stop).description
    assert draw(graph).description.startswith(graph.plan.title)


@every_rule
def test_a_rule_is_live_over_the_whole_of_its_sliders(name):
    live = LiveGraph(node_rule(name))
    ends = [live._graph.plan.ranges.get(node.name, (-5, 5)) for node in live._graph.inputs]
    for which in (0, 1):
        live.values = [pair[which] for pair in ends]
    assert 2 <= len(live.values) <= 3
    assert [(i.get("min", -5), i.get("max", 5)) for i in live._program["inputs"]] == ends


def test_the_drawn_rule_shows_its_node_and_no_other():
    for name in RULES:
        assert set(node_rule(name).plan.layout.nodes) == (set() if name == "fork" else {"z"})


def test_an_unknown_rule_is_refused_with_the_names():
    message = "ValueError: there is no rule for 'sin'; "
    message += "there is one for ×, +, −, /, **, exp, log, σ, tanh, ReLU, max, √, 1/√, fork"
    assert message in refusal(node_rule, "sin")


@pytest.mark.parametrize(
    ("op", "value", "message"),
    [
        ("log", 0, "node 'z' got 0; log takes a number above 0"),
        ("log", -1, "node 'z' got -1; log takes a number above 0"),
        ("/", 0, "node 'z' got 0; / takes any number but 0"),
        ("exp", 710, "node 'z' got 710; exp takes a number up to 709"),
        ("1/√", 0, "node 'z' got 0; 1/√ takes a number above 0"),
        ("1/√", -2, "node 'z' got -2; 1/√ takes a number above 0"),
    ],
)
def test_what_an_op_does_not_take_is_refused_in_words(op, value, message):
    assert message in refusal(Graph, Node("z", op, Node("x", value=value)))
    live = LiveGraph(Graph(Node("z", op, Node("x", value=1))))
    with pytest.raises(ValueError, match=re.escape(message)):
        live.values = [value]
    assert live.values == [1.0]
    assert live.fallback()


def test_a_product_that_overflows_is_refused():
    said = refusal(Graph, Node("z", "×", *[Node("x", value=1e200)] * 2))
    assert re.match("ValueError: .*× takes numbers up to 1e308", said)
