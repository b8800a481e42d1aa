#include "define/catalogue.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "base/regex.h"
#include "define/node.h"
#include "support/testing.h"

static const char *const tables[] = {"improvement_actions",
                                     "ssd_address",
                                     "ssd_cin_assessments",
                                     "ssd_cin_episodes",
                                     "ssd_cin_plans",
                                     "ssd_cla_episodes",
                                     "ssd_cla_placement",
                                     "ssd_contacts",
                                     "ssd_cp_plans",
                                     "ssd_cp_reviews",
                                     "ssd_cp_visits",
                                     "ssd_department",
                                     "ssd_initial_cp_conference",
                                     "ssd_involvements",
                                     "ssd_legal_status",
                                     "ssd_person",
                                     "ssd_professionals",
                                     "ssd_s47_enquiry"};
enum { TABLE_COUNT = sizeof tables / sizeof tables[0] };

static void print_messages(const struct diag *diag) {
    struct buffer out = buffer_new(testing_arena());
    diag_print_all(&out, diag, DIAG_NOTE);
    printf("%.*s", TEXT_ARG(buffer_text(&out)));
}

static const struct catalogue *load_real(void) {
    const struct catalogue *catalogue =
        catalogue_load(testing_arena(), testing_diag(), TEXT("report-defs"), TEXT("ssd"));
    return HOLDS(catalogue != NULL) ? catalogue : NULL;
}

static void the_definitions_load_without_a_message(void) {
    const struct catalogue *catalogue = load_real();
    print_messages(testing_diag());
    if (catalogue == NULL) {
        return;
    }
    SAME_INT(diag_kept_count(testing_diag()), 0);
    SAME_INT(catalogue->schema_count, TABLE_COUNT);
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        SAME_TEXT(catalogue->schemas[i]->name, tables[i]);
    }
    for (size_t i = 1; i < catalogue->measure_count; i++) {
        HOLDS(text_compare(catalogue->measures[i - 1]->id, catalogue->measures[i]->id) < 0);
    }
    HOLDS(catalogue_measure(catalogue, TEXT("no-such-measure")) == NULL);
    HOLDS(catalogue_report(catalogue, TEXT("no-such-report")) == NULL);
}

/* The letter of 2006 goes by five outcomes and by management: a measure belongs to one of them. */
static void every_measure_is_of_one_outcome(void) {
    static const char *const outcomes[] = {"being-healthy",          "staying-safe",
                                           "enjoying-and-achieving", "positive-contribution",
                                           "economic-well-being",    "management"};
    const struct catalogue *catalogue = load_real();
    for (size_t i = 0; catalogue != NULL && i < catalogue->measure_count; i++) {
        const struct measure_definition *measure = catalogue->measures[i];
        int count = 0;
        for (size_t tag = 0; tag < measure->tag_count; tag++) {
            for (size_t outcome = 0; outcome < 6; outcome++) {
                count += text_equal_c(measure->tags[tag], outcomes[outcome]);
            }
        }
        SAME_INT(count, 1);
    }
}

static const struct code_set *real_set(const struct catalogue *catalogue, const char *name) {
    return code_set_find(catalogue->code_sets, catalogue->code_set_count, text_of(name));
}

/* Whether a SELECT names the set: code_group(x, 'caseload_role'). */
static bool is_in_a_measure(const struct catalogue *catalogue, const struct code_set *set) {
    struct text quoted = text_format(testing_arena(), "'%.*s'", TEXT_ARG(set->name));
    for (size_t i = 0; i < catalogue->measure_count; i++) {
        const struct node *records = catalogue->measures[i]->records;
        if (records != NULL && text_contains(records->text, quoted)) {
            return true;
        }
    }
    return false;
}

static bool is_in_a_schema(const struct catalogue *catalogue, struct text set) {
    for (size_t table = 0; table < catalogue->schema_count; table++) {
        for (size_t f = 0; f < catalogue->schemas[table]->field_count; f++) {
            const struct code_set *codes = catalogue->schemas[table]->fields[f].codes;
            if (codes != NULL && text_equal(codes->name, set)) {
                return true;
            }
        }
    }
    return false;
}

