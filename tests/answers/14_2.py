# wrong | only the direct path | path-lost
def batch_norm_back(x, g):
    return g / np.sqrt(x.var(axis=0) + 1e-5)


# wrong | path of the variance forgotten | path-lost
def batch_norm_back(x, g):
    s = np.sqrt(x.var(axis=0) + 1e-5)
    return (g - g.mean(axis=0)) / s


# wrong | path of the mean forgotten | path-lost
def batch_norm_back(x, g):
    s = np.sqrt(x.var(axis=0) + 1e-5)
    z = (x - x.mean(axis=0)) / s
    return (g - z * (g * z).mean(axis=0)) / s


# wrong | sums instead of means |
def batch_norm_back(x, g):
    s = np.sqrt(np.var(x, axis=0) + 1e-5)
    z = (x - np.mean(x, axis=0)) / s
    return (g - g.sum(axis=0) - z * (g * z).sum(axis=0)) / s


# wrong | rows instead of columns | wrong-axis
def batch_norm_back(x, g):
    s = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    z = (x - x.mean(axis=1, keepdims=True)) / s
    return (g - g.mean(axis=1, keepdims=True) - z * (g * z).mean(axis=1, keepdims=True)) / s


# wrong | epsilon forgotten | term-left-out, epsilon-of-the-variance
def batch_norm_back(x, g):
    s = x.std(axis=0)
    z = (x - x.mean(axis=0)) / s
    return (g - g.mean(axis=0) - z * (g * z).mean(axis=0)) / s


# wrong | epsilon outside the root | epsilon-of-the-variance
def batch_norm_back(x, g):
    s = x.std(axis=0) + 1e-5
    z = (x - x.mean(axis=0)) / s
    return (g - g.mean(axis=0) - z * (g * z).mean(axis=0)) / s


# wrong | variance instead of its root | function-left-out
def batch_norm_back(x, g):
    v = x.var(axis=0) + 1e-5
    z = (x - x.mean(axis=0)) / v
    return (g - g.mean(axis=0) - z * (g * z).mean(axis=0)) / v


# wrong | ddof=1 | divided-by-n-minus-one
def batch_norm_back(x, g):
    s = np.sqrt(x.var(axis=0, ddof=1) + 1e-5)
    z = (x - x.mean(axis=0)) / s
    return (g - g.mean(axis=0) - z * (g * z).mean(axis=0)) / s


# wrong | plus before the variance path | plus-or-minus, operands-exchanged
def batch_norm_back(x, g):
    s = np.sqrt(x.var(axis=0) + 1e-5)
    z = (x - x.mean(axis=0)) / s
    return (g - g.mean(axis=0) + z * (g * z).mean(axis=0)) / s


# wrong | factor z left out of the variance path | factor-left-out
def batch_norm_back(x, g):
    s = np.sqrt(x.var(axis=0) + 1e-5)
    z = (x - x.mean(axis=0)) / s
    return (g - g.mean(axis=0) - (g * z).mean(axis=0)) / s


# wrong | x instead of z in the variance path | factor-left-out, times-or-divided
def batch_norm_back(x, g):
    s = np.sqrt(x.var(axis=0) + 1e-5)
    xc = x - x.mean(axis=0)
    return (g - g.mean(axis=0) - xc * (g * xc).mean(axis=0)) / s


# wrong | final division left out | factor-left-out
def batch_norm_back(x, g):
    s = np.sqrt(x.var(axis=0) + 1e-5)
    z = (x - x.mean(axis=0)) / s
    return g - np.mean(g, axis=0) - z * np.mean(g * z, axis=0)


# wrong | means over the whole table | one-sum-for-the-batch
def batch_norm_back(x, g):
    s = np.sqrt(x.var(axis=0) + 1e-5)
    z = (x - x.mean(axis=0)) / s
    return (g - g.mean() - z * (g * z).mean()) / s


# wrong | factor 1/2 of the root forgotten, graph way | factor-left-out, constant
def batch_norm_back(x, g):
    N = len(x)
    c = x - x.mean(0)
    std = np.sqrt((c**2).mean(0) + 1e-5)
    dc = g / std
    dstd = -(g * c / std**2).sum(0)
    dvar = dstd / std
    dc = dc + 2 / N * c * dvar
    return dc - dc.mean(0)


