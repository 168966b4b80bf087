#!/usr/bin/env python3
"""Makes conf/tasks/{comparisons,dialogues,passages}.jsonl: small made-up prompts to try judges on. Usage: make_judging.py FOLDER"""
import itertools
import json
import pathlib
import sys

NAMES = ["Ann", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gil", "Hana"]
DAYS = ["Monday", "Tuesday", "Thursday", "Friday"]
COLOURS = ["blue", "red", "green", "white"]


def user(text, **fields):
    return {"messages": [{"role": "user", "content": text}], **fields}


def comparisons():
    for (a, b), right in itertools.product(itertools.product(range(2, 6), range(3, 7)), ("1", "2", "tie")):
        good, bad = str(a + b), str(a + b + 1)
        first, second = {"1": (good, bad), "2": (bad, good), "tie": (good, good)}[right]
        yield user(
            f"Instruction: add {a} and {b}.\nAnswer 1: {first}\nAnswer 2: {second}\n"
            "Which answer is better: 1, 2 or tie? Write the verdict on a line of its own, then your reasons, then your own answer.",
            reference_answer=f"{right}\n{reasons(good, first, second)}\nMy own answer is {a} + {b} = {good}.")


def reasons(good, first, second):
    if first == second:
        return "Both answers are right, and both give nothing but the sum."
    better, worse = (1, 2) if first == good else (2, 1)
    return f"Answer {better} gives the right sum; answer {worse} is one too high."


def dialogues():
    for (x, y), day in itertools.product(zip(NAMES, NAMES[1:] + NAMES[:1]), DAYS):
        yield user(
            f"Summarize this dialogue in one sentence.\n{x}: The ferry leaves on {day} at nine. I will bring the tickets.\n"
            f"{y}: Fine. I will ask the hotel whether it takes dogs.\n{x}: Good, nobody knows that yet.",
            reference_answer=f"{x} brings tickets for {day}'s nine o'clock ferry; {y} asks about dogs at the hotel.")


def passages():
    for name, colour, day in itertools.product(NAMES[:4], COLOURS, DAYS[:2]):
        asked = {"Monday": "What colour is the ferry?", "Tuesday": "How many passengers does it carry?"}[day]
        context = [{"id": "1", "text": f"The ferry {name} is {colour}."}, {"id": "2", "text": f"It sails on {day}."}]
        shown = " ".join(f"[{passage['id']}] {passage['text']}" for passage in context)
        yield user(
            f"{shown}\n{asked} Answer from the passages alone and cite them, such as [1], or say that they do not tell.",
            reference_answer=f"It is {colour} [1]." if day == "Monday" else "The passages do not tell.",
            context=context)


def main(folder):
    for name, rows in (("comparisons", comparisons()), ("dialogues", dialogues()), ("passages", passages())):
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (pathlib.Path(folder) / f"{name}.jsonl").write_text(lines)


if __name__ == "__main__":
    main(sys.argv[1])