static const struct catalogue *load_census(void) {
    const struct catalogue *catalogue = catalogue_load_checks(
        testing_arena(), testing_diag(), TEXT("report-defs"), TEXT("cin-census"));
    return HOLDS(catalogue != NULL) ? catalogue : NULL;
}

static void no_code_set_is_empty_or_unused(void) {
    const struct catalogue *catalogue = load_real(), *census = load_census();
    for (size_t i = 0; catalogue != NULL && census != NULL && i < catalogue->code_set_count; i++) {
        const struct code_set *set = catalogue->code_sets[i];
        HOLDS(set->code_count > 0);
        HOLDS(is_in_a_measure(catalogue, set) || is_in_a_schema(catalogue, set->name) ||
              is_in_a_schema(census, set->name));
        for (size_t c = 0; c < set->code_count; c++) {
            bool is_alias = !text_is_empty(set->codes[c].alias_of);
            HOLDS(is_alias || !text_is_empty(set->codes[c].description));
        }
    }
}

struct resolution {
    const char *set, *raw, *code, *group;
};

static void values_resolve_as_the_standards_write_them(void) {
    static const struct resolution examples[] = {
        {"category_of_abuse", "a) Neglect", "NEG", ""},
        {"category_of_abuse", "Emotional abuse", "EMO", ""},
        {"category_of_abuse", "mul", "MUL", ""},
        {"referral_source", "q) 6: Police", "6", "Police"},
        {"referral_source", "1a", "1A", "Individual"},
        {"referral_source", "p1) 5D: LA services", "5D", "Local authority services"},
        {"referral_source", "2B", "2B", "Education"},
        {"primary_need", "N1 - Abuse or Neglect", "N1", ""},
        {"ethnicity", "A1", "WBRI", "White"},
        {"ethnicity", "CNHE", "CHNE", "Asian or Asian British"},
        {"sex", "b) Female", "F", ""},
        {"ls_legal_status", "V4", "V4", "Short breaks"},
        {"place_placement_type", "t0", "T0", "Temporary"},
        {"reason_for_closure", "RC9", "RC9", ""}};
    const struct catalogue *catalogue = load_real();
    for (size_t i = 0; catalogue != NULL && i < sizeof examples / sizeof examples[0]; i++) {
        const struct code_set *set = real_set(catalogue, examples[i].set);
        const struct code *code;
        if (HOLDS(set != NULL && code_set_resolve(set, text_of(examples[i].raw), &code))) {
            SAME_TEXT(code->code, examples[i].code);
            SAME_TEXT(code->group, examples[i].group);
        }
    }
}

static void a_value_of_no_code_or_of_several_is_unknown(void) {
    const struct catalogue *catalogue = load_real();
    const struct code *code;
    if (catalogue != NULL) {
        HOLDS(!code_set_resolve(real_set(catalogue, "referral_source"), TEXT("Individual"), &code));
        HOLDS(!code_set_resolve(real_set(catalogue, "category_of_abuse"), TEXT("PH"), &code));
        HOLDS(!code_set_resolve(real_set(catalogue, "ethnicity"), TEXT("Other"), &code));
    }
}

/* How many fields of a table a heading fits, by name or alias; the last of them. */
static size_t fields_that_fit(const struct schema *schema, struct text heading, size_t *last) {
    size_t count = 0;
    for (size_t i = 0; i < schema->field_count; i++) {
        const struct field *field = &schema->fields[i];
        bool fits = text_equal_ignoring_case(field->name, heading);
        for (size_t a = 0; a < field->alias_count; a++) {
            fits = fits || regex_match(field->aliases[a], heading) == REGEX_MATCHES;
        }
        if (fits) {
            *last = i;
            count++;
        }
    }
    return count;
}

struct heading {
    const char *table, *text, *field;
};

