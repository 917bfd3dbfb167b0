r"""Every formula in the prose of the chapters is read, and every equality in it holds.

Each `$…$` and `$$…$$` of the markdown cells is read by a small LaTeX reader, and so are the derivations that the
chapters print. Both sides of an "=" are then evaluated, in 30 digits, at random points for three and for four classes,
for every class that an index may stand for, under the course's definitions: S = Σ exp(a_i), y = exp(a)/S,
L = −Σ t_k log y_k, T = Σ t_k. SymPy takes the derivatives. A decimal number on one side of "=" or "≈" stands for the
running example, rounded. Targets are any weights, unless GIVEN says what the sentence around the formula assumes.
"""

import json
import random
import re
from functools import cache
from itertools import pairwise, product
from typing import NamedTuple

import pytest
import sympy as sp

from softmax_lib.derivations import DERIVATIONS
from tests.checkout import ROOT

CHAPTERS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))

# Equalities that can't be true or false, and notation of others: formula → why it is not verified.
DEFINITIONS = {
    r"a^{(L)}": "what another book calls a",
    r"z = uv": "an example node",
    r"z = u + v": "an example node",
    r"z = \log x": "an example node",
    r"z = 1/x": "an example node",
    r"u_k = -t_k/y_k": "a choice of what comes from upstream",
    r"\frac{\partial L}{\partial u} = \frac{\partial L}{\partial z} \cdot \frac{\partial z}{\partial u}": "chain rule",
    r"v = 0": "a choice of an input",
    r"u = v": "a choice of the inputs",
    r"x = 1": "a choice of an input",
    r"g_2 = -g_1": "a choice of what comes back",
    r"m": "the largest logit",
    r"\left(\frac{f}{g}\right)' = \frac{f' g - f g'}{g^2}": "quotient rule",
    r"f": "the top of a fraction",
    r"g": "the bottom of a fraction",
    r"S_i = \frac{e^{z_i}}{\sum_j e^{z_i}}": "a slip of others, to be spotted",
}

# What the sentence around a formula takes for granted: formula → any of sum=True (the targets sum to 1),
# one_hot=True (class k is the true one), apart=True (different indices are different classes), a=… and t=… (another
# example than the running one), and where={letter: formula}, for letters with a meaning of their own.
GIVEN = {
    r"L = \log S - \sum_i t_i a_i": {"sum": True},
    r"\log S = m + \log \sum_k \exp(a_k - m)": {"where": {"m": "a_1"}},  # any number will do
}

# Signs that the numbers of the running example can't show: formula → why.
HIDDEN = {
    r"y_2 - t_2 = 0.2452": "t_2 is 0",
}


# --- reading LaTeX --------------------------------------------------------------------------------------

RELATIONS = (
    "=",
    r"\approx",
    r"\ne",
    r"\neq",
    r"\leftarrow",
    r"\to",
    r"\in",
    "<",
    ">",
    r"\le",
    r"\leq",
    r"\ge",
    r"\geq",
)
TOKEN = re.compile(r"\\[a-zA-Z]+|\\\\|\d+(?:\.\d+)?|[^\s\\]")
DROPPED = re.compile(
    r"\\tag\{[^}]*\}|\\text\{[^}]*\}|(?<!\\)\\[,;:! ]|\\q?quad|\\(?:left|right|[bB]igg?[lr]?)(?![a-zA-Z])"
)
OPEN, CLOSE = {"(": ")", "[": "]"}, (")", "]")


class UnreadableError(Exception):
    """This is not a formula that the reader knows: a typing error, or the reader must learn more."""


def tokens(text):
    """A formula as a list of tokens, without what is only there for the eye."""
    text = re.sub(r"(\\\\)\[\d+pt\]", r"\1", text.replace("{,}", ""))
    return TOKEN.findall(DROPPED.sub(" ", text))


def split(row, marks):
    """Split a list of tokens at marks that stand in no brackets: the pieces, and the marks between them."""
    depth, pieces, found = 0, [[]], []
    for token in row:
        depth += (token in ("(", "[", "{", r"\begin")) - (token in (")", "]", "}", r"\end"))
        if depth == 0 and token in marks:
            found.append(token)
            pieces.append([])
        else:
            pieces[-1].append(token)
    return pieces, found


