# wrong | minus sign forgotten | sign
def loss(y, t):
    return np.sum(t * np.log(y))


# wrong | mean instead of sum | sum-or-mean
def loss(y, t):
    return -np.mean(t * np.log(y))


# wrong | y and t exchanged | inputs-exchanged, operands-exchanged
def loss(y, t):
    return -(y * np.log(t)).sum()


# wrong | log base 2 | logarithm
def loss(y, t):
    import math

    total = 0
    for yk, tk in zip(y, t):
        total -= tk * math.log2(yk)
    return total


# wrong | log base 10 | logarithm
def loss(y, t):
    return -np.dot(t, np.log10(y))


# wrong | sum forgotten, one number per class | another-quantity, function-left-out, line-left-out
def loss(y, t):
    return -t * np.log(y)


# wrong | log forgotten | function-left-out, log-left-out, variable
def loss(y, t):
    return -np.einsum("k,k->", t, y)


# wrong | log after the sum |
def loss(y, t):
    return -np.log((t * y).sum())


# wrong | returns inside the loop | too-early
def loss(y, t):
    result = 0
    for k in range(len(y)):
        result += -t[k] * np.log(y[k])
        return result


# wrong | range starts at 1 | index
def loss(y, t):
    result = 0
    for k in range(1, len(y)):
        result += -t[k] * np.log(y[k])
    return result


# wrong | only the last term kept (= for +=) | replaced
def loss(y, t):
    for target, share in zip(t, y):
        total = -target * np.log(share)
    return total


# wrong | plus instead of times | plus-or-times
def loss(y, t):
    return -(t + np.log(y)).sum()


# wrong | only the class with the largest target | largest-target-only
def loss(y, t):
    true = np.argmax(t)
    return -np.log(y[true])


# wrong | binary cross-entropy | binary-cross-entropy
def loss(y, t):
    return -(t * np.log(y) + (1 - t) * np.log(1 - y)).sum()


# wrong | epsilon 1e-3 in the log | approximation
def loss(y, t):
    eps = 1e-3
    return -(t * np.log(y + eps)).sum()


# wrong | shares clipped to 0.05 ... 0.95 |
def loss(y, t):
    safe = np.clip(y, 0.05, 0.95)
    return -(t * np.log(safe)).sum()


# wrong | squared error | another-quantity
def loss(y, t):
    return ((y - t) ** 2).sum() / 2


# wrong | divided by the sum of targets | targets-normalized
def loss(y, t):
    p = t / t.sum()
    return -np.dot(p, np.log(y))


# wrong | softmax applied to the shares once more | softmax-twice
def loss(y, t):
    e = np.exp(y - y.max())
    p = e / e.sum()
    return -(t * np.log(p)).sum()


# wrong | Kullback-Leibler divergence (entropy of t subtracted) |
def loss(y, t):
    keep = t > 0
    return (t[keep] * np.log(t[keep] / y[keep])).sum()


# wrong | gradient instead of loss |
def loss(y, t):
    return (-t / y).sum()


# wrong | two slips: mean and base 2 |
def loss(y, t):
    terms = [ti * np.log2(yi) for ti, yi in zip(t, y)]
    return -sum(terms) / len(terms)


# right | dot product
def loss(y, t):
    return -np.dot(t, np.log(y))


# right | fsum with math.log
def loss(y, t):
    import math

    return -math.fsum(tk * math.log(yk) for yk, tk in zip(y, t))


# right | log of the inverse, einsum
def loss(y, t):
    return np.einsum("i,i", t, np.log(1 / y))


# right | minus log of a product of powers
def loss(y, t):
    return -np.log(np.prod(np.power(y, t)))


# right | base 2 and converted
def loss(y, t):
    bits = -(np.log2(y) * t).sum()
    return bits * np.log(2)


# right | scipy xlogy
def loss(y, t):
    from scipy.special import xlogy

    return -xlogy(t, y).sum()


# right | recursion
def loss(y, t):
    if len(y) == 0:
        return 0.0

    def go(k):
        if k == len(y):
            return 0.0
        return go(k + 1) - t[k] * np.log(y[k])

    return go(0)


# right | mean times number of classes
def loss(y, t):
    return np.mean(-np.log(y) * t) * len(y)


# right | trace of an outer product
def loss(y, t):
    return -np.trace(np.outer(t, np.log(y)))


# right | KL divergence plus entropy with scipy
def loss(y, t):
    from scipy.special import rel_entr, entr

    return np.sum(rel_entr(t, y)) + np.sum(entr(t))


# right | matrix product with reshape
def loss(y, t):
    row = t.reshape(1, -1)
    column = np.log(y).reshape(-1, 1)
    return -(row @ column)[0, 0]


# right | skip classes with target 0, longdouble
def loss(y, t):
    total = np.longdouble(0)
    for k in np.flatnonzero(t):
        total -= np.longdouble(t[k]) * np.log(np.longdouble(y[k]))
    return float(total)


# wrong | minus sign forgotten | sign
def loss(y, t):
    total = 0
    for k in range(len(y)):
        total = total + t[k] * np.log(y[k])
    return total


# wrong | mean over the classes as in tutorials with reduction='mean' | sum-or-mean
def loss(y, t):
    return -np.mean(t * np.log(y))


# wrong | binary cross entropy with the (1-t) terms added | binary-cross-entropy
def loss(y, t):
    return -np.sum(t * np.log(y) + (1 - t) * np.log(1 - y))


# wrong | squared error instead of cross entropy | another-quantity
def loss(y, t):
    d = y - t
    return 0.5 * np.dot(d, d)


# wrong | prediction and target exchanged |
def loss(y, t):
    eps = 1e-9
    return -np.sum(y * np.log(t + eps))


# wrong | applies softmax again to the prediction, as PyTorch's CrossEntropyLoss does | softmax-twice
def loss(y, t):
    p = np.exp(y) / np.exp(y).sum()
    return -(t * np.log(p)).sum()


# wrong | no sum, gives a vector | another-quantity, function-left-out, line-left-out
def loss(y, t):
    return -t * np.log(y)


# wrong | logarithm of base 2, from an information theory course | logarithm
def loss(y, t):
    bits = [-t_k * np.log2(y_k) for t_k, y_k in zip(t, y)]
    return sum(bits)


# wrong | log of the weighted sum instead of weighted sum of logs |
def loss(y, t):
    return -np.log(np.dot(t, y))


# wrong | KL divergence, entropy of target is in it too |
def loss(y, t):
    kl = 0.0
    for p, q in zip(t, y):
        if p > 0:
            kl += p * np.log(p / q)
    return kl


# wrong | looks up only the class with the highest target | largest-target-only
def loss(y, t):
    true_class = np.argmax(t)
    return -np.log(y[true_class])


# wrong | loop starts at 1, like in MATLAB | index
def loss(y, t):
    L = 0
    for k in range(1, len(t)):
        L -= t[k] * np.log(y[k])
    return L


# wrong | return inside the loop | too-early
def loss(y, t):
    acc = 0
    for yi, ti in zip(y, t):
        acc += -ti * np.log(yi)
        return acc


# right | dot product with surprise vector
def loss(y, t):
    surprise = np.log(1 / y)
    return surprise @ t


# right | log of a product of powers
def loss(y, t):
    return -np.log(np.prod(y**t))


# right | math.log in a loop, subtracting
def loss(y, t):
    import math

    L = 0.0
    for i in range(len(y)):
        L -= float(t[i]) * math.log(float(y[i]))
    return L
