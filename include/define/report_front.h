/* The front of a report: what a committee paper states in its head, or what a
 * letter has around its text. Only the shape is checked here; whether all that
 * a paper needs is filled in is judged when it is written, so that what is
 * blank is listed with every other refusal. */
#ifndef DEFINE_REPORT_FRONT_H
#define DEFINE_REPORT_FRONT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/text.h"

struct arena;
struct node;

/* Who signs a letter. */
struct signatory {
    struct text name, role;
    struct place place;
};
/* Any text may be empty: the key is absent or blank. */
struct front_matter {
    struct place place;
    struct text date;      /* ISO: of the meeting, or of the letter */
    struct text reference; /* `reference` of a paper, `our-ref` of a letter */
    /* A paper's. */
    struct text committee, report_from;
    struct text contact_name, contact_telephone, contact_email;
    /* A letter's. */
    bool is_letter;
    struct text organisation;   /* that sends it; empty: the authority */
    const struct text *address; /* of the sender, by line */
    size_t address_count;
    const struct text *addressee; /* name, role, address, by line */
    size_t addressee_count;
    struct text salutation, closing; /* "Dear Mr Field"; "Yours sincerely" */
    const struct signatory *signatories;
    size_t signatory_count;
    /* Of both: who is sent it. */
    const struct text *distribution;
    size_t distribution_count;
};

/* Reads `kind`, `front` and `distribution` of a report. False after reports. */
bool report_front_read(struct arena *arena, struct diag *diag, const struct node *root,
                       struct front_matter *front);

#endif
