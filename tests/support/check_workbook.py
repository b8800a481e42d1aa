"""The 26 conventions of an accessible workbook (Analysis Function, "Releasing statistics in
spreadsheets"): E1 to E13 and R1 to R12 read back with openpyxl; E14, spelling, where hunspell is.
They are settled so: a chart stands alone on a sheet with its words; there are no panes and no fills.

usage: check_workbook.py FILE.xlsx          every fault as "E2: sheet: what"; ends with 1 if there are any
       check_workbook.py --prove FILE.xlsx  each convention broken once: whose check does not notice
"""
import math
import re
import shutil
import subprocess
import sys

import openpyxl
from openpyxl.styles import Font, PatternFill

NOTE = re.compile(r"\[note (\d+)\]")
SHORTHAND = re.compile(r"\[(?:c|x|z|u|e|p|r|low|n/a)\]")
SYMBOLS = re.compile(r"[*†‡§¹²³⁴-⁹]")
# Columns of what is written elsewhere, digits or not, leading noughts and all: ids and values of records.
NAME_COLUMNS = {"Rule", "Worksheet", "Record", "Value", "Most common"}
FIELD_WORDS = {"outturn"}  # of council finance: the dictionary lacks them
DEFAULT_WIDTH, LINE_HEIGHT = 8.43, 15


def table_of(sheet):
    """The first table's cells, rows of cells; none on a sheet without one."""
    for table in sheet.tables.values():
        return list(sheet[table.ref])
    return []


def filled(sheet):
    return [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]


def above(sheet):
    """The texts in column A above the table, or all of them."""
    rows = table_of(sheet)
    first = rows[0][0].row if rows else sheet.max_row + 1
    return [str(sheet.cell(row, 1).value or "") for row in range(1, first)]


def width_of(sheet, cell):
    for letters, dimension in sheet.column_dimensions.items():
        last = dimension.max or 0
        if (dimension.min or 0) <= cell.column <= last or letters == cell.column_letter:
            return dimension.width
    return DEFAULT_WIDTH


