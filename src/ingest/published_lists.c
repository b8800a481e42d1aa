/* Areas, publications and neighbours. Authorities are told by the department's
 * number, which stays when a county only takes a new ONS code; a reorganised
 * authority has a new number and is another one. */
#include "published_lists.h"

#include <stdlib.h>

#include "base/arena.h"
#include "reference_file.h"

enum { AREA_CODE, AREA_NAME, AREA_LEVEL, AREA_FILLED, AREA_REGION = AREA_FILLED, AREA_NUMBER };
enum { SOURCE_MEASURE, SOURCE_FIRST, SOURCE_LAST, SOURCE_PUBLICATION, SOURCE_COLUMNS };
enum { MODEL, MODEL_FIRST, MODEL_LAST, MODEL_COLUMNS };
enum { NEIGHBOUR_MODEL, NEIGHBOUR_AUTHORITY, NEIGHBOUR_PLACE, NEIGHBOUR_OTHER, NEIGHBOUR_COLUMNS };

static bool parse_whole(struct reference_file *file, const struct text *values, size_t column,
                        int64_t *number) {
    return text_to_int(values[column], number) ||
           reference_file_fault(file, column,
                                text_format(file->arena, "the %.*s is not a whole number",
                                            TEXT_ARG(file->columns[column])));
}

static bool parse_years(struct reference_file *file, const struct text *values, size_t first_column,
                        int64_t *first, int64_t *last) {
    if (!parse_whole(file, values, first_column, first) ||
        !parse_whole(file, values, first_column + 1, last)) {
        return false;
    }
    return *first <= *last ||
           reference_file_fault(file, first_column + 1, TEXT("the last year is before the first"));
}

/* ---- areas ---- */

static bool parse_level(struct reference_file *file, struct text value,
                        enum published_level *level) {
    static const char *const names[] = {"national", "region", "authority"};
    for (int i = 0; i < 3; i++) {
        if (text_equal_c(value, names[i])) {
            *level = (enum published_level)i;
            return true;
        }
    }
    return reference_file_fault(file, AREA_LEVEL,
                                TEXT("the level is none of national, region and authority"));
}

static bool parse_area(struct reference_file *file, const struct text *values, void *row) {
    struct published_area *area = row;
    *area = (struct published_area){.code = values[AREA_CODE],
                                    .name = values[AREA_NAME],
                                    .region = values[AREA_REGION],
                                    .number = values[AREA_NUMBER],
                                    .line = file->line};
    if (!reference_file_filled(file, values, AREA_FILLED) ||
        !parse_level(file, values[AREA_LEVEL], &area->level)) {
        return false;
    }
    bool is_authority = area->level == PUBLISHED_AUTHORITY;
    bool has_both = area->region.length > 0 && area->number.length > 0;
    return !is_authority || has_both ||
           reference_file_fault(file, AREA_REGION,
                                TEXT("an authority needs its region and its number"));
}

static int compare_areas(const void *left, const void *right) {
    const struct published_area *a = left, *b = right;
    return text_compare(a->code, b->code);
}

static const char *const area_columns[] = {"code", "name", "level", "region", "authority_number"};
static const struct reference_kind AREAS = {.path = "reference/areas.csv",
                                            .columns = area_columns,
                                            .column_count = 5,
                                            .row_size = sizeof(struct published_area),
                                            .line_offset = offsetof(struct published_area, line),
                                            .parse = parse_area,
                                            .compare = compare_areas,
                                            .twice_column = AREA_CODE,
                                            .twice = "the area is listed twice"};

const struct published_area *published_area_of(const struct published *published,
                                               struct text code) {
    struct published_area wanted = {.code = code};
    return published->area_count == 0 ? NULL
                                      : bsearch(&wanted, published->areas, published->area_count,
                                                sizeof wanted, compare_areas);
}

/* ---- publications ---- */

static bool parse_source(struct reference_file *file, const struct text *values, void *row) {
    struct published_source *source = row;
    *source = (struct published_source){.measure = values[SOURCE_MEASURE],
                                        .publication = values[SOURCE_PUBLICATION],
                                        .line = file->line};
    return reference_file_filled(file, values, SOURCE_COLUMNS) &&
           parse_years(file, values, SOURCE_FIRST, &source->first_year, &source->last_year);
}

static int compare_sources(const void *left, const void *right) {
    const struct published_source *a = left, *b = right;
    int order = text_compare(a->measure, b->measure);
    return order != 0 ? order : (a->first_year > b->first_year) - (a->first_year < b->first_year);
}

static const char *overlap_of_sources(const void *earlier, const void *later) {
    const struct published_source *a = earlier, *b = later;
    bool overlap = text_equal(a->measure, b->measure) && a->last_year >= b->first_year;
    return overlap ? "the figures of one measure and year come from two publications" : NULL;
}

static const char *const source_columns[] = {"measure", "first_year", "last_year", "publication"};
static const struct reference_kind SOURCES = {
    .path = "reference/publications.csv",
    .columns = source_columns,
    .column_count = SOURCE_COLUMNS,
    .row_size = sizeof(struct published_source),
    .line_offset = offsetof(struct published_source, line),
    .parse = parse_source,
    .compare = compare_sources,
    .twice_column = SOURCE_FIRST,
    .twice = "the figures of one measure and year come from two publications",
    .contradiction = overlap_of_sources};

