"""
Advantages that are whitened over the tokens of the batch, with constant groups of unequal lengths among them.

verl, core_algos.py: compute_reinforce_plus_plus_baseline_outcome_advantage spreads R - mean of the group over the tokens and calls masked_whiten
over all of them, constant groups too; OpenRLHF, experience_maker.py: the same with the biased variance, at least 1e-8. Here the tensors are
spelled out, one entry a token, as those programs have them.
"""

import json
import sys

import numpy as np

CASES = {
    "one_constant_group": ([[1, 0, 0, 1], [1, 1, 1, 1]], [[3, 9, 2, 5], [4, 7, 1, 2]]),
    "both_kinds_of_constant": ([[0, 0, 0], [1, 1, 1], [1, 0, 0], [0, 1, 1]], [[5, 1, 2], [8, 8, 3], [20, 4, 6], [2, 9, 11]]),
    "equal_lengths": ([[1, 0, 0, 1], [1, 1, 1, 1]], [[4, 4, 4, 4], [4, 4, 4, 4]]),
    "all_constant": ([[1, 1, 1], [0, 0, 0]], [[3, 9, 2], [5, 1, 8]]),
    "unscorable": ([[1, None, 0, 1], [0.5, 0.5, None, 0.5], [None, None, 2, None]], [[3, 9, 2, 5], [4, 7, 1, 2], [6, 6, 6, 6]]),
}


def whitened(rewards, lengths, deviation):
    per_token, place = [], []
    for p, group in enumerate(rewards):
        known = np.array([r for r in group if r is not None], dtype=np.float64)
        for g, reward in enumerate(group):
            if reward is not None:
                per_token += [reward - known.mean()] * lengths[p][g]
                place += [(p, g)] * lengths[p][g]
    tokens = np.array(per_token)
    scaled = (tokens - tokens.mean()) / deviation(tokens)
    advantages = [[0.0] * len(group) for group in rewards]
    for (p, g), value in zip(place, scaled):
        advantages[p][g] = float(value)
    return advantages


def main(path):
    cases = [{
        "case": name, "rewards": rewards, "completion_tokens": lengths,
        "reinforce_pp_baseline": whitened(rewards, lengths, lambda x: np.sqrt(x.var(ddof=1) + 1e-8)),
        "reinforce_pp_baseline_openrlhf": whitened(rewards, lengths, lambda x: np.sqrt(max(x.var(), 1e-8))),
    } for name, (rewards, lengths) in CASES.items()]
    with open(path, "w", encoding="utf-8") as out:
        head = json.dumps({"numpy": np.__version__, "tolerance": {"float64": 1e-9}})
        out.write(head[:-1] + ',\n"cases": [\n' + ",\n".join(map(json.dumps, cases)) + "\n]}\n")


if __name__ == "__main__":
    main(sys.argv[1])
