/* Every likely mistake: each ends in a message with a place and a remedy, the
 * exit status of the design, and nothing half-written. The cases are data: a
 * shell line that spoils a copy of the small extracts, and what must follow. */
#include <stdio.h>
#include <stdlib.h>

#include "support/testing.h"

/* $E is a fresh copy of fixtures/small/extracts, $O a folder for output, $Q the program, $D a copy
 * of report-defs (made only where the line says so). */
struct spoiled {
    const char *line;
    int status;
    const char *code;  /* that the message must hold; NULL: none */
    const char *words; /* that the output must hold; NULL: none */
};

static const char prelude[] =
    "set -u; T=%s/bad; rm -rf $T; mkdir -p $T; E=$T/extracts; O=$T/out; D=$T/defs; "
    "Q=${QUARTERDAY:-build/quarterday}; cp -r fixtures/small/extracts $E; "
    "RUN=\"$Q run annual-safeguarding --extracts $E --period 2013-14 --as-at 2014-03-31 --out "
    "$O\"; "
    "LIST() { s=$?; cat $T/findings.csv; exit $s; }; CHECK=\"$Q check --extracts $E\"; "
    "FULL=\"$Q run annual-safeguarding --extracts build/fixtures/hampshire --period 2013-14 "
    "--as-at 2014-03-31 --out $O\"; %s";

static void judge(const struct spoiled *spoiled) {
    int status;
    struct text output = testing_command(&status, prelude, testing_folder(), spoiled->line);
    bool good = status == spoiled->status &&
                (spoiled->code == NULL || text_contains(output, text_of(spoiled->code))) &&
                (spoiled->words == NULL || text_contains(output, text_of(spoiled->words)));
    if (!good) {
        struct text shown = text_slice(output, 0, 900);
        printf("\n%s\nexit status %d, not %d:\n%.*s\n", spoiled->line, status, spoiled->status,
               TEXT_ARG(shown));
    }
    HOLDS(good);
    /* Nothing half-written: no run of these may leave a pack, or its beginnings, behind. */
    struct text left = testing_command(&status, "ls -A %s/bad/out", testing_folder());
    if (spoiled->status >= 2) {
        HOLDS(status != 0 || left.length == 0);
    }
}

static void judge_all(const struct spoiled *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        judge(&cases[i]);
    }
}
#define JUDGE_ALL(cases) judge_all((cases), sizeof(cases) / sizeof(cases)[0])

static void a_folder_that_cannot_be_read_ends_with_4(void) {
    static const struct spoiled cases[] = {
        {"$Q check --extracts $T/nowhere", 4, "FI001", "nowhere"},
        {"rm $E/*; $CHECK", 4, "IN001", NULL},
        {"rm $E/*; echo 'a,b' > $E/other.csv; $CHECK", 4, "IN002", NULL},
        {"$Q check --extracts $E/people.csv", 4, "FI009", "people.csv"},
        {"cd $E && $OLDPWD/$Q list measures", 4, "FI001", "--defs"},
    };
    JUDGE_ALL(cases);
}

static void a_return_is_checked_as_the_census_and_gives_no_figures(void) {
    static const struct spoiled cases[] = {
        {"echo '<Message/>' > $T/r.xml; $Q check --extracts $T/r.xml", 1, "RN009", "cin-census"},
        {"mkdir $T/r; echo '<Message/>' > $T/r/r.xml; $Q check --extracts $T/r", 1, "RN009", NULL},
        {"echo '<Message>' > $T/r.xml; $Q check --extracts $T/r.xml", 4, "IN020", "r.xml:2:1"},
        {"$Q check --extracts $T/none.xml", 4, "FI002", "none.xml"},
        {"echo '<Message/>' > $T/r.xml; $Q measures --extracts $T/r.xml --period 2014-03", 4,
         "IN023", "CSV alone"},
        {"echo '<Message/>' > $T/r.xml; $Q check --family ssd --extracts $T/r.xml", 4, "IN023",
         NULL},
        {"sed 's/2026-03-31</2062-03-31</' build/fixtures/census/cin.xml > $T/r.xml; $Q check "
         "--extracts $T/r.xml",
         1, "VA010", "3 rules are not checked, because the bank holidays of 2062"},
        {"$CHECK --family cin-cencus", 2, "US011", "did you mean cin-census"},
        {"$CHECK --family ../extracts/ssd", 2, "US011", NULL},
        {"$Q run annual-safeguarding --family ssd", 2, "US002", NULL},
    };
    JUDGE_ALL(cases);
}

