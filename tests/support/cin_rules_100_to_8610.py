"""The census rules 100 to 8610 in words of Python, for cin_oracle.py: one function a rule."""
import datetime
import string

from cin_oracle import each, whole

ETHNICITIES = ('WBRI WIRI WOTH WIRT WROM MWBC MWBA MWAS MOTH AIND APKN ABAN CHNE AOTH BCRB BAFR BOTH OOTH REFU '
               'NOBT').split()
DISABILITIES = 'AUT BEH COMM CON DDA HAND HEAR INC LD MOB NONE PC VIS'.split()
AUTHORITIES = ('001-005, 201-213, 301-320, 330-336, 340-344, 350-359, 370-373, 380-384, 390-394, 420, 660-681, '
               '701-708, 800-803, 805-808, 810-813, 815, 816, 820-823, 825, 826, 830, 831, 835-841, 845, 846, '
               '850-852, 855-857, 860, 861, 865-896, 908, 909, 916, 919, 921, 925, 926, 928, 929, 931, 933, '
               '935-938, 940-943')
CHECK_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ'
DIGITS = set(string.digits)


def is_later(date, than):
    return bool(date and than) and date > than


def is_before_referral(returned, row, field):
    return any(is_later(episode.day('CINreferralDate'), row.day(field))
               for episode in returned.of_episode('CINdetails', row))


def is_after_death(returned, row, field):
    return any(is_later(row.day(field), child.day('PersonDeathDate'))
               for child in returned.of_child('ChildIdentifiers', row))


@each('100', 'Header')
def reference_date(returned, row):
    return row.ReferenceDate == '' or row.ReferenceDate != row.Year + '-03-31'


@each('1103', 'Assessments')
def assessment_before_referral(returned, row):
    return is_before_referral(returned, row, 'AssessmentActualStartDate')


@each('1104', 'Section47')
def conference_before_referral(returned, row):
    return is_before_referral(returned, row, 'DateOfInitialCPC')


@each('1105', 'ChildProtectionPlans')
def plan_before_referral(returned, row):
    return is_before_referral(returned, row, 'CPPstartDate')


@each('2889', 'Section47')
def enquiry_before_referral(returned, row):
    return is_before_referral(returned, row, 'S47ActualStartDate')


@each('4015', 'CINplanDates')
def cin_plan_before_referral(returned, row):
    return is_before_referral(returned, row, 'CINPlanStartDate')


# ---------------------------------------------------------------- numbers of pupils

@each('1510', 'ChildIdentifiers')
def check_letter(returned, row):
    upn = row.UPN
    if len(upn) != 13 or not set(upn[1:]) <= DIGITS:
        return False
    total = sum(int(digit) * place for place, digit in enumerate(upn[1:], 2))
    return upn[0] != CHECK_LETTERS[total % 23]


@each('1520', 'ChildIdentifiers')
def upn_twice(returned, row):
    return row.UPN != '' and sum(other.UPN == row.UPN for other in returned['ChildIdentifiers']) > 1


def known_authorities():
    for part in AUTHORITIES.split(', '):
        first, _, last = part.partition('-')
        yield from ('%03d' % number for number in range(int(first), int(last or first) + 1))


KNOWN = set(known_authorities())


@each('1530', 'ChildIdentifiers')
def upn_authority(returned, row):
    return row.UPN != '' and row.UPN[1:4] not in KNOWN


@each('1540', 'ChildIdentifiers')
def upn_digits(returned, row):
    middle = row.UPN[4:12]
    return row.UPN != '' and (len(middle) < 8 or not set(middle) <= DIGITS)


@each('1550', 'ChildIdentifiers')
def upn_last(returned, row):
    allowed = DIGITS | set(string.ascii_uppercase) - set('IOS')
    return row.UPN != '' and (len(row.UPN) < 13 or row.UPN[12] not in allowed)


@each('1560Q', 'ChildIdentifiers')
def former_upn(returned, row):
    upn = row.FormerUPN
    letters = set(string.ascii_uppercase)
    is_well_formed = (len(upn) == 13 and upn[0] in letters and set(upn[1:12]) <= DIGITS and
                      upn[12] in letters | DIGITS)
    return upn != '' and not is_well_formed


@each('1570', 'ChildIdentifiers')
def id_long(returned, row):
    return len(row.LAchildID) > 20


@each('1580', 'ChildIdentifiers')
def id_characters(returned, row):
    return not set(row.LAchildID) <= set(string.ascii_letters) | DIGITS


# ---------------------------------------------------------------- the whole return, conferences

def count_in_year(returned, table, field):
    return sum(returned.in_year(row.day(field)) for row in returned[table])


@whole('2883', 'ChildProtectionPlans')
def plans_and_conferences(returned):
    conferences = (count_in_year(returned, 'CINdetails', 'DateOfInitialCPC') +
                   count_in_year(returned, 'Section47', 'DateOfInitialCPC'))
    return count_in_year(returned, 'ChildProtectionPlans', 'CPPstartDate') > conferences


