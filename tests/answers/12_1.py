# wrong | y - t without the slope of softmax | y-minus-t-for-squared-error
def squared_error_gradient(a, t):
    e = np.exp(a - a.max())
    return e / e.sum() - t


# wrong | only the diagonal of the Jacobian | only-the-diagonal
def squared_error_gradient(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return (y - t) * y * (1 - y)


# wrong | t - y | sign
def squared_error_gradient(a, t):
    p = np.exp(a - np.max(a))
    p /= np.sum(p)
    d = t - p
    return p * (d - np.dot(d, p))


# wrong | factor 2 too many | factor
def squared_error_gradient(a, t):
    e = [np.exp(v - max(a)) for v in a]
    y = np.array(e) / sum(e)
    u = 2 * (y - t)
    J = np.diag(y) - np.outer(y, y)
    return J @ u


# wrong | y times u only, the sum left out | factor-left-out, term-left-out
def squared_error_gradient(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return y * (y - t)


# wrong | plus instead of minus before the sum | plus-or-minus, operands-exchanged
def squared_error_gradient(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    u = y - t
    return y * (u + (u * y).sum())


# wrong | mean for sum | sum-or-mean
def squared_error_gradient(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    u = y - t
    return y * (u - np.mean(u * y))


# wrong | the sum of u without y | factor-left-out, term-left-out
def squared_error_gradient(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    u = y - t
    return y * (u - u.sum())


# wrong | t instead of y in the inner sum | variable
def squared_error_gradient(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    u = y - t
    return y * (u - np.dot(u, t))


# wrong | -t/y upstream of cross-entropy | y-minus-t-for-squared-error
def squared_error_gradient(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    u = -t / y
    return y * (u - (u * y).sum())


# wrong | inner sum times y, not the whole bracket | factor-left-out, variable
def squared_error_gradient(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    u = y - t
    return u - y * (u * y).sum()


# wrong | Jacobian with plus | plus-or-minus, operands-exchanged
def squared_error_gradient(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    J = np.diag(y) + np.outer(y, y)
    return (y - t) @ J


# wrong | squares kept: upstream is (y-t)^2 |
def squared_error_gradient(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    u = (y - t) ** 2
    return y * (u - (u * y).sum())


# wrong | divided by the number of classes | divided-by-classes, one-step-too-many
def squared_error_gradient(a, t):
    C = len(a)
    e = np.exp(a - a.max())
    y = e / e.sum()
    out = []
    for k in range(C):
        out.append(y[k] * ((y[k] - t[k]) - sum((y[j] - t[j]) * y[j] for j in range(C))) / C)
    return out


# wrong | sigmoid instead of softmax |
def squared_error_gradient(a, t):
    y = 1 / (1 + np.exp(-a))
    return (y - t) * y * (1 - y)


# wrong | two slips: t - y and diagonal only | only-the-diagonal, sign
def squared_error_gradient(a, t):
    import math

    m = max(a)
    S = sum(math.exp(v - m) for v in a)
    return [(tk - math.exp(v - m) / S) * math.exp(v - m) / S * (1 - math.exp(v - m) / S) for v, tk in zip(a, t)]


# wrong | two slips: factor 2 and no y in front |
def squared_error_gradient(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    u = 2 * (y - t)
    return u - (u * y).sum()


# wrong | inner sum stops after the first class | too-early
def squared_error_gradient(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    u = y - t
    s = 0
    for k in range(len(y) - 1):
        s += u[k] * y[k]
    return y * (u - s)


# wrong | exp forgotten in the sum | function-left-out, no-exp-in-the-denominator
def squared_error_gradient(a, t):
    y = np.exp(a) / a.sum()
    u = y - t
    return y * (u - (u * y).sum())


# right | full Jacobian
def squared_error_gradient(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    J = np.diag(y) - np.outer(y, y)
    return (y - t) @ J


# right | scipy softmax
def squared_error_gradient(a, t):
    from scipy.special import softmax

    y = softmax(a)
    return y * (y - t) - y * np.dot(y, y - t)


# right | two loops with Kronecker delta
def squared_error_gradient(a, t):
    import math

    m = max(a)
    e = [math.exp(v - m) for v in a]
    S = math.fsum(e)
    y = [v / S for v in e]
    C = len(y)
    return [math.fsum((y[k] - t[k]) * y[k] * ((k == j) - y[j]) for k in range(C)) for j in range(C)]


# right | pairwise differences of u
def squared_error_gradient(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    u = y - t
    return np.einsum("j,k,jk->j", y, y, u[:, None] - u[None, :])


# right | step by step through the graph
def squared_error_gradient(a, t):
    e = np.exp(a - a.max())
    S = e.sum()
    y = e / S
    u = y - t
    back_inverse = (u * e).sum()
    back_S = back_inverse * (-1 / S**2)
    back_e = u / S + back_S
    return back_e * e


# right | complex step
def squared_error_gradient(a, t):
    g = []
    for k in range(len(a)):
        z = a.astype(complex) - a.max()
        z[k] += 1e-30j
        e = np.exp(z)
        g.append((0.5 * ((e / e.sum() - t) ** 2).sum()).imag / 1e-30)
    return np.array(g)


# right | weighted mean by np.average
def squared_error_gradient(a, t):
    w = np.exp(a - a.max())
    y = w / w.sum()
    d = y - t
    return y * (d - np.average(d, weights=w))


# right | forward derivatives of every share
def squared_error_gradient(a, t):
    y = np.exp(a - np.logaddexp.reduce(a))
    grads = []
    for j in range(len(a)):
        dy = -y * y[j]
        dy[j] += y[j]
        grads.append(dy @ (y - t))
    return tuple(grads)


# right | matrix product, column vectors
def squared_error_gradient(a, t):
    y = np.exp(a - a.max()).reshape(-1, 1)
    y = y / y.sum()
    u = y - t.reshape(-1, 1)
    return (y * u - y @ (y.T @ u)).ravel()


# right | long double, minus signs twice
def squared_error_gradient(a, t):
    e = np.exp(np.longdouble(a) - np.longdouble(a).max())
    y = e / e.sum()
    d = t - y
    return (y * ((d * y).sum() - d)).astype(float)


# right | as a difference of the square sums
def squared_error_gradient(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    c = (y**2).sum() - (t * y).sum()
    return y * (y - t - c)


# right | a class
def squared_error_gradient(a, t):
    class Softmax:
        def __init__(self, a):
            e = np.exp(a - a.max())
            self.y = e / e.sum()

        def back(self, u):
            return self.y * (u - self.y.dot(u))

    s = Softmax(a)
    return s.back(s.y - t)


# wrong | y - t, the gradient of cross entropy | y-minus-t-for-squared-error
def squared_error_gradient(a, t):
    y = np.exp(a - a.max()) / np.exp(a - a.max()).sum()
    return y - t


# wrong | only the diagonal (y-t) y (1-y), as for sigmoid outputs | only-the-diagonal
def squared_error_gradient(a, t):
    e = np.exp(a - np.max(a))
    y = e / np.sum(e)
    return (y - t) * y * (1 - y)


# wrong | factor 2, squared error without the half | factor
def squared_error_gradient(a, t):
    e = np.exp(a - np.max(a))
    y = e / np.sum(e)
    J = np.diag(y) - np.outer(y, y)
    return J @ (2 * (y - t))


# wrong | mean squared error, divided by number of classes | divided-by-classes, one-step-too-many
def squared_error_gradient(a, t):
    e = np.exp(a - np.max(a))
    y = e / np.sum(e)
    J = np.diag(y) - np.outer(y, y)
    return J @ (y - t) / len(a)


# wrong | softmax left out, logits against targets |
def squared_error_gradient(a, t):
    return a - t


# wrong | plain sum instead of the weighted one | factor-left-out, term-left-out
def squared_error_gradient(a, t):
    e = np.exp(a - max(a))
    y = e / sum(e)
    u = y - t
    return y * (u - u.sum())


# wrong | upstream of cross entropy -t/y used | y-minus-t-for-squared-error
def squared_error_gradient(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    u = -t / y
    return y * (u - np.dot(u, y))


# wrong | u = t - y | sign
def squared_error_gradient(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    diff = t - y
    s = np.dot(diff, y)
    return np.array([y[k] * (diff[k] - s) for k in range(len(a))])


# wrong | squared difference as upstream, not differentiated |
def squared_error_gradient(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    u = 0.5 * (y - t) ** 2
    return y * (u - (u * y).sum())


# wrong | factor y forgotten | factor-left-out, variable
def squared_error_gradient(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return (y - t) - np.dot(y - t, y)


# wrong | outer product added in the jacobian | plus-or-minus, operands-exchanged
def squared_error_gradient(a, t):
    e = np.exp(a)
    y = e / e.sum()
    J = np.diag(y) + np.outer(y, y)
    return J.dot(y - t)


# right | double loop over the jacobian
def squared_error_gradient(a, t):
    m = a.max()
    y = [np.exp(v - m) for v in a]
    s = sum(y)
    y = [v / s for v in y]
    g = []
    for j in range(len(a)):
        acc = 0.0
        for k in range(len(a)):
            dy = y[k] * ((1.0 if j == k else 0.0) - y[j])
            acc += (y[k] - t[k]) * dy
        g.append(acc)
    return np.array(g)


# right | multiplied out
def squared_error_gradient(a, t):
    y = np.exp(a - np.logaddexp.reduce(a))
    return y**2 - y * t - y * (y @ y) + y * (y @ t)


# right | centring matrix: diag(y) (I - 1 y^T) u
def squared_error_gradient(a, t):
    n = len(a)
    e = np.exp(a - a.max())
    y = e / e.sum()
    centre = np.eye(n) - np.outer(np.ones(n), y)
    return np.diag(y) @ centre @ (y - t)
