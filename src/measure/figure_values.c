/* Counts to figures. Percents and rates are exact quotients, rounded half up
 * once; quartiles interpolate exactly (type 7). Intervals: Wilson for percents,
 * exact or Byar for counts and, scaled, for rates. */
#include "figure_values.h"

#include "base/arena.h"
#include "placing.h"

enum { RATE_CHILDREN = 10000 };

void figure_list_add(struct figure_list *list, const struct figure *figure) {
    ARENA_MAKE_ROOM(list->arena, list->items, list->count, list->capacity, 256);
    list->items[list->count++] = *figure;
}

static void scale(struct interval *interval, double factor) {
    interval->lower *= factor;
    interval->upper *= factor;
}

void figure_values_set_percent(struct figure *figure, int64_t numerator, int64_t denominator,
                               int decimals) {
    figure->has_numerator = figure->has_denominator = true;
    figure->numerator = numerator;
    figure->denominator = denominator;
    figure->status = denominator == 0 ? FIGURE_NOT_APPLICABLE : FIGURE_SHOWN;
    if (denominator == 0) {
        return;
    }
    figure->has_value = true;
    figure->value = decimal_quotient(numerator, 100, denominator, decimals);
    figure->has_interval = interval_wilson(numerator, denominator, 0.95, &figure->interval95) &&
                           interval_wilson(numerator, denominator, 0.998, &figure->interval998);
    scale(&figure->interval95, 100);
    scale(&figure->interval998, 100);
}

static void set_number(struct figure *figure, int64_t count) {
    figure->status = FIGURE_SHOWN;
    figure->has_numerator = figure->has_value = true;
    figure->numerator = count;
    figure->value = (struct decimal){count, 0};
}

void figure_values_set_count(struct figure *figure, int64_t count) {
    set_number(figure, count);
    figure->has_interval = interval_count(count, 0.95, &figure->interval95) &&
                           interval_count(count, 0.998, &figure->interval998);
}

static void add_percent(struct figure_list *list, const struct figure *key, struct text category,
                        int64_t numerator, int64_t denominator) {
    struct figure figure = *key;
    figure.category = category;
    figure_values_set_percent(&figure, numerator, denominator, key->measure->decimals);
    figure_list_add(list, &figure);
}

static void add_count(struct figure_list *list, const struct figure *key, struct text category,
                      int64_t count) {
    struct figure figure = *key;
    figure.category = category;
    figure_values_set_count(&figure, count);
    figure_list_add(list, &figure);
}

static struct text share_name(struct figure_list *list, const struct measure_definition *measure,
                              size_t part) {
    struct text group = placing_part_name(measure, part);
    return text_format(list->arena, "%.*s: %.*s", TEXT_ARG(measure->share), TEXT_ARG(group));
}

static void add_parts(struct figure_list *list, const struct figure *key,
                      const struct unit_tally *unit) {
    for (size_t part = 0; part < placing_part_count(key->measure); part++) {
        add_percent(list, key, placing_part_name(key->measure, part), unit->cells[part + 1].records,
                    unit->cells[0].records);
    }
}

static void add_shares(struct figure_list *list, const struct figure *key,
                       const struct unit_tally *unit) {
    for (size_t part = 0; part < key->measure->category_count; part++) {
        const struct tally_cell *cell = &unit->cells[part + 1];
        add_percent(list, key, share_name(list, key->measure, part), cell->met, cell->records);
    }
}

/* The value at quarter/4 of the way from the first to the last, times 4: exact. */
static int64_t four_times_quantile(const struct unit_tally *unit, int64_t quarter) {
    int64_t way = ((int64_t)unit->value_count - 1) * quarter;
    int64_t below = unit->values[way / 4], rest = way % 4;
    return 4 * below + (rest == 0 ? 0 : rest * (unit->values[way / 4 + 1] - below));
}

static void add_quantile(struct figure_list *list, const struct figure *key, struct text name,
                         const struct unit_tally *unit, int quarter) {
    struct figure figure = *key;
    figure.category = name;
    figure.status = unit->value_count == 0 ? FIGURE_NOT_APPLICABLE : FIGURE_SHOWN;
    if (unit->value_count > 0) {
        figure.has_value = true;
        figure.value =
            decimal_quotient(four_times_quantile(unit, quarter), 1, 4, key->measure->decimals);
    }
    figure_list_add(list, &figure);
}

static void add_left_out(struct figure_list *list, const struct figure *key, int64_t left_out) {
    struct figure figure = *key;
    figure.category = TEXT("left out");
    set_number(&figure, left_out);
    figure_list_add(list, &figure);
}

static bool has_groups(const struct measure_definition *measure) {
    return measure->is_by_team || measure->is_by_worker;
}

static void add_groups(struct figure_list *list, const struct figure *key,
                       const struct unit_tally *unit) {
    for (size_t i = 0; i < unit->group_count; i++) {
        add_count(list, key, text_copy(list->arena, unit->groups[i].name), unit->groups[i].records);
    }
}

