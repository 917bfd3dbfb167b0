"""Networks: their gradients against differences, and their training on points and on the digits."""

import re
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softmax_lib import load_digits, numerical_gradient, one_hot, softmax
from softmax_lib.hidden_layers import Affine, BatchNorm, ReLU, Sigmoid
from softmax_lib.layers import CrossEntropyError, Softmax, SquaredError
from softmax_lib.live.networks.training_bar import TrainingBar
from softmax_lib.network import History, Network
from tests.reference import assert_agree, assert_parameters_agree, refusal

few = settings(max_examples=15, deadline=None, derandomize=True)


def affine(d, c, rng):
    return Affine(rng.normal(size=(d, c)), rng.normal(size=c))


def relu_network(d, c, rng):
    return Network([affine(d, 7, rng), ReLU(), affine(7, c, rng)])


def sigmoid_network(d, c, rng):
    return Network([affine(d, 6, rng), Sigmoid(), affine(6, c, rng), Sigmoid()], SquaredError())


def norm_network(d, c, rng):
    norm = BatchNorm(rng.normal(size=7), rng.normal(size=7), epsilon=1e-2)
    return Network([affine(d, 7, rng), norm, Sigmoid(), affine(7, c, rng)])


def two_part_network(d, c, rng):
    return Network([affine(d, 5, rng), Sigmoid(), affine(5, c, rng), Softmax()], CrossEntropyError())


NETWORKS = [relu_network, sigmoid_network, norm_network, two_part_network]
each_network = pytest.mark.parametrize("make", NETWORKS)


@each_network
@few
@given(st.integers(1, 5), st.integers(1, 4), st.integers(2, 5), st.integers(0, 2**32 - 1), st.booleans(), st.booleans())
def test_the_gradients_of_a_network_against_central_differences(make, n, d, c, seed, soft, training):
    rng = np.random.default_rng(seed)
    network = make(d, c, rng)
    n += make is norm_network and training
    x = rng.normal(size=(n, d))
    while make is relu_network and np.abs(network.layers[0].forward(x)).min() < 1e-3:
        x = rng.normal(size=(n, d))
    t = rng.random((n, c)) if soft else rng.integers(c, size=n)
    network.loss(x, t, training)
    dx = network.backward()
    grads = [g.copy() for g in network.grads]
    assert_agree(dx, numerical_gradient(lambda x: network.loss(x, t, training), x))
    assert_parameters_agree(network.params, grads, lambda: network.loss(x, t, training))


@pytest.mark.parametrize("make", [relu_network, sigmoid_network])
def test_one_row_alone_is_a_batch_of_one(make):
    rng = np.random.default_rng(5)
    network, x = make(3, 4, rng), rng.normal(size=3)
    loss = network.loss(x[np.newaxis], [2])
    dx, grads = network.backward(), network.grads
    assert network.loss(x, 2) == pytest.approx(loss, rel=1e-14)
    np.testing.assert_allclose(network.backward(), dx[0], rtol=1e-13)
    for one, batch in zip(network.grads, grads, strict=True):
        np.testing.assert_allclose(one, batch, rtol=1e-13)
    assert network.predict(x).shape == ()
    assert network.accuracy(x, int(network.predict(x))) == 1.0


# forward, backward, shares, predict, accuracy


def test_shares_are_the_prediction_y_under_every_loss():
    rng = np.random.default_rng(2)
    x = rng.normal(size=(5, 3))
    for make in NETWORKS:
        network = make(3, 4, rng)
        network.loss(x, [0, 1, 2, 3, 0])
        y = network.loss_layer.y
        np.testing.assert_array_equal(network.shares(x), y)
        np.testing.assert_array_equal(network.predict(x), y.argmax(axis=1))