static void one_bad_file_is_named_and_the_others_are_read(void) {
    static const struct spoiled cases[] = {
        {"mkdir $E/zoo.csv; $CHECK", 4, "FI004", "ssd_person"},
        {"head -c 4000 $Q > $E/zoo.csv; $CHECK", 4, "IN004", "ssd_person"},
        {": > $E/zoo.csv; $CHECK", 4, "IN008", "ssd_person"},
        {"head -1 $E/visits.csv > $E/v; mv $E/v $E/visits.csv; $CHECK", 0, "IN009", NULL},
        {"sed -i '1s/cppv_cp_visit_seen_alone/cppv_cp_visit_seen/' $E/visits.csv; $CHECK", 4,
         "IN005", "cppv_cp_visit_seen"},
        {"mv $E/visits.csv $E/visits.tsv; $CHECK", 0, "IN016", "visits.tsv"},
        {"gzip $E/visits.csv; $CHECK", 0, "IN016", "visits.csv.gz"},
    };
    JUDGE_ALL(cases);
}

/* Its columns are those of enquiries, its key is not there: it is no table of referrals. */
static void a_table_without_its_key_is_not_taken_for_another(void) {
    static const struct spoiled cases[] = {
        {"printf 'Referral ID,Child ID,Allocated Team,Allocated Worker,Strategy discussion "
         "initiating Section 47 Enquiry Start Date\nR1,C1,BASRA,W1,2013-04-08\n' > "
         "$E/enquiries.csv; $CHECK",
         0, "IN003", "ssd_s47_enquiry"},
    };
    JUDGE_ALL(cases);
}

static void a_bad_record_costs_itself_and_is_named(void) {
    static const struct spoiled cases[] = {
        {"sed -i '3s/C2,2013-04-05/C2,\"2013-04-05/' $E/contacts.csv; $CHECK --out $T; LIST", 1,
         "unreadable", "contacts.csv,3,"},
        {"echo 'K9,C1' >> $E/contacts.csv; $CHECK --out $T; LIST", 1, "too-few-fields",
         "contacts.csv,7,"},
        {"echo 'K9,C1,2014-01-02,6,extra' >> $E/contacts.csv; $CHECK --out $T; LIST", 1,
         "too-many-fields", "contacts.csv,7,"},
        {"sed -n 2p $E/contacts.csv >> $E/contacts.csv; $CHECK --out $T; LIST", 1, "duplicate-key",
         "contacts.csv,7,"},
    };
    JUDGE_ALL(cases);
}

static void a_bad_value_is_a_finding_with_its_cell(void) {
    static const struct spoiled cases[] = {
        {"sed -i '2s/2013-04-05/31\\/02\\/2014/' $E/contacts.csv; $CHECK --out $T; LIST", 1,
         "C2,cont_contact_date,31/02/2014", "no such day"},
        {"sed -i '2s/,6$/,ZZ/' $E/contacts.csv; $CHECK --out $T; LIST", 1,
         "D2,cont_contact_source_code,ZZ", NULL},
        {"sed -i '2s/C1/C99/' $E/contacts.csv; $CHECK --out $T; LIST", 1, "C99", "foreign-key"},
        {"sed -i '2s/K1/K\\x001/' $E/contacts.csv; $CHECK --out $T; LIST", 1, "contacts.csv,2,A2",
         NULL},
        {"sed -i '2s/Alder/Al\\xffder\\xc3\\x28/' $E/people.csv; $CHECK", 0, NULL, NULL},
    };
    JUDGE_ALL(cases);
}

