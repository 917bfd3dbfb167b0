# right | y times d inside the sum
def response(a, d):
    e = np.exp(a)
    y = e / e.sum()
    return y * d - y * (y * d).sum()


# right | factored
def response(a, d):
    y = np.exp(a - a.max())
    y = y / y.sum()
    return y * (d - y @ d)


# right | Jacobian times d
def response(a, d):
    y = np.exp(a) / np.exp(a).sum()
    J = np.diag(y) - np.outer(y, y)
    return J @ d


# right | double loop with cases
def response(a, d):
    e = np.exp(a)
    y = e / e.sum()
    move = np.zeros(len(a))
    for i in range(len(a)):
        for k in range(len(a)):
            if i == k:
                move[i] += y[i] * (1 - y[i]) * d[k]
            else:
                move[i] -= y[i] * y[k] * d[k]
    return move


# right | complex step along d
def response(a, d):
    z = a + 1e-30j * d
    e = np.exp(z)
    return (e / e.sum()).imag / 1e-30


# right | list with math
def response(a, d):
    e = [math.exp(v) for v in a]
    S = sum(e)
    y = [v / S for v in e]
    mean = sum(p * q for p, q in zip(y, d))
    return [p * (q - mean) for p, q in zip(y, d)]


# right | einsum with eye
def response(a, d):
    y = np.exp(a) / np.exp(a).sum()
    J = np.einsum("i,ik->ik", y, np.eye(len(a)) - y[None, :])
    return np.einsum("ik,k->i", J, d)


# right | weighted average
def response(a, d):
    y = np.exp(a) / np.exp(a).sum()
    return y * (d - np.average(d, weights=y))


# right | quotient rule
def response(a, d):
    e = np.exp(a)
    S = e.sum()
    de = e * d
    dS = de.sum()
    return (de * S - e * dS) / S**2


# right | table of pairwise differences
def response(a, d):
    y = np.exp(a) / np.exp(a).sum()
    return (np.outer(y, y) * (d[:, None] - d[None, :])).sum(axis=1)


# right | in two steps over the log shares
def response(a, d):
    e = np.exp(a - np.logaddexp.reduce(a))
    d_log = d - np.dot(e, d)
    return e * d_log


# right | helper and tuple
def response(a, d):
    def softmax(v):
        w = np.exp(v - np.max(v))
        return w / np.sum(w)

    y = softmax(a)
    return tuple(y * d - y * sum(y * d))


# right | column by column
def response(a, d):
    y = np.exp(a) / np.exp(a).sum()
    total = np.zeros(len(a))
    for k, step in enumerate(d):
        column = -y * y[k]
        column[k] += y[k]
        total = total + column * step
    return total


# wrong | given code unchanged |
def response(a, d):
    e = np.exp(a)
    y = e / e.sum()
    return y * d - y * d.sum()


# wrong | mean of d |
def response(a, d):
    e = np.exp(a)
    y = e / e.sum()
    return y * d - y * d.mean()


# wrong | sum left out | only-the-diagonal
def response(a, d):
    e = np.exp(a)
    y = e / e.sum()
    return y * d - y * (y * d)


# wrong | sum over everything | !variable
def response(a, d):
    e = np.exp(a)
    y = e / e.sum()
    return y * d - (y * y * d).sum()


# wrong | y in front of the sum forgotten | factor-left-out
def response(a, d):
    e = np.exp(a)
    y = e / e.sum()
    return y * d - (y * d).sum()


# wrong | plus instead of minus | plus-or-minus, sign-of-a-term
def response(a, d):
    e = np.exp(a)
    y = e / e.sum()
    return y * d + y * (y * d).sum()


# wrong | sign turned round | plus-or-minus, operands-exchanged
def response(a, d):
    e = np.exp(a)
    y = e / e.sum()
    return y * (y * d).sum() - y * d


# wrong | y forgotten at the first d | factor-left-out
def response(a, d):
    e = np.exp(a)
    y = e / e.sum()
    return d - y * (y * d).sum()


# wrong | y forgotten altogether in front | factor-left-out
def response(a, d):
    e = np.exp(a)
    y = e / e.sum()
    return d - (y * d).sum()


# wrong | only the first term | term-left-out
def response(a, d):
    e = np.exp(a)
    y = e / e.sum()
    return y * d


# wrong | only the second term | term-left-out
def response(a, d):
    e = np.exp(a)
    y = e / e.sum()
    return -y * (y * d).sum()


# wrong | e instead of y in the sum | variable
def response(a, d):
    e = np.exp(a)
    y = e / e.sum()
    return y * d - y * (e * d).sum()


# wrong | exponentials not normalized | not-normalized, factor-left-out
def response(a, d):
    e = np.exp(a)
    return e * d - e * (e * d).sum()


# wrong | diagonal only | only-the-diagonal
def response(a, d):
    e = np.exp(a)
    y = e / e.sum()
    return y * (1 - y) * d


# wrong | y.sum() times d | sum-before-product
def response(a, d):
    e = np.exp(a)
    y = e / e.sum()
    return y * d - y * y.sum() * d.sum()


# wrong | mean of y times d | sum-or-mean
def response(a, d):
    e = np.exp(a)
    y = e / e.sum()
    return y * d - y * (y * d).mean()


# wrong | a in place of y in the sum | variable
def response(a, d):
    e = np.exp(a)
    y = e / e.sum()
    return y * d - y * (a * d).sum()


# wrong | sum of y squared |
def response(a, d):
    e = np.exp(a)
    y = e / e.sum()
    return y * d - y * d * (y * y).sum()


# wrong | new shares instead of the move |
def response(a, d):
    e = np.exp(a + d)
    return e / e.sum()


# wrong | real difference, not the small-step one |
def response(a, d):
    def softmax(v):
        return np.exp(v) / np.exp(v).sum()

    return softmax(a + d) - softmax(a)


# wrong | softmax of d |
def response(a, d):
    y = np.exp(a) / np.exp(a).sum()
    e = np.exp(d)
    return y * d - y * (e / e.sum() * d).sum()


# wrong | d squared |
def response(a, d):
    e = np.exp(a)
    y = e / e.sum()
    return y * d - y * (y * d * d).sum()


# wrong | gradient of cross-entropy |
def response(a, d):
    e = np.exp(a)
    return e / e.sum() - d


# wrong | divided by the number of logits, mean over d |
def response(a, d):
    e = np.exp(a)
    y = e / e.sum()
    return (y * d - y * d.sum()) / len(d)


# wrong | sum skips the own entry |
def response(a, d):
    e = np.exp(a)
    y = e / e.sum()
    s = (y * d).sum()
    return y * d - y * (s - y * d)


# wrong | result centered instead of fixed |
def response(a, d):
    e = np.exp(a)
    y = e / e.sum()
    move = y * d
    return move - move.mean()


# wrong | rounded |
def response(a, d):
    e = np.exp(a)
    y = e / e.sum()
    return np.round(y * d - y * (y * d).sum(), 1)


# wrong | shape: column minus row |
def response(a, d):
    e = np.exp(a)
    y = e / e.sum()
    return y * d - y[:, None] * (y * d)


# wrong | loop one short |
def response(a, d):
    e = np.exp(a)
    y = e / e.sum()
    s = 0
    for k in range(len(d) - 1):
        s += y[k] * d[k]
    return y * d - y * s
