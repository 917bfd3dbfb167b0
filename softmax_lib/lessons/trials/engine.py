"""Try an engine that finds gradients by itself."""

import copy
from typing import NamedTuple

import numpy as np

from softmax_lib.graph import Graph
from softmax_lib.graphs.trace import nodes_of, trace
from softmax_lib.language import N_, Sentences, _
from softmax_lib.lessons.judging.running import numbers, short
from softmax_lib.lessons.trials.comparing import all_right, as_array, near, says
from softmax_lib.lessons.trials.refused import Raised, Refused, Unanswered
from softmax_lib.lessons.trials.running import built, method_of, refuse_inherited, run_code, without_the_course
from softmax_lib.ops import Node
from softmax_lib.pictures.text.symbols import formula

__all__ = ["try_engine"]

TOLD = Sentences(
    {
        "engine": N_("With L = {what} and {values}, {whose} is {came}. Expected is {wanted}."),
        "tried": N_("L = {what} and {values}"),
        "output": N_("the data of {what}"),
        "gradient": N_("the gradient at {what}"),
        "no value": N_("With L = {what}, L is {came}. Each operation should return a new Value."),
        "no attribute": N_("A Value should have {name}, but the one of {what} has none. Store it in self."),
        "made from": N_(
            "With L = {what}, L.inputs should hold {wanted}, as the Values that L was made from. A plain number "
            "becomes a Value of its own, and a Value made from none has inputs = ()."
        ),
        "op": N_("With L = {what}, L.op should be {wanted}. Yours is {came}."),
        "all zero": N_("All gradients are 0. Which gradient does the output have at itself?"),
        "all one": N_(
            "Every gradient is 1, as at the output. Does backward put 1 into each Value that it visits, or does the "
            "product pass its gradient on without a factor?"
        ),
        "own factor": N_(
            "At a product, each factor gets the upstream gradient times a number. Is that its own value, or the other "
            "one?"
        ),
        "slope of exp": N_("The local derivative of exp is its output, and not its input."),
        "slope of log": N_("The local derivative of log is 1 over its input."),
        "upstream left out": N_(
            "Each operation alone is right, but not one behind another. Where do you multiply by the gradient that has "
            "arrived at the output of the operation?"
        ),
        "early": N_(
            "Here y is used more than once, and it passes its gradient on before all parts have arrived. Visit y only "
            "after everything that uses it. The first hint makes a list in this order."
        ),
        "twice": N_(
            "Here y is used more than once, and some of its gradient is passed on twice. Visit y only once, after "
            "everything that uses it. The first hint makes a list in this order."
        ),
        "stops": N_(
            "Here the gradient stops on its way, because backward visits a Value before the one that uses it. Begin at "
            "L, and visit its inputs after it."
        ),
        "again": N_(
            "The first backward() is right. After a second one, with L = {what} and {values}, {whose} is {came}, and "
            "it should still be {wanted}."
        ),
        "other output": N_(
            "The same inputs were used for another output before. With L = {what} and {values}, {whose} is {came} "
            "then. Expected is {wanted}, the gradient of this output alone."
        ),
        "data changed": N_("With L = {what} and {values}, backward changes the data of a Value."),
        "constant": N_("One of the two is a plain number here. Turn it into a Value first, on either side."),
        "engine right": N_(
            "{count} expressions were tried, with {values} gradients, forks in forks, and two backwards."
        ),
    }
)


class Expression(NamedTuple):
    """What an engine is tried with: an expression of Values; ``part`` is what is new in it."""

    text: str
    part: str
    values: dict

    @property
    def told(self):
        """What is said of it in every sentence."""
        return {"what": self.text, "values": ", ".join(f"{name} = {one:g}" for name, one in self.values.items())}

    @property
    def at(self):
        """Code to try it with."""
        names = ", ".join(self.values)
        made = ", ".join(f"Value({one!r})" for one in self.values.values())
        return (
            f"{names} = {made}; L = {self.text}; L.backward(); print({', '.join(f'{one}.grad' for one in self.values)})"
        )

    def of(self, inputs):
        """Its value, of inputs by name."""
        return eval(compile(self.text, __file__, "eval"), dict(inputs))


