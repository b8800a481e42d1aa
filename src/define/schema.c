/* Schemas: YAML in the vocabulary of Frictionless Table Schema, with title,
 * aliases and codes beside it. A constraint that cannot apply to a field's
 * type is a fault, never passed over: a check that is not made would look like
 * a check that was passed. */
#include "define/schema.h"

#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "define/node.h"

enum { TEXT_LENGTH_LIMIT = 255 };

struct reading {
    struct arena *arena;
    struct diag *diag;
    const struct code_set *const *sets;
    size_t set_count;
};

static const char *const type_words[] = {"string", "date", "integer", "number", "boolean", NULL};

static bool refuse(const struct reading *reading, const struct node *node, struct text why) {
    DIAG_REPORT(reading->diag, DF009, &node->place,
                node->kind == NODE_SCALAR ? node->text : node->key, why);
    return false;
}

/* ---- constraints ---- */

static void read_length(const struct reading *reading, const struct node *constraints,
                        const char *key, size_t *length) {
    const struct node *node = node_get(constraints, key);
    long value;
    if (node == NULL || !node_int(reading->diag, node, &value)) {
        return;
    }
    if (value < 0) {
        refuse(reading, node, TEXT("a length of 0 or more"));
        return;
    }
    *length = (size_t)value;
}

static bool read_limit(const struct reading *reading, const struct node *node,
                       const struct field *field, double *limit) {
    if (!node_expect_kind(reading->diag, node, NODE_SCALAR)) {
        return false;
    }
    if (field->type == FIELD_DATE) {
        day_number day;
        if (date_parse(node->text, DATE_ISO, &day) != DATE_OK) {
            return refuse(reading, node, TEXT("a date such as 2014-03-31"));
        }
        *limit = day;
        return true;
    }
    return text_to_number(node->text, limit) || refuse(reading, node, TEXT("a number"));
}

static void read_limits(const struct reading *reading, const struct node *constraints,
                        struct field *field) {
    const struct node *minimum = node_get(constraints, "minimum");
    const struct node *maximum = node_get(constraints, "maximum");
    field->has_minimum = minimum != NULL && read_limit(reading, minimum, field, &field->minimum);
    field->has_maximum = maximum != NULL && read_limit(reading, maximum, field, &field->maximum);
    if (field->has_minimum && field->has_maximum && field->minimum > field->maximum) {
        refuse(reading, maximum, TEXT("at or above the minimum"));
    }
}

static void read_flag(const struct reading *reading, const struct node *constraints,
                      const char *key, bool *flag) {
    const struct node *node = node_get(constraints, key);
    if (node != NULL) {
        node_bool(reading->diag, node, flag);
    }
}

static void read_pattern(const struct reading *reading, const struct node *constraints,
                         struct field *field) {
    const struct node *pattern = node_optional(reading->diag, constraints, "pattern", NODE_SCALAR);
    if (pattern != NULL) {
        field->pattern_text = pattern->text;
        field->pattern =
            regex_compile(reading->arena, reading->diag, &pattern->place, pattern->text);
    }
    const struct node *title =
        node_optional(reading->diag, constraints, "patternTitle", NODE_SCALAR);
    if (title != NULL) {
        field->pattern_title = title->text;
    }
    if (title != NULL && node_get(constraints, "pattern") == NULL) {
        refuse(reading, title, TEXT("possible here: there is no pattern that it could describe"));
    }
}

static void read_choices(const struct reading *reading, const struct node *constraints,
                         struct field *field) {
    const struct node *choices = node_optional(reading->diag, constraints, "enum", NODE_SEQUENCE);
    field->choices = node_texts(reading->arena, reading->diag, choices, &field->choice_count);
    if (choices != NULL && field->choice_count == 0) {
        refuse(reading, choices, TEXT("a list with at least one text"));
    }
}

