# right | where and a softmax by rows
def attention_weights(Q, K, sees):
    a = np.where(sees, Q @ K.T / np.sqrt(Q.shape[1]), -np.inf)
    a = a - a.max(axis=1, keepdims=True)
    return np.exp(a) / np.exp(a).sum(axis=1, keepdims=True)


# right | exponentials times the mask
def attention_weights(Q, K, sees):
    n, d = Q.shape
    e = np.exp(Q @ K.T / d**0.5) * sees
    return e / e.sum(axis=1).reshape(n, 1)


# right | a large negative number in place of −inf
def attention_weights(Q, K, sees):
    scores = Q @ K.T / np.sqrt(Q.shape[1])
    scores = scores - 1e9 * (1 - sees)
    scores -= scores.max(axis=1, keepdims=True)
    e = np.exp(scores)
    return e / e.sum(axis=1, keepdims=True)


# right | masked after softmax and normalized again
def attention_weights(Q, K, sees):
    e = np.exp(Q @ K.T / np.sqrt(Q.shape[1]))
    y = e / e.sum(axis=1, keepdims=True)
    y = y * sees
    return y / y.sum(axis=1, keepdims=True)


# right | loop over the queries
def attention_weights(Q, K, sees):
    out = []
    for i in range(len(Q)):
        s = K @ Q[i] / math.sqrt(len(Q[i]))
        e = np.array([math.exp(s[j]) if sees[i][j] else 0.0 for j in range(len(K))])
        out.append(e / sum(e))
    return np.array(out)


# right | plain lists
def attention_weights(Q, K, sees):
    rows = []
    for q, seen in zip(Q.tolist(), sees.tolist()):
        e = []
        for k, s in zip(K.tolist(), seen):
            dot = sum(a * b for a, b in zip(q, k))
            e.append(math.exp(dot / len(q) ** 0.5) if s else 0)
        rows.append([x / sum(e) for x in e])
    return rows


# right | only the visible keys of each query
def attention_weights(Q, K, sees):
    W = np.zeros(sees.shape)
    for i, seen in enumerate(sees):
        e = np.exp(K[seen] @ Q[i] / np.sqrt(K.shape[1]))
        W[i, seen] = e / e.sum()
    return W


# right | a helper
def attention_weights(Q, K, sees):
    def softmax(a):
        e = np.exp(a - a.max())
        return e / e.sum()

    scores = Q @ K.T / np.sqrt(Q.shape[-1])
    scores[~sees] = -np.inf
    return np.apply_along_axis(softmax, 1, scores)


# right | queries divided first
def attention_weights(Q, K, sees):
    scaled = Q / np.sqrt(Q.shape[1])
    a = np.dot(scaled, K.transpose())
    a[np.logical_not(sees)] = -np.inf
    e = np.exp(a)
    return e / np.sum(e, axis=-1, keepdims=True)


# right | the logarithm of the mask
def attention_weights(Q, K, sees):
    with np.errstate(divide="ignore"):
        a = Q @ K.T * Q.shape[1] ** -0.5 + np.log(sees.astype(float))
    a = a - np.log(np.exp(a).sum(axis=1))[:, None]
    return np.exp(a)


# right | keys times queries, then transposed
def attention_weights(Q, K, sees):
    a = (K @ Q.T / np.sqrt(Q.shape[1])).T
    e = np.where(sees, np.exp(a), 0)
    return (e.T / e.sum(axis=1)).T


# wrong | no mask | masked-key-seen
def attention_weights(Q, K, sees):
    a = Q @ K.T / np.sqrt(Q.shape[1])
    e = np.exp(a)
    return e / e.sum(axis=1, keepdims=True)


# wrong | mask after softmax | mask-after-softmax
def attention_weights(Q, K, sees):
    e = np.exp(Q @ K.T / np.sqrt(Q.shape[1]))
    y = e / e.sum(axis=1, keepdims=True)
    return y * sees


