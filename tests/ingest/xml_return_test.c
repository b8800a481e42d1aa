/* Returns in XML: what becomes of elements in any order, what is counted and
 * said, and files that are refused: broken ones, and those that mean harm. */
#include "ingest/extract.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/buffer.h"
#include "support/testing.h"

static const struct catalogue *census(void) {
    const struct catalogue *catalogue = catalogue_load_checks(
        testing_arena(), testing_diag(), TEXT("report-defs"), TEXT("cin-census"));
    CU_ASSERT_FATAL(catalogue != NULL);
    return catalogue;
}

static const char *put(struct text bytes) {
    const char *path =
        text_c(testing_arena(), text_format(testing_arena(), "%s/return.xml", testing_folder()));
    FILE *stream = fopen(path, "wb");
    if (HOLDS(stream != NULL)) {
        fwrite(bytes.bytes, 1, bytes.length, stream);
        fclose(stream);
    }
    return path;
}

static const struct extract *read_bytes(struct text bytes) {
    return extract_read(testing_arena(), testing_diag(), census(), text_of(put(bytes)), 2);
}

static const struct extract *read_xml(const char *xml) {
    return read_bytes(text_of(xml));
}

static const struct table *table(const struct extract *extract, const char *name) {
    CU_ASSERT_FATAL(extract != NULL);
    return dataset_table(&extract->dataset, text_of(name));
}

/* The raw cells of a table: "A|1|2025-05-01;". Columns that are blank in every row are left out. */
static struct text cells(const struct extract *extract, const char *name) {
    const struct table *from = table(extract, name);
    struct buffer out = buffer_new(testing_arena());
    for (size_t row = 0; row < from->row_count; row++) {
        const char *before = "";
        for (size_t column = 0; column < from->column_count; column++) {
            if (from->columns[column].value_count > 1) {
                buffer_add_c(&out, before);
                buffer_add(&out, table_raw(from, column, row));
                before = "|";
            }
        }
        buffer_add_byte(&out, ';');
    }
    return buffer_text(&out);
}

#define CHILD(id) "<Child><ChildIdentifiers><LAchildID>" id "</LAchildID></ChildIdentifiers>"

static void a_child_s_id_reaches_all_its_records_wherever_it_stands(void) {
    const struct extract *extract = read_xml(
        "<Message><Children><Child><CINdetails><CINreferralDate>2025-05-01</CINreferralDate>"
        "<Assessments/><Assessments><AssessmentActualStartDate>2025-05-02"
        "</AssessmentActualStartDate></Assessments></CINdetails><CINdetails><Assessments/>"
        "</CINdetails><ChildIdentifiers><LAchildID> A1 "
        "</LAchildID></ChildIdentifiers></Child>" CHILD(
            "B2") "<CINdetails/></Child></Children></Message>");
    SAME_TEXT(cells(extract, "CINdetails"), "A1|1|2025-05-01;A1|2|;B2|1|;");
    SAME_TEXT(cells(extract, "Assessments"), "A1|1|1|;A1|1|2|2025-05-02;A1|2|1|;");
    SAME_TEXT(cells(extract, "ChildIdentifiers"), "A1;B2;");
    SAME_INT(diag_kept_count(testing_diag()), 0);
}

static void plans_are_numbered_within_their_episode_and_all_dates_of_reviews_read(void) {
    const struct extract *extract = read_xml("<Message><Children>" CHILD(
        "A") "<CINdetails><ChildProtectionPlans><Reviews><CPPreviewDate>2025-01-01"
             "</CPPreviewDate><CPPreviewDate>2025-02-01</CPPreviewDate></Reviews><Reviews>"
             "<CPPreviewDate>2025-03-01</CPPreviewDate></Reviews></ChildProtectionPlans>"
             "<ChildProtectionPlans><Reviews> </Reviews></ChildProtectionPlans></CINdetails>"
             "<CINdetails><ChildProtectionPlans/></CINdetails></Child></Children></Message>");
    SAME_TEXT(cells(extract, "ChildProtectionPlans"), "A|1|1;A|1|2;A|2|1;");
    SAME_TEXT(cells(extract, "Reviews"),
              "A|1|1|2025-01-01;A|1|1|2025-02-01;A|1|1|2025-03-01;A|1|2|;");
}

