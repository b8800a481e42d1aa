/* Opening one file: bytes, encoding, header, schema. A file that cannot be used
 * is reported and leaves the others alone. */
#include "source.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/hash.h"
#include "simple_line.h"

enum { TITLE_LINES = 20, HEADINGS_NAMED = 3, QUOTED_CHARACTERS = 60 };

struct source *source_new(struct arena *arena, const struct catalogue *catalogue,
                          struct text path) {
    struct arena *own = arena_new_within(arena);
    struct source *source = ARENA_NEW(own, struct source);
    source->arena = own;
    source->bytes = arena_new_within(own);
    source->no_bytes = arena_mark(source->bytes);
    source->diag = diag_new(own);
    source->head_size = SOURCE_HEAD_SIZE;
    source->catalogue = catalogue;
    source->file = (struct extract_file){.path = path,
                                         .name = text_repaired(own, file_name(path)),
                                         .sha256 = TEXT_NONE,
                                         .table = SIZE_MAX};
    return source;
}

static struct place header_place(const struct source *source, uint32_t line) {
    return (struct place){.file = source->file.path,
                          .line = line,
                          .cell = TEXT_NONE,
                          .field = TEXT_NONE,
                          .source = TEXT_NONE};
}

struct text source_shortened(struct arena *arena, struct text text) {
    struct text rest = text;
    uint32_t code_point;
    for (int i = 0; i < QUOTED_CHARACTERS && utf8_next(&rest, &code_point); i++) {
    }
    if (rest.length == 0) {
        return text_copy(arena, text);
    }
    return text_format(arena, "%.*s…", (int)(text.length - rest.length), text.bytes);
}

/* A file of which some columns are known: what it lacks to be the nearest table. */
static void report_nearest(struct source *source, const struct place *place) {
    const struct schema *schema = source->catalogue->schemas[source->match.nearest];
    struct text missing = source->match.missing_field == SIZE_MAX
                              ? TEXT("(any)")
                              : schema->fields[source->match.missing_field].name;
    DIAG_REPORT(source->diag, IN003, place, source->file.name, schema->name, missing);
}

/* The line of a header that stands below titles; 0: there is none near the start. */
static uint32_t find_header_below(const struct source *source, struct text utf8) {
    struct arena *scratch = arena_new();
    uint32_t found = 0;
    size_t at = 0;
    for (uint32_t line = 2; line <= TITLE_LINES && found == 0; line++) {
        at = simple_line_end(utf8, at);
        struct record record;
        struct record_reader *reader =
            record_reader_new(scratch, text_slice(utf8, at, utf8.length));
        if (record_next(reader, &record) &&
            match_schema(source->catalogue, record.fields, record.field_count) != SIZE_MAX) {
            found = line + record.line - 1;
        }
    }
    arena_free(scratch);
    return found;
}

/* "; by its name it may be ..., whose header has ..." */
static struct text hint_of_name(struct source *source) {
    const struct schema *schema = source->catalogue->schemas[source->match.nearest];
    struct buffer hint = buffer_new(source->arena);
    buffer_format(&hint, "; by its name it may be %.*s, whose header has ", TEXT_ARG(schema->name));
    for (size_t i = 0; i < schema->field_count && i < HEADINGS_NAMED; i++) {
        buffer_format(&hint, "%s%.*s", i > 0 ? ", " : "", TEXT_ARG(schema->fields[i].name));
    }
    buffer_add_c(&hint, schema->field_count > HEADINGS_NAMED ? " ..." : "");
    return buffer_text(&hint);
}

static struct text first_filled(const struct record *record) {
    size_t i = 0;
    while (i + 1 < record->field_count && text_trim(record->fields[i]).length == 0) {
        i++;
    }
    return text_trim(record->fields[i]);
}

/* A first line that names no column of any table: a title, or a record. */
static void report_no_header(struct source *source, const struct record *first, struct text utf8,
                             bool is_named, const struct place *place) {
    uint32_t line = find_header_below(source, utf8);
    struct text hint = TEXT_NONE;
    if (line > 0) {
        hint = text_format(source->arena, "; a header seems to stand in line %u", line);
    } else if (is_named) {
        hint = hint_of_name(source);
    }
    struct text start = source_shortened(source->arena, first_filled(first));
    DIAG_REPORT(source->diag, IN014, place, source->file.name, start, hint);
}

static void report_unmatched(struct source *source, const struct record *header, struct text utf8,
                             const struct place *place) {
    bool is_named = match_by_file_name(source->arena, source->catalogue, header->fields,
                                       source->file.name, &source->match);
    if (source->match.known_count == 0) {
        report_no_header(source, header, utf8, is_named, place);
    } else {
        report_nearest(source, place);
    }
}

