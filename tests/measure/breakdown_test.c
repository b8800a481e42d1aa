/* Figures by worker and by the child's age, sex and ethnic group: who is in which part, and that
 * parts, like units, add up. */
#include "measure/breakdown.h"

#include <stdio.h>

#include "support/county.h"
#include "support/measuring.h"
#include "support/testing.h"

static struct measuring *with_people(const char *people) {
    struct measuring *measuring = measuring_new();
    measuring_table(measuring, "ssd_person", people);
    for (int i = 0; i < BREAKDOWN_COUNT; i++) {
        measuring_context(measuring)->breakdowns[i] = true;
    }
    return measuring;
}

static struct measuring *with_ages(void) {
    return with_people("pers_person_id,pers_dob,pers_expected_dob\n"
                       "U1,,2014-05-01\nU2,2014-04-01,2014-04-03\nA0,2014-03-31,\n"
                       "A1,2013-03-31,\nB0,2013-04-01,\nA4,2009-04-01,\nA5,2009-03-31,\n"
                       "A9,2004-04-01,\nA10,2004-03-31,\nA15,1998-04-01,\nA16,1998-03-31,\n"
                       "N1,,\n");
}

static void bands_begin_on_the_birthday(void) {
    struct measuring *measuring = with_ages();
    measuring_table(measuring, "ssd_contacts",
                    "cont_contact_id,cont_person_id,cont_contact_date\n"
                    "1,U1,2014-03-31\n2,U2,2014-03-31\n3,A0,2014-03-31\n4,A1,2014-03-31\n"
                    "5,B0,2014-03-31\n6,A4,2014-03-31\n7,A5,2014-03-31\n8,A9,2014-03-31\n"
                    "9,A10,2014-03-31\n10,A15,2014-03-31\n11,A16,2014-03-31\n12,N1,2014-03-31\n"
                    "13,NOSUCH,2014-03-31\n14,,2014-03-31\n");
    SAME_TEXT(measured(measuring, "contacts", "2013-14", ""), "14");
    SAME_TEXT(measured(measuring, "contacts", "2013-14", "age: Unborn"), "2");
    SAME_TEXT(measured(measuring, "contacts", "2013-14", "age: Under 1"), "2");
    SAME_TEXT(measured(measuring, "contacts", "2013-14", "age: 1 to 4"), "2");
    SAME_TEXT(measured(measuring, "contacts", "2013-14", "age: 5 to 9"), "2");
    SAME_TEXT(measured(measuring, "contacts", "2013-14", "age: 10 to 15"), "2");
    SAME_TEXT(measured(measuring, "contacts", "2013-14", "age: 16 and over"), "1");
    SAME_TEXT(measured(measuring, "contacts", "2013-14", "age: (not known)"), "3");
}

static void leap_day_child_turns_sixteen_on_1_march(void) {
    struct measuring *measuring = with_people("pers_person_id,pers_dob\nL,1996-02-29\n");
    measuring_table(measuring, "ssd_contacts",
                    "cont_contact_id,cont_person_id,cont_contact_date\n"
                    "1,L,2012-02-28\n2,L,2012-02-29\n3,L,2013-02-28\n");
    SAME_TEXT(measured(measuring, "contacts", "2011-12", "age: 10 to 15"), "1");
    SAME_TEXT(measured(measuring, "contacts", "2011-12", "age: 16 and over"), "1");
    SAME_TEXT(measured(measuring, "contacts", "2011-12", "age: (not known)"), "no figure");
}

