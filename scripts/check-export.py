#!/usr/bin/env python3
"""Checks an export of Hone in PEFT and transformers: another implementation must give the log-probabilities that the export was verified with.

usage: check-export.py EXPORT_DIR [--base MODEL_DIR] [--tolerance 2e-4]

Loads the base with EXPORT_DIR/adapter through PEFT, and EXPORT_DIR/merged through transformers, each where it is there, and compares
the log-probabilities of the rollouts in verification.json, token by token. The base is what verification.json names, unless --base says
another place. Needs Python with torch, transformers and peft (pip install torch transformers peft); a CPU is enough.

Exit code 0: all agree; 1: some differ; 2: usage, or a package or file is missing.
"""
import argparse
import json
import sys
from pathlib import Path


def main():
    arguments = argparse.ArgumentParser(description="Checks an export in PEFT and transformers.")
    arguments.add_argument("export", type=Path)
    arguments.add_argument("--base", help="base model; default: what verification.json names")
    arguments.add_argument("--tolerance", type=float, default=2e-4, help="greatest difference allowed, default 2e-4")
    given = arguments.parse_args()
    verification = given.export / "verification.json"
    if not verification.is_file():
        return usage(f"{given.export} is not an export: it has no verification.json")
    expected = json.loads(verification.read_text(encoding="utf-8"))
    try:
        import peft
        import torch
        import transformers
    except ImportError as e:
        return usage(f"{e}; pip install torch transformers peft")
    torch.set_grad_enabled(False)
    print(f"torch {torch.__version__}, transformers {transformers.__version__}, peft {peft.__version__}")
    moved = max(difference(rollout["base_logprobs"], rollout["tuned_logprobs"]) for rollout in expected["rollouts"])
    if moved <= given.tolerance:
        return usage(f"base and tuned differ by {moved:.2e} only, so this tolerance cannot tell them apart; give a smaller one")
    print(f"{len(expected['rollouts'])} rollouts, tolerance {given.tolerance:.0e}, base and tuned differ by {moved:.2e}")
    agrees = []
    if (given.export / "adapter").is_dir():
        base = given.base or expected["base_model"]
        if not Path(base).is_dir():
            return usage(f"the base model is not at {base}; say where with --base")
        model = load(transformers, base)
        agrees.append(compare("base", model, expected["rollouts"], "base_logprobs", given.tolerance))
        model = peft.PeftModel.from_pretrained(model, given.export / "adapter").eval()
        agrees.append(compare("base + adapter", model, expected["rollouts"], "tuned_logprobs", given.tolerance))
    if (given.export / "merged").is_dir():
        model = load(transformers, given.export / "merged")
        rounded = expected.get("merged_dtype", "float32") != "float32"  # the weights of an export in 16 bits are not those that were tuned
        tolerance = max(given.tolerance, expected["merged_tolerance"]) if rounded else given.tolerance
        agrees.append(compare("merged", model, expected["rollouts"], "tuned_logprobs", tolerance))
        transformers.AutoTokenizer.from_pretrained(given.export / "merged")
    if not agrees:
        return usage(f"{given.export} has neither adapter nor merged")
    return 0 if all(agrees) else 1


def usage(problem):
    print(f"check-export: {problem}", file=sys.stderr)
    return 2


def load(transformers, path):
    return transformers.AutoModelForCausalLM.from_pretrained(path, dtype="float32").eval()


def compare(name, model, rollouts, key, tolerance):
    greatest = max(difference(logprobs(model, rollout), rollout[key]) for rollout in rollouts)
    agrees = greatest <= tolerance
    print(f"{name}: greatest difference {greatest:.2e}: {'agrees' if agrees else 'DIFFERS'}")
    return agrees


def difference(left, right):
    if len(left) != len(right):
        return float("inf")
    gaps = [abs(a - b) for a, b in zip(left, right)]
    return float("inf") if any(gap != gap for gap in gaps) else max(gaps)


def logprobs(model, rollout):
    """Log-probability at temperature 1 of each completion token after the prompt."""
    import torch

    prompt, completion = rollout["prompt_token_ids"], rollout["completion_token_ids"]
    logits = model(input_ids=torch.tensor([prompt + completion])).logits[0, len(prompt) - 1 : -1].float()
    return torch.log_softmax(logits, -1)[torch.arange(len(completion)), torch.tensor(completion)].tolist()


if __name__ == "__main__":
    sys.exit(main())
