/* Files that a run was made from, for its manifest. */
#ifndef DEFINE_SOURCE_FILE_H
#define DEFINE_SOURCE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/text.h"

struct arena;

/* A file that was read. */
struct source_file {
    struct text path; /* as given */
    struct text name; /* relative to the definitions folder, or to the authority's */
    struct text bytes;
};

/* A growing list of them. */
struct source_files {
    struct source_file *files;
    size_t count, capacity;
};

/* Reads folder/name and adds it; false after a report. */
bool source_files_read(struct arena *arena, struct diag *diag, struct source_files *into,
                       struct text folder, struct text name);
/* Reads every file of folder/part whose name has the ending, in byte order of names; notes
 * (README.md) are passed over and any other ending is reported as DF018. False after a report;
 * what can be read is read nonetheless. Without `into` the names alone are judged. */
bool source_files_read_folder(struct arena *arena, struct diag *diag, struct source_files *into,
                              struct text folder, struct text part, struct text ending);

#endif
