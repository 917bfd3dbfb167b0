# right | brackets in the last line
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    step_1 = -t / (e / S)
    step_3 = -(step_1 * e).sum() / S**2
    step_5 = step_1 / S
    return (step_3 + step_5) * e


# right | both terms times e
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    step_1 = -t / (e / S)
    step_3 = -(step_1 * e).sum() / S**2
    step_5 = step_1 / S
    return step_3 * e + step_5 * e


# right | closed form
def backward(a, t):
    e = np.exp(a)
    return e / e.sum() * t.sum() - t


# right | stable closed form
def backward(a, t):
    y = np.exp(a - a.max())
    y = y / y.sum()
    return t.sum() * y - t


# right | Jacobian
def backward(a, t):
    y = np.exp(a) / np.exp(a).sum()
    return (np.diag(y) - np.outer(y, y)) @ (-t / y)


# right | step 6 as its own name
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    y = e / S
    step_1 = -t / y
    step_2 = (step_1 * e).sum()
    step_3 = step_2 * -1 / S**2
    step_4 = step_3 * np.ones(len(a))
    step_5 = step_1 * (1 / S)
    step_6 = step_4 + step_5
    return step_6 * e


# right | loop over classes, list
def backward(a, t):
    e = [math.exp(v) for v in a]
    S = sum(e)
    total = sum(t)
    return [e[k] / S * total - t[k] for k in range(len(e))]


# right | double loop with delta
def backward(a, t):
    e = np.exp(a)
    y = e / e.sum()
    g = np.zeros(len(a))
    for i in range(len(a)):
        for k in range(len(a)):
            g[i] += t[k] * (y[i] - (i == k))
    return g


# right | any upstream formula
def backward(a, t):
    e = np.exp(a)
    y = e / e.sum()
    u = -t / y
    return y * (u - (u * y).sum())


# right | complex step on the loss
def backward(a, t):
    out = []
    for i in range(len(a)):
        z = a.astype(complex)
        z[i] += 1e-30j
        out.append((t * (np.log(np.exp(z).sum()) - z)).sum().imag / 1e-30)
    return np.array(out)


# right | einsum
def backward(a, t):
    y = np.exp(a) / np.exp(a).sum()
    return np.einsum("k,ki->i", t, np.tile(y, (len(a), 1)) - np.eye(len(a)))


# right | step_3 multiplied before the return
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    step_1 = -t / (e / S)
    step_3 = -(step_1 * e).sum() / S**2 * e
    step_5 = step_1 / S
    return step_3 + step_5 * e


# right | minus t written at the straight path
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    via_S = t.sum() / S
    return via_S * e + (-t)


# wrong | given code unchanged |
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    step_1 = -t / (e / S)
    step_3 = -(step_1 * e).sum() / S**2
    step_5 = step_1 / S
    return step_3 + step_5 * e


# wrong | brackets at the other term | power, factor-left-out
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    step_1 = -t / (e / S)
    step_3 = -(step_1 * e).sum() / S**2
    step_5 = step_1 / S
    return step_3 * e + step_5


# wrong | no exp step at all | factor-left-out
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    step_1 = -t / (e / S)
    step_3 = -(step_1 * e).sum() / S**2
    step_5 = step_1 / S
    return step_3 + step_5


# wrong | times y instead of e | !factor-left-out
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    step_1 = -t / (e / S)
    step_3 = -(step_1 * e).sum() / S**2
    step_5 = step_1 / S
    return (step_3 + step_5) * (e / S)


# wrong | times a instead of e | variable
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    step_1 = -t / (e / S)
    step_3 = -(step_1 * e).sum() / S**2
    step_5 = step_1 / S
    return (step_3 + step_5) * a


# wrong | sign of step 3 changed | sign-of-a-term
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    step_1 = -t / (e / S)
    step_3 = (step_1 * e).sum() / S**2
    step_5 = step_1 / S
    return (step_3 + step_5) * e


# wrong | square removed | factor-left-out
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    step_1 = -t / (e / S)
    step_3 = -(step_1 * e).sum() / S
    step_5 = step_1 / S
    return (step_3 + step_5) * e


