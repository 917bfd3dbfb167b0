# right | eye rows as targets
def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for i in range(0, len(x), size):
            xb = x[i : i + size]
            lb = labels[i : i + size]
            a = xb @ W
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ (y - t) / len(xb)
            W = W - rate * g
    return W


# right | subtract 1 at the labels
def train(x, labels, W, rate, size, epochs):
    new = np.array(W, dtype=float)
    for epoch in range(epochs):
        start = 0
        while start < len(x):
            rows = x[start : start + size]
            y = np.exp(rows @ new)
            y /= y.sum(axis=1, keepdims=True)
            y[np.arange(len(rows)), labels[start : start + size]] -= 1
            new -= rate / len(rows) * (rows.T @ y)
            start += size
    return new


# right | row by row with outer
def train(x, labels, W, rate, size, epochs):
    M = W.copy()
    for _ in range(epochs):
        for s in range(0, len(x), size):
            stop = min(s + size, len(x))
            g = np.zeros(M.shape)
            for r in range(s, stop):
                a = x[r] @ M
                e = np.exp(a - a.max())
                y = e / e.sum()
                y[labels[r]] -= 1
                g += np.outer(x[r], y)
            M -= rate * g / (stop - s)
    return M


# right | helper gradient
def train(x, labels, W, rate, size, epochs):
    def gradient(V, xb, lb):
        e = np.exp(xb @ V)
        y = e / e.sum(axis=1)[:, None]
        return xb.T @ (y - np.eye(V.shape[1])[lb]) / xb.shape[0]

    V = W
    for _ in range(epochs):
        for i in range(0, x.shape[0], size):
            V = V - rate * gradient(V, x[i : i + size], labels[i : i + size])
    return V


# right | float lists
def train(x, labels, W, rate, size, epochs):
    V = [[float(w) for w in row] for row in W]
    D, C = len(V), len(V[0])
    for _ in range(epochs):
        for start in range(0, len(x), size):
            index = range(start, min(start + size, len(x)))
            G = [[0.0] * C for _ in range(D)]
            for n in index:
                a = [sum(float(x[n][d]) * V[d][c] for d in range(D)) for c in range(C)]
                e = [math.exp(v - max(a)) for v in a]
                S = sum(e)
                for c in range(C):
                    delta = e[c] / S - (1.0 if labels[n] == c else 0.0)
                    for d in range(D):
                        G[d][c] += float(x[n][d]) * delta
            for d in range(D):
                for c in range(C):
                    V[d][c] -= rate * G[d][c] / len(index)
    return V


# right | einsum
def train(x, labels, W, rate, size, epochs):
    V = W.copy()
    targets = np.eye(W.shape[1])[labels]
    for _ in range(epochs):
        for i in range(0, len(x), size):
            xb, tb = x[i : i + size], targets[i : i + size]
            a = np.einsum("nd,dc->nc", xb, V)
            y = np.exp(a - np.logaddexp.reduce(a, axis=1, keepdims=True))
            V = V - rate * np.einsum("nd,nc->dc", xb, y - tb) / len(xb)
    return V


# right | list of batches made once
def train(x, labels, W, rate, size, epochs):
    batches = []
    for i in range(0, len(x), size):
        batches.append((x[i : i + size], labels[i : i + size]))
    V = W.copy()
    for _ in range(epochs):
        for xb, lb in batches:
            a = xb @ V
            e = np.exp(a - a.max(axis=1, keepdims=True))
            delta = e / e.sum(axis=1, keepdims=True)
            for n in range(len(lb)):
                delta[n, lb[n]] -= 1
            V -= rate * (xb.T @ (delta / len(lb)))
    return V


# right | number of batches rounded up
def train(x, labels, W, rate, size, epochs):
    V = W + 0.0
    number = (len(x) + size - 1) // size
    for step in range(epochs * number):
        b = step % number
        xb = x[b * size : (b + 1) * size]
        t = np.zeros((len(xb), W.shape[1]))
        t[range(len(xb)), labels[b * size : (b + 1) * size]] = 1
        e = np.exp(xb @ V)
        V = V - rate * np.dot(xb.T, e / e.sum(axis=1, keepdims=True) - t) / len(xb)
    return V