static void headings_of_the_returns_fit_one_field_each(void) {
    static const struct heading headings[] = {
        {"ssd_person", "Date of Birth", "pers_dob"},
        {"ssd_person", "child unique id", "pers_person_id"},
        {"ssd_cin_episodes", "Referral NFA?", "cine_referral_nfa"},
        {"ssd_cin_episodes", "CINreferralDate", "cine_referral_date"},
        {"ssd_s47_enquiry", "Strategy discussion initiating Section 47 Enquiry Start Date",
         "s47e_s47_start_date"},
        {"ssd_initial_cp_conference", "DateOfInitialCPC", "icpc_icpc_date"},
        {"ssd_cp_plans", "visit interval (days)", "visit_interval_days"},
        {"ssd_cla_episodes", "DECOM", "clae_cla_episode_start_date"},
        {"ssd_cla_placement", "PL_POST", "clap_cla_placement_postcode"},
        {"ssd_legal_status", "LS", "lega_legal_status"}};
    const struct catalogue *catalogue = load_real();
    for (size_t i = 0; catalogue != NULL && i < sizeof headings / sizeof headings[0]; i++) {
        for (size_t t = 0; t < catalogue->schema_count; t++) {
            const struct schema *schema = catalogue->schemas[t];
            size_t field = 0;
            if (text_equal_c(schema->name, headings[i].table)) {
                SAME_INT(fields_that_fit(schema, text_of(headings[i].text), &field), 1);
                SAME_TEXT(schema->fields[field].name, headings[i].field);
            }
        }
    }
}

static void every_id_is_checked_and_every_table_has_a_key_that_is_required(void) {
    const struct catalogue *catalogue = load_real();
    for (size_t t = 0; catalogue != NULL && t < catalogue->schema_count; t++) {
        const struct schema *schema = catalogue->schemas[t];
        HOLDS(schema->primary_key_count > 0);
        for (size_t k = 0; k < schema->primary_key_count; k++) {
            const struct field *field = &schema->fields[schema->primary_key[k]];
            HOLDS(field->is_required);
            if (text_starts_with(schema->name, TEXT("ssd_"))) {
                SAME_TEXT(field->pattern_text, "^[A-Za-z0-9]{1,20}$");
            } else { /* a plan numbers its actions 3.1 */
                HOLDS(field->pattern_text.length > 0 || field->type == FIELD_DATE);
            }
        }
    }
}

/* ---- the census ---- */

static const struct schema *schema_named(const struct catalogue *catalogue, struct text name) {
    for (size_t i = 0; i < catalogue->schema_count; i++) {
        if (text_equal(catalogue->schemas[i]->name, name)) {
            return catalogue->schemas[i];
        }
    }
    return NULL;
}

/* fixtures/small/census/tables.csv names each table and field of the department's modules. */
static void the_census_has_the_departments_tables_and_fields(void) {
    const struct catalogue *census = load_census();
    struct text rest = testing_file("fixtures/small/census/tables.csv");
    size_t field_count = 0;
    rest = text_slice(rest, text_find(rest, '\n') + 1, rest.length);
    while (census != NULL && rest.length > 0) {
        size_t end = text_find(rest, '\n'), comma = text_find(rest, ',');
        struct text line = text_slice(rest, comma + 1, end);
        struct text field = text_slice(line, 0, text_find(line, ','));
        struct text path = text_slice(line, field.length + 1, line.length);
        const struct schema *schema = schema_named(census, text_slice(rest, 0, comma));
        size_t at = schema == NULL ? SIZE_MAX : schema_field(schema, field);
        if (HOLDS(at != SIZE_MAX)) {
            HOLDS(text_equal(schema->fields[at].element, path)); /* none: it is a number */
            HOLDS((path.length == 0) == (schema->fields[at].counts.length > 0));
        }
        field_count++;
        rest = text_slice(rest, end + 1, rest.length);
    }
    SAME_INT(census == NULL ? 0 : census->schema_count, 12);
    for (size_t i = 0; census != NULL && i < census->schema_count; i++) {
        field_count -= census->schemas[i]->field_count;
    }
    SAME_INT(field_count, 0); /* and no others */
}

