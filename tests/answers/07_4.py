# right | two lines moved into the loop
def descend(a, t, steps):
    moved = a
    for _ in range(steps):
        e = np.exp(moved)
        y = e / e.sum()
        moved = moved - (y - t)
    return moved


# right | softmax helper
def descend(a, t, steps):
    def softmax(v):
        e = np.exp(v - v.max())
        return e / e.sum()

    for _ in range(steps):
        a = a - (softmax(a) - t)
    return a


# right | recursion
def descend(a, t, steps):
    if steps == 0:
        return a
    y = np.exp(a) / np.exp(a).sum()
    return descend(a - y + t, t, steps - 1)


# right | shares computed before the loop and again after each step
def descend(a, t, steps):
    moved = a
    e = np.exp(moved)
    y = e / e.sum()
    for _ in range(steps):
        moved = moved - (y - t)
        e = np.exp(moved)
        y = e / e.sum()
    return moved


# right | copy and in place
def descend(a, t, steps):
    moved = a.copy()
    for _ in range(steps):
        e = np.exp(moved)
        moved -= e / e.sum() - t
    return moved


# right | float lists
def descend(a, t, steps):
    moved = [float(v) for v in a]
    for _ in range(steps):
        e = [math.exp(v) for v in moved]
        S = sum(e)
        moved = [m - (ek / S - tk) for m, ek, tk in zip(moved, e, t)]
    return moved


# right | while loop
def descend(a, t, steps):
    moved = np.array(a, dtype=float)
    done = 0
    while done < steps:
        y = np.exp(moved - np.logaddexp.reduce(moved))
        moved = moved + (t - y)
        done += 1
    return moved


# right | gradient through the Jacobian with general targets
def descend(a, t, steps):
    moved = a
    for _ in range(steps):
        e = np.exp(moved)
        y = e / e.sum()
        M = np.outer(np.ones(len(a)), y) - np.eye(len(a))
        gradient = np.ones(len(a)) / len(a) @ M + np.ones(len(a)) / len(a) - t
        moved = moved - gradient
    return moved


# right | list of all positions
def descend(a, t, steps):
    path = [a]
    for i in range(steps):
        e = np.exp(path[i])
        path.append(path[i] - (e / e.sum() - t))
    return path[-1]


# right | total of the shares taken away at the end
def descend(a, t, steps):
    total = np.zeros(len(a))
    for n in range(steps):
        e = np.exp(a + n * t - total)
        total = total + e / e.sum()
    return a + steps * t - total


# right | inner loop by entry, with a new array
def descend(a, t, steps):
    moved = a
    for _ in range(steps):
        S = 0
        for v in moved:
            S += np.exp(v)
        new = np.zeros(len(a))
        for k in range(len(a)):
            new[k] = moved[k] - (np.exp(moved[k]) / S - t[k])
        moved = new
    return moved


# right | kept as multiplied exponentials
def descend(a, t, steps):
    e = np.exp(a)
    for _ in range(steps):
        y = e / e.sum()
        e = e * np.exp(t - y)
    return np.log(e)


# right | functools reduce
def descend(a, t, steps):
    from functools import reduce

    def one(m, _):
        w = np.exp(m - m.max())
        return m - (w / w.sum() - t)

    return reduce(one, range(steps), a)


# wrong | given code unchanged |
def descend(a, t, steps):
    moved = a
    e = np.exp(moved)
    y = e / e.sum()
    for _ in range(steps):
        moved = moved - (y - t)
    return moved


# wrong | only y moved into the loop, e stays | old-prediction
def descend(a, t, steps):
    moved = a
    e = np.exp(moved)
    for _ in range(steps):
        y = e / e.sum()
        moved = moved - (y - t)
    return moved


# wrong | inside the loop, but exp of a | old-prediction
def descend(a, t, steps):
    moved = a
    for _ in range(steps):
        e = np.exp(a)
        y = e / e.sum()
        moved = moved - (y - t)
    return moved