# wrong | a late mask by where | mask-after-softmax
def attention_weights(Q, K, sees):
    a = Q @ K.T / np.sqrt(Q.shape[1])
    e = np.exp(a - a.max(axis=1, keepdims=True))
    return np.where(sees, e / e.sum(axis=1, keepdims=True), 0)


# wrong | no root | root-of-d
def attention_weights(Q, K, sees):
    e = np.exp(Q @ K.T) * sees
    return e / e.sum(axis=1, keepdims=True)


# wrong | divided by d | root-of-d
def attention_weights(Q, K, sees):
    e = np.exp(Q @ K.T / Q.shape[1]) * sees
    return e / e.sum(axis=1, keepdims=True)


# wrong | root of the number of keys | root-of-d
def attention_weights(Q, K, sees):
    e = np.exp(Q @ K.T / np.sqrt(len(K))) * sees
    return e / e.sum(axis=1, keepdims=True)


# wrong | root of the number of queries | root-of-d
def attention_weights(Q, K, sees):
    a = Q @ K.T / np.sqrt(len(Q))
    a[~sees] = -np.inf
    e = np.exp(a)
    return e / e.sum(axis=1, keepdims=True)


# wrong | softmax down the columns | wrong-axis
def attention_weights(Q, K, sees):
    a = np.where(sees, Q @ K.T / np.sqrt(Q.shape[1]), -np.inf)
    e = np.exp(a)
    return e / e.sum(axis=0)


# wrong | masked with 0 | masked-key-seen
def attention_weights(Q, K, sees):
    a = np.where(sees, Q @ K.T / np.sqrt(Q.shape[1]), 0)
    e = np.exp(a)
    return e / e.sum(axis=1, keepdims=True)


# wrong | scores times the mask | masked-key-seen
def attention_weights(Q, K, sees):
    a = Q @ K.T / np.sqrt(Q.shape[1]) * sees
    e = np.exp(a)
    return e / e.sum(axis=1, keepdims=True)


# wrong | mask the wrong way round | mask-turned-around
def attention_weights(Q, K, sees):
    a = np.where(sees, -np.inf, Q @ K.T / np.sqrt(Q.shape[1]))
    e = np.exp(a)
    return e / e.sum(axis=1, keepdims=True)


# wrong | one sum for all | axis
def attention_weights(Q, K, sees):
    e = np.exp(Q @ K.T / np.sqrt(Q.shape[1])) * sees
    return e / e.sum()


# wrong | exponentials returned | factor-left-out
def attention_weights(Q, K, sees):
    return np.exp(np.where(sees, Q @ K.T / np.sqrt(Q.shape[1]), -np.inf))


# wrong | scores returned | line-left-out
def attention_weights(Q, K, sees):
    return np.where(sees, Q @ K.T / np.sqrt(Q.shape[1]), -np.inf)


# wrong | no transpose | shapes
def attention_weights(Q, K, sees):
    a = np.where(sees, Q @ K / np.sqrt(Q.shape[1]), -np.inf)
    e = np.exp(a)
    return e / e.sum(axis=1, keepdims=True)


# wrong | transposed weights | transposed
def attention_weights(Q, K, sees):
    e = np.exp(Q @ K.T / np.sqrt(Q.shape[1])) * sees
    return (e / e.sum(axis=1, keepdims=True)).T


# right | np.where with -inf and the library's softmax
def attention_weights(Q, K, sees):
    a = Q @ K.T / np.sqrt(Q.shape[1])
    return softmax(np.where(sees, a, -np.inf))


# right | in place, softmax written out
def attention_weights(Q, K, sees):
    scores = Q @ K.T
    scores = scores / K.shape[-1] ** 0.5
    scores[~sees] = -np.inf
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    return scores


# right | two loops, only visible keys enter softmax
def attention_weights(Q, K, sees):
    out = np.zeros((len(Q), len(K)))
    for i in range(len(Q)):
        visible = [j for j in range(len(K)) if sees[i, j]]
        a = np.array([Q[i] @ K[j] for j in visible]) / np.sqrt(len(Q[i]))
        e = np.exp(a - a.max())
        for j, w in zip(visible, e / e.sum()):
            out[i, j] = w
    return out


