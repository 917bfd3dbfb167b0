# right | divided by the sum of the mask
def masked_gradient(y, labels, counts):
    gradient = y.copy()
    gradient[np.arange(len(y)), labels] -= 1
    gradient[~counts] = 0
    return gradient / counts.sum()


# right | mask as a factor
def masked_gradient(y, labels, counts):
    gradient = y.copy()
    gradient[np.arange(len(y)), labels] -= 1
    return gradient * counts[:, None] / np.sum(counts)


# right | one-hot targets
def masked_gradient(y, labels, counts):
    t = np.eye(y.shape[1])[labels]
    return np.where(counts[:, None], y - t, 0) / counts.sum()


# right | only the rows that count
def masked_gradient(y, labels, counts):
    out = np.zeros(y.shape)
    part = y[counts]
    part[np.arange(len(part)), labels[counts]] -= 1
    out[counts] = part / len(part)
    return out


# right | weights that sum to one
def masked_gradient(y, labels, counts):
    w = counts / counts.sum()
    t = np.zeros(y.shape)
    t[np.arange(len(y)), labels] = 1
    return w.reshape(-1, 1) * (y - t)


# right | loop
def masked_gradient(y, labels, counts):
    out = np.zeros(y.shape)
    for n in range(len(y)):
        if counts[n]:
            out[n] = y[n]
            out[n, labels[n]] -= 1
    return out / sum(counts)


# right | counted by hand
def masked_gradient(y, labels, counts):
    n = 0
    for one in counts:
        if one:
            n += 1
    gradient = y.copy()
    gradient[np.arange(len(y)), labels] -= 1
    gradient[~counts] = 0
    return gradient / n


# right | count_nonzero
def masked_gradient(y, labels, counts):
    gradient = y - np.eye(y.shape[1])[labels]
    gradient[np.logical_not(counts)] = 0
    return gradient / np.count_nonzero(counts)


# right | mean of the mask
def masked_gradient(y, labels, counts):
    gradient = y.copy()
    gradient[np.arange(len(y)), labels] -= 1
    gradient[~counts] = 0
    return gradient / len(y) / counts.mean()


# right | indices of the rows
def masked_gradient(y, labels, counts):
    rows = np.flatnonzero(counts)
    out = np.zeros_like(y)
    out[rows] = y[rows]
    out[rows, labels[rows]] -= 1
    return out / rows.size


# right | plain lists
def masked_gradient(y, labels, counts):
    N = sum(1 for c in counts if c)
    return [[(y[n][k] - (k == labels[n])) / N if counts[n] else 0.0 for k in range(len(y[n]))] for n in range(len(y))]


# wrong | not divided at all | one-over-n
def masked_gradient(y, labels, counts):
    gradient = y.copy()
    gradient[np.arange(len(y)), labels] -= 1
    gradient[~counts] = 0
    return gradient


# wrong | divided by the rows, written anew | one-over-n
def masked_gradient(y, labels, counts):
    t = np.eye(y.shape[1])[labels]
    return counts[:, None] * (y - t) / y.shape[0]


# wrong | mean of the whole batch, mask afterwards | one-over-n
def masked_gradient(y, labels, counts):
    gradient = (y - np.eye(y.shape[1])[labels]) / len(labels)
    gradient[~counts] = 0
    return gradient


# wrong | divided by the classes | mean-over-classes
def masked_gradient(y, labels, counts):
    gradient = y.copy()
    gradient[np.arange(len(y)), labels] -= 1
    gradient[~counts] = 0
    return gradient / y.shape[1]


# wrong | mask forgotten | factor-left-out
def masked_gradient(y, labels, counts):
    gradient = y.copy()
    gradient[np.arange(len(y)), labels] -= 1
    return gradient / counts.sum()


# wrong | mask the wrong way |
def masked_gradient(y, labels, counts):
    gradient = y.copy()
    gradient[np.arange(len(y)), labels] -= 1
    gradient[counts] = 0
    return gradient / counts.sum()


# wrong | only t is masked |
def masked_gradient(y, labels, counts):
    t = np.eye(y.shape[1])[labels]
    return (y - counts[:, None] * t) / counts.sum()


# wrong | sign | sign
def masked_gradient(y, labels, counts):
    t = np.eye(y.shape[1])[labels]
    return counts[:, None] * (t - y) / counts.sum()


