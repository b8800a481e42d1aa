#include "support/testing.h"

#include <string.h>

#include "base/buffer.h"
#include "base/diag.h"

static struct text printed(size_t index) {
    struct buffer out = buffer_new(testing_arena());
    diag_print(&out, diag_message_at(testing_diag(), index));
    return buffer_text(&out);
}

static void a_finding_in_a_file_shows_its_cell_and_remedy(void) {
    struct place place = {.file = TEXT("contacts.csv"),
                          .line = 412,
                          .column = 31,
                          .cell = TEXT("D412"),
                          .field = TEXT("cont_contact_date")};
    DIAG_REPORT(testing_diag(), IN005, &place, TEXT("id"));
    SAME_TEXT(printed(0), "contacts.csv:412:31: error IN005: the header names the column \"id\" "
                          "twice   [cell D412, cont_contact_date]\n"
                          "    remedy: take one of them out and export again; the file is not "
                          "read\n");
}

static void a_fault_in_a_definition_is_underlined(void) {
    struct place place = {.file = TEXT("measures/cp-plans.yaml"),
                          .line = 9,
                          .column = 9,
                          .length = 15,
                          .source = TEXT("  WHERE cppl_start_date <= :as_at")};
    DIAG_REPORT(testing_diag(), DF012, &place, TEXT("cppl_start_date"), TEXT("ssd_cp_plans"));
    diag_note(testing_diag(), TEXT("first"));
    diag_note(testing_diag(), TEXT("second"));
    SAME_TEXT(printed(0), "measures/cp-plans.yaml:9:9: error DF012: there is no field "
                          "\"cppl_start_date\" in ssd_cp_plans\n"
                          "        9 |   WHERE cppl_start_date <= :as_at\n"
                          "          |         ^~~~~~~~~~~~~~~\n"
                          "    note: first\n"
                          "    note: second\n"
                          "    remedy: use a field of that table\n");
}

static void the_caret_stands_under_characters_not_bytes_and_after_tabs(void) {
    struct place place = {.file = TEXT("a.yaml"),
                          .line = 1,
                          .column = 7,
                          .length = 4,
                          .source = TEXT("\t\xC3\xA9 = \xC3\xA9\xC3\xA9;")};
    DIAG_REPORT(testing_diag(), DF003, &place, TEXT("id"));
    HOLDS(text_contains(printed(0), TEXT("          | \t    ^~\n")));
}

static void an_underline_ends_with_the_line(void) {
    struct place place = {
        .file = TEXT("a.yaml"), .line = 1, .column = 3, .length = 99, .source = TEXT("abcd")};
    DIAG_REPORT(testing_diag(), DF003, &place, TEXT("id"));
    place.column = 50;
    DIAG_REPORT(testing_diag(), DF003, &place, TEXT("id"));
    HOLDS(text_contains(printed(0), TEXT("|   ^~\n")));
    HOLDS(text_contains(printed(1), TEXT("|     ^\n")));
}

static void a_message_without_a_place_begins_with_its_severity(void) {
    DIAG_REPORT(testing_diag(), FI001, NULL, TEXT("x"));
    DIAG_REPORT(testing_diag(), IN009, NULL, TEXT("x.csv"));
    HOLDS(text_starts_with(printed(0), TEXT("error FI001: there is no folder \"x\"\n")));
    HOLDS(text_starts_with(printed(1), TEXT("warning IN009: ")));
}

static void control_characters_of_the_data_do_not_reach_the_terminal(void) {
    DIAG_REPORT(testing_diag(), FI001, NULL, ((struct text){"a\x1B[2J\n\0b", 8}));
    HOLDS(text_contains(printed(0), TEXT("\"a\\x1B[2J\\x0A\\x00b\"")));
}

static void parts_are_filled_into_words_and_remedies(void) {
    DIAG_REPORT(testing_diag(), DF011, NULL, TEXT("{1}sources"));
    const struct diag_message *message = diag_message_at(testing_diag(), 0);
    SAME_TEXT(message->words, "there is no code set \"{1}sources\"");
    SAME_TEXT(message->remedy,
              "add report-defs/codes/{1}sources.csv or use a code set that exists");
    DIAG_REPORT(testing_diag(), FI002, NULL, TEXT("a"));
    SAME_TEXT(diag_message_at(testing_diag(), 1)->words, "\"a\" cannot be read: {2}");
}

