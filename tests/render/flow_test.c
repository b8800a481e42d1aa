#include "render/flow.h"
#include "support/testing.h"

enum { MOST = 400 };

struct stack {
    struct strip strips[MOST];
    size_t count;
    size_t references[MOST]; /* to notes */
    size_t reference_count;
};

static struct strip *push(struct stack *stack, double height) {
    struct strip *strip = &stack->strips[stack->count++];
    *strip = (struct strip){.height = height};
    return strip;
}

static struct stack *new_stack(void) {
    return arena_alloc(testing_arena(), sizeof(struct stack));
}

static struct flow_page *paginate(struct stack *stack, const double *notes, size_t *page_count) {
    struct flow flow = {.strips = stack->strips,
                        .strip_count = stack->count,
                        .references = stack->references,
                        .note_heights = notes,
                        .note_count = MOST,
                        .page_height = 100,
                        .notes_gap = 5};
    struct flow_page *pages = NULL;
    size_t too_tall;
    HOLDS(flow_paginate(testing_arena(), &flow, &pages, page_count, &too_tall));
    return pages;
}

/* The strip refers to this note, once more than it did. */
static void refer(struct stack *stack, struct strip *strip, size_t note) {
    strip->first_reference =
        strip->reference_count == 0 ? stack->reference_count : strip->first_reference;
    stack->references[stack->reference_count++] = note;
    strip->reference_count++;
}

/* A paragraph as layout makes it: neither first nor last line alone. */
static void push_lines(struct stack *stack, size_t count) {
    for (size_t i = 0; i < count; i++) {
        push(stack, 10)->keeps_with_next = count > 1 && (i == 0 || i + 2 == count);
    }
}

static void paragraph_leaves_no_line_alone(void) {
    for (size_t before = 0; before < 10; before++) {
        for (size_t lines = 2; lines < 8; lines++) {
            struct stack *stack = new_stack();
            size_t pages;
            for (size_t i = 0; i < before; i++) {
                push(stack, 10);
            }
            push_lines(stack, lines);
            paginate(stack, NULL, &pages);
            const struct strip *first = &stack->strips[before];
            SAME_INT((long long)first[0].page, (long long)first[1].page);
            SAME_INT((long long)first[lines - 1].page, (long long)first[lines - 2].page);
        }
    }
}

static void heading_moves_on_with_what_it_heads(void) {
    struct stack *stack = new_stack();
    size_t pages;
    for (size_t i = 0; i < 8; i++) {
        push(stack, 10);
    }
    push(stack, 10)->keeps_with_next = true;
    push_lines(stack, 3);
    paginate(stack, NULL, &pages);
    SAME_INT((long long)pages, 2);
    SAME_INT((long long)stack->strips[7].page, 0);
    SAME_INT((long long)stack->strips[8].page, 1);
    NEAR(stack->strips[8].y + 1, 1, 1e-9);
}

static void float_goes_to_the_next_page_while_text_fills_this_one(void) {
    struct stack *stack = new_stack();
    size_t pages;
    for (size_t i = 0; i < 5; i++) {
        push(stack, 10);
    }
    push(stack, 60)->is_float = true;
    for (size_t i = 0; i < 8; i++) {
        push(stack, 10);
    }
    paginate(stack, NULL, &pages);
    SAME_INT((long long)stack->strips[5].page, 1);
    NEAR(stack->strips[5].y + 1, 1, 1e-9);
    SAME_INT((long long)stack->strips[10].page, 0);
    SAME_INT((long long)stack->strips[11].page, 1);
    NEAR(stack->strips[11].y, 60, 1e-9);
}

/* So many lines, a float too high for what is left, a line, a heading that bars it and its line:
 * the page of the heading. */
static size_t page_of_a_barrier(size_t before, const struct strip **floated) {
    struct stack *stack = new_stack();
    size_t pages;
    for (size_t i = 0; i < before; i++) {
        push(stack, 10);
    }
    push(stack, 60)->is_float = true;
    push(stack, 10);
    struct strip *heading = push(stack, 5);
    heading->is_barrier = heading->keeps_with_next = true;
    push(stack, 5);
    paginate(stack, NULL, &pages);
    SAME_INT(stack->strips[before + 1].page, 0);
    *floated = &stack->strips[before];
    return heading->page;
}

static void float_does_not_pass_a_barrier(void) {
    const struct strip *floated;
    SAME_INT(page_of_a_barrier(7, &floated), 1);
    SAME_INT(floated->page, 1);
    NEAR(floated->y + 1, 1, 1e-9);
    NEAR(floated[2].y, 60, 1e-9);
}

static void float_passes_a_barrier_rather_than_leave_a_hole(void) {
    const struct strip *floated;
    SAME_INT(page_of_a_barrier(5, &floated), 0);
    SAME_INT(floated->page, 1);
    NEAR(floated->y + 1, 1, 1e-9);
}

