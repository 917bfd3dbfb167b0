# right | log of the quotient with the largest
def logits_of(y):
    return np.log(y / y.max())


# right | log, then subtract the largest
def logits_of(y):
    a = np.log(y)
    return a - a.max()


# right | log minus log of the max
def logits_of(y):
    return np.log(y) - np.log(np.max(y))


# right | loop with math.log, list
def logits_of(y):
    biggest = max(y)
    out = []
    for v in y:
        out.append(math.log(v) - math.log(biggest))
    return out


# right | list comprehension, quotient
def logits_of(y):
    m = max(y)
    return [math.log(v / m) for v in y]


# right | minus log of max over y
def logits_of(y):
    return -np.log(y.max() / y)


# right | argmax as reference
def logits_of(y):
    i = np.argmax(y)
    a = np.log(y)
    return a - a[i]


# right | base 2 logarithm
def logits_of(y):
    b = np.log2(y) * np.log(2)
    return b - b.max()


# right | base 10 logarithm of the quotient
def logits_of(y):
    return np.log10(y / y.max()) / np.log10(np.e)


# right | relative to the first, then shifted
def logits_of(y):
    a = np.log(y / y[0])
    shift = np.amax(a)
    return a - shift


# right | sorted for the largest
def logits_of(y):
    top = np.sort(y)[-1]
    res = np.zeros_like(y)
    for k in range(len(y)):
        res[k] = np.log(y[k]) - np.log(top)
    return res


# right | table of differences, smallest in each row
def logits_of(y):
    a = np.log(y)
    return (a[:, None] - a[None, :]).min(axis=1)


# right | log1p of the difference
def logits_of(y):
    m = y.max()
    return np.log1p((y - m) / m)


# right | helper, tuple
def logits_of(y):
    def shift(v):
        return v - np.max(v)

    return tuple(shift(np.log(np.asarray(y, dtype=float))))


# right | max of the negative
def logits_of(y):
    loss = -np.log(y)
    return loss.min() - loss


# wrong | only the log | factor-left-out, term-left-out
def logits_of(y):
    return np.log(y)


# wrong | mean subtracted, not the largest | sum-or-mean
def logits_of(y):
    a = np.log(y)
    return a - a.mean()


# wrong | smallest subtracted | sum-or-mean
def logits_of(y):
    return np.log(y) - np.log(y).min()


# wrong | max added | plus-or-minus, sign-of-a-term
def logits_of(y):
    return np.log(y) + np.log(y).max()


# wrong | max of y subtracted from the log | function-left-out
def logits_of(y):
    return np.log(y) - y.max()


# wrong | no log at all | !softmax-twice
def logits_of(y):
    return y - y.max()


# wrong | sign turned round | operands-exchanged, sign-of-a-term
def logits_of(y):
    return np.log(y.max()) - np.log(y)


# wrong | minus log | !factor-left-out
def logits_of(y):
    return -np.log(y)


# wrong | exp instead of log | wrong-function
def logits_of(y):
    e = np.exp(y)
    return e - e.max()


# wrong | log to base 2 | logarithm
def logits_of(y):
    return np.log2(y / y.max())


# wrong | log to base 10 | logarithm
def logits_of(y):
    a = np.log10(y)
    return a - a.max()


# wrong | divided by the largest log | plus-or-times
def logits_of(y):
    a = np.log(y)
    return a / a.max()


# wrong | log of y minus max |
def logits_of(y):
    return np.log(y - y.max() + 1)


# wrong | first entry as reference |
def logits_of(y):
    return np.log(y) - np.log(y[0])


# wrong | last entry as reference |
def logits_of(y):
    return np.log(y / y[-1])


# wrong | log-sum-exp subtracted |
def logits_of(y):
    return np.log(y) - np.log(np.exp(y).sum())


# wrong | sum subtracted | sum-or-mean
def logits_of(y):
    a = np.log(y)
    return a - a.sum()


# wrong | logit function of the sigmoid |
def logits_of(y):
    a = np.log(y / (1 - y))
    return a - a.max()


# wrong | softmax of the shares |
def logits_of(y):
    e = np.exp(y - y.max())
    return e / e.sum()


# wrong | largest set to 0, others not shifted |
def logits_of(y):
    a = np.log(y)
    a[np.argmax(a)] = 0
    return a


# wrong | max changes inside the loop |
def logits_of(y):
    a = np.log(y)
    for k in range(len(a)):
        a[k] -= a.max()
    return a


# wrong | loop begins at 1 | too-early
def logits_of(y):
    a = np.zeros(len(y))
    for k in range(1, len(y)):
        a[k] = np.log(y[k]) - np.log(y).max()
    return a


# wrong | rounded to two places | one-step-too-many
def logits_of(y):
    return np.round(np.log(y / y.max()), 2)


# wrong | one plus y in the log | wrong-function
def logits_of(y):
    a = np.log1p(y)
    return a - a.max()


# wrong | absolute value taken | sign-of-a-term, power-of-an-input
def logits_of(y):
    a = abs(np.log(y))
    return a - a.max()
