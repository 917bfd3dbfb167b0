"""Try the pairs of letters, and the names that are drawn from a model of them."""

from itertools import pairwise

import numpy as np

from softmax_lib.datasets import LETTERS, load_names
from softmax_lib.language import N_, Sentences, _
from softmax_lib.lessons.judging.running import is_blank, numbers, short
from softmax_lib.lessons.trials.refused import Raised, Refused, Unanswered
from softmax_lib.lessons.trials.running import run_code, without_the_course
from softmax_lib.lessons.trials.training import explain_training, logits_of, loss_of, trained

__all__ = ["draw_names", "try_names", "try_pairs", "try_sample"]

TOLD = Sentences(
    {
        "pairs": N_("From the names {names} come the pairs {came}. Expected are {wanted}."),
        "no pairs": N_("{name} must return two arrays, the inputs and the labels. What came is {came}."),
        "inputs": N_(
            "The inputs should be rows of 27 numbers, one for each of the {count} pairs. Yours have the shape {came}."
        ),
        "labels": N_("There should be one label for each of the {count} pairs. Yours have the shape {came}."),
        "no one-hot": N_("Each input row should hold a single 1, at the place of its letter, and otherwise zeros."),
        "no end": N_("The last letter of each name has no pair. After it comes the end mark, 0."),
        "no start": N_("The first letter of each name has no pair. It follows the mark 0, which stands before a name."),
        "across": N_("The last letter of a name is followed by the first one of the next name. Names don’t touch."),
        "next loss": N_(
            "Trained on your pairs of 395 names, the model has a mean loss of {loss}. It should be below {limit}:"
            " counting gives {counted}. Train for more epochs, or with a larger learning rate; the digits must "
            "still come out."
        ),
        "next right": N_(
            "{count} pairs of 395 names. Your model’s mean loss is {loss}, where counting gives {counted} and "
            "knowing nothing log 27 = {start}. When it chooses the next letter, it is as unsure as among {among} "
            "equal ones."
        ),
        "no name": N_("{name} should return a name as text. What came is {came}."),
        "no letters": N_("{name} returns {came}. A name has only letters from a to z, without the end mark."),
        "chain": N_(
            "In this table “{first}” is certain to come first, and each letter is certain to follow another, so "
            "that the name must be “{wanted}”. Yours is “{came}”."
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
        "share": N_("Out of {count} names {came} begin with “a”. Expected is about {wanted}, by softmax of its row."),
        "names": N_("Ten names from your own model: {names}."),
    }
)


def _names():
    """The names in another order than that of the alphabet, for loops that don't shuffle."""
    names = load_names()
    return [names[k] for k in np.random.default_rng(19).permutation(len(names))]


def _right_pairs(names):
    """The places of each letter and of the one after it, 0 for the mark at both ends."""
    return [
        (LETTERS.index(one), LETTERS.index(other))
        for name in names
        for one, other in zip(f".{name}", f"{name}.", strict=True)
    ]


def _pairs_of(pairs, names):
    """What my_pairs makes of names: inputs and labels."""
    made = run_code(pairs, names, what=f"names = {short(names)}")
    if isinstance(made, Exception):
        raise Raised(made, f"names = {short(names)}")
    if is_blank(made):
        raise Unanswered("my_pairs")
    two = isinstance(made, tuple | list) and len(made) == 2
    x, labels = map(numbers, made) if two else (None, None)
    if x is None or labels is None:
        raise Refused(TOLD["no pairs"].format(name="my_pairs", came=short(made)), "one-hot-rows")
    return np.asarray(made[0]), np.asarray(made[1]), x, labels


def try_pairs(pairs, _train):
    for names in (["ab"], ["eve", "bo"], ["z"]):
        wanted = _right_pairs(names)
        _x, _labels, x, labels = without_the_course(lambda names=names: _pairs_of(pairs, names))
        if x.ndim != 2 or x.shape[1:] != (27,):
            raise Refused(TOLD["inputs"].format(count=len(wanted), came=x.shape), "one-hot-rows")
        if labels.shape not in ((len(x),), (len(x), 27)):
            raise Refused(TOLD["labels"].format(count=len(x), came=labels.shape), "one-hot-rows")
        if not ((x == 0) | (x == 1)).all() or not (x.sum(axis=1) == 1).all():
            raise Refused(TOLD["no one-hot"], "one-hot-rows")
        after = labels.argmax(axis=1) if labels.ndim == 2 else labels
        came = [*zip(x.argmax(axis=1).tolist(), np.asarray(after, dtype=int).tolist(), strict=True)]
        if sorted(came) != sorted(wanted):
            _explain_pairs(came, wanted, names)
    return ""


def try_names(pairs, train):
    """Train on the pairs of all names."""
    names = _names()
    x, labels, _x, _labels = _pairs_of(pairs, names)
    model = trained(train, x, labels, 27, _(N_("the pairs of the names")))
    loss, counted, counts = _next_loss(logits_of(model, np.eye(27), 27), names)
    said = {"loss": f"{loss:.2f}", "counted": f"{counted:.2f}", "limit": f"{_LIMIT:.1f}"}
    if not loss < _LIMIT:
        explain_training(logits_of(model, np.eye(27), 27)[_x.argmax(axis=1)], counts, 27, _(N_("the names")))
        raise Refused(TOLD["next loss"].format(**said), "not-trained-enough")
    said |= {"count": f"{len(x):,}", "start": f"{np.log(27):.2f}", "among": f"{np.exp(loss):.0f}"}
    return TOLD["next right"].format(**said)


_LIMIT = 2.6  # counting gives 2.25, the frequencies of the letters alone 2.82


def _next_loss(table, names):
    """The mean loss of a table of logits on the names, that of counting, and the letters that follow."""
    before, after = np.array(_right_pairs(names)).T
    counts = np.zeros((27, 27))
    np.add.at(counts, (before, after), 1)
    shares = counts / counts.sum(axis=1, keepdims=True)
    counted = -np.log(shares[before, after]).mean()
    return loss_of(table[before], after), float(counted), after


def _explain_pairs(came, wanted, names):
    def said(pairs):
        known = [pair for pair in pairs[:12] if max(pair) < len(LETTERS)]
        return " ".join(f"{LETTERS[one]}{LETTERS[other]}".replace(".", "0") for one, other in known)

    told = TOLD["pairs"].format(names=", ".join(names), came=said(came) or "—", wanted=said(wanted))
    run_on = [(LETTERS.index(one[-1]), LETTERS.index(other[0])) for one, other in pairwise(names)]
    for name, what, found in (
        ("names-joined", "across", run_on and set(run_on) <= set(came)),
        ("end-forgotten", "no end", not any(other == 0 for _one, other in came)),
        ("start-forgotten", "no start", not any(one == 0 for one, _other in came)),
    ):
        if found:
            raise Refused(f"{told} {TOLD[what]}", name)
    raise Refused(told, "exchanged" if sorted(pair[::-1] for pair in came) == sorted(wanted) else "")


def _chain(word):
    """A table whose logits make one name certain."""
    table = np.zeros((27, 27))
    for one, other in _right_pairs([word]):
        table[one, other] = 2000.0
    return table


def _name(sample, table, rng):
    made, what = run_code(lambda table: sample(table, rng), table, what="table"), _(N_("a table of 27 rows of logits"))
    if isinstance(made, Exception):
        name = "no-maximum-subtracted" if "NaN" in str(made) else ""
        raise Raised(made, what, name)
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


def try_sample(sample, _pairs, _train):
    rng, count = np.random.default_rng(19), 2000
    without_the_course(lambda: _name(sample, _chain("abc"), rng))
    made = [_name(sample, _first_letters(0.5, 0.3, 0.2), rng) for _ in range(count)]
    with_a = sum(one[:1] == "a" for one in made)
    said = {"count": f"{count:,}", "came": with_a, "wanted": f"{count // 2:,}"}
    if abs(with_a - count / 27) < 60:
        raise Refused(TOLD["uniform"].format(**said), "not-by-the-shares")
    for word in ("abc", "q", "zigmund"):
        came = _name(sample, _chain(word), rng)
        if came != word:
            told = TOLD["chain"].format(first=word[0], wanted=word, came=came)
            raise Refused(told, "one-row-for-all" if len(came) > 2 and set(came) == {word[0]} else "")
    if len(set(made)) == 1:
        largest = [_name(sample, _first_letters(*shares), rng) for shares in 0.25 + 0.25 * np.eye(3)]
        if largest == ["a", "b", "c"]:
            raise Refused(TOLD["always largest"].format(**said), "always-the-largest")
        raise Refused(TOLD["always same"].format(**said), "same-draw")
    if abs(with_a - count / 2) > 5 * np.sqrt(count / 4):
        raise Refused(TOLD["share"].format(**said), "not-by-the-shares")
    return ""


def draw_names(sample, pairs, train):
    """Train on the names once more, and draw ten."""
    x, labels, _x, _labels = _pairs_of(pairs, _names())
    model, rng = trained(train, x, labels, 27, _(N_("the pairs of the names"))), np.random.default_rng(11)
    table = logits_of(model, np.eye(27), 27)
    return TOLD["names"].format(names=", ".join(_name(sample, table, rng) or "—" for _ in range(10)))
