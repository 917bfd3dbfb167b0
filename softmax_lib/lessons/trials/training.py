"""Try a training loop by the model that it returns."""

import time

import numpy as np

from softmax_lib.datasets import load_digits
from softmax_lib.language import N_, Sentences, _
from softmax_lib.lessons.judging.running import Ended, is_blank, numbers, short, within
from softmax_lib.lessons.trials.batches import mean_loss
from softmax_lib.lessons.trials.refused import Raised, Refused, Unanswered
from softmax_lib.lessons.trials.running import run_code, shape_of, without_the_course

__all__ = [
    "DIGITS",
    "TRAINING",
    "logits_of",
    "loss_of",
    "not_learned",
    "refuse_slow",
    "too_slow",
    "trained",
    "try_few_rows",
    "try_pace",
    "try_training",
]

TOLD = Sentences(
    {
        "no layer": N_(
            "my_train must return the trained layer, because the next steps call its forward(x). What came is {came}. "
            "Which of your names holds the layer itself?"
        ),
        "no logits": N_(
            "my_train returns {model}, and its forward(x) gives {came}. Expected are logits of the shape {shape}."
        ),
        "not finite": N_(
            "After training on {data} the logits are not finite numbers. A learning rate that is too large does "
            "that, or an overflow in the layer."
        ),
        "stayed": N_(
            "After training on {data} every row gets the same logits, as if the weights had not moved. Do you "
            "update the very arrays that the layer uses, and return this layer?"
        ),
        "uphill": N_(
            "After training on {data} the mean loss is {loss}, and it began at about {begun}. It rises even with "
            "copies of one row. Does each step subtract the gradient?"
        ),
        "too far": N_(
            "After training on {data} the mean loss is {loss}. It began at about {begun}, although the true class of a "
            "row tends to have a large logit. Are the steps too long?"
        ),
        "apart": N_(
            "After training on {data} the mean loss is {loss}, and a model that knows nothing has {start}. The weights "
            "have moved, but a row’s logits hardly depend on its label. Do rows and labels stay together when you "
            "shuffle?"
        ),
        "slowly": N_(
            "Your loop learns, but slowly: after training on {data} the mean loss is {loss}, and it began at about "
            "{begun}. Is the layer made only once, and do both forwards run in each step? Is the learning rate large "
            "enough, are there enough epochs, and do you step after each batch?"
        ),
        "hardly": N_(
            "Your weights have moved very little: after training on {data} the mean loss is {loss}, as at the "
            "beginning. Is the learning rate large enough, are there enough epochs, and do you step after each batch?"
        ),
        "unclear": N_(
            "After training on {data} the mean loss is {loss}, and it began at about {begun}. Is the learning rate "
            "large enough, are there enough steps, and do rows and labels stay together when you shuffle?"
        ),
        "short of": N_(
            "{accuracy} of the 360 held-out digits are right, and {own} of the 1,437 that it was trained on. At "
            "least 95% of the held-out ones should be."
        ),
        "slow": N_("Training on {data} was interrupted after {seconds} seconds."),
        "would be slow": N_(
            "A try with {few} rows shows that training on {data} would take {seconds} seconds or more, about {times} "
            "times as long as 40 epochs with products of arrays."
        ),
        "will be slow": N_(
            "Training on {data} will take about {seconds} seconds, {times} times as long as 40 epochs with products of "
            "arrays. You can wait, or stop this cell and look at your loops."
        ),
        "faster": N_(
            "A loop over the rows is fast enough, but not one over the numbers in them as well. Can one product of two "
            "arrays, with @, take the place of the inner loops? If you have no such loops, train for fewer epochs."
        ),
        "few rows": N_(
            "With digits your loop works, but with 6 rows it learns nothing. Does it leave out a batch that is "
            "not full?"
        ),
        "digits right": N_("Trained by your own code, the model reads {accuracy} of the 360 held-out digits."),
    }
)


