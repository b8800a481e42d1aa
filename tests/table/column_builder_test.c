/* Building columns: both forms hold the same texts, tell the same values apart, and find them; rows
 * appended in parts are the rows of one column. */
#include "table/column_builder.h"

#include "base/text.h"
#include "support/testing.h"
#include "table/dictionary.h"
#include "table/value_groups.h"

enum { ROWS = 3 * COLUMN_SAMPLE };

/* Ids of which few repeat, some are blank, some longer. */
static struct text *many_ids(uint32_t seed, size_t count) {
    struct text *ids = ARENA_ARRAY(testing_arena(), struct text, count);
    for (size_t i = 0; i < count; i++) {
        uint32_t number = testing_drawn(&seed, 50000);
        ids[i] = number % 97 == 0   ? TEXT_NONE
                 : number % 89 == 0 ? text_format(testing_arena(), "LONGER-ID-%u", number)
                                    : text_format(testing_arena(), "P%u", number);
    }
    return ids;
}

static void add_all(struct column_builder *builder, const struct text *texts, size_t count) {
    for (size_t at = 0; at < count; at += COLUMN_BLOCK) {
        size_t rest = count - at;
        column_builder_add(builder, texts + at, rest < COLUMN_BLOCK ? rest : COLUMN_BLOCK);
    }
}

static struct column column_of(const struct column_builder *builder) {
    struct column column = {.name = TEXT("id")};
    column_builder_finish(builder, &column);
    return column;
}

static struct column column_from(const struct text *texts, size_t count, bool may_keep_cells) {
    struct column_builder *builder = column_builder_new(testing_arena(), may_keep_cells);
    add_all(builder, texts, count);
    return column_of(builder);
}

static bool holds_texts(const struct column *column, const struct text *texts, size_t count) {
    for (size_t row = 0; row < count; row++) {
        uint32_t code = column_code(column, row);
        if (!text_equal(column_text(column, code), texts[row]) ||
            (code == 0) != (texts[row].length == 0) || code >= column->value_count) {
            return false;
        }
    }
    return true;
}

static void most_distinct_columns_keep_cells_and_others_a_dictionary(void) {
    const struct text *ids = many_ids(3, ROWS);
    struct column cells = column_from(ids, ROWS, true), decoded = column_from(ids, ROWS, false);
    HOLDS(cells.cells != NULL && cells.dictionary == NULL);
    HOLDS(decoded.cells == NULL && decoded.dictionary != NULL);
    HOLDS(holds_texts(&cells, ids, ROWS) && holds_texts(&decoded, ids, ROWS));
    struct text *teams = ARENA_ARRAY(testing_arena(), struct text, ROWS);
    for (size_t i = 0; i < ROWS; i++) {
        teams[i] = text_format(testing_arena(), "T%zu", i % 1000);
    }
    struct column repeated = column_from(teams, ROWS, true);
    HOLDS(repeated.cells == NULL && holds_texts(&repeated, teams, ROWS));
}

static void codes_widen_with_their_number(void) {
    enum { COUNT = 70000 };
    struct text *texts = ARENA_ARRAY(testing_arena(), struct text, COUNT);
    static const size_t counts[] = {1, 200, 300, COUNT};
    static const unsigned widths[] = {0, 1, 2, 4};
    for (size_t i = 0; i < COUNT; i++) {
        texts[i] = text_format(testing_arena(), "%zu", i);
    }
    texts[0] = TEXT_NONE;
    for (size_t i = 0; i < 4; i++) {
        struct column column = column_from(texts, counts[i], false);
        SAME_INT(column.code_width, widths[i]);
        HOLDS(holds_texts(&column, texts, counts[i]));
    }
}

/* Rows have equal groups in one form where they have in the other. */
static void both_forms_tell_the_same_values_apart(void) {
    const struct text *ids = many_ids(5, ROWS);
    struct column one = column_from(ids, ROWS, true), other = column_from(ids, ROWS, false);
    const struct value_groups *of_one = value_groups_new(testing_arena(), &one);
    const struct value_groups *of_other = value_groups_new(testing_arena(), &other);
    SAME_INT(value_groups_count(of_one), value_groups_count(of_other));
    size_t wrong = 0;
    for (size_t row = 0; row < ROWS; row++) {
        uint32_t group = value_groups_of_codes(of_one)[column_code(&one, row)];
        wrong += group != value_groups_of_codes(of_other)[column_code(&other, row)];
        struct value value = {.kind = ids[row].length == 0 ? VALUE_NULL : VALUE_TEXT,
                              .text = ids[row]};
        wrong += value_groups_find(of_one, &value) != group;
    }
    SAME_INT(wrong, 0);
    struct value absent = {.kind = VALUE_TEXT, .text = TEXT("P50001")};
    struct value endless = {.kind = VALUE_TEXT, .text = {"P1\0", 3}};
    HOLDS(value_groups_find(of_one, &absent) == UINT32_MAX);
    HOLDS(value_groups_find(of_one, &endless) == UINT32_MAX);
}

