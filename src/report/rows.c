/* Rows by list, by group, by unit or by measure. */
#include "report/rows.h"

#include "base/arena.h"
#include "define/node.h"
#include "report/narrative.h"

struct row *rows_add(struct writer *writer, struct rows *rows) {
    rows->rows = writer_grow(writer, rows->rows, sizeof *rows->rows, rows->count);
    struct row *row = &rows->rows[rows->count++];
    *row = (struct row){.value = TEXT_NONE, .header = TEXT_NONE};
    return row;
}

static void read_listed(struct writer *writer, const struct node *list, struct rows *rows) {
    static const char *const keys[] = {"row", "header", NULL};
    for (size_t i = 0; i < list->child_count; i++) {
        const struct node *item = list->children[i];
        if (!node_expect_keys(writer->diag, item, keys) ||
            !node_need(writer->diag, item, "header", NODE_SCALAR)) {
            writer_refuse(writer);
            continue;
        }
        struct row *row = rows_add(writer, rows);
        row->value = node_text(item, "row", TEXT_NONE);
        row->header = narrative_words(writer, node_get(item, "header"));
    }
}

static bool is_digit_at(struct text text, size_t at) {
    return at < text.length && text.bytes[at] >= '0' && text.bytes[at] <= '9';
}

/* A range is printed with an en dash: the id "1-10" reads "1\u201310". */
static struct text with_dashes(struct writer *writer, struct text name) {
    struct buffer words = buffer_new(writer->arena);
    for (size_t i = 0; i < name.length; i++) {
        bool is_range =
            name.bytes[i] == '-' && i > 0 && is_digit_at(name, i - 1) && is_digit_at(name, i + 1);
        buffer_add(&words, is_range ? TEXT("\u2013") : text_slice(name, i, i + 1));
    }
    return buffer_text(&words);
}

/* What the block's `row-headers` say of a group, else its own name. */
static struct text header_of(struct writer *writer, const struct node *headers, struct text name) {
    const struct node *words = headers ? node_get(headers, text_c(writer->arena, name)) : NULL;
    return words ? narrative_words(writer, words) : with_dashes(writer, name);
}

static void add_names(struct writer *writer, const struct node *headers, const struct text *names,
                      size_t count, struct rows *rows) {
    for (size_t i = 0; i < count; i++) {
        struct row *row = rows_add(writer, rows);
        row->value = names[i];
        row->header = header_of(writer, headers, names[i]);
    }
}

/* The groups of a mix, or bands and then what stands apart from them. */
static bool add_groups(struct writer *writer, const struct node *headers,
                       const struct measure_definition *measure, struct rows *rows) {
    add_names(writer, headers, measure->categories, measure->category_count, rows);
    add_names(writer, headers, measure->bands, measure->band_count, rows);
    size_t bands = rows->count;
    if (measure->band_count > 0) {
        add_names(writer, headers, measure->apart, measure->apart_count, rows);
    }
    for (size_t i = bands; i < rows->count; i++) {
        rows->rows[i].is_apart = true;
    }
    rows->source = ROWS_BY_GROUP;
    return rows->count > 0;
}

/* Every header that is given belongs to a group: a misspelt one would go unseen. */
static bool check_headers(struct writer *writer, const struct node *headers,
                          const struct rows *rows) {
    bool is_sound = true;
    for (size_t i = 0; headers && i < headers->child_count; i++) {
        bool is_found = false;
        for (size_t j = 0; j < rows->count; j++) {
            is_found = is_found || text_equal(rows->rows[j].value, headers->children[i]->key);
        }
        if (!is_found) {
            DIAG_REPORT(writer->diag, DF009, &headers->children[i]->place,
                        headers->children[i]->key, TEXT("one of the rows: a group, a measure"));
            is_sound = writer_refuse(writer);
        }
    }
    return is_sound;
}

