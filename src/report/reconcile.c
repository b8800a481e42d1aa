/* The referral table that this program was first made for printed 1,533 under
 * rows that add up to 16,204. That is refused here. */
#include "report/reconcile.h"

#include "base/arena.h"

/* Sums are taken in millionths, so that 7.5 and 3 add up. */
enum { PARTS_OF_ONE = 1000000 };

/* Full-time equivalents: counts that are not whole. */
static bool is_sum_with_decimals(const struct bound *bound) {
    const struct figure *figure = bound->figure;
    return figure && !figure->has_numerator && figure->measure->unit == MEASURE_COUNT &&
           figure->measure->decimals > 0;
}

static bool adds_up(const struct bound *bound) {
    return bound->kind == CELL_NUMBER && (bound->is_count || is_sum_with_decimals(bound)) &&
           !(bound->figure &&
             (bound->figure->measure->counts_children || bound->figure->measure->counts_distinct ||
              bound->figure->measure->is_of_findings));
}

static bool is_share(const struct bound *bound) {
    struct text prose = bound->prose;
    return bound->kind == CELL_NUMBER && prose.length > 0 && prose.bytes[prose.length - 1] == '%';
}

static bool is_counted(const struct bound *bound) {
    return bound->kind == CELL_NUMBER && (bound->is_count || is_sum_with_decimals(bound));
}

static int64_t in_parts(struct decimal number) {
    int64_t one = 1;
    for (int i = 0; i < number.decimals; i++) {
        one *= 10;
    }
    return decimal_quotient(number.scaled, PARTS_OF_ONE, one, 0).scaled;
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

/* A percent under counts, or a count under percents, is no total of them. */
static bool is_of_their_kind(struct writer *writer, const struct place *place,
                             const struct parts *parts, const struct bound *total) {
    size_t shares = 0, counts = 0;
    for (size_t i = 0; i < parts->count; i++) {
        shares += is_share(&parts->cells[i * parts->stride]);
        counts += is_counted(&parts->cells[i * parts->stride]);
    }
    if (is_share(total) && counts > 0 && shares == 0) {
        DIAG_REPORT(writer->diag, RP054, place, parts->header, TEXT("a percent"), TEXT("counts"));
        return writer_refuse(writer);
    }
    if (is_counted(total) && shares > 0 && counts == 0) {
        DIAG_REPORT(writer->diag, RP054, place, parts->header, TEXT("a count"), TEXT("percents"));
        return writer_refuse(writer);
    }
    return true;
}

static bool reconcile(struct writer *writer, const struct place *place, const struct parts *parts,
                      const struct bound *total) {
    int64_t sum = 0, whole = in_parts(total->number);
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
        sum += cell->kind == CELL_NUMBER ? in_parts(cell->number) : 0;
    }
    bool agrees = has_marker ? sum <= whole : sum == whole;
    struct decimal shown = decimal_quotient(sum, 1, PARTS_OF_ONE, total->number.decimals);
    return agrees || refuse(writer, place, parts, shown, total);
}

bool reconcile_column(struct writer *writer, const struct place *place, struct text header,
                      const struct bound *cells, size_t row_count, size_t stride,
                      const struct bound *total) {
    struct parts parts = {"column", "rows above it", header, cells, row_count, stride};
    return is_of_their_kind(writer, place, &parts, total) &&
           reconcile(writer, place, &parts, total);
}

bool reconcile_row(struct writer *writer, const struct place *place, struct text header,
                   const struct bound *cells, size_t count, const struct bound *total) {
    struct parts parts = {"row", "columns beside it", header, cells, count, 1};
    return reconcile(writer, place, &parts, total);
}
