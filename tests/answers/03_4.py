# right | plus added in the last line
def back_to_x(x, upstream):
    at_x = upstream * np.log(x)
    at_log = upstream * x
    at_x = at_x + at_log * (1 / x)
    return at_x


# right | two names and a sum
def back_to_x(x, upstream):
    straight = upstream * np.log(x)
    over_log = upstream * x * (1 / x)
    return straight + over_log


# right | closed formula
def back_to_x(x, upstream):
    return upstream * (np.log(x) + 1)


# right | log of e times x
def back_to_x(x, upstream):
    return upstream * np.log(np.e * x)


# right | loop with math, list
def back_to_x(x, upstream):
    out = []
    for xi, ui in zip(x, upstream):
        out.append(ui * math.log(xi) + ui)
    return out


# right | loop with index and array
def back_to_x(x, upstream):
    g = np.zeros(len(x))
    for i in range(len(x)):
        g[i] += upstream[i] * np.log(x[i])
        g[i] += upstream[i] * x[i] / x[i]
    return g


# right | complex step
def back_to_x(x, upstream):
    h = 1e-30
    z = x + 1j * h
    return upstream * (z * np.log(z)).imag / h


# right | diagonal Jacobian
def back_to_x(x, upstream):
    J = np.diag(np.log(x) + 1)
    return upstream @ J


# right | einsum
def back_to_x(x, upstream):
    return np.einsum("i,i->i", upstream, 1 + np.log(x))


# right | += in place on the own array
def back_to_x(x, upstream):
    at_x = upstream * np.log(x)
    at_log = upstream * x
    at_x += at_log / x
    return at_x


# right | helper functions for the nodes
def back_to_x(x, upstream):
    def times_back(p, q, u):
        return u * q, u * p

    def log_back(v, u):
        return u / v

    first, second = times_back(x, np.log(x), upstream)
    return first + log_back(x, second)


# right | stacked branches summed
def back_to_x(x, upstream):
    return np.stack([upstream * np.log(x), upstream]).sum(axis=0)


# right | tuple and base 2
def back_to_x(x, upstream):
    return tuple(upstream + upstream * np.log2(x) * np.log(2))


# wrong | given code unchanged |
def back_to_x(x, upstream):
    at_x = upstream * np.log(x)
    at_log = upstream * x
    at_x = at_log * (1 / x)
    return at_x


# wrong | only the straight branch | term-left-out
def back_to_x(x, upstream):
    at_x = upstream * np.log(x)
    return at_x


# wrong | branches multiplied | plus-or-times
def back_to_x(x, upstream):
    at_x = upstream * np.log(x)
    at_log = upstream * x
    return at_x * at_log * (1 / x)


# wrong | minus instead of plus | plus-or-minus, sign-of-a-term
def back_to_x(x, upstream):
    at_x = upstream * np.log(x)
    at_log = upstream * x
    return at_x - at_log * (1 / x)


# wrong | step through log forgotten | factor-left-out
def back_to_x(x, upstream):
    at_x = upstream * np.log(x)
    at_log = upstream * x
    return at_x + at_log


# wrong | log instead of 1/x at the log node |
def back_to_x(x, upstream):
    at_x = upstream * np.log(x)
    at_log = upstream * x
    return at_x + at_log * np.log(x)


# wrong | factors of the product swapped |
def back_to_x(x, upstream):
    at_x = upstream * x
    at_log = upstream * np.log(x)
    return at_x + at_log * (1 / x)


# wrong | upstream missing in the log branch | factor-left-out
def back_to_x(x, upstream):
    at_x = upstream * np.log(x)
    at_log = x
    return at_x + at_log * (1 / x)


# wrong | upstream missing in the straight branch | factor-left-out
def back_to_x(x, upstream):
    at_x = np.log(x)
    at_log = upstream * x
    return at_x + at_log * (1 / x)


# wrong | upstream forgotten altogether | factor-left-out, input-unused
def back_to_x(x, upstream):
    return np.log(x) + 1


# wrong | mean of the branches | power-of-an-input
def back_to_x(x, upstream):
    return (upstream * np.log(x) + upstream) / 2


# wrong | 1/x twice | times-or-divided
def back_to_x(x, upstream):
    at_x = upstream * np.log(x)
    at_log = upstream * (1 / x)
    return at_x + at_log * (1 / x)


# wrong | at_log from at_x | variable
def back_to_x(x, upstream):
    at_x = upstream * np.log(x)
    at_log = at_x * x
    return at_x + at_log * (1 / x)


# wrong | upstream twice |
def back_to_x(x, upstream):
    at_x = upstream * np.log(x)
    at_log = upstream * x
    return at_x + upstream * at_log * (1 / x)


# wrong | value times upstream |
def back_to_x(x, upstream):
    return upstream * x * np.log(x)


# wrong | derivative of log only |
def back_to_x(x, upstream):
    return upstream / x


# wrong | summed to one number | summed
def back_to_x(x, upstream):
    at_x = upstream * np.log(x)
    at_log = upstream * x
    return (at_x + at_log * (1 / x)).sum()


# wrong | = + typo for += | replaced-instead-of-added
def back_to_x(x, upstream):
    at_x = upstream * np.log(x)
    at_log = upstream * x
    at_x = +at_log * (1 / x)
    return at_x


# wrong | base 2 logarithm | logarithm
def back_to_x(x, upstream):
    return upstream * np.log2(x) + upstream


# wrong | plus 1 outside the upstream | factor-left-out
def back_to_x(x, upstream):
    return upstream * np.log(x) + 1


# wrong | log1p, one added inside the log |
def back_to_x(x, upstream):
    return upstream * np.log(x + 1)


# wrong | times x at the log node | times-or-divided, operands-exchanged
def back_to_x(x, upstream):
    at_x = upstream * np.log(x)
    at_log = upstream * x
    return at_x + at_log * x


# wrong | sum over upstream |
def back_to_x(x, upstream):
    return upstream.sum() * (np.log(x) + 1)


# wrong | rounded | one-step-too-many
def back_to_x(x, upstream):
    return np.round(upstream * (np.log(x) + 1), 2)


# wrong | straight branch counted twice | power-of-an-input
def back_to_x(x, upstream):
    at_x = upstream * np.log(x)
    at_log = upstream * x
    at_x = at_x + at_log * (1 / x) + at_x
    return at_x
