/* The catalogue: every definition under one folder, and one authority's data.
 * Loading lists every fault of every file in one go. */
#ifndef DEFINE_CATALOGUE_H
#define DEFINE_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>

#include "define/measure_definition.h"
#include "define/report_definition.h"
#include "define/schema.h"

struct arena;

/* A file that was read, for the manifest. */
struct source_file {
    struct text path; /* as given */
    struct text name; /* relative to the definitions folder */
    struct text bytes;
};

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
    const struct source_file *files;
    size_t file_count;
};

/* Reads codes/, extracts/<family>/, measures/ and reports/ under `folder`. NULL after reports. */
const struct catalogue *catalogue_load(struct arena *arena, struct diag *diag, struct text folder,
                                       struct text family);
const struct measure_definition *catalogue_measure(const struct catalogue *catalogue,
                                                   struct text id);
const struct report_definition *catalogue_report(const struct catalogue *catalogue, struct text id);

/* authorities/NAME/authority.yaml: names and house style. The CSV files beside it (units.csv,
 * targets.csv, supplied-figures.csv) are read by ingest/reference.h. */
struct authority {
    struct text folder;
    struct text name;       /* "Hampshire County Council" */
    struct text short_name; /* "Hampshire" */
    struct text ons_code;
    struct text department;
    const struct text *font_folders; /* searched in order, for each font file */
    size_t font_folder_count;
    struct text font_regular, font_bold, font_italic, font_bold_italic; /* file names */
    struct text family; /* schema family of its extracts: "ssd" */
    int calendar_first_year, calendar_last_year;
    struct text population_vintage; /* column of reference/population.csv */
};
/* NAME under report-defs/authorities, or a path to a folder. NULL after reports. */
const struct authority *authority_load(struct arena *arena, struct diag *diag,
                                       struct text definitions_folder, struct text name_or_folder);

#endif
