/* Accepted findings: kept, marked, and counted apart. */
#ifndef VALIDATE_WAIVED_H
#define VALIDATE_WAIVED_H

#include "ingest/waivers.h"
#include "validate/finding.h"

/* Marks each finding that a waiver names by rule and record (and table and column, where the waiver
 * gives them) and that has not expired on the extract's date. Adds a finding (a query) for each
 * waiver that has expired, and for each that names nothing that is found though its rule was
 * checked; a rule that is not in force is noted (VA014). The date must be known. */
void findings_waive(struct arena *arena, struct diag *diag, const struct validate_context *context,
                    const struct waivers *waivers, struct findings *findings);

#endif
