/* waivers.csv: findings that somebody accepts, until a day and for a reason.
 * Read strictly: one without reason, name or day is a fault at its line. */
#ifndef INGEST_WAIVERS_H
#define INGEST_WAIVERS_H

#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/diag.h"
#include "base/text.h"

struct arena;

struct waiver {
    uint32_t line;
    struct text rule;
    struct text record;        /* as findings.csv prints it; empty: a finding of a whole table */
    struct text table, column; /* empty: any */
    struct text reason, by;
    day_number until; /* the last day on which it holds */
};
struct waivers {
    struct text file; /* its name */
    const struct waiver *items;
    size_t count;
};

/* The columns rule, record, reason, by and until; table and column if they are there. NULL after
 * DF016. */
const struct waivers *waivers_read(struct arena *arena, struct diag *diag, struct text path);

#endif
