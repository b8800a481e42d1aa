/* Decoding by field type. What counts as yes and no, and that 2.0 is the
 * integer 2, are the conventions of measures.md and the quirks of the systems
 * that extracts come from. */
#include "ingest/decode.h"

#include <limits.h>

#include "base/arena.h"
#include "base/date.h"

enum { FIRST_BLANKS = 4 };

static bool is_one_of(struct text raw, const struct text *words, size_t word_count) {
    for (size_t i = 0; i < word_count; i++) {
        if (text_equal_ignoring_case(raw, words[i])) {
            return true;
        }
    }
    return false;
}

static bool is_missing(const struct schema *schema, struct text raw) {
    for (size_t i = 0; i < schema->missing_value_count; i++) {
        if (text_equal_ignoring_case(raw, schema->missing_values[i])) {
            return true;
        }
    }
    return raw.length == 0;
}

static enum decode_verdict decode_date(struct arena *arena, const struct field *field,
                                       struct text raw, struct value *value) {
    unsigned formats = field->date_formats == 0 ? DATE_ISO | DATE_SLASHES : field->date_formats;
    day_number day;
    enum date_fault fault = date_parse(raw, formats, &day);
    if (fault != DATE_OK) {
        return fault == DATE_NO_SUCH_DAY ? DECODE_NO_SUCH_DAY : DECODE_WRONG_TYPE;
    }
    *value = (struct value){VALUE_DAY, day, (double)day, date_iso(arena, day)};
    return DECODE_VALUE;
}

/* Without a fraction that is all zeros: "2.0" for 2. */
static struct text without_zero_fraction(struct text raw) {
    size_t end = raw.length;
    while (end > 0 && raw.bytes[end - 1] == '0') {
        end--;
    }
    bool is_fraction = end > 0 && end < raw.length && raw.bytes[end - 1] == '.';
    return is_fraction ? text_slice(raw, 0, end - 1) : raw;
}

static enum decode_verdict decode_integer(struct text raw, struct value *value) {
    int64_t integer;
    if (!text_to_int(without_zero_fraction(raw), &integer)) {
        return DECODE_WRONG_TYPE;
    }
    *value = (struct value){VALUE_INTEGER, integer, (double)integer, raw};
    return DECODE_VALUE;
}

static enum decode_verdict decode_number(struct text raw, struct value *value) {
    double number;
    if (!text_to_number(raw, &number)) {
        return DECODE_WRONG_TYPE;
    }
    *value = (struct value){VALUE_NUMBER, 0, number, raw};
    return DECODE_VALUE;
}

static enum decode_verdict decode_boolean(const struct field *field, struct text raw,
                                          struct value *value) {
    static const struct text yes[] = {TEXT("Y"),    TEXT("Yes"), TEXT("1"),
                                      TEXT("true"), TEXT("T"),   TEXT("a) Yes")};
    static const struct text no[] = {TEXT("N"),     TEXT("No"), TEXT("0"),
                                     TEXT("false"), TEXT("F"),  TEXT("b) No")};
    bool has_own = field->true_values != NULL;
    bool is_yes = has_own ? is_one_of(raw, field->true_values, field->true_value_count)
                          : is_one_of(raw, yes, sizeof yes / sizeof yes[0]);
    bool is_no = has_own ? is_one_of(raw, field->false_values, field->false_value_count)
                         : is_one_of(raw, no, sizeof no / sizeof no[0]);
    if (!is_yes && !is_no) {
        return DECODE_WRONG_TYPE;
    }
    *value = (struct value){VALUE_INTEGER, is_yes, is_yes, raw};
    return DECODE_VALUE;
}

static enum decode_verdict decode_typed(struct arena *arena, const struct field *field,
                                        struct text raw, struct value *value) {
    switch (field->type) {
    case FIELD_DATE:
        return decode_date(arena, field, raw, value);
    case FIELD_INTEGER:
        return decode_integer(raw, value);
    case FIELD_NUMBER:
        return decode_number(raw, value);
    case FIELD_BOOLEAN:
        return decode_boolean(field, raw, value);
    case FIELD_TEXT:
        break;
    }
    *value = (struct value){VALUE_TEXT, 0, 0, raw};
    return DECODE_VALUE;
}

enum decode_verdict decode_value(struct arena *arena, const struct schema *schema,
                                 const struct field *field, struct text raw, struct value *value) {
    *value = (struct value){VALUE_NULL, 0, 0, TEXT_NONE};
    if (is_missing(schema, raw)) {
        return DECODE_BLANK;
    }
    const struct code *code;
    if (field->codes == NULL) {
        return decode_typed(arena, field, raw, value);
    }
    bool is_known = field->is_exact ? (code = code_set_exact(field->codes, raw)) != NULL
                                    : code_set_resolve(field->codes, raw, &code);
    if (is_known) {
        return decode_typed(arena, field, code->code, value);
    }
    *value = (struct value){VALUE_TEXT, 0, 0, raw};
    return DECODE_UNKNOWN_CODE;
}

bool decode_is_plain(const struct field *field) {
    return field->type == FIELD_TEXT && field->codes == NULL;
}

/* What a missing-value marker begins with and how long it may be: few values are like that. */
struct markers {
    bool begins_one[UCHAR_MAX + 1];
    size_t longest;
};

static struct markers markers_of(const struct schema *schema) {
    struct markers markers = {0};
    for (size_t i = 0; i < schema->missing_value_count; i++) {
        struct text marker = schema->missing_values[i];
        if (marker.length > 0) {
            markers.begins_one[(unsigned char)marker.bytes[0]] = true;
            markers.begins_one[(unsigned char)marker.bytes[0] ^ ('a' ^ 'A')] = true;
        }
        markers.longest = marker.length > markers.longest ? marker.length : markers.longest;
    }
    return markers;
}

static bool may_be_marker(const struct markers *markers, struct text raw) {
    return raw.length > 0 && raw.length <= markers->longest &&
           markers->begins_one[(unsigned char)raw.bytes[0]];
}

static void list_blanks(struct arena *arena, const struct schema *schema, struct column *column) {
    const struct markers markers = markers_of(schema);
    uint32_t *blanks = NULL;
    size_t capacity = 0;
    column->blank_count = 0;
    for (uint32_t code = 1; code < column->value_count; code++) {
        struct text raw = column_text(column, code);
        if (may_be_marker(&markers, raw) && is_missing(schema, raw)) {
            ARENA_MAKE_ROOM(arena, blanks, column->blank_count, capacity, FIRST_BLANKS);
            blanks[column->blank_count++] = code;
        }
    }
    column->blank_codes = blanks;
}

static const struct value *decode_each(struct arena *arena, const struct schema *schema,
                                       const struct field *field, const struct column *column) {
    struct value *values = ARENA_ARRAY(arena, struct value, column->value_count);
    for (uint32_t code = 0; code < column->value_count; code++) {
        decode_value(arena, schema, field, column_text(column, code), &values[code]);
    }
    return values;
}

void decode_column(struct arena *arena, const struct schema *schema, const struct field *field,
                   struct column *column) {
    if (decode_is_plain(field)) {
        list_blanks(arena, schema, column);
    } else {
        column->values = decode_each(arena, schema, field, column);
    }
}