def luminance(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_on_white(font):
    colour = font.color.rgb if font.color is not None and font.color.type == "rgb" else "FF000000"
    return 1.05 / (luminance(colour[-6:]) + 0.05)


def e1(book, sheet):
    rows = table_of(sheet)
    if not rows and sheet.title != "Cover" and not sheet._charts:
        yield "no table is marked up"
    if rows:
        headers = [cell.value for cell in rows[0]]
        if not all(headers) or len(set(headers)) != len(headers):
            yield f"headers {headers}"
        if any(table.headerRowCount != 1 for table in sheet.tables.values()):
            yield "not one header row"


def e2(book, sheet):
    if sheet.merged_cells.ranges:
        yield "merged cells"


def e3(book, sheet):
    rows = table_of(sheet)
    if any(all(cell.value is None for cell in line) for line in rows + list(zip(*rows))):
        yield "a blank row or column in the table"
    holes = any(cell.value is None for row in rows for cell in row)
    if holes and not any("blank" in text.lower() or "empty" in text.lower() for text in above(sheet)):
        yield "empty cells that nothing above the table explains"


def e4(book, sheet):
    inside = {cell.coordinate for row in table_of(sheet) for cell in row}
    for cell in filled(sheet):
        width = width_of(sheet, cell)
        if not isinstance(cell.value, str) or len(cell.value) <= width * 1.15:
            continue
        height = sheet.row_dimensions[cell.row].height or LINE_HEIGHT
        lines = math.floor(len(cell.value) / (width * 1.3))
        if cell.alignment.wrap_text and lines * LINE_HEIGHT > height + 1:
            yield f"{cell.coordinate}: {len(cell.value)} characters in a row {height} high"
        elif not cell.alignment.wrap_text and cell.coordinate in inside and not cell.hyperlink:
            yield f"{cell.coordinate}: the text is wider than its column and does not wrap"


def e5(book, sheet):
    if [other.title.lower() for other in book.worksheets].count(sheet.title.lower()) > 1:
        yield "another sheet has that name"
    if not filled(sheet):
        yield "the sheet is blank"


def e6(book, sheet):
    if len(str(sheet["A1"].value or "")) < 5:
        yield "A1 holds no title"


def e7(book, sheet):
    rows = table_of(sheet)
    if rows and rows[0][0].column != 1:
        yield "the table does not begin in column A"
    if rows and not any("contains one table" in text for text in above(sheet)):
        yield "nothing says how many tables the sheet holds"
    said = any("note" in text.lower() for text in above(sheet)[1:])
    noted = any(NOTE.search(str(cell.value)) for row in rows[:1] for cell in row)
    if (noted or NOTE.search(above(sheet)[0] if above(sheet) else "")) and not said:
        yield "it has notes, and nothing above the table says where they are"


def e8(book, sheet):
    known = set()
    if "Notes" in book.sheetnames:
        known = {str(row[0].value) for row in table_of(book["Notes"])}
    for cell in filled(sheet):
        text = str(cell.value)
        if cell.font.vertAlign == "superscript" or (cell.row == 1 and SYMBOLS.search(text)):
            yield f"{cell.coordinate}: a symbol for a note"
        for number in NOTE.findall(text):
            if f"note {number}" not in known:
                yield f"{cell.coordinate}: note {number} is in no notes table"


def e9(book, sheet):
    for part in (sheet.oddHeader, sheet.oddFooter, sheet.evenHeader, sheet.firstHeader):
        if any(side.text for side in (part.left, part.center, part.right)):
            yield "a header or footer"
    if sheet._charts and (sheet.tables or not sheet["A2"].value):
        yield "a chart that does not stand alone with its words"


def e10(book, sheet):
    for cell in filled(sheet):
        if contrast_on_white(cell.font) < 4.5:
            yield f"{cell.coordinate}: contrast {contrast_on_white(cell.font):.1f}"
    if sheet.conditional_formatting:
        yield "colour by condition"


def e11(book, sheet):
    for cell in filled(sheet):
        if cell.hyperlink and re.match(r"(?i)\s*(https?:|www\.|click|here\b|link\b)", str(cell.value)):
            yield f"{cell.coordinate}: the link is called {cell.value}"


def e12(book, sheet):
    properties = book.properties
    if sheet is book.worksheets[0] and not (properties.title and properties.creator and properties.subject):
        yield "title, author or subject is not filled"


def e13(book, sheet):
    if sheet.sheet_view.selection and sheet.sheet_view.selection[0].activeCell not in ("A1", None):
        yield "the cursor is not in A1"
    if sheet is book.worksheets[0] and book.active is not sheet:
        yield "the first sheet is not the active one"


def e14(book, sheet):
    if sheet is not book.worksheets[0] or not shutil.which("hunspell"):
        return
    words = {word for each in book.worksheets for cell in filled(each) if cell.data_type == "s"
             for word in re.findall(r"(?<![\w'@./-])[a-z]{3,}(?![\w'@./-])", cell.value)}
    made = subprocess.run(["hunspell", "-d", "en_GB", "-l"], input="\n".join(sorted(words)),
                          capture_output=True, text=True, check=True)
    for word in set(made.stdout.split()) - FIELD_WORDS:
        yield f"\"{word}\" is no word"


def r1(book, sheet):
    names = [name.lower() for each in book.worksheets for name in each.tables]
    for name in sheet.tables:
        if names.count(name.lower()) > 1 or re.fullmatch(r"(?i)table_?\d*", name):
            yield f"the table's name {name} says nothing, or is another's too"


def r2(book, sheet):
    if sheet.auto_filter.ref or any(table.autoFilter is not None for table in sheet.tables.values()):
        yield "a filter"
    if sheet.freeze_panes:
        yield "frozen panes"


def r3(book, sheet):
    dimensions = list(sheet.row_dimensions.values()) + list(sheet.column_dimensions.values())
    if sheet.sheet_state != "visible" or any(dimension.hidden for dimension in dimensions):
        yield "something is hidden"


def r4(book, sheet):
    if sheet.title == "Notes":
        rows = table_of(sheet)
        if not rows or [cell.value for cell in rows[0]] != ["Note", "Text"]:
            yield "the notes are no table of numbers and texts"
        elif not all(str(row[0].value).startswith("note ") for row in rows[1:]):
            yield "a note's number is not written with the word"


def r5(book, sheet):
    if sheet.title in ("Contents", "Notes"):
        return
    for row in table_of(sheet)[1:]:
        for cell in row[1:]:
            if NOTE.search(str(cell.value)):
                yield f"{cell.coordinate}: a note's marker among the data"


def r6(book, sheet):
    for cell in filled(sheet):
        font, align = cell.font, cell.alignment.horizontal
        if font.name != "Arial" or font.sz < 12 or (cell.coordinate == "A1" and font.sz <= 12):
            yield f"{cell.coordinate}: font {font.name} {font.sz}"
        if font.i or (font.u and not cell.hyperlink):
            yield f"{cell.coordinate}: italic or underlined"
        if isinstance(cell.value, (int, float)) and align not in (None, "general", "right"):
            yield f"{cell.coordinate}: a number that is not at the right"
        if isinstance(cell.value, str) and align in ("center", "justify"):
            yield f"{cell.coordinate}: text that is {align}"
    yield from touching(sheet)


def touching(sheet):
    """Figures and marks at the right edge of their cells, with words at the left of the next."""
    for row in table_of(sheet):
        for cell, beside in zip(row, row[1:]):
            at_right = isinstance(cell.value, (int, float)) or cell.alignment.horizontal == "right"
            at_left = isinstance(beside.value, str) and beside.alignment.horizontal != "right"
            if cell.value is not None and at_right and at_left and not cell.alignment.indent:
                yield f"{cell.coordinate}: no space before the words beside it"


def r7(book, sheet):
    for cell in filled(sheet):
        sides = (cell.border.left, cell.border.right, cell.border.top, cell.border.bottom)
        if cell.fill.fill_type or any(side is not None and side.style for side in sides):
            yield f"{cell.coordinate}: a fill or a border"


def r8(book, sheet):
    if sheet._images or book.vba_archive:
        yield "a picture or a macro"


def r9(book, sheet):
    rows = table_of(sheet)
    if len(sheet.tables) > 1:
        yield "more than one table"
    if rows and any(cell.row > rows[-1][0].row for cell in filled(sheet)):
        yield "something stands below the table"


def r10(book, sheet):
    first = [name for name in ("Cover", "Contents", "Notes") if name in book.sheetnames]
    if sheet is book.worksheets[0] and (first[:2] != ["Cover", "Contents"]
                                        or book.sheetnames[:len(first)] != first):
        yield f"the sheets begin {book.sheetnames[:3]}"


def r11(book, sheet):
    if sheet.title in ("Contents", "Notes"):
        return
    rows = table_of(sheet)
    for row in rows[1:]:
        for cell, head in zip(row[1:], rows[0][1:]):
            if cell.data_type == "f":
                yield f"{cell.coordinate}: a formula"
            if head.value not in NAME_COLUMNS and isinstance(cell.value, str) and re.fullmatch(r"[-+\u2212]?[\d,]+(\.\d+)?%?", cell.value):
                yield f"{cell.coordinate}: {cell.value} is text"


def r12(book, sheet):
    cover = " ".join(str(cell.value) for cell in filled(book.worksheets[0]))
    for cell in filled(sheet):
        for mark in SHORTHAND.findall(str(cell.value)):
            if mark not in cover:
                yield f"{cell.coordinate}: the cover does not explain {mark}"


CONVENTIONS = [e1, e2, e3, e4, e5, e6, e7, e8, e9, e10, e11, e12, e13, e14,
               r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12]


def faults_of(book):
    return [f"{check.__name__.upper()}: {sheet.title}: {words}" for check in CONVENTIONS
            for sheet in book.worksheets for words in check(book, sheet)]


# ---- one fault for each ----

def data_sheet(book):
    return next(sheet for sheet in book.worksheets
                if sheet.tables and sheet.title not in ("Contents", "Notes"))


def set_cell(where, value):
    def spoil(book):
        rows = table_of(data_sheet(book))
        rows[where[0]][where[1]].value = value
    return spoil


def style_cell(name, value):
    return lambda book: setattr(table_of(data_sheet(book))[1][1], name, value)


def table(book):
    return next(iter(data_sheet(book).tables.values()))


def blank_row(book):
    for cell in table_of(data_sheet(book))[1]:
        cell.value = None


def rename_table(book):
    sheet = data_sheet(book)
    made = sheet.tables.pop(next(iter(sheet.tables)))
    made.name = made.displayName = "Table1"
    sheet.tables["Table1"] = made


def say_header(book):
    data_sheet(book).oddHeader.center.text = "Draft"


def link_by_address(book):
    cell = next(c for sheet in book.worksheets for c in filled(sheet) if c.hyperlink)
    cell.value = "https://www.gov.uk"


SPOILERS = {
    "E1": set_cell((0, 0), None),
    "E2": lambda book: data_sheet(book).merge_cells("A1:B1"),
    "E3": blank_row,
    "E4": set_cell((1, 0), "words " * 60),
    "E5": lambda book: book.create_sheet("Blank"),
    "E6": lambda book: setattr(data_sheet(book)["A1"], "value", None),
    "E7": lambda book: setattr(data_sheet(book)["A2"], "value", "Some words"),
    "E8": lambda book: setattr(data_sheet(book)["A1"], "value", "A table of things [note 999]"),
    "E9": say_header,
    "E10": style_cell("font", Font(name="Arial", sz=12, color="FFBBBBBB")),
    "E11": link_by_address,
    "E12": lambda book: setattr(book.properties, "subject", None),
    "E13": lambda book: setattr(data_sheet(book).sheet_view.selection[0], "activeCell", "C9"),
    "E14": set_cell((1, 0), "chidlren lookd after"),
    "R1": rename_table,
    "R2": lambda book: setattr(data_sheet(book), "freeze_panes", "A4"),
    "R3": lambda book: setattr(data_sheet(book), "sheet_state", "hidden"),
    "R4": lambda book: setattr(table_of(book["Notes"])[0][0], "value", "Number"),
    "R5": set_cell((1, 1), "12 [note 1]"),
    "R6": style_cell("font", Font(name="Times", sz=12)),
    "R7": style_cell("fill", PatternFill("solid", fgColor="FFFFCC00")),
    "R8": lambda book: setattr(book, "vba_archive", True),
    "R9": lambda book: data_sheet(book).append(["below"]),
    "R10": lambda book: book.move_sheet("Cover", 2),
    "R11": set_cell((1, 1), "1,234"),
    "R12": set_cell((1, 1), "[low]"),
}


def unnoticed(path):
    """The conventions whose breach the checks do not name."""
    for rule, spoil in SPOILERS.items():
        if rule == "E14" and not shutil.which("hunspell"):
            continue
        book = openpyxl.load_workbook(path)
        spoil(book)
        if not any(fault.startswith(rule + ":") for fault in faults_of(book)):
            yield f"{rule}: a breach is not noticed"


def main():
    prove = sys.argv[1] == "--prove"
    found = list(unnoticed(sys.argv[2])) if prove else faults_of(openpyxl.load_workbook(sys.argv[1]))
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
