# wrong | t - y instead of y - t | sign
def batch_gradient(a, labels):
    shifted = a - np.max(a, axis=1)[:, None]
    probs = np.exp(shifted) / np.exp(shifted).sum(axis=1)[:, None]
    truth = np.eye(a.shape[1])[labels]
    return (truth - probs) / a.shape[0]


# wrong | the mean over the batch is missing | one-over-n
def batch_gradient(a, labels):
    result = []
    for row, k in zip(a, labels):
        z = np.exp(row - max(row))
        z = z / sum(z)
        z[k] -= 1
        result.append(z)
    return np.array(result)


# wrong | divided by the number of classes | mean-over-classes
def batch_gradient(a, labels):
    N, C = a.shape
    e = np.exp(a - a.max(1).reshape(N, 1))
    y = e / e.sum(1).reshape(N, 1)
    for n in range(N):
        y[n, labels[n]] = y[n, labels[n]] - 1
    return y / C


# wrong | divided by the size of the table | mean-over-classes
def batch_gradient(a, labels):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    onehot = np.zeros(a.shape)
    onehot[np.arange(a.shape[0]), labels] = 1.0
    return np.divide(p - onehot, a.size)


# wrong | softmax down the columns | wrong-axis
def batch_gradient(a, labels):
    e = np.exp(a - a.max(axis=0, keepdims=True))
    y = e / e.sum(axis=0, keepdims=True)
    y[np.arange(len(a)), labels] -= 1
    return y / len(a)


# wrong | one sum for the whole batch | axis
def batch_gradient(a, labels):
    exps = np.exp(a - a.max(axis=1, keepdims=True))
    shares = exps / np.sum(exps)
    rows = list(range(len(labels)))
    shares[rows, labels] -= 1
    return shares / len(rows)


# wrong | row index missing, the slice hits whole columns | row-index-missing
def batch_gradient(a, labels):
    m = a.max(axis=1, keepdims=True)
    y = np.exp(a - m)
    y /= y.sum(axis=1, keepdims=True)
    y[:, labels] -= 1
    return y / len(a)


# wrong | labels used as row index only | row-index-missing
def batch_gradient(a, labels):
    m = a.max(axis=1, keepdims=True)
    y = np.exp(a - m)
    y = y / y.sum(axis=1, keepdims=True)
    y[labels] -= 1
    return y / len(a)


# wrong | no maximum subtracted | no-maximum-subtracted
def batch_gradient(a, labels):
    y = [[float(np.exp(v)) / float(np.exp(r).sum()) for v in r] for r in a]
    y = np.array(y)
    for i, k in enumerate(labels):
        y[i][k] -= 1
    return y / len(y)


# wrong | one maximum for the whole batch | one-maximum-for-the-batch
def batch_gradient(a, labels):
    big = a.max()
    e = np.exp(a - big)
    y = e / np.einsum("nc->n", e)[:, np.newaxis]
    y[np.arange(a.shape[0]), labels] -= 1
    return y / a.shape[0]


# wrong | labels taken as if they were one-hot already | labels-as-one-hot
def batch_gradient(a, labels):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return (y - labels[:, None]) / len(a)


# wrong | keepdims forgotten in the sum, exchange of rows and columns | keepdims-forgotten
def batch_gradient(a, labels):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1)
    y[np.arange(len(a)), labels] -= 1
    return y / len(a)


# wrong | the 1 set instead of subtracted (= for -=) | set-instead-of-subtracted
def batch_gradient(a, labels):
    n = len(a)
    soft = lambda r: np.exp(r - r.max()) / np.exp(r - r.max()).sum()
    y = np.stack([soft(r) for r in a])
    y[range(n), labels] = -1
    return y * (1 / n)


# wrong | 1/N only at the true class | factor-left-out
def batch_gradient(a, labels):
    N = len(a)
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    y[np.arange(N), labels] -= 1 / N
    return y


# wrong | 1/N twice | one-over-n
def batch_gradient(a, labels):
    N = a.shape[0]
    out = np.zeros_like(a, dtype=float)
    for n in range(N):
        e = np.exp(a[n] - a[n].max())
        out[n] = e / e.sum() / N
        out[n, labels[n]] -= 1 / N
    return out / N


# wrong | returned from inside the loop, after the first row | too-early
def batch_gradient(a, labels):
    out = np.zeros(a.shape)
    for n in range(len(a)):
        e = np.exp(a[n] - a[n].max())
        out[n] = e / e.sum()
        out[n][labels[n]] -= 1
        return out / len(a)


# wrong | two slips: added 1 and not divided by N |
def batch_gradient(a, labels):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    y[np.arange(len(a)), labels] += 1
    return y


