/* From the parts of a workbook to its cells. Texts may stand in the cell
 * (inlineStr, str) or in the list that all sheets share; runs of one text are
 * put together and its phonetic reading is left out. What breaks a limit ends
 * the reading: a form is small. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "ingest/workbook_reader.h"
#include "workbook_zip.h"

/* What is put together while parts are read. */
struct reading {
    struct arena *arena;
    struct diag *diag;
    struct text path;
    struct workbook_zip *zip;
    struct text broken; /* a limit that was broken; empty: none */

    struct workbook_sheet *sheets;
    struct text *sheet_ids; /* of their relations, then their parts */
    size_t sheet_count;
    bool counts_from_1904;

    struct text *shared;
    size_t shared_count, shared_capacity;

    struct sheet_cell *cells; /* of the sheet at hand */
    size_t cell_count, cell_capacity, all_cells;
    struct sheet_cell cell;
    char cell_kind; /* s, i (inlineStr), b, or n and str: as they stand */
    uint32_t row, column;
    struct buffer text;
    bool takes_text;
    unsigned phonetic; /* depth inside a phonetic reading */
};

static bool refuse(const struct reading *reading, struct text why) {
    struct place place = {.file = reading->path};
    DIAG_REPORT(reading->diag, IN040, &place, why);
    return false;
}

static void break_limit(struct reading *reading, struct text what) {
    reading->broken = reading->broken.length == 0 ? what : reading->broken;
}

static void begin_text(struct reading *reading) {
    reading->text = buffer_new(reading->arena);
}

static void take_text(void *context, struct text text) {
    struct reading *reading = context;
    if (!reading->takes_text || reading->phonetic > 0 || reading->broken.length > 0) {
        return;
    }
    if (reading->text.length + text.length > WORKBOOK_TEXT_LIMIT) {
        break_limit(reading, TEXT("a text in it is too long"));
        return;
    }
    buffer_add(&reading->text, text);
}

static void pass_text(void *context, struct text text) {
    (void)context;
    (void)text;
}

static void pass_close(void *context, struct text name) {
    (void)context;
    (void)name;
}

/* ---- characters that XML does not have, or would change: _x000D_ ---- */

enum { ESCAPE_LENGTH = 7 };

/* The number in an escape that stands at the front. */
static bool read_escape(struct text rest, uint32_t *number) {
    *number = 0;
    if (rest.length < ESCAPE_LENGTH || !text_starts_with(rest, TEXT("_x")) ||
        rest.bytes[ESCAPE_LENGTH - 1] != '_') {
        return false;
    }
    for (size_t i = 2; i < ESCAPE_LENGTH - 1; i++) {
        static const char digits[] = "0123456789ABCDEFabcdef";
        const char *digit = memchr(digits, rest.bytes[i], sizeof digits - 1);
        if (digit == NULL) {
            return false;
        }
        size_t value = (size_t)(digit - digits);
        *number = *number * 16 + (uint32_t)(value < 16 ? value : value - 6);
    }
    return true;
}

/* A line ends in a line feed alone, as XML has it; half a pair is no character. */
static void add_escaped(struct buffer *out, uint32_t number, struct text behind) {
    bool is_half = number >= 0xD800 && number <= 0xDFFF;
    if (number != '\r') {
        buffer_add_code_point(out, number == 0 || is_half ? 0xFFFD : number);
    } else if (!text_starts_with(behind, TEXT("\n"))) {
        buffer_add_byte(out, '\n');
    }
}

/* The text as it was typed. */
static struct text unescaped(struct arena *arena, struct text text) {
    struct buffer out = buffer_new(arena);
    size_t from = 0;
    uint32_t number;
    for (size_t at; (at = text_find(text_slice(text, from, text.length), '_') + from) < text.length;
         from = at) {
        bool is_escape = read_escape(text_slice(text, at, text.length), &number);
        at += is_escape ? 0 : 1;
        buffer_add(&out, text_slice(text, from, at));
        if (is_escape) {
            at += ESCAPE_LENGTH;
            add_escaped(&out, number, text_slice(text, at, text.length));
        }
    }
    buffer_add(&out, text_slice(text, from, text.length));
    return buffer_text(&out);
}

