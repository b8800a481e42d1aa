/* Fonts through HarfBuzz: shaping with kerning and ligatures, measures, and
 * hb-subset for embedding (rendering.md, section 3). libharu never sees a font
 * file: its reader has known faults. A missing glyph is refused here, because no
 * validator finds it later. */
#include "render/font.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/hash.h"
#include "render/pdf_syntax.h"

enum { CACHE_SIZE = 4096, CODE_LIMIT = 65535, CONTEXT_LENGTH = 60 };

struct cached_run {
    struct cached_run *next;
    struct text text;
    struct glyph_run run;
};

struct coded_glyph {
    uint32_t id;
    struct text source;
    struct coded_glyph *next; /* of the same bucket */
    uint16_t code;
    int32_t advance;
};

struct font {
    struct arena *arena;
    struct diag *diag;
    struct text name; /* with the subset's tag */
    hb_face_t *face;
    hb_font_t *shaper;
    hb_buffer_t *buffer;
    struct cached_run *cache[CACHE_SIZE];
    struct coded_glyph *buckets[CACHE_SIZE];
    struct coded_glyph **codes; /* by code; 0 is .notdef */
    size_t code_count, code_capacity;
    uint32_t *missing; /* characters reported already */
    size_t missing_count;
};

static void release_face(void *handle) {
    hb_face_destroy(handle);
}

static void release_shaper(void *handle) {
    hb_font_destroy(handle);
}

static void release_buffer(void *handle) {
    hb_buffer_destroy(handle);
}

static struct text subset_name(struct arena *arena, hb_face_t *face, int tag) {
    char name[80] = "";
    unsigned size = sizeof name;
    hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, name);
    return text_format(arena, "AAAAA%c+%s", 'A' + tag % 26, name);
}

static void add_code(struct font *font, struct coded_glyph *coded) {
    ARENA_MAKE_ROOM(font->arena, font->codes, font->code_count, font->code_capacity, 256);
    coded->code = (uint16_t)font->code_count;
    coded->advance = hb_font_get_glyph_h_advance(font->shaper, coded->id);
    font->codes[font->code_count++] = coded;
}

static hb_face_t *open_face(const char *path) {
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
    if (blob == NULL) {
        return NULL;
    }
    hb_face_t *face = hb_face_create(blob, 0);
    hb_blob_destroy(blob);
    if (hb_face_get_glyph_count(face) == 0) {
        hb_face_destroy(face);
        return NULL;
    }
    return face;
}

static struct text folder_of(struct text path) {
    size_t length = path.length - file_name(path).length;
    return text_slice(path, 0, length > 1 ? length - 1 : length);
}

struct font *font_open(struct arena *arena, struct diag *diag, struct text path, int tag) {
    hb_face_t *face = open_face(text_c(arena, path));
    if (face == NULL) {
        DIAG_REPORT(diag, RD003, NULL, file_name(path), folder_of(path));
        return NULL;
    }
    struct font *font = ARENA_NEW(arena, struct font);
    arena_defer(arena, release_face, face);
    *font = (struct font){.arena = arena, .diag = diag, .face = face};
    font->name = subset_name(arena, face, tag);
    font->shaper = hb_font_create(face);
    arena_defer(arena, release_shaper, font->shaper);
    font->buffer = hb_buffer_create();
    arena_defer(arena, release_buffer, font->buffer);
    hb_font_set_scale(font->shaper, FONT_UNITS, FONT_UNITS);
    add_code(font, ARENA_NEW(arena, struct coded_glyph));
    return font;
}

/* The text that a message shows: at most CONTEXT_LENGTH bytes, whole characters. */
static struct text context_of(struct text text) {
    if (text.length <= CONTEXT_LENGTH) {
        return text;
    }
    size_t end = CONTEXT_LENGTH;
    while (end > 0 && ((unsigned char)text.bytes[end] & 0xC0) == 0x80) {
        end--;
    }
    return text_slice(text, 0, end);
}