static void nobody_is_sent_to_findings_that_were_not_written(void) {
    static const struct spoiled cases[] = {
        {"sed -i '2s/,6$/,ZZ/' $E/contacts.csv; $CHECK", 1, "RN002",
         "\"quarterday check --out DIR\" writes them to findings.csv there"},
        {"sed -i '2s/,6$/,ZZ/' $E/contacts.csv; $CHECK --out $T/list", 1, "RN002",
         "/bad/list/findings.csv"},
    };
    JUDGE_ALL(cases);
}

static void a_missing_table_that_is_needed_refuses_the_paper(void) {
    static const struct spoiled cases[] = {
        {"rm $E/enquiries.csv; $RUN", 4, "ME003", "ssd_s47_enquiry"},
        {"rm $E/enquiries.csv; $Q measures --extracts $E --period 2013-14 --as-at 2014-03-31", 0,
         "ME006", "s47-enquiries,2013-14,2014-03-31,county,E10000014,,,,,,,[x]"},
        {"rm $E/enquiries.csv; $CHECK", 0, NULL,
         "not supplied: improvement_actions, ssd_address, ssd_s47_enquiry"},
    };
    JUDGE_ALL(cases);
}

/* A column that reads as blank would make every figure on it wrong in silence. */
static void a_missing_column_that_is_needed_refuses_the_paper(void) {
    static const struct spoiled cases[] = {
        {"sed -i '1s/cine_close_date/CloseDt/' $E/referrals.csv; $RUN", 4, "ME009",
         "column cine_close_date of ssd_cin_episodes"},
        {"sed -i '1s/cppv_cp_visit_seen,/Seen,/' $E/visits.csv; $RUN", 4, "ME009",
         "cp-visits-in-time"},
        {"sed -i '1s/cppv_cp_visit_seen,/Seen,/' $E/visits.csv; $Q measures --extracts $E "
         "--period 2013-14 --as-at 2014-03-31",
         0, "ME006", "cp-visits-in-time,2013-14,2014-03-31,county,E10000014,,,,,,,[x]"},
        {"rm $E/legal.csv; $Q measures --extracts $E --period 2013-14 --as-at 2014-03-31", 0,
         "ME010", "ssd_legal_status"},
    };
    JUDGE_ALL(cases);
}

static void a_column_that_cannot_be_read_refuses_the_paper(void) {
    static const struct spoiled cases[] = {
        {"sed -i 's|2014-02-14|02/14/2014|' $E/referrals.csv; $RUN", 5, "ME011",
         "1 of the 2 filled cells of the column cine_close_date"},
        {"sed -i 's|2014-02-14|02/14/2014|' $E/referrals.csv; $Q measures --extracts $E "
         "--period 2013-14 --as-at 2014-03-31",
         0, "ME012", "open-cases,2013-14,2014-03-31,county,E10000014,,,,,,,[x]"},
    };
    JUDGE_ALL(cases);
}

static void a_date_long_after_all_activity_is_warned_of(void) {
    static const struct spoiled cases[] = {
        {"$Q measures --extracts $E --period 2014-15 --as-at 2015-03-31", 0, "RN006", NULL},
        {"echo K9,C1,2027-04-05,6 >> $E/contacts.csv; $Q measures --extracts $E --period 2013-14",
         2, "RN008", "--as-at"},
    };
    JUDGE_ALL(cases);
}

/* A record that repeats the key of another is refused, and its day is none of the extracts'. */
static void a_refused_record_tells_no_date_of_the_extracts(void) {
    static const struct spoiled cases[] = {
        {"echo K1,C1,2027-04-05,6 >> $E/contacts.csv; $Q measures --extracts $E --period 2013-14 "
         "--out $T/figures.csv",
         0, "RN005", "March"},
        {"echo K1,C1,2014-04-05,6 >> $E/contacts.csv; $Q measures --extracts $E --period 2013-14 "
         "--out $T/figures.csv",
         0, "RN005", "March"},
    };
    JUDGE_ALL(cases);
}

/* The earliest contact is of 5 April 2013: the 12 months to December 2013 begin three months
 * before. */
