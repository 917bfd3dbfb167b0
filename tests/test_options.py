"""The options of questions and of choice exercises: none is given away by its length or by its words."""

import re
from statistics import mean

import pytest

from softmax_lib.lessons.bank import EXERCISES, QUESTIONS
from softmax_lib.lessons.questions import answered, plain

# What is asked → the options in plain text, and the place of the right one.
LISTS = {f"question {name}": (one.choices, answered(one)[1]) for name, one in QUESTIONS.items()}
LISTS |= {
    f"exercise {name}": (tuple(one.choices.values()), list(one.choices).index(one.name))
    for name, one in EXERCISES.items()
    if one.choices
}
LISTS = {name: (tuple(map(plain, choices)), right) for name, (choices, right) in LISTS.items()}
every_list = pytest.mark.parametrize("name", LISTS)


def lengths(name):
    """The length of the right option, and those of the others."""
    choices, right = LISTS[name]
    sizes = [*map(len, choices)]
    return sizes.pop(right), sizes


@every_list
def test_the_right_option_is_about_as_long_as_the_others(name):
    right, others = lengths(name)
    times = right / mean(others)
    assert 0.55 <= times <= 1.3, f"the right option is {times:.2f} times as long as the others; 0.55 to 1.3 is accepted"


@every_list
def test_no_option_explains_itself(name):
    for choice in LISTS[name][0]:
        assert not re.search(r"\bbecause\b|, so |\bsince\b|[:;]", choice), choice


def test_the_right_option_is_the_longest_or_the_shortest_no_more_often_than_by_chance():
    fair = sum(1 / len(choices) for choices, _ in LISTS.values())
    longest = [name for name in LISTS if lengths(name)[0] > max(lengths(name)[1])]
    shortest = [name for name in LISTS if lengths(name)[0] < min(lengths(name)[1])]
    assert len(longest) <= 1.1 * fair, longest
    assert len(shortest) <= 1.1 * fair, shortest


def numbers(name):
    """The options of a list as numbers, if each of them holds one."""
    found = [re.findall(r"[−+]?[\d,]*\d(?:\.\d+)?", choice) for choice in LISTS[name][0]]
    if {*map(len, found)} != {1}:
        return []
    return [float(number.replace("−", "-").replace(",", "")) for [number] in found]


def test_the_right_number_is_between_the_others_no_more_often_than_by_chance():
    """Whoever knows nothing avoids the extremes."""
    lists = {name: numbers(name) for name in LISTS if numbers(name)}
    fair = sum(1 - 2 / len(options) for options in lists.values())
    between = [name for name, options in lists.items() if min(options) < options[LISTS[name][1]] < max(options)]
    assert len(between) <= 1.1 * fair, between


@every_list
def test_only_all_options_of_a_list_begin_with_yes_or_no(name):
    """Where some do and others don't, the grammar shows which ones belong to the question."""
    begins = {re.match("yes|no,", choice) is None for choice in LISTS[name][0]}
    assert len(begins) == 1, LISTS[name]
