/* The age bands are those of the Department for Education's tables, ethnic groups
 * those of its code set. A child without a date of birth that has an expected one
 * is unborn; a birth after the day is one yet to come. */
#include "split.h"

#include <stdlib.h>

#include "base/arena.h"
#include "define/code_set.h"
#include "table/dictionary.h"

enum { AGE_NOT_KNOWN, AGE_UNBORN, AGE_UNDER_1, AGE_1, AGE_5, AGE_10, AGE_16, AGE_COUNT };

static const struct text age_names[AGE_COUNT] = {
    {"(not known)", 11}, {"Unborn", 6},   {"Under 1", 7},     {"1 to 4", 6},
    {"5 to 9", 6},       {"10 to 15", 8}, {"16 and over", 11}};

enum person_column { PERSON_BIRTH, PERSON_EXPECTED, PERSON_SEX, PERSON_ETHNICITY, PERSON_COLUMNS };

struct people {
    const struct table *table; /* NULL: not supplied */
    struct table_indexes *indexes;
    size_t id_column;
    size_t columns[PERSON_COLUMNS]; /* SIZE_MAX: there is none */
    const struct code_set *sexes, *ethnicities;
    struct split_names sex_names, ethnicity_names;
};

struct text breakdown_name(enum breakdown breakdown) {
    static const char *const names[BREAKDOWN_COUNT] = {"worker", "age", "sex", "ethnicity"};
    return text_of(names[breakdown]);
}

bool breakdown_parse(struct text name, enum breakdown *breakdown) {
    for (int i = 0; i < BREAKDOWN_COUNT; i++) {
        if (text_equal(name, breakdown_name((enum breakdown)i))) {
            *breakdown = (enum breakdown)i;
            return true;
        }
    }
    return false;
}

/* ---- names ---- */

static uint32_t find_name(const struct split_names *names, struct text name) {
    for (uint32_t i = 1; i < names->count; i++) {
        if (text_equal(names->names[i], name)) {
            return i;
        }
    }
    return 0;
}

/* The descriptions, or the groups, of the codes of a set, each once, in its order. */
static struct split_names names_of_set(struct arena *arena, const struct code_set *set,
                                       bool by_group) {
    size_t limit = set != NULL ? set->code_count + 1 : 1;
    struct text *names = ARENA_ARRAY(arena, struct text, limit);
    struct split_names found = {names, 1};
    names[0] = age_names[AGE_NOT_KNOWN];
    for (size_t i = 0; i + 1 < limit; i++) {
        struct text name = by_group ? set->codes[i].group : set->codes[i].description;
        bool is_code = set->codes[i].alias_of.length == 0 && name.length > 0;
        if (is_code && find_name(&found, name) == 0) {
            names[found.count++] = name;
        }
    }
    return found;
}

struct split_names people_names(const struct people *people, enum breakdown breakdown) {
    switch (breakdown) {
    case BREAKDOWN_AGE:
        return (struct split_names){age_names, AGE_COUNT};
    case BREAKDOWN_SEX:
        return people->sex_names;
    case BREAKDOWN_ETHNICITY:
        return people->ethnicity_names;
    default:
        return (struct split_names){NULL, 0};
    }
}

/* ---- people ---- */

static void find_table(struct people *people, const struct measure_context *context) {
    static const char *const names[PERSON_COLUMNS] = {"pers_dob", "pers_expected_dob", "pers_sex",
                                                      "pers_ethnicity"};
    const struct dataset *dataset = context->dataset;
    for (size_t i = 0; i < dataset->table_count; i++) {
        const struct table *table = dataset->tables[i];
        if (text_equal_c(table->name, "ssd_person") && dataset->is_supplied[i]) {
            people->table = table;
            people->indexes = shared_indexes_of(context->indexes, i);
            people->id_column = table_column(table, TEXT("pers_person_id"));
        }
    }
    for (int i = 0; people->table != NULL && i < PERSON_COLUMNS; i++) {
        people->columns[i] = table_column(people->table, text_of(names[i]));
    }
}

const struct people *people_new(struct arena *arena, const struct measure_context *context) {
    struct people *people = ARENA_NEW(arena, struct people);
    const struct catalogue *catalogue = context->catalogue;
    people->sexes = code_set_find(catalogue->code_sets, catalogue->code_set_count, TEXT("sex"));
    people->ethnicities =
        code_set_find(catalogue->code_sets, catalogue->code_set_count, TEXT("ethnicity"));
    people->sex_names = names_of_set(arena, people->sexes, false);
    people->ethnicity_names = names_of_set(arena, people->ethnicities, true);
    find_table(people, context);
    return people;
}

bool people_are_supplied(const struct people *people) {
    return people->table != NULL;
}

/* ---- what is known of each child ---- */

struct child_facts {
    day_number birth, expected;
    uint32_t sex, ethnicity;
};

struct split_source {
    const struct people *people;
    const struct records *records;
    const struct child_facts *facts; /* one a child code; of 0 nothing is known */
};

static struct value cell_of(const struct people *people, enum person_column column, size_t row) {
    return people->columns[column] == SIZE_MAX
               ? (struct value){.kind = VALUE_NULL}
               : table_value(people->table, people->columns[column], row);
}

static day_number day_in(struct value value) {
    return value.kind == VALUE_DAY ? (day_number)value.integer : DAY_NONE;
}

static uint32_t code_in(struct value value, const struct code_set *set,
                        const struct split_names *names, bool by_group) {
    const struct code *code;
    bool is_known =
        set != NULL && value.kind == VALUE_TEXT && code_set_resolve(set, value.text, &code);
    return is_known ? find_name(names, by_group ? code->group : code->description) : 0;
}

