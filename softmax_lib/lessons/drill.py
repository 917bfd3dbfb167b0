"""Drills: a small random graph, and its gradients asked one after another, from the loss backward.

Nothing is judged by a text: each wrong rule is applied to the graph, and the number that it gives is looked for.
"""

import math
import random
import re
from contextlib import suppress
from dataclasses import replace
from itertools import combinations

import traitlets

from softmax_lib.arguments import at_least, integer
from softmax_lib.graphs.machine_layout import machine_layout
from softmax_lib.graphs.plan import Stop, plan_of
from softmax_lib.graphs.trace import trace
from softmax_lib.language import N_, Sentences, _
from softmax_lib.lessons.judging.mistakes import MISTAKES
from softmax_lib.live.page import record
from softmax_lib.live.page.kept import Kept
from softmax_lib.live.page.view import Checked, script, sealed, style
from softmax_lib.ops import OPS
from softmax_lib.pictures.graph_picture import draw, gradient_svg
from softmax_lib.pictures.text import formulas

__all__ = ["LEVELS", "RULES", "Drill", "drill", "drilled", "wrong_rules"]

# The expressions of each level; {c} and {d} become numbers, and an input whose name begins with a is a logarithm.
LEVELS = {
    1: ("(x + b)*w", "x*w + b", "w*(u + v)"),
    2: ("({c}*x + {d})*w", "{c}*(x*w + {d})", "({c} - x)*w*{d}", "{c}*x*w + {d}*b", "({c}*x + b)*w*{d}"),
    3: ("x*w + {c}*x", "(x + w)*x", "(x*w + b)*w", "(x + b)*w + {c}*(x + b)", "x*w*(b - x*w)", "(x + b)*(x + w)"),
    4: (
        "w*exp(a) + b", "w*(exp(a) + {c})", "w/x + b", "w/(x + b)", "exp(a)*w/x", "log(x*w)*{c}", "{c}*log(x*w + b)",
        "w*relu(x + b)", "relu(x*w + b)*u", "relu(x*w)/u",
    ),
    5: (
        "w*exp(a_1)/(exp(a_1) + exp(a_2))", "-log(exp(a_1)/(exp(a_1) + exp(a_2)))",
        "{c}*log(exp(a_1) + exp(a_2)) - a_1", "log(exp(a_1) + exp(a_2) + exp(a_3)) - a_2",
        "w/(exp(a_1) + exp(a_2)) + {c}*exp(a_1)",
    ),
}  # fmt: skip
_NUMBERS = {level: [n for n in range(-most, most + 1) if abs(n) > 1] for level, most in ((1, 9), (2, 6), (3, 6))}
_NUMBERS[4] = _NUMBERS[5] = [-4, -3, -2, -0.5, 0.5, 2, 3, 4, 5, 8]
_POWERS = 0.5, 2, 3, 4, 5, 6, 8  # what exp gives
HELD = 3  # so many drills are on the page, for a reader without a kernel
TRIES = 2
_STYLE = re.compile("<style>.*?</style>", re.S)  # all pictures have the same: it is sent once
TOLERANCE = 6e-5  # a wrong number may be typed with four decimals

# The wrong rules: the mistake of the bank or a name, and what is told.
RULES = Sentences(
    {
        "sign": N_("The size is right, but the sign is flipped."),
        "upstream": N_("That is the local derivative alone. Multiply it by the upstream gradient."),
        "left out": N_("That is the upstream gradient, unchanged. Multiply it by the local derivative of the node."),
        "replaced": N_("That is only the gradient that arrives last. Where the paths meet, their gradients add."),
        "branch": N_("That is the gradient of one path only. Where the paths meet, their gradients add."),
        "input": N_("You multiplied by the input on this line. ‘×’ multiplies by the other input."),
        "product": N_("You multiplied by an input, as ‘×’ does. ‘+’ and ‘−’ do not."),
        "square": N_("‘/’ multiplies by minus its output squared, and the square is missing."),
        "exp": N_("You multiplied by the input of exp. Its local derivative is its output."),
        "log": N_("You multiplied by the input of log. Its local derivative is 1 over the input."),
        "/": N_("You squared the input of ‘/’. Its local derivative is minus its output squared."),
        "ReLU": N_("You multiplied by the input of ReLU. Its local derivative is 1 or 0."),
    }
)
_AT_WRONG_VALUE = N_("the local derivative at the wrong value")
_NAMES = {
    "sign": MISTAKES[1].name, "upstream": MISTAKES[8].name, "replaced": MISTAKES[23].name, "branch": MISTAKES[4].name,
    "square": MISTAKES[5].name, "left out": N_("no local derivative"),
    "input": N_("the derivative for the wrong input"), "product": N_("the rule of ‘×’ at another node"),
} | dict.fromkeys(("exp", "log", "/", "ReLU"), _AT_WRONG_VALUE)  # fmt: skip

