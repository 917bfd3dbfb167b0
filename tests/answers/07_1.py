# wrong | climbs up instead of down | sign
def one_step(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return a + (y * t.sum() - t)


# wrong | gradient returned instead of new logits | term-left-out, gradient-instead-of-the-step
def one_step(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return y * t.sum() - t


# wrong | bracket forgotten | plus-or-minus, sign-of-a-term
def one_step(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return a - y * t.sum() - t


# wrong | learning rate 0.1 | constant
def one_step(a, t):
    rate = 0.1
    e = np.exp(a)
    y = e / e.sum()
    return a - rate * (y * t.sum() - t)


# wrong | mean of targets | sum-or-mean
def one_step(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return a - (y * np.mean(t) - t)


# wrong | step from the shares instead of the logits | variable
def one_step(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return y - (y * t.sum() - t)


# wrong | normalization of the exponentials forgotten | not-normalized, power
def one_step(a, t):
    e = np.exp(a)
    return a - (e * t.sum() - t)


# wrong | gradient minus a (operands exchanged) | operands-exchanged, sign-of-a-term
def one_step(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return (y * t.sum() - t) - a


# wrong | loop off by one, last logit not moved | too-early
def one_step(a, t):
    e = np.exp(a)
    y = e / e.sum()
    new = a.copy()
    for k in range(len(a) - 1):
        new[k] -= y[k] * t.sum() - t[k]
    return new


# wrong | returned in the loop | too-early
def one_step(a, t):
    y = np.exp(a) / np.exp(a).sum()
    new = []
    for k in range(len(a)):
        new.append(a[k] - (y[k] * sum(t) - t[k]))
        return new


# wrong | exp forgotten in the shares | function-left-out, exp-node
def one_step(a, t):
    y = a / a.sum()
    return a - (y * t.sum() - t)


# wrong | max in place of sum for the shares | sum-or-mean
def one_step(a, t):
    e = np.exp(a)
    return a - (e / e.max() * t.sum() - t)


# wrong | assumes targets sum to 1 | targets-sum-to-one
def one_step(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return a - (y - t)


# wrong | t - y subtracted | sign
def one_step(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return a - (t - y)


# wrong | only the diagonal of the Jacobian | only-the-diagonal
def one_step(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return a - (-t / y) * y * (1 - y)


# wrong | gradient at the shares used | factor-left-out, variable
def one_step(a, t):
    y = np.exp(a) / np.exp(a).sum()
    return a - (-t / y)


# wrong | softmax twice | softmax-twice
def one_step(a, t):
    def soft(v):
        w = np.exp(v - v.max())
        return w / w.sum()

    return a - (soft(soft(a)) * t.sum() - t)


# wrong | new shares returned instead of new logits | one-step-too-many
def one_step(a, t):
    e = np.exp(a)
    y = e / e.sum()
    b = a - (y * t.sum() - t)
    f = np.exp(b)
    return f / f.sum()


# wrong | divided by the number of classes | mean-over-classes
def one_step(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return a - (y * t.sum() - t) / len(a)


# wrong | updates one logit after the other with fresh shares |
def one_step(a, t):
    b = a.copy()
    for k in range(len(b)):
        e = np.exp(b)
        y = e / e.sum()
        b[k] -= y[k] * t.sum() - t[k]
    return b


# wrong | two steps |
def one_step(a, t):
    b = a.copy()
    for _ in range(2):
        e = np.exp(b)
        b = b - (e / e.sum() * t.sum() - t)
    return b


# wrong | logits shifted by the maximum get returned | shifted-logits
def one_step(a, t):
    a = a - a.max()
    e = np.exp(a)
    y = e / e.sum()
    return a - (y * t.sum() - t)


# wrong | two slips: upward and assumes sum 1 | sign
def one_step(a, t):
    e = np.exp(a)
    return a + e / e.sum() - t


# right | terms in another order
def one_step(a, t):
    e = np.exp(a)
    return a + t - t.sum() * e / e.sum()


# right | through the Jacobian
def one_step(a, t):
    y = np.exp(a - a.max())
    y /= y.sum()
    J = np.diag(y) - np.outer(y, y)
    return a - (-t / y) @ J


# right | loop with math, list
def one_step(a, t):
    import math

    s = math.fsum(math.exp(v) for v in a)
    total = math.fsum(t)
    return [v - (math.exp(v) / s * total - tk) for v, tk in zip(a, t)]


# right | learning rate by keyword
def one_step(a, t):
    def descend(value, slope, rate=1.0):
        return value - rate * slope

    from scipy.special import softmax

    return descend(value=a, slope=softmax(a) * t.sum() - t)


# right | in place on a copy
def one_step(a, t):
    new = np.array(a, dtype=float)
    new -= np.exp(a) / np.exp(a).sum() * t.sum()
    new += t
    return new


# right | complex step gradient
def one_step(a, t):
    g = np.zeros(len(a))
    for i in range(len(a)):
        z = a.astype(complex)
        z[i] += 1e-40j
        log_y = z - np.log(np.exp(z).sum())
        g[i] = -(t * log_y).sum().imag / 1e-40
    return a - g


# right | logaddexp
def one_step(a, t):
    return np.subtract(a, np.exp(a - np.logaddexp.reduce(a)) * t.sum()) + t


# right | every step of the graph
def one_step(a, t):
    e = np.exp(a)
    S = e.sum()
    u = -t * S / e
    at_S = -(u * e).sum() / S**2
    at_e = at_S + u / S
    return a - at_e * e


# right | optimizer class
def one_step(a, t):
    class SGD:
        def __init__(self, lr):
            self.lr = lr

        def step(self, w, g):
            return w - self.lr * g

    w = np.exp(a - max(a))
    return SGD(lr=1).step(a, w / sum(w) * sum(t) - t)


# right | einsum
def one_step(a, t):
    y = np.exp(a) / np.exp(a).sum()
    return a - np.einsum("k,kj->j", t, y - np.eye(len(t)))


# right | tuple, double loop over classes
def one_step(a, t):
    y = np.exp(a) / sum(np.exp(a))
    new = list(a)
    for k in range(len(a)):
        for j in range(len(a)):
            new[j] = new[j] - t[k] * (y[j] - (k == j))
    return tuple(new)


# wrong | gradient with t sum 1 assumed | targets-sum-to-one
def one_step(a, t):
    y = np.exp(a) / np.sum(np.exp(a))
    return a - (y - t)


# wrong | ascent, plus instead of minus | sign
def one_step(a, t):
    e = np.exp(a)
    y = e / e.sum()
    lr = 1.0
    return a + lr * (y * t.sum() - t)


# wrong | returns the gradient only, no step | gradient-instead-of-the-step
def one_step(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return y * np.sum(t) - t


# wrong | updates the shares, not the logits | variable
def one_step(a, t):
    e = np.exp(a)
    y = e / e.sum()
    g = y * t.sum() - t
    y = y - g
    return y


# wrong | learning rate 0.1 out of habit | constant
def one_step(a, t):
    learning_rate = 0.1
    ex = np.exp(a - a.max())
    probs = ex / ex.sum()
    grad = probs * t.sum() - t
    return a - learning_rate * grad


# wrong | gradient at shares -t/y used for the logits | factor-left-out, variable
def one_step(a, t):
    y = np.exp(a) / np.exp(a).sum()
    return a + t / y


# wrong | softmax of the new logits returned | one-step-too-many
def one_step(a, t):
    def softmax(z):
        ez = np.exp(z - np.max(z))
        return ez / np.sum(ez)

    new = a - (softmax(a) * t.sum() - t)
    return softmax(new)


# wrong | missing brackets, minus t | plus-or-minus, sign-of-a-term
def one_step(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return a - y * t.sum() - t


# wrong | averaged over the classes | mean-over-classes
def one_step(a, t):
    e = np.exp(a)
    y = e / e.sum()
    grad = (y * t.sum() - t) / len(a)
    return a - grad


# wrong | logits overwritten by exponentials, reuse of the name a | function-too-many
def one_step(a, t):
    a = np.exp(a)
    y = a / a.sum()
    return a - (y * t.sum() - t)


# wrong | steps the logits one after the other, softmax renewed in the loop |
def one_step(a, t):
    z = a.copy()
    for k in range(len(z)):
        y = np.exp(z) / np.exp(z).sum()
        z[k] = z[k] - (y[k] * t.sum() - t[k])
    return z


# right | upstream -t/y pulled through the jacobian
def one_step(a, t):
    y = np.exp(a) / np.exp(a).sum()
    J = np.diag(y) - np.outer(y, y)
    return a - J @ (-t / y)


# right | loop per logit with helper function
def one_step(a, t):
    def share(k):
        return 1 / sum(np.exp(a[j] - a[k]) for j in range(len(a)))

    T = sum(t)
    return np.array([a[k] - 1.0 * (T * share(k) - t[k]) for k in range(len(a))])


# right | adds the negative gradient, in place on a copy
def one_step(a, t):
    new_a = np.array(a, dtype=float)
    w = np.exp(new_a - new_a.max())
    w /= w.sum()
    new_a += t
    new_a -= w * t.sum()
    return new_a