# right | array_split at the batch borders
def train(x, labels, W, rate, size, epochs):
    borders = list(range(size, len(x), size))
    V = W.copy()
    for _ in range(epochs):
        for xb, lb in zip(np.split(x, borders), np.split(labels, borders)):
            e = np.exp(xb @ V)
            y = e / e.sum(axis=1, keepdims=True)
            V -= rate * xb.T @ (y - np.eye(V.shape[1])[lb]) / len(lb)
    return V


# right | mean of the outer products
def train(x, labels, W, rate, size, epochs):
    V = W.copy()
    for _ in range(epochs):
        for i in range(0, len(x), size):
            xb = x[i : i + size]
            e = np.exp(xb @ V)
            delta = e / e.sum(axis=1, keepdims=True) - (labels[i : i + size, None] == np.arange(V.shape[1]))
            V = V - rate * (xb[:, :, None] * delta[:, None, :]).mean(axis=0)
    return V


# right | recursion over the epochs
def train(x, labels, W, rate, size, epochs):
    if epochs == 0:
        return W.copy()
    V = W.copy()
    for i in range(0, len(x), size):
        xb = x[i : i + size]
        p = np.exp(xb @ V)
        p = (p.T / p.sum(axis=1)).T
        p[np.arange(len(xb)), labels[i : i + size]] -= 1
        V -= rate * xb.T @ p / len(xb)
    return train(x, labels, V, rate, size, epochs - 1)


# right | works on W transposed
def train(x, labels, W, rate, size, epochs):
    V = W.T.copy()
    for _ in range(epochs):
        for i in range(0, len(x), size):
            xb = x[i : i + size].T
            e = np.exp(V @ xb)
            y = e / e.sum(axis=0)
            t = np.eye(len(V))[:, labels[i : i + size]]
            V -= rate * (y - t) @ xb.T / xb.shape[1]
    return V.T


# wrong | given W changed in place | changes-its-input
def train(x, labels, W, rate, size, epochs):
    for _ in range(epochs):
        for i in range(0, len(x), size):
            xb = x[i : i + size]
            lb = labels[i : i + size]
            a = xb @ W
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ (y - t) / len(xb)
            W -= rate * g
    return W


# wrong | other name, but no copy | changes-its-input
def train(x, labels, W, rate, size, epochs):
    V = W
    for _ in range(epochs):
        for i in range(0, len(x), size):
            xb = x[i : i + size]
            lb = labels[i : i + size]
            a = xb @ V
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ (y - t) / len(xb)
            V -= rate * g
    return V


# wrong | sum instead of mean | factor-left-out
def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for i in range(0, len(x), size):
            xb = x[i : i + size]
            lb = labels[i : i + size]
            a = xb @ W
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ (y - t)
            W = W - rate * g
    return W


# wrong | divided by all rows | variable
def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for i in range(0, len(x), size):
            xb = x[i : i + size]
            lb = labels[i : i + size]
            a = xb @ W
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ (y - t) / len(x)
            W = W - rate * g
    return W


# wrong | divided by size, also the smaller last batch | short-batch
def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for i in range(0, len(x), size):
            xb = x[i : i + size]
            lb = labels[i : i + size]
            a = xb @ W
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ (y - t) / size
            W = W - rate * g
    return W


# wrong | divided by the number of classes |
def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for i in range(0, len(x), size):
            xb = x[i : i + size]
            lb = labels[i : i + size]
            a = xb @ W
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ (y - t) / W.shape[1]
            W = W - rate * g
    return W


# wrong | goes up | plus-or-minus, operands-exchanged
def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for i in range(0, len(x), size):
            xb = x[i : i + size]
            lb = labels[i : i + size]
            a = xb @ W
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ (y - t) / len(xb)
            W = W + rate * g
    return W


# wrong | t - y | plus-or-minus, operands-exchanged
def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for i in range(0, len(x), size):
            xb = x[i : i + size]
            lb = labels[i : i + size]
            a = xb @ W
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ (t - y) / len(xb)
            W = W - rate * g
    return W


