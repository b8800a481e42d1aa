"""targets.py PROGRAM SIZE...: what the project's targets of speed ask, measured, target by target;
SIZE is county, region or nation; TARGETS="1 5" measures those alone. Writes build/bench/targets.md. Two programs that are compared run
in turns (A B A B ...) ROUNDS times; figures are medians. Nothing here fails for being slow. It does
fail where plain and quoted extracts, or one thread and two, give other answers."""
import os
import re
import statistics
import subprocess
import sys
import zipfile

from measuring import (FOLDER, PEERS, PYTHON, ROUNDS, clean_extracts, derive, files_of, in_turns, median_of,
                       median_ratio, prepare_definitions, run, spoiled_extracts, warm)

MEMORY_A_ROW, MEMORY_BESIDES = 36, 30  # bytes, MiB
OUT = f"{FOLDER}/targets-out"
EMPTY = f"{FOLDER}/empty"


class Bench:
    def __init__(self, program):
        self.program = program
        self.folder = os.path.dirname(program)
        self.rows = []

    def tell(self, number, what, target, measured):
        self.rows.append(f"| {number} | {what} | {target} | {measured} |")
        print(self.rows[-1], flush=True)

    def check(self, extracts, *more, threads=1, definitions=f"{FOLDER}/defs"):
        """Reading and the checks of fields and keys: the definitions have no rules."""
        return [self.program, "check", "--defs", definitions, "--extracts", extracts, "--as-at", "2014-03-31",
                "--threads", str(threads), "--fail-on", "never", "--quiet", *more]

    def report(self, name, extracts, threads, *more):
        return [self.program, "run", name, "--extracts", extracts, "--period", "2013-14", "--as-at", "2014-03-31",
                "--authority", "hampshire", "--out", OUT, "--threads", str(threads), "--fail-on", "never",
                "--quiet", *more]


def findings_of(bench, extracts, threads):
    run(bench.check(extracts, "--out", OUT, threads=threads))
    with open(f"{OUT}/findings.csv", "rb") as stream:
        return re.sub(rb",[0-9]*,[A-Z]*[0-9]*,", b",", stream.read())


def must_agree(what, one, other):
    if one != other:
        sys.exit(f"{what} give other findings")


def reading(bench, size):
    """Targets 1 and 6."""
    extracts = spoiled_extracts(size)
    records = warm(extracts)
    pairs = in_turns(bench.check(extracts), [f"{bench.folder}/libcsv-bench", *files_of(extracts)])
    bench.tell(1, f"read and judge every field, {size}, 1 thread, against libcsv alone", "0.50",
               f"{median_ratio(pairs, 'processor'):.2f} ({median_of(pairs, 0, 'processor'):.2f} s, "
               f"libcsv {median_of(pairs, 1, 'processor'):.2f} s)")
    memory = median_of(pairs, 0, "memory")
    bench.tell(6, f"memory, {size}", f"{MEMORY_A_ROW} bytes a record + {MEMORY_BESIDES} MB",
               f"{(memory - MEMORY_BESIDES) * 1024 * 1024 / records:.0f} bytes a record + {MEMORY_BESIDES} MB "
               f"({memory:.0f} MB)")

def threads(bench, size):
    """Target 4: wall times, which other work on the machine distorts."""
    whole = spoiled_extracts(size)
    skewed = derive(f"{FOLDER}/{size}-skewed", whole, "skew.py")
    for extracts, what in ((whole, size), (skewed, f"{size}, one table of nearly all bytes")):
        warm(extracts)
        must_agree("one thread and two", findings_of(bench, extracts, 1), findings_of(bench, extracts, 2))
        pairs = in_turns(bench.check(extracts), bench.check(extracts, threads=2))
        cores = statistics.median(pair[1].processor / pair[1].wall for pair in pairs)
        bench.tell(4, f"1 thread against 2, wall, {what}", "1.7",
                   f"{median_ratio(pairs, 'wall'):.2f} (the 2 threads had {cores:.1f} cores)")


def quoted(bench, size):
    plain = spoiled_extracts(size)
    full = derive(f"{FOLDER}/{size}-quoted", plain, "quote.py")
    warm(full)
    must_agree("plain and quoted extracts", findings_of(bench, plain, 1), findings_of(bench, full, 1))
    pairs = in_turns(bench.check(full), bench.check(plain))
    bench.tell(5, f"every value in quotation marks against plain, {size}", "1.15",
               f"{median_ratio(pairs, 'processor'):.2f}")


def nation(bench):
    """Target 5: a record at eight times the region against one of the region."""
    costs, runs = [], []
    for size in ("region", "nation"):
        extracts = clean_extracts(size)
        records = warm(extracts)
        runs.append(run(bench.check(extracts)))
        costs.append(runs[-1].processor / records)
    bench.tell(5, "a record at 8 times the region against one of the region", "1.25",
               f"{costs[1] / costs[0]:.2f} ({costs[1] * 1e6:.2f} and {costs[0] * 1e6:.2f} microseconds, one run each; "
               f"{runs[1].processor:.0f} s, {runs[1].memory:.0f} MB)")


