"""Try how names are drawn, letter by letter, from a table of logits."""

import numpy as np

from softmax_lib.datasets import LETTERS
from softmax_lib.language import N_, Sentences, _
from softmax_lib.lessons.judging.running import short
from softmax_lib.lessons.trials.pairs import PAIRS, pairs_of, right_pairs, shuffled_names
from softmax_lib.lessons.trials.refused import Raised, Refused, Unanswered
from softmax_lib.lessons.trials.running import run_code, without_the_course
from softmax_lib.lessons.trials.training import logits_of, trained

__all__ = ["draw_names", "endless", "endless_draws", "try_end", "try_sample"]

TOLD = Sentences(
    {
        "no name": N_("{name} should return a name as text. What came is {came}."),
        "no letters": N_("{name} returns {came}. A name has only letters from a to z, without the end mark."),
        "chain": N_(
            "In this table “{first}” is certain to come first, and each letter is certain to follow another, so "
            "that the name must be “{wanted}”. Yours is “{came}”."
        ),
        "cut": N_("Your name ends before the mark is drawn. Only the mark ends a name, however long it becomes."),
        "large": N_("With logits up to 30 your names are right. In this table they go up to 2000."),
        "turned": N_(
            "That is the name from its end. Does a row of the table say what follows a letter, or what comes before it?"
        ),
        "endless": N_(
            "In this table “{first}” is certain to come first, and the name must be “{wanted}”. After {seconds} "
            "seconds your loop was still drawing. Which place ends it, does every draw use the row of the place drawn "
            "last, and does softmax take that row alone?"
        ),
        "endless draws": N_(
            "In this table each name has one letter, and after it the mark is certain: its logit is 0, and all others "
            "are −50. After {seconds} seconds your loop was still drawing. Is each row turned into probabilities by "
            "softmax?"
        ),
        "sum": N_(
            "rng.choice takes probabilities. Do you take the exponentials of one row, and divide them by the sum of "
            "this row alone?"
        ),
        "always largest": N_(
            "Out of {count} names all begin with “a”, although “a” has a share of one half. Draw by the "
            "probabilities, do not take the largest."
        ),
        "always same": N_(
            "Out of {count} names all are the same. Does your function make a new generator each time? Use rng as"
            " it is."
        ),
        "uniform": N_(
            "Out of {count} names {came} begin with “a”, as if all letters were equally likely. Softmax turns the"
            " row of logits into the probabilities."
        ),
        "share": N_(
            "Out of {count} names {came} begin with “{letter}”. Expected are about {wanted}, by softmax of its row."
        ),
        "other generator": N_(
            "Two generators that begin alike must give the same names, but yours differ. Your code draws from "
            "somewhere else, for example from np.random. Draw each letter with rng, as it is."
        ),
        "names": N_("Ten names from your own model: {names}."),
        "no letter": N_("A “—” is a name without letters, because the mark was drawn first."),
    }
)


def _chain(word, height):
    """A table whose logits make one name certain."""
    table = np.zeros((27, 27))
    for one, other in right_pairs([word]):
        table[one, other] = height
    return table


def _name(sample, table, rng):
    made, what = run_code(lambda table: sample(table, rng), table, what="table"), _(N_("a table of 27 rows of logits"))
    if isinstance(made, Exception):
        name = "not-by-the-shares" if "sum to 1" in str(made) else ""
        raise Raised(made, what, name, more=TOLD["sum"] if name else "")
    if made is None or made is ...:
        raise Unanswered("my_sample")
    if not isinstance(made, str):
        raise Refused(TOLD["no name"].format(name="my_sample", came=short(made)), "no-name")
    if not set(made) <= set(LETTERS[1:]):
        raise Refused(TOLD["no letters"].format(name="my_sample", came=short(made)), "no-name")
    return made


def _first_letters(*shares):
    """A table for names of one letter: a, b or c, with these shares."""
    table = np.full((27, 27), -50.0)
    table[0, 1:4], table[1:, 0] = np.log(shares), 0.0
    return table


