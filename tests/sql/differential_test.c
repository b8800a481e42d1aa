/* The same SELECT over the virtual tables and over real SQLite tables of the
 * same declared types, filled from the same dataset, gives the same rows in the
 * same order. The texts below aim at what a virtual table can get wrong:
 * affinity, NULL, IN, outer joins, correlated subqueries; then predicates are
 * drawn at random. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "support/sample.h"
#include "support/testing.h"

static const char *const fixed[] = {
    /* numbers and texts */
    "SELECT child_id FROM children WHERE rowid = 2",
    "SELECT child_id FROM children WHERE rowid = '2'",
    "SELECT child_id FROM children WHERE rowid = 2.5 OR rowid = 3",
    "SELECT child_id FROM children WHERE rowid IN (0, 1, 3, 900, NULL)",
    "SELECT child_id FROM children WHERE rowid = 2 AND child_id <> 'C2'",
    "SELECT a.child_id FROM children AS a JOIN children AS b ON a.rowid = b.rowid + 1",
    "SELECT child_id FROM children WHERE child_id = 5",
    "SELECT child_id FROM children WHERE child_id = '5'",
    "SELECT child_id FROM children WHERE child_id = 5.0",
    "SELECT child_id FROM children WHERE child_id < 6",
    "SELECT child_id FROM children WHERE child_id > 1",
    "SELECT child_id FROM children WHERE child_id IN (5, '05')",
    "SELECT child_id FROM children WHERE siblings = '5'",
    "SELECT child_id FROM children WHERE siblings = '5x'",
    "SELECT child_id FROM children WHERE siblings < 'x'",
    "SELECT child_id FROM children WHERE siblings > 'x'",
    "SELECT child_id FROM children WHERE siblings < x'00'",
    "SELECT child_id FROM children WHERE child_id < x'00'",
    "SELECT child_id FROM children WHERE child_id = x'43'",
    "SELECT child_id FROM children WHERE child_id = CAST('C1' AS BLOB)",
    "SELECT child_id FROM children WHERE siblings IN ('2', 5.0, NULL, 'many')",
    "SELECT child_id FROM children WHERE siblings NOT IN (2, 5)",
    "SELECT child_id FROM children WHERE siblings NOT IN (2, NULL)",
    "SELECT child_id, score FROM children WHERE score = 0",
    "SELECT child_id, score FROM children WHERE score = -0.0",
    "SELECT child_id, score, typeof(score) FROM children WHERE score >= '7'",
    "SELECT child_id, score FROM children WHERE score IN (7, 1.5, '10')",
    "SELECT child_id FROM children WHERE score = siblings",
    "SELECT child_id FROM children WHERE score <= 9223372036854775807",
    "SELECT child_id FROM children WHERE siblings < 9223372036854775807.0",
    "SELECT child_id FROM children WHERE siblings >= -1e300 AND siblings < 1e300",
    "SELECT child_id FROM children WHERE siblings = 2.0000000000000004",
    "SELECT child_id FROM children WHERE siblings = 9007199254740992.0",
    "SELECT child_id FROM children WHERE siblings > 9007199254740992.0",
    "SELECT child_id FROM children WHERE siblings > 4.5 AND siblings < 5.5",
    "SELECT child_id FROM children WHERE siblings IN (9007199254740992.0, 9007199254740993)",
    "SELECT child_id FROM children WHERE is_unborn",
    "SELECT child_id FROM children WHERE NOT is_unborn",
    "SELECT child_id FROM children WHERE is_unborn = 'Y'",
    "SELECT child_id FROM children WHERE is_unborn = '1'",
    "SELECT child_id FROM children WHERE birth_date = 2001",
    "SELECT child_id FROM children WHERE birth_date > 2001",
    "SELECT child_id FROM children WHERE birth_date = '2001-02-03'",
    "SELECT child_id FROM children WHERE birth_date = '2001-02-03T00:00'",
    "SELECT child_id FROM children WHERE birth_date = '03/02/2001'",
    "SELECT child_id FROM children WHERE birth_date >= '2004'",
    "SELECT child_id FROM children WHERE '2004-02-29' = birth_date",
    "SELECT child_id FROM children WHERE birth_date BETWEEN '2004-01-01' AND '2010-12-31'",
    "SELECT child_id FROM children WHERE birth_date NOT BETWEEN '2004-01-01' AND '2010-12-31'",
    /* joins of a text with a number column */
    "SELECT c.child_id, p.plan_id FROM children c JOIN plans p ON c.upn = p.interval_days",
    "SELECT c.child_id, p.plan_id FROM plans p JOIN children c ON c.upn = p.interval_days",
    "SELECT c.upn FROM children c WHERE c.upn IN (SELECT interval_days FROM plans)",
    "SELECT p.plan_id FROM plans p WHERE p.interval_days IN (SELECT upn FROM children)",
    "SELECT c.upn FROM children c WHERE c.upn IN (SELECT weight FROM enquiries)",
    "SELECT c.upn FROM children c WHERE c.upn IN (SELECT weight + 0 FROM enquiries)",
    "SELECT c.child_id FROM children c WHERE EXISTS (SELECT 1 FROM plans p WHERE p.interval_days = "
    "c.child_id)",
    "SELECT c.child_id FROM children c WHERE c.child_id = (SELECT max(interval_days) - 9 FROM "
    "plans)",
    "SELECT e.enquiry_id, c.child_id FROM enquiries e, children c WHERE c.siblings = e.weight",
    "SELECT e.enquiry_id, c.child_id FROM enquiries e, children c WHERE c.siblings < e.weight",
    "SELECT e.enquiry_id, c.child_id FROM enquiries e, children c WHERE c.child_id >= e.weight",
    "SELECT c.child_id FROM children c, plans p WHERE c.upn = CAST(p.interval_days AS TEXT)",
    "SELECT c.child_id FROM children c, plans p WHERE c.upn = +p.interval_days",
    /* a number that turns up beside a text column once rows have been given */
    "SELECT p.plan_id, c.child_id FROM plans p CROSS JOIN children c WHERE c.child_id = CASE WHEN "
    "p.rowid < 5 THEN p.child_id ELSE p.interval_days - 2 END",
    "SELECT p.plan_id, c.child_id FROM plans p CROSS JOIN children c WHERE c.child_id >= CASE WHEN "
    "p.rowid < 3 THEN p.child_id ELSE 5 END",
    "SELECT p.plan_id, (SELECT count(*) FROM children c WHERE c.upn <= nullif(p.interval_days, 7)) "
    "FROM plans p",
    /* NULL */
    "SELECT child_id FROM children WHERE birth_date IS NULL",
    "SELECT child_id FROM children WHERE birth_date IS NOT NULL",
    "SELECT child_id FROM children WHERE birth_date = NULL",
    "SELECT child_id FROM children WHERE birth_date IS '2010-12-31'",
    "SELECT child_id FROM children WHERE birth_date IS NOT '2010-12-31'",
    "SELECT child_id FROM children WHERE siblings IS score",
    "SELECT child_id FROM children WHERE NOT (birth_date < '2005-01-01')",
    "SELECT child_id FROM children WHERE NOT (birth_date < '2005-01-01' OR siblings > 3)",
    "SELECT child_id FROM children WHERE birth_date <> '2001-02-03'",
    "SELECT plan_id FROM plans WHERE start_date <= '2014-03-31' AND (end_date IS NULL OR end_date "
    "> '2014-03-31')",
    "SELECT plan_id FROM plans WHERE end_date < start_date OR end_date IS NULL AND category = "
    "'Physical'",
    "SELECT plan_id FROM plans WHERE coalesce(end_date, '9999') > start_date",
    /* collations and LIKE */
    "SELECT plan_id FROM plans WHERE category = 'NEGLECT' COLLATE NOCASE",
    "SELECT plan_id FROM plans WHERE category COLLATE NOCASE IN ('NEGLECT', 'physical')",
    "SELECT plan_id FROM plans WHERE category LIKE 'neg%'",
    "SELECT plan_id FROM plans WHERE category NOT LIKE 'neg%'",
    "SELECT plan_id FROM plans WHERE category > 'N' COLLATE NOCASE",
    "SELECT plan_id FROM plans WHERE category = 'Neglect  ' COLLATE RTRIM",
    /* joins */
    "SELECT p.plan_id, c.sex FROM plans p JOIN children c ON c.child_id = p.child_id",
    "SELECT p.plan_id, c.sex FROM plans p LEFT JOIN children c ON c.child_id = p.child_id",
    "SELECT p.plan_id FROM plans p LEFT JOIN children c ON c.child_id = p.child_id WHERE "
    "c.child_id IS NULL",
    "SELECT p.plan_id, c.sex FROM plans p LEFT JOIN children c ON c.child_id = p.child_id AND "
    "c.sex = 'F' AND c.siblings > 1",
    "SELECT p.plan_id, c.sex FROM plans p LEFT JOIN children c ON c.child_id = p.child_id WHERE "
    "c.birth_date IS NULL",
    "SELECT p.plan_id, c.sex FROM plans p LEFT JOIN children c ON c.child_id = p.child_id WHERE "
    "c.sex IS 'F' OR c.sex IS NULL",
    "SELECT p.plan_id, c.child_id FROM children c RIGHT JOIN plans p ON c.child_id = p.child_id "
    "ORDER BY 1, 2",
    "SELECT p.plan_id, c.child_id FROM children c FULL JOIN plans p ON c.child_id = p.child_id AND "
    "c.siblings < 5 ORDER BY 1, 2",
    "SELECT a.plan_id, b.plan_id FROM plans a JOIN plans b ON a.child_id = b.child_id AND "
    "a.start_date < b.start_date",
    "SELECT e.enquiry_id FROM enquiries e NATURAL JOIN children",
    "SELECT count(*) FROM plans, children, enquiries",
    "SELECT p.plan_id FROM plans p, (SELECT child_id, max(start_date) AS latest FROM plans GROUP "
    "BY child_id) m WHERE m.child_id = p.child_id AND m.latest = p.start_date",
    /* subqueries */
    "SELECT child_id, EXISTS (SELECT 1 FROM plans p WHERE p.child_id = c.child_id AND p.end_date "
    "IS NULL) FROM children c",
    "SELECT child_id FROM children c WHERE NOT EXISTS (SELECT 1 FROM plans p WHERE p.child_id = "
    "c.child_id AND p.start_date >= add_months('2014-03-31', -24))",
    "SELECT child_id, (SELECT count(*) FROM enquiries e WHERE e.child_id = c.child_id AND "
    "e.start_date > c.birth_date) FROM children c",
    "SELECT enquiry_id, child_id FROM enquiries WHERE (enquiry_id, child_id) IN (SELECT "
    "enquiry_id, child_id FROM enquiries WHERE weight > 2)",
    "SELECT enquiry_id FROM enquiries WHERE (enquiry_id, child_id) > ('E1', 'C1')",
    "SELECT enquiry_id FROM enquiries WHERE (start_date, weight) <= ('2013-05-01', 2.5)",
    "SELECT child_id FROM children WHERE child_id IN (SELECT child_id FROM plans) AND sex IN "
    "('M', 'F')",
    "SELECT child_id FROM children WHERE child_id NOT IN (SELECT child_id FROM plans)",
    "SELECT child_id FROM children WHERE child_id NOT IN (SELECT child_id FROM plans WHERE "
    "child_id IS NOT NULL)",
    /* groups, windows, order */
    "SELECT category, count(*), min(start_date) FROM plans GROUP BY category",
    "SELECT category, count(*) FROM plans GROUP BY 1 HAVING count(*) > 1 ORDER BY 2 DESC, 1",
    "SELECT DISTINCT sex FROM children",
    "SELECT DISTINCT child_id FROM plans ORDER BY child_id DESC",
    "SELECT child_id FROM children ORDER BY birth_date NULLS LAST, child_id",
    "SELECT child_id FROM children ORDER BY score DESC LIMIT 2 OFFSET 1",
    "SELECT plan_id, row_number() OVER (PARTITION BY child_id ORDER BY start_date), "
    "lag(end_date) OVER (PARTITION BY child_id ORDER BY start_date) FROM plans",
    "SELECT sum(siblings), avg(score), total(score), group_concat(child_id, '/') FROM children",
    "SELECT sex, sum(CASE WHEN siblings > 1 THEN 1 ELSE 0 END) FROM children GROUP BY sex",
    /* parts of texts */
    "WITH t(x) AS (VALUES ('abcab'), ('\u00f1and\u00fa \u00f1'), (''), (NULL), ('aaaa'), (12345), "
    "('\u20ac\u20aca\u20ac')), p(y) AS (VALUES ('a'), ('\u00f1'), ('b'), (''), (NULL), ('aa'), "
    "(34), ('\u20aca'), ('zz'), ('abcabc')), r(z) AS (VALUES (''), ('xyz'), (NULL), (7)) SELECT x, "
    "y, z, instr(x, y), replace(x, y, z), typeof(replace(x, y, z)) FROM t, p, r ORDER BY 1, 2, 3",
    "SELECT instr(child_id, '1'), replace(child_id, 'C', ''), trim(child_id) FROM children",
    /* OR, UNION, WITH */
    "SELECT child_id FROM children WHERE sex = 'F' OR siblings = 5",
    "SELECT child_id FROM children WHERE sex = 'F' OR sex = 'M' OR sex IS NULL",
    "SELECT child_id FROM children WHERE child_id = 'C1' OR child_id = 5 OR upn = 5",
    "SELECT child_id FROM children WHERE (sex = 'F' OR siblings = 5) AND score IN (1.5, 5)",
    "SELECT child_id FROM plans UNION SELECT child_id FROM enquiries ORDER BY 1",
    "SELECT child_id FROM plans EXCEPT SELECT child_id FROM children",
    "WITH open_plans AS (SELECT * FROM plans WHERE end_date IS NULL) SELECT count(*) FROM "
    "open_plans WHERE interval_days = '7'",
    "WITH RECURSIVE month(day) AS (SELECT '2013-04-01' UNION ALL SELECT add_months(day, 1) FROM "
    "month WHERE day < '2014-03-01') SELECT day, (SELECT count(*) FROM plans WHERE start_date "
    ">= day AND start_date < add_months(day, 1)) FROM month",
    "SELECT rowid, child_id FROM children WHERE rowid IN (2, 3)",
    "SELECT rowid, child_id FROM children WHERE child_id > 'C1'",
};

