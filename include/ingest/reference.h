/* Reference data: small CSV files with a header, read strictly (any fault is a
 * definition fault, exit 3), and what the program makes of them. */
#ifndef INGEST_REFERENCE_H
#define INGEST_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/calendar.h"
#include "base/decimal.h"
#include "base/diag.h"
#include "base/period.h"
#include "base/text.h"
#include "define/catalogue.h"
#include "table/hierarchy.h"

struct arena;

/* reference/bank-holidays.csv: date,title,... A year of the calendar without any is a fault. NULL
 * after DF016s, as from all of these. */
const struct calendar *reference_calendar(struct arena *arena, struct diag *diag,
                                          struct text definitions_folder, int first_year,
                                          int last_year);
/* authorities/NAME/units.csv: id,name,level,parent,from,to. One county; every other unit has one
 * parent, of a higher level. */
const struct hierarchy *reference_units(struct arena *arena, struct diag *diag,
                                        const struct authority *authority);

/* A figure measured elsewhere, typed in by a named owner. */
struct supplied_figure {
    struct place place;
    struct text measure;
    struct period period;
    struct text unit; /* id */
    struct text category;
    bool has_numerator, has_denominator, has_value;
    int64_t numerator, denominator;
    struct decimal value;
    struct text source, date, owner;
};
struct supplied_figures {
    const struct supplied_figure *figures;
    size_t figure_count;
};
/* authorities/NAME/supplied-figures.csv:
 * measure,period,unit,category,numerator,denominator,value,source,date,owner. No file: none. A
 * denominator of 0, or a value that the counts give by no unit, is a fault. */
const struct supplied_figures *reference_supplied(struct arena *arena, struct diag *diag,
                                                  const struct authority *authority);

/* Children aged 0 to 17 at mid-year; false: not available. reference/population.csv: county figures
 * by ONS code (geography_code), year and vintage; authorities/NAME/population.csv for other units,
 * if there: unit, year and a column of the same vintage. Blank, c, x, u and z: not available. */
struct population;
const struct population *reference_population(struct arena *arena, struct diag *diag,
                                              struct text definitions_folder,
                                              const struct authority *authority);
/* Populations that a test makes up: children of one unit in one mid-year. */
struct population *population_new(struct arena *arena);
void population_add(struct arena *arena, struct population *population, struct text unit_id,
                    int64_t mid_year, int64_t children);
bool population_at(const struct population *population, struct text unit_id, int mid_year,
                   int64_t *children);
/* Whether the number is known in any year. */
bool population_is_known(const struct population *population, struct text unit_id);

#endif