DIGITS = N_("the digits")
TRAINING = 90  # seconds that a training may take
FEWER, FEW = 1, 8  # rows with which its pace is measured
_TRY = 3  # seconds for each try


def _digits():
    images, labels = load_digits()
    order = np.random.default_rng(19).permutation(len(images))
    own, held = order[:1437], order[1437:]
    return images[own], labels[own], images[held], labels[held]


def logits_of(model, x, classes):
    """The logits that a trained layer gives, or a network."""
    if not callable(getattr(model, "forward", None)):
        raise Refused(TOLD["no layer"].format(came=short(model)), "no-model")
    found = run_code(model.forward, x)
    if shape_of(found) != (len(x), classes):
        error, came = (found, type(found).__name__) if isinstance(found, Exception) else (None, short(found))
        said = {"model": short(model), "came": came, "shape": (len(x), classes)}
        raise Refused(TOLD["no logits"].format(**said), "no-model", error=error)
    return numbers(found).astype(float)


def trained(train, x, labels, classes, what):
    """What my_train makes of this data."""
    model = run_code(train, x, labels, classes, what=what)
    if isinstance(model, Exception):
        raise Raised(model, what)
    if is_blank(model):
        raise Unanswered("my_train")
    return model


def loss_of(logits, labels):
    return float(mean_loss(logits, labels))


def try_few_rows(train):
    """The mean loss on 6 rows with 3 classes, after training on them."""
    few, three = 4.0 * np.eye(3)[[0, 1, 2, 2, 0, 1]], np.array([0, 1, 2, 2, 0, 1])
    model = without_the_course(lambda: trained(train, few, three, 3, _(N_("6 rows of 3 numbers, and 3 classes"))))
    return loss_of(logits_of(model, few, 3), three)


def too_slow(data, seconds):
    """What is told of training that does not come to its end."""
    return Refused(TOLD["slow"].format(data=_(data), seconds=seconds), "too-slow", more=TOLD["faster"])


def try_pace(train):
    """Refuse a loop that would need too long for the digits, before they are tried."""
    x, labels, *_held_out = _digits()
    refuse_slow(train, x, labels, 10, DIGITS)
    return ""


def refuse_slow(train, x, labels, classes, data):
    """Refuse training that would take too long, and say so of one that will take long, by what each row costs.

    The sentence compares it with a loop that works with arrays, on the same machine.
    """
    fewer, over = _seconds(train, x[:FEWER], labels[:FEWER], classes)
    if over:  # it may cost as much whatever the number of rows
        return
    few = min(_seconds(train, x[:FEW], labels[:FEW], classes) for _ in range(2))[0]  # one may have had to wait
    whole = fewer + (few - fewer) / (FEW - FEWER) * (len(x) - FEWER)
    if whole < TRAINING / 6:
        return
    times = whole / _seconds(_with_arrays, x, labels, classes)[0]
    said = {"few": FEW, "data": _(data), "seconds": f"{float(f'{whole:.1g}'):,.0f}"}
    said["times"] = f"{float(f'{times:.1g}'):,.0f}"
    if whole > 1.5 * TRAINING:
        raise Refused(TOLD["would be slow"].format(**said), "too-slow", more=TOLD["faster"])
    print(TOLD["will be slow"].format(**said), flush=True)


def _seconds(train, x, labels, classes):
    """How long a training computes, whatever else the machine does, and whether it was interrupted."""
    begun, over = time.process_time(), False
    try:
        within(lambda: run_code(train, x, labels, classes), _TRY)
    except Ended as ended:
        over = ended.reason == "endless"
    return time.process_time() - begun, over


def _with_arrays(x, labels, classes):
    """Forty epochs of one affine layer, in batches of 32 rows."""
    W, t = np.zeros((x.shape[1], classes)), np.eye(classes)[labels]
    for start in 40 * [*range(0, len(x), 32)]:
        rows = x[start : start + 32]
        e = np.exp(rows @ W)
        W -= 0.5 / len(rows) * rows.T @ (e / e.sum(axis=1, keepdims=True) - t[start : start + 32])


