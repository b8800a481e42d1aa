#!/usr/bin/env python3
"""Rates standardised over deciles of homes, worked out without SQL and without the program's code.

    homes_oracle.py FOLDER FROM D

FOLDER is what random_homes.py made. Prints a line for each measure and unit, `-` for no value:
    measure unit events value lower95 upper95 lower998 upper998
and for each rate the records without a home area and those with a home elsewhere:
    RATE homeless NOT_KNOWN ELSEWHERE
"""
import collections
import csv
import math
import statistics
import sys


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def poisson_below(count, mean):
    """The chance of `count` or fewer."""
    return math.fsum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(count + 1))


def solve(holds):
    low, high = 1e-300, 100.0
    for _ in range(300):
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return (low + high) / 2


def byar(count, confidence):
    z = statistics.NormalDist().inv_cdf(0.5 + confidence / 2)
    more = count + 1
    return (count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3,
            more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3)


def limits(count, confidence):
    if count >= 10:
        return byar(count, confidence)
    tail = (1 - confidence) / 2
    lower = solve(lambda m: 1 - poisson_below(count - 1, m) < tail) if count else 0.0
    return lower, solve(lambda m: poisson_below(count, m) > tail)


class Homes:
    def __init__(self, folder):
        self.areas = {a["lsoa_2011"]: a for a in rows("report-defs/reference/deprivation-small-areas.csv")}
        self.codes = {p["postcode"]: self.areas[p["lsoa_2011"]] for p in rows(folder + "/home-areas.csv")}
        self.addresses = collections.defaultdict(list)
        for address in rows(folder + "/extracts/addresses.csv"):
            self.addresses[address["addr_person_id"]].append(address)

    def at(self, person, day):
        best = None
        for address in self.addresses[person]:
            start, end = address["addr_address_start_date"], address["addr_address_end_date"]
            is_open = start <= day and (end == "" or end > day)
            if is_open and (best is None or start > best["addr_address_start_date"]):
                best = address
        return self.codes.get(best["addr_address_postcode"].replace(" ", "").upper()) if best else None


def events(folder, first, last):
    """Of each rate a list of child and the day of the home."""
    out = folder + "/extracts/"
    def is_open(start, end):
        return start <= last and (end == "" or end > last)
    return {
        "s47-rate": [(r["s47e_person_id"], r["s47e_s47_start_date"]) for r in rows(out + "enquiries.csv")
                     if first <= r["s47e_s47_start_date"] <= last],
        "icpc-rate": [(r["icpc_person_id"], r["icpc_icpc_date"]) for r in rows(out + "conferences.csv")
                      if first <= r["icpc_icpc_date"] <= last and r["icpc_icpc_transfer_in"] == "N"],
        "cpp-rate": [(r["cppl_person_id"], last) for r in rows(out + "plans.csv")
                     if is_open(r["cppl_cp_plan_start_date"], r["cppl_cp_plan_end_date"])
                     and r["cppl_cp_plan_ola"] == "N"],
        "cla-rate": [(person, last) for person in
                     {r["clae_person_id"] for r in rows(out + "care.csv")
                      if is_open(r["clae_cla_episode_start_date"], r["clae_cla_episode_ceased_date"])}]}


def show(measure, unit, count, value, both):
    numbers = [value] + [x for pair in both for x in pair] if both else [value] + [None] * 4
    print(measure, unit, count, *("-" if x is None else repr(float(x)) for x in numbers))


def direct(cells, people, england, confidence):
    """The rate for every 10,000, and Dobson's limits; cells: decile to the events of each child."""
    deciles = [d for d in england if people[d] > 0]
    weight = sum(england[d] for d in deciles)
    count = {d: sum(cells[d].values()) for d in deciles}
    squares = {d: sum(n * n for n in cells[d].values()) for d in deciles}
    rate = math.fsum(england[d] * count[d] / people[d] for d in deciles) / weight
    total = sum(count.values())
    if total < 10:
        return rate * 1e4, None
    variance = math.fsum(england[d] ** 2 * squares[d] / people[d] ** 2 for d in deciles) / weight ** 2
    factor = math.sqrt(variance / total)
    lower, upper = byar(total, confidence)
    return rate * 1e4, ((rate + factor * (lower - total)) * 1e4, (rate + factor * (upper - total)) * 1e4)


def main():
    folder, first, last = sys.argv[1:]
    homes = Homes(folder)
    parents = {u["id"]: u["parent"] for u in rows("report-defs/authorities/hampshire/units.csv")
               if u["level"] in ("county", "area", "district")}
    def line(district):
        while district in parents:
            yield district
            district = parents[district]
    people, england = collections.defaultdict(collections.Counter), collections.Counter()
    for area in homes.areas.values():
        children = int(area["children_0_15_mid_2015"])
        england[area["decile_2019"]] += children
        for unit in line(area["lad_2019"]):
            people[unit][area["decile_2019"]] += children
    for rate, list_ in events(folder, first, last).items():
        cells = {unit: collections.defaultdict(collections.Counter) for unit in parents}
        unknown = elsewhere = 0
        for person, day in list_:
            area = homes.at(person, day)
            unknown += area is None
            elsewhere += area is not None and area["lad_2019"] not in parents
            for unit in line(area["lad_2019"]) if area else ():
                cells[unit][area["decile_2019"]][person] += 1
        print(rate, "homeless", unknown, elsewhere)
        county = "E10000014"
        for unit in parents:
            count = sum(sum(c.values()) for c in cells[unit].values())
            expected = math.fsum(sum(cells[county][d].values()) / people[county][d] * people[unit][d]
                                 for d in england if people[county][d])
            if unit != county:
                both = [[100 * x / expected for x in limits(count, c)] for c in (0.95, 0.998)]
                show(rate + "-sir-idaci", unit, count, 100 * count / expected, both)
            found = [direct(cells[unit], people[unit], england, c) for c in (0.95, 0.998)]
            show(rate + "-dsr-idaci", unit, count, found[0][0], [f[1] for f in found] if found[0][1] else None)


main()
