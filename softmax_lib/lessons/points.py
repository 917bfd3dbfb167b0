"""Inputs at which an answer is judged. The points of an exercise, in chapters/*.toml, are made of these.

Shapes differ, so that no number is right by chance: N, C and D are not the same, and the true class is not always the
last. Some rows are soft, saturated, or do not sum to 1.
"""

import numpy as np

a = np.array([0.3, 2.9, 4.0])
t = np.array([0.0, 0.0, 1.0])
logits = (a, np.array([2.0, -1.0, 0.5, 1.0]), np.array([-0.5, 0.25, 1.5, 3.0, 2.0]))
# Class 3, class 1, a soft row.
examples = (
    (logits[0], t),
    (logits[1], np.array([1.0, 0.0, 0.0, 0.0])),
    (logits[2], np.array([0.1, 0.3, 0.0, 0.2, 0.4])),
)
unnormalized = (np.array([1.0, 3.0, -2.0, 0.5]), np.array([0.5, 1.0, 0.0, 2.0]))
large = (np.array([1000.0, 998.0, 1001.0]), np.array([1.0, 0.0, 0.0]))
far = (np.array([-5.0, 0.0, 2000.0]), np.array([-1000.0, -1003.0, -1001.0]))
saturated = (np.array([800.0, 0.0, -5.0, 3.0]), np.array([0.0, 1.0, 0.0, 0.0]))
# Batches of 2, 4 and 3 rows, with a soft row and a saturated one.
batches = (
    (np.array([[0.3, 2.9, 4.0], [1.0, -2.0, 0.5]]), np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])),
    (
        np.array([[2.0, -1.0], [0.5, 1.0], [0.0, 3.0], [800.0, -3.0]]),
        np.array([[0.0, 1.0], [1.0, 0.0], [0.3, 0.7], [0.0, 1.0]]),
    ),
    (
        (np.linspace(-2.0, 3.0, 12) ** 2).round(2).reshape(3, 4),
        np.array([[0, 1.0, 0, 0], [0, 0, 0, 1.0], [0.25, 0.5, 0, 0.25]]),
    ),
)
taus = (2.0, 0.5, 3.0, 1.0)
# As many rows as classes, then more and fewer; one row far above the others, one saturated.
small = (
    (np.array([[0.3, 2.9, 4.0], [1.0, -2.0, 0.5], [0.0, 1.0, -1.0]]), np.array([2, 0, 1])),
    (np.array([[2.0, -1.0], [0.5, 1.0], [0.0, 3.0], [-2.0, 2.5]]), np.array([1, 0, 0, 1])),
    ((np.linspace(-2.0, 3.0, 8) ** 2).round(2).reshape(2, 4), np.array([3, 1])),
)
labeled = (
    *small,
    (np.array([[1000.0, 1001.0], [999.0, 1000.0], [1001.0, 1000.0]]), np.array([0, 1, 1])),
    (np.array([[0.0, 1.0], [1000.0, 1001.0], [800.0, -3.0]]), np.array([0, 1, 1])),
)
# x, g and the weights of a second layer: D and C equal, then N, D and C all different.
tables = tuple(
    (
        np.sin(1.0 + np.arange(n * d)).round(2).reshape(n, d),
        np.cos(2.0 * np.arange(n * c)).round(2).reshape(n, c),
        np.sin(3.0 + 2 * np.arange(d * c)).round(2).reshape(d, c),
    )
    for n, d, c in ((4, 3, 3), (2, 3, 4), (5, 4, 2), (3, 1, 2))
)
nets = tuple(
    (x, w, np.array(v), np.array(t))
    for x, w, v, t in (
        (1.5, -0.8, (0.5, -1.2), (1.0, 0.0)),
        (-0.7, 2.0, (1.0, 0.3, -2.0), (0.0, 0.5, 1.0)),
        (2.0, 0.4, (-1.5, 0.7, 0.2, 1.1), (0.2, 0.0, 1.0, 0.6)),
    )
)
# Columns to normalize, and what comes back to the normalized numbers.
columns = tuple(
    tuple(
        table.round(2).reshape(n, d)
        for table in (3 * np.sin(2.0 + 1.7 * np.arange(n * d)) + 1, np.cos(1.0 + np.arange(n * d) ** 1.5))
    )
    for n, d in ((3, 2), (4, 3), (6, 4))
)
# Queries, keys, values and what comes back to the outputs, and which keys a query may see: all, the earlier, some.
heads = tuple(
    (
        (2 * np.sin(1.0 + 1.3 * np.arange(n * d))).round(2).reshape(n, d),
        (2 * np.cos(2.0 + 1.9 * np.arange(m * d))).round(2).reshape(m, d),
        (3 * np.sin(3.0 + 0.7 * np.arange(m * c))).round(2).reshape(m, c),
        np.cos(1.0 + np.arange(n * c) ** 1.5).round(2).reshape(n, c),
        np.array(sees, dtype=bool),
    )
    for n, m, d, c, sees in (
        (2, 3, 4, 2, np.ones((2, 3))),
        (4, 4, 2, 3, np.tri(4)),
        (3, 5, 3, 1, [[1, 0, 1, 1, 0], [0, 1, 1, 0, 1], [1, 1, 0, 0, 0]]),
    )
)
pairs = tuple((a, a[::-1] * np.array([1.0, -1.0, 1.001, 2.0, 1.0])[: len(a)]) for a in logits)


def shares(examples):
    return tuple(((np.exp(a) / np.exp(a).sum()).round(4), t) for a, t in examples)


class Written:
    """A function as it is written, so that a reader can paste it: ``source`` is its code."""

    def __init__(self, source):
        self.source, self._function = source, eval(source, {"np": np})

    def __call__(self, x):
        return self._function(x)

    def __deepcopy__(self, memo):
        return self


def loss_at(t):
    """The loss as a function of the logits, for a target."""
    return Written(f"lambda a: {t.sum()} * np.log(np.exp(a).sum()) - (np.array({t.tolist()}) * a).sum()")


# Two sides are exact at a product, unless another entry keeps its nudge, and at a parabola; at a cube a large step
# shows, and at a kink a nudge to one side.
product = Written("lambda x: (x[0] - 1) * x[1]")
square = Written("lambda x: (x**2).sum()")
cube = Written("lambda x: (x**3).sum()")
kink = Written("lambda x: np.sqrt(x**2 + 1e-38).sum()")
