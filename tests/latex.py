r"""A small reader of LaTeX, and what a formula of the course means, so that an equality can be checked by numbers.

Both sides are evaluated, in 30 digits, at random points for three and for four classes, for every class that an index
may stand for, under the course's definitions: S = Σ exp(a_i), y = exp(a)/S, L = −Σ t_k log y_k, T = Σ t_k. SymPy takes
the derivatives. What stands around the layer has definitions of its own, see MODELS.
"""

import random
import re
from functools import cache
from itertools import accumulate, product
from operator import add, mul, neg, sub, truediv
from typing import NamedTuple

import sympy as sp

# --- reading LaTeX --------------------------------------------------------------------------------------

TOKEN = re.compile(r"\\[a-zA-Z]+|\\\\|\d+(?:\.\d+)?|[^\s\\]")
DROPPED = re.compile(
    r"\\tag\{[^}]*\}|\\text\{[^}]*\}|(?<!\\)\\[,;:! ]|\\q?quad|\\(?:left|right|[bB]igg?[lr]?)(?![a-zA-Z])"
)
RELATIONS = TOKEN.findall(r"= < > \approx \ne \neq \leftarrow \to \in \le \leq \ge \geq")
GREEK = TOKEN.findall(r"\delta \eta \tau \lambda \mu \gamma \beta \epsilon \varepsilon")
HALF = ("/", ("number", "1"), ("number", "2"))


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
        depth += (token in ("(", "{")) - (token in (")", "}"))
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


class Reader:
    r"""One side of an equation as a tree: nested tuples that begin with what is done.

    A sum reaches to the end of its product, and a function without brackets takes one factor: \log y_k t_k is
    (log y_k)·t_k. A slash divides by the one factor behind it.
    """

    def __init__(self, row):
        self.row = list(row)

    def next(self, *wanted):
        if not self.row or (wanted and self.row[0] not in wanted):
            raise UnreadableError(f"at {' '.join(self.row) or 'the end'}, where {wanted or 'something'} should be")
        return self.row.pop(0)

    def ahead(self, *marks):
        return bool(self.row) and self.row[0] in marks

    def group(self):
        """The tokens of a group in braces, or a single token."""
        if not self.ahead("{"):
            return [self.next()]
        depths = accumulate((token == "{") - (token == "}") for token in self.row)
        end = next((i for i, depth in enumerate(depths) if depth == 0), None) or len(self.row)
        inside, self.row = self.row[1:end], self.row[end:]
        self.next("}")
        return inside

    def whole(self, what="terms"):
        tree = getattr(self, what)()
        return self.next("the end") if self.row else tree

    def terms(self):
        tree = self.term()
        while self.ahead("+", "-"):
            tree = (self.next(), tree, self.term())
        return tree

    def term(self):
        if self.ahead("+", "-"):
            return ("neg", self.term()) if self.next() == "-" else self.term()
        tree = self.factor()
        while self.row and not self.ahead("+", "-", ",", ")", *RELATIONS):
            sign = self.next() if self.ahead("/", r"\cdot", r"\times") else "*"
            tree = ("/" if sign == "/" else "*", tree, self.factor())
        return tree

    def factor(self):
        tree = self.atom()
        if not self.ahead("^"):
            return tree
        self.next()
        power = self.group()
        return ("transposed", tree) if power == ["T"] else ("^", tree, Reader(power).whole())

    def atom(self):
        token = self.next()
        if token == "(":
            inner = [self.terms()]
            while self.ahead(",") and self.next():
                inner.append(self.terms())
            self.next(")")
            return inner[0] if len(inner) == 1 else ("tuple", *inner)
        if token[0].isdigit():
            return ("number", token)
        if token == "f" and self.ahead("'", "("):
            return ("slope" if self.ahead("'") and self.next() else "sigmoid", self.factor())
        if re.fullmatch(r"[a-zA-Z]", token) or token in GREEK:
            return self.name(r"\epsilon" if token == r"\varepsilon" else token)
        if token in (r"\exp", r"\log", r"\max"):
            return (token[1:], self.factor())
        if token not in self.COMMANDS:
            raise UnreadableError(f"{token!r} before {' '.join(self.row)}")
        return self.COMMANDS[token](self)

    def name(self, letter):
        return ("name", letter, "".join(self.group()) if self.ahead("_") and self.next() else None)

    def sigma(self):
        r"""\sigma(…) is the sigmoid function, and \sigma^2 a letter."""
        if self.ahead("("):
            return ("sigmoid", self.factor())
        self.next("^")
        if self.group() != ["2"]:
            raise UnreadableError("a power of σ other than its square")
        return self.name(r"\sigma^2")

    def word(self):
        r"""\mathit{net} is a letter like others, and so is \hat with an x under it."""
        word = "".join(self.group())
        if word not in ("net", "x"):
            raise UnreadableError(f"the word {word!r}")
        return self.name(word.replace("x", r"\hat x"))

    def fraction(self):
        top, bottom = self.group(), self.group()
        if top[:1] != [r"\partial"]:
            return ("/", Reader(top).whole(), Reader(bottom).whole())
        by = Reader(bottom)
        by.next(r"\partial")
        return ("d", Reader(top[1:]).whole("factor") if top[1:] else self.factor(), by.whole("factor"))

    def derivative(self):
        r"""\partial L/\partial a_k, on one line."""
        what = self.factor()
        self.next("/")
        self.next(r"\partial")
        return ("d", what, self.factor())

    def sum(self):
        r"""\sum_i, \sum_{i} or \sum_{i \ne k}."""
        self.next("_")
        match self.group():
            case [index]:
                without = None
            case [index, r"\ne", without]:
                pass
            case row:
                raise UnreadableError(f"a sum over {' '.join(row)}")
        return ("sum", index, without, self.term())

    COMMANDS = {
        r"\frac": fraction, r"\partial": derivative, r"\sum": sum, r"\sigma": sigma,
        r"\sqrt": lambda self: ("^", Reader(self.group()).whole(), HALF),
    } | dict.fromkeys((r"\hat", r"\mathit"), word)  # fmt: skip


