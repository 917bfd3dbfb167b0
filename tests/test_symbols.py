"""Every formula of the figures, its descriptions and its narration, parsed by SymPy and held against the graph.

The graph's nodes are run with symbols: a value is what the ops make of a_k and t_k, the gradient of an edge is the
derivative of L by the value on that edge alone, as SymPy finds it. Formulas and graph are compared in 30 digits at
random points with Σt = 1, and at points without where a formula is said to hold for any t.
"""

import random
import re
from functools import cache

import mpmath
import pytest
import sympy as sp

from softmax_lib.graphs.plan import plan_of
from softmax_lib.graphs.softmax_with_loss import softmax_with_loss_graph
from softmax_lib.pictures.text import marked_text
from tests.reference import chains

CLASSES = (2, 3, 4, 5, 10)
OPS = {
    "exp": sp.exp,
    "log": sp.log,
    "/": lambda x: 1 / x,
    "×": lambda u, v: u * v,
    "+": lambda *x: sp.Add(*x),
}
ON_EDGE = sp.Symbol("v")


def symbols(classes):
    """a_1 … and t_1 …"""
    return [sp.symbols(f"{letter}_1:{classes + 1}") for letter in "at"]


@cache
def graph_of(classes):
    return softmax_with_loss_graph([0.1 * k for k in range(classes)], 0)


@cache
def run(classes, edge=None):
    """Every node's expression; where an edge is named, the symbol v travels on it in place of its value."""
    graph, values = graph_of(classes), {}
    leaves = {s.name: s for group in symbols(classes) for s in group} | {"minus_one": sp.Integer(-1)}
    for node in graph.nodes.values():
        if node.op is None:
            values[node.name] = leaves[node.name]
            continue
        came = []
        for slot, source in enumerate(node.inputs):
            cut = edge and edge.source == source.name and edge.target in ("fork", node.name)
            assert slot == 0 or node.inputs[0] is not source
            came.append(ON_EDGE if cut else values[source.name])
        values[node.name] = OPS[node.op](*came)
    return values


@cache
def points(classes, sums_to_one):
    """Two points, the same on every run, in 30 digits."""
    rng, made = random.Random(classes), []
    with mpmath.workdps(30):
        for _ in range(2):
            a = [mpmath.mpf(rng.randint(-200, 200)) / 100 for _ in range(classes)]
            t = [mpmath.mpf(rng.randint(1, 99)) / 10 for _ in range(classes)]
            made.append([*a, *([x / mpmath.fsum(t) for x in t] if sums_to_one else t)])
    return made


@cache
def function(expression, classes):
    a, t = symbols(classes)
    return sp.lambdify([*a, *t], expression, modules="mpmath", cse=True)


@cache
def numbers(expression, classes, sums_to_one):
    """An expression at the points; ``v`` must be gone from it."""
    with mpmath.workdps(30):
        return [mpmath.mpf(function(expression, classes)(*point)) for point in points(classes, sums_to_one)]


@cache
def engine(classes, way, key):
    """The value or gradient of an edge as an expression in a and t."""
    graph = graph_of(classes)
    edge = graph.edges[key]
    value = run(classes)[edge.source]
    if way == "value":
        return value
    if edge.target == "out":
        return sp.Integer(1)
    return sp.diff(run(classes, edge)["L"], ON_EDGE).subs(ON_EDGE, value)


def engine_numbers(classes, way, key, sums_to_one):
    return numbers(engine(classes, way, key), classes, sums_to_one)


@cache
def read(formula, classes, k=None):
    """A formula as SymPy reads it, in terms of a and t; without subscripts it speaks of class k."""
    a, t = symbols(classes)
    S = sp.Add(*map(sp.exp, a))
    y = [sp.exp(x) / S for x in a]
    L = -sp.Add(*(p * sp.log(q) for p, q in zip(t, y, strict=True)))
    names = {"S": S, "T": sp.Add(*t), "L": L, "dots": sp.Add(*t[1:-1])}
    for letter, group in (("a", a), ("t", t), ("y", y)):
        names |= {f"{letter}_{i}": x for i, x in enumerate(group, 1)}
        if k:
            names[letter] = group[k - 1]
    names["d"] = sp.Function("d")
    asked = re.fullmatch(r"d\(L, (\w+)\)", formula)
    if asked:
        return sp.Integer(1) if asked[1] == "L" else sp.diff(L, names[asked[1]])
    return sp.sympify(formula, locals=names)