static void what_was_reported_outlives_the_reporter(void) {
    char name[] = "plans.csv";
    struct place place = {.file = text_of(name), .cell = text_of(name)};
    DIAG_REPORT(testing_diag(), FI001, &place, text_of(name));
    memset(name, '?', sizeof name - 1);
    const struct diag_message *message = diag_message_at(testing_diag(), 0);
    SAME_TEXT(message->words, "there is no folder \"plans.csv\"");
    SAME_TEXT(message->place.file, "plans.csv");
    SAME_TEXT(message->place.cell, "plans.csv");
}

static void the_nearest_candidate_is_suggested(void) {
    const struct text candidates[] = {TEXT("cine_close_date"), TEXT("cine_referral_date"),
                                      TEXT("cine_referral_nfa")};
    DIAG_REPORT(testing_diag(), DF014, NULL, TEXT("x"));
    diag_did_you_mean(testing_diag(), TEXT("cine_referal_date"), candidates, 3);
    SAME_TEXT(diag_message_at(testing_diag(), 0)->note, "did you mean cine_referral_date?");
}

static void nothing_is_suggested_where_nothing_is_near(void) {
    const struct text candidates[] = {TEXT("cine_close_date"), TEXT("ab")};
    DIAG_REPORT(testing_diag(), DF014, NULL, TEXT("x"));
    diag_did_you_mean(testing_diag(), TEXT("population"), candidates, 2);
    diag_did_you_mean(testing_diag(), TEXT("x"), candidates, 2);
    diag_did_you_mean(testing_diag(), TEXT("x"), candidates, 0);
    SAME_TEXT(diag_message_at(testing_diag(), 0)->note, "");
}

static void past_the_limit_messages_are_counted_and_notes_go_to_none_of_the_kept(void) {
    for (int i = 0; i < DIAG_LIMIT + 5; i++) {
        DIAG_REPORT(testing_diag(), IN009, NULL, TEXT("x.csv"));
    }
    diag_note(testing_diag(), TEXT("lost"));
    SAME_INT((long long)diag_kept_count(testing_diag()), DIAG_LIMIT);
    SAME_INT((long long)diag_count(testing_diag(), DIAG_WARNING), DIAG_LIMIT + 5);
    SAME_TEXT(diag_message_at(testing_diag(), DIAG_LIMIT - 1)->note, "");
}

static void report_many(struct diag *diag, enum diag_code code, int count) {
    for (int i = 0; i < count; i++) {
        diag_report(diag, code, NULL, NULL, 0);
    }
}

static void however_many_messages_there_are_the_exit_status_has_its_own(void) {
    struct diag *job = diag_new(testing_arena());
    report_many(testing_diag(), DIAG_IN009, DIAG_LIMIT + 5);
    report_many(testing_diag(), DIAG_IN008, DIAG_LIMIT + 7);
    report_many(job, DIAG_IN008, 3);
    report_many(job, DIAG_FI003, 1);
    diag_join(testing_diag(), job);
    SAME_INT(diag_exit_status(testing_diag()), EXIT_WRITE);
    SAME_INT((long long)diag_kept_count(testing_diag()), 2 * DIAG_LIMIT + 1);
    SAME_INT(diag_message_at(testing_diag(), 2 * DIAG_LIMIT)->code, DIAG_FI003);
    SAME_INT((long long)diag_count(testing_diag(), DIAG_ERROR), DIAG_LIMIT + 11);
    SAME_INT((long long)diag_left_out_count(testing_diag(), DIAG_ERROR), 10);
}

static void what_is_not_shown_is_counted_below_what_is(void) {
    struct buffer all = buffer_new(testing_arena()), errors = buffer_new(testing_arena());
    report_many(testing_diag(), DIAG_IN009, DIAG_LIMIT + 5);
    report_many(testing_diag(), DIAG_IN008, 1);
    diag_print_all(&all, testing_diag(), DIAG_NOTE);
    diag_print_all(&errors, testing_diag(), DIAG_ERROR);
    HOLDS(text_contains(buffer_text(&all), TEXT("warning RN022: 5 more messages")));
    HOLDS(text_contains(buffer_text(&all), TEXT("error IN008")));
    HOLDS(text_starts_with(buffer_text(&errors), TEXT("error IN008")));
    HOLDS(!text_contains(buffer_text(&errors), TEXT("RN022")));
}

