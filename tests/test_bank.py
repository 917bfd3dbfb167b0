"""The entries of the chapters: whatever is wrong in one is told when it is loaded, in one line with its place."""

import ast
import re
import shutil
import tomllib
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from softmax_lib.lessons import bank
from softmax_lib.lessons.bank import EXERCISES, PROOFS, QUESTIONS, REFUSED, evaluated, load
from softmax_lib.lessons.checker import Exercise, exercise
from softmax_lib.lessons.questions import answered, predict
from tests.checkout import ROOT

FOLDER = Path(bank.__file__).parent / "chapters"
CHAPTERS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
QUESTION = """
[[question]]
name = "99.1"
key = "which-way"
text = "Which way?"
code = "np.exp(0) - 1"
why = "Because."
options = [
    { text = "up", when = "value > 0" },
    { text = "none", when = "else", by_hand = "e⁰ is 1" },
]
"""
CHOICE = """
[[exercise]]
name = "99.1"
key = "pick-one"
text = "Which one?"
hints = ["Look."]

    [[exercise.options]]
    text = "this"
    feedback = "No."
    mistake = "sign"

    [[exercise.options]]
    text = "that"
    feedback = "Yes."
    right = true
"""
COMPUTED = """
[[exercise]]
name = "99.1"
key = "pick-one"
text = "Which one?"
code = "np.exp(0) - 1"
hints = ["Look."]
options = [
    { text = "up", when = "value > 0", feedback = "No.", mistake = "sign" },
    { text = "none", when = "value == 0", feedback = "Yes." },
]
"""
FUNCTION = """
[[exercise]]
name = "99.1"
key = "write-it"
asks = "gradient"
points = "*examples, unnormalized"
mistakes = ["sign"]
solution = "def f(a, t): return a"
given = "def f(a, t): return t"
forms = ["def f(a, t): return 1 * a"]
by_hand = "a"
hints = ["Look."]
"""
BUILD = """
[[exercise]]
name = "99.1"
key = "build-it"
trials = "affine"
solution = "class MyAffine: pass"
hints = ["Look."]
"""
PROOF = """
[[proof]]
name = "99.1"
key = "prove-it"
text = "This is so."
derivations = ["log-sum-exp", "third way"]
false = "d(L, a_k) == y_k + t_k"
reason = "minus"
mistake = "sign"
why = "It is minus."
order = [7, 6, 5, 4, 3, 2, 1]
"""


@pytest.fixture
def told(tmp_path):
    """What is said of a chapter with this content; nothing if all is well."""

    def told(content):
        (tmp_path / "99.toml").write_text(content, encoding="utf-8")
        try:
            load(tmp_path)
        except ValueError as error:
            return str(error)
        return ""

    return told


@pytest.mark.parametrize("entry", [QUESTION, CHOICE, COMPUTED, FUNCTION, BUILD, PROOF])
def test_a_good_entry_is_taken(told, entry):
    assert told(entry) == ""


def test_an_entry_is_read_as_it_stands(tmp_path):
    (tmp_path / "99.toml").write_text(QUESTION + CHOICE + FUNCTION.replace("99.1", "99.2"), encoding="utf-8")
    questions, exercises, _ = load(tmp_path)
    question, choice, function = questions["99.1"], exercises["99.1"], exercises["99.2"]
    assert (question.text, question.choices, question.by_hand) == ("Which way?", ("up", "none"), 1)
    assert [question.pick(value) for value in (3, 0, -1)] == [0, 1, 1]
    assert (choice.name, choice.options, choice.slips) == ("b", {"a": "No.", "b": "Yes."}, {"a": 1})
    assert (choice.text, choice.choices) == ("Which one?", {"a": "this", "b": "that"})
    assert (function.name, function.mistakes, function.came) == ("f", (1,), "def f(a, t): return t")
    assert function.forms == ("def f(a, t): return 1 * a",)
    assert len(function.points) == 4


