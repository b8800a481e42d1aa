#!/usr/bin/env python3
"""A second opinion on the rules of the children in need census.

Judges a folder of census tables (CSV) by the rules as the Department words them, in plain loops,
without SQL and without the program's code, so that its findings can be held against others. The
rules stand in cin_rules_*.py beside this file, by their codes.

    cin_oracle.py EXTRACTS                   code, number of records, those that fail (from 1; 0: the
                                             whole return)
    cin_oracle.py EXTRACTS --findings FILE --verdicts FILE
                                             compares with a findings.csv; exit 1 if a rule differs. The
                                             verdicts go to a file
    cin_oracle.py --exercised FILE...        reads such files: exit 1 if there is a rule that fails in
                                             none of them, or passes in none
"""
import argparse
import csv
import datetime
import glob
import importlib
import os
import re
import sys
from collections import defaultdict

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
RULES = {}  # code: (table, judge of a return that gives the numbers of the rows that fail)


def each(code, table):
    """A rule whose body says whether a row of the table fails: (returned, row)."""
    def register(body):
        RULES[code] = (table, lambda returned: {row.number for row in returned[table] if body(returned, row)})
        return body
    return register


def whole(code, table):
    """A rule whose body says whether the whole return fails."""
    def register(body):
        RULES[code] = (table, lambda returned: {0} if body(returned) else set())
        return body
    return register


def day(text):
    """The date of ISO text, or None."""
    try:
        return datetime.date.fromisoformat(text) if re.fullmatch(r'\d{4}-\d\d-\d\d', text) else None
    except ValueError:
        return None


class Row:
    """row.Field is its text, trimmed; row.day('Field') and row.flag('Field') are what it means."""
    def __init__(self, number, cells):
        self.number = number
        self.__dict__.update({name: (cell or '').strip() for name, cell in cells.items()})

    def day(self, field):
        return day(getattr(self, field))

    def flag(self, field):
        return {'true': True, '1': True, 'false': False, '0': False}.get(getattr(self, field).lower())

    def same(self, other, *fields):
        """Equal and not blank in the fields."""
        return all(getattr(self, field) and getattr(self, field) == getattr(other, field) for field in fields)


class Returned:
    """A census return: its tables, and what belongs together in them."""
    def __init__(self, folder):
        self.tables = defaultdict(list)
        for path in glob.glob(os.path.join(folder, '*.csv')):
            name = os.path.basename(path)[:-len('.csv')]
            with open(path, newline='', encoding='utf-8-sig') as file:
                self.tables[name] = [Row(i, cells) for i, cells in enumerate(csv.DictReader(file), 1)]
        header = self['Header']
        self.reference = header[0].day('ReferenceDate') if header else None
        self.first = None  # of the census year
        if self.reference:
            before = self.reference.replace(year=self.reference.year - 1)
            self.first = before + datetime.timedelta(1)
        with open(os.path.join(ROOT, 'report-defs/reference/bank-holidays.csv'), encoding='utf-8') as file:
            self.holidays = {day(record['date']) for record in csv.DictReader(file)}

    def __getitem__(self, table):
        return self.tables[table]

    def of_child(self, table, row):
        return [other for other in self[table] if other.same(row, 'LAchildID')]

    def of_episode(self, table, row):
        return [other for other in self[table] if other.same(row, 'LAchildID', 'CINdetailsID')]

    def in_year(self, date):
        return bool(date and self.reference) and self.first <= date <= self.reference

    def outside_year(self, date):
        return bool(date and self.reference) and not self.first <= date <= self.reference

    def working_days_before(self, date, count):
        """The count-th working day counted back from the date, which is not counted."""
        while count > 0:
            date -= datetime.timedelta(1)
            count -= date.weekday() < 5 and date not in self.holidays
        return date


def load_rules():
    sys.path.insert(0, HERE)
    sys.modules['cin_oracle'] = sys.modules[__name__]  # for the rules, however this file was begun
    for path in sorted(glob.glob(os.path.join(HERE, 'cin_rules_*.py'))):
        importlib.import_module(os.path.basename(path)[:-len('.py')])


def found(path):
    """Of each rule, the rows that a findings.csv names."""
    rows = defaultdict(set)
    with open(path, newline='', encoding='utf-8-sig') as file:
        for finding in csv.DictReader(file):
            rows[finding['rule']].add(max(int(finding['row'] or 0) - 1, 0))
    return rows


def compare(verdicts, path):
    findings = found(path)
    wrong = 0
    for code, fails in verdicts.items():
        if fails != findings[code]:
            wrong += 1
            print('%s: should also fail %s, should pass %s' %
                  (code, sorted(fails - findings[code])[:9], sorted(findings[code] - fails)[:9]))
    return wrong


def exercised(paths):
    """Names the rules that fail nowhere, or pass nowhere, in the outputs."""
    fails, passes = set(), set()
    for path in paths:
        with open(path, encoding='utf-8') as file:
            for line in file:
                code, row_count, rows = line.rstrip('\n').split(',')
                fails |= {code} if rows else set()
                passes |= {code} if rows != '0' and len(rows.split()) < int(row_count) else set()
                passes |= {code} if not rows else set()
    idle = sorted((set(RULES) - fails) | (set(RULES) - passes))
    print('%d rules; not exercised: %s' % (len(RULES), ' '.join(idle) or 'none'))
    return len(idle)


def write_verdicts(returned, verdicts, out):
    for code, fails in verdicts.items():
        print('%s,%d,%s' % (code, len(returned[RULES[code][0]]), ' '.join(map(str, sorted(fails)))), file=out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument('extracts', nargs='?')
    parser.add_argument('--findings')
    parser.add_argument('--verdicts')
    parser.add_argument('--exercised', nargs='+')
    options = parser.parse_args()
    load_rules()
    if options.exercised:
        sys.exit(1 if exercised(options.exercised) else 0)
    returned = Returned(options.extracts)
    verdicts = {code: judge(returned) for code, (_, judge) in RULES.items()}
    with open(options.verdicts, 'w', encoding='utf-8') if options.verdicts else sys.stdout as out:
        write_verdicts(returned, verdicts, out)
    if options.findings:
        sys.exit(1 if compare(verdicts, options.findings) else 0)


if __name__ == '__main__':
    main()
