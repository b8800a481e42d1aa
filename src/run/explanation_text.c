/* An explanation for a terminal: the definition in words, the figure and its
 * parts, what was left out, then a table as wide as its values. */
#include "base/arena.h"
#include "explanation_adjusted.h"
#include "measure/standardised.h"
#include "run/explanation.h"

enum { LABEL_WIDTH = 13, LINE_WIDTH = 96, COLUMN_LIMIT = 11 };

struct text explanation_value(struct arena *arena, const struct listed_record *record) {
    if (!record->has_value) {
        return TEXT_NONE;
    }
    struct decimal value = {record->value, record->value_decimals};
    while (value.decimals > 0 && value.scaled % 10 == 0) {
        value.scaled /= 10;
        value.decimals--;
    }
    return decimal_plain(arena, value);
}

static size_t width_of(struct text text) {
    size_t width = 0;
    uint32_t code_point;
    while (utf8_next(&text, &code_point)) {
        bool is_control = (code_point < 0x20 && code_point != '\t') || code_point == 0x7F;
        width += is_control ? 4 : 1;
    }
    return width;
}

static void pad(struct buffer *out, size_t width, size_t wanted) {
    for (; width < wanted; width++) {
        buffer_add_byte(out, ' ');
    }
}

static void add_label(struct buffer *out, const char *label) {
    buffer_add_c(out, label);
    pad(out, width_of(text_of(label)), LABEL_WIDTH);
}

/* "label   words ...", wrapped, the later lines hanging below the first word. */
static void add_words(struct buffer *out, const char *label, struct text words) {
    size_t width = LABEL_WIDTH;
    struct text word;
    if (words.length == 0) {
        return;
    }
    add_label(out, label);
    while (text_next_part(&words, ' ', &word)) {
        if (width + 1 + width_of(word) > LINE_WIDTH) {
            buffer_add_byte(out, '\n');
            pad(out, 0, LABEL_WIDTH);
            width = LABEL_WIDTH;
        }
        buffer_add_c(out, width > LABEL_WIDTH ? " " : "");
        width += width_of(word) + (width > LABEL_WIDTH);
        buffer_add_visible(out, word);
    }
    buffer_add_byte(out, '\n');
}

static struct text whole(struct arena *arena, int64_t number) {
    return decimal_words(arena, (struct decimal){number, 0});
}

/* ---- the figure ---- */

static struct text interval_words(struct arena *arena, const struct figure *figure) {
    int decimals = figure->has_denominator ? figure->value.decimals : 1;
    struct text lower =
        decimal_words(arena, decimal_from_double(figure->interval95.lower, decimals));
    struct text upper =
        decimal_words(arena, decimal_from_double(figure->interval95.upper, decimals));
    return text_format(arena, " (95%% interval %.*s to %.*s)", TEXT_ARG(lower), TEXT_ARG(upper));
}

/* The parts of a rate that is set against deprivation which are rates themselves. */
static bool is_rate_of_ratio(const struct figure *figure) {
    return figure->adjusted != NULL && (text_equal_c(figure->category, "actual") ||
                                        text_equal_c(figure->category, "expected") ||
                                        text_equal_c(figure->category, "published"));
}

/* A rate; of one standardised the whole and its deciles, which have a count each. */
static bool is_plain_rate(const struct figure *figure) {
    bool is_count = text_starts_with(figure->category, TEXT("home ")) ||
                    text_starts_with(figure->category, TEXT("no home "));
    return figure->standardised != NULL
               ? figure->has_denominator ||
                     (figure->measure->unit == MEASURE_RATE && figure->has_numerator && !is_count)
               : figure->measure->unit == MEASURE_RATE;
}

static const char *value_unit(const struct figure *figure) {
    if (is_plain_rate(figure) || is_rate_of_ratio(figure)) {
        return " for every 10,000";
    }
    bool is_percent = figure->has_denominator || (figure->measure->unit == MEASURE_PERCENT &&
                                                  figure->has_value && !figure->has_numerator);
    return is_percent ? "%" : "";
}

static struct text value_words(struct arena *arena, const struct figure *figure) {
    bool is_year = text_equal_c(figure->category, "IDACI edition");
    struct text value = !figure->has_value ? TEXT_NONE
                        : is_year          ? decimal_plain(arena, figure->value)
                                           : decimal_words(arena, figure->value);
    struct text marker = figure_marker(figure->status);
    return text_format(arena, "%.*s%s%s%.*s", TEXT_ARG(value),
                       figure->has_value ? value_unit(figure) : "",
                       value.length > 0 && marker.length > 0 ? " " : "", TEXT_ARG(marker));
}

