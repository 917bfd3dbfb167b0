# wrong | minus sign forgotten | sign
def mean_loss(a, labels):
    z = a - a.max(axis=1, keepdims=True)
    logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return np.mean([logp[i, k] for i, k in enumerate(labels)])


# wrong | sum instead of mean | one-over-n
def mean_loss(a, labels):
    total = 0
    for row, k in zip(a, labels):
        m = row.max()
        total += m + np.log(np.exp(row - m).sum()) - row[k]
    return total


# wrong | divided by the number of classes | mean-over-classes
def mean_loss(a, labels):
    from scipy.special import logsumexp

    total = (logsumexp(a, axis=1) - a[np.arange(len(a)), labels]).sum()
    return total / a.shape[1]


# wrong | row index missing: all pairs of rows and labels averaged | row-index-missing
def mean_loss(a, labels):
    z = a - a.max(axis=1, keepdims=True)
    logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -logp[:, labels].mean()


# wrong | softmax over the columns | wrong-axis
def mean_loss(a, labels):
    z = a - a.max(axis=0)
    logp = z - np.log(np.exp(z).sum(axis=0))
    return -logp[np.arange(len(a)), labels].mean()


# wrong | epsilon in the log | log-of-zero
def mean_loss(a, labels):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return -np.sum(np.log(y[np.arange(len(y)), labels] + 1e-7)) / len(y)


# wrong | log of a share that has become 0 | log-of-zero
def mean_loss(a, labels):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    picked = np.take_along_axis(y, labels[:, None], axis=1)
    return -np.log(picked).mean()


# wrong | no maximum | no-maximum-subtracted
def mean_loss(a, labels):
    losses = [np.log(np.sum(np.exp(r))) - r[k] for r, k in zip(a, labels)]
    return sum(losses) / len(losses)


# wrong | one maximum for the whole batch | one-maximum-for-the-batch
def mean_loss(a, labels):
    b = a - a.max()
    return np.mean(np.log(np.exp(b).sum(axis=1)) - b[np.arange(len(b)), labels])


# wrong | one sum for the whole batch | axis
def mean_loss(a, labels):
    z = a - a.max(axis=1, keepdims=True)
    total = np.log(np.sum(np.exp(z)))
    return float(np.mean(total - z[np.arange(len(z)), labels]))


# wrong | the log left out | function-left-out, log-left-out
def mean_loss(a, labels):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return -y[np.arange(len(a)), labels].mean()


# wrong | log2 instead of the natural log | factor
def mean_loss(a, labels):
    z = a - a.max(axis=1, keepdims=True)
    logp = z / np.log(2) - np.log2(np.exp(z).sum(axis=1, keepdims=True))
    return -logp[np.arange(len(a)), labels].mean()


# wrong | maximum not put back (subtracted in the sum only) | term-left-out, variable
def mean_loss(a, labels):
    import math

    s = 0.0
    for n in range(len(a)):
        m = max(a[n])
        s += math.log(sum(math.exp(v - m) for v in a[n])) - a[n][labels[n]]
    return s / len(a)


# wrong | loss of each row, not averaged | function-left-out, line-left-out
def mean_loss(a, labels):
    m = a.max(axis=1)
    return m + np.log(np.exp(a.T - m).sum(axis=0)) - a[np.arange(len(a)), labels]


# wrong | mean inside the log-sum (mean for sum) | sum-or-mean
def mean_loss(a, labels):
    z = a - a.max(axis=1, keepdims=True)
    return -(z - np.log(np.exp(z).mean(axis=1, keepdims=True)))[np.arange(len(a)), labels].mean()


# wrong | labels multiplied as targets | labels-as-one-hot
def mean_loss(a, labels):
    z = a - a.max(axis=1, keepdims=True)
    log_y = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -(labels[:, None] * log_y).sum() / len(a)


# wrong | log of the mean of the shares, not the mean of the logs |
def mean_loss(a, labels):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return -np.log(np.mean([y[i][labels[i]] for i in range(len(a))]))


# wrong | two slips: sign forgotten and divided by size | mean-over-classes, sign
def mean_loss(a, labels):
    z = a - a.max(axis=1, keepdims=True)
    log_y = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    t = np.eye(a.shape[1])[labels]
    return (t * log_y).mean()


# wrong | off by one: last row never counted | too-early
def mean_loss(a, labels):
    s = 0.0
    for n in range(len(a) - 1):
        z = a[n] - a[n].max()
        s -= z[labels[n]] - np.log(np.exp(z).sum())
    return s / len(a)


# wrong | returned inside the loop | too-early
def mean_loss(a, labels):
    s = 0.0
    for row, k in zip(a, labels):
        z = row - row.max()
        s += np.log(np.exp(z).sum()) - z[k]
        return s / len(a)


# right | scipy logsumexp
def mean_loss(a, labels):
    from scipy.special import logsumexp

    return np.mean(logsumexp(a, axis=1) - a[np.arange(len(a)), labels])


# right | scipy log_softmax, one-hot
def mean_loss(a, labels):
    from scipy.special import log_softmax

    return -(np.eye(a.shape[1])[labels] * log_softmax(a, axis=1)).sum() / len(a)


# right | loops and math.fsum
def mean_loss(a, labels):
    import math

    losses = []
    for row, k in zip(a.tolist(), labels.tolist()):
        m = max(row)
        losses.append(m - row[k] + math.log(math.fsum(math.exp(v - m) for v in row)))
    return math.fsum(losses) / len(losses)


# right | logaddexp folded over the classes
def mean_loss(a, labels):
    acc = a[:, 0]
    for k in range(1, a.shape[1]):
        acc = np.logaddexp(acc, a[:, k])
    return (acc - a[range(len(a)), labels]).mean()