static void lists_give_a_record_an_element(void) {
    const struct extract *extract = read_xml("<Message><Children>" CHILD(
        "A") "<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities>"
             "<Disability>LD</Disability><Disability/></Disabilities></ChildCharacteristics>"
             "<CINdetails><Assessments><FactorsIdentifiedAtAssessment><AssessmentFactors>2B"
             "</AssessmentFactors><AssessmentFactors>&#x33;A</AssessmentFactors>"
             "</FactorsIdentifiedAtAssessment></Assessments><Assessments>"
             "<FactorsIdentifiedAtAssessment/></Assessments></CINdetails></Child>" CHILD(
                 "B") "<ChildCharacteristics><Disabilities/></ChildCharacteristics></Child>"
                      "</Children></Message>");
    SAME_TEXT(cells(extract, "Disabilities"), "A|LD;A|;");
    SAME_TEXT(cells(extract, "AssessmentFactorsList"), "A|1|1|2B;A|1|1|3A;");
    SAME_TEXT(cells(extract, "ChildCharacteristics"), "A|WBRI;B|;");
}

static void the_return_and_a_child_s_own_parts_are_one_record_even_where_missing(void) {
    const struct extract *extract =
        read_xml("<Message>\n<Children>\n<Child><CINdetails/></Child></Children></Message>");
    SAME_INT(table(extract, "Header")->row_count, 1);
    SAME_INT(table(extract, "ChildIdentifiers")->row_count, 1);
    SAME_INT(table(extract, "ChildCharacteristics")->row_count, 1);
    SAME_TEXT(cells(extract, "CINdetails"), "1;");
    const struct table *identifiers = table(extract, "ChildIdentifiers");
    SAME_INT(table_file_row(identifiers, 0), 3);
    SAME_TEXT(table_cell_place(testing_arena(), identifiers, 1, 0),
              "/Message/Children/Child[1]/ChildIdentifiers/UPN");
    extract = read_xml("<Message><Children/><Header><Source><LEA>850</LEA><SerialNo>001</SerialNo>"
                       "</Source><CollectionDetails><Year>2026</Year></CollectionDetails></Header>"
                       "</Message>");
    SAME_TEXT(cells(extract, "Header"), "2026|850|001;");
    SAME_INT(diag_kept_count(testing_diag()), 0);
}

static void every_table_and_column_is_supplied_by_one_file(void) {
    const struct extract *extract = read_xml("<Message/>");
    CU_ASSERT_FATAL(extract != NULL);
    SAME_INT(extract->file_count, 12);
    for (size_t i = 0; i < extract->file_count; i++) {
        SAME_INT(extract->files[i].table, i);
        SAME_INT(extract->files[i].records_kept, extract->dataset.tables[i]->row_count);
        SAME_TEXT(extract->files[i].name, "return.xml");
        HOLDS(extract->dataset.is_supplied[i]);
        for (size_t c = 0; c < extract->dataset.tables[i]->column_count; c++) {
            HOLDS(extract->dataset.tables[i]->columns[c].is_supplied);
        }
    }
}

static void a_cell_is_found_by_line_and_path(void) {
    const struct extract *extract = read_xml("<Message><Children>\n" CHILD("A") "</Child>\n" CHILD(
        "B") "\n<CINdetails/>\n<CINdetails>\n<ReferralNFA>1</ReferralNFA></CINdetails></Child>"
             "</Children></Message>");
    const struct table *details = table(extract, "CINdetails");
    size_t nfa = table_column(details, TEXT("ReferralNFA"));
    SAME_INT(table_file_row(details, 1), 5);
    SAME_TEXT(table_cell_place(testing_arena(), details, nfa, 1),
              "/Message/Children/Child[2]/CINdetails[2]/ReferralNFA");
    SAME_INT(table_value(details, nfa, 1).integer, 1);
}

/* One warning of a code, at a line, that holds these words. */
static void warned(const char *xml, const char *code, uint32_t line, const char *words) {
    size_t before = diag_kept_count(testing_diag());
    HOLDS(read_xml(xml) != NULL);
    SAME_INT(diag_kept_count(testing_diag()), before + 1);
    if (diag_kept_count(testing_diag()) > before) {
        const struct diag_message *message = diag_message_at(testing_diag(), before);
        CU_ASSERT_STRING_EQUAL(diag_code_name(message->code), code);
        SAME_INT(message->place.line, line);
        if (!HOLDS(text_contains(message->words, text_of(words)))) {
            printf("%.*s\n", TEXT_ARG(message->words));
        }
    }
}

