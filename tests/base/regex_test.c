#include "support/testing.h"

#include <string.h>

#include "base/jobs.h"
#include "base/regex.h"

static struct regex *pattern(const char *words) {
    struct regex *regex = regex_compile(testing_arena(), testing_diag(), NULL, text_of(words));
    HOLDS(regex != NULL);
    return regex;
}

static enum regex_verdict verdict(const char *words, struct text subject) {
    return regex_match(pattern(words), subject);
}

static void a_match_is_of_the_whole_value(void) {
    SAME_INT(verdict("[A-Z]{2}", TEXT("AB")), REGEX_MATCHES);
    SAME_INT(verdict("[A-Z]{2}", TEXT("ABC")), REGEX_DIFFERS);
    SAME_INT(verdict("[A-Z]{2}", TEXT("xAB")), REGEX_DIFFERS);
    SAME_INT(verdict("a|ab", TEXT("ab")), REGEX_MATCHES);
    SAME_INT(verdict("ab|a", TEXT("abc")), REGEX_DIFFERS);
    SAME_INT(verdict("", TEXT_NONE), REGEX_MATCHES);
    SAME_INT(verdict("", TEXT("a")), REGEX_DIFFERS);
    SAME_INT(verdict("a?", ((struct text){NULL, 0})), REGEX_MATCHES);
}

static void a_dollar_does_not_overlook_a_line_end(void) {
    SAME_INT(verdict("^[A-Z]$", TEXT("A")), REGEX_MATCHES);
    SAME_INT(verdict("^[A-Z]$", TEXT("A\n")), REGEX_DIFFERS);
    SAME_INT(verdict("[A-Z]", TEXT("A\n")), REGEX_DIFFERS);
    SAME_INT(verdict("A$\\n", TEXT("A\n")), REGEX_DIFFERS);
    SAME_INT(verdict("A\\n", TEXT("A\n")), REGEX_MATCHES);
}

static void a_nul_is_part_of_the_value(void) {
    SAME_INT(verdict("[A-Z]", ((struct text){"A\0", 2})), REGEX_DIFFERS);
    SAME_INT(verdict("A.B", ((struct text){"A\0B", 3})), REGEX_MATCHES);
}

static void characters_not_bytes_are_counted(void) {
    SAME_INT(verdict("...", TEXT("\xC3\xA9t\xC3\xA9")), REGEX_MATCHES);
    SAME_INT(verdict(".{5}", TEXT("\xC3\xA9t\xC3\xA9")), REGEX_DIFFERS);
}

static void invalid_utf8_never_matches(void) {
    SAME_INT(verdict(".*", TEXT("ab\xFF")), REGEX_DIFFERS);
    SAME_INT(verdict("ab", TEXT("ab\xFF")), REGEX_DIFFERS);
    SAME_INT(verdict("(?s).*", TEXT("\xFFZ")), REGEX_DIFFERS);
    SAME_INT(verdict("Z", TEXT("\xFFZ")), REGEX_DIFFERS);
    SAME_INT(verdict("[^a]", TEXT("\xED\xA0\x80")), REGEX_DIFFERS);
}

