/* Field constraints. Each distinct value of a column is judged once; then the
 * rows that hold a faulty one are listed. A value may have several faults: all
 * are listed, except that a value that failed its type is judged no further. */
#include <string.h>

#include "base/buffer.h"
#include "base/date.h"
#include "base/decimal.h"
#include "check.h"
#include "ingest/decode.h"

enum {
    CODES_NAMED = 6,
    COSTLY_LIMIT = 20 /* values of a column that its pattern is too costly for, before it rests */
};

struct value_fault {
    uint32_t code;
    struct fault fault;
};

/* One column while its values are judged. */
struct judging {
    struct check *check;
    const struct field *field;
    const struct column *column;
    uint32_t code; /* the value at hand */
    struct text raw;
    struct value_fault *faults; /* in the order of their codes */
    size_t count;
    size_t capacity;
    size_t costly_count, unjudged_count; /* by the pattern */
};

static void add_fault(struct judging *judging, enum rule_id rule, enum finding_severity severity,
                      struct text message, struct text remedy) {
    ARENA_MAKE_ROOM(judging->check->arena, judging->faults, judging->count, judging->capacity, 8);
    judging->faults[judging->count++] =
        (struct value_fault){judging->code, {rule, severity, message, remedy, NULL}};
}

static struct text shown(const struct judging *judging) {
    return check_shown(judging->check->arena, judging->raw);
}

#define MESSAGE(judging, ...) text_format((judging)->check->arena, __VA_ARGS__)

static const struct text simplify_it = {
    "look at the value; ask for a simpler pattern in the schema", 58};
static const struct text correct_it = {"correct it in the case system and extract again", 47};

static struct text title_of(const struct field *field) {
    return field->title.length > 0 ? field->title : field->name;
}

static const char *nature_of(enum field_type type) {
    switch (type) {
    case FIELD_DATE:
        return "is not a date";
    case FIELD_INTEGER:
        return "is not a whole number";
    case FIELD_NUMBER:
        return "is not a number";
    case FIELD_BOOLEAN:
        return "is neither yes nor no";
    default:
        return "is not text";
    }
}

static struct text type_remedy(struct judging *judging) {
    const struct field *field = judging->field;
    switch (field->type) {
    case FIELD_DATE:
        return field->date_formats == DATE_ISO
                   ? TEXT("write a day as 2014-03-31; correct it in the case system and extract "
                          "again")
                   : TEXT("write a day as 2014-03-31 or 31/03/2014; correct it in the case system "
                          "and extract again");
    case FIELD_BOOLEAN:
        return field->true_values == NULL
                   ? TEXT("write Y or N; correct it in the case system and extract again")
                   : MESSAGE(judging, "write %.*s or %.*s; %.*s", TEXT_ARG(field->true_values[0]),
                             TEXT_ARG(field->false_values[0]), TEXT_ARG(correct_it));
    default:
        return correct_it;
    }
}

/* Null values: blank, or not of the field's type. Decoding says which. */
static void judge_null(struct judging *judging) {
    const struct field *field = judging->field;
    struct value value;
    struct arena_mark mark = arena_mark(judging->check->arena);
    enum decode_verdict verdict =
        decode_value(judging->check->arena, judging->check->schema, field, judging->raw, &value);
    arena_release(judging->check->arena, mark);
    if (verdict == DECODE_BLANK && field->is_required) {
        struct text title = title_of(field);
        add_fault(judging, RULE_REQUIRED, FINDING_ERROR,
                  MESSAGE(judging, "%.*s is blank", TEXT_ARG(title)),
                  TEXT("enter it in the case system and extract again"));
    } else if (verdict == DECODE_NO_SUCH_DAY) {
        struct text value_shown = shown(judging);
        add_fault(judging, RULE_TYPE, FINDING_ERROR,
                  MESSAGE(judging, "\"%.*s\" is not a date: no such day", TEXT_ARG(value_shown)),
                  type_remedy(judging));
    } else if (verdict == DECODE_WRONG_TYPE) {
        struct text value_shown = shown(judging);
        add_fault(judging, RULE_TYPE, FINDING_ERROR,
                  MESSAGE(judging, "\"%.*s\" %s", TEXT_ARG(value_shown), nature_of(field->type)),
                  type_remedy(judging));
    }
}

