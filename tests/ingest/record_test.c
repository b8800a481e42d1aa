/* Records: libcsv made safe. Faults cost one line; rows are a spreadsheet's; the
 * short way round the parser gives what the parser gives. */
#include "ingest/record.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "support/by_blocks.h"
#include "support/testing.h"

static struct record_reader *reader_of(const char *string) {
    return record_reader_new(testing_arena(), text_of(string));
}

/* One record as "row@line:field|field" or "row@line!fault". */
static void write_record(struct buffer *out, const struct record *record) {
    buffer_format(out, "%u@%u", record->row, record->line);
    for (size_t i = 0; i < record->field_count; i++) {
        buffer_add_c(out, i > 0 ? "|" : record->is_refused ? "!" : ":");
        buffer_add(out, record->fields[i]);
    }
    buffer_add_byte(out, ';');
}

static struct text all_records(struct record_reader *reader) {
    struct buffer out = buffer_new(testing_arena());
    struct record record;
    while (record_next(reader, &record)) {
        write_record(&out, &record);
    }
    return buffer_text(&out);
}

/* As blocks have them: trimmed. */
static struct text trimmed_records(struct record_reader *reader) {
    struct buffer out = buffer_new(testing_arena());
    struct record record;
    while (record_next(reader, &record)) {
        struct text *fields = ARENA_ARRAY(testing_arena(), struct text, record.field_count);
        for (size_t i = 0; i < record.field_count; i++) {
            fields[i] = text_trim(record.fields[i]);
        }
        record.fields = fields;
        write_record(&out, &record);
    }
    return buffer_text(&out);
}

static struct text records_by_blocks(struct record_reader *reader) {
    struct by_blocks reading = {.arena = testing_arena(), .reader = reader};
    struct buffer out = buffer_new(testing_arena());
    struct record record;
    while (by_blocks_next(&reading, &record)) {
        write_record(&out, &record);
    }
    return buffer_text(&out);
}

static void reads_as(const char *csv, const char *expected) {
    SAME_TEXT(all_records(reader_of(csv)), expected);
    struct record_reader *slow = reader_of(csv);
    record_reader_use_libcsv_alone(slow);
    SAME_TEXT(all_records(slow), expected);
    SAME_TEXT(records_by_blocks(reader_of(csv)), testing_words(trimmed_records(reader_of(csv))));
}

static void every_newline_ends_a_line(void) {
    reads_as("a,b\n1,2\n", "1@1:a|b;2@2:1|2;");
    reads_as("a,b\r\n1,2\r\n", "1@1:a|b;2@2:1|2;");
    reads_as("a,b\r1,2\r", "1@1:a|b;2@2:1|2;");
    reads_as("a,b\r\n1,2", "1@1:a|b;2@2:1|2;");
}

static void quotes_hold_commas_quotes_and_newlines(void) {
    reads_as("a,b\n\"Smith, J\",\"said \"\"no\"\"\"\n", "1@1:a|b;2@2:Smith, J|said \"no\";");
    reads_as("a,b\n\"one\ntwo\",x\n3,4\n", "1@1:a|b;2@2:one\ntwo|x;3@4:3|4;");
    reads_as("a,b\r\n\"one\r\n\r\ntwo\",x\r\n3,4\r\n", "1@1:a|b;2@2:one\r\n\r\ntwo|x;3@5:3|4;");
}

static void spaces_around_fall_away_and_inside_quotes_stay(void) {
    reads_as(" a ,\tb\t\n \" 1 \" , 2\n", "1@1:a|b;2@2: 1 |2;");
}

static void blank_lines_and_rows_of_separators_are_rows_but_no_records(void) {
    reads_as("a\n\n1\n  \t\n\n2\n\n", "1@1:a;3@3:1;6@6:2;");
    reads_as("\n\na,b\n1,2\n", "3@3:a|b;4@4:1|2;");
    reads_as("a,b\n,\n\"\",\n\xC2\xA0,,,\n1,\n", "1@1:a|b;5@5:1|;");
    reads_as(",,\na,b\n1,2\n", "2@2:a|b;3@3:1|2;");
}

static void nothing_gives_no_record(void) {
    reads_as("", "");
    reads_as("\n \r\n\t", "");
}

static void last_field_may_be_empty(void) {
    reads_as("a,b,\n1,,", "1@1:a|b|;2@2:1||;");
}