class Chain(NamedTuple):
    """Sides with the relations between them: sides[0] relations[0] sides[1] …"""

    sides: list
    relations: list


def chains(formula):
    """What a formula says. The rows of an aligned formula that begin with a relation go on with the row before."""
    aligned = re.search(r"\\begin\{aligned\}(.*)\\end\{aligned\}", formula, re.S)
    if not aligned:
        return [Chain(*split(piece, RELATIONS)) for piece in split(tokens(formula), (",",))[0]]
    made, reasons = [], []
    for row in re.split(r"\\\\(?:\[\d+pt\])?", aligned[1]):
        said, *reason = row.split("&&")
        reasons += [chain for text in reason for piece in re.split(r"\\text\{[^}]*\}", text) for chain in chains(piece)]
        sides, relations = split([token for token in tokens(said) if token != "&"], RELATIONS)
        if made and not sides[0]:
            made[-1] = Chain(made[-1].sides + sides[1:], made[-1].relations + relations)
        else:
            made.append(Chain(sides, relations))
    return made + [chain for chain in reasons if any(chain.sides)]


class Parser:
    r"""One side of an equation as a tree: nested tuples that begin with what is done.

    A sum reaches to the end of its product, and a function without brackets takes one factor: \log y_k t_k is
    (log y_k)·t_k. A slash divides by the one factor behind it.
    """

    def __init__(self, row):
        self.row, self.at = row, 0

    def peek(self, ahead=0):
        return self.row[self.at + ahead] if self.at + ahead < len(self.row) else None

    def next(self, *wanted):
        token = self.peek()
        if token is None or (wanted and token not in wanted):
            raise UnreadableError(
                f"{token!r} at {self.at} in {' '.join(self.row)}, where {wanted or 'something'} should be"
            )
        self.at += 1
        return token

    def whole(self):
        tree = self.expression()
        if self.peek() is not None:
            self.next("the end")
        return tree

    def expression(self):
        tree = self.term()
        while self.peek() in ("+", "-"):
            tree = (self.next(), tree, self.term())
        return tree

    def term(self):
        if self.peek() in ("+", "-"):
            return ("neg", self.term()) if self.next() == "-" else self.term()
        tree = self.factor()
        while self.peek() not in (None, "+", "-", "}", ",", "&", r"\\", r"\end", *CLOSE, *RELATIONS):
            if self.peek() in (r"\cdot", r"\times"):
                self.next()
                tree = ("*", tree, self.factor())
            elif self.peek() == "/":
                self.next()
                tree = ("/", tree, self.factor())
            else:
                tree = ("*", tree, self.factor())
        return tree

    def factor(self):
        tree = self.atom()
        if self.peek() == "^":
            self.next()
            tree = ("^", tree, self.argument())
        return tree

    def argument(self):
        """What stands behind _ or ^ or in a fraction: a group in braces, or a single token."""
        if self.peek() == "{":
            self.next()
            tree = self.expression()
            self.next("}")
            return tree
        return Parser([self.next()]).whole()

    def atom(self):
        token = self.next()
        if token in OPEN:
            inner = [self.expression()]
            while self.peek() == ",":
                self.next()
                inner.append(self.expression())
            self.next(OPEN[token])
            return inner[0] if len(inner) == 1 else ("tuple", *inner)
        if token == "{":
            self.at -= 1
            return self.argument()
        if re.fullmatch(r"\d.*", token):
            return ("number", token)
        if re.fullmatch(r"[a-zA-Z]", token) or token in (r"\eta", r"\tau", r"\lambda"):
            return ("name", token, self.index() if self.peek() == "_" else None)
        commands = {
            r"\frac": self.fraction,
            r"\partial": self.derivative,
            r"\sum": self.sum,
            r"\exp": lambda: ("exp", self.factor()),
            r"\log": lambda: ("log", self.factor()),
            r"\begin": self.cases,
        }
        if token not in commands:
            raise UnreadableError(f"{token!r} in {' '.join(self.row)}")
        return commands[token]()

    def index(self):
        self.next("_")
        if self.peek() != "{":
            return self.next()
        self.next("{")
        name = ""
        while self.peek() != "}":
            name += self.next()
        self.next("}")
        return name

    def fraction(self):
        if self.peek() == "{" and self.peek(1) == r"\partial":
            self.at += 2
            what = None if self.peek() == "}" else self.factor()
            self.next("}")
            self.next("{")
            self.next(r"\partial")
            by = self.factor()
            self.next("}")
            return ("d", self.factor() if what is None else what, by)
        return ("/", self.argument(), self.argument())

    def derivative(self):
        r"""\partial L/\partial a_k, on one line."""
        what = self.factor()
        self.next("/")
        self.next(r"\partial")
        return ("d", what, self.factor())

    def sum(self):
        r"""\sum_i, \sum_{i}, \sum_{i \ne k} or \sum_{i = 1}^C."""
        self.next("_")
        row = [self.next()]
        if row == ["{"]:
            row = []
            while self.peek() != "}":
                row.append(self.next())
            self.next("}")
        without = row[2] if len(row) == 3 and row[1] in (r"\ne", r"\neq") else None
        if len(row) != 1 and without is None and row[1:] != ["=", "1"]:
            raise UnreadableError(f"a sum over {' '.join(row)}")
        if self.peek() == "^":
            self.next()
            if self.argument() != ("name", "C", None):
                raise UnreadableError("a sum that does not end with C")
        return ("sum", row[0], without, self.term())

    def cases(self):
        r"""\begin{cases} … & i = k \\ … & i \ne k \end{cases}."""
        for token in "{cases}":
            self.next(token)
        branches = []
        while self.peek() != r"\end":
            tree = self.expression()
            self.next("&")
            branches.append((tree, self.next(), self.next("=", r"\ne", r"\neq"), self.next()))
            if self.peek() == r"\\":
                self.next()
        for token in (r"\end", *"{cases}"):
            self.next(token)
        return ("cases", *branches)