static void joined_messages_come_behind_and_outlive_their_sink(void) {
    struct arena *other = arena_new();
    struct diag *job = diag_new(other);
    DIAG_REPORT(testing_diag(), IN009, NULL, TEXT("first.csv"));
    DIAG_REPORT(job, FI001, NULL, TEXT("second"));
    diag_note(job, TEXT("a note"));
    diag_join(testing_diag(), job);
    arena_free(other);
    SAME_INT((long long)diag_kept_count(testing_diag()), 2);
    SAME_INT((long long)diag_count(testing_diag(), DIAG_ERROR), 1);
    SAME_TEXT(diag_message_at(testing_diag(), 1)->words, "there is no folder \"second\"");
    SAME_TEXT(diag_message_at(testing_diag(), 1)->note, "a note");
    SAME_INT(diag_exit_status(testing_diag()), EXIT_INPUT);
}

static void the_gravest_error_gives_the_exit_status(void) {
    static const struct {
        enum diag_code code;
        enum exit_status status;
    } rising[] = {{DIAG_IN009, EXIT_CLEAN},   {DIAG_RN002, EXIT_FINDINGS},
                  {DIAG_RP003, EXIT_REFUSED}, {DIAG_FI001, EXIT_INPUT},
                  {DIAG_US001, EXIT_USAGE},   {DIAG_DF003, EXIT_DEFINITION},
                  {DIAG_FI003, EXIT_WRITE},   {DIAG_RN001, EXIT_OURS}};
    for (size_t i = 0; i < sizeof rising / sizeof rising[0]; i++) {
        diag_report(testing_diag(), rising[i].code, NULL, NULL, 0);
        diag_report(testing_diag(), DIAG_IN009, NULL, NULL, 0);
        SAME_INT(diag_exit_status(testing_diag()), rising[i].status);
    }
    diag_report(testing_diag(), DIAG_FI001, NULL, NULL, 0);
    SAME_INT(diag_exit_status(testing_diag()), EXIT_OURS);
}

static void every_code_has_words_and_only_numbered_parts_or_examples_of_bindings(void) {
    for (int code = 0; code < DIAG_CODE_COUNT; code++) {
        const char *remedy = diag_code_remedy((enum diag_code)code);
        HOLDS(strlen(diag_code_name((enum diag_code)code)) == 5);
        HOLDS(remedy[0] != '\0');
        for (const char *brace = strchr(remedy, '{'); brace; brace = strchr(brace + 1, '{')) {
            bool is_part = brace[1] >= '1' && brace[1] <= '9' && brace[2] == '}';
            bool is_example = brace[1] == '{' || (brace[1] >= 'A' && brace[1] <= 'z');
            HOLDS(is_part || is_example);
        }
    }
}

SUITE(base_diag, CLAIM(a_finding_in_a_file_shows_its_cell_and_remedy),
      CLAIM(a_fault_in_a_definition_is_underlined),
      CLAIM(the_caret_stands_under_characters_not_bytes_and_after_tabs),
      CLAIM(an_underline_ends_with_the_line),
      CLAIM(a_message_without_a_place_begins_with_its_severity),
      CLAIM(control_characters_of_the_data_do_not_reach_the_terminal),
      CLAIM(parts_are_filled_into_words_and_remedies),
      CLAIM(what_was_reported_outlives_the_reporter), CLAIM(the_nearest_candidate_is_suggested),
      CLAIM(nothing_is_suggested_where_nothing_is_near),
      CLAIM(past_the_limit_messages_are_counted_and_notes_go_to_none_of_the_kept),
      CLAIM(however_many_messages_there_are_the_exit_status_has_its_own),
      CLAIM(what_is_not_shown_is_counted_below_what_is),
      CLAIM(joined_messages_come_behind_and_outlive_their_sink),
      CLAIM(the_gravest_error_gives_the_exit_status),
      CLAIM(every_code_has_words_and_only_numbered_parts_or_examples_of_bindings))