static const char *reason_words(const struct explanation *explanation,
                                const struct figure *figure) {
    bool is_below = explanation->request.level != UNIT_COUNTY;
    if (figure->status == FIGURE_NOT_AVAILABLE && figure->measure->unit == MEASURE_SUM) {
        return ": only of the extract's own day, and vacancies only with an establishment";
    }
    switch (figure->status) {
    case FIGURE_NOT_APPLICABLE:
        return ": there is nothing to count it of";
    case FIGURE_NOT_AVAILABLE:
        if (figure->standardised != NULL) {
            return ""; /* the note says why */
        }
        if (figure->measure->deprivation != DEPRIVATION_NONE) {
            return ": only of the whole authority, of years to 31 March whose rates are held";
        }
        return figure->measure->is_supplied            ? ": none was supplied"
               : figure->measure->unit == MEASURE_RATE ? ": no population, or no team to go by"
               : is_below                              ? ": its records have no team to go by"
                                                       : ": not available";
    case FIGURE_SUPERSEDED:
        return ": superseded";
    default:
        return "";
    }
}

static void add_origin(struct buffer *out, struct arena *arena, const struct figure *figure,
                       const struct supplied_figures *supplied) {
    const struct supplied_figure *origin = explanation_origin(supplied, figure);
    if (origin != NULL) {
        add_words(out, "Supplied by",
                  text_format(arena, "%.*s, %.*s, from %.*s", TEXT_ARG(origin->owner),
                              TEXT_ARG(origin->date), TEXT_ARG(origin->source)));
        add_words(
            out, "Stands in",
            text_format(arena, "%.*s, line %u", TEXT_ARG(origin->place.file), origin->place.line));
    }
}

static void add_figure(struct buffer *out, struct arena *arena,
                       const struct explanation *explanation, const struct figure *figure,
                       const struct supplied_figures *supplied) {
    struct text interval = figure->has_interval ? interval_words(arena, figure) : TEXT_NONE;
    struct text value = value_words(arena, figure);
    bool has_category = figure->category.length > 0;
    add_words(out, "Figure",
              text_format(arena, "%.*s%s%.*s%.*s%s", TEXT_ARG(figure->category),
                          has_category ? ": " : "", TEXT_ARG(value), TEXT_ARG(interval),
                          reason_words(explanation, figure)));
    if (figure->has_numerator) {
        add_words(out, "Numerator", whole(arena, figure->numerator));
    }
    if (figure->has_denominator) {
        add_words(out, "Denominator",
                  text_format(arena, "%.*s%s", TEXT_ARG(whole(arena, figure->denominator)),
                              figure->standardised != NULL            ? " children, see the note"
                              : figure->measure->unit == MEASURE_RATE ? " children aged 0 to 17"
                                                                      : ""));
    }
    add_origin(out, arena, figure, supplied);
}

/* The other figures of the unit: groups, bands, what stands apart. */
static void add_parts(struct buffer *out, struct arena *arena,
                      const struct explanation *explanation) {
    const char *label = "Of which";
    bool has_all = explanation->request.category.length == 0;
    for (size_t i = 0; has_all && i < explanation->figures->count; i++) {
        const struct figure *figure = &explanation->figures->items[i];
        if (!explanation_has(explanation, figure) || figure == explanation->figure) {
            continue;
        }
        bool has_count = figure->has_numerator && figure->has_denominator;
        struct text count = has_count ? text_format(arena, ", %.*s of %.*s",
                                                    TEXT_ARG(whole(arena, figure->numerator)),
                                                    TEXT_ARG(whole(arena, figure->denominator)))
                                      : TEXT_NONE;
        bool has_limits = figure->adjusted != NULL && figure->has_interval;
        struct text limits = has_limits ? interval_words(arena, figure) : TEXT_NONE;
        add_words(out, label,
                  text_format(arena, "%.*s: %.*s%.*s%.*s", TEXT_ARG(figure->category),
                              TEXT_ARG(value_words(arena, figure)), TEXT_ARG(limits),
                              TEXT_ARG(count)));
        label = "";
    }
}

/* ---- the records ---- */

struct table_column {
    const char *head;
    struct text (*cell)(struct arena *arena, const struct listed_record *record);
    size_t width;
    bool is_right;
};

static struct text record_cell(struct arena *arena, const struct listed_record *record) {
    (void)arena;
    return record->record;
}
static struct text child_cell(struct arena *arena, const struct listed_record *record) {
    (void)arena;
    return record->child;
}
static struct text day_words(struct arena *arena, day_number day) {
    return day == DAY_NONE ? TEXT_NONE : date_iso(arena, day);
}
static struct text first_cell(struct arena *arena, const struct listed_record *record) {
    return day_words(arena, record->first);
}
static struct text last_cell(struct arena *arena, const struct listed_record *record) {
    return day_words(arena, record->last);
}
static struct text team_cell(struct arena *arena, const struct listed_record *record) {
    (void)arena;
    return record->team;
}
static struct text worker_cell(struct arena *arena, const struct listed_record *record) {
    (void)arena;
    return record->worker;
}
static struct text met_cell(struct arena *arena, const struct listed_record *record) {
    (void)arena;
    bool is_counted = record->excluded.length == 0;
    return !is_counted ? TEXT_NONE : record->is_met ? TEXT("yes") : TEXT("no");
}
static struct text category_cell(struct arena *arena, const struct listed_record *record) {
    (void)arena;
    return record->category;
}
static struct text excluded_cell(struct arena *arena, const struct listed_record *record) {
    (void)arena;
    return record->excluded;
}

