/* Matching headers to schemas. Names are compared code point by code point with
 * what does not matter skipped, so that nothing is copied; patterns are asked
 * only where names leave columns unknown. */
#include "ingest/match.h"

#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/regex.h"

/* A letter or digit in lower case; 0 for a code point that does not matter: spaces, ASCII and
 * general punctuation, byte order marks, no-break spaces. */
static uint32_t significant(uint32_t code_point) {
    bool is_upper = code_point >= 'A' && code_point <= 'Z';
    bool is_lower = code_point >= 'a' && code_point <= 'z';
    bool is_digit = code_point >= '0' && code_point <= '9';
    bool is_general_mark = code_point >= 0x2000 && code_point <= 0x206F;
    bool is_other = code_point > 0xBF && !is_general_mark && code_point != 0xFEFF;
    return is_upper ? code_point + 'a' - 'A' : (is_lower || is_digit || is_other ? code_point : 0);
}

/* The next code point that matters; 0 at the end. */
static uint32_t next_significant(struct text *text) {
    uint32_t code_point;
    while (utf8_next(text, &code_point)) {
        if (significant(code_point) != 0) {
            return significant(code_point);
        }
    }
    return 0;
}

bool match_same_heading(struct text a, struct text b) {
    for (;;) {
        uint32_t next = next_significant(&a);
        if (next != next_significant(&b)) {
            return false;
        }
        if (next == 0) {
            return true;
        }
    }
}

size_t match_least_length(struct text heading) {
    size_t length = 0;
    while (next_significant(&heading) != 0) {
        length++;
    }
    return length;
}

static bool has_heading(struct text heading) {
    return next_significant(&heading) != 0;
}

/* The heading with every run of what does not matter turned into `filler` (between words only). */
static struct text respaced(struct arena *arena, struct text heading, const char *filler) {
    struct buffer words = buffer_new(arena);
    bool is_gap = false;
    uint32_t code_point;
    while (utf8_next(&heading, &code_point)) {
        if (significant(code_point) == 0) {
            is_gap = true;
            continue;
        }
        if (is_gap && words.length > 0) {
            buffer_add_c(&words, filler);
        }
        is_gap = false;
        buffer_add_code_point(&words, code_point);
    }
    return buffer_text(&words);
}

/* The ways in which a pattern may meet a heading. */
enum { FORM_COUNT = 3 };
struct heading_forms {
    struct text texts[FORM_COUNT];
};

static bool fits_alias(const struct field *field, const struct heading_forms *forms) {
    for (size_t i = 0; i < field->alias_count; i++) {
        for (size_t j = 0; j < FORM_COUNT; j++) {
            if (regex_match_seldom(field->aliases[i], forms->texts[j]) == REGEX_MATCHES) {
                return true;
            }
        }
    }
    return false;
}

static size_t field_by_name(const struct schema *schema, struct text heading) {
    for (size_t i = 0; i < schema->field_count; i++) {
        if (match_same_heading(schema->fields[i].name, heading)) {
            return i;
        }
    }
    return SIZE_MAX;
}

