"""quote.py FROM TO: copies extracts with every value in quotation marks, as some systems write them."""
import csv
import os
import sys


def main():
    source, target = sys.argv[1:3]
    os.makedirs(target, exist_ok=True)
    for name in sorted(os.listdir(source)):
        if not name.endswith(".csv"):
            continue
        with open(f"{source}/{name}", newline="", encoding="utf-8-sig") as lines, \
                open(f"{target}/{name}", "w", newline="", encoding="utf-8") as out:
            csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(csv.reader(lines))


main()
