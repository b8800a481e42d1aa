"""poison_records.py FOLDER OUT: copies extracts of plain CSV. In every column of every table three records'
cells become SECRET and a number, in three more they become blank; the last record stands there twice, once
cut short, and once with a cell that is no text. Whatever is then said of them must not quote them."""
import csv
import pathlib
import sys

SPOILED = 3


def poisoned(rows):
    header, records = rows[0], rows[1:]
    step = max(1, len(records) // (2 * SPOILED * len(header) + 1))
    places = iter(range(step - 1, len(records), step))
    for column in range(len(header)):
        for number in range(2 * SPOILED):
            place = next(places, None)
            if place is not None:
                records[place][column] = f"SECRET{column:02d}{number}" if number % 2 else ""
    return [header, *records, records[-1], [*records[-2][:-2], "SECRETSHORT"]]


def main():
    source, target = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    target.mkdir(parents=True)
    for path in sorted(source.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = poisoned(list(csv.reader(stream)))
        with (target / path.name).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(rows)
        with (target / path.name).open("ab") as stream:
            stream.write(b",".join([b"SECRET\x81"] * len(rows[0])) + b"\n")


main()
