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

void missing_row_report(struct writer *writer, const struct measure_definition *measure,
                        const struct period *period, uint32_t unit, struct text category) {
    struct arena *arena = writer->arena;
    if (!measure->is_supplied || has_ended(measure, period) || writer->is_silent) {
        return;
    }
    const struct hierarchy *units = writer->context->units;
    struct text when = period_name(arena, period);
    struct text id = unit < units->unit_count ? units->units[unit].id : TEXT("none");
    struct text row =
        text_format(arena, "%.*s, %.*s, %.*s%s%.*s", TEXT_ARG(measure->id), TEXT_ARG(when),
                    TEXT_ARG(id), category.length > 0 ? ", " : "", TEXT_ARG(category));
    if (is_known(writer, row)) {
        return;
    }
    writer->missing =
        writer_grow(writer, writer->missing, sizeof *writer->missing, writer->missing_count);
    writer->missing[writer->missing_count++] = row;
    DIAG_REPORT(writer->diag, RP015, NULL, row);
}
