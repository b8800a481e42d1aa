/* Reads the rows of a measure's SELECT into plain structs, so that one reading
 * serves every period asked. Refuses a SELECT whose columns have names that
 * mean nothing, or that lacks one which the measure's unit cannot do without. */
#include "records.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/decimal.h"
#include "needed_tables.h"
#include "table/dictionary.h"

/* Further than any day. */
enum { DAY_FIRST = INT32_MIN, DAY_LAST = INT32_MAX };

static const char *const column_names[RECORD_COLUMN_COUNT] = {
    "record", "child", "date",  "opened",   "closed",  "team",
    "worker", "met",   "value", "category", "excluded"};

static bool check_names(struct diag *diag, const struct record_source *source) {
    bool holds = true;
    for (int i = 0; i < statement_column_count(source->statement); i++) {
        struct text name = text_of(statement_column_name(source->statement, i));
        bool is_known = false;
        for (int column = 0; column < RECORD_COLUMN_COUNT; column++) {
            is_known = is_known || text_equal_c(name, column_names[column]);
        }
        for (size_t detail = 0; detail < source->measure->detail_count; detail++) {
            is_known = is_known || text_equal(name, source->measure->details[detail]);
        }
        if (!is_known) {
            DIAG_REPORT(diag, SQ005, &source->measure->records->place, name);
            holds = false;
        }
    }
    return holds;
}

static bool need(struct diag *diag, const struct record_source *source, enum record_column column,
                 const char *kind) {
    if (source->columns[column] >= 0) {
        return true;
    }
    DIAG_REPORT(diag, SQ004, &source->measure->records->place, text_of(column_names[column]),
                text_of(kind));
    return false;
}

/* Every detail that the definition names is a column. */
static bool check_details(struct diag *diag, const struct record_source *source) {
    bool holds = true;
    for (size_t i = 0; i < source->measure->detail_count; i++) {
        if (source->details[i] < 0) {
            DIAG_REPORT(diag, SQ004, &source->measure->records->place, source->measure->details[i],
                        TEXT("detailed"));
            holds = false;
        }
    }
    return holds;
}

static bool check_needs(struct diag *diag, const struct record_source *source) {
    const struct measure_definition *measure = source->measure;
    bool holds = need(diag, source, COLUMN_RECORD, "computed");
    if (measure->unit == MEASURE_PERCENT) {
        holds = need(diag, source, COLUMN_MET, "percent") && holds;
    }
    if (measure->unit == MEASURE_MIX || measure->unit == MEASURE_SUM) {
        holds = need(diag, source, COLUMN_CATEGORY, "mix or sum") && holds;
    }
    if (measure->unit == MEASURE_SUM) {
        holds = need(diag, source, COLUMN_VALUE, "sum") && holds;
    }
    if (measure->share.length > 0) {
        holds = need(diag, source, COLUMN_MET, "share-giving") && holds;
    }
    if (measure->unit == MEASURE_BANDS) {
        holds = need(diag, source, COLUMN_VALUE, "bands") && holds;
    }
    if (measure->apart_count > 0) {
        holds = need(diag, source, COLUMN_CATEGORY, "part-giving") && holds;
    }
    if (measure->counts_children) {
        holds = need(diag, source, COLUMN_CHILD, "children-counting") && holds;
    }
    if (measure->is_by_team) {
        holds = need(diag, source, COLUMN_TEAM, "team's") && holds;
    }
    if (measure->is_by_worker) {
        holds = need(diag, source, COLUMN_WORKER, "worker's") && holds;
    }
    if (source->columns[COLUMN_OPENED] >= 0) {
        holds = need(diag, source, COLUMN_CLOSED, "day's") && holds;
    }
    /* Without a day, and without a window named in the SELECT, every period would count alike. */
    bool has_day = measure->is_of_extract_day || source->shape != RECORDS_CHOSEN ||
                   statement_has_parameters(source->statement);
    return (has_day || need(diag, source, COLUMN_DATE, "period's")) && holds;
}

static int find_column(const struct statement *statement, struct text name) {
    for (int i = 0; i < statement_column_count(statement); i++) {
        if (text_equal_c(name, statement_column_name(statement, i))) {
            return i;
        }
    }
    return -1;
}

