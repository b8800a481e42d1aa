/* Records, through libcsv 3.0.3: the one file that sees csv.h. libcsv tells
 * neither lines nor offsets, and in its lax mode an unclosed quote swallows the
 * file: so it is strict, is fed one physical line at a time, and after a fault
 * starts afresh at the next line. Its buffer is ours, of the largest size that a
 * field may have, and it may not enlarge it. Lines that need no parser are split
 * by plain_block.c, many at a time, and by simple_line.c. */
#include "ingest/record.h"

#include <csv.h>
#include <string.h>

#include "base/arena.h"
#include "plain_block.h"
#include "simple_line.h"

/* Fewer columns than this do not tell a record from a line of text with commas. */
enum { COLUMNS_TO_TELL = 3 };

struct record_reader {
    struct arena *arena;
    struct text bytes;
    size_t at;
    size_t limit; /* no record that begins here or after is read */
    uint32_t line;
    uint32_t row;
    struct line_fields *fields;
    size_t header_count; /* fields of the first record; 0: not read yet */
    bool uses_libcsv_alone;
    struct csv_parser parser;
    unsigned char *entry; /* libcsv's buffer */
    size_t entry_size;
    bool row_ended;
};

static const char stray_quote[] =
    "a quotation mark stands inside a value, or text follows a closing one";
static const char unclosed_quote[] = "a quotation mark opens a value and nothing closes it rightly";
static const char field_too_long[] = "a value is longer than 1,048,576 bytes";

/* The position of the first line that is not blank. */
static size_t find_first_line(struct text bytes) {
    size_t start = 0;
    for (size_t next; start < bytes.length; start = next) {
        next = simple_line_skip_blank(bytes, start, '\0');
        if (next == start) {
            break;
        }
    }
    return start;
}

static size_t count_outside_quotes(struct text line, char byte) {
    size_t count = 0;
    bool is_quoted = false;
    for (size_t i = 0; i < line.length; i++) {
        is_quoted = is_quoted != (line.bytes[i] == '"');
        count += !is_quoted && line.bytes[i] == byte;
    }
    return count;
}

/* Without a comma in the first line, tabs or semicolons separate, whichever are more. */
static char find_delimiter(struct text bytes) {
    size_t start = find_first_line(bytes);
    struct text first = text_slice(bytes, start, simple_line_end(bytes, start));
    size_t tab_count = count_outside_quotes(first, '\t');
    size_t semicolon_count = count_outside_quotes(first, ';');
    if (count_outside_quotes(first, ',') > 0 || tab_count + semicolon_count == 0) {
        return ',';
    }
    return tab_count >= semicolon_count ? '\t' : ';';
}

static bool can_separate(char byte) {
    return byte == '\t' || (byte > ' ' && byte < '0' && byte != '"') ||
           (byte != '\0' && strchr(":;|^~", byte) != NULL);
}

/* The length of a first line such as "sep=;", by which a spreadsheet is told what separates the
 * fields and of which it shows no row; 0: there is none. */
static size_t directive_length(struct text bytes, char *delimiter) {
    static const size_t written = sizeof "sep=;" - 1;
    size_t quote = text_starts_with(bytes, TEXT("\"")) ? 1 : 0;
    struct text name = text_slice(bytes, quote, quote + written - 1);
    size_t end = simple_line_end(bytes, 0);
    bool is_whole = text_trim(text_slice(bytes, written + 2 * quote, end)).length == 0;
    bool names_one = bytes.length > quote + name.length;
    if (!text_equal_ignoring_case(name, TEXT("sep=")) || !is_whole || !names_one ||
        !can_separate(bytes.bytes[quote + written - 1])) {
        return 0;
    }
    *delimiter = bytes.bytes[quote + written - 1];
    return end;
}

struct record_reader *record_reader_new(struct arena *arena, struct text bytes) {
    struct record_reader *reader = ARENA_NEW(arena, struct record_reader);
    reader->arena = arena;
    reader->bytes = bytes;
    reader->limit = bytes.length;
    char delimiter = '\0';
    reader->at = directive_length(bytes, &delimiter);
    reader->line = reader->at > 0 ? 2 : 1;
    reader->fields = line_fields_new(arena, reader->at > 0 ? delimiter : find_delimiter(bytes));
    return reader;
}

