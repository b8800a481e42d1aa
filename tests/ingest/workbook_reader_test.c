/* Workbooks that come back: what the cells hold, and what is refused, quickly
 * and with a message, whatever somebody put into the file. */
#include <time.h>

#include "base/date.h"
#include "base/file.h"
#include "ingest/workbook_reader.h"
#include "support/testing.h"

/* The folder of workbooks made by tests/support/make_workbooks.py, once. */
static struct text path_of(const char *name) {
    static bool is_made;
    int status = 0;
    if (!is_made) {
        testing_command(&status, "/usr/bin/python3 tests/support/make_workbooks.py %s/workbooks",
                        testing_folder());
        is_made = true;
    }
    HOLDS(status == 0);
    return text_format(testing_arena(), "%s/workbooks/%s", testing_folder(), name);
}

static const struct read_workbook *read(const char *name) {
    return workbook_read(testing_arena(), testing_diag(), path_of(name));
}

static void texts_stand_in_cells_and_in_the_shared_list(void) {
    const struct read_workbook *workbook = read("plain.xlsx");
    CU_ASSERT_FATAL(workbook != NULL);
    const struct workbook_sheet *sheet = workbook_sheet(workbook, TEXT("one"));
    CU_ASSERT_FATAL(sheet != NULL);
    SAME_TEXT(workbook_cell_text(sheet, 2, 2), "a & b");
    SAME_TEXT(workbook_cell_text(sheet, 2, 27), "two runs");
    SAME_TEXT(workbook_cell_text(sheet, 3, 3), ""); /* no such shared text */
    SAME_TEXT(workbook_cell_text(sheet, 3, 4), "1");
    SAME_TEXT(workbook_cell_text(sheet, 9, 9), "");
    HOLDS(workbook_sheet(workbook, TEXT("Two")) == NULL);
}

/* What Excel writes for a line that was pasted with a carriage return, and the like. */
static void escaped_characters_are_read_as_they_were_typed(void) {
    const struct read_workbook *workbook = read("escapes.xlsx");
    CU_ASSERT_FATAL(workbook != NULL);
    SAME_TEXT(workbook_cell_text(&workbook->sheets[0], 1, 1), "one\ntwo");
    SAME_TEXT(workbook_cell_text(&workbook->sheets[0], 1, 2),
              "a\nb_x0041__x00G1_c\xEF\xBF\xBD\xEF\xBF\xBD \xC3\xA9_x_");
}

static void texts_outside_of_cells_are_nobodys(void) {
    const struct read_workbook *workbook = read("stray-texts.xlsx");
    CU_ASSERT_FATAL(workbook != NULL);
    SAME_TEXT(workbook_cell_text(&workbook->sheets[0], 1, 1), "1");
}

static void a_day_is_a_number_of_days_or_a_text(void) {
    day_number expected, day = 0;
    date_from_parts(2014, 4, 21, &expected); /* 41750 in Excel: 31 March is 41729 */
    const struct read_workbook *workbook = read("plain.xlsx");
    const struct workbook_sheet *sheet = &workbook->sheets[0];
    HOLDS(workbook_cell_day(workbook, sheet, 3, 1, &day));
    SAME_INT(day, expected);
    HOLDS(workbook_cell_day(workbook, sheet, 3, 2, &day));
    SAME_INT(day, expected + 9);
    HOLDS(!workbook_cell_day(workbook, sheet, 2, 2, &day));
    HOLDS(!workbook_cell_day(workbook, sheet, 9, 9, &day));
    workbook = read("days-of-1904.xlsx");
    HOLDS(workbook_cell_day(workbook, &workbook->sheets[0], 1, 1, &day));
    SAME_INT(day, expected);
}

static void refused(const char *name, const char *words) {
    clock_t start = clock();
    HOLDS(read(name) == NULL);
    HOLDS(clock() - start < 2 * CLOCKS_PER_SEC);
    size_t count = diag_kept_count(testing_diag());
    CU_ASSERT_FATAL(count > 0);
    const struct diag_message *message = diag_message_at(testing_diag(), count - 1);
    SAME_TEXT(text_of(diag_code_name(message->code)), "IN040");
    if (!text_contains(message->words, text_of(words))) {
        SAME_TEXT(message->words, words);
    }
}

static void what_breaks_a_limit_is_refused_with_a_message(void) {
    refused("deep.xlsx", "nested over 32 deep");
    refused("entities.xlsx", "document type");
    refused("long-text.xlsx", "a text in it is too long");
    refused("bomb.xlsx", "bytes when unpacked");
    refused("many-cells.xlsx", "too many cells");
    refused("many-parts.xlsx", "over 1000 parts");
}

static void what_is_no_workbook_is_refused_with_a_message(void) {
    refused("text.xlsx", "no .xlsx file");
    refused("archive.xlsx", "no workbook");
    refused("broken-xml.xlsx", "no XML that can be read");
    refused("damaged.xlsx", "damaged");
}

static void no_path_out_of_the_workbook_is_followed(void) {
    const struct read_workbook *workbook = read("outside.xlsx");
    CU_ASSERT_FATAL(workbook != NULL);
    SAME_INT(workbook->sheet_count, 1);
    SAME_INT(workbook->sheets[0].cell_count, 0);
}

/* Bytes changed, cut off and doubled at random: refused or read, never worse. */
static void a_spoiled_workbook_does_no_harm(void) {
    struct text whole;
    HOLDS(file_read(testing_arena(), testing_diag(), path_of("plain.xlsx"), &whole));
    uint32_t state = 20140331;
    for (int round = 0; round < 400; round++) {
        struct arena *arena = arena_new();
        struct diag *diag = diag_new(arena);
        char *bytes = arena_copy(arena, whole.bytes, whole.length);
        size_t length = whole.length;
        for (int change = 0; change < 1 + round % 5; change++) {
            state = state * 1664525 + 1013904223;
            bytes[(state >> 8) % length] = (char)(state >> 3);
        }
        length -= round % 7 == 0 ? (state >> 9) % length : 0;
        struct text path = file_join(arena, text_of(testing_folder()), TEXT("spoiled.xlsx"));
        HOLDS(file_write(diag, path, (struct text){bytes, length}, 0600));
        HOLDS(workbook_read(arena, diag, path) != NULL || diag_kept_count(diag) == 1);
        arena_free(arena);
    }
}

SUITE(ingest_workbook_reader, CLAIM(texts_stand_in_cells_and_in_the_shared_list),
      CLAIM(escaped_characters_are_read_as_they_were_typed),
      CLAIM(texts_outside_of_cells_are_nobodys), CLAIM(a_day_is_a_number_of_days_or_a_text),
      CLAIM(what_breaks_a_limit_is_refused_with_a_message),
      CLAIM(what_is_no_workbook_is_refused_with_a_message),
      CLAIM(no_path_out_of_the_workbook_is_followed), CLAIM(a_spoiled_workbook_does_no_harm))