static void what_no_table_takes_is_counted_and_said(void) {
    warned("<Message>\n<Header><Content><a><b>x</b></a></Content></Header></Message>", "IN026", 2,
           "/Message/Header/Content is in no table and is not read; it is met once");
    warned("<Message><Children>\n<Kid/><Kid/>\n<Kid>t</Kid></Children></Message>", "IN026", 2,
           "/Message/Children/Kid is in no table and is not read; it is met 3 times");
    warned("<Message><Children>" CHILD("A") "\n<CINdetails><ReferralNFA>0</ReferralNFA>\n"
                                            "<ReferralNFA>1</ReferralNFA></CINdetails></Child>"
                                            "</Children></Message>",
           "IN027", 3, "CINdetails/ReferralNFA stands here again");
    warned("<Message>stray<Children/></Message>", "IN028", 1, "between the elements of /Message");
    warned("<Message xmlns:xsi='u' xsi:noNamespaceSchemaLocation='s'><Children n='3'/></Message>",
           "IN029", 1, "/Message/Children/@n is in no table");
}

static void text_of_a_field_before_an_element_within_it_is_said_to_be_lost(void) {
    const struct extract *extract = read_xml(
        "<Message><Children>" CHILD("A") "<CINdetails><ReferralNFA>0<b>1</b> </ReferralNFA>"
                                         "</CINdetails></Child></Children></Message>");
    SAME_TEXT(cells(extract, "CINdetails"), "A|1;");
    HOLDS(testing_reported(testing_diag(), "IN026") && testing_reported(testing_diag(), "IN028"));
    warned("<Message><Children>" CHILD("A") "<CINdetails><ReferralNFA> <b>1</b>0</ReferralNFA>"
                                            "</CINdetails></Child></Children></Message>",
           "IN026", 1, "CINdetails/ReferralNFA/b");
}

static void the_first_of_two_texts_counts(void) {
    const struct extract *extract = read_xml(
        "<Message><Children>" CHILD("A") "<CINdetails><ReferralNFA>0</ReferralNFA>"
                                         "<ReferralNFA>1</ReferralNFA></CINdetails>"
                                         "<ChildIdentifiers><LAchildID>Z</LAchildID>"
                                         "</ChildIdentifiers></Child></Children></Message>");
    SAME_TEXT(cells(extract, "CINdetails"), "A|1|0;");
    SAME_TEXT(cells(extract, "ChildIdentifiers"), "A;Z;");
}

static void kinds_of_remarks_past_the_list_are_counted(void) {
    struct buffer xml = buffer_new(testing_arena());
    buffer_add_c(&xml, "<Message>");
    for (int i = 0; i < 50; i++) {
        buffer_format(&xml, "<x%d/>", i);
    }
    buffer_add_c(&xml, "</Message>");
    HOLDS(read_bytes(buffer_text(&xml)) != NULL);
    SAME_INT(diag_kept_count(testing_diag()), 41);
    SAME_TEXT(diag_message_at(testing_diag(), 40)->words,
              "10 more elements, texts and attributes of other kinds are not read");
}

/* ---- encodings ---- */

#define ZOE(declared, letter)                                                                      \
    "<?xml version='1.0'" declared                                                                 \
    "?><Message><Children><Child><ChildIdentifiers><LAchildID>Zo" letter                           \
    "</LAchildID></ChildIdentifiers></Child></Children></Message>"

static void declared_encodings_are_read(void) {
    static const char *const forms[] = {ZOE("", "\xC3\xAB"), ZOE(" encoding='utf-8'", "\xC3\xAB"),
                                        ZOE("", "&#235;"), ZOE(" encoding='ISO-8859-1'", "\xEB"),
                                        ZOE(" encoding='Windows-1252'", "\xEB")};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        SAME_TEXT(cells(read_xml(forms[i]), "ChildIdentifiers"), "Zo\xC3\xAB;");
    }
    SAME_TEXT(cells(read_xml(ZOE(" encoding='windows-1252'", "\x80")), "ChildIdentifiers"),
              "Zo\xE2\x82\xAC;");
}