/* Whether column `i` is named, or means, what an earlier column does. */
static bool is_repeated(const struct source *source, const struct text *header, size_t i) {
    for (size_t j = 0; j < i; j++) {
        bool is_same_field = source->match.fields[i] != SIZE_MAX &&
                             source->match.fields[i] == source->match.fields[j];
        bool is_named = !match_same_heading(header[i], TEXT_NONE);
        if (is_same_field || (is_named && match_same_heading(header[i], header[j]))) {
            return true;
        }
    }
    return false;
}

static bool columns_differ(struct source *source, const struct text *header,
                           const struct place *place) {
    bool all_differ = true;
    for (size_t i = 0; i < source->match.column_count; i++) {
        if (is_repeated(source, header, i)) {
            DIAG_REPORT(source->diag, IN005, place, text_trim(header[i]));
            all_differ = false;
        }
    }
    return all_differ;
}

static void list_unknown(struct source *source, const struct text *header,
                         const struct place *place) {
    struct extract_file *file = &source->file;
    struct text *unknown = ARENA_ARRAY(source->arena, struct text, source->match.column_count);
    for (size_t i = 0; i < source->match.column_count; i++) {
        if (source->match.fields[i] == SIZE_MAX) {
            struct text heading = text_trim(text_copy(source->arena, header[i]));
            if (heading.length == 0) {
                struct text cell = table_cell_name(source->arena, (uint32_t)i, place->line);
                heading = text_format(source->arena, "(no heading in %.*s)", TEXT_ARG(cell));
            }
            unknown[file->unknown_column_count++] = heading;
            DIAG_REPORT(source->diag, IN006, place, heading);
        }
    }
    file->unknown_columns = unknown;
}

static void list_absent(struct source *source) {
    const struct schema *schema = source->catalogue->schemas[source->match.schema];
    struct text *absent = ARENA_ARRAY(source->arena, struct text, schema->field_count);
    bool *is_there = ARENA_ARRAY(source->arena, bool, schema->field_count);
    for (size_t i = 0; i < source->match.column_count; i++) {
        if (source->match.fields[i] != SIZE_MAX) {
            is_there[source->match.fields[i]] = true;
        }
    }
    for (size_t i = 0; i < schema->field_count; i++) {
        if (!is_there[i]) {
            absent[source->file.absent_column_count++] = schema->fields[i].name;
        }
    }
    source->file.absent_columns = absent;
}

/* The header's record; false after a report. */
static bool read_header(struct source *source, struct text utf8, struct record_reader *reader,
                        struct record *header) {
    struct place place = header_place(source, 0);
    if (!record_next(reader, header)) {
        DIAG_REPORT(source->diag, IN008, &place, source->file.name);
        return false;
    }
    place.line = header->line;
    if (header->is_refused) {
        DIAG_REPORT(source->diag, IN012, &place, source->file.name, header->fault);
        return false;
    }
    if (header->field_count > HEADER_COLUMN_LIMIT) {
        DIAG_REPORT(source->diag, IN012, &place, source->file.name,
                    text_format(source->arena, "it has %zu columns, and at most %d are read",
                                header->field_count, HEADER_COLUMN_LIMIT));
        return false;
    }
    match_header(source->arena, source->catalogue, header->fields, header->field_count,
                 &source->match);
    if (source->match.schema == SIZE_MAX) {
        report_unmatched(source, header, utf8, &place);
        return false;
    }
    return columns_differ(source, header->fields, &place);
}

/* The headings, to be known again where they stand among the records. */
static void keep_header(struct source *source, const struct text *header) {
    struct text *kept = ARENA_ARRAY(source->arena, struct text, source->match.column_count);
    for (size_t i = 0; i < source->match.column_count; i++) {
        kept[i] = text_trim(text_copy(source->arena, header[i]));
    }
    source->header = kept;
}

void source_close(struct source *source) {
    arena_release(source->bytes, source->no_bytes);
    source->text = TEXT_NONE;
}

/* The file on its way past. */
struct pass {
    struct source *source;
    struct hashing *hashing; /* NULL: not asked for */
    char *head;
    size_t head_length;
};

static bool pass_part(void *context, struct text part) {
    static const struct text mark = {"\xEF\xBB\xBF", 3};
    struct pass *pass = context;
    struct source *source = pass->source;
    size_t room = source->head_size - pass->head_length;
    size_t kept = part.length < room ? part.length : room;
    if (source->file.byte_count == 0 && text_starts_with(part, mark)) {
        source->mark_length = mark.length;
    }
    size_t from = source->file.byte_count == 0 ? source->mark_length : 0;
    source->is_plain = source->is_plain && text_is_plain(text_slice(part, from, part.length));
    memcpy(pass->head + pass->head_length, part.bytes, kept);
    pass->head_length += kept;
    source->file.byte_count += part.length;
    if (pass->hashing != NULL) {
        hashing_add(pass->hashing, part);
    }
    return true;
}