struct record_reader *record_reader_later(struct arena *arena, const struct record_reader *first) {
    struct record_reader *reader = ARENA_NEW(arena, struct record_reader);
    reader->arena = arena;
    reader->line = 1;
    reader->header_count = first->header_count;
    reader->uses_libcsv_alone = first->uses_libcsv_alone;
    reader->fields = line_fields_new(arena, first->fields->stops.delimiter);
    return reader;
}

void record_reader_move(struct record_reader *reader, struct text bytes, size_t limit) {
    if (bytes.length > reader->bytes.length) {
        reader->entry = NULL; /* a value may be longer now */
    }
    reader->bytes = bytes;
    reader->at = 0;
    reader->limit = limit;
    reader->fields->stops.is_searched = false;
}

size_t record_reader_position(const struct record_reader *reader) {
    return reader->at;
}

void record_reader_place(const struct record_reader *reader, uint32_t *line, uint32_t *row) {
    *line = reader->line;
    *row = reader->row;
}

void record_reader_use_libcsv_alone(struct record_reader *reader) {
    reader->uses_libcsv_alone = true;
}

static void *refuse_to_grow(void *block, size_t size) {
    (void)block;
    (void)size;
    return NULL;
}

static void leave_to_arena(void *block) {
    (void)block;
}

static void start_parser(struct record_reader *reader) {
    if (reader->entry == NULL) { /* no value is longer than the text */
        reader->entry_size = reader->bytes.length + 1 < RECORD_FIELD_LIMIT
                                 ? reader->bytes.length + 1
                                 : RECORD_FIELD_LIMIT;
        reader->entry = arena_alloc(reader->arena, reader->entry_size);
    }
    csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_realloc_func(&reader->parser, refuse_to_grow);
    csv_set_free_func(&reader->parser, leave_to_arena);
    csv_set_delim(&reader->parser, (unsigned char)reader->fields->stops.delimiter);
    reader->parser.entry_buf = reader->entry;
    reader->parser.entry_size = reader->entry_size;
    line_fields_clear(reader->fields);
    reader->row_ended = false;
}

static void take_field(void *bytes, size_t length, void *context) {
    struct record_reader *reader = context;
    line_fields_add_copy(reader->fields, (struct text){bytes, length});
}

static void take_row(int ending, void *context) {
    (void)ending;
    ((struct record_reader *)context)->row_ended = true;
}

/* Feeds libcsv one line, the record's `line_count`th. NULL, or why the record cannot be read. */
static const char *feed_line(struct record_reader *reader, size_t from, size_t to,
                             uint32_t line_count) {
    size_t fed = csv_parse(&reader->parser, reader->bytes.bytes + from, to - from, take_field,
                           take_row, reader);
    if (fed != to - from) {
        bool is_long = csv_error(&reader->parser) == CSV_ENOMEM;
        return is_long ? field_too_long : line_count > 1 ? unclosed_quote : stray_quote;
    }
    bool is_last = to == reader->bytes.length && !reader->row_ended;
    bool is_open = is_last && csv_fini(&reader->parser, take_field, take_row, reader) != 0;
    return is_open ? unclosed_quote : NULL;
}

/* The number of fields without the blank ones at the end. */
static size_t filled_count(const struct line_fields *fields) {
    size_t count = fields->count;
    while (count > 0 && fields->items[count - 1].length == 0) {
        count--;
    }
    return count;
}

/* A record of several lines that does not fit the header was not meant as one. */
static bool fits_header(const struct record_reader *reader) {
    return reader->header_count == 0 || (reader->fields->count >= reader->header_count &&
                                         filled_count(reader->fields) <= reader->header_count);
}

static size_t count_delimiters(struct text line, char delimiter) {
    size_t count = 0;
    for (size_t i = 0; i < line.length; i++) {
        count += line.bytes[i] == delimiter;
    }
    return count;
}

/* True if each line up to `to` looks like a record of its own: then one line's stray quote opened
 * what another's closed. */
