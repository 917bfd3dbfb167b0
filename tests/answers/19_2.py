# wrong | the sign | sign
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.labels = t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        return (self.t - self.y) / len(self.y)


# wrong | no 1/N | one-over-n
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.labels = t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        return self.y - self.t


# wrong | 1/N twice | one-over-n
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.labels = t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        return (self.y - self.t) / len(self.y) ** 2


# wrong | divided by the classes | mean-over-classes
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.labels = t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        return (self.y - self.t) / self.y.shape[1]


# wrong | divided by all entries | mean-over-classes
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.labels = t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        return (self.y - self.t) / self.y.size


# wrong | the stored y changed in place, labels | changed-in-place
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.labels = t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        if self.labels.ndim == 2:
            return (self.y - self.t) / len(self.y)
        self.y[np.arange(len(self.y)), self.labels] -= 1
        return self.y / len(self.y)


# wrong | the stored y changed in place, any target | changed-in-place
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.labels = t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        self.y -= self.t
        self.y /= len(self.y)
        return self.y


# wrong | only rows of targets changed in place | changed-in-place
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.labels = t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        if self.labels.ndim == 2:
            self.y -= self.t
            return self.y / len(self.y)
        return (self.y - self.t) / len(self.y)


# wrong | gradients pile up | gradients-pile-up
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.labels = t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        self.total = getattr(self, "total", 0) + (self.y - self.t) / len(self.y)
        return self.total


# wrong | stale after the first forward | stale-forward
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.labels = t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        if not hasattr(self, "g"):
            self.g = (self.y - self.t) / len(self.y)
        return self.g


# wrong | kept in the class | mixed-layers
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = MySoftmaxWithLoss.y, MySoftmaxWithLoss.t = (
            np.exp(log_y),
            np.eye(a.shape[1])[t] if t.ndim == 1 else t,
        )
        self.labels = t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        return (MySoftmaxWithLoss.y - MySoftmaxWithLoss.t) / len(MySoftmaxWithLoss.y)


# wrong | kept in globals | mixed-layers
STATE = {}


class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        STATE["y"], STATE["t"] = self.y, self.t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        return (STATE["y"] - STATE["t"]) / len(STATE["y"])


# wrong | set, not subtracted | set-instead-of-subtracted
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.labels = t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        if self.labels.ndim == 2:
            return (self.y - self.t) / len(self.y)
        g = self.y.copy()
        g[np.arange(len(g)), self.labels] = -1
        return g / len(g)


# wrong | no row index | row-index-missing
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.labels = t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        if self.labels.ndim == 2:
            return (self.y - self.t) / len(self.y)
        g = self.y.copy()
        g[self.labels] -= 1
        return g / len(g)


# wrong | no row index, columns | row-index-missing
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.labels = t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        if self.labels.ndim == 2:
            return (self.y - self.t) / len(self.y)
        g = self.y.copy()
        g[:, self.labels] -= 1
        return g / len(g)


# wrong | the gradient at the shares | gradient-at-the-shares
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.labels = t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        return -self.t / self.y / len(self.y)


# wrong | only the diagonal | only-the-diagonal, no-sum-at-a-fork
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.labels = t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        return -self.t * (1 - self.y) / len(self.y)


# wrong | the targets alone | branch-lost
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.labels = t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        return -self.t / len(self.y)


# wrong | the shares |
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.labels = t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        return self.y


# wrong | labels broadcast | labels-as-one-hot
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.labels = t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        if self.labels.ndim == 2:
            return (self.y - self.t) / len(self.y)
        return (self.y - self.labels[:, None]) / len(self.y)


# wrong | one-hot as labels | targets-not-taken
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.labels = t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        g = self.y.copy()
        g[np.arange(len(g)), self.labels] -= 1
        return g / len(g)


# wrong | the largest target alone | largest-target-only
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.labels = t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        t = np.eye(self.y.shape[1])[self.t.argmax(axis=1)]
        return (self.y - t) / len(self.y)


# wrong | softmax again, over columns | wrong-axis
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.a = a
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        z = self.a - self.a.max(axis=0)
        y = np.exp(z) / np.exp(z).sum(axis=0)
        return (y - self.t) / len(y)


# wrong | one sum for the batch | one-sum-for-the-batch
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.a = a
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        e = np.exp(self.a - self.a.max())
        return (e / e.sum() - self.t) / len(e)


# wrong | no maximum in backward | no-maximum-subtracted
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.a = a
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        e = np.exp(self.a)
        return (e / e.sum(axis=1, keepdims=True) - self.t) / len(e)


