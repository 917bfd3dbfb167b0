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

__all__ = ["MISTAKES", "NUMBERS", "Mistake"]


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
    return np.exp(a) / np.exp(a).sum(axis=-1, keepdims=True)


def _entropy(y, t):
    return -(t * np.log(y)).sum()


def _binary(y, t):
    return -(t * np.log(y) + (1 - t) * np.log(1 - y)).sum()


def _all_rows(a):
    return softmax(a.ravel()).reshape(a.shape)


def _back(y, u):
    """Back through softmax, whose output was y."""
    return y * (u - (u * y).sum(axis=-1, keepdims=True))


def _one_hot(labels, rows):
    """The labels as rows of weights, as long as these rows."""
    return np.eye(rows.shape[1])[labels]


def _back_with_one_sum(y, u):
    return y * (u - (u * y).sum())


def _of_labels(way):
    """A way for weights, as one for integer labels."""
    return lambda a, labels: way(a, _one_hot(labels, a))


def _for_batches(*ways):
    """The ways for weights, and the same for integer labels."""
    return {"rows": ways, "rows of labels": tuple(map(_of_labels, ways))}


def _of_logits(back):
    return lambda a, u: back(softmax(a), u)


def _for_any_upstream(*backs):
    """The ways to go back through softmax, for one example and for a batch alike, and in attention."""
    ways = tuple(map(_of_logits, backs))
    return {"any upstream": ways, "any upstream rows": ways, "attention keys": tuple(_keys(back=one) for one in backs)}


def _mean_loss(log_y, labels):
    return -log_y[np.arange(len(labels)), labels].mean()


def _weight_gradient(x, W, labels):
    """The gradient at W of the sum of the losses of all rows."""
    return x.T @ (softmax(x @ W) - _one_hot(labels, W))


def _flat(a, maxima):
    e = np.exp(a - maxima)
    return e / e.sum(axis=1)


def _without_rows(a, labels, *before):
    y = softmax(a)
    y[*before, labels] -= 1
    return y / len(a)


def _sigmoid(x):
    return 1 / (1 + np.exp(-x))


def _slope(x):
    return _sigmoid(x) * (1 - _sigmoid(x))


def _outputs(x, w, v, t):
    """What comes back to the hidden unit, output by output."""
    z = v * _sigmoid(w * x)
    return (_sigmoid(z) - t) * _slope(z) * v


def _of_pairs(W, before, after):
    """y − t of each pair of a letter and the next one, whose logits are a row of W."""
    return softmax(W[before]) - _one_hot(after, W)


def _by_letter(W, before, after):
    """y − t of the pairs, added up by the letter before."""
    return np.eye(len(W))[before].T @ _of_pairs(W, before, after)


def _last_of_each_letter(W, before, after):
    made = np.zeros(W.shape)
    made[before] = _of_pairs(W, before, after) / len(before)
    return made


def _masked(y, labels, counts):
    return counts[:, np.newaxis] * (y - _one_hot(labels, y))


def _hidden_weight(x, w, v, t, slope=_slope):
    return _outputs(x, w, v, t).sum() * slope(w * x) * x


_OTHER_SLOPES = (
    lambda x: x * (1 - x),
    lambda x: _sigmoid(x) * (1 - x),
    lambda x: x * (1 - _sigmoid(x)),
    lambda x: 1 - np.tanh(x) ** 2,
    lambda x: 1 - _sigmoid(x) ** 2,
    lambda x: _slope(_sigmoid(x)),
    lambda x: x > 0,
    _sigmoid,
    lambda x: _sigmoid(x) ** 2,
    lambda x: (1 + np.exp(-x)) * -np.exp(-x),
    lambda x: (1 - _sigmoid(x)) ** 2,
    lambda x: 1 - _sigmoid(x),
)


def _weight_step(w, y, t, h, rate=2):
    """What a step adds to the weight before a sigmoid under squared error."""
    return rate * (t - y) * y * (1 - y) * h


def _normalized_back(z, g, spread, axis, count):
    """Back through a normalization whose two sums run along an axis, and are divided by a count."""
    sums = [one.sum(axis=axis, keepdims=True) / count for one in (g, g * z)]
    return (g - sums[0] - z * sums[1]) / spread


def _squared(a, t):
    return _back(softmax(a), softmax(a) - t)


def _changed_in_place(y, labels):
    y, made = y.copy(), []
    for _ in range(2):
        y[np.arange(len(y)), labels] -= 1
        made.append(y / len(y))
    return np.array(made)


def _each(count, numbers):
    """So many ways: what a function gives, one after the other."""
    return tuple(lambda *point, k=k: dict(zip(range(count), numbers(*point), strict=True))[k] for k in range(count))


def _class_weights(a, t, w):
    """Gradients with the weights w in another place, in one term only, or missing."""
    y, weighted, e = softmax(a), w * t, w * np.exp(a)
    total, by_e, by_w, one = weighted.sum(), e / e.sum(), softmax(w * a), w[t.argmax()]
    return (
        w * (y - t), w * y * total - weighted, w * y - t, y * total - t, y * w.sum() * t.sum() - weighted,
        (y * total - weighted) / w.sum(), (y * total - weighted) / total, (y * total - weighted) / w, (y - t) / w,
        by_e * total - weighted, by_w - t, by_w * total - weighted, by_e - t, (y - t) * total, (y - t) * w.mean(),
        (y - t) * one, w**2 * (y - t), y * (w * weighted).sum() - w * weighted, w * (w * y - t), y - t,
    )  # fmt: skip


