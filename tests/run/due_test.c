/* Which report comes next, as the command says it. */
#include "support/testing.h"

static struct text due(int *status, const char *arguments) {
    return testing_command(status, "${QUARTERDAY:-build/quarterday} due %s", arguments);
}

static void reports_come_in_the_order_of_their_days_with_their_periods(void) {
    int status;
    struct text output = due(&status, "--on 2014-04-20");
    SAME_INT(status, 0);
    HOLDS(
        text_starts_with(output, TEXT("2014-05-10  2014-04      performance-action-group-monthly\n"
                                      "2014-05-12  2013-14-Q4   csdmt-quarterly\n")));
    HOLDS(text_contains(output, TEXT("2014-05-19  meeting      performance-management-report\n")));
    HOLDS(text_contains(output, TEXT("2014-06-09  2013-14-H2   childrens-trust-half-yearly\n")));
    HOLDS(text_contains(output, TEXT("2014-06-23  2013-14      annual-safeguarding\n")));
}

static void other_programs_get_the_same_as_json(void) {
    int status;
    struct text output =
        testing_command(&status,
                        "${QUARTERDAY:-build/quarterday} due --on 2014-04-20 --json | "
                        "/usr/bin/python3 -c 'import json,sys; d = json.load(sys.stdin); "
                        "print(d[1][\"due\"], d[1][\"report\"], d[1][\"period\"])'%s",
                        "");
    SAME_INT(status, 0);
    SAME_TEXT(output, "2014-05-12 csdmt-quarterly 2013-14-Q4\n");
}

static void a_day_is_needed_for_no_clock_is_asked(void) {
    int status;
    HOLDS(text_contains(due(&status, ""), TEXT("--on DATE is missing")));
    SAME_INT(status, 2);
    HOLDS(text_contains(due(&status, "--on Monday"), TEXT("\"Monday\" is not a date")));
    SAME_INT(status, 2);
}

static void a_day_may_be_written_as_in_the_extracts(void) {
    int status, other_status;
    struct text output = due(&status, "--on 20/04/2014");
    SAME_INT(status, 0);
    HOLDS(text_equal(output, due(&other_status, "--on 2014-04-20")));
}

SUITE(run_due, CLAIM(reports_come_in_the_order_of_their_days_with_their_periods),
      CLAIM(other_programs_get_the_same_as_json), CLAIM(a_day_is_needed_for_no_clock_is_asked),
      CLAIM(a_day_may_be_written_as_in_the_extracts))
