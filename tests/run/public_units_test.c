/* Public packs of units: those of one run, and the county's, withhold the same figures, so that
 * nobody who has them all knows more. */
#include "support/testing.h"

static bool holds(const char *commands) {
    return testing_succeeds(
        "T=%s/public-units; Q=${QUARTERDAY:-build/quarterday}; rm -rf $T; mkdir -p $T; "
        "cp -r report-defs $T/defs; cp fixtures/reports/unit-sheet.yaml $T/defs/reports/; "
        "echo 'disclosure: {threshold: 100, protection: 5}' >> "
        "$T/defs/authorities/hampshire/authority.yaml; "
        "RUN=\"$Q run unit-sheet --defs $T/defs --extracts build/fixtures/hampshire --period "
        "2013-14 --as-at 2014-03-31 --draft --quiet --audience public --explain-suppression\"; %s",
        testing_folder(), commands);
}

static void packs_of_units_withhold_what_the_county_s_withholds(void) {
    HOLDS(holds("$RUN --out $T/county && $RUN --each district --out $T/each && "
                "python3 tests/support/check_public_units.py $T/each $T/county/unit-sheet_2013-14 "
                "&& $RUN --unit E07000086 --out $T/unit && cmp "
                "$T/unit/unit-sheet_2013-14_E07000086/figures.csv "
                "$T/each/unit-sheet_2013-14_E07000086/figures.csv"));
}

static void packs_of_units_may_be_given_as_published_before(void) {
    HOLDS(holds("$RUN --each district --out $T/each && rm -r $T/each/*_restricted && "
                "$RUN --out $T/county $(for d in $T/each/*; do echo --published $d; done) && "
                "$RUN --out $T/again && cmp $T/county/unit-sheet_2013-14/figures.csv "
                "$T/again/unit-sheet_2013-14/figures.csv"));
}

SUITE(run_public_units, CLAIM(packs_of_units_withhold_what_the_county_s_withholds),
      CLAIM(packs_of_units_may_be_given_as_published_before))
