"""No exercise is passed with what stands above it on its page.

Every cell above an exercise is run, as a reader runs it. Then everything that could be copied is tried as an answer:

- each function, lambda and class (``forward`` and ``backward``) that the page defines or prints, and each function that
  computes and is imported from softmax_lib, called with the exercise's arguments in any order, and with one of them
  put through another such function first: ``cross_entropy(softmax(a), t)``;
- each expression of a cell, of a function's body, and of code in the prose, with the exercise's arguments in place of
  its names, in any order; and each cell as a whole, with the arguments in place of the names that are called the same.

Faded practice may stay: an answer that comes with more than ``return ...`` in it, or worked out as an example
("saved-unrun"). What a nudge measures is no solved form, so numerical_gradient counts only as a function of its own.
"""

import ast
import contextlib
import copy
import io
import re
from inspect import Parameter, isclass, isfunction, signature
from itertools import permutations, product
from types import ModuleType

import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from softmax_lib import exercise
from softmax_lib.lessons.bank import EXERCISES
from softmax_lib.lessons.judging.comparing import same
from softmax_lib.lessons.judging.running import numbers
from tests.chapters import every_chapter, exercise_in, read, unrun

COMPUTING = ("functions", "gradient_check", "fused", "layers", "hidden_layers")
METHODS = """
    all any append argmax argsort astype clip copy cumsum dot flatten items max mean min prod ravel reshape round
    squeeze std sum take tolist transpose var
"""
BUILTINS = "abs dict enumerate float int len list max min range reversed round sum zip"
METHODS, BUILTINS = (set(names.split()) for names in (METHODS, BUILTINS))
NO_LINES = (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)


def faded(cell):
    """Whether an exercise comes with a part of its answer: blanks to fill, or an example that is worked out."""
    function = next(node for node in ast.parse(cell.source).body if isinstance(node, ast.FunctionDef))
    blanks = any(isinstance(node, ast.Constant) and node.value is ... for node in ast.walk(function))
    return unrun(cell) or (blanks and len(function.body) > 1)


def computes(made):
    """Whether this is a function of the page, or one that computes, from the library."""
    home = getattr(made, "__module__", None) or ""
    return isfunction(made) and (not home.startswith("softmax_lib.") or home.split(".")[1] in COMPUTING)


class Page:
    """What a reader has above an exercise: ``names`` as the cells left them, and ``pieces`` of code with the names at
    that place."""

    def __init__(self):
        self.names, self.pieces = {"__name__": "__main__"}, []

    def run(self, source):
        with contextlib.redirect_stdout(io.StringIO()) as printed, np.errstate(all="ignore"):
            exec(compile(source, "<cell>", "exec"), self.names)
        self.add(source)
        self.add(printed.getvalue())

    def add(self, source):
        """Code as it stands in a cell, in the prose or in what was printed; what is no code is left out."""
        with contextlib.suppress(SyntaxError, ValueError):
            tree = ast.parse(source.strip())
            if all(
                isinstance(node, ast.Expr) and isinstance(node.value, ast.Name | ast.Constant) for node in tree.body
            ):
                return
            before = dict(self.names)
            for node in tree.body:
                if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name not in self.names:
                    with contextlib.suppress(Exception):
                        exec(compile(ast.Module([node], []), "<prose>", "exec"), self.names)
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef | ast.Module):
                    self.pieces.append(([line for line in node.body if not isinstance(line, NO_LINES)], before))

    def functions(self):
        """Name → a function of the page, or one that computes, from the library."""
        found = {}
        for name, made in self.names.items():
            if computes(made):
                found[name] = made
            elif isclass(made) and made.__module__ == "__main__" and hasattr(made, "forward"):
                found[f"{name}.forward"] = lambda *x, made=made: made().forward(*x)
                found[f"{name}.backward"] = lambda *x, made=made: _there_and_back(made(), x)
        for body, before in self.pieces:
            for node in (node for one in body for node in ast.walk(one) if isinstance(node, ast.Lambda)):
                with contextlib.suppress(Exception):
                    found[ast.unparse(node)] = eval(compile(ast.Expression(node), "<cell>", "eval"), dict(before))
        return found


def _there_and_back(layer, inputs):
    layer.forward(*inputs)
    return layer.backward()


