"""Reads what `quarterday check --json --out DIR` gave with other programs: the JSON, findings.csv
and data-quality.xlsx must tell the same, and each finding's team must be the one that this program
finds by its own reading of the extracts.  check_quality.py EXTRACTS OUT JSON [AS_AT]"""
import collections
import csv
import json
import os
import stat
import sys

import openpyxl

extracts, out, answer = sys.argv[1:4]
as_at = sys.argv[4] if len(sys.argv) > 4 else "2014-03-31"
told = json.load(open(answer, encoding="utf-8"))
findings = list(csv.DictReader(open(os.path.join(out, "findings.csv"), encoding="utf-8", newline="")))
faults = []


def same(what, a, b):
    if a != b:
        faults.append(f"{what}: {a!r} is not {b!r}")


# --- the files themselves
for path in told["outputs"]:
    same(path, oct(stat.S_IMODE(os.stat(path).st_mode)), "0o600")
compared = "findings_new" in told
names = ["data-quality.xlsx", "findings.csv"] + (["mended.csv"] if compared else [])
same("outputs", sorted(os.path.basename(p) for p in told["outputs"]), names)
gone = []
if compared:
    gone = list(csv.DictReader(open(os.path.join(out, "mended.csv"), encoding="utf-8", newline="")))

# --- counts
live = [f for f in findings if not f["waived"]]
same("errors", told["findings_error"], sum(f["severity"] == "error" for f in live))
same("queries", told["findings_query"], sum(f["severity"] == "query" for f in live))
same("waived", told["findings_waived"], len(findings) - len(live))
if compared:
    same("new", told["findings_new"], sum(f["since"] == "new" for f in live))
    same("still open", told["findings_still_open"], sum(f["since"] == "still open" for f in live))
    same("mended", told["findings_mended"], sum(f["since"] == "mended" for f in gone))
    same("not checked", told["findings_not_checked"], sum(f["since"] == "not checked" for f in gone))


def group(key):
    groups = collections.defaultdict(lambda: collections.Counter())
    for f in findings:
        groups[key(f)]["waived" if f["waived"] else f["severity"]] += 1
        if f["since"] and not f["waived"]:
            groups[key(f)][f["since"].replace(" ", "_")] += 1
    for f in gone:
        groups[key(f)]["mended"] += f["since"] == "mended"
    return {k: {n: c for n, c in v.items() if c} for k, v in groups.items() if any(v.values())}


def numbers(entry):
    return {k: v for k, v in entry.items() if isinstance(v, int) and v}


same("rules", {(r["rule"], r["table"]): numbers(r) for r in told["rules"]},
     group(lambda f: (f["rule"], f["table"])))
same("teams", {t["team"]: numbers(t) for t in told["teams"]},
     group(lambda f: f["team"] or "(none)"))

# --- teams, from the extracts
tables = collections.defaultdict(list)
rows_of = {}
for name in sorted(os.listdir(extracts)):
    rows = list(csv.reader(open(os.path.join(extracts, name), encoding="utf-8", newline="")))
    table = next((f["table"] for f in told["files"] if f["name"] == name and "table" in f), None)
    records = [dict(zip(rows[0], r)) for r in rows[1:]]
    tables[table] += records
    rows_of[name] = records


def first(table, column, value):
    return next((r for r in tables[table] if value and r[column] == value), {})


def referral_team(referral):
    return first("ssd_cin_episodes", "cine_referral_id", referral).get("cine_referral_team", "")


def plan_team(plan):
    return referral_team(first("ssd_cp_plans", "cppl_cp_plan_id", plan).get("cppl_referral_id", ""))


def conference_team(r):
    for e in tables["ssd_s47_enquiry"]:
        if (e["s47e_s47_enquiry_id"], e["s47e_person_id"]) == (r["icpc_s47_enquiry_id"], r["icpc_person_id"]):
            if e["s47e_s47_completed_by_team"]:
                return e["s47e_s47_completed_by_team"]
    return r["icpc_icpc_team"]


def placement_team(r):
    for e in tables["ssd_cla_episodes"]:
        ceased = e["clae_cla_episode_ceased_date"]
        if (e["clae_person_id"] == r["clap_person_id"] and e["clae_cla_episode_start_date"] <= as_at
                and (not ceased or ceased > as_at)):
            return referral_team(e["clae_referral_id"])
    return ""


