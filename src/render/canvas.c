/* Page contents and annotations. Operators are written here, not by libharu,
 * whose reals and dashes are coarse; contents stay open until the end, so that
 * "Page x of y" and the contents list can be drawn when all is known. */
#include "render/canvas.h"

#include <assert.h>
#include <math.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "render/pdf_syntax.h"

struct canvas_page {
    struct canvas *canvas;
    size_t index;
    uint32_t object;
    struct buffer content;
    bool is_marked;
    uint32_t *annotations;
    size_t annotation_count, annotation_capacity;
};

struct canvas {
    struct arena *arena;
    struct pdf_file *file;
    struct structure *structure;
    const struct font_set *fonts;
    struct canvas_page *pages;
    size_t page_count;
    double height;
    const struct house_style *style;
};

struct canvas *canvas_new(struct arena *arena, struct pdf_file *file, struct structure *structure,
                          const struct font_set *fonts, size_t page_count, double width,
                          double height) {
    struct canvas *canvas = ARENA_NEW(arena, struct canvas);
    *canvas = (struct canvas){.arena = arena,
                              .file = file,
                              .structure = structure,
                              .fonts = fonts,
                              .pages = ARENA_ARRAY(arena, struct canvas_page, page_count),
                              .page_count = page_count,
                              .height = height};
    structure_set_page_count(structure, page_count);
    for (size_t i = 0; i < page_count; i++) {
        canvas->pages[i] = (struct canvas_page){.canvas = canvas,
                                                .index = i,
                                                .object = pdf_object_page(file, width, height),
                                                .content = buffer_new(arena)};
    }
    return canvas;
}

void canvas_use_style(struct canvas *canvas, const struct house_style *style) {
    canvas->style = style;
}

struct canvas_page *canvas_page(struct canvas *canvas, size_t index) {
    assert(index < canvas->page_count);
    return &canvas->pages[index];
}

size_t canvas_page_count(const struct canvas *canvas) {
    return canvas->page_count;
}

struct structure *canvas_structure(const struct canvas_page *page) {
    return page->canvas->structure;
}

double canvas_text_width(const struct canvas_page *page, struct type_style style,
                         struct text text) {
    return font_width(page->canvas->fonts->styles[style.font], style.size, text);
}

void canvas_begin(struct canvas_page *page, struct element *element) {
    assert(!page->is_marked);
    page->is_marked = true;
    int mark = structure_mark(page->canvas->structure, element, page->index, page->object);
    buffer_format(&page->content, "/%s<</MCID %d>>BDC\n", structure_type(element), mark);
}

void canvas_begin_artifact(struct canvas_page *page, enum artifact_kind kind) {
    static const char *const properties[] = {
        "/Type/Layout", "/Type/Pagination/Subtype/Header/Attached[/Top]",
        "/Type/Pagination/Subtype/Footer/Attached[/Bottom]", "/Type/Pagination/Subtype/Watermark"};
    assert(!page->is_marked);
    page->is_marked = true;
    buffer_format(&page->content, "/Artifact<<%s>>BDC\n", properties[kind]);
}

void canvas_end(struct canvas_page *page) {
    assert(page->is_marked);
    page->is_marked = false;
    buffer_add_c(&page->content, "EMC\n");
}

static struct buffer *paint(struct canvas_page *page) {
    assert(page->is_marked);
    return &page->content;
}

static double flip(const struct canvas_page *page, double y) {
    return page->canvas->height - y;
}

static void add_colour(struct canvas_page *page, uint32_t role, const char *operator) {
    struct buffer *out = &page->content;
    uint32_t colour = palette_colour(page->canvas->style, role);
    double parts[3] = {(double)(colour >> 16 & 255) / 255.0, (double)(colour >> 8 & 255) / 255.0,
                       (double)(colour & 255) / 255.0};
    pdf_syntax_numbers(out, parts, 3);
    buffer_add_c(out, operator);
    buffer_add_byte(out, '\n');
}

