#!/usr/bin/env python3
"""Measures what Spark and Delta add to a step, and prints one line of JSON for 8 prompts and one for 512.

usage: overhead.py        (from the repository root; scripts/bench calls it)

The work is that of the quickstart with short completions. What is added is the time from one step's row to the next one's, less the engine's: the
slowest unit of sampling as its executor measured it, and the update. Scoring, the commits and all that Spark plans and moves remain.
"""

import json
import os
import statistics

import runs

STEPS = 8


def main():
    for prompts in (8, 512):
        settings = {"train.batchSize": prompts, "train.maxSteps": STEPS, "train.epochCount": 20, "train.inferenceMaxTokens": 8, "evaluate.evalInterval": 0}
        settings |= {"ingest.splits.train": 0.9, "ingest.splits.validation": 0.1, "ingest.splits.test": 0.0}
        warehouse = runs.train(f"bench-overhead-{prompts}", "conf/quickstart.yaml", settings)
        steps, sampling = runs.rows(warehouse, runs.STEPS), runs.rows(warehouse, runs.SAMPLING)
        walls = runs.walls(steps)
        engine = [unit["seconds"] + step["timings"]["update_policy_seconds"] for unit, step in zip(sampling[1:], steps[1:])]
        added = [wall - seconds for wall, seconds in zip(walls, engine)]
        line = {"bench": "overhead", "prompts": prompts, "samples": 8, "steps": len(walls), "step_seconds": round(statistics.median(walls), 2)}
        line |= {"engine_seconds": round(statistics.median(engine), 2), "added_seconds": round(statistics.median(added), 2)}
        print(json.dumps(line | {"score_rollouts": round(runs.stage(steps, "score_rollouts"), 2), "cores": os.cpu_count()}), flush=True)


if __name__ == "__main__":
    main()
