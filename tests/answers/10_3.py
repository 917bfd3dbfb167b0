# wrong | W2 not transposed | transposed, weights-transposed
def first_weights(x, W2, g):
    back = g @ W2
    return x.T @ back


# wrong | x not transposed | shapes, transposed
def first_weights(x, W2, g):
    return np.dot(x, np.dot(g, W2.T))


# wrong | W2 forgotten | input-unused, factor-left-out, variable
def first_weights(x, W2, g):
    return x.T @ g


# wrong | divided by N once more | divided-by-rows, one-step-too-many
def first_weights(x, W2, g):
    hidden = np.dot(g, W2.T)
    return np.dot(x.T, hidden) / len(x)


# wrong | result transposed | weights-transposed
def first_weights(x, W2, g):
    return (g @ W2.T).T @ x


# wrong | gives the gradient at the hidden layer | input-unused, factor-left-out, line-left-out
def first_weights(x, W2, g):
    return np.matmul(g, np.transpose(W2))


# wrong | transpose left off the product's second factor, order exchanged | transposed
def first_weights(x, W2, g):
    return x.T @ (W2.T @ g.T).T


# wrong | only the last row (= for +=) | replaced, index
def first_weights(x, W2, g):
    for xi, gi in zip(x, g):
        dW1 = np.outer(xi, W2 @ gi)
    return dW1


# wrong | g times x first, W2 multiplied from the left | weights-transposed
def first_weights(x, W2, g):
    return W2 @ (x.T @ g).T


# wrong | only the diagonal of W2, no sum over outputs |
def first_weights(x, W2, g):
    k = min(W2.shape)
    h = np.zeros((g.shape[0], W2.shape[0]))
    for j in range(k):
        h[:, j] = g[:, j] * W2[j, j]
    return x.T @ h


# wrong | outputs averaged instead of summed | factor-that-changes
def first_weights(x, W2, g):
    h = (g[:, None, :] * W2[None, :, :]).mean(axis=2)
    return x.T @ h


# wrong | one step instead of the gradient |
def first_weights(x, W2, g):
    return W2 - x.T @ g


# wrong | minus sign | sign
def first_weights(x, W2, g):
    return -1.0 * np.einsum("nd,hc,nc->dh", x, W2, g)


# wrong | rows not multiplied but sums multiplied | sum-before-product
def first_weights(x, W2, g):
    back = g @ W2.T
    return np.outer(x.sum(0), back.sum(0))


# wrong | early return | too-early
def first_weights(x, W2, g):
    total = 0
    for n in range(len(x)):
        total = total + np.outer(x[n], np.dot(W2, g[n]))
        return total


# wrong | last output left out of the sum |
def first_weights(x, W2, g):
    N, D = x.shape
    H, C = W2.shape
    out = np.zeros((D, H))
    for d in range(D):
        for h in range(H):
            for n in range(N):
                for c in range(C - 1):
                    out[d, h] += x[n, d] * g[n, c] * W2[h, c]
    return out


# wrong | two slips: W2 not transposed, averaged | shapes, transposed
def first_weights(x, W2, g):
    return x.T.dot(g).dot(W2) / x.shape[0]


# wrong | two slips: transposed result and mean over rows |
def first_weights(x, W2, g):
    return np.einsum("nd,hc,nc->hd", x, W2, g) / len(g)


# wrong | inverse (pseudo) of W2 instead of the transpose |
def first_weights(x, W2, g):
    return x.T @ g @ np.linalg.pinv(W2)


# wrong | sigmoid slope where there is no activation |
def first_weights(x, W2, g):
    h = g @ W2.T
    return x.T @ (h * (1 - h))


# right | brackets the other way
def first_weights(x, W2, g):
    return (x.T @ g) @ W2.T


# right | einsum of all three
def first_weights(x, W2, g):
    return np.einsum("nd,nc,hc->dh", x, g, W2)


# right | sum of outer products
def first_weights(x, W2, g):
    return sum(np.outer(x[n], W2 @ g[n]) for n in range(len(x)))


# right | four loops
def first_weights(x, W2, g):
    out = np.zeros((x.shape[1], W2.shape[0]))
    for d in range(out.shape[0]):
        for h in range(out.shape[1]):
            s = 0
            for n in range(x.shape[0]):
                for c in range(g.shape[1]):
                    s += x[n, d] * W2[h, c] * g[n, c]
            out[d, h] = s
    return out


