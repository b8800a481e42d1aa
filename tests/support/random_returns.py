#!/usr/bin/env python3
"""Small census returns full of coincidences, for holding the rules against cin_oracle.py.

    random_returns.py FOLDER SEED [CHILDREN]

Writes the census tables as CSV. Dates lie at the edges of the rules and of one another, ids are now
and then blank, doubled or of nobody, codes now and then wrong. The same seed gives the same files.
"""
import csv
import datetime
import os
import random
import sys

FIELDS = {
    'Header': 'Collection Year ReferenceDate LEA',
    'ChildIdentifiers': 'LAchildID UPN FormerUPN UPNunknown PersonBirthDate ExpectedPersonBirthDate Sex '
                        'PersonDeathDate',
    'ChildCharacteristics': 'LAchildID Ethnicity',
    'Disabilities': 'LAchildID Disability',
    'CINdetails': 'LAchildID CINdetailsID CINreferralDate ReferralSource PrimaryNeedCode CINclosureDate '
                  'ReasonForClosure DateOfInitialCPC ReferralNFA',
    'Assessments': 'LAchildID CINdetailsID AssessmentID AssessmentActualStartDate '
                   'AssessmentInternalReviewDate AssessmentAuthorisationDate',
    'AssessmentFactorsList': 'LAchildID CINdetailsID AssessmentID AssessmentFactor',
    'CINplanDates': 'LAchildID CINdetailsID CINPlanStartDate CINPlanEndDate',
    'Section47': 'LAchildID CINdetailsID S47ActualStartDate InitialCPCtarget DateOfInitialCPC '
                 'ICPCnotRequired',
    'ChildProtectionPlans': 'LAchildID CINdetailsID CPPID CPPstartDate CPPendDate '
                            'InitialCategoryOfAbuse LatestCategoryOfAbuse NumberOfPreviousCPP',
    'Reviews': 'LAchildID CINdetailsID CPPID CPPreviewDate',
    'PreProceedings': 'LAchildID CINdetailsID PPStartDate',
}
TRUE_OR_FALSE = ['true', 'false', 'false', 'false', '1', '0', 'TRUE', 'False', '', 'Y']
DISABILITIES = 'AUT BEH COMM CON DDA HAND HEAR INC LD MOB NONE PC VIS'.split()
FACTORS = '1A 1B 2B 3A 4B 5A 8B 12A 17A 18A 18a 18B 18C 19A 19a 19B 19C 20 21 21 22A 23A 24A 1Z'.split()
LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ'


def add_months(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 0, -1):
        try:
            return datetime.date(year, month + 1, number)
        except ValueError:
            continue


