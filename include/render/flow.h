/* Pages from strips: what stands between two possible page ends, in reading
 * order. Knows heights and rules, nothing of what is drawn. Footnotes take room
 * on every page of a line that refers to them; a float that does not fit goes to the top of a
 * later page while the strips after it fill this one, but not past a barrier,
 * unless the page would stay white there. */
#ifndef RENDER_FLOW_H
#define RENDER_FLOW_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct strip {
    double height;
    double space_above, space_below; /* the greater of two that meet; none at a page's top */
    double repeat_height; /* room above it where it begins a page: a table's repeated head */
    bool keeps_with_next; /* no page ends behind it */
    bool prefers_next; /* nor behind this, unless more than FLOW_HOLE of a page would stay white */
    bool starts_page;
    bool is_float;
    size_t float_length; /* strips from here on that float together; 0: this one */
    bool is_barrier;     /* floats seen before it are placed before it, or next */
    size_t first_reference, reference_count; /* to notes: places in the flow's references */
    /* Set by flow_paginate: */
    size_t page;
    double y;         /* its top, from the top of the text area */
    bool begins_page; /* so that repeat_height was given to it */
};
struct flow_page {
    double notes_height; /* rule and notes at the foot; 0: none */
    size_t note_count;
};
struct flow {
    struct strip *strips;
    size_t strip_count;
    const size_t *references;   /* the notes that strips refer to, time and again */
    const double *note_heights; /* by note */
    size_t note_count;
    double page_height; /* of the text area */
    double notes_gap;   /* above a page's first note */
};

/* The share of a page that may stay white so that a small table keeps together, or a float stands
 * before a barrier. */
#define FLOW_HOLE 0.2

/* How many strips a strip stands for: those of its float. */
size_t flow_float_length(const struct strip *strip);
/* Gives every strip its page and place. `pages` are made in the arena; `too_tall` is the first
 * strip that is higher than a page, and then the result is false. */
bool flow_paginate(struct arena *arena, const struct flow *flow, struct flow_page **pages,
                   size_t *page_count, size_t *too_tall);

#endif
