# right | slices in a loop, softmax of the library
def weight_gradient(x, W, labels, rows):
    dW = np.zeros(W.shape)
    for start in range(0, len(x), rows):
        part = x[start : start + rows]
        y = softmax(part @ W)
        y[np.arange(len(part)), labels[start : start + rows]] -= 1
        dW += part.T @ y
    return dW / len(x)


# right | softmax written out, divided by N in each chunk
def weight_gradient(x, W, labels, rows):
    N = len(x)
    grad = np.zeros_like(W, dtype=float)
    i = 0
    while i < N:
        j = min(i + rows, N)
        a = x[i:j] @ W
        a = a - a.max(axis=1, keepdims=True)
        e = np.exp(a)
        y = e / e.sum(axis=1, keepdims=True)
        t = np.zeros_like(y)
        t[range(j - i), labels[i:j]] = 1
        grad = grad + x[i:j].T @ ((y - t) / N)
        i = j
    return grad


# right | row by row, outer products
def weight_gradient(x, W, labels, rows):
    dW = np.zeros(W.shape)
    for xi, k in zip(x, labels):
        a = xi @ W
        e = np.exp(a - a.max())
        y = e / e.sum()
        y[k] -= 1
        dW += np.outer(xi, y)
    return dW / len(labels)


# right | einsum, a comparison for t, added up in float32
def weight_gradient(x, W, labels, rows):
    N, C = len(x), W.shape[1]
    out = np.zeros((W.shape[0], C), dtype=np.float32)
    for s in range(0, N, rows):
        xs, ls = x[s : s + rows], labels[s : s + rows]
        y = softmax(np.einsum("nd,dc->nc", xs, W))
        t = (ls[:, None] == np.arange(C)) * 1.0
        out += np.einsum("nd,nc->dc", xs, y - t) / N
    return out


# right | comprehension over np.array_split indices, inner function
def weight_gradient(x, W, labels, rows):
    def part(i):
        y = softmax(x[i] @ W)
        return x[i].T @ (y - np.eye(W.shape[1])[labels[i]])

    chunks = np.split(np.arange(len(x)), range(rows, len(x), rows))
    return sum(part(i) for i in chunks) / len(x)


# right | everything in place in one buffer
def weight_gradient(x, W, labels, rows):
    dW = np.zeros(W.shape)
    buffer = np.empty((min(rows, len(x)), W.shape[1]))
    for start in range(0, len(x), rows):
        xs = x[start : start + rows]
        y = buffer[: len(xs)]
        np.matmul(xs, W, out=y)
        y -= y.max(axis=1, keepdims=True)
        np.exp(y, out=y)
        y /= y.sum(axis=1, keepdims=True)
        y[np.arange(len(xs)), labels[start : start + rows]] -= 1
        y /= len(x)
        dW += xs.T @ y
    return dW


# right | expected minus counted, the labels subtracted at the end
def weight_gradient(x, W, labels, rows):
    expected = np.zeros(W.shape)
    for start in range(0, len(x), rows):
        xs = x[start : start + rows]
        expected += xs.T @ np.exp(log_softmax(xs @ W))
    counted = np.zeros(W.T.shape)
    np.add.at(counted, labels, x)
    return (expected - counted.T) / len(x)


# right | the library's chunked layer with a bias of zeros
def weight_gradient(x, W, labels, rows):
    layer = ChunkedSoftmaxWithLoss(rows=rows)
    layer.forward(x, W, np.zeros(W.shape[1]), labels)
    dx, dW, db = layer.backward()
    return dW


# wrong | sum of chunk means: each chunk divided by its own length | one-over-n
def weight_gradient(x, W, labels, rows):
    dW = np.zeros(W.shape)
    for start in range(0, len(x), rows):
        part = x[start : start + rows]
        y = softmax(part @ W)
        y[np.arange(len(part)), labels[start : start + rows]] -= 1
        dW += part.T @ y / len(part)
    return dW


# wrong | gradient of the sum: no 1/N | one-over-n
def weight_gradient(x, W, labels, rows):
    dW = np.zeros(W.shape)
    for start in range(0, len(x), rows):
        part = x[start : start + rows]
        y = softmax(part @ W)
        y[np.arange(len(part)), labels[start : start + rows]] -= 1
        dW += part.T @ y
    return dW


