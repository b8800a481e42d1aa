/* What the department publishes of all authorities, regions and England: one
 * file a measure under reference/published/, whose columns are the measure's
 * categories. Every cell is judged when a table is read, and becomes a figure
 * when it is asked for: of 37,000 rows a paper prints a few. A marker in place of
 * a figure stays what it is, never 0. Years are those that end on 31 March. */
#ifndef INGEST_PUBLISHED_H
#define INGEST_PUBLISHED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/decimal.h"
#include "base/diag.h"
#include "base/text.h"

struct arena;

enum published_status {
    PUBLISHED_SHOWN,
    PUBLISHED_SUPPRESSED,     /* c */
    PUBLISHED_UNRELIABLE,     /* u */
    PUBLISHED_NOT_AVAILABLE,  /* x, ".", "-" and blank */
    PUBLISHED_NOT_APPLICABLE, /* z */
    PUBLISHED_STATUS_COUNT
};
enum published_level { PUBLISHED_NATIONAL, PUBLISHED_REGION, PUBLISHED_AUTHORITY };

/* reference/areas.csv */
struct published_area {
    struct text code; /* ONS, nine characters */
    struct text name;
    enum published_level level;
    struct text region; /* of an authority: code */
    struct text number; /* of an authority: the department's, kept where only the code changed */
    uint32_t line;
};

struct published_figure {
    enum published_status status; /* of the value */
    bool has_numerator, has_denominator;
    int64_t numerator;    /* exact for authorities, rounded to 10 for regions and England */
    int64_t denominator;  /* of a rate: children at the mid-year before */
    bool is_printed;      /* the value stands in the publication; else the counts make a percent */
    struct decimal value; /* as printed; means nothing unless is_printed */
};
struct published_row {
    const struct published_table *table;
    const struct published_area *area;
    const char *cells; /* behind the code, judged: parted by commas, to a line feed */
    int64_t year;
    uint32_t line;
};
struct published_table {
    struct text measure;
    const struct text *categories; /* as the measure's; one, empty, of percents and rates */
    size_t category_count;
    bool has_parts;  /* a total and a cell a category; else a numerator, a denominator */
    bool has_values; /* and, where the department prints it, the value */
    const struct published_row *rows; /* by year, level, code */
    size_t row_count;
};

struct published_source; /* reference/publications.csv */
struct neighbour_model;  /* reference/neighbour-models.csv */
struct neighbour;        /* reference/statistical-neighbours.csv */

struct published {
    const struct published_area *areas; /* by code */
    size_t area_count;
    const struct published_table *tables; /* by measure */
    size_t table_count;
    const struct published_source *sources; /* by measure, year */
    size_t source_count;
    const struct neighbour_model *models; /* by year */
    size_t model_count;
    const struct neighbour *neighbours; /* by model, authority, place */
    size_t neighbour_count;
};

/* NULL after DF016s: also where a year has no publication, or two. */
const struct published *published_read(struct arena *arena, struct diag *diag,
                                       struct text definitions_folder);
/* What a row says of a category, which its table has. */
struct published_figure published_figure_of(const struct published_row *row, size_t category);
/* The area of a code, or NULL. */
const struct published_area *published_area_of(const struct published *published, struct text code);
/* The table of a measure, or NULL: nothing is published of it. */
const struct published_table *published_table_of(const struct published *published,
                                                 struct text measure);
/* The column of a category, or SIZE_MAX. */
size_t published_category(const struct published_table *table, struct text category);
/* The rows of one year and level: `count` of them from the pointer on; 0: none. */
const struct published_row *published_rows_of(const struct published_table *table, int64_t year,
                                              enum published_level level, size_t *count);
/* The row of an area in a year, or NULL. An authority whose code alone changed is the same one. */
const struct published_row *published_row_of(const struct published_table *table, int64_t year,
                                             const struct published_area *area);
/* The last year of the table that is not after `year`; 0: none. */
int64_t published_latest_year(const struct published_table *table, int64_t year);
/* "Children in need 2024": where the figures of a year come from; empty: nowhere. */
struct text published_source_of(const struct published *published, struct text measure,
                                int64_t year);

enum { NEIGHBOUR_LIMIT = 10 };

struct neighbours {
    struct text model;                    /* "2021"; empty: none is held for that year */
    struct text numbers[NEIGHBOUR_LIMIT]; /* the authorities', the nearest first */
    size_t count;
};
/* The statistical neighbours of an authority by the model in force for a year. */
struct neighbours published_neighbours(const struct published *published,
                                       const struct published_area *authority, int64_t year);

#endif
