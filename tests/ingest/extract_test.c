/* Extracts: folders as people leave them. Nothing is lost silently: for every
 * file, records read = kept + refused. */
#include "ingest/extract.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../src/ingest/load.h"
#include "base/buffer.h"
#include "base/file.h"
#include "support/small_schemas.h"
#include "support/testing.h"
#include "table/dictionary.h"

enum { ENQUIRY, PERSON };

static const char *folder_of(const char *name) {
    const char *path =
        text_c(testing_arena(), text_format(testing_arena(), "%s/%s", testing_folder(), name));
    mkdir(path, 0777);
    return path;
}

static void put_text(const char *folder, const char *name, struct text bytes) {
    const char *path = text_c(testing_arena(), text_format(testing_arena(), "%s/%s", folder, name));
    FILE *stream = fopen(path, "wb");
    if (HOLDS(stream != NULL)) {
        fwrite(bytes.bytes, 1, bytes.length, stream);
        fclose(stream);
    }
}

static void put(const char *folder, const char *name, const char *csv) {
    put_text(folder, name, text_of(csv));
}

static const struct extract *read_folder(const char *folder) {
    return extract_read(testing_arena(), testing_diag(), small_catalogue(), text_of(folder), 1);
}

/* Reads a folder with one file of people. */
static const struct extract *read_people(const char *name, struct text csv) {
    const char *folder = folder_of(name);
    put_text(folder, "people.csv", csv);
    return read_folder(folder);
}

static const struct table *people(const struct extract *extract) {
    return extract->dataset.tables[PERSON];
}

static void counts_are(const struct extract_file *file, size_t read, size_t kept) {
    SAME_INT((long long)file->records_read, (long long)read);
    SAME_INT((long long)file->records_kept, (long long)kept);
    SAME_INT((long long)file->refused_count, (long long)(read - kept));
}

static void files_are_known_by_header_whatever_their_names(void) {
    const char *folder = folder_of("names");
    put(folder, "List 5.TXT", "S47E_Enquiry_ID,s47e person id,s47e_start_date\nE1,C1,2014-01-01\n");
    put(folder, "export (2).csv", "pers_sex,pers_person_id\nF,C1\n");
    put(folder, "notes.md", "nothing to do with it");
    const struct extract *extract = read_folder(folder);
    SAME_INT((long long)extract->file_count, 2);
    SAME_INT((long long)extract->files[0].table, ENQUIRY);
    SAME_INT((long long)extract->files[1].table, PERSON);
    HOLDS(extract->dataset.is_supplied[ENQUIRY] && extract->dataset.is_supplied[PERSON]);
    SAME_TEXT(table_raw(people(extract), PERSON_SEX, 0), "F");
    HOLDS(dataset_table(&extract->dataset, TEXT("person")) == people(extract));
    SAME_INT((long long)diag_kept_count(testing_diag()), 0);
}

static void every_encoding_gives_the_same_table(void) {
    const struct text forms[] = {
        TEXT("pers_person_id,pers_sex\r\nZo\xC3\xAB,F\r\n"),
        TEXT("\xEF\xBB\xBFpers_person_id,pers_sex\nZo\xC3\xAB,F\n"),
        TEXT("pers_person_id,pers_sex\rZo\xEB,F\r"),
    };
    for (size_t i = 0; i < 3; i++) {
        const struct extract *extract = read_people("encodings", forms[i]);
        SAME_INT((long long)people(extract)->row_count, 1);
        SAME_TEXT(table_raw(people(extract), PERSON_ID, 0), "Zo\xC3\xAB");
        SAME_TEXT(table_raw(people(extract), PERSON_SEX, 0), "F");
    }
}

static struct text as_utf16(const char *string) {
    struct buffer bytes = buffer_new(testing_arena());
    buffer_add(&bytes, (struct text){"\xFF\xFE", 2});
    for (; *string != '\0'; string++) {
        buffer_add(&bytes, (struct text){string, 1});
        buffer_add_byte(&bytes, '\0');
    }
    return buffer_text(&bytes);
}

