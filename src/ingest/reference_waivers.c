/* Accepted findings, from waivers.csv. Who accepted it, why, and until when
 * must be said: a waiver without an end would hide a fault for ever. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "ingest/waivers.h"
#include "reference_file.h"
#include "table/dictionary.h"

enum { RULE, REASON, BY, UNTIL, RECORD, REQUIRED_COUNT = RECORD, NEEDED_COUNT, TABLE = 5, COLUMN };
enum { COLUMN_COUNT = COLUMN + 1, FIRST_WAIVERS = 32 };

struct waiver_rows {
    struct reference_file *file;
    struct dictionary *names; /* one an item, in their order */
    struct waiver *items;
    size_t count;
    size_t capacity;
};

/* Two days for one finding: nobody could say which holds. */
static bool check_repeat(const struct waiver_rows *rows, const struct waiver *waiver) {
    struct text name =
        text_format(rows->file->arena, "%.*s\n%.*s\n%.*s\n%.*s", TEXT_ARG(waiver->rule),
                    TEXT_ARG(waiver->record), TEXT_ARG(waiver->table), TEXT_ARG(waiver->column));
    uint32_t code = dictionary_intern(rows->names, name);
    if (code > rows->count) {
        return true;
    }
    return reference_file_fault(rows->file, RECORD,
                                text_format(rows->file->arena,
                                            "the same finding is accepted in line %u already",
                                            rows->items[code - 1].line));
}

static bool parse_row(const struct waiver_rows *rows, const struct text *values,
                      struct waiver *waiver) {
    struct reference_file *file = rows->file;
    *waiver = (struct waiver){.line = file->line,
                              .rule = values[RULE],
                              .record = csv_cell_text(values[RECORD]),
                              .table = values[TABLE],
                              .column = values[COLUMN],
                              .reason = values[REASON],
                              .by = values[BY]};
    bool is_filled = reference_file_filled(file, values, REQUIRED_COUNT);
    return reference_file_day(file, UNTIL, values[UNTIL], &waiver->until) && is_filled &&
           check_repeat(rows, waiver);
}

static void add_row(struct waiver_rows *rows, const struct waiver *waiver) {
    ARENA_MAKE_ROOM(rows->file->arena, rows->items, rows->count, rows->capacity, FIRST_WAIVERS);
    rows->items[rows->count++] = *waiver;
}

const struct waivers *waivers_read(struct arena *arena, struct diag *diag, struct text path) {
    const struct text columns[NEEDED_COUNT] = {TEXT("rule"), TEXT("reason"), TEXT("by"),
                                               TEXT("until"), TEXT("record")};
    struct waiver_rows rows = {.file =
                                   reference_file_open(arena, diag, path, columns, NEEDED_COUNT)};
    if (rows.file == NULL) {
        return NULL;
    }
    rows.names = dictionary_new(arena);
    reference_file_ask(rows.file, TEXT("table"));
    reference_file_ask(rows.file, TEXT("column"));
    struct text values[COLUMN_COUNT];
    struct waiver waiver;
    while (reference_file_next(rows.file, values)) {
        if (parse_row(&rows, values, &waiver)) {
            add_row(&rows, &waiver);
        }
    }
    struct waivers *waivers = ARENA_NEW(arena, struct waivers);
    *waivers = (struct waivers){file_name(path), rows.items, rows.count};
    return rows.file->is_faulty ? NULL : waivers;
}
