# wrong | weights forgotten at the y term | targets-sum-to-one
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return y - w * t


# wrong | w times (y - t) | weights-of-the-classes
def with_weights(a, t, w):
    p = np.exp(a - np.max(a))
    p = p / np.sum(p)
    return w * (p - t)


# wrong | weights only at the sum, not at t | factor-left-out, weights-of-the-classes
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return y * (w * t).sum() - t


# wrong | weights nowhere | factor-left-out, weights-of-the-classes
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    return e / e.sum() - t


# wrong | w y sum - w t | weights-of-the-classes
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return w * y * np.dot(w, t) - w * t


# wrong | sign exchanged | sign
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return w * t - y * (w * t).sum()


# wrong | sum of w times y instead of the sum of w t | variable
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return y * (w * y).sum() - w * t


# wrong | sum of all weights | factor-left-out, weights-of-the-classes
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return y * sum(w) - w * t


# wrong | mean for sum | sum-or-mean
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return y * np.mean(w * t) - w * t


# wrong | weights inside the softmax |
def with_weights(a, t, w):
    e = w * np.exp(a - a.max())
    y = e / e.sum()
    return y - t


# wrong | logits multiplied by weights |
def with_weights(a, t, w):
    z = w * a
    e = np.exp(z - z.max())
    y = e / e.sum()
    return w * (y - t)


# wrong | sum not outside, elementwise y w t - w t | function-left-out, only-the-diagonal
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return y * w * t - w * t


# wrong | diagonal of the Jacobian only | only-the-diagonal
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    u = -w * t / y
    return u * y * (1 - y)


# wrong | normalised by the sum of weights | weights-of-the-classes
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return (y * (w * t).sum() - w * t) / w.sum()


# wrong | divided by the weights | power-of-an-input
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    v = t / w
    return y * v.sum() - v


# wrong | sum of t and of w multiplied | kind-of-product, weights-of-the-classes
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return y * w.sum() * t.sum() - w * t


# wrong | weight of the likeliest class for all (as if one-hot) | weights-of-the-classes
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return w[np.argmax(t)] * (y - t)


# wrong | plus | plus-or-minus, sign-of-a-term
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return y * np.dot(w, t) + w * t


# wrong | last class left out of the sum | too-early
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    s = 0
    for k in range(len(t) - 1):
        s += w[k] * t[k]
    return y * s - w * t


# wrong | two slips: t - y and weights only on one term | targets-sum-to-one, sign
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return w * t - y


# wrong | two slips: w(y - t) averaged over classes |
def with_weights(a, t, w):
    import math

    S = sum(math.exp(v) for v in a)
    return [wk * (math.exp(v) / S - tk) / len(a) for v, tk, wk in zip(a, t, w)]


# wrong | weights squared (multiplied twice) |
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    s = w * t
    return w * (y * s.sum() - s)


# right | s = w t as new targets
def with_weights(a, t, w):
    from scipy.special import softmax

    s = w * t
    return softmax(a) * s.sum() - s


# right | dot
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    return e * np.dot(w, t) / np.sum(e) - np.multiply(w, t)


# right | upstream through the softmax
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    u = -w * t / y
    return y * (u - (u * y).sum())


# right | Jacobian of log softmax
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    C = len(a)
    J = np.eye(C) - np.tile(y, (C, 1))
    return -(w * t) @ J


# right | sum of single-class gradients
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    g = np.zeros(len(a))
    for k in range(len(a)):
        one = np.zeros(len(a))
        one[k] = 1
        g += w[k] * t[k] * (y - one)
    return g


# right | list, fsum
def with_weights(a, t, w):
    import math

    m = max(a)
    e = [math.exp(v - m) for v in a]
    S = math.fsum(e)
    total = math.fsum(p * q for p, q in zip(w, t))
    return [ek / S * total - wk * tk for ek, wk, tk in zip(e, w, t)]


# right | complex step
def with_weights(a, t, w):
    out = []
    for k in range(len(a)):
        z = (a - a.max()).astype(complex)
        z[k] += 1e-30j
        out.append(-(w * t * (z - np.log(np.exp(z).sum()))).sum().imag / 1e-30)
    return np.array(out)


# right | einsum
def with_weights(a, t, w):
    y = np.exp(a - np.logaddexp.reduce(a))
    return np.einsum("j,k,k->j", y, w, t) - np.einsum("k,k->k", w, t)


# right | minus of the other sign, tuple
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return tuple(-(w * t - y * np.inner(w, t)))


# right | graph way
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    S = e.sum()
    y = e / S
    back_log = -(w * t)
    back_y = back_log / y
    fork = (back_y * e).sum()
    back_S = fork * (-1 / S**2)
    return (back_y / S + back_S) * e


# right | matrix of pairs, long double
def with_weights(a, t, w):
    e = np.exp(np.longdouble(a) - a.max())
    y = e / e.sum()
    s = w * t
    M = np.outer(y, s) - np.diag(s)
    return M.sum(axis=1).astype(float)


