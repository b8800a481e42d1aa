/* The largest and strangest inputs: each is taken, or refused with a message, and
 * never cut short in silence. What takes gigabytes runs with SOAK=1 alone. */
#include <stdlib.h>

#include "support/small_world.h"
#include "support/testing.h"

/* --- sizes ----------------------------------------------------------------- */

static void a_table_of_4096_columns_is_read_and_of_one_more_refused(void) {
#define WIDE(n)                                                                                    \
    "awk -F, -v OFS=, '{ printf \"%s\", $0; for (i = NF + 1; i <= " #n                             \
    "; i++) printf \",%s\", (NR == 1 ? \"more\" i : i); print \"\" }' $R > $T/wide; "              \
    "mv $T/wide $R; "
    small_world_ends(WIDE(4096) "$Q check $W --fail-on never", 0, "ssd_cin_episodes");
    small_world_ends(WIDE(4097) "$Q check $W --fail-on never", 4, "4096");
}

static void a_field_past_the_limit_costs_its_record_alone(void) {
    small_world_ends("{ printf 'X1,C1,2014-01-06,N1,6,N,,,'; head -c 2000000 /dev/zero | "
                     "tr '\\0' x; printf '\\nX2,C1,2014-01-06,N1,6,N,,,EASCIN\\n'; } >> $R; "
                     "$Q check $W --out $O --fail-on never && cut -c1-300 $O/findings.csv",
                     0, "longer than");
}

static void a_hundred_thousand_teams_are_told_apart(void) {
    small_world_ends("referrals 100000 N own; $Q measures $W --period 2013-14 --out $O.csv; s=$?; "
                     "grep '^referrals,2013-14,2014-03-31,county' $O.csv | cut -d, -f7; exit $s",
                     0, "100006\n");
}

static void ten_thousand_findings_are_all_counted_and_the_listing_says_where_it_ends(void) {
    small_world_ends("referrals 10007 Y EASCIN; $Q check $W --out $O --fail-on never; "
                     "grep -c referral-nfa-open $O/findings.csv",
                     0, "\n10008\n");
    small_world_ends("referrals 10007 Y EASCIN; $Q check $W --out $O --fail-on never > $T/said; "
                     "/usr/bin/python3 -m zipfile -e $O/data-quality.xlsx $T/book && "
                     "grep -roh 'The first[^<>]*' $T/book",
                     0, "The first 10000 of 10008 findings; findings.csv lists all.");
}

/* --- definitions ----------------------------------------------------------- */

static void definitions_too_deep_or_too_long_are_refused_at_their_place(void) {
    small_world_ends("{ printf 'rule_set: '; head -c 100 /dev/zero | tr '\\0' '['; } > "
                     "$T/defs/rules/ssd/deep.yaml; $RUN",
                     3, "deep.yaml:1:");
    small_world_ends("{ echo 'rule_set: long'; printf 'title: '; head -c 1100000 /dev/zero | "
                     "tr '\\0' x; } > $T/defs/rules/ssd/long.yaml; $RUN",
                     3, "long.yaml");
    small_world_ends("{ printf 'rule_set: nested\\ntitle: n\\nrules:\\n  - {id: d, "
                     "severity: error, on: ssd_person, fields: [pers_dob], message: m, "
                     "remedy: r, fails_when: \"'; head -c 3000 /dev/zero | tr '\\0' '('; printf 1; "
                     "head -c 3000 /dev/zero | tr '\\0' ')'; echo '\"}'; } > "
                     "$T/defs/rules/ssd/nested.yaml; $RUN",
                     3, "nested.yaml:4:");
}

/* --- days ------------------------------------------------------------------ */

static void the_last_day_of_the_year_9999_is_a_day_like_any_other(void) {
    small_world_ends("echo 'X1,C1,9999-12-31,N1,6,N,9999-12-31,RC7,EASCIN' >> $R; "
                     "echo 'C9,A,B,F,WBRI,9999-12-31,9999-12-31' >> $P; "
                     "$Q check $W --fail-on never && "
                     "$Q measures $W --period 2013-14 --out $O.csv --by age && "
                     "grep '^referrals,2013-14,2014-03-31,county,E10000014,,' $O.csv | cut -d, -f7",
                     0, "6\n");
}

