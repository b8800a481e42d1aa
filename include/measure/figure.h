/* Figures: what a measure gives for a period, a unit and a category, with its
 * interval. Missing is a value with a reason. */
#ifndef MEASURE_FIGURE_H
#define MEASURE_FIGURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/decimal.h"
#include "base/period.h"
#include "define/measure_definition.h"
#include "stats/interval.h"
#include "table/hierarchy.h"

struct arena;
struct deprivation_result;
struct standardised;

enum figure_status {
    FIGURE_SHOWN,
    FIGURE_NOT_APPLICABLE, /* [z]: a denominator of 0 */
    FIGURE_NOT_AVAILABLE,  /* [x] */
    FIGURE_SUPPRESSED,     /* [c] */
    FIGURE_UNRELIABLE,     /* [u] */
    FIGURE_SUPERSEDED      /* [n/a] */
};

struct figure {
    const struct measure_definition *measure;
    struct period period;
    enum unit_level level;
    uint32_t unit;        /* index in the hierarchy, or UNIT_NONE: "(none)" */
    struct text category; /* empty: the measure as a whole */
    enum figure_status status;
    bool has_numerator, has_denominator, has_value, has_interval;
    int64_t numerator, denominator;
    struct decimal value;                    /* as displayed */
    struct interval interval95, interval998; /* in the value's units, unrounded */
    bool is_supplied;
    struct place place;                        /* a supplied figure's line */
    const struct deprivation_result *adjusted; /* how one adjusted for deprivation was made; else
                                                  NULL */
    const struct standardised *standardised;   /* likewise, over deciles of homes */
};

struct figures {
    const struct figure *items; /* by measure id, period, level, unit, category as defined */
    size_t count;
    const struct hierarchy *units;
};

/* "[z]", "[x]", "[c]", "[u]", "[n/a]"; "" for a figure shown. */
struct text figure_marker(enum figure_status status);
/* Whether a category is a part that names a team or a worker: "team: EASCIN", "worker: W100335". */
bool figure_is_group(const struct measure_definition *measure, struct text category);
/* Whether there is a figure and it is shown; whether it has a count as well. NULL: neither. */
bool figure_is_shown(const struct figure *figure);
bool figure_has_count(const struct figure *figure);
/* "count", "percent", "rate", "mix", "bands". */
struct text measure_unit_name(enum measure_unit unit);
/* The figure, or NULL. */
const struct figure *figures_find(const struct figures *figures, struct text measure,
                                  const struct period *period, enum unit_level level, uint32_t unit,
                                  struct text category);
/* A figure as tests write it: "3 of 7 = 42.9", "8013", "12.5", "0 of 0 [z]", "[x]". */
struct text figure_plain_words(struct arena *arena, const struct figure *figure);
/* figures.csv: measure,period,as_at,unit_level,unit,category,numerator,denominator,value,lower95,
 * upper95,status,lower998,upper998,measure_unit,supplied. Limits are rounded as the value is
 * (counts to 1 decimal). */
void figures_write_csv(struct buffer *out, const struct figures *figures);
/* One of its parts, for lists with more columns behind: the header, or a figure's row, up to the
 * line's end. */
void figures_write_csv_header(struct buffer *out);
void figures_write_csv_row(struct buffer *out, struct arena *scratch, const struct figures *figures,
                           const struct figure *figure);
/* The same with the level's and the unit's columns as given. */
void figure_write_csv_line(struct buffer *out, struct arena *scratch, const struct figure *figure,
                           struct text level, struct text unit);

#endif
