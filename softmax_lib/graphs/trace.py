"""Your own expression as a graph."""

import ast
import inspect
import math
import re
from collections.abc import Iterable
from types import FunctionType, LambdaType

from softmax_lib import arguments
from softmax_lib.graph import Graph, ordered
from softmax_lib.ops import FUNCTIONS, KNOWN, OPS, Node, constant
from softmax_lib.pictures.text.symbols import fits, formula

__all__ = ["nodes_of", "trace"]

MOST = 40  # nodes: a graph of more is no picture to learn from


def trace(expression, /, **values) -> Graph:
    """Make the graph of an expression: a string, a function, or what became of nodes that were added and multiplied.

    ``values`` are the numbers that the inputs start with, by name. An expression is made of numbers, names,
    + - * / ** and exp, log, sigmoid (or σ), tanh, relu, sqrt, max and sum, which a function need not import. Each value
    is a single number: write x_1, x_2, x_3 for a vector of three. A value that is used twice forks, also where the
    expression writes it out twice. x/y is drawn as in the course, x times the reciprocal of y. At most 40 nodes.

    The result works wherever a graph does: ``LiveGraph(trace(…))`` has a slider for each input, ``draw`` makes a
    picture. Its nodes are named by what they compute, "x*w"; a long expression gets a letter, z_1, and the output is L.
    Where two inputs of max are equal, the first gets the gradient; at 0 the derivative of relu is 0.

    It also draws what an engine of your own has computed, as in chapter 19. There the expression is the output, an
    object with data, grad, inputs and op, and each input is given by its name, ``trace(L, x=x, w=w)``. What is not
    given is a constant. The gradients of the inputs must be those of the graph, so call backward() of the output first.

    Raises ValueError or TypeError that quotes what is not understood in the expression, and for an input without a
    value or a value without an input, for more than 40 nodes, and where a number leaves the range of an op: log of 0.

    The idea is that of micrograd (https://github.com/karpathy/micrograd).

    >>> graph = trace("log(exp(x*w + b) + 1)", x=2, w=-1, b=0.5)
    >>> round(graph.output.value, 4)
    0.2014
    >>> events = graph.backward()
    >>> round(graph.gradients["w>x*w"], 4)
    0.3649
    >>> trace(lambda x, w, b: log(exp(x*w + b) + 1), x=2, w=-1, b=0.5).edges == graph.edges
    True
    >>> trace("x^2", x=3)
    Traceback (most recent call last):
    ValueError: "x^2" is not understood: a power is written x**2
    """
    own = {}
    if isinstance(expression, str):
        output, inputs = _parsed(expression, values)
    elif isinstance(expression, Node):
        output, inputs = expression, ()
    elif all(hasattr(expression, name) for name in _OWN):
        own = values
        output, inputs = nodes_of(expression, own)[id(expression)], [*own]
        values = {name: one.data for name, one in own.items()}
    elif callable(expression):
        output, inputs = _called(expression, values)
    else:
        raise TypeError(
            f"expression is a {type(expression).__name__}; a string, a function, a Node, or an object "
            f"with {', '.join(_OWN)} is accepted"
        )
    if not isinstance(output, Node):
        raise TypeError(
            f"the function returned a {type(output).__name__}; it must return one value, computed from its arguments"
            if callable(expression)
            else f'"{expression}" has no names in it; a graph needs an input, such as x, and x=2 after the expression'
        )
    order = ordered(output)
    leaves = _leaves(order)
    if not leaves:
        raise ValueError("the expression does not depend on any input; a graph needs one, such as x")
    if output.op is None:
        raise ValueError(f"the expression is {output.name} alone; it must compute something from it")
    unused = [name for name in values if name not in leaves]
    if unused:
        raise ValueError(f"{unused[0]} is not used in the expression, which has {', '.join(leaves)}; leave it out")
    order = ordered(_tidy(order))
    count = sum(node.op is not None for node in order)
    if count > MOST:
        raise ValueError(f"the expression has {count} nodes; a graph has at most {MOST}. Trace a part of it")
    leaves = _leaves(order)
    for name, node in leaves.items():
        if name in values:
            node.value = arguments.finite_number(name, values[name]) + 0.0
        if node.value is None:
            raise ValueError(f"{name} has no value; write one after the expression, as in trace(…, {name}=2)")
    _name(order)
    try:
        graph = Graph(order[-1], inputs=[leaves[name] for name in inputs if name in leaves])
        right = graph.copy()
        right.backward()  # refuses a gradient that is not finite
    except ValueError as error:
        named = {f"node {node.name!r}": f'"{formula(node)}"' for node in order if node.op}
        raise ValueError(re.sub("^node '[^']+'", lambda found: named[found[0]], f"{error}")) from None
    if own and not math.isclose(expression.data, graph.output.value, rel_tol=1e-6, abs_tol=1e-9):
        raise ValueError(
            f"the data of the output is {expression.data:g}, but its graph computes {graph.output.value:g}; each value "
            "must keep the op and the inputs that it was made from"
        )
    for name, one in own.items():
        gradient = right.gradients[right.trunk(name).key]
        if not math.isclose(one.grad, gradient, rel_tol=1e-6, abs_tol=1e-9):
            raise ValueError(
                f"{name}.grad is {one.grad:g}, but in the graph the gradient at {name} is {gradient:g}; "
                "call backward() of the output first, and if you did, look for a mistake in it"
            )
    return graph


