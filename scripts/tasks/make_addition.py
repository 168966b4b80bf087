#!/usr/bin/env python3
"""Writes every sum of two one-digit numbers in eight phrasings.

usage: make_addition.py OUT_FILE        (from the repository root: conf/tasks/addition.jsonl)

Prompts differ from each other; a sum that is tested in one phrasing may be trained in another. Python's standard library alone.
"""

import sys

import chat

INSTRUCTION = "Reply with just the number."
PHRASINGS = [
    "What is {a} + {b}?",
    "{a} + {b} = ?",
    "Add {a} and {b}.",
    "What is the sum of {a} and {b}?",
    "How much is {a} plus {b}?",
    "Calculate {a} + {b}.",
    "What do {a} and {b} add up to?",
    "What number is {a} + {b}?",
]


def main(path):
    digits = range(10)
    rows = [prompt(phrasing, a, b) for a in digits for b in digits for phrasing in PHRASINGS]
    chat.write(path, rows)


def prompt(phrasing, a, b):
    return chat.row("", f"{phrasing.format(a=a, b=b)} {INSTRUCTION}", str(a + b))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
