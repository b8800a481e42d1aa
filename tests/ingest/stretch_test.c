/* A file read whole by one thread, in windows, and in stretches by several threads is the same
 * table: every cell, every place, every refusal. */
#include <stdio.h>
#include <string.h>

#include "../src/ingest/load.h"
#include "../src/ingest/stretch.h"
#include "../src/ingest/window.h"
#include "base/buffer.h"
#include "base/file.h"
#include "support/small_schemas.h"
#include "support/testing.h"

enum { HEAD = 4096, WHOLE = 1 << 24, WINDOW = 1024, STRETCH = 2048 };

/* One record or what may stand between records; few are other than plain. */
static void add_lines(struct buffer *csv, uint32_t *state, unsigned i, bool is_plain) {
    const char *end = testing_drawn(state, 3) == 0 ? "\r\n" : "\n";
    switch (testing_drawn(state, is_plain ? 1000 : 40)) {
    case 0:
        buffer_format(csv, "C%u,\"a note of\n\nseveral lines\",2001-02-03%s", i, end);
        break;
    case 1:
        buffer_format(csv, "C%u,\"C9,F\"\" of,\n\"\"C7,M,2001-02-03%s", i, end);
        break;
    case 2:
        buffer_format(csv, "C%u,F\"x,2001-02-03%s", i, end);
        break;
    case 3:
        buffer_format(csv, "C%u,F%s", i, end);
        break;
    case 4:
        buffer_format(csv, ",,%s%s", end, end);
        break;
    case 5:
        buffer_format(csv, " C%u , F,\"2001-02-03\"%s", testing_drawn(state, i + 1), end);
        break;
    case 6:
        buffer_format(csv, "pers_person_id,pers_sex,pers_dob%s", end);
        break;
    case 7:
        buffer_format(csv, "C%u,\"never closed,2001-02-03%s", i, end);
        break;
    default:
        buffer_format(csv, "C%u,%s,%u-02-%02u%s", i, testing_drawn(state, 2) == 0 ? "F" : "M",
                      1990 + testing_drawn(state, 20), 1 + testing_drawn(state, 28), end);
    }
}

static struct text many_lines(uint32_t seed, unsigned line_count, bool is_plain) {
    struct buffer csv = buffer_new(testing_arena());
    buffer_add_c(&csv, seed % 2 == 0 ? "" : "\xEF\xBB\xBF");
    buffer_add_c(&csv, "pers_person_id,pers_sex,pers_dob\n");
    for (unsigned i = 0; i < line_count; i++) {
        add_lines(&csv, &seed, i, is_plain);
    }
    return buffer_text(&csv);
}

static struct load *loaded(struct text path, bool in_windows, unsigned thread_count) {
    struct source *source = source_new(testing_arena(), small_catalogue(), path);
    struct load *load = load_new(testing_arena(), small_person(), 1);
    source->head_size = in_windows ? HEAD : WHOLE;
    if (in_windows) {
        load->window_size = WINDOW;
        load->stretch_size = STRETCH;
    }
    load->thread_count = thread_count;
    source_open(source);
    CU_ASSERT_FATAL(source->reader != NULL);
    HOLDS(source->is_windowed == in_windows);
    load->sources[load->source_count++] = source;
    load_table(load);
    return load;
}

static struct text dump(const struct load *load) {
    const struct table *table = load->table;
    const struct extract_file *file = &load->sources[0]->file;
    struct buffer out = buffer_new(testing_arena());
    buffer_format(&out, "%zu = %zu + %zu\n", file->records_read, file->records_kept,
                  file->refused_count);
    for (size_t row = 0; row < table->row_count; row++) {
        buffer_format(&out, "%u@%u", table_file_row(table, row), table_file_line(table, row));
        for (size_t column = 0; column < table->column_count; column++) {
            struct text raw = table_raw(table, column, row);
            buffer_format(&out, "|%.*s", TEXT_ARG(raw));
        }
        buffer_add_c(&out, "\n");
    }
    for (size_t i = 0; i < file->refused_count; i++) {
        const struct refused_record *refused = &file->refused[i];
        buffer_format(&out, "%u@%u %.*s %.*s %.*s %u\n", refused->row, refused->line,
                      TEXT_ARG(refused->rule), TEXT_ARG(refused->value), TEXT_ARG(refused->message),
                      refused->first_row);
    }
    return buffer_text(&out);
}

static struct text put(const char *name, struct text bytes) {
    struct text path = text_format(testing_arena(), "%s/%s", testing_folder(), name);
    HOLDS(file_write(testing_diag(), path, bytes, 0600));
    return path;
}

static void all_ways_agree(bool is_plain, uint32_t seeds, unsigned line_count) {
    for (uint32_t seed = 1; seed <= seeds; seed++) {
        struct text path = put("people.csv", many_lines(seed, line_count, is_plain));
        struct text whole = dump(loaded(path, false, 1));
        for (unsigned threads = 1; threads <= 5; threads += 2) {
            if (!HOLDS(text_equal(dump(loaded(path, true, threads)), whole))) {
                printf("\nseed %u, %u threads\n", seed, threads);
                return;
            }
        }
    }
}

static void any_file_reads_the_same_in_windows_and_stretches(void) {
    all_ways_agree(false, 40, 3000);
}

