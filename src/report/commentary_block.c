/* Commentary by a named author: its paragraphs, then who wrote it and when. In
 * a draft a missing one prints whom it is awaited from; a paper that is no
 * draft is refused without it. */
#include "base/arena.h"
#include "define/commentary.h"
#include "define/node.h"
#include "report/blocks.h"
#include "report/narrative.h"

static void add_paragraph(struct writer *writer, struct text id, struct rich_text text) {
    struct document_block *block = writer_add_block(writer, DOCUMENT_PARAGRAPH);
    block->id = id;
    block->text = text;
}

static struct rich_text styled(struct writer *writer, struct text words, bool is_bold) {
    struct inline_run *run = ARENA_NEW(writer->arena, struct inline_run);
    *run = (struct inline_run){
        .text = words, .is_bold = is_bold, .is_italic = !is_bold, .link = TEXT_NONE};
    return (struct rich_text){run, 1};
}

static void write_awaited(struct writer *writer, const struct numbered_block *numbered) {
    const struct node *node = numbered->block->node;
    const struct node *key = node_get(node, "commentary");
    struct text wanted = node_text(node, "author-wanted", TEXT_NONE);
    if (!writer->context->is_draft) {
        WRITER_REFUSE_PAPER(writer, RP033, &key->place, key->text, wanted);
    } else if (writer->figures) {
        DIAG_REPORT(writer->diag, RP034, &key->place, key->text, wanted);
    }
    struct text words = text_format(writer->arena, "awaiting: %.*s", TEXT_ARG(wanted));
    add_paragraph(writer, numbered->block->id, styled(writer, words, true));
}

static void refuse_blank(struct writer *writer, const struct commentary *commentary,
                         const char *what, bool is_given) {
    if (!is_given) {
        WRITER_REFUSE_PAPER(writer, RP035, &commentary->place, commentary->key, text_of(what));
    }
}

/* "B Clerk, Area Manager, 3 April 2014", or empty after a refusal. */
static struct text signature(struct writer *writer, const struct commentary *commentary) {
    day_number day = DAY_NONE;
    bool is_date = date_parse(commentary->date, DATE_ISO | DATE_SLASHES, &day) == DATE_OK;
    refuse_blank(writer, commentary, "author: its author's name", commentary->author.length > 0);
    refuse_blank(writer, commentary, "role: its author's role", commentary->role.length > 0);
    refuse_blank(writer, commentary, "date: a date such as 2014-04-03", is_date);
    refuse_blank(writer, commentary, "words", commentary->paragraph_count > 0);
    struct text date = is_date ? date_words(writer->arena, day) : commentary->date;
    return text_format(writer->arena, "%.*s, %.*s, %.*s", TEXT_ARG(commentary->author),
                       TEXT_ARG(commentary->role), TEXT_ARG(date));
}

void commentary_block_write(struct writer *writer, const struct numbered_block *numbered) {
    const struct node *key = node_get(numbered->block->node, "commentary");
    const struct commentary *commentary = commentary_find(writer->context->commentaries, key->text);
    if (!commentary) {
        write_awaited(writer, numbered);
        return;
    }
    for (size_t i = 0; i < commentary->paragraph_count; i++) {
        struct rich_text text = narrative_runs(writer, commentary->paragraphs[i]);
        add_paragraph(writer, i == 0 ? numbered->block->id : TEXT_NONE, text);
    }
    add_paragraph(writer, TEXT_NONE, styled(writer, signature(writer, commentary), false));
}

/* A file that no block prints would be lost without a word. */
void commentary_block_settle(struct writer *writer) {
    const struct commentaries *commentaries = writer->context->commentaries;
    for (size_t i = 0; commentaries && i < commentaries->count; i++) {
        bool is_used = false;
        for (size_t j = 0; j < writer->numbering.count; j++) {
            const struct block *block = writer->numbering.items[j].block;
            is_used = is_used || (block->kind == BLOCK_COMMENTARY &&
                                  text_equal(node_text(block->node, "commentary", TEXT_NONE),
                                             commentaries->items[i].key));
        }
        if (!is_used) {
            DIAG_REPORT(writer->diag, RP036, &commentaries->items[i].place,
                        commentaries->items[i].key);
        }
    }
}