# wrong | fork not summed | function-left-out
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    step_1 = -t / (e / S)
    step_3 = -(step_1 * e) / S**2
    step_5 = step_1 / S
    return (step_3 + step_5) * e


# wrong | steps subtracted | plus-or-minus, sign-of-a-term
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    step_1 = -t / (e / S)
    step_3 = -(step_1 * e).sum() / S**2
    step_5 = step_1 / S
    return (step_3 - step_5) * e


# wrong | steps multiplied | plus-or-times
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    step_1 = -t / (e / S)
    step_3 = -(step_1 * e).sum() / S**2
    step_5 = step_1 / S
    return step_3 * step_5 * e


# wrong | step 3 left out | another-quantity
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    step_1 = -t / (e / S)
    step_5 = step_1 / S
    return step_5 * e


# wrong | step 5 left out | term-left-out
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    step_1 = -t / (e / S)
    step_3 = -(step_1 * e).sum() / S**2
    return step_3 * e


# wrong | step 5 without the division by S | factor-left-out
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    step_1 = -t / (e / S)
    step_3 = -(step_1 * e).sum() / S**2
    step_5 = step_1
    return (step_3 + step_5) * e


# wrong | e twice | power, factor-left-out
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    step_1 = -t / (e / S)
    step_3 = -(step_1 * e).sum() / S**2
    step_5 = step_1 / S
    return (step_3 + step_5 * e) * e


# wrong | y - t from memory | another-quantity
def backward(a, t):
    e = np.exp(a)
    return e / e.sum() - t


# wrong | sign turned round | operands-exchanged, sign-of-a-term
def backward(a, t):
    e = np.exp(a)
    return t - e / e.sum() * t.sum()


# wrong | minus at step 1 left out | operands-exchanged, sign-of-a-term
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    step_1 = t / (e / S)
    step_3 = -(step_1 * e).sum() / S**2
    step_5 = step_1 / S
    return (step_3 + step_5) * e


# wrong | mean taken off so that the sum is 0 | input-unused
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    step_1 = -t / (e / S)
    step_3 = -(step_1 * e).sum() / S**2
    step_5 = step_1 / S
    g = step_3 + step_5 * e
    return g - g.mean()


# wrong | step 3 divided by the number of classes |
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    step_1 = -t / (e / S)
    step_3 = -(step_1 * e).sum() / S**2
    step_5 = step_1 / S
    return step_3 / len(a) + step_5 * e


# wrong | step 3 times S | !factor-left-out, !function-left-out
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    step_1 = -t / (e / S)
    step_3 = -(step_1 * e).sum() / S**2
    step_5 = step_1 / S
    return step_3 * S + step_5 * e


# wrong | matrix product with e | summed
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    step_1 = -t / (e / S)
    step_3 = -(step_1 * e).sum() / S**2
    step_5 = step_1 / S
    return (step_3 + step_5) @ e


# wrong | y in the fork | power
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    step_1 = -t / (e / S)
    step_3 = -(step_1 * e / S).sum() / S**2
    step_5 = step_1 / S
    return (step_3 + step_5) * e


# wrong | step 1 without the shares | factor-left-out
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    step_1 = -t / e
    step_3 = -(step_1 * e).sum() / S**2
    step_5 = step_1 / S
    return (step_3 + step_5) * e


# wrong | rounded | one-step-too-many
def backward(a, t):
    e = np.exp(a)
    return np.round(e / e.sum() * t.sum() - t, 2)


# wrong | loop stops before the last class | too-early
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    g = np.zeros(len(a))
    for k in range(len(a) - 1):
        g[k] = e[k] / S * t.sum() - t[k]
    return g


# wrong | divided by e | times-or-divided
def backward(a, t):
    e = np.exp(a)
    S = e.sum()
    step_1 = -t / (e / S)
    step_3 = -(step_1 * e).sum() / S**2
    step_5 = step_1 / S
    return (step_3 + step_5) / e