EXPRESSIONS = (
    Expression("x + w", "+", {"x": 3.0, "w": -2.0}),
    Expression("x * w", "*", {"x": 3.0, "w": -2.0}),
    Expression("x.exp()", "exp", {"x": 0.5}),
    Expression("x.log()", "log", {"x": 2.5}),
    Expression("(x * w + b).exp()", "chain", {"x": 2.0, "w": -0.75, "b": 0.5}),
    Expression("x.exp().log()", "chain", {"x": 2.5}),
    Expression("(x * w).log() * b", "chain", {"x": -2.0, "w": -0.75, "b": 0.5}),
    Expression("x + x", "fork", {"x": 3.0}),
    Expression("x * x", "fork", {"x": 3.0}),
    Expression("x * w + x", "fork", {"x": 3.0, "w": -2.0}),
    Expression("x + x * w", "fork", {"x": 3.0, "w": -2.0}),
    Expression("x * 2", "constant", {"x": 3.0}),
    Expression("2 * x", "constant", {"x": 3.0}),
    Expression("x + 1", "constant", {"x": 3.0}),
    Expression("1.5 + x", "constant", {"x": 3.0}),
    Expression("sum([x, w, b])", "constant", {"x": 3.0, "w": -2.0, "b": 0.5}),
    Expression("(y := x * w) * y.exp()", "order", {"x": 1.5, "w": 0.5}),
    Expression("(y := x * w).exp() * y", "order", {"x": 1.5, "w": 0.5}),
    Expression("(y := x * w).exp() + y", "order", {"x": 1.5, "w": 0.5}),
    Expression("(y := x * w) + y.exp()", "order", {"x": 1.5, "w": 0.5}),
    Expression("(z := (y := x * x) + y * y) * (z + y)", "order", {"x": 1.25}),
    Expression("((x * w + b).exp() + 1).log()", "all", {"x": 2.0, "w": -1.0, "b": 0.5}),
    Expression(
        "(x.exp() + w.exp() + b.exp()).log() + -1 * (0.5 * x + 0.25 * w + 0.25 * b)",
        "all",
        {"x": 0.3, "w": 2.9, "b": 4.0},
    ),
)


class Arrived(NamedTuple):
    """What was seen at an expression, by the id of each Value: its name, its gradient, and the right gradient."""

    whose: dict
    came: dict
    right: dict

    @property
    def wrong(self):
        """The ids at which the gradient is wrong."""
        return [key for key in self.right if not all_right(self.came[key], np.asarray(self.right[key]))]


def _attribute(value, name, what):
    if not hasattr(value, name):
        raise Refused(TOLD["no attribute"].format(name=name, what=what), "missing-part")
    return getattr(value, name)


def _output(kind, expression, inputs):
    """The output of an expression of a reader's Values."""
    made = run_code(lambda: expression.of(inputs))
    if isinstance(made, Exception):
        stub = isinstance(made, AttributeError | TypeError) and "NoneType" in str(made)
        plain = expression.part in ("constant", "all") and isinstance(made, AttributeError | TypeError) and not stub
        more = TOLD["constant"] if plain else ""
        name = "constant-refused" if plain else ""
        raise Raised(made, TOLD["tried"].format(**expression.told), name, more=more)
    if made is None or made is ...:
        raise Unanswered(expression.text)
    if not isinstance(made, kind):
        raise Refused(TOLD["no value"].format(what=expression.text, came=short(made)), "missing-part")
    return made


def _graph_of(output, inputs, expression):
    """The graph that a reader's Values say they are, and their nodes by id."""
    _attribute(output, "grad", expression.text)
    data = numbers(_attribute(output, "data", expression.text))
    nodes = {name: Node(name, value=one) for name, one in expression.values.items()}
    wanted = trace(expression.of(nodes), **expression.values).output.value
    if data is None or data.size != 1 or not near(data.astype(float).reshape(()), np.asarray(wanted)):
        came = short(output.data) if data is None or data.size != 1 else says(data)
        said = {"whose": TOLD["output"].format(what="L"), "came": came, "wanted": says(wanted)}
        raise Refused(TOLD["engine"].format(**said, **expression.told), at=expression.at)
    if expression.part in ("+", "*", "exp", "log"):
        came, names = _attribute(output, "inputs", expression.text), [*expression.values]
        if not isinstance(came, tuple | list) or [*map(id, came)] != [id(inputs[name]) for name in names]:
            raise Refused(TOLD["made from"].format(what=expression.text, wanted=", ".join(names)), "missing-part")
        if _attribute(output, "op", expression.text) != expression.part:
            said = {"wanted": f'"{expression.part}"', "came": short(output.op)}
            raise Refused(TOLD["op"].format(what=expression.text, **said), "missing-part")
    try:
        made = nodes_of(output, inputs)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise Refused(
            TOLD["made from"].format(what=expression.text, wanted=_("all its inputs")), "missing-part"
        ) from None
    taken = {*expression.values}
    for number, node in enumerate(made.values()):
        if node.op:
            what = formula(node)
            node.name = f"z{number}" if what in taken else what
            taken.add(what)
    for number, node in enumerate(node for node in made.values() if node.constant):
        node.name = f"c{number}"  # the same number may be there twice
    graph = Graph(made[id(output)])
    graph.backward()
    return graph, made


