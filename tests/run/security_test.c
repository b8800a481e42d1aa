/* What values, names and definitions that somebody wrote to do harm come to:
 * words in the paper, or a refusal. Over the small world of tests/faults. */
#include "support/small_world.h"
#include "support/testing.h"

/* --- values ---------------------------------------------------------------- */

#define TITLE "=cmd|x (a\\b) <script>alert()</script> & \\\"q\\\""

static void a_value_never_becomes_a_formula_markup_or_a_script(void) {
    small_world_ends(
        "sed -i 's/,Eastleigh,district/,\"=HYPERLINK(\"\"http:\\/\\/x\"\")\",district/' "
        "$A/units.csv; "
        "sed -i 's/^EASCIN,[^,]*/EASCIN,<img src=x onerror=alert(1)>/; "
        "s/^BASRA,[^,]*/BASRA,@SUM(1+1)/' $A/units.csv; "
        "/usr/bin/python3 - $T <<'END'\n"
        "import sys\n"
        "path = sys.argv[1] + '/defs/reports/small.yaml'\n"
        "text = open(path).read().replace('title: \"A small paper for {@now.words}\"', "
        "\"title: '\" + '=cmd|x (a\\\\b) <script>alert()</script> & \"q\"' + \"'\")\n"
        "text = text.replace('header: Measure', 'header: \"=A\"')"
        ".replace('header: Referrals}', 'header: \"+A\"}')"
        ".replace('header: Open cases', 'header: \"-<b>\"')\n"
        "open(path, 'w').write(text)\n"
        "END\n"
        "printf '\"=2+2\",=3+3,2014-01-06,+N1,@6,N,,\"\\t=1\",\"<script>x</script>\"\\n' >> $R; "
        "$RUN --fail-on never 2>&1 || exit 9; "
        "$Q check $W --out $O/check --fail-on never > $T/said; "
        "$Q explain referrals $W --period 2013-14 --csv --out $O/records.csv || exit 8; "
        "$Q measures $W --period 2013-14 --out $O/measures.csv || exit 7; "
        "grep -q 'script>x' $O/check/findings.csv || exit 6; "
        "/usr/bin/python3 tests/support/check_hostile.py $O \"" TITLE "\"",
        0, "10 files read");
}

static void no_value_steers_a_terminal(void) {
    small_world_ends("printf 'R9,C1,2014-01-06,N1,6,\\033]0;x\\007,,,EASCIN\\n' >> $R; "
                     "mv $P \"$T/extracts/$(printf 'people\\033[31m\\n.csv')\"; "
                     "$RUN --fail-on never > $T/said 2>&1; $Q check $W >> $T/said 2>&1; "
                     "LC_ALL=C grep -c -a \"$(printf '\\033')\" $T/said",
                     1, "0");
}

/* --- names ----------------------------------------------------------------- */

static void an_id_cannot_lead_out_of_the_output_folder(void) {
    small_world_ends(
        "sed -i 's/E07000086/..\\/..\\/..\\/evil/' $A/units.csv; $RUN --each district; s=$?; "
        "test ! -e $O; echo left $?; exit $s",
        3, "cannot be part of a file's name");
    small_world_ends(
        "sed -i 's/E07000086/x\\/..\\/..\\/..\\/evil/' $A/units.csv; $RUN --each district", 3,
        "cannot be part of a file's name");
    small_world_ends("sed -i 's/E07000086/.hidden/' $A/units.csv; $RUN --each district", 3,
                     "cannot be part of a file's name");
    small_world_ends(
        "sed -i 's/^report: small/report: ..\\/..\\/evil/' $T/defs/reports/small.yaml; "
        "$Q run ../../evil $W --period 2013-14 --out $O; s=$?; test ! -e $O && exit $s",
        3, "can be part of a file's name");
}

