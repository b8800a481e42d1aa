/* Walks a report's blocks and writes the document. The first walk, without
 * figures, says what must be computed; the second writes. Both take the same
 * path, so nothing can be printed that was not asked for. */
#include "report/build.h"

#include "base/arena.h"
#include "define/node.h"
#include "report/binding.h"
#include "report/blocks.h"
#include "report/counted_list.h"
#include "report/narrative.h"
#include "report/prose.h"
#include "report/typed_number.h"
#include "report/writer.h"

/* An annex's label is part of its heading's words: it is too long for the column of numbers. */
static struct rich_text annex_heading(struct writer *writer, const struct numbered_block *numbered,
                                      struct rich_text title) {
    size_t count = title.run_count + 1;
    struct inline_run *runs = ARENA_ARRAY(writer->arena, struct inline_run, count);
    struct text label = text_format(writer->arena, "%.*s: ", TEXT_ARG(numbered->number));
    runs[0] = (struct inline_run){.text = label, .link = TEXT_NONE};
    for (size_t i = 1; i < count; i++) {
        runs[i] = title.runs[i - 1];
    }
    return (struct rich_text){runs, count};
}

static void write_heading(struct writer *writer, const struct numbered_block *numbered) {
    bool is_annex = numbered->block->kind == BLOCK_ANNEX;
    const char *word = block_kind_word(numbered->block->kind);
    struct rich_text text = narrative_runs(writer, node_get(numbered->block->node, word));
    if (is_annex) {
        text = annex_heading(writer, numbered, text);
        writer_add_block(writer, DOCUMENT_PAGE_BREAK);
    }
    struct document_block *block = writer_add_block(writer, DOCUMENT_HEADING);
    block->level = numbered->level;
    block->number = is_annex ? TEXT_NONE : numbered->number;
    block->id = numbered->block->id;
    block->text = text;
}

static void write_paragraph(struct writer *writer, const struct numbered_block *numbered) {
    const struct node *node = numbered->block->node;
    bool is_fact = numbered->block->kind == BLOCK_FACT;
    struct rich_text text = narrative_item(writer, is_fact ? node : node_get(node, "paragraph"));
    struct document_block *block = writer_add_block(writer, DOCUMENT_PARAGRAPH);
    block->level = text_is_empty(numbered->number) ? 0 : numbered->level;
    block->number = numbered->number;
    block->id = numbered->block->id;
    block->text = text;
}

static void write_list(struct writer *writer, const struct numbered_block *numbered) {
    const struct node *list =
        node_get(numbered->block->node, block_kind_word(numbered->block->kind));
    struct list_item *items = ARENA_ARRAY(writer->arena, struct list_item, list->child_count);
    for (size_t i = 0; i < list->child_count; i++) {
        items[i].label = numbering_item_label(writer->arena, numbered, i);
        items[i].text = narrative_item(writer, list->children[i]);
    }
    struct document_block *block = writer_add_block(writer, DOCUMENT_LIST);
    block->id = numbered->block->id;
    block->items = items;
    block->item_count = list->child_count;
}

/* The value of a key that a quotation needs; refused where it is blank. */
static struct text quoted_part(struct writer *writer, const struct node *node, const char *key) {
    struct text part = text_trim(node_text(node, key, TEXT_NONE));
    if (text_is_empty(part)) {
        WRITER_REFUSE_PAPER(writer, RP040, &node->place, text_of(key));
    }
    return part;
}

/* A quotation names who said it, the document and the page. */
static void write_quote(struct writer *writer, const struct numbered_block *numbered) {
    const struct node *node = numbered->block->node;
    struct document_block *block = writer_add_block(writer, DOCUMENT_QUOTE);
    struct text source = quoted_part(writer, node, "attribution");
    struct text document = quoted_part(writer, node, "document");
    struct text page = quoted_part(writer, node, "page");
    block->id = numbered->block->id;
    block->text = narrative_plain(writer, node_text(node, "quote", TEXT_NONE));
    block->number = text_format(writer->arena, "%.*s, %.*s, page\u00a0%.*s", TEXT_ARG(source),
                                TEXT_ARG(document), TEXT_ARG(page));
}

static void write_contents(struct writer *writer, const struct numbered_block *numbered) {
    struct rich_text title = narrative_runs(writer, node_get(numbered->block->node, "contents"));
    struct document_block *block = writer_add_block(writer, DOCUMENT_CONTENTS);
    block->id = numbered->block->id;
    block->text = title;
}

