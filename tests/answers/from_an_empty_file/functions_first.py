# Functions do the work and the classes are thin; the loop keeps the best weights, and lists come back.
def log_softmax(a):
    m = a.max(axis=1, keepdims=True)
    return a - (m + np.log(np.exp(a - m).sum(axis=1, keepdims=True)))


def targets(t, c):
    return np.array([[float(k == one) for k in range(c)] for one in t]) if t.ndim == 1 else np.array(t, dtype=float)


def loss_and_gradient(a, t):
    log_y, t = log_softmax(a), targets(t, a.shape[1])
    return -np.vdot(t, log_y) / len(a), (np.exp(log_y) - t) / len(a)


class MySoftmaxWithLoss:
    forward = lambda self, a, t: self.__dict__.update(zip(("value", "gradient"), loss_and_gradient(a, t))) or self.value
    backward = lambda self: self.gradient.tolist()


class MyAffine:
    def __init__(self, *params):
        self.params = tuple(np.array(one, dtype=float) for one in params)

    def forward(self, x):
        self.x = np.array(x)
        return self.x @ self.params[0] + self.params[1]

    def backward(self, g):
        g = np.asarray(g)
        self.dw, self.db = self.x.T @ g, np.ones(len(g)) @ g
        return g @ self.params[0].T


def my_train(x, labels, classes):
    model, layer = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes)), MySoftmaxWithLoss()
    best, kept = np.inf, None
    for epoch in range(12):
        for start in range(0, len(x), 25):
            layer.forward(model.forward(x[start : start + 25]), labels[start : start + 25])
            model.backward(layer.backward())
            for parameter, gradient in zip(model.params, (model.dw, model.db)):
                parameter -= 0.5 * gradient
        value = layer.forward(model.forward(x), labels)
        if value < best:
            best, kept = value, [one.copy() for one in model.params]
    return MyAffine(*kept)


def my_pairs(names):
    import itertools

    marked = (f"{{{name}{{" for name in names)  # "{" comes right behind "z"
    pairs = [pair for one in marked for pair in itertools.pairwise((ord(c) - 96) % 27 for c in one)]
    x, labels = [[int(k == one) for k in range(27)] for one, _ in pairs], [other for _, other in pairs]
    return np.array(x), np.array(labels)


def my_sample(table, rng):
    y = np.exp(log_softmax(np.asarray(table)))
    letters, k = "", rng.choice(27, p=y[0] / y[0].sum())
    while k != 0:
        letters = letters + "abcdefghijklmnopqrstuvwxyz"[k - 1]
        k = rng.choice(27, p=y[k] / y[k].sum())
    return letters
