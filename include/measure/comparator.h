/* What a figure is set beside: the published figures of the authority's
 * statistical neighbours (their median), its region and England. They are of
 * years to 31 March and never of other days: what belongs to another period is
 * of the latest year that had ended by then, and says so. */
#ifndef MEASURE_COMPARATOR_H
#define MEASURE_COMPARATOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ingest/published.h"
#include "measure/figure.h"

struct arena;

enum comparator {
    COMPARATOR_NEIGHBOURS,
    COMPARATOR_REGION,
    COMPARATOR_ENGLAND,
    COMPARATOR_PUBLISHED, /* the authority's own figure, as published */
    COMPARATOR_COUNT
};

struct comparator_figure {
    struct text name; /* "England", "South East", "statistical neighbours" */
    struct text code; /* ONS; none of neighbours */
    enum figure_status status;
    struct decimal value; /* FIGURE_SHOWN: as printed, or worked out from the published counts */
    bool has_numerator, has_denominator;
    int64_t numerator, denominator; /* rounded to 10 for regions and England; none of a median */
};

struct comparison {
    int64_t year;        /* ends on 31 March of it */
    bool is_same_period; /* as the figure's; else the latest published */
    bool is_printed;     /* values stand in the publication; else they were worked out */
    struct text source;  /* "Children in need 2024" */
    struct comparator_figure figures[COMPARATOR_COUNT];
    struct text model;                /* of neighbours: "2021" */
    const struct decimal *neighbours; /* the values that the median is of, ascending */
    size_t neighbour_count, neighbours_missing;
    const struct decimal *others; /* of all other authorities, ascending */
    size_t other_count, others_missing;
};

/* One figure of a row: as printed, with the decimals of its column, or worked out to those of the
 * measure. */
struct comparator_figure comparator_figure_of_row(const struct published_row *row, size_t column,
                                                  int printed_decimals, int measure_decimals);
/* The decimals of the values that are printed of authorities in a column and year; -1: none are. */
int comparator_printed_decimals(const struct published_table *table, size_t column, int64_t year);

/* Whether a figure of the period is one of a year to 31 March, by its measure's window; which. */
bool comparator_year(const struct measure_definition *measure, const struct period *period,
                     int64_t *year);
/* The comparison for a measure's category in a period. False, without a report, where nothing is
 * published of it by then, or of an authority that areas.csv lacks. */
bool comparison_find(struct arena *arena, const struct published *published, struct text authority,
                     const struct measure_definition *measure, struct text category,
                     const struct period *period, struct comparison *comparison);

struct comparison_rank {
    size_t rank; /* 1: the highest; equals share one */
    size_t of;   /* the own figure is one of them; 0: there is nobody to rank it among */
};
/* Where a value, a figure of the whole authority, stands among the neighbours or all others. */
struct comparison_rank comparison_rank(const struct comparison *comparison, struct decimal own,
                                       bool among_neighbours);
/* "Children in need 2024 (Department for Education), year to 31 March 2019; ..." with the model,
 * how many neighbours have a figure, and that the year is another one where it is. */
struct text comparison_note(struct arena *arena, const struct comparison *comparison,
                            enum comparator comparator);
/* Whose figure was taken from a comparison. */
struct comparison_use {
    const struct comparison *comparison; /* NULL: nobody's */
    enum comparator comparator;
};
/* The notes of several: one for each publication and model, of years that follow each other ("years
 * to 31 March 2018 to 2023"), whosever figures they are. */
const struct text *comparison_notes(struct arena *arena, const struct comparison_use *uses,
                                    size_t use_count, size_t *note_count);
/* "neighbours", "region", "england", "published": as bindings and columns name them. */
struct text comparator_name(enum comparator comparator);

#endif