def agree(mine, theirs):
    return all(abs(p - q) < mpmath.mpf("1e-20") * (1 + abs(q)) for p, q in zip(mine, theirs, strict=True))


def says(classes, formula, way, key, sums_to_one, k=None):
    """Whether a formula is what the graph has on that edge."""
    mine = numbers(read(formula, classes, k), classes, sums_to_one)
    return agree(mine, engine_numbers(classes, way, key, sums_to_one))


every_size = pytest.mark.parametrize("classes", CLASSES)


# labels


def label_formulas(classes):
    """(edge, field, formula, way, for which Σt) of every label of the plan."""
    for key, label in plan_of(graph_of(classes)).labels.items():
        if label.value:
            yield key, "value", label.value, "value", (True, False)
        if label.gradient_any:
            yield key, "gradient", label.gradient, "gradient", (True,)
            yield key, "gradient_any", label.gradient_any, "gradient", (True, False)
        elif label.gradient:
            yield key, "gradient", label.gradient, "gradient", (True, False)


@every_size
def test_every_label_says_what_the_graph_computes(classes):
    wrong = [
        (key, field, formula)
        for key, field, formula, way, sums in label_formulas(classes)
        if not all(says(classes, formula, way, key, one) for one in sums)
    ]
    assert wrong == []


@every_size
def test_every_edge_is_labeled_and_every_gradient_but_the_constant_ones(classes):
    graph, labels = graph_of(classes), plan_of(graph_of(classes)).labels
    assert labels.keys() == graph.edges.keys()
    for key, edge in graph.edges.items():
        if key != "minus_one>L" and key == graph.trunk(edge.source).key:
            assert labels[key].value, key
    # Backward, only what is 1 or −1 on every input stands without a symbol.
    silent = {
        key for key in graph.edges if not labels[key].gradient and not graph.nodes[graph.edges[key].source].constant
    }
    assert silent == {"L>out", "sum>L", *(f"tlog_{k}>sum" for k in range(1, classes + 1))}
    assert {engine(classes, "gradient", key) for key in silent} == {sp.Integer(1), sp.Integer(-1)}


some_sizes = pytest.mark.parametrize("classes", [2, 3, 5])


@some_sizes
def test_a_label_for_any_targets_is_only_there_where_it_is_needed(classes):
    for key, label in plan_of(graph_of(classes)).labels.items():
        if label.gradient_any:
            assert not says(classes, label.gradient, "gradient", key, False), key


def flips(formula):
    """The formula with each of its signs turned in turn, and with its whole sign turned."""
    yield f"-({formula})"
    for i, c in enumerate(formula):
        if c in "+-":
            yield formula[:i] + {"+": "-", "-": "+"}[c] + formula[i + 1 :]


@some_sizes
def test_a_sign_turned_in_any_label_is_noticed(classes):
    tried = 0
    for key, field, formula, way, sums in label_formulas(classes):
        for flipped in flips(formula):
            tried += 1
            assert not says(classes, flipped, way, key, sums[0]), (key, field, flipped)
    assert tried > 20 * classes


# narration


def told(classes, number=0):
    """Every sentence that can be told, for each class worked through: (stop, Σt = 1?, k, sentence)."""
    for stop in plan_of(graph_of(classes)).stops:
        for one, sentence in zip((True, False), stop.narration, strict=True):
            for k in range(1, classes + 1):
                yield stop, one, k, sentence.replace("§", str(k))


def worth(mark, classes, one):
    """The numbers of a mark at the points: of an edge of the graph, or of a formula, or of each side of =."""
    kind, content = mark
    if kind in ("value", "gradient"):
        return [engine_numbers(classes, kind, content, one)]
    return [numbers(read(side, classes), classes, one) for side in content.split("==")]


