# wrong | always the largest | always-the-largest
def my_sample(table, rng):
    name, place = "", 0
    while True:
        e = np.exp(table[place] - table[place].max())
        place = int(e.argmax())
        if place == 0:
            return name
        name += chr(96 + place)


# wrong | uniform | not-by-the-shares
def my_sample(table, rng):
    name, place = "", 0
    while True:
        e = np.exp(table[place] - table[place].max())
        place = int(rng.integers(27))
        if place == 0:
            return name
        name += chr(96 + place)


# wrong | always the first row | one-row-for-all
def my_sample(table, rng):
    name, place = "", 0
    for _ in range(5):
        e = np.exp(table[0] - table[0].max())
        place = rng.choice(27, p=e / e.sum())
        if place == 0:
            return name
        name += chr(96 + place)
    return name


# wrong | not normalized | not-by-the-shares
def my_sample(table, rng):
    name, place = "", 0
    while True:
        e = np.exp(table[place] - table[place].max())
        place = rng.choice(27, p=e)
        if place == 0:
            return name
        name += chr(96 + place)


# wrong | no maximum | no-maximum-subtracted
def my_sample(table, rng):
    name, place = "", 0
    while True:
        e = np.exp(table[place])
        place = rng.choice(27, p=e / e.sum())
        if place == 0:
            return name
        name += chr(96 + place)


# wrong | a generator of its own, made anew | same-draw
def my_sample(table, rng):
    name, place = "", 0
    while True:
        e = np.exp(table[place] - table[place].max())
        place = np.random.default_rng(3).choice(27, p=e / e.sum())
        if place == 0:
            return name
        name += chr(96 + place)


# wrong | the mark at the end | no-name
def my_sample(table, rng):
    name, place = "", 0
    while True:
        e = np.exp(table[place] - table[place].max())
        place = rng.choice(27, p=e / e.sum())
        if place == 0:
            return name + "."
        name += chr(96 + place)


# wrong | places and no letters | no-name
def my_sample(table, rng):
    name, place = "", 0
    while True:
        e = np.exp(table[place] - table[place].max())
        place = rng.choice(27, p=e / e.sum())
        if place == 0:
            return name
        name += chr(place)


# wrong | a list | no-name
def my_sample(table, rng):
    name, place = "", 0
    while True:
        e = np.exp(table[place] - table[place].max())
        place = rng.choice(27, p=e / e.sum())
        if place == 0:
            return list(name)
        name += chr(96 + place)


# wrong | one place too far |
def my_sample(table, rng):
    name, place = "", 0
    while True:
        e = np.exp(table[place] - table[place].max())
        place = rng.choice(27, p=e / e.sum())
        if place == 0:
            return name
        name += chr(97 + place)


# wrong | the last letter lost |
def my_sample(table, rng):
    name, place = "", 0
    while True:
        e = np.exp(table[place] - table[place].max())
        place = rng.choice(27, p=e / e.sum())
        if place == 0:
            return name[:-1]
        name += chr(96 + place)


# wrong | begins with an a |
def my_sample(table, rng):
    name, place = "a", 1
    while True:
        e = np.exp(table[place] - table[place].max())
        place = rng.choice(27, p=e / e.sum())
        if place == 0:
            return name
        name += chr(96 + place)


# wrong | columns for rows | rows-and-columns
def my_sample(table, rng):
    name, place = "", 0
    while True:
        e = np.exp(table[:, place] - table[:, place].max())
        place = rng.choice(27, p=e / e.sum())
        if place == 0:
            return name
        name += chr(96 + place)


# wrong | one letter only |
def my_sample(table, rng):
    e = np.exp(table[0] - table[0].max())
    return chr(96 + rng.choice(27, p=e / e.sum()))


# wrong | a flat temperature | not-by-the-shares
def my_sample(table, rng):
    name, place = "", 0
    while True:
        e = np.exp(table[place] - table[place].max())
        place = rng.choice(27, p=e**0.5 / (e**0.5).sum())
        if place == 0:
            return name
        name += chr(96 + place)


# wrong | the table of shares changed | changes-its-input
def my_sample(table, rng):
    table -= table.max(axis=1, keepdims=True)
    name, place = "", 0
    while True:
        e = np.exp(table[place] - table[place].max())
        place = rng.choice(27, p=e / e.sum())
        if place == 0:
            return name
        name += chr(96 + place)


# wrong | several names | no-name
def my_sample(table, rng):
    return ["abc", "bo"]


