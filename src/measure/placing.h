/* Where a record of a measure counts: in which unit at each level, and in which
 * part (a mix's group, a band, or what stands apart). */
#ifndef MEASURE_PLACING_H
#define MEASURE_PLACING_H

#include <stddef.h>
#include <stdint.h>

#include "records.h"
#include "table/hierarchy.h"

struct arena;

/* What is told once for all records of one reading. */
struct placing {
    const struct measure_definition *measure;
    const struct hierarchy *units;
    const struct records *records;
    const uint32_t *team_slots; /* UNIT_LEVEL_COUNT a team code */
    const uint32_t *parts;      /* one a category code: its part, from 1; 0: none of that name */
    const int64_t *band_lows;   /* where each band begins */
};

struct placing placing_new(struct arena *arena, const struct measure_definition *measure,
                           const struct hierarchy *units, const struct records *records);
/* The slot of a record's unit at a level. */
static inline uint32_t placing_slot(const struct placing *placing, const struct record_row *row,
                                    uint32_t level) {
    return placing->team_slots[row->team * UNIT_LEVEL_COUNT + level];
}
/* The part of a record, from 1; 0 where it needs none; UINT32_MAX where it has none. */
uint32_t placing_part(const struct placing *placing, const struct record_row *row);

/* The names of a measure's parts: a mix's categories, or the bands and what stands apart. */
size_t placing_part_count(const struct measure_definition *measure);
struct text placing_part_name(const struct measure_definition *measure, size_t part);
/* The position of a unit, or of "(none)" of a level, in a tally. */
size_t placing_unit_slot(const struct hierarchy *units, enum unit_level level, uint32_t unit);

#endif
