/* Headers: what is tolerated, what decides between schemas. */
#include "ingest/match.h"

#include <stdint.h>

#include "ingest/extract.h"
#include "support/small_schemas.h"
#include "support/testing.h"

enum { ENQUIRY, PERSON };

static struct header_match match_of(const struct text *header, size_t count) {
    struct header_match match;
    match_header(testing_arena(), small_catalogue(), header, count, &match);
    return match;
}

static void case_spaces_and_punctuation_do_not_matter(void) {
    HOLDS(match_same_heading(TEXT("pers_dob"), TEXT(" Pers-DOB (")));
    HOLDS(match_same_heading(TEXT("\xEF\xBB\xBFpers dob"), TEXT("pers\xC2\xA0_dob")));
    HOLDS(match_same_heading(TEXT("Child\xE2\x80\x99s id"), TEXT("Child's ID")));
    HOLDS(!match_same_heading(TEXT("pers_dob"), TEXT("pers_dod")));
    HOLDS(!match_same_heading(TEXT("pers_dob"), TEXT("pers_dob2")));
    HOLDS(!match_same_heading(TEXT("Zo\xC3\xAB"), TEXT("Zo")));
}

static void columns_may_stand_in_any_order(void) {
    const struct text header[] = {TEXT("pers_sex"), TEXT("PERS DOB"), TEXT("Pers_Person_ID")};
    struct header_match match = match_of(header, 3);
    SAME_INT((long long)match.schema, PERSON);
    SAME_INT((long long)match.fields[0], PERSON_SEX);
    SAME_INT((long long)match.fields[1], PERSON_DOB);
    SAME_INT((long long)match.fields[2], PERSON_ID);
}

static void aliases_stand_for_names_however_they_are_spaced(void) {
    const struct text header[] = {TEXT("child unique id"), TEXT("Date_of_Birth:")};
    struct header_match match = match_of(header, 2);
    SAME_INT((long long)match.schema, PERSON);
    SAME_INT((long long)match.fields[0], PERSON_ID);
    SAME_INT((long long)match.fields[1], PERSON_DOB);
}

static void a_name_comes_before_an_alias(void) {
    const struct text header[] = {TEXT("DOB"), TEXT("pers_dob"), TEXT("pers_person_id"),
                                  TEXT("pers_sex")};
    struct header_match match = match_of(header, 4);
    HOLDS(match.fields[0] == SIZE_MAX);
    SAME_INT((long long)match.fields[1], PERSON_DOB);
}

static void an_alias_fits_only_as_a_whole(void) {
    const struct text header[] = {TEXT("pers_person_id"), TEXT("Date of Birth of mother")};
    HOLDS(match_of(header, 2).fields[1] == SIZE_MAX);
}

static void the_key_must_be_there(void) {
    const struct text header[] = {TEXT("s47e_enquiry_id"), TEXT("s47e_start_date")};
    struct header_match match = match_of(header, 2);
    HOLDS(match.schema == SIZE_MAX);
    SAME_INT((long long)match.nearest, ENQUIRY);
    SAME_INT((long long)match.missing_field, ENQUIRY_PERSON);
}

static void half_of_the_columns_must_be_known_or_every_field_be_there(void) {
    const struct text half[] = {TEXT("pers_person_id"), TEXT("x")};
    SAME_INT((long long)match_of(half, 2).schema, PERSON);
    const struct text less[] = {TEXT("pers_person_id"), TEXT("x"), TEXT("y")};
    HOLDS(match_of(less, 3).schema == SIZE_MAX);
    const struct text all[] = {TEXT("s47e_enquiry_id"),
                               TEXT("s47e_person_id"),
                               TEXT("s47e_start_date"),
                               TEXT("a"),
                               TEXT("b"),
                               TEXT("c"),
                               TEXT("d")};
    SAME_INT((long long)match_of(all, 7).schema, ENQUIRY);
}

static void columns_without_a_heading_do_not_count(void) {
    const struct text header[] = {TEXT(""), TEXT("pers_person_id"), TEXT(" "), TEXT("")};
    struct header_match match = match_of(header, 4);
    SAME_INT((long long)match.schema, PERSON);
    SAME_INT((long long)match.column_count, 2);
    HOLDS(match.fields[0] == SIZE_MAX);
}

static void strange_headers_match_nothing(void) {
    const struct text header[] = {TEXT("ward"), TEXT("population")};
    HOLDS(match_schema(small_catalogue(), header, 2) == SIZE_MAX);
    HOLDS(match_schema(small_catalogue(), NULL, 0) == SIZE_MAX);
    const struct text person[] = {TEXT("pers_person_id")};
    SAME_INT((long long)match_schema(small_catalogue(), person, 1), PERSON);
}

SUITE(ingest_match, CLAIM(case_spaces_and_punctuation_do_not_matter),
      CLAIM(columns_may_stand_in_any_order), CLAIM(aliases_stand_for_names_however_they_are_spaced),
      CLAIM(a_name_comes_before_an_alias), CLAIM(an_alias_fits_only_as_a_whole),
      CLAIM(the_key_must_be_there),
      CLAIM(half_of_the_columns_must_be_known_or_every_field_be_there),
      CLAIM(columns_without_a_heading_do_not_count), CLAIM(strange_headers_match_nothing))
