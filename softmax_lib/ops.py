"""The ops of a graph, each beside its derivative, and the nodes that apply them.

What an op computes, and its local derivatives, are formulas in Python's syntax. Each is written once and read three
times: Python computes with it, so does the script of the live view (live/graph/run.js), and the pictures set it.
"""

import ast
import math
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from numbers import Real
from typing import NamedTuple

from softmax_lib.language import N_

__all__ = ["FUNCTIONS", "KNOWN", "OPS", "Node", "Op", "constant"]


class Op(NamedTuple):
    """What a node computes: a formula of its inputs, and for each of them the local derivative.

    ``inputs`` names the inputs: "x", "u v", or "*x" for any number of them. A formula of ``locals`` may use the inputs
    and the output z; with any number of inputs there is one for all, which may use the place i of an input.
    """

    inputs: str
    out: str
    locals: tuple
    takes: str
    told: tuple  # what is said of the node: forward, backward

    @property
    def names(self) -> list[str]:
        """The names of the inputs; empty where there may be any number."""
        return [] if self.inputs == "*x" else self.inputs.split()

    def forward(self, *x: float) -> float:
        """The output at these inputs."""
        return _computed(self.inputs.replace(" ", ","), self.out)(*x)

    def local(self, i: int, x: tuple, z: float) -> float:
        """∂z/∂x_i at the inputs ``x`` and the output ``z``."""
        if self.names:
            return _computed(",".join([*self.names, "z"]), self.locals[i])(*x, z)
        return _computed("i,x,z", self.locals[0])(i, x, z)

    def program(self) -> dict:
        """The same for the script: formulas as trees of lists, [function or sign, part, …]."""
        trees = [_tree(ast.parse(text, mode="eval").body) for text in (self.out, *self.locals)]
        return {"names": self.names, "out": trees[0], "locals": trees[1:]}


def _sigmoid(x):
    """1/(1 + e^−x), so that e is only raised to what is 0 or less and nothing overflows."""
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


# What a formula may call. run.js has the same.
_CALLS = {
    "exp": math.exp, "log": math.log, "tanh": math.tanh, "sqrt": math.sqrt, "sum": math.fsum, "max": max,
    "sigma": _sigmoid, "ReLU": lambda x: max(x, 0.0), "step": lambda x: float(x > 0),
    "largest": lambda i, x: float(x.index(max(x)) == i),  # with two equal ones, the first
}  # fmt: skip


@cache
def _computed(names: str, formula: str) -> Callable[..., float]:
    return eval(f"lambda {names}: {formula}", dict(_CALLS))


def _tree(node):
    match node:
        case ast.Constant():
            return node.value
        case ast.Name():
            return node.id
        case ast.Call():
            return [node.func.id, *map(_tree, node.args)]
        case ast.UnaryOp():
            return ["-", 0, _tree(node.operand)]
    sign = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}[type(node.op)]
    return [sign, _tree(node.left), _tree(node.right)]


_ANY = "numbers up to 1e308"
_ABOVE_0 = "a number above 0"

OPS = {
    "exp": Op("x", "exp(x)", ("z",), "a number up to 709", (
        N_("The exp node raises e to its input."),
        N_("exp multiplies the upstream gradient by its own output."))),
    "log": Op("x", "log(x)", ("1/x",), _ABOVE_0, (
        N_("The log node takes the natural logarithm."),
        N_("log multiplies the upstream gradient by 1 over its input."))),
    "+": Op("*x", "sum(x)", ("1",), _ANY, (
        N_("The ‘+’ node adds its inputs."),
        N_("‘+’ passes the upstream gradient on, unchanged, to every input."))),
    "−": Op("u v", "u - v", ("1", "-1"), _ANY, (
        N_("The ‘−’ node subtracts its second input from its first."),
        N_("‘−’ passes the upstream gradient on to its first input unchanged, and to its second input with the sign "
           "flipped."))),
    "×": Op("u v", "u*v", ("v", "u"), _ANY, (
        N_("The ‘×’ node multiplies its inputs."),
        N_("‘×’ multiplies the upstream gradient by the other input."))),
    "/": Op("x", "1/x", ("-z**2",), "any number but 0", (
        N_("The ‘/’ node takes the reciprocal of its input."),
        N_("‘/’ multiplies the upstream gradient by minus its output squared."))),
    "**": Op("u v", "u**v", ("v*u**(v - 1)", "z*log(u)"), "a base above 0, or a whole number as its exponent", (
        N_("The ‘**’ node raises its first input to the power of its second."),
        N_("Toward the base, ‘**’ multiplies the upstream gradient by the exponent and by the base to the power of "
           "one less. Toward the exponent, it multiplies by its output and by the logarithm of the base."))),
    "σ": Op("x", "sigma(x)", ("z*(1 - z)",), _ANY, (
        N_("The σ node squeezes its input into the range between 0 and 1."),
        N_("σ multiplies the upstream gradient by its output and by 1 minus its output."))),
    "tanh": Op("x", "tanh(x)", ("1 - z**2",), _ANY, (
        N_("The tanh node squeezes its input into the range between −1 and 1."),
        N_("tanh multiplies the upstream gradient by 1 minus its output squared."))),
    "ReLU": Op("x", "ReLU(x)", ("step(x)",), _ANY, (
        N_("The ReLU node passes a positive input on unchanged, and turns any other input into 0."),
        N_("ReLU passes the upstream gradient on if its input is positive, and sends back 0 otherwise."))),
    "max": Op("*x", "max(x)", ("largest(i, x)",), _ANY, (
        N_("The max node passes on the largest of its inputs."),
        N_("max passes the upstream gradient on to the largest input, and 0 to every other."))),
    "√": Op("x", "sqrt(x)", ("1/(2*z)",), _ABOVE_0, (
        N_("The ‘√’ node takes the square root."),
        N_("‘√’ multiplies the upstream gradient by 1 over twice its output."))),
    "1/√": Op("x", "1/sqrt(x)", ("-z**3/2",), _ABOVE_0, (
        N_("The ‘1/√’ node takes the reciprocal of the square root."),
        N_("‘1/√’ multiplies the upstream gradient by minus half its output cubed."))),
}  # fmt: skip

