/* Code sets: the codes a field may hold and other ways of writing each.
 * report-defs/codes/NAME.csv, with the columns code, description, group and
 * alias_of (blank for a code; a code for an alias of it). */
#ifndef DEFINE_CODE_SET_H
#define DEFINE_CODE_SET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/text.h"

struct arena;

struct code {
    struct text code;
    struct text description;
    struct text group; /* empty: none; an alias has its code's */
    struct text alias_of;
};
struct code_set {
    struct text name;
    struct text file;
    const struct code *codes; /* codes and aliases, in file order */
    size_t code_count;
};

/* Reads one code set from CSV bytes, which must outlive it. NULL after reports. */
const struct code_set *code_set_read(struct arena *arena, struct diag *diag, struct text file,
                                     struct text bytes);
/* The code proper for a raw text: exact, else ignoring case, else through an alias (ignoring case).
 * False: unknown. */
bool code_set_resolve(const struct code_set *set, struct text raw, const struct code **code);
/* The code that is written exactly so, aliases aside; NULL: none. */
const struct code *code_set_exact(const struct code_set *set, struct text text);
/* The set of that name, or NULL. */
const struct code_set *code_set_find(const struct code_set *const *sets, size_t set_count,
                                     struct text name);

#endif
