/* Commands over the small world of tests/faults/make_small_world.sh, spoiled as
 * a claim needs it. */
#ifndef TESTS_SUPPORT_SMALL_WORLD_H
#define TESTS_SUPPORT_SMALL_WORLD_H

/* Claims that shell commands end with a status and that what they say, on both streams, holds the
 * words. $T is a world made anew, $O the output's folder; $A the authority's, $E the extracts', $R
 * the referrals and $P the people; $Q the program, $W its options for this world, $RUN makes the
 * pack. `referrals N Y TEAM` adds N referrals, without further action or not (N), of a team or each
 * of its "own". */
void small_world_ends(const char *commands, int expected, const char *words);

#endif
