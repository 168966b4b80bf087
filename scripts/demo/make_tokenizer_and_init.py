#!/usr/bin/env python3
"""Makes the demo policy as it is before any training: a tokenizer learnt from the warm-start logs, and random weights.

usage: make_tokenizer_and_init.py SFT_DIR POLICY_DIR     (needs `pip install tokenizers==0.22.1`; nothing else)

Writes a Hugging Face directory: config.json, generation_config.json, tokenizer.json, tokenizer_config.json, model.safetensors (F32).
"""

import array
import glob
import gzip
import json
import math
import os
import random
import struct
import sys

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

SEED = 11
SPECIAL_TOKENS = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
MAX_TOKENS = 512
ARCHITECTURE = {"hidden_size": 128, "intermediate_size": 384, "num_hidden_layers": 4, "num_attention_heads": 4, "num_key_value_heads": 2}
VOCABULARY = 640
CHAT_TEMPLATE = ("{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}{% endfor %}"
                 "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}")


def main(sft_dir, policy_dir):
    os.makedirs(policy_dir, exist_ok=True)
    tokenizer = make_tokenizer(logged_texts(sft_dir))
    tokenizer.save(os.path.join(policy_dir, "tokenizer.json"))
    write_configs(policy_dir, tokenizer.get_vocab_size())
    write_weights(os.path.join(policy_dir, "model.safetensors"), tokenizer.get_vocab_size())


def logged_texts(sft_dir):
    """Every system text, mail and reply of the logs, read from the Converse records."""
    for path in sorted(glob.glob(os.path.join(sft_dir, "**", "*.json.gz"), recursive=True)):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                if record["operation"] == "Converse":
                    given, made = record["input"]["inputBodyJson"], record["output"]["outputBodyJson"]
                    yield "system\n" + given["system"][0]["text"]
                    yield "user\n" + given["messages"][0]["content"][0]["text"]
                    yield "assistant\n" + made["output"]["message"]["content"][0]["text"]


def make_tokenizer(texts):
    """Byte-level BPE in which each digit is a token of its own, so that a number can be copied digit by digit."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=VOCABULARY, special_tokens=SPECIAL_TOKENS, show_progress=False,
                                  initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()))
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def write_configs(policy_dir, vocabulary):
    write_json(policy_dir, "config.json", {
        "architectures": ["LlamaForCausalLM"], "model_type": "llama", **ARCHITECTURE, "vocab_size": vocabulary, "max_position_embeddings": MAX_TOKENS,
        "hidden_act": "silu", "rms_norm_eps": 1e-05, "rope_theta": 10000.0, "rope_scaling": None, "attention_bias": False, "mlp_bias": False,
        "tie_word_embeddings": True, "bos_token_id": 1, "eos_token_id": 2, "pad_token_id": 0, "torch_dtype": "float32"})
    write_json(policy_dir, "generation_config.json", {"bos_token_id": 1, "eos_token_id": 2, "pad_token_id": 0})
    added = {str(i): {"content": token, "lstrip": False, "normalized": False, "rstrip": False, "single_word": False, "special": True}
             for i, token in enumerate(SPECIAL_TOKENS)}
    write_json(policy_dir, "tokenizer_config.json", {
        "tokenizer_class": "PreTrainedTokenizerFast", "add_bos_token": False, "added_tokens_decoder": added, "bos_token": "<|im_start|>",
        "eos_token": "<|im_end|>", "pad_token": "<|endoftext|>", "clean_up_tokenization_spaces": False, "model_max_length": MAX_TOKENS,
        "chat_template": CHAT_TEMPLATE})


def write_json(folder, name, value):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="\n") as out:
        out.write(json.dumps(value, indent=2) + "\n")


def weight_shapes(vocabulary):
    """Name → shape, in the order in which the file holds them."""
    hidden, mlp, heads = ARCHITECTURE["hidden_size"], ARCHITECTURE["intermediate_size"], ARCHITECTURE["num_attention_heads"]
    kv = hidden // heads * ARCHITECTURE["num_key_value_heads"]
    shapes = {"model.embed_tokens.weight": (vocabulary, hidden)}
    for layer in range(ARCHITECTURE["num_hidden_layers"]):
        at = f"model.layers.{layer}."
        shapes |= {at + "input_layernorm.weight": (hidden,), at + "self_attn.q_proj.weight": (hidden, hidden),
                   at + "self_attn.k_proj.weight": (kv, hidden), at + "self_attn.v_proj.weight": (kv, hidden),
                   at + "self_attn.o_proj.weight": (hidden, hidden), at + "post_attention_layernorm.weight": (hidden,),
                   at + "mlp.gate_proj.weight": (mlp, hidden), at + "mlp.up_proj.weight": (mlp, hidden), at + "mlp.down_proj.weight": (hidden, mlp)}
    return shapes | {"model.norm.weight": (hidden,)}


def write_weights(path, vocabulary):
    """Norms 1; embeddings normal with deviation 0.1; a projection normal with deviation 1/sqrt(inputs), or 0 where it ends a block, so that the
    untrained model passes each token through unchanged: from there it learns to copy numbers in fewer steps."""
    rng, header, blobs, offset = random.Random(SEED), {"__metadata__": {"format": "pt"}}, [], 0
    for name, shape in weight_shapes(vocabulary).items():
        count = math.prod(shape)
        scale = 0.1 if "embed" in name else 0.0 if name.endswith(("o_proj.weight", "down_proj.weight")) else 1 / math.sqrt(shape[-1])
        values = array.array("f", [1.0] * count if len(shape) == 1 else [rng.gauss(0.0, scale) for _ in range(count)])
        if sys.byteorder == "big":
            values.byteswap()
        header[name] = {"dtype": "F32", "shape": list(shape), "data_offsets": [offset, offset + 4 * count]}
        offset += 4 * count
        blobs.append(values.tobytes())
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text)
        out.writelines(blobs)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
