#!/usr/bin/env python3
"""What stands around the figures of `measures`, worked out again without the program's code.

usage: check_standing.py PROGRAM FOLDER

Makes extracts and an authority with invented targets and bands in FOLDER, runs the program, and
compares: earlier periods with runs of their own, changes with Newcombe's interval or limits found
by bisection, ratings, bands, control limits and signals with their rules, JSON with CSV and with
the keys that src/run/README.md describes, half-years with their quarters, and odd spans.
"""
import csv
import io
import json
import math
import pathlib
import re
import shutil
import subprocess
import sys
from decimal import Decimal

AS_AT, NOW = "2014-12-31", "2013-14-Q4"
QUARTERS = ["2012-13-Q1", "2012-13-Q2", "2012-13-Q3", "2012-13-Q4",
            "2013-14-Q1", "2013-14-Q2", "2013-14-Q3", "2013-14-Q4"]
DAYS = {}
for year in (2011, 2012, 2013):
    short = f"{year}-{(year + 1) % 100:02d}"
    DAYS[short] = (f"{year}-04-01", f"{year + 1}-03-31")
    DAYS[short + "-H1"] = (f"{year}-04-01", f"{year}-09-30")
    DAYS[short + "-H2"] = (f"{year}-10-01", f"{year + 1}-03-31")
    for name, days in {"Q1": ("04-01", "06-30"), "Q2": ("07-01", "09-30"), "Q3": ("10-01", "12-31")}.items():
        DAYS[f"{short}-{name}"] = tuple(f"{year}-{day}" for day in days)
    DAYS[short + "-Q4"] = (f"{year + 1}-01-01", f"{year + 1}-03-31")
faults = []


def check(holds, *words):
    if not holds:
        faults.append(" ".join(map(str, words)))


# ---- running ----

class Program:
    def __init__(self, program, folder):
        self.program, self.folder = program, pathlib.Path(folder)
        self.extracts = self.folder / "extracts"
        self.authority = self.folder / "authority"
        subprocess.run([sys.executable, "tests/support/random_extracts.py", self.extracts, "21", "250"], check=True)
        shutil.rmtree(self.authority, ignore_errors=True)
        shutil.copytree("report-defs/authorities/hampshire", self.authority)
        for path in pathlib.Path("fixtures/small/authority").glob("*.csv"):
            shutil.copy(path, self.authority)

    def text(self, *arguments, extracts=None, as_at=AS_AT):
        run = subprocess.run([self.program, *arguments, "--extracts", extracts or self.extracts,
                              "--as-at", as_at, "--authority", self.authority, "--quiet"],
                             capture_output=True, text=True)
        if run.returncode != 0:
            sys.exit(f"{arguments}: {run.returncode}\n{run.stderr}")
        return run.stdout

    def rows(self, period, *more, **others):
        text = self.text("measures", "--period", period, *more, **others)
        return list(csv.DictReader(io.StringIO(text)))


def key(row):
    return row["measure"], row["unit_level"], row["unit"], row["category"]


def definitions():
    found = {}
    for path in pathlib.Path("report-defs/measures").glob("*.yaml"):
        text = path.read_text().split("\ntests:")[0]
        word = lambda name, other="": (re.search(rf"^{name}: *(.+)$", text, re.M) or [0, other])[1].strip()
        found[path.stem] = {name: word(name) for name in ("unit", "window", "better", "counts_children", "supplied", "by")}
        found[path.stem]["names_as_at"] = ":as_at" in text
        found[path.stem]["is_counted"] = "\nrecords:" in text
    return found


# ---- oracles ----

def number(text):
    return Decimal(text) if re.fullmatch(r"-?[0-9.]+", text or "") else None


def wilson(x, n, z=1.959963984540054):
    root = z * math.sqrt(z * z + 4 * x * (1 - x / n))
    return (2 * x + z * z - root) / (2 * (n + z * z)), (2 * x + z * z + root) / (2 * (n + z * z))


def newcombe_sign(x, n, y, m):
    (l1, u1), (l2, u2), p, q = wilson(x, n), wilson(y, m), x / n, y / m
    lower = p - q - math.hypot(p - l1, u2 - q)
    upper = p - q + math.hypot(u1 - p, q - l2)
    return 1 if lower > 1e-12 else -1 if upper < -1e-12 else 0


