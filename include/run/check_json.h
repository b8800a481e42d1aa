/* What `check --json` prints: the keys are documented in src/run/README.md, and
 * keep their names and meanings. */
#ifndef RUN_CHECK_JSON_H
#define RUN_CHECK_JSON_H

#include "run/session.h"

struct json;

/* `paths` are those of the files that were written. */
void check_json_write(struct buffer *out, const struct session *session, const struct text *paths,
                      size_t path_count);

#endif