def test_a_proof_has_the_lines_of_its_derivations_and_calls_what_the_first_has_found_by_its_name(tmp_path):
    (tmp_path / "99.toml").write_text(PROOF, encoding="utf-8")
    proof = load(tmp_path)[2]["99.1"]
    assert [proof.lines[place][0] for place in proof.solution] == [
        "L == -total(t_i*log(y_i), i)",
        "L == -total(t_i*(a_i - log(S)), i)",
        "L == log(S)*total(t_i, i) - total(t_i*a_i, i)",
        "L == log(S) - total(t_i*a_i, i)",
        "d(L, a_k) == 1/S*exp(a_k) - t_k",
        "d(L, a_k) == y_k - t_k",
    ]
    assert proof.solution == (6, 5, 4, 3, 2, 1)
    assert proof.lines[proof.false] == proof.lines[0] == ("d(L, a_k) == y_k + t_k", "minus")
    assert (proof.slip, proof.why) == (1, "It is minus.")


def test_options_are_shown_in_the_order_that_is_asked_and_keep_their_keys(tmp_path):
    content = QUESTION.replace("options = [", "order = [2, 1]\noptions = [")
    content += CHOICE.replace("hints =", "order = [2, 1]\nhints =")
    (tmp_path / "99.toml").write_text(content, encoding="utf-8")
    questions, exercises, _ = load(tmp_path)
    question, choice = questions["99.1"], exercises["99.1"]
    assert (question.choices, question.keys, question.by_hand) == (("none", "up"), (1, 0), 0)
    assert [question.pick(value) for value in (3, 0, -1)] == [1, 0, 0]
    assert (choice.choices, choice.keys, choice.name) == ({"a": "that", "b": "this"}, (1, 0), "a")
    assert (choice.options, choice.slips) == ({"a": "Yes.", "b": "No."}, {"b": 1})


def test_the_right_letter_of_a_choice_with_code_is_the_one_that_its_code_gives(tmp_path):
    near = COMPUTED.replace('when = "value > 0"', "near = 1").replace('when = "value == 0"', "near = 0")
    for entry in (COMPUTED, near, COMPUTED.replace("value == 0", "else")):
        for code, order, letter in (("", "1, 2", "b"), ("", "2, 1", "a"), ("1 + ", "1, 2", "a"), ("1 + ", "2, 1", "b")):
            content = entry.replace("np.exp", f"{code}np.exp").replace("hints", f"order = [{order}]\nhints")
            (tmp_path / "99.toml").write_text(content, encoding="utf-8")
            assert load(tmp_path)[1]["99.1"].name == letter


def test_an_option_that_was_taken_out_leaves_the_others_their_keys(tmp_path):
    numbers = '{}, { text = "one", near = 1 }, {}, { text = "two", near = 2, by_hand = "1 + 1" }'
    near = f"{QUESTION[: QUESTION.index('options =')]}options = [{numbers}]\n"
    first = QUESTION.replace("options = [", "options = [{}, ")
    second = near.replace("99.1", "99.2").replace("which-way", "which-number")
    (tmp_path / "99.toml").write_text(first + second, encoding="utf-8")
    questions, _, _ = load(tmp_path)
    up, two = questions["99.1"], questions["99.2"]
    assert (up.choices, up.keys, [up.pick(value) for value in (3, -1)]) == (("up", "none"), (1, 2), [0, 1])
    assert (two.choices, two.keys, [two.pick(value) for value in (0, 1.6)]) == (("one", "two"), (1, 3), [0, 1])


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_the_answer_is_the_same_option_in_whatever_order_they_are_shown(path):
    """A condition may count on an earlier one in the file that has failed."""
    content = tomllib.loads(path.read_text("utf-8"))
    for kind, entry in [(k, one) for k in ("question", "warmup") for one in content.get(k, ())]:
        value, answer = answered(QUESTIONS[entry["name"]])
        for order in permutations(number for number, option in enumerate(entry["options"], 1) if option):
            asked = bank._question("", entry | {"order": list(order)}, kind)
            assert asked.keys[asked.pick(value)] == QUESTIONS[entry["name"]].keys[answer]