static bool is_reported(const struct font *font, uint32_t character) {
    for (size_t i = 0; i < font->missing_count; i++) {
        if (font->missing[i] == character) {
            return true;
        }
    }
    return false;
}

static void report_missing(struct font *font, struct text source, struct text whole) {
    struct text rest = source;
    uint32_t character = 0xFFFD;
    utf8_next(&rest, &character);
    if (is_reported(font, character)) {
        return;
    }
    size_t size = font->missing_count * sizeof(uint32_t);
    font->missing = arena_resize(font->arena, font->missing, size, size + sizeof(uint32_t));
    font->missing[font->missing_count++] = character;
    struct text shown = text_slice(source, 0, source.length - rest.length);
    DIAG_REPORT(font->diag, RD001, NULL, text_slice(font->name, 7, font->name.length), shown,
                text_format(font->arena, "%04X", (unsigned)character), context_of(whole));
}

/* Figures of one width and none closer to another, so that columns stand under each other:
 * Liberation Sans kerns "11". One feature for the text and one for each run of figures. */
static hb_feature_t *figure_features(struct arena *arena, struct text text, unsigned *count) {
    hb_feature_t *features = ARENA_ARRAY(arena, hb_feature_t, text.length / 2 + 2);
    features[0] = (hb_feature_t){HB_TAG('t', 'n', 'u', 'm'), 1, 0, (unsigned)-1};
    *count = 1;
    for (size_t i = 0; i < text.length; i++) {
        size_t from = i;
        while (i < text.length && text.bytes[i] >= '0' && text.bytes[i] <= '9') {
            i++;
        }
        if (i > from + 1) {
            features[(*count)++] =
                (hb_feature_t){HB_TAG('k', 'e', 'r', 'n'), 0, (unsigned)from, (unsigned)i};
        }
    }
    return features;
}

static void shape_buffer(struct font *font, struct text text) {
    hb_buffer_t *buffer = font->buffer;
    hb_buffer_clear_contents(buffer);
    hb_buffer_add_utf8(buffer, text.bytes, (int)text.length, 0, (int)text.length);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, HB_SCRIPT_LATIN);
    hb_buffer_set_language(buffer, hb_language_from_string("en", -1));
    struct arena_mark mark = arena_mark(font->arena);
    unsigned count;
    hb_feature_t *features = figure_features(font->arena, text, &count);
    hb_shape(font->shaper, buffer, features, count);
    arena_release(font->arena, mark);
}

/* The characters of the cluster that begins with glyph i; empty for its further glyphs. */
static struct text cluster_source(const hb_glyph_info_t *infos, unsigned count, unsigned i,
                                  struct text text) {
    if (i > 0 && infos[i - 1].cluster == infos[i].cluster) {
        return TEXT_NONE;
    }
    unsigned next = i + 1;
    while (next < count && infos[next].cluster == infos[i].cluster) {
        next++;
    }
    return text_slice(text, infos[i].cluster, next < count ? infos[next].cluster : text.length);
}