def _other_updates(W, g, rate, c):
    """Steps with another derivative of the penalty, or with the penalty in another place."""
    derivatives = (
        2 * c * W, c / 2 * W, c * W**2, c / 2 * W**2, c * (W**2).sum(), c / 2 * (W**2).sum(), c * W.sum(),
        c * np.sign(W), c * abs(W), c, c * W.mean(), -c * W,
    )  # fmt: skip
    after = W - rate * g
    return (
        *(after - rate * d for d in derivatives),
        after - c * W,
        after * (1 - rate * c),
        after - c / 2 * W,
        W - rate * c * g,
    )


def _other_normalizations(x):
    off, size = x - x.mean(0), abs(x - x.mean(0)).mean(0)
    return (
        (x - x.min(0)) / np.ptp(x, 0), off / np.ptp(x, 0), (x - np.median(x, 0)) / _spread(x), off / (x.var(0) + 1e-5),
        off / size, off / np.sqrt(size + 1e-5), off / (size + 1e-5), x / _spread(x), x / np.sqrt((x**2).mean(0) + 1e-5),
        x / np.linalg.norm(x, axis=0), off / np.linalg.norm(off, axis=0), off, softmax(x, axis=0),
    )  # fmt: skip


def _other_errors(p, q):
    """Relative errors with another denominator, and other ways to make one number of the differences."""
    off, norm, by_p, by_q, larger = abs(p - q), np.linalg.norm, abs(p), abs(q), np.maximum(abs(p), abs(q))
    below = (
        by_p, by_q, by_p + by_q, (by_p + by_q) / 2, np.minimum(by_p, by_q), np.maximum(p, q), abs(np.maximum(p, q)),
        abs(p + q), abs(p * q), np.sqrt(p**2 + q**2), larger.max(), max(norm(p), norm(q)), np.maximum(larger, 1),
    )  # fmt: skip
    return (
        *(total(off / one) for total in (np.max, np.mean, np.sum) for one in below),
        off.max(), (off / larger).mean(), (off / larger).sum(), (abs(by_p - by_q) / larger).max(),
        *(norm(off) / one for one in (max(norm(p), norm(q)), norm(p) + norm(q), norm(p), norm(q))),
    )  # fmt: skip


def _spread(x):
    return np.sqrt(x.var(axis=0) + 1e-5)


def _normalized(x, spread=_spread):
    return (x - x.mean(axis=0)) / spread(x)


def _batch_norm(x, g, spread=_spread):
    return _normalized_back(_normalized(x, spread), g, spread(x), 0, len(x))


def _by_rows(way):
    """A way for columns, as one for rows."""
    return lambda x, g: way(x.T, g.T).T


_LOST_PATHS = (
    lambda x, g: g / _spread(x),
    lambda x, g: (g - g.mean(axis=0)) / _spread(x),
    lambda x, g: (g - _normalized(x) * (g * _normalized(x)).mean(axis=0)) / _spread(x),
)


def _with_spreads(*spreads):
    """The ways to normalize by something else."""
    return {
        "normalized": tuple(lambda x, spread=spread: _normalized(x, spread) for spread in spreads),
        "batch norm": tuple(lambda x, g, spread=spread: _batch_norm(x, g, spread) for spread in spreads),
    }


def _scores(Q, K, root=None):
    """Scores divided by ``root``, or by √d."""
    return Q @ K.T / (root or np.sqrt(Q.shape[1]))


def _weights(Q, K, sees, root=None):
    """Attention weights, a row for each query."""
    return softmax(np.where(sees, _scores(Q, K, root), -np.inf))


def _masked_with_0(Q, K, sees, root=None):
    return softmax(_scores(Q, K, root) * sees)


def _unmasked(Q, K, sees, root=None):
    return softmax(_scores(Q, K, root))


def _turned_around(hidden):
    """A way to weights where the keys that may be seen are hidden; nan where these are all keys."""

    def weights(Q, K, sees):
        scores = np.where(sees, hidden, _scores(Q, K))
        return _naive(scores - scores.max(axis=1, keepdims=True))

    return weights


_TURNED = _turned_around(-np.inf), _turned_around(-1e9)


def _keys(weights=_weights, back=_back, power=0.5):
    """A way to the gradient at the keys: to the weights, from them back to the scores, and divided by d to a power."""
    return lambda Q, K, V, G, sees: back(weights(Q, K, sees), G @ V.T).T @ Q / Q.shape[1] ** power


def _mean_of_parts(losses, labels, size, weight):
    """The means of the parts, over the rows that count, averaged by a weight for each part."""
    parts = [slice(start, start + size) for start in range(0, len(losses), size)]
    means = [losses[part][labels[part] != -100].mean() for part in parts]
    return np.average(means, weights=[weight(losses[part]) for part in parts])


def _trained(number):
    """A way to train in batches, where each gradient is divided by a number, given its rows and those of a batch."""

    def trained(x, labels, W, rate, size, epochs):
        for start in epochs * [*range(0, len(x), size)]:
            rows = x[start : start + size]
            W = W - rate * _weight_gradient(rows, W, labels[start : start + size]) / number(len(rows), size)
        return W

    return trained


def _last_arrival(nodes, gradients):
    total = np.zeros(nodes.max() + 1)
    total[nodes] = gradients
    return total


def _nudge(up, down):
    """The difference quotient with these two steps."""
    return lambda f, x: np.array([(f(x + up * e) - f(x - down * e)) / (up + down) for e in np.eye(len(x))])


def _nudged_in_place(f, x):
    def at(i, step):
        made = x.copy()
        made[i] += step
        return f(made)

    return np.array([(at(i, 1e-5) - at(i, -1e-5)) / 2e-5 for i in range(len(x))])


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


