# wrong | elementwise product | kind-of-product, function-left-out
def through_the_table(u, J):
    return u * J


# wrong | elementwise product, rows added instead of columns, u along columns | axis, constant
def through_the_table(u, J):
    return (u[:, None] * J).sum(axis=1)


# wrong | mean for sum | sum-or-mean
def through_the_table(u, J):
    return (u[:, None] * J).mean(axis=0)


# wrong | sign turned round | sign
def through_the_table(u, J):
    return -(u @ J)


# wrong | max for sum | sum-or-mean
def through_the_table(u, J):
    return np.max(u.reshape(-1, 1) * J, axis=0)


# wrong | everything added to one number | axis, one-step-too-many, summed
def through_the_table(u, J):
    return np.sum(u @ J)


# wrong | plus for times | plus-or-times
def through_the_table(u, J):
    return (u[:, None] + J).sum(axis=0)


# wrong | divides | power-of-an-input
def through_the_table(u, J):
    return (J / u[:, None]).sum(axis=0)


# wrong | loop with range off by one | too-early
def through_the_table(u, J):
    g = np.zeros(len(u))
    for j in range(len(u)):
        for k in range(len(u) - 1):
            g[j] += u[k] * J[k, j]
    return g


# wrong | = for += in the inner loop | replaced, term-left-out
def through_the_table(u, J):
    n = len(u)
    g = np.zeros(n)
    for j in range(n):
        for k in range(n):
            g[j] = u[k] * J[k][j]
    return g


# wrong | returned after the first class | too-early
def through_the_table(u, J):
    g = []
    for j in range(len(u)):
        g.append(sum(u[k] * J[k, j] for k in range(len(u))))
        return g


# wrong | wrong index of u in the sum | index, sum-before-product, variable
def through_the_table(u, J):
    n = len(u)
    return np.array([sum(u[j] * J[k, j] for k in range(n)) for j in range(n)])


# wrong | only the diagonal of the Jacobian | only-the-diagonal
def through_the_table(u, J):
    return u * np.diag(J)


# wrong | upstream gradient forgotten | no-upstream-gradient
def through_the_table(u, J):
    return J.sum(axis=0)


# wrong | inverse of the table |
def through_the_table(u, J):
    return np.linalg.pinv(J) @ u


# wrong | diagonal left out |
def through_the_table(u, J):
    off = J - np.diag(np.diag(J))
    return u @ off


# wrong | table used twice |
def through_the_table(u, J):
    return u @ J @ J


# wrong | u averaged first | no-upstream-gradient, sum-before-product
def through_the_table(u, J):
    return u.mean() * J.sum(axis=0)


# wrong | quadratic form |
def through_the_table(u, J):
    return u @ J @ u


# wrong | keeps a row of shape (1, n) | shape
def through_the_table(u, J):
    return u[None, :] @ J


# wrong | two slips: sign and only the diagonal | only-the-diagonal, sign
def through_the_table(u, J):
    return [-u[i] * J[i, i] for i in range(len(u))]


# wrong | divides by the number of classes | divided-by-classes, one-step-too-many
def through_the_table(u, J):
    return np.dot(u, J) / len(u)


# right | np.dot in this order
def through_the_table(u, J):
    return np.dot(u, J)


# right | transposed table times u
def through_the_table(u, J):
    return J.T @ u


# right | einsum
def through_the_table(u, J):
    return np.einsum("k,kj->j", u, J)


# right | double loop
def through_the_table(u, J):
    g = [0.0] * len(u)
    for k in range(len(u)):
        for j in range(len(u)):
            g[j] += u[k] * J[k][j]
    return g


# right | broadcast and sum over the shares
def through_the_table(u, J):
    return (u[:, np.newaxis] * J).sum(axis=0)


# right | comprehension with fsum over columns
def through_the_table(u, J):
    import math

    return [math.fsum(p * q for p, q in zip(u, column)) for column in J.T]


# right | tensordot
def through_the_table(u, J):
    return np.tensordot(u, J, axes=(0, 0))


# right | weighted rows added
def through_the_table(u, J):
    total = np.zeros(J.shape[1])
    for weight, row in zip(u, J):
        total = total + weight * row
    return total


# right | column vector then ravel
def through_the_table(u, J):
    return (J.transpose() @ u.reshape(-1, 1)).ravel()


# right | inner of transpose
def through_the_table(u, J):
    return np.inner(np.transpose(J), u)


# right | recursion over the shares
def through_the_table(u, J):
    def add(k):
        if k < 0:
            return np.zeros(len(u))
        return add(k - 1) + u[k] * J[k]

    return add(len(u) - 1)


# right | diagonal matrix and ones
def through_the_table(u, J):
    return np.ones(len(u)) @ (np.diag(u) @ J)


# wrong | elementwise product, no sum | kind-of-product
def through_the_table(u, J):
    return u * J


# wrong | multiplied by the diagonal only | only-the-diagonal
def through_the_table(u, J):
    return u * np.diag(J)


# wrong | summed to one number | axis, one-step-too-many, summed
def through_the_table(u, J):
    return np.sum(u @ J)


# wrong | columns of J added up first | sum-before-product
def through_the_table(u, J):
    return u * J.sum(axis=0)


# wrong | inverse, as for solving a system |
def through_the_table(u, J):
    return np.linalg.solve(J, u)


# wrong | made u a column, result has shape (n, 1) | shape
def through_the_table(u, J):
    u = u.reshape(-1, 1)
    return J.T @ u


# wrong | J applied twice |
def through_the_table(u, J):
    return u @ J @ J


# wrong | wrong index used in the loop (J[i, i]) | variable
def through_the_table(u, J):
    n = len(u)
    out = np.zeros(n)
    for j in range(n):
        for i in range(n):
            out[j] += u[i] * J[i, i]
    return out


# wrong | assigned instead of accumulated, last path wins | replaced, term-left-out
def through_the_table(u, J):
    n = len(u)
    out = np.zeros(n)
    for j in range(n):
        for i in range(n):
            out[j] = u[i] * J[i, j]
    return out


# wrong | mean over paths instead of sum | sum-or-mean
def through_the_table(u, J):
    return np.array([np.mean(u * J[:, j]) for j in range(len(u))])


# wrong | u subtracted at the end |
def through_the_table(u, J):
    return np.dot(u, J) - u


# right | J transposed times u
def through_the_table(u, J):
    return J.T @ u


# right | double loop accumulating
def through_the_table(u, J):
    n = J.shape[1]
    out = [0.0] * n
    for k in range(len(u)):
        for j in range(n):
            out[j] += u[k] * J[k][j]
    return np.array(out)


# right | broadcasting u down the rows, sum over rows
def through_the_table(u, J):
    return (u[:, np.newaxis] * J).sum(0)
