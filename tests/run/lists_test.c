/* What the program says of itself: its lists are the definitions as they stand in their files, the
 * tests of one rule or measure run alone, and what --json tells of a run is what stands there. */
#include "support/small_world.h"
#include "support/testing.h"

#define READ "/usr/bin/python3 -c \"import glob, json, os, re, subprocess, sys\n"

/* The ids are told from the files' own first lines. */
static void every_list_names_what_the_definitions_hold(void) {
    small_world_ends(
        READ
        "for kind, key, files in (('reports', 'report', 'reports/*.yaml'),\n"
        "    ('measures', 'measure', 'measures/*.yaml'),\n"
        "    ('extracts', 'name', 'extracts/ssd/*.yaml')):\n"
        "    known = {re.search('^%s: *(\\\\S+)' % key, open(path).read(), re.M).group(1)\n"
        "             for path in glob.glob('report-defs/' + files)}\n"
        "    said = subprocess.run(['$Q', 'list', kind, '--json'], capture_output=True).stdout\n"
        "    plain = subprocess.run(['$Q', 'list', kind], capture_output=True, text=True).stdout\n"
        "    items = [item['id'] for item in json.loads(said)]\n"
        "    print(kind, set(items) == known, len(items) == len(known), all(item['title'] for\n"
        "          item in json.loads(said)), [line.split()[0] for line in\n"
        "          plain.splitlines()] == items)\"",
        0,
        "reports True True True True\nmeasures True True True True\nextracts True True True "
        "True\n");
    small_world_ends(
        "$Q list reports | grep -c '[{}]'; $Q list reports", 0,
        "0\nannual-safeguarding              Safeguarding children: annual performance "
        "report for ...\n");
    small_world_ends("$Q list extracts | grep '^ssd_cin_plans ' | tr ' ' '\\n' | grep -c '^cinp_'; "
                     "grep -c '^  - name: cinp_' report-defs/extracts/ssd/ssd_cin_plans.yaml",
                     0, "7\n7\n");
}

static void every_function_of_definitions_is_listed(void) {
    small_world_ends("$Q list functions --json | " READ
                     "listed = re.findall('[a-z_]+', ' '.join(item['id'] for item in "
                     "json.load(sys.stdin)).lower())\n"
                     "code = open('src/sql/functions.c').read()\n"
                     "own = re.findall('[{]\\x22([a-z_]+)\\x22,\\\\s*-?[0-9]', code)\n"
                     "print(len(own) > 20, [name for name in own if name not in listed])\"",
                     0, "True []");
    small_world_ends("$Q list nonsense", 2, "US004: \"nonsense\" is not one of reports");
}

static void one_rule_or_measure_is_tested_alone(void) {
    small_world_ends("$Q test icpc-15", 0, "1 measures, ");
    small_world_ends("$Q test 8925 --family cin-census", 0, "1 rules");
    small_world_ends("$Q test icpc-16", 2, "did you mean icpc-15?");
}

static void the_help_names_every_command_and_each_has_its_own(void) {
    small_world_ends("for c in run check measures explain forms due test list; do "
                     "$Q --help | grep -q \"^  quarterday $c\" || exit 9; "
                     "$Q $c --help | grep -q \"quarterday $c\" || exit 8; done",
                     0, "");
}

static void a_run_tells_programs_what_it_wrote(void) {
    small_world_ends(
        "for a in public restricted; do $RUN --audience $a --json | " READ
        "told = json.load(sys.stdin)\n"
        "print(sorted(told['files']) == sorted(os.listdir(told['folder'])), "
        "told['headlines'], sorted(os.listdir(told.get('folder_apart', '$E'))))\"; done",
        0,
        "True ['Referrals: [not published]'] ['data-quality.xlsx', 'findings.csv', "
        "'manifest.json']\nTrue ['Referrals: 6'] ['people.csv', ");
    small_world_ends("$RUN --dry-run --json; test ! -e $O", 0, "\"refusals\": []");
}

static void a_font_that_is_not_there_is_said_so(void) {
    small_world_ends("sed -i 's|folders: .*|folders: [/nowhere, /elsewhere]|' $A/authority.yaml; "
                     "$RUN; s=$?; test ! -e $O && exit $s",
                     3, "/nowhere, /elsewhere");
}

SUITE(run_lists, CLAIM(every_list_names_what_the_definitions_hold),
      CLAIM(every_function_of_definitions_is_listed), CLAIM(one_rule_or_measure_is_tested_alone),
      CLAIM(the_help_names_every_command_and_each_has_its_own),
      CLAIM(a_run_tells_programs_what_it_wrote), CLAIM(a_font_that_is_not_there_is_said_so))
