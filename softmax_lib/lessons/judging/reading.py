"""Read an answer's code: the words and operators in it, and what a kind of slip or a place needs of them."""

import dis
from types import CodeType

import numpy as np

__all__ = ["HELD", "NEEDS", "notebook_arrays", "unused_inputs", "words"]

_TOTALS = {
    "sum", "mean", "max", "min", "prod", "average", "fsum", "amax", "amin", "add", "+=", "loop", "einsum", "dot", "@",
}  # fmt: skip
_PRODUCTS = {
    "*", "/", "@", "*=", "/=", "multiply", "divide", "true_divide", "reciprocal", "dot", "einsum", "outer", "**",
}  # fmt: skip
_SIGNS = {"+", "-", "+=", "-=", "neg", "add", "subtract", "negative"}
# What a kind of slip needs in the code of an answer: one of these words or operators. And what a place needs.
NEEDS = {
    "plus-or-minus": _SIGNS, "times-or-divided": _PRODUCTS, "plus-or-times": _SIGNS | _PRODUCTS,
    "kind-of-product": {"*", "@", "dot", "outer", "multiply", "einsum", "inner", "matmul", "vdot", "tensordot"},
    "power": {"**", "power", "square", "sqrt", "pow"}, "operands-exchanged": _SIGNS | _PRODUCTS,
    "sum-or-mean": _TOTALS, "axis": _TOTALS | {"std", "var"}, "keepdims": _TOTALS | {"keepdims", "std", "var"},
    "logarithm": {"log", "log2", "log10", "log1p"}, "index": {"[]", "loop", "range"},
    "too-early": {"loop", "range", "[]"}, "replaced": {"[]=", "loop", "+=", "-="}, "comparison": {"compare"},
    "function-twice": {"exp", "log"}, "transposed": {"T", "transpose", "reshape", "@", "dot", "einsum", "[]"},
}  # fmt: skip
HELD = {
    "denominator": {"/", "divide", "/="}, "numerator": {"/", "divide", "/="}, "exp": {"exp", "**"},
    "log": NEEDS["logarithm"], "sqrt": {"sqrt", "std"}, "index": {"[]"}, "loop": {"loop"},
    "last": {"return"},
}  # fmt: skip


def words(answer):
    """The names in a function's code, and what it does, such as "+" or "loop"; empty where it has no code."""
    found, left = set(), [getattr(answer, "__code__", None)]
    while left:
        code = left.pop()
        if isinstance(code, CodeType):
            found |= {*code.co_names, *code.co_varnames, "return"}
            left += code.co_consts
            found |= {str(name) for constant in code.co_consts if isinstance(constant, tuple) for name in constant}
            for one in dis.get_instructions(code):
                found.add(_OPERATIONS.get(one.opname, one.argrepr if one.opname == "BINARY_OP" else ""))
    return found | ({"dot", "matmul"} if found & {"@", "dot", "matmul"} else set())


_OPERATIONS = {
    "FOR_ITER": "loop", "BINARY_SUBSCR": "[]", "BINARY_SLICE": "[]", "STORE_SUBSCR": "[]=", "UNARY_NEGATIVE": "neg",
    "COMPARE_OP": "compare", "JUMP_BACKWARD": "loop",
}  # fmt: skip


def notebook_arrays(answer):
    """The arrays of the notebook that a function uses, by name."""
    code, known = getattr(answer, "__code__", None), getattr(answer, "__globals__", {})
    if not isinstance(code, CodeType):
        return []
    used = dict.fromkeys(one.argval for one in dis.get_instructions(code) if one.opname in ("LOAD_GLOBAL", "LOAD_NAME"))
    return [name for name in used if isinstance(known.get(name), np.ndarray | list | tuple | np.floating)]


def unused_inputs(answer):
    """The inputs that a function never reads: pairs of the place, from 0, and the function's own name for it."""
    code = getattr(answer, "__code__", None)
    if not isinstance(code, CodeType):
        return []
    read = {*code.co_cellvars}
    for one in dis.get_instructions(code):
        if "LOAD_FAST" in one.opname:  # of two names at once in some versions of Python
            read |= {*one.argval} if isinstance(one.argval, tuple) else {one.argval}
    return [pair for pair in enumerate(code.co_varnames[: code.co_argcount]) if pair[1] not in read]
