/* Small files that people hand in beside extracts, told apart by the first byte: findings of an
 * earlier check, waivers, a commentary, the path of a logo. */
#include <math.h>

#include "base/vector_path.h"
#include "define/commentary.h"
#include "fuzz/fuzzing.h"
#include "ingest/waivers.h"
#include "validate/prior.h"

static void read_findings(struct fuzzed *fuzzed) {
    struct finding *items;
    size_t count;
    bool good =
        findings_read_csv(fuzzed->arena, fuzzed->diag, fuzzed_file(fuzzed, ".csv"), &items, &count);
    fuzzed_must(good || diag_count(fuzzed->diag, DIAG_ERROR) > 0, "what fails has said why");
}

static void read_waivers(struct fuzzed *fuzzed) {
    const struct waivers *waivers =
        waivers_read(fuzzed->arena, fuzzed->diag, fuzzed_file(fuzzed, ".csv"));
    fuzzed_must(waivers != NULL || diag_count(fuzzed->diag, DIAG_ERROR) > 0,
                "what fails has said why");
    for (size_t i = 0; waivers != NULL && i < waivers->count; i++) {
        fuzzed_must(waivers->items[i].reason.length > 0 && waivers->items[i].by.length > 0 &&
                        waivers->items[i].until != DAY_NONE,
                    "a waiver says why, by whom and until when");
    }
}

static void read_commentary(struct fuzzed *fuzzed) {
    struct source_file file = {TEXT("input.md"), TEXT("input.md"), fuzzed->input};
    struct commentary commentary;
    commentary_parse(fuzzed->arena, fuzzed->diag, &file, &commentary);
}

static void read_path(struct fuzzed *fuzzed) {
    const struct path_step *steps;
    size_t count, fault;
    if (!vector_path_parse(fuzzed->arena, fuzzed->input, &steps, &count, &fault)) {
        fuzzed_must(fault <= fuzzed->input.length, "the fault lies within the path");
        return;
    }
    fuzzed_must(count <= VECTOR_PATH_LIMIT, "no path has more steps than the limit");
    for (size_t i = 0; i < count; i++) {
        int last = steps[i].kind == PATH_CURVE ? 2 : 0;
        fuzzed_must(steps[i].kind == PATH_CLOSE ||
                        (isfinite(steps[i].x[last]) && isfinite(steps[i].y[last])),
                    "every step ends at a place");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    static void (*const readers[])(struct fuzzed *) = {read_findings, read_waivers, read_commentary,
                                                       read_path};
    if (length > 0) {
        struct fuzzed fuzzed = fuzzed_begin(bytes + 1, length - 1);
        readers[bytes[0] % 4](&fuzzed);
        fuzzed_end(&fuzzed);
    }
    return 0;
}
