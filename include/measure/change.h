/* What may be claimed of a change between two figures of one measure. "Rose"
 * and "fell" are said only of what exceeds chance. */
#ifndef MEASURE_CHANGE_H
#define MEASURE_CHANGE_H

#include "measure/figure.h"

enum change { CHANGE_UNCLEAR, CHANGE_ROSE, CHANGE_FELL, CHANGE_NONE };

/* Of a count as at a day the counts decide, for everybody is counted. Of a percent whose counts are
 * both known, Newcombe's 95% interval of the difference must exclude 0; of anything else the 95%
 * intervals must lie apart. Where the days over which two figures look overlap, nothing is claimed,
 * for they share records. CHANGE_NONE: two equal counts. */
enum change change_between(const struct figure *now, const struct figure *other);

#endif
