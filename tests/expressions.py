"""Random expressions of up to 40 nodes, and their values and slopes in 50 digits, by functions of the tests' own."""

import random
from contextlib import suppress

import mpmath

from softmax_lib import Node, trace
from softmax_lib.graphs.trace import MOST

DIGITS = 50

OWN = {
    "exp": mpmath.exp, "log": mpmath.log, "+": lambda *x: mpmath.fsum(x), "−": lambda u, v: u - v,
    "×": lambda u, v: u * v, "/": lambda x: 1 / x, "**": lambda u, v: u**v, "σ": lambda x: 1 / (1 + mpmath.exp(-x)),
    "tanh": mpmath.tanh, "ReLU": lambda x: max(x, mpmath.mpf(0)), "max": lambda *x: max(x), "√": mpmath.sqrt,
}  # fmt: skip


def value_of(node, known=None):
    """The value of a node in many digits; ``known`` gives that of some nodes, and keeps the rest."""
    known = {} if known is None else known
    if node not in known:
        came = [value_of(one, known) for one in node.inputs]
        known[node] = OWN[node.op](*came) if node.op else mpmath.mpf(node.value)
    return known[node]


def slope_at(output, leaf):
    """The central difference of an output toward a leaf."""
    with mpmath.workdps(DIGITS):
        h = mpmath.mpf(10) ** -15
        up, down = (value_of(output, {leaf: mpmath.mpf(leaf.value) + by}) for by in (h, -h))
        return (up - down) / (2 * h)


def slope_on(graph, key):
    """A nudge of what goes forward on an edge, and what it does to the output, in many digits."""
    edge, h = graph.edges[key], mpmath.mpf(10) ** -15

    def loss(by):
        values = {}
        for name, node in graph.nodes.items():
            came = []
            for slot, one in enumerate(node.inputs):
                here = edge.source == one.name and (edge.target == "fork" or (edge.target, edge.slot) == (name, slot))
                came.append(values[one.name] + (by if here else 0))
            values[name] = OWN[node.op](*came) if node.op else value_of(node)
        return values[graph.output.name]

    with mpmath.workdps(DIGITS):
        return float((loss(h) - loss(-h)) / (2 * h))


def expression(rng, most=MOST):
    """A node of up to ``most`` ops, whose value is smooth at its inputs: no tie of max, no number near 0 in ReLU."""
    letters = rng.choice(
        (["x"], ["x", "w", "b"], ["x_1", "x_2", "w_1", "w_2", "b"], [*"abcdef"], ["a", "t", "x", "y1"])
    )
    pool = [Node(name, value=rng.choice((-1, 1)) * rng.randint(2, 30) / 10) for name in letters]
    unused, count, wanted = list(pool), 0, rng.randint(1, 2 * most)
    values = {node: node.value for node in pool}
    while count < wanted - len(unused) + 1 or count < 1:
        x, y = (rng.choice(unused if unused and rng.random() < 0.7 else pool) for _ in "xy")
        made = _one(rng, x, y, values)
        if made is None:
            continue
        with mpmath.workdps(DIGITS):
            values[made] = float(value_of(made))
        if made.op != "ReLU" and not 0.01 < abs(values[made]) < 40:
            continue
        count += 1 + sum(one.op is not None and one not in values for one in made.inputs)
        unused = [node for node in unused if node is not x and node is not y] + [made]
        pool.append(made)
    total = unused[0]
    for node in unused[1:]:
        total = total + node if rng.random() < 0.5 else total - node
    return total


def _one(rng, x, y, values):
    """One op on x, or on x and y, where it is defined and smooth; None where it is not."""
    number, u, v = rng.choice((2, 3, 0.5, -1, 10, 0.25)), values[x], values[y]
    ways = [lambda: x + y, lambda: x - y, lambda: x * y, lambda: x + number, lambda: number * x, lambda: number - x]
    ways += [lambda: x.tanh(), lambda: Node(None, "σ", x), lambda: -x, lambda: x / number, lambda: x * x, lambda: x**2]
    if abs(u) > 0.05:
        ways += [lambda: 1 / x, lambda: Node(None, "ReLU", x), lambda: x**3]
    if abs(v) > 0.05:
        ways.append(lambda: x / y)
    if u > 0.05:
        ways += [lambda: x.log(), lambda: x.sqrt(), lambda: x**0.5, lambda: x**-1.5]
        ways += [lambda: x**y] if abs(v) < 3 else []
    if abs(u) < 4:
        ways += [lambda: x.exp()] * 2 + [lambda: 2**x]
    if abs(u - v) > 0.05:
        ways.append(lambda: Node(None, "max", x, y))
    return rng.choice(ways)()


def expressions(count, seed=2026):
    """So many graphs, the same in each run."""
    rng, made = random.Random(seed), []
    while len(made) < count:
        with suppress(ValueError):  # more than 40 nodes
            made.append(trace(expression(rng)))
    return made
