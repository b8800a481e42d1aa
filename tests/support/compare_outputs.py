"""The paper (as text), the annex (read by openpyxl) and figures.csv must carry the same numbers:
every number of a numbered table's sheet stands in the paper after that table's caption; every
county figure that the annex lists by measure equals figures.csv."""
import csv
import re
import subprocess
import sys

import openpyxl

folder = sys.argv[1]
name = folder.rstrip("/").split("/")[-1]
paper = subprocess.run(["pdftotext", "-layout", f"{folder}/{name}.pdf", "-"],
                       capture_output=True, text=True, check=True).stdout
book = openpyxl.load_workbook(f"{folder}/{name}.xlsx")
faults = []


def shown(cell):
    """A cell as the paper prints it: its number format's decimals and thousands."""
    value = cell.value
    if isinstance(value, (int, float)):
        decimals = len(cell.number_format.split(".")[1]) if "." in cell.number_format else 0
        return f"{value:,.{decimals}f}".replace("-", "\u2212")
    return str(value)


def after_caption(title):
    words = re.escape(title[:40]).replace(r"\ ", r"\s+")
    found = re.search(words, paper)
    return paper[found.end():] if found else None


compared = 0
for sheet in book.worksheets:
    if not re.fullmatch(r"(Table|Figure) \d+( data)?", sheet.title) or not sheet.tables:
        continue
    title = re.sub(r" \(data\)$", "", sheet["A1"].value)
    region = after_caption(title)
    if region is None:
        faults.append(f"{title}: not in the paper")
        continue
    region = region[:9000]
    (table,) = sheet.tables.values()
    for row in sheet[table.ref][1:]:
        for cell in row[1:]:
            if cell.value is None:
                continue
            if shown(cell) not in region:
                faults.append(f"{sheet.title}!{cell.coordinate}: {shown(cell)} is not in the paper")
            compared += 1
published = {}
for row in csv.DictReader(open(f"{folder}/figures.csv", newline="")):
    if row["unit_level"] == "county":
        published.setdefault(row["numerator"], row)
        published.setdefault(row["value"], row)
for sheet in book.worksheets:
    if re.fullmatch(r"Table \d+", sheet.title) and sheet.tables:
        (table,) = sheet.tables.values()
        for row in sheet[table.ref][1:]:
            for cell in row[1:]:
                if isinstance(cell.value, (int, float)):
                    plain = shown(cell).replace(",", "").replace("\u2212", "-")
                    if plain not in published:
                        faults.append(f"{sheet.title}!{cell.coordinate}: {plain} is not in figures.csv")
if compared < 40:
    faults.append(f"only {compared} cells compared")
for fault in faults:
    print(fault)
sys.exit(1 if faults else 0)
