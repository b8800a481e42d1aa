"""difficult_form.py FROM PLAIN DIFFICULT SEED: the extracts of the folder FROM twice over. PLAIN:
UTF-8, commas, ISO dates, with names that hold accents, dashes and line breaks put in. DIFFICULT: the
same records as other systems export them: byte order marks, Windows-1252 or UTF-16, CRLF, semicolons
or tabs, quotes round everything, dd/mm/yyyy and serial dates, NULL in its spellings, columns in
another order under their aliases, spaces round values, a table cut into two files, other file names.
The vocabulary is read from report-defs/extracts, by this script's own means."""
import csv
import datetime
import os
import random
import re
import sys

SCHEMAS = "report-defs/extracts/ssd"
ENCODINGS = ["utf-8-sig", "cp1252", "utf-16", "utf-8"]


def read_schema(table):
    with open(f"{SCHEMAS}/{table}.yaml", encoding="utf-8") as stream:
        text = stream.read()
    block = re.search(r"^missingValues:(.*?)^fields:", text, re.S | re.M)[1]
    missing = [a or b for a, b in re.findall(r'"([^"]*)"|^\s*- ([^"\n]+)', block, re.M)]
    fields = {}
    for block in re.split(r"^  - name: ", text, flags=re.M)[1:]:
        name = block.split("\n", 1)[0].strip()
        inline = re.search(r"^    aliases: *\[(.*?)\]$", block, re.M)
        listed = re.search(r"^    aliases:\n((?:      - .*\n?)+)", block, re.M)
        words = re.findall(r"'([^']*)'|([^,]+)", inline[1]) if inline else \
            re.findall(r"- '(.*)'|- (.*)", listed[1]) if listed else []
        fields[name] = {
            "date": "type: date" in block,
            "formats": (re.search(r"formats: \[(.*?)\]", block) or ["", "iso"])[1].split(", "),
            "aliases": [re.sub(r"\\", "", a or b).strip() for a, b in words],
            "text": "type: string" in block,
        }
    return missing, fields


def decorate(table, rows, rng):
    for row in rows:
        if table == "ssd_person":
            row["pers_forename"] += rng.choice(["", " Zoë", " d’Été", "\nMarie"])
            row["pers_surname"] += rng.choice(["", "–Smith", ", \"Ned\"", "\nvan der Ö"])
        if table == "ssd_professionals":
            row["prof_professional_name"] += rng.choice(["", " (née Müller)", "\n£"])


def written_date(text, formats, rng):
    day = datetime.date.fromisoformat(text)
    ways = [text, text + "T00:00:00", text + " 09:30"]
    if "dd/mm/yyyy" in formats:
        ways += [day.strftime("%d/%m/%Y")] * 3 + [day.strftime("%d/%m/%Y 00:00:00")]
    if "excel" in formats:
        ways.append(str((day - datetime.date(1899, 12, 30)).days))
    return rng.choice(ways)


def spelled(word, rng):
    return rng.choice([word, word.lower(), word.title(), word.upper()])


def disguise(rows, missing, fields, rng):
    nulls = [word for word in missing if word]
    for row in rows:
        for name, value in row.items():
            if value == "":
                # A word such as NA may be a code or a name: blanks of texts are NULL at most.
                words = [w for w in nulls if w == "NULL"] if fields[name]["text"] else nulls
                value = spelled(rng.choice(words), rng) if words and rng.random() < 0.5 else ""
            elif fields[name]["date"]:
                value = written_date(value, fields[name]["formats"], rng)
            row[name] = rng.choice(["", "", " "]) + value + rng.choice(["", "", "  "])


def headings(names, fields, rng):
    taken, result = set(n.lower() for n in names), {}
    for name in names:
        aliases = [a for a in fields[name]["aliases"] if a.lower() not in taken]
        heading = rng.choice(aliases) if aliases and rng.random() < 0.8 else \
            rng.choice([name, name.upper(), name.replace("_", " ").title()])
        taken.add(heading.lower())
        result[name] = heading
    return result


def save(path, names, heads, rows, encoding, dialect):
    with open(path, "w", newline="", encoding=encoding) as stream:
        writer = csv.writer(stream, **dialect)
        writer.writerow([heads[name] for name in names])
        writer.writerows([row[name] for name in names] for row in rows)


def main():
    source, plain, difficult, seed = sys.argv[1:5]
    rng = random.Random(int(seed))
    os.makedirs(plain)
    os.makedirs(difficult)
    for number, file in enumerate(sorted(os.listdir(source))):
        table = file[:-4]
        missing, fields = read_schema(table)
        with open(f"{source}/{file}", newline="", encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        names = list(rows[0])
        decorate(table, rows, rng)
        save(f"{plain}/{file}", names, {n: n for n in names}, rows, "utf-8",
             {"lineterminator": "\n"})
        disguise(rows, missing, fields, rng)
        heads = headings(names, fields, rng)
        rng.shuffle(names)
        dialect = {"delimiter": rng.choice(",,;\t"), "lineterminator": rng.choice(["\r\n", "\n"]),
                   "quoting": rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])}
        encoding = ENCODINGS[(number + int(seed)) % len(ENCODINGS)]
        parts = 2 if number % 5 == 0 else 1
        for part in range(parts):
            cut = rows[part * len(rows) // parts:(part + 1) * len(rows) // parts]
            save(f"{difficult}/Export {number} ({part}).{rng.choice(['csv', 'CSV', 'txt'])}", names,
                 heads, cut, encoding, dialect)


main()
