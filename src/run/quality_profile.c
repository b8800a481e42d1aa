/* What each column of the extracts holds, as a table of data-quality.xlsx. */
#include "quality_tables.h"

#include "base/arena.h"
#include "table/table.h"
#include "table/value_groups.h"

enum { PROFILE_COLUMNS = 8 };

/* What a column holds: counted over distinct values, weighted by their rows. */
struct profile {
    size_t filled, distinct;
    struct text most_common, least, greatest;
};

static void add_value(struct profile *profile, const struct value *value, uint32_t uses,
                      uint32_t *most) {
    profile->filled += uses;
    profile->distinct++;
    if (uses > *most) {
        *most = uses;
        profile->most_common = value->text;
    }
    if (value->kind != VALUE_DAY) {
        return;
    }
    if (profile->least.length == 0 || text_compare(value->text, profile->least) < 0) {
        profile->least = value->text;
    }
    if (text_compare(value->text, profile->greatest) > 0) {
        profile->greatest = value->text;
    }
}

/* The uses of each value, at the first code that has it. */
static uint32_t *count_uses(struct arena *arena, const struct table *table,
                            const struct column *column) {
    uint32_t *uses = ARENA_ARRAY(arena, uint32_t, (size_t)column->value_count + 1);
    if (column->cells == NULL) {
        for (size_t row = 0; row < table->row_count; row++) {
            uses[column_code(column, row)]++;
        }
        return uses;
    }
    const struct value_groups *groups = value_groups_new(arena, column);
    const uint32_t *group_of_code = value_groups_of_codes(groups);
    uint32_t *first = ARENA_ARRAY(arena, uint32_t, value_groups_count(groups));
    for (uint32_t code = 1; code < column->value_count; code++) {
        uint32_t group = group_of_code[code];
        first[group] = first[group] == 0 ? code : first[group];
        uses[group == 0 ? 0 : first[group]]++;
    }
    return uses;
}

static struct profile profile_column(struct arena *arena, const struct table *table,
                                     const struct column *column) {
    struct profile profile = {0};
    struct arena_mark mark = arena_mark(arena);
    const uint32_t *uses = count_uses(arena, table, column);
    uint32_t most = 0;
    for (uint32_t code = 0; code < column->value_count; code++) {
        struct value value = column_value(column, code);
        if (value.kind != VALUE_NULL && uses[code] > 0) {
            add_value(&profile, &value, uses[code], &most);
        }
    }
    arena_release(arena, mark);
    return profile;
}

static size_t profile_row_count(const struct dataset *dataset) {
    size_t count = 0;
    for (size_t t = 0; t < dataset->table_count; t++) {
        count += dataset->is_supplied[t] ? dataset->tables[t]->column_count : 0;
    }
    return count;
}

static void put_profile(struct arena *arena, struct cell *cell, const struct table *table,
                        const struct column *column) {
    struct profile profile = profile_column(arena, table, column);
    /* An id that stands once each says nothing as "most common", and names a child. */
    bool says_something = profile.distinct < profile.filled;
    cell[0] = quality_words(table->name);
    cell[1] = quality_words(column->name);
    cell[2] = quality_number(arena, table->row_count);
    cell[3] = quality_number(arena, profile.filled);
    cell[4] = quality_number(arena, profile.distinct);
    cell[5] = quality_words(says_something ? profile.most_common : TEXT_NONE);
    cell[6] = quality_words(profile.least);
    cell[7] = quality_words(profile.greatest);
}

const struct document_table *quality_profile_table(struct arena *arena,
                                                   const struct dataset *dataset) {
    static const struct table_column columns[PROFILE_COLUMNS] = {
        {.header = {"Table", 5}},
        {.header = {"Column", 6}},
        {.header = {"Records", 7}, .is_numeric = true},
        {.header = {"Filled", 6}, .is_numeric = true},
        {.header = {"Distinct values", 15}, .is_numeric = true},
        {.header = {"Most common", 11}},
        {.header = {"Earliest", 8}},
        {.header = {"Latest", 6}}};
    struct document_table *profile =
        quality_table(arena, "What each column holds", "Columns", columns, PROFILE_COLUMNS,
                      profile_row_count(dataset));
    quality_note(arena, profile,
                 TEXT("Filled: with a value of the column's type. Earliest and latest are blank "
                      "where the column holds no dates, most common where every value stands "
                      "once."));
    struct cell *cell = (struct cell *)profile->cells;
    for (size_t t = 0; t < dataset->table_count; t++) {
        const struct table *table = dataset->tables[t];
        for (size_t c = 0; dataset->is_supplied[t] && c < table->column_count; c++) {
            put_profile(arena, cell, table, &table->columns[c]);
            cell += PROFILE_COLUMNS;
        }
    }
    return profile;
}
