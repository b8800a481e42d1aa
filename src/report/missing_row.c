/* Names the rows that supplied-figures.csv lacks. */
#include "report/missing_row.h"

#include "base/arena.h"

static bool is_known(const struct writer *writer, struct text row) {
    for (size_t i = 0; i < writer->missing_count; i++) {
        if (text_equal(writer->missing[i], row)) {
            return true;
        }
    }
    return false;
}

static bool has_ended(const struct measure_definition *measure, const struct period *period) {
    return measure->superseded_on != DAY_NONE && period->last_day >= measure->superseded_on;
}

static struct text row_words(const struct writer *writer, const struct measure_definition *measure,
                             const struct period *period, uint32_t unit, struct text category) {
    const struct hierarchy *units = writer->context->units;
    struct text when = period_name(writer->arena, period);
    struct text id = unit < units->unit_count ? units->units[unit].id : TEXT("none");
    return text_format(writer->arena, "%.*s, %.*s, %.*s%s%.*s", TEXT_ARG(measure->id),
                       TEXT_ARG(when), TEXT_ARG(id), category.length > 0 ? ", " : "",
                       TEXT_ARG(category));
}

static void keep(struct writer *writer, struct text row) {
    writer->missing =
        writer_grow(writer, writer->missing, sizeof *writer->missing, writer->missing_count);
    writer->missing[writer->missing_count++] = row;
}

void missing_row_report(struct writer *writer, const struct measure_definition *measure,
                        const struct period *period, uint32_t unit, struct text category) {
    if (!measure->is_supplied || has_ended(measure, period) || writer->is_silent) {
        return;
    }
    struct text row = row_words(writer, measure, period, unit, category);
    if (!is_known(writer, row)) {
        keep(writer, row);
        DIAG_REPORT(writer->diag, RP015, NULL, row);
    }
}

void missing_target_report(struct writer *writer, const struct place *place,
                           const struct measure_definition *measure, const struct period *period,
                           uint32_t unit) {
    struct text row = row_words(writer, measure, period, unit, TEXT_NONE);
    struct text key = text_format(writer->arena, "target of %.*s", TEXT_ARG(row));
    if (!writer->figures || is_known(writer, key)) {
        return;
    }
    keep(writer, key);
    if (writer->context->is_draft) {
        DIAG_REPORT(writer->diag, RP016, place, row);
    } else {
        DIAG_REPORT(writer->diag, RP017, place, row);
        writer_refuse(writer);
    }
}