/* The code set's first codes, and where to find the others. */
static struct text codes_remedy(struct judging *judging) {
    const struct code_set *set = judging->field->codes;
    struct buffer words = buffer_new(judging->check->arena);
    size_t named = 0;
    buffer_add_c(&words, "use a code of the set ");
    buffer_add(&words, set->name);
    buffer_add_c(&words, ": ");
    for (size_t i = 0; i < set->code_count && named < CODES_NAMED; i++) {
        const struct code *code = &set->codes[i];
        if (code->alias_of.length == 0) {
            buffer_format(&words, "%s%.*s (%.*s)", named++ > 0 ? ", " : "", TEXT_ARG(code->code),
                          TEXT_ARG(code->description));
        }
    }
    buffer_add_c(&words, named == CODES_NAMED ? " ..." : "");
    return buffer_text(&words);
}

static void judge_code(struct judging *judging) {
    const struct code *code;
    const struct code_set *set = judging->field->codes;
    if (set == NULL || (judging->field->is_exact ? code_set_exact(set, judging->raw) != NULL
                                                 : code_set_resolve(set, judging->raw, &code))) {
        return;
    }
    struct text value = shown(judging);
    add_fault(judging, RULE_CODES, FINDING_ERROR,
              MESSAGE(judging, "\"%.*s\" is no code of the set %.*s", TEXT_ARG(value),
                      TEXT_ARG(set->name)),
              codes_remedy(judging));
}

/* What the value should look like: in the schema's words, else the pattern itself. */
static struct text pattern_words(const struct field *field) {
    return field->pattern_title.length > 0 ? field->pattern_title : field->pattern_text;
}

static struct text pattern_remedy(struct judging *judging) {
    struct text words = judging->field->pattern_title;
    return words.length == 0
               ? correct_it
               : MESSAGE(judging, "write it as %.*s: %.*s", TEXT_ARG(words), TEXT_ARG(correct_it));
}

static void judge_pattern(struct judging *judging) {
    if (judging->field->pattern == NULL || judging->costly_count >= COSTLY_LIMIT) {
        judging->unjudged_count += judging->field->pattern != NULL;
        return;
    }
    enum regex_verdict verdict = regex_match(judging->field->pattern, judging->raw);
    struct text value = verdict == REGEX_MATCHES ? TEXT_NONE : shown(judging);
    struct text pattern = pattern_words(judging->field);
    if (verdict == REGEX_DIFFERS) {
        add_fault(
            judging, RULE_PATTERN, FINDING_ERROR,
            MESSAGE(judging, "\"%.*s\" is not written as %.*s", TEXT_ARG(value), TEXT_ARG(pattern)),
            pattern_remedy(judging));
    } else if (verdict == REGEX_TOO_COSTLY) {
        judging->costly_count++;
        add_fault(judging, RULE_TOO_COSTLY, FINDING_QUERY,
                  MESSAGE(judging, "\"%.*s\" could not be judged: pattern too costly (%.*s)",
                          TEXT_ARG(value), TEXT_ARG(judging->field->pattern_text)),
                  simplify_it);
    }
}

static struct text choices_remedy(struct judging *judging) {
    struct buffer words = buffer_new(judging->check->arena);
    buffer_add_c(&words, "use one of: ");
    for (size_t i = 0; i < judging->field->choice_count; i++) {
        buffer_add_c(&words, i > 0 ? ", " : "");
        buffer_add(&words, judging->field->choices[i]);
    }
    return buffer_text(&words);
}

static void judge_choice(struct judging *judging, const struct value *value) {
    const struct field *field = judging->field;
    struct text text = value->kind == VALUE_DAY ? value->text : judging->raw;
    for (size_t i = 0; i < field->choice_count; i++) {
        if (text_equal(field->choices[i], text) || text_equal(field->choices[i], value->text)) {
            return;
        }
    }
    if (field->choice_count > 0) {
        struct text raw = shown(judging);
        add_fault(judging, RULE_ENUM, FINDING_ERROR,
                  MESSAGE(judging, "\"%.*s\" is none of the words allowed", TEXT_ARG(raw)),
                  choices_remedy(judging));
    }
}

