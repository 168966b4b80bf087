#!/usr/bin/env python3
"""Measures how fast the console shows a long run, and prints one line of JSON for each question.

usage: console.py        (from the repository root; scripts/bench calls it)

The run has 10,000 steps and 500,000 completions of 64 tokens, in 100 commits; its tables are made once, under build/bench-console. The console is
started as scripts/hone starts it, and asked as its pages do. `seconds` is the first time, when nothing is read or compiled yet.
"""

import pathlib
import sys

import runs

FOLDER = pathlib.Path("build/bench-console")
SPARK_OPENS = "java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent java.util.concurrent.atomic sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar"
JVM = ["-Xmx2g", "-Duser.timezone=UTC", "-Dlog4j2.configurationFile=conf/log4j2.properties"]
JVM += [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in SPARK_OPENS.split()]


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    sys.stdout.write(runs.java("ConsoleSpeed.java", FOLDER, "scripts/hone", "console", options=JVM))


if __name__ == "__main__":
    main()
