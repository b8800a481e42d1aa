#!/usr/bin/env python3
"""The SELECTs of measures and rules over real SQLite tables.

Loads a folder of extracts into a database in memory, with the SQL functions of the
definitions written anew, runs every measure's SELECT and every rule's condition as
they stand, and compares the rows with those of the program, which runs them over its
virtual tables.

    real_tables.py measures EXTRACTS PERIOD AS_AT   against `quarterday explain --csv`
    real_tables.py rules EXTRACTS AS_AT             against findings.csv of `quarterday check`
Exit 1 where a row differs; each difference is printed.
"""
import collections
import csv
import datetime
import glob
import os
import re
import sqlite3
import subprocess
import sys
import tempfile

import yaml

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import oracle  # reading of days, files and working days

PROGRAM = os.environ.get('QUARTERDAY', 'build/quarterday')
YES = {'y', 'yes', '1', 'true', 't', 'a) yes'}
NO = {'n', 'no', '0', 'false', 'f', 'b) no'}


def load_yaml(path):
    with open(path, encoding='utf-8') as file:
        return yaml.load(file, Loader=yaml.BaseLoader)


# ---------------------------------------------------------------- code sets

class CodeSet:
    def __init__(self, path):
        with open(path, encoding='utf-8', newline='') as file:
            rows = list(csv.DictReader(file))
        self.exact, self.caseless, self.aliases = {}, {}, {}
        for row in rows:
            if row['alias_of']:
                self.aliases.setdefault(row['code'].lower(), row['alias_of'])
            else:
                self.exact[row['code']] = row
                self.caseless.setdefault(row['code'].lower(), row)

    def find(self, text):
        if text is None:
            return None
        text = str(text)
        return (self.exact.get(text) or self.caseless.get(text.lower())
                or self.exact.get(self.aliases.get(text.lower())))


CODES = {os.path.basename(p)[:-4]: CodeSet(p) for p in glob.glob('report-defs/codes/*.csv')}


# ---------------------------------------------------------------- tables

def decode(field, text, missing):
    text = text.strip(' \t\r\n\u00a0')
    if text.lower() in missing:
        return None
    kind = field['type']
    if kind == 'date':
        date = oracle.day(text)
        return date.isoformat() if date else None
    if kind == 'boolean':
        return 1 if text.lower() in YES else 0 if text.lower() in NO else None
    if kind in ('integer', 'number'):
        try:
            number = float(text)
        except ValueError:
            return None
        return number if kind == 'number' else int(number) if number == int(number) else None
    code = CODES[field['codes']].find(text) if 'codes' in field else None
    return code['code'] if code else text


SUPPLIED = {}  # the columns that each table's file has
SQL_TYPES = {'integer': 'INTEGER', 'boolean': 'INTEGER', 'number': 'REAL'}


def read_rows(folder, schema):
    """The records of a schema's file, which is known by its key and its name's columns; and the
    columns that the file has."""
    names = [field['name'] for field in schema['fields']]
    key = schema.get('primaryKey', [])
    key = [key] if isinstance(key, str) else key
    missing = {m.lower() for m in schema.get('missingValues', [])} | {''}
    seen, kept, columns = set(), [], set()
    for name in sorted(os.listdir(folder)):
        if not name.endswith('.csv'):
            continue
        with open(os.path.join(folder, name), 'rb') as file:
            lines = csv.reader(oracle.decode(file.read()).splitlines(keepends=True))
        header = [cell.strip().lower() for cell in next(lines, [])]
        if not all(k in header for k in key) or len(set(header) & set(names)) * 2 < len(header):
            continue
        columns |= set(header) & set(names)
        for cells in lines:
            row = dict(zip(header, cells))
            values = [decode(f, row.get(f['name'], ''), missing) for f in schema['fields']]
            identity = tuple(values[names.index(k)] for k in key)
            if None not in identity and identity in seen:
                continue
            seen.add(identity)
            kept.append(values)
    return kept, columns


def make_database(folder):
    database = sqlite3.connect(':memory:')
    schemas = {}
    SUPPLIED.clear()
    for path in sorted(glob.glob('report-defs/extracts/ssd/*.yaml')):
        schema = load_yaml(path)
        schemas[schema['name']] = schema
        rows, SUPPLIED[schema['name']] = read_rows(folder, schema)
        columns = ', '.join('%s %s' % (f['name'], SQL_TYPES.get(f['type'], 'TEXT'))
                            for f in schema['fields'])
        database.execute('CREATE TABLE %s (%s)' % (schema['name'], columns))
        database.executemany('INSERT INTO %s VALUES (%s)' % (
            schema['name'], ', '.join('?' * len(schema['fields']))), rows)
        for field in schema['fields']:
            if field['name'].endswith('_id'):
                database.execute('CREATE INDEX i_%s ON %s (%s)' % (
                    field['name'], schema['name'], field['name']))
    return database, schemas