@each('2884', 'Section47')
def conference_twice(returned, row):
    held = row.day('DateOfInitialCPC')
    return held is not None and any(episode.day('DateOfInitialCPC') == held
                                    for episode in returned.of_child('CINdetails', row))


@each('2885', 'ChildProtectionPlans')
def plan_not_on_conference(returned, row):
    start = row.day('CPPstartDate')
    enquiries = returned.of_episode('Section47', row)
    if not returned.in_year(start) or start in [enquiry.day('DateOfInitialCPC') for enquiry in enquiries]:
        return False
    episodes = returned.of_episode('CINdetails', row)
    return (any(enquiry.flag('ICPCnotRequired') is not True for enquiry in enquiries) or
            any(episode.day('DateOfInitialCPC') != start for episode in episodes))


@whole('2886Q', 'ChildIdentifiers')
def sex_unknown(returned):
    children = returned['ChildIdentifiers']
    unknown = [c for c in children if c.Sex in ('', 'U') and c.day('ExpectedPersonBirthDate') is None]
    return len(children) > 0 and 100 * len(unknown) > 2 * len(children)


@whole('2887Q', 'Disabilities')
def few_kinds(returned):
    return len({row.Disability for row in returned['Disabilities']} & set(DISABILITIES) - {'NONE'}) < 8


@whole('2888Q', 'Disabilities')
def one_each(returned):
    disabled = [row.LAchildID for row in returned['Disabilities']
                if row.Disability not in ('', 'NONE') and row.LAchildID]
    return disabled != [] and len(set(disabled)) == len(disabled)


@each('2990', 'CINdetails')
def activity_after_assessment(returned, row):
    activity = [other for table in ('Section47', 'ChildProtectionPlans', 'CINplanDates')
                for other in returned.of_episode(table, row)]
    return row.ReasonForClosure in ('RC8', 'RC9') and (row.day('DateOfInitialCPC') is not None or activity != [])


@each('2991Q', 'CINdetails')
def enquiry_without_assessment(returned, row):
    return returned.of_episode('Section47', row) != [] and returned.of_episode('Assessments', row) == []


# ---------------------------------------------------------------- child in need plans

@each('4000', 'CINplanDates')
def plan_of_no_further_action(returned, row):
    return any(episode.flag('ReferralNFA') is True for episode in returned.of_episode('CINdetails', row))


@each('4001', 'CINplanDates')
def both_plans_open(returned, row):
    return row.day('CINPlanEndDate') is None and any(
        plan.day('CPPendDate') is None for plan in returned.of_episode('ChildProtectionPlans', row))


@each('4003', 'Reviews')
def review_within_cin_plan(returned, row):
    held = row.day('CPPreviewDate')
    if held is None:
        return False
    ends = [plan.day('CPPendDate') for plan in returned.of_episode('ChildProtectionPlans', row)
            if plan.same(row, 'CPPID')]
    periods = [(plan.day('CINPlanStartDate'), plan.day('CINPlanEndDate'))
               for plan in returned.of_episode('CINplanDates', row)]
    return held not in ends and any(start and end and start <= held < end for start, end in periods)


@each('4004', 'CINplanDates')
def two_open_cin_plans(returned, row):
    still_open = [p for p in returned.of_episode('CINplanDates', row) if p.day('CINPlanEndDate') is None]
    return row.day('CINPlanEndDate') is None and len(still_open) > 1


@each('4008', 'CINplanDates')
def plan_starts_after_death(returned, row):
    return is_after_death(returned, row, 'CINPlanStartDate')


@each('4009Q', 'CINplanDates')
def plan_ends_after_death(returned, row):
    return is_after_death(returned, row, 'CINPlanEndDate')


@each('4010', 'CINplanDates')
def plan_start(returned, row):
    start = row.day('CINPlanStartDate')
    return start is None or is_later(start, returned.reference)


@each('4011', 'CINplanDates')
def plan_backwards(returned, row):
    return is_later(row.day('CINPlanStartDate'), row.day('CINPlanEndDate'))


@each('4012Q', 'CINplanDates')
def plan_of_a_day(returned, row):
    return row.day('CINPlanStartDate') is not None and row.day('CINPlanStartDate') == row.day('CINPlanEndDate')


@each('4013', 'CINplanDates')
def plan_end(returned, row):
    return returned.outside_year(row.day('CINPlanEndDate'))


def is_within(date, start, end, is_end_counted, reference):
    """Whether the date is from the start to the end, or to the reference date where there is none."""
    if not date or not start or date < start:
        return False
    if end:
        return date <= end if is_end_counted else date < end
    return reference is not None and date <= reference


@each('4014', 'CINplanDates')
def cin_plans_overlap(returned, row):
    return any(other.number != row.number and
               is_within(row.day('CINPlanStartDate'), other.day('CINPlanStartDate'),
                         other.day('CINPlanEndDate'), True, returned.reference)
               for other in returned.of_child('CINplanDates', row))


@each('4016', 'CINplanDates')
def cin_plan_within_protection(returned, row):
    return any(is_within(row.day('CINPlanStartDate'), plan.day('CPPstartDate'), plan.day('CPPendDate'), False,
                         returned.reference)
               for plan in returned.of_child('ChildProtectionPlans', row))