def arity(function):
    """The numbers of inputs that a function takes, at most four."""
    kinds = signature(function).parameters.values()
    if any(one.kind == Parameter.VAR_POSITIONAL for one in kinds):
        return range(1, 5)
    places = [one for one in kinds if one.kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)]
    return range(max(1, sum(one.default is Parameter.empty for one in places)), min(4, len(places)) + 1)


def calls(functions, inputs):
    """Description → a function of the exercise's arguments: each call f(a, t), f(t, a), f(g(a), t) and the like that
    uses them all."""
    once = [
        (f"{name}({', '.join(chosen)})", function, chosen)
        for name, function in functions.items()
        for count in arity(function)
        for chosen in permutations(inputs, count)
    ]
    made = {told: _called(function, chosen) for told, function, chosen in once if {*chosen} == {*inputs}}
    for (name, function), (told, inner, chosen) in product(functions.items(), once):
        for count in arity(function) if inner is not function and len(chosen) < 3 else ():
            for rest in permutations(inputs, count - 1) if count < 4 else ():
                if {*rest, *chosen} == {*inputs}:
                    for place in range(count):
                        said = ", ".join((*rest[:place], told, *rest[place:]))
                        made[f"{name}({said})"] = _called(function, rest, place, _called(inner, chosen))
    return made


def _called(function, chosen, place=0, first=None):
    """A function called with some of the arguments, and at one place with what another call gives."""

    def run(values):
        given = [values[name] for name in chosen]
        given[place:place] = [first(values)] if first else []
        return function(*given)

    return run


def harmless(node, names):
    """Whether code only computes: it calls NumPy, methods of arrays, the page's functions and those that compute."""

    def may(call):
        match call.func:
            case ast.Name(id=name):
                return name in BUILTINS or (computes(names.get(name)) and name != "numerical_gradient")
            case ast.Attribute(value=ast.Name(id="np")) | ast.Attribute(value=ast.Attribute(value=ast.Name(id="np"))):
                return True
            case ast.Attribute(attr=name):
                return name in METHODS
        return False

    return all(may(one) for one in ast.walk(node) if isinstance(one, ast.Call))


def expressions(body):
    """Every expression of some lines that computes something, and of whose names some are no functions."""
    for statement in body:
        for node in ast.walk(statement):
            read = isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
            if read and isinstance(node, ast.BinOp | ast.Call | ast.UnaryOp | ast.List | ast.Subscript | ast.Attribute):
                yield node


def free(node, names):
    """The names in an expression that stand for numbers."""
    found = dict.fromkeys(one.id for one in ast.walk(node) if isinstance(one, ast.Name))
    return [name for name in found if not callable(names.get(name)) and not isinstance(names.get(name), ModuleType)]


def fragments(pieces, inputs):
    """Description → a function of the exercise's arguments: what an expression or the lines of a cell give of them."""
    made = {}
    for body, names in pieces:
        for node in expressions(body):
            held = free(node, names)
            if len(held) >= len(inputs) and harmless(node, names):
                with contextlib.suppress(SyntaxWarning):
                    code = compile(ast.Expression(node), "<cell>", "eval")
                for chosen in permutations(held, len(inputs)) if len(held) <= 6 else ():
                    stands = dict(zip(chosen, inputs, strict=True))
                    told = ", ".join(f"{name} is {one}" for name, one in stands.items() if name != one)
                    made[ast.unparse(node) + (f"  where {told}" if told else "")] = _evaluated(code, names, stands)
        if len(body) > 1:
            made["the lines " + "; ".join(map(ast.unparse, body))[:90]] = _replayed(body, names, inputs)
    return made


def _evaluated(code, names, stands):
    return lambda values: eval(code, names | {name: values[one] for name, one in stands.items()})


def _replayed(body, names, inputs):
    """All that the lines compute, one after the other, with the arguments in place of the names called the same."""

    def codes(line):
        return [
            compile(ast.Expression(node), "<cell>", "eval") for node in expressions([line]) if harmless(node, names)
        ]

    steps = [(codes(line), line) for line in body]

    def run(values):
        held, given = names | values, []
        for codes, line in steps:
            given += [_tried(code, held) for code in codes]
            if isinstance(line, ast.Assign | ast.AugAssign | ast.For) and harmless(line, held):
                with contextlib.suppress(Exception):
                    exec(compile(ast.Module([line], []), "<cell>", "exec"), held)
                if isinstance(line, ast.Assign):
                    held |= {name: values[name] for name in inputs if name in _set(line)}
                given += [copy.copy(held.get(name)) for name in _set(line)]
        return Several(given)

    return run


