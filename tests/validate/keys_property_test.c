/* Keys against scanning: records of random keys, in one file and in two; which
 * repeat, which are blank and which refer to nothing is found out a second time
 * by comparing each record with every other. */
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/file.h"
#include "define/yaml.h"
#include "support/testing.h"
#include "validate/finding.h"

enum { CHILDREN = 60, PLANS = 90, ROUNDS = 60 };

static const char *const schemas_of_both[] = {
    "name: children\ntitle: Children\nprimaryKey: child_id\nfields:\n"
    "  - {name: child_id, title: Child, type: string}\n"
    "  - {name: upn, title: Pupil number, type: string, constraints: {unique: true}}\n",
    "name: plans\ntitle: Plans\nprimaryKey: [plan_id, child_id]\nforeignKeys:\n"
    "  - {fields: child_id, reference: {resource: children, fields: child_id}}\nfields:\n"
    "  - {name: plan_id, title: Plan, type: string}\n"
    "  - {name: child_id, title: Child, type: string}\n"};

struct record {
    char first[16], second[16]; /* child and pupil number; plan and child */
    bool is_kept;
};

static const struct catalogue *catalogue_of_both(void) {
    struct catalogue *catalogue = ARENA_NEW(testing_arena(), struct catalogue);
    const struct schema **schemas = ARENA_ARRAY(testing_arena(), const struct schema *, 2);
    for (size_t i = 0; i < 2; i++) {
        schemas[i] = schema_read(testing_arena(), testing_diag(),
                                 yaml_read(testing_arena(), testing_diag(), TEXT("schema.yaml"),
                                           text_of(schemas_of_both[i])),
                                 NULL, 0);
        HOLDS(schemas[i] != NULL);
    }
    *catalogue = (struct catalogue){.schemas = schemas, .schema_count = 2};
    return catalogue;
}

static unsigned draw(uint64_t *state, unsigned limit) {
    *state = *state * 6364136223846793005U + 1442695040888963407U;
    return (unsigned)(*state >> 33) % limit;
}

/* "C7", or blank one time in twelve. */
static void draw_key(uint64_t *state, char letter, unsigned limit, char out[16]) {
    if (draw(state, 12) == 0) {
        out[0] = '\0';
    } else {
        snprintf(out, 16, "%c%u", letter, draw(state, limit));
    }
}

/* Writes the records into one file, or into two of which the second goes on from the first. */
static void write_table(struct text folder, const char *name, const char *header,
                        const struct record *records, size_t count, size_t first_part) {
    for (size_t part = 0; part < 2; part++) {
        struct buffer csv = buffer_new(testing_arena());
        buffer_add_c(&csv, header);
        size_t from = part == 0 ? 0 : first_part, to = part == 0 ? first_part : count;
        for (size_t i = from; i < to; i++) {
            buffer_format(&csv, "%s,%s,x\n", records[i].first, records[i].second);
        }
        struct text path =
            text_format(testing_arena(), "%.*s/%s-%zu.csv", TEXT_ARG(folder), name, part + 1);
        if (from < to) {
            HOLDS(file_write(testing_diag(), path, buffer_text(&csv), 0600));
        }
    }
}

struct expected {
    size_t duplicate, foreign, repeated_upn;
};

/* A key with a blank part names no record, so it repeats none. */
static void scan_keys(struct record *records, size_t count, bool has_two_parts,
                      struct expected *expected) {
    for (size_t i = 0; i < count; i++) {
        bool is_whole =
            records[i].first[0] != '\0' && (!has_two_parts || records[i].second[0] != '\0');
        records[i].is_kept = true;
        for (size_t j = 0; j < i && is_whole; j++) {
            bool is_same = strcmp(records[i].first, records[j].first) == 0 &&
                           (!has_two_parts || strcmp(records[i].second, records[j].second) == 0);
            records[i].is_kept &= !is_same;
        }
        expected->duplicate += !records[i].is_kept;
    }
}

static void scan_references(const struct record *children, const struct record *plans,
                            struct expected *expected) {
    for (size_t i = 0; i < PLANS; i++) {
        bool is_found = plans[i].second[0] == '\0';
        for (size_t j = 0; j < CHILDREN; j++) {
            is_found |= strcmp(plans[i].second, children[j].first) == 0;
        }
        expected->foreign += plans[i].is_kept && !is_found;
    }
}

static void scan_pupil_numbers(const struct record *children, struct expected *expected) {
    for (size_t i = 0; i < CHILDREN; i++) {
        bool is_repeated = false;
        for (size_t j = 0; j < i; j++) {
            is_repeated |= children[i].second[0] != '\0' && children[j].is_kept &&
                           strcmp(children[i].second, children[j].second) == 0;
        }
        expected->repeated_upn += children[i].is_kept && is_repeated;
    }
}

static size_t count_of(const struct findings *findings, const char *rule) {
    size_t count = 0;
    for (size_t i = 0; i < findings->count; i++) {
        count += text_equal_c(findings->items[i].rule, rule);
    }
    return count;
}

static const struct findings *validated(struct text folder) {
    const struct extract *extract =
        extract_read(testing_arena(), testing_diag(), catalogue_of_both(), folder, 2);
    CU_ASSERT_FATAL(extract != NULL);
    const struct validate_context context = {
        .extract = extract,
        .indexes = shared_indexes_new(testing_arena(), &extract->dataset),
        .as_at = DAY_NONE,
        .thread_count = 2};
    return validate_extract(testing_arena(), testing_diag(), &context);
}

static void try_round(uint64_t seed) {
    struct record children[CHILDREN], plans[PLANS];
    struct expected expected = {0, 0, 0};
    uint64_t state = seed;
    for (size_t i = 0; i < CHILDREN; i++) {
        draw_key(&state, 'C', 200, children[i].first);
        draw_key(&state, 'U', 150, children[i].second);
    }
    for (size_t i = 0; i < PLANS; i++) {
        draw_key(&state, 'P', 30, plans[i].first);
        draw_key(&state, 'C', 200, plans[i].second);
    }
    struct text folder = text_format(testing_arena(), "%s/keys-%d", testing_folder(), (int)seed);
    HOLDS(file_make_folder(testing_diag(), folder));
    write_table(folder, "children", "child_id,upn,note\n", children, CHILDREN,
                seed % 2 == 0 ? CHILDREN : draw(&state, CHILDREN - 1) + 1);
    write_table(folder, "plans", "plan_id,child_id,note\n", plans, PLANS,
                seed % 3 == 0 ? PLANS : draw(&state, PLANS - 1) + 1);
    scan_keys(children, CHILDREN, false, &expected);
    scan_keys(plans, PLANS, true, &expected);
    scan_references(children, plans, &expected);
    scan_pupil_numbers(children, &expected);
    const struct findings *findings = validated(folder);
    SAME_INT(count_of(findings, "duplicate-key"), expected.duplicate);
    SAME_INT(count_of(findings, "foreign-key"), expected.foreign);
    SAME_INT(count_of(findings, "unique"), expected.repeated_upn);
}

static void repeats_and_orphans_are_those_that_scanning_finds(void) {
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        try_round(seed);
    }
}

SUITE(validate_keys_property, CLAIM(repeats_and_orphans_are_those_that_scanning_finds))
