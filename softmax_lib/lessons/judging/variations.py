"""Variations: correct code with other inputs, with another function in the place of softmax, or another quantity.

They stand beside the slips of one edit, and are told in the same way.
"""

import ast

from softmax_lib.language import N_, Sentences

__all__ = ["QUANTITIES", "VARIED", "quantities", "varied"]

VARIED = Sentences(
    {
        "inputs-exchanged": N_("two inputs are swapped"),
        "input-unused": N_("one of the inputs has no effect"),
        "input-changed": N_("one of the inputs is changed before it is used"),
        "power-of-an-input": N_("one of the inputs enters with the wrong power, or a factor of 2"),
        "targets-normalized": N_("the targets are made to sum to 1"),
        "largest-target-only": N_("only the class with the largest target counts"),
        "shifted-logits": N_("a maximum is subtracted here, which changes this value"),
        "exp-twice": N_("exp is applied twice"),
        "clipped": N_("the logits are clipped"),
        "sigmoid-for-softmax": N_("sigmoid is used in place of softmax, so each class is on its own"),
        "not-normalized": N_("the exponentials are not divided by their sum"),
        "other-normalization": N_("the exponentials are divided by something other than their sum"),
        "other-base": N_("powers of 2 or 10 are used in place of exp"),
        "hard-maximum": N_("the largest logit takes the whole share"),
        "negative-logits": N_("the sign of the logits is flipped"),
        "other-slope": N_("the slope of another function is used in place of this one"),
    }
)
QUANTITIES = Sentences(
    {
        "y": N_("the predicted probabilities y"),
        "y − t": N_("y − t, the gradient at the logits for targets that sum to 1"),
        "sigmoid": N_("sigmoid of each logit, as in separate yes-or-no questions"),
        "sigmoid − t": N_("sigmoid(a) − t, the gradient of separate yes-or-no questions"),
        "y − u": N_("y − u, as if u were the targets of cross-entropy"),
        "t − y": N_("t − y, the negative gradient at the logits"),
        "−t/y": N_("−t/y, the gradient at y"),
        "−t": N_("−t, the straight branch alone"),
        "−t S": N_("−t·S, what step 2 sends toward 1/S"),
        "−t/e": N_("−t/exp(a), what step 5 gives"),
        "1/S": N_("1/S, what arrives at each exponential through S"),
        "S": N_("S, the sum of the exponentials"),
        "e": N_("the exponentials"),
        "log y": N_("log y"),
        "−t log y": N_("the terms of the loss, class by class"),
        "loss": N_("the loss"),
        "squared error": N_("the squared error"),
        "gradient of squared error": N_("the gradient of squared error"),
        "new logits": N_("new logits, after a single step"),
        "step": N_("the step alone, not the new value"),
        "diagonal": N_("the diagonal of the Jacobian"),
        "t": N_("the targets, unchanged"),
        "a": N_("the logits, unchanged"),
        "gradients": N_("the gradients, unchanged, one for each place in the list"),
    }
)