@cache
def read(row):
    """A row of tokens, as a tuple, as a tree."""
    return Reader(row).whole()


def parts(tree):
    yield tree
    for part in tree:
        if isinstance(part, tuple):
            yield from parts(part)


# --- what it means --------------------------------------------------------------------------------------

DIGITS = 30
VECTORS = ("a", "t", "y", "u")
# Any number, or one for each class.
FREE = TOKEN.findall(r"u v x z g h w c D H N \eta \tau \lambda \beta \epsilon")
RUNNING = {"a": ("0.3", "2.9", "4.0"), "t": ("0", "0", "1")}
# Another book's letters, as chapter 06 shows them: S with an index is a share, and y is then the label.
OTHER_BOOK = {"S": "y", "y": "t", "z": "a"}


class Meaning:
    """What the letters stand for at one point: numbers in 30 digits, or symbols where a derivative is taken."""

    INDICES = "ijk"

    def __init__(self, point, classes, indices, letters, where=None):
        self.point, self.classes, self.letters = point, range(1, classes + 1), letters
        self.indices, self.where = indices, where or {}
        self.held = {}  # letter → its symbols, free to move
        self.values = {}  # of the trees that were evaluated here

    @classmethod
    def size(cls, index, classes):
        """How many numbers an index may stand for."""
        return classes

    @classmethod
    def bare(cls, letter):
        """The indices of which a letter without an index speaks: a vector without one speaks of its component k."""
        return "k" if letter in VECTORS else ""

    def value(self, tree):
        """What a tree is worth in 30 digits, computed once."""
        if tree not in self.values:
            outer = self.indices
            try:
                self.values[tree] = sp.N(self.of(tree), DIGITS)
            finally:
                self.indices, self.held = outer, {}
        return self.values[tree]

    def of(self, tree):
        match tree:
            case ("number", digits):
                return sp.Float(digits, DIGITS) if "." in digits else sp.Integer(digits)
            case ("name", letter, index):
                return self.letter(letter, index)
            case ("max", ("tuple", *inner)):
                return sp.Max(*map(self.of, inner))
            case (name, inner) if name in FUNCTIONS:
                return FUNCTIONS[name](self.of(inner))
            case ("sum", *rest):
                return self.sum(*rest)
            case ("d", *rest):
                return self.derivative(*rest)
            case ("+" | "-" | "*" | "/" | "^" as operation, left, right):
                return combined(operation, self.of(left), self.of(right))
        raise UnreadableError(f"no single number: {tree}")

    def sum(self, index, without, body):
        outer, total = self.indices, sp.Integer(0)
        for k in range(1, self.size(index, len(self.classes)) + 1):
            if without is None or k != outer[without]:
                self.indices = outer | {index: k}
                total += self.of(body)
        self.indices = outer
        return total

    def class_of(self, index):
        if index in self.indices:
            return self.indices[index]
        if index.isdigit() and int(index) in self.classes:
            return int(index)
        raise UnreadableError(f"an index {index!r}")

    def letter(self, letter, index):
        if index is None and letter in self.where:
            return self.of(read(tuple(tokens(self.where[letter]))))
        if index is None and letter in self.INDICES:
            return sp.Integer(self.indices[letter])
        return self.meaning(*self.key(letter, index))

    def key(self, letter, index):
        """A letter of the course, and the number of its component, or None."""
        if letter in self.letters and not (letter == "S" and index is None):
            letter = self.letters[letter]
        if index is None and letter in VECTORS and letter not in self.where:
            index = "k"
        return letter, index and self.class_of(index)

    def components(self, letter, k):
        """The numbers of all components of a letter."""
        return [None] if k is None else self.classes

    def meaning(self, letter, k):
        return self.held[letter, k] if (letter, k) in self.held else self.made(letter, k)

    def made(self, letter, k):
        """What a letter is made of: its definition."""
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
        return sp.exp(self.meaning("a", k))

    def derivative(self, what, by):
        """∂what/∂by: all letters by name are free to move, and what comes before them in the graph stands still."""
        if by[0] != "name":
            raise UnreadableError(f"a derivative by {by}")
        letter, k = self.key(*by[1:])
        symbols = {(letter, i): sp.Symbol(f"held_{letter}_{i}", real=True) for i in self.components(letter, k)}
        now = [(symbol, self.meaning(*name)) for name, symbol in symbols.items()]
        before, self.held = self.held, self.held | symbols
        moving = self.of(what)
        self.held = before
        if isinstance(moving, sp.MatrixBase):
            raise UnreadableError("a derivative of a whole vector")
        if self.is_array(by):
            return self.array(letter, lambda i: sp.diff(moving, symbols[letter, i]).subs(now))
        return sp.diff(moving, symbols[letter, k]).subs(now)

    def is_array(self, tree):
        """Whether this letter stands for a vector or a matrix as a whole."""
        return False