static sqlite3 *reference;

static void close_reference(void *handle) {
    sqlite3_close_v2(handle);
}

static void run(const char *sql) {
    HOLDS(sqlite3_exec(reference, sql, NULL, NULL, NULL) == SQLITE_OK);
}

static const char *type_of(enum field_type type) {
    return type == FIELD_NUMBER                             ? "REAL"
           : type == FIELD_INTEGER || type == FIELD_BOOLEAN ? "INTEGER"
                                                            : "TEXT";
}

static void create(const struct schema *schema) {
    struct buffer words = buffer_new(testing_arena());
    buffer_format(&words, "CREATE TABLE %.*s(", TEXT_ARG(schema->name));
    for (size_t i = 0; i < schema->field_count; i++) {
        buffer_format(&words, "%s%.*s %s", i > 0 ? ", " : "", TEXT_ARG(schema->fields[i].name),
                      type_of(schema->fields[i].type));
    }
    buffer_add_c(&words, ")");
    run(words.bytes);
}

static void bind_value(sqlite3_stmt *insert, int at, const struct value *value) {
    if (value->kind == VALUE_TEXT || value->kind == VALUE_DAY) {
        sqlite3_bind_text(insert, at, value->text.bytes, (int)value->text.length, SQLITE_STATIC);
    } else if (value->kind == VALUE_INTEGER) {
        sqlite3_bind_int64(insert, at, value->integer);
    } else if (value->kind == VALUE_NUMBER) {
        sqlite3_bind_double(insert, at, value->number);
    } else {
        sqlite3_bind_null(insert, at);
    }
}

