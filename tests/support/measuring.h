/* Measures of report-defs/ over small tables written in a test: what a claim
 * about a measure needs, and nothing else. */
#ifndef TESTS_SUPPORT_MEASURING_H
#define TESTS_SUPPORT_MEASURING_H

#include "measure/compute.h"

/* Empty tables of every schema, Hampshire's units, E = 31 March 2026. Lives as long as the claim.
 */
struct measuring *measuring_new(void);
/* The records of one table as CSV lines with a header of column names. */
void measuring_table(struct measuring *measuring, const char *table, const char *csv);
/* Marks a table as not supplied. */
void measuring_withhold(struct measuring *measuring, const char *table);
/* Marks a column as not in its table's file. */
void measuring_withhold_column(struct measuring *measuring, const char *table, const char *column);
/* A supplied figure: measure, period, unit, category, numerator, denominator, value as CSV. */
void measuring_supply(struct measuring *measuring, const char *csv);
/* Another SELECT for a measure of the catalogue. */
void measuring_select(struct measuring *measuring, const char *measure, const char *sql);
/* For what a claim wants otherwise: threads, population, missing tables. */
struct measure_context *measuring_context(struct measuring *measuring);
/* Every figure of a measure for a period at all levels; NULL after reports. */
const struct figures *measuring_figures(struct measuring *measuring, const char *measure,
                                        const char *period);
/* The county's figure in words: "3 of 7 = 42.9", "8013", "0 of 0 [z]", "[x]"; "no figure". */
struct text measured(struct measuring *measuring, const char *measure, const char *period,
                     const char *category);
/* The same for a unit, by id; "(none)" with its level in front: "team (none)". */
struct text measured_at(struct measuring *measuring, const char *measure, const char *period,
                        const char *unit, const char *category);

#endif
