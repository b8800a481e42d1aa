"""Makes papers with one fault each, to prove that the checks of conformance can fail.

usage: spoil_paper.py FILE.pdf FOLDER   writes FOLDER/NN.pdf and prints "NN.pdf<tab>rule" a line
A rule ending in "+" is one that a second reader, pdf.js, must notice too.
"""
import json
import re
import subprocess
import sys

FAULTS = [
    ("7.3 figures+", r'"/Alt": "u:[^"]*",', ""),
    ("7.4.2 headings+", r'"/S": "/H3"', '"/S": "/H5"'),
    ("7.4.2 headings+", r'"/S": "/H1"', '"/S": "/H2"'),
    ("7.2 language+", r'"/Lang": "u:[^"]*",', ""),
    ("6.2 marked+", r'"/Marked": true', '"/Marked": false'),
    ("7.5 tables", r'"/Scope": "/Column"', '"/Scope": "/None"'),
    ("7.18.3 tabs", r'"/Tabs": "/S"', '"/Tabs": "/R"'),
    ("7.21.7 fonts", r'"/ToUnicode"', '"/ToNothing"'),
    ("7.1 title", r'"/DisplayDocTitle": true', '"/DisplayDocTitle": false'),
    ("A 6.2.3 output intent", r'"/OutputIntents"', '"/Intents"'),
]


def main():
    path, folder = sys.argv[1:]
    made = subprocess.run(["qpdf", "--json=2", "--json-stream-data=inline", path],
                          stdout=subprocess.PIPE, check=True).stdout.decode()
    for number, (rule, pattern, words) in enumerate(FAULTS):
        spoiled, count = re.subn(pattern, words, made)
        if count == 0 or spoiled == made:
            sys.exit(f"{rule}: the paper has nothing to spoil")
        json.loads(spoiled)
        bad = f"{folder}/{number:02}.json"
        with open(bad, "w", encoding="utf-8") as file:
            file.write(spoiled)
        subprocess.run(["qpdf", "--json-input", bad, f"{folder}/{number:02}.pdf"], check=True)
        print(f"{number:02}.pdf\t{rule}")


if __name__ == "__main__":
    main()