# The functions of an expression: the op of each.
FUNCTIONS = {
    "exp": "exp", "log": "log", "sigmoid": "σ", "σ": "σ", "tanh": "tanh", "relu": "ReLU", "sqrt": "√", "max": "max",
    "sum": "+",
}  # fmt: skip

KNOWN = f"an expression is made of numbers, names, + - * / ** and {', '.join(FUNCTIONS)}"


def _refused(what, instead=KNOWN):
    def refuse(self, *_):
        raise TypeError(f"{what} is not an op of a graph; {instead}")

    return refuse


def _joined(op, *inputs):
    return Node(None, op, *map(constant, inputs))


def _left(op):
    return lambda self, other: _joined(op, self, other)


def _right(op):
    return lambda self, other: _joined(op, other, self)


def _of_one(op):
    return lambda self: _joined(op, self)


_comparison = _refused("a comparison or an if", "max(x, 0) takes the larger of two numbers")


class Node:
    """One value of the graph: an input or a constant (no op), or an op applied to earlier nodes.

    Nothing flows back to a constant. Nodes can be added, subtracted, multiplied, divided and raised to a power; the
    result is a node without a name, of which ``trace`` makes a graph. Raises ValueError for an unknown op or a wrong
    number of inputs, TypeError for what no op of a graph does.

    >>> u, v = Node("u", value=2), Node("v", value=5)
    >>> z = Node("z", "×", u, v)
    >>> z
    Node('z', '×', 'u', 'v')
    >>> (u + 1).op
    '+'
    """

    def __init__(self, name: str | None, op: str | None = None, *inputs: "Node", value=None, constant=False):
        if op not in (None, *OPS):
            raise ValueError(f"op of node {name!r} is {op!r}; known ops: {', '.join(OPS)}")
        wanted = 0 if op is None else len(OPS[op].names) or max(1, len(inputs))
        if len(inputs) != wanted:
            raise ValueError(f"node {name!r}: {op or 'an input'} takes {wanted} inputs, not {len(inputs)}")
        self.name, self.op, self.inputs = name, op, inputs
        self.value = None if value is None else float(value) + 0.0  # never −0
        self.constant = constant

    def __repr__(self):
        return f"Node({', '.join(repr(x) for x in (self.name, self.op, *(n.name for n in self.inputs)) if x)})"

    __add__, __sub__, __mul__, __pow__ = map(_left, ("+", "−", "×", "**"))
    __rsub__, __rmul__, __rpow__ = map(_right, ("−", "×", "**"))
    exp, log, tanh, sqrt = map(_of_one, ("exp", "log", "tanh", "√"))  # np.exp(x) calls x.exp()

    def __radd__(self, other):
        return self if isinstance(other, Real) and other == 0 else _joined("+", other, self)  # sum() begins with 0

    def __truediv__(self, other):
        if not isinstance(other, Real):
            return _joined("×", self, _joined("/", other))
        if other == 0:
            raise ValueError("an expression divides by 0; '/' takes any number but 0")
        name = f"{'-' * (other < 0)}1/{_number(abs(other))}" if abs(other) != 1 else _number(other)
        return _joined("×", self, Node(name, value=1 / other, constant=True))

    def __rtruediv__(self, other):
        below = _joined("/", self)
        return below if isinstance(other, Real) and other == 1 else _joined("×", other, below)

    def __neg__(self):
        return _joined("×", self, -1)

    def __pos__(self):
        return self

    def __eq__(self, other):
        return True if self is other else _comparison(self)

    __hash__ = object.__hash__
    __lt__ = __le__ = __gt__ = __ge__ = __bool__ = _comparison
    __abs__ = _refused("abs", "max(x, -x) is the absolute value")
    __xor__ = __rxor__ = _refused("^", "a power is written x**2")
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __matmul__ = __rmatmul__ = _refused("//, % or @")
    __float__ = __int__ = _refused("a function of math", "write exp(x) for math.exp(x); " + KNOWN)
    __getitem__ = __iter__ = __len__ = _refused("an index or a loop over a value", "a node holds a single number")
    __call__ = _refused("a call of a value", "a product is written x*(y + 1)")


def _number(value):
    """A number as it is written in an expression."""
    text = repr(float(value))
    text = f"{Decimal(text):f}" if value == 0 or 1e-6 <= abs(value) < 1e9 else text
    return text.removesuffix(".0")


def constant(value) -> Node:
    """A number as a node, or a node as it is."""
    if isinstance(value, Node):
        return value
    if not isinstance(value, Real):
        raise TypeError(f"an expression has a {type(value).__name__} in it; a graph takes single numbers")
    if not math.isfinite(value):
        raise ValueError(f"an expression has {value} in it; a graph takes finite numbers")
    return Node(_number(value), value=value, constant=True)
