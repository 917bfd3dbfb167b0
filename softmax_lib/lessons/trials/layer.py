"""Try a layer with its loss: forward, and then backward."""

import copy
from itertools import product

import numpy as np

from softmax_lib.functions import softmax
from softmax_lib.language import N_, Sentences, _
from softmax_lib.lessons.judging.comparing import is_lost
from softmax_lib.lessons.judging.mistakes import MISTAKES
from softmax_lib.lessons.judging.running import is_blank
from softmax_lib.lessons.judging.slips import given_at
from softmax_lib.lessons.trials.batches import BATCHES, ONE_HOT, PLAIN, code_for, gradient_of, mean_loss
from softmax_lib.lessons.trials.comparing import (
    all_right,
    as_array,
    compared,
    differing,
    near,
    refuse_second,
    same_as,
    says,
)
from softmax_lib.lessons.trials.refused import Refused, Unanswered
from softmax_lib.lessons.trials.running import (
    asks_for_upstream,
    built,
    call_backward,
    may_take_upstream,
    method_of,
    number_of,
    refuse_inherited,
    run_code,
    stored,
    table_of,
    without_the_course,
)

__all__ = ["try_gradient", "try_loss"]

TOLD = Sentences(
    {
        "last forward": N_(
            "After two forwards, the gradient must be that of the last one. At index {k} you have {came}. "
            "Expected is {wanted}. Is something from the first forward kept?"
        ),
        "two layers": N_(
            "Two layers are made, and each does a forward of its own. Then backward() of the first gives "
            "something else than before. What belongs to one layer must stand in self."
        ),
        "chunks": N_("Row by row the mean loss is {alone}, and for the whole batch {came}. Both should be {wanted}."),
        "targets-not-taken": N_(
            "With integer labels such logits come out right, but not with rows of targets. How can your code tell the "
            "two apart by t.ndim, the number of axes?"
        ),
        "largest-target-only": N_(
            "One-hot rows are right, but soft targets are not. With them several classes have a part of the "
            "target, and each counts with its part."
        ),
        "gradient-at-the-shares": N_(
            "That is the gradient at the shares, −t/y. The gradient at the logits has gone back through softmax "
            "as well."
        ),
        "maximum-of-the-columns": N_(
            "You subtract the maximum of each column, so the logits of one row lose different numbers, and that "
            "changes its shares. Over which axis should the maximum go?"
        ),
        "one-row-for-the-batch": N_("Each row has logits of its own. Where are the rows added up, or averaged?"),
        "last-row-only": N_(
            "What comes out belongs to the last row alone. What does your loop over the rows replace in each turn, "
            "although it should add to it, or keep one for each row?"
        ),
        "sum-runs-on": N_(
            "After the first row your shares are too small, because the sum still holds the rows before. Where should "
            "it begin at 0 again?"
        ),
        "nested": N_(
            "A list of rows is copied whole by np.array(rows), but rows.copy() copies only the outer list, so that the "
            "rows in it stay the same."
        ),
        "factor": N_("Every number is {ratio} times the right one."),
        "rounded": N_("Your numbers are the right ones, rounded. Return them as they are."),
        "with upstream": N_("{what}, and an upstream gradient of 2.5"),
        "upstream": N_(
            "Your backward takes an upstream gradient, so the result should grow with it. Where do you multiply?"
        ),
        "loss right": N_("Tried with {count} batches: labels and targets, ties, one row, and logits near 1000."),
        "gradient right": N_(
            "Tried with {count} batches, and with two backwards, two forwards and two layers, one after the other."
        ),
    }
)


def _named(asks, given, inputs, wrong):
    """The mistake of the bank that gives the same at all inputs; else at all those that are wrong and plain."""
    alone = "loss of logits" if asks.startswith("loss") else "gradient"
    for places in (range(len(inputs)), [k for k in PLAIN if k in wrong]):
        for mistake in MISTAKES.values():
            ways, of_one = (_listed(mistake.gives.get(what)) for what in (asks, alone))
            for way in (*ways, *map(_by_rows, of_one)):
                if places and all(same_as(given[k], given_at(way, inputs[k])) for k in places):
                    return mistake.key
    return ""


def _listed(ways):
    return ways if isinstance(ways, tuple) else (ways,) if ways else ()


def _by_rows(way):
    """What a mistake with one example, a and t, makes of a batch: the mean of losses, or gradients divided by N."""

    def of_batch(a, labels):
        made = np.array([way(row, t) for row, t in zip(a, np.eye(a.shape[1])[labels], strict=True)])
        return made / len(a) if made.ndim > 1 else made.mean()

    return of_batch


