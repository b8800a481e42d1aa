/* One pass over a text: typed stretches are checked for digits, bindings are
 * resolved, references numbered. In prose a missing figure refuses the paper:
 * a sentence cannot carry a marker. */
#include "report/narrative.h"

#include "base/arena.h"
#include "define/node.h"
#include "report/binding.h"
#include "report/prose.h"
#include "report/typed_children.h"
#include "report/typed_number.h"
#include "report/typed_reference.h"

struct telling {
    struct writer *writer;
    const struct node *scalar;
    bool is_fact;  /* digits are sourced, not checked */
    bool is_plain; /* no notes */
    bool is_bold, is_italic;
    struct buffer words; /* of the run being put together */
    struct inline_run *runs;
    size_t run_count;
    uint32_t *notes; /* referred to at the text's end, each once */
    size_t note_count;
    struct comparison_use *uses; /* comparators: one note tells of several */
    size_t use_count;
    size_t at; /* byte of the scalar's text */
};

static void add_run(struct telling *telling, struct inline_run run) {
    telling->runs =
        writer_grow(telling->writer, telling->runs, sizeof *telling->runs, telling->run_count);
    telling->runs[telling->run_count++] = run;
}

/* Ends the run under way, if it holds anything. */
static void end_run(struct telling *telling) {
    if (telling->words.length > 0) {
        add_run(telling, (struct inline_run){.text = buffer_text(&telling->words),
                                             .is_bold = telling->is_bold,
                                             .is_italic = telling->is_italic,
                                             .link = TEXT_NONE});
        telling->words = buffer_new(telling->writer->arena);
    }
}

static struct text rest_of(const struct telling *telling) {
    return text_slice(telling->scalar->text, telling->at, telling->scalar->text.length);
}

static struct place place_here(const struct telling *telling, size_t length) {
    struct place place = node_place_at(telling->scalar, telling->at);
    place.length = (uint32_t)length;
    return place;
}

static bool refuse_form(struct telling *telling, const char *reason) {
    struct place place = place_here(telling, 1);
    DIAG_REPORT(telling->writer->diag, RP001, &place, text_slice(rest_of(telling), 0, 24),
                text_of(reason));
    telling->at = telling->scalar->text.length;
    return writer_refuse(telling->writer);
}

static void check_digits(struct telling *telling, size_t from, size_t to) {
    if (!telling->is_fact) {
        typed_numbers_find(telling->writer, telling->scalar, from, to);
        typed_references_find(telling->writer, telling->scalar, from, to);
    }
}

static void add_note(struct telling *telling, struct text words) {
    uint32_t note = writer_note(telling->writer, words);
    for (size_t i = 0; i < telling->note_count; i++) {
        if (telling->notes[i] == note) {
            return;
        }
    }
    telling->notes =
        writer_grow(telling->writer, telling->notes, sizeof *telling->notes, telling->note_count);
    size_t at = telling->note_count++;
    for (; at > 0 && telling->notes[at - 1] > note; at--) {
        telling->notes[at] = telling->notes[at - 1];
    }
    telling->notes[at] =
        note; /* the marks stand in the order of the notes, as readers look for them */
}

/* A supplied figure is never mixed up with a computed one: a note says whence it comes. */
static void tell_source(struct telling *telling, const struct bound *bound) {
    bool has_notes = !telling->is_plain && !telling->writer->is_silent;
    if (bound->beside.comparison) {
        telling->uses =
            writer_grow(telling->writer, telling->uses, sizeof *telling->uses, telling->use_count);
        telling->uses[telling->use_count++] = bound->beside;
        return;
    }
    struct text words = binding_source(telling->writer, bound);
    struct text late = binding_late(telling->writer, bound);
    if (words.length > 0 && late.length > 0) {
        words = text_format(telling->writer->arena, "%.*s %.*s", TEXT_ARG(words), TEXT_ARG(late));
    } else if (late.length > 0) {
        words = late;
    }
    if (words.length > 0 && has_notes) {
        add_note(telling, words);
    }
}

static void tell_comparisons(struct telling *telling) {
    size_t count;
    const struct text *notes =
        comparison_notes(telling->writer->arena, telling->uses, telling->use_count, &count);
    for (size_t i = 0; i < count && !telling->is_plain && !telling->writer->is_silent; i++) {
        add_note(telling, notes[i]);
    }
}

