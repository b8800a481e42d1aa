/* Tables and their indexes: every row in exactly one group, equal values in one. */
#include "table/table.h"

#include "base/jobs.h"
#include "ingest/extract.h"
#include "support/small_schemas.h"
#include "support/testing.h"

/* People whose columns hold `cells`, one a row, all other columns blank. */
static const struct table *people_with(const char *column, const char *const *cells,
                                       size_t row_count) {
    struct text header = text_of(column);
    struct text *texts = ARENA_ARRAY(testing_arena(), struct text, row_count);
    for (size_t i = 0; i < row_count; i++) {
        texts[i] = text_of(cells[i]);
    }
    return table_from_rows(testing_arena(), small_person(), &header, 1, texts, row_count);
}

static void cells_are_named_as_a_spreadsheet_names_them(void) {
    SAME_TEXT(table_cell_name(testing_arena(), 0, 1), "A1");
    SAME_TEXT(table_cell_name(testing_arena(), 3, 412), "D412");
    SAME_TEXT(table_cell_name(testing_arena(), 25, 2), "Z2");
    SAME_TEXT(table_cell_name(testing_arena(), 26, 2), "AA2");
    SAME_TEXT(table_cell_name(testing_arena(), 701, 2), "ZZ2");
    SAME_TEXT(table_cell_name(testing_arena(), 702, UINT32_MAX), "AAA4294967295");
    SAME_TEXT(table_cell_name(testing_arena(), UINT32_MAX, 1), "MWLQKWV1");
}

static void a_cell_has_its_raw_text_and_its_value(void) {
    const char *cells[] = {"31/03/2014", "soon", ""};
    const struct table *table = people_with("pers_dob", cells, 3);
    SAME_TEXT(table_raw(table, PERSON_DOB, 0), "31/03/2014");
    SAME_TEXT(table_value(table, PERSON_DOB, 0).text, "2014-03-31");
    SAME_TEXT(table_raw(table, PERSON_DOB, 1), "soon");
    SAME_INT(table_value(table, PERSON_DOB, 1).kind, VALUE_NULL);
    SAME_INT(column_code(&table->columns[PERSON_DOB], 2), 0);
    SAME_INT((long long)table_column(table, TEXT("pers_dob")), PERSON_DOB);
    HOLDS(table_column(table, TEXT("pers_dod")) == SIZE_MAX);
}

/* Markers of missing values in any letters, among more ids than a list begins with. */
static void an_id_is_its_own_value_unless_it_says_that_there_is_none(void) {
    const char *cells[] = {"P1",   "n/a", "P2",   "",   "NULL", "null",
                           "Null", "N/A", "nULL", "P1", "na"};
    bool is_null[] = {false, true, false, true, true, true, true, true, true, false, false};
    const struct table *table = people_with("pers_person_id", cells, 11);
    HOLDS(table->columns[PERSON_ID].values == NULL);
    for (size_t row = 0; row < 11; row++) {
        struct value value = table_value(table, PERSON_ID, row);
        SAME_INT(value.kind, is_null[row] ? VALUE_NULL : VALUE_TEXT);
        SAME_TEXT(value.text, is_null[row] ? "" : cells[row]);
    }
    const struct column_index *index =
        table_index(table_indexes_new(testing_arena(), table), PERSON_ID);
    SAME_INT(index->group_count, 4);
    SAME_INT(index->starts[1], 7);
}

static void a_row_names_the_file_that_it_came_from(void) {
    const struct table_part parts[] = {
        {TEXT("a.csv"), 0}, {TEXT("empty.csv"), 2}, {TEXT("b.csv"), 2}};
    struct table table = {.file = TEXT("a.csv"), .parts = parts, .part_count = 3, .row_count = 3};
    SAME_TEXT(table_file(&table, 1), "a.csv");
    SAME_TEXT(table_file(&table, 2), "b.csv");
    table.part_count = 0;
    SAME_TEXT(table_file(&table, 2), "a.csv");
}

static void texts_that_mean_the_same_are_one_group(void) {
    const char *cells[] = {"2", "2.0", "", "x", "3", "N/A", "2"};
    const struct table *table = people_with("pers_plans", cells, 7);
    struct table_indexes *indexes = table_indexes_new(testing_arena(), table);
    const struct column_index *index = table_index(indexes, PERSON_PLANS);
    SAME_INT(index->group_count, 3);
    struct value two = {VALUE_INTEGER, 2, 2, TEXT_NONE};
    uint32_t group = table_index_find(indexes, PERSON_PLANS, &two);
    SAME_INT(group, 1);
    SAME_INT(index->starts[group + 1] - index->starts[group], 3);
    SAME_INT(index->rows[index->starts[group]], 0);
    SAME_INT(index->rows[index->starts[group] + 1], 1);
    SAME_INT(index->rows[index->starts[group] + 2], 6);
    SAME_INT(index->starts[1] - index->starts[0], 3);
    HOLDS(table_index(indexes, PERSON_PLANS) == index);
}

static uint32_t find_text(struct table_indexes *indexes, size_t column, const char *text) {
    struct value value = {VALUE_TEXT, 0, 0, text_of(text)};
    return table_index_find(indexes, column, &value);
}

static void a_day_is_found_by_its_iso_text(void) {
    const char *cells[] = {"31/03/2014", "2014-03-31", "2014-04-01"};
    const struct table *table = people_with("pers_dob", cells, 3);
    struct table_indexes *indexes = table_indexes_new(testing_arena(), table);
    SAME_INT(find_text(indexes, PERSON_DOB, "2014-03-31"), 1);
    SAME_INT(find_text(indexes, PERSON_DOB, "2014-04-01"), 2);
    SAME_INT(find_text(indexes, PERSON_DOB, "31/03/2014"), UINT32_MAX);
    SAME_INT(table_index(indexes, PERSON_DOB)->group_count, 3);
}

