/* Public packs: small counts, and what they follow from, stand in none of their bytes. */
#include <stdio.h>

#include "support/testing.h"

/* An authority whose supplied figures are planted: 7,654,321 of 7,654,324 referrals accepted leave
 * 3; 4,738,291 complaints and 8,013 cases were withheld before. */
static const char prelude[] =
    "T=%s/public; rm -rf $T; mkdir -p $T/ham $T/before; Q=${QUARTERDAY:-build/quarterday}; "
    "cp report-defs/authorities/hampshire/*.* $T/ham; F=$T/ham/supplied-figures.csv; "
    "sed -i -e '/^advocacy-referrals,/s/,144,/,7654324,/' "
    "-e '/^advocacy-accepted,/s/,139,144,/,7654321,7654324,/' "
    "-e '/^statutory-complaints,2013-14,/s/,262,/,4738291,/' $F; "
    "H='measure,period,as_at,unit_level,unit,category,numerator,denominator,value,lower95,upper95,"
    "status'; echo \"$H\" > $T/before/figures.csv; "
    "echo 'statutory-complaints,2013-14,2014-03-31,county,E10000014,,,,,,,[c]' "
    ">> $T/before/figures.csv; "
    "echo 'open-cases,2013-14,2014-03-31,county,E10000014,,,,,,,[c]' >> $T/before/figures.csv; "
    "RUN=\"$Q run annual-safeguarding --extracts build/fixtures/hampshire --period 2013-14 "
    "--as-at 2014-03-31 --authority $T/ham --out $T/out --quiet\"; "
    "P=$T/out/annual-safeguarding_2013-14; ";

static struct text shell(int *status, const char *commands) {
    return testing_command(
        status, "%s",
        text_c(testing_arena(),
               text_format(testing_arena(), "%.*s%s",
                           TEXT_ARG(text_format(testing_arena(), prelude, testing_folder())),
                           commands)));
}

static void holds(const char *commands) {
    int status;
    struct text output = shell(&status, commands);
    if (!HOLDS(status == 0)) {
        printf("%.*s\n", TEXT_ARG(output));
    }
}

static void no_byte_of_a_public_pack_holds_what_it_withholds(void) {
    holds("$RUN --audience public --published $T/before && "
          "python3 tests/support/check_public.py $P 7654321 4738291 8013");
}

static void the_search_finds_them_in_a_restricted_pack(void) {
    holds("$RUN && python3 tests/support/check_public.py --holds $P 7654321 4738291 8013 29.1");
}

static void child_level_files_stand_apart(void) {
    holds("$RUN --audience public --explain-suppression && test ! -e $P/findings.csv && "
          "test ! -e $P/data-quality.xlsx && test ! -e $P/suppression.csv && "
          "test $(stat -c %a ${P}_restricted/suppression.csv) = 600 && "
          "test $(stat -c %a ${P}_restricted/findings.csv) = 600 && "
          "test $(stat -c %a ${P}_restricted/manifest.json) = 600 && "
          "grep -q '\"advocacy-accepted, condition met, 2013-04-01 to 2014-03-31, Hampshire\"' "
          "${P}_restricted/suppression.csv && "
          "grep -q 'advocacy-accepted, not met, 2013-04-01 to 2014-03-31, Hampshire' "
          "${P}_restricted/suppression.csv");
}

static void the_manifest_sums_the_proof_up_and_gives_nothing_away(void) {
    holds("$RUN --audience public && python3 -c \""
          "import json, sys; public = json.load(open(sys.argv[1] + '/manifest.json')); "
          "apart = json.load(open(sys.argv[1] + '_restricted/manifest.json')); "
          "said, proof = public['disclosure'], apart['disclosure']; "
          "assert set(said) == {'threshold', 'protection', 'figures_suppressed', 'proof'}; "
          "assert said['threshold'] == 5 and said['figures_suppressed'] > 0; "
          "assert proof['threshold'] == 5 and proof['narrowest_interval'] >= 5; "
          "assert proof['counts_proved'] >= proof['counts_primary'] > 0; "
          "assert 'findings_error' not in public and 'findings_error' in apart; "
          "assert not any('records_read' in file for file in public['extracts']); "
          "assert not any('supplied' in file['name'] for file in public['definitions']); "
          "assert any('supplied' in file['name'] for file in apart['definitions'])\" $P");
}

static void the_public_paper_bears_no_mark_and_says_what_it_withholds(void) {
    holds("$RUN --audience public && pdftotext -layout $P/*.pdf $T/text && "
          "! grep -q RESTRICTED $T/text && "
          "tr -s ' \\n' ' ' < $T/text | grep -q "
          "'New referrals in the year: 7,654,324; accepted of them: \\[not published\\]'");
}

/* The paper's pages, the annex's sheets and the page say so; a public pack's never. */
static void every_page_of_a_restricted_pack_says_so(void) {
    holds("cells() { /usr/bin/python3 tests/support/read_xlsx.py $1/*2013-14.xlsx; }; "
          "sheets() { cells $1 | grep -i restricted | cut -f1 | sort -u | wc -l; }; "
          "all() { cells $1 | cut -f2 | grep -c '^A1$'; }; "
          "$RUN && pdftotext -layout $P/*.pdf $T/text && "
          "test $(grep -c 'RESTRICTED$' $T/text) = "
          "$((2 * $(pdfinfo $P/*.pdf | sed -n 's/Pages: *//p'))) && "
          "test $(sheets $P) -gt 20 && test $(sheets $P) = $(all $P) && "
          "grep -q 'Restricted: holds small counts' $P/*.html && rm -r $P && "
          "$RUN --audience public && test $(sheets $P) = 0 && "
          "! grep -q 'Restricted: holds' $P/*.html");
}

static void a_pack_whose_small_count_was_published_is_refused(void) {
    holds("echo 'advocacy-accepted,2013-14,2014-03-31,county,E10000014,,7654321,7654324,100.0,,,' "
          ">> $T/before/figures.csv; "
          "$RUN --audience public --published $T/before 2> $T/said; test $? = 5 && "
          "grep -q DC001 $T/said && test ! -e $P");
}

static void what_is_no_earlier_pack_is_refused(void) {
    holds("echo 'measure,period' > $T/before/figures.csv; "
          "$RUN --audience public --published $T/before 2> $T/said; test $? = 4 && "
          "grep -q DC003 $T/said && test ! -e $P");
}

SUITE(run_public, CLAIM(no_byte_of_a_public_pack_holds_what_it_withholds),
      CLAIM(the_search_finds_them_in_a_restricted_pack), CLAIM(child_level_files_stand_apart),
      CLAIM(the_manifest_sums_the_proof_up_and_gives_nothing_away),
      CLAIM(the_public_paper_bears_no_mark_and_says_what_it_withholds),
      CLAIM(every_page_of_a_restricted_pack_says_so),
      CLAIM(a_pack_whose_small_count_was_published_is_refused),
      CLAIM(what_is_no_earlier_pack_is_refused))
