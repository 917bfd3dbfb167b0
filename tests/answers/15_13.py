# right | stable, direct
def with_z_loss(a, t, c):
    m = a.max()
    e = np.exp(a - m)
    y = e / e.sum()
    log_S = m + np.log(e.sum())
    return y - t + 2 * c * log_S * y


# right | y taken out
def with_z_loss(a, t, c):
    m = np.max(a)
    w = np.exp(a - m)
    S = w.sum()
    return w / S * (1 + 2 * c * (np.log(S) + m)) - t


# right | logaddexp reduce
def with_z_loss(a, t, c):
    log_S = np.logaddexp.reduce(a)
    y = np.exp(a - log_S)
    return (y - t) + 2 * c * log_S * y


# right | float lists with math
def with_z_loss(a, t, c):
    top = float(max(a))
    e = [math.exp(float(v) - top) for v in a]
    S = sum(e)
    log_S = top + math.log(S)
    return [ek / S * (1 + 2 * c * log_S) - float(tk) for ek, tk in zip(e, t)]


# right | loop by entry
def with_z_loss(a, t, c):
    m = max(a)
    S = 0.0
    for v in a:
        S += np.exp(v - m)
    log_S = np.log(S) + m
    g = np.zeros(len(a))
    for k in range(len(a)):
        share = np.exp(a[k] - m) / S
        g[k] += share - t[k]
        g[k] += 2 * c * log_S * share
    return g


# right | two helpers
def with_z_loss(a, t, c):
    def logsumexp(v):
        return v.max() + np.log(np.sum(np.exp(v - v.max())))

    def softmax(v):
        return np.exp(v - logsumexp(v))

    y = softmax(a)
    cross = y - t
    z_term = c * 2 * logsumexp(a) * y
    return cross + z_term


# right | complex step, shifted
def with_z_loss(a, t, c):
    m = a.max()
    out = np.zeros(len(a))
    for i in range(len(a)):
        z = (a - m).astype(complex)
        z[i] += 1e-30j
        lse = np.log(np.exp(z).sum())
        loss = lse - (t * z).sum() + c * (lse + m) ** 2
        out[i] = loss.imag / 1e-30
    return out


# right | general targets, sum of t times y
def with_z_loss(a, t, c):
    e = np.exp(a - a.max())
    y = e / e.sum()
    log_S = a.max() + np.log(e.sum())
    return t.sum() * y - t + 2 * c * log_S * y


# right | shift by the mean of max and min, when not far apart, else max
def with_z_loss(a, t, c):
    m = (a.max() + a.min()) / 2 if a.max() - a.min() < 50 else a.max()
    e = np.exp(a - m)
    log_S = np.log(e.sum()) + m
    y = e / e.sum()
    return y + y * log_S * c * 2 - t


# right | log S from one log share
def with_z_loss(a, t, c):
    k = np.argmax(a)
    y = np.exp(a - a[k])
    y = y / y.sum()
    log_S = a[k] - np.log(y[k])
    return y - t + 2 * c * log_S * y


# right | einsum over the table of logs
def with_z_loss(a, t, c):
    e = np.exp(a - a.max())
    y = e / e.sum()
    table = np.eye(len(a)) - y
    log_S = np.log(e.sum()) + a.max()
    return -np.einsum("i,ik->k", t, table) + 2 * c * log_S * y


# right | shares through pairwise differences
def with_z_loss(a, t, c):
    m = a.max()
    y = 1 / np.exp(a[None, :] - a[:, None]).sum(axis=1)
    log_S = m - np.log(y[np.argmax(a)])
    return y * (1 + 2 * c * log_S) - t


# right | chain rule through a scalar
def with_z_loss(a, t, c):
    log_S = float(np.logaddexp.reduce(a))
    at_log_S = 1.0 + 2.0 * c * log_S
    return at_log_S * np.exp(a - log_S) + -1.0 * t


# wrong | overflow, no max taken away | no-maximum-subtracted
def with_z_loss(a, t, c):
    e = np.exp(a)
    y = e / e.sum()
    return y - t + 2 * c * np.log(e.sum()) * y


# wrong | max not added back to log S | shifted-logits, term-left-out
def with_z_loss(a, t, c):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return y - t + 2 * c * np.log(e.sum()) * y


# wrong | softmax stable, log S overflows | no-maximum-subtracted
def with_z_loss(a, t, c):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return y - t + 2 * c * np.log(np.exp(a).sum()) * y


# wrong | factor 2 forgotten | factor-left-out, power-of-an-input
def with_z_loss(a, t, c):
    m = a.max()
    e = np.exp(a - m)
    y = e / e.sum()
    return y - t + c * (m + np.log(e.sum())) * y


