/* Figures as JSON, for other programs to take up. */
#ifndef RUN_FIGURES_JSON_H
#define RUN_FIGURES_JSON_H

#include "ingest/reference.h"
#include "measure/figure.h"
#include "run/json.h"

struct arena;

/* One figure as an object with the names of figures.csv's columns; what it lacks is left out. The
 * origin of a supplied figure may be NULL. */
void figures_json_put(struct json *json, struct arena *scratch, const struct figures *figures,
                      const struct figure *figure, const struct supplied_figure *origin);
/* {"figures": [...]}, in the order of figures.csv. */
void figures_json_write(struct buffer *out, const struct figures *figures,
                        const struct supplied_figures *supplied);

#endif
