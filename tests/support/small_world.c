#include "support/small_world.h"

#include <stdio.h>

#include "support/testing.h"

static const char prelude[] =
    "set -u; T=%s/world; rm -rf $T; mkdir -p $T; tests/faults/make_small_world.sh $T; O=$T/out; "
    "A=$T/defs/authorities/small; E=$T/extracts; R=$E/referrals.csv; P=$E/people.csv; "
    "Q=${QUARTERDAY:-build/quarterday}; "
    "W=\"--defs $T/defs --authority small --extracts $T/extracts --as-at 2014-03-31\"; "
    "referrals() { awk -v n=$1 -v nfa=$2 -v team=$3 'BEGIN { for (i = 1; i <= n; i++) "
    "print \"X\" i \",C1,2014-01-06,N1,6,\" nfa \",,,\" (team == \"own\" ? i : team) }' >> $R; }; "
    "RUN=\"$Q run small $W --period 2013-14 --out $O\"; %s";

void small_world_ends(const char *commands, int expected, const char *words) {
    int status;
    struct text output = testing_command(&status, prelude, testing_folder(), commands);
    bool good = status == expected && text_contains(output, text_of(words));
    if (!HOLDS(good)) {
        printf("\n%s\nstatus %d, not %d, or without \"%s\":\n%.*s\n", commands, status, expected,
               words, TEXT_ARG(text_slice(output, 0, 2000)));
    }
}
