#!/usr/bin/env python3
"""Scores pairs of answer and reference with the library that people call from Python: the best time of several passes, as a line of JSON.

usage: score_peer.py LIBRARY ROWS_FILE VERDICTS_FILE        (in the environment that score.py makes)
"""

import json
import pathlib
import sys
import time

PASSES = 9
ENOUGH_SECONDS = 10
WARM_UP_SECONDS = 1
ROUGE = {"rouge_1": ("rouge1", False), "rouge_2": ("rouge2", False), "rouge_l": ("rougeL", False), "rouge_l_stemmed": ("rougeL", True)}


def scorer(library):
    if library == "fuzzy_match":
        from rapidfuzz import fuzz

        return lambda answer, reference: fuzz.ratio(answer, reference) / 100
    if library == "math":
        import math_verify

        return lambda answer, reference: float(math_verify.verify(math_verify.parse(f"${reference}$"), math_verify.parse(answer)))
    from rouge_score import rouge_scorer

    name, stemmed = ROUGE[library]
    scores = rouge_scorer.RougeScorer([name], use_stemmer=stemmed)
    return lambda answer, reference: scores.score(reference, answer)[name].fmeasure


def main(library, rows_file, verdicts_file):
    pairs = [json.loads(line) for line in pathlib.Path(rows_file).read_text(encoding="utf-8").splitlines()]
    score = scorer(library)
    warm = time.monotonic()
    for answer, reference in pairs:
        score(answer, reference)
        if time.monotonic() - warm > WARM_UP_SECONDS:
            break
    seconds, cpu_seconds = [], []
    while len(seconds) < PASSES and sum(seconds) < ENOUGH_SECONDS:
        started, cpu_started = time.monotonic(), time.process_time()
        found = [score(answer, reference) for answer, reference in pairs]
        seconds.append(time.monotonic() - started)
        cpu_seconds.append(time.process_time() - cpu_started)
    pathlib.Path(verdicts_file).write_text("\n".join(map(repr, found)))
    print(json.dumps({"seconds": min(seconds), "cpu_seconds": min(cpu_seconds)}))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