/* A limit as it would be written: a day, or a number. */
static struct text limit_text(struct judging *judging, double limit) {
    struct arena *arena = judging->check->arena;
    if (judging->field->type == FIELD_DATE) {
        return date_iso(arena, (day_number)limit);
    }
    struct decimal decimal = decimal_from_double(limit, 6);
    while (decimal.decimals > 0 && decimal.scaled % 10 == 0) {
        decimal.scaled /= 10;
        decimal.decimals--;
    }
    return decimal_plain(arena, decimal);
}

static void judge_limits(struct judging *judging, const struct value *value) {
    const struct field *field = judging->field;
    bool is_day = value->kind == VALUE_DAY;
    if (value->kind == VALUE_TEXT) {
        return;
    }
    double amount = value->kind == VALUE_NUMBER ? value->number : (double)value->integer;
    if (field->has_minimum && amount < field->minimum) {
        struct text raw = shown(judging), limit = limit_text(judging, field->minimum);
        add_fault(judging, RULE_MINIMUM, FINDING_ERROR,
                  MESSAGE(judging, "\"%.*s\" is %s %.*s", TEXT_ARG(raw),
                          is_day ? "before" : "below", TEXT_ARG(limit)),
                  correct_it);
    }
    if (field->has_maximum && amount > field->maximum) {
        struct text raw = shown(judging), limit = limit_text(judging, field->maximum);
        add_fault(judging, RULE_MAXIMUM, FINDING_ERROR,
                  MESSAGE(judging, "\"%.*s\" is %s %.*s", TEXT_ARG(raw), is_day ? "after" : "above",
                          TEXT_ARG(limit)),
                  correct_it);
    }
}

/* Bytes that begin a character. */
static size_t character_count(struct text text) {
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++) {
        count += ((unsigned char)text.bytes[i] & 0xC0) != 0x80;
    }
    return count;
}

static void judge_length(struct judging *judging) {
    const struct field *field = judging->field;
    if (judging->raw.length <= field->maximum_length && field->minimum_length == 0) {
        return;
    }
    size_t count = character_count(judging->raw);
    if (count > field->maximum_length) {
        add_fault(judging, RULE_LENGTH, FINDING_ERROR,
                  MESSAGE(judging, "the value has %zu characters; at most %zu are allowed", count,
                          field->maximum_length),
                  correct_it);
    } else if (count < field->minimum_length) {
        add_fault(judging, RULE_LENGTH, FINDING_ERROR,
                  MESSAGE(judging, "the value has %zu characters; at least %zu are needed", count,
                          field->minimum_length),
                  correct_it);
    }
}

/* ASCII without a NUL. Taking 1 from a byte that is 0 sets its highest bit, which no other has. */
static bool is_plain(struct text text) {
    static const uint64_t ones = UINT64_C(0x0101010101010101), highest = ones << 7;
    uint64_t eight, found = 0;
    size_t at = 0;
    for (; text.length - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, text.bytes + at, sizeof eight);
        found |= (eight | (eight - ones)) & highest;
    }
    for (; at < text.length; at++) {
        found |= (unsigned char)(text.bytes[at] - 1) >= 0x7F;
    }
    return found == 0;
}

static void judge_characters(struct judging *judging) {
    if (is_plain(judging->raw)) {
        return;
    }
    if (memchr(judging->raw.bytes, '\0', judging->raw.length) != NULL) {
        add_fault(judging, RULE_NUL, FINDING_ERROR,
                  TEXT("the value holds a NUL character, which no text should"),
                  TEXT("type the value anew in the case system and extract again"));
    }
    if (text_contains(judging->raw, TEXT("\xEF\xBF\xBD")) ||
        !utf8_is_valid(judging->raw, &(size_t){0})) {
        add_fault(judging, RULE_ENCODING, FINDING_QUERY,
                  TEXT("the value holds a character that could not be read"),
                  TEXT("export the file again as UTF-8; if it stays, type the value anew in the "
                       "case system"));
    }
}

