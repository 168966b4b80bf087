"""Runs of scripts/hone, and what their tables say, for the benchmarks beside this file."""

import datetime
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys

STEPS = "SELECT step, completed_at, timings, metrics['update/tokens'] AS tokens, metrics['frac_reward_zero_std'] AS no_signal FROM steps ORDER BY step"
ENGINE_JVM = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx2g", "-Dai.djl.offline=true"]
SAMPLING = "SELECT step, max(sample_millis) / 1000 AS seconds FROM rollouts GROUP BY step ORDER BY step"


def hone(*arguments, **environment):
    subprocess.run(["scripts/hone", *map(str, arguments)], check=True, stdout=sys.stderr, env=os.environ | environment)


def java(program, *arguments, options=ENGINE_JVM):
    """What a program of one file beside this one prints, run with Hone's libraries as scripts/hone runs Hone."""
    environment = {"MALLOC_ARENA_MAX": "1", "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1", "DJL_OFFLINE": "true"} | os.environ
    return subprocess.run(java_command(program, *arguments, options=options), check=True, stdout=subprocess.PIPE, text=True, env=environment).stdout


def java_command(program, *arguments, options=ENGINE_JVM):
    class_path = pathlib.Path("build/hone/classpath").read_text(encoding="utf-8")
    command = os.path.join(os.environ["JAVA_HOME"], "bin/java") if os.environ.get("JAVA_HOME") else "java"
    return [command, *options, "-cp", class_path, f"scripts/benchmarks/{program}", *map(str, arguments)]


def rows(warehouse, query):
    printed = subprocess.run(["scripts/hone", "sql", "--json", "--warehouse", str(warehouse), query], check=True, capture_output=True, text=True)
    return [json.loads(line) for line in printed.stdout.splitlines()]


def ingest(run, spec, settings):
    """Tables of its own with prompts in them; settings: pairs of key and value. Gives the warehouse and the arguments of a run on it."""
    warehouse = pathlib.Path("build") / run / "warehouse"
    shutil.rmtree(warehouse.parent, ignore_errors=True)
    given = ["--spec", spec, "--run-id", run, "--set", f"warehouse={warehouse}"]
    for key, value in settings.items():
        given += ["--set", f"{key}={value}"]
    hone("ingest", *given)
    return warehouse, given


def train(run, spec, settings, **environment):
    """A run from its ingest on. Gives the warehouse."""
    warehouse, given = ingest(run, spec, settings)
    hone("train", *given, **environment)
    return warehouse


def walls(steps):
    """Seconds from each step's row to the next one's, commits included."""
    ends = [datetime.datetime.fromisoformat(step["completed_at"].replace("Z", "+00:00")).timestamp() for step in steps]
    return [end - start for start, end in zip(ends, ends[1:])]


def stage(steps, name):
    """The median seconds of a stage over the steps after the first."""
    return statistics.median(step["timings"][name + "_seconds"] for step in steps[1:])


def resident_megabytes(pid):
    """Of a process and all below it, now."""
    total = 0
    for found in [pid, *descendants(pid)]:
        try:
            total += int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{found}/status").read_text())[1]) // 1024
        except (OSError, TypeError):
            pass  # it has just ended
    return total


def descendants(pid):
    try:
        children = [int(child) for task in pathlib.Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]
    except OSError:
        return []
    return children + [below for child in children for below in descendants(child)]
