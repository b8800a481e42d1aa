/* Rules that cannot be checked, by what is missing. */
#ifndef VALIDATE_UNCHECKED_H
#define VALIDATE_UNCHECKED_H

#include "check.h"

/* Lists a rule that was not checked. */
void unchecked_note(struct unchecked *unchecked, struct text rule, struct text why);
/* False if the rule can be checked; else it is listed. */
bool unchecked_add(struct unchecked *unchecked, const struct check *check, const struct rule *rule);
/* Whether the rule is among those that were not checked. */
bool unchecked_holds(const struct findings *findings, struct text rule);
/* Whether it is one of the checks of every field, or a rule in force. */
bool rule_is_known(const struct validate_context *context, struct text rule);
/* VA010 for each thing that was not supplied. */
void unchecked_report(const struct unchecked *unchecked, struct diag *diag);

#endif
