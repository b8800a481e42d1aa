"""The census rules 8614 to 8950Q in words of Python, for cin_oracle.py: one function a rule."""
import re
from collections import Counter

from cin_oracle import each

REASONS = ['RC%d' % number for number in range(1, 10)]
NEEDS = ['N%d' % number for number in range(10)]
SOURCES = '1A 1B 1C 1D 2A 2B 3A 3B 3C 3D 3E 3F 4 5A 5B 5C 5D 6 7 8 9 10'.split()
CATEGORIES = 'NEG PHY SAB EMO MUL'.split()
FACTORS = ('1A 1B 1C 2A 2B 2C 3A 3B 3C 4A 4B 4C 5A 5B 5C 6A 6B 6C 7A 8B 8C 8D 8E 8F 9A 10A 11A 12A 13A 14A 15A '
           '16A 17A 18A 18B 18C 19A 19B 19C 20 21 22A 23A 24A').split()
CLOSED_AFTER_ASSESSMENT = ['RC8', 'RC9']


def others(rows, row):
    return [other for other in rows if other.number != row.number]


def years_after(date, years):
    """29 February becomes 28 February where there is none."""
    try:
        return date.replace(year=date.year + years)
    except ValueError:
        return date.replace(year=date.year + years, day=28)


def factors(returned, assessment):
    """The texts of the assessment's factors, blank ones too."""
    return [factor.AssessmentFactor for factor in returned.of_episode('AssessmentFactorsList', assessment)
            if factor.same(assessment, 'AssessmentID')]


def is_while_ongoing(reference, start, other_start, other_end, is_other_open):
    """From the other's first day to its last, or to the reference date while it is open."""
    if start is None or other_start is None or start < other_start:
        return False
    if other_end is not None:
        return start <= other_end
    return is_other_open and reference is not None and start <= reference


# ---------------------------------------------------------------- one record, its date or its code

@each('8620', 'CINdetails')
def closure_outside_year(returned, row):
    return returned.outside_year(row.day('CINclosureDate'))


@each('8696', 'Assessments')
def assessment_ends_outside_year(returned, row):
    return returned.outside_year(row.day('AssessmentAuthorisationDate'))


@each('8715', 'Section47')
def conference_outside_year(returned, row):
    return returned.outside_year(row.day('DateOfInitialCPC'))


@each('8930', 'ChildProtectionPlans')
def plan_ends_outside_year(returned, row):
    return returned.outside_year(row.day('CPPendDate'))


@each('8720', 'ChildProtectionPlans')
def plan_start_missing_or_later(returned, row):
    start = row.day('CPPstartDate')
    return start is None or returned.reference is not None and start > returned.reference


@each('8615', 'Section47')
def enquiry_start_missing_or_after_conference(returned, row):
    start, conference = row.day('S47ActualStartDate'), row.day('DateOfInitialCPC')
    return conference is not None and (start is None or start > conference)


@each('8630', 'CINdetails')
def closed_before_referral(returned, row):
    closed, referred = row.day('CINclosureDate'), row.day('CINreferralDate')
    return closed is not None and referred is not None and closed < referred


@each('8840', 'ChildProtectionPlans')
def plan_of_one_day(returned, row):
    return row.day('CPPstartDate') is not None and row.day('CPPstartDate') == row.day('CPPendDate')


@each('8925', 'ChildProtectionPlans')
def plan_ends_before_start(returned, row):
    start, end = row.day('CPPstartDate'), row.day('CPPendDate')
    return start is not None and end is not None and end < start


@each('8870Q', 'Section47')
def target_at_weekend(returned, row):
    target = row.day('InitialCPCtarget')
    return target is not None and target.strftime('%a') in ('Sat', 'Sun')


@each('8875', 'Section47')
def conference_at_weekend(returned, row):
    conference = row.day('DateOfInitialCPC')
    return conference is not None and conference.strftime('%a') in ('Sat', 'Sun')