/* The text that was put together. */
static struct text whole_text(const struct reading *reading) {
    struct text text = buffer_text(&reading->text);
    return text_find(text, '_') == text.length ? text : unescaped(reading->arena, text);
}

/* ---- the list of sheets ---- */

static void open_in_workbook(void *context, struct text name, const char *const *attributes) {
    struct reading *reading = context;
    if (text_equal_c(name, "workbookPr")) {
        struct text value = xml_attribute(attributes, "date1904");
        reading->counts_from_1904 = text_equal_c(value, "1") || text_equal_c(value, "true");
    }
    if (!text_equal_c(name, "sheet")) {
        return;
    }
    if (reading->sheet_count == WORKBOOK_SHEET_LIMIT) {
        break_limit(reading, TEXT("it has too many sheets"));
        return;
    }
    struct text id = xml_attribute(attributes, "id");
    struct text title = xml_attribute(attributes, "name");
    reading->sheet_ids[reading->sheet_count] = text_copy(reading->arena, id);
    reading->sheets[reading->sheet_count++].name = text_copy(reading->arena, title);
}

/* Targets stand beside the workbook's own part, or from the root; any other way is not gone. */
static void open_in_relations(void *context, struct text name, const char *const *attributes) {
    struct reading *reading = context;
    struct text id = xml_attribute(attributes, "Id"), to = xml_attribute(attributes, "Target");
    if (!text_equal_c(name, "Relationship") || text_contains(to, TEXT(".."))) {
        return;
    }
    for (size_t i = 0; i < reading->sheet_count; i++) {
        if (text_equal(reading->sheet_ids[i], id)) {
            bool is_from_root = to.length > 0 && to.bytes[0] == '/';
            reading->sheet_ids[i] = is_from_root
                                        ? text_copy(reading->arena, text_slice(to, 1, to.length))
                                        : text_format(reading->arena, "xl/%.*s", TEXT_ARG(to));
        }
    }
}

/* ---- shared texts ---- */

static void open_in_shared(void *context, struct text name, const char *const *attributes) {
    (void)attributes;
    struct reading *reading = context;
    if (text_equal_c(name, "si")) {
        begin_text(reading);
    } else if (text_equal_c(name, "rPh")) {
        reading->phonetic++;
    }
    reading->takes_text = text_equal_c(name, "t");
}

static void add_shared(struct reading *reading) {
    if (reading->shared_count == WORKBOOK_CELL_LIMIT) {
        break_limit(reading, TEXT("it has too many texts"));
        return;
    }
    ARENA_MAKE_ROOM(reading->arena, reading->shared, reading->shared_count,
                    reading->shared_capacity, 64);
    reading->shared[reading->shared_count++] = whole_text(reading);
}

static void close_in_shared(void *context, struct text name) {
    struct reading *reading = context;
    reading->takes_text = false;
    if (text_equal_c(name, "si")) {
        add_shared(reading);
    } else if (text_equal_c(name, "rPh")) {
        reading->phonetic--;
    }
}

/* ---- sheets ---- */

/* "AB12" as column 28 and row 12; what is no reference leaves the count as it runs on. */
static void read_reference(struct reading *reading, struct text reference) {
    uint32_t column = 0;
    size_t at = 0;
    while (at < reference.length && at < 3 && reference.bytes[at] >= 'A' &&
           reference.bytes[at] <= 'Z') {
        column = column * 26 + (uint32_t)(reference.bytes[at++] - 'A') + 1;
    }
    int64_t row;
    bool has_row =
        text_to_int(text_slice(reference, at, reference.length), &row) && row > 0 && row <= 1048576;
    reading->column = at > 0 && has_row ? column : reading->column + 1;
    reading->row = at > 0 && has_row ? (uint32_t)row : reading->row;
}

