/* Rules that cannot be checked, by what is missing. */
#ifndef VALIDATE_UNCHECKED_H
#define VALIDATE_UNCHECKED_H

#include "check.h"

struct unchecked_reason {
    struct text missing; /* a table, a column */
    size_t rule_count;
    struct unchecked_reason *next;
};
struct unchecked {
    struct arena *arena;
    struct unchecked_reason *first;
};

/* False if the rule can be checked; else it is counted. */
bool unchecked_add(struct unchecked *unchecked, const struct check *check, const struct rule *rule);
void unchecked_report(const struct unchecked *unchecked, struct diag *diag);

#endif
