/* manifest.json: what went into a pack and what came out, with the SHA-256 of
 * every file, so that anybody can check later that nothing was changed. Names
 * only, no paths and no clock: the same inputs give the same manifest. */
#ifndef RUN_MANIFEST_H
#define RUN_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "report/build.h"
#include "run/session.h"

/* One output of the pack. */
struct pack_file {
    struct text name;
    struct text bytes;
    unsigned mode; /* 0600 for child-level files, else 0644 */
};

struct pack {
    struct text name; /* "annual-safeguarding_2013-14" */
    const struct pack_file *files;
    size_t file_count;
};

struct disclosure;

/* What the manifest says beside the files. */
struct manifest_facts {
    struct text report, period, as_at;
    const struct report_context *context; /* its distribution and commentary */
    const struct disclosure *disclosure;  /* NULL: nothing was suppressed */
    /* Without what could give small counts away: how many records and findings there are, and the
     * hash of the authority's own few figures, which could be found by trying. */
    bool is_for_public;
};

/* The extracts were read with session->hashes_extracts. */
void manifest_write(struct buffer *out, const struct session *session, const struct pack *pack,
                    const struct manifest_facts *facts);

#endif
