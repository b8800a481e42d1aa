#!/usr/bin/env python3
"""Checks that a folder of extracts is coherent, as a clean extract must be.

    check_fixture.py EXTRACTS

Every fault is printed (at most 20 of a kind); exit 1 if there is one. Written without the program's
code: keys and orphans, required fields, codes, dates in order, births, one plan and one case at a
time, conferences on working days, closures with reasons, nothing on referrals without action.
"""
import collections
import csv
import datetime
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
EXTRACT = datetime.date(2014, 3, 31)
MISSING = {'', 'NULL'}
DAY = datetime.timedelta(days=1)
FAR = datetime.date.max
faults = collections.Counter()

# file: key, required, {column: (file, column)}, {column: code set}, date columns
TABLES = {
    'ssd_person': (['pers_person_id'], [], {},
                   {'pers_sex': 'sex', 'pers_ethnicity': 'ethnicity'},
                   ['pers_dob', 'pers_expected_dob', 'pers_death_date']),
    'ssd_department': (['dept_team_id'], ['dept_team_name'],
                       {'dept_team_parent_id': ('ssd_department', 'dept_team_id')}, {}, []),
    'ssd_professionals': (['prof_professional_id'], [],
                          {'prof_professional_department': ('ssd_department', 'dept_team_id')},
                          {}, []),
    'ssd_involvements': (['invo_involvements_id'],
                         ['invo_person_id', 'invo_involvement_start_date'],
                         {'invo_professional_id': ('ssd_professionals', 'prof_professional_id'),
                          'invo_professional_team': ('ssd_department', 'dept_team_id'),
                          'invo_person_id': ('ssd_person', 'pers_person_id'),
                          'invo_referral_id': ('ssd_cin_episodes', 'cine_referral_id')},
                         {'invo_worker_change_reason': 'sw_reason'},
                         ['invo_involvement_start_date', 'invo_involvement_end_date']),
    'ssd_contacts': (['cont_contact_id'], ['cont_person_id', 'cont_contact_date'],
                     {'cont_person_id': ('ssd_person', 'pers_person_id')},
                     {'cont_contact_source_code': 'referral_source'}, ['cont_contact_date']),
    'ssd_cin_episodes': (['cine_referral_id'],
                         ['cine_person_id', 'cine_referral_date', 'cine_referral_nfa',
                          'cine_referral_source_code', 'cine_cin_primary_need_code'],
                         {'cine_person_id': ('ssd_person', 'pers_person_id'),
                          'cine_referral_team': ('ssd_department', 'dept_team_id'),
                          'cine_referral_worker_id':
                              ('ssd_professionals', 'prof_professional_id')},
                         {'cine_referral_source_code': 'referral_source',
                          'cine_cin_primary_need_code': 'primary_need',
                          'cine_close_reason': 'reason_for_closure'},
                         ['cine_referral_date', 'cine_close_date']),
    'ssd_cin_assessments': (['cina_assessment_id'],
                            ['cina_person_id', 'cina_referral_id', 'cina_assessment_start_date'],
                            {'cina_person_id': ('ssd_person', 'pers_person_id'),
                             'cina_referral_id': ('ssd_cin_episodes', 'cine_referral_id'),
                             'cina_assessment_team': ('ssd_department', 'dept_team_id'),
                             'cina_assessment_worker_id':
                                 ('ssd_professionals', 'prof_professional_id')}, {},
                            ['cina_assessment_start_date', 'cina_assessment_auth_date']),
    'ssd_cin_plans': (['cinp_cin_plan_id'], ['cinp_person_id', 'cinp_cin_plan_start_date'],
                      {'cinp_person_id': ('ssd_person', 'pers_person_id'),
                       'cinp_referral_id': ('ssd_cin_episodes', 'cine_referral_id'),
                       'cinp_cin_plan_team': ('ssd_department', 'dept_team_id')}, {},
                      ['cinp_cin_plan_start_date', 'cinp_cin_plan_end_date']),
    'ssd_s47_enquiry': (['s47e_s47_enquiry_id', 's47e_person_id'], ['s47e_s47_start_date'],
                        {'s47e_person_id': ('ssd_person', 'pers_person_id'),
                         's47e_referral_id': ('ssd_cin_episodes', 'cine_referral_id'),
                         's47e_s47_completed_by_team': ('ssd_department', 'dept_team_id')}, {},
                        ['s47e_s47_start_date', 's47e_s47_end_date']),
    'ssd_initial_cp_conference': (['icpc_icpc_id'], ['icpc_person_id', 'icpc_icpc_date'],
                                  {'icpc_person_id': ('ssd_person', 'pers_person_id'),
                                   'icpc_s47_enquiry_id':
                                       ('ssd_s47_enquiry', 's47e_s47_enquiry_id'),
                                   'icpc_cp_plan_id': ('ssd_cp_plans', 'cppl_cp_plan_id'),
                                   'icpc_referral_id': ('ssd_cin_episodes', 'cine_referral_id'),
                                   'icpc_icpc_team': ('ssd_department', 'dept_team_id')}, {},
                                  ['icpc_icpc_target_date', 'icpc_icpc_date']),
    'ssd_cp_plans': (['cppl_cp_plan_id'],
                     ['cppl_person_id', 'cppl_cp_plan_start_date',
                      'cppl_cp_plan_initial_category'],
                     {'cppl_person_id': ('ssd_person', 'pers_person_id'),
                      'cppl_referral_id': ('ssd_cin_episodes', 'cine_referral_id'),
                      'cppl_icpc_id': ('ssd_initial_cp_conference', 'icpc_icpc_id')},
                     {'cppl_cp_plan_initial_category': 'category_of_abuse',
                      'cppl_cp_plan_latest_category': 'category_of_abuse'},
                     ['cppl_cp_plan_start_date', 'cppl_cp_plan_end_date']),
    'ssd_cp_visits': (['cppv_cp_visit_id'], ['cppv_cp_plan_id', 'cppv_cp_visit_date'],
                      {'cppv_person_id': ('ssd_person', 'pers_person_id'),
                       'cppv_cp_plan_id': ('ssd_cp_plans', 'cppl_cp_plan_id')}, {},
                      ['cppv_cp_visit_date']),
    'ssd_cp_reviews': (['cppr_cp_review_id'], ['cppr_cp_plan_id', 'cppr_cp_review_date'],
                       {'cppr_person_id': ('ssd_person', 'pers_person_id'),
                        'cppr_cp_plan_id': ('ssd_cp_plans', 'cppl_cp_plan_id')},
                       {'cppr_cp_review_participation': 'review_participation'},
                       ['cppr_cp_review_due', 'cppr_cp_review_date']),
    'ssd_cla_episodes': (['clae_cla_episode_id'],
                         ['clae_person_id', 'clae_cla_id', 'clae_cla_episode_start_date'],
                         {'clae_person_id': ('ssd_person', 'pers_person_id'),
                          'clae_referral_id': ('ssd_cin_episodes', 'cine_referral_id'),
                          'clae_cla_placement_id':
                              ('ssd_cla_placement', 'clap_cla_placement_id')},
                         {'clae_cla_episode_start_reason': 'rne_reason_new_episode',
                          'clae_cla_episode_ceased_reason': 'rec_reason_episode_ceased'},
                         ['clae_cla_episode_start_date', 'clae_cla_episode_ceased_date',
                          'clae_entered_care_date', 'clae_cla_last_iro_contact_date']),
    'ssd_cla_placement': (['clap_cla_placement_id'],
                          ['clap_cla_id', 'clap_cla_placement_start_date'],
                          {'clap_person_id': ('ssd_person', 'pers_person_id'),
                           'clap_cla_id': ('ssd_cla_episodes', 'clae_cla_id')},
                          {'clap_cla_placement_type': 'place_placement_type',
                           'clap_cla_placement_provider': 'place_provider',
                           'clap_cla_placement_change_reason': 'reason_place_change'},
                          ['clap_cla_placement_start_date', 'clap_cla_placement_end_date']),
    'ssd_legal_status': (['lega_legal_status_id'],
                         ['lega_person_id', 'lega_legal_status', 'lega_legal_status_start_date'],
                         {'lega_person_id': ('ssd_person', 'pers_person_id')},
                         {'lega_legal_status': 'ls_legal_status'},
                         ['lega_legal_status_start_date', 'lega_legal_status_end_date']),
    'improvement_actions': (['acti_action_id', 'acti_rated_date'],
                            ['acti_action', 'acti_source_item', 'acti_owner', 'acti_due_date'],
                            {'acti_team': ('ssd_department', 'dept_team_id')},
                            {'acti_rating': 'action_rating'},
                            ['acti_due_date', 'acti_rated_date', 'acti_completed_date']),
}


