#include "define/schema.h"

#include <stdint.h>
#include <stdio.h>

#include "base/date.h"
#include "define/yaml.h"
#include "support/testing.h"

static const struct code codes[] = {{TEXT("M"), TEXT("Male"), TEXT(""), TEXT("")}};
static const struct code_set sex = {TEXT("sex"), TEXT("sex.csv"), codes, 1};
static const struct code_set *const sets[] = {&sex};

static const struct schema *read_text(const char *text) {
    const struct node *root =
        yaml_read(testing_arena(), testing_diag(), TEXT("a.yaml"), text_of(text));
    return HOLDS(root != NULL) ? schema_read(testing_arena(), testing_diag(), root, sets, 1) : NULL;
}

static const char good[] =
    "name: plans\n"
    "title: Plans\n"
    "primaryKey: [id, child]\n"
    "foreignKeys:\n"
    "  - fields: child\n"
    "    reference: {resource: person, fields: person_id}\n"
    "    severity: query\n"
    "  - fields: [id, child]\n"
    "    reference: {resource: other, fields: [a, b]}\n"
    "missingValues: ['NULL', n/a]\n"
    "fields:\n"
    "  - {name: id, title: Id, type: string, constraints: {required: yes, pattern: '^[0-9]+$',\n"
    "     patternTitle: digits}}\n"
    "  - {name: child, title: Child, type: string, constraints: {minLength: 2, maxLength: 20}}\n"
    "  - {name: sex, title: Sex, type: string, codes: sex, aliases: ['Gen(der)?']}\n"
    "  - {name: start, title: Start, type: date, formats: [iso, excel],\n"
    "     constraints: {minimum: 1990-01-01}}\n"
    "  - {name: days, title: Days, type: integer, constraints: {minimum: 0, maximum: 7.5}}\n"
    "  - {name: kind, title: Kind, type: string, constraints: {enum: [a, b], unique: true}}\n"
    "  - {name: seen, title: Seen, type: boolean}\n";

static void a_schema_is_read_whole(void) {
    const struct schema *schema = read_text(good);
    if (!HOLDS(schema != NULL)) {
        return;
    }
    SAME_TEXT(schema->name, "plans");
    SAME_INT(schema->field_count, 7);
    SAME_INT(schema->primary_key_count, 2);
    SAME_INT(schema->primary_key[1], 1);
    SAME_INT(schema->missing_value_count, 2);
    SAME_INT(schema->foreign_key_count, 2);
    HOLDS(schema->foreign_keys[0].is_query && !schema->foreign_keys[1].is_query);
    SAME_TEXT(schema->foreign_keys[1].reference_fields[1], "b");
    SAME_INT(schema_field(schema, TEXT("days")), 4);
    HOLDS(schema_field(schema, TEXT("none")) == SIZE_MAX);
}

static void fields_keep_their_constraints(void) {
    const struct schema *schema = read_text(good);
    if (!HOLDS(schema != NULL)) {
        return;
    }
    const struct field *fields = schema->fields;
    HOLDS(fields[0].is_required && fields[0].pattern != NULL && !fields[1].is_required);
    SAME_TEXT(fields[0].pattern_text, "^[0-9]+$");
    SAME_TEXT(fields[0].pattern_title, "digits");
    SAME_TEXT(fields[1].pattern_title, "");
    SAME_INT(fields[0].maximum_length, 255);
    SAME_INT(fields[1].minimum_length, 2);
    SAME_INT(fields[1].maximum_length, 20);
    HOLDS(fields[2].codes == &sex);
    HOLDS(regex_match(fields[2].aliases[0], TEXT("GENDER")) == REGEX_MATCHES);
    HOLDS(regex_match(fields[2].aliases[0], TEXT("Gender of child")) == REGEX_DIFFERS);
    SAME_INT(fields[3].date_formats, DATE_ISO | DATE_EXCEL_SERIAL);
    HOLDS(fields[3].has_minimum && fields[3].minimum == 7305 && !fields[3].has_maximum);
    HOLDS(fields[4].has_maximum && fields[4].maximum == 7.5);
    SAME_INT(fields[5].choice_count, 2);
    HOLDS(fields[5].is_unique);
    SAME_INT(fields[6].type, FIELD_BOOLEAN);
    SAME_INT(fields[6].place.line, 20);
}

/* One field in a sound schema: refused with this code, and the message holds these words. */
static void field_refused(const char *field, const char *code, const char *words) {
    size_t before = diag_kept_count(testing_diag());
    const char *text =
        text_c(testing_arena(), text_format(testing_arena(),
                                            "name: t\ntitle: T\nprimaryKey: id\nfields:\n"
                                            "  - {name: id, title: Id, type: string}\n  - %s\n",
                                            field));
    HOLDS(read_text(text) == NULL);
    if (!HOLDS(diag_kept_count(testing_diag()) > before)) {
        return;
    }
    const struct diag_message *message = diag_message_at(testing_diag(), before);
    SAME_TEXT(text_of(diag_code_name(message->code)), code);
    if (!HOLDS(text_contains(message->words, text_of(words)) ||
               text_contains(message->note, text_of(words)))) {
        printf("%.*s\n", TEXT_ARG(message->words));
    }
    SAME_INT(message->place.line, 6);
}