static void open_row(struct reading *reading, const char *const *attributes) {
    int64_t row;
    bool has_number =
        text_to_int(xml_attribute(attributes, "r"), &row) && row > 0 && row <= 1048576;
    reading->row = has_number ? (uint32_t)row : reading->row + 1;
    reading->column = 0;
}

static void open_cell(struct reading *reading, const char *const *attributes) {
    struct text kind = xml_attribute(attributes, "t");
    read_reference(reading, xml_attribute(attributes, "r"));
    reading->cell_kind = 'n';
    reading->cell_kind = text_equal_c(kind, "s") ? 's' : reading->cell_kind;
    reading->cell_kind = text_equal_c(kind, "inlineStr") ? 'i' : reading->cell_kind;
    reading->cell_kind = text_equal_c(kind, "str") || text_equal_c(kind, "e") ||
                                 text_equal_c(kind, "b") || text_equal_c(kind, "d")
                             ? 't'
                             : reading->cell_kind;
    begin_text(reading);
}

static void open_in_sheet(void *context, struct text name, const char *const *attributes) {
    struct reading *reading = context;
    if (text_equal_c(name, "row")) {
        open_row(reading, attributes);
    } else if (text_equal_c(name, "c")) {
        open_cell(reading, attributes);
    } else if (text_equal_c(name, "rPh")) {
        reading->phonetic++;
    }
    bool is_inline = reading->cell_kind == 'i';
    reading->takes_text = text_equal_c(name, is_inline ? "t" : "v");
}

/* A shared text by its number; empty: there is none of it. */
static struct text shared_text(const struct reading *reading, struct text number) {
    int64_t at;
    bool is_there = text_to_int(number, &at) && at >= 0 && (size_t)at < reading->shared_count;
    return is_there ? reading->shared[at] : TEXT_NONE;
}

static void add_cell(struct reading *reading) {
    struct text text = whole_text(reading);
    if (reading->cell_kind == 's') {
        text = shared_text(reading, text);
    }
    if (text.length == 0) {
        return;
    }
    if (reading->all_cells == WORKBOOK_CELL_LIMIT) {
        break_limit(reading, TEXT("it has too many cells"));
        return;
    }
    ARENA_MAKE_ROOM(reading->arena, reading->cells, reading->cell_count, reading->cell_capacity,
                    64);
    reading->all_cells++;
    reading->cells[reading->cell_count++] =
        (struct sheet_cell){reading->row, reading->column, text, reading->cell_kind == 'n'};
}

static void close_in_sheet(void *context, struct text name) {
    struct reading *reading = context;
    reading->takes_text = false;
    if (text_equal_c(name, "c")) {
        add_cell(reading);
    } else if (text_equal_c(name, "rPh")) {
        reading->phonetic--;
    }
}

/* ---- the whole ---- */

static bool read_part(struct reading *reading, struct text name,
                      const struct xml_part_reader *reader) {
    struct text why;
    if (!workbook_zip_read(reading->zip, reading->arena, name, reader, &why)) {
        return refuse(reading, why);
    }
    return reading->broken.length == 0 || refuse(reading, reading->broken);
}

static int compare_cells(const void *left, const void *right) {
    const struct sheet_cell *a = left, *b = right;
    if (a->row != b->row) {
        return a->row < b->row ? -1 : 1;
    }
    return a->column < b->column ? -1 : a->column > b->column;
}

static bool read_sheet(struct reading *reading, size_t at) {
    const struct xml_part_reader cells = {reading, open_in_sheet, close_in_sheet, take_text};
    reading->cells = NULL;
    reading->cell_count = reading->cell_capacity = 0;
    reading->row = reading->column = 0;
    if (!read_part(reading, reading->sheet_ids[at], &cells)) {
        return false;
    }
    if (reading->cell_count > 0) {
        qsort(reading->cells, reading->cell_count, sizeof *reading->cells, compare_cells);
    }
    reading->sheets[at].cells = reading->cells;
    reading->sheets[at].cell_count = reading->cell_count;
    return true;
}

