/* Measures over small tables; see measuring.h. */
#include "support/measuring.h"

#include <string.h>

#include "ingest/extract.h"
#include "ingest/record.h"
#include "support/sample.h"
#include "support/testing.h"

enum { CELL_LIMIT = 20000 };

struct measuring {
    struct arena *arena;
    struct dataset dataset;
    const struct table **tables;
    bool *is_supplied;
    struct supplied_figures supplied;
    struct supplied_figure *claims;
    struct measure_context context;
};

static size_t table_position(const struct measuring *measuring, const char *name) {
    for (size_t i = 0; i < measuring->dataset.table_count; i++) {
        if (text_equal_c(measuring->context.catalogue->schemas[i]->name, name)) {
            return i;
        }
    }
    CU_FAIL("no such table");
    return 0;
}

/* A test writes the columns that it is about; the others are blank, not lacking. */
static const struct table *with_every_column(const struct table *table) {
    for (size_t i = 0; i < table->column_count; i++) {
        ((struct column *)table->columns)[i].is_supplied = true;
    }
    return table;
}

struct measuring *measuring_new(void) {
    struct arena *arena = testing_arena();
    struct diag *diag = testing_diag();
    struct measuring *measuring = ARENA_NEW(arena, struct measuring);
    const struct catalogue *catalogue =
        catalogue_load(arena, diag, TEXT("report-defs"), TEXT("ssd"));
    const struct authority *authority =
        authority_load(arena, diag, TEXT("report-defs"), TEXT("hampshire"));
    CU_ASSERT_FATAL(catalogue != NULL && authority != NULL);
    size_t count = catalogue->schema_count;
    measuring->arena = arena;
    measuring->tables = ARENA_ARRAY(arena, const struct table *, count);
    measuring->is_supplied = ARENA_ARRAY(arena, bool, count);
    measuring->dataset = (struct dataset){measuring->tables, measuring->is_supplied, count};
    measuring->claims = ARENA_ARRAY(arena, struct supplied_figure, 100);
    measuring->supplied.figures = measuring->claims;
    measuring->context = (struct measure_context){
        .catalogue = catalogue,
        .dataset = &measuring->dataset,
        .calendar = reference_calendar(arena, diag, TEXT("report-defs"), 2000, 2028),
        .units = reference_units(arena, diag, authority),
        .population = reference_population(arena, diag, TEXT("report-defs"), authority),
        .published = published_read(arena, diag, TEXT("report-defs")),
        .scores = deprivation_scores_read(arena, diag, TEXT("report-defs")),
        .authority_code = authority->ons_code,
        .supplied = &measuring->supplied,
        .thread_count = 1};
    CU_ASSERT_FATAL(date_from_parts(2026, 3, 31, &measuring->context.extract_date));
    CU_ASSERT_FATAL(measuring->context.calendar != NULL && measuring->context.units != NULL);
    for (size_t i = 0; i < count; i++) {
        const struct schema *schema = catalogue->schemas[i];
        measuring->tables[i] =
            with_every_column(table_from_rows(arena, schema, &schema->fields[0].name, 1, NULL, 0));
        measuring->is_supplied[i] = true;
    }
    return measuring;
}

void measuring_table(struct measuring *measuring, const char *table, const char *csv) {
    struct record_reader *reader = record_reader_new(measuring->arena, text_of(csv));
    struct text *cells = ARENA_ARRAY(measuring->arena, struct text, CELL_LIMIT);
    size_t cell_count = 0, width = 0, row_count = 0;
    struct record record;
    while (record_next(reader, &record)) {
        width = row_count == 0 ? record.field_count : width;
        CU_ASSERT_FATAL(record.field_count == width && cell_count + width <= CELL_LIMIT);
        for (size_t i = 0; i < width; i++) {
            cells[cell_count++] = text_copy(measuring->arena, record.fields[i]);
        }
        row_count++;
    }
    size_t position = table_position(measuring, table);
    measuring->tables[position] = with_every_column(
        table_from_rows(measuring->arena, measuring->context.catalogue->schemas[position], cells,
                        width, cells + width, row_count - 1));
}

