"""Holds a pack of performance-action-group-monthly against its extracts, without the program: teams
make their areas and areas the county, caseloads are counted again from the involvements, and the
actions listed are those of the plan. usage: check_action_group.py PACK EXTRACTS DAY"""
import csv
import sys
from collections import Counter, defaultdict

import openpyxl

pack, extracts, day = sys.argv[1:]
faults = []


def rows(name):
    return list(csv.DictReader(open(f"{extracts}/{name}.csv", newline="")))


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
units = {row["id"]: row for row in csv.DictReader(open("report-defs/authorities/hampshire/units.csv"))}


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
for row in rows("ssd_involvements"):
    if open_on(row["invo_involvement_start_date"], row["invo_involvement_end_date"]):
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
    team = codes[row[0]]
    mine = [holder for holder in workers if holder[1] == team]
    same(f"cases of {team}", row[1], len(set().union(*(cases[holder] for holder in mine))))
    same(f"plans of {team}", row[2], len(set().union(*(plans[holder] for holder in mine))))

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
