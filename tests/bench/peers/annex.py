"""annex.py FILE: 240,000 cells with XlsxWriter, as plainly as it lets one: the annex that a report of
many rows would have, to be set against a whole run of the program."""
import sys

import xlsxwriter

SHEETS, ROWS, COLUMNS = 4, 5000, 12

workbook = xlsxwriter.Workbook(sys.argv[1], {"constant_memory": True})
bold = workbook.add_format({"bold": True})
percent = workbook.add_format({"num_format": "0.0%"})
for number in range(SHEETS):
    sheet = workbook.add_worksheet(f"Sheet {number + 1}")
    for column in range(COLUMNS):
        sheet.write_string(0, column, f"Column {column}", bold)
    for row in range(1, ROWS + 1):
        sheet.write_string(row, 0, f"District {row % 11}")
        sheet.write_string(row, 1, f"Team {row % 40}")
        sheet.write_string(row, 2, f"2014-{row % 12 + 1:02} row {row}")
        for column in range(3, COLUMNS):
            value = (row * 37 + column * 11) % 1000
            sheet.write_number(row, column, value / 1000 if column == 11 else value,
                               percent if column == 11 else None)
workbook.close()
