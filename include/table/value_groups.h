/* Groups of equal values in a column: the codes "1" and "1.0" of an integer
 * column, or "N1" and "N1 - Abuse or Neglect" of a coded one, are one group.
 * Group 0 is null. Groups are numbered by their first code. A day equals the
 * text of its ISO form, and 5 equals 5.0, as in SQL. */
#ifndef TABLE_VALUE_GROUPS_H
#define TABLE_VALUE_GROUPS_H

#include <stdint.h>

#include "table/table.h"

struct arena;
struct value_groups;

struct value_groups *value_groups_new(struct arena *arena, const struct column *column);
/* One a code of the column. */
const uint32_t *value_groups_of_codes(const struct value_groups *groups);
/* One more than the largest group: at least 1. */
uint32_t value_groups_count(const struct value_groups *groups);
/* The group of a value, or UINT32_MAX if no code has it; 0 for null. */
uint32_t value_groups_find(const struct value_groups *groups, const struct value *value);
/* The same for the value of each code of a column, of this table or another. */
void value_groups_map(const struct value_groups *groups, const struct column *from,
                      uint32_t *group_of_code);

#endif
