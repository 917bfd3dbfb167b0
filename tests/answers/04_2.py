# wrong | no sum at the fork | no-sum-at-a-fork
def step_3(a, t):
    S = np.exp(a).sum()
    fork = -t * S
    return fork * -((1 / S) ** 2)


# wrong | sign of the inverse forgotten | sign
def step_3(a, t):
    S = np.exp(a).sum()
    from_each_class = -t * S
    fork = from_each_class.sum()
    return fork * (1 / S) ** 2


# wrong | 1/S instead of 1/S squared | square-forgotten
def step_3(a, t):
    S = np.exp(a).sum()
    fork = (-t * S).sum()
    return fork * -(1 / S)


# wrong | S squared instead of its inverse | operands-exchanged, power, times-or-divided
def step_3(a, t):
    S = np.exp(a).sum()
    fork = np.sum(-t * S)
    return fork * -(S**2)


# wrong | mean at the fork | sum-or-mean
def step_3(a, t):
    S = np.exp(a).sum()
    fork = (-t * S).mean()
    return -fork / S**2


# wrong | maximum at the fork | sum-or-mean
def step_3(a, t):
    S = np.exp(a).sum()
    from_each_class = -t * S
    fork = max(from_each_class)
    return fork * -1 / (S * S)


# wrong | product at the fork | sum-or-mean
def step_3(a, t):
    S = np.exp(a).sum()
    return np.prod(-t * S) * -((1 / S) ** 2)


# wrong | third power | constant, power
def step_3(a, t):
    S = np.exp(a).sum()
    fork = (-t * S).sum()
    return -fork / S**3


# wrong | local gradient left out | factor-left-out, line-left-out
def step_3(a, t):
    S = sum(np.exp(a))
    return sum(-t * S)


# wrong | only the first path counted | no-sum-at-a-fork
def step_3(a, t):
    S = np.exp(a).sum()
    from_each_class = -t * S
    fork = from_each_class[0]
    return fork * -(1 / S**2)


# wrong | overwritten in the loop (= for +=) | no-sum-at-a-fork
def step_3(a, t):
    S = np.exp(a).sum()
    fork = 0
    for g in -t * S:
        fork = g
    return fork * -(1 / S**2)


# wrong | returned in the loop | no-sum-at-a-fork
def step_3(a, t):
    S = np.exp(a).sum()
    fork = 0
    for tk in t:
        fork += -tk * S
        return fork * -(1 / S**2)


# wrong | assumes targets sum to 1 | targets-sum-to-one
def step_3(a, t):
    return 1 / np.exp(a).sum()


# wrong | upstream gradient forgotten | input-unused, factor-left-out, variable
def step_3(a, t):
    S = np.exp(a).sum()
    return -1 / S**2


# wrong | derivative of 1/S taken as log S |
def step_3(a, t):
    S = np.exp(a).sum()
    fork = (-t * S).sum()
    return fork * np.log(S)


# wrong | shifted by the maximum (changes S) | shifted-logits
def step_3(a, t):
    S = np.exp(a - a.max()).sum()
    fork = (-t * S).sum()
    return fork * -((1 / S) ** 2)


# wrong | uses the single exponentials in place of S in the last factor |
def step_3(a, t):
    e = np.exp(a)
    fork = (-t * e.sum()).sum()
    return fork * -((1 / e) ** 2)


# wrong | sum of S over classes at the fork, targets only by argmax | targets-sum-to-one
def step_3(a, t):
    S = np.exp(a).sum()
    fork = -S * (t == t.max()).sum()
    return -fork / S**2


# wrong | exp forgotten | function-left-out, variable
def step_3(a, t):
    S = a.sum()
    fork = (-t * S).sum()
    return fork * -((1 / S) ** 2)


# wrong | two slips: mean at the fork, positive sign | sum-or-mean, sign
def step_3(a, t):
    S = np.exp(a).sum()
    fork = np.mean(-t * S)
    return fork / S**2


# right | simplified sum(t)/S
def step_3(a, t):
    return t.sum() / np.exp(a).sum()


# right | loop at the fork
def step_3(a, t):
    import math

    S = 0.0
    for v in a:
        S += math.exp(v)
    fork = 0.0
    for tk in t:
        fork += -tk * S
    return fork * (-1.0 / (S * S))


# right | fsum
def step_3(a, t):
    from math import fsum, exp

    return fsum(t) / fsum(exp(v) for v in a)


