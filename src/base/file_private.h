/* What the files of this layer that deal with the file system share. */
#ifndef BASE_FILE_PRIVATE_H
#define BASE_FILE_PRIVATE_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/text.h"

enum { FILE_PATH_LIMIT = 4096, FILE_HIDDEN_LIMIT = 256 };

/* The path as a C string. False, with errno set, if it is empty, too long or holds a NUL. */
bool file_path_c(struct text path, char out[FILE_PATH_LIMIT]);
/* Report FI002 and FI003 with the words of `error`; both return false. */
bool file_cannot_read(struct diag *diag, struct text path, int error);
bool file_cannot_write(struct diag *diag, struct text path, int error);
/* ".name.0123456789abcdef": a hidden name beside `name` that nobody can foretell. False, with
 * errno set, where the name is too long or the system gives no random bytes. */
bool file_hidden_name(struct text name, char out[FILE_HIDDEN_LIMIT]);
/* Whether a name is one that file_hidden_name gave for `target`. */
bool file_is_hidden_name(const char *name, const char *target);
/* Locks what was just made under a hidden name. False where another run has taken it for a killed
 * run's left-over, and removes it. Where locks are unknown nothing is taken for one. */
bool file_hold(int descriptor);
/* Writes, flushes and closes. False with errno set; the descriptor is closed in any case. */
bool file_fill(int descriptor, struct text bytes);
/* Makes the missing folders of a path, down to its last part. False with errno set. */
bool file_make_folders(char *path);

#endif
