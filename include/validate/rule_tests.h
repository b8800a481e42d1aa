/* The tests inside rules: small tables in, the rows that fail out. */
#ifndef VALIDATE_RULE_TESTS_H
#define VALIDATE_RULE_TESTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/calendar.h"
#include "define/catalogue.h"

struct arena;

struct rule_test_counts {
    size_t rule_count, test_count;
    size_t failed_count;        /* tests whose rows fail otherwise than they say */
    size_t never_failing_count; /* rules that no test makes fail */
    size_t never_passing_count; /* rules that no test lets pass */
};

/* Runs every test of the rules. Reports each row that fails or passes against what its test says
 * (VA006, VA007, at the test's place), and each rule that no test makes fail, or lets pass (VA008,
 * VA009). False if a test failed or could not be run. */
bool rule_tests_run(struct diag *diag, const struct catalogue *catalogue,
                    const struct calendar *calendar, const struct rule *const *rules,
                    size_t rule_count, struct rule_test_counts *counts);

#endif
