/* What stands around a figure: the period before and the same period a year
 * before, with what may be claimed of the change; target and rating; direction
 * of travel; band; comparators; the series of its periods with control limits.
 * Nothing here is guessed: what was not asked for, or the extracts do not reach, is missing. */
#ifndef MEASURE_STANDING_H
#define MEASURE_STANDING_H

#include "ingest/targets.h"
#include "measure/change.h"
#include "measure/comparator.h"
#include "measure/compute.h"
#include "stats/control_chart.h"

struct arena;

/* At the target or better: green. Worse, by no more than the tolerance: amber. Else red. The value
 * is judged as it is displayed, so that no 90.0 is red against 90. */
enum rag { RAG_NO_TARGET, RAG_NO_DATA, RAG_RED, RAG_AMBER, RAG_GREEN };

/* What a figure's value is worth, whatever its period. */
struct rating {
    const struct target *target; /* NULL: none */
    enum rag rag;
    struct decimal margin; /* value less target, the better the higher; of red, amber and green */
    int band;              /* 1 to 5; 0: no bands, or no value */
};

/* Up and down are for measures of which neither is better. */
enum direction {
    DIRECTION_UNKNOWN, /* nothing to compare with */
    DIRECTION_NOT_CLEAR,
    DIRECTION_UNCHANGED,
    DIRECTION_IMPROVING,
    DIRECTION_WORSENING,
    DIRECTION_UP,
    DIRECTION_DOWN
};

enum { TREND_LIMIT = 60 }; /* periods of a series */

/* Which other periods a figure is shown beside. */
struct standing_plan {
    struct period now;
    bool with_previous, with_last_year;
    struct period series[TREND_LIMIT]; /* the earliest first, the last of them `now` */
    size_t series_count;               /* 0: no series is wanted */
    bool is_first_cut;                 /* figures that may yet be revised: marked [p] */
    /* The first day that the extracts cover; DAY_NONE: not known. Earlier periods over whose window
     * they do not reach, by more than a month, are missing: half a year would look like a fall. */
    day_number covered_from;
};

/* Plans a series of `count` periods up to the present one. False where it would reach back before
 * 1900. */
bool standing_plan_series(struct standing_plan *plan, size_t count);
/* The requests for the plan's periods of all measures given; `count` of them. Periods outside the
 * calendar or before what is covered are left out. */
const struct figure_request *standing_requests(struct arena *arena,
                                               const struct standing_plan *plan,
                                               const struct calendar *calendar,
                                               const struct measure_definition *const *measures,
                                               size_t measure_count, size_t *count);
/* Whether the extracts reach over a measure's window of an earlier period. */
bool standing_covers(const struct calendar *calendar, day_number covered_from,
                     const struct measure_definition *measure, const struct period *period);

/* A figure's series, the earliest period first. */
struct series {
    const struct figure *const *points; /* one a period; NULL or without a value: missing */
    size_t count;                       /* 0: no series */
    size_t value_count;
    bool shares_days; /* the windows overlap: no chart, for its ranges would be too small */
    bool has_chart;   /* at least 2 values, each of days of its own */
    struct control_chart chart; /* of the points that have a value */
    const unsigned *signals;    /* one a period; enum control_signal added up */
};
struct series series_of_points(struct arena *arena, const struct figure *const *points,
                               size_t count);

struct standing {
    const struct figure *figure;
    const struct figure *previous, *last_year;   /* NULL: missing */
    enum change since_previous, since_last_year; /* CHANGE_UNCLEAR if missing */
    struct rating rating;
    enum direction direction;
    const struct figure *since; /* the latest of the two that shares no days with it; or NULL */
    const struct comparison *comparison; /* statistical neighbours, region, England; NULL: none */
    struct series series;
};

/* What figures are held against; any part may be NULL, and then nothing is. */
struct standing_sources {
    const struct targets *targets;
    const struct bandings *bandings;
    const struct published *published;
    struct text authority_code; /* ONS; with `published` */
};

struct standings {
    const struct standing_plan *plan;
    const struct figures *figures;
    struct standing_sources sources;
    const struct standing *items; /* of the plan's own period, in the figures' order */
    size_t count;
};
const struct standings *standings_of(struct arena *arena, const struct figures *figures,
                                     const struct standing_plan *plan,
                                     const struct standing_sources *sources);
/* NULL: there is none. */
const struct standing *standings_find(const struct standings *standings, struct text measure,
                                      enum unit_level level, uint32_t unit, struct text category);

/* Whether it is its measure's own and not a part's: only then it can have a target or band. */
bool figure_is_whole(const struct figure *figure);
/* Targets and bandings may be NULL. */
struct rating rating_of(const struct figure *figure, const struct targets *targets,
                        const struct bandings *bandings);
/* Unknown where either has no value, or where the days over which they look overlap. */
enum direction direction_between(const struct figure *figure, const struct figure *earlier);
/* Of a chart's mean and limits. */
int series_decimals(const struct figure *figure);

/* As CSV: the columns of figures.csv, then previous_period,previous_value,since_previous,
 * last_year_period,last_year_value,since_last_year,target_period,target,tolerance,rag,direction,
 * direction_since,band,comparison_year,neighbours,region,england,series_mean,series_lower,
 * series_upper,limits,signals,mark.
 * Every period of the series has rows, those before the present one without what is compared with
 * them. */
void standings_write_csv(struct buffer *out, const struct standings *standings);

/* "Red", "Amber", "Green", "No target", "No data". */
struct text rag_word(enum rag rag);
/* "Improving", "Worsening", "No clear change", "No change", "Up", "Down"; "[x]" if unknown. */
struct text direction_word(enum direction direction);
/* "rose", "fell", "stayed the same", "showed no clear change". */
struct text change_word(enum change change);
/* "outside, one side, trend, near limit": those that hold; empty: none. */
struct text control_signal_words(struct arena *arena, unsigned signals);

#endif
