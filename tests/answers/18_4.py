# right | by tables
def keys_back(Q, K, V, G, sees):
    root = np.sqrt(Q.shape[1])
    e = np.exp(Q @ K.T / root) * sees
    Y = e / e.sum(axis=1, keepdims=True)
    U = G @ V.T
    dA = Y * (U - (U * Y).sum(axis=1, keepdims=True))
    return dA.T @ Q / root


# right | with the output
def keys_back(Q, K, V, G, sees):
    a = np.where(sees, Q @ K.T / np.sqrt(Q.shape[1]), -np.inf)
    Y = np.exp(a) / np.exp(a).sum(axis=1, keepdims=True)
    out = Y @ V
    dA = Y * (G @ V.T - (G * out).sum(axis=1)[:, None])
    return (dA / np.sqrt(Q.shape[1])).T @ Q


# right | loop over the queries
def keys_back(Q, K, V, G, sees):
    dK = np.zeros(K.shape)
    for q, g, seen in zip(Q, G, sees):
        e = np.where(seen, np.exp(K @ q / np.sqrt(len(q))), 0)
        y = e / e.sum()
        u = V @ g
        da = y * (u - u @ y)
        dK += np.outer(da, q) / np.sqrt(len(q))
    return dK


# right | a Jacobian for each query
def keys_back(Q, K, V, G, sees):
    d = Q.shape[1]
    dK = 0
    for i in range(len(Q)):
        a = K @ Q[i] / d**0.5
        a[~sees[i]] = -np.inf
        y = np.exp(a - a.max())
        y /= y.sum()
        J = np.diag(y) - np.outer(y, y)
        dK = dK + np.outer(J @ (V @ G[i]), Q[i]) / d**0.5
    return dK


# right | every entry
def keys_back(Q, K, V, G, sees):
    n, m, d = len(Q), len(K), Q.shape[1]
    dK = np.zeros((m, d))
    for i in range(n):
        e = [math.exp(float(Q[i] @ K[j]) / math.sqrt(d)) * bool(sees[i, j]) for j in range(m)]
        y = [x / sum(e) for x in e]
        u = [float(G[i] @ V[j]) for j in range(m)]
        mean = sum(p * r for p, r in zip(u, y))
        for j in range(m):
            for c in range(d):
                dK[j, c] += y[j] * (u[j] - mean) * Q[i, c] / math.sqrt(d)
    return dK


# right | einsum
def keys_back(Q, K, V, G, sees):
    s = Q.shape[1] ** -0.5
    e = np.exp(np.einsum("id,jd->ij", Q, K) * s) * sees
    Y = e / e.sum(1, keepdims=True)
    U = np.einsum("ic,jc->ij", G, V)
    dA = Y * U - Y * np.einsum("ij,ij->i", Y, U)[:, None]
    return np.einsum("ij,id->jd", dA, Q) * s


# right | node by node
def keys_back(Q, K, V, G, sees):
    root = np.sqrt(Q.shape[1])
    E = np.exp(Q @ K.T / root) * sees
    S = E.sum(axis=1, keepdims=True)
    U = G @ V.T
    to_S = -(U * E).sum(axis=1, keepdims=True) / S**2
    dE = U / S + to_S
    dR = dE * E / root
    return dR.T @ Q


# right | central differences
def keys_back(Q, K, V, G, sees):
    def loss(K):
        e = np.exp(Q @ K.T / np.sqrt(Q.shape[1])) * sees
        return (G * (e / e.sum(axis=1, keepdims=True) @ V)).sum()

    dK = np.zeros(K.shape)
    for i in range(len(K)):
        for j in range(K.shape[1]):
            h = np.zeros(K.shape)
            h[i, j] = 1e-5
            dK[i, j] = (loss(K + h) - loss(K - h)) / 2e-5
    return dK


# right | a list of keys
def keys_back(Q, K, V, G, sees):
    root = np.sqrt(K.shape[1])
    a = Q @ K.T / root
    a[~sees] = -1e30
    e = np.exp(a - a.max(axis=1, keepdims=True))
    Y = e / e.sum(axis=1, keepdims=True)
    out = Y @ V
    rows = []
    for j in range(len(K)):
        to_key = Y[:, j] * ((V[j] - out) * G).sum(axis=1) / root
        rows.append(to_key @ Q)
    return np.array(rows)


