"""A layout for any graph: nodes in columns by depth, few crossings, a dot where a value forks, labels with room.

Between two columns of nodes lie, from left to right: the labels of the values, tracks in which wires change their
height, and the labels of the branches. A label has a strip and a row of its own, so none can meet another. The steps
are the usual ones (Sugiyama's): columns, order by barycenters, heights, wires. The libraries for it are programs in C
(graphviz) or under the GPL (grandalf), and none of them has room for labels above and below a line.
"""

import math
from dataclasses import replace
from itertools import accumulate, combinations, pairwise

from softmax_lib.graphs.layout import Layout, Spot, Wire, falling, path, radius, straight
from softmax_lib.pictures.text import formulas

__all__ = ["machine_layout"]

GRID = 12  # heights are multiples of it, so that a wire runs straight or turns visibly
TRACK = 12  # from one vertical wire to the next
WIDEST = 2240  # a wider picture goes on in a second band below
NUMBER = 54  # the width of the longest number that is not a leaf's: −0.00012


def machine_layout(graph, labels):
    """The places of a graph whose labels are these."""
    return _Columns(graph, labels).layout()


class _Columns:
    """The work on one graph. A part of a column is a node's name, the key of a constant's edge, or (edge, column)."""

    def __init__(self, graph, labels):
        self.graph, self.labels = graph, labels
        self.radius = {name: radius(node.op) for name, node in graph.nodes.items() if node.op}
        self.branches, self.above = set(), {}  # the edges out of forks; node → the edge of the constant above it
        for name, node in graph.nodes.items():
            if not node.constant:
                self.branches |= {e.key for e in graph.branches(name)}
            for edge in graph.into(name):
                if graph.nodes[edge.source].constant:
                    self.above.setdefault(name, edge.key)
        self.chains = {}  # edge → the parts on its way
        self._columns()
        self._order()
        self.offset = {}  # edge → how much lower than its node it comes in
        self.reach = {part: self._reach(part) for column in self.parts for part in column}
        self._heights()
        self._straighten()
        self._stretch()
        self._tracks()

    # --- columns, from the right: every value as near to its use as it can be

    def _columns(self):
        graph, column = self.graph, {}
        for name in [name for name, node in reversed(graph.nodes.items()) if not node.constant]:
            uses = [e.target for e in graph.edges.values() if e.source == name and e.target not in ("fork", "out")]
            column[name] = min((column[target] for target in uses), default=0) - 1
        self.parts = [[] for _ in range(-min(column.values()))]
        self.column = {name: c + len(self.parts) for name, c in column.items()}
        for edge in graph.edges.values():
            if edge.target not in ("fork", "out") and edge.key not in self.above.values():
                end, source = self.column[edge.target], edge.source
                if graph.nodes[source].constant:
                    source = edge.key
                    self.column[source] = end - 1
                through = {(edge.key, c): c for c in range(self.column[source] + 1, end)}
                self.column |= through
                self.chains[edge.key] = [source, *through, edge.target]
        self.links = [[] for _ in self.parts]  # of each column: edge, part, part in the next one
        for key, chain in self.chains.items():
            for one, two in pairwise(chain):
                self.links[self.column[one]].append((key, one, two))

    def _order(self):
        """Each column from top to bottom: as the inputs are written, then by the mean place of the neighbors."""
        self.into = into = {name: [] for name in self.graph.nodes}
        for key, chain in self.chains.items():
            into[chain[-1]].append(key)
        waiting, seen = [self.graph.output.name], set()
        while waiting:
            part = waiting.pop()
            if part not in seen:
                seen.add(part)
                self.parts[self.column[part]].append(part)
                waiting += [one for key in reversed(into.get(part, ())) for one in self.chains[key][:-1]]
        best, least = self.parts, self._crossings()
        for turn in range(12):
            self.parts = [list(column) for column in self.parts]
            for c in range(1, len(self.parts)) if turn % 2 else range(len(self.parts) - 2, -1, -1):
                place, near = self._places(), {part: [] for part in self.parts[c]}
                for key, one, two in self.links[c - turn % 2]:
                    mine, its = (two, place[one]) if turn % 2 else (one, place[two] + self._slot(key, two))
                    near[mine].append(its)
                mean = {part: sum(its) / len(its) if its else place[part] for part, its in near.items()}
                self.parts[c].sort(key=mean.get)
            if (crossings := self._crossings()) < least:
                best, least = self.parts, crossings
        self.parts = best
        place = self._places()
        for keys in into.values():
            keys.sort(key=lambda key: place[self.chains[key][-2]])

    def _places(self):
        return {part: i for column in self.parts for i, part in enumerate(column)}

    def _slot(self, key, part):
        """Where an edge enters a node, as a share of the way to the next part."""
        keys = self.into.get(part, [key])
        return keys.index(key) / len(keys)

    def _crossings(self):
        place, count = self._places(), 0
        for links in self.links:
            ends = [(place[one], place[two] + self._slot(key, two)) for key, one, two in links]
            count += sum((a - c) * (b - d) < 0 for (a, b), (c, d) in combinations(ends, 2))
        return count

    # --- how much room each part needs

    def _label_of(self, part):
        """The edge whose label stands right of a part."""
        if part in self.graph.nodes:
            return self.graph.trunk(part).key
        return part if isinstance(part, str) else None

    def _reach(self, part):
        """How far a part reaches up and down; where its inputs enter is noted."""
        up, down = self._tall(self._label_of(part))
        if part not in self.radius:
            return up, down
        r, keys = self.radius[part], self.into[part]
        rooms = [self._room(k) for k in keys]
        gaps = (2 * _on_grid((below + above) / 2) for (_, below), (above, _) in pairwise(rooms))
        heights = [*accumulate(gaps, initial=0)]
        middle = heights[(len(keys) - 1) // 2] if len(keys) % 2 else heights[-1] / 2
        if part in self.above:
            up, middle = max(up, r + 46 + 20 * bool(self.labels[self.above[part]].value)), 0
        least = _on_grid(r + 20)  # for a wire that comes from above or below
        for k, height, (above, below) in zip(keys, heights, rooms, strict=False):
            offset = height - middle
            self.offset[k] = math.copysign(max(least, abs(offset)), offset) if offset else 0
            up, down = max(up, above - self.offset[k]), max(down, below + self.offset[k])
        return max(up, r + 8), max(down, r + 8)

    def _room(self, key):
        """How far what stands at the end of an edge reaches up and down: its label, or what it comes from."""
        if key in self.branches:
            return self._tall(key)
        source = self.chains[key][-2]
        up, down = self._tall(self._label_of(source))
        least = self.radius[source] + 8 if source in self.radius else 0
        return max(up, least), max(down, least)

    def _tall(self, key):
        """How far the label of an edge reaches up and down from its line; without an edge, the line alone."""
        if key is None:
            return 12, 12
        label, up, down = self.labels[key], 18, 26
        if label.value:
            box = formulas.box(label.value)
            up = (22 + box.down if box.bars else 26) + box.up
        if label.gradient:
            box = formulas.box(label.gradient)
            down = 32 + box.up + box.down if box.bars else 44 + box.down
        return 8 if key in self.branches else up, down

    def _wide(self, key):
        """The width of the label of an edge."""
        label, node = self.labels[key], self.graph.nodes[self.graph.edges[key].source]
        texts = label.gradient, None if key in self.branches else label.value
        digits = 0 if node.op else len(f"{abs(node.value):.0f}")
        number = NUMBER + 7 * (digits - 2) if 2 < digits < 8 else NUMBER
        return max([number, *(formulas.box(text).width for text in texts if text)])

    # --- heights

    def _heights(self):
        """Each part as near as can be to where its wires would run straight."""
        self.y, gaps = {}, []
        for column in self.parts:
            gaps.append([*accumulate((self._apart(*two) for two in pairwise(column)), initial=0)])
            self.y.update(zip(column, gaps[-1], strict=True))
        self.beside = {part: [] for part in self.y}
        for link in (link for links in self.links for link in links):
            for part in link[1:]:
                self.beside[part].append(link)
        for turn in range(24):
            for c in range(len(self.parts)) if turn % 2 else range(len(self.parts) - 1, -1, -1):
                wanted, weights = [], []
                for part in self.parts[c]:
                    offs = [
                        self._off(key, one, two) if one == part else -self._off(key, one, two)
                        for key, one, two in self.beside[part]
                        if turn > 20 or (one == part) != turn % 2  # from one side, then from the other; last from both
                    ]
                    wanted.append(self.y[part] + sum(offs) / len(offs) if offs else self.y[part])
                    weights.append((8 if isinstance(part, tuple) else 2) if offs else 0.1)
                self.y.update(zip(self.parts[c], _spread(wanted, weights, gaps[c]), strict=True))
        self.y = {part: GRID * round(y / GRID) for part, y in self.y.items()}

    def _straighten(self):
        """Move what is level with one another, and what is in its way, so that one more wire runs straight; often."""
        links = [link for links in self.links for link in links]
        links.sort(key=lambda link: -isinstance(link[1], tuple) - isinstance(link[2], tuple))  # long wires first
        free = [link for link in links if self._may_turn(*link)]
        links = [link for link in links if not self._may_turn(*link)]
        most = self._height(self.y)
        for key, one, two in [*links, *links, *free]:
            off = self._off(key, one, two)
            for part, by, fixed in ((two, -off, one), (one, off, two)) if off else ():
                moved = self._pushed(part, by)
                y = self.y | {p: self.y[p] + by for p in moved}
                if fixed not in moved and self._height(y) <= most:
                    self.y = y
                    break
        top = min(self.y[part] - self.reach[part][0] for part in self.y)
        self.y = {part: y - top + 4 for part, y in self.y.items()}

    def _may_turn(self, key, one, two):
        """Whether a wire is the highest or the lowest into its node, and may turn at any height."""
        ends = self.into.get(two, [None])
        return key in (ends[0], ends[-1]) and self.offset[key] != 0

    def _apart(self, upper, lower):
        return _on_grid(self.reach[upper][1] + self.reach[lower][0])

    def _height(self, y):
        return max(y[p] + self.reach[p][1] for p in y) - min(y[p] - self.reach[p][0] for p in y)

    def _off(self, key, one, two):
        """How much lower a wire ends than it begins."""
        return self.y[two] + (self.offset[key] if two in self.radius else 0) - self.y[one]

    def _pushed(self, part, by):
        """All that moves with a part: what is level with it, and what it would push."""
        moved, waiting = set(), [part]
        while waiting:
            part = waiting.pop()
            if part in moved:
                continue
            moved.add(part)
            waiting += [
                two if one == part else one for key, one, two in self.beside[part] if not self._off(key, one, two)
            ]
            column = self.parts[self.column[part]]
            near = column.index(part) + (1 if by > 0 else -1)
            if 0 <= near < len(column):
                upper, lower = sorted((part, column[near]), key=self.y.get)
                if self.y[lower] - self.y[upper] - self._apart(upper, lower) < abs(by):
                    waiting.append(column[near])
        return moved

    def _stretch(self):
        """Let the highest and the lowest wire into a node turn only above or below it, where nothing is in between."""
        for name, keys in self.into.items():
            if len(keys) < 2:
                continue
            column, r = self.parts[self.column[name]], self.radius[name]
            for key, inner, sign in (keys[0], keys[1], -1), (keys[-1], keys[-2], 1):
                wanted = self.offset[key] - self._off(key, *self.chains[key][-2:])
                between = max(0, self.offset[inner] * sign)
                least = abs(self.offset[key]) if key in self.branches else max(_on_grid(r + 20), between + 24)
                if self.offset[key] * sign <= 0 or wanted * sign < least:
                    continue
                place = column.index(name) + sign
                if 0 <= place < len(column):
                    own = self._room(key)[sign > 0] if key in self.branches else 12
                    end = self.y[column[place]] - sign * (self._left(column[place])[sign < 0] + own)
                    if (end - self.y[name] - wanted) * sign < 0:
                        continue
                self.offset[key] = wanted

    def _left(self, part):
        """How far what stands left of a part reaches up and down: a node and its inputs; of a leaf, nothing."""
        sides = [(self.radius.get(part, 0) + 8,) * 2]
        for key in self.into.get(part, ()):
            (up, down), offset = self._room(key) if key in self.branches else (12, 12), self.offset[key]
            sides.append((up - offset, down + offset))
        return max(up for up, _ in sides), max(down for _, down in sides)

    # --- wires

    def _tracks(self):
        """In which track, from the left, each wire changes its height."""
        self.track, self.tracks = {}, []
        for c, links in enumerate(self.links):
            self._unswap(links)
            moves = [self._move(link) for link in links]
            waiting, placed = [move for move in moves if move[0] != move[1]], {}
            while waiting:
                free = [move for move in waiting if not any(_before(other, move) for other in waiting)]
                move = (free or waiting)[0]
                waiting.remove(move)
                track = max((placed[other] + 1 for other in placed if _before(other, move)), default=0)
                while track in [placed[other] for other in placed if _near(other, move)]:
                    track += 1
                placed[move] = self.track[move[2], c] = track
            self.tracks.append(1 + max(placed.values(), default=-1))

    def _move(self, link):
        """Where a wire starts and ends between two columns."""
        start = self.y[link[1]]
        return start, start + self._off(*link), link[0]

    def _unswap(self, links):
        """Two wires that exchange their heights would run on one line: let one of them end half a step further."""
        for one, two in combinations(links, 2):
            (s, e, _), (t, f, _) = self._move(one), self._move(two)
            if s == f and e == t and s != e:
                key, _, part = one if one[2] not in self.radius or self.offset[one[0]] else two
                if part in self.radius:
                    self.offset[key] += math.copysign(GRID / 2, self.offset[key])
                else:
                    self.y[part] += GRID / 2

    def layout(self):
        graph, x, zones = self.graph, 0, []
        for c, column in enumerate(self.parts):
            r = max(26 if p in self.above else self.radius.get(p, 0) for p in column)
            crowd = max(len(self.into.get(p, ())) for p in column)
            x += r + 10 * max(0, crowd - 3)
            labels = [key for key in map(self._label_of, column) if key]
            wide = max([self._wide(key) + 12 for key in labels], default=0)
            first = x + r + wide + 4  # of the tracks
            forks = any(graph.edges[key].target == "fork" for key in labels)
            tracks = max(self.tracks[c], forks) * TRACK
            branches = [key for key, _, two in self.links[c] if two in self.radius and key in self.branches]
            behind = max([self._wide(key) + 12 for key in branches], default=0)
            zones.append((x, r, wide, first, first + tracks - 4 * (tracks == 0), behind))
            x = first + tracks + behind + 4 * (tracks > 0)
        self.zones = zones
        high = max(self.y[p] + self.reach[p][1] for p in self.y)
        letter = graph.output.name if len(graph.output.name) == 1 else None
        view = (-8, -56, x + 24, high + 64) if letter else (-8, 0, x + 24, high + 8)
        made = Layout(view, legend=(0, -26) if letter else None)
        for part in self.y:
            self._place(made, part)
        for key in self.chains:
            self._run(made, key)
        if x > WIDEST:
            made = self._folded(made, x)
        _cut(made.wires)
        return made

    def _folded(self, made, width):
        """The same in bands, one under the other; the wires between them run around on the right and on the left."""
        count = math.ceil(width / WIDEST)
        places = [zone[3] - 2 for zone in self.zones[:-1]]  # between labels and tracks all wires are level
        cuts = sorted({min(places, key=lambda x, k=k: abs(x - k * width / count)) for k in range(1, count)})
        bands = [0.0, *cuts]  # where each begins
        through = {  # of each cut the wires through it, from above: place, height
            cut: sorted(
                (y, key)
                for key, wire in made.wires.items()
                for (x, y), (z, _) in pairwise(wire.paths[0])
                if min(x, z) < cut < max(x, z)
            )
            for cut in cuts
        }
        ends, down, aside = [], [0], [0]  # of each band: where it ends above and below, and how far it moves
        for left, right in pairwise([*bands, width]):
            parts = [p for p in self.y if left <= self.zones[self.column[p]][0] < right]
            level = [y for cut in (left, right) for y, _ in through.get(cut, ())]
            high = min([self.y[p] - self.reach[p][0] for p in parts] + [y - 12 for y in level])
            ends.append((high, max([self.y[p] + self.reach[p][1] for p in parts] + [y + 12 for y in level])))
        for i, cut in enumerate(cuts):
            lanes = TRACK * (len(through[cut]) + 1)
            down.append(ends[i][1] + down[i] + lanes + TRACK - ends[i + 1][0])
            aside.append(lanes - cut)

        def moved(x, y):
            band = sum(x > cut for cut in cuts)
            return x + aside[band], y + down[band]

        def around(band, key, y):
            """The way of a wire from one band to the next: the upper ones on the outside, so that none cross."""
            wires = [k for _, k in through[cuts[band]]]
            lane = TRACK * (len(wires) - wires.index(key))
            right, height = cuts[band] + aside[band] + lane, ends[band][1] + down[band] + lane
            return [(right, y + down[band]), (right, height), (lane - 4, height), (lane - 4, y + down[band + 1])]

        for key, wire in made.wires.items():
            points = []
            for one, two in pairwise(wire.paths[0]):
                points.append(moved(*one))
                for band, cut in enumerate(cuts):
                    if min(one[0], two[0]) < cut < max(one[0], two[0]):
                        points += around(band, key, one[1])
            made.wires[key] = path(*points, moved(*wire.paths[0][-1]), head=wire.head)
        for places in (made.nodes, made.forks):
            places.update({name: moved(*place) for name, place in places.items()})
        for key, spot in made.spots.items():
            x, y = moved(spot.x, spot.y)
            made.spots[key] = spot._replace(x=x, y=y)
        left, top, *_ = made.view
        right = max(x for wire in made.wires.values() for x, _ in wire.paths[0])
        return replace(made, view=(left, top, right + 20, ends[-1][1] + down[-1] - top + 8))

    def _place(self, made, part):
        """A node with its value's label, its fork, and the constant above it."""
        key, c = self._label_of(part), self.column[part]
        if key is None:
            return
        (x, r, wide, first, *_), y = self.zones[c], self.y[part]
        start = x + self.radius.get(part, -r)
        if part in self.radius:
            made.nodes[part], top = (x, y), y - self.radius[part]
            if part in self.above:
                made.edge(self.above[part], falling(x, top - 20, top), x, top - 20, "top")
        made.spots[key] = Spot(x + r + wide / 2 + 1, y, "row", min(44, wide - 14))
        if self.graph.edges[key].target == "fork":
            ways = [k for k, chain in self.chains.items() if chain[0] == part]
            dot = first + TRACK * min((self.track[k, c] for k in ways if (k, c) in self.track), default=0)
            made.forks[part] = (dot, y)
            made.wires[key] = straight(start, dot, y, head=False)
        elif self.graph.edges[key].target == "out":
            made.wires[key] = straight(start, x + r + wide + 12, y)

    def _run(self, made, key):
        """The wire of an edge, from its node or its fork through the columns into its node."""
        chain = self.chains[key]
        source = chain[0]
        x, r, *_ = self.zones[self.column[source]]
        points = [made.forks.get(source, (x + self.radius.get(source, -r), self.y[source]))]
        for one, two in pairwise(chain):
            y, end, _ = self._move((key, one, two))
            if y != end:
                c = self.column[one]
                x = self.zones[c][3] + TRACK * self.track[key, c]
                points += [(x, y), (x, end)]
        x, y = made.nodes[chain[-1]]
        points += self._entrance(key, chain[-1], x, y)
        made.wires[key] = path(*dict.fromkeys(points))
        if source in made.forks:
            *_, left, wide = self.zones[self.column[chain[-2]]]
            made.spots[key] = Spot(left + wide / 2 + 2, y + self.offset[key], "drop", min(44, wide - 14))

    def _entrance(self, key, name, x, y):
        """The last points of a wire: into its node from the left, from above, from below, or between."""
        r, offset = self.radius[name], self.offset[key]
        if not offset:
            return [(x - r, y)]
        side = [k for k in self.into[name] if self.offset[k] * offset > 0]
        place = sorted(side, key=lambda k: -abs(self.offset[k])).index(key)  # 0: the farthest
        sign = math.copysign(1, offset)
        if place == 0:
            return [(x, y + offset), (x, y + sign * r)]
        angle = math.pi * (0.25 if place == 1 else 0.4)
        dx, dy = math.sin(angle), sign * math.cos(angle)
        turn = x - (r + 8) * dx - 9 * (place - 1)
        return [(turn, y + offset), (turn, y + (r + 8) * dy), (x - r * dx, y + r * dy)]


def _near(one, two):
    """Whether two moves, (start, end, edge), would touch in one track; both ways out of a fork may be in one."""
    (s, e, _), (t, f, _) = one, two
    both_ways = s == t and (s < e) != (t < f)
    return not both_ways and min(s, e) - 10 < max(t, f) and min(t, f) < max(s, e) + 10


def _before(one, two):
    """Whether the track of one must be left of that of two: else they would cross, or run on one line."""
    (s, e, _), (t, f, _) = one, two
    if not _near(one, two) or one == two:
        return False
    if s == f or e == t:
        return s == f
    down = s < e
    return down == (t < f) and ((-s, -e) < (-t, -f) if down else (s, e) < (t, f))


def _on_grid(height):
    return GRID * math.ceil(height / GRID)


def _spread(wanted, weights, places):
    """Heights as near as can be to those wanted (least squares), and at least as far apart as these places."""
    blocks = []  # [weighted sum, weight, count]: pool adjacent violators
    for want, weight, place in zip(wanted, weights, places, strict=True):
        blocks.append([weight * (want - place), weight, 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    level = [total / weight for total, weight, count in blocks for _ in range(count)]
    return [height + place for height, place in zip(level, places, strict=True)]


def _cut(wires):
    """Leave a gap in a level wire where an upright one of another edge crosses it."""
    pieces = {key: [piece for piece in pairwise(wire.paths[0]) if piece[0] != piece[1]] for key, wire in wires.items()}
    upright = [(key, x, *sorted((a, b))) for key, all_ in pieces.items() for (x, a), (z, b) in all_ if x == z]
    for key, wire in wires.items():
        paths, path = [], [wire.paths[0][0]]
        for (x, y), (z, end) in pieces[key]:
            if abs(y - end) < 0.01:
                on = 1 if z > x else -1
                gaps = {
                    at
                    for other, at, top, low in upright
                    if other != key and top + 1 < y < low - 1 and min(x, z) + 4 < at < max(x, z) - 4
                }
                for at in sorted(gaps, reverse=on < 0):
                    paths.append((*path, (at - 3 * on, y)))
                    path = [(at + 3 * on, y)]
            path.append((z, end))
        wires[key] = Wire((*paths, tuple(path)), wire.head)
