"""spoil.py FROM TO [EVERY]: copies extracts with one value in every 499th record (or every EVERYth)
made unreadable, so that counts of what is wrong are there to be compared."""
import csv
import io
import sys

import copying

EVERY = int(sys.argv[3]) if len(sys.argv) > 3 else 499


def spoiled(line, number):
    row = next(csv.reader([line]))
    row[number // EVERY % len(row)] = f"?{number}"
    text = io.StringIO()
    ending = line[len(line.rstrip("\r\n")):]
    csv.writer(text, lineterminator=ending).writerow(row)
    return text.getvalue()


for lines, out in copying.each(*sys.argv[1:3]):
    for number, line in enumerate(lines):
        is_due = number > 0 and number % EVERY == 0
        out.write(spoiled(line, number) if is_due else line)
