/* Footnotes: taken up line by line while strips are made, placed when these have
 * their pages. */
#include "render/foot_notes.h"

#include <assert.h>

#include "base/arena.h"
#include "render/page_style.h"

#define BELOW_NOTE 2.0

struct foot_notes foot_notes_new(struct arena *arena, const struct font_set *fonts,
                                 const struct document *document) {
    return (struct foot_notes){
        .arena = arena,
        .fonts = fonts,
        .document = document,
        .paragraphs = ARENA_ARRAY(arena, const struct paragraph *, document->note_count),
        .heights = ARENA_ARRAY(arena, double, document->note_count)};
}

static void refer(struct foot_notes *notes, struct strip *strip, size_t note) {
    assert(note < notes->document->note_count);
    if (notes->paragraphs[note] == NULL) {
        struct paragraph_style style = {
            {FONT_REGULAR, NOTE_SIZE, COLOUR_INK}, NOTE_LEADING, PAGE_MEASURE - NOTE_INDENT};
        notes->paragraphs[note] =
            paragraph_new(notes->arena, notes->fonts, notes->document->notes[note], style);
        notes->heights[note] = paragraph_height(notes->paragraphs[note]) + BELOW_NOTE;
    }
    ARENA_MAKE_ROOM(notes->arena, notes->references, notes->reference_count,
                    notes->reference_capacity, 32);
    strip->first_reference =
        strip->reference_count == 0 ? notes->reference_count : strip->first_reference;
    notes->references[notes->reference_count++] = note;
    strip->reference_count++;
}

void foot_notes_refer(struct foot_notes *notes, struct strip *strip,
                      const struct paragraph *paragraph, size_t line) {
    for (size_t i = 0; i < paragraph->lines[line].span_count; i++) {
        const struct inline_run *run = paragraph->lines[line].spans[i].run;
        if (run->note > 0) {
            refer(notes, strip, run->note - 1);
        }
    }
}

void foot_notes_take_rest(struct foot_notes *notes, struct strip *strip) {
    for (size_t note = 0; note < notes->document->note_count; note++) {
        if (notes->paragraphs[note] == NULL) {
            refer(notes, strip, note);
        }
    }
}

/* ---- where they stand ---- */

/* What is placed, and by note a chain through its pages. */
struct placing {
    struct placed_note *placed;
    size_t *before; /* by placed note: 1 + the one of the same note placed before it; 0: none */
    size_t *last;   /* by note: 1 + the one placed last */
    size_t count;
};

static bool stands_on(const struct placing *placing, size_t note, size_t page) {
    for (size_t i = placing->last[note]; i > 0; i = placing->before[i - 1]) {
        if (placing->placed[i - 1].page == page) {
            return true;
        }
    }
    return false;
}

static void place_references(const struct foot_notes *notes, const struct flow *flow, size_t index,
                             struct placing *placing) {
    const struct strip *strip = &flow->strips[index];
    for (size_t i = 0; i < strip->reference_count; i++) {
        size_t note = notes->references[strip->first_reference + i];
        if (stands_on(placing, note, strip->page)) {
            continue;
        }
        placing->placed[placing->count] = (struct placed_note){
            (uint32_t)note + 1, notes->paragraphs[note], index, strip->page, 0};
        placing->before[placing->count] = placing->last[note];
        placing->last[note] = ++placing->count;
    }
}

/* At each foot the notes stand in the order of their numbers. */
static void stack_up(const struct foot_notes *notes, const struct placing *placing, double *next) {
    for (size_t note = 0; note < notes->document->note_count; note++) {
        for (size_t i = placing->last[note]; i > 0; i = placing->before[i - 1]) {
            struct placed_note *placed = &placing->placed[i - 1];
            placed->y = next[placed->page];
            next[placed->page] += notes->heights[note];
        }
    }
}

const struct placed_note *foot_notes_place(const struct foot_notes *notes, const struct flow *flow,
                                           const struct flow_page *pages, size_t page_count,
                                           size_t *count) {
    size_t most = notes->reference_count;
    struct placing placing = {.placed = ARENA_ARRAY(notes->arena, struct placed_note, most),
                              .before = ARENA_ARRAY(notes->arena, size_t, most),
                              .last =
                                  ARENA_ARRAY(notes->arena, size_t, notes->document->note_count)};
    for (size_t i = 0; i < flow->strip_count; i++) {
        place_references(notes, flow, i, &placing);
    }
    double *next = ARENA_ARRAY(notes->arena, double, page_count);
    for (size_t page = 0; page < page_count; page++) {
        next[page] = PAGE_BOTTOM - pages[page].notes_height + flow->notes_gap;
    }
    stack_up(notes, &placing, next);
    *count = placing.count;
    return placing.placed;
}
