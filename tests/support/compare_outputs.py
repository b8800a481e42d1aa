"""The paper (as text), the annex (read by openpyxl), the HTML page and figures.csv must carry the
same numbers: tables of page and annex are equal cell by cell;
every number of the page's sentences stands in the paper beside the same word; every number of a
numbered table's sheet stands in the paper after that table's caption; every county figure that the annex lists by measure equals figures.csv. With an authority's folder as the
second argument, targets are looked up in its targets.csv and bands worked out from its bands.csv. The
third is how many cells there are at least to compare, 40 if left out."""
import csv
import glob
import re
import subprocess
import sys
from html.parser import HTMLParser
from fractions import Fraction

import openpyxl

import page_text

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
    """What follows the caption, to a page's length behind its last "(continued)"."""
    words = r"\s+".join(re.escape(word) for word in title[:40].split())
    found = list(re.finditer(words, paper))
    continued = list(re.finditer(words + r"[^\n]*\n?[^\n]*\(continued\)", paper))
    return paper[found[0].end():(continued or found[:1])[-1].end() + 9000] if found else None


class Tables(HTMLParser):
    """The tables of a page by caption: rows of texts, without marks for the eye alone."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tables, self.hidden, self.place, self.charts = {}, 0, None, ""

    def handle_starttag(self, tag, attributes):
        self.hidden += bool(self.hidden) or ("aria-hidden", "true") in attributes
        if tag == "svg":  # every number of a chart stands in its words; lines print their ends alone
            self.charts += dict(attributes)["aria-label"]
        if tag == "table":
            self.caption, self.rows = "", []
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append("")
        if tag in ("caption", "th", "td"):
            self.place = tag

    def handle_endtag(self, tag):
        self.hidden -= bool(self.hidden)
        if tag in ("caption", "th", "td"):
            self.place = None
        if tag == "table":
            self.tables[self.caption] = self.rows

    def handle_data(self, data):
        if self.place == "caption":
            self.caption += data
        elif self.place and not self.hidden:
            self.rows[-1][-1] += data


page = Tables()
page.feed(open(f"{folder}/{name}.html", encoding="utf-8").read())


def compare_with_page(title, sheet, table):
    global compared
    rows = page.tables.get(title)
    if rows is None:
        faults.append(f"{title}: no such table in the page")
        return
    for row, cells in zip(reversed(rows), reversed(sheet[table.ref][1:])):
        words = [shown(cell) if cell.value is not None else "" for cell in cells]
        compared += len(words)
        if [text.strip().removeprefix("+") for text in row] != words:
            faults.append(f"{title}: the page has {row}, the annex {words}")


def words_of(text):
    """Words and numbers, without what stands about them; hyphens at a line's end are taken out."""
    return re.findall(r"[^\W_]+(?:[.,'\u2019/][^\W_]+)*", text.replace("\u00ad", ""))


def compare_sentences():
    """A number of the page's sentences without the same word before or behind it in the paper."""
    read = page_text.Page()
    read.feed(open(f"{folder}/{name}.html", encoding="utf-8").read())
    printed = words_of(subprocess.run(["pdftotext", f"{folder}/{name}.pdf", "-"], capture_output=True,
                                      text=True, check=True).stdout)
    pairs, checked = set(zip(printed, printed[1:])), 0
    for line in read.lines:
        words = words_of(line) if " | " not in line and not line.startswith("[picture]") else []
        for before, word, behind in zip(["", *words], words, [*words[1:], ""]):
            if word[0].isdigit():
                checked += 1
                is_label = not before and word in printed  # it may stand apart, on a line of its own
                if not is_label and (before, word) not in pairs and (word, behind) not in pairs:
                    faults.append(f"{before} {word} {behind}: in the page, and not in the paper")
    if checked < 20:
        faults.append(f"only {checked} numbers of sentences compared")


def compare_points(sheet, rows):
    """A chart of points prints names alone: the page's table has the numbers, and figures.csv those
    of the values' axis."""
    global compared
    for row in rows:
        compared += 1
        if shown(row[2]).replace(",", "") not in published:
            faults.append(f"{sheet.title}!{row[2].coordinate}: {shown(row[2])} is not in figures.csv")


