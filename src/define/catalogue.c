/* Loads every definition under one folder and checks what they say of each
 * other: that keys refer to tables and fields that have a schema, and that
 * ratios and rates refer to measures that count records. A definition that
 * could not be read is still known by its name, so that one fault does not
 * make others appear elsewhere. */
#include "define/catalogue.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "define/authority.h"
#include "define/definition_tests.h"
#include "define/yaml.h"

/* A definition that was met, whether or not it could be read. */
struct item {
    struct text id;
    struct place place;
    const void *definition; /* NULL: it could not be read */
};
struct items {
    struct item *items;
    size_t count;
};

struct loading {
    struct arena *arena;
    struct diag *diag;
    struct text folder;
    struct source_files files;
    struct text left_out; /* the key of tests, where they are not wanted */
    const struct code_set *const *sets;
    size_t set_count;
    bool has_all_sets; /* no file of codes had faults */
};

/* ---- items ---- */

static int by_id(const void *left, const void *right) {
    const struct item *a = left, *b = right;
    int order = text_compare(a->id, b->id);
    return order != 0 ? order : text_compare(a->place.file, b->place.file);
}

/* Puts the items in the order of their ids and reports the ones that share an id. */
static void sort_items(const struct loading *loading, struct items *items) {
    if (items->count < 2) {
        return;
    }
    qsort(items->items, items->count, sizeof *items->items, by_id);
    for (size_t i = 1; i < items->count; i++) {
        const struct item *earlier = &items->items[i - 1], *item = &items->items[i];
        if (!text_is_empty(item->id) && text_equal(earlier->id, item->id)) {
            DIAG_REPORT(loading->diag, DF010, &item->place, item->id,
                        text_format(loading->arena, "%.*s:%u", TEXT_ARG(earlier->place.file),
                                    (unsigned)earlier->place.line));
        }
    }
}

static const struct item *find_item(const struct items *items, struct text id) {
    for (size_t i = 0; i < items->count; i++) {
        if (text_equal(items->items[i].id, id)) {
            return &items->items[i];
        }
    }
    return NULL;
}

/* The definitions of items that were all read, in their order. */
#define DEFINITIONS(loading, type, from)                                                           \
    const type **definitions = ARENA_ARRAY((loading)->arena, const type *, (from)->count);         \
    for (size_t i = 0; i < (from)->count; i++) {                                                   \
        definitions[i] = (from)->items[i].definition;                                              \
    }                                                                                              \
    return definitions

static const struct schema *const *schemas_of(const struct loading *loading,
                                              const struct items *items) {
    DEFINITIONS(loading, struct schema, items);
}
static const struct measure_definition *const *measures_of(const struct loading *loading,
                                                           const struct items *items) {
    DEFINITIONS(loading, struct measure_definition, items);
}
static const struct report_definition *const *reports_of(const struct loading *loading,
                                                         const struct items *items) {
    DEFINITIONS(loading, struct report_definition, items);
}
static const struct judgement_scale *const *scales_of(const struct loading *loading,
                                                      const struct items *items) {
    DEFINITIONS(loading, struct judgement_scale, items);
}

static struct rule_set *const *rule_sets_of(const struct loading *loading,
                                            const struct items *items) {
    struct rule_set **sets = ARENA_ARRAY(loading->arena, struct rule_set *, items->count);
    for (size_t i = 0; i < items->count; i++) {
        /* Resolving completes what reading began. */
        sets[i] = (struct rule_set *)(uintptr_t)items->items[i].definition;
    }
    return sets;
}

static struct text *ids_of(const struct loading *loading, const struct items *items) {
    struct text *ids = ARENA_ARRAY(loading->arena, struct text, items->count);
    for (size_t i = 0; i < items->count; i++) {
        ids[i] = items->items[i].id;
    }
    return ids;
}

/* ---- reading ---- */

static const void *read_schema(struct loading *loading, const struct node *root) {
    return schema_read(loading->arena, loading->diag, root, loading->sets, loading->set_count);
}
static const void *read_measure(struct loading *loading, const struct node *root) {
    return measure_definition_read(loading->arena, loading->diag, root);
}
static const void *read_report(struct loading *loading, const struct node *root) {
    return report_definition_read(loading->arena, loading->diag, root);
}
static const void *read_scale(struct loading *loading, const struct node *root) {
    return judgement_scale_read(loading->arena, loading->diag, root);
}
static const void *read_rule_set(struct loading *loading, const struct node *root) {
    return rule_set_read(loading->arena, loading->diag, root);
}