# right | the scaled queries
def keys_back(Q, K, V, G, sees):
    Q = Q / np.sqrt(Q.shape[1])
    e = np.where(sees, np.exp(Q @ K.T), 0.0)
    Y = e / np.sum(e, axis=1, keepdims=True)
    U = G @ V.T
    M = np.sum(U * Y, axis=1, keepdims=True)
    return ((U - M) * Y).T @ Q


# wrong | sign | sign
def keys_back(Q, K, V, G, sees):
    root = np.sqrt(Q.shape[1])
    e = np.exp(Q @ K.T / root) * sees
    Y = e / e.sum(axis=1, keepdims=True)
    U = G @ V.T
    dA = Y * ((U * Y).sum(axis=1, keepdims=True) - U)
    return dA.T @ Q / root


# wrong | only the diagonal | only-the-diagonal
def keys_back(Q, K, V, G, sees):
    root = np.sqrt(Q.shape[1])
    e = np.exp(Q @ K.T / root) * sees
    Y = e / e.sum(axis=1, keepdims=True)
    U = G @ V.T
    return (U * Y * (1 - Y)).T @ Q / root


# wrong | only the straight branch | branch-lost
def keys_back(Q, K, V, G, sees):
    root = np.sqrt(Q.shape[1])
    e = np.exp(Q @ K.T / root) * sees
    Y = e / e.sum(axis=1, keepdims=True)
    return (Y * (G @ V.T)).T @ Q / root


# wrong | only the detour | branch-lost
def keys_back(Q, K, V, G, sees):
    root = np.sqrt(Q.shape[1])
    e = np.exp(Q @ K.T / root) * sees
    Y = e / e.sum(axis=1, keepdims=True)
    U = G @ V.T
    return (-Y * (U * Y).sum(axis=1, keepdims=True)).T @ Q / root


# wrong | no root on the way back | root-of-d
def keys_back(Q, K, V, G, sees):
    e = np.exp(Q @ K.T / np.sqrt(Q.shape[1])) * sees
    Y = e / e.sum(axis=1, keepdims=True)
    U = G @ V.T
    return (Y * (U - (U * Y).sum(axis=1, keepdims=True))).T @ Q


# wrong | no root at all | root-of-d
def keys_back(Q, K, V, G, sees):
    e = np.exp(Q @ K.T) * sees
    Y = e / e.sum(axis=1, keepdims=True)
    U = G @ V.T
    return (Y * (U - (U * Y).sum(axis=1, keepdims=True))).T @ Q


# wrong | divided by d both times | root-of-d
def keys_back(Q, K, V, G, sees):
    d = Q.shape[1]
    e = np.exp(Q @ K.T / d) * sees
    Y = e / e.sum(axis=1, keepdims=True)
    U = G @ V.T
    return (Y * (U - (U * Y).sum(axis=1, keepdims=True))).T @ Q / d


# wrong | multiplied by the root on the way back | root-of-d
def keys_back(Q, K, V, G, sees):
    root = np.sqrt(Q.shape[1])
    e = np.exp(Q @ K.T / root) * sees
    Y = e / e.sum(axis=1, keepdims=True)
    U = G @ V.T
    return (Y * (U - (U * Y).sum(axis=1, keepdims=True))).T @ Q * root


# wrong | mask after softmax | mask-after-softmax
def keys_back(Q, K, V, G, sees):
    root = np.sqrt(Q.shape[1])
    e = np.exp(Q @ K.T / root)
    Y = e / e.sum(axis=1, keepdims=True) * sees
    U = G @ V.T
    return (Y * (U - (U * Y).sum(axis=1, keepdims=True))).T @ Q / root


# wrong | a late mask, differentiated rightly | mask-after-softmax
def keys_back(Q, K, V, G, sees):
    root = np.sqrt(Q.shape[1])
    e = np.exp(Q @ K.T / root)
    Y = e / e.sum(axis=1, keepdims=True)
    U = (G @ V.T) * sees
    return (Y * (U - (U * Y).sum(axis=1, keepdims=True))).T @ Q / root


# wrong | no mask | masked-key-seen
def keys_back(Q, K, V, G, sees):
    root = np.sqrt(Q.shape[1])
    e = np.exp(Q @ K.T / root)
    Y = e / e.sum(axis=1, keepdims=True)
    U = G @ V.T
    return (Y * (U - (U * Y).sum(axis=1, keepdims=True))).T @ Q / root


# wrong | one sum for all queries | one-sum-for-the-batch
def keys_back(Q, K, V, G, sees):
    root = np.sqrt(Q.shape[1])
    e = np.exp(Q @ K.T / root) * sees
    Y = e / e.sum(axis=1, keepdims=True)
    U = G @ V.T
    return (Y * (U - (U * Y).sum())).T @ Q / root