def _tried(code, names):
    try:
        return eval(code, names)
    except Exception:
        return None


class Several(list):
    """Several candidates for an answer: each is compared."""


def _set(line):
    """The names that a line sets, or of which it sets an entry."""
    stored = [one for one in ast.walk(line) if isinstance(getattr(one, "ctx", None), ast.Store)]
    names = [one.value if isinstance(one, ast.Subscript) else one for one in stored]
    return [one.id for one in names if isinstance(one, ast.Name)]


def right(candidate, points, expected, inputs):
    """Whether a candidate gives the right numbers at all points."""
    fits = None
    for point, wanted in zip(points, expected, strict=True):
        try:
            given = candidate(dict(zip(inputs, copy.deepcopy(point), strict=True)))
        except Exception:
            return False
        made = given if isinstance(given, Several) else [given]
        here = {place for place, one in enumerate(made) if _same(one, wanted)}
        fits = here if fits is None else fits & here
        if not fits:
            return False
    return True


def _same(one, wanted):
    try:
        found = numbers(one)
        return found is not None and same(found, wanted)
    except Exception:
        return False


def copied(cells):
    """Name of each function exercise of a chapter → what on the page above it passes its check."""
    page, found = Page(), {}
    for cell in cells:
        if cell.cell_type == "markdown":
            for fence, inline in re.findall(r"```(?:python)?\n(.*?)```|`([^`\n]+)`", cell.source, re.S):
                page.add(fence or inline)
            continue
        name = exercise_in(cell.source)
        if name and EXERCISES[name].code.startswith("def ") and EXERCISES[name].points and not faded(cell):
            answer, points = exercise(name)._right, EXERCISES[name].points
            inputs = tuple(signature(answer).parameters)
            with np.errstate(all="ignore"):
                expected = [numbers(answer(*copy.deepcopy(point))) for point in points]
                tried = calls(page.functions(), inputs) | fragments(page.pieces, inputs)
                found[name] = [told for told, made in tried.items() if right(made, points, expected, inputs)]
        if not name:
            page.run(cell.source)
        elif unrun(cell):
            page.add(cell.source)
    return found


@every_chapter
def test_nothing_above_an_exercise_passes_it(path, monkeypatch):
    monkeypatch.chdir(path.parent)
    found = [f"{name}: {one}" for name, told in copied(read(path).cells).items() for one in told]
    assert not found, "\n" + "\n".join(found)


def passed(*above):
    """What passes exercise 03.1, the gradient at the shares, on a page with these cells above it."""
    blank = 'def back_to_shares(y, t):\n    return ...\n\n\nexercise("03.1").check(back_to_shares)'
    sources = ["import numpy as np\nfrom softmax_lib import softmax\ny = t = np.ones(3)", *above, blank]
    return copied([new_markdown_cell(s) if "`" in s else new_code_cell(s) for s in sources])["03.1"]


COPIES = {
    "a function": "def f(y, t):\n    return -t / y",
    "with its arguments in another order": "def f(t, y):\n    return -t / y",
    "a function of another": "def f(x):\n    return -x\n\n\ndef g(t, y):\n    return t / y",
    "a lambda in a call": "print((lambda p, q: -q / p)(1.0, 2.0))",
    "a class": "class Layer:\n    def forward(self, y, t):\n        self.made = -t / y\n\n    def backward(self):\n"
    "        return self.made",
    "an expression": "y, t = y / 3, t * 0\nprint((-t / y).round(4))",
    "with other names": "shares, votes = y / 3, 2 * t\nL = votes @ (-votes / shares)",
    "in the body of a function": "def nothing(y):\n    made = -(t / y)\n    return made.sum()",
    "the lines of a cell": "y = softmax(y)\nback = -1 * t\nback = back * (1 / y)\nprint(back.shape)",
    "code in the prose": "That is `-t / y` in NumPy.",
    "a block in the prose": "In NumPy:\n```python\nback = -t\nback = back / y\n```",
    "what is printed": "print('def f(y, t):\\n    return -t / y')",
}


@pytest.mark.parametrize("above", COPIES.values(), ids=COPIES)
def test_what_could_be_copied_is_found(above):
    assert passed(above)


def test_what_would_have_to_be_thought_of_is_not_called_a_copy():
    assert passed("back = -1.0", "back = back * t", "print(back / y)", "def f(y, t):\n    return (t / y).sum()") == []