static void add_point(struct canvas_page *page, struct point point, const char *operator) {
    double parts[2] = {point.x, flip(page, point.y)};
    pdf_syntax_numbers(&page->content, parts, 2);
    buffer_add_c(&page->content, operator);
    buffer_add_byte(&page->content, '\n');
}

/* The glyphs of a run as the operand of TJ: codes, with the kerning between them. */
static void add_glyphs(struct buffer *out, struct font *font, const struct glyph_run *run) {
    const double to_thousandths = 1000.0 / FONT_UNITS;
    bool is_open = false;
    double pending = 0;
    for (size_t i = 0; i < run->glyph_count; i++) {
        const struct glyph *glyph = &run->glyphs[i];
        uint16_t code = font_code(font, glyph);
        double before = pending - glyph->offset * to_thousandths;
        if (fabs(before) > 0.4) {
            buffer_add_c(out, is_open ? ">" : "");
            pdf_syntax_number(out, before);
            is_open = false;
        }
        buffer_add_c(out, is_open ? "" : "<");
        is_open = true;
        buffer_add_hex(out, code);
        pending = (font_code_advance(font, code) - glyph->advance + glyph->offset) * to_thousandths;
    }
    buffer_add_c(out, is_open ? ">" : "");
}

static void show(struct canvas_page *page, struct type_style style, const double matrix[6],
                 struct text text) {
    struct font *font = page->canvas->fonts->styles[style.font];
    const struct glyph_run *run = font_shape(font, text);
    struct buffer *out = paint(page);
    add_colour(page, style.colour, "rg");
    buffer_format(out, "BT/F%d ", (int)style.font);
    pdf_syntax_number(out, style.size);
    buffer_add_c(out, " Tf ");
    pdf_syntax_numbers(out, matrix, 6);
    buffer_add_c(out, "Tm[");
    add_glyphs(out, font, run);
    buffer_add_c(out, "]TJ ET\n");
}

double canvas_text(struct canvas_page *page, struct type_style style, double x, double y,
                   struct text text) {
    if (text.length == 0) {
        return 0;
    }
    const double matrix[6] = {1, 0, 0, 1, x, flip(page, y)};
    show(page, style, matrix, text);
    return canvas_text_width(page, style, text);
}

double canvas_text_aligned(struct canvas_page *page, struct type_style style, enum text_align align,
                           double x, double y, struct text text) {
    double width = canvas_text_width(page, style, text);
    double share = align == ALIGN_LEFT ? 0 : align == ALIGN_CENTRE ? 0.5 : 1;
    return canvas_text(page, style, x - width * share, y, text);
}

void canvas_text_turned(struct canvas_page *page, struct type_style style, double x, double y,
                        double degrees, struct text text) {
    double angle = degrees * acos(-1.0) / 180.0;
    double half = canvas_text_width(page, style, text) / 2;
    const double matrix[6] = {cos(angle),
                              sin(angle),
                              -sin(angle),
                              cos(angle),
                              x - half * cos(angle),
                              flip(page, y) - half * sin(angle)};
    show(page, style, matrix, text);
}

static void set_stroke(struct canvas_page *page, struct stroke stroke) {
    struct buffer *out = &page->content;
    add_colour(page, stroke.colour, "RG");
    pdf_syntax_number(out, stroke.width);
    buffer_add_c(out, " w ");
    if (stroke.dash > 0) {
        const double pattern[2] = {stroke.dash, stroke.gap};
        buffer_add_byte(out, '[');
        pdf_syntax_numbers(out, pattern, 2);
        buffer_add_c(out, "]0 d\n");
    } else {
        buffer_add_c(out, "[]0 d\n");
    }
}

static void add_path(struct canvas_page *page, const struct point *points, size_t point_count) {
    for (size_t i = 0; i < point_count; i++) {
        add_point(page, points[i], i == 0 ? "m" : "l");
    }
}

