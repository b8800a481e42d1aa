/* The checks of an extract: one job a table, each listing into an arena of its
 * own; then the lists are sorted by file, row, column and rule and joined in
 * the order of the tables, so that nothing depends on the threads. */
#include "check.h"
#include "quick.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/jobs.h"
#include "unchecked.h"

enum { SHOWN_LIMIT = 100 };

struct text check_shown(struct arena *arena, struct text raw) {
    struct buffer shown = buffer_new(arena);
    uint32_t code_point;
    size_t count = 0;
    while (count < SHOWN_LIMIT && utf8_next(&raw, &code_point)) {
        buffer_add_code_point(&shown, code_point == 0 ? 0xFFFD : code_point);
        count++;
    }
    buffer_add_c(&shown, raw.length > 0 ? "\xE2\x80\xA6" : "");
    return buffer_text(&shown);
}

static struct listed_finding *new_item(struct check *check) {
    ARENA_MAKE_ROOM(check->arena, check->items, check->count, check->capacity, 16);
    struct listed_finding *item = &check->items[check->count];
    *item = (struct listed_finding){.row_at = SIZE_MAX, .sequence = check->count++};
    return item;
}

/* The file that a row of the table came from: a table's files are read one after another. */
static size_t file_of_row(const struct check *check, size_t row) {
    const struct extract *extract = check->extract;
    size_t before = 0, last = 0;
    for (size_t i = 0; i < extract->file_count; i++) {
        if (extract->files[i].table != check->table_at) {
            continue;
        }
        last = i;
        before += extract->files[i].records_kept;
        if (row < before) {
            break;
        }
    }
    return last;
}

size_t check_first_file(const struct check *check) {
    size_t file = 0;
    while (file < check->extract->file_count &&
           check->extract->files[file].table != check->table_at) {
        file++;
    }
    return file;
}

/* A record without a key is told by its values. */
static struct text values_of(const struct check *check, size_t row) {
    struct buffer values = buffer_new(check->arena);
    for (size_t i = 0; i < check->table->column_count; i++) {
        struct text raw = table_raw(check->table, i, row);
        if (raw.length > 0) {
            buffer_add_c(&values, values.length > 0 ? ", " : "");
            buffer_add(&values, raw);
        }
    }
    struct text shown = check_shown(check->arena, buffer_text(&values));
    return text_format(check->arena, "(no key) %.*s", TEXT_ARG(shown));
}

static struct text record_name(const struct check *check, size_t row) {
    struct buffer key = buffer_new(check->arena);
    bool is_blank = true;
    for (size_t i = 0; i < check->schema->named_by_count; i++) {
        const struct field *part = &check->schema->fields[check->schema->named_by[i]];
        size_t column = table_column(check->table, part->name);
        buffer_add_c(&key, i > 0 ? "/" : "");
        if (column != SIZE_MAX) {
            struct text raw = table_raw(check->table, column, row);
            is_blank = is_blank && raw.length == 0;
            buffer_add(&key, check_shown(check->arena, raw));
        }
    }
    return is_blank ? values_of(check, row) : buffer_text(&key);
}

static void put_fault(struct finding *finding, const struct check *check,
                      const struct fault *fault) {
    finding->severity = fault->severity;
    finding->rule = fault->definition != NULL ? fault->definition->id : rule_name(fault->rule);
    finding->message = fault->message;
    finding->remedy = fault->remedy;
    finding->table = check->schema->name;
}

/* 0: none. */
static enum cell_mark mark_of(enum rule_id rule) {
    switch (rule) {
    case RULE_PATTERN:
    case RULE_CODES:
    case RULE_ENUM:
    case RULE_LENGTH:
        return CELL_ILL_WRITTEN;
    case RULE_REQUIRED:
    case RULE_TYPE:
    case RULE_PRIMARY_KEY:
    case RULE_MINIMUM:
    case RULE_MAXIMUM:
    case RULE_FOREIGN_KEY:
        return CELL_REFUSED;
    default:
        return 0;
    }
}

