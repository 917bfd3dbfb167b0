"""What the values and the gradients of any graph are in symbols: the formulas of ops.py, with the names of the nodes.

A node's name is its symbol: a letter, or a formula in Python's syntax. What would be too wide for a picture has none.
"""

import ast
from functools import reduce

from softmax_lib.ops import OPS
from softmax_lib.pictures.text import formulas
from softmax_lib.pictures.text.formulas import is_call, is_fraction, is_op, tree, unsigned

__all__ = ["fits", "formula", "gradients", "is_number", "passed_on"]

WIDTH = 88  # of what has room at a line of a picture


def fits(text, width=WIDTH):
    """Whether a formula is short enough for a picture, and has no fraction inside something else."""
    whole = unsigned(tree(text))[1]
    parts = [whole.left, whole.right] if is_fraction(whole) and not is_call(whole, "d") else [whole]
    inside = [node for part in parts for node in ast.walk(part) if node is not whole]
    flat = not any(is_fraction(node) and not (is_call(node, "d") and whole is parts[0]) for node in inside)
    return flat and formulas.box(text).width <= width


def formula(node):
    """What a node computes, in the symbols of its inputs: x*w + b."""
    return _text(_out(node.op, [tree(one.name) for one in node.inputs]))


def gradients(graph):
    """The gradient on each edge in symbols, where that is short: from the output back, each times a local derivative.

    Where it is not, the gradient of a value with a letter is ∂L/∂x, from which it goes on.
    """
    made, loss = {}, graph.output.name
    for key in (key for _, keys in graph.stretches for key in keys):
        edge = graph.edges[key]
        if edge.target == "out":
            made[key] = ast.Constant(1)
            continue
        if edge.target == "fork":
            parts = [made[e.key] for e in graph.branches(edge.source)]
            symbol = reduce(_plus, parts) if all(parts) else None
        else:
            node = graph.nodes[edge.target]
            symbol = _times(made[graph.trunk(node.name).key] or _derivative(loss, node.name), _local(node, edge.slot))
        if symbol and not fits(_text(symbol), 66):
            symbol = None
        whole = key == graph.trunk(edge.source).key
        made[key] = symbol or (_derivative(loss, edge.source) if whole else None)
    return {key: _text(symbol) if symbol else None for key, symbol in made.items()}


def is_number(text):
    """Whether a formula is a plain number."""
    return isinstance(unsigned(tree(text))[1], ast.Constant)


def passed_on(node, slot, upstream):
    """The gradient that a node passes on toward one of its inputs: the upstream gradient times a local derivative."""
    return _text(_times(tree(upstream), _local(node, slot)))


def _text(node):
    text = ast.unparse(node)
    for sign in ("*", "/", "**"):
        text = text.replace(f" {sign} ", sign)
    return text


def _is(node, value):
    return isinstance(node, ast.Constant) and node.value == value


def _is_reciprocal(node):
    return is_op(node, ast.Div) and _is(node.left, 1)


def _out(op, inputs):
    """The formula of an op, at these symbols."""
    match op:
        case "+":
            return reduce(_plus, inputs)
        case "max":
            return ast.Call(ast.Name("max"), inputs, [])
        case "×":
            return _multiplied(*inputs)
    return _put(tree(OPS[op].out), dict(zip(OPS[op].names, inputs, strict=True)))


def _local(node, slot):
    """The local derivative of a node toward one of its inputs, in symbols; None where it has cases and no letters."""
    op, inputs = OPS[node.op], [tree(one.name) for one in node.inputs]
    text = op.locals[slot if op.names else 0]
    if any(name in text for name in ("step", "largest")):
        return _derivative(node.name, node.inputs[slot].name)
    return _put(tree(text), dict(zip(op.names, inputs, strict=bool(op.names))) | {"z": tree(node.name)})


def _derivative(of, by):
    """∂of/∂by, where both are letters."""
    if of.isidentifier() and by.isidentifier():
        return ast.Call(ast.Name("d"), [tree(of), tree(by)], [])


def _put(node, symbols):
    """A formula with symbols in the place of its names."""
    match node:
        case ast.Name():
            return symbols[node.id]
        case ast.UnaryOp():
            return ast.UnaryOp(node.op, _put(node.operand, symbols))
        case ast.Call():
            return ast.Call(node.func, [_put(one, symbols) for one in node.args], [])
        case ast.BinOp():
            return _simple(ast.BinOp(_put(node.left, symbols), node.op, _put(node.right, symbols)))
    return node


def _simple(node):
    """v·u^(v − 1) with the numbers that stand for v: 2·u."""
    left, op, right = node.left, node.op, node.right
    if isinstance(op, ast.Pow) and _is(right, 1):
        return left
    if isinstance(op, ast.Sub) and isinstance(left, ast.Constant) and isinstance(right, ast.Constant):
        return ast.Constant(round(left.value - right.value, 9))
    return _multiplied(left, right) if isinstance(op, ast.Mult) else node


def _plus(left, right):
    minus, rest = unsigned(right)
    return ast.BinOp(left, ast.Sub() if minus else ast.Add(), rest)


def _multiplied(left, right):
    """A product as it is written: a number first, −x for −1·x, x/y for x·(1/y)."""
    (minus, left), (also, right) = unsigned(left), unsigned(right)
    (one, left), (two, right) = _number_and_rest(left), _number_and_rest(right)
    number = one if two == 1 else two if one == 1 else float(f"{one * two:.12g}")
    if _is_reciprocal(left):
        left, right = right, left
    if _is(left, 1):
        made = right
    elif _is(right, 1):
        made = left
    elif isinstance(left, ast.Name) and isinstance(right, ast.Name) and left.id == right.id:
        made = ast.BinOp(left, ast.Pow(), ast.Constant(2))
    elif _is_reciprocal(right):
        made = ast.BinOp(left, ast.Div(), right.right)
    else:
        made = ast.BinOp(left, ast.Mult(), right)
    if number != 1:
        made = ast.Constant(number) if _is(made, 1) else ast.BinOp(ast.Constant(number), ast.Mult(), made)
    return ast.UnaryOp(ast.USub(), made) if minus != also else made


def _number_and_rest(node):
    """A product split into the number in front and the rest."""
    if isinstance(node, ast.Constant):
        return node.value, ast.Constant(1)
    if is_op(node, ast.Mult) and isinstance(node.left, ast.Constant):
        return node.left.value, node.right
    return 1, node


def _times(upstream, local):
    """The same for a gradient; ∂L/∂z stays in front."""
    if upstream is None or local is None:
        return None
    if is_call(upstream, "d") and not _is(unsigned(local)[1], 1):
        minus, local = unsigned(local)
        made = ast.BinOp(upstream, ast.Mult(), local)
        return ast.UnaryOp(ast.USub(), made) if minus else made
    return _multiplied(upstream, local)
