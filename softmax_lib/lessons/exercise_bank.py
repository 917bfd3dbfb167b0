"""The exercises: what each asks, its solution, its hints, and the mistakes that it knows.

The right answer is written down once, as the code of the solution, which is run.
"""

from typing import NamedTuple

import numpy as np

__all__ = ["EXERCISES", "Task"]


class Task(NamedTuple):
    """What an exercise asks for.

    ``key`` says it in short, and stays when the exercises are numbered anew: the reader's record holds it.
    ``asks`` is a key of a mistake's ``gives``; ``code`` defines the answer, a function or numbers called ``name``.
    ``points`` are the inputs at which an answer is judged. A function that the reader is to mend
    comes as ``came``. For a choice ``options`` maps a letter to what is told, ``slips`` to the number of a mistake,
    and ``name`` is the right letter.
    """

    key: str
    name: str
    asks: str = ""
    code: str = ""
    points: tuple = ()
    mistakes: tuple = ()
    hints: tuple = ()
    options: dict = {}
    came: str = ""
    slips: dict = {}


_A = np.array([0.3, 2.9, 4.0])
_T = np.array([0.0, 0.0, 1.0])
_LOGITS = (_A, np.array([2.0, -1.0, 0.5, 1.0]), np.array([-0.5, 0.25, 1.5, 3.0, 2.0]))
# Class 3, class 1, a soft row.
_EXAMPLES = (
    (_LOGITS[0], _T),
    (_LOGITS[1], np.array([1.0, 0.0, 0.0, 0.0])),
    (_LOGITS[2], np.array([0.1, 0.3, 0.0, 0.2, 0.4])),
)
_UNNORMALIZED = (np.array([1.0, 3.0, -2.0, 0.5]), np.array([0.5, 1.0, 0.0, 2.0]))
_LARGE = (np.array([1000.0, 998.0, 1001.0]), np.array([1.0, 0.0, 0.0]))
_FAR = (np.array([-5.0, 0.0, 2000.0]), np.array([-1000.0, -1003.0, -1001.0]))
_SATURATED = (np.array([800.0, 0.0, -5.0, 3.0]), np.array([0.0, 1.0, 0.0, 0.0]))


# Batches of 2, 4 and 3 rows, with a soft row and a saturated one.
_BATCHES = (
    (np.array([[0.3, 2.9, 4.0], [1.0, -2.0, 0.5]]), np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])),
    (
        np.array([[2.0, -1.0], [0.5, 1.0], [0.0, 3.0], [800.0, -3.0]]),
        np.array([[0.0, 1.0], [1.0, 0.0], [0.3, 0.7], [0.0, 1.0]]),
    ),
    (np.linspace(-2.0, 3.0, 12).reshape(3, 4) ** 2, np.array([[0, 1.0, 0, 0], [0, 0, 0, 1.0], [0.25, 0.5, 0, 0.25]])),
)
_TAUS = (2.0, 0.5, 3.0, 1.0)
# As many rows as classes, then more and fewer; one row far above the others, one saturated.
_SMALL = (
    (np.array([[0.3, 2.9, 4.0], [1.0, -2.0, 0.5], [0.0, 1.0, -1.0]]), np.array([2, 0, 1])),
    (np.array([[2.0, -1.0], [0.5, 1.0], [0.0, 3.0], [-2.0, 2.5]]), np.array([1, 0, 0, 1])),
    (np.linspace(-2.0, 3.0, 8).reshape(2, 4) ** 2, np.array([3, 1])),
)
_LABELED = (
    *_SMALL,
    (np.array([[1000.0, 1001.0], [999.0, 1000.0], [1001.0, 1000.0]]), np.array([0, 1, 1])),
    (np.array([[0.0, 1.0], [1000.0, 1001.0], [800.0, -3.0]]), np.array([0, 1, 1])),
)
# x, g and the weights of a second layer: D and C equal, then N, D and C all different.
_TABLES = tuple(
    (
        np.sin(1.0 + np.arange(n * d)).reshape(n, d),
        np.cos(2.0 * np.arange(n * c)).reshape(n, c),
        np.sin(3.0 + 2 * np.arange(d * c)).reshape(d, c),
    )
    for n, d, c in ((4, 3, 3), (2, 3, 4), (5, 4, 2), (3, 1, 2))
)
_NETS = tuple(
    (x, w, np.array(v), np.array(t))
    for x, w, v, t in (
        (1.5, -0.8, (0.5, -1.2), (1.0, 0.0)),
        (-0.7, 2.0, (1.0, 0.3, -2.0), (0.0, 0.5, 1.0)),
        (2.0, 0.4, (-1.5, 0.7, 0.2, 1.1), (0.2, 0.0, 1.0, 0.6)),
    )
)
# Columns to normalize, and what comes back to the normalized numbers.
_COLUMNS = tuple(
    (3 * np.sin(2.0 + 1.7 * np.arange(n * d)).reshape(n, d) + 1, np.cos(1.0 + np.arange(n * d) ** 1.5).reshape(n, d))
    for n, d in ((3, 2), (4, 3), (6, 4))
)
_PAIRS = tuple((a, a[::-1] * np.array([1.0, -1.0, 1.001, 2.0, 1.0])[: len(a)]) for a in _LOGITS)