def _arrived(kind, expression, inputs=None):
    """What arrives at every Value of an expression after its backward()."""
    inputs = inputs or {name: built(kind, one) for name, one in expression.values.items()}
    output = _output(kind, expression, inputs)
    graph, nodes = _graph_of(output, inputs, expression)
    values = {id(one): one for one in _values(output)}
    before = [one.data for one in values.values()]
    method_of(output, "backward")
    made = run_code(output.backward)
    if isinstance(made, Exception):
        raise Raised(made, TOLD["tried"].format(**expression.told), at=expression.at)
    if [one.data for one in values.values()] != before:
        raise Refused(TOLD["data changed"].format(**expression.told), "changes-its-input", expression.at)
    names = {id(one): name for name, one in inputs.items()}
    inner = {key: names.get(key, node.name) for key, node in nodes.items() if not node.constant}
    whose = {key: TOLD["gradient"].format(what="L" if key == id(output) else what) for key, what in inner.items()}
    used = [key for key in (*names, *whose) if key in whose and nodes[key].name in graph.nodes]  # the inputs first
    right = {key: graph.gradients[graph.trunk(nodes[key].name).key] for key in used}
    return Arrived(whose, {key: copy.copy(values[key].grad) for key in right}, right), output, values


def _values(output):
    found, waiting = {}, [output]
    while waiting:
        one = waiting.pop()
        if id(one) not in found:
            found[id(one)] = one
            waiting += one.inputs
    return found.values()


def _differs(key, arrived, expression, sentence="engine"):
    """The sentence about one gradient that is wrong."""
    found = numbers(arrived.came[key])
    came = short(arrived.came[key]) if found is None or found.size != 1 else says(found.reshape(()))
    said = {"whose": arrived.whose[key], "came": came, "wanted": says(arrived.right[key])}
    return TOLD[sentence].format(**said, **expression.told)


def try_engine(kind):
    refuse_inherited(kind, "Value")
    if not hasattr(kind, "__add__"):
        raise Unanswered("x + w")
    last = EXPRESSIONS[-1]
    without_the_course(
        lambda: run_code(lambda: last.of({name: kind(one) for name, one in last.values.items()}).backward())
    )
    count = 0
    for expression in EXPRESSIONS:
        arrived, output, values = _arrived(kind, expression)
        count += len(arrived.right)
        if arrived.wrong:
            name, more = _why(expression, arrived, {key: values[key].data for key in arrived.right})
            raise Refused(_differs(arrived.wrong[0], arrived, expression), name, expression.at, more=more)
        made = run_code(output.backward)
        if isinstance(made, Exception):
            raise Raised(made, TOLD["tried"].format(**expression.told), at=expression.at)
        again = arrived._replace(came={key: values[key].grad for key in arrived.came})
        if again.wrong:
            first = again.wrong[0]
            more = as_array(again.came[first]) / again.right[first] > 1.01
            told = _differs(first, again, expression, "again")
            raise Refused(told, "gradients-pile-up" if more else "", expression.at)
    shared = {name: built(kind, one) for name, one in EXPRESSIONS[1].values.items()}
    for expression in EXPRESSIONS[1::-1]:
        arrived, *_rest = _arrived(kind, expression, shared)
        if arrived.wrong:
            raise Refused(_differs(arrived.wrong[0], arrived, expression, "other output"), "gradients-pile-up")
    return TOLD["engine right"].format(count=len(EXPRESSIONS), values=count)


def _why(expression, arrived, own):
    """The mistake that explains wrong gradients, and what is to be said of it; ``own`` is the data of each Value."""
    came = {key: as_array(one) for key, one in arrived.came.items()}
    if all(near(one, np.zeros(())) for one in came.values()):
        return "seed-forgotten", TOLD["all zero"]
    match expression.part:
        case "*" if all(near(one, np.ones(())) for one in came.values()):
            return "all-one", TOLD["all one"]
        case "*" if any(near(came[key], as_array(own[key])) for key in arrived.wrong):
            return "own-factor", TOLD["own factor"]
        case "exp":
            return "slope-of-exp", TOLD["slope of exp"]
        case "log":
            return "slope-of-log", TOLD["slope of log"]
        case "chain" if all(one.any() for one in came.values()):
            return "upstream-left-out", TOLD["upstream left out"]
        case "fork":
            return "replaced-instead-of-added", ""
        case "order" if all(came[key] > arrived.right[key] for key in arrived.wrong):
            return "passed-on-twice", TOLD["twice"]  # what adds up in these expressions is positive
        case "chain" | "order":
            return "passed-on-too-early", TOLD["early" if expression.part == "order" else "stops"]
    return "", ""
