#!/usr/bin/env python3
"""Measures what a user would run without Hone, on the same weights, prompts and settings: transformers' generate, and a GRPO step of TRL.

usage: peer.py rollout|step MODEL PROMPTS float32|bfloat16 STEPS      (in the environment that scripts/bench --peer makes)

Prints one line of JSON: the median seconds of a pass, and the greatest resident size of the process in MB.
"""

import json
import pathlib
import random
import resource
import statistics
import sys
import time

import torch
import transformers

SAMPLES = 8
TOKENS = 64
RANK = 16


def main(what, model, prompts, dtype, steps):
    messages = [json.loads(line)["messages"] for line in pathlib.Path(prompts).read_text(encoding="utf-8").splitlines()]
    seconds = (rollouts if what == "rollout" else steps_of_trl)(model, messages, getattr(torch, dtype), int(steps))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"seconds": round(statistics.median(seconds), 2), "all_seconds": [round(s, 2) for s in seconds], "peak_megabytes": peak}))


def rollouts(path, messages, dtype, repeats):
    """Each prompt as often as it is sampled, padded on the left, exactly TOKENS new tokens;"""
    tokenizer = transformers.AutoTokenizer.from_pretrained(path, padding_side="left")
    model = transformers.AutoModelForCausalLM.from_pretrained(path, dtype=dtype).eval()
    texts = [tokenizer.apply_chat_template(m, add_generation_prompt=True, tokenize=False) for m in messages for _ in range(SAMPLES)]
    batch = tokenizer(texts, return_tensors="pt", padding=True, add_special_tokens=False)
    seconds = []
    for _ in range(repeats):
        started = time.monotonic()
        with torch.inference_mode():
            found = model.generate(**batch, do_sample=True, temperature=1.0, top_k=0, min_new_tokens=TOKENS, max_new_tokens=TOKENS)
        seconds.append(time.monotonic() - started)
        if found.shape[1] != batch["input_ids"].shape[1] + TOKENS:
            sys.exit("error: generate ended early, so nothing can be compared")
    return seconds


def steps_of_trl(path, messages, dtype, steps):
    import datasets
    import peft
    import trl

    begun, seconds = [], []

    class Clock(transformers.TrainerCallback):
        def on_step_begin(self, *_, **__):
            begun.append(time.monotonic())

        def on_step_end(self, *_, **__):
            seconds.append(time.monotonic() - begun[-1])

    generator = random.Random(7)
    settings = trl.GRPOConfig(
        output_dir="build/peer/output", use_cpu=True, bf16=dtype == torch.bfloat16, max_steps=steps, seed=7,
        per_device_train_batch_size=SAMPLES, gradient_accumulation_steps=len(messages), num_generations=SAMPLES, max_completion_length=TOKENS,
        generation_kwargs={"min_new_tokens": TOKENS}, temperature=1.0, beta=0.0, learning_rate=1e-4, gradient_checkpointing=False,
        save_strategy="no", report_to=[], logging_steps=1, disable_tqdm=True, shuffle_dataset=False,
    )
    trainer = trl.GRPOTrainer(
        model=path, args=settings, train_dataset=datasets.Dataset.from_list([{"prompt": m} for m in messages]),
        reward_funcs=lambda completions, **_: [generator.random() for _ in completions],
        peft_config=peft.LoraConfig(r=RANK, lora_alpha=2 * RANK, target_modules="all-linear", task_type="CAUSAL_LM"),
        callbacks=[Clock()],
    )
    trainer.train()
    return seconds


if __name__ == "__main__":
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    main(*sys.argv[1:])
