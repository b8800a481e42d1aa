"""What fewer.py, quote.py and spoil.py share: a folder of extracts, copied file by file."""
import os


def each(source, target):
    """Each CSV file of the source, and its copy to be written."""
    os.makedirs(target, exist_ok=True)
    for name in sorted(os.listdir(source)):
        if not name.endswith(".csv"):
            continue
        with open(f"{source}/{name}", newline="", encoding="utf-8-sig") as lines, \
                open(f"{target}/{name}", "w", newline="", encoding="utf-8") as out:
            yield lines, out
