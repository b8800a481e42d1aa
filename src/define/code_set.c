/* Code sets, from CSV as RFC 4180 has it: comma, quotes doubled within quotes,
 * LF or CRLF. The reader here is strict and small, because code sets are
 * definitions: any fault refuses the file and says where. Extracts, which are
 * not written by us, are read by ingest/record.h. */
#include "define/code_set.h"

#include <stdint.h>

#include "base/arena.h"
#include "base/file.h"

enum { COLUMN_COUNT = 4 };
static const char *const column_names[COLUMN_COUNT] = {"code", "description", "group", "alias_of"};

struct csv {
    struct arena *arena;
    struct diag *diag;
    struct text file;
    struct text bytes;
    size_t at;
    uint32_t line;
};

static bool fault(const struct csv *csv, uint32_t line, struct text why) {
    struct place place = {.file = csv->file,
                          .line = line,
                          .column = 1,
                          .cell = TEXT_NONE,
                          .field = TEXT_NONE,
                          .source = TEXT_NONE};
    DIAG_REPORT(csv->diag, DF016, &place, why);
    return false;
}

/* The byte after the closing quote of a field whose opening one is at csv->at; 0: there is none. */
static size_t closing_quote(const struct csv *csv) {
    for (size_t at = csv->at + 1; at < csv->bytes.length; at++) {
        if (csv->bytes.bytes[at] == '"') {
            at++;
            if (at >= csv->bytes.length || csv->bytes.bytes[at] != '"') {
                return at;
            }
        }
    }
    return 0;
}

/* The bytes within quotes, with "" made one. */
static bool read_quoted(struct csv *csv, struct text *field) {
    size_t end = closing_quote(csv), length = 0;
    if (end == 0) {
        return fault(csv, csv->line, TEXT("a quote is not closed"));
    }
    char *kept = arena_alloc(csv->arena, end - csv->at);
    for (size_t at = csv->at + 1; at < end - 1; at++) {
        char byte = csv->bytes.bytes[at];
        at += byte == '"';
        csv->line += byte == '\n';
        kept[length++] = byte;
    }
    csv->at = end;
    *field = (struct text){kept, length};
    return true;
}

static bool is_field_end(char byte) {
    return byte == ',' || byte == '\n' || byte == '\r';
}

static bool read_plain(struct csv *csv, struct text *field) {
    size_t start = csv->at;
    while (csv->at < csv->bytes.length && !is_field_end(csv->bytes.bytes[csv->at])) {
        if (csv->bytes.bytes[csv->at] == '"') {
            return fault(csv, csv->line, TEXT("a quote stands inside a field without quotes"));
        }
        csv->at++;
    }
    *field = text_slice(csv->bytes, start, csv->at);
    return true;
}

static bool read_field(struct csv *csv, struct text *field) {
    bool is_quoted = csv->at < csv->bytes.length && csv->bytes.bytes[csv->at] == '"';
    if (!(is_quoted ? read_quoted(csv, field) : read_plain(csv, field))) {
        return false;
    }
    if (csv->at < csv->bytes.length && !is_field_end(csv->bytes.bytes[csv->at])) {
        return fault(csv, csv->line, TEXT("something follows a closing quote"));
    }
    *field = text_trim(*field);
    return true;
}

static bool end_of_record(struct csv *csv) {
    if (csv->at >= csv->bytes.length) {
        return true;
    }
    csv->at += csv->bytes.bytes[csv->at] == '\r';
    if (csv->at >= csv->bytes.length || csv->bytes.bytes[csv->at] != '\n') {
        return fault(csv, csv->line,
                     TEXT("the record has more than the four columns "
                          "code, description, group, alias_of"));
    }
    csv->at++;
    csv->line++;
    return true;
}

static bool read_record(struct csv *csv, struct text fields[COLUMN_COUNT]) {
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if (!read_field(csv, &fields[i])) {
            return false;
        }
        if (i + 1 < COLUMN_COUNT) {
            if (csv->at >= csv->bytes.length || csv->bytes.bytes[csv->at] != ',') {
                return fault(csv, csv->line,
                             TEXT("the record has fewer than the four columns "
                                  "code, description, group, alias_of"));
            }
            csv->at++;
        }
    }
    return end_of_record(csv);
}

static bool read_header(struct csv *csv) {
    struct text fields[COLUMN_COUNT];
    if (!read_record(csv, fields)) {
        return false;
    }
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if (!text_equal_c(fields[i], column_names[i])) {
            return fault(csv, 1, TEXT("its header is not code,description,group,alias_of"));
        }
    }
    return true;
}

