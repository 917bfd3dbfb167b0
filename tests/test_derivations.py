"""Every line of every printed derivation equals the line before it, as SymPy finds; with a sign flipped it does not."""

import ast
import re
from functools import cache
from itertools import product

import pytest
import sympy as sp

from softmax_lib import derivation
from softmax_lib.pictures.derivations import DERIVATIONS, Derivation, Line
from softmax_lib.pictures.text.latex import latex

STEPS = [(name, place) for name, made in DERIVATIONS.items() for place in range(1, len(made.lines))]
every_line = pytest.mark.parametrize(("name", "place"), STEPS, ids=[f"{name}-{place}" for name, place in STEPS])
CLASSES = 3


def symbols(letter):
    return {k: sp.Symbol(f"{letter}_{k}", positive=True) for k in range(1, CLASSES + 1)}


# The exponentials are the symbols: then every line is a fraction of polynomials, and SymPy can decide it.
EXPS, TARGETS, UPSTREAM, SHARES = symbols("X"), symbols("t"), symbols("u"), symbols("Y")
TOTAL = sum(EXPS.values())
Y = {k: x / TOTAL for k, x in EXPS.items()}


def loss_of(shares):
    return -sum(t * sp.log(shares[k]) for k, t in TARGETS.items())


def by_logit(expression, k):
    """∂/∂a_k, where exp(a_k) is the symbol X_k: the chain rule gives the factor X_k."""
    return sp.diff(expression, EXPS[k]) * EXPS[k]


class Reader:
    """Turn an expression of a derivation into SymPy, for concrete classes i and k."""

    def __init__(self, letters, **classes):
        self.classes = classes
        logits = {k: sp.log(x) for k, x in EXPS.items()}
        if letters == "S":
            self.known = {"z": logits, "S": Y, "y": TARGETS}
            self.logit, self.share = "z", "S"
        else:
            self.known = {"a": logits, "y": Y, "t": TARGETS, "u": UPSTREAM, "S": {"": TOTAL}}
            self.logit, self.share = "a", "y"
        self.known["L"] = {"": loss_of(Y)}

    def read(self, text):
        return self.node(ast.parse(text, mode="eval").body)

    def index(self, name):
        below = name.id.partition("_")[2]
        return self.classes.get(below, below)

    def node(self, node):
        match node:
            case ast.Constant(value=value):
                return sp.Integer(value)
            case ast.Name(id=name):
                return self.known[name.partition("_")[0]][self.index(node)]
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return -self.node(inner)
            case ast.BinOp(left=left, op=op, right=right):
                left, right = self.node(left), self.node(right)
                match op:
                    case ast.Add():
                        return left + right
                    case ast.Sub():
                        return left - right
                    case ast.Mult():
                        return left * right
                    case ast.Div():
                        return left / right
                    case ast.Pow():
                        return left**right
            case ast.Call(func=ast.Name(id=name), args=args):
                return getattr(self, name)(*args)
        raise AssertionError(ast.dump(node))

    def exp(self, inner):
        return sp.exp(self.node(inner))

    def log(self, inner):
        return sp.log(self.node(inner))

    def total(self, inner, index, without=None):
        left_out = None if without is None else self.classes[without.id]
        outer, made = self.classes, 0
        for i in EXPS:
            if i != left_out:
                self.classes = outer | {index.id: i}
                made += self.node(inner)
        self.classes = outer
        return made

    others = total

    def d(self, what, by):
        letter, k = by.id.partition("_")[0], self.index(by)
        if letter == self.logit:
            return by_logit(self.node(what), k)
        assert (what.id, letter) == ("L", self.share)  # the loss, its shares free to move one by one
        return sp.diff(loss_of(SHARES), SHARES[k]).subs({SHARES[j]: Y[j] for j in SHARES})