void check_mark(struct check *check, size_t column, size_t row, enum cell_mark mark) {
    if (check->marks == NULL || mark == 0) {
        return;
    }
    if (check->marks[column] == NULL) {
        check->marks[column] = ARENA_ARRAY(check->arena, uint8_t, check->table->row_count);
    }
    check->marks[column][row] |= (uint8_t)mark;
}

unsigned check_marks(const struct check *check, size_t column, size_t row) {
    bool has_marks = check->marks != NULL && check->marks[column] != NULL;
    return has_marks ? check->marks[column][row] : 0;
}

void check_add_cell(struct check *check, const struct fault *fault, size_t column, size_t row) {
    const struct column *cells = &check->table->columns[column];
    size_t file = file_of_row(check, row);
    struct listed_finding *item = new_item(check);
    struct finding *finding = &item->finding;
    item->file_at = file;
    item->column_at = column;
    item->row_at = row;
    if (fault->definition == NULL && fault->severity == FINDING_ERROR) {
        check_mark(check, column, row, mark_of(fault->rule));
    }
    put_fault(finding, check, fault);
    finding->file =
        file < check->extract->file_count ? check->extract->files[file].name : check->table->file;
    finding->row = table_file_row(check->table, row);
    finding->cell = table_cell_place(check->arena, check->table, column, row);
    finding->column = cells->name;
    finding->value = check_shown(check->arena, table_raw(check->table, column, row));
    finding->record = record_name(check, row);
}

void check_add_file(struct check *check, const struct fault *fault, size_t file,
                    const struct finding *finding) {
    struct listed_finding *item = new_item(check);
    item->file_at = file;
    item->finding = *finding;
    put_fault(&item->finding, check, fault);
    item->finding.file =
        file < check->extract->file_count ? check->extract->files[file].name : TEXT_NONE;
}

static enum rule_id rule_of_refusal(struct text name) {
    enum rule_id rule = RULE_UNREADABLE;
    while (rule < RULE_DUPLICATE_KEY && !text_equal(rule_name(rule), name)) {
        rule++;
    }
    return rule;
}

static struct text refusal_remedy(enum rule_id rule) {
    switch (rule) {
    case RULE_DUPLICATE_KEY:
        return TEXT("the record is not counted: find out which of the two is right, and extract "
                    "again");
    case RULE_REPEATED_HEADER:
        return TEXT("nothing to do, if two exports were meant to be joined in one file; else "
                    "export again");
    case RULE_UNREADABLE:
        return TEXT("the line is not counted: close or double the quote, or extract again");
    default:
        return TEXT("the record is not counted: look for a comma that is not quoted, and extract "
                    "again");
    }
}

/* A refused record is as it stands in the file: its place is its first cell. */
static void add_refused(struct check *check, size_t file, const struct refused_record *refused) {
    enum rule_id rule = rule_of_refusal(refused->rule);
    enum finding_severity severity = rule == RULE_REPEATED_HEADER ? FINDING_QUERY : FINDING_ERROR;
    struct fault fault = {rule, severity, refused->message, refusal_remedy(rule), NULL};
    struct text value = check_shown(check->arena, refused->value);
    struct finding finding = {.row = refused->row,
                              .cell = table_cell_name(check->arena, 0, refused->row),
                              .value = value,
                              .record = rule == RULE_DUPLICATE_KEY ? value : TEXT_NONE};
    check_add_file(check, &fault, file, &finding);
}

static void check_refused(struct check *check, size_t file) {
    const struct extract_file *records = &check->extract->files[file];
    for (size_t i = 0; i < records->refused_count; i++) {
        add_refused(check, file, &records->refused[i]);
    }
}

static void check_absent(struct check *check, size_t file) {
    const struct extract_file *columns = &check->extract->files[file];
    for (size_t i = 0; i < columns->absent_column_count; i++) {
        size_t at = schema_field(check->schema, columns->absent_columns[i]);
        if (at == SIZE_MAX || !check->schema->fields[at].is_required) {
            continue;
        }
        struct text name = check->schema->fields[at].name;
        struct fault fault = {
            .rule = RULE_REQUIRED_COLUMN,
            .severity = FINDING_ERROR,
            .message = text_format(check->arena, "the file has no column %.*s, which is required",
                                   TEXT_ARG(name)),
            .remedy =
                TEXT("add the column to the export; if it has another heading, add that to the "
                     "schema's aliases")};
        struct finding finding = {.column = name};
        check_add_file(check, &fault, file, &finding);
    }
}

