/* SQLite's side of an extract table: connect, plan, and cursors that walk the
 * codes of the columns. Rows come in their order in the extract, whether they
 * are scanned or looked up. Memory that SQLite hands back to us is SQLite's
 * own (sqlite3_malloc), as its tables and cursors come and go with statements. */
#include "virtual_table.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "functions.h"
#include "plan.h"

struct extract_table {
    sqlite3_vtab base; /* first: SQLite sees only this */
    struct source *source;
    struct plan *plans;
    int plan_count;
    struct cursor *spare; /* closed, and not yet wanted again: a subquery opens one a row */
};

/* A taken constraint at work. Where a column has few values, each is judged once. */
struct row_filter {
    const struct column *column;
    struct predicate predicate;
    uint8_t *verdicts; /* one a code: VERDICT_OPEN until asked for; NULL: judge each row */
};
enum { VERDICT_OPEN, VERDICT_OUT, VERDICT_IN };

struct cursor {
    sqlite3_vtab_cursor base;
    struct source *source;
    const uint32_t *rows; /* of an index; NULL: every row */
    size_t position;
    size_t end;
    struct row_filter filters[PLAN_TERM_LIMIT];
    int filter_count;
    char *texts; /* the operands' texts, one after the other */
    size_t texts_size;
};

static const char *declared_type(enum column_class class) {
    switch (class) {
    case CLASS_INTEGER:
        return "INTEGER";
    case CLASS_REAL:
        return "REAL";
    default:
        return "TEXT";
    }
}

static int declare(sqlite3 *handle, const struct source *source) {
    sqlite3_str *words = sqlite3_str_new(handle);
    for (size_t i = 0; i < source->column_count; i++) {
        const struct source_column *column = &source->columns[i];
        char *name = sqlite3_mprintf("%.*s", TEXT_ARG(column->name));
        sqlite3_str_appendf(words, "%s\"%w\" %s", i == 0 ? "CREATE TABLE x(" : ", ", name,
                            declared_type(column->class));
        sqlite3_free(name);
    }
    sqlite3_str_appendall(words, ")");
    char *statement = sqlite3_str_finish(words);
    source->database->is_declaring = true;
    int code = statement == NULL ? SQLITE_NOMEM : sqlite3_declare_vtab(handle, statement);
    source->database->is_declaring = false;
    sqlite3_free(statement);
    return code;
}

static int connect_table(sqlite3 *handle, void *source, int argument_count,
                         const char *const *arguments, sqlite3_vtab **made, char **message) {
    (void)argument_count;
    (void)arguments;
    (void)message;
    int code = declare(handle, source);
    struct extract_table *table = sqlite3_malloc64(sizeof *table);
    if (code != SQLITE_OK || table == NULL) {
        sqlite3_free(table);
        return code == SQLITE_OK ? SQLITE_NOMEM : code;
    }
    *table = (struct extract_table){.source = source};
    *made = &table->base;
    return SQLITE_OK;
}

static void free_cursor(struct cursor *cursor) {
    if (cursor != NULL) {
        sqlite3_free(cursor->texts);
        sqlite3_free(cursor);
    }
}

static int disconnect_table(sqlite3_vtab *base) {
    struct extract_table *table = (struct extract_table *)base;
    free_cursor(table->spare);
    sqlite3_free(table->plans);
    sqlite3_free(table);
    return SQLITE_OK;
}

/* The number of a plan among the table's, where it is put if it is new; -1 without memory. */
static int number_of(struct extract_table *table, const struct plan *plan) {
    for (int i = 0; i < table->plan_count; i++) {
        if (plan_equal(&table->plans[i], plan)) {
            return i;
        }
    }
    size_t size = ((size_t)table->plan_count + 1) * sizeof *plan;
    struct plan *plans = sqlite3_realloc64(table->plans, size);
    if (plans == NULL) {
        return -1;
    }
    table->plans = plans;
    plans[table->plan_count] = *plan;
    return table->plan_count++;
}

static int choose_plan(sqlite3_vtab *base, sqlite3_index_info *info) {
    struct extract_table *table = (struct extract_table *)base;
    struct plan plan = plan_choose(table->source, info);
    info->idxNum = number_of(table, &plan);
    return info->idxNum < 0 ? SQLITE_NOMEM : SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *base, sqlite3_vtab_cursor **made) {
    struct extract_table *table = (struct extract_table *)base;
    struct cursor *cursor = table->spare;
    table->spare = NULL;
    if (cursor == NULL) {
        cursor = sqlite3_malloc64(sizeof *cursor);
        if (cursor == NULL) {
            return SQLITE_NOMEM;
        }
        cursor->texts = NULL;
        cursor->texts_size = 0;
    }
    cursor->source = table->source;
    cursor->filter_count = 0;
    *made = &cursor->base;
    return SQLITE_OK;
}

static void drop_filters(struct cursor *cursor) {
    for (int i = 0; i < cursor->filter_count; i++) {
        sqlite3_free(cursor->filters[i].verdicts);
    }
    cursor->filter_count = 0;
}

