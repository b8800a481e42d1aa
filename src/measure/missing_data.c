/* Lacking tables and columns, each reported once. Names of columns begin with
 * their table's prefix, so that a word in a SELECT tells which is meant. */
#include "missing_data.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/decimal.h"
#include "needed_tables.h"
#include "table/dictionary.h"

struct search {
    struct arena *arena;
    struct diag *diag;
    const struct measure_context *context;
    const struct measure_definition *const *measures;
    size_t measure_count;
    bool *lacks;
};

enum { READABLE_SHARE = 50 }; /* one cell in so many may be lost */

/* A table, or a column of it, that is not there. */
struct gap {
    const struct table *table;
    const struct column *column; /* NULL: the whole table */
};

static bool is_needed(const struct measure_definition *measure, const struct gap *gap) {
    if (gap->column == NULL) {
        return needed_tables_has(measure, gap->table->name);
    }
    return needed_tables_names(measure, gap->table->name) &&
           needed_tables_has(measure, gap->column->name);
}

/* The ids of the measures for which `holds` is true, joined; empty: none. */
static struct text join_measures(const struct search *search, const struct gap *gap,
                                 bool (*holds)(const struct measure_definition *,
                                               const struct gap *)) {
    struct buffer ids = buffer_new(search->arena);
    for (size_t i = 0; i < search->measure_count; i++) {
        if (holds(search->measures[i], gap)) {
            buffer_add_c(&ids, ids.length > 0 ? ", " : "");
            buffer_add(&ids, search->measures[i]->id);
        }
    }
    return buffer_text(&ids);
}

static void mark(const struct search *search, const struct gap *gap) {
    for (size_t i = 0; i < search->measure_count; i++) {
        search->lacks[i] = search->lacks[i] || is_needed(search->measures[i], gap);
    }
}

static struct text gap_words(const struct search *search, const struct gap *gap) {
    struct text table = gap->table->name;
    return gap->column == NULL ? text_format(search->arena, "table %.*s", TEXT_ARG(table))
                               : text_format(search->arena, "column %.*s of %.*s",
                                             TEXT_ARG(gap->column->name), TEXT_ARG(table));
}

static void report_gap(const struct search *search, const struct gap *gap) {
    struct text ids = join_measures(search, gap, is_needed);
    if (ids.length == 0) {
        return;
    }
    struct text words = gap_words(search, gap);
    struct place place = {.file = gap->column == NULL ? TEXT_NONE : gap->table->file};
    mark(search, gap);
    if (search->context->marks_missing_tables) {
        DIAG_REPORT(search->diag, ME006, &place, words, ids);
    } else if (gap->column == NULL) {
        DIAG_REPORT(search->diag, ME003, &place, words, ids);
    } else {
        DIAG_REPORT(search->diag, ME009, &place, words, ids, gap->column->name);
    }
}

static bool does_without(const struct measure_definition *measure, const struct gap *gap) {
    return needed_tables_names(measure, gap->table->name) && !is_needed(measure, gap);
}

static void report_done_without(const struct search *search, const struct gap *gap) {
    struct text ids = join_measures(search, gap, does_without);
    if (ids.length > 0) {
        DIAG_REPORT(search->diag, ME010, NULL, gap->table->name, ids);
    }
}

/* Whether a text that is no value means "blank" in this table. */
static bool is_missing_value(const struct schema *schema, struct text raw) {
    for (size_t i = 0; i < schema->missing_value_count; i++) {
        if (text_equal_ignoring_case(raw, schema->missing_values[i])) {
            return true;
        }
    }
    return raw.length == 0;
}

static const struct schema *schema_of(const struct search *search, const struct table *table) {
    const struct catalogue *catalogue = search->context->catalogue;
    for (size_t i = 0; i < catalogue->schema_count; i++) {
        if (text_equal(catalogue->schemas[i]->name, table->name)) {
            return catalogue->schemas[i];
        }
    }
    return NULL;
}

/* Cells of a column that hold something, and of those the ones that could not be decoded. */
struct cell_counts {
    size_t filled, lost;
};

enum code_state { CODE_READ, CODE_BLANK, CODE_LOST };

static bool judge_codes(const struct schema *schema, const struct column *column,
                        unsigned char *states) {
    bool is_any_lost = false;
    for (uint32_t code = 0; code < column->value_count; code++) {
        if (column_value(column, code).kind == VALUE_NULL) {
            bool is_blank = is_missing_value(schema, column_text(column, code));
            states[code] = is_blank ? CODE_BLANK : CODE_LOST;
            is_any_lost = is_any_lost || !is_blank;
        }
    }
    return is_any_lost;
}

static struct cell_counts count_cells(const struct schema *schema, const struct table *table,
                                      const struct column *column) {
    struct cell_counts counts = {0};
    struct arena *scratch = arena_new();
    unsigned char *states = ARENA_ARRAY(scratch, unsigned char, column->value_count);
    bool is_any_lost = judge_codes(schema, column, states);
    for (size_t row = 0; is_any_lost && row < table->row_count; row++) {
        enum code_state state = states[column_code(column, row)];
        counts.filled += state != CODE_BLANK;
        counts.lost += state == CODE_LOST;
    }
    arena_free(scratch);
    return counts;
}

/* Cells are counted before measures are asked, whose SELECTs would have to be searched for each
 * column: hardly any column has lost cells. */
static void report_lost_cells(const struct search *search, const struct schema *schema,
                              const struct gap *gap) {
    if (schema == NULL) {
        return;
    }
    struct cell_counts counts = count_cells(schema, gap->table, gap->column);
    if (counts.lost * READABLE_SHARE <= counts.filled) {
        return;
    }
    struct text ids = join_measures(search, gap, is_needed);
    if (ids.length == 0) {
        return;
    }
    struct text lost = decimal_words(search->arena, (struct decimal){(int64_t)counts.lost, 0});
    struct text filled = decimal_words(search->arena, (struct decimal){(int64_t)counts.filled, 0});
    struct place place = {.file = gap->table->file};
    mark(search, gap);
    if (search->context->marks_missing_tables) {
        DIAG_REPORT(search->diag, ME012, &place, lost, filled, gap_words(search, gap), ids);
    } else {
        DIAG_REPORT(search->diag, ME011, &place, lost, filled, gap_words(search, gap), ids);
    }
}

static void search_table(const struct search *search, const struct table *table, bool is_supplied) {
    struct gap whole = {.table = table};
    if (!is_supplied) {
        report_gap(search, &whole);
        report_done_without(search, &whole);
        return;
    }
    const struct schema *schema = schema_of(search, table);
    for (size_t i = 0; i < table->column_count; i++) {
        struct gap gap = {.table = table, .column = &table->columns[i]};
        if (table->columns[i].is_supplied) {
            report_lost_cells(search, schema, &gap);
        } else {
            report_gap(search, &gap);
        }
    }
}

void missing_data_report(struct arena *arena, struct diag *diag,
                         const struct measure_context *context,
                         const struct measure_definition *const *measures, size_t measure_count,
                         bool *lacks) {
    struct search search = {arena, diag, context, measures, measure_count, lacks};
    const struct dataset *dataset = context->dataset;
    for (size_t i = 0; i < dataset->table_count; i++) {
        search_table(&search, dataset->tables[i], dataset->is_supplied[i]);
    }
}