# right | everything transposed
def first_weights(x, W2, g):
    return (W2 @ g.T @ x).T


# right | multi_dot
def first_weights(x, W2, g):
    return np.linalg.multi_dot([x.T, g, W2.T])


# right | two helper functions
def first_weights(x, W2, g):
    def dot_layer_back(inp, weights, up):
        return up @ weights.T, inp.T @ up

    hidden = np.zeros((len(x), W2.shape[0]))
    up_hidden, _ = dot_layer_back(hidden, W2, g)
    _, dW1 = dot_layer_back(x, np.zeros((x.shape[1], W2.shape[0])), up_hidden)
    return dW1


# right | tensordot twice
def first_weights(x, W2, g):
    back = np.tensordot(g, W2, axes=(1, 1))
    return np.tensordot(x, back, axes=(0, 0))


# right | the loss is linear in W1: differences are exact
def first_weights(x, W2, g):
    D, H = x.shape[1], W2.shape[0]
    dW = np.zeros((D, H))
    for d in range(D):
        for h in range(H):
            E = np.zeros((D, H))
            E[d, h] = 1
            dW[d, h] = (g * (x @ E @ W2)).sum()
    return dW


# right | Kronecker product
def first_weights(x, W2, g):
    flat = np.kron(x.T, W2) @ g.reshape(-1)
    return flat.reshape(x.shape[1], W2.shape[0])


# right | fsum, nested list
def first_weights(x, W2, g):
    import math

    back = [[math.fsum(gc * w for gc, w in zip(gr, wr)) for wr in W2.tolist()] for gr in g.tolist()]
    return [
        [math.fsum(xr[d] * br[h] for xr, br in zip(x.tolist(), back)) for h in range(len(W2))]
        for d in range(x.shape[1])
    ]


# wrong | back through W2 forgotten | input-unused, factor-left-out, variable
def first_weights(x, W2, g):
    return np.dot(x.T, g)


# wrong | W2 not transposed | weights-transposed
def first_weights(x, W2, g):
    return x.T @ (g @ W2)


# wrong | shuffled matrices and transposes until the shapes ran |
def first_weights(x, W2, g):
    return (x.T @ g).T @ W2


# wrong | divided by the batch again | divided-by-rows, one-step-too-many
def first_weights(x, W2, g):
    dh = g @ W2.T
    return x.T @ dh / len(x)


# wrong | W2.T in front, order as for column vectors in MATLAB | weights-transposed
def first_weights(x, W2, g):
    delta = W2 @ g.T
    return delta @ x


# wrong | ReLU mask on the hidden gradient from a tutorial |
def first_weights(x, W2, g):
    dhidden = np.dot(g, W2.T)
    dhidden[dhidden <= 0] = 0
    return np.dot(x.T, dhidden)


# wrong | elementwise product in place of matrix product |
def first_weights(x, W2, g):
    dh = g @ W2.T
    return x * dh


# wrong | sign turned | sign
def first_weights(x, W2, g):
    back = np.zeros((len(x), W2.shape[0]))
    for n in range(len(x)):
        for h in range(W2.shape[0]):
            back[n, h] = sum(g[n, c] * W2[h, c] for c in range(W2.shape[1]))
    return -x.T @ back


# wrong | reshape taken for transpose |
def first_weights(x, W2, g):
    N, D = x.shape
    H, C = W2.shape
    xT = x.reshape(D, N)
    return xT @ g @ W2.reshape(C, H)


# wrong | loop overwrites, only last sample counts | replaced, index
def first_weights(x, W2, g):
    for xn, gn in zip(x, g):
        dW1 = np.outer(xn, W2 @ gn)
    return dW1


# right | einsum over everything
def first_weights(x, W2, g):
    return np.einsum("nd,nc,hc->dh", x, g, W2)


# right | other order of the brackets
def first_weights(x, W2, g):
    dW_all = x.T @ g
    return dW_all @ W2.T


# right | sum of outer products over samples
def first_weights(x, W2, g):
    return sum(np.outer(x[i], np.dot(W2, g[i])) for i in range(x.shape[0]))