# --- from an engine of your own -----------------------------------------------------------------

_OWN = "data", "grad", "inputs", "op"


def nodes_of(output, named: dict) -> dict[int, Node]:
    """The nodes of the values that an engine of your own has made, by id; ``named`` has its inputs, by name."""
    for name, one in named.items():
        if missing := [part for part in _OWN if not hasattr(one, part)]:
            raise TypeError(
                f"{name} is a {type(one).__name__} without {' and '.join(missing)}; give your own value, as in "
                f"trace(L, {name}={name}), with inputs = () if it was made from no other"
            )
    made = {id(one): Node(name, value=one.data) for name, one in named.items()}
    for one in ordered(output, inputs=lambda one: () if id(one) in made else one.inputs):
        if id(one) in made:
            continue
        if one.inputs:
            op = {"*": "×", "-": "−"}.get(one.op, FUNCTIONS.get(one.op, one.op))
            made[id(one)] = Node(None, op, *(made[id(inner)] for inner in one.inputs))
        else:
            made[id(one)] = constant(one.data)
    return made


# --- from a function ----------------------------------------------------------------------------


def _called(given, values):
    """What a function makes of nodes, and the names of its arguments."""
    if not isinstance(given, FunctionType | LambdaType):
        name = getattr(given, "__name__", type(given).__name__)
        raise TypeError(f"{name} is not a function written in Python; write it as lambda x: …")
    parameters = inspect.signature(given).parameters.values()
    for one in parameters:
        if one.kind in (one.VAR_POSITIONAL, one.VAR_KEYWORD):
            raise TypeError(f"the function has {one}; name each of its arguments, as in lambda x, w: x*w")
        if one.name not in values and one.default is one.empty:
            raise ValueError(f"{one.name} has no value; write one after the function, as in trace(…, {one.name}=2)")
        if one.default is not one.empty:
            values.setdefault(one.name, one.default)
    names = [one.name for one in parameters]
    known = dict(given.__globals__) | {name: _function(name) for name in FUNCTIONS if name != "sum"}
    again = FunctionType(given.__code__, known, given.__name__, None, given.__closure__)
    by_name = {one.name: Node(one.name) for one in parameters if one.kind is one.KEYWORD_ONLY}
    try:
        output = again(*(Node(name) for name in names if name not in by_name), **by_name)
    except (TypeError, AttributeError) as error:
        hint = "" if KNOWN in f"{error}" or ";" in f"{error}" else f"; {KNOWN}"
        raise TypeError(f"{error}{hint}") from None
    except (OverflowError, ZeroDivisionError) as error:
        raise ValueError(f"the expression has no value ({error})") from None
    except NameError as error:
        raise ValueError(f"{error}; {KNOWN}") from None
    return output, names


def _function(name):
    """A function of expressions: of nodes, a node; of numbers, a number."""
    op = FUNCTIONS[name]

    def apply(*inputs):
        many = not OPS[op].names
        if many and len(inputs) == 1 and isinstance(inputs[0], Iterable) and not isinstance(inputs[0], Node):
            inputs = tuple(inputs[0])
        if not inputs or (len(inputs) > 1 and not many):
            raise TypeError(f"{name} takes {'at least one number' if many else 'one number'}, not {len(inputs)}")
        nodes = [constant(one) for one in inputs]
        if all(node.constant for node in nodes):
            return OPS[op].forward(*(node.value for node in nodes))
        return Node(None, op, *nodes)

    return apply


# --- from a string ------------------------------------------------------------------------------

_SIGNS = {
    ast.Add: lambda u, v: u + v, ast.Sub: lambda u, v: u - v, ast.Mult: lambda u, v: u * v,
    ast.Div: lambda u, v: u / v, ast.Pow: lambda u, v: u**v, ast.USub: lambda u: -u, ast.UAdd: lambda u: u,
}  # fmt: skip
_INSTEAD = {
    ast.BitXor: "a power is written x**2", ast.IfExp: "max(x, 0) takes the larger of two numbers",
    ast.Compare: "max(x, 0) takes the larger of two numbers", ast.Lambda: "give the function itself to trace",
    ast.Subscript: "a vector is written as single numbers, x_1, x_2, x_3",
    ast.List: "a vector is written as single numbers, x_1, x_2, x_3",
}  # fmt: skip


