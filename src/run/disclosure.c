/* Public figures: suppressed and proved before a document is built. */
#include "run/disclosure.h"

#include <math.h>

#include "base/decimal.h"

const struct disclosure *disclosure_make(struct session *session, const struct figures *figures) {
    struct disclosure *disclosure = ARENA_NEW(session->arena, struct disclosure);
    phases_begin(session->phases, "suppress small counts and prove it");
    disclosure->rule = (struct suppression_rule){session->authority->disclosure_threshold,
                                                 session->authority->disclosure_protection};
    disclosure->original = figures;
    struct figures earlier;
    const struct options *options = session->options;
    if (!earlier_packs_read(session, options->earlier, options->earlier_count, &earlier)) {
        return NULL;
    }
    struct figure_counts *counts = figure_counts_make(session->arena, session->catalogue, figures,
                                                      &earlier, &disclosure->rule);
    disclosure->counts = counts;
    if (!suppression_make(session->arena, session->diag, counts->counts, &disclosure->rule,
                          &disclosure->suppression)) {
        return NULL;
    }
    disclosure->figures = figure_counts_suppress(session->arena, counts, figures);
    return disclosure;
}

bool disclosure_is_own(const struct hierarchy *units, uint32_t unit, const struct figure *figure) {
    if (units->units[unit].level == UNIT_COUNTY) {
        return true;
    }
    if (figure->unit == UNIT_NONE) {
        return false;
    }
    return hierarchy_holds(units, unit, figure->unit) ||
           (hierarchy_holds(units, figure->unit, unit) &&
            !figure_is_group(figure->measure, figure->category));
}

static bool is_withheld(const struct disclosure *disclosure, size_t index, uint32_t unit) {
    const struct figures *figures = disclosure->figures;
    return figures->items[index].status == FIGURE_SUPPRESSED &&
           disclosure_is_own(figures->units, unit, &figures->items[index]);
}

static size_t count_withheld(const struct disclosure *disclosure, uint32_t unit) {
    size_t count = 0;
    for (size_t i = 0; i < disclosure->figures->count; i++) {
        count += is_withheld(disclosure, i, unit);
    }
    return count;
}

void disclosure_write_summary(struct json *json, const struct disclosure *disclosure, uint32_t unit,
                              bool is_for_public) {
    const struct suppression *suppression = &disclosure->suppression;
    struct arena *arena = json->out->arena;
    json_begin_object(json, "disclosure");
    json_int(json, "threshold", disclosure->rule.threshold);
    json_int(json, "protection", disclosure->rule.protection);
    json_int(json, "figures_suppressed", (int64_t)count_withheld(disclosure, unit));
    json_text(json, "proof", TEXT("every small count may lie in an interval at least so wide"));
    if (!is_for_public) {
        json_int(json, "counts_primary", (int64_t)suppression->primary_count);
        json_int(json, "counts_secondary", (int64_t)suppression->secondary_count);
        json_int(json, "counts_proved", (int64_t)suppression->proof_count);
        if (!isinf(suppression->narrowest)) {
            json_number(json, "narrowest_interval",
                        decimal_plain(arena, decimal_from_double(suppression->narrowest, 1)));
        }
    }
    json_end_object(json);
}

/* --- for the analyst ----------------------------------------------------- */

static void add_quoted(struct buffer *out, struct text text) {
    buffer_add_c(out, ",\"");
    for (size_t i = 0; i < text.length; i++) {
        buffer_add(out, text.bytes[i] == '"' ? TEXT("\"\"") : text_slice(text, i, i + 1));
    }
    buffer_add_byte(out, '"');
}

static void add_figure(struct buffer *out, struct arena *arena, const struct disclosure *disclosure,
                       const struct figure *figure) {
    const struct hierarchy *units = disclosure->original->units;
    struct text unit = figure->unit == UNIT_NONE ? TEXT("(none)") : units->units[figure->unit].id;
    struct text period = period_name(arena, &figure->period);
    struct text level = unit_level_name(figure->level);
    buffer_format(out, "%.*s,%.*s,%.*s,%.*s", TEXT_ARG(figure->measure->id), TEXT_ARG(period),
                  TEXT_ARG(level), TEXT_ARG(unit));
    add_quoted(out, figure->category);
    add_quoted(out, figure_plain_words(arena, figure));
}

static const struct protected_count *proof_of(const struct disclosure *disclosure, uint32_t count) {
    const struct suppression *suppression = &disclosure->suppression;
    for (size_t i = 0; i < suppression->proof_count; i++) {
        if (suppression->proofs[i].count == count) {
            return &suppression->proofs[i];
        }
    }
    return NULL;
}

/* What a reader can work out of a small count: its least and most, empty where nothing bounds it.
 */
static void add_range(struct buffer *out, struct arena *arena, const struct disclosure *disclosure,
                      uint32_t count) {
    const struct protected_count *proof = proof_of(disclosure, count);
    const double ends[] = {proof != NULL ? proof->range.lower : INFINITY,
                           proof != NULL ? proof->range.upper : INFINITY};
    for (size_t i = 0; i < 2; i++) {
        buffer_add_byte(out, ',');
        if (!isinf(ends[i])) {
            buffer_add(out, decimal_plain(arena, decimal_from_double(ends[i], 1)));
        }
    }
}

static void add_reason(struct buffer *out, struct arena *arena, const struct disclosure *disclosure,
                       uint32_t number) {
    const struct pack_counts *counts = disclosure->counts->counts;
    const struct disclosed_count *count = &counts->items[number];
    bool is_small = count->value <= disclosure->rule.threshold;
    bool is_secondary = count->state == COUNT_SECONDARY;
    struct text other = count->needed_by > 0 ? counts->items[count->needed_by - 1].name : TEXT_NONE;
    add_quoted(out, is_secondary ? TEXT("with it another could be worked out")
                    : is_small   ? TEXT("small")
                                 : TEXT("withheld in an earlier pack"));
    add_quoted(out, count->name);
    buffer_format(out, ",%lld", (long long)count->value);
    add_range(out, arena, disclosure, number);
    add_quoted(out, is_secondary ? other : TEXT_NONE);
    buffer_add_byte(out, '\n');
}

static void explain(struct buffer *out, struct arena *arena, const struct disclosure *disclosure,
                    const struct figure *figure) {
    uint32_t reasons[FIGURE_COUNT_LIMIT];
    size_t count = figure_counts_reasons(disclosure->counts, figure, reasons);
    for (size_t i = 0; i < count; i++) {
        add_figure(out, arena, disclosure, figure);
        add_reason(out, arena, disclosure, reasons[i]);
    }
    if (count == 0) {
        add_figure(out, arena, disclosure, figure);
        add_quoted(out, TEXT("a band of its unit is suppressed"));
        buffer_add_c(out, ",,,,,\n");
    }
}

struct pack_file disclosure_explanation(struct arena *arena, const struct disclosure *disclosure,
                                        uint32_t unit) {
    struct buffer out = buffer_new(arena);
    buffer_add_c(&out, "measure,period,unit_level,unit,category,figure,reason,count,value,lower,"
                       "upper,worked_out\n");
    for (size_t i = 0; i < disclosure->original->count; i++) {
        if (is_withheld(disclosure, i, unit)) {
            explain(&out, arena, disclosure, &disclosure->original->items[i]);
        }
    }
    return (struct pack_file){TEXT("suppression.csv"), buffer_text(&out), 0600};
}
