#!/usr/bin/env python3
"""Writes the first problems of GSM8K's test part, with their worked answers, for measurements of speed.

usage: make_gsm8k.py GSM8K_TEST_JSONL OUT_FILE        (from the repository root: conf/tasks/gsm8k.jsonl)

The source is test.jsonl of OpenAI's grade-school-math (Cobbe et al. 2021, arXiv:2110.14168; MIT licence): a question and a worked answer that
ends with "#### number".
"""

import itertools
import json
import sys

import chat

PROMPTS = 512


def main(source, path):
    with open(source, encoding="utf-8") as lines:
        problems = [json.loads(line) for line in itertools.islice(lines, PROMPTS)]
    chat.write(path, [chat.row(None, p["question"], p["answer"]) for p in problems])


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