static void a_leap_second_is_a_time_and_a_second_later_is_none(void) {
    small_world_ends("echo 'X1,C1,2013-06-30T23:59:60,N1,6,N,,,EASCIN' >> $R; "
                     "$Q check $W --out $O --fail-on never > $T/said; "
                     "grep -c 23:59 $O/findings.csv",
                     1, "0\n");
    small_world_ends("echo 'X1,C1,2013-06-30T23:59:61,N1,6,N,,,EASCIN' >> $R; "
                     "$Q check $W --out $O --fail-on never > $T/said; "
                     "grep -c 23:59:61 $O/findings.csv",
                     0, "1\n");
}

/* --- names ----------------------------------------------------------------- */

/* A folder whose path has some 3,900 bytes, and the program's own path to it. */
#define LONG_PATH                                                                                  \
    "L=$(head -c 200 /dev/zero | tr '\\0' d); D=$PWD/$T; "                                         \
    "while [ ${#D} -lt 3700 ]; do D=$D/$L; done; mkdir -p $D || exit 99; "

static void paths_of_four_thousand_bytes_are_taken_or_refused(void) {
    small_world_ends(LONG_PATH "cp -r $E $D/in; $Q run small --defs $T/defs --authority small "
                               "--extracts $D/in --as-at 2014-03-31 --period 2013-14 --out $D/out "
                               "> /dev/null; s=$?; ls $D/out/small_2013-14 | wc -l; exit $s",
                     0, "7\n");
    small_world_ends(LONG_PATH "M=$D/$L/$L; $Q run small $W --period 2013-14 --out $M", 6, "FI003");
    small_world_ends(LONG_PATH "M=$D/$L/$L; $Q check --extracts $M", 4, "FI00");
}

static void names_with_newlines_spaces_and_marks_are_read_and_shown_harmlessly(void) {
    small_world_ends(
        "N=\"$(printf 'a b\\nc \\342\\200\\217d.csv')\"; mv $P \"$E/$N\"; "
        "echo 'X1,C1' >> \"$E/$N\"; "
        "sed -i \"s/,Eastleigh,district/,\\\"$(printf 'East \\342\\200\\217leigh')\\\","
        "district/\" $A/units.csv; $RUN --fail-on never > $T/said && $Q check $W --out $O/c "
        "--fail-on "
        "never >> $T/said && "
        "/usr/bin/python3 -c \"import csv, sys; rows = list(csv.DictReader(open("
        "sys.argv[1], encoding='utf-8-sig', newline=''))); assert any(row['file'] == "
        "'a b\\\\nc \\\\u200fd.csv' for row in rows); import json; json.load(open("
        "sys.argv[2]))\" $O/c/findings.csv $O/small_2013-14/manifest.json && "
        "grep -c 'a b.x0Ac .u200Fd.csv' $T/said",
        0, "2\n");
}

/* --- messages -------------------------------------------------------------- */

#define THOUSAND_WARNINGS                                                                          \
    "(cd $E && for i in $(seq 1100); do echo a,b > f$i.csv; done; : > z.csv); "

static void an_error_is_shown_however_many_warnings_stand_before_it(void) {
    small_world_ends(THOUSAND_WARNINGS "$Q check $W > $T/said", 4, "error IN008");
    small_world_ends(THOUSAND_WARNINGS "$Q check $W > $T/said", 4,
                     "100 more messages are not shown");
    small_world_ends(THOUSAND_WARNINGS "$Q check $W --quiet > $T/said", 4, "z.csv: error IN008");
}

/* --- gigabytes ------------------------------------------------------------- */

static void twenty_million_rows_are_all_counted(void) {
    if (getenv("SOAK") != NULL) {
        small_world_ends("referrals 20000000 N EASCIN; $Q check $W --fail-on never; s=$?; "
                         "rm -f $R; exit $s",
                         0, "20,000,007");
    }
}

