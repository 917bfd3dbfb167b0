"""The entries of the chapters: whatever is wrong in one is told when it is loaded, in one line with its place."""

import ast
import re
import shutil
from itertools import permutations

import numpy as np
import pytest

from softmax_lib.lessons import bank
from softmax_lib.lessons.bank import EXERCISES, PROOFS, QUESTIONS, REFUSED, evaluated, load
from softmax_lib.lessons.checker import Exercise, exercise
from softmax_lib.lessons.questions import answered, predict
from tests.chapters import CHAPTERS, CONTENT, FOLDER
from tests.checkout import text

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
def loaded(tmp_path):
    """The questions, exercises and proofs of a chapter with this content."""

    def loaded(content):
        (tmp_path / "99.toml").write_text(content, encoding="utf-8")
        return load(tmp_path)

    return loaded


@pytest.fixture
def told(loaded):
    """What is said of a chapter with this content; nothing if all is well."""

    def told(content):
        try:
            loaded(content)
        except ValueError as error:
            return str(error)
        return ""

    return told


@pytest.mark.parametrize("entry", [QUESTION, CHOICE, COMPUTED, FUNCTION, BUILD, PROOF])
def test_a_good_entry_is_taken(told, entry):
    assert told(entry) == ""


def test_an_entry_is_read_as_it_stands(loaded):
    questions, exercises, _ = loaded(QUESTION + CHOICE + FUNCTION.replace("99.1", "99.2"))
    question, choice, function = questions["99.1"], exercises["99.1"], exercises["99.2"]
    assert (question.text, question.choices, question.by_hand) == ("Which way?", ("up", "none"), 1)
    assert [question.pick(value) for value in (3, 0, -1)] == [0, 1, 1]
    assert (choice.name, choice.options, choice.slips) == ("b", {"a": "No.", "b": "Yes."}, {"a": 1})
    assert (choice.text, choice.choices) == ("Which one?", {"a": "this", "b": "that"})
    assert (function.name, function.mistakes, len(function.points)) == ("f", (1,), 4)
    assert (function.came, *function.forms) == ("def f(a, t): return t", "def f(a, t): return 1 * a")


def test_a_proof_has_the_lines_of_its_derivations_and_calls_what_the_first_has_found_by_its_name(loaded):
    proof = loaded(PROOF)[2]["99.1"]
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


def test_options_are_shown_in_the_order_that_is_asked_and_keep_their_keys(loaded):
    content = QUESTION.replace("options = [", "order = [2, 1]\noptions = [")
    questions, exercises, _ = loaded(content + CHOICE.replace("hints =", "order = [2, 1]\nhints ="))
    question, choice = questions["99.1"], exercises["99.1"]
    assert (question.choices, question.keys, question.by_hand) == (("none", "up"), (1, 0), 0)
    assert [question.pick(value) for value in (3, 0, -1)] == [1, 0, 0]
    assert (choice.choices, choice.keys, choice.name) == ({"a": "that", "b": "this"}, (1, 0), "a")
    assert (choice.options, choice.slips) == ({"a": "Yes.", "b": "No."}, {"b": 1})


def test_the_right_letter_of_a_choice_with_code_is_the_one_that_its_code_gives(loaded):
    near = COMPUTED.replace('when = "value > 0"', "near = 1").replace('when = "value == 0"', "near = 0")
    for entry in (COMPUTED, near, COMPUTED.replace("value == 0", "else")):
        for code, order, letter in (("", "1, 2", "b"), ("", "2, 1", "a"), ("1 + ", "1, 2", "a"), ("1 + ", "2, 1", "b")):
            content = entry.replace("np.exp", f"{code}np.exp").replace("hints", f"order = [{order}]\nhints")
            assert loaded(content)[1]["99.1"].name == letter


def test_an_option_that_was_taken_out_leaves_the_others_their_keys(loaded):
    first = QUESTION.replace("options = [", "options = [{}, ")
    second = QUESTION.partition("options =")[0].replace("99.1", "99.2").replace("which-way", "which-number")
    second += 'options = [{}, { text = "one", near = 1 }, {}, { text = "two", near = 2, by_hand = "1 + 1" }]\n'
    up, two = loaded(first + second)[0].values()
    assert (up.choices, up.keys, [up.pick(value) for value in (3, -1)]) == (("up", "none"), (1, 2), [0, 1])
    assert (two.choices, two.keys, [two.pick(value) for value in (0, 1.6)]) == (("one", "two"), (1, 3), [0, 1])


