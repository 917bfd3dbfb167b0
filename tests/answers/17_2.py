# right | sum of sums over sum of counts
def mean_in_parts(losses, labels, size):
    total, number = 0.0, 0
    for start in range(0, len(losses), size):
        counts = labels[start : start + size] != -100
        total += losses[start : start + size][counts].sum()
        number += counts.sum()
    return total / number


# right | number known first, each part divided by it
def mean_in_parts(losses, labels, size):
    n = (labels != -100).sum()
    parts = []
    for start in range(0, len(losses), size):
        counts = labels[start : start + size] != -100
        parts.append(losses[start : start + size][counts].sum() / n)
    return sum(parts)


# right | no parts at all
def mean_in_parts(losses, labels, size):
    return losses[labels != -100].mean()


# right | means weighted by their counts, empty parts skipped
def mean_in_parts(losses, labels, size):
    means, weights = [], []
    for start in range(0, len(losses), size):
        counts = labels[start : start + size] != -100
        if counts.any():
            means.append(losses[start : start + size][counts].mean())
            weights.append(counts.sum())
    return np.average(means, weights=weights)


# right | pure Python, row by row
def mean_in_parts(losses, labels, size):
    s = 0.0
    n = 0
    for loss, label in zip(losses, labels):
        if label == -100:
            continue
        s += float(loss)
        n += 1
    return s / n


# right | comprehension and np.where
def mean_in_parts(losses, labels, size):
    kept = np.where(labels == -100, 0.0, losses)
    starts = range(0, len(losses), size)
    return sum(kept[s : s + size].sum() for s in starts) / np.count_nonzero(labels != -100)


# right | running mean, corrected part by part
def mean_in_parts(losses, labels, size):
    mean, seen = 0.0, 0
    for start in range(0, len(losses), size):
        part = losses[start : start + size][labels[start : start + size] != -100]
        if len(part) == 0:
            continue
        seen += len(part)
        mean += (part.mean() - mean) * len(part) / seen
    return mean


# right | reduceat for the sums, the mask as a factor, labels >= 0
def mean_in_parts(losses, labels, size):
    counts = (labels >= 0).astype(np.float64)
    starts = np.arange(0, len(losses), size)
    sums = np.add.reduceat(losses * counts, starts)
    numbers = np.add.reduceat(counts, starts)
    return sums.sum() / numbers.sum()


# wrong | only empty parts repaired: skipped, still a mean of means | mean-of-means
def mean_in_parts(losses, labels, size):
    means = []
    for start in range(0, len(losses), size):
        counts = labels[start : start + size] != -100
        if counts.any():
            means.append(losses[start : start + size][counts].mean())
    return sum(means) / len(means)


# wrong | only empty parts repaired: count at least 1, so they add a mean of 0 | !sum-or-mean
def mean_in_parts(losses, labels, size):
    means = []
    for start in range(0, len(losses), size):
        counts = labels[start : start + size] != -100
        means.append(losses[start : start + size][counts].sum() / max(counts.sum(), 1))
    return sum(means) / len(means)


# wrong | weighted by the length of the part: ignored rows weigh too | ignored-rows-counted
def mean_in_parts(losses, labels, size):
    total = 0.0
    for start in range(0, len(losses), size):
        counts = labels[start : start + size] != -100
        if counts.any():
            total += losses[start : start + size][counts].mean() * len(counts)
    return total / len(losses)


# wrong | sum of the sums over all rows: ignored rows in the number | ignored-rows-counted
def mean_in_parts(losses, labels, size):
    total = 0.0
    for start in range(0, len(losses), size):
        counts = labels[start : start + size] != -100
        total += losses[start : start + size][counts].sum()
    return total / len(losses)


# wrong | each part divided by size: then the mean of the parts
def mean_in_parts(losses, labels, size):
    means = []
    for start in range(0, len(losses), size):
        counts = labels[start : start + size] != -100
        means.append(losses[start : start + size][counts].sum() / size)
    return sum(means) / len(means)


# wrong | sums in place of means: still divided by the number of parts
def mean_in_parts(losses, labels, size):
    sums = []
    for start in range(0, len(losses), size):
        counts = labels[start : start + size] != -100
        sums.append(losses[start : start + size][counts].sum())
    return sum(sums) / len(sums)


# wrong | the means only summed: divided by the count at the end without weights | sum-or-mean
def mean_in_parts(losses, labels, size):
    total, number = 0.0, 0
    for start in range(0, len(losses), size):
        counts = labels[start : start + size] != -100
        if counts.any():
            total += losses[start : start + size][counts].mean()
        number += counts.sum()
    return total / number


