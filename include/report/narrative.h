/* Texts of a report: bindings, references, emphasis and facts made into runs.
 *   {binding}            see report/binding.h
 *   {{literal:words}}    words whose digits are no figure
 *   [see](#id)           "see section 3.3.1": the label is computed; [](#id) gives it alone
 *   [words](https://...) a link
 *   **bold**  __italic__ */
#ifndef REPORT_NARRATIVE_H
#define REPORT_NARRATIVE_H

#include "report/writer.h"

/* The runs of a scalar's text. Faults are reported at their place and refuse the document; a
 * figure that is missing is one (RP003). */
struct rich_text narrative_runs(struct writer *writer, const struct node *scalar);
/* The same for a fact, or for an item that may be a text or a fact: digits are not checked, and a
 * note gives source and date. */
struct rich_text narrative_item(struct writer *writer, const struct node *item);
/* The words alone, without styles, links or notes: captions, heads, notes of tables. */
struct text narrative_words(struct writer *writer, const struct node *scalar);
/* Runs of one plain text. */
struct rich_text narrative_plain(struct writer *writer, struct text words);

#endif
