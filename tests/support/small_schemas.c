#include "support/small_schemas.h"

#include "base/date.h"
#include "support/testing.h"

static const struct code sexes[] = {
    {{"F", 1}, {"Female", 6}, {"", 0}, {"", 0}},
    {{"M", 1}, {"Male", 4}, {"", 0}, {"", 0}},
    {{"1", 1}, {"Male", 4}, {"", 0}, {"M", 1}},
    {{"b) Female", 9}, {"Female", 6}, {"", 0}, {"F", 1}},
};
static const struct code_set sex = {{"sex", 3}, {"sex.csv", 7}, sexes, 4};
static const struct text markers[] = {{"NULL", 4}, {"N/A", 3}};

static struct field field_named(const char *name, enum field_type type) {
    return (struct field){.name = text_of(name),
                          .title = text_of(name),
                          .type = type,
                          .date_formats = DATE_ISO | DATE_SLASHES,
                          .maximum_length = 255};
}

static void add_alias(struct field *field, const char *pattern) {
    const struct regex **aliases = ARENA_ARRAY(testing_arena(), const struct regex *, 1);
    aliases[0] =
        regex_compile_ignoring_case(testing_arena(), testing_diag(), NULL, text_of(pattern));
    field->aliases = aliases;
    field->alias_count = 1;
}

static const struct schema *schema_of(const char *name, const struct field *fields,
                                      size_t field_count, const size_t *key, size_t key_count) {
    struct schema *schema = ARENA_NEW(testing_arena(), struct schema);
    *schema = (struct schema){.name = text_of(name),
                              .title = text_of(name),
                              .fields = fields,
                              .field_count = field_count,
                              .primary_key = key,
                              .primary_key_count = key_count,
                              .named_by = key,
                              .named_by_count = key_count,
                              .missing_values = markers,
                              .missing_value_count = 2};
    return schema;
}

const struct schema *small_person(void) {
    static const size_t key[] = {PERSON_ID};
    struct field *fields = ARENA_ARRAY(testing_arena(), struct field, 6);
    fields[PERSON_ID] = field_named("pers_person_id", FIELD_TEXT);
    fields[PERSON_DOB] = field_named("pers_dob", FIELD_DATE);
    fields[PERSON_SEX] = field_named("pers_sex", FIELD_TEXT);
    fields[PERSON_DISABLED] = field_named("pers_disabled", FIELD_BOOLEAN);
    fields[PERSON_PLANS] = field_named("pers_plans", FIELD_INTEGER);
    fields[PERSON_SCORE] = field_named("pers_score", FIELD_NUMBER);
    fields[PERSON_SEX].codes = &sex;
    add_alias(&fields[PERSON_ID], "Child Unique ID");
    add_alias(&fields[PERSON_DOB], "(Date of Birth|DOB)");
    return schema_of("person", fields, 6, key, 1);
}

const struct schema *small_enquiry(void) {
    static const size_t key[] = {ENQUIRY_ID, ENQUIRY_PERSON};
    struct field *fields = ARENA_ARRAY(testing_arena(), struct field, 3);
    fields[ENQUIRY_ID] = field_named("s47e_enquiry_id", FIELD_TEXT);
    fields[ENQUIRY_PERSON] = field_named("s47e_person_id", FIELD_TEXT);
    fields[ENQUIRY_START] = field_named("s47e_start_date", FIELD_DATE);
    return schema_of("enquiry", fields, 3, key, 2);
}

const struct catalogue *small_catalogue(void) {
    const struct schema **schemas = ARENA_ARRAY(testing_arena(), const struct schema *, 2);
    schemas[0] = small_enquiry();
    schemas[1] = small_person();
    struct catalogue *catalogue = ARENA_NEW(testing_arena(), struct catalogue);
    catalogue->schemas = schemas;
    catalogue->schema_count = 2;
    return catalogue;
}
