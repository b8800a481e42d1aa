"""What the benches share: one run of a program with its wall seconds, processor seconds and most
memory; runs of two programs in turns; and the extracts and definitions that they are given. The
machine may be doing other work: processor seconds and ratios of a pair can be trusted, wall times
only where nothing else ran."""
import os
import shutil
import statistics
import subprocess
import sys
import time
from typing import NamedTuple

FOLDER = "build/bench/peers"
PYTHON = "/usr/bin/python3"  # Debian's, whose packages the peers are
HERE = os.path.dirname(__file__)
PEERS = f"{HERE}/peers"
MEASURES = ["referrals", "referrals-nfa", "s47-enquiries", "s47-to-icpc-cohort", "icpc-15", "cp-plans"]
COPIES = {"county": 1, "region": 15, "nation": 120}
ROUNDS = int(os.environ.get("ROUNDS", "5"))


class Run(NamedTuple):
    wall: float
    processor: float
    memory: float  # MB


def run(words, allowed=(0,)):
    """One run, which must end with a status that is allowed."""
    start = time.perf_counter()
    with open("build/bench/errors.txt", "wb+") as errors:
        child = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in allowed:
            errors.seek(0)
            sys.exit(f"{' '.join(words)} ended with {child.returncode}\n{errors.read().decode()[-2000:]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def in_turns(one, other, rounds=ROUNDS):
    """Pairs of runs, A B A B: what else the machine does falls on both."""
    return [(run(one), run(other)) for _ in range(rounds)]


def median_of(pairs, side, what):
    return statistics.median(getattr(pair[side], what) for pair in pairs)


def median_ratio(pairs, what):
    return statistics.median(getattr(one, what) / getattr(other, what) for one, other in pairs)


def prepare_definitions():
    """The definitions without rules, with the six measures that the peers compute too."""
    target = f"{FOLDER}/defs"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree("report-defs", target)
    for part in ["rules", "reports", "measures"]:
        shutil.rmtree(f"{target}/{part}")
        os.makedirs(f"{target}/{part}")
    for name in MEASURES:
        shutil.copy(f"report-defs/measures/{name}.yaml", f"{target}/measures")
    shutil.copy(f"{PEERS}/report.yaml", f"{target}/reports/six-measures.yaml")
    return target


def derive(target, source, script, *more):
    """Extracts that a script of peers/ makes of others, made once."""
    if not os.path.exists(f"{target}/made"):
        shutil.rmtree(target, ignore_errors=True)
        subprocess.run([PYTHON, f"{PEERS}/{script}", source, target, *more], check=True)
        open(f"{target}/made", "w", encoding="utf-8").close()
    return target


def clean_extracts(size):
    target = f"{FOLDER}/{size}-clean"
    if not os.path.exists(f"{target}/made"):
        shutil.rmtree(target, ignore_errors=True)
        os.makedirs(target)
        subprocess.run(["build/make-hampshire", target, "report-defs", str(COPIES[size])], check=True)
        open(f"{target}/made", "w", encoding="utf-8").close()
    return target


def spoiled_extracts(size):
    """Extracts of that size with one value in every 499th record spoiled, made once."""
    target = f"{FOLDER}/{size}"
    if not os.path.exists(f"{target}/made"):
        clean = clean_extracts(size)
        derive(target, clean, "spoil.py")
        shutil.rmtree(clean)
    return target


def smaller_county():
    """A county of 218,000 records: every measure of it is to take less than half a second."""
    return derive(f"{FOLDER}/county-218000", "build/fixtures/hampshire", "fewer.py", "583")


def files_of(extracts):
    return sorted(f"{extracts}/{name}" for name in os.listdir(extracts) if name.endswith(".csv"))


def warm(extracts):
    """Reads the files once, so that no run waits for the disk, and counts their records."""
    records = 0
    for path in files_of(extracts):
        with open(path, "rb") as stream:
            records += sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b"")) - 1
    return records


if __name__ == "__main__":  # for the bench that counts instructions
    os.makedirs(FOLDER, exist_ok=True)
    prepare_definitions()
    smaller_county()
