/* Schemas: what an extract table should hold. YAML in the vocabulary of
 * Frictionless Table Schema, plus `title`, `aliases` (anchored header
 * patterns) and `codes` (a code set). One file a table under
 * report-defs/extracts/<family>/. */
#ifndef DEFINE_SCHEMA_H
#define DEFINE_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/regex.h"
#include "base/text.h"
#include "define/code_set.h"

struct arena;
struct node;

enum field_type { FIELD_TEXT, FIELD_DATE, FIELD_INTEGER, FIELD_NUMBER, FIELD_BOOLEAN };

struct field {
    struct place place;
    struct text name;
    struct text title;
    enum field_type type;
    unsigned date_formats;              /* enum date_format */
    const struct regex *const *aliases; /* header patterns, ignoring case */
    size_t alias_count;
    const struct code_set *codes; /* NULL: free */
    bool is_exact;                /* codes: neither case nor aliases are forgiven */
    bool is_judged_by_rules;      /* what is wrong with its values is for rules to say */
    struct text element;          /* of a return in XML: the path of the element whose text it is */
    struct text counts; /* or of the one whose number it is: 1, 2, ... within its parent */
    const struct text *true_values; /* boolean: the words for yes, in any case; NULL: the usual */
    size_t true_value_count;
    const struct text *false_values;
    size_t false_value_count;
    bool is_required; /* blank is a finding at error level */
    bool is_unique;
    const struct regex *pattern; /* NULL: any */
    struct text pattern_text;
    struct text pattern_title; /* the pattern in plain words; empty: none given */
    size_t minimum_length;
    size_t maximum_length;      /* 255 unless said otherwise; characters */
    const struct text *choices; /* constraints.enum */
    size_t choice_count;
    bool has_minimum, has_maximum;
    double minimum, maximum; /* numbers; for dates, day numbers */
};

struct foreign_key {
    struct place place;
    const size_t *fields; /* positions in this schema */
    size_t field_count;
    struct text table;
    const struct text *reference_fields;
    bool is_query; /* an orphan is a query, not an error */
};

struct schema {
    struct place place;
    struct text name;
    struct text title;
    struct text element;       /* of a return in XML: the path of the element that is a record;
                                  empty: its tables are read from CSV alone */
    struct text empty_element; /* one round it, which is a blank record where none stands in it */
    const struct field *fields;
    size_t field_count;
    const size_t *primary_key; /* positions; several fields together make the key */
    size_t primary_key_count;  /* 0: records have no key, and are all kept */
    const size_t *named_by;    /* positions of the fields that findings name a record by: the key,
                                  or fields that may be blank or repeated */
    size_t named_by_count;
    const struct foreign_key *foreign_keys;
    size_t foreign_key_count;
    const struct text *missing_values; /* compared ignoring case; the empty text always counts */
    size_t missing_value_count;
    const struct node *team;   /* a row expression: whose record it is; NULL: no team's */
    const struct node *worker; /* likewise: whose it is, of `team`; NULL: no worker's */
    const struct node
        *referral;             /* likewise: of which case it is; NULL: of none, or `worker` says */
    const struct node *holder; /* a SELECT of worker and team who hold :referral on :as_at, for all
                                  schemas; NULL: it stands elsewhere */
};

/* Reads one schema; `sets` are the code sets that `codes:` may name. NULL after reports. */
const struct schema *schema_read(struct arena *arena, struct diag *diag, const struct node *root,
                                 const struct code_set *const *sets, size_t set_count);
size_t schema_field(const struct schema *schema, struct text name); /* SIZE_MAX: none */

#endif
