"""The checker: solutions are right, each mistake is named, rubbish gets one clear line, nothing is given away."""

import ast
import builtins
import contextlib
import copy
import inspect
import itertools
import re
import signal
import sys
import threading
import time
from decimal import Decimal
from fractions import Fraction

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

import softmax_lib
from softmax_lib import Verdict, exercise, exercises, known_mistakes, progress, softmax
from softmax_lib.lessons.bank import EXERCISES
from softmax_lib.lessons.checker import Exercise
from softmax_lib.lessons.judging import edits, running, slips
from softmax_lib.lessons.judging.mistakes import MISTAKES
from softmax_lib.lessons.judging.time_limit import limited
from softmax_lib.lessons.questions import html, plain
from softmax_lib.live.page import record
from tests.battery import ways
from tests.checkout import ROOT

ASKED = {name: task for name, task in EXERCISES.items() if not task.trials}  # the others: tests/test_built.py
CHOICES = [name for name, task in ASKED.items() if task.options]
FUNCTIONS = [name for name, task in ASKED.items() if task.code.startswith("def ")]
NUMBERS = [name for name in ASKED if name not in (*CHOICES, *FUNCTIONS)]
every_exercise = pytest.mark.parametrize("name", EXERCISES)
every_function = pytest.mark.parametrize("name", FUNCTIONS)
every_answer = pytest.mark.parametrize("name", [*FUNCTIONS, *NUMBERS])
every_choice = pytest.mark.parametrize("name", CHOICES)


def same(p, q):
    return np.shape(p) == np.shape(q) and np.allclose(p, q, equal_nan=True)


def as_it_came(name, way):
    """Whether a mistake is the one which the code has that the reader is to mend."""
    task = EXERCISES[name]
    names = {"np": np}
    exec(task.came, names)
    return bool(task.came) and all(same(way(*point), names[task.name](*point)) for point in task.points)


MADE = [
    (name, number, i)
    for name in (*FUNCTIONS, *NUMBERS)
    for number in EXERCISES[name].mistakes
    for i, way in enumerate(ways(name, number))
    if not as_it_came(name, way)
]


SECOND = ("softmax", "log_softmax", "cross_entropy", "one_hot", "numerical_gradient")
SECOND = {"np": np} | {name: getattr(softmax_lib, name) for name in SECOND}


@every_answer
def test_the_solution_gives_what_its_entry_finds_in_another_way(name):
    """At each point where that is a number: a nudge can't follow an overflow."""
    task, value = EXERCISES[name], exercise(name).solution().value
    for point in task.points:
        given = dict(zip(inspect.signature(value).parameters, point, strict=True)) if callable(value) else {}
        other = eval(task.by_hand, {**SECOND, **given})
        np.testing.assert_allclose(value(*point) if given else value, other, rtol=1e-5, atol=1e-7)


@every_exercise
@pytest.mark.parametrize("nothing", [None, ..., "", " ... ", [..., 1], np.array([1, ...])])
def test_what_is_untouched_is_not_answered_yet(name, nothing):
    assert exercise(name).check(nothing).outcome == "unanswered"


@every_function
def test_a_function_with_its_blank_is_not_answered_yet(name):
    for blank in (lambda *x: None, lambda *x: ..., lambda *x: first_array(x) * ...):
        assert exercise(name).check(blank).outcome == "unanswered"


@pytest.mark.parametrize("name", [name for name, task in EXERCISES.items() if task.came])
def test_code_to_mend_is_not_answered_yet_as_it_comes_and_has_a_mistake_of_the_bank(name):
    task, names = EXERCISES[name], {"np": np}
    exec(task.came, names)
    assert exercise(name).check(names[task.name]).outcome == "unanswered"
    assert [number for number in task.mistakes for way in ways(name, number) if as_it_came(name, way)] != []


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers_are_taken_in_any_form_and_a_blank_among_them_is_not_answered_yet(name):
    check, right = exercise(name).check, exercise(name).solution().value
    asked, place = f"Give {len(right)} numbers in a list. ", r"At index \d, you"
    forms = [right, list(right), tuple(right), [float(x) for x in right]]
    if len(right) == 1:
        asked, place = "Give one number. ", "You"
        forms += [right[0], float(right[0])]
    assert {check(form).outcome for form in forms} == {"right"}
    assert check([*right[:-1], ...]).outcome == "unanswered"
    for rubbish in (right[:-1], [right], ["x"] * len(right), [[1], [1, 2]], right * 1j, lambda: right, {1, 2, 3}):
        verdict = check(rubbish)
        assert verdict.outcome == "wrong"
        assert verdict.message.startswith(asked)
    for wrong in (right * np.nan, right + np.inf, right + 0.01, right[::-1] * 7):
        assert re.fullmatch(rf"{place} have \S+ It should be .*", check(wrong).message)


