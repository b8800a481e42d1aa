/* Supplied figures and targets that are not there: the row of
 * supplied-figures.csv or targets.csv that a report needs is named, once each,
 * so that somebody can add it. */
#ifndef REPORT_MISSING_ROW_H
#define REPORT_MISSING_ROW_H

#include "report/writer.h"

/* RP015 for the row of a measure, period, unit and category; nothing if it was reported before, if
 * the measure is not supplied or if it had ended by then. */
void missing_row_report(struct writer *writer, const struct measure_definition *measure,
                        const struct period *period, uint32_t unit, struct text category);
/* A rating is asked for and targets.csv has no row for it: RP016 in a draft; else RP017 at the
 * binding's place, which refuses the paper. Nothing while collecting, or if it was reported. */
void missing_target_report(struct writer *writer, const struct place *place,
                           const struct measure_definition *measure, const struct period *period,
                           uint32_t unit);

#endif