class ModelReader(Reader):
    """The same for what stands around the layer: each letter is a symbol, and MODELS says what it is made of."""

    def __init__(self, letters, **classes):
        self.classes, self.ranges = classes, RANGES[letters]
        self.symbols, self.made, self.slopes = MODELS[letters]()

    def read(self, text):
        return self.base(super().read(text))

    def node(self, node):
        match node:
            case ast.Name(id=name):
                return self.symbol(name)
            case ast.Call(func=ast.Name(id="sqrt"), args=[inner]):
                square = self.node(inner)
                exact = sp.cancel(self.base(square) - self.symbols["root"] ** 2) == 0
                return self.symbols["root"] if exact else sp.sqrt(self.base(square))
            case ast.BinOp(left=ast.Name(id="sigma"), op=ast.Pow(), right=ast.Constant(value=2)):
                return self.symbols["var"]
        return super().node(node)

    def symbol(self, name):
        letter, _, below = name.partition("_")
        if letter == "net" and below:
            letter = f"net_{below}"  # of an output or of a hidden unit
        letter = "v" if name == "w_ji" else letter  # from an input to a hidden unit
        index = tuple(self.classes[i] for i in below)
        return self.symbols[(letter, *index) if index else letter]

    def exp(self, inner):
        return {"-net": self.symbols["E"], "net": 1 / self.symbols["E"]}[ast.unparse(inner)]

    def total(self, inner, index):
        outer, made = self.classes, 0
        for i in self.ranges[index.id]:
            self.classes = outer | {index.id: i}
            made += self.node(inner)
        self.classes = outer
        return made

    def d(self, what, by):
        return self.slope(self.node(what), self.node(by))

    def slope(self, expression, by):
        """The chain rule: the derivative by a symbol, along all ways on which the expression is made of it."""
        return sum(sp.diff(expression, s) * self.slope_of(s, by) for s in expression.free_symbols)

    def slope_of(self, symbol, by):
        if symbol == by:
            return sp.Integer(1)
        if symbol in self.slopes:  # the derivative of a function, and what it is applied to
            outer, inner = self.slopes[symbol]
            return outer * self.slope(inner, by)
        return self.slope(self.made[symbol], by) if symbol in self.made else sp.Integer(0)

    def base(self, expression):
        """The expression in the symbols that are made of no others."""
        while expression.free_symbols & self.made.keys():
            expression = expression.xreplace(self.made)
        return expression


def affine_model():
    x, w = {j: sp.Symbol(f"x_{j}") for j in (1, 2)}, {}
    s = {("x", j): one for j, one in x.items()} | {("t", k): t for k, t in TARGETS.items()}
    for k in EXPS:
        w |= {(j, k): sp.Symbol(f"w_{j}{k}") for j in x}
        s |= {("a", k): sp.Symbol(f"a_{k}"), ("b", k): sp.Symbol(f"b_{k}"), ("y", k): Y[k]}
    s |= {("w", *jk): one for jk, one in w.items()} | {"L": loss_of(Y)}
    made = {s["a", k]: sum(x[j] * w[j, k] for j in x) + s["b", k] for k in EXPS}
    return s, made, {EXPS[k]: (EXPS[k], s["a", k]) for k in EXPS}


def sigmoid_model():
    net, E = sp.symbols("net E", positive=True)
    return {"net": net, "E": E, "y": 1 / (1 + E)}, {}, {E: (-E, net)}


def squared_error_model():
    """The outputs are 1 to 3, hidden units and inputs 1 and 2; y and h are polynomials' letters, σ′ is y(1 − y)."""
    s = {("x", i): sp.Symbol(f"x_{i}") for i in (1, 2)} | {("t", k): TARGETS[k] for k in TARGETS}
    s |= {("y", k): sp.Symbol(f"y_{k}") for k in EXPS} | {("net_k", k): sp.Symbol(f"net_{k}") for k in EXPS}
    s |= {("h", j): sp.Symbol(f"h_{j}") for j in (1, 2)} | {("net_j", j): sp.Symbol(f"n_{j}") for j in (1, 2)}
    s |= {("w", k, j): sp.Symbol(f"w_{k}{j}") for k in EXPS for j in (1, 2)}
    s |= {("v", j, i): sp.Symbol(f"v_{j}{i}") for j in (1, 2) for i in (1, 2)}
    made = {s["net_k", k]: sum(s["w", k, j] * s["h", j] for j in (1, 2)) for k in EXPS}
    made |= {s["net_j", j]: sum(s["v", j, i] * s["x", i] for i in (1, 2)) for j in (1, 2)}
    slopes = {s["y", k]: (s["y", k] * (1 - s["y", k]), s["net_k", k]) for k in EXPS}
    slopes |= {s["h", j]: (s["h", j] * (1 - s["h", j]), s["net_j", j]) for j in (1, 2)}
    return s | {"L": sum((s["t", k] - s["y", k]) ** 2 for k in EXPS) / 2}, made, slopes


