/* What `run --dry-run` says: what would be written or refused, what is missing, and why. */
#ifndef RUN_DRY_RUN_H
#define RUN_DRY_RUN_H

#include "base/diag.h"
#include "run/json.h"

/* The messages from the `first` on, sorted: what is missing (commentary, targets, supplied figures,
 * tables, appendices, front matter), and what else the paper would be refused for. A missing thing
 * that refuses the paper says so. Nothing is written where there is nothing to say. */
void dry_run_say(struct buffer *out, const struct diag *diag, size_t first);
/* The same as the lists "missing" and "refusals" of {code, place, words}. */
void dry_run_say_json(struct json *json, const struct diag *diag, size_t first);

#endif