static void plain_files_read_the_same_past_the_sample_of_columns(void) {
    all_ways_agree(true, 4, 30000);
}

/* A window may end within a line of spaces, or between CR and LF, far behind the last record. */
static void blank_lines_that_a_window_cuts_count_once(void) {
    for (unsigned shift = 0; shift < 6; shift++) {
        struct buffer csv = buffer_new(testing_arena());
        buffer_add_c(&csv, "pers_person_id,pers_sex,pers_dob\n");
        for (unsigned i = 0; i < 1000; i++) {
            buffer_format(&csv, "C%u,F,2001-02-03%*s\n", i, i == 0 ? (int)shift : 0, "");
        }
        for (unsigned i = 0; i < 3000; i++) {
            buffer_add_c(&csv, i % 2 == 0 ? "\r\n" : "   \n");
        }
        buffer_add_c(&csv, "   C1000,F,2001-02-03\n");
        struct text path = put("blank.csv", buffer_text(&csv));
        struct text whole = dump(loaded(path, false, 1));
        HOLDS(text_contains(whole, TEXT("4002@4002|C1000")));
        HOLDS(text_equal(dump(loaded(path, true, 1)), whole));
        HOLDS(text_equal(dump(loaded(path, true, 4)), whole));
    }
}

/* Without a gap for a stretch to begin in: one value of quoted lines that look like records. */
static void a_stretch_that_begins_within_a_value_is_read_again(void) {
    struct buffer csv = buffer_new(testing_arena());
    buffer_add_c(&csv, "pers_person_id,pers_sex,pers_dob\n");
    for (int i = 0; i < 300; i++) {
        buffer_format(&csv, "C%d,F,2001-02-03\n", i);
    }
    for (int i = 0; i < 60; i++) {
        buffer_format(&csv, "N%d,\"note", i);
        for (int line = 0; line < 190; line++) {
            buffer_format(&csv, "\nof line %d", line);
        }
        buffer_add_c(&csv, "\",2001-02-03\n");
    }
    struct text path = put("notes.csv", buffer_text(&csv));
    struct load *whole = loaded(path, false, 1), *stretches = loaded(path, true, 4);
    SAME_INT(whole->sources[0]->file.records_kept, 360);
    HOLDS(text_equal(dump(stretches), dump(whole)));
}

static bool holds_part(struct load *load) {
    return load->table == NULL && testing_reported(load->diag, "IN015");
}

static void a_file_that_changes_while_it_is_read_is_refused(void) {
    struct text before = many_lines(3, 2000, true);
    char *other = arena_copy(testing_arena(), before.bytes, before.length);
    other[before.length - 2] = '7'; /* the last day's last digit */
    const struct text after[] = {
        many_lines(3, 1999, true), many_lines(3, 2001, true), {other, before.length}};
    for (size_t i = 0; i < 3; i++) {
        struct text path = put("changing.csv", before);
        struct source *source = source_new(testing_arena(), small_catalogue(), path);
        struct load *load = load_new(testing_arena(), small_person(), 1);
        source->head_size = HEAD;
        source_open(source);
        load->sources[load->source_count++] = source;
        put("changing.csv", after[i]);
        load_table(load);
        HOLDS(holds_part(load));
    }
}

/* Other bytes than ASCII: the whole text is read again. */
static void a_large_file_with_other_letters_is_read_again_whole(void) {
    struct buffer csv = buffer_new(testing_arena());
    buffer_add_c(&csv, "pers_person_id,pers_sex,pers_dob\n");
    for (int i = 0; i < 2000; i++) {
        buffer_format(&csv, "C%d,%s,2001-02-03\n", i, i == 1500 ? "\xC3\xA9" : "F");
    }
    struct text path = put("letters.csv", buffer_text(&csv));
    struct source *source = source_new(testing_arena(), small_catalogue(), path);
    struct load *load = load_new(testing_arena(), small_person(), 1);
    source->head_size = HEAD;
    load->stretch_size = STRETCH;
    load->thread_count = 3;
    source_open(source);
    HOLDS(!source->is_windowed && source->text.length == 0);
    load->sources[load->source_count++] = source;
    load_table(load);
    HOLDS(text_equal(dump(load), dump(loaded(path, false, 1))));
    put("letters.csv", text_slice(buffer_text(&csv), 0, 30000));
    struct load *other = load_new(testing_arena(), small_person(), 1);
    struct source *shorter = source_new(testing_arena(), small_catalogue(), path);
    shorter->head_size = HEAD;
    put("letters.csv", buffer_text(&csv));
    source_open(shorter);
    put("letters.csv", text_slice(buffer_text(&csv), 0, 30000));
    other->sources[other->source_count++] = shorter;
    load_table(other);
    HOLDS(holds_part(other));
}

SUITE(ingest_stretch, CLAIM(any_file_reads_the_same_in_windows_and_stretches),
      CLAIM(plain_files_read_the_same_past_the_sample_of_columns),
      CLAIM(blank_lines_that_a_window_cuts_count_once),
      CLAIM(a_stretch_that_begins_within_a_value_is_read_again),
      CLAIM(a_file_that_changes_while_it_is_read_is_refused),
      CLAIM(a_large_file_with_other_letters_is_read_again_whole))
