/* Keys: parts of a primary key that are blank, and references to records that
 * are not there. A reference with a blank part refers to nothing and passes.
 * Repeated primary keys were refused when the extract was read. */
#include "check.h"
#include "table/value_groups.h"

static bool is_blank(const struct table *table, size_t column, size_t row) {
    return table_value(table, column, row).kind == VALUE_NULL;
}

/* A required field that is blank is a finding already. */
static void check_key_part(struct check *check, size_t field) {
    const struct field *part = &check->schema->fields[field];
    size_t column = table_column(check->table, part->name);
    if (part->is_required || column == SIZE_MAX || !check->table->columns[column].is_supplied) {
        return;
    }
    struct fault fault = {RULE_PRIMARY_KEY, FINDING_ERROR,
                          text_format(check->arena,
                                      "%.*s is blank, and it is part of the record's key",
                                      TEXT_ARG(part->title)),
                          TEXT("enter it in the case system and extract again"), NULL};
    for (size_t row = 0; row < check->table->row_count; row++) {
        if (is_blank(check->table, column, row)) {
            check_add_cell(check, &fault, column, row);
        }
    }
}

enum { PART_LIMIT = 8, FIRST_ORPHANS = 64 };

/* A foreign key with its columns on both sides. Values are looked up once each, not once a row. */
struct reference {
    struct arena *scratch;
    const struct foreign_key *key;
    const struct table *target;
    struct table_indexes *target_indexes;
    size_t part_count;
    size_t columns[PART_LIMIT];
    size_t target_columns[PART_LIMIT];
    const uint32_t *target_groups[PART_LIMIT]; /* by code: the group of the value among the
                                                  target's values; UINT32_MAX: none */
};

static bool is_reference_there(const struct check *check, const struct reference *reference) {
    for (size_t i = 0; i < reference->part_count; i++) {
        if (reference->columns[i] == SIZE_MAX ||
            !check->table->columns[reference->columns[i]].is_supplied) {
            return false;
        }
    }
    return reference->part_count > 0;
}

static bool is_target_there(const struct reference *reference) {
    for (size_t i = 0; reference->target != NULL && i < reference->part_count; i++) {
        if (reference->target_columns[i] == SIZE_MAX ||
            !reference->target->columns[reference->target_columns[i]].is_supplied) {
            return false;
        }
    }
    return reference->target != NULL;
}

static struct reference reference_of(const struct check *check, const struct foreign_key *key) {
    const struct dataset *dataset = &check->extract->dataset;
    struct reference reference = {.key = key};
    for (size_t i = 0; i < dataset->table_count; i++) {
        if (dataset->is_supplied[i] && text_equal(dataset->tables[i]->name, key->table)) {
            reference.target = dataset->tables[i];
            reference.target_indexes = check->indexes[i];
        }
    }
    reference.part_count = key->field_count < PART_LIMIT ? key->field_count : PART_LIMIT;
    for (size_t i = 0; i < reference.part_count; i++) {
        reference.columns[i] =
            table_column(check->table, check->schema->fields[key->fields[i]].name);
        reference.target_columns[i] =
            reference.target == NULL ? SIZE_MAX
                                     : table_column(reference.target, key->reference_fields[i]);
    }
    return reference;
}

/* Values that only refused records of the target held are not there. */
static void forget_rowless(const struct reference *reference, size_t part, uint32_t *groups,
                           uint32_t count) {
    const struct column *target = &reference->target->columns[reference->target_columns[part]];
    if (target->cells != NULL) {
        return;
    }
    const struct value_groups *of_target =
        table_groups(reference->target_indexes, reference->target_columns[part]);
    const uint32_t *group_of_code = value_groups_of_codes(of_target);
    bool *has_rows = ARENA_ARRAY(reference->scratch, bool, value_groups_count(of_target));
    for (size_t row = 0; row < reference->target->row_count; row++) {
        has_rows[group_of_code[column_code(target, row)]] = true;
    }
    for (uint32_t code = 0; code < count; code++) {
        if (groups[code] != UINT32_MAX && groups[code] != 0 && !has_rows[groups[code]]) {
            groups[code] = UINT32_MAX;
        }
    }
}

static const uint32_t *find_groups(const struct check *check, const struct reference *reference,
                                   size_t part) {
    const struct column *column = &check->table->columns[reference->columns[part]];
    uint32_t *groups = ARENA_ARRAY(reference->scratch, uint32_t, column->value_count);
    value_groups_map(table_groups(reference->target_indexes, reference->target_columns[part]),
                     column, groups);
    forget_rowless(reference, part, groups, column->value_count);
    return groups;
}

static uint32_t target_group(const struct check *check, const struct reference *reference,
                             size_t part, size_t row) {
    const struct column *column = &check->table->columns[reference->columns[part]];
    return reference->target_groups[part][column_code(column, row)];
}

static bool parts_agree(const struct check *check, const struct reference *reference, size_t row,
                        size_t target_row) {
    for (size_t part = 1; part < reference->part_count; part++) {
        size_t column = reference->target_columns[part];
        const struct column_index *index = table_index(reference->target_indexes, column);
        uint32_t code = column_code(&reference->target->columns[column], target_row);
        if (index->group_of_code[code] != target_group(check, reference, part, row)) {
            return false;
        }
    }
    return true;
}

