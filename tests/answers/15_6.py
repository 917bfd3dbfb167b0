# wrong | divided by the number of classes | mean-over-classes
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return (y - t) / a.shape[1]


# wrong | divided by size | mean-over-classes
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return (y - t) / a.size


# wrong | code left as it was |
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return y - t


# wrong | mended the sign instead | one-over-n, sign, another-quantity
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return t - y


# wrong | bracket forgotten: only t divided | factor-left-out, axis
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return y - t / len(a)


# wrong | only y divided | factor-left-out
def batch_gradient(a, t):
    N = a.shape[0]
    e = np.exp(a - a.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True) / N - t


# wrong | 1/N twice | one-over-n
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    g = (y - t) / len(a)
    return g / len(a)


# wrong | mean over the rows returned | one-step-too-many
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return (y - t).mean(axis=0)


# wrong | mended the axis: softmax over columns | wrong-axis
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=0, keepdims=True))
    y = e / e.sum(axis=0, keepdims=True)
    return (y - t) / len(a)


# wrong | one sum for the batch | axis
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum()
    return (y - t) / len(a)


# wrong | multiplied by N | times-or-divided, operands-exchanged
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return (y - t) * len(a)


# wrong | divided by the sum of t in each row (already 1) | one-over-n
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return (y - t) / t.sum(axis=1, keepdims=True)


# wrong | keepdims taken out | keepdims-forgotten
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1)
    return (y - t) / len(a)


# wrong | divided by a sum of y in the column |
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return (y - t) / y.sum(axis=0)


# wrong | two slips: t - y, divided by C | mean-over-classes, sign
def batch_gradient(a, t):
    out = []
    for r, tr in zip(a, t):
        e = np.exp(r - r.max())
        out.append((tr - e / e.sum()) / len(r))
    return np.array(out)


# wrong | two slips: soft targets made hard by argmax, and no 1/N | largest-target-only, one-over-n
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    y[np.arange(len(a)), t.argmax(axis=1)] -= 1
    return y


# wrong | one step of descent instead of the gradient | one-step-too-many, one-step-instead-of-the-gradient
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return a - (y - t) / len(a)


# wrong | divided by the root of N | factor-that-changes
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return (y - t) / np.sqrt(len(a))


# wrong | divided by N - 1 | factor-that-changes
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return (y - t) / (len(a) - 1)


# right | 1/N at both
def batch_gradient(a, t):
    N = a.shape[0]
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return y / N - t / N


# right | row by row
def batch_gradient(a, t):
    g = np.zeros(a.shape)
    for n, (row, target) in enumerate(zip(a, t)):
        e = np.exp(row - row.max())
        g[n] = (e / e.sum() - target) / len(a)
    return g


# right | scipy
def batch_gradient(a, t):
    from scipy.special import softmax

    return (softmax(a, axis=1) - t) / len(t)


# right | log-sum-exp form
def batch_gradient(a, t):
    y = np.exp(a - np.logaddexp.reduce(a, axis=1, keepdims=True))
    return (y - t) * (1.0 / a.shape[0])


# right | math lists
def batch_gradient(a, t):
    import math

    out = []
    for r, s in zip(a.tolist(), t.tolist()):
        m = max(r)
        S = math.fsum(math.exp(v - m) for v in r)
        out.append([(math.exp(v - m) / S - tk) / len(a) for v, tk in zip(r, s)])
    return out


# right | through the Jacobian of each row
def batch_gradient(a, t):
    rows = []
    for r, s in zip(a, t):
        e = np.exp(r - r.max())
        y = e / e.sum()
        J = np.eye(len(r)) - np.outer(np.ones(len(r)), y)  # Jacobian of log softmax
        rows.append(-(s / len(a)) @ J)
    return np.vstack(rows)


# right | complex step of the mean loss
def batch_gradient(a, t):
    z0 = a - a.max(axis=1, keepdims=True)
    out = np.zeros(a.shape)
    for i in np.ndindex(*a.shape):
        z = z0.astype(complex)
        z[i] += 1e-30j
        logy = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        out[i] = -(t * logy).sum(axis=1).mean().imag / 1e-30
    return out


# right | transposed
def batch_gradient(a, t):
    e = np.exp(a.T - a.max(axis=1))
    return ((e / e.sum(axis=0)).T - t) / a.shape[0]


# right | einsum normalisation, divide by N via mean of ones
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = np.einsum("nc,n->nc", e, 1 / np.einsum("nc->n", e))
    return np.divide(y - t, float(len(y)))


# right | targets of any sum handled
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return (y * t.sum(axis=1, keepdims=True) - t) / len(a)


# right | minus of t - y
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return (t - y) / -len(a)


# wrong | divided by the number of classes | mean-over-classes
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return (y - t) / a.shape[1]


# wrong | divided by all entries | mean-over-classes
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return (y - t) / a.size


# wrong | sees the mistake in the max: removes the shift only | one-over-n, no-maximum-subtracted
def batch_gradient(a, t):
    e = np.exp(a)
    y = e / e.sum(axis=1, keepdims=True)
    return y - t


# wrong | mean over the rows taken, shape lost | one-step-too-many
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return np.mean(y - t, axis=0)


# wrong | changed the axis to 0 | wrong-axis
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=0, keepdims=True))
    y = e / e.sum(axis=0, keepdims=True)
    return (y - t) / len(a)


# wrong | turned the sign | another-quantity
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return t - y


# wrong | missing brackets, only t is divided | axis, factor-left-out
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return y - t / len(a)


# wrong | put the 1/N into the shares before subtracting | factor-left-out
def batch_gradient(a, t):
    N = len(a)
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / (N * e.sum(axis=1, keepdims=True))
    return y - t


# wrong | multiplied by N | times-or-divided, operands-exchanged
def batch_gradient(a, t):
    N = a.shape[0]
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return (y - t) * N


# wrong | divided twice by the batch | one-over-n
def batch_gradient(a, t):
    rows = []
    N = len(a)
    for row, target in zip(a, t):
        e = np.exp(row - row.max())
        rows.append((e / e.sum() - target) / N)
    return np.array(rows) / N


# wrong | sigmoid derivative added |
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return (y - t) * y * (1 - y) / len(a)


# right | row loop with softmax inside
def batch_gradient(a, t):
    out = []
    for n in range(a.shape[0]):
        row = np.exp(a[n] - np.max(a[n]))
        out.append((row / np.sum(row) - t[n]) * (1 / a.shape[0]))
    return np.array(out)


# right | np.mean trick: ones/N upstream, kept as a column
def batch_gradient(a, t):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    upstream = np.full((len(a), 1), 1 / len(a))
    return upstream * (y - t)


# right | everything transposed
def batch_gradient(a, t):
    A, T = a.T, t.T
    E = np.exp(A - A.max(axis=0))
    return ((E / E.sum(axis=0) - T) / A.shape[1]).T
