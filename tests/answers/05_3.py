# wrong | plus for minus inside | plus-or-minus, factor-left-out
def any_upstream(a, u):
    e = np.exp(a)
    y = e / e.sum()
    return y * (u + (u * y).sum())


# wrong | sign of the whole turned round | sign
def any_upstream(a, u):
    e = np.exp(a)
    y = e / e.sum()
    return y * (np.dot(u, y) - u)


# wrong | mean for the sum | sum-or-mean
def any_upstream(a, u):
    e = np.exp(a)
    y = e / e.sum()
    return y * (u - (u * y).mean())


# wrong | sum of u without y | factor-left-out, variable
def any_upstream(a, u):
    e = np.exp(a)
    y = e / e.sum()
    return y * (u - u.sum())


# wrong | sum forgotten, u*y for each class | only-the-diagonal
def any_upstream(a, u):
    e = np.exp(a)
    y = e / e.sum()
    return y * (u - u * y)


# wrong | front factor u instead of y | variable
def any_upstream(a, u):
    y = np.exp(a) / np.exp(a).sum()
    return u * (u - (u * y).sum())


# wrong | y forgotten in front | factor-left-out, variable
def any_upstream(a, u):
    y = np.exp(a) / np.exp(a).sum()
    return u - y @ u


# wrong | e in place of y in front | factor-left-out, factor-that-changes, variable
def any_upstream(a, u):
    e = np.exp(a)
    y = e / e.sum()
    return e * (u - (u * y).sum())


# wrong | bracket forgotten | factor-left-out, variable
def any_upstream(a, u):
    e = np.exp(a)
    y = e / e.sum()
    return y * u - (u * y).sum()


# wrong | a weights the sum instead of y | variable
def any_upstream(a, u):
    e = np.exp(a)
    y = e / e.sum()
    return y * (u - (u * a).sum())


# wrong | inner loop off by one | index
def any_upstream(a, u):
    e = np.exp(a)
    y = e / e.sum()
    inner = 0
    for k in range(1, len(y)):
        inner += u[k] * y[k]
    return [y[j] * (u[j] - inner) for j in range(len(y))]


# wrong | inner sum overwritten | replaced
def any_upstream(a, u):
    e = np.exp(a)
    y = e / e.sum()
    for k in range(len(y)):
        inner = u[k] * y[k]
    return y * (u - inner)


# wrong | max instead of weighted sum | sum-or-mean
def any_upstream(a, u):
    e = np.exp(a)
    y = e / e.sum()
    return y * (u - np.max(u * y))


# wrong | only the diagonal of the Jacobian | only-the-diagonal
def any_upstream(a, u):
    e = np.exp(a)
    y = e / e.sum()
    return u * np.diag(np.diag(y) - np.outer(y, y))


# wrong | upstream forgotten, row sums of the Jacobian | input-unused, zeros
def any_upstream(a, u):
    e = np.exp(a)
    y = e / e.sum()
    return (np.diag(y) - np.outer(y, y)).sum(axis=0)


# wrong | treats u as targets | factor-left-out, sign
def any_upstream(a, u):
    e = np.exp(a)
    y = e / e.sum()
    return y * u.sum() - u


# wrong | y - u | another-quantity
def any_upstream(a, u):
    e = np.exp(a)
    return e / e.sum() - u


# wrong | sigmoid derivative |
def any_upstream(a, u):
    y = 1 / (1 + np.exp(-a))
    return u * y * (1 - y)


# wrong | no sum at the fork | only-the-diagonal
def any_upstream(a, u):
    e = np.exp(a)
    S = e.sum()
    via_S = -(u * e) / S**2
    return (u / S + via_S) * e


# wrong | softmax twice | softmax-twice
def any_upstream(a, u):
    y = np.exp(a) / np.exp(a).sum()
    y = np.exp(y) / np.exp(y).sum()
    return y * (u - (u * y).sum())


# wrong | 1/S for 1/S squared | power, constant
def any_upstream(a, u):
    e = np.exp(a)
    S = e.sum()
    return e * (u / S - (u * e).sum() / S)


# wrong | two slips: plus, and mean |
def any_upstream(a, u):
    e = np.exp(a)
    y = e / e.sum()
    return y * (u + np.mean(u * y))


# right | row vector times table
def any_upstream(a, u):
    y = np.exp(a - a.max())
    y = y / y.sum()
    return u @ (np.diag(y) - np.outer(y, y))


# right | transposed table times column
def any_upstream(a, u):
    y = np.exp(a) / np.exp(a).sum()
    J = y[:, None] * (np.eye(len(y)) - y[None, :])
    return (J.T @ u.reshape(-1, 1))[:, 0]


# right | double loop
def any_upstream(a, u):
    import math

    s = sum(map(math.exp, a))
    y = [math.exp(v) / s for v in a]
    out = []
    for j in range(len(a)):
        g = 0.0
        for k in range(len(a)):
            if j == k:
                g += u[k] * y[k] * (1 - y[k])
            else:
                g -= u[k] * y[k] * y[j]
        out.append(g)
    return out


