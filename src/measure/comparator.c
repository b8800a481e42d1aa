/* Comparators: look-ups in what is published. Values are those printed; where
 * only counts are, the percent is taken from them once. A median is of printed
 * values, for that is all that anybody outside the department can rank. */
#include "measure/comparator.h"

#include <stdlib.h>

#include "base/arena.h"

struct comparing {
    struct arena *arena;
    const struct published *published;
    const struct published_area *authority;
    const struct published_table *table;
    size_t column;
    int decimals; /* of the values: as printed, or the measure's */
    int median_decimals;
    struct comparison *comparison;
};

struct text comparator_name(enum comparator comparator) {
    static const char *const names[] = {"neighbours", "region", "england", "published"};
    return text_of(names[comparator]);
}

/* ---- years ---- */

static bool is_last_of_march(day_number day) {
    int year, month, day_of_month;
    date_parts(day, &year, &month, &day_of_month);
    return month == 3 && day_of_month == 31;
}

/* The last year that had ended on 31 March by a day. */
static int64_t year_ended_by(day_number day) {
    return period_financial_year(day) + (is_last_of_march(day) ? 1 : 0);
}

static bool is_of_the_year(const struct measure_definition *measure, const struct period *period,
                           int64_t year) {
    int first_year, month, day;
    date_parts(period->first_day, &first_year, &month, &day);
    bool is_whole_year = first_year == year - 1 && month == 4 && day == 1;
    return is_last_of_march(period->last_day) && year == year_ended_by(period->last_day) &&
           (measure->window != WINDOW_PERIOD || is_whole_year);
}

bool comparator_year(const struct measure_definition *measure, const struct period *period,
                     int64_t *year) {
    *year = year_ended_by(period->last_day);
    return is_of_the_year(measure, period, *year);
}

/* ---- values ---- */

static enum figure_status status_of(enum published_status status) {
    static const enum figure_status statuses[] = {[PUBLISHED_SHOWN] = FIGURE_SHOWN,
                                                  [PUBLISHED_SUPPRESSED] = FIGURE_SUPPRESSED,
                                                  [PUBLISHED_UNRELIABLE] = FIGURE_UNRELIABLE,
                                                  [PUBLISHED_NOT_AVAILABLE] = FIGURE_NOT_AVAILABLE,
                                                  [PUBLISHED_NOT_APPLICABLE] =
                                                      FIGURE_NOT_APPLICABLE};
    return statuses[status];
}

/* The same number with more decimals. */
static struct decimal widened(struct decimal value, int decimals) {
    for (; value.decimals < decimals; value.decimals++) {
        value.scaled *= 10;
    }
    return value;
}

static struct decimal value_of(const struct published_figure *figure, int printed_decimals,
                               int measure_decimals) {
    if (figure->is_printed) {
        return widened(figure->value, printed_decimals);
    }
    return decimal_quotient(figure->numerator, 100, figure->denominator, measure_decimals);
}

struct comparator_figure comparator_figure_of_row(const struct published_row *row, size_t column,
                                                  int printed_decimals, int measure_decimals) {
    const struct published_figure published = published_figure_of(row, column);
    struct comparator_figure figure = {.name = row->area->name,
                                       .code = row->area->code,
                                       .status = status_of(published.status),
                                       .has_numerator = published.has_numerator,
                                       .has_denominator = published.has_denominator,
                                       .numerator = published.numerator,
                                       .denominator = published.denominator};
    if (figure.status == FIGURE_SHOWN) {
        figure.value = value_of(&published, printed_decimals, measure_decimals);
    }
    return figure;
}

static struct comparator_figure figure_of(const struct comparing *comparing,
                                          const struct published_area *area) {
    const struct published_row *row =
        area == NULL ? NULL : published_row_of(comparing->table, comparing->comparison->year, area);
    if (row != NULL) {
        return comparator_figure_of_row(row, comparing->column, comparing->decimals,
                                        comparing->decimals);
    }
    return (struct comparator_figure){.name = area == NULL ? TEXT_NONE : area->name,
                                      .code = area == NULL ? TEXT_NONE : area->code,
                                      .status = FIGURE_NOT_AVAILABLE};
}

int comparator_printed_decimals(const struct published_table *table, size_t column, int64_t year) {
    size_t count;
    int decimals = -1;
    const struct published_row *rows = published_rows_of(table, year, PUBLISHED_AUTHORITY, &count);
    for (size_t i = 0; i < count; i++) {
        struct published_figure figure = published_figure_of(&rows[i], column);
        bool is_printed = figure.status == PUBLISHED_SHOWN && figure.is_printed;
        if (is_printed && figure.value.decimals > decimals) {
            decimals = figure.value.decimals;
        }
    }
    return decimals;
}

/* Printed values keep the decimals of the column: "63" among "154.4" is 63.0. */
static void find_decimals(struct comparing *comparing, const struct measure_definition *measure) {
    int printed = comparator_printed_decimals(comparing->table, comparing->column,
                                              comparing->comparison->year);
    comparing->comparison->is_printed = printed >= 0;
    comparing->decimals = printed >= 0 ? printed : measure->decimals;
    comparing->median_decimals =
        comparing->decimals > measure->decimals ? comparing->decimals : measure->decimals;
}

