"""check_each.py OUT UNITS EXTRACTS: packs of one run for each unit, read in every text that they hold.

In no file of a unit's pack (words and strings of the paper, parts of the workbook, page, data,
manifest) may stand the id or name of a unit that neither holds it nor stands below it, a worker none
of whose cases is with its teams, or an action of other teams. What is its own must be found, or the
search is blind. Prints each fault.
"""

import csv
import pathlib
import re
import sys

import check_public

WORDS = re.compile(r"[A-Za-z0-9]+")


def rows_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def named(rows, own):
    """Ids in the first column of rows whose team is among one's own, and those of all others."""
    ours = {name for name, of in rows if of in own}
    return ours, {name for name, _ in rows} - ours


class Hierarchy:
    def __init__(self, path):
        self.units = {row["id"]: row for row in rows_of(path)}

    def above(self, unit):
        parent = self.units[unit]["parent"]
        return {unit} | (self.above(parent) if parent else set())

    def below(self, unit):
        return {other for other in self.units if unit in self.above(other)}


def check(pack, unit, hierarchy, workers, actions):
    own = hierarchy.below(unit)
    others = set(hierarchy.units) - own - hierarchy.above(unit)
    our_workers, other_workers = named(workers, own)
    our_actions, other_actions = named(actions, own)
    names = {hierarchy.units[other]["name"] for other in others}
    forbidden = others | other_workers | other_actions
    seen = set()
    for path in sorted(pack.iterdir()):
        for place, text in check_public.pieces(path):
            words = set(WORDS.findall(text))
            seen |= words
            for word in sorted(words & forbidden) + sorted(name for name in names if name in text):
                yield f"{pack.name}: {place}: {word} is another unit's"
    if not our_workers & seen or (our_actions and not our_actions & seen) or unit not in seen:
        yield f"{pack.name}: what is its own is not found: the search is blind"


def main():
    out, units, extracts = (pathlib.Path(word) for word in sys.argv[1:])
    hierarchy = Hierarchy(units)
    workers = [(row["invo_professional_id"], row["invo_professional_team"])
               for row in rows_of(extracts / "ssd_involvements.csv")]
    actions = [(row["acti_action_id"], row["acti_team"])
               for row in rows_of(extracts / "improvement_actions.csv")]
    packs = sorted(out.iterdir())
    faults = [fault for pack in packs
              for fault in check(pack, pack.name.rsplit("_", 1)[1], hierarchy, workers, actions)]
    if len(packs) < 2:
        faults.append(f"{len(packs)} packs: nothing was tested")
    print("\n".join(faults), end="")
    sys.exit(1 if faults else 0)


main()
