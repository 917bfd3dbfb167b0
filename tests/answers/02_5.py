# right | full target, log softmax
def smoothed_loss(a, label, eps):
    C = len(a)
    t = np.ones(C) * eps / C
    t[label] += 1 - eps
    z = a - a.max()
    log_y = z - np.log(np.exp(z).sum())
    return -np.sum(t * log_y)


# right | plain exp and log of shares
def smoothed_loss(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    losses = -np.log(y)
    return (1 - eps) * losses[label] + eps * losses.mean()


# right | log S minus expected logit
def smoothed_loss(a, label, eps):
    log_S = np.logaddexp.reduce(a)
    return log_S - (1 - eps) * a[label] - eps * a.mean()


# right | loop with math
def smoothed_loss(a, label, eps):
    C = len(a)
    m = max(a)
    log_S = m + math.log(sum(math.exp(v - m) for v in a))
    loss = 0.0
    for k in range(C):
        t = eps / C
        if k == label:
            t += 1 - eps
        loss += t * (log_S - a[k])
    return loss


# right | eye row, dot product
def smoothed_loss(a, label, eps):
    n = a.shape[0]
    t = (1 - eps) * np.eye(n)[label] + eps / n
    log_S = np.log(np.sum(np.exp(a - a.max()))) + a.max()
    return log_S - t @ a


# right | where for the target
def smoothed_loss(a, label, eps):
    C = len(a)
    t = np.where(np.arange(C) == label, 1 - eps + eps / C, eps / C)
    shifted = a - np.max(a)
    return -np.dot(t, shifted - np.log(np.exp(shifted).sum()))


# right | helper function for the plain loss
def smoothed_loss(a, label, eps):
    def ce(k):
        return np.log(np.exp(a - a[k]).sum())

    C = len(a)
    return (1 - eps) * ce(label) + eps / C * sum(ce(k) for k in range(C))


# right | einsum
def smoothed_loss(a, label, eps):
    t = np.full(len(a), eps / len(a))
    t[label] = 1 - eps + eps / len(a)
    y = np.exp(a - a.max())
    y /= y.sum()
    return -np.einsum("i,i->", t, np.log(y))


# right | two targets mixed
def smoothed_loss(a, label, eps):
    hot = np.zeros(len(a))
    hot[label] = 1
    flat = np.ones(len(a)) / len(a)
    t = hot * (1 - eps) + flat * eps
    lse = np.logaddexp.reduce(a)
    return float((t * (lse - a)).sum())


# right | true class and others apart
def smoothed_loss(a, label, eps):
    C = len(a)
    lp = a - np.logaddexp.reduce(a)
    others = lp.sum() - lp[label]
    return -(lp[label] * (1 - eps + eps / C) + others * eps / C)


# right | list of targets
def smoothed_loss(a, label, eps):
    C = len(a)
    t = [eps / C] * C
    t[label] += 1 - eps
    y = [math.exp(v - max(a)) for v in a]
    s = sum(y)
    return -sum(tk * math.log(yk / s) for tk, yk in zip(t, y))


# right | logits shifted by the true one
def smoothed_loss(a, label, eps):
    d = a - a[label]
    return np.log(np.exp(d).sum()) - eps * d.mean()


# right | product of powers of the shares
def smoothed_loss(a, label, eps):
    y = np.exp(a - a.max())
    y = y / y.sum()
    return -np.log(y[label] ** (1 - eps) * np.prod(y ** (eps / len(a))))


# wrong | true class gets 1 - eps only | replaced, term-left-out
def smoothed_loss(a, label, eps):
    t = np.full(len(a), eps / len(a))
    t[label] = 1 - eps
    log_S = np.log(np.exp(a).sum())
    return -(t * (a - log_S)).sum()


# wrong | eps shared among the other classes (C - 1) |
def smoothed_loss(a, label, eps):
    t = np.full(len(a), eps / (len(a) - 1))
    t[label] = 1 - eps
    log_S = np.log(np.exp(a).sum())
    return -(t * (a - log_S)).sum()


# wrong | no smoothing | input-unused
def smoothed_loss(a, label, eps):
    return np.log(np.exp(a).sum()) - a[label]


# wrong | eps for each class, not eps/C | sum-or-mean, factor-left-out
def smoothed_loss(a, label, eps):
    t = np.full(len(a), eps)
    t[label] += 1 - eps
    log_S = np.log(np.exp(a).sum())
    return -(t * (a - log_S)).sum()


# wrong | true class plus 1 | term-left-out
def smoothed_loss(a, label, eps):
    t = np.full(len(a), eps / len(a))
    t[label] += 1
    log_S = np.log(np.exp(a).sum())
    return -(t * (a - log_S)).sum()


# wrong | sign | plus-or-minus, operands-exchanged
def smoothed_loss(a, label, eps):
    t = np.full(len(a), eps / len(a))
    t[label] += 1 - eps
    log_S = np.log(np.exp(a).sum())
    return (t * (a - log_S)).sum()


# wrong | label counted from 1 | index
def smoothed_loss(a, label, eps):
    t = np.full(len(a), eps / len(a))
    t[label - 1] += 1 - eps
    log_S = np.log(np.exp(a).sum())
    return -(t * (a - log_S)).sum()


# wrong | mean over classes | sum-or-mean
def smoothed_loss(a, label, eps):
    t = np.full(len(a), eps / len(a))
    t[label] += 1 - eps
    log_S = np.log(np.exp(a).sum())
    return -(t * (a - log_S)).mean()


# wrong | not summed | function-left-out
def smoothed_loss(a, label, eps):
    t = np.full(len(a), eps / len(a))
    t[label] += 1 - eps
    y = np.exp(a) / np.exp(a).sum()
    return -t * np.log(y)


# wrong | log of a sum, log S forgotten | term-left-out
def smoothed_loss(a, label, eps):
    t = np.full(len(a), eps / len(a))
    t[label] += 1 - eps
    return -(t * a).sum()


# wrong | max not added back | term-left-out
def smoothed_loss(a, label, eps):
    t = np.full(len(a), eps / len(a))
    t[label] += 1 - eps
    log_S = np.log(np.exp(a - a.max()).sum())
    return -(t * (a - log_S)).sum()


# wrong | log forgotten |
def smoothed_loss(a, label, eps):
    t = np.full(len(a), eps / len(a))
    t[label] += 1 - eps
    y = np.exp(a) / np.exp(a).sum()
    return -(t * y).sum()


# wrong | shares smoothed instead of the target |
def smoothed_loss(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    y = (1 - eps) * y + eps / len(a)
    return -np.log(y[label])


# wrong | log of the smoothed logit |
def smoothed_loss(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    t = np.full(len(a), eps / len(a))
    t[label] += 1 - eps
    return -np.log((t * y).sum())


# wrong | only the true class counted |
def smoothed_loss(a, label, eps):
    y = np.exp(a) / np.exp(a).sum()
    return -(1 - eps + eps / len(a)) * np.log(y[label])


# wrong | t and y mixed up |
def smoothed_loss(a, label, eps):
    t = np.full(len(a), eps / len(a) + 1e-12)
    t[label] += 1 - eps
    y = np.exp(a) / np.exp(a).sum()
    return -(y * np.log(t)).sum()


# wrong | eps and 1 - eps swapped |
def smoothed_loss(a, label, eps):
    t = np.full(len(a), (1 - eps) / len(a))
    t[label] += eps
    log_S = np.log(np.exp(a).sum())
    return -(t * (a - log_S)).sum()


# wrong | 1 - eps added to all classes | input-unused
def smoothed_loss(a, label, eps):
    t = np.full(len(a), eps / len(a))
    t += 1 - eps
    log_S = np.log(np.exp(a).sum())
    return -(t * (a - log_S)).sum()


# wrong | logits taken as shares |
def smoothed_loss(a, label, eps):
    t = np.full(len(a), eps / len(a))
    t[label] += 1 - eps
    return -(t * np.log(abs(a))).sum()


# wrong | gradient instead of loss |
def smoothed_loss(a, label, eps):
    t = np.full(len(a), eps / len(a))
    t[label] += 1 - eps
    return np.exp(a) / np.exp(a).sum() - t


# wrong | integer array for the target | input-unused
def smoothed_loss(a, label, eps):
    t = np.zeros(len(a), dtype=int)
    t[:] = eps / len(a)
    t[label] += 1
    log_S = np.log(np.exp(a).sum())
    return -(t * (a - log_S)).sum()


# wrong | uniform part summed, not averaged | sum-or-mean, factor-left-out
def smoothed_loss(a, label, eps):
    lp = a - np.log(np.exp(a).sum())
    return -(1 - eps) * lp[label] - eps * lp.sum()


# wrong | uniform part added without 1 - eps | term-left-out
def smoothed_loss(a, label, eps):
    lp = a - np.log(np.exp(a).sum())
    return -lp[label] - eps * lp.mean()


# wrong | rounded | one-step-too-many
def smoothed_loss(a, label, eps):
    lp = a - np.log(np.exp(a).sum())
    return round(float(-(1 - eps) * lp[label] - eps * lp.mean()), 2)


# wrong | always ten classes |
def smoothed_loss(a, label, eps):
    t = np.full(len(a), eps / 10)
    t[label] += 1 - eps
    log_S = np.log(np.exp(a).sum())
    return -(t * (a - log_S)).sum()