static void the_census_refuses_no_record_and_repeats_no_rule(void) {
    const struct catalogue *census = load_census();
    for (size_t i = 0; census != NULL && i < census->schema_count; i++) {
        SAME_INT(census->schemas[i]->primary_key_count, 0);
        HOLDS(census->schemas[i]->named_by_count > 0);
        for (size_t f = 0; f < census->schemas[i]->field_count; f++) {
            const struct field *field = &census->schemas[i]->fields[f];
            HOLDS(!field->is_required && !field->is_unique && field->pattern == NULL);
            HOLDS(field->codes == NULL || field->is_exact);
        }
    }
    SAME_INT(census == NULL ? 0 : census->measure_count + census->report_count, 0);
}

/* ---- made-up folders ---- */

static struct text path_in(const char *name) {
    return text_format(testing_arena(), "%s/defs/%s", testing_folder(), name);
}

static void put(const char *name, const char *text) {
    FILE *file = fopen(text_c(testing_arena(), path_in(name)), "wb");
    if (HOLDS(file != NULL)) {
        fwrite(text, 1, strlen(text), file);
        fclose(file);
    }
}

static void make_definitions(void) {
    static const char *const folders[] = {
        "",        "codes", "extracts", "extracts/x", "measures", "authorities", "authorities/ham",
        "reports", "scales"};
    int status;
    testing_command(&status, "rm -rf %s/defs", testing_folder());
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        mkdir(text_c(testing_arena(), path_in(folders[i])), 0777);
    }
    put("codes/yn.csv", "code,description,group,alias_of\nY,Yes,,\n");
    put("extracts/x/a.yaml", "name: a\ntitle: A\nprimaryKey: id\n"
                             "fields:\n  - {name: id, title: Id, type: string, codes: yn}\n");
}

static const struct catalogue *load_made(void) {
    return catalogue_load(testing_arena(), testing_diag(),
                          text_format(testing_arena(), "%s/defs", testing_folder()), TEXT("x"));
}

#define MEASURE(id) "measure: " id "\ntitle: T\nsource: S\ndefinition: D\n"

static void a_small_folder_loads_and_its_files_are_noted(void) {
    make_definitions();
    put("measures/b.yaml", MEASURE("b") "unit: rate\nwindow: period\nrate_of: a\n");
    put("measures/c.yaml",
        MEASURE("a") "unit: count\ncounts: c\nwindow: period\nrecords: SELECT 1\n");
    const struct catalogue *catalogue = load_made();
    print_messages(testing_diag());
    if (!HOLDS(catalogue != NULL)) {
        return;
    }
    SAME_INT(catalogue->measure_count, 2);
    SAME_TEXT(catalogue->measures[0]->id, "a");
    HOLDS(catalogue_measure(catalogue, TEXT("b")) == catalogue->measures[1]);
    SAME_INT(catalogue->report_count, 0);
    SAME_INT(catalogue->file_count, 4);
    SAME_TEXT(catalogue->files[0].name, "codes/yn.csv");
    SAME_TEXT(catalogue->files[1].name, "extracts/x/a.yaml");
    HOLDS(catalogue->files[0].bytes.length == 40);
}

static void only_rates_of_the_same_window_are_set_against_deprivation(void) {
    make_definitions();
    put("measures/a.yaml",
        MEASURE("a") "unit: count\ncounts: c\nwindow: period\nrecords: SELECT 1\n");
    put("measures/b.yaml", MEASURE("b") "unit: rate\nwindow: period\nrate_of: a\n");
    put("measures/c.yaml",
        MEASURE("c") "unit: ratio\nwindow: as-at\ndeprivation: {form: vs, of: b}\n");
    put("measures/d.yaml",
        MEASURE("d") "unit: ratio\nwindow: period\ndeprivation: {form: vs, of: a}\n");
    put("measures/e.yaml",
        MEASURE("e") "unit: ratio\nwindow: period\ndeprivation: {form: vs, of: b}\n");
    HOLDS(load_made() == NULL);
    SAME_INT(diag_kept_count(testing_diag()), 2);
    HOLDS(text_ends_with(diag_message_at(testing_diag(), 0)->place.file, TEXT("c.yaml")));
    HOLDS(text_ends_with(diag_message_at(testing_diag(), 1)->place.file, TEXT("d.yaml")));
}