# Each choice that is computed: what a wrong belief would write in its code, and the option that is then picked.
BELIEFS = {
    "01.2": [
        ("y[:, 0] / y[:, 1]", "np.log(y[:, 0] / y[:, 1])", 1),
        ("y[:, 0] / y[:, 1]", "y[:, 0] / np.exp(a[:, 1] / 0.5)", 3),
        ("softmax(a / 0.5)", "softmax(a) / [1 / 2, 1, 1]", 4),
    ],
    "02.3": [("np.prod(np.exp", "np.mean(", 1), ("np.exp(-", "np.exp(+", 3)],
    "03.2": [("/ np.log(2)", "* np.log(2)", 1), ("/ np.log(2)", "", 3)],
    "04.3": [
        ("gradients[-1] * local", "gradients[-1] * local / start ** (len(gradients) == 2)", 1),
        ("gradients[-1] * local", "gradients[-1] * local * start ** (len(gradients) > 1)", 3),
    ],
    "05.4": [
        ("through_S, straight, (", "straight, through_S, (", 1),
        ("straight, (through_S + straight) / np.exp(a)", "through_S + straight, straight", 3),
    ],
    "06.3": [("x / x.sum()", "softmax(x)", 1), ("J.sum(", "J.T.sum(", 3)],
    "07.2": [("cross_entropy(softmax(a), t)", "-np.dot(t, a)", 2), ("cross_entropy", "-cross_entropy", 3)],
    "08.2": [("float16", "float64", 1), ("float16", "float32", 3)],
    "09.3": [("y - np", "3 * y - np", 1), (" - np.eye(5)[[2, 0]]", "", 3)],
    "09.4": [
        ("backward(1)", "backward([2, 0])", 1),
        ("/ len(gradient)", "/ len(gradient) * [[1], [0]]", 3),
        ("backward(1)", "2 * backward([2, 0])", 4),
    ],
    "10.4": [("g.T @ x", "x.T @ g", 1), ("g.T @ x", "g", 3)],
    "11.3": [("max(net, 0)", "max(net, 1)", 1), ("max(net, 0)", "(net + 1.5)", 2)],
    "12.3": [("-softmax(a)[2]", "-np.log(softmax(a)[2])", 2), ("-softmax(a)[2]", "-np.log(softmax(a)[2]) / 2", 3)],
    "12.4": [
        ("used = softmax(a) - t", "used = softmax_jacobian(a) @ (softmax(a) - t)", 2),
        ("used = softmax(a) - t", "used = (np.eye(3) + softmax_jacobian(a)) @ (softmax(a) - t)", 3),
    ],
    "15.12": [
        ("hotter < now, cooler < now", "hotter > now, cooler > now", 2),
        ("softmax(a / tau)", "softmax(a)", 3),
        ("if a[rows, labels].mean() <", "if every == 1 or 0 * ", 4),
    ],
    "16.1": [("W -= 10 *", "W = -9.0 * ~seen + 0 *", 2), ("range(50)", "range(1)", 3)],
    "17.3": [
        ("softmax(teacher / tau)", "softmax(teacher)", 2),
        ("cross_entropy(softmax(a / tau), softmax(teacher / tau))", "((a - teacher) ** 2).sum()", 3),
    ],
    "18.2": [("entries[6:].T", "entries[6:].T / d", 2), ("softmax(scores)", "naive(1000 * scores)", 3)],
}


WITH_CODE = {
    entry["name"]: entry
    for path in sorted(FOLDER.glob("*.toml"))
    for entry in tomllib.loads(path.read_text("utf-8")).get("exercise", ())
    if "options" in entry and "code" in entry
}


@pytest.mark.parametrize("name", WITH_CODE)
def test_a_choice_with_code_has_one_condition_that_holds_and_a_wrong_belief_picks_another_option(name):
    entry = WITH_CODE[name]
    value = evaluated(entry["code"])
    holds = [eval(option["when"], {"np": np, "value": value}) for option in entry["options"] if "when" in option]
    assert sum(map(bool, holds)) == (1 if holds else 0)
    right = EXERCISES[name].keys[bank.LETTERS.index(EXERCISES[name].name)] + 1
    picked = []
    for old, new, option in BELIEFS[name]:
        assert old in entry["code"]
        believed = bank._choice("", entry | {"code": entry["code"].replace(old, new)})
        assert believed.keys[bank.LETTERS.index(believed.name)] + 1 == option, (old, new)
        picked.append(option)
    assert sorted([right, *picked]) == [*range(1, len(entry["options"]) + 1)]


