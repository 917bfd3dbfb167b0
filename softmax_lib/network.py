"""A network: layers in a row with a loss at the end, trained by gradient descent in mini-batches."""

from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from softmax_lib import arguments, surroundings
from softmax_lib.functions import softmax
from softmax_lib.hidden_layers import BatchNorm
from softmax_lib.language import ngettext
from softmax_lib.layers import CrossEntropyError, SoftmaxWithLoss, SquaredError

__all__ = ["History", "Network"]


@dataclass(frozen=True, repr=False)
class History:
    """The course of a training: one number for each epoch, measured when that epoch was over.

    The losses are means over the rows, without the weight penalty. `test_loss` and
    `test_accuracy` are empty where there was no test pair. `epochs` is 1, 2, 3, …, the x of
    a plot.

    >>> History(loss=(0.5, 0.25), accuracy=(0.9, 1.0))
    2 epochs: loss 0.2500, accuracy 1.0000
    """

    loss: tuple[float, ...]
    accuracy: tuple[float, ...]
    test_loss: tuple[float, ...] = ()
    test_accuracy: tuple[float, ...] = ()

    @property
    def epochs(self) -> tuple[int, ...]:
        return tuple(range(1, len(self.loss) + 1))

    def __repr__(self):
        count = len(self.loss)
        if self.test_loss:
            said = ngettext(
                "{count} epoch: loss {loss}, accuracy {accuracy}; on the test rows {test_loss} and {test_accuracy}",
                "{count} epochs: loss {loss}, accuracy {accuracy}; on the test rows {test_loss} and {test_accuracy}",
                count,
            )
        else:
            said = ngettext(
                "{count} epoch: loss {loss}, accuracy {accuracy}",
                "{count} epochs: loss {loss}, accuracy {accuracy}",
                count,
            )
        return said.format(count=count, **{name: f"{course[-1]:.4f}" for name, course in vars(self).items() if course})


