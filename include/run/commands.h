/* The commands. Results go to stdout, diagnostics to stderr (written by main
 * from the session's sink); each returns false after reports. */
#ifndef RUN_COMMANDS_H
#define RUN_COMMANDS_H

#include <stdbool.h>

#include "base/buffer.h"
#include "run/session.h"

/* Writes what the command has to say into `out`. */
bool command_run(struct session *session, struct buffer *out);
bool command_check(struct session *session, struct buffer *out);
bool command_measures(struct session *session, struct buffer *out);
bool command_explain(struct session *session, struct buffer *out);
bool command_list(struct session *session, struct buffer *out);
bool command_forms(struct session *session, struct buffer *out);
bool command_test(struct session *session, struct buffer *out);
bool command_due(struct session *session, struct buffer *out);

#endif
