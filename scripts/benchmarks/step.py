#!/usr/bin/env python3
"""Measures a training step of SmolLM2-135M-Instruct on GSM8K and prints one line of JSON (conf/bench-step.yaml says what a step is).

usage: step.py rollout|step        (from the repository root; scripts/bench calls it when the model is there)

Times are medians over the steps after the first, from one step's row in the table `steps` to the next one's: commits to Delta are included. Memory is the
greatest resident size of the process, with the JVM's heap in it.
"""

import datetime
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys

SPEC = "conf/bench-step.yaml"
RUN = pathlib.Path("build/bench-step")
MODEL = pathlib.Path("build/models/smollm2-135m-instruct")
ENDLESS = pathlib.Path("build/models/smollm2-135m-endless")
NEVER = "<empty_output>"  # a token of the vocabulary that stands for nothing in prose

STEPS = """
SELECT s.step, s.completed_at, s.timings, s.metrics['update/tokens'] AS tokens, s.metrics['frac_reward_zero_std'] AS no_signal
FROM steps s ORDER BY s.step
"""
CPU = "SELECT identity['cpu'] AS cpu FROM runs"


def main(what):
    make_endless_model()
    shutil.rmtree(RUN, ignore_errors=True)
    hone("ingest", "--spec", SPEC)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    hone("train", "--spec", SPEC)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    steps, cpu = rows(STEPS), rows(CPU)[0]["cpu"]
    require_full_steps(steps)
    measured = steps[1:]
    tokens = measured[0]["tokens"]
    line = {"bench": what, "model": "SmolLM2-135M-Instruct", "prompts": 8, "samples": 8, "tokens": int(tokens), "steps": len(measured)}
    if what == "rollout":
        seconds = statistics.median(step["timings"]["sample_rollouts_seconds"] for step in measured)
        line |= {"seconds": round(seconds, 2), "tokens_per_second": round(tokens / seconds, 1)}
    else:
        ends = [epoch(step["completed_at"]) for step in steps]
        walls = [end - start for start, end in zip(ends, ends[1:])]
        line |= {"seconds": round(statistics.median(walls), 2)}
        for stage in ("sample_rollouts", "score_rollouts", "update_policy"):
            line[stage] = round(statistics.median(step["timings"][stage + "_seconds"] for step in measured), 2)
        line["peak_megabytes"] = max(peak, before) // 1024
    print(json.dumps(line | {"cpu": cpu, "cores": os.cpu_count()}))


def make_endless_model():
    """The same model with another end of sequence, so that every completion has as many tokens as it may."""
    shutil.rmtree(ENDLESS, ignore_errors=True)
    shutil.copytree(MODEL, ENDLESS, copy_function=os.link)
    vocabulary = json.loads((MODEL / "tokenizer.json").read_text(encoding="utf-8"))["added_tokens"]
    never = next(token["id"] for token in vocabulary if token["content"] == NEVER)
    rewrite("config.json", eos_token_id=never)
    rewrite("generation_config.json", eos_token_id=never)
    rewrite("tokenizer_config.json", eos_token=NEVER)


def rewrite(name, **changes):
    content = json.loads((MODEL / name).read_text(encoding="utf-8")) | changes
    (ENDLESS / name).unlink()
    (ENDLESS / name).write_text(json.dumps(content), encoding="utf-8")


def require_full_steps(steps):
    """A step that trains on less would look fast."""
    for step in steps:
        if step["tokens"] != 8 * 8 * 64 or step["no_signal"] > 0:
            sys.exit(f"error: step {step['step']} trained on {step['tokens']} tokens, {step['no_signal']} of its groups without signal: nothing can be compared")


def epoch(timestamp):
    return datetime.datetime.fromisoformat(timestamp.replace("Z", "+00:00")).timestamp()


def hone(*arguments):
    subprocess.run(["scripts/hone", *arguments], check=True, stdout=sys.stderr)


def rows(query):
    printed = subprocess.run(["scripts/hone", "sql", "--json", "--warehouse", str(RUN / "warehouse"), query], check=True, capture_output=True, text=True)
    return [json.loads(line) for line in printed.stdout.splitlines()]


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in ("rollout", "step"):
        sys.exit(__doc__)
    main(sys.argv[1])