SAID = Sentences(
    {
        "told": N_(
            "<b>Drill, level {level}.</b> The forward values are given. Go backward from the loss, and type the "
            "gradient that belongs at the question mark, such as −3, 0.5 or 1/4."
        ),
        "repr": N_("A drill of level {level} (seed={seed}): type the gradients of this graph, from the loss backward."),
        "line": N_("Which gradient goes from the ‘{op}’ node, which computed {out}, back to {name}?"),
        "branch": N_("Which gradient goes from the ‘{op}’ node, which computed {out}, back to the fork of {name}?"),
        "fork": N_("Which gradient leaves the fork of {name}?"),
        "fork way": N_("The value was used more than once, so its gradients add: {numbers} = {right}."),
        "way": N_("{rule} Here: {upstream}\u00a0·\u00a0{local} =\u00a0{right}."),
        "unchanged": N_("{rule} Here: {right}."),
        "name": N_("<b>{name}.</b> {message}"),
    }
)


def drill(seed: int | None = None, level: int | None = None):
    """Ask for the gradients of a small random graph, one after another, from the loss backward.

    There are five levels: 1 a ‘×’ and a ‘+’, 2 chains with constants, 3 values that are used twice, 4 exp, log, ‘/’ and
    ReLU, 5 pieces of softmax. Without ``level`` it is the lowest level of which the record has no drill that you
    solved without being shown a gradient. ``seed``, a whole number from 1, repeats a drill; ``drill(seed=3)`` alone is
    of level 3, and so is ``drill(seed=8)``. The same drill goes on to the next seeds, without end.

    ``seed`` and ``typed``, which maps a seed to the numbers typed for each gradient, can be read, set and observed;
    ``level`` can be read. Raises ValueError or TypeError for another level or seed.

    >>> task = drill(seed=3)
    >>> task.level, task.seed
    (3, 3)
    """
    if level is None:
        level = _next_level() if seed is None else (at_least(1, "seed", seed) - 1) % len(LEVELS) + 1
    level = integer("level", level)
    if level not in LEVELS:
        raise ValueError(f"level is {level}; a whole number from 1 to {len(LEVELS)} is accepted")
    return Drill(level, seed)


def _next_level():
    right = record.read("right")
    return next((level for level in LEVELS if f"drill-{level}" not in right), max(LEVELS))


# --- a graph ------------------------------------------------------------------------------------


def drilled(level: int, seed: int):
    """The graph of a drill, with its gradients: every number is short, and no two rules give the same one."""
    rng, numbers = random.Random(f"{level} {seed}"), _NUMBERS[level]
    while True:
        text = rng.choice(LEVELS[level]).format(c=rng.choice(numbers), d=rng.choice(numbers))
        graph = trace(text, **dict.fromkeys(re.findall(r"\b[a-z](?:_\d)?\b", text), 2))
        for _attempt in range(200):
            drawn = zip(graph.inputs, rng.sample(numbers, len(graph.inputs)), strict=True)
            for node, number in drawn:
                node.value = math.log(rng.choice(_POWERS)) if _is_logarithm(node) else float(number)
            with suppress(ValueError):  # log of a negative number
                graph.forward()
                graph.backward()
                if _friendly(graph):
                    return graph


def _friendly(graph):
    """Whether every number is short and exact, but for logarithms, and every wrong rule is known by its number."""
    nodes = graph.nodes.values()
    if not all(node.value or node.op == "ReLU" for node in nodes):
        return False
    values = [node.value for node in nodes if not _rounded(node)]
    if not all(map(_short, [*values, *graph.gradients.values()])):
        return False
    for key in asked(graph):
        if any(_close(p, q) for (r, p), (s, q) in combinations(wrong_rules(graph, key), 2) if r != s):
            return False
        edge = graph.edges[key]
        if edge.target == "fork" and not all(graph.gradients[e.key] for e in (edge, *graph.branches(edge.source))):
            return False
    return True


def _rounded(node):
    """Whether a value is a logarithm, or computed from the output of log."""
    if node.op in (None, "log", "exp"):
        return node.op == "log" or _is_logarithm(node)
    return any(map(_rounded, node.inputs))


def _is_logarithm(node):
    return node.op is None and node.name[0] == "a"


def _short(x):
    """Whether a number has at most four digits, without a zero before the point."""
    text = f"{abs(x):.4f}".rstrip("0").rstrip(".")
    return math.isclose(float(text), abs(x), abs_tol=1e-12) and len(text.lstrip("0").replace(".", "")) <= 4


def _close(p, q):
    return abs(p - q) < 2 * TOLERANCE