static size_t field_by_alias(const struct schema *schema, const struct heading_forms *forms,
                             const bool *is_named) {
    for (size_t i = 0; i < schema->field_count; i++) {
        if (!is_named[i] && fits_alias(&schema->fields[i], forms)) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* Columns that no name knows, by aliases of fields that no column names. */
static size_t match_aliases(const struct schema *schema, const struct text *header,
                            size_t column_count, size_t *fields) {
    struct arena *scratch = arena_new();
    bool *is_named = ARENA_ARRAY(scratch, bool, schema->field_count);
    for (size_t i = 0; i < column_count; i++) {
        if (fields[i] != SIZE_MAX) {
            is_named[fields[i]] = true;
        }
    }
    size_t known = 0;
    for (size_t i = 0; i < column_count; i++) {
        if (fields[i] == SIZE_MAX && has_heading(header[i])) {
            struct heading_forms forms = {{text_trim(header[i]), respaced(scratch, header[i], " "),
                                           respaced(scratch, header[i], "")}};
            fields[i] = field_by_alias(schema, &forms, is_named);
            known += fields[i] != SIZE_MAX;
        }
    }
    arena_free(scratch);
    return known;
}

size_t match_columns(const struct schema *schema, const struct text *header, size_t column_count,
                     bool uses_aliases, size_t *fields) {
    size_t known = 0;
    for (size_t i = 0; i < column_count; i++) {
        fields[i] = has_heading(header[i]) ? field_by_name(schema, header[i]) : SIZE_MAX;
        known += fields[i] != SIZE_MAX;
    }
    return known + (uses_aliases ? match_aliases(schema, header, column_count, fields) : 0);
}

static bool is_matched(const size_t *fields, size_t column_count, size_t field) {
    for (size_t i = 0; i < column_count; i++) {
        if (fields[i] == field) {
            return true;
        }
    }
    return false;
}

/* A field that no column is matched to, key fields first; SIZE_MAX: all are there. */
static size_t missing_field(const struct schema *schema, const size_t *fields,
                            size_t column_count) {
    for (size_t i = 0; i < schema->primary_key_count; i++) {
        if (!is_matched(fields, column_count, schema->primary_key[i])) {
            return schema->primary_key[i];
        }
    }
    for (size_t i = 0; i < schema->field_count; i++) {
        if (!is_matched(fields, column_count, i)) {
            return i;
        }
    }
    return SIZE_MAX;
}

static bool has_key(const struct schema *schema, const size_t *fields, size_t column_count) {
    for (size_t i = 0; i < schema->primary_key_count; i++) {
        if (!is_matched(fields, column_count, schema->primary_key[i])) {
            return false;
        }
    }
    return true;
}

static size_t absent_count(const struct schema *schema, const size_t *fields, size_t column_count) {
    size_t count = 0;
    for (size_t i = 0; i < schema->field_count; i++) {
        count += !is_matched(fields, column_count, i);
    }
    return count;
}

/* How well a schema fits; compared from the first member on. A table without its key is not read
 * as another whose key it refers to: the schema that knows most headings is meant. */
struct fit {
    size_t known;
    bool is_acceptable;
    size_t absent;
};

static bool is_better(const struct fit *a, const struct fit *b) {
    if (a->known != b->known) {
        return a->known > b->known;
    }
    return a->is_acceptable != b->is_acceptable ? a->is_acceptable : a->absent < b->absent;
}

static size_t heading_count(const struct text *header, size_t column_count) {
    size_t count = 0;
    for (size_t i = 0; i < column_count; i++) {
        count += has_heading(header[i]);
    }
    return count;
}

/* One pass over the schemas. True if the best one leaves no named column unknown. */
static bool match_pass(struct arena *arena, const struct catalogue *catalogue,
                       const struct text *header, bool uses_aliases, struct header_match *match) {
    size_t headings = heading_count(header, match->column_count);
    size_t *fields = ARENA_ARRAY(arena, size_t, match->column_count);
    struct fit best = {0, false, SIZE_MAX};
    for (size_t i = 0; i < catalogue->schema_count; i++) {
        const struct schema *schema = catalogue->schemas[i];
        struct fit fit;
        fit.known = match_columns(schema, header, match->column_count, uses_aliases, fields);
        fit.absent = absent_count(schema, fields, match->column_count);
        fit.is_acceptable = fit.known > 0 && (fit.known * 2 >= headings || fit.absent == 0) &&
                            has_key(schema, fields, match->column_count);
        if (is_better(&fit, &best)) {
            best = fit;
            match->schema = fit.is_acceptable ? i : SIZE_MAX;
            match->nearest = i;
            match->known_count = fit.known;
            match->missing_field = missing_field(schema, fields, match->column_count);
            for (size_t j = 0; j < match->column_count; j++) {
                match->fields[j] = fields[j];
            }
        }
    }
    return best.is_acceptable && best.known == headings;
}

void match_header(struct arena *arena, const struct catalogue *catalogue, const struct text *header,
                  size_t header_count, struct header_match *match) {
    size_t column_count = header_count > HEADER_COLUMN_LIMIT ? 0 : header_count;
    while (column_count > 0 && !has_heading(header[column_count - 1])) {
        column_count--;
    }
    *match = (struct header_match){.schema = SIZE_MAX,
                                   .nearest = SIZE_MAX,
                                   .missing_field = SIZE_MAX,
                                   .fields = ARENA_ARRAY(arena, size_t, column_count),
                                   .column_count = column_count};
    if (!match_pass(arena, catalogue, header, false, match)) {
        match_pass(arena, catalogue, header, true, match);
    }
}

/* Letters and digits alone, small. */
static struct text reduced(struct arena *arena, struct text name) {
    struct buffer letters = buffer_new(arena);
    for (uint32_t next; (next = next_significant(&name)) != 0;) {
        buffer_add_code_point(&letters, next);
    }
    return buffer_text(&letters);
}

/* The letters of a schema's name, with or without what stands before its first underscore, or of
 * its title, that stand in a file's name; 0: none of them does. */
static size_t letters_named(struct arena *arena, const struct schema *schema,
                            struct text file_name) {
    struct text name = schema->name;
    const struct text forms[] = {name, text_slice(name, text_find(name, '_'), name.length),
                                 schema->title};
    size_t longest = 0;
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        struct text form = reduced(arena, forms[i]);
        if (form.length > longest && text_contains(file_name, form)) {
            longest = form.length;
        }
    }
    return longest;
}

/* The schema that a file's name names with most letters; SIZE_MAX: none. */
static size_t schema_named(const struct catalogue *catalogue, struct text file_name) {
    struct arena *scratch = arena_new();
    struct text letters = reduced(scratch, file_name);
    size_t named = SIZE_MAX, longest = 0;
    for (size_t i = 0; i < catalogue->schema_count; i++) {
        size_t length = letters_named(scratch, catalogue->schemas[i], letters);
        if (length > longest) {
            longest = length;
            named = i;
        }
    }
    arena_free(scratch);
    return named;
}

bool match_by_file_name(struct arena *arena, const struct catalogue *catalogue,
                        const struct text *header, struct text file_name,
                        struct header_match *match) {
    size_t named = schema_named(catalogue, file_name);
    bool is_told_by_columns = match->known_count > 0 &&
                              match->known_count * 2 >= heading_count(header, match->column_count);
    if (named == SIZE_MAX || is_told_by_columns) {
        return named != SIZE_MAX && named == match->nearest;
    }
    size_t *fields = ARENA_ARRAY(arena, size_t, match->column_count);
    const struct schema *schema = catalogue->schemas[named];
    match->nearest = named;
    match_columns(schema, header, match->column_count, true, fields);
    match->missing_field = missing_field(schema, fields, match->column_count);
    return true;
}

size_t match_schema(const struct catalogue *catalogue, const struct text *header,
                    size_t header_count) {
    struct arena *scratch = arena_new();
    struct header_match match;
    match_header(scratch, catalogue, header, header_count, &match);
    arena_free(scratch);
    return match.schema;
}
