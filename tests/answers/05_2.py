# wrong | y - t, assumes targets sum to 1 | targets-sum-to-one
def gradient(a, t):
    e = np.exp(a - a.max())
    return e / e.sum() - t


# wrong | t - y | targets-sum-to-one, sign, another-quantity
def gradient(a, t):
    e = np.exp(a)
    return t - e / e.sum()


# wrong | plus t | plus-or-minus, sign-of-a-term
def gradient(a, t):
    e = np.exp(a)
    return e / e.sum() * t.sum() + t


# wrong | all signs turned round | sign
def gradient(a, t):
    y = np.exp(a) / np.sum(np.exp(a))
    return t - y * sum(t)


# wrong | mean of targets | sum-or-mean
def gradient(a, t):
    e = np.exp(a)
    return e / e.sum() * t.mean() - t


# wrong | t times its sum instead of y |
def gradient(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return y - t * t.sum()


# wrong | y times t, no sum over t | only-the-diagonal, no-sum-at-a-fork
def gradient(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return y * t - t


# wrong | max of targets | sum-or-mean
def gradient(a, t):
    p = np.exp(a - max(a))
    p = p / sum(p)
    return p * max(t) - t


# wrong | exp forgotten | function-left-out, exp-node
def gradient(a, t):
    return a / a.sum() * t.sum() - t


# wrong | normalization forgotten | factor-left-out, square-forgotten, not-normalized
def gradient(a, t):
    return np.exp(a) * t.sum() - t


# wrong | divided by sum of t | times-or-divided
def gradient(a, t):
    e = np.exp(a)
    return e / e.sum() / t.sum() - t


# wrong | divided by number of classes | divided-by-classes, one-step-too-many, other-normalization
def gradient(a, t):
    e = np.exp(a)
    return (e / e.sum() * t.sum() - t) / len(a)


# wrong | range off by one, last entry stays 0 | too-early
def gradient(a, t):
    e = np.exp(a)
    s = e.sum()
    g = np.zeros(len(a))
    for k in range(len(a) - 1):
        g[k] = e[k] / s * t.sum() - t[k]
    return g


# wrong | only diagonal of the Jacobian | only-the-diagonal, no-sum-at-a-fork
def gradient(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return -t / y * (y * (1 - y))


# wrong | no upstream gradient, only softmax derivative | input-unused, another-quantity
def gradient(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return y * (1 - y)


# wrong | only the straight path (-t) | branch-lost
def gradient(a, t):
    e = np.exp(a)
    y = e / e.sum()
    S = e.sum()
    straight = -t / y / S
    return straight * e


# wrong | only the path over S | branch-lost
def gradient(a, t):
    e = np.exp(a)
    S = e.sum()
    return t.sum() / S * e


# wrong | no sum at the fork, step by step | only-the-diagonal, no-sum-at-a-fork
def gradient(a, t):
    e = np.exp(a)
    S = e.sum()
    y = e / S
    u = -t / y
    via_S = u * e * -(1 / S**2)
    straight = u / S
    return (via_S + straight) * e


# wrong | 1/S for 1/S squared in the step by step way | square-forgotten, not-normalized
def gradient(a, t):
    e = np.exp(a)
    S = e.sum()
    u = -t / (e / S)
    via_S = (u * e).sum() * -(1 / S)
    return (via_S + u / S) * e


# wrong | last multiplication with e forgotten | exp-node
def gradient(a, t):
    e = np.exp(a)
    S = e.sum()
    u = -t / (e / S)
    return u / S + (u * e).sum() * -(1 / S**2)


# wrong | softmax twice | softmax-twice
def gradient(a, t):
    def soft(v):
        w = np.exp(v - v.max())
        return w / w.sum()

    return soft(soft(a)) * t.sum() - t


# wrong | sigmoid in place of softmax | another-quantity
def gradient(a, t):
    return 1 / (1 + np.exp(-a)) - t


# wrong | gradient of the squared error | another-quantity
def gradient(a, t):
    e = np.exp(a)
    y = e / e.sum()
    u = y - t
    return y * (u - (u * y).sum())


# wrong | two slips: t - y and a mean |
def gradient(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return (t - y) / len(t)


# right | through the Jacobian
def gradient(a, t):
    z = np.exp(a - a.max())
    y = z / z.sum()
    J = np.diag(y) - np.outer(y, y)
    return (-t / y) @ J


# right | all steps with both paths
def gradient(a, t):
    e = np.exp(a)
    S = e.sum()
    y = e / S
    to_y = -t / y
    to_inv = (to_y * e).sum()
    to_S = -to_inv / S**2
    to_e = to_y / S + to_S
    return to_e * e


# right | scipy softmax
def gradient(a, t):
    from scipy.special import softmax

    return softmax(a) * np.sum(t) - t


# right | double loop with Kronecker delta
def gradient(a, t):
    import math

    n = len(a)
    s = sum(math.exp(v) for v in a)
    y = [math.exp(v) / s for v in a]
    g = [0.0] * n
    for j in range(n):
        for k in range(n):
            g[j] += t[k] * (y[j] - (1 if j == k else 0))
    return g


# right | complex step on the loss
def gradient(a, t):
    out = np.empty(len(a))
    for i in range(len(a)):
        z = np.array(a, dtype=complex)
        z[i] += 1e-40j
        val = t.sum() * np.log(np.exp(z).sum()) - (t * z).sum()
        out[i] = val.imag / 1e-40
    return out


# right | any-upstream formula with u = -t/y
def gradient(a, t):
    y = np.exp(a - np.logaddexp.reduce(a))
    u = -t / y
    return y * (u - np.dot(u, y))


# right | einsum of t and (y - eye)
def gradient(a, t):
    y = np.exp(a) / np.exp(a).sum()
    return np.einsum("k,kj->j", t, y[None, :] - np.eye(len(a)))


# right | outer sum by columns
def gradient(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return np.outer(t, y).sum(axis=0) - t


# right | one gradient for each true class, added
def gradient(a, t):
    y = np.exp(a - a.max())
    y /= y.sum()
    total = np.zeros(len(a))
    for k, weight in enumerate(t):
        one = y.copy()
        one[k] -= 1
        total += weight * one
    return total


# right | log-sum-exp and tuple
def gradient(a, t):
    from scipy.special import logsumexp

    return tuple(np.exp(a - logsumexp(a) + 0) * t.sum() + -1 * t)


# right | class layer with forward and backward
def gradient(a, t):
    class Layer:
        def forward(self, logits, targets):
            w = np.exp(logits - logits.max())
            self.y, self.t = w / w.sum(), targets

        def backward(self):
            return self.t.sum() * self.y - self.t

    layer = Layer()
    layer.forward(a, t)
    return layer.backward()


# right | normalizes targets, scales back
def gradient(a, t):
    total = t.sum()
    e = np.exp(a)
    return total * (e / e.sum() - t / total)


# wrong | y - t from memory, only for targets with sum 1 | targets-sum-to-one
def gradient(a, t):
    e = np.exp(a - np.max(a))
    return e / e.sum() - t


# wrong | t - y, sign turned around | sign
def gradient(a, t):
    p = np.exp(a) / np.sum(np.exp(a))
    return t - p * np.sum(t)


# wrong | only the diagonal of the softmax derivative | only-the-diagonal, no-sum-at-a-fork
def gradient(a, t):
    y = np.exp(a) / np.exp(a).sum()
    return (-t / y) * y * (1 - y)


# wrong | stopped at the shares | another-quantity, factor-left-out, line-left-out
def gradient(a, t):
    y = np.exp(a) / np.exp(a).sum()
    return -t / y


# wrong | divided by number of classes | divided-by-classes, one-step-too-many, other-normalization
def gradient(a, t):
    ex = np.exp(a)
    y = ex / ex.sum()
    return (y * t.sum() - t) / len(a)


# wrong | softmax applied twice, as when the model ends with Softmax and the loss too | softmax-twice
def gradient(a, t):
    soft = lambda z: np.exp(z) / np.exp(z).sum()
    y = soft(soft(a))
    return y * t.sum() - t


# wrong | target normalized first | targets-normalized
def gradient(a, t):
    y = np.exp(a) / np.exp(a).sum()
    q = t / t.sum()
    return y - q


# wrong | sum of t taken for the whole difference |
def gradient(a, t):
    y = np.exp(a) / np.exp(a).sum()
    return (y - t) * t.sum()


# wrong | sum of the logits instead of targets | variable
def gradient(a, t):
    e = np.exp(a)
    S = e.sum()
    out = []
    for k in range(len(a)):
        out.append(e[k] / S * sum(a) - t[k])
    return np.array(out)


# wrong | plus t | plus-or-minus, sign-of-a-term
def gradient(a, t):
    probs = np.exp(a) / np.sum(np.exp(a))
    return np.sum(t) * probs + t


# wrong | inner sum skips the own class | factor-left-out, term-left-out
def gradient(a, t):
    e = np.exp(a)
    y = e / e.sum()
    g = np.zeros(len(a))
    for i in range(len(a)):
        for k in range(len(a)):
            if k != i:
                g[i] += t[k] * y[i]
        g[i] -= t[i]
    return g


# right | double loop with Kronecker delta (again)
def gradient(a, t):
    e = np.exp(a)
    y = e / e.sum()
    n = len(a)
    g = np.zeros(n)
    for i in range(n):
        for k in range(n):
            delta = 1 if i == k else 0
            g[i] += -t[k] * (delta - y[i])
    return g


# right | both paths through the graph added up, then exp
def gradient(a, t):
    e = np.exp(a)
    S = e.sum()
    straight = -t / e
    round_about = t.sum() / S
    return (straight + round_about) * e


# right | matrix form: (y 1^T - I) t
def gradient(a, t):
    n = a.size
    y = (np.exp(a) / np.exp(a).sum()).reshape(n, 1)
    M = y @ np.ones((1, n)) - np.eye(n)
    return (M @ t.reshape(n, 1)).ravel()
