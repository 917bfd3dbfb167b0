# right | sum to mean
def perplexity(shares):
    losses = -np.log(shares)
    return np.exp(losses.mean())


# right | sum divided by the number of words
def perplexity(shares):
    losses = -np.log(shares)
    return np.exp(losses.sum() / len(losses))


# right | root of the product
def perplexity(shares):
    return np.prod(shares) ** (-1 / len(shares))


# right | geometric mean of the inverses
def perplexity(shares):
    return np.prod(1 / shares) ** (1 / shares.size)


# right | loop with math
def perplexity(shares):
    total = 0.0
    n = 0
    for p in shares:
        total -= math.log(p)
        n += 1
    return math.exp(total / n)


# right | powers of two and log2
def perplexity(shares):
    return 2 ** np.mean(-np.log2(shares))


# right | one over exp of the mean log
def perplexity(shares):
    return 1 / np.exp(np.log(shares).mean())


# right | each share to the power first
def perplexity(shares):
    n = len(shares)
    result = 1.0
    for p in shares:
        result *= p ** (-1 / n)
    return result


# right | np.average of log of the inverses
def perplexity(shares):
    return float(np.exp(np.average(np.log(1 / shares))))


# right | fsum and list comprehension
def perplexity(shares):
    return math.exp(math.fsum(-math.log(p) for p in shares) / len(shares))


# right | dot product with equal weights
def perplexity(shares):
    w = np.full(len(shares), 1 / len(shares))
    return np.exp(-(w @ np.log(shares)))


# right | einsum and base 10
def perplexity(shares):
    d = np.log10(shares)
    return 10 ** (-np.einsum("i->", d) / d.shape[0])


# right | helper for the loss
def perplexity(shares):
    def mean_loss(s):
        return -sum(np.log(s)) / len(s)

    return np.e ** mean_loss(shares)


# right | n-th root of exp of the sum
def perplexity(shares):
    losses = -np.log(shares)
    return np.exp(losses.sum()) ** (1 / len(shares))


# wrong | given code unchanged |
def perplexity(shares):
    losses = -np.log(shares)
    return np.exp(losses.sum())


# wrong | only the mean loss | function-left-out
def perplexity(shares):
    losses = -np.log(shares)
    return losses.mean()


# wrong | minus sign forgotten | factor-left-out, sign-of-a-term
def perplexity(shares):
    return np.exp(np.log(shares).mean())


# wrong | exp of the sum divided by n outside |
def perplexity(shares):
    losses = -np.log(shares)
    return np.exp(losses.sum()) / len(shares)


# wrong | mean of the single perplexities |
def perplexity(shares):
    losses = -np.log(shares)
    return np.exp(losses).mean()


# wrong | log of the mean share | input-changed
def perplexity(shares):
    return np.exp(-np.log(shares.mean()))


# wrong | divided by n - 1 |
def perplexity(shares):
    losses = -np.log(shares)
    return np.exp(losses.sum() / (len(shares) - 1))


# wrong | base 2 for the log only | logarithm
def perplexity(shares):
    return np.exp(-np.log2(shares).mean())


# wrong | base 2 for the power only | wrong-function
def perplexity(shares):
    return 2 ** (-np.log(shares).mean())


# wrong | weighted with the shares (entropy) |
def perplexity(shares):
    return np.exp(-(shares * np.log(shares)).sum())


# wrong | median |
def perplexity(shares):
    return np.exp(np.median(-np.log(shares)))


# wrong | largest loss | sum-or-mean
def perplexity(shares):
    losses = -np.log(shares)
    return np.exp(losses.max())


# wrong | one for each word | function-left-out
def perplexity(shares):
    losses = -np.log(shares)
    return np.exp(losses / len(losses))


# wrong | divided by the sum of the shares |
def perplexity(shares):
    losses = -np.log(shares)
    return np.exp(losses.sum() / shares.sum())


# wrong | integer division by the number of words |
def perplexity(shares):
    losses = -np.log(shares)
    return np.exp(losses.sum() // len(shares))


# wrong | product not rooted | one-over-n
def perplexity(shares):
    return 1 / np.prod(shares)


# wrong | root of the product, inverse forgotten | !times-or-divided, !operands-exchanged
def perplexity(shares):
    return np.prod(shares) ** (1 / len(shares))


# wrong | square root for any number of words | !power
def perplexity(shares):
    return np.sqrt(np.prod(1 / shares))


# wrong | always divided by ten |
def perplexity(shares):
    losses = -np.log(shares)
    return np.exp(losses.sum() / 10)


# wrong | loop skips the first word |
def perplexity(shares):
    total = 0
    for k in range(1, len(shares)):
        total += -np.log(shares[k])
    return np.exp(total / len(shares))


# wrong | return inside the loop | too-early
def perplexity(shares):
    total = 0
    for p in shares:
        total -= np.log(p)
        return np.exp(total / len(shares))


# wrong | overwritten in the loop |
def perplexity(shares):
    for p in shares:
        total = -np.log(p)
    return np.exp(total / len(shares))


# wrong | log and exp swapped |
def perplexity(shares):
    return np.log(np.exp(-shares).mean())


# wrong | mean of the inverses' logs without exp, squared | wrong-function
def perplexity(shares):
    return np.log(1 / shares).mean() ** 2


# wrong | rounded to a whole number |
def perplexity(shares):
    return round(float(np.exp(-np.log(shares).mean())))


# wrong | shares normalized first | !approximation
def perplexity(shares):
    p = shares / shares.sum()
    return np.exp(-np.log(p).mean())
