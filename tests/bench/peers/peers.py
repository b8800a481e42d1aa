"""peers.py PROGRAM SIZE...: quarterday and its peers do the same work on the same extracts in turns
(A B A B ...), and must give the same answers: records read, every cell judged by its type, pattern
or code set, and six measures for the county and its districts. SIZE is county, region or nation.

Definitions are cut to that work (no rules, six measures), so that nobody does more than the others;
quarterday alone keeps a row and cell for each finding and writes a workbook of them. Wall times
are medians of ROUNDS, ratios medians of the pairs' ratios, peak memory is that of the processes.
PEERS="pandas DuckDB" runs with those alone. Writes build/bench/peers.md; a peer whose answer differs
fails."""
import csv
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from measuring import (FOLDER, PEERS, PYTHON, ROUNDS, median_of, median_ratio, prepare_definitions, run,
                       spoiled_extracts, warm)


def prepare_extracts(size):
    extracts = spoiled_extracts(size)
    subprocess.run([PYTHON, f"{PEERS}/plan.py", extracts, FOLDER], check=True)
    warm(extracts)
    return extracts


def own_answer(out):
    """What quarterday wrote, in the peers' lines."""
    lines, counts = [], {}
    with open(f"{out}/findings.csv", newline="", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            if row["rule"] in ("type", "pattern", "codes"):
                key = (row["table"], row["column"])
                counts[key] = counts.get(key, 0) + 1
    lines += [f"V|{table}|{column}|{count}" for (table, column), count in counts.items()]
    with open(f"{out}/figures.csv", newline="", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            is_told = row["unit_level"] in ("county", "district") and row["category"] == "" \
                and row["period"] == "2013-14"
            if is_told and (row["numerator"] != "0" or row["denominator"] not in ("", "0")):
                lines.append(f"M|{row['measure']}|{row['unit_level']}|{row['unit']}|"
                             f"{row['numerator']}|{row['denominator']}")
    return "\n".join(sorted(lines)) + "\n"


def own(program, extracts, threads):
    out = f"{FOLDER}/out"
    words = [program, "run", "six-measures", "--defs", f"{FOLDER}/defs", "--extracts", extracts,
             "--period", "2013-14", "--as-at", "2014-03-31", "--authority", "hampshire",
             "--formats", "csv", "--out", out, "--threads", str(threads), "--fail-on", "never", "--quiet"]
    return words, lambda: own_answer(f"{out}/six-measures_2013-14")


def peer(words, extracts, *more):
    answer = f"{FOLDER}/answer.txt"

    def read():
        with open(answer, encoding="utf-8") as stream:
            return stream.read()
    return words + [FOLDER, extracts, answer, *more], read


def contenders(program, extracts):
    duck = ["node", f"{PEERS}/duckdb.mjs"]
    yield "DuckDB, 1 thread", peer(duck, extracts, "1"), own(program, extracts, 1)
    yield "DuckDB, 2 threads", peer(duck, extracts, "2"), own(program, extracts, 2)
    yield "pandas", peer([PYTHON, f"{PEERS}/frames.py"], extracts), own(program, extracts, 1)
    yield "R data.table, 1 thread", peer(["Rscript", f"{PEERS}/tables.R"], extracts, "1"), own(program, extracts, 1)


def agree(name, one, other):
    if one != other:
        differing = sorted(set(one.splitlines()) ^ set(other.splitlines()))
        sys.exit(f"{name} gives another answer:\n" + "\n".join(differing[:20]))


def compare(size, name, peer_job, own_job):
    pairs = []
    for _ in range(ROUNDS):
        theirs = run(peer_job[0])
        answer = peer_job[1]()
        ours = run(own_job[0])
        agree(name, answer, own_job[1]())
        pairs.append((theirs, ours))
    cells = [size, name] + [f"{median_of(pairs, side, 'wall'):.2f} / {median_of(pairs, side, 'processor'):.2f} s, "
                            f"{median_of(pairs, side, 'memory'):.0f} MB" for side in (0, 1)]
    return cells + [f"{median_ratio(pairs, what):.1f}" for what in ("wall", "processor", "memory")]


def main():
    program, sizes = sys.argv[1], sys.argv[2:] or ["county"]
    wanted = os.environ.get("PEERS", "").split()
    os.makedirs(FOLDER, exist_ok=True)
    prepare_definitions()
    lines = ["| size | peer | peer: wall / processor, memory | quarterday | wall | processor | memory |", "|---" * 7 + "|"]
    print("\n".join(lines), flush=True)
    for size in sizes:
        extracts = prepare_extracts(size)
        for name, theirs, ours in contenders(program, extracts):
            if wanted and not any(word in name for word in wanted):
                continue
            lines.append("| " + " | ".join(compare(size, name, theirs, ours)) + " |")
            print(lines[-1], flush=True)
    with open("build/bench/peers.md", "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")


main()