def test_accuracy_is_the_part_of_the_rows_that_are_right():
    network = Network([Affine(np.eye(3), np.zeros(3))])
    x = np.array([[1.0, 0, 0], [0, 1, 0], [0, 0, 1], [0, 2, 1]])
    assert network.accuracy(x, [0, 1, 2, 2]) == 0.75
    assert network.accuracy(x, [[1, 0, 0], [0, 1, 0], [0.2, 0.3, 0.5], [0, 1, 0]]) == 1.0
    for labels, message in (
        ([0, 1, 2, -1], "ValueError: labels has -1 in row 3"),
        ([0, 1], "ValueError: labels has shape (2,); the output has shape (4, 3), so labels must be"),
        (
            [0.0, 1, 2, 2],
            "TypeError: labels has shape (4,) and dtype float64; the output has shape (4, 3), so labels "
            "must be integer labels",
        ),
    ):
        assert message in refusal(network.accuracy, x, labels)


@each_network
def test_backward_belongs_to_a_loss_that_succeeded_right_before(make):
    rng = np.random.default_rng(3)
    network, x, t = make(3, 4, rng), rng.normal(size=(4, 3)), [0, 1, 2, 3]

    def nothing_to_go_back_from():
        message = "RuntimeError: Network has nothing to go back from: call loss(x, t) first"
        assert message in refusal(network.backward)

    nothing_to_go_back_from()
    assert network.grads == []
    network.loss(x, t)
    network.predict(x)
    nothing_to_go_back_from()
    for bad_x, bad_t in ((x, [0, 1, 2, 9]), (x[:, :2], t)):
        network.loss(x, t)
        assert re.match("ValueError: .*(labels of 4 classes|x has shape)", refusal(network.loss, bad_x, bad_t))
        nothing_to_go_back_from()
    network.loss(x, t)
    first, grads = network.backward(), [g.copy() for g in network.grads]
    np.testing.assert_array_equal(network.backward(), first)
    for g, was in zip(network.grads, grads, strict=True):
        np.testing.assert_array_equal(g, was)
    np.testing.assert_allclose(network.backward(-2), -2 * first, rtol=1e-14)


def test_batch_norm_trains_in_training_and_only_there():
    rng = np.random.default_rng(4)
    network, x = norm_network(3, 4, rng), rng.normal(size=(6, 3))
    norm = network.layers[1]
    for use in (network.forward, network.predict, network.shares, partial(network.loss, t=[0, 1, 2, 3, 0, 1])):
        use(x)
        np.testing.assert_array_equal(norm.running_mean, np.zeros(7))
    network.loss(x, [0, 1, 2, 3, 0, 1], training=True)
    assert (norm.running_mean != 0).all()


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        ([], "ValueError: layers is empty"),
        ([ReLU], f"TypeError: layers has {ReLU} at [0]; a layer, made with its parentheses, is accepted"),
        ([ReLU(), "sigmoid"], "TypeError: layers has 'sigmoid' at [1]"),
        ([SHARED := ReLU(), SHARED], "ValueError: layers holds one layer twice"),
    ],
)
def test_layers_that_make_no_network(layers, message):
    assert message in refusal(Network, layers)


# train


def points(n=30, seed=0):
    """Three clouds in the plane."""
    rng = np.random.default_rng(seed)
    t = np.arange(n) % 3
    return np.array([[0.0, 2], [2, -1], [-2, -1]])[t] + rng.normal(0, 0.5, (n, 2)), t


def small_network(seed=0, norm=False):
    rng = np.random.default_rng(seed)
    between = [BatchNorm(np.ones(8), np.zeros(8))] if norm else []
    return Network([Affine.random(2, 8, rng), *between, ReLU(), Affine.random(8, 3, rng)])


train = {"epochs": 3, "batch_size": 7, "learning_rate": 0.1, "progress": False}


with_and_without_norm = pytest.mark.parametrize("norm", [False, True])


@with_and_without_norm
def test_a_step_is_the_gradient_times_the_rate_and_the_penalty_is_on_matrices_only(norm):
    network, (x, t) = small_network(norm=norm), points()
    before = [p.copy() for p in network.params]
    network.loss(x, t, training=True)
    network.backward()
    expected = [
        p - 0.3 * (g + 0.01 * p) if p.ndim == 2 else p - 0.3 * g for p, g in zip(before, network.grads, strict=True)
    ]
    network = small_network(norm=norm)
    network.train(x, t, epochs=1, batch_size=30, learning_rate=0.3, weight_penalty=0.01, progress=False)
    for p, e in zip(network.params, expected, strict=True):
        np.testing.assert_allclose(p, e, rtol=1e-9, atol=1e-12)  # the rows come in another order


