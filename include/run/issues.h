/* What a team is asked about: findings of its records, and figures of its own
 * that stand out by more than chance or against a target. An issue is one
 * team's and of one measure or rule; what is ahead is asked about apart. */
#ifndef RUN_ISSUES_H
#define RUN_ISSUES_H

#include "measure/standing.h"
#include "run/session.h"

enum issue_kind {
    ISSUE_QUERY, /* what caused it, what is done, by when */
    ISSUE_AHEAD  /* what has led to it */
};

/* Which record, and when: never who. */
struct issue_record {
    struct text record;
    struct text column; /* of a finding; else empty */
    struct text date;   /* ISO; a span "2013-04-01 to 2014-01-31", or to "now" */
};
enum { ISSUE_RECORD_LIMIT = 2000 }; /* listed; all are counted */

struct issue {
    struct text id; /* PERIOD/TEAM/SUBJECT, and "/ahead" */
    enum issue_kind kind;
    uint32_t team;       /* of the hierarchy */
    struct text subject; /* the measure or the rule */
    struct text title;
    struct text signal; /* what stands out, in words */
    struct text figure; /* "62.5% (5 of 8)" */
    struct text beside; /* "Hampshire 71.0% (142 of 200)", "target 80.0%" */
    const struct issue_record *records;
    size_t record_count, all_records;
};
struct issues {
    const struct issue *items; /* by team, in the order of units.csv; findings first */
    size_t count;
    size_t teamless_count; /* findings whose team is none of the hierarchy's */
};

/* Every issue of the standings' period, at the level of teams. NULL after reports. */
const struct issues *issues_find(struct session *session, const struct measure_context *context,
                                 const struct standings *standings);

#endif
