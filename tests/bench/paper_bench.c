/* paper-bench PAGES THREADS FORMAT...: draws a paper of at least so many pages, of the tests'
 * sample over and over with other words and figures each time, in the formats named, at the same
 * time. It prints the pages, the wall seconds and the bytes of each format. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/jobs.h"
#include "support/sample_document.h"

/* Tables and charts are numbered anew in each part: their sheets are called by their numbers. */
enum { FORMAT_LIMIT = 4, PARTS_TRIED = 6, NUMBERS_A_PART = 10 };

struct copy {
    struct arena *arena;
    int64_t part; /* 0: the sample itself */
};

static struct rich_text other_words(const struct copy *copy, struct rich_text text) {
    struct inline_run *runs = ARENA_ARRAY(copy->arena, struct inline_run, text.run_count);
    for (size_t i = 0; i < text.run_count; i++) {
        runs[i] = text.runs[i];
        if (runs[i].note > 0) { /* notes are those of the first part */
            runs[i] = (struct inline_run){.text = TEXT_NONE, .link = TEXT_NONE};
        } else if (i == 0) {
            runs[i].text = text_format(copy->arena, "In part %lld: %.*s", (long long)copy->part,
                                       TEXT_ARG(text.runs[i].text));
        }
    }
    return (struct rich_text){runs, text.run_count};
}

static const struct document_table *other_figures(const struct copy *copy,
                                                  const struct document_table *table) {
    struct document_table *other = arena_copy(copy->arena, table, sizeof *table);
    size_t count = table->row_count * table->column_count;
    struct cell *cells = arena_copy(copy->arena, table->cells, count * sizeof *cells);
    for (size_t i = 0; i < count; i++) {
        if (cells[i].kind == CELL_NUMBER) {
            cells[i].number.scaled += copy->part;
            cells[i].text = decimal_words(copy->arena, cells[i].number);
        }
    }
    other->cells = cells;
    other->number += (uint32_t)copy->part * NUMBERS_A_PART;
    return other;
}

static const struct document_chart *other_number(const struct copy *copy,
                                                 const struct document_chart *chart) {
    struct document_chart *other = arena_copy(copy->arena, chart, sizeof *chart);
    other->number += (uint32_t)copy->part * NUMBERS_A_PART;
    return other;
}

static struct document_block other_block(const struct copy *copy, struct document_block block) {
    if (copy->part == 0) {
        return block;
    }
    block.id = TEXT_NONE;
    if (block.kind == DOCUMENT_PARAGRAPH || block.kind == DOCUMENT_QUOTE) {
        block.text = other_words(copy, block.text);
    } else if (block.kind == DOCUMENT_TABLE) {
        block.table = other_figures(copy, block.table);
    } else if (block.kind == DOCUMENT_CHART) {
        block.chart = other_number(copy, block.chart);
    }
    return block;
}

static struct document *long_document(struct arena *arena, size_t part_count) {
    struct document *document = sample_document(arena);
    struct document_block *blocks =
        ARENA_ARRAY(arena, struct document_block, document->block_count * part_count);
    size_t count = 0;
    for (size_t part = 0; part < part_count; part++) {
        struct copy copy = {arena, (int64_t)part};
        for (size_t i = 0; i < document->block_count; i++) {
            if (part == 0 || document->blocks[i].kind != DOCUMENT_CONTENTS) {
                blocks[count++] = other_block(&copy, document->blocks[i]);
            }
        }
    }
    document->blocks = blocks;
    document->block_count = count;
    return document;
}

struct drawing {
    const struct renderer *renderer;
    const struct document *document;
    struct arena *arena;
    struct text bytes;
    bool is_made;
};

static void draw(void *context) {
    struct drawing *drawing = context;
    struct font_files fonts = sample_fonts();
    drawing->is_made = drawing->renderer->render(drawing->arena, diag_new(drawing->arena),
                                                 drawing->document, &fonts, &drawing->bytes);
}

static double draw_all(unsigned thread_count, struct drawing *drawings, size_t count) {
    void *contexts[FORMAT_LIMIT];
    struct timespec from, to;
    for (size_t i = 0; i < count; i++) {
        contexts[i] = &drawings[i];
    }
    clock_gettime(CLOCK_MONOTONIC, &from);
    jobs_run(thread_count, draw, contexts, count);
    clock_gettime(CLOCK_MONOTONIC, &to);
    return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) * 1e-9;
}

/* Page objects of a PDF; its dictionaries stand uncompressed. */
static size_t pages_of(struct text pdf) {
    static const char mark[] = "/MediaBox";
    size_t count = 0;
    for (const char *at = pdf.bytes; at != NULL;) {
        at = memmem(at, (size_t)(pdf.bytes + pdf.length - at), mark, sizeof mark - 1);
        count += at != NULL;
        at = at == NULL ? NULL : at + 1;
    }
    return count;
}

static size_t pages_of_parts(size_t part_count) {
    struct arena *arena = arena_new();
    struct drawing drawing = {
        .renderer = &pdf_renderer, .document = long_document(arena, part_count), .arena = arena};
    draw(&drawing);
    size_t pages = drawing.is_made ? pages_of(drawing.bytes) : 0;
    arena_free(arena);
    return pages;
}

/* How many parts make that many pages: each after the first has as many as the second. */
static size_t parts_for(size_t pages) {
    size_t one = pages_of_parts(1), many = pages_of_parts(PARTS_TRIED);
    if (one == 0 || many <= one) {
        return 0;
    }
    size_t rest = pages > one ? (pages - one) * (PARTS_TRIED - 1) : 0;
    return 1 + (rest + many - one - 1) / (many - one);
}

int main(int count, char **words) {
    struct drawing drawings[FORMAT_LIMIT];
    size_t format_count = count < 4 || count > 3 + FORMAT_LIMIT ? 0 : (size_t)count - 3;
    size_t part_count = format_count == 0 ? 0 : parts_for(strtoul(words[1], NULL, 10));
    struct arena *arena = arena_new();
    const struct document *document = part_count == 0 ? NULL : long_document(arena, part_count);
    bool all_made = document != NULL;
    for (size_t i = 0; i < format_count; i++) {
        drawings[i] = (struct drawing){.renderer = renderer_find(text_of(words[i + 3])),
                                       .document = document,
                                       .arena = arena_new()};
        all_made = all_made && drawings[i].renderer != NULL;
    }
    if (!all_made) {
        fprintf(stderr, "usage: paper-bench PAGES THREADS pdf|xlsx|html...\n");
        return 2;
    }
    double seconds = draw_all((unsigned)strtoul(words[2], NULL, 10), drawings, format_count);
    for (size_t i = 0; i < format_count; i++) {
        all_made = all_made && drawings[i].is_made;
        if (drawings[i].renderer == &pdf_renderer) {
            printf("%zu pages ", pages_of(drawings[i].bytes));
        }
        printf("%s %zu bytes ", drawings[i].renderer->name, drawings[i].bytes.length);
        arena_free(drawings[i].arena);
    }
    printf("%.4f seconds\n", seconds);
    arena_free(arena);
    return all_made ? 0 : 1;
}
