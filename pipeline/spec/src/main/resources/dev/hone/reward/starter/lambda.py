# A reward Lambda: runs in Hone as a Python file, and on AWS as it is; with the usual forms of messages and references
#
# In the specification:  reward: {kind: python, file: THIS_FILE}
import json

WEIGHTS = {"right": 1.0}  # change: the parts of the reward and what each is worth


def score(prompt, answer, reference, sample):
    """The parts of the reward of one answer, each from 0 to 1. Change this.

    Do not pay for length, for headings or for words such as "because": a policy learns to write exactly these.
    """
    return {"right": 1.0 if same(answer, reference) else 0.0}


def lambda_handler(event, context):
    samples = event["trajectories"] if isinstance(event, dict) else event
    return [result(sample) for sample in samples]


def result(sample):
    # An error is raised and not turned into a low score: Hone keeps it as the row's error, without a reward.
    turns = sample["messages"]
    parts = score(text(turns[-2]["content"]), text(turns[-1]["content"]), reference_of(sample), sample)
    return {
        "id": sample["id"],
        "aggregate_reward_score": sum(WEIGHTS[name] * value for name, value in parts.items()),
        "metrics_list": [{"name": name, "value": value, "type": "Reward"} for name, value in parts.items()],
    }


def text(content):
    """The text of a message, whose content is a text, a list of parts or one part."""
    if isinstance(content, dict):
        content = [content]
    return content if isinstance(content, str) else "\n".join(part.get("text", "") for part in content)


def reference_of(sample):
    """The reference, beside the messages or in the metadata; of an object its usual field, or its only one."""
    reference = sample.get("reference_answer", sample.get("metadata", {}).get("reference_answer"))
    if reference is None:
        raise ValueError("there is no reference_answer, neither in the sample nor in its metadata")
    if isinstance(reference, dict):
        for name in ("final_answer", "answer", "ground_truth", "label", "target", "text", "value"):
            if name in reference:
                return reference[name]
        if len(reference) == 1:
            return next(iter(reference.values()))
    return reference


def same(answer, reference):
    """Whether they say the same: as JSON where the reference is an object or a list, else as text."""
    if isinstance(reference, (dict, list)):
        try:
            return json.loads(answer) == reference
        except ValueError:
            return False
    return " ".join(answer.split()).casefold() == " ".join(str(reference).split()).casefold()
