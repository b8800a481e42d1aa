#!/usr/bin/env python3
"""A second opinion on the measures.

Computes the measures of measures.md from a folder of SSD extracts with the
standard library alone and no SQL, so that the program's figures can be held
against figures that share no code with them.

    oracle.py EXTRACTS                       the rows of fixtures/hampshire-2014.csv
    oracle.py EXTRACTS --expected FILE       the same, compared with FILE; exit 1 if one differs
    oracle.py EXTRACTS --period P [...]      every measure for the periods named
    oracle.py EXTRACTS --period P --figures FILE   the same, compared with the county's figures in
                                             the program's figures.csv; exit 1 if one differs
Output: measure,period,category,numerator,denominator,shown
"""
import argparse
import calendar
import csv
import datetime
import os
import re
import sys
from collections import defaultdict
from fractions import Fraction

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DAY = datetime.timedelta(days=1)
MISSING = {'', 'null', 'n/a', 'na', 'none', '#n/a'}

# ---------------------------------------------------------------- reading

# The columns that make a record's key; a table is known by them.
KEYS = {
    'contacts': ('cont_contact_id', 'cont_person_id'),
    'referrals': ('cine_referral_id',),
    'assessments': ('cina_assessment_id',),
    'cin_plans': ('cinp_cin_plan_id',),
    'enquiries': ('s47e_s47_enquiry_id', 's47e_person_id'),
    'conferences': ('icpc_icpc_id', 'icpc_person_id'),
    'plans': ('cppl_cp_plan_id', 'cppl_cp_plan_start_date'),
    'visits': ('cppv_cp_visit_id',),
    'reviews': ('cppr_cp_review_id',),
    'episodes': ('clae_cla_episode_id', 'clae_cla_id'),
    'placements': ('clap_cla_placement_id',),
    'statuses': ('lega_legal_status_id',),
}
UNIQUE = {'plans': 1, 'episodes': 1}  # how many of those columns make the key, if not all


def decode(raw):
    if raw[:2] in (b'\xff\xfe', b'\xfe\xff'):
        return raw.decode('utf-16')
    try:
        return raw.decode('utf-8-sig')
    except UnicodeDecodeError:
        return raw.decode('cp1252', errors='replace')


def clean(cell):
    cell = cell.strip(' \t\r\n\u00a0')
    return '' if cell.lower() in MISSING else cell


def read_folder(folder):
    tables = {name: [] for name in KEYS}
    supplied = set()
    for name in sorted(os.listdir(folder)):
        if not name.lower().endswith(('.csv', '.txt')):
            continue
        with open(os.path.join(folder, name), 'rb') as file:
            lines = csv.reader(decode(file.read()).splitlines(keepends=True))
        header = [cell.strip().lower() for cell in next(lines, [])]
        table = next((t for t, key in KEYS.items() if all(k in header for k in key)), None)
        if table is None:
            continue
        supplied.add(table)
        key = KEYS[table][:UNIQUE.get(table, len(KEYS[table]))]
        seen = {tuple(row[k] for k in key) for row in tables[table]}
        for cells in lines:
            if len(cells) != len(header):
                continue
            row = dict(zip(header, map(clean, cells)))
            identity = tuple(row[k] for k in key)
            if identity in seen:
                continue
            if all(identity):
                seen.add(identity)
            tables[table].append(row)
    return tables, supplied


# ---------------------------------------------------------------- values

def day(text):
    text = re.split(r'[ T]', text)[0]
    for pattern, order in ((r'(\d{4})-(\d{2})-(\d{2})', (0, 1, 2)),
                           (r'(\d{1,2})/(\d{1,2})/(\d{4})', (2, 1, 0))):
        found = re.fullmatch(pattern, text)
        if found:
            parts = [int(g) for g in found.groups()]
            try:
                return datetime.date(*[parts[i] for i in order])
            except ValueError:
                return None
    return None


def yes(text):
    return text.lower() in ('y', 'yes', '1', 'true', 't', 'a) yes')


def add_months(date, months):
    month = date.year * 12 + date.month - 1 + months
    year, month = divmod(month, 12)
    return datetime.date(year, month + 1,
                         min(date.day, calendar.monthrange(year, month + 1)[1]))


