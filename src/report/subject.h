/* A measure's figures for one binding: what the attributes are told of.
 * subject.c finds whose they are; the attributes of figure_binding.c speak of
 * the figure itself, those of standing_binding.c of what stands around it. */
#ifndef SRC_REPORT_SUBJECT_H
#define SRC_REPORT_SUBJECT_H

#include "report/binding.h"

struct subject {
    const struct lookup *lookup;
    const struct measure_definition *measure;
    enum unit_level level;
    uint32_t unit;
    struct text category;
    struct period other_period;               /* what the change is from */
    const struct measure_definition *partner; /* of "pair": told in the same words */
    const struct figure *now;                 /* NULL: none; all NULL while collecting */
    const struct figure *other;
};

/* Find what the binding's words name: the unit and its level, the group ("largest" as well), the
 * period that a change is from with the second measure of a pair. False after RP001 or RP041. */
bool subject_find_unit(struct subject *subject);
bool subject_find_category(struct subject *subject);
bool subject_find_other_period(struct subject *subject, bool has_partner);
/* The subject's figure of a period and category, or NULL. */
const struct figure *subject_figure(const struct subject *subject, const struct period *period,
                                    struct text category);
/* Whether an attribute ("interval", "difference") can be told of what is published too; whether it
 * tells of a change. */
bool subject_attribute_is(struct text attribute, bool *is_of_change);
/* Gives such an attribute of a subject whose `now` and, for a change, `other` are set. */
bool subject_give(const struct subject *subject, struct text attribute);
/* Gives the marker of a figure that has no value, [x] of one that is not there; always true. */
bool subject_give_missing(const struct subject *subject, const struct figure *figure);
bool subject_is_percent(const struct subject *subject);

/* What stands around a figure, as attributes. */
bool standing_binding_target(const struct subject *subject);
bool standing_binding_tolerance(const struct subject *subject);
bool standing_binding_rag(const struct subject *subject);
bool standing_binding_travel(const struct subject *subject);
bool standing_binding_band(const struct subject *subject);
bool standing_binding_first_cut(const struct subject *subject);

#endif
