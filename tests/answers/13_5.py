# right | matrix product
def whole_batch(gradients, sizes):
    return sizes @ gradients / sizes.sum()


# right | loop with running sum
def whole_batch(gradients, sizes):
    total = np.zeros(gradients.shape[1])
    rows = 0
    for g, n in zip(gradients, sizes):
        total = total + n * g
        rows += n
    return total / rows


# right | np.average with weights
def whole_batch(gradients, sizes):
    return np.average(gradients, axis=0, weights=sizes)


# right | broadcast and sum over axis 0
def whole_batch(gradients, sizes):
    return (gradients * sizes[:, None]).sum(axis=0) / sizes.sum()


# right | shares of the rows as weights
def whole_batch(gradients, sizes):
    w = sizes / np.sum(sizes)
    return w @ gradients


# right | einsum
def whole_batch(gradients, sizes):
    return np.einsum("i,ij->j", sizes, gradients) / sum(sizes)


# right | float list, double loop
def whole_batch(gradients, sizes):
    N = float(sum(sizes))
    out = []
    for j in range(len(gradients[0])):
        s = 0.0
        for i in range(len(sizes)):
            s += float(sizes[i]) * float(gradients[i][j])
        out.append(s / N)
    return out


# right | transposed
def whole_batch(gradients, sizes):
    return gradients.T @ sizes / sizes.sum()


# right | running mean
def whole_batch(gradients, sizes):
    mean = np.zeros(gradients.shape[1])
    seen = 0
    for i in range(len(sizes)):
        seen = seen + sizes[i]
        mean = mean + (gradients[i] - mean) * sizes[i] / seen
    return mean


# right | diagonal matrix
def whole_batch(gradients, sizes):
    return (np.diag(sizes) @ gradients).sum(axis=0) / sizes.sum()


# right | generator with sum
def whole_batch(gradients, sizes):
    return sum(n * g for n, g in zip(sizes, gradients)) / sum(sizes)


# right | mean over mean
def whole_batch(gradients, sizes):
    return (sizes.reshape(-1, 1) * gradients).mean(axis=0) / sizes.mean()


# right | tensordot and helper
def whole_batch(gradients, sizes):
    def weights():
        return np.array([n / sum(sizes) for n in sizes])

    return np.tensordot(weights(), gradients, axes=1)


# wrong | plain mean of the gradients | mean-of-means
def whole_batch(gradients, sizes):
    return gradients.mean(axis=0)


# wrong | sum of the gradients | input-unused, factor-left-out, function-left-out
def whole_batch(gradients, sizes):
    return gradients.sum(axis=0)


# wrong | not divided by the rows | factor-left-out
def whole_batch(gradients, sizes):
    return sizes @ gradients


# wrong | divided by the number of parts | factor-that-changes
def whole_batch(gradients, sizes):
    return sizes @ gradients / len(sizes)


# wrong | sizes forgotten in the sum | factor-left-out
def whole_batch(gradients, sizes):
    return gradients.sum(axis=0) / sizes.sum()


# wrong | divided by the sizes instead of times | times-or-divided
def whole_batch(gradients, sizes):
    return (gradients / sizes[:, None]).sum(axis=0) / sizes.sum()


# wrong | mean of gradient over its size |
def whole_batch(gradients, sizes):
    return (gradients / sizes[:, None]).mean(axis=0)


# wrong | divided by the largest size | sum-or-mean
def whole_batch(gradients, sizes):
    return sizes @ gradients / sizes.max()


# wrong | sum forgotten, matrix comes out | function-left-out
def whole_batch(gradients, sizes):
    return gradients * sizes[:, None] / sizes.sum()


# wrong | summed along the wrong axis | axis, transposed
def whole_batch(gradients, sizes):
    return (gradients * sizes[:, None]).sum(axis=1) / sizes.sum()


# wrong | summed over everything | summed
def whole_batch(gradients, sizes):
    return (gradients * sizes[:, None]).sum() / sizes.sum()


# wrong | mean instead of sum over the parts | sum-or-mean
def whole_batch(gradients, sizes):
    return (gradients * sizes[:, None]).mean(axis=0) / sizes.sum()


# wrong | whole numbers in the division of the weights | zeros
def whole_batch(gradients, sizes):
    w = sizes // sizes.sum()
    return w @ gradients


# wrong | weights of one less |
def whole_batch(gradients, sizes):
    return (sizes - 1) @ gradients / sizes.sum()


