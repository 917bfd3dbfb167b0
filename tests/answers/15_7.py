# wrong | left as it was |
def arrived(nodes, gradients):
    total = np.zeros(nodes.max() + 1)
    for node, gradient in zip(nodes, gradients):
        total[node] = gradient
    return total


# wrong | fancy += loses doubles | replaced-instead-of-added
def arrived(nodes, gradients):
    total = np.zeros(nodes.max() + 1)
    total[nodes] += gradients
    return total


# wrong | -= for += | sign-of-a-term, plus-or-minus
def arrived(nodes, gradients):
    total = np.zeros(nodes.max() + 1)
    for node, gradient in zip(nodes, gradients):
        total[node] -= gradient
    return total


# wrong | product where paths meet |
def arrived(nodes, gradients):
    total = np.ones(nodes.max() + 1)
    for node, gradient in zip(nodes, gradients):
        total[node] *= gradient
    return total


# wrong | maximum where paths meet | sum-or-mean
def arrived(nodes, gradients):
    total = np.zeros(nodes.max() + 1)
    for node, gradient in zip(nodes, gradients):
        total[node] = max(total[node], gradient)
    return total


# wrong | mean where paths meet |
def arrived(nodes, gradients):
    out = np.zeros(nodes.max() + 1)
    for k in range(len(out)):
        here = gradients[nodes == k]
        if len(here):
            out[k] = here.mean()
    return out


# wrong | one sum for all nodes | index-left-out
def arrived(nodes, gradients):
    total = np.zeros(nodes.max() + 1)
    for node, gradient in zip(nodes, gradients):
        total += gradient
    return total


# wrong | counts the paths, no weights | factor-left-out, input-unused
def arrived(nodes, gradients):
    return np.bincount(nodes)


# wrong | first gradient kept only | replaced-instead-of-added
def arrived(nodes, gradients):
    seen = {}
    for n, d in zip(nodes, gradients):
        seen.setdefault(int(n), d)
    return np.array([seen.get(k, 0.0) for k in range(nodes.max() + 1)])


# wrong | off by one in the length of the answer | index, constant
def arrived(nodes, gradients):
    total = np.zeros(nodes.max() + 2)
    for node, gradient in zip(nodes, gradients):
        total[node] += gradient
    return total


# wrong | returned in the loop | too-early
def arrived(nodes, gradients):
    total = np.zeros(nodes.max() + 1)
    for node, gradient in zip(nodes, gradients):
        total[node] += gradient
        return total


# wrong | last gradient skipped | too-early
def arrived(nodes, gradients):
    total = np.zeros(nodes.max() + 1)
    for i in range(len(nodes) - 1):
        total[nodes[i]] += gradients[i]
    return total


# wrong | =+ typed for += | replaced-instead-of-added
def arrived(nodes, gradients):
    total = np.zeros(nodes.max() + 1)
    for node, gradient in zip(nodes, gradients):
        total[node] = +gradient
    return total


# wrong | indexed by position, not by node | variable
def arrived(nodes, gradients):
    total = np.zeros(nodes.max() + 1)
    for i, gradient in enumerate(gradients):
        total[i] += gradient
    return total


# wrong | running sum kept and written over all later nodes |
def arrived(nodes, gradients):
    total = np.zeros(nodes.max() + 1)
    running = 0
    for node, gradient in zip(nodes, gradients):
        running += gradient
        total[node] = running
    return total


# wrong | only unique nodes, gaps left out and mean taken |
def arrived(nodes, gradients):
    return np.array([np.mean(gradients[nodes == k]) for k in np.unique(nodes)])


# wrong | total set up anew in every round |
def arrived(nodes, gradients):
    for node, gradient in zip(nodes, gradients):
        total = np.zeros(nodes.max() + 1)
        total[node] += gradient
    return total


# wrong | adds the previous gradient of the list when doubled, whole slice |
def arrived(nodes, gradients):
    total = np.zeros(nodes.max() + 1)
    for node, gradient in zip(nodes, gradients):
        total[: node + 1] += gradient
    return total


# wrong | squares added | power-of-an-input
def arrived(nodes, gradients):
    total = np.zeros(max(nodes) + 1)
    for n, d in zip(nodes, gradients):
        total[n] += d**2
    return total


# wrong | two slips: indices exchanged and minus |
def arrived(nodes, gradients):
    total = np.zeros(len(nodes))
    for i in range(len(nodes)):
        total[i] -= gradients[nodes[i] % len(gradients)]
    return total


# right | bincount with weights
def arrived(nodes, gradients):
    return np.bincount(nodes, weights=gradients)


# right | np.add.at
def arrived(nodes, gradients):
    out = np.zeros(nodes.max() + 1)
    np.add.at(out, nodes, gradients)
    return out


# right | mask for every node
def arrived(nodes, gradients):
    return [gradients[nodes == k].sum() for k in range(max(nodes) + 1)]


# right | one-hot matrix product
def arrived(nodes, gradients):
    hot = np.eye(nodes.max() + 1)[nodes]
    return hot.T @ gradients


