# wrong | plus the outer product | plus-or-minus, sign-of-a-term
def table(a):
    e = np.exp(a)
    y = e / e.sum()
    return np.diag(y) + np.outer(y, y)


# wrong | whole sign exchanged | sign
def table(a):
    e = np.exp(a)
    y = e / e.sum()
    return np.outer(y, y) - np.diag(y)


# wrong | diagonal part forgotten | term-left-out
def table(a):
    e = np.exp(a)
    y = e / e.sum()
    return -np.outer(y, y)


# wrong | inner product in place of outer | kind-of-product
def table(a):
    e = np.exp(a)
    y = e / e.sum()
    return np.diag(y) - np.dot(y, y)


# wrong | identity instead of diag(y) | factor-left-out
def table(a):
    e = np.exp(a)
    y = e / e.sum()
    return np.eye(len(y)) - np.outer(y, y)


# wrong | y broadcast instead of diag | kind-of-product, factor-left-out, function-left-out
def table(a):
    e = np.exp(a)
    y = e / e.sum()
    return y - np.outer(y, y)


# wrong | outer product of e |
def table(a):
    e = np.exp(a)
    y = e / e.sum()
    return np.diag(y) - np.outer(e, e)


# wrong | exp forgotten | function-left-out, exp-node
def table(a):
    y = a / a.sum()
    return np.diag(y) - np.outer(y, y)


# wrong | off-diagonal without sign | sign-of-a-term
def table(a):
    e = np.exp(a)
    y = e / e.sum()
    n = len(y)
    J = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            J[i, j] = y[i] * (1 - y[i]) if i == j else y[i] * y[j]
    return J


# wrong | inner range off by one | too-early
def table(a):
    y = np.exp(a) / np.exp(a).sum()
    n = len(a)
    J = np.zeros((n, n))
    for i in range(n):
        for j in range(n - 1):
            J[i][j] = (y[i] if i == j else 0) - y[i] * y[j]
    return J


# wrong | only the upper triangle filled |
def table(a):
    y = np.exp(a) / np.exp(a).sum()
    n = len(a)
    J = np.diag(y * (1 - y))
    for i in range(n):
        for j in range(i + 1, n):
            J[i, j] = -y[i] * y[j]
    return J


# wrong | returned after the first row | too-early
def table(a):
    y = np.exp(a) / np.exp(a).sum()
    rows = []
    for i in range(len(y)):
        rows.append([y[i] * ((i == j) - y[j]) for j in range(len(y))])
        return np.array(rows)


# wrong | only the diagonal as a matrix | only-the-diagonal
def table(a):
    e = np.exp(a)
    y = e / e.sum()
    return np.diag(y * (1 - y))


# wrong | only the diagonal as a vector | another-quantity
def table(a):
    e = np.exp(a)
    y = e / e.sum()
    return y * (1 - y)


# wrong | diagonal y squared (outer on top of y(1-y)) | square-twice
def table(a):
    e = np.exp(a)
    y = e / e.sum()
    return np.diag(y * (1 - y)) - np.outer(y, y)


# wrong | softmax twice | softmax-twice
def table(a):
    def soft(v):
        w = np.exp(v)
        return w / w.sum()

    y = soft(soft(a))
    return np.diag(y) - np.outer(y, y)


# wrong | derivative of log-softmax | factor-left-out
def table(a):
    e = np.exp(a)
    y = e / e.sum()
    return np.eye(len(a)) - y[None, :]


# wrong | sigmoid shares | sigmoid-for-softmax
def table(a):
    y = 1 / (1 + np.exp(-a))
    return np.diag(y) - np.outer(y, y)


# wrong | one-sided difference with a large step | approximation
def table(a):
    def soft(v):
        w = np.exp(v - v.max())
        return w / w.sum()

    h = 0.1
    cols = [(soft(a + h * row) - soft(a)) / h for row in np.eye(len(a))]
    return np.array(cols).T


# wrong | 1/S for 1/S squared in the second term | power, variable
def table(a):
    e = np.exp(a)
    S = e.sum()
    return np.diag(e / S) - np.outer(e, e) / S


# wrong | row index used twice | variable
def table(a):
    y = np.exp(a) / np.exp(a).sum()
    n = len(y)
    return np.array([[(i == j) * y[i] - y[i] * y[i] for j in range(n)] for i in range(n)])


# wrong | two slips: plus and no diag |
def table(a):
    e = np.exp(a)
    y = e / e.sum()
    return y + y[:, None] * y


# right | column times (identity minus row)
def table(a):
    y = np.exp(a) / np.exp(a).sum()
    return y.reshape(-1, 1) * (np.eye(y.size) - y)


# right | nested list comprehension
def table(a):
    import math

    s = math.fsum(math.exp(v) for v in a)
    y = [math.exp(v) / s for v in a]
    return [[p * (1 - p) if i == j else -p * q for j, q in enumerate(y)] for i, p in enumerate(y)]


# right | loops, diagonal apart
def table(a):
    e = np.exp(a - a.max())
    y = e / e.sum()
    J = np.empty((len(y), len(y)))
    for i in range(len(y)):
        for j in range(len(y)):
            J[i, j] = -y[i] * y[j]
        J[i, i] = J[i, i] + y[i]
    return J