# An entry, what is changed in it, and what is then said: the place, which refusal, and what came or is accepted.
BAD = [
    (QUESTION, '"which-way"', "which-way", "", "toml", "(at line 4, column 7): key = which-way."),
    (QUESTION, '"up"', '"up', "", "toml", ': { text = "up, when = "value > 0" },.'),
    (QUESTION, QUESTION, "a", "", "toml", "(at end of document)."),
    (QUESTION, "[[question]]", "[[qestion]]", "", "kind", "[[question]], [[warmup]], [[exercise]], [[proof]]."),
    (CHOICE.partition("    [[")[0], "[[exercise]]", "[exercise]", "", "kind", '"exercise"'),
    (QUESTION, 'name = "99.1"', "", ", question 1", "missing", '"name" is'),
    (QUESTION, "99.1", "05.1", ", question 05.1", "name", '"99.1"'),
    (QUESTION, "[[question]]", "[[warmup]]", ", warmup 99.1", "missing", '"chapter" is'),
    (QUESTION, "[[question]]", '[[warmup]]\nchapter = "98"', ", warmup 99.1", "name", 'chapter is "99.w1".'),
    (CHOICE, "99.1", "99.2", ", exercise 99.2", "name", '"99.1"'),
    (CHOICE, '"99.1"', "99.1", ", exercise 99.1", "type", "name: this is 99.1. It must be a text"),
    (QUESTION + QUESTION, "Which way?", "?", ", question 99.1", "twice", "another question of this chapter"),
    (QUESTION + CHOICE, "pick-one", "which-way", ", exercise 99.1", "twice", "by 99.toml, question 99.1."),
    (QUESTION, "which-way", "Which way", ", question 99.1", "key", '"Which way"'),
    (QUESTION, 'why = "Because."', "", ", question 99.1", "missing", '"why" is'),
    (FUNCTION, 'by_hand = "a"', "", ", exercise 99.1", "missing", '"by_hand" is'),
    (CHOICE, 'feedback = "No."', "", ", exercise 99.1, option 1", "missing", '"feedback" is'),
    (CHOICE, "hints =", "hnts =", ", exercise 99.1", "unknown", '"text", "options", "hints", "kind", "order", "code".'),
    (CHOICE, "right =", "rigth =", ", exercise 99.1, option 2", "unknown", '"text", "feedback", "right", "mistake".'),
    (QUESTION, "Because.", " ", ", question 99.1", "type", "why: this is ' '. It must be a text in quotation marks."),
    (QUESTION, '"Because."', "5", ", question 99.1", "type", "why: this is 5."),
    (CHOICE, '["Look."]', '"Look."', ", exercise 99.1", "type", "'Look.'. It must be a list of texts in quotation"),
    (CHOICE, '["Look."]', "[]", ", exercise 99.1", "type", "hints: this is []."),
    (
        CHOICE,
        'key = "pick-one"',
        'key = "pick-one"\nkind = "hard"',
        ", exercise 99.1",
        "type",
        "kind: this is 'hard'. It must be explain, build, fault or transfer.",
    ),
    (CHOICE, "true", "false", ", exercise 99.1, option 2", "type", "right: this is False. It must be true."),
    (QUESTION, 'when = "value > 0"', 'near = "0"', ", question 99.1, option 1", "type", "It must be a number."),
    (
        QUESTION,
        '    { text = "up", when = "value > 0" },\n',
        "",
        ", question 99.1",
        "type",
        "It must be two to six options.",
    ),
    (FUNCTION, '"sign"', "1", ", exercise 99.1", "type", "mistakes: this is [1]."),
    (QUESTION, "np.exp(0) - 1", "np.exp(0) -", ", question 99.1", "python", "code: this is not valid Python. invalid"),
    (
        QUESTION,
        "value > 0",
        "value >",
        ", question 99.1, option 1",
        "python",
        "when: this is not valid Python. invalid",
    ),
    (
        FUNCTION,
        "t): return a",
        "t) return a",
        ", exercise 99.1",
        "python",
        "solution: this is not valid Python. expected ':'",
    ),
    (FUNCTION, 'by_hand = "a"', 'by_hand = "a +"', ", exercise 99.1", "python", "by_hand: this is not valid Python."),
    (QUESTION, "np.exp(0) - 1", "x = 1", ", question 99.1", "last line", "code"),
    (QUESTION, "np.exp(0) - 1", "# nothing", ", question 99.1", "last line", "code"),
    (FUNCTION, "def f(a, t): return a", "x = 1; y = 2", ", exercise 99.1", "defines", "solution"),
    (
        FUNCTION,
        "def f(a, t): return t",
        "def g(a, t): return t",
        ", exercise 99.1",
        "redefines",
        "given: this must define the function f with 2 inputs",
    ),
    (
        FUNCTION,
        "def f(a, t): return 1 * a",
        "def g(a, t): return a",
        ", exercise 99.1",
        "redefines",
        "forms: this must define the function f with 2 inputs",
    ),
    (
        FUNCTION,
        "def f(a, t): return 1 * a",
        "def f(a): return a",
        ", exercise 99.1",
        "redefines",
        "forms: this must define the function f with 2 inputs",
    ),
    (FUNCTION, "return 1 * a", "return 1 *", ", exercise 99.1", "python", "forms: this is not valid Python."),
    (FUNCTION, '["def f(a, t): return 1 * a"]', "[]", ", exercise 99.1", "type", "forms: this is []."),
    (FUNCTION, "*examples", "*exampels", ", exercise 99.1", "points", "name 'exampels' is not defined."),
    (FUNCTION, "*examples, unnormalized", "*()", ", exercise 99.1", "points", "at least one, each a tuple"),
    (FUNCTION, "*examples, unnormalized", "a", ", exercise 99.1", "points", "at least one, each a tuple"),
    (FUNCTION, "unnormalized", "(a,)", ", exercise 99.1", "inputs", "in a point is 1. The function f takes 2."),
    (CHOICE, '"sign"', '"sing"', ", exercise 99.1, option 1", "mistake", 'mistake "sing". Did you mean "sign"'),
    (FUNCTION, '"sign"', '"the sign"', ", exercise 99.1", "mistake", 'mistake "the sign". Did you mean "sign"'),
    (
        FUNCTION,
        '"sign"',
        '"step-size"',
        ", exercise 99.1",
        "gives",
        'for "gradient". Add that to its gives in judging/mistakes.py, or correct asks: it does for "central',
    ),
    (FUNCTION, '"gradient"', '"gradeint"', ", exercise 99.1", "gives", 'correct asks: it does for "gradient"'),
    (CHOICE, '"No."', '"{m:exp(a_3}"', ", exercise 99.1, option 1", "formula", 'feedback: "{m:exp(a_3}" can'),
    (CHOICE, '"Look."', '"Look.", "{x:S}"', ", exercise 99.1", "formula", 'hints: "{x:S}" can'),
    (QUESTION, "Because.", "{m:S", ", question 99.1", "formula", 'why: "{m:S" can'),
    (QUESTION, '"none"', '"up"', ", question 99.1", "same", "text: options 1 and 2 both have 'up'."),
    (CHOICE, '"that"', '"this"', ", exercise 99.1", "same", "text: options 1 and 2 both have 'this'."),
    (
        QUESTION,
        QUESTION[QUESTION.index("    {") : QUESTION.index("]\n", QUESTION.index("    {"))],
        '{ text = "1", near = 1 }, { text = "one", near = 1.0, by_hand = "1" }',
        ", question 99.1",
        "same",
        "near: options 1 and 2 both have 1.0.",
    ),
    (QUESTION, ', by_hand = "e⁰ is 1"', "", ", question 99.1", "by_hand", "0 options"),
    (QUESTION, '"value > 0"', '"value > 0", by_hand = "?"', ", question 99.1", "by_hand", "2 options"),
    (QUESTION, ', when = "value > 0"', "", ", question 99.1", "when", "near"),
    (QUESTION, "value > 0", "else", ", question 99.1", "when", "near"),
    (QUESTION, 'when = "value > 0"', "near = 1", ", question 99.1", "when", "near"),
    (QUESTION, "options = [", "order = [1]\noptions = [", ", question 99.1", "order", "this is [1]. It must hold"),
    (CHOICE, "hints =", "order = [0, 1]\nhints =", ", exercise 99.1", "order", "each of 1, 2 once"),
    (CHOICE, "hints =", "order = [2, 2]\nhints =", ", exercise 99.1", "order", "this is [2, 2]."),
    (
        CHOICE,
        "hints =",
        "order = 'ba'\nhints =",
        ", exercise 99.1",
        "type",
        "order: this is 'ba'. It must be a list of",
    ),
    (CHOICE, "    right = true\n", "", ", exercise 99.1", "right", "0 options"),
    (CHOICE, 'mistake = "sign"', "right = true", ", exercise 99.1", "right", "2 options"),
    (CHOICE, "hints", "code = '1'\nhints", ", exercise 99.1, option 2", "unknown", '"when", "near", "mistake".'),
    (COMPUTED, 'when = "value == 0"', "right = true", ", exercise 99.1, option 2", "unknown", 'no field "right"'),
    (COMPUTED, 'code = "np.exp(0) - 1"', "", ", exercise 99.1", "no code", "near or when"),
    (CHOICE, "right = true", "near = 1", ", exercise 99.1", "no code", "near or when"),
    (COMPUTED, '"np.exp(0) - 1"', "0", ", exercise 99.1", "type", "code: this is 0. It must be a text"),
    (COMPUTED, "np.exp(0) - 1", "np.exp(0) -", ", exercise 99.1", "python", "code: this is not valid Python."),
    (COMPUTED, "np.exp(0) - 1", "x = 1", ", exercise 99.1", "last line", "code"),
    (COMPUTED, "np.exp(0)", "np.exq(0)", ", exercise 99.1", "raises", "code: this can't be computed. AttributeError: "),
    (COMPUTED, "value > 0", "value >", ", exercise 99.1, option 1", "python", "when: this is not valid Python."),
    (COMPUTED, "value > 0", "value[0]", ", exercise 99.1, option 1", "raises", "when: this can't be computed. Ind"),
    (COMPUTED, "value == 0", "value < 0", ", exercise 99.1", "fits", "code: its value is 0"),
    (COMPUTED, ', when = "value > 0"', "", ", exercise 99.1", "when", "near"),
    (COMPUTED, 'when = "value > 0"', "near = 1", ", exercise 99.1", "when", "near"),
    (COMPUTED, '"none"', '"up"', ", exercise 99.1", "same", "text: options 1 and 2 both have 'up'."),
    (PROOF, '"third way"', '"fourth way"', ", proof 99.1", "derivation", '"fourth way". There are "loss", "step 1"'),
    (BUILD, '"affine"', '"affin"', ", exercise 99.1", "trials", 'no trials "affin". There are "loss", "gradient"'),
    (BUILD, "MyAffine", "Affine", ", exercise 99.1", "builds", 'defines "Affine". The trials take "MyAffine", so it'),
    (BUILD, "hints =", "hnts =", ", exercise 99.1", "unknown", '"trials", "solution", "hints", "kind", "first_hint".'),
    (
        BUILD,
        "hints =",
        "first_hint = {sing = 1}\nhints =",
        ", exercise 99.1",
        "mistake",
        'first_hint: there is no mistake "sing"',
    ),
    (BUILD, "hints =", "first_hint = {sign = 0}\nhints =", ", exercise 99.1", "type", "a table of names and numbers"),
    (PROOF, '["log-sum-exp", "third way"]', '"chain"', ", proof 99.1", "type", "derivations: this is 'chain'."),
    (PROOF, "y_k + t_k", "y_k +", ", proof 99.1", "python", "false: this is not valid Python."),
    (PROOF, "[7, 6", "[8, 6", ", proof 99.1", "order", "each of 1, 2, 3, 4, 5, 6, 7 once"),
    (PROOF, '"sign"', '"sing"', ", proof 99.1", "mistake", 'mistake "sing". Did you mean "sign"'),
    (PROOF, "false =", "flase =", ", proof 99.1", "unknown", 'no field "flase"'),
]


