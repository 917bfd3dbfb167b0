"""The bank of predictions. An answer is never written down: it is picked from what the question's code gives."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

__all__ = ["QUESTIONS", "Question"]


class Question(NamedTuple):
    """A prediction. ``pick`` names the right choice (from 0), given the value of ``code``.

    ``key`` says what is asked, and stays when the questions are numbered anew: the reader's record holds it.
    Texts may hold formulas, as {m:a_1}, and computed numbers, as {=:softmax(a)[2]}.
    """

    key: str
    text: str
    choices: tuple
    code: str
    pick: Callable
    why: str


def _nearest(*choices):
    """Pick the choice whose number is nearest to the value."""
    return lambda value: int(np.argmin([np.abs(value - choice).sum() for choice in choices]))


def _in_size(*choices):
    """Pick the choice whose number is nearest in its power of ten."""
    return lambda value: _nearest(*np.log10(choices))(np.log10(abs(value) + 1e-9))


QUESTIONS = {
    "00.1": Question(
        "raise-another-logit",
        "Class 3 is the true class. You raise {m:a_1} by 0.001 and leave the other two logits alone. "
        "What does the loss {m:L} do?",
        ("it rises", "it falls", "nothing: class 1 is not the true class"),
        "cross_entropy(softmax(a + [0.001, 0, 0]), t) - cross_entropy(softmax(a), t)",
        lambda change: 0 if change > 0 else 1 if change < 0 else 2,
        "The three shares always make one whole. A larger {m:a_1} takes some of the share of class 3, and a "
        "smaller share for the true class is a larger loss.",
    ),
    "00.2": Question(
        "which-gradient-is-negative",
        "Now let class 1 be the true class: {m:t} = (1, 0, 0). The logits stay as they are. "
        "Which logit has a negative gradient?",
        ("{m:a_1}", "{m:a_2}", "{m:a_3}", "none of them"),
        "(softmax(a) - [1, 0, 0]).round(4)",
        lambda g: next((k for k, x in enumerate(g) if x < 0), 3),
        "Only the logit of the true class lowers the loss when it is raised. Its gradient is "
        "{value:softmax(a)[0] - 1}: class 1 has almost no share yet, so the pull is strong.",
    ),
    "00.3": Question(
        "all-gradients-positive",
        "Take a thousand triples of logits at random, with class 3 as the true class. In how many of them are all "
        "three gradients positive?",
        ("in about half", "in a few", "in none"),
        "many = np.random.default_rng(0).uniform(-5, 5, (1000, 3))\nint((softmax(many) - t > 0).all(axis=1).sum())",
        lambda count: 2 if count == 0 else 1 if count < 250 else 0,
        "The shares {m:y} sum to 1, and the targets {m:t} sum to 1. So the three gradients {m:y - t} always sum to 0, "
        "and they can’t all be positive.",
    ),
    "01.1": Question(
        "share-of-the-sum-of-inputs",
        "One write-up says: softmax gives each class its share of the sum of the inputs. Take the logits 1, 2 and 3. "
        "By that sentence class 3 gets 3/6, one half. What does softmax give it?",
        ("one half: the sentence is right", "more than one half", "less than one half"),
        "softmax([1, 2, 3])[2]",
        lambda share: 0 if abs(share - 0.5) < 0.01 else 1 if share > 0.5 else 2,
        "The sentence has a slip. Softmax gives the share of the sum of the exponentials of the inputs, and "
        "exponentials favor the largest. (With logits that sum to 0, the slip would even divide by 0.)",
    ),
    "01.2": Question(
        "add-to-all-logits-forward",
        "You add 5 to all three logits. Which of the numbers that go forward through the graph change?",
        (
            "all of them",
            "{m:exp(a_k)}, {m:S} and {m:1/S}, but not {m:y_k}",
            "{m:S} and {m:1/S} only",
            "{m:y_k} only",
        ),
        "np.exp(a + 5) / np.exp(a), np.exp(a + 5).sum() / np.exp(a).sum(), (softmax(a + 5) - softmax(a)).round(4)",
        lambda v: 1 if v[0].min() > 1 and v[1] > 1 and not v[2].any() else 0,
        "Every {m:exp(a_k)} and {m:S} grow by the same factor, {m:exp(5)}. In the share the factor cancels, "
        "so the three differences are 0. (What changes on the way back is a question for chapter 04.)",
    ),
    "01.3": Question(
        "double-all-logits",
        "You double all three logits. What happens to the largest share?",
        ("it grows", "it stays the same", "it shrinks"),
        "softmax(a)[2], softmax(2 * a)[2]",
        lambda v: 0 if v[1] > v[0] + 1e-9 else 2 if v[1] < v[0] - 1e-9 else 1,
        "Doubling the logits doubles the distances between them, and only distances count. The shares get sharper.",
    ),
    "01.4": Question(
        "naive-softmax-of-large-logits",
        "The naive softmax gets (709.5, 709.5, 0). Each of the three exponentials is a finite number. What comes out?",
        ("(0.5, 0.5, 0)", "(0, 0, 0)", "(nan, nan, 0)"),
        "naive(np.array([709.5, 709.5, 0]))",
        lambda y: 2 if np.isnan(y).any() else 1 if sum(y) == 0 else 0,
        "Each exponential fits into a float64, but their sum does not: {m:S} is inf, and a finite number over "
        "inf is 0. The shares sum to 0.",
    ),
    "01.5": Question(
        "naive-softmax-of-small-logits",
        "And at the other end? The naive softmax gets (−800, −801, −802).",
        ("three small shares that sum to 1", "(0, 0, 0)", "(nan, nan, nan)"),
        "naive(np.array([-800.0, -801.0, -802.0]))",
        lambda y: 2 if np.isnan(y).all() else 1 if sum(y) == 0 else 0,
        "Every exponential is too small for a float64 and becomes 0. Then {m:S} is 0 too, and 0 over 0 is nan.",
    ),
    "02.1": Question(
        "other-shares-change",
        "Class 3 is the true class and has the share 0.7. The other two have 0.2 and 0.1. Now those two change, to "
        "0.05 and 0.25, and class 3 keeps 0.7. What does the loss do?",
        ("it rises", "it falls", "nothing"),
        "cross_entropy([0.2, 0.1, 0.7], t), cross_entropy([0.05, 0.25, 0.7], t)",
        lambda v: 2 if abs(v[0] - v[1]) < 1e-9 else 0 if v[1] > v[0] else 1,
        "With one true class, only one term of the sum is not 0. The other shares count through what they leave "
        "for the true class, and in no other way.",
    ),
    "02.2": Question(
        "likelihood-and-mean-loss",
        "There are two examples. Model A gives their true classes the shares 0.5 and 0.5, model B gives 0.9 and 0.1. "
        "Which model has the larger likelihood (the product of the two shares), and which the smaller mean loss?",
        ("A has both", "B has both", "A has the likelihood, B the loss", "B has the likelihood, A the loss"),
        "shares = np.array([[0.5, 0.5], [0.9, 0.1]])\nshares.prod(axis=1), -np.log(shares).mean(axis=1)",
        lambda v: (0 if v[1][0] < v[1][1] else 2) if v[0][0] > v[0][1] else (1 if v[1][1] < v[1][0] else 3),
        "They always go together: the logarithm turns the product into a sum, and the minus turns the largest "
        "into the smallest. Model B is punished for its one confident mistake.",
    ),
    "02.3": Question(
        "share-falls-to-a-tenth",
        "The share of the true class falls from 0.1 to 0.01, to a tenth. What does the loss do?",
        ("it becomes ten times as large", "it rises by about 2.3", "it rises by 0.09"),
        "-np.log(0.1), -np.log(0.01)",
        lambda v: 1 if abs(v[1] - v[0] - np.log(10)) < 0.01 else 0 if abs(v[1] - 10 * v[0]) < 0.01 else 2,
        "Each further factor of ten costs the same: {m:log(10)} = {value:np.log(10)}.",
    ),
    "02.4": Question(
        "smallest-loss-of-a-soft-target",
        "Ten people looked at a picture: two say class 1, three say class 2, five say class 3. So the target is "
        "{m:t} = (0.2, 0.3, 0.5), a soft one. What is the smallest loss that any prediction can reach?",
        ("0", "about 0.31, as with one true class", "more than 1"),
        "cross_entropy([0.2, 0.3, 0.5], [0.2, 0.3, 0.5])",
        lambda loss: 0 if loss < 0.01 else 1 if loss < 1 else 2,
        "The best prediction is the target itself. Its loss is not 0: people who disagree can’t all be predicted "
        "right.",
    ),
    "02.5": Question(
        "epsilon-inside-the-logarithm",
        "To keep away from the logarithm of 0, some programs add one ten-millionth to every share before they take "
        "its logarithm. A prediction is perfect: the true class has the share 1. What loss does such a program report?",
        ("exactly 0", "a little more than 0", "a little less than 0"),
        "-np.log(1 + 1e-7)",
        lambda loss: 2 if loss < 0 else 1 if loss > 0 else 0,
        "A negative loss, for a prediction that can’t be better. And at the other end it never rises above "
        "{value:-np.log(1e-7)}, however wrong the prediction is.",
    ),
    "03.1": Question(
        "multiply-node-backward",
        "A ‘×’ node got {m:u} = 3 and {m:v} = −2. The gradient 1.5 comes back to it. What goes on toward {m:u}?",
        ("4.5", "1.5", "−3"),
        "numerical_gradient(lambda x: 1.5 * x[0] * x[1], [3, -2])[0].round(4)",
        _nearest(4.5, 1.5, -3),
        "What comes back is multiplied by the other input. Raise {m:u} by a little, and the product falls by twice "
        "as much, because {m:v} is −2.",
    ),
    "03.2": Question(
        "add-node-backward",
        "A ‘+’ node adds the three numbers 1, 2 and 4. The gradient 6 comes back to it. What goes on toward each "
        "input?",
        ("2 to each: it is shared out", "6 to each", "6, 12 and 24"),
        "numerical_gradient(lambda x: 6 * x.sum(), [1, 2, 4]).round(4)",
        lambda g: 0 if np.allclose(g, 2) else 1 if np.allclose(g, 6) else 2,
        "Raise any of the three by a little, and the sum rises by just as much. What comes back is passed on, "
        "unchanged, and what the other inputs are does not matter.",
    ),
    "03.3": Question(
        "log-node-backward",
        "A log node got the input 0.5, and 1 comes back to it. What goes on?",
        ("2", "0.5", "−0.69"),
        "numerical_gradient(lambda x: np.log(x[0]), [0.5])[0].round(4)",
        _nearest(2, 0.5, -0.69),
        "One over the input. Near 0 the logarithm is steep, so a small input gives a large gradient.",
    ),
    "03.4": Question(
        "fork-into-one-product",
        "The number {m:x} = 3 goes out two ways, and both lines end in the same ‘×’ node, which multiplies {m:x} by "
        "{m:x}. 1 comes back to that node. What arrives at {m:x}?",
        ("3", "6", "9"),
        "numerical_gradient(lambda x: x[0] * x[0], [3])[0].round(4)",
        _nearest(3, 6, 9),
        "‘×’ sends 3 back along each line, the other input. At the fork the two are added.",
    ),
    "03.5": Question(
        "one-sided-and-two-sided-nudge",
        "The two-sided nudge gives −1.3576, the one-sided one −1.3575. Where does the difference come from?",
        (
            "the computer rounds",
            "the curve {m:-log(y_3)} bends, and a one-sided nudge looks to one side only",
            "the formula is only an approximation",
        ),
        "y_3, h = softmax(a)[2], np.array([2e-4, 1e-4])\n(np.log(y_3) - np.log(y_3 + h)) / h + 1 / y_3",
        lambda errors: 1 if abs(errors[0] - 2 * errors[1]) < 1e-3 * abs(errors[0]) else 0,
        "These are the errors of the one-sided nudge for {m:h} = 0.0002 and 0.0001. Half the nudge, half the error: "
        "that is a bend, no rounding. Two sides cancel it.",
    ),
    "04.1": Question(
        "multiply-node-toward-reciprocal",
        "The ‘×’ node of class 3 got {m:exp(a_3)} = 54.5982 and {m:1/S} = 0.01349. Now −1.3576 comes back to it. "
        "What goes on toward {m:1/S}?",
        (
            "−1.3576 times 0.01349, which is −0.01832",
            "−1.3576 times 54.5982, which is −74.12",
            "−1.3576, unchanged",
        ),
        "exps, wires = np.exp(a), np.full(3, 1 / np.exp(a).sum())\n"
        "numerical_gradient(lambda r: cross_entropy(exps * r, t), wires)[2].round(4)",
        _nearest(-0.01832, -74.12, -1.3576),
        "Toward {m:1/S}, the other input is {m:exp(a_3)}.",
    ),
    "04.2": Question(
        "fork-of-the-reciprocal",
        "With the target (0.2, 0.3, 0.5), three gradients come back to the fork of {m:1/S}: −14.82, −22.24 and −37.06. "
        "Which gradient does the line before the fork get?",
        ("−24.71, their mean", "all three of them", "−74.12, their sum"),
        "soft, S = [0.2, 0.3, 0.5], np.exp(a).sum()\n"
        "numerical_gradient(lambda r: cross_entropy(np.exp(a) * r[0], soft), [1 / S])[0].round(4)",
        lambda g: 2 if abs(g + 74.12) < 0.1 else 0 if abs(g + 24.71) < 0.1 else 1,
        "A value that is used three times moves the loss three ways at once, so what comes back is added.",
    ),
    "04.3": Question(
        "divide-node-with-other-targets",
        "Suppose that the targets are (1, 1, 1), which sum to 3. What does ‘/’ then send on toward {m:S}?",
        ("{m:1/S}, as always", "{m:3/S}", "{m:1/(3*S)}"),
        "S = np.exp(a).sum()\n"
        "S * numerical_gradient(lambda s: cross_entropy(np.exp(a) / s[0], [1, 1, 1]), [S])[0].round(6)",
        lambda times: 1 if abs(times - 3) < 0.01 else 0 if abs(times - 1) < 0.01 else 2,
        "The number above is {m:S} times the gradient. The sum of step 3 is {m:-S} times the sum of the targets, and "
        "that factor stays. Where this course writes {m:1/S}, it has used that the targets sum to 1.",
    ),
    "04.4": Question(
        "add-node-and-the-other-classes",
        "Class 1 is not the true class. In step 1 the gradient 0 came back to it, and in step 2 again 0. "
        "Does anything reach {m:exp(a_1)} by way of ‘+’?",
        ("no, nothing", "yes: {m:1/S}, the same as every class gets", "yes, but less than class 3 gets"),
        "exps = np.exp(a)\n"
        "(exps.sum() * numerical_gradient(lambda e: cross_entropy(exps / e.sum(), t), exps)).round(4)",
        lambda g: 0 if abs(g[0]) < 0.01 else 1 if abs(g[0] - g[2]) < 0.01 else 2,
        "The numbers above are {m:S} times the gradients. Every exponential is a part of {m:S}, so every class gets "
        "its share of the blame: a larger {m:S} makes the share of the true class smaller.",
    ),
    "04.5": Question(
        "add-to-all-logits-backward",
        "You add 5 to all three logits. Which of these gradients keeps its value: {m:-t_3/y_3} of step 1, {m:-t_3*S} "
        "of step 2, {m:1/S} of step 3?",
        ("all of them", "only that of step 1", "only that of step 2", "only that of step 3", "none of them"),
        "b = a + 5\n"
        "softmax(a)[2] / softmax(b)[2], np.exp(b).sum() / np.exp(a).sum(), np.exp(a).sum() / np.exp(b).sum()",
        lambda v: {(1, 1, 1): 0, (1, 0, 0): 1, (0, 1, 0): 2, (0, 0, 1): 3}.get(
            tuple(int(abs(x - 1) < 1e-6) for x in v), 4
        ),
        "Each number above is new over old. The shares stay, so step 1 stays. The exponentials and {m:S} grow by "
        "{m:exp(5)}, so all that lies between softmax’s inputs and its shares changes. At the logits themselves the "
        "gradient is the old one again.",
    ),
    "05.1": Question(
        "multiply-node-toward-exponential",
        "Back to the ‘×’ node of class 3, with its inputs {m:exp(a_3)} = 54.5982 and {m:1/S} = 0.01349. The same "
        "−1.3576 comes back. What goes on toward {m:exp(a_3)}?",
        ("−74.12 once more", "−1.3576 times 0.01349, which is −0.0183", "0.01349"),
        "S = np.exp(a).sum()\nnumerical_gradient(lambda e: cross_entropy(e / S, t), np.exp(a))[2].round(5)",
        _nearest(-74.12, -0.01832, 0.01349),
        "Toward {m:exp(a_3)}, the other input is {m:1/S}.",
    ),
    "05.2": Question(
        "gradient-of-another-class",
        "Class 1 is not the true class: {m:d(L, y_1)} = 0. Is {m:d(L, a_1)} = 0 too?",
        ("yes", "no, it is positive", "no, it is negative"),
        "numerical_gradient(lambda a: cross_entropy(softmax(a), t), a)[0].round(4)",
        lambda g: 0 if abs(g) < 1e-4 else 1 if g > 0 else 2,
        "Steps 2 and 5 bring 0 to class 1. But there is the detour: {m:1/S} from step 4, times {m:exp(a_1)}, is "
        "{m:y_1}. All of the gradient of class 1 comes through {m:S}.",
    ),
    "05.3": Question(
        "step-5-forgotten",
        "A program forgets step 5, so that only the branch through {m:S} reaches exp. For which classes is its "
        "gradient right all the same?",
        ("for all", "for the true class only", "for all but the true class", "for none"),
        "forgetful = np.exp(a) * (1 / np.exp(a).sum())\nforgetful.round(4), (softmax(a) - t).round(4)",
        lambda v: {(1, 1, 1): 0, (0, 0, 1): 1, (1, 1, 0): 2}.get(tuple(np.isclose(*v).astype(int)), 3),
        "Step 5 brings 0 to every class but the true one. Whoever checks class 1 only will not find the mistake: "
        "that is why this chapter works through class 3 first.",
    ),
    "05.4": Question(
        "gradient-with-other-targets",
        "The targets are (1, 1, 1). What is the gradient at {m:a_k}?",
        ("{m:y_k - 1}", "{m:3*y_k - 1}", "{m:3*(y_k - 1)}"),
        "numerical_gradient(lambda a: cross_entropy(softmax(a), [1, 1, 1]), a).round(4), softmax(a).round(4)",
        lambda v: _nearest(v[1] - 1, 3 * v[1] - 1, 3 * (v[1] - 1))(v[0]),
        "The branch through {m:S} carries the sum of the targets, 3. The other one carries only the target of its own "
        "class, 1. In general the gradient is {m:y_k*T - t_k}, with {m:T} the sum of the targets.",
    ),
    "06.1": Question(
        "which-shares-fall",
        "You raise {m:a_2} by a little. Which shares fall?",
        ("only {m:y_1}", "only {m:y_3}", "{m:y_1} and {m:y_3}", "none"),
        "(softmax(a + [0, 0.1, 0]) - softmax(a)).round(4)",
        lambda change: {(0,): 0, (2,): 1, (0, 2): 2}.get(tuple(np.flatnonzero(np.asarray(change) < 0)), 3),
        "A share can only grow at the cost of all the others: {m:S} has become larger, and their exponentials have "
        "not.",
    ),
    "06.2": Question(
        "sum-of-the-share-changes",
        "You raise one logit by a little, and all three shares change. What is the sum of the three changes?",
        ("as much as the logit has risen", "0", "it depends on the logits"),
        "[(softmax(np.add(b, [0.1, 0, 0])) - softmax(b)).sum().round(4) + 0.0 for b in (a, [1, 2, 3])]",
        lambda sums: 1 if np.allclose(sums, 0) else 0 if np.allclose(sums, 0.1) else 2,
        "The shares sum to 1 before and after, so their changes sum to 0. (There is a second sum that is 0: if all "
        "logits rise by the same amount, no share changes.)",
    ),
    "06.3": Question(
        "strongest-response-of-a-share",
        "{m:a_1} = 0.3 and {m:a_3} = 4.0 stay. For which {m:a_2} does the share {m:y_2} answer most strongly to "
        "{m:a_2}?",
        ("where {m:a_2} is 0", "where {m:y_2} is one half", "where {m:y_2} is almost 1"),
        "grid = np.arange(-5, 10, 0.01)\n"
        "best = max(grid, key=lambda x: softmax_jacobian([0.3, x, 4])[1, 1])\n"
        "best, softmax([0.3, best, 4])[1]",
        lambda v: 1 if abs(v[1] - 0.5) < 0.01 else 2 if v[1] > 0.9 else 0,
        "{m:y_2*(1 - y_2)} is largest at one half, where it is 0.25. That is why no entry is ever outside ±0.25. It "
        "happens where {m:exp(a_2)} is as large as the other two together, at {m:a_2} = "
        "{value:np.log(np.exp(0.3) + np.exp(4))}.",
    ),
    "06.4": Question(
        "diagonal-of-the-jacobian-only",
        "Someone keeps only the diagonal of the table, and multiplies each {m:-t_k/y_k} by {m:y_k*(1 - y_k)}. "
        "What comes out for the three logits?",
        ("0.0182, 0.2452 and −0.2634", "0, 0 and −0.2634", "0, 0 and 0"),
        "(-t / softmax(a) * softmax(a) * (1 - softmax(a))).round(4) + 0.0",
        lambda g: 0 if abs(g[0]) > 0.01 else 1 if abs(g[2]) > 0.01 else 2,
        "Right for the true class, wrong for the others, and the sum is not 0. That sum is the symptom by which you "
        "will know this mistake.",
    ),
    "06.5": Question(
        "softmax-as-printed",
        "Compare this definition with equation (A.1). What is wrong with it?",
        (
            "nothing: a sum may run over any letter",
            "the {m:z_i} below: for three classes every share would be 1/3",
            "the sum below should leave out class i",
        ),
        "np.exp(a) / (3 * np.exp(a))",
        lambda y: 1 if np.allclose(y, 1 / 3) else 0,
        "The sum runs over j, so j must stand in the exponent. As printed, it adds the same exponential three times.",
    ),
    "07.1": Question(
        "gradient-at-the-true-logit",
        "The shares are {m:y} = (0.1, 0.2, 0.7), and class 2 is the true class. What is the gradient at {m:a_2}?",
        ("0.2", "−0.2", "0.8", "−0.8"),
        "(np.array([0.1, 0.2, 0.7]) - [0, 1, 0]).round(4)",
        lambda g: (0.2, -0.2, 0.8, -0.8).index(round(float(g[1]), 1)),
        "At the true class {m:t} is 1. The gradient is {m:y_2 - 1}: minus the share that is still missing.",
    ),
    "07.2": Question(
        "small-loss-and-large-gradient",
        "So: a loss below 0.1, and a gradient of more than 0.1 in size at the logit of the true class. "
        "Is there such a place?",
        ("yes, with very unequal logits", "yes, with many classes", "nowhere"),
        "1 - np.exp(-0.1)",
        lambda largest: 2 if largest <= 0.1 else 0,
        "{m:L} is minus the logarithm of the share of the true class. So that share is {m:exp(-L)}, and the gradient "
        "has the size {m:1 - exp(-L)}. For a loss of 0.1 that is {value:1 - np.exp(-0.1)}, and for a smaller loss it "
        "is smaller, whatever the other logits are.",
    ),
    "07.3": Question(
        "sum-of-logits-after-descent",
        "The logits start at 0.3, 2.9 and 4.0, with the sum 7.2. After a hundred steps with η = 1, what is their sum?",
        ("larger than 7.2", "7.2", "smaller than 7.2"),
        "for _ in range(100):\n    a = a - 1.0 * (softmax(a) - [1, 0, 0])\na.sum()",
        lambda total: 1 if abs(total - 7.2) < 1e-6 else 0 if total > 7.2 else 2,
        "The gradients sum to 0, so each step adds to one logit exactly what it takes from the others.",
    ),
    "08.1": Question(
        "which-gradient-departs",
        "Four of the five roads agree with {m:y - t} to 14 decimals. Which one does not?",
        ("the graph", "the Jacobian", "log-sum-exp", "central differences", "the complex step"),
        "y = softmax(a)\ncentral = numerical_gradient(lambda a: cross_entropy(softmax(a), t), a)\n"
        "abs(softmax_jacobian(a) @ (-t / y) - (y - t)).max() < 1e-14, abs(central - (y - t)).max() < 1e-14",
        lambda agrees: 1 if not agrees[0] else 3 if not agrees[1] else 4,
        "The others follow a formula and lose only the last digit to rounding. A difference of two losses that are "
        "almost equal loses more.",
    ),
    "08.2": Question(
        "half-the-step",
        "You make the step half as large, from 0.001 to 0.0005. What happens to the error of the central difference?",
        ("it stays the same", "it is halved", "it falls to a quarter"),
        "def error(h):\n    g = numerical_gradient(lambda a: cross_entropy(softmax(a), t), a, h)\n"
        "    return abs(g - (softmax(a) - t)).max()\nerror(0.0005) / error(0.001)",
        lambda ratio: 2 if abs(ratio - 0.25) < 0.01 else 1 if abs(ratio - 0.5) < 0.05 else 0,
        "Up and down cancel everything that is proportional to {m:h}. What is left is proportional to {m:h**2}.",
    ),
    "08.3": Question(
        "tiny-step",
        "So take a very small step! What happens to the error when {m:h} gets smaller than one hundred-millionth?",
        ("it goes on falling", "it stays where it is", "it grows again"),
        "def error(h):\n    g = numerical_gradient(lambda a: cross_entropy(softmax(a), t), a, h)\n"
        "    return abs(g - (softmax(a) - t)).max()\nerror(1e-8), error(1e-12)",
        lambda v: 2 if v[1] > 10 * v[0] else 0 if 10 * v[1] < v[0] else 1,
        "The two losses agree in more and more digits, and the computer keeps only 16. What is left of the "
        "difference is rounding, and it is divided by a tiny number.",
    ),
    "08.4": Question(
        "check-of-a-wrong-forward",
        "A layer computes the softmax of {m:2*a} by mistake, and its backward returns the right gradient of that. "
        "Does a gradient check notice?",
        ("yes: the two gradients differ", "no: they agree"),
        "wrong = 2 * (softmax(2 * a) - t)\n"
        "bool(compare_gradients(wrong, numerical_gradient(lambda a: cross_entropy(softmax(2 * a), t), a)))",
        lambda agree: 1 if agree > 0 else 0,
        "True: they agree. A gradient check compares backward with forward. Whether forward computes what you want, "
        "it can’t know.",
    ),
    "09.1": Question(
        "one-row-of-two",
        "On its own the first row has the gradient (0.1, 0.2, −0.75, 0.4, 0.05). Now it is one of two rows, and the "
        "loss is the mean of both. What is the gradient of its five logits?",
        ("the same", "half of it", "that depends on the other row"),
        "shares = np.array([[0.1, 0.2, 0.25, 0.4, 0.05], [0.6, 0.1, 0.1, 0.1, 0.1]])\n"
        "numerical_gradient(lambda a: cross_entropy(softmax(a), np.array([2, 0])), np.log(shares))[0]",
        lambda g: 1 if abs(g[2] + 0.375) < 1e-4 else 0 if abs(g[2] + 0.75) < 1e-4 else 2,
        "A nudge in one row moves the mean of two losses by half of what it moves its own loss.",
    ),
    "09.2": Question(
        "keepdims-forgotten",
        "Three rows, three classes, and keepdims is forgotten: exps / exps.sum(axis=1). What do you get?",
        ("an error", "the right shares", "no error, and rows that do not sum to 1"),
        "exps = np.exp(np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0], [3.0, 1.0, 2.0]]))\n"
        "(exps / exps.sum(axis=1)).sum(axis=1)",
        lambda sums: 2 if np.ptp(sums) > 1e-3 else 1,
        "NumPy lays the three sums along the columns. Only on the diagonal a number meets the sum of its own row.",
    ),
    "09.3": Question(
        "row-index-forgotten",
        "Three rows with the labels 0, 0 and 1. Someone writes y[labels] -= 1 instead of y[rows, labels] -= 1. What is "
        "reduced?",
        ("one entry in each row, as it should be", "every entry of rows 0 and 1", "nothing: it is an error"),
        "y = np.zeros((3, 2))\ny[[0, 0, 1]] -= 1\ny",
        lambda y: 1 if (y[:2] == -1).all() and (y[2] == 0).all() else 0,
        "A single list of indices picks whole rows. Row 0 is picked twice and reduced once.",
    ),
    "09.4": Question(
        "batch-repeated",
        "You put every row into the batch twice. What happens to the gradient of each row, and what to the sum of all "
        "rows, column by column?",
        ("both stay the same", "each row’s is halved, the sum stays", "each row’s stays, the sum doubles"),
        "g = lambda a, labels: numerical_gradient(lambda a: cross_entropy(softmax(a), labels), a)\n"
        "a, labels = np.array([[0.3, 2.9, 4.0], [1.0, 0.0, -1.0]]), np.array([2, 0])\n"
        "once, twice = g(a, labels), g(np.vstack([a, a]), np.hstack([labels, labels]))\n"
        "twice[0, 0] / once[0, 0], twice[:, 0].sum() / once[:, 0].sum()",
        lambda r: (
            1 if abs(r[0] - 0.5) < 1e-3 and abs(r[1] - 1) < 1e-3 else 0 if abs(r[0] - 1) < 1e-3 > abs(r[1] - 1) else 2
        ),
        "N is twice as large, and there are twice as many rows to add up. What the layers before receive stays "
        "the same.",
    ),
    "10.1": Question(
        "input-of-two-logits",
        "{m:x_1} goes to both logits, with the weights 0.5 and −1. From the logits 0.2 and −0.6 come back. What is the "
        "gradient at {m:x_1}?",
        ("0.1: the first way", "0.7: both ways, added", "0.35: their mean"),
        "upstream, weights = np.array([0.2, -0.6]), np.array([0.5, -1.0])\n"
        "numerical_gradient(lambda x: (upstream * weights * x).sum(), np.array([1.0]))[0]",
        _nearest(0.1, 0.7, 0.35),
        "Each way brings what comes back times its weight, 0.2 times 0.5 and −0.6 times −1. A fork adds.",
    ),
    "10.2": Question(
        "gradient-of-a-weight",
        "The inputs are 1 and −2. What is the gradient of the weight from {m:x_1} to the second logit, to which −0.6 "
        "comes back?",
        (
            "−0.6: {m:x_1} times what comes back",
            "1.2: {m:x_2} times what comes back",
            "0.6: the weight times what comes back",
        ),
        "x, upstream, W = np.array([1.0, -2.0]), np.array([0.2, -0.6]), np.array([[0.5, -1.0], [2.0, 1.5]])\n"
        "numerical_gradient(lambda W: (upstream * (x @ W)).sum(), W)[0, 1]",
        _nearest(-0.6, 1.2, 0.6),
        "‘×’ multiplies by the other input, and that is the number which the weight is multiplied with.",
    ),
    "10.3": Question(
        "gradient-of-a-bias",
        "Five rows use the same bias, and 1, 2, −1, 0 and 3 come back from them. What is its gradient?",
        ("5, their sum", "1, their mean", "3, the largest"),
        "g = np.array([1.0, 2.0, -1.0, 0.0, 3.0])\n"
        "numerical_gradient(lambda b: (g * (np.zeros(5) + b)).sum(), np.array([0.0]))[0]",
        _nearest(5, 1, 3),
        "A bias, and a weight as well, goes out to every row. At a fork what comes back is added; the mean is in there "
        "already, by way of the loss.",
    ),
    "10.4": Question(
        "two-affine-layers",
        "Two affine layers, one after the other, nothing between them. What can they compute that one can’t?",
        ("anything that bends", "more, if the middle is wide enough", "nothing"),
        "rng = np.random.default_rng(0)\n"
        "x, W1, W2 = rng.normal(size=(5, 3)), rng.normal(size=(3, 6)), rng.normal(size=(6, 4))\n"
        "b1, b2 = rng.normal(size=6), rng.normal(size=4)\n"
        "bool(np.allclose((x @ W1 + b1) @ W2 + b2, x @ (W1 @ W2) + (b1 @ W2 + b2)))",
        lambda same: 2 if same else 1,
        "True: the two are one affine layer, with W1 times W2 as its weights.",
    ),
    "11.1": Question(
        "relu-backward",
        "A ReLU gets −0.3, so its output is 0. From the right comes 2. What goes on to its input?",
        ("2", "−0.6", "0"),
        "2 * numerical_gradient(lambda x: np.maximum(x, 0).sum(), np.array([-0.3]))[0]",
        _nearest(2, -0.6, 0),
        "A nudge of the input does not move the output. Where a ReLU is off, nothing comes back through it.",
    ),
    "11.2": Question(
        "sigmoid-steepest",
        "Where is sigmoid steepest, and how steep is it there?",
        ("at 0, with the slope 1/4", "at 0, with the slope 1", "far from 0, with the slope 1"),
        "x = np.linspace(-6, 6, 1201)\nslope = np.gradient(1 / (1 + np.exp(-x)), x)\n"
        "round(x[slope.argmax()], 2) + 0, slope.max()",
        lambda v: 2 if abs(v[0]) > 0.1 else 0 if abs(v[1] - 0.25) < 0.01 else 1,
        "y(1 − y) is largest where y is one half. So each sigmoid makes what comes back at least four times smaller.",
    ),
    "11.3": Question(
        "squared-error-backward",
        "Backward through the square and the ½: what arrives at an output {m:y_k}?",
        ("half of {m:y_k - t_k}", "{m:y_k - t_k}", "twice {m:y_k - t_k}"),
        "y, t = np.array([0.8, 0.3]), np.array([1.0, 0.0])\n"
        "(numerical_gradient(lambda y: 0.5 * ((t - y) ** 2).sum(), y) / (y - t)).round(6)",
        lambda ratio: _nearest(0.5, 1, 2)(ratio[0]),
        "The difference goes into ‘×’ twice, so it gets twice itself, and the ½ cancels the 2.",
    ),
    "11.4": Question(
        "larger-gradient-of-two-outputs",
        "Two outputs have the target 1. One gives 0.001, badly wrong, the other 0.5. Which one gets the larger "
        "gradient "
        "before its sigmoid?",
        ("the one that is badly wrong", "the one at 0.5", "both the same"),
        "y = np.array([0.001, 0.5])\nabs((y - 1) * y * (1 - y))",
        lambda g: 0 if g[0] > g[1] else 1 if g[1] > g[0] else 2,
        "The error is twice as large, but sigmoid is flat there, and its slope is a factor.",
    ),
    "12.1": Question(
        "ratio-of-the-two-pulls",
        "At (10, 0, 0), with class 3 the true one: how many times larger is the pull of cross-entropy on the true "
        "logit?",
        ("about 3 times, as before", "about 100 times", "more than 10,000 times"),
        "a, t = np.array([10.0, 0.0, 0.0]), np.array([0, 0, 1])\ny = softmax(a)\n"
        "(y - t)[2] / ((y - t) @ softmax_jacobian(a))[2]",
        _in_size(3, 100, 10_000),
        "In the Jacobian the true class’s row is multiplied by its share, and that is 0.00005 here.",
    ),
    "12.2": Question(
        "strongest-pull-of-squared-error",
        "One output with a sigmoid, and its target is 1. At which output does squared error pull hardest?",
        ("near 0, where it is most wrong", "at about 1/3", "at 1/2, where sigmoid is steepest"),
        "y = np.linspace(0.001, 0.999, 999)\ny[((1 - y) * y * (1 - y)).argmax()]",
        _nearest(0.0, 1 / 3, 0.5),
        "The error grows toward 0, the slope falls. Below one third the more wrong it is, the less it pulls.",
    ),
    "12.3": Question(
        "steps-of-squared-error",
        "Start at (10, 0, 0), class 3 the true one. With learning rate 1 cross-entropy needs 6 steps until the share "
        "of the true class is above one half. How many does squared error need?",
        ("about 20", "about 300", "more than 4,000"),
        "a, t, steps = np.array([10.0, 0.0, 0.0]), np.array([0, 0, 1]), 0\nwhile softmax(a)[2] <= 0.5:\n"
        "    a, steps = a - (softmax(a) - t) @ softmax_jacobian(a), steps + 1\nsteps",
        _in_size(20, 300, 4_000),
        "For thousands of steps next to nothing happens, and then it goes fast.",
    ),
    "13.1": Question(
        "first-loss-of-ten-classes",
        "A network with small random weights sees its first batch of digits. Ten classes, and it knows nothing. "
        "What is its loss?",
        ("about 0.1", "about 2.3", "about 10"),
        "logits = np.random.default_rng(13).normal(0, 0.3, (1000, 10))  # small, whatever the image\n"
        "cross_entropy(softmax(logits), np.eye(10)[np.arange(1000) % 10])",
        _nearest(0.1, 2.3, 10),
        "Every class gets a share of about 1/10, the true one as well. And −log(1/10) is log 10.",
    ),
    "13.2": Question(
        "sum-of-gradients-after-training",
        "The digit is a 7. You add up {m:y - t} over all ten classes, once before training and once when the network "
        "is sure of its 7. What do you get?",
        ("−1 before, about 0 after", "about 1 before, 0 after", "0 both times"),
        "t = np.eye(10)[7]\nbefore = softmax(np.random.default_rng(13).normal(0, 0.3, 10)) - t\n"
        "after = softmax(9 * t) - t\nround(before.sum(), 9) + 0, round(after.sum(), 9) + 0",
        lambda sums: 2 if max(map(abs, sums)) < 1e-6 else 1 if sums[0] > 0 else 0,
        "The shares sum to 1 and so do the targets, trained or not. What training shrinks are the ten numbers "
        "themselves, not their sum.",
    ),
    "13.3": Question(
        "learning-rate-too-large",
        "You train with a learning rate of 0.1, and it works. Now make it 100 times larger. What happens?",
        ("training is about 100 times faster", "an error message stops it", "it goes on, and learns nothing"),
        "x, W, V = np.random.default_rng(3).normal(0, 0.7, (3, 5, 5))  # a small network with a ReLU\n"
        "loss = lambda W: cross_entropy(softmax(np.maximum(x @ W, 0) @ V), np.eye(5))\n"
        "g = numerical_gradient(loss, W)\nloss(W), loss(W - 0.1 * g), loss(W - 10 * g)",
        lambda v: 1 if not np.isfinite(v[2]) else 2 if v[2] > v[0] else 0,
        "The gradient holds where you stand. A short step along it lowers the loss, a step 100 times longer lands on "
        "another hillside, higher up. Every number is still finite, so nothing complains.",
    ),
    "13.4": Question(
        "loss-on-held-out-images",
        "You train on few images, for a long time. The loss on these images falls and falls. What does the loss on "
        "held-out images do?",
        ("it falls as well, to the end", "it falls, and then it rises", "it rises from the start"),
        "(x, noise), path = np.random.default_rng(6).normal(size=(2, 2, 30, 8)), [np.zeros((8, 3))]\n"
        "t = np.eye(3)[(x + 0.5 * noise)[..., :3].argmax(axis=-1)]  # x[0] to learn from, x[1] held out\n"
        "for _ in range(900): path.append(path[-1] - x[0].T @ (softmax(x[0] @ path[-1]) - t[0]) / 30)\n"
        "[cross_entropy(softmax(x[1] @ W), t[1]) for W in (path[1], path[20], path[-1])]",
        lambda v: 2 if v[1] > v[0] else 1 if v[2] > v[1] else 0,
        "First the network learns what all images share, then what only its own have. That second part makes it "
        "sure where it should doubt. The code shows it in a small model, after 1, 20 and 900 steps.",
    ),
    "14.1": Question(
        "normalize-shifted-or-scaled",
        "You add 5 to all three {m:x}, or you multiply all three by 10. Which of the two changes the normalized "
        "numbers?",
        ("adding 5", "multiplying by 10", "both", "neither"),
        "x = np.array([-1, 0, 4])\n[((v - v.mean()) / np.sqrt(v.var() + 1e-5)).round(4) for v in (x, x + 5, 10 * x)]",
        lambda v: (2, 1, 0, 3)[np.allclose(v[0], v[1]) + 2 * np.allclose(v[0], v[2])],
        "The mean moves along with the 5 and is taken off again. The root of the variance grows tenfold and is divided "
        "by. (It is not quite so for a variance as small as {m:eps}.)",
    ),
    "14.2": Question(
        "gradient-in-one-row",
        "Suppose that a gradient comes back in the first row only: {m:g} = (1, 0, 0). Which of the three inputs get a "
        "gradient?",
        ("{m:x_1} alone", "{m:x_2} and {m:x_3}", "all three"),
        "def z_1(x):\n    return 1.5 * (x[0] - x.mean()) / np.sqrt(x.var() + 1e-5) + 0.5\n"
        "numerical_gradient(z_1, np.array([-1.0, 0, 4])).round(4)",
        lambda g: {(1, 2): 1, (0, 1, 2): 2}.get(tuple(np.flatnonzero(g)), 0),
        "The other two rows are in the mean and in the variance. So a nudge of any {m:x} moves every output.",
    ),
    "14.3": Question(
        "reciprocal-root-backward",
        "At the input 4 the node 1/√ gives 0.5, and a gradient of 1 comes back. What does the node send on?",
        ("0.5", "−0.25", "−0.0625"),
        "float(numerical_gradient(lambda x: 1 / np.sqrt(x[0]), np.array([4.0]))[0])",
        _nearest(0.5, -0.25, -0.0625),
        "It is {m:x} to the power −1/2, and its slope −1/2 times {m:x} to the power −3/2. The second factor is the "
        "cube of the output: 0.125.",
    ),
    "14.4": Question(
        "variance-path-forgotten",
        "Someone forgets the path through the variance. Which of the two sums is still 0?",
        ("the sum of the gradients", "the sum weighted by {m:xhat}", "both", "neither"),
        "x, g = np.array([-1.0, 0, 4]), 1.5 * np.array([0.8, -1.2, 0.5])\nroot = 1 / np.sqrt(x.var() + 1e-5)\n"
        "dx = (g - g.mean()) * root  # direct, and through the mean\n"
        "dx.sum().round(4) + 0.0, (dx * (x - x.mean()) * root).sum().round(4)",
        lambda sums: {(True, False): 0, (False, True): 1, (True, True): 2}.get((sums[0] == 0, sums[1] == 0), 3),
        "It is the path through the mean that makes the plain sum 0, and that one is still there. The other takes away "
        "what points along {m:xhat}.",
    ),
    "15.1": Question(
        "square-forgotten-in-divide",
        "The ‘/’ node forgets the square: it multiplies by {m:-1/S} instead of {m:-(1/S)**2}. How many of the three "
        "gradients at the logits come out wrong?",
        ("none", "one: that of the true class", "all three"),
        "exps = np.exp(a)\nS = exps.sum()\nbroken = (-S * (-1 / S) - t / exps) * exps\n"
        "int((abs(broken - (softmax(a) - t)) > 1e-9).sum())",
        lambda wrong: {0: 0, 1: 1, 3: 2}[wrong] if wrong in (0, 1, 3) else 0,
        "What leaves ‘/’ goes through ‘+’ to every class, and from there to every logit.",
    ),
    "15.2": Question(
        "straight-branch-lost",
        "A layer has lost the straight branch at every fork of exp. Class 3 is the true one. At how many of "
        "the three logits is its gradient wrong?",
        ("at one", "at two", "at all three"),
        "broken = softmax(a)  # what comes by way of S alone\nint((abs(broken - (softmax(a) - t)) > 1e-9).sum())",
        _nearest(1, 2, 3),
        "Only the true class gets anything along the straight branch. A test of another class would find nothing.",
    ),
    "15.3": Question(
        "divided-by-the-classes",
        "A batch has 4 rows and 3 classes, and the gradient is divided by 3 instead of 4. What do you get when you "
        "divide this gradient by the nudge, entry by entry?",
        ("4/3 everywhere", "3/4 everywhere", "another number at each entry"),
        "rows, targets = np.arange(12.0).reshape(4, 3) % 5, np.eye(3)[[0, 1, 2, 0]]\n"
        "measured = numerical_gradient(lambda rows: cross_entropy(softmax(rows), targets), rows)\n"
        "ratio = (softmax(rows) - targets) / 3 / measured\nratio.min(), ratio.max()",
        lambda r: 2 if r[1] - r[0] > 1e-3 else 0 if r[0] > 1 else 1,
        "A factor that is lost shows as the same ratio everywhere. A path that is lost does not.",
    ),
    "15.4": Question(
        "softmax-applied-twice",
        "Softmax is applied twice by mistake, and the gradient is these shares minus the targets. Does it still sum "
        "to 0?",
        ("yes", "no", "for one-hot targets only"),
        "twice = softmax(softmax(a))\nround((twice - t).sum(), 9) + 0, round((twice - [0.2, 0.3, 0.5]).sum(), 9) + 0",
        lambda sums: 0 if sums == (0, 0) else 2 if sums[0] == 0 else 1,
        "Softmax applied twice still gives shares, and shares minus targets sum to 0. It is wrong all the same.",
    ),
}