static struct glyph_run read_run(struct font *font, struct text text) {
    unsigned count = 0;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(font->buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(font->buffer, &count);
    struct glyph *glyphs = ARENA_ARRAY(font->arena, struct glyph, count);
    struct glyph_run run = {glyphs, count, 0};
    for (unsigned i = 0; i < count; i++) {
        struct text source = cluster_source(infos, count, i, text);
        if (infos[i].codepoint == 0) {
            report_missing(font, source, text);
        }
        glyphs[i] = (struct glyph){infos[i].codepoint, positions[i].x_advance,
                                   positions[i].x_offset, source};
        run.advance += positions[i].x_advance;
    }
    return run;
}

const struct glyph_run *font_shape(struct font *font, struct text text) {
    struct cached_run **bucket = &font->cache[hash_text(text) % CACHE_SIZE];
    for (const struct cached_run *cached = *bucket; cached != NULL; cached = cached->next) {
        if (text_equal(cached->text, text)) {
            return &cached->run;
        }
    }
    struct cached_run *fresh = ARENA_NEW(font->arena, struct cached_run);
    fresh->text = text_copy(font->arena, text);
    shape_buffer(font, fresh->text);
    fresh->run = read_run(font, fresh->text);
    fresh->next = *bucket;
    *bucket = fresh;
    return &fresh->run;
}

bool font_set_open(struct arena *arena, struct diag *diag,
                   const struct text paths[FONT_STYLE_COUNT], struct font_set *fonts) {
    bool all_open = true;
    for (int style = 0; style < FONT_STYLE_COUNT; style++) {
        fonts->styles[style] = font_open(arena, diag, paths[style], style);
        all_open = all_open && fonts->styles[style] != NULL;
    }
    return all_open;
}

bool font_is_complete(const struct font *font) {
    return font->missing_count == 0;
}

double font_width(struct font *font, double size, struct text text) {
    return (double)font_shape(font, text)->advance * size / FONT_UNITS;
}

static double measure(const struct font *font, hb_ot_metrics_tag_t tag, double fallback) {
    hb_position_t value;
    bool known = hb_ot_metrics_get_position(font->shaper, tag, &value);
    return known ? (double)value / FONT_UNITS : fallback;
}

/* The box of all glyphs: four signed 16-bit numbers at byte 36 of the table "head". */
static void read_box(const struct font *font, double box[4]) {
    hb_blob_t *blob = hb_face_reference_table(font->face, HB_TAG('h', 'e', 'a', 'd'));
    unsigned length = 0;
    const unsigned char *head = (const unsigned char *)hb_blob_get_data(blob, &length);
    double units = hb_face_get_upem(font->face);
    for (size_t i = 0; i < 4 && length >= 44; i++) {
        const unsigned char *at = head + 36 + 2 * i;
        box[i] = (double)(int16_t)(uint16_t)(at[0] << 8 | at[1]) / units;
    }
    hb_blob_destroy(blob);
}

struct font_measures font_measure(const struct font *font) {
    hb_font_extents_t extents = {0};
    hb_font_get_h_extents(font->shaper, &extents);
    struct font_measures measures = {
        .ascent = (double)extents.ascender / FONT_UNITS,
        .descent = (double)extents.descender / FONT_UNITS,
        .cap_height = measure(font, HB_OT_METRICS_TAG_CAP_HEIGHT, 0.7),
        .x_height = measure(font, HB_OT_METRICS_TAG_X_HEIGHT, 0.5),
        .italic_angle = (double)hb_style_get_value(font->shaper, HB_STYLE_TAG_SLANT_ANGLE)};
    read_box(font, measures.box);
    return measures;
}

uint16_t font_code(struct font *font, const struct glyph *glyph) {
    size_t bucket = (hash_text(glyph->source) + glyph->id) % CACHE_SIZE;
    for (struct coded_glyph *coded = font->buckets[bucket]; coded != NULL; coded = coded->next) {
        if (coded->id == glyph->id && text_equal(coded->source, glyph->source)) {
            return coded->code;
        }
    }
    if (font->code_count > CODE_LIMIT) {
        return 0; /* more pairs than a PDF can code: font_program_make refuses */
    }
    struct coded_glyph *fresh = ARENA_NEW(font->arena, struct coded_glyph);
    *fresh = (struct coded_glyph){
        .id = glyph->id, .source = glyph->source, .next = font->buckets[bucket]};
    add_code(font, fresh);
    font->buckets[bucket] = fresh;
    return fresh->code;
}

bool font_is_drawn(const struct font *font) {
    return font->code_count > 1;
}

int32_t font_code_advance(const struct font *font, uint16_t code) {
    return font->codes[code]->advance;
}

/* What drawing by glyph numbers does not need. */
static void drop_tables(hb_subset_input_t *input) {
    static const char *const tags[] = {"GSUB", "GPOS", "GDEF", "kern", "name", "post", "OS/2",
                                       "cmap", "gasp", "DSIG", "hdmx", "VDMX", "LTSH", "meta",
                                       "FFTM", "PfEd", "BASE", "morx", "feat", "prop"};
    hb_set_t *drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        hb_set_add(drop, hb_tag_from_string(tags[i], -1));
    }
}

