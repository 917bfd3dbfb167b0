# right | fork and then reciprocal
def detour(a, u):
    e = np.exp(a)
    S = e.sum()
    at_inv = (u * e).sum()
    return at_inv * (-1 / S**2)


# right | with the shares
def detour(a, u):
    e = np.exp(a)
    y = e / e.sum()
    return -(u * y).sum() / e.sum()


# right | dot products
def detour(a, u):
    e = np.exp(a)
    return -(u @ e) / (e @ np.ones(len(e))) ** 2


# right | loop with math
def detour(a, u):
    e = [math.exp(v) for v in a]
    S = sum(e)
    back = 0.0
    for k in range(len(e)):
        back += u[k] * e[k]
    return -back / (S * S)


# right | einsum
def detour(a, u):
    e = np.exp(a)
    return -np.einsum("k,k->", u, e) * np.einsum("k->", e) ** -2.0


# right | helper for softmax
def detour(a, u):
    def softmax(v):
        w = np.exp(v - v.max())
        return w / w.sum()

    return -np.dot(u, softmax(a)) * np.exp(-np.logaddexp.reduce(a))


# right | zip and generator
def detour(a, u):
    S = sum(np.exp(v) for v in a)
    return sum(-uk * np.exp(ak) / S**2 for uk, ak in zip(u, a))


# right | with 1/S as a name
def detour(a, u):
    e = np.exp(a)
    q = 1 / e.sum()
    return -(q**2) * np.sum(e * u)


# right | complex step by S
def detour(a, u):
    e = np.exp(a)
    S = e.sum() + 1e-30j
    return (u * e / S).sum().imag / 1e-30


# right | weighted average over S
def detour(a, u):
    e = np.exp(a)
    return -np.average(u, weights=e) / e.sum()


# right | matrix product of row and column
def detour(a, u):
    e = np.exp(a).reshape(-1, 1)
    return (u.reshape(1, -1) @ e).item() * -1 / e.sum() ** 2


# right | each share divided twice
def detour(a, u):
    e = np.exp(a)
    S = e.sum()
    return float(np.sum(-u * (e / S) / S))


# right | np.square
def detour(a, u):
    e = np.exp(a)
    total = 0
    for w, p in zip(e, u):
        total -= w * p
    return total / np.square(e.sum())


# wrong | sign forgotten | sign-of-a-term
def detour(a, u):
    e = np.exp(a)
    return (u * e).sum() / e.sum() ** 2


# wrong | square forgotten | factor-left-out, function-left-out
def detour(a, u):
    e = np.exp(a)
    return -(u * e).sum() / e.sum()


# wrong | not summed at the fork | kind-of-product, function-left-out
def detour(a, u):
    e = np.exp(a)
    return -u * e / e.sum() ** 2


# wrong | stopped at the fork | factor-left-out
def detour(a, u):
    e = np.exp(a)
    return (u * e).sum()


# wrong | e left out at the fork | factor-left-out
def detour(a, u):
    e = np.exp(a)
    return -u.sum() / e.sum() ** 2


# wrong | y instead of e | power
def detour(a, u):
    e = np.exp(a)
    y = e / e.sum()
    return -(u * y).sum() / e.sum() ** 2


# wrong | square of the sum mixed up with sum of squares |
def detour(a, u):
    e = np.exp(a)
    return -(u * e).sum() / (e**2).sum()


# wrong | answer for -t/y, that is t.sum()/S |
def detour(a, u):
    return u.sum() / np.exp(a).sum()


# wrong | u taken as t |
def detour(a, u):
    e = np.exp(a)
    y = e / e.sum()
    return -(-u / y * e).sum() / e.sum() ** 2


# wrong | mean at the fork | sum-or-mean
def detour(a, u):
    e = np.exp(a)
    return -(u * e).mean() / e.sum() ** 2


# wrong | multiplied with S squared | times-or-divided, power
def detour(a, u):
    e = np.exp(a)
    return -(u * e).sum() * e.sum() ** 2


# wrong | sums multiplied | !variable
def detour(a, u):
    e = np.exp(a)
    return -u.sum() * e.sum() / e.sum() ** 2


# wrong | max subtracted, S is another one | shifted-logits
def detour(a, u):
    e = np.exp(a - a.max())
    return -(u * e).sum() / e.sum() ** 2


# wrong | logits instead of exponentials at the fork | exp-node
def detour(a, u):
    e = np.exp(a)
    return -(u * a).sum() / e.sum() ** 2


# wrong | straight path too |
def detour(a, u):
    e = np.exp(a)
    S = e.sum()
    return u / S - (u * e).sum() / S**2


# wrong | went on through exp |
def detour(a, u):
    e = np.exp(a)
    return -(u * e).sum() / e.sum() ** 2 * e


# wrong | overwritten in the loop | replaced
def detour(a, u):
    e = np.exp(a)
    back = 0
    for k in range(len(a)):
        back = u[k] * e[k]
    return -back / e.sum() ** 2


# wrong | loop ends one early |
def detour(a, u):
    e = np.exp(a)
    back = 0
    for k in range(len(a) - 1):
        back += u[k] * e[k]
    return -back / e.sum() ** 2


# wrong | divided by e instead of times | times-or-divided, sign-of-a-term
def detour(a, u):
    e = np.exp(a)
    return -(u / e).sum() / e.sum() ** 2


# wrong | log of S instead of the reciprocal |
def detour(a, u):
    e = np.exp(a)
    return (u * e).sum() * np.log(e.sum())


# wrong | 2S for S squared |
def detour(a, u):
    e = np.exp(a)
    return -(u * e).sum() / (e.sum() * 2)


# wrong | whole quotient squared, brackets wrong | power
def detour(a, u):
    e = np.exp(a)
    return -(((u * e).sum() / e.sum()) ** 2)


# wrong | times number of classes | multiplied-by-classes
def detour(a, u):
    e = np.exp(a)
    return -len(a) * (u * e).sum() / e.sum() ** 2


# wrong | exp forgotten | function-left-out
def detour(a, u):
    return -(u * a).sum() / a.sum() ** 2


# wrong | softmax as e, S equals 1 | power, factor-left-out
def detour(a, u):
    y = np.exp(a) / np.exp(a).sum()
    return -(u * y).sum() / y.sum() ** 2


# wrong | rounded | rounded
def detour(a, u):
    e = np.exp(a)
    return np.round(-(u * e).sum() / e.sum() ** 2, 3)
