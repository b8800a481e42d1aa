/* A published year for papers: which one a report speaks of, a rate of it beside
 * deprivation, and what of it goes into figures.csv. */
#ifndef SRC_REPORT_PUBLISHED_YEAR_H
#define SRC_REPORT_PUBLISHED_YEAR_H

#include "measure/deprivation.h"
#include "report/writer.h"

/* The latest year to 31 March published of a measure that had ended by a period's last day; 0:
 * none. */
int64_t published_year_of(const struct report_context *context,
                          const struct measure_definition *measure, const struct period *period);
/* The rate of that year beside the index. False where nothing is published of it by then, without a
 * report, or after ME020. */
bool published_year_adjust(struct writer *writer, struct diag *diag,
                           const struct measure_definition *measure, const struct period *period,
                           struct deprivation_result *result);
/* Whether an authority is a statistical neighbour of the report's own, by the model of a year. */
bool published_year_has_neighbour(const struct report_context *context, int64_t year,
                                  const struct published_area *area);
/* Keeps what is published of all authorities whose points a chart draws, for figures.csv. */
void published_year_keep_rows(struct writer *writer, const struct measure_definition *measure,
                              int64_t year);
/* Keeps what is expected of the authority, and how that was found, for figures.csv. */
void published_year_keep(struct writer *writer, const struct measure_definition *measure,
                         const struct deprivation_result *result);
/* The decimals in which the rates or percents of that year stand in the publication, else those of
 * the measure. */
int published_year_decimals(const struct report_context *context,
                            const struct measure_definition *measure, int64_t year);

#endif