static int compare_sizes(size_t a, size_t b) {
    return a < b ? -1 : a > b;
}

static int compare_listed(const void *left, const void *right) {
    const struct listed_finding *a = left, *b = right;
    int order = compare_sizes(a->file_at, b->file_at);
    order = order != 0 ? order : compare_sizes(a->finding.row, b->finding.row);
    order = order != 0 ? order : compare_sizes(a->column_at, b->column_at);
    order = order != 0 ? order : text_compare(a->finding.rule, b->finding.rule);
    return order != 0 ? order : compare_sizes(a->sequence, b->sequence);
}

/* What needs SQL: the rules, and whose the findings are. */
static void ask_database(struct check *check) {
    const struct validate_context *context = check->context;
    const struct schema *schema = check->schema;
    bool has_teams = check->count > 0 &&
                     (schema->team != NULL || schema->worker != NULL || schema->referral != NULL);
    if (check->rule_count == 0 && !has_teams) {
        return;
    }
    struct arena *scratch = arena_new();
    struct database *database =
        database_open(scratch, check->diag, &context->extract->dataset, context->indexes,
                      context->catalogue, context->calendar);
    if (database != NULL) {
        check_rules(check, database);
        check_teams(check, database);
    }
    arena_free(scratch);
}

static void check_table(void *context) {
    struct check *check = context;
    for (size_t i = 0; i < check->extract->file_count; i++) {
        if (check->extract->files[i].table == check->table_at) {
            check_refused(check, i);
            check_absent(check, i);
        }
    }
    check_fields(check);
    check_keys(check);
    ask_database(check);
    if (check->count > 0) {
        qsort(check->items, check->count, sizeof *check->items, compare_listed);
    }
}

static struct table_indexes *const *index_tables(struct arena *arena,
                                                 const struct validate_context *context) {
    size_t count = context->extract->dataset.table_count;
    struct table_indexes **indexes = ARENA_ARRAY(arena, struct table_indexes *, count);
    for (size_t i = 0; i < count; i++) {
        indexes[i] = shared_indexes_of(context->indexes, i);
    }
    return indexes;
}

static struct check *check_new(struct arena *arena, const struct validate_context *context,
                               size_t table, struct table_indexes *const *indexes) {
    const struct extract *extract = context->extract;
    struct check *check = ARENA_NEW(arena, struct check);
    *check = (struct check){.arena = arena_new_within(arena),
                            .context = context,
                            .extract = extract,
                            .table_at = table,
                            .table = extract->dataset.tables[table],
                            .schema = extract->schemas[table],
                            .indexes = indexes};
    check->diag = diag_new(check->arena);
    check->rules = ARENA_ARRAY(check->arena, const struct rule *, context->rule_count);
    if (check->schema->primary_key_count > 0) { /* without a key: judged by its rules alone */
        check->marks = ARENA_ARRAY(check->arena, uint8_t *, check->table->column_count);
    }
    check->unchecked = ARENA_NEW(check->arena, struct unchecked);
    check->unchecked->arena = check->arena;
    return check;
}

static struct check **checks_of(struct arena *arena, const struct validate_context *context,
                                size_t *count) {
    const struct dataset *dataset = &context->extract->dataset;
    struct table_indexes *const *indexes = index_tables(arena, context);
    struct check **checks = ARENA_ARRAY(arena, struct check *, dataset->table_count);
    *count = 0;
    for (size_t i = 0; i < dataset->table_count; i++) {
        if (dataset->is_supplied[i]) {
            checks[(*count)++] = check_new(arena, context, i, indexes);
        }
    }
    return checks;
}

/* The check of a rule's table; NULL: it was not supplied. */
static struct check *check_of(struct check *const *checks, size_t check_count,
                              const struct rule *rule) {
    for (size_t at = 0; at < check_count; at++) {
        if (text_equal(rule->table->name, checks[at]->schema->name)) {
            return checks[at];
        }
    }
    return NULL;
}

