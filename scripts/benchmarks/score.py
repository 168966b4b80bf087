#!/usr/bin/env python3
"""Measures how fast rewards are computed, and prints one line of JSON for each.

usage: score.py sql|similarity|fuzzy|math|python|judge …        (from the repository root; scripts/bench calls it)

`sql` is one Spark job over a table of answers of 12 words in memory, with the SQL functions, on all cores. `similarity`, `fuzzy` and `math` are one
thread of Java beside the libraries that people call from Python, in an environment that this makes under build/score; the line has the ratio, and the
share of rows with the same verdict. `python` is a reward file with a trivial handler in one worker, in batches of 64. `judge` asks a model on loopback that answers
after a while, and the cache of verdicts. Times are the best of several passes; beside those of the clock stand those of the processor, which say more on a
machine that has other work.
"""

import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import venv

import runs

FOLDER = pathlib.Path("build/bench-score")
LIBRARIES = pathlib.Path("build/score")
PACKAGES = ["rapidfuzz==3.14.6", "rouge-score==0.1.2", "math-verify==0.9.0", "latex2sympy2-extended==1.11.0"]
SPARK_OPENS = "java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent java.util.concurrent.atomic sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar"
JVM = ["-XX:+UseParallelGC", "-Xmx2g", "-Duser.timezone=UTC", "-Dlog4j2.configurationFile=conf/log4j2.properties"]
JVM += [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in SPARK_OPENS.split()]
LABELS = ["refund", "cancel", "delivery"]
SAME = 1e-6
IN_FLIGHT = 256
JUDGED = 2_048
COPIES = 75
DELAY_MILLIS = 100
HANDLER = """
def lambda_handler(event, context):
    return [{"id": row["id"], "aggregate_reward_score": 1.0} for row in event]
"""


def main(questions):
    FOLDER.mkdir(parents=True, exist_ok=True)
    for question in questions:
        QUESTIONS[question]()


def sql():
    kinds = {"normalized_match": (texts(), {}), "label_match": (labels(), {"labels": LABELS}), "numeric_match": (numbers(), {})}
    for kind, (rows, parameters) in kinds.items():
        found = speed("sql", rows, kind, json.dumps(parameters), 50)
        per_core = found["rows"] / found["seconds"] / os.cpu_count()
        report({"bench": "score", "what": kind, "rows": found["rows"], "rows_per_second_per_core": round(per_core), "rows_per_processor_second": rate(found), "cores": os.cpu_count()})


def similarity():
    for measure in ("rouge_1", "rouge_2", "rouge_l", "rouge_l_stemmed"):
        compare(f"text_similarity, {measure}", texts(), {"kind": "text_similarity", "measure": measure}, measure)


def fuzzy():
    compare("text_similarity, fuzzy_match", texts(), {"kind": "text_similarity", "measure": "fuzzy_match"}, "fuzzy_match")


def math():
    compare("math", formulas(), {"kind": "math"}, "math")


def compare(what, rows, definition, library):
    ours = speed("rows", rows, json.dumps(definition), FOLDER / "ours")
    theirs = peer(library, rows, FOLDER / "theirs")
    pairs = list(zip(verdicts("ours"), verdicts("theirs"), strict=True))
    different = [i for i, (a, b) in enumerate(pairs) if not abs(a - b) <= SAME]
    for i in different[:5]:
        print(f"different: {rows.read_text(encoding='utf-8').splitlines()[i]}: {pairs[i][0]} here, {pairs[i][1]} there", file=sys.stderr)
    line = {"bench": "score", "what": what, "rows": ours["rows"], "rows_per_second": round(ours["rows"] / ours["seconds"]), "peer_rows_per_second": round(ours["rows"] / theirs["seconds"])}
    line |= {"times_faster": round(theirs["seconds"] / ours["seconds"], 2), "times_faster_by_processor_time": round(theirs["cpu_seconds"] / ours["cpu_seconds"], 2)}
    report(line | {"agreement": round(1 - len(different) / len(pairs), 4)})


def python():
    handler = FOLDER / "handler.py"
    handler.write_text(HANDLER, encoding="utf-8")
    found = speed("batches", texts(), json.dumps({"kind": "python", "file": str(handler), "workers": 1}), 64)
    report({"bench": "score", "what": "python, batches of 64", "rows": found["rows"], "rows_per_second_per_worker": round(found["rows"] / found["seconds"])})


