"""Chapter 17 beside PyTorch: its functions, read out of the page, give the loss and gradient that PyTorch gives.

`torch_losses.json` holds what PyTorch said, for each option 200 random batches made by `batch`: the loss, and the dot
product of the gradient with two rows of random numbers, which a wrong entry anywhere would change. Where PyTorch is
installed, it is asked again. After a change of the batches, with PyTorch installed:

    python -m tests.test_in_the_wild
"""

import json
from importlib.util import find_spec

import numpy as np
import pytest

import softmax_lib
from tests.checkout import ROOT

TABLE = ROOT / "tests" / "torch_losses.json"
CHAPTER = ROOT / "notebooks" / "17_in_the_wild.ipynb"
CASES = 200


def batch(option, case):
    """Logits, labels with some −100, class weights, soft targets and numbers, different in each case."""
    rng = np.random.default_rng([17, list(CHAPTER_SAYS).index(option), case])
    N, C = rng.integers(1, 8), rng.integers(2, 9)
    labels = rng.integers(0, C, N)
    padded = np.where(rng.random(N) < 0.4, -100, labels)
    padded[0] = labels[0]  # one row counts
    return {
        "a": rng.choice([0.5, 3, 30]) * rng.standard_normal((N, C)),
        "C": C,
        "labels": labels,
        "padded": padded,
        "w": rng.uniform(0.1, 4, C),
        "p": rng.dirichlet(np.ones(C), N),
        "u": rng.standard_normal(N),
        "teacher": 3 * rng.standard_normal((N, C)),
        "eps": rng.uniform(0, 1),
        "tau": rng.uniform(0.5, 5),
        "c": rng.uniform(0, 0.1),
    }


# Each option by what the chapter defines and by PyTorch, for a batch, of C classes.
CHAPTER_SAYS = {
    "mean": "loss_and_gradient(a, mean(labels, C))",
    "sum": "loss_and_gradient(a, total(labels, C))",
    "none": "loss_and_gradient(a, none(labels, C, u))",
    "ignore_index": "loss_and_gradient(a, ignored(padded, C))",
    "weight": "loss_and_gradient(a, weighted(padded, w))",
    "label_smoothing": "loss_and_gradient(a, smoothed(labels, C, eps))",
    "all three": "loss_and_gradient(a, all_three(padded, w, eps))",
    "soft targets, weight": "loss_and_gradient(a, soft(p, w))",
    "distillation": "distilled(a, teacher, tau)",
    "z-loss": "with_z_loss(a, mean(labels, C), c)",
}
TORCH_SAYS = {
    "mean": "F.cross_entropy(a, labels)",
    "sum": "F.cross_entropy(a, labels, reduction='sum')",
    "none": "(u * F.cross_entropy(a, labels, reduction='none')).sum()",
    "ignore_index": "F.cross_entropy(a, padded, ignore_index=-100)",
    "weight": "F.cross_entropy(a, padded, weight=w)",
    "label_smoothing": "F.cross_entropy(a, labels, label_smoothing=eps)",
    "all three": "F.cross_entropy(a, padded, weight=w, label_smoothing=eps)",
    "soft targets, weight": "F.cross_entropy(a, p, weight=w)",
    "distillation": "tau**2 * F.cross_entropy(a / tau, F.softmax(teacher / tau, dim=1))",
    "z-loss": "F.cross_entropy(a, labels) + c * (a.logsumexp(dim=1) ** 2).mean()",
}
every_option = pytest.mark.parametrize("option", CHAPTER_SAYS)


