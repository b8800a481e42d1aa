/* A measure's definition: what is counted, over which window, and the SELECT
 * of its records. One file a measure under report-defs/measures/. The SELECT
 * yields one row a record, in columns of reserved names:
 *   record, child        which record, which child
 *   date                 the event's day; or opened, closed: a span
 *   team, worker         whose it is
 *   met                  1 if the numerator's condition holds
 *   value                a number (working days ...), for bands and medians
 *   category             the group, for mixes
 *   excluded             a reason, if the record is left out of the denominator
 * :as_at, :from, :to (the window's days) are bound where the SELECT names them;
 * else it runs once for all periods and the window is applied to date, or to
 * opened and closed. */
#ifndef DEFINE_MEASURE_DEFINITION_H
#define DEFINE_MEASURE_DEFINITION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/diag.h"
#include "base/text.h"

struct arena;
struct node;

enum measure_unit {
    MEASURE_COUNT,   /* numerator = records in the window (or distinct children) */
    MEASURE_PERCENT, /* met x 100 / records */
    MEASURE_RATE,    /* count x 10,000 / population aged 0-17 */
    MEASURE_MIX,     /* records by category, each with its share of all */
    MEASURE_BANDS,   /* records by band of value, with median and quartiles */
    MEASURE_SUM,     /* the sum of the records' values by category, such as posts */
    MEASURE_RATIO    /* 100 x a rate / what would be expected of it */
};
/* How a rate is adjusted for deprivation; forms are never mixed in one table. The first two give
 * a ratio, the last a rate. */
enum deprivation_form {
    DEPRIVATION_NONE,
    DEPRIVATION_VERSUS,   /* "vs": against other authorities' rates and average scores */
    DEPRIVATION_INDIRECT, /* "sir": against the county's own rates by decile of the home area */
    DEPRIVATION_DIRECT    /* "dsr": a rate over deciles, weighted by England's children */
};
enum measure_window { WINDOW_PERIOD, WINDOW_TWELVE_MONTHS, WINDOW_AS_AT };
enum measure_better { BETTER_NEITHER, BETTER_HIGHER, BETTER_LOWER };

enum { DETAIL_LIMIT = 8 };

struct measure_definition {
    struct place place;
    struct text id;
    struct text title;
    struct text short_title; /* for narrow columns; none: the title */
    struct text counts;      /* what one record is: "enquiries" */
    enum measure_unit unit;
    enum measure_window window;
    enum measure_better better;
    struct text source;
    struct text definition; /* in words, for the annex and explain */
    struct text footnote;
    int decimals;         /* of the value shown; 0 for counts, else 1 unless said otherwise */
    bool counts_children; /* distinct children instead of records */
    bool counts_distinct; /* of a count: a record that several rows name counts once */
    bool is_by_team, is_by_worker; /* of a count: its parts "team: ID" and "worker: ID" */
    const struct node *records;    /* the SELECT's scalar node; NULL for ratio and supplied */
    struct text table;             /* whose records they are, where FROM does not say; else empty */
    struct text ratio_of, ratio_to; /* a ratio of two measures' counts; else empty */
    struct place ratio_of_place, ratio_to_place;
    struct text rate_of; /* a rate of another measure's count; else empty */
    struct place rate_of_place;
    enum deprivation_form deprivation;
    struct text deprivation_of; /* the rate that is adjusted; else empty */
    struct place deprivation_of_place;
    /* The measure whose records, or whose records that meet the condition, all of this one's are
     * among, over the same days: what is left is a subtraction away; else empty. */
    struct text among, met_among;
    struct place among_place, met_among_place;
    struct text records_of; /* the measure whose records its own are, over any days; else empty */
    struct place records_of_place;
    bool is_not_of_people;    /* calls, posts, files: a public pack may show small ones */
    bool hides_zeros;         /* a public pack suppresses 0 as it does 1 */
    bool is_of_findings;      /* it counts what the check of the extracts found: errors */
    bool is_supplied;         /* its figures stand in the authority's supplied-figures.csv */
    day_number superseded_on; /* DAY_NONE: not; from this as-at day on it prints [n/a] */
    struct text superseded_by;
    const struct text *categories; /* of a mix, in order; all are shown, also at 0 */
    size_t category_count;
    const struct text *total_of; /* of a sum: the categories that make its category "total" */
    size_t total_of_count;
    /* Of a sum: "vacancies" is a supplied measure's value less one category; else empty. */
    struct text vacancies_of, vacancies_less;
    bool is_of_extract_day; /* its tables have no dates: [x] unless D is the extract's own day */
    struct text share; /* of a mix: the name of the share that `met` gives ("nfa"), else empty */
    const struct text *bands; /* of bands, in order: "0", "1-10", "61+" */
    size_t band_count;
    const struct text *apart; /* names under which the SELECT's `category` shows records without a
                                 value apart: "out of order", "no start" (bands and percents) */
    size_t apart_count;
    const struct text *details; /* further columns of the SELECT, which lists of records show */
    size_t detail_count;
    const struct text *optional; /* tables that the SELECT reads but can do without */
    size_t optional_count;
    struct text team_from; /* the optional table that tells the team; without it there is none */
    const struct text *tags;
    size_t tag_count;
    const struct node *tests; /* a list of small tables and the figures they give; NULL: none */
};

/* Reads one definition. Its keys: measure (the id), title, counts, unit, window ("period",
 * "12 months", "as-at"), better, source, definition, footnote, decimals, counts_children,
 * counts_distinct, by, deprivation: {form, of}, total, vacancies: {of, less}, of_extract_day,
 * records, ratio: {of, to}, rate_of, supplied (yes), superseded_on, superseded_by, categories,
 * share, bands, apart, details, findings, optional, team_from, table, people, zeros, among,
 * met_among, records_of, tags, tests.
 * counts_children goes with counts and percents. NULL after reports. */
const struct measure_definition *measure_definition_read(struct arena *arena, struct diag *diag,
                                                         const struct node *root);
/* Whether its records are counted by where children live, not by their teams' units: such counts
 * are no parts of any other figure's, and are never in a public pack. */
static inline bool measure_is_by_home(const struct measure_definition *measure) {
    return measure->deprivation == DEPRIVATION_INDIRECT ||
           measure->deprivation == DEPRIVATION_DIRECT;
}

#endif