def test_what_is_told_of_an_exception_belongs_to_the_one_that_is_printed():
    def smoothed(a, label, eps):
        t = np.zeros(3) + eps / 3  # an IndexError for label = 3, but first the lengths don't fit
        t[label] += 1 - eps
        return softmax(a) - t

    told = exercise("07.5").check(smoothed).message
    assert "could not be broadcast" in told
    assert "One array has 4 entries and the other has 3." in told
    assert "This index lies outside the array" not in told


@pytest.mark.parametrize(("name", "number", "i"), MADE, ids=[f"{name}-{number}-{i}" for name, number, i in MADE])
def test_each_mistake_is_named_and_no_other_with_it(name, number, i):
    """But for one that gives the same numbers, or where the answer holds the very word of a slip, such as mean."""
    way = ways(name, number)[i]
    verdict = exercise(name).check(way if name in FUNCTIONS else way(*EXERCISES[name].points[0]))
    mistake = MISTAKES[number]
    told = mistake.told.get(EXERCISES[name].asks, mistake.message)
    assert verdict.outcome == "wrong"
    if name == "05.2" and number in (2, 3, 5):
        assert number in verdict.mistakes
        assert told in verdict.message
    elif verdict.diagnosis != ("sum-or-mean",):
        assert (verdict.mistakes, verdict.diagnosis) == ((number,), (mistake.key,))
        seen, told, rest = verdict.message.rpartition(told)
        assert (told != "", rest) == (True, "")
        assert re.fullmatch(r"(Your code raises \w+Error: .* This happens with .*\. )?", seen)


@every_function
def test_each_point_of_an_exercise_is_there_for_a_reason_and_they_differ_in_size(name):
    sizes = [first_array(point).shape for point in EXERCISES[name].points]
    assert len(set(sizes)) >= 3
    if max(map(len, sizes)) == 2:
        assert len({(rows, columns) for rows, columns in sizes if rows != columns}) >= 2
    elif list(inspect.signature(exercise(name).solution().value).parameters)[1:2] == ["t"]:
        targets = [point[1] for point in EXERCISES[name].points]
        assert {int(t.argmax()) for t in targets} >= {0, 2}  # the true class is not always the last
        assert any(sorted(t)[-2] > 0 and abs(sum(t) - 1) < 1e-9 for t in targets)  # a soft row
        if 20 in EXERCISES[name].mistakes and name != "15.11":
            assert any(abs(sum(t) - 1) > 0.1 for t in targets)


def first_array(point):
    return next(x for x in point if isinstance(x, np.ndarray))


def changed(*inputs):
    first_array(inputs).flat[0] = 5
    return first_array(inputs)


RUBBISH = {
    "a string": lambda *x: "x",
    "a dict": lambda *x: {"a": 1},
    "a ragged list": lambda *x: [[1], [1, 2]],
    "another shape": lambda *x: np.zeros((7, 2)),
    "nothing": lambda *x: np.array([]),
    "nan": lambda *x: np.full(len(first_array(x)), np.nan),
    "infinity": lambda *x: np.full(len(first_array(x)), np.inf),
    "a complex array": lambda *x: first_array(x) * 1j,
    "raises": lambda *x: 1 / 0,
    "raises on a name": lambda *x: softmaxx(x),  # noqa: F821
    "takes nothing": lambda: 1,
    "changes its input": changed,
    "exits": lambda *x: exit(),
}


def without_point(message):
    """What is said, without the inputs, which can be long."""
    return re.sub(r"(\w+) = (np\.array\(\[.*?\]\)|[\d.]+)(?=[;:.,])", r"\1", message)


@every_function
@pytest.mark.parametrize("what", RUBBISH)
def test_rubbish_gets_one_clear_line(name, what):
    points = copy.deepcopy(EXERCISES[name].points)
    verdict = exercise(name).check(RUBBISH[what])
    assert verdict.outcome == "wrong"
    assert verdict.mistakes == ()
    assert {*verdict.diagnosis} <= {"zeros", "nan", "changes-its-input", "unknown-name"}
    assert 15 < len(without_point(verdict.message)) < 250
    assert "\n" not in verdict.message
    assert "Traceback" not in verdict.message
    for point, was in zip(EXERCISES[name].points, points, strict=True):
        assert all(np.array_equal(x, y) for x, y in zip(point, was, strict=True))


