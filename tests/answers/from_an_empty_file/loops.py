# Python without NumPy's tables: explicit loops over rows and classes, and only a few epochs because of them.
import math


class MySoftmaxWithLoss:
    def forward(self, a, t):
        n = len(a)
        self.y, self.t = [], []
        total = 0.0
        for i in range(n):
            row = [float(v) for v in a[i]]
            biggest = max(row)
            s = 0.0
            for v in row:
                s += math.exp(v - biggest)
            self.y.append([math.exp(v - biggest) / s for v in row])
            if np.ndim(t[i]) == 0:
                target = [1.0 if k == t[i] else 0.0 for k in range(len(row))]
            else:
                target = [float(v) for v in t[i]]
            self.t.append(target)
            for k in range(len(row)):
                total -= target[k] * (row[k] - biggest - math.log(s))
        return total / n

    def backward(self):
        n = len(self.y)
        return [[(p - q) / n for p, q in zip(ys, ts)] for ys, ts in zip(self.y, self.t)]


class MyAffine:
    def __init__(self, W, b):
        self.W = [list(map(float, row)) for row in W]
        self.b = list(map(float, b))

    def forward(self, x):
        self.x = [list(map(float, row)) for row in x]
        out = []
        for row in self.x:
            outputs = list(self.b)
            for d, v in enumerate(row):
                if v:
                    weights = self.W[d]
                    for c in range(len(outputs)):
                        outputs[c] += v * weights[c]
            out.append(outputs)
        return out

    def backward(self, g):
        D, C = len(self.W), len(self.b)
        self.dW = [[0.0] * C for _ in range(D)]
        self.db = [0.0] * C
        dx = []
        for row, up in zip(self.x, g):
            for c in range(C):
                self.db[c] += up[c]
            for d in range(D):
                if row[d]:
                    for c in range(C):
                        self.dW[d][c] += row[d] * up[c]
            dx.append([sum(self.W[d][c] * up[c] for c in range(C)) for d in range(D)])
        return dx


def my_train(x, labels, classes):
    layer = MyAffine(np.zeros((len(x[0]), classes)), np.zeros(classes))
    loss = MySoftmaxWithLoss()
    for _ in range(4):
        for start in range(0, len(x), 10):
            loss.forward(layer.forward(x[start : start + 10]), labels[start : start + 10])
            layer.backward(loss.backward())
            for d in range(len(layer.W)):
                for c in range(classes):
                    layer.W[d][c] -= 0.6 * layer.dW[d][c]
            for c in range(classes):
                layer.b[c] -= 0.6 * layer.db[c]
    return layer


def my_pairs(names):
    x, labels = [], []
    for name in names:
        last = 0
        for letter in name:
            now = ord(letter) - 96
            x.append([1 if k == last else 0 for k in range(27)])
            labels.append(now)
            last = now
        x.append([1 if k == last else 0 for k in range(27)])
        labels.append(0)
    return np.array(x), np.array(labels)


def my_sample(table, rng):
    name, place = "", 0
    while True:
        row = [float(v) for v in table[place]]
        e = [math.exp(v - max(row)) for v in row]
        ticket = rng.random() * sum(e)
        for place, share in enumerate(e):
            ticket -= share
            if ticket < 0:
                break
        if place == 0:
            return name
        name += chr(96 + place)
