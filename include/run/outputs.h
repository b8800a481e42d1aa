/* Turning findings into the end of a command: the fail level, and the files
 * that `check` and `run` share. */
#ifndef RUN_OUTPUTS_H
#define RUN_OUTPUTS_H

#include <stdbool.h>

#include "run/manifest.h"
#include "run/session.h"

/* False, after RN002, if a finding is at --fail-on's level or above. `folder` is where findings.csv
 * was written; empty: nowhere. */
bool outputs_pass_fail_level(struct session *session, struct text folder);
enum { QUALITY_FILE_LIMIT = 3 };
/* findings.csv and data-quality.xlsx, and mended.csv after a comparison, for their owner's eyes
 * only, made by the threads of the enclosing jobs. `date` is ISO. Returns how many; 0 after a
 * report. */
size_t outputs_quality_files(struct session *session, struct arena *arena, struct diag *diag,
                             struct text date, struct pack_file files[QUALITY_FILE_LIMIT]);
/* A pack and the folder that it shall stand in. */
struct placed_pack {
    struct text folder;
    const struct pack *pack;
};
/* Writes the files of at most PLACED_LIMIT packs; their folders appear whole, and all or none. */
enum { PLACED_LIMIT = 2 };
bool outputs_publish(struct session *session, const struct placed_pack *placed, size_t count);

#endif
