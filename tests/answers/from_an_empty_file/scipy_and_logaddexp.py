# Somebody who knows the library: logaddexp, take_along_axis, einsum, add.at.
class MySoftmaxWithLoss:
    def forward(self, a, t):
        a = np.asarray(a, dtype=np.float64)
        self.logp = a - np.logaddexp.reduce(a, axis=1, keepdims=True)
        self.hard = np.ndim(t) == 1
        self.t = t
        if self.hard:
            return -np.take_along_axis(self.logp, np.reshape(t, (-1, 1)), axis=1).mean()
        return -np.einsum("nc,nc->n", self.t, self.logp).mean()

    def backward(self):
        grad = np.exp(self.logp)
        if self.hard:
            np.subtract.at(grad, (np.arange(len(grad)), self.t), 1.0)
        else:
            grad = grad - self.t
        return np.divide(grad, grad.shape[0])


class MyAffine:
    def __init__(self, W, b):
        self.Wb = np.vstack([W, b])

    def forward(self, x):
        self.x1 = np.hstack([x, np.ones((len(x), 1))])
        return self.x1 @ self.Wb

    def backward(self, g):
        both = np.einsum("nd,nc->dc", self.x1, g)
        self.dW, self.db = both[:-1], both[-1]
        return np.einsum("nc,dc->nd", g, self.Wb[:-1])


def my_train(x, labels, classes):
    rng = np.random.default_rng(5)
    affine = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    head = MySoftmaxWithLoss()
    velocity = np.zeros_like(affine.Wb)
    for _ in range(15):
        order = rng.permutation(len(x))
        for rows in np.split(order, range(50, len(x), 50)):
            head.forward(affine.forward(x[rows]), labels[rows])
            affine.backward(head.backward())
            velocity = 0.9 * velocity - 0.2 * np.vstack([affine.dW, affine.db])
            affine.Wb += velocity
    return affine


def my_pairs(names):
    index = dict(zip(".abcdefghijklmnopqrstuvwxyz", range(27)))
    pairs = [(index[p], index[q]) for name in names for p, q in zip("." + name, name + ".")]
    before, after = np.transpose(pairs)
    return (before[:, None] == np.arange(27)).astype(int), after


def my_sample(table, rng):
    def walk(k=0):
        logp = table[k] - np.logaddexp.reduce(table[k])
        k = int(rng.multinomial(1, np.exp(logp) / np.exp(logp).sum()).argmax())
        return "" if k == 0 else chr(96 + k) + walk(k)

    return walk()
