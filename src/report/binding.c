/* Cuts bindings up, finds out what their name is, and puts what they give into
 * the form asked for. What an attribute means is said in figure_binding.c and
 * context_binding.c. */
#include "report/binding.h"

#include "base/arena.h"
#include "measure/deprivation.h"
#include "measure/standardised.h"
#include "report/number_words.h"

/* The part of a binding that a mark begins, and the byte that ends it (0: the next mark). */
struct part {
    char mark, close;
    struct text *text;
};

/* The two dots of a span of days, "2013-04-01..2013-08-31", are no marks. */
static bool is_of_span(struct text words, size_t at) {
    return words.bytes[at] == '.' && ((at > 0 && words.bytes[at - 1] == '.') ||
                                      (at + 1 < words.length && words.bytes[at + 1] == '.'));
}

static bool is_mark(char byte) {
    return byte == '[' || byte == '@' || byte == ':' || byte == '.' || byte == '(' || byte == '|';
}

static size_t part_end(struct text words, size_t from, char close) {
    size_t end = from;
    while (end < words.length && (close ? words.bytes[end] != close
                                        : !is_mark(words.bytes[end]) || is_of_span(words, end))) {
        end++;
    }
    return end;
}

bool binding_parse(struct text words, struct binding *binding) {
    *binding = (struct binding){words,     TEXT_NONE, TEXT_NONE, TEXT_NONE,
                                TEXT_NONE, TEXT_NONE, TEXT_NONE, TEXT_NONE};
    const struct part parts[] = {{'[', ']', &binding->category}, {'@', 0, &binding->period},
                                 {':', 0, &binding->unit},       {'.', 0, &binding->attribute},
                                 {'(', ')', &binding->argument}, {'|', 0, &binding->format}};
    size_t at = part_end(words, 0, 0);
    binding->name = text_trim(text_slice(words, 0, at));
    while (at < words.length) {
        size_t i = 0;
        while (parts[i].mark != words.bytes[at]) {
            i++;
        }
        size_t end = part_end(words, at + 1, parts[i].close);
        if (end == at + 1 || parts[i].text->length > 0 || (parts[i].close && end == words.length)) {
            return false;
        }
        *parts[i].text = text_trim(text_slice(words, at + 1, end));
        at = end + (parts[i].close ? 1 : 0);
        if (at < words.length && !is_mark(words.bytes[at])) {
            return false;
        }
    }
    return binding->name.length > 0 || binding->period.length > 0;
}

bool binding_refuse(const struct lookup *lookup, const char *reason) {
    struct writer *writer = lookup->writer;
    struct text shown = text_format(writer->arena, "{%.*s}", TEXT_ARG(lookup->binding->words));
    DIAG_REPORT(writer->diag, RP001, lookup->place, shown, text_of(reason));
    return writer_refuse(writer);
}

void binding_give_text(const struct lookup *lookup, struct text text) {
    struct bound *bound = lookup->bound;
    bound->kind = CELL_TEXT;
    bound->prose = bound->bare = text;
}

bool binding_give_marker(const struct lookup *lookup, enum figure_status status) {
    lookup->bound->kind = CELL_MARKER;
    lookup->bound->prose = lookup->bound->bare = figure_marker(status);
    return true;
}

bool binding_is_withheld(const struct bound *bound) {
    return bound->kind == CELL_MARKER && text_equal(bound->bare, figure_marker(FIGURE_SUPPRESSED));
}

bool binding_is_something(const struct bound *bound) {
    return binding_is_withheld(bound) || (bound->kind == CELL_NUMBER && bound->number.scaled != 0);
}

void binding_give_number(const struct lookup *lookup, struct decimal number, bool is_percent) {
    struct arena *arena = lookup->writer->arena;
    struct bound *bound = lookup->bound;
    bound->kind = CELL_NUMBER;
    bound->number = number;
    bound->bare = decimal_words(arena, number);
    bound->prose = is_percent ? text_format(arena, "%.*s%%", TEXT_ARG(bound->bare)) : bound->bare;
    bound->is_count = number.decimals == 0 && !is_percent;
}

