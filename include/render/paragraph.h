/* Paragraphs: styled runs broken into lines. Ragged right, with the breaks that
 * make the lines' ends most even. No line ends between a number and its unit, a
 * day and its month, "Table" and its number, or initials and a name. */
#ifndef RENDER_PARAGRAPH_H
#define RENDER_PARAGRAPH_H

#include <stddef.h>

#include "base/text.h"
#include "render/canvas.h"
#include "report/document.h"

struct arena;

struct paragraph_style {
    struct type_style type; /* of the plain runs; bold and italic ones follow from it */
    double leading;         /* from baseline to baseline */
    double width;           /* the measure */
};
/* A stretch of one style in a line. */
struct paragraph_span {
    const struct inline_run *run; /* for its link and note */
    struct type_style type;
    struct text text; /* with the space before the line's break, so that words stay apart */
    double x, width, rise;
};
struct paragraph_line {
    const struct paragraph_span *spans;
    size_t span_count;
    double width; /* without spaces at its end */
};
struct paragraph {
    struct paragraph_style style;
    const struct paragraph_line *lines;
    size_t line_count; /* at least 1 */
};

const struct paragraph *paragraph_new(struct arena *arena, const struct font_set *fonts,
                                      struct rich_text text, struct paragraph_style style);
/* A title or heading: in as few lines, all of about one length, ended at a colon where it can be.
 */
const struct paragraph *paragraph_even(struct arena *arena, const struct font_set *fonts,
                                       struct rich_text text, struct paragraph_style style);
/* A text in one run. */
struct rich_text paragraph_plain(struct arena *arena, struct text text);
/* The text of runs without their styles and note marks. */
struct text paragraph_words(struct arena *arena, struct rich_text text);
/* Whether all that stands behind `from` is a number of one or two digits, as in "Service manager
 * 1": it has no last line to itself. */
bool paragraph_closes_with_number(struct text text, size_t from);
double paragraph_height(const struct paragraph *paragraph);
/* The width of the widest line. */
double paragraph_width(const struct paragraph *paragraph);

#endif
