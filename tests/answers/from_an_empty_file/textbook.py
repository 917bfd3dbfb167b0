# A Japanese textbook's style: predict and loss in a network class, grads in a dict, one-hot made from labels.
def softmax(x):
    x = x.T
    x = x - np.max(x, axis=0)
    y = np.exp(x) / np.sum(np.exp(x), axis=0)
    return y.T


class MySoftmaxWithLoss:
    def __init__(self):
        self.loss = None
        self.y = None
        self.t = None

    def forward(self, x, t):
        self.t = t
        self.y = softmax(x)
        m = np.max(x, axis=1)
        logsum = m + np.log(np.sum(np.exp(x - m.reshape(-1, 1)), axis=1))
        if t.ndim == 1:
            picked = x[np.arange(x.shape[0]), t]
        else:
            picked = np.sum(t * x, axis=1)
        self.loss = np.sum(logsum - picked) / x.shape[0]
        return self.loss

    def backward(self, dout=1):
        batch_size = self.t.shape[0]
        if self.t.size == self.y.size:
            dx = (self.y - self.t) / batch_size
        else:
            dx = self.y.copy()
            dx[np.arange(batch_size), self.t] -= 1
            dx = dx / batch_size
        return dx * dout


class MyAffine:
    def __init__(self, W, b):
        self.params = {"W": W, "b": b}
        self.grads = {}
        self.x = None

    def forward(self, x):
        self.x = x
        return np.dot(x, self.params["W"]) + self.params["b"]

    def backward(self, dout):
        dx = np.dot(dout, self.params["W"].T)
        self.grads["W"] = np.dot(self.x.T, dout)
        self.grads["b"] = np.sum(dout, axis=0)
        return dx


class Net:
    def __init__(self, inputs, outputs):
        self.layer = MyAffine(0.01 * np.random.randn(inputs, outputs), np.zeros(outputs))
        self.last = MySoftmaxWithLoss()

    def predict(self, x):
        return self.layer.forward(x)

    forward = predict

    def loss(self, x, t):
        return self.last.forward(self.predict(x), t)


def my_train(x, labels, classes):
    net = Net(x.shape[1], classes)
    for i in range(2000):
        mask = np.random.choice(x.shape[0], 100)
        net.loss(x[mask], labels[mask])
        net.layer.backward(net.last.backward())
        for key in ("W", "b"):
            net.layer.params[key] -= 1.0 * net.layer.grads[key]
    return net


def my_pairs(names):
    xs, ys = [], []
    chars = "." + "abcdefghijklmnopqrstuvwxyz"
    stoi = {c: i for i, c in enumerate(chars)}
    for w in names:
        chs = ["."] + list(w) + ["."]
        for ch1, ch2 in zip(chs, chs[1:]):
            xs.append(stoi[ch1])
            ys.append(stoi[ch2])
    x = np.zeros((len(xs), 27))
    x[np.arange(len(xs)), xs] = 1
    return x, np.array(ys)


def my_sample(table, rng):
    chars = ".abcdefghijklmnopqrstuvwxyz"
    ix, out = 0, []
    while True:
        p = softmax(table[ix : ix + 1])[0]
        ix = rng.choice(len(p), p=p)
        if ix == 0:
            break
        out.append(chars[ix])
    return "".join(out)
