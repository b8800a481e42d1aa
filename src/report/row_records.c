/* Rows that only the extracts can name: the workers who have a part in a measure,
 * team by team, and the records behind a measure. They are of people, so that no
 * public paper has them (audience.c). While collecting nobody knows them yet: a
 * row stands for each measure that a record may name, so that all is asked for. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/date.h"
#include "define/node.h"
#include "report/rows.h"

enum { FIXED_FIELDS = 8 };

/* What the block says of its rows. */
struct source {
    struct writer *writer;
    const struct node *block;
    const struct measure_definition *measure;
    struct rows *rows;
};

static const struct measure_definition *read_measure(struct writer *writer,
                                                     const struct node *block) {
    const struct node *of = node_need(writer->diag, block, "of", NODE_SCALAR);
    const struct measure_definition *measure =
        of ? catalogue_measure(writer->context->catalogue, of->text) : NULL;
    if (of && !measure) {
        DIAG_REPORT(writer->diag, DF009, &of->place, of->text, TEXT("a measure"));
    }
    return measure;
}

static struct row *add_row(const struct source *source, struct text value, struct text header) {
    struct row *row = rows_add(source->writer, source->rows);
    row->value = value;
    row->header = header;
    row->level = UNIT_TEAM;
    return row;
}

/* Where there are none, a row says so. */
static void add_blank(const struct source *source, const char *otherwise) {
    struct text words = node_text(source->block, "none", text_of(otherwise));
    add_row(source, TEXT_NONE, words)->is_blank = true;
}

/* ---- workers ---- */

static void add_worker(const struct source *source, struct text worker, struct text team) {
    struct row_field *field = ARENA_NEW(source->writer->arena, struct row_field);
    bool is_none = text_equal_c(worker, "(none)");
    struct row *row = add_row(source, worker, is_none ? TEXT("No worker recorded") : worker);
    *field = (struct row_field){TEXT("team"), team};
    row->fields = field;
    row->field_count = 1;
}

/* The parts of a count stand behind its total. */
static void add_workers_of(const struct source *source, const struct row *team) {
    static const struct text prefix = {"worker: ", 8};
    const struct report_context *context = source->writer->context;
    const struct figures *figures = source->writer->figures;
    uint32_t unit = team->is_rest ? UNIT_NONE : hierarchy_find(context->units, team->value);
    const struct figure *total =
        figures_find(figures, source->measure->id, &context->period, team->level, unit, TEXT_NONE);
    const struct figure *end = figures->items + figures->count;
    for (const struct figure *figure = total; figure && figure < end; figure++) {
        bool is_same = figure->measure == total->measure && figure->unit == total->unit &&
                       figure->level == total->level &&
                       figure->period.first_day == total->period.first_day &&
                       figure->period.last_day == total->period.last_day;
        if (!is_same) {
            return;
        }
        if (text_starts_with(figure->category, prefix)) {
            add_worker(source, text_slice(figure->category, prefix.length, figure->category.length),
                       team->value);
        }
    }
}

static bool read_workers(const struct source *source) {
    struct writer *writer = source->writer;
    const struct report_context *context = writer->context;
    source->rows->source = ROWS_BY_WORKER;
    if (!source->measure->is_by_worker) {
        DIAG_REPORT(writer->diag, DF009, &node_get(source->block, "of")->place, source->measure->id,
                    TEXT("a measure that is counted by: [worker]"));
        return writer_refuse(writer);
    }
    if (!writer->figures) {
        writer_add_request(writer, source->measure, &context->period);
        add_worker(source, TEXT("(none)"), context->units->units[context->unit].id);
        return true;
    }
    struct rows teams = {.source = ROWS_BY_UNIT};
    rows_add_units(writer, UNIT_TEAM, &teams);
    for (size_t i = 0; i < teams.count; i++) {
        add_workers_of(source, &teams.rows[i]);
    }
    if (source->rows->count == 0) {
        add_blank(source, "No worker");
    }
    return true;
}

/* ---- records ---- */

static struct text day_words(struct arena *arena, day_number day) {
    return day == DAY_NONE ? TEXT_NONE : date_iso(arena, day);
}

/* A record of the whole unit names no team; what is not in units.csv is "none". */
static struct text team_of(const struct report_context *context, struct text team) {
    if (text_is_empty(team)) {
        return context->units->units[context->unit].id;
    }
    return hierarchy_find(context->units, team) == UNIT_NONE ? TEXT("none") : team;
}