FACTOR = re.compile(
    r"(?:multiplies it by|by its other input,|its output squared,|own output,?) \{f:([^}]*)\}.*?\{gradient:([^}]*)\}"
)
ARRIVING = re.compile(
    r"(?:upstream gradient is |multiplies )\{b:([^}]*)\}(?:\.| by its other input).*?\{gradient:([^}]*)\}"
)


def trunk_after(classes, key):
    """The edge from which a gradient comes to this one."""
    graph = graph_of(classes)
    return graph.trunk(graph.edges[key].target).key


def factor(classes, key, one):
    """The local derivative on an edge: what goes out over what came in."""
    went, came = (engine(classes, "gradient", k) for k in (key, trunk_after(classes, key)))
    return numbers(went / came, classes, one)


def on_some_edge(mark, classes, one):
    """Whether a formula in the forward color is a value of the graph, one in the backward color a gradient."""
    kind, content = mark
    way = "value" if kind == "f" else "gradient"
    edges = [key for key, e in graph_of(classes).edges.items() if way == "value" or not e.source.startswith("t_")]
    return any(
        agree(numbers(read(content, classes), classes, one), engine_numbers(classes, way, k, one)) for k in edges
    )


def wrong_in(sentence, classes, one):
    """The chains of a sentence whose members differ, and its formulas that are not what the graph has there."""
    factors = FACTOR.findall(sentence)
    wrong = [pair for pair in factors if not agree(*worth(("f", pair[0]), classes, one), factor(classes, pair[1], one))]
    for formula, key in ARRIVING.findall(sentence):
        came = engine_numbers(classes, "gradient", trunk_after(classes, key), one)
        wrong += [] if agree(*worth(("b", formula), classes, one), came) else [(formula, key)]
    for mark in marked_text.parts(sentence):
        if mark[0] in ("f", "b") and "==" not in mark[1] and mark[1] not in [formula for formula, _ in factors]:
            wrong += [] if on_some_edge(mark, classes, one) else [mark]
    for chain in chains(sentence):
        sides = [side for mark in chain for side in worth(mark, classes, one)]
        wrong += [chain for side in sides[1:] if not agree(side, sides[0])]
    for kind, content in marked_text.parts(sentence):
        if kind in ("f", "b", "m") and "==" in content:
            left, right = worth((kind, content), classes, one)
            wrong += [] if agree(left, right) else [content]
    return wrong


@some_sizes
def test_what_the_narration_calls_equal_is_equal(classes):
    for stop, one, k, sentence in told(classes):
        told_to_all = stop.narration[0] == stop.narration[1]
        for sums in (True, False) if told_to_all else (one,):
            assert wrong_in(sentence, classes, sums) == [], (stop.heading, k, sums)


def test_a_formula_stands_next_to_every_number_of_the_narration():
    found = {}
    for stop, _, _, sentence in told(3):
        spoken = [chain for chain in chains(sentence) if chain[-1][0] in ("value", "gradient")]
        marks = [m for m in marked_text.parts(sentence) if m[0] in ("value", "gradient")]
        found[stop.heading] = (len(spoken), len(marks))
    assert {heading: counts for heading, counts in found.items() if counts[0] != counts[1]} == {}
    assert sum(marks for _, marks in found.values()) >= 14


@some_sizes
def test_the_narration_says_the_upstream_gradient_and_by_what_it_is_multiplied(classes):
    """That both are right is part of wrong_in; here, that both are said where something is multiplied."""
    said = {"factor": set(), "arriving": set()}
    for stop, *_, sentence in told(classes):
        said["factor"] |= {stop.heading for _ in FACTOR.findall(sentence)}
        said["arriving"] |= {stop.heading for _ in ARRIVING.findall(sentence)}
    assert said["factor"] == {f"Step {k} of 6 · backward" for k in (1, 2, 3, 5, 6)}
    assert said["arriving"] == {f"Step {k} of 6 · backward" for k in (1, 2, 5)}