static void age_is_at_the_event_and_at_d_for_what_is_open(void) {
    struct measuring *measuring = with_people("pers_person_id,pers_dob\nC,2013-06-01\n");
    measuring_table(measuring, "ssd_cin_episodes",
                    "cine_referral_id,cine_person_id,cine_referral_date,cine_referral_team\n"
                    "R,C,2013-05-01,BASRA\n");
    SAME_TEXT(measured(measuring, "referrals", "2013-14", "age: Unborn"), "1");
    SAME_TEXT(measured(measuring, "open-cases", "2013-14", "age: Under 1"), "1");
    SAME_TEXT(measured(measuring, "open-cases", "2014-15", "age: 1 to 4"), "1");
    SAME_TEXT(measured_at(measuring, "open-cases", "2014-15", "BASRA", "age: 1 to 4"), "1");
    SAME_TEXT(measured_at(measuring, "open-cases", "2014-15", "EASRA", "age: 1 to 4"), "0");
}

static void sexes_and_groups_are_those_of_the_code_sets(void) {
    struct measuring *measuring =
        with_people("pers_person_id,pers_sex,pers_ethnicity\n"
                    "A,F,WBRI\nB,b) Female,MWBC\nC,1,WIRI\nD,,NOBT\nE,X,\n");
    measuring_table(measuring, "ssd_cin_episodes",
                    "cine_referral_id,cine_person_id,cine_referral_date,cine_referral_nfa\n"
                    "1,A,2014-01-01,Y\n2,B,2014-01-01,N\n3,C,2014-01-01,Y\n4,D,2014-01-01,N\n"
                    "5,E,2014-01-01,N\n");
    SAME_TEXT(measured(measuring, "referrals-nfa", "2013-14", "sex: Female"), "1 of 2 = 50.0");
    SAME_TEXT(measured(measuring, "referrals-nfa", "2013-14", "sex: Male"), "1 of 1 = 100.0");
    SAME_TEXT(measured(measuring, "referrals-nfa", "2013-14", "sex: Unknown"), "0 of 0 [z]");
    SAME_TEXT(measured(measuring, "referrals-nfa", "2013-14", "sex: (not known)"), "0 of 2 = 0.0");
    SAME_TEXT(measured(measuring, "referrals-nfa", "2013-14", "ethnicity: White"),
              "2 of 2 = 100.0");
    SAME_TEXT(measured(measuring, "referrals-nfa", "2013-14", "ethnicity: Mixed"), "0 of 1 = 0.0");
    SAME_TEXT(measured(measuring, "referrals-nfa", "2013-14", "ethnicity: Not known"),
              "0 of 1 = 0.0");
    SAME_TEXT(measured(measuring, "referrals-nfa", "2013-14", "ethnicity: (not known)"),
              "0 of 1 = 0.0");
}

static void parts_have_the_categories_of_their_measure(void) {
    struct measuring *measuring = with_people("pers_person_id,pers_sex\nA,F\nB,F\nC,M\n");
    measuring_table(measuring, "ssd_cin_assessments",
                    "cina_assessment_id,cina_person_id,cina_assessment_start_date,"
                    "cina_assessment_auth_date\n"
                    "1,A,2013-09-02,2013-09-03\n2,B,2013-09-02,2013-09-17\n3,C,,2013-09-03\n");
    SAME_TEXT(measured(measuring, "assessment-days", "2013-14", "sex: Female"), "2");
    SAME_TEXT(measured(measuring, "assessment-days", "2013-14", "sex: Female; 1-10"),
              "1 of 2 = 50.0");
    SAME_TEXT(measured(measuring, "assessment-days", "2013-14", "sex: Female; median"), "6.0");
    SAME_TEXT(measured(measuring, "assessment-days", "2013-14", "sex: Male; no start"),
              "1 of 1 = 100.0");
    SAME_TEXT(measured(measuring, "assessment-days", "2013-14", "sex: Male; median"), "[z]");
}