/* A record may name a measure that the paper has figures of; another is told, and left blank. */
static struct text measure_of(const struct source *source, struct text record, struct text name) {
    struct writer *writer = source->writer;
    const struct node *tag = node_get(source->block, "tag");
    const struct measure_definition *named =
        tag ? catalogue_measure(writer->context->catalogue, name) : NULL;
    if (!tag || text_is_empty(name) || (named && rows_has_tag(named, tag->text))) {
        return name;
    }
    DIAG_REPORT(writer->diag, RP061, &source->block->place, record, name, tag->text);
    return TEXT_NONE;
}

static void set_fields(const struct source *source, const struct listing *listing,
                       const struct listed_record *record, struct row *row) {
    struct arena *arena = source->writer->arena;
    const struct measure_definition *measure = source->measure;
    struct text last = listing->is_span ? day_words(arena, record->last) : TEXT_NONE;
    const struct row_field fixed[FIXED_FIELDS] = {
        {TEXT("record"), record->record},
        {TEXT("child"), record->child},
        {TEXT("worker"), record->worker},
        {TEXT("team"), team_of(source->writer->context, record->team)},
        {TEXT("category"), record->category},
        {TEXT("date"), listing->is_event ? day_words(arena, record->first) : TEXT_NONE},
        {TEXT("opened"), listing->is_span ? day_words(arena, record->first) : TEXT_NONE},
        {TEXT("closed"), last}};
    struct row_field *fields =
        ARENA_ARRAY(arena, struct row_field, FIXED_FIELDS + measure->detail_count);
    for (size_t i = 0; i < FIXED_FIELDS + measure->detail_count; i++) {
        bool is_fixed = i < FIXED_FIELDS;
        size_t detail = i - FIXED_FIELDS;
        fields[i] = is_fixed
                        ? fixed[i]
                        : (struct row_field){measure->details[detail], record->details[detail]};
        if (text_equal_c(fields[i].name, "measure")) {
            fields[i].value = measure_of(source, record->record, fields[i].value);
        }
    }
    row->fields = fields;
    row->field_count = FIXED_FIELDS + measure->detail_count;
}

struct text row_field_text(const struct row *row, struct text name) {
    for (size_t i = 0; i < row->field_count; i++) {
        if (text_equal(row->fields[i].name, name)) {
            return row->fields[i].value;
        }
    }
    return TEXT_NONE;
}

/* What every row must say, such as an action's owner. */
static void check_needs(const struct source *source, const struct row *row) {
    struct writer *writer = source->writer;
    const struct node *needs = node_get(source->block, "needs");
    for (size_t i = 0; needs && i < needs->child_count; i++) {
        if (text_is_empty(text_trim(row_field_text(row, needs->children[i]->text)))) {
            DIAG_REPORT(writer->diag, RP060, &source->block->place, row->value,
                        needs->children[i]->text);
            writer_refuse(writer);
        }
    }
}

/* Rows in the order wanted; what is blank comes last, and equal rows as the extract has them. */
struct ordered {
    struct row row;
    size_t at;
    const struct node *order; /* names of fields; NULL: none */
};

static int compare_fields(struct text a, struct text b) {
    if (text_is_empty(a) != text_is_empty(b)) {
        return text_is_empty(a) ? 1 : -1;
    }
    return text_compare(a, b);
}

static int compare_rows(const void *left, const void *right) {
    const struct ordered *a = left, *b = right;
    int order = 0;
    for (size_t i = 0; a->order && i < a->order->child_count && order == 0; i++) {
        struct text name = a->order->children[i]->text;
        order = compare_fields(row_field_text(&a->row, name), row_field_text(&b->row, name));
    }
    return order != 0 ? order : (a->at > b->at) - (a->at < b->at);
}

static void put_in_order(const struct source *source) {
    struct rows *rows = source->rows;
    struct ordered *ordered = ARENA_ARRAY(source->writer->arena, struct ordered, rows->count + 1);
    for (size_t i = 0; i < rows->count; i++) {
        ordered[i] = (struct ordered){rows->rows[i], i, node_get(source->block, "order")};
    }
    qsort(ordered, rows->count, sizeof *ordered, compare_rows);
    for (size_t i = 0; i < rows->count; i++) {
        rows->rows[i] = ordered[i].row;
    }
}

/* Only rows with these fields are wanted. */
static bool has_all(const struct source *source, const struct row *row) {
    const struct node *having = node_get(source->block, "having");
    for (size_t i = 0; having && i < having->child_count; i++) {
        if (text_is_empty(row_field_text(row, having->children[i]->text))) {
            return false;
        }
    }
    return true;
}