static size_t row_of(const struct people *people, struct text child) {
    const struct value id = {.kind = VALUE_TEXT, .text = child};
    uint32_t group = table_index_find(people->indexes, people->id_column, &id);
    const struct column_index *index = table_index(people->indexes, people->id_column);
    bool is_found = group != UINT32_MAX && index->starts[group] < index->starts[group + 1];
    return is_found ? index->rows[index->starts[group]] : SIZE_MAX;
}

static struct child_facts facts_of(const struct people *people, struct text child) {
    size_t row = people->table == NULL ? SIZE_MAX : row_of(people, child);
    if (row == SIZE_MAX) {
        return (struct child_facts){DAY_NONE, DAY_NONE, 0, 0};
    }
    return (struct child_facts){
        .birth = day_in(cell_of(people, PERSON_BIRTH, row)),
        .expected = day_in(cell_of(people, PERSON_EXPECTED, row)),
        .sex = code_in(cell_of(people, PERSON_SEX, row), people->sexes, &people->sex_names, false),
        .ethnicity = code_in(cell_of(people, PERSON_ETHNICITY, row), people->ethnicities,
                             &people->ethnicity_names, true)};
}

struct split_source *split_source_new(struct arena *arena, const struct people *people,
                                      const struct records *records) {
    struct split_source *source = ARENA_NEW(arena, struct split_source);
    uint32_t count = dictionary_count(records->children);
    struct child_facts *facts = ARENA_ARRAY(arena, struct child_facts, count);
    facts[0] = (struct child_facts){DAY_NONE, DAY_NONE, 0, 0};
    for (uint32_t code = 1; code < count; code++) {
        facts[code] = facts_of(people, dictionary_text(records->children, code));
    }
    *source = (struct split_source){people, records, facts};
    return source;
}

/* ---- values ---- */

static uint32_t age_band(const struct child_facts *facts, day_number day) {
    if (facts->birth == DAY_NONE) {
        return facts->expected == DAY_NONE ? AGE_NOT_KNOWN : AGE_UNBORN;
    }
    int years = date_age_years(facts->birth, day);
    return facts->birth > day ? AGE_UNBORN
           : years < 1        ? AGE_UNDER_1
           : years < 5        ? AGE_1
           : years < 10       ? AGE_5
           : years < 16       ? AGE_10
                              : AGE_16;
}

static uint32_t value_of(const struct split_source *source, const struct record_row *row,
                         enum breakdown breakdown, const struct window *window) {
    const struct child_facts *facts = &source->facts[row->child];
    bool is_event = source->records->shape == RECORDS_EVENTS && row->first != DAY_NONE;
    switch (breakdown) {
    case BREAKDOWN_AGE:
        return age_band(facts, is_event ? row->first : window->as_at);
    case BREAKDOWN_SEX:
        return facts->sex;
    case BREAKDOWN_ETHNICITY:
        return facts->ethnicity;
    default:
        return row->worker;
    }
}

struct worker {
    struct text id;
    uint32_t code;
};

static int compare_workers(const void *left, const void *right) {
    return text_compare(((const struct worker *)left)->id, ((const struct worker *)right)->id);
}

/* Workers by id: `ranks` are by code. */
static struct split_names worker_names(struct arena *arena, const struct dictionary *workers,
                                       uint32_t *ranks) {
    uint32_t count = dictionary_count(workers);
    struct worker *sorted = ARENA_ARRAY(arena, struct worker, count);
    struct text *names = ARENA_ARRAY(arena, struct text, count);
    for (uint32_t code = 1; code < count; code++) {
        sorted[code] = (struct worker){dictionary_text(workers, code), code};
    }
    qsort(sorted + 1, count - 1, sizeof *sorted, compare_workers);
    names[0] = TEXT("(none)");
    for (uint32_t i = 1; i < count; i++) {
        names[i] = text_copy(arena, sorted[i].id);
        ranks[sorted[i].code] = i;
    }
    return (struct split_names){names, count};
}

struct split split_records(struct arena *arena, struct arena *scratch,
                           const struct split_source *source, enum breakdown breakdown,
                           const struct window *window) {
    const struct records *records = source->records;
    uint32_t *values = ARENA_ARRAY(scratch, uint32_t, records->count + 1);
    struct split split = {people_names(source->people, breakdown), values};
    uint32_t *ranks = NULL;
    if (breakdown == BREAKDOWN_WORKER) {
        ranks = ARENA_ARRAY(scratch, uint32_t, dictionary_count(records->workers));
        split.names = worker_names(arena, records->workers, ranks);
    }
    for (size_t i = 0; i < records->count; i++) {
        uint32_t value = value_of(source, &records->rows[i], breakdown, window);
        values[i] = ranks != NULL ? ranks[value] : value;
    }
    return split;
}

/* ---- categories ---- */

struct text split_category(struct arena *arena, enum breakdown breakdown, struct text name,
                           struct text category) {
    bool is_whole = category.length == 0 || text_equal_c(category, "total");
    return text_format(arena, "%.*s: %.*s%s%.*s", TEXT_ARG(breakdown_name(breakdown)),
                       TEXT_ARG(name), is_whole ? "" : "; ",
                       TEXT_ARG(is_whole ? TEXT_NONE : category));
}

bool split_category_parse(struct text whole, enum breakdown *breakdown, struct text *name,
                          struct text *category) {
    size_t colon = text_find(whole, ':');
    if (!breakdown_parse(text_slice(whole, 0, colon), breakdown)) {
        return false;
    }
    struct text rest = text_slice(whole, colon + 2, whole.length);
    size_t end = text_find(rest, ';');
    *name = text_slice(rest, 0, end);
    *category = text_slice(rest, end + 2, rest.length);
    return true;
}
