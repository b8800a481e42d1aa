/* This check against an earlier one, from the findings.csv that it wrote. A
 * finding is the same where rule, table, column and record are the same (where
 * a record has no key: its values, which stand in its place), whatever the rows'
 * order and the files' names; of several alike, as many as there are now. */
#ifndef VALIDATE_PRIOR_H
#define VALIDATE_PRIOR_H

#include <stdbool.h>

#include "validate/finding.h"

/* The findings of `path` (findings.csv of an earlier check). False after VA013 or a report that the
 * file cannot be read. */
bool findings_read_csv(struct arena *arena, struct diag *diag, struct text path,
                       struct finding **items, size_t *count);
/* Says of each finding whether it is new or still open, and lists those of `prior` that are gone:
 * mended, or not looked at where the rule, the table or the column was not checked this time. */
void findings_compare(struct arena *arena, const struct validate_context *context,
                      const struct finding *prior, size_t prior_count, struct findings *findings);

#endif
