/* Pagination, a page at a time: strips are laid until one does not fit, then the
 * page ends at the last place where it may. What came after that place, floats
 * among it, is taken again for the next page. */
#include "render/flow.h"

#include <math.h>
#include <stdint.h>

#include "base/arena.h"

/* A page being filled; copied to come back to an earlier state. */
struct fill {
    size_t next;        /* the strip to be laid */
    double y;           /* the lower edge of what is laid */
    double space_below; /* wanted by what is laid last */
    bool is_empty;      /* nothing is laid but floats */
    double notes_height;
    size_t note_count;
    /* Floats put off: these of `waiting`, which keeps those placed, so that one can come back. */
    size_t waiting_from, waiting_to;
    bool continues_table; /* the page began within one: floats wait for its end */
};

struct paginator {
    struct arena *arena;
    const struct flow *flow;
    size_t *waiting; /* strips of floats not placed yet, in order */
    struct fill now;
    struct flow_page *pages;
    size_t page_count, page_capacity;
    size_t *notes;  /* at the page's foot: as many as `now` says */
    size_t put_off; /* the first float of several strips that did not fit; SIZE_MAX: none */
    bool passes_barriers;
    bool is_floating; /* what is laid is a float: no row of it repeats its head */
};

static bool has_note(const struct paginator *paginator, size_t count, size_t note) {
    for (size_t i = 0; i < count; i++) {
        if (paginator->notes[i] == note) {
            return true;
        }
    }
    return false;
}

/* The height of the page's notes with those of a strip, and how many they are then. What is
 * written behind the page's own counts only once the strip is laid. */
static double notes_with(struct paginator *paginator, const struct strip *strip, size_t *count) {
    double height = paginator->now.notes_height;
    *count = paginator->now.note_count;
    for (size_t i = 0; i < strip->reference_count; i++) {
        size_t note = paginator->flow->references[strip->first_reference + i];
        if (!has_note(paginator, *count, note)) {
            height += height > 0 ? 0 : paginator->flow->notes_gap;
            height += paginator->flow->note_heights[note];
            paginator->notes[(*count)++] = note;
        }
    }
    return height;
}

/* Lays a strip if it fits; an over-full empty page takes it all the same. */
static bool lay(struct paginator *paginator, size_t index, bool is_forced) {
    struct strip *strip = &paginator->flow->strips[index];
    struct fill *now = &paginator->now;
    bool is_top = now->y <= 0;
    double top = now->y + (is_top ? 0 : fmax(strip->space_above, now->space_below));
    bool repeats = now->is_empty && strip->repeat_height > 0 && !paginator->is_floating;
    top += repeats ? strip->repeat_height : 0;
    size_t note_count;
    double notes = notes_with(paginator, strip, &note_count);
    if (!is_forced && top + strip->height + notes > paginator->flow->page_height) {
        return false;
    }
    strip->page = paginator->page_count;
    strip->y = top;
    strip->begins_page = repeats;
    now->y = top + strip->height;
    now->space_below = strip->space_below;
    now->notes_height = notes;
    now->note_count = note_count;
    return true;
}

/* All strips of a float, or none. */
static bool lay_float(struct paginator *paginator, size_t index, bool is_forced) {
    const struct strip *strip = &paginator->flow->strips[index];
    struct fill before = paginator->now;
    bool fits = true;
    paginator->is_floating = true;
    for (size_t i = 0; i < flow_float_length(strip) && fits; i++) {
        fits = lay(paginator, index + i, is_forced);
    }
    paginator->is_floating = false;
    paginator->now = fits ? paginator->now : before;
    return fits;
}

static void place_waiting(struct paginator *paginator) {
    struct fill *now = &paginator->now;
    while (now->waiting_from < now->waiting_to &&
           lay_float(paginator, paginator->waiting[now->waiting_from], now->y <= 0)) {
        now->waiting_from++;
    }
}