# wrong | plain mean of the upstream gradients |
def keys_back(Q, K, V, G, sees):
    root = np.sqrt(Q.shape[1])
    e = np.exp(Q @ K.T / root) * sees
    Y = e / e.sum(axis=1, keepdims=True)
    U = G @ V.T
    return (Y * (U - U.mean(axis=1, keepdims=True))).T @ Q / root


# wrong | sums down the columns | axis
def keys_back(Q, K, V, G, sees):
    root = np.sqrt(Q.shape[1])
    e = np.exp(Q @ K.T / root) * sees
    Y = e / e.sum(axis=1, keepdims=True)
    U = G @ V.T
    return (Y * (U - (U * Y).sum(axis=0, keepdims=True))).T @ Q / root


# wrong | mean over the queries | divided-by-rows
def keys_back(Q, K, V, G, sees):
    root = np.sqrt(Q.shape[1])
    e = np.exp(Q @ K.T / root) * sees
    Y = e / e.sum(axis=1, keepdims=True)
    U = G @ V.T
    return (Y * (U - (U * Y).sum(axis=1, keepdims=True))).T @ Q / root / len(Q)


# wrong | the gradient at the queries |
def keys_back(Q, K, V, G, sees):
    root = np.sqrt(Q.shape[1])
    e = np.exp(Q @ K.T / root) * sees
    Y = e / e.sum(axis=1, keepdims=True)
    U = G @ V.T
    return (Y * (U - (U * Y).sum(axis=1, keepdims=True))) @ K / root


# wrong | the gradient at the values | input-unused
def keys_back(Q, K, V, G, sees):
    e = np.exp(Q @ K.T / np.sqrt(Q.shape[1])) * sees
    Y = e / e.sum(axis=1, keepdims=True)
    return Y.T @ G


# wrong | the gradient at the scores | line-left-out
def keys_back(Q, K, V, G, sees):
    e = np.exp(Q @ K.T / np.sqrt(Q.shape[1])) * sees
    Y = e / e.sum(axis=1, keepdims=True)
    U = G @ V.T
    return Y * (U - (U * Y).sum(axis=1, keepdims=True))


# wrong | keys in place of the queries |
def keys_back(Q, K, V, G, sees):
    root = np.sqrt(Q.shape[1])
    e = np.exp(Q @ K.T / root) * sees
    Y = e / e.sum(axis=1, keepdims=True)
    U = G @ V.T
    dA = Y * (U - (U * Y).sum(axis=1, keepdims=True))
    return dA.sum(axis=0)[:, None] * K / root


# wrong | the last query only | replaced, term-left-out
def keys_back(Q, K, V, G, sees):
    for q, g, seen in zip(Q, G, sees):
        e = np.exp(K @ q / np.sqrt(len(q))) * seen
        y = e / e.sum()
        u = V @ g
        dK = np.outer(y * (u - u @ y), q) / np.sqrt(len(q))
    return dK


# right | the bracket, with matrix products
def keys_back(Q, K, V, G, sees):
    d = Q.shape[1]
    Y = softmax(np.where(sees, Q @ K.T / np.sqrt(d), -np.inf))
    U = G @ V.T
    dA = Y * (U - (U * Y).sum(axis=1, keepdims=True))
    return dA.T @ Q / np.sqrt(d)


# right | one query after the other, outer products
def keys_back(Q, K, V, G, sees):
    dK = np.zeros(K.shape)
    root = np.sqrt(K.shape[1])
    for q, g, s in zip(Q, G, sees):
        y = softmax(np.where(s, K @ q / root, -np.inf))
        u = V @ g
        da = y * (u - u @ y)
        dK += np.outer(da, q) / root
    return dK


# right | einsum, value minus output
def keys_back(Q, K, V, G, sees):
    scale = 1 / np.sqrt(Q.shape[1])
    A = np.where(sees, np.einsum("id,jd->ij", Q, K) * scale, -np.inf)
    E = np.exp(A - A.max(axis=1, keepdims=True))
    Y = E / E.sum(axis=1, keepdims=True)
    O = Y @ V
    U = np.einsum("ie,ije->ij", G, V[None] - O[:, None])
    return np.einsum("ij,ij,id->jd", Y, U, Q) * scale


