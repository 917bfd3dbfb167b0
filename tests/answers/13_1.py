# wrong | copies only once, after the first change | changed-in-place
def two_backwards(y, labels):
    stored, made = y.copy(), []
    for _ in range(2):
        gradient = stored
        gradient[np.arange(len(y)), labels] -= 1
        stored = gradient.copy()
        made.append(gradient / len(y))
    return np.array(made)


# wrong | copy at the wrong place | changed-in-place
def two_backwards(y, labels):
    stored, made = y.copy(), []
    for _ in range(2):
        gradient = stored
        gradient[np.arange(len(y)), labels] -= 1
        made.append(gradient.copy() / len(y))
    return np.array(made)


# wrong | slice is a view, no copy | changed-in-place
def two_backwards(y, labels):
    y = y.copy()
    made = []
    for _ in range(2):
        g = y[:]
        g[np.arange(len(y)), labels] -= 1
        made.append(g / len(y))
    return np.array(made)


# wrong | asarray does not copy | changed-in-place
def two_backwards(y, labels):
    kept = np.array(y)
    made = []
    for _ in range(2):
        g = np.asarray(kept)
        g[range(len(g)), labels] -= 1
        made.append(g / len(g))
    return made


# wrong | list of rows copied only at the top (shallow) | changed-in-place
def two_backwards(y, labels):
    import copy

    store = [list(r) for r in y]
    made = []
    for _ in range(2):
        g = copy.copy(store)
        for n, k in enumerate(labels):
            g[n][k] -= 1
        made.append([[v / len(y) for v in r] for r in g])
    return made


# wrong | ... / N in place, the stored array is divided too | changed-in-place, one-over-n
def two_backwards(y, labels):
    N = len(y)
    g = y.copy()
    g[np.arange(N), labels] -= 1
    made = []
    for _ in range(2):
        g /= N
        made.append(g.copy())
    return np.array(made)


# wrong | gradients pile up | gradients-pile-up
def two_backwards(y, labels):
    made = []
    total = np.zeros(y.shape)
    for _ in range(2):
        g = y.copy()
        g[np.arange(len(y)), labels] -= 1
        total += g / len(y)
        made.append(total.copy())
    return np.array(made)


# wrong | division by N forgotten | factor-left-out, one-step-too-many
def two_backwards(y, labels):
    hot = np.eye(y.shape[1])[labels]
    one = lambda: y - hot
    return np.array([one(), one()])


# wrong | only one gradient (range(1)) | too-early
def two_backwards(y, labels):
    made = []
    for _ in range(1):
        gradient = y.copy()
        gradient[np.arange(len(y)), labels] -= 1
        made.append(gradient / len(y))
    return np.array(made)


# wrong | 1 added back before it is kept | one-step-too-many, term-left-out, sign-of-a-term
def two_backwards(y, labels):
    stored, made = y.copy(), []
    for _ in range(2):
        gradient = stored
        gradient[np.arange(len(y)), labels] -= 1
        gradient[np.arange(len(y)), labels] += 1
        made.append(gradient / len(y))
    return np.array(made)


# wrong | row index lost while mending | index-left-out
def two_backwards(y, labels):
    made = []
    for _ in range(2):
        gradient = y.copy()
        gradient[:, labels] -= 1
        made.append(gradient / len(y))
    return np.array(made)


# wrong | += 1 | plus-or-minus, sign-of-a-term
def two_backwards(y, labels):
    made = []
    for _ in range(2):
        gradient = np.array(y)
        gradient[np.arange(len(y)), labels] += 1
        made.append(gradient / len(y))
    return np.stack(made)


# wrong | divided by C | mean-over-classes
def two_backwards(y, labels):
    made = []
    for _ in range(2):
        g = y.copy()
        for n in range(len(y)):
            g[n, labels[n]] -= 1
        made.append(g / y.shape[1])
    return np.array(made)


# wrong | return inside the loop | too-early
def two_backwards(y, labels):
    made = []
    for _ in range(2):
        gradient = y.copy()
        gradient[np.arange(len(y)), labels] -= 1
        made.append(gradient / len(y))
        return np.array(made)