# wrong | mean of the chunk means: a shorter last chunk counts too much
def weight_gradient(x, W, labels, rows):
    grads = []
    for start in range(0, len(x), rows):
        part = x[start : start + rows]
        y = softmax(part @ W)
        y[np.arange(len(part)), labels[start : start + rows]] -= 1
        grads.append(part.T @ y / len(part))
    return sum(grads) / len(grads)


# wrong | number of chunks by //: the last chunk is lost
def weight_gradient(x, W, labels, rows):
    dW = np.zeros(W.shape)
    for c in range(len(x) // rows):
        part = x[c * rows : (c + 1) * rows]
        y = softmax(part @ W)
        y[np.arange(len(part)), labels[c * rows : (c + 1) * rows]] -= 1
        dW += part.T @ y
    return dW / len(x)


# wrong | own softmax: no maximum subtracted | no-maximum-subtracted
def weight_gradient(x, W, labels, rows):
    dW = np.zeros(W.shape)
    for start in range(0, len(x), rows):
        part = x[start : start + rows]
        e = np.exp(part @ W)
        y = e / e.sum(axis=1, keepdims=True)
        y[np.arange(len(part)), labels[start : start + rows]] -= 1
        dW += part.T @ y
    return dW / len(x)


# wrong | own softmax: sums over the rows of the chunk (axis 0) | axis
def weight_gradient(x, W, labels, rows):
    dW = np.zeros(W.shape)
    for start in range(0, len(x), rows):
        part = x[start : start + rows]
        a = part @ W
        e = np.exp(a - a.max(axis=1, keepdims=True))
        y = e / e.sum(axis=0)
        y[np.arange(len(part)), labels[start : start + rows]] -= 1
        dW += part.T @ y
    return dW / len(x)


# wrong | sign: t - y | sign
def weight_gradient(x, W, labels, rows):
    dW = np.zeros(W.shape)
    for start in range(0, len(x), rows):
        part = x[start : start + rows]
        t = np.eye(W.shape[1])[labels[start : start + rows]]
        dW += part.T @ (t - softmax(part @ W))
    return dW / len(x)


# wrong | labels not cut: every chunk takes the first labels
def weight_gradient(x, W, labels, rows):
    dW = np.zeros(W.shape)
    for start in range(0, len(x), rows):
        part = x[start : start + rows]
        y = softmax(part @ W)
        y[np.arange(len(part)), labels[: len(part)]] -= 1
        dW += part.T @ y
    return dW / len(x)


# wrong | chunks not added: = in place of += | replaced, term-left-out
def weight_gradient(x, W, labels, rows):
    dW = np.zeros(W.shape)
    for start in range(0, len(x), rows):
        part = x[start : start + rows]
        y = softmax(part @ W)
        y[np.arange(len(part)), labels[start : start + rows]] -= 1
        dW = part.T @ y / len(x)
    return dW


# wrong | 1 subtracted in whole columns: y[:, labels] | index-left-out
def weight_gradient(x, W, labels, rows):
    dW = np.zeros(W.shape)
    for start in range(0, len(x), rows):
        part = x[start : start + rows]
        y = softmax(part @ W)
        y[:, labels[start : start + rows]] -= 1
        dW += part.T @ y
    return dW / len(x)


# right | np.split at the starts, own softmax
def weight_gradient(x, W, labels, rows):
    cuts = range(rows, len(x), rows)
    total = np.zeros(W.shape)
    for xs, ls in zip(np.split(x, cuts), np.split(labels, cuts)):
        a = xs @ W
        a = a - a.max(axis=1, keepdims=True)
        y = np.exp(a) / np.exp(a).sum(axis=1, keepdims=True)
        y[np.arange(len(ls)), ls] -= 1
        total += xs.T @ y
    return total / len(x)


# right | one row at a time, outer products
def weight_gradient(x, W, labels, rows):
    total = np.zeros(W.shape)
    for one, label in zip(x, labels):
        a = one @ W
        y = np.exp(a - a.max())
        y = y / y.sum()
        y[label] -= 1
        total += np.outer(one, y)
    return total / len(x)