def batch_norm_model():
    """Three examples. ε is root² − σ², so that the root is a letter of its own and all lines are fractions."""
    examples = (1, 2, 3)
    root, gamma, mu, var = sp.symbols("r gamma mu var", positive=True)
    s = {(letter, n): sp.Symbol(f"{letter}_{n}") for letter in ("x", "g", "xhat") for n in examples}
    made = {mu: sum(s["x", n] for n in examples) / 3, var: sum((s["x", n] - mu) ** 2 for n in examples) / 3}
    made |= {s["xhat", n]: (s["x", n] - mu) / root for n in examples}
    s |= {"root": root, "gamma": gamma, "mu": mu, "var": var, "eps": root**2 - var, "N": sp.Integer(3)}
    s["L"] = gamma * sum(s["g", n] * s["xhat", n] for n in examples)
    return s, made, {root: (1 / (2 * root), var)}


MODELS = {
    "affine": affine_model,
    "sigmoid": sigmoid_model,
    "squared error": squared_error_model,
    "batch norm": batch_norm_model,
}
RANGES = {
    "affine": {"j": (1, 2), "k": tuple(EXPS)},
    "sigmoid": {},
    "squared error": {"i": (1, 2), "j": (1, 2), "k": tuple(EXPS)},
    "batch norm": {"n": (1, 2, 3), "m": (1, 2, 3)},
}


def reader_of(letters, classes):
    return (ModelReader if letters in MODELS else Reader)(letters, **classes)


def cases(name):
    """The concrete classes of which a derivation speaks."""
    ranges = RANGES.get(DERIVATIONS[name].letters)
    if ranges is not None:
        for numbers in product(*ranges.values()):
            yield dict(zip(ranges, numbers, strict=True))
        return
    free = re.findall(r"_i\b", DERIVATIONS[name].lines[-1].formula)
    for k in EXPS:
        if free:
            yield from ({"i": i, "k": k} for i in EXPS if i != k)
        else:
            yield {"k": k}


def assumed(given, k):
    if given == "one-hot":
        return {t: int(j == k) for j, t in TARGETS.items()}
    return {TARGETS[CLASSES]: 1 - sum(list(TARGETS.values())[:-1])} if given == "sum" else {}


def equal(first, second, letters, given, classes):
    reader = reader_of(letters, classes)
    difference = (reader.read(first) - reader.read(second)).subs(assumed(given, classes.get("k")))
    return sp.cancel(sp.expand_log(difference, force=True)) == 0


@cache
def holds(first, second, name, given):
    return all(equal(first, second, DERIVATIONS[name].letters, given, classes) for classes in cases(name))


def given_at(name, place):
    return next((line.given for line in reversed(DERIVATIONS[name].lines[: place + 1]) if line.given), "")


@every_line
def test_each_line_equals_the_one_before_it(name, place):
    before, line = DERIVATIONS[name].lines[place - 1 : place + 1]
    assert holds(before.formula, line.formula, name, given_at(name, place))


@every_line
def test_what_a_line_takes_for_granted_it_needs(name, place):
    """Where nothing is said to be given, nothing is needed; where it is, the line fails without it."""
    before, line = DERIVATIONS[name].lines[place - 1 : place + 1]
    if line.given and given_at(name, place - 1) == "":
        assert not holds(before.formula, line.formula, name, "")


class Flip(ast.NodeTransformer):
    """Flip the sign with one number, in the order in which they stand."""

    def __init__(self, which):
        self.which = which

    def visit(self, node):
        node = self.generic_visit(node)
        is_sum = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub)
        if not (is_sum or isinstance(node, ast.UnaryOp)):
            return node
        self.which -= 1
        if self.which != -1:
            return node
        if isinstance(node, ast.UnaryOp):
            return node.operand
        return ast.BinOp(node.left, ast.Sub() if isinstance(node.op, ast.Add) else ast.Add(), node.right)


def flips(formula):
    """The formula with each of its signs flipped in turn."""
    signs = sum(isinstance(n, ast.Add | ast.Sub | ast.USub) for n in ast.walk(ast.parse(formula)))
    return [ast.unparse(Flip(which).visit(ast.parse(formula, mode="eval"))) for which in range(signs)]


@every_line
def test_a_flipped_sign_is_found(name, place):
    before, line = DERIVATIONS[name].lines[place - 1 : place + 1]
    given = given_at(name, place)
    negated = [] if holds(before.formula, "0", name, given) else [f"-({line.formula})"]
    for wrong in flips(line.formula) + negated:
        assert not holds(before.formula, wrong, name, given), wrong
    if place == 1:
        for wrong in flips(before.formula):
            assert not holds(wrong, line.formula, name, given), wrong


def test_there_are_signs_to_flip():
    assert flips("-a_k*(1 - y_k)") == ["a_k * (1 - y_k)", "-a_k * (1 + y_k)"]
    assert sum(len(flips(line.formula)) for made in DERIVATIONS.values() for line in made.lines) > 50


