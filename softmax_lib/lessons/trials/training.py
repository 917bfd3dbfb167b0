"""Try a training loop by the model that it returns."""

import numpy as np

from softmax_lib.datasets import load_digits
from softmax_lib.language import N_, Sentences, _
from softmax_lib.lessons.judging.running import is_blank, numbers, short
from softmax_lib.lessons.trials.batches import mean_loss
from softmax_lib.lessons.trials.refused import Raised, Refused, Unanswered
from softmax_lib.lessons.trials.running import run_code, shape_of, stored, without_the_course

__all__ = ["explain_training", "logits_of", "loss_of", "trained", "try_training"]

TOLD = Sentences(
    {
        "no logits": N_(
            "{name} must return the trained model. What came is {came}, from which no table of logits of the "
            "shape {shape} can be had. Return your affine layer."
        ),
        "not finite": N_(
            "After training on {data} the logits are not finite numbers. A learning rate that is too large does "
            "that, or an overflow in the layer."
        ),
        "stayed": N_(
            "After training on {data} every row gets the same logits, as if the weights had not moved. Do you "
            "update the very arrays that the layer uses, and return this layer?"
        ),
        "higher": N_(
            "After training on {data} the mean loss is {loss}, above the {start} of a model that knows nothing. "
            "Does each step subtract, is the learning rate small enough, and does each row keep its label?"
        ),
        "apart": N_(
            "After training on {data} the mean loss is {loss}, hardly below the {start} of a model that knows "
            "nothing, although the weights have moved. Do images and labels still belong together, if you "
            "shuffle?"
        ),
        "short of": N_(
            "{accuracy} of the 360 held-out digits are right, and {own} of the 1,437 that it was trained on. At "
            "least 95% of the held-out ones should be. Train for more epochs, or with another learning rate. Do you "
            "step after each batch?"
        ),
        "few rows": N_(
            "With digits your loop works, but with 6 rows it learns nothing. Does it leave out a batch that is "
            "not full?"
        ),
        "digits right": N_("Trained by your own code, the model reads {accuracy} of the 360 held-out digits."),
        "no forward": N_("What you return has no forward(x), which the cells below call. Return the MyAffine itself."),
    }
)


def _digits():
    images, labels = load_digits()
    order = np.random.default_rng(19).permutation(len(images))
    return images[order], labels[order]


def logits_of(made, x, classes):
    """The logits of a trained model: a layer, a network or a function; or weights, alone or kept somewhere."""
    for model in (made, *(made if isinstance(made, tuple | list) else ())):
        kept = {"": model} | (model if isinstance(model, dict) else stored(model))
        kept |= dict(enumerate(model)) if isinstance(model, tuple | list) else {}
        weights, biases = (
            [numbers(one) for one in kept.values() if shape_of(one) == shape]
            for shape in ((x.shape[1], classes), (classes,))
        )
        ways = [getattr(model, way, None) for way in ("forward", "predict", "logits", "__call__")]
        ways += [lambda x, W=weights[0], b=[*biases, 0.0][0]: x @ W + b] if weights else []
        for way in filter(callable, ways):
            found = run_code(way, x)
            found = None if isinstance(found, Exception) else numbers(found)
            if found is not None and found.shape == (len(x), classes):
                return found.astype(float)
    shape = len(x), classes
    raise Refused(TOLD["no logits"].format(name="my_train", came=short(made), shape=shape), "no-model")


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


def try_training(train):
    few, three = 4.0 * np.eye(3)[[0, 1, 2, 2, 0, 1]], np.array([0, 1, 2, 2, 0, 1])
    model = without_the_course(lambda: trained(train, few, three, 3, _(N_("6 rows of 3 numbers, and 3 classes"))))
    few_loss = loss_of(logits_of(model, few, 3), three)
    images, labels = _digits()
    x, t, x_held, t_held = images[:1437], labels[:1437], images[1437:], labels[1437:]
    model = trained(train, x, t, 10, _(N_("the digits")))
    own, held = (logits_of(model, one, 10) for one in (x, x_held))
    right = (held.argmax(axis=1) == t_held).mean()
    said = {"accuracy": f"{right:.1%}", "own": f"{(own.argmax(axis=1) == t).mean():.1%}"}
    if right < 0.95:
        explain_training(own, t, 10, _(N_("the digits")))
        raise Refused(TOLD["short of"].format(**said), "not-trained-enough")
    if not few_loss < np.log(3) - 0.02:
        raise Refused(TOLD["few rows"], "batch-left-out")
    told = TOLD["digits right"].format(**said)
    return told if hasattr(model, "forward") else f"{told} {TOLD['no forward']}"


def explain_training(logits, labels, classes, data):
    """Refuse logits from which it can be seen why the training did not work."""
    if not np.isfinite(logits).all():
        raise Refused(TOLD["not finite"].format(data=data), "diverges")
    if np.ptp(logits, axis=0).max() < 1e-9:
        raise Refused(TOLD["stayed"].format(data=data), "no-step")
    start, loss = np.log(classes), loss_of(logits, labels)
    said = {"data": data, "loss": f"{loss:.2f}", "start": f"log {classes} = {start:.2f}"}
    if loss > start + 0.05:
        raise Refused(TOLD["higher"].format(**said), "loss-rises")
    if loss > 0.9 * start and np.ptp(logits) > 0.5 and (logits.argmax(axis=1) == labels).mean() < 0.3:
        raise Refused(TOLD["apart"].format(**said), "shuffled-apart")