/* The blocks within say it all. */
static void write_nothing(struct writer *writer, const struct numbered_block *numbered) {
    (void)writer;
    (void)numbered;
}

static void write_block(struct writer *writer, const struct numbered_block *numbered) {
    static void (*const write[])(struct writer *, const struct numbered_block *) = {
        [BLOCK_SECTION] = write_heading,
        [BLOCK_ANNEX] = write_heading,
        [BLOCK_PARAGRAPH] = write_paragraph,
        [BLOCK_FACT] = write_paragraph,
        [BLOCK_LIST] = write_list,
        [BLOCK_TABLE] = table_block_write,
        [BLOCK_CHART] = chart_block_write,
        [BLOCK_JUDGEMENTS] = judgement_block_write,
        [BLOCK_QUOTE] = write_quote,
        [BLOCK_RECOMMENDATIONS] = write_list,
        [BLOCK_CONTENTS] = write_contents,
        [BLOCK_STANDING] = standing_block_write,
        [BLOCK_MEASURES] = measures_block_write,
        [BLOCK_PARTITION] = partition_block_write,
        [BLOCK_COMMENTARY] = commentary_block_write,
        [BLOCK_APPENDICES] = write_nothing,
        [BLOCK_APPENDIX] = appendix_block_write,
        [BLOCK_CLAIM] = claim_block_write,
        [BLOCK_GRADES] = grades_block_write,
        [BLOCK_ENTRIES] = entries_block_write,
    };
    write[numbered->block->kind](writer, numbered);
}

/* The blocks of the document after each item was written tell which headings have nothing below
 * them: tables that stand in the workbook alone are nothing in the paper. */
static void check_headings(struct writer *writer, const size_t *written) {
    const struct numbering *numbering = &writer->numbering;
    for (size_t i = 0; i < numbering->count; i++) {
        const struct numbered_block *item = &numbering->items[i];
        enum block_kind kind = item->block->kind;
        size_t last = i;
        while (last + 1 < numbering->count && numbering->items[last + 1].level > item->level) {
            last++;
        }
        if ((kind == BLOCK_SECTION || kind == BLOCK_ANNEX) && written[last] == written[i]) {
            WRITER_REFUSE_PAPER(writer, RP074, &item->block->node->place,
                                node_text(item->block->node, block_kind_word(kind), TEXT_NONE));
        }
    }
}

static bool has_section(const struct report_definition *report, struct text title) {
    for (size_t i = 0; i < report->block_count; i++) {
        const struct block *block = &report->blocks[i];
        if (block->kind == BLOCK_SECTION &&
            text_equal(node_text(block->node, "section", TEXT_NONE), title)) {
            return true;
        }
    }
    return false;
}

/* The sections without which a paper of its kind is not sent. */
static void check_required_sections(struct writer *writer) {
    const struct report_definition *report = writer->context->report;
    for (size_t i = 0; i < report->required_section_count; i++) {
        if (!has_section(report, report->required_sections[i])) {
            WRITER_REFUSE_PAPER(writer, RP077, &report->place, report->required_sections[i]);
        }
    }
}

static void write_body(struct writer *writer) {
    audience_check(writer);
    front_block_write(writer);
    check_required_sections(writer);
    size_t *written = ARENA_ARRAY(writer->arena, size_t, writer->numbering.count);
    for (size_t i = 0; i < writer->numbering.count; i++) {
        write_block(writer, &writer->numbering.items[i]);
        written[i] = writer->block_count;
    }
    check_headings(writer, written);
    front_block_close(writer);
}

/* "half-year" lines of the definition's `headline`, in words. */
static struct text *write_headlines(struct writer *writer, size_t *count) {
    const struct node *list = node_get(writer->context->report->root, "headline");
    *count = list ? list->child_count : 0;
    struct text *lines = ARENA_ARRAY(writer->arena, struct text, *count);
    writer->is_silent = true;
    for (size_t i = 0; i < *count; i++) {
        lines[i] = narrative_words(writer, list->children[i]);
    }
    writer->is_silent = false;
    return lines;
}

/* The pairs under `figures`, which no text need print. */
static void collect_extra(struct writer *writer) {
    const struct node *list = node_get(writer->context->report->root, "figures");
    size_t printed = writer->measure_count;
    for (size_t i = 0; list && i < list->child_count; i++) {
        struct place place = node_place_at(list->children[i], 0);
        struct bound bound;
        binding_resolve(writer, &place, list->children[i]->text, &bound);
    }
    writer->measure_count = printed;
}