/* ---- neighbours and all others ---- */

static int compare_values(const void *left, const void *right) {
    const struct decimal *a = left, *b = right;
    return decimal_compare(*a, *b);
}

static bool is_neighbour(const struct neighbours *neighbours, const struct published_area *area) {
    for (size_t i = 0; i < neighbours->count; i++) {
        if (text_equal(neighbours->numbers[i], area->number)) {
            return true;
        }
    }
    return false;
}

/* The values of the authorities of the year but the own one; of neighbours only if given. */
static struct decimal *gather(const struct comparing *comparing,
                              const struct neighbours *neighbours, size_t *count, size_t *missing) {
    size_t row_count;
    const struct published_row *rows = published_rows_of(
        comparing->table, comparing->comparison->year, PUBLISHED_AUTHORITY, &row_count);
    struct decimal *values = ARENA_ARRAY(comparing->arena, struct decimal, row_count + 1);
    for (size_t i = 0; i < row_count; i++) {
        bool is_own = text_equal(rows[i].area->number, comparing->authority->number);
        if (is_own || (neighbours != NULL && !is_neighbour(neighbours, rows[i].area))) {
            continue;
        }
        struct published_figure figure = published_figure_of(&rows[i], comparing->column);
        if (figure.status == PUBLISHED_SHOWN) {
            values[(*count)++] = value_of(&figure, comparing->decimals, comparing->decimals);
        } else {
            (*missing)++;
        }
    }
    if (*count > 0) {
        qsort(values, *count, sizeof *values, compare_values);
    }
    return values;
}

/* The middle value, or half-way between the two in the middle (R's type 7). */
static struct decimal median(const struct comparing *comparing, const struct decimal *values,
                             size_t count) {
    int decimals = comparing->median_decimals;
    struct decimal low = widened(values[(count - 1) / 2], decimals);
    struct decimal high = widened(values[count / 2], decimals);
    struct decimal middle = decimal_quotient(low.scaled + high.scaled, 1, 2, 0);
    return (struct decimal){middle.scaled, decimals};
}

static void add_neighbours(const struct comparing *comparing) {
    struct comparison *comparison = comparing->comparison;
    struct neighbours neighbours =
        published_neighbours(comparing->published, comparing->authority, comparison->year);
    struct comparator_figure *figure = &comparison->figures[COMPARATOR_NEIGHBOURS];
    comparison->model = neighbours.model;
    comparison->neighbours = gather(comparing, &neighbours, &comparison->neighbour_count,
                                    &comparison->neighbours_missing);
    /* One that is in no row of the year is missing as well. */
    comparison->neighbours_missing = neighbours.count - comparison->neighbour_count;
    *figure = (struct comparator_figure){.name = TEXT("statistical neighbours"),
                                         .status = FIGURE_NOT_AVAILABLE};
    if (comparison->neighbour_count > 0) {
        figure->status = FIGURE_SHOWN;
        figure->value = median(comparing, comparison->neighbours, comparison->neighbour_count);
    }
}

static void add_areas(const struct comparing *comparing) {
    struct comparison *comparison = comparing->comparison;
    const struct published *published = comparing->published;
    const struct published_area *region =
        published_area_of(published, comparing->authority->region);
    const struct published_area *england = published_area_of(published, TEXT("E92000001"));
    comparison->figures[COMPARATOR_REGION] = figure_of(comparing, region);
    comparison->figures[COMPARATOR_ENGLAND] = figure_of(comparing, england);
    comparison->figures[COMPARATOR_PUBLISHED] = figure_of(comparing, comparing->authority);
    comparison->others =
        gather(comparing, NULL, &comparison->other_count, &comparison->others_missing);
}

bool comparison_find(struct arena *arena, const struct published *published, struct text authority,
                     const struct measure_definition *measure, struct text category,
                     const struct period *period, struct comparison *comparison) {
    struct comparing comparing = {.arena = arena,
                                  .published = published,
                                  .authority = published_area_of(published, authority),
                                  .table = published_table_of(published, measure->id),
                                  .comparison = comparison};
    *comparison = (struct comparison){0};
    if (comparing.authority == NULL || comparing.table == NULL) {
        return false;
    }
    comparing.column = published_category(comparing.table, category);
    comparison->year = published_latest_year(comparing.table, year_ended_by(period->last_day));
    if (comparing.column == SIZE_MAX || comparison->year == 0) {
        return false;
    }
    comparison->is_same_period = is_of_the_year(measure, period, comparison->year);
    comparison->source = published_source_of(published, measure->id, comparison->year);
    find_decimals(&comparing, measure);
    add_neighbours(&comparing);
    add_areas(&comparing);
    return true;
}

/* ---- rank and words ---- */

struct comparison_rank comparison_rank(const struct comparison *comparison, struct decimal own,
                                       bool among_neighbours) {
    const struct decimal *values = among_neighbours ? comparison->neighbours : comparison->others;
    size_t count = among_neighbours ? comparison->neighbour_count : comparison->other_count;
    struct comparison_rank rank = {.rank = 1, .of = count == 0 ? 0 : count + 1};
    for (size_t i = 0; i < count; i++) {
        rank.rank += decimal_compare(values[i], own) > 0;
    }
    return rank;
}