static void names_in_a_workbook_that_came_back_lead_nowhere(void) {
    small_world_ends(
        "mkdir $T/back; /usr/bin/python3 - $T <<'END'\n"
        "import sys, zipfile\n"
        "with zipfile.ZipFile(sys.argv[1] + '/back/form.xlsx', 'w') as book:\n"
        "    book.writestr('../../../evil.xml', 'x')\n"
        "    book.writestr('xl/workbook.xml', '<workbook xmlns=\"http://schemas.openxmlformats.org/"
        "spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/"
        "2006/relationships\"><sheets><sheet name=\"Queries\" sheetId=\"1\" r:id=\"r1\"/>"
        "</sheets></workbook>')\n"
        "    book.writestr('xl/_rels/workbook.xml.rels', '<Relationships><Relationship Id=\"r1\" "
        "Target=\"../../../../../../../../etc/passwd\"/></Relationships>')\n"
        "END\n"
        "$Q forms --replies $T/back --defs $T/defs --authority small --as-at 2014-03-31 --out $O; "
        "find $T -name 'evil*' | wc -l; grep -rl root:x $O",
        1, "\n0\n");
}

static void links_in_an_output_folder_are_not_followed(void) {
    small_world_ends(
        "mkdir -p $O $T/elsewhere; echo mine > $T/elsewhere/manifest.json; "
        "ln -s $T/elsewhere $O/small_2013-14; $RUN; s=$?; cat $T/elsewhere/manifest.json; "
        "ls $T/elsewhere | wc -l; exit $s",
        6, "mine\n1\n");
    small_world_ends(
        "mkdir -p $O; echo mine > $T/victim; ln -s ../victim $O/findings.csv; "
        "mkfifo $O/data-quality.xlsx; "
        "timeout 20 $Q check $W --out $O > /dev/null; s=$?; cat $T/victim; "
        "test -L $O/findings.csv && exit 98; test -p $O/data-quality.xlsx && exit 99; exit $s",
        0, "mine\n");
}

/* A run that is stopped when it flushes leaves the name; two runs must not use the same. */
static void hidden_names_cannot_be_foretold(void) {
    small_world_ends(
        "for i in 1 2 3; do mkdir -p $O.$i; "
        "QUARTERDAY_FAULT=kill:1 ${FAULTY:-build/quarterday-faulty} run small $W --period 2013-14 "
        "--out $O.$i > /dev/null 2>&1; ls -A $O.$i; done | sort -u | "
        "grep -cE '^\\.small_2013-14\\.[0-9a-f]{16}$'",
        0, "3");
}

/* The next run for the same folder removes what a killed one had staged, and nothing else. */
static void what_a_killed_run_left_is_removed_by_the_next(void) {
    small_world_ends(
        "mkdir -p $O/.small_2013-14.not-ours $O/.other.0123456789abcdef; "
        "QUARTERDAY_FAULT=kill:1 ${FAULTY:-build/quarterday-faulty} run small $W --period 2013-14 "
        "--out $O > /dev/null 2>&1; test $(ls -A $O | wc -l) = 3 || exit 9; "
        "$RUN > /dev/null; ls -A $O | tr '\\n' ' '",
        0, ".other.0123456789abcdef .small_2013-14.not-ours small_2013-14 ");
    small_world_ends("QUARTERDAY_FAULT=kill:1 ${FAULTY:-build/quarterday-faulty} check $W "
                     "--out $O > /dev/null 2>&1; ls -A $O | grep -q '^.findings.csv.' || exit 9; "
                     "$Q check $W --out $O > /dev/null; ls -A $O | tr '\n' ' '",
                     0, "data-quality.xlsx findings.csv ");
}

/* --- what is of children --------------------------------------------------- */

/* Every kind of trouble with records whose values all hold SECRET. */
#define SECRETS                                                                                    \
    "for i in 1 2 3 4 5 6 7 8 9; do for j in 1 2 3 4 5 6 7 8 9; do "                               \
    "echo \"A$i$j,C1,2014-01-0$i,N1,6,N,,,EASCIN\" >> $R; done; done; "                            \
    "printf 'SECRET1,SECRETCHILD,31/02/2014,SECRETNEED,6,Y,,,SECRETTEAM\\n"                        \
    "R1,SECRETCHILD,2014-01-01,N1,6,Y,,,EASCIN\\nSECRET2,C1,2014-01-01\\n"                         \
    "SECRET3,C1,2014-01-02,N1,6,Y,,,EASCIN\\nSECRET3,SECRETCHILD,2014-01-02,N1,6,Y,,,X\\nSECRET4," \
    "C1,\"SECRET unclosed\\n' >> $R; "                                                             \
    "printf 'SECRETCHILD,SECRETNAME,SECRETSURNAME,F,WBRI,9999-12-31,\\n"                           \
    "C1,SECRETNAME,X,F,WBRI,2001-01-01,\\n' >> $P; "