# wrong | copy taken only in the second round | changed-in-place
def two_backwards(y, labels):
    stored, made = y.copy(), []
    for i in range(2):
        gradient = stored if i == 0 else stored.copy()
        gradient[np.arange(len(y)), labels] -= 1
        made.append(gradient / len(y))
    return np.array(made)


# wrong | sets instead of subtracts, so both are the same but false | set-instead-of-subtracted
def two_backwards(y, labels):
    stored, made = y.copy(), []
    for _ in range(2):
        gradient = stored
        gradient[np.arange(len(y)), labels] = -1
        made.append(gradient / len(y))
    return np.array(made)


# wrong | two slips: t - y and not divided | factor-left-out, sign, multiplied-by-rows
def two_backwards(y, labels):
    hot = (labels[:, None] == np.arange(y.shape[1])).astype(float)
    return np.array([hot - y for _ in range(2)])


# wrong | two slips: no copy and divided by size |
def two_backwards(y, labels):
    stored, made = y.copy(), []
    for _ in range(2):
        stored[np.arange(len(y)), labels] -= 1
        made.append(stored / y.size)
    return np.array(made)


# wrong | the two joined below each other (concatenate) | shape
def two_backwards(y, labels):
    g = y.copy()
    g[np.arange(len(y)), labels] -= 1
    return np.concatenate([g / len(y), g / len(y)])


# right | copy in the loop only
def two_backwards(y, labels):
    stored, made = y.copy(), []
    for _ in range(2):
        gradient = stored.copy()
        gradient[np.arange(len(y)), labels] -= 1
        made.append(gradient / len(y))
    return np.array(made)


# right | one-hot subtracted, nothing in place
def two_backwards(y, labels):
    hot = np.eye(y.shape[1])[labels]
    return np.array([(y - hot) / len(y)] * 2)


# right | list of two
def two_backwards(y, labels):
    def backward():
        d = np.array(y, copy=True)
        d[np.arange(d.shape[0]), labels] -= 1
        return d / d.shape[0]

    return [backward(), backward()]


# right | undone after each use
def two_backwards(y, labels):
    stored, made = y.copy(), []
    rows = np.arange(len(y))
    for _ in range(2):
        stored[rows, labels] -= 1
        made.append(stored / len(y))
        stored[rows, labels] += 1
    return np.array(made)


# right | deepcopy of lists
def two_backwards(y, labels):
    import copy

    store = y.tolist()
    made = []
    for _ in range(2):
        g = copy.deepcopy(store)
        for n, k in enumerate(labels):
            g[n][k] -= 1
        made.append([[v / len(y) for v in r] for r in g])
    return made


# right | computed once, repeated
def two_backwards(y, labels):
    g = y + 0
    g[np.arange(len(y)), labels] -= 1
    g = g / len(y)
    return np.repeat(g[None, :, :], 2, axis=0)


# right | stack, add.at
def two_backwards(y, labels):
    both = np.stack([y, y]).astype(float)
    np.add.at(both, (slice(None), np.arange(len(y)), labels), -1)
    return both / len(y)


# right | np.where
def two_backwards(y, labels):
    hot = np.arange(y.shape[1]) == labels.reshape(-1, 1)
    make = lambda: np.where(hot, y - 1, y) / y.shape[0]
    return np.array((make(), make()))


# right | a layer whose backward copies
def two_backwards(y, labels):
    class Layer:
        def __init__(self, y, t):
            self.y, self.t = y, t

        def backward(self):
            dx = self.y.copy()
            dx[range(len(dx)), self.t] -= 1
            return dx * (1 / len(dx))

    layer = Layer(y, labels)
    return np.array([layer.backward() for _ in range(2)])


# right | loops over all entries
def two_backwards(y, labels):
    N, C = y.shape
    out = np.zeros((2, N, C))
    for b in range(2):
        for n in range(N):
            for c in range(C):
                out[b, n, c] = (y[n, c] - (1 if c == labels[n] else 0)) / N
    return out


# right | broadcast
def two_backwards(y, labels):
    t = np.zeros_like(y)
    t[np.arange(len(y)), labels] = 1
    return np.broadcast_to((y - t) / len(y), (2,) + y.shape)


