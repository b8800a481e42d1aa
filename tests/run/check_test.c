/* `quarterday check` as its readers see it: the JSON, the lists and the workbook
 * read back by another program; waivers and earlier checks. */
#include <stdio.h>
#include <stdlib.h>

#include "support/testing.h"

/* $E is a copy of the small extracts with a fault of each kind in many tables; $O for output. */
static const char prelude[] =
    "set -u; T=%s/check; rm -rf $T; mkdir -p $T; E=$T/extracts; O=$T/out; "
    "Q=\"${QUARTERDAY:-build/quarterday}\"; cp -r fixtures/small/extracts $E; "
    "CHECK=\"$Q check --extracts $E --as-at 2014-03-31 --fail-on never\"; "
    "READ=\"/usr/bin/python3 tests/support/check_quality.py $E\"; "
    "VALUE() { /usr/bin/python3 -c \"import json,sys; print(json.load(open('$T/json'))['$1'])\"; "
    "}; "
    "SPOIL() { sed -i '2s/2013-04-08/2031-04-08/' $E/referrals.csv; "
    "for f in assessments conferences cpplans enquiries visits reviews placements care "
    "involvements cinplans; do sed -i '2s/,C[0-9]*,/,C99,/' $E/$f.csv; done; "
    "echo 'K9,C1' >> $E/contacts.csv; sed -i '2s/,6$/,ZZ/' $E/contacts.csv; "
    "sed -i '3s/^C[0-9]*,/,/' $E/people.csv; sed -i '2s/,C5$/,C99/' $E/placements.csv; }; %s";

static bool succeeds(const char *line) {
    return testing_succeeds(prelude, testing_folder(), line);
}

static void json_lists_and_workbook_tell_the_same_and_know_the_teams(void) {
    HOLDS(succeeds("SPOIL; $CHECK --json --out $O > $T/json && $READ $O $T/json | tee $T/said && "
                   "grep -q ' [1-9][0-9]* with a team' $T/said"));
}

/* With findings, with those of an earlier check, without any, and of a return by the codes of its
 * rules, which are numbers. */
static void the_workbook_keeps_the_conventions(void) {
    HOLDS(
        succeeds("SPOIL; $CHECK --quiet --out $O && $CHECK --quiet --prior $O --out $T/again && "
                 "$CHECK --quiet --rules none --extracts fixtures/small/extracts --out $T/clean "
                 "&& $CHECK --quiet --extracts build/fixtures/census/spoiled/cin.xml --as-at "
                 "2026-03-31 --out $T/census && for b in $O $T/again $T/clean $T/census; do "
                 "/usr/bin/python3 tests/support/check_workbook.py $b/data-quality.xlsx || exit 1; "
                 "done"));
}

static void a_list_of_more_than_ten_thousand_is_cut_and_says_so(void) {
    HOLDS(succeeds("seq 1 10050 | sed 's/.*/X&,C1,2014-01-02,ZZ/' >> $E/contacts.csv; "
                   "$CHECK --quiet --json --out $O > $T/json && $READ $O $T/json"));
}

static void the_order_of_rows_makes_no_finding_new(void) {
    HOLDS(succeeds(
        "SPOIL; $CHECK --quiet --out $T/then; for f in $E/*.csv; do (head -1 $f; tail -n +2 $f | "
        "tac) > $T/f && mv $T/f $f; done; mv $E/people.csv $E/zz.csv; "
        "$CHECK --quiet --json --prior $T/then --out $O > $T/json && $READ $O $T/json && "
        "test $(VALUE findings_new) = 0 && test $(VALUE findings_mended) = 0 && "
        "test $(VALUE findings_still_open) -gt 10"));
}

static void what_was_mended_and_what_is_new_is_told_apart(void) {
    HOLDS(
        succeeds("SPOIL; $CHECK --quiet --out $T/then; sed -i '2s/,ZZ$/,6/; 3s/,[^,]*$/,YY/' "
                 "$E/contacts.csv; rm $E/placements.csv; "
                 "$CHECK --quiet --json --prior $T/then --out $O > $T/json && $READ $O $T/json && "
                 "grep -q '^error,codes,ssd_contacts,.*,new' $O/findings.csv && "
                 "grep -q '^error,codes,ssd_contacts,.*,mended' $O/mended.csv && "
                 "grep -q ',ssd_cla_placement,.*,not checked' $O/mended.csv && "
                 "$CHECK --prior $T/then | grep -q 'since the earlier check: '"));
}

static void an_earlier_check_that_is_not_there_ends_with_4(void) {
    HOLDS(succeeds("$CHECK --prior $T/nowhere; test $? = 4"));
}

