#include "render/layout.h"
#include "render/page_style.h"
#include "support/sample_document.h"
#include "support/testing.h"

/* The sample without its front matter, behind `lines` paragraphs of one line each. */
static struct document *shifted(size_t lines) {
    struct document *document = sample_document(testing_arena());
    const struct document *line = sample_document_of(testing_arena(), "A line.");
    size_t kept = document->block_count - 2;
    struct document_block *blocks =
        ARENA_ARRAY(testing_arena(), struct document_block, lines + kept);
    for (size_t i = 0; i < lines; i++) {
        blocks[i] = line->blocks[1];
    }
    for (size_t i = 0; i < kept; i++) {
        blocks[lines + i] = document->blocks[i + 2];
    }
    document->blocks = blocks;
    document->block_count = lines + kept;
    return document;
}

static struct layout lay_out(const struct font_set *set, const struct document *document) {
    struct layout layout;
    HOLDS(layout_make(testing_arena(), testing_diag(), set, document, &layout));
    return layout;
}

static bool is_line(enum part_kind kind) {
    return kind == PART_PARAGRAPH_LINE || kind == PART_ITEM_LINE || kind == PART_QUOTE_LINE;
}

static size_t page_of(const struct layout *layout, size_t part) {
    return layout->strips[part].page;
}

/* True if the parts from `first` to `last` stand on one page. */
static bool together(const struct layout *layout, size_t first, size_t last) {
    return page_of(layout, first) == page_of(layout, last);
}

static void check_lines(const struct layout *layout, size_t i) {
    const struct part *part = &layout->parts[i];
    size_t count = part->paragraph->line_count;
    if (part->line == 0 && count > 1) {
        HOLDS(together(layout, i, i + 1));
        HOLDS(together(layout, i + count - 2, i + count - 1));
    }
}

static void check_heading(const struct layout *layout, size_t i) {
    bool is_end = layout->parts[i + 1].block != layout->parts[i].block;
    if (!is_end || layout->parts[i + 1].kind == PART_CHART) {
        return;
    }
    HOLDS(together(layout, i, i + 1));
    if (is_line(layout->parts[i + 1].kind) && is_line(layout->parts[i + 2].kind)) {
        HOLDS(together(layout, i, i + 2));
    }
}

static void check_table(const struct layout *layout, size_t i) {
    size_t rows = layout->parts[i].block->table->row_count;
    size_t notes = layout->parts[i].block->table->note_count;
    HOLDS(together(layout, i, i + 2));
    HOLDS(together(layout, i + rows - 1, i + rows));
    HOLDS(together(layout, i + rows, i + rows + notes));
}

static void what_belongs_together_stays_so_wherever_it_falls(void) {
    const struct font_set *set = sample_font_set();
    for (size_t lines = 0; lines < 45; lines++) {
        struct layout layout = lay_out(set, shifted(lines));
        for (size_t i = 0; i + 2 < layout.part_count; i++) {
            if (is_line(layout.parts[i].kind)) {
                check_lines(&layout, i);
            } else if (layout.parts[i].kind == PART_HEADING_LINE) {
                check_heading(&layout, i);
            } else if (layout.parts[i].kind == PART_TABLE_HEAD) {
                check_table(&layout, i);
            }
        }
    }
}

static void notes_stand_at_the_foot_of_their_reference_s_page(void) {
    const struct font_set *set = sample_font_set();
    for (size_t lines = 0; lines < 45; lines += 4) {
        struct layout layout = lay_out(set, shifted(lines));
        SAME_INT((long long)layout.note_count, 2);
        for (size_t i = 0; i < layout.note_count; i++) {
            const struct placed_note *note = &layout.notes[i];
            const struct strip *strip = &layout.strips[note->strip];
            SAME_INT((long long)note->page, (long long)strip->page);
            HOLDS(note->y > PAGE_TOP + strip->y + strip->height);
            HOLDS(note->y + paragraph_height(note->paragraph) <= PAGE_BOTTOM);
        }
    }
}

/* Paragraphs over several pages, of which the first and the last refer to two notes, the second
 * note first. */
static struct document *document_with_a_note_used_again(void) {
    struct document *document = sample_document_of(testing_arena(), "Words.");
    struct inline_run *runs = ARENA_ARRAY(testing_arena(), struct inline_run, 3);
    struct rich_text *notes = ARENA_ARRAY(testing_arena(), struct rich_text, 2);
    struct document_block *blocks = ARENA_ARRAY(testing_arena(), struct document_block, 16);
    struct buffer words = buffer_new(testing_arena());
    for (int i = 0; i < 60; i++) {
        buffer_add(&words, TEXT("words here "));
    }
    runs[0] = (struct inline_run){.text = buffer_text(&words), .link = TEXT_NONE};
    runs[1] = (struct inline_run){.text = TEXT_NONE, .link = TEXT_NONE, .note = 2};
    runs[2] = (struct inline_run){.text = TEXT_NONE, .link = TEXT_NONE, .note = 1};
    notes[0] = notes[1] = (struct rich_text){runs, 1};
    for (size_t i = 0; i < 16; i++) {
        bool has_both = i == 0 || i == 15;
        blocks[i] = document->blocks[document->block_count - 1];
        blocks[i].text = (struct rich_text){runs, has_both ? 3 : 1};
    }
    document->blocks = blocks;
    document->block_count = 16;
    document->notes = notes;
    document->note_count = 2;
    return document;
}

