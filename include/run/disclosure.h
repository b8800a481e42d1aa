/* What --audience public does to a run's figures before anything is made of
 * them: the counts behind them, the suppression, its proof. */
#ifndef RUN_DISCLOSURE_H
#define RUN_DISCLOSURE_H

#include "disclose/figure_counts.h"
#include "run/json.h"
#include "run/manifest.h"
#include "run/session.h"

struct disclosure {
    struct suppression_rule rule;
    const struct figures *original;
    const struct figures *figures; /* as the public may see them */
    const struct figure_counts *counts;
    struct suppression suppression;
};

/* NULL after reports: a small count that cannot be protected (exit status 5). */
const struct disclosure *disclosure_make(struct session *session, const struct figures *figures);
/* suppression.csv, for the analyst alone: which figure goes for which reason, and what a reader can
 * work out of it. Of a unit other than the county, the figures that its pack may hold. */
struct pack_file disclosure_explanation(struct arena *arena, const struct disclosure *disclosure,
                                        uint32_t unit);
/* Whether a pack of `unit` holds a figure: it is of the unit, of one below it or of one that it
 * belongs to, of which it holds no parts by team or worker; the county's holds every one. */
bool disclosure_is_own(const struct hierarchy *units, uint32_t unit, const struct figure *figure);
/* The figures of packs published before, from the figures.csv of each folder. False after DC003. */
bool earlier_packs_read(struct session *session, const struct text *folders, size_t folder_count,
                        struct figures *figures);
/* The proof in short, as the manifest's "disclosure"; figures_suppressed are those of the unit's
 * pack. How many counts are small themselves is not for the public: of two withheld counts that add
 * up to 10 it would tell that both are 5. */
void disclosure_write_summary(struct json *json, const struct disclosure *disclosure, uint32_t unit,
                              bool is_for_public);

#endif
