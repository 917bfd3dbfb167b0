# wrong | sign lost | sign
def step_5(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return t / y * (1 / e.sum())


# wrong | times S instead of 1/S | times-or-divided, operands-exchanged
def step_5(a, t):
    e = np.exp(a)
    S = e.sum()
    y = e / S
    return -t / y * S


# wrong | 1/S squared | constant, power
def step_5(a, t):
    e = np.exp(a)
    S = e.sum()
    return -t / (e / S) / S**2


# wrong | local gradient left out | another-quantity, factor-left-out, variable
def step_5(a, t):
    e = np.exp(a)
    return -t / (e / e.sum())


# wrong | upstream forgotten | input-unused, factor-left-out
def step_5(a, t):
    S = np.exp(a).sum()
    return np.ones(len(a)) / S


# wrong | a for exp(a) | exp-node
def step_5(a, t):
    return -t / a


# wrong | summed as at a fork | one-step-too-many, summed
def step_5(a, t):
    return (-t / np.exp(a)).sum()


# wrong | mean of exponentials for 1/S | sum-or-mean
def step_5(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return -t / y * (1 / e.mean())


# wrong | exponent with wrong sign | sign-of-a-term, times-or-divided
def step_5(a, t):
    return -t * np.exp(a)


# wrong | base 2 | wrong-function
def step_5(a, t):
    return [-tk / 2**v for v, tk in zip(a, t)]


# wrong | target forgotten | factor-left-out, input-unused
def step_5(a, t):
    return -np.exp(-a)


# wrong | range leaves out the last class | too-early
def step_5(a, t):
    g = np.zeros(len(a))
    for i in range(len(a) - 1):
        g[i] = -t[i] / np.exp(a[i])
    return g


# wrong | returned in the loop | too-early
def step_5(a, t):
    out = []
    for ak, tk in zip(a, t):
        out.append(-tk / np.exp(ak))
        return np.array(out)


# wrong | both paths already added (1/S path too) |
def step_5(a, t):
    e = np.exp(a)
    S = e.sum()
    return -t / e + t.sum() / S


# wrong | gradient at the logits y - t | another-quantity
def step_5(a, t):
    e = np.exp(a)
    return e / e.sum() - t


# wrong | went on through exp, gives -t | another-quantity, factor-left-out, input-unused, one-step-too-many
def step_5(a, t):
    e = np.exp(a)
    return -t / e * e


# wrong | shifted by the maximum | shifted-logits
def step_5(a, t):
    e = np.exp(a - a.max())
    S = e.sum()
    y = e / S
    return -t / y * (1 / S)


# wrong | epsilon 1e-3 at y |
def step_5(a, t):
    e = np.exp(a)
    S = e.sum()
    return -t / (e / S + 1e-3) / S


# wrong | targets normalized to 1 | targets-normalized
def step_5(a, t):
    return -(t / t.sum()) * np.exp(-a)


# wrong | times y instead of over y | times-or-divided, operands-exchanged
def step_5(a, t):
    e = np.exp(a)
    S = e.sum()
    y = e / S
    return -t * y * (1 / S)


# wrong | two slips: sign lost and S not inverted | factor-that-changes
def step_5(a, t):
    e = np.exp(a)
    S = sum(e)
    return np.array([tk / (ek / S) * S for tk, ek in zip(t, e)])


# right | simplified -t exp(-a)
def step_5(a, t):
    return -t * np.exp(-a)


# right | -t / e
def step_5(a, t):
    return np.divide(np.negative(t), np.exp(a))


# right | loop with math
def step_5(a, t):
    import math

    g = []
    for k in range(len(a)):
        g.append(-t[k] / math.exp(a[k]))
    return g


# right | multiply node as a class
def step_5(a, t):
    class Mul:
        def __init__(self, p, q):
            self.p, self.q = p, q
            self.out = p * q

        def back(self, up):
            return up * self.q

    e = np.exp(a)
    node = Mul(e, 1 / np.sum(e))
    return node.back(-t / node.out)


# right | log form with signs
def step_5(a, t):
    lse = np.logaddexp.reduce(a)
    log_y = a - lse
    return -t * np.exp(-log_y - lse)


# right | diagonal matrix
def step_5(a, t):
    return -t @ np.diag(np.exp(-a))


# right | solve the diagonal system
def step_5(a, t):
    return np.linalg.solve(np.diag(np.exp(a)), -t)


# right | complex step on e only, S held fixed
def step_5(a, t):
    e = np.exp(a)
    S = e.sum()
    return [(-tk * np.log((ek + 1e-40j) / S)).imag / 1e-40 for ek, tk in zip(e, t)]


# right | einsum and longdouble
def step_5(a, t):
    e = np.exp(a.astype(np.longdouble))
    return np.asarray(-np.einsum("i,i->i", t.astype(np.longdouble), 1 / e), float)


# right | tuple, step by step with stable y
def step_5(a, t):
    z = np.exp(a - a.max())
    y = z / z.sum()
    one_over_S = np.exp(-a.max()) / z.sum()
    from_loss = -t / y
    return tuple(from_loss * one_over_S)


# right | vectorize
def step_5(a, t):
    one = lambda v, target: -target / np.exp(v)
    return np.vectorize(one, otypes=[float])(a, t)


# wrong | multiplied by S instead of 1/S | times-or-divided, operands-exchanged
def step_5(a, t):
    e = np.exp(a)
    S = e.sum()
    y = e / S
    return (-t / y) * S


# wrong | local derivative taken as -1/S**2 | factor-that-changes
def step_5(a, t):
    e = np.exp(a)
    S = e.sum()
    y = e / S
    return -t / y * (-1 / S**2)


# wrong | added the path over the sum as well |
def step_5(a, t):
    e = np.exp(a)
    S = np.sum(e)
    y = e / S
    direct = -t / y / S
    via_sum = t.sum() / S
    return direct + via_sum


# wrong | already multiplied with exp, gives -t | another-quantity, factor-left-out, input-unused
def step_5(a, t):
    ex = np.exp(a)
    return -t / (ex / ex.sum()) * (1 / ex.sum()) * ex


# wrong | end result y - t | another-quantity
def step_5(a, t):
    ex = [np.exp(v) for v in a]
    y = np.array(ex) / sum(ex)
    return y - t


# wrong | sign lost | sign
def step_5(a, t):
    return t / np.exp(a)


# wrong | only what arrives at the product node | another-quantity, factor-left-out, variable
def step_5(a, t):
    p = np.exp(a) / np.exp(a).sum()
    return -t / p


# wrong | max-shifted exponentials, the S does not cancel | shifted-logits
def step_5(a, t):
    shifted = np.exp(a - a.max())
    Z = shifted.sum()
    y = shifted / Z
    return -t / y * (1 / Z)


# wrong | divided by the own exponential instead of the sum | function-left-out, variable
def step_5(a, t):
    e = np.exp(a)
    S = e.sum()
    out = np.zeros(len(a))
    for k in range(len(a)):
        y_k = e[k] / S
        out[k] = -t[k] / y_k / e[k]
    return out


# wrong | brackets: divides by y times one over S the wrong way round | times-or-divided, operands-exchanged
def step_5(a, t):
    e = np.exp(a)
    S = e.sum()
    y = e / S
    return -t / (y * (1 / S))


# wrong | summed up | one-step-too-many, summed
def step_5(a, t):
    e = np.exp(a)
    return -(t / e).sum()


# right | cancelled: minus t times exp(-a)
def step_5(a, t):
    return -t * np.exp(-a)


# right | through logs of absolute values with a sign in front
def step_5(a, t):
    log_S = np.logaddexp.reduce(a)
    log_y = a - log_S
    return -t * np.exp(-log_y - log_S)


# right | loop, with many names
def step_5(a, t):
    S = 0.0
    for logit in a:
        S += np.exp(logit)
    result = []
    for logit, target in zip(a, t):
        share = np.exp(logit) / S
        arriving = -target / share
        result.append(arriving / S)
    return np.array(result)
