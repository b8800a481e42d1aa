/* Counts that people write as words ("the eleven areas below"): where a sentence introduces a list
 * or refers to one, no other count than the list's may stand in it. */
#ifndef REPORT_COUNTED_LIST_H
#define REPORT_COUNTED_LIST_H

#include "report/writer.h"

/* Over all paragraphs, claims and list items of the report: RP055 for each sentence whose numbers
 * in words are none of them the count of the list, of the recommendations or of a partition's bands
 * that the sentence refers to, or that follows it where it ends in a colon. "One" is no count, and
 * a sentence that binds the list's count is let pass. */
void counted_lists_check(struct writer *writer);

#endif
