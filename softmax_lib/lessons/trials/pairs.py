"""Try the pairs of letters, and a model that was trained on them."""

from collections import Counter
from itertools import pairwise, product

import numpy as np

from softmax_lib.datasets import LETTERS, load_names
from softmax_lib.language import N_, Sentences, _
from softmax_lib.lessons.judging.running import is_blank, short
from softmax_lib.lessons.trials.refused import Raised, Refused, Unanswered
from softmax_lib.lessons.trials.running import run_code, without_the_course
from softmax_lib.lessons.trials.training import logits_of, loss_of, not_learned, refuse_slow, trained

__all__ = ["PAIRS", "pairs_of", "right_pairs", "shuffled_names", "try_names", "try_pairs", "try_pairs_pace"]

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
            "From {names}, my_pairs must return two arrays, x and labels. What came is {came}. Are both behind the "
            "word return, with a comma between them?"
        ),
        "lists": N_(
            "From {names}, my_pairs returns {came}, but my_train needs arrays of NumPy. Which function of NumPy turns "
            "a list into an array?"
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
        "no marks": N_(
            "Each name has two more pairs. The mark 0 comes before its first letter, and again after its last one."
        ),
        "early": N_(
            "These are only the first pairs. Does a loop end too early, for example at a return that stands inside it?"
        ),
        "from 0": N_("You count an a as 0. Here 0 is the mark, so an a is 1 and a z is 26."),
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
    }
)


PAIRS = N_("the pairs of the names")
FEW = ["eve", "bo"]


def shuffled_names():
    """The names in another order than that of the alphabet, for loops that don't shuffle."""
    names = load_names()
    return [names[k] for k in np.random.default_rng(19).permutation(len(names))]


def right_pairs(names):
    """The places of each letter and of the one after it, 0 for the mark at both ends."""
    return [
        (LETTERS.index(one), LETTERS.index(other))
        for name in names
        for one, other in zip(f".{name}", f"{name}.", strict=True)
    ]


def pairs_of(pairs, names):
    """What my_pairs makes of names: inputs and labels, in the form in which a training loop takes them."""
    what, whose = f"names = {short(names)}", _said(names)
    made = run_code(pairs, names, what=what)
    if isinstance(made, Exception):
        raise Raised(made, what)
    if is_blank(made):
        raise Unanswered("my_pairs")

    def refused(what, **said):
        return Refused(TOLD[what].format(names=whose, **said), "one-hot-rows")

    if not isinstance(made, tuple | list) or len(made) != 2:
        raise refused("no pairs", came=short(made))
    if not all(isinstance(one, np.ndarray) for one in made):
        raise refused("lists", came=short(made))
    (x, labels), count = made, len(right_pairs(names))
    if x.ndim != 2 or x.shape[1] != 27:
        raise refused("inputs", count=count, came=x.shape)
    if labels.shape != (len(x),) or labels.dtype.kind not in "iu":
        raise refused("labels", count=count, came=labels.shape, type=labels.dtype)
    wrong = np.flatnonzero(((x != 0).sum(axis=1) != 1) | (x.sum(axis=1) != 1))
    if wrong.size:
        raise refused("no one-hot", row=short(x[wrong[0]]))
    return x, labels


def _said(names):
    if len(names) == 1:
        return TOLD["one name"].format(name=names[0])
    few = TOLD["some names"].format(names="”, “".join(names))
    return few if len(names) < 5 else TOLD["all names"].format(count=len(names))


def try_pairs(pairs, _train):
    for names in (["ab"], ["z"], FEW, shuffled_names()):
        came = without_the_course(lambda names=names: _came(pairs, names))
        if sorted(came) != sorted(right_pairs(names)):
            _explain_pairs(came, names, _from_0(pairs))
    return ""


def _came(pairs, names):
    """The pairs of places that my_pairs makes of names."""
    x, labels = pairs_of(pairs, names)
    return [*zip(x.argmax(axis=1).tolist(), labels.tolist(), strict=True)]