/* The types to which a constraint can be put, by position in the enum. */
struct constraint_rule {
    const char *key;
    unsigned types;
};
#define TYPE(name) (1u << FIELD_##name)
static const struct constraint_rule constraint_rules[] = {
    {"required", TYPE(TEXT) | TYPE(DATE) | TYPE(INTEGER) | TYPE(NUMBER) | TYPE(BOOLEAN)},
    {"unique", TYPE(TEXT) | TYPE(DATE) | TYPE(INTEGER) | TYPE(NUMBER)},
    {"pattern", TYPE(TEXT)},
    {"patternTitle", TYPE(TEXT)},
    {"enum", TYPE(TEXT)},
    {"minimum", TYPE(DATE) | TYPE(INTEGER) | TYPE(NUMBER)},
    {"maximum", TYPE(DATE) | TYPE(INTEGER) | TYPE(NUMBER)},
    {"minLength", TYPE(TEXT)},
    {"maxLength", TYPE(TEXT)},
};
enum { CONSTRAINT_COUNT = sizeof constraint_rules / sizeof constraint_rules[0] };

static void check_applicable(const struct reading *reading, const struct node *constraints,
                             const struct field *field) {
    for (size_t i = 0; i < CONSTRAINT_COUNT; i++) {
        const struct node *node = node_get(constraints, constraint_rules[i].key);
        if (node != NULL && (constraint_rules[i].types & 1u << field->type) == 0) {
            DIAG_REPORT(reading->diag, DF009, &node->key_place, node->key,
                        text_format(reading->arena, "a constraint for the type %s",
                                    type_words[field->type]));
        }
    }
}

static void read_constraints(const struct reading *reading, const struct node *node,
                             struct field *field) {
    const struct node *constraints =
        node_optional(reading->diag, node, "constraints", NODE_MAPPING);
    if (constraints == NULL) {
        return;
    }
    const char *keys[CONSTRAINT_COUNT + 1] = {NULL};
    for (size_t i = 0; i < CONSTRAINT_COUNT; i++) {
        keys[i] = constraint_rules[i].key;
    }
    node_expect_keys(reading->diag, constraints, keys);
    check_applicable(reading, constraints, field);
    read_flag(reading, constraints, "required", &field->is_required);
    read_flag(reading, constraints, "unique", &field->is_unique);
    read_length(reading, constraints, "minLength", &field->minimum_length);
    read_length(reading, constraints, "maxLength", &field->maximum_length);
    if (field->minimum_length > field->maximum_length) {
        refuse(reading, constraints, TEXT("possible: minLength is above maxLength"));
    }
    read_pattern(reading, constraints, field);
    read_choices(reading, constraints, field);
    read_limits(reading, constraints, field);
}

/* ---- fields ---- */

static void read_formats(const struct reading *reading, const struct node *node,
                         struct field *field) {
    static const char *const words[] = {"iso", "dd/mm/yyyy", "excel", NULL};
    static const unsigned formats[] = {DATE_ISO, DATE_SLASHES, DATE_EXCEL_SERIAL};
    const struct node *list = node_optional(reading->diag, node, "formats", NODE_SEQUENCE);
    if (field->type != FIELD_DATE) {
        if (list != NULL) {
            refuse(reading, list, TEXT("a key for fields other than dates"));
        }
        return;
    }
    for (size_t i = 0; list != NULL && i < list->child_count; i++) {
        int choice = node_choice(reading->diag, list->children[i], words);
        field->date_formats |= choice < 0 ? 0 : formats[choice];
    }
    if (node_get(node, "formats") == NULL) {
        field->date_formats = DATE_ISO;
    } else if (list != NULL && list->child_count == 0) {
        refuse(reading, list, TEXT("a list with at least one format"));
    }
}

static void read_aliases(const struct reading *reading, const struct node *node,
                         struct field *field) {
    const struct node *list = node_optional(reading->diag, node, "aliases", NODE_SEQUENCE);
    if (list == NULL) {
        return;
    }
    const struct regex **aliases =
        ARENA_ARRAY(reading->arena, const struct regex *, list->child_count);
    for (size_t i = 0; i < list->child_count; i++) {
        const struct node *item = list->children[i];
        if (!node_expect_kind(reading->diag, item, NODE_SCALAR)) {
            continue;
        }
        const struct regex *regex =
            regex_compile_ignoring_case(reading->arena, reading->diag, &item->place, item->text);
        if (regex != NULL) {
            aliases[field->alias_count++] = regex;
        }
    }
    field->aliases = aliases;
}