# wrong | w times (y - t), elementwise | weights-of-the-classes
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return w * (y - t)


# wrong | y not multiplied by the sum of weighted targets | targets-sum-to-one
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return y - w * t


# wrong | y multiplied by its own weight | weights-of-the-classes, no-maximum-subtracted
def with_weights(a, t, w):
    p = np.exp(a) / np.exp(a).sum()
    return w * p * t.sum() - w * t


# wrong | weights on the logits in the forward pass | weights-of-the-classes
def with_weights(a, t, w):
    z = w * a
    e = np.exp(z - z.max())
    return e / e.sum() - t


# wrong | normalized by the sum of weights, as PyTorch's mean reduction | weights-of-the-classes
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    wt = w * t
    return (y * wt.sum() - wt) / wt.sum()


# wrong | weight of the predicted class for everything |
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return w[np.argmax(y)] * (y - t)


# wrong | sum of weights instead of weighted targets | weights-of-the-classes
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return y * w.sum() - w * t


# wrong | sum of the targets, weights forgotten in the sum | targets-sum-to-one
def with_weights(a, t, w):
    e = np.exp(a - max(a))
    y = e / sum(e)
    T = sum(t)
    return np.array([y[k] * T - w[k] * t[k] for k in range(len(a))])


# wrong | weight forgotten in the second term | weights-of-the-classes
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return y * np.dot(w, t) - t


# wrong | one weight (w·t) for the whole gradient, true only for one-hot | weights-of-the-classes
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    weight = np.sum(w * t)
    return weight * (y - t)


# wrong | divided by weights, rare classes seen as frequency | power-of-an-input
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    q = t / w
    return y * q.sum() - q


# wrong | sign | sign
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return w * t - y * (w @ t)


# right | weighted upstream through the jacobian
def with_weights(a, t, w):
    e = np.exp(a - a.max())
    y = e / e.sum()
    J = np.diag(y) - np.outer(y, y)
    up = -(w * t) / y
    return up @ J


# right | loop: one loss term after the other
def with_weights(a, t, w):
    y = np.exp(a - np.logaddexp.reduce(a))
    g = np.zeros(len(a))
    for k in range(len(t)):
        hot = np.zeros(len(a))
        hot[k] = 1
        g += w[k] * t[k] * (y - hot)
    return g


# right | matrix y 1^T minus I times diag(w) t
def with_weights(a, t, w):
    n = len(a)
    e = np.exp(a - a.max())
    y = e / e.sum()
    M = np.tile(y[:, None], (1, n)) - np.identity(n)
    return M @ np.diag(w) @ t


# right | one line
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_weights(a, t, w):
    return softmax(a) * (w * t).sum() - w * t


# wrong | lists, no maximum | no-maximum-subtracted
def with_weights(a, t, w):
    e = [math.exp(v) for v in a]
    T = sum((wi * ti for wi, ti in zip(w, t)))
    return [T * ei / sum(e) - wi * ti for ei, wi, ti in zip(e, w, t)]


# right | Jacobian
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_weights(a, t, w):
    y = softmax(np.asarray(a, float))
    J = np.diag(y) - np.outer(y, y)
    return -(np.asarray(w) * t / y) @ J


# wrong | w * (y - t) | weights-of-the-classes
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_weights(a, t, w):
    return w * (softmax(a) - t)


# wrong | y - w*t: sum not used | targets-sum-to-one
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_weights(a, t, w):
    return softmax(a) - w * t


# wrong | weights ignored: y - t | weights-of-the-classes
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_weights(a, t, w):
    return softmax(a) - t


# wrong | sum of w instead of sum of w t | weights-of-the-classes
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_weights(a, t, w):
    return softmax(a) * w.sum() - w * t


# wrong | w.t * (y - t): T also at t instead of w t | weights-of-the-classes
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_weights(a, t, w):
    return w @ t * (softmax(a) - t)


# wrong | mean of w: as PyTorch divides by weight | weights-of-the-classes
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_weights(a, t, w):
    return softmax(a) - w * t / (w * t).sum()


# wrong | sign, again | sign
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_weights(a, t, w):
    return w * t - softmax(a) * (w * t).sum()


# wrong | w in both terms: w*y*T - w*t | weights-of-the-classes
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_weights(a, t, w):
    return w * softmax(a) * (w * t).sum() - w * t


# wrong | w only in the detour: T*y - t | weights-of-the-classes
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_weights(a, t, w):
    return (w * t).sum() * softmax(a) - t


# wrong | mean instead of sum | sum-or-mean
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_weights(a, t, w):
    return (w * t).mean() * softmax(a) - w * t


# wrong | softmax of w*a | weights-of-the-classes
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_weights(a, t, w):
    return softmax(w * a) - t


# wrong | divides by w | power-of-an-input
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_weights(a, t, w):
    return softmax(a) * (t / w).sum() - t / w


# wrong | argmax of t: fails at soft targets: w[k]*(y-t) | weights-of-the-classes
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def with_weights(a, t, w):
    k = np.argmax(t)
    return w[k] * (softmax(a) - t)