# right | fancy index makes a copy
def two_backwards(y, labels):
    made = []
    for _ in range(2):
        g = y[np.arange(len(y))]
        g[np.arange(len(y)), labels] -= 1
        made.append(g / len(y))
    return tuple(made)


# wrong | copy taken once before the loop | changed-in-place
def two_backwards(y, labels):
    gradient = y.copy()
    made = []
    for _ in range(2):
        gradient[np.arange(len(y)), labels] -= 1
        made.append(gradient.copy() / len(y))
    return np.array(made)


# wrong | copies on the way out, not on the way in | changed-in-place
def two_backwards(y, labels):
    stored, made = y.copy(), []
    for _ in range(2):
        gradient = stored
        gradient[np.arange(len(y)), labels] -= 1
        made.append((gradient / len(y)).copy())
    return np.array(made)


# wrong | slice is taken as a copy, but is a view | changed-in-place
def two_backwards(y, labels):
    stored, made = y.copy(), []
    for _ in range(2):
        gradient = stored[:]
        gradient[np.arange(len(y)), labels] -= 1
        made.append(gradient / len(y))
    return np.array(made)


# wrong | added one back after the loop run, but to the divided one | changed-in-place
def two_backwards(y, labels):
    stored, made = y.copy(), []
    for _ in range(2):
        stored[np.arange(len(y)), labels] -= 1
        stored /= len(y)
        made.append(stored.copy())
        stored[np.arange(len(y)), labels] += 1
    return np.array(made)


# wrong | works on y itself | changes-its-input
def two_backwards(y, labels):
    made = []
    for _ in range(2):
        gradient = y
        gradient[np.arange(len(y)), labels] -= 1
        made.append(gradient / len(y))
    return np.array(made)


# wrong | subtraction only, division by the batch lost while mending | factor-left-out, one-step-too-many
def two_backwards(y, labels):
    made = []
    for _ in range(2):
        gradient = y.copy()
        gradient[np.arange(len(y)), labels] -= 1
        made.append(gradient)
    return np.array(made)


# wrong | loop removed, only one backward given | too-early
def two_backwards(y, labels):
    gradient = y.copy()
    gradient[np.arange(len(y)), labels] -= 1
    return gradient / len(y)


# wrong | set to -1 so that the second time changes nothing | set-instead-of-subtracted
def two_backwards(y, labels):
    stored, made = y.copy(), []
    for _ in range(2):
        gradient = stored
        gradient[np.arange(len(y)), labels] = -1
        made.append(gradient / len(y))
    return np.array(made)


# wrong | appended the second (spoiled) one twice | changed-in-place
def two_backwards(y, labels):
    stored = y.copy()
    for _ in range(2):
        stored[np.arange(len(y)), labels] -= 1
        result = stored / len(y)
    return np.array([result, result])


# wrong | gradients accumulate as in PyTorch without zero_grad | gradients-pile-up
def two_backwards(y, labels):
    onehot = np.eye(y.shape[1])[labels]
    grad = np.zeros_like(y)
    made = []
    for _ in range(2):
        grad = grad + (y - onehot) / len(y)
        made.append(grad)
    return np.array(made)


# wrong | divided by number of classes | mean-over-classes, one-step-too-many
def two_backwards(y, labels):
    N, C = y.shape
    onehot = np.zeros((N, C))
    onehot[np.arange(N), labels] = 1
    return np.array([(y - onehot) / y.size for _ in range(2)])


# right | one-hot subtraction makes a new array
def two_backwards(y, labels):
    one_hot = np.eye(y.shape[1])[labels]
    once = (y - one_hot) / len(y)
    return np.stack([once, once])


# right | the one is given back after use
def two_backwards(y, labels):
    stored, made = y.copy(), []
    rows = np.arange(len(y))
    for _ in range(2):
        gradient = stored
        gradient[rows, labels] -= 1
        made.append(gradient / len(y))
        gradient[rows, labels] += 1
    return np.array(made)


# right | deepcopy in the loop
def two_backwards(y, labels):
    import copy

    stored, made = y.copy(), []
    for _ in range(2):
        gradient = copy.deepcopy(stored)
        for n, k in enumerate(labels):
            gradient[n, k] -= 1
        made.append(gradient / len(y))
    return np.array(made)