@cache
def read(row):
    """A row of tokens, as a tuple, as a tree."""
    return Parser(row).whole()


def parts(tree):
    yield tree
    for part in tree:
        if isinstance(part, tuple):
            yield from parts(part)


# --- what it means --------------------------------------------------------------------------------------

DIGITS = 30
VECTORS = ("a", "t", "y", "u")
INDICES = ("i", "j", "k")
FREE = ("u", "v", "x", "z", "g", "h", "w", "c", r"\eta", r"\tau", r"\lambda")  # any number, or one for each class
RUNNING = {"a": ("0.3", "2.9", "4.0"), "t": ("0", "0", "1")}
# Another book's letters, as chapter 06 shows them: S with an index is a share, and y is then the label.
OTHER_BOOK = {"S": "y", "y": "t", "z": "a"}


def free_indices(trees, bound=()):
    """The indices for which any class may be put in. A vector without an index speaks of its component k."""
    found = set()
    for tree in trees:
        match tree:
            case ("name", letter, None) if letter in VECTORS:
                found.add("k")
            case ("name", letter, None) if letter in INDICES:
                found.add(letter)
            case ("name", _, str(index)) if index in INDICES:
                found.add(index)
            case ("sum", index, without, body):
                found |= (free_indices([body]) - {index}) | ({without} if without else set())
                continue
            case ("cases", *branches):
                found |= {name for _, left, _, right in branches for name in (left, right)}
        found |= free_indices([part for part in tree if isinstance(part, tuple)])
    return found


