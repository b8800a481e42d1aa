/* Where a workbook is made: in memory alone, whose faults are noticed. */
#ifndef SRC_RENDER_XLSX_FILE_H
#define SRC_RENDER_XLSX_FILE_H

#include <xlsxwriter.h>

#include "base/diag.h"
#include "base/text.h"

struct arena;

struct xlsx_file {
    int descriptor;
    char path[32]; /* under which the library opens it */
};

/* A new, empty file, for one workbook at a time on a thread. False after FI003. */
bool xlsx_file_begin(struct diag *diag, struct xlsx_file *file);
/* What the library wrote, once it has closed the workbook with `error`; the file is gone after.
 * False after RD005, or FI003 where a part of it was not kept. */
bool xlsx_file_end(struct arena *arena, struct diag *diag, const struct xlsx_file *file,
                   lxw_error error, struct text *bytes);

#endif