static void whole_numbers_and_fractions_are_found_as_sql_compares_them(void) {
    const char *cells[] = {"5", "5.0", "5.5", "-0.0", "0"};
    const struct table *table = people_with("pers_score", cells, 5);
    struct table_indexes *indexes = table_indexes_new(testing_arena(), table);
    struct value integer = {VALUE_INTEGER, 5, 5, TEXT_NONE};
    struct value number = {VALUE_NUMBER, 0, 5.5, TEXT_NONE};
    struct value zero = {VALUE_INTEGER, 0, 0, TEXT_NONE};
    SAME_INT(table_index_find(indexes, PERSON_SCORE, &integer), 1);
    SAME_INT(table_index_find(indexes, PERSON_SCORE, &number), 2);
    SAME_INT(table_index_find(indexes, PERSON_SCORE, &zero), 3);
    SAME_INT(table_index(indexes, PERSON_SCORE)->group_count, 4);
    SAME_INT(find_text(indexes, PERSON_SCORE, "5"), UINT32_MAX);
}

static void ids_are_found_by_text_and_never_by_number(void) {
    const char *cells[] = {"C2", "C1", "", "77"};
    const struct table *table = people_with("pers_person_id", cells, 4);
    struct table_indexes *indexes = table_indexes_new(testing_arena(), table);
    SAME_INT(find_text(indexes, PERSON_ID, "C1"), 2);
    SAME_INT(find_text(indexes, PERSON_ID, "C9"), UINT32_MAX);
    SAME_INT(find_text(indexes, PERSON_ID, "77"), 3);
    struct value number = {VALUE_INTEGER, 77, 77, TEXT_NONE};
    SAME_INT(table_index_find(indexes, PERSON_ID, &number), UINT32_MAX);
    struct value null = {VALUE_NULL, 0, 0, TEXT_NONE};
    SAME_INT(table_index_find(indexes, PERSON_ID, &null), 0);
}

static void codes_of_one_meaning_are_one_group_and_unknown_ones_their_own(void) {
    const char *cells[] = {"M", "1", "b) Female", "f", "Z", "Z", "y"};
    const struct table *table = people_with("pers_sex", cells, 7);
    struct table_indexes *indexes = table_indexes_new(testing_arena(), table);
    const struct column_index *index = table_index(indexes, PERSON_SEX);
    SAME_INT(index->group_count, 5);
    SAME_INT(find_text(indexes, PERSON_SEX, "M"), 1);
    SAME_INT(find_text(indexes, PERSON_SEX, "F"), 2);
    SAME_INT(find_text(indexes, PERSON_SEX, "Z"), 3);
    SAME_INT(find_text(indexes, PERSON_SEX, "1"), UINT32_MAX);
}

static void a_column_that_was_not_supplied_is_all_null(void) {
    const char *cells[] = {"C1", "C2"};
    const struct table *table = people_with("pers_person_id", cells, 2);
    struct table_indexes *indexes = table_indexes_new(testing_arena(), table);
    const struct column_index *index = table_index(indexes, PERSON_DOB);
    HOLDS(!table->columns[PERSON_DOB].is_supplied && table->columns[PERSON_ID].is_supplied);
    SAME_INT(index->group_count, 1);
    SAME_INT(index->starts[1], 2);
}

struct asking {
    struct table_indexes *indexes;
    const struct column_index *given;
};

static void ask(void *context) {
    struct asking *asking = context;
    for (size_t column = 0; column <= PERSON_SCORE; column++) {
        asking->given = table_index(asking->indexes, column);
    }
}

static void threads_that_ask_at_once_are_given_one_index(void) {
    enum { ROWS = 20000, ASKERS = 8 };
    struct text header[] = {TEXT("pers_person_id"), TEXT("pers_score")};
    struct text *cells = ARENA_ARRAY(testing_arena(), struct text, ROWS * 2);
    for (int i = 0; i < ROWS * 2; i++) {
        cells[i] = text_format(testing_arena(), "%d", i / 2);
    }
    const struct table *table =
        table_from_rows(testing_arena(), small_person(), header, 2, cells, ROWS);
    struct table_indexes *indexes = table_indexes_new(testing_arena(), table);
    struct asking askings[ASKERS];
    void *contexts[ASKERS];
    for (int i = 0; i < ASKERS; i++) {
        askings[i] = (struct asking){indexes, NULL};
        contexts[i] = &askings[i];
    }
    jobs_run(2, ask, contexts, ASKERS);
    for (int i = 0; i < ASKERS; i++) {
        HOLDS(askings[i].given == table_index(indexes, PERSON_SCORE));
    }
    SAME_INT(askings[0].given->group_count, ROWS + 1);
}

SUITE(table_table, CLAIM(cells_are_named_as_a_spreadsheet_names_them),
      CLAIM(a_cell_has_its_raw_text_and_its_value),
      CLAIM(an_id_is_its_own_value_unless_it_says_that_there_is_none),
      CLAIM(a_row_names_the_file_that_it_came_from), CLAIM(texts_that_mean_the_same_are_one_group),
      CLAIM(a_day_is_found_by_its_iso_text),
      CLAIM(whole_numbers_and_fractions_are_found_as_sql_compares_them),
      CLAIM(ids_are_found_by_text_and_never_by_number),
      CLAIM(codes_of_one_meaning_are_one_group_and_unknown_ones_their_own),
      CLAIM(a_column_that_was_not_supplied_is_all_null),
      CLAIM(threads_that_ask_at_once_are_given_one_index))
