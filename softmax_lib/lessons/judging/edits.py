"""Every edit of a piece of correct code: a mean where a sum belongs, an operand exchanged, a line left out."""

import ast
import keyword
import re
from typing import NamedTuple

from softmax_lib.language import N_, Sentences

__all__ = ["KINDS", "PLACES", "Slip", "edits"]

# The kind of a slip, and where it is, as a reader is told.
KINDS = Sentences(
    {
        "plus-or-minus": N_("a plus should be a minus, or the reverse"),
        "times-or-divided": N_("a multiplication should be a division, or the reverse"),
        "kind-of-product": N_("a product is of the wrong kind: entry by entry, matrix or outer product"),
        "plus-or-times": N_("a sum should be a product, or the reverse"),
        "power": N_("a power is wrong, or missing"),
        "sign-of-a-term": N_("the sign of one term is wrong"),
        "operands-exchanged": N_("two operands are swapped"),
        "sum-or-mean": N_("a sum, a product, a mean or a maximum is used in place of another of these"),
        "axis": N_("a sum, a mean or a maximum is taken along the wrong axis"),
        "keepdims": N_("keepdims is missing, or does not belong there"),
        "function-left-out": N_("a function is left out"),
        "function-twice": N_("a function is applied twice"),
        "function-too-many": N_("a function is applied where it does not belong"),
        "wrong-function": N_("a function is the wrong one"),
        "logarithm": N_("the logarithm has the wrong base"),
        "transposed": N_("an array is transposed where it should not be, or the reverse"),
        "index": N_("an index is wrong"),
        "index-left-out": N_("an index is missing"),
        "constant": N_("a number in the formula is wrong"),
        "term-left-out": N_("a term is left out"),
        "factor-left-out": N_("a factor, or what you divide by, is left out"),
        "variable": N_("one variable is used in place of another"),
        "comparison": N_("a comparison goes the wrong way"),
        "replaced": N_("something is replaced that should be added to, or the reverse"),
        "line-left-out": N_("a step is left out"),
        "copy": N_("an array is changed that should stay unchanged: a copy is missing"),
        "too-early": N_("the loop ends, the function returns, or a slice stops too early"),
        "one-step-too-many": N_("one step too many is taken at the end"),
    }
)
PLACES = Sentences(
    {
        "denominator": N_("in a denominator"),
        "numerator": N_("in a numerator"),
        "exp": N_("inside exp"),
        "log": N_("inside the logarithm"),
        "sqrt": N_("under the root"),
        "index": N_("between square brackets"),
        "loop": N_("in the loop"),
        "last": N_("in what is returned"),
        "before": N_("in a step before the last one"),
    }
)


class Slip(NamedTuple):
    """One slip: its kind, where it is, the code before and after where that is short, and what names it brings in."""

    kind: str
    place: str = ""
    was: str = ""
    now: str = ""
    brought: str = ""


