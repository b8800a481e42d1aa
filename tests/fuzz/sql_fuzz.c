/* SELECTs of definitions, prepared and run over a few rows within a small limit of work. */
#include "define/yaml.h"
#include "fuzz/fuzzing.h"
#include "ingest/test_tables.h"
#include "sql/database.h"

/* The input as a literal block, which is how definitions hold their SQL. */
static const struct node *as_block(struct fuzzed *fuzzed) {
    const struct node *root = fuzzed_block(fuzzed, "records: |\n", "  ");
    return root == NULL ? NULL : node_get(root, "records");
}

static const struct node *rows(struct fuzzed *fuzzed) {
    return yaml_read(
        fuzzed->arena, fuzzed->diag, TEXT("rows.yaml"),
        TEXT("ssd_cp_plans:\n  - {cppl_person_id: A, cppl_cp_plan_start_date: 2013-05-02}\n"
             "  - {cppl_person_id: B, cppl_cp_plan_start_date: 2014-01-31}\n"));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    struct fuzzed fuzzed = fuzzed_begin(bytes, length);
    const struct node *select = as_block(&fuzzed);
    if (select != NULL && select->kind == NODE_SCALAR) {
        const struct catalogue *catalogue = fuzzed_catalogue("ssd");
        struct dataset dataset = test_tables(fuzzed.arena, catalogue, rows(&fuzzed));
        struct database *database =
            database_open(fuzzed.arena, fuzzed.diag, &dataset,
                          shared_indexes_new(fuzzed.arena, &dataset), catalogue, fuzzed_calendar());
        database_set_work_limit(database, 20000);
        struct statement *statement = statement_prepare(database, fuzzed.diag, select);
        for (int i = 0; statement != NULL && i < 50 && statement_step(statement, fuzzed.diag) > 0;
             i++) {
            for (int column = 0; column < statement_column_count(statement); column++) {
                statement_text(statement, column);
                statement_day(statement, column);
            }
        }
    }
    fuzzed_end(&fuzzed);
    return 0;
}