class Meaning:
    """What the letters stand for at one point: numbers in 30 digits, or symbols where a derivative is taken."""

    def __init__(self, point, classes, indices, letters, where=None):
        self.point, self.classes, self.letters = point, range(1, classes + 1), letters
        self.indices, self.where = indices, where or {}
        self.held = {}  # letter → its symbols, free to move

    def of(self, tree):
        match tree:
            case ("number", digits):
                return sp.Float(digits, DIGITS) if "." in digits else sp.Integer(digits)
            case ("name", letter, index):
                return self.letter(letter, index)
            case ("neg", inner):
                return -self.of(inner)
            case ("exp", inner):
                return sp.exp(self.of(inner))
            case ("log", inner):
                return sp.log(self.of(inner))
            case ("sum", index, without, body):
                return self.sum(index, without, body)
            case ("d", what, by):
                return self.derivative(what, by)
            case ("cases", *branches):
                return self.of(next(b[0] for b in branches if self.holds(*b[1:])))
            case ("+" | "-" | "*" | "/" | "^" as operation, left, right):
                left, right = self.of(left), self.of(right)
                return {
                    "+": lambda: left + right,
                    "-": lambda: left - right,
                    "*": lambda: left * right,
                    "/": lambda: left / right,
                    "^": lambda: left**right,
                }[operation]()
        raise UnreadableError(f"no single number: {tree}")

    def holds(self, left, relation, right):
        return (self.indices[left] == self.indices[right]) == (relation == "=")

    def sum(self, index, without, body):
        outer, total = self.indices, sp.Integer(0)
        for k in self.classes:
            if without is None or k != outer[without]:
                self.indices = outer | {index: k}
                total += self.of(body)
        self.indices = outer
        return total

    def class_of(self, index):
        if index in self.indices:
            return self.indices[index]
        if index == "C" or (index.isdigit() and int(index) in self.classes):
            return self.classes[-1] if index == "C" else int(index)
        raise UnreadableError(f"an index {index!r}")

    def letter(self, letter, index):
        if index is None and letter in self.where:
            return self.of(read(tuple(tokens(self.where[letter]))))
        if index is None and letter in INDICES:
            return sp.Integer(self.indices[letter])
        if letter in self.letters and not (letter == "S" and index is None):
            letter = self.letters[letter]
        if (letter, index) in self.held:
            return self.held[letter, index]
        if index is None and letter in VECTORS:
            index = "k"
        return self.meaning(letter, index and self.class_of(index))

    def meaning(self, letter, k):
        if (letter, k) in self.held:
            return self.held[letter, k]
        match letter, k:
            case "y", int():
                return self.exp(k) / self.meaning("S", None)
            case "S", None:
                return sum(self.exp(i) for i in self.classes)
            case "L", None:
                return -sum(self.meaning("t", i) * sp.log(self.meaning("y", i)) for i in self.classes)
            case "T", None:
                return sum(self.meaning("t", i) for i in self.classes)
            case "C", None:
                return sp.Integer(len(self.classes))
            case "e", None:
                return sp.E.evalf(DIGITS)
        if letter in FREE or (letter in ("a", "t") and k):
            return self.point.number(letter, k)
        raise UnreadableError(f"the letter {letter} with index {k}")

    def exp(self, k):
        return self.held.get(("exp", k)) or sp.exp(self.meaning("a", k))

    def derivative(self, what, by):
        """∂what/∂by: all letters by name are free to move, and what comes before them in the graph stands still."""
        before, inverse = self.held, by == ("/", ("number", "1"), ("name", "S", None))
        name = ("name", "S", None) if inverse else by
        match name:
            case ("exp", ("name", "a", index)):
                key = ("exp", self.class_of(index or "k"))
            case ("name", letter, index):
                letter = letter if letter == "S" and index is None else self.letters.get(letter, letter)
                index = "k" if index is None and letter in VECTORS and by[1] not in self.where else index
                key = (letter, index and self.class_of(index))
            case _:
                raise UnreadableError(f"a derivative by {by}")
        values = {}
        for k in [None] if key[1] is None else self.classes:
            symbol = sp.Symbol(f"held_{key[0]}_{k}", positive=True)
            value = self.exp(k) if key[0] == "exp" else self.meaning(key[0], k)
            values[key[0], k] = (1 / symbol if inverse else symbol, symbol, 1 / value if inverse else value)
        self.held = before | {name: held for name, (held, _, _) in values.items()}
        if key[0] == "exp":
            self.held |= {("a", k): sp.log(held) for (_, k), (held, _, _) in values.items()}
        slope = sp.diff(self.of(what), values[key][1])
        self.held = before
        return slope.subs([(symbol, value) for _, symbol, value in values.values()])