@pytest.mark.parametrize("chapter", CONTENT)
def test_the_answer_is_the_same_option_in_whatever_order_they_are_shown(chapter):
    """A condition may count on an earlier one in the file that has failed."""
    for kind, entry in [(k, one) for k in ("question", "warmup") for one in CONTENT[chapter].get(k, ())]:
        question = QUESTIONS[entry["name"]]
        value, answer = answered(question)
        for order in permutations(number for number, option in enumerate(entry["options"], 1) if option):
            asked = bank._question("", entry | {"order": list(order)}, kind)
            assert asked.keys[asked.pick(value)] == question.keys[answer]


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
    for content in CONTENT.values()
    for entry in content.get("exercise", ())
    if "options" in entry and "code" in entry
}


@pytest.mark.parametrize("name", WITH_CODE)
def test_a_choice_with_code_has_one_condition_that_holds_and_a_wrong_belief_picks_another_option(name):
    entry = WITH_CODE[name]
    value = evaluated(entry["code"])
    holds = [eval(option["when"], {"np": np, "value": value}) for option in entry["options"] if "when" in option]
    assert sum(map(bool, holds)) == (1 if holds else 0)
    picked = [EXERCISES[name]]
    for old, new, _ in BELIEFS[name]:
        assert old in entry["code"]
        picked.append(bank._choice("", entry | {"code": entry["code"].replace(old, new)}))
    right, *wrong = (task.keys[bank.LETTERS.index(task.name)] + 1 for task in picked)
    assert wrong == [option for _, _, option in BELIEFS[name]]
    assert sorted([right, *wrong]) == [*range(1, len(entry["options"]) + 1)]