def poisson_at_most(x, mean):
    return sum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(x + 1)) if mean > 0 else 1.0


def bisect(rises, target, high):
    low = 0.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if rises(middle) < target else (low, middle)
    return low


def count_limits(x, z=1.959963984540054):
    if x >= 10:
        lower = x * (1 - 1 / (9 * x) - z / (3 * math.sqrt(x))) ** 3
        return lower, (x + 1) * (1 - 1 / (9 * (x + 1)) + z / (3 * math.sqrt(x + 1))) ** 3
    lower = bisect(lambda mean: 1 - poisson_at_most(x - 1, mean), 0.025, 60) if x > 0 else 0.0
    return lower, bisect(lambda mean: 1 - poisson_at_most(x, mean), 0.975, 60)


def window(definition, period):
    first, last = DAYS[period]
    if definition["window"] == "12 months":
        following = {"03-31": "04-01", "06-30": "07-01", "09-30": "10-01", "12-31": "01-01"}[last[5:]]
        year = int(last[:4]) - (0 if following == "01-01" else 1)
        return f"{year}-{following}", last
    return (last, last) if definition["window"] == "as-at" else (first, last)


def share_days(definition, a, b):
    (first, last), (other_first, other_last) = window(definition, a), window(definition, b)
    return first <= other_last and other_first <= last


def change(definition, now, earlier):
    """rose, fell, ... of two rows; None where one has no value."""
    if not now["value"] or not earlier["value"]:
        return None
    words = {1: "rose", -1: "fell", 0: "showed no clear change"}
    x, n, y, m = (int(row[name]) if row[name] else None for row in (now, earlier) for name in ("numerator", "denominator"))
    if now["measure_unit"] == "count" and x is not None and y is not None:
        if x == y:
            return "stayed the same"
        if definition["window"] == "as-at":
            return words[1 if x > y else -1]
    if share_days(definition, now["period"], earlier["period"]):
        return words[0]
    if now["measure_unit"] == "ratio" and now["lower95"] and earlier["lower95"]:
        # 100 x a rate over what is expected of it: its limits are scaled by figures of other
        # authorities, so those printed are taken.
        return words[(float(now["lower95"]) > float(earlier["upper95"])) - (float(now["upper95"]) < float(earlier["lower95"]))]
    if n and m and now["measure_unit"] != "rate" and x <= n and y <= m:
        return words[newcombe_sign(x, n, y, m)]
    if not now["lower95"] or not earlier["lower95"]:
        return words[0]
    (l1, u1), (l2, u2) = count_limits(x), count_limits(y)
    if now["measure_unit"] == "rate":
        l1, u1, l2, u2 = l1 / n, u1 / n, l2 / m, u2 / m
    return words[(l1 > u2) - (u1 < l2)]


def direction(definition, row, word):
    if word in (None, "showed no clear change", "stayed the same"):
        return {None: "[x]", "stayed the same": "No change"}.get(word, "No clear change")
    whole = not row["category"] or (definition["by"] and row["category"] == "total")
    better = definition["better"] if whole else "neither"
    if better not in ("higher", "lower"):
        return "Up" if word == "rose" else "Down"
    return "Improving" if (word == "rose") == (better == "higher") else "Worsening"


def rating(targets, definition, row):
    first, last = DAYS[row["period"]]
    fitting = []
    for target in targets:
        begins, ends = DAYS[target["period"]]
        adds_up = definition["unit"] == "count" and definition["window"] in ("", "period")
        holds = (begins, ends) == (first, last) if adds_up else begins <= first and last <= ends
        if (target["measure"], target["unit"]) == (row["measure"], row["unit"]) and holds:
            fitting.append((ends > last, begins < first, begins, target))
    if not fitting:
        return None, "No target"
    # Of nested periods the shortest begins last, and ends first.
    target = sorted(fitting, key=lambda fit: (DAYS[fit[3]["period"]][1], [-int(part) for part in fit[2].split("-")]))[0][3]
    value = number(row["value"])
    if value is None:
        return target, "No data"
    worse = (number(target["target"]) - value) * (-1 if definition["better"] == "lower" else 1)
    return target, "Green" if worse <= 0 else "Amber" if worse <= (number(target["tolerance"]) or 0) else "Red"


