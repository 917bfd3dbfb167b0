# wrong | minus sign forgotten | sign
def of_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    return np.dot(a, y - t) / tau**2


# wrong | tau not squared | power, factor-left-out, temperature-in-the-wrong-place
def of_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    return -np.dot(a, y - t) / tau


# wrong | a forgotten | zeros
def of_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    return -(y - t).sum() / tau**2


# wrong | not summed | no-sum-at-a-fork
def of_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    return -a * (y - t) / tau**2


# wrong | mean for sum | sum-or-mean
def of_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    return -np.mean(a * (y - t)) / tau**2


# wrong | tau missing in the softmax | factor-left-out, temperature-in-the-wrong-place
def of_temperature(a, t, tau):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return -(a * (y - t)).sum() / tau**2


# wrong | 1/tau^3: gradient at a used, then -a/tau^2 | constant, temperature-in-the-wrong-place
def of_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    at_a = (y - t) / tau
    return (at_a * -a / tau**2).sum()


# wrong | the slope of 1/tau forgotten, nothing divided | factor-left-out, temperature-in-the-wrong-place
def of_temperature(a, t, tau):
    import math

    m = max(a)
    e = [math.exp((v - m) / tau) for v in a]
    S = sum(e)
    return -sum(v * (p / S - k) for v, p, k in zip(a, e, t))


# wrong | sums multiplied separately |
def of_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    return -a.sum() * np.abs(y - t).sum() / tau**2


# wrong | y instead of y - t | term-left-out, input-unused
def of_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    return -(a * y).sum() / tau**2


# wrong | -t/y as what arrives at a/tau | plus-or-times
def of_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    return (-t / y * -a / tau**2).sum()


# wrong | only the last class (= for +=) | replaced
def of_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    s = 0
    for ak, yk, tk in zip(a, y, t):
        s = ak * (yk - tk)
    return -s / tau**2


# wrong | return in the loop | too-early
def of_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    s = 0
    for ak, yk, tk in zip(a, y, t):
        s += ak * (yk - tk)
        return -s / tau**2


# wrong | root for square | temperature-in-the-wrong-place
def of_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    return -(a * (y - t)).sum() / np.sqrt(tau)


# wrong | 2 tau instead of tau squared | power, plus-or-times
def of_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    return -(a * (y - t)).sum() / (2 * tau)


# wrong | multiplied by tau squared | times-or-divided, temperature-in-the-wrong-place
def of_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    return -(a * (y - t)).sum() * tau**2


# wrong | two slips: sign and only one tau | temperature-in-the-wrong-place, sign
def of_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    return ((y - t) / tau * a).sum()


# wrong | two slips: softmax of a times tau, no sum |
def of_temperature(a, t, tau):
    e = np.exp((a - a.max()) * tau)
    y = e / e.sum()
    return -a * (y - t) / tau**2


# wrong | the gradient at a returned | factor-left-out, line-left-out, sign
def of_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    return (e / e.sum() - t) / tau


# wrong | minus twice: t - y with minus | sign
def of_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    return -(t - y) @ a / tau**2


# right | t - y swallows the minus
def of_temperature(a, t, tau):
    from scipy.special import softmax

    return a @ (t - softmax(a / tau)) / tau**2


# right | mean of a under t minus mean under y
def of_temperature(a, t, tau):
    w = np.exp((a - a.max()) / tau)
    return ((a * t).sum() - np.average(a, weights=w)) / tau**2


# right | through the gradient at a
def of_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    at_a = (y - t) / tau
    return -(at_a * (a / tau)).sum()


# right | math.fsum
def of_temperature(a, t, tau):
    import math

    m = max(a)
    e = [math.exp((v - m) / tau) for v in a]
    S = math.fsum(e)
    return -math.fsum(v * (p / S - k) for v, p, k in zip(a, e, t)) / tau**2


# right | complex step
def of_temperature(a, t, tau):
    z = (a - a.max()) / (tau + 1e-30j)
    L = np.log(np.exp(z).sum()) - (t * z).sum()
    return L.imag / 1e-30


# right | node 1/tau by itself
def of_temperature(a, t, tau):
    beta = 1 / tau
    z = a * beta
    e = np.exp(z - z.max())
    y = e / e.sum()
    at_beta = ((y - t) * a).sum()
    return at_beta * (-(beta**2))


# right | einsum
def of_temperature(a, t, tau):
    z = a / tau
    y = np.exp(z - np.logaddexp.reduce(z))
    return -np.einsum("k,k->", z, y - t) / tau


# right | loop
def of_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    g = 0.0
    for k in range(len(a)):
        g -= a[k] * (y[k] - t[k]) / (tau * tau)
    return g


# right | logits shifted by the maximum (targets sum to 1)
def of_temperature(a, t, tau):
    s = a - a.max()
    e = np.exp(s / tau)
    y = e / e.sum()
    return -(s * (y - t)).sum() / tau**2


# right | Jacobian and chain of all
def of_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    J = np.diag(y) - np.outer(y, y)
    dz = -a / tau**2
    return float((-t / y) @ J @ dz)


# right | long double, array of shape ()
def of_temperature(a, t, tau):
    A = np.longdouble(a)
    e = np.exp(A / tau - (A / tau).max())
    y = e / e.sum()
    return np.array(float(np.inner(t - y, A) / tau / tau))


# right | pairs of classes
def of_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    d = a[:, None] - a[None, :]
    return (t[:, None] * y[None, :] * d).sum() / tau**2


