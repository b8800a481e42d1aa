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
/* The same without the braces around it, for an object that holds more. */
void figures_json_put_members(struct json *json, struct arena *scratch,
                              const struct figures *figures, const struct figure *figure,
                              const struct supplied_figure *origin);

#endif