# wrong | two slips: t - y and divided by C | mean-over-classes, sign
def batch_gradient(a, labels):
    e = np.exp(a - a.max(axis=-1, keepdims=True))
    y = e / e.sum(axis=-1, keepdims=True)
    t = (np.arange(a.shape[1]) == labels[:, None]).astype(float)
    return (t - y) / a.shape[-1]


# wrong | averaged over the batch into one row | one-step-too-many
def batch_gradient(a, labels):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    y[np.arange(len(a)), labels] -= 1
    return y.mean(axis=0)


# wrong | subtracted the 1 before normalizing |
def batch_gradient(a, labels):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    e[np.arange(len(a)), labels] -= 1
    return e / e.sum(axis=1, keepdims=True) / len(a)


# right | one-hot by eye
def batch_gradient(a, labels):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return (y - np.eye(a.shape[1])[labels]) / len(a)


# right | math module, nested lists
def batch_gradient(a, labels):
    import math

    N = len(a)
    out = []
    for row, k in zip(a.tolist(), labels.tolist()):
        m = max(row)
        e = [math.exp(v - m) for v in row]
        s = math.fsum(e)
        out.append([(ek / s - (1 if j == k else 0)) / N for j, ek in enumerate(e)])
    return out


# right | scipy softmax and add.at
def batch_gradient(a, labels):
    from scipy.special import softmax

    y = softmax(a, axis=1)
    np.add.at(y, (np.arange(len(a)), labels), -1)
    return y / len(a)


# right | log-sum-exp with logaddexp.reduce
def batch_gradient(a, labels):
    lse = np.logaddexp.reduce(a, axis=1)
    y = np.exp(a - lse[:, None])
    hot = np.arange(a.shape[1])[None, :] == labels[:, None]
    return np.where(hot, y - 1, y) / a.shape[0]


# right | share as 1 over the sum of exponentials of differences
def batch_gradient(a, labels):
    N, C = a.shape
    out = np.zeros((N, C))
    with np.errstate(over="ignore"):
        for n in range(N):
            for k in range(C):
                out[n, k] = 1 / np.exp(a[n] - a[n, k]).sum()
            out[n, labels[n]] -= 1
    return out / N


# right | transposed calculation
def batch_gradient(a, labels):
    z = a.T - a.T.max(axis=0)
    z = np.exp(z)
    z = z / z.sum(axis=0)
    z[labels, np.arange(z.shape[1])] -= 1
    return (z / z.shape[1]).T


# right | long double without a maximum
def batch_gradient(a, labels):
    e = np.exp(a.astype(np.longdouble))
    y = e / e.sum(axis=1, keepdims=True)
    y[np.arange(len(a)), labels] -= 1
    return (y / len(a)).astype(float)


# right | flat index
def batch_gradient(a, labels):
    N, C = a.shape
    e = np.exp(a - a.max(axis=1).reshape(-1, 1))
    y = (e / e.sum(axis=1).reshape(-1, 1)).ravel()
    y[np.arange(N) * C + labels] -= 1
    return y.reshape(N, C) / N


# right | put_along_axis, N divided in before
def batch_gradient(a, labels):
    e = np.exp(a - np.amax(a, axis=1, keepdims=True))
    y = e / (len(a) * np.sum(e, axis=1, keepdims=True))
    idx = np.expand_dims(labels, 1)
    np.put_along_axis(y, idx, np.take_along_axis(y, idx, axis=1) - 1 / len(a), axis=1)
    return y


# right | a small class as helper
def batch_gradient(a, labels):
    class SoftmaxWithLoss:
        def forward(self, a):
            self.y = np.exp(a - a.max(axis=1, keepdims=True))
            self.y /= self.y.sum(axis=1, keepdims=True)

        def backward(self, labels):
            d = self.y.copy()
            d[np.arange(d.shape[0]), labels] -= 1
            return d / d.shape[0]

    layer = SoftmaxWithLoss()
    layer.forward(a)
    return layer.backward(labels)


# right | Jacobian times the gradient at the shares, row by row, stable for the true class
def batch_gradient(a, labels):
    rows = []
    for r, k in zip(a, labels):
        e = np.exp(r - r.max())
        y = e / e.sum()
        J_row_over_y = np.eye(len(r))[k] - y  # row k of the Jacobian over y_k
        rows.append(-J_row_over_y / len(a))
    return np.array(rows)


# right | apply_along_axis and bincount for the one-hot
def batch_gradient(a, labels):
    def soft(r):
        w = np.exp(r - r.max())
        return w / w.sum()

    y = np.apply_along_axis(soft, 1, a)
    hot = np.array([np.bincount([k], minlength=a.shape[1]) for k in labels])
    return tuple(map(tuple, (y - hot) / len(labels)))