static void records_are_among_those_of_the_same_window(void) {
    make_definitions();
    put("measures/a.yaml",
        MEASURE("a") "unit: count\ncounts: c\nwindow: period\nrecords: SELECT 1\n");
    put("measures/b.yaml",
        MEASURE("b") "unit: count\ncounts: c\nwindow: period\namong: a\nrecords: SELECT 1\n");
    put("measures/c.yaml",
        MEASURE("c") "unit: count\ncounts: c\nwindow: as-at\namong: a\nrecords: SELECT 1\n");
    put("measures/d.yaml",
        MEASURE("d") "unit: count\ncounts: c\nwindow: period\nmet_among: e\nrecords: SELECT 1\n");
    HOLDS(load_made() == NULL);
    SAME_INT(diag_kept_count(testing_diag()), 2);
    HOLDS(text_ends_with(diag_message_at(testing_diag(), 0)->place.file, TEXT("c.yaml")));
    HOLDS(text_ends_with(diag_message_at(testing_diag(), 1)->place.file, TEXT("d.yaml")));
}

static void faults_between_definitions_are_reported_with_suggestions(void) {
    make_definitions();
    put("extracts/x/b.yaml", "name: b\ntitle: B\nprimaryKey: id\nforeignKeys:\n"
                             "  - {fields: id, reference: {resource: aa, fields: id}}\n"
                             "  - {fields: id, reference: {resource: a, fields: idd}}\n"
                             "fields:\n  - {name: id, title: Id, type: string}\n");
    put("measures/m.yaml",
        MEASURE("m") "unit: percent\nwindow: period\nratio: {of: plan, to: plans}\n");
    put("measures/plans.yaml", MEASURE("plans") "unit: count\nsupplied: yes\n");
    put("measures/z.yaml", MEASURE("z") "unit: count\ncounts: c\nwindow: period\n"
                                        "records: SELECT 1\noptional: [none]\ntable: c\n");
    HOLDS(load_made() == NULL);
    const struct diag *diag = testing_diag();
    SAME_INT(diag_kept_count(diag), 6);
    SAME_TEXT(diag_message_at(diag, 5)->words, "there is no table \"c\"");
    SAME_TEXT(text_of(diag_code_name(diag_message_at(diag, 4)->code)), "DF013");
    SAME_TEXT(text_of(diag_code_name(diag_message_at(diag, 0)->code)), "DF013");
    SAME_TEXT(text_of(diag_code_name(diag_message_at(diag, 1)->code)), "DF012");
    SAME_INT(diag_message_at(diag, 1)->place.line, 6);
    SAME_TEXT(text_of(diag_code_name(diag_message_at(diag, 2)->code)), "DF014");
    HOLDS(text_contains(diag_message_at(diag, 2)->note, TEXT("plans")));
    SAME_TEXT(text_of(diag_code_name(diag_message_at(diag, 3)->code)), "DF009");
    SAME_INT(diag_message_at(diag, 3)->place.line, 7);
}

static void awards_are_of_a_scale_that_there_is(void) {
    make_definitions();
    put("scales/s.yaml", "scale: s\ntitle: T\nsource: S\ndate: 2006-11-01\n"
                         "grades: [{number: 2, word: good}, {number: 1, word: poor}]\n");
    put("reports/r.yaml",
        "report: r\ntitle: T\nfront: {committee: C}\nbody:\n  - section: A\n    blocks:\n"
        "      - judgements: J\n        sheet: S\n        headers: [A, B]\n        scale: s\n"
        "        rows: [{subject: x, grade: 2, judgement: poor}, {subject: y, judgement: god}]\n"
        "        source: s\n        date: 2014-01-01\n"
        "      - judgements: K\n        sheet: K\n        headers: [A, B]\n        scale: t\n"
        "        rows: [{subject: x, grade: 9}]\n        source: s\n        date: 2014-01-01\n"
        "      - {grades: G, sheet: G, scales: [s, u]}\n");
    HOLDS(load_made() == NULL);
    const struct diag *diag = testing_diag();
    SAME_INT(diag_kept_count(diag), 4);
    SAME_TEXT(text_of(diag_code_name(diag_message_at(diag, 0)->code)), "DF032");
    SAME_INT(diag_message_at(diag, 0)->place.line, 11);
    SAME_TEXT(text_of(diag_code_name(diag_message_at(diag, 1)->code)), "DF004");
    HOLDS(text_contains(diag_message_at(diag, 1)->note, TEXT("good")));
    SAME_TEXT(diag_message_at(diag, 2)->words, "there is no scale of judgement \"t\"");
    SAME_TEXT(diag_message_at(diag, 3)->words, "there is no scale of judgement \"u\"");
}

