/* Data query forms from end to end: who is asked, what is in the forms, and
 * what came back, held against another program's reading of the same. */
#include <stdio.h>

#include "support/testing.h"

static const char prelude[] =
    "set -u; T=%s/forms; Q=\"${QUARTERDAY:-build/quarterday}\"; mkdir -p $T; "
    "PY='/usr/bin/python3 tests/support/check_forms.py'; E=$T/extracts; "
    "FORMS=\"$Q forms --quiet --extracts $E --period 2013-14-Q4 --as-at 2014-03-31\"; "
    "UNITS=report-defs/authorities/hampshire/units.csv; "
    "VALUE() { /usr/bin/python3 -c \"import json; "
    "print(json.load(open('$1'))['query_forms']['$2'])\"; "
    "}; %s";

static bool succeeds(const char *line) {
    return testing_succeeds(prelude, testing_folder(), line);
}

/* Hampshire's extracts with faults in some records, and the forms of its last quarter. */
static void make_forms(void) {
    static bool are_made;
    if (!are_made) {
        HOLDS(succeeds("rm -rf $T; mkdir -p $T; cp -r build/fixtures/hampshire $E; "
                       "sed -i '2,40s/,N,/,QQ,/' $E/ssd_cin_episodes.csv; "
                       "sed -i '5s/,20[0-9][0-9]-/,1890-/' $E/ssd_cp_plans.csv; "
                       "sed -i '5,9s/^[^,]*,/,/' $E/ssd_cin_assessments.csv; "
                       "$FORMS --out $T/out --json > $T/told.json"));
        are_made = true;
    }
}

static void who_is_asked_is_found_by_another_programs_statistics(void) {
    make_forms();
    HOLDS(succeeds("$Q measures --quiet --extracts $E --period 2013-14-Q4 --as-at 2014-03-31 --by "
                   "county,team > $T/figures.csv; $Q check --quiet --fail-on never --extracts $E "
                   "--as-at 2014-03-31 --out $T/quality > $T/said; $PY judge $T/told.json "
                   "$T/figures.csv $T/quality/findings.csv $UNITS | tee $T/judged; grep -q 'and "
                   "[1-9][0-9]* checks stand out' $T/judged"));
}

static void forms_are_prefilled_validated_blank_to_answer_and_private(void) {
    make_forms();
    HOLDS(succeeds("$PY read $T/out $T/told.json"));
}

static void forms_keep_the_conventions_of_workbooks(void) {
    make_forms();
    HOLDS(succeeds("for f in $T/out/*.xlsx; do /usr/bin/python3 tests/support/check_workbook.py $f "
                   "|| exit 1; done"));
}

static void a_form_that_is_there_is_never_written_over(void) {
    make_forms();
    HOLDS(
        succeeds("f=$(ls $T/out/*.xlsx | head -1); echo answered > $f.copy; mkdir -p $T/again; mv "
                 "$f.copy $T/again/$(basename $f); $FORMS --out $T/again > $T/said 2>&1; test $? = "
                 "2 && grep -q RN010 $T/said && test \"$(ls $T/again)\" = \"$(basename $f)\" && "
                 "grep -q answered $T/again/$(basename $f)"));
}

static void the_same_run_gives_the_same_forms(void) {
    make_forms();
    HOLDS(succeeds("$FORMS --threads 1 --out $T/twin > $T/said && diff -r $T/out $T/twin"));
}

static void a_measure_and_a_report_limit_what_is_asked(void) {
    make_forms();
    HOLDS(
        succeeds("$Q forms icpc-15 --quiet --extracts $E --period 2013-14-Q4 --as-at 2014-03-31 "
                 "--due 2014-05-01 --out $T/one --json > $T/one.json && /usr/bin/python3 -c \"\n"
                 "import json\ntold = json.load(open('$T/one.json'))\n"
                 "subjects = {i['subject'] for i in told['issues'] if 'data quality' not in "
                 "i['signal']}\nassert subjects == {'icpc-15'}, subjects\n"
                 "assert told['due'] == '2014-05-01'\" && "
                 "$Q forms icpc-16 --extracts $E --period 2013-14-Q4 --as-at 2014-03-31 --out "
                 "$T/none > $T/said 2>&1; test $? = 2 && grep -q 'did you mean icpc-15' $T/said && "
                 "$Q forms annual-safeguarding --quiet --extracts $E --period 2013-14 --as-at "
                 "2014-03-31 --out $T/report > $T/said && test -n \"$(ls $T/report)\""));
}

static void forms_saved_by_another_program_are_read_back(void) {
    make_forms();
    HOLDS(succeeds("rm -rf $T/back; $PY answer $T/out $T/back; R=\"$Q forms --quiet --replies "
                   "$T/back\"; $R --as-at 2014-04-14 --out $T/before > $T/said && $R --as-at "
                   "2014-05-01 --out $T/after > $T/said && $PY statuses $T/told.json $T/before "
                   "$T/after"));
}

static void a_day_that_is_none_and_an_issue_twice_are_pointed_out(void) {
    make_forms();
    HOLDS(succeeds(
        "rm -rf $T/twice; $PY answer $T/out $T/twice; f=$(ls $T/twice/*.xlsx | head -1); cp "
        "$f $T/twice/zz-copy.xlsx; echo x > $T/twice/other.xlsx; touch '$T/twice/~$lock.xlsx'; "
        "$Q forms --replies $T/twice --as-at 2014-05-01 > $T/said 2>&1; test $? = 4 && grep -q "
        "'IN043: what stands here is no day.*cell' $T/said && ! grep -q soon $T/said && grep -q "
        "'zz-copy.xlsx: warning IN044' $T/said "
        "&& grep -q 'other.xlsx: error IN040' $T/said && grep -q 'issues came back:' $T/said"));
}

static void a_check_shows_what_came_back(void) {
    make_forms();
    HOLDS(succeeds(
        "rm -rf $T/back2; $PY answer $T/out $T/back2; $Q check --quiet --fail-on never "
        "--extracts $E --as-at 2014-03-31 --replies $T/back2 --out $T/checked --json > "
        "$T/checked.json && test $(VALUE $T/checked.json open) -gt 5 && /usr/bin/python3 "
        "tests/support/read_xlsx.py $T/checked/data-quality.xlsx | grep -q '^Query forms'"));
}

static void what_is_not_there_is_refused(void) {
    make_forms();
    HOLDS(succeeds(
        "mkdir -p $T/empty; $Q forms --replies $T/empty --as-at 2014-05-01 > $T/said 2>&1; test "
        "$? = 4 && grep -q IN041 $T/said; a=$?; $Q forms --replies $T/empty > $T/said 2>&1; "
        "test $? = 2 && $Q forms --extracts $E --period 2013-14 > $T/said 2>&1; test $? = 2 && "
        "$FORMS --due 2014-01-01 --out $T/x > $T/said 2>&1; test $? = 2 && exit $a"));
}

SUITE(run_forms, CLAIM(who_is_asked_is_found_by_another_programs_statistics),
      CLAIM(forms_are_prefilled_validated_blank_to_answer_and_private),
      CLAIM(forms_keep_the_conventions_of_workbooks),
      CLAIM(a_form_that_is_there_is_never_written_over), CLAIM(the_same_run_gives_the_same_forms),
      CLAIM(a_measure_and_a_report_limit_what_is_asked),
      CLAIM(forms_saved_by_another_program_are_read_back),
      CLAIM(a_day_that_is_none_and_an_issue_twice_are_pointed_out),
      CLAIM(a_check_shows_what_came_back), CLAIM(what_is_not_there_is_refused))
