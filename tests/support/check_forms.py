"""Data query forms with other programs.
check_forms.py judge FORMS_JSON MEASURES_CSV FINDINGS_CSV UNITS_CSV
    the issues are those that this program finds by its own statistics in the figures, and a
    finding's team and rule for each data-quality issue
check_forms.py read FOLDER FORMS_JSON
    each form asks what the JSON says, answers are blank and validated, and nothing but ids is there
check_forms.py answer FROM TO
    fills the forms in and saves them as another program does (shared strings, moved columns):
    the first answered, the second half answered, the third with a day that is none, the fourth's
    action late, the fifth as it came
check_forms.py statuses FORMS_JSON BEFORE AFTER
    what `--replies` made of those answers before and after the day they were due"""
import collections
import csv
import datetime
import glob
import json
import math
import os
import stat
import sys

import openpyxl

ANSWERS = ["What caused it", "Kind of cause", "What is done about it", "State of the action", "By when",
           "What has led to it", "Could other teams do the same", "Who answers"]


def table(sheet):
    reference = next(iter(sheet.tables.values())).ref
    rows = [[c.value for c in row] for row in sheet[reference]]
    return rows[0], [dict(zip(rows[0], r)) for r in rows[1:]]


def wilson(x, n, z=1.959963984540054):
    middle, half = 2 * x + z * z, z * math.sqrt(z * z + 4 * x * (1 - x / n))
    return (middle - half) / (2 * (n + z * z)), (middle + half) / (2 * (n + z * z))


def judge(told, figures, findings, units):
    told = json.load(open(told, encoding="utf-8"))
    levels = {r["id"]: r["level"] for r in csv.DictReader(open(units, encoding="utf-8"))}
    figures = [r for r in csv.DictReader(open(figures, encoding="utf-8")) if r["measure_unit"] == "percent"]
    county = {r["measure"]: r for r in figures if r["unit_level"] == "county" and not r["category"]}
    better = {}
    for path in glob.glob("report-defs/measures/*.yaml"):
        words = dict(line.strip().split(": ", 1) for line in open(path, encoding="utf-8")
                     if line.startswith(("measure: ", "better: ")))
        better[words["measure"]] = words.get("better", "neither")
    expected = set()
    for r in figures:
        if r["unit_level"] != "team" or r["unit"] == "(none)" or r["category"] or r["status"]:
            continue
        signals = []
        whole = county[r["measure"]]
        # a ratio of two counts of events may be over 1: then it is no share, and has no interval
        counted = all(f["denominator"] and 0 < int(f["denominator"]) >= int(f["numerator"]) for f in (r, whole))
        if counted:
            x, n = int(r["numerator"]), int(r["denominator"])
            average = int(whole["numerator"]) / int(whole["denominator"])
            low, high = wilson(x, n)
            half = 3.090232306167813 * math.sqrt(average * (1 - average) / n)
            if average < low or average > high:
                signals.append(x / n > average)
            if x / n < max(0, average - half) or x / n > min(1, average + half):
                signals.append(x / n > average)
        for column in ("since_previous", "since_last_year"):
            if r[column] in ("rose", "fell"):
                signals.append(r[column] == "rose")
        for higher in signals:
            good = better[r["measure"]] in ("higher" if higher else "lower",)
            expected.add((r["unit"], r["measure"], "ahead" if good else "query"))
    built_in = collections.Counter()
    lost = 0
    for f in csv.DictReader(open(findings, encoding="utf-8", newline="")):
        if f["waived"]:
            continue
        if levels.get(f["team"]) != "team":
            lost += 1
            continue
        built_in[(f["team"], f["rule"], f["table"])] += 1
    quality = {}
    for (team, rule, name), count in built_in.items():
        quality[(team, rule)] = quality[(team, f"{rule}-{name}")] = count
    got = {(i["team"], i["subject"], i["kind"]) for i in told["issues"] if i["signal"].find("data quality") < 0}
    assert got == expected, (got - expected, expected - got)
    asked = [i for i in told["issues"] if i["signal"].startswith("data quality")]
    assert len(asked) == len(built_in), (len(asked), len(built_in))
    for issue in asked:
        assert quality[(issue["team"], issue["subject"])] == issue["records"], issue
    assert told["findings_without_team"] == lost, (told["findings_without_team"], lost)
    print(len(expected), "figures and", len(asked), "checks stand out")


