#!/usr/bin/env python3
"""Writes the demo's data: invocation logs and references for the quickstart, and the earlier logs that its policy is warm-started on.

usage: make_data.py SAMPLE_DIR SFT_DIR        (from the repository root: conf/sample build/demo/sft-logs)

SAMPLE_DIR/logs              the logs that scripts/quickstart ingests, laid out as Bedrock lays them out in S3
SAMPLE_DIR/references.jsonl  the right answers, by requestId: what people filled in after the fact
SFT_DIR                      older logs in the same layout, of which no mail is in SAMPLE_DIR; fewer names and items occur in them

Python's standard library alone; every run writes the same bytes (one seed, no clock, gzip without time or name).
"""

import datetime
import gzip
import io
import os
import random
import shutil
import sys

import records
from mails import ITEMS, NAMES, Mail, normalised, pick

SEED = 20260420
SAMPLE_MAILS, SAMPLE_START = 1200, datetime.datetime(2026, 4, 20)
SFT_MAILS, SFT_START = 16000, datetime.datetime(2026, 1, 5)
HALF_MINUTE = datetime.timedelta(seconds=30)


def main(sample_dir, sft_dir):
    rng = random.Random(SEED)
    seen = set()
    sft_lines = [(when, records.line(entry)) for when, entry, _, _ in mail_entries(rng, SFT_MAILS, SFT_START, seen, NAMES[:36], ITEMS[:24])]
    write_logs(rng, sft_dir, sft_lines)
    entries = list(mail_entries(rng, SAMPLE_MAILS, SAMPLE_START, seen, NAMES, ITEMS))
    lines = [(when, records.line(entry)) for when, entry, _, _ in entries]
    references = {entry["requestId"]: mail.reference() for _, entry, mail, _ in entries}
    lines += repeats(rng, entries, references) + refused(rng, entries)
    write_logs(rng, os.path.join(sample_dir, "logs"), sorted(lines))
    with open(os.path.join(sample_dir, "references.jsonl"), "w", encoding="utf-8", newline="\n") as out:
        for request_id, reference in references.items():
            out.write(f'{{"requestId":"{request_id}","reference_answer":{reference}}}\n')


def mail_entries(rng, count, start, seen, names, items):
    """(time, record, mail, reply) of so many mails, none of which is in `seen` in its normalised form; adds them to `seen`."""
    when = start
    while count > 0:
        mail = Mail(rng, names, items)
        if normalised(mail.text) in seen:
            continue
        seen.add(normalised(mail.text))
        count -= 1
        when += HALF_MINUTE * (1 + int(rng.random() * 6))
        reply = mail.sloppy_answer(rng)
        yield when, records.mail_record(rng, records.request_id(rng), when, mail.text, reply), mail, reply


def repeats(rng, entries, references):
    """Twenty lines that repeat a mail: delivered twice by S3, sent again, or sent again in other letters and spacing."""
    lines = []
    for i in range(20):
        when, entry, mail, reply = pick(rng, entries)
        if i % 5 == 0:
            lines.append((when, records.line(entry)))
            continue
        text = mail.text if i % 5 < 4 else "  " + mail.text.upper().replace(". ", ".  ")
        later, request_id = when + HALF_MINUTE * 7, records.request_id(rng)
        references[request_id] = mail.reference()
        lines.append((later, records.line(records.mail_record(rng, request_id, later, text, reply))))
    return lines


def refused(rng, entries):
    """Twelve lines that no prompt can be made of."""
    lines = []
    for i in range(12):
        when, _, mail, reply = pick(rng, entries)
        request_id, text = records.request_id(rng), "Photo attached. " + mail.text
        whole = records.line(records.converse(rng, request_id, when, text, reply))
        kinds = [whole[: len(whole) // 2], "Permissions are correctly set for Amazon Bedrock logs.", records.line(records.throttled(request_id, when, text)),
                 records.line(records.with_picture(rng, request_id, when, text, reply)), records.line(records.embedding(request_id, when, text)),
                 records.line(records.without_body(request_id, when))]
        lines.append((when, kinds[i % 6]))
    return lines


def write_logs(rng, folder, lines):
    """One object per three hours, in the folder of its first hour, beside the marker that Bedrock leaves when logging is switched on."""
    shutil.rmtree(folder, ignore_errors=True)
    root = os.path.join(folder, "AWSLogs", records.ACCOUNT, "BedrockModelInvocationLogs")
    os.makedirs(root)
    with open(os.path.join(root, "amazon-bedrock-logs-permission-check"), "wb"):
        pass
    objects = {}
    for when, line in lines:
        objects.setdefault(when.replace(hour=when.hour // 3 * 3, minute=0, second=0), []).append(line)
    for hour, hour_lines in objects.items():
        place = os.path.join(root, records.REGION, hour.strftime("%Y/%m/%d/%H"))
        os.makedirs(place)
        name = hour.strftime("%Y%m%dT%H%M%S") + "000Z_" + records.request_id(rng)[:8] + ".json.gz"
        with open(os.path.join(place, name), "wb") as out:
            out.write(compressed("\n".join(hour_lines) + "\n"))


def compressed(text):
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buffer, mtime=0) as out:
        out.write(text.encode("utf-8"))
    return buffer.getvalue()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
