"""compare_faults.py PLANTED FINDINGS: every planted fault is among the findings, at its row and
cell and by its rule; and no finding stands in a row in which nothing was planted."""
import csv
import sys


def read(path):
    with open(path, newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def main():
    planted, findings = read(sys.argv[1]), read(sys.argv[2])
    wanted = {(p["rule"], p["file"], p["row"], p["cell"]) for p in planted}
    found = {(f["rule"], f["file"], f["row"], f["cell"]) for f in findings}
    rows = {(file, row) for _, file, row, _ in wanted}
    missed = sorted(wanted - found)
    strange = sorted(f for f in found if (f[1], f[2]) not in rows)
    for name, items in (("not found", missed), ("found where nothing was planted", strange)):
        for item in items:
            print(name + ":", *item)
    print(f"{len(wanted)} faults of {len({w[0] for w in wanted})} kinds planted, "
          f"{len(wanted) - len(missed)} found")
    return 1 if missed or strange or not wanted else 0


sys.exit(main())