class Point:
    """Numbers for a, t and the free letters: drawn once and kept."""

    def __init__(self, seed, classes, given):
        self.rng, self.known = random.Random(seed), {}
        for letter in ("a", "t"):
            numbers = given.get(letter) or [self.draw() for _ in range(classes)]
            self.known |= {(letter, k): sp.Float(str(x), DIGITS) for k, x in enumerate(numbers, 1)}
        if given.get("sum"):
            total = sum(x for (letter, _), x in self.known.items() if letter == "t")
            self.known |= {key: x / total for key, x in self.known.items() if key[0] == "t"}

    def draw(self):
        return sp.Float(f"{self.rng.randint(1, 299) / 100:.2f}", DIGITS)

    def number(self, letter, k):
        return self.known.setdefault((letter, k), self.draw())


def literal(tree):
    """How many decimals a decimal number has; None for anything else."""
    match tree:
        case ("neg", inner):
            return literal(inner)
        case ("number", digits) if "." in digits:
            return len(digits.partition(".")[2])


def pairs(formula):
    """The pairs of sides that a formula says are equal."""
    for sides, relations in chains(formula):
        for left, relation, right in zip(sides, relations, sides[1:], strict=False):
            if relation in ("=", r"\approx"):
                yield tuple(left), relation, tuple(right)


def settings(trees, given):
    """Meanings to try: points, numbers of classes, and classes for the free indices."""
    letters = OTHER_BOOK if any(p[:2] == ("name", "S") and p[2] for tree in trees for p in parts(tree)) else {}
    if any(literal(tree) is not None for tree in trees):
        given = RUNNING | given
    for classes, seed in product([len(given["a"])] if given.get("a") else [3, 4], (1, 2)):
        indices = sorted(free_indices(trees) | ({"k"} if given.get("one_hot") else set()))
        for chosen in product(range(1, classes + 1), repeat=len(indices)):
            if given.get("apart") and len(set(chosen)) < len(chosen):
                continue
            of = dict(zip(indices, chosen, strict=True))
            true = {"t": [int(k == of["k"]) for k in range(1, classes + 1)]} if given.get("one_hot") else {}
            yield Meaning(Point(seed, classes, given | true), classes, of, letters, given.get("where"))


def equal(left, relation, right, given):
    """Whether two sides, as tokens, are the same number wherever they are tried."""
    trees = [read(left), read(right)]
    decimals = [literal(tree) for tree in trees]
    for meaning in settings(trees, given):
        numbers = [sp.N(meaning.of(tree), DIGITS) for tree in trees]
        least = min((d for d in decimals if d is not None), default=None)
        if least is not None:
            allowed = sp.Rational(1, 2 * 10**least) + sp.Float("1e-20")
        elif relation == r"\approx":
            raise UnreadableError("≈ without a decimal number")
        else:
            allowed = sp.Float("1e-20", DIGITS) * (1 + abs(numbers[1]))
        if not abs(numbers[0] - numbers[1]) <= allowed:
            return False
    return True


def untrue(formula, given):
    """The equalities of a formula that don't hold. Raises UnreadableError."""
    return [" ".join((*left, r, *right)) for left, r, right in pairs(formula) if not equal(left, r, right, given)]


def evaluated(formula):
    """Every side of a formula, read and evaluated once: whether it is a formula at all. Raises UnreadableError."""
    for sides, _ in chains(formula):
        for side in sides:
            tree = read(tuple(side))
            for part in tree[1:] if tree[0] == "tuple" else [tree]:
                next(meaning for meaning in settings([part], {})).of(part)


# --- the chapters ---------------------------------------------------------------------------------------


MATH = re.compile(r"\$\$(.+?)\$\$|\$([^$\n]+)\$", re.S)