def band(bands, row):
    value = number(row["value"])
    mine = bands.get(row["measure"]) if not row["category"] else None
    if mine is None or value is None:
        return ""
    edges = [number(mine[f"band_{n}"]) for n in (2, 3, 4, 5)]
    return str(1 + sum(value >= edge if mine["better"] == "higher" else value <= edge for edge in edges))


def exact_value(row):
    if row["denominator"] and int(row["denominator"]):
        return (10000 if row["measure_unit"] == "rate" else 100) * int(row["numerator"]) / int(row["denominator"])
    return float(row["value"])


def signals(values, mean, lower, upper):
    side = lambda value, line: 0 if math.isclose(value, line, rel_tol=1e-12) else 1 if value > line else -1
    found = [set() for _ in values]
    for i, value in enumerate(values):
        if side(value, upper) > 0 or side(value, lower) < 0:
            found[i].add("outside")
    for length in range(7, len(values) + 1):
        for start in range(len(values) - length + 1):
            run = values[start:start + length]
            steps = {side(b, a) for a, b in zip(run, run[1:])}
            sides = {side(value, mean) for value in run}
            for name, kinds in (("one side", sides), ("trend", steps)):
                if kinds in ({1}, {-1}):
                    for i in range(start, start + length):
                        found[i].add(name)
    for start in range(len(values) - 2):
        for limit, sign in ((upper, 1), (lower, -1)):
            near = [i for i in range(start, start + 3) if side(values[i], mean + (limit - mean) * 2 / 3) == sign]
            for i in near if len(near) >= 2 else []:
                found[i].add("near limit")
    order = ["outside", "one side", "trend", "near limit"]
    return [", ".join(name for name in order if name in one) for one in found]


# ---- checks ----

def check_changes(known, rows, program):
    earlier = {"previous": ("2013-14-Q3", "since_previous"), "last_year": ("2012-13-Q4", "since_last_year")}
    runs = {name: {key(row): row for row in program.rows(period, "--compare", "none")} for name, (period, _) in earlier.items()}
    seen = set()
    for row in rows:
        definition, found = known[row["measure"]], {}
        for name, (period, column) in earlier.items():
            other = runs[name].get(key(row))
            due = "[x]" if other is None else other["value"] or other["status"]
            check(row[f"{name}_period"] == period and row[f"{name}_value"] == due, name, key(row), row[f"{name}_value"], due)
            found[name] = change(definition, row, other) if other else None
            check(row[column] == (found[name] or ""), column, key(row), row[column], found[name])
            seen.add(row[column])
        since = next((name for name in earlier if found[name] and not share_days(definition, NOW, earlier[name][0])), None)
        due = direction(definition, row, found[since]) if since else "[x]"
        check(row["direction"] == due, "direction", key(row), row["direction"], due)
        check(row["direction_since"] == (earlier[since][0] if since else ""), "since", key(row), row["direction_since"], since)
        seen.add(row["direction"])
    for word in ("rose", "fell", "stayed the same", "Improving", "Worsening", "Up", "Down", "No change", "[x]"):
        check(word in seen, "no figure tries", word)


def check_ratings(known, rows, program):
    read = lambda name: list(csv.DictReader(open(program.authority / name)))
    targets, bands, seen = read("targets.csv"), {row["measure"]: row for row in read("bands.csv")}, set()
    for row in rows:
        definition = known[row["measure"]]
        if row["category"] and not (definition["by"] and row["category"] == "total"):
            check(row["rag"] == "" and row["target"] == "" and row["band"] == "", "a part is rated", key(row))
            continue
        target, word = rating(targets, definition, row)
        check(row["rag"] == word, "rating", key(row), row["period"], row["rag"], word)
        check(row["target"] == (target["target"] if target else "[x]"), "target", key(row), row["target"])
        check(row["target_period"] == (target["period"] if target else ""), "period of target", key(row))
        check(row["band"] == band(bands, row), "band", key(row), row["band"], band(bands, row))
        seen |= {row["rag"], row["band"]}
    for word in ("Red", "Amber", "Green", "No target", "No data", "1", "2", "3", "4", "5"):
        check(word in seen, "no figure tries", word)