static void find_columns(struct record_source *source) {
    for (int column = 0; column < RECORD_COLUMN_COUNT; column++) {
        source->columns[column] = statement_column(source->statement, column_names[column]);
    }
    for (size_t i = 0; i < source->measure->detail_count; i++) {
        source->details[i] = find_column(source->statement, source->measure->details[i]);
    }
}

bool record_source_open(struct diag *diag, struct database *database,
                        const struct measure_definition *measure, struct record_source *source) {
    source->measure = measure;
    source->database = database;
    source->is_narrowed = false;
    source->keeps_details = source->keeps_people = false;
    source->watches_repeats = !measure->counts_distinct && needed_tables_joins(measure);
    source->statement = statement_prepare(database, diag, measure->records);
    if (source->statement == NULL) {
        return false;
    }
    find_columns(source);
    if (measure->team_from.length > 0 && !database_supplies(database, measure->team_from)) {
        source->columns[COLUMN_TEAM] = -1;
    }
    source->shape = source->columns[COLUMN_DATE] >= 0     ? RECORDS_EVENTS
                    : source->columns[COLUMN_OPENED] >= 0 ? RECORDS_SPANS
                                                          : RECORDS_CHOSEN;
    bool names_hold = check_names(diag, source);
    bool details_hold = check_details(diag, source);
    return check_needs(diag, source) && names_hold && details_hold;
}

static day_number read_day(const struct record_source *source, enum record_column column) {
    return source->columns[column] < 0 ? DAY_NONE
                                       : statement_day(source->statement, source->columns[column]);
}

/* ---- narrowing ---- */

static bool is_read(const struct record_source *source, enum record_column column) {
    bool keeps_all = source->keeps_details || source->keeps_people;
    switch (column) {
    case COLUMN_RECORD:
        return source->measure->counts_distinct || source->keeps_details || source->watches_repeats;
    case COLUMN_CHILD:
        return source->measure->counts_children || keeps_all || source->watches_repeats;
    case COLUMN_WORKER:
        return source->measure->is_by_worker || keeps_all;
    default:
        return true;
    }
}

static struct narrowing narrowing_of(const struct record_source *source) {
    struct narrowing narrowing = {.column_count = 0};
    for (int column = 0; column < RECORD_COLUMN_COUNT; column++) {
        if (source->columns[column] >= 0 && is_read(source, (enum record_column)column)) {
            narrowing.columns[narrowing.column_count++] = column_names[column];
        }
    }
    if (source->shape == RECORDS_EVENTS) {
        narrowing.day_columns[narrowing.day_column_count++] = column_names[COLUMN_DATE];
    } else if (source->shape == RECORDS_SPANS) {
        narrowing.day_columns[narrowing.day_column_count++] = column_names[COLUMN_OPENED];
        narrowing.day_columns[narrowing.day_column_count++] = column_names[COLUMN_CLOSED];
    }
    return narrowing;
}

void record_source_narrow(struct record_source *source) {
    struct narrowing narrowing = narrowing_of(source);
    if (narrowing.column_count == 0) { /* a count of records that the SELECT has chosen */
        narrowing.columns[narrowing.column_count++] = column_names[COLUMN_RECORD];
    }
    struct statement *statement =
        statement_prepare_narrowed(source->database, source->measure->records, &narrowing);
    if (statement == NULL) {
        return;
    }
    bool has_team = source->columns[COLUMN_TEAM] >= 0;
    source->statement = statement;
    source->is_narrowed = true;
    find_columns(source);
    source->columns[COLUMN_TEAM] = has_team ? source->columns[COLUMN_TEAM] : -1;
}

/* From the first day of any window to the last; of spans the days on which they are looked at. */
static struct window span_of(const struct record_source *source, const struct window *windows,
                             size_t window_count) {
    bool is_event = source->shape == RECORDS_EVENTS;
    struct window span = {DAY_LAST, DAY_FIRST, DAY_FIRST};
    for (size_t i = 0; i < window_count; i++) {
        day_number first = is_event ? windows[i].first : windows[i].as_at;
        day_number last = is_event ? windows[i].last : windows[i].as_at;
        span.first = first < span.first ? first : span.first;
        span.last = last > span.last ? last : span.last;
    }
    return span;
}

