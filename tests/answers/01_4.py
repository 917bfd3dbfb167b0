# right | divide logits, plain exp
def with_temperature(a, tau):
    e = np.exp(a / tau)
    return e / e.sum()


# right | divide logits, subtract max first
def with_temperature(a, tau):
    z = (a - a.max()) / tau
    z = np.exp(z)
    return z / np.sum(z)


# right | power of the softmax at temperature 1
def with_temperature(a, tau):
    y = np.exp(a - a.max())
    y = y / y.sum()
    p = y ** (1 / tau)
    return p / p.sum()


# right | log of the shares, divided by tau
def with_temperature(a, tau):
    y = np.exp(a - a.max()) / np.exp(a - a.max()).sum()
    e = np.exp(np.log(y) / tau)
    return e / e.sum()


# right | loops with math.exp, returns a list
def with_temperature(a, tau):
    m = max(a)
    e = []
    for v in a:
        e.append(math.exp((v - m) / tau))
    total = sum(e)
    return [v / total for v in e]


# right | helper function softmax
def with_temperature(a, tau):
    def softmax(v):
        w = np.exp(v - np.max(v))
        return w / w.sum()

    return softmax(a / tau)


# right | logaddexp reduce
def with_temperature(a, tau):
    b = a / tau
    return np.exp(b - np.logaddexp.reduce(b))


# right | one over the sum of exp of differences
def with_temperature(a, tau):
    d = (a[None, :] - a[:, None]) / tau
    return 1 / np.exp(d).sum(axis=1)


# right | multiply by beta
def with_temperature(a, tau):
    beta = 1.0 / tau
    w = np.exp(beta * a - np.amax(beta * a))
    return np.divide(w, w.sum(keepdims=True))


# right | double loop over differences
def with_temperature(a, tau):
    out = np.zeros(len(a))
    for i in range(len(a)):
        s = 0.0
        for k in range(len(a)):
            s += np.exp((a[k] - a[i]) / tau)
        out[i] = 1 / s
    return out


# right | powers of the number e
def with_temperature(a, tau):
    base = math.e ** (1 / tau)
    w = base ** (a - a.mean())
    return w / w.sum()


# right | fault fixed with minimal change, y unused
def with_temperature(a, tau):
    y = np.exp(a) / np.exp(a).sum()
    e = np.exp(a / tau)
    return e / e.sum()


# right | einsum for the sum, tuple
def with_temperature(a, tau):
    e = np.exp((a - a[0]) / tau)
    return tuple(e / np.einsum("i->", e))


# wrong | given code unchanged |
def with_temperature(a, tau):
    y = np.exp(a) / np.exp(a).sum()
    e = np.exp(y / tau)
    return e / e.sum()


# wrong | times tau instead of divided | times-or-divided, operands-exchanged
def with_temperature(a, tau):
    e = np.exp(a * tau)
    return e / e.sum()


# wrong | temperature ignored | factor-left-out, input-unused
def with_temperature(a, tau):
    e = np.exp(a)
    return e / e.sum()


# wrong | shares divided by tau |
def with_temperature(a, tau):
    y = np.exp(a) / np.exp(a).sum()
    return y / tau


# wrong | exp divided by tau before normalizing | factor-left-out, input-unused
def with_temperature(a, tau):
    e = np.exp(a) / tau
    return e / e.sum()


# wrong | second softmax kept, a/tau in the first | softmax-twice
def with_temperature(a, tau):
    y = np.exp(a / tau) / np.exp(a / tau).sum()
    e = np.exp(y)
    return e / e.sum()


# wrong | tau only in the numerator | factor-that-changes
def with_temperature(a, tau):
    return np.exp(a / tau) / np.exp(a).sum()


# wrong | tau only in the denominator |
def with_temperature(a, tau):
    return np.exp(a) / np.exp(a / tau).sum()


# wrong | not normalized | factor-left-out
def with_temperature(a, tau):
    return np.exp(a / tau)


# wrong | max of a subtracted after the division, on the sum only | factor-that-changes
def with_temperature(a, tau):
    return np.exp(a / tau - a.max() / tau) / np.exp(a / tau).sum()


# wrong | minus sign in the exponent | operands-exchanged, negative-logits
def with_temperature(a, tau):
    e = np.exp(-a / tau)
    return e / e.sum()


# wrong | power tau instead of 1/tau | !times-or-divided, !operands-exchanged
def with_temperature(a, tau):
    y = np.exp(a) / np.exp(a).sum()
    p = y**tau
    return p / p.sum()


# wrong | power 1/tau, not normalized again | factor-left-out
def with_temperature(a, tau):
    y = np.exp(a) / np.exp(a).sum()
    return y ** (1 / tau)


# wrong | integer division of the logits |
def with_temperature(a, tau):
    e = np.exp(a // tau)
    return e / e.sum()


# wrong | shares over tau and then normalized | factor-left-out, input-unused
def with_temperature(a, tau):
    y = np.exp(a) / np.exp(a).sum()
    e = y / tau
    return e / e.sum()


# wrong | exp of the softmax with the max subtracted | softmax-twice
def with_temperature(a, tau):
    y = np.exp(a - a.max())
    y = y / y.sum()
    e = np.exp(y / tau - (y / tau).max())
    return e / e.sum()


# wrong | divided by the mean | sum-or-mean
def with_temperature(a, tau):
    e = np.exp(a / tau)
    return e / e.mean()


# wrong | divided by the largest | sum-or-mean, other-normalization
def with_temperature(a, tau):
    e = np.exp(a / tau)
    return e / e.max()


# wrong | log instead of exp taken back, minus tau | factor-left-out, input-unused
def with_temperature(a, tau):
    y = np.exp(a) / np.exp(a).sum()
    e = np.exp(np.log(y) - tau)
    return e / e.sum()


# wrong | rounded to two places | one-step-too-many
def with_temperature(a, tau):
    e = np.exp(a / tau)
    return np.round(e / e.sum(), 2)


# wrong | loop leaves out the last word | other-normalization
def with_temperature(a, tau):
    e = np.exp(a / tau)
    s = 0
    for k in range(len(a) - 1):
        s += e[k]
    return e / s


# wrong | returns the scaled logits | exp-node
def with_temperature(a, tau):
    return a / tau


# wrong | tau squared | power, power-of-an-input
def with_temperature(a, tau):
    e = np.exp(a / tau**2)
    return e / e.sum()
