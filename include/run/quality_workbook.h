/* data-quality.xlsx: the files with their counts, findings by rule and by team,
 * a sheet of failing records a rule, what is mended since an earlier check, and
 * a profile of every column. Child-level: written 0600. */
#ifndef RUN_QUALITY_WORKBOOK_H
#define RUN_QUALITY_WORKBOOK_H

#include <stdbool.h>

#include "run/session.h"

/* Records listed a rule, and in the whole workbook; all are counted, and findings.csv lists all. */
enum { QUALITY_LISTED_LIMIT = 10000, QUALITY_WORKBOOK_LIMIT = 200000 };

bool quality_workbook_write(struct arena *arena, struct diag *diag, const struct session *session,
                            struct text date, struct text *bytes);

#endif
