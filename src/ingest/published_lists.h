/* What stands beside the published tables: areas, which publication a year's
 * figures come from, and statistical neighbours by model and year. */
#ifndef SRC_INGEST_PUBLISHED_LISTS_H
#define SRC_INGEST_PUBLISHED_LISTS_H

#include "ingest/published.h"

/* Years from the first to the last, both in. */
struct published_source {
    struct text measure;
    int64_t first_year, last_year;
    struct text publication;
    uint32_t line;
};
struct neighbour_model {
    struct text model;
    int64_t first_year, last_year;
    uint32_t line;
};
struct neighbour {
    struct text model, authority, number; /* both the department's numbers */
    int64_t place;                        /* 1: the nearest */
    uint32_t line;
};

/* Fills everything but the tables. False after DF016s. */
bool published_lists_read(struct arena *arena, struct diag *diag, struct text definitions_folder,
                          struct published *published);

#endif
