/* The whole path: Hampshire's extracts to the annual report's pack, read back by
 * other programs. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/testing.h"

static const char run_line[] =
    "${QUARTERDAY:-build/quarterday} run annual-safeguarding --extracts build/fixtures/hampshire "
    "--period 2013-14 --as-at 2014-03-31 --out %s/%s %s";

static struct text run_into(int *status, const char *folder, const char *more) {
    return testing_command(status, run_line, testing_folder(), folder, more);
}

static const char *pack_folder(void) {
    return testing_pack("pack", "annual-safeguarding_2013-14",
                        "annual-safeguarding --extracts build/fixtures/hampshire --period 2013-14 "
                        "--as-at 2014-03-31");
}

#define IN_PACK(format) testing_succeeds(format, pack_folder())

static void the_pack_holds_the_seven_files(void) {
    HOLDS(IN_PACK("cd %s && test \"$(ls | tr '\\n' ' ')\" = "
                  "'annual-safeguarding_2013-14.html "
                  "annual-safeguarding_2013-14.pdf "
                  "annual-safeguarding_2013-14.xlsx data-quality.xlsx "
                  "figures.csv findings.csv manifest.json '"));
}

static void child_level_files_are_for_their_owner_alone(void) {
    HOLDS(IN_PACK("cd %s && test \"$(stat -c %%a findings.csv data-quality.xlsx "
                  "figures.csv | tr '\\n' ' ')\" = '600 600 644 '"));
}

static void figures_equal_the_published_ones_in_every_row(void) {
    HOLDS(IN_PACK("/usr/bin/python3 tests/support/compare_figures.py fixtures/hampshire-2014.csv "
                  "%s/figures.csv"));
}

static void figures_equal_another_programs_from_the_same_extracts(void) {
    HOLDS(IN_PACK("/usr/bin/python3 tests/support/oracle.py build/fixtures/hampshire > "
                  "%1$s.oracle && /usr/bin/python3 tests/support/compare_figures.py %1$s.oracle "
                  "%1$s/figures.csv"));
}

static void the_extracts_have_no_error(void) {
    int status;
    struct text output = testing_command(
        &status, "${QUARTERDAY:-build/quarterday} check --extracts build/fixtures/hampshire");
    SAME_INT(status, 0);
    HOLDS(text_contains(output, TEXT("ssd_person")));
}

static void the_workbook_keeps_the_conventions_for_another_reader(void) {
    HOLDS(IN_PACK("/usr/bin/python3 tests/support/read_xlsx.py "
                  "%s/annual-safeguarding_2013-14.xlsx | grep -q '^charts\t[1-9]'"));
    HOLDS(IN_PACK("/usr/bin/python3 tests/support/read_xlsx.py "
                  "%s/annual-safeguarding_2013-14.xlsx > /dev/null"));
    HOLDS(IN_PACK("/usr/bin/python3 tests/support/read_xlsx.py %s/data-quality.xlsx > /dev/null"));
}

static void the_pdf_is_sound_tagged_and_embeds_its_fonts(void) {
    HOLDS(IN_PACK("qpdf --check %s/annual-safeguarding_2013-14.pdf"));
    HOLDS(IN_PACK("pdffonts %s/annual-safeguarding_2013-14.pdf | awk 'NR > 2 "
                  "{ n++; if ($(NF-4) != \"yes\" || $(NF-3) != \"yes\" || "
                  "$(NF-2) != \"yes\") bad = 1 } END { exit bad || n < 2 }'"));
    HOLDS(IN_PACK("/usr/bin/python3 tests/support/check_pdf.py "
                  "%s/annual-safeguarding_2013-14.pdf"));
    HOLDS(IN_PACK("pdfinfo -struct %s/annual-safeguarding_2013-14.pdf | "
                  "grep -q 'Table'"));
}

static void the_referral_table_adds_up_to_16204(void) {
    HOLDS(IN_PACK("pdftotext -layout %s/annual-safeguarding_2013-14.pdf - | "
                  "awk '/^ *(Individual|Education|Health services|Housing|Local authority services|"
                  "Police|Other legal agency|Other|Anonymous|Unknown) +[0-9,]+ +[0-9.]+/ "
                  "{ for (i = 1; i <= NF; i++) if ($i ~ /^[0-9,]+$/) { gsub(\",\", \"\", $i); "
                  "sum += $i; n++; break } } /^ *Total +16,204/ { total = 1 } "
                  "END { exit !(sum == 16204 && n == 10 && total) }'"));
}

static void a_supplied_total_that_the_rows_do_not_make_is_refused(void) {
    int status;
    struct text output = testing_command(
        &status,
        "T=%s/authority; rm -rf $T; cp -r report-defs/authorities/hampshire $T; "
        "echo 'referrals,2013-14,E10000014,,1533,,,paper as printed,2014-06-23,clerk' >> "
        "$T/supplied-figures.csv; ${QUARTERDAY:-build/quarterday} run annual-safeguarding "
        "--extracts build/fixtures/hampshire --period 2013-14 --as-at 2014-03-31 --out $T/out "
        "--authority $T; s=$?; ls $T/out 2>/dev/null; exit $s",
        testing_folder());
    SAME_INT(status, 5);
    HOLDS(text_contains(output, TEXT("1,533")));
    HOLDS(text_contains(output, TEXT("16,204")));
    HOLDS(text_contains(output, TEXT("supplied-figures.csv:")));
    HOLDS(text_contains(output, TEXT("ssd_cin_episodes")));
    HOLDS(!text_contains(output, TEXT("annual-safeguarding_2013-14\n")));
}

static void enquiries_to_conferences_print_as_41_with_their_interval(void) {
    HOLDS(IN_PACK("grep -q '^s47-to-icpc,2013-14,2014-03-31,county,E10000014,,"
                  "1470,3589,41.0,39.4,42.6,' %s/figures.csv"));
    HOLDS(IN_PACK("pdftotext %s/annual-safeguarding_2013-14.pdf - | tr '\\n' ' ' "
                  "| grep -q '39.4%% to 42.6%%'"));
}

static void runs_time_zones_and_threads_give_the_same_bytes(void) {
    int status;
    run_into(&status, "again", "");
    run_into(&status, "single", "--threads 1");
    testing_command(&status,
                    "TZ=Pacific/Auckland LC_ALL=C ${QUARTERDAY:-build/quarterday} run "
                    "annual-safeguarding --extracts build/fixtures/hampshire --period 2013-14 "
                    "--as-at 2014-03-31 --out %s/zone --threads 2",
                    testing_folder());
    static const char *const others[] = {"again", "single", "zone"};
    for (size_t i = 0; i < 3; i++) {
        HOLDS(testing_succeeds("diff -r %s %s/%s/annual-safeguarding_2013-14", pack_folder(),
                               testing_folder(), others[i]));
    }
}

static void the_manifest_holds_the_hash_of_every_output(void) {
    HOLDS(IN_PACK(
        "cd %s && /usr/bin/python3 -c \"import json, hashlib; m = "
        "json.load(open('manifest.json')); "
        "assert len(m['outputs']) == 6 and len(m['extracts']) == 17; "
        "assert all(hashlib.sha256(open(o['name'], 'rb').read()).hexdigest() == o['sha256'] "
        "for o in m['outputs'])\""));
}

static void the_log_lists_the_phases_and_their_times(void) {
    int status;
    run_into(&status, "logged", "--log build/phases.log");
    SAME_INT(status, 0);
    struct text log = testing_file("build/phases.log");
    HOLDS(text_contains(log, TEXT("read extracts")));
    HOLDS(text_contains(log, TEXT("in all")));
}

static void a_dry_run_says_what_it_would_write_and_writes_nothing(void) {
    int status;
    struct text output = run_into(&status, "dry", "--dry-run");
    SAME_INT(status, 0);
    HOLDS(text_contains(output, TEXT("would write")));
    HOLDS(text_contains(output, TEXT("17 files: 367,938 records read, 367,938 kept, 0 refused; ")));
    testing_command(&status, "test -e %s/dry", testing_folder());
    SAME_INT(status, 1);
}

static void the_commands_of_the_readme_end_well(void) {
    int status;
    struct text output = testing_command(&status,
                                         "/usr/bin/python3 tests/support/readme_commands.py "
                                         "${QUARTERDAY:-build/quarterday} %s/readme",
                                         testing_folder());
    SAME_INT(status, 0);
    SAME_TEXT(output, "");
}

SUITE(run_pack, CLAIM(the_commands_of_the_readme_end_well), CLAIM(the_pack_holds_the_seven_files),
      CLAIM(child_level_files_are_for_their_owner_alone),
      CLAIM(figures_equal_the_published_ones_in_every_row),
      CLAIM(figures_equal_another_programs_from_the_same_extracts),
      CLAIM(the_extracts_have_no_error),
      CLAIM(the_workbook_keeps_the_conventions_for_another_reader),
      CLAIM(the_pdf_is_sound_tagged_and_embeds_its_fonts),
      CLAIM(the_referral_table_adds_up_to_16204),
      CLAIM(a_supplied_total_that_the_rows_do_not_make_is_refused),
      CLAIM(enquiries_to_conferences_print_as_41_with_their_interval),
      CLAIM(runs_time_zones_and_threads_give_the_same_bytes),
      CLAIM(the_manifest_holds_the_hash_of_every_output),
      CLAIM(the_log_lists_the_phases_and_their_times),
      CLAIM(a_dry_run_says_what_it_would_write_and_writes_nothing))
