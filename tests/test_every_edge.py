"""Every edge of 1,000 random graphs, at every stop: to 12 digits, and as it is printed, by formulas of the test's own.

TABLE says it all once more, by hand: when the value and the gradient of an edge become known, the closed formula for
each, and how many digits its place has room for. The formulas are computed in 40 digits; nothing of softmax_lib is
used for them. What is compared: the events of the run, the numbers that the graph keeps, the pictures, and the
descriptions.
"""

import random
import re
from decimal import Decimal, localcontext
from functools import cache
from itertools import product
from typing import NamedTuple

import mpmath
import pytest

from softmax_lib.graphs.plan import plan_of
from softmax_lib.graphs.softmax_with_loss import softmax_with_loss_graph
from softmax_lib.pictures.graph_picture import draw

COUNT = 1000
STOPS = range(-12, 7)  # 1 to 6 are the six steps
WAYS = ("value", "gradient")


class Row(NamedTuple):
    """An edge. ``kind`` says how a number is printed; None: it is not drawn there. No ``back``: a constant."""

    known: int
    value: str
    kind: str | None
    back: int | None = None
    gradient: str | None = None
    back_kind: str | None = None

    def of(self, way):
        """When, how much, and the kind of number."""
        return self[:3] if way == "value" else self[3:]


# For one class: a, t, e = exp(a), y, log_y = a − log S; and for all of them: S, T = Σt, L.
TABLE = {
    "a_{k}>exp_{k}": Row(-12, "a", "logit", 6, "y * T - t", "share"),
    "t_{k}>tlog_{k}": Row(-12, "t", "weight"),
    "minus_one>L": Row(-12, "-1", "weight"),
    "exp_{k}>fork": Row(-11, "e", "wide", 6, "T / S - t / e", "wide"),
    "exp_{k}>S": Row(-11, "e", None, 4, "T / S", "wide"),
    "exp_{k}>y_{k}": Row(-11, "e", None, 5, "-t / e", "wide"),
    "S>inv": Row(-10, "S", "narrow", 3, "T / S", "wide"),
    "inv>fork": Row(-9, "1 / S", "wide", 3, "-S * T", "wide"),
    "inv>y_{k}": Row(-9, "1 / S", None, 2, "-t * S", "narrow"),
    "y_{k}>log_{k}": Row(-8, "y", "share", 1, "-t / y", "narrow"),
    "log_{k}>tlog_{k}": Row(-7, "log_y", "narrow", 0, "-t", "weight"),
    "tlog_{k}>sum": Row(-6, "t * log_y", "narrow", -1, "-1", "weight"),
    "sum>L": Row(-5, "-L", "narrow", -2, "-1", "weight"),
    "L>out": Row(-4, "L", "narrow", -3, "1", "weight"),
}

# What is compared relative to its parts and not to itself. y·T − t and T/S − t/exp(a) are differences of numbers that
# may be almost equal: at y = 1 − 10⁻⁹ the graph, like any float64 computation that goes this way, has 7 digits of y − 1
# left. The logarithm turns the relative error of y into an absolute one: near y = 1 it is small itself, but the error
# is not; t log y and L inherit that.
PARTS = {
    ("gradient", "a_{k}>exp_{k}"): "y * T + t",
    ("gradient", "exp_{k}>fork"): "T / S + t / e",
    ("value", "log_{k}>tlog_{k}"): "max(1, abs(log_y))",
    ("value", "tlog_{k}>sum"): "t * max(1, abs(log_y))",
    ("value", "sum>L"): "max(T, L)",
    ("value", "L>out"): "max(T, L)",
}

# What a description lists: how it is read out, and the edges.
DESCRIBED = {
    "value": {
        "a": "a_{k}>exp_{k}",
        "t": "t_{k}>tlog_{k}",
        "exp of a": "exp_{k}>fork",
        "S": "S>inv",
        "1 over S": "inv>fork",
        "y": "y_{k}>log_{k}",
        "log y": "log_{k}>tlog_{k}",
        "L": "L>out",
    },
    "gradient": {
        "minus t over y": "y_{k}>log_{k}",
        "minus t times S": "inv>y_{k}",
        "minus S times TSUM": "inv>fork",
        "TSUM over S": "S>inv",
        "minus t over exp of a": "exp_{k}>y_{k}",
        "d L by d a": "a_{k}>exp_{k}",
    },
}

