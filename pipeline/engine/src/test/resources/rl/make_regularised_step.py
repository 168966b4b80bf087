"""
One optimizer step on a bigram table (the logits of a token are the row of the token before it), some of whose groups have no signal, with a
KL term and an entropy bonus: all completions are in those terms, whatever their advantage, as in TRL's GRPOTrainer, where an advantage of 0
takes the surrogate away and nothing else. The gradient is autograd's, of the loss spelled out in numpy; sampler and trainer are the same.
"""

import json
import sys

import autograd.numpy as np
import numpy
from autograd import grad

SEED, V = 20261130, 6
LENGTHS = [[3, 1, 2], [2, 4, 1], [5, 2, 3], [1, 1, 2]]
ADVANTAGES = [[1.2, -0.7, -0.5], [0, 0, 0], [-0.3, 0.9, -0.6], [0, 0, 0]]
TERMS = [{"kl": 0.0, "entropy": 0.0}, {"kl": 0.2, "entropy": 0.0}, {"kl": 0.0, "entropy": 0.05}, {"kl": 0.1, "entropy": 0.03}]


def log_softmax(row):
    shifted = row - np.max(row)
    return shifted - np.log(np.sum(np.exp(shifted)))


def loss(table, reference, prompts, completions, terms, aggregation, with_signal_only):
    old = numpy.array(table if isinstance(table, numpy.ndarray) else table._value)
    rows, tokens, value = sum(len(group) for group in completions), sum(map(sum, LENGTHS)), 0.0
    for p, group in enumerate(completions):
        if with_signal_only and not any(ADVANTAGES[p]):
            continue
        for g, completion in enumerate(group):
            before, total = prompts[p][-1], 0.0
            for token in completion:
                logprobs = log_softmax(table[before])
                ratio = np.exp(logprobs[token] - log_softmax(old[before])[token])
                d = logprobs[token] - log_softmax(reference[before])[token]
                total = total - ratio * ADVANTAGES[p][g] + terms["kl"] * (np.exp(-d) + d - 1)
                total = total + terms["entropy"] * np.sum(np.exp(logprobs) * logprobs)
                before = token
            value = value + (total / len(completion) / rows if aggregation == "sequence_mean" else total / tokens)
    return value


def k3_of_all(table, reference, prompts, completions):
    values = []
    for p, group in enumerate(completions):
        for completion in group:
            before, total = prompts[p][-1], 0.0
            for token in completion:
                d = log_softmax(table[before])[token] - log_softmax(reference[before])[token]
                total += float(np.exp(-d) + d - 1)
                before = token
            values.append(total)
    return values


def main(path):
    rng = numpy.random.default_rng(SEED)
    table = rng.normal(size=(V, V)).astype(numpy.float32).astype(numpy.float64)
    reference = rng.normal(size=(V, V)).astype(numpy.float32).astype(numpy.float64)
    prompts = [[int(t) for t in rng.integers(1, V, 2)] for _ in LENGTHS]
    completions = [[[int(t) for t in rng.integers(0, V, n)] for n in group] for group in LENGTHS]
    cases = []
    for terms in TERMS:
        for aggregation in ("sequence_mean", "token_mean"):
            of = lambda t: loss(t, reference, prompts, completions, terms, aggregation, not any(terms.values()))
            cases.append({**terms, "aggregation": aggregation, "value": float(of(table)), "gradient": grad(of)(table).tolist()})
    k3 = k3_of_all(table, reference, prompts, completions)
    old = [[[float(log_softmax(table[b])[t]) for b, t in zip([prompts[p][-1]] + c[:-1], c)] for c in group]
           for p, group in enumerate(completions)]
    with open(path, "w", encoding="utf-8") as out:
        json.dump({
            "seed": SEED, "numpy": numpy.__version__, "tolerance": {"float32": 2e-6},
            "table": table.tolist(), "reference": reference.tolist(), "prompts": prompts, "completions": completions,
            "advantages": ADVANTAGES, "logprobs": old,
            "kl_per_token": sum(k3) / sum(map(sum, LENGTHS)), "kl_per_completion": sum(k3) / len(k3), "cases": cases}, out)
        out.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