def _log_shares(maximum, total):
    """The logarithm of shares, with the maximum and the sum over these axes."""

    def of_batch(a):
        shifted = a - a.max(axis=maximum, keepdims=True)
        return shifted - np.log(np.exp(shifted).sum(axis=total, keepdims=True))

    return of_batch


def _running_sum(shifted):
    """The logarithm of shares, with a sum that no row begins anew."""
    return shifted - np.log(np.exp(shifted).sum(axis=1).cumsum()[:, np.newaxis])


# Mistakes in the shares, whatever is made of them: the name, and the logarithm of the shares.
SHARES = (
    ("wrong-axis", _log_shares(0, 0)),
    ("wrong-axis", _log_shares(1, 0)),
    ("one-sum-for-the-batch", _log_shares(None, None)),
    ("one-sum-for-the-batch", _log_shares(1, None)),
    ("maximum-of-the-columns", _log_shares(0, 1)),
    ("sum-runs-on", _running_sum),
    ("sum-runs-on", lambda a: _running_sum(a - a.max(axis=1, keepdims=True))),
    ("last-row-only", lambda a: np.repeat(_log_shares(1, 1)(a[-1:]), len(a), axis=0)),
)
# What a loop over the rows leaves if each turn replaces what the one before has made.
LAST_ROW = (
    mean_loss,
    lambda a, t: mean_loss(a, t) * (t[-1] == a.shape[1] - 1),  # of the last class alone, too
    lambda a, t: gradient_of(a, t)[0],
)
DIVIDED = (len, lambda a: 1, lambda a: a.shape[1], np.size)
ADDED = (0, 1e-15, 1e-12, 1e-10, 1e-8, 1e-7)  # what people add to a share before its logarithm


def _from_shares(log_shares, divided, added, loss):
    """What a layer gives that makes these shares: the loss, or the gradient."""

    def of_batch(a, t):
        y = np.exp(log_shares(a))
        made = -np.log(y[np.arange(len(a)), t] + added).sum() if loss else y - np.eye(a.shape[1])[t]
        return made / divided(a)

    return of_batch


def _gives(given, way):
    """Whether a way gives the same at all plain batches."""
    return all(same_as(given[k], given_at(way, BATCHES[k][1:3])) for k in PLAIN)


def _of_other_shares(asks, given):
    """The mistake in the shares that gives these numbers."""
    loss = asks.startswith("loss")
    for (name, log_shares), divided, added in product(SHARES, DIVIDED, ADDED if loss else (0,)):
        way = _from_shares(log_shares, divided, added, loss)
        if _gives(given, way):
            return name
    return ""


def _explained(given, right):
    """What can be seen of numbers that are no mistake of the bank."""
    pairs = [(as_array(given[k]), right[k]) for k in PLAIN]
    for way, count in product(LAST_ROW, (lambda a: 1, len)):
        if _gives(given, lambda a, t, way=way, count=count: way(a[-1:], t[-1:]) / count(a)):
            return "last-row-only"
    if all(one.shape == wanted.shape[1:] != () for one, wanted in pairs):
        return "one-row-for-the-batch"
    if any(one.shape != wanted.shape or not np.isfinite(one).all() for one, wanted in pairs):
        return ""
    found, wanted = (np.concatenate([np.ravel(x) for x in part]) for part in zip(*pairs, strict=True))
    if near(found, np.round(wanted, 4)) or near(found, np.round(wanted, 2)):
        return "rounded"
    if near(found, _ratio(found, wanted) * wanted):
        return "factor"
    if _gives(given, lambda a, t: -np.eye(a.shape[1])[t] / softmax(a) / len(a)):
        return "gradient-at-the-shares"
    return ""


def _ratio(found, right):
    return float((found / right).mean())


