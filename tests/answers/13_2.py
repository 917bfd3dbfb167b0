# wrong | 2*penalty*W | factor-left-out, derivative-of-the-penalty
def update(W, g, rate, penalty):
    return W - rate * (g + 2 * penalty * W)


# wrong | penalty/2 * W | factor-left-out, derivative-of-the-penalty
def update(W, g, rate, penalty):
    decay = 0.5 * penalty * W
    return W - rate * (g + decay)


# wrong | gradient returned | line-left-out, gradient-instead-of-the-step
def update(W, g, rate, penalty):
    return g + penalty * W


# wrong | penalty forgotten | input-unused, factor-left-out, term-left-out
def update(W, g, rate, penalty):
    return W - rate * g


# wrong | penalty not multiplied by the rate | factor-left-out, derivative-of-the-penalty
def update(W, g, rate, penalty):
    return W - rate * g - penalty * W


# wrong | plus in front of the rate | sign
def update(W, g, rate, penalty):
    total = g + penalty * W
    return W + rate * total


# wrong | penalty subtracted from the gradient | plus-or-minus, sign-of-a-term, derivative-of-the-penalty
def update(W, g, rate, penalty):
    return W - rate * (g - penalty * W)


# wrong | lambda/2 times W squared, no derivative | derivative-of-the-penalty
def update(W, g, rate, penalty):
    return W - rate * (g + penalty / 2 * W**2)


# wrong | penalty is one number, the sum of squares, added to all | derivative-of-the-penalty
def update(W, g, rate, penalty):
    p = 0.5 * penalty * (W**2).sum()
    return W - rate * (g + p)


# wrong | derivative as one sum over all W | derivative-of-the-penalty
def update(W, g, rate, penalty):
    return W - rate * (g + penalty * np.sum(W))


# wrong | sign of W (L1) | derivative-of-the-penalty
def update(W, g, rate, penalty):
    return W - rate * (g + penalty * np.sign(W))


# wrong | rate and penalty exchanged | variable, inputs-exchanged
def update(W, g, rate, penalty):
    return W - penalty * (g + rate * W)


# wrong | g in the penalty instead of W | variable
def update(W, g, rate, penalty):
    return W - rate * (g + penalty * g)


# wrong | only the step returned | term-left-out, gradient-instead-of-the-step
def update(W, g, rate, penalty):
    step = -rate * g - rate * penalty * W
    return step


# wrong | penalty of the W after the step | derivative-of-the-penalty
def update(W, g, rate, penalty):
    new = W - rate * g
    new = new - rate * penalty * new
    return new


# wrong | bracket: rate only on g | factor-left-out, derivative-of-the-penalty
def update(W, g, rate, penalty):
    return W - (rate * g + penalty * W)


# wrong | two slips: 2 lambda W and plus |
def update(W, g, rate, penalty):
    return W + rate * (g + 2 * penalty * W)


# wrong | two slips: penalty without the rate and halved | derivative-of-the-penalty
def update(W, g, rate, penalty):
    out = W.copy()
    out -= rate * g
    out -= penalty / 2 * W
    return out


# wrong | averaged over the rows |
def update(W, g, rate, penalty):
    return W - rate * (g + penalty * W / W.shape[0])


# wrong | first row only, returned from the loop |
def update(W, g, rate, penalty):
    new = np.array(W, dtype=float)
    for i in range(W.shape[0]):
        for j in range(W.shape[1]):
            new[i, j] -= rate * (g[i, j] + penalty * W[i, j])
        return new


# right | shrink first
def update(W, g, rate, penalty):
    return (1 - rate * penalty) * W - rate * g


# right | two loops, lists
def update(W, g, rate, penalty):
    return [[w - rate * (d + penalty * w) for w, d in zip(wr, dr)] for wr, dr in zip(W, g)]


# right | in place on a copy, old W in the penalty
def update(W, g, rate, penalty):
    new = W.copy()
    new -= rate * g
    new -= rate * penalty * W
    return new


# right | numpy functions
def update(W, g, rate, penalty):
    return np.subtract(W, np.multiply(rate, np.add(g, np.multiply(penalty, W))))


