/* Somebody who reads a public pack and wants its small counts: a linear
 * programme solved by a simplex method of its own over a dense table, with
 * Bland's rule. It shares nothing with the program's suppression but the counts
 * and links, and takes states and values from them alone. */
#ifndef TESTS_SUPPORT_ATTACKER_H
#define TESTS_SUPPORT_ATTACKER_H

#include "disclose/pack_counts.h"

/* The least and most that a count can be for whoever knows the printed counts, the links and that
 * suppressed ones are at least `least`. False if no values obey all that: the pack lies. */
bool attacker_range(const struct pack_counts *counts, uint32_t count, double *lower, double *upper);

#endif