# wrong | only one epoch, return too early | factor-left-out, input-unused
def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for i in range(0, len(x), size):
            xb = x[i : i + size]
            lb = labels[i : i + size]
            a = xb @ W
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ (y - t) / len(xb)
            W = W - rate * g
        return W


# wrong | last smaller batch dropped | short-batch
def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for i in range(0, len(x) - size + 1, size):
            xb = x[i : i + size]
            lb = labels[i : i + size]
            a = xb @ W
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ (y - t) / len(xb)
            W = W - rate * g
    return W


# wrong | softmax along axis 0 | axis
def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for i in range(0, len(x), size):
            xb = x[i : i + size]
            lb = labels[i : i + size]
            a = xb @ W
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=0)
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ (y - t) / len(xb)
            W = W - rate * g
    return W


# wrong | softmax over the whole batch | axis
def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for i in range(0, len(x), size):
            xb = x[i : i + size]
            lb = labels[i : i + size]
            a = xb @ W
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum()
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ (y - t) / len(xb)
            W = W - rate * g
    return W


# wrong | rate forgotten | factor-left-out, input-unused
def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for i in range(0, len(x), size):
            xb = x[i : i + size]
            lb = labels[i : i + size]
            a = xb @ W
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ (y - t) / len(xb)
            W = W - g
    return W


# wrong | epochs ignored | factor-left-out, input-unused
def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(1):
        for i in range(0, len(x), size):
            xb = x[i : i + size]
            lb = labels[i : i + size]
            a = xb @ W
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ (y - t) / len(xb)
            W = W - rate * g
    return W


# wrong | whole data as one batch | input-unused
def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for i in [0]:
            xb = x
            lb = labels
            a = xb @ W
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ (y - t) / len(xb)
            W = W - rate * g
    return W


# wrong | logits from the old W | variable
def train(x, labels, W, rate, size, epochs):
    V = W.copy()
    for _ in range(epochs):
        for i in range(0, len(x), size):
            xb = x[i : i + size]
            lb = labels[i : i + size]
            a = xb @ W
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ (y - t) / len(xb)
            V = V - rate * g
    return V


# wrong | W reset in each epoch | factor-left-out, input-unused
def train(x, labels, W, rate, size, epochs):
    for _ in range(epochs):
        V = W.copy()
        for i in range(0, len(x), size):
            xb = x[i : i + size]
            lb = labels[i : i + size]
            a = xb @ V
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ (y - t) / len(xb)
            V = V - rate * g
    return V


# wrong | labels of the first rows in every batch |
def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for i in range(0, len(x), size):
            xb = x[i : i + size]
            lb = labels[: len(xb)]
            a = xb @ W
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ (y - t) / len(xb)
            W = W - rate * g
    return W


# wrong | labels counted from 1 | index
def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for i in range(0, len(x), size):
            xb = x[i : i + size]
            lb = labels[i : i + size]
            a = xb @ W
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
            t = np.eye(W.shape[1])[lb - 1]
            g = xb.T @ (y - t) / len(xb)
            W = W - rate * g
    return W


# wrong | softmax left out | variable
def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for i in range(0, len(x), size):
            xb = x[i : i + size]
            lb = labels[i : i + size]
            a = xb @ W
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ (a - t) / len(xb)
            W = W - rate * g
    return W


# wrong | normalization left out | factor-left-out
def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for i in range(0, len(x), size):
            xb = x[i : i + size]
            lb = labels[i : i + size]
            a = xb @ W
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ (np.exp(a) - t) / len(xb)
            W = W - rate * g
    return W


# wrong | step after the epoch only, last gradient |
def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for i in range(0, len(x), size):
            xb = x[i : i + size]
            lb = labels[i : i + size]
            a = xb @ W
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ (y - t) / len(xb)
        W = W - rate * g
    return W


# wrong | batch one row too short |
def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for i in range(0, len(x), size):
            xb = x[i : i + max(size - 1, 1)]
            lb = labels[i : i + max(size - 1, 1)]
            a = xb @ W
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ (y - t) / len(xb)
            W = W - rate * g
    return W