# ---------------------------------------------------------------- functions

WORKING_DAYS = oracle.WorkingDays('report-defs/reference/bank-holidays.csv')


def of_days(function):
    def wrapped(*values):
        if any(value is None for value in values):
            return None
        days = [oracle.day(v) if isinstance(v, str) else v for v in values]
        return None if any(day is None for day in days) else function(*days)
    return wrapped


def age(birth, day):
    had = (day.month, day.day) >= (birth.month, birth.day)
    return day.year - birth.year - (not had)


def add_working_days(day, count):
    while count > 0:
        day += oracle.DAY
        count -= day.weekday() < 5 and day not in WORKING_DAYS.holidays
    return day.isoformat()


def matches(text, pattern):
    """PCRE2 and Python agree on all that the definitions use; the whole text must fit."""
    return None if text is None else int(re.fullmatch(pattern, str(text)) is not None)


def code_group(code, name):
    found = CODES[name].find(code)
    return found['group'] or None if found else None


def upn_is_valid(upn):
    letters = 'ABCDEFGHJKLMNPQRTUVWXYZ'
    if upn is None:
        return None
    if not re.fullmatch('[A-Z][0-9]{11}[0-9A-Z]', upn):
        return 0
    last = int(upn[12]) if upn[12].isdigit() else letters.find(upn[12])
    total = sum((i + 2) * int(c) for i, c in enumerate(upn[1:12])) + 13 * last
    return int(last >= 0 and letters[total % 23] == upn[0])


def register(database):
    add = database.create_function
    add('working_days', 2, of_days(lambda a, b: WORKING_DAYS(a, b)))
    add('add_working_days', 2, of_days(add_working_days))
    add('add_months', 2, of_days(lambda d, n: oracle.add_months(d, n).isoformat()))
    add('add_days', 2, of_days(lambda d, n: (d + datetime.timedelta(n)).isoformat()))
    add('days_between', 2, of_days(lambda a, b: (b - a).days))
    add('age', 2, of_days(age))
    add('matches', 2, matches)
    add('code_group', 2, code_group)
    add('is_code', 2, lambda c, n: None if c is None else int(c in CODES[n].exact))
    add('upn_is_valid', 1, upn_is_valid)


# ---------------------------------------------------------------- measures

def window_of(measure, period):
    first, last = oracle.day(period[:10]), oracle.day(period[12:])
    if measure['window'] == '12 months':
        first = oracle.add_months(last + oracle.DAY, -12)
    return (last if measure['window'] == 'as-at' else first).isoformat(), last.isoformat()


COLUMNS = ['record', 'child', 'date', 'opened', 'closed', 'team', 'worker', 'met', 'value',
           'excluded']


def shown(column, value):
    if value is None:
        return ''
    if column == 'met':
        return 'yes' if value else 'no'
    if isinstance(value, float):
        return ('%.3f' % value).rstrip('0').rstrip('.')
    return str(value)


def is_in(row, first, last):
    if 'date' in row:
        return row['date'] is not None and first <= row['date'] <= last
    if 'opened' in row:
        is_open = row['closed'] is None or row['closed'] > last
        return row['opened'] is not None and row['opened'] <= last and is_open
    return True


def real_rows(database, measure, first, last):
    cursor = database.execute(measure['records'], {'from': first, 'to': last, 'as_at': last})
    names = [column[0] for column in cursor.description]
    rows = collections.Counter()
    for values in cursor:
        row = dict(zip(names, values))
        if is_in(row, first, last):
            met = row.get('met')
            is_shown = 'met' in row and row.get('excluded') is None
            row['met'] = (met or 0) if is_shown else None
            rows[tuple(shown(c, row.get(c)) for c in COLUMNS)] += 1
    return rows


def program_rows(folder, measure, period, as_at):
    """None where it refuses for want of a table or a column."""
    run = subprocess.run(
        [PROGRAM, 'explain', measure['measure'], '--extracts', folder, '--period', period,
         '--as-at', as_at, '--csv', '--quiet'], capture_output=True)
    if run.returncode == 4 and re.search(b'ME003|ME009', run.stderr):
        return None
    run.check_returncode()
    return collections.Counter(tuple(row[c] for c in COLUMNS)
                               for row in csv.DictReader(run.stdout.decode().splitlines()))


