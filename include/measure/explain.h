/* The records behind a figure: which they are, what was left out and why, and
 * how they make the numerator and the denominator. Records are read and placed
 * as they are when figures are computed, so that a list makes its figure. */
#ifndef MEASURE_EXPLAIN_H
#define MEASURE_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "measure/compute.h"
#include "measure/figure.h"

struct arena;

/* Which figure. Everything is the caller's. */
struct explain_request {
    const struct measure_definition *measure;
    struct period period;
    enum unit_level level;
    uint32_t unit;        /* index in the hierarchy, or UNIT_NONE: "(none)" of the level */
    struct text category; /* empty: the measure as a whole */
    bool only_not_met;    /* list only what is in the denominator and not in the numerator */
};

struct listed_record {
    struct text record, child, team, worker, category;
    struct text excluded;   /* why it is left out of numerator and denominator; else empty */
    day_number first, last; /* an event's date, or opened and closed; DAY_NONE: none */
    bool is_met, has_value;
    int64_t value; /* scaled by its decimals */
    int value_decimals;
    const struct text *details; /* one for each of the measure's */
};

struct left_out {
    struct text reason;
    int64_t count;
};

enum { LEFT_OUT_LIMIT = 16 };

/* The records that one measure counts in the figure's days and unit. */
struct listing {
    const struct measure_definition *measure;
    const char *part; /* "records"; of a ratio "numerator" and "denominator", of a rate the first */
    day_number first_day, last_day; /* the days looked at; alike where it is one day */
    bool is_event, is_span, has_team, has_worker, has_met, has_value, has_category, has_excluded;
    const struct listed_record *records; /* in the extract's order */
    size_t record_count;
    int64_t counted; /* records listed that are not left out, or what is counted once of them */
    int64_t met;     /* those of them that are met */
    struct left_out left_out[LEFT_OUT_LIMIT]; /* of the whole unit, whatever is listed */
    size_t left_out_count;
};

struct explanation {
    struct explain_request request;
    const struct figures *figures; /* of the measure, at the level */
    const struct figure *figure;   /* NULL: supplied by category, and none was asked for */
    struct listing listings[2];
    size_t listing_count; /* 0 of supplied measures and of figures that have no records */
};

/* Explains a figure. False after reports: US008 (no such category), US009 (nothing that could fail
 * to be met), and those of measures_compute. Claims are not held against the figure: this is how
 * to find out which is right. */
bool measure_explain(struct arena *arena, struct diag *diag, const struct measure_context *context,
                     const struct explain_request *request, struct explanation *explanation);
/* The records, in a unit, of those of the requests that want them. False after reports. */
bool measures_list(struct arena *arena, struct diag *diag, const struct measure_context *context,
                   const struct figure_request *requests, size_t request_count, uint32_t unit,
                   const struct listing **listings, size_t *listing_count);
/* The records of a measure as a whole in one period, read once for all units of a level. */
struct unit_listings;
/* Reads them; all that is listed lives in the arena. NULL after reports. */
struct unit_listings *unit_listings_read(struct arena *arena, struct diag *diag,
                                         const struct measure_context *context,
                                         const struct measure_definition *measure,
                                         const struct period *period, enum unit_level level);
/* Those of a unit, as measure_explain lists them. NULL: a ratio has two lists, a supplied figure
 * none. */
const struct listing *unit_listings_of(struct unit_listings *listings, uint32_t unit);
/* Whether one of the figures is of the unit explained, in whatever category. */
bool explanation_has(const struct explanation *explanation, const struct figure *figure);
/* Where a supplied figure comes from; NULL for one that was computed. */
const struct supplied_figure *explanation_origin(const struct supplied_figures *supplied,
                                                 const struct figure *figure);

#endif
