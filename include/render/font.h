/* Fonts: shaping, measures, and the subset that a PDF embeds. HarfBuzz parses
 * the font and sets the type; the only file that sees hb*.h is
 * src/render/font.c.
 *
 * Codes in a page's text: one for each pair of glyph and source text, so that a
 * ligature copies as its letters and U+00A0 stays itself. */
#ifndef RENDER_FONT_H
#define RENDER_FONT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/text.h"

struct arena;

enum font_style { FONT_REGULAR, FONT_BOLD, FONT_ITALIC, FONT_BOLD_ITALIC, FONT_STYLE_COUNT };

/* The units of glyph measures, for each em. */
enum { FONT_UNITS = 8000 };
struct glyph {
    uint32_t id;
    int32_t advance, offset; /* in FONT_UNITS */
    struct text source;      /* the characters that it stands for; empty for a further part */
};
struct glyph_run {
    const struct glyph *glyphs;
    size_t glyph_count;
    int64_t advance;
};
/* Heights in ems above the baseline; the descent is negative. */
struct font_measures {
    double ascent, descent, cap_height, x_height, italic_angle;
    double box[4];
};

struct font;

struct font_set {
    struct font *styles[FONT_STYLE_COUNT];
};

/* Opens a font file. NULL after RD003. `tag` 0-25 makes the name of its subset unique. */
struct font *font_open(struct arena *arena, struct diag *diag, struct text path, int tag);
/* All four, by their paths. False after RD003s. */
bool font_set_open(struct arena *arena, struct diag *diag,
                   const struct text paths[FONT_STYLE_COUNT], struct font_set *fonts);
/* Shapes a run of text; kept in the font. A character without a glyph is reported once (RD001). */
const struct glyph_run *font_shape(struct font *font, struct text text);
/* True if every character shaped so far had a glyph. */
bool font_is_complete(const struct font *font);
double font_width(struct font *font, double size, struct text text);
struct font_measures font_measure(const struct font *font);

/* The code of a glyph in page contents: 1 to 65,535 in order of first use. */
uint16_t font_code(struct font *font, const struct glyph *glyph);
/* True once a code was given: only then is there something to embed. */
bool font_is_drawn(const struct font *font);
/* The natural advance of the glyph with a code, in FONT_UNITS. */
int32_t font_code_advance(const struct font *font, uint16_t code);

/* What a PDF needs of a font whose codes are all given. */
struct font_program {
    struct text name;       /* "AAAAAB+LiberationSans" */
    struct text file;       /* the subset, TrueType */
    struct text glyph_map;  /* CIDToGIDMap: two bytes a code */
    struct text to_unicode; /* CMap */
    size_t code_count;      /* codes 0 to code_count - 1 */
};
/* False after RD002. */
bool font_program_make(struct arena *arena, struct diag *diag, struct font *font,
                       struct font_program *program);

#endif
