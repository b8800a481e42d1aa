/* Reference data: bank holidays and populations. Holidays come from GOV.UK's
 * list, populations from the mid-year estimates that DfE redistributes; each
 * file's source stands in report-defs/reference/README.md. Nothing is guessed: a
 * year without holidays is refused, a population that is not there is not
 * available. */
#include "ingest/reference.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "reference_file.h"

enum { FIRST_ROWS = 512 };

struct holidays {
    day_number *days;
    size_t count;
    size_t capacity;
};

static void add_holiday(struct arena *arena, struct holidays *holidays, day_number day) {
    ARENA_MAKE_ROOM(arena, holidays->days, holidays->count, holidays->capacity, FIRST_ROWS);
    holidays->days[holidays->count++] = day;
}

static bool has_holiday(const struct holidays *holidays, day_number day) {
    for (size_t i = 0; i < holidays->count; i++) {
        if (holidays->days[i] == day) {
            return true;
        }
    }
    return false;
}

static void read_holidays(struct reference_file *file, struct holidays *holidays) {
    struct text values[2];
    while (reference_file_next(file, values)) {
        day_number day;
        if (!reference_file_filled(file, values, 2) ||
            !reference_file_day(file, 0, values[0], &day)) {
            continue;
        }
        if (has_holiday(holidays, day)) {
            reference_file_fault(file, 0, TEXT("the day is listed twice"));
        } else {
            add_holiday(file->arena, holidays, day);
        }
    }
}

/* A year of the calendar with no holiday at all was never entered. */
static void check_years(struct reference_file *file, const struct holidays *holidays,
                        int first_year, int last_year) {
    for (int year = first_year; year <= last_year; year++) {
        bool is_there = false;
        for (size_t i = 0; i < holidays->count && !is_there; i++) {
            int holiday_year, month, day;
            date_parts(holidays->days[i], &holiday_year, &month, &day);
            is_there = holiday_year == year;
        }
        if (!is_there) {
            reference_file_fault_at(
                file, 0, 0,
                text_format(file->arena,
                            "it has no bank holiday of %d, a year of the authority's calendar",
                            year));
        }
    }
}

const struct calendar *reference_calendar(struct arena *arena, struct diag *diag,
                                          struct text definitions_folder, int first_year,
                                          int last_year) {
    const struct text columns[] = {TEXT("date"), TEXT("title")};
    struct text path = file_join(arena, definitions_folder, TEXT("reference/bank-holidays.csv"));
    struct reference_file *file = reference_file_open(arena, diag, path, columns, 2);
    if (file == NULL) {
        return NULL;
    }
    struct holidays holidays = {NULL, 0, 0};
    read_holidays(file, &holidays);
    check_years(file, &holidays, first_year, last_year);
    return file->is_faulty
               ? NULL
               : calendar_new(arena, first_year, last_year, holidays.days, holidays.count);
}

/* One place's children in one year. */
struct population_row {
    struct text unit;
    int64_t year;
    int64_t children;
    bool is_available;
    uint32_t line;
};

struct population {
    struct population_row *rows; /* by unit, then year */
    size_t count;
    size_t capacity;
};

static int compare_rows(const void *a, const void *b) {
    const struct population_row *left = a;
    const struct population_row *right = b;
    int order = text_compare(left->unit, right->unit);
    return order != 0 ? order : (left->year > right->year) - (left->year < right->year);
}

static void add_row(struct arena *arena, struct population *population, struct population_row row) {
    ARENA_MAKE_ROOM(arena, population->rows, population->count, population->capacity, FIRST_ROWS);
    population->rows[population->count++] = row;
}

/* Blank, or one of the markers of DfE's files: suppressed, not available, unreliable, not
 * applicable. */
static bool is_unavailable(struct text value) {
    return value.length == 0 || text_equal_c(value, "c") || text_equal_c(value, "x") ||
           text_equal_c(value, "u") || text_equal_c(value, "z");
}

static bool parse_row(struct reference_file *file, const struct text *values,
                      struct population_row *row) {
    *row = (struct population_row){.unit = values[0], .line = file->line};
    if (!reference_file_filled(file, values, 2)) {
        return false;
    }
    if (!text_to_int(values[1], &row->year)) {
        return reference_file_fault(file, 1, TEXT("the year is not a number"));
    }
    row->is_available = !is_unavailable(values[2]);
    if (row->is_available && (!text_to_int(values[2], &row->children) || row->children <= 0)) {
        return reference_file_fault(
            file, 2, TEXT("the population is neither a number above 0 nor one of c, x, u, z"));
    }
    return true;
}

/* Reads unit, year and the vintage's column. False after reports. */
static bool read_population(struct arena *arena, struct diag *diag, struct text path,
                            struct text unit_column, struct text vintage,
                            struct population *population) {
    const struct text columns[] = {unit_column, TEXT("year"), vintage};
    struct reference_file *file = reference_file_open(arena, diag, path, columns, 3);
    if (file == NULL) {
        return false;
    }
    size_t first = population->count;
    struct text values[3];
    struct population_row row;
    while (reference_file_next(file, values)) {
        if (parse_row(file, values, &row)) {
            add_row(arena, population, row);
        }
    }
    if (population->count > first) {
        qsort(population->rows, population->count, sizeof *population->rows, compare_rows);
    }
    for (size_t i = 1; i < population->count; i++) {
        const struct population_row *earlier = &population->rows[i - 1];
        if (compare_rows(earlier, earlier + 1) == 0) {
            uint32_t line = earlier[1].line > earlier->line ? earlier[1].line : earlier->line;
            reference_file_fault_at(file, line, 0, TEXT("the unit's year is listed twice"));
        }
    }
    return !file->is_faulty;
}

const struct population *reference_population(struct arena *arena, struct diag *diag,
                                              struct text definitions_folder,
                                              const struct authority *authority) {
    struct population *population = ARENA_NEW(arena, struct population);
    struct text vintage = authority->population_vintage;
    struct text counties = file_join(arena, definitions_folder, TEXT("reference/population.csv"));
    struct text districts = file_join(arena, authority->folder, TEXT("population.csv"));
    bool is_read =
        read_population(arena, diag, counties, TEXT("geography_code"), vintage, population);
    if (file_exists(districts)) {
        is_read &= read_population(arena, diag, districts, TEXT("unit"), vintage, population);
    }
    return is_read ? population : NULL;
}

struct population *population_new(struct arena *arena) {
    return ARENA_NEW(arena, struct population);
}

void population_add(struct arena *arena, struct population *population, struct text unit_id,
                    int64_t mid_year, int64_t children) {
    add_row(arena, population,
            (struct population_row){
                .unit = unit_id, .year = mid_year, .children = children, .is_available = true});
    qsort(population->rows, population->count, sizeof *population->rows, compare_rows);
}

bool population_is_known(const struct population *population, struct text unit_id) {
    for (size_t i = 0; i < population->count; i++) {
        if (population->rows[i].is_available && text_equal(population->rows[i].unit, unit_id)) {
            return true;
        }
    }
    return false;
}

bool population_at(const struct population *population, struct text unit_id, int mid_year,
                   int64_t *children) {
    struct population_row wanted = {.unit = unit_id, .year = mid_year};
    const struct population_row *row =
        population->count == 0
            ? NULL
            : bsearch(&wanted, population->rows, population->count, sizeof wanted, compare_rows);
    if (row == NULL || !row->is_available) {
        return false;
    }
    *children = row->children;
    return true;
}