SHARES = {"a": 0.5, "b": 0.3, "c": 0.2}  # of the first letter
_WORD = "abc"  # the first name that a table makes certain
_LONG = "".join(LETTERS[1:])  # and the last: a loop with a number of rounds cuts it short


def try_end(sample, _pairs, _train):
    """Whether a name comes to an end, and which one, where it is certain."""
    came = without_the_course(lambda: _name(sample, _chain(_WORD, 30.0), np.random.default_rng(19)))
    if came == _WORD[::-1]:
        raise Refused(f"{_of_chain(_WORD, came)} {TOLD['turned']}", "rows-and-columns")
    return ""


def endless(seconds):
    """What is told of a name that did not come to an end, where it is certain."""
    return Refused(TOLD["endless"].format(first=_WORD[0], wanted=_WORD, seconds=seconds), "endless-loop")


def endless_draws(seconds):
    """The same, where only its end is certain."""
    return Refused(TOLD["endless draws"].format(seconds=seconds), "endless-loop")


def _of_chain(word, came):
    return TOLD["chain"].format(first=word[0], wanted=word, came=came)


def try_sample(sample, _pairs, _train):
    rng, count = np.random.default_rng(19), 2000
    made = [_name(sample, _first_letters(*SHARES.values()), rng) for _ in range(count)]
    with_a = sum(one[:1] == "a" for one in made)
    said = {"count": f"{count:,}", "came": with_a, "wanted": f"{count // 2:,}"}
    if abs(with_a - count / 27) < 60:
        raise Refused(TOLD["uniform"].format(**said), "not-by-the-shares")
    for word in (_WORD, "q", "zigmund", _LONG):
        came = _name(sample, _chain(word, 30.0), rng)
        if word == _LONG and came != word and word.startswith(came):
            raise Refused(f"{_of_chain(word, came)} {TOLD['cut']}", "ends-early")
        if came != word:
            one_row = len(came) > 2 and set(came) == {word[0]}
            raise Refused(_of_chain(word, came), "one-row-for-all" if one_row else "")
    if len(set(made)) == 1:
        largest = [_name(sample, _first_letters(*shares), rng) for shares in 0.25 + 0.25 * np.eye(3)]
        if largest == ["a", "b", "c"]:
            raise Refused(TOLD["always largest"].format(**said), "always-the-largest")
        raise Refused(TOLD["always same"].format(**said), "same-draw")
    for letter, share in SHARES.items():
        came = sum(one[:1] == letter for one in made)
        if abs(came - count * share) > 5 * np.sqrt(count * share * (1 - share)):
            said |= {"letter": letter, "came": f"{came:,}", "wanted": f"{count * share:,.0f}"}
            raise Refused(TOLD["share"].format(**said), "not-by-the-shares")
    once, again = (
        [_name(sample, _first_letters(*SHARES.values()), alike) for _ in range(30)]
        for alike in map(np.random.default_rng, (6, 6))
    )
    if once != again:
        raise Refused(TOLD["other generator"], "other-generator")
    _try_large(sample, rng)
    return ""


def _try_large(sample, rng):
    """The same name with logits that overflow."""
    try:
        came = _name(sample, _chain(_WORD, 2000.0), rng)
    except Raised as raised:
        raise Refused(TOLD["large"], "no-maximum-subtracted", error=raised.error) from None
    if came != _WORD:
        raise Refused(f"{_of_chain(_WORD, came)} {TOLD['large']}", "no-maximum-subtracted")


def draw_names(sample, pairs, train):
    """Train on the names once more, and draw ten."""
    x, labels = pairs_of(pairs, shuffled_names())
    model, rng = trained(train, x, labels, 27, _(PAIRS)), np.random.default_rng(11)
    table = logits_of(model, np.eye(27), 27)
    names = [_name(sample, table, rng) or "—" for _ in range(10)]
    told = TOLD["names"].format(names=", ".join(names))
    return f"{told} {TOLD['no letter']}" if "—" in names else told
