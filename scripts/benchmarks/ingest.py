#!/usr/bin/env python3
"""Measures `hone ingest` on generated invocation logs and prints one line of JSON (conf/bench-ingest.yaml says what is ingested).

usage: ingest.py MEGABYTES FILES        (from the repository root; scripts/bench calls it)

Seconds are those of the whole command, the start of Java and Spark and the commits to Delta included. The limit is unpacking and parsing the same files on
all cores and nothing else, in a JVM with the same heap, collector and compilers (ParseLimit.java). Memory is the greatest resident size of the process, of which the heap is 1 GB.
"""

import gzip
import json
import multiprocessing
import os
import pathlib
import random
import resource
import shutil
import sys
import time

import runs

SPEC = "conf/bench-ingest.yaml"
RUN = pathlib.Path("build/bench-ingest")
LOGS = RUN / "logs"
STAMP = RUN / "generated"
HOURS = 24
HEAP = "-Xmx1g"
LIMIT_JVM = [HEAP, "-XX:+UseParallelGC", "-Xms512m", "-XX:NewRatio=1", "-XX:MaxNewSize=512m"]
COUNTS = "SELECT (SELECT count(*) FROM prompts) AS prompts, (SELECT count(*) FROM not_taken) AS not_taken"


def main(megabytes, files):
    generate(megabytes, files)
    limit, lines, characters = parse_limit()
    shutil.rmtree(RUN / "warehouse", ignore_errors=True)
    started = time.monotonic()
    runs.hone("ingest", "--spec", SPEC, HONE_JAVA_OPTIONS=HEAP)
    seconds = time.monotonic() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    counts = runs.rows(RUN / "warehouse", COUNTS)[0]
    if counts["prompts"] + counts["not_taken"] != lines:
        sys.exit(f"error: {lines} records were generated, but the tables tell of {counts}: nothing can be compared")
    line = {"bench": "ingest", "megabytes": round(characters / 1e6), "files": files, "records": lines, "prompts": counts["prompts"]}
    line |= {"seconds": round(seconds, 1), "records_per_second": round(lines / seconds)}
    line |= {"megabytes_per_second_per_core": round(characters / 1e6 / seconds / os.cpu_count(), 2), "peak_megabytes": peak // 1024}
    line |= {"limit_seconds": round(limit, 1), "share_of_limit": round(limit / seconds, 3), "cores": os.cpu_count()}
    print(json.dumps(line))


def generate(megabytes, files):
    wanted = f"{megabytes} MB in {files} files"
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    print(f"Generating {wanted} of logs …", file=sys.stderr)
    shutil.rmtree(RUN, ignore_errors=True)
    size = megabytes * 1_000_000 // files
    with multiprocessing.Pool() as pool:
        pool.starmap(generate_file, [(index, size) for index in range(files)])
    STAMP.write_text(wanted, encoding="utf-8")


def generate_file(index, size):
    folder = LOGS / f"AWSLogs/111122223333/BedrockModelInvocationLogs/us-east-1/2026/04/20/{index % HOURS:02}"
    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(index)
    words = vocabulary()
    written, serial, before = 0, 0, ""
    with gzip.open(folder / f"20260420T{index % HOURS:02}0000000Z_{index:04}.json.gz", "wt", encoding="utf-8", compresslevel=6, newline="\n") as out:
        while written < size:
            luck = draw.random()
            line = before if before and luck < 0.05 else broken(draw, words) if luck < 0.052 else record(draw, words, f"r-{index}-{serial}")
            out.write(line + "\n")
            written += len(line) + 1
            serial += 1
            before = line


def vocabulary():
    draw = random.Random("words")
    syllables = ["ba", "co", "di", "fe", "gu", "la", "mo", "ni", "pra", "ro", "sti", "tu", "ver", "zen"]
    return ["".join(draw.choices(syllables, k=draw.randint(1, 4))) for _ in range(5000)]


def text(draw, words, least, most):
    return " ".join(draw.choices(words, k=draw.randint(least, most))) + ("?" if draw.random() < 0.5 else ". \"Ende\"\n")


def broken(draw, words):
    return json.dumps({"messages": text(draw, words, 5, 50)})[:-1]


def record(draw, words, request_id):
    system, question, answer = text(draw, words, 20, 120), text(draw, words, 20, 400), text(draw, words, 5, 200)
    operation, model, request, response = draw.choice(FAMILIES)(system, question, answer)
    entry = {"schemaType": "ModelInvocationLog", "schemaVersion": "1.0", "timestamp": "2026-04-20T00:17:33Z", "accountId": "111122223333"}
    entry |= {"identity": {"arn": "arn:aws:sts::111122223333:assumed-role/app/session"}, "region": "us-east-1", "requestId": request_id}
    entry |= {"operation": operation, "modelId": model, "requestMetadata": {"project": draw.choice(["support", "sales", "search"])}}
    entry |= {"input": {"inputContentType": "application/json", "inputBodyJson": request, "inputTokenCount": 6}}
    entry |= {"output": {"outputContentType": "application/json", "outputBodyJson": response, "outputTokenCount": 7}}
    return json.dumps(entry, ensure_ascii=False)


def converse(system, question, answer):
    request = {"messages": [{"role": "user", "content": [{"text": question}]}], "system": [{"text": system}], "inferenceConfig": {"maxTokens": 512}}
    response = {"output": {"message": {"role": "assistant", "content": [{"text": answer}]}}, "stopReason": "end_turn", "metrics": {"latencyMs": 9}}
    return "Converse", "us.amazon.nova-lite-v1:0", request, response


def anthropic(system, question, answer):
    request = {"anthropic_version": "bedrock-2023-05-31", "max_tokens": 512, "system": system, "messages": [{"role": "user", "content": question}]}
    response = {"type": "message", "role": "assistant", "content": [{"type": "text", "text": answer}], "stop_reason": "end_turn"}
    return "InvokeModel", "anthropic.claude-3-haiku-20240307-v1:0", request, response


def nova(system, question, answer):
    request = {"schemaVersion": "messages-v1", "system": [{"text": system}], "messages": [{"role": "user", "content": [{"text": question}]}]}
    return "InvokeModel", "amazon.nova-lite-v1:0", request, converse(system, question, answer)[3]


def llama(system, question, answer):
    turns = [("system", system), ("user", question)]
    prompt = "<|begin_of_text|>" + "".join(f"<|start_header_id|>{role}<|end_header_id|>\n\n{said}<|eot_id|>" for role, said in turns)
    request = {"prompt": prompt + "<|start_header_id|>assistant<|end_header_id|>\n\n", "max_gen_len": 512}
    return "InvokeModel", "meta.llama3-1-8b-instruct-v1:0", request, {"generation": answer, "stop_reason": "stop"}


def chat(system, question, answer):
    request = {"messages": [{"role": "system", "content": system}, {"role": "user", "content": question}], "max_completion_tokens": 256}
    response = {"choices": [{"index": 0, "message": {"role": "assistant", "content": answer}, "finish_reason": "stop"}]}
    return "InvokeModel", "openai.gpt-oss-20b-1:0", request, response


FAMILIES = [converse, anthropic, nova, llama, chat]


def parse_limit():
    seconds, lines, characters = runs.java("ParseLimit.java", LOGS, options=LIMIT_JVM).split()
    return float(seconds), int(lines), int(characters)


if __name__ == "__main__":
    if len(sys.argv) != 3 or not all(argument.isdigit() and int(argument) > 0 for argument in sys.argv[1:]):
        sys.exit(__doc__)
    main(int(sys.argv[1]), int(sys.argv[2]))
