/* Findings of small extracts, from files to findings.csv. */
#include <time.h>

#include "base/buffer.h"
#include "base/file.h"
#include "define/yaml.h"
#include "support/testing.h"
#include "validate/finding.h"

static const char costly_schema[] = "name: notes\n"
                                    "title: Notes\n"
                                    "primaryKey: note_id\n"
                                    "fields:\n"
                                    "  - {name: note_id, title: Note, type: string}\n"
                                    "  - {name: words, title: Words, type: string,\n"
                                    "     constraints: {pattern: '(a+)+$', maxLength: 5000}}\n";

static const char children_schema[] =
    "name: children\n"
    "title: Children\n"
    "primaryKey: child_id\n"
    "missingValues: ['', 'NULL']\n"
    "fields:\n"
    "  - {name: child_id, title: Child, type: string,\n"
    "     constraints: {required: true, pattern: '^[A-Z][0-9]{1,5}$'}}\n"
    "  - {name: birth_date, title: Date of birth, type: date, formats: [iso, dd/mm/yyyy],\n"
    "     constraints: {required: true, minimum: 1990-01-01, maximum: 2020-12-31}}\n"
    "  - {name: sex, title: Sex, type: string, codes: sex}\n"
    "  - {name: siblings, title: Siblings, type: integer, constraints: {minimum: 0, maximum: 20}}\n"
    "  - {name: is_unborn, title: Unborn, type: boolean}\n"
    "  - {name: upn, title: Pupil number, type: string, constraints: {unique: true}}\n"
    "  - {name: stage, title: Stage, type: string, constraints: {enum: [one, two]}}\n"
    "  - {name: note, title: Note, type: string, constraints: {minLength: 2, maxLength: 10}}\n";

static const char plans_schema[] =
    "name: plans\n"
    "title: Plans\n"
    "primaryKey: [plan_id, child_id]\n"
    "foreignKeys:\n"
    "  - {fields: child_id, reference: {resource: children, fields: child_id}}\n"
    "  - {fields: [plan_id, child_id], severity: query,\n"
    "     reference: {resource: visits, fields: [visit_id, child_id]}}\n"
    "fields:\n"
    "  - {name: plan_id, title: Plan, type: string}\n"
    "  - {name: child_id, title: Child, type: string}\n"
    "  - {name: start_date, title: Start, type: date, constraints: {required: true}}\n";

static const char visits_schema[] = "name: visits\n"
                                    "title: Visits\n"
                                    "primaryKey: [visit_id, child_id]\n"
                                    "fields:\n"
                                    "  - {name: visit_id, title: Visit, type: string,\n"
                                    "     constraints: {pattern: '^[A-Z0-9]*$',\n"
                                    "                   patternTitle: letters and digits}}\n"
                                    "  - {name: child_id, title: Child, type: string}\n"
                                    "  - {name: seen, title: Seen, type: boolean}\n";

static const char children_header[] = "child_id,birth_date,sex,siblings,is_unborn,upn,stage,note\n";

static const struct catalogue *catalogue_of_all(void) {
    static const char *const texts[] = {children_schema, plans_schema, visits_schema,
                                        costly_schema};
    struct catalogue *catalogue = ARENA_NEW(testing_arena(), struct catalogue);
    const struct code_set **sets = ARENA_ARRAY(testing_arena(), const struct code_set *, 1);
    const struct schema **schemas = ARENA_ARRAY(testing_arena(), const struct schema *, 4);
    sets[0] = code_set_read(testing_arena(), testing_diag(), TEXT("codes/sex.csv"),
                            TEXT("code,description,group,alias_of\nM,Male,,\nF,Female,,\n"));
    for (size_t i = 0; i < 4; i++) {
        schemas[i] = schema_read(
            testing_arena(), testing_diag(),
            yaml_read(testing_arena(), testing_diag(), TEXT("schema.yaml"), text_of(texts[i])),
            sets, 1);
        HOLDS(schemas[i] != NULL);
    }
    *catalogue = (struct catalogue){
        .schemas = schemas, .schema_count = 4, .code_sets = sets, .code_set_count = 1};
    return catalogue;
}

/* A literal as an initialiser of static data, which TEXT is not. */
#define FILE_TEXT(literal)                                                                         \
    { (literal), sizeof(literal) - 1 }

struct sample_file {
    const char *name;
    struct text bytes;
};