class Returns:
    def __init__(self, seed, children):
        self.random = random.Random(seed)
        self.is_tidy = seed % 4 == 0  # some returns without slips, so that whole-return rules pass
        self.year = self.random.choice([2025, 2026, 2027])
        self.reference = datetime.date(self.year, 3, 31)
        self.tables = {name: [] for name in FIELDS}
        self.children = ['C%d' % i for i in range(1, children + 1)]
        self.near = []  # dates of the child in hand

    def chance(self, share):
        return self.random.random() < share

    def date(self, blank=0.08):
        draw = self.random
        if self.chance(blank):
            return draw.choice(['', '', '', ' ', '31/03/%d' % self.year, 'soon'])
        if self.near and self.chance(0.6):
            day = draw.choice(self.near) + datetime.timedelta(draw.choice([0, 0, 0, 1, -1, 15, 45, -45]))
        elif self.chance(0.4):
            day = draw.choice([self.reference, add_months(self.reference, -12)])
            day += datetime.timedelta(draw.choice([-4, -1, 0, 0, 0, 1, 1, 2, 4]))
        elif self.chance(0.2):  # 15 and 45 working days before
            day = self.reference - datetime.timedelta(draw.choice([21, 63]) + draw.randrange(-1, 3))
        else:
            day = add_months(self.reference, -12) + datetime.timedelta(draw.randrange(1, 366))
        if self.chance(0.04):
            day += datetime.timedelta(draw.choice([280, 281, -280, -281, 30, 275, -366, 365]))
        self.near = (self.near + [day])[-6:]
        return day.isoformat()

    def code(self, codes, wrong=0.05):
        if self.chance(wrong):
            return self.random.choice(['', 'X9', codes[0].lower(), ' '])
        return self.random.choice(codes)

    def add(self, table, **cells):
        if any(str(cell).strip() for cell in cells.values()):
            self.tables[table].append(cells)

    def upn(self):
        draw = self.random
        if self.chance(0.3):
            return ''
        digits = draw.choice(['850', '001', '942', '943', '944', '999', '420', '836', '842'])
        digits += '%08d' % draw.randrange(10 ** 8) + draw.choice('0123456789AHJSIZ')
        total = sum((i + 2) * (int(c) if c.isdigit() else LETTERS.find(c)) for i, c in enumerate(digits))
        upn = (LETTERS[total % 23] if self.chance(0.8) else draw.choice(LETTERS + 'a1')) + digits
        if self.chance(0.2):
            at = draw.randrange(13)
            upn = draw.choice([upn[:at], upn[:at] + draw.choice('xA 5-') + upn[at + 1:], upn + '1'])
        return upn

    def person(self, child):
        draw = self.random
        born = self.date(0.2)
        if self.chance(0.4):
            born = add_months(self.reference, -draw.randrange(1, 200)).isoformat()
        elif self.chance(0.1):  # about to turn 25 or of school age
            day = draw.choice([add_months(self.reference, -300), datetime.date(self.year - 6, 8, 31)])
            born = (day + datetime.timedelta(draw.randrange(-20, 3))).isoformat()
        expected = ''
        if self.chance(0.2):
            day = draw.choice([self.reference - datetime.timedelta(30), add_months(self.reference, 9),
                               self.reference])
            expected = (day + datetime.timedelta(draw.randrange(-1, 2))).isoformat()
            born = draw.choice(['', '', born])
        upn = self.upn()
        people = self.tables['ChildIdentifiers']
        if people and self.chance(0.04):
            upn = draw.choice(people)['UPN']
        self.add('ChildIdentifiers', LAchildID=child, UPN=upn,
                 FormerUPN=self.upn() if self.chance(0.3) else '',
                 UPNunknown=draw.choice(['', '', 'UN1', 'UN7', 'UN7', 'un6']), PersonBirthDate=born,
                 ExpectedPersonBirthDate=expected,
                 Sex=draw.choice('MF') if self.is_tidy or self.chance(0.9) else draw.choice(['', 'U', 'm']),
                 PersonDeathDate=self.date(0.3) if self.chance(0.25) else '')
        self.add('ChildCharacteristics', LAchildID=child,
                 Ethnicity=self.code(['WBRI', 'NOBT', 'CHNE', 'MWBC']))

    def disabilities(self, child):
        kinds = DISABILITIES[:7] if self.year == 2025 else DISABILITIES
        most = 1 if self.is_tidy else 3
        for _ in range(self.random.randrange(0, most + 1)):
            self.add('Disabilities', LAchildID=child, Disability=self.code(kinds, 0 if self.is_tidy else 0.05))

    def assessments(self, keys):
        for number in range(1, self.random.choice([1, 2, 2, 3])):
            self.add('Assessments', **keys, AssessmentID=number, AssessmentActualStartDate=self.date(),
                     AssessmentInternalReviewDate='', AssessmentAuthorisationDate=self.date(0.3))
            for _ in range(self.random.randrange(0, 3)):
                self.add('AssessmentFactorsList', **keys, AssessmentID=number,
                         AssessmentFactor=self.code(FACTORS))

    def plans(self, keys):
        draw = self.random
        for number in range(1, draw.choice([1, 1, 2, 3])):
            self.add('ChildProtectionPlans', **keys, CPPID=number, CPPstartDate=self.date(),
                     CPPendDate=self.date(0.4), InitialCategoryOfAbuse=self.code(['NEG', 'PHY', 'EMO']),
                     LatestCategoryOfAbuse=self.code(['NEG', 'PHY', 'EMO']),
                     NumberOfPreviousCPP=draw.choice(['0', '1', '2', '', '-1', 'x', '15']))
            for _ in range(draw.randrange(0, 3)):
                self.add('Reviews', **keys, CPPID=number, CPPreviewDate=self.date())

    def enquiries(self, keys):
        for _ in range(self.random.choice([0, 0, 1, 1, 2])):
            self.add('Section47', **keys, S47ActualStartDate=self.date(), InitialCPCtarget=self.date(),
                     DateOfInitialCPC=self.date(0.3), ICPCnotRequired=self.random.choice(TRUE_OR_FALSE))

    def episode(self, child, number):
        keys = {'LAchildID': child, 'CINdetailsID': number}
        draw = self.random
        closed = self.date(0.2) if self.chance(0.5) else ''
        self.add('CINdetails', **keys, CINreferralDate=self.date(0.04),
                 ReferralSource=self.code(['1A', '2B', '10']), PrimaryNeedCode=self.code(['N1', 'N4', 'N0'], 0.2),
                 CINclosureDate=closed,
                 ReasonForClosure=self.code(['RC1', 'RC2', 'RC7', 'RC8', 'RC9'], 0.1) if self.chance(0.6) else '',
                 DateOfInitialCPC=self.date(0.1) if self.chance(0.4) else '',
                 ReferralNFA=draw.choice(TRUE_OR_FALSE))
        if self.chance(0.05):
            keys = {'LAchildID': draw.choice(self.children + ['Nobody', '']), 'CINdetailsID': number}
        self.assessments(keys)
        self.enquiries(keys)
        self.plans(keys)
        for _ in range(draw.choice([0, 0, 1, 2])):
            self.add('CINplanDates', **keys, CINPlanStartDate=self.date(), CINPlanEndDate=self.date(0.4))

    def child(self, child):
        self.near = []
        if self.chance(0.05):
            child = self.random.choice(['', self.random.choice(self.children), 'A-1', 'É1', 'X' * 21, 'Y' * 20])
        self.person(child)
        self.disabilities(child)
        for number in range(1, self.random.choice([1, 2, 2, 2, 3, 3])):
            self.episode(child, number)

    def write(self, folder):
        os.makedirs(folder, exist_ok=True)
        self.add('Header', Collection='CIN', Year=self.year, LEA='850',
                 ReferenceDate=self.reference.isoformat() if not self.chance(0.1)
                 else self.random.choice([add_months(self.reference, -12).isoformat(), '']))
        for child in self.children:
            self.child(child)
        for table, names in FIELDS.items():
            with open(os.path.join(folder, table + '.csv'), 'w', newline='', encoding='utf-8') as file:
                writer = csv.DictWriter(file, names.split(), restval='')
                writer.writeheader()
                writer.writerows(self.tables[table])


def main():
    Returns(int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 30).write(sys.argv[1])


if __name__ == '__main__':
    main()
