#!/usr/bin/env python3
"""Rates set against deprivation, worked out without the program's code or any library of numbers.

For every measure and year: the line by the normal equations, Student's quantile by bisection over
Simpson's rule, ranks by fitting anew for each authority. Prints, for one authority, a line
    measure year count expected r_squared lower upper ratio rank ranked
with `-` where the authority's own rate is not published.
"""
import csv
import math
import sys

REFERENCE = "report-defs/reference/"


def rows(name):
    with open(REFERENCE + name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def fit(points):
    n = len(points)
    mean_x = math.fsum(x for x, _ in points) / n
    mean_y = math.fsum(y for _, y in points) / n
    sxx = math.fsum((x - mean_x) ** 2 for x, _ in points)
    syy = math.fsum((y - mean_y) ** 2 for _, y in points)
    sxy = math.fsum((x - mean_x) * (y - mean_y) for x, y in points)
    slope = sxy / sxx
    rest = math.fsum((y - mean_y - slope * (x - mean_x)) ** 2 for x, y in points)
    return {"n": n, "x": mean_x, "y": mean_y, "slope": slope, "sxx": sxx,
            "r2": sxy * sxy / (sxx * syy), "s": math.sqrt(rest / (n - 2))}


def at(line, x):
    return line["y"] + line["slope"] * (x - line["x"])


def student_area(t, freedom, steps=4000):
    """The area under Student's density from 0 to t."""
    scale = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2))
    scale /= math.sqrt(freedom * math.pi)
    def density(x):
        return scale * (1 + x * x / freedom) ** (-(freedom + 1) / 2)
    width = t / steps
    inner = math.fsum((4 if i % 2 else 2) * density(i * width) for i in range(1, steps))
    return (density(0) + inner + density(t)) * width / 3


def student(probability, freedom):
    low, high = 0.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if student_area(middle, freedom) < probability - 0.5 else (low, middle)
    return (low + high) / 2


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


def judge(measure, year, scores, rates, own, quantiles):
    points = {code: (scores[code], rate) for code, rate in rates.items() if code in scores}
    line = fit([point for code, point in points.items() if code != own])
    x = scores[own]
    expected = at(line, x)
    freedom = line["n"] - 2
    if freedom not in quantiles:
        quantiles[freedom] = student(0.975, freedom)
    reach = quantiles[freedom] * line["s"] * math.sqrt(
        1 + 1 / line["n"] + (x - line["x"]) ** 2 / line["sxx"])
    words = [measure, year, line["n"], expected, line["r2"], expected - reach, expected + reach]
    if own not in points:
        return words + ["-", "-", "-"]
    ratios = {}
    for code, (score, rate) in points.items():
        others = fit([point for other, point in points.items() if other != code])
        if at(others, score) > 0:
            ratios[code] = 100 * rate / at(others, score)
    rank = 1 + sum(ratio > ratios[own] for ratio in ratios.values())
    return words + [ratios[own], rank, len(ratios)]


def main():
    own = sys.argv[1]
    authorities = {row["code"] for row in rows("areas.csv") if row["level"] == "authority"}
    quantiles = {}
    for measure in ("s47-rate", "icpc-rate", "cpp-rate", "cla-rate"):
        table = rows(f"published/{measure}.csv")
        for year in sorted({row["year"] for row in table}):
            edition = next(row["edition"] for row in rows("deprivation-editions.csv")
                           if row["first_year"] <= year <= row["last_year"])
            scores = {row["geography_code"]: float(row["average_score"])
                      for row in rows("deprivation.csv") if row["edition"] == edition}
            rates = {row["code"]: number(row["value"]) for row in table
                     if row["year"] == year and row["code"] in authorities}
            rates = {code: rate for code, rate in rates.items() if rate is not None}
            if rates:
                words = judge(measure, year, scores, rates, own, quantiles)
                print(*(repr(word) if isinstance(word, float) else word for word in words))


if __name__ == "__main__":
    main()