@cache
def formulas(path):
    """The formulas of a chapter's prose, each once."""
    found = []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            prose = re.sub(r"`[^`]*`", "", "".join(cell["source"]))
            found += [display or inline for display, inline in re.findall(MATH, prose)]
    return list(dict.fromkeys(text.strip() for text in found))


every_chapter = pytest.mark.parametrize("path", CHAPTERS, ids=[path.stem for path in CHAPTERS])


def said_to_be_equal(path):
    """The formulas with an equality that is to be verified."""
    return [text for text in formulas(path) if text not in DEFINITIONS and any(pairs(text))]


@every_chapter
def test_no_dollar_sign_stands_alone(path):
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            assert "$" not in MATH.sub("", re.sub(r"`[^`]*`", "", "".join(cell["source"])))


@every_chapter
def test_every_formula_can_be_read(path):
    unreadable = {}
    for text in formulas(path):
        try:
            if text not in DEFINITIONS and text not in GIVEN:  # what is given is read where it is verified
                evaluated(text)
        except UnreadableError as reason:
            unreadable[text] = str(reason)
    assert unreadable == {}


@every_chapter
def test_every_equality_holds(path):
    wrong = {text: untrue(text, GIVEN.get(text, {})) for text in said_to_be_equal(path)}
    assert {text: sides for text, sides in wrong.items() if sides} == {}


def test_the_tables_name_no_formula_that_no_chapter_has():
    shown = {text for path in CHAPTERS for text in formulas(path)}
    assert [text for text in (*DEFINITIONS, *GIVEN, *HIDDEN) if text not in shown] == []
    assert [text for text in GIVEN if text in DEFINITIONS] == []


def test_what_a_formula_is_given_it_needs():
    assert [text for text, given in GIVEN.items() if not given or holds_without(text, given)] == []


def holds_without(text, given):
    """Whether a formula also holds when one of its conditions is left out."""
    return any(holds(text, {name: given[name] for name in given if name != left_out}) for left_out in given)


def holds(text, given):
    try:
        return not untrue(text, given)
    except UnreadableError:
        return False


# --- that these tests can fail --------------------------------------------------------------------------


def flips(left, right):
    """Two sides with each of their signs flipped in turn, and with the whole right side negated."""
    for i, token in enumerate(left + right):
        if token in ("+", "-"):
            row = [*left, *right]
            row[i] = "-" if token == "+" else "+"
            yield tuple(row[: len(left)]), tuple(row[len(left) :])
    if right != ("0",):
        yield left, ("-", "(", *right, ")")


def missed(text, given):
    """The flipped signs that go unnoticed."""
    return [
        " ".join((*one, relation, *other))
        for left, relation, right in pairs(text)
        for one, other in flips(left, right)
        if equal(one, relation, other, given)
    ]


@every_chapter
def test_a_flipped_sign_in_any_verified_formula_is_noticed(path):
    found = {text: missed(text, GIVEN.get(text, {})) for text in said_to_be_equal(path)}
    assert [text for text, sides in found.items() if bool(sides) != (text in HIDDEN)] == []


