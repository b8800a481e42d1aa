/* Bindings: how a report's texts and cells name figures.
 *     measure[category]@period:unit.attribute(argument)|format
 *     measure[category]@comparator.attribute(period)|format
 * Only the name must be there. See "Bindings" in report-defs/README.md. A name
 * is a measure's id, a list's or judgement table's id, or `authority`; without
 * a name, @period speaks of the period itself. */
#ifndef REPORT_BINDING_H
#define REPORT_BINDING_H

#include "measure/comparator.h"
#include "report/writer.h"

struct binding {
    struct text words; /* as written, between the braces, $row filled in */
    struct text name, category, period, unit, attribute, argument, format;
};

/* What a binding gives. */
struct bound {
    enum cell_kind kind;
    struct text prose;            /* "41.0%", "8,013", "[x]": for a sentence */
    struct text bare;             /* "41.0": for a cell whose header holds the unit */
    struct decimal number;        /* CELL_NUMBER */
    bool is_count;                /* it adds up: a total of such numbers is checked */
    const struct figure *figure;  /* whence it comes; NULL: none */
    struct comparison_use beside; /* a comparator's: where it was published */
    struct text source;           /* what else is to be said of where it comes from */
    enum cell_mark mark;          /* of a rating or a direction of travel */
    bool is_words;                /* it is one of those, even where a marker stands for it */
};

/* Cuts the words up; false if they are not of the form. */
bool binding_parse(struct text words, struct binding *binding);
/* Resolves the words between the braces, `$row` being the writer's row, `$panel` its panel. False
 * after RP001. While collecting, notes what must be computed and gives a text. */
bool binding_resolve(struct writer *writer, const struct place *place, struct text words,
                     struct bound *bound);

/* Whether a public pack withholds it; whether it is more than nothing: a number but 0, or withheld.
 */
bool binding_is_withheld(const struct bound *bound);
bool binding_is_something(const struct bound *bound);

/* What a note says of where a figure comes from: "Supplied figures: SOURCE, DATE (OWNER)."; the
 * publication of a comparator; what a rate set against deprivation rests on. Else empty. */
struct text binding_source(struct writer *writer, const struct bound *bound);
/* What is to be said of a figure of a day after the report's period, which is warned of (RP051);
 * empty: nothing. */
struct text binding_late(struct writer *writer, const struct bound *bound);

/* For the binding modules: a binding with what it names looked up. */
struct lookup {
    struct writer *writer;
    const struct place *place;
    const struct binding *binding;
    struct period period;
    struct bound *bound;
};
bool binding_refuse(const struct lookup *lookup, const char *reason);
void binding_give_text(const struct lookup *lookup, struct text text);
/* The marker of a figure that has no value; always true, as what an attribute gives. */
bool binding_give_marker(const struct lookup *lookup, enum figure_status status);
/* A number, with "%" behind it in prose if it is a percent. */
void binding_give_number(const struct lookup *lookup, struct decimal number, bool is_percent);
/* Whether a measure's category is printed with "%". */
bool binding_is_percent(const struct measure_definition *measure, struct text category);
/* The period that a word names: one of the report's periods, or any by its own name ("2013-14-Q4").
 * False after RP001. Empty: the report's own. */
bool binding_period(const struct lookup *lookup, struct text name, struct period *period);

/* The kinds of name. Each reports RP001 and returns false where there is no such attribute. */
bool figure_binding_resolve(const struct lookup *lookup, const struct measure_definition *measure);
/* {measure@england(period)}: a published figure that the measure's is set beside. */
bool comparator_binding_resolve(const struct lookup *lookup,
                                const struct measure_definition *measure,
                                enum comparator comparator);
/* Whether what stands behind @ is a comparator; which. */
bool comparator_binding_is(struct text period, enum comparator *comparator);
/* The period that a comparator's binding is of: its argument, unless the attribute takes another.
 */
struct text comparator_binding_period(const struct binding *binding);
/* {rate@idaci.attribute}: what other authorities' published rates and their deprivation lead one
 * to expect of the published rate. */
bool deprivation_binding_resolve(const struct lookup *lookup,
                                 const struct measure_definition *measure);
bool deprivation_binding_is(struct text period);
bool period_binding_resolve(const struct lookup *lookup);
bool block_binding_resolve(const struct lookup *lookup, const struct block *block);
/* Rows of a table, or those in which a claim does not hold: count, rows (their names), of (all). */
bool rows_binding_resolve(const struct lookup *lookup, const struct block *block);
bool authority_binding_resolve(const struct lookup *lookup);
/* {unit.name}, {unit.id}, {unit.level} and {unit.label} (a team by its id, others by name) of the
 * unit reported on; {unit:$team.name} of another. */
bool unit_binding_resolve(const struct lookup *lookup);
/* The unit that stands behind ":", the one reported on if none does; UNIT_NONE: "none". False after
 * RP001. */
bool binding_unit(const struct lookup *lookup, uint32_t *unit);

#endif
