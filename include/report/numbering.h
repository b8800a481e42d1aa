/* Numbers of a report's blocks, given by nesting: sections 1, 1.1, 1.1.1,
 * 1.1.1.1; paragraphs go on within their section and share its count with its
 * subsections; annexes A, B; tables, figures and appendices run through the paper. The parts of a
 * letter have none. */
#ifndef REPORT_NUMBERING_H
#define REPORT_NUMBERING_H

#include <stddef.h>
#include <stdint.h>

#include "define/report_definition.h"

struct arena;

enum { NUMBERING_LEVELS = 4 };

struct numbered_block {
    const struct block *block;
    int level;          /* of its number: 2 for 1.1; a heading's level even if it has no number */
    struct text number; /* "3.1.2", "Annex A"; empty: none */
    struct text prefix; /* numbered items: prefix.first_item on; empty prefix: plain 1, 2 ... */
    uint32_t first_item;
    uint32_t order;    /* of tables among tables, of figures among figures; from 1 */
    struct text label; /* how other text names it: "section 3.1", "Table 2", "Annex A" */
};
struct numbering {
    const struct numbered_block *items; /* every block of the body, in order of the paper */
    size_t count;
};

struct numbering numbering_make(struct arena *arena, const struct report_definition *report);
/* The block with this id, or NULL. */
const struct numbered_block *numbering_find(const struct numbering *numbering, struct text id);
/* "•", "(a)", "i)", or "6.1.2" for item `index` (from 0) of a list. */
struct text numbering_item_label(struct arena *arena, const struct numbered_block *list,
                                 size_t index);

#endif