static void rate_of_a_part_has_no_population_and_a_ratio_has_both_counts(void) {
    struct measuring *measuring = with_people("pers_person_id,pers_sex\nA,F\nB,M\n");
    measuring_table(measuring, "ssd_s47_enquiry",
                    "s47e_s47_enquiry_id,s47e_person_id,s47e_s47_start_date\n"
                    "E1,A,2014-01-01\nE2,A,2014-02-01\nE3,B,2014-02-01\n");
    measuring_table(measuring, "ssd_initial_cp_conference",
                    "icpc_icpc_id,icpc_person_id,icpc_s47_enquiry_id,icpc_icpc_date\n"
                    "I1,A,E1,2014-02-01\n");
    SAME_TEXT(measured(measuring, "s47-rate", "2013-14", "sex: Female"), "2 [x]");
    SAME_TEXT(measured(measuring, "s47-to-icpc", "2013-14", "sex: Female"), "1 of 2 = 50.0");
    SAME_TEXT(measured(measuring, "s47-to-icpc", "2013-14", "sex: Male"), "0 of 1 = 0.0");
    SAME_TEXT(measured(measuring, "s47-children", "2013-14", "sex: Female"), "1");
}

static void workers_are_those_of_the_record(void) {
    struct measuring *measuring = with_people("pers_person_id\n");
    measuring_table(measuring, "ssd_cin_episodes",
                    "cine_referral_id,cine_referral_date,cine_referral_nfa,"
                    "cine_referral_worker_id,cine_referral_team\n"
                    "1,2014-01-01,Y,W2,BASRA\n2,2014-01-01,N,W1,BASRA\n3,2014-01-01,N,W2,EASRA\n"
                    "4,2014-01-01,N,,EASRA\n");
    SAME_TEXT(measured(measuring, "referrals-nfa", "2013-14", "worker: W2"), "1 of 2 = 50.0");
    SAME_TEXT(measured(measuring, "referrals-nfa", "2013-14", "worker: W1"), "0 of 1 = 0.0");
    SAME_TEXT(measured(measuring, "referrals-nfa", "2013-14", "worker: (none)"), "0 of 1 = 0.0");
    SAME_TEXT(measured_at(measuring, "referrals-nfa", "2013-14", "EASRA", "worker: W1"),
              "no figure");
    SAME_TEXT(measured_at(measuring, "referrals-nfa", "2013-14", "EASRA", "worker: W2"),
              "0 of 1 = 0.0");
    SAME_TEXT(measured(measuring, "contacts", "2013-14", "worker: W1"), "no figure");
}

static void without_people_parts_are_not_available(void) {
    struct measuring *measuring = with_people("pers_person_id\n");
    measuring_withhold(measuring, "ssd_person");
    measuring_table(measuring, "ssd_contacts",
                    "cont_contact_id,cont_person_id,cont_contact_date\n1,A,2014-03-31\n");
    SAME_TEXT(measured(measuring, "contacts", "2013-14", "age: Unborn"), "[x]");
    SAME_TEXT(measured(measuring, "contacts", "2013-14", "sex: Female"), "[x]");
    SAME_TEXT(measured(measuring, "contacts", "2013-14", ""), "1");
}

/* ---- parts add up, over the whole catalogue ---- */

struct adding {
    struct county county;
    const struct figures *figures;
    size_t compared;
};

static void compute_all(struct adding *adding) {
    static const char *const year[] = {"2013-14"};
    county_begin(&adding->county);
    for (int i = 0; i < BREAKDOWN_COUNT; i++) {
        adding->county.context.breakdowns[i] = true;
    }
    adding->figures = county_figures(&adding->county, NULL, year, 1);
}

/* Whose figures are counts of rows, so that parts make the whole. */
static bool counts_rows(const struct measure_definition *measure) {
    return measure->records != NULL && !measure->counts_children && !measure->counts_distinct &&
           measure->unit != MEASURE_SUM;
}

static bool is_same_measure(const struct figure *a, const struct figure *b) {
    return a->measure == b->measure && a->period.first_day == b->period.first_day &&
           a->period.last_day == b->period.last_day;
}