# wrong | divided twice | divided-by-rows
def masked_gradient(y, labels, counts):
    gradient = y.copy()
    gradient[np.arange(len(y)), labels] -= 1
    gradient[~counts] = 0
    return gradient / counts.sum() / len(y)


# wrong | rows left out |
def masked_gradient(y, labels, counts):
    gradient = y[counts]
    gradient[np.arange(len(gradient)), labels[counts]] -= 1
    return gradient / len(gradient)


# wrong | only y is masked |
def masked_gradient(y, labels, counts):
    t = np.eye(y.shape[1])[labels]
    return (counts[:, None] * y - t) / counts.sum()


# wrong | divided by all entries | factor-that-changes
def masked_gradient(y, labels, counts):
    gradient = y.copy()
    gradient[np.arange(len(y)), labels] -= 1
    gradient[~counts] = 0
    return gradient / gradient.size


# right | the smallest repair
def masked_gradient(y, labels, counts):
    gradient = y.copy()
    gradient[np.arange(len(y)), labels] -= 1
    gradient[~counts] = 0
    return gradient / counts.sum()


# right | only the rows that count are filled
def masked_gradient(y, labels, counts):
    gradient = np.zeros_like(y)
    t = np.eye(y.shape[1])[labels[counts]]
    gradient[counts] = (y[counts] - t) / np.count_nonzero(counts)
    return gradient


# right | loop over the positions
def masked_gradient(y, labels, counts):
    n = sum(1 for c in counts if c)
    out = np.zeros(y.shape)
    for i in range(len(y)):
        if counts[i]:
            out[i] = y[i] / n
            out[i, labels[i]] -= 1 / n
    return out


# right | np.where with a one-hot comparison
def masked_gradient(y, labels, counts):
    t = labels[:, None] == np.arange(y.shape[1])
    return np.where(counts[:, None], (y - t) / counts.sum(), 0)


# right | weights per row, T y minus t
def masked_gradient(y, labels, counts):
    T = (counts / counts.sum())[:, None]
    t = T * (labels[:, None] == np.arange(y.shape[1]))
    return T * y - t


# wrong | number of all positions again: len(counts) | one-over-n
def masked_gradient(y, labels, counts):
    gradient = y.copy()
    gradient[np.arange(len(y)), labels] -= 1
    gradient[~counts] = 0
    return gradient / len(counts)


# wrong | divides by the padded positions: (~counts).sum() | factor-that-changes
def masked_gradient(y, labels, counts):
    gradient = y.copy()
    gradient[np.arange(len(y)), labels] -= 1
    gradient[~counts] = 0
    return gradient / max((~counts).sum(), 1)


# wrong | right number but padded rows keep a gradient: the line with the mask dropped | factor-left-out
def masked_gradient(y, labels, counts):
    gradient = y.copy()
    gradient[np.arange(len(y)), labels] -= 1
    return gradient / counts.sum()


# wrong | mask turned round: the rows that count are set to 0 |
def masked_gradient(y, labels, counts):
    gradient = y.copy()
    gradient[np.arange(len(y)), labels] -= 1
    gradient[counts] = 0
    return gradient / counts.sum()


# wrong | padded rows left out: the result has fewer rows than y |
def masked_gradient(y, labels, counts):
    gradient = y[counts].copy()
    gradient[np.arange(len(gradient)), labels[counts]] -= 1
    return gradient / len(gradient)


# wrong | mask before the subtraction: padded rows have -1 at their label |
def masked_gradient(y, labels, counts):
    gradient = y.copy()
    gradient[~counts] = 0
    gradient[np.arange(len(y)), labels] -= 1
    return gradient / counts.sum()


# wrong | no division: gradient of the sum | one-over-n
def masked_gradient(y, labels, counts):
    gradient = y.copy()
    gradient[np.arange(len(y)), labels] -= 1
    gradient[~counts] = 0
    return gradient


# wrong | divides twice: by counts.sum() and by len(y) | divided-by-rows
def masked_gradient(y, labels, counts):
    gradient = y.copy()
    gradient[np.arange(len(y)), labels] -= 1
    gradient[~counts] = 0
    gradient /= counts.sum()
    return gradient / len(y)