# wrong | last part skipped |
def whole_batch(gradients, sizes):
    total = np.zeros(gradients.shape[1])
    for i in range(len(sizes) - 1):
        total += sizes[i] * gradients[i]
    return total / sizes.sum()


# wrong | total overwritten, only the last part counts | replaced
def whole_batch(gradients, sizes):
    for g, n in zip(gradients, sizes):
        total = n * g
    return total / sizes.sum()


# wrong | return inside the loop | too-early
def whole_batch(gradients, sizes):
    total = 0
    for g, n in zip(gradients, sizes):
        total = total + n * g
        return total / sizes.sum()


# wrong | sign turned round | plus-or-minus, sign-of-a-term
def whole_batch(gradients, sizes):
    return -(sizes @ gradients) / sizes.sum()


# wrong | divided by the number of columns | factor-that-changes
def whole_batch(gradients, sizes):
    return sizes @ gradients / gradients.shape[1]


# wrong | squared weights | power, power-of-an-input
def whole_batch(gradients, sizes):
    return (sizes**2) @ gradients / (sizes**2).sum()


# wrong | weights from softmax of the sizes | !function-too-many
def whole_batch(gradients, sizes):
    e = np.exp(sizes - sizes.max())
    return e @ gradients / e.sum()


# wrong | row vector with an extra axis | shape
def whole_batch(gradients, sizes):
    return sizes[None, :] @ gradients / sizes.sum()


# wrong | mean of two at a time |
def whole_batch(gradients, sizes):
    mean = gradients[0]
    for i in range(1, len(sizes)):
        mean = (mean * sizes[i - 1] + gradients[i] * sizes[i]) / (sizes[i - 1] + sizes[i])
    return mean / 1 if len(sizes) > 2 else gradients.mean(axis=0)


# wrong | rounded | one-step-too-many
def whole_batch(gradients, sizes):
    return np.round(sizes @ gradients / sizes.sum(), 2)


# right | loop
def whole_batch(gradients, sizes):
    total = 0
    for g, s in zip(gradients, sizes):
        total = total + s * np.asarray(g)
    return total / sum(sizes)


# right | np.average
def whole_batch(gradients, sizes):
    return np.average(gradients, axis=0, weights=sizes)


# right | tensordot with checks
def whole_batch(gradients, sizes):
    assert len(gradients) == len(sizes)
    w = np.asarray(sizes, float)
    return np.tensordot(w / w.sum(), np.stack(gradients), axes=1)


# wrong | plain mean of gradients, sizes ignored | mean-of-means
def whole_batch(gradients, sizes):
    return np.mean(gradients, axis=0)


# wrong | weighted sum, not divided by the total | factor-left-out
def whole_batch(gradients, sizes):
    return sum((s * np.asarray(g) for g, s in zip(gradients, sizes)))


# wrong | plain sum of the gradients | input-unused
def whole_batch(gradients, sizes):
    return np.sum(gradients, axis=0)


# wrong | weighted, divided by the number of parts | factor-that-changes
def whole_batch(gradients, sizes):
    return sum((s * np.asarray(g) for g, s in zip(gradients, sizes))) / len(sizes)


# wrong | divided by the sizes |
def whole_batch(gradients, sizes):
    return sum((np.asarray(g) / s for g, s in zip(gradients, sizes)))


# wrong | sum of the gradients divided by all rows | factor-left-out
def whole_batch(gradients, sizes):
    return sum((np.asarray(g) for g in gradients)) / sum(sizes)


# wrong | the mean over all axes, a single number |
def whole_batch(gradients, sizes):
    return np.mean([np.mean(g) * s for g, s in zip(gradients, sizes)])


# wrong | divided by the largest size, again | sum-or-mean
def whole_batch(gradients, sizes):
    return sum((s * np.asarray(g) for g, s in zip(gradients, sizes))) / max(sizes)


# wrong | the sum is built in the first gradient itself | changes-its-input
def whole_batch(gradients, sizes):
    total = gradients[0]
    total *= sizes[0]
    for g, s in zip(gradients[1:], sizes[1:]):
        total += g * s
    return total / sum(sizes)


# wrong | last part forgotten |
def whole_batch(gradients, sizes):
    total = 0
    for i in range(len(sizes) - 1):
        total = total + sizes[i] * np.asarray(gradients[i])
    return total / sum(sizes)
