#include "support/sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "define/yaml.h"
#include "ingest/extract.h"
#include "support/testing.h"

enum { TABLE_COUNT = 4, WIDTH_LIMIT = 8 };

static const char *const schema_texts[TABLE_COUNT] = {
    "name: children\n"
    "title: Children\n"
    "primaryKey: child_id\n"
    "fields:\n"
    "  - {name: child_id, title: Child, type: string, constraints: {required: true}}\n"
    "  - {name: birth_date, title: Born, type: date, formats: [iso, dd/mm/yyyy]}\n"
    "  - {name: sex, title: Sex, type: string, codes: sex}\n"
    "  - {name: siblings, title: Siblings, type: integer}\n"
    "  - {name: score, title: Score, type: number}\n"
    "  - {name: is_unborn, title: Unborn, type: boolean}\n"
    "  - {name: upn, title: Pupil number, type: string}\n",
    "name: plans\n"
    "title: Plans\n"
    "primaryKey: plan_id\n"
    "fields:\n"
    "  - {name: plan_id, title: Plan, type: string}\n"
    "  - {name: child_id, title: Child, type: string}\n"
    "  - {name: start_date, title: Start, type: date, formats: [iso, dd/mm/yyyy]}\n"
    "  - {name: end_date, title: End, type: date, formats: [iso, dd/mm/yyyy]}\n"
    "  - {name: interval_days, title: Interval, type: integer}\n"
    "  - {name: category, title: Category, type: string}\n",
    "name: enquiries\n"
    "title: Enquiries\n"
    "primaryKey: [enquiry_id, child_id]\n"
    "fields:\n"
    "  - {name: enquiry_id, title: Enquiry, type: string}\n"
    "  - {name: child_id, title: Child, type: string}\n"
    "  - {name: start_date, title: Start, type: date, formats: [iso, dd/mm/yyyy]}\n"
    "  - {name: weight, title: Weight, type: number}\n",
    "name: reviews\n"
    "title: Reviews\n"
    "primaryKey: review_id\n"
    "fields:\n"
    "  - {name: review_id, title: Review, type: string}\n"
    "  - {name: review_date, title: Held, type: date}\n",
};

static const size_t widths[TABLE_COUNT] = {7, 6, 4, 2};
static const char *const headers[TABLE_COUNT][WIDTH_LIMIT] = {
    {"child_id", "birth_date", "sex", "siblings", "score", "is_unborn", "upn"},
    {"plan_id", "child_id", "start_date", "end_date", "interval_days", "category"},
    {"enquiry_id", "child_id", "start_date", "weight"},
    {"review_id", "review_date"},
};

/* No double can hold it. */
#define BIG "9007199254740993"

static const char *const children[] = {
    "C1", "2001-02-03", "F",    "2",    "1.5", "N", "H801200001001", /**/
    "C2", "29/02/2004", "male", "0",    "0",   "N", "",              /**/
    "C3", "",           "M",    "",     "-2",  "Y", "A123456789012", /**/
    "C4", "31/02/2010", "X",    "many", "7.0", "",  "5",             /**/
    "5",  "2010-12-31", "",     "5",    "5",   "1", "05",            /**/
    "05", "2014-03-31", "U",    BIG,    "10",  "0", "x'y",
};
static const char *const plans[] = {
    "P1", "C1", "2013-04-01", "2013-12-24", "14", "Neglect",  /**/
    "P2", "C1", "2014-02-01", "",           "",   "Physical", /**/
    "P3", "C2", "2014-03-31", "",           "7",  "neglect",  /**/
    "P4", "C9", "01/12/2013", "2013-12-27", "14", "",         /**/
    "P5", "5",  "",           "2014-01-01", "5",  "Neglect",  /**/
    "P6", "",   "2013-12-20", "bad",        "10", "Emotional",
};
static const char *const enquiries[] = {
    "E1", "C1", "2013-04-01", "2",   /**/
    "E1", "C2", "2013-04-01", "2.5", /**/
    "E2", "C1", "2013-05-01", "",    /**/
    "E3", "5",  "2013-06-01", "5",   /**/
    "E4", "",   "",           "05",
};

static const struct code_set *const *code_sets(size_t *count) {
    static const struct code_set *sets[1];
    sets[0] = code_set_read(testing_arena(), testing_diag(), TEXT("codes/sex.csv"),
                            TEXT("code,description,group,alias_of\n"
                                 "M,Male,Known,\nF,Female,Known,\nU,Unknown,,\nmale,,,M\n"));
    *count = 1;
    return sets;
}

static struct catalogue *sample_catalogue(void) {
    struct catalogue *catalogue = ARENA_NEW(testing_arena(), struct catalogue);
    const struct schema **schemas =
        ARENA_ARRAY(testing_arena(), const struct schema *, TABLE_COUNT);
    catalogue->code_sets = code_sets(&catalogue->code_set_count);
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        const struct node *root = yaml_read(testing_arena(), testing_diag(), TEXT("schema.yaml"),
                                            text_of(schema_texts[i]));
        schemas[i] = schema_read(testing_arena(), testing_diag(), root, catalogue->code_sets, 1);
        HOLDS(schemas[i] != NULL);
    }
    catalogue->schemas = schemas;
    catalogue->schema_count = TABLE_COUNT;
    return catalogue;
}