class Network:
    """Run layers one after the other, then a loss; x is (D,) or (N, D), t what the loss takes.

    layers is a list of layers, without the loss; loss is a layer with forward(y, t), by default
    `SoftmaxWithLoss()`. The network uses these very layers and changes their parameters in
    `train`. What a layer or the loss raises for a wrong x or t, the network raises.

    Chapters 10 to 14.

    >>> from softmax_lib import Affine, ReLU
    >>> rng = np.random.default_rng(0)
    >>> network = Network([Affine.random(2, 8, rng), ReLU(), Affine.random(8, 2, rng)])
    >>> x, t = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])
    >>> network.train(x, t, epochs=200, batch_size=4, learning_rate=0.5, progress=False).accuracy[-1]
    1.0
    >>> network.predict(x)
    array([0, 1, 1, 0])
    """

    def __init__(self, layers: list, loss=None):
        self.layers = list(layers)
        if not self.layers:
            raise ValueError("layers is empty; at least one layer is needed")
        for i, layer in enumerate(self.layers):
            if isinstance(layer, type) or not hasattr(layer, "forward"):
                raise TypeError(f"layers has {layer!r} at [{i}]; a layer, made with its parentheses, is accepted")
        if len({id(layer) for layer in self.layers}) < len(self.layers):
            raise ValueError("layers holds one layer twice; each place needs a layer of its own")
        self.loss_layer = SoftmaxWithLoss() if loss is None else loss
        self._ready = False

    @property
    def params(self) -> list[NDArray]:
        """The parameters of all layers, the arrays themselves, in one list."""
        return [p for layer in self.layers for p in layer.params]

    @property
    def grads(self) -> list[NDArray]:
        """The gradients of the last backward, one for each of `params`; empty before it."""
        return [g for layer in self.layers for g in layer.grads]

    def forward(self, x: ArrayLike, training: bool = False) -> NDArray:
        """Return what comes before the loss. `training` says which of its two ways BatchNorm goes."""
        self._ready = False
        for layer in self.layers:
            x = layer.forward(x, training) if isinstance(layer, BatchNorm) else layer.forward(x)
        return x

    def loss(self, x: ArrayLike, t: ArrayLike, training: bool = False) -> float:
        """Return the loss of x with the target t, a float."""
        loss = self.loss_layer.forward(self.forward(x, training), t)
        self._ready = True
        return loss

    def backward(self, upstream: float = 1.0) -> NDArray:
        """Return dL/dx and fill `grads`.

        Raises RuntimeError unless the network was last used by a `loss` that succeeded: predict
        and the like put another x through the layers.
        """
        if not self._ready:
            raise RuntimeError("Network has nothing to go back from: call loss(x, t) first, and backward right after")
        gradient = self.loss_layer.backward(upstream)
        for layer in reversed(self.layers):
            gradient = layer.backward(gradient)
        return gradient

    def shares(self, x: ArrayLike) -> NDArray:
        """Return y: softmax of the output, or the output itself where the loss takes that for y."""
        y = self.forward(x)
        return y if isinstance(self.loss_layer, SquaredError | CrossEntropyError) else softmax(y)

    def predict(self, x: ArrayLike) -> NDArray:
        """Return the label with the largest output for each row, an int array of shape () or (N,)."""
        return np.asarray(self.forward(x)).argmax(axis=-1)

    def accuracy(self, x: ArrayLike, labels: ArrayLike) -> float:
        """Return the part of the rows, 0 to 1, whose label is predicted.

        labels is (), (N,) or, as weights, in the shape of the output: the largest one counts.
        """
        return _accuracy(self.forward(x), labels)

    def train(
        self, x: ArrayLike, t: ArrayLike, *, epochs: int, batch_size: int, learning_rate: float,
        weight_penalty: float = 0.0, seed: int = 0, test: tuple | None = None, progress: bool = True,
    ) -> History:  # fmt: skip
        """Go downhill along the gradient of one mini-batch after the other, and return a `History`.

        x is (N, D), t integer labels (N,) or targets in the shape of the output; test is None or
        a pair (x, t). Each epoch puts the rows into a new order, drawn from
        np.random.default_rng(seed), and takes batch_size of them at a time, the rest last. A
        weight_penalty λ adds λ/2 times the sum of the squares of all matrices (no biases, no
        gamma, no beta) to what is minimized. The same seed and start give the same result.

        Everything is checked before the first step: TypeError or ValueError says what does not
        fit. Where a number overflows, the learning rate is too large: FloatingPointError names
        epoch and batch, and the parameters are left as they were before that step (the running
        values of BatchNorm have seen its rows).
        """
        x = arguments.finite("x", x)
        if x.ndim != 2:
            raise ValueError(f"x has shape {x.shape}; train takes (N, D), one row for each example")
        t = arguments.array("t", t)
        epochs, batch_size = arguments.at_least(1, "epochs", epochs), arguments.at_least(1, "batch_size", batch_size)
        rate, penalty = _rate("learning_rate", learning_rate), _rate("weight_penalty", weight_penalty)
        rng = np.random.default_rng(arguments.at_least(0, "seed", seed))
        self._check_batches(len(x), batch_size)
        self._measure(x, t)
        if test is not None:
            self._check_test(test)
        measured = []
        advance = surroundings.view("training_bar")(epochs) if progress and surroundings.in_notebook() else None
        for epoch in range(1, epochs + 1):
            order = rng.permutation(len(x))
            for batch, start in enumerate(range(0, len(x), batch_size), 1):
                rows = order[start : start + batch_size]
                with _diverging(f"epoch {epoch}, batch {batch}", rate, "as they were before that step"):
                    self._step(x[rows], t[rows], rate, penalty)
            with _diverging(f"epoch {epoch}, after its last batch", rate, "those after that epoch"):
                measured.append(self._measure(x, t) + (self._measure(*test) if test is not None else ()))
            if advance:
                advance(measured[-1][0])
        return History(*zip(*measured, strict=True))

    def _step(self, x, t, rate, penalty):
        """Move every parameter once, or none of them where a number overflows."""
        _finite(self.loss(x, t, training=True))
        self.backward()
        self._ready = False  # the gradient belongs to the parameters before the step
        moved = _moved(self.params, self.grads, rate, penalty)
        if not all(np.isfinite(p).all() for p in moved):
            raise FloatingPointError("a parameter overflows")
        for p, new in zip(self.params, moved, strict=True):
            p[...] = new

    def _measure(self, x, t):
        """The loss and the accuracy on these rows."""
        y = self.forward(x)
        return _finite(self.loss_layer.forward(y, t)), _accuracy(y, t)

    def _check_batches(self, rows, batch_size):
        if batch_size > rows:
            raise ValueError(f"batch_size is {batch_size}, but x has {rows} rows; 1 to {rows} is accepted")
        if min(batch_size, rows % batch_size or batch_size) == 1 and any(isinstance(k, BatchNorm) for k in self.layers):
            raise ValueError(
                f"batch_size is {batch_size} and x has {rows} rows, so a batch would hold 1 row; BatchNorm needs 2"
            )

    def _check_test(self, test):
        if not isinstance(test, tuple | list) or len(test) != 2:
            raise ValueError("test must be a pair, (x, t)")
        try:
            self._measure(*test)
        except (TypeError, ValueError) as error:
            raise type(error)(f"test: {error}") from None


@arguments.own_errstate
def _moved(params, grads, rate, penalty):
    """Each parameter one step downhill."""
    pairs = zip(params, grads, strict=True)
    return [p - rate * (g + penalty * p if p.ndim == 2 else g) for p, g in pairs]


@contextmanager
def _diverging(when, rate, now):
    try:
        yield
    except FloatingPointError as error:
        raise FloatingPointError(
            f"training diverges in {when}: {error}. The parameters are {now}; "
            f"start anew, with a learning rate smaller than {rate:g}"
        ) from None


def _accuracy(y, t):
    y = np.asarray(y)
    wanted = arguments.numbers(t, "the output", y.shape, "labels").argmax(axis=-1)
    return float(np.mean(y.argmax(axis=-1) == wanted))


def _finite(loss):
    if not np.isfinite(loss):
        raise FloatingPointError(f"the loss reaches {loss}")
    return loss


def _rate(name, value):
    value = arguments.real_number(name, value)
    if not 0 <= value < np.inf:
        raise ValueError(f"{name} is {arguments.shown(value)}; a finite number >= 0 is accepted")
    return value
