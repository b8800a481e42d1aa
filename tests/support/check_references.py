"""Whether a paper's text speaks of each table and figure before it stands: by its number, or by
that of the annex that holds it. Reads the page, which has everything in reading order.
usage: check_references.py PAGE.html; prints each that nothing leads to, and then fails."""
import html
import re
import sys

page = open(sys.argv[1], encoding="utf-8").read()
page = re.sub(r"<(head|style|svg|nav)\b.*?</\1>", " ", page, flags=re.S)
page = re.sub(r"<details\b.*?</details>", " ", page, flags=re.S)
text = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def is_named(name, before):
    return re.search(name + r"\b(?!:)", before) is not None


faults = []
for caption in re.finditer(r"\b((?:Table|Figure) \d+):", text):
    before = text[:caption.start()]
    annexes = re.findall(r"(Annex [A-Z]):", before)
    if not is_named(caption.group(1), before) and not (annexes and is_named(annexes[-1], before)):
        faults.append("nothing leads to " + text[caption.start():caption.start() + 60])
print("\n".join(faults), end="")
sys.exit(1 if faults else 0)
