/* The rows of a measure's SELECT. A row is an event (it has a date), a span
 * (opened, closed), or a record that the SELECT itself has already chosen. */
#ifndef MEASURE_RECORDS_H
#define MEASURE_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "define/measure_definition.h"
#include "define/node.h"
#include "measure/window.h"
#include "sql/database.h"

struct arena;
struct dictionary;

enum { SUM_DECIMALS = 3 }; /* of the values of a sum */

enum record_shape { RECORDS_EVENTS, RECORDS_SPANS, RECORDS_CHOSEN };

enum record_column {
    COLUMN_RECORD,
    COLUMN_CHILD,
    COLUMN_DATE,
    COLUMN_OPENED,
    COLUMN_CLOSED,
    COLUMN_TEAM,
    COLUMN_WORKER,
    COLUMN_MET,
    COLUMN_VALUE,
    COLUMN_CATEGORY,
    COLUMN_EXCLUDED,
    RECORD_COLUMN_COUNT
};

struct record_source {
    const struct measure_definition *measure;
    struct database *database;
    struct statement *statement;
    bool is_narrowed; /* see record_source_narrow */
    enum record_shape shape;
    int columns[RECORD_COLUMN_COUNT]; /* position in the result, or -1 */
    int details[DETAIL_LIMIT];        /* likewise, of the measure's own */
    bool keeps_details;               /* for lists of records; false after opening */
    bool keeps_people;                /* children and workers, for breakdowns; likewise */
    bool watches_repeats; /* its SELECT may give a record twice, which would be counted twice */
};

struct record_row {
    day_number first; /* an event's date, or the day that a span opened; DAY_NONE: not known */
    day_number last;  /* the day that a span closed; DAY_NONE: open */
    uint32_t child, team, worker, category; /* codes; 0: none */
    uint32_t key; /* what is counted once: the child, or the record; 0: it cannot be counted so */
    bool is_met, is_excluded, has_value;
    int64_t value; /* of a sum in thousandths */
};

/* What a list shows of a record beside what is counted: codes of `details`; 0: none. */
struct record_detail {
    uint32_t record, excluded;
    uint32_t shown[DETAIL_LIMIT]; /* the measure's own */
};

struct records {
    enum record_shape shape;
    bool has_team, can_exclude;
    struct dictionary *children, *teams, *workers, *categories, *keys;
    struct record_row *rows;
    struct dictionary *details;
    struct record_detail *row_details; /* one a row, or NULL where they are not kept */
    size_t count, capacity;
    size_t undated_count;
    size_t childless_count; /* of a count of children: records without a child, not left out */
};

/* Prepares a measure's SELECT and checks that it gives the columns that the measure's unit needs
 * (SQ004), and no others (SQ005). */
bool record_source_open(struct diag *diag, struct database *database,
                        const struct measure_definition *measure, struct record_source *source);
/* Leaves what counting does not look at, by what is set to be kept, to be passed over in the
 * tables: columns that are not read, and days that are in none of the windows. */
void record_source_narrow(struct record_source *source);
/* Reads the rows that may count in one of the windows, with the first of them bound to :from, :to
 * and :as_at where the SELECT names them; all rows of a source that is not narrowed. False after
 * reports, such as ME014: a record that comes twice would be counted twice. */
bool record_source_read(struct arena *arena, struct diag *diag, struct record_source *source,
                        const struct window *windows, size_t window_count, struct records *records);
/* Whether a measure counts keys, each once, instead of rows. */
static inline bool records_are_distinct(const struct measure_definition *measure) {
    return measure->counts_children || measure->counts_distinct;
}
/* Whether a row counts in a window. */
static inline bool record_is_in(const struct records *records, const struct record_row *row,
                                const struct window *window) {
    switch (records->shape) {
    case RECORDS_EVENTS:
        return row->first != DAY_NONE && row->first >= window->first && row->first <= window->last;
    case RECORDS_SPANS:
        return row->first != DAY_NONE && row->first <= window->as_at &&
               (row->last == DAY_NONE || row->last > window->as_at);
    default:
        return true;
    }
}

#endif
