/* Figures as a sorted list: markers, look-up, and figures.csv. */
#include "measure/figure.h"

#include "base/arena.h"

bool figure_is_group(const struct measure_definition *measure, struct text category) {
    return (measure->is_by_team && text_starts_with(category, TEXT("team: "))) ||
           (measure->is_by_worker && text_starts_with(category, TEXT("worker: ")));
}

struct text figure_marker(enum figure_status status) {
    static const char *const markers[] = {"", "[z]", "[x]", "[c]", "[u]", "[n/a]"};
    return text_of(markers[status]);
}

static int compare_numbers(int64_t a, int64_t b) {
    return (a > b) - (a < b);
}

bool figure_is_shown(const struct figure *figure) {
    return figure && figure->status == FIGURE_SHOWN;
}

bool figure_has_count(const struct figure *figure) {
    return figure_is_shown(figure) && figure->has_numerator;
}

struct text measure_unit_name(enum measure_unit unit) {
    static const char *const names[] = {"count", "percent", "rate", "mix", "bands", "sum", "ratio"};
    return text_of(names[unit]);
}

/* The order of figures, categories aside. */
static int compare_key(const struct figure *figure, struct text measure,
                       const struct period *period, enum unit_level level, uint32_t unit) {
    int order = text_compare(figure->measure->id, measure);
    order = order != 0 ? order : compare_numbers(figure->period.last_day, period->last_day);
    order = order != 0 ? order : compare_numbers(figure->period.first_day, period->first_day);
    order = order != 0 ? order : compare_numbers(figure->level, level);
    return order != 0 ? order : compare_numbers(figure->unit, unit);
}

const struct figure *figures_find(const struct figures *figures, struct text measure,
                                  const struct period *period, enum unit_level level, uint32_t unit,
                                  struct text category) {
    size_t low = 0, high = figures->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_key(&figures->items[middle], measure, period, level, unit) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    const struct figure *total = NULL;
    for (; low < figures->count; low++) {
        const struct figure *figure = &figures->items[low];
        if (compare_key(figure, measure, period, level, unit) != 0) {
            break;
        }
        if (text_equal(figure->category, category)) {
            return figure;
        }
        total = text_equal_c(figure->category, "total") ? figure : total;
    }
    return text_is_empty(category) ? total : NULL;
}

struct text figure_plain_words(struct arena *arena, const struct figure *figure) {
    struct text marker = figure_marker(figure->status);
    struct text value = figure->has_value ? decimal_plain(arena, figure->value) : TEXT_NONE;
    const char *space = marker.length > 0 && figure->has_numerator ? " " : "";
    if (figure->has_numerator && figure->has_denominator) {
        return text_format(arena, "%lld of %lld%s%.*s%s%.*s", (long long)figure->numerator,
                           (long long)figure->denominator, figure->has_value ? " = " : "",
                           TEXT_ARG(value), space, TEXT_ARG(marker));
    }
    if (figure->has_numerator) {
        bool is_count = figure->value.decimals == 0 && figure->value.scaled == figure->numerator;
        bool is_adjusted = figure->measure->deprivation != DEPRIVATION_NONE;
        bool is_ratio = is_adjusted && figure->has_value && !is_count;
        return text_format(arena, "%lld%s%.*s%s%.*s", (long long)figure->numerator,
                           is_ratio ? " = " : "", TEXT_ARG(is_ratio ? value : TEXT_NONE), space,
                           TEXT_ARG(marker));
    }
    return text_format(arena, "%.*s%.*s", TEXT_ARG(value), TEXT_ARG(marker));
}

static void add_field(struct buffer *out, struct text field) {
    bool is_quoted = false;
    for (size_t i = 0; i < field.length; i++) {
        char byte = field.bytes[i];
        is_quoted = is_quoted || byte == ',' || byte == '"' || byte == '\n' || byte == '\r';
    }
    if (!is_quoted) {
        buffer_add(out, field);
        return;
    }
    buffer_add_byte(out, '"');
    for (size_t i = 0; i < field.length; i++) {
        if (field.bytes[i] == '"') {
            buffer_add_byte(out, '"');
        }
        buffer_add_byte(out, field.bytes[i]);
    }
    buffer_add_byte(out, '"');
}

static void add_number(struct buffer *out, bool is_there, int64_t number) {
    buffer_add_byte(out, ',');
    if (is_there) {
        buffer_add_int(out, number);
    }
}

static void add_limit(struct buffer *out, struct arena *scratch, const struct figure *figure,
                      double limit) {
    buffer_add_byte(out, ',');
    if (figure->has_interval) {
        int decimals = figure->has_denominator ? figure->value.decimals : 1;
        buffer_add(out, decimal_plain(scratch, decimal_from_double(limit, decimals)));
    }
}

void figures_write_csv_row(struct buffer *out, struct arena *scratch, const struct figures *figures,
                           const struct figure *figure) {
    struct text unit =
        figure->unit == UNIT_NONE ? TEXT("(none)") : figures->units->units[figure->unit].id;
    figure_write_csv_line(out, scratch, figure, unit_level_name(figure->level), unit);
}

void figure_write_csv_line(struct buffer *out, struct arena *scratch, const struct figure *figure,
                           struct text level, struct text unit) {
    add_field(out, figure->measure->id);
    buffer_add_byte(out, ',');
    buffer_add(out, period_name(scratch, &figure->period));
    buffer_add_byte(out, ',');
    buffer_add(out, date_iso(scratch, figure->period.last_day));
    buffer_add_byte(out, ',');
    add_field(out, level);
    buffer_add_byte(out, ',');
    add_field(out, unit);
    buffer_add_byte(out, ',');
    add_field(out, figure->category);
    add_number(out, figure->has_numerator, figure->numerator);
    add_number(out, figure->has_denominator, figure->denominator);
    buffer_add_byte(out, ',');
    if (figure->has_value) {
        buffer_add(out, decimal_plain(scratch, figure->value));
    }
    add_limit(out, scratch, figure, figure->interval95.lower);
    add_limit(out, scratch, figure, figure->interval95.upper);
    buffer_add_byte(out, ',');
    buffer_add(out, figure_marker(figure->status));
    add_limit(out, scratch, figure, figure->interval998.lower);
    add_limit(out, scratch, figure, figure->interval998.upper);
    buffer_add_byte(out, ',');
    buffer_add(out, measure_unit_name(figure->measure->unit));
    buffer_add_c(out, figure->is_supplied ? ",yes" : ",no");
}

void figures_write_csv_header(struct buffer *out) {
    buffer_add_c(out, "measure,period,as_at,unit_level,unit,category,numerator,denominator,value,"
                      "lower95,upper95,status,lower998,upper998,measure_unit,supplied");
}

void figures_write_csv(struct buffer *out, const struct figures *figures) {
    struct arena *scratch = arena_new();
    figures_write_csv_header(out);
    buffer_add_byte(out, '\n');
    for (size_t i = 0; i < figures->count; i++) {
        struct arena_mark mark = arena_mark(scratch);
        figures_write_csv_row(out, scratch, figures, &figures->items[i]);
        buffer_add_byte(out, '\n');
        arena_release(scratch, mark);
    }
    arena_free(scratch);
}