def test_every_row_is_used_once_in_each_epoch_in_a_new_order():
    seen = []

    class Spy(ReLU):
        def forward(self, x):
            seen.append(np.asarray(x)[:, 0].tolist())
            return super().forward(x)

    x = np.stack([np.arange(1.0, 11), np.ones(10)], axis=1)
    network = Network([Spy(), Affine(np.zeros((2, 3)), np.zeros(3))])
    network.train(x, np.zeros(10, int), epochs=2, batch_size=4, learning_rate=0.1, seed=5, progress=False)
    batches = [s for s in seen if len(s) < 10]
    assert [len(b) for b in batches] == [4, 4, 2, 4, 4, 2]
    first, second = ([x for batch in epoch for x in batch] for epoch in (batches[:3], batches[3:]))
    assert sorted(first) == sorted(second) == x[:, 0].tolist()
    assert first != second
    rng = np.random.default_rng(5)
    assert [first, second] == [(rng.permutation(10) + 1.0).tolist() for _ in range(2)]


@with_and_without_norm
def test_the_same_seed_gives_the_same_training_and_another_another(norm):
    runs = []
    for seed in (1, 1, 2):
        network = small_network(norm=norm)
        history = network.train(*points(), seed=seed, test=points(12, 1), **train)
        runs.append((history, [p.tolist() for p in network.params]))
    assert runs[0] == runs[1]
    assert runs[0] != runs[2]


@with_and_without_norm
def test_the_history_holds_what_the_network_then_says(norm):
    network, data, test = small_network(norm=norm), points(), points(12, 1)
    history = network.train(*data, test=test, **train)
    assert history.epochs == (1, 2, 3)
    assert {len(v) for v in (history.loss, history.accuracy, history.test_loss, history.test_accuracy)} == {3}
    assert history.loss[-1] == network.loss(*data)
    assert history.accuracy[-1] == network.accuracy(*data)
    assert history.test_loss[-1] == network.loss(*test)
    assert history.test_accuracy[-1] == network.accuracy(*test)
    assert repr(history) == (
        f"3 epochs: loss {history.loss[-1]:.4f}, accuracy {history.accuracy[-1]:.4f}; "
        f"on the test rows {history.test_loss[-1]:.4f} and {history.test_accuracy[-1]:.4f}"
    )
    alone = small_network(norm=norm).train(*data, **train)
    assert (alone.loss, alone.test_loss, alone.test_accuracy) == (history.loss, (), ())
    assert repr(History((0.5,), (1.0,))) == "1 epoch: loss 0.5000, accuracy 1.0000"


def test_nothing_that_is_passed_to_train_is_changed_and_lists_are_welcome():
    x, t = points()
    x.flags.writeable = t.flags.writeable = False
    history = small_network().train(x, t, **train)
    assert small_network().train(x.tolist(), t.tolist(), **train) == history
    by_weights = small_network().train(x, one_hot(t, 3), **train)
    np.testing.assert_allclose(by_weights.loss, history.loss, rtol=1e-13)


def test_other_losses_train_too():
    for layer, loss in ((Sigmoid(), SquaredError()), (Softmax(), CrossEntropyError())):
        network = Network([*small_network().layers, layer], loss)
        history = network.train(*points(), epochs=60, batch_size=10, learning_rate=0.5, progress=False)
        assert history.accuracy[-1] > 0.95


def test_batches_of_one_row_train():
    history = small_network().train(*points(), epochs=5, batch_size=1, learning_rate=0.1, progress=False)
    assert history.accuracy[-1] > 0.95
    assert small_network().train([[1.0, 2]], [0], epochs=1, batch_size=1, learning_rate=0.1, progress=False)


def with_value(array, index, value):
    array = array.astype(float) if isinstance(value, float) else array.copy()
    array[index] = value
    return array