/* Strips of 10 on pages of 100: so many before a table of eight, which may be parted in its middle.
 */
static size_t page_of_the_middle(size_t before) {
    struct stack *stack = new_stack();
    size_t pages;
    for (size_t i = 0; i < before; i++) {
        push(stack, 10);
    }
    for (size_t i = 0; i < 8; i++) {
        struct strip *row = push(stack, 10);
        row->prefers_next = i < 7;
        row->keeps_with_next = i != 3 && i != 7;
    }
    paginate(stack, NULL, &pages);
    SAME_INT(stack->strips[before + 3].page, stack->strips[before].page);
    SAME_INT(stack->strips[before + 4].page, 1);
    return stack->strips[before + 3].page;
}

static void a_small_table_is_parted_only_where_it_would_leave_a_hole(void) {
    SAME_INT(page_of_the_middle(8), 1); /* there is no room for half of it */
    SAME_INT(page_of_the_middle(6), 0);
    SAME_INT(page_of_the_middle(4), 0);
    struct stack *stack = new_stack();
    size_t pages;
    for (size_t i = 0; i < 8; i++) {
        push(stack, 10);
    }
    for (size_t i = 0; i < 4; i++) { /* a fifth of the page stays white rather than part them */
        push(stack, 10)->prefers_next = i < 3;
    }
    paginate(stack, NULL, &pages);
    SAME_INT(stack->strips[8].page, 1);
}

/* A table of so many rows of 10 that floats whole; its head is its first strip. */
static size_t push_floating_table(struct stack *stack, size_t rows) {
    size_t first = stack->count;
    for (size_t i = 0; i < rows; i++) {
        struct strip *row = push(stack, 10);
        row->keeps_with_next = i + 1 < rows && i != rows / 2;
        row->prefers_next = i + 1 < rows;
        row->repeat_height = i > 0 ? 5 : 0;
    }
    stack->strips[first].is_float = true;
    stack->strips[first].float_length = rows;
    return first;
}

static void small_table_floats_whole_while_text_fills_the_page(void) {
    struct stack *stack = new_stack();
    size_t pages;
    for (size_t i = 0; i < 7; i++) {
        push(stack, 10);
    }
    size_t table = push_floating_table(stack, 5);
    for (size_t i = 0; i < 6; i++) {
        push(stack, 10);
    }
    paginate(stack, NULL, &pages);
    SAME_INT((long long)pages, 2);
    for (size_t i = 0; i < 5; i++) {
        SAME_INT((long long)stack->strips[table + i].page, 1);
        NEAR(stack->strips[table + i].y + 1, 10.0 * (double)i + 1, 1e-9);
        HOLDS(!stack->strips[table + i].begins_page);
    }
    SAME_INT((long long)stack->strips[table + 7].page, 0);
    SAME_INT((long long)stack->strips[table + 8].page, 1);
    NEAR(stack->strips[table + 8].y, 50, 1e-9);
}

static void small_table_is_parted_where_its_floating_leaves_a_hole(void) {
    struct stack *stack = new_stack();
    size_t pages;
    for (size_t i = 0; i < 5; i++) {
        push(stack, 10);
    }
    size_t table = push_floating_table(stack, 8);
    push(stack, 10);
    push(stack, 10)->is_barrier = true;
    paginate(stack, NULL, &pages);
    SAME_INT((long long)stack->strips[table].page, 0);
    SAME_INT((long long)stack->strips[table + 4].page, 0);
    SAME_INT((long long)stack->strips[table + 5].page, 1);
}

/* A heading and three lines that hold together do not fit below it: they go on alone. */
static void a_page_may_end_behind_a_floating_table(void) {
    struct stack *stack = new_stack();
    size_t pages;
    push(stack, 20);
    size_t table = push_floating_table(stack, 5);
    for (size_t i = 0; i < 4; i++) {
        push(stack, 10)->keeps_with_next = i < 3;
    }
    paginate(stack, NULL, &pages);
    SAME_INT((long long)stack->strips[table].page, 0);
    SAME_INT((long long)stack->strips[table + 4].page, 0);
    SAME_INT((long long)stack->strips[table + 5].page, 1);
}

static void no_float_stands_within_a_table_that_goes_on(void) {
    struct stack *stack = new_stack();
    size_t pages;
    for (size_t i = 0; i < 7; i++) {
        push(stack, 10);
    }
    push(stack, 40)->is_float = true;
    for (size_t i = 0; i < 6; i++) {
        push(stack, 10)->repeat_height = i > 0 ? 5 : 0;
    }
    push(stack, 10)->is_barrier = true;
    paginate(stack, NULL, &pages);
    SAME_INT((long long)stack->strips[10].page, 0);
    NEAR(stack->strips[11].y, 5, 1e-9); /* behind the repeated head, at the page's top */
    SAME_INT((long long)stack->strips[7].page, 1);
    NEAR(stack->strips[7].y, 35, 1e-9); /* the float, behind the table's last row */
    NEAR(stack->strips[14].y, 75, 1e-9);
}

