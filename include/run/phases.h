/* The phases of a run and the wall time of each: for --log, and for the line of
 * progress on a terminal. Times never reach an output of the report. */
#ifndef RUN_PHASES_H
#define RUN_PHASES_H

#include <stdbool.h>

#include "base/buffer.h"

struct arena;
struct phases;

/* Progress is shown on stderr only if that is a terminal, `shows_progress` is set, and a phase
 * begins more than a second after the start. */
struct phases *phases_new(struct arena *arena, bool shows_progress);
/* Ends the phase before and begins `name`. */
void phases_begin(struct phases *phases, const char *name);
void phases_end(struct phases *phases);
/* One line a phase: seconds with three decimals, name; then the total. */
void phases_write(struct buffer *out, const struct phases *phases);

#endif