void canvas_lines(struct canvas_page *page, struct stroke stroke, const struct point *points,
                  size_t point_count) {
    struct buffer *out = paint(page);
    if (point_count < 2) {
        return;
    }
    set_stroke(page, stroke);
    buffer_add_c(out, "1 j\n");
    add_path(page, points, point_count);
    buffer_add_c(out, "S\n");
}

void canvas_line(struct canvas_page *page, struct stroke stroke, struct point from,
                 struct point to) {
    const struct point points[2] = {from, to};
    canvas_lines(page, stroke, points, 2);
}

void canvas_fill(struct canvas_page *page, uint32_t colour, struct area area) {
    struct buffer *out = paint(page);
    add_colour(page, colour, "rg");
    const double parts[4] = {area.left, flip(page, area.bottom), area.right - area.left,
                             area.bottom - area.top};
    pdf_syntax_numbers(out, parts, 4);
    buffer_add_c(out, "re f\n");
}

void canvas_polygon(struct canvas_page *page, uint32_t colour, const struct point *points,
                    size_t point_count) {
    struct buffer *out = paint(page);
    add_colour(page, colour, "rg");
    add_path(page, points, point_count);
    buffer_add_c(out, "h f\n");
}

void canvas_path(struct canvas_page *page, uint32_t colour, const struct path_step *steps,
                 size_t step_count, struct point corner, double scale) {
    static const char *const operators[] = {"m", "l", "c", "h"};
    struct buffer *out = paint(page);
    add_colour(page, colour, "rg");
    for (size_t i = 0; i < step_count; i++) {
        size_t places = steps[i].kind == PATH_CURVE ? 3 : steps[i].kind == PATH_CLOSE ? 0 : 1;
        for (size_t k = 0; k < places; k++) {
            struct point at = {corner.x + scale * steps[i].x[k], corner.y + scale * steps[i].y[k]};
            add_point(page, at, k + 1 == places ? operators[steps[i].kind] : "");
        }
        buffer_add_c(out, places == 0 ? "h\n" : "");
    }
    buffer_add_c(out, "f\n");
}

void canvas_disc(struct canvas_page *page, uint32_t colour, struct point centre, double radius) {
    /* A circle as four Bezier curves. */
    static const double arcs[4][6] = {{1, 0.5523, 0.5523, 1, 0, 1},
                                      {-0.5523, 1, -1, 0.5523, -1, 0},
                                      {-1, -0.5523, -0.5523, -1, 0, -1},
                                      {0.5523, -1, 1, -0.5523, 1, 0}};
    struct buffer *out = paint(page);
    add_colour(page, colour, "rg");
    add_point(page, (struct point){centre.x + radius, centre.y}, "m");
    for (size_t i = 0; i < 4; i++) {
        double parts[6];
        for (size_t k = 0; k < 6; k += 2) {
            parts[k] = centre.x + radius * arcs[i][k];
            parts[k + 1] = flip(page, centre.y) + radius * arcs[i][k + 1];
        }
        pdf_syntax_numbers(out, parts, 6);
        buffer_add_c(out, "c\n");
    }
    buffer_add_c(out, "f\n");
}

static void keep_annotation(struct canvas_page *page, uint32_t object) {
    struct arena *arena = page->canvas->arena;
    ARENA_MAKE_ROOM(arena, page->annotations, page->annotation_count, page->annotation_capacity, 8);
    page->annotations[page->annotation_count++] = object;
}

