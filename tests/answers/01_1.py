# wrong | no maximum subtracted, overflows at 1000 | no-maximum-subtracted
def shares(a):
    e = np.exp(a)
    return e / e.sum()


# wrong | divides by the mean of the exponentials | sum-or-mean
def shares(a):
    shifted = a - np.max(a)
    powers = np.exp(shifted)
    return powers / np.mean(powers)


# wrong | divides by the largest exponential | sum-or-mean
def shares(a):
    e = np.exp(a - max(a))
    return e / max(e)


# wrong | divides by the sum of the logits instead of the exponentials | factor-that-changes, variable
def shares(a):
    e = np.exp(a - a.max())
    return e / a.sum()


# wrong | powers of 2 instead of e | wrong-function
def shares(a):
    biggest = max(a)
    ups = [2 ** (v - biggest) for v in a]
    return np.array([u / sum(ups) for u in ups])


# wrong | sign of the logits turned round | negative-logits
def shares(a):
    e = np.exp(a.min() - a)
    return e / e.sum()


# wrong | maximum added instead of subtracted | no-maximum-subtracted
def shares(a):
    m = a.max()
    e = np.exp(a + m)
    return np.divide(e, np.sum(e))


# wrong | normalization forgotten, exponentials returned | not-normalized, factor-left-out
def shares(a):
    import math

    m = max(a)
    return [math.exp(v - m) for v in a]


# wrong | returns inside the loop after the first class | too-early
def shares(a):
    import math

    m = max(a)
    total = sum(math.exp(v - m) for v in a)
    out = []
    for v in a:
        out.append(math.exp(v - m) / total)
        return out


# wrong | running sum (cumsum) as the denominator |
def shares(a):
    e = np.exp(a - a.max())
    return e / np.cumsum(e)


# wrong | loop for the total leaves out the last class | too-early
def shares(a):
    e = np.exp(a - a.max())
    total = 0.0
    for i in range(len(e) - 1):
        total += e[i]
    return e / total


# wrong | exponential forgotten, logits over their sum | exp-node
def shares(a):
    return a / np.sum(a)


# wrong | total overwritten in the loop (= for +=) | replaced, term-left-out
def shares(a):
    z = a - a.max()
    total = 0
    for v in z:
        total = np.exp(v)
    return np.exp(z) / total


# wrong | softmax applied twice | softmax-twice
def shares(a):
    def soft(v):
        w = np.exp(v - v.max())
        return w / w.sum()

    return soft(soft(a))


# wrong | sigmoid for each class | another-quantity, sigmoid-for-softmax
def shares(a):
    return 1 / (1 + np.exp(-a))


# wrong | shift only in the numerator | term-left-out, variable
def shares(a):
    m = a.max()
    return np.exp(a - m) / np.exp(a).sum()


# wrong | epsilon 1e-3 in the denominator | approximation
def shares(a):
    e = np.exp(a - a.max())
    return e / (e.sum() + 1e-3)


# wrong | overflow hidden with nan_to_num |
def shares(a):
    e = np.exp(a)
    return np.nan_to_num(e / e.sum())


# wrong | logits clipped at 500 instead of shifted | clipped
def shares(a):
    e = np.exp(np.clip(a, -500, 500))
    return e / e.sum()


# wrong | log-softmax returned | function-left-out
def shares(a):
    z = a - a.max()
    return z - np.log(np.sum(np.exp(z)))


# wrong | Euclidean norm as denominator | factor-that-changes, other-normalization
def shares(a):
    vec = np.exp(a - a.max())
    return vec / np.linalg.norm(vec)


# wrong | hard argmax, one-hot | hard-maximum
def shares(a):
    one_hot = np.zeros(len(a))
    one_hot[np.argmax(a)] = 1
    return one_hot


# wrong | two slips: logits divided by maximum, and mean as denominator |
def shares(a):
    e = np.exp(a / a.max())
    return e / e.mean()


# right | list comprehension with math
def shares(a):
    import math

    m = max(a)
    e = [math.exp(v - m) for v in a]
    s = math.fsum(e)
    return [v / s for v in e]


# right | exp of log-softmax with logaddexp.reduce
def shares(a):
    return np.exp(a - np.logaddexp.reduce(a))


# right | 1 / sum of exp of differences, by broadcasting
def shares(a):
    with np.errstate(over="ignore"):
        return 1 / np.exp(a[None, :] - a[:, None]).sum(axis=1)


# right | scipy softmax
def shares(a):
    from scipy.special import softmax

    return softmax(a)


# right | scipy logsumexp
def shares(a):
    from scipy.special import logsumexp

    return np.exp(np.asarray(a) - logsumexp(a))