void figure_values_of_tally(struct figure_list *list, const struct figure *key,
                            const struct tally *tally, const struct unit_tally *unit) {
    switch (key->measure->unit) {
    case MEASURE_PERCENT:
        add_percent(list, key, TEXT_NONE, unit->cells[0].met, unit->cells[0].records);
        add_parts(list, key, unit);
        break;
    case MEASURE_MIX:
        add_parts(list, key, unit);
        add_count(list, key, TEXT("total"), unit->cells[0].records);
        if (key->measure->share.length > 0) {
            add_shares(list, key, unit);
        }
        break;
    case MEASURE_BANDS:
        add_parts(list, key, unit);
        add_count(list, key, TEXT("total"), unit->cells[0].records);
        add_quantile(list, key, TEXT("lower quartile"), unit, 1);
        add_quantile(list, key, TEXT("median"), unit, 2);
        add_quantile(list, key, TEXT("upper quartile"), unit, 3);
        break;
    default:
        add_count(list, key, has_groups(key->measure) ? TEXT("total") : TEXT_NONE,
                  unit->cells[0].records);
        add_groups(list, key, unit);
        break;
    }
    if (tally->can_exclude) {
        add_left_out(list, key, unit->left_out);
    }
}

static int64_t sum_of(const struct measure_definition *measure, const struct unit_tally *unit,
                      struct text category) {
    for (size_t i = 0; i < measure->category_count; i++) {
        if (text_equal(measure->categories[i], category)) {
            return unit->cells[i + 1].sum;
        }
    }
    return 0;
}

static void add_sum(struct figure_list *list, const struct figure *key, struct text category,
                    bool is_known, int64_t thousandths) {
    struct figure figure = *key;
    figure.category = category;
    figure.status = is_known ? FIGURE_SHOWN : FIGURE_NOT_AVAILABLE;
    figure.has_value = is_known;
    figure.value = decimal_quotient(thousandths, 1, 1000, key->measure->decimals);
    figure_list_add(list, &figure);
}

void figure_values_of_sums(struct figure_list *list, const struct figure *key,
                           const struct tally *tally, const struct unit_tally *unit, bool has_posts,
                           int64_t posts) {
    const struct measure_definition *measure = key->measure;
    for (size_t i = 0; i < measure->category_count; i++) {
        struct text category = measure->categories[i];
        int64_t sum = unit->cells[i + 1].sum;
        bool is_vacancies = measure->vacancies_of.length > 0 && text_equal_c(category, "vacancies");
        for (size_t t = 0; text_equal_c(category, "total") && t < measure->total_of_count; t++) {
            sum = tally_added(sum, sum_of(measure, unit, measure->total_of[t]));
        }
        sum = is_vacancies ? tally_added(posts, -sum_of(measure, unit, measure->vacancies_less))
                           : sum;
        add_sum(list, key, category, !is_vacancies || has_posts, sum);
    }
    if (tally->can_exclude) {
        add_left_out(list, key, unit->left_out);
    }
}

void figure_values_of_ratio(struct figure_list *list, const struct figure *key, int64_t numerator,
                            int64_t denominator) {
    add_percent(list, key, TEXT_NONE, numerator, denominator);
}

void figure_values_set_rate(struct figure *figure, int64_t count, int64_t children) {
    figure->has_numerator = true;
    figure->numerator = count;
    figure->status = children > 0 ? FIGURE_SHOWN : FIGURE_NOT_AVAILABLE;
    if (children <= 0) {
        return;
    }
    figure->has_denominator = figure->has_value = true;
    figure->denominator = children;
    figure->value = decimal_quotient(count, RATE_CHILDREN, children, figure->measure->decimals);
    figure->has_interval = interval_count(count, 0.95, &figure->interval95) &&
                           interval_count(count, 0.998, &figure->interval998);
    scale(&figure->interval95, RATE_CHILDREN / (double)children);
    scale(&figure->interval998, RATE_CHILDREN / (double)children);
}

void figure_values_of_rate(struct figure_list *list, const struct figure *key, int64_t count,
                           bool has_children, int64_t children) {
    struct figure figure = *key;
    figure.category = TEXT_NONE;
    figure_values_set_rate(&figure, count, has_children ? children : 0);
    figure_list_add(list, &figure);
}

static void add_missing(struct figure_list *list, const struct figure *key, struct text category,
                        enum figure_status status) {
    struct figure figure = *key;
    figure.category = category;
    figure.status = status;
    figure_list_add(list, &figure);
}

void figure_values_missing(struct figure_list *list, const struct figure *key,
                           enum figure_status status, bool can_exclude) {
    const struct measure_definition *measure = key->measure;
    bool is_sum = measure->unit == MEASURE_SUM;
    bool has_whole = measure->unit != MEASURE_MIX && measure->unit != MEASURE_BANDS && !is_sum &&
                     !has_groups(measure);
    if (has_whole) {
        add_missing(list, key, TEXT_NONE, status);
    }
    for (size_t part = 0; part < placing_part_count(measure); part++) {
        add_missing(list, key, placing_part_name(measure, part), status);
    }
    if (!has_whole && !is_sum) {
        add_missing(list, key, TEXT("total"), status);
    }
    for (size_t part = 0; measure->share.length > 0 && part < measure->category_count; part++) {
        add_missing(list, key, share_name(list, measure, part), status);
    }
    if (measure->unit == MEASURE_BANDS) {
        add_missing(list, key, TEXT("lower quartile"), status);
        add_missing(list, key, TEXT("median"), status);
        add_missing(list, key, TEXT("upper quartile"), status);
    }
    if (can_exclude) {
        add_missing(list, key, TEXT("left out"), status);
    }
}