static void add_link(struct canvas_page *page, struct element *element, struct area area,
                     struct text target, struct text contents) {
    struct canvas *canvas = page->canvas;
    uint32_t object = pdf_object_new(canvas->file);
    uint32_t key = structure_annotate(canvas->structure, element, page->object, object);
    const double corners[4] = {area.left, flip(page, area.bottom), area.right,
                               flip(page, area.top)};
    struct buffer out = buffer_new(canvas->arena);
    buffer_add_c(&out, "/Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[");
    pdf_syntax_numbers(&out, corners, 4);
    buffer_format(&out, "]/StructParent %u/P %u 0 R", key, page->object);
    buffer_add(&out, target);
    buffer_add_c(&out, "/Contents");
    pdf_syntax_string(&out, contents);
    pdf_object_set(canvas->file, object, buffer_text(&out));
    keep_annotation(page, object);
}

/* An address in a PDF string: ASCII; what else there is, percent-encoded. */
static void add_address(struct buffer *out, struct text address) {
    for (size_t i = 0; i < address.length; i++) {
        unsigned char byte = (unsigned char)address.bytes[i];
        if (byte <= ' ' || byte > '~') {
            buffer_format(out, "%%%02X", (unsigned)byte);
        } else {
            buffer_add_c(out, byte == '(' || byte == ')' || byte == '\\' ? "\\" : "");
            buffer_add_byte(out, (char)byte);
        }
    }
}

void canvas_link_address(struct canvas_page *page, struct element *element, struct area area,
                         struct text address, struct text contents) {
    struct buffer target = buffer_new(page->canvas->arena);
    buffer_add_c(&target, "/A<</S/URI/URI(");
    add_address(&target, address);
    buffer_add_c(&target, ")>>");
    add_link(page, element, area, buffer_text(&target), contents);
}

struct text canvas_destination(const struct canvas_page *target, double y) {
    return text_format(target->canvas->arena, "[%u 0 R/XYZ 0 %ld 0]", target->object,
                       lround(flip(target, y)));
}

void canvas_link_place(struct canvas_page *page, struct element *element, struct area area,
                       const struct canvas_page *target, double target_y, struct text contents) {
    struct buffer entry = buffer_new(page->canvas->arena);
    buffer_add_c(&entry, "/Dest");
    buffer_add(&entry, canvas_destination(target, target_y));
    add_link(page, element, area, buffer_text(&entry), contents);
}

struct text canvas_box(const struct canvas_page *page, struct area area) {
    const double corners[4] = {area.left, flip(page, area.bottom), area.right,
                               flip(page, area.top)};
    struct buffer out = buffer_new(page->canvas->arena);
    buffer_add_c(&out, "<</O/Layout/Placement/Block/BBox[");
    pdf_syntax_numbers(&out, corners, 4);
    buffer_add_c(&out, "]>>");
    return buffer_text(&out);
}

static void add_descriptor(struct buffer *out, const struct font *font, enum font_style style,
                           const struct font_program *program, uint32_t file_object) {
    struct font_measures measures = font_measure(font);
    bool is_bold = style == FONT_BOLD || style == FONT_BOLD_ITALIC;
    bool is_italic = style == FONT_ITALIC || style == FONT_BOLD_ITALIC;
    buffer_format(out, "/Type/FontDescriptor/FontName/%.*s/Flags %d/FontBBox[",
                  TEXT_ARG(program->name), 4 | (is_italic ? 64 : 0));
    for (size_t i = 0; i < 4; i++) {
        buffer_format(out, "%ld ", lround(measures.box[i] * 1000));
    }
    buffer_add_c(out, "]/ItalicAngle ");
    pdf_syntax_number(out, measures.italic_angle);
    buffer_format(out, "/Ascent %ld/Descent %ld/CapHeight %ld/XHeight %ld/StemV %d",
                  lround(measures.ascent * 1000), lround(measures.descent * 1000),
                  lround(measures.cap_height * 1000), lround(measures.x_height * 1000),
                  is_bold ? 140 : 85);
    buffer_format(out, "/FontFile2 %u 0 R\n", file_object);
}