@pytest.fixture(scope="module")
def page():
    """The functions that the cells of the chapter define."""
    names = {"np": np} | {name: getattr(softmax_lib, name) for name in ("log_softmax", "softmax")}
    for cell in json.loads(CHAPTER.read_text("utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and "def " in source and "exercise(" not in source:
            exec(source, names)
    return names


def said_in(page, option, case):
    return eval(CHAPTER_SAYS[option], page | batch(option, case))


def sketch(option, case, gradient):
    """The dot product of a gradient with two rows of random numbers."""
    rng = np.random.default_rng([71, list(CHAPTER_SAYS).index(option), case])
    return (rng.standard_normal((2, gradient.size)) @ gradient.ravel()).tolist()


def asked_of_torch(option, case):
    import torch

    given = {k: torch.from_numpy(v) if isinstance(v, np.ndarray) else v for k, v in batch(option, case).items()}
    given["a"].requires_grad_()
    loss = eval(TORCH_SAYS[option], {"F": torch.nn.functional} | given)
    loss.backward()
    return loss.item(), given["a"].grad.numpy()


@every_option
def test_the_chapter_gives_what_torch_has_given(page, option):
    frozen = json.loads(TABLE.read_text("utf-8"))["losses"][option]
    assert len(frozen) == CASES
    for case, expected in enumerate(frozen):
        loss, gradient = said_in(page, option, case)
        np.testing.assert_allclose([loss, *sketch(option, case, gradient)], expected, rtol=1e-6, atol=1e-6)


@pytest.mark.skipif(not find_spec("torch"), reason="PyTorch is not installed; the frozen table stands for it")
@every_option
def test_the_chapter_gives_what_torch_gives(page, option):
    for case in range(CASES):
        loss, gradient = said_in(page, option, case)
        expected, expected_gradient = asked_of_torch(option, case)
        np.testing.assert_allclose(loss, expected, rtol=1e-6, atol=1e-6)
        np.testing.assert_allclose(gradient, expected_gradient, rtol=0, atol=1e-6)


@pytest.mark.skipif(not find_spec("torch"), reason="PyTorch is not installed")
def test_where_every_row_is_ignored_torch_gives_nan_and_no_gradient():
    import torch

    a = torch.ones(2, 3, requires_grad=True)
    loss = torch.nn.functional.cross_entropy(a, torch.tensor([-100, -100]))
    loss.backward()
    assert loss.isnan()
    assert a.grad.count_nonzero() == 0


@every_option
def test_a_wrong_gradient_would_be_seen_in_the_table(page, option):
    gradient = said_in(page, option, 0)[1]
    for i in range(gradient.size):
        wrong = gradient.copy()
        wrong.flat[i] += 1e-4
        assert not np.allclose(sketch(option, 0, wrong), sketch(option, 0, gradient), rtol=1e-6, atol=1e-6)


def test_the_lines_of_torch_that_the_chapter_prints_were_printed_by_torch(page):
    """They stand in a fenced block; its two numbers are those of the two options, here in NumPy."""
    source = "".join("".join(c["source"]) for c in json.loads(CHAPTER.read_text("utf-8"))["cells"])
    a, w = np.array([[0.3, 2.9, 4.0], [1, 0, -1], [0.5, 0.5, 0.5], [2, 1, 0]]), np.array([1.0, 2, 4])
    labels = np.array([2, 0, -100, 1])
    for t, code in (
        (page["ignored"](labels, 3), "F.cross_entropy(a, labels)"),
        (page["all_three"](labels, w, 0.1), "F.cross_entropy(a, labels, weight=w, label_smoothing=0.1)"),
    ):
        (line,) = [line for line in source.splitlines() if line.startswith(code + " ")]
        assert line.split("#")[1].strip() == f"{page['loss_and_gradient'](a, t)[0]:.4f}"


def test_with_label_smoothing_the_loss_is_lowest_where_the_chapter_says():
    thirds = np.linspace(-5, 5, 101)  # where the slider can go
    rows = np.stack([np.full(101, 0.3), np.full(101, 2.9), thirds], axis=1)
    losses = -(np.array([0.1, 0.1, 0.8]) * softmax_lib.log_softmax(rows)).sum(axis=1)
    assert round(thirds[losses.argmin()], 1) == 4.4
    assert "a third logit of about 4.4" in CHAPTER.read_text("utf-8")


def main():
    import torch

    rows = {
        option: [[loss, *sketch(option, case, gradient)] for case in range(CASES)
                 for loss, gradient in [asked_of_torch(option, case)]]
        for option in CHAPTER_SAYS
    }  # fmt: skip
    lines = ",\n".join(
        f'  "{option}": [\n'
        + ",\n".join("   " + json.dumps([float(f"{x:.9g}") for x in row]) for row in each)
        + "\n  ]"
        for option, each in rows.items()
    )
    text = f'{{\n "torch": "{torch.__version__}",\n "losses": {{\n{lines}\n }}\n}}\n'
    TABLE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
