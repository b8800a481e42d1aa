/* The PDF renderer: fonts, layout, drawing, and the file around it. The result
 * is tagged after PDF/UA-1 and follows PDF/A-3a (rendering.md, section 4). It
 * refuses a character without a glyph (RD001), a chart without alternative text
 * (RD004), a heading that leaves out a level (RD008) and a block that no page holds (RD006). */
#include "base/arena.h"
#include "base/buffer.h"
#include "render/canvas.h"
#include "render/furniture.h"
#include "render/layout.h"
#include "render/metadata.h"
#include "render/outline.h"
#include "render/page_style.h"
#include "render/pdf_object.h"
#include "render/pdf_syntax.h"
#include "render/renderer.h"
#include "render/typeset.h"

static bool fonts_are_complete(const struct font_set *fonts) {
    for (int style = 0; style < FONT_STYLE_COUNT; style++) {
        if (!font_is_complete(fonts->styles[style])) {
            return false;
        }
    }
    return true;
}

static bool charts_have_words(struct diag *diag, const struct document *document) {
    bool all_have = true;
    for (size_t i = 0; i < document->block_count; i++) {
        const struct document_block *block = &document->blocks[i];
        if (block->kind == DOCUMENT_CHART && text_trim(block->chart->alternative).length == 0) {
            DIAG_REPORT(diag, RD004, NULL, block->chart->caption);
            all_have = false;
        }
    }
    return all_have;
}

static struct text first_words(const struct rich_text *text) {
    return text->run_count > 0 ? text->runs[0].text : TEXT_NONE;
}

/* A reader who goes by headings must not miss one. The paper's title is above them all. */
static bool headings_leave_none_out(struct arena *arena, struct diag *diag,
                                    const struct document *document) {
    int level = 0;
    bool all_hold = true;
    for (size_t i = 0; i < document->block_count; i++) {
        const struct document_block *block = &document->blocks[i];
        if (block->kind == DOCUMENT_HEADING && block->level > level + 1) {
            DIAG_REPORT(diag, RD008, NULL, first_words(&block->text),
                        text_format(arena, "%d", block->level), text_format(arena, "%d", level));
            all_hold = false;
        }
        level = block->kind == DOCUMENT_HEADING ? block->level : level;
    }
    return all_hold;
}

static void add_output_intent(struct arena *arena, struct pdf_file *file, struct buffer *catalog) {
    uint32_t profile = pdf_object_stream(file, TEXT("/N 3"), metadata_colour_profile(arena), true);
    buffer_format(catalog,
                  "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
                  "/Info(sRGB)/DestOutputProfile %u 0 R>>]",
                  profile);
}

static void write_catalog(struct arena *arena, struct pdf_file *file,
                          const struct document *document, uint32_t structure, uint32_t outline) {
    /* The packet stays uncompressed, so that programs find it without reading the file. */
    uint32_t metadata = pdf_object_stream(file, TEXT("/Type/Metadata/Subtype/XML"),
                                          metadata_xmp(arena, document), false);
    struct buffer catalog = buffer_new(arena);
    buffer_format(&catalog, "/StructTreeRoot %u 0 R/MarkInfo<</Marked true>>/Metadata %u 0 R",
                  structure, metadata);
    buffer_add_c(&catalog, "/ViewerPreferences<</DisplayDocTitle true>>/Lang");
    pdf_syntax_string(&catalog, document->language);
    if (outline != 0) {
        buffer_format(&catalog, "/Outlines %u 0 R/PageMode/UseOutlines", outline);
    }
    add_output_intent(arena, file, &catalog);
    pdf_object_set_catalog(file, buffer_text(&catalog));
    pdf_object_set_info(file, metadata_info(arena, document));
}

static bool write_file(struct arena *arena, struct diag *diag, struct pdf_file *file,
                       struct canvas *canvas, struct structure *structure,
                       const struct document *document, uint32_t outline, struct text *bytes) {
    struct text contents;
    if (!canvas_finish(canvas, diag, &contents)) {
        return false;
    }
    write_catalog(arena, file, document, structure_finish(structure), outline);
    struct buffer all = buffer_new(arena);
    buffer_add(&all, document->title);
    buffer_add(&all, document->date);
    buffer_add(&all, contents);
    uint8_t identifier[16];
    metadata_identifier(arena, buffer_text(&all), identifier);
    pdf_object_set_identifier(file, identifier);
    return pdf_object_save(file, bytes);
}

static bool draw(struct arena *arena, struct diag *diag, const struct font_set *fonts,
                 const struct layout *layout, struct text *bytes) {
    const struct document *document = layout->document;
    struct pdf_file *file = pdf_object_file(arena, diag);
    if (file == NULL) {
        return false;
    }
    struct structure *structure = structure_new(arena, file);
    struct canvas *canvas =
        canvas_new(arena, file, structure, fonts, layout->page_count, PAGE_WIDTH, PAGE_HEIGHT);
    canvas_use_style(canvas, document->style);
    struct bookmark *bookmarks = ARENA_ARRAY(arena, struct bookmark, document->block_count + 1);
    size_t bookmark_count = 0;
    furniture_draw_ground(canvas, document);
    typeset_document(arena, fonts, canvas, layout, bookmarks, &bookmark_count);
    furniture_draw_heads(arena, canvas, document);
    if (!fonts_are_complete(fonts)) {
        return false;
    }
    uint32_t outline = outline_write(arena, file, bookmarks, bookmark_count);
    return write_file(arena, diag, file, canvas, structure, document, outline, bytes);
}

static bool render(struct arena *arena, struct diag *diag, const struct document *document,
                   const struct font_files *files, struct text *bytes) {
    struct font_set fonts;
    struct layout layout;
    *bytes = TEXT_NONE;
    bool charts_hold = charts_have_words(diag, document);
    bool headings_hold = headings_leave_none_out(arena, diag, document);
    return font_set_open(arena, diag, files->paths, &fonts) &&
           layout_make(arena, diag, &fonts, document, &layout) && charts_hold && headings_hold &&
           draw(arena, diag, &fonts, &layout, bytes);
}

const struct renderer pdf_renderer = {.name = "pdf", .extension = ".pdf", .render = render};
