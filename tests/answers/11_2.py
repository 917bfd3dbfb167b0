# wrong | hidden slope forgotten | factor-left-out, slope-of-sigmoid
def hidden_weight(x, w, v, t):
    sig = lambda z: 1 / (1 + np.exp(-z))
    h = sig(w * x)
    y = sig(v * h)
    return np.sum((y - t) * y * (1 - y) * v) * x


# wrong | slope of the outputs forgotten (as with cross-entropy) | y-minus-t-for-squared-error
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    y = 1 / (1 + np.exp(-v * h))
    return np.dot(y - t, v) * h * (1 - h) * x


# wrong | no sum over the outputs | no-sum-at-a-fork
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    y = 1 / (1 + np.exp(-v * h))
    delta = (y - t) * y * (1 - y)
    return delta * v * h * (1 - h) * x


# wrong | t - y | sign
def hidden_weight(x, w, v, t):
    import math

    h = 1 / (1 + math.exp(-w * x))
    s = 0
    for k in range(len(v)):
        y = 1 / (1 + math.exp(-v[k] * h))
        s += (t[k] - y) * y * (1 - y) * v[k]
    return s * h * (1 - h) * x


# wrong | factor v left out | factor-left-out
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    y = 1 / (1 + np.exp(-v * h))
    return ((y - t) * y * (1 - y)).sum() * h * (1 - h) * x


# wrong | factor x left out | factor-left-out, line-left-out
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    out = 1 / (1 + np.exp(-h * v))
    back = np.einsum("k,k->", (out - t) * out * (1 - out), v)
    return back * h * (1 - h)


# wrong | x(1-x) for the hidden slope | slope-of-sigmoid
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    y = 1 / (1 + np.exp(-v * h))
    return ((y - t) * y * (1 - y) * v).sum() * x * (1 - x) * x


# wrong | mean over the outputs instead of sum | sum-or-mean
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    y = 1 / (1 + np.exp(-v * h))
    return ((y - t) * y * (1 - y) * v).mean() * h * (1 - h) * x


# wrong | hidden unit without sigmoid |
def hidden_weight(x, w, v, t):
    h = w * x
    y = 1 / (1 + np.exp(-v * h))
    return ((y - t) * y * (1 - y) * v).sum() * x


# wrong | sign in the hidden sigmoid | sign-of-a-term, input-changed
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(w * x))
    y = 1 / (1 + np.exp(-v * h))
    return ((y - t) * y * (1 - y) * v).sum() * h * (1 - h) * x


# wrong | w instead of x as the last factor | variable, inputs-exchanged
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    y = 1 / (1 + np.exp(-v * h))
    return ((y - t) * y * (1 - y) * v).sum() * h * (1 - h) * w


# wrong | h instead of v (that is the gradient of the output weights), summed | variable
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    y = 1 / (1 + np.exp(-v * h))
    return ((y - t) * y * (1 - y) * h).sum() * h * (1 - h) * x


# wrong | only the last output (= for +=) | no-sum-at-a-fork
def hidden_weight(x, w, v, t):
    def sig(z):
        return 1 / (1 + np.exp(-z))

    h = sig(x * w)
    back = 0
    for vk, tk in zip(v, t):
        yk = sig(vk * h)
        back = (yk - tk) * yk * (1 - yk) * vk
    return back * h * (1 - h) * x


# wrong | softmax at the outputs |
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    e = np.exp(v * h)
    y = e / e.sum()
    return ((y - t) * v).sum() * h * (1 - h) * x


# wrong | factor 2 too many | factor, one-step-too-many
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    y = 1 / (1 + np.exp(-v * h))
    return 2 * np.sum((y - t) * y * (1 - y) * v) * h * (1 - h) * x


# wrong | sums multiplied separately | kind-of-product
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    y = 1 / (1 + np.exp(-v * h))
    return ((y - t) * y * (1 - y)).sum() * v.sum() * h * (1 - h) * x


# wrong | two slips: t - y and the output slope missing | y-minus-t-for-squared-error, sign
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    y = 1 / (1 + np.exp(-v * h))
    return ((t - y) @ v) * h * (1 - h) * x


# wrong | two slips: hidden slope forgotten and averaged |
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    y = 1 / (1 + np.exp(-v * h))
    return ((y - t) * y * (1 - y) * v).sum() * x / len(v)


