# right | one-hot letters as inputs
def pair_gradient(W, before, after):
    x = np.zeros((len(before), W.shape[0]))
    x[np.arange(len(before)), before] = 1
    a = x @ W
    y = np.exp(a) / np.exp(a).sum(axis=1, keepdims=True)
    y[np.arange(len(after)), after] -= 1
    return x.T @ y / len(before)


# right | np.add.at
def pair_gradient(W, before, after):
    logits = W[before]
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    d = e / e.sum(axis=1, keepdims=True)
    d[range(len(after)), after] -= 1
    d /= len(after)
    out = np.zeros_like(W)
    np.add.at(out, before, d)
    return out


# right | loop over the pairs
def pair_gradient(W, before, after):
    grad = np.zeros(W.shape)
    for b, t in zip(before, after):
        p = np.exp(W[b])
        p = p / p.sum()
        p[t] -= 1
        grad[b] += p
    return grad / len(before)


# right | loop over the letters, mask
def pair_gradient(W, before, after):
    grad = np.zeros(W.shape)
    for i in range(len(W)):
        here = before == i
        y = np.exp(W[i]) / np.sum(np.exp(W[i]))
        counts = np.bincount(after[here], minlength=W.shape[1])
        grad[i] = here.sum() * y - counts
    return grad / len(before)


# right | expected minus counted
def pair_gradient(W, before, after):
    counted = np.zeros(W.shape)
    np.add.at(counted, (before, after), 1)
    y = np.exp(W) / np.exp(W).sum(axis=1)[:, None]
    return (y * counted.sum(axis=1)[:, None] - counted) / len(before)


# right | counts from a histogram
def pair_gradient(W, before, after):
    rows, columns = W.shape
    counted = np.bincount(before * columns + after, minlength=rows * columns).reshape(rows, columns)
    y = np.exp(W)
    y = y / y.sum(axis=1, keepdims=True)
    n = counted.sum(axis=1, keepdims=True)
    return (n * y - counted) / counted.sum()


# right | plain lists
def pair_gradient(W, before, after):
    grad = [[0.0 for _ in row] for row in W]
    for b, t in zip(before, after):
        S = sum(math.exp(w) for w in W[b])
        for k in range(len(W[b])):
            grad[b][k] += (math.exp(W[b][k]) / S - (k == t)) / len(before)
    return grad


# right | mean over the pairs of one table each
def pair_gradient(W, before, after):
    tables = []
    for b, t in zip(before, after):
        table = np.zeros(W.shape)
        table[b] = np.exp(W[b]) / np.exp(W[b]).sum()
        table[b, t] -= 1
        tables.append(table)
    return np.mean(tables, axis=0)


# right | einsum
def pair_gradient(W, before, after):
    x = np.eye(W.shape[0])[before]
    t = np.eye(W.shape[1])[after]
    e = np.exp(W[before])
    y = e / e.sum(axis=1, keepdims=True)
    return np.einsum("ni,nk->ik", x, y - t) / len(x)


# right | helper function
def pair_gradient(W, before, after):
    def softmax_of(row):
        e = np.exp(row - np.max(row))
        return e / np.sum(e)

    grad = np.zeros(W.shape)
    for n in range(len(before)):
        t = np.zeros(W.shape[1])
        t[after[n]] = 1
        grad[before[n]] = grad[before[n]] + softmax_of(W[before[n]]) - t
    return grad / len(before)


# right | log-softmax first
def pair_gradient(W, before, after):
    log_y = W - np.log(np.exp(W).sum(axis=1, keepdims=True))
    grad = np.zeros(W.shape)
    for i, k in zip(before, after):
        grad[i] += np.exp(log_y[i]) / len(before)
        grad[i, k] -= 1 / len(before)
    return grad


# wrong | only the last pair of each letter | replaced-instead-of-added
def pair_gradient(W, before, after):
    e = np.exp(W[before])
    y = e / e.sum(axis=1, keepdims=True)
    y[np.arange(len(after)), after] -= 1
    grad = np.zeros(W.shape)
    grad[before] += y / len(before)
    return grad


# wrong | set in the loop | replaced-instead-of-added
def pair_gradient(W, before, after):
    grad = np.zeros(W.shape)
    for b, t in zip(before, after):
        y = np.exp(W[b]) / np.exp(W[b]).sum()
        y[t] -= 1
        grad[b] = y
    return grad / len(before)


# wrong | sum over the pairs | one-over-n
def pair_gradient(W, before, after):
    x, t = np.eye(W.shape[0])[before], np.eye(W.shape[1])[after]
    e = np.exp(W[before])
    y = e / e.sum(axis=1, keepdims=True)
    return x.T @ (y - t)


# wrong | divided by the number of letters | mean-over-classes
def pair_gradient(W, before, after):
    x, t = np.eye(W.shape[0])[before], np.eye(W.shape[1])[after]
    e = np.exp(W[before])
    y = e / e.sum(axis=1, keepdims=True)
    return x.T @ (y - t) / W.shape[0]


# wrong | divided by the number of classes | mean-over-classes
def pair_gradient(W, before, after):
    x, t = np.eye(W.shape[0])[before], np.eye(W.shape[1])[after]
    e = np.exp(W[before])
    y = e / e.sum(axis=1, keepdims=True)
    return x.T @ (y - t) / W.shape[1]


# wrong | counted minus expected | sign
def pair_gradient(W, before, after):
    counted = np.zeros(W.shape)
    np.add.at(counted, (before, after), 1)
    y = np.exp(W) / np.exp(W).sum(axis=1, keepdims=True)
    return (counted - counted.sum(axis=1, keepdims=True) * y) / len(before)