/* A paper for the public is made of the same sentences as one that is not: brackets fit wherever a
 * number does. */
static void tell_withheld(struct telling *telling) {
    buffer_add(&telling->words, TEXT("[not published]"));
    if (!telling->is_plain && !telling->writer->is_silent) {
        add_note(telling,
                 TEXT("[not published]: withheld, so that no child can be recognised: a small "
                      "number, or one from which a small number could be worked out."));
    }
}

/* "[not published] ([not published])" says once what it says twice. */
static void drop_repeat(struct telling *telling) {
    struct text repeat = TEXT(" ([not published]");
    struct text words = buffer_text(&telling->words), rest = rest_of(telling);
    struct text before = text_slice(
        words, 0, words.length - (words.length < repeat.length ? words.length : repeat.length));
    if (rest.length > 0 && rest.bytes[0] == ')' && text_ends_with(words, repeat) &&
        text_ends_with(before, TEXT("[not published]"))) {
        struct buffer once = buffer_new(telling->writer->arena);
        buffer_add(&once, before);
        telling->words = once;
        telling->at++;
    }
}

static void tell_bound(struct telling *telling, const struct place *place, struct text words) {
    struct bound bound;
    if (!binding_resolve(telling->writer, place, words, &bound)) {
        return;
    }
    if (binding_is_withheld(&bound)) {
        tell_withheld(telling);
        return;
    }
    if (bound.kind == CELL_MARKER) {
        struct text shown = text_format(telling->writer->arena, "{%.*s}", TEXT_ARG(words));
        DIAG_REPORT(telling->writer->diag, RP003, place, shown, bound.prose);
        writer_refuse(telling->writer);
        return;
    }
    buffer_add(&telling->words, bound.prose);
    tell_source(telling, &bound);
}

static void tell_binding(struct telling *telling) {
    struct text rest = rest_of(telling);
    size_t end = text_find(rest, '}');
    if (end == rest.length) {
        refuse_form(telling, "its closing brace is missing");
        return;
    }
    struct place place = place_here(telling, end + 1);
    tell_bound(telling, &place, text_slice(rest, 1, end));
    telling->at += end + 1;
    drop_repeat(telling);
}

/* {{literal:...}} */
static void tell_literal(struct telling *telling) {
    struct text lead = TEXT("{{literal:");
    struct text rest = rest_of(telling);
    size_t end = text_find(rest, '}');
    if (!text_starts_with(rest, lead) || end + 1 >= rest.length || rest.bytes[end + 1] != '}') {
        refuse_form(telling, "two braces begin {{literal:words}}");
        return;
    }
    buffer_add(&telling->words, text_slice(rest, lead.length, end));
    telling->at += end + 2;
}

/* "see section 3.3.1" for [see](#id). */
static void tell_reference(struct telling *telling, struct text words, struct text target) {
    struct writer *writer = telling->writer;
    struct text id = text_slice(target, 1, target.length);
    const struct numbered_block *block = numbering_find(&writer->numbering, id);
    if (!block) {
        struct place place = place_here(telling, words.length + target.length + 4);
        WRITER_REFUSE_PAPER(writer, RP002, &place, target);
        return;
    }
    struct text shown = text_is_empty(words) ? block->label
                                             : text_format(writer->arena, "%.*s %.*s",
                                                           TEXT_ARG(words), TEXT_ARG(block->label));
    add_run(telling, (struct inline_run){.text = shown, .link = target});
}

static bool link_parts(struct text rest, struct text *words, struct text *target) {
    size_t close = text_find(rest, ']');
    struct text behind = text_slice(rest, close + 2, rest.length);
    size_t end = text_find(behind, ')');
    if (close + 1 >= rest.length || rest.bytes[close + 1] != '(' || end == behind.length) {
        return false;
    }
    *words = text_slice(rest, 1, close);
    *target = text_slice(behind, 0, end);
    return true;
}

static void tell_link(struct telling *telling) {
    struct text words, target;
    if (!link_parts(rest_of(telling), &words, &target)) {
        refuse_form(telling, "a bracket begins [words](#id)");
        return;
    }
    end_run(telling);
    check_digits(telling, telling->at + 1, telling->at + 1 + words.length);
    if (text_starts_with(target, TEXT("#"))) {
        tell_reference(telling, words, target);
    } else {
        add_run(telling, (struct inline_run){.text = words, .link = target});
    }
    telling->at += words.length + target.length + 4;
}