/* What one note tells: of one publication, of years that follow each other, and of one model of
 * neighbours where there are any. */
struct note_group {
    const struct comparison *comparison; /* the first of them */
    int64_t first, last;
    bool has_exact,
        has_rounded;   /* figures worked out from counts of authorities, of larger areas */
    struct text model; /* empty: no neighbours */
    size_t fewest, most, missing;
};

static struct note_group group_of(const struct comparison_use *use) {
    const struct comparison *comparison = use->comparison;
    bool is_rounded = use->comparator == COMPARATOR_REGION || use->comparator == COMPARATOR_ENGLAND;
    struct note_group group = {.comparison = comparison,
                               .first = comparison->year,
                               .last = comparison->year,
                               .has_exact = !is_rounded,
                               .has_rounded = is_rounded};
    if (use->comparator == COMPARATOR_NEIGHBOURS) {
        group.model = comparison->model;
        group.fewest = group.most = comparison->neighbour_count;
        group.missing = comparison->neighbours_missing;
    }
    return group;
}

static bool are_alike(const struct note_group *group, const struct note_group *one) {
    const struct comparison *a = group->comparison, *b = one->comparison;
    bool follows = one->first >= group->first - 1 && one->first <= group->last + 1;
    bool is_of_model =
        one->model.length == 0 || group->model.length == 0 || text_equal(one->model, group->model);
    return follows && is_of_model && text_equal(a->source, b->source) &&
           a->is_printed == b->is_printed && a->is_same_period == b->is_same_period;
}

static void join_neighbours(struct note_group *group, const struct note_group *one) {
    if (group->model.length == 0) {
        group->model = one->model;
        group->fewest = one->fewest;
    }
    group->fewest = one->fewest < group->fewest ? one->fewest : group->fewest;
    group->most = one->most > group->most ? one->most : group->most;
    group->missing = one->missing > group->missing ? one->missing : group->missing;
}

static bool join_group(struct note_group *group, const struct note_group *one) {
    if (!are_alike(group, one)) {
        return false;
    }
    group->first = one->first < group->first ? one->first : group->first;
    group->last = one->first > group->last ? one->first : group->last;
    group->has_exact |= one->has_exact;
    group->has_rounded |= one->has_rounded;
    if (one->model.length > 0) {
        join_neighbours(group, one);
    }
    return true;
}

static struct text neighbour_words(struct arena *arena, const struct note_group *group) {
    bool is_same = group->fewest == group->most;
    struct text few = is_same ? TEXT_NONE : text_format(arena, "%zu to ", group->fewest);
    struct text missing = group->missing == 0
                              ? TEXT_NONE
                              : text_format(arena, ", %s%zu without a figure",
                                            is_same ? "" : "up to ", group->missing);
    return text_format(arena, "; median of %.*s%zu statistical neighbours (model of %.*s)%.*s",
                       TEXT_ARG(few), group->most, TEXT_ARG(group->model), TEXT_ARG(missing));
}

static struct text group_words(struct arena *arena, const struct note_group *group) {
    const struct comparison *comparison = group->comparison;
    struct text years = group->first == group->last
                            ? text_format(arena, "year to 31 March %lld", (long long)group->first)
                            : text_format(arena, "years to 31 March %lld to %lld",
                                          (long long)group->first, (long long)group->last);
    const char *made = comparison->is_printed ? ""
                       : !group->has_rounded  ? ", worked out from the counts"
                       : !group->has_exact
                           ? ", worked out from counts rounded to 10"
                           : ", worked out from the counts, of region and England rounded to 10";
    struct text neighbours = group->model.length > 0 ? neighbour_words(arena, group) : TEXT_NONE;
    return text_format(arena, "Department for Education, %.*s: %.*s%s%.*s%s.",
                       TEXT_ARG(comparison->source), TEXT_ARG(years), made, TEXT_ARG(neighbours),
                       comparison->is_same_period ? "" : "; the latest published by then");
}

struct text comparison_note(struct arena *arena, const struct comparison *comparison,
                            enum comparator comparator) {
    const struct comparison_use use = {comparison, comparator};
    const struct note_group group = group_of(&use);
    return group_words(arena, &group);
}

const struct text *comparison_notes(struct arena *arena, const struct comparison_use *uses,
                                    size_t use_count, size_t *note_count) {
    struct note_group *groups = ARENA_ARRAY(arena, struct note_group, use_count + 1);
    struct text *notes = ARENA_ARRAY(arena, struct text, use_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < use_count; i++) {
        const struct note_group one = group_of(&uses[i]);
        size_t at = 0;
        while (at < count && !join_group(&groups[at], &one)) {
            at++;
        }
        if (at == count) {
            groups[count++] = one;
        }
    }
    for (size_t i = 0; i < count; i++) {
        notes[i] = group_words(arena, &groups[i]);
    }
    *note_count = count;
    return notes;
}
