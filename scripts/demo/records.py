"""Bedrock model invocation log records (schema ModelInvocationLog 1.0) around one mail and the answer that was logged for it."""

import json

from mails import SYSTEM, pick

ACCOUNT, REGION = "111122223333", "us-west-2"
NOVA = "us.amazon.nova-lite-v1:0"
CLAUDE = "us.anthropic.claude-3-5-haiku-20241022-v1:0"


def converse(rng, request_id, timestamp, text, reply):
    body = {"messages": [{"role": "user", "content": [{"text": text}]}], "system": [{"text": SYSTEM}],
            "inferenceConfig": {"maxTokens": 64, "temperature": 0.7}}
    return record(rng, "Converse", NOVA, request_id, timestamp, body, message_output(rng, text, reply) | {"metrics": {"latencyMs": latency(rng)}})


def invoke_nova(rng, request_id, timestamp, text, reply):
    body = {"schemaVersion": "messages-v1", "system": [{"text": SYSTEM}], "messages": [{"role": "user", "content": [{"text": text}]}],
            "inferenceConfig": {"maxTokens": 64}}
    return record(rng, "InvokeModel", NOVA, request_id, timestamp, body, message_output(rng, text, reply))


def invoke_claude(rng, request_id, timestamp, text, reply):
    body = {"anthropic_version": "bedrock-2023-05-31", "max_tokens": 64, "system": SYSTEM, "messages": [{"role": "user", "content": text}]}
    output = {"id": "msg_bdrk_" + request_id.replace("-", "")[:24], "type": "message", "role": "assistant", "model": "claude-3-5-haiku-20241022",
              "content": [{"type": "text", "text": reply}], "stop_reason": "end_turn", "stop_sequence": None,
              "usage": {"input_tokens": tokens(SYSTEM + text), "output_tokens": tokens(reply)}}
    return record(rng, "InvokeModel", CLAUDE, request_id, timestamp, body, output)


def mail_record(rng, request_id, timestamp, text, reply):
    """Six of ten callers use Converse; the others are older services that call InvokeModel."""
    make = pick(rng, [converse] * 6 + [invoke_claude] * 3 + [invoke_nova])
    return make(rng, request_id, timestamp, text, reply)


def record(rng, operation, model_id, request_id, timestamp, body, output):
    entry = envelope(operation, model_id, request_id, timestamp)
    if rng.random() < 0.8:
        entry["requestMetadata"] = {"service": pick(rng, ["mailroom", "webform"]), "env": "prod"}
    usage = output["usage"]
    entry["input"] = {"inputContentType": "application/json", "inputBodyJson": body,
                      "inputTokenCount": usage.get("inputTokens", usage.get("input_tokens"))}
    entry["output"] = {"outputContentType": "application/json", "outputBodyJson": output,
                       "outputTokenCount": usage.get("outputTokens", usage.get("output_tokens"))}
    return entry


def envelope(operation, model_id, request_id, timestamp):
    return {"schemaType": "ModelInvocationLog", "schemaVersion": "1.0", "timestamp": timestamp.strftime("%Y-%m-%dT%H:%M:%SZ"), "accountId": ACCOUNT,
            "identity": {"arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/MailSorter/mail-sorter"}, "region": REGION, "requestId": request_id,
            "operation": operation, "modelId": model_id}


def message_output(rng, text, reply):
    used, made = tokens(SYSTEM + text), tokens(reply)
    return {"output": {"message": {"role": "assistant", "content": [{"text": reply}]}}, "stopReason": "end_turn",
            "usage": {"inputTokens": used, "outputTokens": made, "totalTokens": used + made}}


def throttled(request_id, timestamp, text):
    """A call that failed: it has an errorCode and no output."""
    entry = envelope("Converse", NOVA, request_id, timestamp) | {"errorCode": "ThrottlingException"}
    body = {"messages": [{"role": "user", "content": [{"text": text}]}], "system": [{"text": SYSTEM}]}
    return entry | {"input": {"inputContentType": "application/json", "inputBodyJson": body, "inputTokenCount": 0}}


def with_picture(rng, request_id, timestamp, text, reply):
    """A mail with a photo: reinforcement fine-tuning takes text alone."""
    entry = converse(rng, request_id, timestamp, text, reply)
    picture = {"image": {"format": "png", "source": {"bytes": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="}}}
    entry["input"]["inputBodyJson"]["messages"][0]["content"].append(picture)
    return entry


def embedding(request_id, timestamp, text):
    """Another service's call of an embedding model: no chat, no answer."""
    entry = envelope("InvokeModel", "amazon.titan-embed-text-v2:0", request_id, timestamp)
    entry["input"] = {"inputContentType": "application/json", "inputBodyJson": {"inputText": text, "dimensions": 256}, "inputTokenCount": tokens(text)}
    entry["output"] = {"outputContentType": "application/json", "outputBodyJson": {"embedding": [0.1, -0.2, 0.3], "inputTextTokenCount": tokens(text)}}
    return entry


def without_body(request_id, timestamp):
    """A body above 100 KB that was never delivered, because the logging had no bucket for large data."""
    entry = envelope("Converse", NOVA, request_id, timestamp)
    return entry | {"input": {"inputContentType": "application/json", "inputTokenCount": 31877},
                    "output": {"outputContentType": "application/json", "outputTokenCount": 12}}


def line(entry):
    return json.dumps(entry, separators=(",", ":"))


def latency(rng):
    return 180 + int(rng.random() * 900)


def tokens(text):
    return len(text) // 4 + 1


def request_id(rng):
    digits = "".join("0123456789abcdef"[int(rng.random() * 16)] for _ in range(32))
    return "-".join([digits[:8], digits[8:12], "4" + digits[13:16], "a" + digits[17:20], digits[20:]])
