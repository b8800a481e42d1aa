/* Reads commentary files. A paragraph becomes a scalar node over the file's own
 * bytes, so that a typed figure in it is shown at its line and column. */
#include "define/commentary.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "define/node.h"

struct reading {
    struct arena *arena;
    struct diag *diag;
    const struct node_source *source;
    struct commentary *commentary;
    size_t at; /* byte of the file */
};

static const struct node_source *source_of(struct arena *arena, const struct source_file *file) {
    struct node_source *source = ARENA_NEW(arena, struct node_source);
    size_t lines = 1;
    for (size_t i = 0; i < file->bytes.length; i++) {
        lines += file->bytes.bytes[i] == '\n' ? 1 : 0;
    }
    size_t *offsets = ARENA_ARRAY(arena, size_t, lines);
    size_t count = 1;
    for (size_t i = 0; i < file->bytes.length; i++) {
        if (file->bytes.bytes[i] == '\n') {
            offsets[count++] = i + 1;
        }
    }
    *source = (struct node_source){file->path, file->bytes, offsets, lines};
    return source;
}

/* The line that begins at `at`, without its end; and where the next begins. */
static struct text line_at(const struct node_source *source, size_t at, size_t *next) {
    struct text rest = text_slice(source->bytes, at, source->bytes.length);
    size_t end = text_find(rest, '\n');
    *next = at + end + (end < rest.length ? 1 : 0);
    return text_trim(text_slice(rest, 0, end));
}

static bool take_field(struct reading *reading, struct text line) {
    const struct {
        const char *name;
        struct text *value;
    } fields[] = {{"author", &reading->commentary->author},
                  {"role", &reading->commentary->role},
                  {"date", &reading->commentary->date}};
    size_t colon = text_find(line, ':');
    struct text name = text_trim(text_slice(line, 0, colon));
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        if (colon < line.length && text_equal_ignoring_case(name, text_of(fields[i].name))) {
            *fields[i].value = text_trim(text_slice(line, colon + 1, line.length));
            return true;
        }
    }
    struct place place = node_source_place(reading->source, reading->at, line.length);
    DIAG_REPORT(reading->diag, DF002, &place, name);
    diag_note(
        reading->diag,
        TEXT("a commentary begins with the lines author:, role: and date:, and a blank line"));
    return false;
}

/* The lines up to the first blank one. */
static bool read_head(struct reading *reading) {
    bool is_sound = true;
    while (reading->at < reading->source->bytes.length) {
        size_t next;
        struct text line = line_at(reading->source, reading->at, &next);
        if (line.length == 0) {
            break;
        }
        is_sound &= take_field(reading, line);
        reading->at = next;
    }
    return is_sound;
}

/* The words without carriage returns; places count visible bytes alone. */
static struct text words_of(struct arena *arena, struct text raw) {
    struct buffer words = buffer_new(arena);
    for (size_t i = 0; i < raw.length; i++) {
        if (raw.bytes[i] != '\r') {
            buffer_add_byte(&words, raw.bytes[i]);
        }
    }
    return text_trim(buffer_text(&words));
}

/* The next stretch of lines that are not blank; NULL at the end. */
static const struct node *read_paragraph(struct reading *reading) {
    const struct node_source *source = reading->source;
    size_t next, length = source->bytes.length;
    while (reading->at < length && line_at(source, reading->at, &next).length == 0) {
        reading->at = next;
    }
    size_t from = reading->at, end = from;
    while (reading->at < length && line_at(source, reading->at, &next).length > 0) {
        reading->at = end = next;
    }
    if (from == end) {
        return NULL;
    }
    struct node *node = ARENA_NEW(reading->arena, struct node);
    *node = (struct node){.kind = NODE_SCALAR,
                          .place = node_source_place(source, from, 0),
                          .text = words_of(reading->arena, text_slice(source->bytes, from, end)),
                          .style = NODE_PLAIN,
                          .source = source,
                          .start = from};
    return node;
}

static void read_paragraphs(struct reading *reading) {
    size_t capacity = 0;
    const struct node **paragraphs = NULL, *paragraph;
    size_t count = 0;
    while ((paragraph = read_paragraph(reading)) != NULL) {
        ARENA_MAKE_ROOM(reading->arena, paragraphs, count, capacity, 8);
        paragraphs[count++] = paragraph;
    }
    reading->commentary->paragraphs = paragraphs;
    reading->commentary->paragraph_count = count;
}

bool commentary_parse(struct arena *arena, struct diag *diag, const struct source_file *file,
                      struct commentary *commentary) {
    struct reading reading = {arena, diag, source_of(arena, file), commentary, 0};
    size_t bad;
    *commentary = (struct commentary){.key = file_stem(file->name),
                                      .place = node_source_place(reading.source, 0, 0),
                                      .file = *file};
    if (!utf8_is_valid(file->bytes, &bad)) {
        DIAG_REPORT(diag, DF009, &commentary->place, file->name, TEXT("text in UTF-8"));
        return false;
    }
    reading.at = text_starts_with(file->bytes, TEXT("\xEF\xBB\xBF")) ? 3 : 0;
    bool is_sound = read_head(&reading);
    read_paragraphs(&reading);
    return is_sound;
}

bool commentary_read_folder(struct arena *arena, struct diag *diag, struct text folder,
                            struct commentaries *commentaries) {
    struct source_files files = {NULL, 0, 0};
    *commentaries = (struct commentaries){NULL, 0};
    bool is_sound = source_files_read_folder(arena, diag, &files, folder, TEXT_NONE, TEXT(".md"));
    struct commentary *items = ARENA_ARRAY(arena, struct commentary, files.count);
    for (size_t i = 0; i < files.count; i++) {
        is_sound &= commentary_parse(arena, diag, &files.files[i], &items[i]);
    }
    *commentaries = (struct commentaries){items, files.count};
    return is_sound;
}

const struct commentary *commentary_find(const struct commentaries *commentaries, struct text key) {
    for (size_t i = 0; commentaries && i < commentaries->count; i++) {
        if (text_equal(commentaries->items[i].key, key)) {
            return &commentaries->items[i];
        }
    }
    return NULL;
}