static const struct code *find_earlier(const struct code *codes, size_t count, struct text code) {
    for (size_t i = 0; i < count; i++) {
        if (text_equal_ignoring_case(codes[i].code, code)) {
            return &codes[i];
        }
    }
    return NULL;
}

static bool add_code(const struct csv *csv, struct code_set *set, struct code *codes,
                     const struct text fields[COLUMN_COUNT], uint32_t line) {
    struct code code = {fields[0], fields[1], fields[2], fields[3]};
    if (text_is_empty(code.code)) {
        return fault(csv, line, TEXT("a record has no code"));
    }
    if (find_earlier(codes, set->code_count, code.code) != NULL) {
        return fault(
            csv, line,
            text_format(csv->arena, "the code \"%.*s\" stands here twice", TEXT_ARG(code.code)));
    }
    if (!text_is_empty(code.alias_of)) {
        const struct code *proper = find_earlier(codes, set->code_count, code.alias_of);
        if (proper == NULL || !text_is_empty(proper->alias_of)) {
            return fault(csv, line,
                         text_format(csv->arena,
                                     "\"%.*s\" is an alias of \"%.*s\", which is no "
                                     "code above it",
                                     TEXT_ARG(code.code), TEXT_ARG(code.alias_of)));
        }
        code.group = proper->group;
    }
    codes[set->code_count++] = code;
    return true;
}

static size_t count_lines(struct text bytes) {
    size_t count = 1;
    for (size_t i = 0; i < bytes.length; i++) {
        count += bytes.bytes[i] == '\n';
    }
    return count;
}

static bool read_codes(struct csv *csv, struct code_set *set) {
    struct code *codes = ARENA_ARRAY(csv->arena, struct code, count_lines(csv->bytes));
    set->codes = codes;
    bool is_sound = true;
    while (csv->at < csv->bytes.length) {
        struct text fields[COLUMN_COUNT];
        uint32_t line = csv->line;
        if (!read_record(csv, fields)) {
            return false; /* after a fault of form the records cannot be told apart */
        }
        is_sound = add_code(csv, set, codes, fields, line) && is_sound;
    }
    return is_sound;
}

const struct code_set *code_set_read(struct arena *arena, struct diag *diag, struct text file,
                                     struct text bytes) {
    struct csv csv = {arena, diag, file, bytes, 0, 1};
    struct code_set *set = ARENA_NEW(arena, struct code_set);
    *set = (struct code_set){.name = file_stem(file), .file = file};
    size_t bad;
    if (!utf8_is_valid(bytes, &bad) || text_find(bytes, '\0') < bytes.length) {
        fault(&csv, 1, TEXT("it is not UTF-8 text"));
        return NULL;
    }
    csv.at = text_starts_with(bytes, TEXT("\xEF\xBB\xBF")) ? 3 : 0;
    if (!read_header(&csv) || !read_codes(&csv, set)) {
        return NULL;
    }
    if (set->code_count == 0) {
        fault(&csv, 1, TEXT("it holds no code"));
        return NULL;
    }
    return set;
}

bool code_set_resolve(const struct code_set *set, struct text raw, const struct code **code) {
    const struct code *near = NULL, *alias = NULL;
    for (size_t i = 0; i < set->code_count; i++) {
        const struct code *candidate = &set->codes[i];
        bool is_proper = text_is_empty(candidate->alias_of);
        if (is_proper && text_equal(candidate->code, raw)) {
            *code = candidate;
            return true;
        }
        if (text_equal_ignoring_case(candidate->code, raw)) {
            *(is_proper ? &near : &alias) = candidate;
        }
    }
    if (near == NULL && alias != NULL) {
        near = find_earlier(set->codes, set->code_count, alias->alias_of);
    }
    *code = near;
    return near != NULL;
}

const struct code *code_set_exact(const struct code_set *set, struct text text) {
    for (size_t i = 0; i < set->code_count; i++) {
        const struct code *code = &set->codes[i];
        if (text_is_empty(code->alias_of) && text_equal(code->code, text)) {
            return code;
        }
    }
    return NULL;
}

const struct code_set *code_set_find(const struct code_set *const *sets, size_t set_count,
                                     struct text name) {
    for (size_t i = 0; i < set_count; i++) {
        if (text_equal(sets[i]->name, name)) {
            return sets[i];
        }
    }
    return NULL;
}
