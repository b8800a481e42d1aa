#!/usr/bin/env python3
"""The benchmarking paper against the published files, worked out without the program's code.

    check_benchmarking.py FOLDER YEAR

FOLDER is a pack of benchmarking-annual for the year to 31 March YEAR. Every line of its figures.csv that
was published is found again in report-defs/reference; every "above", "below", "rose" and "fell" of the
paper is judged by intervals worked out here; and what deprivation leads one to expect is fitted anew.
Prints each fault.
"""
import csv
import html
import math
import re
import statistics
import subprocess
import sys
from fractions import Fraction

REFERENCE, OWN = "report-defs/reference/", "E10000014"
ENGLAND, REGION = "E92000001", "E12000008"
Z = statistics.NormalDist().inv_cdf(0.975)
SENTENCES = [  # what the paper says of a measure, and in which words
    ("s47-rate", "section 47 enquiries were", "Section 47 enquiries."),
    ("icpc-rate", "initial conferences were", "Initial conferences."),
    ("cpp-rate", "child protection plans were", "were the subject of a plan"),
    ("cla-rate", "children looked after were", "were looked after on")]
faults, checked = [], 0


def rows(name):
    with open(REFERENCE + name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


AREAS = {row["code"]: row for row in rows("areas.csv")}
NUMBER = {code: row["authority_number"] for code, row in AREAS.items()}


def table(measure):
    return {(int(row["year"]), row["code"]): row for row in rows(f"published/{measure}.csv")}


def number(words):
    return Fraction(words) if words and re.fullmatch(r"\d+(\.\d+)?", words) else None


def value_of(row, category):
    """The value published: as printed, else the percent of the counts to one decimal, of a mix to none."""
    if category:
        part, whole = number(row[category]), number(row["total"])
        return half_up(100 * part / whole, 0) if part is not None and whole else None
    if "value" in row:
        return number(row["value"])
    part, whole = number(row["numerator"]), number(row["denominator"])
    return half_up(100 * part / whole, 1) if part is not None and whole else None


def half_up(value, decimals):
    return Fraction(math.floor(value * 10**decimals + Fraction(1, 2)), 10**decimals)


def neighbours(year):
    model = "2021" if year < 2025 else "2025"
    return {row["neighbour"] for row in rows("statistical-neighbours.csv")
            if row["model"] == model and row["authority"] == NUMBER[OWN]}


def median_of(measure, year, category, decimals):
    near = neighbours(year)
    values = sorted(value_of(row, category) for (at, code), row in table(measure).items()
                    if at == year and NUMBER.get(code) in near and value_of(row, category) is not None)
    middle = (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
    return half_up(middle, decimals)


def interval(row, measure):
    count, whole = int(row["numerator"]), int(row["denominator"])
    if measure.endswith("rate"):
        more, scale = count + 1, 1e4 / whole
        return (scale * count * (1 - 1 / (9 * count) - Z / (3 * math.sqrt(count))) ** 3,
                scale * more * (1 - 1 / (9 * more) + Z / (3 * math.sqrt(more))) ** 3)
    share, base = count / whole, 1 + Z * Z / whole
    middle = (share + Z * Z / (2 * whole)) / base
    half = Z * math.sqrt(share * (1 - share) / whole + Z * Z / (4 * whole * whole)) / base
    return 100 * (middle - half), 100 * (middle + half)


def claim(holds, words):
    global checked
    checked += 1
    if not holds:
        faults.append(words)


# ---- figures.csv ----

def check_line(line):
    measure, year = line["measure"], int(line["as_at"][:4])
    category, level, shown = line["category"], line["unit_level"], line["value"]
    if "idaci" in measure or "rank" in category or not shown:
        return
    if level == "neighbours":
        decimals = len(shown.split(".")[1]) if "." in shown else 0
        claim(number(shown) == median_of(measure, year, category, decimals), f"no such median: {line}")
        return
    row = table(measure)[year, line["unit"]]
    claim(number(shown) == value_of(row, category), f"not as published: {line}")
    if level == "authority" and line["unit"] == OWN and not category and row["denominator"]:
        low, high = interval(row, measure)
        decimals = len(shown.split(".")[1]) if "." in shown else 0
        for limit, column in ((low, "lower95"), (high, "upper95")):
            claim(abs(float(line[column]) - limit) <= 0.5 * 10**-decimals + 1e-9, f"{column}: {line}")


def check_rank(line):
    """"rank" and "ranked", among all or among neighbours."""
    measure, year = line["measure"], int(line["as_at"][:4])
    near = neighbours(year)
    values = [value_of(row, "") for (at, code), row in table(measure).items()
              if at == year and AREAS.get(code, {}).get("level") == "authority"
              and ("neighbours" not in line["category"] or NUMBER[code] in near or code == OWN)]
    values = [value for value in values if value is not None]
    own = value_of(table(measure)[year, OWN], "")
    wanted = len(values) if line["category"].startswith("ranked") else 1 + sum(v > own for v in values)
    claim(int(line["value"]) == wanted, f"rank {wanted}: {line}")


# ---- the paper ----

def side(measure, year, other):
    low, high = interval(table(measure)[year, OWN], measure)
    return "above" if low > other else "below" if high < other else "not clearly different from"


def change(measure, year):
    now, before = (interval(table(measure)[at, OWN], measure) for at in (year, year - 1))
    return "rose" if now[0] > before[1] else "fell" if now[1] < before[0] else "showed no clear change"


def check_sentences(words, year):
    for measure, summary, lead in SENTENCES:
        data, decimals = table(measure), 0 if measure == "cla-rate" else 1
        england, region = (float(value_of(data[year, code], "")) for code in (ENGLAND, REGION))
        median = float(median_of(measure, year, "", 1))
        start = words.index(summary)
        claim(side(measure, year, england) + " England's" in words[start:start + 120],
              f"{measure}: the summary does not say {side(measure, year, england)}")
        body = words[words.index(lead):][:700]
        said = (f"That is {side(measure, year, england)} England's rate of "
                f"{england:.{decimals}f}, {side(measure, year, region)} the South East's of "
                f"{region:.{decimals}f} and {side(measure, year, median)} the neighbours' median of ")
        claim(said in body, f"{measure}: {said}")
        before = float(data[year - 1, OWN]["value"])
        claim(re.search(f"The rate {change(measure, year)} from the year before, when it was "
                        + re.escape(f"{before:.{decimals}f}") + r"(;| \(Table \d+\)\.)", body) is not None,
              f"{measure}: {change(measure, year)}")


def check_deprivation(folder_lines, year):
    made = subprocess.run(["/usr/bin/python3", "tests/support/idaci_oracle.py", OWN], text=True,
                          capture_output=True, check=True).stdout
    for words in made.splitlines():
        measure, at, count, expected, r_squared, lower, upper, ratio, rank, ranked = words.split()
        lines = {line["category"]: line for line in folder_lines
                 if line["measure"] == f"{measure}-vs-idaci" and line["as_at"][:4] == at}
        if int(at) != year or not lines:
            continue
        for category, wanted, places in (("expected", expected, 1), ("R squared", r_squared, 2),
                                         ("authorities", count, 0), ("", ratio, 1), ("rank", rank, 0),
                                         ("ranked", ranked, 0)):
            claim(abs(float(lines[category]["value"]) - float(wanted)) <= 0.5 * 10**-places + 1e-9,
                  f"{measure} {category}: {lines[category]['value']} is not {wanted}")
        for column, wanted in (("lower95", lower), ("upper95", upper)):
            claim(abs(float(lines["expected"][column]) - float(wanted)) <= 0.051, f"{measure} {column}")


def main():
    folder, year = sys.argv[1].rstrip("/"), int(sys.argv[2])
    name = folder.split("/")[-1]
    with open(f"{folder}/figures.csv", newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    for line in lines:
        check_line(line)
        if "rank" in line["category"] and "idaci" not in line["measure"]:
            check_rank(line)
    check_deprivation(lines, year)
    with open(f"{folder}/{name}.html", encoding="utf-8") as file:  # no page parts a sentence there
        words = html.unescape(re.sub(r"<[^>]*>", "", file.read()))
    check_sentences(re.sub(r"\s+", " ", words), year)
    if checked < 1000:
        faults.append(f"only {checked} claims were checked")
    print("\n".join(faults), end="")
    sys.exit(1 if faults else 0)


main()
