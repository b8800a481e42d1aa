"""check_public_reports.py PROGRAM FOLDER: every report of reports.csv for the public.

Each is made twice: with its authority's own rule, and with a threshold so high that what is withheld
are numbers which can be searched for. The proof must hold; page, paper, annex and figures.csv must
carry the same numbers; and no number that was withheld may stand in any byte. What is called
restricted in its definition must be refused for that. Prints each fault.
"""

import csv
import json
import pathlib
import re
import shutil
import subprocess
import sys

import check_public

SUPPORT = pathlib.Path("tests/support")
HIGH, LEAST_SOUGHT, LEAST_PERCENT = 40, 100, 10
PUBLISHED = ("authority", "neighbours", "region", "england")  # levels of what the department published


def raised(arguments, folder):
    """The same arguments with an authority whose threshold is high."""
    words = arguments.split()
    at = words.index("--authority") + 1 if "--authority" in words else None
    source = pathlib.Path(words[at] if at else "hampshire")
    source = source if source.exists() else pathlib.Path("report-defs/authorities") / source
    copy = folder / "authorities" / source.name
    shutil.copytree(source, copy, dirs_exist_ok=True)
    authority = copy / "authority.yaml"
    text = (source / "authority.yaml").read_text(encoding="utf-8")
    authority.write_text(f"{text}disclosure: {{threshold: {HIGH}, protection: 5}}\n", encoding="utf-8")
    return words[:at - 1] + words[at + 1:] + ["--authority", str(copy)] if at \
        else words + ["--authority", str(copy)]


def make(program, report, words, out):
    """The public folder and the restricted one beside it, and what was said."""
    run = subprocess.run([program, "run", report, *words, "--audience", "public",
                          "--explain-suppression", "--out", str(out)], capture_output=True, text=True)
    folders = sorted(folder for folder in out.glob("*") if not folder.name.endswith("_restricted"))
    return run, folders[0] if folders else None


def disclosure_of(folder):
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["disclosure"]


def proof_faults(folder, threshold):
    """How many counts are small themselves is in the restricted manifest alone."""
    proof = disclosure_of(folder.with_name(folder.name + "_restricted"))
    if [key for key in disclosure_of(folder) if key.startswith(("counts_", "narrowest"))]:
        yield "the public manifest says how many of the withheld counts are small"
    with open(folder / "figures.csv", newline="", encoding="utf-8") as file:
        marked = sum(row["status"] == "[c]" and row["unit_level"] not in PUBLISHED
                     for row in csv.DictReader(file))
    if proof["threshold"] != threshold or proof["counts_proved"] < proof["counts_primary"]:
        yield f"the manifest's proof is not of this rule: {proof}"
    if proof.get("narrowest_interval", 5) < 5:
        yield f"an interval is too narrow: {proof}"
    if proof["figures_suppressed"] != marked:
        yield f"{marked} rows are marked [c]: {proof}"


def withheld_numbers(folder):
    """Numbers of what was withheld that the pack has no other reason to print."""
    apart = folder.with_name(folder.name + "_restricted") / "suppression.csv"
    with open(apart, newline="", encoding="utf-8") as file:
        hidden = {number for row in csv.DictReader(file)
                  for number in re.findall(r"\d+(?:\.\d+)?", f"{row['figure']} {row['value']}")}
    shown = check_public.numbers_in((folder / "figures.csv").read_text(encoding="utf-8"))
    return {number for number in hidden - shown
            if float(number) > LEAST_SOUGHT or ("." in number and float(number) > LEAST_PERCENT)}


def shared(folder, arguments):
    return subprocess.run(["/usr/bin/python3", SUPPORT / "compare_outputs.py", str(folder),
                           *arguments.split()], capture_output=True, text=True)


def check(program, row, out):
    """The faults of one report."""
    report = row["report"]
    text = pathlib.Path(f"report-defs/reports/{report}.yaml").read_text(encoding="utf-8")
    is_restricted = re.search(r"^ *(?:- )?audience: restricted", text, re.MULTILINE) is not None
    packs = (("own", row["arguments"].split(), 5), ("high", raised(row["arguments"], out), HIGH))
    for name, words, threshold in packs:
        run, folder = make(program, report, words, out / name / report)
        if is_restricted:
            if run.returncode != 5 or "RP038" not in run.stderr or folder is not None:
                yield f"{name}: it is restricted and was not refused: {run.returncode} {run.stderr}"
            continue
        if run.returncode != 0:
            yield f"{name}: {run.returncode} {run.stderr}"
            continue
        yield from (f"{name}: {fault}" for fault in proof_faults(folder, threshold))
        yield from (f"{name}: {fault}" for fault in check_public.bare_rows(folder))
        same = shared(folder, row["compared"])
        if same.returncode != 0:
            yield f"{name}: {same.stdout}{same.stderr}"
        sought = withheld_numbers(folder)
        for number, names in check_public.places(folder, sorted(sought)).items():
            if names:
                yield f"{name}: {number} was withheld and stands in {names}"
        if name == "high" and len(sought) < 20 and "--extracts" in words:
            yield f"only {len(sought)} numbers could be sought"


def main():
    program, out = sys.argv[1], pathlib.Path(sys.argv[2])
    with open(SUPPORT / "reports.csv", newline="", encoding="utf-8") as file:
        faults = [f"{row['report']}: {fault}" for row in csv.DictReader(file)
                  for fault in check(program, row, out)]
    print("\n".join(faults), end="")
    sys.exit(1 if faults else 0)


main()