static void unicode_text_with_tabs_is_read(void) {
    const struct extract *extract =
        read_people("utf16", as_utf16("pers_person_id\tpers_sex\r\nC1\tF\r\n"));
    SAME_INT(extract->files[0].encoding, ENCODING_UTF16_LE);
    SAME_TEXT(table_raw(people(extract), PERSON_SEX, 0), "F");
}

static void unknown_columns_are_reported_and_absent_ones_recorded(void) {
    const struct extract *extract =
        read_people("columns", TEXT(",pers_person_id,pers_dob,ward\n0,C1,2001-02-03,East\n"));
    const struct extract_file *file = &extract->files[0];
    SAME_INT((long long)file->unknown_column_count, 2);
    SAME_TEXT(file->unknown_columns[0], "(no heading in A1)");
    SAME_TEXT(file->unknown_columns[1], "ward");
    SAME_INT((long long)file->absent_column_count, 4);
    SAME_TEXT(file->absent_columns[0], "pers_sex");
    HOLDS(testing_reported(testing_diag(), "IN006"));
    HOLDS(!people(extract)->columns[PERSON_SEX].is_supplied);
    SAME_INT(table_value(people(extract), PERSON_SEX, 0).kind, VALUE_NULL);
    SAME_INT(people(extract)->columns[PERSON_DOB].file_column, 2);
}

static void refused_is(const struct refused_record *refused, const char *rule, unsigned row,
                       unsigned line, const char *value) {
    SAME_TEXT(refused->rule, rule);
    SAME_INT(refused->row, row);
    SAME_INT(refused->line, line);
    SAME_TEXT(refused->value, value);
}

static void ragged_and_broken_records_are_refused_with_a_reason(void) {
    const struct extract *extract = read_people(
        "ragged", TEXT("pers_person_id,pers_sex\nC1,F,,\nC2,F,extra\nC3\n\"C4\nx\",M\nC5,\"F\n"
                       "C6,M\n"));
    const struct extract_file *file = &extract->files[0];
    counts_are(file, 6, 3);
    refused_is(&file->refused[0], "too-many-fields", 3, 3, "extra");
    SAME_TEXT(file->refused[0].message, "the record has 3 values and the header 2 columns");
    refused_is(&file->refused[1], "too-few-fields", 4, 4, "C3");
    refused_is(&file->refused[2], "unreadable", 6, 7, "C5,\"F");
    const struct table *table = people(extract);
    SAME_INT((long long)table->row_count, 3);
    SAME_INT(table_file_row(table, 1), 5);
    SAME_INT(table_file_line(table, 1), 5);
    SAME_INT(table_file_row(table, 2), 7);
    SAME_INT(table_file_line(table, 2), 8);
}

static void the_first_of_a_repeated_key_is_kept(void) {
    const struct extract *extract = read_people(
        "repeats", TEXT("pers_person_id,pers_sex\nC1,F\nC2,M\n C1 ,M\n,F\n,M\nNULL,M\nC1,F\n"));
    const struct extract_file *file = &extract->files[0];
    counts_are(file, 7, 5);
    refused_is(&file->refused[0], "duplicate-key", 4, 4, "C1");
    SAME_INT(file->refused[0].first_row, 2);
    SAME_INT(file->refused[1].row, 8);
    const struct table *table = people(extract);
    SAME_INT((long long)table->row_count, 5);
    SAME_TEXT(table_raw(table, PERSON_SEX, 0), "F");
    SAME_INT(table_file_row(table, 2), 5);
    SAME_INT(table_file_line(table, 2), 5);
    SAME_INT(table_file_line(table, 4), 7);
}