# wrong | last part lost: only full parts are read, and the rest counts nowhere
def mean_in_parts(losses, labels, size):
    total, number = 0.0, 0
    for p in range(len(losses) // size):
        counts = labels[p * size : (p + 1) * size] != -100
        total += losses[p * size : (p + 1) * size][counts].sum()
        number += counts.sum()
    return total / max(number, 1)


# wrong | mask forgotten in the sum: losses of ignored rows added | index-left-out
def mean_in_parts(losses, labels, size):
    total, number = 0.0, 0
    for start in range(0, len(losses), size):
        counts = labels[start : start + size] != -100
        total += losses[start : start + size].sum()
        number += counts.sum()
    return total / number


# wrong | number not added up: the count of the last part only | replaced
def mean_in_parts(losses, labels, size):
    total = 0.0
    for start in range(0, len(losses), size):
        counts = labels[start : start + size] != -100
        total += losses[start : start + size][counts].sum()
        number = counts.sum()
    return total / number


# wrong | labels > 0 as the mask: class 0 is ignored too
def mean_in_parts(losses, labels, size):
    total, number = 0.0, 0
    for start in range(0, len(losses), size):
        counts = labels[start : start + size] > 0
        total += losses[start : start + size][counts].sum()
        number += counts.sum()
    return total / number


# wrong | mask not cut: every part takes the mask of the first
def mean_in_parts(losses, labels, size):
    total, number = 0.0, 0
    counts = labels != -100
    for start in range(0, len(losses), size):
        part = losses[start : start + size]
        total += part[counts[: len(part)]].sum()
        number += counts[start : start + size].sum()
    return total / number


# right | a while loop over what is left
def mean_in_parts(losses, labels, size):
    total, number = 0, 0
    while len(losses):
        part, names = losses[:size], labels[:size]
        total += part[names >= 0].sum()
        number += (names >= 0).sum()
        losses, labels = losses[size:], labels[size:]
    return total / number


# right | means weighted by their numbers
def mean_in_parts(losses, labels, size):
    means, numbers = [], []
    for start in range(0, len(losses), size):
        counts = labels[start : start + size] != -100
        if counts.any():
            means.append(losses[start : start + size][counts].mean())
            numbers.append(counts.sum())
    return np.average(means, weights=numbers)


# right | counts
def mean_in_parts(losses, labels, size):
    total = n = 0
    for start in range(0, len(losses), size):
        part, counts = (losses[start:start + size], labels[start:start + size] != -100)
        total += part[counts].sum()
        n += counts.sum()
    return total / n


# right | one line
def mean_in_parts(losses, labels, size):
    return losses[labels != -100].mean()


# right | the least change, guarded for empty parts
def mean_in_parts(losses, labels, size):
    total = 0
    for start in range(0, len(losses), size):
        part, counts = (losses[start:start + size], labels[start:start + size] != -100)
        if counts.any():
            total += counts.sum() * part[counts].mean()
    return total / (labels != -100).sum()


# right | pure Python
def mean_in_parts(losses, labels, size):
    kept = [float(l) for l, k in zip(losses, labels) if k != -100]
    return sum(kept) / len(kept)


# wrong | numerator mended only: total / len(losses) | ignored-rows-counted
def mean_in_parts(losses, labels, size):
    total = 0
    for start in range(0, len(losses), size):
        part, counts = (losses[start:start + size], labels[start:start + size] != -100)
        total += part[counts].sum()
    return total / len(losses)


# wrong | denominator mended only |
def mean_in_parts(losses, labels, size):
    total = 0
    for start in range(0, len(losses), size):
        part, counts = (losses[start:start + size], labels[start:start + size] != -100)
        total += len(part) * part[counts].mean()
    return total / (labels != -100).sum()


# wrong | mean of the means of parts | mean-of-means
def mean_in_parts(losses, labels, size):
    means = []
    for start in range(0, len(losses), size):
        part, counts = (losses[start:start + size], labels[start:start + size] != -100)
        means.append(part[counts].mean())
    return np.mean(means)


# wrong | padding counted: plain mean of losses | input-unused
def mean_in_parts(losses, labels, size):
    return losses.mean()


# wrong | weights with size, not with counts |
def mean_in_parts(losses, labels, size):
    total = 0
    for start in range(0, len(losses), size):
        part, counts = (losses[start:start + size], labels[start:start + size] != -100)
        total += size * part[counts].mean()
    return total / len(losses)


# wrong | label 0 treated as padding: labels > 0 |
def mean_in_parts(losses, labels, size):
    return losses[labels > 0].mean()


# wrong | sum, not mean | sum-or-mean, factor-left-out
def mean_in_parts(losses, labels, size):
    return losses[labels != -100].sum()


# wrong | divides by the number of parts |
def mean_in_parts(losses, labels, size):
    total = n = 0
    for start in range(0, len(losses), size):
        part, counts = (losses[start:start + size], labels[start:start + size] != -100)
        total += part[counts].sum()
        n += 1
    return total / n


# wrong | the other rows: == -100 | comparison
def mean_in_parts(losses, labels, size):
    return losses[labels == -100].mean()


# wrong | nanmean of the means of parts (empty parts skipped) | mean-of-means
def mean_in_parts(losses, labels, size):
    means = []
    for start in range(0, len(losses), size):
        part, counts = (losses[start:start + size], labels[start:start + size] != -100)
        if counts.any():
            means.append(part[counts].mean())
    return np.mean(means)
