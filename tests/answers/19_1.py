# wrong | no maximum | no-maximum-subtracted
class MySoftmaxWithLoss:
    def forward(self, a, t):
        y = np.exp(a) / np.exp(a).sum(axis=1, keepdims=True)
        t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
        return -(t * np.log(y)).sum() / len(a)


# wrong | no maximum, log of the sum | no-maximum-subtracted
class MySoftmaxWithLoss:
    def forward(self, a, t):
        log_y = a - np.log(np.exp(a).sum(axis=1, keepdims=True))
        t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
        return -(t * log_y).sum() / len(a)


# wrong | one maximum for the batch | one-maximum-for-the-batch
class MySoftmaxWithLoss:
    def forward(self, a, t):
        e = np.exp(a - a.max())
        log_y = a - a.max() - np.log(e.sum(axis=1, keepdims=True))
        t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
        return -(t * log_y).sum() / len(a)


# wrong | logarithm of a rounded share | log-of-zero
class MySoftmaxWithLoss:
    def forward(self, a, t):
        e = np.exp(a - a.max(axis=1, keepdims=True))
        y = e / e.sum(axis=1, keepdims=True)
        t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
        return -(t * np.log(y)).sum() / len(a)


# wrong | a small number in the logarithm | log-of-zero
class MySoftmaxWithLoss:
    def forward(self, a, t):
        e = np.exp(a - a.max(axis=1, keepdims=True))
        y = e / e.sum(axis=1, keepdims=True)
        t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
        return -(t * np.log(y + 1e-7)).sum() / len(a)


# wrong | clipped shares | log-of-zero
class MySoftmaxWithLoss:
    def forward(self, a, t):
        e = np.exp(a - a.max(axis=1, keepdims=True))
        y = np.clip(e / e.sum(axis=1, keepdims=True), 1e-12, 1)
        t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
        return -(t * np.log(y)).sum() / len(a)


# wrong | columns | wrong-axis
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=0)
        log_y = s - np.log(np.exp(s).sum(axis=0))
        t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
        return -(t * log_y).sum() / len(a)


# wrong | the sum over the rows | one-over-n
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
        return -(t * log_y).sum()


# wrong | the mean of all entries | mean-over-classes
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
        return -(t * log_y).mean()


# wrong | keepdims forgotten | keepdims-forgotten
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1))
        t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
        return -(t * log_y).sum() / len(a)


# wrong | no minus | sign
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
        return (t * log_y).sum() / len(a)


# wrong | no row index | row-index-missing
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        if t.ndim == 1:
            return -log_y[:, t].mean()
        return -(t * log_y).sum() / len(a)


# wrong | labels multiplied | labels-as-one-hot
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        return -(t * log_y).sum() / len(a)


# wrong | labels alone | targets-not-taken
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        return -log_y[np.arange(len(a)), t].mean()


# wrong | the largest target alone | largest-target-only
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        labels = t if t.ndim == 1 else t.argmax(axis=1)
        return -log_y[np.arange(len(a)), labels].mean()


# wrong | changes the logits | changes-its-input
class MySoftmaxWithLoss:
    def forward(self, a, t):
        a -= a.max(axis=1, keepdims=True)
        log_y = a - np.log(np.exp(a).sum(axis=1, keepdims=True))
        t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
        return -(t * log_y).sum() / len(a)


# wrong | the share itself | log-left-out
class MySoftmaxWithLoss:
    def forward(self, a, t):
        e = np.exp(a - a.max(axis=1, keepdims=True))
        y = e / e.sum(axis=1, keepdims=True)
        t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
        return -(t * y).sum() / len(a)


# wrong | one loss for each row |
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
        return -(t * log_y).sum(axis=1)


# wrong | logarithm to the base 2 | factor
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
        return -(t * log_y).sum() / len(a) / np.log(2)


# wrong | the course's layer, inherited | passed-off
from softmax_lib import SoftmaxWithLoss


class MySoftmaxWithLoss(SoftmaxWithLoss):
    pass


# wrong | the course's layer, under another name | passed-off
from softmax_lib import FusedSoftmaxWithLoss

MySoftmaxWithLoss = FusedSoftmaxWithLoss

# wrong | the course's layer, inside | passed-off
from softmax_lib import SoftmaxWithLoss


class MySoftmaxWithLoss:
    def __init__(self):
        self.inner = SoftmaxWithLoss()

    def forward(self, a, t):
        return self.inner.forward(a, t)


# wrong | the course's functions | passed-off
class MySoftmaxWithLoss:
    def forward(self, a, t):
        from softmax_lib import cross_entropy, softmax

        return cross_entropy(softmax(a), t)


# wrong | an instance |
class MySoftmaxWithLoss:
    def forward(self, a, t):
        return 0.0


MySoftmaxWithLoss = MySoftmaxWithLoss()


# wrong | only the first loss is computed | chunks
class MySoftmaxWithLoss:
    def forward(self, a, t):
        if not hasattr(self, "loss"):
            s = a - a.max(axis=1, keepdims=True)
            log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
            t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
            self.loss = -(t * log_y).sum() / len(a)
        return self.loss


# wrong | a sum down the columns | wrong-axis
class MySoftmaxWithLoss:
    def forward(self, a, t):
        shifted = a - a.max(axis=1, keepdims=True)
        log_y = shifted - np.log(np.exp(shifted).sum(axis=0))
        self.y = np.exp(log_y)
        self.t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
        return -(self.t * log_y).sum() / len(a)


# wrong | columns, and a small number in the logarithm | wrong-axis
class MySoftmaxWithLoss:
    def forward(self, a, t):
        e = np.exp(a - a.max(axis=0))
        y = e / e.sum(axis=0)
        if t.ndim == 2:
            return -(t * np.log(y)).sum() / len(a)
        return -np.log(y[np.arange(len(a)), t] + 1e-7).mean()


# wrong | columns, and the sum over the rows | wrong-axis, one-over-n
class MySoftmaxWithLoss:
    def forward(self, a, t):
        e = np.exp(a - a.max(axis=0))
        y = e / e.sum(axis=0)
        if t.ndim == 2:
            return -(t * np.log(y)).sum()
        return -np.log(y[np.arange(len(a)), t]).sum()


# wrong | columns, no maximum | wrong-axis
class MySoftmaxWithLoss:
    def forward(self, a, t):
        e = np.exp(a)
        y = e / e.sum(axis=0)
        if t.ndim == 2:
            return -(t * np.log(y)).sum() / len(a)
        return -np.log(y[np.arange(len(a)), t]).mean()


# wrong | the maximum of each column | maximum-of-the-columns
class MySoftmaxWithLoss:
    def forward(self, a, t):
        shifted = a - a.max(axis=0)
        log_y = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        self.y = np.exp(log_y)
        self.t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
        return -(self.t * log_y).sum() / len(a)


# wrong | one sum for all | one-sum-for-the-batch
class MySoftmaxWithLoss:
    def forward(self, a, t):
        e = np.exp(a)
        y = e / e.sum()
        if t.ndim == 2:
            return -(t * np.log(y)).sum() / len(a)
        return -np.log(y[np.arange(len(a)), t]).mean()


# wrong | no maximum, and labels alone | targets-not-taken
class MySoftmaxWithLoss:
    def forward(self, a, t):
        e = np.exp(a)
        y = e / e.sum(axis=1, keepdims=True)
        return -np.log(y[np.arange(len(a)), t]).mean()