static struct writer *collect(struct arena *arena, struct diag *diag,
                              const struct report_context *context) {
    struct writer *writer = writer_new(arena, diag, context, NULL);
    size_t headline_count;
    write_body(writer);
    write_headlines(writer, &headline_count);
    collect_extra(writer);
    return writer;
}

bool report_requests(struct arena *arena, struct diag *diag, const struct report_context *context,
                     struct figure_request **requests, size_t *request_count) {
    struct writer *writer = collect(arena, diag, context);
    *requests = writer->requests;
    *request_count = writer->request_count;
    return writer->is_sound;
}

static struct text running_head(struct writer *writer) {
    const struct front_matter *front = &writer->context->report->front;
    day_number day = DAY_NONE;
    bool is_date = date_parse(front->date, DATE_ISO, &day) == DATE_OK;
    struct text date = is_date ? date_words(writer->arena, day) : front->date;
    struct text lead = front->committee;
    if (front->is_letter) {
        lead = front->addressee_count > 0 ? front->addressee[0] : front->organisation;
    }
    return text_format(writer->arena, "%.*s, %.*s", TEXT_ARG(lead), TEXT_ARG(date));
}

/* Who a document says that it is from: a letter's sender may be another than the authority. */
static void set_sender(struct writer *writer, struct document *document) {
    const struct front_matter *front = &writer->context->report->front;
    struct buffer sender = buffer_new(writer->arena);
    bool names_one = front->is_letter && front->organisation.length > 0;
    document->organisation = names_one ? front->organisation : writer->context->authority->name;
    document->style = names_one ? NULL : &writer->context->authority->style;
    for (size_t i = 0; i < front->address_count; i++) {
        buffer_add_c(&sender, i > 0 ? ", " : "");
        buffer_add(&sender, front->address[i]);
    }
    document->is_letter = front->is_letter;
    document->sender = buffer_text(&sender);
    document->author = front->is_letter ? document->organisation : front->report_from;
}

static const struct document *finish(struct writer *writer) {
    const struct report_context *context = writer->context;
    struct document *document = ARENA_NEW(writer->arena, struct document);
    struct text period = period_words(writer->arena, &context->period);
    *document = (struct document){
        .title = front_block_title(writer),
        .subject = text_format(writer->arena, "Report for %.*s", TEXT_ARG(period)),
        .keywords = TEXT("child protection, safeguarding, performance"),
        .language = TEXT("en-GB"),
        .running_head = running_head(writer),
        .date = context->report->front.date,
        .is_draft = context->is_draft,
        .is_restricted = context->is_restricted,
        .names_children = writer->names_children,
        .blocks = writer->blocks,
        .block_count = writer->block_count,
        .notes = writer->notes,
        .note_count = writer->note_count,
        .annex_tables = writer->annex_tables,
        .annex_table_count = writer->annex_table_count,
    };
    set_sender(writer, document);
    return document;
}

const struct document *report_write(struct arena *arena, struct diag *diag,
                                    const struct report_context *context,
                                    const struct figures *figures, struct report_outcome *outcome) {
    struct writer *collected = collect(arena, diag_new(arena), context);
    struct writer *writer = writer_new(arena, diag, context, figures);
    writer->measures = collected->measures;
    writer->measure_count = collected->measure_count;
    write_body(writer);
    commentary_block_settle(writer);
    counted_lists_check(writer);
    prose_settle(writer);
    bool is_settled = typed_numbers_settle(writer);
    *outcome = (struct report_outcome){!is_settled || !writer->is_sound, writer->published,
                                       writer->published_count};
    return collected->is_sound ? finish(writer) : NULL;
}

const struct document *report_build(struct arena *arena, struct diag *diag,
                                    const struct report_context *context,
                                    const struct figures *figures) {
    struct report_outcome outcome;
    const struct document *document = report_write(arena, diag, context, figures, &outcome);
    return outcome.is_refused ? NULL : document;
}

bool report_headlines(struct arena *arena, struct diag *diag, const struct report_context *context,
                      const struct figures *figures, struct text **lines, size_t *line_count) {
    struct writer *writer = writer_new(arena, diag, context, figures);
    *lines = write_headlines(writer, line_count);
    return writer->is_sound;
}
