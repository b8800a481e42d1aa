/* What the checks of one table share. Each table is one job, with an arena of
 * its own; findings are listed as they are found and sorted at the end. */
#ifndef VALIDATE_CHECK_H
#define VALIDATE_CHECK_H

#include "base/arena.h"
#include "validate/finding.h"

/* In the order of the checks' titles; see rules.c. */
enum rule_id {
    RULE_REQUIRED_COLUMN,
    RULE_UNREADABLE,
    RULE_REPEATED_HEADER,
    RULE_TOO_FEW_FIELDS,
    RULE_TOO_MANY_FIELDS,
    RULE_DUPLICATE_KEY,
    RULE_PRIMARY_KEY,
    RULE_FOREIGN_KEY,
    RULE_REQUIRED,
    RULE_TYPE,
    RULE_CODES,
    RULE_PATTERN,
    RULE_TOO_COSTLY,
    RULE_ENUM,
    RULE_MINIMUM,
    RULE_MAXIMUM,
    RULE_LENGTH,
    RULE_UNIQUE,
    RULE_NUL,
    RULE_ENCODING,
    RULE_NOT_CHECKED,
    RULE_WAIVER_EXPIRED,
    RULE_WAIVER_UNUSED,
    RULE_COUNT
};
struct text rule_name(enum rule_id rule);

/* A finding and where it belongs in the order of all. */
struct listed_finding {
    struct finding finding;
    size_t file_at; /* the file's position in the extract */
    size_t column_at;
    size_t row_at; /* in the table; SIZE_MAX: no row of it */
    size_t sequence;
};

/* What constraints said of a cell's value: others would say the same of it a second time. */
enum cell_mark {
    CELL_ILL_WRITTEN = 1, /* not as its pattern, code set or words have it */
    CELL_REFUSED = 2      /* it is not there, is no such value, or refers to nothing: rules rest */
};

/* Rows whose foreign key finds no record. */
struct orphans {
    struct arena *arena;
    uint32_t *rows;
    size_t count;
    size_t capacity;
    bool are_known; /* false: the columns, or the table referred to, are not there */
};

struct check {
    struct arena *arena;
    struct diag *diag;
    const struct validate_context *context;
    const struct extract *extract;
    size_t table_at;
    const struct table *table;
    const struct schema *schema;
    struct table_indexes *const *indexes; /* one a table of the dataset */
    const struct rule **rules;            /* of definitions: those that can be checked */
    size_t rule_count;
    /* One a field of the schema: nothing is wrong there, as was seen at once. */
    bool *is_right_field;
    struct orphans *orphans; /* one a foreign key: the rows that refer to nothing */
    uint8_t **marks; /* by column (NULL: none), then row: enum cell_mark; NULL: for no rule */
    struct unchecked *unchecked;
    struct listed_finding *items;
    size_t count;
    size_t capacity;
};

/* The part of a finding that depends on the value alone. */
struct fault {
    enum rule_id rule;
    enum finding_severity severity;
    struct text message;
    struct text remedy;
    const struct rule *definition; /* NULL: the rule is `rule` */
};

/* Rules that were not checked, as they come up. */
struct unchecked {
    struct arena *arena;
    struct unchecked_rule *items;
    size_t count;
    size_t capacity;
};

/* Lists a fault of one cell. */
void check_add_cell(struct check *check, const struct fault *fault, size_t column, size_t row);
/* What is marked in a cell; marking one more thing. */
void check_mark(struct check *check, size_t column, size_t row, enum cell_mark mark);
unsigned check_marks(const struct check *check, size_t column, size_t row);
/* Lists a fault of a whole file, or of a record that has no row in the table: `finding` holds what
 * is known besides. */
void check_add_file(struct check *check, const struct fault *fault, size_t file,
                    const struct finding *finding);
/* A value as findings show it: cut to 100 characters, NUL and bytes that are no UTF-8 as U+FFFD. */
struct text check_shown(struct arena *arena, struct text raw);

/* Whether it is plain that a field has nothing wrong, so that no value need be looked at one by
 * one; and a foreign key's orphans, listed. Any thread may ask, before check_fields. */
bool field_is_right(const struct check *check, size_t field);
void key_find_orphans(const struct check *check, size_t key, struct orphans *orphans);
void check_fields(struct check *check);
void check_keys(struct check *check);
/* The rules of definitions. One that could not be run to its end is reported (VA012), a finding
 * of the table, and leaves no other; false then. */
bool check_rules(struct check *check, struct database *database);
/* Fills in the teams and workers of the listed findings, which are in the order of their rows. */
void check_teams(struct check *check, struct database *database);
/* Prepares what a schema says of teams and workers, so that its faults show before data is read. */
void teams_check(struct diag *diag, struct database *database, const struct schema *schema);
/* The first file of the table, for a finding of the table as a whole; file_count if there is none.
 */
size_t check_first_file(const struct check *check);

#endif
