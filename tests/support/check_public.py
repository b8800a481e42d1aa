"""Searches a public pack for what it must not hold.

    check_public.py FOLDER NUMBER ...    fails where a number stands in any file, however packed
    check_public.py --holds FOLDER NUMBER ...   fails where one stands in none: the search can see

A number is looked for as 7654321 and 7,654,321, whole (what stands around it is no digit), in every
text that a reader or a program can get at: the words of pages, the strings of PDFs (alternative
texts, bookmarks, XMP) however they are encoded, the parts of workbooks (cells, caches of charts,
properties), HTML with the attributes that are read out, CSV and JSON. Long numbers are also looked
for in the bytes as they are. figures.csv is read too: a row marked [c] holds no number.
"""

import csv
import pathlib
import re
import subprocess
import sys
import zipfile

SHARED_STRING = re.compile(r'(<c [^>]*t="s"[^>]*>)<v>\d+</v>')  # the number of a string, not a value
SPOKEN = re.compile(r'(?:alt|title|aria-label|content|data-[a-z-]+|name|descr?)\s*=\s*"([^"]*)"')
LONG = 6
PLACES = (".pdf:words", ".pdf:strings", "xl/worksheets", "xl/charts", ".html", "figures.csv")


def words_of_markup(data):
    """What stands between tags, and in attributes that hold words: no coordinates, no styles."""
    text = SHARED_STRING.sub(r"\1", data.decode("utf-8", "replace"))
    return " ".join(SPOKEN.findall(text)) + " " + re.sub(r"<[^>]*>", " ", text)


def strings_of_pdf(data):
    """Strings as PDF writes them: hexadecimal UTF-16, UTF-16 in parentheses, plain, and XMP."""
    for found in re.findall(rb"<feff([0-9a-fA-F\s]*)>", data, re.IGNORECASE):
        yield bytes.fromhex(found.decode("ascii")).decode("utf-16-be", "replace")
    for found in re.findall(rb"\(((?:[^()\\]|\\.)*)\)", data, re.DOTALL):
        is_wide = found.startswith((b"\xfe\xff", b"\\376\\377"))
        if not is_wide and b"\0" in found:
            continue  # no string, but bytes of a font that happen to stand in parentheses
        yield found.decode("utf-16" if is_wide else "latin-1", "replace")
    for found in re.findall(rb"<\?xpacket.*?<\?xpacket", data, re.DOTALL):
        yield words_of_markup(found)


def run(*command):
    return subprocess.run(command, capture_output=True, check=True).stdout


def pieces(path):
    """Names and texts of what is in a file."""
    data = path.read_bytes()
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as workbook:
            for part in workbook.namelist():
                yield f"{path.name}:{part}", words_of_markup(workbook.read(part))
    elif path.suffix == ".pdf":
        yield f"{path.name}:words", run("pdftotext", "-layout", path, "-").decode("utf-8", "replace")
        qdf = run("qpdf", "--qdf", "--object-streams=disable", path, "-")
        yield f"{path.name}:strings", "\n".join(strings_of_pdf(qdf))
    elif path.suffix == ".html":
        yield path.name, words_of_markup(data)
    elif path.name == "manifest.json":
        yield path.name, re.sub(r'"bytes": \d+', "", data.decode("utf-8"))  # lengths of files
    else:
        yield path.name, data.decode("utf-8", "replace")


def raw_pieces(path):
    yield path.name, path.read_bytes()
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as workbook:
            for part in workbook.namelist():
                yield f"{path.name}:{part}", workbook.read(part)
    if path.suffix == ".pdf":
        yield f"{path.name}:objects", run("qpdf", "--qdf", "--object-streams=disable", path, "-")


def numbers_in(text):
    """Whole numbers and decimals, without their thousands' commas."""
    return {number.replace(",", "") for number in
            re.findall(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w])|(?<![\w.])\d+(?:\.\d+)?(?![\w])",
                       text)}


def places(folder, numbers):
    """Where each number stands, by number."""
    found = {number: [] for number in numbers}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        for name, text in pieces(path):
            for number in numbers_in(text) & found.keys():
                found[number].append(name)
        for number in (number for number in numbers if len(number) >= LONG):
            found[number] += [name for name, data in raw_pieces(path) if number.encode() in data]
    return found


def bare_rows(folder):
    columns = ("numerator", "denominator", "value", "lower95", "upper95", "lower998", "upper998")
    with open(folder / "figures.csv", newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["status"] == "[c]"]
    return [f"a suppressed row holds a number: {row}" for row in rows
            if any(row[column] for column in columns)]


def main(arguments):
    wants = arguments[0] == "--holds"
    folder, *numbers = arguments[1:] if wants else arguments
    folder = pathlib.Path(folder)
    faults = [] if wants else bare_rows(folder)
    found = places(folder, numbers)
    faults += [f"{number} stands {'nowhere' if wants else 'in'} {names}"
               for number, names in found.items() if bool(names) != wants]
    seen = "\n".join(name for names in found.values() for name in names)
    faults += [f"none was found in {place}" for place in PLACES if wants and place not in seen]
    print("\n".join(faults), end="")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
