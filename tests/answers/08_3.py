# wrong | divided by one step instead of two | factor-left-out, one-step-too-many
def slopes(f, x):
    x = np.array(x, dtype=float)
    h = 1e-5
    return np.array([(f(x + h * r) - f(x - h * r)) / h for r in np.eye(len(x))])


# wrong | plus instead of minus between the values | plus-or-minus, sign-of-a-term
def slopes(f, x):
    x = np.array(x, dtype=float)
    h = 1e-5
    return np.array([(f(x + h * r) + f(x - h * r)) / (2 * h) for r in np.eye(len(x))])


# wrong | values exchanged, sign turned round | sign-of-a-term, operands-exchanged
def slopes(f, x):
    x = np.asarray(x, float)
    eps = 1e-5
    g = np.zeros(len(x))
    for i in range(len(x)):
        d = np.zeros(len(x))
        d[i] = eps
        g[i] = (f(x - d) - f(x + d)) / (2 * eps)
    return g


# wrong | all entries nudged at once | all-entries-nudged
def slopes(f, x):
    x = np.array(x, dtype=float)
    h = 1e-5
    return (f(x + h) - f(x - h)) / (2 * h)


# wrong | precedence: / 2 * h | times-or-divided, function-left-out
def slopes(f, x):
    x = np.array(x, dtype=float)
    h = 1e-5
    return np.array([(f(x + h * r) - f(x - h * r)) / 2 * h for r in np.eye(len(x))])


# wrong | last entry left out by range | too-early
def slopes(f, x):
    x = np.array(x, dtype=float)
    g = np.zeros(len(x))
    for i in range(len(x) - 1):
        d = np.zeros(len(x))
        d[i] = 1e-5
        g[i] = (f(x + d) - f(x - d)) / 2e-5
    return g


# wrong | returned in the loop | too-early
def slopes(f, x):
    x = np.array(x, dtype=float)
    g = []
    for r in np.eye(len(x)) * 1e-5:
        g.append((f(x + r) - f(x - r)) / 2e-5)
        return np.array(g)


# wrong | nudge not taken back before the next entry | nudge-not-taken-back
def slopes(f, x):
    x = np.array(x, dtype=float)
    h = 1e-2
    g = []
    for i in range(len(x)):
        x[i] += h
        up = f(x)
        x[i] -= 2 * h
        down = f(x)
        g.append((up - down) / (2 * h))
    return np.array(g)


# wrong | constant of the division does not fit the step | constant, factor
def slopes(f, x):
    x = np.array(x, dtype=float)
    out = []
    for r in np.eye(len(x)):
        out.append((f(x + 1e-5 * r) - f(x - 1e-5 * r)) / 2e-4)
    return out


# wrong | nudge vector reused, earlier entries stay nudged | nudge-not-taken-back, replaced, sign-of-a-term
def slopes(f, x):
    x = np.array(x, dtype=float)
    d = np.zeros(len(x))
    out = []
    for i in range(len(x)):
        d[i] = 1e-5
        out.append((f(x + d) - f(x - d)) / 2e-5)
    return np.array(out)


# wrong | slopes summed up to one number | all-entries-nudged, one-step-too-many
def slopes(f, x):
    x = np.array(x, dtype=float)
    total = 0
    for r in np.eye(len(x)) * 1e-5:
        total += (f(x + r) - f(x - r)) / 2e-5
    return total


# wrong | one-sided difference, step 1e-3 | step-size
def slopes(f, x):
    x = np.array(x, dtype=float)
    h = 1e-3
    return np.array([(f(x + h * r) - f(x)) / h for r in np.eye(len(x))])


# wrong | one-sided difference, step 1e-5 | step-size
def slopes(f, x):
    x = np.array(x, dtype=float)
    base = f(x)
    g = []
    for i in range(len(x)):
        z = x.copy()
        z[i] = z[i] + 1e-5
        g.append((f(z) - base) / 1e-5)
    return np.array(g)


# wrong | one-sided but divided by 2h | term-left-out
def slopes(f, x):
    x = np.array(x, dtype=float)
    h = 1e-4
    return np.array([(f(x + h * r) - f(x)) / (2 * h) for r in np.eye(len(x))])


# wrong | backward one-sided difference, step 0.01 | step-size
def slopes(f, x):
    x = np.array(x, dtype=float)
    h = 0.01
    return [(f(x) - f(x - h * r)) / h for r in np.eye(len(x))]