static bool is_within_table(const struct flow *flow, size_t index) {
    return index < flow->strip_count && flow->strips[index].repeat_height > 0;
}

static void begin_page(struct paginator *paginator) {
    const struct fill *last = &paginator->now;
    paginator->now = (struct fill){.next = last->next,
                                   .is_empty = true,
                                   .waiting_from = last->waiting_from,
                                   .waiting_to = last->waiting_to,
                                   .continues_table = is_within_table(paginator->flow, last->next)};
    if (!paginator->now.continues_table) {
        place_waiting(paginator);
    }
}

static void end_page(struct paginator *paginator) {
    ARENA_MAKE_ROOM(paginator->arena, paginator->pages, paginator->page_count,
                    paginator->page_capacity, 16);
    paginator->pages[paginator->page_count++] =
        (struct flow_page){paginator->now.notes_height, paginator->now.note_count};
}

static double filled(const struct paginator *paginator) {
    return paginator->now.y + paginator->now.notes_height;
}

static bool leaves_hole(const struct paginator *paginator, double height) {
    return height < (1 - FLOW_HOLE) * paginator->flow->page_height;
}

/* Whether the strip that comes next must begin a page of its own. */
static bool must_turn(const struct paginator *paginator, const struct strip *strip) {
    bool has_content = paginator->now.y > 0;
    bool waits = paginator->now.waiting_from < paginator->now.waiting_to;
    bool is_barred = strip->is_barrier && !paginator->passes_barriers;
    return (waits && (is_barred || strip->starts_page)) || (strip->starts_page && has_content);
}

/* Lays a float here or puts it off; true if it stands here. */
static bool take_float(struct paginator *paginator, size_t index) {
    struct fill *now = &paginator->now;
    bool stands_here =
        now->waiting_from == now->waiting_to && lay_float(paginator, index, now->y <= 0);
    if (!stands_here) {
        paginator->waiting[now->waiting_to++] = index;
        bool is_group = flow_float_length(&paginator->flow->strips[index]) > 1;
        paginator->put_off =
            is_group && paginator->put_off == SIZE_MAX ? index : paginator->put_off;
    }
    return stands_here;
}

/* The places where a page may end: the last good one, and the last that will do. */
struct page_ends {
    struct fill good, fair;
    bool has_good, has_fair;
};

/* The better of the two: a page is not left white to hold a small table together. */
static const struct fill *chosen_end(const struct paginator *paginator,
                                     const struct page_ends *ends) {
    double height = ends->has_good ? ends->good.y + ends->good.notes_height : 0;
    bool is_further = ends->has_fair && (!ends->has_good || ends->fair.next > ends->good.next);
    if (is_further && leaves_hole(paginator, height)) {
        return &ends->fair;
    }
    return ends->has_good ? &ends->good : NULL;
}

static void note_end(const struct paginator *paginator, const struct strip *strip,
                     struct page_ends *ends) {
    if (strip->prefers_next) {
        ends->fair = paginator->now;
        ends->has_fair = true;
    } else {
        ends->good = paginator->now;
        ends->has_good = true;
    }
}

/* Ends the page at its last place for it, or, where all of it holds together, right here; an
 * empty page takes the strip that is too much for it. */
static void end_fill(struct paginator *paginator, const struct fill *last_end) {
    if (last_end != NULL) {
        paginator->now = *last_end;
    } else if (paginator->now.y <= 0) {
        lay(paginator, paginator->now.next, true);
        paginator->now.next++;
    }
}

/* A table that began on an earlier page has ended: what waits may stand behind it. */
static void end_table(struct paginator *paginator, const struct strip *strip) {
    if (paginator->now.continues_table && strip->repeat_height <= 0) {
        paginator->now.continues_table = false;
        place_waiting(paginator);
    }
}