/* Whether a part of the whole lies at a level, or is a value of a breakdown in the same unit. */
static bool is_part_of(const struct figure *part, const struct figure *whole, enum unit_level level,
                       const char *breakdown) {
    struct text wanted = whole->category;
    struct text category = part->category;
    if (breakdown == NULL) {
        return part->level == level && text_equal(category, wanted);
    }
    size_t end = text_find(category, ';');
    struct text own = text_slice(category, end + 2, category.length);
    bool is_same = text_equal(own, wanted) || (own.length == 0 && text_equal_c(wanted, "total"));
    return part->level == whole->level && part->unit == whole->unit && is_same &&
           text_starts_with(category, text_of(breakdown));
}

static void add_up(struct adding *adding, const struct figure *whole, size_t first, size_t end,
                   enum unit_level level, const char *breakdown) {
    int64_t numerator = 0, denominator = 0;
    size_t parts = 0;
    for (size_t i = first; i < end; i++) {
        const struct figure *part = &adding->figures->items[i];
        if (is_part_of(part, whole, level, breakdown)) {
            numerator += part->numerator;
            denominator += part->denominator;
            parts += part->status != FIGURE_NOT_AVAILABLE;
        }
    }
    if (parts > 0) {
        bool holds = numerator == whole->numerator && denominator == whole->denominator;
        CU_ASSERT(holds);
        if (!holds) {
            printf("\n%.*s, %.*s, %s: %lld is not %lld\n", TEXT_ARG(whole->measure->id),
                   TEXT_ARG(whole->category), breakdown == NULL ? "units" : breakdown,
                   (long long)numerator, (long long)whole->numerator);
        }
        adding->compared++;
    }
}

/* Quartiles do not add up; nor do parts of parts need another look. */
static bool is_whole(const struct figure *figure) {
    return figure->level == UNIT_COUNTY && figure->has_numerator &&
           !text_starts_with(figure->category, TEXT("age: ")) &&
           !text_starts_with(figure->category, TEXT("sex: ")) &&
           !text_starts_with(figure->category, TEXT("ethnicity: ")) &&
           !text_starts_with(figure->category, TEXT("worker: ")) &&
           !text_starts_with(figure->category, TEXT("team: "));
}

static void units_and_parts_add_up_to_the_county_in_every_count_of_rows(void) {
    static const char *const breakdowns[] = {"age: ", "sex: ", "ethnicity: ", "worker: "};
    struct adding adding = {.compared = 0};
    compute_all(&adding);
    size_t measures = 0;
    for (size_t first = 0, end; first < adding.figures->count; first = end) {
        const struct figure *items = adding.figures->items;
        for (end = first;
             end < adding.figures->count && is_same_measure(&items[first], &items[end]); end++) {
        }
        measures += counts_rows(items[first].measure);
        for (size_t i = first; i < end && counts_rows(items[first].measure); i++) {
            if (is_whole(&items[i])) {
                add_up(&adding, &items[i], first, end, UNIT_AREA, NULL);
                add_up(&adding, &items[i], first, end, UNIT_DISTRICT, NULL);
                add_up(&adding, &items[i], first, end, UNIT_TEAM, NULL);
                for (size_t b = 0; b < 4; b++) {
                    add_up(&adding, &items[i], first, end, UNIT_COUNTY, breakdowns[b]);
                }
            }
        }
    }
    HOLDS(measures >= 24);
    HOLDS(adding.compared >= 500);
}

SUITE(measure_breakdown, CLAIM(bands_begin_on_the_birthday),
      CLAIM(leap_day_child_turns_sixteen_on_1_march),
      CLAIM(age_is_at_the_event_and_at_d_for_what_is_open),
      CLAIM(sexes_and_groups_are_those_of_the_code_sets),
      CLAIM(parts_have_the_categories_of_their_measure),
      CLAIM(rate_of_a_part_has_no_population_and_a_ratio_has_both_counts),
      CLAIM(workers_are_those_of_the_record), CLAIM(without_people_parts_are_not_available),
      CLAIM(units_and_parts_add_up_to_the_county_in_every_count_of_rows))