static void a_field_of_a_gibibyte_costs_its_record_alone(void) {
    if (getenv("SOAK") != NULL) {
        small_world_ends("{ printf 'X1,C1,2014-01-06,N1,6,N,,,\"'; head -c 1073741824 /dev/zero | "
                         "tr '\\0' x; printf '\"\\nX2,C1,2014-01-06,N1,6,N,,,EASCIN\\n'; } >> $R; "
                         "$Q check $W --out $O --fail-on never > $T/said; rm -f $R; "
                         "cut -c1-300 $O/findings.csv; cat $T/said",
                         0, "longer than");
    }
}

/* --- many at once ---------------------------------------------------------- */

/* 50 runs over the same definitions, 8 at a time in one process group, each into a folder of its
 * own: they read what they share, and write nothing but their folders. */
static void fifty_runs_at_once_are_all_right_and_share_no_file(void) {
    small_world_ends("mkdir $T/temporary; export TMPDIR=$T/temporary HOME=$T/temporary; "
                     "hashes() { find $T/defs $E -type f | sort | xargs sha256sum; }; hashes > "
                     "$T/before; $RUN > /dev/null || exit 9; "
                     "seq 50 | xargs -P 8 -I{} $Q run small $W --period 2013-14 --quiet "
                     "--out $T/many/{} > /dev/null || exit 8; "
                     "for i in $(seq 50); do diff -r $O $T/many/$i || exit 7; done; "
                     "hashes | cmp - $T/before && rmdir $T/temporary || exit 6; "
                     "ls -A $T/many | wc -l; find $T/many -type f -links +1 | wc -l",
                     0, "50\n0\n");
}

static void runs_at_once_into_one_folder_leave_one_whole_pack_and_no_warning(void) {
    small_world_ends(
        "$RUN.alone > /dev/null || exit 9; for i in 1 2 3 4; do rm -rf $O; seq 24 | "
        "xargs -P 8 -I{} $RUN > /dev/null 2> $T/told || { cat $T/told; exit 8; }; "
        "cat $T/told; diff -r $O $O.alone && test ! -s $T/told || exit 7; done; ls -A $O",
        0, "small_2013-14\n");
}

static void checks_at_once_into_one_folder_all_end_well(void) {
    small_world_ends(
        "for i in 1 2 3 4 5 6 7 8; do rm -rf $T/at-once; seq 24 | xargs -P 8 -I{} "
        "$Q check $W --fail-on never --quiet --out $T/at-once 2> $T/told > /dev/null || "
        "{ cat $T/told; exit 8; }; done; ls -A $T/at-once",
        0, "data-quality.xlsx\nfindings.csv\n");
}

static void one_two_and_eight_threads_give_the_same_bytes(void) {
    small_world_ends("for n in 1 2 8; do for a in restricted public; do $RUN.$n.$a --threads $n "
                     "--audience $a > /dev/null || exit 9; done; done; for n in 2 8; do "
                     "diff -r $O.1.restricted $O.$n.restricted && diff -r $O.1.public $O.$n.public "
                     "|| exit 8; done",
                     0, "");
}

SUITE(run_limits, CLAIM(a_table_of_4096_columns_is_read_and_of_one_more_refused),
      CLAIM(a_field_past_the_limit_costs_its_record_alone),
      CLAIM(a_hundred_thousand_teams_are_told_apart),
      CLAIM(ten_thousand_findings_are_all_counted_and_the_listing_says_where_it_ends),
      CLAIM(definitions_too_deep_or_too_long_are_refused_at_their_place),
      CLAIM(the_last_day_of_the_year_9999_is_a_day_like_any_other),
      CLAIM(a_leap_second_is_a_time_and_a_second_later_is_none),
      CLAIM(paths_of_four_thousand_bytes_are_taken_or_refused),
      CLAIM(names_with_newlines_spaces_and_marks_are_read_and_shown_harmlessly),
      CLAIM(an_error_is_shown_however_many_warnings_stand_before_it),
      CLAIM(twenty_million_rows_are_all_counted),
      CLAIM(a_field_of_a_gibibyte_costs_its_record_alone),
      CLAIM(fifty_runs_at_once_are_all_right_and_share_no_file),
      CLAIM(runs_at_once_into_one_folder_leave_one_whole_pack_and_no_warning),
      CLAIM(checks_at_once_into_one_folder_all_end_well),
      CLAIM(one_two_and_eight_threads_give_the_same_bytes))
