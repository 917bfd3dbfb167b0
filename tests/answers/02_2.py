# wrong | no maximum subtracted | no-maximum-subtracted
def loss_of_logits(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return -(t * np.log(y)).sum()


# wrong | log-sum-exp form, but no maximum subtracted | no-maximum-subtracted
def loss_of_logits(a, t):
    return t.sum() * np.log(np.exp(a).sum()) - (t * a).sum()


# wrong | maximum subtracted, but then log of a share that is 0 | log-of-zero
def loss_of_logits(a, t):
    e = np.exp(a - a.max())
    return -(t * np.log(e / e.sum())).sum()


# wrong | epsilon 1e-15 in the log | log-of-zero
def loss_of_logits(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return -(t * np.log(y + 1e-15)).sum()


# wrong | epsilon 1e-3 in the log | log-of-zero
def loss_of_logits(a, t):
    z = np.exp(a - np.max(a))
    return -np.dot(t, np.log(z / np.sum(z) + 0.001))


# wrong | clipped at 1e-12 | log-of-zero
def loss_of_logits(a, t):
    e = np.exp(a - a.max())
    y = np.clip(e / e.sum(), 1e-12, 1.0)
    return -(t * np.log(y)).sum()


# wrong | np.maximum with 1e-7 | log-of-zero
def loss_of_logits(a, t):
    e = np.exp(a - a.max())
    return -np.sum(t * np.log(np.maximum(e / e.sum(), 1e-7)))


# wrong | nan_to_num around the log | log-of-zero
def loss_of_logits(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return -(t * np.nan_to_num(np.log(y), neginf=0.0)).sum()


# wrong | smallest float added in the log | log-of-zero
def loss_of_logits(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return -(t * np.log(y + np.finfo(float).tiny)).sum()


# wrong | maximum taken off only inside the log | term-left-out, variable
def loss_of_logits(a, t):
    m = a.max()
    return -(t * (a - np.log(np.exp(a - m).sum()))).sum()


# wrong | plus log of the sum | plus-or-minus, sign-of-a-term
def loss_of_logits(a, t):
    z = a - a.max()
    log_y = z + np.log(np.exp(z).sum())
    return -(t * log_y).sum()


# wrong | log of the sum forgotten | function-left-out
def loss_of_logits(a, t):
    z = a - a.max()
    return -(t * (z - np.exp(z).sum())).sum()


# wrong | assumes that the targets sum to 1 | targets-sum-to-one
def loss_of_logits(a, t):
    m = max(a)
    lse = m + np.log(sum(np.exp(v - m) for v in a))
    return lse - np.dot(t, a)


# wrong | sum forgotten | function-left-out, line-left-out
def loss_of_logits(a, t):
    log_y = a - np.logaddexp.reduce(a)
    return -t * log_y


# wrong | mean over classes | sum-or-mean
def loss_of_logits(a, t):
    z = a - a.max()
    log_y = z - np.log(np.exp(z).sum())
    return -(t * log_y).mean()


# wrong | base 2 logarithm of the sum | logarithm
def loss_of_logits(a, t):
    z = a - a.max()
    return -(t * (z - np.log2(np.exp(z).sum()))).sum()


# wrong | minus sign forgotten | factor, sign
def loss_of_logits(a, t):
    import math

    m = max(a)
    s = math.fsum(math.exp(v - m) for v in a)
    return sum(tk * (v - m - math.log(s)) for v, tk in zip(a, t))


# wrong | only the class of the largest target | largest-target-only
def loss_of_logits(a, t):
    z = a - a.max()
    log_y = z - np.log(np.exp(z).sum())
    return -log_y[t.argmax()]


# wrong | logits multiplied instead of targets | input-unused, variable
def loss_of_logits(a, t):
    z = a - a.max()
    log_y = z - np.log(np.exp(z).sum())
    return -(a * log_y).sum()


# wrong | binary cross-entropy with logits |
def loss_of_logits(a, t):
    return (t * np.logaddexp(0, -a) + (1 - t) * np.logaddexp(0, a)).sum()


# wrong | minimum subtracted instead of maximum | no-maximum-subtracted, sum-or-mean
def loss_of_logits(a, t):
    low = a.min()
    log_y = a - low - np.log(np.exp(a - low).sum())
    return -(t * log_y).sum()


# wrong | logits clipped at 100 | clipped
def loss_of_logits(a, t):
    b = np.clip(a, -100, 100)
    b = b - b.max()
    return -(t * (b - np.log(np.exp(b).sum()))).sum()


# wrong | two slips: mean, and only the shares in the log with epsilon 1e-8 |
def loss_of_logits(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return np.mean(-t * np.log(y + 1e-8))


# wrong | the gradient y - t | another-quantity
def loss_of_logits(a, t):
    e = np.exp(a - a.max())
    return e / e.sum() - t


# wrong | computes in float32 without shift | no-maximum-subtracted
def loss_of_logits(a, t):
    b = a.astype(np.float32)
    return -(t * (b - np.log(np.exp(b).sum()))).sum()


# right | logaddexp.reduce
def loss_of_logits(a, t):
    return t.sum() * np.logaddexp.reduce(a) - t @ a


# right | scipy log_softmax
def loss_of_logits(a, t):
    from scipy.special import log_softmax

    return -(t * log_softmax(a)).sum()


# right | scipy logsumexp
def loss_of_logits(a, t):
    from scipy.special import logsumexp

    return np.sum(t * (logsumexp(a) - a))


# right | log1p with the largest taken out
def loss_of_logits(a, t):
    k = int(np.argmax(a))
    others = np.delete(a, k)
    log_s = np.log1p(np.exp(others - a[k]).sum())
    return sum(tk * (log_s + a[k] - v) for v, tk in zip(a, t))


# right | plain loops and math
def loss_of_logits(a, t):
    import math

    m = max(a)
    s = 0.0
    for v in a:
        s += math.exp(v - m)
    log_s = math.log(s)
    total = 0.0
    for i in range(len(a)):
        total += t[i] * (log_s - (a[i] - m))
    return total


# right | fold of pairs by logaddexp
def loss_of_logits(a, t):
    from functools import reduce

    lse = reduce(np.logaddexp, a)
    return np.einsum("k,k", t, lse - a)


# right | differences matrix, log-sum-exp of each row
def loss_of_logits(a, t):
    d = a[None, :] - a[:, None]
    top = d.max(axis=1)
    minus_log = top + np.log(np.exp(d - top[:, None]).sum(axis=1))
    return float(t @ minus_log)


# right | longdouble
def loss_of_logits(a, t):
    b = np.asarray(a, dtype=np.longdouble)
    b = b - b.max()
    return float(-(t * (b - np.log(np.exp(b).sum()))).sum())


# right | recursive logaddexp
def loss_of_logits(a, t):
    def lse(values):
        if len(values) == 1:
            return values[0]
        half = len(values) // 2
        return np.logaddexp(lse(values[:half]), lse(values[half:]))

    z = lse(list(a))
    return sum((z - v) * w for v, w in zip(a, t))


# right | class with method
def loss_of_logits(a, t):
    class Head:
        def __init__(self, logits):
            self.shift = np.max(logits)
            self.z = logits - self.shift

        def log_shares(self):
            return self.z - np.log(np.sum(np.exp(self.z)))

    return -np.inner(t, Head(a).log_shares())


# right | decimal-like: base 2 logaddexp2
def loss_of_logits(a, t):
    b = a / np.log(2)
    bits = np.logaddexp2.reduce(b) - b
    return (t * bits).sum() * np.log(2)


# wrong | first softmax then log, breaks at the logit of 800 | no-maximum-subtracted
def loss_of_logits(a, t):
    y = np.exp(a) / np.sum(np.exp(a))
    return -np.sum(t * np.log(y))


# wrong | stable softmax but clipped log with a big epsilon |
def loss_of_logits(a, t):
    z = np.exp(a - np.max(a))
    p = z / z.sum()
    return -np.sum(t * np.log(p + 1e-2))


# wrong | forgot to give back the maximum in log-sum-exp | term-left-out, variable
def loss_of_logits(a, t):
    c = np.max(a)
    lse = np.log(np.sum(np.exp(a - c)))
    return -np.sum(t * (a - lse))


# wrong | took the log of logits directly as if they were probabilities |
def loss_of_logits(a, t):
    return -np.sum(t * np.log(np.abs(a)))


# wrong | sigmoid with logits loss, from tf.nn.sigmoid_cross_entropy_with_logits |
def loss_of_logits(a, t):
    per = np.maximum(a, 0) - a * t + np.log1p(np.exp(-np.abs(a)))
    return per.sum()


# wrong | averages over classes | sum-or-mean
def loss_of_logits(a, t):
    m = np.max(a)
    logp = (a - m) - np.log(np.exp(a - m).sum())
    return -(logp * t).mean()


# wrong | only the log-sum-exp part, true logit not subtracted | term-left-out
def loss_of_logits(a, t):
    m = a.max()
    return t.sum() * (m + np.log(np.sum(np.exp(a - m))))


# wrong | sum of the logs instead of log of the sum |
def loss_of_logits(a, t):
    m = a.max()
    norm = sum(np.log(np.exp(a - m)))
    return -np.dot(t, a - m - norm)


# wrong | sign of the final result | sign
def loss_of_logits(a, t):
    mx = max(a)
    s = 0
    for v in a:
        s += np.exp(v - mx)
    return sum(t[i] * (a[i] - mx - np.log(s)) for i in range(len(a)))


# wrong | maximum added instead of subtracted in the exponent | plus-or-minus, sign-of-a-term
def loss_of_logits(a, t):
    top = a.max()
    logZ = np.log(np.exp(a + top).sum()) + top
    return (t * (logZ - a)).sum()


# wrong | log10 | logarithm
def loss_of_logits(a, t):
    b = a - a.max()
    log_z = np.log10(np.sum(np.exp(b)))
    return np.sum(t * (log_z - b))


# right | logaddexp over all logits
def loss_of_logits(a, t):
    return np.sum(t) * np.logaddexp.reduce(a) - t @ a


# right | softplus-like: differences to every class, loop
def loss_of_logits(a, t):
    L = 0.0
    for k in range(len(a)):
        d = a - a[k]
        big = d.max()
        L += t[k] * (big + np.log(np.sum(np.exp(d - big))))
    return L


# right | math module and fsum
def loss_of_logits(a, t):
    import math

    m = max(float(v) for v in a)
    logz = m + math.log(math.fsum(math.exp(float(v) - m) for v in a))
    return math.fsum(float(tk) * (logz - float(ak)) for ak, tk in zip(a, t))