bool binding_period(const struct lookup *lookup, struct text name, struct period *period) {
    const struct report_context *context = lookup->writer->context;
    const struct report_definition *report = context->report;
    const struct named_period *named =
        report_definition_period(report, name.length > 0 ? name : TEXT("now"));
    if (named) {
        *period = named_period_resolve(named, &context->period);
        return true;
    }
    if (period_parse(name, period)) {
        return true;
    }
    binding_refuse(lookup, "the report has no period of that name");
    struct text *names = ARENA_ARRAY(lookup->writer->arena, struct text, report->period_count);
    for (size_t i = 0; i < report->period_count; i++) {
        names[i] = report->periods[i].name;
    }
    diag_did_you_mean(lookup->writer->diag, name, names, report->period_count);
    return false;
}

bool binding_is_percent(const struct measure_definition *measure, struct text category) {
    bool is_quartile =
        text_equal_c(category, "median") || text_ends_with(category, TEXT("quartile"));
    return measure->unit == MEASURE_PERCENT || measure->unit == MEASURE_MIX ||
           (measure->unit == MEASURE_BANDS && !is_quartile);
}

bool binding_unit(const struct lookup *lookup, uint32_t *unit) {
    const struct hierarchy *units = lookup->writer->context->units;
    struct text name = lookup->binding->unit;
    bool is_none = text_equal_c(name, "none");
    *unit = is_none ? UNIT_NONE : lookup->writer->context->unit;
    bool is_found = text_is_empty(name) || is_none;
    for (size_t i = 0; i < units->unit_count && !is_found; i++) {
        is_found = text_equal(units->units[i].id, name) || text_equal(units->units[i].name, name);
        *unit = (uint32_t)i;
    }
    return is_found || binding_refuse(lookup, "there is no such unit in units.csv");
}

static bool refuse_name(const struct lookup *lookup) {
    const struct catalogue *catalogue = lookup->writer->context->catalogue;
    struct text *ids = ARENA_ARRAY(lookup->writer->arena, struct text, catalogue->measure_count);
    for (size_t i = 0; i < catalogue->measure_count; i++) {
        ids[i] = catalogue->measures[i]->id;
    }
    binding_refuse(lookup, "there is no measure of that name, and no list of that id");
    diag_did_you_mean(lookup->writer->diag, lookup->binding->name, ids, catalogue->measure_count);
    return false;
}

static bool resolve_name(const struct lookup *lookup) {
    const struct writer *writer = lookup->writer;
    struct text name = lookup->binding->name;
    if (text_is_empty(name)) {
        return period_binding_resolve(lookup);
    }
    if (text_equal_c(name, "authority")) {
        return authority_binding_resolve(lookup);
    }
    if (text_equal_c(name, "unit")) {
        return unit_binding_resolve(lookup);
    }
    const struct measure_definition *measure = catalogue_measure(writer->context->catalogue, name);
    enum comparator comparator;
    if (measure && comparator_binding_is(lookup->binding->period, &comparator)) {
        return comparator_binding_resolve(lookup, measure, comparator);
    }
    if (measure && deprivation_binding_is(lookup->binding->period)) {
        return deprivation_binding_resolve(lookup, measure);
    }
    if (measure) {
        return figure_binding_resolve(lookup, measure);
    }
    const struct numbered_block *block = numbering_find(&writer->numbering, name);
    return block ? block_binding_resolve(lookup, block->block) : refuse_name(lookup);
}

static struct text capital(struct arena *arena, struct text text) {
    if (text.length == 0 || text.bytes[0] < 'a' || text.bytes[0] > 'z') {
        return text;
    }
    return text_format(arena, "%c%.*s", text.bytes[0] - 'a' + 'A', (int)text.length - 1,
                       text.bytes + 1);
}