static struct text fresh_folder(void) {
    static int number;
    int status;
    struct text folder = text_format(testing_arena(), "%s/validate-%d", testing_folder(), ++number);
    testing_command(&status, "rm -rf %s && mkdir -p %s", text_c(testing_arena(), folder),
                    text_c(testing_arena(), folder));
    return folder;
}

static const struct extract *extract_of(const struct sample_file *files, size_t file_count,
                                        unsigned threads) {
    struct text folder = fresh_folder();
    for (size_t i = 0; i < file_count; i++) {
        HOLDS(file_write(testing_diag(), file_join(testing_arena(), folder, text_of(files[i].name)),
                         files[i].bytes, 0600));
    }
    const struct extract *extract =
        extract_read(testing_arena(), testing_diag(), catalogue_of_all(), folder, threads);
    HOLDS(extract != NULL);
    return extract;
}

static const struct findings *validated(const struct extract *extract, unsigned threads) {
    const struct validate_context context = {
        .extract = extract,
        .indexes = shared_indexes_new(testing_arena(), &extract->dataset),
        .as_at = DAY_NONE,
        .thread_count = threads};
    return validate_extract(testing_arena(), testing_diag(), &context);
}

/* The findings of one children.csv, its header aside. */
static const struct findings *findings_of(struct text records) {
    struct text bytes = text_format(testing_arena(), "%s%.*s", children_header, TEXT_ARG(records));
    struct sample_file file = {"children.csv", bytes};
    return validated(extract_of(&file, 1, 1), 1);
}

/* One finding of a rule in a cell, and no other. */
static void one_finding(const char *records, const char *rule, const char *cell,
                        const char *message) {
    const struct findings *findings = findings_of(text_of(records));
    SAME_INT(findings->count, 1);
    if (findings->count == 1) {
        SAME_TEXT(findings->items[0].rule, rule);
        SAME_TEXT(findings->items[0].cell, cell);
        SAME_TEXT(findings->items[0].message, message);
        CU_ASSERT(findings->items[0].remedy.length > 0);
    }
}

static void a_sound_record_has_no_finding(void) {
    SAME_INT(findings_of(TEXT("C1,2001-02-03,M,2,N,U1,one,well\n"
                              "C2,29/02/2004,f,,,,,\nC3,2001-01-01,NULL,20,Yes,,two,\n"))
                 ->count,
             0);
}

static void a_date_that_does_not_exist_is_no_such_day(void) {
    one_finding("C1,31/02/2014,,,,,,\n", "type", "B2", "\"31/02/2014\" is not a date: no such day");
}

static void a_value_of_the_wrong_type_is_named_with_its_type(void) {
    one_finding("C1,soon,,,,,,\n", "type", "B2", "\"soon\" is not a date");
    one_finding("C1,2001-01-01,,many,,,,\n", "type", "D2", "\"many\" is not a whole number");
    one_finding("C1,2001-01-01,,,maybe,,,\n", "type", "E2", "\"maybe\" is neither yes nor no");
}

static void a_required_value_that_is_blank_or_missing_is_a_finding(void) {
    one_finding("C1,,,,,,,\n", "required", "B2", "Date of birth is blank");
    one_finding("C1,null,,,,,,\n", "required", "B2", "Date of birth is blank");
    one_finding(",2001-01-01,,,,,,\n", "required", "A2", "Child is blank");
}

static void a_code_outside_its_set_is_named_with_the_set(void) {
    one_finding("C1,2001-01-01,X,,,,,\n", "codes", "C2", "\"X\" is no code of the set sex");
    SAME_TEXT(findings_of(TEXT("C1,2001-01-01,X,,,,,\n"))->items[0].remedy,
              "use a code of the set sex: M (Male), F (Female)");
}

static void a_value_not_written_as_the_pattern_says_is_a_finding(void) {
    one_finding("C-1,2001-01-01,,,,,,\n", "pattern", "A2",
                "\"C-1\" is not written as ^[A-Z][0-9]{1,5}$");
}

static void a_value_outside_its_limits_is_a_finding(void) {
    one_finding("C1,1989-12-31,,,,,,\n", "minimum", "B2", "\"1989-12-31\" is before 1990-01-01");
    one_finding("C1,2021-01-01,,,,,,\n", "maximum", "B2", "\"2021-01-01\" is after 2020-12-31");
    one_finding("C1,2001-01-01,,-1,,,,\n", "minimum", "D2", "\"-1\" is below 0");
    one_finding("C1,2001-01-01,,21,,,,\n", "maximum", "D2", "\"21\" is above 20");
}