static void a_stray_quote_costs_its_own_line(void) {
    reads_as("a,b\n1,x\"y\n2,z\n", "1@1:a|b;2@2!1,x\"y;3@3:2|z;");
    reads_as("a,b\n1,\"x\"y\n2,z\n", "1@1:a|b;2@2!1,\"x\"y;3@3:2|z;");
}

static void an_unclosed_quote_costs_its_own_line(void) {
    reads_as("a,b\n1,\"open\n2,z\n3,w\n", "1@1:a|b;2@2!1,\"open;3@3:2|z;4@4:3|w;");
    reads_as("a,b\n1,\"open\n2,\"z\"\n3,w\n", "1@1:a|b;2@2!1,\"open;3@3:2|z;4@4:3|w;");
    reads_as("a,b\n1,\"open", "1@1:a|b;2@2!1,\"open;");
}

static void two_stray_quotes_swallow_nothing_between_them(void) {
    reads_as("a,b,c\n1,\"open,5\n2,z,6\n3,w\",7\n4,v,8\n",
             "1@1:a|b|c;2@2!1,\"open,5;3@3:2|z|6;4@4!3,w\",7;5@5:4|v|8;");
    reads_as("a,b,c\n\"open,5,6\n2,z,6\n3,w,7\"\n4,v,8\n",
             "1@1:a|b|c;2@2!\"open,5,6;3@3:2|z|6;4@4!3,w,7\";5@5:4|v|8;");
    reads_as("a,b,c\n1,\"open\n2,z,6\n3\",w,7,8\n4,v,8\n",
             "1@1:a|b|c;2@2!1,\"open;3@3:2|z|6;4@4!3\",w,7,8;5@5:4|v|8;");
    reads_as("a,b,c\n1,\"one,\ntwo\",3\n4,5,6\n", "1@1:a|b|c;2@2:1|one,\ntwo|3;3@4:4|5|6;");
}

static struct text many_lines(const char *start, int line_count, const char *end) {
    struct buffer csv = buffer_new(testing_arena());
    buffer_add_c(&csv, start);
    for (int i = 0; i < line_count; i++) {
        buffer_add_c(&csv, "x\n");
    }
    buffer_add_c(&csv, end);
    return buffer_text(&csv);
}

static void a_quote_closes_within_the_limit_of_lines_or_not_at_all(void) {
    struct record record;
    struct text within = many_lines("a\n\"", RECORD_LINE_LIMIT - 1, "\"\nlast\n");
    struct record_reader *reader = record_reader_new(testing_arena(), within);
    record_next(reader, &record);
    HOLDS(record_next(reader, &record) && !record.is_refused);
    HOLDS(record_next(reader, &record) && record.line == RECORD_LINE_LIMIT + 2);
    struct text past = many_lines("a\n\"", RECORD_LINE_LIMIT, "\"\nlast\n");
    reader = record_reader_new(testing_arena(), past);
    record_next(reader, &record);
    HOLDS(record_next(reader, &record) && record.is_refused);
    HOLDS(record_next(reader, &record) && !record.is_refused && record.line == 3);
}

static void a_value_past_the_limit_is_refused_and_reading_goes_on(void) {
    size_t length = RECORD_FIELD_LIMIT + 10;
    char *bytes = arena_alloc(testing_arena(), length + 20);
    memcpy(bytes, "a\n", 2);
    memset(bytes + 2, 'x', length);
    memcpy(bytes + 2 + length, "\nlast\n", 6);
    struct record_reader *reader =
        record_reader_new(testing_arena(), (struct text){bytes, length + 8});
    struct record record;
    record_next(reader, &record);
    HOLDS(record_next(reader, &record) && record.is_refused);
    SAME_TEXT(record.fault, "a value is longer than 1,048,576 bytes");
    HOLDS(record_next(reader, &record));
    SAME_TEXT(record.fields[0], "last");
    HOLDS(!record_next(reader, &record));
}

static void a_long_quoted_value_within_the_limit_is_read(void) {
    size_t length = RECORD_FIELD_LIMIT / 2;
    char *bytes = arena_alloc(testing_arena(), length + 20);
    memset(bytes, 'x', length);
    memcpy(bytes, "\"\"\"", 3);
    memcpy(bytes + length, "\",b\n", 4);
    struct record_reader *reader =
        record_reader_new(testing_arena(), (struct text){bytes, length + 4});
    struct record record;
    HOLDS(record_next(reader, &record) && !record.is_refused);
    SAME_INT((long long)record.fields[0].length, (long long)length - 2);
    SAME_TEXT(record.fields[1], "b");
}

