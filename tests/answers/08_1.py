# wrong | abs of the difference forgotten | function-left-out
def relative(p, q):
    return ((p - q) / np.maximum(abs(p), abs(q))).max()


# wrong | sum p + q of the sizes in the denominator | wrong-function, other-relative-error
def relative(p, q):
    return (abs(p - q) / (abs(p) + abs(q))).max()


# wrong | smaller one in the denominator | comparison, wrong-function, other-relative-error
def relative(p, q):
    return np.max(np.abs(p - q) / np.minimum(np.abs(p), np.abs(q)))


# wrong | mean of the sizes in the denominator | sum-or-mean, other-relative-error
def relative(p, q):
    return np.max(np.abs(p - q) / ((np.abs(p) + np.abs(q)) / 2))


# wrong | only p in the denominator | other-relative-error
def relative(p, q):
    return (abs(p - q) / abs(p)).max()


# wrong | only q in the denominator | factor-left-out, other-relative-error
def relative(p, q):
    return max(abs(p - q) / abs(q))


# wrong | mean over the entries | sum-or-mean
def relative(p, q):
    return (abs(p - q) / np.maximum(abs(p), abs(q))).mean()


# wrong | sum over the entries | sum-or-mean
def relative(p, q):
    return sum(abs(x - z) / max(abs(x), abs(z)) for x, z in zip(p, q))


# wrong | best entry instead of worst | sum-or-mean
def relative(p, q):
    return (abs(p - q) / np.maximum(abs(p), abs(q))).min()


# wrong | no maximum, one number for each entry | function-left-out, line-left-out
def relative(p, q):
    return abs(p - q) / np.maximum(abs(p), abs(q))


# wrong | plus instead of minus | plus-or-minus, sign-of-a-term
def relative(p, q):
    return (abs(p + q) / np.maximum(abs(p), abs(q))).max()


# wrong | absolute error, denominator forgotten | factor-left-out, other-relative-error
def relative(p, q):
    return np.abs(p - q).max()


# wrong | returned in the loop | one-entry-only, too-early
def relative(p, q):
    worst = 0
    for x, z in zip(p, q):
        worst = max(worst, abs(x - z) / max(abs(x), abs(z)))
        return worst


# wrong | last entry left out | too-early
def relative(p, q):
    errors = []
    for i in range(len(p) - 1):
        errors.append(abs(p[i] - q[i]) / max(abs(p[i]), abs(q[i])))
    return max(errors)


# wrong | no abs in the denominator | other-relative-error
def relative(p, q):
    return (abs(p - q) / np.maximum(p, q)).max()


# wrong | abs of the maximum instead of maximum of abs | other-relative-error
def relative(p, q):
    return (abs(p - q) / abs(np.maximum(p, q))).max()


# wrong | abs taken separately before subtracting | other-relative-error
def relative(p, q):
    return (abs(abs(p) - abs(q)) / np.maximum(abs(p), abs(q))).max()


# wrong | one common denominator over all entries | axis, other-relative-error
def relative(p, q):
    return abs(p - q).max() / max(abs(p).max(), abs(q).max())


# wrong | norms | other-relative-error
def relative(p, q):
    return np.linalg.norm(p - q) / max(np.linalg.norm(p), np.linalg.norm(q))


# wrong | norms with sum in the denominator (course notes style) | other-relative-error
def relative(p, q):
    return np.linalg.norm(p - q) / (np.linalg.norm(p) + np.linalg.norm(q))


# wrong | epsilon 1e-2 in the denominator |
def relative(p, q):
    return (abs(p - q) / (np.maximum(abs(p), abs(q)) + 1e-2)).max()


# wrong | denominator at least 1 | other-relative-error
def relative(p, q):
    return np.max(np.abs(p - q) / np.maximum(1, np.maximum(np.abs(p), np.abs(q))))


# wrong | squared difference | power
def relative(p, q):
    return ((p - q) ** 2 / np.maximum(abs(p), abs(q))).max()


# wrong | two slips: mean over entries, sum in the denominator | other-relative-error
def relative(p, q):
    return np.mean(abs(p - q) / (abs(p) + abs(q)))


# wrong | in percent | factor
def relative(p, q):
    return 100 * (abs(p - q) / np.maximum(abs(p), abs(q))).max()


# right | loop with running worst
def relative(p, q):
    worst = 0.0
    for i in range(len(p)):
        bigger = abs(p[i]) if abs(p[i]) > abs(q[i]) else abs(q[i])
        err = abs(p[i] - q[i]) / bigger
        if err > worst:
            worst = err
    return worst


# right | generator one-liner
def relative(p, q):
    return max(abs(x - z) / max(abs(x), abs(z)) for x, z in zip(p, q))


# right | stack and max over axis 0
def relative(p, q):
    both = np.stack([p, q])
    return np.max(np.ptp(both, axis=0) / np.abs(both).max(axis=0))