# wrong | not divided by the batch size | one-over-n
def batch_gradient(a, labels):
    e = np.exp(a - np.max(a, axis=1, keepdims=True))
    probs = e / np.sum(e, axis=1, keepdims=True)
    one_hot = np.eye(a.shape[1])[labels]
    return probs - one_hot


# wrong | softmax over the whole table | one-sum-for-the-batch
def batch_gradient(a, labels):
    e = np.exp(a - np.max(a))
    y = e / np.sum(e)
    y[range(len(a)), labels] -= 1
    return y / a.shape[0]


# wrong | softmax down the columns | wrong-axis
def batch_gradient(a, labels):
    e = np.exp(a - a.max(axis=0))
    y = e / e.sum(axis=0)
    y[np.arange(len(a)), labels] -= 1
    return y / len(a)


# wrong | y[:, labels] takes whole columns | row-index-missing
def batch_gradient(a, labels):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    y[:, labels] -= 1
    return y / len(a)


# wrong | divided by the number of classes | mean-over-classes
def batch_gradient(a, labels):
    N, C = a.shape
    z = a - a.max(axis=1).reshape(N, 1)
    y = np.exp(z) / np.exp(z).sum(axis=1).reshape(N, 1)
    for n in range(N):
        y[n, labels[n]] -= 1
    return y / C


# wrong | divided by all entries like np.mean | mean-over-classes
def batch_gradient(a, labels):
    z = a - a.max(axis=1, keepdims=True)
    y = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    y[np.arange(len(a)), labels] -= 1
    return y / y.size


# wrong | labels counted from 1 | index
def batch_gradient(a, labels):
    z = a - a.max(axis=1, keepdims=True)
    y = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    y[np.arange(len(a)), labels - 1] -= 1
    return y / len(a)


# wrong | no maximum taken off, overflow near 1000 | no-maximum-subtracted
def batch_gradient(a, labels):
    e = np.exp(a)
    y = e / e.sum(axis=1)[:, None]
    y[np.arange(a.shape[0]), labels] -= 1
    return y / a.shape[0]


# wrong | set to -1 instead of subtracting 1 | set-instead-of-subtracted
def batch_gradient(a, labels):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    y[np.arange(len(a)), labels] = -1
    return y / len(a)


# wrong | averaged over the batch, one row left | one-step-too-many
def batch_gradient(a, labels):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    y[np.arange(len(a)), labels] -= 1
    return y.mean(axis=0)


# wrong | integer labels subtracted directly | labels-as-one-hot
def batch_gradient(a, labels):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return (y - labels.reshape(-1, 1)) / len(a)


# wrong | one maximum for the whole batch, far rows underflow | one-maximum-for-the-batch
def batch_gradient(a, labels):
    e = np.exp(a - a.max())
    y = e / e.sum(axis=1, keepdims=True)
    y[np.arange(len(a)), labels] -= 1
    return y / len(a)


# wrong | sign turned: one-hot minus y | sign
def batch_gradient(a, labels):
    N = len(a)
    out = []
    for n in range(N):
        row = np.exp(a[n] - max(a[n]))
        row = row / sum(row)
        target = np.zeros(len(row))
        target[labels[n]] = 1
        out.append((target - row) / N)
    return np.array(out)


# wrong | only 1/N taken off after the shares, y itself not divided | factor-left-out
def batch_gradient(a, labels):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    y[np.arange(len(a)), labels] -= 1 / len(a)
    return y


# right | row by row with one-hot comparison
def batch_gradient(a, labels):
    N, C = a.shape
    G = np.zeros((N, C))
    for n in range(N):
        for c in range(C):
            denom = 0.0
            top = max(a[n])
            for k in range(C):
                denom += np.exp(a[n, k] - top)
            G[n, c] = (np.exp(a[n, c] - top) / denom - (c == labels[n])) / N
    return G


# right | transposed, logaddexp and eye
def batch_gradient(a, labels):
    logZ = np.logaddexp.reduce(a, axis=1)
    P = np.exp(a.T - logZ).T
    return np.divide(P - np.identity(a.shape[1])[labels], len(labels))


# right | put_along_axis for the one-hot
def batch_gradient(a, labels):
    hot = np.zeros(a.shape)
    np.put_along_axis(hot, labels[:, None], 1.0, axis=1)
    w = np.exp(a - a.max(1, keepdims=True))
    return np.einsum("nc,n->nc", w, 1 / w.sum(1)) / len(a) - hot / len(a)
