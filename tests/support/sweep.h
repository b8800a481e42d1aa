/* A whole run of the program, again and again, with one fault in each: what it
 * leaves behind is compared with what stood there before and with what a run
 * without a fault makes. */
#ifndef TESTS_SUPPORT_SWEEP_H
#define TESTS_SUPPORT_SWEEP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* A command over the small world of tests/faults/make_small_world.sh. */
struct sweep {
    const char *command; /* what follows the program; $W is the world's folder, $O the output's */
    const char *earlier; /* more options, with which the earlier output was made */
    bool is_whole;       /* all of the output changes at once, or nothing of it */
    long microseconds;   /* that a run without a fault takes */
    struct text folder;  /* of this sweep; it holds out/, early/, late/ */
    struct text early, late; /* the outputs, in one text */
};

/* What a run with a fault came to. */
struct sweep_outcome {
    int status; /* 128 and more: ended by a signal */
    struct text messages;
    struct text left; /* in out/, in one text */
};

/* Makes the world and both outputs. */
struct sweep sweep_begin(const char *name, const char *command, const char *earlier, bool is_whole);
/* Names, modes and bytes of all that stands under a folder, hidden names too. */
struct text sweep_snapshot(struct text folder);
/* How many calls of a kind ("read") a run makes. */
long sweep_count(const struct sweep *sweep, const char *kind);
/* Runs over the earlier output with the N-th call of a kind failing; `plain`: on a file system that
 * cannot exchange. */
struct sweep_outcome sweep_fault(const struct sweep *sweep, const char *kind, long n, bool plain);
/* Runs over the earlier output and kills the program after so many microseconds. */
struct sweep_outcome sweep_kill(const struct sweep *sweep, long microseconds);
/* Whether every file in `left` is the whole of one in the earlier or the new output. */
bool sweep_is_of_whole_files(const struct sweep *sweep, struct text left);

#endif
