"""The chunked layer in the place of one that takes logits, so that it runs under the tests of its twins."""

import numpy as np

from softmax_lib import arguments
from softmax_lib.fused import ChunkedSoftmaxWithLoss


class ChunkedSoftmaxWithLossOfLogits:
    """The logits are x, W is the identity and b is 0. What it says of x and of x W + b, the twins say of a."""

    params, grads = (), ()
    rows = 2

    def __init__(self):
        self.layer = ChunkedSoftmaxWithLoss(self.rows)

    def forward(self, a, t):
        x = arguments.real_array("a", a)
        classes = x.shape[-1]
        try:
            loss = self.layer.forward(x, np.eye(classes, dtype=x.dtype), np.zeros(classes, x.dtype), t)
        except (TypeError, ValueError) as error:
            raise type(error)(str(error).replace("x W + b", "a")) from None
        self.x = np.atleast_2d(x).copy()
        return loss

    def backward(self, upstream=1.0):
        dx, dW, db = self.layer.backward(upstream)
        rows = np.atleast_2d(dx)
        rounding = 1e-5 if dx.dtype == np.float32 else 1e-13
        with np.errstate(all="ignore"):
            for came, factors in ((dW, self.x.T), (db, np.ones((1, len(rows))))):
                size = 1 + (abs(factors) @ abs(rows)).max()
                if size < np.finfo(dx.dtype).max / 1e6:  # no part of the sum comes near to what overflows
                    assert (abs(came - factors @ rows) <= rounding * size).all()
        return dx


class OneRowAtATime(ChunkedSoftmaxWithLossOfLogits):
    rows = 1


class MoreRowsThanThereAre(ChunkedSoftmaxWithLossOfLogits):
    rows = 1000