static void fill(const struct table *table) {
    struct buffer words = buffer_new(testing_arena());
    buffer_format(&words, "INSERT INTO %.*s VALUES(", TEXT_ARG(table->name));
    for (size_t i = 0; i < table->column_count; i++) {
        buffer_add_c(&words, i > 0 ? ",?" : "?");
    }
    buffer_add_c(&words, ")");
    sqlite3_stmt *insert = NULL;
    HOLDS(sqlite3_prepare_v2(reference, words.bytes, -1, &insert, NULL) == SQLITE_OK);
    for (size_t row = 0; row < table->row_count; row++) {
        for (size_t i = 0; i < table->column_count; i++) {
            struct value value = table_value(table, i, row);
            bind_value(insert, (int)i + 1, &value);
        }
        HOLDS(sqlite3_step(insert) == SQLITE_DONE);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
}

/* The only function of ours that the queries need, over the reference too. */
static void reference_add_months(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    day_number day;
    if (date_parse(text_of((const char *)sqlite3_value_text(values[0])), DATE_ISO, &day) ==
        DATE_OK) {
        char iso[11];
        date_write_iso(date_add_months(day, sqlite3_value_int(values[1])), iso);
        sqlite3_result_text(context, iso, 10, SQLITE_TRANSIENT);
    }
}

static void open_reference(const struct sample *sample) {
    sqlite3_open(":memory:", &reference);
    arena_defer(testing_arena(), close_reference, reference);
    sqlite3_create_function(reference, "add_months", 2, SQLITE_UTF8, NULL, reference_add_months,
                            NULL, NULL);
    for (size_t i = 0; i < sample->dataset.table_count; i++) {
        create(sample->catalogue->schemas[i]);
        run("BEGIN");
        fill(sample->dataset.tables[i]);
        run("COMMIT");
    }
}

static struct text reference_rows(const char *sql) {
    struct buffer out = buffer_new(testing_arena());
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(reference, sql, -1, &statement, NULL) != SQLITE_OK) {
        return text_of(sqlite3_errmsg(reference));
    }
    while (sqlite3_step(statement) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            const char *cell = (const char *)sqlite3_column_text(statement, i);
            buffer_add_c(&out, i > 0 ? "|" : "");
            buffer_add_c(&out, cell == NULL ? "NULL" : cell);
        }
        buffer_add_c(&out, ";");
    }
    sqlite3_finalize(statement);
    return buffer_text(&out);
}