@every_exercise
@pytest.mark.parametrize("answer", [3, 2.5, "z", [1, 2], {}, object(), np.zeros(3), True])
def test_what_is_no_answer_at_all_gets_one_clear_line(name, answer):
    verdict = exercise(name).check(answer)
    assert verdict.outcome == "wrong"
    assert len(verdict.message) < 200
    assert "\n" not in verdict.message


def test_an_exception_is_told_with_its_line():
    source = "def step_5(a, t):\n    y = a\n    return y / missing\n"
    names = {}
    exec(compile(source, "cell", "exec"), names)
    message = exercise("05.1").check(names["step_5"]).message
    assert message.startswith("Your code raises NameError in line 3: name 'missing' is not defined.")


# --- nothing is given away -------------------------------------------------------------------------------


def lines_of(code):
    return [ast.unparse(line) for line in ast.parse(code).body[0].body]


@every_function
def test_no_message_and_no_hint_holds_a_line_of_the_solution(name):
    task = EXERCISES[name]
    said = [MISTAKES[number].message for number in task.mistakes] + list(task.hints)
    said += [exercise(name).check(lambda *x, k=k: first_array(x) * 0.0 + k).message for k in (-1, 0, 0.123, 9)]
    said = [without_point(text) for text in said]
    for text in said:
        assert not any(line.removeprefix("return ") in text for line in lines_of(task.code))
    right = exercise(name).solution().value(*task.points[0])
    numbers = {f"{x:.4g}" for x in np.ravel(right) if abs(x) > 1e-9}
    assert not any(number in re.findall(r"-?\d+\.\d+", text) for text in said for number in numbers if "." in number)


@every_choice
def test_every_option_of_a_choice_is_explained_and_only_one_is_right(name):
    options = EXERCISES[name].options
    outcomes = {letter: exercise(name).check(letter).outcome for letter in options}
    assert list(outcomes.values()).count("right") == 1
    assert [exercise(name).check(letter.upper()).message for letter in options] == list(map(plain, options.values()))
    assert min(map(len, options.values())) > 30


@every_choice
def test_a_click_gives_the_same_verdict_as_its_letter_and_counts_as_much(name, file):
    for place, (letter, feedback) in enumerate(EXERCISES[name].options.items()):
        view, verdict = exercise(name).view(), exercise(name)._judged(letter)
        right, told = verdict.outcome == "right", view._told[place]
        view.guess = EXERCISES[name].keys[place]
        assert progress().right == set()  # chosen is not committed
        assert told.startswith(f"<b>{verdict.said()}</b> ")
        assert html(feedback) in told
        assert ("<summary>Hint 1 of" in told) == (not right)
        assert "<pre>" not in told
        assert view._right[place] == (place if right else -1)
        view.set_state({"committed": True})  # as the page does
        assert progress().right == ({name} if right else set())
        file.unlink(missing_ok=True)


@every_choice
def test_a_choice_shows_its_task_and_its_options_and_nothing_that_gives_the_answer_away(name):
    task, asked = EXERCISES[name], exercise(name)
    lines = [f"{name} {plain(task.text)}", *(f"  {k}) {plain(text)}" for k, text in task.choices.items())]
    assert repr(asked) == "\n".join(lines)
    assert asked.view().fallback()["text/plain"] == repr(asked)
    assert re.findall("<li>(.*?)</li>", asked.view().fallback()["text/html"]) == asked.view()._choices
    assert not any(told in repr(asked) or told in str(asked.view().fallback()) for told in task.options.values())


def test_a_choice_that_was_committed_is_there_again_and_can_be_chosen_anew(file):
    record.write("guess", EXERCISES["05.4"].key, at=1.0, value={"guess": 0, "committed": True})
    view = exercise("05.4").view()
    view._recall()
    assert (view.guess, view.committed, progress().right) == (0, True, set())
    view.set_state({"committed": False})
    view.set_state({"guess": 1, "committed": True})
    assert progress().right == {"05.4"}


@pytest.mark.parametrize("guess", [-1, 3, 99])
def test_a_guess_that_is_no_option_is_no_answer(guess, file):
    view = exercise("05.4").view()
    view.guess, view.committed = guess, True
    assert progress().right == set()


# --- no mistake is named falsely --------------------------------------------------------------------------


