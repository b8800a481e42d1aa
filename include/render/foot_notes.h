/* Footnotes of a paper: which strip refers to which, how high they are, and where
 * they stand. A note stands at the foot of every page that refers to it, so that
 * nobody has to leaf back for it. */
#ifndef RENDER_FOOT_NOTES_H
#define RENDER_FOOT_NOTES_H

#include "render/flow.h"
#include "render/paragraph.h"
#include "report/document.h"

struct foot_notes {
    struct arena *arena;
    const struct font_set *fonts;
    const struct document *document;
    const struct paragraph **paragraphs; /* by note: its text; NULL until something refers to it */
    double *heights;                     /* likewise */
    size_t *references;                  /* notes from 0, in the order of the strips */
    size_t reference_count, reference_capacity;
};
/* A note on one of its pages. */
struct placed_note {
    uint32_t number; /* as printed */
    const struct paragraph *paragraph;
    size_t strip; /* the first of its page to refer to it */
    size_t page;
    double y;
};

struct foot_notes foot_notes_new(struct arena *arena, const struct font_set *fonts,
                                 const struct document *document);
/* Takes up what a line refers to; the strip is the one that was added last. */
void foot_notes_refer(struct foot_notes *notes, struct strip *strip,
                      const struct paragraph *paragraph, size_t line);
/* Those that nothing refers to are printed all the same, with the last strip. */
void foot_notes_take_rest(struct foot_notes *notes, struct strip *strip);
/* After pagination: in the order of their strips; at each foot by number. */
const struct placed_note *foot_notes_place(const struct foot_notes *notes, const struct flow *flow,
                                           const struct flow_page *pages, size_t page_count,
                                           size_t *count);

#endif
