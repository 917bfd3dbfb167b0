# wrong | 1/tau forgotten at the end | factor-left-out, temperature-in-the-wrong-place
def with_temperature(a, t, tau):
    z = a / tau
    e = np.exp(z - z.max())
    return e / e.sum() - t


# wrong | tau forgotten in the softmax | factor-left-out, temperature-in-the-wrong-place
def with_temperature(a, t, tau):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return (y - t) / tau


# wrong | tau nowhere | temperature-in-the-wrong-place
def with_temperature(a, t, tau):
    e = np.exp(a - a.max())
    return e / e.sum() - t


# wrong | 1/tau twice | temperature-in-the-wrong-place
def with_temperature(a, t, tau):
    e = np.exp(a / tau - (a / tau).max())
    y = e / e.sum()
    return (y - t) / tau**2


# wrong | multiplied by tau on the way back | temperature-in-the-wrong-place
def with_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    return tau * (y - t)


# wrong | multiplied by tau before softmax | times-or-divided, temperature-in-the-wrong-place
def with_temperature(a, t, tau):
    z = tau * a
    e = np.exp(z - z.max())
    y = e / e.sum()
    return (y - t) / tau


# wrong | t - y | sign
def with_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    return (t - y) / tau


# wrong | bracket: only t divided by tau | factor-left-out, temperature-in-the-wrong-place
def with_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    return y - t / tau


# wrong | exp divided by tau, not the logit | factor-left-out, temperature-in-the-wrong-place
def with_temperature(a, t, tau):
    e = np.exp(a - a.max()) / tau
    y = e / e.sum()
    return (y - t) / tau


# wrong | only the exponentials above divided, the sum without tau | variable, no-maximum-subtracted
def with_temperature(a, t, tau):
    y = np.exp(a / tau) / np.exp(a).sum()
    return (y - t) / tau


# wrong | y divided by tau before t is subtracted | factor-left-out, temperature-in-the-wrong-place
def with_temperature(a, t, tau):
    import math

    m = max(a)
    e = [math.exp((v - m) / tau) for v in a]
    S = sum(e)
    return [v / S / tau - tk for v, tk in zip(e, t)]


# wrong | divided by the number of classes | divided-by-classes, one-step-too-many
def with_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    return (y - t) / (tau * len(a))


# wrong | logits minus the temperature | plus-or-times, temperature-in-the-wrong-place
def with_temperature(a, t, tau):
    z = a - tau
    e = np.exp(z - z.max())
    y = e / e.sum()
    return (y - t) / tau


# wrong | minus 1/tau^2, the slope of 1/tau | temperature-in-the-wrong-place
def with_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    return (y - t) * (-1 / tau**2)


# wrong | mean for sum in softmax | sum-or-mean
def with_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.mean()
    return (y - t) / tau


# wrong | gradient at tau mixed in: times a |
def with_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    return a * (y - t) / tau


# wrong | two slips: t - y and 1/tau forgotten | factor-left-out, sign, another-quantity
def with_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    return t - y


# wrong | two slips: times tau before and after | temperature-in-the-wrong-place
def with_temperature(a, t, tau):
    e = np.exp((a - a.max()) * tau)
    y = e / e.sum()
    return (y - t) * tau


# wrong | diagonal of the Jacobian only | only-the-diagonal
def with_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    return -t / y * y * (1 - y) / tau


# wrong | a step instead of the gradient | one-step-too-many, one-step-instead-of-the-gradient
def with_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    return a - (y - t) / tau


# right | scipy
def with_temperature(a, t, tau):
    from scipy.special import softmax

    return (softmax(a / tau) - t) / tau


# right | powers of the exponentials
def with_temperature(a, t, tau):
    e = np.exp(a - a.max()) ** (1 / tau)
    y = e / e.sum()
    return (y - t) * (1 / tau)


