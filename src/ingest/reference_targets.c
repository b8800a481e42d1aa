/* Targets, from targets.csv: what was promised, by whom, and where it is
 * written. A row that cannot be used is refused at its line, never left out:
 * a target that is not read would show as a measure without one. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "ingest/targets.h"
#include "reference_file.h"

enum { MEASURE, UNIT, PERIOD, TARGET, OWNER, SOURCE, DATE, TOLERANCE, COLUMN_COUNT };
enum { FILLED_COUNT = TOLERANCE, FIRST_ROWS = 64 };

struct target_rows {
    struct reference_file *file;
    const struct catalogue *catalogue;
    const struct hierarchy *units;
    struct target *items;
    size_t count, capacity;
};

static struct place place_of(const struct reference_file *file, size_t column) {
    return (struct place){.file = file->path,
                          .line = file->line,
                          .cell = TEXT_NONE,
                          .field = file->columns[column],
                          .source = TEXT_NONE};
}

/* ---- the measure ---- */

static bool find_measure(struct target_rows *rows, struct text id,
                         const struct measure_definition **measure) {
    *measure = catalogue_measure(rows->catalogue, id);
    return *measure != NULL || reference_file_no_measure(rows->file, MEASURE, rows->catalogue, id);
}

/* Why a measure can have no target; empty: it can. */
static struct text hindrance(const struct measure_definition *measure) {
    bool has_value = measure->unit == MEASURE_COUNT || measure->unit == MEASURE_PERCENT ||
                     measure->unit == MEASURE_RATE;
    if (!has_value) {
        return TEXT("it has a figure for each part and none for the whole");
    }
    return measure->better == BETTER_NEITHER
               ? TEXT("neither higher nor lower figures are better, so nothing can miss it")
               : TEXT_NONE;
}

static bool check_measure(struct target_rows *rows, const struct measure_definition *measure) {
    struct text why = hindrance(measure);
    struct place place = place_of(rows->file, MEASURE);
    if (why.length > 0) {
        DIAG_REPORT(rows->file->diag, DF021, &place, measure->id, why);
        rows->file->is_faulty = true;
    }
    return why.length == 0;
}

/* ---- the numbers ---- */

static bool parse_decimal(struct reference_file *file, size_t column, struct text value,
                          struct decimal *number) {
    static const struct decimal none = {0, 0};
    if (decimal_parse(value, number) && decimal_compare(*number, none) >= 0) {
        return true;
    }
    return reference_file_fault(
        file, column,
        text_format(file->arena, "\"%.*s\" is not a number of 0 or more", TEXT_ARG(value)));
}

static bool is_share(const struct measure_definition *measure) {
    return measure->unit == MEASURE_PERCENT && measure->ratio_of.length == 0;
}

static bool parse_numbers(struct target_rows *rows, const struct text *values,
                          struct target *target) {
    static const struct decimal whole = {100, 0};
    struct reference_file *file = rows->file;
    bool are_numbers =
        values[TARGET].length == 0 || parse_decimal(file, TARGET, values[TARGET], &target->target);
    are_numbers &= values[TOLERANCE].length == 0 ||
                   parse_decimal(file, TOLERANCE, values[TOLERANCE], &target->tolerance);
    if (are_numbers && target->measure != NULL && is_share(target->measure) &&
        decimal_compare(target->target, whole) > 0) {
        return reference_file_fault(
            file, TARGET,
            text_format(file->arena, "%.*s%% is more than the whole", TEXT_ARG(values[TARGET])));
    }
    return are_numbers;
}

/* ---- whose and when ---- */

static bool find_unit(struct target_rows *rows, struct text id, uint32_t *unit) {
    struct place place = place_of(rows->file, UNIT);
    *unit = hierarchy_find(rows->units, id);
    if (*unit != UNIT_NONE) {
        return true;
    }
    DIAG_REPORT(rows->file->diag, DF020, &place, id);
    rows->file->is_faulty = true;
    return false;
}

static bool parse_period(struct reference_file *file, struct text value, struct period *period) {
    return period_parse(value, period) ||
           reference_file_fault(
               file, PERIOD,
               text_format(file->arena, "\"%.*s\" is not a period such as 2013-14 or 2013-14-Q4",
                           TEXT_ARG(value)));
}