/* Of children the records without one are counted too, whatever their days. */
static void bind_days(const struct record_source *source, const struct window *windows,
                      size_t window_count) {
    bool has_all = source->measure->counts_children;
    struct window span = has_all ? (struct window){DAY_FIRST, DAY_LAST, DAY_LAST}
                                 : span_of(source, windows, window_count);
    if (source->shape == RECORDS_EVENTS) {
        statement_bind_days(source->statement, 0, span.first, span.last);
    } else if (source->shape == RECORDS_SPANS) {
        statement_bind_days(source->statement, 0, DAY_FIRST, span.last);
        statement_bind_days(source->statement, 1, has_all ? DAY_FIRST : span.first + 1, DAY_LAST);
    }
}

/* Of spans that were passed over for the day on which they closed, those that have none on which
 * they opened would not be told of: only what has no such day is let through. */
static bool count_undated(struct diag *diag, const struct record_source *source, size_t *count) {
    int step;
    *count = 0;
    statement_bind_days(source->statement, 0, DAY_LAST, DAY_FIRST);
    statement_bind_days(source->statement, 1, DAY_FIRST, DAY_LAST);
    while ((step = statement_step(source->statement, diag)) == 1) {
        *count += read_day(source, COLUMN_OPENED) == DAY_NONE;
    }
    return step == 0;
}

/* ---- rows ---- */

static struct record_row *next_row(struct arena *arena, const struct record_source *source,
                                   struct records *records) {
    if (records->count == records->capacity) {
        size_t before = records->capacity, capacity = before == 0 ? 1024 : 2 * before;
        records->rows = arena_resize(arena, records->rows, before * sizeof *records->rows,
                                     capacity * sizeof *records->rows);
        if (source->keeps_details) {
            records->row_details =
                arena_resize(arena, records->row_details, before * sizeof *records->row_details,
                             capacity * sizeof *records->row_details);
        }
        records->capacity = capacity;
    }
    return &records->rows[records->count++];
}

static bool is_null(const struct record_source *source, enum record_column column) {
    return source->columns[column] < 0 ||
           statement_is_null(source->statement, source->columns[column]);
}

static uint32_t read_code(const struct record_source *source, enum record_column column,
                          struct dictionary *dictionary) {
    struct text text = source->columns[column] < 0
                           ? TEXT_NONE
                           : statement_text(source->statement, source->columns[column]);
    return text.length == 0 ? 0 : dictionary_intern(dictionary, text);
}

/* Children are counted by their codes, records by codes that only counting needs. */
static uint32_t read_key(const struct record_source *source, struct records *records,
                         uint32_t child) {
    return source->measure->counts_distinct ? read_code(source, COLUMN_RECORD, records->keys)
                                            : child;
}

/* Sums are kept in thousandths, so that they are exact. */
static int64_t read_value(const struct record_source *source) {
    int column = source->columns[COLUMN_VALUE];
    if (source->measure->unit != MEASURE_SUM) {
        return statement_integer(source->statement, column);
    }
    return decimal_from_double(statement_number(source->statement, column), SUM_DECIMALS).scaled;
}

static void read_row(const struct record_source *source, struct records *records,
                     struct record_row *row) {
    bool is_event = source->shape == RECORDS_EVENTS;
    *row = (struct record_row){
        .first = read_day(source, is_event ? COLUMN_DATE : COLUMN_OPENED),
        .last = read_day(source, COLUMN_CLOSED),
        .child = source->measure->counts_children || source->keeps_details || source->keeps_people
                     ? read_code(source, COLUMN_CHILD, records->children)
                     : 0,
        .team = read_code(source, COLUMN_TEAM, records->teams),
        .worker = source->measure->is_by_worker || source->keeps_details || source->keeps_people
                      ? read_code(source, COLUMN_WORKER, records->workers)
                      : 0,
        .category = read_code(source, COLUMN_CATEGORY, records->categories),
        .is_met = !is_null(source, COLUMN_MET) &&
                  statement_integer(source->statement, source->columns[COLUMN_MET]) != 0,
        .is_excluded = !is_null(source, COLUMN_EXCLUDED),
        .has_value = !is_null(source, COLUMN_VALUE)};
    row->key = read_key(source, records, row->child);
    if (row->has_value) {
        row->value = read_value(source);
    }
}