# right | both divided
def with_temperature(a, t, tau):
    b = a / tau
    y = np.exp(b - b.max())
    y = y / y.sum()
    return y / tau - t / tau


# right | one more node, graph way
def with_temperature(a, t, tau):
    b = a / tau
    e = np.exp(b - b.max())
    S = e.sum()
    y = e / S
    u = -t / y
    back_e = u / S - (u * e).sum() / S**2
    back_b = back_e * e
    return back_b * (1 / tau)


# right | list with math
def with_temperature(a, t, tau):
    import math

    m = max(a)
    e = [math.exp((v - m) / tau) for v in a]
    S = math.fsum(e)
    return [(v / S - tk) / tau for v, tk in zip(e, t)]


# right | logaddexp
def with_temperature(a, t, tau):
    z = np.divide(a, tau)
    return (np.exp(z - np.logaddexp.reduce(z)) - t) / tau


# right | full Jacobian
def with_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    y = e / e.sum()
    J = (np.diag(y) - np.outer(y, y)) / tau
    return (-t / y) @ J


# right | complex step
def with_temperature(a, t, tau):
    g = []
    for k in range(len(a)):
        z = (a - a.max()).astype(complex)
        z[k] += 1e-30j
        z = z / tau
        L = np.log(np.exp(z).sum()) - (t * z).sum()
        g.append(L.imag / 1e-30)
    return np.array(g)


# right | helper that knows nothing of tau
def with_temperature(a, t, tau):
    def plain(b, t):
        e = np.exp(b - b.max())
        return e / e.sum() - t

    return plain(b=a / tau, t=t) / tau


# right | long double, share as 1 over a sum of differences
def with_temperature(a, t, tau):
    A = np.longdouble(a)
    y = 1 / np.exp((A[None, :] - A[:, None]) / tau).sum(axis=1)
    return ((y - t) / tau).astype(float)


# right | y times the sum of t, for targets of any sum
def with_temperature(a, t, tau):
    e = np.exp((a - a.max()) / tau)
    return (e / e.sum() * t.sum() - t) / tau


# wrong | division by tau at the end forgotten | temperature-in-the-wrong-place
def with_temperature(a, t, tau):
    z = a / tau
    e = np.exp(z - z.max())
    return e / e.sum() - t


# wrong | tau only on the way back, not in softmax | temperature-in-the-wrong-place
def with_temperature(a, t, tau):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return (y - t) / tau


# wrong | multiplied by tau instead of divided | temperature-in-the-wrong-place
def with_temperature(a, t, tau):
    z = a / tau
    e = np.exp(z - max(z))
    y = e / e.sum()
    return (y - t) * tau


# wrong | tau squared, as in the distillation recipe | factor-that-changes, temperature-in-the-wrong-place
def with_temperature(a, t, tau):
    z = a / tau
    e = np.exp(z - z.max())
    y = e / e.sum()
    return tau**2 * (y - t)


# wrong | logits multiplied by tau | temperature-in-the-wrong-place
def with_temperature(a, t, tau):
    z = a * tau
    e = np.exp(z - z.max())
    y = e / e.sum()
    return (y - t) / tau


# wrong | divides the shares by tau, not the logits | temperature-in-the-wrong-place
def with_temperature(a, t, tau):
    e = np.exp(a - a.max())
    y = e / e.sum() / tau
    return y - t


# wrong | exponentials divided by tau, cancels out | temperature-in-the-wrong-place
def with_temperature(a, t, tau):
    e = np.exp(a - a.max()) / tau
    y = e / e.sum()
    return y - t


# wrong | derivative of 1/tau put in: minus over tau squared | temperature-in-the-wrong-place, no-maximum-subtracted
def with_temperature(a, t, tau):
    z = a / tau
    y = np.exp(z) / np.exp(z).sum()
    return -(y - t) / tau**2


# wrong | softmax of the target as well |
def with_temperature(a, t, tau):
    soft = lambda v: np.exp(v - v.max()) / np.exp(v - v.max()).sum()
    return (soft(a / tau) - soft(t / tau)) / tau


