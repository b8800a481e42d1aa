#include "support/sample_document.h"
#include "support/testing.h"

#include <stdio.h>

static struct text render(const struct document *document) {
    struct font_files fonts = sample_fonts();
    struct text bytes = TEXT_NONE;
    HOLDS(pdf_renderer.render(testing_arena(), testing_diag(), document, &fonts, &bytes));
    return bytes;
}

static const char *write_file(const char *name, struct text bytes) {
    struct text path = text_format(testing_arena(), "%s/%s", testing_folder(), name);
    FILE *file = fopen(path.bytes, "wb");
    if (HOLDS(file != NULL)) {
        SAME_INT(fwrite(bytes.bytes, 1, bytes.length, file), (long long)bytes.length);
        fclose(file);
    }
    return path.bytes;
}

static void qpdf_finds_nothing_wrong(void) {
    int status;
    const char *path = write_file("sample.pdf", render(sample_document(testing_arena())));
    struct text output = testing_command(&status, "qpdf --check %s", path);
    SAME_INT(status, 0);
    HOLDS(!text_contains(output, TEXT("WARNING")));
}

SUITE(render_pdf_renderer, CLAIM(qpdf_finds_nothing_wrong))