# wrong | 1/N forgotten in the variance path, graph way | sum-or-mean
def batch_norm_back(x, g):
    c = x - x.mean(0)
    std = np.sqrt((c**2).mean(0) + 1e-5)
    dc = g / std
    dvar = 0.5 * -(g * c).sum(0) / std**3
    dc += 2 * c * dvar
    dmu = dc.sum(axis=0)
    return dc - dmu / len(x)


# wrong | second path replaces the first (= for +=) | term-left-out, replaced, factor-left-out
def batch_norm_back(x, g):
    N = x.shape[0]
    c = x - x.mean(axis=0)
    std = np.sqrt((c**2).mean(axis=0) + 1e-5)
    dc = g / std
    dvar = -0.5 * (g * c).sum(axis=0) / std**3
    dc = 2.0 / N * c * dvar
    return dc - dc.sum(axis=0) / N


# wrong | two slips: minus sign and only the mean path kept | path-lost, sign
def batch_norm_back(x, g):
    s = np.sqrt(x.var(axis=0) + 1e-5)
    return -(g - g.mean(axis=0)) / s


# wrong | two slips: ddof=1 and the mean path forgotten |
def batch_norm_back(x, g):
    out = np.zeros(x.shape)
    for d in range(x.shape[1]):
        col, up = x[:, d], g[:, d]
        s = np.sqrt(col.var(ddof=1) + 1e-5)
        z = (col - col.mean()) / s
        out[:, d] = (up - z * np.dot(up, z) / len(z)) / s
    return out


# wrong | z - forward value returned times g |
def batch_norm_back(x, g):
    z = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + 1e-5)
    return g * z


# wrong | returned in the loop, first column only | too-early
def batch_norm_back(x, g):
    out = np.zeros(x.shape)
    for d in range(x.shape[1]):
        s = np.sqrt(x[:, d].var() + 1e-5)
        z = (x[:, d] - x[:, d].mean()) / s
        out[:, d] = (g[:, d] - g[:, d].mean() - z * (g[:, d] * z).mean()) / s
        return out


# right | graph way as in the book
def batch_norm_back(x, g):
    N = len(x)
    c = x - x.mean(axis=0)
    std = np.sqrt((c**2).mean(axis=0) + 1e-5)
    dc = g / std
    dstd = -(g * c / std**2).sum(axis=0)
    dvar = 0.5 * dstd / std
    dc += 2 / N * c * dvar
    return dc - dc.sum(axis=0) / N


# right | the paper's formulas
def batch_norm_back(x, g):
    m = x.shape[0]
    mu, var = x.mean(0), x.var(0)
    inv = (var + 1e-5) ** -0.5
    dvar = np.sum(g * (x - mu), axis=0) * -0.5 * inv**3
    dmu = np.sum(-g * inv, axis=0) + dvar * np.mean(-2 * (x - mu), axis=0)
    return g * inv + dvar * 2 * (x - mu) / m + dmu / m


# right | N times everything, then over N
def batch_norm_back(x, g):
    N = len(g)
    s = np.sqrt(x.var(axis=0) + 1e-5)
    z = (x - x.mean(axis=0)) / s
    return (N * g - g.sum(axis=0) - z * (g * z).sum(axis=0)) / (N * s)


# right | Jacobian of each column
def batch_norm_back(x, g):
    N, D = x.shape
    cols = []
    for d in range(D):
        s = np.sqrt(x[:, d].var() + 1e-5)
        z = (x[:, d] - x[:, d].mean()) / s
        J = (np.eye(N) - 1 / N - np.outer(z, z) / N) / s
        cols.append(J.T @ g[:, d])
    return np.column_stack(cols)


# right | einsum with all Jacobians at once
def batch_norm_back(x, g):
    N = len(x)
    s = np.sqrt(x.var(axis=0) + 1e-5)
    z = (x - x.mean(axis=0)) / s
    J = np.eye(N)[:, :, None] - 1 / N - np.einsum("id,jd->ijd", z, z) / N
    return np.einsum("ijd,jd,d->id", J, g, 1 / s)


