/* The CSV reader: the own scanners, line by line and by blocks, and libcsv alone give the same
 * records, whatever the bytes. */
#include "fuzz/fuzzing.h"
#include "ingest/encoding.h"
#include "ingest/record.h"
#include "support/by_blocks.h"

static void compare(const struct record *one, const struct record *other) {
    fuzzed_must(one->field_count == other->field_count, "the same fields either way");
    fuzzed_must(one->line == other->line && one->row == other->row, "the same line and row");
    fuzzed_must(one->is_refused == other->is_refused, "refused either way, or neither");
    for (size_t i = 0; i < one->field_count; i++) {
        fuzzed_must(text_equal(one->fields[i], other->fields[i]), "the same text either way");
    }
}

/* Of a block's records the fields are trimmed. */
static void compare_trimmed(const struct record *one, const struct record *other) {
    fuzzed_must(one->field_count == other->field_count, "the same fields by blocks");
    fuzzed_must(one->line == other->line && one->row == other->row, "the same line and row");
    fuzzed_must(one->is_refused == other->is_refused, "refused either way, or neither");
    for (size_t i = 0; i < one->field_count; i++) {
        fuzzed_must(text_equal(text_trim(one->fields[i]), other->fields[i]), "the same text");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    struct fuzzed fuzzed = fuzzed_begin(bytes, length);
    struct text utf8;
    if (encoding_to_utf8(fuzzed.arena, fuzzed.input, &utf8) != ENCODING_BINARY) {
        struct record_reader *quick = record_reader_new(fuzzed.arena, utf8);
        struct record_reader *sure = record_reader_new(fuzzed.arena, utf8);
        record_reader_use_libcsv_alone(sure);
        struct by_blocks blocks = {.arena = fuzzed.arena,
                                   .reader = record_reader_new(fuzzed.arena, utf8)};
        struct record one, other, third;
        while (record_next(quick, &one)) {
            fuzzed_must(record_next(sure, &other), "as many records either way");
            compare(&one, &other);
            fuzzed_must(by_blocks_next(&blocks, &third), "as many records by blocks");
            compare_trimmed(&one, &third);
        }
        fuzzed_must(!record_next(sure, &other), "no more records from libcsv alone");
        fuzzed_must(!by_blocks_next(&blocks, &third), "no more records by blocks");
    }
    fuzzed_end(&fuzzed);
    return 0;
}
