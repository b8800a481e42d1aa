/* The catalogue: every definition under one folder. Loading lists every fault
 * of every file in one go. */
#ifndef DEFINE_CATALOGUE_H
#define DEFINE_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>

#include "define/authority.h"
#include "define/judgement_scale.h"
#include "define/measure_definition.h"
#include "define/report_definition.h"
#include "define/rule.h"
#include "define/schema.h"
#include "define/source_file.h"

struct arena;
struct authority;

struct catalogue {
    struct text folder;
    const struct schema *const *schemas; /* by name */
    size_t schema_count;
    const struct code_set *const *code_sets;
    size_t code_set_count;
    const struct measure_definition *const *measures; /* by id */
    size_t measure_count;
    const struct report_definition *const *reports; /* by id */
    size_t report_count;
    const struct judgement_scale *const *scales; /* by id */
    size_t scale_count;
    const struct rule_set *const *rule_sets; /* by name */
    size_t rule_set_count;
    const struct source_file *files; /* of every part that was read */
    size_t file_count;
};

/* Reads codes/, extracts/<family>/, rules/<family>/, measures/, scales/ and reports/ under
 * `folder`; what names a table, a field, a measure or a scale is checked once all are read. NULL
 * after reports. */
const struct catalogue *catalogue_load(struct arena *arena, struct diag *diag, struct text folder,
                                       struct text family);
/* The same without measures and reports: what checking extracts needs. */
const struct catalogue *catalogue_load_checks(struct arena *arena, struct diag *diag,
                                              struct text folder, struct text family);
/* What may be read beside codes and tables. Measures and reports are written for one family of
 * extracts. What a command leaves out costs it nothing, and its faults stay unsaid. */
enum catalogue_part {
    CATALOGUE_RULES = 1 << 0,
    CATALOGUE_MEASURES = 1 << 1,
    CATALOGUE_REPORTS = 1 << 2,   /* with the scales that they award by */
    CATALOGUE_REFERENCE = 1 << 3, /* the bytes of reference data among `files` */
    CATALOGUE_TESTS = 1 << 4,     /* those inside rules and measures */
    CATALOGUE_ALL = (1 << 5) - 1
};
/* As catalogue_load, of some parts; but after reports the definitions that can be read are given
 * nevertheless, `*is_sound` false, so that the faults of their SQL are listed in the same go. NULL
 * if a schema or a code set has faults: no SQL can be judged without them. */
const struct catalogue *catalogue_load_readable(struct arena *arena, struct diag *diag,
                                                struct text folder, struct text family,
                                                unsigned parts, bool *is_sound);
/* The catalogue with the code sets of an authority's own codes/ in the place of those of the same
 * names: which roles hold cases, for instance. NULL after reports. */
const struct catalogue *catalogue_with_codes_of(struct arena *arena, struct diag *diag,
                                                const struct catalogue *catalogue,
                                                const struct authority *authority);
const struct measure_definition *catalogue_measure(const struct catalogue *catalogue,
                                                   struct text id);
/* The `holder` of the schemas: who holds a case; NULL: none of them says. */
const struct node *catalogue_holder(const struct catalogue *catalogue);
const struct report_definition *catalogue_report(const struct catalogue *catalogue, struct text id);

#endif