X, LABELS = points()
REFUSED = [
    ("x=with_value(X, (5, 1), np.nan)", "ValueError: x has NaN in row 5, unit 1 (counting from 0)"),
    ("x=X[0]", "ValueError: x has shape (2,); train takes (N, D), one row for each example"),
    ("x=X[:, :1]", "ValueError: x has shape (30, 1); W has shape (2, 8), so x must be (2,) or (N, 2)"),
    (
        "t=with_value(LABELS, 4, -1)",
        "ValueError: t has -1 in row 4 (counting from 0); the labels of 3 classes are 0",
    ),
    ("t=LABELS * 1.0", "TypeError: t has shape (30,) and dtype float64; a has shape (30, 3), so t must be integer"),
    (
        "t=LABELS[:29]",
        "ValueError: t has shape (29,); a has shape (30, 3), so t must be integer labels of shape (30,)",
    ),
    ("epochs=0", "ValueError: epochs is 0; at least 1 is accepted"),
    ("epochs=2.0", "TypeError: epochs is a float; an integer is accepted"),
    ("batch_size=31", "ValueError: batch_size is 31, but x has 30 rows; 1 to 30 is accepted"),
    ("learning_rate=-0.1", "ValueError: learning_rate is -0.1; a finite number >= 0 is accepted"),
    ("weight_penalty=-1", "ValueError: weight_penalty is -1; a finite number >= 0"),
    ("seed=-1", "ValueError: seed is -1; at least 0"),
    ("test=X", "ValueError: test must be a pair, (x, t)"),
    ("test=(X, LABELS[1:])", "ValueError: test: t has shape (29,); a has shape (30, 3)"),
    ("test=(with_value(X, (7, 0), np.nan), LABELS)", "ValueError: test: x has NaN in row 7, unit 0"),
]


@pytest.mark.parametrize(("change", "message"), REFUSED)
def test_what_train_refuses_before_it_changes_anything(change, message):
    network = small_network()
    before = [p.tolist() for p in network.params]
    assert message in refusal(network.train, **({"x": X, "t": LABELS} | train | eval(f"dict({change})")))
    assert [p.tolist() for p in network.params] == before


@pytest.mark.parametrize(("rows", "size", "fits"), [(30, 29, False), (30, 1, False), (30, 7, True), (29, 29, True)])
def test_batch_norm_never_meets_a_batch_of_one_row(rows, size, fits):
    run = partial(small_network(norm=True).train, *points(rows), **(train | {"batch_size": size}))
    message = f"ValueError: batch_size is {size} and x has 30 rows, so a batch would hold 1 row"
    assert run() if fits else message in refusal(run)


@with_and_without_norm
@pytest.mark.parametrize("rate", [1e30, 1e160, 1e308])
def test_a_learning_rate_that_diverges_stops_with_the_parameters_of_before_that_step(norm, rate):
    network = small_network(norm=norm)
    given = {"epochs": 200, "batch_size": 10, "learning_rate": rate, "weight_penalty": 1.0, "progress": False}
    said = refusal(network.train, *points(), **given)
    assert re.match(r"FloatingPointError: training diverges in epoch \d+, .*learning rate smaller than 1e\+", said)
    assert all(np.isfinite(p).all() for p in network.params)
    epoch, batch = map(int, re.search(r"epoch (\d+), (?:batch (\d+)|after)", said).groups(default="3"))
    if "before that step" not in said or epoch > 1:
        return
    again, (x, t) = small_network(norm=norm), points()
    rows = np.random.default_rng(0).permutation(30)
    for start in range(0, 10 * (batch - 1), 10):
        again._step(x[rows[start : start + 10]], t[rows[start : start + 10]], rate, 1.0)
    assert [p.tolist() for p in network.params] == [p.tolist() for p in again.params]


def test_a_step_that_would_overflow_a_parameter_is_not_taken():
    network = small_network()
    before = [p.tolist() for p in network.params]
    said = refusal(network.train, *points(), **(train | {"learning_rate": 1e308, "weight_penalty": 1e3}))
    assert re.match(r"FloatingPointError: .*in epoch 1, batch 1: a parameter overflows\. The parameters are as", said)
    assert [p.tolist() for p in network.params] == before