static void a_key_of_two_parts_repeats_only_as_a_whole(void) {
    const char *folder = folder_of("two-parts");
    put(folder, "enquiries.csv",
        "s47e_enquiry_id,s47e_person_id,s47e_start_date\nE1,C1,\nE1,C2,\nE2,C1,\nE1,C2,\n"
        "E1,,\nE1,,\n,C1,\n");
    const struct extract *extract = read_folder(folder);
    counts_are(&extract->files[0], 7, 6);
    refused_is(&extract->files[0].refused[0], "duplicate-key", 5, 5, "E1/C2");
    SAME_INT(extract->files[0].refused[0].first_row, 3);
}

static void refused_records_stand_in_row_order(void) {
    const struct extract *extract =
        read_people("order", TEXT("pers_person_id,pers_sex\nC1,F\nC1,M\nC2\nC1,M\nC3\n"));
    const struct extract_file *file = &extract->files[0];
    counts_are(file, 5, 1);
    for (unsigned i = 0; i < 4; i++) {
        SAME_INT(file->refused[i].row, i + 3);
    }
}

static void two_files_of_one_table_are_read_one_after_the_other(void) {
    const char *folder = folder_of("two-files");
    put(folder, "a.csv", "pers_person_id,pers_sex\nC1,F\nC2,F\nC1,M\n");
    put(folder, "b.csv", "PERS_PERSON_ID,Pers Sex,\nC3,F\nC2,M\nC4,M\n");
    const struct extract *extract = read_folder(folder);
    counts_are(&extract->files[0], 3, 2);
    counts_are(&extract->files[1], 3, 2);
    refused_is(&extract->files[1].refused[0], "duplicate-key", 3, 3, "C2");
    SAME_TEXT(extract->files[1].refused[0].message,
              "the same key stands in row 3 of a.csv already");
    const struct table *table = people(extract);
    SAME_INT((long long)table->row_count, 4);
    HOLDS(text_equal(table_file(table, 1), extract->files[0].path));
    HOLDS(text_equal(table_file(table, 2), extract->files[1].path));
    SAME_TEXT(table_raw(table, PERSON_ID, 2), "C3");
}

static void two_files_whose_headers_differ_are_a_clash(void) {
    const char *folder = folder_of("clash");
    put(folder, "a.csv", "pers_person_id,pers_sex\nC1,F\n");
    put(folder, "b.csv", "pers_sex,pers_person_id\nM,C2\n");
    const struct extract *extract = read_folder(folder);
    HOLDS(testing_reported(testing_diag(), "IN007"));
    SAME_INT((long long)people(extract)->row_count, 1);
    HOLDS(extract->files[1].table == SIZE_MAX);
}

static void the_header_again_and_blank_rows_are_no_records_of_the_table(void) {
    const struct extract *extract =
        read_people("joined", TEXT("pers_person_id;pers_sex\nC1;F\n;\n Pers_Person_ID ;pers_sex;\n"
                                   "C2;M\npers_person_id;x\n"
                                   "\xEF\xBB\xBFpers_person_id;pers_sex\n"));
    const struct extract_file *file = &extract->files[0];
    counts_are(file, 5, 3);
    SAME_TEXT(file->refused[1].rule, "repeated-header");
    refused_is(&file->refused[0], "repeated-header", 4, 4, "Pers_Person_ID");
    SAME_TEXT(file->refused[0].message, "the header again");
    SAME_TEXT(table_raw(people(extract), PERSON_ID, 1), "C2");
    SAME_INT(table_file_row(people(extract), 1), 5);
}