@each('4017', 'CINplanDates')
def protection_within_cin_plan(returned, row):
    return any(is_within(plan.day('CPPstartDate'), row.day('CINPlanStartDate'), row.day('CINPlanEndDate'), False,
                         returned.reference)
               for plan in returned.of_child('ChildProtectionPlans', row))


# ---------------------------------------------------------------- children

@each('4180', 'ChildIdentifiers')
def sex(returned, row):
    return row.Sex not in ('M', 'F', 'U')


@each('4220', 'ChildCharacteristics')
def ethnicity(returned, row):
    return row.Ethnicity not in ETHNICITIES


@each('8500', 'ChildIdentifiers')
def id_missing(returned, row):
    return row.LAchildID == ''


@each('8510', 'ChildIdentifiers')
def id_twice(returned, row):
    return len(returned.of_child('ChildIdentifiers', row)) > 1


@each('8520', 'ChildIdentifiers')
def born_later(returned, row):
    return is_later(row.day('PersonBirthDate'), returned.reference)


@each('8525Q', 'ChildIdentifiers')
def born_or_expected(returned, row):
    return [row.day('PersonBirthDate'), row.day('ExpectedPersonBirthDate')].count(None) != 1


@each('8530Q', 'ChildIdentifiers')
def expected_in_range(returned, row):
    expected, reference = row.day('ExpectedPersonBirthDate'), returned.reference
    if not expected or not reference:
        return False
    first, last = datetime.date(reference.year, 3, 1), datetime.date(reference.year, 12, 31)
    return not first <= expected <= last


@each('8535Q', 'ChildIdentifiers')
def died_unborn(returned, row):
    born, died = row.day('PersonBirthDate'), row.day('PersonDeathDate')
    return died is not None and (born is None or born > died)


@each('8540', 'ChildIdentifiers')
def disability(returned, row):
    if row.day('PersonBirthDate') is None:
        return False
    if not any(episode.flag('ReferralNFA') is False for episode in returned.of_child('CINdetails', row)):
        return False
    recorded = [other.Disability for other in returned.of_child('Disabilities', row)]
    return not recorded or not set(recorded) <= set(DISABILITIES)


@each('8545Q', 'ChildIdentifiers')
def died_in_year(returned, row):
    return returned.outside_year(row.day('PersonDeathDate'))


@each('8590', 'ChildIdentifiers')
def no_episode(returned, row):
    if row.LAchildID == '':  # may be the child of an episode without an id
        return all(episode.LAchildID for episode in returned['CINdetails'])
    return not returned.of_child('CINdetails', row)


# ---------------------------------------------------------------- referrals and episodes

@each('8555Q', 'CINdetails')
def referred_after_death(returned, row):
    return is_after_death(returned, row, 'CINreferralDate')


ACTIVITY = {'Assessments': ('AssessmentActualStartDate', 'AssessmentAuthorisationDate'),
            'Section47': ('S47ActualStartDate', 'DateOfInitialCPC'),
            'ChildProtectionPlans': ('CPPendDate',),
            'CINplanDates': ('CINPlanStartDate', 'CINPlanEndDate')}


@each('8565', 'CINdetails')
def activity_after_closure(returned, row):
    dates = [row.day('DateOfInitialCPC')]
    for table, fields in ACTIVITY.items():
        dates += [other.day(field) for other in returned.of_episode(table, row) for field in fields]
    return any(is_later(date, row.day('CINclosureDate')) for date in dates)


@each('8568', 'CINdetails')
def flag_missing(returned, row):
    return row.flag('ReferralNFA') is None


@each('8569Q', 'CINdetails')
def old_no_further_action(returned, row):
    referred = row.day('CINreferralDate')
    return (referred is not None and returned.first is not None and row.flag('ReferralNFA') is not False and
            referred < returned.working_days_before(returned.first, 1))


@each('8585Q', 'CINdetails')
def died_without_a_date(returned, row):
    return row.ReasonForClosure == 'RC2' and any(
        child.day('PersonDeathDate') is None for child in returned.of_child('ChildIdentifiers', row))


@each('8600', 'CINdetails')
def referral_date(returned, row):
    referred = row.day('CINreferralDate')
    return referred is None or is_later(referred, returned.reference)


@each('8606', 'CINdetails')
def referred_before_pregnancy(returned, row):
    referred = row.day('CINreferralDate')
    births = [child.day(field) for child in returned.of_child('ChildIdentifiers', row)
              for field in ('PersonBirthDate', 'ExpectedPersonBirthDate')]
    return any(referred and born and (born - referred).days > 280 for born in births)


@each('8608', 'Assessments')
def assessment_backwards(returned, row):
    return is_later(row.day('AssessmentActualStartDate'), row.day('AssessmentAuthorisationDate'))


@each('8610', 'CINdetails')
def need_missing(returned, row):
    return row.flag('ReferralNFA') is False and row.PrimaryNeedCode == ''