/* A record is one of its id and its child: siblings share an enquiry. Ids that are not there are of
 * different records. */
static bool is_repeated(const struct record_source *source, struct buffer *key,
                        struct dictionary *seen) {
    if (is_null(source, COLUMN_RECORD)) {
        return false;
    }
    key->length = 0;
    buffer_add(key, statement_text(source->statement, source->columns[COLUMN_RECORD]));
    buffer_add_byte(key, '\0');
    if (!is_null(source, COLUMN_CHILD)) {
        buffer_add(key, statement_text(source->statement, source->columns[COLUMN_CHILD]));
    }
    uint32_t count = dictionary_count(seen);
    return dictionary_intern(seen, buffer_text(key)) < count;
}

/* Says the row of the result, since the id is a child's. */
static bool check_repeat(struct diag *diag, const struct record_source *source, size_t row,
                         struct buffer *key, struct dictionary *seen) {
    if (!source->watches_repeats || !is_repeated(source, key, seen)) {
        return true;
    }
    DIAG_REPORT(diag, ME014, &source->measure->records->place, source->measure->id,
                text_format(key->arena, "%zu", row));
    statement_reset(source->statement);
    return false;
}

static void read_detail(const struct record_source *source, struct records *records) {
    struct record_detail *detail = &records->row_details[records->count - 1];
    *detail =
        (struct record_detail){.record = read_code(source, COLUMN_RECORD, records->details),
                               .excluded = read_code(source, COLUMN_EXCLUDED, records->details)};
    for (size_t i = 0; i < source->measure->detail_count; i++) {
        if (!statement_is_null(source->statement, source->details[i])) {
            detail->shown[i] = dictionary_intern(
                records->details, statement_text(source->statement, source->details[i]));
        }
    }
}

static void bind_window(const struct record_source *source, const struct window *window) {
    statement_reset(source->statement);
    statement_bind_day(source->statement, ":from", window->first);
    statement_bind_day(source->statement, ":to", window->last);
    statement_bind_day(source->statement, ":as_at", window->as_at);
}

bool record_source_read(struct arena *arena, struct diag *diag, struct record_source *source,
                        const struct window *windows, size_t window_count,
                        struct records *records) {
    *records = (struct records){.shape = source->shape,
                                .has_team = source->columns[COLUMN_TEAM] >= 0,
                                .can_exclude = source->columns[COLUMN_EXCLUDED] >= 0,
                                .children = dictionary_new(arena),
                                .teams = dictionary_new(arena),
                                .workers = dictionary_new(arena),
                                .categories = dictionary_new(arena),
                                .keys = dictionary_new(arena),
                                .details = source->keeps_details ? dictionary_new(arena) : NULL};
    bind_window(source, &windows[0]);
    size_t undated_count = 0;
    bool counts_undated = source->is_narrowed && source->shape == RECORDS_SPANS;
    if (counts_undated && !count_undated(diag, source, &undated_count)) {
        return false;
    }
    if (source->is_narrowed) {
        bind_days(source, windows, window_count);
    }
    struct dictionary *seen = dictionary_new(arena);
    struct buffer key = buffer_new(arena);
    int step;
    while ((step = statement_step(source->statement, diag)) == 1) {
        if (!check_repeat(diag, source, records->count + 1, &key, seen)) {
            return false;
        }
        struct record_row *row = next_row(arena, source, records);
        read_row(source, records, row);
        if (source->keeps_details) {
            read_detail(source, records);
        }
        records->childless_count +=
            source->measure->counts_children && row->child == 0 && !row->is_excluded;
        records->undated_count += source->shape != RECORDS_CHOSEN && row->first == DAY_NONE;
    }
    records->undated_count = counts_undated ? undated_count : records->undated_count;
    return step == 0;
}