static void an_inner_nul_is_data(void) {
    struct record_reader *reader =
        record_reader_new(testing_arena(), (struct text){"a,b\n1\0x,\"\0\"\n", 13});
    struct record record;
    record_next(reader, &record);
    HOLDS(record_next(reader, &record));
    SAME_INT((long long)record.field_count, 2);
    SAME_INT((long long)record.fields[0].length, 3);
    SAME_INT((long long)record.fields[1].length, 1);
}

static void tabs_separate_where_the_first_line_has_no_comma(void) {
    reads_as("a\tb\n1,5\t2\n\t\n", "1@1:a|b;2@2:1,5|2;");
    reads_as("a,b\tc\n1,2\n", "1@1:a|b\tc;2@2:1|2;");
}

static void semicolons_separate_where_the_first_line_has_no_comma(void) {
    reads_as("a;b\n1,5;2\n\"x;y\";\n;;\n3;4\n", "1@1:a|b;2@2:1,5|2;3@3:x;y|;5@5:3|4;");
    reads_as("a,b;c\n1,2\n", "1@1:a|b;c;2@2:1|2;");
    reads_as("\"a, b\";c\n1;2\n", "1@1:a, b|c;2@2:1|2;");
    reads_as("\"a;b\"\n1\n", "1@1:a;b;2@2:1;");
    reads_as("a;b\tc\td\n1;\t2\t3\n", "1@1:a;b|c|d;2@2:1;|2|3;");
}

static void a_first_line_that_names_the_separator_is_honoured_and_no_row(void) {
    reads_as("sep=;\na,b;c\n1;2\n", "1@2:a,b|c;2@3:1|2;");
    reads_as("SEP=,\r\na;b,c\r\n1,2\r\n", "1@2:a;b|c;2@3:1|2;");
    reads_as("sep=\t\na\tb\n1\t2\n", "1@2:a|b;2@3:1|2;");
    reads_as("\"sep=|\"\n\na|b\n1|2\n", "2@3:a|b;3@4:1|2;");
    reads_as("sep=,,,\na,b,c,d\n", "1@1:sep=|||;2@2:a|b|c|d;");
    reads_as("sep=\na\n", "1@1:sep=;2@2:a;");
    reads_as("sep=a,b\n1,2\n", "1@1:sep=a|b;2@2:1|2;");
    reads_as("sep=", "1@1:sep=;");
}

/* A trivial second reader: text without quotes, split by hand. */
static struct text split_by_hand(const char *csv) {
    struct buffer out = buffer_new(testing_arena());
    unsigned line = 0;
    for (const char *at = csv; *at != '\0';) {
        size_t length = strcspn(at, "\r\n");
        line++;
        struct text whole = {at, length};
        at += length;
        at += strncmp(at, "\r\n", 2) == 0 ? 2 : *at != '\0';
        if (strspn(whole.bytes, " \t,") >= length) {
            continue;
        }
        buffer_format(&out, "%u@%u:", line, line);
        for (size_t from = 0; from <= length;) {
            size_t to = from + text_find(text_slice(whole, from, length), ',');
            buffer_add_c(&out, from > 0 ? "|" : "");
            buffer_add(&out, text_trim(text_slice(whole, from, to)));
            from = to + 1;
        }
        buffer_add_byte(&out, ';');
    }
    return buffer_text(&out);
}

static uint32_t next_random(uint32_t *state) {
    *state = *state * UINT32_C(1664525) + UINT32_C(1013904223);
    return *state >> 16;
}

static const char *random_text(uint32_t *state, const char *alphabet) {
    static char bytes[256];
    size_t length = next_random(state) % (next_random(state) % 8 == 0 ? 240 : 40);
    memcpy(bytes, "h,i\n", 4);
    for (size_t i = 0; i < length; i++) {
        bytes[4 + i] = alphabet[next_random(state) % strlen(alphabet)];
    }
    bytes[4 + length] = '\0';
    return bytes;
}

