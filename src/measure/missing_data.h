/* What measures need of the extracts and the extracts lack: tables, and columns
 * of tables. A column that is not there, or whose cells cannot be read, is blank
 * in every record, and the figures would be wrong in silence: no open case would
 * ever be closed. */
#ifndef MEASURE_MISSING_DATA_H
#define MEASURE_MISSING_DATA_H

#include <stdbool.h>
#include <stddef.h>

#include "measure/compute.h"

/* Reports each lacking table or column once, with the measures that need it: ME003 and ME009, or,
 * where the context marks what is missing, ME006. A table that a measure can do without is warned
 * of (ME010). A column of which more than one filled cell in fifty cannot be read is refused
 * (ME011, ME012). lacks[i] says whether measures[i] cannot be counted. */
void missing_data_report(struct arena *arena, struct diag *diag,
                         const struct measure_context *context,
                         const struct measure_definition *const *measures, size_t measure_count,
                         bool *lacks);

#endif
