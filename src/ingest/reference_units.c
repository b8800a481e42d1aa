/* Units of an authority, from units.csv. One county; every other unit has one
 * parent, of a higher level, so that no way up runs in a circle and parts add
 * up; a team may stand directly under the county. */
#include "base/arena.h"
#include "base/file.h"
#include "ingest/reference.h"
#include "reference_file.h"

enum { ID, NAME, LEVEL, PARENT, FROM, TO, COLUMN_COUNT };
enum { FIRST_UNITS = 64 };

struct unit_row {
    struct unit unit;
    struct text parent;
    uint32_t line;
};

struct unit_rows {
    struct reference_file *file;
    struct unit_row *items;
    size_t count;
    size_t capacity;
};

static struct unit_row *find_row(const struct unit_rows *rows, struct text id) {
    for (size_t i = 0; i < rows->count; i++) {
        if (text_equal(rows->items[i].unit.id, id)) {
            return &rows->items[i];
        }
    }
    return NULL;
}

static bool fault_about(const struct unit_rows *rows, uint32_t line, size_t column,
                        const char *before, struct text value, const char *after) {
    struct text why =
        text_format(rows->file->arena, "%s \"%.*s\" %s", before, TEXT_ARG(value), after);
    return reference_file_fault_at(rows->file, line, column, why);
}

static bool parse_dates(const struct unit_rows *rows, const struct text *values,
                        struct unit *unit) {
    bool is_from = reference_file_day(rows->file, FROM, values[FROM], &unit->from);
    bool is_to = reference_file_day(rows->file, TO, values[TO], &unit->to);
    if (is_from && is_to && unit->from != DAY_NONE && unit->to != DAY_NONE &&
        unit->to < unit->from) {
        return reference_file_fault(rows->file, TO, TEXT("the unit ends before it begins"));
    }
    return is_from && is_to;
}

static bool parse_row(const struct unit_rows *rows, const struct text *values,
                      struct unit_row *row) {
    *row = (struct unit_row){{values[ID], values[NAME], UNIT_COUNTY, UNIT_NONE, DAY_NONE, DAY_NONE},
                             values[PARENT],
                             rows->file->line};
    bool is_right = reference_file_filled(rows->file, values, PARENT);
    if (values[LEVEL].length > 0 && !unit_level_parse(values[LEVEL], &row->unit.level)) {
        is_right = fault_about(rows, row->line, LEVEL, "the level", values[LEVEL],
                               "is not county, area, district or team");
    }
    if (values[ID].length > 0 &&
        !file_is_name_part(values[ID])) { /* a unit's pack is named by it */
        is_right = fault_about(rows, row->line, ID, "the id", values[ID],
                               "cannot be part of a file's name: it has a separator, a control "
                               "character or a dot in front, or over 100 bytes");
    }
    const struct unit_row *earlier = find_row(rows, values[ID]);
    if (earlier != NULL && values[ID].length > 0) {
        struct text why = text_format(rows->file->arena,
                                      "the unit \"%.*s\" stands in line %u already; a unit has "
                                      "one parent",
                                      TEXT_ARG(values[ID]), earlier->line);
        is_right = reference_file_fault(rows->file, ID, why);
    }
    return parse_dates(rows, values, &row->unit) && is_right;
}

static void add_row(struct unit_rows *rows, struct unit_row row) {
    ARENA_MAKE_ROOM(rows->file->arena, rows->items, rows->count, rows->capacity, FIRST_UNITS);
    rows->items[rows->count++] = row;
}

static void check_county(const struct unit_rows *rows, const struct unit_row *row,
                         const struct unit_row **county) {
    if (row->parent.length > 0) {
        fault_about(rows, row->line, PARENT, "the county", row->unit.id, "cannot have a parent");
    }
    if (*county != NULL) {
        fault_about(rows, row->line, LEVEL, "beside", (*county)->unit.id,
                    "there cannot be a second county");
    }
    *county = row;
}

static void check_parent(const struct unit_rows *rows, const struct unit_row *row) {
    if (row->parent.length == 0) {
        fault_about(rows, row->line, PARENT, "the unit", row->unit.id, "has no parent");
        return;
    }
    const struct unit_row *parent = find_row(rows, row->parent);
    if (parent == NULL) {
        fault_about(rows, row->line, PARENT, "there is no unit", row->parent,
                    "to be the parent of this one");
    } else if (parent->unit.level >= row->unit.level) {
        fault_about(rows, row->line, PARENT, "the parent", row->parent,
                    "is not of a higher level than the unit");
    }
}

static void check_rows(const struct unit_rows *rows) {
    const struct unit_row *county = NULL;
    for (size_t i = 0; i < rows->count; i++) {
        if (rows->items[i].unit.level == UNIT_COUNTY) {
            check_county(rows, &rows->items[i], &county);
        } else {
            check_parent(rows, &rows->items[i]);
        }
    }
    if (county == NULL) {
        reference_file_fault_at(rows->file, 0, LEVEL, TEXT("it has no unit of level county"));
    }
}

/* The units by level, and each parent's index. */
static const struct hierarchy *build(struct arena *arena, const struct unit_rows *rows) {
    struct unit *units = ARENA_ARRAY(arena, struct unit, rows->count);
    struct text *parents = ARENA_ARRAY(arena, struct text, rows->count);
    size_t count = 0;
    for (int level = UNIT_COUNTY; level < UNIT_LEVEL_COUNT; level++) {
        for (size_t i = 0; i < rows->count; i++) {
            if (rows->items[i].unit.level == (enum unit_level)level) {
                parents[count] = rows->items[i].parent;
                units[count++] = rows->items[i].unit;
            }
        }
    }
    struct hierarchy *hierarchy = ARENA_NEW(arena, struct hierarchy);
    *hierarchy = (struct hierarchy){units, count};
    for (size_t i = 1; i < count; i++) {
        units[i].parent = hierarchy_find(hierarchy, parents[i]);
    }
    return hierarchy;
}

const struct hierarchy *reference_units(struct arena *arena, struct diag *diag,
                                        const struct authority *authority) {
    const struct text columns[COLUMN_COUNT] = {TEXT("id"),     TEXT("name"), TEXT("level"),
                                               TEXT("parent"), TEXT("from"), TEXT("to")};
    struct text path = file_join(arena, authority->folder, TEXT("units.csv"));
    struct unit_rows rows = {.file = reference_file_open(arena, diag, path, columns, COLUMN_COUNT)};
    if (rows.file == NULL) {
        return NULL;
    }
    struct text values[COLUMN_COUNT];
    struct unit_row row;
    while (reference_file_next(rows.file, values)) {
        if (parse_row(&rows, values, &row)) {
            add_row(&rows, row);
        }
    }
    if (!rows.file->is_faulty) {
        check_rows(&rows);
    }
    return rows.file->is_faulty ? NULL : build(arena, &rows);
}
