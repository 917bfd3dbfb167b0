# Sparing: one table, changed in place on a copy, the gradient made in forward.
class MySoftmaxWithLoss:
    __slots__ = ("_g",)

    def forward(self, a, t):
        g = np.array(a, dtype=float)
        n = g.shape[0]
        rows = np.arange(n)
        g -= g.max(1)[:, None]
        if t.ndim == 1:
            hit = g[rows, t].sum()
        else:
            hit = np.einsum("ij,ij->", g, t)
        np.exp(g, out=g)
        s = g.sum(1)
        loss = (np.log(s).sum() - hit) / n
        g /= s[:, None]
        if t.ndim == 1:
            g[rows, t] -= 1
        else:
            g -= t
        g /= n
        self._g = g
        return loss

    def backward(self):
        return self._g


class MyAffine:
    def __init__(self, W, b):
        self.W, self.b = W.copy(), b.copy()
        self.dW, self.db = np.empty_like(self.W), np.empty_like(self.b)

    def forward(self, x):
        self.x = x
        out = x.dot(self.W)
        out += self.b
        return out

    def backward(self, g):
        np.dot(self.x.T, g, out=self.dW)
        np.sum(g, axis=0, out=self.db)
        return g.dot(self.W.T)


def my_train(x, labels, classes):
    m = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    f = MySoftmaxWithLoss()
    for k in range(12):
        for i in range(0, len(x), 8):
            f.forward(m.forward(x[i : i + 8]), labels[i : i + 8])
            m.backward(f.backward())
            m.W -= 0.2 * m.dW
            m.b -= 0.2 * m.db
    return m


def my_pairs(names):
    codes = np.frombuffer(("`" + "`".join(names) + "`").encode(), dtype=np.uint8) - 96
    return np.eye(27)[codes[:-1]], codes[1:]


def my_sample(table, rng):
    shares = np.exp(table - table.max(1, keepdims=True))
    steps = (shares / shares.sum(1, keepdims=True)).cumsum(1)
    k, name = 0, ""
    while True:
        k = min(int(np.searchsorted(steps[k], rng.uniform(), side="right")), 26)
        if not k:
            return name
        name += chr(96 + k)
