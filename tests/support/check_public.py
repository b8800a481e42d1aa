"""Searches a public pack for what it must not hold.

    check_public.py FOLDER NUMBER ...    fails where a number stands in any file, however packed
    check_public.py --holds FOLDER NUMBER ...   fails where one stands in none: the search can see

A number is looked for as 7654321 and 7,654,321 (a short one as a whole cell or with its comma
alone: hashes hold its digits by chance), in every file as it is, in the parts of workbooks, in the
objects of PDFs, and in the text of their pages. figures.csv is read too: a row marked [c] holds no
number.
"""

import csv
import pathlib
import subprocess
import sys
import zipfile


def pieces(path):
    yield path.name, path.read_bytes()
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as workbook:
            for part in workbook.namelist():
                yield f"{path.name}:{part}", workbook.read(part)
    if path.suffix == ".pdf":
        for command in (["pdftotext", "-layout", path, "-"],
                        ["qpdf", "--qdf", "--object-streams=disable", path, "-"]):
            run = subprocess.run(command, capture_output=True, check=True)
            yield f"{path.name}:{command[0]}", run.stdout


def forms(number):
    plain = {f">{number}<", f",{number},"} if len(number) < 6 else {number}
    return {form.encode() for form in plain | {f"{int(number):,}"}}


def places(folder, number):
    return [name for path in sorted(folder.rglob("*")) if path.is_file()
            for name, data in pieces(path) if any(form in data for form in forms(number))]


def bare_rows(folder):
    columns = ("numerator", "denominator", "value", "lower95", "upper95", "lower998", "upper998")
    with open(folder / "figures.csv", newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["status"] == "[c]"]
    for row in rows:
        if any(row[column] for column in columns):
            print("a suppressed row holds a number:", row)
            return False
    return len(rows) > 0


def main(arguments):
    wants = arguments[0] == "--holds"
    folder, *numbers = arguments[1:] if wants else arguments
    folder = pathlib.Path(folder)
    fine = wants or bare_rows(folder)
    seen = set()
    for number in numbers:
        found = places(folder, number)
        if bool(found) != wants:
            print(number, "stands in" if found else "stands nowhere", *found)
            fine = False
        seen |= {name.split(":")[0].rsplit(".")[-1] for name in found}
    if wants and not {"pdf", "xlsx", "html", "csv"} <= seen:
        print("they were found in", sorted(seen), "alone")
        fine = False
    sys.exit(0 if fine else 1)


main(sys.argv[1:])