def _plan(graph):
    """The plan: all numbers short, an input of exp as a logarithm, and of the gradients only that of the output."""
    plan, labels = plan_of(graph), {}
    for key, label in plan.labels.items():
        node = graph.nodes[graph.edges[key].source]
        kind, value = "narrow" if _rounded(node) else "weight", label.value
        if value and _is_logarithm(node):
            value = f"{value} == log({round(math.exp(node.value), 4):g})"
        labels[key] = label._replace(value=value, value_kind=kind, gradient_kind="weight")
    stop = Stop("", ("", ""), tuple(graph.edges), (graph.trunk(graph.output.name).key,))
    summary = {formula: line for formula, line in plan.summary.items() if line[0] == "value"}
    return replace(plan, labels=labels, layout=machine_layout(graph, labels), stops=(stop,), summary=summary)


def asked(graph):
    """The edges whose gradient is asked for, in the order of the backward run."""
    return [key for _, keys in graph.stretches for key in keys if graph.edges[key].target != "out"]


# --- the wrong rules ----------------------------------------------------------------------------

# What an op is wrongly multiplied by: the rule, and the number at the input x and the output z.
_INSTEAD = {
    "exp": (("exp", lambda x, z: x),), "log": (("log", lambda x, z: x),), "ReLU": (("ReLU", lambda x, z: x),),
    "/": (("square", lambda x, z: -z), ("/", lambda x, z: -(x**2))),
}  # fmt: skip


def wrong_rules(graph, key):
    """What each wrong rule gives on an edge, as pairs: the rule and its number, where that is not the right one."""
    return [(rule, value) for rule, value in _all_rules(graph, key) if not _close(value, graph.gradients[key])]


def _all_rules(graph, key):
    edge, right = graph.edges[key], graph.gradients[key]
    yield "sign", -right
    if edge.target == "fork":
        branches = {e.key for e in graph.branches(edge.source)}
        *others, last = (graph.gradients[k] for k in asked(graph) if k in branches)
        yield "replaced", last
        yield from (("branch", other) for other in others)
        return
    node, upstream, local = _at(graph, key)
    yield "upstream", local
    if abs(local) != 1:  # without a factor of −1, it is the sign
        yield "left out", upstream
    values = [one.value for one in node.inputs]
    if node.op == "×":
        yield "input", upstream * values[edge.slot]
    elif node.op in ("+", "−"):
        yield from (("product", upstream * value) for value in values)
    yield from ((rule, upstream * instead(values[0], node.value)) for rule, instead in _INSTEAD.get(node.op, ()))


def _at(graph, key):
    """The node that passes a gradient on, the gradient that arrives there, and the local derivative."""
    edge = graph.edges[key]
    node = graph.nodes[edge.target]
    local = OPS[node.op].local(edge.slot, tuple(one.value for one in node.inputs), node.value)
    return node, graph.gradients[graph.trunk(node.name).key], local


# --- the view -----------------------------------------------------------------------------------