static void tell_emphasis(struct telling *telling, bool *style) {
    end_run(telling);
    *style = !*style;
    telling->at += 2;
}

static bool begins_markup(struct text rest) {
    return rest.bytes[0] == '{' || rest.bytes[0] == '[' || text_starts_with(rest, TEXT("**")) ||
           text_starts_with(rest, TEXT("__"));
}

/* Typed words up to the next markup. */
static void tell_typed(struct telling *telling) {
    size_t from = telling->at;
    while (telling->at < telling->scalar->text.length && !begins_markup(rest_of(telling))) {
        char byte = telling->scalar->text.bytes[telling->at++];
        buffer_add_byte(&telling->words, byte == '\n' ? ' ' : byte);
    }
    typed_children_find(telling->writer, telling->scalar, from, telling->at);
    check_digits(telling, from, telling->at);
}

static void tell_next(struct telling *telling) {
    struct text rest = rest_of(telling);
    if (text_starts_with(rest, TEXT("{{"))) {
        tell_literal(telling);
    } else if (rest.bytes[0] == '{') {
        tell_binding(telling);
    } else if (rest.bytes[0] == '[') {
        tell_link(telling);
    } else if (text_starts_with(rest, TEXT("**"))) {
        tell_emphasis(telling, &telling->is_bold);
    } else if (text_starts_with(rest, TEXT("__"))) {
        tell_emphasis(telling, &telling->is_italic);
    } else {
        tell_typed(telling);
    }
}

static struct rich_text tell(struct telling *telling) {
    telling->words = buffer_new(telling->writer->arena);
    while (telling->at < telling->scalar->text.length) {
        tell_next(telling);
    }
    end_run(telling);
    tell_comparisons(telling);
    for (size_t i = 0; i < telling->note_count; i++) {
        if (i > 0) { /* notes 2 and 3 are not note 23 */
            add_run(telling, (struct inline_run){.text = TEXT("\u00a0"), .link = TEXT_NONE});
        }
        add_run(telling, (struct inline_run){
                             .text = TEXT_NONE, .link = TEXT_NONE, .note = telling->notes[i]});
    }
    return (struct rich_text){telling->runs, telling->run_count};
}

struct rich_text narrative_runs(struct writer *writer, const struct node *scalar) {
    struct telling telling = {.writer = writer, .scalar = scalar};
    prose_read(writer, scalar);
    return tell(&telling);
}

struct rich_text narrative_plain(struct writer *writer, struct text words) {
    struct inline_run *run = ARENA_NEW(writer->arena, struct inline_run);
    *run = (struct inline_run){.text = words, .link = TEXT_NONE};
    return (struct rich_text){run, 1};
}

struct text narrative_words(struct writer *writer, const struct node *scalar) {
    struct telling telling = {.writer = writer, .scalar = scalar, .is_plain = true};
    struct rich_text runs = tell(&telling);
    struct buffer words = buffer_new(writer->arena);
    for (size_t i = 0; i < runs.run_count; i++) {
        buffer_add(&words, runs.runs[i].text);
    }
    return buffer_text(&words);
}

static struct text date_of_fact(struct writer *writer, const struct node *fact) {
    day_number day;
    struct text date = node_text(fact, "date", TEXT_NONE);
    if (text_is_empty(text_trim(date))) {
        if (writer->figures) {
            DIAG_REPORT(writer->diag, RP039, &fact->place, TEXT_NONE);
        }
        return TEXT("undated");
    }
    bool is_date = date_parse(date, DATE_ISO, &day) == DATE_OK;
    return is_date ? date_words(writer->arena, day) : date;
}

static struct rich_text tell_fact(struct writer *writer, const struct node *fact) {
    struct telling telling = {.writer = writer, .scalar = node_get(fact, "fact"), .is_fact = true};
    struct text source = node_text(fact, "source", TEXT_NONE);
    struct text date = date_of_fact(writer, fact);
    struct text words =
        text_format(writer->arena, "Source: %.*s, %.*s.", TEXT_ARG(source), TEXT_ARG(date));
    add_note(&telling, words);
    return tell(&telling);
}

struct rich_text narrative_item(struct writer *writer, const struct node *item) {
    return item->kind == NODE_MAPPING ? tell_fact(writer, item) : narrative_runs(writer, item);
}