void rows_add_units(struct writer *writer, enum unit_level level, struct rows *rows) {
    const struct hierarchy *units = writer->context->units;
    uint32_t reported = writer->context->unit;
    enum unit_level own = units->units[reported].level;
    rows->source = ROWS_BY_UNIT;
    rows->is_of_reported_unit = own >= level;
    for (uint32_t i = 0; i < units->unit_count; i++) {
        bool is_below =
            units->units[i].level == level && hierarchy_ancestor(units, i, own) == reported;
        if (is_below || (own > level && i == reported)) {
            struct row *row = rows_add(writer, rows);
            row->value = units->units[i].id;
            row->header = units->units[i].name;
            row->level = units->units[i].level;
        }
    }
    if (own == UNIT_COUNTY) {
        struct text word = unit_level_name(level); /* a team may be above all districts */
        struct row *rest = rows_add(writer, rows);
        *rest = (struct row){
            .value = TEXT("none"),
            .header = level == UNIT_TEAM ? TEXT("No team recorded")
                                         : text_format(writer->arena, "In no %.*s", TEXT_ARG(word)),
            .level = level,
            .is_rest = true};
    }
}

bool rows_has_tag(const struct measure_definition *measure, struct text tag) {
    for (size_t i = 0; i < measure->tag_count; i++) {
        if (text_equal(measure->tags[i], tag)) {
            return true;
        }
    }
    return false;
}

/* The measures that bear the block's tag, by id. */
static bool add_measures(struct writer *writer, const struct node *block,
                         const struct node *headers, struct rows *rows) {
    const struct catalogue *catalogue = writer->context->catalogue;
    const struct node *tag = node_need(writer->diag, block, "tag", NODE_SCALAR);
    rows->source = ROWS_BY_MEASURE;
    for (size_t i = 0; tag && i < catalogue->measure_count; i++) {
        const struct measure_definition *measure = catalogue->measures[i];
        const struct node *words =
            headers ? node_get(headers, text_c(writer->arena, measure->id)) : NULL;
        if (rows_has_tag(measure, tag->text)) {
            struct row *row = rows_add(writer, rows);
            row->value = measure->id;
            row->header = words ? narrative_words(writer, words) : measure->title;
        }
    }
    if (tag && rows->count == 0) {
        DIAG_REPORT(writer->diag, DF009, &tag->place, tag->text, TEXT("the tag of any measure"));
    }
    return rows->count > 0 || writer_refuse(writer);
}

static bool read_by(struct writer *writer, const struct node *block, const struct node *by,
                    struct rows *rows) {
    enum unit_level level;
    bool is_sound = true;
    const struct node *headers = node_get(block, "row-headers");
    if (headers && !node_need(writer->diag, block, "row-headers", NODE_MAPPING)) {
        return writer_refuse(writer);
    }
    const struct measure_definition *measure =
        catalogue_measure(writer->context->catalogue, by->text);
    if (text_equal_c(by->text, "measures")) {
        is_sound = add_measures(writer, block, headers, rows);
    } else if (unit_level_parse(by->text, &level)) {
        rows_add_units(writer, level, rows);
    } else if (!row_periods_read(writer, block, by->text, rows, &is_sound) &&
               !row_records_read(writer, block, by->text, rows, &is_sound) &&
               !(measure && add_groups(writer, headers, measure, rows))) {
        DIAG_REPORT(writer->diag, DF009, &by->place, by->text,
                    TEXT("a measure with groups; area, district or team; months, quarters, halves, "
                         "years or periods; measures; worker or records"));
        return writer_refuse(writer);
    }
    return is_sound && check_headers(writer, headers, rows);
}

/* What goes with one source of rows alone would be unseen beside another. */
static bool check_source(struct writer *writer, const struct node *block, const char *key,
                         bool is_wanted) {
    const struct node *node = node_get(block, key);
    if (!node || is_wanted) {
        return true;
    }
    DIAG_REPORT(writer->diag, RP013, &node->key_place, TEXT("table or chart with this key"),
                TEXT("rows-by periods (last), measures (tag), worker (of) or records (of, only, "
                     "having, order, needs, tag)"));
    return writer_refuse(writer);
}

static bool check_sources(struct writer *writer, const struct node *block, enum row_source source) {
    static const char *const of_records[] = {"only", "order", "needs", "having"};
    bool is_record = source == ROWS_BY_RECORD, is_worker = source == ROWS_BY_WORKER;
    bool is_sound = check_source(writer, block, "last", source == ROWS_BY_PERIOD) &&
                    check_source(writer, block, "tag", source == ROWS_BY_MEASURE || is_record) &&
                    check_source(writer, block, "of", is_worker || is_record) &&
                    check_source(writer, block, "none", is_worker || is_record);
    for (size_t i = 0; i < sizeof of_records / sizeof of_records[0]; i++) {
        is_sound = is_sound && check_source(writer, block, of_records[i], is_record);
    }
    return is_sound;
}