static void a_bad_file_is_reported_and_the_others_read(void) {
    const char *folder = folder_of("bad");
    put(folder, "binary.csv",
        "PK\x03\x04"
        "rest");
    put(folder, "empty.csv", "");
    put(folder, "good.csv", "pers_person_id\nC1\n");
    put(folder, "header.csv", "s47e_enquiry_id,s47e_person_id\n");
    put(folder, "quote.csv", "pers_person_id,\"pers\nC1\n");
    put(folder, "twice.csv", "pers_person_id,Pers Person-ID\nC1,C1\n");
    put(folder, "unknown.csv", "ward,count\nEast,3\n");
    put(folder, "sheet.xlsx", "PK");
    mkdir(text_c(testing_arena(), text_format(testing_arena(), "%s/folder.csv", folder)), 0777);
    const char *dangling =
        text_c(testing_arena(), text_format(testing_arena(), "%s/dangling.csv", folder));
    SAME_INT(symlink("nowhere", dangling), 0);
    const struct extract *extract = read_folder(folder);
    const char *codes[] = {"IN004", "IN008", "IN009", "IN012", "IN005",
                           "IN014", "FI004", "IN013", "FI002"};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        HOLDS(testing_reported(testing_diag(), codes[i]));
    }
    SAME_INT((long long)diag_kept_count(testing_diag()), 9);
    SAME_INT((long long)extract->file_count, 9);
    SAME_INT((long long)people(extract)->row_count, 1);
    HOLDS(extract->dataset.is_supplied[ENQUIRY]);
}

static void an_alias_beside_an_alias_is_a_column_twice(void) {
    const struct extract *extract =
        read_people("aliases", TEXT("pers_person_id,DOB,Date of Birth\nC1,2001-01-01,\n"));
    HOLDS(extract == NULL);
    HOLDS(testing_reported(testing_diag(), "IN005"));
    HOLDS(testing_reported(testing_diag(), "IN002"));
}

static void a_folder_with_nothing_to_read_says_so(void) {
    HOLDS(read_folder("no/such/folder") == NULL);
    HOLDS(testing_reported(testing_diag(), "FI001"));
    HOLDS(read_folder(folder_of("nothing")) == NULL);
    HOLDS(testing_reported(testing_diag(), "IN001"));
    const char *folder = folder_of("unmatched");
    put(folder, "unknown.csv", "ward,count\nEast,3\n");
    HOLDS(read_folder(folder) == NULL);
    HOLDS(testing_reported(testing_diag(), "IN002"));
}

static void an_unmatched_file_is_told_what_it_lacks(void) {
    const char *folder = folder_of("lacking");
    put(folder, "dates.csv", "s47e_enquiry_id,s47e_start_date\nE1,2014-01-01\n");
    read_folder(folder);
    SAME_TEXT(diag_message_at(testing_diag(), 0)->words,
              "\"dates.csv\" matches no known extract table and is not read; nearest is enquiry, "
              "which needs the column s47e_person_id");
}

/* The words of the only message about a file of this name. */
static struct text words_about(const char *name, const char *csv) {
    const char *folder = folder_of("unlike");
    put(folder, name, csv);
    struct diag *diag = diag_new(testing_arena());
    extract_read(testing_arena(), diag, small_catalogue(), text_of(folder), 1);
    const char *path = text_c(testing_arena(), text_format(testing_arena(), "%s/%s", folder, name));
    SAME_INT(unlink(path), 0);
    return diag_message_at(diag, 0)->words;
}

static void a_first_line_that_is_no_header_is_said_to_be_none(void) {
    SAME_TEXT(words_about("a.csv", "Report of 3 April,,\n,,\nward;x\n\npers_person_id,pers_sex\n"),
              "\"a.csv\" is not read: its first line, \"Report of 3 April\", does not look like a "
              "header, for it names no column of a known table; a header seems to stand in line 5");
    SAME_TEXT(
        words_about("People (person) 2014.csv", "C1,2001-01-01,F\n"),
        "\"People (person) 2014.csv\" is not read: its first line, \"C1\", does not look like "
        "a header, for it names no column of a known table; by its name it may be person, "
        "whose header has pers_person_id, pers_dob, pers_sex ...");
    SAME_TEXT(
        words_about("b.csv", ",ward\nx,y\n"),
        "\"b.csv\" is not read: its first line, \"ward\", does not look like a header, for it "
        "names no column of a known table");
}