def fault(kind, detail):
    faults[kind] += 1
    if faults[kind] <= 20:
        print(f'{kind}: {detail}')


def expect(holds, kind, detail):
    if not holds:
        fault(kind, detail)


def day(text):
    if text in MISSING:
        return None
    for pattern in ('%Y-%m-%d', '%Y-%m-%dT00:00:00', '%d/%m/%Y'):
        try:
            return datetime.datetime.strptime(text, pattern).date()
        except ValueError:
            pass
    fault('not a date', text)
    return None


def read(folder, name):
    path = os.path.join(folder, name + '.csv')
    with open(path, encoding='utf-8-sig', newline='') as file:
        rows = list(csv.DictReader(file))
    cache = {}
    for row in rows:
        for column, value in row.items():
            expect(value is not None and len(value) <= 255, 'over 255 characters', name)
            if value in MISSING:
                row[column] = ''
        for column in TABLES[name][4]:
            value = row[column]
            if value not in cache:
                cache[value] = day(value)
            row[column] = cache[value]
    return rows


def codes(name):
    with open(os.path.join(ROOT, 'report-defs', 'codes', name + '.csv'), newline='') as file:
        return {row['code'] for row in csv.DictReader(file) if not row.get('alias_of')}


def check_fields(tables, keys):
    identifier = re.compile('^[A-Za-z0-9]{1,20}$')
    for name, (key, required, links, sets, _) in TABLES.items():
        seen = collections.Counter(tuple(row[c] for c in key) for row in tables[name])
        for value, count in seen.items():
            expect(count == 1, 'duplicate key', f'{name} {value}')
            expect(all(isinstance(part, datetime.date) or identifier.match(part) for part in value),
                   'id not of the form', value)
        for column in required:
            expect(all(row[column] for row in tables[name]), 'required field blank', column)
        for column, target in links.items():
            for row in tables[name]:
                expect(not row[column] or row[column] in keys[target], 'orphan',
                       f'{column} {row[column]}')
        for column, code_set in sets.items():
            known = codes(code_set)
            for value in {row[column] for row in tables[name]} - {''}:
                expect(value in known, 'code not in the set', f'{column} {value}')


