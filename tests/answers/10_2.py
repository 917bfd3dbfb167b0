# wrong | not summed | bias-not-summed
def bias_gradient(g):
    return g


# wrong | mean over the batch | bias-not-summed, sum-or-mean
def bias_gradient(g):
    return np.mean(g, axis=0)


# wrong | wrong axis | axis, bias-not-summed
def bias_gradient(g):
    return np.sum(g, axis=1)


# wrong | summed over everything | axis, one-step-too-many, summed
def bias_gradient(g):
    return np.sum(g)


# wrong | ones, as if the upstream did not matter |
def bias_gradient(g):
    n, c = g.shape
    return np.ones(c)


# wrong | maximum over the batch | sum-or-mean
def bias_gradient(g):
    return [max(col) for col in g.T]


# wrong | product over the batch | sum-or-mean
def bias_gradient(g):
    return np.prod(g, axis=0)


# wrong | only the last row (= for +=) | replaced, variable
def bias_gradient(g):
    db = np.zeros(g.shape[1])
    for row in g:
        db = row
    return db


# wrong | first row only, returned from the loop | too-early
def bias_gradient(g):
    db = np.zeros(g.shape[1])
    for n in range(g.shape[0]):
        db += g[n]
        return db


# wrong | off by one, last row missing | too-early
def bias_gradient(g):
    db = [0] * g.shape[1]
    for n in range(len(g) - 1):
        for c in range(g.shape[1]):
            db[c] += g[n][c]
    return db


# wrong | minus sign | sign
def bias_gradient(g):
    return -np.einsum("nc->c", g)


# wrong | total spread equally over the classes |
def bias_gradient(g):
    return np.full(g.shape[1], g.sum() / g.shape[1])


# wrong | divided by the number of classes | divided-by-classes, one-step-too-many
def bias_gradient(g):
    s = np.ones(len(g)) @ g
    return s / s.size


# wrong | cumulative sum, no last row picked |
def bias_gradient(g):
    return np.cumsum(g, axis=0)


# wrong | sum of squares | power-of-an-input
def bias_gradient(g):
    return (g * g).sum(axis=0)


# wrong | two slips: wrong axis and mean |
def bias_gradient(g):
    return g.mean(axis=-1)


# wrong | two slips: mean with minus | bias-not-summed, sign
def bias_gradient(g):
    return -1 / len(g) * sum(g)


# wrong | last class left out | too-early
def bias_gradient(g):
    return [g[:, c].sum() for c in range(g.shape[1] - 1)]


# right | ones times g
def bias_gradient(g):
    return np.ones(g.shape[0]) @ g


# right | python sum over rows
def bias_gradient(g):
    return sum(g)


# right | einsum
def bias_gradient(g):
    return np.einsum("nc->c", g)


# right | fsum over columns, a list
def bias_gradient(g):
    import math

    return [math.fsum(col) for col in zip(*g.tolist())]


# right | loop with +=
def bias_gradient(g):
    db = np.zeros(g.shape[1])
    for row in g:
        db += row
    return db


# right | last row of cumsum
def bias_gradient(g):
    return np.cumsum(g, axis=0)[-1]


# right | mean times N
def bias_gradient(g):
    return g.mean(axis=0) * len(g)


# right | transposed, sum over the last axis
def bias_gradient(g):
    return g.T.sum(axis=-1)


# right | bincount with the class index as bin
def bias_gradient(g):
    N, C = g.shape
    return np.bincount(np.tile(np.arange(C), N), weights=g.ravel(), minlength=C)


# right | functools.reduce
def bias_gradient(g):
    from functools import reduce

    return reduce(lambda p, q: p + q, list(g))


# right | as the weight gradient of an input that is always 1
def bias_gradient(g):
    def weight_gradient(x, up):
        return x.T @ up

    return weight_gradient(np.ones((len(g), 1)), g)[0]


# wrong | mean over the batch | sum-or-mean
def bias_gradient(g):
    return np.mean(g, axis=0)


# wrong | sum along the wrong axis | axis, bias-not-summed
def bias_gradient(g):
    return np.sum(g, axis=1)


# wrong | sum over everything | axis, one-step-too-many, summed
def bias_gradient(g):
    return np.sum(g)


# wrong | given back as it came, a bias just passes | bias-not-summed
def bias_gradient(g):
    return g


# wrong | vector of ones, as the derivative of +b is 1 |
def bias_gradient(g):
    return np.ones(g.shape[1])


# wrong | minus sign | sign
def bias_gradient(g):
    db = np.zeros(g.shape[1])
    for row in g:
        db -= row
    return db


# wrong | MATLAB habit mean(g, 2): a column with one mean for each sample |
def bias_gradient(g):
    return g.mean(axis=1, keepdims=True)


# wrong | only the first row | too-early
def bias_gradient(g):
    db = 0
    for row in g:
        db = db + row
        return db


# wrong | loop over samples starts at 1 | index
def bias_gradient(g):
    db = np.zeros(g.shape[1])
    for n in range(1, g.shape[0]):
        db += g[n]
    return db


# wrong | cumulative sum not reduced |
def bias_gradient(g):
    return np.cumsum(g, axis=0)


# right | ones times g (again)
def bias_gradient(g):
    return np.ones(len(g)) @ g


# right | python sum over rows (again)
def bias_gradient(g):
    return sum(list(g))


# right | cumulative sum, last row
def bias_gradient(g):
    return np.cumsum(g, axis=0)[-1]
