/* Checks every measure of the catalogue against empty tables, so that all
 * faults of definitions are listed before any data is read. */
#include "base/arena.h"
#include "ingest/extract.h"
#include "measure/compute.h"
#include "records.h"

/* Every table of the catalogue, without a row. */
static const struct dataset *empty_dataset(struct arena *arena, const struct catalogue *catalogue) {
    size_t count = catalogue->schema_count;
    struct dataset *dataset = ARENA_NEW(arena, struct dataset);
    const struct table **tables = ARENA_ARRAY(arena, const struct table *, count);
    bool *is_supplied = ARENA_ARRAY(arena, bool, count);
    for (size_t i = 0; i < count; i++) {
        const struct schema *schema = catalogue->schemas[i];
        struct text *header = ARENA_ARRAY(arena, struct text, schema->field_count);
        for (size_t field = 0; field < schema->field_count; field++) {
            header[field] = schema->fields[field].name;
        }
        tables[i] = table_from_rows(arena, schema, header, schema->field_count, NULL, 0);
        is_supplied[i] = true;
    }
    *dataset = (struct dataset){tables, is_supplied, count};
    return dataset;
}

/* The measures of a ratio or a rate must be counts of records. */
static bool check_count(struct diag *diag, const struct catalogue *catalogue, struct text id,
                        const struct place *place) {
    const struct measure_definition *measure =
        id.length == 0 ? NULL : catalogue_measure(catalogue, id);
    if (measure != NULL && (measure->records == NULL || measure->unit != MEASURE_COUNT)) {
        DIAG_REPORT(diag, DF009, place, id, TEXT("a measure that counts records"));
        return false;
    }
    return true;
}

static bool check_measure(struct diag *diag, struct database *database,
                          const struct catalogue *catalogue,
                          const struct measure_definition *measure) {
    struct record_source source;
    bool holds = check_count(diag, catalogue, measure->ratio_of, &measure->ratio_of_place);
    holds = check_count(diag, catalogue, measure->ratio_to, &measure->ratio_to_place) && holds;
    holds = check_count(diag, catalogue, measure->rate_of, &measure->rate_of_place) && holds;
    if (measure->records != NULL) {
        holds = record_source_open(diag, database, measure, &source) && holds;
    }
    return holds;
}

bool measures_check(struct arena *arena, struct diag *diag, const struct catalogue *catalogue,
                    const struct calendar *calendar) {
    struct arena *scratch = arena_new();
    const struct dataset *dataset = empty_dataset(arena, catalogue);
    struct database *database = database_open(
        scratch, diag, dataset, shared_indexes_new(scratch, dataset), catalogue, calendar);
    bool holds = database != NULL;
    for (size_t i = 0; i < catalogue->measure_count && database != NULL; i++) {
        holds = check_measure(diag, database, catalogue, catalogue->measures[i]) && holds;
    }
    arena_free(scratch);
    return holds;
}