static void give_rules(struct diag *diag, struct unchecked *unchecked,
                       const struct validate_context *context, struct check *const *checks,
                       size_t check_count) {
    for (size_t i = 0; i < context->rule_count; i++) {
        const struct rule *rule = context->rules[i];
        struct check *check = check_of(checks, check_count, rule);
        if (check != NULL && !unchecked_add(unchecked, check, rule)) {
            check->rules[check->rule_count++] = rule;
        }
    }
    unchecked_report(unchecked, diag);
    for (size_t i = 0; i < context->rule_count; i++) { /* the summary names the tables */
        const struct rule *rule = context->rules[i];
        if (check_of(checks, check_count, rule) == NULL) {
            unchecked_note(unchecked, rule->id,
                           text_format(unchecked->arena, "%.*s was not supplied",
                                       TEXT_ARG(rule->table->name)));
        }
    }
}

void findings_count(struct findings *findings) {
    findings->error_count = findings->query_count = findings->waived_count = 0;
    findings->new_count = findings->open_count = 0;
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *item = &findings->items[i];
        bool counts = item->waived.length == 0;
        findings->waived_count += !counts;
        findings->error_count += counts && item->severity == FINDING_ERROR;
        findings->query_count += counts && item->severity == FINDING_QUERY;
        findings->new_count += counts && item->since == FINDING_NEW;
        findings->open_count += counts && item->since == FINDING_STILL_OPEN;
    }
}

/* Lists joined in the order of the tables. */
static struct findings *join(struct arena *arena, struct check *const *checks, size_t check_count,
                             struct unchecked *unchecked) {
    struct findings *findings = ARENA_NEW(arena, struct findings);
    for (size_t i = 0; i < check_count; i++) {
        findings->count += checks[i]->count;
    }
    findings->items = ARENA_ARRAY(arena, struct finding, findings->count);
    size_t at = 0;
    for (size_t i = 0; i < check_count; i++) {
        for (size_t j = 0; j < checks[i]->count; j++) {
            findings->items[at++] = checks[i]->items[j].finding;
        }
        for (size_t j = 0; j < checks[i]->unchecked->count; j++) {
            const struct unchecked_rule *rule = &checks[i]->unchecked->items[j];
            unchecked_note(unchecked, rule->rule, rule->why);
        }
    }
    findings->unchecked = unchecked->items;
    findings->unchecked_count = unchecked->count;
    findings_count(findings);
    return findings;
}

/* A guess at the work of a check: a rule costs a row about as much as all of its fields do. */
static size_t work_of(const struct check *check) {
    return check->table->row_count * (check->rule_count + 1);
}

static int compare_work(const void *left, const void *right) {
    const struct check *const *a = left, *const *b = right;
    int order = compare_sizes(work_of(*b), work_of(*a));
    return order != 0 ? order : compare_sizes((*a)->table_at, (*b)->table_at);
}

/* Those with the most work first, so that no thread is left alone with one at the end. */
static void run_checks(struct arena *arena, unsigned thread_count, struct check *const *checks,
                       size_t count) {
    void **ordered = ARENA_ARRAY(arena, void *, count + 1);
    for (size_t i = 0; i < count; i++) {
        ordered[i] = checks[i];
    }
    if (count > 0) {
        qsort(ordered, count, sizeof *ordered, compare_work);
    }
    quick_look(checks, count, thread_count);
    jobs_run(thread_count, check_table, ordered, count);
}

struct findings *validate_extract(struct arena *arena, struct diag *diag,
                                  const struct validate_context *context) {
    size_t count;
    struct unchecked unchecked = {.arena = arena};
    struct check **checks = checks_of(arena, context, &count);
    give_rules(diag, &unchecked, context, checks, count);
    run_checks(arena, context->thread_count, checks, count);
    for (size_t i = 0; i < count; i++) {
        diag_join(diag, checks[i]->diag);
    }
    return join(arena, checks, count, &unchecked);
}
