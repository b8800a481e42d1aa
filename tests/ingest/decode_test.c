/* Decoding: what each type takes, and what becomes of the rest. */
#include "ingest/decode.h"

#include "support/small_schemas.h"
#include "support/testing.h"

static struct value value;

static enum decode_verdict decode(size_t field, const char *raw) {
    const struct schema *schema = small_person();
    return decode_value(testing_arena(), schema, &schema->fields[field], text_of(raw), &value);
}

static void is_null(size_t field, const char *raw, enum decode_verdict verdict) {
    SAME_INT(decode(field, raw), verdict);
    SAME_INT(value.kind, VALUE_NULL);
}

static void blanks_and_markers_are_null_in_any_case(void) {
    for (size_t field = PERSON_ID; field <= PERSON_SCORE; field++) {
        is_null(field, "", DECODE_BLANK);
        is_null(field, "NULL", DECODE_BLANK);
        is_null(field, "null", DECODE_BLANK);
        is_null(field, "n/a", DECODE_BLANK);
    }
}

static void dates_become_days_with_their_iso_form(void) {
    SAME_INT(decode(PERSON_DOB, "31/03/2014"), DECODE_VALUE);
    SAME_INT(value.kind, VALUE_DAY);
    SAME_INT(value.integer, 16160);
    SAME_TEXT(value.text, "2014-03-31");
    SAME_INT(decode(PERSON_DOB, "2014-03-31T09:30:00"), DECODE_VALUE);
    SAME_TEXT(value.text, "2014-03-31");
}

static void a_day_that_there_is_not_differs_from_what_is_no_date(void) {
    is_null(PERSON_DOB, "31/02/2014", DECODE_NO_SUCH_DAY);
    is_null(PERSON_DOB, "2023-02-29", DECODE_NO_SUCH_DAY);
    is_null(PERSON_DOB, "last week", DECODE_WRONG_TYPE);
    is_null(PERSON_DOB, "41729", DECODE_WRONG_TYPE);
}

static void is_integer(size_t field, const char *raw, long long integer) {
    SAME_INT(decode(field, raw), DECODE_VALUE);
    SAME_INT(value.kind, VALUE_INTEGER);
    SAME_INT(value.integer, integer);
}

static void integers_may_carry_a_fraction_of_zeros(void) {
    is_integer(PERSON_PLANS, "2", 2);
    is_integer(PERSON_PLANS, "2.0", 2);
    is_integer(PERSON_PLANS, "10.000", 10);
    is_integer(PERSON_PLANS, "-3", -3);
    is_integer(PERSON_PLANS, "100", 100);
    is_integer(PERSON_PLANS, "0", 0);
    is_integer(PERSON_PLANS, "000", 0);
    is_null(PERSON_PLANS, "2.5", DECODE_WRONG_TYPE);
    is_null(PERSON_PLANS, "2.", DECODE_WRONG_TYPE);
    is_null(PERSON_PLANS, ".0", DECODE_WRONG_TYPE);
    is_null(PERSON_PLANS, "two", DECODE_WRONG_TYPE);
    is_null(PERSON_PLANS, "99999999999999999999", DECODE_WRONG_TYPE);
}

static void numbers_are_plain_decimals(void) {
    SAME_INT(decode(PERSON_SCORE, "0.101"), DECODE_VALUE);
    SAME_INT(value.kind, VALUE_NUMBER);
    NEAR(value.number, 0.101, 1e-15);
    is_null(PERSON_SCORE, "0,101", DECODE_WRONG_TYPE);
    is_null(PERSON_SCORE, "nan", DECODE_WRONG_TYPE);
}

static void yes_and_no_are_written_in_six_ways_each(void) {
    const char *yes[] = {"Y", "Yes", "YES", "1", "true", "TRUE", "T", "t", "a) Yes", "A) YES"};
    const char *no[] = {"N", "No", "nO", "0", "false", "False", "F", "f", "b) No", "B) NO"};
    for (size_t i = 0; i < 10; i++) {
        is_integer(PERSON_DISABLED, yes[i], 1);
        is_integer(PERSON_DISABLED, no[i], 0);
    }
    is_null(PERSON_DISABLED, "2", DECODE_WRONG_TYPE);
    is_null(PERSON_DISABLED, "b) Yes", DECODE_WRONG_TYPE);
    is_null(PERSON_DISABLED, "maybe", DECODE_WRONG_TYPE);
}

static void is_text(size_t field, const char *raw, enum decode_verdict verdict,
                    const char *expected) {
    SAME_INT(decode(field, raw), verdict);
    SAME_INT(value.kind, VALUE_TEXT);
    SAME_TEXT(value.text, expected);
}

static void codes_are_resolved_and_unknown_ones_stay_as_text(void) {
    is_text(PERSON_SEX, "F", DECODE_VALUE, "F");
    is_text(PERSON_SEX, "m", DECODE_VALUE, "M");
    is_text(PERSON_SEX, "1", DECODE_VALUE, "M");
    is_text(PERSON_SEX, "b) Female", DECODE_VALUE, "F");
    is_text(PERSON_SEX, "Z", DECODE_UNKNOWN_CODE, "Z");
}

static void an_exact_code_is_written_as_in_its_set(void) {
    struct field field = small_person()->fields[PERSON_SEX];
    field.is_exact = true;
    const struct schema *schema = small_person();
    SAME_INT(decode_value(testing_arena(), schema, &field, TEXT("M"), &value), DECODE_VALUE);
    SAME_TEXT(value.text, "M");
    SAME_INT(decode_value(testing_arena(), schema, &field, TEXT("m"), &value), DECODE_UNKNOWN_CODE);
    SAME_TEXT(value.text, "m");
    SAME_INT(decode_value(testing_arena(), schema, &field, TEXT("1"), &value), DECODE_UNKNOWN_CODE);
}

static void a_schema_may_have_its_own_words_for_yes_and_no(void) {
    static const struct text yes[] = {TEXT("true"), TEXT("1")}, no[] = {TEXT("false"), TEXT("0")};
    static const char *const raw[] = {"true", "TRUE", "1", "false", "False", "0"};
    struct field field = small_person()->fields[PERSON_DISABLED];
    const struct schema *schema = small_person();
    field.true_values = yes;
    field.false_values = no;
    field.true_value_count = field.false_value_count = 2;
    for (size_t i = 0; i < 6; i++) {
        SAME_INT(decode_value(testing_arena(), schema, &field, text_of(raw[i]), &value),
                 DECODE_VALUE);
        SAME_INT(value.integer, i < 3);
    }
    SAME_INT(decode_value(testing_arena(), schema, &field, TEXT("Y"), &value), DECODE_WRONG_TYPE);
    SAME_INT(value.kind, VALUE_NULL);
}

static void free_text_stays_as_it_is(void) {
    is_text(PERSON_ID, "C 1", DECODE_VALUE, "C 1");
}

SUITE(ingest_decode, CLAIM(blanks_and_markers_are_null_in_any_case),
      CLAIM(dates_become_days_with_their_iso_form),
      CLAIM(a_day_that_there_is_not_differs_from_what_is_no_date),
      CLAIM(integers_may_carry_a_fraction_of_zeros), CLAIM(numbers_are_plain_decimals),
      CLAIM(yes_and_no_are_written_in_six_ways_each),
      CLAIM(codes_are_resolved_and_unknown_ones_stay_as_text), CLAIM(free_text_stays_as_it_is),
      CLAIM(an_exact_code_is_written_as_in_its_set),
      CLAIM(a_schema_may_have_its_own_words_for_yes_and_no))