def test_the_derivations_end_where_the_course_says():
    ends = {name: made.lines[-1].formula for name, made in DERIVATIONS.items()}
    assert {ends[name] for name in ("step 6", "chain", "third way")} == {"y_k - t_k"}
    assert ends["chain in S"] == "S_k - y_k"
    assert (ends["own logit"], ends["other logit"]) == ("y_k*(1 - y_k)", "-y_i*y_k")
    assert (ends["affine"], ends["affine x"]) == ("(y_k - t_k)*x_j", "total((y_k - t_k)*w_jk, k)")
    assert (ends["sigmoid"], ends["squared error w_kj"]) == ("y*(1 - y)", "-(t_k - y_k)*y_k*(1 - y_k)*h_j")
    assert [ends[f"step {k}"] for k in range(1, 6)] == ["-t_k/y_k", "-t_k*S", "1/S", "1/S", "-t_k/exp(a_k)"]


def test_the_printed_reasons_hold():
    """A reason that names an equation names a true one."""
    seen = 0
    for name, made in DERIVATIONS.items():
        for place, line in enumerate(made.lines):
            for left, right in re.findall(r"\{m:([^}]*?) == ([^}]*)\}", line.why):
                if (left, right) == ("t_k", "1"):
                    assert given_at(name, place) == "one-hot"
                    continue
                seen += 1
                letters, others = made.letters, {"j": 1, "n": 1, "m": 3}
                for classes in ({"i": 1, "k": 2} | others, {"i": 2, "k": 2} | others):
                    assert equal(left, right, letters, "", classes), (left, right)
    assert seen > 10


@pytest.mark.parametrize("name", DERIVATIONS)
def test_what_is_printed_is_every_line_with_its_reason(name):
    made = DERIVATIONS[name]
    shown = made._repr_latex_()
    rows = shown.split(r"\\[6pt]")
    assert len(rows) == len(made.lines)
    for row, line in zip(rows, made.lines, strict=True):
        assert latex(line.formula) in row
        assert shown.count("{") == shown.count("}")
        assert row.count(r"\left(") == row.count(r"\right)")
    assert len(repr(made).splitlines()) == len(made.lines)


LATEX = {
    "-t_3/y_3": r"-\frac{t_{3}}{y_{3}}",
    "a_1 - (a_2 - S)": r"a_{1} - (a_{2} - S)",
    "(y_1 + y_2)*S": r"(y_{1} + y_{2}) \, S",
    "a_1*(-S)": r"a_{1} \, (-S)",
    "-(1/S)**2": r"-\left(\frac{1}{S}\right)^{2}",
    "exp(a_k)": r"\exp(a_{k})",
    "log(y_k)": r"\log y_{k}",
    "log(1/S)": r"\log\left(\frac{1}{S}\right)",
    "others(t_i*y_k, i, k)": r"\sum_{i \ne k} t_{i} \, y_{k}",
    "total(y_i - t_i, i)": r"\sum_{i} (y_{i} - t_{i})",
    "total(-t_i, i)": r"\sum_{i} (-t_{i})",
    "d(L, a_k)": r"\frac{\partial L}{\partial a_{k}}",
    "d(log(S), a_k)": r"\frac{\partial}{\partial a_{k}} (\log S)",
    "y_k == exp(a_k)/S": r"y_{k} = \frac{\exp(a_{k})}{S}",
    "y_k*(1/S)": r"y_{k} \cdot \frac{1}{S}",
    "-1*t_k": r"-1 \cdot t_{k}",
}


@pytest.mark.parametrize("name", DERIVATIONS)
def test_no_factor_stands_behind_a_sum_sign_that_would_swallow_it(name):
    def ends_in_total(node):
        if isinstance(node, ast.Call):
            return node.func.id in ("total", "others")
        return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult) and ends_in_total(node.right)

    for line in DERIVATIONS[name].lines:
        for node in ast.walk(ast.parse(line.formula)):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
                assert not ends_in_total(node.left), line.formula


@pytest.mark.parametrize("text", LATEX)
def test_latex_keeps_signs_brackets_and_order(text):
    assert latex(text) == LATEX[text]


def test_a_derivation_that_is_not_there_is_refused_with_the_names():
    with pytest.raises(ValueError, match="there is no derivation 'step 7'; there are loss, step 1"):
        derivation("step 7")


def test_a_wrong_line_put_in_by_hand_is_found():
    wrong = Derivation((Line("d(y_k, a_k)"), Line("y_k*(1 + y_k)")))
    assert not equal(*(line.formula for line in wrong.lines), wrong.letters, "", {"k": 1})
