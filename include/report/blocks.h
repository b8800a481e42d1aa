/* The blocks of a definition, each written as blocks of the document. Every
 * function reports faults at their place and marks the writer as refused. */
#ifndef REPORT_BLOCKS_H
#define REPORT_BLOCKS_H

#include "report/rows.h"

void table_block_write(struct writer *writer, const struct numbered_block *numbered);
void judgement_block_write(struct writer *writer, const struct numbered_block *numbered);
/* What the grades of some scales mean, side by side. */
void grades_block_write(struct writer *writer, const struct numbered_block *numbered);
void measures_block_write(struct writer *writer, const struct numbered_block *numbered);
void entries_block_write(struct writer *writer, const struct numbered_block *numbered);
void claim_block_write(struct writer *writer, const struct numbered_block *numbered);
void chart_block_write(struct writer *writer, const struct numbered_block *numbered);
void standing_block_write(struct writer *writer, const struct numbered_block *numbered);
/* The bands of a list, each item in exactly one (RP031, RP032). */
void partition_block_write(struct writer *writer, const struct numbered_block *numbered);
/* What a named author wrote, or "awaiting: ROLE" in a draft (RP033 to RP035). */
void commentary_block_write(struct writer *writer, const struct numbered_block *numbered);
/* Warns of commentary that no block prints (RP036). */
void commentary_block_settle(struct writer *writer);
/* A document that goes with the paper, with its file's SHA-256 (RP037). */
void appendix_block_write(struct writer *writer, const struct numbered_block *numbered);
/* Refuses restricted blocks, or the whole, of a public paper (RP038). */
void audience_check(struct writer *writer);
/* The head of a paper: committee, date, title, reference, report from, contact, distribution; or
 * what stands above a letter's text: addressee, date, reference, salutation, subject. Every field
 * that is blank is refused (RP030). */
void front_block_write(struct writer *writer);
/* The paper's title; of a unit other than the county it names the unit: "Activity (Eastleigh)". */
struct text front_block_title(struct writer *writer);
/* What stands below a letter's text: closing, signatories, copies. */
void front_block_close(struct writer *writer);

/* The table as a numbered block of the paper, or as a sheet of the workbook alone. */
void blocks_place_table(struct writer *writer, const struct numbered_block *numbered,
                        struct document_table *table);
/* Refuses a table or chart whose figures are adjusted for deprivation in two forms: RP025. */
void blocks_refuse_mixed(struct writer *writer, const struct node *block,
                         const struct bound *bounds, size_t bound_count);
/* The notes of a table or chart: the definition's own, then what its markers mean, then the sources
 * of supplied figures. */
const struct text *blocks_notes(struct writer *writer, const struct node *block,
                                const struct bound *bounds, size_t bound_count, size_t *count);

#endif