static void utf_16_is_read(void) {
    const char *plain = ZOE(" encoding='UTF-16'", "e");
    struct buffer wide = buffer_new(testing_arena());
    buffer_add_c(&wide, "\xFF\xFE");
    for (size_t i = 0; plain[i] != '\0'; i++) {
        buffer_add_byte(&wide, plain[i]);
        buffer_add_byte(&wide, '\0');
    }
    SAME_TEXT(cells(read_bytes(buffer_text(&wide)), "ChildIdentifiers"), "Zoe;");
}

/* ---- refused ---- */

/* A sanitizer keeps what is freed. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
static const bool counts_memory = false;
#else
static const bool counts_memory = true;
#endif

/* Refused with a code, within two seconds and 32 MB. */
static const struct diag_message *refused(struct text bytes, const char *code, const char *words) {
    size_t before = diag_kept_count(testing_diag());
    struct rusage first, last;
    getrusage(RUSAGE_SELF, &first);
    clock_t start = clock();
    HOLDS(read_bytes(bytes) == NULL);
    HOLDS((double)(clock() - start) / CLOCKS_PER_SEC < 2);
    getrusage(RUSAGE_SELF, &last);
    HOLDS(!counts_memory || last.ru_maxrss - first.ru_maxrss < 32 << 10);
    CU_ASSERT_FATAL(diag_kept_count(testing_diag()) > before);
    const struct diag_message *message = diag_message_at(testing_diag(), before);
    CU_ASSERT_STRING_EQUAL(diag_code_name(message->code), code);
    HOLDS(message->remedy.length > 0);
    if (!HOLDS(text_contains(message->words, text_of(words)))) {
        printf("%.*s\n", TEXT_ARG(message->words));
    }
    SAME_INT(diag_exit_status(testing_diag()), EXIT_INPUT);
    return message;
}

static struct text repeated(const char *before, const char *piece, size_t count,
                            const char *after) {
    struct buffer xml = buffer_new(testing_arena());
    buffer_add_c(&xml, before);
    for (size_t i = 0; i < count; i++) {
        buffer_add_c(&xml, piece);
    }
    buffer_add_c(&xml, after);
    return buffer_text(&xml);
}

/* Within the first element. */
static struct text nested(size_t depth) {
    return text_format(testing_arena(), "%.*s%.*s</Message>",
                       TEXT_ARG(repeated("<Message>", "<a>", depth, "")),
                       TEXT_ARG(repeated("", "</a>", depth, "")));
}

static void ten_thousand_nested_elements_are_refused(void) {
    refused(repeated("<Message>", "<a>", 10000, ""), "IN021", "nested over 64 deep");
    HOLDS(read_bytes(nested(63)) != NULL);
    refused(nested(64), "IN021", "nested over 64 deep");
}

static void entities_of_its_own_are_refused(void) {
    refused(TEXT("<?xml version='1.0'?>\n<!DOCTYPE m [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>"
                 "<!ENTITY c '&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;'>]><Message>&d;</Message>"),
            "IN021", "document type");
    refused(TEXT("<!DOCTYPE m [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><Message>&x;</Message>"),
            "IN021", "document type");
    refused(TEXT("<!DOCTYPE m SYSTEM 'http://example.org/m.dtd'><Message/>"), "IN021",
            "document type");
    refused(TEXT("<Message>&b;</Message>"), "IN020", "&amp;");
}

static void a_text_of_a_hundred_megabytes_is_refused(void) {
    struct arena *apart = arena_new(); /* so that the file's own bytes are not counted */
    struct text head = TEXT("<Message><Children><Child><ChildIdentifiers><LAchildID>");
    const char *path = put(head);
    FILE *stream = fopen(path, "ab");
    CU_ASSERT_FATAL(stream != NULL);
    char *block = arena_alloc(apart, 1 << 20);
    memset(block, 'x', 1 << 20);
    for (int i = 0; i < 100; i++) {
        fwrite(block, 1, 1 << 20, stream);
    }
    fclose(stream);
    arena_free(apart);
    struct rusage first, last;
    getrusage(RUSAGE_SELF, &first);
    HOLDS(extract_read(testing_arena(), testing_diag(), census(), text_of(path), 1) == NULL);
    getrusage(RUSAGE_SELF, &last);
    HOLDS(!counts_memory || last.ru_maxrss - first.ru_maxrss < 16 << 10);
    SAME_TEXT(diag_message_at(testing_diag(), 0)->words,
              "the return is refused: a text has over 65536 bytes");
}

