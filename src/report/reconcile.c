/* The referral table that this program was first made for printed 1,533 under
 * rows that add up to 16,204. That is refused here. */
#include "report/reconcile.h"

#include "base/arena.h"

static bool adds_up(const struct bound *bound) {
    return bound->kind == CELL_NUMBER && bound->is_count &&
           !(bound->figure && bound->figure->measure->counts_children);
}

/* Where a figure stands: a supplied one in its file, a computed one in its measure. */
static struct text standing(struct writer *writer, const struct figure *figure) {
    if (!figure) {
        return TEXT("the report's definition");
    }
    if (figure->is_supplied) {
        return text_format(writer->arena, "%.*s:%u", TEXT_ARG(figure->place.file),
                           figure->place.line);
    }
    struct text period = period_name(writer->arena, &figure->period);
    return text_format(writer->arena, "the measure %.*s for %.*s", TEXT_ARG(figure->measure->id),
                       TEXT_ARG(period));
}

/* What is added up: the cells of a column under the total, or those of a row beside it. */
struct parts {
    const char *word, *where;
    struct text header;
    const struct bound *cells;
    size_t count, stride;
};

static bool refuse(struct writer *writer, const struct place *place, const struct parts *parts,
                   struct decimal sum, const struct bound *total) {
    struct text shown = decimal_words(writer->arena, sum);
    struct text source = standing(writer, parts->cells[0].figure);
    struct text made = text_format(writer->arena, "%.*s (%s \"%.*s\", from %.*s)", TEXT_ARG(shown),
                                   parts->word, TEXT_ARG(parts->header), TEXT_ARG(source));
    DIAG_REPORT(writer->diag, RP010, place, total->bare, standing(writer, total->figure), made,
                text_of(parts->where));
    return writer_refuse(writer);
}

static bool reconcile(struct writer *writer, const struct place *place, const struct parts *parts,
                      const struct bound *total) {
    struct decimal sum = {0, 0};
    bool has_marker = false;
    if (!adds_up(total)) {
        return true;
    }
    for (size_t i = 0; i < parts->count; i++) {
        const struct bound *cell = &parts->cells[i * parts->stride];
        if (cell->kind == CELL_MARKER) {
            has_marker = true;
        } else if (!adds_up(cell)) {
            return true;
        }
        sum.scaled += cell->kind == CELL_NUMBER ? cell->number.scaled : 0;
    }
    bool agrees =
        has_marker ? sum.scaled <= total->number.scaled : sum.scaled == total->number.scaled;
    return agrees || refuse(writer, place, parts, sum, total);
}

bool reconcile_column(struct writer *writer, const struct place *place, struct text header,
                      const struct bound *cells, size_t row_count, size_t stride,
                      const struct bound *total) {
    struct parts parts = {"column", "rows above it", header, cells, row_count, stride};
    return reconcile(writer, place, &parts, total);
}

bool reconcile_row(struct writer *writer, const struct place *place, struct text header,
                   const struct bound *cells, size_t count, const struct bound *total) {
    struct parts parts = {"row", "columns beside it", header, cells, count, 1};
    return reconcile(writer, place, &parts, total);
}