def _shares(examples):
    return tuple((np.exp(a) / np.exp(a).sum(), t) for a, t in examples)


def _loss_at(t):
    """The loss as a function of the logits, for a target."""
    return lambda a: np.log(np.exp(a).sum()) * t.sum() - (t * a).sum()


EXERCISES = {
    "01.1": Task(
        "softmax-in-numpy",
        "shares",
        "softmax",
        "def shares(a):\n    e = np.exp(a - a.max())\n    return e / e.sum()",
        (*((a,) for a in _LOGITS), _LARGE[:1], *((a,) for a in _FAR)),
        (6, 9, 12, 16),
        (
            "Equation (A.1) is a fraction. What stands above the line, and what below?",
            "One of the points has logits near 1000. What did the end of the chapter do about that?",
        ),
    ),
    "01.2": Task(
        "ratio-of-two-shares",
        "b",
        options={
            "a": "2 is the distance of the logits. The shares come from their exponentials.",
            "b": "The sum S is the same for both shares, so their ratio is exp of the distance, about 7.39.",
            "c": "The third logit changes S, and S divides both shares alike: their ratio does not change.",
        },
        hints=("Write down the two shares, one over the other. What cancels?",),
    ),
    "01.3": Task(
        "softmax-by-hand",
        "shares",
        "shares of sum",
        "shares = np.array([0.6, 0.3, 0.1])",
        ((np.array([6.0, 3.0, 1.0]),),),
        (9,),
        ("The exponentials are given. What is still missing is the sum S, and one division for each class.",),
    ),
    "02.1": Task(
        "loss-in-numpy",
        "loss",
        "loss",
        "def loss(y, t):\n    return -(t * np.log(y)).sum()",
        _shares((*_EXAMPLES, _UNNORMALIZED)),
        (1, 7),
        ("Equation (A.2): log, times the target, add, minus.", "Each of the four is one operation of NumPy."),
    ),
    "02.2": Task(
        "loss-of-logits-in-numpy",
        "loss_of_logits",
        "loss of logits",
        "def loss_of_logits(a, t):\n"
        "    m = a.max()\n"
        "    log_y = a - m - np.log(np.exp(a - m).sum())\n"
        "    return -(t * log_y).sum()",
        (*_EXAMPLES, _UNNORMALIZED, _LARGE, _SATURATED, *((a, np.array([0.0, 0.0, 1.0])) for a in _FAR)),
        (1, 7, 9, 16, 18, 20),
        (
            "Begin with log y, not with y. What is log y, written with a and S?",
            "One of the points has a logit of 800. Subtract the largest logit before exp, here too.",
        ),
    ),
    "02.3": Task(
        "share-with-a-given-loss",
        "b",
        options={
            "a": "A share of 0.23 costs −log 0.23, which is about 1.5.",
            "b": "−log 0.1 is log 10, about 2.3. Each further factor of ten costs as much again.",
            "c": "A share of 0.9 costs only about 0.1. The loss is small where the share is large.",
        },
        hints=("With one true class the loss is minus the logarithm of its share.",),
    ),
    "03.1": Task(
        "step-1-in-numpy",
        "back_to_shares",
        "step 1",
        "def back_to_shares(y, t):\n    return -t / y",
        _shares((*_EXAMPLES, _UNNORMALIZED)),
        (1, 7),
        (
            "Start with 1, and go back node by node: ‘× (−1)’, ‘+’, ‘×’, log.",
            "log multiplies what comes back by one over its input. What is its input?",
        ),
    ),
    "03.2": Task(
        "gradient-at-a-fork",
        "b",
        options={
            "a": "Nothing is averaged on the way back. A nudge moves the loss along all three ways at once.",
            "b": "What comes back to a fork is added: 2 − 2 + 4.",
            "c": "One number has one gradient: by how much the loss changes when this number rises.",
        },
        hints=("Raise the number by a little: by how much does the loss change along each of the three ways?",),
    ),
    "03.3": Task(
        "step-1-by-hand",
        "back",
        "step 1",
        "back = np.array([0, -4, 0])",
        ((np.array([0.5, 0.25, 0.25]), np.array([0.0, 1.0, 0.0])),),
        (1, 7),
        ("Which targets are 0? And one over 0.25?",),
    ),
    "04.1": Task(
        "step-2-in-numpy",
        "step_2",
        "step 2",
        "def step_2(a, t):\n    e = np.exp(a)\n    y = e / e.sum()\n    return -t / y * e",
        (*_EXAMPLES, _UNNORMALIZED),
        (1, 6),
        ("‘×’ multiplies what comes back by the other input.", "Toward 1/S, the other input is the exponential."),
    ),
    "04.2": Task(
        "step-3-in-numpy",
        "step_3",
        "step 3",
        "def step_3(a, t):\n    S = np.exp(a).sum()\n    fork = (-t * S).sum()\n    return fork * -((1 / S) ** 2)",
        (*_EXAMPLES, _UNNORMALIZED),
        (1, 3, 5, 20),
        (
            "Two things happen: at the fork of 1/S, and at ‘/’.",
            "What comes back to a fork is added. ‘/’ multiplies by minus its output squared.",
        ),
    ),
    "04.3": Task(
        "add-node-passes-on",
        "b",
        options={
            "a": "‘+’ does not share out what comes back. Raise one input by a little: by how much does the sum rise?",
            "b": "‘+’ passes what comes back on to every input, whether its class is the true one or not.",
            "c": "That is step 2, the straight way. Through S every class is reached: each exponential is part of S.",
        },
        hints=("What does ‘+’ do with what comes back?",),
    ),
    "05.1": Task(
        "step-5-in-numpy",
        "step_5",
        "step 5",
        "def step_5(a, t):\n    e = np.exp(a)\n    S = e.sum()\n    y = e / S\n    return -t / y * (1 / S)",
        (*_EXAMPLES, _UNNORMALIZED),
        (1, 6),
        ("The same ‘×’ node as in step 2, the other direction.", "Toward exp(a), the other input is 1/S."),
    ),
    "05.2": Task(
        "gradient-in-numpy",
        "gradient",
        "gradient",
        "def gradient(a, t):\n    e = np.exp(a)\n    return e / e.sum() * t.sum() - t",
        (*_EXAMPLES, _UNNORMALIZED),
        (1, 2, 4, 5, 6, 9, 20),
        (
            "You may write all six steps, a line for each, or only their result.",
            "Two branches meet at exp. Which one does a class get that is not the true one?",
            "One of the points has targets that do not sum to 1. What did step 3 send on then?",
        ),
    ),
    "05.3": Task(
        "any-upstream-gradient",
        "any_upstream",
        "any upstream",
        "def any_upstream(a, u):\n    e = np.exp(a)\n    y = e / e.sum()\n    return y * (u - (u * y).sum())",
        tuple((a, u) for a, u in zip(_LOGITS, (_A, np.array([1.0, -2.0, 0.5, 3.0]), np.arange(5.0)), strict=True)),
        (1, 2, 4),
        (
            "Step 1 brings u instead of −t/y. Steps 2 to 6 stay what they are.",
            "Through S comes −(1/S)·Σ u·y for every class, straight back comes u·(1/S).",
        ),
    ),
    "05.4": Task(
        "which-branch-is-missing",
        "b",
        options={
            "a": "Without the straight branch the gradient would be y: positive everywhere.",
            "b": "−t is the straight branch alone. What came through S is missing, and with it every y.",
            "c": "Without the exp node the entries would be about 0.0135, 0.0135 and −0.0048.",
        },
        hints=("Which branch brings something to the classes that are not the true one?",),
    ),
    "06.1": Task(
        "jacobian-in-numpy",
        "table",
        "jacobian",
        "def table(a):\n    e = np.exp(a)\n    y = e / e.sum()\n    return np.diag(y) - np.outer(y, y)",
        tuple((a,) for a in _LOGITS),
        (1, 2),
        (
            "Two cases: own logit on the diagonal, other logits everywhere else.",
            "np.outer(y, y) holds every product of two shares, np.diag(y) the shares on the diagonal.",
        ),
    ),
    "06.2": Task(
        "gradient-through-the-jacobian",
        "through_the_table",
        "chain",
        "def through_the_table(u, J):\n    return u @ J",
        tuple((-t / y, np.diag(y) - np.outer(y, y)) for y, t in _shares((*_EXAMPLES, _UNNORMALIZED))),
        (1, 2, 8),
        (
            "The gradient at one logit: for each share, what comes back to it times how it answers. Then add.",
            "That is a product of a row of numbers and a table.",
        ),
    ),
    "06.3": Task(
        "why-a-row-sums-to-0",
        "b",
        options={
            "a": "That is why a column sums to 0: one logit moves, and the changes of all shares add up to nothing.",
            "b": "A row belongs to one share. Raise all logits alike: the share stays, so its derivatives add up to 0.",
            "c": "They are largest for even shares and small for clear ones, but their sum is 0 either way.",
        },
        hints=("A row holds the derivatives of one share. What do you do to the logits when you add them up?",),
    ),
    "07.1": Task(
        "one-descent-step",
        "one_step",
        "descent",
        "def one_step(a, t):\n    e = np.exp(a)\n    y = e / e.sum()\n    return a - (y * t.sum() - t)",
        (*_EXAMPLES, _UNNORMALIZED),
        (1, 2, 9, 20),
        (
            "Subtract from every logit its gradient, with the learning rate 1.",
            "One of the points has targets that do not sum to 1. What is the gradient then?",
        ),
    ),
    "07.2": Task(
        "strongest-pull",
        "a",
        options={
            "a": "The gradient there is 0.2 − 1, and no other is as large in size. Raising this logit lowers the loss.",
            "b": "The gradient there is 0.7: lowering this logit helps almost as much, but not quite.",
            "c": "The gradient there is 0.1. A class that has little can give little.",
        },
        hints=("Compare the sizes of the three gradients, y − t.",),
    ),
    "07.3": Task(
        "gradient-by-hand",
        "gradient",
        "gradient of shares",
        "gradient = np.array([-0.4, 0.2, 0.2])",
        ((np.array([0.1, 0.7, 0.2]), np.array([0.5, 0.5, 0.0])),),
        (1, 2, 4),
        ("Prediction minus target, class by class.", "What must the three numbers add up to?"),
    ),
    "08.1": Task(
        "relative-error",
        "relative",
        "relative error",
        "def relative(p, q):\n    return (abs(p - q) / np.maximum(abs(p), abs(q))).max()",
        (*_PAIRS, *((q, p) for p, q in _PAIRS)),
        (),
        (
            "For each entry: the difference, over the larger of the two sizes.",
            "Sizes have no sign. And of all entries the worst one counts.",
        ),
    ),
    "08.2": Task(
        "best-step-in-float32",
        "b",
        options={
            "a": "That is the best step in float64. In float32 the two losses would agree in nearly all their digits.",
            "b": "About the cube root of the rounding error, which is 10⁻⁷ in float32.",
            "c": "In float32 a + h would be rounded back to a: the nudge would be lost altogether.",
        },
        hints=("Where is the bottom of the dashed line in the plot of this chapter?",),
    ),
    "08.3": Task(
        "central-differences",
        "slopes",
        "central differences",
        "def slopes(f, x):\n"
        "    x = np.array(x, dtype=float)\n"
        "    result = []\n"
        "    for step in np.eye(len(x)) * 1e-5:\n"
        "        result.append((f(x + step) - f(x - step)) / 2e-5)\n"
        "    return np.array(result)",
        (
            (_loss_at(np.array([0.0, 0.0, 1.0])), np.array([1, 2, 3])),
            (_loss_at(_EXAMPLES[1][1]), _LOGITS[1]),
            (_loss_at(_EXAMPLES[2][1]), _LOGITS[2]),
            (lambda x: (x**2).sum(), np.array([0.0, 1.0, -2.0])),
        ),
        (26, 27),
        (
            "For each entry: f with that entry raised, minus f with it lowered, over the distance.",
            "One of the points is an array of whole numbers. What happens to a nudge in it?",
        ),
    ),
    "09.1": Task(
        "gradient-of-a-batch",
        "batch_gradient",
        "rows of labels",
        "def batch_gradient(a, labels):\n"
        "    e = np.exp(a - a.max(axis=1, keepdims=True))\n"
        "    y = e / e.sum(axis=1, keepdims=True)\n"
        "    y[np.arange(len(a)), labels] -= 1\n"
        "    return y / len(a)",
        _LABELED,
        (1, 10, 11, 13, 15, 16, 17, 19, 29, 30),
        (
            "Which of the numbers belong to a row? keepdims=True keeps them as a column.",
            "An entry in each row: one index for the row, np.arange(len(a)), and one for the label.",
            "The loss is a mean. Over how many?",
        ),
    ),
    "09.2": Task(
        "mean-loss-of-a-batch",
        "mean_loss",
        "loss of rows",
        "def mean_loss(a, labels):\n"
        "    shifted = a - a.max(axis=1, keepdims=True)\n"
        "    log_y = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))\n"
        "    return -log_y[np.arange(len(a)), labels].mean()",
        _LABELED,
        (1, 10, 11, 13, 15, 16, 17, 18, 19, 29, 30),
        (
            "Begin with log y, as in exercise 02.2, now row by row.",
            "From each row take the entry at its label, turn the sign, and take the mean.",
        ),
    ),
    "09.3": Task(
        "why-divide-by-n",
        "b",
        options={
            "a": "The rows of y − t sum to 0, with 1/N and without it. Nothing needs to be made right again.",
            "b": "A nudge in one row moves the mean by 1/N of what it moves that row’s own loss.",
            "c": "That 1/N renormalizes the negative entries is a guess that has been printed. They need no balance: "
            "each row sums to 0 by itself.",
        },
        hints=("What would the gradient be if the loss were the sum over the rows?",),
        slips={"c": 14},
    ),
    "10.1": Task(
        "weight-gradient",
        "weight_gradient",
        "weights",
        "def weight_gradient(x, g):\n    return x.T @ g",
        tuple((x, g) for x, g, _ in _TABLES),
        (1, 21),
        ("The weights have the shape (D, C). Which product of the two tables has it?", "x.T has the shape (D, N)."),
    ),
    "10.2": Task(
        "bias-gradient",
        "bias_gradient",
        "biases",
        "def bias_gradient(g):\n    return g.sum(axis=0)",
        tuple((g,) for _, g, _ in _TABLES),
        (1, 22),
        ("A bias goes out to every row. What does a fork do with what comes back?",),
    ),
    "10.3": Task(
        "first-layer-weight-gradient",
        "first_weights",
        "first weights",
        "def first_weights(x, W2, g):\n    return x.T @ (g @ W2.T)",
        tuple((x, W2, g) for x, g, W2 in _TABLES),
        (1, 21),
        ("What arrives at the output of the first layer? It is the input of the second.",),
    ),
    "10.4": Task(
        "why-different-widths",
        "b",
        options={
            "a": "NumPy never turns a table over unless you ask for it.",
            "b": "Then both tables have the same shape, and no shape can tell you. So test with D and C different.",
            "c": "A table of weights has no reason to be symmetric.",
        },
        hints=("Which shapes does the wrong product have, and which the right one?",),
    ),
    "11.1": Task(
        "sigmoid-in-numpy",
        "through_sigmoid",
        "sigmoid",
        "def through_sigmoid(x, u):\n    y = 1 / (1 + np.exp(-x))\n    return u * y * (1 - y)",
        tuple((x, np.cos(2 * x) + 0.3) for x in _LOGITS),
        (1,),
        ("The local derivative, times what comes back.", "The slope of sigmoid, written with its own output."),
    ),
    "11.2": Task(
        "hidden-weight-gradient",
        "hidden_weight",
        "hidden weight",
        "def hidden_weight(x, w, v, t):\n"
        "    h = 1 / (1 + np.exp(-w * x))\n"
        "    y = 1 / (1 + np.exp(-v * h))\n"
        "    back = ((y - t) * y * (1 - y) * v).sum()\n"
        "    return back * h * (1 - h) * x",
        _NETS,
        (1, 3, 24),
        (
            "Go back from each output: the error, times the slope at the output, times the weight.",
            "The hidden unit went out to every output: add. Then its own slope, then x.",
        ),
    ),
    "11.3": Task(
        "output-weight-gradient",
        "c",
        options={
            "a": "x belongs to the weight before the hidden unit. The weight after it starts at h.",
            "b": "The sum over outputs belongs to the hidden unit, which all of them use. A weight leads to one.",
            "c": "The error, the slope at the output, and what the weight was multiplied by: h.",
        },
        hints=("‘×’ multiplies what comes back by the other input.",),
    ),
    "12.1": Task(
        "squared-error-gradient",
        "squared_error_gradient",
        "squared error",
        "def squared_error_gradient(a, t):\n"
        "    e = np.exp(a - a.max())\n"
        "    y = e / e.sum()\n"
        "    u = y - t\n"
        "    return y * (u - (u * y).sum())",
        (*_EXAMPLES, (np.array([10.0, 0.0]), np.array([0.0, 1.0]))),
        (1, 2, 9, 24),
        (
            "Squared error brings y − t to the shares, not to the logits.",
            "So it is the upstream gradient u of exercise 05.3.",
        ),
    ),
    "12.2": Task(
        "squared-error-by-hand",
        "pulls",
        "squared error",
        "pulls = np.array([-0.25, 0.25])",
        ((np.array([0.0, 0.0]), np.array([1.0, 0.0])),),
        (1, 2, 24),
        ("Both shares are 0.5, so y − t is (−0.5, 0.5). And then the Jacobian.",),
    ),
    "12.3": Task(
        "why-squared-error-is-slow",
        "a",
        options={
            "a": "Where softmax is sure, its whole Jacobian is almost 0, and squared error keeps it as a factor.",
            "b": "The difference y − t is as large as it can be. Something else makes the gradient small.",
            "c": "A large learning rate can hide it, but the gradient is small before any step is made.",
        },
        hints=("Which factor stands between y − t and the logits?",),
    ),
    "13.1": Task(
        "fix-the-second-backward",
        "two_backwards",
        "two backwards",
        "def two_backwards(y, labels):\n"
        "    made = []\n"
        "    for _ in range(2):\n"
        "        gradient = y.copy()\n"
        "        gradient[np.arange(len(y)), labels] -= 1\n"
        "        made.append(gradient / len(y))\n"
        "    return np.array(made)",
        tuple((np.exp(a) / np.exp(a).sum(axis=1, keepdims=True), labels) for a, labels in _SMALL),
        (23, 25),
        ("What does the first turn of the loop do to y?", "Which line makes a new array?"),
        came="def two_backwards(y, labels):\n"
        "    stored, made = y.copy(), []\n"
        "    for _ in range(2):\n"
        "        gradient = stored\n"
        "        gradient[np.arange(len(y)), labels] -= 1\n"
        "        made.append(gradient / len(y))\n"
        "    return np.array(made)",
    ),
    "13.2": Task(
        "update-with-weight-penalty",
        "update",
        "update",
        "def update(W, g, rate, penalty):\n    return W - rate * (g + penalty * W)",
        tuple(
            (x, 0.5 * x[::-1] + 1, rate, penalty)
            for (x, _, _), rate, penalty in zip(_TABLES, (1.0, 0.1, 0.5, 0.2), (0.1, 0.01, 0.3, 0.05), strict=True)
        ),
        (1,),
        (
            "The gradient of λ/2 times the sum of all W² is λ times W.",
            "Against the gradient: minus the learning rate times all of it.",
        ),
    ),
    "13.3": Task(
        "why-the-curves-part",
        "c",
        options={
            "a": "Both curves were measured in the same way. The difference is in the images.",
            "b": "A larger learning rate changes how fast the loss falls, for both alike.",
            "c": "The network has begun to learn its own images by heart. A penalty on the weights, or fewer of them, "
            "keeps it from that.",
        },
        hints=("One curve is of images that the network has seen.",),
    ),
    "14.1": Task(
        "normalize-in-numpy",
        "normalize",
        "normalized",
        "def normalize(x):\n"
        "    centered = x - x.mean(axis=0)\n"
        "    return centered / np.sqrt((centered**2).mean(axis=0) + 1e-5)",
        tuple((x,) for x, _ in _COLUMNS),
        (10, 11),
        ("Mean and variance belong to a column: one feature, all rows.", "ε is 10⁻⁵ and stands under the root."),
    ),
    "14.2": Task(
        "batch-norm-backward",
        "batch_norm_back",
        "batch norm",
        "def batch_norm_back(x, g):\n"
        "    spread = np.sqrt(x.var(axis=0) + 1e-5)\n"
        "    z = (x - x.mean(axis=0)) / spread\n"
        "    return (g - g.mean(axis=0) - z * (g * z).mean(axis=0)) / spread",
        _COLUMNS,
        (1, 28),
        (
            "g arrives at the normalized numbers. Three paths lead from there to x.",
            "The path through the mean takes away the mean of g, the one through the variance a multiple of z.",
        ),
    ),
    "14.3": Task(
        "why-a-running-mean",
        "b",
        options={
            "a": "With one image there is no spread: all would be 0, whatever the image shows.",
            "b": "The result must depend on this image alone, not on which others happen to be in the batch.",
            "c": "The running mean is not more exact than that of a batch. It belongs to no batch: that is its use.",
        },
        hints=("Think of a batch with one image in it.",),
    ),
    "15.1": Task(
        "diagnose-patient-1",
        "b",
        options={
            "a": "With the sign turned around, the two zeros would not be zeros. And −0.2634 has the right sign.",
            "b": "Class 3 is right, and the others get nothing: each logit moves only its own share.",
            "c": "Without the detour through S the gradient is −t: it would be −1 at class 3, not −0.2634.",
        },
        hints=("The gradient at class 3 agrees with the nudge. Which way do the other two classes get theirs?",),
    ),
    "15.2": Task(
        "diagnose-patient-2",
        "c",
        options={
            "a": "Softmax twice is wrong for small logits too. This patient is right there.",
            "b": "A sign is wrong for all logits, not for large ones only.",
            "c": "exp of 800 is infinite, and infinity over infinity is nan. Subtract the largest logit first.",
        },
        hints=("When does it fall ill: for which logits? What is the first number in softmax that can get too large?",),
    ),
    "15.3": Task(
        "diagnose-patient-3",
        "a",
        options={
            "a": "A nudge to one side has an error in proportion to the step. Ten times smaller, it shrinks with it.",
            "b": "A lost branch would show in the first decimals, and not shrink with the step.",
            "c": "If the targets did not sum to 1 it could be. But these do.",
        },
        hints=("Does the difference shrink with a smaller step?",),
    ),
    "15.4": Task(
        "diagnose-patient-4",
        "b",
        options={
            "a": "A gradient lost at a fork would show when its class is the true one, and every class was.",
            "b": "y − t is right for every target that sums to 1, and only then: otherwise y is multiplied by T.",
            "c": "Rounding stays near the sixteenth digit. This is a difference in the first.",
        },
        hints=("Try a soft target that sums to 1, and one that does not.",),
    ),
    "15.5": Task(
        "diagnose-patient-5",
        "a",
        options={
            "a": "The ratio is 4, the number of rows, at every entry. On the way back the mean was left out.",
            "b": "Divided by the number of classes, the ratio would be N/C, and here that is 4/3.",
            "c": "One sum for the whole batch would spoil each row in its own way. Here all ratios are the same.",
        },
        hints=("The ratio is the same everywhere. Which number of this batch is it?",),
    ),
    "15.6": Task(
        "fix-the-batch-gradient",
        "batch_gradient",
        "rows",
        "def batch_gradient(a, t):\n"
        "    e = np.exp(a - a.max(axis=1, keepdims=True))\n"
        "    y = e / e.sum(axis=1, keepdims=True)\n"
        "    return (y - t) / len(a)",
        _BATCHES,
        (1, 10, 11, 13, 15),
        ("How many rows are there? The loss is their mean.",),
        came="def batch_gradient(a, t):\n"
        "    e = np.exp(a - a.max(axis=1, keepdims=True))\n"
        "    y = e / e.sum(axis=1, keepdims=True)\n"
        "    return y - t",
    ),
    "15.7": Task(
        "fix-the-sum-of-paths",
        "arrived",
        "paths",
        "def arrived(nodes, gradients):\n"
        "    total = np.zeros(nodes.max() + 1)\n"
        "    for node, gradient in zip(nodes, gradients):\n"
        "        total[node] += gradient\n"
        "    return total",
        (
            (np.array([0, 1, 1, 2]), np.array([0.25, 1.5, -2.0, 0.75])),
            (np.array([2, 0, 2, 1, 2]), np.array([1.0, -2.0, 0.5, 4.0, 3.0])),
            (np.array([3, 1, 1]), np.array([2.0, -3.0, 5.0])),
        ),
        (23,),
        ("Two gradients may arrive at the same node. What does a fork do with what comes back?",),
        came="def arrived(nodes, gradients):\n"
        "    total = np.zeros(nodes.max() + 1)\n"
        "    for node, gradient in zip(nodes, gradients):\n"
        "        total[node] = gradient\n"
        "    return total",
    ),
    "15.8": Task(
        "any-upstream-rows",
        "back_through_softmax",
        "any upstream rows",
        "def back_through_softmax(a, u):\n"
        "    e = np.exp(a - a.max(axis=1, keepdims=True))\n"
        "    y = e / e.sum(axis=1, keepdims=True)\n"
        "    return y * (u - (u * y).sum(axis=1, keepdims=True))",
        tuple((a, np.sin(3 * a + np.arange(a.shape[1]))) for a, _ in _BATCHES),
        (1, 2, 4, 11),
        (
            "For one row it is exercise 05.3. Which sums must stay inside their row?",
            "axis=1 sums along a row, keepdims=True keeps the column that it leaves.",
        ),
    ),
    "15.9": Task(
        "gradient-with-temperature",
        "with_temperature",
        "temperature",
        "def with_temperature(a, t, tau):\n"
        "    e = np.exp((a - a.max()) / tau)\n"
        "    y = e / e.sum()\n"
        "    return (y - t) / tau",
        tuple((a, t, tau) for (a, t), tau in zip((*_EXAMPLES, _LARGE), _TAUS, strict=True)),
        (1, 2, 9),
        (
            "One more node stands before softmax: it divides each logit by the temperature.",
            "y − t arrives at a/τ. What does this node do with it?",
        ),
    ),
    "15.10": Task(
        "gradient-of-the-temperature",
        "of_temperature",
        "of temperature",
        "def of_temperature(a, t, tau):\n"
        "    e = np.exp((a - a.max()) / tau)\n"
        "    y = e / e.sum()\n"
        "    return -(a * (y - t)).sum() / tau**2",
        tuple((a, t, tau) for (a, t), tau in zip((*_EXAMPLES, _LARGE), _TAUS, strict=True)),
        (1, 3),
        (
            "τ is one number, and every class uses it: a fork. What does a fork do with what comes back?",
            "At one class: a/τ is a times 1/τ. What is the rule of ‘/’?",
            "‘/’: minus the output squared. So every class sends back −a/τ² times what arrives there.",
        ),
    ),
    "15.11": Task(
        "gradient-with-class-weights",
        "with_weights",
        "class weights",
        "def with_weights(a, t, w):\n"
        "    e = np.exp(a - a.max())\n"
        "    y = e / e.sum()\n"
        "    return y * (w * t).sum() - w * t",
        tuple((a, t, 0.5 + np.arange(len(a)) % 3) for a, t in (*_EXAMPLES, _LARGE)),
        (1, 4, 20),
        (
            "The weights stand beside the targets in the loss: w times t, in every class.",
            "So w times t is a target like any other. Does it sum to 1?",
        ),
    ),
}
