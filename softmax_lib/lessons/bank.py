"""What the chapters ask: questions and exercises, read from chapters/05.toml and the like.

Whatever is wrong in an entry is told when it is loaded, in one line with its place. CONTRIBUTING.md shows how to add
an entry.
"""

import ast
import re
import tomllib
from collections.abc import Callable
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from softmax_lib.datasets import load_digits
from softmax_lib.functions import cross_entropy, softmax, softmax_jacobian
from softmax_lib.gradient_check import compare_gradients, numerical_gradient
from softmax_lib.hidden_layers import Affine, ReLU
from softmax_lib.lessons import points as named_points
from softmax_lib.lessons.judging.mistakes import MISTAKES, NUMBERS
from softmax_lib.lessons.trials import TRIALS
from softmax_lib.lessons.trials.refused import TITLES
from softmax_lib.network import Network
from softmax_lib.pictures.derivations import DERIVATIONS

__all__ = [
    "EXERCISES",
    "PROOFS",
    "QUESTIONS",
    "Proof",
    "Question",
    "Task",
    "evaluated",
    "load",
    "prose",
    "refused",
    "value_of",
]

LETTERS = "abcdef"


class Question(NamedTuple):
    """A prediction. ``choices`` are as they are shown, and ``pick`` names the right one (from 0), given the value of
    ``code``.

    ``key`` says what is asked, and stays when the questions are numbered anew: the reader's record holds it. So it does
    with ``keys``, one for each choice: the place of its option in the file (from 0), in whatever order they are shown.
    Texts may hold formulas, as {m:a_1}, and computed numbers, as {=:softmax(a)[2]}. ``by_hand`` is the place of the
    choice that someone with pencil and paper found to be right: a test compares it with what the code gives.
    """

    key: str
    text: str
    choices: tuple
    code: str
    pick: Callable
    why: str
    by_hand: int
    keys: tuple


class Task(NamedTuple):
    """What an exercise asks for.

    ``key`` says it in short, and stays when the exercises are numbered anew: the reader's record holds it.
    ``asks`` is a key of a mistake's ``gives``; ``code`` defines the answer, a function or numbers called ``name``.
    ``points`` are the inputs at which an answer is judged, ``by_hand`` is an expression in these inputs that gives the
    same in another way: a test compares the two. ``forms`` are the same code as other people write it.
    A function that the reader is to fix comes as ``came``.

    For a choice ``choices`` maps a letter to an option and ``options`` to what is told when it is chosen, ``slips``
    to the number of a mistake, ``name`` is the right letter, computed where the entry has code, and ``keys`` are as
    those of a question.

    What is built from an empty file is judged by ``trials``, and ``name`` lists what they take: "my_pairs, my_train".
    ``first_hint`` maps what a verdict names to the number of the hint that comes first then.
    """

    key: str
    name: str
    asks: str = ""
    code: str = ""
    points: tuple = ()
    mistakes: tuple = ()
    hints: tuple = ()
    options: dict = {}
    came: str = ""
    slips: dict = {}
    text: str = ""
    choices: dict = {}
    by_hand: str = ""
    forms: tuple = ()
    keys: tuple = ()
    trials: str = ""
    first_hint: dict = {}


class Proof(NamedTuple):
    """A proof whose lines are to be put in order.

    ``lines`` are pairs of an equation and its reason, as they are shown; ``solution`` holds the places (from 0) of the
    true lines, in their order, and ``false`` that of the false line. ``why`` says what is wrong with it, and ``slip``
    is the number of its mistake. ``key`` is as that of a question, and the record holds the places of lines.
    """

    key: str
    text: str
    lines: tuple
    solution: tuple
    false: int
    slip: int
    why: str