# wrong | capital letters | no-name
def my_sample(table, rng):
    name, place = "", 0
    while True:
        e = np.exp(table[place] - table[place].max())
        place = rng.choice(27, p=e / e.sum())
        if place == 0:
            return name
        name += chr(64 + place)


# wrong | longer than wanted, two letters at least |
def my_sample(table, rng):
    name, place = "", 0
    while True:
        e = np.exp(table[place] - table[place].max())
        place = rng.choice(27, p=e / e.sum())
        if place == 0 and len(name) > 1:
            return name
        if place:
            name += chr(96 + place)


# wrong | the transposed table | rows-and-columns
def my_sample(table, rng):
    table = table.T
    name, place = "", 0
    while True:
        e = np.exp(table[place] - table[place].max())
        place = rng.choice(27, p=e / e.sum())
        if place == 0:
            return name
        name += chr(96 + place)


# wrong | divided by the sum of the whole table | not-by-the-shares
def my_sample(table, rng):
    name, place = "", 0
    while True:
        e = np.exp(table[place] - table[place].max())
        place = rng.choice(27, p=e / np.exp(table - table.max()).sum())
        if place == 0:
            return name
        name += chr(96 + place)


# wrong | softmax of the columns | not-by-the-shares
def my_sample(table, rng):
    name, place = "", 0
    while True:
        e = np.exp(table - table.max()) / np.exp(table - table.max()).sum(axis=0)
        place = rng.choice(27, p=e[place])
        if place == 0:
            return name
        name += chr(96 + place)


# wrong | no maximum, with a sum of its own | no-maximum-subtracted
def my_sample(table, rng):
    name, place = "", 0
    while True:
        e = np.array([float(np.exp(one)) for one in table[place]])
        place = rng.choice(27, p=e / e.sum())
        if place == 0:
            return name
        name += chr(96 + place)


# wrong | numpy's own generator | other-generator
def my_sample(table, rng):
    name, place = "", 0
    while True:
        e = np.exp(table[place] - table[place].max())
        place = np.random.choice(27, p=e / e.sum())
        if place == 0:
            return name
        name += chr(96 + place)


# wrong | a fresh generator in each call | other-generator
def my_sample(table, rng):
    rng = np.random.default_rng()
    name, place = "", 0
    while True:
        e = np.exp(table[place] - table[place].max())
        place = rng.choice(27, p=e / e.sum())
        if place == 0:
            return name
        name += chr(96 + place)


# right | the sum of the shares and one draw between 0 and 1
def my_sample(table, rng):
    out, k = [], 0
    while True:
        e = np.exp(table[k] - table[k].max())
        k = min(int(np.searchsorted(np.cumsum(e / e.sum()), rng.random())), 26)
        if k == 0:
            return "".join(out)
        out.append(".abcdefghijklmnopqrstuvwxyz"[k])


# right | the largest of logits with Gumbel noise
def my_sample(table, rng):
    k, name = 0, ""
    while True:
        k = np.argmax(table[k] + rng.gumbel(size=27))
        if not k:
            return name
        name = name + "abcdefghijklmnopqrstuvwxyz"[k - 1]


# right | a loop over the shares, with a limit that no name comes near
def my_sample(table, rng):
    table = np.array(table, dtype=np.float64)
    name, k = [], 0
    for _ in range(1000):
        e = np.exp(table[k] - max(table[k]))
        u, total = rng.uniform() * e.sum(), 0
        for j in range(27):
            total += e[j]
            if u < total:
                break
        if j == 0:
            break
        name.append(chr(ord("a") + j - 1))
        k = j
    return "".join(name)


# wrong | cut at ten letters | ends-early
def my_sample(table, rng):
    k, name = 0, ""
    while len(name) < 10:
        e = np.exp(table[k] - table[k].max())
        k = rng.choice(27, p=e / e.sum())
        if k == 0:
            return name
        name += chr(96 + k)
    return name


# wrong | twenty rounds and no more | ends-early
def my_sample(table, rng):
    k, name = 0, ""
    for _ in range(20):
        e = np.exp(table[k] - table[k].max())
        k = int(rng.multinomial(1, e / e.sum()).argmax())
        if k == 0:
            break
        name += chr(96 + k)
    return name


# wrong | probabilities from the logits by a straight line | not-by-the-shares
def my_sample(table, rng):
    k, name = 0, ""
    while True:
        p = table[k] - table[k].min()
        k = rng.choice(27, p=p / p.sum())
        if k == 0:
            return name
        name += chr(96 + k)