# wrong | y forgotten at the z term | factor-left-out
def with_z_loss(a, t, c):
    m = a.max()
    e = np.exp(a - m)
    y = e / e.sum()
    return y - t + 2 * c * (m + np.log(e.sum()))


# wrong | z term left out | input-unused, another-quantity
def with_z_loss(a, t, c):
    e = np.exp(a - a.max())
    return e / e.sum() - t


# wrong | minus the z term | plus-or-minus, operands-exchanged
def with_z_loss(a, t, c):
    m = a.max()
    e = np.exp(a - m)
    y = e / e.sum()
    return y - t - 2 * c * (m + np.log(e.sum())) * y


# wrong | max subtracted again | plus-or-minus, sign-of-a-term
def with_z_loss(a, t, c):
    m = a.max()
    e = np.exp(a - m)
    y = e / e.sum()
    return y - t + 2 * c * (np.log(e.sum()) - m) * y


# wrong | t in place of y at the z term | variable
def with_z_loss(a, t, c):
    m = a.max()
    e = np.exp(a - m)
    y = e / e.sum()
    return y - t + 2 * c * (m + np.log(e.sum())) * t


# wrong | y - t in the z term |
def with_z_loss(a, t, c):
    m = a.max()
    e = np.exp(a - m)
    y = e / e.sum()
    return (y - t) * (1 + 2 * c * (m + np.log(e.sum())))


# wrong | log S stays squared | power
def with_z_loss(a, t, c):
    m = a.max()
    e = np.exp(a - m)
    y = e / e.sum()
    return y - t + 2 * c * (m + np.log(e.sum())) ** 2 * y


# wrong | the term itself added |
def with_z_loss(a, t, c):
    m = a.max()
    e = np.exp(a - m)
    y = e / e.sum()
    return y - t + c * (m + np.log(e.sum())) ** 2


# wrong | t - y | operands-exchanged
def with_z_loss(a, t, c):
    m = a.max()
    e = np.exp(a - m)
    y = e / e.sum()
    return t - y + 2 * c * (m + np.log(e.sum())) * y


# wrong | c forgotten | factor-left-out, input-unused
def with_z_loss(a, t, c):
    m = a.max()
    e = np.exp(a - m)
    y = e / e.sum()
    return y - t + 2 * (m + np.log(e.sum())) * y


# wrong | divided by S, derivative of log without exp |
def with_z_loss(a, t, c):
    m = a.max()
    e = np.exp(a - m)
    y = e / e.sum()
    return y - t + 2 * c * (m + np.log(e.sum())) / e.sum()


# wrong | e instead of y | variable
def with_z_loss(a, t, c):
    m = a.max()
    e = np.exp(a - m)
    y = e / e.sum()
    return y - t + 2 * c * (m + np.log(e.sum())) * e


# wrong | log of the shares instead of log S |
def with_z_loss(a, t, c):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return y - t + 2 * c * np.log(y) * y


# wrong | only the z term | term-left-out, input-unused
def with_z_loss(a, t, c):
    m = a.max()
    e = np.exp(a - m)
    y = e / e.sum()
    return 2 * c * (m + np.log(e.sum())) * y


# wrong | max instead of log S | sum-or-mean, term-left-out
def with_z_loss(a, t, c):
    m = a.max()
    e = np.exp(a - m)
    y = e / e.sum()
    return y - t + 2 * c * m * y


# wrong | softmax derivative at the z term |
def with_z_loss(a, t, c):
    m = a.max()
    e = np.exp(a - m)
    y = e / e.sum()
    return y - t + 2 * c * (m + np.log(e.sum())) * y * (1 - y)


# wrong | loss returned |
def with_z_loss(a, t, c):
    m = a.max()
    e = np.exp(a - m)
    log_S = m + np.log(e.sum())
    return -(t * (a - log_S)).sum() + c * log_S**2


# wrong | logits cut off at 700 | clipped
def with_z_loss(a, t, c):
    e = np.exp(np.minimum(a, 700))
    y = e / e.sum()
    return y - t + 2 * c * np.log(e.sum()) * y


# wrong | mean in log S | sum-or-mean
def with_z_loss(a, t, c):
    m = a.max()
    e = np.exp(a - m)
    y = e / e.sum()
    return y - t + 2 * c * (m + np.log(e.mean())) * y


# wrong | log1p of S | wrong-function
def with_z_loss(a, t, c):
    m = a.max()
    e = np.exp(a - m)
    y = e / e.sum()
    return y - t + 2 * c * (m + np.log1p(e.sum())) * y
