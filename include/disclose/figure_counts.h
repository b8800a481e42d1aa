/* From figures to the system of counts behind them, and back: a figure that
 * carries a suppressed count is suppressed whole, before anything is made of it.
 * Links: units and those above them, groups and totals, complements, windows
 * that add up, counts that bear two names. See "What a reader knows" in
 * src/disclose/README.md. */
#ifndef DISCLOSE_FIGURE_COUNTS_H
#define DISCLOSE_FIGURE_COUNTS_H

#include "define/catalogue.h"
#include "disclose/count_series.h"
#include "disclose/suppression.h"
#include "measure/figure.h"

struct arena;

struct figure_counts {
    struct series_set *set;
    struct pack_counts *counts; /* every count of people that the figures carry or give away */
};

/* `earlier`: the figures of packs published before; NULL: none. */
struct figure_counts *figure_counts_make(struct arena *arena, const struct catalogue *catalogue,
                                         const struct figures *figures,
                                         const struct figures *earlier,
                                         const struct suppression_rule *rule);
/* Whether a figure carries a suppressed count. Quartiles go with every band of their unit. */
bool figure_counts_withholds(const struct figure_counts *counts, const struct figure *figure);
/* The counts for which a figure is withheld, as indexes of the system; at most
 * FIGURE_COUNT_LIMIT. 0 of quartiles that go with a band. */
size_t figure_counts_reasons(const struct figure_counts *counts, const struct figure *figure,
                             uint32_t reasons[FIGURE_COUNT_LIMIT]);
/* The figures with those withheld as FIGURE_SUPPRESSED, without any number. */
const struct figures *figure_counts_suppress(struct arena *arena,
                                             const struct figure_counts *counts,
                                             const struct figures *figures);

#endif
