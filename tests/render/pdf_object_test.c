#include "render/pdf_object.h"
#include "support/testing.h"

#include <stdio.h>

#include "base/buffer.h"
#include "render/pdf_syntax.h"

static const char *write_file(struct text bytes) {
    struct text path = text_format(testing_arena(), "%s/object.pdf", testing_folder());
    FILE *file = fopen(path.bytes, "wb");
    if (HOLDS(file != NULL)) {
        SAME_INT((long long)fwrite(bytes.bytes, 1, bytes.length, file), (long long)bytes.length);
        fclose(file);
    }
    return path.bytes;
}

static struct text number(double value) {
    struct buffer out = buffer_new(testing_arena());
    pdf_syntax_number(&out, value);
    return buffer_text(&out);
}

static void numbers_have_three_decimals_at_most(void) {
    SAME_TEXT(number(0), "0");
    SAME_TEXT(number(-0.0004), "0");
    SAME_TEXT(number(12.5), "12.5");
    SAME_TEXT(number(-0.05), "-0.05");
    SAME_TEXT(number(841.8901), "841.89");
    SAME_TEXT(number(100000.0625), "100000.063");
}

static void strings_are_utf16(void) {
    struct buffer out = buffer_new(testing_arena());
    pdf_syntax_string(&out, TEXT("\xC5\x81(\xF0\x9F\x98\x80"));
    SAME_TEXT(buffer_text(&out), "<FEFF01410028D83DDE00>");
    out = buffer_new(testing_arena());
    pdf_syntax_date(&out, TEXT("2014-06-23"));
    SAME_TEXT(buffer_text(&out), "(D:20140623120000Z)");
    out = buffer_new(testing_arena());
    pdf_syntax_xml(&out, TEXT("a<b & \"c\">"));
    SAME_TEXT(buffer_text(&out), "a&lt;b &amp; &quot;c&quot;&gt;");
}

static void objects_streams_and_pages_make_a_sound_file(void) {
    struct pdf_file *file = pdf_object_file(testing_arena(), testing_diag());
    pdf_object_page(file, 595.276, 841.89);
    uint32_t resources = pdf_object_new(file);
    uint32_t annotation = pdf_object_new(file);
    pdf_object_set(file, annotation, TEXT("/Type/Annot/Subtype/Link/Rect[0 0 9 9]"));
    struct pdf_page_parts parts = {TEXT("0 0 10 10 re f\n"), resources, 7, &annotation, 1};
    pdf_object_page_fill(file, 0, &parts);
    uint32_t stream = pdf_object_stream(file, TEXT("/Kind/Trial"), TEXT("plain bytes"), false);
    pdf_object_set_catalog(file, text_format(testing_arena(), "/Trial %u 0 R", stream));
    pdf_object_set_info(file, TEXT("/Producer(us)"));
    const uint8_t identifier[16] = {0xAB, 1, 2, 3};
    pdf_object_set_identifier(file, identifier);
    struct text bytes;
    HOLDS(pdf_object_save(file, &bytes));
    HOLDS(text_starts_with(bytes, TEXT("%PDF-1.7")));
    HOLDS(text_contains(bytes, TEXT("plain bytes")));
    HOLDS(text_contains(bytes, TEXT("/Producer(us)")));
    HOLDS(!text_contains(bytes, TEXT("Haru Free")));
    int status;
    struct text output = testing_command(&status, "qpdf --check %s && qpdf --qdf %s -",
                                         write_file(bytes), write_file(bytes));
    SAME_INT(status, 0);
    HOLDS(text_contains(output, TEXT("0 0 10 10 re f")));
    HOLDS(text_contains(output, TEXT("/StructParents 7")));
    HOLDS(text_contains(output, TEXT("/Subtype /Link")));
    HOLDS(text_contains(output, TEXT("/Kind /Trial")));
}

static void first_error_ends_everything_and_is_reported(void) {
    struct pdf_file *file = pdf_object_file(testing_arena(), testing_diag());
    /* libharu takes no page wider than 14,400 points. */
    pdf_object_page(file, 20000, 841.89);
    SAME_INT(pdf_object_new(file), 0);
    pdf_object_set(file, 0, TEXT("/Harmless true"));
    SAME_INT(pdf_object_stream(file, TEXT_NONE, TEXT("x"), true), 0);
    struct text bytes;
    HOLDS(!pdf_object_save(file, &bytes));
    SAME_INT((long long)bytes.length, 0);
    HOLDS(testing_reported(testing_diag(), "RD002"));
}

SUITE(render_pdf_object, CLAIM(numbers_have_three_decimals_at_most), CLAIM(strings_are_utf16),
      CLAIM(objects_streams_and_pages_make_a_sound_file),
      CLAIM(first_error_ends_everything_and_is_reported))