/* The planner may join in another order over virtual tables; without ORDER BY the order of rows is
 * free, so both lists are sorted where they differ. */
static int compare_texts(const void *a, const void *b) {
    return text_compare(*(const struct text *)a, *(const struct text *)b);
}

static struct text sorted(struct text rows) {
    struct text *parts = ARENA_ARRAY(testing_arena(), struct text, rows.length + 1);
    size_t count = 0;
    while (text_next_part(&rows, ';', &parts[count])) {
        count++;
    }
    qsort(parts, count, sizeof *parts, compare_texts);
    struct buffer out = buffer_new(testing_arena());
    for (size_t i = 0; i < count; i++) {
        buffer_add(&out, parts[i]);
        buffer_add_byte(&out, ';');
    }
    return buffer_text(&out);
}

static bool agree(const struct sample *sample, const char *sql) {
    struct text ours = sample_rows(sample, sql);
    struct text theirs = reference_rows(sql);
    bool is_ordered = strstr(sql, "ORDER BY") != NULL;
    bool same =
        text_equal(ours, theirs) || (!is_ordered && text_equal(sorted(ours), sorted(theirs)));
    if (!same) {
        printf("\n%s\n  ours:   %.*s\n  theirs: %.*s\n", sql, TEXT_ARG(ours), TEXT_ARG(theirs));
    }
    return same;
}