static void a_faulty_field_is_refused(void) {
    field_refused("{name: a, title: A, type: strin}", "DF004", "did you mean string");
    field_refused("{name: a, title: A, type: text}", "DF004", "string, date, integer");
    field_refused("{name: a, title: A, typ: string}", "DF002", "did you mean type");
    field_refused("{name: a, type: string}", "DF003", "title");
    field_refused("{title: A, type: string}", "DF003", "name");
    field_refused("{name: 1A, title: A, type: string}", "DF009", "letters, digits and _");
    field_refused("{name: Id, title: A, type: string}", "DF010", "a.yaml:5");
    field_refused("{name: a, title: A, type: string, exact: yes}", "DF009", "no codes");
    field_refused("{name: a, title: A, type: boolean, trueValues: [J]}", "DF009", "go together");
    field_refused("{name: a, title: A, type: date, trueValues: [J], falseValues: [N]}", "DF009",
                  "booleans");
    field_refused("{name: a, title: A, type: string, judgedBy: nobody}", "DF004", "rules");
    field_refused("{name: a, title: A, type: string, judgedBy: rules, constraints: {unique: yes}}",
                  "DF009", "beside judgedBy");
    field_refused("{name: id, title: A, type: string}", "DF010", "a.yaml:5");
    field_refused("{name: a, title: A, type: string, codes: sexx}", "DF011", "sexx");
    field_refused("{name: a, title: A, type: date, codes: sex}", "DF009", "only a string");
    field_refused("{name: a, title: A, type: date, formats: [us]}", "DF004", "dd/mm/yyyy");
    field_refused("{name: a, title: A, type: date, formats: []}", "DF009", "at least one");
    field_refused("{name: a, title: A, type: string, formats: [iso]}", "DF009", "dates");
    field_refused("{name: a, title: A, type: string, aliases: ['(']}", "DF030", "(");
    field_refused("{name: a, title: A, type: string, aliases: ['I.']}", "DF009", "id too");
    field_refused("text", "DF001", "mapping");
}

static void a_faulty_constraint_is_refused(void) {
    field_refused("{name: a, title: A, type: string, constraints: {requird: true}}", "DF002",
                  "did you mean required");
    field_refused("{name: a, title: A, type: string, constraints: {required: maybe}}", "DF009",
                  "maybe");
    field_refused("{name: a, title: A, type: string, constraints: {pattern: '['}}", "DF030", "[");
    field_refused("{name: a, title: A, type: string, constraints: {patternTitle: x}}", "DF009",
                  "no pattern");
    field_refused("{name: a, title: A, type: string, constraints: {minimum: 1}}", "DF009",
                  "a constraint for the type string");
    field_refused("{name: a, title: A, type: boolean, constraints: {pattern: x}}", "DF009",
                  "a constraint for the type boolean");
    field_refused("{name: a, title: A, type: date, constraints: {minimum: 1/1/2000}}", "DF009",
                  "1/1/2000");
    field_refused("{name: a, title: A, type: integer, constraints: {minimum: 3, maximum: 2}}",
                  "DF009", "at or above");
    field_refused("{name: a, title: A, type: string, constraints: {maxLength: -1}}", "DF009",
                  "0 or more");
    field_refused("{name: a, title: A, type: string, constraints: {minLength: 300}}", "DF009",
                  "minLength");
    field_refused("{name: a, title: A, type: string, constraints: {enum: []}}", "DF009",
                  "at least one");
}

static void keys_must_name_fields_that_exist(void) {
    HOLDS(read_text("name: t\ntitle: T\nprimaryKey: idd\nforeignKeys:\n"
                    "  - {fields: x, reference: {resource: u, fields: y}}\n"
                    "  - {fields: id, reference: {resource: u, fields: [y, z]}}\n"
                    "  - {fields: id, reference: {resource: u}, severity: warning}\n"
                    "fields:\n  - {name: id, title: Id, type: string}\n") == NULL);
    const struct diag *diag = testing_diag();
    HOLDS(testing_reported(diag, "DF012"));
    HOLDS(text_contains(diag_message_at(diag, 0)->note, TEXT("did you mean id")));
    HOLDS(testing_reported(diag, "DF009"));
    HOLDS(testing_reported(diag, "DF003"));
    HOLDS(testing_reported(diag, "DF004"));
}