static bool read_parts(struct reading *reading) {
    const struct xml_part_reader list = {reading, open_in_workbook, pass_close, pass_text};
    const struct xml_part_reader relations = {reading, open_in_relations, pass_close, pass_text};
    const struct xml_part_reader shared = {reading, open_in_shared, close_in_shared, take_text};
    if (!workbook_zip_has(reading->zip, TEXT("xl/workbook.xml"))) {
        return refuse(reading, TEXT("it is an archive, but no workbook"));
    }
    if (!read_part(reading, TEXT("xl/workbook.xml"), &list) ||
        !read_part(reading, TEXT("xl/_rels/workbook.xml.rels"), &relations) ||
        (workbook_zip_has(reading->zip, TEXT("xl/sharedStrings.xml")) &&
         !read_part(reading, TEXT("xl/sharedStrings.xml"), &shared))) {
        return false;
    }
    bool holds = true;
    for (size_t i = 0; i < reading->sheet_count && holds; i++) {
        holds = !workbook_zip_has(reading->zip, reading->sheet_ids[i]) || read_sheet(reading, i);
    }
    return holds;
}

const struct read_workbook *workbook_read(struct arena *arena, struct diag *diag,
                                          struct text path) {
    struct reading reading = {
        .arena = arena, .diag = diag, .path = path, .text = buffer_new(arena)};
    struct text bytes, why;
    if (!file_read(arena, diag, path, &bytes)) {
        return NULL;
    }
    if (bytes.length > WORKBOOK_FILE_LIMIT) {
        refuse(&reading, text_format(arena, "it has over %d bytes", WORKBOOK_FILE_LIMIT));
        return NULL;
    }
    reading.zip = workbook_zip_open(arena, bytes, &why);
    if (reading.zip == NULL) {
        refuse(&reading, why);
        return NULL;
    }
    reading.sheets = ARENA_ARRAY(arena, struct workbook_sheet, WORKBOOK_SHEET_LIMIT);
    reading.sheet_ids = ARENA_ARRAY(arena, struct text, WORKBOOK_SHEET_LIMIT);
    if (!read_parts(&reading)) {
        return NULL;
    }
    struct read_workbook *workbook = ARENA_NEW(arena, struct read_workbook);
    *workbook =
        (struct read_workbook){reading.sheets, reading.sheet_count, reading.counts_from_1904};
    return workbook;
}

const struct workbook_sheet *workbook_sheet(const struct read_workbook *workbook,
                                            struct text name) {
    for (size_t i = 0; i < workbook->sheet_count; i++) {
        if (text_equal_ignoring_case(workbook->sheets[i].name, name)) {
            return &workbook->sheets[i];
        }
    }
    return NULL;
}

static const struct sheet_cell *find_cell(const struct workbook_sheet *sheet, uint32_t row,
                                          uint32_t column) {
    const struct sheet_cell wanted = {.row = row, .column = column};
    return sheet->cell_count == 0 ? NULL
                                  : bsearch(&wanted, sheet->cells, sheet->cell_count,
                                            sizeof *sheet->cells, compare_cells);
}

struct text workbook_cell_text(const struct workbook_sheet *sheet, uint32_t row, uint32_t column) {
    const struct sheet_cell *cell = find_cell(sheet, row, column);
    return cell == NULL ? TEXT_NONE : text_trim(cell->text);
}

bool workbook_cell_day(const struct read_workbook *workbook, const struct workbook_sheet *sheet,
                       uint32_t row, uint32_t column, day_number *day) {
    const struct sheet_cell *cell = find_cell(sheet, row, column);
    if (cell == NULL) {
        return false;
    }
    double days;
    if (cell->is_number && text_to_number(cell->text, &days) && days >= 1 && days < 2958466) {
        day_number epoch;
        date_from_parts(workbook->counts_from_1904 ? 1904 : 1899,
                        workbook->counts_from_1904 ? 1 : 12, workbook->counts_from_1904 ? 1 : 30,
                        &epoch);
        *day = epoch + (day_number)days;
        return true;
    }
    return date_parse(text_trim(cell->text), DATE_ISO | DATE_SLASHES, day) == DATE_OK;
}
