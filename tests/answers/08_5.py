# right | central difference along v
def slope_along(f, x, v):
    h = 1e-5
    return (f(x + h * v) - f(x - h * v)) / (2 * h)


# right | other step size
def slope_along(f, x, v):
    step = 1.2e-5
    up = f(x + step * v)
    down = f(x - step * v)
    return (up - down) / step / 2


# right | helper function of one number
def slope_along(f, x, v):
    def line(s):
        return f(x + s * v)

    eps = 1e-5
    return (line(eps) - line(-eps)) / (2 * eps)


# right | Richardson
def slope_along(f, x, v):
    def central(h):
        return (f(x + h * v) - f(x - h * v)) / (2 * h)

    return (4 * central(5e-4) - central(1e-3)) / 3


# right | five-point formula
def slope_along(f, x, v):
    h = 5e-4
    return (f(x - 2 * h * v) - 8 * f(x - h * v) + 8 * f(x + h * v) - f(x + 2 * h * v)) / (12 * h)


# right | mean of forward and backward difference
def slope_along(f, x, v):
    h = 1e-5
    here = f(x)
    forward = (f(x + h * v) - here) / h
    backward = (here - f(x - h * v)) / h
    return (forward + backward) / 2


# right | gradient entry by entry, then dot product
def slope_along(f, x, v):
    h = 1e-5
    g = np.zeros(len(x))
    for i in range(len(x)):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        g[i] = (f(up) - f(down)) / (2 * h)
    return g @ v


# right | rows of the identity, five points, weighted sum
def slope_along(f, x, v):
    h = 5e-4
    total = 0.0
    for weight, d in zip(v, np.eye(len(x)) * h):
        total += weight * (8 * (f(x + d) - f(x - d)) - f(x + 2 * d) + f(x - 2 * d)) / (12 * h)
    return total


# right | unit direction, scaled back by the length
def slope_along(f, x, v):
    length = np.sqrt((v * v).sum())
    h = 1e-5
    u = v / length
    return length * (f(x + h * u) - f(x - h * u)) / (2 * h)


# right | new points from loops
def slope_along(f, x, v):
    h = 1e-5
    plus = np.zeros(len(x))
    minus = np.zeros(len(x))
    for i in range(len(x)):
        plus[i] = x[i] + h * v[i]
        minus[i] = x[i] - h * v[i]
    return (f(plus) - f(minus)) / (2 * h)


# right | list comprehension over both signs
def slope_along(f, x, v):
    h = 1.1e-5
    return sum([s * f(x + s * h * v) for s in (1, -1)]) / (2 * h)


# right | nudge halved, so divided by h
def slope_along(f, x, v):
    h = 2e-5
    return (f(x + v * h / 2) - f(x - v * h / 2)) / h


# right | polynomial of degree 4 fitted through five points
def slope_along(f, x, v):
    h = 1e-3
    s = np.array([-2, -1, 0, 1, 2])
    values = [f(x + k * h * v) for k in s]
    M = np.vander(s.astype(float), 5, increasing=True)
    return np.linalg.solve(M, np.array(values))[1] / h


# right | six points
def slope_along(f, x, v):
    h = 1e-3
    total = 0.0
    for k, c in ((1, 3 / 4), (2, -3 / 20), (3, 1 / 60)):
        total += c * (f(x + k * h * v) - f(x - k * h * v))
    return total / h


# wrong | factor 2 forgotten | factor-left-out, power-of-an-input
def slope_along(f, x, v):
    h = 1e-5
    return (f(x + h * v) - f(x - h * v)) / h


# wrong | bracket forgotten, times h | times-or-divided
def slope_along(f, x, v):
    h = 1e-5
    return (f(x + h * v) - f(x - h * v)) / 2 * h


# wrong | not divided at all | factor-left-out
def slope_along(f, x, v):
    h = 1e-5
    return f(x + h * v) - f(x - h * v)


# wrong | v forgotten, all entries by h | factor-left-out, input-unused
def slope_along(f, x, v):
    h = 1e-5
    return (f(x + h) - f(x - h)) / (2 * h)


