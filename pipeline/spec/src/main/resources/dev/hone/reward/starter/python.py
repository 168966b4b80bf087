# A function in Python: 1 if the answer is the reference, else 0; no Java, no AWS
#
# In the specification:  reward: {kind: python, file: THIS_FILE}
import json
import re


def reward(prompt, completion, reference, metadata):
    """What one answer is worth. Change this.

    prompt      text of the user's last message (ask for `messages` to get all of them)
    completion  the answer, a text
    reference   the prompt's reference_answer: a text, a dict, a list or a number; None without one
    metadata    the other fields of the row, a dict
    """
    if reference is None:
        raise ValueError("this prompt has no reference_answer")  # then the row has an error, and no reward: never 0
    answer = final_answer(completion)
    right = same(answer, reference)
    # For partial credit, add parts that only better answers earn. Do not pay for length, for headings or for words such as
    # "because": a policy learns to write exactly these.
    return {
        "reward": 1.0 if right else 0.0,
        "outcome": right,  # what counts as success, for accuracy
        "explanation": f"read {answer[:80]!r}",  # is stored with the row; so is what you print()
    }


def final_answer(completion):
    """What stands between the last <answer> and </answer>; else everything."""
    marked = re.findall(r"<answer>(.*?)</answer>", completion, re.DOTALL)
    return (marked[-1] if marked else completion).strip()


def same(answer, reference):
    """Whether they say the same: as JSON where the reference is a dict or a list, else as text without case and punctuation."""
    if isinstance(reference, (dict, list)):
        try:
            return json.loads(answer) == reference
        except ValueError:
            return False
    return plain(answer) == plain(str(reference))


def plain(text):
    return re.sub(r"[^\w.%+-]+", " ", text).strip(" .").casefold()