class Model(Meaning):
    """What stands around the layer, with letters of its own.

    SPACES says what each index counts: D inputs, H hidden units, C classes, N examples. LETTERS names the letters, with
    their indices; where a letter is two things, as net_k and net_j are, its indices tell which. DRAWN are any numbers;
    DEFINED says what the others are made of.
    """

    SPACES, LETTERS, DRAWN, DEFINED = {}, {}, (), {}

    def __init_subclass__(cls):
        cls.INDICES = "".join(cls.SPACES)

    @classmethod
    def size(cls, index, classes):
        if index not in cls.SPACES:
            raise UnreadableError(f"an index {index!r}")
        return {"D": 2, "H": 3}.get(cls.SPACES[index], classes)

    @classmethod
    def bare(cls, letter):
        return cls.LETTERS.get(letter, "")

    def number_of(self, index, wanted):
        """The number that an index stands for, or None where it counts something else."""
        if index.isdigit():
            return int(index) if 1 <= int(index) <= self.size(wanted, len(self.classes)) else None
        return self.indices.get(index) if self.SPACES.get(index) == self.SPACES[wanted] else None

    def key(self, letter, index):
        found = []
        for name, shape in self.LETTERS.items():
            below = shape if index is None else index.replace(",", "")
            if name.partition("_")[0] == letter and len(below) == len(shape):
                numbers = tuple(map(self.number_of, below, shape))
                if None not in numbers:
                    found.append((name, numbers if len(numbers) > 1 else numbers[0] if numbers else None))
        if len(found) == 1:
            return found[0]
        if found or index is not None:
            raise UnreadableError(f"the letter {letter} with index {index}")
        return letter, None

    def components(self, letter, k):
        ranges = [range(1, self.size(i, len(self.classes)) + 1) for i in self.LETTERS.get(letter, "")]
        return list(product(*ranges)) if len(ranges) > 1 else list(*ranges) or [None]

    def made(self, letter, k):
        if letter in self.DRAWN:
            return self.point.number(letter, k, (1, -1))
        if letter in self.DEFINED:
            outer, shape = self.indices, self.LETTERS.get(letter, "")
            self.indices = outer | (dict.fromkeys(shape, k))
            value = self.of(read(tuple(tokens(self.DEFINED[letter]))))
            self.indices = outer
            return value
        if k is None and letter in self.SPACES.values():
            return sp.Integer(self.size(next(i for i in self.SPACES if self.SPACES[i] == letter), len(self.classes)))
        if k is None and (letter in FREE or letter == "e"):
            return super().made(letter, k)
        raise UnreadableError(f"the letter {letter} with index {k}")