def check_order(tables):
    pairs = [('ssd_involvements', 'invo_involvement_start_date', 'invo_involvement_end_date'),
             ('ssd_cin_episodes', 'cine_referral_date', 'cine_close_date'),
             ('ssd_cin_assessments', 'cina_assessment_start_date', 'cina_assessment_auth_date'),
             ('ssd_cin_plans', 'cinp_cin_plan_start_date', 'cinp_cin_plan_end_date'),
             ('ssd_s47_enquiry', 's47e_s47_start_date', 's47e_s47_end_date'),
             ('ssd_cp_plans', 'cppl_cp_plan_start_date', 'cppl_cp_plan_end_date'),
             ('ssd_cla_episodes', 'clae_cla_episode_start_date', 'clae_cla_episode_ceased_date'),
             ('ssd_cla_placement', 'clap_cla_placement_start_date',
              'clap_cla_placement_end_date'),
             ('ssd_legal_status', 'lega_legal_status_start_date', 'lega_legal_status_end_date')]
    strict = {'ssd_cp_plans', 'ssd_cin_plans', 'ssd_cla_episodes', 'ssd_cla_placement'}
    for name, start, end in pairs:
        for row in tables[name]:
            if row[end]:
                expect(row[start] < row[end] or (row[start] == row[end] and name not in strict),
                       'end before start', f'{name} {list(row.values())[0]}')
    for name, (_, _, _, _, dates) in TABLES.items():
        for row in tables[name]:
            for column in dates:
                late = row[column] and row[column] > EXTRACT
                expect(not late or column in ('pers_expected_dob', 'cppr_cp_review_due',
                                              'icpc_icpc_target_date', 'acti_due_date'),
                       'after the extract', f'{column} {row[column]}')


