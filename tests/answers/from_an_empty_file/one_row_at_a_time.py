# The logarithm of the sum in words of one's own, one row at a time in training (stochastic in the old sense).
class MySoftmaxWithLoss(object):
    def forward(self, a, t):
        N, C = a.shape
        self.N = N
        if t.ndim == 1:
            target = np.zeros((N, C))
            target[np.arange(N), t] = 1.0
        elif t.ndim == 2:
            target = t * 1.0
        else:
            raise ValueError("t has too many axes")
        peak = a.max(axis=1).reshape(N, 1)
        spread = np.exp(a - peak)
        total = spread.sum(axis=1).reshape(N, 1)
        self.share = spread / total
        self.target = target
        surprise = peak + np.log(total) - (target * a).sum(axis=1).reshape(N, 1)
        return (surprise.sum() / N).item()

    def backward(self):
        out = self.share * 1.0
        out -= self.target
        out /= self.N
        return out


class MyAffine(object):
    def __init__(self, W, b):
        self.W = W + 0.0
        self.b = b + 0.0

    def forward(self, x):
        self.x = x
        return (self.W.T @ x.T).T + self.b

    def backward(self, g):
        self.dW = sum(np.outer(row, up) for row, up in zip(self.x, g))
        self.db = sum(up for up in g)
        return (self.W @ g.T).T


def my_train(x, labels, classes):
    model = MyAffine(np.zeros((x.shape[1], classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    rate = 0.1
    for epoch in range(8):
        for n in np.random.RandomState(epoch).permutation(len(x)):
            loss.forward(model.forward(x[n : n + 1]), labels[n : n + 1])
            model.backward(loss.backward())
            model.W -= rate * model.dW
            model.b -= rate * model.db
        rate *= 0.9
    return model


def my_pairs(names):
    befores = []
    afters = []
    for name in names:
        numbers = [0]
        for letter in name:
            numbers.append("_abcdefghijklmnopqrstuvwxyz".find(letter))
        numbers.append(0)
        for i in range(len(numbers) - 1):
            befores.append(np.eye(27)[numbers[i]])
            afters.append(numbers[i + 1])
    return np.vstack(befores), np.array(afters)


def my_sample(table, rng):
    word = []
    position = 0
    for _ in range(1000):
        weights = np.exp(table[position] - np.max(table[position]))
        weights = weights / weights.sum()
        position = rng.choice(27, p=weights)
        if position == 0:
            break
        word.append(chr(position + ord("a") - 1))
    return "".join(word)
