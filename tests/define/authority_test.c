#include "define/authority.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "support/testing.h"

static const char good[] = "name: Ham Council\nshort_name: Ham\nons_code: E1\ndepartment: D\n"
                           "family: ssd\ncalendar: {first_year: 2000, last_year: 2028}\n"
                           "population_vintage: v\nfonts: {folders: [a, b], regular: r, bold: b,\n"
                           "  italic: i, bold_italic: bi}\n";

static struct text definitions(void) {
    return text_format(testing_arena(), "%s/authority-defs", testing_folder());
}

static struct text authority_folder(void) {
    return text_format(testing_arena(), "%s/authority-defs/authorities/ham", testing_folder());
}

static void put(const char *name, const char *text) {
    int status;
    testing_command(&status, "mkdir -p %.*s", TEXT_ARG(authority_folder()));
    const char *path = text_c(testing_arena(), text_format(testing_arena(), "%.*s/%s",
                                                           TEXT_ARG(authority_folder()), name));
    FILE *file = fopen(path, "wb");
    if (HOLDS(file != NULL)) {
        fwrite(text, 1, strlen(text), file);
        fclose(file);
    }
}

static const struct authority *load(struct text name) {
    return authority_load(testing_arena(), testing_diag(), definitions(), name);
}

static void hampshire_loads_without_a_message(void) {
    const struct authority *authority =
        authority_load(testing_arena(), testing_diag(), TEXT("report-defs"), TEXT("hampshire"));
    SAME_INT(diag_kept_count(testing_diag()), 0);
    if (HOLDS(authority != NULL)) {
        SAME_TEXT(authority->name, "Hampshire County Council");
        SAME_TEXT(authority->ons_code, "E10000014");
        SAME_TEXT(authority->family, "ssd");
        SAME_INT(authority->calendar_first_year, 2000);
        SAME_INT(authority->calendar_last_year, 2028);
        HOLDS(authority->font_folder_count > 0);
        SAME_TEXT(authority->folder, "report-defs/authorities/hampshire");
    }
}

static void an_authority_is_found_by_name_and_by_path(void) {
    put("authority.yaml", good);
    put("units.csv", "id\n");
    const struct authority *by_name = load(TEXT("ham"));
    const struct authority *by_path = load(authority_folder());
    if (HOLDS(by_name != NULL && by_path != NULL)) {
        SAME_TEXT(by_name->short_name, "Ham");
        SAME_INT(by_path->font_folder_count, 2);
        SAME_TEXT(by_path->font_bold_italic, "bi");
        SAME_INT(by_path->file_count, 2);
        SAME_TEXT(by_path->files[1].name, "units.csv");
    }
}

static void an_unknown_authority_is_reported_with_a_near_one(void) {
    put("authority.yaml", good);
    HOLDS(load(TEXT("hamm")) == NULL);
    SAME_INT(diag_kept_count(testing_diag()), 1);
    const struct diag_message *message = diag_message_at(testing_diag(), 0);
    SAME_TEXT(text_of(diag_code_name(message->code)), "DF017");
    HOLDS(text_contains(message->note, TEXT("ham")));
}

static void every_fault_of_the_file_is_reported(void) {
    put("authority.yaml", "name: N\nshort_nam: S\nons_code: E\ndepartment: D\nfamily: f\n"
                          "calendar: {first_year: 2000, last_year: 1999}\n"
                          "population_vintage: v\nfonts: {folders: a, regular: r, bold: b,"
                          " italic: i}\n");
    HOLDS(load(TEXT("ham")) == NULL);
    /* short_nam, short_name, the last year, the folders, bold_italic */
    SAME_INT(diag_kept_count(testing_diag()), 5);
    HOLDS(testing_reported(testing_diag(), "DF002"));
    HOLDS(testing_reported(testing_diag(), "DF009"));
    HOLDS(testing_reported(testing_diag(), "DF001"));
    HOLDS(testing_reported(testing_diag(), "DF003"));
}

static void a_year_out_of_reason_is_refused(void) {
    const char *end = strstr(good, "2000");
    struct text faulty =
        text_format(testing_arena(), "%.*s20000%s", (int)(end - good), good, end + strlen("2000"));
    put("authority.yaml", text_c(testing_arena(), faulty));
    HOLDS(load(TEXT("ham")) == NULL);
    SAME_INT(diag_message_at(testing_diag(), 0)->place.line, 6);
}

static const struct authority *load_with(const char *more) {
    put("authority.yaml",
        text_c(testing_arena(), text_format(testing_arena(), "%s%s", good, more)));
    return load(TEXT("ham"));
}

static void five_and_five_unless_the_authority_says_otherwise(void) {
    const struct authority *usual = load_with("");
    const struct authority *own = load_with("disclosure: {threshold: 9, protection: 12}\n");
    if (HOLDS(usual != NULL && own != NULL)) {
        SAME_INT(usual->disclosure_threshold, 5);
        SAME_INT(usual->disclosure_protection, 5);
        SAME_INT(own->disclosure_threshold, 9);
        SAME_INT(own->disclosure_protection, 12);
    }
    HOLDS(load_with("disclosure: {threshold: 0}\n") == NULL);
    HOLDS(testing_reported(testing_diag(), "DF009"));
    HOLDS(load_with("disclosure: {treshold: 5}\n") == NULL);
    HOLDS(testing_reported(testing_diag(), "DF002"));
}

static void the_only_authority_is_whose_the_definitions_are(void) {
    put("authority.yaml", good);
    SAME_TEXT(authority_usual(testing_arena(), definitions()), "ham");
    int status;
    testing_command(
        &status, "cd %.*s && cp -r ham eggs && touch README.md",
        TEXT_ARG(text_format(testing_arena(), "%.*s/authorities", TEXT_ARG(definitions()))));
    SAME_TEXT(authority_usual(testing_arena(), definitions()), "hampshire");
    SAME_TEXT(authority_usual(testing_arena(), TEXT("/nowhere")), "hampshire");
    SAME_TEXT(authority_usual(testing_arena(), TEXT("report-defs")), "hampshire");
}

SUITE(define_authority, CLAIM(hampshire_loads_without_a_message),
      CLAIM(an_authority_is_found_by_name_and_by_path),
      CLAIM(an_unknown_authority_is_reported_with_a_near_one),
      CLAIM(every_fault_of_the_file_is_reported), CLAIM(a_year_out_of_reason_is_refused),
      CLAIM(five_and_five_unless_the_authority_says_otherwise),
      CLAIM(the_only_authority_is_whose_the_definitions_are))