static void a_period_that_looks_back_before_the_extracts_is_warned_of(void) {
    static const struct spoiled cases[] = {
        {"$Q measures --extracts $E --period 2012-13 --as-at 2014-03-31", 0, "RN023",
         "no contact before 5\u00a0April 2013"},
        {"$Q measures --extracts $E --period 2013-14-Q3 --as-at 2014-03-31", 0, "RN023",
         "look back to 1\u00a0January 2013"},
        {"$Q explain re-referrals --extracts $E --period 2013-12 --as-at 2014-03-31", 0, "RN023",
         "look back to 1\u00a0January 2013"},
        {"$Q explain contacts --extracts $E --period 2013-12 --as-at 2014-03-31 2>&1 | "
         "grep -c RN023; exit 0",
         0, NULL, "0\n"},
        {"$Q measures --extracts $E --period 2013-14 --as-at 2014-03-31 2>&1 | grep -c RN023; "
         "exit 0",
         0, NULL, "0\n"},
    };
    JUDGE_ALL(cases);
}

/* What no table can hold is never shown as another number. */
static void a_sum_that_is_out_of_reach_is_not_wrapped(void) {
    static const struct spoiled cases[] = {
        {"sed -i 's/,1.0,N/,99999999999999999,N/; s/,0.8,Y/,99999999999999999,Y/' $E/staff.csv; $Q "
         "measures --extracts $E --period 2013-14 --as-at 2014-03-31 --out $T/figures.csv; "
         "grep '^workforce,[^,]*,[^,]*,county,[^,]*,total,' $T/figures.csv",
         0, ",total,,,9223372036854775.8,", NULL},
    };
    JUDGE_ALL(cases);
}

static void a_definition_with_a_fault_ends_with_3_before_data_is_read(void) {
    static const struct spoiled cases[] = {
        {"cp -r report-defs $D; sed -i 's/^unit:/unitt:/' $D/measures/referrals.yaml; "
         "$RUN --defs $D --extracts $T/nowhere",
         3, "DF002", "did you mean unit"},
        {"cp -r report-defs $D; sed -i '/SELECT/s/cine_referral_date/cine_referal_date/' "
         "$D/measures/referrals.yaml; $RUN --defs $D",
         3, "SQ001", "did you mean cine_referral_date"},
        {"cp -r report-defs $D; echo '[' >> $D/measures/referrals.yaml; $RUN --defs $D", 3, "DF005",
         "referrals.yaml:"},
        {"$RUN --authority atlantis", 3, "DF017", "atlantis"},
        {"cp -r report-defs $D; sed -i 's/^family: ssd/family: sdd/' "
         "$D/authorities/hampshire/authority.yaml; $CHECK --defs $D 2>&1 | grep -v DF013; exit 3",
         3, "authority.yaml: error DF033", "did you mean ssd"},
    };
    JUDGE_ALL(cases);
}

static void a_period_that_cannot_be_counted_is_refused(void) {
    static const struct spoiled cases[] = {
        {"$RUN --period 2014-15", 2, "ME001", "2014-15"},
        {"$RUN --period 2014-15 2>&1 | grep -c ME001; exit 2", 2, NULL, "1\n"},
        {"$RUN --period 2013-14-Q4", 5, "RN021", "give --period 2013-14;"},
        {"$RUN --period 2030-31", 2, "ME002", NULL},
        {"$RUN --period 1999-00", 2, "ME002", NULL},
        {"$RUN --period 2013-15", 2, "US004", "2013-15"},
        {"$RUN --as-at 31-31-2014", 2, "US004", NULL},
    };
    JUDGE_ALL(cases);
}

static void a_date_outside_the_calendar_is_named(void) {
    static const struct spoiled cases[] = {
        {"sed -i '2s/2013-04-08,2013-05-03/1999-12-31,2014-01-03/' $E/assessments.csv; "
         "$Q measures --extracts $E --period 2013-14 --as-at 2014-03-31",
         4, "SQ007", "1999-12-31"},
    };
    JUDGE_ALL(cases);
}

