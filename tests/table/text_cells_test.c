/* Cells of equal width: each text comes back as it was, whatever its length; what has no place is
 * said to have none. */
#include "table/text_cells.h"

#include <string.h>

#include "support/testing.h"

static const char long_text[] = "0123456789012345678901234567890123456789012345678";

static void texts_of_every_length_come_back(void) {
    struct text_cells cells = {.arena = testing_arena()};
    for (size_t length = 0; length <= TEXT_CELL_LIMIT; length++) {
        struct text text = {long_text, length};
        HOLDS(text_cells_add(&cells, &text, 1));
    }
    SAME_INT(cells.count, TEXT_CELL_LIMIT + 1);
    for (size_t length = 0; length <= TEXT_CELL_LIMIT; length++) {
        struct text text = text_cells_at(&cells, length);
        HOLDS(text_equal(text, (struct text){long_text, length}));
        HOLDS(text_cells_is_blank(&cells, length) == (length == 0));
        HOLDS(text_cells_hold(&cells, length, text));
    }
}

static void what_is_too_long_or_ends_in_nul_has_no_place(void) {
    struct text_cells cells = {.arena = testing_arena()};
    struct text pair[] = {TEXT("P1"), {long_text, TEXT_CELL_LIMIT + 1}};
    HOLDS(!text_cells_add(&cells, pair, 2));
    SAME_INT(cells.count, 0);
    struct text ends_in_nul = {"P1\0", 3}, holds_nul = {"P\0001", 3};
    HOLDS(!text_cells_add(&cells, &ends_in_nul, 1));
    HOLDS(text_cells_add(&cells, &holds_nul, 1));
    HOLDS(text_equal(text_cells_at(&cells, 0), holds_nul));
    uint64_t hash;
    HOLDS(!text_cells_hash_text(ends_in_nul, &hash));
}

static void equal_texts_have_one_hash_in_cells_of_any_width(void) {
    struct text_cells narrow = {.arena = testing_arena()}, wide = {.arena = testing_arena()};
    struct text id = TEXT("P100001"), other = TEXT("P100002"), longer = TEXT("a longer text");
    struct text texts[] = {id, longer};
    HOLDS(text_cells_add(&narrow, &id, 1) && text_cells_add(&wide, texts, 2));
    SAME_INT(narrow.width, 8);
    SAME_INT(wide.width, 13);
    uint64_t hash, hash_of_other;
    HOLDS(text_cells_hash_text(id, &hash) && text_cells_hash_text(other, &hash_of_other));
    HOLDS(hash == text_cells_hash(&narrow, 0) && hash == text_cells_hash(&wide, 0));
    HOLDS(hash != hash_of_other);
}

static void rising_is_by_length_then_by_bytes(void) {
    static const struct {
        const char *texts[3];
        bool is_rising;
    } cases[] = {{{"P9", "P10", "P11"}, true},  {{"P9", "P10", "P10"}, false},
                 {{"P10", "P9", "P11"}, false}, {{"", "P9", "P11"}, true},
                 {{"P9", "", ""}, false},       {{"", "", "P1"}, false},
                 {{"A2", "B1", "C0"}, true}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text_cells cells = {.arena = testing_arena()};
        for (size_t j = 0; j < 3; j++) {
            struct text text = text_of(cases[i].texts[j]);
            HOLDS(text_cells_add(&cells, &text, 1));
        }
        HOLDS(text_cells_are_rising(&cells) == cases[i].is_rising);
    }
}

static void dropping_keeps_the_others_in_their_order(void) {
    struct text_cells cells = {.arena = testing_arena()};
    struct text texts[] = {TEXT("a"), TEXT("b"), TEXT("c"), TEXT("d")};
    HOLDS(text_cells_add(&cells, texts, 4));
    text_cells_drop(&cells, (const bool[]){true, false, true, false});
    SAME_INT(cells.count, 2);
    SAME_TEXT(text_cells_at(&cells, 0), "b");
    SAME_TEXT(text_cells_at(&cells, 1), "d");
}

static void joined_texts_end_in_newlines_and_hold_none(void) {
    char bytes[10 * (TEXT_CELL_LIMIT + 1)];
    struct text_cells cells = {.arena = testing_arena()};
    struct text texts[] = {TEXT("P1"), TEXT_NONE, TEXT("a longer text"), TEXT("P2")};
    HOLDS(text_cells_add(&cells, texts, 4));
    struct text joined = {bytes, text_cells_join(&cells, 0, 4, bytes)};
    SAME_TEXT(joined, "P1\na longer text\nP2\n");
    for (size_t at = 0; at < 20; at++) {
        char text[] = "twenty bytes of text";
        text[at] = '\n';
        struct text_cells broken = {.arena = testing_arena()};
        struct text held = {text, 20};
        HOLDS(text_cells_add(&broken, &held, 1) &&
              text_cells_join(&broken, 0, 1, bytes) == SIZE_MAX);
        text[at] = '\v';
        broken.count = 0;
        HOLDS(text_cells_add(&broken, &held, 1) && text_cells_join(&broken, 0, 1, bytes) == 21);
    }
}

SUITE(table_text_cells, CLAIM(texts_of_every_length_come_back),
      CLAIM(what_is_too_long_or_ends_in_nul_has_no_place),
      CLAIM(equal_texts_have_one_hash_in_cells_of_any_width),
      CLAIM(rising_is_by_length_then_by_bytes), CLAIM(dropping_keeps_the_others_in_their_order),
      CLAIM(joined_texts_end_in_newlines_and_hold_none))