def report(name, real, ours):
    for row, count in (real - ours).items():
        print('%s: only over real tables, %d times: %s' % (name, count, row))
    for row, count in (ours - real).items():
        print('%s: only over virtual tables, %d times: %s' % (name, count, row))
    return real != ours


def compare_measures(folder, period, as_at):
    database, _ = make_database(folder)
    register(database)
    faults = compared = rows = 0
    for path in sorted(glob.glob('report-defs/measures/*.yaml')):
        measure = load_yaml(path)
        if 'records' in measure and (measure.get('of_extract_day') is None or as_at == period[12:]):
            ours = program_rows(folder, measure, period, as_at)
            if ours is None:
                continue
            real = real_rows(database, measure, *window_of(measure, period))
            if measure.get('counts_children') == 'yes':
                real = collections.Counter({(*r[:9], 'no child' if not r[1] and not r[9] else r[9]): n
                                            for r, n in real.items()})
            faults += report(measure['measure'], real, ours)
            compared += 1
            rows += sum(real.values())
    print('%d measures, %d records: %d differ' % (compared, rows, faults))
    return faults or compared < 20


# ---------------------------------------------------------------- rules

def rules():
    """Those of the sets that no other set extends, each once (SSD sets extend nothing)."""
    for path in sorted(glob.glob('report-defs/rules/ssd/*.yaml')):
        yield from load_yaml(path).get('rules', [])


def is_checked(rule):
    """Whether all that the rule needs was supplied."""
    sql = rule.get('fails_when') or rule['fails']
    named = {table for table in SUPPLIED if re.search(r'\b%s\b' % table, sql)} | {rule['on']}
    return (all(SUPPLIED[table] for table in named - set(rule.get('optional', []))) and
            all(field in SUPPLIED[rule['on']] for field in rule['fields']))


def real_findings(database, schemas, rule, as_at):
    table = rule['on']
    key = schemas[table]['primaryKey']
    key = [key] if isinstance(key, str) else key
    if 'fails_when' in rule:
        sql = 'SELECT rowid FROM %s WHERE %s' % (table, rule['fails_when'])
        return {row[0] for row in database.execute(sql, {'as_at': as_at})}
    cursor = database.execute(rule['fails'], {'as_at': as_at})
    names = [column[0] for column in cursor.description]
    if not set(key) <= set(names):
        return {0 for _ in cursor}
    found = {tuple(dict(zip(names, row))[k] for k in key) for row in cursor}
    records = database.execute('SELECT rowid, %s FROM %s' % (', '.join(key), table))
    return {row[0] for row in records if tuple(row[1:]) in found}


def is_said_of_cell(database, rule, row):
    """A blank or unreadable cell has a finding of its own, and check does not add a SELECT's."""
    values = database.execute('SELECT %s FROM %s WHERE rowid = ?' % (rule['fields'][0], rule['on']),
                              (row,)).fetchone()
    return 'fails' in rule and values is not None and values[0] is None


def compare_rules(folder, as_at):
    database, schemas = make_database(folder)
    register(database)
    with tempfile.TemporaryDirectory() as out:
        subprocess.run([PROGRAM, 'check', '--extracts', folder, '--as-at', as_at, '--out',
                        out + '/q', '--quiet', '--fail-on', 'never'], check=True,
                       capture_output=True)
        with open(out + '/q/findings.csv', encoding='utf-8-sig', newline='') as file:
            listed = collections.defaultdict(set)
            for row in csv.DictReader(file):
                listed[row['rule']].add(max(int(row['row'] or 1) - 1, 0))
    faults = compared = found = 0
    for rule in filter(is_checked, rules()):
        real = real_findings(database, schemas, rule, as_at)
        ours = listed[rule['id']]
        real -= {row for row in real - ours if is_said_of_cell(database, rule, row)}
        if real != ours:
            faults += 1
            print('%s: only over real tables rows %s, only over virtual tables rows %s' % (
                rule['id'], sorted(real - ours)[:5], sorted(ours - real)[:5]))
        compared += 1
        found += len(real)
    print('%d rules, %d findings: %d differ' % (compared, found, faults))
    return faults or compared < 60


if __name__ == '__main__':
    what, *arguments = sys.argv[1:]
    sys.exit(bool((compare_measures if what == 'measures' else compare_rules)(*arguments)))