# Inputs by their name in a task; a variation is an expression in them.
_LOGITS = {
    "negative-logits": ["-a"],
    "exp-twice": ["np.exp(a)"],
    "shifted-logits": ["a - a.max(-1, keepdims=True)", "a - a.max()", "a - a.min()", "a - a.mean()"],
    "clipped": [f"np.clip(a, -{k}, {k})" for k in (1, 10, 20, 50, 88, 100, 300, 500, 700, 709)],
    "input-changed": ["a / a.max()", "a / a.sum()", "a / len(a)", "a / abs(a).max()", "abs(a)", "a[::-1]"],
    "softmax-twice": ["{softmax}"],
}  # fmt: skip
_INPUTS = {
    "a": _LOGITS,
    "t": {
        "targets-normalized": ["t / t.sum()"],
        "largest-target-only": ["np.eye(t.shape[-1])[t.argmax(-1)]", "np.where(t == t.max(), t, 0)"],
        "input-changed": ["1 - t", "t > 0"],
    },
    "y": {"softmax-twice": ["np.exp(y) / np.exp(y).sum()"], "input-changed": ["1 - y", "y / y.max()"]},
}  # fmt: skip
_ANY = {
    "input-unused": ["np.ones_like({p})", "np.zeros_like({p})"],
    "power-of-an-input": ["{p} ** 2", "1 / {p}", "np.sqrt({p})", "1 / {p} ** 2", "2 * {p}", "{p} / 2"],
    "input-changed": ["1.0 * np.mean({p})", "-{p}", "np.sign({p})", "abs({p})"],
    "transposed": ["{p}.reshape({p}.shape[::-1]).T", "np.transpose({p})", "{p}.reshape({p}.shape[::-1])"],
}
_SOFTMAX = (
    "(lambda a: np.exp(a - a.max(-1, keepdims=True)) / np.exp(a - a.max(-1, keepdims=True)).sum(-1, keepdims=True))"
)
# What stands in the place of softmax, as an expression in z, the logits.
_SHARES = {
    "sigmoid-for-softmax": ["1 / (1 + np.exp(-z))", "np.tanh(z)"],
    "not-normalized": ["np.exp(z)", "np.exp(z - z.max(-1, keepdims=True))"],
    "other-normalization": [
        "np.exp(z) / np.exp(z).mean(-1, keepdims=True)",
        "np.exp(z) / np.exp(z).max(-1, keepdims=True)",
        "np.exp(z) / np.sqrt((np.exp(z) ** 2).sum(-1, keepdims=True))",
        "np.exp(z) / np.cumsum(np.exp(z), -1)",
        "np.exp(z) / (1 + np.exp(z).sum(-1, keepdims=True))",
        "np.exp(z) / np.exp(z)[..., :-1].sum(-1, keepdims=True)",
        "np.exp(z) / np.exp(z)[..., 1:].sum(-1, keepdims=True)",
        "np.exp(z) / np.exp(z)[..., -1:]",
        "np.exp(z) / np.exp(z.sum(-1, keepdims=True))",
        "np.exp(z) / z.shape[-1]",
    ],
    "no-exp-in-the-denominator": ["np.exp(z) / z.sum(-1, keepdims=True)"],
    "exp-node": ["z / z.sum(-1, keepdims=True)", "z / np.exp(z).sum(-1, keepdims=True)", "z"],
    "other-base": ["2**z / (2**z).sum(-1, keepdims=True)", "10**z / (10**z).sum(-1, keepdims=True)"],
    "hard-maximum": ["1.0 * (z == z.max(-1, keepdims=True))"],
    "negative-logits": ["{softmax}(-z)"],
    "softmax-twice": ["{softmax}({softmax}(z))"],
    "wrong-axis": ["np.exp(z - z.max(0)) / np.exp(z - z.max(0)).sum(0)"],
    "one-sum-for-the-batch": ["np.exp(z - z.max()) / np.exp(z - z.max()).sum()"],
}
_SLOPES = [
    "1 - np.tanh(x) ** 2",
    "x * (1 - x)",
    "np.where(x > 0, 1.0, 0)",
    "1 / (1 + np.exp(-x))",
    "1 + 0 * x",
]


def varied(code, inputs, is_right):
    """Each variation of a function's code: pairs of its kind and the tree of the changed code.

    ``is_right`` says whether a tree still gives the right numbers: that tells which variables hold softmax, not only
    a multiple of it.
    """
    tree = ast.parse(code)
    lines = {}
    for kind, line in _changed_inputs(inputs):
        lines.setdefault(line, kind)
    for line, kind in lines.items():
        yield kind, _with_lines(tree, 0, 0, line)
    logits = "a / tau" if "tau" in inputs else "a"
    for index, name in _assignments(tree) if "a" in inputs else ():
        shares = f"{_SOFTMAX}({logits})"
        if not is_right(_with_value(tree, index, name, f"2 * {shares}")) and is_right(
            _with_value(tree, index, name, shares)
        ):
            for kind, ways in _SHARES.items():
                for way in ways:
                    made = f"(lambda z: {way.format(softmax=_SOFTMAX)})({logits})"
                    yield kind, _with_value(tree, index, name, made)
    for index, name in _assignments(tree) if {"x", "u"} <= {*inputs} or "w" in inputs else ():
        for slope in _SLOPES:
            yield "other-slope", _with_value(tree, index, name, slope)