def check_comparators(rows):
    """England's percents from the published counts; neighbours' median from their numbers."""
    published = list(csv.DictReader(open("report-defs/reference/published/icpc-15.csv")))
    year = {row["code"]: row for row in published if row["year"] == "2014"}
    areas = {row["code"]: row for row in csv.DictReader(open("report-defs/reference/areas.csv"))}
    own = areas["E10000014"]
    near = {row["neighbour"] for row in csv.DictReader(open("report-defs/reference/statistical-neighbours.csv"))
            if row["model"] == "2021" and row["authority"] == own["authority_number"]}
    percent = lambda row: 100 * Decimal(row["numerator"]) / Decimal(row["denominator"])
    shown = lambda value: str(value.quantize(Decimal("0.1"), "ROUND_HALF_UP"))
    values = sorted(Decimal(shown(percent(row))) for code, row in year.items()
                    if areas[code]["authority_number"] in near and row["denominator"].isdigit() and row["numerator"].isdigit())
    middle = (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
    for row in rows:
        if row["measure"] == "icpc-15" and not row["category"]:
            due = ["2014", shown(middle), shown(percent(year[own["region"]])), shown(percent(year["E92000001"]))]
            check([row[name] for name in ("comparison_year", "neighbours", "region", "england")] == due, "comparators", key(row), due)
        if row["measure"] in ("contacts", "caseload"):
            check(row["comparison_year"] == row["england"] == "", "comparators of a number", key(row))


def check_series(known, rows):
    series, charts = {}, 0
    for row in rows:
        series.setdefault(key(row), {})[row["period"]] = row
    for name, points in series.items():
        definition, now = known[name[0]], points.get(NOW)
        if now is None:
            continue
        if share_days(definition, QUARTERS[0], QUARTERS[1]):
            check(now["limits"] == "days shared" and not now["series_mean"], "chart of shared days", name)
            continue
        held = [points[period] for period in QUARTERS if period in points and points[period]["value"]]
        values = [exact_value(row) for row in held]
        if len(values) < 2:
            check(now["series_mean"] == "", "chart of too few", name)
            continue
        mean = sum(values) / len(values)
        reach = 2.66 * sum(abs(b - a) for a, b in zip(values, values[1:])) / (len(values) - 1)
        charts += reach > 0
        for row, due in zip(held, signals(values, mean, mean - reach, mean + reach)):
            check(row["signals"] == due, "signals", name, row["period"], row["signals"], due)
        for column, due in (("series_mean", mean), ("series_lower", mean - reach), ("series_upper", mean + reach)):
            shown = number(now[column])
            check(shown is not None and abs(float(shown) - due) <= 0.5 * 10 ** shown.as_tuple().exponent + 1e-9,
                  column, name, now[column], due)
        check(now["limits"] == "trial", "limits", name, now["limits"])
    check(charts > 100, "only", charts, "charts")
    check(any(row["signals"] for row in rows), "no signals")


def documented_keys():
    table = pathlib.Path("src/run/README.md").read_text().split("**Keys of `measures --json`.**")[1].split("The CSV holds")[0]
    lines = [line for line in table.splitlines() if line.startswith("| `")]
    return set(re.findall(r"`([a-z_0-9]+)`", table)), set(re.findall(r"`([a-z_0-9]+)`", " ".join(line.split("|")[1] for line in lines)))


def keys_of(value):
    if isinstance(value, dict):
        return set(value) | set().union(*map(keys_of, value.values()), set())
    return set().union(*map(keys_of, value), set()) if isinstance(value, list) else set()


def same_number(text, value):
    return (text or None) == (None if value is None else str(value))


def check_json(program, rows):
    text = program.text("measures", "--period", NOW, "--trend", "8", "--first-cut", "--json")
    document = json.loads(text, parse_float=str, parse_int=str)
    now = [row for row in rows if row["period"] == NOW]
    check(document["period"] == NOW and len(document["figures"]) == len(now), "figures in JSON")
    everything, heads = documented_keys()
    used = keys_of(document)
    check(used <= everything, "keys that nobody describes:", used - everything)
    check(heads <= used, "keys that no figure has:", heads - used)
    for figure, row in zip(document["figures"], now):
        for name in ("measure", "period", "as_at", "unit_level", "unit", "category", "numerator", "denominator", "value",
                     "lower95", "upper95", "lower998", "upper998", "status", "measure_unit", "direction_since", "band"):
            check(same_number(row[name], figure.get(name) or None), "JSON and CSV:", name, key(row), row[name], figure.get(name))
        for name, column in (("previous", "since_previous"), ("last_year", "since_last_year")):
            other = figure[name]
            check((other.get("value") or other.get("status", "")) == row[f"{name}_value"], "JSON:", name, key(row))
            check(other.get("change", "") == row[column] and other["period"] == row[f"{name}_period"], "JSON:", column, key(row))
        check(figure["direction"] == row["direction"] and figure.get("rag", "") == row["rag"], "JSON: words", key(row))
        target = figure.get("target", {})
        check((target.get("value") or target.get("status", "")) == row["target"], "JSON: target", key(row))
        beside = figure.get("comparators", {})
        check(beside.get("year", "") == row["comparison_year"], "JSON: year", key(row))
        for name in ("neighbours", "region", "england") if beside else ():
            check((beside[name].get("value") or beside[name]["status"]) == row[name], "JSON:", name, key(row))
        series = figure["series"]
        for name in ("mean", "lower", "upper"):
            check(same_number(row[f"series_{name}"], series.get(name)), "JSON:", name, key(row))
        check([point["period"] for point in series["points"]] == QUARTERS, "JSON: points", key(row))
        own = series["points"][-1]
        check(own.get("signals", "") == row["signals"] and own.get("value", "") == row["value"], "JSON: last point", key(row))
        check(figure["mark"] == "[p]", "JSON: mark")


def check_half_years(known, program):
    half, third, fourth = ({key(row): row for row in program.rows(period, "--compare", "none")}
                           for period in ("2013-14-H2", "2013-14-Q3", "2013-14-Q4"))
    flows = {name for name, definition in known.items() if definition["window"] == "period" and definition["is_counted"]
             and not definition["names_as_at"] and not definition["counts_children"] and definition["unit"] != "median"}
    compared, sums = set(), 0
    for name, row in half.items():
        if name[0] in flows:
            for column in ("numerator", "denominator"):
                parts = [int(other[name][column] or 0) if name in other else 0 for other in (third, fourth)]
                check(int(row[column] or 0) == sum(parts), "half-year", name, column, row[column], parts)
                sums += sum(parts) > 0
            compared.add(name[0])
    check({"contacts", "referrals", "assessments-45", "assessment-days"} <= compared and compared == flows, "flows", flows - compared)
    check(sums > 100, "only", sums, "half-years have anything to add up")


def check_spans(program):
    folder = program.folder / "odd"
    folder.mkdir(exist_ok=True)
    days = ["2006-03-31", "2006-04-01", "2006-08-31", "2006-09-01", "2005-11-01", "2005-10-31"]
    lines = [f"K{i},P{i},{day},6" for i, day in enumerate(days)]
    (folder / "contacts.csv").write_text("cont_contact_id,cont_person_id,cont_contact_date,cont_contact_source_code\n" + "\n".join(lines) + "\n")
    span = "2006-04-01..2006-08-31"
    rows = program.rows(span, "--by", "county", "--trend", "3", extracts=folder, as_at="2006-09-01")
    row = next(row for row in rows if row["measure"] == "contacts" and row["period"] == span)
    check(row["numerator"] == "2" and row["previous_value"] == "2", "contacts of the span", row)
    check(row["previous_period"] == "2005-11-01..2006-03-31", "the span before", row["previous_period"])
    check(row["last_year_value"] == "[x]", "a year that the extracts do not reach", row["last_year_value"])
    told = program.text("explain", "contacts", "--period", span, "--csv", extracts=folder, as_at="2006-09-01")
    check(sum(day in told for day in days) == 2, "records of the span", told)


def main():
    program = Program(sys.argv[1], sys.argv[2])
    known = definitions()
    rows = program.rows(NOW, "--trend", "8")
    check([row for row in rows if row["period"] not in QUARTERS] == [], "other periods")
    check(not any(row["mark"] for row in rows), "marks that nobody asked for")
    check_changes(known, [row for row in rows if row["period"] == NOW], program)
    check_ratings(known, rows, program)
    check_comparators([row for row in rows if row["period"] == NOW])
    check_series(known, rows)
    check_json(program, rows)
    check_half_years(known, program)
    check_spans(program)
    print(f"{len(rows)} figures, {len(faults)} faults")
    for fault in faults[:20]:
        print(fault)
    return 1 if faults else 0


sys.exit(main())