static bool is_form(const struct lookup *lookup) {
    static const char *const forms[] = {"words",        "Words",  "words-or-none", "Words-or-none",
                                        "size",         "bare",   "capital",       "lower",
                                        "rose-or-fell", "trimmed"};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (text_equal_c(lookup->binding->format, forms[i])) {
            return true;
        }
    }
    return text_is_empty(lookup->binding->format);
}

static bool is_form_of_words(struct text form) {
    return text_starts_with(form, TEXT("words")) || text_starts_with(form, TEXT("Words"));
}

/* "three", "Three"; 0 is "none" where the form asks for that. */
static struct text in_words(struct arena *arena, struct text form, int64_t number) {
    bool is_none = number == 0 && text_ends_with(form, TEXT("-or-none"));
    struct text words = is_none ? TEXT("none") : number_words(arena, number);
    return form.bytes[0] == 'W' ? capital(arena, words) : words;
}

/* "23" of 23.0, "23.5" of 23.50. */
static struct text trimmed(struct arena *arena, struct decimal number) {
    while (number.decimals > 0 && number.scaled % 10 == 0) {
        number.scaled /= 10;
        number.decimals--;
    }
    return decimal_words(arena, number);
}

/* Gives what is bound the form behind "|"; "size" and "rose-or-fell" are the figures' business. */
static void apply_form(const struct lookup *lookup) {
    struct arena *arena = lookup->writer->arena;
    struct bound *bound = lookup->bound;
    struct text form = lookup->binding->format;
    bool is_whole = bound->kind == CELL_NUMBER && bound->is_count;
    if (is_form_of_words(form) && is_whole) {
        bound->prose = in_words(arena, form, bound->number.scaled);
    } else if (text_equal_c(form, "trimmed") && bound->kind == CELL_NUMBER) {
        bound->prose = trimmed(arena, bound->number);
    } else if (text_equal_c(form, "bare")) {
        bound->prose = bound->bare;
    } else if (text_equal_c(form, "capital") && bound->kind == CELL_TEXT) {
        bound->prose = bound->bare = capital(arena, bound->prose);
    } else if (text_equal_c(form, "lower") && bound->kind == CELL_TEXT) {
        bound->prose = bound->bare = text_lower(arena, bound->prose);
    }
}

/* What "$" and a name behind it stand for; NULL: nothing. Of two names that fit the longer. */
static const struct row_field *filling_at(const struct row_field *fillings, size_t count,
                                          struct text rest) {
    const struct row_field *found = NULL;
    for (size_t i = 0; i < count; i++) {
        if (text_starts_with(rest, fillings[i].name) &&
            (!found || fillings[i].name.length > found->name.length)) {
            found = &fillings[i];
        }
    }
    return found;
}

/* "$row" in a binding is what the row being written is about, "$panel" the panel; a row may have
 * fields beside. What stands in square brackets can be left for later: a name from an extract may
 * hold anything. */
static struct text fill_row(struct writer *writer, struct text words, bool skips_brackets) {
    size_t count = writer->field_count + 2, at = 0;
    struct row_field *fillings = ARENA_ARRAY(writer->arena, struct row_field, count);
    struct buffer filled = buffer_new(writer->arena);
    bool is_inside = false;
    fillings[0] = (struct row_field){TEXT("row"), writer->row};
    fillings[1] = (struct row_field){TEXT("panel"), writer->panel};
    for (size_t i = 2; i < count; i++) {
        fillings[i] = writer->fields[i - 2];
    }
    while (at < words.length) {
        struct text rest = text_slice(words, at + 1, words.length);
        bool is_skipped = skips_brackets && is_inside;
        const struct row_field *filling =
            words.bytes[at] == '$' && !is_skipped ? filling_at(fillings, count, rest) : NULL;
        is_inside = words.bytes[at] == '[' || (is_inside && words.bytes[at] != ']');
        if (filling) {
            buffer_add(&filled, filling->value);
            at += filling->name.length + 1;
        } else {
            buffer_add_byte(&filled, words.bytes[at++]);
        }
    }
    return buffer_text(&filled);
}

