# wrong | x(1-x) for the slope | line-left-out, slope-of-sigmoid
def through_sigmoid(x, u):
    return u * x * (1 - x)


# wrong | upstream forgotten | factor-left-out, input-unused
def through_sigmoid(x, u):
    s = 1.0 / (1.0 + np.exp(-x))
    return s * (1.0 - s)


# wrong | sigmoid of the sigmoid | slope-of-sigmoid
def through_sigmoid(x, u):
    sig = lambda z: 1 / (1 + np.exp(-z))
    y = sig(x)
    return u * sig(y) * (1 - sig(y))


# wrong | only y, factor 1-y left out | factor-left-out, slope-of-sigmoid
def through_sigmoid(x, u):
    y = np.exp(x) / (1 + np.exp(x))
    return np.multiply(u, y)


# wrong | plus in the second factor | plus-or-minus, sign-of-a-term
def through_sigmoid(x, u):
    y = 1 / (1 + np.exp(-x))
    return u * y * (1 + y)


# wrong | sign | sign
def through_sigmoid(x, u):
    y = 1 / (1 + np.exp(-x))
    return u * y * (y - 1)


# wrong | slope of tanh | slope-of-sigmoid
def through_sigmoid(x, u):
    y = 1 / (1 + np.exp(-x))
    return u * (1 - y**2)


# wrong | exp(-x) without 1 in the denominator | term-left-out, factor-left-out
def through_sigmoid(x, u):
    y = 1 / np.exp(-x)
    return u * y * (1 - y)


# wrong | summed over the entries | one-step-too-many, summed
def through_sigmoid(x, u):
    import math

    s = 0
    for xi, ui in zip(x, u):
        y = 1 / (1 + math.exp(-xi))
        s += ui * y * (1 - y)
    return s


# wrong | roles exchanged: sigmoid of u | operands-exchanged
def through_sigmoid(x, u):
    y = 1 / (1 + np.exp(-u))
    return x * y * (1 - y)


# wrong | softmax instead of sigmoid | slope-of-sigmoid
def through_sigmoid(x, u):
    e = np.exp(x - x.max())
    y = e / e.sum()
    return u * y * (1 - y)


# wrong | brackets: u*y - y |
def through_sigmoid(x, u):
    y = 1 / (1 + np.exp(-x))
    return u * y - y * y


# wrong | power instead of product, square forgotten: e/(1+e) | factor-left-out, power, slope-of-sigmoid
def through_sigmoid(x, u):
    e = np.exp(-x)
    return u * e / (1 + e)


# wrong | derivative sign of 1/v kept, not of exp(-x) | sign
def through_sigmoid(x, u):
    v = 1 + np.exp(-x)
    d_v = u * (-1 / v**2)
    return d_v * np.exp(-x)


# wrong | divided by u | times-or-divided, power-of-an-input
def through_sigmoid(x, u):
    y = 1 / (1 + np.exp(-x))
    return y * (1 - y) / u


# wrong | forward value times upstream minus x | function-left-out, slope-of-sigmoid
def through_sigmoid(x, u):
    y = 1 / (1 + np.exp(-x))
    return u * y * (1 - x)


# wrong | two slips: 2 instead of e, and no upstream | input-unused
def through_sigmoid(x, u):
    y = 1 / (1 + 2.0 ** (-x))
    return y * (1 - y)


# wrong | two slips: x(1-x) and divided by the number of entries |
def through_sigmoid(x, u):
    return np.array([ui * xi * (1 - xi) / len(x) for xi, ui in zip(x, u)])


# wrong | dot product instead of entry by entry | function-left-out, kind-of-product, summed
def through_sigmoid(x, u):
    y = 1 / (1 + np.exp(-x))
    return np.dot(u, y * (1 - y))


# wrong | returned inside the loop | too-early
def through_sigmoid(x, u):
    out = np.zeros(len(x))
    for i in range(len(x)):
        y = 1 / (1 + np.exp(-x[i]))
        out[i] = u[i] * y * (1 - y)
        return out


# right | 1/(1+exp(x)): sigmoid of -x has the same slope
def through_sigmoid(x, u):
    y = 1 / (1 + np.exp(x))
    return u * y * (1 - y)


# right | scipy expit
def through_sigmoid(x, u):
    from scipy.special import expit

    return u * expit(x) * expit(-x)


# right | y - y squared
def through_sigmoid(x, u):
    y = 1 / (1 + np.exp(-x))
    return (y - y**2) * u


# right | by cosh
def through_sigmoid(x, u):
    return u / (2 + 2 * np.cosh(x))


