/* Counts by team and by worker: parts whose names nobody lists beforehand. */
#ifndef MEASURE_GROUPS_H
#define MEASURE_GROUPS_H

#include <stdbool.h>

#include "placing.h"
#include "tally.h"

struct arena;

enum group_kind { GROUP_TEAM, GROUP_WORKER };

/* Counts the records of a window, or what is counted once of them, into each unit's groups. A
 * record with two workers counts for each, so groups may add up to more than the unit has. */
void groups_count(struct arena *arena, const struct placing *placing, const struct window *window,
                  struct tally *tally);
/* Whether a row is in the group of that name: "team: EASCIN", "worker: (none)". */
bool groups_is_in(const struct records *records, const struct record_row *row, enum group_kind kind,
                  struct text name);

#endif