# An entry and the place that is told; what is changed in it, which refusal is then said, and what came or is accepted.
BAD = {
    (QUESTION, ""): [
        ('"which-way"', "which-way", "toml", "(at line 4, column 7): key = which-way."),
        ('"up"', '"up', "toml", ': { text = "up, when = "value > 0" },.'),
        (QUESTION, "a", "toml", "(at end of document)."),
        ("[[question]]", "[[qestion]]", "kind", "[[question]], [[warmup]], [[exercise]], [[proof]]."),
    ],
    (CHOICE.partition("    [[")[0], ""): [
        ("[[exercise]]", "[exercise]", "kind", '"exercise"'),
    ],
    (QUESTION, ", question 1"): [
        ('name = "99.1"', "", "missing", '"name" is'),
    ],
    (QUESTION, ", question 05.1"): [
        ("99.1", "05.1", "name", '"99.1"'),
    ],
    (QUESTION, ", warmup 99.1"): [
        ("[[question]]", "[[warmup]]", "missing", '"chapter" is'),
        ("[[question]]", '[[warmup]]\nchapter = "98"', "name", 'chapter is "99.w1".'),
    ],
    (CHOICE, ", exercise 99.2"): [
        ("99.1", "99.2", "name", '"99.1"'),
    ],
    (CHOICE, ", exercise 99.1"): [
        ('"99.1"', "99.1", "type", "name: this is 99.1. It must be a text"),
        ("hints =", "hnts =", "unknown", '"text", "options", "hints", "kind", "order", "code".'),
        ('["Look."]', '"Look."', "type", "'Look.'. It must be a list of texts in quotation"),
        ('["Look."]', "[]", "type", "hints: this is []."),
        (
            'key = "pick-one"',
            'key = "pick-one"\nkind = "hard"',
            "type",
            "kind: this is 'hard'. It must be explain, build, fault or transfer.",
        ),
        ('"Look."', '"Look.", "{x:S}"', "formula", 'hints: "{x:S}" can'),
        ('"that"', '"this"', "same", "text: options 1 and 2 both have 'this'."),
        ("hints =", "order = [0, 1]\nhints =", "order", "each of 1, 2 once"),
        ("hints =", "order = [2, 2]\nhints =", "order", "this is [2, 2]."),
        ("hints =", "order = 'ba'\nhints =", "type", "order: this is 'ba'. It must be a list of"),
        ("    right = true\n", "", "right", "0 options"),
        ('mistake = "sign"', "right = true", "right", "2 options"),
        ("right = true", "near = 1", "no code", "near or when"),
    ],
    (QUESTION + QUESTION, ", question 99.1"): [
        ("Which way?", "?", "twice", "another question of this chapter"),
    ],
    (QUESTION + CHOICE, ", exercise 99.1"): [
        ("pick-one", "which-way", "twice", "by 99.toml, question 99.1."),
    ],
    (QUESTION, ", question 99.1"): [
        ("which-way", "Which way", "key", '"Which way"'),
        ("which-way", "way", "key", '"way"'),
        ('why = "Because."', "", "missing", '"why" is'),
        ("Because.", " ", "type", "why: this is ' '. It must be a text in quotation marks."),
        ('"Because."', "5", "type", "why: this is 5."),
        ('    { text = "up", when = "value > 0" },\n', "", "type", "It must be two to six options."),
        ("np.exp(0) - 1", "np.exp(0) -", "python", "code: this is not valid Python. invalid"),
        ("np.exp(0) - 1", "x = 1", "last line", "code"),
        ("np.exp(0) - 1", "# nothing", "last line", "code"),
        ("Because.", "{m:S", "formula", 'why: "{m:S" can'),
        ('"none"', '"up"', "same", "text: options 1 and 2 both have 'up'."),
        (
            QUESTION[QUESTION.index("    {") : QUESTION.index("]\n", QUESTION.index("    {"))],
            '{ text = "1", near = 1 }, { text = "one", near = 1.0, by_hand = "1" }',
            "same",
            "near: options 1 and 2 both have 1.0.",
        ),
        (', by_hand = "e⁰ is 1"', "", "by_hand", "0 options"),
        ('"value > 0"', '"value > 0", by_hand = "?"', "by_hand", "2 options"),
        (', when = "value > 0"', "", "when", "near"),
        ("value > 0", "else", "when", "near"),
        ('when = "value > 0"', "near = 1", "when", "near"),
        ("options = [", "order = [1]\noptions = [", "order", "this is [1]. It must hold"),
    ],
    (FUNCTION, ", exercise 99.1"): [
        ('by_hand = "a"', "", "missing", '"by_hand" is'),
        ('"sign"', "1", "type", "mistakes: this is [1]."),
        ("t): return a", "t) return a", "python", "solution: this is not valid Python. expected ':'"),
        ('by_hand = "a"', 'by_hand = "a +"', "python", "by_hand: this is not valid Python."),
        ("def f(a, t): return a", "x = 1; y = 2", "defines", "solution"),
        (
            "def f(a, t): return t",
            "def g(a, t): return t",
            "redefines",
            "given: this must define the function f with 2 inputs",
        ),
        (
            "def f(a, t): return 1 * a",
            "def g(a, t): return a",
            "redefines",
            "forms: this must define the function f with 2 inputs",
        ),
        (
            "def f(a, t): return 1 * a",
            "def f(a): return a",
            "redefines",
            "forms: this must define the function f with 2 inputs",
        ),
        ("return 1 * a", "return 1 *", "python", "forms: this is not valid Python."),
        ('["def f(a, t): return 1 * a"]', "[]", "type", "forms: this is []."),
        ("*examples", "*exampels", "points", "name 'exampels' is not defined."),
        ("*examples, unnormalized", "*()", "points", "at least one, each a tuple"),
        ("*examples, unnormalized", "a", "points", "at least one, each a tuple"),
        ("unnormalized", "(a,)", "inputs", "in a point is 1. The function f takes 2."),
        ('"sign"', '"the sign"', "mistake", 'mistake "the sign". Did you mean "sign"'),
        (
            '"sign"',
            '"step-size"',
            "gives",
            'for "gradient". Add that to its gives in judging/mistakes.py, or correct asks: it does for "central',
        ),
        ('"gradient"', '"gradeint"', "gives", 'correct asks: it does for "gradient"'),
    ],
    (CHOICE, ", exercise 99.1, option 1"): [
        ('feedback = "No."', "", "missing", '"feedback" is'),
        ('"sign"', '"sing"', "mistake", 'mistake "sing". Did you mean "sign"'),
        ('"No."', '"{m:exp(a_3}"', "formula", 'feedback: "{m:exp(a_3}" can'),
    ],
    (CHOICE, ", exercise 99.1, option 2"): [
        ("right =", "rigth =", "unknown", '"text", "feedback", "right", "mistake".'),
        ("true", "false", "type", "right: this is False. It must be true."),
        ("hints", "code = '1'\nhints", "unknown", '"when", "near", "mistake".'),
    ],
    (QUESTION, ", question 99.1, option 1"): [
        ('when = "value > 0"', 'near = "0"', "type", "It must be a number."),
        ("value > 0", "value >", "python", "when: this is not valid Python. invalid"),
    ],
    (COMPUTED, ", exercise 99.1, option 2"): [
        ('when = "value == 0"', "right = true", "unknown", 'no field "right"'),
    ],
    (COMPUTED, ", exercise 99.1"): [
        ('code = "np.exp(0) - 1"', "", "no code", "near or when"),
        ('"np.exp(0) - 1"', "0", "type", "code: this is 0. It must be a text"),
        ("np.exp(0) - 1", "np.exp(0) -", "python", "code: this is not valid Python."),
        ("np.exp(0) - 1", "x = 1", "last line", "code"),
        ("np.exp(0)", "np.exq(0)", "raises", "code: this can't be computed. AttributeError: "),
        ("value == 0", "value < 0", "fits", "code: its value is 0"),
        (', when = "value > 0"', "", "when", "near"),
        ('when = "value > 0"', "near = 1", "when", "near"),
        ('"none"', '"up"', "same", "text: options 1 and 2 both have 'up'."),
    ],
    (COMPUTED, ", exercise 99.1, option 1"): [
        ("value > 0", "value >", "python", "when: this is not valid Python."),
        ("value > 0", "value[0]", "raises", "when: this can't be computed. Ind"),
    ],
    (PROOF, ", proof 99.1"): [
        ('"third way"', '"fourth way"', "derivation", '"fourth way". There are "loss", "step 1"'),
        ('["log-sum-exp", "third way"]', '"chain"', "type", "derivations: this is 'chain'."),
        ("y_k + t_k", "y_k +", "python", "false: this is not valid Python."),
        ("[7, 6", "[8, 6", "order", "each of 1, 2, 3, 4, 5, 6, 7 once"),
        ('"sign"', '"sing"', "mistake", 'mistake "sing". Did you mean "sign"'),
        ("false =", "flase =", "unknown", 'no field "flase"'),
    ],
    (BUILD, ", exercise 99.1"): [
        ('"affine"', '"affin"', "trials", 'no trials "affin". There are "loss", "gradient"'),
        ("MyAffine", "Affine", "builds", 'defines "Affine". The trials take "MyAffine", so it'),
        ("hints =", "hnts =", "unknown", '"trials", "solution", "hints", "kind", "first_hint".'),
        ("hints =", "first_hint = {sing = 1}\nhints =", "mistake", 'first_hint: there is no mistake "sing"'),
        ("hints =", "first_hint = {sign = 0}\nhints =", "type", "a table of names and numbers"),
    ],
}
BAD = [(*entry, *row) for entry, rows in BAD.items() for row in rows]