static void a_note_used_again_stands_at_the_foot_of_each_page_by_number(void) {
    struct layout layout = lay_out(sample_font_set(), document_with_a_note_used_again());
    SAME_INT((long long)layout.note_count, 4);
    SAME_INT((long long)layout.notes[0].page, 0);
    HOLDS(layout.page_count > 1);
    SAME_INT((long long)layout.notes[2].page, (long long)layout.page_count - 1);
    for (size_t i = 0; i < 4; i += 2) { /* note 2 is referred to first, and stands below note 1 */
        SAME_INT(layout.notes[i].number, 2);
        SAME_INT(layout.notes[i + 1].number, 1);
        SAME_INT((long long)layout.notes[i].page, (long long)layout.notes[i + 1].page);
        HOLDS(layout.notes[i].y > layout.notes[i + 1].y);
    }
}

static void note_that_nothing_refers_to_is_placed_all_the_same(void) {
    const struct font_set *set = sample_font_set();
    struct document *document = sample_document_of(testing_arena(), "No mark here.");
    const struct inline_run run = {.text = TEXT("A lonely note."), .link = TEXT_NONE};
    const struct rich_text note = {&run, 1};
    document->notes = &note;
    document->note_count = 1;
    struct layout layout = lay_out(set, document);
    SAME_INT((long long)layout.note_count, 1);
    SAME_INT(layout.notes[0].number, 1);
}

static void figures_stay_within_their_section(void) {
    const struct font_set *set = sample_font_set();
    for (size_t lines = 0; lines < 45; lines++) {
        struct layout layout = lay_out(set, shifted(lines));
        size_t waiting = layout.part_count;
        for (size_t i = 0; i < layout.part_count; i++) {
            const struct part *part = &layout.parts[i];
            if (part->kind == PART_CHART) {
                waiting = i;
            }
            bool is_section = part->kind == PART_HEADING_LINE && part->block->level <= 2;
            if (is_section && waiting < layout.part_count) {
                bool is_before = page_of(&layout, waiting) < page_of(&layout, i) ||
                                 (together(&layout, waiting, i) &&
                                  layout.strips[waiting].y < layout.strips[i].y);
                HOLDS(is_before);
                waiting = layout.part_count;
            }
        }
    }
}

static void headings_of_sections_stop_figures_that_wait(void) {
    struct layout layout = lay_out(sample_font_set(), sample_document(testing_arena()));
    for (size_t i = 0; i < layout.part_count; i++) {
        const struct part *part = &layout.parts[i];
        if (part->kind == PART_HEADING_LINE && part->line == 0) {
            SAME_INT(layout.strips[i].is_barrier, part->block->level <= 2);
        }
        bool is_table_before_text =
            part->kind == PART_TABLE_HEAD && part->block[1].kind == DOCUMENT_PARAGRAPH;
        SAME_INT(layout.strips[i].is_float, part->kind == PART_CHART || is_table_before_text);
    }
}

static void long_numbers_do_not_run_into_what_they_number(void) {
    const struct font_set *set = sample_font_set();
    struct document *document = sample_document_of(testing_arena(), "Words.");
    struct document_block *blocks = ARENA_ARRAY(testing_arena(), struct document_block, 3);
    blocks[0].kind = DOCUMENT_CONTENTS;
    blocks[1] = document->blocks[0];
    blocks[2] = document->blocks[1];
    blocks[1].number = TEXT("Annex AA");
    blocks[2].number = TEXT("10.10.10.10");
    document->blocks = blocks;
    document->block_count = 3;
    struct layout layout = lay_out(set, document);
    for (size_t i = 0; i < layout.part_count; i++) {
        const struct part *part = &layout.parts[i];
        if (part->kind == PART_TITLE || part->kind == PART_CONTENTS_TITLE) {
            continue;
        }
        const struct document_block *numbered =
            part->kind == PART_CONTENTS_ENTRY ? &blocks[part->index] : part->block;
        struct type_style type = part->paragraph->style.type;
        double width = font_width(set->styles[type.font], type.size, numbered->number);
        HOLDS(width > 40 && part->left > part->label_left + width + 4);
    }
}

static void page_break_begins_a_page(void) {
    const struct font_set *set = sample_font_set();
    struct layout layout = lay_out(set, shifted(3));
    for (size_t i = 1; i < layout.part_count; i++) {
        const struct part *part = &layout.parts[i];
        if (part->kind == PART_HEADING_LINE && text_equal(part->block->id, TEXT("appendix"))) {
            HOLDS(page_of(&layout, i) > page_of(&layout, i - 1));
            NEAR(layout.strips[i].y + 1, 1, 1e-9);
        }
    }
}

SUITE(render_layout, CLAIM(what_belongs_together_stays_so_wherever_it_falls),
      CLAIM(notes_stand_at_the_foot_of_their_reference_s_page),
      CLAIM(a_note_used_again_stands_at_the_foot_of_each_page_by_number),
      CLAIM(note_that_nothing_refers_to_is_placed_all_the_same),
      CLAIM(figures_stay_within_their_section), CLAIM(headings_of_sections_stop_figures_that_wait),
      CLAIM(long_numbers_do_not_run_into_what_they_number), CLAIM(page_break_begins_a_page))