@each('8640', 'CINdetails')
def wrong_reason(returned, row):
    return row.ReasonForClosure not in [''] + REASONS


@each('8650', 'CINdetails')
def wrong_need(returned, row):
    return row.PrimaryNeedCode not in [''] + NEEDS


@each('8866', 'CINdetails')
def wrong_source(returned, row):
    referred = row.day('CINreferralDate')
    return referred is not None and referred.isoformat() >= '2013-04-01' and row.ReferralSource not in SOURCES


@each('8905', 'ChildProtectionPlans')
def wrong_initial_category(returned, row):
    return row.InitialCategoryOfAbuse not in CATEGORIES


@each('8910', 'ChildProtectionPlans')
def wrong_latest_category(returned, row):
    return row.LatestCategoryOfAbuse not in CATEGORIES


@each('8730', 'ChildProtectionPlans')
def wrong_number_of_plans(returned, row):
    return not re.fullmatch(r'\d+', row.NumberOfPreviousCPP)


@each('8842Q', 'Reviews')
def review_without_date(returned, row):
    return row.day('CPPreviewDate') is None


@each('8805', 'CINdetails')
def closed_without_reason(returned, row):
    return row.day('CINclosureDate') is not None and row.ReasonForClosure == ''


@each('8810', 'CINdetails')
def reason_without_closure(returned, row):
    return row.ReasonForClosure != '' and row.day('CINclosureDate') is None


@each('8750', 'ChildIdentifiers')
def unborn_with_a_sex(returned, row):
    is_unborn = row.day('ExpectedPersonBirthDate') is not None and row.day('PersonBirthDate') is None
    return is_unborn and row.Sex != 'U'


# ---------------------------------------------------------------- not completed

@each('8670Q', 'Assessments')
def long_assessment(returned, row):
    start = row.day('AssessmentActualStartDate')
    if row.day('AssessmentAuthorisationDate') or start is None or returned.reference is None:
        return False
    return start < returned.working_days_before(returned.reference, 45)


def is_without_conference(row):
    return row.day('DateOfInitialCPC') is None and row.flag('ICPCnotRequired') is False


@each('8675Q', 'Section47')
def long_enquiry(returned, row):
    start = row.day('S47ActualStartDate')
    if not is_without_conference(row) or start is None or returned.reference is None:
        return False
    return start < returned.working_days_before(returned.reference, 15)


@each('8736', 'Assessments')
def open_assessment_started_outside_year(returned, row):
    start = row.day('AssessmentActualStartDate')
    return row.day('AssessmentAuthorisationDate') is None and (start is None or returned.outside_year(start))


@each('8740', 'Section47')
def open_enquiry_started_outside_year(returned, row):
    start = row.day('S47ActualStartDate')
    return is_without_conference(row) and (start is None or returned.outside_year(start))


# ---------------------------------------------------------------- factors

@each('8614', 'Assessments')
def factors_without_completion(returned, row):
    return row.day('AssessmentAuthorisationDate') is None and any(factors(returned, row))


@each('8869', 'Assessments')
def none_and_others(returned, row):
    kinds = set(factors(returned, row)) - {''}
    return '21' in kinds and len(kinds) > 1


@each('8873Q', 'Assessments')
def none_and_closed_otherwise(returned, row):
    is_only_one = not others(returned.of_episode('Assessments', row), row)
    reasons = [episode.ReasonForClosure for episode in returned.of_episode('CINdetails', row)]
    return is_only_one and '21' in factors(returned, row) and \
        any(reason not in CLOSED_AFTER_ASSESSMENT for reason in reasons)


@each('8897Q', 'Assessments')
def factors_missing(returned, row):
    end, kinds = row.day('AssessmentAuthorisationDate'), factors(returned, row)
    if end is None or returned.first is None or end < returned.first:
        return False
    return not kinds or any(kind not in FACTORS for kind in kinds)


