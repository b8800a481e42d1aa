/* What an explanation says of a rate that was set against deprivation. */
#ifndef RUN_EXPLANATION_ADJUSTED_H
#define RUN_EXPLANATION_ADJUSTED_H

#include "base/buffer.h"
#include "measure/deprivation.h"
#include "run/json.h"

/* "rate = 12.3 + 456.7 x score; residual standard deviation 60.1" */
struct text explanation_line(struct arena *arena, const struct deprivation_result *result);
/* A table of the authorities: score, rate, and the rate on the line. */
void explanation_add_points(struct buffer *out, const struct deprivation_result *result);
/* The object "adjusted": what it rests on, the line and its points. */
void explanation_put_adjusted(struct json *json, const struct deprivation_result *result);

#endif