# right | fork and both paths
def any_upstream(a, u):
    e = np.exp(a)
    S = e.sum()
    back_inv = np.sum(u * e)
    back_S = back_inv * -((1 / S) ** 2)
    return (u * (1 / S) + back_S) * e


# right | einsum only
def any_upstream(a, u):
    y = np.exp(a - np.logaddexp.reduce(a))
    return np.einsum("j,j->j", y, u) - np.einsum("j,k,k->j", y, u, y)


# right | weighted average
def any_upstream(a, u):
    from scipy.special import softmax

    y = softmax(a)
    return y * (u - np.average(u, weights=y))


# right | complex step on u . softmax
def any_upstream(a, u):
    g = []
    for k in range(len(a)):
        z = a.astype(complex)
        z[k] += 1e-40j
        w = np.exp(z)
        g.append(((u * w / w.sum()).sum()).imag / 1e-40)
    return np.array(g)


# right | pairwise differences
def any_upstream(a, u):
    y = np.exp(a - a.max())
    y /= y.sum()
    return y * ((u[:, None] - u[None, :]) @ y)


# right | quotient rule with sums of exponentials
def any_upstream(a, u):
    e = np.exp(a)
    S, M = e.sum(), (u * e).sum()
    return (u * e * S - M * e) / S**2


# right | closure helper and tuple
def any_upstream(a, u):
    def share(v):
        w = np.exp(np.asarray(v) - max(v))
        return w / sum(w)

    y = share(a)
    centre = sum(p * q for p, q in zip(u, y))
    return tuple(p * (q - centre) for p, q in zip(y, u))


# right | u recentred first
def any_upstream(a, u):
    y = np.exp(a) / np.exp(a).sum()
    w = u - u[0]
    return y * w - y * (w @ y)


# wrong | elementwise y(1-y) as for sigmoid | only-the-diagonal
def any_upstream(a, u):
    y = np.exp(a) / np.sum(np.exp(a))
    return u * y * (1 - y)


# wrong | used y - u, as if u were a target | another-quantity
def any_upstream(a, u):
    y = np.exp(a) / np.sum(np.exp(a))
    return y - u


# wrong | plain sum of u instead of the weighted one | factor-left-out, variable
def any_upstream(a, u):
    e = np.exp(a)
    y = e / e.sum()
    return y * (u - np.sum(u))


# wrong | mean of u instead of the weighted one |
def any_upstream(a, u):
    e = np.exp(a - max(a))
    y = e / sum(e)
    avg = sum(u) / len(u)
    return np.array([y[i] * (u[i] - avg) for i in range(len(a))])


# wrong | forgot factor y in front | factor-left-out, variable
def any_upstream(a, u):
    y = np.exp(a) / np.exp(a).sum()
    return u - np.dot(u, y)


# wrong | only the direct path u*y | branch-lost
def any_upstream(a, u):
    probs = np.exp(a) / np.exp(a).sum()
    return u * probs


# wrong | weighted sum missing brackets, y not multiplied to the second part | factor-left-out, variable
def any_upstream(a, u):
    y = np.exp(a) / np.exp(a).sum()
    return y * u - (u * y).sum()


# wrong | added instead of subtracted | plus-or-minus, factor-left-out
def any_upstream(a, u):
    y = np.exp(a) / np.exp(a).sum()
    s = 0
    for i in range(len(y)):
        s += u[i] * y[i]
    return y * (u + s)


# wrong | jacobian with the ones off: eye instead of diag(y) | factor-left-out, variable
def any_upstream(a, u):
    y = np.exp(a) / np.exp(a).sum()
    J = np.eye(len(y)) - np.outer(y, y)
    return J @ u


# wrong | no sum in the weighted mean | only-the-diagonal
def any_upstream(a, u):
    y = np.exp(a) / np.exp(a).sum()
    return y * (u - u * y)


# wrong | y squared in the weighted sum |
def any_upstream(a, u):
    e = np.exp(a)
    y = e / np.sum(e)
    dot = np.dot(u * y, y)
    return y * (u - dot)


# right | Jacobian with einsum
def any_upstream(a, u):
    y = np.exp(a) / np.exp(a).sum()
    J = np.einsum("i,ij->ij", y, np.eye(len(y)) - y[None, :])
    return np.einsum("i,ij->j", u, J)


# right | sum over pairs of classes
def any_upstream(a, u):
    y = np.exp(a) / np.exp(a).sum()
    pair = np.outer(y, y) * (u[:, None] - u[None, :])
    return pair.sum(axis=1)


# right | quotient rule with raw exponentials
def any_upstream(a, u):
    e = np.exp(a)
    S = e.sum()
    return (u * e * S - e * (u @ e)) / S**2
