"""Wilson's score interval of a share at 95 %, by statsmodels."""

import json
import sys

import statsmodels
from statsmodels.stats.proportion import proportion_confint


def main(path):
    cases = []
    for right, of in [(0, 1), (1, 1), (0, 10), (10, 10), (3, 10), (0, 100), (100, 100), (79, 100), (0, 380), (380, 380), (1, 1000), (500, 1000)]:
        low, high = proportion_confint(right, of, alpha=0.05, method="wilson")
        cases.append({"right": right, "of": of, "low": low, "high": high})
    with open(path, "w", encoding="utf-8") as out:
        head = json.dumps({"statsmodels": statsmodels.__version__, "tolerance": {"float64": 1e-12}})
        out.write(head[:-1] + ',\n"cases": [\n' + ",\n".join(map(json.dumps, cases)) + "\n]}\n")


if __name__ == "__main__":
    main(sys.argv[1])
