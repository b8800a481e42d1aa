"""bench.py PROGRAM [OTHER]: times the entries of tests/bench/entries.csv and counts their
instructions with callgrind. Writes build/bench/results.md.

With OTHER, an earlier build, the two run in turns (A B A B ...), and the medians of the pairs' ratios
are given: what else the machine does at the time falls on both. Wall time never fails. Instructions
do: more for a row than kept in tests/bench/instructions.csv, by over the tolerance, is a failure.
KEEP=1 keeps the counts of this build instead."""
import csv
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time

ROUNDS = int(os.environ.get("ROUNDS", "7"))
TOLERANCE = 0.05
ENTRIES = "tests/bench/entries.csv"
KEPT = "tests/bench/instructions.csv"
FOLDER = "build/bench"
OUTPUT = FOLDER + "/output"


def read(path):
    with open(path, newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def command_of(program, words, *more):
    """A command of the program, or a program of the bench that stands beside it."""
    if words[0].endswith("-bench"):
        return [os.path.join(os.path.dirname(program), words[0])] + words[1:]
    return [program] + words + ["--quiet", *more]


def run(program, words):
    """Seconds and the most memory in MB; the run must be clean. What it prints is in OUTPUT."""
    with open(OUTPUT, "wb") as output:
        start = time.perf_counter()
        child = subprocess.Popen(command_of(program, words), stdout=output)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{program} {' '.join(words)} ended with {child.returncode}")
    return seconds, usage.ru_maxrss / 1024


def count_rows(entry):
    """A number, or the lines that were printed below their header."""
    if entry["rows"] != "printed":
        return int(entry["rows"])
    with open(OUTPUT, "rb") as output:
        return sum(1 for _ in output) - 1


def time_entry(programs, words):
    """Times of each program by turns, after a round that warms the caches."""
    times, memory = [[] for _ in programs], [0.0 for _ in programs]
    for turn in range(ROUNDS + 1):
        for at, program in enumerate(programs):
            seconds, most = run(program, words)
            memory[at] = max(memory[at], most)
            if turn > 0:
                times[at].append(seconds)
    return times, memory


def count_instructions(program, words):
    """On one thread, where the same work is the same count."""
    out = f"{FOLDER}/callgrind.out"
    subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", "-q"]
                   + command_of(program, words, "--threads", "1"), stdout=subprocess.DEVNULL,
                   check=True)
    with open(out, encoding="utf-8") as stream:
        for line in stream:
            if line.startswith(("summary:", "totals:")):
                return int(line.split()[1])
    sys.exit("callgrind gave no total")


def judge(entry, per_row, kept):
    """The change against what was kept, and whether it is one that fails."""
    if entry["name"] not in kept:
        return "new", True
    change = per_row / kept[entry["name"]] - 1
    return f"{change:+.1%}", change > TOLERANCE


def measure(entry, programs, kept, has_valgrind):
    words = entry["command"].split()
    programs = [p for p in programs if os.path.exists(command_of(p, words)[0])]
    times, memory = time_entry(programs, words)
    rows = count_rows(entry)
    row = {"entry": entry["name"], "rows": f"{rows:,} {entry['per']}{'ren' if entry['per'] == 'child' else 's'}",
           "seconds": f"{statistics.median(times[0]):.3f}", "least": f"{min(times[0]):.3f}",
           "limit": entry["limit"], "memory": f"{memory[0]:.0f} MB", "against": "",
           "instructions": "", "per row": "", "change": ""}
    fails = False
    if len(programs) > 1:
        ratios = [a / b for a, b in zip(*times)]
        row["against"] = f"{statistics.median(ratios):.2f}"
    if has_valgrind:
        count = count_instructions(programs[0], words)
        per_row = count / rows
        row["instructions"], row["per row"] = f"{count / 1e6:,.0f} M", f"{per_row:,.0f}"
        row["change"], fails = judge(entry, per_row, kept)
        row["exact"] = per_row
    return row, fails


def write_results(rows):
    columns = ["entry", "rows", "seconds", "least", "limit", "memory", "against", "instructions",
               "per row", "change"]
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(row[name] for name in columns) + " |" for row in rows]
    with open(f"{FOLDER}/results.md", "w", encoding="utf-8") as stream:
        stream.write("\n".join(lines) + "\n")
    print("\n".join(lines))


def keep(rows):
    with open(KEPT, "w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["name", "instructions_a_row"])
        writer.writerows([row["entry"], f"{row['exact']:.1f}"] for row in rows)


def main():
    programs = sys.argv[1:]
    os.makedirs(FOLDER, exist_ok=True)
    has_valgrind = shutil.which("valgrind") is not None
    kept = {k["name"]: float(k["instructions_a_row"]) for k in read(KEPT)} \
        if os.path.exists(KEPT) else {}
    only = os.environ.get("ENTRIES", "").split()
    results = [measure(entry, programs, kept, has_valgrind) for entry in read(ENTRIES)
               if not only or entry["name"] in only]
    rows = [row for row, _ in results]
    write_results(rows)
    if not has_valgrind:
        sys.exit("valgrind is not installed: no instructions were counted")
    if os.environ.get("KEEP"):
        keep(rows)
        return
    failing = [row["entry"] for row, fails in results if fails]
    if failing:
        sys.exit("more instructions a row than kept in " + KEPT + ": " + ", ".join(failing))


main()