@each('8898', 'Assessments')
def factor_twice(returned, row):
    return any(kind != '' and count >= 2 for kind, count in Counter(factors(returned, row)).items())


@each('8945Q', 'Assessments')
def factor_18a(returned, row):
    return '18A' in [kind.upper() for kind in factors(returned, row)]


@each('8950Q', 'Assessments')
def factor_19a(returned, row):
    return '19A' in [kind.upper() for kind in factors(returned, row)]


# ---------------------------------------------------------------- children

@each('8770Q', 'ChildIdentifiers')
def no_upn_at_school_age(returned, row):
    born, reference = row.day('PersonBirthDate'), returned.reference
    if born is None or reference is None or born > reference.replace(year=reference.year - 6, month=8, day=31):
        return False
    is_explained = row.UPNunknown.upper() in ['UN2', 'UN3', 'UN4', 'UN5', 'UN6', 'UN7']
    is_active = any(episode.flag('ReferralNFA') is False for episode in returned.of_child('CINdetails', row))
    return is_active and row.UPN == '' and not is_explained


@each('8772', 'ChildIdentifiers')
def upn_unknown_for_no_action(returned, row):
    episodes = returned.of_child('CINdetails', row)
    return row.UPNunknown == 'UN7' and any(episode.flag('ReferralNFA') is not True for episode in episodes)


@each('8775Q', 'ChildIdentifiers')
def over_25(returned, row):
    born = row.day('PersonBirthDate')
    if born is None or returned.reference is None or born >= years_after(returned.reference, -25):
        return False
    closures = [episode.day('CINclosureDate') for episode in returned.of_child('CINdetails', row)]
    return any(closed is None or closed > years_after(born, 25) for closed in closures)


@each('8790', 'Disabilities')
def disability_beside_none(returned, row):
    kinds = [other.Disability.upper() for other in returned.of_child('Disabilities', row)]
    return row.Disability.upper() not in ('', 'NONE') and 'NONE' in kinds


@each('8794', 'Disabilities')
def disability_twice(returned, row):
    same = [other for other in returned.of_child('Disabilities', row) if other.same(row, 'Disability')]
    return len(same) > 1


@each('8915', 'ChildProtectionPlans')
def plan_starts_after_death(returned, row):
    start = row.day('CPPstartDate')
    deaths = [child.day('PersonDeathDate') for child in returned.of_child('ChildIdentifiers', row)]
    return start is not None and any(death is not None and start > death for death in deaths)


@each('8920', 'ChildProtectionPlans')
def plan_ends_after_death(returned, row):
    end = row.day('CPPendDate')
    deaths = [child.day('PersonDeathDate') for child in returned.of_child('ChildIdentifiers', row)]
    return end is not None and any(death is not None and end > death for death in deaths)


# ---------------------------------------------------------------- episodes

def is_open_and_active(episode):
    return episode.day('CINclosureDate') is None and episode.flag('ReferralNFA') is False


@each('8815', 'CINdetails')
def two_open_episodes(returned, row):
    same_child = others(returned.of_child('CINdetails', row), row)
    return is_open_and_active(row) and any(is_open_and_active(other) for other in same_child)


@each('8816', 'CINdetails')
def open_but_not_latest(returned, row):
    referred = row.day('CINreferralDate')
    dates = [other.day('CINreferralDate') for other in returned.of_child('CINdetails', row)]
    is_latest = not any(date is not None and referred is not None and date > referred for date in dates)
    return is_open_and_active(row) and not is_latest


@each('8820', 'CINdetails')
def episodes_overlap(returned, row):
    referred = row.day('CINreferralDate')
    for other in others(returned.of_child('CINdetails', row), row):
        began, closed = other.day('CINreferralDate'), other.day('CINclosureDate')
        if referred is None or began is None or began > referred:
            continue
        if closed is not None and referred < closed:
            return True
        if is_open_and_active(other) and returned.reference is not None and referred < returned.reference:
            return True
    return False