static void judge_value(struct judging *judging) {
    struct value value = column_value(judging->column, judging->code);
    if (judging->raw.length > 0 && !judging->check->table->is_plain) {
        judge_characters(judging);
    }
    if (judging->field->is_judged_by_rules) {
        return;
    }
    if (value.kind == VALUE_NULL) {
        judge_null(judging);
        return;
    }
    judge_code(judging);
    judge_pattern(judging);
    judge_choice(judging, &value);
    judge_limits(judging, &value);
    judge_length(judging);
}

/* The first fault of a code, or NULL. */
static const struct value_fault *find_fault(const struct judging *judging, uint32_t code) {
    size_t low = 0, high = judging->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (judging->faults[middle].code < code) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < judging->count && judging->faults[low].code == code ? &judging->faults[low] : NULL;
}

static void list_row(struct judging *judging, size_t column, size_t row) {
    const struct value_fault *end = judging->faults + judging->count;
    uint32_t code = column_code(judging->column, row);
    for (const struct value_fault *fault = find_fault(judging, code);
         fault != NULL && fault < end && fault->code == code; fault++) {
        check_add_cell(judging->check, &fault->fault, column, row);
    }
}

static void list_rows(struct judging *judging, size_t column) {
    size_t row_count = judging->check->table->row_count;
    struct arena *scratch = arena_new();
    bool *is_faulty = ARENA_ARRAY(scratch, bool, judging->column->value_count);
    for (size_t i = 0; i < judging->count; i++) {
        is_faulty[judging->faults[i].code] = true;
    }
    for (size_t row = 0; row < row_count; row++) {
        if (is_faulty[column_code(judging->column, row)]) {
            list_row(judging, column, row);
        }
    }
    arena_free(scratch);
}

/* Whether what repeats the field was refused already when the extract was read. */
static bool is_whole_key(const struct check *check, const struct field *field) {
    const struct schema *schema = check->schema;
    return check->table->has_distinct_keys && schema->primary_key_count == 1 &&
           &schema->fields[schema->primary_key[0]] == field;
}

static void check_unique(struct check *check, size_t column) {
    const struct column *cells = &check->table->columns[column];
    if (cells->cells != NULL && text_cells_are_rising(cells->cells)) {
        return; /* no two are equal */
    }
    const struct column_index *index = table_index(check->indexes[check->table_at], column);
    for (size_t row = 0; row < check->table->row_count; row++) {
        uint32_t group = index->group_of_code[column_code(cells, row)];
        size_t first = index->rows[index->starts[group]];
        if (group == 0 || first == row) {
            continue;
        }
        struct text raw = check_shown(check->arena, table_raw(check->table, column, row));
        struct fault fault = {RULE_UNIQUE, FINDING_ERROR,
                              text_format(check->arena, "\"%.*s\" stands in row %u already",
                                          TEXT_ARG(raw), table_file_row(check->table, first)),
                              TEXT("find out whose it is, and correct the other record"), NULL};
        check_add_cell(check, &fault, column, row);
    }
}

/* A pattern that rests is said so: what it did not judge is not known to be right. */
static void add_unjudged(const struct judging *judging) {
    if (judging->unjudged_count == 0) {
        return;
    }
    struct check *check = judging->check;
    struct fault fault = {RULE_NOT_CHECKED, FINDING_ERROR,
                          text_format(check->arena,
                                      "pattern too costly for %zu values: %zu more were not "
                                      "judged by it (%.*s)",
                                      judging->costly_count, judging->unjudged_count,
                                      TEXT_ARG(judging->field->pattern_text)),
                          simplify_it, NULL};
    check_add_file(check, &fault, check_first_file(check),
                   &(struct finding){.column = judging->field->name});
}

static void judge_codes(struct judging *judging, uint32_t from, uint32_t to) {
    for (uint32_t code = from; code < to; code++) {
        judging->code = code;
        judging->raw = column_text(judging->column, code);
        if (code == 0 || judging->raw.length > 0) {
            judge_value(judging);
        }
    }
}

/* Cells whose text nothing but its length and pattern could make wrong. */
static bool asks_little(const struct check *check, const struct field *field,
                        const struct column *column) {
    return column->cells != NULL && check->table->is_plain && field->choice_count == 0 &&
           field->codes == NULL && field->minimum_length == 0 &&
           column->cells->width <= field->maximum_length;
}