class Affine(Model):
    """a = x W + b before Softmax-with-Loss, for one example; letters without an index are rows and matrices."""

    SPACES = {"j": "D", "k": "C", "i": "C"}
    LETTERS = {"x": "j", "w": "jk", "b": "k", "a": "k", "y": "k", "t": "k"}
    DRAWN = ("x", "w", "b")
    DEFINED = {"a": r"b_k + \sum_j x_j w_{jk}"}

    @classmethod
    def bare(cls, letter):
        return ""

    def letter(self, letter, index):
        if self.is_array(("name", letter, index)):
            name, _ = self.key(letter, index)
            return self.array(name, lambda k: self.meaning(name, k))
        return super().letter(letter, index)

    def key(self, letter, index):
        letter = "w" if letter == "W" else letter
        if index is None and letter in self.LETTERS:
            return letter, None  # all of it
        return super().key(letter, index)

    def is_array(self, tree):
        match tree:
            case ("name", letter, None):
                return letter == "W" or (letter in self.LETTERS and letter not in self.where)
        return False

    def array(self, letter, component):
        flat = [component(k) for k in self.components(letter, None)]
        rows = self.size("j", len(self.classes)) if letter == "w" else 1
        return sp.Matrix(rows, len(flat) // rows, flat)

    def made(self, letter, k):
        if letter in ("y", "t", "S", "L", "T"):
            return Meaning.made(self, letter, k)
        return super().made(letter, k)


class Sigmoid(Model):
    """y = σ(net)."""

    LETTERS = {"net": "", "y": ""}
    DRAWN = ("net",)
    DEFINED = {"y": r"\sigma(\mathit{net})"}


class SquaredError(Model):
    """Inputs x, hidden units h and outputs y, both after a sigmoid, and half the squared error."""

    SPACES = {"i": "D", "j": "H", "k": "C"}
    LETTERS = {"x": "i", "w_ij": "ij", "net_j": "j", "h": "j", "w_jk": "jk", "net_k": "k", "y": "k", "t": "k"}
    DRAWN = ("x", "w_ij", "w_jk", "t")  # f is the sigmoid here, and f' its slope
    DEFINED = {
        "net_j": r"\sum_i w_{ij} x_i",
        "h": r"\sigma(\mathit{net}_j)",
        "net_k": r"\sum_j w_{jk} h_j",
        "y": r"\sigma(\mathit{net}_k)",
        "L": r"\frac{1}{2} \sum_k (t_k - y_k)^2",
    }


class BatchNorm(Model):
    """One unit's inputs x in N examples, its outputs z, and a loss L that is bent in each z; g is its slope there."""

    SPACES = {"n": "N", "m": "N"}
    LETTERS = {"x": "n", r"\hat x": "n", "z": "n", "g": "n", "c": "n"}
    DRAWN = ("x", "c", r"\gamma", r"\beta")
    DEFINED = {
        r"\mu": r"\frac{1}{N} \sum_n x_n",
        r"\sigma^2": r"\frac{1}{N} \sum_n (x_n - \mu)^2",
        r"\hat x": r"(x_n - \mu)/\sqrt{\sigma^2 + \epsilon}",
        "z": r"\gamma \hat x_n + \beta",
        "g": r"\partial L/\partial z_n",
        "L": r"\sum_n c_n \exp(z_n)",
    }


class Attention(Model):
    """One query, a key and a value for each class, and a loss L that is bent in the output o."""

    SPACES = {"i": "C", "m": "C", "j": "D"}
    LETTERS = {"q": "j", "k": "ij", "v": "i", "r": "i", "a": "i", "y": "i", "u": "i", r"\delta": "i"}
    DRAWN = ("q", "k", "v", "c")
    DEFINED = {
        "d": "D",
        "r": r"\sum_j q_j k_{ij}",
        "a": r"r_i/\sqrt{d}",
        "y": r"\exp(a_i)/\sum_m \exp(a_m)",
        "o": r"\sum_i y_i v_i",
        "L": r"c \exp(o)",
        "g": r"\partial L/\partial o",
        "u": r"g v_i",
        r"\delta": r"\partial L/\partial r_i",
    }


MODELS = {
    "affine": Affine, "sigmoid": Sigmoid, "squared error": SquaredError, "batch norm": BatchNorm,
    "attention": Attention,
}  # fmt: skip


def model_of(trees):
    """The definitions under which a formula is read: those whose letters it has, else those of the layer."""
    names = {part[1:] for tree in trees for part in parts(tree) if part[0] == "name"}
    letters, indexed = {letter for letter, _ in names}, {letter for letter, index in names if index}
    if letters & {"q", "r", "o", "d", r"\delta"} or ("k", "ij") in names:
        return Attention
    if letters & {r"\mu", r"\sigma^2", r"\hat x", r"\gamma"} or {index for _, index in names} & {"n", "m"}:
        return BatchNorm
    if indexed & {"net", "h"} or ("w", "ij") in names:
        return SquaredError
    if (
        letters & {"b", "W"}
        or any(letter == "w" and len(index or "") > 1 for letter, index in names)
        or any(part[0] == "transposed" for tree in trees for part in parts(tree))
    ):
        return Affine
    return Sigmoid if "net" in letters else Meaning


def free_indices(trees, model=Meaning):
    """The indices for which any number may be put in."""
    found = set()
    for tree in trees:
        match tree:
            case ("name", letter, None):
                found |= {letter} if letter in model.INDICES else set(model.bare(letter))
            case ("name", _, str(index)):
                found |= set(index) & set(model.INDICES)
            case ("sum", index, without, body):
                found |= (free_indices([body], model) - {index}) | ({without} if without else set())
                continue
        found |= free_indices([part for part in tree if isinstance(part, tuple)], model)
    return found


def sigmoid(x):
    return 1 / (1 + sp.exp(-x))


def transposed(array):
    if not isinstance(array, sp.MatrixBase):
        raise UnreadableError("only a whole vector or matrix can be transposed")
    return array.T


FUNCTIONS = {
    "neg": neg, "exp": sp.exp, "log": sp.log, "sigmoid": sigmoid, "slope": lambda x: sigmoid(x) * (1 - sigmoid(x)),
    "transposed": transposed,
}  # fmt: skip


def combined(operation, left, right):
    """Two numbers, or two arrays whose shapes fit."""
    by_sign = {"+": add, "-": sub, "*": mul, "/": truediv, "^": pow}
    try:
        return by_sign[operation](left, right)
    except (sp.matrices.exceptions.ShapeError, TypeError) as reason:
        raise UnreadableError(f"shapes that do not fit: {reason}") from reason


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

    def number(self, letter, k, signs=(1,)):
        return self.known.setdefault((letter, k), self.draw() * self.rng.choice(signs))


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
                MEANINGS.clear()  # each pair is tried at points of its own
                yield tuple(left), relation, tuple(right)


MEANINGS = {}  # kept: a flipped sign changes one side of an equality, and the other is evaluated once


def settings(trees, given):
    """Meanings to try: points, numbers of classes, and classes for the free indices."""
    letters = OTHER_BOOK if any(p[:2] == ("name", "S") and p[2] for tree in trees for p in parts(tree)) else {}
    model = MODELS[given["letters"]] if "letters" in given else model_of(trees)
    if any(literal(tree) is not None for tree in trees):
        given = RUNNING | given
    for seed, classes in enumerate([len(given["a"])] * 2 if given.get("a") else [3, 4]):
        indices = sorted(free_indices(trees, model) | ({"k"} if given.get("one_hot") else set()))
        for chosen in product(*(range(1, model.size(index, classes) + 1) for index in indices)):
            if given.get("apart") and len(set(chosen)) < len(chosen):
                continue
            of = dict(zip(indices, chosen, strict=True))
            true = {"t": [int(k == of["k"]) for k in range(1, classes + 1)]} if given.get("one_hot") else {}
            at = (model, seed, classes, *of.items(), *letters, *map(repr, given.items()))
            if at not in MEANINGS:
                MEANINGS[at] = model(Point(seed, classes, given | true), classes, of, letters, given.get("where"))
            yield MEANINGS[at]


def equal(left, relation, right, given):
    """Whether two sides, as tokens, are the same number wherever they are tried."""
    trees = [read(left), read(right)]
    decimals = [literal(tree) for tree in trees]
    for meaning in settings(trees, given):
        numbers = [meaning.value(tree) for tree in trees]
        least = min((d for d in decimals if d is not None), default=None)
        if least is not None:
            allowed = sp.Rational(1, 2 * 10**least) + sp.Float("1e-20")
        elif relation == r"\approx":
            raise UnreadableError("≈ without a decimal number")
        else:
            allowed = sp.Float("1e-20", DIGITS) * (1 + size_of(numbers[1]))
        if not size_of(combined("-", *numbers)) <= allowed:
            return False
    return True


def size_of(number):
    """The absolute value; of a matrix the largest one."""
    return max(abs(x) for x in number) if isinstance(number, sp.MatrixBase) else abs(number)


def untrue(formula, given):
    """The equalities of a formula that don't hold. Raises UnreadableError."""
    return [" ".join((*left, r, *right)) for left, r, right in pairs(formula) if not equal(left, r, right, given)]


def evaluated(formula):
    """Every side of a formula, read and evaluated once: whether it is a formula at all. Raises UnreadableError."""
    for sides, _ in chains(formula):
        for side in sides:
            tree = read(tuple(side))
            for part in tree[1:] if tree[0] == "tuple" else [tree]:
                next(meaning for meaning in settings([part], {})).value(part)
