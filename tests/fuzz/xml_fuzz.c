/* A census return in XML. The same characters in UTF-16, which expat alone
 * reads, must give as many records and messages. */
#include "fuzz/fuzzing.h"
#include "ingest/extract.h"
#include "support/utf16.h"

static size_t read_return(struct fuzzed *fuzzed) {
    const struct extract *extract =
        extract_read(fuzzed->arena, fuzzed->diag, fuzzed_catalogue("cin-census"),
                     fuzzed_file(fuzzed, ".xml"), 1);
    size_t count = extract == NULL;
    for (size_t i = 0; extract != NULL && i < extract->file_count; i++) {
        count += 2 * extract->files[i].records_read;
    }
    return count;
}

/* An encoding that is declared would not be that of the twin; a mark is no ASCII. */
static bool has_twin(struct text input) {
    bool is_ascii = !text_contains(input, TEXT("encoding"));
    for (size_t i = 0; i < input.length; i++) {
        is_ascii = is_ascii && input.bytes[i] > 0;
    }
    return is_ascii;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    struct fuzzed fuzzed = fuzzed_begin(bytes, length);
    size_t count = read_return(&fuzzed);
    if (has_twin(fuzzed.input)) {
        struct fuzzed twin = fuzzed;
        twin.diag = diag_new(fuzzed.arena);
        twin.input = utf16_of_ascii(fuzzed.arena, fuzzed.input);
        fuzzed_must(read_return(&twin) == count &&
                        diag_kept_count(twin.diag) == diag_kept_count(fuzzed.diag),
                    "a return is read alike in either encoding");
    }
    fuzzed_end(&fuzzed);
    return 0;
}