/* Goes through the file; its first bytes. */
static bool go_through(struct source *source, struct text *head) {
    struct pass pass = {.source = source, .head = arena_alloc(source->bytes, source->head_size)};
    pass.hashing = source->is_hashed ? hashing_new(source->arena) : NULL;
    source->is_plain = true;
    if (!file_read_parts(source->bytes, source->diag, source->file.path, FILE_SIZE_LIMIT, pass_part,
                         &pass)) {
        return false;
    }
    if (pass.hashing != NULL) {
        source->file.sha256 = hashing_end(source->arena, pass.hashing);
    }
    *head = (struct text){pass.head, pass.head_length};
    return true;
}

/* Whether the head of plain ASCII surely has the whole header in it: no blank lines above, and more
 * lines than a record may have. */
static bool holds_header(struct text head) {
    size_t lines = 0;
    for (size_t i = 0; i < head.length && lines < RECORD_LINE_LIMIT + 2; i++) {
        lines += head.bytes[i] == '\n';
    }
    return head.length > 0 && (unsigned char)head.bytes[0] > ' ' && lines == RECORD_LINE_LIMIT + 2;
}

/* Has the text, or the head that will do for it. False after a report. */
static bool take_text(struct source *source, struct text head) {
    struct text marked = text_slice(head, source->mark_length, head.length);
    source->is_windowed =
        source->is_plain && source->file.byte_count > source->head_size && holds_header(marked);
    struct text bytes = head;
    if (!source->is_windowed && source->file.byte_count > head.length &&
        !file_read(source->bytes, source->diag, source->file.path, &bytes)) {
        return false;
    }
    source->file.encoding = encoding_to_utf8(source->bytes, bytes, &source->text);
    source->text_length =
        source->is_windowed ? source->file.byte_count - source->mark_length : source->text.length;
    return true;
}

/* Larger ones are read again when their turn comes. */
static void let_go(struct source *source) {
    if (source->is_windowed || source->file.byte_count > source->head_size) {
        source_close(source);
    }
}

bool source_reopen(struct source *source, struct diag *diag) {
    if (source->is_windowed || source->text.length > 0) {
        return true;
    }
    struct text bytes;
    if (!file_read(source->bytes, diag, source->file.path, &bytes)) {
        return false;
    }
    encoding_to_utf8(source->bytes, bytes, &source->text);
    bool is_other =
        bytes.length != source->file.byte_count || source->text.length != source->text_length;
    return !is_other || source_report_change(source, diag);
}

bool source_is_same(const struct source *source, struct diag *diag) {
    struct file_stamp now = file_stamp(source->file.path);
    bool is_read_once = source->file.byte_count <= source->head_size;
    return is_read_once || file_stamps_agree(&now, &source->stamp) ||
           source_report_change(source, diag);
}

bool source_report_change(const struct source *source, struct diag *diag) {
    struct place place = header_place(source, 0);
    DIAG_REPORT(diag, IN015, &place, source->file.name);
    return false;
}

static void open_header(struct source *source) {
    struct record_reader *reader = record_reader_new(source->arena, source->text);
    struct record header;
    if (!read_header(source, source->text, reader, &header)) {
        source_close(source);
        return;
    }
    struct place place = header_place(source, header.line);
    keep_header(source, header.fields);
    list_unknown(source, header.fields, &place);
    list_absent(source);
    source->reader = reader;
    source->first = record_reader_position(reader);
    let_go(source);
}

void source_open(struct source *source) {
    struct text head;
    source->stamp = file_stamp(source->file.path);
    if (!go_through(source, &head) || !take_text(source, head)) {
        source_close(source);
        return;
    }
    if (source->file.encoding == ENCODING_BINARY) {
        struct place place = header_place(source, 0);
        DIAG_REPORT(source->diag, IN004, &place, source->file.name,
                    TEXT("a workbook, a document or other binary data"));
        source_close(source);
        return;
    }
    open_header(source);
}

bool source_headers_agree(const struct source *a, const struct source *b) {
    size_t longer = a->match.column_count > b->match.column_count ? a->match.column_count
                                                                  : b->match.column_count;
    for (size_t i = 0; i < longer; i++) {
        size_t field_a = i < a->match.column_count ? a->match.fields[i] : SIZE_MAX;
        size_t field_b = i < b->match.column_count ? b->match.fields[i] : SIZE_MAX;
        if (field_a != field_b) {
            return false;
        }
    }
    return true;
}
