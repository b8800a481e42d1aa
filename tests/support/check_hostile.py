#!/usr/bin/env python3
"""Reads every output in a folder that was made of hostile values, and prints each fault: a formula in
a workbook, a cell of a CSV file that a spreadsheet would run, markup or a script in a page that came
from a value, a PDF that qpdf cannot read or whose title is not the text that was given.

    check_hostile.py FOLDER TITLE
"""
import csv
import pathlib
import re
import subprocess
import sys
from html.parser import HTMLParser

import openpyxl

RUNS = re.compile(r"^[=+\-@\t\r]")
NUMBER = re.compile(r"^-?[0-9]+(\.[0-9]+)?$")
TAGS = {"html", "head", "meta", "title", "style", "body", "main", "header", "footer", "h1", "h2", "h3", "h4",
        "p", "a", "b", "strong", "em", "i", "span", "div", "section", "nav", "ol", "ul", "li", "table", "caption",
        "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td", "dl", "dt", "dd", "figure", "figcaption",
        "svg", "g", "path", "line", "rect", "circle", "polygon", "polyline", "text", "tspan", "desc", "details",
        "summary", "br", "hr", "sup", "sub", "address", "blockquote", "article", "cite"}


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.faults, self.words = [], []

    def handle_starttag(self, tag, attributes):
        if tag not in TAGS:
            self.faults.append("an element %s" % tag)
        for name, value in attributes:
            if name.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                self.faults.append("an attribute %s=%s" % (name, value))

    def handle_data(self, data):
        self.words.append(data)


def workbook_faults(path):
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield "%s!%s is the formula %s" % (sheet.title, cell.coordinate, cell.value)
                target = cell.hyperlink and cell.hyperlink.target
                if target and not target.startswith(("https:", "http:", "mailto:", "#")):
                    yield "%s!%s leads to %s" % (sheet.title, cell.coordinate, target)


def csv_faults(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for number, row in enumerate(csv.reader(stream), 1):
            for cell in row:
                if RUNS.match(cell) and not NUMBER.match(cell):
                    yield "line %d: %r" % (number, cell)


def page_faults(path, title):
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    yield from page.faults
    if title not in " ".join("".join(page.words).split()):
        yield "the title is not there as it was given"


def pdf_faults(path, title):
    judged = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
    if judged.returncode:
        yield judged.stdout + judged.stderr
    told = subprocess.run(["pdfinfo", path], capture_output=True, text=True).stdout
    if "Title:           " + title + "\n" not in told:
        yield "the title is " + told.split("\n")[0]
    if "JavaScript:      no" not in told:
        yield "it has a script"


def main():
    folder, title = pathlib.Path(sys.argv[1]), sys.argv[2]
    readers = {".xlsx": workbook_faults, ".csv": csv_faults,
               ".html": lambda path: page_faults(path, title), ".pdf": lambda path: pdf_faults(path, title)}
    read, faults = 0, 0
    for path in sorted(folder.rglob("*")):
        if path.suffix in readers:
            read += 1
            for fault in readers[path.suffix](path):
                print("%s: %s" % (path.name, fault))
                faults += 1
    print("%d files read" % read)
    sys.exit(faults > 0 or read == 0)


main()