static int close_cursor(sqlite3_vtab_cursor *base) {
    struct cursor *cursor = (struct cursor *)base;
    struct extract_table *table = (struct extract_table *)base->pVtab;
    drop_filters(cursor);
    if (table->spare == NULL) {
        table->spare = cursor;
    } else {
        free_cursor(cursor);
    }
    return SQLITE_OK;
}

/* The value of a code, in `made` unless it is there already: a look at each cell copies none. */
static const struct value *value_of(const struct column *column, uint32_t code,
                                    struct value *made) {
    if (column->values != NULL) {
        return &column->values[code];
    }
    *made = column_value(column, code);
    return made;
}

static bool judge_code(const struct row_filter *filter, uint32_t code) {
    struct value made;
    return predicate_holds(&filter->predicate, value_of(filter->column, code, &made));
}

static bool filter_lets_through(struct row_filter *filter, size_t row) {
    uint32_t code = column_code(filter->column, row);
    if (filter->verdicts == NULL) {
        return judge_code(filter, code);
    }
    if (filter->verdicts[code] == VERDICT_OPEN) {
        filter->verdicts[code] = judge_code(filter, code) ? VERDICT_IN : VERDICT_OUT;
    }
    return filter->verdicts[code] == VERDICT_IN;
}

static size_t current_row(const struct cursor *cursor) {
    return cursor->rows == NULL ? cursor->position : cursor->rows[cursor->position];
}

static bool is_wanted(struct cursor *cursor, size_t row) {
    for (int i = 0; i < cursor->filter_count; i++) {
        if (!filter_lets_through(&cursor->filters[i], row)) {
            return false;
        }
    }
    return true;
}

/* Moves on to the next row that every filter lets through, if this one is not. Rows passed over
 * count as work, so that a scan inside a scan ends like any other overlong statement. */
static int settle(struct cursor *cursor) {
    if (cursor->filter_count == 0) {
        return SQLITE_OK;
    }
    size_t start = cursor->position;
    while (cursor->position < cursor->end && !is_wanted(cursor, current_row(cursor))) {
        cursor->position++;
    }
    int64_t passed = (int64_t)(cursor->position - start);
    return database_spend(cursor->source->database, passed) ? SQLITE_OK : SQLITE_INTERRUPT;
}

/* Copies the operands' texts: they are SQLite's, and ours only until xFilter returns. */
static int keep_texts(struct cursor *cursor) {
    size_t size = 0;
    for (int i = 0; i < cursor->filter_count; i++) {
        size += cursor->filters[i].predicate.text.length;
    }
    if (size > cursor->texts_size) {
        char *texts = sqlite3_realloc64(cursor->texts, size);
        if (texts == NULL) {
            return SQLITE_NOMEM;
        }
        cursor->texts = texts;
        cursor->texts_size = size;
    }
    size_t used = 0;
    for (int i = 0; i < cursor->filter_count; i++) {
        struct text *text = &cursor->filters[i].predicate.text;
        if (text->length > 0) {
            memcpy(cursor->texts + used, text->bytes, text->length);
            text->bytes = cursor->texts + used;
            used += text->length;
        }
    }
    return SQLITE_OK;
}

static int judge_alike(struct cursor *cursor, struct row_filter *filter, uint32_t value_count,
                       sqlite3_value *operand) {
    for (uint32_t code = 0; code < value_count; code++) {
        struct value value = column_value(filter->column, code);
        int is_alike = value.kind == VALUE_NULL
                           ? 0
                           : predicate_is_alike(cursor->source->database, operand, value.text);
        if (is_alike < 0) {
            return SQLITE_ERROR;
        }
        filter->verdicts[code] = is_alike ? VERDICT_IN : VERDICT_OUT;
    }
    return SQLITE_OK;
}

/* Adds a filter for one taken constraint. Verdicts are worth their zeros only where rows are many
 * beside the values. */
static int add_filter(struct cursor *cursor, const struct plan_term *term, sqlite3_value *operand) {
    const struct source *source = cursor->source;
    const struct column *column = &source->table->columns[term->column];
    struct row_filter *filter = &cursor->filters[cursor->filter_count++];
    *filter = (struct row_filter){.column = column};
    filter->predicate =
        predicate_of(term->comparison, source->columns[term->column].class, operand);
    bool is_undecided = filter->predicate.kind == OPERAND_UNDECIDED;
    bool is_undecided_element = is_undecided && term->comparison == COMPARE_EQUAL_IN;
    if (is_undecided && term->is_final && !is_undecided_element) {
        source->database->met_number = true;
        return SQLITE_ERROR;
    }
    if (!is_undecided_element && (cursor->end - cursor->position) / 2 < column->value_count) {
        return SQLITE_OK;
    }
    filter->verdicts = sqlite3_malloc64(column->value_count);
    if (filter->verdicts == NULL) {
        return SQLITE_NOMEM;
    }
    memset(filter->verdicts, VERDICT_OPEN, column->value_count);
    return is_undecided_element ? judge_alike(cursor, filter, column->value_count, operand)
                                : SQLITE_OK;
}

