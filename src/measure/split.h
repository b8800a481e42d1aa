/* Records told apart by worker, or by what is known of their child: one value a
 * record, 0 where it is not known. */
#ifndef MEASURE_SPLIT_H
#define MEASURE_SPLIT_H

#include "measure/breakdown.h"
#include "measure/compute.h"
#include "records.h"

struct arena;

/* The names that ages, sexes and ethnic groups have, and the table of people. */
struct people;
const struct people *people_new(struct arena *arena, const struct measure_context *context);
bool people_are_supplied(const struct people *people);

/* The names of a breakdown's values, from 1; those of workers are of the records, else the same for
 * all measures. */
struct split_names {
    const struct text *names; /* names[0] is "(not known)", of workers "(none)" */
    uint32_t count;           /* with names[0] */
};
struct split_names people_names(const struct people *people, enum breakdown breakdown);

/* What is looked up once for all windows of one reading. */
struct split_source;
struct split_source *split_source_new(struct arena *arena, const struct people *people,
                                      const struct records *records);
struct split {
    struct split_names names;
    const uint32_t *values; /* one a record */
};
/* Ages are those of the window: at the event, or at D. Names are kept in `arena`, values in
 * `scratch`. */
struct split split_records(struct arena *arena, struct arena *scratch,
                           const struct split_source *source, enum breakdown breakdown,
                           const struct window *window);

/* "age: 1 to 4", also of a total; with another category of the measure "age: 1 to 4; Neglect". */
struct text split_category(struct arena *arena, enum breakdown breakdown, struct text name,
                           struct text category);
/* The opposite. False if it is no part of a breakdown. */
bool split_category_parse(struct text whole, enum breakdown *breakdown, struct text *name,
                          struct text *category);

#endif
