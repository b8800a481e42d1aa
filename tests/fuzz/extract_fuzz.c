/* A whole CSV file against the schemas: read = kept + refused. */
#include "fuzz/fuzzing.h"
#include "ingest/extract.h"

static void check(const struct extract *extract) {
    for (size_t i = 0; extract != NULL && i < extract->file_count; i++) {
        const struct extract_file *file = &extract->files[i];
        fuzzed_must(file->records_read == file->records_kept + file->refused_count,
                    "every record read is kept or refused");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    struct fuzzed fuzzed = fuzzed_begin(bytes, length);
    struct text folder = fuzzed_folder(&fuzzed, "file.csv");
    check(extract_read(fuzzed.arena, fuzzed.diag, fuzzed_catalogue("ssd"), folder, 1));
    fuzzed_end(&fuzzed);
    return 0;
}