# wrong | new weight instead of the gradient | one-step-instead-of-the-gradient
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    y = 1 / (1 + np.exp(-v * h))
    g = ((y - t) * y * (1 - y) * v).sum() * h * (1 - h) * x
    return w - g


# wrong | first output left out | index
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    total = 0
    for k in range(1, len(v)):
        y = 1 / (1 + np.exp(-v[k] * h))
        total += (y - t[k]) * y * (1 - y) * v[k]
    return total * h * (1 - h) * x


# right | dot
def hidden_weight(x, w, v, t):
    from scipy.special import expit

    h = expit(w * x)
    y = expit(v * h)
    return np.dot((y - t) * y * (1 - y), v) * h * (1 - h) * x


# right | math loop
def hidden_weight(x, w, v, t):
    import math

    def sig(z):
        return 1 / (1 + math.exp(-z))

    h = sig(w * x)
    parts = []
    for vk, tk in zip(v, t):
        yk = sig(vk * h)
        parts.append((yk - tk) * yk * (1 - yk) * vk * h * (1 - h) * x)
    return math.fsum(parts)


# right | einsum
def hidden_weight(x, w, v, t):
    s = lambda z: 1 / (1 + np.exp(-z))
    h = s(w * x)
    y = s(v * h)
    return x * h * (1 - h) * np.einsum("k,k,k,k->", y - t, y, 1 - y, v)


# right | by tanh
def hidden_weight(x, w, v, t):
    h = 0.5 * (1 + np.tanh(0.5 * w * x))
    y = 0.5 * (1 + np.tanh(0.5 * v * h))
    return ((y - t) * (y - y * y)) @ v * (h - h**2) * x


# right | complex step
def hidden_weight(x, w, v, t):
    def error(w):
        h = 1 / (1 + np.exp(-w * x))
        y = 1 / (1 + np.exp(-v * h))
        return 0.5 * ((y - t) ** 2).sum()

    return error(w + 1e-30j).imag / 1e-30


# right | forward derivative of y along w
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    dh = x * h * (1 - h)
    y = 1 / (1 + np.exp(-v * h))
    dy = y * (1 - y) * v * dh
    return (dy * (y - t)).sum()


# right | layers with backward
def hidden_weight(x, w, v, t):
    class Sig:
        def forward(self, z):
            self.o = 1 / (1 + np.exp(-z))
            return self.o

        def backward(self, d):
            return d * self.o * (1 - self.o)

    s1, s2 = Sig(), Sig()
    h = s1.forward(w * x)
    y = s2.forward(v * h)
    d = s2.backward(y - t)
    d = s1.backward(sum(d * v))
    return d * x


# right | matrices of shape (1,1) and (1,K)
def hidden_weight(x, w, v, t):
    X = np.array([[x]])
    W = np.array([[w]])
    V = v.reshape(1, -1)
    T = t.reshape(1, -1)
    H = 1 / (1 + np.exp(-X @ W))
    Y = 1 / (1 + np.exp(-H @ V))
    dH = ((Y - T) * Y * (1 - Y)) @ V.T
    return (X.T @ (dH * H * (1 - H))).item()


# right | dual numbers
def hidden_weight(x, w, v, t):
    class Dual:
        def __init__(self, a, b):
            self.a, self.b = a, b

    def sig(d):
        s = 1 / (1 + np.exp(-d.a))
        return Dual(s, s * (1 - s) * d.b)

    h = sig(Dual(w * x, x))
    y = sig(Dual(v * h.a, v * h.b))
    return float(np.sum((y.a - t) * y.b))


# right | long double, slope as e/(1+e)^2
def hidden_weight(x, w, v, t):
    e1 = np.exp(np.longdouble(-w * x))
    h = 1 / (1 + e1)
    e2 = np.exp(-v.astype(np.longdouble) * h)
    y = 1 / (1 + e2)
    total = ((y - t) * e2 / (1 + e2) ** 2 * v).sum()
    return float(total * e1 / (1 + e1) ** 2 * x)


# right | reduce over generator, negative signs twice
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    ys = [1 / (1 + np.exp(-vk * h)) for vk in v]
    return -sum((tk - yk) * yk * (1 - yk) * vk for yk, tk, vk in zip(ys, t, v)) * h * (1 - h) * x


