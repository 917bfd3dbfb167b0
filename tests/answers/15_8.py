# wrong | keepdims forgotten | keepdims-forgotten
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return y * (u - (u * y).sum(axis=1))


# wrong | one sum over the whole batch | one-sum-for-the-batch
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return y * (u - (u * y).sum())


# wrong | sum down the columns | axis, constant
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return y * (u - (u * y).sum(axis=0, keepdims=True))


# wrong | softmax down the columns | wrong-axis
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=0))
    y = e / e.sum(axis=0)
    inner = np.einsum("nc,nc->n", u, y)
    return y * (u - inner[:, None])


# wrong | only the diagonal | only-the-diagonal
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return u * y * (1 - y)


# wrong | y - u as if it were cross-entropy | another-quantity
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return y - u


# wrong | divided by N too | divided-by-rows, one-step-too-many
def back_through_softmax(a, u):
    out = []
    for r, up in zip(a, u):
        e = np.exp(r - r.max())
        y = e / e.sum()
        out.append(y * (up - up @ y) / len(a))
    return np.array(out)


# wrong | plus | plus-or-minus, sign-of-a-term
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return y * (u + (u * y).sum(axis=1, keepdims=True))


# wrong | mean instead of sum | sum-or-mean
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return y * (u - np.mean(u * y, axis=1, keepdims=True))


# wrong | y forgotten in the inner sum | factor-left-out, variable
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return y * (u - u.sum(axis=1, keepdims=True))


# wrong | outer y forgotten | factor-left-out, variable
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return u - (u * y).sum(axis=1, keepdims=True)


# wrong | sign exchanged | sign
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return y * ((u * y).sum(axis=1, keepdims=True) - u)


# wrong | the second path left out | branch-lost, no-maximum-subtracted
def back_through_softmax(a, u):
    S = np.exp(a).sum(axis=1)[:, None]
    return u / S * np.exp(a)


# wrong | one sum in the softmax | one-sum-for-the-batch
def back_through_softmax(a, u):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return y * (u - (u * y).sum(axis=1, keepdims=True))


# wrong | only the last row kept | too-early
def back_through_softmax(a, u):
    for r, up in zip(a, u):
        e = np.exp(r - r.max())
        y = e / e.sum()
        out = (np.diag(y) - np.outer(y, y)) @ up
    return np.array(out)


# wrong | return after the first row | too-early
def back_through_softmax(a, u):
    out = np.zeros(a.shape)
    for n in range(len(a)):
        e = np.exp(a[n] - a[n].max())
        y = e / e.sum()
        out[n] = y * (u[n] - np.dot(u[n], y))
        return out


# wrong | two slips: diagonal only and 1/N | only-the-diagonal, one-over-n
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return u * (y - y**2) / a.shape[0]


# wrong | two slips: sum over columns and plus |
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return y * u + y * np.sum(y * u, axis=0)


# wrong | a in place of y in the inner sum | variable
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return y * (u - (u * a).sum(axis=1, keepdims=True))


# wrong | matrix product u y^T instead of row sums |
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return y * u - (u @ y.T) @ y


# right | row by row with the Jacobian
def back_through_softmax(a, u):
    rows = []
    for r, up in zip(a, u):
        e = np.exp(r - r.max())
        y = e / e.sum()
        rows.append(up @ (np.diag(y) - np.outer(y, y)))
    return np.array(rows)


# right | einsum
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return y * u - np.einsum("nc,nc,nk->nk", u, y, y)


# right | scipy
def back_through_softmax(a, u):
    from scipy.special import softmax

    y = softmax(a, axis=-1)
    d = y * u
    d -= y * d.sum(axis=-1, keepdims=True)
    return d


# right | batch of Jacobians
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    J = y[:, :, None] * np.eye(a.shape[1]) - y[:, :, None] * y[:, None, :]
    return np.matmul(J, u[:, :, None])[:, :, 0]