static void two_definitions_of_one_name_are_reported_with_both_places(void) {
    make_definitions();
    put("measures/a.yaml", "# first\n" MEASURE("m") "unit: count\nsupplied: yes\n");
    put("measures/b.yaml", MEASURE("m") "unit: count\nsupplied: yes\n");
    HOLDS(load_made() == NULL);
    const struct diag_message *message = diag_message_at(testing_diag(), 0);
    SAME_INT(diag_kept_count(testing_diag()), 1);
    SAME_TEXT(text_of(diag_code_name(message->code)), "DF010");
    HOLDS(text_ends_with(message->place.file, TEXT("measures/b.yaml")));
    HOLDS(text_contains(message->words, TEXT("measures/a.yaml:2")));
}

static void one_faulty_file_does_not_hide_or_make_others(void) {
    make_definitions();
    put("codes/bad.csv", "code\n");
    put("extracts/x/b.yaml", "name: b\ntitle: B\nprimaryKey: id\nforeignKeys:\n"
                             "  - {fields: id, reference: {resource: c, fields: id}}\n"
                             "fields:\n  - {name: id, title: Id, type: string}\n");
    put("extracts/x/c.yaml", "name: c\ntitle: C\nprimaryKey: id\nfields: none\n");
    put("measures/a.yaml", "a: [\n");
    put("measures/notes.yml", "left: over\n");
    put("measures/README.md", "notes\n");
    HOLDS(load_made() == NULL);
    const struct diag *diag = testing_diag();
    /* the code set, the list of fields and the key in c, the ending, the syntax */
    SAME_INT(diag_kept_count(diag), 5);
    HOLDS(testing_reported(diag, "DF016"));
    HOLDS(testing_reported(diag, "DF018"));
    HOLDS(testing_reported(diag, "DF005"));
    HOLDS(!testing_reported(diag, "DF013"));
}

static void a_folder_without_schemas_of_the_family_is_refused(void) {
    make_definitions();
    HOLDS(catalogue_load(testing_arena(), testing_diag(),
                         text_format(testing_arena(), "%s/defs", testing_folder()),
                         TEXT("y")) == NULL);
    HOLDS(testing_reported(testing_diag(), "FI001"));
}

SUITE(define_catalogue, CLAIM(the_definitions_load_without_a_message),
      CLAIM(every_measure_is_of_one_outcome), CLAIM(no_code_set_is_empty_or_unused),
      CLAIM(values_resolve_as_the_standards_write_them),
      CLAIM(a_value_of_no_code_or_of_several_is_unknown),
      CLAIM(headings_of_the_returns_fit_one_field_each),
      CLAIM(every_id_is_checked_and_every_table_has_a_key_that_is_required),
      CLAIM(the_census_has_the_departments_tables_and_fields),
      CLAIM(the_census_refuses_no_record_and_repeats_no_rule),
      CLAIM(a_small_folder_loads_and_its_files_are_noted),
      CLAIM(only_rates_of_the_same_window_are_set_against_deprivation),
      CLAIM(records_are_among_those_of_the_same_window),
      CLAIM(faults_between_definitions_are_reported_with_suggestions),
      CLAIM(awards_are_of_a_scale_that_there_is),
      CLAIM(two_definitions_of_one_name_are_reported_with_both_places),
      CLAIM(one_faulty_file_does_not_hide_or_make_others),
      CLAIM(a_folder_without_schemas_of_the_family_is_refused))
