#include <string.h>

#include "define/schema.h"
#include "support/sample.h"
#include "support/testing.h"

static void same(const char *sql, const char *expected) {
    struct sample sample = sample_new();
    SAME_TEXT(sample_rows(&sample, sql), expected);
}

static void working_days_skip_weekends_and_bank_holidays(void) {
    same("SELECT working_days('2013-12-24','2013-12-27')", "2;");
    same("SELECT working_days('2013-12-20','2013-12-23')", "1;");
    same("SELECT working_days('2013-12-20','2013-12-20')", "0;");
}

static void working_days_have_no_value_without_two_days_in_order(void) {
    same("SELECT working_days('2013-12-27','2013-12-24')", "NULL;");
    same("SELECT working_days(NULL,'2013-12-24')", "NULL;");
    same("SELECT working_days('2013-12-24','soon')", "NULL;");
    same("SELECT working_days(20131224,'2013-12-27')", "NULL;");
}

static void a_day_outside_the_calendar_is_an_error(void) {
    same("SELECT working_days(birth_date,'2014-01-01') FROM children", "fault");
    CU_ASSERT(testing_reported(testing_diag(), "SQ007"));
    const struct diag_message *message = diag_message_at(testing_diag(), 0);
    SAME_TEXT(message->words,
              "a record that is counted here has the date 2001-02-03, and working days are known "
              "from 2013-01-01 to 2015-12-31 alone");
}

static void working_days_are_counted_forward_and_back(void) {
    same("SELECT add_working_days('2013-12-24', 1), add_working_days('2013-12-26', -1), "
         "add_working_days('2013-12-28', 0), add_working_days('2013-12-28', -1)",
         "2013-12-26|2013-12-24|2013-12-28|2013-12-27;");
    same("SELECT add_working_days('2001-02-03', 1), add_working_days('2015-12-31', 1), "
         "add_working_days(NULL, 1), add_working_days('2013-12-24', NULL), "
         "add_working_days('soon', 1), add_working_days('2013-12-24', '1')",
         "NULL|NULL|NULL|NULL|NULL|NULL;");
}

static void months_end_on_the_last_day_a_month_has(void) {
    same("SELECT add_months('2014-01-31', 1), add_months('2012-02-29', 12), "
         "add_months('2014-03-31', -1)",
         "2014-02-28|2013-02-28|2014-02-28;");
    same("SELECT add_months('2014-01-31', NULL), add_months('x', 1), add_months('2014-01-31','1'), "
         "add_months('9999-12-31', 1), add_months('2014-01-31', 9999999999)",
         "NULL|NULL|NULL|NULL|NULL;");
}

static void days_are_added_and_counted(void) {
    same("SELECT add_days('2014-02-28', 1), add_days('2014-03-01', -1), add_days('0001-01-01', -1)",
         "2014-03-01|2014-02-28|NULL;");
    same("SELECT days_between('2014-02-28', '2014-03-01'), days_between('2014-03-01', "
         "'2014-02-28'), days_between('2014-03-01', 'x')",
         "1|-1|NULL;");
}

static void a_leap_day_child_has_its_birthday_on_1_march(void) {
    same("SELECT age('2004-02-29','2014-02-28'), age('2004-02-29','2014-03-01'), "
         "age('2014-06-01','2014-03-01') < 0, age(NULL,'2014-03-01')",
         "9|10|1|NULL;");
}

static void a_pattern_must_match_the_whole_text(void) {
    same("SELECT matches('AB','[A-Z]'), matches('A','[A-Z]'), matches(NULL,'A'), matches(12,'1.'), "
         "matches('A', NULL)",
         "0|1|NULL|1|NULL;");
    same("SELECT plan_id FROM plans WHERE matches(category, '(?i)neglect')", "P1;P3;P5;");
    same("SELECT matches(child_id, plan_id) FROM plans LIMIT 2", "0;0;");
}

static void a_pattern_that_cannot_be_used_is_a_fault_of_the_definition(void) {
    same("SELECT matches('A','[A')", "fault");
    CU_ASSERT(testing_reported(testing_diag(), "SQ001"));
}

static void a_costly_pattern_is_no_mismatch(void) {
    same("SELECT matches('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab','(a+)+')", "fault");
    SAME_TEXT(diag_message_at(testing_diag(), 0)->words,
              "the pattern is too costly for a value of this extract");
}

static void a_code_has_the_group_of_its_set(void) {
    same("SELECT code_group('M','sex'), code_group('MALE','sex'), code_group('U','sex'), "
         "code_group('?','sex'), code_group(NULL,'sex')",
         "Known|Known|NULL|NULL|NULL;");
}

static void a_code_is_one_as_it_is_written_in_its_set(void) {
    same("SELECT is_code('M','sex'), is_code('m','sex'), is_code('MALE','sex'), is_code('','sex'), "
         "is_code(NULL,'sex')",
         "1|0|0|0|NULL;");
}