enum { TOGETHER = 1024 }; /* cells judged by their pattern in one call */

/* Whether the texts of cells `from` up to, not including, `to` all match, blank ones apart. False
 * says nothing of any one of them. `room` is for TOGETHER cells. */
static bool cells_match(const struct text_cells *cells, size_t from, size_t to,
                        const struct regex_many *many, char *room) {
    size_t length = text_cells_join(cells, from, to, room);
    return length != SIZE_MAX && regex_many_match(many, (struct text){room, length});
}

static char *room_to_join(struct arena *arena) {
    return arena_alloc(arena, TOGETHER * (TEXT_CELL_LIMIT + 1));
}

/* Cells are judged many at a time by a pattern that allows it; where not all match, one by one. */
static void judge_cells(struct judging *judging, const struct regex_many *many) {
    const struct column *column = judging->column;
    struct arena *scratch = arena_new();
    char *room = room_to_join(scratch);
    for (uint32_t from = 1, to; from < column->value_count; from = to) {
        to = column->value_count - from < TOGETHER ? column->value_count : from + TOGETHER;
        if (column->blank_count > 0 || !cells_match(column->cells, from - 1, to - 1, many, room)) {
            judge_codes(judging, from, to);
        }
    }
    arena_free(scratch);
}

static void judge_column(struct judging *judging) {
    const struct field *field = judging->field;
    const struct column *column = judging->column;
    if (!asks_little(judging->check, field, column)) {
        judge_codes(judging, 0, column->value_count);
        return;
    }
    judge_codes(judging, 0, 1);
    const struct regex_many *many =
        field->pattern == NULL ? NULL : regex_many_new(judging->check->arena, field->pattern_text);
    if (many != NULL && !field->is_judged_by_rules) {
        judge_cells(judging, many);
    } else if (field->pattern != NULL || column->blank_count > 0) {
        judge_codes(judging, 1, column->value_count);
    }
}

static void check_field(struct check *check, const struct field *field, size_t column) {
    struct judging judging = {
        .check = check, .field = field, .column = &check->table->columns[column]};
    judge_column(&judging);
    if (judging.count > 0) {
        list_rows(&judging, column);
    }
    add_unjudged(&judging);
    if (field->is_unique && !is_whole_key(check, field)) {
        check_unique(check, column);
    }
}

static bool all_match(const struct text_cells *cells, const struct regex_many *many,
                      struct arena *scratch) {
    char *room = room_to_join(scratch);
    bool match = true;
    for (size_t from = 0; from < cells->count && match; from += TOGETHER) {
        size_t rest = cells->count - from;
        match = cells_match(cells, from, from + (rest < TOGETHER ? rest : TOGETHER), many, room);
    }
    return match;
}

static bool holds_blank(const struct text_cells *cells) {
    for (size_t row = 0; row < cells->count; row++) {
        if (text_cells_is_blank(cells, row)) {
            return true;
        }
    }
    return false;
}

bool field_is_right(const struct check *check, size_t at) {
    const struct field *field = &check->schema->fields[at];
    size_t position = table_column(check->table, field->name);
    const struct column *column = position == SIZE_MAX ? NULL : &check->table->columns[position];
    if (column == NULL || !asks_little(check, field, column) || column->blank_count > 0 ||
        (field->is_required && holds_blank(column->cells)) ||
        (field->is_unique && !is_whole_key(check, field) &&
         !text_cells_are_rising(column->cells))) {
        return false;
    }
    if (field->pattern == NULL || field->is_judged_by_rules) {
        return true;
    }
    struct arena *scratch = arena_new();
    const struct regex_many *many = regex_many_new(scratch, field->pattern_text);
    bool is_right = many != NULL && all_match(column->cells, many, scratch);
    arena_free(scratch);
    return is_right;
}

void check_fields(struct check *check) {
    for (size_t i = 0; i < check->schema->field_count; i++) {
        size_t column = table_column(check->table, check->schema->fields[i].name);
        if (check->is_right_field[i]) {
            continue;
        }
        if (column != SIZE_MAX && check->table->columns[column].is_supplied) {
            check_field(check, &check->schema->fields[i], column);
        }
    }
}
