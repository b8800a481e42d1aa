/* Published figures as figures of their measures: with their counts and, where
 * these are exact, intervals, so that what may be claimed of them is judged as
 * of all others; and as lines of figures.csv. */
#ifndef MEASURE_PUBLISHED_LINE_H
#define MEASURE_PUBLISHED_LINE_H

#include "base/buffer.h"
#include "measure/comparator.h"
#include "measure/deprivation.h"

struct arena;

/* A line of figures.csv. */
struct published_line {
    struct figure figure;
    struct text level; /* "authority", "neighbours", "region", "england" */
    struct text unit;  /* the ONS code; of neighbours the year of their model */
};

/* Whether a level in figures.csv is that of a published line, not of a unit. */
bool published_level_is(struct text level);
/* The financial year that ends on 31 March of a year. */
struct period published_period(int64_t year);
/* One side of a comparison, of the measure's category; its period is the year published. */
struct published_line published_line_of(const struct comparison *comparison,
                                        enum comparator comparator,
                                        const struct measure_definition *measure,
                                        struct text category);
/* What is published of an authority in a year; `decimals` are those of the values printed. */
struct published_line published_line_of_row(const struct measure_definition *measure,
                                            const struct published_row *row, size_t column,
                                            int decimals);

enum { PUBLISHED_PARTS = 8 };
/* What deprivation leads one to expect of an authority's published rate, as a measure of the form
 * "-vs-idaci" has it of the rate in the extracts; how many lines. */
size_t published_lines_of_adjusted(const struct measure_definition *measure,
                                   const struct deprivation_result *result,
                                   struct published_line lines[PUBLISHED_PARTS]);

enum published_side { SIDE_NOT_KNOWN, SIDE_UNCLEAR, SIDE_ABOVE, SIDE_BELOW };
/* Where an authority's figure lies: above or below another value only if its 95% interval leaves
 * that value out. SIDE_NOT_KNOWN: one of the two has no value. */
enum published_side published_side(const struct figure *own, const struct figure *other);

/* Lines as figures_write_csv has them, without a header: sorted, each once. */
void published_lines_write_csv(struct buffer *out, const struct published_line *lines,
                               size_t count);

#endif