def wrong_answers(name, count):
    """Random answers that are wrong and none of the mistakes: scaled, shifted, shuffled, one entry off, noise."""
    rng, task = np.random.default_rng([int(part) for part in name.split(".")]), EXERCISES[name]
    value = exercise(name).solution().value
    right = [np.asarray(value(*point) if callable(value) else value, dtype=float) for point in task.points]
    for _ in range(count):
        kind, size = rng.integers(5), rng.uniform(0.2, 3)
        ways = [
            lambda flat, size=size: flat * size,
            lambda flat, size=size: flat + size,
            lambda flat: rng.permutation(flat) + 1e-3,
            lambda flat, size=size: flat + size * (np.arange(flat.size) == rng.integers(flat.size)),
            lambda flat: rng.normal(size=flat.shape),
        ]
        yield kind, [ways[kind](np.ravel(value)).reshape(value.shape) for value in right]


# What may be said of them, and is true: a factor; that only the last, or only the first, is wrong; that it is close.
RANDOM = {0: {"factor", "approximation"}, 1: {"approximation"}, 2: {"approximation"}, 3: {"too-early", "approximation"}}


@every_answer
def test_on_five_hundred_random_wrong_answers_no_mistake_is_named(name):
    look, named = exercise(name)._recognizer, []
    for kind, given in wrong_answers(name, 500):
        found = look(None, given) if name in FUNCTIONS else look.mistake_in_numbers(given[0])
        if found and not {*found.names} <= RANDOM.get(kind, set()):
            named.append((kind, found.names))
    assert named == []


# --- what a reader sees -------------------------------------------------------------------------------------


def test_hints_come_one_after_the_other_and_the_last_one_stays():
    said = [exercise("05.2").hint() for _ in range(5)]  # as a reader asks, each time anew
    assert said[0].startswith("Hint 1 of 3: ")
    assert said[2] == said[3] == said[4]
    assert len(set(said)) == 3
    assert repr(said[0]) == said[0]
    assert "<b>Hint 1 of 2.</b> " in Exercise("01.1").hint()._repr_html_()


def test_a_verdict_says_itself_as_text_and_as_a_box_that_is_read_out():
    unknown, known = exercise("05.2").check(lambda a, t: t + 1 + 0 * a), exercise("05.2").check(lambda a, t: -t)
    at = "With a = np.array([0.3, 2.9, 4.0]); t = np.array([0.0, 0.0, 1.0]): "
    assert unknown.message == f"{at}at index 0, you have 1. It should be smaller."
    assert repr(unknown).startswith(f"Not right yet. {unknown.message}")
    assert repr(known).startswith("Not right yet: one branch lost. exp(a) is used twice")
    assert repr(known).endswith('\nStuck? exercise("05.2").hint() gives a hint.')
    box = known._repr_html_()
    assert 'role="status"' in box
    assert "<b>Not right yet: one branch lost.</b> exp(a)" in box
    assert "Stuck?" not in box  # the hints themselves are there to open
    assert "#" not in re.sub(r"<style>.*</style>", "", box)  # colors stand in the style, one pair for each theme
    assert "&lt;" in Verdict("wrong", (), "<b>")._repr_html_()


def test_the_exercises_are_listed_in_order_and_another_name_is_refused():
    assert exercises() == sorted(exercises(), key=lambda name: [int(part) for part in name.split(".")])
    with pytest.raises(ValueError, match=r"there is no exercise '99\.1'; there are 01\.1, 01\.2"):
        exercise("99.1")


def test_every_mistake_of_the_bank_is_known_to_an_exercise():
    used = {number for task in EXERCISES.values() for number in (*task.mistakes, *task.slips.values())}
    assert used == set(MISTAKES) == set(range(1, len(MISTAKES) + 1))
    asked = {task.asks for task in EXERCISES.values()}
    for number, mistake in MISTAKES.items():
        assert set(mistake.gives) <= asked, number
        assert mistake.message.endswith((".", "?"))


def test_the_readers_own_interruption_is_theirs():
    def interrupted(a, t):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        exercise("05.2").check(interrupted)


# --- what was found by breaking it ------------------------------------------------------------------------


def gradient(a, t):
    return np.exp(a) / np.exp(a).sum() * t.sum() - t


def swallows_everything(a, t):
    while True:
        try:  # noqa: SIM105
            np.linalg.solve(a, t)  # which raises
        except:  # noqa: E722
            pass


def swallows_once_and_is_right(a, t):
    try:
        while True:
            pass
    except KeyboardInterrupt:
        return gradient(a, t)


def sleeps(a, t):
    time.sleep(10**6)


def catches_everything_and_sleeps(a, t):
    while True:
        try:  # noqa: SIM105
            time.sleep(1)
        except BaseException:
            pass


def catches_everything_in_three_loops(a, t):
    while True:
        try:
            while True:
                try:  # noqa: SIM105
                    catches_everything_and_sleeps(a, t)
                except BaseException:
                    pass
        except BaseException:
            pass