/* Reads every .yaml file of a folder; `id_key` is the key that holds a definition's id. */
static struct items load_folder(struct loading *loading, struct text part, const char *id_key,
                                const void *(*read)(struct loading *loading,
                                                    const struct node *root)) {
    size_t first = loading->files.count;
    source_files_read_folder(loading->arena, loading->diag, &loading->files, loading->folder, part,
                             TEXT(".yaml"));
    struct items items = {NULL, loading->files.count - first};
    items.items = ARENA_ARRAY(loading->arena, struct item, items.count);
    for (size_t i = 0; i < items.count; i++) {
        const struct source_file *file = &loading->files.files[first + i];
        const struct node *root = yaml_read_without(loading->arena, loading->diag, file->path,
                                                    file->bytes, loading->left_out);
        struct item *item = &items.items[i];
        *item = (struct item){.id = TEXT_NONE, .place = {.file = file->path, .line = 1}};
        if (root != NULL) {
            const struct node *id = node_get(root, id_key);
            item->id = node_text(root, id_key, TEXT_NONE);
            item->place = id != NULL ? id->place : root->place;
            item->definition = read(loading, root);
        }
    }
    sort_items(loading, &items);
    return items;
}

/* An authority may have definitions of its own that hold no measures or no reports. */
static struct items load_optional(struct loading *loading, struct text part, const char *id_key,
                                  const void *(*read)(struct loading *loading,
                                                      const struct node *root)) {
    if (file_is_folder(file_join(loading->arena, loading->folder, part))) {
        return load_folder(loading, part, id_key, read);
    }
    return (struct items){NULL, 0};
}

static void load_code_sets(struct loading *loading) {
    size_t first = loading->files.count;
    source_files_read_folder(loading->arena, loading->diag, &loading->files, loading->folder,
                             TEXT("codes"), TEXT(".csv"));
    size_t count = loading->files.count - first;
    const struct code_set **sets = ARENA_ARRAY(loading->arena, const struct code_set *, count);
    for (size_t i = 0; i < count; i++) {
        const struct source_file *file = &loading->files.files[first + i];
        const struct code_set *set =
            code_set_read(loading->arena, loading->diag, file->path, file->bytes);
        if (set != NULL) {
            sets[loading->set_count++] = set;
        }
    }
    loading->sets = sets;
    loading->has_all_sets = loading->set_count == count;
}

/* ---- what definitions say of each other ---- */

static void check_reference(const struct loading *loading, const struct items *schemas,
                            const struct foreign_key *key) {
    const struct item *item = find_item(schemas, key->table);
    if (item == NULL) {
        DIAG_REPORT(loading->diag, DF013, &key->place, key->table);
        diag_did_you_mean(loading->diag, key->table, ids_of(loading, schemas), schemas->count);
        return;
    }
    const struct schema *table = item->definition;
    for (size_t i = 0; table != NULL && i < key->field_count; i++) {
        if (schema_field(table, key->reference_fields[i]) == SIZE_MAX) {
            struct text *names = ARENA_ARRAY(loading->arena, struct text, table->field_count);
            for (size_t field = 0; field < table->field_count; field++) {
                names[field] = table->fields[field].name;
            }
            DIAG_REPORT(loading->diag, DF012, &key->place, key->reference_fields[i], table->name);
            diag_did_you_mean(loading->diag, key->reference_fields[i], names, table->field_count);
        }
    }
}

static void check_schemas(const struct loading *loading, const struct items *schemas) {
    for (size_t i = 0; i < schemas->count; i++) {
        const struct schema *schema = schemas->items[i].definition;
        for (size_t key = 0; schema != NULL && key < schema->foreign_key_count; key++) {
            check_reference(loading, schemas, &schema->foreign_keys[key]);
        }
    }
}

/* A measure that another one names must be there and, for a ratio or a rate, count records. */
static void check_named(const struct loading *loading, const struct items *measures, struct text id,
                        const struct place *place, bool must_count) {
    const struct item *item = find_item(measures, id);
    if (text_is_empty(id)) {
        return;
    }
    if (item == NULL) {
        DIAG_REPORT(loading->diag, DF014, place, id);
        diag_did_you_mean(loading->diag, id, ids_of(loading, measures), measures->count);
        return;
    }
    const struct measure_definition *measure = item->definition;
    if (must_count && measure != NULL && measure->records == NULL) {
        DIAG_REPORT(loading->diag, DF009, place, id,
                    TEXT("a measure with records of its own to count"));
    }
}

