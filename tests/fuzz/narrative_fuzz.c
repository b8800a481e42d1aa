/* Texts of reports: bindings, references, emphasis, digits; read as a paragraph of a report. */
#include "define/yaml.h"
#include "fuzz/fuzzing.h"
#include "ingest/reference.h"
#include "report/build.h"

static const char head[] =
    "report: small\ntitle: Small\nfront: {committee: C, date: 2014-06-23, reference: R, "
    "report-from: D, contact-name: M, contact-telephone: T, contact-email: E}\n"
    "periods: {half: half 1}\nbody:\n  - section: One\n    id: one\n    blocks:\n      - list: [a, "
    "b]\n"
    "        id: items\n      - paragraph: |\n";

static const struct report_definition *report_of(struct fuzzed *fuzzed) {
    const struct node *root = fuzzed_block(fuzzed, head, "          ");
    return root == NULL ? NULL : report_definition_read(fuzzed->arena, fuzzed->diag, root);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    static const struct unit county = {{"C", 1},  {"County", 6}, UNIT_COUNTY,
                                       UNIT_NONE, DAY_NONE,      DAY_NONE};
    static const struct hierarchy units = {&county, 1};
    static const struct supplied_figures none = {NULL, 0};
    static const struct authority authority = {.name = {"County Council", 14},
                                               .short_name = {"County", 6}};
    struct fuzzed fuzzed = fuzzed_begin(bytes, length);
    const struct report_definition *report = report_of(&fuzzed);
    if (report != NULL) {
        struct report_context context = {.report = report,
                                         .catalogue = fuzzed_catalogue("ssd"),
                                         .authority = &authority,
                                         .units = &units,
                                         .supplied = &none};
        period_parse(TEXT("2013-14"), &context.period);
        struct figure_request *requests;
        size_t count;
        report_requests(fuzzed.arena, fuzzed.diag, &context, &requests, &count);
    }
    fuzzed_end(&fuzzed);
    return 0;
}