team_of = {
    "ssd_cin_episodes": lambda r: r["cine_referral_team"],
    "ssd_cin_assessments": lambda r: r["cina_assessment_team"],
    "ssd_cin_plans": lambda r: r["cinp_cin_plan_team"],
    "ssd_s47_enquiry": lambda r: r["s47e_s47_completed_by_team"],
    "ssd_involvements": lambda r: r["invo_professional_team"],
    "ssd_professionals": lambda r: r["prof_professional_department"],
    "ssd_initial_cp_conference": conference_team,
    "ssd_cp_plans": lambda r: referral_team(r["cppl_referral_id"]),
    "ssd_cla_episodes": lambda r: referral_team(r["clae_referral_id"]),
    "ssd_cp_visits": lambda r: plan_team(r["cppv_cp_plan_id"]),
    "ssd_cp_reviews": lambda r: plan_team(r["cppr_cp_plan_id"]),
    "ssd_cla_placement": placement_team,
}
refusals = {"unreadable", "repeated-header", "too-few-fields", "too-many-fields", "duplicate-key"}
teams_seen = 0
for f in findings:
    row = int(f["row"])
    if row == 0 or f["rule"] in refusals or f["table"] not in team_of:
        same(f"team of {f['rule']} {f['file']}:{row}", f["team"], "")
        continue
    record = rows_of[f["file"]][row - 2]
    same(f"team of {f['rule']} {f['file']}:{row}", f["team"], team_of[f["table"]](record))
    teams_seen += f["team"] != ""

# --- the workbook
book = openpyxl.load_workbook(os.path.join(out, "data-quality.xlsx"))


def table(sheet):
    if sheet not in book.sheetnames:  # one that would list nothing is left out
        return []
    references = list(book[sheet].tables.values())
    rows = [[c.value for c in row] for row in book[sheet][references[0].ref]]
    return [dict(zip(rows[0], r)) for r in rows[1:]]


headers = {"Errors": "error", "Queries": "query", "Waived": "waived"}
if compared:
    headers.update({"New": "new", "Still open": "still_open", "Mended": "mended"})


def counts(row):
    return {key: row[header] for header, key in headers.items() if row[header]}


same("By rule", {(r["Rule"], r["Table"] or ""): counts(r) for r in table("By rule")},
     group(lambda f: (f["rule"], f["table"])))
same("By team", {r["Team"]: counts(r) for r in table("By team")},
     group(lambda f: f["team"] or "(none)"))
by_rule = collections.defaultdict(list)
for f in findings:
    by_rule[f["rule"]].append(f)
sheets = {r["Rule"]: r["Worksheet"] for r in table("By rule")}
for rule, expected in by_rule.items():
    listed = table(sheets[rule])
    same(f"rows of {rule}", len(listed), min(len(expected), 10000))
    for row, f in zip(listed, expected):
        same(f"{rule}", [row["File"], row["Row"], row["Record"] or "", row["Team"], row["Message"]],
             [f["file"], int(f["row"]), f["record"], f["team"] or "(none)", f["message"]])
    if len(expected) > 10000:
        words = " ".join(str(c.value) for row in book[sheets[rule]]["A1:A6"] for c in row)
        if f"The first 10000 of {len(expected)} findings" not in words:
            faults.append(f"{rule}: the sheet is cut and does not say so")
if compared:
    same("Mended", [(r["Rule"], r["Record"] or "") for r in table("Mended")],
         [(f["rule"], f["record"]) for f in gone])

# --- the profile
profile = {(r["Table"], r["Column"]): r for r in table("Columns")}
for name, records in rows_of.items():
    entry = next(f for f in told["files"] if f["name"] == name)
    if "table" not in entry or entry["records_refused"] or not records:
        continue
    for column in records[0]:
        row = profile.get((entry["table"], column))
        if row is None:
            continue
        values = [r[column] for r in records if r[column]]
        same(f"records of {column}", row["Records"], len(records))
        if not column.endswith("_date") or any(f["column"] == column for f in findings):
            continue
        same(f"filled {column}", row["Filled"], len(values))
        same(f"distinct {column}", row["Distinct values"], len(set(values)))
        same(f"earliest {column}", row["Earliest"], min(values) if values else None)
        same(f"latest {column}", row["Latest"], max(values) if values else None)
        common = collections.Counter(values).most_common(1)
        if common and common[0][1] > 1:
            same(f"most common {column}", collections.Counter(values)[row["Most common"]], common[0][1])

print(f"{len(findings)} findings, {teams_seen} with a team, {len(told['teams'])} teams, "
      f"{len(book.sheetnames)} sheets, {len(profile)} columns")
for fault in faults[:20]:
    print("FAULT", fault)
sys.exit(1 if faults else 0)
