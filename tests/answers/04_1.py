# wrong | sign lost | sign
def step_2(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return t / y * e


# wrong | times y instead of e | another-quantity, variable
def step_2(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return -t / y * y


# wrong | divided by e instead of times | times-or-divided, sign-of-a-term
def step_2(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return -t / y / e


# wrong | local gradient left out | another-quantity, factor-left-out, line-left-out
def step_2(a, t):
    up = np.exp(a)
    return -t / (up / up.sum())


# wrong | upstream gradient forgotten, only e | input-unused, another-quantity, factor-left-out, variable
def step_2(a, t):
    return np.exp(a)


# wrong | logits instead of exponentials in the last factor | exp-node
def step_2(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return -t / y * a


# wrong | 1/S as local gradient (the other input) | variable, another-quantity
def step_2(a, t):
    e = np.exp(a)
    S = e.sum()
    y = e / S
    return -t / y / S


# wrong | summed up already | kind-of-product, one-step-too-many, summed
def step_2(a, t):
    e = np.exp(a)
    S = np.sum(e)
    return np.sum(-t * S)


# wrong | mean of exponentials | sum-or-mean
def step_2(a, t):
    e = np.exp(a)
    y = e / np.mean(e)
    return -t / y * e


# wrong | precedence: -t / (y * e) | times-or-divided, sign-of-a-term
def step_2(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return -t / (y * e)


# wrong | base 2 | factor-that-changes, wrong-function
def step_2(a, t):
    S = sum(2.0**v for v in a)
    return [-tk * S for tk in t]


# wrong | total starts at 1 | constant, other-normalization
def step_2(a, t):
    import math

    S = 1
    for v in a:
        S += math.exp(v)
    return np.array([-S * tk for tk in t])


# wrong | last class missing in the total | too-early, other-normalization
def step_2(a, t):
    S = 0
    for k in range(len(a) - 1):
        S = S + np.exp(a[k])
    return -S * t


# wrong | gradient at the logits y - t | another-quantity
def step_2(a, t):
    e = np.exp(a)
    return e / e.sum() - t


# wrong | exponentials shifted by the maximum (changes S) | shifted-logits
def step_2(a, t):
    e = np.exp(a - a.max())
    y = e / e.sum()
    return -t / y * e


# wrong | epsilon 1e-3 under the fraction | approximation
def step_2(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return -t / (y + 1e-3) * e


# wrong | targets normalized first | targets-normalized
def step_2(a, t):
    p = t / t.sum()
    return -p * np.exp(a).sum()


# wrong | softmax twice | softmax-twice
def step_2(a, t):
    e = np.exp(a)
    y = e / e.sum()
    y = np.exp(y) / np.exp(y).sum()
    return -t / y * e


# wrong | log kept in |
def step_2(a, t):
    e = np.exp(a)
    y = e / e.sum()
    return -t * np.log(y) * e


# wrong | 1/S squared step already taken | factor-that-changes
def step_2(a, t):
    S = np.exp(a).sum()
    return -t * S * -(1 / S**2)


# wrong | two slips: no sign, times y |
def step_2(a, t):
    e = np.exp(a)
    y = e / e.sum()
    back = t / y
    return back * y * a


# right | simplified to -t S
def step_2(a, t):
    return -t * np.exp(a).sum()


# right | loop with math
def step_2(a, t):
    import math

    total = math.fsum(map(math.exp, a))
    out = []
    for tk in t:
        out.append(-tk * total)
    return out


# right | outer product and row sums
def step_2(a, t):
    return -np.outer(t, np.exp(a)).sum(axis=1)


# right | einsum
def step_2(a, t):
    return -np.einsum("i,j->i", t, np.exp(a))


# right | logsumexp
def step_2(a, t):
    from scipy.special import logsumexp

    return -t * np.exp(logsumexp(a))


# right | max shifted and put back
def step_2(a, t):
    m = a.max()
    return -t * np.exp(m) * np.exp(a - m).sum()


# right | stable y and then e
def step_2(a, t):
    z = np.exp(a - a.max())
    y = z / z.sum()
    from_loss = np.negative(np.divide(t, y))
    return from_loss * np.exp(a)


# right | class of a multiply node
def step_2(a, t):
    class Times:
        def forward(self, left, right):
            self.left, self.right = left, right
            return left * right

        def backward(self, up):
            return up * self.right, up * self.left

    e = np.exp(a)
    node = Times()
    y = node.forward(e, 1 / e.sum())
    return node.backward(-t / y)[1]


# right | tuple by comprehension
def step_2(a, t):
    return tuple(-sum(np.exp(v) * tk for v in a) for tk in t)


# right | complex step for each class
def step_2(a, t):
    e = np.exp(a)
    inv = 1 / e.sum()
    return np.array([(-tk * np.log(ek * (inv + 1e-40j))).imag / 1e-40 for tk, ek in zip(t, e)])


# right | dot with ones
def step_2(a, t):
    ones = np.ones(len(a))
    return np.dot(ones, np.exp(a)) * -t


# wrong | worked until y - t | another-quantity
def step_2(a, t):
    p = np.exp(a) / np.sum(np.exp(a))
    return p - t


# wrong | multiplied by the share instead of the exponential | another-quantity, variable
def step_2(a, t):
    ex = np.exp(a)
    share = ex / np.sum(ex)
    upstream = -t / share
    return upstream * share


# wrong | summed at the fork already | kind-of-product, one-step-too-many, summed
def step_2(a, t):
    ex = np.exp(a)
    y = ex / ex.sum()
    return np.dot(-t / y, ex)


# wrong | toward the exponential: multiplied by 1/S | another-quantity
def step_2(a, t):
    ex = np.exp(a)
    S = ex.sum()
    up = -t * S / ex
    return up * (1 / S)


# wrong | multiplied by the logit | exp-node
def step_2(a, t):
    y = np.exp(a) / np.exp(a).sum()
    return -t / y * a


# wrong | sign | sign
def step_2(a, t):
    e = np.array([np.exp(x) for x in a])
    S = sum(e)
    out = []
    for k in range(len(a)):
        out.append(t[k] / (e[k] / S) * e[k])
    return np.array(out)


# wrong | target left out in the first factor | factor-left-out, input-unused
def step_2(a, t):
    exps = np.exp(a)
    y = exps / exps.sum()
    return -1 / y * exps


# wrong | exponentials shifted, which changes the intermediate value | shifted-logits
def step_2(a, t):
    e = np.exp(a - np.max(a))
    y = e / e.sum()
    return -t / y * e


# wrong | divided by e where multiplied was right | times-or-divided, sign-of-a-term
def step_2(a, t):
    e = np.exp(a)
    S = np.sum(e)
    back = -t / (e / S)
    return back / e


# wrong | exponent with the wrong sign | sign-of-a-term, input-changed
def step_2(a, t):
    e = np.exp(-a)
    return -t * e.sum()


# right | simplified: minus t times S
def step_2(a, t):
    return -t * np.exp(a).sum()


# right | through log-sum-exp
def step_2(a, t):
    return -np.exp(np.logaddexp.reduce(a)) * t


# right | outer product summed by rows
def step_2(a, t):
    return -np.outer(t, np.exp(a)).sum(axis=1)