static void a_word_that_is_not_allowed_is_a_finding(void) {
    one_finding("C1,2001-01-01,,,,,three,\n", "enum", "G2",
                "\"three\" is none of the words allowed");
}

static void length_is_counted_in_characters(void) {
    one_finding("C1,2001-01-01,,,,,,12345678901\n", "length", "H2",
                "the value has 11 characters; at most 10 are allowed");
    one_finding("C1,2001-01-01,,,,,,1\n", "length", "H2",
                "the value has 1 characters; at least 2 are needed");
    SAME_INT(findings_of(TEXT("C1,2001-01-01,,,,,,\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"
                              "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\n"))
                 ->count,
             0);
}

static void a_unique_value_that_is_repeated_names_the_first_row(void) {
    one_finding("C1,2001-01-01,,,,U1,,\nC2,2001-01-01,,,,,,\nC3,2001-01-01,,,,U1,,\n", "unique",
                "F4", "\"U1\" stands in row 2 already");
}

static void a_nul_inside_a_value_is_a_finding(void) {
    struct buffer bytes = buffer_new(testing_arena());
    buffer_add_c(&bytes, children_header);
    buffer_add(&bytes, (struct text){"C1,2001-01-01,,,,A\0B,,\n", 23});
    struct sample_file file = {"children.csv", buffer_text(&bytes)};
    const struct findings *findings = validated(extract_of(&file, 1, 1), 1);
    SAME_INT(findings->count, 1);
    SAME_TEXT(findings->items[0].rule, "nul");
    SAME_TEXT(findings->items[0].value, "A\xEF\xBF\xBD"
                                        "B");
}

static void a_character_that_could_not_be_read_is_a_query(void) {
    const struct findings *findings = findings_of(TEXT("C1,2001-01-01,,,,A\xEF\xBF\xBD,,\n"));
    SAME_INT(findings->count, 1);
    SAME_INT(findings->query_count, 1);
    SAME_TEXT(findings->items[0].rule, "encoding");
}

static void a_bad_byte_in_utf8_is_a_finding_of_its_cell_alone(void) {
    one_finding("C1,2001-01-01,,,,Zo\xC3\xAB,,\nC2,2001-01-01,,,,Ren\xC3\xA9,,\n"
                "C3,2001-01-01,,,,Al\xFF"
                "der,,\n",
                "encoding", "F4", "the value holds a character that could not be read");
}

static void a_record_that_was_refused_is_a_finding(void) {
    const struct findings *findings = findings_of(
        TEXT("C1,2001-01-01,,,,,,\nC1,2001-01-01,,,,,,\nC2,2001-01-01\nC3,2001-01-01,\"x,,,,,\n"));
    SAME_INT(findings->count, 3);
    SAME_TEXT(findings->items[0].rule, "duplicate-key");
    SAME_INT(findings->items[0].row, 3);
    SAME_TEXT(findings->items[0].record, "C1");
    SAME_TEXT(findings->items[0].cell, "A3");
    SAME_TEXT(findings->items[1].rule, "too-few-fields");
    SAME_INT(findings->items[1].row, 4);
    SAME_TEXT(findings->items[1].cell, "A4");
    SAME_TEXT(findings->items[2].rule, "unreadable");
    SAME_TEXT(findings->items[2].cell, "A5");
}

static void the_header_among_the_records_is_one_query(void) {
    struct text records =
        text_format(testing_arena(), "C1,2001-01-01,,,,,,\n%sC2,,,,,,,\n", children_header);
    const struct findings *findings = findings_of(records);
    SAME_INT(findings->count, 2);
    SAME_INT(findings->query_count, 1);
    SAME_TEXT(findings->items[0].rule, "repeated-header");
    SAME_TEXT(findings->items[0].message, "the header again");
    SAME_TEXT(findings->items[0].cell, "A3");
    SAME_TEXT(findings->items[1].cell, "B4");
}

static void a_row_of_separators_has_no_finding_and_counts_as_a_row(void) {
    one_finding("C1,2001-01-01,,,,,,\n,,,,,,,\n,,,\n,,,,,,,,,\nC2,,,,,,,\n", "required", "B6",
                "Date of birth is blank");
}

