#!/usr/bin/env python3
"""Small extracts full of coincidences, for holding the program against oracle.py.

    random_extracts.py FOLDER SEED [CHILDREN]

Dates lie close together and often exactly 6, 12 or 24 months or 14 days apart,
so that nearly every "on or before" of the measures is met somewhere. The same
seed gives the same files.
"""
import csv
import datetime
import os
import random
import sys

FIRST = datetime.date(2011, 1, 1)
TEAMS = ['BASRA', 'BASCIN', 'EASRA', 'FARCIC', 'CRT', 'NOSUCH', '']
YES_NO = ['Y', 'N', 'N', 'N', '', '1', '0', 'Yes', 'a) Yes', 'false']


def add_months(date, months):
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    for day in range(date.day, 0, -1):
        try:
            return datetime.date(year, month + 1, day)
        except ValueError:
            continue


class Extracts:
    def __init__(self, seed, children):
        self.random = random.Random(seed)
        self.events = []
        self.children = ['C%d' % i for i in range(1, children + 1)]
        self.known = [datetime.date(2013, 3, 31), datetime.date(2013, 4, 1),
                      datetime.date(2014, 3, 31), datetime.date(2014, 4, 1),
                      datetime.date(2012, 2, 29), datetime.date(2013, 9, 30)]

    def day(self, blank=0.05):
        draw = self.random
        if draw.random() < blank:
            return None
        if draw.random() < 0.5:
            base = draw.choice(self.known)
            step = draw.choice([0, 0, 1, -1, 14, 15, -14])
            date = add_months(base, draw.choice([0, 0, 6, -6, 12, -12, 24, -24, 3]))
            date += datetime.timedelta(step)
        else:
            date = FIRST + datetime.timedelta(draw.randrange(1400))
        self.known.append(date)
        if len(self.known) > 40:
            self.known.pop(draw.randrange(6, 40))
        return date

    def child_day(self):
        """A child and a day, often a round number of months from something of the same child."""
        draw = self.random
        if self.events and draw.random() < 0.6:
            child, date = draw.choice(self.events)
            date = add_months(date, draw.choice([0, 6, 12, 24, -6, -12, -24]))
            date += datetime.timedelta(draw.choice([0, 0, 0, 1, -1]))
        else:
            child, date = draw.choice(self.children), self.day()
        self.remember(child, date)
        return child, date

    def remember(self, child, date):
        if date is not None and abs((date - datetime.date(2013, 6, 1)).days) < 900:
            self.events.append((child, date))

    def later(self, date, blank=0.3, days=500):
        draw = self.random
        if date is None or draw.random() < blank:
            return None
        if draw.random() < 0.4:
            return add_months(date, draw.choice([6, 12, 24, 3])) + datetime.timedelta(
                draw.choice([0, 0, 1, -1]))
        return date + datetime.timedelta(draw.randrange(-2, days))

    def write(self, date):
        if date is None:
            return self.random.choice(['', '', 'NULL'])
        if self.random.random() < 0.3:
            return date.strftime('%d/%m/%Y')
        return date.isoformat() + self.random.choice(['', '', ' 09:30:00'])

    def tables(self):
        draw, day, later, write = self.random, self.day, self.later, self.write
        count = len(self.children)
        child = lambda: draw.choice(self.children)
        team = lambda: draw.choice(TEAMS)
        yes_no = lambda: draw.choice(YES_NO)
        yield ('people', 'pers_person_id,pers_forename',
               [[c, 'Test'] for c in self.children])
        yield ('contacts', 'cont_contact_id,cont_person_id,cont_contact_date',
               [['K%d' % i, child(), write(day())] for i in range(3 * count)])
        referrals = []
        for i in range(3 * count):
            c, date = self.child_day()
            referrals.append(['R%d' % i, c, write(date), draw.choice(
                ['1A', '1d', '2B', '3F', '4', '5C', '6', '7', '8', '9', '10', '', '11', 'X']),
                yes_no(), write(later(date)), team()])
        yield ('referrals', 'cine_referral_id,cine_person_id,cine_referral_date,'
               'cine_referral_source_code,cine_referral_nfa,cine_close_date,cine_referral_team',
               referrals)
        referral = lambda: draw.choice(['R%d' % draw.randrange(3 * count)] * 5 + ['', 'R99999'])
        rows = []
        for i in range(3 * count):
            start = day()
            rows.append(['A%d' % i, child(), referral(), write(start),
                         write(later(start, 0.2, 100)), team()])
        yield ('assessments', 'cina_assessment_id,cina_person_id,cina_referral_id,'
               'cina_assessment_start_date,cina_assessment_auth_date,cina_assessment_team', rows)
        yield ('cinplans', 'cinp_cin_plan_id,cinp_referral_id,cinp_person_id,'
               'cinp_cin_plan_start_date',
               [['P%d' % i, referral(), child(), write(day())] for i in range(count)])
        enquiries, starts = [], []
        for i in range(2 * count):
            date = day()
            for c in draw.sample(self.children, draw.choice([1, 1, 1, 3])):
                starts.append(('E%d' % i, c, date))
                enquiries.append(['E%d' % i, referral(), c, write(date), team()])
        yield ('enquiries', 's47e_s47_enquiry_id,s47e_referral_id,s47e_person_id,'
               's47e_s47_start_date,s47e_s47_completed_by_team', enquiries)
        rows = []
        for i in range(3 * count):
            enquiry, c, date = draw.choice(starts)
            if draw.random() < 0.1:
                c = child()
            rows.append(['F%d' % i, draw.choice([enquiry] * 9 + ['']), c, yes_no(),
                         write(later(date, 0.1, 40) if draw.random() < 0.8 else day()), team()])
        yield ('conferences', 'icpc_icpc_id,icpc_s47_enquiry_id,icpc_person_id,'
               'icpc_icpc_transfer_in,icpc_icpc_date,icpc_icpc_team', rows)
        plans, rows = [], []
        for i in range(3 * count):
            c, start = self.child_day()
            end = later(start)
            self.remember(c, end)
            plans.append(('L%d' % i, start))
            rows.append(['L%d' % i, referral(), c, write(start), write(end),
                         draw.choice(['NEG', 'Neglect', 'PHY', 'Physical abuse', 'SAB', 'EMO',
                                      'Emotional/other', 'MUL', '', 'unclear']), yes_no(),
                         draw.choice(['', '', '', '7', '28', '0', 'x'])])
        yield ('cpplans', 'cppl_cp_plan_id,cppl_referral_id,cppl_person_id,'
               'cppl_cp_plan_start_date,cppl_cp_plan_end_date,cppl_cp_plan_initial_category,'
               'cppl_cp_plan_ola,visit_interval_days', rows)
        visits, reviews = [], []
        for plan, start in plans:
            date = start
            while date and len(visits) < 60 * count:
                date += datetime.timedelta(draw.choice([7, 10, 13, 14, 14, 14, 15, 1]))
                if date > datetime.date(2014, 6, 1) or draw.random() < 0.02:
                    break
                visits.append(['V%d' % len(visits), plan, write(date),
                               draw.choice(['Y', 'Y', 'Y', 'Y', 'Y', 'Y', 'N', ''])])
            date, months = start, 3
            while date and draw.random() < 0.9:
                date = add_months(date, months) + datetime.timedelta(draw.choice([0, 0, -3, 1]))
                months = 6
                reviews.append(['Q%d' % len(reviews), plan, write(date)])
        yield ('visits', 'cppv_cp_visit_id,cppv_cp_plan_id,cppv_cp_visit_date,cppv_cp_visit_seen',
               visits)
        yield 'reviews', 'cppr_cp_review_id,cppr_cp_plan_id,cppr_cp_review_date', reviews
        rows, placements, statuses = [], [], []
        for i in range(2 * count):
            c, start = self.child_day()
            period = draw.choice(['H%d' % i] * 9 + [''])
            for _ in range(draw.choice([1, 1, 2, 3])):
                end = later(start, 0.3, 200)
                self.remember(c, end)
                rows.append(['G%d' % len(rows), c, period, write(start), write(end), referral()])
                for _ in range(draw.choice([1, 2, 3])):
                    placements.append(['J%d' % len(placements), c, write(start if draw.random() <
                                       0.7 else day()), write(later(start, 0.4, 300)),
                                       draw.choice(['U4', 'U6', 'K2', 'T0', 'T4', ''])])
                if draw.random() < 0.8:
                    statuses.append(['N%d' % len(statuses), c,
                                     draw.choice(['C2', 'V2', 'V3', 'V3', 'V4', 'V4', '']),
                                     write(start), write(end)])
                start = end
        yield ('care', 'clae_cla_episode_id,clae_person_id,clae_cla_id,'
               'clae_cla_episode_start_date,clae_cla_episode_ceased_date,clae_referral_id', rows)
        yield ('placements', 'clap_cla_placement_id,clap_person_id,clap_cla_placement_start_date,'
               'clap_cla_placement_end_date,clap_cla_placement_type', placements)
        yield ('legal', 'lega_legal_status_id,lega_person_id,lega_legal_status,'
               'lega_legal_status_start_date,lega_legal_status_end_date', statuses)


def main():
    folder, seed = sys.argv[1], int(sys.argv[2])
    children = int(sys.argv[3]) if len(sys.argv) > 3 else 40
    os.makedirs(folder, exist_ok=True)
    for name, header, rows in Extracts(seed, children).tables():
        with open(os.path.join(folder, name + '.csv'), 'w', newline='') as file:
            out = csv.writer(file)
            out.writerow(header.split(','))
            out.writerows(rows)


if __name__ == '__main__':
    main()