# right | sum of three terms
def update(W, g, rate, penalty):
    a = -rate * g
    b = -rate * penalty * W
    return sum([W, a, b])


# right | einsum combination of a stack
def update(W, g, rate, penalty):
    return np.einsum("s,sij->ij", np.array([1 - rate * penalty, -rate]), np.stack([W, g]))


# right | helper gradient of the penalty
def update(W, g, rate, penalty):
    def penalty_gradient(M):
        return 2 * M * (penalty / 2)

    return W - rate * (g + penalty_gradient(W))


# right | vectorize
def update(W, g, rate, penalty):
    f = np.vectorize(lambda w, d: w * (1 - rate * penalty) - rate * d)
    return f(W, g)


# right | optimizer class
def update(W, g, rate, penalty):
    class SGD:
        def __init__(self, lr, wd):
            self.lr, self.wd = lr, wd

        def step(self, p, grad):
            return p - self.lr * (grad + self.wd * p)

    return SGD(lr=rate, wd=penalty).step(W, g)


# right | transposed and flat
def update(W, g, rate, penalty):
    w = W.T.ravel()
    d = g.T.ravel()
    n = w - rate * d - rate * penalty * w
    return n.reshape(W.shape[::-1]).T


# right | long double
def update(W, g, rate, penalty):
    w = np.longdouble(W)
    return (w + rate * (-(g + penalty * w))).astype(float)


# right | division by 1/rate
def update(W, g, rate, penalty):
    return (W / rate - g - penalty * W) * rate


# wrong | penalty not multiplied by W | derivative-of-the-penalty
def update(W, g, rate, penalty):
    return W - rate * (g + penalty)


# wrong | penalty outside of the learning rate | derivative-of-the-penalty
def update(W, g, rate, penalty):
    return W - rate * g - penalty * W


# wrong | factor 2 although half is in the penalty | derivative-of-the-penalty
def update(W, g, rate, penalty):
    grad = g + 2 * penalty * W
    return W - rate * grad


# wrong | value of the penalty added in place of its gradient | derivative-of-the-penalty
def update(W, g, rate, penalty):
    reg = penalty / 2 * np.sum(W**2)
    return W - rate * (g + reg)


# wrong | L1: sign of W | derivative-of-the-penalty
def update(W, g, rate, penalty):
    return W - rate * (g + penalty * np.sign(W))


# wrong | penalty subtracted from the gradient | derivative-of-the-penalty
def update(W, g, rate, penalty):
    W = W - rate * g + rate * penalty * W
    return W


# wrong | only the step of the penalty: weights decayed after the update | derivative-of-the-penalty
def update(W, g, rate, penalty):
    new_W = W - rate * g
    new_W = new_W - rate * penalty * new_W
    return new_W


# wrong | W squared | derivative-of-the-penalty
def update(W, g, rate, penalty):
    return W - rate * (g + penalty * W**2)


# wrong | plus at the step | sign
def update(W, g, rate, penalty):
    total = g + penalty * W
    return W + rate * total


# wrong | half stays in the gradient | derivative-of-the-penalty
def update(W, g, rate, penalty):
    out = np.zeros(W.shape)
    for i in range(W.shape[0]):
        for j in range(W.shape[1]):
            out[i, j] = W[i, j] - rate * (g[i, j] + penalty / 2 * W[i, j])
    return out


# wrong | divided by number of rows, as in Ng's course |
def update(W, g, rate, penalty):
    m = W.shape[0]
    return W - rate * (g + penalty / m * W)


# wrong | rate multiplies only g, decay factor without rate | derivative-of-the-penalty
def update(W, g, rate, penalty):
    return (1 - penalty) * W - rate * g


# wrong | returns the step, not the new weights | gradient-instead-of-the-step
def update(W, g, rate, penalty):
    return -rate * (g + penalty * W)


# right | weight decay form
def update(W, g, rate, penalty):
    decay = 1 - rate * penalty
    return decay * W - rate * g


# right | in place on a copy, decay first
def update(W, g, rate, penalty):
    new = W.copy()
    new *= 1 - rate * penalty
    new -= rate * g
    return new


# right | map over rows
def update(W, g, rate, penalty):
    return np.array([w - rate * gw - rate * penalty * w for w, gw in zip(W, g)])
