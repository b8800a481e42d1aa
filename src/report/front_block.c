/* The head of a paper, and what stands round a letter's text. What is blank is
 * refused field by field, with everything else that is wrong. */
#include "base/arena.h"
#include "define/node.h"
#include "report/blocks.h"
#include "report/narrative.h"

static void refuse_blank(struct writer *writer, const struct place *place, const char *field,
                         struct text value) {
    if (text_is_empty(text_trim(value))) {
        WRITER_REFUSE_PAPER(writer, RP030, place, text_of(field));
    }
}

/* A list is blank if it holds nothing, or one of its lines does. */
static void refuse_blank_list(struct writer *writer, const char *field, const struct text *lines,
                              size_t count) {
    const struct place *place = &writer->context->report->front.place;
    bool is_blank = count == 0;
    for (size_t i = 0; i < count; i++) {
        is_blank = is_blank || text_is_empty(text_trim(lines[i]));
    }
    refuse_blank(writer, place, field, is_blank ? TEXT_NONE : lines[0]);
}

static void check_paper(struct writer *writer, const struct front_matter *front) {
    const struct place *place = &front->place;
    refuse_blank(writer, place, "committee", front->committee);
    refuse_blank(writer, place, "date", front->date);
    refuse_blank(writer, place, "reference", front->reference);
    refuse_blank(writer, place, "report-from", front->report_from);
    refuse_blank(writer, place, "contact-name", front->contact_name);
    refuse_blank(writer, place, "contact-telephone", front->contact_telephone);
    refuse_blank(writer, place, "contact-email", front->contact_email);
}

static void check_letter(struct writer *writer, const struct front_matter *front) {
    const struct place *place = &front->place;
    refuse_blank_list(writer, "addressee", front->addressee, front->addressee_count);
    refuse_blank_list(writer, "address", front->address, front->address_count);
    refuse_blank(writer, place, "date", front->date);
    refuse_blank(writer, place, "our-ref", front->reference);
    refuse_blank(writer, place, "salutation", front->salutation);
    refuse_blank(writer, place, "closing", front->closing);
    if (front->signatory_count == 0) {
        refuse_blank(writer, place, "signatories", TEXT_NONE);
    }
    for (size_t i = 0; i < front->signatory_count; i++) {
        const struct signatory *signatory = &front->signatories[i];
        refuse_blank(writer, &signatory->place, "the name of a signatory", signatory->name);
        refuse_blank(writer, &signatory->place, "the role of a signatory", signatory->role);
    }
}

static struct text words_of_date(struct writer *writer, struct text iso) {
    day_number day;
    bool is_date = date_parse(iso, DATE_ISO, &day) == DATE_OK;
    return is_date ? date_words(writer->arena, day) : iso;
}

/* "Chief Executive; Leader of the Council" */
static struct text recipients(struct writer *writer, const struct front_matter *front) {
    struct buffer words = buffer_new(writer->arena);
    for (size_t i = 0; i < front->distribution_count; i++) {
        buffer_add_c(&words, i > 0 ? "; " : "");
        buffer_add(&words, front->distribution[i]);
    }
    return buffer_text(&words);
}

/* A district's paper under the county's title would pass for the county's. */
struct text front_block_title(struct writer *writer) {
    const struct report_context *context = writer->context;
    struct text title = narrative_words(writer, node_get(context->report->root, "title"));
    const struct unit *unit = &context->units->units[context->unit];
    if (unit->parent == UNIT_NONE || text_contains(title, unit->name)) {
        return title;
    }
    return text_format(writer->arena, "%.*s (%.*s)", TEXT_ARG(title), TEXT_ARG(unit->name));
}

static void write_paper(struct writer *writer, const struct front_matter *front) {
    const struct {
        const char *label;
        struct text value;
    } lines[] = {{"Committee", front->committee},
                 {"Date", words_of_date(writer, front->date)},
                 {"Title", front_block_title(writer)},
                 {"Reference", front->reference},
                 {"Report from", front->report_from},
                 {"Contact name", front->contact_name},
                 {"Telephone", front->contact_telephone},
                 {"Email", front->contact_email},
                 {"Distribution", recipients(writer, front)}};
    enum { COUNT = sizeof lines / sizeof lines[0] };
    size_t count = front->distribution_count > 0 ? COUNT : COUNT - 1;
    struct field_pair *pairs = ARENA_ARRAY(writer->arena, struct field_pair, count);
    for (size_t i = 0; i < count; i++) {
        pairs[i] =
            (struct field_pair){text_of(lines[i].label), narrative_plain(writer, lines[i].value)};
    }
    struct document_block *block = writer_add_block(writer, DOCUMENT_FIELDS);
    block->fields = pairs;
    block->field_count = count;
}

static void add_lines(struct writer *writer, const struct text *lines, size_t count) {
    struct list_item *items = ARENA_ARRAY(writer->arena, struct list_item, count);
    for (size_t i = 0; i < count; i++) {
        items[i] = (struct list_item){TEXT_NONE, narrative_plain(writer, lines[i])};
    }
    struct document_block *block = writer_add_block(writer, DOCUMENT_LINES);
    block->items = items;
    block->item_count = count;
}

static void write_letter(struct writer *writer, const struct front_matter *front) {
    struct text dated[] = {
        words_of_date(writer, front->date),
        text_format(writer->arena, "Our reference: %.*s", TEXT_ARG(front->reference))};
    add_lines(writer, front->addressee, front->addressee_count);
    add_lines(writer, dated, 2);
    add_lines(writer, &front->salutation, 1);
    writer_add_block(writer, DOCUMENT_SUBJECT);
}

void front_block_write(struct writer *writer) {
    const struct front_matter *front = &writer->context->report->front;
    if (front->distribution_count > 0) {
        refuse_blank_list(writer, "a recipient of its distribution", front->distribution,
                          front->distribution_count);
    }
    if (front->is_letter) {
        check_letter(writer, front);
        write_letter(writer, front);
    } else {
        check_paper(writer, front);
        write_paper(writer, front);
    }
}

static void write_signatory(struct writer *writer, const struct signatory *signatory) {
    struct list_item *items = ARENA_ARRAY(writer->arena, struct list_item, 2);
    struct inline_run *name = ARENA_NEW(writer->arena, struct inline_run);
    *name = (struct inline_run){.text = signatory->name, .is_bold = true, .link = TEXT_NONE};
    items[0] = (struct list_item){TEXT_NONE, {name, 1}};
    items[1] = (struct list_item){TEXT_NONE, narrative_plain(writer, signatory->role)};
    struct document_block *block = writer_add_block(writer, DOCUMENT_LINES);
    block->items = items;
    block->item_count = 2;
    block->is_signed = true;
}

void front_block_close(struct writer *writer) {
    const struct front_matter *front = &writer->context->report->front;
    if (!front->is_letter) {
        return;
    }
    add_lines(writer, &front->closing, 1);
    for (size_t i = 0; i < front->signatory_count; i++) {
        write_signatory(writer, &front->signatories[i]);
    }
    if (front->distribution_count > 0) {
        struct text copies =
            text_format(writer->arena, "Copies to: %.*s", TEXT_ARG(recipients(writer, front)));
        add_lines(writer, &copies, 1);
    }
}
