/* Appendices: documents that go with a paper, each named with its file's size
 * and SHA-256, so that what was sent can be told from what was not. One that is
 * not there refuses the paper. */
#include "base/arena.h"
#include "base/file.h"
#include "base/hash.h"
#include "define/node.h"
#include "report/blocks.h"
#include "report/narrative.h"

/* Beside the definition, unless the path begins at the root. */
static struct text path_of(struct writer *writer, const struct node *file) {
    struct text definition = file->place.file;
    struct text name = file_name(definition);
    struct text folder = text_slice(definition, 0, definition.length - name.length);
    bool is_whole = text_starts_with(file->text, TEXT("/"));
    return is_whole
               ? file->text
               : text_format(writer->arena, "%.*s%.*s", TEXT_ARG(folder), TEXT_ARG(file->text));
}

/* 64 digits in groups of eight, between which a line may end. */
static struct text grouped(struct writer *writer, struct text digits) {
    struct buffer words = buffer_new(writer->arena);
    for (size_t i = 0; i < digits.length; i += 8) {
        buffer_add_c(&words, i > 0 ? " " : "");
        buffer_add(&words, text_slice(digits, i, i + 8));
    }
    return buffer_text(&words);
}

/* " (report.pdf: 12,345 bytes, SHA-256 01234567 ...)" */
static struct text file_words(struct writer *writer, const struct node *file) {
    struct text bytes;
    struct text path = path_of(writer, file);
    struct diag *unheard = diag_new(writer->arena);
    if (!file_read(writer->arena, unheard, path, &bytes)) {
        WRITER_REFUSE_PAPER(writer, RP037, &file->place, path);
        return TEXT_NONE;
    }
    struct text size = decimal_words(writer->arena, (struct decimal){(int64_t)bytes.length, 0});
    struct text hash = grouped(writer, hash_sha256(writer->arena, bytes));
    return text_format(writer->arena, " (%.*s: %.*s bytes, SHA-256 %.*s)",
                       TEXT_ARG(file_name(file->text)), TEXT_ARG(size), TEXT_ARG(hash));
}

void appendix_block_write(struct writer *writer, const struct numbered_block *numbered) {
    const struct node *node = numbered->block->node;
    struct rich_text title = narrative_runs(writer, node_get(node, "title"));
    struct text words = file_words(writer, node_get(node, "file"));
    struct inline_run *runs = ARENA_ARRAY(writer->arena, struct inline_run, title.run_count + 1);
    for (size_t i = 0; i < title.run_count; i++) {
        runs[i] = title.runs[i];
    }
    runs[title.run_count] = (struct inline_run){.text = words, .link = TEXT_NONE};
    struct list_item *item = ARENA_NEW(writer->arena, struct list_item);
    item->label = numbered->label;
    item->text = (struct rich_text){runs, title.run_count + 1};
    struct document_block *block = writer_add_block(writer, DOCUMENT_LIST);
    block->id = numbered->block->id;
    block->items = item;
    block->item_count = 1;
}
