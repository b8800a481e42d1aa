"""Compares the county's figures in figures.csv with those expected: every expected row must be
there, with the same counts and the same value. Both numbers of a row that differs are printed."""
import csv
import sys


def whole(text):
    return text.strip()


expected = list(csv.DictReader(open(sys.argv[1], newline="")))
figures = {}
for row in csv.DictReader(open(sys.argv[2], newline="")):
    if row["unit_level"] == "county":
        figures[row["measure"], row["period"], row["category"]] = row
faults = 0
for row in expected:
    key = row["measure"], row["period"], row["category"]
    got = figures.get(key)
    if got is None:
        print("missing", *key)
        faults += 1
        continue
    pairs = [("numerator", "numerator"), ("denominator", "denominator"), ("shown", "value")]
    if "as_at" in row:
        pairs.append(("as_at", "as_at"))
    for wanted, have in pairs:
        if whole(row[wanted]) != whole(got[have]):
            print(*key, wanted, "expected", row[wanted], "got", got[have])
            faults += 1
if len(expected) < 40:
    print("only", len(expected), "rows to compare with")
    faults += 1
sys.exit(1 if faults else 0)