static const char waive_two[] =
    "SPOIL; printf 'rule,record,reason,by,until\\ncodes,K1/C1,known,J Smith,2014-12-31\\n"
    "codes,K77/C1,known,J Smith,2014-12-31\\ntoo-few-fields,,known,J Smith,2013-12-31\\n' > "
    "$T/accepted.csv; ";

static void waivers_are_counted_apart_and_stale_ones_found(void) {
    struct text line = text_format(
        testing_arena(),
        "%s $CHECK --quiet --json --waivers $T/accepted.csv --out $O > $T/json && $READ $O $T/json "
        "&& test $(VALUE findings_waived) = 1 && grep -q '^query,waiver-unused,' $O/findings.csv "
        "&& "
        "grep -q '^query,waiver-expired,' $O/findings.csv",
        waive_two);
    HOLDS(succeeds(text_c(testing_arena(), line)));
}

static void a_waived_finding_does_not_reach_the_fail_level(void) {
    HOLDS(succeeds(
        "sed -i '2s/,6$/,ZZ/' $E/contacts.csv; printf "
        "'rule,record,reason,by,until\\ncodes,K1/C1,known,J Smith,2014-12-31\\n' > $T/w.csv; "
        "C=\"$Q check --quiet --extracts $E --as-at 2014-03-31\"; $C; test $? = 1 || exit 9; $C "
        "--waivers $T/w.csv || exit 8; $Q check --quiet --extracts $E --as-at 2015-01-01 --waivers "
        "$T/w.csv; test $? = 1"));
}

static void the_waivers_of_the_authority_are_used_unless_others_are_named(void) {
    HOLDS(succeeds(
        "sed -i '2s/,6$/,ZZ/' $E/contacts.csv; cp -r report-defs/authorities/hampshire $T/ours; "
        "printf 'rule,record,reason,by,until\\ncodes,K1/C1,known,J Smith,2014-12-31\\n' > "
        "$T/ours/waivers.csv; $CHECK --quiet --authority $T/ours --json > $T/json && test $(VALUE "
        "findings_waived) = 1 && printf 'rule,record,reason,by,until\\n' > $T/w.csv && $CHECK "
        "--quiet --authority $T/ours --waivers $T/w.csv --json > $T/json && test $(VALUE "
        "findings_waived) = 0"));
}

static void a_faulty_list_of_waivers_ends_with_3_before_data_is_read(void) {
    HOLDS(succeeds("printf 'rule,record,reason,by,until\\ncodes,K1/C1,,J Smith,2014-12-31\\n' > "
                   "$T/w.csv; $CHECK --waivers $T/w.csv > $T/said 2>&1; test $? = 3 && grep -q "
                   "'w.csv:2.*DF016' $T/said && ! grep -q 'read' $T/said"));
}

/* A name in Latin-1, characters that XML does not have, a text longer than a cell can hold. */
static void no_name_or_value_makes_an_output_that_others_cannot_read(void) {
    HOLDS(succeeds(
        "mv $E/people.csv $E/$(printf 'p\\351ople.csv'); long=$(printf %040000d 0); "
        "printf '\\357\\277\\277,C1,2014-01-06,6\\n' >> $E/contacts.csv; "
        "sed -i \"s/^\\(K1,.*,\\)6/\\1$long/; s/^\\(K2,.*,\\)6/\\1$long/\" $E/contacts.csv; "
        "$CHECK --json --out $O > $T/json && /usr/bin/python3 -c \"import json, openpyxl; "
        "json.load(open('$T/json', encoding='utf-8')); "
        "open('$O/findings.csv', encoding='utf-8').read(); "
        "openpyxl.load_workbook('$O/data-quality.xlsx')\""));
}

SUITE(run_check, CLAIM(json_lists_and_workbook_tell_the_same_and_know_the_teams),
      CLAIM(the_workbook_keeps_the_conventions),
      CLAIM(no_name_or_value_makes_an_output_that_others_cannot_read),
      CLAIM(a_list_of_more_than_ten_thousand_is_cut_and_says_so),
      CLAIM(the_order_of_rows_makes_no_finding_new),
      CLAIM(what_was_mended_and_what_is_new_is_told_apart),
      CLAIM(an_earlier_check_that_is_not_there_ends_with_4),
      CLAIM(waivers_are_counted_apart_and_stale_ones_found),
      CLAIM(a_waived_finding_does_not_reach_the_fail_level),
      CLAIM(the_waivers_of_the_authority_are_used_unless_others_are_named),
      CLAIM(a_faulty_list_of_waivers_ends_with_3_before_data_is_read))
