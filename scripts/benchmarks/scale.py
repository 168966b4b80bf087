#!/usr/bin/env python3
"""Measures how time and memory grow, and prints one line of JSON for each question.

usage: scale.py executors|cores|prompts|tokens|steps        (from the repository root; scripts/bench calls it)

executors  seconds of sampling on 1 and on 2 executor processes of one core each (SmolLM2-135M-Instruct, conf/bench-step.yaml)
cores      seconds of sampling and of the update in one process on 1 and on 2 cores (the same)
prompts    seconds of a step of 8, 32 and 128 prompts (the quickstart's policy)
tokens     seconds of a step of 2 prompts and 4 samples of 64, 256 and 1024 tokens (SmolLM2-135M-Instruct)
steps      resident memory along 200 steps of 8 prompts (the quickstart's policy)
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys

import runs
import step

CLASS_PATH = pathlib.Path("build/hone/classpath")
SPARK_HOME = pathlib.Path("build/bench-scale/spark-home")
SHORT = {"train.maxSteps": 3}
QUICK = {"train.epochCount": 50, "evaluate.evalInterval": 0, "ingest.splits.train": 0.9, "ingest.splits.validation": 0.1, "ingest.splits.test": 0.0}


def executors():
    (SPARK_HOME / "jars").mkdir(parents=True, exist_ok=True)  # all that Spark asks of it is that the folder is there
    seconds = []
    for count in (1, 2):
        options = f"-Dspark.executor.extraClassPath={CLASS_PATH.read_text().strip()} -Dspark.executorEnv.MALLOC_ARENA_MAX=1"
        options += " -Dspark.executorEnv.GLIBC_TUNABLES=glibc.malloc.hugetlb=1"
        environment = {"HONE_MASTER": f"local-cluster[{count},1,2048]", "SPARK_HOME": str(SPARK_HOME.resolve()), "HONE_JAVA_OPTIONS": options}
        seconds.append(figures(runs.train(f"bench-executors-{count}", step.SPEC, SHORT, **environment))["sample_rollouts"])
    return {"sampling_seconds": dict(zip(("1", "2"), seconds)), "times_faster": round(seconds[0] / seconds[1], 2)}


def cores():
    found = []
    for count in (1, 2):
        environment = {"HONE_JAVA_OPTIONS": f"-XX:ActiveProcessorCount={count}"}
        found.append(figures(runs.train(f"bench-cores-{count}", step.SPEC, SHORT, **environment)))
    line = {"seconds": dict(zip(("1", "2"), found))}
    return line | {"times_faster": {stage: round(found[0][stage] / found[1][stage], 2) for stage in ("sample_rollouts", "update_policy")}}


def prompts():
    seconds = {}
    for count in (8, 32, 128):
        warehouse = runs.train(f"bench-prompts-{count}", "conf/quickstart.yaml", QUICK | {"train.batchSize": count, "train.maxSteps": 8})
        seconds[str(count)] = figures(warehouse)["step"]
    return {"step_seconds": seconds, "seconds_per_prompt": {count: round(found / int(count), 4) for count, found in seconds.items()}}


def tokens():
    seconds = {}
    for count in (64, 256, 1024):
        settings = SHORT | {"train.batchSize": 2, "train.trainingSamplePerPrompt": 4, "train.inferenceMaxTokens": count}
        seconds[str(count)] = figures(runs.train(f"bench-tokens-{count}", step.SPEC, settings))
    return {"seconds": seconds, "milliseconds_per_token": {count: round(1000 * found["step"] / (8 * int(count)), 2) for count, found in seconds.items()}}


def steps():
    """The process is watched from outside; a reading is the median of those taken while 20 steps ran."""
    _, given = runs.ingest("bench-steps", "conf/quickstart.yaml", QUICK | {"train.batchSize": 8, "train.maxSteps": 200})
    child = subprocess.Popen(["scripts/hone", "train", *given], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    readings = {}
    for line in child.stdout:
        sys.stderr.write(line)
        if line.startswith("step "):
            done = int(line.split()[1].split("/")[0])
            readings.setdefault((done - 1) // 20 * 20 + 20, []).append(runs.resident_megabytes(child.pid))
    if child.wait() != 0:
        sys.exit("error: the run ended early, so nothing can be compared")
    return {"resident_megabytes": {str(until): round(statistics.median(found)) for until, found in sorted(readings.items())}}


def figures(warehouse):
    found = runs.rows(warehouse, runs.STEPS)
    line = {stage: round(runs.stage(found, stage), 2) for stage in step.STAGES}
    return line | {"step": round(statistics.median(runs.walls(found)), 2)}


QUESTIONS = {"executors": executors, "cores": cores, "prompts": prompts, "tokens": tokens, "steps": steps}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in QUESTIONS:
        sys.exit(__doc__)
    if sys.argv[1] in ("executors", "cores", "tokens"):
        step.make_endless_model()
    print(json.dumps({"bench": "scale", "question": sys.argv[1], "cores": os.cpu_count()} | QUESTIONS[sys.argv[1]]()))
