# wrong | epsilon forgotten | term-left-out, epsilon-of-the-variance
def normalize(x):
    return (x - x.mean(axis=0)) / x.std(axis=0)


# wrong | epsilon outside the root | epsilon-of-the-variance
def normalize(x):
    mu = np.mean(x, axis=0)
    sd = np.std(x, axis=0) + 1e-5
    return (x - mu) / sd


# wrong | divided by the variance | function-left-out, power, another-normalization
def normalize(x):
    c = x - x.mean(axis=0)
    return c / (x.var(axis=0) + 1e-5)


# wrong | ddof=1 | divided-by-n-minus-one
def normalize(x):
    return (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0, ddof=1) + 1e-5)


# wrong | rows instead of columns | wrong-axis
def normalize(x):
    m = x.mean(axis=1, keepdims=True)
    v = x.var(axis=1, keepdims=True)
    return (x - m) / np.sqrt(v + 1e-5)


# wrong | one mean and one variance for the whole table | one-sum-for-the-batch
def normalize(x):
    return (x - np.mean(x)) / np.sqrt(np.var(x) + 1e-5)


# wrong | mean not subtracted | term-left-out, another-normalization
def normalize(x):
    return x / np.sqrt(x.var(axis=0) + 1e-5)


# wrong | mean of squares without centering in the spread | term-left-out, variable
def normalize(x):
    d = x - np.sum(x, axis=0) / len(x)
    return d / np.sqrt(np.mean(x**2, axis=0) + 1e-5)


# wrong | sum instead of mean in the variance | sum-or-mean, factor-left-out, another-normalization
def normalize(x):
    centered = x - x.mean(axis=0)
    return centered / np.sqrt((centered**2).sum(axis=0) + 1e-5)


# wrong | sum instead of mean for the centre | sum-or-mean, factor-left-out
def normalize(x):
    c = x - x.sum(axis=0)
    return c / np.sqrt((c**2).mean(axis=0) + 1e-5)


# wrong | added instead of subtracted | sign-of-a-term, plus-or-minus
def normalize(x):
    c = x + x.mean(axis=0)
    return c / np.sqrt(x.var(axis=0) + 1e-5)


# wrong | square forgotten: mean of the absolute values | another-normalization
def normalize(x):
    c = x - x.mean(axis=0)
    return c / (np.abs(c).mean(axis=0) + 1e-5)


# wrong | min-max scaling | another-normalization
def normalize(x):
    lo, hi = x.min(axis=0), x.max(axis=0)
    return (x - lo) / (hi - lo)


# wrong | divided by the number of columns in the variance | variable
def normalize(x):
    N, D = x.shape
    out = np.zeros((N, D))
    for d in range(D):
        mu = sum(x[:, d]) / N
        var = sum((v - mu) ** 2 for v in x[:, d]) / D
        out[:, d] = (x[:, d] - mu) / np.sqrt(var + 1e-5)
    return out


# wrong | epsilon under the wrong power (eps squared in the root) | constant, power, epsilon-of-the-variance
def normalize(x):
    return (x - x.mean(0)) / np.sqrt(x.var(0) + 1e-5**2)


# wrong | bracket: only the mean divided |
def normalize(x):
    return x - x.mean(axis=0) / np.sqrt(x.var(axis=0) + 1e-5)


# wrong | two slips: std under the root | power
def normalize(x):
    return (x - x.mean(axis=0)) / np.sqrt(x.std(axis=0) + 1e-5)


# wrong | two slips: ddof=1 and no epsilon | divided-by-n-minus-one
def normalize(x):
    import statistics

    cols = []
    for col in x.T.tolist():
        m = statistics.mean(col)
        s = statistics.stdev(col)
        cols.append([(v - m) / s if s else 0.0 for v in col])
    return np.array(cols).T


# wrong | two slips: rows, and epsilon 1e-2 |
def normalize(x):
    z = (x.T - x.mean(axis=1)) / np.sqrt(x.var(axis=1) + 1e-2)
    return z.T


# wrong | first column only, return in the loop |
def normalize(x):
    out = x.astype(float).copy()
    for d in range(x.shape[1]):
        c = out[:, d] - out[:, d].mean()
        out[:, d] = c / np.sqrt((c * c).mean() + 1e-5)
        return out


# wrong | median instead of mean |
def normalize(x):
    c = x - np.median(x, axis=0)
    return c / np.sqrt((c**2).mean(axis=0) + 1e-5)


# right | np.var
def normalize(x):
    return (x - np.mean(x, axis=0)) / np.sqrt(np.var(x, axis=0) + 1e-5)


# right | power -1/2
def normalize(x):
    c = x - x.mean(0)
    return c * (x.var(0) + 1e-5) ** -0.5


# right | std squared plus epsilon
def normalize(x):
    mu, sd = x.mean(axis=0), x.std(axis=0)
    return (x - mu) / (sd**2 + 1e-5) ** 0.5


# right | column by column, math
def normalize(x):
    import math

    cols = []
    for col in zip(*x.tolist()):
        n = len(col)
        mu = math.fsum(col) / n
        var = math.fsum((v - mu) ** 2 for v in col) / n
        cols.append([(v - mu) / math.sqrt(var + 1e-5) for v in col])
    return [list(r) for r in zip(*cols)]