# wrong | huge step of 1 | constant
def slopes(f, x):
    x = np.array(x, dtype=float)
    return np.array([(f(x + r) - f(x - r)) / 2 for r in np.eye(len(x))])


# wrong | tiny step 1e-15, rounding |
def slopes(f, x):
    x = np.array(x, dtype=float)
    h = 1e-15
    return np.array([(f(x + h * r) - f(x - h * r)) / (2 * h) for r in np.eye(len(x))])


# wrong | step so tiny that nothing moves (1e-20) | zeros
def slopes(f, x):
    x = np.array(x, dtype=float)
    h = 1e-20
    return np.array([(f(x + h * r) - f(x - h * r)) / (2 * h) for r in np.eye(len(x))])


# wrong | array of whole numbers nudged in place | integers-nudged
def slopes(f, x):
    h = 1e-5
    g = np.zeros(len(x))
    for i in range(len(x)):
        old = x[i]
        x[i] = old + h
        up = f(x)
        x[i] = old - h
        down = f(x)
        x[i] = old
        g[i] = (up - down) / (2 * h)
    return g


# wrong | copy keeps the whole-number type | integers-nudged
def slopes(f, x):
    h = 1e-5
    g = []
    for i in range(len(x)):
        plus, minus = x.copy(), x.copy()
        plus[i] += h
        minus[i] -= h
        g.append((f(plus) - f(minus)) / (2 * h))
    return g


# wrong | result array takes the whole-number type of x | integers-nudged
def slopes(f, x):
    g = np.zeros_like(x)
    for i, r in enumerate(np.eye(len(x)) * 1e-5):
        g[i] = (f(x + r) - f(x - r)) / 2e-5
    return g


# wrong | float32 nudges | step-size
def slopes(f, x):
    z = np.array(x, dtype=np.float32)
    h = np.float32(1e-5)
    return np.array([(f(z + h * r) - f(z - h * r)) / (2 * h) for r in np.eye(len(z), dtype=np.float32)])


# wrong | function values only at the entry, f called with one number |
def slopes(f, x):
    h = 1e-5
    return np.array([(f(v + h) - f(v - h)) / (2 * h) for v in x])


# wrong | two slips: one-sided with step 0.1 and sign |
def slopes(f, x):
    x = np.array(x, dtype=float)
    return np.array([(f(x) - f(x + 0.1 * r)) / 0.1 for r in np.eye(len(x))])


# wrong | absolute value of the slopes | one-step-too-many
def slopes(f, x):
    x = np.array(x, dtype=float)
    h = 1e-5
    return np.array([abs(f(x + h * r) - f(x - h * r)) / (2 * h) for r in np.eye(len(x))])


# right | nudge in place in a float copy and put back
def slopes(f, x):
    z = np.asarray(x).astype(float)
    h = 1e-5
    g = np.zeros(len(z))
    for i in range(len(z)):
        old = z[i]
        z[i] = old + h
        up = f(z)
        z[i] = old - h
        down = f(z)
        z[i] = old
        g[i] = (up - down) / (2 * h)
    return g


# right | step 1e-6
def slopes(f, x):
    h = 1e-6
    return [(f(x + h * r) - f(x - h * r)) / (2 * h) for r in np.eye(len(x))]


# right | step 3e-5 with comprehension, list
def slopes(f, x):
    h = 3e-5
    n = len(x)
    unit = lambda i: np.array([h if j == i else 0.0 for j in range(n)])
    return [(f(x + unit(i)) - f(x - unit(i))) / h / 2 for i in range(n)]


# right | half steps to both sides
def slopes(f, x):
    h = 2e-5
    d = np.identity(len(x)) * h / 2
    return np.array([f(x + row) - f(x - row) for row in d]) / h


# right | Richardson extrapolation of two-sided differences
def slopes(f, x):
    x = np.array(x, float)

    def central(r, h):
        return (f(x + h * r) - f(x - h * r)) / (2 * h)

    return np.array([(4 * central(r, 5e-4) - central(r, 1e-3)) / 3 for r in np.eye(len(x))])


# right | mean of forward and backward
def slopes(f, x):
    x = np.array(x, dtype=float)
    h = 1e-5
    base = f(x)
    out = []
    for r in np.eye(len(x)):
        forward = (f(x + h * r) - base) / h
        backward = (base - f(x - h * r)) / h
        out.append((forward + backward) / 2)
    return np.array(out)


