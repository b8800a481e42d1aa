/* A paper with every fault that its definition can bring about: one run tells them all, and a dry
 * run tells what is missing and why the paper would be refused. */
#include "support/testing.h"

/* Runs the report with these options more; what it says of codes goes to both streams. */
static struct text refused(const char *more, int expected) {
    int status;
    struct text output = testing_command(
        &status,
        "T=%s/refused; rm -rf $T; mkdir $T; cp -r report-defs $T/defs; "
        "cp fixtures/reports/refused.yaml $T/defs/reports/; "
        "${QUARTERDAY:-build/quarterday} run refused --defs $T/defs --authority "
        "report-defs/authorities/hampshire --extracts fixtures/small/extracts --period 2013-14 "
        "--as-at 2014-03-31 --out $T/out %s; s=$?; test ! -e $T/out || echo WRITTEN; exit $s",
        testing_folder(), more);
    SAME_INT(status, expected);
    HOLDS(!text_contains(output, TEXT("WRITTEN")));
    return output;
}

static void says_all(struct text output, const char *const *words) {
    for (size_t i = 0; words[i] != NULL; i++) {
        if (!HOLDS(text_contains(output, text_of(words[i])))) {
            printf("not said: %s\n%.*s\n", words[i], TEXT_ARG(output));
        }
    }
}

static void every_fault_is_told_in_one_run(void) {
    static const char *const codes[] = {
        "error RP002: \"#nowhere\"",
        "error RP010: the total ",
        "error RP012: the number 12345",
        "error RP017: targets.csv has no target for icpc-15",
        "error RP030: the front matter lacks report-from",
        "error RP031: the item ii of the list \"areas\" stands in two bands",
        "error RP031: the item iii of the list \"areas\" stands in no band",
        "error RP033: the commentary \"cases\" is awaited from: the Area Director",
        "error RP037: there is no file ",
        "error RP040: the quotation lacks attribution",
        "error RP055: the text says \"nine\", and the list that it speaks of has three",
        "error RP053: \"Appendix C\" leads nowhere",
        "error RP054: the total of \"Percent\" is a percent, and the rows above it are counts",
        "error RD001: the font LiberationSans has no glyph for \"\u2603\" (U+2603)",
        NULL};
    says_all(refused("", 5), codes);
}

static void what_is_restricted_is_told_among_the_others(void) {
    static const char *const codes[] = {"error RP038: this is restricted",
                                        "error RP031: the item ii", "error RD001: ", NULL};
    says_all(refused("--audience public", 5), codes);
}

static void a_dry_run_tells_what_is_missing_and_why_it_refuses(void) {
    static const char *const words[] = {
        "would refuse ",
        "/out/refused_2013-14\nmissing:\n",
        "\n  RP033 the commentary \"cases\" is awaited from: the Area Director (refuses the paper)",
        "\n  RP030 the front matter lacks report-from (refuses the paper)   [",
        "\nrefused because:\n",
        "\n  RP053 \"Appendix C\" leads nowhere",
        NULL};
    says_all(refused("--dry-run 2> /dev/null", 5), words);
    static const char *const draft[] = {
        "\n  RP034 the commentary \"cases\" is awaited from: the Area Director   [",
        "\n  RP016 targets.csv has no target", NULL};
    says_all(refused("--dry-run --draft 2> /dev/null", 5), draft);
}

static void a_dry_run_as_json_lists_the_same(void) {
    struct text output =
        refused("--dry-run --json 2> /dev/null | /usr/bin/python3 -c 'import json, sys; "
                "d = json.load(sys.stdin); print(sorted({m[\"code\"] for m in d[\"missing\"]}), "
                "len(d[\"refusals\"]) > 6, all(r[\"refuses\"] for r in d[\"refusals\"]))'",
                0);
    static const char *const words[] = {"['RP017', 'RP030', 'RP033', 'RP037', 'RP040'] True True",
                                        NULL};
    says_all(output, words);
}

static void a_paper_is_a_draft_or_final_not_both(void) {
    static const char *const words[] = {"--draft and --final do not go together", NULL};
    says_all(refused("--draft --final", 2), words);
    static const char *const awaited[] = {"error RP033: ", NULL};
    says_all(refused("--final", 5), awaited);
}

SUITE(run_refusals, CLAIM(every_fault_is_told_in_one_run),
      CLAIM(what_is_restricted_is_told_among_the_others),
      CLAIM(a_dry_run_tells_what_is_missing_and_why_it_refuses),
      CLAIM(a_dry_run_as_json_lists_the_same), CLAIM(a_paper_is_a_draft_or_final_not_both))
