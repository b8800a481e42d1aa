/* Scores of deprivation, by edition of the index, each of which states its
 * areas and population once; and the edition used for a year. */
#include "ingest/deprivation_index.h"

#include <stdlib.h>

#include "base/arena.h"
#include "reference_file.h"

enum { EDITION, AREAS, POPULATION, CODE, NAME, SCORE, RANK, COLUMN_COUNT };
enum { YEARS_EDITION, YEARS_FIRST, YEARS_LAST, YEARS_COLUMNS };

struct deprivation_edition {
    struct text edition;
    int64_t first_year, last_year;
    uint32_t line;
};

/* ---- scores ---- */

static bool parse_score(struct reference_file *file, const struct text *values, void *into) {
    static const struct decimal none = {0, 0}, all = {1, 0};
    struct deprivation_score *row = into;
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
    return (text_to_int(values[RANK], &row->rank) && row->rank >= 1) ||
           reference_file_fault(file, RANK, TEXT("the rank is not a number from 1 on"));
}

static int compare_scores(const void *left, const void *right) {
    const struct deprivation_score *a = left, *b = right;
    int order = text_compare(a->edition, b->edition);
    return order != 0 ? order : text_compare(a->code, b->code);
}

static const char *mixed_vintages(const void *earlier, const void *later) {
    const struct deprivation_score *a = earlier, *b = later;
    bool agree = !text_equal(a->edition, b->edition) ||
                 (text_equal(a->areas, b->areas) && text_equal(a->population, b->population));
    return agree ? NULL : "the edition has two vintages of areas or of population";
}

static const char *const score_columns[] = {
    "edition",       "area_vintage", "population_vintage", "geography_code", "geography_name",
    "average_score", "rank"};
static const struct reference_kind SCORES = {
    .path = "reference/deprivation.csv",
    .columns = score_columns,
    .column_count = COLUMN_COUNT,
    .row_size = sizeof(struct deprivation_score),
    .line_offset = offsetof(struct deprivation_score, line),
    .parse = parse_score,
    .compare = compare_scores,
    .twice_column = CODE,
    .twice = "the authority is listed twice in this edition",
    .contradiction = mixed_vintages};

/* ---- editions ---- */

static bool parse_edition(struct reference_file *file, const struct text *values, void *into) {
    struct deprivation_edition *row = into;
    *row = (struct deprivation_edition){.edition = values[YEARS_EDITION], .line = file->line};
    bool has_years = text_to_int(values[YEARS_FIRST], &row->first_year) &&
                     text_to_int(values[YEARS_LAST], &row->last_year) &&
                     row->first_year <= row->last_year;
    return reference_file_filled(file, values, YEARS_COLUMNS) &&
           (has_years || reference_file_fault(file, YEARS_FIRST,
                                              TEXT("its years are not a first and a last year")));
}

static int compare_editions(const void *left, const void *right) {
    const struct deprivation_edition *a = left, *b = right;
    return (a->first_year > b->first_year) - (a->first_year < b->first_year);
}

static const char *overlap(const void *earlier, const void *later) {
    const struct deprivation_edition *a = earlier, *b = later;
    return a->last_year >= b->first_year ? "two editions are used for one year" : NULL;
}

static const char *const edition_columns[] = {"edition", "first_year", "last_year"};
static const struct reference_kind EDITIONS = {.path = "reference/deprivation-editions.csv",
                                               .columns = edition_columns,
                                               .column_count = YEARS_COLUMNS,
                                               .row_size = sizeof(struct deprivation_edition),
                                               .line_offset =
                                                   offsetof(struct deprivation_edition, line),
                                               .parse = parse_edition,
                                               .compare = compare_editions,
                                               .twice_column = YEARS_FIRST,
                                               .twice = "two editions are used for one year",
                                               .contradiction = overlap};

const struct deprivation_scores *deprivation_scores_read(struct arena *arena, struct diag *diag,
                                                         struct text definitions_folder) {
    struct deprivation_scores *scores = ARENA_NEW(arena, struct deprivation_scores);
    scores->items = reference_file_list(arena, diag, definitions_folder, &SCORES, &scores->count);
    scores->editions =
        reference_file_list(arena, diag, definitions_folder, &EDITIONS, &scores->edition_count);
    return scores->items != NULL && scores->editions != NULL ? scores : NULL;
}

/* ---- look-up ---- */

const struct deprivation_score *deprivation_score_of(const struct deprivation_scores *scores,
                                                     struct text edition, struct text code) {
    struct deprivation_score wanted = {.edition = edition, .code = code};
    return scores->count == 0
               ? NULL
               : bsearch(&wanted, scores->items, scores->count, sizeof wanted, compare_scores);
}

struct text deprivation_edition_of(const struct deprivation_scores *scores, int64_t year) {
    for (size_t i = 0; i < scores->edition_count; i++) {
        const struct deprivation_edition *edition = &scores->editions[i];
        if (edition->first_year <= year && year <= edition->last_year) {
            return edition->edition;
        }
    }
    return TEXT_NONE;
}