def check_births(tables):
    births = {row['pers_person_id']: row['pers_dob'] for row in tables['ssd_person']}
    for row in tables['ssd_person']:
        expect(bool(row['pers_dob']) != bool(row['pers_expected_dob']), 'one birth date of two',
               row['pers_person_id'])
        expect(row['pers_dob'] or row['pers_sex'] == 'U', 'unborn with a sex',
               row['pers_person_id'])
    for name, (_, _, links, _, dates) in TABLES.items():
        person = next((c for c, t in links.items() if t[0] == 'ssd_person'), None)
        for row in tables[name] if person else []:
            birth = births.get(row[person])
            for column in dates if birth else []:
                if row[column] and not column.endswith(('_due', 'target_date')):
                    expect(birth <= row[column], 'before birth', f'{column} {row[person]}')
                    expect((row[column] - birth).days < 6575, 'of age', f'{column} {row[person]}')


def check_runs(tables, name, person, start, end, kind, counts=lambda row: True):
    runs = collections.defaultdict(list)
    for row in tables[name]:
        if counts(row):
            runs[row[person]].append((row[start], row[end] or FAR))
    for child, spans in runs.items():
        spans.sort()
        for (_, first_end), (second_start, _) in zip(spans, spans[1:]):
            expect(first_end <= second_start, kind, f'{child} {second_start}')
    return runs


def check_cases(tables):
    cases = {row['cine_referral_id']: row for row in tables['ssd_cin_episodes']}
    check_runs(tables, 'ssd_cin_episodes', 'cine_person_id', 'cine_referral_date',
               'cine_close_date', 'two cases at a time', lambda row: row['cine_referral_nfa'] != 'Y')
    for key, row in cases.items():
        expect(bool(row['cine_close_date']) == bool(row['cine_close_reason']),
               'closure and reason, both or neither', key)
    uses = [('ssd_cin_assessments', 'cina', 'cina_assessment_start_date',
             'cina_assessment_auth_date'),
            ('ssd_cin_plans', 'cinp', 'cinp_cin_plan_start_date', 'cinp_cin_plan_end_date'),
            ('ssd_s47_enquiry', 's47e', 's47e_s47_start_date', 's47e_s47_end_date'),
            ('ssd_initial_cp_conference', 'icpc', 'icpc_icpc_date', 'icpc_icpc_date'),
            ('ssd_cp_plans', 'cppl', 'cppl_cp_plan_start_date', 'cppl_cp_plan_end_date'),
            ('ssd_cla_episodes', 'clae', 'clae_cla_episode_start_date',
             'clae_cla_episode_ceased_date')]
    active = set()
    for name, prefix, start, end in uses:
        for row in tables[name]:
            case = cases.get(row[prefix + '_referral_id'])
            detail = f'{name} {list(row.values())[0]}'
            expect(case is not None, 'without a case', detail)
            if case is None:
                continue
            expect(case['cine_person_id'] == row[prefix + '_person_id'],
                   'another child than its case', detail)
            expect(case['cine_referral_nfa'] != 'Y', 'on a referral without action', detail)
            expect(row[start] >= case['cine_referral_date'], 'before its referral', detail)
            closed = case['cine_close_date'] or FAR
            expect((row[end] or FAR) <= closed, 'open on a closed case', detail)
            if name in ('ssd_s47_enquiry', 'ssd_initial_cp_conference', 'ssd_cp_plans',
                        'ssd_cin_plans'):
                active.add(case['cine_referral_id'])
    assessed = {row['cina_referral_id'] for row in tables['ssd_cin_assessments']}
    for key, row in cases.items():
        if row['cine_close_reason'] in ('RC8', 'RC9'):
            expect(key in assessed, 'closed after no assessment', key)
        if row['cine_close_reason'] == 'RC8':
            expect(key not in active, 'closed after assessment, but active', key)
    held = {row['invo_referral_id'] for row in tables['ssd_involvements']
            if not row['invo_involvement_end_date']}
    for key, row in cases.items():
        is_open = not row['cine_close_date'] and row['cine_referral_nfa'] != 'Y'
        expect(is_open == (key in held), 'open case and open involvement, both or neither', key)