static void the_nearest_table_is_told_by_half_of_the_columns_else_by_the_files_name(void) {
    const char *mostly_person = "pers_sex,pers_dob,s47e_start_date\n";
    HOLDS(text_contains(words_about("enquiry.csv", mostly_person), TEXT("nearest is person, ")));
    const char *few_known = "pers_sex,pers_dob,s47e_start_date,a,b,c\n";
    HOLDS(text_contains(words_about("ENQUIRY 2.csv", few_known),
                        TEXT("nearest is enquiry, which needs the column s47e_enquiry_id")));
    HOLDS(text_contains(words_about("x.csv", few_known),
                        TEXT("nearest is person, which needs the column pers_person_id")));
}

static void a_file_of_semicolons_below_its_separator_is_read(void) {
    const struct extract *extract =
        read_people("sep", TEXT("sep=;\r\npers_person_id;pers_sex\r\nC1;F\r\n"));
    counts_are(&extract->files[0], 1, 1);
    SAME_TEXT(table_raw(people(extract), PERSON_SEX, 0), "F");
    SAME_INT(table_file_row(people(extract), 0), 2);
    SAME_INT(table_file_line(people(extract), 0), 3);
}

static void a_table_that_was_not_supplied_has_its_columns_and_no_rows(void) {
    const struct extract *extract = read_people("lone", TEXT("pers_person_id\nC1\n"));
    const struct table *table = extract->dataset.tables[ENQUIRY];
    HOLDS(!extract->dataset.is_supplied[ENQUIRY]);
    SAME_INT((long long)table->row_count, 0);
    SAME_INT((long long)table->column_count, 3);
    SAME_INT((long long)table_column(table, TEXT("s47e_start_date")), ENQUIRY_START);
}

static void values_are_trimmed_of_no_break_spaces_too(void) {
    const struct extract *extract =
        read_people("trim", TEXT("pers_person_id,pers_sex\n\xC2\xA0"
                                 "C1 \xC2\xA0,\" F\t\"\nC2\xC2\xA0,M\n"));
    SAME_TEXT(table_raw(people(extract), PERSON_ID, 1), "C2");
    SAME_TEXT(table_raw(people(extract), PERSON_ID, 0), "C1");
    SAME_TEXT(table_raw(people(extract), PERSON_SEX, 0), "F");
}

static void a_nul_stays_in_the_value(void) {
    const struct extract *extract = read_people("nul", TEXT("pers_person_id,pers_sex\nC\0"
                                                            "1,F\n"));
    SAME_INT((long long)table_raw(people(extract), PERSON_ID, 0).length, 3);
}

static void a_table_past_the_record_limit_is_refused(void) {
    const char *folder = folder_of("limit");
    put(folder, "people.csv", "pers_person_id\nC1\nC2\nC3\n");
    struct text path = text_format(testing_arena(), "%s/people.csv", folder);
    struct source *source = source_new(testing_arena(), small_catalogue(), path);
    source_open(source);
    struct load *load = load_new(testing_arena(), small_person(), 1);
    load->sources[load->source_count++] = source;
    load->record_limit = 2;
    load_table(load);
    HOLDS(load->table == NULL);
    HOLDS(testing_reported(load->diag, "IN011"));
}

static void value_is(const struct table *table, size_t column, size_t row, enum value_kind kind,
                     const char *text) {
    SAME_INT(table_value(table, column, row).kind, kind);
    SAME_TEXT(table_value(table, column, row).text, text);
}

