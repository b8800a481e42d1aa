/* Supplied figures that are not there: the row of supplied-figures.csv that a
 * report needs is named, once each, so that somebody can add it. */
#ifndef REPORT_MISSING_ROW_H
#define REPORT_MISSING_ROW_H

#include "report/writer.h"

/* RP015 for the row of a measure, period, unit and category; nothing if it was reported before, if
 * the measure is not supplied or if it had ended by then. */
void missing_row_report(struct writer *writer, const struct measure_definition *measure,
                        const struct period *period, uint32_t unit, struct text category);

#endif
