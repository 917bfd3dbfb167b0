# wrong | no transpose | shapes, transposed
def weight_gradient(x, g):
    return np.dot(x, g)


# wrong | transposed result | weights-transposed
def weight_gradient(x, g):
    return g.T @ x


# wrong | transpose on the wrong one | shapes, transposed
def weight_gradient(x, g):
    return x @ g.T


# wrong | elementwise product | shapes
def weight_gradient(x, g):
    return x * g


# wrong | divided by N once more | divided-by-rows, one-step-too-many, sum-or-mean
def weight_gradient(x, g):
    n_rows = x.shape[0]
    return np.matmul(np.transpose(x), g) / n_rows


# wrong | = for += in the loop: only the last row | replaced
def weight_gradient(x, g):
    D, C = x.shape[1], g.shape[1]
    dW = np.zeros((D, C))
    for xi, gi in zip(x, g):
        dW = np.outer(xi, gi)
    return dW


# wrong | outer product the other way round | weights-transposed
def weight_gradient(x, g):
    return sum(np.outer(gi, xi) for xi, gi in zip(x, g))


# wrong | off by one: first row left out | index
def weight_gradient(x, g):
    dW = np.zeros((x.shape[1], g.shape[1]))
    for n in range(1, len(x)):
        for d in range(x.shape[1]):
            for c in range(g.shape[1]):
                dW[d, c] += x[n, d] * g[n, c]
    return dW


# wrong | returned too early | too-early
def weight_gradient(x, g):
    dW = np.zeros((x.shape[1], g.shape[1]))
    for n in range(len(x)):
        dW += x[n][:, None] * g[n][None, :]
        return dW


# wrong | mean over the rows instead of the sum | sum-or-mean
def weight_gradient(x, g):
    per_row = np.einsum("nd,nc->ndc", x, g)
    return per_row.mean(axis=0)


# wrong | rows not summed, one table per row | function-left-out
def weight_gradient(x, g):
    return x[:, :, None] * g[:, None, :]


# wrong | summed separately, then multiplied | sum-before-product
def weight_gradient(x, g):
    return np.outer(x.sum(axis=0), g.sum(axis=0))


# wrong | plus where times is meant | plus-or-times
def weight_gradient(x, g):
    return (x[:, :, None] + g[:, None, :]).sum(axis=0)


# wrong | reshape instead of transpose | transposed
def weight_gradient(x, g):
    n, d = x.shape
    return x.reshape(d, n) @ g


# wrong | minus sign, as if it were the step | sign
def weight_gradient(x, g):
    return -(x.T @ g)


# wrong | bias gradient given, x forgotten | factor-left-out, input-unused
def weight_gradient(x, g):
    return np.tile(g.sum(axis=0), (x.shape[1], 1))


# wrong | two slips: transposed and averaged |
def weight_gradient(x, g):
    dW = np.dot(g.T, x)
    return dW / len(g)


# wrong | two slips: wrong sum axis and minus | axis, sign
def weight_gradient(x, g):
    return -np.einsum("nd,nc->nc", x, g)


# right | tensordot
def weight_gradient(x, g):
    return np.tensordot(x, g, axes=(0, 0))


# right | einsum
def weight_gradient(x, g):
    return np.einsum("nd,nc->dc", x, g)


# right | sum of outer products
def weight_gradient(x, g):
    return sum(np.outer(xi, gi) for xi, gi in zip(x, g))


# right | (g^T x)^T
def weight_gradient(x, g):
    return np.dot(g.T, x).T


# right | three loops
def weight_gradient(x, g):
    N, D = x.shape
    C = g.shape[1]
    dW = [[0.0] * C for _ in range(D)]
    for n in range(N):
        for d in range(D):
            for c in range(C):
                dW[d][c] += x[n][d] * g[n][c]
    return dW


# right | broadcasting and a sum over the rows
def weight_gradient(x, g):
    return np.sum(np.expand_dims(x, 2) * np.expand_dims(g, 1), axis=0)


# right | fsum comprehension
def weight_gradient(x, g):
    import math

    return np.array([[math.fsum(p * q for p, q in zip(col, up)) for up in g.T.tolist()] for col in x.T.tolist()])


# right | column by column
def weight_gradient(x, g):
    cols = [np.dot(x.T, g[:, c]) for c in range(g.shape[1])]
    return np.column_stack(cols)


# right | row by row, g combined with weights from x
def weight_gradient(x, g):
    dW = np.empty((x.shape[1], g.shape[1]))
    for d in range(x.shape[1]):
        dW[d] = (x[:, d].reshape(-1, 1) * g).sum(axis=0)
    return dW


# right | long double matmul through einsum, back to float
def weight_gradient(x, g):
    return np.einsum("ij,ik->jk", np.longdouble(x), np.longdouble(g)).astype(float)


# right | np.add.reduce, tuple of rows
def weight_gradient(x, g):
    return tuple(np.add.reduce(x[:, [d]] * g) for d in range(x.shape[1]))


# wrong | factors exchanged: g.T @ x | weights-transposed
def weight_gradient(x, g):
    return np.dot(g.T, x)


# wrong | no transpose | shapes, transposed
def weight_gradient(x, g):
    return x @ g


# wrong | divided by N again, already in g | divided-by-rows, one-step-too-many
def weight_gradient(x, g):
    m = x.shape[0]
    return (1 / m) * np.dot(x.T, g)


# wrong | transposed g instead of x: x @ g.T | shapes, transposed
def weight_gradient(x, g):
    return np.matmul(x, g.T)


# wrong | outer products kept per sample | function-left-out
def weight_gradient(x, g):
    return np.array([np.outer(x[n], g[n]) for n in range(len(x))])


# wrong | overwrites instead of accumulating over samples | replaced
def weight_gradient(x, g):
    dW = np.zeros((x.shape[1], g.shape[1]))
    for n in range(x.shape[0]):
        dW = np.outer(x[n], g[n])
    return dW


# wrong | sums first, then outer product | sum-before-product
def weight_gradient(x, g):
    return np.outer(x.sum(axis=0), g.sum(axis=0))


# wrong | minus sign as in the update | sign
def weight_gradient(x, g):
    grad_W = -(x.T @ g)
    return grad_W


# wrong | mean in the loop | sum-or-mean
def weight_gradient(x, g):
    D, C = x.shape[1], g.shape[1]
    W = np.zeros((D, C))
    for d in range(D):
        for c in range(C):
            W[d, c] = np.mean(x[:, d] * g[:, c])
    return W


# wrong | loop misses the last sample | too-early
def weight_gradient(x, g):
    total = np.zeros((x.shape[1], g.shape[1]))
    for i in range(len(x) - 1):
        total += np.outer(x[i], g[i])
    return total


# right | transpose of g.T @ x
def weight_gradient(x, g):
    return (g.T @ x).T


# right | einsum with names
def weight_gradient(x, g):
    return np.einsum("nd,nc->dc", x, g)


# right | three loops (again)
def weight_gradient(x, g):
    N, D = x.shape
    C = g.shape[1]
    dW = np.zeros((D, C))
    for n in range(N):
        for d in range(D):
            for c in range(C):
                dW[d, c] = dW[d, c] + x[n, d] * g[n, c]
    return dW