# Each kind of entry: the fields that it must have, and those that it may have.
_FIELDS = {
    "question": ("name key text code why options", "order"),
    "warmup": ("name chapter key text code why options", "order"),
    "option of a question": ("text", "when near by_hand"),
    "exercise": ("name key asks points solution by_hand hints", "kind mistakes given forms"),
    "build": ("name key trials solution hints", "kind first_hint"),
    "choice": ("name key text options hints", "kind order code"),
    "option of a choice": ("text feedback", "right mistake"),
    "option of a computed choice": ("text feedback", "when near mistake"),
    "proof": ("name key text derivations false reason mistake why order", ""),
}
_TEXTS, _TABLES, _NUMBERS = "a list of texts in quotation marks", "two to six options", "a list of numbers"
_KIND, _HINTS = "explain, build, fault or transfer", "a table of names and numbers of hints"
_TYPES = {
    "options": _TABLES, "hints": _TEXTS, "mistakes": _TEXTS, "forms": _TEXTS, "right": "true", "near": "a number",
    "order": _NUMBERS, "derivations": _TEXTS, "kind": _KIND, "first_hint": _HINTS,
}  # fmt: skip
_SHOWN = ("text", "why", "feedback", "reason", "hints")  # these may hold formulas
_IS = {
    "a text in quotation marks": lambda x: isinstance(x, str) and bool(x.strip()),
    _TEXTS: lambda x: isinstance(x, list) and bool(x) and all(isinstance(one, str) and one.strip() for one in x),
    _TABLES: lambda x: _are_tables(x) and 2 <= sum(map(bool, x)) <= len(LETTERS),
    _KIND: lambda x: x in ("explain", "build", "fault", "transfer"),
    _NUMBERS: lambda x: isinstance(x, list) and all(type(one) is int for one in x),
    _HINTS: lambda x: isinstance(x, dict) and all(type(one) is int and one > 0 for one in x.values()),
    "true": lambda x: x is True,
    "a number": lambda x: isinstance(x, int | float) and not isinstance(x, bool),
}

# What is told of an entry that can't be taken.
REFUSED = {
    "toml": "{place}: this is not valid TOML. {said}{line}.",
    "kind": '{place}: there is "{came}", which is not a kind of entry. The kinds are {accepted}.',
    "name": '{place}, name: this is "{came}". The next name of this chapter is "{wanted}".',
    "twice": '{place}, {field}: "{came}" is used already, by {other}. Give another one.',
    "missing": '{place}: the field "{field}" is missing. There must be {accepted}.',
    "unknown": '{place}: there is no field "{field}". There are {accepted}.',
    "type": "{place}, {field}: this is {came}. It must be {accepted}.",
    "key": '{place}, key: this is "{came}". It must be at least two words, as in "one-descent-step".',
    "python": "{place}, {field}: this is not valid Python. {said}.",
    "last line": "{place}, {field}: the last line has no value. End with an expression, whose value is shown.",
    "formula": '{place}, {field}: "{came}" can\'t be read. Write {accepted}.',
    "same": "{place}, {field}: options {first} and {second} both have {came}. Give each its own.",
    "raises": "{place}, {field}: this can't be computed. {said}.",
    "no code": "{place}: options have near or when, but there is no code that computes a value for them.",
    "defines": "{place}, {field}: this must be one function, or one name and its numbers, and nothing else.",
    "redefines": "{place}, {field}: this must define {wanted}, as the solution does, and nothing else.",
    "points": "{place}, points: these can't be computed. {said}.",
    "inputs": "{place}, points: the number of inputs in a point is {came}. The function {name} takes {count}.",
    "trials": '{place}, trials: there are no trials "{came}". There are {accepted}.',
    "builds": "{place}, solution: this defines {came}. The trials take {accepted}, so it must define {name}.",
    "mistake": '{place}, {field}: there is no mistake "{came}". Did you mean {accepted}? See judging/mistakes.py.',
    "gives": (
        '{place}, mistakes: "{came}" does not say what it gives for "{asks}". Add that to its gives in '
        "judging/mistakes.py, or correct asks: it does for {accepted}."
    ),
    "by_hand": "{place}, by_hand: {count} options have it. Exactly one must, and say why it is the right one.",
    "when": "{place}, options: all must have a number as near, or two a condition as when, of which one may be else.",
    "fits": "{place}, code: its value is {value}, and no option fits that.",
    "order": "{place}, order: this is {came}. It must hold each of {accepted} once, in the order wanted.",
    "right": "{place}, right: {count} options have it. Exactly one must.",
    "derivation": '{place}, derivations: there is no derivation "{came}". There are {accepted}.',
}


def load(folder):
    """Read all chapters of a folder: name → Question, warm-ups among them, name → Task, and name → Proof.

    Raises ValueError, in one line.
    """
    shelves, used = ({}, {}, {}), {}
    for path in sorted(Path(folder).glob("*.toml")):
        try:
            content = tomllib.loads(path.read_text("utf-8"))
        except ValueError as error:
            raise refused("toml", path.name, said=error, line=_line(path, error)) from None
        for kind in content:
            if kind not in _KINDS or not _are_tables(content[kind]):
                raise refused("kind", path.name, came=kind, accepted=", ".join(f"[[{one}]]" for one in _KINDS))
        for kind, (letter, made, shelf) in _KINDS.items():
            found = shelves[shelf]
            for number, entry in enumerate(content.get(kind, ()), 1):
                place, wanted = f"{path.name}, {kind} {entry.get('name', number)}", f"{path.stem}.{letter}{number}"
                one, name = made(place, entry), entry["name"]
                if name in found:
                    raise refused("twice", place, field="name", came=name, other=f"another {kind} of this chapter")
                if name != wanted:
                    raise refused("name", place, came=name, wanted=wanted)
                if not re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", one.key):
                    raise refused("key", place, came=one.key)
                if used.setdefault(one.key, place) != place:
                    raise refused("twice", place, field="key", came=one.key, other=used[one.key])
                found[name] = one
    return shelves