# right | defaultdict
def arrived(nodes, gradients):
    from collections import defaultdict

    d = defaultdict(float)
    for n, g in zip(nodes.tolist(), gradients.tolist()):
        d[n] += g
    return np.array([d[k] for k in range(max(d) + 1)])


# right | total = total + ...
def arrived(nodes, gradients):
    total = [0.0] * (int(nodes.max()) + 1)
    for i in range(len(nodes)):
        total[nodes[i]] = total[nodes[i]] + gradients[i]
    return total


# right | einsum with a boolean table
def arrived(nodes, gradients):
    table = (np.arange(nodes.max() + 1)[:, None] == nodes[None, :]).astype(float)
    return np.einsum("kn,n->k", table, gradients)


# right | fsum of lists
def arrived(nodes, gradients):
    import math

    lists = [[] for _ in range(max(nodes) + 1)]
    for node, gradient in zip(nodes, gradients):
        lists[node].append(float(gradient))
    return [math.fsum(l) for l in lists]


# right | histogram with weights
def arrived(nodes, gradients):
    top = nodes.max()
    h, _ = np.histogram(nodes, bins=np.arange(top + 2) - 0.5, weights=gradients)
    return h


# right | scipy sparse matrix sums duplicates
def arrived(nodes, gradients):
    from scipy.sparse import coo_matrix

    m = coo_matrix((gradients, (np.zeros(len(nodes), int), nodes)), shape=(1, nodes.max() + 1))
    return m.toarray()[0]


# right | sorted and reduced in groups
def arrived(nodes, gradients):
    from itertools import groupby

    out = np.zeros(nodes.max() + 1)
    order = np.argsort(nodes, kind="stable")
    for k, grp in groupby(order, key=lambda i: nodes[i]):
        out[k] = sum(gradients[i] for i in grp)
    return out


# right | backwards through the list
def arrived(nodes, gradients):
    total = np.zeros(1 + np.amax(nodes))
    i = len(nodes)
    while i:
        i -= 1
        total[nodes[i]] += gradients[i]
    return total


# wrong | fancy indexing with +=, duplicates lost | replaced-instead-of-added
def arrived(nodes, gradients):
    total = np.zeros(nodes.max() + 1)
    total[nodes] += gradients
    return total


# wrong | averages where paths meet |
def arrived(nodes, gradients):
    out = np.zeros(nodes.max() + 1)
    for n in range(len(out)):
        hits = gradients[nodes == n]
        if len(hits) > 0:
            out[n] = hits.mean()
    return out


# wrong | multiplies where paths meet |
def arrived(nodes, gradients):
    total = np.ones(nodes.max() + 1)
    for node, gradient in zip(nodes, gradients):
        total[node] *= gradient
    return total


# wrong | dict keeps only the last one | replaced-instead-of-added
def arrived(nodes, gradients):
    d = dict(zip(nodes, gradients))
    return np.array([d.get(n, 0.0) for n in range(max(nodes) + 1)])


# wrong | subtracts | plus-or-minus, sign-of-a-term
def arrived(nodes, gradients):
    total = np.zeros(nodes.max() + 1)
    for node, gradient in zip(nodes, gradients):
        total[node] -= gradient
    return total


# wrong | counts the arrivals, bincount without weights | input-unused
def arrived(nodes, gradients):
    return np.bincount(nodes).astype(float)


# wrong | =+ typed instead of += | replaced-instead-of-added
def arrived(nodes, gradients):
    total = np.zeros(nodes.max() + 1)
    for node, gradient in zip(nodes, gradients):
        total[node] = +gradient
    return total


# wrong | array too short, max without the +1 | index
def arrived(nodes, gradients):
    total = np.zeros(nodes.max())
    for i in range(len(nodes)):
        total[nodes[i]] += gradients[i]
    return total


# wrong | adds at the position in the list, not at the node | another-quantity
def arrived(nodes, gradients):
    total = np.zeros(len(nodes))
    for i in range(len(nodes)):
        total[i] += gradients[i]
    return total


# wrong | adds everything to every node (indent and name slip) |
def arrived(nodes, gradients):
    total = np.zeros(nodes.max() + 1)
    for node in nodes:
        total[node] += gradients.sum()
    return total


# wrong | keeps the first, ignores later arrivals | replaced-instead-of-added
def arrived(nodes, gradients):
    total = np.zeros(nodes.max() + 1)
    for node, gradient in zip(nodes, gradients):
        if total[node] == 0:
            total[node] = gradient
    return total


# wrong | integer accumulator cuts the decimals |
def arrived(nodes, gradients):
    total = [0] * (nodes.max() + 1)
    for node, gradient in zip(nodes, gradients):
        total[node] += int(gradient)
    return np.array(total)


# right | bincount with weights (again)
def arrived(nodes, gradients):
    return np.bincount(nodes, weights=gradients)


# right | np.add.at (again)
def arrived(nodes, gradients):
    acc = np.zeros(int(max(nodes)) + 1)
    np.add.at(acc, nodes, gradients)
    return acc


# right | incidence matrix times gradients
def arrived(nodes, gradients):
    incidence = np.arange(nodes.max() + 1)[:, None] == nodes[None, :]
    return incidence.astype(float) @ gradients
