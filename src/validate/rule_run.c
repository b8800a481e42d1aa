/* Rules of definitions over one table: every row expression in one scan, every
 * SELECT once. A SELECT names its records by the fields of their key; a row
 * that names none is a finding of the whole table. A record that fails a rule
 * in several ways is one finding. A rule that cannot be run to its end (too
 * much work, an overflow) is a finding itself, and costs no other rule. */
#include <stdint.h>

#include "base/buffer.h"
#include "check.h"
#include "define/node.h"
#include "sql/database.h"
#include "unchecked.h"

enum { KEY_LIMIT = 8 };

/* One rule's SELECT while it is read. */
struct selection {
    struct check *check;
    const struct rule *rule;
    struct statement *statement;
    int row_number;     /* result column "rowid", from 1; -1: none */
    int key[KEY_LIMIT]; /* result columns of the primary key's fields */
    size_t key_count;   /* 0: it does not name records by their key */
    bool *is_listed;    /* one a row */
};

/* What {name} stands for: a cell of the record, or a column of the SELECT. */
static bool named_value(const struct check *check, const struct statement *statement,
                        struct text name, size_t row, struct text *value) {
    size_t column = table_column(check->table, name);
    if (row != SIZE_MAX && column != SIZE_MAX) {
        *value = table_raw(check->table, column, row);
        return true;
    }
    int result = statement_column(statement, text_c(check->arena, name));
    if (result >= 0) {
        *value = statement_text(statement, result);
    }
    return result >= 0;
}

/* A rule's message or remedy, its names filled in. */
static struct text filled(struct check *check, struct text words, const struct statement *statement,
                          size_t row) {
    struct text rest = words;
    if (text_find(rest, '{') == rest.length) {
        return rest;
    }
    struct buffer text = buffer_new(check->arena);
    while (rest.length > 0) {
        size_t open = text_find(rest, '{');
        size_t close = open + text_find(text_slice(rest, open, rest.length), '}');
        struct text value;
        buffer_add(&text, text_slice(rest, 0, open));
        if (open < close &&
            named_value(check, statement, text_slice(rest, open + 1, close), row, &value)) {
            buffer_add(&text,
                       value.length > 0 ? check_shown(check->arena, value) : TEXT("(blank)"));
        }
        rest = text_slice(rest, open < close ? close + 1 : open + 1, rest.length);
    }
    return buffer_text(&text);
}

static struct fault fault_of(struct check *check, const struct rule *rule,
                             const struct statement *statement, size_t row) {
    return (struct fault){.definition = rule,
                          .severity = rule->is_error ? FINDING_ERROR : FINDING_QUERY,
                          .message = filled(check, rule->message, statement, row),
                          .remedy = filled(check, rule->remedy, statement, row)};
}

/* A value that its constraint refuses is judged no further: the rule would say the same again. */
static void add_record(struct check *check, const struct rule *rule,
                       const struct statement *statement, size_t row) {
    size_t column = table_column(check->table, rule->fields[0]);
    if ((check_marks(check, column, row) & CELL_REFUSED) == 0) {
        struct fault fault = fault_of(check, rule, statement, row);
        check_add_cell(check, &fault, column, row);
    }
}

static void bind_day(const struct check *check, struct statement *statement) {
    if (check->context->as_at != DAY_NONE) {
        statement_bind_day(statement, ":as_at", check->context->as_at);
    }
}

/* What was found before the fault is taken back: half a list would pass for a whole one. */
static bool not_checked(struct check *check, const struct rule *rule, const struct diag *aside,
                        size_t count_before) {
    const struct diag_message *message = diag_message_at(aside, diag_kept_count(aside) - 1);
    struct text why = text_copy(check->arena, message->words);
    DIAG_REPORT(check->diag, VA012, &message->place, rule->id, why);
    check->count = count_before;
    struct fault fault = {.rule = RULE_NOT_CHECKED,
                          .severity = FINDING_ERROR,
                          .message =
                              text_format(check->arena, "the rule %.*s could not be checked: %.*s",
                                          TEXT_ARG(rule->id), TEXT_ARG(why)),
                          .remedy = TEXT("mend the rule, or look for what is odd in the table")};
    check_add_file(check, &fault, check_first_file(check),
                   &(struct finding){.column = rule->fields[0]});
    if (check->unchecked != NULL) {
        unchecked_note(check->unchecked, rule->id, why);
    }
    return false;
}

