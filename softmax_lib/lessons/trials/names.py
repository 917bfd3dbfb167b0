"""Try the pairs of letters, and the names that are drawn from a model of them."""

from collections import Counter
from itertools import pairwise

import numpy as np

from softmax_lib.datasets import LETTERS, load_names
from softmax_lib.language import N_, Sentences, _
from softmax_lib.lessons.judging.running import is_blank, short
from softmax_lib.lessons.trials.refused import Raised, Refused, Unanswered
from softmax_lib.lessons.trials.running import run_code, without_the_course
from softmax_lib.lessons.trials.training import logits_of, loss_of, not_learned, trained

__all__ = ["draw_names", "endless", "try_end", "try_names", "try_pairs", "try_sample"]

TOLD = Sentences(
    {
        "pairs": N_("From {names} come the pairs {came}. Expected are {wanted}."),
        "many pairs": N_("From {names} come {came} pairs. Expected are {wanted}."),
        "one name": N_("the name “{name}”"),
        "some names": N_("the names “{names}”"),
        "all names": N_("{count} names"),
        "lost": N_("Missing is {pair}, for example, which is in “{name}”."),
        "too many": N_("None is missing, but {pair} is there too often."),
        "no pairs": N_(
            "From {names}, my_pairs must return two NumPy arrays, x and labels, because my_train takes them as they "
            "are. What came is {came}. Which function of NumPy turns a list into an array?"
        ),
        "inputs": N_(
            "From {names} come {count} pairs, and x should hold a row of 27 numbers for each. Yours has the shape "
            "{came}. Which of the 27 numbers is 1 for an a?"
        ),
        "labels": N_(
            "From {names} come {count} pairs, and labels should hold one whole number for each, the place of what "
            "follows. Yours has the shape {came} and the type {type}. Which number stands for the letter that follows?"
        ),
        "no one-hot": N_(
            "From {names} comes a row of x that is not one-hot: {row}. Which place should hold its single 1?"
        ),
        "no end": N_("The last letter of each name has no pair. After it comes the end mark, 0."),
        "no start": N_("The first letter of each name has no pair. It follows the mark 0, which stands before a name."),
        "across": N_("The last letter of a name is followed by the first one of the next name. Names don’t touch."),
        "next loss": N_(
            "Trained on your pairs of 395 names, the model has a mean loss of {loss}. It should be below {limit}:"
            " counting gives {counted}, and the digits must still come out."
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
        "large": N_("With logits up to 30 your names are right. In this table they go up to 2000."),
        "turned": N_(
            "That is the name from its end. Does a row of the table say what follows a letter, or what comes before it?"
        ),
        "endless": N_(
            "In this table “{first}” is certain to come first, and the name must be “{wanted}”. After {seconds} "
            "seconds your loop was still drawing. Which place ends it, and is that the place drawn last?"
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
    """What my_pairs makes of names: inputs and labels, in the form in which a training loop takes them."""
    made, whose = run_code(pairs, names, what=f"names = {short(names)}"), _said(names)
    if isinstance(made, Exception):
        raise Raised(made, f"names = {short(names)}")
    if is_blank(made):
        raise Unanswered("my_pairs")
    if not (isinstance(made, tuple | list) and len(made) == 2 and all(isinstance(one, np.ndarray) for one in made)):
        raise Refused(TOLD["no pairs"].format(names=whose, came=short(made)), "one-hot-rows")
    (x, labels), count = made, len(_right_pairs(names))
    if x.ndim != 2 or x.shape[1] != 27:
        raise Refused(TOLD["inputs"].format(names=whose, count=count, came=x.shape), "one-hot-rows")
    if labels.shape != (len(x),) or labels.dtype.kind not in "iu":
        said = {"names": whose, "count": count, "came": labels.shape, "type": labels.dtype}
        raise Refused(TOLD["labels"].format(**said), "one-hot-rows")
    wrong = np.flatnonzero(((x != 0).sum(axis=1) != 1) | (x.sum(axis=1) != 1))
    if wrong.size:
        raise Refused(TOLD["no one-hot"].format(names=whose, row=short(x[wrong[0]])), "one-hot-rows")
    return x, labels


def _said(names):
    if len(names) == 1:
        return TOLD["one name"].format(name=names[0])
    few = TOLD["some names"].format(names="”, “".join(names))
    return few if len(names) < 5 else TOLD["all names"].format(count=len(names))


def try_pairs(pairs, _train):
    for names in (["ab"], ["z"], ["eve", "bo"], _names()):
        x, labels = without_the_course(lambda names=names: _pairs_of(pairs, names))
        came = [*zip(x.argmax(axis=1).tolist(), labels.tolist(), strict=True)]
        if sorted(came) != sorted(_right_pairs(names)):
            _explain_pairs(came, names)
    return ""


def try_names(pairs, train):
    """Train on the pairs of all names."""
    names = _names()
    x, labels = _pairs_of(pairs, names)
    model = trained(train, x, labels, 27, _(N_("the pairs of the names")))
    loss, counted = _next_loss(logits_of(model, np.eye(27), 27), names)
    said = {"loss": f"{loss:.2f}", "counted": f"{counted:.2f}", "limit": f"{_LIMIT:.1f}"}
    if not loss < _LIMIT:
        told = TOLD["next loss"].format(**said)
        raise Refused(**not_learned(train, model, x, labels, 27, _(N_("the pairs of the names")), told))
    said |= {"count": f"{len(x):,}", "start": f"{np.log(27):.2f}", "among": f"{np.exp(loss):.0f}"}
    return TOLD["next right"].format(**said)


_LIMIT = 2.6  # counting gives 2.25, the frequencies of the letters alone 2.82


def _next_loss(table, names):
    """The mean loss of a table of logits on the names, and that of counting."""
    before, after = np.array(_right_pairs(names)).T
    counts = np.zeros((27, 27))
    np.add.at(counts, (before, after), 1)
    shares = counts / counts.sum(axis=1, keepdims=True)
    counted = -np.log(shares[before, after]).mean()
    return loss_of(table[before], after), float(counted)


def _shown(pair):
    return "→".join(LETTERS[k] if 0 < k < len(LETTERS) else str(k) for k in pair)


def _explain_pairs(came, names):
    """Refuse pairs that are not right: which came, where the first one is missing, and what that means."""
    wanted, left = _right_pairs(names), Counter(came)
    few, (yours, ours) = len(wanted) <= 12, (", ".join(map(_shown, pairs[:12])) or "—" for pairs in (came, wanted))
    said = {"came": yours, "wanted": ours} if few else {"came": f"{len(came):,}", "wanted": f"{len(wanted):,}"}
    told = [TOLD["pairs" if few else "many pairs"].format(names=_said(names), **said)]
    left.subtract(wanted)
    lost = [(pair, name) for name in names for pair in _right_pairs([name]) if left[pair] < 0]
    if lost:
        told.append(TOLD["lost"].format(pair=_shown(lost[0][0]), name=lost[0][1]))
    else:
        told.append(TOLD["too many"].format(pair=_shown(next((+left).elements()))))
    run_on = [(LETTERS.index(one[-1]), LETTERS.index(other[0])) for one, other in pairwise(names)]
    for name, what, found in (
        ("names-joined", "across", run_on and set(run_on) <= set(came)),
        ("end-forgotten", "no end", not any(other == 0 for _one, other in came)),
        ("start-forgotten", "no start", not any(one == 0 for one, _other in came)),
        ("exchanged", "", sorted(pair[::-1] for pair in came) == sorted(wanted)),
    ):
        if found:
            raise Refused(" ".join(told), name, more=TOLD.get(what))
    raise Refused(" ".join(told))


def _chain(word, height):
    """A table whose logits make one name certain."""
    table = np.zeros((27, 27))
    for one, other in _right_pairs([word]):
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


_WORD = "abc"  # the first name that a table makes certain


def try_end(sample, _pairs, _train):
    """Whether a name comes to an end, and which one, where it is certain."""
    came = without_the_course(lambda: _name(sample, _chain(_WORD, 30.0), np.random.default_rng(19)))
    if came == _WORD[::-1]:
        raise Refused(f"{_of_chain(_WORD, came)} {TOLD['turned']}", "rows-and-columns")
    return ""


def endless(seconds):
    """What is told of a name that did not come to an end."""
    return Refused(TOLD["endless"].format(first=_WORD[0], wanted=_WORD, seconds=seconds), "endless-loop")


def _of_chain(word, came):
    return TOLD["chain"].format(first=word[0], wanted=word, came=came)


def try_sample(sample, _pairs, _train):
    rng, count = np.random.default_rng(19), 2000
    made = [_name(sample, _first_letters(0.5, 0.3, 0.2), rng) for _ in range(count)]
    with_a = sum(one[:1] == "a" for one in made)
    said = {"count": f"{count:,}", "came": with_a, "wanted": f"{count // 2:,}"}
    if abs(with_a - count / 27) < 60:
        raise Refused(TOLD["uniform"].format(**said), "not-by-the-shares")
    for word in (_WORD, "q", "zigmund"):
        came = _name(sample, _chain(word, 30.0), rng)
        if came != word:
            one_row = len(came) > 2 and set(came) == {word[0]}
            raise Refused(_of_chain(word, came), "one-row-for-all" if one_row else "")
    if len(set(made)) == 1:
        largest = [_name(sample, _first_letters(*shares), rng) for shares in 0.25 + 0.25 * np.eye(3)]
        if largest == ["a", "b", "c"]:
            raise Refused(TOLD["always largest"].format(**said), "always-the-largest")
        raise Refused(TOLD["always same"].format(**said), "same-draw")
    if abs(with_a - count / 2) > 5 * np.sqrt(count / 4):
        raise Refused(TOLD["share"].format(**said), "not-by-the-shares")
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
    x, labels = _pairs_of(pairs, _names())
    model, rng = trained(train, x, labels, 27, _(N_("the pairs of the names"))), np.random.default_rng(11)
    table = logits_of(model, np.eye(27), 27)
    return TOLD["names"].format(names=", ".join(_name(sample, table, rng) or "—" for _ in range(10)))