static void queries_give_the_rows_of_real_tables(void) {
    struct sample sample = sample_new();
    open_reference(&sample);
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        HOLDS(agree(&sample, fixed[i]));
    }
}

static void queries_over_many_rows_give_the_rows_of_real_tables(void) {
    struct sample sample = sample_random(7, 60);
    open_reference(&sample);
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        if (strstr(fixed[i], "plans, children, enquiries") == NULL) {
            HOLDS(agree(&sample, fixed[i]));
        }
    }
}

static unsigned draw(unsigned *state, unsigned below) {
    *state = *state * 1103515245u + 12345u;
    return (*state >> 16) % below;
}

#define DRAW(state, list) (list)[draw((state), sizeof(list) / sizeof *(list))]

static const char *const columns[] = {"c.child_id",   "c.birth_date",    "c.sex",     "c.siblings",
                                      "c.score",      "c.is_unborn",     "c.upn",     "p.child_id",
                                      "p.start_date", "p.interval_days", "p.category"};
static const char *const operators[] = {" = ", " < ", " <= ", " > ", " >= ", " <> ", " IS "};
static const char *const values[] = {"5",   "'5'",   "'05'",         "5.0", "NULL",
                                     "'M'", "'C1'",  "'2010-12-31'", "0",   "-2.5",
                                     "'x'", "x'35'", "'1e1'",        "10",  "''"};

static void add_predicate(struct buffer *out, unsigned *state, int depth) {
    unsigned kind = draw(state, depth > 0 ? 9 : 6);
    if (kind >= 6) {
        static const char *const joins[] = {" AND ", " OR ", " AND NOT "};
        buffer_add_c(out, "(");
        add_predicate(out, state, depth - 1);
        buffer_add_c(out, joins[kind - 6]);
        add_predicate(out, state, depth - 1);
        buffer_add_c(out, ")");
        return;
    }
    buffer_add_c(out, DRAW(state, columns));
    if (kind == 0) {
        buffer_add_c(out, draw(state, 2) ? " IS NULL" : " IS NOT NULL");
    } else if (kind == 1) {
        buffer_format(out, "%sIN (%s, %s)", draw(state, 2) ? " " : " NOT ", DRAW(state, values),
                      DRAW(state, values));
    } else if (kind == 2) {
        buffer_format(out, " BETWEEN %s AND %s", DRAW(state, values), DRAW(state, values));
    } else {
        buffer_format(out, "%s%s", DRAW(state, operators),
                      kind == 3 ? DRAW(state, columns) : DRAW(state, values));
    }
}