TRUE = {
    r"y_k = \frac{\exp(a_k)}{\sum_i \exp(a_i)} \tag{A.1}": {},
    r"\sum_{i=1}^C y_i = 1, \qquad \sum_k y_k = 1": {},
    r"\partial L/\partial a_k = y_k T - t_k = y_k \sum_i t_i - t_k": {},
    r"\frac{\partial L}{\partial a_k} = y_k - t_k": {"sum": True},
    r"\partial L/\partial a = y - t": {"sum": True},
    r"L = -\log y_k = \log S - a_k": {"one_hot": True},
    r"\frac{\partial L}{\partial y_k} = -\frac{t_k}{y_k}": {},
    r"\frac{\partial L}{\partial S} = \frac{T}{S}, \quad \partial L/\partial (1/S) = -ST": {},
    r"\frac{\partial L}{\partial \exp(a_k)} = \frac{T}{S} - \frac{t_k}{\exp(a_k)}": {},
    r"\frac{\partial y_i}{\partial a_k} = -y_i y_k": {"apart": True},
    r"\frac{\partial y_k}{\partial a_k} = y_k\,(1 - y_k)": {},
    r"\frac{\partial y_i}{\partial a_k} = \begin{cases} y_k (1 - y_k) & \text{if } i = k \\[4pt] "
    r"-y_i y_k & \text{if } i \ne k \end{cases}": {},
    r"-\sum_i \frac{t_i}{y_i} \frac{\partial y_i}{\partial a_k} = -t_k (1 - y_k) + \sum_{i \ne k} t_i y_k": {},
    r"\frac{\partial}{\partial a_k} \log S = y_k": {},
    r"\sum_i u_i \frac{\partial y_i}{\partial a_k} = y_k \left(u_k - \sum_i u_i y_i\right)": {},
    r"\frac{\partial L}{\partial z_k} = S_k - y_k": {"sum": True},
    r"\partial z/\partial x = -z^2": {"where": {"z": "1/x"}},
    r"\frac{\partial z}{\partial u} = v": {"where": {"z": "uv"}},
    r"y_3 - t_3 = -0.2634": {},
    r"1 - e^{-L} = 0.263": {},
    r"\begin{aligned} L &= -\sum_i t_i \log y_i && \text{equation (A.2)} \\[6pt] "
    r"&= \log S - \sum_i t_i a_i && \text{for } T = 1 \\ S &= \sum_i e^{a_i} \end{aligned}": {"sum": True},
}
FALSE = {
    r"y_k = \frac{\exp(a_k)}{\sum_i \exp(a_k)}": {},
    r"\partial L/\partial a_k = y_k - t_k": {},
    r"\frac{\partial y_i}{\partial a_k} = -y_i y_k": {},
    r"L = -\log y_k": {"sum": True},
    r"\frac{\partial z}{\partial u} = u": {"where": {"z": "uv"}},
    r"y_2 - t_2 = 0.2451": {},
    r"\begin{aligned} L &= -\log y_k \\ &= a_k - \log S \end{aligned}": {"one_hot": True},
}
UNREADABLE = (r"\frac{a_k}", r"\lgo y_k", r"(a_k - t_k", r"q_k", r"a_m", r"\sum_i", r"y_k -", r"a_{12}", r"y_k = \exp")


@pytest.mark.parametrize("text", TRUE)
def test_the_reader_finds_true_what_is_true_and_notices_each_flipped_sign(text):
    assert untrue(text, TRUE[text]) == []
    assert missed(text, TRUE[text]) == []
    assert not (TRUE[text] and holds_without(text, TRUE[text]))


@pytest.mark.parametrize("text", FALSE)
def test_the_reader_finds_false_what_is_false(text):
    assert len(untrue(text, FALSE[text])) == 1


@pytest.mark.parametrize("text", UNREADABLE)
def test_the_reader_refuses_a_typing_error(text):
    with pytest.raises(UnreadableError):
        evaluated(text)


# --- the derivations ------------------------------------------------------------------------------------


def steps(name):
    """(left side, right side, what is given) for each step of a derivation, as it is shown."""
    made, text = DERIVATIONS[name], DERIVATIONS[name]._repr_latex_().strip("$")
    chain, *reasons = chains(text)
    assert len(chain.sides) == len(made.lines)
    assert set(chain.relations) == {"="}
    given = {"apart": True} if len(free_indices([read(tuple(chain.sides[-1]))])) > 1 else {}
    for i, line in enumerate(made.lines[1:], 1):
        given |= {"one-hot": {"one_hot": True}, "sum": {"sum": True}, "": {}}[line.given]
        yield tuple(chain.sides[i - 1]), tuple(chain.sides[i]), dict(given)
    for sides, _ in reasons:
        for left, right in pairwise(sides):
            yield tuple(left), tuple(right), given


@pytest.mark.parametrize("name", DERIVATIONS)
def test_a_derivation_holds_line_by_line_as_it_is_shown(name):
    assert [(left, right) for left, right, given in steps(name) if not equal(left, "=", right, given)] == []