# Only at these stops the sentence tells no number after "="; at the others it does, for the class with the largest
# target, of each edge that is known from there on: the last one of the table first.
UNTOLD = (-12, -2, -1)

NUMBER = r"(?:≈0|−?\d+(?:\.\d+)?(?:e\d+)?)"


# --- the examples ---------------------------------------------------------------------------------------


def to_five(rng):
    return rng.uniform(-5, 5)


def to_fifty(rng):
    return rng.uniform(-50, 50)


def of_any_scale(rng):
    return rng.choice((-1, 1)) * 10 ** rng.uniform(-3, 1.69)


def in_steps(rng):
    return rng.randint(-160, 160) / 32  # half of these have a 5 as their fifth and last decimal


def a_label(rng, classes):
    return rng.randrange(classes)


def one_hot(rng, classes):
    return as_weights(a_label(rng, classes), classes)


def any_weights(rng, classes):
    t = [rng.choice((0, 1, 1)) * rng.random() * 10 ** rng.uniform(-2, 2) for _ in range(classes)]
    return t if any(t) else any_weights(rng, classes)


def weights_of_one(rng, classes):
    t = any_weights(rng, classes)
    return [x / sum(t) for x in t]


def weights_in_steps(rng, classes):
    return [rng.randint(0, 64) / 32 for _ in range(classes)]


LOGITS = (to_five, to_fifty, of_any_scale, in_steps)
TARGETS = (a_label, one_hot, weights_of_one, any_weights, weights_in_steps)