# right | scipy approx_fprime style: scipy.optimize.approx_derivative 3-point
def slopes(f, x):
    from scipy.optimize._numdiff import approx_derivative

    return approx_derivative(f, np.array(x, dtype=float), method="3-point")


# right | map with list of copies
def slopes(f, x):
    def one(i):
        plus = [float(v) for v in x]
        minus = [float(v) for v in x]
        plus[i] += 1e-5
        minus[i] -= 1e-5
        return (f(np.array(plus)) - f(np.array(minus))) / (plus[i] - minus[i])

    return np.array(list(map(one, range(len(x)))))


# right | apply_along_axis over the unit matrix
def slopes(f, x):
    x = x * 1.0
    return np.apply_along_axis(lambda r: (f(x + r) - f(x - r)) / 2e-5, 1, 1e-5 * np.eye(x.size))


# right | float array and np.where
def slopes(f, x):
    x = np.array(x, dtype=np.float64)
    k = np.arange(len(x))
    g = np.empty(len(x))
    for i in k:
        g[i] = f(np.where(k == i, x + 1e-5, x)) - f(np.where(k == i, x - 1e-5, x))
    return g / 2e-5


# right | step that grows with the entry
def slopes(f, x):
    x = np.array(x, dtype=float)
    out = []
    for i in range(len(x)):
        h = 1e-5 * max(1.0, abs(x[i]))
        d = np.zeros(len(x))
        d[i] = h
        out.append((f(x + d) - f(x - d)) / (2 * h))
    return tuple(out)


# right | recursion over the entries
def slopes(f, x):
    z = np.array(x, dtype="float64")

    def rest(i):
        if i == len(z):
            return []
        d = np.zeros(len(z))
        d[i] = 1e-5
        return [(f(z + d) - f(z - d)) / 2e-5] + rest(i + 1)

    return np.array(rest(0))


# wrong | one-sided difference with a rather large step | step-size
def slopes(f, x):
    h = 0.01
    base = f(x)
    out = []
    for i in range(len(x)):
        moved = np.array(x, dtype=float)
        moved[i] += h
        out.append((f(moved) - base) / h)
    return np.array(out)


# wrong | divides by h instead of 2h | factor-left-out, one-step-too-many
def slopes(f, x):
    h = 1e-5
    g = np.zeros(len(x))
    for i in range(len(x)):
        d = np.zeros(len(x))
        d[i] = h
        g[i] = (f(x + d) - f(x - d)) / h
    return g


# wrong | moves all entries at once | all-entries-nudged
def slopes(f, x):
    h = 1e-5
    s = (f(x + h) - f(x - h)) / (2 * h)
    return np.full(len(x), s)


# wrong | copy keeps whole numbers, the step is cut off | integers-nudged
def slopes(f, x):
    eps = 1e-5
    grad = np.zeros(x.shape)
    for i in range(x.size):
        plus = x.copy()
        minus = x.copy()
        plus[i] += eps
        minus[i] -= eps
        grad[i] = (f(plus) - f(minus)) / (2 * eps)
    return grad


# wrong | forgot to put the entry back after each difference | nudge-not-taken-back
def slopes(f, x):
    z = np.array(x, dtype=float)
    h = 1e-2
    g = []
    for i in range(len(z)):
        z[i] += h
        up = f(z)
        z[i] -= 2 * h
        down = f(z)
        g.append((up - down) / (2 * h))
    return np.array(g)


# wrong | alias instead of a copy, plus and minus are the same array | zeros
def slopes(f, x):
    h = 1e-5
    x = x.astype(float)
    g = np.zeros(len(x))
    for i in range(len(x)):
        plus = x
        minus = x
        plus[i] += h
        minus[i] -= h
        g[i] = (f(plus) - f(minus)) / (2 * h)
    return g


# wrong | step far too small, differences vanish in rounding |
def slopes(f, x):
    h = 1e-16
    x = np.asarray(x, dtype=float)
    I = np.eye(len(x))
    return np.array([(f(x + h * I[i]) - f(x - h * I[i])) / (2 * h) for i in range(len(x))])


# wrong | step far too big | step-size
def slopes(f, x):
    h = 0.5
    x = np.asarray(x, dtype=float)
    I = np.eye(len(x))
    return np.array([(f(x + h * row) - f(x - h * row)) / (2 * h) for row in I])


