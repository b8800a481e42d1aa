/* A session: what every command begins with. The definitions and the reference
 * data that it needs are read and judged before any extract is opened. */
#ifndef RUN_SESSION_H
#define RUN_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/calendar.h"
#include "base/diag.h"
#include "define/catalogue.h"
#include "ingest/extract.h"
#include "ingest/reference.h"
#include "ingest/targets.h"
#include "ingest/waivers.h"
#include "measure/compute.h"
#include "run/options.h"
#include "run/phases.h"
#include "validate/finding.h"

struct replies;

struct session {
    struct arena *arena;
    struct diag *diag;
    const struct options *options;
    struct phases *phases;
    const struct authority *authority;
    struct text family;                /* of the extracts: --family, else the authority's */
    const struct catalogue *shipped;   /* the catalogue without the authority's own code sets; of
                                          another family than the authority's without measures */
    const struct catalogue *catalogue; /* with them */
    const struct calendar *calendar;
    const struct hierarchy *units;
    const struct supplied_figures *supplied;
    const struct population *population;
    const struct published *published;
    const struct deprivation_scores *scores;
    const struct home_areas *homes;
    const struct targets *targets;
    const struct bandings *bandings;
    bool hashes_extracts;              /* for a manifest */
    const struct extract *extract;     /* NULL until it is read */
    const struct findings *findings;   /* NULL until session_validate */
    const struct record_fault *faults; /* the errors among them, waived ones aside */
    size_t fault_count;
    struct shared_indexes *indexes;
    const struct rule *const *rules; /* in force */
    size_t rule_count;
    const struct replies *replies; /* of --replies (run/form.h); NULL: none */
    const struct waivers *waivers; /* NULL: there are none */
    struct source_file named[2];   /* what --waivers and --prior name, for the manifest */
    size_t named_count;
};

/* What a command makes use of, beside the authority, its units and the tables. */
enum session_need {
    NEEDS_RULES = 1 << 0,
    NEEDS_FIGURES = 1 << 1, /* measures, and all that stands round their figures */
    NEEDS_REPORTS = 1 << 2,
    NEEDS_SOURCES = 1 << 3, /* for a manifest: the bytes of every definition and reference file */
    NEEDS_TESTS = 1 << 4,   /* those inside rules and measures */
    NEEDS_ALL = (1 << 5) - 1
};
/* Reads what is needed and prepares its every SELECT: all its faults are listed. The rest is left
 * alone, NULL or empty, whatever stands in it; `quarterday test` needs all. */
bool session_load_definitions(struct session *session, unsigned needs);
/* Reads the extract folder named by --extracts. */
/* Every file of --extracts. False too where one cannot be read: figures are not made of the rest.
 */
bool session_read_extract(struct session *session);
/* The files that can be read, for a check; false if none can. */
bool session_read_readable(struct session *session);
/* Reads the forms that came back into the folder of --replies, as on a day; none without it. */
bool session_read_replies(struct session *session, day_number as_at);
/* In place of extracts, for a report of supplied figures alone: no file, no record, no finding. */
void session_without_extract(struct session *session);
/* Finds, marks what is waived, and compares with --prior. */
bool session_validate(struct session *session);
/* The extract's own date E: --as-at, else the latest contact or referral in it. */
bool session_extract_date(struct session *session, day_number *date);
/* The first day that the extracts cover: of their earliest contact, else DAY_NONE. Referrals tell
 * nothing, for those of cases still open reach further back. */
day_number session_covered_from(const struct session *session);
/* The period of --period, not after E and inside the calendar. */
bool session_period(struct session *session, struct period *period);
/* Whether the extracts cover the period: ME001 once where it ends after their date. Warns (RN023)
 * where it, or the 12 months to its end, begin over a month before the first day covered. */
bool session_covers(const struct session *session, const struct period *period,
                    day_number extract_date);
/* The unit of --unit by id or name, or the county. */
bool session_unit(struct session *session, uint32_t *unit);
/* What measures_compute needs. */
struct measure_context session_measure_context(const struct session *session,
                                               day_number extract_date);

#endif