# right | einsum and a mask that is added
def attention_weights(Q, K, sees):
    hide = np.zeros(sees.shape)
    hide[np.logical_not(sees)] = -np.inf
    return softmax(np.einsum("id,jd->ij", Q, K) / np.sqrt(Q.shape[1]) + hide)


# right | comprehension over the queries
def attention_weights(Q, K, sees):
    d = Q.shape[1]
    return np.array([softmax(np.where(s, K @ q / np.sqrt(d), -np.inf)) for q, s in zip(Q, sees)])


# wrong | mask after softmax: rows don't sum to 1 | mask-after-softmax
def attention_weights(Q, K, sees):
    return np.where(sees, softmax(Q @ K.T / np.sqrt(Q.shape[1])), 0)


# wrong | hidden scores set to 0: not to -inf | masked-key-seen
def attention_weights(Q, K, sees):
    return softmax(np.where(sees, Q @ K.T / np.sqrt(Q.shape[1]), 0))


# wrong | root of 2 copied from the chapter: not the root of d | root-of-d
def attention_weights(Q, K, sees):
    return softmax(np.where(sees, Q @ K.T / np.sqrt(2), -np.inf))


# wrong | root of the number of keys: len(K) in place of d | root-of-d
def attention_weights(Q, K, sees):
    return softmax(np.where(sees, Q @ K.T / np.sqrt(len(K)), -np.inf))


# wrong | divided by d: no root | root-of-d
def attention_weights(Q, K, sees):
    return softmax(np.where(sees, Q @ K.T / Q.shape[1], -np.inf))


# wrong | the causal triangle in place of sees: np.tri | input-unused
def attention_weights(Q, K, sees):
    a = Q @ K.T / np.sqrt(Q.shape[1])
    return softmax(np.where(np.tri(len(Q), len(K), dtype=bool), a, -np.inf))


# wrong | mask turned round: visible keys hidden | mask-turned-around
def attention_weights(Q, K, sees):
    a = Q @ K.T / np.sqrt(Q.shape[1])
    a[sees] = -np.inf
    return softmax(a)


# wrong | softmax over the queries: axis 0 | axis
def attention_weights(Q, K, sees):
    a = np.where(sees, Q @ K.T / np.sqrt(Q.shape[1]), -np.inf)
    e = np.exp(a - a.max(axis=1, keepdims=True))
    return e / e.sum(axis=0, keepdims=True)


# wrong | neither root nor mask | masked-key-seen
def attention_weights(Q, K, sees):
    return softmax(Q @ K.T)


# wrong | no root, and hidden scores set to 0 | masked-key-seen
def attention_weights(Q, K, sees):
    e = np.exp(Q @ K.T * sees)
    return e / e.sum(axis=1, keepdims=True)


# wrong | no root, and a late mask | mask-after-softmax
def attention_weights(Q, K, sees):
    e = np.exp(Q @ K.T)
    return sees * e / e.sum(axis=1, keepdims=True)


# right | one line
def attention_weights(Q, K, sees):
    return softmax(np.where(sees, Q @ K.T / np.sqrt(Q.shape[1]), -np.inf))


# right | loops
def attention_weights(Q, K, sees):
    out = np.zeros((len(Q), len(K)))
    for i in range(len(Q)):
        scores = []
        for j in range(len(K)):
            scores.append(sum(Q[i] * K[j]) / math.sqrt(len(Q[i])))
        top = max((s for s, ok in zip(scores, sees[i]) if ok))
        e = [math.exp(s - top) if ok else 0 for s, ok in zip(scores, sees[i])]
        out[i] = np.array(e) / sum(e)
    return out


# right | renormalized weights
def attention_weights(Q, K, sees):
    a = Q @ K.T / K.shape[1] ** 0.5
    e = np.exp(a - a.max(axis=1, keepdims=True)) * sees
    return (e / e.sum(axis=1, keepdims=True)).tolist()