static const char *random_query(unsigned *state) {
    static const char *const froms[] = {
        "FROM children c JOIN plans p ON c.child_id = p.child_id WHERE ",
        "FROM children c LEFT JOIN plans p ON c.child_id = p.child_id WHERE ",
        "FROM children c, plans p WHERE c.upn = p.interval_days AND ",
        "FROM plans p LEFT JOIN children c ON c.siblings = p.interval_days AND ",
        "FROM children c, plans p WHERE ",
    };
    struct buffer words = buffer_new(testing_arena());
    buffer_add_c(&words, "SELECT c.rowid, p.rowid ");
    buffer_add_c(&words, DRAW(state, froms));
    add_predicate(&words, state, 3);
    return words.bytes;
}

static void random_predicates_give_the_rows_of_real_tables(void) {
    struct sample sample = sample_random(2013, 25);
    open_reference(&sample);
    unsigned state = 1989;
    for (int i = 0; i < 1500; i++) {
        if (!HOLDS(agree(&sample, random_query(&state)))) {
            return;
        }
    }
}

/* Expressions over a child. The last two name a column that only the table itself has. */
static const char *const expressions[] = {
    "birth_date IS NULL",
    "child_id = 5",
    "child_id < 6 AND child_id > '0'",
    "upn = siblings OR siblings = '5'",
    "siblings <> '5x' -- what follows is on the next line",
    "score = siblings OR score >= '7' OR score IN (7, '10', NULL)",
    "\"birth_date\" > '2004' AND children.sex = 'F'",
    "rowid = 2 OR children.rowid = 3",
    "NOT is_unborn",
    "typeof(score) = 'real' AND typeof(siblings) <> 'integer'",
    "1 = (SELECT count(*) FROM plans WHERE plans.child_id = children.child_id)",
    "EXISTS (SELECT 1 FROM children AS other WHERE other.birth_date = children.birth_date AND "
    "other.child_id <> children.child_id AND other.CHILD_ID > Children.Child_Id)",
    "EXISTS (SELECT 1 FROM plans WHERE interval_days = upn OR interval_days = siblings)",
    "sex COLLATE NOCASE = 'f'",
    "_rowid_ = 1",
    "OID = 2 OR children.oid = 4",
};
enum { EXPRESSION_COUNT = sizeof expressions / sizeof *expressions };

static struct text scanned(const struct sample *sample, const char *first, const char *second) {
    struct buffer out = buffer_new(testing_arena());
    const struct node *both[] = {sample_select(first), sample_select(second)};
    struct statement *statement =
        statement_prepare_scan(sample->database, testing_diag(), TEXT("children"), both, 2);
    while (statement != NULL && statement_step(statement, testing_diag()) == 1) {
        for (int i = 0; i < 3; i++) {
            bool is_null = statement_is_null(statement, i);
            buffer_add_c(&out, i > 0 ? "|" : "");
            buffer_add(&out, is_null ? TEXT("NULL") : statement_text(statement, i));
        }
        buffer_add_c(&out, ";");
    }
    return buffer_text(&out);
}

static void expressions_share_a_scan_and_give_what_they_give_of_real_tables(void) {
    struct sample sample = sample_new();
    open_reference(&sample);
    for (size_t i = 0; i < EXPRESSION_COUNT; i++) {
        for (size_t j = 0; j < EXPRESSION_COUNT; j++) {
            const char *a = expressions[i], *b = expressions[j];
            struct text sql = text_format(testing_arena(),
                                          "SELECT (%s\n), (%s\n), rowid FROM children WHERE "
                                          "(%s\n) OR (%s\n) ORDER BY rowid",
                                          a, b, a, b);
            SAME_TEXT(scanned(&sample, a, b),
                      text_c(testing_arena(), reference_rows(text_c(testing_arena(), sql))));
        }
    }
}

SUITE(sql_differential, CLAIM(queries_give_the_rows_of_real_tables),
      CLAIM(queries_over_many_rows_give_the_rows_of_real_tables),
      CLAIM(random_predicates_give_the_rows_of_real_tables),
      CLAIM(expressions_share_a_scan_and_give_what_they_give_of_real_tables))