static void values_of_another_column_are_found_whatever_the_forms(void) {
    const struct text *ids = many_ids(7, ROWS), *others = many_ids(11, ROWS);
    for (int forms = 0; forms < 4; forms++) {
        struct column column = column_from(ids, ROWS, forms & 1);
        struct column from = column_from(others, ROWS, forms & 2);
        const struct value_groups *groups = value_groups_new(testing_arena(), &column);
        uint32_t *found = ARENA_ARRAY(testing_arena(), uint32_t, from.value_count);
        value_groups_map(groups, &from, found);
        size_t wrong = 0;
        for (size_t row = 0; row < ROWS; row++) {
            struct value value = {.kind = others[row].length == 0 ? VALUE_NULL : VALUE_TEXT,
                                  .text = others[row]};
            wrong += found[column_code(&from, row)] != value_groups_find(groups, &value);
        }
        SAME_INT(wrong, 0);
    }
}

static void a_text_without_a_place_in_cells_makes_a_dictionary_of_them(void) {
    struct text *ids = many_ids(13, ROWS);
    ids[ROWS - 1] = (struct text){"ends in NUL\0", 12};
    struct column column = column_from(ids, ROWS, true);
    HOLDS(column.cells == NULL && holds_texts(&column, ids, ROWS));
    ids[1] = ids[ROWS - 1];
    column = column_from(ids, ROWS, true);
    HOLDS(column.cells == NULL && holds_texts(&column, ids, ROWS));
}

/* Parts of every pair of forms: ids that differ make cells, few words a dictionary. */
static void parts_appended_are_the_rows_of_one_column(void) {
    struct text *texts = many_ids(17, 2 * ROWS);
    for (int forms = 0; forms < 4; forms++) {
        struct column_builder *first = column_builder_new(testing_arena(), forms & 1);
        struct column_builder *second = column_builder_new(testing_arena(), forms & 2);
        struct column_builder *whole = column_builder_new(testing_arena(), false);
        add_all(first, texts, ROWS);
        add_all(second, texts + ROWS, ROWS);
        column_builder_append(first, second);
        add_all(whole, texts, 2 * ROWS);
        struct column column = column_of(first), expected = column_of(whole);
        HOLDS(holds_texts(&column, texts, 2 * ROWS));
        size_t wrong = 0;
        for (size_t row = 0; column.cells == NULL && row < 2 * ROWS; row++) {
            wrong += column_code(&column, row) != column_code(&expected, row);
        }
        SAME_INT(wrong, 0);
    }
}

static void dropped_rows_are_gone_in_either_form(void) {
    const struct text *ids = many_ids(19, ROWS);
    struct text *kept = ARENA_ARRAY(testing_arena(), struct text, ROWS);
    bool *is_dropped = ARENA_ARRAY(testing_arena(), bool, ROWS);
    size_t kept_count = 0;
    for (size_t row = 0; row < ROWS; row++) {
        is_dropped[row] = row % 3 == 1;
        if (!is_dropped[row]) {
            kept[kept_count++] = ids[row];
        }
    }
    for (int form = 0; form < 2; form++) {
        struct column_builder *builder = column_builder_new(testing_arena(), form);
        add_all(builder, ids, ROWS);
        column_builder_drop(builder, is_dropped);
        struct column column = column_of(builder);
        HOLDS((column.cells != NULL) == form && holds_texts(&column, kept, kept_count));
    }
}

SUITE(table_column_builder, CLAIM(most_distinct_columns_keep_cells_and_others_a_dictionary),
      CLAIM(codes_widen_with_their_number), CLAIM(both_forms_tell_the_same_values_apart),
      CLAIM(values_of_another_column_are_found_whatever_the_forms),
      CLAIM(a_text_without_a_place_in_cells_makes_a_dictionary_of_them),
      CLAIM(parts_appended_are_the_rows_of_one_column), CLAIM(dropped_rows_are_gone_in_either_form))
