/* Published years. In figures.csv a rate beside deprivation stands under the
 * measure of the form "-vs-idaci", with the parts that this has when its rate
 * comes from extracts. */
#include "published_year.h"

int64_t published_year_of(const struct report_context *context,
                          const struct measure_definition *measure, const struct period *period) {
    const struct published_table *table =
        context->published ? published_table_of(context->published, measure->id) : NULL;
    int64_t ended = period_financial_year(period->last_day + 1);
    return table ? published_latest_year(table, ended) : 0;
}

int published_year_decimals(const struct report_context *context,
                            const struct measure_definition *measure, int64_t year) {
    const struct published_table *table = published_table_of(context->published, measure->id);
    int decimals = table ? comparator_printed_decimals(table, 0, year) : -1;
    return decimals < 0 ? measure->decimals : decimals;
}

bool published_year_adjust(struct writer *writer, struct diag *diag,
                           const struct measure_definition *measure, const struct period *period,
                           struct deprivation_result *result) {
    const struct report_context *context = writer->context;
    struct deprivation_request request = {.measure = measure->id,
                                          .year = published_year_of(context, measure, period),
                                          .authority = context->authority->ons_code,
                                          .takes_published = true};
    if (request.year == 0 || !context->scores) {
        return false;
    }
    request.edition = deprivation_edition_of(context->scores, request.year);
    return deprivation_adjust(writer->arena, diag, context->published, context->scores, &request,
                              result);
}

/* ---- figures.csv ---- */

static const struct measure_definition *adjusted_measure(const struct writer *writer,
                                                         const struct measure_definition *rate) {
    const struct catalogue *catalogue = writer->context->catalogue;
    for (size_t i = 0; i < catalogue->measure_count; i++) {
        const struct measure_definition *measure = catalogue->measures[i];
        if (measure->deprivation == DEPRIVATION_VERSUS &&
            text_equal(measure->deprivation_of, rate->id)) {
            return measure;
        }
    }
    return NULL;
}

void published_year_keep(struct writer *writer, const struct measure_definition *measure,
                         const struct deprivation_result *result) {
    struct published_line lines[PUBLISHED_PARTS];
    const struct measure_definition *adjusted = adjusted_measure(writer, measure);
    size_t count = adjusted ? published_lines_of_adjusted(adjusted, result, lines) : 0;
    for (size_t i = 0; i < count; i++) {
        writer_add_published(writer, &lines[i]);
    }
}

void published_year_keep_rows(struct writer *writer, const struct measure_definition *measure,
                              int64_t year) {
    const struct report_context *context = writer->context;
    int decimals = published_year_decimals(context, measure, year);
    size_t count;
    const struct published_row *rows = published_rows_of(
        published_table_of(context->published, measure->id), year, PUBLISHED_AUTHORITY, &count);
    for (size_t i = 0; i < count; i++) {
        struct published_line line = published_line_of_row(measure, &rows[i], 0, decimals);
        writer_add_published(writer, &line);
    }
}

bool published_year_has_neighbour(const struct report_context *context, int64_t year,
                                  const struct published_area *area) {
    const struct published_area *own =
        published_area_of(context->published, context->authority->ons_code);
    struct neighbours neighbours = {.count = 0};
    if (own && area) {
        neighbours = published_neighbours(context->published, own, year);
    }
    for (size_t i = 0; i < neighbours.count; i++) {
        if (text_equal(neighbours.numbers[i], area->number)) {
            return true;
        }
    }
    return false;
}