# right | lists and fsum
def batch_norm_back(x, g):
    import math

    cols = []
    for col, up in zip(x.T.tolist(), g.T.tolist()):
        n = len(col)
        mu = math.fsum(col) / n
        s = math.sqrt(math.fsum((v - mu) ** 2 for v in col) / n + 1e-5)
        z = [(v - mu) / s for v in col]
        m1 = math.fsum(up) / n
        m2 = math.fsum(p * q for p, q in zip(up, z)) / n
        cols.append([(p - m1 - q * m2) / s for p, q in zip(up, z)])
    return [list(r) for r in zip(*cols)]


# right | complex step
def batch_norm_back(x, g):
    def f(x):
        c = x - x.mean(axis=0)
        return (g * c / np.sqrt((c * c).mean(axis=0) + 1e-5)).sum()

    out = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        z = x.astype(complex)
        z[i] += 1e-30j
        out[i] = f(z).imag / 1e-30
    return out


# right | centered g, covariance form
def batch_norm_back(x, g):
    c = x - x.mean(axis=0)
    gc = g - g.mean(axis=0)
    v = (c * c).mean(axis=0) + 1e-5
    return (gc - c * (gc * c).mean(axis=0) / v) / np.sqrt(v)


# right | transposed
def batch_norm_back(x, g):
    X, G = x.T, g.T
    s = np.sqrt(X.var(axis=1, keepdims=True) + 1e-5)
    Z = (X - X.mean(axis=1, keepdims=True)) / s
    R = (G - G.mean(axis=1, keepdims=True) - Z * (G * Z).mean(axis=1, keepdims=True)) / s
    return R.T


# right | a class with forward and backward
def batch_norm_back(x, g):
    class BatchNorm:
        def forward(self, x):
            self.c = x - np.average(x, axis=0)
            self.inv = 1 / np.sqrt(np.average(self.c**2, axis=0) + 1e-5)
            return self.c * self.inv

        def backward(self, d):
            n = d.shape[0]
            d_c = d * self.inv
            d_inv = np.sum(d * self.c, axis=0)
            d_v = -0.5 * self.inv**3 * d_inv
            d_c = d_c + np.ones((n, 1)) / n * d_v * 2 * self.c
            return d_c - d_c.mean(axis=0)

    bn = BatchNorm()
    bn.forward(x)
    return bn.backward(g)


# right | centering matrix at both ends
def batch_norm_back(x, g):
    N = len(x)
    P = np.eye(N) - np.full((N, N), 1 / N)
    c = P @ x
    v = np.diag(c.T @ c) / N + 1e-5
    return P @ (g / np.sqrt(v) - c * np.diag(g.T @ c) / (N * v**1.5))


# right | long double
def batch_norm_back(x, g):
    X, G = x.astype(np.longdouble), g.astype(np.longdouble)
    s = np.sqrt(X.var(axis=0) + np.longdouble(1e-5))
    z = (X - X.mean(axis=0)) / s
    return np.asarray((G - G.mean(axis=0) - z * (G * z).mean(axis=0)) / s, dtype=float)


# wrong | only divided by the deviation, mean and variance as constants | path-lost
def batch_norm_back(x, g):
    std = np.sqrt(x.var(axis=0) + 1e-5)
    return g / std


# wrong | path through the variance forgotten | path-lost
def batch_norm_back(x, g):
    std = np.sqrt(x.var(axis=0) + 1e-5)
    dx_hat = g / std
    return dx_hat - dx_hat.mean(axis=0)


# wrong | path through the mean forgotten | path-lost
def batch_norm_back(x, g):
    std = np.sqrt(x.var(axis=0) + 1e-5)
    z = (x - x.mean(axis=0)) / std
    return (g - z * (g * z).mean(axis=0)) / std


# wrong | means over the rows (axis=1), layer norm | wrong-axis
def batch_norm_back(x, g):
    mu = x.mean(axis=1, keepdims=True)
    sd = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    z = (x - mu) / sd
    return (g - g.mean(axis=1, keepdims=True) - z * (g * z).mean(axis=1, keepdims=True)) / sd