static size_t choose_columns(const struct listing *listing, struct table_column *columns) {
    const struct {
        bool is_there;
        struct table_column column;
    } known[] = {{true, {"record", record_cell, 0, false}},
                 {true, {"child", child_cell, 0, false}},
                 {listing->is_event, {"date", first_cell, 0, false}},
                 {listing->is_span, {"opened", first_cell, 0, false}},
                 {listing->is_span, {"closed", last_cell, 0, false}},
                 {listing->has_team, {"team", team_cell, 0, false}},
                 {listing->has_worker, {"worker", worker_cell, 0, false}},
                 {listing->has_met, {"met", met_cell, 0, false}},
                 {listing->has_value, {"value", explanation_value, 0, true}},
                 {listing->has_category, {"category", category_cell, 0, false}},
                 {listing->has_excluded, {"left out", excluded_cell, 0, false}}};
    size_t count = 0;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i].is_there) {
            columns[count++] = known[i].column;
        }
    }
    return count;
}

/* Adds a cell, with the gap before it; blank cells only widen the gap, so that no line ends in
 * spaces. */
static size_t add_cell(struct buffer *out, const struct table_column *column, struct text text,
                       size_t gap) {
    size_t width = width_of(text), space = column->width - width;
    if (width == 0) {
        return gap + column->width + 2;
    }
    pad(out, 0, gap + (column->is_right ? space : 0));
    buffer_add_visible(out, text);
    return 2 + (column->is_right ? 0 : space);
}

static void measure_columns(const struct listing *listing, struct arena *scratch,
                            struct table_column *columns, size_t column_count) {
    for (size_t c = 0; c < column_count; c++) {
        columns[c].width = width_of(text_of(columns[c].head));
        for (size_t i = 0; i < listing->record_count; i++) {
            struct arena_mark mark = arena_mark(scratch);
            size_t width = width_of(columns[c].cell(scratch, &listing->records[i]));
            columns[c].width = width > columns[c].width ? width : columns[c].width;
            arena_release(scratch, mark);
        }
    }
}

static void add_table(struct buffer *out, struct arena *scratch, const struct listing *listing) {
    struct table_column columns[COLUMN_LIMIT];
    size_t count = choose_columns(listing, columns), gap = 0;
    measure_columns(listing, scratch, columns, count);
    for (size_t c = 0; c < count; c++) {
        gap = add_cell(out, &columns[c], text_of(columns[c].head), gap);
    }
    buffer_add_byte(out, '\n');
    for (size_t i = 0; i < listing->record_count; i++) {
        struct arena_mark mark = arena_mark(scratch);
        gap = 0;
        for (size_t c = 0; c < count; c++) {
            struct text cell = columns[c].cell(scratch, &listing->records[i]);
            gap = add_cell(out, &columns[c], cell, gap);
        }
        buffer_add_byte(out, '\n');
        arena_release(scratch, mark);
    }
}

static void add_left_out(struct buffer *out, struct arena *arena, const struct listing *listing) {
    const char *label = "Left out";
    for (size_t i = 0; i < listing->left_out_count; i++) {
        const struct left_out *left_out = &listing->left_out[i];
        add_words(out, label,
                  text_format(arena, "%.*s: %.*s", TEXT_ARG(left_out->reason),
                              TEXT_ARG(whole(arena, left_out->count))));
        label = "";
    }
}

static void add_listing(struct buffer *out, struct arena *arena,
                        const struct explanation *explanation, const struct listing *listing) {
    bool is_part = listing->measure != explanation->request.measure;
    struct text measure = is_part ? text_format(arena, ", the %s: %.*s", listing->part,
                                                TEXT_ARG(listing->measure->id))
                                  : TEXT_NONE;
    const struct measure_definition *counted = listing->measure;
    struct text of =
        counted->counts_children || counted->counts_distinct
            ? text_format(arena, " of %.*s %.*s", TEXT_ARG(whole(arena, listing->counted)),
                          TEXT_ARG(counted->counts))
            : TEXT_NONE;
    buffer_format(out, "\nRecords listed%.*s: %.*s%.*s%s\n", TEXT_ARG(measure),
                  TEXT_ARG(whole(arena, (int64_t)listing->record_count)), TEXT_ARG(of),
                  explanation->request.only_not_met ? ", those not met" : "");
    if (is_part) {
        add_words(out, "Definition", listing->measure->definition);
    }
    add_left_out(out, arena, listing);
    if (listing->record_count > 0) {
        buffer_add_byte(out, '\n');
        add_table(out, arena, listing);
    }
}