# right | a very negative number as mask
def attention_weights(Q, K, sees):
    a = Q @ K.T / np.sqrt(K.shape[-1])
    a[~sees] = -1000000000.0
    return softmax(a)


# wrong | late mask: weights after softmax set to 0 | mask-after-softmax
def attention_weights(Q, K, sees):
    return np.where(sees, softmax(Q @ K.T / np.sqrt(Q.shape[1])), 0)


# wrong | root of d forgotten | root-of-d
def attention_weights(Q, K, sees):
    return softmax(np.where(sees, Q @ K.T, -np.inf))


# wrong | divided by d, not its root | root-of-d
def attention_weights(Q, K, sees):
    return softmax(np.where(sees, Q @ K.T / Q.shape[1], -np.inf))


# wrong | mask is turned around | mask-turned-around
def attention_weights(Q, K, sees):
    return softmax(np.where(sees, -np.inf, Q @ K.T / np.sqrt(Q.shape[1])))


# wrong | hidden scores 0, not -inf | masked-key-seen
def attention_weights(Q, K, sees):
    return softmax(np.where(sees, Q @ K.T / np.sqrt(Q.shape[1]), 0))


# wrong | root of the number of keys (or queries) instead of d | root-of-d
def attention_weights(Q, K, sees):
    return softmax(np.where(sees, Q @ K.T / np.sqrt(len(K)), -np.inf))


# wrong | softmax over axis 0 | wrong-axis
def attention_weights(Q, K, sees):
    return softmax(np.where(sees, Q @ K.T / np.sqrt(Q.shape[1]), -np.inf).T).T


# wrong | sees ignored | masked-key-seen
def attention_weights(Q, K, sees):
    return softmax(Q @ K.T / np.sqrt(Q.shape[1]))


# wrong | K @ Q.T: keys in rows |
def attention_weights(Q, K, sees):
    return softmax(np.where(sees.T, K @ Q.T / np.sqrt(Q.shape[1]), -np.inf))


# wrong | causal mask of its own, sees ignored | input-unused
def attention_weights(Q, K, sees):
    own = np.tri(len(Q), len(K), dtype=bool)
    return softmax(np.where(own, Q @ K.T / np.sqrt(Q.shape[1]), -np.inf))


# wrong | multiplies the scores with sees | masked-key-seen
def attention_weights(Q, K, sees):
    return softmax(Q @ K.T / np.sqrt(Q.shape[1]) * sees)


# wrong | root of number of queries | root-of-d
def attention_weights(Q, K, sees):
    return softmax(np.where(sees, Q @ K.T / np.sqrt(len(Q)), -np.inf))


# wrong | root 2 copied from the example | root-of-d
def attention_weights(Q, K, sees):
    return softmax(np.where(sees, Q @ K.T / np.sqrt(2), -np.inf))


# wrong | scores returned, no softmax | line-left-out
def attention_weights(Q, K, sees):
    return np.where(sees, Q @ K.T / np.sqrt(Q.shape[1]), -np.inf)


# wrong | weights by hand, keepdims left out | keepdims, axis
def attention_weights(Q, K, sees):
    e = np.exp(Q @ K.T / np.sqrt(Q.shape[1])) * sees
    return e / e.sum(axis=1)


# wrong | the mask is turned around, softmax by hand | mask-turned-around
def attention_weights(Q, K, sees):
    a = np.where(sees, -np.inf, Q @ K.T / np.sqrt(Q.shape[1]))
    e = np.exp(a - a.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


# wrong | as in PyTorch's masked_fill, which hides where the mask is True, with a large negative number | mask-turned-around
def attention_weights(Q, K, sees):
    return softmax(np.where(sees, -1e9, Q @ K.T / np.sqrt(Q.shape[1])))


# wrong | the scores that count become -inf | mask-turned-around
def attention_weights(Q, K, sees):
    a = Q @ K.T / np.sqrt(Q.shape[1])
    a[sees] = -np.inf
    return softmax(a)