static bool looks_like_records(const struct record_reader *reader, size_t to) {
    if (reader->header_count < COLUMNS_TO_TELL) {
        return false;
    }
    for (size_t at = reader->at, next; at < to; at = next) {
        next = simple_line_end(reader->bytes, at);
        struct text line = text_slice(reader->bytes, at, next);
        if (count_delimiters(line, reader->fields->stops.delimiter) + 1 != reader->header_count) {
            return false;
        }
    }
    return true;
}

/* Reads the record that starts here through libcsv. NULL, or why it cannot be read. */
static const char *parse_record(struct record_reader *reader, size_t *to, uint32_t *line_count) {
    start_parser(reader);
    *to = reader->at;
    *line_count = 0;
    while (!reader->row_ended && *to < reader->bytes.length) {
        if (*line_count == RECORD_LINE_LIMIT) {
            return unclosed_quote;
        }
        size_t from = *to;
        *to = simple_line_end(reader->bytes, from);
        const char *fault = feed_line(reader, from, *to, ++*line_count);
        if (fault != NULL) {
            return fault;
        }
    }
    bool is_doubtful = *line_count > 1 && (!fits_header(reader) || looks_like_records(reader, *to));
    return is_doubtful ? unclosed_quote : NULL;
}

/* The line as it stands becomes the only field. */
static void refuse_line(struct record_reader *reader, struct record *record, const char *fault) {
    size_t end = simple_line_end(reader->bytes, reader->at);
    line_fields_clear(reader->fields);
    line_fields_add(reader->fields, text_trim(text_slice(reader->bytes, reader->at, end)));
    record->is_refused = true;
    record->fault = text_of(fault);
    reader->at = end;
    reader->line++;
}

static void read_with_libcsv(struct record_reader *reader, struct record *record) {
    size_t to;
    uint32_t line_count;
    const char *fault = parse_record(reader, &to, &line_count);
    if (fault != NULL) {
        refuse_line(reader, record, fault);
        return;
    }
    reader->at = to;
    reader->line += line_count;
}

/* Those that begin before the limit: behind it a line may not be there to its end. */
static void skip_blank_lines(struct record_reader *reader) {
    while (reader->at < reader->limit) {
        size_t next =
            simple_line_skip_blank(reader->bytes, reader->at, reader->fields->stops.delimiter);
        if (next == reader->at) {
            return;
        }
        reader->at = next;
        reader->line++;
        reader->row++;
    }
}

/* What separators alone make: a row of a spreadsheet, and no record. */
static bool is_blank(const struct record *record) {
    for (size_t i = 0; i < record->field_count; i++) {
        if (record->fields[i].length > 0 && text_trim(record->fields[i]).length > 0) {
            return false;
        }
    }
    return !record->is_refused;
}

static void read_line(struct record_reader *reader, struct record *record) {
    *record = (struct record){.line = reader->line, .row = ++reader->row};
    size_t next = reader->uses_libcsv_alone
                      ? 0
                      : simple_line_split(reader->fields, reader->bytes, reader->at);
    if (next != 0) {
        reader->at = next;
        reader->line++;
    } else {
        read_with_libcsv(reader, record);
    }
    record->fields = reader->fields->items;
    record->field_count = reader->fields->count;
}

bool record_next(struct record_reader *reader, struct record *record) {
    do {
        skip_blank_lines(reader);
        if (reader->at >= reader->limit) {
            return false;
        }
        read_line(reader, record);
    } while (is_blank(record));
    if (reader->header_count == 0 && !record->is_refused) {
        reader->header_count = filled_count(reader->fields);
    }
    return true;
}

void record_next_block(struct record_reader *reader, struct record_block *block) {
    block->count = 0;
    block->line = reader->line;
    block->row = reader->row + 1;
    if (reader->uses_libcsv_alone || reader->header_count == 0) {
        return;
    }
    reader->at =
        plain_block_read(&reader->fields->stops, reader->bytes, reader->at, reader->limit, block);
    reader->line += (uint32_t)block->count;
    reader->row += (uint32_t)block->count;
}