static void people_in_two_encodings_are_one_table(void) {
    const struct extract *extract = read_folder("fixtures/small/ingest");
    const struct table *table = people(extract);
    SAME_INT(extract->files[1].encoding, ENCODING_UTF16_LE);
    SAME_INT(extract->files[2].encoding, ENCODING_WINDOWS_1252);
    counts_are(&extract->files[1], 2, 2);
    counts_are(&extract->files[2], 2, 1);
    value_is(table, PERSON_ID, 1, VALUE_TEXT, "C2");
    value_is(table, PERSON_DOB, 0, VALUE_DAY, "2001-03-31");
    value_is(table, PERSON_DOB, 1, VALUE_NULL, "");
    SAME_TEXT(table_raw(table, PERSON_DOB, 1), "29/02/2001");
    value_is(table, PERSON_SEX, 0, VALUE_TEXT, "F");
    value_is(table, PERSON_SEX, 2, VALUE_TEXT, "Zo\xC3\xAB");
    SAME_INT(table_value(table, PERSON_PLANS, 0).integer, 2);
    value_is(table, PERSON_PLANS, 2, VALUE_NULL, "");
}

static void a_broken_file_keeps_every_record_that_is_not(void) {
    const struct extract *extract = read_folder("fixtures/small/ingest");
    const struct extract_file *file = &extract->files[0];
    counts_are(file, 9, 4);
    refused_is(&file->refused[0], "unreadable", 4, 4, "E2,\"C2,2014-01-03");
    refused_is(&file->refused[1], "unreadable", 6, 6, "E4,C\"4,2014-01-05");
    refused_is(&file->refused[2], "too-many-fields", 8, 9, "late");
    refused_is(&file->refused[3], "too-few-fields", 9, 10, "E7");
    refused_is(&file->refused[4], "duplicate-key", 10, 11, "E1/C1");
    const char *kept[] = {"E1", "E3", "E5\nagain", "E8"};
    for (size_t i = 0; i < 4; i++) {
        SAME_TEXT(table_raw(extract->dataset.tables[ENQUIRY], ENQUIRY_ID, i), kept[i]);
    }
}

/* Everything about an extract, in words. */
static struct text dump(const struct extract *extract) {
    struct buffer out = buffer_new(testing_arena());
    for (size_t i = 0; i < extract->file_count; i++) {
        const struct extract_file *file = &extract->files[i];
        buffer_format(&out, "%.*s %zu %zu %zu\n", TEXT_ARG(file->name), file->table,
                      file->records_read, file->records_kept);
        for (size_t j = 0; j < file->refused_count; j++) {
            buffer_format(&out, "%u %.*s %.*s\n", file->refused[j].row,
                          TEXT_ARG(file->refused[j].rule), TEXT_ARG(file->refused[j].message));
        }
    }
    for (size_t i = 0; i < extract->dataset.table_count; i++) {
        const struct table *table = extract->dataset.tables[i];
        for (size_t row = 0; row < table->row_count; row++) {
            buffer_format(&out, "%u@%u", table_file_row(table, row), table_file_line(table, row));
            for (size_t column = 0; column < table->column_count; column++) {
                struct text raw = table_raw(table, column, row);
                buffer_format(&out, "|%u:%.*s", column_code(&table->columns[column], row),
                              TEXT_ARG(raw));
            }
            buffer_add_byte(&out, '\n');
        }
    }
    return buffer_text(&out);
}

static void put_many(const char *folder) {
    struct buffer persons = buffer_new(testing_arena());
    struct buffer enquiries = buffer_new(testing_arena());
    buffer_add_c(&persons, "pers_person_id,pers_dob,pers_sex,ward\n");
    buffer_add_c(&enquiries, "s47e_enquiry_id,s47e_person_id,s47e_start_date\n");
    for (int i = 0; i < 3000; i++) {
        buffer_format(&persons, "C%d,%02d/%02d/2001,%s,x%s\n", i % 2900, i % 31, i % 13,
                      i % 2 == 0 ? "F" : "m", i % 700 == 9 ? ",extra" : "");
        buffer_format(&enquiries, "E%d,C%d,2014-01-%02d%s\n", i / 2, i, i % 33,
                      i % 500 == 3 ? "\"" : "");
    }
    put_text(folder, "persons.csv", buffer_text(&persons));
    put_text(folder, "enquiries.csv", buffer_text(&enquiries));
    put(folder, "more persons.csv", "pers_person_id,pers_dob,pers_sex\nC1,,\nD1,,\n");
    put(folder, "empty.csv", "");
}

