"""Formulas as LaTeX, for where JupyterLab sets them: the same expressions as in formulas.py, and sums.

``total(t_i*a_i, i)`` is the sum over all i, ``others(…, i, k)`` the sum over all i other than k,
and ``d(x, a_k)`` of something longer than a letter is the operator ∂/∂a_k before it.
"""

import ast
from functools import cache

from softmax_lib.pictures.text.formulas import is_fraction, is_letter, is_sum, name_of, tree, unsigned, wrapped

__all__ = ["latex"]

# What is not a letter of its own in LaTeX, and functions that LaTeX does not know.
_LETTERS = {name: rf"\{name}" for name in ("mu", "delta", "sigma", "gamma", "beta")}
_LETTERS |= {"eps": r"\varepsilon", "xhat": r"\hat{x}", "net": r"\mathit{net}", "ReLU": r"\operatorname{ReLU}"}


@cache
def latex(text):
    r"""Set a formula in LaTeX.

    >>> print(latex("total(-t_i/y_i*d(y_i, a_k), i)"))
    \sum_{i} \left(-\frac{t_{i}}{y_{i}} \cdot \frac{\partial y_{i}}{\partial a_{k}}\right)
    """
    return _latex(tree(text))


def _latex(node, followed=False):
    """A node in LaTeX. If + or − follows it, a sum at its end is put in brackets, so that the sum ends there."""
    minus, rest = unsigned(node)
    if minus:
        return "-" + (_bracketed(rest) if is_sum(rest) else _latex(rest, followed))
    match node:
        case ast.Name(id="dots"):
            return r"\dots"
        case ast.Name():
            letter, below = name_of(node)
            return _LETTERS.get(letter, letter) + (f"_{{{below}}}" if below else "")
        case ast.Constant():
            return str(node.value)
        case ast.Compare():
            return f"{_latex(node.left)} = {_latex(node.comparators[0])}"
        case ast.Call():
            total = followed and node.func.id in ("total", "others")
            return rf"\left({_call(node)}\right)" if total else _call(node)
        case ast.BinOp():
            return _operation(node, node.left, node.right, followed)


def _operation(node, left, right, followed):
    match node.op:
        case ast.Div():
            return rf"\frac{{{_latex(left)}}}{{{_latex(right)}}}"
        case ast.Pow():
            base = _latex(left) if is_letter(left) else _bracketed(left)
            return f"{base}^{{{_latex(right)}}}"
    goes_on = {left: not isinstance(node.op, ast.Mult), right: followed}
    sides = [
        _bracketed(n) if wrapped(node, n) or (n is right and unsigned(n)[0]) else _latex(n, goes_on[n])
        for n in (left, right)
    ]
    if not isinstance(node.op, ast.Mult):
        return f"{sides[0]} {'+' if isinstance(node.op, ast.Add) else '-'} {sides[1]}"
    dot = is_fraction(left) or is_fraction(right) or isinstance(left, ast.Constant)
    return rf"{sides[0]} \cdot {sides[1]}" if dot else rf"{sides[0]} \, {sides[1]}"


def _call(node):
    name, first, *rest = node.func.id, *node.args
    match name:
        case "total":
            return rf"\sum_{{{_latex(rest[0])}}} {_summand(first)}"
        case "others":
            return rf"\sum_{{{_latex(rest[0])} \ne {_latex(rest[1])}}} {_summand(first)}"
        case "d" if is_letter(first):
            return rf"\frac{{\partial {_latex(first)}}}{{\partial {_latex(rest[0])}}}"
        case "d":
            return rf"\frac{{\partial}}{{\partial {_latex(rest[0])}}} {_bracketed(first)}"
    inner = _latex(first)
    if name == "sqrt":
        return rf"\sqrt{{{inner}}}"
    if name == "log" and is_letter(first):
        return rf"\log {inner}"
    return _LETTERS.get(name, rf"\{name}") + _bracketed(first)


def _summand(node):
    return _bracketed(node) if is_sum(node) or unsigned(node)[0] else _latex(node)


def _bracketed(node):
    inner = _latex(node)
    return rf"\left({inner}\right)" if r"\frac" in inner or r"\sum" in inner else f"({inner})"