# wrong | precedence: / 2 * h | times-or-divided
def slopes(f, x):
    h = 1e-4
    res = []
    for i in range(len(x)):
        e = np.zeros(len(x))
        e[i] = h
        res.append((f(x + e) - f(x - e)) / 2 * h)
    return np.array(res)


# wrong | plus between the two values | plus-or-minus, sign-of-a-term
def slopes(f, x):
    h = 1e-5
    E = h * np.eye(x.size)
    return np.array([(f(x + e) + f(x - e)) / (2 * h) for e in E])


# wrong | minus and plus exchanged | operands-exchanged, sign-of-a-term
def slopes(f, x):
    h = 1e-5
    E = h * np.eye(x.size)
    return np.array([(f(x - e) - f(x + e)) / (2 * h) for e in E])


# wrong | summed to one slope | all-entries-nudged, one-step-too-many
def slopes(f, x):
    h = 1e-5
    total = 0
    for i in range(len(x)):
        e = np.zeros(len(x))
        e[i] = h
        total += (f(x + e) - f(x - e)) / (2 * h)
    return total


# wrong | second derivative formula |
def slopes(f, x):
    h = 1e-3
    out = []
    for e in np.eye(len(x)):
        out.append((f(x + h * e) - 2 * f(x) + f(x - h * e)) / h**2)
    return np.array(out)


# wrong | step scales with the entry but division does not |
def slopes(f, x):
    h = 1e-5
    out = []
    for i in range(len(x)):
        e = np.zeros(len(x))
        e[i] = h * x[i]
        out.append((f(x + e) - f(x - e)) / (2 * h))
    return np.array(out)


# right | restores the entry after each move
def slopes(f, x):
    z = x.astype(np.float64).copy()
    h = 1e-5
    g = np.empty(z.shape)
    it = np.nditer(z, flags=["multi_index"])
    for i in range(z.size):
        old = z[i]
        z[i] = old + h
        up = f(z.copy())
        z[i] = old - h
        down = f(z.copy())
        z[i] = old
        g[i] = (up - down) / (2 * h)
    return g


# right | dict of plus/minus signs, np.where masks
def slopes(f, x):
    h = 1e-5
    idx = np.arange(len(x))
    parts = []
    for sign in (+1, -1):
        parts.append(np.array([sign * f(np.where(idx == i, x + sign * h, x)) for i in idx]))
    return sum(parts) / (2 * h)


# right | step actually taken is measured
def slopes(f, x):
    x = x * 1.0
    out = []
    for i in range(len(x)):
        hi, lo = list(x), list(x)
        hi[i] += 8e-6
        lo[i] -= 8e-6
        out.append((f(np.array(hi)) - f(np.array(lo))) / (hi[i] - lo[i]))
    return np.array(out)


# wrong | entries stay lowered by a tiny step | nudge-not-taken-back
def slopes(f, x):
    x = np.array(x, float)
    g = np.zeros(len(x))
    for i in range(len(x)):
        x[i] += 1e-6
        up = f(x)
        x[i] -= 2e-6
        g[i] = (up - f(x)) / 2e-6
    return g


# wrong | entries stay lowered by a step of 1e-4 | nudge-not-taken-back
def slopes(f, x):
    x = np.array(x, float)
    g = np.zeros(len(x))
    for i in range(len(x)):
        x[i] += 1e-4
        up = f(x)
        x[i] -= 2e-4
        g[i] = (up - f(x)) / 2e-4
    return g


# wrong | a vector of nudges that is never cleared, step 1e-3 | nudge-not-taken-back
def slopes(f, x):
    nudge, g = np.zeros(len(x)), []
    for i in range(len(x)):
        nudge[i] = 1e-3
        g.append((f(x + nudge) - f(x - nudge)) / 2e-3)
    return g


# right | each entry nudged in place and put back, in an array of any shape
def slopes(f, x):
    assert callable(f)
    x = np.asarray(x).astype(np.float64)
    g = np.empty(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + 1e-4
        up = f(x)
        x[i] = old - 1e-4
        g[i] = (up - f(x)) / 2e-4
        x[i] = old
    return g


# right | f along the rows of two tables
def slopes(f, x):
    nudges = 1e-5 * np.identity(x.size)
    return (np.apply_along_axis(f, 1, x + nudges) - np.apply_along_axis(f, 1, x - nudges)) / 2e-5
