/* Control charts: one measure over time with its mean, natural process limits
 * and signals, as measure/standing.h works them out. Periods that share days
 * make no chart: their ranges would be too small. */
#include "base/arena.h"
#include "charts.h"
#include "define/node.h"
#include "measure/standing.h"

static bool refuse(struct plot *plot, const char *what) {
    DIAG_REPORT(plot->writer->diag, RP013, &plot->block->place, TEXT("control chart"),
                text_of(what));
    return writer_refuse(plot->writer);
}

static void add_reference(struct plot *plot, struct chart_reference *references, const char *name,
                          double value, int decimals) {
    struct decimal number = decimal_from_double(value, decimals);
    struct text words = decimal_words(plot->writer->arena, number);
    bool is_mean = plot->chart->reference_count == 0;
    references[plot->chart->reference_count++] =
        (struct chart_reference){text_of(name), {CELL_NUMBER, words, number, MARK_NONE}, !is_mean};
}

/* A limit where no figure can lie is not drawn, and the note says so. */
static void add_lines(struct plot *plot, const struct series *series, const struct figure *figure) {
    const struct control_chart *fit = &series->chart;
    enum measure_unit unit = figure->measure->unit;
    bool is_share = unit == MEASURE_PERCENT || unit == MEASURE_MIX || unit == MEASURE_BANDS;
    int decimals = series_decimals(figure);
    struct chart_reference *references =
        ARENA_ARRAY(plot->writer->arena, struct chart_reference, 3);
    plot->chart->references = references;
    add_reference(plot, references, "Mean", fit->mean, decimals);
    if (!is_share || fit->upper <= 100) {
        add_reference(plot, references, fit->is_trial ? "Upper limit (trial)" : "Upper limit",
                      fit->upper, decimals);
    } else {
        chart_add_note(plot, TEXT("The upper limit lies above 100% and is not drawn."));
    }
    if (fit->lower >= 0) {
        add_reference(plot, references, fit->is_trial ? "Lower limit (trial)" : "Lower limit",
                      fit->lower, decimals);
    } else {
        chart_add_note(plot, TEXT("The lower limit lies below 0 and is not drawn."));
    }
}

/* The periods that bear a signal, after what it means: readers do not know its name. */
static void add_signal_note(struct plot *plot, const struct series *series, unsigned signal,
                            const char *meaning) {
    struct buffer periods = buffer_new(plot->writer->arena);
    for (size_t i = 0; i < series->count; i++) {
        if ((series->signals[i] & signal) != 0) {
            buffer_add_c(&periods, periods.length > 0 ? ", " : "");
            buffer_add(&periods, plot->rows.rows[i].header);
        }
    }
    if (periods.length > 0) {
        chart_add_note(plot, text_format(plot->writer->arena, "Marked, %s: %.*s.", meaning,
                                         TEXT_ARG(buffer_text(&periods))));
    }
}

static void add_signals(struct plot *plot, const struct series *series) {
    bool *signals = ARENA_ARRAY(plot->writer->arena, bool, series->count);
    for (size_t i = 0; i < series->count; i++) {
        signals[i] = series->signals[i] != 0;
    }
    plot->series[0].signals = signals;
    add_signal_note(plot, series, CONTROL_OUTSIDE, "beyond a limit");
    add_signal_note(plot, series, CONTROL_ONE_SIDE,
                    "among seven or more in a row on one side of the mean");
    add_signal_note(plot, series, CONTROL_TREND,
                    "among seven or more in a row that went up, or down, each time");
    add_signal_note(plot, series, CONTROL_NEAR_LIMIT,
                    "two of three in a row beyond two thirds of the way to a limit");
}

bool control_chart_set(struct plot *plot) {
    size_t count = plot->rows.count;
    const struct figure **points = ARENA_ARRAY(plot->writer->arena, const struct figure *, count);
    const struct figure *last = NULL;
    if (plot->rows.source != ROWS_BY_PERIOD || plot->chart->series_count != 1) {
        return refuse(plot, "rows-by months, quarters, halves, years or periods and one series");
    }
    for (size_t i = 0; plot->writer->figures && i < count; i++) {
        points[i] = plot->bounds[i].figure;
        last = points[i] ? points[i] : last;
        if (plot->bounds[i].kind == CELL_TEXT) {
            return refuse(plot, "a cell that is one binding of a measure's value");
        }
    }
    if (!last) {
        return true;
    }
    struct series series = series_of_points(plot->writer->arena, points, count);
    if (series.shares_days) {
        return refuse(plot,
                      "a measure whose periods share no days; one of 12 months goes by years");
    }
    if (!series.has_chart) {
        chart_add_note(plot,
                       TEXT("Fewer than two values: there is no mean and there are no limits."));
        return true;
    }
    add_lines(plot, &series, last);
    add_signals(plot, &series);
    chart_add_note(plot,
                   text_format(plot->writer->arena,
                               "Mean and limits (mean \u00b1 2.66 times the mean moving "
                               "range) are of %zu values%s.",
                               series.value_count,
                               series.chart.is_trial ? "; below 12 they are provisional" : ""));
    return true;
}
