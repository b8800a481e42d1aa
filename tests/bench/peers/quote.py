"""quote.py FROM TO: copies extracts with every value in quotation marks, as some systems write them."""
import csv
import sys

import copying

for lines, out in copying.each(*sys.argv[1:3]):
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(csv.reader(lines))