def _changed_inputs(inputs):
    for k, one in enumerate(inputs):
        for other in inputs[k + 1 :]:
            yield "inputs-exchanged", f"{one}, {other} = {other}, {one}"
        ways = _INPUTS.get(one, {})
        for kind in {**ways, **_ANY}:
            for way in (*ways.get(kind, ()), *(() if one in ("labels", "nodes", "f") else _ANY.get(kind, ()))):
                yield kind, f"{one} = {way.format(p=one, softmax=f'{_SOFTMAX}({one})')}"


def _assignments(tree):
    """Where a value is assigned or returned, at the top of the function, and how."""
    for index, node in enumerate(tree.body[0].body):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield index, f"{node.targets[0].id} ="
        elif isinstance(node, ast.Return):
            yield index, "return"


def _with_value(tree, index, name, value):
    return _with_lines(tree, index, index + 1, f"{name} {value}")


def _with_lines(tree, start, end, code):
    """The function with other code in the place of these lines."""
    function = tree.body[0]
    body = [*function.body[:start], *ast.parse(code).body, *function.body[end:]]
    return ast.Module([ast.FunctionDef(function.name, function.args, body, [], lineno=1)], [])


# Each quantity of the calculation, as code in y, e and S; and which of them an answer to these inputs may be.
_CODE = {
    "y": "{y}", "y − t": "{y} - t", "t − y": "t - {y}", "−t/y": "-t / {y}", "−t": "-t", "−t S": "-t * {S}",
    "−t/e": "-t / {e}",
    "1/S": "t.sum() / {S} + 0 * t", "S": "{S}", "e": "{e}", "log y": "np.log({y})", "−t log y": "-t * np.log({y})",
    "loss": "-(t * np.log({y})).sum()", "squared error": "((t - {y}) ** 2).sum() / 2",
    "gradient of squared error": "{y} * ({y} - t - (({y} - t) * {y}).sum())", "new logits": "a - ({y} * t.sum() - t)",
    "step": "{y} * t.sum() - t", "sigmoid": "1 / (1 + np.exp(-{a}))", "sigmoid − t": "1 / (1 + np.exp(-{a})) - t",
    "y − u": "{y} - u", "diagonal": "{y} * (1 - {y})", "a": "a", "t": "t",
    "gradients": "1.0 * gradients",
}  # fmt: skip
_OF_LOGITS = ("y", "S", "e", "log y", "sigmoid", "diagonal", "a")
_OF_TARGETS = ("y − t", "t − y", "−t/y", "−t log y", "loss", "squared error", "t")
_OF_BOTH = ("−t", "−t S", "−t/e", "1/S", "gradient of squared error", "new logits", "step", "sigmoid − t")


def quantities(inputs):
    """Other numbers of the calculation, by name, each as the code of a function of these inputs."""
    y, names = f"{_SOFTMAX}({{a}})", ()
    match inputs:
        case ["a", "t", *_more]:
            names = (*_OF_LOGITS, *_OF_TARGETS, *_OF_BOTH)
        case ["a", "u"]:
            names = (*_OF_LOGITS, "y − u")
        case ["a"]:
            names = _OF_LOGITS
        case ["nodes", "gradients"]:
            names = ("gradients",)
        case ["y", "t"]:
            y, names = "y", ("y", "log y", *_OF_TARGETS)
    for name in names:
        for a in ("a", "(a / tau)") if "tau" in inputs else ("a",):
            parts = {"a": a, "y": y.format(a=a), "e": f"np.exp({a})", "S": f"np.exp({a}).sum()"}
            yield name, _CODE[name].format(**parts)