# What figures.csv holds, at every level: as a set, since a table's cell does not name its figure.
published = set()
for row in csv.DictReader(open(f"{folder}/figures.csv", newline="")):
    published |= {row["numerator"], row["denominator"], row["value"], row["lower95"], row["upper95"]}
compared = 0
for sheet in book.worksheets:
    if not re.fullmatch(r"(Table|Figure) \d+( data)?", sheet.title) or not sheet.tables:
        continue
    title = re.sub(r"( \(data\))?( \[note \d+\])*$", "", sheet["A1"].value)
    region = after_caption(title)
    if region is None:
        faults.append(f"{title}: not in the paper")
        continue
    (table,) = sheet.tables.values()
    compare_with_page(re.sub(r"( \[note \d+\])*$", "", sheet["A1"].value), sheet, table)
    if "Expected" in [cell.value for cell in sheet[table.ref][0]]:
        compare_points(sheet, sheet[table.ref][1:])
        continue
    for row in sheet[table.ref][1:]:
        for cell in row[1:]:
            if not isinstance(cell.value, (int, float)) and not str(cell.value).startswith("["):
                continue
            region_or_words = region + page.charts if sheet.title.startswith("Figure") else region
            if shown(cell) not in region_or_words:
                faults.append(f"{sheet.title}!{cell.coordinate}: {shown(cell)} is not in the paper")
            compared += 1


def half_up(numerator, denominator, decimals):
    scaled = Fraction(numerator) / Fraction(denominator) * 10**decimals
    sign = -1 if scaled < 0 else 1
    return sign * Fraction(int(abs(scaled) + Fraction(1, 2)), 10**decimals)


authority = sys.argv[2] if len(sys.argv) > 2 else None
targets, bands, ids = set(), {}, {}
if authority:
    targets = {row["target"] for row in csv.DictReader(open(f"{authority}/targets.csv"))}
    bands = {row["measure"]: row for row in csv.DictReader(open(f"{authority}/bands.csv"))}
    for path in glob.glob("report-defs/measures/*.yaml"):
        words = open(path, encoding="utf-8").read()
        ids[re.search(r"^title: (.*)$", words, re.M).group(1)] = re.search(
            r"^measure: (.*)$", words, re.M).group(1)


def band_of(title, value):
    """The best band whose edge the value reaches."""
    row = bands.get(ids.get(title))
    if row is None:
        return None
    sign = 1 if row["better"] == "higher" else -1
    edges = [Fraction(row[f"band_{band}"]) for band in range(2, 6)]
    return 1 + sum(sign * value >= sign * edge for edge in edges)


def is_looked_up(header, row, cell):
    if header == "Target":
        return shown(cell) in targets
    return header == "Band" and cell.value == band_of(row[0].value, Fraction(str(row[1].value)))


def is_derived(headers, row, cell, above):
    """A change recomputed from the two counts before it; a total of shares that is 100."""
    header = headers[cell.column - 1]
    value = Fraction(str(cell.value))
    if header.startswith("Change"):
        before, now = row[1].value, row[2].value
        return value == (half_up(100 * (now - before), before, 1) if "%" in header else now - before)
    return row[0].value == "Total" and value == 100 and abs(sum(above) - 100) < len(above)


for sheet in book.worksheets:
    if not re.fullmatch(r"Table \d+", sheet.title) or not sheet.tables:
        continue
    (table,) = sheet.tables.values()
    rows = sheet[table.ref]
    headers = [cell.value for cell in rows[0]]
    for number, row in enumerate(rows[1:], 1):
        for cell in row[1:]:
            if not isinstance(cell.value, (int, float)):
                continue
            plain = shown(cell).replace(",", "").replace("\u2212", "-")
            above = [r[cell.column - 1].value for r in rows[1:number]]
            header = headers[cell.column - 1]
            if header in ("Target", "Band") and authority:
                if not is_looked_up(header, row, cell):
                    faults.append(f"{sheet.title}!{cell.coordinate}: {plain} is not the {header}")
                continue
            if plain not in published and not is_derived(headers, row, cell, above):
                faults.append(f"{sheet.title}!{cell.coordinate}: {plain} is not in figures.csv")
compare_sentences()
if compared < (int(sys.argv[3]) if len(sys.argv) > 3 else 40):
    faults.append(f"only {compared} cells compared")
for fault in faults:
    print(fault)
sys.exit(1 if faults else 0)