/* What is adjusted for deprivation is a rate. */
static void check_adjusted(const struct loading *loading, const struct items *measures,
                           const struct measure_definition *measure) {
    const struct place *place = &measure->deprivation_of_place;
    check_named(loading, measures, measure->deprivation_of, place, false);
    const struct item *item = find_item(measures, measure->deprivation_of);
    const struct measure_definition *rate =
        item == NULL || text_is_empty(measure->deprivation_of) ? NULL : item->definition;
    if (rate != NULL && (text_is_empty(rate->rate_of) || rate->window != measure->window)) {
        DIAG_REPORT(loading->diag, DF009, place, measure->deprivation_of,
                    TEXT("a measure that is a rate_of another and has the same window"));
    }
}

/* What its records are among is counted over the same days. */
static void check_among(const struct loading *loading, const struct items *measures,
                        const struct measure_definition *measure, struct text id,
                        const struct place *place) {
    check_named(loading, measures, id, place, true);
    const struct item *item = find_item(measures, id);
    const struct measure_definition *whole =
        item == NULL || text_is_empty(id) ? NULL : item->definition;
    if (whole != NULL && whole->window != measure->window) {
        DIAG_REPORT(loading->diag, DF009, place, id, TEXT("a measure that has the same window"));
    }
}

/* Names of columns are unique over the schemas. One that could not be read may have any. */
static bool is_column(const struct items *schemas, struct text name) {
    for (size_t i = 0; i < schemas->count; i++) {
        const struct schema *schema = schemas->items[i].definition;
        if (schema == NULL || schema_field(schema, name) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

static void check_optional(const struct loading *loading, const struct items *schemas,
                           const struct measure_definition *measure) {
    for (size_t i = 0; i < measure->optional_count; i++) {
        if (find_item(schemas, measure->optional[i]) == NULL &&
            !is_column(schemas, measure->optional[i])) {
            DIAG_REPORT(loading->diag, DF013, &measure->place, measure->optional[i]);
            diag_did_you_mean(loading->diag, measure->optional[i], ids_of(loading, schemas),
                              schemas->count);
        }
    }
}

static void check_table(const struct loading *loading, const struct items *schemas,
                        const struct measure_definition *measure) {
    if (measure->table.length > 0 && find_item(schemas, measure->table) == NULL) {
        DIAG_REPORT(loading->diag, DF013, &measure->place, measure->table);
        diag_did_you_mean(loading->diag, measure->table, ids_of(loading, schemas), schemas->count);
    }
}

static void check_measures(const struct loading *loading, const struct items *measures,
                           const struct items *schemas) {
    const struct test_schemas known = {loading->arena, loading->diag, schemas_of(loading, schemas),
                                       schemas->count};
    for (size_t i = 0; i < measures->count; i++) {
        const struct measure_definition *measure = measures->items[i].definition;
        if (measure == NULL) {
            continue;
        }
        check_named(loading, measures, measure->ratio_of, &measure->ratio_of_place, true);
        check_named(loading, measures, measure->ratio_to, &measure->ratio_to_place, true);
        check_named(loading, measures, measure->rate_of, &measure->rate_of_place, true);
        check_named(loading, measures, measure->superseded_by, &measure->place, false);
        check_adjusted(loading, measures, measure);
        check_named(loading, measures, measure->records_of, &measure->records_of_place, true);
        check_among(loading, measures, measure, measure->among, &measure->among_place);
        check_among(loading, measures, measure, measure->met_among, &measure->met_among_place);
        check_optional(loading, schemas, measure);
        check_table(loading, schemas, measure);
        definition_tests_check_measure(&known, measure->tests);
    }
}

/* Reference data is read elsewhere, but every figure rests on it: the manifest names it, and a
 * table under a name that nobody reads would be missing without a word. */
static void collect_reference(struct loading *loading, unsigned wanted) {
    struct source_files *into = (wanted & CATALOGUE_REFERENCE) != 0 ? &loading->files : NULL;
    const struct text parts[] = {TEXT("reference"), TEXT("reference/published")};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (file_is_folder(file_join(loading->arena, loading->folder, parts[i]))) {
            source_files_read_folder(loading->arena, loading->diag, into, loading->folder, parts[i],
                                     TEXT(".csv"));
        }
    }
}

/* What a catalogue is made of. */
struct parts {
    struct items schemas, rules, measures, scales, reports;
};

static struct parts load_parts(struct loading *loading, struct text family, unsigned wanted) {
    struct arena *arena = loading->arena;
    struct parts parts = {.rules = {NULL, 0}};
    load_code_sets(loading);
    parts.schemas =
        load_folder(loading, file_join(arena, TEXT("extracts"), family), "name", read_schema);
    if ((wanted & CATALOGUE_RULES) != 0) {
        parts.rules = load_optional(loading, file_join(arena, TEXT("rules"), family), "rule_set",
                                    read_rule_set);
    }
    if ((wanted & CATALOGUE_MEASURES) != 0) {
        parts.measures = load_optional(loading, TEXT("measures"), "measure", read_measure);
    }
    if ((wanted & CATALOGUE_REPORTS) != 0) {
        parts.scales = load_optional(loading, TEXT("scales"), "scale", read_scale);
        parts.reports = load_optional(loading, TEXT("reports"), "report", read_report);
    }
    if ((wanted & (CATALOGUE_MEASURES | CATALOGUE_REFERENCE)) != 0) {
        collect_reference(loading, wanted);
    }
    return parts;
}

/* The scale that a text of a report names; DF031 where no file holds it. */
static const struct item *check_scale(const struct loading *loading, const struct items *scales,
                                      const struct node *name) {
    const struct item *item = find_item(scales, name->text);
    if (item == NULL) {
        DIAG_REPORT(loading->diag, DF031, &name->place, name->text);
        diag_did_you_mean(loading->diag, name->text, ids_of(loading, scales), scales->count);
    }
    return item;
}

static void check_awards(const struct loading *loading, const struct items *scales,
                         const struct node *judgements) {
    const struct item *item = check_scale(loading, scales, node_get(judgements, "scale"));
    const struct node *rows = node_get(judgements, "rows");
    for (size_t i = 0; item != NULL && item->definition != NULL && i < rows->child_count; i++) {
        judgement_scale_check(loading->arena, loading->diag, item->definition, rows->children[i]);
    }
}

static void check_blocks(const struct loading *loading, const struct items *scales,
                         const struct block *blocks, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (blocks[i].kind == BLOCK_JUDGEMENTS) {
            check_awards(loading, scales, blocks[i].node);
        }
        const struct node *names =
            blocks[i].kind == BLOCK_GRADES ? node_get(blocks[i].node, "scales") : NULL;
        for (size_t name = 0; names != NULL && name < names->child_count; name++) {
            check_scale(loading, scales, names->children[name]);
        }
        check_blocks(loading, scales, blocks[i].blocks, blocks[i].block_count);
    }
}

/* What a report awards must be of a scale that there is. */
static void check_reports(const struct loading *loading, const struct parts *parts) {
    for (size_t i = 0; i < parts->reports.count; i++) {
        const struct report_definition *report = parts->reports.items[i].definition;
        if (report != NULL) {
            check_blocks(loading, &parts->scales, report->blocks, report->block_count);
        }
    }
}

/* Leaves out what could not be read. */
static void drop_unread(struct items *items) {
    size_t kept = 0;
    for (size_t i = 0; i < items->count; i++) {
        if (items->items[i].definition != NULL) {
            items->items[kept++] = items->items[i];
        }
    }
    items->count = kept;
}

static bool are_all_read(const struct items *items) {
    bool holds = true;
    for (size_t i = 0; i < items->count; i++) {
        holds = holds && items->items[i].definition != NULL;
    }
    return holds;
}

static const struct catalogue *catalogue_of(const struct loading *loading, struct parts *parts) {
    struct catalogue *catalogue = ARENA_NEW(loading->arena, struct catalogue);
    drop_unread(&parts->rules);
    drop_unread(&parts->measures);
    drop_unread(&parts->scales);
    drop_unread(&parts->reports);
    struct rule_set *const *sets = rule_sets_of(loading, &parts->rules);
    *catalogue = (struct catalogue){.folder = loading->folder,
                                    .schemas = schemas_of(loading, &parts->schemas),
                                    .schema_count = parts->schemas.count,
                                    .code_sets = loading->sets,
                                    .code_set_count = loading->set_count,
                                    .measures = measures_of(loading, &parts->measures),
                                    .measure_count = parts->measures.count,
                                    .reports = reports_of(loading, &parts->reports),
                                    .report_count = parts->reports.count,
                                    .scales = scales_of(loading, &parts->scales),
                                    .scale_count = parts->scales.count,
                                    .rule_sets = (const struct rule_set *const *)sets,
                                    .rule_set_count = parts->rules.count,
                                    .files = loading->files.files,
                                    .file_count = loading->files.count};
    return catalogue;
}

const struct catalogue *catalogue_load_readable(struct arena *arena, struct diag *diag,
                                                struct text folder, struct text family,
                                                unsigned wanted, bool *is_sound) {
    struct text left_out = (wanted & CATALOGUE_TESTS) != 0 ? TEXT_NONE : TEXT("tests");
    struct loading loading = {.arena = arena, .diag = diag, .folder = folder, .left_out = left_out};
    size_t faults_before = diag_count(diag, DIAG_ERROR);
    struct parts parts = load_parts(&loading, family, wanted);
    check_schemas(&loading, &parts.schemas);
    bool has_tables = are_all_read(&parts.schemas) && loading.has_all_sets;
    check_measures(&loading, &parts.measures, &parts.schemas);
    check_reports(&loading, &parts);
    rule_sets_resolve(arena, diag, rule_sets_of(&loading, &parts.rules), parts.rules.count,
                      schemas_of(&loading, &parts.schemas), parts.schemas.count);
    *is_sound = diag_count(diag, DIAG_ERROR) == faults_before;
    return has_tables ? catalogue_of(&loading, &parts) : NULL;
}

static const struct catalogue *load(struct arena *arena, struct diag *diag, struct text folder,
                                    struct text family, unsigned wanted) {
    bool is_sound;
    const struct catalogue *catalogue =
        catalogue_load_readable(arena, diag, folder, family, wanted, &is_sound);
    return is_sound ? catalogue : NULL;
}

const struct catalogue *catalogue_load(struct arena *arena, struct diag *diag, struct text folder,
                                       struct text family) {
    return load(arena, diag, folder, family, CATALOGUE_ALL);
}

const struct catalogue *catalogue_load_checks(struct arena *arena, struct diag *diag,
                                              struct text folder, struct text family) {
    return load(arena, diag, folder, family, CATALOGUE_RULES | CATALOGUE_TESTS);
}

/* Puts a set in the place of the one of its name; DF011 where there is none. */
static bool replace_set(struct diag *diag, const struct code_set **sets, size_t set_count,
                        const struct code_set *own) {
    for (size_t i = 0; i < set_count; i++) {
        if (text_equal(sets[i]->name, own->name)) {
            sets[i] = own;
            return true;
        }
    }
    const struct place place = {
        .file = own->file, .cell = TEXT_NONE, .field = TEXT_NONE, .source = TEXT_NONE};
    DIAG_REPORT(diag, DF011, &place, own->name);
    return false;
}

static bool replace_sets(struct arena *arena, struct diag *diag, const struct source_files *files,
                         size_t first, struct catalogue *catalogue) {
    const struct code_set **sets =
        arena_copy(arena, catalogue->code_sets, catalogue->code_set_count * sizeof *sets);
    bool is_sound = true;
    for (size_t i = first; i < files->count; i++) {
        struct source_file *file = &files->files[i];
        const struct code_set *own = code_set_read(arena, diag, file->path, file->bytes);
        is_sound =
            own != NULL && replace_set(diag, sets, catalogue->code_set_count, own) && is_sound;
        file->name = file_join(arena, TEXT("authority"), file->name);
    }
    catalogue->code_sets = sets;
    return is_sound;
}

const struct catalogue *catalogue_with_codes_of(struct arena *arena, struct diag *diag,
                                                const struct catalogue *catalogue,
                                                const struct authority *authority) {
    if (!file_is_folder(file_join(arena, authority->folder, TEXT("codes")))) {
        return catalogue;
    }
    struct catalogue *own = arena_copy(arena, catalogue, sizeof *catalogue);
    struct source_files files = {
        .files = arena_copy(arena, catalogue->files, catalogue->file_count * sizeof *files.files),
        .count = catalogue->file_count,
        .capacity = catalogue->file_count};
    bool is_sound = source_files_read_folder(arena, diag, &files, authority->folder, TEXT("codes"),
                                             TEXT(".csv"));
    is_sound = replace_sets(arena, diag, &files, catalogue->file_count, own) && is_sound;
    own->files = files.files;
    own->file_count = files.count;
    return is_sound ? own : NULL;
}

const struct measure_definition *catalogue_measure(const struct catalogue *catalogue,
                                                   struct text id) {
    for (size_t i = 0; i < catalogue->measure_count; i++) {
        if (text_equal(catalogue->measures[i]->id, id)) {
            return catalogue->measures[i];
        }
    }
    return NULL;
}

const struct node *catalogue_holder(const struct catalogue *catalogue) {
    for (size_t i = 0; i < catalogue->schema_count; i++) {
        if (catalogue->schemas[i]->holder != NULL) {
            return catalogue->schemas[i]->holder;
        }
    }
    return NULL;
}

const struct report_definition *catalogue_report(const struct catalogue *catalogue,
                                                 struct text id) {
    for (size_t i = 0; i < catalogue->report_count; i++) {
        if (text_equal(catalogue->reports[i]->id, id)) {
            return catalogue->reports[i];
        }
    }
    return NULL;
}
