/* Every call and every allocation of a small run made to fail, once, in turn:
 * each ends in a message and the right exit status, and what stood before stands
 * untouched, or the new output whole. A sample of them in `make test`; SOAK=1
 * (`make soak`) takes every one, and ten times as many kills. A fault may be got
 * over: memory for compiled patterns and mapped fonts has a substitute. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/sweep.h"
#include "support/testing.h"

enum { KINDS = 11, KILLED = 128 + 9 };

struct kind {
    const char *name;
    long samples;         /* of each sweep in `make test` */
    const char *statuses; /* that a run may end with */
};

static const struct kind kinds[KINDS] = {
    {"open", 9, "|0|3|4|5|6|"}, {"read", 9, "|0|3|4|5|6|"},  {"write", 12, "|6|"},
    {"rename", 9, "|0|6|"},     {"sync", 9, "|6|"},          {"mkdir", 9, "|6|"},
    {"close", 12, "|0|6|"},     {"list", 9, "|0|3|4|"},      {"stat", 9, "|0|3|4|5|6|"},
    {"allocate", 40, "|0|70|"}, {"other", 12, "|0|5|6|70|"},
};

static bool is_soak(void) {
    return getenv("SOAK") != NULL;
}

/* The name of what is wrong with an outcome; NULL: nothing. */
static const char *fault_of(const struct sweep *sweep, const struct kind *kind,
                            const struct sweep_outcome *outcome) {
    bool is_early = text_equal(outcome->left, sweep->early);
    bool is_late = text_equal(outcome->left, sweep->late);
    bool is_told = text_contains(outcome->messages, TEXT("FI007")) ||
                   text_contains(outcome->messages, TEXT("FI008"));
    struct text status = text_format(testing_arena(), "|%d|", outcome->status);
    if (outcome->status >= 128) {
        return "it crashed";
    }
    if (!text_contains(text_of(kind->statuses), status)) {
        return "the exit status is another";
    }
    if (outcome->status != 0 && !text_contains(outcome->messages, TEXT("error "))) {
        return "there is no message";
    }
    if (outcome->status == 4 && !sweep->is_whole) {
        return NULL; /* it has checked what can be read, and listed what cannot */
    }
    if (!sweep->is_whole) {
        return sweep_is_of_whole_files(sweep, outcome->left) ? NULL : "a file is half-written";
    }
    if (is_told) { /* the new output is in place; an earlier one may stand beside it, and is named
                    */
        return text_contains(outcome->left, sweep->late) ? NULL : "the new output is not whole";
    }
    if (outcome->status == 70 && is_late) {
        return NULL; /* memory ran out while it said what it had done */
    }
    return (outcome->status == 0 ? is_late : is_early) ? NULL : "the output is neither";
}

static void try_fault(const struct sweep *sweep, const struct kind *kind, long n, bool plain) {
    struct arena_mark mark = arena_mark(testing_arena());
    struct sweep_outcome outcome = sweep_fault(sweep, kind->name, n, plain);
    const char *fault = fault_of(sweep, kind, &outcome);
    if (fault != NULL) {
        printf("\n%s %ld of \"%s\": %s; status %d\n%.*s%.*s", kind->name, n, sweep->command, fault,
               outcome.status, TEXT_ARG(outcome.messages), TEXT_ARG(outcome.left));
    }
    HOLDS(fault == NULL);
    arena_release(testing_arena(), mark);
}

static void try_kind(const struct sweep *sweep, const struct kind *kind, bool plain) {
    long count = sweep_count(sweep, kind->name);
    long samples = is_soak() || count < kind->samples ? count : kind->samples;
    for (long i = 0; i < samples; i++) { /* spread evenly, the first and the last among them */
        try_fault(sweep, kind, samples == count ? i + 1 : 1 + i * (count - 1) / (samples - 1),
                  plain);
    }
}

static void try_all(const struct sweep *sweep) {
    for (size_t i = 0; i < KINDS; i++) {
        try_kind(sweep, &kinds[i], false);
    }
}

#define WORLD "--defs $W/defs --authority small --extracts $W/extracts --as-at 2014-03-31 "
#define RUN "run small " WORLD "--period 2013-14 --out $O"

static void a_run_with_a_fault_leaves_the_old_pack_or_the_new_one_whole(void) {
    struct sweep sweep = sweep_begin("run", RUN, "--draft", true);
    HOLDS(sweep_count(&sweep, "read") > 50 && sweep_count(&sweep, "write") > 100);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    HOLDS(sweep_count(&sweep, "allocate") > 1000);
#endif
    try_all(&sweep);
}

static void both_folders_of_a_public_pack_change_or_neither_does(void) {
    struct sweep sweep = sweep_begin("public", RUN " --audience public", "--draft", true);
    HOLDS(text_contains(sweep.late, TEXT("small_2013-14_restricted/findings.csv 100600")));
    HOLDS(text_contains(sweep.late, TEXT("small_2013-14/figures.csv 100644")));
    try_kind(&sweep, &kinds[2], false);
    try_kind(&sweep, &kinds[3], false);
    try_kind(&sweep, &kinds[4], false);
    try_kind(&sweep, &kinds[9], false);
}

static void so_it_is_on_a_file_system_that_cannot_exchange(void) {
    struct sweep sweep = sweep_begin("plain", RUN " --audience public", "--draft", true);
    for (long n = 1; n <= 6; n++) { /* of two packs three renames each; then the way back */
        try_fault(&sweep, &kinds[3], n, true);
    }
    try_kind(&sweep, &kinds[4], true);
}

static void other_commands_leave_every_file_old_or_new(void) {
    struct sweep check = sweep_begin("check", "check " WORLD "--out $O", "--rules none", false);
    try_all(&check);
    struct sweep explain = sweep_begin(
        "explain", "explain referrals " WORLD "--period 2013-14 --csv --out $O/records.csv",
        "--unit Eastleigh", false);
    try_all(&explain);
}

static void a_run_that_is_killed_leaves_the_old_pack_or_the_new_one_whole(void) {
    struct sweep sweep = sweep_begin("kill", RUN, "--draft", true);
    size_t early = 0, late = 0;
    unsigned seed = 20140331;
    for (long i = 0, kills = is_soak() ? 200 : 20; i < kills; i++) {
        struct arena_mark mark = arena_mark(testing_arena());
        long moment = (long)rand_r(&seed) % (sweep.microseconds * 5 / 4);
        struct sweep_outcome outcome = sweep_kill(&sweep, moment);
        HOLDS(outcome.status == KILLED || outcome.status == 0);
        bool is_early = text_contains(outcome.left, sweep.early);
        bool is_late = text_contains(outcome.left, sweep.late);
        HOLDS(is_early != is_late);
        early += is_early;
        late += is_late;
        arena_release(testing_arena(), mark);
    }
    HOLDS(early > 0);
    printf(" (old: %zu, new: %zu) ", early, late);
}

SUITE(run_faults, CLAIM(a_run_with_a_fault_leaves_the_old_pack_or_the_new_one_whole),
      CLAIM(both_folders_of_a_public_pack_change_or_neither_does),
      CLAIM(so_it_is_on_a_file_system_that_cannot_exchange),
      CLAIM(other_commands_leave_every_file_old_or_new),
      CLAIM(a_run_that_is_killed_leaves_the_old_pack_or_the_new_one_whole))