def goes_on_in_a_finally(a, t):
    while True:
        try:
            time.sleep(1)
        except BaseException:
            pass
        finally:
            try:  # noqa: SIM105
                time.sleep(1)
            except BaseException:
                pass


def never_gets_out_of_its_finally(a, t):
    try:
        while True:
            pass
    finally:
        catches_everything_and_sleeps(a, t)


def endless_generator(a, t):
    def numbers():
        while True:
            try:  # noqa: SIM105
                yield time.sleep(0.001)
            except BaseException:
                pass

    while True:
        try:  # noqa: SIM105
            list(numbers())
        except BaseException:
            pass


def catches_everything_by_with(a, t):
    while True:
        with contextlib.suppress(BaseException):
            time.sleep(1)


def catches_everything_in_a_callback(a, t):
    def nothing(i):
        with contextlib.suppress(BaseException):
            time.sleep(1)

    return any(map(nothing, itertools.count()))


def starts_again_in_its_except(a, t):
    try:
        return starts_again_in_its_except(a, t)
    except BaseException:
        return starts_again_in_its_except(a, t)


def is_slow_at_each_point(a, t):
    time.sleep(0.4 * running.SECONDS)
    return gradient(a, t)


@pytest.mark.parametrize(
    "slow",
    [
        swallows_everything,
        swallows_once_and_is_right,
        sleeps,
        is_slow_at_each_point,
        catches_everything_and_sleeps,
        catches_everything_in_three_loops,
        goes_on_in_a_finally,
        never_gets_out_of_its_finally,
        endless_generator,
        catches_everything_by_with,
        catches_everything_in_a_callback,
        starts_again_in_its_except,
    ],
)
def test_whatever_takes_too_long_is_interrupted_whether_it_wants_to_or_not(slow, monkeypatch):
    monkeypatch.setattr(running, "SECONDS", 0.5)
    threads = threading.active_count()
    assert "still running after 0.5 seconds" in exercise("05.2").check(slow).message
    assert threading.active_count() == threads  # no interruption comes late


def test_an_answer_that_ends_just_at_the_limit_interrupts_nobody(monkeypatch):
    monkeypatch.setattr(running, "SECONDS", 0.01)
    rng, handler = np.random.default_rng(0), signal.getsignal(signal.SIGINT)
    for pause in rng.uniform(0, 0.011, 150) / 4:

        def ends_at_the_limit(a, t, pause=pause):
            time.sleep(pause)
            return gradient(a, t)

        assert exercise("05.2").check(ends_at_the_limit).outcome in ("right", "wrong")
        assert signal.getsignal(signal.SIGINT) is handler


KERNEL = """
import signal, sys, time
from softmax_lib import exercise
from softmax_lib.lessons.judging import running
running.SECONDS = 0.5
def deaf(a, t):
    signal.signal(signal.SIGINT, lambda *signal: None)
    time.sleep({seconds})
exercise("05.2").check(deaf)
"""


def test_what_can_not_be_interrupted_is_told_in_its_cell_while_it_runs():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(KERNEL.format(seconds=2))])
    NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": ROOT}}).execute()
    told, verdict = notebook.cells[0].outputs
    assert told["text"].startswith("Your code is still running, in a call that can't be interrupted.")
    assert told["text"].count("\n") == 1
    assert "still running after 0.5 seconds" in verdict["data"]["text/plain"]


@pytest.mark.parametrize("platform", ["linux", *(["emscripten"] if hasattr(sys, "monitoring") else [])])
def test_what_takes_long_is_told_of_once_before_it_is_interrupted(platform, monkeypatch, capsys):
    monkeypatch.setattr("softmax_lib.lessons.judging.time_limit.WORD", 0.1)
    monkeypatch.setattr(sys, "platform", platform)

    def slow():
        until = time.monotonic() + 0.4
        while time.monotonic() < until:
            pass

    limited(slow, 60)
    assert capsys.readouterr().out == "Your code is still running, after 0.1 seconds. It is interrupted after 60.\n"
    for quick, seconds in ((int, 60), (slow, 0.1)):
        with contextlib.suppress(TimeoutError):
            limited(quick, seconds)
        assert capsys.readouterr().out == ""


def test_an_answer_that_asks_for_input_is_told_so_and_input_is_there_again():
    def catches(a, t):
        try:
            return float(input("x? "))
        except Exception:
            return 0

    before = builtins.input
    for answer in (lambda a, t: input(), catches):
        assert exercise("05.2").check(answer).message.startswith("Your function calls input()")
        assert builtins.input is before


def test_outside_the_main_thread_an_answer_is_judged_too():
    said = []
    thread = threading.Thread(target=lambda: said.append(exercise("05.2").check(gradient).outcome))
    thread.start()
    thread.join()
    assert said == ["right"]


