"""Twenty digits as a hand draws them: the points that the pointer passes in each line, on a pad of 100 by 100.

Each digit in two hands, the second one slanted, open or crossed. They were there before the pad had read any of them.
"""

import numpy as np

POINTS = {
    "0": "52,18 38,24 29,42 30,62 40,78 54,80 66,68 69,48 64,28 50,18",
    "0, open": "70,25 55,14 36,28 30,55 40,80 58,84 74,66 76,42 68,24",
    "1, with its flag": "40,32 54,16; 54,16 53,50 52,84",
    "1": "56,14 52,48 46,86",
    "2": "30,32 38,18 54,15 66,26 64,42 50,60 30,80; 30,80 48,78 70,80",
    "2, in one line": "28,30 44,16 64,24 60,44 42,66 30,80 36,74 50,80 74,76",
    "3": "32,22 48,14 64,24 60,40 46,47; 46,47 62,54 68,68 56,82 40,82 28,74",
    "3, with a flat top": "30,16 50,16 66,16; 66,16 56,30 46,42; 46,42 62,48 66,66 54,82 30,78",
    "4": "58,16 44,38 26,62; 26,62 50,62 76,60; 60,36 58,62 56,88",
    "4, open": "34,16 30,36 30,52; 30,52 48,54 68,50; 66,14 64,50 60,86",
    "5": "66,16 50,16 36,17; 36,17 34,32 32,44; 32,44 48,40 64,50 66,66 54,82 38,83 28,76",
    "5, its top last": "38,18 36,32 34,46; 34,46 52,42 66,56 62,76 46,84 30,78; 38,18 54,18 72,16",
    "6": "62,14 46,26 34,48 32,68 42,84 58,82 66,68 58,56 44,56 34,66",
    "6, slanted": "54,12 40,34 32,60 36,80 52,86 64,74 60,60 46,58 36,70",
    "7": "28,20 48,20 70,18; 70,18 58,44 46,84",
    "7, crossed": "26,22 46,18 72,20; 72,20 56,50 48,86; 38,52 54,50 68,50",
    "8": "58,22 44,15 34,26 42,42 58,54 66,70 54,84 38,80 34,66 46,50 60,38 64,26 56,18",
    "8, from its middle": "52,46 38,36 38,20 52,14 64,24 60,38 48,48 34,62 36,80 52,86 66,76 64,58 50,46",
    "9": "64,28 52,16 38,24 36,40 48,50 62,40 65,26; 65,26 64,54 60,86",
    "9, with a hook": "66,22 48,16 36,30 42,48 58,46 67,28; 67,28 66,60 56,82 36,80",
}
DIGITS = {
    name: [[tuple(map(int, point.split(","))) for point in line.split()] for line in text.split(";")]
    for name, text in POINTS.items()
}


def curve(points, steps=6):
    """The points of a smooth curve (Catmull-Rom) through these, as shares of the pad."""
    through = np.array([points[0], *points, points[-1]]) / 100
    for before, here, there, after in zip(through, through[1:], through[2:], through[3:], strict=False):
        for s in np.arange(steps) / steps:
            bend = (2 * before - 5 * here + 4 * there - after) * s + (3 * here - before - 3 * there + after) * s**2
            yield here + (there - before + bend) * s / 2
    yield through[-1]
