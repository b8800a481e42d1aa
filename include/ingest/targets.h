/* What an authority wants of its figures: targets with a tolerance, and the
 * edges of bands 1 to 5. Each row has an owner or a source and stands in a file
 * beside authority.yaml; a missing file is an empty one, and a faulty row is a
 * definition fault (exit 3): a target that nobody can meet is never guessed at. */
#ifndef INGEST_TARGETS_H
#define INGEST_TARGETS_H

#include <stddef.h>

#include "base/decimal.h"
#include "base/diag.h"
#include "base/period.h"
#include "define/catalogue.h"
#include "table/hierarchy.h"

struct arena;

struct target {
    struct place place;
    const struct measure_definition *measure;
    uint32_t unit; /* index in the hierarchy */
    struct period period;
    struct decimal target;
    struct decimal tolerance; /* 0 or more, in the figure's units: still amber so far from it */
    struct text owner, source, date;
};
struct targets {
    const struct target *items; /* by measure id, unit, period */
    size_t count;
};
/* authorities/NAME/targets.csv: measure,unit,period,target,tolerance,owner,source,date; a blank
 * tolerance is 0. NULL after reports: DF014 (no such measure), DF020 (no such unit), DF021 (the
 * measure can have no target), DF016 (everything else). */
const struct targets *targets_read(struct arena *arena, struct diag *diag,
                                   const struct authority *authority,
                                   const struct catalogue *catalogue,
                                   const struct hierarchy *units);
/* The target of a measure for a unit and period, or NULL. Where the very period has none, the
 * shortest one that holds it counts, but not for a number of events in the period: a quarter is not
 * held against the year's number. */
const struct target *targets_find(const struct targets *targets,
                                  const struct measure_definition *measure, uint32_t unit,
                                  const struct period *period);

enum { BAND_COUNT = 5 };

/* Bands 1 (worst) to 5 (best), as the Commission for Social Care Inspection drew them. */
struct banding {
    struct place place;
    const struct measure_definition *measure;
    struct decimal edges[BAND_COUNT]; /* edges[n - 1]: where band n begins; of band 1 unused */
    struct text source;
};
struct bandings {
    const struct banding *items; /* by measure id */
    size_t count;
};
/* authorities/NAME/bands.csv: measure,better,band_2,band_3,band_4,band_5,source. The edges rise
 * where better is higher, fall where it is lower, and `better` is what the measure says. NULL after
 * reports, as from targets_read. */
const struct bandings *bandings_read(struct arena *arena, struct diag *diag,
                                     const struct authority *authority,
                                     const struct catalogue *catalogue);
/* The measure's bands, or NULL. */
const struct banding *bandings_find(const struct bandings *bandings,
                                    const struct measure_definition *measure);

#endif
