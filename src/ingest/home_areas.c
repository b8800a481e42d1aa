/* Small areas and postcodes. The vintages are named by the columns, as those of
 * the populations are, and are compared before any row is read. */
#include "ingest/home_areas.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "reference_file.h"

enum { AREA, DISTRICT, DECILE, CHILDREN, AREA_COLUMNS };
enum { POSTCODE, POSTCODE_AREA, POSTCODE_COLUMNS };
enum { POSTCODE_LENGTH = 8 }; /* of the longest, and one more */

/* Rows as they are read. */
struct list {
    struct arena *arena;
    char *rows;
    size_t count, capacity, row_size;
};

static void *next_row(struct list *list) {
    if (list->count == list->capacity) {
        list->rows = arena_double(list->arena, list->rows, &list->capacity, list->row_size, 4096);
    }
    return list->rows + list->count++ * list->row_size;
}

static int compare_areas(const void *left, const void *right) {
    const struct small_area *a = left, *b = right;
    return text_compare(a->code, b->code);
}

static int compare_postcodes(const void *left, const void *right) {
    const struct home_postcode *a = left, *b = right;
    return text_compare(a->postcode, b->postcode);
}

void home_areas_arrange(struct home_areas *homes, struct small_area *areas, size_t area_count,
                        struct home_postcode *postcodes, size_t postcode_count) {
    if (area_count > 0) {
        qsort(areas, area_count, sizeof *areas, compare_areas);
    }
    if (postcode_count > 0) {
        qsort(postcodes, postcode_count, sizeof *postcodes, compare_postcodes);
    }
    homes->areas = areas;
    homes->area_count = area_count;
    homes->postcodes = postcodes;
    homes->postcode_count = postcode_count;
    for (size_t i = 0; i < area_count; i++) {
        homes->england[areas[i].decile - 1] += areas[i].children;
    }
}

static const struct small_area *find_area(const struct home_areas *homes, struct text code) {
    struct small_area wanted = {.code = code};
    return homes->area_count == 0
               ? NULL
               : bsearch(&wanted, homes->areas, homes->area_count, sizeof wanted, compare_areas);
}