static void nothing_of_a_child_stands_on_the_standard_error_or_in_the_log(void) {
    small_world_ends(SECRETS "for c in 'run small --period 2013-14 --fail-on never' 'check' "
                             "'measures --period 2013-14 --by district,age,sex,ethnicity,worker' "
                             "'explain referrals --period 2013-14' 'forms --period 2013-14'; do "
                             "$Q $c $W --out $O/some --log $T/log > $T/said 2>> $T/told; done; "
                             "grep -q SECRET $O/some/findings.csv || grep -rq SECRET $O || exit 9; "
                             "cat $T/told $T/log | grep -c SECRET",
                     1, "0");
}

/* Every column of every table of the county, and values all over a return, hold SECRET; keys of
 * records are a letter or two and six digits. */
static void no_record_of_a_county_is_quoted_by_any_command(void) {
    small_world_ends(
        "/usr/bin/python3 tests/support/poison_records.py build/fixtures/hampshire $T/county && "
        "awk 'NR % 97 == 0 { sub(/>[^<>]+<.*/, \">SECRET\" substr($0, match($0, /<.[^<]*$/))) } 1' "
        "build/fixtures/census/cin.xml > $T/cin.xml || exit 9; "
        "for c in 'check --out $O/check' 'measures --period 2013-14 --by "
        "district,ethnicity,worker' "
        "'run annual-safeguarding --period 2013-14 --audience public --formats pdf --out $O' "
        "'run performance-action-group-monthly --period 2014-03 --formats pdf --out $O' "
        "'explain icpc-15 --period 2013-14 --unit Eastleigh' 'forms --period 2013-14-Q4 --out "
        "$O/f'; "
        "do eval $Q $c --extracts $T/county --as-at 2014-03-31 --log $T/log >$T/said 2>>$T/told; "
        "test $? -le 5 || exit 8; cat $T/log >> $T/told; done; "
        "$Q check --extracts $T/cin.xml --out $O/census --log $T/log > $T/said 2>> $T/told; "
        "cat $T/log >> $T/told; grep -q SECRET $O/census/findings.csv || exit 7; "
        "test $(grep -c SECRET $O/check/findings.csv) -gt 200 || exit 6; "
        "test $(wc -l < $T/told) -gt 40 || exit 5; "
        "grep -cE '\\<(SECRET|[A-Z]{1,2}1[0-9]{5}|C0[0-9]{6})' $T/told",
        1, "0\n");
}

static void nothing_of_a_child_stands_in_a_public_pack(void) {
    small_world_ends(SECRETS
                     "$RUN --audience public --fail-on never > $T/said 2>&1 || exit 9; "
                     "grep -q SECRET ${O}/small_2013-14_restricted/findings.csv || exit 8; "
                     "stat -c %a $O/small_2013-14_restricted/* | sort -u | tr '\\n' ' '; "
                     "/usr/bin/python3 tests/support/check_public.py $O/small_2013-14 7777777 && "
                     "! grep -rq SECRET $O/small_2013-14 && ! grep -q SECRET $T/said && "
                     "/usr/bin/python3 -m zipfile -e $O/small_2013-14/small_2013-14.xlsx $T/book "
                     "|| exit 7; test -e $T/book/xl/workbook.xml || exit 7; "
                     "grep -rq SECRET $T/book && exit 7; "
                     "! pdftotext $O/small_2013-14/*.pdf - | grep -q SECRET",
                     0, "600 ");
}

SUITE(run_security, CLAIM(a_value_never_becomes_a_formula_markup_or_a_script),
      CLAIM(no_value_steers_a_terminal), CLAIM(an_id_cannot_lead_out_of_the_output_folder),
      CLAIM(names_in_a_workbook_that_came_back_lead_nowhere),
      CLAIM(links_in_an_output_folder_are_not_followed), CLAIM(hidden_names_cannot_be_foretold),
      CLAIM(what_a_killed_run_left_is_removed_by_the_next),
      CLAIM(nothing_of_a_child_stands_on_the_standard_error_or_in_the_log),
      CLAIM(no_record_of_a_county_is_quoted_by_any_command),
      CLAIM(nothing_of_a_child_stands_in_a_public_pack))