@pytest.mark.parametrize(("entry", "old", "new", "place", "refusal", "part"), BAD)
def test_what_is_wrong_in_an_entry_is_told_with_its_place_what_came_and_what_is_accepted(
    told, entry, old, new, place, refusal, part
):
    assert old in entry
    said = told(entry.replace(old, new, 1))
    pattern = re.sub(r"\\{\w+\\}", ".+", re.escape(REFUSED[refusal].replace("{place}", f"99.toml{place}")))
    assert re.fullmatch(pattern, said), said
    assert part in said
    assert "\n" not in said


def test_every_refusal_is_tried():
    assert {refusal for *_, refusal, _ in BAD} == REFUSED.keys()


def test_a_value_that_fits_no_option_is_told(told, tmp_path):
    assert told(QUESTION.replace('"else"', '"value < -1"')) == ""
    question = load(tmp_path)[0]["99.1"]
    with pytest.raises(ValueError, match=r"99\.toml, question 99\.1, code: its value is 0, and no option fits that\."):
        question.pick(0)


@pytest.mark.parametrize("code", ["softmaxx(a)", "np.eye(2) @ a", "1 / 0"])
def test_a_question_whose_code_raises_says_where_it_stands(monkeypatch, code):
    monkeypatch.setitem(QUESTIONS, "05.3", QUESTIONS["05.3"]._replace(code=code))
    with pytest.raises(ValueError, match=r"^05\.toml, question 05\.3, code: this can't be computed\. \w+Error: .+\.$"):
        predict("05.3")


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ("return a.summ()", "AttributeError: 'numpy.ndarray' object has no attribute 'summ'"),
        ("return aa", "NameError: name 'aa' is not defined"),
        ("a - t", "It returns no numbers"),
    ],
)
def test_a_solution_that_gives_no_numbers_is_told_to_its_author_and_not_to_a_reader(monkeypatch, made, said):
    task = EXERCISES["05.2"]._replace(code=f"def gradient(a, t):\n    {made}")
    monkeypatch.setitem(EXERCISES, "05.2", task)
    with pytest.raises(ValueError, match=r"^05\.toml, exercise 05\.2, solution: this can't be computed\. ") as told:
        Exercise("05.2")
    assert said in str(told.value)


