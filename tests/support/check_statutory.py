"""check_statutory.py PACK EXTRACTS: the summary of statutory figures for 2013/14, counted again.

Starts and ends of each month, what is carried over from a year before, and the children behind the
key indicators are counted from the extracts by this program's own reading, and set against the
annex line by line. Prints each fault.
"""
import csv
import datetime
import pathlib
import stat
import sys

import openpyxl

FIRST, LAST = "2013-04-01", "2014-03-31"
MONTHS = ["2013-%02d" % month for month in range(4, 13)] + ["2014-01", "2014-02", "2014-03"]


def rows_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def later(day, years):
    """The same day of another year; 29 February ends on the 28th."""
    year, rest = int(day[:4]) + years, day[4:]
    return f"{year}{'-02-28' if rest == '-02-29' and year % 4 else rest}"


def is_open(start, end, day):
    return start and start <= day and (not end or end > day)


def table(book, words):
    """The rows of the sheet whose title holds the words, without its head."""
    for sheet in book.worksheets:
        if sheet.tables and words in str(sheet["A1"].value):
            (found,) = sheet.tables.values()
            return [[cell.value for cell in row] for row in sheet[found.ref]][1:]
    return []


def main():
    pack, extracts = (pathlib.Path(word) for word in sys.argv[1:])
    path = pack / f"{pack.name}.xlsx"
    book = openpyxl.load_workbook(path)
    cases = [(row["cine_referral_date"], row["cine_close_date"])
             for row in rows_of(extracts / "ssd_cin_episodes.csv") if row["cine_referral_nfa"] != "Y"]
    plans = [row for row in rows_of(extracts / "ssd_cp_plans.csv") if row["cppl_cp_plan_ola"] != "Y"]
    spans = [(row["cppl_cp_plan_start_date"], row["cppl_cp_plan_end_date"]) for row in plans]
    faults = []

    def same(what, told, counted):
        if told != counted:
            faults.append(f"{what}: {told} is not {counted}")

    def month_counts(month):
        return [sum(days[end][:7] == month for days in which)
                for which in (cases, spans) for end in (0, 1)]

    same("months", [row[1:] for row in table(book, "Cases and plans started")][:12],
         [month_counts(month) for month in MONTHS])
    before = later(LAST, -1)
    flow = []
    for which in (cases, spans):
        flow += [sum(bool(is_open(*days, before)) for days in which),
                 sum(FIRST <= days[0] <= LAST for days in which),
                 sum(FIRST <= days[1] <= LAST for days in which),
                 sum(bool(is_open(*days, LAST)) for days in which)]
        same("carried over", flow[-4] + flow[-3] - flow[-2], flow[-1])
    same("carried over", [row[1] for row in table(book, "Cases and plans carried")], flow)
    current = [row for row in plans if is_open(row["cppl_cp_plan_start_date"],
                                               row["cppl_cp_plan_end_date"], LAST)]
    # The department's bands at 31 March: 3 months or less, over 3 to 6, over 6 to under 12, and years.
    edges = ["2013-12-31", "2013-10-01", "2013-04-01", "2012-04-01", ""]
    for words, which in (("Open cases by how long", cases), ("Plans open on the day by how long", spans)):
        starts = [days[0] for days in which if is_open(*days, LAST)]
        told = [row[1] for row in table(book, words)]
        same(words, told[:5], [sum(start >= edge for start in starts) - sum(told[:i])
                               for i, edge in enumerate(edges)])
    same("two years", {row[0] for row in table(book, "Plans open for two years")},
         {row["cppl_cp_plan_id"] for row in current
          if later(row["cppl_cp_plan_start_date"], 2) <= LAST})
    first = {}
    for row in rows_of(extracts / "ssd_cp_plans.csv"):  # another authority's is an earlier plan too
        child, start = row["cppl_person_id"], row["cppl_cp_plan_start_date"]
        first[child] = min(first.get(child, start), start)
    same("second plans", sorted(row[:2] for row in table(book, "Plans started for a child")),
         sorted([row["cppl_cp_plan_id"], row["cppl_person_id"]] for row in plans
                if FIRST <= row["cppl_cp_plan_start_date"] <= LAST
                and first[row["cppl_person_id"]] < row["cppl_cp_plan_start_date"]))
    indicators = {row[0]: row[2] - row[1] for row in table(book, "Repeat plans, long plans")}
    same("reviews", len(table(book, "Plans open three months")),
         indicators["Open three months or more, every review in time"])
    slow = [row[0] for row in table(book, "Assessments authorised")]
    start_of = {row["cina_assessment_id"]: row for row in rows_of(extracts / "ssd_cin_assessments.csv")}
    for record in slow:
        row = start_of[record]
        days = (datetime.date.fromisoformat(row["cina_assessment_auth_date"][:10])
                - datetime.date.fromisoformat(row["cina_assessment_start_date"][:10])).days
        if days <= 61:  # 45 working days are nine weeks at least, but for the day itself
            faults.append(f"{record} took {days} days")
    if min(len(slow), len(table(book, "Plans open for two years"))) < 10:
        faults.append("too few to have tested anything")
    same("mode", oct(stat.S_IMODE(path.stat().st_mode)), "0o600")
    print("\n".join(faults), end="")
    sys.exit(1 if faults else 0)


main()