# wrong | overlapping batches, step 1 |
def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for i in range(len(x)):
            xb = x[i : i + size]
            lb = labels[i : i + size]
            a = xb @ W
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ (y - t) / len(xb)
            W = W - rate * g
    return W


# wrong | returns the last gradient | variable, line-left-out
def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for i in range(0, len(x), size):
            xb = x[i : i + size]
            lb = labels[i : i + size]
            a = xb @ W
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ (y - t) / len(xb)
            W = W - rate * g
    return g


# wrong | rows shuffled |
def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    order = np.arange(len(x))[::-1]
    x, labels = x[order], labels[order]
    for _ in range(epochs):
        for i in range(0, len(x), size):
            xb = x[i : i + size]
            lb = labels[i : i + size]
            a = xb @ W
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ (y - t) / len(xb)
            W = W - rate * g
    return W


# wrong | gradient of the batch times the loss path y(1-y) |
def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for i in range(0, len(x), size):
            xb = x[i : i + size]
            lb = labels[i : i + size]
            a = xb @ W
            e = np.exp(a - a.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
            t = np.eye(W.shape[1])[lb]
            g = xb.T @ ((y - t) * y * (1 - y)) / len(xb)
            W = W - rate * g
    return W


# right | plain
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for s in range(0, len(x), size):
            xb, tb = (x[s:s + size], labels[s:s + size])
            y = softmax(xb @ W)
            y[np.arange(len(tb)), tb] -= 1
            W = W - rate * xb.T @ y / len(tb)
    return W


# right | one-hot and loops over rows
def train(x, labels, W, rate, size, epochs):
    W = np.array(W, dtype=float)
    T = np.eye(W.shape[1])[labels]
    for epoch in range(epochs):
        i = 0
        while i < len(x):
            rows = range(i, min(i + size, len(x)))
            g = np.zeros_like(W)
            for r in rows:
                a = x[r] @ W
                e = np.exp(a - max(a))
                g += np.outer(x[r], e / e.sum() - T[r])
            W -= rate * g / len(rows)
            i += size
    return W


# right | array_split style, float division, nested list returned
def train(x, labels, W, rate, size, epochs):
    W = W + 0.0
    cuts = np.arange(size, len(x), size)
    for _ in range(epochs):
        for xb, lb in zip(np.split(x, cuts), np.split(labels, cuts)):
            e = np.exp(xb @ W)
            y = e / e.sum(1)[:, None]
            t = (lb[:, None] == np.arange(W.shape[1])).astype(float)
            W -= rate * (xb.T @ (y - t)) / xb.shape[0]
    return W.tolist()


# wrong | changes given W in place (W -= without copy) | changes-its-input
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def train(x, labels, W, rate, size, epochs):
    for _ in range(epochs):
        for s in range(0, len(x), size):
            xb, tb = (x[s:s + size], labels[s:s + size])
            y = softmax(xb @ W)
            y[np.arange(len(tb)), tb] -= 1
            W -= rate * xb.T @ y / len(tb)
    return W


# wrong | last smaller batch dropped, again | short-batch
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for b in range(len(x) // size):
            s = b * size
            xb, tb = (x[s:s + size], labels[s:s + size])
            y = softmax(xb @ W)
            y[np.arange(len(tb)), tb] -= 1
            W = W - rate * xb.T @ y / len(tb)
    return W


# wrong | divides by size, also in the smaller last batch | short-batch
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for s in range(0, len(x), size):
            xb, tb = (x[s:s + size], labels[s:s + size])
            y = softmax(xb @ W)
            y[np.arange(len(tb)), tb] -= 1
            W = W - rate * xb.T @ y / size
    return W


# wrong | no mean, the sum of the batch | factor-left-out
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for s in range(0, len(x), size):
            xb, tb = (x[s:s + size], labels[s:s + size])
            y = softmax(xb @ W)
            y[np.arange(len(tb)), tb] -= 1
            W = W - rate * xb.T @ y
    return W


# wrong | divides by len(x), all rows | variable
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for s in range(0, len(x), size):
            xb, tb = (x[s:s + size], labels[s:s + size])
            y = softmax(xb @ W)
            y[np.arange(len(tb)), tb] -= 1
            W = W - rate * xb.T @ y / len(x)
    return W


# wrong | plus: climbs | plus-or-minus
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for s in range(0, len(x), size):
            xb, tb = (x[s:s + size], labels[s:s + size])
            y = softmax(xb @ W)
            y[np.arange(len(tb)), tb] -= 1
            W = W + rate * xb.T @ y / len(tb)
    return W


# wrong | shuffles the rows |
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    rng = np.random.default_rng(0)
    for _ in range(epochs):
        o = rng.permutation(len(x))
        for s in range(0, len(x), size):
            xb, tb = (x[o[s:s + size]], labels[o[s:s + size]])
            y = softmax(xb @ W)
            y[np.arange(len(tb)), tb] -= 1
            W = W - rate * xb.T @ y / len(tb)
    return W


# wrong | return inside the epoch loop: one epoch only | factor-left-out, input-unused
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for s in range(0, len(x), size):
            xb, tb = (x[s:s + size], labels[s:s + size])
            y = softmax(xb @ W)
            y[np.arange(len(tb)), tb] -= 1
            W = W - rate * xb.T @ y / len(tb)
        return W


# wrong | softmax over the whole batch, not each row (e.sum()) | axis
def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for s in range(0, len(x), size):
            xb, tb = (x[s:s + size], labels[s:s + size])
            e = np.exp(xb @ W)
            y = e / e.sum()
            y[np.arange(len(tb)), tb] -= 1
            W = W - rate * xb.T @ y / len(tb)
    return W


# wrong | gradient of the whole data in each step, batches ignored | input-unused
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        y = softmax(x @ W)
        y[np.arange(len(labels)), labels] -= 1
        W = W - rate * x.T @ y / len(x)
    return W


# wrong | one step at the end of each epoch, by its last batch |
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for s in range(0, len(x), size):
            xb, tb = (x[s:s + size], labels[s:s + size])
            y = softmax(xb @ W)
            y[np.arange(len(tb)), tb] -= 1
            g = xb.T @ y / len(tb)
        W = W - rate * g
    return W


# wrong | -t forgotten | term-left-out, sign-of-a-term
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for s in range(0, len(x), size):
            xb, tb = (x[s:s + size], labels[s:s + size])
            y = softmax(xb @ W)
            W = W - rate * xb.T @ y / len(tb)
    return W


# wrong | labels counted from 1: tb - 1 | index
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for s in range(0, len(x), size):
            xb, tb = (x[s:s + size], labels[s:s + size])
            y = softmax(xb @ W)
            y[np.arange(len(tb)), tb - 1] -= 1
            W = W - rate * xb.T @ y / len(tb)
    return W


# wrong | a batch begins at each row, so they overlap |
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for s in range(len(x)):
            xb, tb = (x[s:s + size], labels[s:s + size])
            y = softmax(xb @ W)
            y[np.arange(len(tb)), tb] -= 1
            W = W - rate * xb.T @ y / len(tb)
    return W


# wrong | W starts anew in every epoch | factor-left-out, input-unused
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def train(x, labels, W, rate, size, epochs):
    for _ in range(epochs):
        V = W.copy()
        for s in range(0, len(x), size):
            xb, tb = (x[s:s + size], labels[s:s + size])
            y = softmax(xb @ V)
            y[np.arange(len(tb)), tb] -= 1
            V = V - rate * xb.T @ y / len(tb)
    return V


# wrong | rate forgotten, again | input-unused
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for s in range(0, len(x), size):
            xb, tb = (x[s:s + size], labels[s:s + size])
            y = softmax(xb @ W)
            y[np.arange(len(tb)), tb] -= 1
            W = W - xb.T @ y / len(tb)
    return W


# wrong | divided by rows times classes |
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def train(x, labels, W, rate, size, epochs):
    W = W.copy()
    for _ in range(epochs):
        for s in range(0, len(x), size):
            xb, tb = (x[s:s + size], labels[s:s + size])
            y = softmax(xb @ W)
            y[np.arange(len(tb)), tb] -= 1
            W = W - rate * xb.T @ y / y.size
    return W