/* Judged without PCRE2, or by it if the same pattern stands in brackets: both must say the same. */
static void a_run_of_one_class_is_judged_as_pcre2_would(void) {
    static const char *const patterns[] = {"^[A-Za-z0-9]{1,20}$", "^[A-Za-z0-9.-]{1,20}$",
                                           "^[0-9-]{0,3}$",       "^[a]{2,2}$",
                                           "^[-a]{1,2}$",         "^[a-c-]{1,3}$",
                                           "^[ace-g]{3,8}$",      "^[A-z]{1,4}$",
                                           "^[a]{1,}$",           "^[a]{2}$",
                                           "^[^a]{1,3}$",         "^[a]{1,3}b$",
                                           "^[a-]{01,0003}$",     "^[é]{1,2}$",
                                           "^[--a]{1,2}$"};
    static const struct text subjects[] = {{"", 0},
                                           {"a", 1},
                                           {"aa", 2},
                                           {"aaa", 3},
                                           {"-", 1},
                                           {"a-", 2},
                                           {"a.b", 3},
                                           {".", 1},
                                           {"A1z", 3},
                                           {"12-", 3},
                                           {"a\n", 2},
                                           {"a\0", 2},
                                           {"\xC3\xA9", 2},
                                           {"\xFF", 1},
                                           {"_", 1},
                                           {"abcdefghijklmnopqrst", 20},
                                           {"abcdefghijklmnopqrstu", 21},
                                           {"ceg", 3},
                                           {"aab", 3},
                                           {"[", 1}};
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        struct text grouped = text_format(testing_arena(), "(%s)", patterns[i]);
        struct regex *by_pcre2 = regex_compile(testing_arena(), testing_diag(), NULL, grouped);
        for (size_t j = 0; j < sizeof subjects / sizeof *subjects; j++) {
            SAME_INT(verdict(patterns[i], subjects[j]), regex_match(by_pcre2, subjects[j]));
        }
    }
    HOLDS(regex_compile(testing_arena(), testing_diag(), NULL, TEXT("^[c-a]{1,2}$")) == NULL);
    HOLDS(regex_compile(testing_arena(), testing_diag(), NULL, TEXT("^[a]{3,2}$")) == NULL);
    HOLDS(regex_compile(testing_arena(), testing_diag(), NULL, TEXT("^[]{1,2}$")) == NULL);
}

static void letters_compare_without_case_only_where_asked(void) {
    struct regex *regex =
        regex_compile_ignoring_case(testing_arena(), testing_diag(), NULL, TEXT("neglect(/.*)?"));
    SAME_INT(regex_match(regex, TEXT("NEGLECT/Other")), REGEX_MATCHES);
    SAME_INT(verdict("neglect", TEXT("Neglect")), REGEX_DIFFERS);
}

static void what_costs_too_much_is_said_to_and_not_to_differ(void) {
    char many[41];
    memset(many, 'a', 40);
    many[40] = 'b';
    struct text subject = {many, sizeof many};
    SAME_INT(verdict("(a+)+", subject), REGEX_TOO_COSTLY);
    SAME_INT(verdict("(*NO_JIT)(a+)+", subject), REGEX_TOO_COSTLY);
    SAME_INT(verdict("(a+)+", text_slice(subject, 0, 40)), REGEX_MATCHES);
    /* 2^20 ways are tried at most, fewer than PCRE2's own limit. */
    SAME_INT(verdict("(a+)+", text_slice(subject, 20, 41)), REGEX_TOO_COSTLY);
    SAME_INT(verdict("(a+)+", text_slice(subject, 34, 41)), REGEX_DIFFERS);
}

static void without_jit_the_answers_are_the_same(void) {
    static const char *const patterns[] = {"[A-Z]{2}\\d+", "(a|b)*c", ".*\\.csv", "\\d{4}-\\d\\d"};
    static const char *const subjects[] = {"AB12", "abac", "x.csv", "2014-03", "", "AB", "\xFF"};
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
        struct regex *fast = pattern(patterns[i]);
        struct text words = text_format(testing_arena(), "(*NO_JIT)%s", patterns[i]);
        struct regex *slow = regex_compile(testing_arena(), testing_diag(), NULL, words);
        for (size_t j = 0; j < sizeof subjects / sizeof subjects[0]; j++) {
            SAME_INT(regex_match(fast, text_of(subjects[j])),
                     regex_match(slow, text_of(subjects[j])));
            SAME_INT(regex_match_seldom(fast, text_of(subjects[j])),
                     regex_match(fast, text_of(subjects[j])));
        }
    }
}

static void a_faulty_pattern_is_reported_at_its_place(void) {
    struct place place = {.file = TEXT("s.yaml"), .line = 3, .column = 5};
    HOLDS(regex_compile(testing_arena(), testing_diag(), &place, TEXT("[A-")) == NULL);
    HOLDS(testing_reported(testing_diag(), "DF030"));
    const struct diag_message *message = diag_message_at(testing_diag(), 0);
    SAME_INT(message->place.line, 3);
    HOLDS(text_starts_with(message->words, TEXT("the pattern \"[A-\" cannot be used: missing")));
    HOLDS(text_ends_with(message->words, TEXT("at byte 4")));
}