# What is right.
_RIGHT = {
    "any upstream": _of_logits(_back),
    "any upstream rows": _of_logits(_back),
    "attention keys": _keys(),
    "rows": lambda a, t: (softmax(a) - t) / len(a),
    "rows of labels": _of_labels(lambda a, t: (softmax(a) - t) / len(a)),
    "loss of rows": lambda a, labels: _mean_loss(log_softmax(a), labels),
    "weights": lambda x, g: x.T @ g,
    "gradient at W in chunks": lambda x, W, labels, rows: _weight_gradient(x, W, labels) / len(x),
    "biases": lambda g: g.sum(axis=0),
    "first weights": lambda x, W2, g: x.T @ (g @ W2.T),
    "sigmoid": lambda x, u: u * _slope(x),
    "hidden weight": _hidden_weight,
    "squared error": _squared,
    "batch norm": _batch_norm,
    "layer norm": _by_rows(_batch_norm),
    "gradient of shares": lambda y, t: y - t,
    "temperature": lambda a, t, tau: (softmax(a / tau) - t) / tau,
    "of temperature": lambda a, t, tau: -(a * (softmax(a / tau) - t)).sum() / tau**2,
    "class weights": lambda a, t, w: softmax(a) * (w * t).sum() - w * t,
    "pair gradient": lambda W, i, k: _by_letter(W, i, k) / len(i),
    "masked rows": lambda y, labels, counts: _masked(y, labels, counts) / counts.sum(),
    "loss": _entropy,
    "step 1": lambda y, t: -t / y,
    "step 2": lambda a, t: -t / softmax(a) * np.exp(a),
    "step 3": lambda a, t: t.sum() / np.exp(a).sum(),
    "step 5": lambda a, t: -t / np.exp(a),
    "gradient": lambda a, t: t.sum() * softmax(a) - t,
    "jacobian": lambda a: np.diag(softmax(a)) - np.outer(softmax(a), softmax(a)),
    "chain": lambda u, J: u @ J,
}


def _times(factor, asks):
    """A multiple of what is right, by a factor that depends on the first input."""
    return lambda *point: factor(point[0]) * _RIGHT[asks](*point)


def _for_batches_times(*factors):
    return {asks: tuple(_times(one, asks) for one in factors) for asks in ("rows", "rows of labels", "loss of rows")}


def _stepped(place, *names):
    """The old value, which is the input at a place, minus the gradient."""
    return {asks: lambda *point, asks=asks: point[place] - _RIGHT[asks](*point) for asks in names}


