"""plan.py EXTRACTS OUT: what the peers read and check, from the same definitions as the program's:
OUT/plan.json and OUT/plan.tsv, a line a column: table, column, kind, pattern. The pattern is of
the whole value without spaces round it; a missing value is not judged. A `day` must exist besides.
OUT/units.csv has the district of each team, OUT/holidays.txt the bank holidays."""
import csv
import glob
import json
import os
import re
import sys

import yaml

DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?)?|" \
      r"[0-9]{2}/[0-9]{2}/[0-9]{4}"
BOOLEAN = r"(?i:Y|Yes|1|true|T|a\) Yes|N|No|0|false|F|b\) No)"
TYPES = {"date": ("day", DAY), "boolean": ("text", BOOLEAN), "integer": ("text", r"-?[0-9]+(\.0*)?"),
         "number": ("text", r"-?[0-9]+(\.[0-9]*)?")}


def codes_of(name):
    with open(f"report-defs/codes/{name}.csv", newline="", encoding="utf-8") as stream:
        codes = [row["code"] for row in csv.DictReader(stream)]
    return "(?i:" + "|".join(re.sub(r"([.^$*+?{}\[\]\\|()])", r"\\\1", code) for code in codes) + ")"


def check_of(field):
    """Kind and pattern; a kind of `any` is not checked."""
    if field["type"] in TYPES:
        return TYPES[field["type"]]
    if "codes" in field:
        return "text", codes_of(field["codes"])
    pattern = field.get("constraints", {}).get("pattern")
    return ("text", pattern.removeprefix("^").removesuffix("$")) if pattern else ("any", "")


def tables(extracts):
    schemas = {}
    for path in glob.glob("report-defs/extracts/*/*.yaml"):
        with open(path, encoding="utf-8") as stream:
            schema = yaml.load(stream, Loader=yaml.BaseLoader)
        schemas[schema["name"]] = schema
    for path in sorted(glob.glob(f"{extracts}/*.csv")):
        name = os.path.basename(path)[:-4]
        fields = {field["name"]: field for field in schemas[name]["fields"]}
        with open(path, newline="", encoding="utf-8-sig") as stream:
            header = next(csv.reader(stream))
        missing = schemas[name].get("missingValues", [""])
        yield name, missing, [(column, *check_of(fields[column])) for column in header]


def write_units(path):
    with open("report-defs/authorities/hampshire/units.csv", newline="", encoding="utf-8") as stream:
        units = list(csv.DictReader(stream))
    districts = {unit["id"] for unit in units if unit["level"] == "district"}
    with open(path, "w", encoding="utf-8") as out:
        out.write("team,district\n")
        out.writelines(f"{unit['id']},{unit['parent']}\n" for unit in units
                       if unit["level"] == "team" and unit["parent"] in districts)


def write_holidays(path):
    with open("report-defs/reference/bank-holidays.csv", encoding="utf-8") as stream:
        days = sorted(set(re.findall(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}", stream.read(), re.M)))
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(day + "\n" for day in days)


def main():
    extracts, target = sys.argv[1:3]
    plan = list(tables(extracts))
    with open(f"{target}/plan.json", "w", encoding="utf-8") as out:
        json.dump([{"table": t, "missing": m, "columns": c} for t, m, c in plan], out)
    with open(f"{target}/plan.tsv", "w", encoding="utf-8") as out:
        for table, missing, columns in plan:
            out.writelines("\t".join([table, *column, "|".join(missing)]) + "\n" for column in columns)
    write_units(f"{target}/units.csv")
    write_holidays(f"{target}/holidays.txt")


main()
