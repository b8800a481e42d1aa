"""spoil_cases.py EXTRACTS FOLDER: copies the extracts and puts errors into records of cases, held by
one worker, by two or by nobody; some workers sit in another team than the one that took the referral,
and some have a role that holds no cases for the authority made beside, FOLDER/authority.
Prints how many cells were spoiled."""
import csv
import os
import shutil
import sys

extracts, folder = sys.argv[1:]
shutil.copytree(extracts, folder, dirs_exist_ok=True)
shutil.copytree("report-defs/authorities/hampshire", f"{folder}/authority", dirs_exist_ok=True)
os.makedirs(f"{folder}/authority/codes", exist_ok=True)
with open(f"{folder}/authority/codes/caseload_role.csv", "w") as roles:
    roles.write("code,description,group,alias_of\nAllocated Social Worker,Holds,counted,\n"
                "Family Support Worker,Helps,counted,\nSupervisor,Looks on,not counted,\n")
spoiled = 0


def edit(name, change):
    """Rewrites a table; `change` is given each record's number and fields."""
    path = f"{folder}/{name}.csv"
    with open(path, newline="") as stream:
        reader = csv.DictReader(stream)
        rows = list(reader)
    for number, row in enumerate(rows):
        change(number, row)
    with open(path, "w", newline="") as stream:
        writer = csv.DictWriter(stream, reader.fieldnames, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def every(count, column, value):
    def change(number, row):
        global spoiled
        if number % count == 3 and row[column] != "":
            row[column] = value
            spoiled += 1
    return change


def move(number, row):
    if number % 5 == 0:
        row["invo_professional_team"] = "BASCIN"
    if number % 7 == 0:
        row["invo_professional_role_id"] = "Supervisor"


edit("ssd_cp_plans", every(60, "cppl_cp_plan_start_date", "31/02/2014"))
edit("ssd_cin_episodes", every(200, "cine_cin_primary_need_code", "N99"))
edit("ssd_cp_visits", every(600, "cppv_cp_visit_seen", "perhaps"))
edit("ssd_initial_cp_conference", every(90, "icpc_icpc_transfer_in", "perhaps"))
edit("ssd_person", every(400, "pers_sex", "Z"))
edit("ssd_involvements", move)
edit("ssd_involvements", every(700, "invo_involvement_end_date", "31/02/2014"))
print(spoiled)