MISTAKES = {
    1: Mistake(
        "sign",
        N_("the sign"),
        N_("Every sign is flipped. Take one entry: if this number rises, does the loss rise or fall?"),
        {
            **{asks: _times(lambda first: -1, asks) for asks in _RIGHT},
            "update": lambda W, g, rate, penalty: W + rate * (g + penalty * W),
            "updated weight": lambda *of: np.array([of[0] - _weight_step(*of)]),
            "loss of logits": (lambda a, t: -_entropy(softmax(a), t), lambda a, t: (t * log_softmax(a)).sum()),
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
            "descent": N_("The step goes the wrong way, so the loss rises."),
            "updated weight": N_("The step goes the wrong way, so the loss rises."),
            "update": N_("The step goes the wrong way, so the loss rises."),
        },
    ),
    2: Mistake(
        "only-the-diagonal",
        N_("only the diagonal"),
        N_("In your answer, each logit moves only its own share. But through S, every logit moves all the shares."),
        {
            **_for_any_upstream(lambda y, u: u * y * (1 - y)),
            "squared error": lambda a, t: softmax(a) * (1 - softmax(a)) * (softmax(a) - t),
            "class weights": lambda a, t, w: -w * t * (1 - softmax(a)),
            "gradient of shares": lambda y, t: -t * (1 - y),
            "temperature": lambda a, t, tau: -t * (1 - softmax(a / tau)) / tau,
            "gradient": lambda a, t: -t * (1 - softmax(a)),
            "jacobian": lambda a: np.diag(softmax(a) * (1 - softmax(a))),
            "jacobian of the logs": (lambda a: 1 - softmax(a), lambda a: np.diag(1 - softmax(a))),
            "chain": lambda u, J: u * np.diag(J),
            "response of the shares": lambda a, d: softmax(a) * (1 - softmax(a)) * d,
            "descent": lambda a, t: a + t * (1 - softmax(a)),
        },
        {
            "jacobian of the logs": N_(
                "1 − y is the derivative by a share’s own logit, which belongs on the diagonal. But through S, every "
                "logit moves all the shares, so the other entries are not 0."
            ),
        },
    ),
    3: Mistake(
        "no-sum-at-a-fork",
        N_("no sum at a fork"),
        N_(
            "One value is used in every class, but your answer has only one of its gradients, or keeps them apart. At "
            "a fork, the gradients add."
        ),
        {
            "gradient": lambda a, t: -t * (1 - softmax(a)),
            "hidden weight": (
                lambda x, w, v, t: _outputs(x, w, v, t) * _slope(w * x) * x,
                lambda x, w, v, t: _outputs(x, w, v, t)[-1] * _slope(w * x) * x,
            ),
            "of temperature": lambda a, t, tau: -(a * (softmax(a / tau) - t)) / tau**2,
            "shared weight": (
                lambda x, w, upstream: np.array([upstream * (w * x + 1)]),
                lambda x, w, upstream: np.array([upstream * w * x]),
            ),
            "step 3": _each(4, lambda a, t: [one / np.exp(a).sum() for one in (t, t[0], t.max(), t[-1])]),
        },
        {
            "hidden weight": N_("The hidden unit is used in every output, so the gradients from all outputs add."),
            "shared weight": N_("The weight is used twice, but your answer has the gradient of one use. The two add."),
        },
    ),
    4: Mistake(
        "branch-lost",
        N_("one branch lost"),
        N_("exp(a) is used twice, but your answer has only one of its two gradients."),
        {
            **_for_any_upstream(lambda y, u: u * y, lambda y, u: -y * (u * y).sum(axis=-1, keepdims=True)),
            "gradient of shares": (lambda y, t: -t, lambda y, t: y),
            "class weights": (lambda a, t, w: -w * t, lambda a, t, w: softmax(a) * (w * t).sum()),
            "gradient": (lambda a, t: -t, lambda a, t: t.sum() * softmax(a)),
        },
        {
            "attention keys": N_("Two terms meet at each score, but your answer has only one of them."),
            "gradient of shares": N_("Two terms meet at each logit, but your answer has only one of them."),
            "class weights": N_("Two branches meet at each logit, but your answer has only one of them."),
        },
    ),
    5: Mistake(
        "square-forgotten",
        N_("the square at ‘/’ forgotten"),
        N_("‘/’ multiplies by minus its output squared. The square seems to be missing from your answer."),
        {
            "step 3": lambda a, t: t.sum() * np.ones(()),
            "gradient": lambda a, t: t.sum() * np.exp(a) - t,
        },
    ),
    6: Mistake(
        "exp-node",
        N_("the exp node"),
        N_("There is an a where exp(a) belongs, or exp is left out."),
        {
            "softmax": lambda a: a / a.sum(),
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
                "At the exp node, multiply by its own output, exp(a). Your answer leaves it out, or has a in its place."
            ),
            "six lines": N_(
                "At the exp node, both branches are multiplied by its own output, exp(a). Did you multiply both?"
            ),
        },
    ),
    7: Mistake(
        "binary-cross-entropy",
        N_("binary cross-entropy"),
        N_(
            "That comes from the cross-entropy of separate yes-or-no questions, which has a term for 1 − y. Here the "
            "question is which of several classes is true, so only t log y counts."
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
            "Your answer is 0 everywhere, because the entries of each column add up to 0. Multiply each row by the "
            "gradient at its share first, and then add."
        ),
        {"chain": lambda u, J: J.sum(axis=0), "gradient": lambda a, t: np.zeros(len(a))},
    ),
    9: Mistake(
        "softmax-twice",
        N_("softmax twice"),
        N_(
            "Softmax is applied to something that has already been through softmax. Find the line in which the logits "
            "become shares."
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
        N_("Your shares add up to 1 down each column. But the classes of one example are in one row."),
        {
            **_for_batches(lambda a, t: (softmax(a, axis=0) - t) / len(a)),
            "loss of rows": lambda a, labels: _mean_loss(log_softmax(a, axis=0), labels),
            "normalized": lambda x: _normalized(x.T).T,
            "batch norm": _by_rows(_batch_norm),
            "layer norm": (
                _batch_norm,
                *(
                    lambda x, g, axis=axis, count=count: _normalized_back(
                        _normalized(x.T).T, g, _spread(x.T)[:, np.newaxis], axis, x.shape[count]
                    )
                    for axis, count in ((0, 0), (0, 1), (1, 0))
                ),
            ),
            "attention weights": lambda Q, K, sees: _naive(np.where(sees, _scores(Q, K), -np.inf).T).T,
        },
        {
            "attention weights": N_("Your weights add up to 1 down each column. Those of one query stand in a row."),
            "batch norm": N_(
                "You normalize each row. Here each column, which is one feature, is normalized over all the rows."
            ),
            "normalized": N_(
                "You normalize each row. Here each column, which is one feature, is normalized over all the rows."
            ),
            "layer norm": N_(
                "A mean or a sum belongs to the columns, or is divided by their length. In layer norm each row stands "
                "alone: its means run over its own D entries."
            ),
        },
    ),
    11: Mistake(
        "one-sum-for-the-batch",
        N_("one sum for the whole batch"),
        N_(
            "Your code takes one sum for the whole batch. But each row is a separate example, so it needs a sum of its "
            "own."
        ),
        {
            **_for_batches(lambda a, t: (_all_rows(a) - t) / len(a)),
            "loss of rows": lambda a, labels: _mean_loss(np.log(_all_rows(a)), labels),
            "normalized": lambda x: (x - x.mean()) / np.sqrt(x.var() + 1e-5),
            "batch norm": (
                lambda x, g: _batch_norm(x.reshape(-1, 1), g.reshape(-1, 1)).reshape(x.shape),
                *_each(
                    2, lambda x, g: [_normalized_back(_normalized(x), g, _spread(x), None, n) for n in (x.size, len(x))]
                ),
            ),
            "attention keys": _keys(back=_back_with_one_sum),
            "any upstream rows": (
                _of_logits(_back_with_one_sum),
                lambda a, u: _back_with_one_sum(_all_rows(a), u),
                lambda a, u: _back(_all_rows(a), u),
            ),
        },
        {
            "normalized": N_(
                "Your code takes one mean and one spread for the whole table. But each column needs its own."
            ),
            "batch norm": N_("Your code takes a mean or a sum of the whole table. But each column needs its own."),
        },
    ),
    12: Mistake(
        "no-exp-in-the-denominator",
        N_("no exp in the denominator"),
        N_("There is an exp in the numerator but none in the denominator. Do your shares sum to 1?"),
        {"softmax": lambda a: np.exp(a) / a.sum()},
    ),
    13: Mistake(
        "one-over-n",
        N_("1/N missing, twice, or another number"),
        N_(
            "The loss is the mean over the rows, so the gradient has the factor 1/N exactly once. Compare it with a "
            "nudge: what is the ratio?"
        ),
        {
            **_for_batches_times(len, lambda a: 1 / len(a)),
            "perplexity": lambda shares: np.exp(-np.log(shares).sum()),
            "two first logits": (lambda right: 2 * right, lambda right: 4 * right),
            "pair gradient": (_by_letter, lambda W, i, k: _by_letter(W, i, k) / len(i) ** 2),
            "masked rows": (_masked, lambda *of: _masked(*of) / len(of[0])),
            "gradient at W in chunks": (
                *_each(2, lambda x, W, labels, rows: [_weight_gradient(x, W, labels) / n for n in (1, rows)]),
                lambda x, W, labels, rows: sum(
                    _weight_gradient(x[i : i + rows], W, labels[i : i + rows]) / len(x[i : i + rows])
                    for i in range(0, len(x), rows)
                ),
            ),
        },
        {
            "weights": N_(
                "You divide by the number of rows. The loss has done so before, and g has come back through it. What "
                "is left to do with the gradients of the rows?"
            ),
            "gradient at W in chunks": N_("The mean is over all rows of the batch, and not over those of a chunk."),
            "masked rows": N_("The mean is over the positions that count. It divides by how many of them there are."),
            "two first logits": N_("With class weights, this mean divides by the sum of the labels' weights."),
            "loss of rows": N_("The loss of a batch is the mean over its rows: divide the sum by N, once."),
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
        N_("The mean is over the rows, and there are N of them. The number of classes, C, plays no part in it."),
        {
            "two backwards": tuple(
                lambda y, labels, n=n: np.array(2 * [(y - _one_hot(labels, y)) / n(y)])
                for n in (lambda y: y.shape[1], np.size)
            ),
            "descent": lambda a, t: a - (softmax(a) * t.sum() - t) / len(a),
            **_for_batches_times(lambda a: len(a) / a.shape[1], lambda a: 1 / a.shape[1]),
            "pair gradient": _each(2, lambda W, i, k: [_by_letter(W, i, k) / count for count in W.shape]),
            "masked rows": lambda y, labels, counts: _masked(y, labels, counts) / y.shape[1],
        },
        {
            "descent": N_(
                "You divide the step by the number of classes. Subtract the whole gradient, because the "
                "learning rate is 1."
            ),
            "pair gradient": N_("The mean is over the pairs. The number of letters has no part in it."),
            "masked rows": N_("The mean is over the positions that count. The number of classes has no part in it."),
        },
    ),
    16: Mistake(
        "no-maximum-subtracted",
        N_("no maximum subtracted"),
        N_(
            "This is right for small logits, but large ones overflow. Subtract the largest logit from all of them "
            "first."
        ),
        {
            "rows of labels": _of_labels(lambda a, t: (_naive(a) - t) / len(a)),
            "loss of rows": (
                lambda a, labels: _mean_loss(np.log(_naive(a)), labels),
                lambda a, labels: _mean_loss(a - np.log(np.exp(a).sum(axis=1, keepdims=True)), labels),
            ),
            "gradient": lambda a, t: t.sum() * _naive(a) - t,
            "softmax": _naive,
            "loss of logits": (
                lambda a, t: _entropy(_naive(a), t),
                lambda a, t: np.log(np.exp(a).sum()) * t.sum() - (t * a).sum(),
            ),
        },
    ),
    17: Mistake(
        "one-maximum-for-the-batch",
        N_("one maximum for the whole batch"),
        N_(
            "You subtract the maximum of the whole batch from every row. In a row that lies far below it, every exp "
            "is rounded to 0, and then 0/0 is nan, or log 0 is −inf. Each row needs its own maximum."
        ),
        {
            "rows of labels": _of_labels(lambda a, t: (_naive(a - a.max()) - t) / len(a)),
            "loss of rows": (
                lambda a, labels: _mean_loss(np.log(_naive(a - a.max())), labels),
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
            "If a share is rounded to 0, its logarithm is −inf, and a small number added to the share only hides "
            "that. Combine softmax and the logarithm before you compute."
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
        N_("labels used as one-hot rows"),
        N_("The integer labels are used as if they were one-hot rows. A label says where the 1 is."),
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
        N_("assumes that the targets sum to 1"),
        N_("This is right as long as the targets sum to 1. Your answer is also checked with other weights."),
        {
            "class weights": lambda a, t, w: softmax(a) - w * t,
            "loss of logits": lambda a, t: -log_softmax(a)[0] + a[0] - (t * a).sum(),
            "step 3": lambda a, t: 1 / np.exp(a).sum(),
            "gradient": lambda a, t: softmax(a) - t,
            "descent": lambda a, t: a - (softmax(a) - t),
        },
        {
            "class weights": N_(
                "This is right only if the factors before the logarithms sum to 1. Here these factors are w times t."
            ),
        },
    ),
    21: Mistake(
        "weights-transposed",
        N_("the weights transposed"),
        N_(
            "A transpose is missing, or in the wrong place. If there are as many inputs as outputs, no error message "
            "warns you. Write down the shapes of all three arrays."
        ),
        {
            "weights": lambda x, g: g.T @ x,
            "first weights": (lambda x, W2, g: x.T @ (g @ W2), lambda x, W2, g: (x.T @ (g @ W2.T)).T),
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
        N_("gradients replaced instead of added"),
        N_("Where two paths meet, your second gradient replaces the first. The two should add."),
        {
            "paths": (_last_arrival, lambda nodes, gradients: _last_arrival(nodes[::-1], gradients[::-1])),
            "x log x": lambda x, upstream: upstream,
            "gradient at 1/S": lambda a, t: -t[-1] * np.exp(a).sum(),
            "pair gradient": _last_of_each_letter,
        },
        {
            "pair gradient": N_(
                "A letter begins several pairs, but only one of their gradients is in its row. They all add, which "
                "gradient[before] += … does not do, because it adds once to each row. np.add.at does."
            ),
        },
    ),
    24: Mistake(
        "y-minus-t-for-squared-error",
        N_("y − t for squared error as well"),
        N_(
            "y − t is the gradient at the output of the activation. To go back through the activation, multiply by "
            "its slope, too."
        ),
        {
            "hidden weight": lambda x, w, v, t: ((_sigmoid(v * _sigmoid(w * x)) - t) * v).sum() * _slope(w * x) * x,
            "squared error": lambda a, t: softmax(a) - t,
        },
        {
            "squared error": N_(
                "That is the gradient of cross-entropy. With squared error, the gradient at the shares is y − t."
            ),
        },
    ),
    25: Mistake(
        "changed-in-place",
        N_("the stored prediction changed in place"),
        N_(
            "The first call changes what forward has stored, and the second call starts from the changed numbers. Work "
            "on a copy."
        ),
        {
            "two backwards": (
                _changed_in_place,
                lambda y, labels: (lambda d: np.array([d / len(y), d / len(y) ** 2]))(y - _one_hot(labels, y)),
                lambda y, labels: np.array(2 * [(y - 2 * _one_hot(labels, y)) / len(y)]),
            ),
            "rows of labels": _of_labels(lambda a, t: (softmax(a) - 2 * t) / len(a)),
        },
    ),
    26: Mistake(
        "step-size",
        N_("the step of the nudge"),
        N_(
            "Either the step is so large that the loss curves between the two points, or it is so small that only "
            "rounding is left, or you nudge to one side only."
        ),
        {"central differences": (_nudge(1e-2, 1e-2), _nudge(1e-13, 1e-13), _nudge(1e-5, 0))},
    ),
    27: Mistake(
        "integers-nudged",
        N_("whole numbers nudged in place"),
        N_(
            "This is right for decimal numbers, but in an array of whole numbers, NumPy rounds the nudge or the slope "
            "away. Make a copy of floats."
        ),
        {"central differences": _nudged_in_place},
    ),
    28: Mistake(
        "path-lost",
        N_("a path through the mean or the variance lost"),
        N_(
            "A path is missing. Each number also moves the mean and the variance, and through them all the other "
            "outputs. Is the sum of each column of your answer 0? And the sum of the normalized numbers times your "
            "answer?"
        ),
        {
            "batch norm": _LOST_PATHS,
            "layer norm": tuple(map(_by_rows, _LOST_PATHS)),
        },
    ),
    29: Mistake(
        "keepdims-forgotten",
        N_("keepdims forgotten"),
        N_(
            "Your sums, or maxima, are a flat array, which NumPy spreads along the columns. With keepdims=True they "
            "stay a column."
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
        {
            "whole batch": N_(
                "A flat array is spread along the columns, but there is one size for each row of gradients. With "
                "sizes[:, np.newaxis] the sizes are a column."
            ),
        },
    ),
    30: Mistake(
        "row-index-missing",
        N_("the row index is missing"),
        N_(
            "A list of labels alone picks whole rows, or the same columns in each row. To pick one entry from each "
            "row, NumPy needs two lists: the rows and the labels."
        ),
        {
            "rows of labels": (_without_rows, lambda a, labels: _without_rows(a, labels, slice(None))),
            "loss of rows": (
                lambda a, labels: -log_softmax(a)[labels].mean(),
                lambda a, labels: -log_softmax(a)[:, labels].mean(),
            ),
        },
    ),
    31: Mistake(
        "slope-of-sigmoid",
        N_("the slope of sigmoid"),
        N_("The slope of sigmoid is y(1 − y), where y is its output. Your slope is something else."),
        {
            "sigmoid": (
                *(lambda x, u, slope=slope: u * slope(x) for slope in _OTHER_SLOPES),
                lambda x, u: u * softmax(x) * (1 - softmax(x)),
                lambda x, u: u * _sigmoid(x) - _sigmoid(x),
                lambda x, u: u * _sigmoid(x) + 1 - _sigmoid(x),
            ),
            "hidden weight": (
                *(lambda *point, slope=slope: _hidden_weight(*point, slope) for slope in _OTHER_SLOPES),
                lambda *point: _hidden_weight(*point, np.ones_like),
                lambda x, w, v, t: _outputs(x, w, v, t).sum() * x * (1 - x) * x,
            ),
        },
        {
            "hidden weight": N_(
                "The slope of the hidden unit is h(1 − h), where h is its output. In your answer it is missing, or is "
                "something else."
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
            "update": _each(16, _other_updates),
        },
    ),
    33: Mistake(
        "divided-by-n-minus-one",
        N_("N − 1 in the variance"),
        N_("The variance here is the mean of the squares, divided by N. Yours is divided by N − 1."),
        _with_spreads(
            lambda x: np.sqrt(x.var(0, ddof=1) + 1e-5),
            lambda x: x.std(0, ddof=1),
            lambda x: x.std(0, ddof=1) + 1e-5,
        ),
    ),
    34: Mistake(
        "epsilon-of-the-variance",
        N_("ε in the root"),
        N_(
            "ε, which is 10⁻⁵, is added to the variance, under the root. In your answer it is missing, is in another "
            "place, or is another number."
        ),
        _with_spreads(
            lambda x: x.std(0),
            *(lambda x, e=10.0**-p: x.std(0) + e for p in (3, 4, 5)),
            *(lambda x, e=10.0**-p: np.sqrt(x.var(0) + e) for p in (1, 2, 3, 4)),
        ),
    ),
    35: Mistake(
        "other-relative-error",
        N_("another relative error"),
        N_(
            "In this chapter, divide each difference by the larger of the two sizes, "
            "entry by entry, and return the worst result."
        ),
        {
            "relative error": _each(47, _other_errors),
        },
    ),
    36: Mistake(
        "set-instead-of-subtracted",
        N_("a new value at the true class, instead of 1 less"),
        N_("At the true class, your answer replaces the share by a new value. y − t subtracts 1 from the share."),
        {
            "rows of labels": tuple(
                _of_labels(lambda a, t, c=c, n=n: np.where(t == 1, c, softmax(a)) / n(a))
                for c in (-1, 0, 1)
                for n in (len, lambda a: 1)
            ),
            "two backwards": tuple(
                lambda y, labels, c=c: np.stack(2 * [np.where(_one_hot(labels, y) == 1, c, y) / len(y)])
                for c in (-1, 0, 1)
            ),
        },
    ),
    37: Mistake(
        "one-step-instead-of-the-gradient",
        N_("a new weight instead of the gradient"),
        N_("You return the weight after a step. The exercise asks for the gradient itself."),
        {
            **_stepped(0, "gradient", "squared error", "temperature", "class weights", "rows", "rows of labels"),
            **_stepped(1, "hidden weight"),
            **_stepped(2, "of temperature"),
        },
    ),
    38: Mistake(
        "gradient-instead-of-the-step",
        N_("the gradient instead of the new value"),
        N_(
            "You return the gradient, or the step. The exercise asks for the new value: subtract the step from the old "
            "one."
        ),
        {
            "descent": _each(
                4, lambda a, t: [sign * (softmax(a) * total - t) for sign in (1, -1) for total in (t.sum(), 1)]
            ),
            "updated weight": tuple(
                lambda *of, rate=rate: np.array([_weight_step(*of, rate)]) for rate in (2, -2, 1, -1)
            ),
            "update": _each(3, lambda W, g, rate, penalty: [f * (g + penalty * W) for f in (1, rate, -rate)]),
        },
    ),
    39: Mistake(
        "weights-of-the-classes",
        N_("the class weights"),
        N_(
            "Each target is multiplied by the weight of its class, in the loss and so in both terms of the gradient. "
            "In your answer, the weights are in another place, in one term only, or missing."
        ),
        {
            "class weights": _each(20, _class_weights),
        },
    ),
    40: Mistake(
        "temperature-in-the-wrong-place",
        N_("the temperature"),
        N_(
            "Forward, the logits are divided by τ, so softmax sees a/τ. Backward, the gradient is divided by τ once "
            "more. Your answer has τ in another place, too often, or not often enough."
        ),
        {
            "temperature": (
                *(
                    lambda a, t, tau, f=f, b=b: (softmax(a * tau**f) - t) * tau**b
                    for f in range(-2, 2)
                    for b in range(-3, 3)
                    if (f, b) != (-1, -1)
                ),
                lambda a, t, tau: softmax(a / tau) - t / tau,
                lambda a, t, tau: softmax(a / tau) / tau - t,
                lambda a, t, tau: -(softmax(a / tau) - t) / tau**2,
                lambda a, t, tau: softmax(a) / tau - t,
            ),
            "of temperature": tuple(
                lambda a, t, tau, f=f, b=b: -(a * (softmax(a * tau**f) - t)).sum() * tau**b
                for f in range(-2, 2)
                for b in (*range(-3, 3), -0.5)
                if (f, b) != (-1, -2)
            ),
        },
        {
            "of temperature": N_(
                "Softmax sees a/τ, and a/τ changes with τ by −a/τ². Your answer has τ in another place, too often, or "
                "not often enough."
            ),
        },
    ),
    41: Mistake(
        "gradients-pile-up",
        N_("the gradients pile up"),
        N_(
            "The second call adds its gradient to that of the first. Each call should start from zero and give the "
            "same numbers."
        ),
        {
            "two backwards": lambda y, labels: np.array([1, 2])[:, None, None] * (y - _one_hot(labels, y)) / len(y),
        },
    ),
    42: Mistake(
        "another-normalization",
        N_("another normalization"),
        N_("That is another way to normalize. Here each column gets mean 0 and variance 1."),
        {
            "normalized": _each(13, _other_normalizations),
        },
    ),
    43: Mistake(
        "symmetric-jacobian",
        N_("rows and columns of the Jacobian"),
        N_(
            "This is right only if the Jacobian is symmetric, as that of softmax is. Row i holds the derivatives of "
            "share i, so multiply row i by the gradient at share i, and add the rows."
        ),
        {"chain": lambda u, J: J @ u},
    ),
    44: Mistake(
        "all-entries-nudged",
        N_("one slope for all entries"),
        N_(
            "You return one slope for all entries, because you nudge them at the same time or add their slopes. Nudge "
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
        N_("An entry keeps its nudge while the next ones are nudged. Put it back first."),
        {"central differences": (_not_taken_back, _reused)},
    ),
    46: Mistake(
        "sum-before-product",
        N_("the sum before the product"),
        N_("You add first and multiply the sums. Multiply first, then add the products."),
        {
            "chain": _each(3, lambda u, J: [one * J.sum(axis=0) for one in (u, u.mean(), u.sum())]),
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
        N_("The loss is minus the logarithm of a share, but your answer has the share itself."),
        {
            "loss": lambda y, t: -(t * y).sum(),
            "loss of logits": lambda a, t: -(t * softmax(a)).sum(),
            "loss of rows": lambda a, labels: _mean_loss(softmax(a), labels),
        },
    ),
    49: Mistake(
        "square-twice",
        N_("y² subtracted twice on the diagonal"),
        N_(
            "On the diagonal, you subtract y² twice: y(1 − y) contains it already, and the outer product subtracts it "
            "again."
        ),
        {"jacobian": lambda a: np.diag(softmax(a) * (1 - softmax(a))) - np.outer(softmax(a), softmax(a))},
    ),
    50: Mistake(
        "old-prediction",
        N_("the old prediction"),
        N_("After a step the logits are new, but your next step still uses the prediction from before the first step."),
        {"several steps": lambda a, t, steps: a - steps * (softmax(a) - t)},
    ),
    51: Mistake(
        "sign-of-the-difference",
        N_("the sign of a difference"),
        N_("A difference has a sign, and the largest number of all is not always the largest in size."),
        {"worst difference": lambda p, q: (p - q).max()},
    ),
    52: Mistake(
        "mask-after-softmax",
        N_("the mask after softmax"),
        N_(
            "The mask comes after softmax, so the weights of a row no longer sum to 1: what the masked keys had is "
            "missing. Make their scores −inf before softmax."
        ),
        {
            "attention weights": tuple(
                lambda Q, K, sees, root=root: sees * _unmasked(Q, K, sees, root) for root in (None, 1)
            ),
            "attention keys": (
                _keys(lambda Q, K, sees: sees * _unmasked(Q, K, sees)),
                lambda *of: _keys(_unmasked, lambda Y, U: _back(Y, of[-1] * U))(*of),
            ),
        },
    ),
    53: Mistake(
        "root-of-d",
        N_("the root of d"),
        N_(
            "A score is q·k divided by the root of d, the number of entries of a query. Yours is divided by something "
            "else, or not at all."
        ),
        {
            "attention weights": _each(
                6,
                lambda Q, K, sees: [
                    _weights(Q, K, sees, root)
                    for root in (1, Q.shape[1], Q.shape[1] ** -0.5, len(K) ** 0.5, len(Q) ** 0.5, 2**0.5)
                ],
            ),
            "attention keys": tuple(
                _keys(lambda Q, K, sees, f=f: _weights(Q, K, sees, Q.shape[1] ** f), power=b)
                for f in (0, 0.5, 1)
                for b in (-0.5, 0, 0.5, 1)
                if (f, b) != (0.5, 0.5)
            ),
        },
        {
            "attention keys": N_(
                "The root of d, the number of entries of a query, divides twice: the scores on the way forward, and "
                "their gradient on the way back. Yours divides by something else, or not both times."
            ),
        },
    ),
    54: Mistake(
        "masked-key-seen",
        N_("a masked key still counts"),
        N_(
            "A masked key still gets a weight. A score of 0 is a score like any other, and only exp(−inf) is 0, so "
            "a masked score must be −inf."
        ),
        {
            "attention weights": tuple(
                lambda Q, K, sees, way=way, root=root: way(Q, K, sees, root)
                for way in (_masked_with_0, _unmasked)
                for root in (None, 1)
            ),
            "attention keys": (_keys(_masked_with_0), _keys(_unmasked)),
        },
    ),
    55: Mistake(
        "mean-of-means",
        N_("a mean of means"),
        N_(
            "The parts hold different numbers of rows, but their means are averaged as if they were equal. Add up what "
            "all rows give, and divide once, by the number of rows that count."
        ),
        {
            "mean in parts": lambda *of: _mean_of_parts(*of, lambda part: 1),
            "whole batch": lambda gradients, sizes: gradients.mean(axis=0),
        },
        {
            "whole batch": N_(
                "The parts hold different numbers of rows, but their means are averaged as if they were equal. A part "
                "with more rows counts more."
            ),
        },
    ),
    56: Mistake(
        "ignored-rows-counted",
        N_("ignored rows are counted"),
        N_(
            "The ignored rows add nothing to the sum, but you divide by their number as well. Divide by the number of "
            "rows that count."
        ),
        {
            "mean in parts": (
                lambda losses, labels, size: losses[labels != -100].sum() / len(losses),
                lambda *of: _mean_of_parts(*of, len),
            ),
        },
    ),
    57: Mistake(
        "short-batch",
        N_("the last batch"),
        N_(
            "Look at the last batch, which may have fewer rows than the others. It is a batch like any other, and its "
            "gradient is divided by its own number of rows."
        ),
        {
            "trained weights": (
                _trained(lambda rows, size: size),
                _trained(lambda rows, size: rows if rows == size else np.inf),
            )
        },
    ),
    58: Mistake(
        "mask-turned-around",
        N_("the mask is turned around"),
        N_(
            "You hide the keys that a query may see, and keep the others. Where sees is True the score stays, and "
            "where it is False it becomes −inf."
        ),
        {
            "attention weights": _TURNED,
            "attention keys": tuple(map(_keys, _TURNED)),
        },
    ),
    59: Mistake(
        "smoothed-over-the-others",
        N_("ε for the other classes only"),
        N_("Your target spreads ε over the other classes only. Spread it over all classes, the true one included."),
        {
            "label smoothing": lambda a, label, eps: (
                softmax(a) - np.where(np.arange(len(a)) == label, 1 - eps, eps / (len(a) - 1))
            )
        },
    ),
}
NUMBERS = {mistake.key: number for number, mistake in MISTAKES.items()}