/* Narrows the cursor to the rows that hold the operand. False: look-up cannot say; scan. */
static bool look_up(struct cursor *cursor, const struct plan_term *term, sqlite3_value *operand) {
    const struct source *source = cursor->source;
    enum column_class class = source->columns[term->column].class;
    struct predicate predicate = predicate_of(term->comparison, class, operand);
    if (predicate.kind == OPERAND_UNDECIDED) {
        return false;
    }
    struct value key;
    cursor->end = 0;
    if (!predicate_key(&predicate, class, &key)) {
        return true;
    }
    size_t column = (size_t)term->column;
    uint32_t group = table_index_find(source->indexes, column, &key);
    if (group != UINT32_MAX) {
        const struct column_index *index = table_index(source->indexes, column);
        cursor->rows = index->rows;
        cursor->position = index->starts[group];
        cursor->end = index->starts[group + 1];
    }
    return true;
}

/* Narrows the cursor to the row of a number; what is no whole number is left to SQLite. */
static void look_up_row(struct cursor *cursor, sqlite3_value *operand) {
    if (sqlite3_value_type(operand) == SQLITE_INTEGER) {
        sqlite3_int64 row = sqlite3_value_int64(operand);
        bool is_there = row >= 1 && (uint64_t)row <= cursor->end;
        cursor->position = is_there ? (size_t)row - 1 : 0;
        cursor->end = is_there ? (size_t)row : 0;
    }
}

static int begin_rows(sqlite3_vtab_cursor *base, int number, const char *unused, int operand_count,
                      sqlite3_value **operands) {
    (void)unused;
    struct cursor *cursor = (struct cursor *)base;
    const struct plan *plan = &((struct extract_table *)base->pVtab)->plans[number];
    drop_filters(cursor);
    cursor->rows = NULL;
    cursor->position = 0;
    cursor->end = cursor->source->row_count;
    if (plan->is_one_row) {
        look_up_row(cursor, operands[0]);
        return SQLITE_OK;
    }
    int first = cursor->end > 0 && plan->has_index && look_up(cursor, &plan->terms[0], operands[0]);
    int code = SQLITE_OK;
    for (int i = first; code == SQLITE_OK && i < operand_count && cursor->position < cursor->end;
         i++) {
        code = add_filter(cursor, &plan->terms[i], operands[i]);
    }
    if (code == SQLITE_OK) {
        code = keep_texts(cursor);
    }
    return code == SQLITE_OK ? settle(cursor) : code;
}

static int next_row(sqlite3_vtab_cursor *base) {
    struct cursor *cursor = (struct cursor *)base;
    cursor->position++;
    return settle(cursor);
}

static int is_at_end(sqlite3_vtab_cursor *base) {
    const struct cursor *cursor = (const struct cursor *)base;
    return cursor->position >= cursor->end;
}

static void give_number(sqlite3_context *context, enum column_class class,
                        const struct value *value) {
    if (value->kind == VALUE_INTEGER && class != CLASS_REAL) {
        sqlite3_result_int64(context, value->integer);
    } else if (value->kind == VALUE_INTEGER) {
        sqlite3_result_double(context, (double)value->integer);
    } else {
        sqlite3_result_double(context, value->number + 0.0);
    }
}

static int give_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int at) {
    const struct cursor *cursor = (const struct cursor *)base;
    const struct column *column = &cursor->source->table->columns[at];
    struct value made;
    const struct value *value = value_of(column, column_code(column, current_row(cursor)), &made);
    switch (value->kind) {
    case VALUE_NULL: /* which the result is until it is set */
        break;
    case VALUE_TEXT:
    case VALUE_DAY:
        sqlite3_result_text(context, value->text.bytes, (int)value->text.length, SQLITE_STATIC);
        break;
    default:
        give_number(context, cursor->source->columns[at].class, value);
    }
    return SQLITE_OK;
}

/* From 1, as a real table filled in the same order would have it. */
static int give_row_number(sqlite3_vtab_cursor *base, sqlite3_int64 *row_number) {
    *row_number = (sqlite3_int64)current_row((const struct cursor *)base) + 1;
    return SQLITE_OK;
}

/* Days asked of one of our columns are ours to judge. */
static int find_function(sqlite3_vtab *base, int argument_count, const char *name,
                         void (**body)(sqlite3_context *, int, sqlite3_value **), void **argument) {
    (void)base;
    if (argument_count != 2 || sqlite3_stricmp(name, IN_DAYS) != 0) {
        return 0;
    }
    *body = functions_in_days;
    *argument = NULL;
    return IN_DAYS_CONSTRAINT;
}

/* Without xCreate a module's table exists as soon as it is named: nothing is created. */
static const sqlite3_module module = {
    .xConnect = connect_table,
    .xBestIndex = choose_plan,
    .xDisconnect = disconnect_table,
    .xOpen = open_cursor,
    .xClose = close_cursor,
    .xFilter = begin_rows,
    .xNext = next_row,
    .xEof = is_at_end,
    .xColumn = give_column,
    .xRowid = give_row_number,
    .xFindFunction = find_function,
};

int virtual_table_register(struct source *source) {
    return sqlite3_create_module_v2(source->database->handle, source->name, &module, source, NULL);
}
