# right | target vector from full
def smoothed(a, label, eps):
    n = len(a)
    t = np.full(n, eps / n)
    t[label] += 1 - eps
    e = np.exp(a - a.max())
    return e / e.sum() - t


# right | eye row
def smoothed(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    return y - ((1 - eps) * np.eye(len(a))[label] + eps / len(a))


# right | subtract in place from y
def smoothed(a, label, eps):
    y = np.exp(a)
    y /= y.sum()
    y -= eps / len(y)
    y[label] -= 1 - eps
    return y


# right | loop with if
def smoothed(a, label, eps):
    S = sum(np.exp(v) for v in a)
    g = []
    for k in range(len(a)):
        if k == label:
            target = 1 - eps + eps / len(a)
        else:
            target = eps / len(a)
        g.append(np.exp(a[k]) / S - target)
    return np.array(g)


# right | float list with math
def smoothed(a, label, eps):
    n = len(a)
    top = max(a)
    e = [math.exp(v - top) for v in a]
    S = sum(e)
    return [e[k] / S - eps / n - (1 - eps) * (k == label) for k in range(n)]


# right | mix of two gradients
def smoothed(a, label, eps):
    e = np.exp(a)
    y = e / e.sum()
    hard = y.copy()
    hard[label] -= 1
    uniform = y - 1 / len(a)
    return (1 - eps) * hard + eps * uniform


# right | weighted sum over all possible classes
def smoothed(a, label, eps):
    e = np.exp(a)
    y = e / e.sum()
    total = np.zeros(len(a))
    for c in range(len(a)):
        weight = eps / len(a) + (1 - eps if c == label else 0)
        one = y.copy()
        one[c] -= 1
        total += weight * one
    return total


# right | complex step on the loss
def smoothed(a, label, eps):
    n = len(a)
    out = np.zeros(n)
    for i in range(n):
        z = a.astype(complex)
        z[i] += 1e-30j
        logy = z - np.log(np.exp(z).sum())
        loss = -(1 - eps) * logy[label] - eps * logy.mean()
        out[i] = loss.imag / 1e-30
    return out


# right | through the softmax table
def smoothed(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    t = np.ones(len(a)) * eps / len(a)
    t[label] = t[label] + 1 - eps
    J = np.diag(y) - np.outer(y, y)
    return J @ (-t / y)


# right | arange comparison
def smoothed(a, label, eps):
    onehot = (np.arange(len(a)) == label).astype(float)
    y = np.exp(a - np.logaddexp.reduce(a))
    return y - onehot + eps * (onehot - 1 / len(a))


# right | where
def smoothed(a, label, eps):
    C = a.shape[0]
    t = np.where(np.arange(C) == label, 1 - eps * (C - 1) / C, eps / C)
    e = np.exp(a)
    return e / np.sum(e) - t


# right | einsum of targets with table of log shares
def smoothed(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    n = len(a)
    t = np.full(n, eps / n)
    t[label] += 1 - eps
    return -np.einsum("i,ik->k", t, np.eye(n) - y)


# right | back through all nodes
def smoothed(a, label, eps):
    t = eps / len(a) * np.ones(len(a))
    t[label] += 1 - eps
    e = np.exp(a)
    S = e.sum()
    to_y = -t * S / e
    fork = (to_y * e).sum()
    return (to_y / S - fork / S**2) * e


# wrong | no smoothing at all | input-unused
def smoothed(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    y[label] -= 1
    return y


# wrong | sign turned round | operands-exchanged, sign-of-a-term
def smoothed(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    t = np.full(len(a), eps / len(a))
    t[label] += 1 - eps
    return t - y


# wrong | true class gets only 1 - eps | replaced, term-left-out
def smoothed(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    t = np.full(len(a), eps / len(a))
    t[label] = 1 - eps
    return y - t


# wrong | spread over the other classes only | smoothed-over-the-others
def smoothed(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    t = np.full(len(a), eps / (len(a) - 1))
    t[label] = 1 - eps
    return y - t


# wrong | eps for every class | factor-left-out
def smoothed(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    t = np.full(len(a), eps)
    t[label] += 1 - eps
    return y - t


# wrong | 1 added instead of 1 - eps | copy, factor-left-out
def smoothed(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    t = np.full(len(a), eps / len(a))
    t[label] += 1
    return y - t


# wrong | label counted from 1 | index
def smoothed(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    t = np.full(len(a), eps / len(a))
    t[label - 1] += 1 - eps
    return y - t


# wrong | the spread part left out | term-left-out
def smoothed(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    t = (1 - eps) * np.eye(len(a))[label]
    return y - t


# wrong | the uniform part plus instead of minus | plus-or-minus, sign-of-a-term
def smoothed(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    return y - (1 - eps) * np.eye(len(a))[label] + eps / len(a)


# wrong | returns the smoothed targets | term-left-out
def smoothed(a, label, eps):
    return (1 - eps) * np.eye(len(a))[label] + eps / len(a)


# wrong | returns the loss |
def smoothed(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    t = (1 - eps) * np.eye(len(a))[label] + eps / len(a)
    return -(t * np.log(y)).sum()


# wrong | gradient at the shares |
def smoothed(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    t = (1 - eps) * np.eye(len(a))[label] + eps / len(a)
    return -t / y


# wrong | eps and 1 - eps swapped |
def smoothed(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    t = eps * np.eye(len(a))[label] + (1 - eps) / len(a)
    return y - t


# wrong | the shares smoothed instead of the target |
def smoothed(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    y = (1 - eps) * y + eps / len(a)
    return y - np.eye(len(a))[label]


# wrong | exp forgotten, logits minus target | exp-node
def smoothed(a, label, eps):
    t = (1 - eps) * np.eye(len(a))[label] + eps / len(a)
    return a - t


# wrong | not normalized | factor-left-out
def smoothed(a, label, eps):
    t = (1 - eps) * np.eye(len(a))[label] + eps / len(a)
    return np.exp(a) - t


# wrong | divided by the number of classes | divided-by-classes
def smoothed(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    t = (1 - eps) * np.eye(len(a))[label] + eps / len(a)
    return (y - t) / len(a)


# wrong | integer targets | !term-left-out, !sign-of-a-term
def smoothed(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    t = np.zeros(len(a), dtype=int)
    t[label] = 1 - eps
    t = t + eps / len(a)
    return y - t


# wrong | rounded | rounded
def smoothed(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    t = (1 - eps) * np.eye(len(a))[label] + eps / len(a)
    return np.round(y - t, 3)


# wrong | only the entry of the label |
def smoothed(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    return y[label] - (1 - eps + eps / len(a))


# wrong | whole eye table, a matrix comes out | input-unused
def smoothed(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    t = (1 - eps) * np.eye(len(a)) + eps / len(a)
    return y - t


# wrong | factor 1 - eps on the whole hard gradient only | term-left-out
def smoothed(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    return (1 - eps) * (y - np.eye(len(a))[label])


# wrong | bracket slip, eps / C inside the factor |
def smoothed(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    return y - (1 - eps) * (np.eye(len(a))[label] + eps / len(a))
