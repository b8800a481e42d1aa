"""peers.py PROGRAM SIZE...: quarterday and its peers do the same work on the same extracts in turns
(A B A B ...), and must give the same answers: records read, every cell judged by its type, pattern
or code set, and six measures for the county and its districts. SIZE is county, region or nation.

Definitions are cut to that work (no rules, six measures), so that nobody does more than the others;
quarterday alone keeps a row and cell for each finding and writes a workbook of them. Wall times
are medians of ROUNDS, ratios medians of the pairs' ratios, peak memory is that of the processes.
Writes build/bench/peers.md; a peer whose answer differs fails."""
import csv
import os
import shutil
import statistics
import subprocess
import sys
import time

ROUNDS = int(os.environ.get("ROUNDS", "5"))
FOLDER = "build/bench/peers"
HERE = os.path.dirname(__file__)
MEASURES = ["referrals", "referrals-nfa", "s47-enquiries", "s47-to-icpc-cohort", "icpc-15", "cp-plans"]
COPIES = {"county": 1, "region": 15, "nation": 120}
PYTHON = "/usr/bin/python3"  # Debian's, whose packages these are


def prepare_definitions():
    target = f"{FOLDER}/defs"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree("report-defs", target)
    for part in ["rules", "reports", "measures"]:
        shutil.rmtree(f"{target}/{part}")
        os.makedirs(f"{target}/{part}")
    for name in MEASURES:
        shutil.copy(f"report-defs/measures/{name}.yaml", f"{target}/measures")
    shutil.copy(f"{HERE}/report.yaml", f"{target}/reports/six-measures.yaml")


def prepare_extracts(size):
    """Extracts of that size with values spoiled, made once."""
    target = f"{FOLDER}/{size}"
    if not os.path.exists(f"{target}/made"):
        clean = f"{FOLDER}/clean"
        shutil.rmtree(clean, ignore_errors=True)
        os.makedirs(clean)
        subprocess.run(["build/make-hampshire", clean, "report-defs", str(COPIES[size])], check=True)
        subprocess.run([PYTHON, f"{HERE}/spoil.py", clean, target], check=True)
        shutil.rmtree(clean)
        open(f"{target}/made", "w", encoding="utf-8").close()
    subprocess.run([PYTHON, f"{HERE}/plan.py", target, FOLDER], check=True)
    return target


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
    duck = ["node", f"{HERE}/duckdb.mjs"]
    yield "DuckDB, 1 thread", peer(duck, extracts, "1"), own(program, extracts, 1)
    yield "DuckDB, 2 threads", peer(duck, extracts, "2"), own(program, extracts, 2)
    yield "pandas", peer([PYTHON, f"{HERE}/frames.py"], extracts), own(program, extracts, 1)
    yield "R data.table, 1 thread", peer(["Rscript", f"{HERE}/tables.R"], extracts, "1"), own(program, extracts, 1)


def run(words):
    """Wall and processor seconds, and the most memory in MB."""
    start = time.perf_counter()
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{' '.join(words)} ended with {child.returncode}\n{errors.decode()[-2000:]}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


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
    median = [[statistics.median(pair[side][what] for pair in pairs) for what in range(3)] for side in (0, 1)]
    ratio = [statistics.median(pair[0][what] / pair[1][what] for pair in pairs) for what in range(3)]
    cells = [size, name] + [f"{wall:.2f} / {cpu:.2f} s, {memory:.0f} MB" for wall, cpu, memory in median]
    return cells + [f"{ratio[0]:.1f}", f"{ratio[1]:.1f}", f"{ratio[2]:.1f}"]


def main():
    program, sizes = sys.argv[1], sys.argv[2:] or ["county"]
    os.makedirs(FOLDER, exist_ok=True)
    prepare_definitions()
    lines = ["| size | peer | peer: wall / processor, memory | quarterday | wall | processor | memory |", "|---" * 7 + "|"]
    print("\n".join(lines), flush=True)
    for size in sizes:
        extracts = prepare_extracts(size)
        for name, theirs, ours in contenders(program, extracts):
            lines.append("| " + " | ".join(compare(size, name, theirs, ours)) + " |")
            print(lines[-1], flush=True)
    with open("build/bench/peers.md", "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")


main()
