/* Every SELECT of the catalogue over real SQLite tables, by another program with the SQL functions
 * written anew (tests/support/real_tables.py), gives the rows that it gives over virtual tables. */
#include <stdio.h>

#include "support/testing.h"

static void agree(const char *what, const char *folder, const char *days) {
    int status;
    struct text words = testing_command(&status, "python3 tests/support/real_tables.py %s %s %s",
                                        what, folder, days);
    if (!HOLDS(status == 0)) {
        fprintf(stderr, "%.*s\n", TEXT_ARG(words));
    }
}

static void measures_have_the_records_of_real_tables(void) {
    agree("measures", "build/fixtures/hampshire", "2013-04-01..2014-03-31 2014-03-31");
}

static void measures_and_rules_agree_on_extracts_full_of_coincidences(void) {
    int status;
    struct text folder = text_format(testing_arena(), "%s/coincidences", testing_folder());
    const char *path = text_c(testing_arena(), folder);
    testing_command(&status, "python3 tests/support/random_extracts.py %s 21 80", path);
    SAME_INT(status, 0);
    agree("measures", path, "2013-04-01..2014-03-31 2014-12-31");
    agree("measures", path, "2013-10-01..2014-02-28 2014-12-31");
    agree("rules", path, "2014-12-31");
}

SUITE(measure_real_tables, CLAIM(measures_have_the_records_of_real_tables),
      CLAIM(measures_and_rules_agree_on_extracts_full_of_coincidences))
