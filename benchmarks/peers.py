"""The layers that are measured: this course's two, and what a reader would use instead.

Each has forward(a, t), which returns the loss of logits (N, C) and a target, integer labels (N,) or rows of weights
(N, C), and backward(), which returns the gradient. The textbook layer and the one after it take a row of weights for
its largest one: they are right for one-hot rows only.
"""

import numpy as np
import scipy.special

from softmax_lib import FusedSoftmaxWithLoss, SoftmaxWithLoss

try:
    import torch
except ImportError:
    torch = None


class Textbook:
    """The layer of many textbooks: row maximum, ε in the logarithm, labels by argmax."""

    def forward(self, a, t):
        self.t = t
        exps = np.exp(a - np.max(a, axis=-1, keepdims=True))
        self.y = exps / np.sum(exps, axis=-1, keepdims=True)
        labels = t.argmax(axis=1) if t.size == self.y.size else t
        batch_size = len(self.y)
        return -np.sum(np.log(self.y[np.arange(batch_size), labels] + 1e-7)) / batch_size

    def backward(self):
        batch_size = len(self.y)
        if self.t.size == self.y.size:
            return (self.y - self.t) / batch_size
        gradient = self.y.copy()
        gradient[np.arange(batch_size), self.t] -= 1
        return gradient / batch_size


class CopyAndSubtract:
    """Shares, the logarithm of one of them, a copy with 1 taken off at the label."""

    def forward(self, a, t):
        exps = np.exp(a - a.max(axis=1, keepdims=True))
        self.y = exps / exps.sum(axis=1, keepdims=True)
        self.at_label = np.arange(len(a)), t.argmax(axis=1) if t.ndim == 2 else t
        return -np.log(self.y[self.at_label]).mean()

    def backward(self):
        gradient = self.y.copy()
        gradient[self.at_label] -= 1
        gradient /= len(gradient)
        return gradient


class SciPy:
    def forward(self, a, t):
        self.t = t
        self.log_y = scipy.special.log_softmax(a, axis=1)
        if t.ndim == 2:
            return -(t * self.log_y).sum(axis=1).mean()
        return -self.log_y[np.arange(len(a)), t].mean()

    def backward(self):
        gradient = np.exp(self.log_y)
        if self.t.ndim == 2:
            gradient -= self.t
        else:
            gradient[np.arange(len(gradient)), self.t] -= 1
        gradient /= len(gradient)
        return gradient


class PyTorch:
    def forward(self, a, t):
        self.a = torch.from_numpy(a).requires_grad_()
        self.loss = torch.nn.functional.cross_entropy(self.a, torch.from_numpy(t))
        return self.loss.item()

    def backward(self):
        self.loss.backward()
        return self.a.grad.numpy()


class Kept(FusedSoftmaxWithLoss):
    """FusedSoftmaxWithLoss with an array for its gradient that the caller keeps."""

    gradient = None

    def forward(self, a, t):
        if self.gradient is None:
            self.gradient = np.empty_like(a)
        return super().forward(a, t, out=self.gradient)


class Exponentials:
    """No layer: the exponentials alone, which none of them can do without."""

    def forward(self, a, t):
        self.exps = np.exp(a)

    def backward(self):
        exps, self.exps = self.exps, None
        return exps


PEERS = {
    "textbook": Textbook,
    "copy and subtract": CopyAndSubtract,
    "scipy log_softmax": SciPy,
    **({"PyTorch": PyTorch} if torch else {}),
    "SoftmaxWithLoss": SoftmaxWithLoss,
    "FusedSoftmaxWithLoss": FusedSoftmaxWithLoss,
    "the same with out=": Kept,
    "np.exp alone": Exponentials,
}
