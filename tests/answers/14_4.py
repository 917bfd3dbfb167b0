# right | formula with keepdims
def layer_norm_back(x, g):
    s = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    z = (x - x.mean(axis=1, keepdims=True)) / s
    return (g - g.mean(axis=1, keepdims=True) - z * (g * z).mean(axis=1, keepdims=True)) / s


# right | bracket with N times g
def layer_norm_back(x, g):
    N = x.shape[1]
    s = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    xhat = (x - x.mean(axis=1, keepdims=True)) / s
    bracket = N * g - g.sum(axis=1, keepdims=True) - xhat * (g * xhat).sum(axis=1, keepdims=True)
    return bracket / (N * s)


# right | loop over rows
def layer_norm_back(x, g):
    out = np.zeros(x.shape)
    for i in range(len(x)):
        s = np.sqrt(x[i].var() + 1e-5)
        z = (x[i] - x[i].mean()) / s
        out[i] = (g[i] - g[i].mean() - z * (g[i] * z).mean()) / s
    return out


# right | Jacobian of each row
def layer_norm_back(x, g):
    n = x.shape[1]
    out = []
    for row, up in zip(x, g):
        s = np.sqrt(np.var(row) + 1e-5)
        z = (row - np.mean(row)) / s
        J = (np.eye(n) - np.ones((n, n)) / n - np.outer(z, z) / n) / s
        out.append(J.T @ up)
    return np.array(out)


# right | float lists
def layer_norm_back(x, g):
    result = []
    for row, up in zip(x.tolist(), g.tolist()):
        n = len(row)
        m = sum(row) / n
        s = math.sqrt(sum((v - m) ** 2 for v in row) / n + 1e-5)
        z = [(v - m) / s for v in row]
        gm = sum(up) / n
        gz = sum(u * w for u, w in zip(up, z)) / n
        result.append([(u - gm - w * gz) / s for u, w in zip(up, z)])
    return result


# right | transposed to batch norm on axis 0
def layer_norm_back(x, g):
    def back(x, g):
        s = np.sqrt(x.var(axis=0) + 1e-5)
        z = (x - x.mean(axis=0)) / s
        return (g - g.mean(axis=0) - z * (g * z).mean(axis=0)) / s

    return back(x.T, g.T).T


# right | step by step through variance and mean
def layer_norm_back(x, g):
    n = x.shape[1]
    c = x - x.mean(axis=1, keepdims=True)
    v = (c**2).mean(axis=1, keepdims=True) + 1e-5
    at_var = (g * c).sum(axis=1, keepdims=True) * -0.5 * v**-1.5
    at_c = g / np.sqrt(v) + at_var * 2 * c / n
    return at_c - at_c.sum(axis=1, keepdims=True) / n


# right | einsum
def layer_norm_back(x, g):
    n = x.shape[1]
    s = np.sqrt(x.var(axis=1) + 1e-5)
    z = (x - x.mean(axis=1)[:, None]) / s[:, None]
    dot = np.einsum("ij,ij->i", g, z) / n
    return np.einsum("ij,i->ij", g - g.mean(axis=1)[:, None] - z * dot[:, None], 1 / s)


# right | complex step
def layer_norm_back(x, g):
    out = np.zeros(x.shape)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            r = x[i].astype(complex)
            r[j] += 1e-30j
            c = r - r.sum() / len(r)
            z = c / np.sqrt((c * c).sum() / len(r) + 1e-5)
            out[i, j] = (z * g[i]).sum().imag / 1e-30
    return out


# right | centred values and variance instead of z
def layer_norm_back(x, g):
    c = x - np.mean(x, axis=1, keepdims=True)
    var = np.mean(c * c, axis=1, keepdims=True) + 1e-5
    gc = g - np.mean(g, axis=1, keepdims=True)
    return gc / var**0.5 - c * np.mean(gc * c, axis=1, keepdims=True) / var**1.5


# right | centring matrix
def layer_norm_back(x, g):
    n = x.shape[1]
    C = np.eye(n) - 1 / n
    xc = x @ C
    s = np.sqrt((xc * xc).sum(axis=1, keepdims=True) / n + 1e-5)
    z = xc / s
    return (g / s - z * (g * z).sum(axis=1, keepdims=True) / n / s) @ C


# right | all Jacobians at once
def layer_norm_back(x, g):
    n = x.shape[1]
    s = np.sqrt(x.var(1) + 1e-5)
    z = (x - x.mean(1, keepdims=True)) / s[:, None]
    J = (np.eye(n) - 1 / n - z[:, :, None] * z[:, None, :] / n) / s[:, None, None]
    return np.einsum("bi,bij->bj", g, J)


# right | apply_along_axis on the two halves side by side
def layer_norm_back(x, g):
    n = x.shape[1]

    def one(both):
        row, up = both[:n], both[n:]
        s = (row.var() + 1e-5) ** 0.5
        z = (row - row.mean()) / s
        return (up - up.mean() - z * (up @ z) / n) / s

    return np.apply_along_axis(one, 1, np.hstack([x, g]))


# wrong | batch norm on axis 0 | wrong-axis
def layer_norm_back(x, g):
    s = np.sqrt(x.var(axis=0, keepdims=True) + 1e-5)
    z = (x - x.mean(axis=0, keepdims=True)) / s
    return (g - g.mean(axis=0, keepdims=True) - z * (g * z).mean(axis=0, keepdims=True)) / s


# wrong | only divided by the spread | path-lost
def layer_norm_back(x, g):
    s = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    return g / s


# wrong | path over the variance left out | path-lost
def layer_norm_back(x, g):
    s = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    return (g - g.mean(axis=1, keepdims=True)) / s


