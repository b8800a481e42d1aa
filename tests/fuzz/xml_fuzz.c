/* A census return in XML. */
#include "fuzz/fuzzing.h"
#include "ingest/extract.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    struct fuzzed fuzzed = fuzzed_begin(bytes, length);
    extract_read(fuzzed.arena, fuzzed.diag, fuzzed_catalogue("cin-census"),
                 fuzzed_file(&fuzzed, ".xml"), 1);
    fuzzed_end(&fuzzed);
    return 0;
}