# right | einsum
def normalize(x):
    N = len(x)
    c = x - np.einsum("nd->d", x) / N
    v = np.einsum("nd,nd->d", c, c) / N
    return c / np.sqrt(v + 1e-5)


# right | centering matrix
def normalize(x):
    N = x.shape[0]
    P = np.eye(N) - np.ones((N, N)) / N
    c = P @ x
    cov = c.T @ c / N
    return c / np.sqrt(np.diag(cov) + 1e-5)


# right | hypot of std and root of epsilon
def normalize(x):
    return (x - x.mean(axis=0)) / np.hypot(x.std(axis=0), np.sqrt(1e-5))


# right | apply_along_axis
def normalize(x):
    f = lambda col: (col - col.mean()) / np.sqrt(col.var() + 1e-5)
    return np.apply_along_axis(f, 0, x)


# right | transposed
def normalize(x):
    xt = x.T
    c = xt - xt.mean(axis=1, keepdims=True)
    return (c / np.sqrt((c * c).mean(axis=1, keepdims=True) + 1e-5)).T


# right | pairwise differences for the variance
def normalize(x):
    N = len(x)
    diff = x[:, None, :] - x[None, :, :]
    var = (diff**2).sum(axis=(0, 1)) / (2 * N * N)
    return diff.sum(axis=1) / N / np.sqrt(var + 1e-5)


# right | ddof=1 corrected by (N-1)/N
def normalize(x):
    N = len(x)
    var = x.var(axis=0, ddof=1) * (N - 1) / N
    return (x - x.mean(axis=0)) / np.sqrt(var + 1e-5)


# right | statistics module, stack
def normalize(x):
    import statistics

    out = []
    for col in x.T:
        col = [float(v) for v in col]
        out.append((np.array(col) - statistics.fmean(col)) / np.sqrt(statistics.pvariance(col) + 1e-5))
    return np.stack(out, axis=1)


# wrong | mean and variance over the rows (layer norm) | wrong-axis
def normalize(x):
    mu = x.mean(axis=1, keepdims=True)
    var = x.var(axis=1, keepdims=True)
    return (x - mu) / np.sqrt(var + 1e-5)


# wrong | divided by the variance, not its root | another-normalization
def normalize(x):
    mu = np.mean(x, axis=0)
    return (x - mu) / (np.var(x, axis=0) + 1e-5)


# wrong | unbiased deviation with N-1, from statistics course | divided-by-n-minus-one
def normalize(x):
    return (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0, ddof=1) + 1e-5)


# wrong | one mean and deviation for the whole table | one-sum-for-the-batch
def normalize(x):
    return (x - np.mean(x)) / np.sqrt(np.var(x) + 1e-5)


# wrong | min-max scaling | another-normalization
def normalize(x):
    lo = x.min(axis=0)
    hi = x.max(axis=0)
    return (x - lo) / (hi - lo + 1e-5)


# wrong | mean not taken off | another-normalization
def normalize(x):
    return x / np.sqrt(x.var(axis=0) + 1e-5)


# wrong | columns scaled to length 1 | another-normalization
def normalize(x):
    c = x - x.mean(axis=0)
    return c / np.sqrt((c**2).sum(axis=0) + 1e-5)


# wrong | epsilon of 1e-2 | epsilon-of-the-variance
def normalize(x):
    mean = x.sum(axis=0) / len(x)
    var = ((x - mean) ** 2).sum(axis=0) / len(x)
    return (x - mean) / np.sqrt(var + 1e-2)


# wrong | divided by number of columns in the variance | variable
def normalize(x):
    N, D = x.shape
    mu = x.sum(axis=0) / N
    var = ((x - mu) ** 2).sum(axis=0) / D
    return (x - mu) / (var + 1e-5) ** 0.5


# wrong | epsilon under the root but mean of squares not centered | term-left-out, variable
def normalize(x):
    mu = x.mean(axis=0)
    return (x - mu) / np.sqrt((x**2).mean(axis=0) + 1e-5)


# wrong | epsilon 0.01 outside of the root | approximation
def normalize(x):
    out = np.zeros(x.shape)
    for d in range(x.shape[1]):
        col = x[:, d]
        out[:, d] = (col - col.mean()) / (col.std() + 1e-2)
    return out


# wrong | mean absolute deviation | another-normalization
def normalize(x):
    c = x - x.mean(axis=0)
    return c / np.sqrt(np.abs(c).mean(axis=0) ** 2 + 1e-5)


# right | column loop, list of columns stacked
def normalize(x):
    cols = []
    for d in range(x.shape[1]):
        c = x[:, d]
        m = sum(c) / len(c)
        v = sum((c_i - m) ** 2 for c_i in c) / len(c)
        cols.append([(c_i - m) / (v + 1e-5) ** 0.5 for c_i in c])
    return np.array(cols).T


# right | E[x^2] - E[x]^2 as variance
def normalize(x):
    m1 = x.mean(0)
    m2 = (x * x).mean(0)
    return (x - m1) * (m2 - m1**2 + 0.00001) ** -0.5


# right | centring matrix and transposed rows
def normalize(x):
    N = len(x)
    H = np.eye(N) - np.ones((N, N)) / N
    c = H @ x
    return c @ np.diag(1 / np.sqrt(np.diag(c.T @ c) / N + 1e-5))