static void read_codes(const struct reading *reading, const struct node *node,
                       struct field *field) {
    const struct node *codes = node_optional(reading->diag, node, "codes", NODE_SCALAR);
    const struct node *exact = node_optional(reading->diag, node, "exact", NODE_SCALAR);
    if (exact != NULL && codes == NULL) {
        refuse(reading, exact, TEXT("possible here: there are no codes"));
    } else if (exact != NULL) {
        node_bool(reading->diag, exact, &field->is_exact);
    }
    if (codes == NULL) {
        return;
    }
    if (field->type != FIELD_TEXT) {
        refuse(reading, codes, TEXT("possible here: only a string has codes"));
    }
    field->codes = code_set_find(reading->sets, reading->set_count, codes->text);
    if (field->codes == NULL) {
        struct text *names = ARENA_ARRAY(reading->arena, struct text, reading->set_count);
        for (size_t i = 0; i < reading->set_count; i++) {
            names[i] = reading->sets[i]->name;
        }
        DIAG_REPORT(reading->diag, DF011, &codes->place, codes->text);
        diag_did_you_mean(reading->diag, codes->text, names, reading->set_count);
    }
}

/* The words for yes and no, both or neither: what is in neither list is not of the type. */
static void read_words(const struct reading *reading, const struct node *node,
                       struct field *field) {
    const struct node *yes = node_optional(reading->diag, node, "trueValues", NODE_SEQUENCE);
    const struct node *no = node_optional(reading->diag, node, "falseValues", NODE_SEQUENCE);
    if (yes == NULL && no == NULL) {
        return;
    }
    const struct node *given = yes != NULL ? yes : no;
    if (field->type != FIELD_BOOLEAN) {
        refuse(reading, given, TEXT("a key for fields other than booleans"));
    }
    field->true_values = node_texts(reading->arena, reading->diag, yes, &field->true_value_count);
    field->false_values = node_texts(reading->arena, reading->diag, no, &field->false_value_count);
    if (field->true_value_count == 0 || field->false_value_count == 0) {
        refuse(reading, given, TEXT("possible alone: trueValues and falseValues go together"));
    }
}

static void read_judge(const struct reading *reading, const struct node *node,
                       struct field *field) {
    static const char *const judges[] = {"rules", NULL};
    const struct node *judge = node_optional(reading->diag, node, "judgedBy", NODE_SCALAR);
    field->is_judged_by_rules = judge != NULL && node_choice(reading->diag, judge, judges) == 0;
    const struct node *constraints = node_get(node, "constraints");
    if (judge != NULL && constraints != NULL) {
        refuse(reading, constraints, TEXT("possible beside judgedBy: rules say what is wrong"));
    }
}

/* "/Message/Children/Child": names parted by slashes. */
static struct text read_path(const struct reading *reading, const struct node *node,
                             const char *key) {
    const struct node *path = node_optional(reading->diag, node, key, NODE_SCALAR);
    if (path == NULL) {
        return TEXT_NONE;
    }
    struct text rest = text_slice(path->text, 1, path->text.length), step;
    bool holds = text_starts_with(path->text, TEXT("/")) && rest.length > 0 &&
                 !text_ends_with(rest, TEXT("/"));
    while (holds && text_next_part(&rest, '/', &step)) {
        holds = step.length > 0;
    }
    if (!holds) {
        refuse(reading, path, TEXT("a path of elements such as /Message/Header/Source"));
    }
    return holds ? path->text : TEXT_NONE;
}