/* ---- row expressions ---- */

/* Row expressions that are put to the table together. */
struct expressions {
    const struct rule **rules;
    const struct node **nodes;
    size_t count;
};

static bool scan(struct check *check, struct diag *diag, struct statement *statement,
                 const struct expressions *expressions) {
    int step;
    bind_day(check, statement);
    while ((step = statement_step(statement, diag)) == 1) {
        size_t row = (size_t)statement_integer(statement, (int)expressions->count) - 1;
        for (size_t i = 0; i < expressions->count; i++) {
            if (statement_number(statement, (int)i) != 0) {
                add_record(check, expressions->rules[i], statement, row);
            }
        }
    }
    return step == 0;
}

/* One scan for all; where one of them cannot be run, each in a scan of its own. */
static bool scan_expressions(struct check *check, struct database *database,
                             const struct expressions *expressions) {
    size_t count_before = check->count;
    struct diag *aside = diag_new(check->arena);
    struct statement *statement = statement_prepare_scan(database, aside, check->schema->name,
                                                         expressions->nodes, expressions->count);
    if (statement != NULL && scan(check, aside, statement, expressions)) {
        return true;
    }
    if (expressions->count == 1) {
        return not_checked(check, expressions->rules[0], aside, count_before);
    }
    check->count = count_before;
    bool holds = true;
    for (size_t i = 0; i < expressions->count; i++) {
        struct expressions one = {&expressions->rules[i], &expressions->nodes[i], 1};
        holds = scan_expressions(check, database, &one) && holds;
    }
    return holds;
}

static bool check_expressions(struct check *check, struct database *database) {
    struct expressions expressions = {
        ARENA_ARRAY(check->arena, const struct rule *, check->rule_count),
        ARENA_ARRAY(check->arena, const struct node *, check->rule_count), 0};
    for (size_t i = 0; i < check->rule_count; i++) {
        if (check->rules[i]->fails_when != NULL) {
            expressions.rules[expressions.count] = check->rules[i];
            expressions.nodes[expressions.count++] = check->rules[i]->fails_when;
        }
    }
    return expressions.count == 0 || scan_expressions(check, database, &expressions);
}

/* ---- SELECTs ---- */

static struct value key_value(const struct selection *selection, size_t part) {
    const struct schema *schema = selection->check->schema;
    int column = selection->key[part];
    if (statement_is_null(selection->statement, column)) {
        return (struct value){.kind = VALUE_NULL};
    }
    if (schema->fields[schema->primary_key[part]].type == FIELD_INTEGER) {
        return (struct value){.kind = VALUE_INTEGER,
                              .integer = statement_integer(selection->statement, column)};
    }
    return (struct value){.kind = VALUE_TEXT, .text = statement_text(selection->statement, column)};
}

static bool is_equal(const struct value *cell, const struct value *value) {
    return value->kind == VALUE_INTEGER ? cell->integer == value->integer
                                        : text_equal(cell->text, value->text);
}

static bool has_key(const struct selection *selection, size_t row) {
    const struct check *check = selection->check;
    for (size_t part = 1; part < selection->key_count; part++) {
        struct text name = check->schema->fields[check->schema->primary_key[part]].name;
        struct value value = key_value(selection, part);
        struct value cell = table_value(check->table, table_column(check->table, name), row);
        if (cell.kind == VALUE_NULL || value.kind == VALUE_NULL || !is_equal(&cell, &value)) {
            return false;
        }
    }
    return true;
}