void measuring_withhold(struct measuring *measuring, const char *table) {
    measuring->is_supplied[table_position(measuring, table)] = false;
}

void measuring_withhold_column(struct measuring *measuring, const char *table, const char *column) {
    const struct table *held = measuring->tables[table_position(measuring, table)];
    size_t position = table_column(held, text_of(column));
    CU_ASSERT_FATAL(position != SIZE_MAX);
    ((struct column *)held->columns)[position].is_supplied = false;
}

void measuring_supply(struct measuring *measuring, const char *csv) {
    struct record_reader *reader = record_reader_new(measuring->arena, text_of(csv));
    struct record record;
    CU_ASSERT_FATAL(record_next(reader, &record) && record.field_count == 7);
    size_t index = measuring->supplied.figure_count++;
    struct supplied_figure *claim = &measuring->claims[index];
    const struct text *fields = record.fields;
    *claim = (struct supplied_figure){.measure = text_copy(measuring->arena, fields[0]),
                                      .unit = text_copy(measuring->arena, fields[2]),
                                      .category = text_copy(measuring->arena, fields[3])};
    claim->place.file = TEXT("supplied-figures.csv");
    claim->place.line = (uint32_t)index + 2;
    CU_ASSERT_FATAL(period_parse(fields[1], &claim->period));
    claim->has_numerator = text_to_int(fields[4], &claim->numerator);
    claim->has_denominator = text_to_int(fields[5], &claim->denominator);
    claim->has_value = decimal_parse(fields[6], &claim->value);
}

void measuring_select(struct measuring *measuring, const char *measure, const char *sql) {
    const struct measure_definition *found =
        catalogue_measure(measuring->context.catalogue, text_of(measure));
    CU_ASSERT_FATAL(found != NULL);
    ((struct measure_definition *)(uintptr_t)found)->records = sample_select(sql);
}

struct measure_context *measuring_context(struct measuring *measuring) {
    return &measuring->context;
}

const struct figures *measuring_figures(struct measuring *measuring, const char *measure,
                                        const char *period) {
    static const bool levels[UNIT_LEVEL_COUNT] = {true, true, true, true};
    struct figure_request request = {
        .measure = catalogue_measure(measuring->context.catalogue, text_of(measure))};
    CU_ASSERT_FATAL(request.measure != NULL);
    CU_ASSERT_FATAL(period_parse(text_of(period), &request.period));
    measuring->context.indexes = shared_indexes_new(measuring->arena, &measuring->dataset);
    return measures_compute(measuring->arena, testing_diag(), &measuring->context, &request, 1,
                            levels);
}

struct text measured_at(struct measuring *measuring, const char *measure, const char *period,
                        const char *unit, const char *category) {
    const struct figures *figures = measuring_figures(measuring, measure, period);
    if (figures == NULL) {
        struct text fault = diag_kept_count(testing_diag()) > 0
                                ? diag_message_at(testing_diag(), 0)->words
                                : TEXT_NONE;
        return text_format(measuring->arena, "no figures: %.*s", TEXT_ARG(fault));
    }
    const char *none = strstr(unit, " (none)");
    enum unit_level level = UNIT_COUNTY;
    uint32_t index = UNIT_NONE;
    if (none != NULL) {
        unit_level_parse((struct text){unit, (size_t)(none - unit)}, &level);
    } else {
        index = hierarchy_find(measuring->context.units, text_of(unit));
        CU_ASSERT_FATAL(index != UNIT_NONE);
        level = measuring->context.units->units[index].level;
    }
    struct period days;
    period_parse(text_of(period), &days);
    const struct figure *figure =
        figures_find(figures, text_of(measure), &days, level, index, text_of(category));
    return figure == NULL ? TEXT("no figure") : figure_plain_words(measuring->arena, figure);
}

struct text measured(struct measuring *measuring, const char *measure, const char *period,
                     const char *category) {
    return measured_at(measuring, measure, period, "E10000014", category);
}