static void an_unknown_code_set_is_a_fault(void) {
    same("SELECT is_code(sex,'sexes') FROM children", "fault");
    same("SELECT code_group(sex,'sexes') FROM children", "fault");
    SAME_TEXT(diag_message_at(testing_diag(), 0)->words, "there is no code set \"sexes\"");
}

static void the_check_letter_of_a_pupil_number_is_proved(void) {
    same("SELECT upn_is_valid('H801200001001'), upn_is_valid('A801200001001'), "
         "upn_is_valid('T80120000100A'), upn_is_valid('H80120000100I'), "
         "upn_is_valid('h801200001001'), upn_is_valid('H8012000010011'), upn_is_valid(''), "
         "upn_is_valid(NULL)",
         "1|0|0|0|0|0|0|NULL;");
}

/* 8x2 + 0x3 + ... by hand: digits 801200001001 at positions 2 to 13 sum to 16+4+10+10+13 = 53,
 * and 53 mod 23 is 7: H. With A (0) for the last 1 the sum is 40, mod 23 is 17: U. */
static void a_temporary_pupil_number_ends_in_a_letter(void) {
    same("SELECT upn_is_valid('V80120000100A'), upn_is_valid('U80120000100A')", "0|1;");
}

static void the_functions_are_listed_with_a_title_each(void) {
    size_t count;
    const struct sql_function *functions = sql_functions(testing_arena(), &count);
    HOLDS(count > 40);
    for (size_t i = 0; i < count; i++) {
        CU_ASSERT(strlen(functions[i].signature) > 0 && strlen(functions[i].title) > 0);
    }
    CU_ASSERT_STRING_EQUAL(functions[0].signature, "working_days(a, b)");
}

/* SQLite's own take minutes for the first two, and nothing stops them. */
static void a_part_is_looked_for_in_one_pass_through_the_text(void) {
#define LONG_TEXT                                                                                  \
    "WITH RECURSIVE t(x) AS (SELECT 'aaaaaaaa' UNION ALL SELECT x || x FROM t LIMIT 18) "
    same(LONG_TEXT "SELECT instr(max(x), substr(max(x), 1, 500000) || 'b') FROM t", "0;");
    same(LONG_TEXT "SELECT length(replace(max(x), substr(max(x), 1, 500000) || 'b', '')) FROM t",
         "1048576;");
    same(LONG_TEXT "SELECT replace(max(x), 'a', 'bbb') FROM t", "fault");
    same("SELECT ltrim('xxa', 'x')", "fault");
    CU_ASSERT(testing_reported(testing_diag(), "SQ001"));
}

/* What SQLite's own give; an empty blob has no bytes to point at. */
static void parts_are_found_and_replaced_as_sqlite_does(void) {
    same("SELECT instr('',''), instr('abc',''), instr(x'','a'), instr('a',x''), "
         "instr('caf\xC3\xA9 au','au'), instr(12345,34), instr('abcabc','bc'), instr(NULL,'a')",
         "1|1|0|1|6|3|2|NULL;");
    same("SELECT replace('','a','b'), replace('abc','','x'), replace('aXbX','X',''), "
         "replace(12345,34,'x'), length(replace(x'','a','b')), replace('a','',NULL), "
         "replace('a',NULL,'b'), replace('a','a',NULL), replace('b','a',NULL)",
         "|abc|ab|12x5|0|a|NULL|NULL|NULL;");
}

SUITE(sql_functions, CLAIM(working_days_skip_weekends_and_bank_holidays),
      CLAIM(working_days_have_no_value_without_two_days_in_order),
      CLAIM(a_day_outside_the_calendar_is_an_error),
      CLAIM(working_days_are_counted_forward_and_back),
      CLAIM(months_end_on_the_last_day_a_month_has), CLAIM(days_are_added_and_counted),
      CLAIM(a_leap_day_child_has_its_birthday_on_1_march),
      CLAIM(a_pattern_must_match_the_whole_text),
      CLAIM(a_pattern_that_cannot_be_used_is_a_fault_of_the_definition),
      CLAIM(a_costly_pattern_is_no_mismatch), CLAIM(a_code_has_the_group_of_its_set),
      CLAIM(a_code_is_one_as_it_is_written_in_its_set), CLAIM(an_unknown_code_set_is_a_fault),
      CLAIM(the_check_letter_of_a_pupil_number_is_proved),
      CLAIM(a_temporary_pupil_number_ends_in_a_letter),
      CLAIM(a_part_is_looked_for_in_one_pass_through_the_text),
      CLAIM(parts_are_found_and_replaced_as_sqlite_does),
      CLAIM(the_functions_are_listed_with_a_title_each))