static void long_texts_elsewhere_are_refused_and_white_space_is_not(void) {
    refused(repeated("<Message><a>", "0123456789", 7000, "</a></Message>"), "IN021",
            "a text has over");
    refused(repeated("<Message>", "0123456789", 7000, "</Message>"), "IN021", "a text has over");
    HOLDS(read_bytes(repeated("<Message>", "          \n", 100000, "</Message>")) != NULL);
}

static void a_million_attributes_and_an_endless_comment_are_refused(void) {
    struct buffer xml = buffer_new(testing_arena());
    buffer_add_c(&xml, "<Message");
    for (int i = 0; i < 1000000; i++) {
        buffer_format(&xml, " a%d=''", i);
    }
    buffer_add_c(&xml, "/>");
    refused(buffer_text(&xml), "IN021", "a tag or a comment has over 1048576 bytes");
    refused(repeated("<Message><!--", "0123456789", 200000, "--></Message>"), "IN021",
            "a tag or a comment");
}

static void a_truncated_return_is_refused_where_it_ends(void) {
    const struct diag_message *message =
        refused(TEXT("<Message>\n<Children>\n" CHILD("A") "</Child>\n<Child><CINdetails>"), "IN020",
                "the file ends while CINdetails is open; 2 records stand before");
    SAME_INT(message->place.line, 4);
    SAME_INT(message->place.column, 20);
    refused(TEXT("<Message><Chil"), "IN020", "the file ends while Message is open");
    refused(TEXT(""), "IN020", "the file has no element");
}

static void broken_xml_is_refused_at_its_line_and_column(void) {
    const struct diag_message *message = refused(TEXT("<Message>\n<Children></Child></Message>"),
                                                 "IN020", "Children is open and another");
    SAME_INT(message->place.line, 2);
    SAME_INT(message->place.column, 13);
    refused(TEXT("<Message>a & b</Message>"), "IN020", "&amp;");
    refused(TEXT("<Message/><Message/>"), "IN020", "something follows");
    refused(TEXT("<Message>a\0b</Message>"), "IN020", "NUL");
    refused(TEXT("<Message>Zo\xEB</Message>"), "IN020", "Windows-1252");
    refused(TEXT("<?xml version='1.0' encoding='EBCDIC'?><Message/>"), "IN020", "\"EBCDIC\"");
    refused(TEXT("<?xml version='1.0' encoding='Windows-1252'?><Message>\x81</Message>"), "IN020",
            "encoding does not have");
    refused(TEXT("PK\x03\x04"), "IN020", "a sign stands");
}

static const char small[] =
    "<?xml version='1.0' encoding='utf-8'?>\n<Message a='1'><!-- c "
    "--><Header><Source><LEA>850</LEA>"
    "</Source></Header><Children>\n" CHILD(
        "A&amp;B") "<CINdetails><ReferralNFA><![CDATA[1]]></ReferralNFA><X><Y/></X><Assessments/>"
                   "</CINdetails></Child></Children></Message>";

static void a_return_cut_anywhere_is_refused(void) {
    const struct catalogue *catalogue = census();
    for (size_t length = 0; length < sizeof small - 1; length++) {
        struct arena *arena = arena_new();
        struct diag *diag = diag_new(arena);
        const char *path = put((struct text){small, length});
        HOLDS(extract_read(arena, diag, catalogue, text_of(path), 1) == NULL);
        HOLDS(diag_exit_status(diag) == EXIT_INPUT);
        arena_free(arena);
    }
    HOLDS(read_bytes((struct text){small, sizeof small - 1}) != NULL);
}

