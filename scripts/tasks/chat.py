"""Rows of chat JSON lines, as `hone ingest` reads them."""

import json


def row(system, user, reference):
    """One prompt with its right answer, a text or an object."""
    messages = [{"role": "system", "content": system}] if system else []
    return {"messages": messages + [{"role": "user", "content": user}], "reference_answer": reference}


def normalised(text):
    """Lower case with single spaces: prompts that are equal so are the same prompt."""
    return " ".join(text.lower().split())


def write(path, rows):
    """Writes the rows; two that ask the same are an error."""
    prompts = [normalised(r["messages"][-1]["content"]) for r in rows]
    if len(set(prompts)) < len(prompts):
        raise ValueError("a prompt is there twice")
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        for r in rows:
            out.write(json.dumps(r, ensure_ascii=False) + "\n")
    print(f"{path}: {len(rows)} prompts")