static struct text dump_with_threads(const char *folder, unsigned thread_count) {
    struct diag *diag = diag_new(testing_arena());
    const struct extract *extract =
        extract_read(testing_arena(), diag, small_catalogue(), text_of(folder), thread_count);
    struct buffer out = buffer_new(testing_arena());
    diag_print_all(&out, diag, DIAG_NOTE);
    buffer_add(&out, dump(extract));
    return buffer_text(&out);
}

static void one_thread_and_two_give_the_same(void) {
    const char *folder = folder_of("threads");
    put_many(folder);
    struct text one = dump_with_threads(folder, 1);
    HOLDS(one.length > 100000);
    HOLDS(text_contains(one, TEXT("IN008")));
    for (int i = 0; i < 5; i++) {
        HOLDS(text_equal(one, dump_with_threads(folder, 2)));
    }
    HOLDS(text_equal(one, dump_with_threads(folder, 8)));
}

static void rows_in_memory_are_decoded_like_those_of_files(void) {
    const struct text header[] = {TEXT("pers_sex"), TEXT("pers_person_id"), TEXT("ward")};
    const struct text cells[] = {TEXT("1"),   TEXT("C1"), TEXT("x"),
                                 TEXT("N/A"), TEXT("C1"), TEXT("y")};
    const struct table *table =
        table_from_rows(testing_arena(), small_person(), header, 3, cells, 2);
    SAME_INT((long long)table->row_count, 2);
    SAME_TEXT(table_value(table, PERSON_SEX, 0).text, "M");
    SAME_INT(table_value(table, PERSON_SEX, 1).kind, VALUE_NULL);
    SAME_TEXT(table_raw(table, PERSON_SEX, 1), "N/A");
    SAME_INT(table_file_row(table, 0), 2);
}

SUITE(ingest_extract, CLAIM(files_are_known_by_header_whatever_their_names),
      CLAIM(every_encoding_gives_the_same_table), CLAIM(unicode_text_with_tabs_is_read),
      CLAIM(unknown_columns_are_reported_and_absent_ones_recorded),
      CLAIM(ragged_and_broken_records_are_refused_with_a_reason),
      CLAIM(the_first_of_a_repeated_key_is_kept), CLAIM(a_key_of_two_parts_repeats_only_as_a_whole),
      CLAIM(refused_records_stand_in_row_order),
      CLAIM(two_files_of_one_table_are_read_one_after_the_other),
      CLAIM(two_files_whose_headers_differ_are_a_clash),
      CLAIM(the_header_again_and_blank_rows_are_no_records_of_the_table),
      CLAIM(a_bad_file_is_reported_and_the_others_read),
      CLAIM(an_alias_beside_an_alias_is_a_column_twice),
      CLAIM(a_folder_with_nothing_to_read_says_so), CLAIM(an_unmatched_file_is_told_what_it_lacks),
      CLAIM(a_first_line_that_is_no_header_is_said_to_be_none),
      CLAIM(the_nearest_table_is_told_by_half_of_the_columns_else_by_the_files_name),
      CLAIM(a_file_of_semicolons_below_its_separator_is_read),
      CLAIM(a_table_that_was_not_supplied_has_its_columns_and_no_rows),
      CLAIM(values_are_trimmed_of_no_break_spaces_too), CLAIM(a_nul_stays_in_the_value),
      CLAIM(people_in_two_encodings_are_one_table),
      CLAIM(a_broken_file_keeps_every_record_that_is_not),
      CLAIM(a_table_past_the_record_limit_is_refused), CLAIM(one_thread_and_two_give_the_same),
      CLAIM(rows_in_memory_are_decoded_like_those_of_files))