bool rows_read(struct writer *writer, const struct node *block, struct rows *rows) {
    const struct node *list = node_get(block, "rows");
    const struct node *by = node_get(block, "rows-by");
    *rows = (struct rows){.source = ROWS_LISTED};
    if (by && by->kind == NODE_SCALAR && !list) {
        return read_by(writer, block, by, rows) && check_sources(writer, block, rows->source);
    }
    if (list && list->kind == NODE_SEQUENCE && !by && !node_get(block, "row-headers")) {
        read_listed(writer, list, rows);
        return check_sources(writer, block, ROWS_LISTED);
    }
    DIAG_REPORT(writer->diag, RP013, &block->place, TEXT("table or chart"),
                TEXT("either rows, a list, or rows-by, what they are made of, and row-headers only "
                     "beside rows-by"));
    return writer_refuse(writer);
}

/* "{...}" and nothing else. */
static bool is_one_binding(struct text text) {
    return text.length > 2 && text.bytes[0] == '{' && text.bytes[1] != '{' &&
           text_find(text, '}') == text.length - 1;
}

static struct text name_at(struct text text, size_t dollar) {
    size_t end = dollar + 1;
    while (end < text.length &&
           (text.bytes[end] == '_' || (text.bytes[end] >= 'a' && text.bytes[end] <= 'z'))) {
        end++;
    }
    return text_slice(text, dollar + 1, end);
}

static bool has_field(const struct row *row, struct text name) {
    for (size_t i = 0; i < row->field_count; i++) {
        if (text_equal(row->fields[i].name, name)) {
            return true;
        }
    }
    return false;
}

/* "$owner" and nothing else. */
static bool is_field(const struct row *row, struct text text) {
    struct text name = text.length > 0 && text.bytes[0] == '$' ? name_at(text, 0) : TEXT_NONE;
    return name.length > 0 && name.length + 1 == text.length && has_field(row, name);
}

/* "19 Feb 2014", which does not break: lists have narrow columns. */
static struct text short_day(struct arena *arena, day_number day) {
    int year, month, day_of_month;
    date_parts(day, &year, &month, &day_of_month);
    return text_format(arena, "%d\u00a0%.3s\u00a0%d", day_of_month, date_month_name(month), year);
}

/* A day is printed as days are. */
static struct text field_words(struct writer *writer, const struct row *row, struct text text) {
    struct text value = row_field_text(row, name_at(text, 0));
    day_number day;
    bool is_day = date_parse(value, DATE_ISO, &day) == DATE_OK;
    return is_day ? short_day(writer->arena, day) : value;
}

/* A binding that names what the record does not say has nothing to say. */
static bool has_blank_field(const struct row *row, struct text text) {
    for (size_t i = 0; i < text.length; i++) {
        struct text name = text.bytes[i] == '$' ? name_at(text, i) : TEXT_NONE;
        if (name.length > 0 && has_field(row, name) && text_is_empty(row_field_text(row, name))) {
            return is_one_binding(text);
        }
    }
    return false;
}

struct bound rows_cell(struct writer *writer, const struct node *scalar, const struct row *row) {
    struct bound bound = {.kind = CELL_TEXT, .prose = TEXT_NONE, .bare = TEXT_NONE};
    struct text text = text_trim(scalar->text);
    writer->row = row->value;
    writer->row_level = row->level;
    writer->fields = row->fields;
    writer->field_count = row->field_count;
    if (row->is_blank || has_blank_field(row, text)) {
        bound.kind = CELL_TEXT;
    } else if (is_field(row, text)) {
        bound.prose = bound.bare = field_words(writer, row, text);
    } else if (is_one_binding(text)) {
        struct place place = node_place_at(scalar, 0);
        place.length = (uint32_t)text.length;
        binding_resolve(writer, &place, text_slice(text, 1, text.length - 1), &bound);
    } else {
        bound.prose = bound.bare = narrative_words(writer, scalar);
    }
    writer->row = TEXT_NONE;
    writer->field_count = 0;
    return bound;
}

struct cell rows_document_cell(const struct bound *bound) {
    return (struct cell){bound->kind, bound->bare, bound->number, bound->mark};
}