def cells_of(folder):
    count = 0
    for name in os.listdir(folder):
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(f"{folder}/{name}") as book:
                count += sum(len(re.findall(rb"<c[ >]", book.read(part))) for part in book.namelist()
                             if part.startswith("xl/worksheets/sheet"))
    return count


def annex(bench):
    """Target 7: so many records are spoiled that the workbooks have the cells."""
    extracts = derive(f"{FOLDER}/county-annex", spoiled_extracts("county"), "spoil.py", "17")
    warm(extracts)
    own = bench.report("annual-safeguarding", extracts, 2)
    run(own)
    cells = cells_of(f"{OUT}/annual-safeguarding_2013-14")
    pairs = in_turns(own, [PYTHON, f"{PEERS}/annex.py", f"{OUT}/annex.xlsx"])
    bench.tell(7, f"the annual report, PDF and HTML of 24 pages, workbooks of {cells:,} cells, 2 threads, against "
               "XlsxWriter writing 240,000 cells", "1.00",
               f"{median_ratio(pairs, 'wall'):.2f} wall, {median_ratio(pairs, 'processor'):.2f} processor "
               f"({median_of(pairs, 0, 'processor'):.2f} s, XlsxWriter {median_of(pairs, 1, 'processor'):.2f} s)")


def start(bench):
    """Target 8."""
    os.makedirs(EMPTY, exist_ok=True)
    with open(f"{clean_extracts('county')}/ssd_person.csv", encoding="utf-8-sig") as full, \
            open(f"{EMPTY}/ssd_person.csv", "w", encoding="utf-8") as head:
        head.write(full.readline())
    whole = [run(bench.check(EMPTY, definitions="report-defs")).processor * 1000 for _ in range(4 * ROUNDS)]
    bench.tell(8, "start-up of check with an empty extract", "10 ms", f"{statistics.median(whole):.0f} ms")
    figures = [run([bench.program, "measures", "--extracts", EMPTY, "--as-at", "2014-03-31", "--period", "2013-14-Q4",
                    "--by", "county,district", "--threads", "1", "--quiet"]).processor * 1000 for _ in range(4 * ROUNDS)]
    bench.tell(8, "measures with an empty extract: every figure is missing", "-", f"{statistics.median(figures):.0f} ms")
    patterns = [float(subprocess.run([f"{bench.folder}/patterns-bench", "200"], stdout=subprocess.PIPE,
                                     check=True).stdout) for _ in range(4 * ROUNDS)]
    bench.tell(8, "200 patterns compiled with JIT", "3 ms", f"{statistics.median(patterns):.1f} ms")


def census(bench):
    """Target 9: the validator itself is in no registry of packages. Its children had ten times the bytes of
    ours, so a return of as many bytes is measured too."""
    for children in (10000, 109600):
        folder = f"build/fixtures/census-{children}"
        if not os.path.exists(f"{folder}/cin.xml"):
            os.makedirs(folder, exist_ok=True)
            subprocess.run([f"{bench.folder}/make-census", folder, str(children)], check=True)
        runs = [run([bench.program, "check", "--extracts", f"{folder}/cin.xml", "--threads", "1", "--quiet"])
                for _ in range(ROUNDS)]
        megabytes = os.path.getsize(f"{folder}/cin.xml") / 1e6
        bench.tell(9, f"the census's rules on {children:,} children, {megabytes:.1f} MB", "500 times the CIN validator",
                   f"{statistics.median(each.processor for each in runs):.2f} s of one processor, "
                   f"{max(each.memory for each in runs):.0f} MB")


def main():
    bench = Bench(sys.argv[1])
    sizes = sys.argv[2:]
    wanted = [int(number) for number in os.environ.get("TARGETS", "1 4 5 7 8 9").split()]
    os.makedirs(FOLDER, exist_ok=True)
    prepare_definitions()
    head = ["| # | what | target | measured |", "|---|---|---|---|"]
    print("\n".join(head), flush=True)
    for size in [size for size in sizes if size != "nation"]:
        for number, measure in ((1, reading), (4, threads), (5, quoted)):
            if number in wanted:
                measure(bench, size)
    if "nation" in sizes and 5 in wanted:
        nation(bench)
    for number, measure in ((7, annex), (8, start), (9, census)):
        if number in wanted:
            measure(bench)
    with open("build/bench/targets.md", "w", encoding="utf-8") as out:
        out.write("\n".join(head + sorted(bench.rows, key=lambda row: int(row.split("|")[1]))) + "\n")


main()