static bool is_found(const struct check *check, const struct reference *reference, size_t row) {
    uint32_t group = target_group(check, reference, 0, row);
    if (group == UINT32_MAX || reference->part_count == 1) {
        return group != UINT32_MAX;
    }
    const struct column_index *index =
        table_index(reference->target_indexes, reference->target_columns[0]);
    for (uint32_t at = index->starts[group]; at < index->starts[group + 1]; at++) {
        if (parts_agree(check, reference, row, index->rows[at])) {
            return true;
        }
    }
    return false;
}

/* A blank part refers to nothing. */
static bool refers(const struct check *check, const struct reference *reference, size_t row) {
    for (size_t i = 0; i < reference->part_count; i++) {
        if (is_blank(check->table, reference->columns[i], row)) {
            return false;
        }
    }
    return true;
}

/* The same where the groups were found: that of blank is 0. */
static bool has_groups(const struct check *check, const struct reference *reference, size_t row) {
    for (size_t i = 0; i < reference->part_count; i++) {
        if (target_group(check, reference, i, row) == 0) {
            return false;
        }
    }
    return true;
}

static enum finding_severity severity_of(const struct reference *reference) {
    return reference->key->is_query ? FINDING_QUERY : FINDING_ERROR;
}

static void add_orphan(struct check *check, const struct reference *reference, size_t row) {
    struct text target = reference->key->table;
    struct text raw =
        check_shown(check->arena, table_raw(check->table, reference->columns[0], row));
    struct text also = TEXT_NONE;
    if (reference->part_count > 1) {
        struct text second =
            check_shown(check->arena, table_raw(check->table, reference->columns[1], row));
        also = text_format(check->arena, " with \"%.*s\"", TEXT_ARG(second));
    }
    struct fault fault = {RULE_FOREIGN_KEY, severity_of(reference),
                          text_format(check->arena, "there is no \"%.*s\"%.*s in %.*s",
                                      TEXT_ARG(raw), TEXT_ARG(also), TEXT_ARG(target)),
                          text_format(check->arena,
                                      "correct the reference, or extract %.*s with the record",
                                      TEXT_ARG(target)),
                          NULL};
    check_add_cell(check, &fault, reference->columns[0], row);
}

/* What is not written as a reference refers to nothing: that is one fault. */
static void judge_orphan(struct check *check, const struct reference *reference, size_t row) {
    if (check_marks(check, reference->columns[0], row) == 0) {
        add_orphan(check, reference, row);
    } else {
        check_mark(check, reference->columns[0], row, CELL_REFUSED);
    }
}

static const char *what_is_missing(const struct reference *reference) {
    return reference->target == NULL ? "was not supplied" : "has no column of that key";
}

/* One finding instead of one a row where the table referred to is not there at all: a query, for no
 * record is known to be wrong. */
static void add_unsupplied(struct check *check, const struct reference *reference) {
    size_t count = 0;
    for (size_t row = 0; row < check->table->row_count; row++) {
        count += refers(check, reference, row);
    }
    size_t file = check_first_file(check);
    if (count == 0 || file == check->extract->file_count) {
        return;
    }
    struct text target = reference->key->table;
    struct fault fault = {
        RULE_FOREIGN_KEY, FINDING_QUERY,
        text_format(check->arena, "%.*s %s, so %zu reference%s to it could not be checked",
                    TEXT_ARG(target), what_is_missing(reference), count, count == 1 ? "" : "s"),
        text_format(check->arena, "export %.*s with the other tables", TEXT_ARG(target)), NULL};
    struct finding finding = {.column = check->table->columns[reference->columns[0]].name};
    check_add_file(check, &fault, file, &finding);
}

static void find_all_groups(const struct check *check, struct reference *reference) {
    reference->scratch = arena_new();
    for (size_t part = 0; part < reference->part_count; part++) {
        reference->target_groups[part] = find_groups(check, reference, part);
    }
}

void key_find_orphans(const struct check *check, size_t key, struct orphans *orphans) {
    struct reference reference = reference_of(check, &check->schema->foreign_keys[key]);
    if (!is_reference_there(check, &reference) || !is_target_there(&reference)) {
        return;
    }
    find_all_groups(check, &reference);
    for (size_t row = 0; row < check->table->row_count; row++) {
        if (has_groups(check, &reference, row) && !is_found(check, &reference, row)) {
            ARENA_MAKE_ROOM(orphans->arena, orphans->rows, orphans->count, orphans->capacity,
                            FIRST_ORPHANS);
            orphans->rows[orphans->count++] = (uint32_t)row;
        }
    }
    orphans->are_known = true;
    arena_free(reference.scratch);
}

static void check_reference(struct check *check, const struct foreign_key *key,
                            const struct orphans *orphans) {
    struct reference reference = reference_of(check, key);
    if (!is_reference_there(check, &reference)) {
        return;
    }
    if (!orphans->are_known) {
        add_unsupplied(check, &reference);
    }
    for (size_t i = 0; i < orphans->count; i++) {
        judge_orphan(check, &reference, orphans->rows[i]);
    }
}

void check_keys(struct check *check) {
    for (size_t i = 0; i < check->schema->primary_key_count; i++) {
        check_key_part(check, check->schema->primary_key[i]);
    }
    for (size_t i = 0; i < check->schema->foreign_key_count; i++) {
        check_reference(check, &check->schema->foreign_keys[i], &check->orphans[i]);
    }
}
