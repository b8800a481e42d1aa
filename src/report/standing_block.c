/* The standing blocks of a council's paper: links to the corporate strategy,
 * background documents under section 100D of the Local
 * Government Act 1972, impact assessments. Each must be answered whole; a
 * published work among the background documents is warned of, for the Act's
 * list leaves those out. */
#include "base/arena.h"
#include "define/node.h"
#include "report/blocks.h"
#include "report/narrative.h"

static void add_heading(struct writer *writer, const struct numbered_block *numbered,
                        const struct node *words) {
    struct document_block *block = writer_add_block(writer, DOCUMENT_HEADING);
    struct rich_text text = narrative_runs(writer, words);
    block->level = numbered->level;
    block->id = numbered->block->id;
    block->text = text;
}

static void add_fields(struct writer *writer, const struct field_pair *pairs, size_t count) {
    struct document_block *block = writer_add_block(writer, DOCUMENT_FIELDS);
    block->fields = pairs;
    block->field_count = count;
}

static bool lacks(struct writer *writer, const struct node *node, const char *block,
                  const char *what) {
    DIAG_REPORT(writer->diag, RP013, &node->place, text_of(block), text_of(what));
    return writer_refuse(writer);
}

/* Aims with yes or no, and the number of the plan's link where there is one. */
static void write_strategy(struct writer *writer, const struct node *node) {
    static const char *const keys[] = {"aim", "answer", "plan-link", NULL};
    static const char *const yes_no[] = {"yes", "no", NULL};
    const struct node *answers = node_get(node, "answers");
    if (!answers || answers->kind != NODE_SEQUENCE || answers->child_count != 3) {
        lacks(writer, node, "corporate-strategy", "three answers, one for each aim");
        return;
    }
    struct field_pair *pairs = ARENA_ARRAY(writer->arena, struct field_pair, 6);
    size_t count = 0;
    for (size_t i = 0; i < answers->child_count; i++) {
        const struct node *item = answers->children[i];
        const struct node *aim = NULL, *answer = NULL;
        if (node_expect_keys(writer->diag, item, keys)) {
            aim = node_need(writer->diag, item, "aim", NODE_SCALAR);
            answer = node_need(writer->diag, item, "answer", NODE_SCALAR);
        }
        if (!aim || !answer || node_choice(writer->diag, answer, yes_no) < 0) {
            writer_refuse(writer);
            return;
        }
        pairs[count++] = (struct field_pair){narrative_words(writer, aim),
                                             narrative_plain(writer, answer->text)};
        struct text link = node_text(item, "plan-link", TEXT_NONE);
        if (link.length > 0) {
            pairs[count++] =
                (struct field_pair){TEXT("Improvement plan link"), narrative_plain(writer, link)};
        }
    }
    add_fields(writer, pairs, count);
}

static void warn_of_published(struct writer *writer, const struct node *document) {
    const struct node *published = node_get(document, "published");
    bool is_published = false;
    if (published && !node_bool(writer->diag, published, &is_published)) {
        writer_refuse(writer);
    }
    if (is_published && !writer->figures) {
        DIAG_REPORT(writer->diag, RP014, &document->place,
                    node_text(document, "document", TEXT_NONE));
    }
}

static bool read_document(struct writer *writer, const struct node *item, struct cell *cells) {
    static const char *const keys[] = {"document", "location", "published", NULL};
    if (!node_expect_keys(writer->diag, item, keys) ||
        !node_need(writer->diag, item, "document", NODE_SCALAR) ||
        !node_need(writer->diag, item, "location", NODE_SCALAR)) {
        return writer_refuse(writer);
    }
    warn_of_published(writer, item);
    cells[0] = (struct cell){.text = narrative_words(writer, node_get(item, "document"))};
    cells[1] = (struct cell){.text = narrative_words(writer, node_get(item, "location"))};
    return true;
}

/* The statutory note, then the list as labelled fields: document, location. */
static void write_documents(struct writer *writer, const struct node *node) {
    const struct node *list = node_get(node, "documents");
    if (!list || list->kind != NODE_SEQUENCE) {
        lacks(writer, node, "section-100d", "documents, a list that may be empty: []");
        return;
    }
    struct document_block *note = writer_add_block(writer, DOCUMENT_PARAGRAPH);
    note->text = narrative_plain(
        writer,
        TEXT("These papers were relied on to a material extent in preparing this report, and "
             "disclose facts or matters on which it, or an important part of it, is based. "
             "Published works, and papers that disclose exempt or confidential information as the "
             "Act defines it, are left out of the list."));
    struct field_pair *pairs = ARENA_ARRAY(writer->arena, struct field_pair, list->child_count + 1);
    for (size_t i = 0; i < list->child_count; i++) {
        struct cell cells[2];
        if (!read_document(writer, list->children[i], cells)) {
            return;
        }
        pairs[i] = (struct field_pair){cells[0].text, narrative_plain(writer, cells[1].text)};
    }
    if (list->child_count == 0) {
        pairs[0] = (struct field_pair){TEXT("Documents"), narrative_plain(writer, TEXT("none"))};
    }
    add_fields(writer, pairs, list->child_count > 0 ? list->child_count : 1);
}

static void write_impacts(struct writer *writer, const struct node *node) {
    static const struct {
        const char *key, *label;
    } questions[] = {{"equalities", "1. Equalities"},
                     {"crime-and-disorder", "2. Crime and disorder"},
                     {"climate-footprint", "3a. Climate change: carbon footprint and energy"},
                     {"climate-adaptation", "3b. Climate change: adapting to its effects"}};
    enum { COUNT = sizeof questions / sizeof questions[0] };
    static const char *const keys[] = {"equalities", "crime-and-disorder", "climate-footprint",
                                       "climate-adaptation", NULL};
    const struct node *answers = node_need(writer->diag, node, "answers", NODE_MAPPING);
    if (!answers || !node_expect_keys(writer->diag, answers, keys)) {
        writer_refuse(writer);
        return;
    }
    struct field_pair *pairs = ARENA_ARRAY(writer->arena, struct field_pair, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        const struct node *answer = node_need(writer->diag, answers, questions[i].key, NODE_SCALAR);
        pairs[i].label = text_of(questions[i].label);
        if (answer) {
            pairs[i].value = narrative_runs(writer, answer);
        } else {
            writer_refuse(writer);
        }
    }
    add_fields(writer, pairs, COUNT);
}

void standing_block_write(struct writer *writer, const struct numbered_block *numbered) {
    const struct node *node = numbered->block->node;
    struct text kind = node_text(node, "standing", TEXT_NONE);
    add_heading(writer, numbered, node_get(node, "title"));
    if (text_equal_c(kind, "corporate-strategy")) {
        write_strategy(writer, node);
    } else if (text_equal_c(kind, "section-100d")) {
        write_documents(writer, node);
    } else {
        write_impacts(writer, node);
    }
}
