"""fewer.py FROM TO THOUSANDTHS: copies extracts with the records of so many in a thousand children,
and all records that are of no child."""
import csv
import sys

import copying

THOUSANDTHS = int(sys.argv[3])

for lines, out in copying.each(*sys.argv[1:3]):
    header = next(lines)
    out.write(header)
    names = next(csv.reader([header]))
    child = next((at for at, name in enumerate(names) if name.endswith("_person_id")), None)
    for line in lines:
        number = 0 if child is None else int(next(csv.reader([line]))[child][1:])
        if number % 1000 < THOUSANDTHS:
            out.write(line)