/* The row whose key the SELECT's row gives; SIZE_MAX: none. */
static size_t find_row(const struct selection *selection) {
    const struct check *check = selection->check;
    struct table_indexes *indexes = check->indexes[check->table_at];
    struct text name = check->schema->fields[check->schema->primary_key[0]].name;
    size_t column = table_column(check->table, name);
    struct value value = key_value(selection, 0);
    uint32_t group = value.kind == VALUE_NULL || column == SIZE_MAX
                         ? UINT32_MAX
                         : table_index_find(indexes, column, &value);
    if (group == UINT32_MAX) {
        return SIZE_MAX;
    }
    const struct column_index *index = table_index(indexes, column);
    for (uint32_t i = index->starts[group]; i < index->starts[group + 1]; i++) {
        if (has_key(selection, index->rows[i])) {
            return index->rows[i];
        }
    }
    return SIZE_MAX;
}

static void add_whole_table(struct check *check, const struct rule *rule,
                            const struct statement *statement) {
    struct fault fault = fault_of(check, rule, statement, SIZE_MAX);
    int value = statement_column(statement, "value");
    struct finding finding = {.column = rule->fields[0]};
    if (value >= 0) {
        finding.value = check_shown(check->arena, statement_text(statement, value));
    }
    check_add_file(check, &fault, check_first_file(check), &finding);
}

/* The row that the SELECT's row names; SIZE_MAX: none. */
static size_t named_row(const struct selection *selection) {
    if (selection->row_number < 0) {
        return selection->key_count > 0 ? find_row(selection) : SIZE_MAX;
    }
    int64_t number = statement_integer(selection->statement, selection->row_number);
    bool is_row = number > 0 && (uint64_t)number <= selection->check->table->row_count;
    return is_row ? (size_t)number - 1 : SIZE_MAX;
}

static void add_selected(struct selection *selection) {
    size_t row = named_row(selection);
    if (row == SIZE_MAX) {
        add_whole_table(selection->check, selection->rule, selection->statement);
    } else if (!selection->is_listed[row]) {
        selection->is_listed[row] = true;
        add_record(selection->check, selection->rule, selection->statement, row);
    }
}

/* The result column "rowid"; or those of the primary key, all of its fields or none. */
static bool find_key(struct diag *diag, const struct schema *schema, const struct rule *rule,
                     const struct statement *statement, struct selection *selection) {
    selection->row_number = statement_column(statement, "rowid");
    if (selection->row_number >= 0) {
        return true;
    }
    struct arena *scratch = arena_new();
    struct text missing = TEXT_NONE;
    for (size_t i = 0; i < schema->primary_key_count && i < KEY_LIMIT; i++) {
        struct text name = schema->fields[schema->primary_key[i]].name;
        int column = statement_column(statement, text_c(scratch, name));
        missing = column < 0 ? name : missing;
        selection->key[selection->key_count] = column;
        selection->key_count += column >= 0;
    }
    arena_free(scratch);
    if (selection->key_count > 0 && missing.length > 0) {
        DIAG_REPORT(diag, VA004, &rule->fails->place, missing);
        return false;
    }
    return true;
}

static bool check_selection(struct check *check, struct database *database,
                            const struct rule *rule) {
    struct diag *aside = diag_new(check->arena);
    size_t count_before = check->count;
    struct selection selection = {.check = check, .rule = rule};
    selection.statement = statement_prepare(database, aside, rule->fails);
    if (selection.statement == NULL ||
        !find_key(aside, check->schema, rule, selection.statement, &selection)) {
        return not_checked(check, rule, aside, count_before);
    }
    struct arena *scratch = arena_new();
    selection.is_listed = ARENA_ARRAY(scratch, bool, check->table->row_count + 1);
    int step;
    bind_day(check, selection.statement);
    while ((step = statement_step(selection.statement, aside)) == 1) {
        add_selected(&selection);
    }
    arena_free(scratch);
    return step == 0 || not_checked(check, rule, aside, count_before);
}

bool check_rules(struct check *check, struct database *database) {
    bool holds = check_expressions(check, database);
    for (size_t i = 0; i < check->rule_count; i++) {
        if (check->rules[i]->fails != NULL) {
            holds = check_selection(check, database, check->rules[i]) && holds;
        }
    }
    return holds;
}

