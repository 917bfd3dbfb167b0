# wrong | sign forgotten | sign
def back_to_shares(y, t):
    return t / y


# wrong | quotient turned upside down | operands-exchanged, inputs-exchanged
def back_to_shares(y, t):
    return -y / t


# wrong | times instead of divided | times-or-divided, operands-exchanged
def back_to_shares(y, t):
    return -t * y


# wrong | target forgotten | factor-left-out, input-unused
def back_to_shares(y, t):
    return -1 / y


# wrong | y squared | constant, power, power-of-an-input
def back_to_shares(y, t):
    return -t / y**2


# wrong | summed up over the classes | one-step-too-many, summed
def back_to_shares(y, t):
    return np.sum(-t / y)


# wrong | divided by the number of classes (mean) | divided-by-classes, one-step-too-many
def back_to_shares(y, t):
    return -(t / y) / len(t)


# wrong | whole-number division |
def back_to_shares(y, t):
    return -(t // y)


# wrong | last class left out by range | too-early
def back_to_shares(y, t):
    g = np.zeros(len(y))
    for k in range(len(y) - 1):
        g[k] = -t[k] / y[k]
    return g


# wrong | returned too early | too-early
def back_to_shares(y, t):
    g = [0.0] * len(y)
    for k in range(len(y)):
        g[k] = -t[k] / y[k]
        return g


# wrong | wrong index, divided by the first share always | index
def back_to_shares(y, t):
    return np.array([-tk / y[0] for tk in t])


# wrong | outer quotient (keeps a table) |
def back_to_shares(y, t):
    return -t[:, None] / y[None, :]


# wrong | gradient at the logits y - t | plus-or-times, another-quantity
def back_to_shares(y, t):
    return y - t


# wrong | t - y | another-quantity
def back_to_shares(y, t):
    return t - y


# wrong | loss terms instead of derivative | another-quantity
def back_to_shares(y, t):
    return -t * np.log(y)


# wrong | binary cross-entropy derivative | binary-cross-entropy
def back_to_shares(y, t):
    return (y - t) / (y * (1 - y))


# wrong | epsilon 1e-3 under the fraction |
def back_to_shares(y, t):
    return -t / (y + 1e-3)


# wrong | only the class with the largest target | largest-target-only
def back_to_shares(y, t):
    g = np.zeros_like(y)
    k = np.argmax(t)
    g[k] = -1 / y[k]
    return g


# wrong | targets made to sum to 1 | targets-normalized
def back_to_shares(y, t):
    p = t / t.sum()
    return -p / y


# wrong | derivative of log taken as base 10 | factor
def back_to_shares(y, t):
    return -t / (y * np.log(10))


# wrong | derivative 1/log(y) |
def back_to_shares(y, t):
    return -t / np.log(y)


# wrong | two slips: no sign and squared |
def back_to_shares(y, t):
    return np.array([ti / (yi * yi) for ti, yi in zip(t, y)])


# right | list comprehension
def back_to_shares(y, t):
    return [-b / a for a, b in zip(y, t)]


# right | times the inverse
def back_to_shares(y, t):
    return np.multiply(np.reciprocal(y), -t)


# right | 0 minus quotient with tuple
def back_to_shares(y, t):
    return tuple(0 - np.divide(t, y))


# right | loop with += of one path each
def back_to_shares(y, t):
    g = np.zeros(len(y))
    for i in range(len(y)):
        up = -1.0
        up = up * t[i]
        local = 1 / y[i]
        g[i] += up * local
    return g


# right | power -1 in einsum
def back_to_shares(y, t):
    return -np.einsum("k,k->k", t, y**-1.0)


# right | complex step on the loss
def back_to_shares(y, t):
    g = []
    for k in range(len(y)):
        z = y.astype(complex)
        z[k] += 1e-30j
        g.append((-(t * np.log(z)).sum()).imag / 1e-30)
    return g


# right | diagonal matrix times vector
def back_to_shares(y, t):
    return np.diag(1 / y) @ (-t)


# right | solve a linear system
def back_to_shares(y, t):
    return np.linalg.solve(np.diag(y), -t)


# right | vectorize
def back_to_shares(y, t):
    return np.vectorize(lambda share, target: -target / share)(y, t)


# right | with longdouble
def back_to_shares(y, t):
    return (-t.astype(np.longdouble) / y.astype(np.longdouble)).astype(float)


# right | exp of minus log
def back_to_shares(y, t):
    return -t * np.exp(-np.log(y))


# wrong | jumped to the famous result y - t | another-quantity
def back_to_shares(y, t):
    return y - t


# wrong | minus sign lost | sign
def back_to_shares(y, t):
    return np.array([t[k] / y[k] for k in range(len(y))])


# wrong | only the derivative of the logarithm, target left out | factor-left-out, input-unused
def back_to_shares(y, t):
    return -1 / y


# wrong | fraction upside down |
def back_to_shares(y, t):
    g = np.zeros(len(y))
    for i in range(len(y)):
        g[i] = -y[i] / t[i] if t[i] != 0 else 0.0
    return g


# wrong | log left in place, not differentiated | another-quantity
def back_to_shares(y, t):
    return -t * np.log(y)


# wrong | summed up to one number | one-step-too-many, summed
def back_to_shares(y, t):
    return -np.sum(t / y)


# wrong | binary cross entropy derivative | binary-cross-entropy
def back_to_shares(y, t):
    return -(t / y) + (1 - t) / (1 - y)


# wrong | divided by number of classes, because of a mean | divided-by-classes, one-step-too-many
def back_to_shares(y, t):
    n_classes = y.shape[0]
    return -(t / y) / n_classes


# wrong | y squared below | power-of-an-input, constant
def back_to_shares(y, t):
    inverse = 1 / y
    return -t * inverse * inverse


# wrong | times instead of divide | times-or-divided, operands-exchanged
def back_to_shares(y, t):
    grad = []
    for yk, tk in zip(y, t):
        grad.append(-(tk * yk))
    return np.array(grad)


# wrong | last entry forgotten in the loop | too-early
def back_to_shares(y, t):
    grad = np.zeros_like(y)
    for k in range(len(y) - 1):
        grad[k] = -t[k] / y[k]
    return grad


# wrong | large epsilon for safety changes the value |
def back_to_shares(y, t):
    return -t / (y + 0.01)


# right | diagonal matrix inverse times target
def back_to_shares(y, t):
    return -np.linalg.solve(np.diag(y), t)


# right | np.divide and np.negative
def back_to_shares(y, t):
    return np.negative(np.divide(t, y))


# right | powers, chain rule in named steps
def back_to_shares(y, t):
    d_sum = -1.0
    d_term = d_sum * np.ones(len(y))
    d_log = d_term * t
    return d_log * y ** (-1.0)