# right | graph way
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    S = e.sum(axis=1, keepdims=True)
    back_inv = (u * e).sum(axis=1, keepdims=True)
    back_S = -back_inv / S**2
    return (u / S + back_S) * e


# right | lists and fsum
def back_through_softmax(a, u):
    import math

    out = []
    for r, up in zip(a.tolist(), u.tolist()):
        m = max(r)
        e = [math.exp(v - m) for v in r]
        S = math.fsum(e)
        y = [v / S for v in e]
        inner = math.fsum(p * q for p, q in zip(up, y))
        out.append([yk * (uk - inner) for yk, uk in zip(y, up)])
    return out


# right | weighted mean by np.average
def back_through_softmax(a, u):
    w = np.exp(a - a.max(axis=1, keepdims=True))
    y = w / w.sum(axis=1, keepdims=True)
    mean = np.average(u, axis=1, weights=w)
    return y * (u - mean.reshape(-1, 1))


# right | diagonal of u y^T
def back_through_softmax(a, u):
    y = np.exp(a - np.logaddexp.reduce(a, axis=1)[:, None])
    inner = np.diag(u @ y.T)
    return (y.T * (u.T - inner)).T


# right | complex step
def back_through_softmax(a, u):
    out = np.zeros(a.shape)
    for i in np.ndindex(a.shape):
        z = (a - a.max(axis=1, keepdims=True)).astype(complex)
        z[i] += 1e-30j
        e = np.exp(z)
        out[i] = (u * e / e.sum(axis=1, keepdims=True)).sum().imag / 1e-30
    return out


# right | pairwise differences
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    N, C = a.shape
    out = np.zeros((N, C))
    for n in range(N):
        for j in range(C):
            out[n, j] = sum(y[n, j] * y[n, k] * (u[n, j] - u[n, k]) for k in range(C))
    return out


# right | a class, long double
def back_through_softmax(a, u):
    class Softmax:
        def forward(self, a):
            b = np.longdouble(a)
            e = np.exp(b - b.max(axis=1, keepdims=True))
            self.out = e / e.sum(axis=1, keepdims=True)

        def backward(self, dout):
            dx = self.out * dout
            return dx - self.out * dx.sum(axis=1, keepdims=True)

    s = Softmax()
    s.forward(a)
    return s.backward(u).astype(float)


# wrong | weighted sum over the whole batch | one-sum-for-the-batch
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return y * (u - np.sum(u * y))


# wrong | elementwise y(1-y) | only-the-diagonal
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return u * y * (1 - y)


# wrong | divided by N once more | divided-by-rows, one-step-too-many
def back_through_softmax(a, u):
    N = a.shape[0]
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return y * (u - np.sum(u * y, axis=1, keepdims=True)) / N


# wrong | y - u over N, u taken as target |
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return (y - u) / len(a)


# wrong | sum over columns (axis=0) | axis, constant
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return y * (u - (u * y).sum(axis=0))


# wrong | keepdims forgotten, shapes do not fit | keepdims-forgotten
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return y * (u - (u * y).sum(axis=1))


# wrong | sum of u not weighted | factor-left-out, variable
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    s = u.sum(axis=1, keepdims=True)
    return y * (u - s)


# wrong | softmax by columns | wrong-axis, no-maximum-subtracted
def back_through_softmax(a, u):
    p = np.exp(a) / np.exp(a).sum(axis=0)
    return p * (u - (u * p).sum(axis=1, keepdims=True))


# wrong | jacobian of the first row used for all rows |
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    J = np.diag(y[0]) - np.outer(y[0], y[0])
    return u @ J


# wrong | mean along the row instead of sum of u*y | sum-or-mean
def back_through_softmax(a, u):
    out = np.zeros(a.shape)
    for n in range(len(a)):
        y = np.exp(a[n] - a[n].max())
        y /= y.sum()
        out[n] = y * (u[n] - np.mean(u[n] * y))
    return out


# wrong | y missing in the second term | factor-left-out
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return y * u - np.einsum("nc,nc->n", u, y)[:, None]