static void heading_before_a_float_put_off_keeps_its_text(void) {
    struct stack *stack = new_stack();
    size_t pages;
    for (size_t i = 0; i < 9; i++) {
        push(stack, 10);
    }
    push(stack, 10)->keeps_with_next = true;
    push(stack, 60)->is_float = true;
    push_lines(stack, 2);
    paginate(stack, NULL, &pages);
    SAME_INT((long long)stack->strips[9].page, (long long)stack->strips[11].page);
}

static void notes_take_room_on_the_page_of_their_line(void) {
    static const double notes[] = {20};
    struct stack *stack = new_stack();
    size_t page_count;
    for (size_t i = 0; i < 12; i++) {
        push(stack, 10);
    }
    refer(stack, &stack->strips[3], 0);
    struct flow_page *pages = paginate(stack, notes, &page_count);
    NEAR(pages[0].notes_height, 25, 1e-9);
    SAME_INT((long long)pages[0].note_count, 1);
    SAME_INT((long long)stack->strips[6].page, 0);
    SAME_INT((long long)stack->strips[7].page, 1);
    NEAR(pages[1].notes_height + 1, 1, 1e-9);
}

static void line_whose_note_does_not_fit_moves_with_it(void) {
    static const double notes[] = {20};
    struct stack *stack = new_stack();
    size_t page_count;
    for (size_t i = 0; i < 10; i++) {
        push(stack, 10);
    }
    refer(stack, &stack->strips[8], 0);
    struct flow_page *pages = paginate(stack, notes, &page_count);
    SAME_INT((long long)stack->strips[8].page, 1);
    SAME_INT((long long)pages[0].note_count, 0);
    SAME_INT((long long)pages[1].note_count, 1);
}

/* Notes of 20 and 10, with the room of 5 above the first of a page. */
static void note_takes_room_once_on_each_page_that_refers_to_it(void) {
    static const double notes[] = {20, 10};
    struct stack *stack = new_stack();
    size_t page_count;
    for (size_t i = 0; i < 14; i++) {
        push(stack, 10);
    }
    refer(stack, &stack->strips[0], 0);
    refer(stack, &stack->strips[2], 0);
    refer(stack, &stack->strips[2], 0);
    refer(stack, &stack->strips[9], 1);
    refer(stack, &stack->strips[10], 0);
    struct flow_page *pages = paginate(stack, notes, &page_count);
    SAME_INT((long long)stack->strips[7].page, 1);
    NEAR(pages[0].notes_height, 25, 1e-9);
    SAME_INT((long long)pages[0].note_count, 1);
    NEAR(pages[1].notes_height, 35, 1e-9);
    SAME_INT((long long)pages[1].note_count, 2);
    SAME_INT((long long)page_count, 3);
    SAME_INT((long long)pages[2].note_count, 0);
}

static void table_rows_leave_room_for_the_head_repeated_above_them(void) {
    struct stack *stack = new_stack();
    size_t pages;
    push(stack, 25)->keeps_with_next = true;
    for (size_t i = 0; i < 20; i++) {
        struct strip *row = push(stack, 10);
        row->repeat_height = 25;
        row->keeps_with_next = i == 0 || i == 18;
    }
    paginate(stack, NULL, &pages);
    SAME_INT((long long)pages, 3);
    SAME_INT((long long)stack->strips[8].page, 1);
    HOLDS(stack->strips[8].begins_page);
    NEAR(stack->strips[8].y, 25, 1e-9);
    HOLDS(!stack->strips[9].begins_page);
    SAME_INT((long long)stack->strips[19].page, (long long)stack->strips[20].page);
}

static void space_between_strips_is_the_greater_wish_and_none_at_the_top(void) {
    struct stack *stack = new_stack();
    size_t pages;
    push(stack, 10)->space_above = 7;
    stack->strips[0].space_below = 8;
    push(stack, 10)->space_above = 5;
    push(stack, 70)->space_above = 9;
    paginate(stack, NULL, &pages);
    NEAR(stack->strips[0].y + 1, 1, 1e-9);
    NEAR(stack->strips[1].y, 18, 1e-9);
    SAME_INT((long long)stack->strips[2].page, 1);
    NEAR(stack->strips[2].y + 1, 1, 1e-9);
}