static void a_required_column_that_is_absent_is_one_finding_of_the_file(void) {
    struct sample_file file = {"c.csv", TEXT("child_id,sex,siblings,upn\nC1,M,1,\nC2,F,1,\n")};
    const struct findings *findings = validated(extract_of(&file, 1, 1), 1);
    SAME_INT(findings->count, 1);
    SAME_TEXT(findings->items[0].rule, "required-column");
    SAME_TEXT(findings->items[0].column, "birth_date");
    SAME_INT(findings->items[0].row, 0);
    SAME_TEXT(findings->items[0].cell, "");
}

static void a_pattern_with_a_title_is_named_by_it(void) {
    static const struct sample_file file = {
        "c.csv", FILE_TEXT("visit_id,child_id,seen\nV 1,C1,Y\nV2,C1,Y\n")};
    const struct findings *findings = validated(extract_of(&file, 1, 1), 1);
    SAME_INT(findings->count, 1);
    SAME_TEXT(findings->items[0].message, "\"V 1\" is not written as letters and digits");
    SAME_TEXT(findings->items[0].remedy,
              "write it as letters and digits: correct it in the case system and extract again");
}

static const struct sample_file three_files[] = {
    {"children.csv", FILE_TEXT("child_id,birth_date,sex,siblings,is_unborn,upn,stage,note\n"
                               "C1,2001-01-01,,,,,,\nC2,31/02/2004,Z,,,,,\n")},
    {"plans.csv", FILE_TEXT("plan_id,child_id,start_date\nP1,C1,2014-01-01\nP2,C9,2014-01-01\n"
                            "P3,,2014-01-01\n,C2,\nP5,C2,2014-01-01\n")},
    {"visits.csv", FILE_TEXT("visit_id,child_id,seen\nP1,C1,Y\nP2,C8,Y\nP5,C2,N\nP5,C1,N\n")},
};

static struct text csv_of(const struct findings *findings) {
    struct buffer out = buffer_new(testing_arena());
    findings_write_csv(&out, findings->items, findings->count);
    return buffer_text(&out);
}

/* Long runs of a before a b make (a+)+ try every way of parting them. */
static const struct findings *costly_findings(size_t record_count) {
    struct buffer bytes = buffer_new(testing_arena());
    buffer_add_c(&bytes, "note_id,words\nN0,aaaa\n");
    for (size_t i = 1; i <= record_count; i++) {
        buffer_format(&bytes, "N%zu,", i);
        for (size_t letter = 0; letter < 4000 + i; letter++) {
            buffer_add_byte(&bytes, 'a');
        }
        buffer_add_c(&bytes, "b\n");
    }
    struct sample_file file = {"notes.csv", buffer_text(&bytes)};
    return validated(extract_of(&file, 1, 1), 1);
}

static void a_pattern_too_costly_for_a_value_does_not_call_it_invalid(void) {
    const struct findings *findings = costly_findings(1);
    SAME_INT(findings->count, 1);
    SAME_TEXT(findings->items[0].rule, "pattern-too-costly");
    SAME_TEXT(findings->items[0].cell, "B3");
    SAME_INT(findings->items[0].severity, FINDING_QUERY);
    HOLDS(text_contains(findings->items[0].message, TEXT("pattern too costly")));
}

static void a_pattern_that_is_too_costly_again_and_again_rests_and_says_so(void) {
    clock_t start = clock();
    const struct findings *findings = costly_findings(500);
    HOLDS(clock() - start < CLOCKS_PER_SEC); /* of this process, not of the wall */
    SAME_INT(findings->count, 21);
    SAME_TEXT(findings->items[0].rule, "not-checked");
    SAME_TEXT(findings->items[0].message,
              "pattern too costly for 20 values: 480 more were not judged by it ((a+)+$)");
    SAME_INT(findings->error_count, 1);
    SAME_INT(findings->query_count, 20);
}