def try_pairs_pace(pairs, train):
    """Refuse a loop that would need too long for the pairs of all names, before they are tried."""
    refuse_slow(train, *pairs_of(pairs, shuffled_names()), 27, PAIRS)
    return ""


def try_names(pairs, train):
    """Train on the pairs of all names."""
    names = shuffled_names()
    x, labels = pairs_of(pairs, names)
    model = trained(train, x, labels, 27, _(PAIRS))
    loss, counted = _next_loss(logits_of(model, np.eye(27), 27), names)
    said = {"loss": f"{loss:.2f}", "counted": f"{counted:.2f}", "limit": f"{_LIMIT:.1f}"}
    if not loss < _LIMIT:
        told = TOLD["next loss"].format(**said)
        raise Refused(**not_learned(train, model, x, labels, 27, _(PAIRS), told))
    said |= {"count": f"{len(x):,}", "start": f"{np.log(27):.2f}", "among": f"{np.exp(loss):.0f}"}
    return TOLD["next right"].format(**said)


_LIMIT = 2.6  # counting gives 2.25, the frequencies of the letters alone 2.82


def _next_loss(table, names):
    """The mean loss of a table of logits on the names, and that of counting."""
    before, after = np.array(right_pairs(names)).T
    counts = np.zeros((27, 27))
    np.add.at(counts, (before, after), 1)
    shares = counts / counts.sum(axis=1, keepdims=True)
    counted = -np.log(shares[before, after]).mean()
    return loss_of(table[before], after), float(counted)


def _shown(pair):
    return "→".join(LETTERS[k] if 0 < k < len(LETTERS) else str(k) for k in pair)


def _from_0(pairs):
    """Whether an a is counted as 0, with marks at both ends, or without one or both of them."""
    try:
        came = sorted(_came(pairs, FEW))
    except Refused:
        return False
    letters = [[LETTERS.index(letter) - 1 for letter in name] for name in FEW]
    return any(
        came == sorted(pair for places in letters for pair in pairwise([*before, *places, *after]))
        for before, after in product(([0], []), repeat=2)
    )


def _explain_pairs(came, names, from_0):
    """Refuse pairs that are not right: which came, where the first one is missing, and what that means."""
    wanted, left = right_pairs(names), Counter(came)
    few, (yours, ours) = len(wanted) <= 12, (", ".join(map(_shown, pairs[:12])) or "—" for pairs in (came, wanted))
    said = {"came": yours, "wanted": ours} if few else {"came": f"{len(came):,}", "wanted": f"{len(wanted):,}"}
    told = [TOLD["pairs" if few else "many pairs"].format(names=_said(names), **said)]
    left.subtract(wanted)
    lost = [(pair, name) for name in names for pair in right_pairs([name]) if left[pair] < 0]
    what, (pair, name) = ("lost", lost[0]) if lost else ("too many", (next((+left).elements()), ""))
    told.append(TOLD[what].format(pair=_shown(pair), name=name))
    run_on = [(LETTERS.index(one[-1]), LETTERS.index(other[0])) for one, other in pairwise(names)]
    without_start, without_end = ([pair for pair in wanted if pair[k]] for k in (0, 1))
    inside = [pair for pair in wanted if all(pair)]
    for name, what, found in (
        ("counted-from-0", "from 0", from_0),
        ("names-joined", "across", run_on and set(run_on) <= set(came)),
        ("marks-forgotten", "no marks", sorted(came) == sorted(inside)),
        ("end-forgotten", "no end", sorted(came) == sorted(without_end)),
        ("start-forgotten", "no start", sorted(came) == sorted(without_start)),
        ("exchanged", "", sorted(pair[::-1] for pair in came) == sorted(wanted)),
        ("ends-early", "early", came in (wanted[:1], right_pairs(names[:1]))),
    ):
        if found:
            raise Refused(" ".join(told), name, more=TOLD.get(what))
    raise Refused(" ".join(told))