def _line(path, error):
    """The line that an error of TOML names, as it stands in the file."""
    if not (number := re.search(r"at line (\d+)", str(error))):
        return ""
    return f": {path.read_text('utf-8').splitlines()[int(number[1]) - 1].strip()}"


def _are_tables(entries):
    return isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries)


def _question(place, entry, kind="question"):
    _check(place, kind, entry)
    keys, options = _options(place, entry, "option of a question")
    picked = _pick(place, entry)
    return Question(
        key=entry["key"],
        text=prose(entry["text"]),
        choices=tuple(prose(option["text"]) for option in options),
        code=entry["code"].strip(),
        pick=lambda value: keys.index(picked(value)),
        why=prose(entry["why"]),
        by_hand=_only(place, options, "by_hand"),
        keys=keys,
    )


def _exercise(place, entry):
    return (_choice if "options" in entry else _build if "trials" in entry else _function)(place, entry)


def _build(place, entry):
    """An exercise that begins with an empty file: the trials say what it takes, of which the first is new."""
    _check(place, "build", entry)
    if entry["trials"] not in TRIALS:
        raise refused("trials", place, came=entry["trials"], accepted=_listed(TRIALS))
    takes = TRIALS[entry["trials"]].takes
    body = _compiled(place, entry, "solution", "exec").body
    made = [node.name for node in body if isinstance(node, ast.ClassDef | ast.FunctionDef)]
    if takes[0] not in made:
        raise refused("builds", place, came=_listed(made) or "nothing", accepted=_listed(takes), name=takes[0])
    for name in entry.get("first_hint", {}).keys() - TITLES.keys():
        _number(place, "first_hint", name)
    return Task(
        key=entry["key"],
        name=", ".join(takes),
        code=entry["solution"].strip(),
        hints=tuple(map(prose, entry["hints"])),
        trials=entry["trials"],
        first_hint=entry.get("first_hint", {}),
    )


def _choice(place, entry):
    """An exercise that asks for one of several options. Its code computes which one is right, or an option says so."""
    _check(place, "choice", entry)
    computed = "code" in entry
    if not computed and any({"near", "when"} & option.keys() for option in entry["options"]):
        raise refused("no code", place)
    keys, shown = _options(place, entry, f"option of a {'computed ' * computed}choice")
    options = dict(zip(LETTERS, shown, strict=False))
    if computed:
        right = keys.index(_pick(place, entry)(value_of(entry["code"], place)))
    else:
        right = _only(place, shown, "right")
    slips = {
        letter: _number(f"{place}, option {key + 1}", "mistake", option["mistake"])
        for key, (letter, option) in zip(keys, options.items(), strict=True)
        if "mistake" in option
    }
    return Task(
        key=entry["key"],
        name=LETTERS[right],
        hints=tuple(map(prose, entry["hints"])),
        options={letter: prose(option["feedback"]) for letter, option in options.items()},
        slips=slips,
        text=prose(entry["text"]),
        choices={letter: prose(option["text"]) for letter, option in options.items()},
        keys=keys,
    )


def _function(place, entry):
    """An exercise that asks for a function, or for numbers."""
    _check(place, "exercise", entry)
    name, inputs = _defined(place, entry, "solution")
    _compiled(place, entry, "by_hand", "eval")
    forms = tuple(map(str.strip, entry.get("forms", ())))
    wanted = name if inputs is None else f"the function {name} with {inputs} inputs"
    for field, code in [("forms", form) for form in forms] + [("given", entry.get("given", entry["solution"]))]:
        if _defined(place, {field: code}, field) != (name, inputs):
            raise refused("redefines", place, field=field, wanted=wanted)
    points = _points(place, entry["points"])
    for point in points:
        if inputs not in (None, len(point)):
            raise refused("inputs", place, came=len(point), name=name, count=inputs)
    mistakes = tuple(_number(place, "mistakes", mistake) for mistake in entry.get("mistakes", ()))
    for number in mistakes:
        if entry["asks"] not in MISTAKES[number].gives:
            near = _listed(get_close_matches(entry["asks"], MISTAKES[number].gives, 3, 0))
            raise refused("gives", place, came=MISTAKES[number].key, asks=entry["asks"], accepted=near)
    return Task(
        key=entry["key"],
        name=name,
        asks=entry["asks"],
        code=entry["solution"].strip(),
        points=points,
        mistakes=mistakes,
        hints=tuple(map(prose, entry["hints"])),
        came=entry.get("given", "").strip(),
        by_hand=entry["by_hand"],
        forms=forms,
    )


