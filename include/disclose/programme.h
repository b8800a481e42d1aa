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
/* False if the solver gave up: the range is then not known. */
bool programme_range(struct programme *programme, uint32_t count, struct count_range *range);

/* The cheapest way to move a count by `change` (up or down) while every link holds. Counts that are
 * known, and printed counts of 0, stay where they are. */
enum change_cost {
    CHANGE_SUPPRESSES, /* printed counts move at their cost, suppressed ones for nothing */
    CHANGE_KEEPS       /* printed counts stay; secondary ones move at their cost */
};
struct changes;
/* States are read when a count is moved. Freed with the arena. */
struct changes *changes_of(struct arena *arena, const struct pack_counts *counts,
                           const struct count_group *group, enum change_cost cost);
/* `moves[i]` is how far member i of the group moves. False: it cannot be moved so far, or the
 * solver gave up. */
bool changes_move(struct changes *changes, uint32_t count, double change, double *moves);

#endif
