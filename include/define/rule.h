/* Rules as data: what a record must not be. One file a set of rules under
 * report-defs/rules/<family>/; a set may extend earlier ones, with changed and
 * removed rules, so that a year is a short file, and a long year is several.
 * Each rule carries its own tests. See "Rules" in report-defs/README.md for the
 * vocabulary. */
#ifndef DEFINE_RULE_H
#define DEFINE_RULE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/text.h"
#include "define/schema.h"

struct arena;
struct node;

struct rule {
    struct place place;
    struct text id;
    bool is_error;              /* else a query: somebody should look */
    const struct schema *table; /* whose records it judges; NULL after a fault */
    struct text message;
    struct text remedy;
    const struct text *fields; /* of the table; a finding points to the first */
    size_t field_count;
    const struct node *fails_when; /* a row expression, or NULL */
    const struct node *fails;      /* a SELECT of failing groups, or NULL */
    const struct text *optional;   /* tables that it reads but can do without */
    size_t optional_count;
    const struct node *root; /* the rule's mapping, for `on`, `fields` and `tests` */
};

struct rule_set {
    struct place place;
    struct text name; /* "ssd-plans", "cin-2025-26" */
    struct text title;
    const struct node *root;
    const struct rule_set **extends; /* the sets whose rules it takes over, in order */
    size_t extends_count;
    bool is_extended;   /* another set stands for it */
    bool lacks_earlier; /* a set that it extends is not there */
    enum { RULES_UNREAD, RULES_BEING_READ, RULES_READ } state;
    const struct rule **rules; /* all that are in force in it, in order */
    size_t rule_count;
};

/* Reads one file's shape; its rules are read by rule_sets_resolve. Reports what is wrong with it;
 * NULL only if its rules cannot be read at all. */
struct rule_set *rule_set_read(struct arena *arena, struct diag *diag, const struct node *root);
/* Reads the rules of every set, those of the sets that they extend first, and finds the tables and
 * fields that they name. Every fault is reported. */
void rule_sets_resolve(struct arena *arena, struct diag *diag, struct rule_set *const *sets,
                       size_t set_count, const struct schema *const *schemas, size_t schema_count);
/* The rules of the sets named, parted by commas; of every set that no other extends where `names`
 * is empty; none for "none". NULL after VA001. */
const struct rule *const *rules_in_force(struct arena *arena, struct diag *diag,
                                         const struct rule_set *const *sets, size_t set_count,
                                         struct text names, size_t *count);
/* True if the rule's SQL names the table, and cannot do without it. */
bool rule_needs_table(const struct rule *rule, struct text table);

#endif