static bool parse_row(struct target_rows *rows, const struct text *values, struct target *target) {
    struct reference_file *file = rows->file;
    day_number day;
    *target = (struct target){.place = place_of(file, TARGET),
                              .owner = values[OWNER],
                              .source = values[SOURCE],
                              .date = values[DATE]};
    bool is_right = reference_file_filled(file, values, FILLED_COUNT);
    is_right &=
        values[MEASURE].length == 0 || (find_measure(rows, values[MEASURE], &target->measure) &&
                                        check_measure(rows, target->measure));
    is_right &= values[UNIT].length == 0 || find_unit(rows, values[UNIT], &target->unit);
    is_right &= values[PERIOD].length == 0 || parse_period(file, values[PERIOD], &target->period);
    is_right &= reference_file_day(file, DATE, values[DATE], &day);
    is_right &= parse_numbers(rows, values, target);
    return is_right;
}

/* ---- rows ---- */

static bool same_days(const struct period *a, const struct period *b) {
    return a->first_day == b->first_day && a->last_day == b->last_day;
}

static bool is_new(const struct target_rows *rows, const struct target *target) {
    for (size_t i = 0; i < rows->count; i++) {
        const struct target *earlier = &rows->items[i];
        if (earlier->measure == target->measure && earlier->unit == target->unit &&
            same_days(&earlier->period, &target->period)) {
            return reference_file_fault(rows->file, SIZE_MAX,
                                        text_format(rows->file->arena,
                                                    "the same target stands in line %u already",
                                                    (unsigned)earlier->place.line));
        }
    }
    return true;
}

static void add_row(struct target_rows *rows, struct target target) {
    ARENA_MAKE_ROOM(rows->file->arena, rows->items, rows->count, rows->capacity, FIRST_ROWS);
    rows->items[rows->count++] = target;
}

static int compare_rows(const void *left, const void *right) {
    const struct target *a = left, *b = right;
    int order = text_compare(a->measure->id, b->measure->id);
    order = order != 0 ? order : (a->unit > b->unit) - (a->unit < b->unit);
    int64_t days = (int64_t)a->period.last_day - b->period.last_day;
    days = days != 0 ? days : (int64_t)a->period.first_day - b->period.first_day;
    return order != 0 ? order : (days > 0) - (days < 0);
}

const struct targets *targets_read(struct arena *arena, struct diag *diag,
                                   const struct authority *authority,
                                   const struct catalogue *catalogue,
                                   const struct hierarchy *units) {
    const struct text columns[COLUMN_COUNT] = {TEXT("measure"), TEXT("unit"),     TEXT("period"),
                                               TEXT("target"),  TEXT("owner"),    TEXT("source"),
                                               TEXT("date"),    TEXT("tolerance")};
    struct targets *targets = ARENA_NEW(arena, struct targets);
    struct text path = file_join(arena, authority->folder, TEXT("targets.csv"));
    if (!file_exists(path)) {
        return targets;
    }
    struct target_rows rows = {.file =
                                   reference_file_open(arena, diag, path, columns, COLUMN_COUNT),
                               .catalogue = catalogue,
                               .units = units};
    if (rows.file == NULL) {
        return NULL;
    }
    struct text values[COLUMN_COUNT];
    struct target target;
    while (reference_file_next(rows.file, values)) {
        if (parse_row(&rows, values, &target) && is_new(&rows, &target)) {
            add_row(&rows, target);
        }
    }
    if (rows.count > 0) {
        qsort(rows.items, rows.count, sizeof *rows.items, compare_rows);
    }
    *targets = (struct targets){rows.items, rows.count};
    return rows.file->is_faulty ? NULL : targets;
}

static bool holds_period(const struct period *outer, const struct period *inner) {
    return outer->first_day <= inner->first_day && inner->last_day <= outer->last_day;
}

static day_number length_of(const struct period *period) {
    return period->last_day - period->first_day;
}

const struct target *targets_find(const struct targets *targets,
                                  const struct measure_definition *measure, uint32_t unit,
                                  const struct period *period) {
    bool adds_up = measure->unit == MEASURE_COUNT && measure->window == WINDOW_PERIOD;
    const struct target *found = NULL;
    for (size_t i = 0; i < targets->count; i++) {
        const struct target *target = &targets->items[i];
        bool is_it =
            target->measure == measure && target->unit == unit &&
            (adds_up ? same_days(&target->period, period) : holds_period(&target->period, period));
        if (is_it && (found == NULL || length_of(&target->period) < length_of(&found->period))) {
            found = target;
        }
    }
    return found;
}
