#include "run/options.h"

#include "support/testing.h"

static bool parse(struct options *options, int count, const char *const *arguments) {
    return options_parse(testing_arena(), testing_diag(), count, arguments, options);
}
#define PARSE(options, ...)                                                                        \
    parse((options), sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *),                       \
          (const char *const[]){__VA_ARGS__})

static void values_follow_a_space_or_an_equals_sign(void) {
    struct options options;
    HOLDS(PARSE(&options, "run", "paper", "--extracts", "in", "--period=2014-03", "--draft"));
    SAME_INT(options.command, COMMAND_RUN);
    SAME_TEXT(options.subject, "paper");
    SAME_TEXT(options.extracts, "in");
    SAME_TEXT(options.period, "2014-03");
    HOLDS(options.is_draft);
}

static void what_is_not_given_has_its_default(void) {
    struct options options;
    HOLDS(PARSE(&options, "check", "--extracts", "in"));
    SAME_INT(options.authority.length, 0);
    SAME_TEXT(options.definitions, "report-defs");
    SAME_TEXT(options.fail_on, "error");
    HOLDS(options.threads >= 1);
}

static void an_option_of_another_command_is_refused(void) {
    struct options options;
    HOLDS(!PARSE(&options, "check", "--extracts", "in", "--period", "2014-03"));
    HOLDS(testing_reported(testing_diag(), "US002"));
    SAME_INT(diag_count(testing_diag(), DIAG_ERROR), 1);
}

static void an_option_without_its_value_is_refused(void) {
    struct options options;
    HOLDS(!PARSE(&options, "check", "--extracts", "--quiet"));
    HOLDS(testing_reported(testing_diag(), "US003"));
}

static void help_and_version_need_nothing_else(void) {
    struct options options;
    HOLDS(PARSE(&options, "--help"));
    HOLDS(options.wants_help && !options.names_command);
    HOLDS(PARSE(&options, "run", "--help"));
    HOLDS(options.wants_help && options.names_command);
    HOLDS(PARSE(&options, "--version"));
    HOLDS(options.wants_version);
}

static void the_help_of_a_command_lists_its_options_alone(void) {
    struct buffer help = buffer_new(testing_arena());
    options_write_command_help(&help, COMMAND_CHECK);
    HOLDS(text_contains(buffer_text(&help), TEXT("--extracts DIR")));
    HOLDS(text_contains(buffer_text(&help), TEXT("--fail-on LEVEL")));
    HOLDS(!text_contains(buffer_text(&help), TEXT("--period")));
}

static void threads_are_a_number_within_limits(void) {
    struct options options;
    HOLDS(!PARSE(&options, "check", "--extracts", "in", "--threads", "0"));
    HOLDS(!PARSE(&options, "check", "--extracts", "in", "--threads", "65"));
    HOLDS(PARSE(&options, "check", "--extracts", "in", "--threads", "2"));
    SAME_INT(options.threads, 2);
}

SUITE(run_options, CLAIM(values_follow_a_space_or_an_equals_sign),
      CLAIM(what_is_not_given_has_its_default), CLAIM(an_option_of_another_command_is_refused),
      CLAIM(an_option_without_its_value_is_refused), CLAIM(help_and_version_need_nothing_else),
      CLAIM(the_help_of_a_command_lists_its_options_alone),
      CLAIM(threads_are_a_number_within_limits))