# right | longdouble and explicit loop
def shares(a):
    z = np.array(a, dtype=np.longdouble)
    z -= z.max()
    total = np.longdouble(0)
    for v in z:
        total += np.exp(v)
    out = np.empty(len(z))
    for i, v in enumerate(z):
        out[i] = np.exp(v) / total
    return out


# right | keepdims and dot with ones
def shares(a):
    row = a.reshape(1, -1)
    e = np.exp(row - row.max(axis=1, keepdims=True))
    return (e / np.dot(e, np.ones((e.shape[1], 1)))).ravel()


# right | class-based helper
def shares(a):
    class Softmax:
        def __init__(self, logits):
            self.z = logits - np.amax(logits)

        def forward(self):
            up = np.exp(self.z)
            return up * (1.0 / up.sum())

    return Softmax(np.asarray(a, float)).forward()


# right | shift by the maximum minus 3
def shares(a):
    e = np.exp(a - (np.max(a) - 3.0))
    return e / np.einsum("i->", e)


# right | base 2 powers with converted logits
def shares(a):
    z = (a - a.max()) * np.log2(np.e)
    p = np.exp2(z)
    return p / p.sum()


# right | recursive sum, tuple returned
def shares(a):
    m = sorted(a)[-1]
    e = np.exp(np.subtract(a, m)).tolist()

    def add(items):
        return 0.0 if not items else items[0] + add(items[1:])

    s = add(e)
    return tuple(v / s for v in e)


# right | np.vectorize
def shares(a):
    m = a.max()
    s = np.exp(a - m).sum()
    return np.vectorize(lambda v: np.exp(v - m) / s)(a)


# wrong | copied the textbook fraction, exponentials overflow for logits near 1000 | no-maximum-subtracted
def shares(a):
    numerator = np.exp(a)
    denominator = np.sum(numerator)
    return numerator / denominator


# wrong | divides each logit by the sum of logits, forgot exponentials | exp-node
def shares(a):
    total = 0
    for value in a:
        total += value
    return np.array([value / total for value in a])


# wrong | independent sigmoids for each class instead of softmax | another-quantity, sigmoid-for-softmax
def shares(a):
    import math

    probs = []
    for z in a:
        if z >= 0:
            probs.append(1 / (1 + math.exp(-z)))
        else:
            probs.append(math.exp(z) / (1 + math.exp(z)))
    return np.array(probs)


# wrong | min-max scaling, as in preprocessing lessons, then exponentials |
def shares(a):
    scaled = (a - np.min(a)) / (np.max(a) - np.min(a))
    ex = np.exp(scaled)
    return ex / np.sum(ex)


# wrong | argmax one-hot instead of soft shares | hard-maximum
def shares(a):
    out = np.zeros(len(a))
    out[np.argmax(a)] = 1
    return out


# wrong | divides by the maximum logit instead of subtracting it | plus-or-times, input-changed
def shares(a):
    biggest = a.max()
    ex = np.exp(a / biggest)
    return ex / ex.sum()


# wrong | L2 norm of the exponentials below, not their sum | factor-that-changes, other-normalization
def shares(a):
    stable = np.exp(a - np.amax(a))
    return stable / np.linalg.norm(stable)


# wrong | shift only in the numerator | term-left-out, variable
def shares(a):
    m = max(a)
    top = np.exp(a - m)
    bottom = sum(np.exp(a_i) for a_i in a)
    return top / bottom


# wrong | sign: subtracts logits from maximum | operands-exchanged, sign-of-a-term, negative-logits
def shares(a):
    m = np.max(a)
    e = [np.exp(m - a[i]) for i in range(len(a))]
    s = sum(e)
    return np.array([v / s for v in e])


# wrong | batch version copied, axis 1 does not exist | axis
def shares(a):
    z = a - np.max(a, axis=1, keepdims=True)
    e = np.exp(z)
    return e / np.sum(e, axis=1, keepdims=True)


# wrong | running sum: divides inside the loop while still adding |
def shares(a):
    m = a.max()
    result = []
    s = 0
    for i in range(len(a)):
        s = s + np.exp(a[i] - m)
        result.append(np.exp(a[i] - m) / s)
    return np.array(result)


# right | one over the sum of exponentials of pairwise differences
def shares(a):
    with np.errstate(over="ignore"):
        return 1 / np.exp(a[None, :] - a[:, None]).sum(axis=1)


# right | exponential of log-softmax with logaddexp
def shares(a):
    return np.exp(a - np.logaddexp.reduce(a))


# right | plain Python with math, list back to array
def shares(a):
    import math

    m = max(a)
    ex = [math.exp(v - m) for v in a]
    return np.array([v / math.fsum(ex) for v in ex])