/* A comparator stands in the period's place; the period is then its argument. */
static struct text period_of(const struct binding *binding) {
    enum comparator comparator;
    bool is_other = comparator_binding_is(binding->period, &comparator) ||
                    deprivation_binding_is(binding->period);
    return binding->name.length > 0 && is_other ? comparator_binding_period(binding)
                                                : binding->period;
}

bool binding_resolve(struct writer *writer, const struct place *place, struct text words,
                     struct bound *bound) {
    struct binding binding;
    struct lookup lookup = {.writer = writer, .place = place, .binding = &binding, .bound = bound};
    *bound = (struct bound){.kind = CELL_TEXT, .prose = TEXT_NONE, .bare = TEXT_NONE};
    if (!binding_parse(fill_row(writer, words, true), &binding)) {
        return binding_refuse(&lookup, "it is not of the form of a binding");
    }
    binding.category = fill_row(writer, binding.category, false);
    binding.words = fill_row(writer, words, false);
    if (!is_form(&lookup)) {
        return binding_refuse(&lookup, "there is no such form behind |");
    }
    if (!binding_period(&lookup, period_of(&binding), &lookup.period) || !resolve_name(&lookup)) {
        return false;
    }
    apply_form(&lookup);
    if (bound->kind == CELL_NUMBER) {
        writer_add_shown(writer, bound->number, binding.words);
    }
    return true;
}

static struct text supplied_source(struct arena *arena, const struct supplied_figure *line) {
    day_number day;
    bool is_date = date_parse(line->date, DATE_ISO, &day) == DATE_OK;
    struct text date = is_date ? date_words(arena, day) : line->date;
    return text_format(arena, "Supplied figures: %.*s, %.*s (%.*s).", TEXT_ARG(line->source),
                       TEXT_ARG(date), TEXT_ARG(line->owner));
}

static struct text supplied_by(const struct writer *writer, const struct figure *figure) {
    const struct supplied_figures *supplied = writer->context->supplied;
    for (size_t i = 0; supplied && i < supplied->figure_count; i++) {
        if (supplied->figures[i].place.line == figure->place.line) {
            return supplied_source(writer->arena, &supplied->figures[i]);
        }
    }
    return TEXT_NONE;
}

struct text binding_source(struct writer *writer, const struct bound *bound) {
    const struct figure *figure = bound->figure;
    if (figure && figure->is_supplied) {
        return supplied_by(writer, figure);
    }
    if (figure && figure->standardised) {
        return standardised_note(writer->arena, figure->standardised);
    }
    if (bound->beside.comparison) {
        return comparison_note(writer->arena, bound->beside.comparison, bound->beside.comparator);
    }
    return figure && figure->adjusted ? deprivation_note(writer->arena, figure->adjusted)
                                      : bound->source;
}

/* A table "as at September" in a report to August is told apart from the report's own days. */
struct text binding_late(struct writer *writer, const struct bound *bound) {
    const struct figure *figure = bound->figure;
    day_number last_day = writer->context->period.last_day;
    if (!figure || !writer->figures || figure->period.last_day <= last_day) {
        return TEXT_NONE;
    }
    struct text day = date_words(writer->arena, figure->period.last_day);
    struct text end = date_words(writer->arena, last_day);
    if (figure->period.last_day != writer->late_day && !writer->is_silent) {
        writer->late_day = figure->period.last_day;
        DIAG_REPORT(writer->diag, RP051, NULL, day, end);
    }
    return text_format(writer->arena,
                       "As at %.*s, which is after the period reported on: that ends on %.*s.",
                       TEXT_ARG(day), TEXT_ARG(end));
}