@each('8825Q', 'CINdetails')
def closed_after_no_assessment(returned, row):
    return row.ReasonForClosure in CLOSED_AFTER_ASSESSMENT and not returned.of_episode('Assessments', row)


@each('8831', 'CINdetails')
def activity_after_no_action(returned, row):
    dates = [row.day('DateOfInitialCPC')]
    for assessment in returned.of_episode('Assessments', row):
        dates += [assessment.day('AssessmentActualStartDate'), assessment.day('AssessmentAuthorisationDate')]
    for enquiry in returned.of_episode('Section47', row):
        dates += [enquiry.day('S47ActualStartDate'), enquiry.day('DateOfInitialCPC')]
    return row.flag('ReferralNFA') is True and any(date is not None for date in dates)


@each('8832', 'ChildProtectionPlans')
def plan_after_no_action(returned, row):
    return any(episode.flag('ReferralNFA') is True for episode in returned.of_episode('CINdetails', row))


@each('8867', 'CINdetails')
def closed_with_open_assessment(returned, row):
    ends = [assessment.day('AssessmentAuthorisationDate') for assessment in returned.of_episode('Assessments', row)]
    return row.day('CINclosureDate') is not None and None in ends


def is_open_enquiry(enquiry):
    return enquiry.day('DateOfInitialCPC') is None and enquiry.flag('ICPCnotRequired') is not True


@each('8868', 'CINdetails')
def closed_with_open_enquiry(returned, row):
    enquiries = returned.of_episode('Section47', row)
    return row.day('CINclosureDate') is not None and any(is_open_enquiry(enquiry) for enquiry in enquiries)


# ---------------------------------------------------------------- two at a time

@each('8839', 'Section47')
def two_open_enquiries(returned, row):
    enquiries = others(returned.of_episode('Section47', row), row)
    return is_open_enquiry(row) and any(is_open_enquiry(other) for other in enquiries)


@each('8896', 'Assessments')
def two_open_assessments(returned, row):
    assessments = [row] + others(returned.of_episode('Assessments', row), row)
    is_open = [assessment.day('AssessmentAuthorisationDate') is None for assessment in assessments]
    return is_open[0] and sum(is_open) > 1


@each('8935', 'ChildProtectionPlans')
def two_open_plans(returned, row):
    plans = [row] + others(returned.of_child('ChildProtectionPlans', row), row)
    is_open = [plan.day('CPPendDate') is None for plan in plans]
    return is_open[0] and sum(is_open) > 1


@each('8863Q', 'Assessments')
def assessments_overlap(returned, row):
    return any(is_while_ongoing(returned.reference, row.day('AssessmentActualStartDate'),
                                other.day('AssessmentActualStartDate'),
                                other.day('AssessmentAuthorisationDate'), True)
               for other in others(returned.of_episode('Assessments', row), row))


@each('8890', 'Section47')
def enquiries_overlap(returned, row):
    return any(is_while_ongoing(returned.reference, row.day('S47ActualStartDate'),
                                other.day('S47ActualStartDate'), other.day('DateOfInitialCPC'),
                                is_open_enquiry(other))
               for other in others(returned.of_episode('Section47', row), row))


@each('8940', 'ChildProtectionPlans')
def plans_overlap(returned, row):
    return any(is_while_ongoing(returned.reference, row.day('CPPstartDate'), other.day('CPPstartDate'),
                                other.day('CPPendDate'), True)
               for other in others(returned.of_child('ChildProtectionPlans', row), row))


@each('8841', 'Reviews')
def review_before_plan(returned, row):
    starts = [plan.day('CPPstartDate') for plan in returned.of_episode('ChildProtectionPlans', row)
              if plan.same(row, 'CPPID')]
    held = row.day('CPPreviewDate')
    return held is not None and any(start is not None and held <= start for start in starts)
