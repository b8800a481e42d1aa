/* The invented Hampshire read whole, as a command would: for claims about every
 * measure of the catalogue on real records. Needs make fixtures. */
#ifndef TESTS_SUPPORT_COUNTY_H
#define TESTS_SUPPORT_COUNTY_H

#include "run/session.h"

struct county {
    struct session session;
    struct options options;
    struct period period; /* 2013-14 */
    struct measure_context context;
};
/* As at 31 March 2014. Ends the claim where it cannot be read. */
void county_begin(struct county *county);
/* Every measure of the catalogue that is wanted (`wants` NULL: all) for each of the periods, at all
 * levels. */
const struct figures *county_figures(const struct county *county,
                                     bool (*wants)(const struct measure_definition *measure),
                                     const char *const *periods, size_t period_count);

#endif
