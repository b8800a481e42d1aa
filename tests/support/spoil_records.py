"""spoil_records.py FOLDER PLANTED SEED: puts broken records between those of an extract of plain
CSV with planted faults (make-faults), and corrects PLANTED: the rows of the faults that stand behind
them, and the broken records themselves, which must cost nothing but themselves."""
import csv
import random
import sys

# Copies of these records touch no other record.
COUNT = 10
KINDS = ["open quote", "quote inside", "short", "long", "bad byte"]
TABLES = ["ssd_contacts", "ssd_cp_visits", "ssd_involvements", "ssd_cp_reviews"]


def broken(kind, fields, serial):
    fields = [b"Z%04d" % serial] + fields[1:]
    if kind == "open quote":
        return b",".join([fields[0], b'"' + fields[1]] + fields[2:]), "unreadable", 0
    if kind == "quote inside":
        return b",".join([fields[0], b'"a" b"'] + fields[2:]), "unreadable", 0
    if kind == "short":
        return b",".join(fields[:-1]), "too-few-fields", 0
    if kind == "long":
        return b",".join(fields + [b"more"]), "too-many-fields", 0
    text = len(fields) - 1
    fields[text] = b"bad \x81 byte"
    return b",".join(fields), "encoding", text


def spoil(path, rng, faulty_rows, first_serial):
    with open(path, "rb") as stream:
        lines = stream.read().split(b"\n")[:-1]
    models = [row for row in range(2, len(lines) + 1) if str(row) not in faulty_rows]
    marked = [(line, None) for line in lines]
    for serial in range(first_serial, first_serial + COUNT):
        kind = KINDS[serial % len(KINDS)]
        model = lines[rng.choice(models) - 1].decode("utf-8")
        fields = [b"" if '"' in field else field.encode("utf-8")
                  for field in next(csv.reader([model]))]
        line, rule, column = broken(kind, fields, serial)
        marked.insert(rng.randrange(1, len(marked) + 1), (line, (rule, column)))
    with open(path, "wb") as stream:
        stream.write(b"".join(line + b"\n" for line, _ in marked))
    return [mark for _, mark in marked]


def main():
    folder, planted, seed = sys.argv[1:4]
    rng = random.Random(int(seed))
    with open(planted, newline="", encoding="utf-8") as stream:
        faults = list(csv.reader(stream))
    for number, table in enumerate(TABLES):
        faulty = {fault[2] for fault in faults if fault[1] == table + ".csv"}
        marks = spoil(f"{folder}/{table}.csv", rng, faulty, number * COUNT + 1)
        rows = [row for row, mark in enumerate(marks, 1) if mark is None]
        for fault in faults[1:]:
            if fault[1] == table + ".csv":
                letters = fault[3].rstrip("0123456789")
                fault[2] = str(rows[int(fault[2]) - 1])
                fault[3] = letters + fault[2]
        faults += [[mark[0], table + ".csv", str(row), f"{chr(65 + mark[1])}{row}"]
                   for row, mark in enumerate(marks, 1) if mark is not None]
    with open(planted, "w", newline="", encoding="utf-8") as stream:
        csv.writer(stream, lineterminator="\n").writerows(faults)


main()