static void what_could_split_characters_or_run_away_in_length_is_refused(void) {
    char long_pattern[5000];
    memset(long_pattern, 'a', sizeof long_pattern);
    struct text text = {long_pattern, sizeof long_pattern};
    HOLDS(regex_compile(testing_arena(), testing_diag(), NULL, TEXT("\\C")) == NULL);
    HOLDS(regex_compile(testing_arena(), testing_diag(), NULL, TEXT("\xFF")) == NULL);
    HOLDS(regex_compile(testing_arena(), testing_diag(), NULL, text) == NULL);
    SAME_INT((long long)diag_count(testing_diag(), DIAG_ERROR), 3);
}

struct share {
    const struct regex *regex;
    size_t right_count;
};

static void match_often(void *context) {
    struct share *share = context;
    for (int i = 0; i < 2000; i++) {
        share->right_count += regex_match(share->regex, TEXT("P0012345")) == REGEX_MATCHES;
        share->right_count += regex_match(share->regex, TEXT("P00x")) == REGEX_DIFFERS;
    }
}

static void one_pattern_serves_several_threads(void) {
    enum { COUNT = 8 };
    struct share shares[COUNT];
    void *contexts[COUNT];
    struct regex *regex = pattern("P(\\d)+");
    for (size_t i = 0; i < COUNT; i++) {
        shares[i] = (struct share){regex, 0};
        contexts[i] = &shares[i];
    }
    jobs_run(4, match_often, contexts, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        SAME_INT((long long)shares[i].right_count, 4000);
    }
}

static bool all_match(const char *string, const char *joined) {
    const struct regex_many *many = regex_many_new(testing_arena(), text_of(string));
    return many != NULL && regex_many_match(many, text_of(joined));
}

static void many_values_are_judged_in_one_call(void) {
    HOLDS(all_match("^[A-Za-z0-9]{1,20}$", "P100001\nP100002\nx\n"));
    HOLDS(all_match("^[A-Za-z0-9]{1,20}$", ""));
    HOLDS(!all_match("^[A-Za-z0-9]{1,20}$", "P100001\nP-1\nx\n"));
    HOLDS(!all_match("^[A-Za-z0-9]{1,20}$", "P100001\nP100002"));
    HOLDS(!all_match("^[A-Za-z0-9]{1,20}$", "P100001\n\nP100002\n"));
    HOLDS(!all_match("^[A-Za-z0-9]{1,3}$", "P1\nP100\n"));
    HOLDS(all_match("(?:N|S)\\d+", "N1\nS22\n"));
    HOLDS(all_match("^N|S$", "N\nS\nN\n"));
    HOLDS(!all_match("^N|S$", "NS\n"));
}

/* A pattern that takes a newline would judge two values as one. */
static void patterns_that_could_reach_past_a_value_are_judged_one_by_one(void) {
    static const char *const patterns[] = {"[^,]+", "\\s*x", "\\D+", "(a)\\1", "(?=a)a", "(?i)a",
                                           "a.c",   "a$b",   "a^b",  "\\Aa",   "a#b"};
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
        HOLDS(regex_many_new(testing_arena(), text_of(patterns[i])) == NULL);
    }
}

SUITE(base_regex, CLAIM(a_match_is_of_the_whole_value),
      CLAIM(a_dollar_does_not_overlook_a_line_end), CLAIM(a_nul_is_part_of_the_value),
      CLAIM(characters_not_bytes_are_counted), CLAIM(invalid_utf8_never_matches),
      CLAIM(a_run_of_one_class_is_judged_as_pcre2_would),
      CLAIM(letters_compare_without_case_only_where_asked),
      CLAIM(what_costs_too_much_is_said_to_and_not_to_differ),
      CLAIM(without_jit_the_answers_are_the_same), CLAIM(a_faulty_pattern_is_reported_at_its_place),
      CLAIM(what_could_split_characters_or_run_away_in_length_is_refused),
      CLAIM(one_pattern_serves_several_threads), CLAIM(many_values_are_judged_in_one_call),
      CLAIM(patterns_that_could_reach_past_a_value_are_judged_one_by_one))
