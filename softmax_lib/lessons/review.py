"""What is asked again: the questions that were answered wrong, and after a pause those that were answered right."""

from datetime import date, timedelta
from html import escape

from IPython.display import display

from softmax_lib.language import _, ngettext
from softmax_lib.lessons.bank import EXERCISES, QUESTIONS
from softmax_lib.lessons.checker import exercise
from softmax_lib.lessons.questions import Again, view
from softmax_lib.live.page import record

__all__ = ["Review", "review"]

PAUSE = timedelta(days=3)  # after a right answer, each time: pauses that grow gain nothing (Latimier 2021)
MOST = 5  # questions in one review


def review():
    """Ask again, at most five at a time: what you last got wrong, and what you got right three days ago or earlier.

    Predictions and choice exercises come back. ``print(review())`` lists them where widgets can't run. Never raises.
    """
    return Review()


class Review:
    """The questions that are due, one under the other; ``asked`` holds their views."""

    def __init__(self):
        today, views = record.today(), _views()
        days = _days(views)
        due = sorted((key for key in days if days[key] <= today), key=days.get)[:MOST]
        self.asked = [views[key]() for key in due]
        self._said = _invitation(len(due), min((day - today).days for day in days.values()) if days else None)

    def __repr__(self):
        return "\n\n".join([self._said, *map(repr, self.asked)])

    def _ipython_display_(self):
        display({"text/plain": self._said, "text/html": f"<p>{escape(self._said)}</p>"}, raw=True)
        for one in self.asked:
            one._ipython_display_()


def _invitation(due, wait):
    """One line: how many questions are due, or in how many days the next one will be; None if none ever was asked."""
    if wait is None:
        return _("There is nothing to review yet. The questions that you answer come back here.")
    if not due:
        said = ngettext(
            "Nothing is due today. The next question comes back tomorrow.",
            "Nothing is due today. The next question comes back in {days} days.",
            wait,
        )
        return said.format(days=wait)
    said = ngettext(
        "One question that you have met before. It takes about ten seconds.",
        "{count} questions that you have met before, about ten seconds each.",
        due,
    )
    return said.format(count=due)


def _days(keys):
    """Of each of these that was answered, the day from which on it is due."""
    right, wrong, guessed = map(record.read, ("right", "wrong", "guess"))
    days = {}
    for key in keys:
        if key in right and not (key in wrong and _day(wrong[key]) > _day(right[key])):
            days[key] = _day(right[key]) + PAUSE
        elif key in wrong:
            days[key] = _day(wrong[key])
        elif key in guessed:  # in an edition that did not note the outcome
            days[key] = _day(guessed[key]) + PAUSE
    return days


def _day(answered):
    """The day of a record; long ago, if it names none."""
    try:
        return min(date.fromisoformat(answered["day"]), date.max - PAUSE)
    except (KeyError, TypeError, ValueError):
        return date.min


def _views():
    """The key of each question and each choice exercise, and what makes the view that asks it again."""
    questions = {asked.key: lambda asked=asked: view(asked, Again) for asked in QUESTIONS.values()}
    choices = {
        task.key: lambda name=name: exercise(name).view(Again) for name, task in EXERCISES.items() if task.options
    }
    return questions | choices
