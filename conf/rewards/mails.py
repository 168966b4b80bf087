"""Rewards for the mail sorter of the quickstart: a little for the form of the answer, the rest for each right field."""

import json


def reward(prompt, completion, reference, metadata):
    try:
        answer = json.loads(completion)
    except ValueError:
        return {"reward": 0.0, "outcome": False, "explanation": "no JSON"}
    if not isinstance(answer, dict) or answer.keys() != reference.keys():
        return {"reward": 0.1, "outcome": False, "explanation": "JSON, but not the keys " + ", ".join(reference)}
    right = [key for key in reference if answer[key] == reference[key]]
    return {
        "reward": (1 + 4 * len(right) / len(reference)) / 5,
        "outcome": len(right) == len(reference),
        "explanation": "right: " + (", ".join(right) or "nothing"),
        "components": {key: float(key in right) for key in reference},
    }