/* In capitals and without spaces; empty where it is too long to be one. */
static struct text normal_postcode(struct text written, char buffer[POSTCODE_LENGTH]) {
    size_t length = 0;
    for (size_t i = 0; i < written.length; i++) {
        char c = written.bytes[i];
        if (c == ' ') {
            continue;
        }
        if (length == POSTCODE_LENGTH) {
            return TEXT_NONE;
        }
        buffer[length++] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    return (struct text){buffer, length};
}

const struct small_area *home_area_of(const struct home_areas *homes, struct text postcode) {
    char buffer[POSTCODE_LENGTH];
    struct home_postcode wanted = {.postcode = normal_postcode(postcode, buffer)};
    const struct home_postcode *found =
        homes->postcode_count == 0 ? NULL
                                   : bsearch(&wanted, homes->postcodes, homes->postcode_count,
                                             sizeof wanted, compare_postcodes);
    return found == NULL ? NULL : find_area(homes, found->area);
}

/* ---- small areas ---- */

static const struct reference_kind AREAS = {.row_size = sizeof(struct small_area),
                                            .line_offset = offsetof(struct small_area, line),
                                            .compare = compare_areas,
                                            .twice_column = AREA,
                                            .twice = "the area is listed twice"};

static bool parse_area(struct reference_file *file, const struct text *values,
                       struct small_area *area) {
    *area =
        (struct small_area){.code = values[AREA], .district = values[DISTRICT], .line = file->line};
    if (!reference_file_filled(file, values, AREA_COLUMNS)) {
        return false;
    }
    if (!text_to_int(values[DECILE], &area->decile) || area->decile < 1 ||
        area->decile > DECILE_COUNT) {
        return reference_file_fault(file, DECILE, TEXT("the decile is not a number from 1 to 10"));
    }
    return (text_to_int(values[CHILDREN], &area->children) && area->children > 0) ||
           reference_file_fault(file, CHILDREN,
                                TEXT("the children are not a whole number above 0"));
}

static struct text behind(struct text column, const char *prefix) {
    struct text start = text_of(prefix);
    return text_starts_with(column, start) ? text_slice(column, start.length, column.length)
                                           : TEXT_NONE;
}

static bool has_area_columns(struct reference_file *file) {
    static const char *const prefixes[AREA_COLUMNS] = {"lsoa_", "lad_", "decile_", "children_"};
    bool has = file->column_count == AREA_COLUMNS;
    for (int i = 0; i < AREA_COLUMNS && has; i++) {
        has = behind(file->columns[i], prefixes[i]).length > 0;
    }
    return has || reference_file_fault(file, SIZE_MAX,
                                       TEXT("its columns are not lsoa_YEAR, lad_YEAR, "
                                            "decile_EDITION, children_AGES_YEAR"));
}

static bool read_areas(struct arena *arena, struct diag *diag, struct text folder,
                       struct home_areas *homes) {
    struct text path = file_join(arena, folder, TEXT("reference/deprivation-small-areas.csv"));
    struct reference_file *file = reference_file_open_all(arena, diag, path);
    struct list list = {.arena = arena, .row_size = sizeof(struct small_area)};
    struct text values[REFERENCE_COLUMN_LIMIT];
    if (file == NULL || !has_area_columns(file)) {
        return false;
    }
    while (reference_file_next(file, values)) {
        struct small_area area;
        if (parse_area(file, values, &area)) {
            *(struct small_area *)next_row(&list) = area;
        }
    }
    reference_file_sort(file, &AREAS, list.rows, list.count);
    homes->edition = behind(file->columns[DECILE], "decile_");
    homes->vintage = file->columns[AREA];
    homes->district_vintage = file->columns[DISTRICT];
    homes->population = file->columns[CHILDREN];
    home_areas_arrange(homes, (struct small_area *)(void *)list.rows, list.count, NULL, 0);
    return !file->is_faulty;
}

/* ---- postcodes ---- */

static const struct reference_kind POSTCODES = {.row_size = sizeof(struct home_postcode),
                                                .line_offset = offsetof(struct home_postcode, line),
                                                .compare = compare_postcodes,
                                                .twice_column = POSTCODE,
                                                .twice = "the postcode is listed twice"};

static bool has_vintage(struct reference_file *file, const struct home_areas *homes) {
    if (file->column_count != POSTCODE_COLUMNS ||
        !text_equal_c(file->columns[POSTCODE], "postcode")) {
        return reference_file_fault(file, SIZE_MAX,
                                    text_format(file->arena, "its columns are not postcode, %.*s",
                                                TEXT_ARG(homes->vintage)));
    }
    if (!text_equal(file->columns[POSTCODE_AREA], homes->vintage)) {
        struct place place = {.file = file->path, .line = 1};
        DIAG_REPORT(file->diag, DF023, &place, file->columns[POSTCODE_AREA], homes->vintage);
        return false;
    }
    return true;
}

static bool parse_postcode(struct reference_file *file, const struct text *values,
                           const struct home_areas *homes, struct home_postcode *row) {
    char buffer[POSTCODE_LENGTH];
    struct text postcode = normal_postcode(values[POSTCODE], buffer);
    *row = (struct home_postcode){.postcode = text_copy(file->arena, postcode),
                                  .area = values[POSTCODE_AREA],
                                  .line = file->line};
    if (postcode.length == 0) {
        return reference_file_fault(file, POSTCODE, TEXT("it is no postcode"));
    }
    return find_area(homes, row->area) != NULL ||
           reference_file_fault(file, POSTCODE_AREA, TEXT("the index has no such area"));
}

static bool read_postcodes(struct arena *arena, struct diag *diag, struct text path,
                           struct home_areas *homes) {
    struct reference_file *file = reference_file_open_all(arena, diag, path);
    struct list list = {.arena = arena, .row_size = sizeof(struct home_postcode)};
    struct text values[REFERENCE_COLUMN_LIMIT];
    if (file == NULL || !has_vintage(file, homes)) {
        return false;
    }
    while (reference_file_next(file, values)) {
        struct home_postcode row;
        if (parse_postcode(file, values, homes, &row)) {
            *(struct home_postcode *)next_row(&list) = row;
        }
    }
    reference_file_sort(file, &POSTCODES, list.rows, list.count);
    homes->postcodes = (const struct home_postcode *)(const void *)list.rows;
    homes->postcode_count = list.count;
    return !file->is_faulty;
}

const struct home_areas *home_areas_read(struct arena *arena, struct diag *diag,
                                         struct text definitions_folder,
                                         const struct authority *authority) {
    struct home_areas *homes = ARENA_NEW(arena, struct home_areas);
    struct text path = file_join(arena, authority->folder, TEXT("home-areas.csv"));
    if (!file_exists(path)) {
        return homes;
    }
    bool is_read = read_areas(arena, diag, definitions_folder, homes) &&
                   read_postcodes(arena, diag, path, homes);
    return is_read ? homes : NULL;
}