struct text published_source_of(const struct published *published, struct text measure,
                                int64_t year) {
    for (size_t i = 0; i < published->source_count; i++) {
        const struct published_source *source = &published->sources[i];
        if (text_equal(source->measure, measure) && source->first_year <= year &&
            year <= source->last_year) {
            return source->publication;
        }
    }
    return TEXT_NONE;
}

/* ---- neighbours ---- */

static bool parse_model(struct reference_file *file, const struct text *values, void *row) {
    struct neighbour_model *model = row;
    *model = (struct neighbour_model){.model = values[MODEL], .line = file->line};
    return reference_file_filled(file, values, MODEL_COLUMNS) &&
           parse_years(file, values, MODEL_FIRST, &model->first_year, &model->last_year);
}

static int compare_models(const void *left, const void *right) {
    const struct neighbour_model *a = left, *b = right;
    return (a->first_year > b->first_year) - (a->first_year < b->first_year);
}

static const char *overlap_of_models(const void *earlier, const void *later) {
    const struct neighbour_model *a = earlier, *b = later;
    return a->last_year >= b->first_year ? "two models are in force for one year" : NULL;
}

static const char *const model_columns[] = {"model", "first_year", "last_year"};
static const struct reference_kind MODELS = {.path = "reference/neighbour-models.csv",
                                             .columns = model_columns,
                                             .column_count = MODEL_COLUMNS,
                                             .row_size = sizeof(struct neighbour_model),
                                             .line_offset = offsetof(struct neighbour_model, line),
                                             .parse = parse_model,
                                             .compare = compare_models,
                                             .twice_column = MODEL_FIRST,
                                             .twice = "two models are in force for one year",
                                             .contradiction = overlap_of_models};

static bool parse_neighbour(struct reference_file *file, const struct text *values, void *row) {
    struct neighbour *neighbour = row;
    *neighbour = (struct neighbour){.model = values[NEIGHBOUR_MODEL],
                                    .authority = values[NEIGHBOUR_AUTHORITY],
                                    .number = values[NEIGHBOUR_OTHER],
                                    .line = file->line};
    if (!reference_file_filled(file, values, NEIGHBOUR_COLUMNS) ||
        !parse_whole(file, values, NEIGHBOUR_PLACE, &neighbour->place)) {
        return false;
    }
    return (neighbour->place >= 1 && neighbour->place <= NEIGHBOUR_LIMIT) ||
           reference_file_fault(file, NEIGHBOUR_PLACE, TEXT("the place is not from 1 to 10"));
}

static int compare_neighbours(const void *left, const void *right) {
    const struct neighbour *a = left, *b = right;
    int order = text_compare(a->model, b->model);
    order = order != 0 ? order : text_compare(a->authority, b->authority);
    return order != 0 ? order : (a->place > b->place) - (a->place < b->place);
}

static const char *const neighbour_columns[] = {"model", "authority", "place", "neighbour"};
static const struct reference_kind NEIGHBOURS = {
    .path = "reference/statistical-neighbours.csv",
    .columns = neighbour_columns,
    .column_count = NEIGHBOUR_COLUMNS,
    .row_size = sizeof(struct neighbour),
    .line_offset = offsetof(struct neighbour, line),
    .parse = parse_neighbour,
    .compare = compare_neighbours,
    .twice_column = NEIGHBOUR_PLACE,
    .twice = "the place is listed twice for this authority"};

static struct text model_of(const struct published *published, int64_t year) {
    for (size_t i = 0; i < published->model_count; i++) {
        const struct neighbour_model *model = &published->models[i];
        if (model->first_year <= year && year <= model->last_year) {
            return model->model;
        }
    }
    return TEXT_NONE;
}

struct neighbours published_neighbours(const struct published *published,
                                       const struct published_area *authority, int64_t year) {
    struct neighbours neighbours = {.model = model_of(published, year)};
    const struct neighbour sought = {.model = neighbours.model, .authority = authority->number};
    size_t low = 0, high = published->neighbour_count;
    while (low < high) { /* the first that does not stand before the authority's place 0 */
        size_t middle = low + (high - low) / 2;
        bool is_before = compare_neighbours(&published->neighbours[middle], &sought) < 0;
        low = is_before ? middle + 1 : low;
        high = is_before ? high : middle;
    }
    for (; low < published->neighbour_count; low++) {
        const struct neighbour *neighbour = &published->neighbours[low];
        if (!text_equal(neighbour->model, sought.model) ||
            !text_equal(neighbour->authority, sought.authority)) {
            break;
        }
        neighbours.numbers[neighbours.count++] = neighbour->number;
    }
    return neighbours;
}

/* ---- all of them ---- */

bool published_lists_read(struct arena *arena, struct diag *diag, struct text definitions_folder,
                          struct published *published) {
    published->areas =
        reference_file_list(arena, diag, definitions_folder, &AREAS, &published->area_count);
    published->sources =
        reference_file_list(arena, diag, definitions_folder, &SOURCES, &published->source_count);
    published->models =
        reference_file_list(arena, diag, definitions_folder, &MODELS, &published->model_count);
    published->neighbours = reference_file_list(arena, diag, definitions_folder, &NEIGHBOURS,
                                                &published->neighbour_count);
    return published->areas != NULL && published->sources != NULL && published->models != NULL &&
           published->neighbours != NULL;
}
