r"""Every formula in the prose of the chapters is read, and every equality in it holds.

Each `$…$` and `$$…$$` of the markdown cells is read by the reader in latex.py, which says under which definitions, and
so are the derivations that the chapters print. A decimal number on one side of "=" or "≈" stands for the running
example, rounded. Targets are any weights, unless GIVEN says what the sentence around the formula assumes.
"""

import re
from functools import cache
from itertools import pairwise

import pytest

from softmax_lib.pictures.derivations import DERIVATIONS
from tests.chapters import CHAPTERS, cells, every_chapter
from tests.latex import MEANINGS, MODELS, UnreadableError, chains, equal, evaluated, free_indices, pairs, read, untrue

# Equalities that can't be true or false, and notation of others: formula → why it is not verified.
DEFINITIONS = {
    r"a^{(L)}": "what another book calls a",
    r"w_{kj}": "what other books call w_{jk}",
    r"f'": "the slope of any activation",
    r"z = uv": "an example node",
    r"z = u + v": "an example node",
    r"z = \log x": "an example node",
    r"z = 1/x": "an example node",
    r"u_k = -t_k/y_k": "a choice of what comes from upstream",
    r"\frac{\partial L}{\partial u} = \frac{\partial L}{\partial z} \cdot \frac{\partial z}{\partial u}": "chain rule",
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
# example than the running one), where={letter: formula}, for letters with a meaning of their own, and letters=… (one
# of MODELS, where the formula alone does not show which).
GIVEN = {
    r"L = \log S - \sum_i t_i a_i": {"sum": True},
    r"L = \frac{1}{2} \sum_k (t_k - y_k)^2": {"letters": "squared error"},
    r"u_i = g v_i": {"letters": "attention"},
    r"\frac{\partial L}{\partial a_i} = y_i \left(u_i - \sum_m u_m y_m\right) = g \, y_i (v_i - o)": {
        "letters": "attention"
    },
    r"\log S = m + \log \sum_i \exp(a_i - m)": {"where": {"m": "a_1"}},  # any number will do
}

# Signs that the numbers of the running example can't show: formula → why.
HIDDEN = {
    r"y_2 - t_2 = 0.2452": "t_2 is 0",
}


# --- the chapters ---------------------------------------------------------------------------------------


MATH = re.compile(r"\$\$(.+?)\$\$|\$([^$\n]+)\$", re.S)


def prose(path):
    return [re.sub(r"`[^`]*`", "", cell.source) for cell in cells(path, "markdown")]


@cache
def formulas(path):
    """The formulas of a chapter's prose, each once."""
    found = (display or inline for text in prose(path) for display, inline in re.findall(MATH, text))
    return list(dict.fromkeys(text.strip() for text in found))


def said_to_be_equal(path):
    """The formulas with an equality that is to be verified."""
    return [text for text in formulas(path) if text not in DEFINITIONS and any(pairs(text))]


@every_chapter
def test_no_dollar_sign_stands_alone(path):
    for text in prose(path):
        assert "$" not in MATH.sub("", text)


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


FALSE = (
    r"y_k = \frac{\exp(a_k)}{\sum_i \exp(a_k)}",
    r"\partial L/\partial a_k = y_k - t_k",
    r"\frac{\partial y_i}{\partial a_k} = -y_i y_k",
    r"y_2 - t_2 = 0.2451",
    r"\frac{\partial L}{\partial x_j} = \sum_k w_{jk}",
    r"\frac{\partial y}{\partial \mathit{net}} = y",
    r"\frac{\partial L}{\partial w_{jk}} = (y_k - t_k) h_j",
    r"\partial y_k/\partial \mathit{net}_k = f(\mathit{net}_k)",
    r"\frac{\partial L}{\partial x_n} = \frac{\gamma g_n}{\sqrt{\sigma^2 + \epsilon}}",
    r"\partial L/\partial k_{ij} = \delta_i",
    r"a_i = r_i/d",
    r"\frac{\partial \hat x_n}{\partial \mu} = \frac{1}{\sqrt{\sigma^2 + \epsilon}}",
)
FALSE_GIVEN = {
    r"L = -\log y_k": {"sum": True},
    r"\frac{\partial z}{\partial u} = u": {"where": {"z": "uv"}},
    r"\frac{\partial L}{\partial w_{jk}} = y_k - t_k": {"sum": True},
    r"\frac{\partial L}{\partial w_{jk}} = -(t_k - y_k) f'(\mathit{net}_k)": {"letters": "squared error"},
    r"u_i = v_i": {"letters": "attention"},
    r"\begin{aligned} L &= -\log y_k \\ &= a_k - \log S \end{aligned}": {"one_hot": True},
}
UNREADABLE = (r"\frac{a_k}", r"\lgo y_k", r"(a_k - t_k", r"q_k", r"a_m", r"\sum_i", r"y_k -", r"a_{12}", r"y_k = \exp")
UNREADABLE += (
    r"w_{nk}",
    r"w_{31} + b_1",
    r"\sum_{j=1}^C x_j w_{jk}",
    r"W x",
    r"\mathit{nte}",
    r"\hat y",
    r"\sigma^3",
    r"w_{kj} + b_k",
)


@pytest.mark.parametrize("text", [*FALSE, *FALSE_GIVEN])
def test_the_reader_finds_false_what_is_false(text):
    assert len(untrue(text, FALSE_GIVEN.get(text, {}))) == 1


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
    if made.letters in MODELS:
        given = {"letters": made.letters}
    else:
        given = {"apart": True} if len(free_indices([read(tuple(chain.sides[-1]))])) > 1 else {}
    for i, line in enumerate(made.lines[1:], 1):
        given |= {"one-hot": {"one_hot": True}, "sum": {"sum": True}, "": {}}[line.given]
        MEANINGS.clear()
        yield tuple(chain.sides[i - 1]), tuple(chain.sides[i]), dict(given)
    for sides, _ in reasons:
        for left, right in pairwise(sides):
            yield tuple(left), tuple(right), given


every_derivation = pytest.mark.parametrize("name", DERIVATIONS)


@every_derivation
def test_a_derivation_holds_line_by_line_as_it_is_shown(name):
    assert [(left, right) for left, right, given in steps(name) if not equal(left, "=", right, given)] == []


@every_derivation
def test_a_flipped_sign_in_a_derivation_as_it_is_shown_is_noticed(name):
    found = [
        (one, other)
        for left, right, given in steps(name)
        for one, other in flips(left, right)
        if equal(one, "=", other, given) and not (one == left and equal(left, "=", ("0",), given))
    ]
    assert found == []


@every_derivation
def test_what_a_line_takes_for_granted_it_needs(name):
    before = None
    for left, right, given in steps(name):
        without = {what: given[what] for what in given if what in ("apart", "letters")}
        if before in (None, without) and given != without:
            assert not equal(left, "=", right, without)
        before = given