/* Bytes changed here and there: read, or refused with a message, and never worse. */
static void a_spoiled_return_is_read_or_refused_with_a_message(void) {
    static const char signs[] = "<>&/'\"=! ?-[]\0\xFF\xC3;#xCM";
    const struct catalogue *catalogue = census();
    uint32_t state = 1;
    for (int round = 0; round < 2000; round++) {
        char bytes[sizeof small];
        memcpy(bytes, small, sizeof small);
        for (int change = 0; change < 1 + round % 4; change++) {
            state = state * 1664525U + 1013904223U;
            bytes[(state >> 8) % (sizeof small - 1)] = signs[(state >> 4) % (sizeof signs - 1)];
        }
        struct arena *arena = arena_new();
        struct diag *diag = diag_new(arena);
        const char *path = put((struct text){bytes, sizeof small - 1});
        bool is_read = extract_read(arena, diag, catalogue, text_of(path), 1) != NULL;
        CU_ASSERT_EQUAL(is_read, diag_count(diag, DIAG_ERROR) == 0);
        arena_free(arena);
    }
}

static void another_kind_of_file_is_named(void) {
    refused(TEXT("<html><body/></html>"), "IN022", "its first element is html, not Message");
    HOLDS(extract_read(
              testing_arena(), testing_diag(),
              catalogue_load(testing_arena(), testing_diag(), TEXT("report-defs"), TEXT("ssd")),
              text_of(put(TEXT("<Message/>"))), 1) == NULL);
    HOLDS(testing_reported(testing_diag(), "IN023"));
}

/* ---- folders ---- */

static void a_folder_may_hold_one_return(void) {
    int status;
    const char *folder = testing_folder();
    testing_command(&status,
                    "cd %s && rm -rf r && mkdir r && echo '<Message/>' > r/a.XML && touch r/b.md",
                    folder);
    struct text path = text_format(testing_arena(), "%s/r", folder);
    HOLDS(text_ends_with(extract_return_file(testing_arena(), path), TEXT("r/a.XML")));
    HOLDS(extract_read(testing_arena(), testing_diag(), census(), path, 1) != NULL);
    testing_command(&status, "cp %s/r/a.XML %s/r/b.xml", folder, folder);
    HOLDS(extract_read(testing_arena(), testing_diag(), census(), path, 1) == NULL);
    HOLDS(testing_reported(testing_diag(), "IN024"));
    testing_command(&status, "printf 'LAchildID,Ethnicity\\nA,WBRI\\n' > %s/r/c.csv", folder);
    HOLDS(extract_return_file(testing_arena(), path).length == 0);
    const struct extract *extract =
        extract_read(testing_arena(), testing_diag(), census(), path, 1);
    SAME_TEXT(cells(extract, "ChildCharacteristics"), "A|WBRI;");
    HOLDS(testing_reported(testing_diag(), "IN025"));
}

SUITE(ingest_xml_return, CLAIM(a_child_s_id_reaches_all_its_records_wherever_it_stands),
      CLAIM(plans_are_numbered_within_their_episode_and_all_dates_of_reviews_read),
      CLAIM(lists_give_a_record_an_element),
      CLAIM(the_return_and_a_child_s_own_parts_are_one_record_even_where_missing),
      CLAIM(every_table_and_column_is_supplied_by_one_file),
      CLAIM(a_cell_is_found_by_line_and_path), CLAIM(what_no_table_takes_is_counted_and_said),
      CLAIM(text_of_a_field_before_an_element_within_it_is_said_to_be_lost),
      CLAIM(the_first_of_two_texts_counts), CLAIM(kinds_of_remarks_past_the_list_are_counted),
      CLAIM(declared_encodings_are_read), CLAIM(utf_16_is_read),
      CLAIM(ten_thousand_nested_elements_are_refused), CLAIM(entities_of_its_own_are_refused),
      CLAIM(a_text_of_a_hundred_megabytes_is_refused),
      CLAIM(long_texts_elsewhere_are_refused_and_white_space_is_not),
      CLAIM(a_million_attributes_and_an_endless_comment_are_refused),
      CLAIM(a_truncated_return_is_refused_where_it_ends),
      CLAIM(broken_xml_is_refused_at_its_line_and_column), CLAIM(another_kind_of_file_is_named),
      CLAIM(a_return_cut_anywhere_is_refused),
      CLAIM(a_spoiled_return_is_read_or_refused_with_a_message),
      CLAIM(a_folder_may_hold_one_return))