# right | log1p of the other classes
def mean_loss(a, labels):
    total = 0
    for r, k in zip(a, labels):
        j = int(np.argmax(r))
        rest = np.delete(r, j) - r[j]
        total += r[j] - r[k] + np.log1p(np.exp(rest).sum())
    return total / len(a)


# right | long double without a maximum
def mean_loss(a, labels):
    big = np.asarray(a, dtype=np.longdouble)
    lse = np.log(np.exp(big).sum(axis=1))
    return float((lse - big[np.arange(len(a)), labels]).sum() / len(a))


# right | differences to the true logit, then logaddexp
def mean_loss(a, labels):
    d = a - np.take_along_axis(a, labels.reshape(-1, 1), axis=1)
    return np.logaddexp.reduce(d, axis=1).mean()


# right | einsum with a boolean one-hot
def mean_loss(a, labels):
    z = a - np.max(a, axis=1, keepdims=True)
    logp = z - np.log(np.einsum("nc->n", np.exp(z)))[:, None]
    hot = (labels[:, None] == np.arange(a.shape[1])) * 1.0
    return np.einsum("nc,nc->", hot, logp) / -len(a)


# right | running mean
def mean_loss(a, labels):
    mean = 0.0
    for n, (r, k) in enumerate(zip(a, labels), start=1):
        m = r.max()
        this = m + np.log(np.exp(r - m).sum()) - r[k]
        mean += (this - mean) / n
    return mean


# right | transposed, diagonal of the picked table
def mean_loss(a, labels):
    z = (a.T - a.max(axis=1)).T
    logp = (z.T - np.log(np.exp(z).sum(axis=1))).T
    return -np.trace(logp[:, labels]) / len(a)


# right | np.average and np.choose
def mean_loss(a, labels):
    top = a.max(axis=1)
    picked = np.choose(labels, a.T)
    return np.average(top - picked + np.log(np.exp(a - top[:, None]).sum(axis=1)))


# wrong | sum over the batch, no mean | one-over-n
def mean_loss(a, labels):
    z = a - a.max(axis=1, keepdims=True)
    logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -logp[np.arange(len(a)), labels].sum()


# wrong | mean over all entries of the one-hot product | mean-over-classes
def mean_loss(a, labels):
    z = a - a.max(axis=1, keepdims=True)
    logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    T = np.eye(a.shape[1])[labels]
    return -np.mean(T * logp)


# wrong | exp without shift | no-maximum-subtracted
def mean_loss(a, labels):
    p = np.exp(a) / np.exp(a).sum(axis=1, keepdims=True)
    return -np.mean(np.log(p[range(len(labels)), labels]))


# wrong | logp[:, labels] takes the whole columns | row-index-missing
def mean_loss(a, labels):
    z = a - a.max(axis=1, keepdims=True)
    logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -logp[:, labels].mean()


# wrong | softmax over the whole table |
def mean_loss(a, labels):
    z = a - a.max()
    logp = z - np.log(np.exp(z).sum())
    return -logp[np.arange(len(a)), labels].mean()


# wrong | loss of the mean probability, log outside |
def mean_loss(a, labels):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return -np.log(y[np.arange(len(a)), labels].mean())


# wrong | predicted class (argmax) used instead of the label | input-unused, term-left-out, variable
def mean_loss(a, labels):
    z = a - a.max(axis=1, keepdims=True)
    logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    guess = a.argmax(axis=1)
    return -logp[np.arange(len(a)), guess].mean()


# wrong | error rate instead of loss |
def mean_loss(a, labels):
    return np.mean(np.argmax(a, axis=1) != labels) + 0.0


# wrong | divided by number of classes in the loop version | mean-over-classes
def mean_loss(a, labels):
    N, C = a.shape
    L = 0
    for n in range(N):
        m = a[n].max()
        L += m + np.log(np.exp(a[n] - m).sum()) - a[n, labels[n]]
    return L / C


# wrong | maximum not given back | term-left-out, variable
def mean_loss(a, labels):
    L = []
    for row, k in zip(a, labels):
        m = max(row)
        L.append(np.log(sum(np.exp(row - m))) - row[k])
    return np.mean(L)


# wrong | sign | sign
def mean_loss(a, labels):
    lse = np.logaddexp.reduce(a, axis=1)
    return np.mean(a[np.arange(len(a)), labels] - lse)


# wrong | loop forgets the first row | index
def mean_loss(a, labels):
    total = 0
    for i in range(1, len(a)):
        m = a[i].max()
        total += m + np.log(np.exp(a[i] - m).sum()) - a[i][labels[i]]
    return total / len(a)


# right | logaddexp, take_along_axis
def mean_loss(a, labels):
    picked = np.take_along_axis(a, labels.reshape(-1, 1), axis=1).ravel()
    return np.average(np.logaddexp.reduce(a, axis=1) - picked)


# right | pure Python loop with math
def mean_loss(a, labels):
    import math

    total = 0.0
    for i in range(a.shape[0]):
        true = float(a[i, labels[i]])
        biggest = float(max(a[i]))
        s = sum(math.exp(float(v) - biggest) for v in a[i])
        total += (biggest - true) + math.log(s)
    return total / a.shape[0]


# right | one-hot, trace of a matrix product
def mean_loss(a, labels):
    T = (labels[:, None] == np.arange(a.shape[1])) * 1.0
    z = a - a.max(1)[:, None]
    logp = z - np.log(np.exp(z).sum(1))[:, None]
    return -np.trace(T @ logp.T) / len(T)