_SIGNS, _PRODUCTS = (ast.Add, ast.Sub), (ast.Mult, ast.Div)
_OPERATORS = {
    op: [
        *((within, other) for other in same if other is not op),
        *(("plus-or-times", other) for other in others),
    ]
    for within, same, others in (
        ("plus-or-minus", _SIGNS, _PRODUCTS),
        ("times-or-divided", _PRODUCTS, _SIGNS),
    )
    for op in same
}
_OPERATORS[ast.Mult].append(("kind-of-product", ast.MatMult))
_OPERATORS[ast.MatMult] = [("kind-of-product", ast.Mult)]
_OPERATORS[ast.Pow] = [("power", ast.Mult), ("power", ast.Add)]
_TOTALS = ("sum", "mean", "max", "min", "prod")
# Function → kind → what stands in its place.
_FUNCTIONS = {
    **{name: {"sum-or-mean": " ".join(other for other in _TOTALS if other != name)} for name in _TOTALS},
    "exp": {"wrong-function": "log exp2 square"},
    "log": {"logarithm": "log2 log10", "wrong-function": "log1p exp"},
    "sqrt": {"power": "square"},
    "square": {"power": "sqrt abs"},
    "abs": {"power": "square"},
    "maximum": {"wrong-function": "minimum add multiply"},
    "var": {"power": "std"},
    "std": {"power": "var"},
    "outer": {"kind-of-product": "dot multiply"},
    "dot": {"kind-of-product": "outer multiply"},
    "diag": {"wrong-function": "diagonal"},
    "eye": {"wrong-function": "ones"},
    "zeros": {"constant": "ones"},
    "ones": {"constant": "zeros"},
    "zeros_like": {"constant": "ones_like"},
}
_EXCHANGED = (ast.Sub, ast.Div, ast.Pow, ast.MatMult)
_COMPARED = {ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq}
# A step too many at the end; {x} is what is returned, {a} the function's first input.
_MORE = ("-({x})", "({x}) / len({a})", "({x}) * len({a})", "({x}) / np.size({a})", "({x}) / {a}.shape[-1]",
         "({x}) * {a}.shape[-1]", "np.sum({x})", "np.mean({x})", "np.max({x})", "np.exp({x})", "np.log({x})",
         "abs({x})", "np.sqrt({x})", "({x}) ** 2", "1 / ({x})", "1 - ({x})", "({x}) - 1", "2 * ({x})", "({x}) / 2",
         "np.transpose({x})", "({x})[::-1]", "np.sum({x}, axis=0)", "np.sum({x}, axis=1)", "np.mean({x}, axis=0)",
         "np.exp({x}) / np.exp({x}).sum()", "np.cumsum({x})", "{a} + ({x})", "{a} - ({x})", "np.round({x}, 2)",
         "np.round({x}, 4)", "np.rint({x})", "np.argmax({x})")  # fmt: skip