# wrong | direction made to length 1 |
def slope_along(f, x, v):
    h = 1e-5
    u = v / np.linalg.norm(v)
    return (f(x + h * u) - f(x - h * u)) / (2 * h)


# wrong | sign turned round | plus-or-minus, operands-exchanged
def slope_along(f, x, v):
    h = 1e-5
    return (f(x - h * v) - f(x + h * v)) / (2 * h)


# wrong | forward difference with a big step |
def slope_along(f, x, v):
    h = 1e-2
    return (f(x + h * v) - f(x)) / h


# wrong | forward difference divided by 2h | term-left-out
def slope_along(f, x, v):
    h = 1e-5
    return (f(x + h * v) - f(x)) / (2 * h)


# wrong | step 1 | constant
def slope_along(f, x, v):
    return (f(x + v) - f(x - v)) / 2


# wrong | step far too small | zeros
def slope_along(f, x, v):
    h = 1e-17
    return (f(x + h * v) - f(x - h * v)) / (2 * h)


# wrong | returns the gradient | input-unused, factor-left-out
def slope_along(f, x, v):
    h = 1e-5
    g = np.zeros(len(x))
    for i in range(len(x)):
        d = np.zeros(len(x))
        d[i] = h
        g[i] = (f(x + d) - f(x - d)) / (2 * h)
    return g


# wrong | gradient times v, sum forgotten | kind-of-product
def slope_along(f, x, v):
    h = 1e-5
    g = np.zeros(len(x))
    for i in range(len(x)):
        d = np.zeros(len(x))
        d[i] = h
        g[i] = (f(x + d) - f(x - d)) / (2 * h)
    return g * v


# wrong | divided by h times v, a vector |
def slope_along(f, x, v):
    h = 1e-5
    return (f(x + h * v) - f(x - h * v)) / (2 * h * v)


# wrong | divided by the length of the step |
def slope_along(f, x, v):
    h = 1e-5
    step = h * v
    return (f(x + step) - f(x - step)) / (2 * np.linalg.norm(step))


# wrong | x and v mixed up | inputs-exchanged
def slope_along(f, x, v):
    h = 1e-5
    return (f(v + h * x) - f(v - h * x)) / (2 * h)


# wrong | only the first entry nudged | !too-early
def slope_along(f, x, v):
    h = 1e-5
    d = np.zeros(len(x))
    d[0] = h * v[0]
    return (f(x + d) - f(x - d)) / (2 * h)


# wrong | plus in the numerator | plus-or-minus, sign-of-a-term
def slope_along(f, x, v):
    h = 1e-5
    return (f(x + h * v) + f(x - h * v)) / (2 * h)


# wrong | second derivative |
def slope_along(f, x, v):
    h = 1e-3
    return (f(x + h * v) - 2 * f(x) + f(x - h * v)) / h**2


# wrong | sum of the gradient, without v | factor-left-out, input-unused
def slope_along(f, x, v):
    h = 1e-5
    total = 0
    for i in range(len(x)):
        d = np.zeros(len(x))
        d[i] = h
        total += (f(x + d) - f(x - d)) / (2 * h)
    return total


# wrong | nudged in place, both points the same | changes-its-input
def slope_along(f, x, v):
    h = 1e-5
    up = x
    up += h * v
    down = x
    down -= h * v
    return (f(up) - f(down)) / (2 * h)


# wrong | average slope over the entries |
def slope_along(f, x, v):
    h = 1e-5
    return (f(x + h * v) - f(x - h * v)) / (2 * h) / len(x)


# wrong | rounded to two digits | one-step-too-many
def slope_along(f, x, v):
    h = 1e-5
    return round(float(f(x + h * v) - f(x - h * v)) / (2 * h), 2)


# wrong | size only | one-step-too-many
def slope_along(f, x, v):
    h = 1e-5
    return abs(f(x + h * v) - f(x - h * v)) / (2 * h)
