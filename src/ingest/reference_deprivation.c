/* Scores of deprivation, by edition of the index. Editions differ in definition,
 * areas and population and are never mixed: each states its own, once. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "ingest/published.h"
#include "reference_file.h"

enum { EDITION, AREAS, POPULATION, CODE, NAME, SCORE, RANK, COLUMN_COUNT };
enum { FIRST_ROWS = 512 };

struct score_rows {
    struct deprivation_score *items;
    size_t count;
    size_t capacity;
};

static void add_row(struct arena *arena, struct score_rows *rows, struct deprivation_score row) {
    if (rows->count == rows->capacity) {
        size_t capacity = rows->capacity == 0 ? FIRST_ROWS : rows->capacity * 2;
        rows->items = arena_resize(arena, rows->items, rows->capacity * sizeof *rows->items,
                                   capacity * sizeof *rows->items);
        rows->capacity = capacity;
    }
    rows->items[rows->count++] = row;
}

static bool parse_row(struct reference_file *file, const struct text *values,
                      struct deprivation_score *row) {
    static const struct decimal none = {0, 0}, all = {1, 0};
    *row = (struct deprivation_score){.edition = values[EDITION],
                                      .areas = values[AREAS],
                                      .population = values[POPULATION],
                                      .code = values[CODE],
                                      .name = values[NAME],
                                      .line = file->line};
    if (!reference_file_filled(file, values, COLUMN_COUNT)) {
        return false;
    }
    if (!decimal_parse(values[SCORE], &row->score) || decimal_compare(row->score, none) < 0 ||
        decimal_compare(row->score, all) > 0) {
        return reference_file_fault(file, SCORE, TEXT("the score is not a number from 0 to 1"));
    }
    if (!text_to_int(values[RANK], &row->rank) || row->rank < 1) {
        return reference_file_fault(file, RANK, TEXT("the rank is not a number from 1 on"));
    }
    return true;
}

static int compare_rows(const void *a, const void *b) {
    const struct deprivation_score *left = a;
    const struct deprivation_score *right = b;
    int order = text_compare(left->edition, right->edition);
    return order != 0 ? order : text_compare(left->code, right->code);
}

static void check_rows(struct reference_file *file, const struct score_rows *rows) {
    for (size_t i = 1; i < rows->count; i++) {
        const struct deprivation_score *earlier = &rows->items[i - 1], *row = &rows->items[i];
        uint32_t line = row->line > earlier->line ? row->line : earlier->line;
        if (compare_rows(earlier, row) == 0) {
            reference_file_fault_at(file, line, CODE,
                                    TEXT("the authority is listed twice in this edition"));
        } else if (text_equal(earlier->edition, row->edition) &&
                   !(text_equal(earlier->areas, row->areas) &&
                     text_equal(earlier->population, row->population))) {
            reference_file_fault_at(file, line, EDITION,
                                    TEXT("the edition has two vintages of areas or of population"));
        }
    }
}

const struct deprivation_scores *deprivation_scores_read(struct arena *arena, struct diag *diag,
                                                         struct text definitions_folder) {
    const struct text columns[COLUMN_COUNT] = {TEXT("edition"),
                                               TEXT("area_vintage"),
                                               TEXT("population_vintage"),
                                               TEXT("geography_code"),
                                               TEXT("geography_name"),
                                               TEXT("average_score"),
                                               TEXT("rank")};
    struct text path = file_join(arena, definitions_folder, TEXT("reference/deprivation.csv"));
    struct reference_file *file = reference_file_open(arena, diag, path, columns, COLUMN_COUNT);
    if (file == NULL) {
        return NULL;
    }
    struct score_rows rows = {NULL, 0, 0};
    struct text values[COLUMN_COUNT];
    struct deprivation_score row;
    while (reference_file_next(file, values)) {
        if (parse_row(file, values, &row)) {
            add_row(arena, &rows, row);
        }
    }
    if (rows.count > 0) {
        qsort(rows.items, rows.count, sizeof *rows.items, compare_rows);
    }
    check_rows(file, &rows);
    struct deprivation_scores *scores = ARENA_NEW(arena, struct deprivation_scores);
    *scores = (struct deprivation_scores){rows.items, rows.count};
    return file->is_faulty ? NULL : scores;
}

const struct deprivation_score *deprivation_score_of(const struct deprivation_scores *scores,
                                                     struct text edition, struct text code) {
    struct deprivation_score wanted = {.edition = edition, .code = code};
    return scores->count == 0
               ? NULL
               : bsearch(&wanted, scores->items, scores->count, sizeof wanted, compare_rows);
}