static void a_mistyped_command_line_ends_with_2_and_a_suggestion(void) {
    static const struct spoiled cases[] = {
        {"$Q rum annual-safeguarding", 2, "US001", "did you mean run"},
        {"$Q run annual-safegarding --extracts $E --period 2013-14", 2, "US006",
         "did you mean annual-safeguarding"},
        {"$Q run annual-safeguarding --extract $E", 2, "US002", "did you mean --extracts"},
        {"$Q run annual-safeguarding --extracts", 2, "US003", NULL},
        {"$Q run annual-safeguarding --period 2013-14", 2, "RN020", "--extracts"},
        {"$Q check --extracts $E --threads none", 2, "US004", "threads"},
        {"$Q", 2, "US005", "see \"quarterday --help\""},
        {"$Q run annual-safeguarding --extracts $E", 2, "US005", "see \"quarterday run --help\""},
        {"$Q run annual-safeguarding --exracts $E 2>&1 | grep -c error; exit 2", 2, NULL, "1\n"},
        {"$Q run annual-safeguarding -o out", 2, "US002", "there is no option \"-o\" for run"},
        {"$Q -h", 2, "US002", "see \"quarterday --help\""},
        {"$RUN --unit New Forest", 2, "US014", "quotes round a value that has spaces"},
        {"$RUN $E", 2, "US014", "quarterday run --help"},
        {"$Q check check --extracts $E", 2, "US014", NULL},
        {"$RUN --unit \"${NOT_SET-}\"", 2, "US003", "--unit needs a value"},
        {"$RUN --out=", 2, "US003", "--out needs a value"},
        {"$RUN --draft=no", 2, "US015", "leave it out for no"},
        {"$RUN --draft --final", 2, "US016", "--draft and --final do not go together"},
        {"$RUN --each district --unit BASRA --draft", 2, "US018",
         "no district in Basingstoke and Deane Referral and Assessment Team"},
        {"$RUN --each districts", 2, "US004", "did you mean district"},
        {"$RUN --audience Public", 2, "US004", "did you mean public"},
        {"$CHECK --fail-on errors", 2, "US004", "did you mean error"},
        {"$CHECK --rules ssd-protection-plan", 2, "US017", "did you mean ssd-protection-plans"},
        {"$CHECK --waivers $T/none.csv", 4, "FI002", "none.csv"},
        {"$RUN --unit Narnia", 2, "US007", NULL},
        {"$RUN --unit Eastliegh", 2, "US007", "did you mean Eastleigh"},
    };
    JUDGE_ALL(cases);
}

/* Of two values one is lost; which, is said. What may stand more than once is not remarked on. */
static void an_option_that_stands_twice_is_warned_of(void) {
    static const struct spoiled cases[] = {
        {"$CHECK --extracts $T/nowhere", 4, "US013", "--extracts is given more than once"},
        {"$CHECK --out $T/a --out=$T/b", 0, "warning US013", "/bad/b\" counts"},
        {"$CHECK --quiet --quiet | grep -c US013; exit 0", 0, NULL, "0\n"},
        {"$RUN --audience public --published $T/a --published $T/b 2>&1 | grep -c US013; exit 5", 5,
         NULL, "0\n"},
    };
    JUDGE_ALL(cases);
}

static void an_output_that_cannot_be_written_ends_with_6(void) {
    static const struct spoiled cases[] = {
        {": > $T/file; $FULL --out $T/file", 6, "FI003", NULL},
        {"$FULL --out /proc/nowhere", 6, "FI003", NULL},
        {"mkdir -p $T/mine/annual-safeguarding_2013-14; "
         "echo x > $T/mine/annual-safeguarding_2013-14/keep; $FULL --out $T/mine; s=$?; "
         "cat $T/mine/annual-safeguarding_2013-14/keep; exit $s",
         6, "FI006", "x"},
        {"$CHECK --out /dev/full", 6, "FI003", NULL},
        {"$Q measures --extracts $E --period 2013-14 --as-at 2014-03-31 --quiet 2>$T/err "
         ">/dev/full; s=$?; cat $T/err; exit $s",
         6, "FI008", "the results cannot be printed"},
    };
    JUDGE_ALL(cases);
}

/* A file system of a few pages is a full disk, where one may be mounted; a limit on the size of
 * files is another. */