static const struct table *table_of(const struct catalogue *catalogue, size_t at,
                                    const char *const *cells, size_t row_count) {
    struct text header[WIDTH_LIMIT];
    struct text *texts = ARENA_ARRAY(testing_arena(), struct text, widths[at] * row_count);
    for (size_t i = 0; i < widths[at]; i++) {
        header[i] = text_of(headers[at][i]);
    }
    for (size_t i = 0; i < widths[at] * row_count; i++) {
        texts[i] = text_of(cells[i]);
    }
    return table_from_rows(testing_arena(), catalogue->schemas[at], header, widths[at], texts,
                           row_count);
}

static struct sample sample_over(const struct catalogue *catalogue,
                                 const struct table *const *tables) {
    static const bool is_supplied[TABLE_COUNT - 1] = {true, true, true};
    struct sample sample = {.catalogue = catalogue};
    day_number christmas = DAY_NONE;
    date_from_parts(2013, 12, 25, &christmas);
    sample.calendar = calendar_new(testing_arena(), 2013, 2015, &christmas, 1);
    sample.dataset = (struct dataset){tables, is_supplied, TABLE_COUNT - 1};
    struct dataset *dataset = arena_copy(testing_arena(), &sample.dataset, sizeof sample.dataset);
    sample.indexes = shared_indexes_new(testing_arena(), dataset);
    sample.database = database_open(testing_arena(), testing_diag(), dataset, sample.indexes,
                                    catalogue, sample.calendar);
    HOLDS(sample.database != NULL);
    return sample;
}

struct sample sample_new(void) {
    const struct catalogue *catalogue = sample_catalogue();
    const struct table **tables =
        ARENA_ARRAY(testing_arena(), const struct table *, TABLE_COUNT - 1);
    tables[0] = table_of(catalogue, 0, children, sizeof children / sizeof *children / widths[0]);
    tables[1] = table_of(catalogue, 1, plans, sizeof plans / sizeof *plans / widths[1]);
    tables[2] = table_of(catalogue, 2, enquiries, sizeof enquiries / sizeof *enquiries / widths[2]);
    return sample_over(catalogue, tables);
}

/* Every column draws from the values of its column in the small tables, so that all of the traps
 * come up together. */
static const char **drawn(unsigned *state, const char *const *from, size_t from_rows, size_t width,
                          size_t rows) {
    const char **cells = ARENA_ARRAY(testing_arena(), const char *, width *rows);
    for (size_t i = 0; i < width * rows; i++) {
        *state = *state * 1103515245u + 12345u;
        cells[i] = from[(*state >> 16) % from_rows * width + i % width];
    }
    return cells;
}

struct sample sample_random(unsigned seed, size_t rows) {
    const struct catalogue *catalogue = sample_catalogue();
    const struct table **tables =
        ARENA_ARRAY(testing_arena(), const struct table *, TABLE_COUNT - 1);
    tables[0] = table_of(catalogue, 0, drawn(&seed, children, 6, 7, rows), rows);
    tables[1] = table_of(catalogue, 1, drawn(&seed, plans, 6, 6, rows), rows);
    tables[2] = table_of(catalogue, 2, drawn(&seed, enquiries, 5, 4, rows), rows);
    return sample_over(catalogue, tables);
}

const struct node *sample_select(const char *sql) {
    struct buffer words = buffer_new(testing_arena());
    buffer_add_c(&words, "records: |\n  ");
    for (const char *c = sql; *c != '\0'; c++) {
        buffer_add_byte(&words, *c);
        if (*c == '\n') {
            buffer_add_c(&words, "  ");
        }
    }
    buffer_add_byte(&words, '\n');
    const struct node *root =
        yaml_read(testing_arena(), testing_diag(), TEXT("test.yaml"), buffer_text(&words));
    HOLDS(root != NULL);
    return node_get(root, "records");
}

struct statement *sample_prepare(const struct sample *sample, const char *sql) {
    return statement_prepare(sample->database, testing_diag(), sample_select(sql));
}

static void add_cell(struct buffer *out, const struct statement *statement, int column) {
    if (statement_is_null(statement, column)) {
        buffer_add_c(out, "NULL");
        return;
    }
    buffer_add(out, statement_text(statement, column));
}

struct text sample_rows(const struct sample *sample, const char *sql) {
    struct statement *statement = sample_prepare(sample, sql);
    if (statement == NULL) {
        return TEXT("not prepared");
    }
    struct buffer out = buffer_new(testing_arena());
    int step;
    while ((step = statement_step(statement, testing_diag())) == 1) {
        for (int i = 0; i < statement_column_count(statement); i++) {
            buffer_add_c(&out, i > 0 ? "|" : "");
            add_cell(&out, statement, i);
        }
        buffer_add_c(&out, ";");
    }
    buffer_add_c(&out, step < 0 ? "fault" : "");
    return buffer_text(&out);
}