static void text_without_quotes_reads_as_split_by_hand(void) {
    uint32_t state = 7;
    for (int i = 0; i < 20000; i++) {
        const char *csv = random_text(&state, "ab,, \t\r\n\n");
        struct text read = all_records(reader_of(csv));
        if (!HOLDS(text_equal(read, split_by_hand(csv)))) {
            printf("\n\"%s\" read as %.*s\n", csv, TEXT_ARG(read));
            return;
        }
    }
}

static void any_text_reads_the_same_through_libcsv_alone(void) {
    uint32_t state = 11;
    for (int i = 0; i < 20000; i++) {
        const char *csv = random_text(&state, "ab,,\"\"\" \t\r\n\n");
        struct text quick = all_records(reader_of(csv));
        struct record_reader *slow = reader_of(csv);
        record_reader_use_libcsv_alone(slow);
        if (!HOLDS(text_equal(quick, all_records(slow)))) {
            printf("\n\"%s\" read as %.*s\n", csv, TEXT_ARG(quick));
            return;
        }
    }
}

static void blocks_hold_the_records_that_are_read_one_by_one(void) {
    uint32_t state = 13;
    for (int i = 0; i < 20000; i++) {
        const char *csv = random_text(&state, "abcd,,\"\"\" \r\n\n\xC2\xA0");
        struct text read = records_by_blocks(reader_of(csv));
        if (!HOLDS(text_equal(read, trimmed_records(reader_of(csv))))) {
            printf("\n\"%s\" read as %.*s\n", csv, TEXT_ARG(read));
            return;
        }
    }
}

/* More records than a block holds, most of them plain, over many 64-byte steps. */
static void blocks_follow_on_each_other(void) {
    enum { RECORDS = 5 * RECORD_BLOCK / 2 };
    uint32_t state = 17;
    struct buffer csv = buffer_new(testing_arena());
    buffer_add_c(&csv, "a,b,c\r\n");
    for (int i = 0; i < RECORDS; i++) {
        static const char *const thirds[] = {
            "", "\"said \"\"no\"\"\"", "x y ", "\"two\nlines\"", "\"a,b\"", "z", "z", "z"};
        buffer_format(&csv, "R%d,%.*s,%s%s", i, (int)(next_random(&state) % 30),
                      "2014-03-31 and thirty bytes or so", thirds[next_random(&state) % 8],
                      next_random(&state) % 2 == 0 ? "\r\n" : "\n");
    }
    struct text text = buffer_text(&csv);
    struct text one_by_one = trimmed_records(record_reader_new(testing_arena(), text));
    HOLDS(text_equal(records_by_blocks(record_reader_new(testing_arena(), text)), one_by_one));
    struct record_reader *reader = record_reader_new(testing_arena(), text);
    struct record record;
    struct record_block *block = record_block_new(testing_arena(), 3);
    HOLDS(record_next(reader, &record));
    size_t in_blocks = 0;
    do {
        record_next_block(reader, block);
        in_blocks += block->count;
    } while (block->count == RECORD_BLOCK || record_next(reader, &record));
    HOLDS(in_blocks > RECORDS / 2 && in_blocks < RECORDS);
}

SUITE(ingest_record, CLAIM(every_newline_ends_a_line),
      CLAIM(quotes_hold_commas_quotes_and_newlines),
      CLAIM(spaces_around_fall_away_and_inside_quotes_stay),
      CLAIM(blank_lines_and_rows_of_separators_are_rows_but_no_records),
      CLAIM(nothing_gives_no_record), CLAIM(last_field_may_be_empty),
      CLAIM(a_stray_quote_costs_its_own_line), CLAIM(an_unclosed_quote_costs_its_own_line),
      CLAIM(two_stray_quotes_swallow_nothing_between_them),
      CLAIM(a_quote_closes_within_the_limit_of_lines_or_not_at_all),
      CLAIM(a_value_past_the_limit_is_refused_and_reading_goes_on),
      CLAIM(a_long_quoted_value_within_the_limit_is_read), CLAIM(an_inner_nul_is_data),
      CLAIM(tabs_separate_where_the_first_line_has_no_comma),
      CLAIM(semicolons_separate_where_the_first_line_has_no_comma),
      CLAIM(a_first_line_that_names_the_separator_is_honoured_and_no_row),
      CLAIM(text_without_quotes_reads_as_split_by_hand),
      CLAIM(any_text_reads_the_same_through_libcsv_alone),
      CLAIM(blocks_hold_the_records_that_are_read_one_by_one), CLAIM(blocks_follow_on_each_other))
