# right | abs of the difference
def worst(p, q):
    return np.abs(p - q).max()


# right | loop with if
def worst(p, q):
    largest = 0.0
    for i in range(len(p)):
        d = p[i] - q[i]
        if d < 0:
            d = -d
        if d > largest:
            largest = d
    return largest


# right | generator over zip
def worst(p, q):
    return max(abs(u - v) for u, v in zip(p, q))


# right | larger of max and minus min
def worst(p, q):
    d = p - q
    return max(d.max(), -d.min())


# right | both directions with maximum
def worst(p, q):
    return np.maximum(p - q, q - p).max()


# right | root of the largest square
def worst(p, q):
    return np.sqrt(((p - q) ** 2).max())


# right | infinity norm
def worst(p, q):
    return np.linalg.norm(p - q, ord=np.inf)


# right | last of the sorted sizes
def worst(p, q):
    return np.sort(np.abs(p - q))[-1]


# right | argmax of the sizes
def worst(p, q):
    d = np.absolute(q - p)
    return d[np.argmax(d)]


# right | upper minus lower
def worst(p, q):
    return (np.maximum(p, q) - np.minimum(p, q)).max()


# right | concatenate d and -d
def worst(p, q):
    d = p - q
    return float(np.concatenate([d, -d]).max())


# right | sign times difference
def worst(p, q):
    d = p - q
    return np.max(np.sign(d) * d)


# right | helper function and float list
def worst(p, q):
    def size(v):
        return v if v >= 0 else -v

    sizes = sorted([size(float(a) - float(b)) for a, b in zip(p, q)])
    return sizes[-1]


# right | where
def worst(p, q):
    return np.where(p > q, p - q, q - p).max()


# wrong | given code unchanged |
def worst(p, q):
    return (p - q).max()


# wrong | abs after max | sign-of-the-difference
def worst(p, q):
    return abs((p - q).max())


# wrong | q - p without abs | !operands-exchanged, !sign-of-a-term
def worst(p, q):
    return (q - p).max()


# wrong | max of each, then the difference |
def worst(p, q):
    return abs(p.max() - q.max())


# wrong | abs of each before the difference |
def worst(p, q):
    return (abs(p) - abs(q)).max()


# wrong | abs of each and of the difference |
def worst(p, q):
    return abs(abs(p) - abs(q)).max()


# wrong | mean instead of max | sum-or-mean
def worst(p, q):
    return abs(p - q).mean()


# wrong | sum of the sizes | sum-or-mean
def worst(p, q):
    return abs(p - q).sum()


# wrong | min of the sizes | sum-or-mean
def worst(p, q):
    return abs(p - q).min()


# wrong | square without the root | power, function-left-out
def worst(p, q):
    return ((p - q) ** 2).max()


# wrong | length of the difference |
def worst(p, q):
    return np.linalg.norm(p - q)


# wrong | index instead of value |
def worst(p, q):
    return np.argmax(abs(p - q))


# wrong | max forgotten, returns the vector | function-left-out
def worst(p, q):
    return abs(p - q)


# wrong | plus instead of minus | plus-or-minus, sign-of-a-term
def worst(p, q):
    return abs(p + q).max()


# wrong | relative difference | !constant
def worst(p, q):
    return (abs(p - q) / (abs(p) + abs(q))).max()


# wrong | first entry skipped | index
def worst(p, q):
    largest = 0
    for i in range(1, len(p)):
        largest = max(largest, abs(p[i] - q[i]))
    return largest


# wrong | last entry skipped | too-early
def worst(p, q):
    return abs(p - q)[:-1].max()


# wrong | largest minus smallest difference |
def worst(p, q):
    return (p - q).max() - (p - q).min()


# wrong | keeps the sign of the worst entry |
def worst(p, q):
    d = p - q
    return d[np.argmax(abs(d))]


# wrong | minus the min only | !operands-exchanged, !sign-of-a-term
def worst(p, q):
    return -(p - q).min()


# wrong | whole number because of int |
def worst(p, q):
    return int(abs(p - q).max())


# wrong | largest set anew in each turn, keeps the last | !sign-of-a-term
def worst(p, q):
    for i in range(len(p)):
        largest = max(0, abs(p[i] - q[i]))
    return largest


# wrong | true or false | zeros
def worst(p, q):
    return abs(p - q).max() < 1e-6


# wrong | all pairs compared |
def worst(p, q):
    return abs(p[:, None] - q).max()