static uint32_t write_descendant(struct canvas *canvas, const struct font *font,
                                 enum font_style style, const struct font_program *program) {
    struct buffer out = buffer_new(canvas->arena);
    struct text length = text_format(canvas->arena, "/Length1 %zu", program->file.length);
    uint32_t file_object = pdf_object_stream(canvas->file, length, program->file, true);
    add_descriptor(&out, font, style, program, file_object);
    uint32_t descriptor = pdf_object_new(canvas->file);
    pdf_object_set(canvas->file, descriptor, buffer_text(&out));
    uint32_t map = pdf_object_stream(canvas->file, TEXT_NONE, program->glyph_map, true);
    out = buffer_new(canvas->arena);
    buffer_format(&out,
                  "/Type/Font/Subtype/CIDFontType2/BaseFont/%.*s/CIDSystemInfo<</Registry(Adobe)"
                  "/Ordering(Identity)/Supplement 0>>/FontDescriptor %u 0 R/CIDToGIDMap %u 0 R"
                  "/DW 0/W[0[",
                  TEXT_ARG(program->name), descriptor, map);
    for (size_t i = 0; i < program->code_count; i++) {
        pdf_syntax_number(&out, font_code_advance(font, (uint16_t)i) * 1000.0 / FONT_UNITS);
        buffer_add_byte(&out, i % 16 == 15 ? '\n' : ' ');
    }
    buffer_add_c(&out, "]]\n");
    uint32_t descendant = pdf_object_new(canvas->file);
    pdf_object_set(canvas->file, descendant, buffer_text(&out));
    return descendant;
}

static bool write_font(struct canvas *canvas, struct diag *diag, enum font_style style,
                       uint32_t *object) {
    struct font *font = canvas->fonts->styles[style];
    struct font_program program;
    if (!font_program_make(canvas->arena, diag, font, &program)) {
        return false;
    }
    uint32_t descendant = write_descendant(canvas, font, style, &program);
    uint32_t to_unicode = pdf_object_stream(canvas->file, TEXT_NONE, program.to_unicode, true);
    *object = pdf_object_new(canvas->file);
    pdf_object_set(canvas->file, *object,
                   text_format(canvas->arena,
                               "/Type/Font/Subtype/Type0/BaseFont/%.*s/Encoding/Identity-H"
                               "/DescendantFonts[%u 0 R]/ToUnicode %u 0 R\n",
                               TEXT_ARG(program.name), descendant, to_unicode));
    return true;
}

/* One resource dictionary for all pages: the fonts that any of them uses. */
static bool write_resources(struct canvas *canvas, struct diag *diag, uint32_t *object) {
    struct buffer out = buffer_new(canvas->arena);
    buffer_add_c(&out, "/Font<<");
    for (int style = 0; style < FONT_STYLE_COUNT; style++) {
        uint32_t font_object = 0;
        if (!font_is_drawn(canvas->fonts->styles[style])) {
            continue;
        }
        if (!write_font(canvas, diag, (enum font_style)style, &font_object)) {
            return false;
        }
        buffer_format(&out, "/F%d %u 0 R", style, font_object);
    }
    buffer_add_c(&out, ">>");
    *object = pdf_object_new(canvas->file);
    pdf_object_set(canvas->file, *object, buffer_text(&out));
    return true;
}

bool canvas_finish(struct canvas *canvas, struct diag *diag, struct text *contents) {
    uint32_t resources = 0;
    if (!write_resources(canvas, diag, &resources)) {
        return false;
    }
    struct buffer all = buffer_new(canvas->arena);
    for (size_t i = 0; i < canvas->page_count; i++) {
        const struct canvas_page *page = &canvas->pages[i];
        assert(!page->is_marked);
        const struct pdf_page_parts parts = {.content = buffer_text(&page->content),
                                             .resources = resources,
                                             .structure_key = (uint32_t)i,
                                             .annotations = page->annotations,
                                             .annotation_count = page->annotation_count};
        pdf_object_page_fill(canvas->file, i, &parts);
        buffer_add(&all, parts.content);
    }
    *contents = buffer_text(&all);
    return true;
}