def read(folder, told):
    told = json.load(open(told, encoding="utf-8"))
    asked = {i["issue"]: i for i in told["issues"]}
    seen = set()
    names = set(open("fixtures/small/extracts/people.csv", encoding="utf-8").read().replace("\n", ",").split(","))
    for path in told["outputs"]:
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600, path
        book = openpyxl.load_workbook(path)
        assert all(s.sheet_state == "visible" for s in book.worksheets)
        choices = {}
        listed = collections.Counter(r["Issue"] for r in (table(book["Records"])[1] if book["Records"].tables else []))
        for name in ("Issues", "Ahead of the curve"):
            if name not in book.sheetnames:
                continue
            sheet = book[name]
            header, rows = table(sheet)
            for row in rows:
                issue = asked[row["Issue"]]
                seen.add(row["Issue"])
                kind = "ahead" if name.startswith("Ahead") else "query"
                assert [row["Team"], row["Measure or rule"], row["What stands out"], row["Figure"], row["Records"],
                        row["Answer due"], kind] == [
                    issue["team"], issue["subject"], issue["signal"], issue["figure"], issue["records"], told["due"],
                    issue["kind"]], row
                assert all(row[a] is None for a in ANSWERS if a in row), row
                assert listed[row["Issue"]] == min(issue["records"], 2000), (row["Issue"], listed[row["Issue"]])
            first = sheet.tables[list(sheet.tables)[0]].ref.split(":")[0]
            top = int(first[1:]) + 1
            for v in sheet.data_validations.dataValidation:
                column = header[next(iter(v.sqref.ranges)).min_col - 1]
                assert next(iter(v.sqref.ranges)).min_row == top and v.sqref.ranges[0].size["rows"] == len(rows) \
                    if isinstance(v.sqref.ranges, list) else True
                if v.type == "list":
                    where, area = v.formula1.lstrip("=").replace("'", "").replace("$", "").split("!")
                    choices[column] = [c.value for r in book[where][area] for c in r]
                elif v.type == "date":
                    choices[column] = v.type
        if "Issues" in book.sheetnames:
            assert choices["State of the action"] == ["Planned", "Under way", "Done", "None is needed"], choices
            assert choices["Kind of cause"][1] == "Practice" and len(choices["Kind of cause"]) == 7, choices
            assert choices["By when"] == "date"
        if "Ahead of the curve" in book.sheetnames:
            assert choices["Could other teams do the same"] == ["Yes", "With changes", "No"], choices
        cells = {str(c.value) for s in book.worksheets for r in s.iter_rows() for c in r if c.value}
        assert not [n for n in names if n in ("Alder", "Birch", "Testcase") and any(n in c for c in cells)]
    assert seen == set(asked), set(asked) ^ seen
    print(len(told["outputs"]), "forms,", len(seen), "issues")


def answer(source, target):
    os.makedirs(target, exist_ok=True)
    for number, path in enumerate(sorted(glob.glob(os.path.join(source, "*.xlsx")))):
        book = openpyxl.load_workbook(path)
        for name in ("Issues", "Ahead of the curve"):
            if name not in book.sheetnames:
                continue
            sheet = book[name]
            header, rows = table(sheet)
            top = int(list(sheet.tables.values())[0].ref.split(":")[0][1:])
            at = {h: i + 1 for i, h in enumerate(header)}
            for i in range(len(rows)):
                def put(column, value):
                    if column in at and number < 4:
                        sheet.cell(top + 1 + i, at[column]).value = value
                put("What has led to it", "A weekly look at what is due")
                put("What caused it", "Dates were entered late, \u2018after\u2019 the visit")
                if number == 1:
                    continue
                put("What is done about it", "Weekly list")
                put("By when", "soon" if number == 2 else datetime.date(2014, 4, 30))
                put("State of the action", "Under way" if number == 3 else "Done")
            for one in list(sheet.tables):
                del sheet.tables[one]
            sheet.insert_cols(1)
            sheet.insert_rows(1, 2)
        book.save(os.path.join(target, os.path.basename(path)))


def statuses(told, before, after):
    told = json.load(open(told, encoding="utf-8"))["issues"]
    forms = sorted({i["team"] for i in told}, key=lambda team: f"data-query_2013-14-Q4_{team}.xlsx")

    def expected(issue, late):
        at = forms.index(issue["team"])
        if at < 4 and issue["kind"] == "ahead":
            return "answered"
        if at in (0, 3):
            return "action overdue" if at == 3 and late else "answered"
        return "overdue" if late else "open"

    for folder, late in ((before, False), (after, True)):
        want = {i["issue"]: expected(i, late) for i in told}
        got = json.load(open(os.path.join(folder, "replies.json"), encoding="utf-8"))["query_forms"]
        rows = list(csv.DictReader(open(os.path.join(folder, "replies.csv"), encoding="utf-8", newline="")))
        sheet = table(openpyxl.load_workbook(os.path.join(folder, "replies.xlsx"))["Query forms"])[1]
        assert {r["issue"]: r["status"] for r in got["issues"]} == want, (folder, got)
        assert {r["issue"]: r["status"] for r in rows} == want
        assert {r["Issue"]: r["Status"] for r in sheet} == want
        counted = collections.Counter(want.values())
        for status in ("open", "overdue", "answered", "action overdue"):
            assert got[status.replace(" ", "_")] == counted[status], (status, counted)
        for name in os.listdir(folder):
            assert stat.S_IMODE(os.stat(os.path.join(folder, name)).st_mode) == 0o600, name
    assert any("\u2018after\u2019 the visit" in r["cause"] for r in rows)
    assert {r["by_when"] for r in rows} == {"", "2014-04-30"}
    assert len(set(want.values())) == 3, counted


if __name__ == "__main__":
    {"judge": judge, "read": read, "answer": answer, "statuses": statuses}[sys.argv[1]](*sys.argv[2:])
