#include "define/code_set.h"

#include "support/testing.h"

#define HEAD "code,description,group,alias_of\n"

static const struct code_set *read_text(const char *text) {
    return code_set_read(testing_arena(), testing_diag(), TEXT("codes/abuse.csv"), text_of(text));
}

/* Refused with a message that holds these words, at this line. */
static void refused(const char *text, const char *words, unsigned line) {
    HOLDS(read_text(text) == NULL);
    const struct diag *diag = testing_diag();
    if (HOLDS(diag_kept_count(diag) > 0)) {
        const struct diag_message *message = diag_message_at(diag, diag_kept_count(diag) - 1);
        HOLDS(text_contains(message->words, text_of(words)));
        SAME_INT(message->place.line, line);
    }
}

static void codes_and_aliases_are_read_with_their_groups(void) {
    const struct code_set *set =
        read_text("\xEF\xBB\xBF" HEAD "N1,\"Abuse, or \"\"neglect\"\"\",Abuse,\r\n6,,Police,\n"
                  "q) 6: Police,,,6\n");
    if (!HOLDS(set != NULL)) {
        return;
    }
    SAME_TEXT(set->name, "abuse");
    SAME_INT(set->code_count, 3);
    SAME_TEXT(set->codes[0].description, "Abuse, or \"neglect\"");
    SAME_TEXT(set->codes[2].group, "Police");
}

static struct text resolved(const struct code_set *set, const char *raw) {
    const struct code *code;
    return code_set_resolve(set, text_of(raw), &code) ? code->code : TEXT("unknown");
}

static void a_value_resolves_exactly_then_in_any_case_then_by_alias(void) {
    const struct code_set *set = read_text(HEAD "NEG,Neglect,,\nPHY,Physical abuse,,\n"
                                                "a) Neglect,,,NEG\nneglect,,,NEG\n");
    if (!HOLDS(set != NULL)) {
        return;
    }
    SAME_TEXT(resolved(set, "NEG"), "NEG");
    SAME_TEXT(resolved(set, "phy"), "PHY");
    SAME_TEXT(resolved(set, "A) NEGLECT"), "NEG");
    SAME_TEXT(resolved(set, "Neglect"), "NEG");
    SAME_TEXT(resolved(set, "PH"), "unknown");
    SAME_TEXT(resolved(set, ""), "unknown");
}

static void a_faulty_file_is_refused_with_its_line(void) {
    refused("code,description\nA,b\n", "fewer", 1);
    refused("code,description,alias_of,group\nA,b,,\n", "header", 1);
    refused(HEAD, "no code", 1);
    refused(HEAD "A,b,,\na,c,,\n", "twice", 3);
    refused(HEAD ",b,,\n", "no code", 2);
    refused(HEAD "A,b,,\nX,,,B\n", "no code above it", 3);
    refused(HEAD "A,b,,\nX,,,A\nY,,,X\n", "no code above it", 4);
    refused(HEAD "A,b,c,,d\n", "more than the four", 2);
    refused(HEAD "A,b\n", "fewer", 2);
    refused(HEAD "A,\"b,,\n", "not closed", 2);
    refused(HEAD "A,\"b\"c,,\n", "follows a closing quote", 2);
    refused(HEAD "A,b\"c\",,\n", "inside a field", 2);
    refused(HEAD "A,\xE9,,\n", "UTF-8", 1);
    refused("", "fewer", 1);
}

static void every_faulty_record_is_reported(void) {
    HOLDS(read_text(HEAD "A,b,,\na,c,,\n,d,,\nX,,,Q\n") == NULL);
    SAME_INT(diag_kept_count(testing_diag()), 3);
}

static void lines_within_quotes_are_counted(void) {
    refused(HEAD "A,\"two\nlines\",,\nA,b,,\n", "twice", 4);
}

SUITE(define_code_set, CLAIM(codes_and_aliases_are_read_with_their_groups),
      CLAIM(a_value_resolves_exactly_then_in_any_case_then_by_alias),
      CLAIM(a_faulty_file_is_refused_with_its_line), CLAIM(every_faulty_record_is_reported),
      CLAIM(lines_within_quotes_are_counted))
