# wrong | no end | end-forgotten
def my_pairs(names):
    before, after = [], []
    for name in names:
        places = [0] + [ord(letter) - 96 for letter in name]
        before += places[:-1]
        after += places[1:]
    return np.eye(27)[before], np.array(after)


# wrong | no start | start-forgotten
def my_pairs(names):
    before, after = [], []
    for name in names:
        places = [ord(letter) - 96 for letter in name] + [0]
        before += places[:-1]
        after += places[1:]
    return np.eye(27)[before], np.array(after)


# wrong | neither | marks-forgotten
def my_pairs(names):
    before, after = [], []
    for name in names:
        places = [ord(letter) - 96 for letter in name]
        before += places[:-1]
        after += places[1:]
    return np.eye(27)[before], np.array(after)


# wrong | names run on | names-joined
def my_pairs(names):
    places = [0] + [ord(letter) - 96 for name in names for letter in name] + [0]
    return np.eye(27)[places[:-1]], np.array(places[1:])


# wrong | places from 0 | counted-from-0
def my_pairs(names):
    before, after = [], []
    for name in names:
        places = [0] + [ord(letter) - 97 for letter in name] + [0]
        before += places[:-1]
        after += places[1:]
    return np.eye(27)[before], np.array(after)


# wrong | places and no rows | one-hot-rows
def my_pairs(names):
    before, after = [], []
    for name in names:
        places = [0] + [ord(letter) - 96 for letter in name] + [0]
        before += places[:-1]
        after += places[1:]
    return np.array(before), np.array(after)


# wrong | 26 numbers | one-hot-rows
def my_pairs(names):
    before, after = [], []
    for name in names:
        places = [0] + [ord(letter) - 96 for letter in name] + [0]
        before += places[:-1]
        after += places[1:]
    return np.eye(26)[np.array(before) - 1], np.array(after)


# wrong | inputs and labels exchanged | one-hot-rows
def my_pairs(names):
    before, after = [], []
    for name in names:
        places = [0] + [ord(letter) - 96 for letter in name] + [0]
        before += places[:-1]
        after += places[1:]
    return np.array(after), np.eye(27)[before]


# wrong | before and after exchanged | exchanged
def my_pairs(names):
    before, after = [], []
    for name in names:
        places = [0] + [ord(letter) - 96 for letter in name] + [0]
        before += places[:-1]
        after += places[1:]
    return np.eye(27)[after], np.array(before)


# wrong | labels one-hot of what is before | one-hot-rows
def my_pairs(names):
    before, after = [], []
    for name in names:
        places = [0] + [ord(letter) - 96 for letter in name] + [0]
        before += places[:-1]
        after += places[1:]
    return np.eye(27)[before], np.eye(27)[before]


# wrong | one table | one-hot-rows
def my_pairs(names):
    before, after = [], []
    for name in names:
        places = [0] + [ord(letter) - 96 for letter in name] + [0]
        before += places[:-1]
        after += places[1:]
    return np.eye(27)[before]


# wrong | pairs as tuples | one-hot-rows
def my_pairs(names):
    before, after = [], []
    for name in names:
        places = [0] + [ord(letter) - 96 for letter in name] + [0]
        before += places[:-1]
        after += places[1:]
    return list(zip(before, after))


# wrong | only the first name | ends-early
def my_pairs(names):
    before, after = [], []
    for name in names[:1]:
        places = [0] + [ord(letter) - 96 for letter in name] + [0]
        before += places[:-1]
        after += places[1:]
    return np.eye(27)[before], np.array(after)


# wrong | the same letter twice |
def my_pairs(names):
    before, after = [], []
    for name in names:
        places = [0] + [ord(letter) - 96 for letter in name] + [0]
        before += places[:-1]
        after += places[:-1]
    return np.eye(27)[before], np.array(after)


# wrong | changes the names | changes-its-input
def my_pairs(names):
    names.sort()
    before, after = [], []
    for name in names:
        places = [0] + [ord(letter) - 96 for letter in name] + [0]
        before += places[:-1]
        after += places[1:]
    return np.eye(27)[before], np.array(after)


# wrong | rows of twos | one-hot-rows
def my_pairs(names):
    before, after = [], []
    for name in names:
        places = [0] + [ord(letter) - 96 for letter in name] + [0]
        before += places[:-1]
        after += places[1:]
    return 2 * np.eye(27)[before], np.array(after)


# wrong | lists | one-hot-rows
def my_pairs(names):
    before, after = [], []
    for name in names:
        places = [0] + [ord(letter) - 96 for letter in name] + [0]
        before += places[:-1]
        after += places[1:]
    return np.eye(27)[before].tolist(), after


# wrong | a list of labels | one-hot-rows
def my_pairs(names):
    before, after = [], []
    for name in names:
        places = [0] + [ord(letter) - 96 for letter in name] + [0]
        before += places[:-1]
        after += places[1:]
    return np.eye(27)[before], after


# wrong | one-hot labels | one-hot-rows
def my_pairs(names):
    before, after = [], []
    for name in names:
        places = [0] + [ord(letter) - 96 for letter in name] + [0]
        before += places[:-1]
        after += places[1:]
    return np.eye(27)[before], np.eye(27)[after]


# wrong | labels with decimals | one-hot-rows
def my_pairs(names):
    before, after = [], []
    for name in names:
        places = [0] + [ord(letter) - 96 for letter in name] + [0]
        before += places[:-1]
        after += places[1:]
    return np.eye(27)[before], np.array(after, dtype=float)


# wrong | each pair once |
def my_pairs(names):
    before, after = [], []
    for name in names:
        places = [0] + [ord(letter) - 96 for letter in name] + [0]
        before += places[:-1]
        after += places[1:]
    both = sorted({*zip(before, after)})
    return np.eye(27)[[one for one, _ in both]], np.array([other for _, other in both])


# wrong | only the first hundred names |
def my_pairs(names):
    before, after = [], []
    for name in names[:100]:
        places = [0] + [ord(letter) - 96 for letter in name] + [0]
        before += places[:-1]
        after += places[1:]
    return np.eye(27)[before], np.array(after)
