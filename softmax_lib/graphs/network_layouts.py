"""Where everything stands in the pictures of network_graphs.py: the affine layer, squared error, batch norm."""

from softmax_lib.graphs.layout import Layout, Spot, Wire, into_lane, straight

__all__ = ["affine_layout", "batch_norm_layout", "squared_error_layout"]


def affine_layout():
    """One row per product: x_1 and x_2 fork to both logits, the weights and biases come from above."""
    rows = {"11": 116, "21": 240, "12": 376, "22": 500}
    made = Layout((0, 0, 900, 566), forks={"x_1": (160, rows["11"]), "x_2": (200, rows["22"])}, legend=(4, 40))
    nodes, wires, spots = made.nodes, made.wires, made.spots
    product, total = 410, 620

    for j, (x, y) in zip("12", made.forks.values(), strict=True):
        wires[f"x_{j}>fork"] = straight(4, x, y, head=False)
        spots[f"x_{j}>fork"] = Spot(82, y, length=88)
    turns = {"11": (160, rows["11"]), "12": (160, rows["11"]), "21": (200, rows["22"]), "22": (200, rows["22"])}
    for jk, y in rows.items():
        x, start = turns[jk]
        nodes[f"p_{jk}"] = (product, y)
        gaps = (200,) if jk == "12" else ()
        wires[f"x_{jk[0]}>p_{jk}"] = _bent((x, start), product - 14, y, gaps)
        spots[f"x_{jk[0]}>p_{jk}"] = Spot(288, y, "drop")
        wires[f"w_{jk}>p_{jk}"] = _falling(product, y - 64, y - 14)
        spots[f"w_{jk}>p_{jk}"] = Spot(product, y - 39, "fed", 42)
        spots[f"p_{jk}>a_{jk[1]}"] = Spot(515, y, length=60)
    for k in "12":
        first, second = rows[f"1{k}"], rows[f"2{k}"]
        nodes[f"a_{k}"] = (total, first)
        wires[f"p_1{k}>a_{k}"] = straight(product + 14, total - 14, first)
        wires[f"p_2{k}>a_{k}"] = Wire((((product + 14, second), (total, second), (total, first + 14)),))
        wires[f"b_{k}>a_{k}"] = _falling(total, first - 64, first - 14)
        spots[f"b_{k}>a_{k}"] = Spot(total, first - 39, "fed", 42)
        wires[f"a_{k}>m_{k}"] = straight(total + 14, 890, first)
        spots[f"a_{k}>m_{k}"] = Spot(760, first, length=88)
    return made


def squared_error_layout():
    """The hidden unit in the middle, one row for each output, the loss between the rows."""
    rows, middle = {"1": 124, "2": 404}, 264
    made = Layout((0, 0, 900, 542), forks={"h": (342, middle)}, legend=(4, 40))
    nodes, wires, spots = made.nodes, made.wires, made.spots

    nodes |= {"net_h": (92, middle), "h": (184, middle), "sum": (766, middle), "L": (840, middle)}
    wires |= {
        "x>net_h": straight(4, 78, middle),
        "w>net_h": _falling(92, middle - 116, middle - 14),
        "net_h>h": straight(106, 170, middle),
        "h>fork": straight(198, 342, middle, head=False),
        "sum>L": straight(780, 826, middle),
        "half>L": _falling(840, middle - 34, middle - 14),
        "L>out": straight(854, 896, middle),
    }
    spots |= {
        "x>net_h": Spot(40, middle),
        "w>net_h": Spot(92, middle - 84, "fed", 56),
        "net_h>h": Spot(138, middle),
        "h>fork": Spot(269, middle, length=88),
        "sum>L": Spot(803, middle, length=36),
        "half>L": Spot(840, middle - 34, "top"),
        "L>out": Spot(876, middle, length=36),
    }
    for k, y in rows.items():
        toward = 1 if y < middle else -1  # from the row to the middle
        loop = y - 84 if k == "1" else y + 72
        made.forks[f"e_{k}"] = (702, y)
        nodes |= {f"net_{k}": (446, y), f"y_{k}": (544, y), f"e_{k}": (630, y), f"sq_{k}": (766, y)}
        wires |= {
            f"h>net_{k}": _bent((342, middle), 432, y),
            f"v_{k}>net_{k}": _falling(446, y - 80, y - 14),
            f"net_{k}>y_{k}": straight(460, 530, y),
            f"y_{k}>e_{k}": straight(558, 616, y),
            f"minus_t_{k}>e_{k}": _falling(630, y - 34, y - 14),
            f"e_{k}>fork": straight(644, 702, y, head=False),
            f"e_{k}>sq_{k}#1": straight(702, 752, y),
            f"e_{k}>sq_{k}#2": Wire((((702, y), (702, loop), (766, loop), (766, y - 14 * toward)),)),
            f"sq_{k}>sum": Wire((((766, y + 14 * toward), (766, middle - 14 * toward)),)),
        }
        spots |= {
            f"h>net_{k}": Spot(388, y, "drop"),
            f"v_{k}>net_{k}": Spot(446, y - 48, "fed", 56),
            f"net_{k}>y_{k}": Spot(495, y),
            f"y_{k}>e_{k}": Spot(587, y),
            f"minus_t_{k}>e_{k}": Spot(630, y - 34, "top"),
            f"e_{k}>fork": Spot(672, y),
            f"e_{k}>sq_{k}#1": Spot(730, y, "drop", 34),
            f"e_{k}>sq_{k}#2": Spot(734, loop, "drop", 40),
            f"sq_{k}>sum": Spot(766, y + 74 * toward, "fall" if toward > 0 else "rise", 36, 13),
        }
    return made