static void add_records(const struct source *source, const struct listing *listing) {
    struct writer *writer = source->writer;
    struct text only = node_text(source->block, "only", TEXT_NONE);
    for (size_t i = 0; i < listing->record_count; i++) {
        const struct listed_record *record = &listing->records[i];
        bool is_wanted = text_is_empty(only) || text_equal_c(only, "met") == record->is_met;
        if (!is_wanted || record->excluded.length > 0) {
            continue;
        }
        struct row *row = add_row(source, record->record, record->record);
        set_fields(source, listing, record, row);
        if (!has_all(source, row)) {
            source->rows->count--;
            continue;
        }
        check_needs(source, row);
        writer->names_children = writer->names_children || record->child.length > 0;
    }
}

/* A row for each measure that a record may name, whose id then stands in every field. */
static void stand_in(const struct source *source, struct text word) {
    static const struct listing listing = {.is_event = false};
    struct text *details =
        ARENA_ARRAY(source->writer->arena, struct text, source->measure->detail_count + 1);
    for (size_t i = 0; i < source->measure->detail_count; i++) {
        details[i] = word;
    }
    struct listed_record record = {
        .record = word, .child = word, .worker = word, .category = word, .details = details};
    set_fields(source, &listing, &record, add_row(source, word, word));
}

static void stand_in_for_all(const struct source *source) {
    const struct catalogue *catalogue = source->writer->context->catalogue;
    const struct node *tag = node_get(source->block, "tag");
    for (size_t i = 0; tag && i < catalogue->measure_count; i++) {
        if (rows_has_tag(catalogue->measures[i], tag->text)) {
            stand_in(source, catalogue->measures[i]->id);
        }
    }
    if (!tag) {
        stand_in(source, TEXT("x"));
    }
}

/* Every name under `order`, `needs` and `having` is a field: a misspelt one would go unseen. */
static bool check_names(const struct source *source, const char *key) {
    static const char *const fixed[FIXED_FIELDS] = {"record",   "child", "worker", "team",
                                                    "category", "date",  "opened", "closed"};
    struct writer *writer = source->writer;
    const struct node *list = node_get(source->block, key);
    if (list && !node_need(writer->diag, source->block, key, NODE_SEQUENCE)) {
        return writer_refuse(writer);
    }
    for (size_t i = 0; list && i < list->child_count; i++) {
        const struct node *name = list->children[i];
        bool is_field = false;
        for (size_t f = 0; f < FIXED_FIELDS; f++) {
            is_field = is_field || text_equal_c(name->text, fixed[f]);
        }
        for (size_t d = 0; d < source->measure->detail_count; d++) {
            is_field = is_field || text_equal(name->text, source->measure->details[d]);
        }
        if (!is_field) {
            DIAG_REPORT(writer->diag, DF009, &name->place, name->text,
                        TEXT("record, child, worker, team, category, date, opened, closed or one "
                             "of the measure's details"));
            return writer_refuse(writer);
        }
    }
    return true;
}

static const struct listing *listing_of(const struct source *source) {
    const struct report_context *context = source->writer->context;
    for (size_t i = 0; i < context->listing_count; i++) {
        if (context->listings[i].measure == source->measure) {
            return &context->listings[i];
        }
    }
    return NULL;
}

static bool read_records(const struct source *source) {
    struct writer *writer = source->writer;
    source->rows->source = ROWS_BY_RECORD;
    if (!check_names(source, "order") || !check_names(source, "needs") ||
        !check_names(source, "having")) {
        return false;
    }
    if (source->measure->records == NULL) {
        DIAG_REPORT(writer->diag, DF009, &node_get(source->block, "of")->place, source->measure->id,
                    TEXT("a measure that has records of its own"));
        return writer_refuse(writer);
    }
    if (!writer->figures) {
        writer_add_listing(writer, source->measure);
        stand_in_for_all(source);
        return true;
    }
    const struct listing *listing = listing_of(source);
    if (listing) {
        add_records(source, listing);
        put_in_order(source);
    }
    if (source->rows->count == 0) {
        add_blank(source, "None");
    }
    return true;
}

bool row_records_read(struct writer *writer, const struct node *block, struct text by,
                      struct rows *rows, bool *is_sound) {
    bool is_worker = text_equal_c(by, "worker");
    if (!is_worker && !text_equal_c(by, "records")) {
        return false;
    }
    struct source source = {writer, block, read_measure(writer, block), rows};
    *is_sound = source.measure != NULL || writer_refuse(writer);
    *is_sound = *is_sound && (is_worker ? read_workers(&source) : read_records(&source));
    return true;
}