@pytest.mark.parametrize(("entry", "place", "old", "new", "refusal", "part"), BAD)
def test_what_is_wrong_in_an_entry_is_told_with_its_place_what_came_and_what_is_accepted(
    told, entry, place, old, new, refusal, part
):
    assert old in entry
    said = told(entry.replace(old, new, 1))
    pattern = re.sub(r"\\{\w+\\}", ".+", re.escape(REFUSED[refusal].replace("{place}", f"99.toml{place}")))
    assert re.fullmatch(pattern, said), said
    assert part in said
    assert "\n" not in said


def test_every_refusal_is_tried():
    assert {refusal for *_, refusal, _ in BAD} == REFUSED.keys()


def test_a_value_that_fits_no_option_is_told(loaded):
    question = loaded(QUESTION.replace('"else"', '"value < -1"'))[0]["99.1"]
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
    with pytest.raises(ValueError, match=rf"^05\.toml, exercise 05\.2, solution: this can't be computed\. .*{said}"):
        Exercise("05.2")


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
    kinds = {chapter: {one.get("kind") for one in all.get("exercise", ())} for chapter, all in CONTENT.items()}
    named = {chapter: {*map(str, kinds)} for chapter, kinds in kinds.items() if kinds - {None}}
    assert len(named) == 18  # all but 00, which asks nothing, and 19, where all is built
    each = {"explain", "build", "fault", "transfer"}
    assert {chapter: kinds ^ each for chapter, kinds in named.items() if kinds != each} == {}, (
        "one of each, and no other"
    )


def test_the_entries_that_contributing_shows_are_taken(told):
    shown = re.findall(r"(?ms)^```toml\n(.*?)^```$", text("CONTRIBUTING.md"))
    assert len(shown) == 4
    for entry in shown:
        assert told(re.sub(r'(?m)^name = "\d\d\.\d"$', 'name = "99.1"', entry)) == "", entry