/* Lays strips until one does not fit; true when all are laid. */
static bool fill_once(struct paginator *paginator) {
    const struct flow *flow = paginator->flow;
    /* Floats alone make a page. */
    struct page_ends ends = {.good = paginator->now, .has_good = paginator->now.y > 0};
    bool may_end = true; /* behind the strip laid last */
    while (paginator->now.next < flow->strip_count) {
        size_t index = paginator->now.next;
        const struct strip *strip = &flow->strips[index];
        if (may_end) {
            end_table(paginator, strip);
        }
        if (may_end && must_turn(paginator, strip)) {
            return false;
        }
        bool is_laid =
            strip->is_float ? take_float(paginator, index) : lay(paginator, index, false);
        if (!is_laid && !strip->is_float) {
            end_fill(paginator, chosen_end(paginator, &ends));
            return false;
        }
        paginator->now.next += flow_float_length(strip);
        paginator->now.is_empty &= strip->is_float;
        /* A float put off leaves a heading before it without what it heads. */
        const struct strip *last = strip + flow_float_length(strip) - 1;
        may_end = is_laid ? !last->keeps_with_next : may_end;
        if (may_end) {
            note_end(paginator, last, &ends);
        }
    }
    return true;
}

/* Fills the page anew; whether it is fuller than it was. */
static bool fill_again(struct paginator *paginator, const struct fill *start, double height,
                       bool *all_laid) {
    paginator->now = *start;
    *all_laid = fill_once(paginator);
    return filled(paginator) > height;
}

/* A page with a hole is tried otherwise: a table put off stands where it is, so that its rows fill
 * the page; or what waits comes behind the next heading. */
static bool fill_page(struct paginator *paginator) {
    const struct fill start = paginator->now;
    paginator->put_off = SIZE_MAX;
    bool all_laid = fill_once(paginator);
    double height = filled(paginator);
    const struct fill *now = &paginator->now;
    if (all_laid || now->waiting_from == now->waiting_to || !leaves_hole(paginator, height)) {
        return all_laid;
    }
    size_t put_off = paginator->put_off;
    if (put_off != SIZE_MAX) {
        paginator->flow->strips[put_off].is_float = false;
        if (fill_again(paginator, &start, height, &all_laid)) {
            return all_laid;
        }
        paginator->flow->strips[put_off].is_float = true;
    }
    paginator->passes_barriers = true;
    bool is_fuller = fill_again(paginator, &start, height, &all_laid);
    paginator->passes_barriers = false;
    if (!is_fuller) {
        fill_again(paginator, &start, height, &all_laid);
    }
    return all_laid;
}

size_t flow_float_length(const struct strip *strip) {
    return strip->is_float && strip->float_length > 1 ? strip->float_length : 1;
}

static bool find_too_tall(const struct flow *flow, size_t *too_tall) {
    for (size_t i = 0; i < flow->strip_count; i++) {
        const struct strip *strip = &flow->strips[i];
        if (strip->height + strip->repeat_height > flow->page_height) {
            *too_tall = i;
            return true;
        }
    }
    return false;
}

bool flow_paginate(struct arena *arena, const struct flow *flow, struct flow_page **pages,
                   size_t *page_count, size_t *too_tall) {
    if (find_too_tall(flow, too_tall)) {
        return false;
    }
    struct paginator paginator = {.arena = arena,
                                  .flow = flow,
                                  .waiting = ARENA_ARRAY(arena, size_t, flow->strip_count + 1),
                                  .notes = ARENA_ARRAY(arena, size_t, flow->note_count),
                                  .now = {.is_empty = true}};
    bool is_done = false;
    while (!is_done) {
        bool all_laid = fill_page(&paginator);
        end_page(&paginator);
        is_done = all_laid && paginator.now.waiting_from == paginator.now.waiting_to;
        if (!is_done) {
            begin_page(&paginator);
        }
    }
    *pages = paginator.pages;
    *page_count = paginator.page_count;
    return true;
}
