"""check_public_units.py OUT COUNTY: public packs of one run for each district, against the county's.

What one pack withholds no other prints; each pack's restricted folder explains its own figures alone,
and its manifest counts them. Prints each fault.
"""

import csv
import json
import pathlib
import sys

KEY = ("measure", "period", "as_at", "unit_level", "unit", "category")


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def main():
    out, county = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    whole = {tuple(row[name] for name in KEY): row for row in read(county / "figures.csv")}
    faults, withheld = [], 0
    packs = sorted(path for path in out.iterdir() if not path.name.endswith("_restricted"))
    for pack in packs:
        rows = read(pack / "figures.csv")
        faults += [f"{pack.name}: not as in the county's pack: {row}" for row in rows
                   if whole[tuple(row[name] for name in KEY)] != row]
        marked = {tuple(row[name] for name in KEY if name != "as_at") for row in rows
                  if row["status"] == "[c]"}
        told = {tuple(row[name] for name in KEY if name != "as_at")
                for row in read(out / f"{pack.name}_restricted" / "suppression.csv")}
        proof = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))["disclosure"]
        if told != marked or proof["figures_suppressed"] != len(marked):
            faults.append(f"{pack.name}: {len(marked)} withheld, {len(told)} explained, {proof}")
        withheld += len(marked)
    if len(packs) < 2 or withheld == 0:
        faults.append(f"{len(packs)} packs withhold {withheld} figures: nothing was tested")
    print("\n".join(faults), end="")
    sys.exit(1 if faults else 0)


main()