static bool is_identifier(struct text text) {
    bool holds = !text_is_empty(text) && (text.bytes[0] < '0' || text.bytes[0] > '9');
    for (size_t i = 0; i < text.length && holds; i++) {
        char c = text.bytes[i];
        holds =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
    return holds;
}

static struct text read_name(const struct reading *reading, const struct node *node) {
    const struct node *name = node_need(reading->diag, node, "name", NODE_SCALAR);
    if (name != NULL && !is_identifier(name->text)) {
        refuse(reading, name, TEXT("a name of letters, digits and _ that begins with a letter"));
    }
    return name != NULL ? name->text : TEXT_NONE;
}

static void read_field(const struct reading *reading, const struct node *node,
                       struct field *field) {
    static const char *const keys[] = {
        "name",        "title",      "type",        "formats",  "aliases", "codes",  "exact",
        "constraints", "trueValues", "falseValues", "judgedBy", "element", "counts", NULL};
    *field = (struct field){.place = node->place,
                            .name = TEXT_NONE,
                            .title = TEXT_NONE,
                            .pattern_text = TEXT_NONE,
                            .pattern_title = TEXT_NONE,
                            .maximum_length = TEXT_LENGTH_LIMIT};
    if (!node_expect_kind(reading->diag, node, NODE_MAPPING)) {
        return;
    }
    node_expect_keys(reading->diag, node, keys);
    field->name = read_name(reading, node);
    field->element = read_path(reading, node, "element");
    field->counts = read_path(reading, node, "counts");
    field->place.field = field->name;
    const struct node *title = node_need(reading->diag, node, "title", NODE_SCALAR);
    field->title = title != NULL ? title->text : TEXT_NONE;
    const struct node *type = node_need(reading->diag, node, "type", NODE_SCALAR);
    int choice = type != NULL ? node_choice(reading->diag, type, type_words) : -1;
    if (choice < 0) {
        return; /* what the other keys may hold depends on the type */
    }
    field->type = (enum field_type)choice;
    read_formats(reading, node, field);
    read_aliases(reading, node, field);
    read_codes(reading, node, field);
    read_words(reading, node, field);
    read_constraints(reading, node, field);
    read_judge(reading, node, field);
}

static struct text place_words(struct arena *arena, const struct place *place) {
    return text_format(arena, "%.*s:%u", TEXT_ARG(place->file), (unsigned)place->line);
}

/* SQL does not tell names apart that differ in case alone. */
static void check_names(const struct reading *reading, const struct schema *schema) {
    for (size_t i = 0; i < schema->field_count; i++) {
        const struct field *field = &schema->fields[i];
        size_t first = 0;
        while (first < i && !text_equal_ignoring_case(schema->fields[first].name, field->name)) {
            first++;
        }
        if (!text_is_empty(field->name) && first < i) {
            DIAG_REPORT(reading->diag, DF010, &field->place, field->name,
                        place_words(reading->arena, &schema->fields[first].place));
        }
    }
}

/* An alias that also fits another field's own name would let one column of a file be two fields. */
static void check_aliases(const struct reading *reading, const struct schema *schema) {
    for (size_t i = 0; i < schema->field_count; i++) {
        const struct field *field = &schema->fields[i];
        for (size_t alias = 0; alias < field->alias_count; alias++) {
            for (size_t other = 0; other < schema->field_count; other++) {
                struct text name = schema->fields[other].name;
                if (other != i &&
                    regex_match_seldom(field->aliases[alias], name) == REGEX_MATCHES) {
                    DIAG_REPORT(reading->diag, DF009, &field->place, field->name,
                                text_format(reading->arena,
                                            "clear: one of its aliases fits the field %.*s too",
                                            TEXT_ARG(name)));
                }
            }
        }
    }
}

static void read_elements(const struct reading *reading, const struct node *root,
                          struct schema *schema, struct field *fields);

static void read_fields(const struct reading *reading, const struct node *root,
                        struct schema *schema) {
    const struct node *list = node_need(reading->diag, root, "fields", NODE_SEQUENCE);
    if (list == NULL) {
        return;
    }
    struct field *fields = ARENA_ARRAY(reading->arena, struct field, list->child_count);
    for (size_t i = 0; i < list->child_count; i++) {
        read_field(reading, list->children[i], &fields[i]);
    }
    schema->fields = fields;
    schema->field_count = list->child_count;
    read_elements(reading, root, schema, fields);
    if (list->child_count == 0) {
        refuse(reading, list, TEXT("a list with at least one field"));
    }
    check_names(reading, schema);
    check_aliases(reading, schema);
}

/* ---- elements of a return in XML ---- */

/* Whether a path is another one, or leads on from it. */
static bool leads_from(struct text path, struct text start) {
    return text_starts_with(path, start) &&
           (path.length == start.length || path.bytes[start.length] == '/');
}

static void read_field_element(const struct reading *reading, const struct schema *schema,
                               struct field *field) {
    bool has_own = field->element.length > 0, is_count = field->counts.length > 0;
    if (schema->element.length == 0) {
        if (has_own || is_count) {
            DIAG_REPORT(reading->diag, DF009, &field->place, field->name,
                        TEXT("of an element: the table has none"));
        }
    } else if (has_own && is_count) {
        DIAG_REPORT(reading->diag, DF009, &field->place, field->name,
                    TEXT("both the text of an element and the number of one"));
    } else if (is_count && !leads_from(schema->element, field->counts)) {
        DIAG_REPORT(reading->diag, DF009, &field->place, field->counts,
                    TEXT("the table's element or one round it"));
    } else if (!has_own && !is_count) {
        field->element = text_format(reading->arena, "%.*s/%.*s", TEXT_ARG(schema->element),
                                     TEXT_ARG(field->name));
    }
}

/* A field without a path of its own is an element of its name within the table's. */
static void read_elements(const struct reading *reading, const struct node *root,
                          struct schema *schema, struct field *fields) {
    schema->element = read_path(reading, root, "element");
    schema->empty_element = read_path(reading, root, "emptyElement");
    struct text empty = schema->empty_element;
    if (empty.length > 0 &&
        (!leads_from(schema->element, empty) || empty.length == schema->element.length)) {
        DIAG_REPORT(reading->diag, DF009, &root->place, empty,
                    TEXT("a path of an element round the table's"));
    }
    for (size_t i = 0; i < schema->field_count; i++) {
        read_field_element(reading, schema, &fields[i]);
    }
}

/* ---- keys ---- */

/* The positions of the fields that a key names. */
static const size_t *read_positions(const struct reading *reading, const struct schema *schema,
                                    const struct node *node, size_t *count) {
    size_t name_count;
    const struct text *names = node_texts(reading->arena, reading->diag, node, &name_count);
    size_t *positions = ARENA_ARRAY(reading->arena, size_t, name_count);
    struct text *known = ARENA_ARRAY(reading->arena, struct text, schema->field_count);
    for (size_t i = 0; i < schema->field_count; i++) {
        known[i] = schema->fields[i].name;
    }
    *count = 0;
    for (size_t i = 0; i < name_count; i++) {
        size_t position = schema_field(schema, names[i]);
        if (position == SIZE_MAX) {
            DIAG_REPORT(reading->diag, DF012, &node->place, names[i], schema->name);
            diag_did_you_mean(reading->diag, names[i], known, schema->field_count);
        } else {
            positions[(*count)++] = position;
        }
    }
    return positions;
}

static const struct node *need_any(const struct reading *reading, const struct node *mapping,
                                   const char *key) {
    const struct node *node = node_get(mapping, key);
    if (node == NULL) {
        DIAG_REPORT(reading->diag, DF003, &mapping->place, text_of(key));
    }
    return node;
}

static void read_reference(const struct reading *reading, const struct node *node,
                           struct foreign_key *key) {
    static const char *const keys[] = {"resource", "fields", NULL};
    const struct node *reference = node_need(reading->diag, node, "reference", NODE_MAPPING);
    if (reference == NULL) {
        return;
    }
    node_expect_keys(reading->diag, reference, keys);
    const struct node *table = node_need(reading->diag, reference, "resource", NODE_SCALAR);
    const struct node *fields = need_any(reading, reference, "fields");
    if (table == NULL || fields == NULL) {
        return;
    }
    size_t count;
    key->table = table->text;
    key->reference_fields = node_texts(reading->arena, reading->diag, fields, &count);
    if (count != key->field_count) {
        refuse(reading, fields, TEXT("as many fields as the key has"));
    }
}

static void read_foreign_key(const struct reading *reading, const struct schema *schema,
                             const struct node *node, struct foreign_key *key) {
    static const char *const keys[] = {"fields", "reference", "severity", NULL};
    static const char *const severities[] = {"error", "query", NULL};
    *key = (struct foreign_key){.place = node->place, .table = TEXT_NONE};
    if (!node_expect_kind(reading->diag, node, NODE_MAPPING)) {
        return;
    }
    node_expect_keys(reading->diag, node, keys);
    const struct node *fields = need_any(reading, node, "fields");
    if (fields != NULL) {
        key->fields = read_positions(reading, schema, fields, &key->field_count);
    }
    read_reference(reading, node, key);
    const struct node *severity = node_get(node, "severity");
    key->is_query = severity != NULL && node_choice(reading->diag, severity, severities) == 1;
}

static void read_keys(const struct reading *reading, const struct node *root,
                      struct schema *schema) {
    const struct node *named_by = node_get(root, "namedBy");
    if (named_by != NULL && node_get(root, "primaryKey") != NULL) {
        refuse(reading, named_by, TEXT("possible beside primaryKey, which names records"));
    } else if (named_by != NULL) {
        schema->named_by = read_positions(reading, schema, named_by, &schema->named_by_count);
    }
    const struct node *primary = named_by != NULL ? NULL : need_any(reading, root, "primaryKey");
    if (primary != NULL) {
        schema->primary_key = read_positions(reading, schema, primary, &schema->primary_key_count);
        schema->named_by = schema->primary_key;
        schema->named_by_count = schema->primary_key_count;
    }
    const struct node *list = node_optional(reading->diag, root, "foreignKeys", NODE_SEQUENCE);
    if (list == NULL) {
        return;
    }
    struct foreign_key *keys = ARENA_ARRAY(reading->arena, struct foreign_key, list->child_count);
    for (size_t i = 0; i < list->child_count; i++) {
        read_foreign_key(reading, schema, list->children[i], &keys[i]);
    }
    schema->foreign_keys = keys;
    schema->foreign_key_count = list->child_count;
}

/* ---- the schema ---- */

static void read_workers(const struct reading *reading, const struct node *root,
                         struct schema *schema) {
    schema->worker = node_optional(reading->diag, root, "worker", NODE_SCALAR);
    schema->referral = node_optional(reading->diag, root, "referral", NODE_SCALAR);
    schema->holder = node_optional(reading->diag, root, "holder", NODE_SCALAR);
    if (schema->worker != NULL && schema->referral != NULL) {
        DIAG_REPORT(reading->diag, DF009, &schema->referral->place, TEXT("referral"),
                    TEXT("allowed beside worker: either says who answers for a record"));
    }
}

const struct schema *schema_read(struct arena *arena, struct diag *diag, const struct node *root,
                                 const struct code_set *const *sets, size_t set_count) {
    static const char *const keys[] = {
        "name",   "title",   "primaryKey",   "namedBy", "foreignKeys", "missingValues",
        "fields", "element", "emptyElement", "team",    "worker",      "referral",
        "holder", NULL};
    const struct reading reading = {arena, diag, sets, set_count};
    size_t faults_before = diag_count(diag, DIAG_ERROR);
    struct schema *schema = ARENA_NEW(arena, struct schema);
    schema->place = root->place;
    schema->title = TEXT_NONE;
    if (!node_expect_kind(diag, root, NODE_MAPPING)) {
        return NULL;
    }
    node_expect_keys(diag, root, keys);
    schema->team = node_optional(diag, root, "team", NODE_SCALAR);
    read_workers(&reading, root, schema);
    schema->name = read_name(&reading, root);
    const struct node *title = node_need(diag, root, "title", NODE_SCALAR);
    schema->title = title != NULL ? title->text : TEXT_NONE;
    const struct node *missing = node_optional(diag, root, "missingValues", NODE_SEQUENCE);
    schema->missing_values = node_texts(arena, diag, missing, &schema->missing_value_count);
    read_fields(&reading, root, schema);
    read_keys(&reading, root, schema);
    return diag_count(diag, DIAG_ERROR) == faults_before ? schema : NULL;
}

size_t schema_field(const struct schema *schema, struct text name) {
    for (size_t i = 0; i < schema->field_count; i++) {
        if (text_equal(schema->fields[i].name, name)) {
            return i;
        }
    }
    return SIZE_MAX;
}
