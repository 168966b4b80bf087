#!/usr/bin/env python3
"""Measures which share of the speed of matrix multiplication sampling and training reach, and prints one line of JSON; a table to stderr says
where the time of each goes.

usage: limit.py        (from the repository root; scripts/bench calls it when the model is there)

The bound is what two large fp32 matrices reach on all cores in the same run (EngineLimit.java); the shares count only the multiplications of the
model's matrices as work, not attention. The tables are of one thread, by own time of libtorch's operations.
"""

import collections
import json
import os
import pathlib
import sys
import tempfile

import runs
import step

SHOWN = 14


def main():
    step.make_endless_model()
    with tempfile.TemporaryDirectory() as folder:
        printed = runs.java("EngineLimit.java", step.ENDLESS, os.cpu_count(), folder)
        measured = json.loads(printed.splitlines()[-1])
        line = {"bench": "limit", "model": "SmolLM2-135M-Instruct", "bound_gflops": round(measured["bound_flops_per_second"] / 1e9)}
        for what in ("sampling", "update"):
            speed = measured[what + "_flops"] / measured[what + "_seconds"]
            line[what + "_seconds"] = round(measured[what + "_seconds"], 2)
            line[what + "_gflops"] = round(speed / 1e9)
            line[what + "_share"] = round(speed / measured["bound_flops_per_second"], 3)
            print_table(what, own_seconds(json.loads((pathlib.Path(folder) / f"{what}.json").read_text(encoding="utf-8"))))
    print(json.dumps(line | {"cores": os.cpu_count()}))


def own_seconds(trace):
    """Seconds and calls by operation, without those of the operations that it calls."""
    events = [event for event in (trace["traceEvents"] if isinstance(trace, dict) else trace) if event.get("ph") == "X"]
    by_thread = collections.defaultdict(list)
    for event in events:
        by_thread[event["tid"]].append(event)
    seconds, calls = collections.Counter(), collections.Counter()
    for nested in by_thread.values():
        running = []
        for event in sorted(nested, key=lambda found: (found["ts"], -found["dur"])):
            while running and running[-1]["ts"] + running[-1]["dur"] <= event["ts"] + 1e-3:
                running.pop()
            if running:
                seconds[running[-1]["name"]] -= event["dur"] / 1e6
            seconds[event["name"]] += event["dur"] / 1e6
            calls[event["name"]] += 1
            running.append(event)
    return seconds, calls


def print_table(what, found):
    seconds, calls = found
    total = sum(seconds.values())
    print(f"\n{what}: {total:.2f} s in one thread\n{'operation':<45}{'share':>7}{'calls':>9}", file=sys.stderr)
    for name, own in seconds.most_common(SHOWN):
        print(f"{name.removeprefix('aten::'):<45}{own / total:>7.1%}{calls[name]:>9}", file=sys.stderr)


if __name__ == "__main__":
    main()
