#!/usr/bin/env python3
"""Extracts of invented children with homes, and an authority's list of postcodes.

    random_homes.py FOLDER SEED

Writes FOLDER/home-areas.csv and FOLDER/extracts/*.csv. Small areas are real, postcodes are not. Some
children move, have no address, one in another authority, or a postcode that the list has not.
"""
import csv
import datetime
import os
import random
import sys

START, DAYS = datetime.date(2016, 1, 1), 1300


def write(path, header, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def day(chance):
    return START + datetime.timedelta(days=chance.randrange(DAYS))


def after(chance, first):
    return first + datetime.timedelta(days=chance.randrange(400)) if chance.random() < 0.5 else ""


def addresses(chance, people, postcodes):
    rows = []
    for person in people:
        start = datetime.date(2010, 1, 1)
        for _ in range(chance.randrange(4)):
            end = day(chance) if chance.random() < 0.6 else ""
            postcode = chance.choice(postcodes)
            shown = postcode[:-3] + " " + postcode[-3:] if chance.random() < 0.5 else postcode.lower()
            rows.append([len(rows) + 1, person, start, end, shown])
            start = end if end and chance.random() < 0.8 else day(chance)
    return rows


def main():
    folder, chance = sys.argv[1], random.Random(int(sys.argv[2]))
    os.makedirs(folder + "/extracts", exist_ok=True)
    with open("report-defs/reference/deprivation-small-areas.csv", encoding="utf-8") as file:
        areas = list(csv.DictReader(file))
    own = [area for area in areas if "E07000084" <= area["lad_2019"] <= "E07000094"]
    chosen = own + [area for area in areas if area["lad_2019"] == "E06000045"][:40]
    codes = [f"SO{i // 100 + 10}{i // 10 % 10}{'ABCDEFGHJK'[i % 10]}Z" for i in range(len(chosen))]
    write(folder + "/home-areas.csv", ["postcode", "lsoa_2011"],
          [[code, area["lsoa_2011"]] for code, area in zip(codes, chosen)])
    people = [f"P{i}" for i in range(1500)]
    out = folder + "/extracts/"
    write(out + "addresses.csv", ["addr_table_id", "addr_person_id", "addr_address_start_date",
                                  "addr_address_end_date", "addr_address_postcode"],
          addresses(chance, people, codes + ["ZZ11ZZ"] * 20))
    write(out + "enquiries.csv", ["s47e_s47_enquiry_id", "s47e_person_id", "s47e_s47_start_date",
                                  "s47e_s47_completed_by_team", "s47e_s47_completed_by_worker_id"],
          [[f"E{i}", chance.choice(people), day(chance), "", ""] for i in range(4000)])
    write(out + "conferences.csv", ["icpc_icpc_id", "icpc_s47_enquiry_id", "icpc_person_id",
                                    "icpc_icpc_date", "icpc_icpc_team", "icpc_icpc_transfer_in",
                                    "icpc_icpc_worker_id"],
          [[f"I{i}", "", chance.choice(people), day(chance), "", chance.choice("YNNNN"), ""]
           for i in range(1500)])
    spans = []
    for i in range(2000):
        first = day(chance)
        spans.append([f"S{i}", chance.choice(people), "", first, after(chance, first)])
    write(out + "plans.csv", ["cppl_cp_plan_id", "cppl_person_id", "cppl_referral_id",
                              "cppl_cp_plan_start_date", "cppl_cp_plan_end_date", "cppl_cp_plan_ola"],
          [span + [chance.choice("YNNNN")] for span in spans])
    write(out + "care.csv", ["clae_cla_episode_id", "clae_person_id", "clae_referral_id",
                             "clae_cla_episode_start_date", "clae_cla_episode_ceased_date"],
          [span[:1] + [chance.choice(people)] + span[2:] for span in spans])


main()