def edits(code):
    """Make every edit of a function's code, one after another: yields the Slip, and the edited tree for that moment."""
    tree = ast.parse(code)
    function = tree.body[0]
    inputs = [arg.arg for arg in function.args.args]
    assigned = {
        node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    names = [*inputs, *sorted(assigned - {*inputs})]
    for owner, field, holder, key, place in list(_walk(function, ())):
        node = holder[key]
        for kind, new in _changes(node, names):
            was, now = _text(node), _text(new)
            brought = " ".join(sorted(_names(now) - _names(was) - {*names}))
            if now == was or (field == "args" and _text(owner).startswith(f"{now}.append")):
                continue  # the latter would put a list into itself
            holder[key] = new
            yield Slip(kind, place, *_difference(was, now), brought), tree
            holder[key] = node


def _names(code):
    """The names in a piece of code that may tell a slip apart."""
    return {*re.findall(r"[A-Za-z_]\w+", code)} - {"np", "math", "axis", "len", "size", "shape", *keyword.kwlist}


def _difference(was, now):
    """What differs between two pieces of code; empty texts where that is long."""
    both = [re.findall(r"\w+|[^\w\s]", code) for code in (was, now)]
    for end in (0, -1):
        while all(both) and both[0][end] == both[1][end]:
            for tokens in both:
                del tokens[end]
    texts = ["".join(tokens).replace("**", "^") for tokens in both]
    plain = all(len(tokens) < 2 or text.startswith("axis=") for tokens, text in zip(both, texts, strict=True))
    return texts if plain and max(map(len, texts)) <= 12 else ("", "")


def _walk(owner, trail):
    """Each expression, statement and block under a node: its owner and the field, where it hangs, and its place."""
    for field, value in ast.iter_fields(owner):
        if field == "args" and isinstance(owner, ast.FunctionDef):
            continue
        holder = value if isinstance(value, list) else vars(owner)
        for key, node in enumerate(value) if holder is value else [(field, value)]:
            if isinstance(node, ast.AST):
                here = (*trail, (owner, field))
                if isinstance(node, ast.expr | ast.stmt):
                    yield owner, field, holder, key, _place(here)
                yield from _walk(node, here)


def _place(trail):
    for owner, field in reversed(trail):
        match owner, field:
            case ast.BinOp(op=ast.Div()), "right":
                return "denominator"
            case ast.BinOp(op=ast.Div()), "left":
                return "numerator"
            case ast.Call(func=ast.Attribute(attr="exp" | "log" | "sqrt" as name)), "args":
                return name
            case ast.Subscript(), "slice":
                return "index"
            case ast.For(), "body":
                return "loop"
            case ast.Return(), _:
                return "last"
    return "before"


def _text(node):
    return ast.unparse(ast.fix_missing_locations(node))


def _changes(node, names):
    """What one edit makes of a node: pairs of the kind and the new node."""
    match node:
        case ast.stmt():
            yield from _statement_changes(node, names)
        case ast.BinOp(left=left, op=op, right=right):
            for kind, other in _OPERATORS.get(type(op), ()):
                yield kind, ast.BinOp(left, other(), right)
            if isinstance(op, _EXCHANGED):
                yield "operands-exchanged", ast.BinOp(right, op, left)
            if isinstance(op, ast.Pow):
                for exponent in (3, -1, -2, 0.5):
                    yield "power", ast.BinOp(left, op, ast.Constant(exponent))
            out = "term-left-out" if isinstance(op, ast.Add | ast.Sub) else "factor-left-out"
            yield ("power" if isinstance(op, ast.Pow) else out), left
            if isinstance(op, ast.Sub):
                yield out, ast.UnaryOp(ast.USub(), right)
            if isinstance(op, ast.Div):
                yield out, ast.BinOp(ast.Constant(1), ast.Div(), right)
            yield out, right
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            yield "sign-of-a-term", operand
        case ast.Constant(value=bool()):
            yield "keepdims", ast.Constant(not node.value)
        case ast.Constant(value=int() | float() as c):
            for other in (c + 1, c - 1, 2 * c, c / 2, 10 * c, c / 10, 0, 1):
                if other != c:
                    yield "constant", ast.Constant(int(other) if other == int(other) and isinstance(c, int) else other)
        case ast.Compare(ops=[op]) if type(op) in _COMPARED:
            yield "comparison", ast.Compare(node.left, [_COMPARED[type(op)]()], node.comparators)
        case ast.IfExp(body=one, orelse=other):
            yield "comparison", ast.IfExp(node.test, other, one)
        case ast.Attribute(value=inner, attr="T"):
            yield "transposed", inner
        case ast.Subscript():
            yield from _index_changes(node)
        case ast.Call():
            yield from _call_changes(node)
        case ast.Name(id=name, ctx=ast.Load()) if name in names:
            for other in names:
                if other != name:
                    yield "variable", _name(other)
            yield "transposed", ast.Attribute(node, "T", ast.Load())
            yield "function-too-many", _numpy("exp", node)
            yield "power", ast.BinOp(node, ast.Pow(), ast.Constant(2))
    if isinstance(node, ast.Name | ast.Call | ast.Subscript) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
        yield "sign-of-a-term", ast.UnaryOp(ast.USub(), node)


def _name(name):
    return ast.Name(name, ast.Load())


def _numpy(name, argument):
    return ast.Call(ast.Attribute(_name("np"), name, ast.Load()), [argument], [])


def _index_changes(node):
    index = node.slice

    def at(other):
        return ast.Subscript(node.value, other, node.ctx)

    if isinstance(index, ast.Tuple):
        for k, one in enumerate(index.elts):
            yield "index-left-out", at(one)
            others = [*index.elts[:k], ast.Slice(), *index.elts[k + 1 :]]
            yield "index-left-out", at(ast.Tuple(others, ast.Load()))
        yield "index", at(ast.Tuple(index.elts[::-1], ast.Load()))
        return
    yield "index-left-out", node.value
    if not isinstance(index, ast.Slice):
        for step in (1, -1):
            yield "index", at(ast.BinOp(index, ast.Add(), ast.Constant(step)))
        for place in (0, -1):
            yield "index", at(ast.Constant(place))


def _call_changes(node):
    match node.func:
        case ast.Attribute(attr=name, value=owner):
            is_numpy = isinstance(owner, ast.Name) and owner.id in ("np", "math")
            made = lambda new: ast.Attribute(owner, new, ast.Load())  # noqa: E731
        case ast.Name(id=name):
            is_numpy, owner, made = True, None, _name
        case _:
            return
    for kind, others in _FUNCTIONS.get(name, {}).items():
        for other in others.split():
            if owner is not None or other in ("sum", "max", "min", "abs"):
                yield kind, ast.Call(made(other), node.args, node.keywords)
    inner = (node.args[0] if len(node.args) == 1 else None) if is_numpy else owner
    if inner is not None and name not in ("range", "len", "enumerate", "zip", "float", "int", "eye", "zeros", "ones"):
        yield ("copy" if name in ("copy", "array") else "function-left-out"), inner
    if name in ("exp", "log") and is_numpy and owner is not None:
        yield "function-twice", _numpy(name, node)
    if name in ("range", "arange") and node.args:
        *first, last = node.args
        for step in (1, -1):
            yield (
                "too-early" if step < 0 else "index",
                ast.Call(node.func, [*first, ast.BinOp(last, ast.Add(), ast.Constant(step))], node.keywords),
            )
        if not first:
            yield "index", ast.Call(node.func, [ast.Constant(1), last], node.keywords)
    if len(node.args) == 2 and name not in ("sum", "mean", "max", "min", "reshape", "range", "arange", "power"):
        yield "operands-exchanged", ast.Call(node.func, node.args[::-1], node.keywords)
        yield from (("factor-left-out", one) for one in node.args)
    yield from _axis_changes(node, name, is_numpy)


def _axis_changes(node, name, is_numpy):
    if name not in (*_TOTALS, "var", "std", "argmax"):
        return
    given = {one.arg: one.value for one in node.keywords}

    def called(without=(), **values):
        """The same call without these keyword arguments, and with these instead."""
        kept = {arg: value for arg, value in given.items() if arg not in (*without, *values)}
        new = {**kept, **{arg: ast.Constant(value) for arg, value in values.items()}}
        return ast.Call(node.func, node.args, [ast.keyword(arg, value) for arg, value in new.items()])

    if "axis" not in given and len(node.args) <= is_numpy and isinstance(node.func, ast.Attribute):
        for axis in (0, 1):
            yield "axis", called(axis=axis)
        for axis in (0, 1):
            yield "axis", called(without=given, axis=axis, keepdims=True)
    elif "axis" in given:
        for axis in (0, 1):
            other = called(axis=axis)
            if ast.unparse(other) != ast.unparse(node):
                yield "axis", other
                yield "axis", called(without=("keepdims",), axis=axis)
        yield "axis", called(without=("axis", "keepdims"))
        yield "axis", called(without=("axis",))
        yield "keepdims", called(without=("keepdims",)) if "keepdims" in given else called(keepdims=True)


def _statement_changes(node, names):
    match node:
        case ast.AugAssign(target=target, op=op, value=value):
            for kind, other in _OPERATORS.get(type(op), ()):
                yield kind, ast.AugAssign(target, other(), value)
            yield "replaced", ast.Assign([target], value, lineno=1)
            yield "line-left-out", ast.Pass()
        case ast.Assign(targets=[target], value=value):
            if not isinstance(target, ast.Tuple):
                yield "replaced", ast.AugAssign(target, ast.Add(), value)
            yield "line-left-out", ast.Pass()
        case ast.Expr():
            yield "line-left-out", ast.Pass()
        case ast.For(body=body):
            for name in names:
                yield "too-early", ast.For(node.target, node.iter, [*body, ast.Return(_name(name))], [], lineno=1)
            yield "too-early", ast.For(node.target, node.iter, [*body, ast.Break()], [], lineno=1)
        case ast.Return(value=value) if value is not None:
            for more in _MORE:
                new = ast.parse(more.format(x=ast.unparse(value), a=names[0])).body[0].value
                yield "one-step-too-many", ast.Return(new)
            for name in names:
                yield "line-left-out", ast.Return(_name(name))
