"""The checker against fifteen hundred answers of people who have not seen its code."""

import re

import pytest

from softmax_lib.lessons.bank import EXERCISES
from softmax_lib.lessons.judging.edits import KINDS, PLACES
from softmax_lib.lessons.judging.mistakes import MISTAKES
from softmax_lib.lessons.judging.variations import VARIED
from softmax_lib.lessons.trials.refused import TITLES
from tests.battery import NAMES, answers, judged

# What is recognized without a slip.
RULES = {
    "factor", "factor-that-changes", "divided-by-rows", "multiplied-by-rows", "divided-by-classes",
    "multiplied-by-classes", "divided-by-entries", "multiplied-by-entries", "approximation", "rounded", "shape",
    "summed",
    "shapes", "zeros", "nan", "another-quantity", "notebook-variable", "changes-its-input",
    "unbound-variable", "unknown-name",
}  # fmt: skip
every_name = pytest.mark.parametrize("name", NAMES)


def test_every_exercise_that_asks_for_a_function_has_answers_of_both_sorts():
    asked = {name for name, task in EXERCISES.items() if task.trials or task.code.startswith("def ")}
    files = [f"tests/answers/{name.replace('.', '_')}.py" for name in sorted(asked ^ {*NAMES})]
    assert files == [], "a file of answers for each function that is asked, and no other"
    for name in NAMES:
        kinds = [answer.wanted for answer in answers(name)]
        assert min(kinds.count("right"), kinds.count("wrong")) >= 10, f"{name}: ten right and ten wrong, {kinds}"


@every_name
def test_each_name_in_an_answer_is_one_that_can_be_told(name):
    known = {*KINDS, *VARIED, *RULES, *TITLES, "endless-loop", *(mistake.key for mistake in MISTAKES.values())}
    assert set().union(*(answer.names for answer in answers(name))) <= known


@every_name
def test_a_right_answer_is_judged_right_in_whatever_way_it_is_written(name):
    assert [(a.label, said.message) for a, said in judged(name, "right") if said.outcome != "right"] == []


@every_name
def test_no_wrong_answer_is_judged_right(name):
    assert [answer.label for answer, said in judged(name, "wrong") if said.outcome == "right"] == []


def is_true(said, names):
    """Of two that are joined by “or”, one must be true; else all."""
    either = ", or " in said.message or " Or: " in said.message
    return bool({*said.diagnosis} & names) if either else {*said.diagnosis} <= names


@every_name
def test_no_name_is_told_that_is_not_true_of_the_answer(name):
    new = [
        f"new name, judge it: {', '.join({*said.diagnosis} - answer.names)}, of “{answer.label}”: {said.message}"
        for answer, said in judged(name, "wrong")
        if said.diagnosis and not is_true(said, answer.names) and {*said.diagnosis} != answer.untrue
    ]
    assert new == [], "\n".join(new)


@every_name
def test_a_name_that_is_marked_as_untrue_is_still_told(name):
    told = {answer.label: {*said.diagnosis} for answer, said in judged(name, "wrong")}
    mended = [answer.label for answer in answers(name) if answer.untrue and answer.untrue != told[answer.label]]
    assert mended == [], "take the marks out"


# What an answer's code holds where a place is told of it.
HOLDS = {
    "loop": r"\b(for|while)\b", "exp": r"exp|\*\*", "log": "log", "sqrt": r"sqrt|std|0\.5", "index": r"\[",
    "denominator": "/|divide", "numerator": "/|divide",
}  # fmt: skip


@every_name
def test_no_place_is_told_that_the_answer_does_not_have(name):
    assert [
        f"“{answer.label}”: {said.message}"
        for answer, said in judged(name, "wrong")
        for place, held in HOLDS.items()
        if f", {PLACES[place]}" in said.message and not re.search(held, answer.code)
    ] == []


@every_name
def test_what_is_at_the_end_is_not_told_to_be_in_a_step_before_it(name):
    messages = [said.message for _answer, said in judged(name, "wrong")]
    assert [one for one in messages if f"{KINDS['one-step-too-many']}, {PLACES['before']}" in one] == []


# Exercises whose answers came last: what is told of them stands as at its first run.
NEW = (
    "01.4", "01.5", "02.4", "02.5", "03.4", "04.4", "04.5", "05.5", "06.4", "06.5", "07.4", "07.5", "08.4", "08.5",
    "13.4", "13.5", "14.4", "15.13", "16.2", "16.3", "17.1", "17.2", "18.1", "18.4",
    "19.1", "19.2", "19.3", "19.4", "19.5", "19.6", "19.7",
)  # fmt: skip


@pytest.mark.parametrize(("names", "share"), [({*NAMES} - {*NEW}, 0.85), (NEW, 0.7)], ids=["known", "new"])
def test_of_most_wrong_answers_it_is_told_what_is_wrong(names, share):
    """By one name or as one of two; or that the code is still the one with the fault."""
    named = {
        name: [1 <= len(said.diagnosis) <= 2 or said.outcome == "unanswered" for _answer, said in judged(name, "wrong")]
        for name in names
    }
    told, count = (sum(map(size, named.values())) for size in (sum, len))
    assert told >= share * count, f"{told} of {count}:\n" + "\n".join(
        f"{name}: {sum(found)} of {len(found)}" for name, found in named.items()
    )


@every_name
def test_what_can_be_told_of_an_answer_is_told(name):
    assert [answer.label for answer, said in judged(name, "wrong") if answer.names and not said.diagnosis] == []