def test_a_loss_that_overflows_stops_too():
    network = Network([Affine([[1e160, 0.0]], [0, 0])], SquaredError())
    said = refusal(network.train, [[1.0], [2.0]], [0, 1], **(train | {"batch_size": 2}))
    assert re.match("FloatingPointError: .*the loss reaches inf", said)
    assert network.params[0].tolist() == [[1e160, 0]]


def test_a_training_prints_nothing(capsys):
    for progress in (False, True):
        small_network().train(*points(), **(train | {"progress": progress}))
    assert capsys.readouterr() == ("", "")


def test_the_bar_of_a_training_in_a_notebook_ends_with_the_last_epoch_and_tells_no_time(monkeypatch):
    bars = []
    monkeypatch.setattr("softmax_lib.surroundings.in_notebook", lambda: True)
    monkeypatch.setattr(TrainingBar, "_ipython_display_", lambda bar: bars.append(bar))
    monkeypatch.setattr("softmax_lib.live.networks.training_bar.PAUSE", 1000)
    histories = [small_network().train(*points(), **(train | {"progress": True})) for _ in range(2)]
    for bar, history in zip(bars, histories, strict=True):
        assert (bar.epochs, bar.done, bar.text) == (3, 3, f"3/3, loss {history.loss[-1]:.4f}")
        assert bar.fallback()["text/plain"] == "Training, 3 epochs"
    small_network().train(*points(), **train)
    assert len(bars) == 2


# the digits


def digits(seed=0):
    images, labels = load_digits()
    order = np.random.default_rng(seed).permutation(len(images))
    held_in, held_out = order[:1437], order[1437:]
    return (images[held_in], labels[held_in]), (images[held_out], labels[held_out])


@pytest.mark.parametrize("seed", range(3))
def test_a_network_learns_the_digits_from_every_seed(seed):
    data, test = digits(seed)
    rng = np.random.default_rng(seed)
    network = Network([Affine.random(64, 50, rng), ReLU(), Affine.random(50, 10, rng)])
    given = {"epochs": 40, "batch_size": 32, "learning_rate": 0.1, "seed": seed, "progress": False}
    history = network.train(*data, test=test, **given)
    assert history.test_accuracy[-1] > 0.95


def test_batch_norm_learns_the_digits_in_fewer_epochs():
    data, test = digits()
    rng = np.random.default_rng(0)
    layers = [Affine.random(64, 50, rng), BatchNorm(np.ones(50), np.zeros(50)), ReLU(), Affine.random(50, 10, rng)]
    history = Network(layers).train(*data, epochs=8, batch_size=32, learning_rate=0.1, test=test, progress=False)
    assert history.test_accuracy[-1] > 0.95


def test_what_chapter_13_says_of_the_misread_seven():
    images, labels = load_digits()
    order, rng = np.random.default_rng(13).permutation(len(images)), np.random.default_rng(0)
    x, t, held, t_held = images[order[:1437]], labels[order[:1437]], images[order[1437:]], labels[order[1437:]]
    network = Network([Affine.random(64, 32, rng), ReLU(), Affine.random(32, 10, rng)])
    network.train(x, t, epochs=40, batch_size=32, learning_rate=0.1, progress=False)
    doubtful = held[np.flatnonzero(network.predict(held) != t_held)[3]]
    a = np.clip(network.forward(doubtful) - 2, -5, 5).round(1)
    y = softmax(a)
    assert a[9] - a[7] == pytest.approx(1.5)
    assert [round(share, 2) for share in (y[9], y.sum() - y[9] - y[7], 1 - y[7])] == [0.75, 0.08, 0.83]
    lowered = softmax(np.where(np.arange(10) == 9, -5, a))
    assert round(-np.log(lowered[7]), 1) == 0.4
    assert lowered.argsort()[-2] == 5
    assert lowered[5] > 0.2