def check_protection(tables):
    with open(os.path.join(ROOT, 'report-defs/reference/bank-holidays.csv'), newline='') as file:
        holidays = {row['date'] for row in csv.DictReader(file)}
    enquiries = {(row['s47e_s47_enquiry_id'], row['s47e_person_id']): row
                 for row in tables['ssd_s47_enquiry']}
    conferences = {row['icpc_icpc_id']: row for row in tables['ssd_initial_cp_conference']}
    for key, row in conferences.items():
        date = row['icpc_icpc_date']
        expect(date.weekday() < 5 and date.isoformat() not in holidays,
               'conference on a day off', f'{key} {date}')
        enquiry = enquiries.get((row['icpc_s47_enquiry_id'], row['icpc_person_id']))
        expect(not row['icpc_s47_enquiry_id'] or enquiry is not None,
               "conference without its child's enquiry", key)
        expect(not enquiry or enquiry['s47e_s47_start_date'] <= date, 'conference before enquiry',
               key)
    plans = {row['cppl_cp_plan_id']: row for row in tables['ssd_cp_plans']}
    for key, row in plans.items():
        conference = conferences.get(row['cppl_icpc_id'])
        expect(conference or row['cppl_cp_plan_ola'] == 'Y', 'plan without a conference', key)
        if conference:
            expect(conference['icpc_icpc_date'] == row['cppl_cp_plan_start_date'] and
                   conference['icpc_person_id'] == row['cppl_person_id'] and
                   conference['icpc_cp_plan_id'] == key, 'plan and conference apart', key)
    spans = check_runs(tables, 'ssd_cp_plans', 'cppl_person_id', 'cppl_cp_plan_start_date',
                       'cppl_cp_plan_end_date', 'two plans at a time')
    check_runs(tables, 'ssd_cin_plans', 'cinp_person_id', 'cinp_cin_plan_start_date',
               'cinp_cin_plan_end_date', 'two plans for need at a time')
    for row in tables['ssd_cin_plans']:
        for start, end in spans.get(row['cinp_person_id'], []):
            apart = (row['cinp_cin_plan_end_date'] or FAR) <= start or \
                row['cinp_cin_plan_start_date'] > end
            expect(apart, 'plan for need beside a protection plan', row['cinp_cin_plan_id'])
    for name, prefix, date in (('ssd_cp_visits', 'cppv', 'cppv_cp_visit_date'),
                               ('ssd_cp_reviews', 'cppr', 'cppr_cp_review_date')):
        for row in tables[name]:
            plan = plans.get(row[prefix + '_cp_plan_id'])
            if plan is None:
                continue
            end = plan['cppl_cp_plan_end_date'] or EXTRACT
            expect(plan['cppl_cp_plan_start_date'] < row[date] <= end and
                   plan['cppl_person_id'] == row[prefix + '_person_id'], 'outside its plan',
                   f'{name} {list(row.values())[0]}')


def check_care(tables):
    for name, person, start, end in (
            ('ssd_cla_episodes', 'clae_person_id', 'clae_cla_episode_start_date',
             'clae_cla_episode_ceased_date'),
            ('ssd_cla_placement', 'clap_person_id', 'clap_cla_placement_start_date',
             'clap_cla_placement_end_date'),
            ('ssd_legal_status', 'lega_person_id', 'lega_legal_status_start_date',
             'lega_legal_status_end_date')):
        check_runs(tables, name, person, start, end, f'{name}: two at a time')
    for row in tables['ssd_cla_episodes']:
        expect(bool(row['clae_cla_episode_ceased_date']) ==
               bool(row['clae_cla_episode_ceased_reason']),
               'episode ceased and reason, both or neither', row['clae_cla_episode_id'])
    stays = {row['clap_cla_placement_id']: row for row in tables['ssd_cla_placement']}
    for row in tables['ssd_cla_episodes']:
        stay = stays.get(row['clae_cla_placement_id'])
        expect(stay and stay['clap_cla_placement_start_date'] <= row['clae_cla_episode_start_date'] and
               (row['clae_cla_episode_ceased_date'] or FAR) <=
               (stay['clap_cla_placement_end_date'] or FAR), 'episode outside its placement',
               row['clae_cla_episode_id'])


def main():
    folder = sys.argv[1]
    tables = {name: read(folder, name) for name in TABLES}
    keys = {target: {row[target[1]] for row in tables[target[0]]}
            for table in TABLES.values() for target in table[2].values()}
    check_fields(tables, keys)
    for name, (_, required, _, _, _) in TABLES.items():
        tables[name] = [row for row in tables[name] if all(row[c] for c in required)]
    check_order(tables)
    check_births(tables)
    check_cases(tables)
    check_protection(tables)
    check_care(tables)
    for kind, count in sorted(faults.items()):
        print(f'{count} of: {kind}')
    print(f'{sum(len(rows) for rows in tables.values())} records, {sum(faults.values())} faults')
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
