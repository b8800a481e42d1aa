/* The house style of an authority: the colour of headings, that of links, and its logo, a path of
 * SVG. Colours that readers could not tell from what they stand on are refused. */
#ifndef DEFINE_HOUSE_STYLE_H
#define DEFINE_HOUSE_STYLE_H

#include <stddef.h>
#include <stdint.h>

#include "base/vector_path.h"

struct arena;
struct diag;
struct node;

struct logo {
    struct text path; /* as written: for pages */
    const struct path_step *steps;
    size_t step_count;
    double width, height; /* of the box that the path is drawn in, from 0, 0 */
    uint32_t colour;      /* 0xRRGGBB */
    struct text alternative;
};
struct house_style {
    uint32_t heading, link;
    const struct logo *logo; /* NULL: none */
};

/* The colours that hold where an authority sets none. */
enum { HOUSE_HEADING = 0x12436D, HOUSE_LINK = 0x1D5AA3 };

/* The key `style` of an authority's mapping, which may be missing. Text must have 4.5:1 (WCAG 2.2,
 * 1.4.3) on white and on the tint of tables, a logo 3:1 (1.4.11): DF026 otherwise. */
struct house_style house_style_read(struct arena *arena, struct diag *diag,
                                    const struct node *authority);
/* The contrast of two colours, 1 to 21. */
double house_style_contrast(uint32_t one, uint32_t other);

#endif
