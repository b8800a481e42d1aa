/* What readers have already: figures.csv of packs published before. Rows of
 * measures and units that are no more belong to nothing in this pack. */
#include "base/file.h"
#include "ingest/record.h"
#include "measure/published_line.h"
#include "run/disclosure.h"

enum earlier_column {
    EARLIER_MEASURE,
    EARLIER_PERIOD,
    EARLIER_LEVEL,
    EARLIER_UNIT,
    EARLIER_CATEGORY,
    EARLIER_NUMERATOR,
    EARLIER_DENOMINATOR,
    EARLIER_VALUE,
    EARLIER_STATUS,
    EARLIER_COUNT
};

struct earlier_reading {
    struct session *session;
    struct text path;
    size_t columns[EARLIER_COUNT];
    struct figure *items;
    size_t count, capacity;
};

static bool refuse(const struct earlier_reading *reading, const char *why) {
    DIAG_REPORT(reading->session->diag, DC003, NULL, reading->path, text_of(why));
    return false;
}

static bool find_columns(struct earlier_reading *reading, const struct record *header) {
    static const char *const names[] = {"measure",     "period",   "unit_level",
                                        "unit",        "category", "numerator",
                                        "denominator", "value",    "status"};
    for (size_t i = 0; i < EARLIER_COUNT; i++) {
        size_t column = 0;
        while (column < header->field_count && !text_equal_c(header->fields[column], names[i])) {
            column++;
        }
        if (column == header->field_count) {
            return refuse(reading, "it lacks a column");
        }
        reading->columns[i] = column;
    }
    return true;
}

static struct text field(const struct earlier_reading *reading, const struct record *record,
                         enum earlier_column column) {
    return record->fields[reading->columns[column]];
}

static bool read_count(const struct earlier_reading *reading, const struct record *record,
                       enum earlier_column column, bool *is_there, int64_t *count) {
    struct text digits = field(reading, record, column);
    *is_there = digits.length > 0;
    return digits.length == 0 || text_to_int(digits, count);
}

/* Of a count with decimals, or of a number out of reach, nothing follows. */
static bool read_value(const struct earlier_reading *reading, const struct record *record,
                       struct figure *figure) {
    enum { DECIMALS_LIMIT = 3, SCALED_LIMIT = 1000000 };
    struct text digits = field(reading, record, EARLIER_VALUE);
    bool is_number = decimal_parse(digits, &figure->value);
    figure->has_value = is_number && figure->value.decimals <= DECIMALS_LIMIT &&
                        figure->value.scaled >= 0 && figure->value.scaled <= SCALED_LIMIT;
    return digits.length == 0 || is_number;
}

static void keep(struct earlier_reading *reading, const struct figure *figure) {
    ARENA_MAKE_ROOM(reading->session->arena, reading->items, reading->count, reading->capacity,
                    256);
    reading->items[reading->count++] = *figure;
}

static bool read_row(struct earlier_reading *reading, const struct record *record) {
    const struct session *session = reading->session;
    struct figure figure = {.unit = UNIT_NONE};
    struct text unit = field(reading, record, EARLIER_UNIT);
    if (published_level_is(field(reading, record, EARLIER_LEVEL))) {
        return true; /* the department's: readers have them without any pack */
    }
    if (!period_parse(field(reading, record, EARLIER_PERIOD), &figure.period) ||
        !unit_level_parse(field(reading, record, EARLIER_LEVEL), &figure.level) ||
        !read_count(reading, record, EARLIER_NUMERATOR, &figure.has_numerator, &figure.numerator) ||
        !read_count(reading, record, EARLIER_DENOMINATOR, &figure.has_denominator,
                    &figure.denominator) ||
        !read_value(reading, record, &figure)) {
        return refuse(reading, "a period, level or number in it cannot be read");
    }
    bool is_none = text_equal_c(unit, "(none)");
    figure.unit = is_none ? UNIT_NONE : hierarchy_find(session->units, unit);
    figure.measure = catalogue_measure(session->catalogue, field(reading, record, EARLIER_MEASURE));
    figure.category = text_copy(session->arena, field(reading, record, EARLIER_CATEGORY));
    bool is_suppressed =
        text_equal(field(reading, record, EARLIER_STATUS), figure_marker(FIGURE_SUPPRESSED));
    figure.status = is_suppressed ? FIGURE_SUPPRESSED : FIGURE_SHOWN;
    if (figure.measure != NULL && (is_none || figure.unit != UNIT_NONE)) {
        keep(reading, &figure);
    }
    return true;
}

static bool read_pack(struct earlier_reading *reading, struct text folder) {
    struct session *session = reading->session;
    struct text bytes;
    reading->path = file_join(session->arena, folder, TEXT("figures.csv"));
    if (!file_read(session->arena, session->diag, reading->path, &bytes)) {
        return false;
    }
    struct record_reader *reader = record_reader_new(session->arena, bytes);
    struct record record;
    if (!record_next(reader, &record) || record.is_refused || !find_columns(reading, &record)) {
        return refuse(reading, "its first line is no header");
    }
    size_t width = record.field_count;
    while (record_next(reader, &record)) {
        if (record.is_refused || record.field_count != width) {
            return refuse(reading, "a line of it cannot be read");
        }
        if (!read_row(reading, &record)) {
            return false;
        }
    }
    return true;
}

bool earlier_packs_read(struct session *session, const struct text *folders, size_t folder_count,
                        struct figures *figures) {
    struct earlier_reading reading = {.session = session};
    bool is_sound = true;
    for (size_t i = 0; i < folder_count; i++) {
        is_sound = read_pack(&reading, folders[i]) && is_sound;
    }
    *figures = (struct figures){reading.items, reading.count, session->units};
    return is_sound;
}