def try_training(train):
    x, t, x_held, t_held = _digits()
    model = trained(train, x, t, 10, _(DIGITS))
    own, held = (logits_of(model, one, 10) for one in (x, x_held))
    right = (held.argmax(axis=1) == t_held).mean()
    said = {"accuracy": f"{right:.1%}", "own": f"{(own.argmax(axis=1) == t).mean():.1%}"}
    if right < 0.95:
        raise Refused(**not_learned(train, model, x, t, 10, _(DIGITS), TOLD["short of"].format(**said)))
    if not try_few_rows(train) < np.log(3) - 0.02:
        raise Refused(TOLD["few rows"], "batch-left-out")
    return TOLD["digits right"].format(**said)


def not_learned(train, model, x, labels, classes, data, short_of):
    """What can be seen of a model that is not good enough, and the name of the mistake, for Refused."""
    logits = logits_of(model, x, classes)
    if not np.isfinite(logits).all():
        return {"told": TOLD["not finite"].format(data=data), "name": "diverges"}
    if np.ptp(logits, axis=0).max() < 1e-9:
        return {"told": TOLD["stayed"].format(data=data), "name": "no-step"}
    first = _first_logits(train, x, labels, classes)
    loss, begun, start = loss_of(logits, labels), loss_of(first, labels), np.log(classes)
    said = {"data": data, "loss": f"{loss:.2f}", "begun": f"{begun:.2f}", "start": f"log {classes} = {start:.2f}"}
    moved = not 0.5 * first.std() <= logits.std() <= 2 * first.std()
    apart, together = (0.6, 0.85) if begun < start + 0.02 else (0.3, 0.6)  # it began with weights near zero, or not
    fits = _dependence(logits, labels) / _dependence(_first_step(x, labels, classes), labels)
    if moved and loss > begun and _one_row(train, x, labels, classes) > loss_of(first[:1], labels[:1]):
        return {"told": TOLD["uphill"].format(**said), "name": "loss-rises"}
    if loss > begun + 0.05 and fits > 0.8:
        return {"told": TOLD["too far"].format(**said), "name": "loss-rises"}
    if moved and logits.std() > 0.05 and loss > 0.8 * start and fits < apart:
        return {"told": TOLD["apart"].format(**said), "name": "shuffled-apart"}
    fallen, learns = said["loss"] != said["begun"], fits > together
    told = TOLD["hardly" if not fallen else "slowly" if learns else "unclear"].format(**said)
    return {"told": f"{short_of} {told}", "name": "not-trained-enough" if learns or not fallen else ""}


def _first_logits(train, x, labels, classes):
    """The logits with which training begins: rows of zeros move no weights. All 0 where that can't be tried."""
    zeros = np.zeros_like(x[:64])
    model = run_code(train, zeros, labels[:64], classes)
    try:
        return np.nan_to_num(logits_of(model, x, classes) - logits_of(model, zeros[:1], classes))
    except Refused:
        return np.zeros((len(x), classes))


def _one_row(train, x, labels, classes):
    """The loss after training on copies of one row, which stay with their label in any order."""
    copies = np.zeros(64, dtype=int)
    model = run_code(train, x[copies], labels[copies], classes)
    try:
        return loss_of(logits_of(model, x[:1], classes), labels[:1])
    except Refused:
        return 0.0


def _first_step(x, labels, classes):
    """The logits after a first step from weights of zero."""
    t = np.eye(classes)[labels]
    return x @ (x.T @ (t - t.mean(axis=0)))


def _dependence(logits, labels):
    """How far the logit of a row's true class stands above the mean of its column, in standard deviations."""
    above = logits - logits.mean(axis=0)
    return float(above[np.arange(len(labels)), labels].mean() / above.std())
