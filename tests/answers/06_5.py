# right | eye minus y, broadcast
def table_of_logs(a):
    e = np.exp(a)
    return np.eye(len(a)) - e / e.sum()


# right | double loop with delta
def table_of_logs(a):
    e = np.exp(a)
    y = e / e.sum()
    n = len(a)
    table = np.zeros((n, n))
    for i in range(n):
        for k in range(n):
            if i == k:
                table[i, k] = 1 - y[k]
            else:
                table[i, k] = -y[k]
    return table


# right | outer product with ones
def table_of_logs(a):
    y = np.exp(a - a.max())
    y = y / y.sum()
    return np.eye(len(a)) - np.outer(np.ones(len(a)), y)


# right | tile of the shares
def table_of_logs(a):
    y = np.exp(a) / sum(np.exp(a))
    rows = np.tile(y, (len(a), 1))
    return np.identity(len(a)) - rows


# right | softmax table divided by y_i
def table_of_logs(a):
    y = np.exp(a) / np.exp(a).sum()
    J = np.diag(y) - np.outer(y, y)
    return J / y[:, None]


# right | float lists with math
def table_of_logs(a):
    exps = [math.exp(v) for v in a]
    S = sum(exps)
    return [[(1.0 if i == k else 0.0) - exps[k] / S for k in range(len(exps))] for i in range(len(exps))]


# right | complex step on log softmax
def table_of_logs(a):
    n = len(a)
    out = np.zeros((n, n))
    for k in range(n):
        z = a.astype(complex)
        z[k] += 1e-30j
        out[:, k] = (z - np.log(np.exp(z).sum())).imag / 1e-30
    return out


# right | einsum
def table_of_logs(a):
    y = np.exp(a) / np.exp(a).sum()
    return np.eye(len(a)) - np.einsum("i,k->ik", np.ones(len(a)), y)


# right | minus y everywhere, then 1 added on the diagonal
def table_of_logs(a):
    y = np.exp(a) / np.exp(a).sum()
    n = len(a)
    M = np.zeros((n, n)) - y
    for i in range(n):
        M[i, i] += 1
    return M


# right | row by row with vstack
def table_of_logs(a):
    def softmax(v):
        w = np.exp(v - max(v))
        return w / w.sum()

    y = softmax(a)
    rows = []
    for i in range(len(a)):
        row = -y.copy()
        row[i] += 1
        rows.append(row)
    return np.vstack(rows)


# right | logaddexp reduce
def table_of_logs(a):
    y = np.exp(a - np.logaddexp.reduce(a))
    return np.diag(np.ones(a.size)) - y[np.newaxis, :]


# right | diag of 1/y times softmax table
def table_of_logs(a):
    e = np.exp(a)
    y = e / e.sum()
    return np.diag(1 / y) @ (np.diag(y) - np.outer(y, y))


# right | column by column, transposed at the end
def table_of_logs(a):
    y = np.exp(a) / np.exp(a).sum()
    return (np.eye(len(a)) - y.reshape(-1, 1)).T


# right | minus the cross-entropy gradient for each true class
def table_of_logs(a):
    e = np.exp(a)

    def grad(t):
        return e / e.sum() - t

    return np.array([-grad(t) for t in np.eye(len(a))])


# wrong | y as a column | transposed, index
def table_of_logs(a):
    y = np.exp(a) / np.exp(a).sum()
    return np.eye(len(a)) - y[:, None]


# wrong | sign turned round | operands-exchanged, sign-of-a-term
def table_of_logs(a):
    y = np.exp(a) / np.exp(a).sum()
    return y - np.eye(len(a))


# wrong | table of the softmax itself | factor-left-out
def table_of_logs(a):
    y = np.exp(a) / np.exp(a).sum()
    return np.diag(y) - np.outer(y, y)


# wrong | only the diagonal | only-the-diagonal
def table_of_logs(a):
    y = np.exp(a) / np.exp(a).sum()
    return np.diag(1 - y)


# wrong | plus y off the diagonal | sign-of-a-term
def table_of_logs(a):
    y = np.exp(a) / np.exp(a).sum()
    n = len(a)
    M = np.zeros((n, n))
    for i in range(n):
        for k in range(n):
            M[i, k] = 1 - y[k] if i == k else y[k]
    return M


# wrong | plus instead of minus | plus-or-minus, sign-of-a-term
def table_of_logs(a):
    y = np.exp(a) / np.exp(a).sum()
    return np.eye(len(a)) + y


# wrong | diag(y) minus y | !sign-of-a-term
def table_of_logs(a):
    y = np.exp(a) / np.exp(a).sum()
    return np.diag(y) - y


# wrong | eye minus outer of y with y |
def table_of_logs(a):
    y = np.exp(a) / np.exp(a).sum()
    return np.eye(len(a)) - np.outer(y, y)


# wrong | softmax table divided along the wrong axis | index-left-out, transposed
def table_of_logs(a):
    y = np.exp(a) / np.exp(a).sum()
    return (np.diag(y) - np.outer(y, y)) / y


# wrong | exp forgotten | exp-node
def table_of_logs(a):
    return np.eye(len(a)) - a / a.sum()


# wrong | not normalized | not-normalized, factor-left-out
def table_of_logs(a):
    return np.eye(len(a)) - np.exp(a)


# wrong | log y subtracted |
def table_of_logs(a):
    y = np.exp(a) / np.exp(a).sum()
    return np.eye(len(a)) - np.log(y)