class Odd:
    """An object that can't be looked at."""

    def __array__(self, *args, **kwargs):
        raise RuntimeError("no")

    def __repr__(self):
        raise RuntimeError("no")


class UnspeakableError(Exception):
    def __str__(self):
        raise RuntimeError("no")


class Base(BaseException):
    pass


def raising(error):
    def answer(*x):
        raise error

    return answer


def recurs(*x):
    return recurs(*x)


@pytest.mark.parametrize("name", ["01.3", "05.2", "05.4"])
@pytest.mark.parametrize(
    "what",
    ODD := {
        "odd": Odd(),
        "gives odd": lambda *x: Odd(),
        "unspeakable": raising(UnspeakableError()),
        "base": raising(Base()),
        "exit": raising(GeneratorExit()),
        "empty": raising(ValueError()),
        "lines": raising(ValueError("two\nlines \x1b[31m and \udcff")),
        "huge": lambda *x: np.broadcast_to(0.0, (10**6, 10**7)),
        "terabytes": lambda *x: np.ones((10**7, 10**7)),
        "exits": raising(SystemExit(3)),
        "recurs": recurs,
    },
)
def test_nothing_that_comes_makes_the_check_itself_fail(name, what):
    verdict = exercise(name).check(ODD[what])
    assert verdict.outcome == "wrong"
    assert verdict.message.isprintable()
    assert not re.search(r"[:\s]$", verdict.message)
    repr(verdict).encode()


def test_an_answer_that_floods_the_output_or_leaves_threads_behind_is_judged_by_its_numbers(capsys):
    done = threading.Event()

    def answer(a, t):
        print("x" * 1000, *range(10_000), sep="\n")
        threading.Thread(target=done.wait).start()
        return gradient(a, t)

    try:
        assert exercise("05.2").check(answer).outcome == "right"
        assert exercise("05.2").check(lambda a, t: -answer(a, t)).mistakes == (1,)
    finally:
        done.set()