# wrong | one maximum in backward | one-maximum-for-the-batch
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.a = a
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        e = np.exp(self.a - self.a.max())
        return (e / e.sum(axis=1, keepdims=True) - self.t) / len(e)


# wrong | changes the caller's targets | changes-its-input
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.labels = t
        t[:] = 0
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        return (self.y - self.t) / len(self.y)


# wrong | the sum over the rows | one-row-for-the-batch
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.labels = t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        return ((self.y - self.t) / len(self.y)).sum(axis=0)


# wrong | rounded | rounded
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.labels = t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        return ((self.y - self.t) / len(self.y)).round(4)


# wrong | upstream doubled | factor
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.labels = t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        return 2 * (self.y - self.t) / len(self.y)


# wrong | a nudge of the course | passed-off
class MySoftmaxWithLoss:
    def forward(self, a, t):
        s = a - a.max(axis=1, keepdims=True)
        log_y = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        self.y, self.t = np.exp(log_y), np.eye(a.shape[1])[t] if t.ndim == 1 else t
        self.labels, self.a = t, a
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        from softmax_lib import numerical_gradient

        return numerical_gradient(lambda a: MySoftmaxWithLoss().forward(a, self.labels), self.a)


# wrong | no backward | missing-part
class MySoftmaxWithLoss:
    def forward(self, a, t):
        return 0.0


# wrong | the mean over the rows | one-row-for-the-batch
class MySoftmaxWithLoss:
    def forward(self, a, t):
        shifted = a - a.max(axis=1, keepdims=True)
        log_y = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        self.y = np.exp(log_y)
        self.t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        return (self.y - self.t).mean(axis=0)


# wrong | asks for an upstream gradient and leaves it out | upstream-left-out
class MySoftmaxWithLoss:
    def forward(self, a, t):
        shifted = a - a.max(axis=1, keepdims=True)
        log_y = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        self.y = np.exp(log_y)
        self.t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
        return -(self.t * log_y).sum() / len(a)

    def backward(self, upstream):
        return (self.y - self.t) / len(self.y)


# wrong | the square of an upstream gradient |
class MySoftmaxWithLoss:
    def forward(self, a, t):
        shifted = a - a.max(axis=1, keepdims=True)
        log_y = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        self.y = np.exp(log_y)
        self.t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
        return -(self.t * log_y).sum() / len(a)

    def backward(self, g=1):
        return g * g * (self.y - self.t) / len(self.y)


# wrong | a sum down the columns | wrong-axis
class MySoftmaxWithLoss:
    def forward(self, a, t):
        shifted = a - a.max(axis=1, keepdims=True)
        log_y = shifted - np.log(np.exp(shifted).sum(axis=0))
        self.y = np.exp(log_y)
        self.t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        return (self.y - self.t) / len(self.y)


# wrong | the maximum of each column | maximum-of-the-columns
class MySoftmaxWithLoss:
    def forward(self, a, t):
        shifted = a - a.max(axis=0)
        log_y = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        self.y = np.exp(log_y)
        self.t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
        return -(self.t * log_y).sum() / len(a)

    def backward(self):
        return (self.y - self.t) / len(self.y)


# right | an upstream gradient, which must be given
class MySoftmaxWithLoss:
    def forward(self, a, t):
        shifted = a - a.max(axis=1, keepdims=True)
        log_y = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        self.y = np.exp(log_y)
        self.t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
        return -(self.t * log_y).sum() / len(a)

    def backward(self, g):
        return g * (self.y - self.t) / len(self.y)


# right | an upstream gradient, which is 1 if none is given
class MySoftmaxWithLoss:
    def forward(self, a, t):
        shifted = a - a.max(axis=1, keepdims=True)
        log_y = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        self.y = np.exp(log_y)
        self.t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
        return -(self.t * log_y).sum() / len(a)

    def backward(self, upstream=1.0):
        return upstream * (self.y - self.t) / len(self.y)


# right | takes an upstream gradient and leaves it alone
class MySoftmaxWithLoss:
    def forward(self, a, t):
        shifted = a - a.max(axis=1, keepdims=True)
        log_y = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        self.y = np.exp(log_y)
        self.t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
        return -(self.t * log_y).sum() / len(a)

    def backward(self, dout=1):
        return (self.y - self.t) / len(self.y)


# right | takes other targets
class MySoftmaxWithLoss:
    def forward(self, a, t):
        shifted = a - a.max(axis=1, keepdims=True)
        log_y = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        self.y = np.exp(log_y)
        self.t = np.eye(a.shape[1])[t] if t.ndim == 1 else t
        return -(self.t * log_y).sum() / len(a)

    def backward(self, t=None):
        self.t = self.t if t is None else t
        return (self.y - self.t) / len(self.y)
