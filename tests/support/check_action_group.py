"""Holds a pack of performance-action-group-monthly against its extracts, without the program: teams
make their areas and areas the county, caseloads are counted again from the involvements, errors are
those of findings.csv by who holds the case, and the actions listed are those of the plan.
usage: check_action_group.py PACK EXTRACTS DAY [AUTHORITY]"""
import csv
import sys
from collections import Counter, defaultdict

import openpyxl

pack, extracts, day, *authority = sys.argv[1:]
faults = []


def read(path):
    return list(csv.DictReader(open(path, newline="")))


def rows(name):
    """A table, a day that is none being blank."""
    return [{key: "" if value == "31/02/2014" else value for key, value in row.items()}
            for row in read(f"{extracts}/{name}.csv")]


book = openpyxl.load_workbook(f"{pack}/{pack.rstrip('/').split('/')[-1]}.xlsx")


def sheet(words):
    """The rows of the sheet whose title holds the words, heads left out."""
    (found,) = [s for s in book.worksheets if s.tables and words in str(s["A1"].value)]
    (table,) = found.tables.values()
    return [[cell.value for cell in row] for row in found[table.ref][1:]]


def same(what, one, other):
    if one != other:
        faults.append(f"{what}: {one} is not {other}")


def open_on(start, end):
    return start != "" and start <= day and (end == "" or end > day)


# Units: every team has one area above it, or the county alone.
units = {row["id"]: row for row in read("report-defs/authorities/hampshire/units.csv")}


def area_of(unit):
    while unit and units[unit]["level"] != "area":
        unit = units[unit]["parent"]
    return units[unit]["name"] if unit else "In no area"


# Teams make their areas, areas the county: in the workbook, column by column.
codes = {row[0]: row[1] for row in sheet("Cases by team")}
by_area = defaultdict(Counter)
for name, code, *numbers in sheet("Cases by team")[:-1]:
    for column, number in enumerate(numbers):
        by_area[area_of(code)][column] += number
for name, *numbers in sheet("Cases by area")[:-1]:
    same(f"teams of {name}", [by_area[name][c] for c in range(len(numbers))], numbers)
same("areas", [sum(column) for column in list(zip(*sheet("Cases by area")[:-1]))[1:]],
     sheet("Cases by area")[-1][1:])

# Caseloads from the involvements.
episodes = {row["cine_referral_id"]: row for row in rows("ssd_cin_episodes")}
held = defaultdict(set)
cases = defaultdict(set)
last_holder = {}
holds_none = {row["code"] for folder in authority for row in read(f"{folder}/codes/caseload_role.csv")
              if row["group"] == "not counted"}
for row in sorted(rows("ssd_involvements"), key=lambda row: row["invo_professional_id"], reverse=True):
    start = row["invo_involvement_start_date"]
    if open_on(start, row["invo_involvement_end_date"]) and row["invo_professional_role_id"] not in holds_none:
        if start >= last_holder.get(row["invo_referral_id"], ("",))[0]:
            last_holder[row["invo_referral_id"]] = (start, row["invo_professional_id"], row["invo_professional_team"])
        held[row["invo_referral_id"]].add((row["invo_professional_id"], row["invo_professional_team"]))
for case, row in episodes.items():
    is_open = open_on(row["cine_referral_date"], row["cine_close_date"])
    if is_open and row["cine_referral_nfa"] not in ("Y", "1"):
        for holder in held[case]:
            cases[holder].add(case)
plans = defaultdict(set)
for row in rows("ssd_cp_plans"):
    if open_on(row["cppl_cp_plan_start_date"], row["cppl_cp_plan_end_date"]) and row["cppl_cp_plan_ola"] != "Y":
        for holder in held[row["cppl_referral_id"]]:
            plans[holder].add(row["cppl_cp_plan_id"])
workers = {(row[0], row[1]): row[2:] for row in sheet("Caseloads by worker")[:-1]}
same("workers with cases", sorted(workers), sorted(cases))
for holder in cases:
    same(f"cases of {holder}", workers[holder][0], len(cases[holder]))
    same(f"plans of {holder}", workers[holder][1], len(plans[holder]))
for row in sheet("Caseloads by team")[:-1]:
    team = codes.get(row[0], "")  # "No team recorded" has errors alone
    mine = [holder for holder in workers if holder[1] == team]
    same(f"cases of {team}", row[1], len(set().union(*(cases[holder] for holder in mine))))
    same(f"plans of {team}", row[2], len(set().union(*(plans[holder] for holder in mine))))

# Errors: whoever holds the case of the record answers, else its team.
referrals = {"ssd_cin_episodes": "cine_referral_id", "ssd_cp_plans": "cppl_referral_id",
             "ssd_initial_cp_conference": "icpc_referral_id"}
tables = {name: rows(name) for name in [*referrals, "ssd_cp_visits", "ssd_involvements"]}
of_plan = {row["cppl_cp_plan_id"]: row["cppl_referral_id"] for row in tables["ssd_cp_plans"]}


def whose(finding):
    """The worker, and the team."""
    name = finding["table"]
    if name == "ssd_person":
        return "", ""
    row = tables[name][int(finding["row"]) - 2]
    if name == "ssd_involvements":
        return row["invo_professional_id"], row["invo_professional_team"]
    referral = of_plan[row["cppv_cp_plan_id"]] if name == "ssd_cp_visits" else row[referrals[name]]
    took_it = episodes[referral]["cine_referral_team"] if referral in episodes else ""
    return last_holder.get(referral, ("", "", took_it))[1:]


errors = Counter(whose(finding) for finding in read(f"{pack}/findings.csv")
                 if finding["severity"] == "error" and finding["waived"] == "")
of_team = Counter()
for (worker, team), count in errors.items():
    of_team[team] += count
by_team = sheet("Caseloads by team")
same("errors", by_team[-1][-1], sum(errors.values()))
for row in by_team[:-1]:
    same(f"errors of {row[0]}", row[-1], of_team[codes.get(row[0], "")])
for worker, team in workers:
    same(f"errors of {worker} in {team}", workers[worker, team][-1], errors[worker, team])
if authority and min(len(errors), errors["", ""], sum(errors[holder] for holder in workers)) < 20:
    faults.append("there are too few errors to compare")

# Actions: the latest rating of each says when it is due and whether it is done.
latest = {}
for row in rows("improvement_actions"):
    old = latest.get(row["acti_action_id"])
    if row["acti_rated_date"] <= day and (old is None or row["acti_rated_date"] > old["acti_rated_date"]):
        latest[row["acti_action_id"]] = row
to_do = {key: row for key, row in latest.items()
         if row["acti_completed_date"] == "" or row["acti_completed_date"] > day}
late = {key: row for key, row in to_do.items() if row["acti_due_date"] and row["acti_due_date"] < day}
listed = sheet("Actions that are overdue")
same("overdue actions", sorted(row[0] for row in listed), sorted(late))
same("each once", len(listed), len({row[0] for row in listed}))
for row in listed:
    same(f"owner of {row[0]}", row[3], late[row[0]]["acti_owner"])
beside = sheet("Open actions beside")
same("actions beside measures", sorted(row[0] for row in beside),
     sorted(key for key, row in to_do.items() if row["acti_measure"]))
same("a figure for each", [row[0] for row in beside if row[3] is None], [])
if len(workers) < 100 or len(listed) < 10:
    faults.append("there is too little to compare")
for fault in faults:
    print(fault)
sys.exit(1 if faults else 0)
