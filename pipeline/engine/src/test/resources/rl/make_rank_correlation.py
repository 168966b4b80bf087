"""Spearman's rho and Kendall's tau-b, by scipy; null where scipy gives NaN, since one side is constant."""

import json
import math
import random
import sys
import warnings

import scipy
from scipy.stats import kendalltau, rankdata, spearmanr


def cases():
    yield [1, 2, 3], [3, 1, 2]
    yield [1, 2, 2, 3], [1, 1, 2, 2]
    yield [0, 0, 1, 1, 1], [0.5, 0.5, 0.5, 0.25, 1]
    yield [0.1, 0.1, 0.1], [1, 2, 3]
    yield [5, 4, 3, 2, 1, 0], [0, 1, 2, 3, 4, 5]
    yield [-1.5, 2.25, 1e9, -1e-9, 0], [7, 7, 8, -7, 7]
    random.seed(20)
    for size, shades in [(8, 2), (8, 5), (64, 3), (257, 11), (1000, 1000)]:
        x = [random.randrange(shades) / 4 for _ in range(size)]
        yield x, [value * random.random() + random.randrange(3) for value in x]
        yield x, [random.randrange(shades) for _ in x]


def number(value):
    return None if math.isnan(value) else float(value)


def main(path):
    warnings.simplefilter("ignore")
    lines = []
    for x, y in cases():
        lines.append({
            "x": x,
            "y": y,
            "spearman": number(spearmanr(x, y).statistic),
            "kendall": number(kendalltau(x, y, variant="b").statistic),
            "midranks": list(map(float, rankdata(x))),
        })
    with open(path, "w", encoding="utf-8") as out:
        head = json.dumps({"scipy": scipy.__version__, "tolerance": {"float64": 1e-12}})
        out.write(head[:-1] + ',\n"cases": [\n' + ",\n".join(map(json.dumps, lines)) + "\n]}\n")


if __name__ == "__main__":
    main(sys.argv[1])
