/* An authority: authorities/NAME/authority.yaml holds its names and house
 * style. The CSV files beside it (units.csv, targets.csv,
 * supplied-figures.csv) are read by ingest/reference.h. */
#ifndef DEFINE_AUTHORITY_H
#define DEFINE_AUTHORITY_H

#include <stddef.h>

#include "base/diag.h"
#include "base/text.h"
#include "define/house_style.h"
#include "define/source_file.h"

struct arena;

struct authority {
    struct text folder;
    struct text name;       /* "Hampshire County Council" */
    struct text short_name; /* "Hampshire" */
    struct text ons_code;
    struct text department;
    const struct text *font_folders; /* searched in order, for each font file */
    size_t font_folder_count;
    struct text font_regular, font_bold, font_italic, font_bold_italic; /* file names */
    struct house_style style;
    struct text family; /* schema family of its extracts: "ssd" */
    int calendar_first_year, calendar_last_year;
    struct text population_vintage;  /* column of reference/population.csv */
    int disclosure_threshold;        /* counts from 1 to this are suppressed in public: 5 */
    int disclosure_protection;       /* how wide what can be worked out of them must be: 5 */
    const struct source_file *files; /* authority.yaml and the CSV files beside it */
    size_t file_count;
};
/* NAME under report-defs/authorities, or a path to a folder. NULL after reports. */
const struct authority *authority_load(struct arena *arena, struct diag *diag,
                                       struct text definitions_folder, struct text name_or_folder);
/* Whose the definitions are where nobody is named: the only authority in the folder, hampshire
 * where there are several or none. */
struct text authority_usual(struct arena *arena, struct text definitions_folder);

#endif