def _proof(place, entry):
    """The lines of one derivation after another, each an equation, and the false line as the last of them."""
    _check(place, "proof", entry)
    _compiled(place, entry, "false", "eval")
    lines, known = [], {}
    for name in entry["derivations"]:
        if name not in DERIVATIONS:
            raise refused("derivation", place, came=name, accepted=_listed(DERIVATIONS))
        first, *rest = DERIVATIONS[name].lines
        left = first.formula
        for proved, letter in known.items():  # what an earlier one has found is called by its name
            left = left.replace(proved, letter)
        known[rest[-1].formula] = left
        lines += [(f"{left} == {line.formula}", line.why) for line in rest]
    lines.append((entry["false"], prose(entry["reason"])))
    keys, shown = _ordered(place, entry, lines)
    places = [keys.index(number) for number in range(len(lines))]
    return Proof(
        key=entry["key"],
        text=prose(entry["text"]),
        lines=tuple(shown),
        solution=tuple(places[:-1]),
        false=places[-1],
        slip=_number(place, "mistake", entry["mistake"]),
        why=prose(entry["why"]),
    )


# Each kind of entry: the letter before the number in its name, what reads it, and to which part of load's it belongs.
_KINDS = {
    "question": ("", _question, 0),
    "warmup": ("w", partial(_question, kind="warmup"), 0),
    "exercise": ("", _exercise, 1),
    "proof": ("", _proof, 2),
}


# --- parts of an entry ----------------------------------------------------------------------------------------------


def refused(what, place, **fields):
    return ValueError(" ".join(REFUSED[what].format(place=place, **fields).split()))


def _check(place, kind, entry):
    """Whether all fields that an entry must have are there, and no others, and each holds what it should."""
    must, may = map(str.split, _FIELDS[kind])
    for field in entry:
        if field not in (*must, *may):
            raise refused("unknown", place, field=field, accepted=_listed((*must, *may)))
    for field in must:
        if field not in entry:
            raise refused("missing", place, field=field, accepted=_listed(must))
    for field, value in entry.items():
        accepted = _TYPES.get(field, "a text in quotation marks")
        if not _IS[accepted](value):
            raise refused("type", place, field=field, came=repr(value)[:60], accepted=accepted)
        if field in _SHOWN:
            for text in [value] if isinstance(value, str) else value:
                _formulas(place, field, prose(text))


def _formulas(place, field, text):
    """Whether each brace of a text belongs to a formula or to a number that can be read."""
    for mark in re.findall(r"\{[^}]*\}?|\}", text):
        kind, _colon, content = mark[1:-1].partition(":")
        try:
            if not mark.endswith("}") or kind not in ("m", "value"):
                raise SyntaxError
            ast.parse(content, mode="eval")
        except SyntaxError:
            accepted = "a formula as {m:exp(a_3)} and a computed number as {value:2/3}"
            raise refused("formula", place, field=field, came=mark[:60], accepted=accepted) from None


def _places(place, options):
    return ((f"{place}, option {number}", option) for number, option in enumerate(options, 1) if option)


def _options(place, entry, kind):
    """The options in the order in which they are shown, and before them their places in the file, from 0.

    Each has the fields that it should, and no two have the same text, or the same number.
    """
    shown = _ordered(place, entry, entry["options"])
    for at, option in _places(place, entry["options"]):
        _check(at, kind, option)
    for field in ("text", "near"):
        first = {}
        for number, option in enumerate(entry["options"], 1):
            if field in option and first.setdefault(option[field], number) != number:
                came = repr(option[field])
                raise refused("same", place, field=field, first=first[option[field]], second=number, came=came)
    return shown


def _ordered(place, entry, options):
    """An option that was taken out left ``{}``, so the others keep their places."""
    places = [number for number, option in enumerate(options, 1) if option]
    order = entry.get("order", places)
    if sorted(order) != places:
        raise refused("order", place, came=order, accepted=", ".join(map(str, places)))
    keys = tuple(number - 1 for number in order)
    return keys, [options[key] for key in keys]


