/* Repeated keys: large tables whose ids stand in order, nearly so, or not at all lose the records
 * that a plain search finds to repeat one, and no other. */
#include <stdio.h>

#include "../src/ingest/load.h"
#include "base/buffer.h"
#include "base/file.h"
#include "support/small_schemas.h"
#include "support/testing.h"
#include "table/dictionary.h"

enum { ROWS = 6000 };

struct key {
    uint32_t id, child;
};

/* Which key a few rows have again: of any row before them, of the one before, of the latest stray.
 */
enum repeated { ANY, LAST, STRAY };

/* In order, two children an enquiry, but for one in `strays`, which is any. */
static struct key draw_key(uint32_t *state, const struct key *keys, uint32_t row, uint32_t strays,
                           enum repeated repeated, uint32_t *stray) {
    if (row > 0 && testing_drawn(state, ROWS / 2) == 0) {
        return keys[repeated == ANY    ? testing_drawn(state, row)
                    : repeated == LAST ? row - 1
                                       : *stray];
    }
    uint32_t id = row / 2 * 2 + 1000, child = row;
    if (testing_drawn(state, strays) == 0) {
        id = testing_drawn(state, strays == 20 ? 2 * ROWS : id);
        child = testing_drawn(state, 3);
        *stray = row;
    }
    return (struct key){id, child};
}

/* Writes a table of enquiries; which rows repeat a key of an earlier one. */
static struct text many_enquiries(uint32_t seed, uint32_t strays, bool *repeats) {
    struct buffer csv = buffer_new(testing_arena());
    struct dictionary *known = dictionary_new(testing_arena());
    struct key *keys = ARENA_ARRAY(testing_arena(), struct key, ROWS);
    buffer_add_c(&csv, "s47e_enquiry_id,s47e_person_id,s47e_start_date\n");
    enum repeated repeated = seed / 6 % 3;
    uint32_t stray = 0;
    for (uint32_t row = 0; row < ROWS; row++) {
        keys[row] = draw_key(&seed, keys, row, strays, repeated, &stray);
        bool is_blank = testing_drawn(&seed, 500) == 0;
        struct text key =
            is_blank ? text_format(testing_arena(), "S%u,", keys[row].id)
                     : text_format(testing_arena(), "S%u,C%u", keys[row].id, keys[row].child);
        uint32_t count = dictionary_count(known);
        repeats[row] = !is_blank && dictionary_intern(known, key) < count;
        buffer_format(&csv, "%.*s,2014-03-31\n", TEXT_ARG(key));
    }
    return buffer_text(&csv);
}

static struct load *loaded(struct text csv) {
    struct text path = text_format(testing_arena(), "%s/enquiries.csv", testing_folder());
    HOLDS(file_write(testing_diag(), path, csv, 0600));
    struct source *source = source_new(testing_arena(), small_catalogue(), path);
    struct load *load = load_new(testing_arena(), small_enquiry(), 1);
    source_open(source);
    CU_ASSERT_FATAL(source->reader != NULL);
    load->sources[load->source_count++] = source;
    load_table(load);
    return load;
}

static void repeated_keys_are_refused_whatever_their_order(void) {
    static const uint32_t strays[] = {UINT32_MAX, 3000, 600, 300, 20, 1};
    bool *repeats = ARENA_ARRAY(testing_arena(), bool, ROWS);
    size_t repeat_total = 0;
    for (uint32_t seed = 1; seed <= 60; seed++) {
        const struct load *load = loaded(many_enquiries(seed, strays[seed % 6], repeats));
        const struct extract_file *file = &load->sources[0]->file;
        size_t found = 0, wrong = 0;
        for (uint32_t row = 0; row < ROWS; row++) {
            bool is_refused = found < file->refused_count && file->refused[found].row == row + 2;
            found += is_refused;
            wrong += is_refused != repeats[row];
        }
        repeat_total += found;
        if (!HOLDS(wrong == 0 && found == file->refused_count)) {
            printf("\nseed %u: %zu wrong\n", seed, wrong);
            return;
        }
    }
    HOLDS(repeat_total > 100);
}

SUITE(ingest_keys, CLAIM(repeated_keys_are_refused_whatever_their_order))
