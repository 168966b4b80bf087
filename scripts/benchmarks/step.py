#!/usr/bin/env python3
"""Measures a training step of SmolLM2-135M-Instruct on GSM8K and prints one line of JSON (conf/bench-step.yaml says what a step is).

usage: step.py rollout|step [--peer]        (from the repository root; scripts/bench calls it when the model is there)

Times are medians over the steps after the first, from one step's row in the table `steps` to the next one's: commits to Delta are included. Memory is the
greatest resident size of the process, with the JVM's heap in it. With --peer the same work is then done by transformers (rollout) or TRL (step),
in fp32 and in bf16, in a Python environment that this makes under build/peer; the line has Hone's ratios to the faster of the two.
"""

import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import venv

import runs

SPEC = "conf/bench-step.yaml"
RUN = pathlib.Path("build/bench-step")
WAREHOUSE = RUN / "warehouse"
MODEL = pathlib.Path("build/models/smollm2-135m-instruct")
ENDLESS = pathlib.Path("build/models/smollm2-135m-endless")
PEER = pathlib.Path("build/peer")
PACKAGES = ["torch==2.13.0", "transformers==5.23.0", "trl==1.16.0", "peft==0.21.2", "accelerate==1.15.0", "datasets==5.2.0"]
PEER_STEPS = 3
STAGES = ("sample_rollouts", "score_rollouts", "compute_advantages", "update_policy")
NEVER = "<empty_output>"  # a token of the vocabulary that stands for nothing in prose

PROMPTS = """
SELECT DISTINCT p.messages FROM prompts p JOIN rollouts r ON r.prompt_id = p.prompt_id WHERE r.step = 1
"""
CPU = "SELECT identity['cpu'] AS cpu FROM runs"


def main(what, peer):
    make_endless_model()
    shutil.rmtree(RUN, ignore_errors=True)
    runs.hone("ingest", "--spec", SPEC)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    runs.hone("train", "--spec", SPEC)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    steps, cpu = runs.rows(WAREHOUSE, runs.STEPS), runs.rows(WAREHOUSE, CPU)[0]["cpu"]
    require_full_steps(steps)
    line = {"bench": what, "model": "SmolLM2-135M-Instruct", "prompts": 8, "samples": 8, "tokens": int(steps[0]["tokens"]), "steps": len(steps) - 1}
    line |= rollout_figures(steps) if what == "rollout" else step_figures(steps)
    line["peak_megabytes"] = max(peak, before) // 1024
    if peer:
        line |= compare(line, {dtype: run_peer(what, dtype) for dtype in ("float32", "bfloat16")})
    print(json.dumps(line | {"cpu": cpu, "cores": os.cpu_count()}))


def rollout_figures(steps):
    seconds = runs.stage(steps, "sample_rollouts")
    return {"seconds": round(seconds, 2), "tokens_per_second": round(steps[0]["tokens"] / seconds, 1)}


def step_figures(steps):
    return {"seconds": round(statistics.median(runs.walls(steps)), 2)} | {stage: round(runs.stage(steps, stage), 2) for stage in STAGES}


def run_peer(what, dtype):
    """The peer's line; it makes its environment first, some 6 GB."""
    python = PEER / "venv/bin/python"
    if not (PEER / "made").exists():
        print("Making the peer's environment …", file=sys.stderr)
        venv.create(PEER / "venv", with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=True, stdout=sys.stderr)
        (PEER / "made").touch()
    prompts = PEER / "prompts.jsonl"
    prompts.write_text("".join(f'{{"messages": {row["messages"]}}}\n' for row in runs.rows(WAREHOUSE, PROMPTS)), encoding="utf-8")
    print(f"Measuring the peer in {dtype} …", file=sys.stderr)
    command = [python, "scripts/benchmarks/peer.py", what, MODEL, prompts, dtype, str(PEER_STEPS)]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=os.environ | {"OMP_NUM_THREADS": str(os.cpu_count()), "HF_HUB_OFFLINE": "1"})
    return json.loads(printed.stdout.splitlines()[-1])


def compare(line, peers):
    fastest = min(peers.values(), key=lambda found: found["seconds"])
    share = line["peak_megabytes"] / fastest["peak_megabytes"]
    return {"peers": peers, "times_faster": round(fastest["seconds"] / line["seconds"], 2), "share_of_memory": round(share, 2)}


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


if __name__ == "__main__":
    if sys.argv[1:2] not in (["rollout"], ["step"]) or sys.argv[2:] not in ([], ["--peer"]):
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:] == ["--peer"])
