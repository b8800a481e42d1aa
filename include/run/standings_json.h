/* Figures and what stands around them as JSON, for other programs to take up. */
#ifndef RUN_STANDINGS_JSON_H
#define RUN_STANDINGS_JSON_H

#include "ingest/reference.h"
#include "measure/standing.h"

/* {"period": ..., "figures": [...]}: the figures of the plan's period in the order of figures.csv,
 * each with the names of its columns and with "previous", "last_year", "target", "rag",
 * "direction", "band" and "series". What a figure lacks is left out, a missing value has its marker
 * under "status". */
void standings_json_write(struct buffer *out, const struct standings *standings,
                          const struct supplied_figures *supplied);

#endif
