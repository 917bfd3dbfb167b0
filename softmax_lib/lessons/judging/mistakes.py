"""The bank of mistakes: what each would give for what an exercise asks, and one sentence for whoever made it.

What an exercise asks for is a name, such as "gradient"; a mistake's ``gives`` maps it to one function of
the exercise's inputs, or to several where the mistake can be made in more than one way. The numbers are
those of the course's list of classic mistakes; number 14 is the wrong option of a choice.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from softmax_lib.functions import log_softmax, softmax
from softmax_lib.language import N_

__all__ = ["MISTAKES", "Mistake"]


class Mistake(NamedTuple):
    """A classic mistake: its name, what to tell, and what it gives for each thing that can be asked.

    An exercise calls it by its ``key``, which stays; ``name`` and ``message`` are what a reader sees. ``told`` is told
    in place of the message where something else is asked.
    """

    key: str
    name: str
    message: str
    gives: dict[str, Callable | tuple[Callable, ...]]
    told: dict[str, str] = {}


def _naive(a):
    return np.exp(a) / np.exp(a).sum()


def _entropy(y, t):
    return -(t * np.log(y)).sum()


def _binary(y, t):
    return -(t * np.log(y) + (1 - t) * np.log(1 - y)).sum()


def _all_rows(a):
    return softmax(a.ravel()).reshape(a.shape)


def _any_upstream(a, u):
    return softmax(a) * (u - (u * softmax(a)).sum(axis=-1, keepdims=True))


def _of_labels(way):
    """A way for weights, as one for integer labels."""
    return lambda a, labels: way(a, np.eye(a.shape[1])[labels])


def _for_batches(*ways):
    """The ways for weights, and the same for integer labels."""
    return {"rows": ways, "rows of labels": tuple(map(_of_labels, ways))}


def _for_any_upstream(*ways):
    """The ways that hold for one example and for a batch alike."""
    return {"any upstream": ways, "any upstream rows": ways}


def _mean_loss(log_y, labels):
    return -log_y[np.arange(len(labels)), labels].mean()


def _one_maximum(a):
    e = np.exp(a - a.max())
    return e / e.sum(axis=1, keepdims=True)


def _loss_of_one_maximum(a, labels):
    return _mean_loss(np.log(_one_maximum(a)), labels)


def _flat(a, maxima):
    e = np.exp(a - maxima)
    return e / e.sum(axis=1)


def _whole_rows(a, labels):
    y = softmax(a)
    y[labels] -= 1
    return y / len(a)


def _whole_columns(a, labels):
    y = softmax(a)
    y[:, labels] -= 1
    return y / len(a)


def _turned_first(x, W2, g):
    return x.T @ (g @ W2)


def _turned_second(x, W2, g):
    return (x.T @ (g @ W2.T)).T


def _sigmoid(x):
    return 1 / (1 + np.exp(-x))


def _slope(x):
    return _sigmoid(x) * (1 - _sigmoid(x))


def _outputs(x, w, v, t):
    """What comes back to the hidden unit, output by output."""
    y = _sigmoid(v * _sigmoid(w * x))
    return (y - t) * y * (1 - y) * v


def _of_pairs(W, before, after):
    """y − t of each pair of a letter and the next one, whose logits are a row of W."""
    return softmax(W[before]) - np.eye(W.shape[1])[after]


def _by_letter(rows, W, before):
    """Rows added up by the letter before."""
    return np.eye(len(W))[before].T @ rows


def _last_of_each_letter(W, before, after):
    made = np.zeros(W.shape)
    made[before] = _of_pairs(W, before, after) / len(before)
    return made


def _masked(y, labels, counts):
    return counts[:, np.newaxis] * (y - np.eye(y.shape[1])[labels])


def _hidden_weight(x, w, v, t):
    return _outputs(x, w, v, t).sum() * _slope(w * x) * x


def _squared(a, t):
    return _any_upstream(a, softmax(a) - t)


def _changed_in_place(y, labels):
    y, made = y.copy(), []
    for _ in range(2):
        y[np.arange(len(y)), labels] -= 1
        made.append(y / len(y))
    return np.array(made)


def _spread(x):
    return np.sqrt(x.var(axis=0) + 1e-5)


def _normalized(x):
    return (x - x.mean(axis=0)) / _spread(x)


def _batch_norm(x, g):
    z = _normalized(x)
    return (g - g.mean(axis=0) - z * (g * z).mean(axis=0)) / _spread(x)


def _last_arrival(nodes, gradients):
    total = np.zeros(nodes.max() + 1)
    total[nodes] = gradients
    return total


def _nudge(up, down):
    """The difference quotient with these two steps."""
    return lambda f, x: np.array([(f(x + up * e) - f(x - down * e)) / (up + down) for e in np.eye(len(x))])


def _nudged_in_place(f, x, h):
    def nudged(i, step):
        made = x.copy()
        made[i] += step
        return made

    return np.array([(f(nudged(i, h)) - f(nudged(i, -h))) / (2 * h) for i in range(len(x))])


def _not_taken_back(f, x):
    x, made = np.array(x, dtype=float), []
    for i in range(len(x)):
        x[i] += 1e-5
        up = f(x)
        x[i] -= 2e-5
        made.append((up - f(x)) / 2e-5)
    return np.array(made)


def _reused(f, x):
    step, made = np.zeros(len(x)), []
    for i in range(len(x)):
        step[i] = 1e-5
        made.append((f(x + step) - f(x - step)) / 2e-5)
    return np.array(made)


MISTAKES = {
    1: Mistake(
        "sign",
        N_("the sign"),
        N_("Every sign is flipped. Take one entry: if this number rises, does the loss rise or fall?"),
        {
            **_for_any_upstream(lambda a, u: -_any_upstream(a, u)),
            **_for_batches(lambda a, t: (t - softmax(a)) / len(a)),
            "loss of rows": lambda a, labels: -_mean_loss(log_softmax(a), labels),
            "weights": lambda x, g: -x.T @ g,
            "biases": lambda g: -g.sum(axis=0),
            "first weights": lambda x, W2, g: -x.T @ (g @ W2.T),
            "sigmoid": lambda x, u: -u * _sigmoid(x) * (1 - _sigmoid(x)),
            "hidden weight": lambda x, w, v, t: -_hidden_weight(x, w, v, t),
            "squared error": lambda a, t: -_squared(a, t),
            "update": lambda W, g, rate, penalty: W + rate * (g + penalty * W),
            "batch norm": lambda x, g: -_batch_norm(x, g),
            "gradient of shares": lambda y, t: t - y,
            "temperature": lambda a, t, tau: (t - softmax(a / tau)) / tau,
            "of temperature": lambda a, t, tau: (a * (softmax(a / tau) - t)).sum() / tau**2,
            "class weights": lambda a, t, w: w * t - softmax(a) * (w * t).sum(),
            "pair gradient": lambda W, i, k: -_by_letter(_of_pairs(W, i, k), W, i) / len(i),
            "masked rows": lambda y, labels, counts: -_masked(y, labels, counts) / counts.sum(),
            "loss": lambda y, t: -_entropy(y, t),
            "loss of logits": (lambda a, t: -_entropy(softmax(a), t), lambda a, t: (t * log_softmax(a)).sum()),
            "step 1": lambda y, t: t / y,
            "step 2": lambda a, t: t / softmax(a) * np.exp(a),
            "step 3": lambda a, t: -t.sum() / np.exp(a).sum(),
            "step 5": lambda a, t: t / np.exp(a),
            "gradient": lambda a, t: t - t.sum() * softmax(a),
            "jacobian": lambda a: np.outer(softmax(a), softmax(a)) - np.diag(softmax(a)),
            "chain": lambda u, J: -u @ J,
            "descent": (lambda a, t: a + t.sum() * softmax(a) - t, lambda a, t: a + softmax(a) - t),
        },
        {
            "loss": N_("A loss is not negative here. Where does the minus belong?"),
            "loss of logits": N_("A loss is not negative here. Where does the minus belong?"),
            "loss of rows": N_("A loss is not negative here. Where does the minus belong?"),
            "step 3": N_("The sign is flipped. If this one number rises, does the loss rise or fall?"),
            "of temperature": N_("The sign is flipped. If this one number rises, does the loss rise or fall?"),
            "hidden weight": N_("The sign is flipped. If this one number rises, does the loss rise or fall?"),
            "jacobian": N_("Every sign is flipped. If a logit rises, does its own share rise or fall?"),
            "descent": N_("The step goes the wrong way: with it the loss rises."),
            "update": N_("The step goes the wrong way: with it the loss rises."),
        },
    ),
    2: Mistake(
        "only-the-diagonal",
        N_("only the diagonal"),
        N_("Each logit is allowed to move its own share only. But a logit moves all the shares, through S."),
        {
            **_for_any_upstream(lambda a, u: u * softmax(a) * (1 - softmax(a))),
            "squared error": lambda a, t: softmax(a) * (1 - softmax(a)) * (softmax(a) - t),
            "class weights": lambda a, t, w: -w * t * (1 - softmax(a)),
            "gradient of shares": lambda y, t: -t * (1 - y),
            "temperature": lambda a, t, tau: -t * (1 - softmax(a / tau)) / tau,
            "gradient": lambda a, t: -t * (1 - softmax(a)),
            "jacobian": lambda a: np.diag(softmax(a) * (1 - softmax(a))),
            "chain": lambda u, J: u * np.diag(J),
            "descent": lambda a, t: a + t * (1 - softmax(a)),
        },
    ),
    3: Mistake(
        "no-sum-at-a-fork",
        N_("no sum at a fork"),
        N_(
            "One value is used in every class, but only one of its gradients is in your answer, or each is kept apart. "
            "At a fork they are added."
        ),
        {
            "gradient": lambda a, t: -t * (1 - softmax(a)),
            "hidden weight": (
                lambda x, w, v, t: _outputs(x, w, v, t) * _slope(w * x) * x,
                lambda x, w, v, t: _outputs(x, w, v, t)[-1] * _slope(w * x) * x,
            ),
            "of temperature": lambda a, t, tau: -(a * (softmax(a / tau) - t)) / tau**2,
            "step 3": (
                lambda a, t: t / np.exp(a).sum(),
                lambda a, t: t[0] / np.exp(a).sum(),
                lambda a, t: t.max() / np.exp(a).sum(),
                lambda a, t: t[-1] / np.exp(a).sum(),
            ),
        },
        {
            "hidden weight": N_("The hidden unit is used in every output, so the gradients from all outputs add."),
        },
    ),
    4: Mistake(
        "branch-lost",
        N_("one branch lost"),
        N_("exp(a) is used twice, and only one of its two gradients is in your answer."),
        {
            **_for_any_upstream(
                lambda a, u: u * softmax(a),
                lambda a, u: -softmax(a) * (u * softmax(a)).sum(axis=-1, keepdims=True),
            ),
            "gradient of shares": (lambda y, t: -t, lambda y, t: y),
            "class weights": (lambda a, t, w: -w * t, lambda a, t, w: softmax(a) * (w * t).sum()),
            "gradient": (lambda a, t: -t, lambda a, t: t.sum() * softmax(a)),
        },
        {
            "gradient of shares": N_("Two terms meet at each logit, and only one of them is in your answer."),
            "class weights": N_("Two branches meet at each logit, and only one of them is in your answer."),
        },
    ),
    5: Mistake(
        "square-forgotten",
        N_("the square at ‘/’ forgotten"),
        N_("‘/’ multiplies by minus its output squared. Your answer looks as if the square were missing."),
        {
            "step 3": lambda a, t: t.sum() * np.ones(()),
            "gradient": lambda a, t: t.sum() * np.exp(a) - t,
        },
    ),
    6: Mistake(
        "exp-node",
        N_("the exp node"),
        N_("a stands where exp(a) belongs, or exp is left out."),
        {
            "softmax": (lambda a: a / a.sum(),),
            "step 2": lambda a, t: -t / softmax(a) * a,
            "step 5": lambda a, t: -t / a,
            "six lines": lambda a, t: t.sum() / np.exp(a).sum() - t,
            "gradient": (
                lambda a, t: t.sum() / np.exp(a).sum() - t / np.exp(a),
                lambda a, t: (t.sum() / np.exp(a).sum() - t / np.exp(a)) * a,
            ),
        },
        {
            "gradient": N_(
                "At the exp node, multiply by its own output, exp(a). It is left out, or a is there instead."
            ),
            "six lines": N_("At the exp node, both branches are multiplied by its own output, exp(a). Are they here?"),
        },
    ),
    7: Mistake(
        "binary-cross-entropy",
        N_("binary cross-entropy"),
        N_(
            "That comes from the cross-entropy of separate yes-or-no questions, with a term for 1 − y. Here one class "
            "of several is chosen, and only t log y counts."
        ),
        {
            "loss": _binary,
            "loss of logits": lambda a, t: _binary(softmax(a), t),
            "step 1": lambda y, t: (y - t) / (y * (1 - y)),
        },
    ),
    8: Mistake(
        "no-upstream-gradient",
        N_("no upstream gradient"),
        N_(
            "Your answer is 0 everywhere. The entries of a column add up to 0 as they are: multiply each row by the "
            "gradient at its share first."
        ),
        {"chain": lambda u, J: J.sum(axis=0), "gradient": lambda a, t: np.zeros(len(a))},
    ),
    9: Mistake(
        "softmax-twice",
        N_("softmax twice"),
        N_(
            "Softmax has been applied to something that had already been through it. Look where the logits become "
            "shares."
        ),
        {
            "squared error": lambda a, t: _squared(softmax(a), t),
            "shares of sum": lambda e: softmax(e / e.sum()),
            "temperature": lambda a, t, tau: (softmax(softmax(a / tau)) - t) / tau,
            "softmax": lambda a: softmax(softmax(a)),
            "softmax of temperature": lambda a, tau: softmax(softmax(a) / tau),
            "loss of logits": lambda a, t: _entropy(softmax(softmax(a)), t),
            "gradient": lambda a, t: softmax(softmax(a)) * t.sum() - t,
            "descent": lambda a, t: a - (softmax(softmax(a)) * t.sum() - t),
        },
    ),
    10: Mistake(
        "wrong-axis",
        N_("the wrong axis"),
        N_("Your shares add up to 1 down each column. The classes of one example stand in a row."),
        {
            **_for_batches(lambda a, t: (softmax(a, axis=0) - t) / len(a)),
            "loss of rows": lambda a, labels: _mean_loss(log_softmax(a, axis=0), labels),
            "normalized": lambda x: _normalized(x.T).T,
            "batch norm": lambda x, g: _batch_norm(x.T, g.T).T,
        },
        {
            "batch norm": N_("Each row is normalized. Here it is each column, one feature, over all the rows."),
            "normalized": N_("Each row is normalized. Here it is each column, one feature, over all the rows."),
        },
    ),
    11: Mistake(
        "one-sum-for-the-batch",
        N_("one sum for the whole batch"),
        N_("There is one sum for the whole batch. Each row is an example of its own: its sum stays inside the row."),
        {
            **_for_batches(lambda a, t: (_all_rows(a) - t) / len(a)),
            "loss of rows": lambda a, labels: _mean_loss(np.log(_all_rows(a)), labels),
            "normalized": lambda x: (x - x.mean()) / np.sqrt(x.var() + 1e-5),
            "batch norm": lambda x, g: _batch_norm(x.reshape(-1, 1), g.reshape(-1, 1)).reshape(x.shape),
            "any upstream rows": (
                lambda a, u: softmax(a) * (u - (u * softmax(a)).sum()),
                lambda a, u: _all_rows(a) * (u - (u * _all_rows(a)).sum()),
                lambda a, u: _all_rows(a) * (u - (u * _all_rows(a)).sum(axis=1, keepdims=True)),
            ),
        },
        {
            "normalized": N_("There is one mean and one spread for the whole table. Each column has its own."),
            "batch norm": N_("There is one mean and one spread for the whole table. Each column has its own."),
        },
    ),
    12: Mistake(
        "no-exp-in-the-denominator",
        N_("no exp below the line"),
        N_("There is an exp in the numerator but none in the denominator. Do your shares sum to 1?"),
        {"softmax": lambda a: np.exp(a) / a.sum()},
    ),
    13: Mistake(
        "one-over-n",
        N_("1/N missing, or twice"),
        N_(
            "The loss is the mean over the rows, so the gradient holds 1/N exactly once. Look at the ratio to the "
            "nudge."
        ),
        {
            **_for_batches(lambda a, t: softmax(a) - t, lambda a, t: (softmax(a) - t) / len(a) ** 2),
            "loss of rows": (
                lambda a, labels: _mean_loss(log_softmax(a), labels) * len(a),
                lambda a, labels: _mean_loss(log_softmax(a), labels) / len(a),
            ),
            "perplexity": lambda shares: np.exp(-np.log(shares).sum()),
            "pair gradient": (
                lambda W, i, k: _by_letter(_of_pairs(W, i, k), W, i),
                lambda W, i, k: _by_letter(_of_pairs(W, i, k), W, i) / len(i) ** 2,
            ),
            "masked rows": (
                lambda y, labels, counts: _masked(y, labels, counts) / len(y),
                lambda y, labels, counts: _masked(y, labels, counts),
            ),
        },
        {
            "masked rows": N_("The mean is over the positions that count. It divides by how many of them there are."),
            "loss of rows": N_("The loss of a batch is the mean over its rows: the sum, divided by N, once."),
            "perplexity": N_("The loss of a text is the mean over its words, so a longer text is not a worse one."),
        },
    ),
    14: Mistake(
        "one-over-n-to-balance",
        N_("1/N to balance the negative entries"),
        N_("1/N renormalizes nothing: each row of y − t sums to 0 without it. It is the 1/N of the mean."),
        {},
    ),
    15: Mistake(
        "mean-over-classes",
        N_("the number of classes in the mean"),
        N_("The mean is over the rows, and there are N of them. The number of classes, C, has no part in it."),
        {
            "two backwards": tuple(
                lambda y, labels, n=n: np.array(2 * [(y - np.eye(y.shape[1])[labels]) / n(y)])
                for n in (lambda y: y.shape[1], np.size)
            ),
            "descent": lambda a, t: a - (softmax(a) * t.sum() - t) / len(a),
            **_for_batches(lambda a, t: (softmax(a) - t) / a.shape[1], lambda a, t: (softmax(a) - t) / a.size),
            "loss of rows": (
                lambda a, labels: _mean_loss(log_softmax(a), labels) / a.shape[1],
                lambda a, labels: _mean_loss(log_softmax(a), labels) * len(a) / a.shape[1],
            ),
            "pair gradient": tuple(
                lambda W, i, k, axis=axis: _by_letter(_of_pairs(W, i, k), W, i) / W.shape[axis] for axis in (0, 1)
            ),
            "masked rows": lambda y, labels, counts: _masked(y, labels, counts) / y.shape[1],
        },
        {
            "descent": N_("The step is divided by the number of classes. Subtract the whole gradient, times 1."),
            "pair gradient": N_("The mean is over the pairs. The number of letters has no part in it."),
            "masked rows": N_("The mean is over the positions that count. The number of classes has no part in it."),
        },
    ),
    16: Mistake(
        "no-maximum-subtracted",
        N_("no maximum subtracted"),
        N_("Right for small logits, but large ones overflow. Subtract the largest logit from all of them first."),
        {
            "rows of labels": _of_labels(lambda a, t: (np.exp(a) / np.exp(a).sum(axis=1, keepdims=True) - t) / len(a)),
            "loss of rows": (
                lambda a, labels: _mean_loss(np.log(np.exp(a) / np.exp(a).sum(axis=1, keepdims=True)), labels),
                lambda a, labels: _mean_loss(a - np.log(np.exp(a).sum(axis=1, keepdims=True)), labels),
            ),
            "gradient": lambda a, t: t.sum() * _naive(a) - t,
            "softmax": _naive,
            "loss of logits": (
                lambda a, t: _entropy(_naive(a), t),
                lambda a, t: -(t * (a - np.log(np.exp(a).sum()))).sum(),
                lambda a, t: np.log(np.exp(a).sum()) * t.sum() - (t * a).sum(),
            ),
        },
    ),
    17: Mistake(
        "one-maximum-for-the-batch",
        N_("one maximum for the whole batch"),
        N_(
            "The maximum of the whole batch is subtracted everywhere. A row that lies far below it is rounded to 0, "
            "and 0/0 is nan, or log 0 is −inf. Each row needs its own maximum."
        ),
        {
            "rows of labels": _of_labels(lambda a, t: (_one_maximum(a) - t) / len(a)),
            "loss of rows": (
                _loss_of_one_maximum,
                lambda a, labels: _mean_loss(
                    a - a.max() - np.log(np.exp(a - a.max()).sum(axis=1, keepdims=True)), labels
                ),
            ),
        },
    ),
    18: Mistake(
        "log-of-zero",
        N_("log 0"),
        N_(
            "Where a share is rounded to 0, its logarithm is −inf, or a small number added to it hides that. Put "
            "softmax and logarithm together before you compute."
        ),
        {
            "loss of rows": (
                lambda a, labels: _mean_loss(np.log(softmax(a)), labels),
                lambda a, labels: _mean_loss(np.log(softmax(a) + 1e-7), labels),
            ),
            "loss of logits": (
                lambda a, t: _entropy(softmax(a), t),
                lambda a, t: _entropy(softmax(a) + 1e-7, t),
                lambda a, t: -np.where(t > 0, t * np.log(softmax(a)), 0).sum(),
            ),
        },
    ),
    19: Mistake(
        "labels-as-one-hot",
        N_("labels taken for one-hot rows"),
        N_("The integer labels are used as if they were one-hot rows. A label says at which place the 1 stands."),
        {
            "rows of labels": (
                lambda a, labels: (softmax(a) - labels) / len(a),
                lambda a, labels: (softmax(a) - labels[:, np.newaxis]) / len(a),
            ),
            "loss of rows": (
                lambda a, labels: -(labels * log_softmax(a)).sum(axis=1).mean(),
                lambda a, labels: -(labels[:, np.newaxis] * log_softmax(a)).sum(axis=1).mean(),
            ),
        },
    ),
    20: Mistake(
        "targets-sum-to-one",
        N_("takes for granted that the targets sum to 1"),
        N_("Right as long as the targets sum to 1. One of the points where you are checked has other weights."),
        {
            "class weights": (
                lambda a, t, w: softmax(a) - w * t,
                lambda a, t, w: softmax(a) * t.sum() - w * t,
            ),
            "loss of logits": lambda a, t: -log_softmax(a)[0] + a[0] - (t * a).sum(),
            "step 3": lambda a, t: 1 / np.exp(a).sum(),
            "gradient": lambda a, t: softmax(a) - t,
            "descent": lambda a, t: a - (softmax(a) - t),
        },
        {
            "class weights": N_(
                "Right only where what stands before the logarithms sums to 1. Here that is w times t."
            ),
        },
    ),
    21: Mistake(
        "weights-transposed",
        N_("the weights transposed"),
        N_(
            "A transpose is missing, or in the wrong place. Where there are as many inputs as outputs, no error tells "
            "you. Write down the shapes of all three arrays."
        ),
        {
            "weights": lambda x, g: g.T @ x,
            "first weights": (_turned_first, _turned_second, lambda x, W2, g: (g @ W2.T).T @ x),
        },
    ),
    22: Mistake(
        "bias-not-summed",
        N_("the bias not summed over the rows, or averaged"),
        N_("Every row uses the same bias, so the gradients of the rows add. They are not averaged a second time."),
        {"biases": (lambda g: g, lambda g: g.mean(axis=0))},
    ),
    23: Mistake(
        "replaced-instead-of-added",
        N_("‘=’ where it should be ‘+=’"),
        N_("Where two paths meet, one gradient has replaced the other. They are added, one after the other."),
        {
            "paths": (_last_arrival, lambda nodes, gradients: _last_arrival(nodes[::-1], gradients[::-1])),
            "x log x": lambda x, upstream: upstream,
            "gradient at 1/S": lambda a, t: -t[-1] * np.exp(a).sum(),
            "pair gradient": _last_of_each_letter,
        },
        {
            "pair gradient": N_(
                "A letter begins several pairs, but only one of their gradients is in its row. There they all add."
            ),
        },
    ),
    24: Mistake(
        "y-minus-t-for-squared-error",
        N_("y − t for squared error as well"),
        N_(
            "y − t is what arrives at the output of the activation. Here the activation stands between, and its slope "
            "is still missing."
        ),
        {
            "hidden weight": lambda x, w, v, t: ((_sigmoid(v * _sigmoid(w * x)) - t) * v).sum() * _slope(w * x) * x,
            "squared error": lambda a, t: softmax(a) - t,
        },
        {
            "squared error": N_("That is the gradient of cross-entropy. Squared error brings y − t to the shares."),
        },
    ),
    25: Mistake(
        "changed-in-place",
        N_("the stored prediction changed in place"),
        N_("The first call changes what forward has stored, and the second starts from there. Work on a copy."),
        {
            "two backwards": (
                _changed_in_place,
                lambda y, labels: (lambda d: np.array([d / len(y), d / len(y) ** 2]))(y - np.eye(y.shape[1])[labels]),
                lambda y, labels: np.array(2 * [(y - 2 * np.eye(y.shape[1])[labels]) / len(y)]),
            )
        },
    ),
    26: Mistake(
        "step-size",
        N_("the step of the nudge"),
        N_(
            "The step is too large, and the loss bends; or too small, and only rounding is left; or the nudge goes to "
            "one side only."
        ),
        {"central differences": (_nudge(1e-2, 1e-2), _nudge(1e-13, 1e-13), _nudge(1e-5, 0))},
    ),
    27: Mistake(
        "integers-nudged",
        N_("whole numbers nudged in place"),
        N_(
            "Right for numbers with a point, but an array of whole numbers rounds the nudge, or the slope, away. Make "
            "a copy of floats."
        ),
        {"central differences": lambda f, x: _nudged_in_place(f, x, 1e-5)},
    ),
    28: Mistake(
        "path-lost",
        N_("a path through the mean or the variance lost"),
        N_(
            "A path is lost. Each number also moves the mean and the variance, and through them all others. Is the sum "
            "of a column 0? And the sum of the normalized numbers times your answer?"
        ),
        {
            "batch norm": (
                lambda x, g: g / _spread(x),
                lambda x, g: (g - g.mean(axis=0)) / _spread(x),
                lambda x, g: (g - _normalized(x) * (g * _normalized(x)).mean(axis=0)) / _spread(x),
            ),
        },
    ),
    29: Mistake(
        "keepdims-forgotten",
        N_("keepdims forgotten"),
        N_(
            "The sums, or the maxima, are a flat array, and NumPy lays them along the columns. keepdims=True keeps "
            "them a column."
        ),
        {
            "rows of labels": (
                _of_labels(lambda a, t: (_flat(a, a.max(axis=1, keepdims=True)) - t) / len(a)),
                _of_labels(lambda a, t: (_flat(a, a.max(axis=1)) - t) / len(a)),
            ),
            "loss of rows": lambda a, labels: _mean_loss(
                a - a.max(axis=1, keepdims=True) - np.log(np.exp(a - a.max(axis=1, keepdims=True)).sum(axis=1)), labels
            ),
        },
    ),
    30: Mistake(
        "row-index-missing",
        N_("the row index is missing"),
        N_(
            "A list of labels alone picks whole rows, or the same columns in each row. For one entry in each row NumPy "
            "needs two lists: the rows, and the labels."
        ),
        {
            "rows of labels": (_whole_rows, _whole_columns),
            "loss of rows": (
                lambda a, labels: -log_softmax(a)[labels].mean(),
                lambda a, labels: -log_softmax(a)[:, labels].mean(),
            ),
        },
    ),
    31: Mistake(
        "slope-of-sigmoid",
        N_("the slope of sigmoid"),
        N_("The slope of sigmoid is y(1 − y), with y its output. Your slope is made of something else."),
        {
            "sigmoid": (
                lambda x, u: u * x * (1 - x),
                lambda x, u: u * _sigmoid(x) * (1 - x),
                lambda x, u: u * x * (1 - _sigmoid(x)),
                lambda x, u: u * (1 - np.tanh(x) ** 2),
                lambda x, u: u * (1 - _sigmoid(x) ** 2),
                lambda x, u: u * _slope(_sigmoid(x)),
                lambda x, u: u * softmax(x) * (1 - softmax(x)),
                lambda x, u: u * (x > 0),
                lambda x, u: u * _sigmoid(x),
                lambda x, u: u * _sigmoid(x) ** 2,
                lambda x, u: u * (1 + np.exp(-x)) * -np.exp(-x),
                lambda x, u: u * (1 - _sigmoid(x)) ** 2,
                lambda x, u: u * np.exp(-x) / (1 + np.exp(-x)),
                lambda x, u: u * np.exp(-x) * _sigmoid(x),
                lambda x, u: u * _sigmoid(x) - _sigmoid(x),
                lambda x, u: u * _sigmoid(x) + 1 - _sigmoid(x),
            ),
            "hidden weight": (
                lambda x, w, v, t: _outputs(x, w, v, t).sum() * (w * x) * (1 - w * x) * x,
                lambda x, w, v, t: _outputs(x, w, v, t).sum() * x,
                lambda x, w, v, t: _outputs(x, w, v, t).sum() * _sigmoid(w * x) * x,
                lambda x, w, v, t: _outputs(x, w, v, t).sum() * (1 - _sigmoid(w * x)) * x,
                lambda x, w, v, t: _outputs(x, w, v, t).sum() * _slope(_sigmoid(w * x)) * x,
                lambda x, w, v, t: _outputs(x, w, v, t).sum() * x * (1 - x) * x,
                lambda x, w, v, t: _outputs(x, w, v, t).sum() * (1 - np.tanh(w * x) ** 2) * x,
            ),
        },
        {
            "hidden weight": N_(
                "The slope of the hidden unit is h(1 − h), with h its output. It is missing, or made of something else."
            ),
        },
    ),
    32: Mistake(
        "derivative-of-the-penalty",
        N_("the derivative of the penalty"),
        N_(
            "The penalty is λ/2 times the sum of all squared weights. Its derivative with respect to one weight is λ "
            "times this weight, and it belongs to the gradient."
        ),
        {
            "update": (
                *tuple(
                    lambda W, g, rate, penalty, d=d: W - rate * (g + d(W, penalty))
                    for d in (
                        lambda W, c: 2 * c * W,
                        lambda W, c: c / 2 * W,
                        lambda W, c: c * W**2,
                        lambda W, c: c / 2 * W**2,
                        lambda W, c: c * (W**2).sum(),
                        lambda W, c: c / 2 * (W**2).sum(),
                        lambda W, c: c * W.sum(),
                        lambda W, c: c * np.sign(W),
                        lambda W, c: c * abs(W),
                        lambda W, c: c,
                        lambda W, c: c * W.mean(),
                    )
                ),
                lambda W, g, rate, penalty: W - rate * g - penalty * W,
                lambda W, g, rate, penalty: (W - rate * g) * (1 - rate * penalty),
                lambda W, g, rate, penalty: W - rate * g - rate * penalty * (W - rate * g),
                lambda W, g, rate, penalty: W - rate * g - penalty / 2 * W,
                lambda W, g, rate, penalty: W - rate * (g - penalty * W),
                lambda W, g, rate, penalty: W - rate * penalty * g,
            ),
        },
    ),
    33: Mistake(
        "divided-by-n-minus-one",
        N_("N − 1 in the variance"),
        N_("The variance here is the mean of the squares, divided by N. Yours is divided by N − 1."),
        {
            "normalized": (
                lambda x: (x - x.mean(0)) / np.sqrt(x.var(0, ddof=1) + 1e-5),
                lambda x: (x - x.mean(0)) / np.sqrt(x.var(0, ddof=1)),
                lambda x: (x - x.mean(0)) / (x.std(0, ddof=1) + 1e-5),
            ),
            "batch norm": lambda x, g: (lambda s, z: (g - g.mean(0) - z * (g * z).mean(0)) / s)(
                np.sqrt(x.var(0, ddof=1) + 1e-5), (x - x.mean(0)) / np.sqrt(x.var(0, ddof=1) + 1e-5)
            ),
        },
    ),
    34: Mistake(
        "epsilon-of-the-variance",
        N_("ε in the root"),
        N_(
            "ε, which is 10⁻⁵, is added to the variance, under the root. Yours is "
            "missing, in another place, or another number."
        ),
        {
            "normalized": (
                lambda x: (x - x.mean(0)) / x.std(0),
                *(lambda x, e=10.0**-p: (x - x.mean(0)) / (x.std(0) + e) for p in (3, 4, 5, 6, 7, 8)),
                *(lambda x, e=10.0**-p: (x - x.mean(0)) / np.sqrt(x.var(0) + e) for p in (1, 2, 3, 4, 6, 7, 8, 10)),
            ),
            "batch norm": tuple(
                lambda x, g, spread=spread: (
                    (g - g.mean(0) - (x - x.mean(0)) / spread(x) * (g * (x - x.mean(0)) / spread(x)).mean(0))
                    / spread(x)
                )
                for spread in (
                    lambda x: x.std(0),
                    *(lambda x, e=10.0**-p: x.std(0) + e for p in (3, 4, 5, 6, 7, 8)),
                    *(lambda x, e=10.0**-p: np.sqrt(x.var(0) + e) for p in (1, 2, 3, 4, 6, 7, 8, 10)),
                )
            ),
        },
    ),
    35: Mistake(
        "other-relative-error",
        N_("another relative error"),
        N_(
            "That is another relative error. The one of this chapter divides each difference by the larger of the two "
            "sizes, entry by entry, and returns the worst."
        ),
        {
            "relative error": (
                *tuple(
                    lambda p, q, below=below, total=total: total(abs(p - q) / below(p, q))
                    for total in (np.max, np.mean, np.sum)
                    for below in (
                        lambda p, q: abs(p),
                        lambda p, q: abs(q),
                        lambda p, q: abs(p) + abs(q),
                        lambda p, q: (abs(p) + abs(q)) / 2,
                        lambda p, q: np.minimum(abs(p), abs(q)),
                        lambda p, q: np.maximum(p, q),
                        lambda p, q: abs(np.maximum(p, q)),
                        lambda p, q: abs(p + q),
                        lambda p, q: abs(p * q),
                        lambda p, q: np.sqrt(p**2 + q**2),
                        lambda p, q: max(abs(p).max(), abs(q).max()),
                        lambda p, q: max(np.linalg.norm(p), np.linalg.norm(q)),
                        lambda p, q: np.maximum(np.maximum(abs(p), abs(q)), 1),
                    )
                ),
                lambda p, q: abs(p - q).max(),
                lambda p, q: abs(p - q).max() / np.maximum(abs(p), abs(q)).max(),
                lambda p, q: (abs(p - q) / np.maximum(abs(p), abs(q))).mean(),
                lambda p, q: (abs(p - q) / np.maximum(abs(p), abs(q))).sum(),
                lambda p, q: np.linalg.norm(p - q) / max(np.linalg.norm(p), np.linalg.norm(q)),
                lambda p, q: np.linalg.norm(p - q) / (np.linalg.norm(p) + np.linalg.norm(q)),
                lambda p, q: np.linalg.norm(p - q) / np.linalg.norm(p),
                lambda p, q: np.linalg.norm(p - q) / np.linalg.norm(q),
                lambda p, q: (abs(abs(p) - abs(q)) / np.maximum(abs(p), abs(q))).max(),
            ),
        },
    ),
    36: Mistake(
        "set-instead-of-subtracted",
        N_("the true class set, not lowered by 1"),
        N_("At the true class you set a new value. y − t subtracts 1 there and keeps the share."),
        {
            "rows of labels": tuple(
                _of_labels(lambda a, t, c=c, n=n: np.where(t == 1, c, softmax(a)) / n(a))
                for c in (-1, 0, 1)
                for n in (len, lambda a: 1)
            ),
            "two backwards": tuple(
                lambda y, labels, c=c: np.stack(2 * [np.where(np.eye(y.shape[1])[labels] == 1, c, y) / len(y)])
                for c in (-1, 0, 1)
            ),
        },
    ),
    37: Mistake(
        "one-step-instead-of-the-gradient",
        N_("a new weight instead of the gradient"),
        N_("You return what a step would make of the weight. The gradient itself is asked."),
        {
            "hidden weight": lambda x, w, v, t: w - _hidden_weight(x, w, v, t),
            "gradient": lambda a, t: a - (softmax(a) * t.sum() - t),
            "squared error": lambda a, t: a - _squared(a, t),
            "temperature": lambda a, t, tau: a - (softmax(a / tau) - t) / tau,
            "class weights": lambda a, t, w: a - (softmax(a) * (w * t).sum() - w * t),
            "rows": lambda a, t: a - (softmax(a) - t) / len(a),
            "rows of labels": _of_labels(lambda a, t: a - (softmax(a) - t) / len(a)),
            "of temperature": lambda a, t, tau: tau + (a * (softmax(a / tau) - t)).sum() / tau**2,
        },
    ),
    38: Mistake(
        "gradient-instead-of-the-step",
        N_("the gradient instead of the new value"),
        N_("You return the gradient, or the step. The new value is asked: subtract the step from the old one."),
        {
            "descent": (
                lambda a, t: softmax(a) * t.sum() - t,
                lambda a, t: t - softmax(a) * t.sum(),
                lambda a, t: softmax(a) - t,
                lambda a, t: t - softmax(a),
            ),
            "update": (
                lambda W, g, rate, penalty: g + penalty * W,
                lambda W, g, rate, penalty: rate * (g + penalty * W),
                lambda W, g, rate, penalty: -rate * (g + penalty * W),
            ),
        },
    ),
    39: Mistake(
        "weights-of-the-classes",
        N_("the class weights"),
        N_(
            "Each target is multiplied by the weight of its class, in the loss and so in both terms of the gradient. "
            "Yours come in another place, in one term only, or not at all."
        ),
        {
            "class weights": (
                lambda a, t, w: w * (softmax(a) - t),
                lambda a, t, w: w * (softmax(a) * t.sum() - t),
                lambda a, t, w: w * softmax(a) * (w * t).sum() - w * t,
                lambda a, t, w: w * softmax(a) - t,
                lambda a, t, w: softmax(a) * (w * t).sum() - t,
                lambda a, t, w: softmax(a) * w.sum() * t.sum() - w * t,
                lambda a, t, w: (softmax(a) * (w * t).sum() - w * t) / w.sum(),
                lambda a, t, w: (softmax(a) * (w * t).sum() - w * t) / (w * t).sum(),
                lambda a, t, w: (softmax(a) * (w * t).sum() - w * t) / w,
                lambda a, t, w: (softmax(a) - t) / w,
                lambda a, t, w: w * np.exp(a) / (w * np.exp(a)).sum() * (w * t).sum() - w * t,
                lambda a, t, w: softmax(w * a) * t.sum() - t,
                lambda a, t, w: softmax(w * a) - t,
                lambda a, t, w: softmax(w * a) * (w * t).sum() - w * t,
                lambda a, t, w: w * np.exp(a) / (w * np.exp(a)).sum() * t.sum() - t,
                lambda a, t, w: w * np.exp(a) / (w * np.exp(a)).sum() - t,
                lambda a, t, w: (softmax(a) - t) * (w * t).sum(),
                lambda a, t, w: (softmax(a) - t) * w.mean(),
                lambda a, t, w: (softmax(a) - t) * w[t.argmax()],
                lambda a, t, w: (softmax(a) * t.sum() - t) * w[t.argmax()],
                lambda a, t, w: w**2 * (softmax(a) - t),
                lambda a, t, w: softmax(a) * (w**2 * t).sum() - w**2 * t,
                lambda a, t, w: w * (w * softmax(a) - t),
                lambda a, t, w: softmax(a) - t,
                lambda a, t, w: softmax(a) * t.sum() - t,
            ),
        },
    ),
    40: Mistake(
        "temperature-in-the-wrong-place",
        N_("the temperature"),
        N_(
            "The logits are divided by τ on the way forward, so softmax sees a/τ, and the gradient is divided by τ "
            "once more on the way back. Yours has τ in another place, or not often enough, or too often."
        ),
        {
            "temperature": (
                *tuple(
                    lambda a, t, tau, f=f, b=b: (softmax(a * tau**f) - t) * tau**b
                    for f in (-2.0, -1.0, 0.0, 1.0)
                    for b in (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0)
                    if (f, b) != (-1, -1)
                ),
                lambda a, t, tau: softmax(a / tau) - t / tau,
                lambda a, t, tau: softmax(a / tau) / tau - t,
                lambda a, t, tau: -(softmax(a / tau) - t) / tau**2,
                lambda a, t, tau: softmax(a) / tau - t,
                lambda a, t, tau: softmax(a - tau) - t,
            ),
            "of temperature": tuple(
                lambda a, t, tau, f=f, b=b: -(a * (softmax(a * tau**f) - t)).sum() * tau**b
                for f in (-2.0, -1.0, 0.0, 1.0)
                for b in (-3.0, -2.0, -1.0, -0.5, 0.0, 1.0, 2.0)
                if (f, b) != (-1, -2)
            ),
        },
        {
            "of temperature": N_(
                "Softmax sees a/τ, and a/τ changes with τ by −a/τ². Yours has τ in another place, or not often enough, "
                "or too often."
            ),
        },
    ),
    41: Mistake(
        "gradients-pile-up",
        N_("the gradients pile up"),
        N_(
            "The second call adds its gradient to the first one. Each call should begin anew and give the same numbers."
        ),
        {
            "two backwards": lambda y, labels: (
                np.array([1, 2])[:, None, None] * (y - np.eye(y.shape[1])[labels]) / len(y)
            ),
        },
    ),
    42: Mistake(
        "another-normalization",
        N_("another normalization"),
        N_("That is another way to normalize. Here the mean becomes 0 and the variance 1, column by column."),
        {
            "normalized": (
                lambda x: (x - x.min(0)) / (x.max(0) - x.min(0)),
                lambda x: (x - x.mean(0)) / (x.max(0) - x.min(0)),
                lambda x: (x - np.median(x, 0)) / _spread(x),
                lambda x: (x - x.mean(0)) / (x.var(0) + 1e-5),
                lambda x: (x - x.mean(0)) / abs(x - x.mean(0)).mean(0),
                lambda x: (x - x.mean(0)) / np.sqrt(abs(x - x.mean(0)).mean(0) + 1e-5),
                lambda x: (x - x.mean(0)) / (abs(x - x.mean(0)).mean(0) + 1e-5),
                lambda x: x / _spread(x),
                lambda x: x / np.sqrt((x**2).mean(0) + 1e-5),
                lambda x: x / np.linalg.norm(x, axis=0),
                lambda x: (x - x.mean(0)) / np.linalg.norm(x - x.mean(0), axis=0),
                lambda x: x - x.mean(0),
                lambda x: softmax(x, axis=0),
            ),
        },
    ),
    43: Mistake(
        "symmetric-jacobian",
        N_("rows and columns of the Jacobian"),
        N_(
            "Right only where the Jacobian is symmetric, as softmax’s is. Row i holds the derivatives of share i, so "
            "multiply row i by the gradient at share i, and add the rows."
        ),
        {"chain": lambda u, J: J @ u},
    ),
    44: Mistake(
        "all-entries-nudged",
        N_("one slope for all entries"),
        N_(
            "There is one slope for all entries: they are nudged at the same time, or their slopes are added. Nudge "
            "one entry at a time, and return a slope for each."
        ),
        {
            "central differences": (
                lambda f, x: (f(x + 1e-5) - f(x - 1e-5)) / 2e-5,
                lambda f, x: np.full(len(x), (f(x + 1e-5) - f(x - 1e-5)) / 2e-5),
            )
        },
    ),
    45: Mistake(
        "nudge-not-taken-back",
        N_("the nudge is not taken back"),
        N_("After an entry is nudged, it keeps the nudge while the next ones are tried. Put it back first."),
        {"central differences": (_not_taken_back, _reused)},
    ),
    46: Mistake(
        "sum-before-product",
        N_("the sum before the product"),
        N_("Here sums are taken first and multiplied afterwards. Multiply first, then add the products."),
        {
            "chain": (
                lambda u, J: u * J.sum(axis=0),
                lambda u, J: u.mean() * J.sum(axis=0),
                lambda u, J: u.sum() * J.sum(0),
            ),
            "weights": lambda x, g: np.outer(x.sum(axis=0), g.sum(axis=0)),
            "first weights": lambda x, W2, g: np.outer(x.sum(axis=0), (g @ W2.T).sum(axis=0)),
            "response of the shares": lambda a, d: softmax(a) * (d - d.sum()),
        },
        {
            "chain": N_(
                "Each entry of u multiplies the sum of a whole column of J. But entry i of u belongs to row i: "
                "multiply row i by it, then add the rows."
            ),
        },
    ),
    47: Mistake(
        "one-entry-only",
        N_("one entry only"),
        N_("You return the relative error of one entry, the first or the last. Of all entries, return the worst."),
        {"relative error": tuple(lambda p, q, k=k: abs(p[k] - q[k]) / max(abs(p[k]), abs(q[k])) for k in (0, -1))},
    ),
    48: Mistake(
        "log-left-out",
        N_("no logarithm"),
        N_("The loss is minus the logarithm of a share, and your answer holds the share itself."),
        {
            "loss": lambda y, t: -(t * y).sum(),
            "loss of logits": lambda a, t: -(t * softmax(a)).sum(),
            "loss of rows": lambda a, labels: _mean_loss(softmax(a), labels),
        },
    ),
    49: Mistake(
        "square-twice",
        N_("y² taken off the diagonal twice"),
        N_(
            "On the diagonal, y² is taken off twice: y(1 − y) holds it already, and the outer product takes it off "
            "again."
        ),
        {"jacobian": lambda a: np.diag(softmax(a) * (1 - softmax(a))) - np.outer(softmax(a), softmax(a))},
    ),
    50: Mistake(
        "old-prediction",
        N_("the old prediction"),
        N_("After a step the logits are new, but the next step still uses the prediction from before the first one."),
        {"several steps": lambda a, t, steps: a - steps * (softmax(a) - t)},
    ),
    51: Mistake(
        "sign-of-the-difference",
        N_("the sign of a difference"),
        N_("A difference has a sign, and the largest number of all is not always the largest in size."),
        {"worst difference": lambda p, q: (p - q).max()},
    ),
}