def _parsed(text, values):
    """What a string means, and the names in it."""
    text, leaves = " ".join(text.split()), {}

    def understood(node):
        try:
            return meant(node)
        except (OverflowError, ZeroDivisionError) as error:
            raise ValueError(f"{part(node)} has no value ({error})") from None

    def part(node):
        return _quoted(ast.get_source_segment(text, node))

    def refuse(node, instead=KNOWN):
        raise ValueError(f"{part(node)} is not understood: {instead}")

    def meant(node):
        match node:
            case ast.Constant(value=bool() | complex() | str() | bytes() | None):
                refuse(node)
            case ast.Constant(value=int() | float()):
                return float(node.value)
            case ast.Name() if node.id in FUNCTIONS and node.id not in values:
                refuse(node, f"{node.id} is a function and takes a number, {node.id}(x)")
            case ast.Name():
                if node.id not in values:
                    raise ValueError(
                        f"{node.id} has no value; write one after the expression, as in trace(…, {node.id}=2)"
                    )
                return leaves.setdefault(node.id, Node(node.id))
            case ast.BinOp() if type(node.op) in _SIGNS:
                made = _SIGNS[type(node.op)](understood(node.left), understood(node.right))
                return made if isinstance(made, Node | float) else refuse(node, "a root of a negative number")
            case ast.UnaryOp() if type(node.op) in _SIGNS:
                return _SIGNS[type(node.op)](understood(node.operand))
            case ast.Call(func=ast.Name(id=name), keywords=[]) if name in FUNCTIONS:
                inputs = node.args
                if len(inputs) == 1 and isinstance(inputs[0], ast.List | ast.Tuple):
                    inputs = inputs[0].elts
                inputs = [understood(one) for one in inputs]
                try:
                    return _function(name)(*inputs)
                except (TypeError, ValueError) as error:
                    refuse(node, error)
            case ast.Call(func=ast.Name(id="abs"), args=[one]):
                one = ast.get_source_segment(text, one)
                refuse(node, f"max({one}, -({one})) is the absolute value")
            case ast.Call(func=ast.Attribute(attr=name)) if name in FUNCTIONS:
                refuse(node, f"write {name}(…) instead")
            case ast.Call(func=ast.Name(id=name)) if name in values:
                refuse(node, f"a product is written {name}*(…)")
        refuse(node, _INSTEAD.get(type(node), _INSTEAD.get(type(getattr(node, "op", None)), KNOWN)))

    try:
        return understood(ast.parse(text, mode="eval").body), list(leaves)
    except SyntaxError as error:
        raise ValueError(f"{_quoted(text)} is not an expression ({error.msg}); {KNOWN}") from None
    except (RecursionError, MemoryError):
        raise ValueError(f"the expression is too deep; a graph has at most {MOST} nodes. Trace a part of it") from None


def _quoted(text):
    return f'"{text}"' if len(text) <= 60 else f'"{text[:59]}…"'


# --- what is drawn ------------------------------------------------------------------------------


def _leaves(order):
    """The inputs among these nodes, by name."""
    return {node.name: node for node in order if node.op is None and not node.constant}


def _tidy(order):
    """The output again, of new nodes: what is computed twice is one node, and sums of sums are one sum."""
    made, uses, known, first = {}, {}, {}, {}
    for node in order:
        for one in node.inputs:
            uses[one] = uses.get(one, 0) + 1
    for node in order:
        inputs = [made[one] for one in node.inputs]
        if node.op == "+":
            flat = []
            for old, new in zip(node.inputs, inputs, strict=True):
                flat += new.inputs if new.op == "+" and uses[old] == 1 and old.name is None else [new]
            numbers = [one.value for one in flat if one.constant]
            inputs = [one for one in flat if not one.constant]
            if numbers:
                total = constant(math.fsum(numbers))
                inputs.append(known.setdefault(total.name, total))
        key = node.name or (node.op, *inputs)
        if key not in known:
            known[key] = Node(node.name, node.op, *inputs, value=node.value, constant=node.constant)
        if first.setdefault(key, node) is not node and node.name and not node.constant:
            raise ValueError(f"two nodes are called {node.name!r}; give each its own name")
        made[node] = known[key]
    return made[order[-1]]


def _name(order):
    """Give every node its name: what it computes where that is short, else a letter; the output is L."""
    output, taken = order[-1], {node.name for node in order}
    letters = {name.partition("_")[0].rstrip("0123456789") for name in taken if name}
    if output.name is None:
        output.name = next(name for name in (*"LyfEJ", "out", "result") if name not in taken)
    letter = next(one for one in (*"zhuqspmnkrv", "inner") if one not in letters)
    count = 0
    for node in order:
        if node.name is None:
            node.name = formula(node)
            if node.name in taken or not fits(node.name):  # x*x and x**2 have one formula
                count += 1
                node.name = f"{letter}_{count}"
            taken.add(node.name)