# right | einsum
def table(a):
    y = np.exp(a - np.logaddexp.reduce(a))
    n = len(y)
    return np.einsum("i,ij->ij", y, np.eye(n)) - np.einsum("i,j->ij", y, y)


# right | complex step columns
def table(a):
    n = len(a)
    J = np.zeros((n, n))
    for j in range(n):
        z = a.astype(complex)
        z[j] += 1e-40j
        w = np.exp(z)
        J[:, j] = (w / w.sum()).imag / 1e-40
    return J


# right | quotient rule
def table(a):
    e = np.exp(a)
    S = e.sum()
    return (S * np.diag(e) - np.outer(e, e)) / S**2


# right | fill_diagonal
def table(a):
    from scipy.special import softmax

    y = softmax(a)
    J = -y[:, None] @ y[None, :]
    np.fill_diagonal(J, y * (1 - y))
    return J


# right | matrix product D - D 1 1^T D
def table(a):
    y = np.exp(a) / np.exp(a).sum()
    D = np.diag(y)
    ones = np.ones((len(y), len(y)))
    return D - D @ ones @ D


# right | covariance of one-hot vectors
def table(a):
    y = np.exp(a) / np.exp(a).sum()
    eye = np.eye(len(y))
    return sum(p * np.outer(r - y, r - y) for p, r in zip(y, eye))


# right | stack of rows, tuple
def table(a):
    e = np.exp(a)
    y = e / e.sum()
    return tuple(tuple(y[k] * (row - y)) for k, row in enumerate(np.eye(len(y))))


# right | log derivative times shares
def table(a):
    y = np.exp(a) / np.exp(a).sum()
    log_J = np.identity(len(y)) - np.tile(y, (len(y), 1))
    return np.repeat(y, len(y)).reshape(len(y), -1) * log_J


# wrong | outer minus diag, sign turned | sign
def table(a):
    e = np.exp(a)
    y = e / e.sum()
    return np.outer(y, y) - np.diag(y)


# wrong | only the diagonal y(1-y), other entries zero | only-the-diagonal
def table(a):
    y = np.exp(a) / np.exp(a).sum()
    return np.diag(y * (1 - y))


# wrong | vector instead of a table | another-quantity
def table(a):
    e = np.exp(a)
    y = e / e.sum()
    return y * (1 - y)


# wrong | dot product of y with itself in place of the outer product | kind-of-product
def table(a):
    e = np.exp(a)
    y = e / e.sum()
    return np.diag(y) - y @ y.T


# wrong | identity instead of diag(y) | factor-left-out
def table(a):
    e = np.exp(a)
    y = e / e.sum()
    return np.eye(len(y)) - np.outer(y, y)


# wrong | diagonal y(1-y) but plus off the diagonal | sign-of-a-term
def table(a):
    e = np.exp(a)
    y = e / e.sum()
    n = len(y)
    J = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            if i == j:
                J[i, j] = y[i] * (1 - y[i])
            else:
                J[i, j] = y[i] * y[j]
    return J


# wrong | diagonal subtracts y squared twice | square-twice
def table(a):
    e = np.exp(a)
    y = e / e.sum()
    return np.diag(y * (1 - y)) - np.outer(y, y)


# wrong | exponentials used in the off-diagonal instead of the shares |
def table(a):
    e = np.exp(a)
    y = e / e.sum()
    J = -np.outer(e, y)
    J[np.diag_indices(len(a))] = y * (1 - y)
    return J


# wrong | y as diagonal kept whole | replaced, factor-left-out
def table(a):
    e = np.exp(a)
    y = e / e.sum()
    J = [[-y[i] * y[j] if i != j else y[i] for j in range(len(y))] for i in range(len(y))]
    return np.array(J)


# wrong | off-diagonal is minus y_i squared, wrong index | variable
def table(a):
    e = np.exp(a)
    y = e / e.sum()
    J = np.empty((len(y), len(y)))
    for i in range(len(y)):
        for j in range(len(y)):
            J[i][j] = y[i] * ((i == j) - y[i])
    return J


# wrong | loop for j starts behind i, lower half stays zero |
def table(a):
    e = np.exp(a)
    y = e / e.sum()
    n = y.size
    J = np.diag(y - y**2)
    for i in range(n):
        for j in range(i + 1, n):
            J[i, j] = -y[i] * y[j]
    return J


# right | double loop with if
def table(a):
    e = np.exp(a)
    y = e / e.sum()
    rows = []
    for i in range(len(y)):
        row = []
        for j in range(len(y)):
            if i == j:
                row.append(y[i] - y[i] ** 2)
            else:
                row.append(-y[i] * y[j])
        rows.append(row)
    return np.array(rows)


# right | column times (I - row)
def table(a):
    y = np.exp(a) / np.exp(a).sum()
    col = y.reshape(-1, 1)
    return col * (np.eye(len(y)) - col.T)


# right | covariance matrix of a one-hot draw
def table(a):
    y = np.exp(a) / np.exp(a).sum()
    I = np.eye(len(y))
    centered = I - y
    return sum(y[k] * np.outer(centered[k], centered[k]) for k in range(len(y)))