# right | by tanh
def through_sigmoid(x, u):
    return 0.25 * u * (1 - np.tanh(x / 2) ** 2)


# right | node by node
def through_sigmoid(x, u):
    minus = -x
    e = np.exp(minus)
    v = 1 + e
    back_v = u * (-1 / v**2)
    back_e = back_v * 1
    back_minus = back_e * e
    return -back_minus


# right | math loop, list
def through_sigmoid(x, u):
    import math

    out = []
    for xi, ui in zip(x, u):
        e = math.exp(-abs(xi))
        out.append(ui * e / (1 + e) ** 2)
    return out


# right | softmax of two classes, off-diagonal of the Jacobian
def through_sigmoid(x, u):
    two = np.stack([x, np.zeros_like(x)])
    e = np.exp(two - two.max(axis=0))
    y = e / e.sum(axis=0)
    return u * y[0] * y[1]


# right | np.vectorize
def through_sigmoid(x, u):
    import math

    f = np.vectorize(lambda xi, ui: ui * math.exp(-xi) / (1 + math.exp(-xi)) ** 2, otypes=[float])
    return f(x, u)


# right | diagonal Jacobian matrix
def through_sigmoid(x, u):
    y = 1 / (1 + np.exp(-x))
    J = np.diag(y * (1 - y))
    return u @ J


# right | complex step
def through_sigmoid(x, u):
    h = 1e-30
    return u * (1 / (1 + np.exp(-(x + 1j * h)))).imag / h


# right | a class
def through_sigmoid(x, u):
    class Sigmoid:
        def forward(self, x):
            self.out = np.reciprocal(1 + np.exp(-x))
            return self.out

        def backward(self, dout):
            return dout * (1.0 - self.out) * self.out

    s = Sigmoid()
    s.forward(x)
    return s.backward(u)


# wrong | upstream gradient forgotten | factor-left-out, input-unused
def through_sigmoid(x, u):
    s = 1 / (1 + np.exp(-x))
    return s * (1 - s)


# wrong | x(1-x), takes the input for the output | slope-of-sigmoid
def through_sigmoid(x, u):
    return u * x * (1 - x)


# wrong | derivative of tanh | slope-of-sigmoid
def through_sigmoid(x, u):
    s = 1 / (1 + np.exp(-x))
    return u * (1 - s**2)


# wrong | sigmoid of the sigmoid derivative: sigmoid applied twice | slope-of-sigmoid
def through_sigmoid(x, u):
    sig = lambda z: 1 / (1 + np.exp(-z))
    y = sig(sig(x))
    return u * y * (1 - y)


# wrong | only forward, times u | slope-of-sigmoid
def through_sigmoid(x, u):
    return u / (1 + np.exp(-x))


# wrong | added up to one number | function-left-out, kind-of-product, summed
def through_sigmoid(x, u):
    y = 1 / (1 + np.exp(-x))
    return np.dot(u, y * (1 - y))


# wrong | sign in the exponent and 1-y taken for y | slope-of-sigmoid
def through_sigmoid(x, u):
    y = 1 / (1 + np.exp(x))
    return u * y * y


# wrong | brackets of 1 + exp missing | slope-of-sigmoid
def through_sigmoid(x, u):
    y = 1 / 1 + np.exp(-x)
    return u * y * (1 - y)


# wrong | y - 1, sign turned | sign
def through_sigmoid(x, u):
    import math

    out = []
    for xi, ui in zip(x, u):
        yi = 1 / (1 + math.exp(-xi))
        out.append(ui * yi * (yi - 1))
    return np.array(out)


# wrong | quotient rule without the square | slope-of-sigmoid
def through_sigmoid(x, u):
    e = np.exp(-x)
    return u * e / (1 + e)


# wrong | softmax rule with the weighted sum |
def through_sigmoid(x, u):
    y = 1 / (1 + np.exp(-x))
    return y * (u - (u * y).sum())


# right | quotient rule
def through_sigmoid(x, u):
    e = np.exp(-x)
    return u * e / (1 + e) ** 2


# right | through tanh of the half
def through_sigmoid(x, u):
    th = np.tanh(x / 2)
    return u * (1 - th * th) / 4


# right | two-class softmax, loops
def through_sigmoid(x, u):
    g = np.zeros(len(x))
    for i in range(len(x)):
        on = np.exp(x[i]) / (np.exp(x[i]) + 1)
        off = 1 / (np.exp(x[i]) + 1)
        g[i] = on * off * u[i]
    return g
