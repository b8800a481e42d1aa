/* A little authority and figures made by hand, for the tests of disclosure. */
#ifndef TESTS_SUPPORT_SMALL_PACK_H
#define TESTS_SUPPORT_SMALL_PACK_H

#include "disclose/figure_counts.h"

enum { COUNTY, NORTH, SOUTH, ASH, BIRCH, CEDAR, SMALL_UNITS };
enum { MEASURE_LIMIT = 64, FIGURES_LIMIT = 4000 };

struct small_pack {
    struct measure_definition measures[MEASURE_LIMIT];
    const struct measure_definition *by_id[MEASURE_LIMIT];
    size_t measure_count;
    struct catalogue catalogue;
    struct figure items[FIGURES_LIMIT];
    struct figures figures;
    struct figure_counts *counts;
    const struct figures *suppressed;
    struct suppression suppression;
};

/* County of North (Ash and Birch) and South (Cedar). */
const struct hierarchy *small_units(void);
struct small_pack *small_pack_new(void);
/* Ids must come in ascending order. */
struct measure_definition *small_measure(struct small_pack *pack, const char *id,
                                         enum measure_unit unit, enum measure_window window);
/* A figure of a count (denominator below 0: none), with a value of no interest. */
struct figure *small_figure(struct small_pack *pack, const struct measure_definition *measure,
                            const char *period, uint32_t unit, const char *category,
                            int64_t numerator, int64_t denominator);
/* A count in each of the six units: the districts' values, added up. */
void small_counts(struct small_pack *pack, const struct measure_definition *measure,
                  const char *period, const char *category, int64_t ash, int64_t birch,
                  int64_t cedar);
/* Suppresses with the rule 5 and 5; false if it cannot be proved. */
bool small_suppress(struct small_pack *pack, const struct figures *earlier);
/* Whether a figure, as returned by small_figure or by its names, is withheld. */
bool small_is_withheld(const struct small_pack *pack, const struct figure *figure);
bool small_withholds(const struct small_pack *pack, const struct measure_definition *measure,
                     const char *period, uint32_t unit, const char *category);

#endif