# wrong | path over the mean left out | path-lost
def layer_norm_back(x, g):
    s = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    z = (x - x.mean(axis=1, keepdims=True)) / s
    return (g - z * (g * z).mean(axis=1, keepdims=True)) / s


# wrong | plus at the last term | plus-or-minus, sign-of-a-term
def layer_norm_back(x, g):
    s = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    z = (x - x.mean(axis=1, keepdims=True)) / s
    return (g - g.mean(axis=1, keepdims=True) + z * (g * z).mean(axis=1, keepdims=True)) / s


# wrong | plus at the mean of g | plus-or-minus, sign-of-a-term
def layer_norm_back(x, g):
    s = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    z = (x - x.mean(axis=1, keepdims=True)) / s
    return (g + g.mean(axis=1, keepdims=True) - z * (g * z).mean(axis=1, keepdims=True)) / s


# wrong | sums instead of means |
def layer_norm_back(x, g):
    s = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    z = (x - x.mean(axis=1, keepdims=True)) / s
    return (g - g.sum(axis=1, keepdims=True) - z * (g * z).sum(axis=1, keepdims=True)) / s


# wrong | not divided by the spread | factor-left-out
def layer_norm_back(x, g):
    s = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    z = (x - x.mean(axis=1, keepdims=True)) / s
    return g - g.mean(axis=1, keepdims=True) - z * (g * z).mean(axis=1, keepdims=True)


# wrong | N is the number of rows | wrong-axis
def layer_norm_back(x, g):
    N = len(x)
    s = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    z = (x - x.mean(axis=1, keepdims=True)) / s
    return (N * g - g.sum(axis=1, keepdims=True) - z * (g * z).sum(axis=1, keepdims=True)) / (N * s)


# wrong | 1/N forgotten after the bracket | factor-left-out
def layer_norm_back(x, g):
    N = x.shape[1]
    s = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    z = (x - x.mean(axis=1, keepdims=True)) / s
    return (N * g - g.sum(axis=1, keepdims=True) - z * (g * z).sum(axis=1, keepdims=True)) / s


# wrong | root forgotten | function-left-out
def layer_norm_back(x, g):
    s = x.var(axis=1, keepdims=True) + 1e-5
    z = (x - x.mean(axis=1, keepdims=True)) / s
    return (g - g.mean(axis=1, keepdims=True) - z * (g * z).mean(axis=1, keepdims=True)) / s


# wrong | x in place of z in the last term |
def layer_norm_back(x, g):
    s = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    return (g - g.mean(axis=1, keepdims=True) - x * (g * x).mean(axis=1, keepdims=True)) / s


# wrong | z not divided by the spread | power, factor-left-out
def layer_norm_back(x, g):
    s = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    z = x - x.mean(axis=1, keepdims=True)
    return (g - g.mean(axis=1, keepdims=True) - z * (g * z).mean(axis=1, keepdims=True)) / s


# wrong | forward pass returned | input-unused, line-left-out
def layer_norm_back(x, g):
    s = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    return (x - x.mean(axis=1, keepdims=True)) / s


# wrong | forward pass times g |
def layer_norm_back(x, g):
    s = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    return g * (x - x.mean(axis=1, keepdims=True)) / s


# wrong | RMS norm |
def layer_norm_back(x, g):
    s = np.sqrt((x**2).mean(axis=1, keepdims=True) + 1e-5)
    z = x / s
    return (g - z * (g * z).mean(axis=1, keepdims=True)) / s


# wrong | x and g mixed up | inputs-exchanged, operands-exchanged
def layer_norm_back(x, g):
    s = np.sqrt(g.var(axis=1, keepdims=True) + 1e-5)
    z = (g - g.mean(axis=1, keepdims=True)) / s
    return (x - x.mean(axis=1, keepdims=True) - z * (x * z).mean(axis=1, keepdims=True)) / s


# wrong | variance with N - 1 |
def layer_norm_back(x, g):
    s = np.sqrt(x.var(axis=1, keepdims=True, ddof=1) + 1e-5)
    z = (x - x.mean(axis=1, keepdims=True)) / s
    return (g - g.mean(axis=1, keepdims=True) - z * (g * z).mean(axis=1, keepdims=True)) / s


# wrong | mean of g times mean of z instead of mean of the product | path-lost
def layer_norm_back(x, g):
    s = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    z = (x - x.mean(axis=1, keepdims=True)) / s
    return (g - g.mean(axis=1, keepdims=True) - z * g.mean(axis=1, keepdims=True) * z.mean(axis=1, keepdims=True)) / s


# wrong | g times z entry by entry, no sum | function-left-out
def layer_norm_back(x, g):
    s = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    z = (x - x.mean(axis=1, keepdims=True)) / s
    return (g - g.mean(axis=1, keepdims=True) - z * (g * z)) / s


# wrong | mean and variance of the whole matrix |
def layer_norm_back(x, g):
    s = np.sqrt(x.var() + 1e-5)
    z = (x - x.mean()) / s
    return (g - g.mean() - z * (g * z).mean()) / s


# wrong | means of g along axis 0 | wrong-axis
def layer_norm_back(x, g):
    s = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    z = (x - x.mean(axis=1, keepdims=True)) / s
    return (g - g.mean(axis=0) - z * (g * z).mean(axis=0)) / s


# wrong | z forgotten before the mean of the product | factor-left-out
def layer_norm_back(x, g):
    s = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    z = (x - x.mean(axis=1, keepdims=True)) / s
    return (g - g.mean(axis=1, keepdims=True) - (g * z).mean(axis=1, keepdims=True)) / s


# wrong | bracket only around the last term | factor-left-out
def layer_norm_back(x, g):
    s = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    z = (x - x.mean(axis=1, keepdims=True)) / s
    return g - g.mean(axis=1, keepdims=True) - z * (g * z).mean(axis=1, keepdims=True) / s