static void what_is_not_written_as_a_reference_is_one_finding(void) {
    static const struct sample_file files[] = {
        {"children.csv", FILE_TEXT("child_id,birth_date,sex,siblings,is_unborn,upn,stage,note\n"
                                   "C1,2001-01-01,,,,,,\n")},
        {"visits.csv", FILE_TEXT("visit_id,child_id,seen\nP?,C1,Y\n")},
        {"plans.csv", FILE_TEXT("plan_id,child_id,start_date\nP7,C1,2014-01-01\n")},
    };
    const struct findings *findings = validated(extract_of(files, 3, 1), 1);
    SAME_INT(findings->count, 2); /* of plans, the orphan P7; of visits, the pattern */
    SAME_TEXT(findings->items[0].rule, "foreign-key");
    SAME_TEXT(findings->items[1].rule, "pattern");
}

static void a_record_without_a_key_is_told_by_its_values(void) {
    static const struct sample_file files[] = {
        {"visits.csv", FILE_TEXT("visit_id,child_id,seen\n,,Y\n,C1,N\n")},
    };
    const struct findings *findings = validated(extract_of(files, 1, 1), 1);
    SAME_INT(findings->count, 3);
    SAME_TEXT(findings->items[0].record, "(no key) Y");
    SAME_TEXT(findings->items[2].record, "/C1");
}

/* P1 and P5 are visited; P2's visits are another child's; a reference with a blank part passes. */
static void orphans_are_found_also_through_keys_of_two_parts(void) {
    const struct findings *findings = validated(extract_of(three_files, 3, 1), 1);
    static const char *const expected[] = {
        "type/2/B3",        "codes/2/C3",       "foreign-key/3/A3", "foreign-key/3/B3",
        "primary-key/4/B4", "primary-key/5/A5", "required/5/C5"};
    SAME_INT(findings->count, 7);
    for (size_t i = 0; i < findings->count && i < 7; i++) {
        const struct finding *finding = &findings->items[i];
        struct text found = text_format(testing_arena(), "%.*s/%u/%.*s", TEXT_ARG(finding->rule),
                                        i < 2 ? 2 : finding->row, TEXT_ARG(finding->cell));
        SAME_TEXT(found, expected[i]);
    }
    SAME_TEXT(findings->items[2].message, "there is no \"P2\" with \"C9\" in visits");
    SAME_INT(findings->items[2].severity, FINDING_QUERY);
    SAME_TEXT(findings->items[3].message, "there is no \"C9\" in children");
    SAME_TEXT(findings->items[3].record, "P2/C9");
}

static void references_to_a_table_that_was_not_supplied_are_one_finding(void) {
    const struct findings *findings = validated(extract_of(three_files + 1, 1, 1), 1);
    SAME_INT(findings->count, 5);
    SAME_TEXT(findings->items[0].message,
              "children was not supplied, so 4 references to it could not be checked");
    SAME_INT(findings->items[0].row, 0);
    SAME_INT(findings->items[0].severity, FINDING_QUERY);
    SAME_TEXT(findings->items[1].message,
              "visits was not supplied, so 3 references to it could not be checked");
}

static void one_reference_to_a_table_that_was_not_supplied_is_in_the_singular(void) {
    static const struct sample_file files[] = {
        {"plans.csv", FILE_TEXT("plan_id,child_id,start_date\nP1,C1,2014-01-01\n")},
        {"visits.csv", FILE_TEXT("visit_id,child_id,seen\nP1,C1,Y\n")},
    };
    const struct findings *findings = validated(extract_of(files, 2, 1), 1);
    SAME_INT(findings->count, 1);
    SAME_TEXT(findings->items[0].message,
              "children was not supplied, so 1 reference to it could not be checked");
}

static void findings_do_not_depend_on_the_threads(void) {
    struct text one = csv_of(validated(extract_of(three_files, 3, 1), 1));
    struct text four = csv_of(validated(extract_of(three_files, 3, 4), 4));
    HOLDS(text_equal(one, four));
}

static void findings_csv_has_the_columns_of_the_design(void) {
    struct text csv = csv_of(findings_of(TEXT("C1,2001-01-01,X,,,,,\n")));
    SAME_TEXT(csv, "severity,rule,table,file,row,cell,column,value,record,message,remedy,team,"
                   "waived,since,worker,worker_team\r\n"
                   "error,codes,children,children.csv,2,C2,sex,X,C1,"
                   "\"\"\"X\"\" is no code of the set sex\","
                   "\"use a code of the set sex: M (Male), F (Female)\",,,,,\r\n");
}