# wrong | ones instead of eye | variable, wrong-function
def table_of_logs(a):
    y = np.exp(a) / np.exp(a).sum()
    return np.ones((len(a), len(a))) - y


# wrong | only 1/y, no softmax derivative | !plus-or-times
def table_of_logs(a):
    y = np.exp(a) / np.exp(a).sum()
    return np.diag(1 / y)


# wrong | double loop with y[i] | transposed, index
def table_of_logs(a):
    e = np.exp(a)
    y = e / e.sum()
    n = len(a)
    M = np.zeros((n, n))
    for i in range(n):
        for k in range(n):
            M[i][k] = (i == k) - y[i]
    return M


# wrong | times y instead of divided | times-or-divided
def table_of_logs(a):
    y = np.exp(a) / np.exp(a).sum()
    return (np.diag(y) - np.outer(y, y)) * y[:, None]


# wrong | returns a vector 1 - y | only-the-diagonal
def table_of_logs(a):
    y = np.exp(a) / np.exp(a).sum()
    return 1 - y


# wrong | summed over the rows | one-step-too-many
def table_of_logs(a):
    y = np.exp(a) / np.exp(a).sum()
    return (np.eye(len(a)) - y).sum(axis=0)


# wrong | rounded to two digits | one-step-too-many
def table_of_logs(a):
    y = np.exp(a) / np.exp(a).sum()
    return np.round(np.eye(len(a)) - y, 2)


# wrong | last row left out by range | too-early
def table_of_logs(a):
    y = np.exp(a) / np.exp(a).sum()
    n = len(a)
    M = np.zeros((n, n))
    for i in range(n - 1):
        M[i] = -y
        M[i, i] += 1
    return M


# wrong | integer table cuts the fractions | zeros
def table_of_logs(a):
    y = np.exp(a) / np.exp(a).sum()
    M = np.eye(len(a), dtype=int)
    for i in range(len(a)):
        M[i] = M[i] - y
    return M


# wrong | mean instead of sum in softmax | sum-or-mean
def table_of_logs(a):
    y = np.exp(a) / np.exp(a).mean()
    return np.eye(len(a)) - y


# wrong | the derivatives by the own logit, one by one | only-the-diagonal
def table_of_logs(a):
    y = np.exp(a) / np.exp(a).sum()
    own = []
    for share in y:
        own.append(1 - share)
    return own


# right | one line
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def table_of_logs(a):
    return np.eye(len(a)) - softmax(a)


# right | loops
def table_of_logs(a):
    y = np.exp(a) / np.exp(a).sum()
    J = np.zeros((len(a), len(a)))
    for i in range(len(a)):
        for k in range(len(a)):
            if i == k:
                J[i, k] = 1 - y[k]
            else:
                J[i, k] = -y[k]
    return J


# right | nested lists
def table_of_logs(a):
    e = [math.exp(v) for v in a]
    S = sum(e)
    return [[(i == k) - e[k] / S for k in range(len(e))] for i in range(len(e))]


# right | Jacobian divided by shares
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def table_of_logs(a):
    y = softmax(a)
    return (np.diag(y) - np.outer(y, y)) / y[:, None]


# right | nudge of log softmax
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def table_of_logs(a):
    a = np.asarray(a, float)
    h = 1e-05
    cols = []
    for k in range(len(a)):
        d = np.zeros(len(a))
        d[k] = h
        cols.append((np.log(softmax(a + d)) - np.log(softmax(a - d))) / (2 * h))
    return np.stack(cols, axis=1)


# wrong | transposed: I - y down the columns | transposed
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def table_of_logs(a):
    return np.eye(len(a)) - softmax(a)[:, None]


# wrong | the Jacobian of softmax itself, no log | factor-left-out
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def table_of_logs(a):
    y = softmax(a)
    return np.diag(y) - np.outer(y, y)


# wrong | only the diagonal (a vector 1 - y) | only-the-diagonal
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def table_of_logs(a):
    return 1 - softmax(a)


# wrong | sign flipped, y - I | operands-exchanged, sign-of-a-term
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def table_of_logs(a):
    return softmax(a) - np.eye(len(a))


# wrong | diagonal of 1 forgotten: -y_k everywhere | term-left-out
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def table_of_logs(a):
    y = softmax(a)
    return -np.tile(y, (len(a), 1))


# wrong | divided the Jacobian by y_k (columns) instead of y_i (rows) | transposed
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def table_of_logs(a):
    y = softmax(a)
    return (np.diag(y) - np.outer(y, y)) / y


# wrong | log of the Jacobian |
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def table_of_logs(a):
    y = softmax(a)
    return np.log(np.abs(np.diag(y) - np.outer(y, y)))


# wrong | multiplied by 1/y twice | power
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def table_of_logs(a):
    y = softmax(a)
    return (np.diag(y) - np.outer(y, y)) / y[:, None] ** 2


# wrong | off-diagonal sign wrong: +y_k | sign-of-a-term
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def table_of_logs(a):
    y = softmax(a)
    J = np.tile(y, (len(a), 1))
    np.fill_diagonal(J, 1 - y)
    return J


# wrong | off the diagonal 0 (the class has no other logit) | only-the-diagonal
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def table_of_logs(a):
    return np.diag(1 - softmax(a))


# wrong | fixed at three classes |
def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def table_of_logs(a):
    return np.eye(3) - softmax(a)