def _falling(x, top, bottom):
    return Wire((((x, top), (x, bottom)),))


def _bent(start, x, y, gaps=()):
    """From a fork up or down to a row, and along it to x; with gaps in the row where other wires cross."""
    if start[1] == y:
        return straight(start[0], x, y, gaps)
    cuts = (
        [(start, (start[0], y), (gaps[0] - 3, y)), ((gaps[0] + 3, y), (x, y))]
        if gaps
        else [(start, (start[0], y), (x, y))]
    )
    return Wire(tuple(cuts))


def batch_norm_layout():
    """One row per example; above them the lanes of the mean and of the variance, γ from above and β from below."""
    lane, second, split = 96, 208, 286  # heights: the lanes, the nodes under their ends, the forks of −μ and 1/√
    rows = {"1": 324, "2": 469, "3": 614}
    center, hat = 250, 616  # columns: where the mean is taken off, and where the root divides
    x_fork = dict(zip("123", (92, 76, 60), strict=True))
    mean_drop = dict(zip("123", (200, 188, 176), strict=True))
    c_fork = dict(zip("123", (384, 358, 332), strict=True))
    root_drop = dict(zip("123", (566, 554, 542), strict=True))
    scale = dict(zip("123", (696, 714, 732), strict=True))
    shift = dict(zip("123", (798, 816, 834), strict=True))
    below = rows["3"] + 88
    made = Layout((0, 0, 900, below + 70), legend=(4, 24))
    nodes, wires, spots, forks = made.nodes, made.wires, made.spots, made.forks

    # the lanes
    nodes |= {"Nmu": (92, lane), "mu": (176, lane), "minus_mu": (176, second)}
    nodes |= {"Nvar": (384, lane), "var": (460, lane), "var_eps": (542, lane), "root": (542, second)}
    forks |= {"minus_mu": (176, split), "root": (542, split)}
    wires |= {
        "Nmu>mu": straight(106, 162, lane),
        "mean_N>mu": _falling(176, lane - 34, lane - 14),
        "mu>minus_mu": _falling(176, lane + 14, second - 14),
        "minus_one>minus_mu": Wire((((210, second), (190, second)),)),
        "minus_mu>fork": Wire((((176, second + 14), (176, split)),), head=False),
        "Nvar>var": straight(398, 446, lane),
        "var_N>var": _falling(460, lane - 34, lane - 14),
        "var>var_eps": straight(474, 528, lane),
        "eps>var_eps": _falling(542, lane - 34, lane - 14),
        "var_eps>root": _falling(542, lane + 14, second - 18),
        "root>fork": Wire((((542, second + 18), (542, split)),), head=False),
    }
    spots |= {
        "Nmu>mu": Spot(134, lane),
        "mean_N>mu": Spot(176, lane - 34, "top"),
        "mu>minus_mu": Spot(176, 167, "fall", 36),
        "minus_one>minus_mu": Spot(220, second + 9, "top"),
        "minus_mu>fork": Spot(176, 254, "fall", 34),
        "Nvar>var": Spot(422, lane),
        "var_N>var": Spot(460, lane - 34, "top"),
        "var>var_eps": Spot(501, lane),
        "eps>var_eps": Spot(542, lane - 34, "top"),
        "var_eps>root": Spot(542, 165, "fall", 34),
        "root>fork": Spot(542, 265, "fall", 34),
    }

    # γ and β
    forks |= {"gamma": (714, lane), "beta": (816, below)}
    wires["gamma>fork"] = straight(626, 714, lane, head=False)
    wires["beta>fork"] = straight(728, 816, below, head=False)
    spots["gamma>fork"] = Spot(670, lane, length=60)
    spots["beta>fork"] = Spot(772, below, length=60)

    for place, (n, y) in enumerate(rows.items()):
        others = [m for m in rows if m > n]  # their wires cross this row
        square = (c_fork[n], y - 86)
        forks |= {f"x_{n}": (x_fork[n], y), f"c_{n}": (c_fork[n], y)}
        nodes |= {
            f"c_{n}": (center, y), f"sq_{n}": square, f"xhat_{n}": (hat, y),
            f"s_{n}": (scale[n], y), f"z_{n}": (shift[n], y),
        }  # fmt: skip
        f = c_fork[n]
        wires |= {
            f"x_{n}>fork": straight(4, x_fork[n], y, [x_fork[m] for m in others], head=False),
            f"x_{n}>Nmu": into_lane(x_fork[n], y, 92, lane, place),
            f"x_{n}>c_{n}": straight(x_fork[n], center - 14, y, [mean_drop[m] for m in others]),
            f"minus_mu>c_{n}": _out_of(176, split, mean_drop[n], center, y, place),
            f"c_{n}>fork": straight(center + 14, f, y, [c_fork[m] for m in others], head=False),
            f"c_{n}>sq_{n}#1": Wire((((f, y), (f - 10, y - 12), (f - 10, y - 76)),)),
            f"c_{n}>sq_{n}#2": Wire((((f, y), (f + 10, y - 12), (f + 10, y - 76)),)),
            f"c_{n}>xhat_{n}": straight(f, hat - 14, y, [root_drop[m] for m in others]),
            f"sq_{n}>Nvar": into_lane(f, y - 100, 384, lane, place),
            f"root>xhat_{n}": _out_of(542, split, root_drop[n], hat, y, place),
            f"xhat_{n}>s_{n}": straight(hat + 14, scale[n] - 14, y),
            f"gamma>s_{n}": _from_fork((714, lane), scale[n], y - 14),
            f"s_{n}>z_{n}": straight(scale[n] + 14, shift[n] - 14, y, _between(scale, shift, n)),
            f"beta>z_{n}": _from_fork((816, below), shift[n], y + 14),
            f"z_{n}>m_{n}": straight(shift[n] + 14, 896, y),
        }
        spots |= {
            f"x_{n}>fork": Spot(30, y),
            f"x_{n}>Nmu": Spot(x_fork[n], y, "side"),
            f"x_{n}>c_{n}": Spot(136, y, "drop"),
            f"minus_mu>c_{n}": Spot((mean_drop[n] + center) / 2, y - 50 if place else split, "drop", 34),
            f"c_{n}>fork": Spot(294, y),
            f"c_{n}>sq_{n}#1": Spot(f - 10, y - 22, "side", shift=20),
            f"c_{n}>sq_{n}#2": Spot(f + 10, y - 4, "side"),
            f"c_{n}>xhat_{n}": Spot(480, y, "drop"),
            f"sq_{n}>Nvar": Spot(f, y - 119, "rises", 34),
            f"root>xhat_{n}": Spot((root_drop[n] + hat) / 2, y - 50 if place else split, "drop", 34),
            f"xhat_{n}>s_{n}": Spot(655, y),
            f"gamma>s_{n}": Spot(scale[n], y - 62, "falls", 34),
            f"s_{n}>z_{n}": Spot(758 + 7 * place, y),
            f"beta>z_{n}": Spot(shift[n], y + 86, "side"),
            f"z_{n}>m_{n}": Spot(873, y, length=36),
        }
    return made


def _out_of(x, split, drop, column, y, place):
    """From the fork of a lane down into the node of a row; the wires are nested and never cross."""
    if place == 0:
        return Wire((((x, split), (column, split), (column, y - 14)),))
    start = ((x, split),) if drop == x else ((x, split), (drop, split + drop - x))
    return Wire(((*start, (drop, y - 50), (column, y - 50), (column, y - 14)),))


def _from_fork(fork, x, y):
    """From a fork straight up or down, or slanting to the side and then up or down."""
    side, on = abs(x - fork[0]), 1 if y > fork[1] else -1
    bend = ((x, fork[1] + on * side),) if side else ()
    return Wire(((fork, *bend, (x, y)),))


def _between(scale, shift, n):
    """Where the wires of γ to the rows below and of β to the rows above cross this row."""
    return [scale[m] for m in scale if m > n] + [shift[m] for m in shift if m < n]
