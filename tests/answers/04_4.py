# right | += in the loop
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    back = 0
    for k in range(len(a)):
        back += -t[k] / y[k] * e[k]
    return back


# right | vectorized sum
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return (-t / y * e).sum()


# right | simplified: minus sum of t times S
def at_the_fork(a, t):
    return -t.sum() * np.exp(a).sum()


# right | dot product
def at_the_fork(a, t):
    e = np.exp(a)
    u = -t / (e / e.sum())
    return u @ e


# right | zip with math
def at_the_fork(a, t):
    e = [math.exp(v) for v in a]
    S = sum(e)
    back = 0.0
    for ek, tk in zip(e, t):
        back -= tk / (ek / S) * ek
    return back


# right | np.sum at the end of a list
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    parts = []
    for k in range(len(a)):
        parts.append(-t[k] / y[k] * e[k])
    return np.sum(parts)


# right | back subtracted
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    back = 0
    for k in range(len(t)):
        back = back - t[k] * e[k] / y[k]
    return back


# right | einsum
def at_the_fork(a, t):
    e = np.exp(a)
    S = e.sum()
    return np.einsum("k,k->", -t * S / e, e)


# right | double loop
def at_the_fork(a, t):
    total = 0
    for k in range(len(a)):
        for j in range(len(a)):
            total -= t[k] * np.exp(a[j])
    return total


# right | outer product summed
def at_the_fork(a, t):
    return -np.outer(t, np.exp(a)).sum()


# right | complex step by 1/S
def at_the_fork(a, t):
    e = np.exp(a)
    q = 1 / e.sum()
    h = 1e-30
    L = -(t * np.log(e * (q + 1j * h))).sum()
    return L.imag / h


# right | backwards loop with while
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    k = len(a) - 1
    back = 0.0
    while k >= 0:
        back += e[k] * (-t[k] / y[k])
        k -= 1
    return float(back)


# right | minus t over 1/S
def at_the_fork(a, t):
    inv = 1 / np.exp(a).sum()
    return -np.sum(t) / inv


# wrong | given code unchanged |
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    back = 0
    for k in range(len(a)):
        back = -t[k] / y[k] * e[k]
    return back


# wrong | = + for += | replaced-instead-of-added
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    back = 0
    for k in range(len(a)):
        back = +-t[k] / y[k] * e[k]
    return back


# wrong | return inside the loop | too-early
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    back = 0
    for k in range(len(a)):
        back += -t[k] / y[k] * e[k]
        return back


# wrong | back set to 0 inside the loop | replaced-instead-of-added
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    for k in range(len(a)):
        back = 0
        back += -t[k] / y[k] * e[k]
    return back


# wrong | minus equals, sign doubled | plus-or-minus, sign-of-a-term
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    back = 0
    for k in range(len(a)):
        back -= -t[k] / y[k] * e[k]
    return back


# wrong | sign forgotten | sign-of-a-term
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return (t / y * e).sum()


# wrong | only up to the last but one | too-early
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    back = 0
    for k in range(len(a) - 1):
        back += -t[k] / y[k] * e[k]
    return back


# wrong | begins at 1 | index
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    back = 0
    for k in range(1, len(a)):
        back += -t[k] / y[k] * e[k]
    return back


# wrong | vector, not summed | another-quantity
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return -t / y * e


# wrong | mean instead of sum | sum-or-mean
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return (-t / y * e).mean()


# wrong | e left out | factor-left-out
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    back = 0
    for k in range(len(a)):
        back += -t[k] / y[k]
    return back


# wrong | y instead of e, gives minus sum of t | !factor-left-out
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    back = 0
    for k in range(len(a)):
        back += -t[k] / y[k] * y[k]
    return back


# wrong | times y instead of divided | times-or-divided, operands-exchanged
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    back = 0
    for k in range(len(a)):
        back += -t[k] * y[k] * e[k]
    return back


# wrong | brackets: divided by y times e | times-or-divided
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    back = 0
    for k in range(len(a)):
        back += -t[k] / (y[k] * e[k])
    return back


# wrong | one step further, at S | !times-or-divided, !sign
def at_the_fork(a, t):
    e = np.exp(a)
    S = e.sum()
    y = e / S
    return -(-t / y * e).sum() / S**2


# wrong | divided by S | !factor-left-out
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return (-t / y * e).sum() / e.sum()


# wrong | sums before multiplying |
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return (-t / y).sum() * e.sum()


# wrong | minus S, targets taken to sum to 1 | input-unused, largest-target-only, targets-normalized
def at_the_fork(a, t):
    return -np.exp(a).sum()


# wrong | y and t swapped |
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    back = 0
    for k in range(len(a)):
        back += -y[k] / (t[k] + 1e-9) * e[k]
    return back


# wrong | only the class with the largest target | largest-target-only
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    k = np.argmax(t)
    return -t[k] / y[k] * e[k]


# wrong | largest term kept | sum-or-mean
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    back = 0
    for k in range(len(a)):
        back = min(back, -t[k] / y[k] * e[k])
    return back


# wrong | product over the terms | zeros
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    back = 1
    for k in range(len(a)):
        back *= -t[k] / y[k] * e[k]
    return back


# wrong | logit instead of exp | variable
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    back = 0
    for k in range(len(a)):
        back += -t[k] / y[k] * a[k]
    return back


# wrong | integer division |
def at_the_fork(a, t):
    e = np.exp(a)
    y = e / e.sum()
    back = 0
    for k in range(len(a)):
        back += -t[k] // y[k] * e[k]
    return back


# wrong | max subtracted, which changes S | shifted-logits
def at_the_fork(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return (-t / y * e).sum()