def judge():
    """What a call adds to the endpoint's time: with so many under way, each has its share of a pass of the endpoint."""
    rows = write("asked", [[f"{answer} {i}", reference] for i, (answer, reference) in enumerate(json.loads(line) for line in texts().read_text().splitlines()[:JUDGED])])
    endpoint = subprocess.Popen(runs.java_command("JudgeEndpoint.java", DELAY_MILLIS), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        model = {"endpoint": f"http://127.0.0.1:{int(endpoint.stdout.readline())}/v1", "name": "loopback", "inFlight": IN_FLIGHT}
        definition = json.dumps({"kind": "judge", "model": model, "range": {"from": 1, "to": 5}})
        found = speed("batches", rows, definition, JUDGED)
        shutil.rmtree(FOLDER / "warehouse", ignore_errors=True)
        remembered = speed("remembered", rows, definition, FOLDER / "warehouse", COPIES)
    finally:
        endpoint.stdin.close()
        endpoint.wait()
    waited = DELAY_MILLIS * -(-JUDGED // IN_FLIGHT)
    line = {"bench": "score", "what": "judge", "calls": JUDGED, "in_flight": IN_FLIGHT, "endpoint_millis": DELAY_MILLIS, "calls_per_second": round(JUDGED / found["seconds"])}
    report(line | {"added_millis_per_call": round((found["seconds"] * 1000 - waited) / JUDGED, 3)})
    for what, key in {"judge, answers paid before within a run": "within", "judge, answers of an earlier run": "later"}.items():
        line = {"bench": "score", "what": what, "rows": remembered["rows"], "rows_per_second": round(remembered["rows"] / remembered[key + "_seconds"])}
        report(line | {"rows_per_processor_second": round(remembered["rows"] / remembered[key + "_cpu_seconds"]), "cores": os.cpu_count()})


def speed(what, rows, *arguments):
    return json.loads(runs.java("ScoreSpeed.java", what, rows, *arguments, options=JVM).splitlines()[-1])


def peer(library, rows, verdicts_file):
    python = LIBRARIES / "venv/bin/python"
    made = LIBRARIES / "made"
    if not made.exists() or made.read_text() != str(PACKAGES):
        print("Making an environment with the libraries …", file=sys.stderr)
        venv.create(LIBRARIES / "venv", with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=True, stdout=sys.stderr)
        made.write_text(str(PACKAGES))
    command = [python, "scripts/benchmarks/score_peer.py", library, rows, verdicts_file]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()[-1])


def verdicts(name):
    return [float(line) for line in (FOLDER / name).read_text().split()]


def rate(found):
    return round(found["rows"] / found["cpu_seconds"])


def report(line):
    print(json.dumps(line), flush=True)


def write(name, pairs):
    file = FOLDER / f"{name}.jsonl"
    file.write_text("".join(json.dumps(pair) + "\n" for pair in pairs), encoding="utf-8")
    return file


def words(draw, vocabulary=("refund", "order", "please", "card", "number", "the", "delivery", "late", "I", "cannot", "cancel", "of", "my", "account", "again", "Today", "is", "a", "problem", "with", "invoices", "42", "10.5")):
    return draw.choices(vocabulary, k=12)


def texts():
    """Answers of 12 words, half of them with up to four other words than the reference."""
    draw = random.Random("texts")
    pairs = []
    for _ in range(20_000):
        reference = words(draw)
        answer = list(reference)
        if draw.random() < 0.5:
            for _ in range(draw.randint(1, 4)):
                answer[draw.randrange(12)] = words(draw)[0]
        pairs.append([" ".join(answer) + draw.choice(["", ".", "!"]), " ".join(reference)])
    return write("texts", pairs)


def labels():
    draw = random.Random("labels")
    pairs = []
    for _ in range(20_000):
        said = [word for word in words(draw) if word not in LABELS]
        pairs.append([" ".join([*said, draw.choice(LABELS)]) + ".", draw.choice(LABELS)])
    return write("labels", pairs)


def numbers():
    draw = random.Random("numbers")
    pairs = []
    for _ in range(20_000):
        number = draw.randint(1, 99_999)
        said = draw.choice([str(number), f"{number:,}", str(number + 1)])
        pairs.append([f"The customers of the shop have paid {said} euros for it.", str(number)])
    return write("numbers", pairs)


def formulas():
    """Answers as models write them, some of them wrong, in the forms of mathematical data sets."""
    draw = random.Random("formulas")
    pairs = []
    for _ in range(300):
        reference, answer = draw.choice(FORMULAS)(draw)
        pairs.append([f"We simplify step by step and find that the answer is $\\boxed{{{answer}}}$.", reference])
    return write("formulas", pairs)


def integer(draw):
    number = draw.randint(-999, 99_999)
    return str(number), draw.choice([str(number), f"{number:.1f}", str(number + 1)])


def fraction(draw):
    over, under = draw.randint(1, 40), draw.choice([2, 4, 5, 8, 10, 16, 20, 25])
    factor = draw.randint(1, 3)
    same = [f"\\frac{{{over * factor}}}{{{under * factor}}}", f"\\dfrac{{{over}}}{{{under}}}", f"{over}/{under}", str(over / under)]
    return f"\\frac{{{over}}}{{{under}}}", draw.choice([*same, f"\\frac{{{over}}}{{{under + 1}}}"])


def root(draw):
    outside, inside = draw.randint(2, 9), draw.choice([2, 3, 5, 7])
    return f"{outside}\\sqrt{{{inside}}}", draw.choice([f"{outside}\\sqrt{{{inside}}}", f"\\sqrt{{{outside * outside * inside}}}", f"{outside}\\sqrt{{{inside + 1}}}"])


def term(draw):
    a, b = draw.randint(2, 9), draw.randint(1, 9)
    return f"{a}x+{b}", draw.choice([f"{a}x+{b}", f"{b}+{a}x", f"{a}x-{b}"])


def pair(draw):
    a, b = draw.randint(-9, 9), draw.randint(10, 30)
    return f"({a}, {b})", draw.choice([f"({a},{b})", f"({a}, {b})", f"({b}, {a})"])


def whole_set(draw):
    a, b, c = draw.sample(range(1, 50), 3)
    return f"\\{{{a}, {b}, {c}\\}}", draw.choice([f"\\{{{c}, {a}, {b}\\}}", f"\\{{{a}, {b}\\}}"])


FORMULAS = [integer, fraction, root, term, pair, whole_set]
QUESTIONS = {"sql": sql, "similarity": similarity, "fuzzy": fuzzy, "math": math, "python": python, "judge": judge}

if __name__ == "__main__":
    if not sys.argv[1:] or not all(question in QUESTIONS for question in sys.argv[1:]):
        sys.exit(__doc__)
    main(sys.argv[1:])