# right | max of two via half sum and half difference
def relative(p, q):
    P, Q = np.abs(p), np.abs(q)
    big = (P + Q + np.abs(P - Q)) / 2
    return np.amax(np.abs(q - p) / big)


# right | smaller of two quotients (errstate)
def relative(p, q):
    with np.errstate(divide="ignore"):
        d = np.abs(p - q)
        return np.minimum(d / np.abs(p), d / np.abs(q)).max()


# right | where
def relative(p, q):
    P, Q = np.fabs(p), np.fabs(q)
    return (np.fabs(p - q) / np.where(P > Q, P, Q)).max()


# right | square roots of squares
def relative(p, q):
    return np.sqrt(((p - q) ** 2 / np.maximum(p**2, q**2)).max())


# right | sorted, last entry
def relative(p, q):
    errors = [abs(x - z) / sorted([abs(x), abs(z)])[1] for x, z in zip(p, q)]
    return sorted(errors)[-1]


# right | reduce
def relative(p, q):
    from functools import reduce

    err = np.divide(np.absolute(np.subtract(p, q)), np.fmax(np.absolute(p), np.absolute(q)))
    return reduce(max, err.tolist())


# right | infinity norm of the quotients
def relative(p, q):
    return np.linalg.norm((p - q) / np.maximum(np.abs(p), np.abs(q)), ord=np.inf)


# right | recursion
def relative(p, q):
    def worst(i):
        here = abs(p[i] - q[i]) / max(abs(p[i]), abs(q[i]))
        return here if i == 0 else max(here, worst(i - 1))

    return float(worst(len(p) - 1))


# right | vectorize, longdouble
def relative(p, q):
    one = np.vectorize(lambda x, z: abs(x - z) / max(abs(x), abs(z)), otypes=[np.longdouble])
    return float(one(p, q).max())


# wrong | absolute difference only | other-relative-error
def relative(p, q):
    return np.max(np.abs(p - q))


# wrong | no absolute value of the difference | function-left-out
def relative(p, q):
    return np.max((p - q) / np.maximum(np.abs(p), np.abs(q)))


# wrong | mean of the entries instead of worst | sum-or-mean
def relative(p, q):
    rel = np.abs(p - q) / np.maximum(np.abs(p), np.abs(q))
    return np.mean(rel)


# wrong | norm ratio as in cs231n / Andrew Ng gradient check | other-relative-error
def relative(p, q):
    return np.linalg.norm(p - q) / (np.linalg.norm(p) + np.linalg.norm(q))


# wrong | denominator is the sum of both sizes | other-relative-error
def relative(p, q):
    return np.max(np.abs(p - q) / (np.abs(p) + np.abs(q)))


# wrong | largest difference divided by largest entry | other-relative-error
def relative(p, q):
    num = max(abs(p - q))
    den = max(max(abs(p)), max(abs(q)))
    return num / den


# wrong | per entry, worst not taken | function-left-out, line-left-out
def relative(p, q):
    return np.array([abs(x - y) / max(abs(x), abs(y)) for x, y in zip(p, q)])


# wrong | maximum of signed values, absolute value forgotten below | other-relative-error
def relative(p, q):
    return np.max(np.abs(p - q) / np.maximum(p, q))


# wrong | smallest instead of largest entry | sum-or-mean
def relative(p, q):
    errs = [abs(a - b) / max(abs(a), abs(b)) for a, b in zip(p, q)]
    return min(errs)


# wrong | minimum of the sizes below | other-relative-error
def relative(p, q):
    return np.max(np.abs(p - q) / np.minimum(np.abs(p), np.abs(q)))


# wrong | difference of the absolute values | other-relative-error
def relative(p, q):
    bigger = np.where(abs(p) > abs(q), abs(p), abs(q))
    return (abs(abs(p) - abs(q)) / bigger).max()


# wrong | last entry kept, the maximum variable overwritten in loop | one-entry-only
def relative(p, q):
    worst = 0
    for i in range(len(p)):
        worst = abs(p[i] - q[i]) / max(abs(p[i]), abs(q[i]))
    return worst


# wrong | root mean square of relative errors |
def relative(p, q):
    r = (p - q) / np.maximum(np.abs(p), np.abs(q))
    return np.sqrt(np.mean(r**2))


# right | running maximum in a loop
def relative(p, q):
    worst = -1.0
    for i in range(len(p)):
        size = abs(p[i]) if abs(p[i]) > abs(q[i]) else abs(q[i])
        err = abs(p[i] - q[i]) / size
        if err > worst:
            worst = err
    return worst


# right | sorted, last one, stacked arrays
def relative(p, q):
    both = np.vstack([p, q])
    gap = both.max(axis=0) - both.min(axis=0)
    return np.sort(gap / np.abs(both).max(axis=0))[-1]


# right | max formula
def relative(p, q):
    larger = (abs(p) + abs(q) + abs(abs(p) - abs(q))) / 2
    return np.linalg.norm((p - q) / larger, np.inf)
