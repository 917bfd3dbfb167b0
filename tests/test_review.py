"""What comes back: what was wrong, and what was right three days ago, at most five at a time."""

import json
from datetime import date, timedelta

import pytest

from softmax_lib import exercise, predict, review
from softmax_lib.lessons.bank import EXERCISES, QUESTIONS
from softmax_lib.lessons.review import MOST, PAUSE
from softmax_lib.live.page import record
from tests.page import right_or_wrong, view_of

FIRST = date(2026, 12, 1)
NOTHING_YET = "There is nothing to review yet. The questions that you answer come back here."


@pytest.fixture
def calendar(file, monkeypatch):
    """Sets the day: so many days after the first."""

    def turn(days):
        monkeypatch.setattr(record, "today", lambda: FIRST + timedelta(days=days))

    turn(0)
    return turn


def asked():
    return [one._asks for one in review().asked]


def answer(name, right):
    right_or_wrong(predict(name), right)


def test_where_nothing_was_answered_it_says_so(calendar):
    assert (repr(review()), review().asked) == (NOTHING_YET, [])
    exercise("05.2").check(lambda a, t: a)  # a function is not asked in ten seconds
    assert repr(review()) == NOTHING_YET


def test_what_was_wrong_comes_back_and_what_was_right_after_three_days_each_time_again(calendar):
    answer("05.1", right=True)
    answer("06.2", right=False)
    assert asked() == [QUESTIONS["06.2"].key]
    right_or_wrong(review().asked[0], right=True)
    for start in (0, 3, 6):
        for day in (0, 1, 2):
            calendar(start + day)
            assert asked() == []
            wait = "tomorrow" if day == 2 else f"in {3 - day} days"
            assert repr(review()) == f"Nothing is due today. The next question comes back {wait}."
        calendar(start + 3)
        assert sorted(asked()) == sorted([QUESTIONS["05.1"].key, QUESTIONS["06.2"].key])
        for one in review().asked:
            right_or_wrong(one, right=True)


def test_what_is_wrong_in_a_review_stays_due_and_is_asked_afresh(calendar):
    answer("05.1", right=True)
    calendar(3)
    right_or_wrong(review().asked[0], right=False)
    assert asked() == [QUESTIONS["05.1"].key]
    again = review().asked[0]
    assert (again.guess, again.committed, again._key) == (-1, False, "")
    right_or_wrong(again, right=True)
    assert asked() == []


def test_at_most_five_come_at_a_time_the_longest_due_first(calendar):
    names = list(QUESTIONS)[:8]
    for day, name in enumerate(reversed(names)):
        calendar(day)
        answer(name, right=False)
    assert MOST == 5
    assert asked() == [QUESTIONS[name].key for name in reversed(names[3:])]
    assert repr(review()).startswith("5 questions that you have met before, about ten seconds each.\n\nPredict: ")


def test_warm_ups_and_choice_exercises_come_back_too(calendar):
    answer("05.w1", right=False)
    exercise("10.4").check("ab"[EXERCISES["10.4"].name == "a"])
    exercise("01.2").check(EXERCISES["01.2"].name)
    assert asked() == [QUESTIONS["05.w1"].key, EXERCISES["10.4"].key]
    calendar(PAUSE.days)
    assert set(asked()) == {QUESTIONS["05.w1"].key, EXERCISES["10.4"].key, EXERCISES["01.2"].key}


def test_every_question_and_every_choice_can_come_back(calendar):
    choices = [task for task in EXERCISES.values() if task.options]
    keys = [each.key for each in (*QUESTIONS.values(), *choices)]
    for key in keys:
        record.answered(key, "wrong")
    met = []
    while due := review().asked:
        met += [one._asks for one in due]
        for one in due:
            right_or_wrong(one, right=True)
    assert sorted(met) == sorted(keys)


def test_a_record_of_an_earlier_edition_counts_and_a_damaged_day_does_no_harm(file):
    days = ["", '"day": "yesterday", ', '"day": [1], ', '"day": "0001-01-01", ', '"day": "2026-11-28", ']
    choices = [name for name, task in EXERCISES.items() if task.options][: len(days)]
    lines = [
        f'{{"v": 1, "kind": "right", {day}"key": "{EXERCISES[name].key}"}}'
        for day, name in zip(days, choices, strict=True)
    ]
    file.write_text("\n".join(["01.2", "05.2", *lines, '{"v": 1, "kind": "wrong", "key": "of-another-edition"}']))
    assert set(asked()) <= {EXERCISES[name].key for name in choices}
    assert len(asked()) >= 4
    file.write_text('{"v": 1, "kind": "right", "key": "jacobian-in-numpy"}\n' + "hello")
    assert repr(review()) == NOTHING_YET
    file.write_text(json.dumps({"v": 1, "kind": "right", "key": EXERCISES["01.2"].key, "day": "9999-12-31"}))
    assert review().asked == []


def test_a_guess_of_an_edition_that_noted_no_outcome_comes_back_three_days_after_it(calendar):
    record.write("guess", QUESTIONS["05.1"].key, at=1.0, value={"guess": 1, "committed": True})
    assert asked() == []
    calendar(PAUSE.days)
    assert asked() == [QUESTIONS["05.1"].key]


def test_in_a_notebook_each_question_is_shown_and_saved_like_any_other(calendar, monkeypatch):
    answer("05.1", right=False)
    answer("06.2", right=False)
    shown = []
    monkeypatch.setattr("softmax_lib.lessons.review.display", lambda data, raw: shown.append(data))
    monkeypatch.setattr("softmax_lib.live.page.view.display", lambda data, raw, metadata=None: shown.append(data))
    monkeypatch.setattr("softmax_lib.live.page.view.in_notebook", lambda: True)
    review()._ipython_display_()
    head, *rest = shown
    assert head["text/plain"] == "2 questions that you have met before, about ten seconds each."
    assert head["text/html"] == f"<p>{head['text/plain']}</p>"
    stills, views = rest[::2], rest[1::2]
    assert len(stills) == len(views) == 2
    for still, view, name in zip(stills, views, ("05.1", "06.2"), strict=True):
        assert still["text/plain"] == repr(predict(name))
        assert "application/vnd.jupyter.widget-view+json" in view


@pytest.mark.browser
def test_an_old_guess_is_not_shown_and_a_new_one_by_keyboard_reaches_the_kernel(calendar, blank):
    answer("05.1", right=False)
    key = QUESTIONS["05.1"].key
    blank.evaluate(
        "(key) => localStorage.setItem(`softmax-course ${key}`, JSON.stringify("
        "{ at: 5, pending: true, value: { guess: 0, committed: true } }))",
        key,
    )
    view = view_of(blank, review().asked[0])
    assert view.locator("input:checked").count() == 0
    for key_of in ("Tab", "Space", "Tab", "Enter"):
        blank.keyboard.press(key_of)
    saved = blank.evaluate("models[0].saved.at(-1)")
    assert (saved["committed"], saved["guess"]) == (True, QUESTIONS["05.1"].keys[0])
    assert view.locator(".sl-answer p").is_visible()
    stored = "(key) => JSON.parse(localStorage.getItem(`softmax-course ${key}`)).at"
    assert blank.evaluate(stored, key) == 5  # the guess of the chapter stays what it was