# right | jacobian per row with einsum
def back_through_softmax(a, u):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    N, C = y.shape
    J = np.einsum("ni,ij->nij", y, np.eye(C)) - np.einsum("ni,nj->nij", y, y)
    return np.einsum("ni,nij->nj", u, J)


# right | row loop with outer
def back_through_softmax(a, u):
    rows = []
    for logits, up in zip(a, u):
        p = np.exp(logits - np.logaddexp.reduce(logits))
        rows.append((np.diag(p) - np.outer(p, p)).dot(up))
    return np.vstack(rows)


# right | du = y*u, then take off y times its sum
def back_through_softmax(a, u):
    w = np.exp(a - a.max(1)[:, None])
    w = w / w.sum(1)[:, None]
    flow = w * u
    flow -= w * flow.sum(1)[:, None]
    return flow


# right | one line
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def back_through_softmax(a, u):
    y = softmax(a)
    return y * (u - (u * y).sum(axis=1, keepdims=True))


# right | loop with Jacobian
def back_through_softmax(a, u):
    out = []
    for ai, ui in zip(a, u):
        e = np.exp(ai - ai.max())
        y = e / e.sum()
        out.append(ui @ (np.diag(y) - np.outer(y, y)))
    return out


# right | einsum, again
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def back_through_softmax(a, u):
    y = softmax(a)
    return np.einsum('nij,ni->nj', np.einsum('ni,ij->nij', y, np.eye(y.shape[1])) - np.einsum('ni,nj->nij', y, y), u)


# wrong | sum over the whole batch, no axis | one-sum-for-the-batch
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def back_through_softmax(a, u):
    y = softmax(a)
    return y * (u - (u * y).sum())


# wrong | sum over axis 0 | axis
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def back_through_softmax(a, u):
    y = softmax(a)
    return y * (u - (u * y).sum(axis=0))


# wrong | u.sum instead of (u*y).sum | factor-left-out
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def back_through_softmax(a, u):
    y = softmax(a)
    return y * (u - u.sum(axis=1, keepdims=True))


# wrong | mean of u instead of weighted mean |
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def back_through_softmax(a, u):
    y = softmax(a)
    return y * (u - u.mean(axis=1, keepdims=True))


# wrong | only the diagonal y(1-y)u | only-the-diagonal
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def back_through_softmax(a, u):
    y = softmax(a)
    return y * (1 - y) * u


# wrong | detour forgotten: u*y | branch-lost
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def back_through_softmax(a, u):
    y = softmax(a)
    return y * u


# wrong | divided by N though u is given | divided-by-rows
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def back_through_softmax(a, u):
    y = softmax(a)
    return y * (u - (u * y).sum(axis=1, keepdims=True)) / len(a)


# wrong | front y forgotten: u - (u*y).sum | factor-left-out
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def back_through_softmax(a, u):
    y = softmax(a)
    return u - (u * y).sum(axis=1, keepdims=True)


# wrong | answers y - u as if u were the target | another-quantity
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def back_through_softmax(a, u):
    return softmax(a) - u


# wrong | sign flipped | sign
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def back_through_softmax(a, u):
    y = softmax(a)
    return y * ((u * y).sum(axis=1, keepdims=True) - u)


# wrong | plus instead of minus | plus-or-minus, sign-of-a-term
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def back_through_softmax(a, u):
    y = softmax(a)
    return y * (u + (u * y).sum(axis=1, keepdims=True))


# wrong | keepdims forgotten: shapes clash or mix | keepdims-forgotten
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def back_through_softmax(a, u):
    y = softmax(a)
    return y * (u - (u * y).sum(axis=1))


# wrong | exp without the sum per row: e/e.sum() | one-sum-for-the-batch, no-maximum-subtracted
def back_through_softmax(a, u):
    y = np.exp(a) / np.exp(a).sum()
    return y * (u - (u * y).sum(axis=1, keepdims=True))