# right | with the Jacobian of each query
def keys_back(Q, K, V, G, sees):
    d = Q.shape[1]
    rows = []
    for i in range(len(Q)):
        y = softmax(np.where(sees[i], Q[i] @ K.T / np.sqrt(d), -np.inf))
        J = np.diag(y) - np.outer(y, y)
        rows.append((G[i] @ V.T) @ J)
    return np.array(rows).T @ (Q / np.sqrt(d))


# right | visible keys only, three loops
def keys_back(Q, K, V, G, sees):
    dK = np.zeros_like(K, dtype=float)
    d = len(K[0])
    for i in range(len(Q)):
        js = np.flatnonzero(sees[i])
        a = np.array([Q[i] @ K[j] / d**0.5 for j in js])
        y = np.exp(a - a.max())
        y /= y.sum()
        u = [G[i] @ V[j] for j in js]
        mean = sum(w * x for w, x in zip(y, u))
        for j, w, x in zip(js, y, u):
            dK[j] += w * (x - mean) * Q[i] / d**0.5
    return dK


# wrong | the root forgotten on the way back: dA.T @ Q | root-of-d
def keys_back(Q, K, V, G, sees):
    Y = softmax(np.where(sees, Q @ K.T / np.sqrt(Q.shape[1]), -np.inf))
    U = G @ V.T
    dA = Y * (U - (U * Y).sum(axis=1, keepdims=True))
    return dA.T @ Q


# wrong | the mean left out of the bracket: y * u | branch-lost
def keys_back(Q, K, V, G, sees):
    d = Q.shape[1]
    Y = softmax(np.where(sees, Q @ K.T / np.sqrt(d), -np.inf))
    return (Y * (G @ V.T)).T @ Q / np.sqrt(d)


# wrong | mask forgotten: all keys are seen | masked-key-seen
def keys_back(Q, K, V, G, sees):
    d = Q.shape[1]
    Y = softmax(Q @ K.T / np.sqrt(d))
    U = G @ V.T
    dA = Y * (U - (U * Y).sum(axis=1, keepdims=True))
    return dA.T @ Q / np.sqrt(d)


# wrong | mask after softmax: hidden weights 0 but the rest too small | mask-after-softmax
def keys_back(Q, K, V, G, sees):
    d = Q.shape[1]
    Y = np.where(sees, softmax(Q @ K.T / np.sqrt(d)), 0)
    U = G @ V.T
    dA = Y * (U - (U * Y).sum(axis=1, keepdims=True))
    return dA.T @ Q / np.sqrt(d)


# wrong | mean over the queries: sum over axis 0 | axis
def keys_back(Q, K, V, G, sees):
    d = Q.shape[1]
    Y = softmax(np.where(sees, Q @ K.T / np.sqrt(d), -np.inf))
    U = G @ V.T
    dA = Y * (U - (U * Y).sum(axis=0, keepdims=True))
    return dA.T @ Q / np.sqrt(d)


# wrong | root of the length of the values: V.shape[1] in place of d | variable
def keys_back(Q, K, V, G, sees):
    d = V.shape[1]
    Y = softmax(np.where(sees, Q @ K.T / np.sqrt(d), -np.inf))
    U = G @ V.T
    dA = Y * (U - (U * Y).sum(axis=1, keepdims=True))
    return dA.T @ Q / np.sqrt(d)


# wrong | gradient at the queries: dA @ K |
def keys_back(Q, K, V, G, sees):
    d = Q.shape[1]
    Y = softmax(np.where(sees, Q @ K.T / np.sqrt(d), -np.inf))
    U = G @ V.T
    dA = Y * (U - (U * Y).sum(axis=1, keepdims=True))
    return dA @ K / np.sqrt(d)


# wrong | a mean that nobody asked for: divided by the number of queries | divided-by-rows
def keys_back(Q, K, V, G, sees):
    d = Q.shape[1]
    Y = softmax(np.where(sees, Q @ K.T / np.sqrt(d), -np.inf))
    U = G @ V.T
    dA = Y * (U - (U * Y).sum(axis=1, keepdims=True))
    return dA.T @ Q / np.sqrt(d) / len(Q)


# wrong | the mask is turned around, with a large negative number | mask-turned-around
def keys_back(Q, K, V, G, sees):
    Y = softmax(np.where(sees, -1e9, Q @ K.T / np.sqrt(Q.shape[1])))
    U = G @ V.T
    return (Y * (U - (U * Y).sum(axis=1, keepdims=True))).T @ Q / np.sqrt(Q.shape[1])
