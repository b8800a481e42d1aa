/* An explanation for people (a terminal), for spreadsheets (CSV) and for other
 * programs (JSON). All of them hold child-level data. */
#ifndef RUN_EXPLANATION_H
#define RUN_EXPLANATION_H

#include "base/buffer.h"
#include "ingest/reference.h"
#include "measure/explain.h"

/* The definition in words, the figure and what makes it, what was left out and why, and a table of
 * the records. */
void explanation_write_text(struct buffer *out, const struct explanation *explanation,
                            const struct supplied_figures *supplied);
/* The records alone: measure,record,child,date,opened,closed,team,worker,met,value,category,
 * excluded. */
void explanation_write_csv(struct buffer *out, const struct explanation *explanation);
/* All of it as one object. */
void explanation_write_json(struct buffer *out, const struct explanation *explanation,
                            const struct supplied_figures *supplied);

/* A record's value as it is, "0.6" or "12"; empty: none. */
struct text explanation_value(struct arena *arena, const struct listed_record *record);

#endif