# wrong | sign forgotten | sign
def of_temperature(a, t, tau):
    z = a / tau
    e = np.exp(z - z.max())
    y = e / e.sum()
    return np.dot(a, y - t) / tau**2


# wrong | tau not squared | temperature-in-the-wrong-place
def of_temperature(a, t, tau):
    z = a / tau
    e = np.exp(z - z.max())
    y = e / e.sum()
    return -np.dot(a, y - t) / tau


# wrong | not summed over the logits | no-sum-at-a-fork
def of_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    return -a * (y - t) / tau**2


# wrong | factor a left out | zeros
def of_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    return -np.sum(y - t) / tau**2


# wrong | softmax without temperature | temperature-in-the-wrong-place
def of_temperature(a, t, tau):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return -(a * (y - t)).sum() / tau**2


# wrong | z = a/tau used with tau squared, one tau too many | temperature-in-the-wrong-place
def of_temperature(a, t, tau):
    z = a / tau
    p = np.exp(z - z.max())
    p = p / p.sum()
    total = 0
    for k in range(len(a)):
        total += (p[k] - t[k]) * z[k]
    return -total / tau**2


# wrong | mean over the logits | sum-or-mean
def of_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    return np.mean(a * (t - y)) / tau**2


# wrong | only the true logit, softmax average forgotten | operands-exchanged, term-left-out
def of_temperature(a, t, tau):
    return np.dot(a, t) / tau**2


# wrong | y times t instead of difference | plus-or-times, no-maximum-subtracted
def of_temperature(a, t, tau):
    e = np.exp(a / tau)
    y = e / e.sum()
    return -(a * y * t).sum() / tau**2


# right | expected logit under target minus under softmax
def of_temperature(a, t, tau):
    y = np.exp(a / tau - np.logaddexp.reduce(a / tau))
    return (t @ a - y @ a) / tau**2


# right | through beta = 1/tau, then dbeta/dtau
def of_temperature(a, t, tau):
    beta = 1 / tau
    w = [np.exp(beta * (v - max(a))) for v in a]
    Z = sum(w)
    d_beta = 0.0
    for k in range(len(a)):
        d_beta += a[k] * (w[k] / Z - t[k])
    return d_beta * (-(beta**2))


# right | z dot gradient at a, divided by minus tau
def of_temperature(a, t, tau):
    z = a / tau
    e = np.exp(z - z.max())
    grad_a = (e / e.sum() - t) / tau
    return -grad_a @ z


# right | scaffold
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def of_temperature(a, t, tau):
    y = softmax(a / tau)
    from_each_class = -(y - t) * a / tau ** 2
    return sum(from_each_class)


# right | true logit minus mean logit
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def of_temperature(a, t, tau):
    a = np.asarray(a, dtype=float)
    return float(t @ a - softmax(a / tau) @ a) / tau / tau


# wrong | plain loops, shape (1,), no maximum | no-maximum-subtracted
def of_temperature(a, t, tau):
    e = [math.exp(v / tau) for v in a]
    total = 0.0
    for k in range(len(a)):
        total += (t[k] - e[k] / sum(e)) * a[k]
    return total / tau ** 2


# right | nudge
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def of_temperature(a, t, tau):
    L = lambda s: -(t * np.log(softmax(a / s))).sum()
    return (L(tau + 1e-05) - L(tau - 1e-05)) / 2e-05


# wrong | minus of -a/tau^2 forgotten | sign
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def of_temperature(a, t, tau):
    y = softmax(a / tau)
    return sum((y - t) * a / tau ** 2)


# wrong | 1/tau instead of 1/tau^2 | temperature-in-the-wrong-place
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def of_temperature(a, t, tau):
    y = softmax(a / tau)
    return sum(-(y - t) * a / tau)


# wrong | the logits forgotten | zeros
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def of_temperature(a, t, tau):
    y = softmax(a / tau)
    return sum(-(y - t) / tau ** 2)


# wrong | softmax without tau | temperature-in-the-wrong-place
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def of_temperature(a, t, tau):
    y = softmax(a)
    return sum(-(y - t) * a / tau ** 2)


# wrong | not summed: one number for each class | no-sum-at-a-fork
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def of_temperature(a, t, tau):
    y = softmax(a / tau)
    return -(y - t) * a / tau ** 2


# wrong | mean instead of sum | sum-or-mean
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def of_temperature(a, t, tau):
    y = softmax(a / tau)
    return np.mean(-(y - t) * a / tau ** 2)


# wrong | t forgotten: mean logit only | input-unused
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def of_temperature(a, t, tau):
    y = softmax(a / tau)
    return sum(-y * a / tau ** 2)


# wrong | gradient at a of 15.9 used: one 1/tau too many (tau**3) | temperature-in-the-wrong-place
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def of_temperature(a, t, tau):
    y = softmax(a / tau)
    return sum((y - t) / tau * -a / tau ** 2)


# wrong | no tau at all after the product | temperature-in-the-wrong-place
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def of_temperature(a, t, tau):
    y = softmax(a / tau)
    return sum(-(y - t) * a)


# wrong | plain mean of logits instead of mean logit | factor-left-out, function-left-out
def of_temperature(a, t, tau):
    return ((t * a).sum() - a.mean()) / tau ** 2


# wrong | only the true class: (1-y) a there |
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def of_temperature(a, t, tau):
    y = softmax(a / tau)
    k = np.argmax(t)
    return (1 - y[k]) * a[k] / tau ** 2


# wrong | the sum of 15.9's gradient | zeros
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def of_temperature(a, t, tau):
    return sum((softmax(a / tau) - t) / tau)
