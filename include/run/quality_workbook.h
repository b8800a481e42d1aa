/* data-quality.xlsx: the files with their counts, findings by rule, the failing
 * records, and a profile of every column. Child-level: written 0600. */
#ifndef RUN_QUALITY_WORKBOOK_H
#define RUN_QUALITY_WORKBOOK_H

#include <stdbool.h>

#include "run/session.h"

/* Records listed a rule; all are counted. */
enum { QUALITY_LISTED_LIMIT = 10000 };

bool quality_workbook_write(struct arena *arena, struct diag *diag, const struct session *session,
                            struct text date, struct text *bytes);

#endif