static struct text glyph_map(struct arena *arena, const struct font *font, hb_subset_plan_t *plan) {
    const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping(plan);
    struct buffer out = buffer_new(arena);
    for (size_t i = 0; i < font->code_count; i++) {
        hb_codepoint_t glyph = hb_map_get(map, font->codes[i]->id);
        glyph = glyph == HB_MAP_VALUE_INVALID ? 0 : glyph;
        buffer_add_byte(&out, (char)(glyph >> 8));
        buffer_add_byte(&out, (char)(glyph & 0xFF));
    }
    return buffer_text(&out);
}

static bool subset(struct arena *arena, struct font *font, hb_subset_input_t *input,
                   struct font_program *program) {
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(font->face, input);
    hb_face_t *face = plan == NULL ? NULL : hb_subset_plan_execute_or_fail(plan);
    if (face != NULL) {
        hb_blob_t *blob = hb_face_reference_blob(face);
        unsigned length = 0;
        const char *bytes = hb_blob_get_data(blob, &length);
        program->file = text_copy(arena, (struct text){bytes, length});
        program->glyph_map = glyph_map(arena, font, plan);
        hb_blob_destroy(blob);
    }
    hb_face_destroy(face);
    hb_subset_plan_destroy(plan);
    return face != NULL;
}

static bool make_subset(struct arena *arena, struct font *font, struct font_program *program) {
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (input == NULL || font->code_count > CODE_LIMIT) {
        hb_subset_input_destroy(input);
        return false;
    }
    hb_set_t *glyphs = hb_subset_input_glyph_set(input);
    for (size_t i = 0; i < font->code_count; i++) {
        hb_set_add(glyphs, font->codes[i]->id);
    }
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    drop_tables(input);
    bool made = subset(arena, font, input, program);
    hb_subset_input_destroy(input);
    return made;
}

static void add_mapping(struct buffer *out, const struct coded_glyph *coded) {
    buffer_format(out, "<%04X> <", (unsigned)coded->code);
    struct text source = coded->source;
    uint32_t character;
    /* A further part of a cluster copies as a zero-width space: a CMap entry may not be empty. */
    if (source.length == 0) {
        pdf_syntax_utf16(out, 0x200B);
    }
    while (utf8_next(&source, &character)) {
        pdf_syntax_utf16(out, character);
    }
    buffer_add_c(out, ">\n");
}

static struct text to_unicode(struct arena *arena, const struct font *font) {
    enum { SECTION = 100 }; /* a CMap section holds no more */
    struct buffer out = buffer_new(arena);
    buffer_add_c(&out, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                       "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
                       "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                       "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    for (size_t from = 1; from < font->code_count; from += SECTION) {
        size_t to = from + SECTION < font->code_count ? from + SECTION : font->code_count;
        buffer_format(&out, "%zu beginbfchar\n", to - from);
        for (size_t i = from; i < to; i++) {
            add_mapping(&out, font->codes[i]);
        }
        buffer_add_c(&out, "endbfchar\n");
    }
    buffer_add_c(&out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    return buffer_text(&out);
}

bool font_program_make(struct arena *arena, struct diag *diag, struct font *font,
                       struct font_program *program) {
    *program = (struct font_program){.name = font->name, .code_count = font->code_count};
    if (!make_subset(arena, font, program)) {
        DIAG_REPORT(diag, RD002, NULL,
                    text_format(arena, "no subset of %.*s", TEXT_ARG(font->name)));
        return false;
    }
    program->to_unicode = to_unicode(arena, font);
    return true;
}
