/* What a run tells of itself on the standard output, as words or as JSON: the
 * records that it read, the packs that it wrote or would write, and the paper's
 * headlines; of a dry run also what is missing and why it is refused. */
#ifndef RUN_RUN_ACCOUNT_H
#define RUN_RUN_ACCOUNT_H

#include "run/outputs.h"
#include "run/session.h"

struct run_account {
    const struct session *session;
    bool has_extracts;
    bool is_later;                          /* of several packs: what was read has been told */
    struct text unit_name;                  /* whose the packs are; empty: the county's */
    size_t first_message;                   /* of those that concern these packs */
    struct placed_pack packs[PLACED_LIMIT]; /* the second stands apart */
    size_t pack_count;
    struct text *lines; /* the headlines */
    size_t line_count;
};

void run_account_say(struct buffer *out, const struct run_account *account);
/* That `name` would be refused. A run that is no dry run says so in its messages alone. */
void run_account_say_refused(struct buffer *out, const struct session *session,
                             size_t first_message, struct text name);

#endif