static void records_without_a_key_are_named_by_fields(void) {
    const struct schema *schema =
        read_text("name: CINdetails\ntitle: T\nnamedBy: [LAchildID, No]\nfields:\n"
                  "  - {name: LAchildID, title: Id, type: string, judgedBy: rules}\n"
                  "  - {name: No, title: No, type: boolean, trueValues: ['1', j],"
                  " falseValues: ['0']}\n"
                  "  - {name: Sex, title: Sex, type: string, codes: sex, exact: yes}\n");
    if (HOLDS(schema != NULL)) {
        SAME_INT(schema->primary_key_count, 0);
        SAME_INT(schema->named_by_count, 2);
        SAME_INT(schema->named_by[1], 1);
        HOLDS(schema->fields[0].is_judged_by_rules && !schema->fields[1].is_judged_by_rules);
        SAME_INT(schema->fields[1].true_value_count, 2);
        SAME_TEXT(schema->fields[1].false_values[0], "0");
        HOLDS(schema->fields[2].is_exact && !schema->fields[0].is_exact);
    }
    schema = read_text(good);
    HOLDS(schema != NULL && schema->named_by == schema->primary_key && schema->named_by_count == 2);
    HOLDS(read_text("name: t\ntitle: T\nnamedBy: a\nprimaryKey: a\nfields:\n"
                    "  - {name: a, title: A, type: string}\n") == NULL);
    HOLDS(testing_reported(testing_diag(), "DF009"));
}

#define FIELDS "fields:\n  - {name: a, title: A, type: string}\n"

static void fields_of_a_return_have_the_paths_of_their_elements(void) {
    const struct schema *schema = read_text(
        "name: Plans\ntitle: P\nnamedBy: a\nelement: /M/Child/Plan\nemptyElement: /M/Child\n" FIELDS
        "  - {name: b, title: B, type: string, element: /M/Child/Id}\n"
        "  - {name: c, title: C, type: integer, counts: /M/Child}\n");
    if (HOLDS(schema != NULL)) {
        SAME_TEXT(schema->element, "/M/Child/Plan");
        SAME_TEXT(schema->empty_element, "/M/Child");
        SAME_TEXT(schema->fields[0].element, "/M/Child/Plan/a");
        SAME_TEXT(schema->fields[1].element, "/M/Child/Id");
        SAME_TEXT(schema->fields[2].element, "");
        SAME_TEXT(schema->fields[2].counts, "/M/Child");
    }
}

static void a_path_that_leads_nowhere_is_refused(void) {
    static const char *const faulty[] = {
        "name: t\ntitle: T\nnamedBy: a\nelement: M/Plan\n" FIELDS,
        "name: t\ntitle: T\nnamedBy: a\nelement: /M//Plan\n" FIELDS,
        "name: t\ntitle: T\nnamedBy: a\nelement: /M/Plan/\n" FIELDS,
        "name: t\ntitle: T\nnamedBy: a\nelement: /M/Plan\nemptyElement: /M/Pl\n" FIELDS,
        "name: t\ntitle: T\nnamedBy: a\nelement: /M/Plan\nemptyElement: /M/Plan\n" FIELDS,
        "name: t\ntitle: T\nnamedBy: a\n" FIELDS
        "  - {name: b, title: B, type: string, element: /M}\n",
        "name: t\ntitle: T\nnamedBy: a\nelement: /M/Plan\n" FIELDS
        "  - {name: b, title: B, type: integer, counts: /M/Child}\n",
        "name: t\ntitle: T\nnamedBy: a\nelement: /M/Plan\n" FIELDS
        "  - {name: b, title: B, type: integer, counts: /M, element: /M/Plan/b}\n"};
    for (size_t i = 0; i < sizeof faulty / sizeof faulty[0]; i++) {
        size_t before = diag_kept_count(testing_diag());
        HOLDS(read_text(faulty[i]) == NULL);
        HOLDS(diag_kept_count(testing_diag()) == before + 1);
        CU_ASSERT_STRING_EQUAL(diag_code_name(diag_message_at(testing_diag(), before)->code),
                               "DF009");
    }
}

static void either_the_record_or_its_case_says_who_answers(void) {
    const struct schema *schema = read_text("name: t\ntitle: T\nreferral: a\nnamedBy: a\n" FIELDS);
    HOLDS(schema != NULL && schema->referral != NULL && schema->worker == NULL);
    size_t before = diag_kept_count(testing_diag());
    HOLDS(read_text("name: t\ntitle: T\nworker: a\nreferral: a\nnamedBy: a\n" FIELDS) == NULL);
    HOLDS(diag_kept_count(testing_diag()) == before + 1);
    SAME_INT(diag_message_at(testing_diag(), before)->place.line, 4);
}

static void every_fault_is_listed_in_one_go(void) {
    HOLDS(read_text("nam: t\nfields:\n  - {name: id, title: Id, type: strin}\n"
                    "  - {name: b, title: B, type: string, codes: none}\n") == NULL);
    /* the misspelt key, name, title, the type, the code set, the primary key */
    SAME_INT(diag_kept_count(testing_diag()), 6);
}

SUITE(define_schema, CLAIM(a_schema_is_read_whole), CLAIM(fields_keep_their_constraints),
      CLAIM(a_faulty_field_is_refused), CLAIM(a_faulty_constraint_is_refused),
      CLAIM(keys_must_name_fields_that_exist), CLAIM(records_without_a_key_are_named_by_fields),
      CLAIM(fields_of_a_return_have_the_paths_of_their_elements),
      CLAIM(a_path_that_leads_nowhere_is_refused),
      CLAIM(either_the_record_or_its_case_says_who_answers), CLAIM(every_fault_is_listed_in_one_go))