class WorkingDays:
    def __init__(self, path):
        with open(path, encoding='utf-8-sig') as file:
            self.holidays = {day(row['date']) for row in csv.DictReader(file)}

    def __call__(self, a, b):
        if a is None or b is None or b < a:
            return None
        count = 0
        while a < b:
            a += DAY
            count += a.weekday() < 5 and a not in self.holidays
        return count


def rounded(fraction, decimals):
    scaled = fraction * 10 ** decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    if decimals == 0:
        return str(whole)
    return '%d.%0*d' % (whole // 10 ** decimals, decimals, whole % 10 ** decimals)


def percent(numerator, denominator, decimals=1):
    if denominator == 0:
        return '[z]'
    return rounded(Fraction(numerator * 100, denominator), decimals)


class Period:
    def __init__(self, name):
        self.name = name
        found = re.fullmatch(r'(\d{4})-(\d{2})(?:-(Q[1-4]|H[12]))?', name)
        if '..' in name:
            self.first, self.last = map(day, name.split('..'))
        elif found and (int(found[2]) == (int(found[1]) + 1) % 100 and
                        (found[3] or int(found[2]) > 12)):
            months = {None: (0, 12), 'H1': (0, 6), 'H2': (6, 6), 'Q1': (0, 3), 'Q2': (3, 3),
                      'Q3': (6, 3), 'Q4': (9, 3)}[found[3]]
            self.first = add_months(datetime.date(int(found[1]), 4, 1), months[0])
            self.last = add_months(self.first, months[1]) - DAY
        else:
            self.first = datetime.date(int(found[1]), int(found[2]), 1)
            self.last = add_months(self.first, 1) - DAY
        self.year_first = add_months(self.last + DAY, -12)

    def year_holds(self, date):
        return date is not None and self.year_first <= date <= self.last

    def holds(self, date):
        return date is not None and self.first <= date <= self.last


def is_open(start, end, at):
    return start is not None and start <= at and (end is None or end > at)


# ---------------------------------------------------------------- measures

SOURCES = ('Individual', 'Education', 'Health services', 'Housing', 'Local authority services',
           'Police', 'Other legal agency', 'Other', 'Anonymous', 'Unknown')
SOURCE_CODES = [('1A 1B 1C 1D', 0), ('2A 2B', 1), ('3A 3B 3C 3D 3E 3F', 2), ('4', 3),
                ('5A 5B 5C 5D', 4), ('6', 5), ('7', 6), ('8', 7), ('9', 8), ('10', 9)]
SOURCE_GROUP = {code: SOURCES[group] for codes, group in SOURCE_CODES for code in codes.split()}
CATEGORIES = ('Neglect', 'Physical', 'Sexual', 'Emotional', 'Multiple', 'not recorded')
CATEGORY_WORDS = (('NEG', 'NEGLECT'), ('PHY', 'PHYSICAL'), ('SAB', 'SEXUAL'),
                  ('EMO', 'EMOTIONAL'), ('MUL', 'MULTIPLE'))
ASSESSMENT_BANDS = ((0, 0, '0'), (1, 10, '1-10'), (11, 20, '11-20'), (21, 30, '21-30'),
                    (31, 40, '31-40'), (41, 45, '41-45'), (46, 50, '46-50'), (51, 60, '51-60'),
                    (61, None, '61+'))
CONFERENCE_BANDS = ((0, 10, '0-10'), (11, 15, '11-15'), (16, 20, '16-20'), (21, None, '21+'))


def abuse_category(text):
    for name, words in zip(CATEGORIES, CATEGORY_WORDS):
        for word in words:
            if re.fullmatch(word + r'([ /:].*)?', text.upper(), re.S):
                return name
    return 'not recorded'


def quantile(values, numerator, denominator):
    values = sorted(values)
    whole, rest = divmod((len(values) - 1) * numerator, denominator)
    if rest == 0:
        return Fraction(values[whole])
    return values[whole] + Fraction(rest, denominator) * (values[whole + 1] - values[whole])


class Measures:
    def __init__(self, folder, holidays):
        tables, self.supplied = read_folder(folder)
        self.working_days = holidays
        for name, dates in (
                ('contacts', 'cont_contact_date'),
                ('referrals', 'cine_referral_date cine_close_date'),
                ('assessments', 'cina_assessment_start_date cina_assessment_auth_date'),
                ('cin_plans', 'cinp_cin_plan_start_date'),
                ('enquiries', 's47e_s47_start_date'), ('conferences', 'icpc_icpc_date'),
                ('plans', 'cppl_cp_plan_start_date cppl_cp_plan_end_date'),
                ('visits', 'cppv_cp_visit_date'), ('reviews', 'cppr_cp_review_date'),
                ('episodes', 'clae_cla_episode_start_date clae_cla_episode_ceased_date'),
                ('placements', 'clap_cla_placement_start_date clap_cla_placement_end_date'),
                ('statuses', 'lega_legal_status_start_date lega_legal_status_end_date')):
            for row in tables[name]:
                for column in dates.split():
                    row[column] = day(row.get(column, ''))
            setattr(self, name, tables[name])
        self.referral = {r['cine_referral_id']: r for r in self.referrals}
        self.plans_of = self.by(self.plans, 'cppl_person_id')
        self.episodes_of = self.by(self.episodes, 'clae_person_id')
        self.statuses_of = self.by(self.statuses, 'lega_person_id')
        self.own_plans = [p for p in self.plans if not yes(p.get('cppl_cp_plan_ola', ''))]
        self.enquiry = {(e['s47e_s47_enquiry_id'], e['s47e_person_id']): e for e in self.enquiries}
        self.care_periods = self.make_care_periods()

    @staticmethod
    def by(rows, column):
        groups = defaultdict(list)
        for row in rows:
            if row.get(column):
                groups[row[column]].append(row)
        return groups

    def make_care_periods(self):
        groups = defaultdict(list)
        for e in self.episodes:
            key = e.get('clae_cla_id') or ('episode', e['clae_cla_episode_id'] or id(e))
            groups[key, e['clae_person_id']].append(e)
        periods = []
        for (_, child), episodes in groups.items():
            starts = [e['clae_cla_episode_start_date'] for e in episodes]
            ends = [e['clae_cla_episode_ceased_date'] for e in episodes]
            dated = [s for s in starts if s]
            last = max(episodes, key=lambda e: (e['clae_cla_episode_start_date'] or
                                                datetime.date.min,
                                                e['clae_cla_episode_ceased_date'] or
                                                datetime.date.max, e['clae_cla_episode_id']))
            periods.append({'child': child, 'start': min(dated) if dated else None,
                            'end': max(ends) if all(ends) else None,
                            'referral': last.get('clae_referral_id', '')})
        return periods

    # -- counts and shares

    def count(self, rows):
        n = len(list(rows))
        return [('', n, '', str(n))]

    def share(self, rows, met, decimals=1):
        rows = list(rows)
        x = sum(1 for row in rows if met(row))
        return [('', x, len(rows), percent(x, len(rows), decimals))]

    def mix(self, rows, names, name_of, decimals=1):
        counts = dict.fromkeys(names, 0)
        total = 0
        for row in rows:
            counts[name_of(row)] += 1
            total += 1
        return [(n, counts[n], total, percent(counts[n], total, decimals)) for n in names]

    def bands(self, pairs, bands, apart):
        """pairs: (value or None, name if None)"""
        pairs = list(pairs)
        total = len(pairs)
        values = [v for v, _ in pairs if v is not None]
        out = [('total', total, '', str(total))]
        for low, high, name in bands:
            n = sum(1 for v in values if v >= low and (high is None or v <= high))
            out.append((name, n, total, percent(n, total)))
        for name in apart:
            n = sum(1 for v, why in pairs if v is None and why == name)
            out.append((name, n, total, percent(n, total)))
        for name, a, b in (('lower quartile', 1, 4), ('median', 1, 2), ('upper quartile', 3, 4)):
            out.append((name, '', '', rounded(quantile(values, a, b), 1) if values else '[z]'))
        return out

    # -- contacts and referrals

    def year_referrals(self, p):
        return [r for r in self.referrals if p.year_holds(r['cine_referral_date'])]

    def m_contacts(self, p):
        return self.count(c for c in self.contacts if p.holds(c['cont_contact_date']))

    def m_referrals(self, p):
        return self.count(r for r in self.referrals if p.holds(r['cine_referral_date']))

    def m_contacts_to_referrals(self, p):
        x = len(self.year_referrals(p))
        n = sum(p.year_holds(c['cont_contact_date']) for c in self.contacts)
        return [('', x, n, percent(x, n))]

    def m_referrals_by_source(self, p):
        def group(r):
            return SOURCE_GROUP.get(r.get('cine_referral_source_code', '').upper(), 'Unknown')
        rows = self.year_referrals(p)
        out = self.mix(rows, SOURCES, group)
        for name in SOURCES:
            mine = [r for r in rows if group(r) == name]
            nfa = sum(yes(r.get('cine_referral_nfa', '')) for r in mine)
            out.append(('nfa: ' + name, nfa, len(mine), percent(nfa, len(mine))))
        return out

    def m_referrals_nfa(self, p):
        return self.share(self.year_referrals(p), lambda r: yes(r.get('cine_referral_nfa', '')))

    def m_re_referrals(self, p):
        of = self.by(self.referrals, 'cine_person_id')

        def met(r):
            date = r['cine_referral_date']
            return any(o['cine_referral_date'] and
                       add_months(date, -12) <= o['cine_referral_date'] < date
                       for o in of[r['cine_person_id']])
        return self.share(self.year_referrals(p), met)

    def m_referrals_to_service(self, p):
        started = defaultdict(list)
        for rows, key, date in (
                (self.cin_plans, 'cinp_referral_id', 'cinp_cin_plan_start_date'),
                (self.plans, 'cppl_referral_id', 'cppl_cp_plan_start_date'),
                (self.episodes, 'clae_referral_id', 'clae_cla_episode_start_date')):
            for row in rows:
                if row.get(key) and row[date]:
                    started[row[key]].append(row[date])
        return self.share(self.year_referrals(p), lambda r: any(
            r['cine_referral_date'] <= d <= p.last for d in started[r['cine_referral_id']]))

    # -- assessments

    def authorised(self, p):
        return [a for a in self.assessments if p.holds(a['cina_assessment_auth_date'])]

    def m_assessments_45(self, p):
        def met(a):
            days = self.working_days(a['cina_assessment_start_date'],
                                     a['cina_assessment_auth_date'])
            return days is not None and days <= 45
        return self.share(self.authorised(p), met)

    def m_assessment_days(self, p):
        return self.bands(((self.working_days(a['cina_assessment_start_date'],
                                              a['cina_assessment_auth_date']),
                            'out of order' if a['cina_assessment_start_date'] else 'no start')
                           for a in self.authorised(p)), ASSESSMENT_BANDS,
                          ('out of order', 'no start'))

    def m_referral_to_assessment_days(self, p):
        def pair(a):
            referral = self.referral.get(a.get('cina_referral_id', ''), {})
            start = referral.get('cine_referral_date')
            return (self.working_days(start, a['cina_assessment_auth_date']),
                    'out of order' if start else 'no referral')
        return self.bands(map(pair, self.authorised(p)), ASSESSMENT_BANDS,
                          ('out of order', 'no referral'))

    # -- enquiries and conferences

    def year_enquiries(self, p):
        return [e for e in self.enquiries if p.year_holds(e['s47e_s47_start_date'])]

    def year_conferences(self, p):
        return [c for c in self.conferences if p.year_holds(c['icpc_icpc_date']) and
                not yes(c.get('icpc_icpc_transfer_in', ''))]

    def m_s47_enquiries(self, p):
        return self.count(self.year_enquiries(p))

    def m_s47_children(self, p):
        return self.count({e['s47e_person_id'] for e in self.year_enquiries(p)})

    def m_icpcs(self, p):
        return self.count(self.year_conferences(p))

    def m_s47_to_icpc(self, p):
        x, n = len(self.year_conferences(p)), len(self.year_enquiries(p))
        return [('', x, n, percent(x, n))]

    def m_s47_to_icpc_cohort(self, p):
        held = {(c.get('icpc_s47_enquiry_id'), c['icpc_person_id']) for c in self.conferences
                if not yes(c.get('icpc_icpc_transfer_in', '')) and c['icpc_icpc_date'] and
                c['icpc_icpc_date'] <= p.last}
        return self.share(self.year_enquiries(p), lambda e: (e['s47e_s47_enquiry_id'],
                                                             e['s47e_person_id']) in held)

    def enquiry_of(self, c):
        return self.enquiry.get((c.get('icpc_s47_enquiry_id', ''), c['icpc_person_id']))

    def conference_days(self, c):
        enquiry = self.enquiry_of(c)
        start = enquiry and enquiry['s47e_s47_start_date']
        why = 'no enquiry' if not enquiry else 'out of order' if start else 'no start'
        return self.working_days(start, c['icpc_icpc_date']), why

    def m_s47_to_icpc_days(self, p):
        return self.bands(map(self.conference_days, self.year_conferences(p)), CONFERENCE_BANDS,
                          ('out of order', 'no start', 'no enquiry'))

    def m_icpc_15(self, p):
        def met(c):
            days = self.conference_days(c)[0]
            return days is not None and days <= 15
        return self.share((c for c in self.year_conferences(p) if self.enquiry_of(c)), met)

    # -- plans

    def plans_at(self, date):
        return [x for x in self.own_plans if is_open(x['cppl_cp_plan_start_date'],
                                                     x['cppl_cp_plan_end_date'], date)]

    def plans_started(self, p):
        return [x for x in self.own_plans if p.year_holds(x['cppl_cp_plan_start_date'])]

    def earlier(self, plan):
        return [o for o in self.plans_of[plan['cppl_person_id']] if o['cppl_cp_plan_start_date']
                and o['cppl_cp_plan_start_date'] < plan['cppl_cp_plan_start_date']]

    def m_cp_plans(self, p):
        return self.count(self.plans_at(p.last))

    def m_cp_plans_started(self, p):
        return self.count(x for x in self.own_plans if p.holds(x['cppl_cp_plan_start_date']))

    def m_cp_plans_ended(self, p):
        return self.count(x for x in self.own_plans if p.holds(x['cppl_cp_plan_end_date']))

    def m_cpp_2y_ended(self, p):
        return self.share((x for x in self.own_plans if p.year_holds(x['cppl_cp_plan_end_date'])),
                          lambda x: x['cppl_cp_plan_start_date'] and x['cppl_cp_plan_end_date'] >=
                          add_months(x['cppl_cp_plan_start_date'], 24))

    def m_cpp_2y_current(self, p):
        return self.share(self.plans_at(p.last), lambda x: p.last >=
                          add_months(x['cppl_cp_plan_start_date'], 24))

    def m_cpp_repeat_2y(self, p):
        return self.share(self.plans_started(p), lambda x: any(
            o['cppl_cp_plan_end_date'] and
            o['cppl_cp_plan_end_date'] >= add_months(x['cppl_cp_plan_start_date'], -24)
            for o in self.earlier(x)))

    def m_cpp_repeat_ever(self, p):
        return self.share(self.plans_started(p), self.earlier)

    def m_abuse_category_mix(self, p):
        return self.mix(self.plans_at(p.last), CATEGORIES, lambda x: abuse_category(
            x.get('cppl_cp_plan_initial_category', '')), 0)

    def m_cp_visits_in_time(self, p):
        visits = self.by(self.visits, 'cppv_cp_plan_id')

        def met(plan):
            start = plan['cppl_cp_plan_start_date']
            text = plan.get('visit_interval_days', '')
            interval = int(text) if re.fullmatch(r'\d+', text) and int(text) > 0 else 14
            seen = sorted(v['cppv_cp_visit_date'] for v in visits[plan['cppl_cp_plan_id']]
                          if yes(v.get('cppv_cp_visit_seen', '')) and v['cppv_cp_visit_date'] and
                          start <= v['cppv_cp_visit_date'] <= p.last)
            before = [d for d in seen if d < p.first]
            points = [before[-1] if before else start]
            points += [d for d in seen if d >= p.first] + [p.last]
            return all((b - a).days <= interval for a, b in zip(points, points[1:]))
        return self.share(self.plans_at(p.last), met)

    def m_cp_reviews_in_time(self, p):
        reviews = self.by(self.reviews, 'cppr_cp_plan_id')

        def met(plan):
            last, months = plan['cppl_cp_plan_start_date'], 3
            for held in sorted(r['cppr_cp_review_date'] for r in reviews[plan['cppl_cp_plan_id']]
                               if r['cppr_cp_review_date'] and
                               last <= r['cppr_cp_review_date'] <= p.last):
                if held > add_months(last, months):
                    return False
                last, months = held, 6
            return add_months(last, months) > p.last
        return self.share((x for x in self.plans_at(p.last) if
                           add_months(x['cppl_cp_plan_start_date'], 3) <= p.last), met)

    # -- cases and care

    def m_open_cases(self, p):
        return self.count(r for r in self.referrals if not yes(r.get('cine_referral_nfa', '')) and
                          is_open(r['cine_referral_date'], r['cine_close_date'], p.last))

    def accepted(self, p, day):
        return self.count(r for r in self.referrals if not yes(r.get('cine_referral_nfa', '')) and
                          p.holds(r[day]))

    def m_cases_started(self, p):
        return self.accepted(p, 'cine_referral_date')

    def m_cases_closed(self, p):
        return self.accepted(p, 'cine_close_date')

    def looked_after(self, date):
        children = set()
        for child, episodes in self.episodes_of.items():
            if not any(is_open(e['clae_cla_episode_start_date'], e['clae_cla_episode_ceased_date'],
                               date) for e in episodes):
                continue
            statuses = [s['lega_legal_status'].upper() for s in self.statuses_of[child] if
                        is_open(s['lega_legal_status_start_date'], s['lega_legal_status_end_date'],
                                date)]
            if not statuses or any(s not in ('V3', 'V4') for s in statuses):
                children.add(child)
        return children

    def m_children_looked_after(self, p):
        return self.count(self.looked_after(p.last))

    def m_cla_3_placements(self, p):
        placements = self.by(self.placements, 'clap_person_id')

        def met(child):
            return sum(1 for x in placements[child] if
                       x['clap_cla_placement_start_date'] and
                       x['clap_cla_placement_start_date'] <= p.last and
                       (x['clap_cla_placement_end_date'] is None or
                        x['clap_cla_placement_end_date'] > p.year_first) and
                       x.get('clap_cla_placement_type', '').upper() not in
                       ('T0', 'T1', 'T2', 'T3', 'T4')) >= 3
        return self.share(self.looked_after(p.last), met)

    def closed_by(self, referral, date):
        closed = self.referral.get(referral, {}).get('cine_close_date')
        return closed is not None and closed <= date

    def follow_up(self, p, rows, left_out, closed):
        rows = list(rows)
        kept = [r for r in rows if not left_out(r)]
        x = sum(1 for r in kept if closed(r))
        out = len(rows) - len(kept)
        return [('', x, len(kept), percent(x, len(kept))), ('left out', out, '', str(out))]

    def m_cin_closed_6m_after_cpp(self, p):
        def left_out(plan):
            end = plan['cppl_cp_plan_end_date']
            until = add_months(end, 6)
            child = plan['cppl_person_id']
            new_plan = any(o is not plan and o['cppl_cp_plan_start_date'] and
                           end <= o['cppl_cp_plan_start_date'] <= until
                           for o in self.plans_of[child])
            in_care = any(
                e['clae_cla_episode_start_date'] and e['clae_cla_episode_start_date'] <= until and
                (e['clae_cla_episode_ceased_date'] is None or e['clae_cla_episode_ceased_date'] >
                 max(end, e['clae_cla_episode_start_date'])) for e in self.episodes_of[child])
            return new_plan or in_care
        return self.follow_up(
            p, (x for x in self.own_plans if x['cppl_cp_plan_end_date'] and
                p.year_holds(add_months(x['cppl_cp_plan_end_date'], 6))), left_out,
            lambda x: self.closed_by(x.get('cppl_referral_id', ''),
                                     add_months(x['cppl_cp_plan_end_date'], 6)))

    def m_cin_closed_6m_after_care(self, p):
        def is_short_break(c):
            found = [s['lega_legal_status'].upper() for s in self.statuses_of[c['child']] if
                     s['lega_legal_status_start_date'] and
                     (s['lega_legal_status_start_date'] < c['end'] or
                      s['lega_legal_status_start_date'] == c['start']) and
                     (s['lega_legal_status_end_date'] is None or c['start'] is None or
                      s['lega_legal_status_end_date'] > c['start'])]
            return bool(found) and all(s in ('V3', 'V4') for s in found)

        def left_out(c):
            until = add_months(c['end'], 6)
            return (any(o['cppl_cp_plan_start_date'] and
                        c['end'] <= o['cppl_cp_plan_start_date'] <= until
                        for o in self.plans_of[c['child']]) or
                    any(o is not c and o['start'] and c['end'] <= o['start'] <= until
                        for o in periods_of[c['child']]))
        periods_of = defaultdict(list)
        for c in self.care_periods:
            periods_of[c['child']].append(c)
        return self.follow_up(
            p, (c for c in self.care_periods if c['end'] and
                p.year_holds(add_months(c['end'], 6)) and not is_short_break(c)), left_out,
            lambda c: self.closed_by(c['referral'], add_months(c['end'], 6)))

    def figures(self, measure, period):
        return getattr(self, 'm_' + measure.replace('-', '_'))(Period(period))


def supplied_figures(measure, period):
    path = os.path.join(ROOT, 'report-defs/authorities/hampshire/supplied-figures.csv')
    with open(path, encoding='utf-8-sig') as file:
        return [(row['category'], row['numerator'], row['denominator'], row['value'])
                for row in csv.DictReader(file)
                if row['measure'] == measure and row['period'] == period]


def compare_with_program(measures, periods, path):
    """The program may have more figures than these; these it must have, and alike."""
    with open(path, encoding='utf-8') as file:
        program = {(r['measure'], r['period'], r['category']):
                   (r['numerator'], r['denominator'], r['value'] or r['status'])
                   for r in csv.DictReader(file) if r['unit_level'] == 'county'}
    compared = wrong = 0
    for name in measure_names(measures):
        for period in periods:
            for figure in measures.figures(name, period):
                given = program.get((name, period, figure[0]))
                compared += 1
                if given != tuple(str(part) for part in figure[1:]):
                    print('differs:', name, period, figure, 'program:', given)
                    wrong += 1
    print('%d figures compared, %d differ' % (compared, wrong))
    return 1 if wrong or not compared else 0


def measure_names(measures):
    return sorted(n[2:].replace('_', '-') for n in dir(measures) if n[:2] == 'm_')


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('extracts')
    parser.add_argument('--expected')
    parser.add_argument('--period', action='append')
    parser.add_argument('--figures')
    parser.add_argument('--holidays',
                        default=os.path.join(ROOT, 'report-defs/reference/bank-holidays.csv'))
    options = parser.parse_args()
    measures = Measures(options.extracts, WorkingDays(options.holidays))
    if options.figures:
        return compare_with_program(measures, options.period, options.figures)
    out = csv.writer(sys.stdout, lineterminator='\n')
    out.writerow('measure period category numerator denominator shown'.split())
    if options.period:
        for name in measure_names(measures):
            for period in options.period:
                for figure in measures.figures(name, period):
                    out.writerow((name, period) + tuple(figure))
        return 0
    expected = options.expected or os.path.join(ROOT, 'fixtures/hampshire-2014.csv')
    with open(expected, encoding='utf-8') as file:
        rows = list(csv.DictReader(file))
    wrong = 0
    for row in rows:
        name, period = row['measure'], row['period']
        if hasattr(measures, 'm_' + name.replace('-', '_')):
            found = measures.figures(name, period)
        else:
            found = supplied_figures(name, period)
        figure = next((f for f in found if f[0] == row['category']), ('', '', '', 'missing'))
        out.writerow((name, period, row['category']) + tuple(figure[1:]))
        if options.expected and [str(f) for f in figure[1:]] != [
                row['numerator'], row['denominator'], row['shown']]:
            print('differs: %s %s %s: expected %s of %s = %s' % (
                name, period, row['category'], row['numerator'], row['denominator'],
                row['shown']), file=sys.stderr)
            wrong += 1
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