/* ---- before any data is read ---- */

static void report_unknown_name(struct diag *diag, const struct rule *rule,
                                const struct node *words, size_t offset, struct text name) {
    struct arena *scratch = arena_new();
    struct text *names = ARENA_ARRAY(scratch, struct text, rule->table->field_count);
    for (size_t i = 0; i < rule->table->field_count; i++) {
        names[i] = rule->table->fields[i].name;
    }
    struct place place = node_place_at(words, offset);
    place.length = (uint32_t)name.length;
    DIAG_REPORT(diag, DF012, &place, name, rule->table->name);
    diag_did_you_mean(diag, name, names, rule->table->field_count);
    arena_free(scratch);
}

/* What a message or a remedy names must be there to be filled in; `words` is NULL where it is
 * missing, which was reported. */
static void check_names(struct diag *diag, const struct rule *rule,
                        const struct statement *statement, const struct node *words) {
    struct text rest = words != NULL ? words->text : TEXT_NONE;
    struct arena *scratch = arena_new();
    while (text_find(rest, '{') < rest.length) {
        rest = text_slice(rest, text_find(rest, '{') + 1, rest.length);
        struct text name = text_slice(rest, 0, text_find(rest, '}'));
        if (schema_field(rule->table, name) == SIZE_MAX &&
            (rule->fails == NULL || statement_column(statement, text_c(scratch, name)) < 0)) {
            report_unknown_name(diag, rule, words, words->text.length - rest.length, name);
        }
    }
    arena_free(scratch);
}

/* A rule whose keys have faults is judged as far as it could be read. */
static void check_rule(struct diag *diag, struct database *database, const struct rule *rule) {
    struct selection selection = {.key_count = 0};
    if (rule->table == NULL || (rule->fails == NULL && rule->fails_when == NULL)) {
        return;
    }
    struct statement *statement =
        rule->fails != NULL
            ? statement_prepare(database, diag, rule->fails)
            : statement_prepare_scan(database, diag, rule->table->name, &rule->fails_when, 1);
    if (statement == NULL) {
        return;
    }
    const struct node *sql = rule->fails != NULL ? rule->fails : rule->fails_when;
    if (statement_bind_day(statement, ":from", 0) || statement_bind_day(statement, ":to", 0)) {
        DIAG_REPORT(diag, DF009, &sql->place, TEXT(":from or :to"),
                    TEXT("a parameter of rules, which have :as_at alone"));
    }
    if (rule->fails != NULL) {
        find_key(diag, rule->table, rule, statement, &selection);
    }
    check_names(diag, rule, statement, node_get(rule->root, "message"));
    check_names(diag, rule, statement, node_get(rule->root, "remedy"));
}

static bool is_taken_over(const struct rule_set *set, const struct rule *rule) {
    for (size_t i = 0; i < set->extends_count; i++) {
        const struct rule_set *earlier = set->extends[i];
        for (size_t at = 0; at < earlier->rule_count; at++) {
            if (earlier->rules[at] == rule) {
                return true;
            }
        }
    }
    return false;
}

bool rules_check(struct diag *diag, const struct catalogue *catalogue,
                 const struct calendar *calendar) {
    struct arena *scratch = arena_new();
    size_t faults_before = diag_count(diag, DIAG_ERROR);
    struct database *database = database_open(scratch, diag, NULL, NULL, catalogue, calendar);
    for (size_t i = 0; i < catalogue->rule_set_count && database != NULL; i++) {
        const struct rule_set *set = catalogue->rule_sets[i];
        for (size_t at = 0; at < set->rule_count; at++) {
            if (!is_taken_over(set, set->rules[at])) {
                check_rule(diag, database, set->rules[at]);
            }
        }
    }
    for (size_t i = 0; i < catalogue->schema_count && database != NULL; i++) {
        teams_check(diag, database, catalogue->schemas[i]);
    }
    arena_free(scratch);
    return diag_count(diag, DIAG_ERROR) == faults_before;
}