static void strip_higher_than_a_page_is_refused(void) {
    struct stack *stack = new_stack();
    push(stack, 10);
    push(stack, 101);
    struct flow flow = {.strips = stack->strips, .strip_count = stack->count, .page_height = 100};
    struct flow_page *pages = NULL;
    size_t page_count, too_tall = 0;
    HOLDS(!flow_paginate(testing_arena(), &flow, &pages, &page_count, &too_tall));
    SAME_INT((long long)too_tall, 1);
}

static void what_holds_together_over_a_page_is_still_placed(void) {
    struct stack *stack = new_stack();
    size_t pages;
    for (size_t i = 0; i < 35; i++) {
        push(stack, 10)->keeps_with_next = true;
    }
    paginate(stack, NULL, &pages);
    SAME_INT((long long)pages, 4);
    SAME_INT((long long)stack->strips[34].page, 3);
}

static unsigned next_random(unsigned *state) {
    *state = *state * 1664525U + 1013904223U;
    return *state >> 16;
}

/* How many pages each note is referred to on, in all. */
static size_t count_notes_of_pages(const struct stack *stack, size_t page_count) {
    bool *stands = ARENA_ARRAY(testing_arena(), bool, page_count *MOST);
    size_t count = 0;
    for (size_t i = 0; i < stack->count; i++) {
        const struct strip *strip = &stack->strips[i];
        for (size_t k = 0; k < strip->reference_count; k++) {
            bool *at = &stands[strip->page * MOST + stack->references[strip->first_reference + k]];
            count += !*at;
            *at = true;
        }
    }
    return count;
}

static void every_strip_stands_on_a_page_within_it_and_apart_from_others(void) {
    for (unsigned seed = 1; seed <= 200; seed++) {
        unsigned state = seed;
        double notes[MOST];
        struct stack *stack = new_stack();
        size_t page_count, note_count = 0;
        while (stack->count < 60 + next_random(&state) % 200) {
            struct strip *strip = push(stack, 4 + next_random(&state) % 30);
            strip->is_float = next_random(&state) % 9 == 0;
            strip->is_barrier = next_random(&state) % 17 == 0;
            strip->starts_page = next_random(&state) % 41 == 0;
            strip->keeps_with_next = !strip->is_float && next_random(&state) % 3 == 0;
            if (!strip->is_float && next_random(&state) % 11 == 0) {
                refer(stack, strip, note_count);
                notes[note_count++] = 3 + next_random(&state) % 12;
            } else if (note_count > 0 && next_random(&state) % 13 == 0) {
                refer(stack, strip, next_random(&state) % note_count);
            }
        }
        struct flow_page *pages = paginate(stack, notes, &page_count);
        size_t noted = 0;
        for (size_t i = 0; i < page_count; i++) {
            noted += pages[i].note_count;
        }
        SAME_INT((long long)noted, (long long)count_notes_of_pages(stack, page_count));
        const struct strip *before = NULL;
        for (size_t i = 0; i < stack->count; i++) {
            const struct strip *strip = &stack->strips[i];
            double room = 100 - pages[strip->page].notes_height;
            HOLDS(strip->page < page_count && strip->y + strip->height <= room + 1e-9);
            if (!strip->is_float && before != NULL && before->page == strip->page) {
                HOLDS(strip->y >= before->y + before->height - 1e-9);
            }
            HOLDS(strip->is_float || before == NULL || before->page <= strip->page);
            before = strip->is_float ? before : strip;
        }
    }
}

SUITE(render_flow, CLAIM(small_table_floats_whole_while_text_fills_the_page),
      CLAIM(small_table_is_parted_where_its_floating_leaves_a_hole),
      CLAIM(a_page_may_end_behind_a_floating_table),
      CLAIM(no_float_stands_within_a_table_that_goes_on), CLAIM(paragraph_leaves_no_line_alone),
      CLAIM(heading_moves_on_with_what_it_heads),
      CLAIM(float_goes_to_the_next_page_while_text_fills_this_one),
      CLAIM(float_does_not_pass_a_barrier), CLAIM(float_passes_a_barrier_rather_than_leave_a_hole),
      CLAIM(a_small_table_is_parted_only_where_it_would_leave_a_hole),
      CLAIM(heading_before_a_float_put_off_keeps_its_text),
      CLAIM(notes_take_room_on_the_page_of_their_line),
      CLAIM(line_whose_note_does_not_fit_moves_with_it),
      CLAIM(note_takes_room_once_on_each_page_that_refers_to_it),
      CLAIM(table_rows_leave_room_for_the_head_repeated_above_them),
      CLAIM(space_between_strips_is_the_greater_wish_and_none_at_the_top),
      CLAIM(strip_higher_than_a_page_is_refused),
      CLAIM(what_holds_together_over_a_page_is_still_placed),
      CLAIM(every_strip_stands_on_a_page_within_it_and_apart_from_others))