def _only(place, options, field):
    """The place of the one option that has this field."""
    found = [k for k, option in enumerate(options) if field in option]
    if len(found) != 1:
        raise refused(field, place, count=len(found))
    return found[0]


def prose(text):
    """A text may go over several lines, wherever they end."""
    return " ".join(text.split())


def _compiled(place, entry, field, mode):
    try:
        return ast.parse(entry.get(field, "0").strip(), mode=mode)
    except SyntaxError as error:
        raise refused("python", place, field=field, said=f"{error.msg}, line {error.lineno}") from None


def _defined(place, entry, field):
    """The name of the function that a solution defines and how many inputs it takes; or of the numbers, and None."""
    match _compiled(place, entry, field, "exec").body:
        case [ast.FunctionDef(name=name, args=inputs)]:
            return name, len(inputs.args)
        case [ast.Assign(targets=[ast.Name(id=name)])]:
            return name, None
    raise refused("defines", place, field=field)


def _points(place, text):
    """The points as a tuple, from a list of them, in which the names of points.py stand for themselves."""
    try:
        made = tuple(eval(f"[{text}]", dict(vars(named_points))))
        if made and all(isinstance(point, tuple) for point in made):
            return made
        said = "There must be at least one, each a tuple of the function's inputs"
    except Exception as error:
        said = error
    raise refused("points", place, said=said)


def _number(place, field, key):
    """The number of a mistake, which an entry calls by its key."""
    if key not in NUMBERS:
        raise refused("mistake", place, field=field, came=key, accepted=_listed(get_close_matches(key, NUMBERS, 3, 0)))
    return NUMBERS[key]


def _listed(names):
    return ", ".join(f'"{name}"' for name in names)


def _pick(place, entry):
    """What chooses an option by the value: the nearest number, or the first condition that holds, and "else" last."""
    options = entry["options"]
    for at, option in _places(place, options):
        if option.get("when") != "else":
            _compiled(at, option, "when", "eval")
    if not isinstance((_compiled(place, entry, "code", "exec").body or [None])[-1], ast.Expr):
        raise refused("last line", place, field="code")
    near, when = ([option.get(field) for option in options] for field in ("near", "when"))
    if not any(when) and all("near" in option for option in options if option):
        far = [np.inf if number is None else number for number in near]  # what was taken out is near to nothing
        return lambda value: int(np.argmin([np.abs(value - number).sum() for number in far]))
    if any(number is not None for number in near) or len(when) - when.count(None) < 2 or when.count("else") > 1:
        raise refused("when", place)
    conditions = {k: compile(one, "when", "eval") for k, one in enumerate(when) if one not in (None, "else")}

    def pick(value):
        for k, condition in conditions.items():
            try:
                if eval(condition, {"np": np, "value": value}):
                    return k
            except Exception as error:
                raise _raises(f"{place}, option {k + 1}", "when", error) from None
        if "else" in when:
            return when.index("else")
        raise refused("fits", place, value=value)

    return pick


# --- the value of code ----------------------------------------------------------------------------------------------


def value_of(code, place):
    """The value of an entry's code. Raises ValueError, in one line with its place, where it can't be computed."""
    try:
        return evaluated(code)
    except Exception as error:
        raise _raises(place, "code", error) from None


def evaluated(code):
    """The value of the last line of our own code, from the table below."""
    *lines, last = ast.parse(code).body
    names = dict(_NAMES)
    with np.errstate(all="ignore"):
        exec(compile(ast.Module(lines, []), "question", "exec"), names)
        return eval(compile(ast.Expression(last.value), "question", "eval"), names)


def _raises(place, field, error):
    return refused("raises", place, field=field, said=f"{type(error).__name__}: {error}")


def _naive(a):
    """Softmax exactly as equation (A.1) says it, as chapter 01 defines it."""
    return np.exp(a) / np.exp(a).sum()


# What a reader has at hand in the chapters.
_NAMES = {
    "np": np, "a": np.array([0.3, 2.9, 4.0]), "t": np.array([0, 0, 1]), "naive": _naive,
    "softmax": softmax, "cross_entropy": cross_entropy, "softmax_jacobian": softmax_jacobian,
    "numerical_gradient": numerical_gradient, "compare_gradients": compare_gradients,
    "Affine": Affine, "ReLU": ReLU, "Network": Network, "load_digits": load_digits,
}  # fmt: skip


QUESTIONS, EXERCISES, PROOFS = load(Path(__file__).parent / "chapters")
