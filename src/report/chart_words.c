/* Charts in words: shape, every value, range and finding, all from the cells
 * that the chart prints. */
#include "base/arena.h"
#include "charts.h"

static bool is_in_time(const struct document_chart *chart) {
    return chart->kind == CHART_LINE || chart->kind == CHART_CONTROL || chart->kind == CHART_PANELS;
}

/* Whether no value is missing or withheld: it could be the largest of all. */
static bool shows_all(const struct document_chart *chart, const struct chart_series *series) {
    for (size_t i = 0; i < chart->category_count; i++) {
        if (series->values[i].kind != CELL_NUMBER) {
            return false;
        }
    }
    return true;
}

/* The category of the largest (sign +1) or smallest (-1) number, or of the first (0);
 * category_count if there is none. */
static size_t extreme(const struct document_chart *chart, const struct chart_series *series,
                      int sign) {
    size_t best = chart->category_count;
    for (size_t i = 0; i < chart->category_count; i++) {
        if (series->values[i].kind != CELL_NUMBER) {
            continue;
        }
        if (best == chart->category_count ||
            decimal_compare(series->values[i].number, series->values[best].number) * sign > 0) {
            best = i;
        }
    }
    return best;
}

static size_t last_number(const struct document_chart *chart, const struct chart_series *series) {
    size_t last = chart->category_count;
    for (size_t i = 0; i < chart->category_count; i++) {
        last = series->values[i].kind == CELL_NUMBER ? i : last;
    }
    return last;
}

static void tell_values(struct buffer *out, const struct document_chart *chart,
                        const struct chart_series *series) {
    buffer_format(out, " %.*s:", TEXT_ARG(series->name));
    for (size_t i = 0; i < chart->category_count; i++) {
        buffer_format(out, "%s %.*s %.*s", i ? "," : "", TEXT_ARG(chart->categories[i]),
                      TEXT_ARG(series->values[i].text));
        if (series->lower && series->lower[i].kind == CELL_NUMBER) {
            buffer_format(out, " (%.*s to %.*s)", TEXT_ARG(series->lower[i].text),
                          TEXT_ARG(series->upper[i].text));
        }
    }
}

static void tell_series(struct buffer *out, const struct document_chart *chart,
                        const struct chart_series *series) {
    size_t most = extreme(chart, series, 1), least = extreme(chart, series, -1);
    tell_values(out, chart, series);
    if (most == chart->category_count) {
        return;
    }
    if (is_in_time(chart)) {
        size_t first = extreme(chart, series, 0), last = last_number(chart, series);
        buffer_format(out, ". From %.*s in %.*s to %.*s in %.*s",
                      TEXT_ARG(series->values[first].text), TEXT_ARG(chart->categories[first]),
                      TEXT_ARG(series->values[last].text), TEXT_ARG(chart->categories[last]));
    }
    buffer_format(out, ". Largest%s: %.*s, %.*s; smallest: %.*s, %.*s.",
                  shows_all(chart, series) ? "" : " of those shown",
                  TEXT_ARG(chart->categories[most]), TEXT_ARG(series->values[most].text),
                  TEXT_ARG(chart->categories[least]), TEXT_ARG(series->values[least].text));
}

/* "Year to 31 March" as a sentence has it: "year to 31 March". "IDACI score" keeps its capitals. */
static struct text in_a_sentence(struct arena *arena, struct text title) {
    bool is_abbreviation = title.length > 1 && title.bytes[1] >= 'A' && title.bytes[1] <= 'Z';
    if (title.length == 0 || is_abbreviation) {
        return title;
    }
    struct text first = text_lower(arena, text_slice(title, 0, 1));
    return text_format(arena, "%.*s%.*s", TEXT_ARG(first),
                       TEXT_ARG(text_slice(title, 1, title.length)));
}

static void tell_signals(struct buffer *out, const struct document_chart *chart) {
    const bool *signals = chart->series_count ? chart->series[0].signals : NULL;
    size_t count = 0;
    for (size_t i = 0; signals && i < chart->category_count; i++) {
        if (signals[i]) {
            buffer_format(out, "%s %.*s",
                          count++ ? "," : " Signals:", TEXT_ARG(chart->categories[i]));
        }
    }
    if (signals) {
        buffer_add_c(out, count ? "." : " No signals.");
    }
}

static void tell_lines(struct buffer *out, const struct document_chart *chart) {
    for (size_t i = 0; i < chart->reference_count; i++) {
        buffer_format(out, " %.*s: %.*s.", TEXT_ARG(chart->references[i].name),
                      TEXT_ARG(chart->references[i].value.text));
    }
    if (chart->limit_after > 0) {
        buffer_format(out, " The line \"%.*s\" stands behind %.*s.", TEXT_ARG(chart->limit_name),
                      TEXT_ARG(chart->categories[chart->limit_after - 1]));
    }
}

struct text chart_words(struct arena *arena, const struct document_chart *chart) {
    static const char *const kinds[] = {"Bar chart",         "Column chart", "Line chart",
                                        "Stacked bar chart", "Histogram",    "Control chart",
                                        "Small multiples"};
    struct buffer out = buffer_new(arena);
    struct text by = in_a_sentence(arena, chart->category_title);
    size_t count = chart->category_count * chart->series_count;
    buffer_format(&out, "%s of %zu value%s by %.*s. %.*s.", kinds[chart->kind], count,
                  count == 1 ? "" : "s", TEXT_ARG(by), TEXT_ARG(chart->unit));
    for (size_t i = 0; i < chart->series_count; i++) {
        tell_series(&out, chart, &chart->series[i]);
    }
    tell_lines(&out, chart);
    tell_signals(&out, chart);
    return buffer_text(&out);
}