# wrong | sums in place of means |
def batch_norm_back(x, g):
    sd = np.sqrt(x.var(axis=0) + 1e-5)
    xhat = (x - x.mean(axis=0)) / sd
    return (g - np.sum(g, axis=0) - xhat * np.sum(g * xhat, axis=0)) / sd


# wrong | formula with N in front but 1/N left out | factor-left-out, one-step-too-many
def batch_norm_back(x, g):
    N = x.shape[0]
    ivar = 1 / np.sqrt(x.var(axis=0) + 1e-5)
    xhat = (x - x.mean(axis=0)) * ivar
    return ivar * (N * g - g.sum(axis=0) - xhat * (g * xhat).sum(axis=0))


# wrong | step by step, root derivative without the half | factor-left-out, constant
def batch_norm_back(x, g):
    N, D = x.shape
    xmu = x - x.mean(axis=0)
    var = (xmu**2).mean(axis=0)
    ivar = 1 / np.sqrt(var + 1e-5)
    divar = np.sum(g * xmu, axis=0)
    dvar = -divar * ivar**3
    dxmu = g * ivar + 2 * xmu * dvar / N
    return dxmu - dxmu.mean(axis=0)


# wrong | step by step, plus in the last mean | plus-or-minus, sign-of-a-term
def batch_norm_back(x, g):
    N = len(x)
    mu = x.mean(axis=0)
    var = x.var(axis=0) + 1e-5
    dvar = (g * (x - mu)).sum(axis=0) * -0.5 * var**-1.5
    dmu = -(g / np.sqrt(var)).sum(axis=0)
    return g / np.sqrt(var) + dvar * 2 * (x - mu) / N - dmu / N


# wrong | centered x in place of normalized z | times-or-divided, factor-left-out
def batch_norm_back(x, g):
    spread = np.sqrt(x.var(axis=0) + 1e-5)
    c = x - x.mean(axis=0)
    return (g - g.mean(axis=0) - c * (g * c).mean(axis=0)) / spread


# wrong | deviation with N-1 | divided-by-n-minus-one
def batch_norm_back(x, g):
    spread = np.sqrt(x.var(axis=0, ddof=1) + 1e-5)
    z = (x - x.mean(axis=0)) / spread
    return (g - g.mean(axis=0) - z * (g * z).mean(axis=0)) / spread


# wrong | divided by variance instead of deviation at the end | function-left-out
def batch_norm_back(x, g):
    var = x.var(axis=0) + 1e-5
    z = (x - x.mean(axis=0)) / np.sqrt(var)
    proj = np.mean(g * z, axis=0)
    return (g - np.mean(g, axis=0) - z * proj) / var


# wrong | brackets: only the last term divided | factor-left-out, variable
def batch_norm_back(x, g):
    sd = np.sqrt(x.var(axis=0) + 1e-5)
    z = (x - x.mean(axis=0)) / sd
    return g - g.mean(axis=0) - z * (g * z).mean(axis=0) / sd


# right | paper formula with dvar and dmu
def batch_norm_back(x, g):
    m = x.shape[0]
    mu = x.mean(axis=0)
    v = x.var(axis=0) + 1e-5
    dvar = np.sum(g * (x - mu), axis=0) * (-0.5) * v ** (-1.5)
    dmu = np.sum(-g / np.sqrt(v), axis=0) + dvar * np.mean(-2 * (x - mu), axis=0)
    return g / np.sqrt(v) + dvar * 2 * (x - mu) / m + dmu / m


# right | jacobian matrix per column
def batch_norm_back(x, g):
    N, D = x.shape
    out = np.zeros((N, D))
    for d in range(D):
        c = x[:, d] - x[:, d].mean()
        s = np.sqrt((c @ c) / N + 1e-5)
        z = c / s
        J = (np.eye(N) - np.ones((N, N)) / N - np.outer(z, z) / N) / s
        out[:, d] = J.T @ g[:, d]
    return out


# right | N times everything, divided at the end
def batch_norm_back(x, g):
    N = float(len(x))
    istd = (x.var(0) + 1e-5) ** -0.5
    xh = (x - x.mean(0)) * istd
    return istd / N * (N * g - g.sum(0) - xh * np.einsum("nd,nd->d", g, xh))
