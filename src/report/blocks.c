/* What tables and charts have in common: their place in the document and their
 * notes. */
#include "report/blocks.h"

#include "base/arena.h"
#include "define/node.h"
#include "report/narrative.h"

void blocks_place_table(struct writer *writer, const struct numbered_block *numbered,
                        struct document_table *table) {
    const struct node *node = numbered->block->node;
    table->sheet = node_text(node, "sheet", TEXT_NONE);
    table->number = numbered->order;
    if (text_equal_c(node_text(node, "workbook-only", TEXT_NONE), "yes")) {
        writer_add_annex_table(writer, table);
        return;
    }
    struct document_block *block = writer_add_block(writer, DOCUMENT_TABLE);
    block->id = numbered->block->id;
    block->table = table;
}

struct notes {
    struct writer *writer;
    struct text *items;
    size_t count;
};

static void add_note(struct notes *notes, struct text words) {
    for (size_t i = 0; i < notes->count; i++) {
        if (text_equal(notes->items[i], words)) {
            return;
        }
    }
    notes->items = writer_grow(notes->writer, notes->items, sizeof *notes->items, notes->count);
    notes->items[notes->count++] = words;
}

/* Why a measure prints [n/a]: its own footnote, or when it ended and what took its place. */
static struct text superseded_words(struct writer *writer,
                                    const struct measure_definition *measure) {
    const struct measure_definition *successor =
        catalogue_measure(writer->context->catalogue, measure->superseded_by);
    if (measure->footnote.length > 0) {
        return text_format(writer->arena, "[n/a] %.*s", TEXT_ARG(measure->footnote));
    }
    struct text day = date_words(writer->arena, measure->superseded_on);
    struct text title = successor ? successor->title : measure->superseded_by;
    return text_format(writer->arena, "[n/a] superseded on %.*s by: %.*s.", TEXT_ARG(day),
                       TEXT_ARG(title));
}

static void note_marker(struct notes *notes, const struct bound *bound) {
    static const struct {
        const char *marker, *words;
    } meanings[] = {
        {"[z]", "[z] not applicable: there was nothing to take a share of."},
        {"[x]", "[x] not available."},
        {"[c]",
         "[c] suppressed, so that no child can be recognised: a small number, or one from which a "
         "small number could be worked out."},
        {"[u]", "[u] not reliable enough to print."}};
    const struct figure *figure = bound->figure;
    if (figure && figure->status == FIGURE_SUPERSEDED) {
        add_note(notes, superseded_words(notes->writer, figure->measure));
    }
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++) {
        if (text_equal_c(bound->bare, meanings[i].marker)) {
            add_note(notes, text_of(meanings[i].words));
        }
    }
}

void blocks_refuse_mixed(struct writer *writer, const struct node *block,
                         const struct bound *bounds, size_t bound_count) {
    const struct measure_definition *first = NULL;
    for (size_t i = 0; i < bound_count; i++) {
        const struct measure_definition *measure =
            bounds[i].figure ? bounds[i].figure->measure : NULL;
        if (!measure || measure->deprivation == DEPRIVATION_NONE) {
            continue;
        }
        first = first ? first : measure;
        if (measure->deprivation != first->deprivation) {
            const char *kind = node_get(block, "chart") ? "chart" : "table";
            DIAG_REPORT(writer->diag, RP025, &block->place, text_of(kind), first->id, measure->id);
            writer_refuse(writer);
            return;
        }
    }
}

/* Where the figures come from; comparators of several years in one note. */
static void note_sources(struct notes *notes, const struct bound *bounds, size_t bound_count) {
    struct arena *arena = notes->writer->arena;
    struct comparison_use *uses = ARENA_ARRAY(arena, struct comparison_use, bound_count + 1);
    size_t use_count = 0, note_count;
    for (size_t i = 0; i < bound_count; i++) {
        struct text source = TEXT_NONE;
        if (bounds[i].beside.comparison) {
            uses[use_count++] = bounds[i].beside;
        } else {
            source = binding_source(notes->writer, &bounds[i]);
        }
        if (source.length > 0) {
            add_note(notes, source);
        }
    }
    const struct text *words = comparison_notes(arena, uses, use_count, &note_count);
    for (size_t i = 0; i < note_count; i++) {
        add_note(notes, words[i]);
    }
}

const struct text *blocks_notes(struct writer *writer, const struct node *block,
                                const struct bound *bounds, size_t bound_count, size_t *count) {
    struct notes notes = {writer, NULL, 0};
    const struct node *list = node_get(block, "notes");
    for (size_t i = 0; list && i < list->child_count; i++) {
        add_note(&notes, narrative_words(writer, list->children[i]));
    }
    const struct node *cells = node_get(block, "cell-notes");
    for (size_t i = 0; cells && i < cells->child_count; i++) {
        struct text words = narrative_words(writer, node_get(cells->children[i], "note"));
        add_note(&notes, text_format(writer->arena, "[%c] %.*s", 'a' + (int)i, TEXT_ARG(words)));
    }
    for (size_t i = 0; i < bound_count; i++) {
        struct text late = binding_late(writer, &bounds[i]);
        if (late.length > 0) {
            add_note(&notes, late);
        }
    }
    for (size_t i = 0; i < bound_count; i++) {
        if (bounds[i].kind == CELL_MARKER) {
            note_marker(&notes, &bounds[i]);
        }
    }
    note_sources(&notes, bounds, bound_count);
    *count = notes.count;
    return notes.items;
}