# wrong | one gradient for each pair | factor-left-out
def pair_gradient(W, before, after):
    e = np.exp(W[before])
    y = e / e.sum(axis=1, keepdims=True)
    y[np.arange(len(after)), after] -= 1
    return y / len(before)


# wrong | each row divided by its own count |
def pair_gradient(W, before, after):
    counted = np.zeros(W.shape)
    np.add.at(counted, (before, after), 1)
    n = np.maximum(counted.sum(axis=1, keepdims=True), 1)
    y = np.exp(W) / np.exp(W).sum(axis=1, keepdims=True)
    return np.where(counted.sum(axis=1, keepdims=True) > 0, y - counted / n, 0)


# wrong | expected not times the count | factor-left-out
def pair_gradient(W, before, after):
    counted = np.zeros(W.shape)
    np.add.at(counted, (before, after), 1)
    y = np.exp(W) / np.exp(W).sum(axis=1, keepdims=True)
    return (y - counted) / len(before)


# wrong | softmax down the columns |
def pair_gradient(W, before, after):
    x, t = np.eye(W.shape[0])[before], np.eye(W.shape[1])[after]
    e = np.exp(W)
    y = e / e.sum(axis=0)
    return x.T @ (y[before] - t) / len(before)


# wrong | minus the counts only | term-left-out
def pair_gradient(W, before, after):
    counted = np.zeros(W.shape)
    np.add.at(counted, (before, after), 1)
    return -counted / len(before)


# wrong | expected only | input-unused, term-left-out
def pair_gradient(W, before, after):
    n = np.bincount(before, minlength=W.shape[0])
    y = np.exp(W) / np.exp(W).sum(axis=1, keepdims=True)
    return n[:, None] * y / len(before)


# right | np.add.at, softmax written out
def pair_gradient(W, before, after):
    a = W[before]
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    y[np.arange(len(before)), after] -= 1
    dW = np.zeros(W.shape)
    np.add.at(dW, before, y / len(before))
    return dW


# right | expected minus counted
def pair_gradient(W, before, after):
    counted = np.zeros(W.shape)
    np.add.at(counted, (before, after), 1)
    times = counted.sum(axis=1, keepdims=True)
    e = np.exp(W - W.max(axis=1, keepdims=True))
    return (times * e / e.sum(axis=1, keepdims=True) - counted) / len(before)


# right | one-hot matrices and a matrix product
def pair_gradient(W, before, after):
    X = np.eye(W.shape[0])[before]
    T = np.eye(W.shape[1])[after]
    return X.T @ (softmax(X @ W) - T) / len(X)


# right | a loop over the pairs
def pair_gradient(W, before, after):
    grad = np.zeros_like(W, dtype=float)
    for i, j in zip(before, after):
        e = np.exp(W[i] - np.max(W[i]))
        grad[i] += e / e.sum()
        grad[i, j] -= 1
    grad /= len(before)
    return grad


# right | bincount of the flat places, log-sum-exp, einsum
def pair_gradient(W, before, after):
    R, C = W.shape
    share = np.bincount(np.asarray(before) * C + after, minlength=R * C).reshape(R, C) / len(before)
    m = W.max(axis=1)
    lse = m + np.log(np.exp(W - m[:, None]).sum(axis=1))
    y = np.exp(W - lse[:, None])
    return np.einsum("r,rc->rc", share.sum(axis=1), y) - share


# wrong | dW[before] += in place of add.at: pairs with the same letter overwrite each other | replaced-instead-of-added
def pair_gradient(W, before, after):
    y = softmax(W[before])
    y[np.arange(len(before)), after] -= 1
    dW = np.zeros(W.shape)
    dW[before] += y / len(before)
    return dW


# wrong | gradient of the sum: no 1/N | one-over-n
def pair_gradient(W, before, after):
    y = softmax(W[before])
    y[np.arange(len(before)), after] -= 1
    dW = np.zeros(W.shape)
    np.add.at(dW, before, y)
    return dW


# wrong | each row divided by its own count: a mean per letter |
def pair_gradient(W, before, after):
    counted = np.zeros(W.shape)
    np.add.at(counted, (before, after), 1)
    times = counted.sum(axis=1, keepdims=True)
    return (times > 0) * softmax(W) - counted / np.maximum(times, 1)


# wrong | one-hot of the labels as wide as W is long: only square tables | index
def pair_gradient(W, before, after):
    n = len(W)
    t = np.eye(n)[after]
    dW = np.zeros((n, n))
    np.add.at(dW, before, softmax(W[before]) - t)
    return dW / len(before)


# wrong | gradient at the rows of the pairs returned: never added up in the table | factor-left-out
def pair_gradient(W, before, after):
    y = softmax(W[before])
    y[np.arange(len(before)), after] -= 1
    return y / len(before)


# right | own softmax, no maximum subtracted
def pair_gradient(W, before, after):
    e = np.exp(W[before])
    y = e / e.sum(axis=1, keepdims=True)
    y[np.arange(len(before)), after] -= 1
    dW = np.zeros(W.shape)
    np.add.at(dW, before, y / len(before))
    return dW


# wrong | expected not scaled: y not multiplied by times | factor-left-out
def pair_gradient(W, before, after):
    counted = np.zeros(W.shape)
    np.add.at(counted, (before, after), 1)
    return (softmax(W) - counted) / len(before)


# wrong | counted by assignment: a pair that occurs twice is counted once |
def pair_gradient(W, before, after):
    counted = np.zeros(W.shape)
    counted[before, after] += 1
    times = np.bincount(before, minlength=len(W))[:, None]
    return (times * softmax(W) - counted) / len(before)