# wrong | derivative of the hidden sigmoid forgotten | slope-of-sigmoid
def hidden_weight(x, w, v, t):
    sig = lambda z: 1 / (1 + np.exp(-z))
    h = sig(w * x)
    y = sig(v * h)
    delta = (y - t) * y * (1 - y)
    return np.dot(delta, v) * x


# wrong | output sigmoid derivative forgotten (as with cross entropy) | y-minus-t-for-squared-error
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    y = 1 / (1 + np.exp(-v * h))
    return np.sum((y - t) * v) * h * (1 - h) * x


# wrong | the paths of the outputs not summed | no-sum-at-a-fork
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    y = 1 / (1 + np.exp(-v * h))
    return (y - t) * y * (1 - y) * v * h * (1 - h) * x


# wrong | last factor x left out | factor-left-out, line-left-out
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    y = 1 / (1 + np.exp(-v * h))
    delta_out = (y - t) * y * (1 - y)
    delta_hidden = (delta_out * v).sum() * h * (1 - h)
    return delta_hidden


# wrong | weights v not on the way back, h instead | variable
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    y = 1 / (1 + np.exp(-v * h))
    return ((y - t) * y * (1 - y) * h).sum() * h * (1 - h) * x


# wrong | factor 2 of the squared error without the half | factor
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    y = 1 / (1 + np.exp(-v * h))
    dE = 2 * (y - t)
    return (dE * y * (1 - y) * v).sum() * h * (1 - h) * x


# wrong | mean over outputs (MSE) | sum-or-mean
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    y = 1 / (1 + np.exp(-v * h))
    return ((y - t) * y * (1 - y) * v).mean() * h * (1 - h) * x


# wrong | t - y without the later minus | sign
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    y = 1 / (1 + np.exp(-v * h))
    err = t - y
    total = 0
    for k in range(len(v)):
        total += err[k] * y[k] * (1 - y[k]) * v[k]
    return total * h * (1 - h) * x


# wrong | hidden unit linear in forward pass | function-left-out
def hidden_weight(x, w, v, t):
    h = w * x
    y = 1 / (1 + np.exp(-v * h))
    return ((y - t) * y * (1 - y) * v).sum() * h * (1 - h) * x


# wrong | softmax at the output |
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    y = np.exp(v * h) / np.exp(v * h).sum()
    return ((y - t) * y * (1 - y) * v).sum() * h * (1 - h) * x


# wrong | last factor is w instead of x | inputs-exchanged, variable
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    y = 1 / (1 + np.exp(-v * h))
    up = ((y - t) * y * (1 - y)) @ v
    return up * h * (1 - h) * w


# wrong | plain errors summed first, then times the sum of v | kind-of-product
def hidden_weight(x, w, v, t):
    h = 1 / (1 + np.exp(-w * x))
    y = 1 / (1 + np.exp(-v * h))
    delta = (y - t) * y * (1 - y)
    return delta.sum() * v.sum() * h * (1 - h) * x


# right | scalar loop with helper functions
def hidden_weight(x, w, v, t):
    import math

    def s(z):
        return 1 / (1 + math.exp(-z))

    def ds(z):
        return s(z) * s(-z)

    total = 0.0
    for vk, tk in zip(v, t):
        net = vk * s(w * x)
        total += (s(net) - tk) * ds(net) * vk * ds(w * x) * x
    return total


# right | matrices of shape 1 by n
def hidden_weight(x, w, v, t):
    X = np.array([[x]])
    V = v.reshape(1, -1)
    H = 1 / (1 + np.exp(-(X * w)))
    Y = 1 / (1 + np.exp(-(H @ V)))
    D2 = (Y - t.reshape(1, -1)) * Y * (1 - Y)
    D1 = (D2 @ V.T) * H * (1 - H)
    return (X.T @ D1)[0, 0]


# right | tanh form of the sigmoid
def hidden_weight(x, w, v, t):
    h = 0.5 + 0.5 * np.tanh(0.5 * w * x)
    y = 0.5 + 0.5 * np.tanh(0.5 * v * h)
    return x * (h - h**2) * np.dot(v, (y - t) * (y - y**2))
