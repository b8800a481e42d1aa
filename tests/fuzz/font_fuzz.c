/* Font files: opened, shaped with and cut to a subset, or refused. */
#include "fuzz/fuzzing.h"
#include "render/font.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    struct fuzzed fuzzed = fuzzed_begin(bytes, length);
    struct font *font = font_open(fuzzed.arena, fuzzed.diag, fuzzed_file(&fuzzed, ".ttf"), 0);
    if (font != NULL) {
        const struct glyph_run *run = font_shape(font, TEXT("Office 3,589 \xE2\x80\x93 41.0%"));
        for (size_t i = 0; i < run->glyph_count; i++) {
            font_code(font, &run->glyphs[i]);
        }
        font_measure(font);
        struct font_program program;
        font_program_make(fuzzed.arena, fuzzed.diag, font, &program);
    }
    fuzzed_end(&fuzzed);
    return 0;
}