def test_bytes_that_are_no_utf_8_are_told(tmp_path):
    (tmp_path / "99.toml").write_bytes(b"\xff")
    with pytest.raises(ValueError, match=r"^99\.toml: this is not valid TOML\. 'utf-8' codec can't decode .*\.$"):
        load(tmp_path)


def test_the_bank_is_what_stands_in_the_folder_and_each_chapter_has_its_file(tmp_path):
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    assert [path.stem for path in sorted(tmp_path.glob("*"))] == [path.name[:2] for path in CHAPTERS]
    assert [*map(list, load(tmp_path))] == [*map(list, (QUESTIONS, EXERCISES, PROOFS))]
    (tmp_path / "15.toml").unlink()
    assert not [name for one in load(tmp_path) for name in one if name.startswith("15.")]


FORMS = [(name, number) for name, task in EXERCISES.items() for number in range(1, len(task.forms) + 1)]


@pytest.mark.parametrize(("name", "number"), FORMS, ids=[f"{name}-{number}" for name, number in FORMS])
def test_another_form_of_a_solution_takes_the_same_inputs_and_is_judged_right(name, number):
    task, names = EXERCISES[name], {"np": np}
    solution, form = (ast.parse(code).body[0] for code in (task.code, task.forms[number - 1]))
    assert ast.dump(form.args) == ast.dump(solution.args)
    exec(task.forms[number - 1], names)
    verdict = exercise(name).check(names[task.name])
    assert verdict.outcome == "right", verdict