class Drill(Kept):
    """The widget of ``drill``."""

    _source = script("../lessons/drill.js")
    _look = style("../lessons/drill.css")
    _keeps = ("seed", "typed")
    _sentences = {
        "title": N_("A drill of the backward pass"),
        "picture": N_("Graph, scrolls sideways"),
        "check": N_("Check"),
        "again": N_("Start again"),
        "next": N_("Next drill"),
        "place": N_("{place} of {all}"),
        "past": N_("<b>{place} of {all}.</b> {said}"),
        "unread": N_("“{typed}” is not read as a number. Type one such as −3, 0.5 or 1/4."),
        "right": N_("<b>Right:</b> {number}."),
        "wrong": N_("{number} is not right. Look at the node at the right end of the line: what is its rule?"),
        "named": N_("{number} is not right: {why}"),
        "unnamed": N_("{number} is not right."),
        "way": N_("{why} The gradient is {right}. {way}"),
        "complete": N_("You found {right} of {all} gradients in this drill."),
    }
    seed = Checked(1).tag(sync=True)
    typed = Checked({}).tag(sync=True)
    _program = traitlets.Dict().tag(sync=True)

    def __init__(self, level, seed=None):
        self._level, self._graphs = level, {}
        key = f"drill-{level}" if seed is None else f"drill-{level}-{seed}"
        seed = 1 if seed is None else at_least(1, "seed", seed)
        super().__init__(seed=seed, typed={}, _key=key, _program=self._from(seed))

    @property
    def level(self):
        """The level, from 1 to 5."""
        return self._level

    def __repr__(self):
        return SAID["repr"].format(level=self.level, seed=self.seed)

    def _still(self):
        return draw(self._graph(self.seed)).svg

    def accept(self, name, value):
        """A seed, or for seeds (as texts) a list of the numbers typed for each gradient."""
        if name == "seed":
            return at_least(1, "seed", value)
        if not isinstance(value, dict):
            raise TypeError(f"typed is a {type(value).__name__}; it takes a dict such as {{'3': [[2], [-1, 1]]}}")
        for seed, tries in value.items():
            if not re.fullmatch(r"[1-9]\d*", str(seed)):
                raise ValueError(f"typed has the seed {seed!r}; it takes a whole number from 1, as a text")
            if not isinstance(tries, list) or not all(isinstance(one, list) and len(one) <= TRIES for one in tries):
                raise ValueError(f"typed has {tries!r} for the seed {seed}; it takes a list such as [[2], [-1, 1]]")
            if not all(isinstance(x, int | float) and math.isfinite(x) for one in tries for x in one):
                raise ValueError(f"typed has {tries!r} for the seed {seed}; the numbers must be finite")
        return {str(seed): [list(one) for one in tries] for seed, tries in value.items()}

    @traitlets.observe("seed")
    def _hold(self, _change):
        """Give the page the next drills before it runs out of them."""
        if not {f"{self.seed}", f"{self.seed + 1}"} <= self._program.get("drills", {}).keys():
            self._program = self._from(self.seed)

    def _from(self, first):
        """What the page needs for the drills of these seeds."""
        graphs = {f"{seed}": self._graph(seed) for seed in range(first, first + HELD)}
        drawn = {seed: draw(graph).svg for seed, graph in graphs.items()}
        return {
            "told": SAID["told"].format(level=self.level),
            "rules": {key: SAID["name"].format(name=_(name), message=RULES[key]) for key, name in _NAMES.items()},
            "style": _STYLE.search(drawn[f"{first}"])[0],
            "drills": {seed: _shown(graph, drawn[seed]) for seed, graph in graphs.items()},
            "tolerance": TOLERANCE,
            "tries": TRIES,
        }

    @traitlets.observe("typed")
    def _finished(self, change):
        """Note how a drill was finished on the page, and not what is recalled before the page sees the view."""
        tries, graph = self.typed.get(f"{self.seed}", []), self._graph(self.seed)
        right = [graph.gradients[key] for key in asked(graph)]
        if self.comm is None or len(tries) != len(right) or not all(tries):
            return
        found = [abs(one[-1] - number) < TOLERANCE for one, number in zip(tries, right, strict=True)]
        if all(right or len(one) == TRIES for right, one in zip(found, tries, strict=True)):
            record.answered(f"drill-{self.level}", "right" if all(found) else "wrong")

    def _graph(self, seed):
        if seed not in self._graphs:
            graph = self._graphs[seed] = drilled(self.level, seed)
            graph.plan = _plan(graph)
        return self._graphs[seed]


def _shown(graph, svg):
    """A drill for the page: its picture, from ``svg``, and all that it asks and tells, not to be read by accident."""
    edges = [
        {
            "edge": key, "asked": _question(graph, key),
            "right": round(graph.gradients[key], 6), "way": _way(graph, key),
            "wrong": [[rule, round(value, 6)] for rule, value in wrong_rules(graph, key)],
            "drawn": _lean(gradient_svg(graph, key)),
        }
        for key in asked(graph)
    ]  # fmt: skip
    return {"picture": _lean(_STYLE.sub("", svg)), "_sealed": sealed(edges)}


def _lean(svg):
    """A picture without what only the live view of a graph reads in it."""
    return re.sub(r' data-(?:way|kind|value|say)="[^"]*"', "", svg)


def _question(graph, key):
    edge = graph.edges[key]
    name = formulas.span(edge.source)
    if edge.target == "fork":
        return SAID["fork"].format(name=name)
    kind = "branch" if graph.branches(edge.source) else "line"
    return SAID[kind].format(op=graph.nodes[edge.target].op, out=formulas.span(edge.target), name=name)


def _way(graph, key):
    """How the gradient on an edge is found, with its numbers."""
    edge, right = graph.edges[key], _printed(graph.gradients[key])
    if edge.target == "fork":
        came = [graph.gradients[one.key] for one in graph.branches(edge.source)]
        return SAID["fork way"].format(numbers=" + ".join(_in_brackets(x, i) for i, x in enumerate(came)), right=right)
    node, upstream, local = _at(graph, key)
    numbers = {"upstream": _printed(upstream), "local": _in_brackets(local), "right": right}
    return SAID["unchanged" if node.op in "+−" else "way"].format(rule=_(OPS[node.op].told[1]), **numbers)


def _printed(x):
    return formulas.printed(x, "weight")


def _in_brackets(x, place=1):
    return f"({_printed(x)})" if x < 0 and place else _printed(x)