static void a_full_disk_leaves_nothing_behind(void) {
    static const struct spoiled cases[] = {
        {"mkdir -p $O; ulimit -f 8; $FULL; s=$?; ls -A $O; exit $s", 6, "FI003", NULL},
        {"mkdir -p $O; mount -t tmpfs -o size=100k none $O 2>/dev/null || { echo FI003 unmounted; "
         "exit 6; }; $FULL; s=$?; ls -A $O; umount $O; exit $s",
         6, "FI003", NULL},
    };
    JUDGE_ALL(cases);
}

/* An earlier pack is as it was after a run that could not be written. */
static void an_earlier_pack_survives_a_full_disk(void) {
    int status;
    struct text output = testing_command(
        &status, prelude, testing_folder(),
        "mkdir -p $O; mount -t tmpfs -o size=1500k none $O 2>/dev/null || exit 0; "
        "$FULL --quiet >/dev/null && find $O -type f | sort | xargs sha256sum > $T/before; "
        "$FULL --quiet >/dev/null; s=$?; find $O -type f | sort | xargs sha256sum > $T/after; "
        "umount $O; test -s $T/before && cmp $T/before $T/after && test $s = 6");
    SAME_INT(status, 0);
    HOLDS(status == 0 || output.length == 0);
}

static void what_goes_with_a_public_pack_alone_is_refused_elsewhere(void) {
    static const struct spoiled cases[] = {
        {"$RUN --explain-suppression", 2, "US012", "--explain-suppression"},
        {"$RUN --published $T", 2, "US012", "--published"},
        {"$RUN --formats pdf,docx", 2, "RD007", "docx"},
    };
    JUDGE_ALL(cases);
}

/* In a table so large that ids are judged many at a time: two lines are no two ids. */
static void an_id_of_two_lines_is_no_id_in_a_large_table_either(void) {
    static const struct spoiled spoiled = {
        "mkdir $T/large; awk -F, -v OFS=, 'NR == 5000 { $1 = \"\\\"AB\\nCD\\\"\" } 1' "
        "build/fixtures/hampshire/ssd_person.csv >$T/large/ssd_person.csv; "
        "$Q check --extracts $T/large --as-at 2014-03-31 --quiet --out $T/found; s=$?; "
        "cat $T/found/findings.csv; exit $s",
        1, "A5000", "is not written as 1 to 20 letters and digits"};
    judge(&spoiled);
}

SUITE(run_bad_input, CLAIM(an_id_of_two_lines_is_no_id_in_a_large_table_either),
      CLAIM(a_folder_that_cannot_be_read_ends_with_4),
      CLAIM(a_return_is_checked_as_the_census_and_gives_no_figures),
      CLAIM(one_bad_file_is_named_and_the_others_are_read),
      CLAIM(a_table_without_its_key_is_not_taken_for_another),
      CLAIM(a_bad_record_costs_itself_and_is_named), CLAIM(a_bad_value_is_a_finding_with_its_cell),
      CLAIM(nobody_is_sent_to_findings_that_were_not_written),
      CLAIM(a_missing_table_that_is_needed_refuses_the_paper),
      CLAIM(a_missing_column_that_is_needed_refuses_the_paper),
      CLAIM(a_column_that_cannot_be_read_refuses_the_paper),
      CLAIM(a_date_long_after_all_activity_is_warned_of),
      CLAIM(a_refused_record_tells_no_date_of_the_extracts),
      CLAIM(a_period_that_looks_back_before_the_extracts_is_warned_of),
      CLAIM(a_sum_that_is_out_of_reach_is_not_wrapped),
      CLAIM(a_definition_with_a_fault_ends_with_3_before_data_is_read),
      CLAIM(a_period_that_cannot_be_counted_is_refused),
      CLAIM(a_date_outside_the_calendar_is_named),
      CLAIM(a_mistyped_command_line_ends_with_2_and_a_suggestion),
      CLAIM(an_option_that_stands_twice_is_warned_of),
      CLAIM(an_output_that_cannot_be_written_ends_with_6), CLAIM(a_full_disk_leaves_nothing_behind),
      CLAIM(an_earlier_pack_survives_a_full_disk),
      CLAIM(what_goes_with_a_public_pack_alone_is_refused_elsewhere))