/* ---- the whole ---- */

static struct text days_words(struct arena *arena, const struct explanation *explanation) {
    const struct listing *listing = &explanation->listings[0];
    struct text period = period_words(arena, &explanation->request.period);
    if (explanation->listing_count == 0) {
        return period;
    }
    struct text last = date_words(arena, listing->last_day);
    return listing->first_day == listing->last_day
               ? text_format(arena, "%.*s, as at %.*s", TEXT_ARG(period), TEXT_ARG(last))
               : text_format(arena, "%.*s: %.*s to %.*s", TEXT_ARG(period),
                             TEXT_ARG(date_words(arena, listing->first_day)), TEXT_ARG(last));
}

static struct text unit_words(struct arena *arena, const struct explanation *explanation) {
    uint32_t unit = explanation->request.unit;
    if (unit == UNIT_NONE) {
        return text_format(arena, "no %.*s", TEXT_ARG(unit_level_name(explanation->request.level)));
    }
    const struct unit *named = &explanation->figures->units->units[unit];
    return text_format(arena, "%.*s (%.*s)", TEXT_ARG(named->name), TEXT_ARG(named->id));
}

static void add_superseded(struct buffer *out, struct arena *arena,
                           const struct measure_definition *measure) {
    if (measure->superseded_on != DAY_NONE) {
        add_words(out, "Superseded",
                  text_format(arena, "from %.*s by %.*s",
                              TEXT_ARG(date_words(arena, measure->superseded_on)),
                              TEXT_ARG(measure->superseded_by)));
    }
}

static const char *kind_words(const struct measure_definition *measure) {
    if (measure->is_supplied) {
        return "supplied: measured elsewhere and typed in, so there are no records to list";
    }
    if (measure->ratio_of.length > 0) {
        return "a ratio of two counts: the records of each are listed apart";
    }
    if (measure_is_by_home(measure)) {
        return "a rate standardised over deciles of the home area: its records by decile";
    }
    if (measure->deprivation != DEPRIVATION_NONE) {
        return "a rate set against deprivation: its records, then the other authorities";
    }
    return measure->rate_of.length > 0 ? "a count for every 10,000 children aged 0 to 17" : "";
}

static void add_figures(struct buffer *out, struct arena *arena,
                        const struct explanation *explanation,
                        const struct supplied_figures *supplied) {
    if (explanation->figure != NULL) {
        add_figure(out, arena, explanation, explanation->figure, supplied);
        add_parts(out, arena, explanation);
        return;
    }
    for (size_t i = 0; i < explanation->figures->count; i++) {
        if (explanation_has(explanation, &explanation->figures->items[i])) {
            add_figure(out, arena, explanation, &explanation->figures->items[i], supplied);
        }
    }
}

void explanation_write_text(struct buffer *out, const struct explanation *explanation,
                            const struct supplied_figures *supplied) {
    const struct measure_definition *measure = explanation->request.measure;
    struct arena *arena = arena_new();
    buffer_format(out, "%.*s (%.*s)\n", TEXT_ARG(measure->title), TEXT_ARG(measure->id));
    buffer_add_c(out, "RESTRICTED: child-level data\n\n");
    add_words(out, "Unit", unit_words(arena, explanation));
    add_words(out, "Days", days_words(arena, explanation));
    add_words(out, "Definition", measure->definition);
    add_words(out, "Kind", text_of(kind_words(measure)));
    add_words(out, "Counts", measure->counts);
    add_words(out, "Source", measure->source);
    add_words(out, "Note", measure->footnote);
    add_superseded(out, arena, measure);
    add_figures(out, arena, explanation, supplied);
    const struct deprivation_result *adjusted =
        explanation->figure == NULL ? NULL : explanation->figure->adjusted;
    if (adjusted != NULL) {
        add_words(out, "Line", explanation_line(arena, adjusted));
        add_words(out, "Rests on", deprivation_note(arena, adjusted));
    }
    const struct standardised *standardised =
        explanation->figure == NULL ? NULL : explanation->figure->standardised;
    if (standardised != NULL) {
        add_words(out, "Rests on", standardised_note(arena, standardised));
    }
    for (size_t i = 0; i < explanation->listing_count; i++) {
        add_listing(out, arena, explanation, &explanation->listings[i]);
    }
    if (adjusted != NULL) {
        explanation_add_points(out, adjusted);
    }
    arena_free(arena);
}
