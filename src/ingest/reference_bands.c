/* Bands 1 to 5 with their edges, from bands.csv. Edges run one way, the way of
 * the measure: bands that are worst at both ends are not drawn here. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "ingest/targets.h"
#include "reference_file.h"

enum { MEASURE, BETTER, BAND_2, BAND_3, BAND_4, BAND_5, SOURCE, COLUMN_COUNT };

struct banding_rows {
    struct reference_file *file;
    const struct catalogue *catalogue;
    struct banding *items; /* at most one a measure */
    size_t count;
};

static bool parse_edges(struct reference_file *file, const struct text *values,
                        struct banding *banding) {
    bool are_numbers = true;
    for (size_t band = 1; band < BAND_COUNT; band++) {
        size_t column = BAND_2 + band - 1;
        if (values[column].length > 0 && !decimal_parse(values[column], &banding->edges[band])) {
            are_numbers = reference_file_fault(
                file, column,
                text_format(file->arena, "\"%.*s\" is not a number", TEXT_ARG(values[column])));
        }
    }
    return are_numbers;
}

static const char *better_name(enum measure_better better) {
    static const char *const names[] = {"neither", "higher", "lower"};
    return names[better];
}

/* Both ways round, so that a measure whose meaning is turned about cannot keep its bands. */
static bool check_way(struct reference_file *file, const struct text *values,
                      const struct banding *banding) {
    enum measure_better better = banding->measure->better;
    struct text due = text_of(better_name(better));
    if (!text_equal(values[BETTER], due)) {
        return reference_file_fault(
            file, BETTER,
            text_format(file->arena, "\"%.*s\" is better here, and \"%.*s\" in the measure",
                        TEXT_ARG(values[BETTER]), TEXT_ARG(due)));
    }
    enum measure_unit unit = banding->measure->unit;
    if (unit != MEASURE_COUNT && unit != MEASURE_PERCENT && unit != MEASURE_RATE) {
        return reference_file_fault(file, MEASURE,
                                    TEXT("the measure has a figure for each part and none for the "
                                         "whole: it can have no bands"));
    }
    if (better == BETTER_NEITHER) {
        return reference_file_fault(file, BETTER,
                                    TEXT("neither is better: no band is better than another"));
    }
    for (size_t band = 2; band < BAND_COUNT; band++) {
        int step = decimal_compare(banding->edges[band], banding->edges[band - 1]);
        if (better == BETTER_HIGHER ? step <= 0 : step >= 0) {
            return reference_file_fault(file, BAND_2 + band - 1,
                                        better == BETTER_HIGHER
                                            ? TEXT("the edges do not rise from band to band")
                                            : TEXT("the edges do not fall from band to band"));
        }
    }
    return true;
}

static bool is_new(const struct banding_rows *rows, const struct banding *banding) {
    for (size_t i = 0; i < rows->count; i++) {
        if (rows->items[i].measure == banding->measure) {
            return reference_file_fault(rows->file, MEASURE,
                                        text_format(rows->file->arena,
                                                    "the measure's bands stand in line %u already",
                                                    (unsigned)rows->items[i].place.line));
        }
    }
    return true;
}

static bool parse_row(const struct banding_rows *rows, const struct text *values,
                      struct banding *banding) {
    struct reference_file *file = rows->file;
    *banding = (struct banding){.place = {.file = file->path,
                                          .line = file->line,
                                          .cell = TEXT_NONE,
                                          .field = TEXT_NONE,
                                          .source = TEXT_NONE},
                                .measure = catalogue_measure(rows->catalogue, values[MEASURE]),
                                .source = values[SOURCE]};
    bool is_right = reference_file_filled(file, values, COLUMN_COUNT);
    is_right &= parse_edges(file, values, banding);
    if (banding->measure == NULL && values[MEASURE].length > 0) {
        return reference_file_no_measure(file, MEASURE, rows->catalogue, values[MEASURE]);
    }
    return is_right && check_way(file, values, banding) && is_new(rows, banding);
}

static int compare_rows(const void *left, const void *right) {
    const struct banding *a = left, *b = right;
    return text_compare(a->measure->id, b->measure->id);
}

const struct bandings *bandings_read(struct arena *arena, struct diag *diag,
                                     const struct authority *authority,
                                     const struct catalogue *catalogue) {
    const struct text columns[COLUMN_COUNT] = {TEXT("measure"), TEXT("better"), TEXT("band_2"),
                                               TEXT("band_3"),  TEXT("band_4"), TEXT("band_5"),
                                               TEXT("source")};
    struct bandings *bandings = ARENA_NEW(arena, struct bandings);
    struct text path = file_join(arena, authority->folder, TEXT("bands.csv"));
    if (!file_exists(path)) {
        return bandings;
    }
    struct banding_rows rows = {
        .file = reference_file_open(arena, diag, path, columns, COLUMN_COUNT),
        .catalogue = catalogue,
        .items = ARENA_ARRAY(arena, struct banding, catalogue->measure_count)};
    if (rows.file == NULL) {
        return NULL;
    }
    struct text values[COLUMN_COUNT];
    struct banding banding;
    while (reference_file_next(rows.file, values)) {
        if (parse_row(&rows, values, &banding)) {
            rows.items[rows.count++] = banding;
        }
    }
    if (rows.count > 0) {
        qsort(rows.items, rows.count, sizeof *rows.items, compare_rows);
    }
    *bandings = (struct bandings){rows.items, rows.count};
    return rows.file->is_faulty ? NULL : bandings;
}

const struct banding *bandings_find(const struct bandings *bandings,
                                    const struct measure_definition *measure) {
    for (size_t i = 0; i < bandings->count; i++) {
        if (bandings->items[i].measure == measure) {
            return &bandings->items[i];
        }
    }
    return NULL;
}
