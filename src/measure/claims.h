/* Supplied figures: those of measures that are measured elsewhere become
 * figures; those of measures that the extracts give are claims that must agree. */
#ifndef MEASURE_CLAIMS_H
#define MEASURE_CLAIMS_H

#include "figure_values.h"
#include "measure/compute.h"

/* Appends the supplied figures of a measure for one unit and period: [x] where there is none,
 * [n/a] from the day on which the measure was superseded. */
void claims_add_supplied(struct figure_list *list, const struct measure_context *context,
                         const struct figure *key);
/* A supplied measure's value on a day, in thousandths: of a period that ends on it, of the unit
 * itself, else the sum of all teams below it. False where it, or a team's, was not supplied. */
bool claims_posts(const struct measure_context *context, struct text measure, day_number as_at,
                  uint32_t unit, int64_t *thousandths);
/* Whether every supplied figure agrees with itself, as its measure's unit reads it: DF019 at its
 * line where the value is not what its counts give, or a part is more than the whole. */
bool claims_are_sound(struct arena *arena, struct diag *diag,
                      const struct measure_context *context);
/* Whether anybody has supplied a figure of the measure. */
bool claims_are_on(const struct measure_context *context, const struct measure_definition *measure);
/* Holds every claim for a computed figure of `figures` against it: ME004 where they differ, ME008
 * where the measure has no such category. False then. */
bool claims_check(struct arena *arena, struct diag *diag, const struct measure_context *context,
                  const struct figures *figures);

#endif
