"""Reads a workbook with another program and prints every cell that holds something:
sheet, tab, cell, tab, value. Also checks the conventions that a table must keep."""
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1])
faults = []
for sheet in book.worksheets:
    if not sheet["A1"].value:
        faults.append(f"{sheet.title}: A1 is empty")
    if sheet.merged_cells.ranges:
        faults.append(f"{sheet.title}: merged cells")
    if sheet.sheet_state != "visible":
        faults.append(f"{sheet.title}: hidden")
    if len(sheet.tables) > 1:
        faults.append(f"{sheet.title}: more than one table")
    for table in sheet.tables.values():
        first, last = table.ref.split(":")
        headers = [cell.value for cell in sheet[table.ref][0]]
        if not first.startswith("A"):
            faults.append(f"{sheet.title}: the table does not begin in column A")
        if len(set(headers)) != len(headers) or not all(headers):
            faults.append(f"{sheet.title}: headers {headers}")
        if table.autoFilter is not None:
            faults.append(f"{sheet.title}: a filter")
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None:
                continue
            if cell.data_type == "f":
                faults.append(f"{sheet.title}!{cell.coordinate}: a formula")
            if cell.font.name != "Arial" or cell.font.sz < 12:
                faults.append(f"{sheet.title}!{cell.coordinate}: font {cell.font.name} {cell.font.sz}")
            print(sheet.title, cell.coordinate, cell.value, sep="\t")
print("charts", sum(len(sheet._charts) for sheet in book.worksheets), sep="\t")
properties = book.properties
if not (properties.title and properties.creator and properties.subject):
    faults.append("document properties are not filled")
for fault in faults:
    print("FAULT", fault, sep="\t")
sys.exit(1 if faults else 0)