def _diagnosed(method, asks, given, right):
    """Refuse the results at all batches, if one is wrong, and name the mistake where it can be told."""
    wrong = [k for k in range(len(BATCHES)) if not all_right(given[k], right[k])]
    if not wrong:
        return
    if all(is_blank(one) for one in given):
        raise Unanswered(method)
    first, labeled = wrong[0], [k for k, batch in enumerate(BATCHES) if batch.t.ndim == 1]
    batch, made = BATCHES[first], given[first]
    name = _named(asks, given, [BATCHES[k][1:3] for k in labeled], wrong) if first in labeled else ""
    if not name and first in PLAIN:
        name = _of_other_shares(asks, given) or _explained(given, right)
    elif not name:
        hidden = isinstance(made, Exception) or is_lost(as_array(made), right[first])
        name = batch.name if hidden or batch.name == "log-of-zero" or first not in labeled else ""
    if not name and isinstance(made, ValueError) and "broadcast" in str(made):
        name = "keepdims-forgotten" if isinstance(given[ONE_HOT], ValueError) else "labels-as-one-hot"
    if name == "targets-not-taken" and all_right(given[ONE_HOT], right[ONE_HOT]):
        name = "largest-target-only"
    more = TOLD.get(name)
    if name == "factor":
        more = more.format(ratio=says(_ratio(as_array(made), right[first])))
    compared(made, right[first], method, _(batch.what), code_for(batch), name, asks, more)


def _forward(layer, batch):
    return run_code(lambda a, t: number_of(layer, lambda: layer.forward(a, t)), batch.a, batch.t, what=_(batch.what))


def _tried(kind, call):
    """What comes of all batches, each with a layer of its own."""
    first, *others = BATCHES
    return [without_the_course(lambda: call(built(kind), first)), *(call(built(kind), one) for one in others)]


def try_loss(kind):
    refuse_inherited(kind, "MySoftmaxWithLoss")
    method_of(built(kind), "forward")
    given = _tried(kind, _forward)
    _diagnosed("forward", "loss of rows", given, [mean_loss(batch.a, batch.t) for batch in BATCHES])
    layer, batch = built(kind), BATCHES[1]
    parts = [batch._replace(a=batch.a[k : k + 1], t=batch.t[k : k + 1]) for k in range(len(batch.a))]
    alone, whole = [as_array(_forward(layer, part)).sum() for part in parts], as_array(_forward(layer, batch)).sum()
    mean = mean_loss(batch.a, batch.t)
    if not (near(np.mean(alone), mean) and near(whole, mean)):
        raise Refused(TOLD["chunks"].format(wanted=says(mean), alone=says(np.mean(alone)), came=says(whole)), "chunks")
    return TOLD["loss right"].format(count=len(BATCHES))


def _both(layer, batch):
    """forward and backward, and the gradient as it is now."""
    made = _forward(layer, batch)
    return made if isinstance(made, Exception) else _back(layer, batch)


def _back(layer, batch, upstream=None):
    def call():
        return copy.deepcopy(table_of(layer, lambda: call_backward(layer, upstream), batch.a.shape))

    return run_code(call)


def _try_upstream(layer):
    """Refuse a backward that takes an upstream gradient and does not multiply by it; with 1 as its default, it may."""
    must = asks_for_upstream(layer)
    if not must and not may_take_upstream(layer):
        return
    batch = BATCHES[1]
    right = gradient_of(batch.a, batch.t)
    _forward(layer, batch)
    made = _back(layer, batch, 2.5)
    left_out = all_right(made, right)
    if must or not left_out:
        name, more = ("upstream-left-out", TOLD["upstream"]) if left_out else ("", "")
        what = TOLD["with upstream"].format(what=_(batch.what))
        compared(made, 2.5 * right, "backward", what, code_for(batch), name, more=more)


def try_gradient(kind):
    refuse_inherited(kind, "MySoftmaxWithLoss")
    for name in ("forward", "backward"):
        method_of(built(kind), name)
    given = _tried(kind, _both)
    right = [gradient_of(batch.a, batch.t) for batch in BATCHES]
    _diagnosed("backward", "rows of labels", given, right)
    for k in (1, ONE_HOT):
        layer, batch = built(kind), BATCHES[k]
        _both(layer, batch)
        second = _back(layer, batch)
        if isinstance(second, Exception):
            raise Refused("", "changed-in-place", code_for(batch), second)
        rows = any(isinstance(one, list) and one and isinstance(one[0], list) for one in stored(layer).values())
        refuse_second(second, right[k], TOLD["nested"] if rows else "")
    _try_upstream(built(kind))
    layer, (one, other) = built(kind), BATCHES[1:3]
    _both(layer, one)
    made = _both(layer, other)
    if isinstance(made, Exception):
        raise Refused("", "stale-forward", code_for(other), made)
    if not all_right(made, right[2]):
        raise Refused(TOLD["last forward"].format(**differing(as_array(made), right[2])), "stale-forward")
    mine, theirs = built(kind), built(kind)
    _forward(mine, one), _forward(theirs, other)
    if not all_right(_back(mine, one), right[1]):
        raise Refused(TOLD["two layers"], "mixed-layers")
    return TOLD["gradient right"].format(count=len(BATCHES))
