#!/usr/bin/env python3
"""Writes a sample of the SNIPS intent data as prompts: so many requests of each intent, with the intents named in the prompt.

usage: make_snips.py SNIPS_DIR OUT_FILE [REQUESTS_PER_INTENT]        (as shipped: conf/tasks/snips.jsonl, 150)

SNIPS_DIR holds seq.in (one request a line) and label (its intent), or folders such as train, valid and test that hold them.
Python's standard library alone; the same data give the same bytes.
"""

import pathlib
import random
import sys

import chat

SEED, REQUESTS_PER_INTENT = 20260502, 150
PROMPT = "Classify the request as one of: {intents}. Answer with the label only.\n\nRequest: {request}\nLabel:"


def main(directory, path, per_intent=REQUESTS_PER_INTENT):
    requests = read(pathlib.Path(directory))
    intents = sorted({intent for intent, _ in requests.values()})
    rng = random.Random(SEED)
    chosen = []
    for wanted in intents:
        of_intent = sorted(request for intent, request in requests.values() if intent == wanted)
        if len(of_intent) < int(per_intent):
            sys.exit(f"{wanted} has {len(of_intent)} requests only; ask for fewer than {per_intent} of each")
        chosen += [(wanted, request) for request in rng.sample(of_intent, int(per_intent))]
    rng.shuffle(chosen)
    chat.write(path, [chat.row("", PROMPT.format(intents=", ".join(intents), request=r), i) for i, r in chosen])


def read(directory):
    """(intent, request) by normalised request: what is there twice counts once, and not at all where its intents differ."""
    requests, ambiguous = {}, set()
    for texts in sorted(directory.rglob("seq.in")):
        lines = texts.read_text(encoding="utf-8").splitlines()
        labels = texts.with_name("label").read_text(encoding="utf-8").splitlines()
        if len(lines) != len(labels):
            sys.exit(f"{texts} has {len(lines)} lines and the label file beside it {len(labels)}")
        for intent, request in zip(map(str.strip, labels), map(str.strip, lines)):
            known = requests.setdefault(chat.normalised(request), (intent, request))
            if known[0] != intent:
                ambiguous.add(chat.normalised(request))
    if not requests:
        sys.exit(f"{directory} holds no seq.in with a label beside it")
    return {key: value for key, value in requests.items() if key not in ambiguous}


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(*sys.argv[1:])
