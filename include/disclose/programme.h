/* Linear programmes over a group of counts, solved by GLPK. The only header of
 * the layer that hides one. */
#ifndef DISCLOSE_PROGRAMME_H
#define DISCLOSE_PROGRAMME_H

#include "disclose/pack_counts.h"

struct arena;
struct programme;

/* The least and the most that a count may be for a reader of the pack. */
struct count_range {
    double lower, upper; /* upper: INFINITY where nothing bounds it */
};

/* What a reader can work out, as the counts' states now are. Freed with the arena. */
struct programme *programme_of_reader(struct arena *arena, const struct pack_counts *counts,
                                      const struct count_group *group);
/* The states have changed: counts printed are fixed at their values, the others free. */
void programme_refresh(struct programme *programme);
/* False if the solver gave up: the range is then not known. */
bool programme_range(struct programme *programme, uint32_t count, struct count_range *range);

/* The cheapest way to move a count by `change` (up or down) while every link holds, moving counts
 * that are printed at their cost and all others for nothing. Counts that are known, and printed
 * counts of 0, stay where they are. */
struct programme *programme_of_change(struct arena *arena, const struct pack_counts *counts,
                                      const struct count_group *group);
/* `moved[i]` is true where the printed member i of the group has to move. False: it cannot be
 * moved so far, or the solver gave up. */
bool programme_move(struct programme *programme, uint32_t count, double change, bool *moved);

#endif