def test_every_function_has_other_forms_and_no_form_is_there_twice():
    for name, task in EXERCISES.items():
        written = [ast.dump(ast.parse(code)) for code in (task.code, *task.forms)]
        assert len(set(written)) == len(written), name
        assert bool(task.forms) == (task.code.startswith("def ") and not task.trials), name


def test_a_chapter_that_names_the_kinds_of_its_exercises_has_one_to_explain_to_build_to_mend_and_to_transfer():
    kinds = {
        file.stem: [one.get("kind") for one in tomllib.loads(file.read_text("utf-8")).get("exercise", ())]
        for file in FOLDER.glob("*.toml")
    }
    named = {chapter: kinds for chapter, kinds in kinds.items() if any(kinds)}
    assert len(named) == 18  # all but 00, which asks nothing, and 19, where all is built
    without = [f"{chapter}.toml: an exercise has no kind" for chapter, kinds in named.items() if None in kinds]
    assert without == []
    missing = {chapter: {"explain", "build", "fault", "transfer"} - {*kinds} for chapter, kinds in named.items()}
    assert {chapter: kinds for chapter, kinds in missing.items() if kinds} == {}, "each chapter has one of each kind"


def test_the_entries_that_contributing_shows_are_taken(told):
    shown = re.findall(r"(?ms)^```toml\n(.*?)^```$", (ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    assert len(shown) == 4
    for entry in shown:
        assert told(re.sub(r'(?m)^name = "\d\d\.\d"$', 'name = "99.1"', entry)) == "", entry