WRONG = {
    "01.1 least": lambda a: shares(a - a.min()),
    "01.1 mean": lambda a: shares(a - a.mean()),
    "01.1 size": lambda a: shares(a - abs(a).max()),
    "02.2 mean": lambda a, t: (np.log(np.exp(a - a.mean()).sum()) + a.mean()) * t.sum() - (t * a).sum(),
    "08.1 signed": lambda p, q: ((p - q) / np.maximum(abs(p), abs(q))).max(),
    "08.3 one-sided": lambda f, x: [(f(x + 1e-7 * e) - f(x)) / 1e-7 for e in np.eye(len(x))],
    "15.7 gaps": lambda n, g: np.array([g[n == k].sum() for k in np.unique(n)]),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_right_at_most_points_only_is_not_right(what):
    assert exercise(what.split()[0]).check(WRONG[what]).outcome == "wrong"


def test_a_changed_line_that_does_not_help_is_named_and_not_taken_for_the_code_as_it_came():
    def arrived(nodes, gradients):
        total = np.zeros(nodes.max() + 1)
        total[nodes] += gradients
        return total

    assert exercise("15.7").check(arrived).mistakes == (23,)


def test_numbers_of_any_kind_are_understood():
    check = exercise("01.3").check
    assert check([Fraction(3, 5), Decimal("0.3"), 0.1]).outcome == check(0.6, 0.3, 0.1).outcome == "right"
    assert check().outcome == "unanswered"


def test_an_error_in_a_function_with_a_blank_is_a_blank_and_without_one_an_error():
    check = exercise("06.1").check
    assert check(lambda a: np.diag(...) + a).outcome == "unanswered"
    assert check(lambda a: a[..., None] @ np.zeros(7)).message.startswith("Your code raises ValueError")
    assert check(raising(KeyError("ellipsis"))).message.startswith("Your code raises KeyError")


def test_a_wrong_option_that_is_a_mistake_of_the_bank_is_named():
    assert exercise("09.3").check("c").mistakes == (14,)
    assert exercise("09.3").check("a").mistakes == ()


def test_all_known_mistakes_are_listed_as_text_and_as_a_table():
    text, table = repr(known_mistakes()), known_mistakes()._repr_html_()
    assert len(text.splitlines()) == table.count("<tr>") == len(MISTAKES)
    assert all(one.message in text for one in MISTAKES.values())


# --- what is recognized without a slip ----------------------------------------------------------------------


def shares(a):
    return np.exp(a) / np.exp(a).sum()


def quotient(up, down):
    """A difference quotient with these two steps."""
    return lambda f, x: np.array([(f(x + up * e) - f(x - down * e)) / (up + down) for e in np.eye(len(x))])


def of_notebook():
    """A function that uses an array of its notebook."""
    cell = {"np": np, "y": np.array([0.1, 0.2, 0.7])}
    exec("def gradient(a, t):\n    return y - t", cell)
    return cell["gradient"]


def stable(a):
    e = np.exp(a - a.max())
    return e / e.sum()


RECOGNIZED = [
    ("05.2", of_notebook(), "notebook-variable", "uses y from the notebook"),
    ("06.2", lambda u, J: np.zeros(len(u)), "zeros", "0 at every point"),
    ("06.2", lambda u, J: J @ u, "symmetric-jacobian", "only if the Jacobian is symmetric"),
    ("06.2", lambda u, J: (u @ J)[None], "shape", "should be (3,)"),
    ("06.2", lambda u, J: (u @ J).sum(), "summed", "the sum of the right numbers"),
    ("06.1", lambda a: np.log(-shares(a)), "nan", "“not a number”"),
    *(("08.3", quotient(*steps), "step-size", "to one side only") for steps in ((1e-7, 0), (1e-5, 0), (0, 1e-6))),
    ("08.3", quotient(1e-2, 1e-2), "step-size", "so large that the loss curves"),
    ("08.3", quotient(3e-3, 3e-3), "step-size", "too large"),
    ("08.3", quotient(1e-12, 1e-12), "step-size", "too small"),
    ("08.3", quotient(1e-20, 1e-20), "zeros", "rounded away"),
    ("02.2", lambda a, t: -(t * np.log(stable(a) + 1e-300)).sum(), "log-of-zero", "hides that"),
    ("02.2", lambda a, t: -(t * np.log(np.maximum(stable(a), 1e-3))).sum(), "log-of-zero", "hides that"),
    ("02.2", lambda a, t: -(t * np.nan_to_num(np.log(stable(a)))).sum(), "log-of-zero", "hides that"),
    ("05.2", lambda a, t: gradient(a, t).round(3), "rounded", "rounded to 3 decimals"),
    ("05.2", lambda a, t: gradient(a, t) + 1e-4, "approximation", "one part in a million"),
    ("05.2", lambda a, t: gradient(a, t) * (1 + 1e-5), "approximation", "one part in a million"),
    ("05.2", lambda a, t: 3 * gradient(a, t), "factor", "Every number is 3 times the right one"),
    ("05.2", lambda a, t: gradient(a, t) / len(a), "divided-by-classes", "the number of classes"),
    ("05.2", lambda a, t: -gradient(a, t) * len(a), "multiplied-by-classes, sign", "And: Every sign is flipped"),
    ("07.1", lambda a, t: b - t, "unknown-name", "no variable of this name"),  # noqa: F821
    ("02.1", lambda y, t: -np.log(y[t]), "index", "has to be a whole number"),
    ("01.1", lambda a: np.exp(a[len(a)]), "index", "outside the array"),
    ("06.5", lambda a: np.eye(len(a)) - np.outer(stable(a), np.ones(len(a))), "transposed", "rows as columns"),
    ("08.1", lambda p, q: abs(p - q) / max(abs(p), abs(q)), "truth-value", "np.maximum"),
    ("09.1", lambda a, labels: (a - a.max(axis=1)) / len(a), "keepdims-forgotten", "keepdims=True"),
]


@pytest.mark.parametrize(("name", "answer", "names", "part"), RECOGNIZED, ids=range(len(RECOGNIZED)))
def test_a_rule_tells_what_is_wrong(name, answer, names, part):
    verdict = Exercise(name).check(answer)
    assert (verdict.outcome, ", ".join(verdict.diagnosis)) == ("wrong", names)
    assert part in verdict.message


@pytest.mark.parametrize("dtype", [np.float32, np.float16])
def test_an_answer_is_judged_by_the_precision_in_which_it_is_computed(dtype):
    def through_sigmoid(x, u, slope=lambda y: y * (1 - y)):
        y = 1 / (1 + np.exp(-x.astype(dtype)))
        return u.astype(dtype) * slope(y)

    assert exercise("11.1").check(through_sigmoid).outcome == "right"
    assert exercise("11.1").check(lambda x, u: through_sigmoid(x, u, lambda y: y * y)).outcome == "wrong"


def test_the_same_slip_again_is_told_with_what_belongs_there():
    fresh = Exercise("05.2")
    said = [fresh.check(lambda a, t: shares(a) * t.mean() - t).message for _ in range(2)]
    assert ["mean in place of sum" in message for message in said] == [False, True]


# --- slips ------------------------------------------------------------------------------------------------


def test_the_fingerprints_of_every_exercise_are_current():
    with np.load(slips.FILE, allow_pickle=False) as file:
        kept = [f"{ASKED[name].key} {what}" for name in FUNCTIONS for what in (slips.version(ASKED[name]), "slips")]
        assert sorted(file) == sorted(kept), "python tools/compute_slips.py"


@pytest.mark.parametrize("name", ["05.2", "09.1"])
def test_the_fingerprints_are_what_the_slips_give(name):
    (found, prints), (kept, kept_prints) = slips.computed(EXERCISES[name]), slips.slips_of(EXERCISES[name])
    assert found == kept
    np.testing.assert_allclose(prints, kept_prints, rtol=1e-6, atol=1e-9)


def test_the_fingerprints_are_read_at_the_first_check_and_not_again(monkeypatch):
    read, load = [], np.load
    monkeypatch.setattr(np, "load", lambda *args, **kwargs: read.append(args) or load(*args, **kwargs))
    fresh = Exercise("05.2")
    assert read == []
    for _ in range(3):
        fresh.check(lambda a, t: t + 1)
        assert read == [(slips.FILE,)]


def test_an_exercise_that_has_changed_since_its_fingerprints_were_made_has_its_own_computed(monkeypatch):
    monkeypatch.setattr(slips, "version", lambda task: 0)
    assert Exercise("10.2").check(lambda g: g.max(axis=0)).diagnosis == ("sum-or-mean",)


def functions_with_a_slip(name):
    """Slips of all forms at random, as functions: the kinds of all slips with the same numbers, the code, and it."""
    task, rng = EXERCISES[name], np.random.default_rng(int(name.replace(".", "")))
    found, known = slips.slips_of(task)
    forms = (task.code, *task.forms)
    share = 300 / len(found) / len(forms)  # about so many are drawn, and a part of them is wrong
    made = [
        (slip.kind, ast.unparse(ast.fix_missing_locations(tree)))
        for code in forms
        for slip, tree in edits.edits(code)
        if rng.random() < share
    ]
    for k in rng.permutation(len(made)):
        kind, code = made[k]
        prints, cell = slips._prints(ast.parse(code), task), {"np": np}
        if prints is not None:
            exec(compile(code, "cell", "exec"), cell)
            alike = np.isclose(known, prints, rtol=1e-5, atol=1e-8).all(axis=1)
            yield {kind, *(found[j].kind for j in np.flatnonzero(alike))}, code, cell[task.name]


# What may be told in the place of the kind: it is as true.
RULES = """
    factor factor-that-changes summed shape shapes zeros nan too-early approximation divided-by-rows multiplied-by-rows
    divided-by-classes multiplied-by-classes divided-by-entries multiplied-by-entries changes-its-input step-size
    unbound-variable unknown-name axis index truth-value
"""


def unread(code):
    """What is true of a function that never reads one of its inputs."""
    function = ast.parse(code).body[0]
    read = {node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    return set() if {arg.arg for arg in function.args.args} <= read else {"input-unused"}


@every_function
def test_a_slip_in_any_form_is_told_by_its_kind_or_as_a_mistake_of_the_bank_or_not_at_all(name, monkeypatch):
    """By its kind, or that of another slip with the same numbers, or by a rule."""
    monkeypatch.setattr(running, "SECONDS", 0.5)
    checked = ((*found, exercise(name).check(found[-1])) for found in functions_with_a_slip(name))
    wrong = list(itertools.islice((found for found in checked if found[-1].outcome == "wrong"), 30))
    assert len(wrong) == 30
    bank = {mistake.key for mistake in MISTAKES.values()}
    names = [(kinds, verdict.diagnosis, code) for kinds, code, _function, verdict in wrong]
    assert [one for one in names if not {*one[1]} <= one[0] | {*RULES.split()} | bank | unread(one[2])] == []


# --- what the answer does to NumPy ------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["exp", "sum", "allclose", "array_equal", "asarray", "isfinite"])
def test_an_answer_that_changes_numpy_is_not_right_and_the_next_check_is_as_before(name, monkeypatch):
    kept = getattr(np, name)
    monkeypatch.setattr(np, name, kept)  # is there again after the test

    def answer(a, t):
        setattr(np, name, lambda x, *args, **kwargs: 0.0 * x)
        return 0.0 * a

    for fresh in (Exercise("05.2"), Exercise("05.2")):
        assert fresh.check(answer).outcome == "wrong"
        monkeypatch.setattr(np, name, kept)
        assert fresh.check(gradient).outcome == "right"