# wrong | missing brackets, only t divided | temperature-in-the-wrong-place, no-maximum-subtracted
def with_temperature(a, t, tau):
    e = np.exp(a / tau)
    y = e / e.sum()
    return y - t / tau


# wrong | loop of the denominator leaves out the last class | other-normalization, no-maximum-subtracted
def with_temperature(a, t, tau):
    num = np.exp(a / tau)
    den = sum(np.exp(v / tau) for v in a[:-1])
    return (num / den - t) / tau


# wrong | sign | sign
def with_temperature(a, t, tau):
    logits = [v / tau for v in a]
    m = max(logits)
    e = np.array([np.exp(v - m) for v in logits])
    return (t - e / e.sum()) / tau


# right | powers of the softmax at temperature 1
def with_temperature(a, t, tau):
    p = np.exp(a - a.max()) ** (1 / tau)
    y = p / p.sum()
    return y / tau - t / tau


# right | beta = 1/tau and pairwise differences
def with_temperature(a, t, tau):
    beta = 1 / tau
    y = 1 / np.exp(beta * (a[None, :] - a[:, None])).sum(1)
    return beta * (y - t)


# right | upstream through jacobian and one more node
def with_temperature(a, t, tau):
    z = a / tau
    y = np.exp(z - np.logaddexp.reduce(z))
    J = np.diag(y) - np.outer(y, y)
    at_z = J @ (-t / y)
    return at_z * (1 / tau)


# right | one line
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_temperature(a, t, tau):
    return (softmax(a / tau) - t) / tau


# wrong | plain list, no maximum | no-maximum-subtracted
def with_temperature(a, t, tau):
    e = [math.exp(v / tau) for v in a]
    return [(ei / sum(e) - ti) / tau for ei, ti in zip(e, t)]


# right | through the nodes
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_temperature(a, t, tau):
    s = np.asarray(a, float) * (1 / tau)
    y = softmax(s)
    J = np.diag(y) - np.outer(y, y)
    u = -np.asarray(t) / y
    return u @ J * (1 / tau)


# wrong | 1/tau forgotten | temperature-in-the-wrong-place
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_temperature(a, t, tau):
    return softmax(a / tau) - t


# wrong | multiplied by tau | temperature-in-the-wrong-place
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_temperature(a, t, tau):
    return tau * (softmax(a / tau) - t)


# wrong | softmax of a without tau | temperature-in-the-wrong-place
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_temperature(a, t, tau):
    return (softmax(a) - t) / tau


# wrong | softmax(a*tau) | temperature-in-the-wrong-place
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_temperature(a, t, tau):
    return (softmax(a * tau) - t) / tau


# wrong | divided by tau squared | temperature-in-the-wrong-place
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_temperature(a, t, tau):
    return (softmax(a / tau) - t) / tau ** 2


# wrong | precedence: y - t / tau | temperature-in-the-wrong-place
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_temperature(a, t, tau):
    return softmax(a / tau) - t / tau


# wrong | divides the softmax, not the logits: softmax(a)/tau - t | temperature-in-the-wrong-place
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_temperature(a, t, tau):
    return softmax(a) / tau - t


# wrong | sign, again | sign
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_temperature(a, t, tau):
    return (t - softmax(a / tau)) / tau


# wrong | t forgotten | input-unused
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_temperature(a, t, tau):
    return softmax(a / tau) / tau


# wrong | whole tau ignored | temperature-in-the-wrong-place
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_temperature(a, t, tau):
    return softmax(a) - t


# wrong | loss instead of gradient | another-quantity
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_temperature(a, t, tau):
    return -(t * np.log(softmax(a / tau))).sum()


# wrong | minus 1/tau^2 * a, derivative at tau per class |
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_temperature(a, t, tau):
    return -(softmax(a / tau) - t) * a / tau ** 2