# wrong | a instead of moved in the step | variable
def descend(a, t, steps):
    moved = a
    for _ in range(steps):
        e = np.exp(moved)
        y = e / e.sum()
        moved = a - (y - t)
    return moved


# wrong | return inside the loop | another-quantity
def descend(a, t, steps):
    moved = a
    for _ in range(steps):
        e = np.exp(moved)
        y = e / e.sum()
        moved = moved - (y - t)
        return moved


# wrong | goes up | plus-or-minus, operands-exchanged
def descend(a, t, steps):
    moved = a
    for _ in range(steps):
        e = np.exp(moved)
        y = e / e.sum()
        moved = moved + (y - t)
    return moved


# wrong | one step too many | !index
def descend(a, t, steps):
    moved = a
    for _ in range(steps + 1):
        e = np.exp(moved)
        y = e / e.sum()
        moved = moved - (y - t)
    return moved


# wrong | one step too few | index, too-early
def descend(a, t, steps):
    moved = a
    for _ in range(1, steps):
        e = np.exp(moved)
        y = e / e.sum()
        moved = moved - (y - t)
    return moved


# wrong | softmax of the shares | variable
def descend(a, t, steps):
    moved = a
    e = np.exp(moved)
    y = e / e.sum()
    for _ in range(steps):
        moved = moved - (y - t)
        e = np.exp(y)
        y = e / e.sum()
    return moved


# wrong | sum S not renewed | !variable
def descend(a, t, steps):
    moved = a
    S = np.exp(a).sum()
    for _ in range(steps):
        y = np.exp(moved) / S
        moved = moved - (y - t)
    return moved


# wrong | divided by the number of steps | !another-quantity
def descend(a, t, steps):
    moved = a
    e = np.exp(moved)
    y = e / e.sum()
    for _ in range(steps):
        moved = moved - (y - t) / steps
    return moved


# wrong | only one step, loop taken out | input-unused, another-quantity
def descend(a, t, steps):
    e = np.exp(a)
    y = e / e.sum()
    return a - (y - t)


# wrong | steps times the first gradient | old-prediction
def descend(a, t, steps):
    y = np.exp(a) / np.exp(a).sum()
    return a - steps * (y - t)


# wrong | returns the shares | variable, line-left-out
def descend(a, t, steps):
    moved = a
    for _ in range(steps):
        e = np.exp(moved)
        y = e / e.sum()
        moved = moved - (y - t)
    return y


# wrong | bracket forgotten | plus-or-minus, sign-of-a-term
def descend(a, t, steps):
    moved = a
    for _ in range(steps):
        e = np.exp(moved)
        y = e / e.sum()
        moved = moved - y - t
    return moved


# wrong | steps on the shares instead of the logits | another-quantity
def descend(a, t, steps):
    moved = a
    e = np.exp(moved)
    y = e / e.sum()
    for _ in range(steps):
        y = y - (y - t)
        moved = moved - (y - t)
    return moved


# wrong | normalization lost in the loop | factor-left-out
def descend(a, t, steps):
    moved = a
    for _ in range(steps):
        y = np.exp(moved)
        moved = moved - (y - t)
    return moved


# wrong | smaller rate so that it does not go too far |
def descend(a, t, steps):
    moved = a
    for _ in range(steps):
        e = np.exp(moved)
        y = e / e.sum()
        moved = moved - 0.1 * (y - t)
    return moved


# wrong | entries updated one after the other, with the changed ones |
def descend(a, t, steps):
    moved = a.copy()
    for _ in range(steps):
        for k in range(len(a)):
            y = np.exp(moved) / np.exp(moved).sum()
            moved[k] -= y[k] - t[k]
    return moved


# wrong | moved set back to a in each turn | another-quantity
def descend(a, t, steps):
    for _ in range(steps):
        moved = a
        e = np.exp(moved)
        y = e / e.sum()
        moved = moved - (y - t)
    return moved