# right | dot with ones
def step_3(a, t):
    S = np.exp(a) @ np.ones_like(a)
    return -(np.dot(-t, np.full(len(t), S))) * np.power(S, -2.0)


# right | logsumexp in the exponent
def step_3(a, t):
    return np.sum(t) * np.exp(-np.logaddexp.reduce(a))


# right | complex step at S
def step_3(a, t):
    e = np.exp(a)
    S = e.sum() + 1e-40j
    return (-(t * np.log(e * (1 / S))).sum()).imag / 1e-40


# right | einsum table
def step_3(a, t):
    S = np.einsum("i->", np.exp(a))
    fork = -np.einsum("i,->", t, S)
    return -fork / S / S


# right | sum of local contributions of each class
def step_3(a, t):
    S = np.exp(a).sum()
    return sum((-tk * S) * (-1 / S**2) for tk in t)


# right | multiplied out from the shares
def step_3(a, t):
    e = np.exp(a)
    S = e.sum()
    y = e / S
    u = -t / y
    inv = 1 / S
    return (u * e).sum() * -inv * inv


# right | python float from recursion
def step_3(a, t):
    def total(v):
        v = list(v)
        return float(v[0]) + total(v[1:]) if v else 0.0

    return total(t) / total(np.exp(a))


# right | max shifted and put back
def step_3(a, t):
    m = a.max()
    return t.sum() * np.exp(-m) / np.exp(a - m).sum()


# wrong | gradients of the classes not summed at the fork | no-sum-at-a-fork
def step_3(a, t):
    S = np.exp(a).sum()
    fork = -t * S
    return fork * (-1 / S**2)


# wrong | derivative of 1/S without the minus | sign
def step_3(a, t):
    S = np.sum(np.exp(a))
    fork = np.sum(-t * S)
    return fork / S**2


# wrong | derivative of 1/S taken as log S |
def step_3(a, t):
    S = np.exp(a).sum()
    fork = (-t * S).sum()
    return fork * np.log(S)


# wrong | derivative of 1/S taken as -1/S | square-forgotten
def step_3(a, t):
    S = np.exp(a).sum()
    fork = (-t * S).sum()
    dS = -1 / S
    return fork * dS


# wrong | assumes the targets sum to one | targets-sum-to-one
def step_3(a, t):
    S = np.sum(np.exp(a))
    return 1 / S


# wrong | mean at the fork instead of a sum | sum-or-mean
def step_3(a, t):
    S = 0
    for v in a:
        S += np.exp(v)
    fork = np.mean(-t * S)
    return fork * -(S**-2)


# wrong | stops at the fork | factor-left-out, line-left-out
def step_3(a, t):
    total = np.exp(a).sum()
    fork = 0
    for tk in t:
        fork += -tk * total
    return fork


# wrong | Python precedence: minus one over S, squared | sign
def step_3(a, t):
    S = np.exp(a).sum()
    fork = (-t * S).sum()
    return fork * (-1 / S) ** 2


# wrong | fork multiplies the paths | sum-or-mean
def step_3(a, t):
    S = np.exp(a).sum()
    fork = np.prod(-t * S)
    return -fork / S**2


# wrong | one over S to the third | constant, power
def step_3(a, t):
    S = np.sum(np.exp(a))
    fork = -S * np.sum(t)
    return -fork / S**3


# wrong | the fork was overwritten in the loop instead of accumulated | no-sum-at-a-fork
def step_3(a, t):
    S = np.exp(a).sum()
    fork = 0
    for k in range(len(t)):
        fork = -t[k] * S
    return fork * -((1 / S) ** 2)


# wrong | S is the sum of logits | function-left-out, variable
def step_3(a, t):
    S = a.sum()
    fork = (-t * S).sum()
    return fork * -1 / S**2


# right | simplified by hand to sum of t over S
def step_3(a, t):
    return np.sum(t) / np.sum(np.exp(a))


# right | list comprehension with math
def step_3(a, t):
    import math

    S = math.fsum(math.exp(x) for x in a)
    fork = sum(-float(tk) * S for tk in t)
    return -fork * S**-2


# right | derivative node as a small lambda, dot with ones
def step_3(a, t):
    d_inverse = lambda s: -1 / (s * s)
    S = np.exp(a) @ np.ones(len(a))
    return (t * -S) @ np.full(len(t), d_inverse(S))