@cache
def examples():
    """1,000 pairs (a, t): each number of classes with each way to draw logits and targets, five or six times."""
    rng, made = random.Random(2026), []
    for i in range(COUNT):
        classes, logit, target = 2 + i % 9, LOGITS[i // 9 % 4], TARGETS[i // 36 % 5]
        a = [logit(rng) for _ in range(classes)]
        if logit is to_fifty:
            a[rng.randrange(classes)] = rng.choice((-50, 50))
        t = target(rng, classes)
        made.append((tuple(a), tuple(t) if isinstance(t, list) else t))
    return made


drawn_graph = cache(softmax_with_loss_graph)  # for the pictures; that of the events is run step by step


def as_weights(t, classes):
    return [float(k == t) for k in range(classes)] if isinstance(t, int) else t


# --- the closed formulas --------------------------------------------------------------------------------


@cache
def code(formula):
    return compile(formula, "", "eval")


def worth(formula, q):
    return eval(code(formula), q)


class Reference:
    """The value and the gradient of every edge, and when they are known."""

    def __init__(self, a, t):
        self.classes = len(a)
        t = as_weights(t, self.classes)
        self.worked = 1 + t.index(max(t))
        a, t = ([mpmath.mpf(x) for x in group] for group in (a, t))
        e = [mpmath.exp(x) for x in a]
        S = sum(e)
        log_y = [x - mpmath.log(S) for x in a]
        L = -sum(p * q for p, q in zip(t, log_y, strict=True))
        self.of_class = {
            k: {"a": a[i], "t": t[i], "e": e[i], "y": e[i] / S, "log_y": log_y[i], "S": S, "T": sum(t), "L": L}
            for i, k in enumerate(range(1, self.classes + 1))
        }
        self.printed = {}
        self.numbers, self.sizes, self.known = {}, {}, {stop: {way: set() for way in WAYS} for stop in STOPS}
        for (pattern, row), way in product(TABLE.items(), WAYS):
            stop, formula, _ = row.of(way)
            for key, q in self.edges(pattern) if formula else ():
                number = self.numbers[way, key] = mpmath.mpf(worth(formula, q))
                self.sizes[way, key] = worth(PARTS[way, pattern], q) if (way, pattern) in PARTS else abs(number)
                self.known[stop][way].add(key)

    def edges(self, pattern, classes=None):
        """(edge, formulas' letters) for each class, or for the one edge that belongs to all."""
        if "{k}" not in pattern:
            return [(pattern, self.of_class[1])]
        return [(pattern.format(k=k), self.of_class[k]) for k in classes or self.of_class]

    def agrees(self, way, key, number):
        """Whether a float is right to 12 digits."""
        return abs(number - self.numbers[way, key]) <= mpmath.mpf("1e-12") * self.sizes[way, key]

    def prints(self, way, key, kind):
        """How a number is printed. More than one answer where float64 cannot tell: a difference that is 0 or a tie but
        for less than the last bit of its parts, such as y·T − t = 1.90625 − 10⁻²⁵."""
        if (way, key, kind) not in self.printed:
            self.printed[way, key, kind] = self.all_prints(way, key, kind)
        return self.printed[way, key, kind]

    def all_prints(self, way, key, kind):
        number, size = self.numbers[way, key], self.sizes[way, key]
        bit = 2.0**-52 * size
        if size == abs(number):
            return {rounded(number, kind)}
        exact = {0} if 0 < abs(number) < bit else set()
        return {rounded(x, kind) for x in {number, number - bit, number + bit} | exact}


reference = cache(Reference)


def rounded(x, kind):
    """How a number is printed, from LOOK.md: digits by size and place, ties away from zero, a true minus."""
    with localcontext(prec=60):
        exact = Decimal(mpmath.nstr(abs(x), 45))
        if exact == 0:
            return "0.0" if kind == "logit" else "0"
        sign = "−" if x < 0 else ""
        if exact >= 1_000_000:
            power = exact.adjusted()
            tenths = int(exact.scaleb(1 - power) + Decimal("0.5"))  # 10 to 100
            power, tenths = (power + 1, 10) if tenths == 100 else (power, tenths)
            return f"{sign}{tenths // 10}.{tenths % 10}e{power}"
        if kind == "long":
            digits = 5 if exact < Decimal("0.1") else 4
        elif kind in ("wide", "narrow"):
            digits = sum(exact < least for least in (1000, 100, 10, 1))
            digits += exact < Decimal("0.1") and kind == "wide"
        else:
            digits = 4
        units = int(exact.scaleb(digits) + Decimal("0.5"))
    if units == 0:
        return "≈0"
    whole, part = divmod(units, 10**digits)
    part = f"{part:0{digits}}" if digits else ""
    if kind in ("logit", "weight"):
        part = part.rstrip("0") or "0" * (kind == "logit")
    return f"{sign}{whole}{'.' * bool(part)}{part}"


def rows(wanted):
    """The classes that are drawn: the one that is told of is always among them."""
    if wanted.classes <= 4:
        return range(1, wanted.classes + 1)
    return (1, wanted.worked if 1 < wanted.worked < wanted.classes else 2, wanted.classes)


# --- what is compared -----------------------------------------------------------------------------------


def wrong_in_run(graph, wanted):
    """What goes wrong when the events happen one after the other, stop by stop."""
    wrong, events = [], {"value": iter(graph.forward()), "gradient": iter(graph.backward())}
    happened = {"value": {}, "gradient": {}}
    expected = {"value": set(), "gradient": set()}
    for stop in STOPS:
        for way, edges in wanted.known[stop].items():
            expected[way] |= edges
            while happened[way].keys() != expected[way]:
                event = next(events[way], None)
                if event is None or event.edge in happened[way] or event.edge not in expected[way]:
                    return [*wrong, (stop, way, event and event.edge)]
                happened[way][event.edge] = event.outgoing
                if not wanted.agrees(way, event.edge, event.outgoing):
                    wrong.append((stop, way, event.edge, event.outgoing))
        if plan_of(graph).known(stop) != (expected["value"], expected["gradient"]):
            wrong.append((stop, "known"))
    if [*events["value"], *events["gradient"]] or happened["gradient"] != graph.gradients:
        wrong.append("more than the table says")
    kept = {key: graph.nodes[edge.source].value for key, edge in graph.edges.items()}
    return wrong + ["values"] * (kept != happened["value"])


DRAWN = re.compile(r'<text class="sl-num" data-edge="([^"]+)" data-way="(\w+)" data-kind="(\w+)"[^>]*>([^<]*)</text>')


def wrong_on_picture(svg, wanted, stop):
    """The numbers of a picture that are not the reference rounded, missing, or too many."""
    found = {}
    for key, way, kind, text in DRAWN.findall(svg):
        way = {"forward": "value", "backward": "gradient"}[way]
        found.setdefault((way, key.replace("&gt;", ">")), []).append((kind, text))
    wrong = ["a number of another form"] * (svg.count("sl-num") != 1 + sum(map(len, found.values())))  # 1: the style
    for (pattern, row), way in product(TABLE.items(), WAYS):
        since, _, kind = row.of(way)
        for key, _ in wanted.edges(pattern, rows(wanted)) if kind and since <= stop else ():
            texts = wanted.prints(way, key, kind)
            here = found.pop((way, key), None)
            if here not in [[(kind, text)] for text in texts]:
                wrong.append((way, key, here, texts))
    return wrong + list(found)


def wrong_in_description(description, wanted, stop=6, told=True):
    """The numbers of a description that are not the reference rounded, missing, or too many."""
    names = [f"t {k}" for k in wanted.of_class]
    total = " plus ".join(names if len(names) < 4 else [names[0], "and so on", names[-1]])
    listed = dict(re.findall(rf"(?<=\. )([^.]+?) is ({NUMBER}(?:, {NUMBER})*)(?=\. |\.$)", description))
    listed.pop("The upstream gradient", None)  # told in the sentence of a stop
    wrong = []
    for way in WAYS:
        for name, pattern in DESCRIBED[way].items():
            since, _, kind = TABLE[pattern].of(way)
            if since <= stop:
                kind = "long" if kind in ("wide", "narrow") else kind
                here = listed.pop(name.replace("TSUM", f"({total})"), "").split(", ")
                wrong += differing(here, [(way, key, kind) for key, _ in wanted.edges(pattern)], wanted)
    if told:
        listed.pop("The upstream gradient", None)  # of a sentence: it stands on its edge, too
        told_here = re.findall(rf" = ({NUMBER})|(?<!is)(?<!,) (≈0)", description)  # "≈0" goes without "="
        here = [number or about for number, about in told_here]
        spots = [
            (way, pattern.format(k=wanted.worked), row.of(way)[2])
            for (pattern, row), way in product(reversed(TABLE.items()), WAYS)
            if row.of(way)[0] == stop and row.of(way)[2] and stop not in UNTOLD
        ]
        wrong += differing(here, spots, wanted)
    return wrong + list(listed)


def differing(here, spots, wanted):
    if len(here) != len(spots):
        return [(here, spots)]
    return [
        (way, key, text)
        for text, (way, key, kind) in zip(here, spots, strict=True)
        if text not in wanted.prints(way, key, kind)
    ]


@pytest.fixture(autouse=True)
def forty_digits():
    with mpmath.workdps(40):
        yield


# --- the tests ------------------------------------------------------------------------------------------


def test_every_number_is_right_to_twelve_digits_at_every_stop():
    for a, t in examples():
        assert wrong_in_run(softmax_with_loss_graph(a, t), reference(a, t)) == [], (a, t)


def test_the_table_has_every_edge_and_every_stop():
    for classes in range(2, 11):
        graph, wanted = softmax_with_loss_graph([0.1] * classes, 0), Reference([0.1] * classes, 0)
        assert {key for way, key in wanted.numbers if way == "value"} == graph.edges.keys()
        assert (plan_of(graph).first, plan_of(graph).last) == (STOPS[0], STOPS[-1])
    assert {row.known for row in TABLE.values()} | {row.back for row in TABLE.values()} == {None, *STOPS}


def test_every_number_on_the_whole_picture_and_in_its_description_is_the_reference_rounded():
    for a, t in examples()[::4]:  # 4 and 9 have no common factor: each number of classes as often
        drawing, wanted = draw(drawn_graph(a, t)), reference(a, t)
        assert wrong_on_picture(drawing.svg, wanted, 6) == [], (a, t)
        assert wrong_in_description(drawing.description, wanted, told=False) == [], (a, t)


@pytest.mark.parametrize("stop", STOPS)
def test_every_number_at_a_stop_is_the_reference_rounded_and_no_other_stands_there(stop):
    for a, t in examples()[:: COUNT // 90]:
        drawing, wanted = draw(drawn_graph(a, t), stop), reference(a, t)
        assert wrong_on_picture(drawing.svg, wanted, stop) == [], (a, t)
        assert wrong_in_description(drawing.description, wanted, stop) == [], (a, t)