static void a_formula_in_a_value_becomes_text(void) {
    static const char *const starts[] = {"=1+1", "+1", "-1", "@SUM(A1)"};
    for (size_t i = 0; i < 4; i++) {
        struct text record = text_format(testing_arena(), "C1,2001-01-01,%s,,,,,\n", starts[i]);
        struct text csv = csv_of(findings_of(record));
        struct text neutral = text_format(testing_arena(), ",C2,sex,'%s,C1,", starts[i]);
        HOLDS(text_contains(csv, neutral));
    }
    struct finding tab = {.value = TEXT("\t=1"), .record = TEXT("\r=1")};
    struct text csv = csv_of(&(struct findings){.items = &tab, .count = 1});
    HOLDS(text_contains(csv, TEXT(",'\t=1,\"'\r=1\",")));
}

static void the_summary_counts_files_and_kinds(void) {
    static const struct sample_file files[] = {
        {"children.csv",
         FILE_TEXT("child_id,birth_date,sex,siblings,is_unborn,upn,stage,note\n"
                   "C1,2001-01-01,X,,,,,\nC2,2001-01-01,X,,,,,\nC2,2001-01-01,,,,,,\n")},
        {"diary.csv", FILE_TEXT("day,weather\n2014-01-01,rain\n")},
    };
    const struct extract *extract = extract_of(files, 2, 1);
    struct buffer out = buffer_new(testing_arena());
    findings_write_summary(&out, extract, validated(extract, 1));
    SAME_TEXT(buffer_text(&out),
              "2 files, 1 of them not read                               read      kept refused\n"
              "  children.csv             children                          3         2       1\n"
              "  diary.csv                matches no table: not read\n"
              "  not supplied: plans, visits, notes\n"
              "3 findings: 3 errors, 0 queries\n"
              "          2 error codes                          sex\n"
              "          1 error duplicate-key                  children\n");
}

static void every_rule_has_a_name_and_a_title(void) {
    size_t count;
    const struct validate_rule *rules = validate_rules(&count);
    for (size_t i = 0; i < count; i++) {
        CU_ASSERT(rules[i].id != NULL && rules[i].title != NULL);
    }
    SAME_INT(count, 23);
}

SUITE(validate_finding, CLAIM(a_sound_record_has_no_finding),
      CLAIM(a_date_that_does_not_exist_is_no_such_day),
      CLAIM(a_value_of_the_wrong_type_is_named_with_its_type),
      CLAIM(a_required_value_that_is_blank_or_missing_is_a_finding),
      CLAIM(a_code_outside_its_set_is_named_with_the_set),
      CLAIM(a_value_not_written_as_the_pattern_says_is_a_finding),
      CLAIM(a_pattern_with_a_title_is_named_by_it), CLAIM(a_value_outside_its_limits_is_a_finding),
      CLAIM(a_word_that_is_not_allowed_is_a_finding), CLAIM(length_is_counted_in_characters),
      CLAIM(a_unique_value_that_is_repeated_names_the_first_row),
      CLAIM(a_nul_inside_a_value_is_a_finding),
      CLAIM(a_character_that_could_not_be_read_is_a_query),
      CLAIM(a_bad_byte_in_utf8_is_a_finding_of_its_cell_alone),
      CLAIM(a_pattern_too_costly_for_a_value_does_not_call_it_invalid),
      CLAIM(a_pattern_that_is_too_costly_again_and_again_rests_and_says_so),
      CLAIM(what_is_not_written_as_a_reference_is_one_finding),
      CLAIM(a_record_without_a_key_is_told_by_its_values),
      CLAIM(a_record_that_was_refused_is_a_finding),
      CLAIM(the_header_among_the_records_is_one_query),
      CLAIM(a_row_of_separators_has_no_finding_and_counts_as_a_row),
      CLAIM(a_required_column_that_is_absent_is_one_finding_of_the_file),
      CLAIM(orphans_are_found_also_through_keys_of_two_parts),
      CLAIM(references_to_a_table_that_was_not_supplied_are_one_finding),
      CLAIM(one_reference_to_a_table_that_was_not_supplied_is_in_the_singular),
      CLAIM(findings_do_not_depend_on_the_threads),
      CLAIM(findings_csv_has_the_columns_of_the_design), CLAIM(a_formula_in_a_value_becomes_text),
      CLAIM(the_summary_counts_files_and_kinds), CLAIM(every_rule_has_a_name_and_a_title))
