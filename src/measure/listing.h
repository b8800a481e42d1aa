/* Records of a measure as lists: read once, then listed for one unit or for one
 * after another. */
#ifndef SRC_MEASURE_LISTING_H
#define SRC_MEASURE_LISTING_H

#include "measure/breakdown.h"
#include "measure/explain.h"

struct listing_job;

/* Which measure's records make a figure, and what they are of it. */
struct listing_part {
    struct text measure;
    const char *name;
};

/* How many: none of a supplied figure, two of a ratio. */
size_t listing_parts(const struct measure_context *context,
                     const struct measure_definition *measure, struct listing_part parts[2]);
/* Whether the category is one of a breakdown, and not one of the measure's own workers. */
bool listing_is_of_breakdown(const struct explain_request *request, enum breakdown *breakdown);
/* Reads the records. All that is listed lives in the arena; the request, whose unit may change
 * between lists, is the caller's. NULL after reports. */
struct listing_job *listing_read(struct arena *arena, struct diag *diag,
                                 const struct measure_context *context,
                                 const struct explain_request *request,
                                 const struct listing_part *part);
/* What was read, as far as it is of the request's unit. */
void listing_of_unit(struct listing_job *job, struct listing *listing);

#endif
